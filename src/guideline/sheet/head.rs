//! Where a sheet's table begins: the row, or two rows, of headings.

use super::Row;
use crate::guideline::number;
use crate::guideline::published::table::{Columns, is_known, is_level, is_number};

/// The rows in which headings are looked for.
const MOST_ROWS_ABOVE: usize = 200;
/// The longest heading in a second row, in characters.
const LONGEST_HEADING: usize = 20;

/// What a column of numbers is called.
const NUMBERS: &str = "Number";
/// What a column of what is asked is called.
const TEXTS: &str = "Text";

/// A table's headings.
pub struct Head {
    /// The index of the first row of headings.
    pub first: usize,
    /// That of the first row behind them.
    pub behind: usize,
    /// What the columns are called.
    pub names: Vec<String>,
    pub columns: Columns,
}

/// Finds the headings of the table of clauses, those with columns for numbers before those of
/// which the texts may begin with one.
pub fn find(rows: &[Row]) -> Option<Head> {
    let above = rows.len().min(MOST_ROWS_ABOVE);
    let candidates = || (0..above).filter_map(|at| Head::at(rows, at));
    let fits =
        |head: &Head, named: bool| head.columns.is_named() == named && head.has_numbers(rows);
    candidates()
        .find(|head| fits(head, true))
        .or_else(|| candidates().find(|head| fits(head, false)))
}

/// A cell under headings for numbers and requirements that is no number of a clause, with its row: what is wrong
/// with a table in which no clause was found.
pub fn without_numbers(rows: &[Row]) -> Option<(&Row, &str)> {
    let above = rows.len().min(MOST_ROWS_ABOVE);
    let named = |head: &Head| head.columns.is_named();
    let head = { (0..above).filter_map(|at| Head::at(rows, at)) }.find(named)?;
    let own = head.own_column()?;
    let cells = { rows[head.behind..].iter() }.map(|row| (row, row.text(own)));
    { cells }.find(|(_, text)| !text.is_empty() && number::read(text).is_none())
}

impl Head {
    fn at(rows: &[Row], at: usize) -> Option<Head> {
        let names: Vec<String> = { rows[at].values.iter() }
            .map(|value| value.text.trim().replace(['\n', '\r'], ""))
            .collect();
        let second = rows.get(at + 1).filter(|second| goes_on(&names, second));
        let both = second.and_then(|second| {
            let names = joined(&names, second);
            Some((Columns::called(names.iter().map(String::as_str))?, names))
        });
        let (columns, names, behind) = match both {
            Some((columns, names)) => (columns, names, at + 2),
            None => {
                let columns = Columns::called(names.iter().map(String::as_str))?;
                (columns, names, at + 1)
            }
        };
        let mut head = Head {
            first: at,
            behind,
            names,
            columns,
        };
        if !head.columns.is_named()
            && let Some(column) = head.column_of_numbers(rows)
        {
            head.names[column] = NUMBERS.to_owned();
            if !head.has_texts(column)
                && let Some(widest) = head.widest(rows, column)
            {
                head.names[widest] = TEXTS.to_owned();
            }
            head.columns = Columns::called(head.names.iter().map(String::as_str))?;
        }
        Some(head)
    }

    /// The column before the titles and texts in which nothing but numbers stands, whatever it is called: "Standard ID",
    /// or "Requirement" beside "Title".
    fn column_of_numbers(&self, rows: &[Row]) -> Option<usize> {
        const FEWEST: usize = 2;
        let Columns { titles, texts, .. } = &self.columns;
        let others = |column: usize| {
            titles
                .iter()
                .chain(texts)
                .filter(move |other| **other != column)
        };
        let is_number = |text: &str| {
            number::read(text).is_some_and(|number| number::title_behind(text, &number).is_empty())
        };
        let first = { titles.iter() }.chain(texts).min()?;
        (0..=*first).find(|&column| {
            let mut filled = { rows[self.behind..].iter() }
                .map(|row| row.text(column))
                .filter(|text| !text.is_empty());
            let mut count = 0;
            let are_numbers = filled.by_ref().inspect(|_| count += 1).all(is_number);
            let has_others = others(column).next().is_some() || self.names.len() > column + 1;
            are_numbers && count >= FEWEST && has_others
        })
    }

    /// Whether another column is known as one of titles or texts.
    fn has_texts(&self, numbers: usize) -> bool {
        let Columns { titles, texts, .. } = &self.columns;
        titles.iter().chain(texts).any(|column| *column != numbers)
    }

    /// The column with the longest texts behind that of the numbers.
    fn widest(&self, rows: &[Row], numbers: usize) -> Option<usize> {
        let width = |column: &usize| -> usize {
            let rows = rows[self.behind..].iter();
            rows.map(|row| row.text(*column).len()).sum()
        };
        (numbers + 1..self.names.len()).max_by_key(width)
    }

    /// The column with the clause's own number.
    pub fn own_column(&self) -> Option<usize> {
        self.columns.numbers.or(self.columns.levels.last().copied())
    }

    fn has_numbers(&self, rows: &[Row]) -> bool {
        let columns: Vec<usize> = match self.own_column() {
            Some(own) => vec![own],
            None => { self.columns.titles.iter() }
                .chain(&self.columns.texts)
                .copied()
                .collect(),
        };
        let begins = |row: &Row| {
            let mut columns = columns.iter();
            columns.any(|column| number::read(row.text(*column)).is_some())
        };
        rows[self.behind..].iter().any(begins)
    }

    /// Whether the table is the history of the guideline's editions.
    pub fn lists_changes(&self) -> bool {
        const NAMES: [&str; 12] = [
            "改定日",
            "改訂日",
            "改版日",
            "変更日",
            "改定内容",
            "改訂内容",
            "改版内容",
            "変更内容",
            "変更箇所",
            "change",
            "changes",
            "revision date",
        ];
        let mut names = self.names.iter().map(|name| name.to_lowercase());
        names.any(|name| NAMES.contains(&name.as_str()))
    }
}

/// Whether a row is a second row of headings: the names of what one heading above spans.
fn goes_on(first: &[String], second: &Row) -> bool {
    if !first.iter().any(|name| is_known(name)) {
        return false;
    }
    let own: Vec<&str> = (0..second.values.len())
        .map(|column| second.text(column))
        .collect();
    let is_heading = |text: &&str| {
        text.is_empty()
            || (text.chars().count() <= LONGEST_HEADING
                && !text.contains('。')
                && number::read(text).is_none())
    };
    let is_below = |(column, text): (usize, &&str)| {
        let above = first.get(column).map_or("", String::as_str);
        let spans = above.is_empty()
            && first[..column.min(first.len())]
                .iter()
                .any(|name| !name.is_empty());
        !text.is_empty() && (is_known(text) || spans)
    };
    // A second row that says it all is the headings, and the first a title.
    let is_whole = Columns::called(own.iter().copied()).is_some_and(|columns| {
        columns.is_named() && (columns.titles.is_some() || !columns.texts.is_empty())
    });
    !is_whole && own.iter().all(is_heading) && own.iter().enumerate().any(is_below)
}

/// What the columns are called by two rows of headings. A number over several columns has a level
/// in each.
fn joined(first: &[String], second: &Row) -> Vec<String> {
    let width = first.len().max(second.values.len());
    let above = |column: usize| first.get(column).map_or("", String::as_str);
    let mut open = "";
    let name = |column: usize| {
        let own = above(column);
        if !own.is_empty() {
            open = own;
        }
        let below = second.text(column);
        let goes_on = above(column + 1).is_empty() && !second.text(column + 1).is_empty();
        let spans = own.is_empty() || goes_on;
        if below.is_empty() {
            own.to_owned()
        } else if spans
            && is_number(open)
            && !is_number(below)
            && (is_level(below) || !is_known(below))
        {
            "大項目".to_owned()
        } else if is_known(below) || open.is_empty() {
            below.to_owned()
        } else if is_known(open) && !spans {
            open.to_owned()
        } else {
            format!("{open} {below}")
        }
    };
    (0..width).map(name).collect()
}
