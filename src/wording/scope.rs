//! Whose, which and where: the words of a sentence that tell one thing from another of its name.

use std::ops::Range;
use std::sync::LazyLock;

use super::figure::Sentence;
use super::fold::{is_hiragana, is_kanji, is_katakana};
use super::subject::{Mark, lexicon, objects, token};
use crate::beginnings::{Beginnings, Characters};

/// Characters that make words and tell nothing by themselves.
static LINKS: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(
        "者的性等上下内外中後前毎次第別用化時間系類型式全各当本同両約計何其及又並対可要々・ー条項号節章表数桁種値月日年回度分秒期部課室係人",
    )
});

impl Sentence<'_> {
    /// The runs of kanji and katakana, and of Latin letters and digits, in a range of the sentence.
    fn runs(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let all = { &self.words }.get_or_init(|| runs(self.text).collect());
        let first = all.partition_point(|run| run.end <= range.start);
        let within = all[first..]
            .iter()
            .take_while(move |run| run.start < range.end);
        within.map(move |run| run.start.max(range.start)..run.end.min(range.end))
    }

    pub(super) fn marks_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mark> {
        let within =
            move |mark: &&Mark| range.start <= mark.range.start && mark.range.end <= range.end;
        self.marks.iter().filter(within)
    }

    /// Scopes by the words that say so anywhere.
    pub(super) fn scopes(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        for mark in self.marks_in(range) {
            scope.extend(&mark.meaning.scopes);
        }
    }

    /// All words of a range that tell one thing from another.
    pub(super) fn tokens(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        self.scopes(range.clone(), scope);
        for mark in self.marks_in(range.clone()) {
            scope.extend(&mark.meaning.kinds);
        }
        for run in self.runs(range) {
            if !self.is_actor(&run) {
                self.tokens_of_run(run, scope);
            }
        }
    }

    pub(super) fn tokens_of_run(&self, run: Range<usize>, scope: &mut Vec<u32>) {
        let mut at = run.start;
        let inside = self
            .marks
            .iter()
            .filter(|mark| mark.range.start < run.end && mark.range.end > run.start);
        for mark in inside {
            self.token(at..mark.range.start.max(at), scope);
            at = at.max(mark.range.end);
        }
        self.token(at..run.end.max(at), scope);
    }

    fn token(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let word = self.text[range].trim_matches(|c| LINKS.hold(c));
        let Some(first) = word.chars().next() else {
            return;
        };
        if first.is_ascii() {
            let number = word.bytes().all(|byte| !byte.is_ascii_alphabetic());
            if number || word.len() < 2 {
                return;
            }
            let small = word.to_ascii_lowercase();
            let single = small.strip_suffix('s').unwrap_or(&small);
            let numbered = small.strip_prefix(['q', 'a']).is_some_and(|rest| {
                // Q5 and A5 number questions and answers.
                rest.bytes().all(|byte| byte.is_ascii_digit())
            });
            if !numbered && !lexicon().is_neutral(&small) && !lexicon().is_neutral(single) {
                scope.push(token(single));
            }
            return;
        }
        scope.push(token(word));
    }

    /// Whether a run of characters is who does it: 情報システム課は, 運用部が.
    fn is_actor(&self, run: &Range<usize>) -> bool {
        const ENDS: [&str; 12] = [
            "部",
            "課",
            "室",
            "係",
            "会",
            "局",
            "チーム",
            "グループ",
            "責任者",
            "担当者",
            "担当",
            "部門",
        ];
        let follows = ["は", "が", "において", "にて", "の責任者", "長は", "長が"];
        let word = &self.text[run.clone()];
        let behind = &self.text[run.end..];
        if !behind.starts_with(['は', 'が', 'に', 'の', '長']) {
            return false;
        }
        ENDS.iter().any(|end| word.ends_with(end))
            && follows.iter().any(|particle| behind.starts_with(particle))
    }

    /// The thing itself where the one named first only says whose it is: 脆弱性診断の結果.
    pub(super) fn head_of<'m>(&'m self, first: &'m Mark) -> &'m Mark {
        let behind = &self.text[first.range.end..];
        let next = behind.strip_prefix('の').and_then(|_| {
            let place = first.range.end + 'の'.len_utf8();
            self.marks.iter().find(|mark| mark.range.start == place)
        });
        match next.filter(|mark| mark.meaning.concepts & objects() != 0) {
            Some(next) => self.head_of(next),
            None => first,
        }
    }

    /// A record is one of what was done: 点検の記録 is another than 更新の記録.
    pub(super) fn kinds_of(&self, object: &Mark, start: usize, scope: &mut Vec<u32>) {
        scope.extend(&object.meaning.kinds);
        if !object.meaning.kinds.is_empty() {
            for mark in self.marks_in(start..object.range.start) {
                scope.push(token(&self.text[mark.range.clone()]));
            }
        }
    }

    /// Whether something else is done something to in a range: a noun before を.
    pub(super) fn has_other_object(&self, range: Range<usize>) -> bool {
        self.runs(range).any(|run| {
            if !self.text[run.end..].starts_with('を') {
                return false;
            }
            let mut marks = self.marks_in(run.clone());
            let is_thing = marks.any(|mark| mark.meaning.concepts & objects() != 0);
            let mut tokens = Vec::new();
            self.tokens_of_run(run, &mut tokens);
            is_thing || !tokens.is_empty()
        })
    }

    /// Whether what stands between two figures speaks of something else than what the first is a
    /// figure of.
    pub(super) fn is_other_matter(&self, range: &Range<usize>) -> bool {
        let mut tokens = Vec::new();
        for run in self.runs(range.clone()) {
            let behind = &self.text[run.end..];
            let is_latin = self.text[run.clone()].is_ascii();
            let marked = ["を", "は", "が", "も"]
                .iter()
                .any(|particle| behind.starts_with(particle));
            if is_latin || marked {
                self.tokens_of_run(run, &mut tokens);
            }
        }
        !tokens.is_empty()
    }

    /// Words that are set against others: 本番環境では, 会計システムについては.
    pub(super) fn topics(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        const PARTICLES: [&str; 8] = [
            "では",
            "は",
            "について",
            "において",
            "の場合",
            "向け",
            "用",
            "に限",
        ];
        for run in self.runs(range) {
            let behind = &self.text[run.end..];
            let japanese = PARTICLES
                .iter()
                .any(|particle| behind.starts_with(particle));
            if japanese && !self.is_actor(&run) {
                self.tokens_of_run(run, scope);
            }
        }
    }

    /// English words behind for and on: at least 14 characters for administrators.
    pub(super) fn prepositional(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let text = &self.text[range.clone()];
        let end = text.find([',', ';', '(']).unwrap_or(text.len());
        let spaces = memchr::memchr_iter(b' ', &text.as_bytes()[..end]);
        for preposition in [" for ", " on "] {
            if let Some(at) = spaces
                .clone()
                .find(|at| text[*at..end].starts_with(preposition))
            {
                self.tokens(range.start + at..range.start + end, scope);
                return;
            }
        }
    }

    /// Systems and services that a heading names: 会計システム, Payroll service.
    pub(super) fn named_systems(&self, scope: &mut Vec<u32>) {
        const KINDS: [&str; 7] = [
            "システム",
            "サービス",
            "クラウド",
            "環境",
            "サーバ",
            "アプリ",
            "基盤",
        ];
        static KINDS_BEGIN: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(KINDS));
        for run in self.runs(0..self.text.len()) {
            let word = &self.text[run.clone()];
            let is_kind = |place: &usize| {
                let mut kinds = KINDS.iter();
                kinds.any(|kind| word[*place..].starts_with(kind))
            };
            if let Some(name) = KINDS_BEGIN.places(word).find(is_kind) {
                self.tokens_of_run(run.start..run.start + name, scope);
            }
        }
        const ENGLISH: [&str; 6] = [
            "system",
            "service",
            "platform",
            "application",
            "environment",
            "cloud",
        ];
        let words = self.runs(0..self.text.len());
        for (name, kind) in words.zip(self.runs(0..self.text.len()).skip(1)) {
            let kind = &self.text[kind];
            if { ENGLISH.iter() }.any(|known| kind.eq_ignore_ascii_case(known)) {
                self.tokens_of_run(name, scope);
            }
        }
    }
}

/// Runs of kanji and katakana, and of Latin letters and digits, in a text.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let kind = |c: char| match c {
        _ if is_hiragana(c) || matches!(c, '、' | '。' | '（' | '）' | '「' | '」') => 0,
        _ if is_kanji(c) || is_katakana(c) => 1,
        _ if c.is_ascii_alphanumeric() || c == '-' || c == '\'' => 2,
        _ if !c.is_alphanumeric() => 0,
        _ => 1,
    };
    let mut characters = text.char_indices().map(move |(at, c)| (at, kind(c)));
    let mut begun: Option<(usize, i32)> = None;
    std::iter::from_fn(move || {
        for (at, kind) in characters.by_ref() {
            match begun {
                Some((start, same)) if kind != same => {
                    begun = (kind > 0).then_some((at, kind));
                    return Some(start..at);
                }
                None if kind > 0 => begun = Some((at, kind)),
                _ => {}
            }
        }
        begun.take().map(|(start, _)| start..text.len())
    })
}
