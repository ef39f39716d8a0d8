//! Numbers: in digits, in kanji, in English words.

use std::sync::LazyLock;

use super::super::fold::{Folded, Words};
use super::counted::unit_at;
use crate::script::is_kanji;

/// English number words; 一 to 十 are read by position.
pub(super) const NUMBER_WORDS: &[(&str, f64)] = &[
    ("once", 1.0),
    ("twice", 2.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("twelve", 12.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty-five", 45.0),
    ("sixty", 60.0),
    ("seventy-two", 72.0),
    ("ninety", 90.0),
];

pub(super) static NUMERALS: LazyLock<Words<f64>> =
    LazyLock::new(|| Words::new(NUMBER_WORDS.iter().copied()));

/// Numerals in kanji.
const KANJI: &str = "一二三四五六七八九十";

pub(super) fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The first two characters of figures whose numbers are in kanji: 五年, 十二か月, 九十日.
pub(super) static COUNTED_IN_KANJI: LazyLock<Vec<String>> = LazyLock::new(|| {
    const BEHIND: &str = "年かヶカケヵ箇日週時分文桁回世営一二三四五六七八九十";
    let pair = |first: char| {
        BEHIND
            .chars()
            .map(move |second| String::from_iter([first, second]))
    };
    // 十分 is "enough" far more often than ten minutes.
    KANJI
        .chars()
        .flat_map(pair)
        .filter(|pair| pair != "十分")
        .collect()
});

/// The number at `place`: digits, kanji numerals, an English number word.
pub(super) fn number_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    let before = folded.before(place);
    let first = folded.at(place)?;
    if first.is_ascii_digit() {
        // The tail of a longer number (3.2.1, AC-2) is no number of its own.
        if before.is_some_and(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        let digits = folded
            .from(place)
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        // Nearly all numbers are short and narrow.
        let plain = folded.rest(place).bytes().take_while(u8::is_ascii_digit);
        let plain = plain.take(4).fold((0, 0_u32), |(length, value), digit| {
            (length + 1, value * 10 + u32::from(digit - b'0'))
        });
        let behind = folded.at(place + plain.0);
        if plain.0 > 0 && !behind.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            return Some((place + plain.0, f64::from(plain.1)));
        }
        let number: String = digits.collect();
        let number = number.trim_end_matches(['.', ',']);
        let (last, _) = folded.rest(place).char_indices().nth(number.len() - 1)?;
        let value = number.replace(',', "").parse().ok()?;
        return Some((folded.next(place + last), value));
    }
    if first.is_ascii_alphabetic() {
        let (end, value) =
            unit_at(&NUMERALS, folded, place).filter(|_| folded.starts_word(place))?;
        return Some((skip_repeated(folded, end), value));
    }
    // 統一 and 第一 end in a numeral that counts nothing; 年一回 does count.
    if before.is_some_and(|c| is_kanji(c) && !"年月週日期低大長".contains(c)) {
        return None;
    }
    kanji_number(folded, place)
}

/// The place behind a number in words and the same in digits: ninety (90).
fn skip_repeated(folded: Folded, end: usize) -> usize {
    let open = folded.skip_space(end);
    if folded.at(open) != Some('(') {
        return end;
    }
    let digits = folded.skip(open + 1, |c| c.is_ascii_digit());
    match folded.at(digits) {
        Some(')') if digits > open + 1 => digits + 1,
        _ => end,
    }
}

/// The first number in words that counts something: "five", not "once" or "one".
pub(in crate::wording) fn number_word(text: &str) -> Option<(usize, usize)> {
    let folded = Folded::new(text);
    let mut places = text.char_indices().map(|(place, _)| place);
    places.find_map(|place| {
        let opens = folded.at(place)?.is_ascii_alphabetic() && folded.starts_word(place);
        let (end, value) = opens.then(|| unit_at(&NUMERALS, folded, place)).flatten()?;
        (value > 2.0).then_some((place, end - place))
    })
}

/// 一, 十二, 三十. Not 十分, which is "enough" far more often than ten minutes.
fn kanji_number(folded: Folded, place: usize) -> Option<(usize, f64)> {
    let digit = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|known| known == c)
            .map(|place| place + 1)
    };
    let (mut total, mut current, mut end) = (0usize, 0usize, place);
    while let Some(character) = folded.at(end) {
        match (digit(character), character) {
            (Some(value), _) => current = value,
            (None, '十') => {
                total += current.max(1) * 10;
                current = 0;
            }
            _ => break,
        }
        end = folded.next(end);
    }
    let short = end - place <= 3 * '一'.len_utf8();
    let counts = end > place && folded.at(end) != Some('分') && short;
    counts.then_some((end, (total + current) as f64))
}

/// The place behind the number at `place`, for skipping one that counts nothing.
pub(super) fn behind_number(folded: Folded, place: usize) -> Option<usize> {
    let end = folded.skip(place, |c| c.is_ascii_digit());
    (end > place).then_some(end)
}
