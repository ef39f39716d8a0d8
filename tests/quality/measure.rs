//! Labelled statements, and how well the matcher, plain BM25 and plain TF-IDF find their clauses.
//! Shared by the test that holds the floor and by `cargo bench --bench quality`.

use std::collections::HashMap;
use std::path::Path;

use shishin::guideline::{self, ClauseIndex, Guideline};
use shishin::matching::Matcher;

/// A statement and the clause that it was written for; unrelated prose has none.
pub struct Labelled {
    pub text: String,
    pub clause: Option<ClauseIndex>,
    /// The half that numbers in the code may be chosen by; the other half only measures.
    pub tuning: bool,
}

/// Statements of one kind with their guideline.
pub struct Set {
    pub name: &'static str,
    pub guideline: Guideline,
    pub statements: Vec<Labelled>,
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/quality"))
}

fn guideline_called(name: &str) -> Guideline {
    let path = match name {
        "nist" => folder().join("guidelines/nist-sp800-53-rev4.oscal.json"),
        "mhlw" => folder().join("guidelines/mhlw-6.0.md"),
        _ => folder().join("../../guidelines/mic-meti-medical-1.1.md"),
    };
    let text = std::fs::read_to_string(path).unwrap();
    guideline::read(&text, name).0.unwrap()
}

fn lines(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// Half of the statements, the same on every run.
fn is_tuning(text: &str) -> bool {
    text.bytes().fold(0u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    }) >> 16
        & 1
        == 0
}

fn labelled(guideline: &Guideline, id: &str, text: &str) -> Labelled {
    let clause = guideline.iter().find(|(_, clause)| clause.id == id);
    assert!(clause.is_some(), "{} has no clause {id}", guideline.id);
    Labelled {
        clause: clause.map(|(index, _)| index),
        text: text.to_owned(),
        tuning: is_tuning(text),
    }
}

fn set(name: &'static str, guideline: &str, file: &str) -> Set {
    let guideline = guideline_called(guideline);
    let statements = lines(file)
        .iter()
        .map(|line| labelled(&guideline, &line[0], &line[1]))
        .collect();
    Set {
        name,
        guideline,
        statements,
    }
}

fn cross(name: &'static str, guideline: &str) -> Set {
    let read = guideline_called(guideline);
    let statements = lines("cross-statements.tsv")
        .iter()
        .filter(|line| line[0] == guideline)
        .map(|line| labelled(&read, &line[1], &line[2]))
        .collect();
    Set {
        name,
        guideline: read,
        statements,
    }
}

/// All labelled sets.
pub fn sets() -> Vec<Set> {
    vec![
        set("English narratives", "nist", "en-narratives.tsv"),
        set("Japanese, MHLW 6.0", "mhlw", "ja-mhlw-statements.tsv"),
        set("Japanese, MIC/METI", "mic", "ja-mic-statements.tsv"),
        cross("Japanese on English", "nist"),
        cross("English on Japanese", "mhlw"),
    ]
}

/// Prose that answers no clause.
pub fn unrelated() -> Vec<Labelled> {
    ["unrelated-en.tsv", "unrelated-ja.tsv"]
        .iter()
        .flat_map(|file| lines(file))
        .map(|line| Labelled {
            tuning: is_tuning(&line[1]),
            text: line[1].clone(),
            clause: None,
        })
        .collect()
}

/// Anything that ranks clauses: best first, with scores.
pub trait Ranks {
    fn name(&self) -> &'static str;
    fn rank(&self, text: &str) -> Vec<(ClauseIndex, f32)>;
}

impl Ranks for Matcher {
    fn name(&self) -> &'static str {
        "shishin"
    }

    fn rank(&self, text: &str) -> Vec<(ClauseIndex, f32)> {
        let ranked = Matcher::rank(self, text, usize::MAX);
        ranked
            .iter()
            .map(|found| (found.clause, found.score))
            .collect()
    }
}

/// The plain methods, on titles and texts: English words, pairs of Japanese characters.
pub struct Plain {
    cosine: bool,
    clauses: Vec<(ClauseIndex, HashMap<String, f32>, f32)>,
    documents: HashMap<String, f32>,
    average: f32,
}

fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut tokens = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        if word.is_ascii() {
            if !word.is_empty() {
                tokens.push(word.to_owned());
            }
            continue;
        }
        let characters: Vec<char> = word.chars().collect();
        tokens.extend(characters.windows(2).map(String::from_iter));
    }
    tokens
}

impl Plain {
    pub fn new(guideline: &Guideline, cosine: bool) -> Plain {
        let mut clauses = Vec::new();
        let mut documents: HashMap<String, f32> = HashMap::new();
        for (index, clause) in guideline.iter() {
            if clause.group || clause.withdrawn.is_some() {
                continue;
            }
            let tokens = tokens(&format!("{} {}", clause.title, clause.text));
            let length = tokens.len() as f32;
            let mut counts: HashMap<String, f32> = HashMap::new();
            for token in tokens {
                *counts.entry(token).or_default() += 1.0;
            }
            for token in counts.keys() {
                *documents.entry(token.clone()).or_default() += 1.0;
            }
            clauses.push((index, counts, length));
        }
        let average = clauses.iter().map(|(.., length)| length).sum::<f32>() / clauses.len() as f32;
        Plain {
            cosine,
            clauses,
            documents,
            average,
        }
    }

    fn rarity(&self, token: &str) -> f32 {
        let count = self.clauses.len() as f32;
        let found = self.documents.get(token).copied().unwrap_or(0.0);
        match self.cosine {
            true => ((1.0 + count) / (1.0 + found)).ln() + 1.0,
            false => (1.0 + (count - found + 0.5) / (found + 0.5)).ln(),
        }
    }
}

impl Ranks for Plain {
    fn name(&self) -> &'static str {
        if self.cosine { "TF-IDF" } else { "BM25" }
    }

    fn rank(&self, text: &str) -> Vec<(ClauseIndex, f32)> {
        let mut asked: HashMap<String, f32> = HashMap::new();
        for token in tokens(text) {
            *asked.entry(token).or_default() += 1.0;
        }
        let score = |counts: &HashMap<String, f32>, length: f32| -> f32 {
            let mut sum = 0.0;
            for (token, asked) in &asked {
                let Some(count) = counts.get(token) else {
                    continue;
                };
                let rarity = self.rarity(token);
                sum += match self.cosine {
                    true => asked * count * rarity * rarity,
                    false => {
                        let saturation = 1.2 * (0.25 + 0.75 * length / self.average);
                        rarity * count * 2.2 / (count + saturation)
                    }
                };
            }
            if self.cosine {
                let norm = |counts: &HashMap<String, f32>| {
                    let squares = counts
                        .iter()
                        .map(|(token, n)| (n * self.rarity(token)).powi(2));
                    squares.sum::<f32>().sqrt()
                };
                sum /= (norm(counts) * norm(&asked)).max(f32::MIN_POSITIVE);
            }
            sum
        };
        let mut ranked: Vec<_> = self
            .clauses
            .iter()
            .map(|(index, counts, length)| (*index, score(counts, *length)))
            .filter(|(_, score)| *score > 0.0)
            .collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked
    }
}

/// How well clauses were found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    pub statements: usize,
    pub first: usize,
    pub among_three: usize,
    pub among_five: usize,
    pub reciprocal: f64,
}

impl Found {
    pub fn share(&self, count: usize) -> f64 {
        count as f64 / self.statements.max(1) as f64
    }

    pub fn mean_reciprocal_rank(&self) -> f64 {
        self.reciprocal / self.statements.max(1) as f64
    }
}

/// Ranks the statements that `keep` lets through.
pub fn measure(ranks: &dyn Ranks, set: &Set, keep: impl Fn(&Labelled) -> bool) -> Found {
    let mut found = Found::default();
    for statement in set.statements.iter().filter(|statement| keep(statement)) {
        let ranked = ranks.rank(&statement.text);
        found.statements += 1;
        let place = ranked
            .iter()
            .position(|(clause, _)| Some(*clause) == statement.clause);
        let Some(place) = place else { continue };
        found.first += usize::from(place < 1);
        found.among_three += usize::from(place < 3);
        found.among_five += usize::from(place < 5);
        found.reciprocal += 1.0 / (place + 1) as f64;
    }
    found
}

/// The best clause's score for a statement, and whether it is the right one.
pub struct Decision {
    pub score: f32,
    pub right: bool,
}

/// What a link decision would have to go by: the best clause of each statement, and the best scores
/// of unrelated prose.
pub fn decisions(
    ranks: &dyn Ranks,
    set: &Set,
    keep: impl Fn(&Labelled) -> bool,
) -> (Vec<Decision>, Vec<f32>) {
    let best = |statement: &Labelled| ranks.rank(&statement.text).first().copied();
    let related = set.statements.iter().filter(|statement| keep(statement));
    let related = related
        .map(|statement| {
            let best = best(statement);
            Decision {
                score: best.map_or(0.0, |(_, score)| score),
                right: best.is_some_and(|(clause, _)| Some(clause) == statement.clause),
            }
        })
        .collect();
    let unrelated = unrelated()
        .iter()
        .filter(|statement| keep(statement))
        .map(|statement| best(statement).map_or(0.0, |(_, score)| score))
        .collect();
    (related, unrelated)
}

/// Links at a threshold: precision among labelled statements, recall, and the share of unrelated
/// prose that is linked.
#[derive(Clone, Copy, Debug)]
pub struct Links {
    pub right: usize,
    pub linked: usize,
    pub statements: usize,
    pub unrelated_linked: usize,
    pub unrelated: usize,
}

impl Links {
    pub fn at(threshold: f32, related: &[Decision], unrelated: &[f32]) -> Links {
        let linked = related.iter().filter(|found| found.score >= threshold);
        Links {
            right: linked.clone().filter(|found| found.right).count(),
            linked: linked.count(),
            statements: related.len(),
            unrelated_linked: unrelated
                .iter()
                .filter(|score| **score >= threshold)
                .count(),
            unrelated: unrelated.len(),
        }
    }

    pub fn precision(&self) -> f64 {
        self.right as f64 / self.linked.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.right as f64 / self.statements.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum == 0.0 {
            0.0
        } else {
            2.0 * self.precision() * self.recall() / sum
        }
    }

    pub fn unrelated_share(&self) -> f64 {
        self.unrelated_linked as f64 / self.unrelated.max(1) as f64
    }

    /// The best F1 of any threshold that links at most 5 % of unrelated prose.
    pub fn best(related: &[Decision], unrelated: &[f32]) -> Links {
        let thresholds = related.iter().map(|found| found.score);
        let links = thresholds.map(|threshold| Links::at(threshold, related, unrelated));
        links
            .filter(|links| links.unrelated_share() <= 0.05)
            .max_by(|one, other| one.f1().total_cmp(&other.f1()))
            .unwrap_or(Links::at(f32::INFINITY, related, unrelated))
    }
}

/// The 95 % interval of a share, after Wilson.
pub fn interval(count: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (count, of, z) = (count as f64, of as f64, 1.96);
    let share = count / of;
    let middle = share + z * z / (2.0 * of);
    let reach = z * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
    let scale = 1.0 + z * z / of;
    // Rounding leaves a little below nothing and above all.
    let bound = |share: f64| (share / scale).clamp(0.0, 1.0);
    (bound(middle - reach), bound(middle + reach))
}
