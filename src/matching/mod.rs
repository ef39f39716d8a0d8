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
mod parts;
mod selection;
mod stem;
mod thesaurus;
mod topics;
mod touch;
mod values;
mod weights;

use std::sync::{Arc, OnceLock};

use crate::guideline::{ClauseIndex, Guideline, GuidelineIndex, Guidelines};
use analysis::{Analysis, KINDS, Kind};
use index::{Candidate, Index};

pub use parts::{Part, parts};
pub use thesaurus::{Thesaurus, Unusable};
pub use touch::{Asked, AskedPart, Touched};
pub use values::AskedValues;
pub use weights::LINK;
use weights::Weights;

/// Ranks the clauses of one guideline.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
    thesaurus: Arc<Thesaurus>,
    /// What each clause asks, once somebody wants to know.
    asked: Vec<OnceLock<Asked>>,
    /// The values that each clause asks for, once somebody wants to know.
    values: Vec<OnceLock<AskedValues>>,
}

/// The matchers of all guidelines in play, each prepared when it is first asked for.
#[derive(Debug)]
pub struct Matchers {
    thesaurus: Arc<Thesaurus>,
    matchers: Vec<OnceLock<Matcher>>,
}

impl Matchers {
    /// Room for these guidelines, and the words that stand for the same thing.
    pub fn new(guidelines: &Guidelines, thesaurus: Arc<Thesaurus>) -> Matchers {
        Matchers {
            thesaurus,
            matchers: guidelines.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The words and concepts of texts, as [`Asked::touched`] takes them.
    pub fn words<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Box<[u64]> {
        touch::words(texts, &self.thesaurus)
    }

    /// What an answer with these texts touches where its words together touch so much: a sentence that is about
    /// none of the parts in words that are known can be about one that the others leave.
    pub fn granted<'t>(
        &self,
        asked: &Asked,
        touched: Touched,
        texts: impl Iterator<Item = &'t str>,
    ) -> Touched {
        asked.granted(touched, texts, &self.thesaurus)
    }

    /// The matcher of a guideline among those that the room was made for.
    pub fn of(&self, guideline: GuidelineIndex, guidelines: &Guidelines) -> &Matcher {
        self.matchers[guideline.0 as usize]
            .get_or_init(|| Matcher::with(guidelines.get(guideline), self.thesaurus.clone()))
    }
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

/// What the title of a clause has that holds in an emergency alone.
const OCCASION: [&str; 3] = ["非常時", "緊急時", "災害時"];

/// What is left of the chance that a text which names no emergency is about such a clause, however many
/// words they share: to disable the accounts of leavers is not to disable those of emergencies.
const ELSEWHEN: f32 = 0.4;

/// Whether a text names an emergency.
fn speaks_of_emergency(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "非常", "緊急", "災害", "被災", "有事", "復旧", "障害", "平常", "停電", "地震", "BCP",
        "emergenc", "disaster",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// How many kinds of evidence there are.
pub const EVIDENCE: usize = 8;

/// What speaks for a clause, kind by kind: shared words, pairs, pieces of words, concepts; how much the
/// text shares with the chapter that it stands in; whether it is inside another, is usually selected,
/// asks nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence(pub [f32; EVIDENCE]);

/// How many grounds there are.
pub const GROUNDS: usize = 10;

/// What tells a text that answers some clause from any other: how much of the text's words the best
/// clause explains; how much it shares in words, pairs and concepts; how long the text is; and how
/// often it speaks of actors, intervals, acts, rules and the field's subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds(pub [f32; GROUNDS]);

impl Matcher {
    /// Prepares a guideline: about as long as reading it.
    pub fn new(guideline: &Guideline) -> Matcher {
        Matcher::with(guideline, Thesaurus::built_in())
    }

    /// Prepares a guideline, with more words that stand for the same thing than come with the program.
    pub fn with(guideline: &Guideline, thesaurus: Arc<Thesaurus>) -> Matcher {
        Matcher {
            index: Index::new(guideline, &thesaurus),
            thesaurus,
            asked: guideline.clauses.iter().map(|_| OnceLock::new()).collect(),
            values: guideline.clauses.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// What a clause of the guideline that it was made for asks, part by part.
    pub fn asked(&self, guideline: &Guideline, clause: ClauseIndex) -> &Asked {
        static NOTHING: Asked = Asked::one();
        let (Some(known), Some(place)) =
            (guideline.clause(clause), self.asked.get(clause.as_usize()))
        else {
            return &NOTHING;
        };
        place.get_or_init(|| Asked::of(known, &self.index, &self.thesaurus))
    }

    /// The values that a clause of the guideline that it was made for asks answers to give.
    pub fn values(&self, guideline: &Guideline, clause: ClauseIndex) -> &AskedValues {
        static NOTHING: AskedValues = AskedValues {
            values: Vec::new(),
            words: Vec::new(),
        };
        let place = self.values.get(clause.as_usize());
        match (guideline.clause(clause), place) {
            (Some(known), Some(place)) => place.get_or_init(|| AskedValues::of(known)),
            _ => &NOTHING,
        }
    }

    /// The clauses that a text speaks to, best first, at most `limit`.
    pub fn rank(&self, text: &str, limit: usize) -> Vec<Ranked> {
        let weights = Weights::of(text);
        let reading = self.read(text);
        let chapters = reading.chapters(&self.index.candidates);
        let found = reading.found.iter().enumerate();
        let mut ranked: Vec<(f32, usize)> = found
            .filter(|(_, sums)| sums.iter().any(|sum| *sum > 0.0))
            .map(|(at, sums)| {
                let candidate = &self.index.candidates[at];
                let evidence = reading.evidence(sums, candidate, &chapters);
                (dot(&evidence.0, &weights.ranking), at)
            })
            .collect();
        // Of equals the one that stands first in the guideline.
        let in_order = |one: &(f32, usize), other: &(f32, usize)| {
            other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
        };
        let Some(&(best, at)) = ranked.iter().min_by(|one, other| in_order(one, other)) else {
            return Vec::new();
        };
        let grounds = reading.grounds(&reading.found[at]);
        let related = 1.0 / (1.0 + (-dot(&grounds.0, &weights.grounds) - weights.bias).exp());
        let is_elsewhen = self.index.candidates[at].in_emergency && !speaks_of_emergency(text);
        let related = if is_elsewhen {
            related * ELSEWHEN
        } else {
            related
        };
        let odds: f32 = ranked.iter().map(|(sum, _)| (sum - best).exp()).sum();
        if limit < ranked.len() {
            ranked.select_nth_unstable_by(limit, in_order);
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by(in_order);
        ranked
            .iter()
            .map(|(sum, at)| Ranked {
                clause: self.index.candidates[*at].clause,
                score: related * (sum - best).exp() / odds,
            })
            .collect()
    }

    /// The best of the clauses that `within` lets through, for a text of which it is known that it
    /// speaks to one of them.
    pub fn rank_among(&self, text: &str, within: impl Fn(ClauseIndex) -> bool) -> Option<Ranked> {
        let all = self.rank(text, usize::MAX);
        let is_within = |ranked: &&Ranked| within(ranked.clause);
        let best = all.iter().find(is_within)?;
        let sum = |scores: &mut dyn Iterator<Item = &Ranked>| -> f32 {
            scores.map(|ranked| ranked.score).sum()
        };
        // The scores add up to the chance that the text is about the guideline at all.
        let share = sum(&mut all.iter().filter(is_within)) / sum(&mut all.iter());
        Some(Ranked {
            score: best.score / share.max(f32::MIN_POSITIVE),
            ..*best
        })
    }

    /// Whether a text with these words, as [`Matchers::words`] gives them, shares enough with any
    /// clause that a link can be sure: a concept and several words, or rare ones. Costs a part of
    /// what [`Matcher::rank`] does.
    pub fn can_be_sure(&self, words: &[u64]) -> bool {
        /// Every labelled statement that is linked with certainty has more.
        const WORDS: f32 = 6.0;
        const CONCEPTS: f32 = 0.8;
        let mut found = vec![(0.0f32, 0.0f32); self.index.candidates.len()];
        for entry in words.iter().filter_map(|key| self.index.entry(*key)) {
            for posting in self.index.postings(entry) {
                let sums = &mut found[posting.candidate as usize];
                match entry.kind {
                    Kind::Concept => sums.1 += posting.weight,
                    _ => sums.0 += posting.weight,
                }
            }
        }
        { found.iter() }.any(|(words, concepts)| *words >= WORDS && *concepts >= CONCEPTS)
    }

    /// The words of a text that speak for a clause, those that say most first, as they stand there.
    pub fn words(&self, text: &str, clause: ClauseIndex) -> Vec<String> {
        /// Nobody reads more.
        const MOST: usize = 6;
        let mut candidates = self.index.candidates.iter();
        let Some(candidate) = candidates.position(|candidate| candidate.clause == clause) else {
            return Vec::new();
        };
        let mut analysis = Analysis::default();
        analysis.read(text, &self.thesaurus);
        // How much each byte of the text carries; words are where something is carried.
        let mut carried = vec![0.0f32; analysis.text.len()];
        for term in &analysis.terms {
            // Letters out of a word tell a reader nothing, nor does the stem of a Japanese verb.
            if term.kind == Kind::Piece
                || term.kind == Kind::Word && analysis.is_stem(&term.place.bytes())
            {
                continue;
            }
            let Some(entry) = self.index.entry(term.key) else {
                continue;
            };
            let mut postings = self.index.postings(entry).iter();
            let weight = postings
                .find(|posting| posting.candidate as usize == candidate)
                .map_or(0.0, |posting| posting.weight);
            if weight > 0.0 {
                // What is found are two to four characters of a Japanese word, which is shown whole.
                for byte in &mut carried[analysis.whole(&term.place.bytes())] {
                    *byte = byte.max(weight);
                }
            }
        }
        let written = analysis.written(text);
        let mut words: Vec<(f32, &str)> = Vec::new();
        let mut start = 0;
        for part in carried.chunk_by(|one, other| (*one > 0.0) == (*other > 0.0)) {
            let range = start..start + part.len();
            start = range.end;
            let weight = part.iter().copied().fold(0.0, f32::max);
            let word = written.get(range).unwrap_or_default();
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
        let chapters = reading.chapters(&self.index.candidates);
        let found = reading.found.iter().zip(&self.index.candidates);
        found
            .filter(|(sums, _)| sums.iter().any(|sum| *sum > 0.0))
            .map(|(sums, candidate)| {
                let evidence = reading.evidence(sums, candidate, &chapters);
                (candidate.clause, evidence)
            })
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
        let mut reading = Reading {
            found: vec![[0.0; KINDS]; self.index.candidates.len()],
            known: [0.0; KINDS],
            all: [0.0; KINDS],
            practice: [0.0; PRACTICE],
        };
        let mut keys: Vec<(u64, Kind)> = Analysis::lent(|analysis| {
            analysis.read(text, &self.thesaurus);
            for kind in &analysis.practice {
                if let Some(count) = reading.practice.get_mut(*kind as usize) {
                    *count += 1.0;
                }
            }
            { analysis.terms.iter() }
                .map(|term| (term.key, term.kind))
                .collect()
        });
        keys.sort_unstable();
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
            }
        }
        reading
    }
}

/// The kinds of words in `data/practice.txt`, in its order.
const PRACTICE: usize = 5;

/// What a text shares with the clauses of a guideline.
struct Reading {
    /// For each candidate, kind by kind, the weight of what it shares.
    found: Vec<[f32; KINDS]>,
    /// The weight of all terms of the text that the guideline knows.
    known: [f32; KINDS],
    /// The weight of all terms of the text.
    all: [f32; KINDS],
    /// How often it speaks as texts about practice do, by their kinds of words.
    practice: [f32; PRACTICE],
}

impl Reading {
    /// A long text shares something with every clause.
    fn scaled(&self, sums: &[f32; KINDS], kind: usize) -> f32 {
        sums[kind] / self.known[kind].max(1.0).sqrt()
    }

    /// How much the text shares with each chapter, by its number: the mean of the clauses in it that
    /// share most. A text about backups shares words with many clauses, but most of those that share
    /// several stand in one chapter.
    fn chapters(&self, candidates: &[Candidate]) -> Vec<f32> {
        /// A chapter counts by so many of its clauses.
        const MOST: usize = 5;
        let mut best: Vec<[f32; MOST]> = Vec::new();
        for (sums, candidate) in self.found.iter().zip(candidates) {
            let chapter = candidate.chapter as usize;
            if best.len() <= chapter {
                best.resize(chapter + 1, [0.0; MOST]);
            }
            let mut own = self.scaled(sums, Kind::Word as usize);
            for place in &mut best[chapter] {
                if own > *place {
                    std::mem::swap(&mut own, place);
                }
            }
        }
        { best.iter() }
            .map(|best| best.iter().sum::<f32>() / MOST as f32)
            .collect()
    }

    fn evidence(&self, sums: &[f32; KINDS], candidate: &Candidate, chapters: &[f32]) -> Evidence {
        let flag = |holds: bool| f32::from(u8::from(holds));
        Evidence([
            self.scaled(sums, 0),
            self.scaled(sums, 1),
            self.scaled(sums, 2),
            self.scaled(sums, 3),
            chapters[candidate.chapter as usize],
            flag(candidate.inner),
            flag(candidate.selected),
            flag(candidate.asks_nothing),
        ])
    }

    fn grounds(&self, sums: &[f32; KINDS]) -> Grounds {
        let share = |kind: usize| sums[kind] / self.all[kind].max(1.0);
        Grounds([
            share(Kind::Word as usize),
            sums[Kind::Word as usize].ln_1p(),
            sums[Kind::Pair as usize].ln_1p(),
            sums[Kind::Concept as usize].ln_1p(),
            self.all[Kind::Word as usize].ln_1p(),
            self.practice[0].ln_1p(),
            self.practice[1].ln_1p(),
            self.practice[2].ln_1p(),
            self.practice[3].ln_1p(),
            self.practice[4].ln_1p(),
        ])
    }
}

fn dot<const N: usize>(one: &[f32; N], other: &[f32; N]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
