//! Figures with a unit: 90日, 年1回, 8文字以上, every six months.
//!
//! Units are brought to one scale, so that 90日, 3か月 and a quarter can be compared; they
//! are near each other and not equal, which is why comparing leaves five per cent of room.

mod bound;
mod counted;
mod deadline;
mod number;
mod rhythm;
mod version;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use self::bound::bound;
pub(super) use self::counted::DAYS_PER_YEAR;
use self::counted::{UNIT_OPENINGS, counted_at, skip_joint};
use self::deadline::{DEADLINES, deadline_at};
pub(super) use self::number::number_word;
use self::number::{COUNTED_IN_KANJI, NUMBER_WORDS, behind_number, is_numeral, number_at};
use self::rhythm::{RHYTHMS, cycle_before, rate_at, rhythm_at};
pub(super) use self::rhythm::{is_month, names_a_cycle, names_months};
use self::version::{version_at, version_bound};
use super::affix;
use super::fold::{Folded, fold};

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

/// Algorithms that are called by the length of their key or digest.
const SIZED_ALGORITHMS: &[&str] = &["aes", "rsa", "sha", "camellia"];

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
/// and the versions of TLS and the named deadlines among them.
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
                .then(|| {
                    let deadline = || {
                        let (end, days) = deadline_at(folded, place)?;
                        Some((end, days, Unit::Days))
                    };
                    quantity_at(folded, place).or_else(deadline)
                })
                .flatten()
                .map(|(end, value, unit)| (place..end, value, unit)),
        };
        let Some((range, value, unit)) = read else {
            continue;
        };
        end = range.end;
        let bound = match unit {
            Unit::Version => version_bound(&text[end..]),
            _ if deadline_at(folded, range.start).is_some() => Some(Bound::AtMost),
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
            let counts_on = folded.at(end).is_some_and(|c| c.is_ascii_digit())
                || affix::begins_with(folded.rest(end), &["ごと", "毎", "おき", "に", "あたり"]);
            if !counts_on {
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

/// Words that say how often, and others that a quantity can begin with; digits beside them.
pub(super) fn rhythms() -> impl Iterator<Item = &'static str> {
    let numbers = NUMBER_WORDS.iter().map(|(word, _)| *word);
    let rhythms = RHYTHMS.iter().map(|(word, _)| *word);
    rhythms
        .chain(["every ", "each "])
        .chain(numbers)
        .chain(COUNTED_IN_KANJI.iter().map(|pair| &**pair))
        .chain(DEADLINES.iter().map(|(word, _)| *word))
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
        .or_else(|| {
            // 当日 says no length of time where one is counted.
            let is_english = folded.at(place) == Some('w');
            let (end, days) = is_english.then(|| deadline_at(folded, place)).flatten()?;
            Some((end, days, Unit::Days))
        })
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
