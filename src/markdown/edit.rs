//! Makes the Markdown of an edited text out of that of the text before: it is parsed anew only from
//! the heading above the edit to the heading below it.
//!
//! A heading that begins its line with `#` and stands in nothing closes all that was open before
//! it, whatever it was. So what lies before one does not depend on what follows, and what follows
//! not on what lies before, but for definitions of links and footnotes, which are known everywhere,
//! and for front matter. Where links or footnotes are defined outside of what is parsed, their
//! definitions are parsed with it; of footnotes the labels are enough, and those that are defined
//! inside may stay as they are.

use std::borrow::Cow;
use std::ops::Range;

use super::{
    Block, BlockKind, Content, Footnote, Link, Markdown, Row, Segment, front_matter, limits, reader,
};

/// What an edit has changed of a text, from one heading to another or to the end: the same before and
/// behind it, only that what stands behind it is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes of the text before the edit.
    pub range: Range<usize>,
    /// How far behind its old place stands all that follows, with wrapping.
    moved: usize,
}

impl Change {
    /// The bytes of the text after the edit.
    pub fn new_range(&self) -> Range<usize> {
        self.range.start..self.range.end.wrapping_add(self.moved)
    }

    /// The same change, seen from headings that lie farther apart.
    pub fn widened(&self, range: Range<usize>) -> Change {
        Change { range, ..*self }
    }

    /// Moves a place outside of the change to where it stands in the text after the edit.
    pub fn carry(&self, place: &mut Range<usize>) {
        for end in [&mut place.start, &mut place.end] {
            if *end >= self.range.end {
                *end = end.wrapping_add(self.moved);
            }
        }
    }
}

/// Puts items in the place of others in a list that is kept: it is left with some room, but not with
/// as much as it has items.
pub fn replace<T>(items: &mut Vec<T>, range: Range<usize>, new: Vec<T>) {
    if let Some(room) = room(items.capacity(), items.len(), range.len(), new.len()) {
        items.reserve_exact(room);
    }
    items.splice(range, new);
}

/// How much room has to be made where so many items stand in the place of so many others.
fn room(capacity: usize, length: usize, old: usize, new: usize) -> Option<usize> {
    let more = new.saturating_sub(old);
    (capacity - length < more).then_some(more + length / 32)
}

/// Changes the Markdown of `before` into that of `text`; `None`, and nothing is changed, when all of it
/// has to be parsed.
pub(super) fn apply(markdown: &mut Markdown, before: &str, text: &str) -> Option<Change> {
    if markdown.unread.is_some() || limits::first_unread(text).is_some() {
        return None;
    }
    let same = common_start(before.as_bytes(), text.as_bytes());
    let same_behind = common_end(&before.as_bytes()[same..], &text.as_bytes()[same..]);
    let changed_end = before.len() - same_behind;
    let moved = text.len().wrapping_sub(before.len());

    let blocks = &markdown.blocks;
    let touched = blocks.partition_point(|block| block.range.end < same);
    let is_above = |block: &Block| {
        let behind = &before.as_bytes()[block.range.end..same];
        is_landmark(block, before) && line_end(behind) < behind.len()
    };
    let first = { blocks[..touched].iter() }.rposition(is_above)?;
    let start = blocks[first].range.start;
    let head = front_matter::split(text);
    if head.front_matter != markdown.front_matter || head.body > start {
        return None;
    }
    let is_below = |block: &Block| block.range.start > changed_end && is_landmark(block, before);
    let below = { blocks[touched..].iter() }.position(is_below);
    let below = below.map_or(blocks.len(), |place| touched + place);
    let old_end = { blocks.get(below) }.map_or(before.len(), |block| block.range.start);
    let end = old_end.wrapping_add(moved);

    // With the heading below, which shows whether the edit has left anything open.
    let read_to = end + line_end(&text.as_bytes()[end..]);
    let change = Change {
        range: start..old_end,
        moved,
    };
    let mut definitions = definitions_outside(markdown, before, &change)?;
    definitions.push_str(&footnotes_outside(markdown, &change)?);
    if below == blocks.len() && !definitions.is_empty() {
        return None;
    }
    let source = match definitions.is_empty() {
        true => Cow::Borrowed(&text[start..read_to]),
        false => Cow::Owned([&text[start..read_to], &definitions].concat()),
    };
    let mut region = reader::read(&source);
    let defines = |region: &Markdown| {
        let mut definitions = region.definitions.iter();
        definitions.any(|definition| definition.range.start < read_to - start)
    };
    if defines(&region) {
        return None;
    }
    region
        .footnotes
        .retain(|footnote| footnote.start < read_to - start);
    let inside = &markdown.footnotes[footnotes_in(&markdown.footnotes, &change.range)];
    let labels = |footnotes: &[Footnote]| -> Vec<Box<str>> {
        { footnotes.iter() }
            .map(|footnote| footnote.label.clone())
            .collect()
    };
    if labels(&region.footnotes) != labels(inside) {
        return None;
    }
    if below < blocks.len() {
        let is_it = |block: &Block| block.range.start == end - start && is_landmark(block, &source);
        let heading = region.blocks.iter().rposition(is_it)?;
        // Definitions are no blocks.
        if heading + 1 < region.blocks.len() {
            return None;
        }
        region.truncate(heading, end - start);
    }
    markdown.put(first..below, &change, region);
    Some(change)
}

/// The definitions of links that stand outside of a change, as they can be put behind what is in it;
/// `None` where one of them stands in it, or takes several lines.
fn definitions_outside(markdown: &Markdown, before: &str, change: &Change) -> Option<String> {
    let mut lines = String::new();
    for definition in &markdown.definitions {
        let line = before.get(definition.range.clone())?;
        if change.range.contains(&definition.range.start) || line.contains(['\n', '\r']) {
            return None;
        }
        lines.push_str("\n\n");
        lines.push_str(line);
    }
    Some(lines)
}

/// The footnotes that are defined in a range.
fn footnotes_in(footnotes: &[Footnote], range: &Range<usize>) -> Range<usize> {
    let from = |place: usize| footnotes.partition_point(|footnote| footnote.start < place);
    from(range.start)..from(range.end)
}

/// Definitions without any text of the footnotes that are defined outside of a change, as they can be put
/// behind what is in it; `None` where a label is not plainly what is written.
fn footnotes_outside(markdown: &Markdown, change: &Change) -> Option<String> {
    let inside = footnotes_in(&markdown.footnotes, &change.range);
    let (before, behind) = (
        &markdown.footnotes[..inside.start],
        &markdown.footnotes[inside.end..],
    );
    let mut lines = String::new();
    for footnote in before.iter().chain(behind) {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !footnote.label.chars().all(is_plain) {
            return None;
        }
        lines.push_str("\n\n[^");
        lines.push_str(&footnote.label);
        lines.push_str("]:");
    }
    Some(lines)
}

/// Whether a block is a heading that closes all that may be open before it.
fn is_landmark(block: &Block, text: &str) -> bool {
    let bytes = text.as_bytes();
    let start = block.range.start;
    matches!(block.kind, BlockKind::Heading { .. })
        && block.quote_depth == 0
        && block.list_depth == 0
        && block.footnote.is_none()
        && bytes.get(start) == Some(&b'#')
        && (start == 0 || matches!(bytes[start - 1], b'\n' | b'\r'))
}

/// Where the first line of some bytes ends.
fn line_end(bytes: &[u8]) -> usize {
    memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())
}

/// How many bytes two texts have in common at their start.
fn common_start(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 256;
    let steps = { one.chunks_exact(STEP) }.zip(other.chunks_exact(STEP));
    let coarse = STEP * steps.take_while(|(one, other)| one == other).count();
    let rest = { one[coarse..].iter() }.zip(&other[coarse..]);
    coarse + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes two texts have in common at their end.
fn common_end(one: &[u8], other: &[u8]) -> usize {
    const STEP: usize = 256;
    let steps = { one.rchunks_exact(STEP) }.zip(other.rchunks_exact(STEP));
    let coarse = STEP * steps.take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - coarse], &other[..other.len() - coarse]);
    let rest = { one.iter().rev() }.zip(other.iter().rev());
    coarse + rest.take_while(|(one, other)| one == other).count()
}

/// How much of the storage is before a place.
#[derive(Clone, Copy, Default)]
struct Marks {
    text: u32,
    segments: u32,
    links: u32,
}

impl Marks {
    /// What blocks and all before them take.
    fn behind(blocks: &[Block]) -> Marks {
        { blocks.iter().rev() }
            .find_map(|block| match &block.kind {
                // The headings of a table with several rows of them may come from several rows, so they are in no order.
                BlockKind::Table(table) => { table.rows.iter().rev() }
                    .flat_map(|row| row.cells.iter().rev())
                    .find_map(|cell| Marks::at_end_of(&cell.content))
                    .or_else(|| {
                        let cells = { table.header.cells.iter() }
                            .filter_map(|cell| Marks::at_end_of(&cell.content));
                        cells.max_by_key(|marks| (marks.text, marks.links))
                    }),
                _ => Marks::at_end_of(&block.content),
            })
            .unwrap_or_default()
    }

    fn at_end_of(content: &Content) -> Option<Marks> {
        let marks = Marks {
            text: content.text.end,
            segments: content.segments.end,
            links: content.links.end,
        };
        (!content.is_empty()).then_some(marks)
    }
}

/// What is added to places, all of it with wrapping.
struct Move {
    source: usize,
    storage: Marks,
}

impl Move {
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        range.start.wrapping_add(self.source)..range.end.wrapping_add(self.source)
    }

    fn content(&self, content: &mut Content) {
        let by = |range: &mut Range<u32>, by: u32| {
            *range = range.start.wrapping_add(by)..range.end.wrapping_add(by);
        };
        if !content.is_empty() {
            by(&mut content.text, self.storage.text);
            by(&mut content.segments, self.storage.segments);
            by(&mut content.links, self.storage.links);
        }
    }

    fn row(&self, row: &mut Row) {
        row.range = self.place(&row.range);
        for cell in &mut row.cells {
            cell.range = self.place(&cell.range);
            self.content(&mut cell.content);
        }
    }

    fn block(&self, block: &mut Block) {
        block.range = self.place(&block.range);
        self.content(&mut block.content);
        if let BlockKind::Table(table) = &mut block.kind {
            self.row(&mut table.header);
            table.rows.iter_mut().for_each(|row| self.row(row));
        }
    }

    fn segment(&self, segment: &mut Segment) {
        let text = &mut segment.text;
        text.start = text.start.wrapping_add(self.storage.text);
        text.end = text.end.wrapping_add(self.storage.text);
        let source = &mut segment.source;
        source.start = source.start.wrapping_add(self.source as u32);
        source.end = source.end.wrapping_add(self.source as u32);
    }

    fn link(&self, link: &mut Link) {
        link.range = self.place(&link.range);
        link.text = self.place(&link.text);
    }
}

impl Markdown {
    /// Takes away what stands from a block on, which begins at `place`.
    fn truncate(&mut self, block: usize, place: usize) {
        self.blocks.truncate(block);
        let end = Marks::behind(&self.blocks);
        self.prose.truncate(end.text as usize);
        self.segments.truncate(end.segments as usize);
        self.links.truncate(end.links as usize);
        self.comments.retain(|comment| comment.start < place);
        self.definitions.clear();
    }

    /// Puts what was read in a change, with all that it holds, in the place of these blocks.
    fn put(&mut self, blocks: Range<usize>, change: &Change, mut region: Markdown) {
        let start = Marks::behind(&self.blocks[..blocks.start]);
        let end = Marks::behind(&self.blocks[..blocks.end]);
        let inside = Move {
            source: change.range.start,
            storage: start,
        };
        region
            .blocks
            .iter_mut()
            .for_each(|block| inside.block(block));
        region
            .segments
            .iter_mut()
            .for_each(|segment| inside.segment(segment));
        region.links.iter_mut().for_each(|link| inside.link(link));
        let comments = { region.comments.iter() }.map(|comment| inside.place(comment));

        let behind = Move {
            source: change.moved,
            storage: Marks {
                text: (start.text + region.prose.len() as u32).wrapping_sub(end.text),
                segments: (start.segments + region.segments.len() as u32)
                    .wrapping_sub(end.segments),
                links: (start.links + region.links.len() as u32).wrapping_sub(end.links),
            },
        };
        self.blocks[blocks.end..]
            .iter_mut()
            .for_each(|block| behind.block(block));
        self.segments[end.segments as usize..]
            .iter_mut()
            .for_each(|segment| behind.segment(segment));
        self.links[end.links as usize..]
            .iter_mut()
            .for_each(|link| behind.link(link));
        let from = |places: &[Range<usize>], place: usize| {
            places.partition_point(|known| known.start < place)
        };
        let old_comments =
            from(&self.comments, change.range.start)..from(&self.comments, change.range.end);
        self.comments[old_comments.end..]
            .iter_mut()
            .for_each(|comment| change.carry(comment));
        self.definitions
            .iter_mut()
            .for_each(|definition| change.carry(&mut definition.range));

        let old_footnotes = footnotes_in(&self.footnotes, &change.range);
        for footnote in &mut self.footnotes[old_footnotes.end..] {
            footnote.start = footnote.start.wrapping_add(change.moved);
        }
        for footnote in &mut region.footnotes {
            footnote.start += change.range.start;
        }

        replace(&mut self.comments, old_comments, comments.collect());
        replace(&mut self.footnotes, old_footnotes, region.footnotes);
        replace(&mut self.blocks, blocks, region.blocks);
        replace(
            &mut self.segments,
            start.segments as usize..end.segments as usize,
            region.segments,
        );
        replace(
            &mut self.links,
            start.links as usize..end.links as usize,
            region.links,
        );
        let prose = start.text as usize..end.text as usize;
        let (capacity, length) = (self.prose.capacity(), self.prose.len());
        if let Some(room) = room(capacity, length, prose.len(), region.prose.len()) {
            self.prose.reserve_exact(room);
        }
        self.prose.replace_range(prose, &region.prose);
    }
}
