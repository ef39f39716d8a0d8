#![doc = include_str!("pages/conflicting-status.md")]

use super::contradiction::{Contradiction, Disputable, contradictions, standing_at};
use super::{Class, Report, Rule, Severities};
use crate::coverage::{Answered, Coverage, Saying};
use crate::finding::{DocumentIndex, Finding, Severity};
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
    let stated = { own.answers.iter() }.filter(|answer| {
        answer.status.is_some() && coverage.says_several::<Answered>(answer.thing())
    });
    let mends = tells_of_mending(&own.title);
    let stated = stated.filter(|answer| !(mends && answer.status == Some(Status::Implemented)));
    for found in contradictions(stated, coverage, document) {
        tell(&found, coverage, guidelines, &mut report);
    }
    findings
}

/// Whether a document of this title tells how what another found wanting is mended: that it is done by now contradicts
/// nothing.
fn tells_of_mending(title: &str) -> bool {
    const WORDS: [&str; 5] = [
        "是正",
        "改善計画",
        "改善報告",
        "Corrective action",
        "Remediation",
    ];
    WORDS.iter().any(|word| title.contains(word))
}

impl Disputable for Answered {
    fn place(&self) -> std::ops::Range<usize> {
        self.stated.bytes()
    }

    fn excludes(&self, status: &Status) -> bool {
        self.status.is_some_and(|own| own.contradicts(*status))
    }

    fn is_beside(&self, other: &Answered) -> bool {
        self.range == other.range
    }
}

fn tell(
    found: &Contradiction<'_, Answered>,
    coverage: &Coverage,
    guidelines: &Guidelines,
    report: &mut Report<'_>,
) {
    let Some((of, other)) = found.others.first() else {
        return;
    };
    let (Some(status), Some(other_status)) = (found.here.status, other.status) else {
        return;
    };
    let clause = guidelines.clause(found.here.clause);
    let title = of.map(|of| coverage.contribution(of).map_or("", |other| &*other.title));
    if other_status == Status::Implemented && title.is_some_and(tells_of_mending) {
        return;
    }
    let place = standing_at(title, "");
    let (here, there) = (name(status), name(other_status));
    let label = clause.display_label();
    let message = Message::new(
        format!(
            "{label} の対応状況が食い違っています: ここでは「{}」、{}では「{}」",
            here.ja, place.ja, there.ja
        ),
        format!(
            "two statuses for {label}: “{}” here, “{}” in {}",
            here.en, there.en, place.en
        ),
    );
    let help = Message::new(
        "今の状況にそろえるか、対象が違うなら、それぞれに何の対応状況かを書いてください",
        "make them agree; if they are statuses of different things, say of what in both places",
    );
    let said = |_, other: &Answered| {
        let there = name(other.status.unwrap_or(other_status));
        Message::new(
            format!("こちらでは「{}」", there.ja),
            format!("“{}” here", there.en),
        )
    };
    let entry = found.report(message, help, said, report);
    entry.clause(Some(found.here.clause));
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
