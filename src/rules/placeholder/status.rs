//! Places to fill in behind a status: 「未対応（【要記入】までに行う）」.

use super::super::{Report, Subject};
use crate::document::Answer;
use crate::locale::Message;
use crate::wording::{self, Field, Placeholder, Status};

/// Tells of the one behind an answer's own status. Of a plan without its time `unowned-plan` tells, of an exclusion
/// without its reason `unjustified-exclusion`.
pub(super) fn check(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let value = answer.labels.value(Field::Status);
    let Some(value) = value.filter(|value| !value.inherited) else {
        return;
    };
    let is_others = |status| {
        matches!(
            status,
            Status::Planned | Status::Partial | Status::NotApplicable
        )
    };
    let stated = wording::status(&value.text).filter(|stated| !is_others(stated.status));
    let Some(beside) = stated.and_then(|stated| stated.reason) else {
        return;
    };
    let beside = &value.text[beside];
    let Some((Placeholder::Todo, words)) = wording::unwritten(beside) else {
        return;
    };
    let word = &beside[words];
    // 「未対応（検討中）」 says how it stands.
    if !word.starts_with('【') && word != "TODO" {
        return;
    }
    // Among marks the words may stand otherwise in the source.
    let written = subject.text.get(value.range.clone()).unwrap_or_default();
    let range = written.find(word).map_or(value.range.clone(), |at| {
        let start = value.range.start + at;
        start..start + word.len()
    });
    let message = Message::new(
        format!("「{word}」とあり、まだ書き終わっていません"),
        format!("“{word}” is left here: this is not finished"),
    );
    report
        .push(range, message)
        .help(Message::new(
            "なぜ行わないか、またはいつまでに行うかを書いてください",
            "write why it is not done, or by when it will be",
        ))
        .clause(subject.clause_of(answer));
}
