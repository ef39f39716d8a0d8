//! What documents give figures for: subjects, and the words that tell of them.
//!
//! All of it is data, in `subjects.txt`; this reads it and finds its words in a text.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::quantity::Unit;
use crate::beginnings::{Beginnings, Dictionary};
use crate::locale::Message;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("subjects.txt")));

/// The words, and what they tell.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// A thing that is measured.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its name in a reader's words.
    pub name: Message,
    /// It differs by any word of its sentence, not by those alone that stand with its object.
    pub wide: bool,
    /// What its object is called says little: the headings say what it is.
    pub named: bool,
    counts: Counts,
    /// One of these things has to be named.
    objects: u64,
    /// Or no thing at all.
    objectless: bool,
    /// Each of these has to be said, one concept of each.
    acts: Vec<u64>,
    /// None of these may be said.
    others: u64,
}

/// What the figures of a subject count.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Counts {
    /// How often; a length of time is none.
    Interval,
    /// How often, or after how long.
    Either,
    Unit(Unit),
}

/// The subject of a place in the list.
pub fn subject(index: u16) -> Option<&'static Subject> {
    LEXICON.subjects.get(usize::from(index))
}

/// The subject that figures of a unit have where concepts are named, objects and acts.
pub fn subject_of(unit: Unit, concepts: u64) -> Option<u16> {
    let things = concepts & LEXICON.objects;
    let fits = |subject: &Subject| {
        subject.is_about(things) && subject.others & concepts == 0 && subject.has_acts(concepts)
    };
    let mut subjects = LEXICON.counted_in(unit);
    let (place, _) = subjects.find(|(_, subject)| fits(subject))?;
    LEXICON.first_of_name.get(usize::from(place)).copied()
}

/// Whether any subject's figures of a unit are told apart by every word of their sentence, where
/// these deeds are named.
pub(super) fn is_wide(unit: Unit, concepts: u64) -> bool {
    let mut subjects = LEXICON.counted_in(unit);
    subjects.any(|(_, subject)| subject.wide && subject.has_acts(concepts))
}

/// Whether any subject counts in a unit and has one of these deeds.
pub(super) fn is_possible(unit: Unit, concepts: u64) -> bool {
    let mut subjects = LEXICON.counted_in(unit);
    subjects.any(|(_, subject)| subject.acts.iter().any(|act| act & concepts != 0))
}

/// Whether figures of a unit can be any subject's where no more than these concepts are named.
pub(super) fn is_thinkable(unit: Unit, concepts: u64) -> bool {
    let mut subjects = LEXICON.counted_in(unit);
    subjects.any(|(_, subject)| {
        let mut acts = subject.acts.iter();
        acts.any(|act| act & concepts != 0)
            || subject.acts.is_empty() && subject.objects & concepts != 0
    })
}

/// The concepts that are things: a sentence that names one speaks of no other that its heading names.
pub fn objects() -> u64 {
    LEXICON.objects
}

/// Whether a scope says little of what a thing is one of: 記録, records.
pub fn is_general(scope: u32) -> bool {
    LEXICON.general.contains(&scope)
}

/// The things that belong to somebody: who does something with one says whose it is, and for any other
/// only who sees to it.
pub(super) fn owned() -> u64 {
    LEXICON.owned
}

/// The things that a tool sees to for all who have them.
pub(super) fn tooled() -> u64 {
    LEXICON.tooled
}

/// The things of which it matters who is told of them, and by whom.
pub(super) fn told_by_all() -> u64 {
    LEXICON.wide
}

impl Counts {
    fn include(self, unit: Unit) -> bool {
        match self {
            Counts::Interval => unit == Unit::TimesPerYear,
            Counts::Either => matches!(unit, Unit::TimesPerYear | Unit::Days),
            Counts::Unit(own) => own == unit,
        }
    }
}

/// What a word of the list tells. A word can tell several things.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    /// Things and what is done to them, a bit each.
    pub(super) concepts: u64,
    /// Whose, which and where.
    pub(super) scopes: Vec<u32>,
    /// Those of the scopes that are kinds of systems.
    pub(super) systems: Vec<u32>,
    /// Scopes where it stands with the thing itself.
    pub(super) kinds: Vec<u32>,
    /// The sentence does not say how it is.
    pub(super) aside: bool,
    /// A sentence that says it does not say how it is, and a heading names what its section answers: 要求事項, PCI DSS.
    pub(super) norm: bool,
    /// What stands behind it is only a part of what was said before it.
    pub(super) part: bool,
    /// The sentence rules out what it names.
    pub(super) refusal: bool,
    /// The thing is not done on a schedule at all.
    pub(super) never: Option<u16>,
    /// It opens a quotation (1), closes one (-1), or either (2).
    pub(super) quotes: i32,
}

/// The words of the list.
pub(super) struct Lexicon {
    words: Dictionary<&'static str, Meaning>,
    /// Latin words that tell no thing from another.
    neutral: FxHashSet<&'static str>,
    /// Words that titles are made of.
    titles: FxHashSet<&'static str>,
    /// Words that headings are made of and that set no section apart from others.
    topics: Vec<&'static str>,
    /// Scopes that tell nothing in a title.
    audiences: FxHashSet<u32>,
    /// Scopes that tell nothing where no other is named beside them.
    anyone: FxHashSet<u32>,
    /// Sorts that say little of what they are of.
    general: FxHashSet<u32>,
    subjects: Vec<Subject>,
    /// For each subject the first of the same name: another way to say the same.
    first_of_name: Vec<u16>,
    /// For each unit the places of the subjects that count in it, those that ask for most deeds first.
    by_unit: [Vec<u16>; Unit::ALL.len()],
    objects: u64,
    owned: u64,
    tooled: u64,
    /// The things of the wide subjects.
    wide: u64,
    /// The phrases that say that a thing is never done.
    pub(super) phrases: Vec<&'static str>,
}

/// Marks of quotations; a straight one opens and closes.
const QUOTES: [(&str, i32); 7] = [
    ("「", 1),
    ("『", 1),
    ("“", 1),
    ("」", -1),
    ("』", -1),
    ("”", -1),
    ("\"", 2),
];

/// A word of the list in a text.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) meaning: &'static Meaning,
}

impl Lexicon {
    fn read(text: &'static str) -> Lexicon {
        let mut concepts: FxHashMap<&str, u64> = FxHashMap::default();
        let mut by_word: FxHashMap<&'static str, Meaning> = FxHashMap::default();
        let (mut neutral, mut subjects) = (FxHashSet::default(), Vec::new());
        let (mut objects, mut owned, mut tooled) = (0, 0, 0);
        let mut names: Vec<&str> = Vec::new();
        let mut titles = FxHashSet::default();
        let (mut audiences, mut anyone) = (FxHashSet::default(), FxHashSet::default());
        let mut general = FxHashSet::default();
        let mut topics = Vec::new();
        let mut nevers = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((head, rest)) = line.split_once(": ") else {
                continue;
            };
            let (kind, name) = head.split_once(' ').unwrap_or((head, ""));
            if kind == "subject" {
                names.push(name);
                subjects.extend(Subject::read(rest, &concepts));
                continue;
            }
            if matches!(kind, "owned" | "tooled") {
                let named = rest.split(',').filter_map(|name| concepts.get(name.trim()));
                let things = named.fold(0, |all, bit| all | bit);
                match kind {
                    "owned" => owned = things,
                    _ => tooled = things,
                }
                continue;
            }
            let bit = 1_u64 << (concepts.len() % 64);
            if matches!(kind, "object" | "sort" | "act") {
                concepts.insert(name, bit);
                objects |= if kind == "act" { 0 } else { bit };
            }
            for word in rest.split(',').map(str::trim) {
                let is_neutral_word = kind == "neutral" && word.is_ascii() && !word.contains(' ');
                match kind {
                    "neutral" if is_neutral_word => neutral.insert(word),
                    "title" => titles.insert(word),
                    "topic" => {
                        topics.push(word);
                        false
                    }
                    "audience" => audiences.insert(token(word)),
                    "anyone" => anyone.insert(token(word)),
                    "general" => general.insert(token(word)),
                    _ => false,
                };
                if is_neutral_word
                    || matches!(kind, "title" | "topic" | "audience" | "anyone" | "general")
                {
                    continue;
                }
                let meaning = by_word.entry(word).or_default();
                match kind {
                    "object" | "act" => meaning.concepts |= bit,
                    "sort" => {
                        meaning.concepts |= bit;
                        meaning.kinds.push(token(word));
                    }
                    "scopes" => meaning.scopes.push(token(word)),
                    "scope" => meaning.scopes.push(token(name)),
                    "system" | "systems" => {
                        let system = token(if kind == "system" { name } else { word });
                        meaning.scopes.push(system);
                        meaning.systems.push(system);
                    }
                    "kind" => meaning.kinds.push(token(name)),
                    "aside" => meaning.aside = true,
                    "norm" => (meaning.aside, meaning.norm) = (true, true),
                    "part" => meaning.part = true,
                    "refusal" => meaning.refusal = true,
                    "never" => nevers.push((word, name)),
                    _ => {}
                }
            }
        }
        let first_of_name = names.iter().map(|name| {
            let first = names.iter().position(|known| known == name);
            first.and_then(|first| u16::try_from(first).ok())
        });
        let first_of_name = first_of_name.map(Option::unwrap_or_default).collect();
        for (word, name) in &nevers {
            let subject = names.iter().position(|known| known == name);
            if let Some(meaning) = by_word.get_mut(word) {
                meaning.never = subject.and_then(|subject| u16::try_from(subject).ok());
            }
        }
        for (mark, quotes) in QUOTES {
            by_word.entry(mark).or_default().quotes = quotes;
        }
        let by_unit = Unit::ALL.map(|unit| {
            let subjects = (0..).zip(&subjects);
            let counting =
                subjects.filter(|(_, subject): &(_, &Subject)| subject.counts.include(unit));
            let mut counting: Vec<(u16, &Subject)> = counting.collect();
            counting.sort_by_key(|(_, subject)| std::cmp::Reverse(subject.acts.len()));
            counting.into_iter().map(|(index, _)| index).collect()
        });
        let wide = { subjects.iter() }.filter(|subject: &&Subject| subject.wide);
        let wide = wide.fold(0, |all, subject| all | subject.objects);
        Lexicon {
            wide,
            words: Dictionary::new(by_word),
            neutral,
            titles,
            topics,
            audiences,
            anyone,
            general,
            by_unit,
            subjects,
            first_of_name,
            objects,
            owned,
            tooled,
            phrases: nevers.into_iter().map(|(word, _)| word).collect(),
        }
    }

    /// The words of the list in a text, the longest at each place; Latin ones as whole words or
    /// with a plural's s.
    pub(super) fn marks(&'static self, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        self.marks_at(text, self.beginnings().places(text), &mut marks);
        marks
    }

    /// What [`Self::marks`] finds, where it is known at which places words may begin, put behind what is in `marks`.
    pub(super) fn marks_at(
        &'static self,
        text: &str,
        places: impl Iterator<Item = usize>,
        marks: &mut Vec<Mark>,
    ) {
        let mut from = 0;
        for place in places {
            if place < from {
                continue;
            }
            if let Some(mark) = self.mark_at(text, place) {
                from = mark.range.end;
                marks.push(mark);
            }
        }
    }

    /// The longest word of the list at a place.
    pub(super) fn mark_at(&'static self, text: &str, place: usize) -> Option<Mark> {
        let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let (before, rest) = text.as_bytes().split_at(place);
        if latin(before.last()) && latin(rest.first()) {
            return None;
        }
        let is_whole = |word: &str| {
            let behind = rest.get(word.len());
            let plural = usize::from(behind.is_some_and(|b| matches!(b, b's' | b'S')));
            let goes_on = || latin(behind) && latin(rest.get(word.len() + plural));
            !(latin(word.as_bytes().last()) && goes_on())
        };
        let (word, meaning) = self.words.at(text, place, is_whole)?;
        Some(Mark {
            range: place..place + word.len(),
            meaning,
        })
    }

    /// The beginnings of the words.
    pub(super) fn beginnings(&self) -> &Beginnings {
        self.words.beginnings()
    }

    /// The subjects that count in a unit, with their places in the list.
    fn counted_in(&self, unit: Unit) -> impl Iterator<Item = (u16, &Subject)> {
        let places = self.by_unit[unit as usize].iter();
        places.map(|&place| (place, &self.subjects[usize::from(place)]))
    }

    /// Whether a Latin word, small, tells no thing from another.
    pub(super) fn is_neutral(&self, word: &str) -> bool {
        self.neutral.contains(word)
    }

    /// Whether a word is one that titles are made of; Latin ones small.
    pub(super) fn is_of_titles(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether a word, Latin ones small, is made of words that say what a section is about: 技術的対策.
    pub(super) fn is_topic(&self, word: &str) -> bool {
        /// Longer words are names of something, in bytes.
        const LONGEST: usize = 60;
        word.is_empty()
            || word.len() <= LONGEST && {
                let mut beginnings =
                    { self.topics.iter() }.filter_map(|topic| word.strip_prefix(topic));
                match word.is_ascii() {
                    true => beginnings.any(str::is_empty),
                    false => beginnings.any(|rest| self.is_topic(rest)),
                }
            }
    }

    /// Leaves out the scopes that tell nothing where no other is named beside them.
    pub(super) fn forget_anyone(&self, scope: &mut Vec<u32>) {
        scope.retain(|token| !self.anyone.contains(token));
    }

    /// Whether a scope tells one thing from another where a title names it.
    pub(super) fn tells_in_titles(&self, scope: u32) -> bool {
        !self.audiences.contains(&scope)
    }
}

impl Subject {
    /// Whether these things are its own.
    fn is_about(&self, things: u64) -> bool {
        self.objects & things != 0 || (self.objectless && things == 0)
    }

    /// Whether every deed that the subject asks for is among these concepts.
    fn has_acts(&self, concepts: u64) -> bool {
        self.acts.iter().all(|act| act & concepts != 0)
    }

    /// Every deed that the subject asks for.
    pub(super) fn all_acts(&self) -> u64 {
        self.acts.iter().fold(0, |all, act| all | act)
    }

    /// `counts; objects; acts; Japanese name; English name; wide or named`
    fn read(text: &str, concepts: &FxHashMap<&str, u64>) -> Option<Subject> {
        let any = |names: &str| {
            let bits = names
                .split('|')
                .map(|name| concepts.get(name.trim()).copied());
            bits.fold(0, |all, bit| all | bit.unwrap_or_default())
        };
        let mut parts = text.split(';').map(str::trim);
        let counts = match parts.next()? {
            "characters" => Counts::Unit(Unit::Characters),
            "times" => Counts::Unit(Unit::Times),
            "time" => Counts::Unit(Unit::Days),
            "generations" => Counts::Unit(Unit::Generations),
            "percent" => Counts::Unit(Unit::Percent),
            "version" => Counts::Unit(Unit::Version),
            "either" => Counts::Either,
            _ => Counts::Interval,
        };
        let objects = parts.next()?;
        let (others, acts): (Vec<&str>, Vec<&str>) = parts
            .next()?
            .split_whitespace()
            .partition(|act| act.starts_with('!'));
        let (ja, en, kind) = (parts.next()?, parts.next()?, parts.next());
        Some(Subject {
            counts,
            objects: any(objects),
            objectless: objects.split('|').any(|name| name == "-"),
            acts: acts.into_iter().map(any).collect(),
            others: others.iter().fold(0, |all, act| all | any(&act[1..])),
            name: Message::new(ja, en),
            wide: kind == Some("wide"),
            named: kind == Some("named"),
        })
    }
}

/// A word as a number; the same for the same word.
pub(super) fn token(word: &str) -> u32 {
    // The lower half of a good hash is a good hash.
    xxhash_rust::xxh3::xxh3_64(word.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_concept_has_a_bit_of_its_own_and_every_subject_can_be_had() {
        let text = include_str!("subjects.txt");
        let kinds = |kind: &str| text.lines().filter(|line| line.starts_with(kind)).count();
        assert!(kinds("object ") + kinds("sort ") + kinds("act ") <= 64);
        let names = text.lines().filter_map(|line| {
            let (kind, name) = line.split_once(": ")?.0.split_once(' ')?;
            ["object", "sort", "act"].contains(&kind).then_some(name)
        });
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        assert_eq!(kinds("subject "), LEXICON.subjects.len());
        for subject in &LEXICON.subjects {
            assert!(subject.acts.iter().all(|act| *act != 0), "{subject:?}");
            assert!(!subject.name.en.is_empty(), "{subject:?}");
        }
        let never = LEXICON
            .words
            .meanings()
            .filter(|meaning| meaning.never.is_some());
        assert!(never.count() > 20);
    }
}
