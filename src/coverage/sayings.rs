//! Who says what of one thing, kept by difference: to see whether others say otherwise costs what
//! they say differently, however many say it.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::finding::DocumentIndex;

/// For each thing what is said of it, and by which documents, in order.
#[derive(Clone, Debug)]
pub struct Sayings<K, S>(FxHashMap<K, Vec<(S, Vec<DocumentIndex>)>>);

impl<K, S> Default for Sayings<K, S> {
    fn default() -> Self {
        Sayings(FxHashMap::default())
    }
}

impl<K: Eq + Hash + Copy, S: PartialEq + Copy> Sayings<K, S> {
    /// Notes that a document says something of a thing.
    pub fn add(&mut self, thing: K, said: S, document: DocumentIndex) {
        let sayings = self.0.entry(thing).or_default();
        let known = sayings.iter().position(|(known, _)| *known == said);
        let place = known.unwrap_or_else(|| {
            sayings.push((said, Vec::new()));
            sayings.len() - 1
        });
        let documents = &mut sayings[place].1;
        if let Err(at) = documents.binary_search(&document) {
            documents.insert(at, document);
        }
    }

    /// Forgets what a document says of a thing.
    pub fn forget(&mut self, thing: K, document: DocumentIndex) {
        let Some(sayings) = self.0.get_mut(&thing) else {
            return;
        };
        for (_, documents) in &mut *sayings {
            if let Ok(at) = documents.binary_search(&document) {
                documents.remove(at);
            }
        }
        sayings.retain(|(_, documents)| !documents.is_empty());
        if sayings.is_empty() {
            self.0.remove(&thing);
        }
    }

    /// How many different things are said of a thing.
    pub fn count(&self, thing: K) -> usize {
        self.0.get(&thing).map_or(0, Vec::len)
    }

    /// What is said of a thing, each with the first document that says it and is not hidden.
    pub fn of<'a>(
        &'a self,
        thing: K,
        hidden: impl Fn(DocumentIndex) -> bool + 'a,
    ) -> impl Iterator<Item = (S, DocumentIndex)> + 'a {
        let sayings = self.0.get(&thing).into_iter().flatten();
        sayings.filter_map(move |(said, documents)| {
            let first = documents.iter().find(|document| !hidden(**document))?;
            Some((*said, *first))
        })
    }
}
