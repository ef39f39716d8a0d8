//! A text folded for comparison, character by character, so that every place in it still
//! points at its bytes: full width becomes narrow, capitals become small.
//!
//! Not a Unicode normal form: one character stays one character, which keeps the way back
//! to the source exact.

use std::ops::Range;

/// A folded text and where each of its characters began.
pub(super) struct Folded {
    characters: Vec<char>,
    starts: Vec<usize>,
}

/// The folded form of one character.
pub(super) fn fold(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        // Full-width ASCII lies at a fixed distance from ASCII.
        '！'..='～' => char::from_u32(character as u32 - 0xFEE0)
            .unwrap_or(character)
            .to_ascii_lowercase(),
        _ => character.to_ascii_lowercase(),
    }
}

impl Folded {
    /// Folds `text`.
    pub(super) fn new(text: &str) -> Folded {
        let mut characters = Vec::with_capacity(text.len());
        let mut starts = Vec::with_capacity(text.len() + 1);
        for (start, character) in text.char_indices() {
            characters.push(fold(character));
            starts.push(start);
        }
        starts.push(text.len());
        Folded { characters, starts }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The character at `index`, if there is one.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied()
    }

    /// The characters from `index` on.
    pub(super) fn from(&self, index: usize) -> &[char] {
        self.characters.get(index..).unwrap_or_default()
    }

    /// Whether `word`, written in folded form, stands at `index`; gives the index behind it.
    pub(super) fn after(&self, index: usize, word: &str) -> Option<usize> {
        let mut place = index;
        for expected in word.chars() {
            if self.at(place) != Some(expected) {
                return None;
            }
            place += 1;
        }
        Some(place)
    }

    /// The index of the first character at or behind `index` that is no white space.
    pub(super) fn skip_space(&self, index: usize) -> usize {
        let blank = self.from(index).iter().take_while(|c| c.is_whitespace());
        index + blank.count()
    }

    /// The bytes of the characters in `range` without the white space at both ends.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let mut end = range.end.min(self.len());
        let start = self.skip_space(range.start).min(end);
        while end > start && self.characters[end - 1].is_whitespace() {
            end -= 1;
        }
        self.bytes(start..end)
    }

    /// The bytes of the characters in `range`.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let last = self.starts.len() - 1;
        self.starts[range.start.min(last)]..self.starts[range.end.min(last)]
    }
}

/// Whether `character` is a kanji (with the marks that stand for one).
pub(super) fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='鿿' | '㐀'..='䶿' | '々' | '〆' | 'ヶ')
}

/// Whether `character` is katakana or its long-vowel mark.
pub(super) fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

/// Whether `character` is hiragana.
pub(super) fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ')
}
