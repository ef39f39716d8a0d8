//! Work for Valgrind to count: unlike a clock, instructions and bytes are the same on a busy machine.
//!
//! `cargo bench --no-run` builds it; then, with the program's path for `counting`,
//!
//! ```sh
//! valgrind --tool=callgrind --toggle-collect='counting::counted*' counting bare
//! valgrind --tool=callgrind --toggle-collect='counting::counted*' counting examine
//! valgrind --tool=callgrind --toggle-collect='counting::counted*' counting match
//! valgrind --tool=callgrind --toggle-collect='counting::counted*' counting edit 10000
//! valgrind --tool=dhat counting open 1000000
//! ```
//!
//! The first three print how many bytes they read (`match` examines with matching by content), `edit` how many edits
//! it makes. What a document holds that is open
//! is what DHAT finds "at t-end", less what it finds there of `open 0`.

#[allow(
    dead_code,
    reason = "the benches share their helpers, and each needs only some"
)]
mod support;

use std::hint::black_box;

use jiff::civil::date;
use shishin::document::UnitCache;
use shishin::text::Encoding;
use shishin::workspace::{self, Knowledge, OpenDocument, Project, examine};
use support::{bare_parse, document};

/// As many documents of 10 KB are parsed or examined.
const DOCUMENTS: usize = 200;

/// As many characters are typed.
const EDITS: usize = 20;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let work = arguments.next().unwrap_or_default();
    let length = arguments.next().and_then(|length| length.parse().ok());
    let length = length.unwrap_or(10_000);
    match work.as_str() {
        "bare" => read_all(|text| _ = black_box(bare_parse(text))),
        "examine" | "match" => {
            let mut knowledge = knowledge();
            knowledge.content_links = work == "match";
            let mut cache = UnitCache::disabled();
            let mut read = |text: &str| {
                black_box(examine(text, &knowledge, &|_| true, &mut cache));
            };
            // What is prepared when the first document asks for it is no document's.
            read(&document(DOCUMENTS, 10_000));
            read_all(read);
        }
        "edit" => edit(length),
        "open" => open(length),
        // `cargo bench` runs all benches, each without such an argument.
        _ => {
            eprintln!("counting (bare | examine | match | edit BYTES | open BYTES), under Valgrind")
        }
    }
}

/// The work that is counted.
#[inline(never)]
fn counted(work: impl FnOnce()) {
    work();
}

fn read_all(mut read: impl FnMut(&str)) {
    let texts: Vec<_> = (0..DOCUMENTS).map(|seed| document(seed, 10_000)).collect();
    println!("{} bytes", texts.iter().map(String::len).sum::<usize>());
    counted(|| texts.iter().for_each(|text| read(text)));
}

/// Types characters in the middle of an open document, and reads it after each.
fn edit(length: usize) {
    let knowledge = knowledge();
    let text = document(7, length);
    let half = text.len() / 2;
    let place = text[half..].find('。').map_or(0, |at| half + at);
    let mut open = OpenDocument::new("open.md".into(), 0, &text);
    let place = open.buffer.position(place, Encoding::Utf8);
    let mut edits = |count: usize| {
        for _ in 0..count {
            let mut buffer = open.buffer.clone();
            buffer.apply(place..place, "鍵", Encoding::Utf8);
            open = open.edited(open.version + 1, buffer);
            black_box(open.analysis(&knowledge));
        }
    };
    // The first finds nothing that an earlier one left.
    edits(2);
    println!("{EDITS} edits of {} bytes", text.len());
    counted(|| edits(EDITS));
}

/// Opens a document, and ends while it is open.
fn open(length: usize) {
    let knowledge = knowledge();
    // What is prepared when the first document asks for it is not held for one document.
    black_box(OpenDocument::new("first.md".into(), 0, &document(7, 10_000)).analysis(&knowledge));
    if length > 0 {
        let text = document(7, length);
        let open = OpenDocument::new("open.md".into(), 0, &text);
        open.analysis(&knowledge);
        println!("{} bytes", text.len());
        std::mem::forget(open);
    }
    std::mem::forget(knowledge);
}

fn knowledge() -> Knowledge {
    let project = Project::default();
    let loaded = workspace::load_guidelines(&project, &[]).expect("the built-in guidelines load");
    let today = date(2026, 11, 22);
    Knowledge::new(&project, loaded.guidelines, loaded.chosen, today)
}
