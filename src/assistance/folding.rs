//! What an editor can fold away.
//!
//! The blocks are those that findings come from, so that a control table with empty cells folds as
//! a table and takes no heading with it.

use std::ops::Range;

use super::lists::end_of_item;
use super::{View, symbols};
use crate::guideline::Guideline;
use crate::markdown::BlockKind;

/// Lines that can be folded away below their first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Bytes from the first line's text to the last line's, without empty lines behind it; more
    /// than one line.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The YAML at the head.
    FrontMatter,
    /// A heading with all below it.
    Section,
    /// A table.
    Table,
    /// A list item with what hangs below it.
    Item,
    /// A list.
    List,
    /// A code block.
    Code,
    /// A block quote.
    Quote,
    /// A comment.
    Comment,
    /// Link definitions that stand together.
    Definitions,
}

/// The clauses of a guideline's own file, each with what stands in it; `text` is the file's.
pub fn in_guideline(guideline: &Guideline, text: &str) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut open = symbols::in_guideline(guideline, text);
    open.reverse();
    while let Some(symbol) = open.pop() {
        if text[symbol.range.clone()].contains('\n') {
            let (range, kind) = (symbol.range, Kind::Section);
            folds.push(Fold { range, kind });
        }
        open.extend(symbol.children.into_iter().rev());
    }
    folds
}

/// All that can be folded, in the order of their beginnings, the outer before the inner.
pub fn folds(view: &View<'_>) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut push = |range: Range<usize>, kind| {
        let end = range.start + view.text[range.clone()].trim_end().len();
        let range = range.start..end;
        if view.text[range.clone()].contains('\n') {
            folds.push(Fold { range, kind });
        }
    };
    if let Some(range) = front_matter(view) {
        push(range, Kind::FrontMatter);
    }
    for section in view.document.sections.iter().skip(1) {
        push(section.range.clone(), Kind::Section);
    }
    let blocks = &view.markdown.blocks;
    for (index, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Table(_) => push(block.range.clone(), Kind::Table),
            BlockKind::Code => push(block.range.clone(), Kind::Code),
            BlockKind::ListItem { .. } => {
                let end = end_of_item(view.markdown, index);
                push(block.range.start..end, Kind::Item);
            }
            _ => {}
        }
    }
    for range in runs(view, |at| blocks[at].list_depth > 0) {
        push(range, Kind::List);
    }
    for range in runs(view, |at| blocks[at].quote_depth > 0) {
        push(range, Kind::Quote);
    }
    for comment in &view.markdown.comments {
        push(comment.clone(), Kind::Comment);
    }
    for range in definitions(view) {
        push(range, Kind::Definitions);
    }
    folds.sort_by_key(|fold| {
        (
            fold.range.start,
            std::cmp::Reverse(fold.range.end),
            fold.kind,
        )
    });
    folds.dedup_by(|next, fold| next.range == fold.range);
    folds
}

/// The front matter with the lines that open and close it.
pub fn front_matter(view: &View<'_>) -> Option<Range<usize>> {
    let yaml = view.markdown.front_matter.as_ref()?;
    let before = view.text[..yaml.start].trim_end();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let behind = &view.text[yaml.end..];
    let marks = behind.len() - behind.trim_start().len();
    let line = behind[marks..].find('\n').unwrap_or(behind.len() - marks);
    Some(start..yaml.end + marks + line)
}

/// From the first to the last of blocks that follow each other and for which `holds` holds.
fn runs(view: &View<'_>, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (index, block) in view.markdown.blocks.iter().enumerate() {
        match (holds(index), runs.last_mut()) {
            (true, Some(run)) if open => run.end = block.range.end,
            (true, _) => runs.push(block.range.clone()),
            (false, _) => {}
        }
        open = holds(index);
    }
    runs
}

/// Definitions with nothing but a line end between them.
fn definitions(view: &View<'_>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for definition in &view.markdown.definitions {
        match groups.last_mut() {
            Some(group)
                if view.text[group.end..definition.range.start]
                    .trim()
                    .is_empty() =>
            {
                group.end = definition.range.end;
            }
            _ => groups.push(definition.range.clone()),
        }
    }
    groups
}
