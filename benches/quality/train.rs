//! Learns what each piece of evidence is worth from the tuning half of the labelled statements.

use shishin::matching::{EVIDENCE, GROUNDS, Matcher};

use super::measure;

/// Paragraphs of the file behind `--unrelated`, one a line: prose of one's own that answers no clause.
fn more_unrelated() -> Vec<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--unrelated");
    let Some(path) = arguments.nth(1) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Learns to tell statements from prose that answers no clause, by the grounds at the best clause.
pub fn train_grounds() {
    let mut sets = measure::sets();
    sets.truncate(3);
    for (language, range) in [("English", 0..1), ("Japanese", 1..3)] {
        let mut examples: Vec<([f32; GROUNDS], bool, bool)> = Vec::new();
        for set in &sets[range] {
            let matcher = Matcher::new(&set.guideline);
            let mut add = |text: &str, related: bool, tuning: bool| {
                if let Some(best) = matcher.rank(text, 1).first() {
                    examples.push((matcher.grounds(text, best.clause).0, related, tuning));
                }
            };
            for statement in &set.statements {
                add(&statement.text, true, statement.tuning);
            }
            for text in more_unrelated() {
                if text.is_ascii() == (language == "English") {
                    add(&text, false, true);
                }
            }
            for statement in measure::unrelated() {
                if statement.text.is_ascii() == (language == "English") {
                    add(&statement.text, false, statement.tuning);
                }
            }
        }
        let mut weights = [0.0f32; GROUNDS];
        let mut bias = 0.0f32;
        let own = |weights: &[f32; GROUNDS], bias: f32, grounds: &[f32; GROUNDS]| {
            let sum: f32 = weights.iter().zip(grounds).map(|(w, g)| w * g).sum();
            1.0 / (1.0 + (-(sum + bias)).exp())
        };
        let tuning: Vec<_> = examples.iter().filter(|example| example.2).collect();
        for _ in 0..6000 {
            let mut gradient = [0.0f32; GROUNDS];
            let mut gradient_bias = 0.0;
            for (grounds, related, _) in &tuning {
                let error = f32::from(u8::from(*related)) - own(&weights, bias, grounds);
                gradient_bias += error;
                for (sum, own) in gradient.iter_mut().zip(grounds) {
                    *sum += error * own;
                }
            }
            let count = tuning.len() as f32;
            bias += 0.2 * gradient_bias / count;
            for (weight, gradient) in weights.iter_mut().zip(gradient) {
                *weight += 0.2 * (gradient / count - 0.003 * *weight);
            }
        }
        for half in [true, false] {
            let at = |related: bool| {
                let mut scores: Vec<f32> = examples
                    .iter()
                    .filter(|e| e.2 == half && e.1 == related)
                    .map(|e| own(&weights, bias, &e.0))
                    .collect();
                scores.sort_by(f32::total_cmp);
                [0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
                    .map(|q| scores[((scores.len() - 1) as f32 * q) as usize])
            };
            println!(
                "{language} tuning {half} related {:.2?} unrelated {:.2?}",
                at(true),
                at(false)
            );
        }
        println!("{language} {weights:.3?} {bias:.3}");
    }
}

/// A ranking to learn from: the evidence for each clause, and which of them is right.
struct Example {
    evidence: Vec<[f32; EVIDENCE]>,
    right: usize,
}

/// Prints weights that make the right clauses most likely, for the tuning halves in each language.
pub fn train() {
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
