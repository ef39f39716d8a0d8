//! Headings in several rows, as tables with merged cells come out of spreadsheets: 「自社対応」 over
//! 「実施状況」 and 「実施内容」, or below banners that say in a few cells what the columns belong to.

use std::borrow::Cow;

use crate::markdown::{Cell, Markdown, Row, Table};
use crate::wording::{self, Field};

/// A table whose headings were read from several rows.
pub struct Joined {
    /// The table with one heading row, at the place of the first.
    pub table: Table,
    /// What stands over each column's own heading, as the column where it is written.
    over: Vec<Option<usize>>,
    first: Row,
}

/// The longest text of a cell that is a heading, in characters.
const LONGEST: usize = 20;

/// Joins the heading rows of a table; `None` where it has one.
pub fn joined(table: &Table, markdown: &Markdown) -> Option<Joined> {
    in_two_rows(table, markdown).or_else(|| below_banners(table, markdown))
}

/// Takes for the headings the row below one or several that say in a few cells what the columns below belong to.
fn below_banners(table: &Table, markdown: &Markdown) -> Option<Joined> {
    const MOST_BANNERS: usize = 3;
    const FEWEST_COLUMNS: usize = 3;
    const FEWEST_KNOWN: usize = 2;
    let columns = table.header.cells.len();
    let text = |cell: &Cell| markdown.cell(cell).text.trim();
    let filled = |row: &Row| {
        row.cells
            .iter()
            .filter(|cell| !text(cell).is_empty())
            .count()
    };
    let is_banner = |row: &Row| filled(row) * 2 <= columns;
    let is_known = |cell: &&Cell| wording::column(text(cell)).is_some();
    let are_headings = |row: &Row| {
        let are_short = row
            .cells
            .iter()
            .all(|cell| text(cell).chars().nth(LONGEST).is_none());
        filled(row) * 4 >= columns * 3
            && are_short
            && row.cells.iter().filter(is_known).count() >= FEWEST_KNOWN
    };
    let above = || std::iter::once(&table.header).chain(&table.rows);
    let banners = above().take_while(|row| is_banner(row)).count();
    let (banner, own) = above().zip(&table.rows).nth(banners.checked_sub(1)?)?;
    let is_it = columns >= FEWEST_COLUMNS
        && banners <= MOST_BANNERS
        && own.cells.len() == columns
        && are_headings(own);
    if !is_it {
        return None;
    }
    let mut over = Vec::with_capacity(columns);
    for (column, cell) in banner.cells.iter().enumerate() {
        let before = over.last().copied().flatten();
        over.push(match text(cell).is_empty() {
            true => before,
            false => Some(column),
        });
    }
    over.resize(columns, None);
    Some(Joined {
        table: Table {
            header: own.clone(),
            rows: table.rows[banners..].to_vec(),
            form: table.form,
        },
        over,
        first: banner.clone(),
    })
}

/// Joins two heading rows of which the first goes on over several columns.
fn in_two_rows(table: &Table, markdown: &Markdown) -> Option<Joined> {
    let [second, _, ..] = table.rows.as_slice() else {
        return None;
    };
    let text = |row: &Row, column: usize| {
        let cell = row.cells.get(column);
        cell.map_or("", |cell| markdown.cell(cell).text.trim())
    };
    let heading = |column: usize| text(&table.header, column);
    let goes_on = |column: usize| {
        column > 0
            && (heading(column).is_empty() || heading(column) == heading(column - 1))
            && !heading(0).is_empty()
    };
    let columns = table.header.cells.len();
    if !(1..columns).any(goes_on) {
        return None;
    }
    let mut over: Vec<Option<usize>> = vec![None; columns];
    for column in 1..columns {
        if goes_on(column) {
            let start = over[column - 1].unwrap_or(column - 1);
            (over[column - 1], over[column]) = (Some(start), Some(start));
        }
    }
    let below = |column: usize| text(second, column);
    let is_heading = |column: usize| match below(column) {
        "" => true,
        own if over[column].is_none() => own == heading(column),
        own => own.chars().nth(LONGEST).is_none(),
    };
    let named = (0..columns).filter(|&column| over[column].is_some() && !below(column).is_empty());
    let known = named.clone().filter(|&column| {
        wording::column(below(column)).is_some() || wording::status(below(column)).is_some()
    });
    if named.count() < 2 || known.count() < 1 || !(0..columns).all(is_heading) {
        return None;
    }
    let cells = (0..columns).map(|column| match below(column) {
        "" => &table.header.cells[column],
        _ => &second.cells[column],
    });
    Some(Joined {
        table: Table {
            header: Row {
                range: table.header.range.clone(),
                cells: cells.cloned().collect(),
            },
            rows: table.rows[1..].to_vec(),
            form: table.form,
        },
        over: { 0..columns }
            .map(|column| over[column].filter(|_| !below(column).is_empty()))
            .collect(),
        first: table.header.clone(),
    })
}

impl Joined {
    /// A column's heading; with whose it is, where the one above says so: 「対応内容」 below 「医療機関側」.
    pub fn heading<'m>(&self, column: usize, markdown: &'m Markdown) -> Cow<'m, str> {
        let own = markdown.cell(&self.table.header.cells[column]).text;
        let over = self.over[column].map(|over| markdown.cell(&self.first.cells[over]).text);
        match over {
            Some(over) if wording::column(over) == Some(Field::Customer) => {
                format!("{}（{}）", own.trim(), over.trim()).into()
            }
            _ => Cow::Borrowed(own),
        }
    }
}
