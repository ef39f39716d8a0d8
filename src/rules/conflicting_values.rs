#![doc = include_str!("pages/conflicting-values.md")]

use std::ops::Range;

use super::contradiction::{Contradiction, Disputable, contradictions, standing_at};
use super::{Class, Report, Rule, Severities};
use crate::coverage::{Contribution, Coverage, GivenAmount, GivenValue, MOST_AMOUNTS, Saying};
use crate::document::Value;
use crate::finding::{DocumentIndex, Finding, Severity};
use crate::guideline::Guidelines;
use crate::locale::Message;
use crate::wording::{self, Amount};

pub static RULE: Rule = Rule {
    name: "conflicting-values",
    class: Class::Crossing,
    severity: Severity::Warning,
    manual: include_str!("pages/conflicting-values.md"),
    check: None,
};

/// The figures of a document that others contradict, or that it contradicts itself.
pub fn conflicting_values(
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
    let values = own.values.iter();
    let disputed = values.filter(|value| coverage.says_several::<Value>(value.thing()));
    let mut told: Vec<Range<usize>> = Vec::new();
    for found in contradictions(disputed, coverage, document) {
        // A figure of several things is told of once.
        let place = found.here.range();
        if found.others.len() < MOST_AMOUNTS && told.last() != Some(&place) {
            tell(&found, own, coverage, &mut report);
            told.push(place);
        }
    }
    let given = own.given.iter();
    let disputed = given.filter(|value| coverage.says_several::<GivenValue>(value.thing()));
    for found in contradictions(disputed, coverage, document) {
        let place = found.here.range();
        let is_told = { told.iter() }.any(|told| told.start < place.end && place.start < told.end);
        if found.others.len() < MOST_AMOUNTS && !is_told {
            tell_of_clause(&found, own, coverage, guidelines, &mut report);
            told.push(place);
        }
    }
    findings
}

impl Disputable for GivenValue {
    fn place(&self) -> Range<usize> {
        self.range()
    }

    fn excludes(&self, said: &GivenAmount) -> bool {
        self.said.contradicts(said)
    }

    /// Of one document's values only such are kept as agree with each other.
    fn is_beside(&self, _: &GivenValue) -> bool {
        true
    }
}

fn tell_of_clause(
    found: &Contradiction<'_, GivenValue>,
    own: &Contribution,
    coverage: &Coverage,
    guidelines: &Guidelines,
    report: &mut Report<'_>,
) {
    let Some(&(of, other)) = found.others.first() else {
        return;
    };
    let holder = |of: Option<DocumentIndex>| match of {
        Some(of) => coverage.contribution(of).map_or(own, |found| found),
        None => own,
    };
    let clause = guidelines.clause(found.here.clause);
    let label = clause.display_label();
    let (here, there) = (own.given.words(found.here), holder(of).given.words(other));
    let title = of.map(|of| &*holder(Some(of)).title);
    let place = standing_at(title, holder(of).given.heading(other));
    let message = Message::new(
        format!(
            "{label} が求める値が食い違っています: ここでは{here}、{}では{there}",
            place.ja
        ),
        format!(
            "two values for what {label} asks for: “{here}” here, “{there}” in {}",
            place.en
        ),
    );
    let said = |of: Option<DocumentIndex>, other: &GivenValue| {
        let there = holder(of).given.words(other);
        Message::new(format!("こちらでは{there}"), format!("“{there}” here"))
    };
    let entry = found.report(message, help(), said, report);
    entry.clause(Some(found.here.clause));
}

/// What mends two values for one thing.
fn help() -> Message {
    Message::new(
        "正しいほうにそろえるか、対象が違うなら、それぞれに何の値かを書いてください",
        "make them agree; if they are values of different things, say of what in both places",
    )
}

impl Disputable for Value {
    fn place(&self) -> std::ops::Range<usize> {
        self.range()
    }

    fn excludes(&self, amount: &Amount) -> bool {
        !self.amount.agrees(amount)
    }

    fn is_beside(&self, other: &Value) -> bool {
        self.group == other.group
    }
}

fn tell(
    found: &Contradiction<'_, Value>,
    own: &Contribution,
    coverage: &Coverage,
    report: &mut Report<'_>,
) {
    let (Some(subject), Some(&(of, other))) =
        (wording::subject(found.here.subject), found.others.first())
    else {
        return;
    };
    let holder = |of: Option<DocumentIndex>| match of {
        Some(of) => coverage.contribution(of).map_or(own, |found| found),
        None => own,
    };
    let (here, there) = (own.values.words(found.here), holder(of).values.words(other));
    let title = of.map(|of| &*holder(Some(of)).title);
    let place = standing_at(title, holder(of).values.heading(other));
    let message = Message::new(
        format!(
            "{}が食い違っています: ここでは{here}、{}では{there}",
            subject.name.ja, place.ja
        ),
        format!(
            "two values for {}: “{here}” here, “{there}” in {}",
            subject.name.en, place.en
        ),
    );
    let said = |of: Option<DocumentIndex>, other: &Value| {
        let there = holder(of).values.words(other);
        Message::new(format!("こちらでは{there}"), format!("“{there}” here"))
    };
    found.report(message, help(), said, report);
}
