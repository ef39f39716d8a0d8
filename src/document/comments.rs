//! Comments for Shishin, and what each of them speaks of.

use std::ops::Range;

use super::{Allowance, Document};
use crate::comment;
use crate::markdown::{BlockKind, Markdown};

/// Reads a document's comments and finds what each speaks of.
pub fn read(text: &str, markdown: &Markdown, document: &mut Document) {
    if markdown.comments.is_empty() {
        return;
    }
    let places = places(markdown, document);
    for range in &markdown.comments {
        let Some(comment) = text.get(range.clone()).and_then(comment::read) else {
            continue;
        };
        let comment = comment.shifted(range.start);
        let scope = match &comment {
            comment::Comment::Allow { document: true, .. } => 0..text.len(),
            _ => scope_of(range, &places, text),
        };
        document.allowances.push(Allowance {
            range: range.clone(),
            comment,
            scope,
        });
    }
}

/// A comment inside a block or row speaks of that; one on lines of its own of the block after
/// it, or of the block before when it hangs on that one; before a heading of the section.
fn scope_of(comment: &Range<usize>, places: &[Place], text: &str) -> Range<usize> {
    // Places begin in order; of a table and its rows the row stands later.
    let next = places.partition_point(|place| place.begins.start < comment.end);
    let earlier = &places[..next];
    let inside = earlier
        .iter()
        .rev()
        .take_while(|place| place.table_end.max(place.begins.end) >= comment.end)
        .find(|place| place.begins.start <= comment.start && comment.end <= place.begins.end);
    if let Some(place) = inside {
        return place.scope.clone();
    }
    let after = places.get(next).map(|place| &place.scope);
    let before = earlier.last().map(|place| &place.scope);
    let hangs = |before: &&Range<usize>| {
        text.get(before.end..comment.start)
            .is_some_and(|gap| !has_blank_line(gap))
    };
    let leads = after.is_some_and(|after| !has_blank_line(&text[comment.end..after.start]));
    let place = if leads {
        after
    } else {
        before.filter(hangs).or(after).or(before)
    };
    place.cloned().unwrap_or_else(|| comment.clone())
}

/// What comments can speak of: blocks, rows, and for headings their sections; in order.
fn places(markdown: &Markdown, document: &Document) -> Vec<Place> {
    let mut places = Vec::new();
    let mut sections = document.sections.iter().skip(1);
    for block in &markdown.blocks {
        let own = |range: &Range<usize>| Place {
            begins: range.clone(),
            scope: range.clone(),
            table_end: 0,
        };
        match &block.kind {
            BlockKind::Heading { .. } => {
                let scope = sections
                    .next()
                    .map_or(block.range.clone(), |section| section.range.clone());
                places.push(Place {
                    scope,
                    ..own(&block.range)
                });
            }
            BlockKind::Table(table) => {
                places.push(own(&block.range));
                let table_end = block.range.end;
                places.extend(table.rows.iter().map(|row| Place {
                    table_end,
                    ..own(&row.range)
                }));
            }
            BlockKind::Html => {}
            _ => places.push(own(&block.range)),
        }
    }
    places
}

/// Something that a comment can speak of.
struct Place {
    /// The block or row itself.
    begins: Range<usize>,
    /// What the comment then allows findings in.
    scope: Range<usize>,
    /// For a row, where its table ends; else 0.
    table_end: usize,
}

/// Whether a piece of text between two blocks holds an empty line.
fn has_blank_line(between: &str) -> bool {
    between.lines().skip(1).any(|line| line.trim().is_empty()) && between.matches('\n').count() > 1
}
