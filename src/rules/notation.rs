//! `unknown-label` and `invalid-front-matter`: what is wrong with a document's own notation.
//! Reading found it already; these rules report it.

mod unread_date;
mod unread_status;

use super::{Class, Report, Rule, Subject};
use crate::finding::{Edit, Fix, Severity};
use crate::locale::Message;
use crate::markdown;

pub static UNKNOWN_LABEL: Rule = Rule {
    name: "unknown-label",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unknown-label.md"),
    check: Some(|subject, report| {
        problems("unknown-label", subject, report);
        unread_status::check(subject, report);
        unread_date::check(subject, report);
    }),
};

pub static INVALID_FRONT_MATTER: Rule = Rule {
    name: "invalid-front-matter",
    class: Class::Project,
    severity: Severity::Error,
    manual: include_str!("pages/invalid-front-matter.md"),
    check: Some(|subject, report| {
        problems("invalid-front-matter", subject, report);
        unclosed(subject, report);
    }),
};

/// Front matter that speaks to Shishin and never ends, so that nothing of it is read.
fn unclosed(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(unclosed) = markdown::unclosed_front_matter(subject.text) else {
        return;
    };
    let yaml = &subject.text[unclosed.yaml.clone()];
    if !yaml.lines().any(|line| line.starts_with("shishin:")) {
        return;
    }
    let edit = match unclosed.indented_fence {
        Some(range) => Edit {
            range,
            new_text: "---".to_string(),
        },
        None => {
            let end = unclosed.yaml.end;
            let is_ended = yaml.ends_with('\n');
            Edit {
                range: end..end,
                new_text: if is_ended { "---\n" } else { "\n---\n" }.to_string(),
            }
        }
    };
    let message = Message::new(
        "front matter が閉じられていないため、読まれていません",
        "the front matter is not closed, so nothing of it is read",
    );
    report
        .push(unclosed.opening, message)
        .help(Message::new(
            "最後の項目の次の行に、行頭から --- と書いてください",
            "write --- at the beginning of the line below its last key",
        ))
        .fix(Fix {
            title: Message::new("front matter を閉じる", "close the front matter"),
            edits: vec![edit],
            is_proposal: false,
        });
}

pub(super) fn problems(rule: &str, subject: &Subject<'_>, report: &mut Report<'_>) {
    for problem in subject
        .document
        .problems
        .iter()
        .filter(|problem| problem.rule == rule)
    {
        let mut entry = report.push(problem.range.clone(), problem.message.clone());
        if let Some(help) = &problem.help {
            entry = entry.help(help.clone());
        }
        if let Some(replacement) = &problem.replacement {
            entry.fix(Fix {
                title: Message::new(
                    format!("「{replacement}」に直す"),
                    format!("change to “{replacement}”"),
                ),
                edits: vec![Edit {
                    range: problem.range.clone(),
                    new_text: replacement.clone(),
                }],
                is_proposal: false,
            });
        }
    }
}
