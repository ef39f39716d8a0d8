//! Sheets that were saved as text: values set apart by commas, semicolons or tabs.

use super::{Row, Sheet, Value};

/// What may stand between two values, the likeliest first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The text as a sheet, once for each mark that may stand between its values.
pub fn readings(text: &str) -> impl Iterator<Item = Sheet> {
    DELIMITERS.into_iter().map(move |delimiter| Sheet {
        name: String::new(),
        rows: rows(text, delimiter),
    })
}

fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let sheet = text.trim_start_matches('\u{feff}');
    let offset = text.len() - sheet.len();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(sheet.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and rows may differ in length, so nothing is left that fails.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        let end = reader.position().byte() as usize;
        // The second half of a line end counts to the row behind it.
        let row = sheet.get(start..end).unwrap_or_default();
        let start = offset + end - row.trim_start_matches(['\r', '\n']).len();
        let row = row.trim_matches(['\r', '\n']);
        rows.push(Row {
            values: record.iter().map(Value::text).collect(),
            range: start..start + row.len(),
            number: u32::try_from(rows.len() + 1).unwrap_or(u32::MAX),
        });
    }
    rows
}
