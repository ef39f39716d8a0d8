//! Joins guidelines and documents: who answers this clause, and what is left unanswered.
//!
//! Every document contributes a small plain record; coverage is the sum of the records and is
//! kept by difference, so that replacing one document's costs what that document holds.

mod chapters;
mod given;
mod sayings;
mod statuses;
mod sums;
mod touching;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

pub use chapters::{MANY, clauses_below, spoken_to};
pub use touching::{Content, Touching, words};

use crate::document::{Answer, AnswerKind, Document, Resolution, Value, Values};
use crate::finding::{DocumentIndex, Finding, RuleName, Severity};
use crate::guideline::{
    ClauseIndex, ClauseReference, Guideline, GuidelineIndex, Guidelines, Modality,
};
use crate::wording::{Amount, Product, Status};
use sayings::Sayings;
use touching::Toucher;

/// What one document contributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// Its answers to clauses, in the order of their places.
    pub answers: Vec<Answered>,
    /// The clauses that its front matter undertakes to answer, and where.
    pub covers: Vec<(ClauseReference, Range<usize>)>,
    /// Where it names clauses, whether or not it answers them there: the locators.
    pub citations: Vec<(ClauseReference, Range<usize>)>,
    /// Where comments allow that clauses are missing.
    pub allowed: Vec<Range<usize>>,
    /// The figures that it gives for things that others may give figures for.
    pub values: Values,
    /// The clauses that ask for a value that it does not give.
    pub lacking: Vec<ClauseReference>,
    /// What it is about, where its title says so: others of another product contradict nothing.
    pub product: Product,
    /// Its title, shortened; empty when it has none.
    pub title: Box<str>,
}

/// An answer to one clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The clause.
    pub clause: ClauseReference,
    /// The one requirement of the clause that it speaks to; `None` for all of them.
    pub requirement: Option<u32>,
    /// The status that it states, where others can be held to it.
    pub status: Option<Status>,
    /// Whose status, of what: the same for the same, a hash.
    pub scope: u32,
    /// The row, block or heading, in bytes of its document.
    pub range: Range<usize>,
    /// Where a writer would add a neighbour: the section's heading, or the answer itself in a
    /// document without headings.
    pub anchor: Range<usize>,
    /// How much of an answer it is.
    pub standing: Standing,
    /// Which parts of the clause it touches.
    pub touching: Touching,
}

/// How much of an answer an answer is. Ordered from the least to the best.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// It is there, but says too little; the rules that say so.
    Weak(Vec<RuleName>),
    /// Not done or not done yet, and said openly.
    Open,
    /// Not applicable, with a reason.
    Excluded,
    /// An answer.
    Good,
}

/// What a requirement, or a clause as a whole, has by way of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing answers it.
    Missing,
    /// Only weak answers, the admission that it is not done, or answers of which one says that it is
    /// done and another that it is not.
    Weak,
    /// Not applicable, with a reason.
    Excluded,
    /// Answered.
    Covered,
}

/// Counts of one guideline's requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whose requirements.
    pub guideline: GuidelineIndex,
    /// Whether project or documents undertake to answer (some of) it; otherwise all that is counted
    /// is what something speaks to.
    pub declared: bool,
    /// All requirements counted: those that ask something and that a number leads to.
    pub requirements: usize,
    /// Answered.
    pub covered: usize,
    /// Answered weakly, or openly not done.
    pub weak: usize,
    /// Not answered.
    pub missing: usize,
    /// Excluded with a reason.
    pub excluded: usize,
    /// The clauses that project or documents undertake to answer, and those that something answers
    /// beside them, in the guideline's order.
    pub clauses: Vec<ClauseReference>,
    /// For each of `clauses` its part of the counts; nothing for those that no number leads to.
    pub parts: Vec<Counts>,
}

/// How many requirements stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Answered.
    pub covered: usize,
    /// Answered weakly, or openly not done.
    pub weak: usize,
    /// Not answered.
    pub missing: usize,
    /// Excluded with a reason.
    pub excluded: usize,
}

impl Counts {
    /// All of them.
    pub fn requirements(&self) -> usize {
        self.covered + self.weak + self.missing + self.excluded
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.covered += other.covered;
        self.weak += other.weak;
        self.missing += other.missing;
        self.excluded += other.excluded;
    }
}

/// Who undertakes to answer what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Clauses that have to be answered, each with all below it.
    pub clauses: Vec<ClauseReference>,
    /// The document whose front matter says so, and where; `None` when the project does.
    pub declared_in: Option<(DocumentIndex, Range<usize>)>,
    /// The guideline.
    pub guideline: GuidelineIndex,
}

/// What a status is the status of: a clause or one of its requirements, and whose.
pub type StatusOf = (ClauseReference, Option<u32>, u32);

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
    /// What is said of the things that have figures.
    amounts: Sayings<u32, (Amount, Product)>,
    /// What is said of the status of clauses.
    statuses: Sayings<StatusOf, (Status, Product)>,
    /// What the answers to each clause touch together, once somebody asks.
    sums: OnceLock<FxHashMap<ClauseReference, sums::Sum>>,
    /// How many documents give the values that each clause asks for, once somebody asks.
    giving: OnceLock<FxHashMap<ClauseReference, usize>>,
    project: Vec<GuidelineIndex>,
}

impl Contribution {
    /// What a document contributes, given the findings about it in the order of their places.
    /// Without `content` nothing is said of the parts that its answers touch.
    pub fn of(
        document: &Document,
        findings: &[Finding],
        content: Option<Content<'_>>,
    ) -> Contribution {
        let mut toucher = content.map(|content| Toucher::new(document, content));
        let mut answers = Vec::new();
        for (answer, stated) in document.answers.iter().zip(statuses::of(document)) {
            if answer.links.is_empty() {
                continue;
            }
            let standing = standing(document, answer, findings);
            let heading = &document.sections[answer.section].heading;
            let anchor = if heading.is_empty() {
                answer.range.clone()
            } else {
                heading.clone()
            };
            answers.extend(answer.links.iter().map(|link| Answered {
                clause: link.clause,
                requirement: link.requirement.and_then(|one| u32::try_from(one).ok()),
                status: stated.map(|(status, _)| status),
                scope: stated.map_or(0, |(_, scope)| scope),
                range: answer.range.clone(),
                anchor: anchor.clone(),
                standing: standing.clone(),
                touching: match &mut toucher {
                    Some(toucher) => toucher.of(answer, link),
                    None => Touching::Unread,
                },
            }));
            let by_content = content.into_iter().flat_map(|content| {
                let links = answer.links.iter();
                links.flat_map(move |link| spoken_to(document, answer, link, content))
            });
            answers.extend(by_content.map(|(clause, statement)| Answered {
                clause,
                requirement: None,
                status: None,
                scope: 0,
                range: statement.range.clone(),
                anchor: anchor.clone(),
                standing: standing.clone(),
                touching: Touching::Unread,
            }));
        }
        let covers = document
            .declarations
            .covers
            .iter()
            .map(|cover| (cover.clause, cover.range.clone()))
            .collect();
        let mut citations: Vec<_> = document
            .citations
            .iter()
            .flat_map(|citation| {
                let found = match &citation.resolution {
                    Resolution::Found(found) => &**found,
                    _ => &[],
                };
                { found.iter() }.map(|(clause, _)| (*clause, citation.range.clone()))
            })
            .collect();
        let allowed = document
            .allowances
            .iter()
            .filter(|allowance| allowance.allows("missing-clause"));
        let allowed = allowed.map(|allowance| allowance.scope.clone()).collect();
        // It is kept as long as the document is closed.
        answers.shrink_to_fit();
        citations.shrink_to_fit();
        Contribution {
            answers,
            covers,
            citations,
            allowed,
            values: document.values.clone(),
            lacking: given::lacking(findings),
            product: document.product,
            title: document.title().into(),
        }
    }

    /// The places at which another state of the same document says the same, by the places where
    /// this one says it; `None` when that one answers, undertakes or allows anything else, or when
    /// what stood at one place now stands at two.
    pub fn moved_to(&self, other: &Contribution) -> Option<FxHashMap<Range<usize>, Range<usize>>> {
        let same = |(one, other): (&Answered, &Answered)| {
            (one.clause, one.requirement, &one.standing, one.touching)
                == (
                    other.clause,
                    other.requirement,
                    &other.standing,
                    other.touching,
                )
        };
        let is_same = self.answers.len() == other.answers.len()
            && self.covers.len() == other.covers.len()
            && self.allowed.is_empty()
            && other.allowed.is_empty()
            && std::iter::zip(&self.answers, &other.answers).all(same)
            && std::iter::zip(&self.covers, &other.covers).all(|(one, other)| one.0 == other.0);
        if !is_same {
            return None;
        }
        let answers = std::iter::zip(&self.answers, &other.answers);
        let covers = std::iter::zip(&self.covers, &other.covers);
        let mut places = FxHashMap::default();
        let mut origins = FxHashMap::default();
        for (was, is) in answers
            .flat_map(|(one, other)| [(&one.anchor, &other.anchor), (&one.range, &other.range)])
            .chain(covers.map(|(one, other)| (&one.1, &other.1)))
        {
            let kept = places.entry(was.clone()).or_insert_with(|| is.clone());
            let origin = origins.entry(is).or_insert(was);
            if kept != is || *origin != was {
                return None;
            }
        }
        Some(places)
    }

    /// Whether a comment allows that a clause is missing at a place.
    pub fn allows_missing(&self, range: &Range<usize>) -> bool {
        self.allowed
            .iter()
            .any(|scope| scope.start <= range.start && range.end <= scope.end)
    }
}

impl Answered {
    /// What its status is the status of.
    pub fn status_of(&self) -> StatusOf {
        (self.clause, self.requirement, self.scope)
    }
}

/// Judges an answer by its status and by what the rules found in it.
fn standing(document: &Document, answer: &Answer, findings: &[Finding]) -> Standing {
    let within = |range: &Range<usize>| {
        let first = findings.partition_point(|finding| finding.range.start < range.start);
        let end = range.end;
        findings[first..]
            .iter()
            .take_while(move |finding| finding.range.start <= end)
            .filter(move |finding| finding.range.end <= end)
    };
    let statements = answer
        .statements
        .iter()
        .map(|&statement| &document.statements[statement].range);
    let mut reasons: Vec<RuleName> = std::iter::once(&answer.range)
        .chain(statements)
        .flat_map(within)
        .filter(|finding| finding.severity >= Severity::Warning)
        .map(|finding| finding.rule.clone())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    let status = answer
        .labels
        .status
        .as_ref()
        .map(|(stated, _)| stated.status);
    match status {
        _ if !reasons.is_empty() => Standing::Weak(reasons),
        Some(Status::NotApplicable) => Standing::Excluded,
        Some(Status::Planned | Status::NotImplemented) => Standing::Open,
        _ if answer.statements.is_empty() && answer.kind == AnswerKind::Section => {
            Standing::Weak(Vec::new())
        }
        _ => Standing::Good,
    }
}

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

    /// Replaces what a document contributes.
    pub fn replace(&mut self, document: DocumentIndex, contribution: Arc<Contribution>) {
        let old = self.documents.insert(document, contribution.clone());
        self.sums = OnceLock::new();
        self.giving = OnceLock::new();
        for value in old.iter().flat_map(|old| old.values.iter()) {
            self.amounts.forget(value.key, document);
        }
        for answer in old.iter().flat_map(|old| &old.answers) {
            if answer.status.is_some() {
                self.statuses.forget(answer.status_of(), document);
            }
            if let Some(answers) = self.answers.get_mut(&answer.clause) {
                answers.retain(|(of, _)| *of != document);
                if answers.is_empty() {
                    self.answers.remove(&answer.clause);
                }
            }
        }
        for (place, answer) in (0..).zip(&contribution.answers) {
            if let Some(status) = answer.status {
                let said = (status, contribution.product);
                self.statuses.add(answer.status_of(), said, document);
            }
            let answers = self.answers.entry(answer.clause).or_default();
            let at = answers.partition_point(|known| *known < (document, place));
            answers.insert(at, (document, place));
        }
        for value in contribution.values.iter() {
            let said = (value.amount, contribution.product);
            self.amounts.add(value.key, said, document);
        }
        if contribution.covers.is_empty() {
            self.declaring.remove(&document);
        } else {
            self.declaring.insert(document);
        }
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
    ) -> impl Iterator<Item = (DocumentIndex, ClauseReference, &Range<usize>)> {
        let documents = self.documents().into_iter();
        let contributions =
            documents.filter_map(|document| Some((document, &**self.contribution(document)?)));
        contributions.flat_map(|(document, found)| {
            let named = found.covers.iter().chain(&found.citations);
            named.map(move |(clause, range)| (document, *clause, range))
        })
    }

    /// The answers to a clause itself, not to those below it, in the order of documents and places.
    pub fn answers(
        &self,
        clause: ClauseReference,
    ) -> impl Iterator<Item = (DocumentIndex, &Answered)> {
        let answered = |(document, place): (DocumentIndex, u32)| {
            let contribution = self.contribution(document)?;
            Some((document, contribution.answers.get(place as usize)?))
        };
        merged(self.places_below(clause), self.own_places(clause)).filter_map(answered)
    }

    fn own_places(&self, clause: ClauseReference) -> impl Iterator<Item = (DocumentIndex, u32)> {
        self.answers.get(&clause).into_iter().flatten().copied()
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

    /// Whether different amounts may stand anywhere for a thing: a cheap question before
    /// [`Coverage::amounts`].
    pub fn has_several_amounts(&self, thing: u32) -> bool {
        self.says_several(|coverage| &coverage.amounts, thing)
    }

    /// Whether different statuses may stand anywhere, as [`Coverage::has_several_amounts`].
    pub fn has_several_statuses(&self, thing: StatusOf) -> bool {
        self.says_several(|coverage| &coverage.statuses, thing)
    }

    fn says_several<K: Copy + Eq + std::hash::Hash, S: Copy + PartialEq>(
        &self,
        layer: impl Fn(&Coverage) -> &Sayings<K, S>,
        thing: K,
    ) -> bool {
        let below = self.below.as_deref();
        layer(self).count(thing) + below.map_or(0, |below| layer(below).count(thing)) > 1
    }

    /// What other documents say of a thing that has figures and that `differs`: each amount once, with
    /// the first value that says so, in the order of documents.
    pub fn amounts(
        &self,
        thing: u32,
        document: DocumentIndex,
        differs: impl Fn(&Amount) -> bool,
    ) -> Vec<(DocumentIndex, &Value)> {
        let said = self.sayings(|coverage| &coverage.amounts, thing, document, differs);
        let value = |(of, amount): (DocumentIndex, Amount)| {
            let mut values = self.contribution(of)?.values.iter();
            let value = values.find(|value| value.key == thing && value.amount == amount)?;
            Some((of, value))
        };
        said.into_iter().filter_map(value).collect()
    }

    /// What other documents say of a status and that `differs`: each once, with the first answer that
    /// says so, in the order of documents.
    pub fn statuses(
        &self,
        thing: StatusOf,
        document: DocumentIndex,
        differs: impl Fn(&Status) -> bool,
    ) -> Vec<(DocumentIndex, &Answered)> {
        let said = self.sayings(|coverage| &coverage.statuses, thing, document, differs);
        let answer = |(of, status): (DocumentIndex, Status)| {
            let mut answers = self.contribution(of)?.answers.iter();
            let says =
                |answer: &&Answered| answer.status == Some(status) && answer.status_of() == thing;
            Some((of, answers.find(says)?))
        };
        said.into_iter().filter_map(answer).collect()
    }

    /// The first other document that gives an amount for a thing.
    pub fn first_with_amount(
        &self,
        thing: u32,
        amount: Amount,
        document: DocumentIndex,
    ) -> Option<DocumentIndex> {
        let same = |other: &Amount| *other == amount;
        let said = self.sayings(|coverage| &coverage.amounts, thing, document, same);
        said.first().map(|(of, _)| *of)
    }

    /// The first other document that states a status.
    pub fn first_with_status(
        &self,
        thing: StatusOf,
        status: Status,
        document: DocumentIndex,
    ) -> Option<DocumentIndex> {
        let same = |other: &Status| *other == status;
        let said = self.sayings(|coverage| &coverage.statuses, thing, document, same);
        said.first().map(|(of, _)| *of)
    }

    /// What is said of a thing outside of a document, by documents that can be about what it is about,
    /// and that `differs`: each with the first document of both layers that says it, in their order.
    fn sayings<K: Copy + Eq + std::hash::Hash, S: Copy + PartialEq>(
        &self,
        layer: impl Fn(&Coverage) -> &Sayings<K, (S, Product)>,
        thing: K,
        document: DocumentIndex,
        differs: impl Fn(&S) -> bool,
    ) -> Vec<(DocumentIndex, S)> {
        let product = { self.contribution(document) }.map_or(Product::default(), |own| own.product);
        let mut first: Vec<(DocumentIndex, S)> = Vec::new();
        let mut add = |of: DocumentIndex, (said, about): (S, Product)| {
            if !product.may_be(&about) || !differs(&said) {
                return;
            }
            match first.iter_mut().find(|(_, known)| *known == said) {
                Some((known, _)) => *known = of.min(*known),
                None => first.push((of, said)),
            }
        };
        for (said, of) in layer(self).of(thing, |of| of == document) {
            add(of, said);
        }
        if let Some(below) = &self.below {
            let hidden = |of| of == document || self.documents.contains_key(&of);
            for (said, of) in layer(below).of(thing, hidden) {
                add(of, said);
            }
        }
        first.sort_by_key(|(of, _)| *of);
        first
    }

    /// What has to be answered, and who says so: the project, then documents in their order.
    pub fn scopes(&self, guidelines: &Guidelines) -> Vec<Scope> {
        let whole = |guideline: GuidelineIndex| Scope {
            clauses: roots(guidelines.get(guideline), guideline),
            declared_in: None,
            guideline,
        };
        let mut scopes: Vec<Scope> = self.project.iter().copied().map(whole).collect();
        let below = self.below.iter().flat_map(|below| &below.declaring);
        let below = below.filter(|document| !self.documents.contains_key(document));
        for document in merged(below.copied(), self.declaring.iter().copied()) {
            let covers = self.contribution(document).into_iter();
            scopes.extend(
                covers
                    .flat_map(|found| &found.covers)
                    .map(|(clause, range)| Scope {
                        clauses: vec![*clause],
                        declared_in: Some((document, range.clone())),
                        guideline: clause.guideline,
                    }),
            );
        }
        scopes
    }

    /// The state of one requirement of a clause.
    pub fn requirement(
        &self,
        guidelines: &Guidelines,
        clause: ClauseReference,
        requirement: usize,
    ) -> State {
        self.state_of(guidelines, clause, |answer| {
            answer
                .requirement
                .is_none_or(|one| one as usize == requirement)
        })
    }

    /// The best of a clause's own answers that `counts`; without one, what stands above and below.
    fn state_of(
        &self,
        guidelines: &Guidelines,
        clause: ClauseReference,
        counts: impl Fn(&Answered) -> bool,
    ) -> State {
        let own = self
            .answers(clause)
            .filter(|(_, answer)| counts(answer))
            .map(|(_, answer)| match answer.standing {
                Standing::Good => State::Covered,
                Standing::Excluded => State::Excluded,
                Standing::Weak(_) | Standing::Open => State::Weak,
            })
            .max()
            .unwrap_or(State::Missing);
        if own > State::Weak && self.is_disputed(clause, &counts) {
            return State::Weak;
        }
        if own != State::Missing {
            return own;
        }
        if self.is_excluded_above(guidelines, clause) {
            return State::Excluded;
        }
        self.answered_below(guidelines, clause)
    }

    /// Whether answers that count contradict each other in how the clause stands.
    fn is_disputed(&self, clause: ClauseReference, counts: &impl Fn(&Answered) -> bool) -> bool {
        let mut stated: Vec<(StatusOf, Status, Product)> = Vec::new();
        for (of, answer) in self.answers(clause).filter(|(_, answer)| counts(answer)) {
            let thing = answer.status_of();
            let Some(status) = answer.status.filter(|_| self.has_several_statuses(thing)) else {
                continue;
            };
            let product = { self.contribution(of) }.map_or(Product::default(), |own| own.product);
            let differs = |(other, other_status, about): &(StatusOf, Status, Product)| {
                thing == *other && status.contradicts(*other_status) && product.may_be(about)
            };
            if stated.iter().any(differs) {
                return true;
            }
            let said = (thing, status, product);
            if !stated.contains(&said) {
                stated.push(said);
            }
        }
        false
    }

    /// Whether a clause around this one is excluded, and this one with it.
    fn is_excluded_above(&self, guidelines: &Guidelines, clause: ClauseReference) -> bool {
        let mut above = guidelines.clause(clause).parent;
        while let Some(parent) = above {
            let parent = ClauseReference {
                clause: parent,
                ..clause
            };
            if self
                .answers(parent)
                .any(|(_, answer)| answer.standing == Standing::Excluded)
            {
                return true;
            }
            above = guidelines.clause(parent).parent;
        }
        false
    }

    /// A clause with parts is answered when all of its parts are. A part that only holds others
    /// together stands for those.
    fn answered_below(&self, guidelines: &Guidelines, clause: ClauseReference) -> State {
        let above = guidelines.clause(clause);
        let mut open: Vec<ClauseIndex> = above.children.clone();
        let mut least = None;
        while let Some(part) = open.pop() {
            let part = ClauseReference {
                clause: part,
                ..clause
            };
            let known = guidelines.clause(part);
            if known.deselected && !above.deselected {
                continue;
            }
            if asks(known) > Modality::May {
                let state = self.clause(guidelines, part);
                least = Some(least.map_or(state, |least: State| least.min(state)));
            } else {
                open.extend(&known.children);
            }
        }
        least.unwrap_or(State::Missing)
    }

    /// The state of a clause: that of its least answered binding requirement, or the best
    /// answer for a clause that asks nothing by itself.
    pub fn clause(&self, guidelines: &Guidelines, clause: ClauseReference) -> State {
        let binding = binding_requirements(guidelines.clause(clause));
        binding
            .map(|requirement| self.requirement(guidelines, clause, requirement))
            .min()
            .unwrap_or_else(|| {
                self.state_of(guidelines, clause, |answer| answer.requirement.is_none())
            })
    }

    /// Counts for every guideline that somebody undertakes to answer or speaks to, in the order
    /// in which guidelines were put in play.
    pub fn summaries(&self, guidelines: &Guidelines) -> Vec<Summary> {
        let mut scoped: FxHashMap<GuidelineIndex, FxHashSet<ClauseReference>> =
            FxHashMap::default();
        for scope in self.scopes(guidelines) {
            let known = guidelines.get(scope.guideline);
            let clauses = scoped.entry(scope.guideline).or_default();
            for root in scope.clauses {
                asked_below(known, root, &mut |clause| {
                    clauses.insert(clause);
                });
            }
        }
        let mut answered: FxHashMap<GuidelineIndex, FxHashSet<ClauseReference>> =
            FxHashMap::default();
        for clause in self.answered() {
            answered.entry(clause.guideline).or_default().insert(clause);
        }
        let mut summaries = Vec::new();
        for (guideline, _) in guidelines.iter() {
            let answered = answered.remove(&guideline).unwrap_or_default();
            let scope = scoped.remove(&guideline);
            if scope.is_some() || !answered.is_empty() {
                summaries.push(self.summary(guidelines, guideline, scope, answered));
            }
        }
        summaries
    }

    fn summary(
        &self,
        guidelines: &Guidelines,
        guideline: GuidelineIndex,
        scope: Option<FxHashSet<ClauseReference>>,
        answered: FxHashSet<ClauseReference>,
    ) -> Summary {
        let shown = |clause: &ClauseReference| {
            let known = guidelines.clause(*clause);
            let asks = known.label.is_some() && binding_requirements(known).next().is_some();
            asks || answered.contains(clause)
        };
        let within = scope.iter().flatten().copied();
        let mut clauses: Vec<ClauseReference> = within.filter(shown).collect();
        clauses.extend(&answered);
        clauses.sort_unstable();
        clauses.dedup();
        let counted = |clause: ClauseReference| guidelines.clause(clause).label.is_some();
        let mut counts = Counts::default();
        let mut parts = Vec::with_capacity(clauses.len());
        for &clause in &clauses {
            let part = match counted(clause) {
                true => self.counts(guidelines, clause),
                false => Counts::default(),
            };
            counts += part;
            parts.push(part);
        }
        Summary {
            guideline,
            declared: scope.is_some(),
            requirements: counts.requirements(),
            covered: counts.covered,
            weak: counts.weak,
            missing: counts.missing,
            excluded: counts.excluded,
            clauses,
            parts,
        }
    }

    /// How the requirements of a clause itself stand.
    pub fn counts(&self, guidelines: &Guidelines, clause: ClauseReference) -> Counts {
        let mut counts = Counts::default();
        for requirement in binding_requirements(guidelines.clause(clause)) {
            let count = match self.requirement(guidelines, clause, requirement) {
                State::Covered => &mut counts.covered,
                State::Weak => &mut counts.weak,
                State::Missing => &mut counts.missing,
                State::Excluded => &mut counts.excluded,
            };
            *count += 1;
        }
        counts
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

/// How binding the most binding requirement of a clause is.
pub fn asks(clause: &crate::guideline::Clause) -> Modality {
    if clause.withdrawn.is_some() {
        return Modality::Info;
    }
    clause
        .requirements
        .iter()
        .map(|requirement| requirement.modality)
        .max()
        .unwrap_or(Modality::Info)
}

/// The requirements of a clause that want an answer: must and should.
pub fn binding_requirements(clause: &crate::guideline::Clause) -> impl Iterator<Item = usize> {
    let active = clause.withdrawn.is_none();
    clause
        .requirements
        .iter()
        .enumerate()
        .filter(move |(_, requirement)| active && requirement.modality > Modality::May)
        .map(|(index, _)| index)
}

/// Calls `visit` for a clause and all below it, in order.
pub fn below(
    guideline: &Guideline,
    root: ClauseReference,
    visit: &mut impl FnMut(ClauseReference),
) {
    let mut open = vec![root.clause];
    while let Some(clause) = open.pop() {
        visit(ClauseReference { clause, ..root });
        open.extend(guideline.clauses[clause.0 as usize].children.iter().rev());
    }
}

/// The same for what has to be answered by those who undertake to answer `root`: a clause that the
/// guideline's selection leaves out is passed over, unless `root` is left out itself.
pub fn asked_below(
    guideline: &Guideline,
    root: ClauseReference,
    visit: &mut impl FnMut(ClauseReference),
) {
    let is_deselected = |clause: ClauseIndex| guideline.clauses[clause.as_usize()].deselected;
    let all = is_deselected(root.clause);
    below(guideline, root, &mut |clause| {
        if all || !is_deselected(clause.clause) {
            visit(clause);
        }
    });
}

/// The outermost clauses that have to be answered.
fn roots(guideline: &Guideline, index: GuidelineIndex) -> Vec<ClauseReference> {
    let clauses = guideline.clauses.iter().enumerate();
    clauses
        .filter(|(_, clause)| clause.parent.is_none() && !clause.deselected)
        .map(|(position, _)| ClauseReference {
            guideline: index,
            clause: ClauseIndex(position as u32),
        })
        .collect()
}
