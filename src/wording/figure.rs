//! Figures with what their sentence says that they are figures of.
//!
//! A figure of a sentence is one of a thing that is named before it (or, in English as often,
//! behind it). What stands with the thing says whose, which and where: 管理者のパスワード, audit
//! logs of production. Two figures are of one thing only where all of that is the same, so what is
//! not understood makes them differ.

use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::fold::{is_hiragana, is_kanji, is_katakana};
use super::quantity::{Bound, DAYS_PER_YEAR, Quantity, Unit, quantities_at, rhythms};
use super::sentence::sentences;
use super::subject::{Mark, is_possible, is_wide, lexicon, objects, subject, subject_of, token};
use crate::beginnings::{Beginnings, Characters};

/// How much a statement says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// In the scale of `unit`; 0 times a year for what is never done.
    pub value: f32,
    /// What it counts.
    pub unit: Unit,
    /// On which side of it the values lie.
    pub bound: Option<Bound>,
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The figure with the words of its bound: 8文字以上.
    pub range: Range<usize>,
    /// How much it says.
    pub amount: Amount,
    /// The things and deeds that its sentence names: bits, as [`super::subject_of`] takes them.
    pub concepts: u64,
    /// Whose, which and where, sorted.
    pub scope: Box<[u32]>,
    /// The same with every word of the sentence that tells one thing from another, sorted.
    pub wide: Box<[u32]>,
}

/// What words around a figure say of it: a heading, the label of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surrounding {
    /// The things and deeds that it names.
    pub concepts: u64,
    /// Whose, which and where, by words that say so anywhere.
    pub scope: Vec<u32>,
    /// The same by all words that tell one thing from another.
    pub wide: Vec<u32>,
    /// It speaks of what was, what is planned, examples.
    pub aside: bool,
}

/// How far lengths of time and intervals may be apart that mean the same: 90日 and 3か月.
const SAME_TIME: f32 = 0.1;

/// The most of a list of figures that is looked at.
const MOST: usize = 12;

impl Amount {
    /// Whether two statements about one thing can both hold as they are meant: two bounds on one
    /// side have to be the same, a figure has to keep the other's bound.
    pub fn agrees(&self, other: &Amount) -> bool {
        let (Some(one), Some(two)) = (self.comparable(), other.comparable()) else {
            return true;
        };
        let (one, two) = match (self.unit, other.unit) {
            (one_unit, two_unit) if one_unit == two_unit => (one, two),
            (Unit::Days, Unit::TimesPerYear) if one > 0.0 => (DAYS_PER_YEAR as f32 / one, two),
            (Unit::TimesPerYear, Unit::Days) if two > 0.0 => (one, DAYS_PER_YEAR as f32 / two),
            _ => return true,
        };
        let room = match self.unit {
            Unit::Days | Unit::TimesPerYear => SAME_TIME,
            _ => 1e-4,
        };
        if (one - two).abs() <= room * one.max(two) {
            return true;
        }
        match (self.bound, other.bound) {
            (Some(Bound::AtLeast), Some(Bound::AtMost)) => one <= two,
            (Some(Bound::AtMost), Some(Bound::AtLeast)) => one >= two,
            (Some(Bound::AtLeast), None) => two >= one,
            (Some(Bound::AtMost), None) => two <= one,
            (None, Some(Bound::AtLeast)) => one >= two,
            (None, Some(Bound::AtMost)) => one <= two,
            _ => false,
        }
    }

    fn comparable(&self) -> Option<f32> {
        self.value.is_finite().then_some(self.value)
    }
}

/// Characters that make words and tell nothing by themselves.
static LINKS: LazyLock<Characters> = LazyLock::new(|| {
    Characters::of(
        "者的性等上下内外中後前毎次第別用化時間系類型式全各当本同両約計何其及又並対可要々・ー条項号節章表数桁種値月日年回度期部課室係人",
    )
});

/// A digit, in either width.
const DIGITS: [&str; 20] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "０", "１", "２", "３", "４", "５", "６",
    "７", "８", "９",
];

static OPENING: LazyLock<Beginnings> = LazyLock::new(|| {
    let phrases = lexicon().phrases.iter().copied();
    Beginnings::new(DIGITS.into_iter().chain(rhythms()).chain(phrases))
});

/// The beginnings of all that can be a figure.
pub fn figured() -> &'static Beginnings {
    &OPENING
}

/// The figures of a text that say how something is. At `places` one may begin: those of
/// [`figured`].
pub fn figures(text: &str, places: impl Iterator<Item = usize> + Clone) -> Vec<Figure> {
    let quantities = quantities_at(text, places.clone());
    let phrases = &lexicon().phrases;
    let is_phrase = |place: usize| {
        let rest = text.get(place..).unwrap_or_default().as_bytes();
        let is_word = !rest.first().is_some_and(u8::is_ascii_digit);
        is_word
            && phrases.iter().any(|phrase| {
                let written = rest.get(..phrase.len());
                written.is_some_and(|written| written.eq_ignore_ascii_case(phrase.as_bytes()))
            })
    };
    let never: Vec<usize> = places.filter(|place| is_phrase(*place)).collect();
    if quantities.is_empty() && never.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in sentences(text) {
        let until = quantities[next..]
            .iter()
            .position(|figure| figure.range.start >= sentence.end);
        let end = until.map_or(quantities.len(), |count| next + count);
        let own = &quantities[next..end];
        next = end;
        if own.is_empty() && !never.iter().any(|place| sentence.contains(place)) {
            continue;
        }
        let own = own.iter().take(MOST).map(|figure| Quantity {
            range: figure.range.start - sentence.start..figure.range.end - sentence.start,
            ..figure.clone()
        });
        let words = &text[sentence.clone()];
        if let Some(read) = Sentence::read(words, own.collect()) {
            read.figures(sentence.start, &mut found);
        }
    }
    found
}

/// Reads words that stand around figures.
pub fn surrounding(text: &str) -> Surrounding {
    let sentence = Sentence {
        text,
        marks: lexicon().marks(text),
        quantities: Vec::new(),
    };
    let mut around = Surrounding::default();
    for mark in &sentence.marks {
        around.concepts |= mark.meaning.concepts;
        around.aside |= mark.meaning.aside;
    }
    sentence.scopes(0..text.len(), &mut around.scope);
    sentence.named_systems(&mut around.scope);
    sentence.tokens(0..text.len(), &mut around.wide);
    around
}

/// A sentence with the words and figures in it.
struct Sentence<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    quantities: Vec<Quantity>,
}

impl<'a> Sentence<'a> {
    /// `None` for a sentence that does not say how anything is.
    fn read(text: &'a str, quantities: Vec<Quantity>) -> Option<Sentence<'a>> {
        let marks = lexicon().marks(text);
        if marks.iter().any(|mark| mark.meaning.aside) || asks(text) {
            return None;
        }
        let mut sentence = Sentence {
            text,
            marks,
            quantities: Vec::new(),
        };
        let plain =
            |figure: &Quantity| figure.value.is_finite() && !sentence.is_quoted(figure.range.start);
        sentence.quantities = quantities.into_iter().filter(plain).collect();
        Some(sentence)
    }

    /// Whether a place stands inside quotation marks: somebody else's words, or a name.
    fn is_quoted(&self, place: usize) -> bool {
        let before = self
            .marks
            .iter()
            .take_while(|mark| mark.range.start < place);
        let (open, straight) =
            before.fold((0, 0), |(open, straight), mark| match mark.meaning.quotes {
                2 => (open, straight + 1),
                quotes => (open + quotes, straight),
            });
        open > 0 || straight % 2 == 1
    }

    fn figures(&self, start: usize, found: &mut Vec<Figure>) {
        for place in 0..self.quantities.len() {
            found.extend(self.figure(place, start));
        }
        found.extend(self.never(start));
    }

    /// The text before a figure, from the figure before it on.
    fn piece(&self, place: usize) -> Range<usize> {
        let start = place
            .checked_sub(1)
            .and_then(|before| self.quantities.get(before));
        let end = self.quantities.get(place);
        let start = start.map_or(0, |before| before.range.end);
        start..end.map_or(self.text.len(), |figure| figure.range.start.max(start))
    }

    fn figure(&self, place: usize, start: usize) -> Option<Figure> {
        let quantity = self.quantities.get(place)?;
        let things = objects();
        let object_in = |piece: &Range<usize>| {
            let mut marks = self.marks_in(piece.clone());
            let first = marks.find(|mark| mark.meaning.concepts & things != 0)?;
            Some(self.head_of(first))
        };
        let own = self.piece(place);
        let behind = self.piece(place + 1);
        let before = (0..=place).rev().find_map(|earlier| {
            let piece = self.piece(earlier);
            Some((object_in(&piece)?, piece))
        });
        let after = object_in(&behind);
        let from = before.as_ref().map_or(own.start, |(_, piece)| piece.start);
        // A thing that is named for another figure is not this one's.
        let piece = before.as_ref().map(|(_, piece)| piece.clone());
        let own_things = piece.unwrap_or(own.start..behind.end);
        let mut concepts = 0;
        for mark in self.marks_in(from..self.text.len()) {
            let mine = own_things.contains(&mark.range.start) || own.contains(&mark.range.start);
            concepts |= match mine {
                true => mark.meaning.concepts,
                false => mark.meaning.concepts & !things,
            };
        }
        let refuses = || self.marks.iter().any(|mark| mark.meaning.refusal);
        let unit = quantity.unit;
        if !self.is_promising(unit, concepts) || unit == Unit::Version && refuses() {
            return None;
        }
        if let Some((object, piece)) = &before {
            let between = object.range.end..own.end;
            let later = self.quantities[..place]
                .iter()
                .any(|other| other.range.start >= piece.start);
            // 「ログを点検し、その控えを3年間保管」 gives no figure of the log.
            if self.has_other_object(between.clone()) || later && self.is_other_matter(&own) {
                return None;
            }
        }
        let mut scope = Vec::new();
        match (&before, after) {
            (Some((object, piece)), _) => {
                self.tokens(piece.start..object.range.start, &mut scope);
                self.kinds_of(object, piece.start, &mut scope);
                self.topics(object.range.end..own.end, &mut scope);
                self.scopes(object.range.end..own.end, &mut scope);
            }
            (None, Some(object)) => {
                self.tokens(own.clone(), &mut scope);
                self.tokens(behind.start..object.range.start, &mut scope);
                self.kinds_of(object, own.start, &mut scope);
            }
            (None, None) => self.tokens(own.clone(), &mut scope),
        }
        // Of several figures each has what stands behind it up to the next; of one all of it.
        let several = { self.quantities.iter() }.filter(|other| other.unit == unit);
        match several.count() < 2 {
            true => self.scopes(0..self.text.len(), &mut scope),
            false => self.scopes(behind.clone(), &mut scope),
        }
        self.prepositional(behind, &mut scope);
        let mut wide = Vec::new();
        if is_wide(unit, concepts) {
            wide.clone_from(&scope);
            self.tokens(from..self.text.len(), &mut wide);
        }
        let range = self.with_bound(&quantity.range);
        Some(Figure {
            range: start + range.start..start + range.end,
            amount: Amount {
                value: quantity.value as f32,
                unit,
                bound: quantity.bound,
            },
            concepts,
            scope: sorted(scope),
            wide: sorted(wide),
        })
    }

    /// Whether a figure may be one of a subject: by what its sentence names, or by what stands
    /// around a sentence that is no more than an item.
    fn is_promising(&self, unit: Unit, concepts: u64) -> bool {
        /// The longest sentence whose subject stands above it, in bytes.
        const LONGEST_ITEM: usize = 75;
        let is_item = self.text.len() <= LONGEST_ITEM;
        match concepts & objects() {
            0 => is_item || is_possible(unit, concepts),
            _ => is_item || subject_of(unit, concepts).is_some(),
        }
    }

    /// 「定期変更は行わない」: a figure by its meaning.
    fn never(&self, start: usize) -> Option<Figure> {
        let mark = self
            .marks
            .iter()
            .find(|mark| mark.meaning.never.is_some())?;
        if self.is_quoted(mark.range.start) {
            return None;
        }
        let known = subject(mark.meaning.never?)?;
        let mut scope = Vec::new();
        let object = self
            .marks
            .iter()
            .find(|other| other.meaning.concepts & objects() != 0);
        if let Some(object) = object {
            self.tokens(0..object.range.start, &mut scope);
        }
        self.scopes(0..self.text.len(), &mut scope);
        let concepts = self
            .marks
            .iter()
            .fold(0, |all, mark| all | mark.meaning.concepts);
        Some(Figure {
            range: start + mark.range.start..start + mark.range.end,
            amount: Amount {
                value: 0.0,
                unit: Unit::TimesPerYear,
                bound: None,
            },
            concepts: concepts | known.all_acts(),
            wide: sorted(scope.clone()),
            scope: sorted(scope),
        })
    }

    fn marks_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mark> {
        let within =
            move |mark: &&Mark| range.start <= mark.range.start && mark.range.end <= range.end;
        self.marks.iter().filter(within)
    }

    /// Scopes by the words that say so anywhere.
    fn scopes(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        for mark in self.marks_in(range) {
            scope.extend(&mark.meaning.scopes);
        }
    }

    /// All words of a range that tell one thing from another.
    fn tokens(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        self.scopes(range.clone(), scope);
        for mark in self.marks_in(range.clone()) {
            scope.extend(&mark.meaning.kinds);
        }
        for run in runs(self.text, range) {
            if !self.is_actor(&run) {
                self.tokens_of_run(run, scope);
            }
        }
    }

    fn tokens_of_run(&self, run: Range<usize>, scope: &mut Vec<u32>) {
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
            let small = word.to_ascii_lowercase();
            let single = small.strip_suffix('s').unwrap_or(&small);
            let neutral = lexicon().is_neutral(&small) || lexicon().is_neutral(single);
            let number = small.bytes().all(|byte| !byte.is_ascii_alphabetic());
            if !neutral && !number && small.len() > 1 {
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
        ENDS.iter().any(|end| word.ends_with(end))
            && follows.iter().any(|particle| behind.starts_with(particle))
    }

    /// The thing itself where the one named first only says whose it is: 脆弱性診断の結果.
    fn head_of<'m>(&'m self, first: &'m Mark) -> &'m Mark {
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
    fn kinds_of(&self, object: &Mark, start: usize, scope: &mut Vec<u32>) {
        scope.extend(&object.meaning.kinds);
        if !object.meaning.kinds.is_empty() {
            for mark in self.marks_in(start..object.range.start) {
                scope.push(token(&self.text[mark.range.clone()]));
            }
        }
    }

    /// Whether something else is done something to in a range: a noun before を.
    fn has_other_object(&self, range: Range<usize>) -> bool {
        runs(self.text, range).any(|run| {
            let mut tokens = Vec::new();
            if self.text[run.end..].starts_with('を') {
                self.tokens_of_run(run, &mut tokens);
            }
            !tokens.is_empty()
        })
    }

    /// Whether what stands between two figures speaks of something else than what the first is a
    /// figure of.
    fn is_other_matter(&self, range: &Range<usize>) -> bool {
        let mut tokens = Vec::new();
        for run in runs(self.text, range.clone()) {
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
    fn topics(&self, range: Range<usize>, scope: &mut Vec<u32>) {
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
        for run in runs(self.text, range) {
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
    fn prepositional(&self, range: Range<usize>, scope: &mut Vec<u32>) {
        let text = &self.text[range.clone()];
        let end = text.find([',', ';', '(']).unwrap_or(text.len());
        for preposition in [" for ", " on "] {
            if let Some(at) = text[..end].find(preposition) {
                self.tokens(range.start + at..range.start + end, scope);
                return;
            }
        }
    }

    /// Systems and services that a heading names: 会計システム, Payroll service.
    fn named_systems(&self, scope: &mut Vec<u32>) {
        const KINDS: [&str; 7] = [
            "システム",
            "サービス",
            "クラウド",
            "環境",
            "サーバ",
            "アプリ",
            "基盤",
        ];
        for run in runs(self.text, 0..self.text.len()) {
            let word = &self.text[run.clone()];
            let kind = KINDS.iter().filter_map(|kind| word.find(kind)).min();
            if let Some(name) = kind {
                self.tokens_of_run(run.start..run.start + name, scope);
            }
        }
        let words: Vec<Range<usize>> = runs(self.text, 0..self.text.len()).collect();
        for pair in words.windows(2) {
            let kind = self.text[pair[1].clone()].to_ascii_lowercase();
            if [
                "system",
                "service",
                "platform",
                "application",
                "environment",
                "cloud",
            ]
            .contains(&&*kind)
            {
                self.tokens_of_run(pair[0].clone(), scope);
            }
        }
    }

    /// The figure with the words of its bound, for a message.
    fn with_bound(&self, range: &Range<usize>) -> Range<usize> {
        const BEHIND: [&str; 9] = [
            "以上",
            "以内",
            "以下",
            "未満",
            "間以上",
            " or more",
            " or longer",
            " or less",
            " or fewer",
        ];
        const BEFORE: [&str; 6] = [
            "at least ",
            "within ",
            "no more than ",
            "at most ",
            "up to ",
            "minimum of ",
        ];
        let behind = BEHIND
            .iter()
            .find(|word| self.text[range.end..].starts_with(**word));
        let before = BEFORE.iter().find(|word| {
            let text = &self.text.as_bytes()[..range.start];
            let start = text.len().checked_sub(word.len());
            start.is_some_and(|start| text[start..].eq_ignore_ascii_case(word.as_bytes()))
        });
        let start = range.start - before.map_or(0, |word| word.len());
        start..range.end + behind.map_or(0, |word| word.len())
    }
}

/// Whether a sentence asks instead of telling.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end();
    end.ends_with(['?', '？']) || end.ends_with("か。")
}

/// Runs of kanji and katakana, and of Latin letters and digits, in a range of a text.
fn runs(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    let kind = |c: char| match c {
        _ if is_kanji(c) || is_katakana(c) => 1,
        _ if c.is_ascii_alphanumeric() || c == '-' || c == '\'' => 2,
        _ if is_hiragana(c) || !c.is_alphanumeric() => 0,
        _ => 1,
    };
    std::iter::from_fn(move || {
        let rest = text.get(at..range.end)?;
        let (skipped, first) = rest.char_indices().find(|(_, c)| kind(*c) > 0)?;
        let start = at + skipped;
        let length = rest[skipped..].find(|c| kind(c) != kind(first));
        let end = length.map_or(range.end, |length| start + length);
        at = end;
        Some(start..end)
    })
}

fn sorted(mut tokens: Vec<u32>) -> Box<[u32]> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens.into()
}
