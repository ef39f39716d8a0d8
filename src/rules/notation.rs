//! `unknown-label` and `invalid-front-matter`: what is wrong with a document's own notation.
//! Reading found it already; these rules report it.

use super::{Class, Report, Rule, Subject};
use crate::finding::{Edit, Fix, Severity};
use crate::locale::Message;

pub static UNKNOWN_LABEL: Rule = Rule {
    name: "unknown-label",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unknown-label.md"),
    check: Some(|subject, report| problems("unknown-label", subject, report)),
};

pub static INVALID_FRONT_MATTER: Rule = Rule {
    name: "invalid-front-matter",
    class: Class::Project,
    severity: Severity::Error,
    manual: include_str!("pages/invalid-front-matter.md"),
    check: Some(|subject, report| problems("invalid-front-matter", subject, report)),
};

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
            });
        }
    }
}
