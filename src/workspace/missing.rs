//! What the documents together leave unanswered, by the place where it is reported.

use rustc_hash::FxHashMap;

use super::Knowledge;
use super::check::in_order;
use crate::coverage::{Contribution, Coverage};
use crate::finding::{DocumentIndex, Finding};
use crate::guideline::GuidelineIndex;
use crate::rules::{self, Spot};

/// Missing clauses as findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Missing {
    documents: FxHashMap<DocumentIndex, Vec<Finding>>,
    /// What is reported where the project names a guideline.
    pub project: Vec<(GuidelineIndex, Finding)>,
}

impl Missing {
    /// Finds them.
    pub fn find(coverage: &Coverage, knowledge: &Knowledge) -> Missing {
        let mut missing = Missing::default();
        for (spot, finding) in
            rules::missing_clauses(coverage, &knowledge.guidelines, &knowledge.severities)
        {
            match spot {
                Spot::Document(document, ..) => {
                    let allows = coverage
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

    /// All findings about a document, in the order of their places: its own and what is missing there.
    pub fn joined(&self, document: DocumentIndex, own: &[Finding]) -> Vec<Finding> {
        let mut all = own.to_vec();
        all.extend_from_slice(self.of(document));
        all.sort_by_key(in_order);
        all
    }

    /// What is missing at places of a document.
    pub fn of(&self, document: DocumentIndex) -> &[Finding] {
        self.documents.get(&document).map_or(&[], Vec::as_slice)
    }

    /// The same for a document that still answers the same clauses in the same order, at other
    /// places; `None` when a place cannot be found again.
    pub fn moved(
        mut self,
        document: DocumentIndex,
        old: &Contribution,
        new: &Contribution,
    ) -> Option<Missing> {
        let Some(findings) = self.documents.get_mut(&document) else {
            return Some(self);
        };
        for finding in findings {
            let answers = old.answers.iter().zip(&new.answers);
            let covers = old.covers.iter().zip(&new.covers);
            let places = answers
                .map(|(old, new)| (&old.anchor, &new.anchor))
                .chain(covers.map(|(old, new)| (&old.1, &new.1)));
            let (_, now) = places.into_iter().find(|(old, _)| **old == finding.range)?;
            finding.range = now.clone();
        }
        Some(self)
    }
}
