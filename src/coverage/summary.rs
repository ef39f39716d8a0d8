//! Counts of each guideline's requirements.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{Counts, Coverage, asked_below, binding_requirements};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines};

/// Counts of one guideline's requirements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Answered weakly or in part, or openly not done.
    pub weak: usize,
    /// Not answered.
    pub missing: usize,
    /// Excluded with a reason.
    pub excluded: usize,
    /// Clauses that are undertaken and ask something and that no number leads to, which are not counted; those of
    /// them that something answers stand among `clauses`.
    pub unnumbered: usize,
    /// The clauses that project or documents undertake to answer, and those that something answers
    /// beside them, in the guideline's order.
    pub clauses: Vec<ClauseReference>,
    /// For each of `clauses` its part of the counts; nothing for those that no number leads to.
    pub parts: Vec<Counts>,
}

impl Coverage {
    /// Counts for every guideline that somebody undertakes to answer or speaks to, in the order
    /// in which guidelines were put in play. What is there to be cited alone is not counted.
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
        for (guideline, known) in guidelines.iter() {
            let answered = answered.remove(&guideline).unwrap_or_default();
            let scope = scoped.remove(&guideline);
            let is_counted = !answered.is_empty() && !known.is_only_cited();
            if scope.is_some() || is_counted {
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
        let is_unnumbered = |clause: &&ClauseReference| {
            let known = guidelines.clause(**clause);
            known.label.is_none() && binding_requirements(known).next().is_some()
        };
        let unnumbered = scope.iter().flatten().filter(is_unnumbered).count();
        let within = scope.iter().flatten().copied();
        let mut clauses: Vec<ClauseReference> = within.filter(shown).collect();
        // What nobody has to answer is not counted, answered or not.
        let asked = |clause: &&ClauseReference| !guidelines.clause(**clause).deselected;
        clauses.extend(answered.iter().filter(asked));
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
            unnumbered,
            clauses,
            parts,
        }
    }
}
