//! A choice among a guideline's clauses: some have to be answered, the others are only known.

use super::{ClauseIndex, Completeness, Guideline};

/// That only some of a guideline's clauses have to be answered; the others are
/// [`deselected`](super::Clause::deselected), and still known.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Selection {
    /// The title of the OSCAL profile that chooses (a baseline); `None` when the project lists
    /// clauses itself.
    pub profile: Option<String>,
}

impl Guideline {
    /// Asks only for `clauses` and all that stands in them, among those that were asked for before.
    pub fn select(&mut self, clauses: &[ClauseIndex]) {
        let mut chosen = vec![false; self.clauses.len()];
        for &clause in clauses {
            self.undertaken(clause, &mut |index| chosen[index.as_usize()] = true);
        }
        for (clause, chosen) in self.clauses.iter_mut().zip(&chosen) {
            clause.deselected |= !chosen;
        }
        self.settle_groups();
        self.selection = Some(Selection { profile: None });
    }

    /// Calls `visit` for what is undertaken by those who undertake a clause, in order: it and all in it; of a
    /// control, AC-2, not its enhancements, which are undertaken by their names or with their family.
    pub fn undertaken(&self, clause: ClauseIndex, visit: &mut impl FnMut(ClauseIndex)) {
        let is_group = |index: ClauseIndex| self.clauses[index.as_usize()].group;
        let with_additions = is_group(clause);
        let mut open = vec![clause];
        while let Some(index) = open.pop() {
            visit(index);
            let within = self.clauses[index.as_usize()].children.iter().rev();
            let is_meant =
                |child: &&ClauseIndex| with_additions || !self.clauses[child.as_usize()].addition;
            open.extend(within.filter(is_meant));
        }
    }

    /// Leaves out each group of which all is left out, and no other: a group is asked for with what stands
    /// in it.
    pub(crate) fn settle_groups(&mut self) {
        let mut asked = vec![false; self.clauses.len()];
        // Children stand behind their parents.
        for index in (0..self.clauses.len()).rev() {
            let clause = &mut self.clauses[index];
            let within = clause.children.iter().any(|inner| asked[inner.as_usize()]);
            if clause.group && !clause.children.is_empty() {
                clause.deselected = !within;
            }
            asked[index] = within || !clause.deselected;
        }
    }

    /// Whether the project names it to be cited alone: of its clauses none is chosen.
    pub fn is_only_cited(&self) -> bool {
        self.selection.is_some() && self.clauses.iter().all(|clause| clause.deselected)
    }

    /// How many clauses have to be answered that are more than groups of others.
    pub fn selected_count(&self) -> usize {
        let selected = |clause: &&super::Clause| !clause.group && !clause.deselected;
        self.clauses.iter().filter(selected).count()
    }

    /// The guideline without the clauses that are left out: what a profile resolves to. Those
    /// around a clause that stays, stay.
    pub fn without_deselected(&self) -> Guideline {
        let Some(selection) = &self.selection else {
            return self.clone();
        };
        let mut resolved = Guideline {
            clauses: Vec::new(),
            selection: None,
            completeness: Completeness::Partial {
                note: selection.profile.clone().unwrap_or_default(),
            },
            ..self.clone()
        };
        let mut new: Vec<Option<ClauseIndex>> = vec![None; self.clauses.len()];
        for (index, clause) in self.iter() {
            let within = self.descendants(index);
            let mut within = within.iter().filter_map(|&index| self.clause(index));
            if clause.deselected && within.all(|clause| clause.deselected) {
                continue;
            }
            let mut kept = clause.clone();
            kept.children.clear();
            kept.deselected = false;
            kept.parent = clause.parent.and_then(|parent| new[parent.as_usize()]);
            new[index.as_usize()] = Some(resolved.push(kept));
        }
        resolved
    }
}
