//! What a check and an edit cost beside bare parsing of the same bytes.
//!
//! Run with `cargo bench --bench checking`. Times are CPU time; only the ratios carry over to
//! another machine. The budgets stand in `ARCHITECTURE.md`.

mod support;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use shishin::coverage::Coverage;
use shishin::document::UnitCache;
use shishin::finding::DocumentIndex;
use shishin::workspace::{self, Knowledge, Project, Unwatched, examine};
use support::{bare_parse, document, process_time, thread_time};

fn main() {
    check(2_000, 10_000);
    check(20, 1_000_000);
    edit(10_000);
    edit(1_000_000);
}

/// A cold check of a folder, against reading and bare parsing of its files.
fn check(files: usize, length: usize) {
    let folder = std::env::temp_dir().join(format!("shishin-bench-{}-{files}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let mut bytes = 0;
    for seed in 0..files {
        let text = document(seed, length);
        bytes += text.len();
        std::fs::write(folder.join(format!("{seed}.md")), text).expect("it can be written");
    }
    let project = Project {
        root: folder.clone(),
        ..Project::default()
    };
    let paths = [folder.clone()];
    let yardstick = best(3, process_time, || {
        for seed in 0..files {
            let text =
                std::fs::read_to_string(folder.join(format!("{seed}.md"))).unwrap_or_default();
            black_box(bare_parse(&text));
        }
    });
    let whole = best(3, process_time, || {
        let loaded =
            workspace::load_guidelines(&project, &[]).expect("the built-in guidelines load");
        let outcome = workspace::check(
            &project,
            &paths,
            loaded,
            date(2026, 11, 22),
            None,
            &Unwatched,
        );
        black_box(
            outcome
                .map(|outcome| outcome.documents.len())
                .unwrap_or_default(),
        );
    });
    println!(
        "check of {files} × {} KB: {:.0} MB/s of CPU, {:.2} × reading and bare parsing ({:.0} MB/s)",
        length / 1000,
        bytes as f64 / 1e6 / whole.as_secs_f64(),
        whole.as_secs_f64() / yardstick.as_secs_f64(),
        bytes as f64 / 1e6 / yardstick.as_secs_f64(),
    );
    remove(folder);
}

fn remove(folder: PathBuf) {
    // What is left in the folder for temporary files is the system's to clear.
    let _ = std::fs::remove_dir_all(folder);
}

/// One character typed in the middle of a document whose units are cached.
fn edit(length: usize) {
    let project = Project::default();
    let loaded = workspace::load_guidelines(&project, &[]).expect("the built-in guidelines load");
    let knowledge = Knowledge::new(
        &project,
        loaded.guidelines,
        loaded.chosen,
        date(2026, 11, 22),
    );
    let mut text = document(7, length);
    let mut cache = UnitCache::default();
    let mut coverage = Coverage::new(Vec::new());
    let mut analyse = |text: &str| {
        let examination = examine(text, &knowledge, &|_| true, &mut cache);
        cache.sweep();
        coverage.replace(DocumentIndex(0), Arc::new(examination.contribution));
        black_box(examination.findings.len());
    };
    analyse(&text);
    let place = text[text.len() / 2..]
        .find('。')
        .map_or(0, |at| text.len() / 2 + at);
    // The kernel counts time in steps of some milliseconds: many runs make one measurement.
    let runs = u32::try_from(20_000_000 / length).unwrap_or(20);
    let edited = best(5, thread_time, || {
        for _ in 0..runs {
            text.insert(place, '鍵');
            analyse(&text);
        }
    }) / runs;
    let bare = best(5, thread_time, || {
        for _ in 0..runs {
            black_box(bare_parse(&text));
        }
    }) / runs;
    println!(
        "edit in {} KB: {:.2} ms, {:.2} × bare parsing ({:.2} ms)",
        length / 1000,
        edited.as_secs_f64() * 1e3,
        edited.as_secs_f64() / bare.as_secs_f64(),
        bare.as_secs_f64() * 1e3,
    );
}

fn best(runs: usize, clock: fn() -> Duration, mut run: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = clock();
            run();
            clock() - start
        })
        .min()
        .unwrap_or_default()
}
