//! Which clauses a text speaks to, by its content.
//!
//! A [`Matcher`] is made once for a guideline and ranks its clauses for any text, in Japanese,
//! English, or one against the other: no network, no model, the same answer every time. A link by
//! content is a suggestion; it never counts as coverage.
//!
//! ```
//! # use shishin::guideline;
//! # use shishin::matching::Matcher;
//! # let text = "# G\n\n## 1 ログ\n\n- 1-1 アクセスログを記録すること。\n- 1-2 時刻を同期すること。\n";
//! # let guideline = guideline::read(text, "g").0.unwrap();
//! let matcher = Matcher::new(&guideline);
//! let ranked = matcher.rank("サーバの時計はNTPで合わせている", 5);
//! ```

mod analysis;
mod index;
mod selection;
mod stem;
mod thesaurus;
mod topics;
mod weights;

use crate::guideline::{ClauseIndex, Guideline};
use crate::wording::{is_hiragana, is_kanji, is_katakana};
use analysis::{Analysis, KINDS, Kind};
use index::{Candidate, Index};

pub use thesaurus::Thesaurus;
pub use weights::LINK;

/// Ranks the clauses of one guideline.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
}

/// A clause and how far a text speaks to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The clause.
    pub clause: ClauseIndex,
    /// How likely the text answers the clause, 0 to 1; comparable from one text to another.
    pub score: f32,
}

impl Ranked {
    /// Whether it is likely enough to propose the link.
    pub fn is_link(&self) -> bool {
        self.score >= weights::LINK
    }
}

/// How many kinds of evidence there are.
pub const EVIDENCE: usize = 8;

/// What speaks for a clause, kind by kind: shared words, pairs, pieces of words, concepts; how much
/// of its title is there; whether it is inside another, is usually selected, asks nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence(pub [f32; EVIDENCE]);

impl Evidence {
    fn weighed(&self, weights: &Evidence) -> f32 {
        self.0
            .iter()
            .zip(weights.0)
            .map(|(own, weight)| own * weight)
            .sum()
    }
}

/// How many grounds there are.
pub const GROUNDS: usize = 7;

/// What tells a text about a guideline's subject from any other: how much of the text's words and
/// pairs the best clause explains, how much it shares in words, pairs and concepts, how long the
/// text is, how much of the clause's title it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds(pub [f32; GROUNDS]);

impl Matcher {
    /// Prepares a guideline: about as long as reading it.
    pub fn new(guideline: &Guideline) -> Matcher {
        Matcher {
            index: Index::new(guideline, Thesaurus::built_in()),
        }
    }

    /// The clauses that a text speaks to, best first, at most `limit`.
    pub fn rank(&self, text: &str, limit: usize) -> Vec<Ranked> {
        let weights = match is_japanese(text) {
            true => &weights::JAPANESE,
            false => &weights::ENGLISH,
        };
        let mut ranked: Vec<Ranked> = self
            .evidence(text)
            .into_iter()
            .map(|(clause, evidence)| Ranked {
                clause,
                score: evidence.weighed(weights),
            })
            .collect();
        sort(&mut ranked);
        if let Some(best) = ranked.first().map(|found| found.score) {
            let odds: f32 = ranked.iter().map(|found| (found.score - best).exp()).sum();
            for found in &mut ranked {
                found.score = (found.score - best).exp() / odds;
            }
        }
        ranked.truncate(limit);
        ranked
    }

    /// The words of a text that speak for a clause, those that say most first.
    pub fn words(&self, text: &str, clause: ClauseIndex) -> Vec<String> {
        /// Nobody reads more.
        const MOST: usize = 6;
        let Some(candidate) = self
            .index
            .candidates
            .iter()
            .position(|candidate| candidate.clause == clause)
        else {
            return Vec::new();
        };
        let mut analysis = Analysis::default();
        analysis.read(text, Thesaurus::built_in());
        // How much each byte of the text carries; words are where something is carried.
        let mut carried = vec![0.0f32; analysis.text.len()];
        for term in &analysis.terms {
            if term.kind == Kind::Piece {
                continue;
            }
            let Some(entry) = self.index.entry(term.key) else {
                continue;
            };
            let weight = self
                .index
                .postings(entry)
                .iter()
                .find(|posting| posting.candidate as usize == candidate)
                .map_or(0.0, |posting| posting.weight);
            for byte in &mut carried[term.range.clone()] {
                *byte = byte.max(weight);
            }
        }
        let mut words: Vec<(f32, &str)> = Vec::new();
        let mut start = 0;
        for part in carried.chunk_by(|one, other| (*one > 0.0) == (*other > 0.0)) {
            let range = start..start + part.len();
            start = range.end;
            let weight = part.iter().copied().fold(0.0, f32::max);
            let word = analysis.text.get(range).unwrap_or_default();
            if weight > 0.0 && !words.iter().any(|(_, known)| *known == word) {
                words.push((weight, word));
            }
        }
        words.sort_by(|one, other| other.0.total_cmp(&one.0));
        words.truncate(MOST);
        words.into_iter().map(|(_, word)| word.to_owned()).collect()
    }

    /// The evidence for every clause that shares something with the text, in the order of the
    /// guideline: what [`Matcher::rank`] decides by.
    pub fn evidence(&self, text: &str) -> Vec<(ClauseIndex, Evidence)> {
        let reading = self.read(text);
        let found = reading.found.iter().zip(&self.index.candidates);
        found
            .filter(|(sums, _)| sums.iter().any(|sum| *sum > 0.0))
            .map(|(sums, candidate)| (candidate.clause, reading.evidence(sums, candidate)))
            .collect()
    }

    /// What speaks for the text being about the guideline at all, taken at the clause `best`.
    pub fn grounds(&self, text: &str, best: ClauseIndex) -> Grounds {
        let reading = self.read(text);
        let at = self
            .index
            .candidates
            .iter()
            .position(|candidate| candidate.clause == best);
        at.map_or(Grounds::default(), |at| reading.grounds(&reading.found[at]))
    }

    fn read(&self, text: &str) -> Reading {
        /// A term that comes often in a text counts little more than once.
        const REPEATS: f32 = 1.5;
        let mut analysis = Analysis::default();
        analysis.read(text, Thesaurus::built_in());
        let mut keys: Vec<(u64, Kind)> = analysis
            .terms
            .iter()
            .map(|term| (term.key, term.kind))
            .collect();
        keys.sort_unstable();
        let mut reading = Reading {
            found: vec![[0.0; KINDS + 1]; self.index.candidates.len()],
            known: [0.0; KINDS],
            all: [0.0; KINDS],
        };
        for same in keys.chunk_by(|one, other| one == other) {
            let (key, kind) = same[0];
            let times = same.len() as f32;
            let count = times * (REPEATS + 1.0) / (times + REPEATS);
            let Some(entry) = self.index.entry(key) else {
                reading.all[kind as usize] += count * self.index.unseen;
                continue;
            };
            let kind = entry.kind as usize;
            reading.known[kind] += count * entry.rarity;
            reading.all[kind] += count * entry.rarity;
            for posting in self.index.postings(entry) {
                let sums = &mut reading.found[posting.candidate as usize];
                sums[kind] += count * posting.weight;
                sums[KINDS] += posting.title;
            }
        }
        reading
    }
}

/// What a text shares with the clauses of a guideline.
struct Reading {
    /// For each candidate, kind by kind, the weight of what it shares; then the share of its title.
    found: Vec<[f32; KINDS + 1]>,
    /// The weight of all terms of the text that the guideline knows.
    known: [f32; KINDS],
    /// The weight of all terms of the text.
    all: [f32; KINDS],
}

impl Reading {
    fn evidence(&self, sums: &[f32; KINDS + 1], candidate: &Candidate) -> Evidence {
        let flag = |holds: bool| f32::from(u8::from(holds));
        // A long text shares something with every clause.
        let scaled = |kind: usize| sums[kind] / self.known[kind].max(1.0).sqrt();
        Evidence([
            scaled(0),
            scaled(1),
            scaled(2),
            scaled(3),
            sums[KINDS],
            flag(candidate.inner),
            flag(candidate.selected),
            flag(candidate.asks_nothing),
        ])
    }

    fn grounds(&self, sums: &[f32; KINDS + 1]) -> Grounds {
        let share = |kind: usize| sums[kind] / self.all[kind].max(1.0);
        Grounds([
            share(Kind::Word as usize),
            share(Kind::Pair as usize),
            sums[Kind::Word as usize].ln_1p(),
            sums[Kind::Pair as usize].ln_1p(),
            sums[Kind::Concept as usize].ln_1p(),
            self.all[Kind::Word as usize].ln_1p(),
            sums[KINDS],
        ])
    }
}

/// Whether a text is written in Japanese, with however many English names in it.
fn is_japanese(text: &str) -> bool {
    let japanese = text
        .chars()
        .filter(|c| is_kanji(*c) || is_katakana(*c) || is_hiragana(*c))
        .count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    // A Japanese character says about as much as three letters.
    japanese * 3 > letters
}

/// Best first; of equals the one that stands first in the guideline.
fn sort(ranked: &mut [Ranked]) {
    ranked.sort_by(|one, other| {
        let scores = other.score.total_cmp(&one.score);
        scores.then(one.clause.cmp(&other.clause))
    });
}
