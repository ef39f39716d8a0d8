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

/// How many bits tell pairs of characters apart.
const BITS: usize = 1 << 16;

struct Index {
    /// A bit for each pair of characters that a word begins with; others may share it.
    pairs: Vec<u64>,
    /// A bit for each character that is a word by itself; others may share it.
    alone: Vec<u64>,
    /// The words by their first two characters, longest first; the second of a word that has
    /// but one is [`NOTHING`].
    words: FxHashMap<(char, char), Vec<(&'static str, Sign)>>,
}

const NOTHING: char = '\0';

impl Index {
    fn new() -> Index {
        let mut index = Index {
            pairs: vec![0; BITS / 64],
            alone: vec![0; BITS / 64],
            words: FxHashMap::default(),
        };
        let words = LEXICON
            .iter()
            .flat_map(|(sign, words)| words.iter().map(|word| (*word, *sign)));
        for (word, sign) in words {
            let mut characters = word.chars();
            let first = characters.next().unwrap_or(NOTHING);
            let second = characters.next().unwrap_or(NOTHING);
            match second {
                NOTHING => set(&mut index.alone, first as usize),
                _ => set(&mut index.pairs, pair(first, second)),
            }
            index
                .words
                .entry((first, second))
                .or_default()
                .push((word, sign));
        }
        for words in index.words.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        index
    }

    /// The first word at or behind `from`.
    fn next_word(&self, text: &str, from: usize) -> Option<Candidate> {
        let mut characters = text[from..].chars();
        let mut place = from;
        let mut first = characters.next()?.to_ascii_lowercase();
        let mut inside_word = text[..from].ends_with(|c: char| c.is_ascii_alphanumeric());
        loop {
            let next = characters.next();
            let second = next.unwrap_or(NOTHING).to_ascii_lowercase();
            let latin = first.is_ascii_alphanumeric();
            if !(latin && inside_word) {
                let paired = is_set(&self.pairs, pair(first, second));
                let found = paired
                    .then(|| self.word_at(text, place, (first, second)))
                    .flatten();
                let alone = || self.word_at(text, place, (first, NOTHING));
                let found =
                    found.or_else(|| is_set(&self.alone, first as usize).then(alone).flatten());
                if found.is_some() {
                    return found;
                }
            }
            next?;
            inside_word = latin;
            place += first.len_utf8();
            first = second;
        }
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

fn pair(first: char, second: char) -> usize {
    let mixed =
        (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
    (mixed >> 16) as usize
}

fn set(bits: &mut [u64], place: usize) {
    let place = place % BITS;
    bits[place / 64] |= 1 << (place % 64);
}

fn is_set(bits: &[u64], place: usize) -> bool {
    let place = place % BITS;
    bits.get(place / 64)
        .is_some_and(|word| word >> (place % 64) & 1 == 1)
}

/// What finds any of `words`, capitals or not.
pub(super) fn any_of(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words)
        .ok()
}
