//! What an edit costs the server, driven over its standard input and output as an editor drives it,
//! beside bare parsing of the same bytes.
//!
//! Run with `cargo bench --bench serving`. CPU time is the server process's own; latency is from
//! the edit's last byte to the diagnostics' first. Only the ratios carry over to another machine.

#[allow(dead_code, reason = "the other benches use the rest of it")]
mod support;

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/server/client.rs"]
mod client;

use std::hint::black_box;
use std::time::{Duration, Instant};

use client::{Client, Workspace, able};
use serde_json::json;
use support::{bare_parse, document, thread_time};

fn main() {
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

/// The CPU time that the server has used, in the kernel's steps of a hundredth of a second.
fn cpu_time(client: &Client) -> Duration {
    let path = format!("/proc/{}/stat", client.server.id());
    let stat = std::fs::read_to_string(path).expect("the system tells");
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |field: usize| fields[field].parse::<u64>().expect("a number");
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// How much memory the server takes.
fn resident_bytes(client: &Client) -> u64 {
    let path = format!("/proc/{}/statm", client.server.id());
    let pages = std::fs::read_to_string(path).expect("the system tells");
    let resident = pages.split(' ').nth(1).unwrap_or_default();
    resident.parse::<u64>().expect("a number") * 4096
}
