//! Several figures in one sentence: what each of them is of, what is done within it, and which bound holds for all.

use std::ops::Range;

use super::super::affix;
use super::super::clause::goes_on;
use super::super::subject::{Mark, objects};
use super::Sentence;
use crate::script::is_kanji;

/// How figures are listed that have behind them what they are of.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Listing {
    /// 4 hours for billing, 8 hours for the portal.
    For,
    /// 7 days (critical), 30 days (high).
    Parentheses,
}

impl Sentence<'_> {
    /// How the figures of the sentence are listed, where what each is of stands behind it.
    pub(super) fn listing(&self) -> Option<Listing> {
        let several = self.quantities.len();
        if several < 2 {
            return None;
        }
        let mut behind = (1..=several).map(|figure| self.text[self.piece(figure)].trim_start());
        let first = behind.next()?;
        let (listing, openings): (_, &[&str]) = match first.starts_with("for ") {
            true => (Listing::For, &["for "]),
            false => (Listing::Parentheses, &["(", "（"]),
        };
        let opens = |text: &str| affix::begins_with(text, openings);
        (opens(first) && behind.all(opens)).then_some(listing)
    }

    /// What stands before a further figure of a list and is said of it.
    pub(super) fn own_of(&self, listing: Listing, place: usize) -> Range<usize> {
        let own = self.piece(place);
        match listing {
            Listing::For => own.end..own.end,
            Listing::Parentheses => self.parenthesis(&own).end..own.end,
        }
    }

    /// What a sentence begins with that holds for all of its figures: 「保存期間は、操作ログ3年、監査ログ5年」.
    pub(super) fn lead(&self, place: usize, is_told_behind: bool) -> Option<Range<usize>> {
        let first = self.piece(0);
        if place == 0 {
            return None;
        }
        if is_told_behind {
            return Some(first);
        }
        const COMMAS: [char; 2] = ['、', '，'];
        let topic = self.text[first.clone()].find('は')? + 'は'.len_utf8();
        let has_comma = self.text[topic..].starts_with(COMMAS);
        let names_a_thing = self.thing_in(0..topic).is_some();
        let own = self.piece(place);
        let own_thing = self.thing_in(own.clone());
        // Nothing but the thing stands between the figure before and this one.
        let follows = own_thing.is_some_and(|thing| {
            let between = &self.text[own.start..thing.range.end];
            self.text[thing.range.end..own.end].trim().is_empty()
                && between.starts_with(COMMAS)
                && !between.contains('し')
        });
        (has_comma && !names_a_thing && follows).then_some(0..topic)
    }

    /// What is said between a thing and its figure, without what is said of the figures before it alone:
    /// 「脆弱性は、緊急は3日、重要は14日」.
    pub(super) fn without_listed(
        &self,
        rest: Range<usize>,
        place: usize,
        is_listing: bool,
        own: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let first = self.piece(0);
        let is_scoped = || {
            self.marks_in(own.clone())
                .any(|mark| !mark.meaning.scopes.is_empty())
        };
        if place == 0 || rest.start >= first.end || rest.end != own.end {
            return vec![rest];
        }
        if is_listing {
            return vec![rest.start..first.end, own.clone()];
        }
        if self.is_english() || !is_scoped() {
            return vec![rest];
        }
        let said = &self.text[rest.start..first.end];
        let cut = said
            .rfind(['、', '，'])
            .map_or(0, |comma| comma + '、'.len_utf8());
        vec![rest.start..rest.start + cut, own.clone()]
    }

    /// What is done within, or for the time of, one of several figures, where the sentence says that of
    /// each: "deleted within ten days and retained for three years", 「10日以内に削除し、3年間保管する」. Of a
    /// deed that is not known it is nothing.
    pub(super) fn deeds(&self, own: &Range<usize>, behind: &Range<usize>) -> Option<u64> {
        const COMMAS: [char; 2] = ['、', '，'];
        const GOING_ON: [&str; 5] = ["よう", "ように", "た上で", "たうえで", "るほか"];
        let all = |range: Range<usize>| {
            let marks = self.marks_in(range);
            marks.fold(0, |all, mark| all | mark.meaning.concepts) & !objects()
        };
        if self.is_english() {
            return Some(all(own.clone())).filter(|deeds| *deeds != 0);
        }
        let before = &self.text[own.clone()];
        let start = before
            .rfind(COMMAS)
            .map_or(0, |comma| comma + '、'.len_utf8());
        let after = &self.text[behind.clone()];
        let end = after.find(COMMAS);
        let end_of_clause = behind.start + end.unwrap_or(after.len());
        let deeds = all(own.start + start..own.end) | all(behind.start..end_of_clause);
        let clause = &self.text[behind.start..end_of_clause];
        let is_followed =
            || end.is_some() && (goes_on(clause) || affix::ends_with(clause, &GOING_ON));
        (deeds != 0 || clause.contains(is_kanji) && is_followed()).then_some(deeds)
    }

    /// What stands in a parenthesis at the beginning of a range.
    pub(super) fn parenthesis(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.text[range.clone()].trim_start();
        let end = { text.starts_with(['（', '(']) }
            .then(|| text.find(['）', ')']))
            .flatten();
        range.start..range.start + end.unwrap_or(0)
    }

    /// Of several things with as many figures behind them the one that a figure belongs to: RTO / RPO: 4
    /// hours / 15 minutes.
    pub(super) fn respective(&self, place: usize) -> Option<&Mark> {
        const JOINTS: [&str; 8] = ["/", "／", "、", ",", "・", "と", "and", "及び"];
        let several = self.quantities.len();
        let mut gaps = (1..several).map(|figure| self.text[self.piece(figure)].trim());
        if several < 2 || !gaps.all(|gap| JOINTS.contains(&gap)) {
            return None;
        }
        let things: Vec<&Mark> = { self.marks_in(self.piece(0)) }
            .filter(|mark| mark.meaning.concepts & objects() != 0)
            .collect();
        things
            .get(place)
            .filter(|_| things.len() == several)
            .copied()
    }
}
