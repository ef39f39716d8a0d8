//! Numbers with a unit: 90日, 8文字, 12 months.

use std::sync::LazyLock;

use super::super::fold::{Folded, Words};
use super::Unit;
use super::number::number_at;
use crate::beginnings::Characters;

/// The year of the scale, in days.
pub(in crate::wording) const DAYS_PER_YEAR: f64 = 365.0;

pub(super) const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

/// Units of time in folded form, in days.
#[rustfmt::skip]
const TIMES: &[(&str, f64)] = &[
    ("秒", 1.0 / 86_400.0), ("分", 1.0 / 1_440.0), ("時間", 1.0 / 24.0), ("日", 1.0), ("営業日", 1.4), ("週", 7.0),
    ("か月", DAYS_PER_MONTH), ("ヶ月", DAYS_PER_MONTH), ("カ月", DAYS_PER_MONTH), ("ケ月", DAYS_PER_MONTH), ("ヵ月", DAYS_PER_MONTH),
    ("箇月", DAYS_PER_MONTH), ("四半期", DAYS_PER_YEAR / 4.0), ("年", DAYS_PER_YEAR),
    ("second", 1.0 / 86_400.0), ("minute", 1.0 / 1_440.0), ("hour", 1.0 / 24.0), ("day", 1.0), ("business day", 1.4),
    ("working day", 1.4),
    // Single letters may be the letters of a clause's parts: AC-2 h.
    ("sec", 1.0 / 86_400.0), ("min", 1.0 / 1_440.0), ("hr", 1.0 / 24.0), ("wk", 7.0), ("mth", DAYS_PER_MONTH), ("yr", DAYS_PER_YEAR),
    ("calendar day", 1.0), ("calendar month", DAYS_PER_MONTH), ("calendar quarter", DAYS_PER_YEAR / 4.0), ("calendar year", DAYS_PER_YEAR),
    ("fiscal year", DAYS_PER_YEAR), ("fiscal quarter", DAYS_PER_YEAR / 4.0), ("annum", DAYS_PER_YEAR), ("fortnight", 14.0), ("week", 7.0), ("month", DAYS_PER_MONTH), ("quarter", DAYS_PER_YEAR / 4.0), ("year", DAYS_PER_YEAR),
];

/// Other units in folded form.
const COUNTS: &[(&str, Unit)] = &[
    ("文字", Unit::Characters),
    ("桁", Unit::Characters),
    ("character", Unit::Characters),
    ("ビット", Unit::Bits),
    ("bit", Unit::Bits),
    ("回", Unit::Times),
    ("time", Unit::Times),
    ("attempt", Unit::Times),
    ("世代", Unit::Generations),
    ("generation", Unit::Generations),
    ("%", Unit::Percent),
    ("パーセント", Unit::Percent),
    ("percent", Unit::Percent),
];

static TIME_WORDS: LazyLock<Words<f64>> = LazyLock::new(|| Words::new(TIMES.iter().copied()));

static COUNT_WORDS: LazyLock<Words<Unit>> = LazyLock::new(|| Words::new(COUNTS.iter().copied()));

/// The first characters of all that a number can stand before.
pub(super) static UNIT_OPENINGS: LazyLock<Characters> = LazyLock::new(|| {
    let times = TIMES.iter().map(|(word, _)| *word);
    let counts = COUNTS.iter().map(|(word, _)| *word);
    let others = [
        "回",
        "度",
        "時間",
        "times",
        "failed",
        "unsuccessful",
        "invalid",
        "incorrect",
        "login",
    ];
    let firsts = times
        .chain(counts)
        .chain(others)
        .filter_map(|word| word.chars().next());
    Characters::of(&firsts.collect::<String>())
});

/// 90日, 8文字, 12 months.
pub(super) fn counted_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    let (end, number) = number_at(folded, place)?;
    let start = skip_joint(folded, end);
    // 「5.8 日次点検」: a number, and how often.
    let says_how_often = |end: &usize| folded.at(*end) == Some('次');
    let time = time_at(folded, start).or_else(|| hours_at(folded, place, start));
    if let Some((end, days)) = time.filter(|(end, _)| !says_how_often(end)) {
        let rest = smaller_time_at(folded, end, days);
        let end = rest.map_or(end, |(end, _)| end);
        let end = folded.after(end, "間").unwrap_or(end);
        return (!is_date(folded, place, start, number)).then_some((
            end,
            number * days + rest.map_or(0.0, |(_, days)| days),
            Unit::Days,
        ));
    }
    if let Some(end) = failures_at(folded, start) {
        return Some((end, number, Unit::Times));
    }
    let start = skip_attempted(folded, start);
    let (end, unit) = unit_at(&COUNT_WORDS, folded, start)?;
    Some((end, number, unit))
}

/// Failures that are counted without the word for an attempt: 3 failed logons, 5 invalid passwords.
fn failures_at(folded: Folded, place: usize) -> Option<usize> {
    const FAILED: [&str; 4] = ["failed ", "unsuccessful ", "invalid ", "incorrect "];
    const THINGS: [&str; 6] = [
        "logon",
        "login",
        "log-in",
        "sign-in",
        "password",
        "authentication",
    ];
    let place = folded.after(place, "consecutive ").unwrap_or(place);
    let behind = FAILED.iter().find_map(|word| folded.after(place, word))?;
    let end = THINGS
        .iter()
        .find_map(|word| unit_end(folded, behind, word))?;
    folded
        .rest(end)
        .strip_prefix(' ')
        .is_none_or(|rest| !rest.starts_with("attempt"))
        .then_some(end)
}

/// What stands between a number and the attempts that it counts: 5 failed login attempts.
fn skip_attempted(folded: Folded, place: usize) -> usize {
    const WORDS: [&str; 9] = [
        "failed",
        "unsuccessful",
        "invalid",
        "incorrect",
        "consecutive",
        "login",
        "log-in",
        "logon",
        "sign-in",
    ];
    let word = |place: usize| WORDS.iter().find_map(|word| folded.after(place, word));
    let mut end = place;
    while let Some(behind) = word(end) {
        end = folded.skip_space(behind);
    }
    match folded.after(end, "attempt") {
        Some(_) => end,
        None => place,
    }
}

/// Whether the figure is a part of a date or a numbering: 2027年, 令和8年, 4月1日, 第3年, 8年度.
fn is_date(folded: Folded, place: usize, unit: usize, number: f64) -> bool {
    let before = folded.before(place);
    // 治, 正, 和 and 成 are the last characters of 明治, 大正, 昭和 and 令和, 平成.
    let dated = |c| matches!(c, '月' | '年' | '第' | '/' | '治' | '正' | '和' | '成');
    before.is_some_and(dated)
        || folded.at(unit) == Some('年')
            && (number >= 1900.0 || folded.at(folded.next(unit)) == Some('度'))
}

/// The unit of time at `place` in days, and the place behind it.
pub(super) fn time_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    unit_at(&TIME_WORDS, folded, place)
}

/// Hours as a letter, where the number is none of a clause: 8 h, but not AC-2 h.
fn hours_at(folded: Folded, number: usize, place: usize) -> Option<(usize, f64)> {
    let is_of_clause = { folded.before(number) }.is_some_and(|c| matches!(c, '-' | '.'));
    let end = folded.after(place, "h").filter(|_| !is_of_clause)?;
    let ends = !folded
        .at(end)
        .is_some_and(|c| c.is_alphanumeric() || c == ')');
    ends.then_some((end, 1.0 / 24.0))
}

/// What a length of time has in a smaller unit: 3 h 40 min, 1年6か月. 365日24時間 are two.
fn smaller_time_at(folded: Folded, place: usize, unit: f64) -> Option<(usize, f64)> {
    let start = folded.skip_space(place);
    folded.at(start).filter(char::is_ascii_digit)?;
    let (end, number) = number_at(folded, start)?;
    let (end, days) = time_at(folded, skip_joint(folded, end))?;
    (number * days < unit * 0.99).then_some((end, number * days))
}

/// The longest of the units that stands at `place`, and the place behind it.
pub(super) fn unit_at<T: Copy>(
    units: &Words<T>,
    folded: Folded,
    place: usize,
) -> Option<(usize, T)> {
    units
        .beginning_at(folded, place)
        .find_map(|unit| Some((unit_end(folded, place, unit.text)?, unit.meaning)))
}

/// The place behind a unit; English ones may have a plural and have to end their word.
pub(super) fn unit_end(folded: Folded, place: usize, word: &str) -> Option<usize> {
    let end = folded.after(place, word)?;
    if !word.is_ascii() {
        return Some(end);
    }
    let end = folded.after(end, "s").unwrap_or(end);
    (!folded.at(end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some(end)
}

/// Between a figure and its unit: a space, or the hyphen of "90-day".
pub(super) fn skip_joint(folded: Folded, place: usize) -> usize {
    match folded.at(place) {
        Some('-') => folded.next(place),
        _ => folded.skip_space(place),
    }
}
