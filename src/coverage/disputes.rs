//! Which answers others contradict: in how their clause stands, or in a figure that they give.
//!
//! An answer that cannot be true as long as another is says too little, however much it says: it is
//! weak, and so is its clause. What a rule only guesses from content, that no part of an answer speaks
//! to a requirement, takes nothing away: as links by content never count, their absence does not either.

use super::{Answered, Coverage, Saying, Standing};
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
        let own = { self.contribution(document).into_iter() }.flat_map(|own| &own.answers);
        let mut beside = own.filter(|other| other.thing() == thing && other.range != answer.range);
        beside.any(|other| other.status.is_some_and(|other| status.contradicts(other)))
            || !self
                .elsewhere::<Answered>(thing, document, |other| status.contradicts(*other))
                .is_empty()
    }

    fn is_figure_disputed(&self, document: DocumentIndex, answer: &Answered) -> bool {
        let Some(contribution) = self.contribution(document) else {
            return false;
        };
        let mut values = contribution.values_of(answer);
        values.any(|value| self.is_disputed_value(document, value))
    }

    fn is_disputed_value(&self, document: DocumentIndex, value: &Value) -> bool {
        let thing = value.thing();
        if !self.says_several::<Value>(thing) {
            return false;
        }
        let mut amounts = Vec::new();
        let own = { self.contribution(document).into_iter() }.flat_map(|own| own.values.iter());
        let beside = own.filter(|other| other.thing() == thing && other.group != value.group);
        let elsewhere =
            self.elsewhere::<Value>(thing, document, |other| !value.amount.agrees(other));
        let others = beside.chain(elsewhere.into_iter().map(|(_, other)| other));
        for other in others.filter(|other| !value.amount.agrees(&other.amount)) {
            if !amounts.contains(&other.amount) {
                amounts.push(other.amount);
            }
        }
        (1..MOST_AMOUNTS).contains(&amounts.len())
    }
}
