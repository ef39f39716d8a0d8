//! Joins guidelines and documents: who answers this clause, and what is left unanswered.
//!
//! Every document contributes a small plain record; coverage is the sum of the records and is
//! kept by difference, so that replacing one document's costs what that document holds.

mod chapters;
mod contribution;
mod disputes;
mod given;
mod given_values;
mod measures;
mod named;
mod parts;
#[cfg(test)]
pub(crate) mod samples;
mod sayings;
mod scope;
mod state;
mod statuses;
mod summary;
mod sums;
mod tally;
mod touching;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

pub use chapters::{MANY, clauses_below, spoken_to};
pub use contribution::{Answered, Contribution, Earlier, Standing, says_nothing};
pub use disputes::MOST_AMOUNTS;
pub use given_values::{GivenAmount, GivenValue, GivenValues};
pub use measures::tells_no_measure;
pub use named::NamedUnread;
pub use sayings::Saying;
pub use scope::{Scope, asked_below, asks, below, binding_requirements};
pub use state::{Counts, State};
pub use summary::Summary;
pub use touching::{Content, Touching, letter_before, says_no_word, words};

use crate::document::Value;
use crate::finding::DocumentIndex;
use crate::guideline::{ClauseReference, GuidelineIndex};
use sayings::Sayings;

/// Answers by clause.
///
/// A coverage can lie over another one: the documents that are open in an editor over all that
/// are closed. What it knows of a document then hides what the lower one knows of it, and an edit
/// costs nothing that grows with the workspace.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    below: Option<Arc<Coverage>>,
    documents: BTreeMap<DocumentIndex, Arc<Contribution>>,
    /// For each clause the answers, as documents and places in their contributions, in order.
    answers: FxHashMap<ClauseReference, Vec<(DocumentIndex, u32)>>,
    /// The documents that undertake to answer something.
    declaring: BTreeSet<DocumentIndex>,
    /// The documents that name clauses where no citation is read.
    naming: BTreeSet<DocumentIndex>,
    /// What is said of the things that have figures.
    values: Sayings<Value>,
    /// What answers give where their clauses ask for a value.
    given: Sayings<GivenValue>,
    /// What is said of the status of clauses.
    statuses: Sayings<Answered>,
    /// How the answers to each clause stand, once somebody asks.
    tallies: OnceLock<FxHashMap<ClauseReference, tally::Tally>>,
    /// What the answers to each clause touch together, once somebody asks.
    sums: OnceLock<FxHashMap<ClauseReference, sums::Sum>>,
    /// How many documents give the values that each clause asks for, once somebody asks.
    giving: OnceLock<FxHashMap<ClauseReference, usize>>,
    /// What the answers leave out of the clauses that they are for, as far as somebody has compared them.
    left_out: Arc<LeftOut>,
    project: Vec<GuidelineIndex>,
}

/// Requirements of which something is left out by all of the answers to their clause, by their numbers in it.
pub type LeftOut = FxHashSet<(ClauseReference, usize)>;

impl Coverage {
    /// Coverage of no documents, in a project that undertakes to answer all of `project`.
    pub fn new(project: Vec<GuidelineIndex>) -> Coverage {
        Coverage {
            project,
            ..Coverage::default()
        }
    }

    /// Coverage that begins as `below` and hides of it what it learns itself.
    pub fn over(below: Arc<Coverage>) -> Coverage {
        Coverage {
            project: below.project.clone(),
            below: Some(below),
            ..Coverage::default()
        }
    }

    /// This coverage where the answers leave this out: what they answer of it is weak.
    pub fn with_left_out(self, left_out: Arc<LeftOut>) -> Coverage {
        Coverage { left_out, ..self }
    }

    /// Replaces what a document contributes.
    pub fn replace(&mut self, document: DocumentIndex, contribution: Arc<Contribution>) {
        self.discount(document);
        let old = self.documents.insert(document, contribution.clone());
        self.replace_sayings::<Value>(document, old.as_deref(), &contribution);
        self.replace_sayings::<GivenValue>(document, old.as_deref(), &contribution);
        self.replace_sayings::<Answered>(document, old.as_deref(), &contribution);
        for answer in old.iter().flat_map(|old| &old.answers) {
            if let Some(answers) = self.answers.get_mut(&answer.clause) {
                answers.drain(within(answers, document));
                if answers.is_empty() {
                    self.answers.remove(&answer.clause);
                }
            }
        }
        for (place, answer) in (0..).zip(&contribution.answers) {
            let answers = self.answers.entry(answer.clause).or_default();
            insert(answers, (document, place));
        }
        if contribution.covers.is_empty() {
            self.declaring.remove(&document);
        } else {
            self.declaring.insert(document);
        }
        if contribution.named.is_empty() {
            self.naming.remove(&document);
        } else {
            self.naming.insert(document);
        }
        self.recount(document);
    }

    /// Takes a document out of what was counted, before it says something else.
    fn discount(&mut self, document: DocumentIndex) {
        let Some(contribution) = self.documents.get(&document).cloned() else {
            return;
        };
        self.discount_giving(document, &contribution);
        self.discount_tallies(&contribution);
        self.discount_sums(&contribution);
    }

    /// Adds what a document says now to what was counted, if anything was.
    fn recount(&mut self, document: DocumentIndex) {
        let Some(contribution) = self.documents.get(&document).cloned() else {
            return;
        };
        self.recount_giving(document, &contribution);
        self.recount_tallies(&contribution);
        self.recount_sums(document, &contribution);
    }

    /// Counts now what is counted once for a layer, so that nobody who asks has to wait for it.
    pub fn prepare(&self) {
        self.tallies.get_or_init(|| self.count());
        self.sums.get_or_init(|| self.sum_up());
        self.giving.get_or_init(|| self.count_giving());
    }

    /// What a document contributes.
    pub fn contribution(&self, document: DocumentIndex) -> Option<&Arc<Contribution>> {
        let below = || self.below.as_ref()?.contribution(document);
        self.documents.get(&document).or_else(below)
    }

    /// The documents that contribute something or once did, in order.
    pub fn documents(&self) -> BTreeSet<DocumentIndex> {
        let below = self.below.iter().flat_map(|below| below.documents.keys());
        below.chain(self.documents.keys()).copied().collect()
    }

    /// Every place that names a clause or, in front matter, undertakes to answer it, by document:
    /// locators and values of `covers`. Costs a look at every citation of the workspace.
    pub fn citations(
        &self,
    ) -> impl Iterator<Item = (DocumentIndex, ClauseReference, Range<usize>)> {
        let documents = self.documents().into_iter();
        let contributions =
            documents.filter_map(|document| Some((document, &**self.contribution(document)?)));
        contributions.flat_map(|(document, found)| {
            let covers = { found.covers.iter() }.map(|(clause, range)| (*clause, range.clone()));
            let named = { found.citations.iter() }.map(|(clause, place)| (*clause, place.bytes()));
            let all = covers.chain(named);
            all.map(move |(clause, range)| (document, clause, range))
        })
    }

    /// The answers to a clause itself, not to those below it, in the order of documents and places.
    pub fn answers(
        &self,
        clause: ClauseReference,
    ) -> impl Iterator<Item = (DocumentIndex, &Answered)> {
        let answered = |(document, place)| Some((document, self.answer_at(document, place)?));
        merged(self.places_below(clause), self.own_places(clause)).filter_map(answered)
    }

    /// The answers of one document to a clause itself, in order.
    pub fn answers_of(
        &self,
        document: DocumentIndex,
        clause: ClauseReference,
    ) -> impl Iterator<Item = &Answered> {
        let layer = match &self.below {
            Some(below) if !self.documents.contains_key(&document) => below,
            _ => self,
        };
        layer.own_answers(document, clause)
    }

    fn own_answers(
        &self,
        document: DocumentIndex,
        clause: ClauseReference,
    ) -> impl Iterator<Item = &Answered> {
        let places = self.own_places_in(document, clause).iter();
        places.filter_map(|(document, place)| self.answer_at(*document, *place))
    }

    fn answer_at(&self, document: DocumentIndex, place: u32) -> Option<&Answered> {
        self.contribution(document)?.answers.get(place as usize)
    }

    fn own_places(&self, clause: ClauseReference) -> impl Iterator<Item = (DocumentIndex, u32)> {
        self.answers.get(&clause).into_iter().flatten().copied()
    }

    /// Those of one document.
    fn own_places_in(
        &self,
        document: DocumentIndex,
        clause: ClauseReference,
    ) -> &[(DocumentIndex, u32)] {
        let places = self.answers.get(&clause).map_or(&[][..], Vec::as_slice);
        &places[within(places, document)]
    }

    fn places_below(&self, clause: ClauseReference) -> impl Iterator<Item = (DocumentIndex, u32)> {
        // One layer lies over another and no more do: nothing builds a third.
        let below = self.below.as_deref();
        below
            .into_iter()
            .flat_map(move |below| below.own_places(clause))
            .filter(|(document, _)| !self.documents.contains_key(document))
    }

    /// The clauses that something answers, in order.
    pub fn answered(&self) -> BTreeSet<ClauseReference> {
        let below = self.below.iter().flat_map(|below| below.answers.keys());
        below
            .filter(|&&clause| self.places_below(clause).next().is_some())
            .chain(self.answers.keys())
            .copied()
            .collect()
    }
}

/// Where the places of a document stand in a list in order.
fn within(places: &[(DocumentIndex, u32)], document: DocumentIndex) -> Range<usize> {
    let start = places.partition_point(|(known, _)| *known < document);
    let own = places[start..].partition_point(|(known, _)| *known == document);
    start..start + own
}

/// Puts something into a list in order, in which it stands once. Documents come one after the other when
/// all are read, so it mostly belongs at the end.
fn insert<T: Ord>(list: &mut Vec<T>, new: T) {
    if list.last().is_none_or(|last| *last < new) {
        list.push(new);
    } else if let Err(at) = list.binary_search(&new) {
        list.insert(at, new);
    }
}

/// Two sequences in order as one.
fn merged<T: Ord>(
    one: impl Iterator<Item = T>,
    other: impl Iterator<Item = T>,
) -> impl Iterator<Item = T> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if a <= b => one.next(),
        (Some(_), None) => one.next(),
        _ => other.next(),
    })
}
