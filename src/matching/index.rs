//! The inverted index of one guideline: which terms stand in which clauses, and how much they weigh.

use rustc_hash::FxHashMap;

use super::analysis::{Analysis, KINDS, Kind, Term, is_mostly_japanese};
use super::thesaurus::Thesaurus;
use super::topics::Topics;
use crate::guideline::{Clause, ClauseIndex, Guideline, Modality};

/// How much a word counts by where it stands in the clause.
mod field {
    pub const TITLE: f32 = 2.0;
    pub const PARENT_TITLE: f32 = 0.6;
    pub const OUTER_TITLE: f32 = 0.3;
    pub const TEXT: f32 = 1.0;
    pub const PARENT_TEXT: f32 = 0.15;
    pub const GUIDANCE: f32 = 0.35;
    pub const TOPIC: f32 = 1.0;
    pub const CONCEPT: f32 = 0.35;
}

/// BM25's saturation and length normalisation.
const SATURATION: f32 = 1.0;
const LENGTH_WEIGHT: f32 = 0.5;

/// A clause that a statement can speak to.
#[derive(Debug)]
pub(super) struct Candidate {
    pub clause: ClauseIndex,
    /// The number of the chapter that it stands in: the nearest heading above that asks nothing.
    pub chapter: u32,
    /// It stands in another candidate, as a control's enhancement does.
    pub inner: bool,
    /// It asks nothing.
    pub asks_nothing: bool,
    /// One of the clauses that providers are asked to answer most.
    pub selected: bool,
    /// By its title it holds in an emergency alone.
    pub in_emergency: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub candidate: u32,
    /// Saturated frequency, times how rare the term is.
    pub weight: f32,
}

/// One term of the guideline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub kind: Kind,
    /// How rare it is in the guideline.
    pub rarity: f32,
    start: u32,
    end: u32,
}

#[derive(Debug)]
pub(super) struct Index {
    pub candidates: Vec<Candidate>,
    entries: FxHashMap<u64, Entry>,
    postings: Vec<Posting>,
    /// The rarity of a term that stands in no clause.
    pub unseen: f32,
}

impl Index {
    pub fn new(guideline: &Guideline, thesaurus: &Thesaurus) -> Index {
        let candidates = candidates(guideline);
        let mut reader = Reader {
            guideline,
            thesaurus,
            topics: Topics::built_in(),
            analysis: Analysis::default(),
            titles: FxHashMap::default(),
        };
        for candidate in &candidates {
            if let Some(clause) = guideline.clause(candidate.clause) {
                *reader.titles.entry(clause.title.as_str()).or_default() += 1;
            }
        }
        let texts: Vec<FxHashMap<u64, (Kind, f32)>> = candidates
            .iter()
            .map(|candidate| reader.read(candidate.clause))
            .collect();
        Index::of(candidates, &texts)
    }

    fn of(candidates: Vec<Candidate>, texts: &[FxHashMap<u64, (Kind, f32)>]) -> Index {
        let count = candidates.len() as f32;
        let lengths: Vec<[f32; KINDS]> = texts
            .iter()
            .map(|terms| {
                let mut sums = [0.0; KINDS];
                for (kind, frequency) in terms.values() {
                    sums[*kind as usize] += frequency;
                }
                sums
            })
            .collect();
        let mut average = [0.0f32; KINDS];
        for sums in &lengths {
            for (kind, sum) in sums.iter().enumerate() {
                average[kind] += sum / count.max(1.0);
            }
        }
        let mut by_term: FxHashMap<u64, (Kind, Vec<(u32, f32)>)> = FxHashMap::default();
        for (candidate, terms) in (0u32..).zip(texts) {
            for (key, (kind, frequency)) in terms {
                by_term
                    .entry(*key)
                    .or_insert_with(|| (*kind, Vec::new()))
                    .1
                    .push((candidate, *frequency));
            }
        }
        let rarity = |frequency: f32| (1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln();
        // The order of the postings decides the order of sums; keys make it the same on every run.
        let mut keys: Vec<u64> = by_term.keys().copied().collect();
        keys.sort_unstable();
        let mut entries = FxHashMap::default();
        let mut postings = Vec::new();
        for key in keys {
            let (kind, found) = &by_term[&key];
            let rarity = rarity(found.len() as f32);
            let start = postings.len() as u32;
            for (candidate, frequency) in found {
                let length = lengths[*candidate as usize][*kind as usize];
                let relative = length / average[*kind as usize].max(f32::MIN_POSITIVE);
                let saturation = SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative);
                postings.push(Posting {
                    candidate: *candidate,
                    weight: rarity * frequency / (saturation + frequency),
                });
            }
            entries.insert(
                key,
                Entry {
                    kind: *kind,
                    rarity,
                    start,
                    end: postings.len() as u32,
                },
            );
        }
        Index {
            unseen: rarity(0.0),
            candidates,
            entries,
            postings,
        }
    }

    /// How rare a term is in the guideline.
    pub fn rarity(&self, key: u64) -> f32 {
        self.entry(key).map_or(self.unseen, |entry| entry.rarity)
    }

    pub fn entry(&self, key: u64) -> Option<&Entry> {
        self.entries.get(&key)
    }

    pub fn postings(&self, entry: &Entry) -> &[Posting] {
        &self.postings[entry.start as usize..entry.end as usize]
    }
}

fn candidates(guideline: &Guideline) -> Vec<Candidate> {
    let speaks = |clause: &Clause| {
        clause.withdrawn.is_none()
            && !clause.group
            && (clause.children.is_empty() || clause.modality() > Modality::Info)
    };
    let selected = super::selection::Selection::of(guideline);
    let mut chapters: FxHashMap<Option<ClauseIndex>, u32> = FxHashMap::default();
    let mut chapter = |index| {
        let asks = |at: &ClauseIndex| guideline.clause(*at).is_some_and(speaks);
        let heading = guideline.ancestors(index).find(|at| !asks(at));
        let next = chapters.len() as u32;
        *chapters.entry(heading).or_insert(next)
    };
    guideline
        .iter()
        .filter(|(_, clause)| speaks(clause))
        .map(|(index, clause)| Candidate {
            clause: index,
            chapter: chapter(index),
            inner: clause
                .parent
                .and_then(|parent| guideline.clause(parent))
                .is_some_and(speaks),
            asks_nothing: clause.modality() == Modality::Info,
            selected: selected.holds(clause),
            in_emergency: super::OCCASION
                .iter()
                .any(|word| clause.title.contains(word)),
        })
        .collect()
}

struct Reader<'g> {
    guideline: &'g Guideline,
    thesaurus: &'g Thesaurus,
    topics: &'static Topics,
    analysis: Analysis,
    /// How many candidates carry a title.
    titles: FxHashMap<&'g str, usize>,
}

impl<'g> Reader<'g> {
    fn read(&mut self, index: ClauseIndex) -> FxHashMap<u64, (Kind, f32)> {
        /// A title that so many clauses carry says nothing without the heading above it.
        const COMMON_TITLE: usize = 3;
        let mut terms = FxHashMap::default();
        let guideline = self.guideline;
        let Some(clause) = guideline.clause(index) else {
            return terms;
        };
        let is_common = self.titles.get(clause.title.as_str()) >= Some(&COMMON_TITLE);
        self.add(&mut terms, &clause.title, field::TITLE);
        let ancestors = guideline
            .ancestors(index)
            .filter_map(|at| guideline.clause(at));
        for (depth, ancestor) in ancestors.enumerate() {
            match depth {
                0 if is_common => self.add(&mut terms, &ancestor.title, field::TITLE),
                0 => {
                    self.add(&mut terms, &ancestor.title, field::PARENT_TITLE);
                    self.add(&mut terms, &ancestor.text, field::PARENT_TEXT);
                }
                _ => self.add(&mut terms, &ancestor.title, field::OUTER_TITLE),
            }
        }
        self.add(&mut terms, &clause.text, field::TEXT);
        self.add(&mut terms, &clause.guidance, field::GUIDANCE);
        if let Some(words) = self.topics.of(&clause.title, &mut self.analysis) {
            self.add(&mut terms, words, field::TOPIC);
        }
        // The words are Japanese for the most part, and would blur the concepts in English clauses.
        if is_mostly_japanese(&clause.text) || is_mostly_japanese(&clause.title) {
            let concepts: Vec<u64> = terms
                .iter()
                .filter(|(_, (kind, frequency))| {
                    *kind == Kind::Concept && *frequency >= field::TEXT
                })
                .map(|(key, _)| *key)
                .collect();
            for words in concepts
                .iter()
                .filter_map(|key| self.topics.of_concept(*key))
            {
                self.add(&mut terms, words, field::CONCEPT);
            }
        }
        terms
    }

    fn add(&mut self, terms: &mut FxHashMap<u64, (Kind, f32)>, text: &str, weight: f32) {
        self.analysis.read(text, self.thesaurus);
        for Term { kind, key, .. } in &self.analysis.terms {
            terms.entry(*key).or_insert((*kind, 0.0)).1 += weight;
        }
    }
}
