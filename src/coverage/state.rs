//! How a clause stands: by its own answers, by what stands above and below it.

use serde::{Deserialize, Serialize};

use super::{Coverage, asks, binding_requirements};
use crate::guideline::{ClauseIndex, ClauseReference, Guidelines, Modality};

/// What a requirement, or a clause as a whole, has by way of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing answers it.
    Missing,
    /// Only weak answers, the admission that it is not done, answers that leave some of it out, or an answer
    /// that another contradicts: in whether it is done, or in a figure.
    Weak,
    /// Not applicable, with a reason.
    Excluded,
    /// Answered.
    Covered,
}

/// How many requirements stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Answered.
    pub covered: usize,
    /// Answered weakly or in part, or openly not done.
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

impl Coverage {
    /// The state of one requirement of a clause.
    pub fn requirement(
        &self,
        guidelines: &Guidelines,
        clause: ClauseReference,
        requirement: usize,
    ) -> State {
        let wanted = |of: Option<u16>| of.is_none_or(|one| one as usize == requirement);
        match self.state_of(guidelines, clause, wanted) {
            State::Covered if self.is_left_out(clause, requirement) => State::Weak,
            state => state,
        }
    }

    /// Whether the answers leave out something of one requirement, as far as somebody has compared them.
    pub fn is_left_out(&self, clause: ClauseReference, requirement: usize) -> bool {
        self.left_out.contains(&(clause, requirement))
    }

    /// Whether nothing answers one requirement of a clause. Says what [`Coverage::requirement`] says, and
    /// does not look for answers that contradict each other, which makes none missing.
    pub fn is_missing(
        &self,
        guidelines: &Guidelines,
        clause: ClauseReference,
        requirement: usize,
    ) -> bool {
        let wanted = |of: Option<u16>| of.is_none_or(|one| one as usize == requirement);
        let is_missing = |part: ClauseReference| {
            let mut binding = binding_requirements(guidelines.clause(part));
            binding.any(|requirement| self.is_missing(guidelines, part, requirement))
        };
        self.standings(clause).best(wanted) == State::Missing
            && !self.is_excluded_above(guidelines, clause)
            && {
                let parts = asking_parts(guidelines, clause);
                parts.is_empty() || parts.into_iter().any(is_missing)
            }
    }

    /// The best of a clause's own answers to `wanted` requirements; without one, what stands above and
    /// below.
    fn state_of(
        &self,
        guidelines: &Guidelines,
        clause: ClauseReference,
        wanted: impl Fn(Option<u16>) -> bool,
    ) -> State {
        let own = self.standings(clause).best(&wanted);
        if own > State::Weak && self.may_be_disputed(clause) {
            let answers = self.answers(clause);
            let mut counting = answers.filter(|(_, answer)| wanted(answer.requirement));
            if counting.any(|(of, answer)| self.is_disputed(of, answer)) {
                return State::Weak;
            }
        }
        if own != State::Missing {
            return own;
        }
        if self.is_excluded_above(guidelines, clause) {
            return State::Excluded;
        }
        // A clause with parts is answered when all of its parts are.
        let parts = asking_parts(guidelines, clause).into_iter();
        let states = parts.map(|part| self.clause(guidelines, part));
        states.min().unwrap_or(State::Missing)
    }

    /// Whether a clause around this one is excluded, and this one with it.
    fn is_excluded_above(&self, guidelines: &Guidelines, clause: ClauseReference) -> bool {
        let mut above = guidelines.clause(clause).parent;
        while let Some(parent) = above {
            let parent = ClauseReference {
                clause: parent,
                ..clause
            };
            if self.standings(parent).is_excluded() {
                return true;
            }
            above = guidelines.clause(parent).parent;
        }
        false
    }

    /// The state of a clause: that of its least answered binding requirement, or the best
    /// answer for a clause that asks nothing by itself.
    pub fn clause(&self, guidelines: &Guidelines, clause: ClauseReference) -> State {
        let binding = binding_requirements(guidelines.clause(clause));
        binding
            .map(|requirement| self.requirement(guidelines, clause, requirement))
            .min()
            .unwrap_or_else(|| self.state_of(guidelines, clause, |of| of.is_none()))
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

/// The parts of a clause that ask something; what only adds to it is none. A part that only holds others
/// together stands for those.
fn asking_parts(guidelines: &Guidelines, clause: ClauseReference) -> Vec<ClauseReference> {
    let above = guidelines.clause(clause);
    let mut open: Vec<ClauseIndex> = above.children.clone();
    let mut parts = Vec::new();
    while let Some(part) = open.pop() {
        let part = ClauseReference {
            clause: part,
            ..clause
        };
        let known = guidelines.clause(part);
        if known.addition || (known.deselected && !above.deselected) {
            continue;
        }
        if asks(known) > Modality::May {
            parts.push(part);
        } else {
            open.extend(&known.children);
        }
    }
    parts
}
