#![doc = include_str!("pages/unused-allowance.md")]

use std::ops::Range;

use super::{Class, Report, Rule, Severities, named};
use crate::comment::Comment;
use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "unused-allowance",
    class: Class::Project,
    severity: Severity::Information,
    manual: include_str!("pages/unused-allowance.md"),
    check: None,
};

/// Rules whose findings are made where all documents are known.
const ACROSS: [&str; 5] = [
    "conflicting-status",
    "conflicting-values",
    "missing-clause",
    "partial-clause",
    "unread-citation",
];

/// Takes out the findings that comments allow, and reports the comments that allow nothing.
pub fn apply(
    text: &str,
    document: &Document,
    severities: &Severities,
    findings: &mut Vec<Finding>,
) {
    let mut unused = Vec::new();
    for allowance in &document.allowances {
        let Comment::Allow { rules, .. } = &allowance.comment else {
            continue;
        };
        for (range, name) in rules.iter().filter(|(_, name)| named(name).is_some()) {
            let before = findings.len();
            findings.retain(|finding| {
                let inside = allowance.scope.start <= finding.range.start
                    && finding.range.end <= allowance.scope.end;
                !(inside && finding.rule == name.as_str())
            });
            // What only the whole workspace shows is judged where the whole workspace is seen.
            if findings.len() == before && !ACROSS.contains(&name.as_str()) {
                unused.push((range, name, allowance));
            }
        }
    }
    let Some(mut report) = Report::of(&RULE, severities, findings) else {
        return;
    };
    for (range, name, allowance) in unused {
        let message = Message::new(
            format!("このコメントで許可している {name} の指摘は、ここにはありません"),
            format!("this comment allows {name}, and there is no such finding here"),
        );
        report
            .push(range.clone(), message)
            .help(Message::new(
                "不要になっていれば消してください",
                "remove it if it is no longer needed",
            ))
            .fix(Fix {
                title: Message::new("コメントを消す", "remove the comment"),
                edits: vec![Edit {
                    range: with_its_space(text, &allowance.range),
                    new_text: String::new(),
                }],
                is_proposal: false,
            });
    }
}

/// A comment with the space that stood there for its sake: that before it, or behind it at the
/// beginning of a line; all of the line, with its end, where it stands alone.
fn with_its_space(text: &str, comment: &Range<usize>) -> Range<usize> {
    let is_space = |c: char| matches!(c, ' ' | '\t');
    let before = text[..comment.start].trim_end_matches(is_space);
    let behind = text[comment.end..].trim_start_matches(is_space);
    let (start, end) = (before.len(), text.len() - behind.len());
    let begins_line = before.is_empty() || before.ends_with('\n');
    let ends_line = behind.is_empty() || behind.starts_with(['\n', '\r']);
    match (begins_line, ends_line) {
        (true, true) => {
            let line_end = behind.find('\n').map_or(end, |at| end + at + 1);
            // Of the empty lines above and below one is enough.
            let below = &text[line_end..];
            let empty = below.len() - below.trim_start_matches(['\r', '\n']).len();
            let is_apart =
                before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
            let first = below[..empty].find('\n').map_or(0, |at| at + 1);
            start..line_end + if is_apart { first } else { 0 }
        }
        (true, false) => comment.start..end,
        (false, _) => start..comment.end,
    }
}
