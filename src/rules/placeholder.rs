#![doc = include_str!("pages/placeholder.md")]

use super::conditions::{is_done, is_excluded, said, status};
use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Claim, Statement};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{Field, Placeholder, Status};

pub static RULE: Rule = Rule {
    name: "placeholder",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/placeholder.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        if is_excluded(answer) || answer.is_inherited() || subject.is_heading_row(answer) {
            continue;
        }
        match answer.kind {
            AnswerKind::Row => row(subject, answer, report),
            AnswerKind::Section if answer.statements.is_empty() => {
                empty_section(subject, answer, report)
            }
            AnswerKind::Section | AnswerKind::Block => {
                let mut open = false;
                for statement in subject.statements(answer) {
                    open |= unfinished(subject, answer, statement, report);
                }
                if !open {
                    only_dashes(subject, answer, report);
                }
            }
        }
    }
}

/// A row whose measure is blank, or that says openly that it is not written yet.
fn row(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    for statement in subject.statements(answer) {
        if unfinished(subject, answer, statement, report) {
            continue;
        }
        let claims = &statement.unit.claims;
        let blank = |claim: &Claim| {
            matches!(
                claim.placeholder,
                Some((Placeholder::Empty | Placeholder::Dash, _))
            )
        };
        // What the customer does, or a remark, can be all there is to say, unless it is claimed
        // that the provider does something.
        let explained = !is_done(answer)
            && [Field::Reason, Field::Customer]
                .iter()
                .any(|&field| said(answer, field).is_some());
        if let Some(first) = claims.first()
            && claims.iter().all(blank)
            && !explained
        {
            let range = first
                .placeholder
                .as_ref()
                .map_or(&first.range, |(_, range)| range);
            let (number_ja, number_en) = number_of(statement)
                .map_or_else(Default::default, |number| {
                    (format!("{number} の"), format!("{number}: "))
                });
            // The caret stands under nothing: the column says what is missing.
            let column = subject.columns_of(answer, Some(Field::Measure));
            let column = column.or_else(|| subject.columns_of(answer, None));
            let message = match column {
                Some(Message { ja, en }) => Message::new(
                    format!("{number_ja}{ja}の欄が空です"),
                    format!("{number_en}nothing is written under {en}"),
                ),
                None => Message::new(
                    format!("{number_ja}対応内容が空です"),
                    format!("{number_en}the answer is blank"),
                ),
            };
            report
                .push(statement.place(range), message)
                .help(Message::new(
                    "対応内容を書くか、対象外であれば理由とともにそう書いてください",
                    "write the answer, or say “not applicable” and why",
                ))
                .clause(subject.clause_of(answer));
        } else if let Some(status) = statement.unit.field(Field::Status)
            && status.text.is_empty()
            && claims.iter().any(|claim| !blank(claim))
        {
            let message = match subject.columns_of(answer, Some(Field::Status)) {
                Some(Message { ja, en }) => Message::new(
                    format!("{ja}の欄が空です"),
                    format!("nothing is written under {en}"),
                ),
                None => Message::new("対応状況が空です", "the status is blank"),
            };
            report
                .push(statement.place(&status.range), message)
                .help(Message::new(
                    "対応済・一部対応・対応予定・対象外（理由）などを書いてください",
                    "write implemented, partial, planned, or not applicable and why",
                ))
                .clause(subject.clause_of(answer));
        }
    }
}

/// An answer that consists of a dash.
fn only_dashes(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let mut first = None;
    for statement in subject.statements(answer) {
        for claim in &statement.unit.claims {
            match &claim.placeholder {
                Some((Placeholder::Dash | Placeholder::Empty, range)) => {
                    first.get_or_insert(statement.place(range));
                }
                _ => return,
            }
        }
    }
    let Some(range) = first else { return };
    let message = Message::new(
        "記号だけで、記述がありません",
        "there is a mark and nothing else",
    );
    report
        .push(range, message)
        .help(Message::new(
            "対応内容を書くか、対象外であれば理由とともにそう書いてください",
            "write the answer, or say “not applicable” and why",
        ))
        .clause(subject.clause_of(answer));
}

/// TODO, TBD, 要確認, 【要精読】 anywhere in what the provider says.
fn unfinished(
    subject: &Subject<'_>,
    answer: &Answer,
    statement: &Statement,
    report: &mut Report<'_>,
) -> bool {
    let todo = statement
        .unit
        .claims
        .iter()
        .find_map(|claim| match &claim.placeholder {
            Some((Placeholder::Todo, range)) => Some(range),
            _ => None,
        });
    let Some(range) = todo else { return false };
    let range = statement.place(range);
    let word = subject.text[range.clone()].trim();
    let message = Message::new(
        format!(
            "「{}」とあり、まだ書き終わっていません",
            word.trim_matches(['「', '」', '。'])
        ),
        format!("“{word}” is left here: this is not finished"),
    );
    report
        .push(range, message)
        .help(Message::new(
            "確かめた内容に書き換えてください。まだ行っていなければ、状況を「対応予定」として時期を書いてください",
            "write what is the case; if it is not done yet, say planned and when",
        ))
        .clause(subject.clause_of(answer));
    true
}

fn empty_section(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let said = [Field::Evidence, Field::Reason, Field::Responsibility]
        .iter()
        .any(|&field| {
            answer
                .labels
                .value(field)
                .is_some_and(|value| !value.inherited)
        });
    let own = &subject.document.sections[answer.section].range;
    let parted = subject.document.sections.iter().any(|section| {
        section.parent == Some(answer.section) && own.contains(&section.heading.start)
    });
    // What is not done yet cannot be described; by when it will be is asked by unowned-plan.
    let open = matches!(
        status(answer),
        Some(Status::Planned | Status::NotImplemented)
    );
    if said || parted || open || answer.links.is_empty() {
        return;
    }
    let message = Message::new(
        "見出しだけで、記述がありません",
        "there is a heading and nothing under it",
    );
    report
        .push(answer.range.clone(), message)
        .clause(subject.clause_of(answer));
}

fn number_of(statement: &Statement) -> Option<String> {
    let number = statement.unit.field(Field::Clause)?;
    (!number.text.is_empty()).then(|| number.text.replace('\n', " "))
}
