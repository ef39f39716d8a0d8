#![doc = include_str!("pages/conflicting-values.md")]

use super::contradiction::{Contradiction, Disputable, contradictions, standing_at};
use super::{Class, Report, Rule, Severities};
use crate::coverage::{Contribution, Coverage, MOST_AMOUNTS, Saying};
use crate::document::Value;
use crate::finding::{DocumentIndex, Finding, Severity};
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
    let mut told = None;
    for found in contradictions(disputed, coverage, document) {
        // A figure of several things is told of once.
        let place = found.here.range();
        if found.others.len() < MOST_AMOUNTS && told.replace(place.clone()) != Some(place) {
            tell(&found, own, coverage, &mut report);
        }
    }
    findings
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
    let help = Message::new(
        "正しいほうにそろえるか、対象が違うなら、それぞれに何の値かを書いてください",
        "make them agree; if they are values of different things, say of what in both places",
    );
    let said = |of: Option<DocumentIndex>, other: &Value| {
        let there = holder(of).values.words(other);
        Message::new(format!("こちらでは{there}"), format!("“{there}” here"))
    };
    found.report(message, help, said, report);
}
