#![doc = include_str!("pages/unlinked-statement.md")]

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, Report, Rule, Subject};
use crate::coverage;
use crate::document::{Claim, Resolution, Statement};
use crate::finding::{Edit, Fix, Place, Severity};
use crate::guideline::{ClauseReference, GuidelineIndex, Modality};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "unlinked-statement",
    class: Class::Crossing,
    severity: Severity::Hint,
    manual: include_str!("pages/unlinked-statement.md"),
    check: Some(check),
};

/// How sure a proposal has to be: above the threshold of a link, since whoever reads it did not ask.
const SURE: f32 = 0.9;

/// A shorter claim, in bytes, says too little to be sure of anything.
const SHORTEST: usize = 24;

/// A statement that speaks to a clause which the document does not answer yet.
struct Proposal {
    score: f32,
    place: Range<usize>,
    words: Vec<String>,
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(matchers) = subject.matchers else {
        return;
    };
    let matcher = |guideline| matchers.of(guideline, subject.guidelines);
    let guidelines = answered_guidelines(subject);
    if guidelines.is_empty() {
        return;
    }
    let known = known_clauses(subject);
    let mut best: FxHashMap<ClauseReference, Proposal> = FxHashMap::default();
    for (statement, claim) in unlinked(subject) {
        let words = statement.unit.kept(|unit| coverage::words(unit, matchers));
        let ranked = |guideline: GuidelineIndex| {
            if !matcher(guideline).can_be_sure(words) {
                return None;
            }
            let found = *matcher(guideline).rank(&claim.text, 1).first()?;
            let clause = ClauseReference {
                guideline,
                clause: found.clause,
            };
            (found.score >= SURE).then_some((clause, found.score))
        };
        let nearest = claim.nearest(&guidelines, || {
            let ranked = guidelines.iter().copied().filter_map(ranked);
            ranked.max_by(|one, other| one.1.total_cmp(&other.1))
        });
        let Some((clause, score)) = nearest else {
            continue;
        };
        let asking = subject.guidelines.clause(clause);
        let is_wanted = asking.label.is_some() && coverage::asks(asking) > Modality::Info;
        let is_better = best.get(&clause).is_none_or(|found| found.score < score);
        if is_wanted && is_better && !known.contains(&clause) {
            let proposal = Proposal {
                score,
                place: statement.place(&claim.range),
                words: matcher(clause.guideline).words(&claim.text, clause.clause),
            };
            best.insert(clause, proposal);
        }
    }
    let mut proposals: Vec<_> = best.into_iter().collect();
    proposals.sort_by_key(|(_, proposal)| proposal.place.start);
    for (clause, proposal) in proposals {
        propose(subject, clause, &proposal, report);
    }
}

/// The guidelines that the document works with: those it answers, and those it declares.
fn answered_guidelines(subject: &Subject<'_>) -> Vec<GuidelineIndex> {
    let answers = subject.answers().flat_map(|answer| &answer.links);
    let mut guidelines: Vec<GuidelineIndex> = subject.document.declarations.guidelines.clone();
    guidelines.extend(answers.map(|link| link.clause.guideline));
    guidelines.sort_unstable();
    guidelines.dedup();
    guidelines
}

/// The clauses that the document names or answers anywhere.
fn known_clauses(subject: &Subject<'_>) -> FxHashSet<ClauseReference> {
    let answers = subject.answers().flat_map(|answer| &answer.links);
    let mut known: FxHashSet<ClauseReference> = answers.map(|link| link.clause).collect();
    for citation in &subject.document.citations {
        if let Resolution::Found(clauses) = &citation.resolution {
            known.extend(clauses.iter().map(|(clause, _)| *clause));
        }
    }
    known
}

/// The claims that point at no clause.
fn unlinked<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Statement, &'a Claim)> {
    let document = subject.document;
    let points = move |statement: &Statement| {
        !statement.unit.pointers.is_empty()
            || statement
                .answer
                .is_some_and(|answer| !document.answers[answer].links.is_empty())
    };
    // Of a number that leads nowhere another rule says so, and which clause is meant.
    let is_misnumbered = move |statement: &Statement| {
        let start = document.sections[statement.section].heading.start;
        // What stands further up is another answer's.
        const FURTHEST: usize = 400;
        let near = start.max(statement.range.start.saturating_sub(FURTHEST));
        let before = { document.citations.iter() }
            .filter(|citation| (near..statement.range.end).contains(&citation.range.start));
        let nearest = before.max_by_key(|citation| citation.range.start);
        nearest.is_some_and(|one| matches!(one.resolution, Resolution::Unknown { .. }))
    };
    let is_judged = move |statement: &&Statement| {
        let under_another = statement
            .outer
            .is_some_and(|outer| points(&document.statements[outer]));
        !statement.quoted
            && !points(statement)
            && !under_another
            && !document.sections[statement.section].preliminary
    };
    document
        .statements
        .iter()
        .filter(is_judged)
        .flat_map(|statement| {
            statement
                .unit
                .claims
                .iter()
                .map(move |claim| (statement, claim))
        })
        .filter(|(_, claim)| claim.placeholder.is_none() && claim.text.len() >= SHORTEST)
        .filter(|(statement, claim)| !(statement.item && names_an_attachment(&claim.text)))
        .filter(move |(statement, _)| !is_misnumbered(statement))
}

/// Whether an item of a list only names a paper by its code: `A-6: Plan of Actions and Milestones`.
fn names_an_attachment(text: &str) -> bool {
    let Some((code, title)) = text.split_once([':', '：']) else {
        return false;
    };
    let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-.".contains(c);
    code.len() <= 6
        && code.chars().all(is_code)
        && code.contains(|c: char| c.is_ascii_digit())
        && !title.contains(['.', '。'])
}

fn propose(
    subject: &Subject<'_>,
    clause: ClauseReference,
    proposal: &Proposal,
    report: &mut Report<'_>,
) {
    let known = subject.guidelines.clause(clause);
    let (shown, words) = (known.display_label(), &proposal.words);
    let message = Message::new(
        format!(
            "{shown} に答える記述のようですが、条項を引いていません（手掛かり: {}）",
            words.join("、")
        ),
        format!(
            "this seems to answer {shown}, and cites no clause (by its words {})",
            words.join(", ")
        ),
    );
    let citation = citation(subject, clause);
    let end = proposal.place.end;
    let spaced = match subject.text[..end].chars().next_back() {
        Some(last) if last.is_ascii() && !last.is_whitespace() => format!(" {citation}"),
        _ => citation.clone(),
    };
    report
        .push(proposal.place.clone(), message)
        .help(Message::new(
            format!("この条項への回答であれば、文末に {citation} と書いてください"),
            format!("if it does, write {citation} behind it"),
        ))
        .related(
            Place::Clause(clause),
            Message::new("内容の近い条項", "the clause that it speaks to"),
        )
        .fix(Fix {
            title: Message::new(format!("{citation} を付ける"), format!("Cite {citation}")),
            edits: vec![Edit {
                range: end..end,
                new_text: spaced,
            }],
            is_proposal: true,
        })
        .clause(Some(clause));
}

/// The citation with the bracket prefix that the document uses for the guideline elsewhere.
fn citation(subject: &Subject<'_>, clause: ClauseReference) -> String {
    let label = subject.guidelines.clause(clause).label.as_deref();
    let written = subject.document.citations.iter().find_map(|citation| {
        let Resolution::Found(clauses) = &citation.resolution else {
            return None;
        };
        let same = clauses
            .iter()
            .any(|(found, _)| found.guideline == clause.guideline);
        let text = subject.text.get(citation.range.clone())?;
        let (prefix, _) = text.trim_start_matches('[').split_once(':')?;
        let leads = subject.guidelines.with_prefix(prefix) == Some(clause.guideline);
        (same && leads).then_some(prefix)
    });
    let prefix = written.unwrap_or_else(|| subject.guidelines.prefix(clause.guideline));
    format!("[{prefix}:{}]", label.unwrap_or_default())
}
