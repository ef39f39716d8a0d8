#![doc = include_str!("pages/unclear-responsibility.md")]

use super::conditions::is_excluded;
use super::{Class, Report, Rule, Subject};
use crate::finding::{Place, Severity};
use crate::guideline::Responsibility;
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "unclear-responsibility",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unclear-responsibility.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers().filter(|answer| !is_excluded(answer)) {
        let shared = answer.links.iter().map(|link| link.clause).find(|&clause| {
            subject.guidelines.clause(clause).responsibility == Some(Responsibility::Shared)
        });
        let Some(clause) = shared else { continue };
        let said = [Field::Customer, Field::Responsibility]
            .iter()
            .any(|&field| answer.labels.value(field).is_some());
        if said {
            continue;
        }
        let message = Message::new(
            "利用者と分担する条項ですが、利用者側で行うことが書かれていません",
            "this clause is shared with the customer, and the customer's part is not stated",
        );
        report
            .push(answer.range.clone(), message)
            .help(Message::new(
                "「責任分界」のラベルか利用者側の列を設け、利用者が行うことを書いてください",
                "add a Responsibility label or a customer column, and say what the customer does",
            ))
            .related(Place::Clause(clause), Message::new("条項", "the clause"))
            .clause(Some(clause));
    }
}
