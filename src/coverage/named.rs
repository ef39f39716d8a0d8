//! Clauses that documents name where no citation is read. They are answered by it as little as by anything else, but
//! whoever reads that nothing answers them has to hear of the place.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{Coverage, merged};
use crate::finding::DocumentIndex;
use crate::guideline::ClauseReference;
use crate::record::Record;
use crate::text::Span;

/// A clause that a document names where no citation is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedUnread {
    /// The clause.
    pub clause: ClauseReference,
    /// Where its number stands; `None` where a finding about the document says so already.
    pub place: Option<Span>,
}

impl NamedUnread {
    /// Whether both are of one clause and tell as much of it, wherever it stands.
    pub fn names(&self, other: &NamedUnread) -> bool {
        self.clause == other.clause && self.place.is_some() == other.place.is_some()
    }
}

impl Record for NamedUnread {
    const WORDS: usize = <(ClauseReference, Span)>::WORDS;

    fn write(&self, put: &mut impl FnMut(u32)) {
        // What is empty is no number's place.
        (self.clause, self.place.unwrap_or_default()).write(put);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<NamedUnread> {
        let (clause, place) = <(ClauseReference, Span)>::read(take)?;
        Some(NamedUnread {
            clause,
            place: (place != Span::default()).then_some(place),
        })
    }
}

impl Coverage {
    /// The clauses that documents name where no citation is read, with the first place of each; without one where
    /// a finding about a document says so already. Costs what such documents hold.
    pub fn named_unread(&self) -> FxHashMap<ClauseReference, Option<(DocumentIndex, Span)>> {
        let below = self.below.iter().flat_map(|below| &below.naming);
        let below = below.filter(|document| !self.documents.contains_key(document));
        let mut all: FxHashMap<_, Option<_>> = FxHashMap::default();
        for document in merged(below.copied(), self.naming.iter().copied()) {
            let contribution = self.contribution(document);
            for named in contribution.iter().flat_map(|found| &found.named) {
                let place = named.place.map(|place| (document, place));
                match all.entry(named.clause) {
                    Entry::Vacant(free) => drop(free.insert(place)),
                    Entry::Occupied(mut known) if place.is_none() => drop(known.insert(None)),
                    Entry::Occupied(_) => {}
                }
            }
        }
        all
    }
}
