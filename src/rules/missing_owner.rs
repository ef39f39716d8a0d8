#![doc = include_str!("pages/missing-owner.md")]

use super::conditions::{is_done, said};
use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Document};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "missing-owner",
    class: Class::Structural,
    severity: Severity::Information,
    manual: include_str!("pages/missing-owner.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let in_use = InUse::of(subject, Field::Owner);
    for answer in subject.answers() {
        // Of what is wrong somebody has to take care.
        let is_fault =
            { answer.table }.is_some_and(|table| subject.document.tables[table].lists_faults);
        if !is_done(answer) && !is_fault || !in_use.is_for(answer) || subject.is_heading_row(answer)
        {
            continue;
        }
        if said(answer, Field::Owner).is_some()
            || answer.is_inherited()
            || heads_a_list(subject, answer, Field::Owner)
        {
            continue;
        }
        let place = place_for(answer, Field::Owner);
        let message = match subject.columns_of(answer, Some(Field::Owner)) {
            Some(Message { ja, en }) => Message::new(
                format!("{ja}の欄に、責任を持つ人や部署が書かれていません"),
                format!("nobody is named as responsible under {en}"),
            ),
            None => Message::new("責任者が書かれていません", "nobody is named as responsible"),
        };
        report
            .push(place, message)
            .help(Message::new(
                "役職か部署の名を書いてください",
                "name a role or a department",
            ))
            .clause(subject.clause_of(answer));
    }
}

/// Whether tables, or a document's labels, have a place for a field: what is used nowhere is
/// not missed anywhere, so that nobody is told a hundred times to add a column.
pub struct InUse<'a> {
    field: Field,
    document: &'a Document,
    /// Answers outside of tables have it.
    outside_tables: bool,
}

impl<'a> InUse<'a> {
    /// Looks where a document uses a field.
    pub fn of(subject: &Subject<'a>, field: Field) -> InUse<'a> {
        let has_own = |answer: &Answer| {
            let mut fields = answer.labels.fields.iter();
            fields.any(|value| value.field == field && !value.inherited)
        };
        /// Of so many answers one has to have it: a field in a single box of a long document is no habit of it.
        const RARE: usize = 3;
        let answers = subject.document.answers.iter();
        let outside = answers.filter(|answer| answer.table.is_none());
        let (mut all, mut having) = (0, 0);
        for answer in outside {
            all += usize::from(answer.labels.status.is_some());
            having += usize::from(has_own(answer));
        }
        InUse {
            field,
            document: subject.document,
            outside_tables: having * RARE >= all && having > 0,
        }
    }

    /// Whether an answer has a place for the field.
    pub fn is_for(&self, answer: &Answer) -> bool {
        match answer.table {
            Some(table) => self.document.tables[table].has(self.field),
            // A table whose columns are clauses has nothing but how far they are met.
            None if answer.kind == AnswerKind::Row => {
                let mut fields = answer.labels.fields.iter();
                self.outside_tables && fields.any(|value| value.field != Field::Status)
            }
            None => self.outside_tables,
        }
    }
}

/// Whether the value of a label stands in the list below it: "**Evidence:**", then an item for each record.
pub fn heads_a_list(subject: &Subject<'_>, answer: &Answer, field: Field) -> bool {
    let label = answer.labels.label(field);
    let behind = label.filter(|label| label.text.is_empty() && answer.table.is_none());
    let behind = behind.and_then(|label| subject.text.get(label.range.end..));
    behind.is_some_and(|behind| {
        let below = behind.trim_start_matches(['*', ':', '：', ' ', '\r', '\n']);
        let broken = behind.trim_start_matches(['*', ':', '：', ' ']);
        let is_below = broken.starts_with(['\r', '\n']);
        let digits = below.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < below.len() && digits.starts_with(". ");
        is_below && (numbered || below.starts_with("- "))
    })
}

/// Where a value is missing: its empty cell, else the status that it should stand beside.
pub fn place_for(answer: &Answer, field: Field) -> std::ops::Range<usize> {
    let cell = answer
        .labels
        .label(field)
        .filter(|value| !value.inherited)
        .map(|value| value.range.clone());
    cell.or_else(|| {
        answer
            .labels
            .status
            .as_ref()
            .map(|(_, place)| place.clone())
    })
    .unwrap_or_else(|| answer.range.clone())
}
