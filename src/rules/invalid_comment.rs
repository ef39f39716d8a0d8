#![doc = include_str!("pages/invalid-comment.md")]

use super::{Class, Report, Rule, Subject, all, named};
use crate::comment::{Comment, Mend};
use crate::finding::{Edit, Fix, Severity};
use crate::locale::Message;
use crate::spelling;
use crate::wording::{self, Placeholder};

pub static RULE: Rule = Rule {
    name: "invalid-comment",
    class: Class::Project,
    severity: Severity::Warning,
    manual: include_str!("pages/invalid-comment.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for allowance in &subject.document.allowances {
        match &allowance.comment {
            Comment::Invalid {
                range,
                message,
                mend,
            } => {
                let entry = report.push(range.clone(), message.clone());
                if let Some(Mend::Word(word)) = mend {
                    let title = Message::new(format!("{word} に直す"), format!("change to {word}"));
                    entry.fix(Fix {
                        title,
                        edits: vec![Edit {
                            range: range.clone(),
                            new_text: word.to_string(),
                        }],
                        is_proposal: false,
                    });
                }
            }
            Comment::Allow { rules, reason, .. } => {
                if let Some(reason) = reason
                    && is_unwritten(&subject.text[reason.clone()])
                {
                    let message = Message::new(
                        "許可する理由がまだ書かれていません",
                        "the reason for the allowance is still to be written",
                    );
                    report.push(reason.clone(), message);
                }
                for (range, name) in rules.iter().filter(|(_, name)| named(name).is_none()) {
                    let message = Message::new(
                        format!("「{name}」という規則はありません"),
                        format!("there is no rule called {name}"),
                    );
                    let entry = report.push(range.clone(), message);
                    let rules = all().iter().map(|rule| rule.name);
                    if let Some(nearest) = spelling::nearest_or_begun(name, rules) {
                        entry
                            .help(Message::new(
                                format!("「{nearest}」の書き誤りではありませんか"),
                                format!("is `{nearest}` meant?"),
                            ))
                            .fix(Fix {
                                title: Message::new(
                                    format!("{nearest} に直す"),
                                    format!("change to {nearest}"),
                                ),
                                edits: vec![Edit {
                                    range: range.clone(),
                                    new_text: nearest.to_string(),
                                }],
                                is_proposal: false,
                            });
                    }
                }
            }
        }
    }
}

/// Whether a reason is a note that it is still to be written.
fn is_unwritten(reason: &str) -> bool {
    matches!(
        wording::placeholder(reason),
        Some((Placeholder::Empty | Placeholder::Todo, _))
    )
}
