//! Clauses whose numbers stand in several columns, level by level.

use std::sync::Arc;

use super::super::citation::{Form, Pointer};
use super::super::unit::Unit;
use super::Heading;
use crate::locator::{self, Locator, Mark, Reference, Target};
use crate::markdown::{Markdown, Table};
use crate::wording::Field;

/// The columns that each hold a level of the clauses' numbers: those up to the clauses' own, if that has but one level, and
/// the one behind it where the items of a section stand by themselves: 1.1.1 | (2).
pub(super) fn levels(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
) -> Vec<usize> {
    let Some(last) = columns
        .iter()
        .position(|column| *column == Some(Field::Clause))
    else {
        return Vec::new();
    };
    let is_one_level = |text| level(text).is_some_and(|locator| locator.levels.len() == 1);
    let holds_level = |column: &usize| {
        let column = *column;
        matches!(columns[column], None | Some(Field::Title))
            && !(headings[column].is_running && counts_rows(table, markdown, column))
            && holds_levels(table, markdown, column)
    };
    let mut levels: Vec<usize> = match filled(table, markdown, last).all(is_one_level) {
        true => (0..last).rev().take_while(holds_level).collect(),
        false => Vec::new(),
    };
    levels.reverse();
    let items = items_behind(table, markdown, columns, last);
    if !levels.is_empty() || items.is_some() {
        levels.push(last);
    }
    levels.extend(items);
    levels
}

/// The column behind the clauses', if it holds numbers of items and nothing else. A figure alone counts the rows as
/// often, and is an item where it begins anew in each section.
fn items_behind(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    clause: usize,
) -> Option<usize> {
    let column = clause + 1;
    let may_hold = columns.get(column).is_some_and(|field| {
        matches!(
            field,
            None | Some(Field::Title | Field::Clause | Field::Requirement)
        )
    });
    let item = |text: &str| {
        let (references, length) = locator::read(text)?;
        let [
            Reference {
                target: Target::One(locator),
                ..
            },
        ] = references.as_slice()
        else {
            return None;
        };
        let [only] = &*locator.levels else {
            return None;
        };
        (length == text.len()).then_some(only.mark)
    };
    let texts = || filled(table, markdown, column);
    if !may_hold || texts().next().is_none() {
        return None;
    }
    let is_set_apart = |mark: Mark| matches!(mark, Mark::Parenthesised | Mark::Circled);
    let are_set_apart = texts().all(|text| item(text).is_some_and(is_set_apart));
    let are_figures = || {
        let all = texts().all(|text| item(text) == Some(Mark::Number));
        all && texts().filter(|text| *text == "1" || *text == "１").count() > 1
    };
    (are_set_apart || are_figures()).then_some(column)
}

/// The texts of a column's cells that are not empty.
pub(super) fn filled<'t>(
    table: &'t Table,
    markdown: &'t Markdown,
    column: usize,
) -> impl Iterator<Item = &'t str> {
    let cells = { table.rows.iter() }.filter_map(move |row| row.cells.get(column));
    let texts = cells.map(|cell| markdown.cell(cell).text.trim());
    texts.filter(|text| !text.is_empty())
}

/// Whether the cells of a column open with numbers, the first row's among them.
pub(super) fn holds_levels(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let first = table.rows.first().and_then(|row| row.cells.get(column));
    first.is_some_and(|cell| level(markdown.cell(cell).text.trim()).is_some())
        && filled(table, markdown, column).all(|text| level(text).is_some())
}

/// The number at the start of a cell: 「3.4 ログの取得」.
fn level(text: &str) -> Option<Locator> {
    let (references, length) = locator::read(text)?;
    let [reference] = references.as_slice() else {
        return None;
    };
    let Target::One(locator) = &reference.target else {
        return None;
    };
    let is_word = text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!is_word).then(|| locator.clone())
}

/// The clause of each row whose number stands in several columns, and is told from the rows above where
/// a cell is empty. `units` are the rows'.
pub fn numbers_in_levels(
    table: &Table,
    markdown: &Markdown,
    levels: &[usize],
    units: &[Arc<Unit>],
) -> Vec<Vec<Pointer>> {
    let mut above: Vec<Option<Locator>> = vec![None; levels.len()];
    let mut named: Option<Pointer> = None;
    let rows = table.rows.iter().zip(units);
    rows.map(|(row, unit)| {
        let text = |column: usize| {
            let cell = row.cells.get(column);
            cell.map_or("", |cell| markdown.cell(cell).text.trim())
        };
        for (depth, &column) in levels.iter().enumerate() {
            if let Some(found) = level(text(column)) {
                above[depth] = Some(found);
                above[depth + 1..].fill(None);
            }
        }
        let mut own = { unit.pointers.iter() }.filter(|pointer| pointer.form == Form::Column);
        let number = unit.field(Field::Clause);
        let number = number.filter(|cell| !cell.text.is_empty());
        let own = own.next().filter(|_| number.is_some());
        // The item of a section that stands further up.
        let last = { levels.last() }.and_then(|&column| row.cells.get(column));
        let item = last.filter(|cell| !markdown.cell(cell).text.trim().is_empty());
        let item = item.map(|cell| cell.range.clone());
        let item = item.map(|range| {
            let start = range.start.saturating_sub(row.range.start);
            start..start + range.len()
        });
        if let Some(own) = own {
            named = Some(own.clone());
        }
        let (Some(pointer), Some(range)) = (
            own.or(named.as_ref()),
            number.map(|cell| cell.range.clone()).or(item),
        ) else {
            return Vec::new();
        };
        if number.is_some() && own.is_none() {
            return Vec::new();
        }
        let mut whole = Locator {
            levels: Arc::default(),
        };
        for found in above.iter().flatten() {
            // A column may repeat what stands in the one before it: 3.4, 3.4-①.
            whole = match found.starts_with(&whole) {
                true => found.clone(),
                false => whole.join(found),
            };
        }
        vec![Pointer {
            range: range.clone(),
            references: vec![(range, Target::One(whole))],
            ..pointer.clone()
        }]
    })
    .collect()
}

/// The column behind the clauses' that holds the number of an enhancement alone: `(1)`, or nothing where the row is the
/// control's own.
pub(super) fn enhancements(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
) -> Option<usize> {
    let clause = { columns.iter() }.position(|column| *column == Some(Field::Clause))?;
    let column = (clause + 1..columns.len()).find(|column| headings[*column].is_enhancement)?;
    let mut cells = filled(table, markdown, column).peekable();
    let holds = cells.peek().is_some() && cells.all(|text| enhancement(text).is_some());
    holds.then_some(column)
}

/// The number of an enhancement in a cell: `(1)`, `1`.
fn enhancement(text: &str) -> Option<Locator> {
    let number = text.trim_matches(['(', ')', ' ']);
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| level(&format!("({number})"))).flatten()
}

/// The clauses of rows whose enhancements stand in a column of their own; where the control's cell is empty it is
/// the one above.
pub fn with_enhancements(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    units: &[Arc<Unit>],
) -> Vec<Vec<Pointer>> {
    let mut above: Option<Pointer> = None;
    let rows = table.rows.iter().zip(units);
    rows.map(|(row, unit)| {
        let mut own = { unit.pointers.iter() }.filter(|pointer| pointer.form == Form::Column);
        let cell = unit.field(Field::Clause);
        let own = match own.next() {
            Some(own) => {
                above = Some(own.clone());
                Some(own.clone())
            }
            None if cell.is_none_or(|cell| cell.text.is_empty()) => above.clone(),
            None => None,
        };
        let number = { row.cells.get(column) }.and_then(|cell| {
            let text = markdown.cell(cell).text.trim();
            Some((cell, enhancement(text)?))
        });
        match (own, number) {
            (Some(control), Some((cell, number))) => {
                let [(_, Target::One(whole))] = control.references.as_slice() else {
                    return vec![control];
                };
                let start = cell.range.start.saturating_sub(row.range.start);
                let range = start..start + cell.range.len();
                vec![Pointer {
                    references: vec![(range.clone(), Target::One(whole.join(&number)))],
                    range,
                    ..control
                }]
            }
            _ => unit.pointers.clone(),
        }
    })
    .collect()
}

/// Whether a column numbers the rows: 1, 2, 3 and so on.
fn counts_rows(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut texts = filled(table, markdown, column).zip(1usize..).peekable();
    texts.peek().is_some() && texts.all(|(text, number)| text.parse() == Ok(number))
}
