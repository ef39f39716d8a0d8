#![doc = include_str!("pages/restated-requirement.md")]

use std::sync::OnceLock;

use super::{Class, Report, Rule, Subject};
use crate::finding::{Place, Severity};
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::Message;
use crate::wording::{Fingerprint, restates};

pub static RULE: Rule = Rule {
    name: "restated-requirement",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/restated-requirement.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (answer, statement, claim) in subject.claims() {
        let restated = answer
            .links
            .iter()
            .map(|link| link.clause)
            .find(|&clause| subject.fingerprints.of(clause, subject.guidelines).iter().any(|own| restates(&claim.text, own)));
        let Some(clause) = restated else { continue };
        let message = Message::new(
            "条項の文をほぼそのまま書いており、自社がどう満たしているかが書かれていません",
            "this gives the clause's own words back and does not say how it is met",
        );
        report
            .push(statement.place(&claim.range), message)
            .help(Message::new(
                "手段・担当・頻度・記録など、自社に固有のことを書いてください",
                "add what is particular to you: means, owner, frequency, records",
            ))
            .related(Place::Clause(clause), Message::new("条項の文", "the clause"))
            .severity(subject.softened(answer, Severity::Warning))
            .clause(Some(clause));
    }
}

/// What the requirements of all guidelines in play look like when given back; each clause's is
/// made when it is first asked for.
#[derive(Debug, Default)]
pub struct Fingerprints(Vec<Vec<OnceLock<Vec<Fingerprint>>>>);

impl Fingerprints {
    /// Room for the clauses of these guidelines.
    pub fn new(guidelines: &Guidelines) -> Fingerprints {
        let empty = |count: usize| (0..count).map(|_| OnceLock::new()).collect();
        Fingerprints(guidelines.iter().map(|(_, guideline)| empty(guideline.clauses.len())).collect())
    }

    /// The fingerprints of a clause's requirements.
    fn of(&self, clause: ClauseReference, guidelines: &Guidelines) -> &[Fingerprint] {
        let make = || {
            let requirements = &guidelines.clause(clause).requirements;
            requirements.iter().map(|requirement| Fingerprint::of(&requirement.text)).collect()
        };
        self.0[clause.guideline.0 as usize][clause.clause.0 as usize].get_or_init(make)
    }
}
