//! The reader for guidelines in a spreadsheet that was saved as text: values set apart by commas,
//! semicolons or tabs, a clause in each row.
//!
//! The rows are read as those of a table in Markdown are ([`published`]): there has to be a row of
//! headings with a number and a requirement or a title. What stands above it is the title.

use std::fmt::Write;
use std::ops::Range;

use super::{Guideline, Problem, published};
use crate::locale::Message;

/// What may stand between two values, the likeliest first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// Reads a guideline. `fallback_id` becomes its id, and its title where none stands above the table.
/// Ranges of clauses are those of their rows.
///
/// # Errors
/// When no row has headings for a number and a requirement or title, or no row below it a number.
pub fn read(text: &str, fallback_id: &str) -> Result<(Guideline, Vec<Problem>), Problem> {
    let sheet = text.trim_start_matches('\u{feff}');
    let offset = text.len() - sheet.len();
    let found = DELIMITERS
        .into_iter()
        .map(|delimiter| rows(sheet, delimiter))
        .find_map(|rows| {
            let head = rows
                .iter()
                .position(|row| published::lists_clauses(row.values.iter().map(String::as_str)))?;
            Some((rows, head))
        });
    let Some((rows, head)) = found else {
        return Err(no_table());
    };
    let above = rows[..head].iter().flat_map(|row| &row.values);
    let title = above
        .map(|value| value.trim())
        .find(|value| !value.is_empty());
    let (markdown, lines) = as_markdown(title.unwrap_or(fallback_id), &rows[head..]);
    let (mut guideline, mut problems) = published::read(&markdown, fallback_id);
    let place = |range: &Range<usize>| {
        let line = markdown[..range.start.min(markdown.len())]
            .matches('\n')
            .count();
        let row = lines.iter().position(|known| *known == line);
        row.map_or(0..0, |row| {
            let range = &rows[head + row].range;
            offset + range.start..offset + range.end
        })
    };
    for clause in &mut guideline.clauses {
        clause.range = place(&clause.range);
    }
    for problem in &mut problems {
        problem.range = place(&problem.range);
    }
    match guideline.clauses.is_empty() {
        true => Err(no_table()),
        false => Ok((guideline, problems)),
    }
}

/// A row of the sheet.
struct Row {
    values: Vec<String>,
    /// Bytes of the file, without the line end.
    range: Range<usize>,
}

fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and rows may differ in length, so nothing is left that fails.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        let end = reader.position().byte() as usize;
        // The second half of a line end counts to the row behind it.
        let row = text.get(start..end).unwrap_or_default();
        let start = end - row.trim_start_matches(['\r', '\n']).len();
        let row = row.trim_matches(['\r', '\n']);
        rows.push(Row {
            values: record.iter().map(str::to_owned).collect(),
            range: start..start + row.len(),
        });
    }
    rows
}

/// The sheet as a document with one table, and on which line each row stands.
fn as_markdown(title: &str, rows: &[Row]) -> (String, Vec<usize>) {
    let width = rows.first().map_or(0, |row| row.values.len());
    let mut markdown = format!("# {}\n\n", cell(title));
    let mut lines = Vec::with_capacity(rows.len());
    let mut line = 2;
    for (index, row) in rows.iter().enumerate() {
        lines.push(line);
        let values = row.values.iter().map(|value| cell(value)).take(width);
        // Writing to a `String` cannot fail.
        let _ = writeln!(markdown, "| {} |", values.collect::<Vec<_>>().join(" | "));
        line += 1;
        if index == 0 {
            let _ = writeln!(markdown, "|{}", "---|".repeat(width));
            line += 1;
        }
    }
    (markdown, lines)
}

/// A value as it stands in a cell of Markdown: its marks mean nothing there.
fn cell(value: &str) -> String {
    let mut cell = String::with_capacity(value.len());
    for line in value.trim().lines() {
        if !cell.is_empty() {
            cell.push_str("<br>");
        }
        for character in line.trim().chars() {
            if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '(' | ')' | '-')
            {
                cell.push('\\');
            }
            cell.push(character);
        }
    }
    cell
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
