//! Spans of time as people set them: 1年, 6か月, 12 months, 90日.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::{Span, ToSpan};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::locale::Message;
use crate::script;

/// A span of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    /// How many of the unit; at least one.
    pub count: u16,
    /// What is counted.
    pub unit: PeriodUnit,
}

/// What a [`Period`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodUnit {
    /// Years of the calendar.
    Years,
    /// Months of the calendar.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
}

const UNITS: &[(PeriodUnit, &[&str])] = &[
    (PeriodUnit::Years, &["年間", "年", "years", "year"]),
    (
        PeriodUnit::Months,
        &[
            "か月", "ヶ月", "ヵ月", "カ月", "ケ月", "箇月", "months", "month",
        ],
    ),
    (PeriodUnit::Weeks, &["週間", "週", "weeks", "week"]),
    (PeriodUnit::Days, &["日間", "日", "days", "day"]),
];

impl Period {
    /// As a span that can be added to a date.
    pub fn span(self) -> Span {
        let count = i64::from(self.count);
        match self.unit {
            PeriodUnit::Years => count.years(),
            PeriodUnit::Months => count.months(),
            PeriodUnit::Weeks => count.weeks(),
            PeriodUnit::Days => count.days(),
        }
    }

    /// In words: 「1年」, "1 year".
    pub fn in_words(self) -> Message {
        let unit = match self.unit {
            PeriodUnit::Years => "year",
            PeriodUnit::Months => "month",
            PeriodUnit::Weeks => "week",
            PeriodUnit::Days => "day",
        };
        let plural = if self.count == 1 { "" } else { "s" };
        Message::new(self.to_string(), format!("{} {unit}{plural}", self.count))
    }
}

impl Default for Period {
    fn default() -> Period {
        Period {
            count: 1,
            unit: PeriodUnit::Years,
        }
    }
}

impl FromStr for Period {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Period, Self::Err> {
        const EXPECTED: &str =
            "expected a number and a unit, such as 1年, 6か月, 12 months, 90 days";
        let text: String = text.trim().chars().map(narrow).collect();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, unit) = text.split_at(digits);
        let count: u16 = count.parse().map_err(|_| EXPECTED)?;
        let unit = unit.trim().to_ascii_lowercase();
        let unit = UNITS
            .iter()
            .find(|(_, names)| names.contains(&unit.as_str()))
            .ok_or(EXPECTED)?
            .0;
        if count == 0 {
            Err(EXPECTED)
        } else {
            Ok(Period { count, unit })
        }
    }
}

/// Digits and spaces as they come out of a Japanese keyboard, narrow.
fn narrow(character: char) -> char {
    match character {
        '　' => ' ',
        _ => script::narrow(character),
    }
}

impl TryFrom<String> for Period {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Period, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Years => "年",
            PeriodUnit::Months => "か月",
            PeriodUnit::Weeks => "週間",
            PeriodUnit::Days => "日",
        };
        write!(formatter, "{}{unit}", self.count)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "period",
            "description": "A number and a unit: 年, か月, 週間, 日, years, months, weeks or days.",
            "examples": ["1年", "6か月", "12 months", "90 days"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for (text, count, unit) in [
            ("1年", 1, PeriodUnit::Years),
            ("６ヶ月", 6, PeriodUnit::Months),
            ("12 Months", 12, PeriodUnit::Months),
            ("2週間", 2, PeriodUnit::Weeks),
            ("90日", 90, PeriodUnit::Days),
        ] {
            assert_eq!(text.parse(), Ok(Period { count, unit }), "{text}");
        }
        for text in ["", "年", "1", "0日", "1年半", "定期的"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
