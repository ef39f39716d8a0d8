//! Tables: rows that answer clauses, and rows that are statements like any other.

mod marked;
mod open;
mod rows;
mod whose;

use std::sync::Arc;

use super::super::ControlTable;
use super::super::cells::Columns;
use super::super::citation::Pointer;
use super::super::table::{self, Head};
use super::super::unit::{self, Unit};
use super::Assembly;
use super::part::Part;
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::markdown::{Block, Row, Table};
use crate::wording::Field;
use rows::{Above, Answering, Rows, selects};
use whose::{Numbers, Whose};

impl Assembly<'_> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let opens = std::mem::replace(&mut self.bare, false);
        self.items.clear();
        self.excluding = None;
        let joined = table::joined(table, self.markdown);
        let table = joined.as_ref().map_or(table, |joined| &joined.table);
        let mut head = table::head(
            table,
            joined.as_ref(),
            self.markdown,
            self.settings,
            self.guidelines,
            &self.sought.names.legend,
            self.cache,
        );
        let is_quoted = block.quote_depth > 0 || self.document.sections[self.section()].quoting;
        if is_quoted
            || self.clauses_in_heading(block, table)
            || self.vertical_table(block, table, &head.columns.fields, opens)
        {
            self.caption.clear();
            return;
        }
        if opens {
            self.clauses_beside_names(table);
        }
        let titled = self.column_of_titles(table, &head);
        if let Some(titled) = &titled {
            for field in &mut head.columns.fields {
                *field = field.filter(|field| *field != Field::Clause);
            }
            head.columns.fields[titled.column] = Some(Field::Clause);
            table::leave_asides(table, self.markdown, &mut head.columns.fields);
        }
        self.leave_numbers(table, &mut head.columns.fields);
        let units: Vec<Arc<Unit>> = table
            .rows
            .iter()
            .map(|row| unit::row(self.markdown, row, &head.columns, &self.sought, self.cache))
            .collect();
        if head.columns.fields.contains(&Some(Field::Clause)) {
            let by_title = titled.map(|titled| titled.guideline);
            self.control_table(block, table, head, &units, by_title);
        } else {
            self.rows_without_clauses(table, units);
        }
        self.caption.clear();
    }

    /// The answer of a row in a table without clauses, which may open with a part of the clause around.
    pub(super) fn answer_of_row(&mut self, index: usize, row: &Row) {
        let first = row.cells.first().map(|cell| self.markdown.cell(cell));
        let part = first.as_ref().and_then(|prose| {
            let part = Part::whole(prose.text).or_else(|| Part::opening(prose.text))?;
            Some((part, prose))
        });
        self.answer_of_block(index, part);
        self.leave_row_open(index);
    }

    /// Reads the rows of a table as statements like any other.
    fn rows_without_clauses(&mut self, table: &Table, units: impl IntoIterator<Item = Arc<Unit>>) {
        for (row, unit) in table.rows.iter().zip(units) {
            let index = self.push_statement(unit, row.range.start, row.range.clone(), false);
            self.answer_of_row(index, row);
        }
    }

    /// Reads a table with a column of clauses. `by_title` is the guideline whose clauses are named by their titles.
    fn control_table(
        &mut self,
        block: &Block,
        table: &Table,
        head: Head,
        units: &[Arc<Unit>],
        by_title: Option<GuidelineIndex>,
    ) {
        let meant = self.meant_around(table, &head.columns.fields);
        let composed = self.composed_numbers(table, &head, units, &meant);
        let pointers: Vec<&[Pointer]> = match &composed {
            Some(composed) => composed.iter().map(Vec::as_slice).collect(),
            None => units.iter().map(|unit| unit.pointers.as_slice()).collect(),
        };
        let numbers = Numbers {
            units,
            pointers,
            are_composed: composed.is_some(),
        };
        let Some(whose) = self.whose(&head, &numbers, &meant, by_title) else {
            return self.rows_with_own_numbers(table, &head.columns);
        };
        let rows = self.open_table(block, table, head, whose, meant.clauses, by_title);
        let mut above = Above::default();
        for ((row, unit), pointers) in table.rows.iter().zip(units).zip(numbers.pointers) {
            self.control_row(&rows, row, unit, pointers, &mut above);
        }
    }

    /// Reads the rows of a table whose numbers are the document's own.
    fn rows_with_own_numbers(&mut self, table: &Table, columns: &Columns) {
        let fields = columns.fields.iter();
        let running = Columns {
            fields: fields
                .map(|column| column.filter(|field| *field != Field::Clause))
                .collect(),
            ..columns.clone()
        };
        let (markdown, sought) = (self.markdown, &self.sought);
        let units: Vec<Arc<Unit>> = { table.rows.iter() }
            .map(|row| unit::row(markdown, row, &running, sought, self.cache))
            .collect();
        self.rows_without_clauses(table, units);
    }

    /// Notes a control table in the document, and what holds for all of its rows.
    fn open_table<'t>(
        &mut self,
        block: &Block,
        table: &'t Table,
        head: Head,
        whose: Whose,
        around: Vec<ClauseReference>,
        by_title: Option<GuidelineIndex>,
    ) -> Rows<'t> {
        let Head { columns, marks, .. } = head;
        let number = self.document.tables.len();
        self.document.tables.push(ControlTable {
            header: table.header.range.clone(),
            range: block.range.clone(),
            columns: columns.fields.clone(),
            headings: { table.header.cells.iter() }
                .map(|cell| cell.range.clone())
                .collect(),
            guideline: whose.guideline,
            lists_faults: head.lists_faults,
            judges: head.judges,
            lists_risks: head.lists_risks,
            section: self.section(),
            unplaced: None,
        });
        let mapped = self.sections_column(table, &columns);
        let has_marks =
            !marks.choices.is_empty() || !marks.parties.is_empty() || marks.applicability.is_some();
        let answering = match head.lists_faults {
            true if self.lists_open(table, &columns.fields) => Answering::OpenFaults,
            true => Answering::Faults,
            false if mapped.is_none() && !has_marks && selects(&columns.fields) => {
                Answering::Nothing
            }
            false => Answering::Clauses,
        };
        let beside = self.clauses_beside(table, &columns.fields, &whose.candidates);
        let numbers = by_title.and_then(|guideline| self.numbers_beside_titles(table, guideline));
        Rows {
            table,
            number,
            marks,
            whose,
            around,
            beside,
            are_titles: by_title.is_some(),
            numbers,
            mapped,
            answering,
        }
    }
}
