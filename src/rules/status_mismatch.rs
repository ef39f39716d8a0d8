#![doc = include_str!("pages/status-mismatch.md")]

use super::conditions::status;
use super::{Class, Report, Rule, Subject};
use crate::finding::{Place, Severity};
use crate::locale::Message;
use crate::wording::Status;

pub static RULE: Rule = Rule {
    name: "status-mismatch",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/status-mismatch.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject
        .answers()
        .filter(|answer| status(answer) == Some(Status::Implemented))
    {
        let Some((_, place)) = &answer.labels.status else {
            continue;
        };
        for statement in subject.statements(answer) {
            let future = statement
                .unit
                .claims
                .iter()
                .find_map(|claim| claim.observations.future.as_ref());
            let Some(future) = future else { continue };
            let range = statement.place(future);
            let (says, words) = (&subject.text[place.clone()], &subject.text[range.clone()]);
            let message = Message::new(
                format!("状況は「{says}」ですが、本文には「{words}」とあります"),
                format!("the status says “{says}”, the text says “{words}”"),
            );
            report
                .push(range, message)
                .help(Message::new(
                    "状況と本文のどちらかを直してください",
                    "mend either the status or the text",
                ))
                .related(
                    Place::Here(place.clone()),
                    Message::new("状況", "the status"),
                )
                .clause(subject.clause_of(answer));
        }
    }
}
