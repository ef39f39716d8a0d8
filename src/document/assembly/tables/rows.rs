//! The rows of a table whose numbers are clauses: what each of them answers, and what it goes on with from the one
//! above.

use std::sync::Arc;

use super::super::super::answers;
use super::super::super::citation::Pointer;
use super::super::super::resolution::Surroundings;
use super::super::super::table::Marks;
use super::super::super::unit::Unit;
use super::super::super::{Answer, AnswerKind, Claim, LabelledValue, Labels, Link};
use super::super::{Assembly, add_labels};
use super::open::{is_open, plan};
use super::whose::Whose;
use crate::guideline::{ClauseReference, GuidelineIndex, Lookup};
use crate::locator::Target;
use crate::markdown::{Cell, Row, Table};
use crate::wording::{self, Field, Placeholder};

/// What holds for all rows of a table.
pub(super) struct Rows<'a> {
    pub table: &'a Table,
    /// The table among those of the document.
    pub number: usize,
    pub marks: Marks,
    /// Whose its numbers are.
    pub whose: Whose,
    /// The clauses that the sections around answer.
    pub around: Vec<ClauseReference>,
    /// Columns that hold clauses of other guidelines.
    pub beside: Vec<(usize, GuidelineIndex)>,
    /// Its clauses are named by their titles.
    pub are_titles: bool,
    /// The column of the numbers that stand beside titles.
    pub numbers: Option<usize>,
    /// The column of the document's own sections that answer.
    pub mapped: Option<usize>,
    /// What its rows are where they answer nothing.
    pub answering: Answering,
}

/// What the rows of a table say of clauses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answering {
    /// How each is answered.
    Clauses,
    /// Which there are.
    Nothing,
    /// What is wrong; a row answers only where it says that this is still so.
    Faults,
    /// What is wrong, and still so.
    OpenFaults,
}

/// What a row may go on with.
#[derive(Default)]
pub(super) struct Above {
    links: Vec<Link>,
    /// The answer of the row above.
    answer: Option<usize>,
}

impl Assembly<'_> {
    /// Reads a row of a control table.
    pub(super) fn control_row(
        &mut self,
        rows: &Rows<'_>,
        row: &Row,
        unit: &Arc<Unit>,
        pointers: &[Pointer],
        above: &mut Above,
    ) {
        let base = row.range.start;
        let cell = unit.field(Field::Clause);
        let by_title = rows.whose.guideline.filter(|_| rows.are_titles);
        let entitled = by_title.zip(cell).and_then(|(guideline, cell)| {
            let (clause, _) = self.worded(guideline, &cell.text)?;
            Some((clause, base + cell.range.start..base + cell.range.end))
        });
        if self.repeats_header(rows.table, row)
            || entitled.is_none()
                && (is_heading_row(unit) || self.is_group(unit, pointers, &rows.whose.candidates))
        {
            above.links.clear();
            return;
        }
        let index = self.push_statement(unit.clone(), base, row.range.clone(), false);
        let links = match entitled {
            Some((clause, _)) => {
                let number = rows.numbers.and_then(|column| row.cells.get(column));
                if let Some(number) = number {
                    self.note_another_number(number, clause);
                }
                self.cite_entitled(entitled)
            }
            None => self.links_of_row(rows, base, unit, pointers),
        };
        let mut links = links;
        for &(column, other) in &rows.beside {
            links.append(&mut self.cite_cell(row, column, other));
        }
        if let (None, Some(cell)) = (
            rows.whose.guideline,
            cell.filter(|cell| !cell.text.is_empty()),
        ) {
            let range = base + cell.range.start..base + cell.range.end;
            self.document.tables[rows.number]
                .unplaced
                .get_or_insert((cell.text.to_string(), range));
        }
        // A chapter's row without a word more is a heading among the rows.
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        if cell.is_some()
            && !links.is_empty()
            && says_no_more_than_clause(unit)
            && links.iter().all(is_chapter)
        {
            above.links.clear();
            return;
        }
        let is_over = |claim: &Claim| wording::says_it_is_over(&claim.text);
        if rows.answering == Answering::OpenFaults && unit.claims.iter().any(is_over) {
            self.close_fault(rows, row, unit, index, links);
            return;
        }
        let status = unit.status.as_ref().map(|stated| stated.status);
        if rows.answering == Answering::Faults && !status.is_some_and(is_open) {
            self.close_fault(rows, row, unit, index, links);
            return;
        }
        // A clause that takes several rows is written once, in the first of them.
        let goes_on = cell.is_some_and(|cell| is_ditto(&cell.text)) && links.is_empty();
        match goes_on {
            true => links.clone_from(&above.links),
            false => above.links.clone_from(&links),
        }
        if rows.answering == Answering::Nothing
            || rows.mapped.is_none() && counts_clauses(unit, pointers)
        {
            return;
        }
        let labels = self.labels_of_row(rows, row, unit, goes_on, above);
        let table = Some(rows.number);
        let answer = self.push_answer(AnswerKind::Row, index, links, labels, table);
        above.answer = Some(answer);
        if let Some(column) = rows.mapped {
            self.note_mapping(answer, row, column);
        }
    }

    /// The clauses that a row names, by numbers or, where it has none, by a title.
    fn links_of_row(
        &mut self,
        rows: &Rows<'_>,
        base: usize,
        unit: &Unit,
        pointers: &[Pointer],
    ) -> Vec<Link> {
        let within = Surroundings {
            guidelines: &rows.whose.candidates,
            beyond: &[],
            project: &rows.whose.project,
            clauses: &rows.around,
        };
        let cited = match pointers {
            [only] => self.cite_in(only, base, &within),
            several => {
                let cite = |pointer| self.cite_in(pointer, base, &within);
                several.iter().flat_map(cite).collect()
            }
        };
        let titled = unit
            .field(Field::Clause)
            .filter(|cell| pointers.is_empty() && !is_ditto(&cell.text));
        match (rows.whose.guideline, titled) {
            (Some(guideline), Some(cell)) => {
                let place = base + cell.range.start..base + cell.range.end;
                self.cite_titled(&[guideline], &cell.text, place)
            }
            _ => cited,
        }
    }

    /// Notes that a row of a list of faults says of one that it is no more.
    fn close_fault(
        &mut self,
        rows: &Rows<'_>,
        row: &Row,
        unit: &Unit,
        statement: usize,
        links: Vec<Link>,
    ) {
        let mut labels = Labels::default();
        add_labels(&mut labels, unit, row.range.start);
        let closed = Answer {
            kind: AnswerKind::Row,
            range: row.range.clone(),
            links,
            labels,
            statements: vec![statement],
            section: self.section(),
            table: Some(rows.number),
        };
        self.document.closed.push(closed);
    }

    /// Whether a row holds the headings once more, as tables that were joined do.
    fn repeats_header(&self, table: &Table, row: &Row) -> bool {
        let text = |cell: &Cell| self.markdown.cell(cell).text.trim();
        let headings = { table.header.cells.iter() }.map(text);
        let mut written = headings.clone().filter(|heading| !heading.is_empty());
        written.next().is_some() && headings.eq(row.cells.iter().map(text))
    }

    /// The labels of a row's answer: its own, what is marked in it, and what it has from the row above.
    fn labels_of_row(
        &self,
        rows: &Rows<'_>,
        row: &Row,
        unit: &Unit,
        goes_on: bool,
        above: &Above,
    ) -> Labels {
        let mut labels = Labels::default();
        add_labels(&mut labels, unit, row.range.start);
        self.choose(&mut labels, rows.table, row, &rows.marks);
        if rows.answering == Answering::OpenFaults {
            plan(&mut labels);
        }
        let Some(answer) = above.answer else {
            return labels;
        };
        let above = &self.document.answers[answer].labels;
        if labels.status.is_none() && { labels.label(Field::Status) }
            .is_some_and(|value| !value.text.is_empty() && is_ditto(&value.text))
        {
            labels.status = above.status.clone();
        }
        let columns = &self.document.tables[rows.number].columns;
        let is_merged = |column: usize| row.cells.get(column).is_none_or(|cell| cell.merged);
        if goes_on || row.cells.iter().any(|cell| cell.merged) {
            let clause = { columns.iter() }.position(|column| *column == Some(Field::Clause));
            match goes_on || clause.is_some_and(is_merged) {
                true => merge_labels(&mut labels, above, columns, |_| true),
                // A clause of its own has what stands in merged cells alone.
                false => merge_labels(&mut labels, above, columns, is_merged),
            }
        }
        labels
    }

    /// Whether a row is the heading of those below it: a number above theirs, a title, and nothing else.
    fn is_group(
        &mut self,
        unit: &Unit,
        pointers: &[Pointer],
        candidates: &[GuidelineIndex],
    ) -> bool {
        let says_nothing =
            |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
        let names = |field| matches!(field, Field::Clause | Field::Title);
        let is_filled = |field| {
            let mut fields = unit.fields.iter();
            fields.any(|value| value.field == field && !value.text.is_empty())
        };
        if !is_filled(Field::Title)
            || !is_filled(Field::Clause)
            || !unit.claims.iter().all(says_nothing)
            || !{ unit.fields.iter() }.all(|value| names(value.field) || value.text.is_empty())
        {
            return false;
        }
        let mut targets = { pointers.iter() }
            .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
            .peekable();
        let is_above = |target: &Target| {
            let Target::One(group) = target else {
                return false;
            };
            candidates.iter().any(|&guideline| {
                let mut clauses = self.guidelines.get(guideline).clauses.iter();
                clauses.any(|clause| {
                    let locator = clause.locator.as_ref();
                    locator.is_some_and(|own| own != group && own.starts_with(group))
                }) && matches!(
                    self.guidelines.catalogue(guideline).find(group),
                    Lookup::Missing
                )
            })
        };
        // A family has letters and no number: AC.
        targets.peek().is_none() || targets.all(is_above)
    }
}

/// Whether a row says nothing beside its clause.
fn says_no_more_than_clause(unit: &Unit) -> bool {
    let says_nothing = |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
    let mut fields = unit.fields.iter();
    unit.claims.iter().all(says_nothing)
        && fields.all(|value| value.field == Field::Clause || value.text.is_empty())
}

/// A row with a title in its clause column, or beside it, and nothing else: a heading between the rows.
fn is_heading_row(unit: &Unit) -> bool {
    let says_nothing = |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
    if !unit.pointers.is_empty() || !unit.claims.iter().all(says_nothing) {
        return false;
    }
    let mut filled = unit.fields.iter().filter(|value| !value.text.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => match only.field {
            Field::Clause => !is_ditto(&only.text),
            Field::Title => unit.field(Field::Clause).is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a table only says which clauses there are, and who answers for them: a list of selected controls, a matrix
/// of responsibilities in letters. It answers none of them.
pub(super) fn selects(columns: &[Option<Field>]) -> bool {
    let names = |column: &Option<Field>| {
        matches!(
            column,
            Some(Field::Clause | Field::Title | Field::Owner | Field::Guideline | Field::Mark)
        )
    };
    let has = |field| columns.contains(&Some(field));
    (has(Field::Owner) || has(Field::Mark)) && columns.iter().all(names)
}

/// Whether a row only says how many of a range of clauses are at which stage: `AC-1 – AC-25 | 20 of 25 implemented`.
fn counts_clauses(unit: &Unit, pointers: &[Pointer]) -> bool {
    /// What is said of them takes more, in bytes.
    const LONGEST: usize = 32;
    let mut targets = pointers.iter().flat_map(|pointer| &pointer.references);
    // "20", "20 of 25 implemented", "80 %"; 7.1 is a section.
    let is_count = |text: &str| {
        let counts = text.contains(['/', '%', '／']) || text.contains(" of ");
        let has_digit = text.contains(|c: char| c.is_ascii_digit());
        text.bytes().all(|byte| byte.is_ascii_digit())
            || text.len() <= LONGEST && counts && has_digit
    };
    let status = unit.field(Field::Status);
    targets.any(|(_, target)| matches!(target, Target::Through(..)))
        && (unit.status.is_none() || status.is_some_and(|status| status.text.contains(['/', '／'])))
        && { unit.claims.iter() }.all(|claim| is_count(&claim.text))
        && status.is_none_or(|status| is_count(&status.text))
        && (status.is_some_and(|status| !status.text.is_empty()) || { unit.claims.iter() }
            .any(|claim| !claim.text.is_empty()))
}

/// Whether a clause cell means the clause of the row above.
fn is_ditto(text: &str) -> bool {
    const DITTO: [&str; 8] = ["", "同上", "〃", "″", "々", "\"", "ditto", "same as above"];
    DITTO.iter().any(|ditto| text.eq_ignore_ascii_case(ditto))
}

/// Gives a row the labels of the row above that it goes on from, of those columns that go on with it, in which it
/// has no cell (they are merged) or nothing.
fn merge_labels(
    labels: &mut Labels,
    above: &Labels,
    columns: &[Option<Field>],
    goes_on: impl Fn(usize) -> bool,
) {
    let goes_on = |field: Field| {
        let column = columns.iter().position(|column| *column == Some(field));
        column.is_some_and(&goes_on)
    };
    let own = &mut labels.fields;
    own.retain(|value| !value.text.is_empty() || !goes_on(value.field));
    let lacking = |labels: &Labels, field: Field| goes_on(field) && labels.label(field).is_none();
    if lacking(labels, Field::Status) {
        labels.status = labels.status.take().or_else(|| above.status.clone());
    }
    let merged = above
        .fields
        .iter()
        .filter(|value| lacking(labels, value.field));
    let merged: Vec<LabelledValue> = merged.cloned().collect();
    labels.fields.extend(merged);
}
