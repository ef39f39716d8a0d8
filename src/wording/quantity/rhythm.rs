//! How often something is done: 年1回, 毎月, once a year, every July.

use std::sync::LazyLock;

use super::super::affix;
use super::super::fold::{Folded, Words, fold};
use super::Unit;
use super::counted::{DAYS_PER_MONTH, DAYS_PER_YEAR, skip_joint, time_at, unit_end};
use super::number::number_at;

/// Words that say how often, in times a year.
#[rustfmt::skip]
pub(super) const RHYTHMS: &[(&str, f64)] = &[
    ("毎時", 8_760.0), ("毎日", 365.0), ("日次", 365.0), ("毎営業日", 250.0), ("毎週", 52.0), ("週次", 52.0), ("隔週", 26.0), ("毎月", 12.0),
    ("月次", 12.0), ("隔月", 6.0), ("毎四半期", 4.0), ("四半期", 4.0), ("半期", 2.0), ("半年", 2.0), ("毎年", 1.0), ("年次", 1.0), ("隔年", 0.5),
    ("常時", f64::INFINITY), ("リアルタイム", f64::INFINITY), ("24時間365日", f64::INFINITY), ("都度", f64::INFINITY), ("毎回", f64::INFINITY),
    ("hourly", 8_760.0), ("daily", 365.0), ("nightly", 365.0), ("weekly", 52.0), ("biweekly", 26.0), ("monthly", 12.0), ("quarterly", 4.0),
    ("semi-annually", 2.0), ("semiannually", 2.0), ("biannually", 2.0), ("annually", 1.0), ("annual", 1.0), ("yearly", 1.0),
    ("continuously", f64::INFINITY), ("real time", f64::INFINITY), ("real-time", f64::INFINITY), ("every time", f64::INFINITY),
    ("each time", f64::INFINITY), ("every day", 365.0), ("every week", 52.0), ("every month", 12.0), ("every quarter", 4.0),
    ("every year", 1.0), ("fortnightly", 26.0), ("biennially", 0.5), ("biennial", 0.5), ("each day", 365.0), ("each month", 12.0), ("each quarter", 4.0), ("each year", 1.0),
];

/// "every July": once a year.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// "every Monday", "each spring", in times a year.
const SEASONS: &[(&str, f64)] = &[
    ("monday", 52.0),
    ("tuesday", 52.0),
    ("wednesday", 52.0),
    ("thursday", 52.0),
    ("friday", 52.0),
    ("saturday", 52.0),
    ("sunday", 52.0),
    ("weekday", 250.0),
    ("morning", 365.0),
    ("evening", 365.0),
    ("night", 365.0),
    ("working day", 250.0),
    ("business day", 250.0),
    ("spring", 1.0),
    ("summer", 1.0),
    ("autumn", 1.0),
    ("fall", 1.0),
    ("winter", 1.0),
];

/// What a number of times can stand behind, in times a year.
const CYCLES: &[(&str, f64)] = &[
    ("年", 1.0),
    ("月", 12.0),
    ("週", 52.0),
    ("日", 365.0),
    ("半期", 2.0),
    ("半年", 2.0),
    ("四半期", 4.0),
    ("年度", 1.0),
];

static CYCLE_WORDS: LazyLock<Words<f64>> = LazyLock::new(|| Words::new(CYCLES.iter().copied()));

static RHYTHM_WORDS: LazyLock<Words<f64>> = LazyLock::new(|| Words::new(RHYTHMS.iter().copied()));

/// The beginning of the cycle right before `place`: 年に, 四半期に, 月.
pub(super) fn cycle_before(folded: Folded, place: usize) -> Option<usize> {
    let text = folded.until(place).trim_end();
    let text = text
        .strip_suffix("間に")
        .or_else(|| text.strip_suffix('に'))
        .unwrap_or(text);
    let cycles = CYCLES
        .iter()
        .filter_map(|(cycle, _)| text.strip_suffix(cycle));
    let start = cycles.map(str::len).min()?;
    // 3年に1回: the number is a part of the cycle.
    let number = text[..start].trim_end_matches(['か', 'ヶ', 'カ', 'ケ', 'ヵ', '箇']);
    let digits = number.trim_end_matches(|c: char| fold(c).is_ascii_digit());
    Some(if digits.len() < number.len() {
        digits.len()
    } else {
        start
    })
}

/// 年1回, 月に2回, 週 1 回以上, once a year, every 90 days.
pub(super) fn rate_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    if let Some((end, per_year)) = japanese_rate(folded, place) {
        return Some((end, per_year, Unit::TimesPerYear));
    }
    let every = ["every ", "each "]
        .iter()
        .find_map(|word| folded.after(place, word));
    if let Some(start) = every.filter(|_| folded.starts_word(place)) {
        if let Some((end, times)) = months_at(folded, start) {
            return Some((end, times, Unit::TimesPerYear));
        }
        let named = SEASONS
            .iter()
            .find_map(|(name, times)| Some((unit_end(folded, start, name)?, *times)));
        if let Some((end, times)) = named {
            return Some((end, times, Unit::TimesPerYear));
        }
        // "every other week", "every second year", "every 2nd month"
        let second = ["other ", "second ", "2nd "];
        let second = second.iter().find_map(|word| folded.after(start, word));
        if let Some((end, days)) = second.and_then(|start| time_at(folded, start)) {
            return Some((end, DAYS_PER_YEAR / (2.0 * days), Unit::TimesPerYear));
        }
        let (end, number) = number_at(folded, start)?;
        let start = skip_joint(folded, end);
        let (end, days) = time_at(folded, start).or_else(|| letter_at(folded, start))?;
        return Some((end, DAYS_PER_YEAR / (number * days), Unit::TimesPerYear));
    }
    let (end, number) = number_at(folded, place)?;
    let (end, number) =
        if folded.after(place, "once").is_some() || folded.after(place, "twice").is_some() {
            (end, number)
        } else {
            (
                folded
                    .after(folded.skip_space(end), "times")
                    .or_else(|| folded.after(end, "x"))
                    .or_else(|| folded.after(end, "回"))?,
                number,
            )
        };
    if let Some(end) = folded.after(end, " p.a") {
        return Some((end, number, Unit::TimesPerYear));
    }
    let article = [" a ", " per ", " an ", " each ", " every ", "/", " / "];
    let start = article.iter().find_map(|word| folded.after(end, word))?;
    let (start, several) = number_at(folded, start).map_or((start, 1.0), |(end, number)| {
        (skip_joint(folded, end), number)
    });
    let (end, days) =
        time_at(folded, start).or_else(|| Some((folded.after(start, "月")?, DAYS_PER_MONTH)))?;
    Some((
        end,
        number * DAYS_PER_YEAR / (several * days),
        Unit::TimesPerYear,
    ))
}

/// Units of time in one letter, which say so only behind "every" and a number: "every 4 h".
fn letter_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    const LETTERS: [(&str, f64); 3] = [("h", 1.0 / 24.0), ("d", 1.0), ("w", 7.0)];
    LETTERS.iter().find_map(|(letter, days)| {
        let end = folded.after(place, letter)?;
        let ends = !folded.at(end).is_some_and(|c| c.is_ascii_alphanumeric());
        ends.then_some((end, *days))
    })
}

/// The months of a year that are named at `place` (January and July), and how many they are.
fn months_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    let month = |place: usize| {
        MONTHS
            .iter()
            .find_map(|month| unit_end(folded, place, month))
    };
    let (mut end, mut times) = (month(place)?, 1.0);
    let next = |end: usize| {
        let joints = [" and ", ", and ", ", "];
        joints
            .iter()
            .find_map(|joint| month(folded.after(end, joint)?))
    };
    while let Some(behind) = next(end) {
        (end, times) = (behind, times + 1.0);
    }
    Some((end, times))
}

/// 年1回, 半期に1回, 3か月に1回.
fn japanese_rate(folded: Folded, place: usize) -> Option<(usize, f64)> {
    let before = folded.before(place);
    let cycle = CYCLE_WORDS.longest(folded, place);
    let (end, per_year) = match cycle.map(|(end, _, per_year)| (end, per_year)) {
        // 2026年1回 would be a date with a word missing; a figure in front makes it no cycle.
        Some(cycle) if !before.is_some_and(|c| c.is_ascii_digit()) => cycle,
        _ => {
            let (end, number) = number_at(folded, place)?;
            let (end, days) = time_at(folded, folded.skip_space(end))?;
            let each = ["ごと", "毎", "おき"]
                .iter()
                .find_map(|word| folded.after(end, word));
            if let Some(behind) = each {
                return Some((behind, DAYS_PER_YEAR / (number * days)));
            }
            // 3年1回 is no way to say it, and 1日4回 is.
            let behind = { folded.after(end, "に") }.or((number == 1.0).then_some(end))?;
            (behind, DAYS_PER_YEAR / (number * days))
        }
    };
    let start = ["に", "間に", "あたり"]
        .iter()
        .find_map(|word| folded.after(end, word))
        .unwrap_or(end);
    let (end, times) = number_at(folded, folded.skip_space(start))?;
    let end = folded.skip_space(end);
    let end = folded
        .after(end, "回")
        .or_else(|| folded.after(end, "度"))?;
    Some((end, times * per_year))
}

pub(super) fn rhythm_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    let (end, word, value) = RHYTHM_WORDS.longest(folded, place)?;
    let latin = word.as_bytes()[0].is_ascii_alphabetic();
    let inside_word = latin
        && (!folded.starts_word(place) || folded.at(end).is_some_and(|c| c.is_ascii_alphabetic()));
    // 半年間保存 is a length of time; 第3四半期 a date; 年次有給休暇 a leave.
    let length = word == "半年" && folded.at(end) == Some('間');
    let before = folded.before(place);
    let dated =
        word.ends_with("半期") && before.is_some_and(|c| c.is_numeric() || "四上下第".contains(c));
    let leave = word == "年次" && folded.at(end) == Some('有');
    if inside_word || dated || leave {
        return None;
    }
    let each = ["ごと", "毎"]
        .iter()
        .find_map(|suffix| folded.after(end, suffix))
        .unwrap_or(end);
    match length {
        true => Some((folded.next(end), DAYS_PER_YEAR / 2.0, Unit::Days)),
        false => Some((each, value, Unit::TimesPerYear)),
    }
}

/// Months in which something is done every year: 4月と10月に, in March and September. A month of
/// one year is a date.
pub(in crate::wording) fn names_months(text: &str) -> Option<(usize, usize)> {
    let japanese = text.match_indices('月').find_map(|(at, month)| {
        let before = text[..at].trim_end_matches(|c: char| fold(c).is_ascii_digit());
        let counts = before.len() == at || before.ends_with(['年', '.', '/', '-']);
        let behind = &text[at + month.len()..];
        let when = [
            "に", "と", "、", "・", "及び", "末", "上旬", "中旬", "下旬", "初",
        ];
        let named = !counts && affix::begins_with(behind, &when);
        named.then_some((before.len(), at + month.len() - before.len()))
    });
    japanese.or_else(|| {
        let lower = text.to_ascii_lowercase();
        MONTHS
            .iter()
            .filter(|month| **month != "may")
            .find_map(|month| {
                let at = lower.find(month)?;
                let end = at + month.len();
                let behind = lower[end..].trim_start_matches([',', ' ']);
                let dated = behind.starts_with(|c: char| c.is_ascii_digit());
                (lower[..at].ends_with("in ") && !dated).then_some((at, month.len()))
            })
    })
}

/// Whether a word is the name of a month.
pub(in crate::wording) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))
}

/// Whether an English text says how often in words that are no number a year: on Mondays, per sprint, one backup a
/// month, at intervals not exceeding 90 days.
pub(in crate::wording) fn names_a_cycle(text: &str) -> bool {
    /// What comes round with the work.
    const ROUNDS: [&str; 6] = [
        "sprint",
        "release",
        "iteration",
        "deployment",
        "shift",
        "semester",
    ];
    const EACH: [&str; 3] = ["per ", "each ", "every "];
    /// What belongs to a word stands within so many bytes behind it.
    const NEAR: usize = 80;
    const INTERVALS: [&str; 5] = [
        "intervals not exceeding ",
        "intervals of ",
        "intervals no longer than ",
        "intervals not longer than ",
        "intervals of no more than ",
    ];
    /// What is counted when it is said how many there are in a time.
    const DEEDS: [&str; 13] = [
        "backup",
        "review",
        "test",
        "audit",
        "scan",
        "meeting",
        "exercise",
        "drill",
        "check",
        "training",
        "report",
        "session",
        "inspection",
    ];
    let lower = text.to_ascii_lowercase();
    let folded = Folded::new(&lower);
    let behind = |words: &str| {
        let places = lower.match_indices(words);
        let places = places.filter(|(at, _)| folded.starts_word(*at));
        places
            .map(|(at, words)| at + words.len())
            .collect::<Vec<_>>()
    };
    let is_round = |place: usize| {
        let word = ROUNDS.iter().find_map(|word| unit_end(folded, place, word));
        word.is_some()
    };
    let names_a_day = |place: usize| {
        let days = SEASONS.iter().take(7).map(|(day, _)| *day);
        let mut days = days.filter_map(|day| folded.after(place, day));
        days.any(|end| folded.rest(end).starts_with('s'))
    };
    let is_day_of = |place: usize| {
        let rest = folded.rest(place);
        let times = [
            " of the month",
            " of the quarter",
            " of the week",
            " of the year",
            " of each ",
            " of every ",
        ];
        let rest = &rest[..rest.floor_char_boundary(NEAR)];
        let near = rest.find(['.', ',', ';']).unwrap_or(rest.len());
        times.iter().any(|time| rest[..near].contains(time))
    };
    let counts = |place: usize| {
        let rest = folded.rest(place);
        let rest = &rest[..rest.floor_char_boundary(NEAR)];
        let mut words = rest.split(' ');
        let deed = words.by_ref().take(2).any(|word| {
            let word = word.strip_suffix('s').unwrap_or(word);
            DEEDS.contains(&word)
        });
        let article = words
            .next()
            .is_some_and(|word| matches!(word, "a" | "per" | "each" | "every"));
        let time = words.next().unwrap_or_default();
        deed && article && time_at(Folded::new(time), 0).is_some()
    };
    { EACH.iter() }.any(|each| behind(each).into_iter().any(is_round))
        || behind("on ").into_iter().any(names_a_day)
        || behind("on the ").into_iter().any(is_day_of)
        || ["one ", "two ", "three ", "four "]
            .iter()
            .any(|number| behind(number).into_iter().any(counts))
        || INTERVALS.iter().any(|words| {
            let mut ends = behind(words).into_iter();
            ends.any(|end| number_at(folded, end).is_some())
        })
}
