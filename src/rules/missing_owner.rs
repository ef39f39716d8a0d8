#![doc = include_str!("pages/missing-owner.md")]

use super::conditions::{is_done, is_inherited, said};
use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind};
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
    for answer in subject.answers() {
        if !is_done(answer)
            || subject.is_heading_row(answer)
            || !is_in_use(subject, answer, Field::Owner)
        {
            continue;
        }
        if said(answer, Field::Owner).is_some() || is_inherited(answer) {
            continue;
        }
        let place = place_for(answer, Field::Owner);
        let message = Message::new("責任者が書かれていません", "nobody is named as responsible");
        report
            .push(place, message)
            .help(Message::new(
                "役職か部署の名を書いてください",
                "name a role or a department",
            ))
            .clause(subject.clause_of(answer));
    }
}

/// Whether a table, or a document's labels, have a place for a field: what is used nowhere is
/// not missed anywhere, so that nobody is told a hundred times to add a column.
pub fn is_in_use(subject: &Subject<'_>, answer: &Answer, field: Field) -> bool {
    match answer.table {
        Some(table) => subject.document.tables[table].has(field),
        None => {
            answer.kind != AnswerKind::Row
                && subject.document.answers.iter().any(|other| {
                    other.table.is_none()
                        && other
                            .labels
                            .fields
                            .iter()
                            .any(|value| value.field == field && !value.inherited)
                })
        }
    }
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
