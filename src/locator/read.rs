//! Reading references from the start of a text.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::normal::{Part, parts};
use super::{Locator, Reference, Target, inherit, window};
use crate::grammar;

/// The references and how many bytes of the window they took.
type Reading = Option<(Vec<Reference>, usize)>;

/// Windows whose readings a thread keeps, at most. A workspace names some thousand clauses
/// in some spellings each; past this the memory is emptied and fills again.
const REMEMBERED: usize = 8192;
/// Longer windows are lists that hardly come twice.
const LONGEST_REMEMBERED: usize = 96;

thread_local! {
    static READINGS: RefCell<FxHashMap<Box<str>, Reading>> = RefCell::default();
}

/// Reads a list of references from the very start of `text` (leading white space allowed) as
/// far as it goes, and returns them with the number of bytes they took; prose may follow.
/// Items of a list that carry on from the one before (`3.2.1(2)及び(3)`, `AC-2(1), (3)`)
/// come out whole. `None` when the text begins with no locator.
///
/// Made for being called on every table cell: a text that can hold no locator is turned down
/// without parsing, and what was read once is remembered by each thread.
pub fn read(text: &str) -> Option<(Vec<Reference>, usize)> {
    let trimmed = text.trim_start();
    let offset = text.len() - trimmed.len();
    let (mut references, length) = remembered(window::plausible(trimmed)?)?;
    for reference in &mut references {
        reference.range.start += offset;
        reference.range.end += offset;
    }
    Some((references, offset + length))
}

/// Reads a text that is references and nothing else, white space, a final full stop and the
/// bracket that ends 別紙2「3.4-①-1」 aside.
pub fn read_all(text: &str) -> Option<Vec<Reference>> {
    let (references, length) = read(text)?;
    matches!(text[length..].trim(), "" | "." | "。" | "」" | "』").then_some(references)
}

fn remembered(window: &str) -> Reading {
    if window.len() > LONGEST_REMEMBERED {
        return parse(window);
    }
    READINGS.with_borrow_mut(|readings| {
        if let Some(reading) = readings.get(window) {
            return reading.clone();
        }
        if readings.len() >= REMEMBERED {
            readings.clear();
        }
        let reading = parse(window);
        readings.insert(window.into(), reading.clone());
        reading
    })
}

fn parse(window: &str) -> Reading {
    let tree = grammar::parse(window)?;
    let root = tree.root_node();
    if root.has_error() {
        return None;
    }
    let mut list = List::default();
    let mut cursor = root.walk();
    for node in root.children(&mut cursor) {
        match node.kind() {
            "locator" => list.push(node.byte_range(), parts(node, window)),
            "through" => list.range_is_open = true,
            "until" => list.length = node.end_byte(),
            _ => {}
        }
    }
    // Nearly all are of one reference, and thousands are remembered.
    list.references.shrink_to_fit();
    (!list.references.is_empty()).then_some((list.references, list.length))
}

/// The references of a list as they come up.
#[derive(Default)]
struct List {
    references: Vec<Reference>,
    previous: Vec<Part>,
    range_is_open: bool,
    length: usize,
}

impl List {
    fn push(&mut self, range: std::ops::Range<usize>, parts: Vec<Part>) {
        let parts = inherit::carry_on(&self.previous, parts, self.range_is_open);
        let locator = Locator {
            levels: parts.iter().map(|part| part.level.clone()).collect(),
        };
        self.length = range.end;
        self.previous = parts;
        if std::mem::take(&mut self.range_is_open)
            && let Some(Reference {
                range: whole,
                target,
            }) = self.references.last_mut()
        {
            whole.end = range.end;
            let (Target::One(first) | Target::Through(first, _)) = target;
            *target = Target::Through(first.clone(), locator);
            return;
        }
        self.references.push(Reference {
            range,
            target: Target::One(locator),
        });
    }
}
