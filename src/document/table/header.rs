//! Headings in two rows, as tables with merged cells come out of spreadsheets: 「自社対応」 over
//! 「実施状況」 and 「実施内容」.

use std::borrow::Cow;

use crate::markdown::{Markdown, Row, Table};
use crate::wording::{self, Field};

/// A table whose headings were read from two rows.
pub struct Joined {
    /// The table with one heading row, at the place of the first.
    pub table: Table,
    /// What stands over each column's own heading, as the column where it is written.
    over: Vec<Option<usize>>,
    first: Row,
}

/// The longest text of a cell that is a heading, in characters.
const LONGEST: usize = 20;

/// Joins the two heading rows of a table; `None` where it has one.
pub fn joined(table: &Table, markdown: &Markdown) -> Option<Joined> {
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
