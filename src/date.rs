//! Dates as documents write them: 2026-04-01, 2026年4月1日, 令和8年4月, 平成 30 年 7 月,
//! April 1, 2026, 2026年度第3四半期.
//!
//! A date may lack its day or its month, and it may be a period, which is read as its last
//! day: that is when something promised for it is due. What is no date of the calendar
//! (2026-13-40) is no date. This module knows no clock: it cannot say what is past, and it
//! reads nothing that is relative to today (来月, next quarter).

use std::fmt;
use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;

/// A date that may lack its day or its month. Dates are ordered by year, month and day;
/// the less exact one comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year of the common era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1; only beside a month.
    pub day: Option<u8>,
}

/// Years in which a compliance document may date something. Outside of them a number is
/// more likely an amount or an identifier.
const YEARS: RangeInclusive<i16> = 1868..=2199;

/// The eras since Meiji: their spellings and the year that is their first.
///
/// First days: Meiji 1868-10-23 (改元の詔, counted from the year's beginning), Taisho
/// 1912-07-30 and Showa 1926-12-25 (詔書 of the same days), Heisei 1989-01-08 (昭和64年政令
/// 第1号 under the 元号法), Reiwa 2019-05-01 (平成31年政令第143号). Only the year matters
/// here: 令和元年4月1日, which never was, and 平成32年, which never came, stand in
/// documents, and nobody mistakes them.
///
/// Of the letters only R and H are read: S3.1.1 is a clause, not a day of 1928.
const ERAS: [(&[&str], i16); 5] = [
    (&["令和", "㋿", "R", "Ｒ"], 2019),
    (&["平成", "㍻", "H", "Ｈ"], 1989),
    (&["昭和", "㍼"], 1926),
    (&["大正", "㍽"], 1912),
    (&["明治", "㍾"], 1868),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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
                let mut reader = Reader { text, at: start };
                if let Some(date) = reader.date() {
                    at = reader.at;
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

/// The value of a digit, narrow or full-width.
fn digit(character: char) -> Option<u8> {
    match character {
        '0'..='9' => Some(character as u8 - b'0'),
        '０'..='９' => u8::try_from(u32::from(character) - u32::from('０')).ok(),
        _ => None,
    }
}

/// Reads on from a place in a text. After a failure the place is anywhere;
/// [`Reader::attempt`] goes back.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn date(&mut self) -> Option<PartialDate> {
        let spellings: [fn(&mut Self) -> Option<PartialDate>; 5] = [
            Self::era_date,
            Self::year_first,
            Self::month_first,
            Self::day_first,
            Self::quarter_first,
        ];
        spellings
            .into_iter()
            .find_map(|spelling| self.attempt(spelling))
    }

    /// 令和8年4月1日, 平成 30 年 7 月, 令和元年, R8.4.1
    fn era_date(&mut self) -> Option<PartialDate> {
        let (_, first) = ERAS
            .iter()
            .find(|(names, _)| names.iter().any(|name| self.eat(name)))?;
        self.skip_spaces();
        let number = if self.eat("元") { 1 } else { self.numeral()? };
        let year = (number > 0).then(|| first + i16::from(number) - 1)?;
        self.attempt(|reader| {
            reader
                .with_separators(year)
                .filter(|date| date.day.is_some())
        })
        .or_else(|| self.attempt(|reader| reader.with_kanji(year)))
    }

    /// 2026-04-01, 2026/4/1, 2026-04, 2026年4月1日, 2026年度, 2026 Q3
    fn year_first(&mut self) -> Option<PartialDate> {
        let year = self.year()?;
        self.attempt(|reader| reader.with_separators(year))
            .or_else(|| self.attempt(|reader| reader.with_kanji(year)))
            .or_else(|| self.attempt(|reader| reader.with_quarter(year)))
    }

    /// April 1, 2026; Apr. 2026
    fn month_first(&mut self) -> Option<PartialDate> {
        let month = self.month_name()?;
        self.skip_spaces();
        let day = self.attempt(|reader| {
            let day = reader.day_of_month()?;
            reader.space_or_comma().then_some(day)
        });
        self.space_or_comma();
        PartialDate::new(self.year()?, Some(month), day)
    }

    /// 1 April 2026, 1st Apr 2026, 1-Apr-2026
    fn day_first(&mut self) -> Option<PartialDate> {
        let day = self.day_of_month()?;
        let hyphen = self.eat("-");
        self.skip_spaces();
        let month = self.month_name()?;
        let separated = if hyphen {
            self.eat("-")
        } else {
            self.space_or_comma()
        };
        let year = separated.then(|| self.year()).flatten()?;
        PartialDate::new(year, Some(month), Some(day))
    }

    /// Q3 2026
    fn quarter_first(&mut self) -> Option<PartialDate> {
        let quarter = self.quarter()?;
        (self.space_or_comma() || self.eat("/")).then_some(())?;
        Some(PartialDate::end_of_quarter(self.year()?, quarter, false))
    }

    /// What follows a year in figures: `-04-01`, `/4/1`, `.4.1`, `-04`. The month alone
    /// needs both digits and no point, or it is more likely a number of another kind.
    fn with_separators(&mut self, year: i16) -> Option<PartialDate> {
        let separator = self.separator()?;
        let month_start = self.at;
        let month = self.number()?;
        let has_two_digits = self.text[month_start..self.at].chars().count() == 2;
        if !self.goes_on(separator) {
            let is_date = has_two_digits && separator != '.';
            return is_date
                .then(|| PartialDate::new(year, Some(month), None))
                .flatten();
        }
        self.separator();
        let day = self.number()?;
        // A fourth figure makes it a number of another kind.
        (!self.goes_on(separator))
            .then(|| PartialDate::new(year, Some(month), Some(day)))
            .flatten()
    }

    /// What follows a year in Japanese: 年4月1日, 年度, 年第3四半期.
    fn with_kanji(&mut self, year: i16) -> Option<PartialDate> {
        self.skip_spaces();
        if self.eat("年度") {
            return Some(self.in_fiscal_year(year));
        }
        self.eat("年").then_some(())?;
        if let Some(date) = self.attempt(|reader| reader.with_quarter(year)) {
            return Some(date);
        }
        let month = self.attempt(|reader| reader.numeral_before("月"));
        let day = month.and_then(|_| self.attempt(|reader| reader.numeral_before("日")));
        PartialDate::new(year, month, day)
    }

    /// The end of a fiscal year, or of the part of it that is named behind it.
    fn in_fiscal_year(&mut self, year: i16) -> PartialDate {
        let part = self.attempt(|reader| {
            reader.skip_spaces();
            if ["上期", "上半期"].iter().any(|half| reader.eat(half)) {
                Some(2)
            } else {
                reader.quarter()
            }
        });
        PartialDate::end_of_quarter(year, part.unwrap_or(4), true)
    }

    fn with_quarter(&mut self, year: i16) -> Option<PartialDate> {
        self.skip_spaces();
        self.eat("-");
        Some(PartialDate::end_of_quarter(year, self.quarter()?, false))
    }

    /// 第3四半期, Q3, 3Q
    fn quarter(&mut self) -> Option<u8> {
        let is_japanese = self.eat("第");
        self.skip_spaces();
        let letter_first = !is_japanese && self.eat("Q");
        let quarter = self.numeral()?;
        let complete = if is_japanese {
            self.skip_spaces();
            self.eat("四半期")
        } else {
            letter_first || self.eat("Q")
        };
        (complete && (1..=4).contains(&quarter)).then_some(quarter)
    }

    fn year(&mut self) -> Option<i16> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + i16::from(self.digit()?);
        }
        (self.digit().is_none() && YEARS.contains(&year)).then_some(year)
    }

    /// A day of an English date, with or without its ending.
    fn day_of_month(&mut self) -> Option<u8> {
        let day = self.number()?;
        let _ending = ["st", "nd", "rd", "th"]
            .iter()
            .any(|ending| self.eat(ending));
        Some(day)
    }

    /// The name of a month, whole or short.
    fn month_name(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = &rest[..length];
        let index = MONTHS.iter().position(|name| {
            word.eq_ignore_ascii_case(name)
                || word.eq_ignore_ascii_case(&name[..3])
                || (*name == "September" && word.eq_ignore_ascii_case("Sept"))
        })?;
        self.at += length;
        self.eat(".");
        u8::try_from(index + 1).ok()
    }

    fn numeral_before(&mut self, unit: &str) -> Option<u8> {
        self.skip_spaces();
        let numeral = self.numeral()?;
        self.skip_spaces();
        self.eat(unit).then_some(numeral)
    }

    /// Whether the same separator and another figure follow.
    fn goes_on(&mut self, separator: char) -> bool {
        let place = self.at;
        let goes_on = self.separator() == Some(separator) && self.digit().is_some();
        self.at = place;
        goes_on
    }

    /// A hyphen, slash or point between figures, narrow.
    fn separator(&mut self) -> Option<char> {
        [
            ("-", '-'),
            ("－", '-'),
            ("/", '/'),
            ("／", '/'),
            (".", '.'),
            ("．", '.'),
        ]
        .into_iter()
        .find(|(spelling, _)| self.eat(spelling))
        .map(|(_, separator)| separator)
    }

    /// A number of one or two figures, or in kanji below a hundred.
    fn numeral(&mut self) -> Option<u8> {
        self.attempt(Self::number)
            .or_else(|| self.attempt(Self::kanji_number))
    }

    fn kanji_number(&mut self) -> Option<u8> {
        let first = self.kanji_digit();
        if self.eat("十") {
            return Some(first.unwrap_or(1) * 10 + self.kanji_digit().unwrap_or(0));
        }
        first
    }

    fn kanji_digit(&mut self) -> Option<u8> {
        let index = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .position(|kanji| self.eat(kanji))?;
        u8::try_from(index + 1).ok()
    }

    /// A number of one or two digits that no further digit follows.
    fn number(&mut self) -> Option<u8> {
        let first = self.digit()?;
        let value = self.digit().map_or(first, |second| first * 10 + second);
        self.digit().is_none().then_some(value)
    }

    fn digit(&mut self) -> Option<u8> {
        let character = self.text[self.at..].chars().next()?;
        let value = digit(character)?;
        self.at += character.len_utf8();
        Some(value)
    }

    fn space_or_comma(&mut self) -> bool {
        let start = self.at;
        self.skip_spaces();
        self.eat(",");
        self.skip_spaces();
        self.at > start
    }

    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        let spaces = [' ', '\t', '\u{a0}', '\u{3000}'];
        self.at += rest.len() - rest.trim_start_matches(spaces).len();
    }

    fn eat(&mut self, expected: &str) -> bool {
        let found = self.text[self.at..].starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = read(self);
        if result.is_none() {
            self.at = start;
        }
        result
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
