#![doc = include_str!("pages/stale-review.md")]

mod expired;

use std::ops::Range;

use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::LabelledValue;
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "stale-review",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/stale-review.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    passed_over(subject, report);
    expired::check(subject, report);
    let period = subject.review_period;
    let document = subject.document;
    let labels = document
        .sections
        .iter()
        .map(|section| &section.labels)
        .chain(document.answers.iter().map(|answer| &answer.labels));
    let mut values: Vec<&LabelledValue> = document
        .declarations
        .labels
        .iter()
        .chain(labels.flat_map(|labels| labels.fields.iter().filter(|value| !value.inherited)))
        .filter(|value| value.field == Field::Reviewed)
        .collect();
    values.sort_by_key(|value| value.range.start);
    values.dedup_by_key(|value| value.range.start);
    for value in values {
        let Some((_, reviewed)) = date::find(&value.text) else {
            continue;
        };
        let first = reviewed.first_day();
        if (first.yesterday()).is_ok_and(|before| !subject.today.is_past(before)) {
            let message = Message::new(
                format!("最終見直しの日（{}）が、まだ来ていません", value.text),
                format!(
                    "the day of the last review ({}) is still to come",
                    value.text
                ),
            );
            report.push(value.range.clone(), message).help(Message::new(
                "実際に見直した日を書いてください",
                "give the day on which it was reviewed",
            ));
            continue;
        }
        let Ok(due) = reviewed.last_day().checked_add(period.span()) else {
            continue;
        };
        if subject.today.is_past(due) {
            let Message { ja, en } = period.in_words();
            let message = Message::new(
                format!("最終見直し（{}）から{ja}を過ぎています", value.text),
                format!("the last review ({}) is more than {en} ago", value.text),
            );
            report.push(value.range.clone(), message).help(Message::new(
                "内容を見直して日付を改めてください。期間は shishin.toml の [review] で変えられます",
                "review it and renew the date; the period is set under [review] in shishin.toml",
            ));
        }
    }
}

/// What announces the day of the next review, but for its first letter.
const NEXT: [&str; 13] = [
    "ext review",
    "ext Review",
    "EXT REVIEW",
    "ext scheduled review",
    "ext Scheduled Review",
    "eview due",
    "ext assessment",
    "ext Assessment",
    "ext audit",
    "ext Audit",
    "次回見直し",
    "次回の見直し",
    "次回レビュー",
];

/// One of these stands in each of [`NEXT`]: nearly no document has any, and to look through all of a text for each
/// word is dear.
const IN_NEXT: [&str; 7] = [
    "次回",
    "eview",
    "EVIEW",
    "ext assessment",
    "ext Assessment",
    "ext audit",
    "ext Audit",
];

/// No document announces more of them.
const MOST: usize = 64;

/// Tells of a next review whose day has passed: `Next review: June 2025`, in a line, in a table's row, or below the
/// heading of a column.
fn passed_over(subject: &Subject<'_>, report: &mut Report<'_>) {
    let text = subject.text;
    let stands = |words: &&str| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    let mut answers = subject.document.answers.iter();
    if answers.all(|answer| answer.links.is_empty()) || !IN_NEXT.iter().any(stands) {
        return;
    }
    let places = NEXT.iter().flat_map(|words| {
        let found = memchr::memmem::find_iter(text.as_bytes(), words.as_bytes());
        found.map(|at| at + words.len())
    });
    let mut days: Vec<(Range<usize>, date::PartialDate)> = places
        .take(MOST)
        .filter(|at| !is_in_code(text, *at))
        .flat_map(|at| match day_behind(text, at) {
            Some(day) => vec![day],
            None => days_below(text, at),
        })
        .collect();
    days.sort_by_key(|(range, _)| range.start);
    days.dedup_by_key(|(range, _)| range.start);
    for (range, day) in days {
        if !subject.today.is_past(day.last_day()) {
            continue;
        }
        let written = &text[range.clone()];
        let message = Message::new(
            format!("次回の見直しの日（{written}）を過ぎています"),
            format!("the day of the next review ({written}) has passed"),
        );
        report.push(range, message).help(Message::new(
            "見直して、最終見直しの日と次回の日を改めてください",
            "review it, and give the day of this review and of the next",
        ));
    }
}

fn is_in_code(text: &str, at: usize) -> bool {
    text[..at].matches("\n```").count() % 2 == 1
}

/// The date right behind words that announce it, and where it stands.
fn day_behind(text: &str, at: usize) -> Option<(Range<usize>, date::PartialDate)> {
    const BETWEEN: [&str; 18] = [
        "date",
        "Due",
        "Date",
        "is",
        "due",
        "scheduled",
        "planned",
        "for",
        "on",
        "by",
        "in",
        "日",
        "予定日",
        "予定",
        "は",
        "の",
        "時期",
        "期限",
    ];
    let mut rest = &text[at..];
    loop {
        let bare = rest.trim_start_matches([' ', '\u{3000}', ':', '：', '*', '_', '|', '(', '（']);
        let word = BETWEEN.iter().find_map(|word| {
            let behind = bare.strip_prefix(word)?;
            let ends = !word.is_ascii() || !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
            ends.then_some(behind)
        });
        match word {
            Some(behind) => rest = behind,
            None => {
                rest = bare;
                break;
            }
        }
    }
    let line = rest.lines().next().unwrap_or_default();
    let (range, day) = date::find(line).filter(|(range, _)| range.start == 0)?;
    let start = text.len() - rest.len();
    Some((start..start + range.end, day))
}

/// The dates in the column of a table of pipes whose heading stands at a place.
fn days_below(text: &str, at: usize) -> Vec<(Range<usize>, date::PartialDate)> {
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let heading = &text[line_start..line_end];
    let mut below = text[line_end..].trim_start_matches(['\r', '\n']).lines();
    let ruled = below
        .next()
        .is_some_and(|line| line.contains("--") && line.chars().all(|c| "|-: \t".contains(c)));
    if !heading.trim_start().starts_with('|') || !ruled {
        return Vec::new();
    }
    let column = text[line_start..at].matches('|').count();
    let rows = below.take_while(|line| line.trim_start().starts_with('|'));
    let cells = rows.filter_map(|line| line.split('|').nth(column));
    // The cells are parts of the text, so the distance between the beginnings is their place.
    cells
        .filter_map(|cell| {
            let (range, day) = date::find(cell)?;
            let start = cell.as_ptr() as usize - text.as_ptr() as usize;
            Some((start + range.start..start + range.end, day))
        })
        .collect()
}
