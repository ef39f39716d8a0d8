//! Which of a document's answers have a status that others can be held to.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::document::{Answer, Document};
use crate::guideline::Responsibility;
use crate::wording::{self, Field, Status, Unstated};

/// For each answer its status, and a hash of what stands around it that tells whose status it is;
/// `None` where it has none, or none that others can be held to.
pub fn of(document: &Document) -> Vec<Option<(Status, u32)>> {
    let mut stated: Vec<Option<(Status, u32)>> = { document.answers.iter() }
        .map(|answer| Some((certain(document, answer)?, scope(document, answer))))
        .collect();
    // The rows of one table that answer one clause speak of different parts of it.
    let mut said: FxHashMap<_, Status> = FxHashMap::default();
    let mut mixed = FxHashSet::default();
    let place = |answer: &Answer, scope: u32| {
        let link = answer
            .links
            .first()
            .map(|link| (link.clause, link.requirement));
        (
            answer.table,
            answer.table.map_or(answer.section, |_| 0),
            link,
            scope,
        )
    };
    for (answer, stated) in document.answers.iter().zip(&stated) {
        if let Some((status, scope)) = stated {
            let known = *said.entry(place(answer, *scope)).or_insert(*status);
            if known != *status {
                mixed.insert(place(answer, *scope));
            }
        }
    }
    for (answer, stated) in document.answers.iter().zip(&mut stated) {
        if stated.is_some_and(|(_, scope)| mixed.contains(&place(answer, scope))) {
            *stated = None;
        }
    }
    stated
}

/// The status of an answer to one clause, if it says plainly whether the clause is met.
fn certain(document: &Document, answer: &Answer) -> Option<Status> {
    let (stated, place) = answer.labels.status.as_ref()?;
    let [_] = answer.links.as_slice() else {
        return None;
    };
    let plain = [
        Status::Implemented,
        Status::Planned,
        Status::NotImplemented,
        Status::NotApplicable,
    ];
    let allowed = document.allows("conflicting-status", place);
    // What a provider leaves to its customers, it excludes for itself alone.
    let is_left = stated.status == Status::NotApplicable
        && answer
            .labels
            .label(Field::Customer)
            .is_some_and(|duty| !duty.text.trim().is_empty());
    (plain.contains(&stated.status) && !is_left && !allowed && !contradicts_itself(answer, place))
        .then_some(stated.status)
}

/// Whether boxes are ticked that cannot both be true, which `placeholder` tells.
fn contradicts_itself(answer: &Answer, place: &std::ops::Range<usize>) -> bool {
    let value = answer.labels.value(Field::Status);
    // A box stands before the word.
    let boxed = value.filter(|value| value.range.start < place.start);
    boxed.is_some_and(|value| wording::unstated(&value.text) == Some(Unstated::Several))
}

/// What the headings around an answer and its labels say of whose status it is.
fn scope(document: &Document, answer: &Answer) -> u32 {
    let mut scope: Vec<u32> = Vec::new();
    let mut section = Some(answer.section);
    while let Some(index) = section {
        let around = &document.sections[index];
        // A heading that mirrors the clause says what the clause says.
        if around.links.is_empty() {
            scope.extend(&around.surrounding.scope);
        }
        section = around.parent;
    }
    scope.sort_unstable();
    scope.dedup();
    let mut hash = FxHasher::default();
    scope.hash(&mut hash);
    // The provider's part and another's may stand differently; where nothing is said it is the
    // provider who speaks.
    let responsibility = answer.labels.value(Field::Responsibility);
    responsibility
        .and_then(|value| wording::responsibility(&value.text))
        .filter(|whose| matches!(whose, Responsibility::Customer | Responsibility::Inherited))
        .hash(&mut hash);
    hash.finish() as u32
}
