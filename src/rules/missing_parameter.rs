#![doc = include_str!("pages/missing-parameter.md")]

use super::conditions::{is_excluded, status};
use super::{Class, Report, Rule, Subject};
use crate::document::Answer;
use crate::finding::{Place, Severity};
use crate::guideline::{ClauseReference, Requirement};
use crate::locale::Message;
use crate::wording::{AskedValue, Field, Status, ValueAnswer, ValueKind, asks_for_value};

pub static RULE: Rule = Rule {
    name: "missing-parameter",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-parameter.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut judged: Vec<ClauseReference> = Vec::new();
    for answer in subject.answers() {
        if is_excluded(answer) || matches!(status(answer), Some(Status::Planned | Status::NotImplemented)) {
            continue;
        }
        for link in &answer.links {
            if judged.contains(&link.clause) {
                continue;
            }
            judged.push(link.clause);
            clause(subject, answer, link.clause, report);
        }
    }
}

/// Judges all that a document says about a clause at its first answer: a value given in one
/// paragraph need not be given again in the next.
fn clause(subject: &Subject<'_>, first: &Answer, clause: ClauseReference, report: &mut Report<'_>) {
    let words = words_about(subject, clause);
    if words.trim().is_empty() {
        return;
    }
    for requirement in &subject.guidelines.clause(clause).requirements {
        let Some(asked) = asks_for_value(&requirement.text) else { continue };
        match asked.answered_by(&words) {
            ValueAnswer::Given(_) => {}
            ValueAnswer::Missing => {
                missing(subject, first, clause, requirement, &asked, report);
                return;
            }
            ValueAnswer::Short(range) => {
                short(subject, first, clause, requirement, &asked, &words[range], report);
                return;
            }
        }
    }
}

/// The claims and frequencies of all answers to a clause.
fn words_about(subject: &Subject<'_>, clause: ClauseReference) -> String {
    let mut words = String::new();
    for answer in subject.answers().filter(|answer| answer.links.iter().any(|link| link.clause == clause)) {
        if let Some(frequency) = answer.labels.value(Field::Frequency) {
            words += &frequency.text;
            words.push('\n');
        }
        for claim in subject.statements(answer).flat_map(|statement| &statement.unit.claims) {
            words += &claim.text;
            words.push('\n');
        }
    }
    words
}

fn missing(
    subject: &Subject<'_>,
    answer: &Answer,
    clause: ClauseReference,
    requirement: &Requirement,
    asked: &AskedValue,
    report: &mut Report<'_>,
) {
    let (ja, en) = match asked.kind {
        ValueKind::Interval => ("間隔・頻度", "how often"),
        ValueKind::Period => ("期間", "how long"),
        ValueKind::Length => ("長さ", "a length"),
        _ => ("数", "a number"),
    };
    let phrase = &requirement.text[asked.range.clone()];
    let message = Message::new(
        format!("条項が求める{ja}（「{phrase}」）の値が書かれていません"),
        format!("the clause asks for {en} (“{phrase}”), and no value is given"),
    );
    report
        .push(place(subject, answer), message)
        .help(Message::new("自社で定めた値を書いてください", "give the value that you have set"))
        .severity(subject.softened(answer, Severity::Warning))
        .related(Place::Clause(clause), Message::new("値を求める条項", "the clause that asks for it"))
        .clause(Some(clause));
}

fn short(
    subject: &Subject<'_>,
    answer: &Answer,
    clause: ClauseReference,
    requirement: &Requirement,
    asked: &AskedValue,
    given: &str,
    report: &mut Report<'_>,
) {
    let phrase = &requirement.text[asked.range.clone()];
    let message = Message::new(
        format!("「{given}」は、条項の求める「{phrase}」に届きません"),
        format!("“{given}” falls short of what the clause asks (“{phrase}”)"),
    );
    report
        .push(place(subject, answer), message)
        .related(Place::Clause(clause), Message::new("値を求める条項", "the clause that asks for it"))
        .clause(Some(clause));
}

/// The answer's first words, or its heading.
fn place(subject: &Subject<'_>, answer: &Answer) -> std::ops::Range<usize> {
    subject
        .statements(answer)
        .find_map(|statement| {
            let claim = statement.unit.claims.iter().find(|claim| claim.placeholder.is_none())?;
            Some(statement.place(&claim.range))
        })
        .unwrap_or_else(|| answer.range.clone())
}
