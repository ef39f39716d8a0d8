#![doc = include_str!("pages/unjustified-exclusion.md")]

use std::ops::Range;

use super::conditions::{is_excluded, said};
use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{self, Field, Placeholder, StatedStatus};

pub static RULE: Rule = Rule {
    name: "unjustified-exclusion",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unjustified-exclusion.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers().filter(|answer| is_excluded(answer)) {
        let Some((stated, place)) = &answer.labels.status else {
            continue;
        };
        let own = |field| said(answer, field).is_some_and(|value| !value.inherited);
        let (labelled, customer) = (own(Field::Reason), own(Field::Customer));
        let explained = || {
            let claims = subject.statements(answer).flat_map(|statement| {
                let claims = statement.unit.claims.iter();
                claims.map(move |claim| (statement, claim))
            });
            { claims }.any(|(statement, claim)| {
                !matches!(
                    claim.placeholder,
                    Some((
                        Placeholder::Empty | Placeholder::Dash | Placeholder::Todo,
                        _
                    ))
                ) && wording::status(&claim.text).is_none_or(|stated| stated.reason.is_some())
                    && (!statement.place(&claim.range).contains(&place.start)
                        || explains(
                            &subject.text[statement.place(&claim.range).start..place.start],
                        ))
            })
        };
        if gives_reason(subject, stated, place) || labelled || customer || explained() {
            continue;
        }
        let written = &subject.text[place.clone()];
        // A mark in a column stands for its heading.
        let (ja, en) = match written.chars().any(char::is_alphanumeric) {
            true => (written, written),
            false => ("対象外", "not applicable"),
        };
        let message = Message::new(
            format!("「{ja}」の理由が書かれていません"),
            format!("“{en}” stands without a reason"),
        );
        report
            .push(place.clone(), message)
            .help(Message::new(
                format!("「{ja}（理由）」のように、なぜ当てはまらないかを書いてください"),
                format!("write why it does not apply, e.g. “{en} (reason)”"),
            ))
            .clause(subject.clause_of(answer));
    }
}

/// Whether the words of a claim before its own status give the reason: a sentence of their own, or
/// 「…ため、3.15-①-1は対象外とする」.
fn explains(before: &str) -> bool {
    const CAUSAL: [&str; 8] = [
        "。",
        "ため",
        "ので",
        "から",
        "により",
        "ことで",
        "ecause",
        "since",
    ];
    CAUSAL.iter().any(|word| before.contains(word))
}

/// Whether a reason stands beside the status. One that is still to be written is none.
fn gives_reason(subject: &Subject<'_>, stated: &StatedStatus, place: &Range<usize>) -> bool {
    let Some(reason) = &stated.reason else {
        return false;
    };
    // The status's own ranges count from its unit's start.
    let base = place.start.saturating_sub(stated.range.start);
    let written = subject.text.get(base + reason.start..base + reason.end);
    !matches!(
        written.and_then(wording::placeholder),
        Some((Placeholder::Empty | Placeholder::Todo, _))
    )
}
