#![doc = include_str!("pages/missing-evidence.md")]

use super::conditions::{is_done, is_inherited};
use super::missing_owner::{is_in_use, place_for};
use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "missing-evidence",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-evidence.md"),
    check: Some(check),
};

/// Values that name no record that anyone could ask for.
const UNVERIFIABLE: [&str; 6] = [
    "非公開",
    "社外秘",
    "開示不可",
    "なし",
    "confidential",
    "none",
];

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        if !is_done(answer)
            || is_inherited(answer)
            || subject.is_heading_row(answer)
            || !is_in_use(subject, answer, Field::Evidence)
        {
            continue;
        }
        let help = Message::new(
            "記録・帳票・規程の名前（例: 「入退室記録」「情報システム管理規程 第5条」）を書いてください",
            "name a record, a form or a rule, e.g. “access log”, “IT rule, section 5”",
        );
        match answer.labels.value(Field::Evidence) {
            Some(value) => {
                let bare = value
                    .text
                    .trim_matches(|c: char| "（）()「」-－ー—―–‐ 　".contains(c))
                    .to_lowercase();
                if bare.is_empty() || UNVERIFIABLE.contains(&bare.as_str()) {
                    let message = Message::new(
                        format!("証跡が「{}」だけでは、確かめようがありません", value.text),
                        format!("evidence that says only “{}” cannot be checked", value.text),
                    );
                    report
                        .push(value.range.clone(), message)
                        .help(help)
                        .clause(subject.clause_of(answer));
                }
            }
            None => {
                // The name of a rule or record in the answer's own words is evidence too.
                let named = subject.statements(answer).any(|statement| {
                    !statement.unit.destinations.is_empty()
                        || statement
                            .unit
                            .claims
                            .iter()
                            .any(|claim| claim.observations.named)
                });
                if !named || answer.table.is_some() {
                    let message = Message::new(
                        "証跡（記録や規程）が書かれていません",
                        "no evidence is named",
                    );
                    report
                        .push(place_for(answer, Field::Evidence), message)
                        .help(help)
                        .clause(subject.clause_of(answer));
                }
            }
        }
    }
}
