#![doc = include_str!("pages/refers-elsewhere.md")]

use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "refers-elsewhere",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/refers-elsewhere.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (answer, statement, claim) in subject.claims() {
        let Some(range) = &claim.observations().refers_elsewhere else {
            continue;
        };
        // Another column or paragraph of the same answer may say the rest.
        let others = subject
            .statements(answer)
            .flat_map(|statement| &statement.unit.claims);
        let alone = others
            .filter(|other| other.placeholder.is_none())
            .all(|other| other.observations().refers_elsewhere.is_some());
        let present = statement
            .unit
            .destinations()
            .iter()
            .any(|(_, destination)| !destination.contains("://") && (subject.exists)(destination));
        if !alone || present {
            continue;
        }
        let message = Message::new(
            "ほかの文書を参照するだけで、何をどのように行っているかが書かれていません",
            "this only points at another document and says neither what is done nor how",
        );
        report
            .push(statement.place(range), message)
            .help(Message::new(
                "要点（だれが、何を、どのように）をここに一文で書いてください",
                "add one sentence with the substance: who does what, and how",
            ))
            .severity(subject.softened(answer, Severity::Warning))
            .clause(subject.clause_of(answer));
    }
}
