//! Shapes of real tables and documents: what links, which statuses are read, what is found.
//!
//! Each fixture in `tests/data/real-shapes` and `tests/data/english-shapes` has its reading beside it as `NAME.reading`; with
//! `UPDATE_SNAPSHOTS=1` the readings are written anew, to be looked at before they are kept.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::date;
use shishin::document::{Document, UnitCache};
use shishin::markdown::Markdown;
use shishin::workspace::{Knowledge, Project, examine, load_guidelines};

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn reading(text: &str, knowledge: &Knowledge) -> String {
    let markdown = Markdown::parse(text);
    let document = Document::read(
        text,
        &markdown,
        &knowledge.guidelines,
        &knowledge.settings,
        &mut UnitCache::disabled(),
    );
    let mut reading = String::new();
    for answer in &document.answers {
        let status = answer
            .labels
            .status
            .as_ref()
            .map(|(stated, _)| format!(" {:?}", stated.status))
            .unwrap_or_default();
        let clauses: Vec<String> = answer
            .links
            .iter()
            .map(|link| {
                let clause = knowledge.guidelines.clause(link.clause);
                let label = clause
                    .label
                    .clone()
                    .unwrap_or_else(|| format!("<{}>", clause.id));
                let guideline = &knowledge.guidelines.get(link.clause.guideline).id;
                let item = link
                    .requirement
                    .and_then(|item| clause.requirements[item].label.clone());
                format!(
                    "{guideline}:{label}{}",
                    item.map_or(String::new(), |item| format!(" {item}"))
                )
            })
            .collect();
        let _ = writeln!(
            reading,
            "{:>4} {:?}{status} -> {}",
            line_of(text, answer.range.start),
            answer.kind,
            if clauses.is_empty() {
                "-".to_string()
            } else {
                clauses.join(", ")
            },
        );
    }
    let examination = examine(text, knowledge, &|_| false, &mut UnitCache::disabled());
    for finding in &examination.findings {
        let place = line_of(text, finding.range.start);
        let words = text[finding.range.clone()].replace('\n', "⏎");
        let words: String = words.chars().take(40).collect();
        let _ = writeln!(
            reading,
            "{place:>4} {} 「{words}」 {}",
            finding.rule, finding.message.ja
        );
    }
    reading
}

#[test]
fn real_shapes_are_read_as_their_writers_meant_them() {
    check_folder("tests/data/real-shapes");
}

#[test]
fn english_shapes_are_read_as_their_writers_meant_them() {
    check_folder("tests/data/english-shapes");
}

fn check_folder(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let project = Project::find(&folder).expect("the fixtures have a readable configuration");
    let loaded = load_guidelines(&project, &[]).expect("their guidelines load");
    assert!(
        loaded.files.iter().all(|file| file.findings.is_empty()),
        "the configuration is sound"
    );
    let knowledge = Knowledge::new(
        &project,
        loaded.guidelines,
        loaded.chosen,
        date(2026, 11, 22),
    );
    let mut fixtures: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    fixtures.sort();
    assert!(fixtures.len() >= 8);
    let mut wrong = String::new();
    for fixture in fixtures {
        let text = std::fs::read_to_string(&fixture).unwrap();
        let found = reading(&text, &knowledge);
        let snapshot = fixture.with_extension("reading");
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&snapshot, &found).unwrap();
        }
        let kept = std::fs::read_to_string(&snapshot).unwrap_or_default();
        if kept != found {
            let _ = writeln!(
                wrong,
                "{}\n--- kept\n{kept}--- found\n{found}",
                fixture.display()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
