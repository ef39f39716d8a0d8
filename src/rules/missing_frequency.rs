#![doc = include_str!("pages/missing-frequency.md")]

use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{self, Field, Kind};

pub static RULE: Rule = Rule {
    name: "missing-frequency",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-frequency.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (answer, statement, claim) in subject.claims() {
        let Some(hit) = claim
            .observations
            .hits
            .iter()
            .find(|hit| hit.kind == Kind::NoPeriod)
        else {
            continue;
        };
        let mut claims = statement.unit.claims.iter();
        if answer.labels.value(Field::Frequency).is_some()
            || claims.any(|claim| wording::period(&claim.text).is_some())
        {
            continue;
        }
        let range = statement.place(&hit.range);
        let word = &subject.text[range.clone()];
        let message = Message::new(
            format!("「{word}」とありますが、どのくらいの間隔かが書かれていません"),
            format!("“{word}” does not say how often"),
        );
        report
            .push(range, message)
            .help(Message::new(
                "頻度（例: 「年1回」「四半期ごと」）を書いてください",
                "give the interval, e.g. “every quarter”",
            ))
            .severity(subject.softened(answer, Severity::Warning))
            .clause(subject.clause_of(answer));
    }
}
