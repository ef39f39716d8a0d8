//! How a locator is written when no guideline says how: short, and read back as the same.
//!
//! - Numbers are joined by dots: 3.2.1. A number stands close behind a word (企7, 表4) and
//!   behind a letter that is not the first level (6.2-C1), with a dot behind a first single
//!   letter (A.8.24), with a hyphen behind several (AC-2), a circle, a bracket or a kana
//!   (1.1①-1), where nothing at all would read as one number or as a quantity.
//! - Circles and brackets stand close: 企7⑥, AC-2(1), (1)①(a).
//! - A small letter stands close behind letters and numbers (AC-2a), unless a register's (AUDIT-1-a). A hyphen sets off any other
//!   letter further in (6.2-C1), and a dot the second of two leading groups (PR.AC-1).

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use super::{Level, Locator, Mark, Target, read_all};

/// The text is not one locator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALocator;

impl fmt::Display for NotALocator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a clause number")
    }
}

impl std::error::Error for NotALocator {}

impl FromStr for Locator {
    type Err = NotALocator;

    /// Reads one locator that is the whole text; a list or a range is an error.
    fn from_str(text: &str) -> Result<Locator, NotALocator> {
        let references = read_all(text).ok_or(NotALocator)?;
        match <[_; 1]>::try_from(references) {
            Ok([reference]) => match reference.target {
                Target::One(locator) => Ok(locator),
                Target::Through(..) => Err(NotALocator),
            },
            Err(_) => Err(NotALocator),
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, level) in self.levels.iter().enumerate() {
            formatter.write_str(separator(&self.levels[..index], level))?;
            write_level(level, formatter)?;
        }
        Ok(())
    }
}

fn separator(before: &[Level], level: &Level) -> &'static str {
    let Some(previous) = before.last() else {
        return "";
    };
    match (previous.mark, level.mark) {
        (_, Mark::Circled | Mark::Parenthesised | Mark::Word) => "",
        (Mark::Word, _) => "",
        (Mark::Kana, Mark::Kana) => "-",
        (_, Mark::Kana) => "",
        (_, Mark::Letters) if is_roman(level) => "",
        (Mark::Number, Mark::Number) => ".",
        (Mark::Letters, Mark::Number) => behind_letters(before, previous),
        (_, Mark::Number) => "-",
        (Mark::Letters, Mark::Letters) if before.len() == 1 && !is_roman(previous) => ".",
        (Mark::Number, Mark::Letters) if is_small(level) && is_lettered_number(before) => "",
        // 1.1.AC: behind a hyphen a number would begin.
        (Mark::Number, Mark::Letters) if level.value.len() > 1 && level.value.is_ascii() => ".",
        (_, Mark::Letters) => "-",
    }
}

/// AC-2, A.8.24: capitals, then numbers and nothing else. Behind a register's number (AUDIT-01, FR-PRV-001) a small
/// letter is read only where a hyphen sets it off.
fn is_lettered_number(levels: &[Level]) -> bool {
    let letters = levels
        .iter()
        .take_while(|level| level.mark == Mark::Letters)
        .count();
    letters > 0
        && !is_roman(&levels[0])
        && !is_register(&levels[0])
        && levels[letters..]
            .iter()
            .all(|level| level.mark == Mark::Number)
}

/// The AUDIT of AUDIT-01, the FR-PRV of FR-PRV-001.
fn is_register(level: &Level) -> bool {
    const LONGEST_FAMILY: usize = 4;
    level.value.len() > LONGEST_FAMILY || level.value.contains('-')
}

/// What stands between letters and a number.
fn behind_letters(before: &[Level], letters: &Level) -> &'static str {
    let leading = before.iter().all(|level| level.mark == Mark::Letters);
    // 要-1
    let is_word = letters.value.starts_with(crate::script::is_kanji);
    if leading && (before.len() > 1 || letters.value.chars().count() > 1 || is_word) {
        "-"
    } else if leading || is_small(letters) || is_roman(letters) || before[0].mark == Mark::Word {
        "."
    } else {
        ""
    }
}

fn is_small(letters: &Level) -> bool {
    letters
        .value
        .starts_with(|character: char| character.is_ascii_lowercase())
}

/// Ⅲ and its like stand close behind anything, as kana do.
fn is_roman(letters: &Level) -> bool {
    letters
        .value
        .starts_with(|character| ('Ⅰ'..='Ⅻ').contains(&character))
}

fn write_level(level: &Level, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match level.mark {
        Mark::Parenthesised => write!(formatter, "({})", level.value),
        Mark::Circled => match circle(&level.value) {
            Some(circled) => write!(formatter, "{circled}"),
            None => write!(formatter, "○{}", level.value),
        },
        Mark::Word | Mark::Number | Mark::Letters | Mark::Kana => formatter.write_str(&level.value),
    }
}

/// Circled characters whose value Unicode knows.
const CIRCLED: [std::ops::RangeInclusive<char>; 6] = [
    '①'..='⑳',
    '⓪'..='⓪',
    '㉑'..='㉟',
    '㊱'..='㊿',
    'Ⓐ'..='ⓩ',
    '㋐'..='㋾',
];

pub(super) fn is_circled(character: char) -> bool {
    CIRCLED.iter().any(|range| range.contains(&character)) || ('❶'..='❿').contains(&character)
}

/// The circled character with `value` inside.
fn circle(value: &str) -> Option<char> {
    CIRCLED
        .iter()
        .cloned()
        .flatten()
        .find(|circled| std::iter::once(*circled).nfkc().eq(value.chars()))
}
