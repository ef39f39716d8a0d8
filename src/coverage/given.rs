//! Which clauses have all the values that they ask for in one document: what stands there need not
//! be said again in another.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Answered, Contribution, Coverage, Standing, tells_no_measure};
use crate::document::{Answer, Claim, Document};
use crate::finding::{DocumentIndex, Finding};
use crate::guideline::ClauseReference;

/// The clauses of which findings say that a value is missing, and those to which the document's answers
/// say nothing, as an overview of statuses does.
pub(super) fn lacking(document: &Document, findings: &[Finding]) -> Vec<ClauseReference> {
    // One that is told to fall short is given.
    let asking = findings.iter().filter(|finding| match &*finding.rule {
        "missing-frequency" => true,
        "missing-parameter" => !finding.lacks.is_empty(),
        _ => false,
    });
    let mut clauses: Vec<_> = asking.filter_map(|finding| finding.clause).collect();
    let speaks = |answer: &&Answer| {
        let units = { answer.statements.iter() }.map(|&index| &document.statements[index].unit);
        let mut claims = units.flat_map(|unit| &unit.claims);
        claims.any(Claim::says_something) && !tells_no_measure(document, answer)
    };
    let mut silent = document
        .answers
        .iter()
        .filter(|answer| !speaks(answer))
        .peekable();
    if silent.peek().is_some() {
        let speaking = document.answers.iter().filter(speaks);
        let said: FxHashSet<_> = speaking.flat_map(clauses_of).collect();
        let silent = silent.flat_map(clauses_of);
        clauses.extend(silent.filter(|clause| !said.contains(clause)));
    }
    clauses.sort_unstable();
    clauses.dedup();
    clauses.shrink_to_fit();
    clauses
}

fn clauses_of(answer: &Answer) -> impl Iterator<Item = ClauseReference> {
    answer.links.iter().map(|link| link.clause)
}

impl Coverage {
    /// Whether a document answers a clause and nothing of the values that it asks for is missing
    /// there. Costs what this layer holds; what lies below is looked at once.
    pub fn gives_values(&self, clause: ClauseReference) -> bool {
        let mut own = self.documents.keys();
        if own.any(|document| self.document_gives(*document, clause)) {
            return true;
        }
        self.below.as_deref().is_some_and(|below| {
            let hidden = self.documents.keys();
            let hidden = hidden.filter(|document| below.document_gives(**document, clause));
            let giving = below.giving(clause);
            giving > 0 && giving > hidden.count()
        })
    }

    /// How many documents of this layer give a clause's values.
    fn giving(&self, clause: ClauseReference) -> usize {
        let all = self.giving.get_or_init(|| self.count_giving());
        all.get(&clause).copied().unwrap_or_default()
    }

    /// How many documents of this layer give the values of each clause.
    pub(super) fn count_giving(&self) -> FxHashMap<ClauseReference, usize> {
        let count = |(clause, places): (&ClauseReference, &Vec<(DocumentIndex, u32)>)| {
            let documents = places.chunk_by(|(one, _), (other, _)| one == other);
            let giving = documents.filter(|places| self.places_give(places));
            (*clause, giving.count())
        };
        self.answers.iter().map(count).collect()
    }

    /// Takes a document out of what was counted, as long as its answers are still there.
    pub(super) fn discount_giving(&mut self, document: DocumentIndex, contribution: &Contribution) {
        self.change_giving(document, contribution, |count| {
            *count = count.saturating_sub(1)
        });
    }

    /// Adds a document to what was counted, now that its answers are there.
    pub(super) fn recount_giving(&mut self, document: DocumentIndex, contribution: &Contribution) {
        self.change_giving(document, contribution, |count| *count += 1);
    }

    fn change_giving(
        &mut self,
        document: DocumentIndex,
        contribution: &Contribution,
        change: impl Fn(&mut usize),
    ) {
        let Some(mut giving) = self.giving.take() else {
            return;
        };
        let clauses: FxHashSet<_> = { contribution.answers.iter() }
            .map(|answer| answer.clause)
            .collect();
        for clause in clauses {
            if self.document_gives(document, clause) {
                change(giving.entry(clause).or_default());
            }
        }
        self.giving = OnceLock::from(giving);
    }

    fn document_gives(&self, document: DocumentIndex, clause: ClauseReference) -> bool {
        self.places_give(self.own_places_in(document, clause))
    }

    /// Whether the answers of one document to one clause give what it asks.
    fn places_give(&self, places: &[(DocumentIndex, u32)]) -> bool {
        let Some((document, _)) = places.first() else {
            return false;
        };
        self.documents.get(document).is_some_and(|contribution| {
            let answers = places
                .iter()
                .filter_map(|(_, place)| contribution.answers.get(*place as usize));
            let mut giving = answers.filter(|answer| gives(contribution, answer));
            giving
                .next()
                .is_some_and(|answer| contribution.lacking.binary_search(&answer.clause).is_err())
        })
    }
}

/// Whether an answer says what is done, whatever else is found about it: a dead link or a weak word beside a value takes
/// nothing away from that.
fn gives(contribution: &Contribution, answer: &Answered) -> bool {
    const SAYING_NOTHING: [&str; 4] = [
        "placeholder",
        "refers-elsewhere",
        "restated-requirement",
        "unjustified-exclusion",
    ];
    let reasons = contribution.reasons(answer);
    match answer.standing {
        Standing::Good => true,
        Standing::Weak => {
            !reasons.is_empty() && !reasons.iter().any(|rule| SAYING_NOTHING.contains(&&**rule))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coverage::samples::{CLAUSE, answered, dice};

    #[test]
    fn what_was_counted_is_kept_by_difference() {
        let mut roll = dice();
        let mut random = || {
            let answers = (0..roll(3)).map(|_| Answered {
                standing: match roll(2) {
                    0 => Standing::Good,
                    _ => Standing::Weak,
                },
                ..answered()
            });
            Arc::new(Contribution {
                answers: answers.collect(),
                lacking: (0..roll(2)).map(|_| CLAUSE).collect(),
                ..Contribution::default()
            })
        };
        for _ in 0..200 {
            let documents: Vec<_> = (0..3).map(|_| random()).collect();
            let mut kept = Coverage::new(Vec::new());
            for index in (0..3).map(DocumentIndex) {
                kept.replace(index, random());
            }
            kept.prepare();
            let mut anew = Coverage::new(Vec::new());
            for (index, document) in (0..).map(DocumentIndex).zip(&documents) {
                kept.replace(index, document.clone());
                anew.replace(index, document.clone());
            }
            assert_eq!(kept.giving(CLAUSE), anew.giving(CLAUSE));
        }
    }
}
