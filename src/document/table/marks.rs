//! Columns of marks: what a cell says stands in its column's heading.

use super::{Field, Heading};
use crate::date;
use crate::markdown::{Markdown, Row, Table};
use crate::wording::{self, Legend, Mark, Status};

/// What the marks in a table's columns stand for.
#[derive(Default)]
pub struct Marks {
    /// Columns of which the one that is marked gives a row's status.
    pub choices: Vec<(usize, Status)>,
    /// Columns of which those that are marked say whose doing it is.
    pub parties: Vec<usize>,
    /// Columns whose letters say who has which part in a row: responsible, accountable, consulted, informed.
    pub parts: Vec<usize>,
    /// The column that says which clauses apply at all, beside one for how far they are met.
    pub applicability: Option<usize>,
    /// In that column a letter X says that a clause does not apply, since others have an O.
    pub excludes_by_x: bool,
    /// Nothing but × is used as a mark.
    by_cross: bool,
}

impl Marks {
    /// Whether a cell chooses its column, and the bytes of a note behind the mark.
    pub fn chosen(&self, cell: &str) -> Option<std::ops::Range<usize>> {
        match wording::mark(cell)? {
            (Mark::Ticked, note) => Some(note),
            (Mark::Crossed, note) => self.by_cross.then_some(note),
            (Mark::Open, _) => None,
        }
    }
}

/// Finds the columns of marks in a table, and says of them in `columns` that they are.
pub fn read(
    table: &Table,
    markdown: &Markdown,
    headings: &[Heading],
    columns: &mut [Option<Field>],
    legend: &Legend,
) -> Marks {
    let mut marks = Marks {
        choices: choices(table, markdown, headings),
        ..Marks::default()
    };
    marks.applicability = { 0..columns.len() }.find(|column| {
        let heading = &headings[*column];
        let has_status = || {
            columns.iter().zip(0..).any(|(field, other)| {
                other != *column && *field == Some(Field::Status) && !headings[other].is_grade
            })
        };
        let says = |cell: &str| {
            let cell = cell.trim();
            let is_circle = cell.eq_ignore_ascii_case("o");
            // What applies in part says in the other column how it stands.
            let in_part = || {
                let stated = wording::status(cell);
                stated.is_some_and(|stated| stated.status == Status::Partial) && has_status()
            };
            wording::applies(cell).is_some()
                || cell.is_empty()
                || is_circle
                || legend.status(cell).is_some()
                || in_part()
        };
        heading.says_what_applies
            && !heading.is_configured
            // In English the heading is a word for nothing else.
            && (!heading.is_japanese || has_status())
            && !any(table, markdown, *column, |cell| !says(cell))
    });
    if let Some(column) = marks.applicability {
        let is_circle = |cell: &str| ["o", "O", "○", "◯", "〇"].contains(&cell.trim());
        marks.excludes_by_x = any(table, markdown, column, is_circle);
        columns[column] = Some(Field::Mark);
    }
    let marked = |cell: &str| wording::mark(cell).is_some_and(|(mark, _)| mark == Mark::Ticked);
    let chosen = marks.choices.iter().map(|(column, _)| *column);
    marks.by_cross = !{ chosen.clone() }.any(|column| any(table, markdown, column, marked));
    for column in chosen {
        columns[column] = Some(Field::Mark);
    }
    marks.parties = parties(
        table,
        markdown,
        headings,
        columns,
        !marks.choices.is_empty(),
    );
    marks.parts = parts(table, markdown, headings, columns);
    for column in marks.parties.iter().chain(&marks.parts) {
        columns[*column] = Some(Field::Mark);
    }
    marks
}

/// The columns of a matrix of responsibilities, R for who is responsible, A, C and I. One alone, or several without an
/// R, hold letters of something else.
fn parts(
    table: &Table,
    markdown: &Markdown,
    headings: &[Heading],
    columns: &[Option<Field>],
) -> Vec<usize> {
    let may_be = |column: &usize| {
        let free = matches!(
            columns[*column],
            None | Some(Field::Measure | Field::Customer | Field::Owner | Field::Responsibility)
        );
        let is_else = |cell: &str| !cell.trim().is_empty() && Part::of(cell).is_none();
        free && !headings[*column].is_configured
            && any(table, markdown, *column, |cell| !cell.trim().is_empty())
            && !any(table, markdown, *column, is_else)
    };
    let lettered: Vec<usize> = (0..columns.len()).filter(may_be).collect();
    let is_responsible = |cell: &str| Part::of(cell) >= Some(Part::Responsible);
    let has_responsible = |column: &usize| any(table, markdown, *column, is_responsible);
    match lettered.len() > 1 && lettered.iter().any(has_responsible) {
        true => lettered,
        false => Vec::new(),
    }
}

/// The part that somebody has in something, as a matrix of responsibilities says it; who answers for it last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// None, or consulted, informed, supporting.
    Other,
    /// Does it.
    Responsible,
    /// Answers for it.
    Accountable,
}

impl Part {
    /// The part that a cell says in letters or in one word: `R`, `A/R`, "Consulted".
    pub fn of(cell: &str) -> Option<Part> {
        /// `R, A, C, I`
        const LONGEST: usize = 12;
        let cell = cell.trim();
        let is = |word: &str| cell.eq_ignore_ascii_case(word);
        if cell.is_empty() || cell.len() > LONGEST {
            return None;
        }
        if matches!(wording::mark(cell), Some((Mark::Open, _))) && !cell.starts_with(['N', 'n']) {
            return Some(Part::Other);
        }
        if is("accountable") {
            return Some(Part::Accountable);
        }
        if is("responsible") {
            return Some(Part::Responsible);
        }
        if is("consulted") || is("informed") || is("support") || is("supports") {
            return Some(Part::Other);
        }
        let letters = cell
            .split(['/', ',', ' ', '&', '+'])
            .filter(|letter| !letter.is_empty());
        let mut most = None;
        for letters in letters {
            let part = match letters {
                "A" | "AR" | "RA" => Part::Accountable,
                "R" => Part::Responsible,
                "C" | "I" | "S" | "CI" | "IC" => Part::Other,
                _ => return None,
            };
            most = most.max(Some(part));
        }
        most
    }
}

/// The columns of a questionnaire of which one is marked in each row (はい, いいえ, 対象外), and the status
/// that each stands for; none where two headings say the same, as 対応 and 実施 do.
fn choices(table: &Table, markdown: &Markdown, headings: &[Heading]) -> Vec<(usize, Status)> {
    let is_words = |cell: &str| wording::mark(cell).is_none();
    let named = { headings.iter().enumerate() }.filter(|(column, heading)| {
        // 「No」 beside 「はい」 and 「いいえ」 numbers the rows.
        let counts = heading.is_running && any(table, markdown, *column, is_words);
        !heading.is_configured && !counts
    });
    let named = named.filter_map(|(column, heading)| Some((column, heading.status?)));
    let named: Vec<(usize, Status)> = named.collect();
    let is_twice = |(at, (_, status)): (usize, &(usize, Status))| {
        named[..at].iter().any(|(_, other)| other == status)
    };
    let is_choice = named.len() > 1 && !named.iter().enumerate().any(is_twice) && { named.iter() }
        .all(|(column, _)| !any(table, markdown, *column, is_words));
    match is_choice {
        true => named,
        false => Vec::new(),
    }
}

/// The only column of a table that holds nothing but statuses, where no heading says so: 「2026年度」. Where
/// several do, the marks say who does it, unless it is a column a year: then the last, and the others.
pub(super) fn unnamed(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    legend: &Legend,
) -> Option<(usize, Vec<usize>)> {
    const FEWEST: usize = 3;
    let of_clauses = columns.contains(&Some(Field::Clause));
    if !of_clauses || table.rows.len() < FEWEST {
        return None;
    }
    let is_undone = |cell: &str| {
        let stated = legend
            .status(cell.trim())
            .or_else(|| wording::status(cell.trim()));
        stated.is_some_and(|stated| stated.status != Status::Implemented)
    };
    let holding: Vec<usize> = (0..columns.len())
        .filter(|&column| columns[column].is_none())
        .filter(|&column| super::contents::holds_answers(table, markdown, column, legend))
        .collect();
    let year = |column: &usize| {
        let cell = table.header.cells.get(*column)?;
        let (_, date) = date::find(markdown.cell(cell).text)?;
        Some((date.last_day(), *column))
    };
    let only = match holding.as_slice() {
        [only] => *only,
        [] => return None,
        // Of several years the last.
        several => {
            several
                .iter()
                .map(year)
                .collect::<Option<Vec<_>>>()?
                .into_iter()
                .max()?
                .1
        }
    };
    let others = holding.iter().copied().filter(|other| *other != only);
    any(table, markdown, only, is_undone).then(|| (only, others.collect()))
}

/// The columns that are marked for who has a part in it: where a control comes from ("Shared",
/// "Inherited"), or a customer's column beside others.
fn parties(
    table: &Table,
    markdown: &Markdown,
    headings: &[Heading],
    columns: &[Option<Field>],
    beside_choices: bool,
) -> Vec<usize> {
    let is_mark = |cell: &str| {
        let mark = wording::mark(cell);
        mark.is_some_and(|(mark, note)| mark != Mark::Crossed && note.is_empty())
    };
    let may_be = |column: &usize| {
        let free = matches!(
            columns[*column],
            None | Some(Field::Measure | Field::Customer | Field::Responsibility)
        );
        free && !headings[*column].is_configured
            && !any(table, markdown, *column, |cell| !is_mark(cell))
    };
    let marked: Vec<usize> = (0..columns.len()).filter(may_be).collect();
    let origins = { marked.iter() }.filter(|column| headings[**column].is_origin);
    let origins = origins.count();
    if origins > 1 || (beside_choices && origins > 0) {
        // Others beside them that hold nothing but marks are abbreviated: CU, INH.
        let is_one = |column: &usize| headings[*column].is_origin || columns[*column].is_none();
        return marked.into_iter().filter(is_one).collect();
    }
    let is_used = |column: &usize| any(table, markdown, *column, |cell| !cell.trim().is_empty());
    let used: Vec<usize> = marked.into_iter().filter(is_used).collect();
    let is_customers = |column: &usize| columns[*column] == Some(Field::Customer);
    match used.len() > 1 && used.iter().any(is_customers) {
        true => used,
        false => Vec::new(),
    }
}

/// Whether any cell of a column is as asked for.
fn any(table: &Table, markdown: &Markdown, column: usize, is: impl Fn(&str) -> bool) -> bool {
    let cells = { table.rows.iter() }.filter_map(|row: &Row| row.cells.get(column));
    { cells }.any(|cell| is(markdown.cell(cell).text))
}

/// Headings under which a plan's summary says where a control comes from, without white space.
const ORIGINS: [&str; 11] = [
    "spcorporate",
    "serviceprovidercorporate",
    "spsystemspecific",
    "serviceprovidersystemspecific",
    "sphybrid",
    "serviceproviderhybrid",
    "hybrid",
    "configuredbycustomer",
    "providedbycustomer",
    "shared",
    "inherited",
];

/// Whether a heading, as a key, says where a control comes from.
pub fn is_origin(key: &str) -> bool {
    ORIGINS.iter().any(|origin| key.starts_with(origin)) || key == "customer"
}
