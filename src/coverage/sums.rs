//! What all answers to a clause touch together, kept for the documents that lie below.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Answered, Contribution, Coverage, Touching};
use crate::finding::DocumentIndex;
use crate::guideline::ClauseReference;
use crate::matching::Touched;

/// How many answers touch each part of a clause, so that those of a document can be taken out again.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    somehow: [u32; 16],
    clearly: [u32; 16],
    /// How many cannot be judged by their words.
    elsewhere: u32,
    /// Where the first of the answers stands that touch most parts, and how many it touches.
    best: Option<(DocumentIndex, u32, u32)>,
}

impl Sum {
    fn add(&mut self, document: DocumentIndex, place: u32, answer: &Answered) {
        self.count(answer, |count| *count += 1);
        self.note_best(document, place, answer);
    }

    fn note_best(&mut self, document: DocumentIndex, place: u32, answer: &Answered) {
        if let Touching::Parts(touched) = answer.touching {
            let parts = touched.clearly.count_ones();
            // Of two that touch as much the first counts, whatever layer it is of.
            let is_better =
                |(of, at, most)| most < parts || (most == parts && (document, place) < (of, at));
            if self.best.is_none_or(is_better) {
                self.best = Some((document, place, parts));
            }
        }
    }

    fn take_out(&mut self, answer: &Answered) {
        self.count(answer, |count| *count = count.saturating_sub(1));
    }

    fn count(&mut self, answer: &Answered, change: impl Fn(&mut u32)) {
        match answer.touching {
            Touching::Unread => {}
            Touching::Elsewhere => change(&mut self.elsewhere),
            Touching::Parts(touched) => {
                let of = |counts: &mut [u32; 16], bits: u16| {
                    let touched = (0..).zip(counts).filter(|(bit, _)| bits >> bit & 1 == 1);
                    touched.for_each(|(_, count)| change(count));
                };
                of(&mut self.somehow, touched.somehow);
                of(&mut self.clearly, touched.clearly);
            }
        }
    }

    fn touched(&self) -> Touched {
        let bits = |counts: &[u32; 16]| {
            let counts = (0..).zip(counts);
            counts.fold(0, |bits, (bit, count)| bits | u16::from(*count > 0) << bit)
        };
        Touched {
            somehow: bits(&self.somehow),
            clearly: bits(&self.clearly),
        }
    }
}

impl Coverage {
    /// All that the answers to a clause touch together, and the first of those that touch most; nothing
    /// where one of them cannot be judged by its words. Costs what this layer holds and hides of the
    /// clause; what lies below is looked at once.
    pub fn touched(&self, clause: ClauseReference) -> Option<(DocumentIndex, &Answered, Touched)> {
        let mut sum = self.below.as_deref().map_or_else(Sum::default, |below| {
            let kept = below.sum_of_own(clause);
            self.without_hidden(below, clause, kept)
        });
        for (document, place) in self.own_places(clause) {
            if let Some(answer) = self.answer_at(document, place) {
                sum.add(document, place, answer);
            }
        }
        let (document, place, _) = sum.best.filter(|_| sum.elsewhere == 0)?;
        Some((document, self.answer_at(document, place)?, sum.touched()))
    }

    /// The sum of this layer's own answers to a clause.
    fn sum_of_own(&self, clause: ClauseReference) -> Sum {
        let sums = self.sums.get_or_init(|| self.sum_up());
        sums.get(&clause).cloned().unwrap_or_default()
    }

    /// Takes a document's answers out of what was summed up.
    pub(super) fn discount_sums(&mut self, contribution: &Contribution) {
        let Some(sums) = self.sums.get_mut() else {
            return;
        };
        for answer in &contribution.answers {
            if let Some(sum) = sums.get_mut(&answer.clause) {
                sum.take_out(answer);
            }
        }
    }

    /// Adds the answers that a document gives now to what was summed up without it.
    pub(super) fn recount_sums(&mut self, document: DocumentIndex, contribution: &Contribution) {
        let Some(mut sums) = self.sums.take() else {
            return;
        };
        // Where the best answer was the document's, another one may be the best now.
        let was_best = |sum: &Sum| sum.best.is_some_and(|(of, ..)| of == document);
        for (clause, sum) in sums.iter_mut().filter(|(_, sum)| was_best(sum)) {
            sum.best = None;
            for (document, place) in self.own_places(*clause) {
                if let Some(answer) = self.answer_at(document, place) {
                    sum.note_best(document, place, answer);
                }
            }
        }
        for (place, answer) in (0..).zip(&contribution.answers) {
            let sum = sums.entry(answer.clause).or_default();
            sum.add(document, place, answer);
        }
        self.sums = OnceLock::from(sums);
    }

    /// The sums of this layer's own answers.
    pub(super) fn sum_up(&self) -> FxHashMap<ClauseReference, Sum> {
        let sum = |clause: &ClauseReference| (*clause, self.sum_of(self.own_places(*clause)));
        self.answers.keys().map(sum).collect()
    }

    fn sum_of(&self, places: impl Iterator<Item = (DocumentIndex, u32)>) -> Sum {
        let mut sum = Sum::default();
        for (document, place) in places {
            if let Some(answer) = self.answer_at(document, place) {
                sum.add(document, place, answer);
            }
        }
        sum
    }

    /// The sum of the layer below without the documents that this layer hides.
    fn without_hidden(&self, below: &Coverage, clause: ClauseReference, mut sum: Sum) -> Sum {
        for document in self.documents.keys() {
            let hidden = below.own_answers(*document, clause);
            hidden.for_each(|answer| sum.take_out(answer));
        }
        let hides = |document: DocumentIndex| self.documents.contains_key(&document);
        if sum.best.is_some_and(|(document, ..)| hides(document)) {
            let shown = self.places_below(clause);
            sum.best = below.sum_of(shown).best;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coverage::Contribution;
    use crate::coverage::samples::{CLAUSE, answered, dice};

    /// A document with answers that touch these parts; `None` for one that cannot be judged.
    fn document(answers: &[Option<u16>]) -> Arc<Contribution> {
        let answers = answers.iter().map(|parts| Answered {
            touching: match parts {
                Some(bits) => Touching::Parts(Touched {
                    somehow: *bits,
                    clearly: *bits,
                }),
                None => Touching::Elsewhere,
            },
            ..answered()
        });
        Arc::new(Contribution {
            answers: answers.collect(),
            ..Contribution::default()
        })
    }

    #[test]
    fn layers_touch_what_one_layer_touches() {
        let mut roll = dice();
        for _ in 0..500 {
            let mut below = Coverage::new(Vec::new());
            let mut flat = Coverage::new(Vec::new());
            let mut random = || {
                let answers = (0..roll(4)).map(|_| (roll(40) > 0).then(|| roll(16) as u16));
                document(&answers.collect::<Vec<_>>())
            };
            for index in (0..6).map(DocumentIndex) {
                let closed = random();
                below.replace(index, closed.clone());
                flat.replace(index, closed);
            }
            // What was counted already is kept by difference.
            below.prepare();
            for index in (0..6).step_by(2).map(DocumentIndex) {
                let saved = random();
                below.replace(index, saved.clone());
                flat.replace(index, saved);
            }
            let mut over = Coverage::over(Arc::new(below));
            for index in [DocumentIndex(1), DocumentIndex(4), DocumentIndex(7)] {
                let open = random();
                over.replace(index, open.clone());
                flat.replace(index, open);
            }
            assert_eq!(over.touched(CLAUSE), flat.touched(CLAUSE));
        }
    }
}
