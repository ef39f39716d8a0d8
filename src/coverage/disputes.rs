//! Which answers others contradict: in how their clause stands, or in a figure that they give.
//!
//! An answer that cannot be true as long as another is says too little, however much it says: it is
//! weak, and so is its clause.

use super::{Answered, Coverage, GivenValue, Saying, Standing};
use crate::document::Value;
use crate::finding::{DocumentIndex, RuleName};

/// With as many other amounts for what is taken for one thing it is not one thing.
pub const MOST_AMOUNTS: usize = 3;

impl Coverage {
    /// How much of an answer an answer is beside what others say, and the rules that call it weak; none
    /// for one that is weak since nothing stands there.
    pub fn standing(
        &self,
        document: DocumentIndex,
        answer: &Answered,
    ) -> (Standing, Vec<RuleName>) {
        let contribution = self.contribution(document);
        let own = contribution.map_or(&[][..], |found| found.reasons(answer));
        let mut rules = own.to_vec();
        let mut standing = answer.standing;
        let disputes = [
            (
                "conflicting-status",
                self.is_status_disputed(document, answer),
            ),
            (
                "conflicting-values",
                self.is_figure_disputed(document, answer),
            ),
        ];
        for (rule, _) in disputes.into_iter().filter(|(_, disputed)| *disputed) {
            rules.push(RuleName::Borrowed(rule));
            standing = match standing {
                Standing::Open => Standing::Open,
                _ => Standing::Weak,
            };
        }
        (standing, rules)
    }

    /// Whether an answer says too little, is contradicted, or says that it is not done.
    pub fn is_weak(&self, document: DocumentIndex, answer: &Answered) -> bool {
        matches!(answer.standing, Standing::Weak | Standing::Open)
            || self.is_disputed(document, answer)
    }

    /// Whether an answer cannot be true as long as another is.
    pub(super) fn is_disputed(&self, document: DocumentIndex, answer: &Answered) -> bool {
        self.is_status_disputed(document, answer) || self.is_figure_disputed(document, answer)
    }

    fn is_status_disputed(&self, document: DocumentIndex, answer: &Answered) -> bool {
        let thing = answer.thing();
        let Some(status) = answer
            .status
            .filter(|_| self.says_several::<Answered>(thing))
        else {
            return false;
        };
        // One place has one status, so that another one is said at another place.
        { self.all_said::<Answered>(thing, document) }.any(|other| status.contradicts(other))
    }

    fn is_figure_disputed(&self, document: DocumentIndex, answer: &Answered) -> bool {
        let Some(contribution) = self.contribution(document) else {
            return false;
        };
        let mut values = contribution.values_of(answer);
        let mut given = contribution.given_by(answer);
        values.any(|value| self.is_disputed_value(document, value))
            || given.any(|value| self.is_disputed_answer(document, value))
    }

    fn is_disputed_answer(&self, document: DocumentIndex, value: &GivenValue) -> bool {
        let thing = value.thing();
        if !self.says_several::<GivenValue>(thing) {
            return false;
        }
        let others = self
            .said_elsewhere::<GivenValue>(thing, document, |other| value.said.contradicts(other));
        (1..MOST_AMOUNTS).contains(&others.len())
    }

    fn is_disputed_value(&self, document: DocumentIndex, value: &Value) -> bool {
        let thing = value.thing();
        if !self.says_several::<Value>(thing) {
            return false;
        }
        // Values that stand side by side and do not agree are none that others are held to, so that
        // another amount is said at another place.
        let mut amounts = Vec::new();
        let said = self.all_said::<Value>(thing, document);
        for other in said.filter(|other| !value.amount.agrees(other)) {
            if !amounts.contains(&other) {
                amounts.push(other);
            }
            if amounts.len() == MOST_AMOUNTS {
                return false;
            }
        }
        !amounts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coverage::samples::{answered, contradicting, looks};

    #[test]
    fn a_long_table_of_contradictions_is_gone_through_once() {
        const ROWS: u32 = 2_000;
        let mut coverage = Coverage::new(Vec::new());
        // The second says of all clauses what the first does, and each says two things of each.
        for document in [DocumentIndex(0), DocumentIndex(1)] {
            coverage.replace(document, Arc::new(contradicting(ROWS)));
        }
        let before = looks();
        let answers = &coverage.contribution(DocumentIndex(1)).unwrap().answers;
        let disputed =
            { answers.iter() }.filter(|answer| coverage.is_disputed(DocumentIndex(1), answer));
        assert_eq!(disputed.count(), answers.len());
        assert!(
            looks() - before <= 2 * answers.len(),
            "{}",
            looks() - before
        );
        assert!(!coverage.is_disputed(DocumentIndex(1), &answered()));
    }
}
