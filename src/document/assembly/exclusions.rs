//! Lists below words that exclude what they name: 「次の項目は対象外とする」.

use std::ops::Range;
use std::sync::Arc;

use super::super::citation::{self, Form, Pointer};
use super::super::unit::Unit;
use super::super::{AnswerKind, Labels, Link};
use super::Assembly;
use crate::locator;
use crate::markdown::{Block, BlockKind, Prose};
use crate::wording::{self, StatedStatus, Status};

impl Assembly<'_> {
    /// Reads an item of a list below words that exclude what it names: 「次の項目は対象外とする」; `false` where
    /// it is no such item.
    pub(super) fn exclusion(&mut self, block: &Block, prose: &Prose<'_>, unit: &Arc<Unit>) -> bool {
        let depth = match block.kind {
            BlockKind::ListItem { depth, .. } => depth,
            _ => 0,
        };
        let is_below = self.excluding.is_some_and(|outer| depth > outer);
        if !is_below {
            let mut lines = prose.lines();
            let first = lines.next().map_or("", |line| &prose.text[line]);
            let excludes = self.names_guidelines() && wording::introduces_exclusions(first);
            self.excluding = excludes.then_some(depth);
            if !excludes
                && self.names_guidelines()
                && let Some(listed) = excluded_in_line(prose.text)
            {
                return self.exclude(block, prose, unit, listed.into_iter());
            }
            return excludes && self.excluded_lines(block, prose, unit, lines);
        }
        let whole = 0..prose.text.len();
        self.exclude(block, prose, unit, std::iter::once(whole))
    }

    /// Reads the lines below words that exclude what they name, of which rules number each: 「(1) 6.3（…ため）」.
    pub(super) fn excluded_lines(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
        lines: impl Iterator<Item = Range<usize>>,
    ) -> bool {
        let unnumbered = lines.map(|line| {
            let text = &prose.text[line.clone()];
            line.end - wording::without_number(text).len()..line.end
        });
        self.exclude(block, prose, unit, unnumbered)
    }

    /// Makes an answer of texts that name clauses which do not apply; `false` where they name none.
    pub(super) fn exclude(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
        texts: impl Iterator<Item = Range<usize>>,
    ) -> bool {
        let base = block.range.start;
        let found = [unit.pointers.as_slice(), unit.bare()].concat();
        let pointers: Vec<Pointer> = texts
            .flat_map(|text| {
                citation::in_value(prose, text, Form::Label, base, &found, &self.sought.names)
            })
            .collect();
        let links: Vec<Link> = { pointers.iter() }
            .flat_map(|pointer| self.cite(pointer, base))
            .collect();
        if links.is_empty() {
            return false;
        }
        let end = pointers
            .iter()
            .map(|pointer| pointer.range.end)
            .max()
            .unwrap_or(0);
        let written = self
            .text
            .get(base + end..block.range.end)
            .unwrap_or_default();
        let length = block.range.len();
        let is_explained = written.starts_with(" (") || wording::gives_a_cause(written);
        let reason = is_explained.then_some(end..length);
        let index = self.push_statement(unit.clone(), base, block.range.clone(), false);
        let place = base..base + end.max(1);
        let stated = StatedStatus {
            status: Status::NotApplicable,
            range: 0..end.max(1),
            reason,
        };
        let labels = Labels {
            status: Some((stated, place)),
            ..Labels::default()
        };
        self.push_answer(AnswerKind::Block, index, links, labels, None);
        true
    }
}

/// The clauses that a line lists behind words that exclude them, each perhaps with the reason in brackets: "Not
/// applicable: PE-3 (no offices), AC-19 (no mobile devices).".
fn excluded_in_line(text: &str) -> Option<Vec<Range<usize>>> {
    let (name, value) = wording::named_value(text)?;
    let first = text[value.clone()].chars().next();
    if !first.is_some_and(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let stated = wording::status(name).filter(StatedStatus::is_exclusion)?;
    if stated.range != (0..name.len()) {
        return None;
    }
    let mut listed = Vec::new();
    let mut at = value.start;
    let mut depth = 0usize;
    for (place, c) in text[value.clone()].char_indices() {
        let place = value.start + place;
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                listed.push(at..place);
                at = place + 1;
            }
            _ => {}
        }
    }
    listed.push(at..value.end);
    let is_clause = |piece: &Range<usize>| {
        let piece = text[piece.clone()].trim_start();
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let read = locator::read(piece);
        read.is_some_and(|(references, length)| {
            let behind = piece[length..].trim_start().trim_end_matches('.');
            { references.iter() }.all(|one| citation::is_distinctive(&one.target))
                && (behind.is_empty() || behind.starts_with('(') && behind.ends_with(')'))
        })
    };
    listed.iter().all(is_clause).then_some(listed)
}
