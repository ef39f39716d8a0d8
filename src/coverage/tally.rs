//! How the answers to each clause stand, counted: to see how a clause stands costs nothing that grows
//! with the documents that answer it.

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::{Answered, Contribution, Coverage, GivenValue, Saying, Standing, State};
use crate::document::Value;
use crate::guideline::ClauseReference;

/// What the answers of one layer to a clause are, taken together.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    standings: Standings,
    /// What they state a status of, and how many do.
    statuses: FxHashMap<<Answered as Saying>::Thing, u32>,
    /// What they give a figure of, and how many do.
    values: FxHashMap<<Value as Saying>::Thing, u32>,
    /// For which of its requirements they give the value that is asked, and how many do.
    given: FxHashMap<<GivenValue as Saying>::Thing, u32>,
}

/// How many answers stand how: for each requirement that answers speak to, and for those that speak to
/// all of them, how many are good, exclude it, or are weak.
#[derive(Clone, Debug, Default)]
pub(super) struct Standings(Vec<(Option<u16>, [u32; 3])>);

/// The states that an answer alone can give, in the order of the counts.
const STATES: [State; 3] = [State::Covered, State::Excluded, State::Weak];

impl Standings {
    fn count(&mut self, answer: &Answered) -> &mut u32 {
        let state = match answer.standing {
            Standing::Good => 0,
            Standing::Excluded => 1,
            Standing::Weak | Standing::Open => 2,
        };
        &mut self.counts(answer.requirement)[state]
    }

    fn counts(&mut self, requirement: Option<u16>) -> &mut [u32; 3] {
        let known = { self.0.iter() }.position(|(of, _)| *of == requirement);
        let place = known.unwrap_or_else(|| {
            self.0.push((requirement, [0; 3]));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    /// The best that answers to `wanted` requirements give.
    pub fn best(&self, wanted: impl Fn(Option<u16>) -> bool) -> State {
        let counts = { self.0.iter() }.filter(|(requirement, _)| wanted(*requirement));
        let states = counts.flat_map(|(_, counts)| std::iter::zip(STATES, counts));
        let there = states.filter_map(|(state, count)| (*count > 0).then_some(state));
        there.max().unwrap_or(State::Missing)
    }

    /// Whether an answer says that the clause does not apply.
    pub fn is_excluded(&self) -> bool {
        let mut counts = self.0.iter();
        counts.any(|(_, [_, excluded, _])| *excluded > 0)
    }
}

impl Tally {
    fn add(&mut self, contribution: &Contribution, answer: &Answered) {
        *self.standings.count(answer) += 1;
        if answer.status.is_some() {
            *self.statuses.entry(answer.thing()).or_default() += 1;
        }
        for value in contribution.values_of(answer) {
            *self.values.entry(value.thing()).or_default() += 1;
        }
        for value in contribution.given_by(answer) {
            *self.given.entry(value.thing()).or_default() += 1;
        }
    }

    fn take_out(&mut self, contribution: &Contribution, answer: &Answered) {
        let count = self.standings.count(answer);
        *count = count.saturating_sub(1);
        if answer.status.is_some() {
            take_one(&mut self.statuses, answer.thing());
        }
        for value in contribution.values_of(answer) {
            take_one(&mut self.values, value.thing());
        }
        for value in contribution.given_by(answer) {
            take_one(&mut self.given, value.thing());
        }
    }
}

/// Counts one less of a thing, which is gone when it was the last.
fn take_one<T: Hash + Eq>(counts: &mut FxHashMap<T, u32>, thing: T) {
    if let Entry::Occupied(mut known) = counts.entry(thing) {
        match *known.get() {
            0 | 1 => _ = known.remove(),
            more => *known.get_mut() = more - 1,
        }
    }
}

impl Coverage {
    /// How the answers to a clause stand. Costs what this layer hides of the clause; each layer is
    /// counted once.
    pub(super) fn standings(&self, clause: ClauseReference) -> Standings {
        let mut standings = Standings::default();
        if let Some(below) = &self.below {
            let kept = below.own_tally(clause).map(|tally| tally.standings.clone());
            standings = kept.unwrap_or_default();
            for document in self.documents.keys() {
                for hidden in below.own_answers(*document, clause) {
                    let count = standings.count(hidden);
                    *count = count.saturating_sub(1);
                }
            }
        }
        for (requirement, counts) in
            { self.own_tally(clause).into_iter() }.flat_map(|own| &own.standings.0)
        {
            let known = standings.counts(*requirement);
            std::iter::zip(known, counts).for_each(|(known, count)| *known += count);
        }
        standings
    }

    /// Whether answers to a clause may contradict others: a cheap question before each is asked.
    pub(super) fn may_be_disputed(&self, clause: ClauseReference) -> bool {
        let layers = std::iter::once(self).chain(self.below.as_deref());
        layers
            .filter_map(|layer| layer.own_tally(clause))
            .any(|tally| {
                let (mut statuses, mut values) = (tally.statuses.keys(), tally.values.keys());
                statuses.any(|thing| self.says_several::<Answered>(*thing))
                    || values.any(|thing| self.says_several::<Value>(*thing))
                    || { tally.given.keys() }.any(|thing| self.says_several::<GivenValue>(*thing))
            })
    }

    fn own_tally(&self, clause: ClauseReference) -> Option<&Tally> {
        let tallies = self.tallies.get_or_init(|| self.count());
        tallies.get(&clause)
    }

    /// Takes a document's answers out of what was counted.
    pub(super) fn discount_tallies(&mut self, contribution: &Contribution) {
        let Some(tallies) = self.tallies.get_mut() else {
            return;
        };
        for answer in &contribution.answers {
            if let Some(tally) = tallies.get_mut(&answer.clause) {
                tally.take_out(contribution, answer);
            }
        }
    }

    /// Adds a document's answers to what was counted.
    pub(super) fn recount_tallies(&mut self, contribution: &Contribution) {
        let Some(tallies) = self.tallies.get_mut() else {
            return;
        };
        for answer in &contribution.answers {
            let tally = tallies.entry(answer.clause).or_default();
            tally.add(contribution, answer);
        }
    }

    /// The tallies of this layer's own answers.
    pub(super) fn count(&self) -> FxHashMap<ClauseReference, Tally> {
        let mut tallies: FxHashMap<ClauseReference, Tally> = FxHashMap::default();
        for contribution in self.documents.values() {
            for answer in &contribution.answers {
                let tally = tallies.entry(answer.clause).or_default();
                tally.add(contribution, answer);
            }
        }
        tallies
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coverage::Contribution;
    use crate::coverage::samples::{CLAUSE, answered, dice};
    use crate::finding::DocumentIndex;

    #[test]
    fn counted_answers_stand_as_the_answers_do() {
        let mut roll = dice();
        for _ in 0..500 {
            let mut random = || {
                let answers = (0..roll(3)).map(|_| {
                    let requirement = Some(roll(3) as u16).filter(|one| *one > 0);
                    let standing = match roll(4) {
                        0 => Standing::Good,
                        1 => Standing::Excluded,
                        2 => Standing::Open,
                        _ => Standing::Weak,
                    };
                    Answered {
                        requirement,
                        standing,
                        ..answered()
                    }
                });
                Arc::new(Contribution {
                    answers: answers.collect(),
                    ..Contribution::default()
                })
            };
            let mut below = Coverage::new(Vec::new());
            for index in (0..3).map(DocumentIndex) {
                below.replace(index, random());
            }
            // What was counted already is kept by difference.
            below.prepare();
            below.replace(DocumentIndex(2), random());
            below.replace(DocumentIndex(0), random());
            let mut over = Coverage::over(Arc::new(below));
            for index in [DocumentIndex(1), DocumentIndex(4)] {
                over.replace(index, random());
            }
            let state = |answer: &Answered| match answer.standing {
                Standing::Good => State::Covered,
                Standing::Excluded => State::Excluded,
                Standing::Weak | Standing::Open => State::Weak,
            };
            for requirement in [None, Some(1), Some(2)] {
                let wanted = |of: Option<u16>| of.is_none() || of == requirement;
                let answers = over.answers(CLAUSE).map(|(_, answer)| answer);
                let best = { answers }
                    .filter(|answer| wanted(answer.requirement))
                    .map(state);
                let best = best.max().unwrap_or(State::Missing);
                assert_eq!(over.standings(CLAUSE).best(wanted), best);
            }
        }
    }
}
