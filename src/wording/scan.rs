//! Finds the words of the lexicon in a text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::lexicon::{LEXICON, Sign};
use crate::beginnings::Beginnings;

/// A word of the lexicon in a text.
pub(super) struct Candidate {
    pub(super) sign: Sign,
    pub(super) range: Range<usize>,
}

/// The words of the lexicon in `text`, the longest at each place, none inside another;
/// English ones only as whole words.
pub(super) fn candidates(text: &str) -> impl Iterator<Item = Candidate> {
    candidates_at(text, beginnings().places(text))
}

/// The same where it is known at which places they may begin.
pub(super) fn candidates_at(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> impl Iterator<Item = Candidate> {
    let index = &*INDEX;
    let mut from = 0;
    places.filter_map(move |place| {
        let outside = place >= from;
        let found = outside
            .then(|| index.word_beginning(text, place))
            .flatten()?;
        from = found.range.end;
        Some(found)
    })
}

/// The beginnings of the lexicon's words.
pub(super) fn beginnings() -> &'static Beginnings {
    &INDEX.beginnings
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

struct Index {
    beginnings: Beginnings,
    /// The words by their first two characters, longest first; the second of a word that has
    /// but one is [`NOTHING`].
    words: FxHashMap<(char, char), Vec<(&'static str, Sign)>>,
}

const NOTHING: char = '\0';

impl Index {
    fn new() -> Index {
        let lexicon = || {
            let lists = LEXICON.iter();
            lists.flat_map(|(sign, words)| words.iter().map(|word| (*word, *sign)))
        };
        let mut words = FxHashMap::<_, Vec<(&'static str, Sign)>>::default();
        for (word, sign) in lexicon() {
            words.entry(beginning(word)).or_default().push((word, sign));
        }
        for words in words.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Index {
            beginnings: Beginnings::new(lexicon().map(|(word, _)| word)),
            words,
        }
    }

    /// The longest word at `place`.
    fn word_beginning(&self, text: &str, place: usize) -> Option<Candidate> {
        let (first, second) = beginning(&text[place..]);
        if first.is_ascii_alphanumeric()
            && text[..place].ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            return None;
        }
        self.word_at(text, place, (first, second))
            .or_else(|| self.word_at(text, place, (first, NOTHING)))
    }

    /// The longest word at `place`, of those that begin with the two characters there.
    fn word_at(&self, text: &str, place: usize, beginning: (char, char)) -> Option<Candidate> {
        let words = self.words.get(&beginning)?;
        let rest = &text.as_bytes()[place..];
        let is_whole = |word: &str| {
            let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            !(latin(word.as_bytes().last()) && latin(rest.get(word.len())))
        };
        let stands = |word: &str| {
            let written = rest.get(..word.len());
            written.is_some_and(|written| written.eq_ignore_ascii_case(word.as_bytes()))
        };
        let (word, sign) = words
            .iter()
            .find(|(word, _)| stands(word) && is_whole(word))?;
        Some(Candidate {
            sign: *sign,
            range: place..place + word.len(),
        })
    }
}

/// The first two characters of a text, small.
fn beginning(text: &str) -> (char, char) {
    let mut characters = text.chars().map(|c| c.to_ascii_lowercase());
    let mut next = || characters.next().unwrap_or(NOTHING);
    (next(), next())
}

/// What finds any of `words`, capitals or not.
pub(super) fn any_of(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}
