//! Concepts: words that stand for the same thing in both languages, as data.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::analysis::Analysis;

const BUILT_IN_TEXT: &str = include_str!("data/thesaurus.txt");

/// What is done, and by which words answers say so.
const ACTS: &str = include_str!("data/acts.txt");

/// How texts speak that say what an organisation does to keep information safe.
const PRACTICE: &str = include_str!("data/practice.txt");

/// What a phrase stands for, by its place in the list that it is from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A concept, the same in both languages.
    Concept(u32),
    /// What is done.
    Act(u32),
    /// A kind of word by which texts about practice speak.
    Practice(u32),
}

/// What is wrong with a line of a thesaurus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// No name and colon stand before the words.
    NoName,
    /// Nothing stands behind the colon.
    NoWords,
    /// This word has one character, or none that counts: it would be found everywhere.
    Short(String),
}

/// Concepts and the phrases that stand for them, and with them what else is looked for in the same
/// texts, so that one pass finds it all. They are read when somebody asks for the first one: a check
/// that has nothing to compare needs none.
pub struct Thesaurus {
    texts: Vec<Cow<'static, str>>,
    known: OnceLock<Known>,
}

/// What the texts of a thesaurus say.
#[derive(Default)]
struct Known {
    phrases: Phrases,
    concepts: Vec<String>,
    acts: Vec<String>,
}

impl std::fmt::Debug for Thesaurus {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Thesaurus({} texts)", self.texts.len())
    }
}

impl Thesaurus {
    /// The one that comes with the program.
    pub fn built_in() -> Arc<Thesaurus> {
        static BUILT_IN: LazyLock<Arc<Thesaurus>> =
            LazyLock::new(|| Arc::new(Thesaurus::of([BUILT_IN_TEXT])));
        BUILT_IN.clone()
    }

    /// The one that comes with the program, with the words of other texts of its form.
    pub fn extended(texts: &[&str]) -> Thesaurus {
        // What comes with the program comes first: its concepts keep their numbers.
        let texts = texts.iter().map(|text| Cow::Owned((*text).to_owned()));
        Thesaurus::of(std::iter::once(Cow::Borrowed(BUILT_IN_TEXT)).chain(texts))
    }

    /// Whether an act says little, by its name.
    pub(super) fn is_weak(&self, act: u32) -> bool {
        let name = self.known().acts.get(act as usize);
        name.is_some_and(|name| name.starts_with('~'))
    }

    /// The one that these texts make: lines of the form `name: word, phrase, 言葉`. A name that comes again, in the same
    /// text or a later one, gets more words; empty lines and those that begin with `#` are comments.
    fn of<T: Into<Cow<'static, str>>>(texts: impl IntoIterator<Item = T>) -> Thesaurus {
        Thesaurus {
            texts: texts.into_iter().map(T::into).collect(),
            known: OnceLock::new(),
        }
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| Known::read(&self.texts))
    }

    /// The lines of a text that can be made nothing of, in bytes.
    pub fn problems(text: &str) -> Vec<(Range<usize>, Unusable)> {
        let mut problems = Vec::new();
        let mut analysis = Analysis::default();
        let mut start = 0;
        for full in text.split_inclusive('\n') {
            let line = full.trim();
            let place = start + full.len() - full.trim_start().len();
            start += full.len();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let place = place..place + line.len();
            let Some((name, words)) = line.split_once(':') else {
                problems.push((place, Unusable::NoName));
                continue;
            };
            if name.trim().is_empty() {
                problems.push((place, Unusable::NoName));
                continue;
            }
            let mut usable = 0;
            for word in words.split([',', '、']).map(str::trim) {
                match analysis.phrase(word).trim().chars().count() {
                    0 | 1 if word.is_empty() => {}
                    0 | 1 => problems.push((place.clone(), Unusable::Short(word.to_owned()))),
                    _ => usable += 1,
                }
            }
            if usable == 0 && !problems.iter().any(|(at, _)| *at == place) {
                problems.push((place, Unusable::NoWords));
            }
        }
        problems
    }

    /// The concept of this name.
    pub(super) fn concept(&self, name: &str) -> Option<u32> {
        let mut concepts = self.known().concepts.iter();
        let at = concepts.position(|known| known == name)?;
        u32::try_from(at).ok()
    }

    /// Calls `found` with what phrases in a text stand for, which is in the form that
    /// [`Analysis::phrase`] gives, and with their places there. Phrases may overlap.
    pub(super) fn find(&self, phrases: &str, mut found: impl FnMut(Meaning, Range<usize>)) {
        self.known().phrases.find(phrases, &mut found);
    }
}

impl Known {
    fn read(texts: &[Cow<'_, str>]) -> Known {
        let mut phrases = Phrases::default();
        let texts = texts.iter().map(|text| &**text);
        let concepts = phrases.read(texts, Meaning::Concept);
        let acts = phrases.read([ACTS], Meaning::Act);
        phrases.read([PRACTICE], Meaning::Practice);
        Known {
            phrases,
            concepts,
            acts,
        }
    }
}

/// Phrases to be found in a text, by their first bytes. An automaton would pass each byte of the text
/// through a table that no cache holds; nearly every place can be turned down by one bit.
#[derive(Default)]
struct Phrases {
    /// Whether a phrase begins with bytes of this hash: [`Self::BITS`] of them.
    beginnings: Vec<u64>,
    by_beginning: FxHashMap<u64, Vec<(Box<str>, Meaning)>>,
}

impl Phrases {
    /// A twentieth of them is set by the phrases that come with the program.
    const BITS: u64 = 1 << 16;

    /// Adds the phrases of texts in the form that [`Thesaurus::of`] takes; `meaning` says what the
    /// first, second … name stands for. Gives the names.
    fn read<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        meaning: fn(u32) -> Meaning,
    ) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut analysis = Analysis::default();
        for line in texts.into_iter().flat_map(str::lines) {
            let line = line.trim();
            let Some((name, words)) = line.split_once(':') else {
                continue;
            };
            if line.starts_with('#') {
                continue;
            }
            let known = names.iter().position(|known| known == name.trim());
            let place = known.unwrap_or_else(|| {
                names.push(name.trim().to_owned());
                names.len() - 1
            });
            for word in words.split([',', '、']) {
                let phrase = analysis.phrase(word.trim());
                if phrase.trim().chars().count() > 1 {
                    self.add(phrase, meaning(u32::try_from(place).unwrap_or(u32::MAX)));
                }
            }
        }
        names
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let Some(beginning) = beginning(phrase.as_bytes()) else {
            return;
        };
        self.beginnings.resize((Self::BITS / 64) as usize, 0);
        let bit = Self::bit(beginning);
        self.beginnings[(bit / 64) as usize] |= 1 << (bit % 64);
        let phrases = self.by_beginning.entry(beginning).or_default();
        phrases.push((phrase.into(), meaning));
    }

    fn bit(beginning: u64) -> u64 {
        // The highest bits of a product with an odd number depend on all of its factor's.
        beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS.trailing_zeros())
    }

    /// Calls `found` with what every phrase in a text stands for and its place.
    fn find(&self, text: &str, found: &mut impl FnMut(Meaning, Range<usize>)) {
        if self.beginnings.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        let mut start = 0;
        while let Some(beginning) = beginning(&bytes[start..]) {
            let bit = Self::bit(beginning);
            if self.beginnings[(bit / 64) as usize] & (1 << (bit % 64)) != 0 {
                let phrases = self.by_beginning.get(&beginning);
                for (phrase, meaning) in phrases.into_iter().flatten() {
                    if bytes[start..].starts_with(phrase.as_bytes()) {
                        found(*meaning, start..start + phrase.len());
                    }
                }
            }
            // Latin phrases begin with the space before their first word.
            start += match bytes[start] {
                0..0x80 => {
                    let behind = &bytes[start + 1..];
                    let next = behind
                        .iter()
                        .position(|byte| *byte == b' ' || *byte >= 0x80);
                    1 + next.unwrap_or(behind.len())
                }
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
        }
    }
}

/// The first bytes of a text as a number: four where it is Latin, two characters where it is Japanese.
/// `None` for a shorter text, in which no phrase stands.
fn beginning(text: &[u8]) -> Option<u64> {
    match text.first()? {
        0..0x80 => { text.first_chunk() }.map(|four| u32::from_le_bytes(*four).into()),
        _ => {
            let [a, b, c, d, e, f] = *text.first_chunk()?;
            Some(u64::from_le_bytes([a, b, c, d, e, f, 0, 0]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::Kind;
    use super::*;

    fn concepts(text: &str) -> Vec<String> {
        let thesaurus = Thesaurus::of([
            "mfa: multi-factor authentication, 2FA, 多要素認証\n# no: 認証\nlog: ログ",
        ]);
        let mut analysis = Analysis::default();
        analysis.read(text, &thesaurus);
        let terms = analysis
            .terms
            .iter()
            .filter(|term| term.kind == Kind::Concept);
        terms
            .map(|term| analysis.text[term.place.bytes()].to_string())
            .collect()
    }

    #[test]
    fn phrases_are_found_in_any_form_and_place() {
        assert_eq!(
            concepts("uses Multi-Factor authenticators daily"),
            ["multi-factor authenticators"]
        );
        assert_eq!(
            concepts("職員は多要素認証と２ＦＡ、監査ログ"),
            ["多要素認証", "2fa", "ログ"]
        );
        assert!(concepts("catalogue").is_empty());
    }
}
