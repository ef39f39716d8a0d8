//! Sheets that were saved as text: values set apart by commas, semicolons or tabs.

use super::{Row, Sheet, Value};

/// A sheet, and where its quotations go wrong.
pub struct Text {
    pub sheet: Sheet,
    /// The rows that hold a quotation that is not closed where its value ends, by their place among the rows.
    /// Each was read to the end of its first line, with the marks in it.
    pub unclosed: Vec<usize>,
}

/// What may stand between two values, the likeliest first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The text as a sheet, once for each mark that may stand between its values.
pub fn readings(text: &str) -> impl Iterator<Item = Text> {
    DELIMITERS.into_iter().map(move |delimiter| {
        let mut unclosed = Vec::new();
        let rows = rows(text, delimiter, &mut unclosed);
        let name = String::new();
        Text {
            sheet: Sheet { name, rows },
            unclosed,
        }
    })
}

fn rows(text: &str, delimiter: u8, unclosed: &mut Vec<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut from = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut line = 1;
    while let Some(at) = read_rows(text, from, line, delimiter, &mut rows) {
        // What the quotation swallowed is read again, from the next line.
        unclosed.push(rows.len());
        let first = text[at..].lines().next().unwrap_or_default();
        let values = first.split(char::from(delimiter));
        let number = line + lines(&text[from..at]);
        rows.push(Row {
            values: values.map(Value::text).collect(),
            range: at..at + first.len(),
            number,
        });
        let behind = &text[at + first.len()..];
        let end = ["\r\n", "\n", "\r"];
        let end = { end.iter() }.find(|end| behind.starts_with(**end));
        from = at + first.len() + end.map_or(0, |end| end.len());
        line = number + 1;
    }
    rows
}

/// Reads rows from `from` on, which stands at the beginning of this line, until one with a quotation that is not
/// closed goes on over lines; that one's place.
fn read_rows(
    text: &str,
    from: usize,
    line: u32,
    delimiter: u8,
    rows: &mut Vec<Row>,
) -> Option<usize> {
    let sheet = &text[from..];
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(sheet.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut counted, mut number) = (0, line);
    // The text is UTF-8 and rows may differ in length, so nothing is left that fails.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        let end = reader.position().byte() as usize;
        // The second half of a line end counts to the row behind it.
        let row = sheet.get(start..end).unwrap_or_default();
        let start = end - row.trim_start_matches(['\r', '\n']).len();
        let row = row.trim_matches(['\r', '\n']);
        if row.contains('\n') && !is_closed(row, delimiter) {
            return Some(from + start);
        }
        number += lines(&sheet[counted..start]);
        counted = start;
        rows.push(Row {
            values: record.iter().map(Value::text).collect(),
            range: from + start..from + start + row.len(),
            number,
        });
    }
    None
}

/// Whether each quotation in a row is closed, and its value ends there.
fn is_closed(row: &str, delimiter: u8) -> bool {
    let mut bytes = row.bytes().peekable();
    let mut is_start = true;
    while let Some(byte) = bytes.next() {
        if !is_start || byte != b'"' {
            is_start = byte == delimiter || byte == b'\n';
            continue;
        }
        loop {
            match bytes.next() {
                None => return false,
                // Two of them are one in the value.
                Some(b'"') if bytes.peek() == Some(&b'"') => {
                    bytes.next();
                }
                Some(b'"') => break,
                Some(_) => {}
            }
        }
        is_start = false;
        let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\r' | b'\n' | b' ');
        if !bytes.peek().is_none_or(ends) {
            return false;
        }
    }
    true
}

fn lines(text: &str) -> u32 {
    let count = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
