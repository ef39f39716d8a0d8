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
    let mut places = Places::of(coverage);
    for here in own {
        let beside = by_thing.get(&here.thing()).map_or(&[][..], Vec::as_slice);
        let inside = { beside.iter() }
            .filter(|other| !here.is_beside(other))
            .map(|other| (None, *other));
        let thing = here.thing();
        let elsewhere = coverage.said_elsewhere::<S>(thing, document, |said| here.excludes(said));
        let elsewhere = elsewhere
            .into_iter()
            .filter_map(|(of, what)| Some((Some(of), places.first(of, thing, what)?)));
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

/// Where documents say what they say, looked up as often as it takes.
struct Places<'a, S: Saying> {
    coverage: &'a Coverage,
    known: FxHashMap<DocumentIndex, Known<'a, S>>,
}

/// What is known of a document's places: from the second question on all of them, by what they speak of.
type Known<'a, S> = Option<FxHashMap<<S as Saying>::Thing, Vec<&'a S>>>;

impl<'a, S: Saying> Places<'a, S> {
    fn of(coverage: &'a Coverage) -> Places<'a, S> {
        Places {
            coverage,
            known: FxHashMap::default(),
        }
    }

    /// The first place at which a document says this of a thing.
    fn first(&mut self, of: DocumentIndex, thing: S::Thing, what: S::What) -> Option<&'a S> {
        let all = S::all(self.coverage.contribution(of)?);
        let says = |saying: &S| saying.what() == Some(what);
        let Some(known) = self.known.get_mut(&of) else {
            self.known.insert(of, None);
            return { all }.find(|saying| says(saying) && saying.thing() == thing);
        };
        let known = known.get_or_insert_with(|| {
            let mut places: FxHashMap<S::Thing, Vec<&S>> = FxHashMap::default();
            for saying in all {
                let places = places.entry(saying.thing()).or_default();
                if places.iter().all(|known| known.what() != saying.what()) {
                    places.push(saying);
                }
            }
            places
        });
        known
            .get(&thing)?
            .iter()
            .copied()
            .find(|saying| says(saying))
    }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::coverage::Answered;
    use crate::coverage::samples::{contradicting, looks};

    #[test]
    fn two_long_tables_that_contradict_each_other_are_gone_through_once() {
        const ROWS: u32 = 2_000;
        let mut coverage = Coverage::new(Vec::new());
        for document in [DocumentIndex(0), DocumentIndex(1)] {
            coverage.replace(document, Arc::new(contradicting(ROWS)));
        }
        let before = looks();
        let answers = &coverage.contribution(DocumentIndex(1)).unwrap().answers;
        let found = contradictions::<Answered>(answers.iter(), &coverage, DocumentIndex(1));
        assert_eq!(found.len(), answers.len());
        let first = found[0].others.first().unwrap();
        assert_eq!(
            (first.0, first.1.range),
            (None, answers[ROWS as usize].range)
        );
        let looked = looks() - before;
        assert!(looked <= 10 * answers.len(), "{looked}");
    }
}
