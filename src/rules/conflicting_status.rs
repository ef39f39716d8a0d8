#![doc = include_str!("pages/conflicting-status.md")]

use rustc_hash::FxHashMap;

use super::{Class, Report, Rule, Severities};
use crate::coverage::{Answered, Coverage, StatusOf};
use crate::finding::{DocumentIndex, Finding, Place, Severity};
use crate::guideline::Guidelines;
use crate::locale::Message;
use crate::wording::Status;

pub static RULE: Rule = Rule {
    name: "conflicting-status",
    class: Class::Crossing,
    severity: Severity::Warning,
    manual: include_str!("pages/conflicting-status.md"),
    check: None,
};

/// The answers of a document to clauses that are answered otherwise elsewhere.
pub fn conflicting_statuses(
    coverage: &Coverage,
    document: DocumentIndex,
    guidelines: &Guidelines,
    severities: &Severities,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (Some(mut report), Some(own)) = (
        Report::of(&RULE, severities, &mut findings),
        coverage.contribution(document),
    ) else {
        return findings;
    };
    // Of each status the first two places: one of them is not the answer's own.
    let mut by_thing: FxHashMap<StatusOf, Vec<&Answered>> = FxHashMap::default();
    for answer in own.answers.iter().filter(|answer| answer.status.is_some()) {
        let known = by_thing.entry(answer.status_of()).or_default();
        let mut same = known.iter().filter(|known| known.status == answer.status);
        let is_needed = match (same.next(), same.next()) {
            (None, _) => true,
            (Some(first), None) => first.range != answer.range,
            (Some(_), Some(_)) => false,
        };
        if is_needed {
            known.push(answer);
        }
    }
    for answer in &own.answers {
        let Some(status) = answer.status else {
            continue;
        };
        let beside = by_thing
            .get(&answer.status_of())
            .map_or(&[][..], Vec::as_slice);
        let here = { beside.iter() }
            .filter(|other| other.range != answer.range)
            .map(|other| (None, *other));
        let elsewhere = {
            coverage
                .statuses(answer.status_of(), document, |other| {
                    contradict(status, other)
                })
                .into_iter()
        }
        .map(|(of, other)| (Some(of), other));
        let other = here
            .chain(elsewhere)
            .find(|(_, other)| other.status.is_some_and(|other| contradict(status, other)));
        if let Some((of, other)) = other {
            report_status(guidelines, (answer, status), of, other, &mut report);
        }
    }
    findings
}

/// Whether a clause cannot stand both ways: it is met, and it is not or need not be.
fn contradict(one: Status, other: Status) -> bool {
    (one == Status::Implemented) != (other == Status::Implemented)
}

fn report_status(
    guidelines: &Guidelines,
    (answer, status): (&Answered, Status),
    of: Option<DocumentIndex>,
    other: &Answered,
    report: &mut Report<'_>,
) {
    let Some(other_status) = other.status else {
        return;
    };
    let label = guidelines.clause(answer.clause).display_label();
    let (here, there) = (name(status), name(other_status));
    let (ja, en) = match of {
        Some(_) => ("別の文書", "another document"),
        None => ("この文書の別の箇所", "another place of this document"),
    };
    let message = Message::new(
        format!(
            "{label} の対応状況が食い違っています: ここでは{}、{ja}では{}",
            here.ja, there.ja
        ),
        format!(
            "two statuses for {label}: “{}” here, “{}” in {en}",
            here.en, there.en
        ),
    );
    let place = match of {
        Some(of) => Place::Document(of, other.range.clone()),
        None => Place::Here(other.range.clone()),
    };
    report
        .push(answer.range.clone(), message)
        .help(Message::new(
            "今の状況にそろえるか、対象が違うなら、それぞれに何の対応状況かを書いてください",
            "make them agree; if they are statuses of different things, say of what in both places",
        ))
        .related(
            place,
            Message::new(
                format!("こちらでは{}", there.ja),
                format!("“{}” here", there.en),
            ),
        )
        .clause(Some(answer.clause));
}

fn name(status: Status) -> Message {
    let (ja, en) = match status {
        Status::Implemented => ("実装済み", "implemented"),
        Status::Partial => ("一部対応", "partial"),
        Status::Planned => ("予定", "planned"),
        Status::Alternative => ("代替策", "alternative"),
        Status::NotApplicable => ("対象外", "not applicable"),
        Status::NotImplemented => ("未対応", "not implemented"),
    };
    Message::new(ja, en)
}
