//! What two places say of one thing and cannot both mean: the walk that the rules about figures and
//! about statuses share.
//!
//! A contradiction has two places and is told once: at the later one, where whoever wrote last has to
//! agree with what was there. The others repeat it for whoever reads them in an editor.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Report;
use super::report::Entry;
use crate::coverage::{Coverage, Saying};
use crate::finding::{DocumentIndex, Place, Severity};
use crate::locale::Message;

/// What a place says and others can contradict.
pub trait Disputable: Saying {
    /// Where, in bytes of its document.
    fn place(&self) -> Range<usize>;
    /// Whether it cannot hold where this is said of the same thing.
    fn excludes(&self, said: &Self::What) -> bool;
    /// Whether two places of one document are one, or are written side by side because they differ.
    fn is_beside(&self, other: &Self) -> bool;
}

/// A place that others contradict.
pub struct Contradiction<'a, S> {
    /// What it says.
    pub here: &'a S,
    /// The first place of all that is said otherwise, with its document; none for its own, which
    /// stands first.
    pub others: Vec<(Option<DocumentIndex>, &'a S)>,
    /// It is told at another place already.
    repeated: bool,
}

/// The places of a document that others contradict, or that it contradicts itself.
pub fn contradictions<'a, S: Disputable>(
    own: impl Iterator<Item = &'a S> + Clone,
    coverage: &'a Coverage,
    document: DocumentIndex,
) -> Vec<Contradiction<'a, S>> {
    let mut by_thing: FxHashMap<S::Thing, Vec<&S>> = FxHashMap::default();
    for saying in own.clone() {
        // Of all that say one thing two are enough: one of them is not beside whoever asks.
        let known = by_thing.entry(saying.thing()).or_default();
        let mut same = known.iter().filter(|known| known.what() == saying.what());
        let is_needed = match (same.next(), same.next()) {
            (None, _) => true,
            (Some(first), None) => !first.is_beside(saying),
            (Some(_), Some(_)) => false,
        };
        if is_needed {
            known.push(saying);
        }
    }
    let mut found = Vec::new();
    for here in own {
        let beside = by_thing.get(&here.thing()).map_or(&[][..], Vec::as_slice);
        let inside = { beside.iter() }
            .filter(|other| !here.is_beside(other))
            .map(|other| (None, *other));
        let elsewhere = coverage.elsewhere(here.thing(), document, |said| here.excludes(said));
        let elsewhere = elsewhere.into_iter().map(|(of, other)| (Some(of), other));
        let mut others: Vec<(Option<DocumentIndex>, &S)> = Vec::new();
        for (of, other) in inside.chain(elsewhere) {
            let is_known = others.iter().any(|(_, known)| known.what() == other.what());
            if !is_known && other.what().is_some_and(|said| here.excludes(&said)) {
                others.push((of, other));
            }
        }
        if others.is_empty() {
            continue;
        }
        let is_before = |of: Option<DocumentIndex>, other: &S| match of {
            Some(of) => of < document,
            None => other.place().start < here.place().start,
        };
        let is_last = others.iter().any(|(of, other)| is_before(*of, other));
        let is_said_before = { beside.iter() }
            .any(|other| other.what() == here.what() && is_before(None, other))
            || { coverage.first_with(here, document) }.is_some_and(|first| first < document);
        found.push(Contradiction {
            here,
            others,
            repeated: !is_last || is_said_before,
        });
    }
    found
}

impl<S: Disputable> Contradiction<'_, S> {
    /// Reports it, with the other places and what each of them says.
    pub fn report<'r>(
        &self,
        message: Message,
        help: Message,
        said: impl Fn(Option<DocumentIndex>, &S) -> Message,
        report: &'r mut Report<'_>,
    ) -> Entry<'r> {
        let mut entry = report.push(self.here.place(), message).help(help);
        if self.repeated {
            entry = entry.severity(Severity::Information).repeats();
        }
        for (of, other) in &self.others {
            let place = match of {
                Some(of) => Place::Document(*of, other.place()),
                None => Place::Here(other.place()),
            };
            entry = entry.related(place, said(*of, other));
        }
        entry
    }
}

/// Where another place stands, as a reader would say it: the document's title where it is another
/// document, and the heading; in Japanese and English.
pub fn standing_at(title: Option<&str>, heading: &str) -> Message {
    let elsewhere = title.is_some();
    let title = title.unwrap_or_default();
    let (ja, en) = match (elsewhere, title.is_empty(), heading.is_empty()) {
        (false, _, false) => (
            format!("この文書の「{heading}」"),
            format!("“{heading}” of this document"),
        ),
        (false, _, true) => (
            "この文書の別の箇所".into(),
            "another place of this document".into(),
        ),
        (true, false, false) => (
            format!("『{title}』の「{heading}」"),
            format!("“{heading}” of “{title}”"),
        ),
        (true, false, true) => (format!("『{title}』"), format!("“{title}”")),
        (true, true, false) => (
            format!("別の文書の「{heading}」"),
            format!("“{heading}” of another document"),
        ),
        (true, true, true) => ("別の文書".into(), "another document".into()),
    };
    Message::new(ja, en)
}
