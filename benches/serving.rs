//! What an edit costs the server, driven over its standard input and output as an editor drives it,
//! beside bare parsing of the same bytes.
//!
//! Run with `cargo bench --bench serving`. CPU time is the server process's own; latency is from
//! the edit's last byte to the diagnostics' first. Only the ratios carry over to another machine.
//! Then what each request costs that an editor makes beside edits (`-- requests` measures
//! these alone, `-- requests hover 200` hovers alone and beside 200 documents instead of 2,000).

#[allow(dead_code, reason = "the other benches use the rest of it")]
mod support;

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/server/client.rs"]
mod client;

use std::hint::black_box;
use std::time::{Duration, Instant};

use client::{Client, Workspace, able, pulling};
use serde_json::{Value, json};
use support::{bare_parse, document, thread_time};

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "requests");
    if arguments.next().is_none() {
        all_edits();
    }
    println!("request: CPU | latency | answer | behind an edit: CPU | latency");
    let wanted = arguments.next().unwrap_or_default();
    let files = arguments.next().and_then(|files| files.parse().ok());
    requests(10_000, files.unwrap_or(2_000), &wanted);
    requests(1_000_000, 0, &wanted);
}

fn all_edits() {
    println!(
        "document, workspace: CPU an edit | × bare parsing | latency | 100 at once | resident"
    );
    for files in [0, 100, 1_000, 10_000] {
        edits(10_000, files);
    }
    edits(1_000_000, 0);
    edits(1_000_000, 1_000);
}

/// Edits in an open document of `length` bytes, in a workspace of `files` others of 10 KB.
fn edits(length: usize, files: usize) {
    let workspace = Workspace::new(&[]);
    let mut closed_bytes = 0;
    for seed in 0..files {
        let text = document(seed, 10_000);
        closed_bytes += text.len();
        workspace.write(&format!("{}/{seed}.md", seed % 100), &text);
    }
    let mut text = document(7, length);
    workspace.write("open.md", &text);
    let mut capabilities = able();
    // What a client shows beside findings is its own to ask for.
    capabilities["experimental"] = json!({});
    let started = Instant::now();
    let mut client = Client::with(&workspace, capabilities, json!({}));
    client.open(&workspace, "open.md", &text);
    client.diagnostics(&workspace, "open.md", 1);
    // Answered once all documents were read.
    client.request("workspace/symbol", json!({ "query": "3.4" }));
    let indexed = started.elapsed();

    let line = text[..text.len() / 2].matches('\n').count();
    let start = text[..text.len() / 2].rfind('\n').map_or(0, |end| end + 1);
    let at = json!({ "line": line, "character": 0 });
    let mut version = 1;
    let mut edit = |client: &mut Client, text: &mut String| {
        version += 1;
        // In turn, so that every edit changes what is shown and the text does not grow.
        let (range_end, new_text) = match version % 2 {
            0 => (at.clone(), "適切に実施する。"),
            _ => (json!({ "line": line, "character": 8 }), ""),
        };
        match new_text {
            "" => text.replace_range(start..start + "適切に実施する。".len(), ""),
            _ => text.insert_str(start, new_text),
        }
        let change = json!([{ "range": { "start": at, "end": range_end }, "text": new_text }]);
        client.change(&workspace, "open.md", version, change);
        version
    };
    let runs = (20_000_000 / length).clamp(30, 300) as u32;
    let mut latencies: Vec<Duration> = Vec::new();
    let before = cpu_time(&client);
    for _ in 0..runs {
        let sent = Instant::now();
        let version = edit(&mut client, &mut text);
        client.request(
            "textDocument/foldingRange",
            json!({ "textDocument": { "uri": workspace.uri("open.md") } }),
        );
        black_box(version);
        latencies.push(sent.elapsed());
    }
    let spent = (cpu_time(&client) - before) / runs;
    latencies.sort();
    let latency = latencies[latencies.len() / 2];

    let sent = Instant::now();
    let mut last = 0;
    for _ in 0..100 {
        last = edit(&mut client, &mut text);
    }
    let asked = client.ask(
        "textDocument/foldingRange",
        json!({ "textDocument": { "uri": workspace.uri("open.md") } }),
    );
    client.answer(asked);
    black_box(last);
    let burst = sent.elapsed();

    let started = thread_time();
    for _ in 0..runs {
        black_box(bare_parse(&text));
    }
    let bare = (thread_time() - started) / runs;
    println!(
        "{} KB, {files} files ({:.1} s to read): {:.2} ms | {:.1} × | {:.1} ms | {:.0} ms | {:.0} MB for {:.0} MB closed",
        length / 1000,
        indexed.as_secs_f64(),
        spent.as_secs_f64() * 1e3,
        spent.as_secs_f64() / bare.as_secs_f64(),
        latency.as_secs_f64() * 1e3,
        burst.as_secs_f64() * 1e3,
        resident_bytes(&client) as f64 / 1e6,
        closed_bytes as f64 / 1e6,
    );
    client.leave();
}

/// What an editor asks about an open document of `length` bytes, in a workspace of `files` others of
/// 10 KB: what each answer costs where nothing has changed, and behind an edit, the edit included.
fn requests(length: usize, files: usize, wanted: &str) {
    println!("{} KB, {files} files", length / 1000);
    let workspace = Workspace::new(&[]);
    for seed in 0..files {
        workspace.write(
            &format!("{}/{seed}.md", seed % 100),
            &document(seed, 10_000),
        );
    }
    let text = document(7, length);
    workspace.write("open.md", &text);
    let mut client = Client::with(&workspace, pulling(), json!({}));
    client.open(&workspace, "open.md", &text);
    // Answered once all documents were read.
    client.request("workspace/symbol", json!({ "query": "3.4" }));

    let half = text.len() / 2;
    let row = half + text[half..].find("| 別紙2 ").unwrap_or_default();
    let line = text[..row].matches('\n').count();
    // In its number, and in its third cell, the status.
    let number = 6;
    let cells = text[row..].split('|').take(3);
    let status = cells
        .map(|cell| cell.encode_utf16().count() + 1)
        .sum::<usize>()
        + 1;
    let document = json!({ "textDocument": { "uri": workspace.uri("open.md") } });
    let with = |name: &str, value: Value| {
        let mut params = document.clone();
        params[name] = value;
        params
    };
    let at = |character: usize| with("position", json!({ "line": line, "character": character }));
    let mut references = at(number);
    references["context"] = json!({ "includeDeclaration": true });
    let screen = json!({
        "start": { "line": line, "character": 0 }, "end": { "line": line + 60, "character": 0 },
    });
    let asked = [
        ("textDocument/foldingRange", document.clone()),
        ("textDocument/hover", at(number)),
        ("textDocument/hover", at(status)),
        ("textDocument/completion", at(number)),
        ("textDocument/completion", at(status)),
        ("textDocument/definition", at(number)),
        ("textDocument/references", references),
        ("textDocument/implementation", at(number)),
        ("textDocument/documentHighlight", at(number)),
        ("textDocument/documentSymbol", document.clone()),
        ("textDocument/codeLens", document.clone()),
        ("textDocument/documentLink", document.clone()),
        ("textDocument/inlayHint", with("range", screen.clone())),
        ("textDocument/semanticTokens/range", with("range", screen)),
        ("textDocument/semanticTokens/full", document.clone()),
        ("textDocument/diagnostic", document.clone()),
        ("workspace/diagnostic", json!({ "previousResultIds": [] })),
        ("workspace/symbol", json!({ "query": "3.4" })),
        ("workspace/symbol", json!({ "query": "バックアップ" })),
        (
            "shishin/documentState",
            json!({ "uri": workspace.uri("open.md") }),
        ),
        ("shishin/coverage", json!({})),
    ];
    let mut version = 1;
    let asked = { asked.into_iter() }.filter(|(method, _)| method.contains(wanted));
    for (method, params) in asked {
        let mut measured = |edited: bool| {
            let (started, mut latencies) = (Instant::now(), Vec::new());
            let before = cpu_time(&client);
            while latencies.len() < 5 || started.elapsed() < Duration::from_millis(200) {
                let sent = Instant::now();
                if edited {
                    version += 1;
                    // Behind a row's last pipe, which is no part of it.
                    let at = json!({ "line": line, "character": 0 });
                    let end = json!({ "line": line, "character": version % 2 });
                    let typed = if version % 2 == 0 { "|" } else { "" };
                    let change = json!([{ "range": { "start": at, "end": end }, "text": typed }]);
                    client.change(&workspace, "open.md", version, change);
                }
                let answer = client.request(method, params.clone());
                latencies.push((sent.elapsed(), answer));
            }
            let spent = (cpu_time(&client) - before) / latencies.len() as u32;
            latencies.sort_by_key(|(latency, _)| *latency);
            let (latency, answer) = latencies.swap_remove(latencies.len() / 2);
            (
                spent.as_secs_f64() * 1e3,
                latency.as_secs_f64() * 1e3,
                answer.to_string().len(),
            )
        };
        let (spent, latency, answer) = measured(false);
        let (spent_edited, latency_edited, _) = measured(true);
        println!(
            "    {method}: {spent:.2} ms | {latency:.2} ms | {} KB | behind an edit {spent_edited:.2} ms | {latency_edited:.2} ms",
            answer / 1000,
        );
    }
    client.leave();
}

/// The CPU time that the server's threads have used.
fn cpu_time(client: &Client) -> Duration {
    let threads = format!("/proc/{}/task", client.server.id());
    let threads = std::fs::read_dir(threads).expect("the system tells");
    let used = threads.flatten().filter_map(|thread| {
        let used = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        used.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

/// How much memory the server takes.
fn resident_bytes(client: &Client) -> u64 {
    let path = format!("/proc/{}/statm", client.server.id());
    let pages = std::fs::read_to_string(path).expect("the system tells");
    let resident = pages.split(' ').nth(1).unwrap_or_default();
    resident.parse::<u64>().expect("a number") * 4096
}
