//! The crosswalk as a call hierarchy: a clause is called by the statements that answer it and by
//! the clauses that rest on it, and calls the clauses upstream of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Shared, clause_page, excerpt};
use crate::coverage::Answered;
use crate::finding::{DocumentIndex, Place};
use crate::guideline::ClauseReference;

/// A clause or statement in the hierarchy.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// By which it is found again when an editor asks on.
    pub key: Key,
    /// Number and title of a clause, first words of a statement.
    pub name: String,
    /// The guideline of a clause, the clauses that a statement answers.
    pub detail: String,
    /// Where it stands.
    pub place: Place,
}

/// What an [`Item`] is, in a form that an editor can keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// A clause, by ids that stay the same when guidelines are read anew.
    Clause {
        /// The guideline's id.
        guideline: String,
        /// The clause's id in it.
        clause: String,
    },
    /// A statement, by its document and bytes.
    Statement {
        /// Which document.
        document: DocumentIndex,
        /// The first byte.
        start: usize,
        /// The byte behind the last.
        end: usize,
    },
}

/// An item at the other end, and the bytes of the calling item's file at which it calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The item.
    pub item: Item,
    /// In a document where the calling statement names the clause, else all of the statement;
    /// empty where a clause calls, which does so with all of itself.
    pub ranges: Vec<Range<usize>>,
}

/// The items of clauses, as [`navigation::clauses`](super::navigation::clauses) finds them at a
/// place.
pub fn prepare(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<Item> {
    clauses
        .iter()
        .map(|&clause| of_clause(project, clause))
        .collect()
}

/// Who answers or rests on an item. Nothing for a statement, and for what is there no longer.
pub fn incoming(project: &Shared<'_>, key: &Key) -> Vec<Call> {
    let Some(clause) = clause(project, key) else {
        return Vec::new();
    };
    let answers = project.answers(clause).into_iter();
    let statements = answers.map(|(document, answer)| Call {
        ranges: citations(project, document, answer, clause),
        item: of_statement(project, document, answer),
    });
    let downstream = project.guidelines.downstream(clause);
    let clauses = downstream.iter().map(|&clause| Call {
        item: of_clause(project, clause),
        ranges: Vec::new(),
    });
    statements.chain(clauses).collect()
}

/// What an item rests on: the clauses upstream of a clause, those that a statement answers.
pub fn outgoing(project: &Shared<'_>, key: &Key) -> Vec<Call> {
    let Key::Statement {
        document,
        start,
        end,
    } = key
    else {
        let Some(clause) = clause(project, key) else {
            return Vec::new();
        };
        let upstream = project.guidelines.upstream(clause);
        let clauses = upstream.into_iter().flat_map(|entry| entry.clauses);
        return clauses
            .map(|clause| Call {
                item: of_clause(project, clause),
                ranges: Vec::new(),
            })
            .collect();
    };
    let mut calls: Vec<Call> = Vec::new();
    for answer in answers_at(project, *document, &(*start..*end)) {
        let item = of_clause(project, answer.clause);
        if !calls.iter().any(|call| call.item.key == item.key) {
            calls.push(Call {
                ranges: citations(project, *document, answer, answer.clause),
                item,
            });
        }
    }
    calls
}

fn clause(project: &Shared<'_>, key: &Key) -> Option<ClauseReference> {
    let Key::Clause { guideline, clause } = key else {
        return None;
    };
    // An id is a prefix, too.
    let guideline = project.guidelines.with_prefix(guideline)?;
    let clause = project.guidelines.catalogue(guideline).find_id(clause)?;
    Some(ClauseReference { guideline, clause })
}

fn of_clause(project: &Shared<'_>, clause: ClauseReference) -> Item {
    let guideline = project.guidelines.get(clause.guideline);
    let known = project.guidelines.clause(clause);
    Item {
        key: Key::Clause {
            guideline: guideline.id.clone(),
            clause: known.id.clone(),
        },
        name: clause_page::heading(known, project.locale),
        detail: guideline.short_name(),
        place: Place::Clause(clause),
    }
}

fn of_statement(project: &Shared<'_>, document: DocumentIndex, answer: &Answered) -> Item {
    let range = answer.range.bytes();
    let words = excerpt::of_place(project, document, &range);
    let mut clauses: Vec<String> = Vec::new();
    for other in answers_at(project, document, &range) {
        let known = project.guidelines.clause(other.clause);
        let number = known.label.clone().unwrap_or_else(|| known.title.clone());
        if !clauses.contains(&number) {
            clauses.push(number);
        }
    }
    Item {
        key: Key::Statement {
            document,
            start: range.start,
            end: range.end,
        },
        // An item has to have a name.
        name: if words.is_empty() {
            "—".to_string()
        } else {
            words
        },
        detail: clauses.join(", "),
        place: Place::Document(document, range),
    }
}

fn answers_at<'a>(
    project: &Shared<'a>,
    document: DocumentIndex,
    range: &Range<usize>,
) -> impl Iterator<Item = &'a Answered> {
    let found = project.coverage.contribution(document).into_iter();
    found
        .flat_map(|found| &found.answers)
        .filter(move |answer| answer.range.bytes() == *range)
}

/// Where an answer names a clause, else all of it.
fn citations(
    project: &Shared<'_>,
    document: DocumentIndex,
    answer: &Answered,
    clause: ClauseReference,
) -> Vec<Range<usize>> {
    let found = project.coverage.contribution(document).into_iter();
    let named = found.flat_map(|found| &found.citations);
    let whole = answer.range.bytes();
    let mut ranges: Vec<Range<usize>> = named
        .filter(|(named, _)| *named == clause)
        .map(|(_, place)| place.bytes())
        .filter(|range| whole.start <= range.start && range.end <= whole.end)
        .collect();
    if ranges.is_empty() {
        ranges.push(whole);
    }
    ranges
}
