#![doc = include_str!("pages/missing-evidence.md")]

use std::collections::BTreeMap;
use std::ops::Range;

use super::conditions::{is_done, status};
use super::missing_owner::{InUse, heads_a_list, place_for};
use super::{Class, Report, Rule, Subject};
use crate::document::Answer;
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{self, Field, Placeholder, Status};

pub static RULE: Rule = Rule {
    name: "missing-evidence",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-evidence.md"),
    check: Some(check),
};

/// Values that name no record that anyone could ask for.
const UNVERIFIABLE: [&str; 8] = [
    "非公開",
    "社外秘",
    "開示不可",
    "なし",
    "該当なし",
    "n/a",
    "confidential",
    "none",
];

/// So many rows of one table without evidence are told once, at the first of them: that is how the table is kept.
const KEPT_WITHOUT: usize = 3;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let in_use = InUse::of(subject, Field::Evidence);
    let mut empty: BTreeMap<usize, Vec<&Answer>> = BTreeMap::new();
    for answer in subject.answers().chain(&subject.document.closed) {
        // What is done in part has its plan to show first.
        if !is_done(answer)
            || status(answer) == Some(Status::Partial)
            || !in_use.is_for(answer)
            || answer.is_inherited()
            || subject.is_heading_row(answer)
            || heads_a_list(subject, answer, Field::Evidence)
        {
            continue;
        }
        match (answer.labels.value(Field::Evidence), answer.table) {
            (Some(value), _) if !value.inherited && is_unwritten(&value.text) => {
                let message = Message::new(
                    format!("証跡が「{}」のままで、まだ決まっていません", value.text),
                    format!("the evidence is still “{}”", value.text),
                );
                tell(subject, report, answer, value.range.clone(), message);
            }
            (Some(value), _) if is_unverifiable(&value.text) => {
                let message = Message::new(
                    format!("証跡が「{}」だけでは、確かめようがありません", value.text),
                    format!("evidence that says only “{}” cannot be checked", value.text),
                );
                tell(subject, report, answer, value.range.clone(), message);
            }
            (None, Some(table)) => empty.entry(table).or_default().push(answer),
            (None, None) if !names_evidence(subject, answer) => {
                let place = place_for(answer, Field::Evidence);
                tell(subject, report, answer, place, nothing_named());
            }
            _ => {}
        }
    }
    for rows in empty.into_values() {
        // What a comment allows is found at its own row, for the comment would allow nothing otherwise.
        let (allowed, rows): (Vec<_>, Vec<_>) = { rows.into_iter() }.partition(|answer| {
            { subject.document }.allows(RULE.name, &place_for(answer, Field::Evidence))
        });
        for answer in allowed {
            let place = place_for(answer, Field::Evidence);
            tell(subject, report, answer, place, nothing_named());
        }
        let told = match rows.len() {
            KEPT_WITHOUT.. => &rows[..1],
            _ => &rows[..],
        };
        for answer in told {
            let message = match subject.columns_of(answer, Some(Field::Evidence)) {
                None => nothing_named(),
                Some(Message { ja, en }) if told.len() < rows.len() => Message::new(
                    format!(
                        "{ja}の欄に、記録や規程の名前が書かれていない行が{}行あります",
                        rows.len()
                    ),
                    format!("no evidence is named under {en} in {} rows", rows.len()),
                ),
                Some(Message { ja, en }) => Message::new(
                    format!("{ja}の欄に、記録や規程の名前が書かれていません"),
                    format!("no evidence is named under {en}"),
                ),
            };
            let place = place_for(answer, Field::Evidence);
            tell(subject, report, answer, place, message);
        }
    }
}

fn nothing_named() -> Message {
    Message::new(
        "証跡（記録や規程）が書かれていません",
        "no evidence is named",
    )
}

fn tell(
    subject: &Subject<'_>,
    report: &mut Report<'_>,
    answer: &Answer,
    place: Range<usize>,
    message: Message,
) {
    report
        .push(place, message)
        .help(Message::new(
            "記録・帳票・規程の名前（例: 「入退室記録」「情報システム管理規程 第5条」）を書いてください",
            "name a record, a form or a rule, e.g. “access log”, “IT rule, section 5”",
        ))
        .clause(subject.clause_of(answer));
}

/// Whether the value is no more than a note that it is to be written: 未定, 【要記入】, TBD.
fn is_unwritten(value: &str) -> bool {
    let whole = |range: &Range<usize>| range.len() == value.trim().len();
    matches!(wording::unwritten(value), Some((Placeholder::Todo, range)) if whole(&range))
}

fn is_unverifiable(value: &str) -> bool {
    let bare = value.trim_matches(|c: char| "（）()「」-－ー—―–‐ 　".contains(c));
    bare.is_empty()
        || UNVERIFIABLE
            .iter()
            .any(|word| word.eq_ignore_ascii_case(bare))
}

/// Whether an answer's own words name a rule or a record, or lead to one: evidence too.
fn names_evidence(subject: &Subject<'_>, answer: &Answer) -> bool {
    subject.statements(answer).any(|statement| {
        let unit = &statement.unit;
        let mut claims = unit.claims.iter();
        !unit.destinations().is_empty() || claims.any(|claim| claim.names_means())
    })
}
