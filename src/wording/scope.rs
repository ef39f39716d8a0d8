//! Whose, which and where: the words of a sentence that tell one thing from another of its name.

use std::ops::Range;
use std::sync::LazyLock;

use super::affix;
use super::figure::Sentence;
use super::subject::{Mark, lexicon, objects, token};
use super::voice;
use crate::beginnings::{Beginnings, Characters};
use crate::script::{is_hiragana, is_japanese, is_kanji, is_katakana};

/// Characters that make words and tell nothing by themselves.
static LINKS: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(
        "者的性等上下内外中後前毎次第別用化時間系類型式全各当本同両約計何其及又並対可要々・ー条項号節章表数桁種値月日年回度分秒期部課室係人",
    )
});

impl Sentence<'_> {
    /// The runs of kanji and katakana, and of Latin letters and digits, in a range of the sentence.
    pub(super) fn runs(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let all = { &self.words }.get_or_init(|| runs(self.text).collect());
        let first = all.partition_point(|run| run.end <= range.start);
        let within = all[first..]
            .iter()
            .take_while(move |run| run.start < range.end);
        within.map(move |run| run.start.max(range.start)..run.end.min(range.end))
    }

    /// Whether it has no Japanese character.
    pub(super) fn is_english(&self) -> bool {
        self.text.is_ascii() || !self.text.contains(is_japanese)
    }

    /// Where the words end that say who does it in the active voice, and do not tell what is done: "The ISSO
    /// reviews …" is what "… are reviewed" leaves open.
    fn actor(&self) -> usize {
        self.doer().0
    }

    /// The tool that does what the sentence says, by a number; 0 where it names none.
    pub(super) fn tool(&self) -> u16 {
        self.doer().1
    }

    fn doer(&self) -> (usize, u16) {
        *self.doer.get_or_init(|| {
            if !self.is_english() {
                return (0, 0);
            }
            let tool = voice::tool(self.text, self.marks);
            tool.unwrap_or_else(|| (voice::actor(self.text, self.marks), 0))
        })
    }

    pub(super) fn marks_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mark> {
        let within =
            move |mark: &&Mark| range.start <= mark.range.start && mark.range.end <= range.end;
        self.marks.iter().filter(within)
    }

    /// The marks in a range but those that say who does it in the active voice.
    fn marks_telling(&self, range: Range<usize>) -> impl Iterator<Item = &Mark> {
        let actor = self.actor();
        { self.marks_in(range) }.filter(move |mark| mark.range.start >= actor)
    }

    /// Scopes by the words that say so anywhere.
    pub(super) fn scopes(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        for mark in self.marks_telling(range) {
            scope.extend(&mark.meaning.scopes);
        }
    }

    /// Scopes by the words that say so anywhere, without who does it: 管理者が点検する, reviewed by administrators.
    pub(super) fn scopes_but_actors(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let before = |mark: &Mark| {
            let words = self.text[..mark.range.start].trim_end();
            let articles = [" an", " a", " the", " our"];
            affix::before(words, &articles)
                .unwrap_or(words)
                .ends_with(" by")
        };
        for mark in self.marks_telling(range) {
            if !self.text[mark.range.end..].starts_with('が') && !before(mark) {
                scope.extend(&mark.meaning.scopes);
            }
        }
    }

    /// All words of a range that tell one thing from another.
    pub(super) fn tokens(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        self.scopes(range.clone(), scope);
        for mark in self.marks_telling(range.clone()) {
            scope.extend(&mark.meaning.kinds);
        }
        for run in self.runs(range) {
            if !self.is_actor(&run) {
                scope.extend(self.grade(&run));
                self.tokens_of_run(run, scope);
            }
        }
    }

    /// A grade with what it is one of: Tier 1, 重要度A.
    fn grade(&self, run: &Range<usize>) -> Option<u32> {
        const GRADES: [&str; 12] = [
            "tier",
            "level",
            "severity",
            "priority",
            "class",
            "category",
            "重要度",
            "ランク",
            "レベル",
            "クラス",
            "区分",
            "優先度",
        ];
        let word = &self.text[run.clone()];
        if word.len() > 2 || !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let before = self.text[..run.start].trim_end();
        let of = GRADES.iter().find(|grade| {
            let start = before.len().checked_sub(grade.len());
            start.is_some_and(|start| {
                before.as_bytes()[start..].eq_ignore_ascii_case(grade.as_bytes())
            })
        })?;
        Some(token(&format!("{of} {}", word.to_ascii_lowercase())))
    }

    pub(super) fn tokens_of_run(&self, run: Range<usize>, scope: &mut Vec<u32>) {
        if self.is_stem(&run) || self.is_number_in_brackets(&run) {
            return;
        }
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

    /// Whether a run is the stem of a verb: 生じた; not 鍵は.
    fn is_stem(&self, run: &Range<usize>) -> bool {
        let mut kanji = self.text[run.clone()].chars();
        let is_one = kanji.next().is_some_and(is_kanji) && kanji.next().is_none();
        let behind = self.text[run.end..].chars().next();
        is_one && behind.is_some_and(|c| is_hiragana(c) && !"をがはにのでともへや".contains(c))
    }

    /// Whether a run is the number of a clause that stands alone in brackets: "Audit record retention (AU-11)".
    fn is_number_in_brackets(&self, run: &Range<usize>) -> bool {
        let word = &self.text[run.clone()];
        let number = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        number.len() < word.len()
            && number
                .trim_start_matches('-')
                .bytes()
                .all(|byte| byte.is_ascii_digit())
            && word.ends_with(|c: char| c.is_ascii_digit())
            && self.text[..run.start].ends_with(['(', '（', '['])
            && self.text[run.end..].starts_with([')', '）', ']'])
    }

    fn token(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let word = self.text[range].trim_matches(|c| LINKS.hold(c));
        let Some(first) = word
            .chars()
            .next()
            .filter(|_| !word.chars().all(char::is_numeric))
        else {
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
        const ENDS: [&str; 16] = [
            "CSIRT",
            "SOC",
            "当番",
            "長",
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
        const FOLLOWING: [&str; 7] = ["は", "が", "において", "にて", "の責任者", "長は", "長が"];
        run.end <= self.actor()
            || affix::begins_with(&self.text[run.end..], &FOLLOWING)
                && affix::ends_with(&self.text[run.clone()], &ENDS)
    }

    /// What is said before a thing of whose it is, which and where, once for each of several things
    /// that are named together: 利用者の操作、機器の事象のログ are two logs.
    pub(super) fn whose(&self, start: usize, object: &Mark) -> Vec<Vec<u32>> {
        let start = start.max(self.item_start(object.range.start));
        let (phrase, joints) = self.phrase_before(start..object.range.start);
        let mut around = Vec::new();
        self.set_against(start..phrase, &mut around);
        let mut from = phrase;
        let mut things: Vec<Vec<u32>> = Vec::new();
        let are_several = !joints.is_empty() || self.is_recorded_in(object.range.start);
        for end in joints.into_iter().chain([object.range.start]) {
            let mut scope = around.clone();
            self.tokens(from..end, &mut scope);
            // 「操作、障害のログ」: a log of failures is not all logs.
            if are_several && scope.len() == around.len() {
                let others = self.marks_in(from..end);
                let others = others.filter(|mark| mark.meaning.concepts & objects() != 0);
                scope.extend(others.map(|mark| token(&self.text[mark.range.clone()])));
            }
            scope.extend(&object.meaning.kinds);
            scope.extend(&object.meaning.scopes);
            // A record is one of what was done: 点検の記録 is another than 更新の記録.
            if !object.meaning.kinds.is_empty() && !self.is_english() {
                let deeds = self.marks_in(from..end);
                scope.extend(deeds.map(|mark| token(&self.text[mark.range.clone()])));
            }
            things.push(scope);
            from = end;
        }
        things
    }

    /// What is said behind an English thing of whose it is: backups of the trial database.
    pub(super) fn of_whom(&self, object: &Mark, end: usize, scope: &mut Vec<u32>) {
        const ENDS: [&str; 12] = [
            " is ", " are ", " must ", " shall ", " should ", " will ", " can ", " may ", " has ",
            " have ", " and ", ",",
        ];
        let behind = &self.text[object.range.end..end.max(object.range.end)];
        let plural = behind.strip_prefix('s').unwrap_or(behind);
        // "Training for forklift drivers"; training for all staff is training.
        let whom = || {
            let phrase = plural.strip_prefix(" for ")?;
            (!affix::begins_with(phrase, &["all ", "every "])).then_some(phrase)
        };
        if let Some(phrase) = plural.strip_prefix(" of ").or_else(whom) {
            let length = ENDS.iter().filter_map(|word| phrase.find(word)).min();
            let start = object.range.end + behind.len() - phrase.len();
            self.tokens(start..start + length.unwrap_or(phrase.len()), scope);
        }
    }

    /// Where the words begin that belong to the thing behind `range`, and where others end that are named
    /// beside the last, in their order. In English it is all since the last clause.
    pub(super) fn phrase_before(&self, range: Range<usize>) -> (usize, Vec<usize>) {
        /// What holds a word to the next one.
        const HOLDING: [&str; 14] = [
            "",
            "の",
            "する",
            "した",
            "される",
            "された",
            "している",
            "への",
            "からの",
            "での",
            "との",
            "る",
            "な",
            "等の",
        ];
        const SIDE_BY_SIDE: [&str; 10] = [
            "、",
            "，",
            "・",
            "び",
            "、及び",
            "及び",
            "や",
            "と",
            "または",
            "および",
        ];
        let before = &self.text[range.clone()];
        if !before.contains(is_japanese) {
            // "… the objectives (RTO 4 hours": an acronym in brackets speaks for itself.
            let behind = self.text.as_bytes().get(range.end..range.end + 2);
            let is_acronym = behind.is_some_and(|two| two.iter().all(u8::is_ascii_uppercase));
            let start = match is_acronym && before.ends_with('(') {
                true => range.end,
                false => range.start,
            };
            return (start, Vec::new());
        }
        let runs: Vec<Range<usize>> = self.runs(range.clone()).collect();
        let (mut start, mut joints) = (range.end, Vec::new());
        for run in runs.iter().rev() {
            let gap = self.text[run.end..start].trim();
            // 「16文字以上、一般の」: the end of the figure before.
            let before = &self.text[..run.start];
            let is_tail = run.start == range.start
                && !(before.is_empty() || before.ends_with(['、', '）', ' ']));
            let or = gap == "は" && self.text[run.clone()].ends_with('又');
            let is_joint = start < range.end && (or || SIDE_BY_SIDE.contains(&gap));
            let is_held = HOLDING.contains(&gap)
                || gap == "を" && start == range.end && self.is_recorded_in(range.end);
            if is_tail || !is_joint && !is_held {
                break;
            }
            if is_joint {
                joints.push(run.end);
            }
            start = run.start;
        }
        joints.reverse();
        (start, joints)
    }

    /// What a sentence says before the phrase of a thing that sets it against others: topics, and what
    /// says so anywhere; but not what another clause before it says of something else.
    fn set_against(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        const WHERE: [&str; 5] = ["では", "において", "における", "向け", "につい"];
        let clause = self.behind_clause(range.clone());
        for mark in self.marks_in(range.start..clause) {
            if affix::begins_with(&self.text[mark.range.end..], &WHERE) {
                scope.extend(&mark.meaning.scopes);
            }
        }
        self.scopes(clause..range.end, scope);
        self.topics(clause..range.end, scope);
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
            let is_topic = affix::begins_with(&self.text[run.end..], &PARTICLES);
            if is_topic && !self.is_actor(&run) {
                self.tokens_of_run(run, scope);
            }
        }
    }

    /// Names that say where something is: in Datadog, S3に.
    pub(super) fn named_places(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        const PARTICLES: [&str; 5] = ["に", "で", "へ", "上に", "内に"];
        const BEFORE: [&str; 3] = [" in", " to", " into"];
        for run in self.runs(range) {
            let name = &self.text[run.clone()];
            let is_name = name.starts_with(|c: char| c.is_ascii_uppercase());
            // "Details are in POL-08": a document.
            let is_document = name.contains('-') && name.ends_with(|c: char| c.is_ascii_digit());
            let is_place = is_name
                && !is_document
                && (affix::begins_with(&self.text[run.end..], &PARTICLES)
                    || affix::ends_with(self.text[..run.start].trim_end(), &BEFORE));
            if is_place {
                self.tokens_of_run(run, scope);
            }
        }
    }

    /// English words behind for and on: at least 14 characters for administrators. What it is kept for tells
    /// nothing: for later investigations.
    pub(super) fn prepositional(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let text = &self.text[range.clone()];
        let end = text.find([',', ';', '(']).unwrap_or(text.len());
        let spaces = memchr::memchr_iter(b' ', &text.as_bytes()[..end]);
        for preposition in [" for ", " on "] {
            if let Some(at) = spaces
                .clone()
                .find(|at| text[*at..end].starts_with(preposition))
                && !says_what_for(&text[at..end])
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
            let is_kind = |place: &usize| affix::begins_with(&word[*place..], &KINDS);
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

/// Whether English words behind a figure say what a thing is kept for, and not which one it is.
fn says_what_for(words: &str) -> bool {
    const PURPOSES: [&str; 14] = [
        "purpose",
        "purposes",
        "investigation",
        "investigations",
        "forensics",
        "analysis",
        "troubleshooting",
        "reference",
        "evidence",
        "compliance",
        "law",
        "laws",
        "regulation",
        "regulations",
    ];
    words.split(" and ").all(|part| {
        let last = part.trim_end_matches('.').rsplit(' ').next();
        last.is_some_and(|last| PURPOSES.contains(&last))
    })
}

/// Runs of kanji and katakana, and of Latin letters and digits, in a text.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let kind = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '\'' => 2,
        '、' | '。' | '（' | '）' | '「' | '」' => 0,
        _ if is_hiragana(c) || c.is_ascii() => 0,
        _ => i32::from(is_kanji(c) || is_katakana(c) || c.is_alphanumeric()),
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
