//! What the rules need to know of the clauses' wording, prepared once for all documents.

use std::sync::OnceLock;

use crate::guideline::{ClauseReference, Guidelines, Requirement};
use crate::wording::{AskedValue, Fingerprint, asks_for_value};

/// The wording of all clauses in play; each clause's is prepared when it is first asked for.
#[derive(Debug, Default)]
pub struct ClauseWords(Vec<Vec<OnceLock<Wording>>>);

/// The wording of one clause.
#[derive(Debug)]
struct Wording {
    requirements: Vec<RequirementWords>,
    /// What requirements look like that hang under one letter, when all of them are given back.
    together: Vec<Fingerprint>,
}

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
        &self.wording(clause, guidelines).requirements
    }

    /// What a clause's requirements look like where an answer gives back all that hang under one letter.
    pub fn together(&self, clause: ClauseReference, guidelines: &Guidelines) -> &[Fingerprint] {
        &self.wording(clause, guidelines).together
    }

    fn wording(&self, clause: ClauseReference, guidelines: &Guidelines) -> &Wording {
        let prepare = || {
            let requirements = &guidelines.clause(clause).requirements;
            let words = requirements.iter().map(|requirement| RequirementWords {
                fingerprint: Fingerprint::of(&requirement.text),
                asked: asks_for_value(&requirement.text),
            });
            Wording {
                requirements: words.collect(),
                together: { requirements.chunk_by(hang_together) }
                    .filter(|requirements| requirements.len() > 1)
                    .map(|requirements| Fingerprint::of(&joined(requirements)))
                    .collect(),
            }
        };
        self.0[clause.guideline.0 as usize][clause.clause.0 as usize].get_or_init(prepare)
    }
}

/// Whether two requirements hang under one letter: `a.1` and `a.2`.
fn hang_together(one: &Requirement, other: &Requirement) -> bool {
    let letter = |requirement: &Requirement| {
        let label = requirement.label.as_deref()?;
        Some(label.split_once('.')?.0.to_owned())
    };
    letter(one).is_some_and(|letter_of_one| letter(other) == Some(letter_of_one))
}

/// Requirements in one text, without repeating what leads to them: "The organization: Develops: ".
fn joined(requirements: &[Requirement]) -> String {
    let mut texts = requirements
        .iter()
        .map(|requirement| requirement.text.as_str());
    let mut joined = texts.next().unwrap_or_default().to_owned();
    for text in texts {
        joined += " ";
        joined += text.rfind(": ").map_or(text, |at| &text[at + 2..]);
    }
    joined
}
