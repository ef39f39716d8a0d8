//! The values that a clause asks for, with the words that it has itself: they tell no answer from another.

use crate::guideline::Clause;
use crate::wording::{self, AskedValue};

/// What values a clause asks answers to give.
#[derive(Debug, Default)]
pub struct AskedValues {
    /// The numbers of the requirements that ask for one, and what they ask.
    pub values: Vec<(u16, AskedValue)>,
    /// The words of the clause that tell one thing from another, sorted.
    pub words: Vec<u32>,
}

impl AskedValues {
    /// Whether no other requirement of the clause asks for a value of the same kind.
    pub fn is_only(&self, requirement: u16) -> bool {
        let own = self
            .values
            .iter()
            .find(|(number, _)| *number == requirement);
        let alike = |kind| {
            self.values
                .iter()
                .filter(move |(_, other)| other.kind == kind)
        };
        own.is_some_and(|(_, own)| alike(own.kind).count() == 1)
    }

    pub(super) fn of(clause: &Clause) -> AskedValues {
        let asked = (0..)
            .zip(&clause.requirements)
            .filter_map(|(number, own)| Some((number, wording::asks_for_value(&own.text)?)));
        let values: Vec<_> = asked.collect();
        if values.is_empty() {
            return AskedValues::default();
        }
        let texts = clause.requirements.iter().map(|own| own.text.as_str());
        let texts = std::iter::once(clause.title.as_str()).chain(texts);
        let mut words: Vec<u32> = texts
            .flat_map(|text| wording::surrounding(text).wide)
            .collect();
        words.sort_unstable();
        words.dedup();
        AskedValues { values, words }
    }
}
