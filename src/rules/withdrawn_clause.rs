#![doc = include_str!("pages/withdrawn-clause.md")]

use super::{Class, Report, Rule, Subject};
use crate::document::Resolution;
use crate::finding::{Edit, Fix, Place, Severity};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "withdrawn-clause",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/withdrawn-clause.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for citation in &subject.document.citations {
        let Resolution::Found(found) = &citation.resolution else {
            continue;
        };
        let [(clause, _)] = &**found else {
            continue;
        };
        let known = subject.guidelines.clause(*clause);
        let Some(withdrawn) = &known.withdrawn else {
            continue;
        };
        let label = known.label.as_deref().unwrap_or(&known.title);
        let guideline = subject.guidelines.get(clause.guideline);
        let heirs: Vec<&str> = withdrawn
            .moved_to
            .iter()
            .map(|id| {
                let heir = guideline.clauses.iter().find(|other| other.id == *id);
                heir.and_then(|heir| heir.label.as_deref()).unwrap_or(id)
            })
            .collect();
        let message = Message::new(
            format!("{label} は {} で廃止された条項です", guideline.name()),
            format!("{label} is withdrawn in {}", guideline.name()),
        );
        let mut entry = report
            .push(citation.range.clone(), message)
            .clause(Some(*clause));
        if !heirs.is_empty() {
            entry = entry.help(Message::new(
                format!(
                    "内容は {} に移っています。そちらを引いてください",
                    heirs.join("、")
                ),
                format!("its content went to {}; cite that", heirs.join(", ")),
            ));
        }
        // An id of ours is no number that one could cite.
        let cited = heirs.iter().filter(|heir| {
            let mut others = guideline.clauses.iter();
            others.any(|other| other.label.as_deref() == Some(**heir))
        });
        for heir in cited {
            entry = entry.fix(Fix {
                title: Message::new(format!("{heir} に引き直す"), format!("cite {heir}")),
                edits: vec![Edit {
                    range: citation.range.clone(),
                    new_text: heir.to_string(),
                }],
                is_proposal: true,
            });
        }
        entry.related(
            Place::Clause(*clause),
            Message::new("廃止された条項", "the withdrawn clause"),
        );
    }
}
