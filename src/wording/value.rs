//! Requirements that ask for a value, and whether an answer gives one that will do.
//!
//! Comparing leaves five per cent of room, because 90日 and 3か月 mean the same to everyone
//! but a calendar.

use std::ops::Range;

use super::quantity::{
    Bound, DAYS_PER_YEAR, Quantity, Unit, names_months, number_word, quantities,
};
use crate::date;

/// What kind of value a requirement asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// How often: 定期的に, `[organization-defined frequency]`.
    Interval,
    /// How long: 一定期間保存する, `[organization-defined time period]`.
    Period,
    /// How many characters or bits.
    Length,
    /// How many, how many times.
    Count,
}

/// A value that an answer has to give.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedValue {
    /// What kind of value.
    pub kind: ValueKind,
    /// The words of the requirement that ask for it.
    pub range: Range<usize>,
    /// The figure that the requirement itself sets, or a profile in its parameter.
    pub figure: Option<Quantity>,
    /// The requirement has other figures of this kind, so that nobody can tell which one a figure in an
    /// answer is to be held against.
    pub ambiguous: bool,
    /// It is a period for which something is kept, and not one within which something is done.
    pub keeps: bool,
}

/// How a text answers an [`AskedValue`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueAnswer {
    /// It gives no such value.
    Missing,
    /// It gives one that falls short of the requirement's figure; bytes of the text.
    Short(Range<usize>),
    /// It gives one that will do; bytes of the text.
    Given(Range<usize>),
}

/// Phrases that ask for a value without giving one, in folded form.
#[rustfmt::skip]
const ASKING: &[(ValueKind, &[&str])] = &[
    (ValueKind::Interval, &["定期的", "定期に", "一定の頻度", "一定期間ごと", "一定間隔", "periodically", "periodic ", "regularly", "at regular intervals", "at planned intervals",
        "at a defined interval", "at defined intervals", "at a set interval", "at set intervals", "at a stated interval", "at stated intervals",
        "at a specified interval", "at specified intervals", "at fixed intervals"]),
    (ValueKind::Period, &["一定期間", "一定の期間", "所定の期間", "定められた期間", "定めた期間", "必要な期間", "一定時間内", "一定の時間内", "所定の時間内", "定めた時間内", "定められた時間内", "定めた期限内", "所定の期限",
        "for a set period", "for a defined period", "for a specified period", "for a stated period", "for a stated time", "within a stated period", "within a stated time",
        "within a set period", "within a set time", "within a defined period", "within a defined time", "within a specified period", "within a specified time"]),
    (ValueKind::Count, &["一定回数", "一定の回数", "所定の回数"]),
];

/// The words of a parameter, most specific first.
const PARAMETERS: &[(&str, ValueKind)] = &[
    ("frequency", ValueKind::Interval),
    ("time period", ValueKind::Period),
    ("time-period", ValueKind::Period),
    ("period of time", ValueKind::Period),
    ("length", ValueKind::Length),
    ("number", ValueKind::Count),
];

/// The value that a requirement asks an answer to give: a bound with its figure
/// (8文字以上), a parameter (`[organization-defined frequency]`), or a phrase (一定期間保存).
pub fn asks_for_value(requirement: &str) -> Option<AskedValue> {
    const KEEPING: [&str; 8] = [
        "保存",
        "保管",
        "保持",
        "retain",
        "retention",
        "keep",
        "kept",
        "maintain",
    ];
    let asked = figure_asked(requirement)
        .or_else(|| parameter_asked(requirement))
        .or_else(|| phrase_asked(requirement))?;
    let lower = requirement.to_ascii_lowercase();
    let keeps = KEEPING.iter().any(|word| lower.contains(word));
    let of_kind = |quantity: &Quantity| kind_of(quantity.unit) == Some(asked.kind);
    let ambiguous = quantities(requirement)
        .iter()
        .filter(|one| of_kind(one))
        .count()
        > 1;
    Some(AskedValue {
        keeps,
        ambiguous,
        ..asked
    })
}

/// The kind of value that words stand for and do not give: 速やかに, 所定の期間, an appropriate interval.
pub fn value_left_open(words: &str) -> Option<ValueKind> {
    const WORDS: &[(ValueKind, &[&str])] = &[
        (ValueKind::Interval, &["interval", "frequency"]),
        (
            ValueKind::Period,
            &[
                "期間",
                "時間",
                "速やか",
                "すみやか",
                "period",
                "time",
                "promptly",
                "quick",
                "swift",
                "soon",
                "as long as",
            ],
        ),
        (ValueKind::Length, &["complexity", "strength"]),
        (ValueKind::Count, &["number"]),
    ];
    let small = words.to_ascii_lowercase();
    let holds = |(_, words): &&(ValueKind, &[&str])| words.iter().any(|word| small.contains(word));
    WORDS.iter().find(holds).map(|(kind, _)| *kind)
}

impl AskedValue {
    /// Whether `statement` gives the value, and whether it will do.
    pub fn answered_by(&self, statement: &str) -> ValueAnswer {
        self.answered_with(statement, &quantities(statement))
    }

    /// What [`Self::answered_by`] says, where the [`quantities`] of the statement are known.
    pub fn answered_with(&self, statement: &str, quantities: &[Quantity]) -> ValueAnswer {
        let given: Vec<Quantity> = quantities
            .iter()
            .filter(|quantity| !self.is_another_length(quantity, statement))
            .filter_map(|quantity| self.comparable(quantity.clone()))
            .collect();
        let Some(first) = given.first() else {
            return self.answered_in_words(statement);
        };
        let Some(figure) = &self.figure else {
            return ValueAnswer::Given(first.range.clone());
        };
        if self.ambiguous {
            return ValueAnswer::Given(first.range.clone());
        }
        match given
            .iter()
            .find(|quantity| self.is_met_by(quantity, figure))
        {
            Some(quantity) => ValueAnswer::Given(quantity.range.clone()),
            None => ValueAnswer::Short(first.range.clone()),
        }
    }

    /// Whether a figure of a statement is of the very kind that is asked: a length of time is no interval here.
    pub fn may_be_given_by(&self, quantity: &Quantity, statement: &str) -> bool {
        let is_of_kind = match self.kind {
            ValueKind::Interval => {
                quantity.unit == Unit::TimesPerYear && quantity.value.is_finite()
            }
            ValueKind::Period => quantity.unit == Unit::Days,
            ValueKind::Length => self.comparable(quantity.clone()).is_some(),
            ValueKind::Count => quantity.unit == Unit::Times,
        };
        is_of_kind && quantity.value > 0.0 && !self.is_another_length(quantity, statement)
    }

    /// Whether a length of time says how long something is kept or how soon it is done, where how often is asked:
    /// "retained for 90 days".
    fn is_another_length(&self, quantity: &Quantity, statement: &str) -> bool {
        const KEPT: [&str; 11] = [
            "retained for ",
            "kept for ",
            "stored for ",
            "retain for ",
            "archived for ",
            "preserved for ",
            "held for ",
            "older than ",
            "the last ",
            "the past ",
            "after ",
        ];
        const RENEWED: [&str; 12] = [
            "replaced",
            "replaces",
            "rotated",
            "rotates",
            "renewed",
            "renews",
            "rebuilt",
            "rebuilds",
            "recreated",
            "reissued",
            "recycled",
            "expire",
        ];
        /// Who does it may stand between: "replaced by the scheduler after 21 days".
        const RENEWED_BEFORE: usize = 5;
        const KEEPING: [&str; 8] = [
            "間保存",
            "間保管",
            "間保持",
            "間、保存",
            "保存",
            "保管",
            " of inactivity",
            " of retention",
        ];
        const AHEAD: [&str; 9] = [
            " ahead",
            " in advance",
            " beforehand",
            " before",
            " prior to",
            " earlier",
            "前までに",
            "以上前",
            "前に",
        ];
        // How long before something else happens is not how soon it is done.
        if self.kind == ValueKind::Period && !self.keeps && quantity.unit == Unit::Days {
            let behind = &statement[quantity.range.end..];
            return AHEAD.iter().any(|words| behind.starts_with(words));
        }
        if self.kind != ValueKind::Interval || quantity.unit != Unit::Days {
            return false;
        }
        // "Within an hour" says how soon.
        if statement[quantity.range.clone()].starts_with(['w', 'W']) {
            return true;
        }
        /// Words that say of what it is stand no farther before it, in bytes.
        const NEAR: usize = 40;
        let near = quantity.range.start.saturating_sub(NEAR);
        let before = &statement[statement.ceil_char_boundary(near)..quantity.range.start];
        let before = before.to_ascii_lowercase();
        let before = ["at least ", "a minimum of ", "up to ", "more than "]
            .iter()
            .find_map(|bound| before.strip_suffix(bound))
            .unwrap_or(&before);
        let behind = &statement[quantity.range.end..];
        // "replaced after 21 days" says how often.
        let is_renewed = before.strip_suffix("after ").is_some_and(|deed| {
            let mut words = deed.split_ascii_whitespace().rev().take(RENEWED_BEFORE);
            words.any(|word| RENEWED.contains(&word))
        });
        if is_renewed {
            return false;
        }
        KEPT.iter().any(|words| before.ends_with(words))
            || KEEPING.iter().any(|words| behind.starts_with(words))
    }

    /// Whether a given value keeps the figure's bound, with the room that 90日 and 3か月 need. A figure
    /// without one is the longest time in which something is done, else the least.
    fn is_met_by(&self, given: &Quantity, figure: &Quantity) -> bool {
        let usual = match self.kind == ValueKind::Period && !self.keeps {
            true => Bound::AtMost,
            false => Bound::AtLeast,
        };
        match figure.bound.unwrap_or(usual) {
            Bound::AtLeast => given.value >= figure.value * 0.95,
            Bound::AtMost => given.value <= figure.value * 1.05,
        }
    }

    /// The quantity in the scale of what is asked, if it is of that kind at all.
    fn comparable(&self, quantity: Quantity) -> Option<Quantity> {
        let fits = match self.kind {
            ValueKind::Interval if quantity.unit == Unit::Days && quantity.value > 0.0 => {
                let value = DAYS_PER_YEAR / quantity.value;
                return Some(Quantity {
                    value,
                    unit: Unit::TimesPerYear,
                    ..quantity
                });
            }
            ValueKind::Interval => quantity.unit == Unit::TimesPerYear,
            // "Every 90 days" is a time within which something is done; a longer one is the interval of
            // something else.
            ValueKind::Period if quantity.unit == Unit::TimesPerYear && !self.keeps => {
                let value = DAYS_PER_YEAR / quantity.value;
                let within = Quantity {
                    value,
                    unit: Unit::Days,
                    ..quantity
                };
                let figure = self.figure.as_ref();
                let is_met = figure.is_none_or(|figure| self.is_met_by(&within, figure));
                return is_met.then_some(within);
            }
            ValueKind::Period => quantity.unit == Unit::Days,
            ValueKind::Count => quantity.unit == Unit::Times,
            ValueKind::Length => match &self.figure {
                Some(figure) => quantity.unit == figure.unit,
                None => matches!(quantity.unit, Unit::Characters | Unit::Bits),
            },
        };
        fits.then_some(quantity)
    }

    /// Values that are no figure with a unit.
    fn answered_in_words(&self, statement: &str) -> ValueAnswer {
        const ENDLESS: &[&str] = &[
            "無期限",
            "永久",
            "永年",
            "契約期間",
            "契約終了",
            "利用契約",
            "indefinitely",
            "permanently",
        ];
        const AT_ONCE: &[&str] = &[
            "直ちに",
            "ただちに",
            "即時",
            "即座",
            "即日",
            "当日",
            "その日",
            "immediate",
            "at once",
            "same day",
            "same business day",
            "same working day",
            "end of the day",
            "end of day",
            "end of the business day",
            "close of business",
            "last day",
            "final day",
            "final working day",
            "last working day",
            "last business day",
            "midnight",
        ];
        let lower = statement.to_ascii_lowercase();
        let among = |words: &[&str]| {
            // To know that a word is there is far cheaper than to find its place.
            let word = words.iter().find(|word| lower.contains(**word))?;
            Some((lower.find(word)?, word.len()))
        };
        let place = match self.kind {
            ValueKind::Period if self.keeps => among(ENDLESS),
            ValueKind::Period => among(ENDLESS).or_else(|| among(AT_ONCE)),
            ValueKind::Count => plain_number(statement).or_else(|| number_word(statement)),
            ValueKind::Interval => names_months(statement)
                .or_else(|| names_an_event(statement))
                .or_else(|| names_this_and_next(statement)),
            ValueKind::Length => None,
        };
        let is_of_time = matches!(self.kind, ValueKind::Period | ValueKind::Interval);
        let listed = || is_of_time.then(|| times_of_grades(statement)).flatten();
        let place = place.or_else(listed).or_else(|| sets_a_value(statement));
        place.map_or(ValueAnswer::Missing, |(start, length)| {
            ValueAnswer::Given(start..start + length)
        })
    }
}

/// Two days that tell how long it takes from one time to the next: "approved on 12 May 2025; next review in May 2027".
fn names_this_and_next(statement: &str) -> Option<(usize, usize)> {
    let next = statement.find("next ")?;
    let mut days = date::find_all(statement);
    let (first, _) = days.next()?;
    let (second, _) = days.next()?;
    let is_next = first.end <= next && next < second.start;
    is_next.then_some((first.start, second.end - first.start))
}

/// The event at each of which something is done: on every push, with each release.
fn names_an_event(statement: &str) -> Option<(usize, usize)> {
    const EVENTS: [&str; 16] = [
        "iteration",
        "semester",
        "push",
        "pull request",
        "merge",
        "commit",
        "build",
        "release",
        "deploy",
        "change",
        "login",
        "log-in",
        "sign-in",
        "sprint",
        "incident",
        "boot",
    ];
    let small = statement.to_ascii_lowercase();
    ["every ", "each ", "per "].iter().find_map(|each| {
        small.match_indices(each).find_map(|(at, _)| {
            let starts = !small[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let event = &small[at + each.len()..];
            // "each CI/CD build"
            let second = event.find(' ').map_or(event.len(), |space| space + 1);
            [0, second].into_iter().find_map(|from| {
                let named = EVENTS
                    .iter()
                    .find(|named| starts && event[from..].starts_with(**named))?;
                Some((at, each.len() + from + named.len()))
            })
        })
    })
}

/// What a length of time is counted in.
const TIMES: [&str; 10] = [
    "second", "minute", "hour", "business", "day", "week", "month", "分", "時間", "日",
];

/// A number that can say how many: no length of time, HTTP status, port, version or size, and none that is a part of a name.
fn plain_number(statement: &str) -> Option<(usize, usize)> {
    /// Nobody allows so many attempts.
    const LONGEST: usize = 3;
    const BEFORE: [&str; 12] = [
        "port",
        "ports",
        "http",
        "https",
        "status",
        "code",
        "return",
        "returns",
        "returned",
        "error",
        "version",
        "ポート",
    ];
    const SIZES: [&str; 6] = ["kb", "mb", "gb", "tb", "bit", "byte"];
    let bytes = statement.as_bytes();
    let mut from = 0;
    while let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit) {
        let start = from + start;
        let length = { bytes[start..].iter() }
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let end = start + length;
        from = end;
        let is_glued = |byte: Option<&u8>| {
            byte.is_some_and(|b| b.is_ascii_alphanumeric() || b"-._".contains(b))
        };
        let before = &statement[..start];
        let is_ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .any(|ending| statement[end..].starts_with(ending));
        let goes_on = !is_ordinal && is_glued(bytes.get(end)) && is_glued(bytes.get(end + 1));
        if goes_on || is_glued(before.as_bytes().last()) || length > LONGEST {
            continue;
        }
        let word = before
            .trim_end()
            .rsplit([' ', '('])
            .next()
            .unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let behind = statement[end..].trim_start_matches([' ', '-']);
        let is_size = SIZES.iter().any(|size| {
            let behind = behind.as_bytes().get(..size.len());
            behind.is_some_and(|behind| behind.eq_ignore_ascii_case(size.as_bytes()))
        });
        let is_time = TIMES.iter().any(|unit| behind.starts_with(unit));
        if !BEFORE.contains(&&*word) && !is_size && !is_time {
            return Some((start, length));
        }
    }
    None
}

/// The times that are given for several grades at once: 1/4/24 hours, 30/90/180 days.
fn times_of_grades(statement: &str) -> Option<(usize, usize)> {
    let is_listed = |c: char| c.is_ascii_digit() || c == '/';
    let mut places = statement.match_indices('/').map(|(at, _)| at);
    places.find_map(|at| {
        let before = statement[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let length = statement[before.len()..].find(|c| !is_listed(c))?;
        let end = before.len() + length;
        let numbers = &statement[before.len()..end];
        let is_list = numbers.split('/').all(|number| !number.is_empty());
        let behind = statement[end..].trim_start_matches([' ', '-']);
        let has_unit = TIMES.iter().any(|unit| behind.starts_with(unit));
        (is_list && has_unit).then_some((before.len(), length))
    })
}

/// The setting that gives a value: `TMOUT=900`, `minlen = 14`.
fn sets_a_value(statement: &str) -> Option<(usize, usize)> {
    statement.match_indices('=').find_map(|(at, sign)| {
        let name = statement[..at].trim_end();
        let value = statement[at + sign.len()..].trim_start();
        let is_name = name.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        (is_name && value.starts_with(|c: char| c.is_ascii_digit())).then_some((at, sign.len()))
    })
}

/// What kind of value a figure is that a requirement sets.
fn kind_of(unit: Unit) -> Option<ValueKind> {
    Some(match unit {
        Unit::Days => ValueKind::Period,
        Unit::TimesPerYear => ValueKind::Interval,
        Unit::Characters | Unit::Bits => ValueKind::Length,
        Unit::Times => ValueKind::Count,
        Unit::Generations | Unit::Percent | Unit::Version => return None,
    })
}

fn figure_asked(requirement: &str) -> Option<AskedValue> {
    // "99.9 % of each month" asks for a share.
    let is_share = |quantity: &Quantity| {
        let before = requirement[..quantity.range.start].trim_end();
        let before = before
            .strip_suffix("of")
            .or_else(|| before.strip_suffix("per"));
        before
            .unwrap_or(&requirement[..quantity.range.start])
            .trim_end()
            .ends_with(['%', '％'])
    };
    let sets_a_value = |quantity: &Quantity| {
        if is_share(quantity) {
            return false;
        }
        quantity.bound.is_some()
            || (quantity.unit == Unit::TimesPerYear && quantity.value.is_finite())
    };
    let mut figures = quantities(requirement).into_iter().filter(sets_a_value);
    figures.find_map(|figure| {
        Some(AskedValue {
            kind: kind_of(figure.unit)?,
            range: figure.range.clone(),
            figure: Some(figure),
            keeps: false,
            ambiguous: false,
        })
    })
}

/// Where a parameter has said what it is and only describes it:
/// `[organization-defined events (…) along with the frequency of auditing]`.
const DESCRIBING: &[&str] = &[
    "(",
    ";",
    " along with ",
    " together with ",
    " including ",
    " based on ",
];

/// A parameter says what it is within this many bytes at the most.
const NAMING: usize = 48;

fn parameter_asked(requirement: &str) -> Option<AskedValue> {
    let mut from = 0;
    while let Some(open) = requirement[from..].find('[').map(|place| from + place) {
        let length = requirement[open..].find(']')? + 1;
        let parameter = requirement[open..open + length].to_ascii_lowercase();
        let described = DESCRIBING
            .iter()
            .filter_map(|word| parameter.find(word))
            .min();
        let naming = described.unwrap_or(parameter.len()).min(NAMING);
        let named = |word: &str| parameter.find(word).is_some_and(|place| place <= naming);
        let kind = PARAMETERS.iter().find(|(word, _)| named(word));
        if let Some((_, kind)) = kind {
            // A profile may say what it has to be: `[organization-defined time period: 30 days]`.
            let mut figures = quantities(&requirement[open..open + length]).into_iter();
            let figure = figures.find(|figure| kind_of(figure.unit) == Some(*kind));
            return Some(AskedValue {
                kind: *kind,
                range: open..open + length,
                figure: figure.filter(|_| *kind != ValueKind::Count),
                keeps: false,
                ambiguous: false,
            });
        }
        from = open + length;
    }
    None
}

fn phrase_asked(requirement: &str) -> Option<AskedValue> {
    let lower = requirement.to_ascii_lowercase();
    let phrases = ASKING
        .iter()
        .flat_map(|(kind, words)| words.iter().map(move |word| (*kind, *word)));
    let found =
        phrases.filter_map(|(kind, word)| Some((lower.find(word)?, word.trim_end().len(), kind)));
    let (start, length, kind) =
        found.min_by_key(|(start, length, _)| (*start, usize::MAX - length))?;
    Some(AskedValue {
        kind,
        range: start..start + length,
        figure: None,
        keeps: false,
        ambiguous: false,
    })
}
