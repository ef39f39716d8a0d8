//! A list item or a paragraph with a citation.

use super::super::draft::Draft;
use super::super::lists::{end_of_item, items_around};
use super::{Neighbour, Wanted, asked_line, asked_title};
use crate::markdown::{Block, BlockKind};

impl Wanted<'_> {
    /// An item in the list of the nearest answer, or a paragraph beside it. `None` where its block
    /// is not to be found.
    pub(super) fn beside(&self, nearest: &Neighbour) -> Option<(usize, Draft)> {
        let blocks = &self.view.markdown.blocks;
        let index = self.block_of(nearest.answer)?;
        let BlockKind::ListItem { depth, .. } = blocks[index].kind else {
            return Some(self.paragraph(&blocks[index]));
        };
        let list = items_around(self.view.markdown, index, depth);
        let in_list = |answer: usize| {
            self.block_of(answer)
                .is_some_and(|block| list.contains(&block))
        };
        let (answer, behind) = self.in_order(nearest, in_list);
        let index = self.block_of(answer)?;
        // An item that hangs below the fellow is not its neighbour.
        let index = *list.iter().rev().find(|item| **item <= index)?;
        Some(self.item(&list, index, behind))
    }

    /// The block that an answer begins with, by index.
    fn block_of(&self, answer: usize) -> Option<usize> {
        let start = self.view.document.answers[answer].range.start;
        let blocks = &self.view.markdown.blocks;
        let next = blocks.partition_point(|block| block.range.start <= start);
        let index = next.checked_sub(1)?;
        (blocks[index].range.end > start).then_some(index)
    }

    fn item(&self, list: &[usize], index: usize, behind: bool) -> (usize, Draft) {
        let (text, blocks) = (self.view.text, &self.view.markdown.blocks);
        let block = &blocks[index];
        let line_start = text[..block.range.start].rfind('\n').map_or(0, |at| at + 1);
        let margin = &text[line_start..block.range.start];
        let between = match list.windows(2).next() {
            Some(pair) => {
                let gap = &text[blocks[pair[0]].range.end..blocks[pair[1]].range.start];
                let loose = gap.lines().skip(1).any(|line| line.trim().is_empty());
                if loose { 2 } else { 1 }
            }
            None => 1,
        };
        let gap = self.line_end.repeat(between);
        let mut draft = Draft::default();
        let marker = marker(text, block, behind);
        if behind {
            draft.push(&format!("{gap}{margin}{marker} "));
            self.words(&mut draft);
            return (end_of_item(self.view.markdown, index), draft);
        }
        draft.push(&format!("{marker} "));
        self.words(&mut draft);
        draft.push(&format!("{gap}{margin}"));
        (block.range.start, draft)
    }

    fn paragraph(&self, block: &Block) -> (usize, Draft) {
        let mut draft = Draft::default();
        draft.push(&self.line_end.repeat(2));
        self.words(&mut draft);
        (block.range.end, draft)
    }

    /// The place to fill in, the citation, and what is asked.
    fn words(&self, draft: &mut Draft) {
        draft.blank(self.blank());
        if self.language == crate::locale::Locale::En {
            draft.push(" ");
        }
        draft.push(&self.bracket());
        let requirements = self.requirements();
        if requirements.is_empty() {
            return;
        }
        let lines: Vec<String> = requirements.iter().map(|one| asked_line(one)).collect();
        let title = asked_title(&requirements, self.language);
        draft.push(&format!(" <!-- {title}: {} -->", lines.join(" / ")));
    }
}

/// The marker of an item behind or before another: the same bullet, the next number.
fn marker(text: &str, block: &Block, behind: bool) -> String {
    let own = &text[block.range.clone()];
    let digits = own.len() - own.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = &own[digits..];
    let mark = &mark[..mark.chars().next().map_or(0, char::len_utf8)];
    match own[..digits].parse::<u64>() {
        Ok(number) => format!("{}{mark}", number.saturating_add(u64::from(behind))),
        Err(_) => mark.to_string(),
    }
}
