//! Figures with a unit: 90日, 年1回, 8文字以上, every six months.
//!
//! Units are brought to one scale, so that 90日, 3か月 and a quarter can be compared; they
//! are near each other and not equal, which is why comparing leaves five per cent of room.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::affix;
use super::fold::{Folded, Words, fold, is_kanji};
use crate::beginnings::Characters;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A length of time, in days: a year is 365, a month a twelfth of it.
    Days,
    /// How often in a year; infinite for "always" and "every time".
    TimesPerYear,
    /// Characters of a password and the like.
    Characters,
    /// Bits of a key.
    Bits,
    /// How many times, with no period.
    Times,
    /// Generations of a backup.
    Generations,
    /// Percent.
    Percent,
    /// The version of a protocol; read where it is named, and not by [`quantities`].
    Version,
}

impl Unit {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Unit; 8] = [
        Unit::Days,
        Unit::TimesPerYear,
        Unit::Characters,
        Unit::Bits,
        Unit::Times,
        Unit::Generations,
        Unit::Percent,
        Unit::Version,
    ];
}

/// On which side of a figure the values lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// 以上, at least.
    AtLeast,
    /// 以内, 以下, within.
    AtMost,
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The figure and its unit, without the words of the bound.
    pub range: Range<usize>,
    /// In the scale of `unit`.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Stated with the figure: 8文字以上, within 24 hours.
    pub bound: Option<Bound>,
}

/// The year of the scale, in days.
pub(super) const DAYS_PER_YEAR: f64 = 365.0;
const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

/// Units of time in folded form, in days.
#[rustfmt::skip]
const TIMES: &[(&str, f64)] = &[
    ("秒", 1.0 / 86_400.0), ("分", 1.0 / 1_440.0), ("時間", 1.0 / 24.0), ("日", 1.0), ("営業日", 1.4), ("週", 7.0),
    ("か月", DAYS_PER_MONTH), ("ヶ月", DAYS_PER_MONTH), ("カ月", DAYS_PER_MONTH), ("ケ月", DAYS_PER_MONTH), ("ヵ月", DAYS_PER_MONTH),
    ("箇月", DAYS_PER_MONTH), ("四半期", DAYS_PER_YEAR / 4.0), ("年", DAYS_PER_YEAR),
    ("second", 1.0 / 86_400.0), ("minute", 1.0 / 1_440.0), ("hour", 1.0 / 24.0), ("day", 1.0), ("business day", 1.4),
    ("working day", 1.4),
    ("calendar day", 1.0), ("week", 7.0), ("month", DAYS_PER_MONTH), ("quarter", DAYS_PER_YEAR / 4.0), ("year", DAYS_PER_YEAR),
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

/// Words that say how often, in times a year.
#[rustfmt::skip]
const RHYTHMS: &[(&str, f64)] = &[
    ("毎時", 8_760.0), ("毎日", 365.0), ("日次", 365.0), ("毎営業日", 250.0), ("毎週", 52.0), ("週次", 52.0), ("隔週", 26.0), ("毎月", 12.0),
    ("月次", 12.0), ("隔月", 6.0), ("毎四半期", 4.0), ("四半期", 4.0), ("半期", 2.0), ("半年", 2.0), ("毎年", 1.0), ("年次", 1.0), ("隔年", 0.5),
    ("常時", f64::INFINITY), ("リアルタイム", f64::INFINITY), ("24時間365日", f64::INFINITY), ("都度", f64::INFINITY), ("毎回", f64::INFINITY),
    ("hourly", 8_760.0), ("daily", 365.0), ("weekly", 52.0), ("biweekly", 26.0), ("monthly", 12.0), ("quarterly", 4.0),
    ("semi-annually", 2.0), ("semiannually", 2.0), ("biannually", 2.0), ("annually", 1.0), ("annual", 1.0), ("yearly", 1.0),
    ("continuously", f64::INFINITY), ("real time", f64::INFINITY), ("real-time", f64::INFINITY), ("every time", f64::INFINITY),
    ("each time", f64::INFINITY), ("every day", 365.0), ("every week", 52.0), ("every month", 12.0), ("every quarter", 4.0),
    ("every year", 1.0), ("each day", 365.0), ("each month", 12.0), ("each quarter", 4.0), ("each year", 1.0),
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
    ("night", 365.0),
    ("spring", 1.0),
    ("summer", 1.0),
    ("autumn", 1.0),
    ("fall", 1.0),
    ("winter", 1.0),
];

/// English number words; 一 to 十 are read by position.
const NUMBER_WORDS: &[(&str, f64)] = &[
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

/// Algorithms that are called by the length of their key or digest.
const SIZED_ALGORITHMS: &[&str] = &["aes", "rsa", "sha", "camellia"];

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

static TIME_WORDS: LazyLock<Words<f64>> = LazyLock::new(|| Words::new(TIMES.iter().copied()));

static COUNT_WORDS: LazyLock<Words<Unit>> = LazyLock::new(|| Words::new(COUNTS.iter().copied()));

static NUMERALS: LazyLock<Words<f64>> = LazyLock::new(|| Words::new(NUMBER_WORDS.iter().copied()));

/// All figures with a unit, and all words that say how often, in the order of the text.
/// Dates and clause numbers are none.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let folded = Folded::new(text);
    let read = |(range, value, unit): (Range<usize>, f64, Unit)| {
        let bound = bound(folded, range.start, range.end);
        Quantity {
            range,
            value,
            unit,
            bound,
        }
    };
    figures(folded).map(read).collect()
}

/// As [`quantities`], where it is known at which places a digit or a word of [`rhythms`] may begin;
/// and the versions of TLS among them.
pub(super) fn quantities_at(text: &str, places: impl Iterator<Item = usize>) -> Vec<Quantity> {
    let folded = Folded::new(text);
    let mut found: Vec<Quantity> = Vec::new();
    let mut end = 0;
    for place in places.filter(|place| text.is_char_boundary(*place)) {
        if place < end {
            continue;
        }
        let is_digit = folded.at(place).is_some_and(|c| c.is_ascii_digit());
        let read = match is_digit {
            true => {
                let behind = folded.skip(place, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
                let read = version_at(text, place).or_else(|| counted_from(folded, place, behind));
                end = behind;
                read
            }
            false if folded.at(place).is_some_and(is_numeral) => {
                let behind = folded.skip(place, is_numeral);
                end = behind;
                let rhythm = || {
                    let (end, value, unit) = quantity_at(folded, place)?;
                    Some((place..end, value, unit))
                };
                counted_from(folded, place, behind).or_else(rhythm)
            }
            false if !LATIN_OPENINGS.open(&text.as_bytes()[place..]) => None,
            false => folded
                .starts_word(place)
                .then(|| quantity_at(folded, place))
                .flatten()
                .map(|(end, value, unit)| (place..end, value, unit)),
        };
        let Some((range, value, unit)) = read else {
            continue;
        };
        end = range.end;
        let bound = match unit {
            Unit::Version => version_bound(&text[end..]),
            _ => bound(folded, range.start, end),
        };
        let is_interval =
            || text[..range.start].ends_with("intervals of ") || text[end..].starts_with("間隔");
        let (value, unit) = match unit {
            Unit::Days if is_interval() => (DAYS_PER_YEAR / value, Unit::TimesPerYear),
            _ => (value, unit),
        };
        let value = match is_of_range(text, &range) {
            true => f64::INFINITY,
            false => value,
        };
        found.push(Quantity {
            range,
            value,
            unit,
            bound,
        });
    }
    found
}

/// Whether a figure is an end of a range: 8 to 14 characters, 6～12か月, 1年から3年.
fn is_of_range(text: &str, range: &Range<usize>) -> bool {
    const JOINTS: [&str; 9] = ["-", "–", "—", "~", "～", "〜", "to", "から", "ないし"];
    let digit = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
    // None of them ends or begins with another.
    let from = affix::before(text[..range.start].trim_end(), &JOINTS).map(|from| {
        from.trim_end()
            .trim_end_matches(['文', '字', '年', '日', '月', 'か', '回', '間'])
    });
    let to = affix::behind(text[range.end..].trim_start(), &JOINTS).map(str::trim_start);
    from.is_some_and(|from| digit(from.chars().next_back()))
        || to.is_some_and(|to| digit(to.chars().next()))
}

/// The quantity that a number at `place` is a part of: with the cycle before it, in 年1回.
fn counted_from(folded: Folded, place: usize, behind: usize) -> Option<(Range<usize>, f64, Unit)> {
    let unit = folded.at(skip_joint(folded, behind))?;
    if !UNIT_OPENINGS.hold(unit) {
        return None;
    }
    let cycle = match unit {
        '回' | '度' => cycle_before(folded, place),
        // A plain figure unless something follows that makes it a rhythm.
        _ if !unit.is_ascii() => {
            let (end, value, unit) = counted_at(folded, place)?;
            if !affix::begins_with(folded.rest(end), &["ごと", "毎", "おき", "に"]) {
                return Some((place..end, value, unit));
            }
            None
        }
        _ => None,
    };
    let start = cycle.unwrap_or(place);
    let whole = quantity_at(folded, start).map(|(end, value, unit)| (start..end, value, unit));
    let number = || quantity_at(folded, place).map(|(end, value, unit)| (place..end, value, unit));
    whole.or_else(number)
}

/// The beginning of the cycle right before `place`: 年に, 四半期に, 月.
fn cycle_before(folded: Folded, place: usize) -> Option<usize> {
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

/// TLS 1.2, TLSv1.3: a list of several is no version of its own.
fn version_at(text: &str, place: usize) -> Option<(Range<usize>, f64, Unit)> {
    // Hardly a number stands behind any of these.
    if !text[..place].ends_with([' ', 'v', 'V', '-', 's', 'S']) {
        return None;
    }
    let before = text[..place]
        .trim_end_matches([' ', 'v', 'V', '-'])
        .as_bytes();
    let named = before.len().checked_sub(3).map(|start| &before[start..]);
    if !named.is_some_and(|name| name.eq_ignore_ascii_case(b"tls")) {
        return None;
    }
    let digits = text[place..]
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .next()?;
    let digits = digits.trim_end_matches('.');
    let range = place..place + digits.len();
    let behind = text[range.end..].trim_start();
    const JOINTS: [&str; 11] = [
        "/",
        "／",
        "、",
        "・",
        "及び",
        "または",
        "又は",
        "と",
        "and ",
        "or ",
        ",",
    ];
    let is_list = JOINTS.iter().any(|joint| {
        let behind = behind.strip_prefix(joint).map(str::trim_start);
        let versions = ["1.", ".", "TLS", "v1"];
        behind.is_some_and(|behind| versions.iter().any(|version| behind.starts_with(version)))
    });
    let value = digits.parse().ok()?;
    Some((
        range,
        if is_list { f64::INFINITY } else { value },
        Unit::Version,
    ))
}

fn version_bound(behind: &str) -> Option<Bound> {
    // No version is newer than the only one that is taken.
    const AT_LEAST: [&str; 12] = [
        "以上",
        "以降",
        "のみ",
        "だけ",
        "に限",
        " only",
        " or later",
        " or higher",
        " or above",
        " or newer",
        " and above",
        "+",
    ];
    affix::begins_with(behind, &AT_LEAST).then_some(Bound::AtLeast)
}

/// The first characters of all that a number can stand before.
static UNIT_OPENINGS: LazyLock<Characters> = LazyLock::new(|| {
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

/// Words that say how often, and others that a quantity can begin with; digits beside them.
pub(super) fn rhythms() -> impl Iterator<Item = &'static str> {
    let numbers = NUMBER_WORDS.iter().map(|(word, _)| *word);
    let rhythms = RHYTHMS.iter().map(|(word, _)| *word);
    rhythms
        .chain(["every ", "each "])
        .chain(numbers)
        .chain(COUNTED_IN_KANJI.iter().map(|pair| &**pair))
}

static LATIN_OPENINGS: LazyLock<LatinOpenings> = LazyLock::new(|| {
    let mut openings = LatinOpenings::default();
    for word in rhythms().filter(|word| word.is_ascii()) {
        match word.as_bytes() {
            [a, b, c, d, ..] => openings.four.insert([*a, *b, *c, *d]),
            [a, b, c] => openings.three.insert([*a, *b, *c]),
            _ => false,
        };
    }
    openings
});

/// The first letters of the Latin words that a figure can begin with: two say too little, since "for"
/// and "this" begin as forty and thirty do.
#[derive(Default)]
struct LatinOpenings {
    four: FxHashSet<[u8; 4]>,
    /// Words that are no longer.
    three: FxHashSet<[u8; 3]>,
}

impl LatinOpenings {
    /// Whether one of the words may stand at the beginning of `text`; yes where it is not Latin.
    fn open(&self, text: &[u8]) -> bool {
        let [a, b, c, rest @ ..] = text else {
            return true;
        };
        if !a.is_ascii_alphabetic() {
            return true;
        }
        let small = [a, b, c].map(u8::to_ascii_lowercase);
        let next = rest.first().map(u8::to_ascii_lowercase);
        let is_longer = next.is_some_and(|next| {
            let [a, b, c] = small;
            self.four.contains(&[a, b, c, next])
        });
        let ends = !next.is_some_and(|next| next.is_ascii_alphabetic());
        is_longer || ends && self.three.contains(&small)
    }
}

/// Numerals in kanji.
const KANJI: &str = "一二三四五六七八九十";

fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The first two characters of figures whose numbers are in kanji: 五年, 十二か月, 九十日.
static COUNTED_IN_KANJI: LazyLock<Vec<String>> = LazyLock::new(|| {
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

/// Where the text says how often: 年1回, 毎月, 90日ごと, annually.
pub fn period(text: &str) -> Option<Range<usize>> {
    let mut figures = figures(Folded::new(text));
    figures
        .find(|(_, _, unit)| *unit == Unit::TimesPerYear)
        .map(|(range, ..)| range)
}

/// The quantities of a text without their bounds, read as they are asked for.
fn figures(folded: Folded) -> impl Iterator<Item = (Range<usize>, f64, Unit)> {
    let mut place = 0;
    std::iter::from_fn(move || {
        loop {
            let start = folded.skip(place, |c| !may_open(c));
            let inside_word = folded.at(start)?.is_ascii_alphabetic() && !folded.starts_word(start);
            if inside_word {
                place = folded.skip(start, |c| c.is_ascii_alphabetic());
                continue;
            }
            if let Some((end, value, unit)) = quantity_at(folded, start) {
                place = end;
                return Some((start..end, value, unit));
            }
            place = behind_number(folded, start).unwrap_or_else(|| folded.next(start));
        }
    })
}

/// Whether a quantity can begin with `character`: a cheap question for every character, so
/// that the exact one is asked at few.
fn may_open(character: char) -> bool {
    matches!(
        character,
        '0'..='9' | 'a'..='z' | '年' | '月' | '週' | '日' | '半' | '毎' | '隔' | '常' | '都' | 'リ'
    ) || is_numeral(character)
}

/// The figure, or the word that says how often, which begins at `place`: the place behind
/// it, its value and its unit.
fn quantity_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    rate_at(folded, place)
        .or_else(|| rhythm_at(folded, place))
        .or_else(|| algorithm_at(folded, place))
        .or_else(|| counted_at(folded, place))
}

/// 年1回, 月に2回, 週 1 回以上, once a year, every 90 days.
fn rate_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
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
        let (end, number) = number_at(folded, start)?;
        let (end, days) = time_at(folded, skip_joint(folded, end))?;
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
                    .or_else(|| folded.after(end, "回"))?,
                number,
            )
        };
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
            (folded.after(end, "に")?, DAYS_PER_YEAR / (number * days))
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

fn rhythm_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
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

/// AES-256, RSA 2048.
fn algorithm_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    let end = SIZED_ALGORITHMS
        .iter()
        .find_map(|name| folded.after(place, name))
        .filter(|_| folded.starts_word(place))?;
    let start = match folded.at(end) {
        Some('-' | ' ' | '_') => folded.next(end),
        _ => end,
    };
    let (end, bits) = number_at(folded, start)?;
    (bits >= 100.0).then_some((end, bits, Unit::Bits))
}

/// 90日, 8文字, 12 months.
fn counted_at(folded: Folded, place: usize) -> Option<(usize, f64, Unit)> {
    let (end, number) = number_at(folded, place)?;
    let start = skip_joint(folded, end);
    if let Some((end, days)) = time_at(folded, start) {
        let end = folded.after(end, "間").unwrap_or(end);
        return (!is_date(folded, place, start, number)).then_some((
            end,
            number * days,
            Unit::Days,
        ));
    }
    let start = skip_attempted(folded, start);
    let (end, unit) = unit_at(&COUNT_WORDS, folded, start)?;
    Some((end, number, unit))
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
fn time_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    unit_at(&TIME_WORDS, folded, place)
}

/// The longest of the units that stands at `place`, and the place behind it.
fn unit_at<T: Copy>(units: &Words<T>, folded: Folded, place: usize) -> Option<(usize, T)> {
    units
        .beginning_at(folded, place)
        .find_map(|unit| Some((unit_end(folded, place, unit.text)?, unit.meaning)))
}

/// The place behind a unit; English ones may have a plural and have to end their word.
fn unit_end(folded: Folded, place: usize, word: &str) -> Option<usize> {
    let end = folded.after(place, word)?;
    if !word.is_ascii() {
        return Some(end);
    }
    let end = folded.after(end, "s").unwrap_or(end);
    (!folded.at(end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some(end)
}

/// The number at `place`: digits, kanji numerals, an English number word.
fn number_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
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
pub(super) fn number_word(text: &str) -> Option<(usize, usize)> {
    let folded = Folded::new(text);
    let mut places = text.char_indices().map(|(place, _)| place);
    places.find_map(|place| {
        let opens = folded.at(place)?.is_ascii_alphabetic() && folded.starts_word(place);
        let (end, value) = opens.then(|| unit_at(&NUMERALS, folded, place)).flatten()?;
        (value > 2.0).then_some((place, end - place))
    })
}

/// Months in which something is done every year: 4月と10月に, in March and September. A month of
/// one year is a date.
pub(super) fn names_months(text: &str) -> Option<(usize, usize)> {
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
fn behind_number(folded: Folded, place: usize) -> Option<usize> {
    let end = folded.skip(place, |c| c.is_ascii_digit());
    (end > place).then_some(end)
}

/// Between a figure and its unit: a space, or the hyphen of "90-day".
fn skip_joint(folded: Folded, place: usize) -> usize {
    match folded.at(place) {
        Some('-') => folded.next(place),
        _ => folded.skip_space(place),
    }
}

/// The bound stated behind or before a figure.
fn bound(folded: Folded, start: usize, end: usize) -> Option<Bound> {
    const BEHIND: &[(&str, Bound)] = &[
        ("以上", Bound::AtLeast),
        ("以内", Bound::AtMost),
        ("以下", Bound::AtMost),
        ("未満", Bound::AtMost),
        ("を超え", Bound::AtLeast),
        ("or more", Bound::AtLeast),
        ("or longer", Bound::AtLeast),
        ("or less", Bound::AtMost),
        ("or fewer", Bound::AtMost),
        ("minimum", Bound::AtLeast),
    ];
    const BEFORE: &[(&str, Bound)] = &[
        ("at least ", Bound::AtLeast),
        ("minimum of ", Bound::AtLeast),
        ("no less than ", Bound::AtLeast),
        ("no fewer than ", Bound::AtLeast),
        ("最低", Bound::AtLeast),
        ("少なくとも", Bound::AtLeast),
        ("within ", Bound::AtMost),
        ("at most ", Bound::AtMost),
        ("no more than ", Bound::AtMost),
        ("maximum of ", Bound::AtMost),
        ("up to ", Bound::AtMost),
        ("最大", Bound::AtMost),
    ];
    let behind = folded.skip_space(end);
    // By one character most figures are known to have no bound.
    let may_follow = matches!(folded.at(behind), Some('以' | '未' | 'を' | 'o' | 'm'));
    let may_precede = matches!(folded.before(start), Some(' ' | '低' | 'も' | '大'));
    let stated_behind = { BEHIND.iter() }
        .filter(|_| may_follow)
        .find(|(word, _)| folded.after(behind, word).is_some());
    let stated = stated_behind.or_else(|| {
        { BEFORE.iter() }
            .filter(|_| may_precede)
            .find(|(word, _)| folded.stands_before(start, word))
    });
    stated.map(|(_, bound)| *bound)
}
