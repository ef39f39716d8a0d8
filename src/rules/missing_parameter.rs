#![doc = include_str!("pages/missing-parameter.md")]

use rustc_hash::FxHashMap;

use super::conditions::{is_excluded, status};
use super::{Class, Report, Rule, Subject};
use crate::document::Answer;
use crate::finding::{Place, Severity};
use crate::guideline::{ClauseReference, Requirement};
use crate::locale::Message;
use crate::wording::{AskedValue, Field, Status, ValueAnswer, ValueKind};

pub static RULE: Rule = Rule {
    name: "missing-parameter",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-parameter.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut by_clause: FxHashMap<ClauseReference, Vec<&Answer>> = FxHashMap::default();
    let mut order = Vec::new();
    for answer in subject.answers() {
        for link in &answer.links {
            let asks = subject
                .words
                .of(link.clause, subject.guidelines)
                .iter()
                .any(|own| own.asked.is_some());
            if asks {
                let answers = by_clause.entry(link.clause).or_insert_with(|| {
                    order.push(link.clause);
                    Vec::new()
                });
                answers.push(answer);
            }
        }
    }
    for clause in order {
        judge(subject, clause, &by_clause[&clause], report);
    }
}

/// Judges all that a document says about a clause, at its first answer: a value given in one
/// paragraph need not be given again in the next.
fn judge(
    subject: &Subject<'_>,
    clause: ClauseReference,
    answers: &[&Answer],
    report: &mut Report<'_>,
) {
    let open = |answer: &&&Answer| {
        is_excluded(answer)
            || answer.is_inherited()
            || matches!(
                status(answer),
                Some(Status::Planned | Status::NotImplemented)
            )
    };
    let Some(first) = answers.iter().find(|answer| !open(answer)) else {
        return;
    };
    let requirements = &subject.guidelines.clause(clause).requirements;
    let words = subject.words.of(clause, subject.guidelines);
    for (requirement, asked) in requirements
        .iter()
        .zip(words)
        .filter_map(|(own, words)| Some((own, words.asked.as_ref()?)))
    {
        match answered(subject, answers, asked) {
            None | Some(Given::Enough) => {}
            Some(Given::Nothing) => {
                missing(subject, first, clause, requirement, asked, report);
                return;
            }
            Some(Given::TooLittle(given)) => {
                short(subject, first, clause, requirement, asked, &given, report);
                return;
            }
        }
    }
}

/// What the answers to a clause give by way of a value.
enum Given {
    Enough,
    TooLittle(String),
    Nothing,
}

/// Looks for the value in what the answers say and in what stands beside it; `None` when they
/// say nothing yet.
fn answered(subject: &Subject<'_>, answers: &[&Answer], asked: &AskedValue) -> Option<Given> {
    let mut given = None;
    for answer in answers {
        let beside = answer.labels.fields.iter().filter(|value| {
            let fields = [Field::Frequency, Field::Reason];
            fields.contains(&value.field)
        });
        for value in beside {
            if let ValueAnswer::Given(_) = asked.answered_by(&value.text) {
                return Some(Given::Enough);
            }
        }
        let claims = subject
            .statements(answer)
            .flat_map(|statement| &statement.unit.claims);
        for claim in claims.filter(|claim| claim.says_something()) {
            match asked.answered_by(&claim.text) {
                ValueAnswer::Given(_) => return Some(Given::Enough),
                ValueAnswer::Short(range) => {
                    given = Some(Given::TooLittle(claim.text[range].to_string()));
                }
                ValueAnswer::Missing => {
                    given.get_or_insert(Given::Nothing);
                }
            }
        }
    }
    given
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
        .help(Message::new(
            "自社で定めた値を書いてください",
            "give the value that you have set",
        ))
        .severity(subject.softened(answer, Severity::Warning))
        .related(
            Place::Clause(clause),
            Message::new("値を求める条項", "the clause that asks for it"),
        )
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
        .related(
            Place::Clause(clause),
            Message::new("値を求める条項", "the clause that asks for it"),
        )
        .clause(Some(clause));
}

/// The answer's first words, or its heading.
fn place(subject: &Subject<'_>, answer: &Answer) -> std::ops::Range<usize> {
    subject
        .statements(answer)
        .find_map(|statement| {
            let claim = statement
                .unit
                .claims
                .iter()
                .find(|claim| claim.placeholder.is_none())?;
            Some(statement.place(&claim.range))
        })
        .unwrap_or_else(|| answer.range.clone())
}
