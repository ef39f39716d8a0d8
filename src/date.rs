//! Dates as documents write them: 2026-04-01, 2026年4月1日, 令和8年4月, 平成 30 年 7 月,
//! April 1, 2026, 2026年度第3四半期.
//!
//! A date may lack its day or its month, and it may be a period, which is read as its last
//! day: that is when something promised for it is due. What is no date of the calendar
//! (2026-13-40) is no date. This module knows no clock: it cannot say what is past, and it
//! reads nothing that is relative to today (来月, next quarter).

mod period;
mod spelling;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

pub use period::{Period, PeriodUnit};
use spelling::{Reader, digit};

/// A date that may lack its day or its month. Dates are ordered by year, month and day;
/// the less exact one comes first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct PartialDate {
    /// The year of the common era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1; only beside a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A date, if the calendar has it.
    pub fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
        let first = Date::new(year, month.unwrap_or(1).try_into().ok()?, 1).ok()?;
        let exists = match (month, day) {
            (None, Some(_)) => false,
            (_, Some(day)) => (1..=first.days_in_month()).contains(&i8::try_from(day).ok()?),
            (_, None) => true,
        };
        exists.then_some(PartialDate { year, month, day })
    }

    /// The first day that the date may mean. A value that the calendar does not have gives the first of its
    /// month, or of its year.
    pub fn first_day(&self) -> Date {
        let month = self.month.unwrap_or(1).clamp(1, 12) as i8;
        Date::new(self.year.clamp(-9999, 9999), month, 1).map_or(Date::MIN, |first| {
            let day = self.day.map_or(1, |day| day.clamp(1, 31) as i8);
            first.with().day(day).build().unwrap_or(first)
        })
    }

    /// The last day that the date may mean: the day itself, or the end of the month or year.
    /// A value that the calendar does not have gives the nearest day before it.
    pub fn last_day(&self) -> Date {
        let month = self.month.unwrap_or(12).clamp(1, 12) as i8;
        Date::new(self.year.clamp(-9999, 9999), month, 1).map_or(Date::MAX, |first| {
            let last = first.days_in_month();
            let day = self.day.map_or(last, |day| day.clamp(1, last as u8) as i8);
            first.with().day(day).build().unwrap_or(first)
        })
    }

    /// The last day of a month as a date.
    fn end_of_month(year: i16, month: u8) -> PartialDate {
        let month_alone = PartialDate {
            year,
            month: Some(month),
            day: None,
        };
        PartialDate {
            day: u8::try_from(month_alone.last_day().day()).ok(),
            ..month_alone
        }
    }

    /// The last day of a quarter, 1 to 4, of a calendar year or of a Japanese fiscal year,
    /// which runs from April to March.
    fn end_of_quarter(year: i16, quarter: u8, fiscal: bool) -> PartialDate {
        match (fiscal, quarter) {
            (false, quarter) => PartialDate::end_of_month(year, quarter * 3),
            (true, 4) => PartialDate::end_of_month(year + 1, 3),
            (true, quarter) => PartialDate::end_of_month(year, quarter * 3 + 3),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Whether a text is written as a day or a month that is in no calendar: `2027-02-30`, 「2027年13月」. What is written in
/// another way is none.
pub fn is_in_no_calendar(text: &str) -> bool {
    let folded: String = text.trim().nfkc().collect();
    let folded = folded.trim_end_matches('日');
    let mut parts = folded.split(['-', '/', '.', '年', '月']);
    let mut number = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next().filter(|part| !part.is_empty())?;
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && digits.contains(&part.len())).then(|| part.parse::<i16>().ok())?
    };
    let Some((year, month)) = number(4..=4).zip(number(1..=2)) else {
        return false;
    };
    let day = number(1..=2);
    let is_whole = parts.all(str::is_empty);
    let exists = |month: i8, day: i8| Date::new(year, month, day).is_ok();
    let (month, day) = (i8::try_from(month), i8::try_from(day.unwrap_or(1)));
    is_whole && !matches!((month, day), (Ok(month), Ok(day)) if exists(month, day))
}

/// The first date in a text and its bytes.
pub fn find(text: &str) -> Option<(Range<usize>, PartialDate)> {
    find_all(text).next()
}

/// All dates in a text and their bytes, in order.
pub fn find_all(text: &str) -> impl Iterator<Item = (Range<usize>, PartialDate)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(character) = text[at..].chars().next() {
            let start = at;
            at += character.len_utf8();
            if begins_word(text, start, character) {
                let mut reader = Reader::new(text, start);
                if let Some(date) = reader.date() {
                    at = reader.place();
                    return Some((start..at, date));
                }
            }
        }
        None
    })
}

/// Whether a date may begin here: not inside a number or a Latin word.
fn begins_word(text: &str, start: usize, character: char) -> bool {
    let before = text[..start].chars().next_back();
    match character {
        _ if digit(character).is_some() => before.is_none_or(|before| digit(before).is_none()),
        'A'..='Z' | 'Ｈ' | 'Ｒ' => before.is_none_or(|before| {
            digit(before).is_none() && !before.is_ascii_alphabetic() && !matches!(before, '-' | '_')
        }),
        '令' | '平' | '昭' | '大' | '明' | '㋿' | '㍻' | '㍼' | '㍽' | '㍾' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The date in a text, and what of the text it is.
    fn read(text: &str) -> Option<(String, &str)> {
        find(text).map(|(range, date)| (date.to_string(), &text[range]))
    }

    #[track_caller]
    fn assert_dates(expected: &[(&str, &str)]) {
        for (text, date) in expected {
            assert_eq!(read(text), Some(((*date).to_owned(), *text)), "{text}");
        }
    }

    #[test]
    fn figures_are_read() {
        assert_dates(&[
            ("2026-04-01", "2026-04-01"),
            ("2026/4/1", "2026-04-01"),
            ("2026.4.1", "2026-04-01"),
            ("２０２６／４／１", "2026-04-01"),
            ("2018-07", "2018-07"),
            ("2018/07", "2018-07"),
        ]);
        assert_eq!(find_all("２０００").count(), 0, "a year alone is none");
        assert_eq!(find_all("by the end of 2027").count(), 1);
    }

    #[test]
    fn japanese_dates_are_read() {
        assert_dates(&[
            ("2026年4月1日", "2026-04-01"),
            ("2026 年 4 月 1 日", "2026-04-01"),
            ("２０２６年４月１日", "2026-04-01"),
            ("2026年4月", "2026-04"),
            ("2026年", "2026"),
        ]);
    }

    #[test]
    fn eras_are_read() {
        assert_dates(&[
            ("令和8年4月1日", "2026-04-01"),
            ("令和八年十二月二十三日", "2026-12-23"),
            ("令和元年", "2019"),
            ("令和 元 年 5 月 1 日", "2019-05-01"),
            ("R8.4.1", "2026-04-01"),
            ("Ｒ８．４．１", "2026-04-01"),
            ("R8年4月", "2026-04"),
            ("平成 30 年 7 月", "2018-07"),
            ("平成３０年７月", "2018-07"),
            ("H30/7/31", "2018-07-31"),
            ("㍻30年7月", "2018-07"),
            ("昭和63年12月31日", "1988-12-31"),
            ("大正元年7月30日", "1912-07-30"),
            ("明治45年7月29日", "1912-07-29"),
        ]);
    }

    #[test]
    fn english_dates_are_read() {
        assert_dates(&[
            ("April 1, 2026", "2026-04-01"),
            ("April 1st 2026", "2026-04-01"),
            ("1 April 2026", "2026-04-01"),
            ("1-Apr-2026", "2026-04-01"),
            ("1-Apr-26", "2026-04-01"),
            ("Apr-26", "2026-04"),
            ("04/30/2026", "2026-04-30"),
            ("30/04/2026", "2026-04-30"),
            ("30.04.2026", "2026-04-30"),
            ("1.2.2026", "2026-02-01"),
            ("10/2025", "2025-10"),
            ("H2 2025", "2025-12-31"),
            ("H1 2026", "2026-06-30"),
            ("Apr 2026", "2026-04"),
            ("Sept. 2026", "2026-09"),
            ("May 2026", "2026-05"),
        ]);
    }

    #[test]
    fn a_period_is_its_last_day() {
        assert_dates(&[
            ("2026 Q3", "2026-09-30"),
            ("2026Q1", "2026-03-31"),
            ("Q4 2026", "2026-12-31"),
            ("2026年第2四半期", "2026-06-30"),
            ("2026年度", "2027-03-31"),
            ("令和8年度", "2027-03-31"),
            ("2026年度第3四半期", "2026-12-31"),
            ("2026年度第４四半期", "2027-03-31"),
            ("2026年度上期", "2026-09-30"),
            ("2026年度 3Q", "2026-12-31"),
        ]);
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "2026-13-40",
            "2026-02-30",
            "2026-04-001",
            "2026年13月",
            "2026年2月30日",
            "令和0年",
            "R8.13.1",
            "April 31, 2026",
            "2026 Q5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "3.2.1(2)",
            "12026-04-01",
            "NIST SP 800-53",
            "CVE-2026-12345",
            "2026.04",
            "2026.4.1.3",
            "R8.4",
            "R8.4.1.2",
            "S3.1.1",
            "may 2026",
            "0120-12-3456",
            "2026人",
            "JIS Q 27001:2014",
            "平成の時代",
            "100.2026",
            "HR8.4.1",
            "1.1.10.2026",
            "1.2.2026.1",
            "13/2025",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_where_it_stands() {
        let text = "改定日：令和8年4月1日（前回 2025-03-31、次回は2027年度）";
        let found: Vec<_> = find_all(text)
            .map(|(range, date)| (&text[range], date.to_string()))
            .collect();
        let expected = [
            ("令和8年4月1日", "2026-04-01"),
            ("2025-03-31", "2025-03-31"),
            ("2027年度", "2028-03-31"),
        ];
        assert_eq!(
            found,
            expected.map(|(place, date)| (place, date.to_owned()))
        );
        assert_eq!(
            read("１．2026年4月1日制定"),
            Some(("2026-04-01".to_owned(), "2026年4月1日"))
        );
        assert_eq!(read("2026年3か月ごと"), Some(("2026".to_owned(), "2026年")));
    }

    #[test]
    fn the_last_day_ends_what_is_not_exact() {
        let last = |text| find(text).map(|(_, date)| date.last_day().to_string());
        assert_eq!(last("2024年2月"), Some("2024-02-29".to_owned()));
        assert_eq!(last("2026年"), Some("2026-12-31".to_owned()));
        assert_eq!(last("2026-04-01"), Some("2026-04-01".to_owned()));
        let odd = PartialDate {
            year: 2026,
            month: Some(2),
            day: Some(31),
        };
        assert_eq!(odd.last_day().to_string(), "2026-02-28");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9０-９令和元年度月日RHQ第四半期十二 ./-]{0,24}|\\PC{0,40}") {
            for (range, date) in find_all(&text) {
                proptest::prop_assert!(text.get(range).is_some_and(|place| !place.is_empty()));
                proptest::prop_assert_eq!(PartialDate::new(date.year, date.month, date.day), Some(date));
            }
        }
    }
}
