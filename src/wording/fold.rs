//! A text read as if it were folded, so that every place in it still points at its bytes:
//! full width becomes narrow, capitals become small.
//!
//! Nothing is copied: a text is read many more times than it holds anything to compare. Not a
//! Unicode normal form: one character stays one character, which keeps the way back to the
//! source exact.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::script::narrow;

/// A text to be read folded. Places in it are bytes of the text.
#[derive(Clone, Copy)]
pub(super) struct Folded<'a>(&'a str);

/// The folded form of one character.
pub(super) fn fold(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        _ => narrow(character).to_ascii_lowercase(),
    }
}

impl<'a> Folded<'a> {
    /// Reads `text` folded.
    pub(super) fn new(text: &'a str) -> Folded<'a> {
        Folded(text)
    }

    /// The length in bytes.
    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    /// The text itself from `place` on.
    pub(super) fn rest(self, place: usize) -> &'a str {
        self.0.get(place..).unwrap_or_default()
    }

    /// The text itself up to `place`.
    pub(super) fn until(self, place: usize) -> &'a str {
        self.0.get(..place).unwrap_or_default()
    }

    /// The character at `place`, if there is one.
    pub(super) fn at(self, place: usize) -> Option<char> {
        self.from(place).next()
    }

    /// The character that ends at `place`, if there is one.
    pub(super) fn before(self, place: usize) -> Option<char> {
        self.0.get(..place)?.chars().next_back().map(fold)
    }

    /// The place behind the character at `place`.
    pub(super) fn next(self, place: usize) -> usize {
        place + self.rest(place).chars().next().map_or(1, char::len_utf8)
    }

    /// The characters from `place` on.
    pub(super) fn from(self, place: usize) -> impl Iterator<Item = char> + Clone + use<'a> {
        self.rest(place).chars().map(fold)
    }

    /// Whether `word`, written in folded form, stands at `place`; gives the place behind it.
    pub(super) fn after(self, place: usize, word: &str) -> Option<usize> {
        let rest = self.0.get(place..)?;
        if rest.starts_with(word) {
            return Some(place + word.len());
        }
        // Only to ASCII does anything fold, so most words are out by their first byte.
        let (written, expected) = (*rest.as_bytes().first()?, *word.as_bytes().first()?);
        let folds = written >= 0x80 || written == b'\t' || written.is_ascii_uppercase();
        if written != expected && !(folds && expected.is_ascii()) {
            return None;
        }
        let mut written = rest.chars();
        for expected in word.chars() {
            if fold(written.next()?) != expected {
                return None;
            }
        }
        Some(self.0.len() - written.as_str().len())
    }

    /// Whether `word`, written in folded form, stands right before `place`.
    pub(super) fn stands_before(self, place: usize, word: &str) -> bool {
        let before = self.0.get(..place).unwrap_or_default();
        let mut written = before.chars().rev().map(fold);
        word.chars()
            .rev()
            .all(|expected| written.next() == Some(expected))
    }

    /// The place of the first character at or behind `place` that does not belong.
    pub(super) fn skip(self, place: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(place);
        place + rest.find(|c| !belongs(fold(c))).unwrap_or(rest.len())
    }

    /// The place of the first character at or behind `place` that is no white space.
    pub(super) fn skip_space(self, place: usize) -> usize {
        self.skip(place, char::is_whitespace)
    }

    /// `range` without the white space at both ends.
    pub(super) fn trimmed(self, range: Range<usize>) -> Range<usize> {
        let inside = self.0.get(range.clone()).unwrap_or_default();
        let start = range.start + inside.len() - inside.trim_start().len();
        start..start + inside.trim().len()
    }

    /// Whether no letter or digit of a Latin word stands right before `place`.
    pub(super) fn starts_word(self, place: usize) -> bool {
        !self
            .before(place)
            .is_some_and(|c| c.is_ascii_alphanumeric())
    }
}

/// Words in folded form, found by their first characters, which rule most of them out at once.
pub(super) struct Words<T>(FxHashMap<char, Vec<Word<T>>>);

/// A word of a list.
pub(super) struct Word<T> {
    /// In folded form.
    pub(super) text: &'static str,
    /// What it stands for.
    pub(super) meaning: T,
    second: Option<char>,
}

impl<T: Copy> Words<T> {
    /// The words of a list, each with what it stands for.
    pub(super) fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Words<T> {
        let mut by_first = FxHashMap::<char, Vec<Word<T>>>::default();
        for (text, meaning) in words {
            let mut characters = text.chars();
            let first = characters.next().unwrap_or_default();
            by_first.entry(first).or_default().push(Word {
                text,
                meaning,
                second: characters.next(),
            });
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        }
        Words(by_first)
    }

    /// The words that begin with `first`, longest first.
    pub(super) fn beginning_with(&self, first: char) -> &[Word<T>] {
        self.0.get(&first).map(Vec::as_slice).unwrap_or_default()
    }

    /// The words of which the first two characters stand at `place`, longest first.
    pub(super) fn beginning_at(
        &self,
        text: Folded<'_>,
        place: usize,
    ) -> impl Iterator<Item = &Word<T>> {
        let mut characters = text.from(place);
        let words = characters.next().map(|first| self.beginning_with(first));
        let second = characters.next();
        let fits = move |word: &&Word<T>| word.second.is_none() || word.second == second;
        words.unwrap_or_default().iter().filter(fits)
    }

    /// The longest word that stands at `place`: the place behind it, the word, its meaning.
    pub(super) fn longest(&self, text: Folded, place: usize) -> Option<(usize, &'static str, T)> {
        self.beginning_at(text, place)
            .find_map(|word| Some((text.after(place, word.text)?, word.text, word.meaning)))
    }
}
