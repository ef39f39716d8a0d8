//! What the documents together show: what they leave unanswered, wholly or in part, by the place where it
//! is reported, and where they contradict each other.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Knowledge;
use super::check::in_order;
use crate::coverage::{Coverage, LeftOut};
use crate::finding::{DocumentIndex, Finding, Lack};
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::rules::{self, Spot};
use crate::text::Span;

/// What all documents add up to.
#[derive(Clone)]
pub struct Joined {
    /// Who answers what, and who says what of things that others speak of.
    pub coverage: Arc<Coverage>,
    /// What nothing answers, or not wholly.
    pub missing: Arc<Missing>,
}

impl Joined {
    /// Joins what documents contribute.
    pub fn of(coverage: Coverage, knowledge: &Knowledge) -> Joined {
        let missing = Arc::new(Missing::find(&coverage, knowledge));
        Joined::with(coverage, missing)
    }

    /// Joins what is known already.
    pub(super) fn with(coverage: Coverage, missing: Arc<Missing>) -> Joined {
        let coverage = coverage.with_left_out(missing.left_out.clone());
        Joined {
            coverage: Arc::new(coverage),
            missing,
        }
    }

    /// What the documents together show at places of one: what is missing there, and what others
    /// contradict. Costs what that document holds.
    pub fn findings(&self, document: DocumentIndex, knowledge: &Knowledge) -> Vec<Finding> {
        let mut found = self.conflicts(document, knowledge);
        found.extend_from_slice(self.missing.of(document));
        found
    }

    /// The document's own findings with those of [`Self::findings`], in the order of their places, and where the
    /// contradictions are among them.
    pub fn shown(&self, document: DocumentIndex, own: &[Finding], knowledge: &Knowledge) -> Shown {
        let conflicts = self.conflicts(document, knowledge);
        let places = conflicts.iter().map(|conflict| conflict.range.start);
        let places = places.collect();
        Shown {
            findings: self.in_places(document, own.iter().cloned(), conflicts),
            conflicts: places,
        }
    }

    /// What others contradict at places of a document.
    pub fn conflicts(&self, document: DocumentIndex, knowledge: &Knowledge) -> Vec<Finding> {
        let (guidelines, severities) = (&knowledge.guidelines, &knowledge.severities);
        rules::conflicts(&self.coverage, document, guidelines, severities)
    }

    /// The clauses that ask for a value which a document leaves out and another one gives.
    pub fn given(&self, document: DocumentIndex) -> Vec<ClauseReference> {
        let contribution = self.coverage.contribution(document);
        let lacking = contribution.map_or(&[][..], |contribution| &contribution.lacking);
        let given = lacking
            .iter()
            .filter(|clause| self.coverage.gives_values(**clause));
        given.copied().collect()
    }

    /// All findings about a document, in the order of their places: its own, and what the documents
    /// together show. A value that another document gives is not missing.
    pub fn with_own(
        &self,
        document: DocumentIndex,
        own: Vec<Finding>,
        knowledge: &Knowledge,
    ) -> Vec<Finding> {
        let conflicts = self.conflicts(document, knowledge);
        self.in_places(document, own.into_iter(), conflicts)
    }

    /// All findings about a document in the order of their places.
    fn in_places(
        &self,
        document: DocumentIndex,
        own: impl Iterator<Item = Finding>,
        conflicts: Vec<Finding>,
    ) -> Vec<Finding> {
        let given = self.given(document);
        let is_given = |finding: &Finding| {
            let clause = finding.clause.filter(|_| rules::asks_for_a_value(finding));
            clause.is_some_and(|clause| given.contains(&clause))
        };
        let mut missing = self.missing.of(document).to_vec();
        let mut all: Vec<Finding> = own
            .filter(|finding| !is_given(finding) && !is_told_as_left_out(finding, &mut missing))
            .collect();
        all.extend(conflicts);
        all.extend(missing);
        all.sort_by_key(in_order);
        all
    }
}

/// Whether a value is missing of what an answer leaves out altogether, as one of `missing` says: then that one tells it,
/// as gravely as the other would have been told.
fn is_told_as_left_out(finding: &Finding, missing: &mut [Finding]) -> bool {
    if !rules::asks_for_a_value(finding) {
        return false;
    }
    let leaves_out = |told: &&mut Finding| {
        let lacks = |part: &Lack| finding.lacks.iter().any(|lack| part.holds(lack));
        told.clause == finding.clause && told.lacks.iter().any(lacks)
    };
    let told = missing.iter_mut().find(leaves_out);
    if let Some(told) = told {
        told.severity = told.severity.max(finding.severity);
        return true;
    }
    false
}

/// What is shown of a document.
#[derive(Debug, Default)]
pub struct Shown {
    /// All findings about it, in the order of their places.
    pub findings: Vec<Finding>,
    /// Where those begin that are contradictions.
    pub conflicts: Vec<usize>,
}

/// Missing clauses, and what is missing in the answers to others, as findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Missing {
    documents: FxHashMap<DocumentIndex, Vec<Finding>>,
    /// What is reported where the project names a guideline.
    pub project: Vec<(GuidelineIndex, Finding)>,
    left_out: Arc<LeftOut>,
}

impl Missing {
    /// Finds them.
    pub fn find(coverage: &Coverage, knowledge: &Knowledge) -> Missing {
        let mut missing = Missing::default();
        let (guidelines, severities) = (&knowledge.guidelines, &knowledge.severities);
        let mut found = rules::missing_clauses(coverage, guidelines, severities);
        if knowledge.content_links {
            let matchers = knowledge.matchers();
            let (partial, left_out) =
                rules::partial_clauses(coverage, guidelines, matchers, severities);
            found.extend(partial);
            missing.left_out = Arc::new(left_out);
        }
        for (spot, finding) in found {
            match spot {
                Spot::Document(document, ..) => {
                    // What an answer leaves out is allowed where the answer is read.
                    let allows = matches!(&*finding.rule, "missing-clause" | "unread-citation")
                        && coverage
                            .contribution(document)
                            .is_some_and(|found| found.allows_missing(&finding.range));
                    if !allows {
                        missing.documents.entry(document).or_default().push(finding);
                    }
                }
                Spot::Project(guideline) => missing.project.push((guideline, finding)),
            }
        }
        missing
    }

    /// What is missing at places of a document.
    fn of(&self, document: DocumentIndex) -> &[Finding] {
        self.documents.get(&document).map_or(&[], Vec::as_slice)
    }

    /// What is missing after a document said what it said at other places: each as it was, and as it is.
    /// `None` when a place is not among them.
    pub fn moved(
        mut self,
        document: DocumentIndex,
        places: &FxHashMap<Span, Span>,
    ) -> Option<Missing> {
        for finding in self.documents.get_mut(&document).into_iter().flatten() {
            finding.range = places.get(&Span::from(&finding.range))?.bytes();
        }
        Some(self)
    }
}
