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
    let document = subject.document;
    // Ordinary Markdown is left alone.
    let answers_a_clause = { document.answers.iter() }.any(|answer| !answer.links.is_empty());
    for statement in document.statements.iter().filter(|found| !found.quoted) {
        let destinations = statement.unit.destinations();
        if destinations.is_empty() {
            continue;
        }
        let clause =
            { statement.answer }.map(|answer| subject.clause_of(&document.answers[answer]));
        for (range, destination) in destinations {
            let place = match clause {
                Some(clause) => Place::Answer(clause),
                None if answers_a_clause && has_extension(destination) => Place::Beside,
                None => continue,
            };
            judge(subject, statement.place(range), destination, place, report);
        }
    }
    for (range, destination) in &document.label_destinations {
        judge(
            subject,
            range.clone(),
            destination,
            Place::Answer(None),
            report,
        );
    }
}

/// Where a link stands.
#[derive(Clone, Copy)]
enum Place {
    /// In an answer, whose evidence it is.
    Answer(Option<ClauseReference>),
    /// Elsewhere in a document that answers clauses.
    Beside,
}

fn judge(
    subject: &Subject<'_>,
    range: Range<usize>,
    destination: &str,
    place: Place,
    report: &mut Report<'_>,
) {
    if !is_file(destination) || (subject.exists)(destination) {
        return;
    }
    let message = Message::new(
        format!("リンク先「{destination}」がありません"),
        format!("the link leads to {destination}, which does not exist"),
    );
    let finding = report.push(range, message).help(Message::new(
        "ファイルの名前と場所を確かめてください（パスはこの文書のあるフォルダーから数えます）",
        "check the file's name and place; the path counts from this document",
    ));
    match place {
        Place::Answer(clause) => finding.clause(clause),
        Place::Beside => finding.severity(Severity::Warning),
    };
}

/// Whether a link names a file by its kind. Without one it may be a page that a site's generator makes.
fn has_extension(destination: &str) -> bool {
    let path = destination.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_kind = |kind: &str| {
        (1..=5).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_template = path.contains(['{', '<', '$']);
    !is_template
        && name
            .rsplit_once('.')
            .is_some_and(|(_, kind)| is_kind(kind) && kind != "html")
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
