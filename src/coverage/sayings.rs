//! Who says what of one thing, kept by difference: to see whether others say otherwise costs what
//! they say differently, however many say it.

use std::fmt::Debug;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::{Answered, Contribution, Coverage, GivenAmount, GivenValue};
use crate::document::Value;
use crate::finding::DocumentIndex;
use crate::guideline::ClauseReference;
use crate::wording::{Amount, Product, Status};

/// What a place says of a thing that others speak of as well: the figure of something, the status of
/// a clause.
pub trait Saying: Sized + 'static {
    /// What it is said of.
    type Thing: Copy + Eq + Hash + Debug;
    /// What is said.
    type What: Copy + PartialEq + Debug;
    /// What it is said of.
    fn thing(&self) -> Self::Thing;
    /// What is said; `None` where others cannot be held to it.
    fn what(&self) -> Option<Self::What>;
    /// All of a document.
    fn all(contribution: &Contribution) -> impl Iterator<Item = &Self>;
    /// Where a layer of the coverage keeps them.
    fn kept(coverage: &Coverage) -> &Sayings<Self>;
    /// Where a layer of the coverage keeps them, to be changed.
    fn kept_mut(coverage: &mut Coverage) -> &mut Sayings<Self>;
}

impl Saying for Value {
    /// The subject, and the key of what it is a figure of.
    type Thing = (u16, u32);
    type What = Amount;

    fn thing(&self) -> (u16, u32) {
        (self.subject, self.key)
    }

    fn what(&self) -> Option<Amount> {
        Some(self.amount)
    }

    fn all(contribution: &Contribution) -> impl Iterator<Item = &Value> {
        contribution.values.iter()
    }

    fn kept(coverage: &Coverage) -> &Sayings<Value> {
        &coverage.values
    }

    fn kept_mut(coverage: &mut Coverage) -> &mut Sayings<Value> {
        &mut coverage.values
    }
}

impl Saying for GivenValue {
    /// The clause, and which of its requirements asks for it.
    type Thing = (ClauseReference, u16);
    type What = GivenAmount;

    fn thing(&self) -> Self::Thing {
        (self.clause, self.requirement)
    }

    fn what(&self) -> Option<GivenAmount> {
        Some(self.said)
    }

    fn all(contribution: &Contribution) -> impl Iterator<Item = &GivenValue> {
        contribution.given.iter()
    }

    fn kept(coverage: &Coverage) -> &Sayings<GivenValue> {
        &coverage.given
    }

    fn kept_mut(coverage: &mut Coverage) -> &mut Sayings<GivenValue> {
        &mut coverage.given
    }
}

impl Saying for Answered {
    /// The clause or one of its requirements, and whose status of it.
    type Thing = (ClauseReference, Option<u16>, u32);
    type What = Status;

    fn thing(&self) -> Self::Thing {
        #[cfg(test)]
        super::samples::look();
        (self.clause, self.requirement, self.scope)
    }

    fn what(&self) -> Option<Status> {
        self.status
    }

    fn all(contribution: &Contribution) -> impl Iterator<Item = &Answered> {
        contribution.answers.iter()
    }

    fn kept(coverage: &Coverage) -> &Sayings<Answered> {
        &coverage.statuses
    }

    fn kept_mut(coverage: &mut Coverage) -> &mut Sayings<Answered> {
        &mut coverage.statuses
    }
}

/// What is said by documents about products.
type Said<S> = (<S as Saying>::What, Product);

/// Documents, in order.
type Sayers = Vec<DocumentIndex>;

/// For each thing what is said of it, and by which documents.
#[derive(Clone, Debug)]
pub struct Sayings<S: Saying> {
    things: FxHashMap<S::Thing, Vec<(Said<S>, Sayers)>>,
    /// Of how many things more than one thing is said.
    disputed: usize,
}

impl<S: Saying> Default for Sayings<S> {
    fn default() -> Self {
        Sayings {
            things: FxHashMap::default(),
            disputed: 0,
        }
    }
}

impl<S: Saying> Sayings<S> {
    fn add(&mut self, thing: S::Thing, said: Said<S>, document: DocumentIndex) {
        let sayings = self.things.entry(thing).or_default();
        let known = sayings.iter().position(|(known, _)| *known == said);
        let place = known.unwrap_or_else(|| {
            sayings.push((said, Vec::new()));
            self.disputed += usize::from(sayings.len() == 2);
            sayings.len() - 1
        });
        super::insert(&mut sayings[place].1, document);
    }

    fn forget(&mut self, thing: S::Thing, document: DocumentIndex) {
        let Some(sayings) = self.things.get_mut(&thing) else {
            return;
        };
        for (_, documents) in &mut *sayings {
            if let Ok(at) = documents.binary_search(&document) {
                documents.remove(at);
            }
        }
        let was_disputed = sayings.len() > 1;
        sayings.retain(|(_, documents)| !documents.is_empty());
        self.disputed -= usize::from(was_disputed && sayings.len() < 2);
        if sayings.is_empty() {
            self.things.remove(&thing);
        }
    }

    /// The different things that are said of a thing.
    fn said(&self, thing: S::Thing) -> impl Iterator<Item = &Said<S>> {
        let sayings = self.things.get(&thing).into_iter().flatten();
        sayings.map(|(said, _)| said)
    }

    /// What one document says of a thing.
    fn by(&self, thing: S::Thing, document: DocumentIndex) -> impl Iterator<Item = S::What> {
        let sayings = self.things.get(&thing).into_iter().flatten();
        let own = sayings.filter(move |(_, documents)| documents.binary_search(&document).is_ok());
        own.map(|((what, _), _)| *what)
    }

    /// What is said of a thing, each with the first document that says it and is not hidden.
    fn of<'a>(
        &'a self,
        thing: S::Thing,
        hidden: impl Fn(DocumentIndex) -> bool + 'a,
    ) -> impl Iterator<Item = (Said<S>, DocumentIndex)> + 'a {
        let sayings = self.things.get(&thing).into_iter().flatten();
        sayings.filter_map(move |(said, documents)| {
            let first = documents.iter().find(|document| !hidden(**document))?;
            Some((*said, *first))
        })
    }
}

impl Coverage {
    /// Notes in this layer what a document says in place of what it said.
    pub(super) fn replace_sayings<S: Saying>(
        &mut self,
        document: DocumentIndex,
        old: Option<&Contribution>,
        new: &Contribution,
    ) {
        let kept = S::kept_mut(self);
        for saying in old.into_iter().flat_map(S::all) {
            if saying.what().is_some() {
                kept.forget(saying.thing(), document);
            }
        }
        for saying in S::all(new) {
            if let Some(what) = saying.what() {
                kept.add(saying.thing(), (what, new.product), document);
            }
        }
    }

    /// Whether different things may be said of a thing anywhere: a cheap question before
    /// [`Coverage::said_elsewhere`].
    pub fn says_several<S: Saying>(&self, thing: S::Thing) -> bool {
        let own = S::kept(self);
        let below = self.below.as_deref().map(S::kept);
        let below = below.filter(|below| !below.things.is_empty());
        // Of documents that agree with each other nothing has to be looked up.
        if below.is_none() && own.disputed == 0 {
            return false;
        }
        let below = below.into_iter().flat_map(|below| below.said(thing));
        let mut said = own.said(thing).chain(below);
        let first = said.next();
        said.any(|other| Some(other) != first)
    }

    /// What is said of a thing by a document and by others that can be about what it is about; some of
    /// it several times.
    pub(super) fn all_said<S: Saying>(
        &self,
        thing: S::Thing,
        document: DocumentIndex,
    ) -> impl Iterator<Item = S::What> {
        let layer = match &self.below {
            Some(below) if !self.documents.contains_key(&document) => below,
            _ => self,
        };
        let product = { self.contribution(document) }.map_or(Product::default(), |own| own.product);
        let elsewhere = self.said_beside::<S>(thing, document);
        let elsewhere = elsewhere.filter(move |((_, about), _)| product.may_be(about));
        let own = S::kept(layer).by(thing, document);
        own.chain(elsewhere.map(|((what, _), _)| what))
    }

    /// The first other document that says the same.
    pub fn first_with<S: Saying>(
        &self,
        saying: &S,
        document: DocumentIndex,
    ) -> Option<DocumentIndex> {
        let what = saying.what()?;
        let said = self.said_elsewhere::<S>(saying.thing(), document, |other| *other == what);
        said.first().map(|(of, _)| *of)
    }

    /// What is said of a thing outside of a document, by documents that can be about what it is about,
    /// and that `differs`: each with the first document of both layers that says it, in their order.
    pub fn said_elsewhere<S: Saying>(
        &self,
        thing: S::Thing,
        document: DocumentIndex,
        differs: impl Fn(&S::What) -> bool,
    ) -> Vec<(DocumentIndex, S::What)> {
        let product = { self.contribution(document) }.map_or(Product::default(), |own| own.product);
        let mut first: Vec<(DocumentIndex, S::What)> = Vec::new();
        let mut add = |of: DocumentIndex, (said, about): Said<S>| {
            if !product.may_be(&about) || !differs(&said) {
                return;
            }
            match first.iter_mut().find(|(_, known)| *known == said) {
                Some((known, _)) => *known = of.min(*known),
                None => first.push((of, said)),
            }
        };
        for (said, of) in self.said_beside::<S>(thing, document) {
            add(of, said);
        }
        first.sort_by_key(|(of, _)| *of);
        first
    }

    /// What is said of a thing by others than one document, in both layers: each with the first of the
    /// layer's documents that says it.
    fn said_beside<S: Saying>(
        &self,
        thing: S::Thing,
        document: DocumentIndex,
    ) -> impl Iterator<Item = (Said<S>, DocumentIndex)> {
        let hidden = move |of| of == document || self.documents.contains_key(&of);
        let below = self.below.as_deref();
        let below = below
            .into_iter()
            .flat_map(move |below| S::kept(below).of(thing, hidden));
        S::kept(self)
            .of(thing, move |of| of == document)
            .chain(below)
    }
}
