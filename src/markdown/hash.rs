//! Content hashes, under which analyses of blocks are kept wherever the block moves.
//!
//! A hash covers all that a block or a row offers to an analysis: its kind, its text, its
//! links and the shape of its source. Places enter it relative to the beginning of the
//! block or row, so an analysis has to keep its offsets so as well.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Block, BlockKind, Cell, Content, Markdown, Row};

impl Markdown {
    /// A hash of a block of this document. Equal for two blocks that differ in nothing but
    /// their place. A table's rows are part of it.
    pub fn block_hash(&self, block: &Block) -> u64 {
        let origin = block.range.start;
        let hash = self.hash_content(kind_hash(block), &block.content, origin);
        match &block.kind {
            BlockKind::Table(table) => std::iter::once(&table.header)
                .chain(&table.rows)
                .fold(hash, |hash, row| self.hash_cells(hash, row, origin)),
            _ => hash,
        }
    }

    /// A hash of a row of this document. Equal for two rows that differ in nothing but
    /// their place.
    pub fn row_hash(&self, row: &Row) -> u64 {
        self.hash_cells(0, row, row.range.start)
    }

    fn hash_cells(&self, hash: u64, row: &Row, origin: usize) -> u64 {
        let hash = hash_numbers(
            hash,
            [row.range.start.wrapping_sub(origin), row.range.len()],
        );
        row.cells
            .iter()
            .fold(hash, |hash, cell| self.hash_cell(hash, cell, origin))
    }

    fn hash_cell(&self, hash: u64, cell: &Cell, origin: usize) -> u64 {
        let hash = hash_numbers(
            hash,
            [
                cell.range.start.wrapping_sub(origin),
                cell.range.len() + usize::from(cell.merged),
            ],
        );
        self.hash_content(hash, &cell.content, origin)
    }

    fn hash_content(&self, mut hash: u64, content: &Content, origin: usize) -> u64 {
        hash = hash_text(hash, self.text_of(content));
        for segment in self.segments_of(content) {
            hash = [
                segment.kind as usize,
                (segment.text.end - segment.text.start) as usize,
                segment.source().start.wrapping_sub(origin),
                segment.source.len(),
            ]
            .into_iter()
            .fold(hash, mixed);
        }
        for link in self.links_of(content) {
            let places = [
                link.range.start,
                link.range.end,
                link.text.start,
                link.text.end,
            ];
            hash = hash_numbers(hash, places.map(|place| place.wrapping_sub(origin)));
            hash = hash_text(hash, &link.destination);
            hash = hash_optional_text(hash, link.label.as_deref());
            hash = hash_numbers(hash, [usize::from(link.image)]);
        }
        hash
    }
}

fn kind_hash(block: &Block) -> u64 {
    let (kind, detail, ordinal) = match &block.kind {
        BlockKind::Heading { level } => (0, usize::from(*level), None),
        BlockKind::Paragraph => (1, 0, None),
        BlockKind::ListItem { task, ordinal, .. } => {
            (2, task.map_or(0, |done| 1 + usize::from(done)), *ordinal)
        }
        BlockKind::Table(_) => (3, 0, None),
        BlockKind::Code => (4, 0, None),
        BlockKind::Html => (5, 0, None),
        BlockKind::Rule => (6, 0, None),
    };
    let hash = hash_numbers(
        0,
        [
            kind,
            detail,
            usize::from(ordinal.is_some()),
            ordinal.unwrap_or_default() as usize,
            block.range.len(),
            usize::from(block.quote_depth),
            usize::from(block.list_depth),
        ],
    );
    hash_optional_text(hash, block.footnote.as_deref())
}

/// The length goes in first, so that two texts in a row cannot be split in another way.
fn hash_text(hash: u64, text: &str) -> u64 {
    xxh3_64_with_seed(text.as_bytes(), hash ^ (text.len() as u64).rotate_left(32))
}

fn hash_optional_text(hash: u64, text: Option<&str>) -> u64 {
    let hash = hash_numbers(hash, [usize::from(text.is_some())]);
    text.map_or(hash, |text| hash_text(hash, text))
}

/// A hash with one number more: cheaper than [`hash_numbers`], for the many places of prose.
fn mixed(hash: u64, number: usize) -> u64 {
    let mixed = (hash ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

fn hash_numbers<const N: usize>(hash: u64, numbers: [usize; N]) -> u64 {
    let bytes = numbers.map(|number| (number as u64).to_le_bytes());
    xxh3_64_with_seed(bytes.as_flattened(), hash)
}
