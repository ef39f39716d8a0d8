#![doc = include_str!("pages/restated-requirement.md")]

use super::{Class, Report, Rule, Subject};
use crate::finding::{Place, Severity};
use crate::locale::Message;
use crate::wording::restates;

pub static RULE: Rule = Rule {
    name: "restated-requirement",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/restated-requirement.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (answer, statement, claim) in subject.claims() {
        let restated = answer.links.iter().map(|link| link.clause).find(|&clause| {
            let single = subject.words.of(clause, subject.guidelines).iter();
            let together = subject.words.together(clause, subject.guidelines).iter();
            let mut all = single.map(|own| &own.fingerprint).chain(together);
            all.any(|fingerprint| restates(&claim.text, fingerprint))
        });
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
            .related(
                Place::Clause(clause),
                Message::new("条項の文", "the clause"),
            )
            .severity(subject.softened(answer, Severity::Warning))
            .clause(Some(clause));
    }
}
