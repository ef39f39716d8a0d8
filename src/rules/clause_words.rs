//! What the rules need to know of the clauses' wording, prepared once for all documents.

use std::sync::OnceLock;

use crate::guideline::{ClauseReference, Guidelines};
use crate::wording::{AskedValue, Fingerprint, asks_for_value};

/// The wording of all clauses in play; each clause's is prepared when it is first asked for.
#[derive(Debug, Default)]
pub struct ClauseWords(Vec<Vec<OnceLock<Vec<RequirementWords>>>>);

/// The wording of one requirement.
#[derive(Debug)]
pub struct RequirementWords {
    /// What it looks like when given back.
    pub fingerprint: Fingerprint,
    /// The value that it asks an answer to give.
    pub asked: Option<AskedValue>,
}

impl ClauseWords {
    /// Room for the clauses of these guidelines.
    pub fn new(guidelines: &Guidelines) -> ClauseWords {
        let empty = |count: usize| (0..count).map(|_| OnceLock::new()).collect();
        ClauseWords(
            guidelines
                .iter()
                .map(|(_, guideline)| empty(guideline.clauses.len()))
                .collect(),
        )
    }

    /// The wording of a clause's requirements, in their order.
    pub fn of(&self, clause: ClauseReference, guidelines: &Guidelines) -> &[RequirementWords] {
        let prepare = || {
            let requirements = &guidelines.clause(clause).requirements;
            requirements
                .iter()
                .map(|requirement| RequirementWords {
                    fingerprint: Fingerprint::of(&requirement.text),
                    asked: asks_for_value(&requirement.text),
                })
                .collect()
        };
        self.0[clause.guideline.0 as usize][clause.clause.0 as usize].get_or_init(prepare)
    }
}
