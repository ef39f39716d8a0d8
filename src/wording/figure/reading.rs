//! One figure of a sentence: the thing that it is one of, what that does, and whose, which and where it is.

use std::ops::Range;

use super::super::clause::goes_on;
use super::listing::Listing;
use super::{Figure, Sentence, sorted, with_each};
use crate::wording::amount::Amount;
use crate::wording::quantity::{Quantity, Unit};
use crate::wording::subject::{Mark, is_wide, lexicon, objects, owned};

/// A figure, and what stands around it in its sentence.
pub(super) struct Reading<'s> {
    sentence: &'s Sentence<'s>,
    /// Which of the sentence's figures it is.
    place: usize,
    quantity: &'s Quantity,
    /// The list that the sentence's figures are told in, if it is one.
    listing: Option<Listing>,
    /// What stands before it and is its own.
    own: Range<usize>,
    /// What stands behind it and is its own.
    behind: Range<usize>,
    /// The thing that is named before it, with the piece of the sentence that names it.
    before: Option<(&'s Mark, Range<usize>)>,
    /// The thing that is named behind it.
    after: Option<&'s Mark>,
    /// Whether the thing stands in a list of things of which each has the figure at its place.
    is_respective: bool,
    /// Whether no other figure of the sentence counts the same.
    is_alone: bool,
}

impl<'s> Reading<'s> {
    /// Looks at what stands around a figure; `None` where that measures something else by it.
    pub(super) fn of(
        sentence: &'s Sentence<'s>,
        place: usize,
        quantity: &'s Quantity,
    ) -> Option<Reading<'s>> {
        let listing = sentence.listing();
        let own = match listing {
            // What stands before a further figure of such a list belongs to the one before it.
            Some(listing) if place > 0 => sentence.own_of(listing, place),
            _ => sentence.piece(place),
        };
        let behind = sentence.piece(place + 1);
        let behind = behind.start..sentence.end_of_matter(behind);
        if sentence.is_measured(&own, &behind) {
            return None;
        }
        let is_told_behind = listing == Some(Listing::For);
        let respective = sentence.respective(place);
        let before = respective
            .map(|thing| (thing, thing.range.clone()))
            .or_else(|| {
                let earlier = match is_told_behind {
                    true => 0..1,
                    false => 0..place + 1,
                };
                let mut earlier = earlier.rev();
                earlier.find_map(|earlier| sentence.thing_before(sentence.piece(earlier)))
            });
        let after = sentence.thing_in(behind.clone());
        let alike = sentence.quantities.iter();
        let alike = alike.filter(|other| other.unit == quantity.unit);
        Some(Reading {
            sentence,
            place,
            quantity,
            listing,
            own,
            behind,
            before: before.filter(|_| !is_told_behind || after.is_none()),
            after,
            is_respective: respective.is_some(),
            is_alone: alike.count() < 2,
        })
    }

    /// Where what is done within one of several figures ends: 「24時間以内に第一報を行い、7日以内に原因を報告する」.
    fn end_of_deed(&self) -> usize {
        let text = &self.sentence.text[self.behind.clone()];
        let comma = text
            .find('、')
            .filter(|at| !self.is_alone && goes_on(&text[..*at]));
        comma.map_or(self.sentence.text.len(), |at| self.behind.start + at)
    }

    /// The figure, once for each of several things that it is one of; `None` where it is one of nothing that anybody
    /// could contradict.
    pub(super) fn figures(&self, start: usize) -> Option<Vec<Figure>> {
        let (sentence, unit) = (self.sentence, self.quantity.unit);
        let concepts = self.concepts();
        let refuses = || sentence.marks.iter().any(|mark| mark.meaning.refusal);
        let is_refused = unit == Unit::Version && refuses();
        if !sentence.is_promising(unit, concepts) || is_refused || self.is_of_another_thing() {
            return None;
        }
        let (whose, rest) = self.whose();
        let mut scopes = with_each(whose, &self.said(concepts, rest));
        let mut wide = Vec::new();
        if is_wide(unit, concepts) {
            sentence.tokens(self.from()..self.end_of_deed(), &mut wide);
        }
        if self.is_alone {
            let all = scopes.iter_mut().chain([&mut wide]);
            all.for_each(|scope| lexicon().forget_anyone(scope));
        }
        let range = sentence.with_bound(&self.quantity.range);
        let figure = |scope: Vec<u32>| Figure {
            range: start + range.start..start + range.end,
            amount: self.amount(),
            concepts,
            wide: match wide.is_empty() {
                true => Box::default(),
                false => sorted([&*scope, &*wide].concat()),
            },
            scope: sorted(scope),
        };
        Some(scopes.into_iter().map(figure).collect())
    }

    fn is_told_behind(&self) -> bool {
        self.listing == Some(Listing::For)
    }

    /// Where what is said of the thing begins.
    fn from(&self) -> usize {
        let piece = self.before.as_ref().map(|(_, piece)| piece.start);
        piece.unwrap_or(self.own.start)
    }

    fn amount(&self) -> Amount {
        let sentence = self.sentence;
        Amount {
            value: self.quantity.value as f32,
            unit: self.quantity.unit,
            bound: { self.quantity.bound }
                .or_else(|| sentence.bound_before(&self.own))
                .or_else(|| sentence.bound_of_list(self.quantity.unit, self.listing)),
            tool: sentence.tool(),
        }
    }

    /// The thing that it is a figure of, and what is done with that.
    fn concepts(&self) -> u64 {
        let (sentence, things) = (self.sentence, objects());
        // A thing that is named for another figure is not this one's.
        let piece = self.before.as_ref().map(|(_, piece)| piece.clone());
        let own_things = piece.unwrap_or(self.own.start..self.behind.end);
        // An English figure stands behind its deed: completed within ten days and kept for three years.
        let until = match self.is_alone || !sentence.is_english() {
            true => sentence.text.len(),
            false => self.behind.end,
        };
        let mut concepts = 0;
        for mark in sentence.marks_in(self.from()..until) {
            let is_near = self.own.contains(&mark.range.start) && !self.is_respective;
            let mine = own_things.contains(&mark.range.start) || is_near;
            concepts |= match mine {
                true => mark.meaning.concepts,
                false => mark.meaning.concepts & !things,
            };
        }
        if !self.is_alone
            && let Some(deeds) = sentence.deeds(&self.own, &self.behind)
        {
            concepts = concepts & things | deeds;
        }
        if let Some(lead) = sentence.lead(self.place, self.is_told_behind()) {
            let deeds = sentence.marks_in(lead).map(|mark| mark.meaning.concepts);
            concepts |= deeds.fold(0, |all, deed| all | deed) & !things;
        }
        concepts
    }

    /// Whether between the thing and the figure another one comes: 「ログを点検し、その控えを3年間保管」 gives no
    /// figure of the log.
    fn is_of_another_thing(&self) -> bool {
        let sentence = self.sentence;
        let Some((object, piece)) = &self.before else {
            return false;
        };
        let mut earlier = sentence.quantities[..self.place].iter();
        sentence.has_other_object(object.range.end..self.own.end)
            || earlier.any(|other| other.range.start >= piece.start)
                && sentence.is_other_matter(&self.own)
    }

    /// Whose the thing is, for each of several; and what else is told before the figure.
    fn whose(&self) -> (Vec<Vec<u32>>, Range<usize>) {
        let (sentence, own) = (self.sentence, &self.own);
        match (&self.before, self.after) {
            (Some((object, piece)), _) => {
                let rest = object.range.end..own.end;
                (sentence.whose(piece.start, object), rest)
            }
            (None, Some(object)) => (sentence.whose(self.behind.start, object), own.clone()),
            (None, None) => {
                let mut all = Vec::new();
                sentence.tokens(sentence.last_clause(own.clone())..own.end, &mut all);
                (vec![all], own.end..own.end)
            }
        }
    }

    /// What the rest of the sentence says of whose, which and where.
    fn said(&self, concepts: u64, rest: Range<usize>) -> Vec<u32> {
        let (sentence, own, behind) = (self.sentence, &self.own, &self.behind);
        let rest = sentence.without_listed(rest, self.place, self.listing.is_some(), own);
        let mut said = Vec::new();
        let is_owned = concepts & owned() != 0;
        let mut scopes = |range: Range<usize>| match is_owned {
            true => sentence.scopes(range, &mut said),
            false => sentence.scopes_but_actors(range, &mut said),
        };
        rest.iter().for_each(|rest| scopes(rest.clone()));
        if sentence.is_english() {
            let lead = match self.is_told_behind() {
                true => self.from().min(sentence.piece(0).end),
                false => self.from(),
            };
            scopes(sentence.item_start(own.end).min(lead)..lead);
        }
        // Of several figures each has what stands behind it up to the next; of one all of it.
        let piece = self.before.as_ref().map(|(_, piece)| piece.end);
        let names_its_own = piece == Some(own.end);
        match self.is_alone {
            true => {
                let all = behind.start..sentence.text.len();
                scopes(behind.start..sentence.end_of_matter(all));
            }
            false if names_its_own && !self.is_told_behind() => {
                scopes(sentence.parenthesis(behind));
            }
            false => scopes(behind.clone()),
        }
        for rest in rest {
            sentence.named_places(sentence.behind_other_deed(rest.clone()), &mut said);
            sentence.topics(rest, &mut said);
        }
        sentence.named_places(behind.clone(), &mut said);
        // What a sentence says whose the first thing is holds for the others in it.
        let first = sentence.thing_in(0..self.from());
        if let Some(first) = first.filter(|_| sentence.is_english()) {
            let place = first.range.start;
            let start = sentence
                .last_clause(0..place)
                .max(sentence.item_start(place));
            sentence.tokens(start..place, &mut said);
        }
        if let Some((object, _)) = &self.before {
            sentence.of_whom(object, own.end, &mut said);
        }
        sentence.prepositional(behind.clone(), &mut said);
        said
    }
}
