//! Figures, times and intervals that keep a weak word from being weak.

use std::sync::LazyLock;

use crate::script::{is_kanji, is_katakana};
use crate::wording::affix;
use crate::wording::fold::{Folded, Words, fold};
use crate::wording::lexicon::*;
use crate::wording::quantity;

/// Whether an English text begins with a time: "June 2027", "the end of the year", "Q3".
pub(super) fn names_a_time(text: &str) -> bool {
    const TIMES: [&str; 16] = [
        "the end", "end of", "mid", "early", "late", "next", "spring", "summer", "autumn", "fall",
        "winter", "year", "q1", "q2", "q3", "q4",
    ];
    let word: String = { text.chars() }
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect();
    let small = text.trim_start().to_ascii_lowercase();
    quantity::is_month(&word)
        || small.starts_with(|c: char| c.is_ascii_digit())
        || TIMES.iter().any(|time| small.starts_with(time))
}

/// Whether an English text names a year, or one that is next.
pub(super) fn names_a_year(text: &str) -> bool {
    const NEXT: [&str; 8] = [
        "next year",
        "next quarter",
        "next month",
        "next fiscal year",
        "next spring",
        "next autumn",
        "later this year",
        "coming year",
    ];
    let is_year = |word: &str| {
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(is_year) || NEXT.iter().any(|next| text.contains(next))
}

/// Whether an English text gives a length of time in words: at least three years.
pub(super) fn spells_a_length(text: &str) -> bool {
    let is_length = |figure: &quantity::Quantity| figure.unit == quantity::Unit::Days;
    text.is_ascii() && quantity::quantities(text).iter().any(is_length)
}

/// Whether a text says how often.
pub fn says_how_often(text: &str) -> bool {
    let is_period = || quantity::period(text).is_some() || names_an_interval(text);
    is_period() || text.starts_with(|c: char| c.is_ascii()) && quantity::names_a_cycle(text)
}

/// Whether a length of time stands in a parenthesis: regular rotation (90 days).
fn names_an_interval(text: &str) -> bool {
    let opens = |start: usize| text[..start].trim_end().ends_with(['(', '（']);
    text.contains(['(', '（']) && { quantity::quantities(text).into_iter() }
        .any(|figure| figure.unit == quantity::Unit::Days && opens(figure.range.start))
}

/// Whether `text` names a moment with 時: 障害発生時, 退職時; not 随時, 時間.
pub(super) fn names_moment(text: &str) -> bool {
    text.match_indices('時').any(|(place, word)| {
        let before = text[..place].chars().next_back();
        let behind = text[place + word.len()..].chars().next();
        let noun = before.is_some_and(|c| is_kanji(c) || is_katakana(c) || "たるいな".contains(c));
        let timeless = affix::ends_with(&text[..place + word.len()], TIMELESS);
        noun && !timeless && !behind.is_some_and(|c| "間刻期点系代".contains(c))
    })
}

/// Whether a date stands in `text`: a year, or a month of one.
pub(super) fn has_date(text: &str) -> bool {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let year = |digits: &[char]| digits.iter().all(char::is_ascii_digit);
    folded
        .windows(5)
        .any(|w| year(&w[..4]) && "年/-".contains(w[4]))
        || folded
            .windows(2)
            .any(|w| w[0].is_ascii_digit() && (w[1] == '月' || w[1] == '年'))
        || folded
            .windows(4)
            .any(|w| year(w) && (w.starts_with(&['2', '0']) || w.starts_with(&['1', '9'])))
}

/// Whether a figure with a unit stands in `text`; clause numbers and dates are no measure.
pub fn has_measure(text: &str) -> bool {
    let folded = Folded::new(text);
    let is_digit = |c: char| c.is_ascii_digit();
    let may_be_digit = |byte: u8| byte.is_ascii_digit() || byte == FULL_WIDTH;
    let mut place = 0;
    // Without an exit on the way, this is a question for many bytes at a time.
    if !text
        .bytes()
        .fold(false, |found, byte| found | may_be_digit(byte))
    {
        return false;
    }
    while let Some(found) = text.bytes().skip(place).position(may_be_digit) {
        let start = place + found;
        let end = folded.skip(start, is_digit);
        let unit = folded.skip(end, |c| matches!(c, ' ' | '-'));
        let long = folded
            .from(start)
            .take(4)
            .filter(char::is_ascii_digit)
            .count()
            == 4;
        let date = long || (folded.at(unit) == Some('年') && has_era(&text[..start]));
        if end > start && !date && MEASURE_WORDS.longest(folded, unit).is_some() {
            return true;
        }
        place = end.max(folded.next(start));
    }
    false
}

/// The byte that full-width letters and digits begin with in UTF-8.
const FULL_WIDTH: u8 = 0xEF;

static MEASURE_WORDS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new(MEASURES.iter().map(|word| (*word, ()))));

fn has_era(before: &str) -> bool {
    ["令和", "平成", "昭和"]
        .iter()
        .any(|era| before.trim_end().ends_with(era))
}
