#![doc = include_str!("pages/unowned-plan.md")]

use std::ops::Range;

use super::conditions::status;
use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::Answer;
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{Field, Status};

pub static RULE: Rule = Rule {
    name: "unowned-plan",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unowned-plan.md"),
    check: Some(check),
};

/// Times that are named without a date; a plan, but one that nobody can hold to.
const RELATIVE: [&str; 8] = ["次期", "次回", "更改時", "更新時", "移行時", "リプレース", "next release", "next renewal"];

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers().filter(|answer| status(answer) == Some(Status::Planned)) {
        let Some((_, place)) = &answer.labels.status else { continue };
        let dates = dates(subject, answer);
        if dates.is_empty() {
            without_date(subject, answer, place, report);
            continue;
        }
        // The last of several dates is the one by which it is to be done.
        let Some((range, due)) = dates.into_iter().max_by_key(|(_, due)| due.last_day()) else { continue };
        if due.last_day() < subject.today {
            let written = &subject.text[range.clone()];
            let message = Message::new(
                format!("予定の時期（{written}）を過ぎています"),
                format!("the date of this plan ({written}) has passed"),
            );
            report
                .push(range, message)
                .help(Message::new(
                    "済んでいれば状況を「対応済」に、まだであれば新しい時期を書いてください",
                    "if it is done, say so in the status; if not, give the new date",
                ))
                .clause(subject.clause_of(answer));
        }
    }
}

fn without_date(subject: &Subject<'_>, answer: &Answer, place: &Range<usize>, report: &mut Report<'_>) {
    let text = &subject.text[answer.range.clone()];
    let relative = RELATIVE.iter().any(|word| text.contains(word));
    let message = Message::new("予定とありますが、いつまでに行うかが書かれていません", "this is planned, but no date is given");
    let entry = report
        .push(place.clone(), message)
        .help(Message::new(
            "期限（例: 2027年3月）と担当を書いてください",
            "give a date, e.g. March 2027, and who is in charge",
        ))
        .clause(subject.clause_of(answer));
    if relative {
        entry.severity(Severity::Information);
    }
}

/// The dates of an answer's plan: under its own labels, else in its status and its words.
fn dates(subject: &Subject<'_>, answer: &Answer) -> Vec<(Range<usize>, date::PartialDate)> {
    let find = |range: Range<usize>| {
        date::find_all(&subject.text[range.clone()])
            .into_iter()
            .map(move |(inner, date)| (range.start + inner.start..range.start + inner.end, date))
    };
    if let Some(due) = answer.labels.value(Field::Due).filter(|due| !due.inherited) {
        return find(due.range.clone()).collect();
    }
    let mut found: Vec<_> = answer
        .labels
        .fields
        .iter()
        .filter(|value| matches!(value.field, Field::Status | Field::Reason) && !value.inherited)
        .flat_map(|value| find(value.range.clone()))
        .collect();
    for statement in subject.statements(answer) {
        for claim in &statement.unit.claims {
            found.extend(find(statement.place(&claim.range)));
        }
    }
    found
}
