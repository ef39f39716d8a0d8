//! The thing that a figure is one of, and what else its sentence speaks of.

use std::ops::Range;

use super::super::affix;
use super::super::clause::FINITE;
use super::super::subject::{Mark, objects};
use super::Sentence;
use crate::script::is_kanji;

impl Sentence<'_> {
    /// The thing that a piece speaks of before its figure, in its last clause that names one, with that
    /// clause and what follows.
    pub(super) fn thing_before(&self, piece: Range<usize>) -> Option<(&Mark, Range<usize>)> {
        let body = self.body(piece);
        let mut end = body.end;
        loop {
            let from = self.last_clause(body.start..end);
            if let Some(thing) = self.thing_in(from..body.end) {
                return Some((thing, from..body.end));
            }
            // Before the mark that ends the clause before.
            end = self.text[body.start..from].char_indices().next_back()?.0 + body.start;
        }
    }

    /// The thing that is named first in a range; 「記録し」 is a deed.
    pub(super) fn thing_in(&self, range: Range<usize>) -> Option<&Mark> {
        const DEED_ENDINGS: [&str; 5] = ["し、", "して", "した", "する", "され"];
        let is_thing = |mark: &&Mark| {
            mark.meaning.concepts & objects() != 0
                && !affix::begins_with(&self.text[mark.range.end..], &DEED_ENDINGS)
        };
        let mut things = self.marks_in(range.clone()).filter(is_thing);
        let first = things.next()?;
        let head = self.head_of(first);
        if self.is_english() {
            return Some(head);
        }
        let later = things.filter(|thing| thing.range.start > head.range.end);
        Some(later.fold(head, |head, thing| {
            match self.is_named_for(range.start, head, thing) {
                true => thing,
                false => head,
            }
        }))
    }

    /// The thing itself where the one named first only says whose it is: 脆弱性診断の結果, 個人情報の閲覧の記録,
    /// customer data keys.
    pub(super) fn head_of<'m>(&'m self, first: &'m Mark) -> &'m Mark {
        let is_of = |gap: &str| {
            gap == " "
                || gap.starts_with('の')
                    && gap.ends_with('の')
                    && gap.chars().all(|c| c == 'の' || is_kanji(c))
        };
        let mut behind = { self.marks.iter() }.filter(|mark| {
            mark.range.start > first.range.end && mark.meaning.concepts & objects() != 0
        });
        let next = behind
            .next()
            .filter(|next| is_of(&self.text[first.range.end..next.range.start]));
        match next {
            Some(next) => self.head_of(next),
            None => first,
        }
    }

    /// Whether a thing is only one of those that another, behind it, is of: 機器の事象、障害及び使用状況のログ,
    /// 操作ログと認証ログ, 障害をログに記録し.
    fn is_named_for(&self, from: usize, one: &Mark, other: &Mark) -> bool {
        let things = |mark: &Mark| mark.meaning.concepts & objects();
        let is_recorded = self.is_recorded_in(other.range.start);
        let before = &self.text[..other.range.start];
        if !is_recorded && !before.ends_with('の') && things(one) != things(other) {
            return false;
        }
        let (start, joints) = self.phrase_before(from..other.range.start);
        start <= one.range.start && (is_recorded || joints.iter().any(|end| *end >= one.range.end))
    }

    /// Whether something is written into what is named at a place: 操作をログに記録する.
    pub(in super::super) fn is_recorded_in(&self, place: usize) -> bool {
        const INTO: [&str; 6] = [
            "ログに",
            "ログへ",
            "ログとして",
            "ログ基盤に",
            "証跡に",
            "証跡として",
        ];
        affix::begins_with(&self.text[place..], &INTO)
    }

    /// Whether something else is done something to in a range: a noun before を.
    pub(super) fn has_other_object(&self, range: Range<usize>) -> bool {
        if self.is_english() {
            return self.has_other_subject(range);
        }
        self.runs(range).any(|run| {
            let behind = &self.text[run.end..];
            let phrase = behind.split('、').next().unwrap_or_default();
            // 「情報システム部を主管とし」 does nothing to it.
            if !behind.starts_with('を') || phrase.contains("とし") {
                return false;
            }
            let mut marks = self.marks_in(run.clone());
            let is_thing = marks.any(|mark| mark.meaning.concepts & objects() != 0);
            let mut tokens = Vec::new();
            self.tokens_of_run(run, &mut tokens);
            is_thing || !tokens.is_empty()
        })
    }

    /// Whether a further clause in a range is about something else: "logs are collected and reports are kept for …".
    fn has_other_subject(&self, range: Range<usize>) -> bool {
        const AND: &str = " and ";
        let Some(and) = self.text[range.clone()].rfind(AND) else {
            return false;
        };
        // What is named together is one thing: system events and user activity logs.
        let before = &self.text[range.start..range.start + and];
        if !FINITE.iter().any(|verb| before.contains(verb)) {
            return false;
        }
        let start = range.start + and + AND.len();
        let clause = &self.text[start..range.end];
        let verb = FINITE.iter().filter_map(|verb| clause.find(verb)).min();
        verb.is_some_and(|verb| {
            let mut tokens = Vec::new();
            self.tokens(start..start + verb, &mut tokens);
            let things = |range| {
                let marks = self.marks_in(range);
                marks.fold(0, |all, mark| all | mark.meaning.concepts) & objects()
            };
            let named = things(start..start + verb);
            !tokens.is_empty() || named & !things(0..start) != 0
        })
    }

    /// Whether what stands between two figures speaks of something else than what the first is a
    /// figure of.
    pub(super) fn is_other_matter(&self, range: &Range<usize>) -> bool {
        let mut tokens = Vec::new();
        for run in self.runs(range.clone()) {
            let is_latin = self.text[run.clone()].is_ascii();
            if is_latin || self.text[run.end..].starts_with(['を', 'は', 'が', 'も']) {
                self.tokens_of_run(run, &mut tokens);
            }
        }
        !tokens.is_empty()
    }
}
