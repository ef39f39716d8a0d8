#![doc = include_str!("pages/broad-citation.md")]

use super::conditions::is_excluded;
use super::{Class, Report, Rule, Subject};
use crate::coverage::{self, Content};
use crate::document::{Answer, AnswerKind, Link};
use crate::finding::{Place, Severity};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "broad-citation",
    class: Class::Structural,
    severity: Severity::Information,
    manual: include_str!("pages/broad-citation.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        let says_something = subject.statements(answer).any(|statement| {
            statement
                .unit
                .claims
                .iter()
                .any(|claim| claim.placeholder.is_none())
        });
        if is_excluded(answer) || !says_something {
            continue;
        }
        for link in &answer.links {
            let asking = coverage::clauses_below(subject.guidelines, link.clause);
            if asking >= coverage::MANY {
                judge(subject, answer, link, asking, report);
            }
        }
    }
}

fn judge(
    subject: &Subject<'_>,
    answer: &Answer,
    link: &Link,
    asking: usize,
    report: &mut Report<'_>,
) {
    let content = subject.matchers.map(|matchers| Content {
        guidelines: subject.guidelines,
        matchers,
    });
    let spoken_to: Vec<&str> = content
        .into_iter()
        .flat_map(|content| coverage::spoken_to(subject.document, answer, link, content))
        .filter_map(|(clause, _)| subject.guidelines.clause(clause).label.as_deref())
        .collect();
    let is_section = answer.kind == AnswerKind::Section;
    // A section has room for an answer to each clause; what it counts for has to be seen.
    if is_section && spoken_to.is_empty() {
        return;
    }
    let place = match link.citation {
        Some(citation) => subject.document.citations[citation].range.clone(),
        None if is_section => answer.range.clone(),
        None => return,
    };
    let clause = subject.guidelines.clause(link.clause);
    let label = clause.label.as_deref().unwrap_or(&clause.title);
    let message = match spoken_to.is_empty() {
        true => Message::new(
            format!(
                "{label} は {asking} 件の条項を束ねる見出しです。この記述だけでは、どの条項への回答か分かりません"
            ),
            format!(
                "{label} is a heading over {asking} clauses; it is not clear which of them this answers"
            ),
        ),
        false => Message::new(
            format!(
                "{label} は {asking} 件の条項を束ねる見出しです。内容から {} への回答として数え、ほかの条項には数えません",
                spoken_to.join("、")
            ),
            format!(
                "{label} is a heading over {asking} clauses; by its content this counts for {}, and for no other",
                spoken_to.join(", ")
            ),
        ),
    };
    let severity = match is_section {
        true => Severity::Hint,
        false => Severity::Information,
    };
    report
        .push(place, message)
        .severity(severity)
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
