//! How well the matcher finds clauses: `cargo bench --bench quality`. Recall and mean reciprocal
//! rank beside plain BM25 and TF-IDF on the same statements, the test half first.

#[path = "../tests/quality/measure.rs"]
mod measure;

use measure::{Found, Plain, Ranks, measure};
use shishin::matching::{EVIDENCE, Matcher};

fn main() {
    if std::env::args().any(|argument| argument == "--train") {
        return train();
    }
    let verbose = std::env::args().any(|argument| argument == "--verbose");
    for set in measure::sets() {
        println!("{} ({} clauses)", set.name, set.guideline.clauses.len());
        let matcher = Matcher::new(&set.guideline);
        let methods: [&dyn Ranks; 3] = [
            &Plain::new(&set.guideline, false),
            &Plain::new(&set.guideline, true),
            &matcher,
        ];
        for method in methods {
            for (half, tuning) in [("test", false), ("tune", true)] {
                let found = measure(method, &set, |statement| statement.tuning == tuning);
                println!("  {:8} {half} {}", method.name(), line(&found));
            }
        }
        if verbose {
            for statement in set.statements.iter().filter(|statement| statement.tuning) {
                let ranked = Ranks::rank(&matcher, &statement.text);
                let place = ranked
                    .iter()
                    .position(|(clause, _)| Some(*clause) == statement.clause);
                if place != Some(0) {
                    let id = |clause| set.guideline.clause(clause).unwrap().id.clone();
                    let first: Vec<String> = ranked
                        .iter()
                        .take(4)
                        .map(|(clause, score)| format!("{} {score:.2}", id(*clause)))
                        .collect();
                    let wanted = statement.clause.unwrap();
                    println!(
                        "    {:>3} {} [{}] {}",
                        place.map_or("-".into(), |p| (p + 1).to_string()),
                        id(wanted),
                        first.join(", "),
                        statement.text.chars().take(110).collect::<String>()
                    );
                }
            }
        }
    }
}

fn line(found: &Found) -> String {
    format!(
        "n {:3}  R@1 {:.2}  R@3 {:.2}  R@5 {:.2}  MRR {:.2}",
        found.statements,
        found.share(found.first),
        found.share(found.among_three),
        found.share(found.among_five),
        found.mean_reciprocal_rank()
    )
}

/// A ranking to learn from: the evidence for each clause, and which of them is right.
struct Example {
    evidence: Vec<[f32; EVIDENCE]>,
    right: usize,
}

/// Prints weights that make the right clauses most likely, for the tuning halves in each language.
fn train() {
    for (language, names) in [
        ("English", &["English narratives"][..]),
        ("Japanese", &["Japanese, MHLW 6.0", "Japanese, MIC/METI"]),
    ] {
        let mut examples = Vec::new();
        let mut held_out = Vec::new();
        for set in measure::sets()
            .iter()
            .filter(|set| names.contains(&set.name))
        {
            let matcher = Matcher::new(&set.guideline);
            for statement in &set.statements {
                let evidence = matcher.evidence(&statement.text);
                let right = evidence
                    .iter()
                    .position(|(clause, _)| Some(*clause) == statement.clause);
                let Some(right) = right else { continue };
                let evidence = evidence.iter().map(|(_, evidence)| evidence.0).collect();
                let example = Example { evidence, right };
                if statement.tuning {
                    examples.push(example)
                } else {
                    held_out.push(example)
                }
            }
        }
        let weights = learn(&examples);
        println!(
            "{language} {weights:.3?} tune {:.3} {:.3} test {:.3} {:.3}",
            likelihood(&examples, &weights),
            first(&examples, &weights),
            likelihood(&held_out, &weights),
            first(&held_out, &weights)
        );
    }
}

fn weigh(evidence: &[f32; EVIDENCE], weights: &[f32; EVIDENCE]) -> f32 {
    evidence
        .iter()
        .zip(weights)
        .map(|(own, weight)| own * weight)
        .sum()
}

fn likelihood(examples: &[Example], weights: &[f32; EVIDENCE]) -> f32 {
    let own = |example: &Example| {
        let scores: Vec<f32> = example
            .evidence
            .iter()
            .map(|evidence| weigh(evidence, weights))
            .collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores[example.right]
            - most
            - scores
                .iter()
                .map(|score| (score - most).exp())
                .sum::<f32>()
                .ln()
    };
    examples.iter().map(own).sum::<f32>() / examples.len() as f32
}

fn first(examples: &[Example], weights: &[f32; EVIDENCE]) -> f32 {
    let is_first = |example: &&Example| {
        let right = weigh(&example.evidence[example.right], weights);
        example
            .evidence
            .iter()
            .all(|evidence| weigh(evidence, weights) <= right)
    };
    examples.iter().filter(is_first).count() as f32 / examples.len() as f32
}

/// Gradient ascent on the likelihood of the right clauses; large weights are held back, since there
/// are few examples.
fn learn(examples: &[Example]) -> [f32; EVIDENCE] {
    const STEPS: usize = 400;
    const RATE: f32 = 0.3;
    const RESTRAINT: f32 = 0.03;
    let mut weights = [0.5; EVIDENCE];
    for _ in 0..STEPS {
        let mut gradient = [0.0f32; EVIDENCE];
        for example in examples {
            let scores: Vec<f32> = example
                .evidence
                .iter()
                .map(|evidence| weigh(evidence, &weights))
                .collect();
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
            for (at, (evidence, score)) in example.evidence.iter().zip(&scores).enumerate() {
                let wanted = f32::from(u8::from(at == example.right));
                let error = wanted - (score - most).exp() / sum;
                for (sum, own) in gradient.iter_mut().zip(evidence) {
                    *sum += error * own;
                }
            }
        }
        for (weight, gradient) in weights.iter_mut().zip(gradient) {
            *weight += RATE * (gradient / examples.len() as f32 - RESTRAINT * *weight);
        }
    }
    weights
}
