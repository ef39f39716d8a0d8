//! What the rows of tables leave open: parts of an answer that are still to be done, faults that are not mended.

use super::super::super::{AnswerKind, Labels, Link, answers};
use super::super::{Assembly, add_labels};
use crate::markdown::Table;
use crate::wording::{self, Field, StatedStatus, Status};

impl Assembly<'_> {
    /// A row below a clause's heading that says of a part of the answer that it is still to be done, in a word and not
    /// in a mark alone, is an answer of its own: 「多要素認証 | ⚠️ 計画中」.
    pub(super) fn leave_row_open(&mut self, index: usize) {
        let statement = &self.document.statements[index];
        let Some(stated) = statement
            .unit
            .status
            .as_ref()
            .filter(|_| statement.answer.is_none())
        else {
            return;
        };
        let written = statement
            .unit
            .field(Field::Status)
            .map_or("", |value| &*value.text);
        let is_word = written
            .chars()
            .filter(|c| c.is_alphabetic())
            .nth(1)
            .is_some();
        // 「準備中」 is told of as what is still to be written.
        if !is_open(stated.status) || !is_word || wording::unwritten(written).is_some() {
            return;
        }
        let sections = { self.open.iter().rev() }.map(|&open| &self.document.sections[open]);
        let links = { sections }.find(|section| !section.links.is_empty());
        let links = links.map_or(&[][..], |section| &section.links);
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        if links.is_empty() || links.iter().any(is_chapter) {
            return;
        }
        let links = links
            .iter()
            .map(|link| Link {
                citation: None,
                ..link.clone()
            })
            .collect();
        let unit = statement.unit.clone();
        let base = statement.base;
        let mut labels = Labels::default();
        add_labels(&mut labels, &unit, base);
        self.push_answer(AnswerKind::Block, index, links, labels, None);
    }

    /// Whether a list of faults without a column for their status is one of open ones: it has dates by which
    /// they are to be mended, none at which they were, and stands under no heading that calls them closed.
    pub(super) fn lists_open(&self, table: &Table, columns: &[Option<Field>]) -> bool {
        const CLOSED: [&str; 6] = [
            "closed",
            "completed",
            "resolved",
            "closure",
            "actual completion",
            "remediated",
        ];
        const AHEAD: [&str; 5] = ["target", "planned", "scheduled", "estimated", "expected"];
        let is_closed = |text: &str| {
            let text = text.to_lowercase();
            !AHEAD.iter().any(|word| text.starts_with(word))
                && CLOSED.iter().any(|word| text.contains(word))
        };
        let mut headings = table
            .header
            .cells
            .iter()
            .map(|cell| self.markdown.cell(cell).text);
        let mut titles =
            { self.open.iter() }.map(|&section| &*self.document.sections[section].title);
        columns.contains(&Some(Field::Due))
            && !columns.contains(&Some(Field::Status))
            && !headings.any(is_closed)
            && !titles.any(is_closed)
    }
}

/// Whether something is still to be done where a row has this status.
pub(super) fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Planned | Status::NotImplemented | Status::Partial
    )
}

/// Takes a row of what is still to be mended for a plan, with the date by which it will be.
pub(super) fn plan(labels: &mut Labels) {
    let due = labels.label(Field::Due).or(labels.label(Field::Clause));
    if let (None, Some(due)) = (&labels.status, due) {
        let stated = StatedStatus {
            status: Status::Planned,
            range: 0..due.range.len(),
            reason: None,
        };
        let place = match due.range.is_empty() {
            true => labels
                .label(Field::Clause)
                .map_or(due.range.clone(), |clause| clause.range.clone()),
            false => due.range.clone(),
        };
        labels.status = Some((stated, place));
    }
}
