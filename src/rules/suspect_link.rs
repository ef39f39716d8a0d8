#![doc = include_str!("pages/suspect-link.md")]

use super::{Class, Report, Rule, Subject};
use crate::document::AnswerKind;
use crate::finding::{Place, Severity};
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::Message;
use crate::review::{Judged, Reading, State};

pub static RULE: Rule = Rule {
    name: "suspect-link",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/suspect-link.md"),
    check: Some(check),
};

/// How many clauses a message names.
const NAMED: usize = 3;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.reviewed.is_empty() {
        return;
    }
    let reading = Reading {
        text: subject.text,
        document: subject.document,
        guidelines: subject.guidelines,
        key: &subject.reviewed[0].document,
    };
    let judged = reading.judge(subject.reviewed);
    // An answer's links stand together; those that the same thing has happened to are one finding.
    for links in judged.chunk_by(|one, next| one.answer == next.answer) {
        for changed in [(true, true), (true, false), (false, true)] {
            let those: Vec<&Judged<'_>> = links
                .iter()
                .filter(|one| changed_sides(one) == Some(changed))
                .collect();
            tell(subject, &those, changed, report);
        }
    }
}

/// Which sides have changed since the review: the clause, the answer.
fn changed_sides(judged: &Judged<'_>) -> Option<(bool, bool)> {
    match judged.state {
        State::Suspect {
            clause, statement, ..
        } => Some((clause, statement)),
        State::Current(_) | State::Unreviewed => None,
    }
}

fn tell(
    subject: &Subject<'_>,
    links: &[&Judged<'_>],
    (clause, statement): (bool, bool),
    report: &mut Report<'_>,
) {
    let Some(first) = links.first() else {
        return;
    };
    let (ja, en) = match (clause, statement) {
        (true, false) => ("条項の文言が", "the clause’s text"),
        (false, _) => ("この回答が", "this answer"),
        (true, true) => (
            "条項の文言とこの回答が",
            "the clause’s text and this answer",
        ),
    };
    let (names_ja, names_en) = names(subject.guidelines, links);
    let reviewed = match first.state {
        State::Suspect { was, .. } => was.date,
        _ => None,
    };
    let (since_ja, since_en) = match reviewed {
        Some(day) => (format!("見直し（{day}）"), format!("review of {day}")),
        None => ("前回の見直し".to_string(), "last review".to_string()),
    };
    let plural = clause && statement;
    let message = Message::new(
        format!("{names_ja}: {since_ja}の後に、{ja}変わっています"),
        format!(
            "{names_en}: {en} {} changed since the {since_en}",
            if plural { "have" } else { "has" }
        ),
    );
    let mut entry = report
        .push(place(subject, first), message)
        .help(Message::new(
            "今の条項に照らして読み直してください。よければ、コードアクション「見直し済みにする」か `shishin review --accept 文書のパス` で記録を更新します",
            "read it again against the clause as it is now; if it holds, renew the record by the code action “mark as reviewed” or `shishin review --accept PATH`",
        ))
        .clause(Some(first.clause));
    for link in links {
        let name = name(subject.guidelines, link.clause);
        entry = entry.related(
            Place::Clause(link.clause),
            Message::new(format!("条項 {name}"), format!("clause {name}")),
        );
    }
}

/// The words that make the link; of a section its heading.
fn place(subject: &Subject<'_>, judged: &Judged<'_>) -> std::ops::Range<usize> {
    let answer = &subject.document.answers[judged.answer];
    let link = answer
        .links
        .iter()
        .find(|link| (link.clause, link.requirement) == (judged.clause, judged.requirement));
    let citation = link
        .filter(|_| answer.kind != AnswerKind::Section)
        .and_then(|link| subject.document.citations.get(link.citation?))
        .map(|citation| &citation.range)
        .filter(|place| answer.range.start <= place.start && place.end <= answer.range.end);
    citation.unwrap_or(&answer.range).clone()
}

/// The clauses of links in a few words.
fn names(guidelines: &Guidelines, links: &[&Judged<'_>]) -> (String, String) {
    let named = links.iter().take(NAMED);
    let named: Vec<&str> = named.map(|link| name(guidelines, link.clause)).collect();
    let (ja, en) = (named.join("、"), named.join(", "));
    match links.len().saturating_sub(NAMED) {
        0 => (ja, en),
        rest => (
            format!("{ja} ほか {rest} 件"),
            format!("{en} and {rest} more"),
        ),
    }
}

fn name(guidelines: &Guidelines, clause: ClauseReference) -> &str {
    let clause = guidelines.clause(clause);
    clause.label.as_ref().unwrap_or(&clause.title)
}
