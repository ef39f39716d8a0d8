//! Whether an answer touches a thing that a clause asks.
//!
//! Ranking asks which of many clauses a text is about; here the clause is known, and the question is
//! whether anything in the answer can be about one part of it. To miss a word by which an answer
//! speaks is worse than to take one for speaking that does not: so all synonyms count, acts as well
//! as things, and what all parts share counts for none.

use rustc_hash::{FxHashMap, FxHashSet};

use super::analysis::{Analysis, Kind, is_mostly_japanese};
use super::index::Index;
use super::parts::{Part, parts};
use super::thesaurus::Thesaurus;
use crate::guideline::Clause;

/// The words and concepts of texts, to be compared with what clauses ask: sorted, each once.
pub fn words<'t>(texts: impl IntoIterator<Item = &'t str>, thesaurus: &Thesaurus) -> Box<[u64]> {
    let mut keys = Vec::new();
    Analysis::lent(|analysis| {
        for text in texts {
            analysis.read_words(text, thesaurus);
            keys.extend(analysis.terms.iter().map(|term| term.key));
            keys.extend(analysis.acts.iter().map(|act| act_key(*act)));
        }
    });
    keys.sort_unstable();
    keys.dedup();
    keys.into()
}

/// The key of an act; the field's own concepts have other ones.
fn act_key(act: u32) -> u64 {
    super::analysis::concept_key(act | 1 << 31)
}

/// What a clause asks, with the words that tell its parts from one another.
#[derive(Debug)]
pub struct Asked {
    /// Its parts, in order.
    pub parts: Vec<AskedPart>,
    limits: &'static Limits,
}

/// A part and its words.
#[derive(Debug)]
pub struct AskedPart {
    /// The part.
    pub part: Part,
    /// All requirements that it stands for.
    pub requirements: Vec<usize>,
    /// The words of each of these requirements: to touch one is to touch the part.
    words: Vec<Weighed>,
    /// What its words weigh.
    weight: f32,
}

/// Words with what each of them weighs, sorted.
#[derive(Debug)]
struct Weighed {
    words: Vec<(u64, f32)>,
    total: f32,
}

/// How far an answer touches each part: one bit a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Touched {
    /// Something in the answer can be about it.
    pub somehow: u16,
    /// The answer speaks of it in its own words.
    pub clearly: u16,
}

impl std::ops::BitOrAssign for Touched {
    fn bitor_assign(&mut self, other: Touched) {
        self.somehow |= other.somehow;
        self.clearly |= other.clearly;
    }
}

/// What is enough in one language. English says the same thing in more ways.
#[derive(Debug)]
struct Limits {
    /// From which share of a part's words on an answer may be about it.
    somehow: f32,
    /// From which share on it is.
    clearly: f32,
    /// Which weight of words is enough however long the part is.
    enough: f32,
    /// Whoever speaks of the other parts with [`CLEAR_OTHERS`] brings some words along that a further
    /// part has as well: that one is touched only from this part of the others' share on.
    of_others: f32,
    /// From which share of a part's words on, or which weight of them, a sentence is about that part. One
    /// that is about none can be about what the others leave.
    sentence: Option<(f32, f32)>,
    /// A sentence of fewer words says nothing that could be about a part.
    fewest: usize,
}

/// Clauses have two parts mostly, too few others for a mean, and answers one sentence.
const JAPANESE: Limits = Limits {
    somehow: 0.13,
    clearly: 0.40,
    enough: 3.5,
    of_others: 0.0,
    sentence: Some((0.25, 3.0)),
    // Japanese says in one sentence what English says in two, and names what is done in few words.
    fewest: 9,
};
const ENGLISH: Limits = Limits {
    somehow: 0.10,
    clearly: 0.50,
    enough: 5.0,
    of_others: 0.28,
    sentence: Some((0.17, 4.0)),
    fewest: 3,
};
/// What stands between two commas says nothing that could be about a part where it has fewer words than this: it is
/// more often a detail of what is said before it.
const PHRASE: usize = 6;
/// A part whose own words weigh less cannot be told from the others.
const LEAST: f32 = 4.5;
/// Which share of the other parts' words on average speaks of them clearly.
const CLEAR_OTHERS: f32 = 0.5;
/// From how many parts on a clause has many, and of how many of them one is few.
const MANY: usize = 5;
const FEW_OF: usize = 3;
/// Less than this share of a lead's words are its own.
const OF_A_LEAD: f32 = 0.6;
/// What an act weighs, and one that says little.
const ACT: f32 = 3.5;
const WEAK_ACT: f32 = 0.4;
/// In so few bytes what is asked to be done again and again is what was named before: 「また定期的に更新を受け」. How
/// often it is done answers that.
const REPEATED: usize = 66;

impl Asked {
    /// A clause that asks for one thing only.
    pub(super) const fn one() -> Asked {
        Asked {
            parts: Vec::new(),
            limits: &JAPANESE,
        }
    }

    pub(super) fn of(clause: &Clause, index: &Index, thesaurus: &Thesaurus) -> Asked {
        let parts = parts(clause);
        if parts.len() > u16::BITS as usize {
            return Asked::one();
        }
        let mut reader = Reader {
            index,
            thesaurus,
            analysis: Analysis::default(),
            acts: FxHashSet::default(),
        };
        let mut read: Vec<Vec<FxHashMap<u64, f32>>> = Vec::new();
        for (part, members) in &parts {
            let more = members.iter().skip(1).map(|&member| {
                let text = &clause.requirements[member].text;
                text.rfind(": ").map_or(text.as_str(), |at| &text[at + 2..])
            });
            let texts = std::iter::once(part.text(clause)).chain(more);
            read.push(texts.map(|text| reader.read(text)).collect());
        }
        let mut shared: FxHashMap<u64, f32> = FxHashMap::default();
        for members in &read {
            let keys: FxHashSet<u64> = members
                .iter()
                .flat_map(|words| words.keys().copied())
                .collect();
            for key in keys {
                *shared.entry(key).or_default() += 1.0;
            }
        }
        let weigh = |words: FxHashMap<u64, f32>| {
            let mut words: Vec<(u64, f32)> = words
                .into_iter()
                .map(|(key, weight)| {
                    let parts = shared[&key];
                    // Things tell parts apart, acts hardly do: review the policy, review the plan.
                    match reader.acts.contains(&key) {
                        true => (key, weight / parts),
                        false => (key, weight / (parts * parts * parts)),
                    }
                })
                .collect();
            words.sort_unstable_by_key(|(key, _)| *key);
            let total: f32 = words.iter().map(|(_, weight)| weight).sum();
            Weighed { words, total }
        };
        // What comes first and shares its words with what follows only leads to it.
        let is_lead = read.first().is_some_and(|first| {
            let words = || first.iter().flatten();
            let own = words().filter(|(key, _)| shared[*key] < 2.0);
            let own: f32 = own.map(|(_, weight)| weight).sum();
            own < OF_A_LEAD * words().map(|(_, weight)| weight).sum::<f32>()
        });
        let parts = parts.into_iter().zip(read).enumerate();
        let parts = parts.map(|(place, ((mut part, requirements), members))| {
            part.demanded &= place > 0 || !is_lead;
            let words: Vec<Weighed> = members.into_iter().map(weigh).collect();
            AskedPart {
                part,
                requirements,
                weight: words.iter().map(|words| words.total).fold(0.0, f32::max),
                words,
            }
        });
        Asked {
            parts: parts.collect(),
            limits: match is_mostly_japanese(&clause.text) {
                true => &JAPANESE,
                false => &ENGLISH,
            },
        }
    }

    /// Which parts an answer touches that has these words.
    pub fn touched(&self, answer: &[&[u64]]) -> Touched {
        let mut touched = Touched::default();
        let Limits {
            somehow,
            clearly,
            enough,
            of_others,
            ..
        } = *self.limits;
        let mut found = [(0.0f32, 0.0f32); u16::BITS as usize];
        let (mut sum, mut told_apart) = (0.0, 0u8);
        for (part, found) in self.parts.iter().zip(&mut found) {
            *found = part.found(answer);
            if part.weight >= LEAST {
                sum += found.0;
                told_apart += 1;
            }
        }
        for (bit, (part, (share, weight))) in self.parts.iter().zip(found).enumerate() {
            let (others, count) = match part.weight >= LEAST {
                true => (sum - share, told_apart - 1),
                false => (sum, told_apart),
            };
            let mean = others / f32::from(count.max(1));
            let needed = match mean >= CLEAR_OTHERS {
                true => somehow.max(of_others * mean),
                false => somehow,
            };
            touched.somehow |= u16::from(share >= needed || weight >= enough) << bit;
            touched.clearly |= u16::from(share >= clearly) << bit;
        }
        touched
    }

    /// Whether something in the answer can be about every part that is demanded.
    pub fn touches_all(&self, touched: Touched) -> bool {
        let mut parts = self.parts.iter().enumerate();
        parts.all(|(bit, part)| !part.part.demanded || touched.somehow & (1 << bit) != 0)
    }

    /// How many demanded parts nothing in the answer is about.
    fn untouched(&self, touched: Touched) -> impl Iterator<Item = &AskedPart> {
        let parts = self.parts.iter().enumerate();
        let left = parts.filter(move |(bit, part)| {
            let is_touched = touched.somehow & (1 << bit) != 0;
            part.part.demanded && part.weight >= LEAST && !is_touched
        });
        left.map(|(_, part)| part)
    }

    /// What an answer with these texts touches where its words together touch so much. Each sentence that
    /// is about none of the parts in words that are known can be about one that the others leave: where
    /// there are as many of them as such parts, all are granted.
    pub(super) fn granted<'t>(
        &self,
        touched: Touched,
        texts: impl Iterator<Item = &'t str>,
        thesaurus: &Thesaurus,
    ) -> Touched {
        let left = self.untouched(touched).count();
        let Some(limits) = self.limits.sentence else {
            return touched;
        };
        if left == 0 || touched.clearly == 0 {
            return touched;
        }
        let sentences = texts.flat_map(sentences);
        let is_strange = |text: &str, least: usize| {
            let words = words([text], thesaurus);
            words.len() >= least && !self.is_told(&words, limits)
        };
        let strange = sentences.flat_map(|sentence| {
            let whole = is_strange(sentence, self.limits.fewest).then_some(sentence);
            let within = whole.is_none().then(|| sentence.split(", "));
            let within = within.into_iter().flatten();
            let within = within.filter(|phrase| is_strange(phrase, PHRASE));
            whole.into_iter().chain(within)
        });
        match strange.take(left).count() == left {
            true => Touched {
                somehow: u16::MAX >> (u16::BITS as usize - self.parts.len()),
                ..touched
            },
            false => touched,
        }
    }

    /// Whether a sentence with these words is about one of the parts.
    fn is_told(&self, sentence: &[u64], (least, enough): (f32, f32)) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| {
            let (share, weight) = part.found(&[sentence]);
            share >= least || weight >= enough
        })
    }

    /// All parts of one requirement.
    pub fn all_of(&self, requirement: usize) -> Touched {
        let bits = self.parts.iter().enumerate();
        let bits = bits
            .filter(|(_, part)| part.requirements.contains(&requirement))
            .fold(0, |bits, (bit, _)| bits | 1 << bit);
        Touched {
            somehow: bits,
            clearly: bits,
        }
    }

    /// The parts that answers with this sum leave out; nothing where it is not certain that they do.
    pub fn left_out(&self, touched: Touched) -> Vec<&AskedPart> {
        let left: Vec<&AskedPart> = self.untouched(touched).collect();
        let touches = touched.somehow.count_ones() as usize;
        // An answer that can be about very few of many parts is about no more, in whatever words.
        if self.parts.len() >= MANY && touches * FEW_OF <= self.parts.len() {
            return left;
        }
        let clear = touched.clearly.count_ones() as usize;
        // Who speaks to most of it in the clause's own words would speak so of the rest as well.
        if clear == 0 || left.len() > clear {
            return Vec::new();
        }
        left
    }
}

/// The sentences of a text and what semicolons set apart in them, without citations that stand alone.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['\n', ';', '。']);
    let sentences = parts.flat_map(|part| part.split(". "));
    sentences.filter(|sentence| !sentence.trim_start().starts_with(['[', '(']))
}

/// A requirement without the values that it leaves open, which answers give in words of their own,
/// and without what only says by which standard it is done.
fn substance(text: &str) -> String {
    const TAILS: [&str; 10] = [
        " in accordance with ",
        " consistent with ",
        " commensurate with ",
        " based on ",
        " (i.e.",
        " (e.g.",
        " deemed necessary",
        " with explicit consideration",
        " as needed",
        " to enhance ",
    ];
    let mut kept = String::new();
    let mut depth = 0usize;
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    let ends = TAILS.iter().filter_map(|tail| kept.find(tail));
    if let Some(end) = ends.filter(|end| *end > 24).min() {
        kept.truncate(end);
    }
    kept
}

impl AskedPart {
    /// The share of its words that an answer has, and what they weigh.
    fn found(&self, answer: &[&[u64]]) -> (f32, f32) {
        let mut best = (0.0f32, 0.0f32);
        for Weighed { words, total } in &self.words {
            let found = words
                .iter()
                .filter(|(key, _)| answer.iter().any(|words| words.binary_search(key).is_ok()));
            let weight: f32 = found.map(|(_, weight)| weight).sum();
            best = (best.0.max(weight / total.max(1.0)), best.1.max(weight));
        }
        best
    }
}

/// Reads requirements for their words.
struct Reader<'m> {
    index: &'m Index,
    thesaurus: &'m Thesaurus,
    analysis: Analysis,
    /// Which of the words that were read are acts.
    acts: FxHashSet<u64>,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) -> FxHashMap<u64, f32> {
        let mut words = FxHashMap::default();
        self.analysis.read_words(&substance(text), self.thesaurus);
        for term in &self.analysis.terms {
            let rarity = self.index.rarity(term.key);
            let weight = match term.kind {
                Kind::Concept => rarity * 1.5,
                _ => rarity,
            };
            words.insert(term.key, weight);
        }
        let is_repeated = text.len() <= REPEATED && text.contains("定期的に");
        for &act in &self.analysis.acts {
            let weight = match self.thesaurus.is_weak(act) && !is_repeated {
                true => WEAK_ACT,
                false => ACT,
            };
            words.insert(act_key(act), weight);
            self.acts.insert(act_key(act));
        }
        words
    }
}
