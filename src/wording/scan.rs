//! Finds the words of the lexicon in a text.
//!
//! Nearly all text has none, so nearly all of the time goes into finding that out: one bit for
//! two neighbouring characters says whether a word can begin with them. An automaton would read
//! every byte of Japanese and fill megabytes with its table.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::lexicon::{LEXICON, Sign};

/// A word of the lexicon in a text.
pub(super) struct Candidate {
    pub(super) sign: Sign,
    pub(super) range: Range<usize>,
}

/// The words of the lexicon in `text`, the longest at each place, none inside another;
/// English ones only as whole words.
pub(super) fn candidates(text: &str) -> impl Iterator<Item = Candidate> {
    let index = &*INDEX;
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = index.next_word(text, from)?;
        from = found.range.end;
        Some(found)
    })
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// A bit for each place of 65 536, so that two things may share one.
type Bits = [u64; 1024];

struct Index {
    /// A bit for each character that begins a word.
    firsts: Box<Bits>,
    /// A bit for each character that is a word by itself.
    alone: Box<Bits>,
    /// A bit for each pair of characters that begins a word.
    pairs: Box<Bits>,
    /// The words by their first two characters, longest first; the second of a word that has
    /// but one is [`NOTHING`].
    words: FxHashMap<(char, char), Vec<(&'static str, Sign)>>,
}

const NOTHING: char = '\0';

impl Index {
    fn new() -> Index {
        let empty = || Box::new([0; 1024]);
        let (mut firsts, mut alone, mut pairs) = (empty(), empty(), empty());
        let mut words = FxHashMap::<_, Vec<(&'static str, Sign)>>::default();
        for (sign, spellings) in LEXICON {
            for word in *spellings {
                let mut characters = word.chars();
                let first = characters.next().unwrap_or(NOTHING);
                let second = characters.next().unwrap_or(NOTHING);
                set(&mut firsts, u32::from(first));
                match second {
                    NOTHING => set(&mut alone, u32::from(first)),
                    _ => set(&mut pairs, pair(first, second)),
                }
                words
                    .entry((first, second))
                    .or_default()
                    .push((*word, *sign));
            }
        }
        for words in words.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Index {
            firsts,
            alone,
            pairs,
            words,
        }
    }

    /// The first word at or behind `from`.
    fn next_word(&self, text: &str, from: usize) -> Option<Candidate> {
        let mut inside_word = text[..from].ends_with(|c: char| c.is_ascii_alphanumeric());
        let mut characters = text[from..].chars();
        let mut place = from;
        while let Some(first) = characters.next() {
            let latin = first.is_ascii_alphanumeric();
            let may_begin = is_set(&self.firsts, u32::from(first.to_ascii_lowercase()));
            if may_begin && !(latin && inside_word) {
                let second = characters.clone().next().unwrap_or(NOTHING);
                if let Some(found) = self.word_beginning(text, place, first, second) {
                    return Some(found);
                }
            }
            inside_word = latin;
            place += first.len_utf8();
        }
        None
    }

    /// The word at `place`, where these two characters stand.
    #[inline]
    fn word_beginning(
        &self,
        text: &str,
        place: usize,
        first: char,
        second: char,
    ) -> Option<Candidate> {
        let (first, second) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
        let paired = is_set(&self.pairs, pair(first, second));
        let longer = paired
            .then(|| self.word_at(text, place, (first, second)))
            .flatten();
        let alone = || self.word_at(text, place, (first, NOTHING));
        longer.or_else(|| is_set(&self.alone, u32::from(first)).then(alone).flatten())
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

fn pair(first: char, second: char) -> u32 {
    let mixed =
        u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second).wrapping_mul(0x85EB_CA77);
    mixed >> 16
}

fn set(bits: &mut Bits, place: u32) {
    bits[(place / 64) as usize % 1024] |= 1 << (place % 64);
}

fn is_set(bits: &Bits, place: u32) -> bool {
    bits[(place / 64) as usize % 1024] >> (place % 64) & 1 == 1
}

/// What finds any of `words`, capitals or not.
pub(super) fn any_of(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}
