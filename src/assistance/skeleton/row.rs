//! A row of a control table, with the table's columns.

use super::super::citing::{one_line, title};
use super::super::draft::Draft;
use super::{Neighbour, Wanted};
use crate::assistance::completion::words;
use crate::document::{ControlTable, is_title_of};
use crate::guideline::{ClauseReference, title_key};
use crate::locator::{self, Target};
use crate::markdown::{BlockKind, Row, Table, TableForm};
use crate::wording::Field;

/// Headings of columns that say to which part a row belongs, which need not be a part of the guideline.
const GROUPS: [&str; 20] = [
    "章",
    "節",
    "編",
    "大項目",
    "中項目",
    "大分類",
    "中分類",
    "小分類",
    "分類",
    "区分",
    "種類",
    "領域",
    "分野",
    "カテゴリ",
    "カテゴリー",
    "family",
    "category",
    "domain",
    "chapter",
    "section",
];

impl Wanted<'_> {
    /// Whether a row can be written into the table of the nearest answer: one in HTML or drawn with lines has no rows
    /// of pipes.
    pub(super) fn takes_rows(&self, nearest: &Neighbour) -> bool {
        let document = self.view.document;
        let table = document.answers[nearest.answer].table;
        let block = table.and_then(|table| {
            let range = &document.tables[table].range;
            let mut blocks = self.view.markdown.blocks.iter();
            blocks.find(|block| block.range == *range)
        });
        let kind = block.map(|block| &block.kind);
        matches!(kind, Some(BlockKind::Table(table)) if table.form == TableForm::Pipes)
    }

    /// A row in the table of the nearest answer. `None` where the table is not to be found.
    pub(super) fn row(&self, nearest: &Neighbour) -> Option<(usize, Draft)> {
        let document = self.view.document;
        let table = document.answers[nearest.answer].table?;
        let control = &document.tables[table];
        let table_of = |index: usize| document.answers[index].table;
        let (beside, behind) = self.in_order(nearest, |index| table_of(index) == Some(table));
        let range = &document.answers[beside].range;
        let neighbour = document.answers[nearest.answer].range.start;
        let blocks = &self.view.markdown.blocks;
        let block = blocks.iter().find(|block| block.range == control.range)?;
        let BlockKind::Table(table) = &block.kind else {
            return None;
        };
        let sample = table.rows.iter().find(|row| row.range.start == neighbour)?;
        let line = self.cells(control, table, sample, nearest);
        let text = self.view.text;
        // What stands in front of the table: indentation, quote marks.
        let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let margin = &text[line_start..range.start];
        let mut draft = Draft::default();
        if behind {
            draft.push(self.line_end);
            draft.push(margin);
            draft.append(line);
            return Some((range.end, draft));
        }
        draft.append(line);
        draft.push(self.line_end);
        draft.push(margin);
        Some((range.start, draft))
    }

    fn cells(
        &self,
        control: &ControlTable,
        table: &Table,
        sample: &Row,
        nearest: &Neighbour,
    ) -> Draft {
        let measured = control.has(Field::Measure);
        let mut draft = Draft::default();
        draft.push("|");
        for (column, field) in control.columns.iter().enumerate() {
            draft.push(" ");
            match field {
                Some(Field::Clause) => {
                    let place = sample
                        .cells
                        .get(column)
                        .map_or(0..0, |cell| cell.range.clone());
                    draft.push(&self.number_like(&place, nearest.clause));
                }
                Some(Field::Title) if self.counts_rows(sample, column) => {}
                Some(Field::Title) => {
                    let cell = |row: &Row| {
                        let cell = row.cells.get(column);
                        cell.map_or("", |cell| self.view.markdown.cell(cell).text.trim())
                    };
                    let (heading, written) = (cell(&table.header), cell(sample));
                    match self.title_cell(heading, written, nearest.clause) {
                        Some(title) => draft.push(&in_cell(&title)),
                        None => draft.blank(self.blank()),
                    }
                }
                Some(Field::Requirement) => draft.push(&self.requirement_cell()),
                Some(Field::Guideline) => {
                    let guidelines = self.view.project.guidelines;
                    draft.push(&in_cell(
                        &guidelines.get(self.clause.guideline).short_name(),
                    ));
                }
                Some(Field::Status) => {
                    let used = words::in_column(self.view, table, column, None);
                    draft.choice(self.blank(), &words::statuses(&used, self.language));
                }
                // They depend on the status.
                Some(Field::Due | Field::Reason | Field::Reviewed) => {}
                Some(Field::Mark) => {}
                None if measured => {}
                _ => draft.blank(self.blank()),
            }
            draft.push(" |");
        }
        draft
    }

    /// Whether a row has a number of its own in a column: 「No.」, 「通番」, `ID`.
    fn counts_rows(&self, row: &Row, column: usize) -> bool {
        /// In letters; a code before a number has fewer.
        const SHORTEST_WORD: usize = 4;
        let cell = row.cells.get(column);
        let text = cell.and_then(|cell| self.view.text.get(cell.range.clone()));
        let text = text.unwrap_or_default();
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let is_word = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        text.contains(char::is_numeric) && !is_word && letters.count() < SHORTEST_WORD
    }

    /// What stands below the heading of a column of titles: the clause's own title, or the name of what it stands in,
    /// where the row beside it has that; `None` where nobody knows what belongs there.
    fn title_cell(&self, heading: &str, written: &str, beside: ClauseReference) -> Option<String> {
        let guidelines = self.view.project.guidelines;
        let key = title_key(written);
        let is_titled = |clause| is_title_of(&key, clause, guidelines);
        let own = || title(self.known());
        if written.is_empty() || is_titled(beside) {
            return Some(own());
        }
        let is_numbered = |clause: ClauseReference| {
            let locator = guidelines.clause(clause).locator.as_ref();
            let read = locator::read_all(written).unwrap_or_default();
            let named = { read.iter() }.find_map(|one| match &one.target {
                Target::One(number) => Some(number),
                Target::Through(..) => None,
            });
            named.is_some() && named == locator
        };
        let around = |clause: ClauseReference| -> Vec<ClauseReference> {
            let parent = |of: &ClauseReference| {
                let clause = guidelines.clause(*of).parent?;
                Some(ClauseReference { clause, ..*of })
            };
            std::iter::successors(parent(&clause), parent).collect()
        };
        let (theirs, ours) = (around(beside), around(self.clause));
        let is_meant = |clause: &&ClauseReference| is_titled(**clause) || is_numbered(**clause);
        if let Some(group) = theirs.iter().find(is_meant) {
            return ours.contains(group).then(|| written.to_string());
        }
        (!GROUPS.contains(&&*heading.to_lowercase())).then(own)
    }

    /// What is asked, and whether the words are the guideline's own.
    fn requirement_cell(&self) -> String {
        let requirements = self.requirements();
        let texts: Vec<String> = requirements
            .iter()
            .map(|requirement| in_cell(&requirement.text))
            .collect();
        let summary = requirements
            .iter()
            .any(|requirement| requirement.paraphrased);
        let note = match (summary, self.language) {
            (false, _) => "",
            (true, crate::locale::Locale::Ja) => "（要約）",
            (true, crate::locale::Locale::En) => " (summary)",
        };
        texts.join("<br>") + note
    }
}

/// A text as a cell holds it.
fn in_cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}
