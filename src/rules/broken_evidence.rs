#![doc = include_str!("pages/broken-evidence.md")]

use std::ops::Range;

use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::guideline::ClauseReference;
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "broken-evidence",
    class: Class::Structural,
    severity: Severity::Error,
    manual: include_str!("pages/broken-evidence.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for statement in &subject.document.statements {
        let Some(answer) = statement.answer.filter(|_| !statement.quoted) else {
            continue;
        };
        let clause = subject.clause_of(&subject.document.answers[answer]);
        for (range, destination) in statement.unit.destinations() {
            judge(subject, statement.place(range), destination, clause, report);
        }
    }
    for (range, destination) in &subject.document.label_destinations {
        judge(subject, range.clone(), destination, None, report);
    }
}

fn judge(
    subject: &Subject<'_>,
    range: Range<usize>,
    destination: &str,
    clause: Option<ClauseReference>,
    report: &mut Report<'_>,
) {
    if !is_file(destination) || (subject.exists)(destination) {
        return;
    }
    let message = Message::new(
        format!("リンク先「{destination}」がありません"),
        format!("the link leads to {destination}, which does not exist"),
    );
    report
        .push(range, message)
        .help(Message::new(
            "ファイルの名前と場所を確かめてください（パスはこの文書のあるフォルダーから数えます）",
            "check the file's name and place; the path counts from this document",
        ))
        .clause(clause);
}

/// Whether a link leads to a file beside the document: no web address, no mail, no place in the
/// document itself. Web links are not fetched.
fn is_file(destination: &str) -> bool {
    let scheme = destination.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    });
    !destination.is_empty() && !destination.starts_with(['#', '/']) && !scheme
}
