//! Dates as documents write them: 2026-04-01, 2026年4月1日, 令和8年4月, 平成 30 年 7 月.

// pub struct PartialDate { year: i16, month: Option<u8>, day: Option<u8> }  Ord by (year, month, day); Display as 2018-07
// pub fn find(text: &str) -> Option<(Range<usize>, PartialDate)>  first date in the text; full-width digits too
// PartialDate::last_day(&self) -> jiff::civil::Date
