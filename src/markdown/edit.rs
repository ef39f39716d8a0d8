//! Parses an edited text from the Markdown of the text before: anew only from the heading above
//! the edit to the heading below it.
//!
//! A heading that begins its line with `#` and stands in nothing closes all that was open before
//! it, whatever it was. So what lies before one does not depend on what follows, and what follows
//! not on what lies before, but for definitions of links and footnotes, which are known everywhere,
//! and for front matter. A text with definitions is parsed as a whole.

use std::ops::Range;

use super::{Block, BlockKind, Content, Markdown, Row, front_matter, limits, reader};

/// The Markdown of `text`, where `old` is that of `before`; `None` when all of it has to be parsed.
pub(super) fn read(old: &Markdown, before: &str, text: &str) -> Option<Markdown> {
    if old.reaches || old.unread.is_some() || limits::first_unread(text).is_some() {
        return None;
    }
    let same = common_start(before.as_bytes(), text.as_bytes());
    let same_behind = common_end(&before.as_bytes()[same..], &text.as_bytes()[same..]);
    let changed_end = before.len() - same_behind;
    // How far behind its old place all that follows the edit stands now.
    let moved = text.len().wrapping_sub(before.len());

    let touched = old.blocks.partition_point(|block| block.range.end < same);
    let is_above = |block: &Block| {
        let behind = &before.as_bytes()[block.range.end..same];
        is_landmark(block, before) && line_end(behind) < behind.len()
    };
    let first = { old.blocks[..touched].iter() }.rposition(is_above)?;
    let start = old.blocks[first].range.start;
    let head = front_matter::split(text);
    if head.front_matter != old.front_matter || head.body > start {
        return None;
    }
    let is_below = |block: &Block| block.range.start > changed_end && is_landmark(block, before);
    let below = { old.blocks[touched..].iter() }.position(is_below);
    let below = below.map_or(old.blocks.len(), |place| touched + place);
    let old_end = { old.blocks.get(below) }.map_or(before.len(), |block| block.range.start);
    let end = old_end.wrapping_add(moved);

    // With the heading below, which shows whether the edit has left anything open.
    let read_to = end + line_end(&text.as_bytes()[end..]);
    let region = reader::read(&text[start..read_to]);
    if region.reaches {
        return None;
    }
    let mut blocks = region.blocks.len();
    if below < old.blocks.len() {
        let heading = region.blocks.last()?;
        if heading.range.start != end - start || !is_landmark(heading, &text[start..]) {
            return None;
        }
        blocks -= 1;
    }
    let mut markdown = Markdown {
        front_matter: head.front_matter,
        ..Markdown::default()
    };
    markdown
        .blocks
        .reserve_exact(first + blocks + old.blocks.len() - below);
    markdown
        .prose
        .reserve_exact(old.prose.len() + region.prose.len());
    markdown
        .segments
        .reserve_exact(old.segments.len() + region.segments.len());
    markdown.append(old, 0..first, 0..start, 0);
    markdown.append(&region, 0..blocks, 0..end - start, start);
    markdown.append(old, below..old.blocks.len(), old_end..before.len(), moved);
    markdown.shrink();
    Some(markdown)
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
                // The headings of a table in HTML may come from several rows, so they are in no order.
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
}

impl Markdown {
    /// Adds blocks of another Markdown, which stand at `places` of its source, with all that they
    /// hold; the source stands `source` bytes farther behind in this one's.
    fn append(
        &mut self,
        other: &Markdown,
        blocks: Range<usize>,
        places: Range<usize>,
        source: usize,
    ) {
        let start = Marks::behind(&other.blocks[..blocks.start]);
        let end = Marks::behind(&other.blocks[..blocks.end]);
        let to = Move {
            source,
            storage: Marks {
                text: (self.prose.len() as u32).wrapping_sub(start.text),
                segments: (self.segments.len() as u32).wrapping_sub(start.segments),
                links: (self.links.len() as u32).wrapping_sub(start.links),
            },
        };
        self.prose
            .push_str(&other.prose[start.text as usize..end.text as usize]);
        let segments = &other.segments[start.segments as usize..end.segments as usize];
        self.segments
            .extend(segments.iter().map(|segment| super::Segment {
                text: segment.text.start.wrapping_add(to.storage.text)
                    ..segment.text.end.wrapping_add(to.storage.text),
                source: to.place(&segment.source),
                kind: segment.kind,
            }));
        let links = &other.links[start.links as usize..end.links as usize];
        self.links.extend(links.iter().map(|link| super::Link {
            range: to.place(&link.range),
            text: to.place(&link.text),
            ..link.clone()
        }));
        let comments = { other.comments.iter() }.filter(|comment| places.contains(&comment.start));
        self.comments
            .extend(comments.map(|comment| to.place(comment)));
        let added = self.blocks.len();
        self.blocks.extend_from_slice(&other.blocks[blocks]);
        self.blocks[added..]
            .iter_mut()
            .for_each(|block| to.block(block));
    }
}
