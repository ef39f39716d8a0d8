//! How dates are spelled. It reads one date at a given place; [`super::find_all`] looks for places.

use std::ops::RangeInclusive;

use super::PartialDate;

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

/// The value of a digit, narrow or full-width.
pub(super) fn digit(character: char) -> Option<u8> {
    match character {
        '0'..='9' => Some(character as u8 - b'0'),
        '０'..='９' => u8::try_from(u32::from(character) - u32::from('０')).ok(),
        _ => None,
    }
}

/// Reads on from a place in a text. After a failure the place is anywhere;
/// [`Reader::attempt`] goes back.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Reader<'a> {
        Reader { text, at }
    }

    /// How far has been read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Reads a date that begins here.
    pub(super) fn date(&mut self) -> Option<PartialDate> {
        let spellings: [fn(&mut Self) -> Option<PartialDate>; 9] = [
            Self::era_date,
            Self::year_first,
            Self::month_first,
            Self::day_first,
            Self::year_last,
            Self::quarter_first,
            Self::with_points,
            Self::month_and_year,
            Self::half_first,
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
        let start = self.at;
        let year = self.year()?;
        self.attempt(|reader| reader.with_separators(year))
            .or_else(|| self.attempt(|reader| reader.with_kanji(year)))
            .or_else(|| self.attempt(|reader| reader.with_quarter(year)))
            .or_else(|| {
                let is_end = self.text[..start].ends_with("end of ");
                is_end
                    .then(|| PartialDate::new(year, Some(12), None))
                    .flatten()
            })
    }

    /// 31.12.2025, where the day stands first.
    fn with_points(&mut self) -> Option<PartialDate> {
        let is_inside = self.text[..self.at].ends_with('.');
        let day = self.number()?;
        self.eat(".").then_some(())?;
        let month = self.number()?;
        (self.eat(".") && !is_inside).then_some(())?;
        let year = self.year()?;
        (!self.goes_on('.'))
            .then(|| PartialDate::new(year, Some(month), Some(day)))
            .flatten()
    }

    /// 10/2025
    fn month_and_year(&mut self) -> Option<PartialDate> {
        let is_inside = self.text[..self.at].ends_with('/');
        let month = self.number()?;
        (self.eat("/") && !is_inside).then_some(())?;
        let year = self.year()?;
        (!self.goes_on('/'))
            .then(|| PartialDate::new(year, Some(month), None))
            .flatten()
    }

    /// H2 2025
    fn half_first(&mut self) -> Option<PartialDate> {
        let quarter = match (self.eat("H1"), self.eat("H2")) {
            (true, _) => 2,
            (_, true) => 4,
            _ => return None,
        };
        self.space_or_comma().then_some(())?;
        Some(PartialDate::end_of_quarter(self.year()?, quarter, false))
    }

    /// 06/30/2025; where the first number is no month, 30/06/2025.
    fn year_last(&mut self) -> Option<PartialDate> {
        let first = self.number()?;
        self.eat("/").then_some(())?;
        let second = self.number()?;
        self.eat("/").then_some(())?;
        let year = self.year()?;
        let (month, day) = if first > 12 {
            (second, first)
        } else {
            (first, second)
        };
        (!self.goes_on('/'))
            .then(|| PartialDate::new(year, Some(month), Some(day)))
            .flatten()
    }

    /// The two figures of a year, as spreadsheets write it: the 25 of `30-Jun-25`.
    fn short_year(&mut self) -> Option<i16> {
        let year = 2000 + 10 * i16::from(self.digit()?) + i16::from(self.digit()?);
        let is_whole = !self.text[self.at..].starts_with(|c: char| c.is_ascii_digit() || c == '-');
        is_whole.then_some(year)
    }

    /// April 1, 2026; Apr. 2026; Apr-26
    fn month_first(&mut self) -> Option<PartialDate> {
        let month = self.month_name()?;
        let short = self.attempt(|reader| {
            reader.eat("-").then_some(())?;
            reader.short_year()
        });
        if let Some(year) = short {
            return PartialDate::new(year, Some(month), None);
        }
        self.skip_spaces();
        let day = self.attempt(|reader| {
            let day = reader.day_of_month()?;
            reader.space_or_comma().then_some(day)
        });
        self.space_or_comma();
        PartialDate::new(self.year()?, Some(month), day)
    }

    /// 1 April 2026, 1st Apr 2026, 1-Apr-2026, 1-Apr-26
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
        let long = |reader: &mut Self| reader.attempt(Self::year);
        let year =
            separated.then(|| long(self).or_else(|| hyphen.then(|| self.short_year()).flatten()));
        PartialDate::new(year.flatten()?, Some(month), Some(day))
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
            // Hyphens as word processors write them.
            ("‐", '-'),
            ("‑", '-'),
            ("−", '-'),
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
