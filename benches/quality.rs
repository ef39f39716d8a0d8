//! How well the matcher finds clauses, beside plain BM25 and TF-IDF on the same statements:
//! `cargo bench --bench quality`. `-- --verbose` shows what was not found of the tuning half,
//! `-- --train` learns the weights in `src/matching/weights.rs` from it. Then how right and how
//! complete the findings of rules are in documents labelled for them; `-- --rules` prints that alone.

#[path = "../tests/quality/documents.rs"]
mod documents;
#[path = "../tests/quality/measure.rs"]
mod measure;
#[path = "quality/train.rs"]
mod train;

use measure::{Found, Links, Plain, Ranks, Set, decisions, interval, measure};
use shishin::matching::{LINK, Matcher};

fn main() {
    let asked = |option: &str| std::env::args().any(|argument| argument == option);
    if asked("--train") {
        return train::train();
    }
    if asked("--train-grounds") {
        return train::train_grounds();
    }
    let verbose = asked("--verbose");
    if asked("--rules") {
        return rules(verbose);
    }
    for set in measure::sets() {
        println!("\n{} ({} clauses)", set.name, set.guideline.clauses.len());
        let matcher = Matcher::new(&set.guideline);
        let methods: [&dyn Ranks; 3] = [
            &Plain::new(&set.guideline, false),
            &Plain::new(&set.guideline, true),
            &matcher,
        ];
        for method in methods {
            for (half, tuning) in [("test", false), ("tune", true)] {
                let found = measure(method, &set, |statement| statement.tuning == tuning);
                let (related, unrelated) =
                    decisions(method, &set, |statement| statement.tuning == tuning);
                let best = Links::best(&related, &unrelated);
                println!(
                    "  {:8} {half}  {}  F1 {:.2}",
                    method.name(),
                    line(&found),
                    best.f1()
                );
            }
        }
        for (half, tuning) in [("test", false), ("tune", true)] {
            let (related, unrelated) =
                decisions(&matcher, &set, |statement| statement.tuning == tuning);
            println!(
                "  at {LINK} {half}  {}",
                links(&Links::at(LINK, &related, &unrelated))
            );
        }
        if verbose {
            not_found(&matcher, &set);
        }
    }
    rules(verbose);
}

/// Precision and recall of each rule that has labelled documents.
fn rules(verbose: bool) {
    println!();
    let mut knowledge = documents::knowledge();
    for cases in documents::all() {
        let judged = documents::judge(&cases, &mut knowledge);
        let (low, high) = interval(judged.right, judged.found());
        let (least, most) = interval(judged.right, judged.expected());
        println!(
            "{:20} {} {} {:3} cases  precision {:.2} [{low:.2}, {high:.2}] ({} of {})  recall {:.2} [{least:.2}, {most:.2}] ({} of {})",
            cases.rule,
            cases.half,
            cases.language,
            cases.cases.len(),
            judged.precision(),
            judged.right,
            judged.found(),
            judged.recall(),
            judged.right,
            judged.expected(),
        );
        if verbose && cases.half == "tune" {
            judged
                .faults
                .iter()
                .for_each(|fault| println!("    {fault}"));
        }
    }
}

fn line(found: &Found) -> String {
    let (low, high) = interval(found.first, found.statements);
    format!(
        "n {:3}  R@1 {:.2} [{low:.2}, {high:.2}]  R@3 {:.2}  R@5 {:.2}  MRR {:.2}",
        found.statements,
        found.share(found.first),
        found.share(found.among_three),
        found.share(found.among_five),
        found.mean_reciprocal_rank()
    )
}

fn links(links: &Links) -> String {
    let (low, high) = interval(links.right, links.linked);
    let (_, most) = interval(links.unrelated_linked, links.unrelated);
    format!(
        "precision {:.2} [{low:.2}, {high:.2}] ({} of {})  recall {:.2}  F1 {:.2}  unrelated linked {} of {} (at most {:.2})",
        links.precision(),
        links.right,
        links.linked,
        links.recall(),
        links.f1(),
        links.unrelated_linked,
        links.unrelated,
        most
    )
}

/// What was not found first of the tuning half; the other half stays unseen.
fn not_found(matcher: &Matcher, set: &Set) {
    let id = |clause| set.guideline.clause(clause).unwrap().id.as_str();
    for statement in set.statements.iter().filter(|statement| statement.tuning) {
        let ranked = Ranks::rank(matcher, &statement.text);
        let place = ranked
            .iter()
            .position(|(clause, _)| Some(*clause) == statement.clause);
        if place == Some(0) {
            continue;
        }
        let first: Vec<String> = ranked
            .iter()
            .take(4)
            .map(|(clause, score)| format!("{} {score:.2}", id(*clause)))
            .collect();
        let place = place.map_or("-".to_owned(), |place| (place + 1).to_string());
        println!(
            "    {place:>3} {} [{}] {}",
            statement.clause.map(id).unwrap_or_default(),
            first.join(", "),
            statement.text.chars().take(100).collect::<String>()
        );
    }
}
