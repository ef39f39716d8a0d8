//! What a selection grows to: from a word to its sentence or cell, its row or paragraph, its
//! section and those around it.

use std::ops::Range;

use super::at::touches;
use super::lists::{end_of_item, items_around};
use super::{View, at, folding};
use crate::guideline::modality;
use crate::markdown::{Block, BlockKind, Prose, Table};

/// The ranges around a place, from the smallest to the whole document; each holds the one before
/// it and is longer.
pub fn selections(view: &View<'_>, offset: usize) -> Vec<Range<usize>> {
    let offset = view.text.floor_char_boundary(offset.min(view.text.len()));
    let mut ranges = vec![word(view.text, offset), 0..view.text.len()];
    named(view, offset, &mut ranges);
    if let Some(block) = block_index(view, offset) {
        in_block(view, block, offset, &mut ranges);
    }
    if let Some(range) = folding::front_matter(view)
        && let Some(yaml) = &view.markdown.front_matter
    {
        ranges.extend([yaml.clone(), range]);
    }
    if let Some(entry) = at::entry(view, offset) {
        ranges.extend([
            entry.key.clone(),
            entry.value.clone(),
            entry.key.start..entry.value.end,
        ]);
    }
    for section in view.document.sections.iter().skip(1) {
        let end = section.range.start + view.text[section.range.clone()].trim_end().len();
        let body = &view.text[section.heading.end.min(end)..end];
        let body = end - body.trim_start().len()..end;
        ranges.extend([section.heading.clone(), body, section.range.start..end]);
    }
    chain(view.text, ranges, offset)
}

/// Keeps the ranges that hold the place, each inside the next.
fn chain(text: &str, mut ranges: Vec<Range<usize>>, offset: usize) -> Vec<Range<usize>> {
    ranges.retain(|range| {
        let whole = text.is_char_boundary(range.start) && text.is_char_boundary(range.end);
        !range.is_empty() && touches(range, offset) && whole
    });
    // Of two of one length the one behind the cursor is meant.
    ranges.sort_by_key(|range| (range.len(), range.end == offset, range.start));
    let mut chain: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let grows = chain.last().is_none_or(|last| {
            range.start <= last.start && last.end <= range.end && range.len() > last.len()
        });
        if grows {
            chain.push(range);
        }
    }
    chain
}

/// The run of one script at a place, or before it where none begins there.
fn word(text: &str, offset: usize) -> Range<usize> {
    let script = |c: char| match c {
        '\u{3040}'..='\u{309f}' => Some(0),
        '\u{30a0}'..='\u{30ff}' => Some(1),
        '\u{3400}'..='\u{9fff}' | '々' => Some(2),
        c if c.is_alphanumeric() => Some(3),
        _ => None,
    };
    let behind = text[offset..].chars().next().and_then(script);
    let before = text[..offset].chars().next_back().and_then(script);
    let Some(wanted) = behind.or(before) else {
        return offset..offset;
    };
    let is_same = |c: char| script(c) == Some(wanted);
    let start = text[..offset].trim_end_matches(is_same).len();
    let rest = &text[offset..];
    let end = offset + (rest.len() - rest.trim_start_matches(is_same).len());
    start..end
}

/// Citations, with the guideline's name and the brackets around them; labels, links.
fn named(view: &View<'_>, offset: usize, ranges: &mut Vec<Range<usize>>) {
    let text = view.text;
    let mention = at::mention(view, offset).map(|mention| mention.range.clone());
    let citation = at::citation(view, offset).map(|citation| citation.range.clone());
    ranges.extend(mention.clone().into_iter().chain(citation.clone()));
    let document = view.document;
    // The name belongs to the number behind it as long as nothing but marks stands between.
    let joined = |from: &Range<usize>, to: &Range<usize>| {
        let gap = text.get(from.end..to.start)?;
        let marks = |c: char| " \u{3000}:：の「」（(".contains(c);
        gap.chars().all(marks).then_some(from.start..to.end)
    };
    let whole = match (&mention, &citation) {
        (_, Some(citation)) => {
            let next = document
                .mentions
                .partition_point(|mention| mention.range.start < citation.start);
            let before = next
                .checked_sub(1)
                .map(|index| &document.mentions[index].range);
            before.and_then(|before| joined(before, citation))
        }
        (Some(mention), None) => {
            let next = document
                .citations
                .partition_point(|citation| citation.range.start < mention.end);
            let behind = document.citations.get(next).map(|citation| &citation.range);
            behind.and_then(|behind| joined(mention, behind))
        }
        (None, None) => None,
    };
    if let Some(whole) = whole {
        let before = text[..whole.start].chars().next_back();
        let behind = text[whole.end..].chars().next();
        if let (Some(open @ ('[' | '【' | '（' | '(')), Some(close @ (']' | '】' | '）' | ')'))) =
            (before, behind)
        {
            ranges.push(whole.start - open.len_utf8()..whole.end + close.len_utf8());
        }
        ranges.push(whole);
    }
    if let Some(label) = at::label(view, offset) {
        let before = &text[..label.name.start];
        let line = before.trim_end_matches('*').len()..label.value.end;
        ranges.extend([label.name.clone(), label.value.clone(), line]);
    }
    if let Some(link) = at::link(view, offset) {
        ranges.extend([link.text.clone(), link.range.clone()]);
    }
}

/// The block at a place: the last that begins at or before it.
fn block_index(view: &View<'_>, offset: usize) -> Option<usize> {
    let blocks = &view.markdown.blocks;
    let next = blocks.partition_point(|block| block.range.start <= offset);
    let index = next.checked_sub(1)?;
    touches(&blocks[index].range, offset).then_some(index)
}

fn in_block(view: &View<'_>, index: usize, offset: usize, ranges: &mut Vec<Range<usize>>) {
    let markdown = view.markdown;
    let block = &markdown.blocks[index];
    ranges.push(block.range.clone());
    match &block.kind {
        BlockKind::Table(table) => in_table(view, table, offset, ranges),
        BlockKind::Code => ranges.push(inside_fence(view.text, block)),
        BlockKind::Html | BlockKind::Rule => {}
        BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Heading { .. } => {
            sentences(view.text, &markdown.prose(block), ranges);
        }
    }
    // The items that the block hangs below, and their lists.
    let mut depth = block.list_depth;
    let mut at = index;
    while depth > 0 {
        let is_item = |at: usize| matches!(markdown.blocks[at].kind, BlockKind::ListItem { depth: own, .. } if own == depth);
        let Some(item) = (0..=at).rev().find(|&at| is_item(at)) else {
            break;
        };
        let start = markdown.blocks[item].range.start;
        ranges.push(start..end_of_item(markdown, item));
        let items = items_around(markdown, item, depth);
        if let (Some(&first), Some(&last)) = (items.first(), items.last()) {
            ranges.push(markdown.blocks[first].range.start..end_of_item(markdown, last));
        }
        at = item;
        depth -= 1;
    }
}

fn in_table(view: &View<'_>, table: &Table, offset: usize, ranges: &mut Vec<Range<usize>>) {
    if let Some(place) = at::cell(view, offset) {
        ranges.push(place.cell.range.clone());
        sentences(view.text, &view.markdown.cell(place.cell), ranges);
    }
    let rows = std::iter::once(&table.header).chain(&table.rows);
    ranges.extend(rows.map(|row| row.range.clone()));
    if let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) {
        ranges.push(first.range.start..last.range.end);
    }
}

fn sentences(text: &str, prose: &Prose<'_>, ranges: &mut Vec<Range<usize>>) {
    let sentences = modality::sentences(prose.text).into_iter();
    let pieces = sentences.chain(prose.lines());
    ranges.extend(pieces.map(|piece| with_stars(text, prose.source(piece))));
    ranges.push(with_stars(text, prose.source(0..prose.text.len())));
}

/// A range with the stars before or behind it whose other half stands in it.
fn with_stars(text: &str, range: Range<usize>) -> Range<usize> {
    let runs = text[range.clone()]
        .split(|c| c != '*')
        .filter(|run| !run.is_empty())
        .count();
    if runs % 2 == 0 {
        return range;
    }
    let start = text[..range.start].trim_end_matches('*').len();
    if start < range.start {
        return start..range.end;
    }
    let rest = &text[range.end..];
    range.start..range.end + (rest.len() - rest.trim_start_matches('*').len())
}

/// A code block without its first and last line.
fn inside_fence(text: &str, block: &Block) -> Range<usize> {
    let code = &text[block.range.clone()];
    let start = code.find('\n').map_or(0, |at| at + 1);
    let end = code.trim_end().rfind('\n').unwrap_or(code.len());
    block.range.start + start..block.range.start + end.max(start)
}
