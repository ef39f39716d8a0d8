#![doc = include_str!("pages/broad-citation.md")]

use super::conditions::is_excluded;
use super::{Class, Report, Rule, Subject};
use crate::coverage::{self, Content};
use crate::document::{Answer, AnswerKind, Link, Resolution};
use crate::finding::{Edit, Fix, Place, Severity};
use crate::guideline::{ClauseReference, number_like};
use crate::locale::Message;
use crate::wording;

pub static RULE: Rule = Rule {
    name: "broad-citation",
    class: Class::Structural,
    severity: Severity::Information,
    manual: include_str!("pages/broad-citation.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        // Who asks others to check an annex says nothing of its clauses.
        let says_something = subject.statements(answer).any(|statement| {
            let mut claims = statement.unit.claims.iter();
            claims.any(|claim| claim.placeholder.is_none() && !wording::tells_no_deed(&claim.text))
        });
        // A heading of the document's own may be called as a chapter is: "Maintenance".
        let is_by_title = answer.kind == AnswerKind::Section && { answer.links.iter() }
            .all(|link| subject.is_by_title(link));
        if is_excluded(answer) || !says_something || is_by_title || subject.is_topic(answer) {
            continue;
        }
        let known = |link: &Link| subject.guidelines.get(link.clause.guideline);
        let broad: Vec<(&Link, usize)> = { answer.links.iter() }
            .map(|link| {
                (
                    link,
                    coverage::clauses_below(subject.guidelines, link.clause),
                )
            })
            .filter(|(_, asking)| *asking >= coverage::MANY)
            .collect();
        // Of a range of chapters the outermost speak for those in them.
        let is_inside = |link: &Link| {
            broad.iter().any(|(other, _)| {
                other.clause.guideline == link.clause.guideline
                    && known(link).is_ancestor(other.clause.clause, link.clause.clause)
            })
        };
        let mut outermost: Vec<(&Link, usize)> = Vec::new();
        for &(link, asking) in &broad {
            let is_named = outermost
                .iter()
                .any(|(other, _)| other.clause == link.clause);
            if !is_inside(link) && !is_named {
                outermost.push((link, asking));
            }
        }
        judge(subject, answer, &outermost, report);
    }
}

/// The clauses in place of the heading, as it is written.
fn narrowed(subject: &Subject<'_>, link: &Link, spoken_to: &[&str]) -> Option<Fix> {
    let citation = &subject.document.citations[link.citation?];
    let is_heading_alone = matches!(
        &citation.resolution,
        Resolution::Found(found) if matches!(&**found, [(clause, None)] if *clause == link.clause)
    );
    let heading = subject.guidelines.clause(link.clause).label.as_deref()?;
    let written = &subject.text[citation.range.clone()];
    let labels: Vec<&str> = { spoken_to.iter() }
        .map(|label| number_like(written, heading, label))
        .collect();
    let (labels_ja, labels_en) = (labels.join("、"), labels.join(", "));
    is_heading_alone.then(|| Fix {
        title: Message::new(
            format!("引用を {labels_ja} に絞る"),
            format!("Cite {labels_en} instead"),
        ),
        edits: vec![Edit {
            range: citation.range.clone(),
            new_text: match written.is_ascii() {
                true => labels_en.clone(),
                false => labels_ja.clone(),
            },
        }],
        is_proposal: true,
    })
}

/// Says of an answer, once, which of the headings that it cites do not tell what it answers.
fn judge(
    subject: &Subject<'_>,
    answer: &Answer,
    broad: &[(&Link, usize)],
    report: &mut Report<'_>,
) {
    let content = subject.matchers.map(|matchers| Content {
        guidelines: subject.guidelines,
        matchers,
    });
    let Some((first, _)) = broad.first() else {
        return;
    };
    let mut spoken_to: Vec<&str> = broad
        .iter()
        .flat_map(|(link, _)| {
            let spoken_to = |content| coverage::spoken_to(subject.document, answer, link, content);
            content.into_iter().flat_map(spoken_to)
        })
        .filter_map(|(clause, _)| subject.guidelines.clause(clause).label.as_deref())
        .collect();
    spoken_to.dedup();
    let is_section = answer.kind == AnswerKind::Section;
    // A section has room for an answer to each clause; what it counts for has to be seen.
    if is_section && spoken_to.is_empty() {
        return;
    }
    let place = match first.citation {
        Some(citation) => subject.document.citations[citation].range.clone(),
        None if is_section => answer.range.clone(),
        None => return,
    };
    let labels: Vec<&str> = { broad.iter() }
        .map(|(link, _)| {
            let clause = subject.guidelines.clause(link.clause);
            clause.label.as_deref().unwrap_or(&clause.title)
        })
        .collect();
    let asking: usize = broad.iter().map(|(_, asking)| asking).sum();
    let (labels_ja, labels_en) = (labels.join("、"), labels.join(", "));
    let (heading_ja, heading_en) = match labels.len() {
        1 => (
            format!("{labels_ja} は {asking} 件の条項を束ねる見出しです"),
            format!("{labels_en} is a heading over {asking} clauses"),
        ),
        _ => (
            format!("{labels_ja} は、合わせて {asking} 件の条項を束ねる見出しです"),
            format!("{labels_en} are headings over {asking} clauses"),
        ),
    };
    let message = match spoken_to.is_empty() {
        true => Message::new(
            format!("{heading_ja}。この記述だけでは、どの条項への回答か分かりません"),
            format!("{heading_en}; it is not clear which of them this answers"),
        ),
        false => Message::new(
            format!(
                "{heading_ja}。内容から {} への回答として数え、ほかの条項には数えません",
                spoken_to.join("、")
            ),
            format!(
                "{heading_en}; by its content this counts for {}, and for no other",
                spoken_to.join(", ")
            ),
        ),
    };
    let severity = match is_section {
        true => Severity::Hint,
        false => Severity::Information,
    };
    let clauses: Vec<ClauseReference> = broad.iter().map(|(link, _)| link.clause).collect();
    let mut entry = report
        .push(place, message)
        .severity(severity)
        .help(Message::new(
            "答えている条項の番号を引いてください",
            "cite the clauses that it answers",
        ));
    entry = match clauses.as_slice() {
        [only] => entry.clause(Some(*only)),
        several => entry.clauses(several),
    };
    for clause in clauses {
        entry = entry.related(
            Place::Clause(clause),
            Message::new("引いている見出し", "the heading that is cited"),
        );
    }
    if let ([(link, _)], false) = (broad, spoken_to.is_empty())
        && let Some(fix) = narrowed(subject, link, &spoken_to)
    {
        entry.fix(fix);
    }
}
