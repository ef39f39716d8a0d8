//! The reader for guidelines in a spreadsheet: a workbook of Excel, or a sheet that was saved as text
//! (values set apart by commas, semicolons or tabs), a clause in each row.
//!
//! Sheets become the Markdown table that they look like, and that is read as one
//! ([`published`](super::published)). There has to be a row of headings with a number and a
//! requirement or a title; what stands above it is the title. Of a workbook's sheets those with such a
//! row are read, each a chapter.

mod container;
mod display;
mod head;
mod markdown;
mod text;
mod workbook;

use std::ops::Range;

use rustc_hash::FxHashSet;

use self::head::Head;
use super::number;
use super::{Guideline, Problem};
use crate::locale::Message;

/// A guideline that was read from a spreadsheet.
#[derive(Debug)]
pub struct Read {
    /// The guideline. The ranges of its clauses are those of their rows, and empty in a workbook.
    pub guideline: Guideline,
    /// What is wrong. In a workbook the message says where, as the range cannot: `Sheet1!B12`.
    pub problems: Vec<Problem>,
    /// What was passed over.
    pub notes: Vec<Message>,
}

/// Reads a sheet that was saved as text. `fallback_id` becomes the guideline's id, and its title
/// where none stands above the table.
///
/// # Errors
/// When no row has headings for a number and a requirement or title, or no row below it a number.
pub fn read(text: &str, fallback_id: &str) -> Result<Read, Problem> {
    // One whose columns are called so is better than one that only may be such a sheet.
    let mut likely = None;
    let mut unread = None;
    let named = text::readings(text).find_map(|text::Text { sheet, unclosed }| {
        if unread.is_none() {
            unread = head::without_numbers(&sheet.rows).map(|(row, cell)| no_number(row, cell));
        }
        let head = head::find(&sheet.rows)?;
        if head.columns.is_named() {
            return Some((head, sheet, unclosed));
        }
        likely.get_or_insert((head, sheet, unclosed));
        None
    });
    let failed = || unread.unwrap_or_else(no_table);
    let Some((head, sheet, unclosed)) = named.or(likely) else {
        return Err(failed());
    };
    let mut read = markdown::read(&[(&sheet, head)], &[], fallback_id);
    let broken = unclosed.iter().filter_map(|row| sheet.rows.get(*row));
    read.problems.extend(broken.map(not_closed));
    match read.guideline.clauses.is_empty() {
        true => Err(failed()),
        false => Ok(read),
    }
}

/// Reads a workbook.
///
/// # Errors
/// When it cannot be read, or no visible sheet lists clauses.
pub fn read_workbook(bytes: &[u8], fallback_id: &str) -> Result<Read, Problem> {
    let workbook = workbook::open(bytes)?;
    let mut notes = workbook.notes;
    let mut problems = Vec::new();
    let mut others: Vec<&Sheet> = Vec::new();
    let mut found: Vec<(&Sheet, Head)> = Vec::new();
    let unread = || {
        let mut sheets = workbook.sheets.iter();
        let problem = sheets.find_map(|sheet| {
            let (row, cell) = head::without_numbers(&sheet.rows)?;
            Some(sheet.problem(row, 0, no_number(row, cell)))
        });
        problem.unwrap_or_else(no_table)
    };
    for sheet in &workbook.sheets {
        match head::find(&sheet.rows) {
            Some(head) => found.push((sheet, head)),
            None => others.push(sheet),
        }
    }
    let lists_clauses = |(sheet, head): &(&Sheet, Head)| !head.lists_changes() && !sheet.is_aside();
    if found.iter().any(lists_clauses) {
        let aside;
        (found, aside) = found.into_iter().partition(lists_clauses);
        others.extend(aside.into_iter().map(|(sheet, _)| sheet));
    }
    notes.extend(others.iter().map(|sheet| passed_over(&sheet.name)));
    repeated(&mut found, &mut problems);
    if found.is_empty() {
        return Err(unread());
    }
    let mut read = markdown::read(&found, &others, fallback_id);
    read.problems.extend(problems);
    notes.append(&mut read.notes);
    read.notes = notes;
    match read.guideline.clauses.is_empty() {
        true => Err(unread()),
        false => Ok(read),
    }
}

/// Takes out sheets whose numbers stand in one before: they are another form of the same.
fn repeated(found: &mut Vec<(&Sheet, Head)>, problems: &mut Vec<Problem>) {
    let mut known: FxHashSet<String> = FxHashSet::default();
    found.retain(|(sheet, head)| {
        let Some(column) = head.columns.numbers.filter(|_| head.columns.levels.is_empty()) else {
            return true;
        };
        let rows = sheet.rows[head.behind..].iter();
        let numbers = rows.map(|row| row.text(column));
        let numbers: FxHashSet<String> = numbers
            .filter(|written| number::read(written).is_some())
            .map(str::to_owned)
            .collect();
        let again = numbers.intersection(&known).count();
        let is_new = again * 5 < numbers.len() * 4 || sheet.number().is_some();
        if !is_new {
            let name = &sheet.name;
            problems.push(Problem::invalid(
                0..0,
                Message::new(
                    format!("シート「{name}」の番号は前のシートと同じため読みません。別のガイドラインであれば、別のブックに分けてください。同じ条項の別の表であれば、シートを非表示にしてください。"),
                    format!(
                        "The numbers of the sheet “{name}” stand in a sheet before it, and it is not read. If it is another guideline, save it as a workbook of its own; if it is another table of the same clauses, hide the sheet."
                    ),
                ),
            ));
        }
        known.extend(numbers);
        is_new
    });
}

/// A sheet of rows.
struct Sheet {
    /// Empty for a sheet that was saved as text.
    name: String,
    /// Those that are not empty.
    rows: Vec<Row>,
}

/// A row of a sheet.
struct Row {
    values: Vec<Value>,
    /// Bytes of the file, without the line end; empty in a workbook.
    range: Range<usize>,
    /// From 1; in a text the line that it begins in.
    number: u32,
}

/// What a cell shows.
#[derive(Clone, Default)]
struct Value {
    text: String,
    kind: Kind,
    /// A cell above goes on here.
    merged: bool,
}

/// What a cell holds.
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Text,
    Number,
    Date,
    Error,
}

impl Value {
    fn text(text: &str) -> Value {
        // How Excel writes a character that XML does not have.
        let text = match text.contains("_x000D_") {
            true => text.replace("_x000D_", ""),
            false => text.to_owned(),
        };
        Value {
            text,
            ..Value::default()
        }
    }
}

impl Row {
    fn text(&self, column: usize) -> &str {
        self.values
            .get(column)
            .map_or("", |value| value.text.trim())
    }
}

impl Sheet {
    /// Whether its name says that it is about the guideline and not a part of it.
    fn is_aside(&self) -> bool {
        const NAMES: [&str; 12] = [
            "履歴",
            "記入例",
            "記載例",
            "凡例",
            "用語",
            "使い方",
            "history",
            "changelog",
            "change log",
            "example",
            "sample",
            "glossary",
        ];
        let name = self.name.to_lowercase();
        NAMES.iter().any(|known| name.contains(known))
    }

    /// The number that its name begins with.
    fn number(&self) -> Option<number::Number> {
        number::read(&self.name).filter(|number| number.length < self.name.len())
    }

    /// A problem at a cell.
    fn problem(&self, row: &Row, column: usize, mut problem: Problem) -> Problem {
        problem.range = row.range.clone();
        if !self.name.is_empty() {
            let cell = self.cell(row, column);
            problem.message = Message::new(
                format!("{cell}: {}", problem.message.ja),
                format!("{cell}: {}", problem.message.en),
            );
        }
        problem
    }

    /// Where a cell stands, as people call it.
    fn place(&self, row: &Row, column: usize) -> Message {
        let number = row.number;
        match self.name.is_empty() {
            true => Message::new(format!("{number}行目"), format!("line {number}")),
            false => Message::new(self.cell(row, column), self.cell(row, column)),
        }
    }

    /// A cell as Excel writes it: `Sheet1!B12`.
    fn cell(&self, row: &Row, column: usize) -> String {
        let mut letters = String::new();
        let mut left = column + 1;
        while left > 0 {
            letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        let name = &self.name;
        match name.contains([' ', '　', '!', '\'']) {
            true => format!("'{}'!{letters}{}", name.replace('\'', "''"), row.number),
            false => format!("{name}!{letters}{}", row.number),
        }
    }
}

fn passed_over(name: &str) -> Message {
    Message::new(
        format!("シート「{name}」は条項の一覧ではないため読みません"),
        format!("the sheet “{name}” lists no clauses and is not read"),
    )
}

fn no_table() -> Problem {
    Problem::invalid(
        0..0,
        Message::new(
            "番号の列と要求事項（または題名）の列を持つ見出し行が見つかりません。「番号」「要求事項」のような見出しを付けてください。",
            "There is no row of headings with a column of numbers and one of requirements or titles. Give them headings such as “Number” and “Requirement”.",
        ),
    )
}

fn not_closed(row: &Row) -> Problem {
    Problem::invalid(
        row.range.clone(),
        Message::new(
            "引用符（\"）が閉じられていないため、この行の終わりまでを読みました。引用符を閉じるか、値の中の引用符を二つ重ねて（\"\"）書いてください。",
            "A quotation mark is not closed, and the row was read to the end of its line. Close it, or write a mark in a value twice (\"\").",
        ),
    )
}

/// The headings are there, and what stands under that of the numbers is none.
fn no_number(row: &Row, cell: &str) -> Problem {
    const LONGEST: usize = 40;
    let cell: String = cell.chars().take(LONGEST).collect();
    Problem::invalid(
        row.range.clone(),
        Message::new(
            format!(
                "「{cell}」など、番号の列にあるものを条項番号として読めません。1.2、AC-2、FR-PRV-001、実 1、第3条 のような番号にしてください。"
            ),
            format!(
                "“{cell}” and the like in the column of numbers cannot be read as numbers of clauses. Write them as 1.2, AC-2, FR-PRV-001, Article 3 or such."
            ),
        ),
    )
}
