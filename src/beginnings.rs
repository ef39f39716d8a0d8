//! Where a word of a list can begin in a text.
//!
//! Nearly all text holds none of the words that anyone looks for, so nearly all of the time goes
//! into finding that out. Two characters say it almost always, and one bit for each pair of them
//! answers at a few instructions a character. An automaton would read every byte of Japanese and
//! fill megabytes with its table. What really stands at a place is the caller's to find out.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// A set of characters, Latin capitals and small letters being one. It may take a character
/// beyond the first plane for another.
#[derive(Clone, Debug)]
pub struct Characters(Box<[u64; 1024]>);

impl Characters {
    /// The characters of a text.
    pub fn of(text: &str) -> Characters {
        let mut characters = Characters::none();
        text.chars()
            .for_each(|character| characters.add(lower(character)));
        characters
    }

    fn none() -> Characters {
        Characters(Box::new([0; 1024]))
    }

    /// Whether a character is one of them.
    #[inline]
    pub fn hold(&self, character: char) -> bool {
        self.has(lower(character))
    }

    fn add(&mut self, code: u32) {
        self.0[(code >> 6) as usize % 1024] |= 1 << (code & 0x3f);
    }

    /// The codes of all of them.
    fn codes(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(index, &word)| {
            let rest = std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
            let bits = rest.take_while(|rest| *rest != 0);
            bits.map(move |rest| index * 64 + rest.trailing_zeros() as usize)
        })
    }

    #[inline]
    fn has(&self, code: u32) -> bool {
        self.0[(code >> 6) as usize % 1024] >> (code & 0x3f) & 1 == 1
    }
}

/// The first two characters of the words of a list, capitals or not.
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// Characters that begin a word.
    firsts: Characters,
    /// Pairs that begin a word, two in one.
    pairs: Characters,
    /// Characters that are a word by themselves.
    alone: Characters,
}

impl Beginnings {
    /// The beginnings of `words`. An empty word begins nowhere.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Beginnings {
        let mut beginnings = Beginnings {
            firsts: Characters::none(),
            pairs: Characters::none(),
            alone: Characters::none(),
        };
        for word in words {
            let mut characters = word.chars().map(lower);
            let Some(first) = characters.next() else {
                continue;
            };
            beginnings.firsts.add(first);
            match characters.next() {
                Some(second) => beginnings.pairs.add(pair(first, second)),
                None => beginnings.alone.add(first),
            }
        }
        beginnings
    }

    /// The places where a word may begin, as [`Beginnings::next`] finds them.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let place = self.next(text, from)?;
            from = place + text[place..].chars().next().map_or(1, char::len_utf8);
            Some(place)
        })
    }

    /// The first place at or behind `from` where a word may begin: none is left out, and hardly
    /// any is too many. `from` lies on a character's boundary.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(from..)?;
        while let Some((first, behind)) = first_of(rest) {
            if self.firsts.has(first) {
                let paired =
                    || first_of(behind).is_some_and(|(next, _)| self.pairs.has(pair(first, next)));
                if self.alone.has(first) || paired() {
                    return Some(text.len() - rest.len());
                }
            }
            rest = behind;
        }
        None
    }
}

/// Words of a list with what they mean, to be looked up where they may begin.
#[derive(Debug)]
pub struct Dictionary<W, M> {
    beginnings: Beginnings,
    /// The words by their first two characters, longest first; the second of a word that has but one
    /// is [`NOTHING`].
    words: FxHashMap<(char, char), Vec<(W, M)>>,
}

const NOTHING: char = '\0';

impl<W: AsRef<str>, M> Dictionary<W, M> {
    /// The words of a list, each with what it means; of two that are the same the first counts.
    pub fn new(list: impl IntoIterator<Item = (W, M)>) -> Dictionary<W, M> {
        let mut words = FxHashMap::<_, Vec<(W, M)>>::default();
        for (word, meaning) in list {
            let place = words.entry(two_of(word.as_ref())).or_default();
            place.push((word, meaning));
        }
        for words in words.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.as_ref().len()));
        }
        let all = words.values().flatten();
        Dictionary {
            beginnings: Beginnings::new(all.map(|(word, _)| word.as_ref())),
            words,
        }
    }

    /// The beginnings of the words.
    pub fn beginnings(&self) -> &Beginnings {
        &self.beginnings
    }

    /// The longest word that stands at a place of a text, capitals or not, and is one there.
    pub fn at(&self, text: &str, place: usize, is_one: impl Fn(&str) -> bool) -> Option<(&W, &M)> {
        let rest = &text[place..];
        let written = rest.as_bytes();
        // Words that begin alike mostly differ at their ends.
        let ends = |word: &[u8]| match (word.split_last(), written.get(word.len() - 1)) {
            (Some((last, _)), Some(written)) => last.eq_ignore_ascii_case(written),
            _ => false,
        };
        let stands = |word: &str| {
            let (length, word_bytes) = (word.len(), word.as_bytes());
            ends(word_bytes) && is_same(&written[..length], word_bytes) && is_one(word)
        };
        let (first, second) = two_of(rest);
        let beginning_with = |second: char| {
            let mut words = self.words.get(&(first, second))?.iter();
            words.find(|(word, _)| stands(word.as_ref()))
        };
        let (word, meaning) = beginning_with(second).or_else(|| beginning_with(NOTHING))?;
        Some((word, meaning))
    }

    /// What all words mean.
    pub fn meanings(&self) -> impl Iterator<Item = &M> {
        self.words.values().flatten().map(|(_, meaning)| meaning)
    }
}

/// The first two characters of a text, small.
fn two_of(text: &str) -> (char, char) {
    let mut characters = text.chars().map(|c| c.to_ascii_lowercase());
    let mut next = || characters.next().unwrap_or(NOTHING);
    (next(), next())
}

/// Whether two words of one length are the same, capitals or not.
#[inline]
fn is_same(written: &[u8], word: &[u8]) -> bool {
    // Hardly a text has capitals, and to compare bytes as they are is far cheaper.
    written == word || written.eq_ignore_ascii_case(word)
}

/// Several lists of words that are looked for in one pass.
#[derive(Debug)]
pub struct Lists {
    /// For each character of the first plane the lists in which it begins a word, a bit for each;
    /// in the higher byte those in which it is a word by itself.
    firsts: Box<[u16]>,
    /// For each number of a pair the lists that have a word beginning with it.
    pairs: Box<[u8]>,
}

impl Lists {
    /// Up to eight lists.
    pub fn new<const LISTS: usize>(lists: [&Beginnings; LISTS]) -> Lists {
        const { assert!(LISTS <= 8) };
        const ALL: usize = 1 << 16;
        let (mut firsts, mut pairs) = (vec![0_u16; ALL], vec![0_u8; ALL]);
        for (number, list) in lists.into_iter().enumerate() {
            for first in list.firsts.codes() {
                firsts[first] |= 1 << number;
            }
            for alone in list.alone.codes() {
                firsts[alone] |= 1 << (number + 8);
            }
            for pair in list.pairs.codes() {
                pairs[pair] |= 1 << number;
            }
        }
        Lists {
            firsts: firsts.into(),
            pairs: pairs.into(),
        }
    }

    /// Where words of the lists may begin in a text.
    pub fn places(&self, text: &str) -> Places {
        // A text of claims has a place in every sixth byte or so.
        let mut places = Vec::with_capacity(text.len() / 6 + 2);
        let mut rest = text.as_bytes();
        while let Some((first, behind)) = first_of(rest) {
            let begins = self.firsts[first as usize & 0xffff];
            if begins != 0 {
                let second = first_of(behind);
                let paired = second.map_or(0, |(second, _)| {
                    self.pairs[pair(first, second) as usize & 0xffff]
                });
                let lists = begins as u8 & paired | (begins >> 8) as u8;
                // What is too long for its places to be counted so is no text of a block.
                if lists != 0
                    && let Ok(at) = u32::try_from(text.len() - rest.len())
                {
                    places.push(Place { at, lists });
                }
            }
            rest = behind;
        }
        Places(places)
    }
}

/// Where words of several lists may begin in a text.
#[derive(Clone, Debug, Default)]
pub struct Places(Vec<Place>);

#[derive(Clone, Copy, Debug)]
struct Place {
    at: u32,
    /// A bit for each list.
    lists: u8,
}

impl Places {
    /// The places within a range of the text for one of the lists, counted from the range's start.
    pub fn within(&self, list: usize, range: &Range<usize>) -> impl Iterator<Item = usize> + Clone {
        let Range { start, end } = *range;
        let from = self.0.partition_point(|place| (place.at as usize) < start);
        self.0[from..]
            .iter()
            .take_while(move |place| (place.at as usize) < end)
            .filter(move |place| place.lists >> list & 1 == 1)
            .map(move |place| place.at as usize - start)
    }

    /// All places for one of the lists.
    pub fn of(&self, list: usize) -> impl Iterator<Item = usize> + Clone {
        self.within(list, &(0..usize::MAX))
    }
}

/// The first character of a text in UTF-8, small, and what stands behind it.
#[inline]
fn first_of(text: &[u8]) -> Option<(u32, &[u8])> {
    let continued = |byte: u8| u32::from(byte & 0x3f);
    match text {
        // What Japanese consists of comes first.
        [lead @ 0xe0..0xf0, second, third, behind @ ..] => {
            let code = u32::from(lead & 0x0f) << 12 | continued(*second) << 6 | continued(*third);
            Some((code, behind))
        }
        [lead @ 0..0x80, behind @ ..] => Some((u32::from(lead.to_ascii_lowercase()), behind)),
        [lead @ 0x80..0xe0, second, behind @ ..] => {
            Some((u32::from(lead & 0x1f) << 6 | continued(*second), behind))
        }
        [lead, second, third, fourth, behind @ ..] => {
            let high = u32::from(lead & 0x07) << 18 | continued(*second) << 12;
            Some((high | continued(*third) << 6 | continued(*fourth), behind))
        }
        _ => None,
    }
}

fn lower(character: char) -> u32 {
    u32::from(character.to_ascii_lowercase())
}

/// One number for two characters; seldom the same for another two.
fn pair(first: u32, second: u32) -> u32 {
    (first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77)) >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lists_are_found_in_one_pass() {
        let (weak, open) = (
            Beginnings::new(["適切に", "等"]),
            Beginnings::new(["（", "等級"]),
        );
        let text = "鍵（等級）等を適切に";
        let places = Lists::new([&weak, &open]).places(text);
        let found = |list: usize, range| {
            let places = places.within(list, &range);
            places
                .map(|at| &text[range.start + at..])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found(0, 0..text.len()),
            ["等級）等を適切に", "等を適切に", "適切に"]
        );
        assert_eq!(
            found(1, 0..text.len()),
            ["（等級）等を適切に", "等級）等を適切に"]
        );
        assert_eq!(found(0, 9..text.len()), ["等を適切に", "適切に"]);
        assert_eq!(places.of(1).next(), Some(3));
    }

    #[test]
    fn every_place_where_a_word_begins_is_found() {
        let beginnings = Beginnings::new(["適切に", "等", "As needed", "🚧", "é"]);
        let places = |text: &str| {
            let pair = |place: usize| text[place..].chars().take(2).collect::<String>();
            beginnings.places(text).map(pair).collect::<Vec<_>>()
        };
        assert_eq!(
            places("鍵を適切に管理し、紛失等があればAS NEEDED 🚧 café"),
            ["適切", "等が", "AS", "🚧 ", "é"]
        );
        assert!(places("適度に、一切 a🚩 e").is_empty());
        assert!(Beginnings::new([""]).next("適切に", 0).is_none());
    }
}
