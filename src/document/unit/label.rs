//! Label lines: 「実施責任者：…」, `Status: …`.

use std::ops::Range;

use super::super::Problem;
use super::super::citation;
use crate::finding::RuleName;
use crate::locale::Message;
use crate::locator;
use crate::markdown::Prose;
use crate::wording::{self, Field};

/// What stands at the start of a line before a colon.
pub(super) enum Label {
    /// A label, and where its value stands in the line.
    Known(Field, Range<usize>),
    /// What was meant as one.
    Misspelt(Box<Problem>),
}

/// The label at the start of a line: its field and value, or what is wrong with it.
pub(super) fn label_in(
    text: &str,
    prose: &Prose<'_>,
    line: &Range<usize>,
    source: &str,
) -> Option<Label> {
    let Some(label) = wording::label_line(text) else {
        return clause_label(text);
    };
    match label.field {
        Ok(field) => Some(Label::Known(field, label.value)),
        Err(nearest) => {
            let name = line.start + label.name.start..line.start + label.name.end;
            let range = prose.source(name);
            // Only a name in bold is meant as a label for certain.
            let bold = source
                .get(..range.start)
                .is_some_and(|before| before.ends_with("**"));
            // "**Implemented:** 52" counts.
            let value =
                prose.text[line.start + label.value.start..line.start + label.value.end].trim();
            let counts = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            (bold && !counts).then(|| {
                Label::Misspelt(Box::new(misspelt(
                    range,
                    &text[label.name.clone()],
                    nearest,
                )))
            })
        }
    }
}

/// A label of numbers alone, whatever it calls the guideline's clauses: `Applicable TSC: CC6.1, CC6.2`.
fn clause_label(text: &str) -> Option<Label> {
    /// What clauses are called in Japanese as measures are as often.
    const JAPANESE: [&str; 5] = ["管理策", "要求事項", "基準", "ガイドライン項番", "対策項目"];
    let (name, value) = wording::named_value(text)?;
    let number = text[value.clone()].trim_start_matches(['*', '_', ' ', '[', '`', '\u{3000}']);
    if JAPANESE.contains(&name) {
        let references = locator::read_all(number)?;
        let are_clauses = !references.iter().any(|one| citation::is_plain(&one.target));
        return are_clauses.then_some(Label::Known(Field::Clause, value));
    }
    if !number.starts_with(|c: char| c.is_ascii_uppercase()) || !wording::names_clauses(name) {
        return None;
    }
    let (references, length) = locator::read(number)?;
    let behind = number[length..].trim_start();
    let is_titled = behind.starts_with('(') && behind.trim_end_matches('.').ends_with(')');
    let is_all = behind.is_empty()
        || is_titled
        || behind.starts_with(['|', '*', '_', ']', '.', '—', '–', '`']);
    let are_clauses = { references.iter() }.all(|one| citation::is_distinctive(&one.target));
    (is_all && are_clauses).then_some(Label::Known(Field::Clause, value))
}

/// A label's value up to the label that stands behind it on the same line, set off by a wide space
/// (「対応条項：4.3　対応状況：対応予定」), and where that begins.
pub fn up_to_next_label(text: &str, value: Range<usize>) -> (Range<usize>, Option<usize>) {
    const WIDE: char = '\u{3000}';
    let inner = &text[value.clone()];
    if let Some((end, next)) = english_label_behind(inner) {
        return (value.start..value.start + end, Some(value.start + next));
    }
    let is_label = |at: &usize| {
        let rest = inner[*at..].trim_start_matches(WIDE);
        wording::label_line(rest).is_some_and(|label| label.field.is_ok())
    };
    match inner.match_indices(WIDE).map(|(at, _)| at).find(is_label) {
        None => (value, None),
        Some(at) => {
            let next = text[value.start + at..].trim_start_matches(WIDE);
            let end = value.start + inner[..at].trim_end().len();
            (value.start..end, Some(text.len() - next.len()))
        }
    }
}

/// Where a value ends that another English label stands behind, on the same line, and where that label begins:
/// "N/A | Owner: CISO", "Not applicable Owner: CISO".
fn english_label_behind(value: &str) -> Option<(usize, usize)> {
    /// No label has more words.
    const MOST: usize = 3;
    const SET_APART: [Field; 6] = [
        Field::Status,
        Field::Owner,
        Field::Evidence,
        Field::Due,
        Field::Reviewed,
        Field::Frequency,
    ];
    let colons = memchr::memchr_iter(b':', value.as_bytes());
    colons.take(4).find_map(|colon| {
        let before = &value[..colon];
        let mut starts = before.rmatch_indices(' ').map(|(at, _)| at + 1).take(MOST);
        let start = starts.find(|start| {
            let name = &before[*start..];
            let is_capital = name.starts_with(|c: char| c.is_ascii_uppercase());
            is_capital && wording::label(name).is_some_and(|field| SET_APART.contains(&field))
        })?;
        let joint = |c: char| {
            c.is_whitespace()
                || matches!(c, '|' | ',' | ';' | '·' | '/' | '—' | '–' | '-' | '.' | '*')
        };
        let end = value[..start].trim_end_matches(joint).len();
        (end > 0).then_some((end, start))
    })
}

fn misspelt(range: Range<usize>, written: &str, nearest: &str) -> Problem {
    let capital = written.starts_with(|c: char| c.is_ascii_uppercase());
    let nearest = &match (capital, nearest.split_at_checked(1)) {
        (true, Some((first, rest))) => first.to_ascii_uppercase() + rest,
        _ => nearest.to_owned(),
    };
    Problem {
        rule: RuleName::Borrowed("unknown-label"),
        range,
        message: Message::new(
            format!(
                "「{written}」というラベルはありません。「{nearest}」の書き誤りではありませんか"
            ),
            format!("no label is called “{written}”; is “{nearest}” meant?"),
        ),
        help: None,
        replacement: Some(nearest.to_string()),
    }
}
