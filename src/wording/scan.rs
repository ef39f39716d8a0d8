//! Finds the words of the lexicon in a text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::lexicon::{JAPANESE, LEXICON, Sign};
use crate::beginnings::{Beginnings, Dictionary};

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

/// What [`candidates`] finds, where it is known at which places words may begin.
pub(super) fn candidates_at(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> impl Iterator<Item = Candidate> {
    let mut from = 0;
    places.filter_map(move |place| {
        let outside = place >= from;
        let found = outside.then(|| word_at(text, place)).flatten()?;
        from = found.range.end;
        Some(found)
    })
}

/// The longest word at `place`.
fn word_at(text: &str, place: usize) -> Option<Candidate> {
    let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let (before, rest) = text.as_bytes().split_at(place);
    if latin(before.last()) && latin(rest.first()) {
        return None;
    }
    let is_whole = |word: &str| !(latin(word.as_bytes().last()) && latin(rest.get(word.len())));
    let (word, sign) = WORDS.at(text, place, is_whole)?;
    Some(Candidate {
        sign: *sign,
        range: place..place + word.len(),
    })
}

/// The beginnings of the lexicon's words.
pub(super) fn beginnings() -> &'static Beginnings {
    WORDS.beginnings()
}

static WORDS: LazyLock<Dictionary<&'static str, Sign>> = LazyLock::new(|| {
    // Of a word that stands twice the first counts.
    let lists = JAPANESE.iter().chain(LEXICON);
    Dictionary::new(lists.flat_map(|(sign, words)| words.iter().map(|word| (*word, *sign))))
});

/// What finds any of `words`, capitals or not.
pub(super) fn any_of(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}
