//! What checks and edits cost beside bare parsing or hashing of the same bytes, and what they hold
//! in memory.
//!
//! Run with `cargo bench --bench checking`. Times are CPU time; only the ratios carry over to
//! another machine. The budgets stand in `ARCHITECTURE.md`.

mod support;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::date;
use shishin::coverage::Coverage;
use shishin::document::UnitCache;
use shishin::finding::DocumentIndex;
use shishin::text::Encoding;
use shishin::workspace::{self, Knowledge, OpenDocument, Project, Unwatched, examine};
use support::{bare_parse, document, process_time, resident_memory, thread_time};
use xxhash_rust::xxh3::xxh3_128;

fn main() {
    // First, while no freed memory lies about.
    kept(2_000, 10_000);
    check(2_000, 10_000);
    check(20, 1_000_000);
    edit(10_000);
    edit(1_000_000);
}

/// Checks of a folder: a cold one against reading and bare parsing of its files, a warm one against
/// reading and hashing them.
fn check(files: usize, length: usize) {
    let folder = std::env::temp_dir().join(format!("shishin-bench-{}-{files}", std::process::id()));
    let (documents, cache) = (folder.join("documents"), folder.join("cache"));
    std::fs::create_dir_all(&documents).expect("the folder for temporary files can be written");
    let path = |seed: usize| documents.join(format!("{seed}.md"));
    let mut bytes = 0;
    for seed in 0..files {
        let text = document(seed, length);
        bytes += text.len();
        std::fs::write(path(seed), text).expect("it can be written");
    }
    let mut project = Project {
        root: documents.clone(),
        ..Project::default()
    };
    project.configuration.content_links = false;
    let mut matching = Project {
        root: documents.clone(),
        ..Project::default()
    };
    matching.configuration.content_links = true;
    let paths = [documents.clone()];
    let run_of = |project: &Project, cache: Option<&Path>| {
        let loaded =
            workspace::load_guidelines(project, &[]).expect("the built-in guidelines load");
        let today = date(2026, 11, 22);
        let outcome = workspace::check(project, &paths, loaded, today, cache, &Unwatched);
        black_box(outcome.map_or(0, |outcome| outcome.documents.len()));
    };
    let run = |cache: Option<&Path>| run_of(&project, cache);
    let read = |seed: usize| std::fs::read(path(seed)).unwrap_or_default();
    let parsing = best(3, process_time, || {
        for seed in 0..files {
            black_box(bare_parse(
                &String::from_utf8(read(seed)).unwrap_or_default(),
            ));
        }
    });
    let (before, _) = resident_memory();
    let cold = best(3, process_time, || run(None));
    let (_, most) = resident_memory();
    let by_content = best(3, process_time, || run_of(&matching, None));
    run(Some(&cache));
    // The kernel counts a process's time in hundredths of a second: many runs make one measurement.
    let hashing = best(3, process_time, || {
        (0..10).for_each(|_| (0..files).for_each(|seed| _ = black_box(xxh3_128(&read(seed)))));
    });
    let warm = best(3, process_time, || (0..10).for_each(|_| run(Some(&cache))));
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!(
        "check of {files} × {} KB: {:.0} MB/s of CPU, {:.2} × reading and bare parsing",
        length / 1000,
        bytes as f64 / 1e6 / cold.as_secs_f64(),
        ratio(cold, parsing),
    );
    println!(
        "    with matching by content: {:.2} × reading and bare parsing, {:.2} × without",
        ratio(by_content, parsing),
        ratio(by_content, cold),
    );
    println!(
        "    at most {:.2} × the documents' bytes in memory",
        most.saturating_sub(before) as f64 / bytes as f64
    );
    println!(
        "    again: {:.0} ms of CPU, {:.2} × reading and hashing, {:.2} × the first time",
        warm.as_secs_f64() * 100.0,
        ratio(warm, hashing),
        ratio(warm, cold) / 10.0,
    );
    // What is left in the folder for temporary files is the system's to clear.
    let _ = std::fs::remove_dir_all(folder);
}

/// What is kept in memory of closed documents, as an editor's server keeps it.
fn kept(files: usize, length: usize) {
    let knowledge = knowledge();
    let mut cache = UnitCache::disabled();
    let mut coverage = Coverage::new(Vec::new());
    let mut bytes = 0;
    // What is prepared once, when the first document asks for it, is kept of none of them.
    let first = document(files, length);
    black_box(examine(&first, &knowledge, &|_| true, &mut cache));
    let (before, _) = resident_memory();
    for (index, seed) in (0..).map(DocumentIndex).zip(0..files) {
        let text = document(seed, length);
        bytes += text.len();
        let examination = examine(&text, &knowledge, &|_| true, &mut cache);
        coverage.replace(index, Arc::new(examination.contribution));
    }
    let (after, _) = resident_memory();
    println!(
        "kept of {files} closed documents of {} KB: {:.2} × their bytes",
        length / 1000,
        after.saturating_sub(before) as f64 / bytes as f64
    );
    black_box(coverage);
}

fn knowledge() -> Knowledge {
    let project = Project::default();
    let loaded = workspace::load_guidelines(&project, &[]).expect("the built-in guidelines load");
    let today = date(2026, 11, 22);
    Knowledge::new(&project, loaded.guidelines, loaded.chosen, today)
}

/// One character typed in the middle of an open document.
fn edit(length: usize) {
    let knowledge = knowledge();
    let text = document(7, length);
    let mut coverage = Coverage::new(Vec::new());
    let mut read = |open: &OpenDocument| {
        let analysis = open.analysis(&knowledge);
        coverage.replace(DocumentIndex(0), analysis.contribution.clone());
        black_box(analysis.findings.len());
    };
    let mut open = OpenDocument::new("open.md".into(), 0, &text);
    read(&open);
    let half = text.len() / 2;
    let place = text[half..].find('。').map_or(0, |at| half + at);
    let place = open.buffer.position(place, Encoding::Utf8);
    // The kernel counts time in steps of some milliseconds: many runs make one measurement.
    let runs = u32::try_from(20_000_000 / length).unwrap_or(20);
    let edited = best(5, thread_time, || {
        for _ in 0..runs {
            let mut buffer = open.buffer.clone();
            buffer.apply(place..place, "鍵", Encoding::Utf8);
            open = open.edited(open.version + 1, buffer);
            read(&open);
        }
    }) / runs;
    let text = open.buffer.text();
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
