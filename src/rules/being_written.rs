//! What is being written at the moment: a row that has no end yet, words that stop in an open bracket.
//! What it lacks is about to come, so no rule says that it lacks it.
//!
//! That is seen in the text alone, so that an editor and a check find the same. A row that was left so
//! is told as one that is not finished, and nothing more.

use std::ops::Range;

use super::report::Report;
use super::{Severities, Subject, placeholder};
use crate::finding::{Finding, Severity};
use crate::locale::Message;

/// Rules that say what is missing, or what a number that may go on does not name.
const AWAITED: [&str; 10] = [
    "placeholder",
    "unjustified-exclusion",
    "missing-frequency",
    "missing-parameter",
    "missing-owner",
    "missing-evidence",
    "unowned-plan",
    "unclear-responsibility",
    "partial-clause",
    "unknown-clause",
];

/// What a finding says to be lacking and is being written.
enum Written {
    /// A row: all of it.
    Row(Range<usize>),
    /// The first sign of one.
    Begun,
    /// Words in a bracket.
    Bracket,
}

/// Takes out what findings say of what is being written.
pub fn settle(subject: &Subject<'_>, severities: &Severities, findings: &mut Vec<Finding>) {
    let mut rows: Vec<Range<usize>> = Vec::new();
    findings.retain(|finding| {
        if !AWAITED.contains(&&*finding.rule) {
            return true;
        }
        match written(subject, finding) {
            None => true,
            Some(Written::Row(row)) => {
                if !rows.contains(&row) {
                    rows.push(row);
                }
                false
            }
            Some(Written::Begun | Written::Bracket) => false,
        }
    });
    let Some(mut report) = Report::of(&placeholder::RULE, severities, findings) else {
        return;
    };
    for row in rows {
        let message = Message::new(
            "この行は書きかけです。行の終わりに「|」がありません",
            "this row is not finished: it has no “|” at its end",
        );
        // Where it goes on.
        let place = row.end..row.end;
        report.push(place, message).severity(Severity::Information);
    }
}

fn written(subject: &Subject<'_>, finding: &Finding) -> Option<Written> {
    let text = subject.text;
    let place = &finding.range;
    let start = text
        .get(..place.start)?
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let behind = text.get(place.end..)?;
    let end = place.end + behind.find('\n').unwrap_or(behind.len());
    let line = text[start..end].trim_end();
    let row = line.trim_start_matches([' ', '\t', '>']);
    let mut tail = &text[place.end.min(start + line.len())..start + line.len()];
    if row.starts_with('|') {
        let own = start + (line.len() - row.len())..start + line.len();
        if is_unfinished(subject, &own) {
            let is_over = finding.rule == "unknown-clause" && tail.contains('|');
            return (!is_over).then_some(match row {
                "|" => Written::Begun,
                _ => Written::Row(own),
            });
        }
        tail = tail.split('|').next().unwrap_or(tail);
    } else if !ends_block(&text[end..]) {
        return None;
    }
    let cell = text[..place.end].rfind(['\n', '|']).map_or(0, |at| at + 1);
    let words = &text[cell..place.end + tail.len()];
    ends_in_bracket(words).then_some(Written::Bracket)
}

/// Whether a row has fewer cells than its table's heading, and no pipe at its end as the heading has.
fn is_unfinished(subject: &Subject<'_>, row: &Range<usize>) -> bool {
    let text = subject.text;
    let own = &text[row.clone()];
    if own.len() > 1 && own.ends_with('|') {
        return false;
    }
    // A row that consists of its first pipe does not belong to the table yet.
    let holds = |table: &Range<usize>| {
        table.start <= row.start
            && (row.end <= table.end || text[table.end.min(row.start)..row.start].trim().is_empty())
    };
    let mut tables = { subject.document.tables.iter() }.rev();
    let table = tables.find(|table| table.range.start <= row.start);
    table.is_some_and(|table| {
        let heading = text.get(table.header.clone()).unwrap_or_default();
        holds(&table.range)
            && heading.trim_end().ends_with('|')
            && own.matches('|').count() < heading.matches('|').count() - 1
    })
}

/// Whether what follows a line begins something else.
fn ends_block(behind: &str) -> bool {
    let mut lines = behind.lines();
    // What is left of the line itself.
    lines.next();
    lines.next().is_none_or(|next| {
        let next = next.trim_start_matches([' ', '\t', '>']);
        next.is_empty() || next.starts_with(['#', '|', '-', '*', '+', '<'])
    })
}

/// Whether a bracket is open at the end of a text.
fn ends_in_bracket(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '（' | '(' | '【' | '［' | '[' | '「' | '『' => open += 1,
            '）' | ')' | '】' | '］' | ']' | '」' | '』' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open > 0
}
