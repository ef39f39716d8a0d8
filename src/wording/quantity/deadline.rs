//! Days that a deadline is named by instead of a length of time: 当日中, 翌月末, "within a day".

use super::super::fold::Folded;
use super::counted::DAYS_PER_MONTH;

/// Their words, and the most days until then.
pub(super) const DEADLINES: [(&str, f64); 12] = [
    ("当日", 1.0),
    ("翌月末", 2.0 * DAYS_PER_MONTH),
    ("within an hour", 1.0 / 24.0),
    ("within the hour", 1.0 / 24.0),
    ("within a day", 1.0),
    ("within the day", 1.0),
    ("within a business day", 1.0),
    ("within a working day", 1.0),
    ("within a week", 7.0),
    ("within a fortnight", 14.0),
    ("within a month", DAYS_PER_MONTH),
    ("within a year", 365.0),
];

/// The deadline that is named at a place: where its words end, and the most days until then.
pub(super) fn deadline_at(folded: Folded, place: usize) -> Option<(usize, f64)> {
    const BEHIND: [&str; 4] = ["に", "まで", "日まで", "のうち"];
    let named = DEADLINES
        .iter()
        .find_map(|(word, days)| Some((folded.after(place, word)?, *days)));
    let (end, days) = named?;
    if folded.at(place).is_some_and(|c| c.is_ascii()) {
        let goes_on = folded.at(end).is_some_and(char::is_alphanumeric);
        return (!goes_on).then_some((end, days));
    }
    if let Some(end) = folded.after(end, "中") {
        return Some((end, days));
    }
    let mut behind = BEHIND.iter();
    behind
        .any(|word| folded.after(end, word).is_some())
        .then_some((end, days))
}
