//! How much of an answer an answer is, by its status and by what was found in it.

use std::ops::Range;

use super::Standing;
use crate::document::{Answer, AnswerKind, Claim, Document};
use crate::finding::{Finding, RuleName, Severity};
use crate::wording::{self, Field, Mark, Status};

/// The rules that found something to mend in an answer, in the order of their names.
pub(super) fn against(document: &Document, answer: &Answer, findings: &[Finding]) -> Vec<RuleName> {
    let within = |range: &Range<usize>| {
        let first = findings.partition_point(|finding| finding.range.start < range.start);
        let end = range.end;
        findings[first..]
            .iter()
            .take_while(move |finding| finding.range.start <= end)
            .filter(move |finding| finding.range.end <= end)
    };
    let statements = answer
        .statements
        .iter()
        .map(|&statement| &document.statements[statement].range);
    let labels = &answer.labels;
    let fields = { labels.fields.iter() }.filter(|value| !value.inherited);
    let status = labels.status.as_ref().map(|(_, place)| place);
    // What is done in part and nobody has to finish leaves the clause open, however softly that is told.
    let is_partial =
        { labels.status.as_ref() }.is_some_and(|(one, _)| one.status == Status::Partial);
    let is_rest_open = |rule: &RuleName| is_partial && *rule == "unowned-plan";
    let mut reasons: Vec<RuleName> = std::iter::once(&answer.range)
        .chain(statements)
        .chain(fields.map(|value| &value.range))
        .chain(status)
        .flat_map(within)
        .filter(|finding| finding.severity >= Severity::Warning || is_rest_open(&finding.rule))
        .map(|finding| finding.rule.clone())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Judges an answer by its status and by the rules that found something in it.
pub(super) fn standing(document: &Document, answer: &Answer, against: &[RuleName]) -> Standing {
    let status = answer
        .labels
        .status
        .as_ref()
        .map(|(stated, _)| stated.status);
    match status {
        _ if !against.is_empty() => Standing::Weak,
        Some(Status::NotApplicable) => Standing::Excluded,
        Some(Status::Planned | Status::NotImplemented) => Standing::Open,
        _ if answer.statements.is_empty() && answer.kind == AnswerKind::Section => Standing::Weak,
        None if tells_no_deed(document, answer) => Standing::Weak,
        None if answer.kind == AnswerKind::Row && says_nothing(document, answer) => Standing::Weak,
        None if answer.kind == AnswerKind::Row && has_none(document, answer) => Standing::Open,
        _ => Standing::Good,
    }
}

/// Whether all that an answer in running text says is what customers should do, or that people talked.
fn tells_no_deed(document: &Document, answer: &Answer) -> bool {
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index].unit);
    let mut claims = statements.flat_map(|unit| &unit.claims).peekable();
    // An item of a form asks what customers have to do: 「利用者側で対応する措置」.
    let is_asked = || wording::asks_of_customers(&document.sections[answer.section].title);
    answer.kind != AnswerKind::Row
        && claims.peek().is_some()
        && claims.all(|claim| wording::tells_no_deed(&claim.text))
        && !(answer.kind == AnswerKind::Section && is_asked())
        && answer.labels.value(Field::Responsibility).is_none()
}

/// Whether a row answers no more than that there is nothing of what is asked, and nothing bad is asked for.
fn has_none(document: &Document, answer: &Answer) -> bool {
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index].unit);
    let mut claims = statements.flat_map(|unit| &unit.claims).peekable();
    let asked = { answer.labels.fields.iter() }
        .filter(|value| matches!(value.field, Field::Title | Field::Requirement))
        .map(|value| &*value.text);
    claims.peek().is_some()
        && claims.all(|claim| wording::has_none(&claim.text))
        && !asked.into_iter().any(wording::asks_for_the_unwelcome)
}

/// Whether a row says neither what is done nor anything else of the clause: whose duty it is, perhaps.
pub fn says_nothing(document: &Document, answer: &Answer) -> bool {
    const NOTHING: [Field; 7] = [
        Field::Clause,
        Field::Title,
        Field::Requirement,
        Field::Guideline,
        Field::Responsibility,
        Field::Owner,
        Field::Status,
    ];
    let statements = answer.statements.iter();
    let units = statements.map(|&statement| &document.statements[statement].unit);
    let claims = units.flat_map(|unit| &unit.claims);
    let mut fields = { answer.labels.fields.iter() }.filter(|value| !value.inherited);
    !{ claims }.any(Claim::says_something)
        && fields.all(|value| {
            NOTHING.contains(&value.field)
                || matches!(wording::mark(&value.text), Some((Mark::Open, _)))
        })
}
