//! Concepts: words that stand for the same thing in both languages, as data.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::analysis::Analysis;

const BUILT_IN_TEXT: &str = include_str!("data/thesaurus.txt");

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

/// Concepts and the phrases that stand for them. They are read when somebody asks for the first
/// one: a check that has nothing to compare needs none.
pub struct Thesaurus {
    texts: Vec<Cow<'static, str>>,
    known: OnceLock<Known>,
}

/// What the texts of a thesaurus say.
#[derive(Default)]
struct Known {
    phrases: Phrases,
    names: Vec<String>,
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

    /// How texts speak that say what an organisation does to keep information safe.
    pub(super) fn practice() -> &'static Thesaurus {
        static PRACTICE: LazyLock<Thesaurus> =
            LazyLock::new(|| Thesaurus::of([include_str!("data/practice.txt")]));
        &PRACTICE
    }

    /// What is done, and by which words answers say so.
    pub(super) fn acts() -> &'static Thesaurus {
        static ACTS: LazyLock<Thesaurus> =
            LazyLock::new(|| Thesaurus::of([include_str!("data/acts.txt")]));
        &ACTS
    }

    /// Whether a concept says little, by its name.
    pub(super) fn is_weak(&self, concept: u32) -> bool {
        { &self.known().names }
            .get(concept as usize)
            .is_some_and(|name| name.starts_with('~'))
    }

    /// One without concepts.
    pub(super) fn empty() -> &'static Thesaurus {
        static EMPTY: LazyLock<Thesaurus> = LazyLock::new(|| Thesaurus::of([""; 0]));
        &EMPTY
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
        let at = self.known().names.iter().position(|known| known == name)?;
        u32::try_from(at).ok()
    }

    /// Calls `found` with the concepts in a text in the form that [`Analysis::phrase`] gives, and
    /// their places there. Phrases may overlap.
    pub(super) fn find(&self, phrases: &str, mut found: impl FnMut(u32, Range<usize>)) {
        self.known().phrases.find(phrases, &mut found);
    }
}

impl Known {
    fn read(texts: &[Cow<'_, str>]) -> Known {
        let mut names: Vec<String> = Vec::new();
        let mut phrases = Phrases::default();
        let mut analysis = Analysis::default();
        for line in texts.iter().flat_map(|text| text.lines()) {
            let line = line.trim();
            let Some((name, words)) = line.split_once(':') else {
                continue;
            };
            if line.starts_with('#') {
                continue;
            }
            let known = names.iter().position(|known| known == name.trim());
            let concept = known.unwrap_or_else(|| {
                names.push(name.trim().to_owned());
                names.len() - 1
            });
            for word in words.split([',', '、']) {
                let phrase = analysis.phrase(word.trim());
                if phrase.trim().chars().count() > 1 {
                    phrases.add(phrase, u32::try_from(concept).unwrap_or(u32::MAX));
                }
            }
        }
        Known { phrases, names }
    }
}

/// Phrases to be found in a text, by their first bytes. An automaton would pass each byte of the text
/// through a table that no cache holds; nearly every place can be turned down by one bit.
#[derive(Default)]
struct Phrases {
    /// Whether a phrase begins with bytes of this hash: [`Self::BITS`] of them.
    beginnings: Vec<u64>,
    /// By the first bytes: six of them, or four where a phrase is shorter.
    by_beginning: FxHashMap<u64, Vec<(Box<str>, u32)>>,
}

impl Phrases {
    /// A twentieth of them is set by the phrases that come with the program.
    const BITS: u64 = 1 << 16;
    const LONG: usize = 6;
    const SHORT: usize = 4;

    fn add(&mut self, phrase: &str, concept: u32) {
        let Some(beginning) = beginning(phrase.as_bytes(), Self::LONG)
            .or_else(|| beginning(phrase.as_bytes(), Self::SHORT))
        else {
            return;
        };
        self.beginnings.resize((Self::BITS / 64) as usize, 0);
        let bit = Self::bit(beginning);
        self.beginnings[(bit / 64) as usize] |= 1 << (bit % 64);
        let phrases = self.by_beginning.entry(beginning).or_default();
        phrases.push((phrase.into(), concept));
    }

    fn bit(beginning: u64) -> u64 {
        // The highest bits of a product with an odd number depend on all of its factor's.
        beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS.trailing_zeros())
    }

    /// Calls `found` with every concept in a text and its place.
    fn find(&self, text: &str, found: &mut impl FnMut(u32, Range<usize>)) {
        if self.beginnings.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        for (start, &byte) in bytes.iter().enumerate() {
            // Latin phrases begin with the space before their first word.
            if byte != b' ' && byte < 0xC0 {
                continue;
            }
            let Some(eight) = bytes.get(start..start + 8) else {
                // Near the end, where a whole number of bytes no longer stands.
                for length in [Self::LONG, Self::SHORT] {
                    if let Some(beginning) = beginning(&bytes[start..], length) {
                        self.at(bytes, start, beginning, found);
                    }
                }
                continue;
            };
            let mut number = [0; 8];
            number.copy_from_slice(eight);
            let number = u64::from_le_bytes(number);
            for length in [Self::LONG, Self::SHORT] {
                let kept = (1u64 << (8 * length)) - 1;
                let beginning = number & kept | (length as u64) << 56;
                self.at(bytes, start, beginning, found);
            }
        }
    }

    #[inline]
    fn at(
        &self,
        bytes: &[u8],
        start: usize,
        beginning: u64,
        found: &mut impl FnMut(u32, Range<usize>),
    ) {
        let bit = Self::bit(beginning);
        if self.beginnings[(bit / 64) as usize] & (1 << (bit % 64)) != 0 {
            self.compare(bytes, start, beginning, found);
        }
    }

    fn compare(
        &self,
        bytes: &[u8],
        start: usize,
        beginning: u64,
        found: &mut impl FnMut(u32, Range<usize>),
    ) {
        for (phrase, concept) in self.by_beginning.get(&beginning).into_iter().flatten() {
            if bytes[start..].starts_with(phrase.as_bytes()) {
                found(*concept, start..start + phrase.len());
            }
        }
    }
}

/// The first bytes of a text as a number that says how many they are; `None` for a shorter text.
fn beginning(bytes: &[u8], length: usize) -> Option<u64> {
    let mut number = [0u8; 8];
    number[..length].copy_from_slice(bytes.get(..length)?);
    number[7] = length as u8;
    Some(u64::from_le_bytes(number))
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
            .map(|term| analysis.text[term.range.clone()].to_string())
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
