//! Times of which nobody knows the year: 「9月までに」, 「年度末までに」.

use std::ops::Range;

use super::super::{Report, Subject};
use crate::document::Answer;
use crate::finding::Severity;
use crate::locale::Message;

/// Ends of the year without the year.
const ENDS: [&str; 5] = ["年度末", "年度内", "年度中", "年末", "年内"];

/// Years that are named from the day on which somebody wrote.
const RELATIVE: [&str; 6] = ["来年の", "来年", "翌年の", "翌年", "再来年の", "再来年"];

/// The first time of an answer's words that has no year, and where it stands.
pub(super) fn yearless(subject: &Subject<'_>, answer: &Answer) -> Option<Range<usize>> {
    let claims = subject.statements(answer).flat_map(|statement| {
        let claims = statement.unit.claims.iter();
        claims.map(|claim| statement.place(&claim.range))
    });
    let mut places = claims.filter_map(|place| {
        let text = subject.text.get(place.clone())?;
        let found = month(text).or_else(|| end_of_year(text))?;
        Some(place.start + found.start..place.start + found.end)
    });
    places.next()
}

/// 「9月まで」, and no year before it.
fn month(text: &str) -> Option<Range<usize>> {
    text.match_indices('月').find_map(|(at, month)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_numeric());
        let behind =
            text[at + month.len()..].trim_start_matches(['末', '中', '頃', '上', '旬', '下']);
        let is_due = before.len() < at
            && ["まで", "に", "を目"]
                .iter()
                .any(|word| behind.starts_with(word));
        let end = text.len() - behind.len();
        if let Some(relative) = { RELATIVE.iter() }.find(|year| before.ends_with(**year)) {
            return is_due.then(|| before.len() - relative.len()..end);
        }
        let is_dated = before.ends_with(['年', '/', '-', '.']) || names_year(before);
        (is_due && !is_dated).then_some(before.len()..end)
    })
}

/// 「年度末」, and not 「2027年度末」 or 「今年度末」.
fn end_of_year(text: &str) -> Option<Range<usize>> {
    ENDS.iter().find_map(|word| {
        let at = text.find(word)?;
        let before = &text[..at];
        let is_named =
            before.ends_with(|c: char| c.is_alphanumeric() && !"はがをにで、".contains(c));
        (!is_named && !names_year(before)).then(|| at..at + word.len())
    })
}

/// Whether a year is named before a time: 「2026年度は、9月までに」, 「来年の3月末」.
fn names_year(before: &str) -> bool {
    before.contains("年度") || before.contains("年の") || before.contains("年は")
}

/// Tells of it.
pub(super) fn without_year(
    subject: &Subject<'_>,
    answer: &Answer,
    place: Range<usize>,
    report: &mut Report<'_>,
) {
    let written = &subject.text[place.clone()];
    let is_relative = RELATIVE.iter().any(|year| written.starts_with(year));
    let is_month = written.contains('月') && !is_relative;
    let message = Message::new(
        format!("「{written}」だけでは、何年のことか分かりません"),
        format!("“{written}” does not say of which year"),
    );
    let entry = report
        .push(place, message)
        .help(Message::new(
            "年も書いてください（例: 2027年3月、2026年度末）",
            "give the year as well, e.g. March 2027",
        ))
        .clause(subject.clause_of(answer));
    if !is_month {
        entry.severity(Severity::Information);
    }
}
