//! The lists of a document, put together from its flat blocks.

use crate::markdown::{Block, BlockKind, Markdown};

/// The items of the list that the item at `index` belongs to, whose depth is `own`, by index.
pub fn items_around(markdown: &Markdown, index: usize, own: u8) -> Vec<usize> {
    let blocks = &markdown.blocks;
    let inside = |block: &Block| block.list_depth >= own;
    let first = (0..index)
        .rev()
        .take_while(|&at| inside(&blocks[at]))
        .last()
        .unwrap_or(index);
    (first..blocks.len())
        .take_while(|&at| inside(&blocks[at]))
        .filter(|&at| matches!(blocks[at].kind, BlockKind::ListItem { depth, .. } if depth == own))
        .collect()
}

/// Where the item at `index` ends with all that hangs below it, in bytes of the document.
pub fn end_of_item(markdown: &Markdown, index: usize) -> usize {
    let own = &markdown.blocks[index];
    let hangs = |block: &&Block| {
        let is_next =
            matches!(block.kind, BlockKind::ListItem { depth, .. } if depth <= own.list_depth);
        block.list_depth >= own.list_depth && !is_next
    };
    let below = markdown.blocks[index + 1..].iter().take_while(hangs);
    below.last().map_or(own.range.end, |block| block.range.end)
}
