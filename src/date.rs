//! Dates as documents write them: 2026-04-01, 2026年4月1日, 令和8年4月, 平成 30 年 7 月.

/// A date that may lack its day or its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year of the common era.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}
