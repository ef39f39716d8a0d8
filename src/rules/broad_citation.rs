#![doc = include_str!("pages/broad-citation.md")]

use super::conditions::is_excluded;
use super::{Class, Report, Rule, Subject};
use crate::coverage;
use crate::document::{AnswerKind, Link};
use crate::finding::{Place, Severity};
use crate::guideline::Modality;
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "broad-citation",
    class: Class::Structural,
    severity: Severity::Information,
    manual: include_str!("pages/broad-citation.md"),
    check: Some(check),
};

/// From how many clauses on a citation of their chapter says nothing about any one of them.
const MANY: usize = 3;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        let says_something = subject.statements(answer).any(|statement| {
            statement
                .unit
                .claims
                .iter()
                .any(|claim| claim.placeholder.is_none())
        });
        if answer.kind == AnswerKind::Section || is_excluded(answer) || !says_something {
            continue;
        }
        for link in &answer.links {
            let asking = clauses_below(subject, link);
            let Some(citation) = link.citation.filter(|_| asking >= MANY) else {
                continue;
            };
            let clause = subject.guidelines.clause(link.clause);
            let label = clause.label.as_deref().unwrap_or(&clause.title);
            let message = Message::new(
                format!(
                    "{label} は {asking} 件の条項を束ねる見出しです。この記述だけでは、どの条項への回答か分かりません"
                ),
                format!(
                    "{label} is a heading over {asking} clauses; it is not clear which of them this answers"
                ),
            );
            report
                .push(subject.document.citations[citation].range.clone(), message)
                .help(Message::new(
                    "答えている条項の番号を引いてください",
                    "cite the clauses that it answers",
                ))
                .related(
                    Place::Clause(link.clause),
                    Message::new("引いている見出し", "the heading that is cited"),
                )
                .clause(Some(link.clause));
        }
    }
}

/// How many clauses that ask something stand below a clause that asks nothing itself.
fn clauses_below(subject: &Subject<'_>, link: &Link) -> usize {
    let guideline = subject.guidelines.get(link.clause.guideline);
    if coverage::asks(subject.guidelines.clause(link.clause)) > Modality::May {
        return 0;
    }
    let mut asking = 0;
    coverage::below(guideline, link.clause, &mut |clause| {
        asking += usize::from(coverage::asks(subject.guidelines.clause(clause)) > Modality::May);
    });
    asking
}
