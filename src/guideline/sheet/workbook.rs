//! Excel's workbooks (`.xlsx`, `.xlsm`).
//!
//! A workbook comes from anybody: what it unpacks to is measured before anything of it is kept
//! ([`container`](super::container)), and of its cells only as much is kept as a guideline can have.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};

use super::container;
use super::display;
use super::{Kind, Row, Sheet, Value};
use crate::guideline::Problem;
use crate::locale::Message;

/// The most cells that are kept of a workbook, the empty ones between others counted.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes of text in them. A text that stands once in the file may be shown in every cell.
const MOST_TEXT: usize = 64 << 20;
/// The columns that are looked at.
const MOST_COLUMNS: u32 = 256;
/// The most sheets.
const MOST_SHEETS: usize = 256;

/// The visible sheets of a workbook, and what is to be told about the others.
pub struct Workbook {
    pub sheets: Vec<Sheet>,
    pub notes: Vec<Message>,
}

/// Opens a workbook.
///
/// # Errors
/// When it is none, is locked with a password, or holds more than a guideline can.
pub fn open(bytes: &[u8]) -> Result<Workbook, Problem> {
    container::examine(bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| container::broken(&error.to_string()))?;
    let all = book.sheets_metadata().to_vec();
    if all.len() > MOST_SHEETS {
        return Err(too_much(
            format!("シートが{MOST_SHEETS}枚を超えています"),
            format!("It has more than {MOST_SHEETS} sheets"),
        ));
    }
    let mut read = Workbook {
        sheets: Vec::new(),
        notes: Vec::new(),
    };
    let mut room = Room {
        cells: MOST_CELLS,
        text: MOST_TEXT,
    };
    for sheet in all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible != SheetVisible::Visible {
            let name = &sheet.name;
            read.notes.push(Message::new(
                format!("シート「{name}」は非表示のため読みません"),
                format!("the sheet “{name}” is hidden and is not read"),
            ));
            continue;
        }
        let rows = rows(&mut book, &sheet.name, &mut room)?;
        read.sheets.push(Sheet {
            name: sheet.name.clone(),
            rows,
        });
    }
    Ok(read)
}

/// How much may still be kept.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn take(&mut self, cells: usize, text: usize) -> Result<(), Problem> {
        match (self.cells.checked_sub(cells), self.text.checked_sub(text)) {
            (Some(cells), Some(text)) => {
                *self = Room { cells, text };
                Ok(())
            }
            _ => Err(too_much(
                format!(
                    "セルが{MOST_CELLS}個、または文字が{}MBを超えています",
                    MOST_TEXT >> 20
                ),
                format!(
                    "It has more than {MOST_CELLS} cells or {} MB of text",
                    MOST_TEXT >> 20
                ),
            )),
        }
    }
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut Room) -> Result<Vec<Row>, Problem> {
    let failed = |error: calamine::XlsxError| container::broken(&format!("{name}: {error}"));
    let mut rows: Vec<Row> = Vec::new();
    let mut cells = book.worksheet_cells_reader(name).map_err(failed)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(failed)? {
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS {
            continue;
        }
        let format = cells.styles().get(style);
        let format = format.and_then(|style| style.number_format.as_ref());
        let format = format.map_or("General", |format| format.format_code.as_str());
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => Value::text(text),
            DataRef::String(text) => Value::text(text),
            DataRef::Int(number) => display::number(*number as f64, format),
            DataRef::Float(number) => display::number(*number, format),
            DataRef::DateTime(date) => display::date(date),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value {
                text: text.split('T').next().unwrap_or_default().to_owned(),
                kind: Kind::Date,
                merged: false,
            },
            DataRef::Bool(is_true) => Value::text(if *is_true { "TRUE" } else { "FALSE" }),
            DataRef::Error(error) => Value {
                text: Data::Error(error.clone()).to_string(),
                kind: Kind::Error,
                merged: false,
            },
        };
        if value.text.trim().is_empty() {
            continue;
        }
        let number = row.saturating_add(1);
        // Rows stand in their order in what Excel writes; in another order they are not one table.
        let width = match rows.last_mut() {
            Some(last) if last.number == number => last.values.len(),
            _ => {
                rows.push(Row {
                    values: Vec::new(),
                    range: 0..0,
                    number,
                });
                0
            }
        };
        let column = column as usize;
        room.take((column + 1).saturating_sub(width), value.text.len())?;
        if let Some(last) = rows.last_mut() {
            if last.values.len() <= column {
                last.values.resize_with(column + 1, Value::default);
            }
            last.values[column] = value;
        }
    }
    drop(cells);
    rows.sort_by_key(|row| row.number);
    for merge in book.merge_cells_by_sheet_name(name).map_err(failed)? {
        mark(&mut rows, merge, room)?;
    }
    Ok(rows)
}

/// Marks the cells below the first that a merged one takes up.
fn mark(rows: &mut [Row], merge: Dimensions, room: &mut Room) -> Result<(), Problem> {
    let ((top, left), (bottom, right)) = (merge.start, merge.end);
    if right >= MOST_COLUMNS {
        return Ok(());
    }
    let (top, bottom) = (top.saturating_add(1), bottom.saturating_add(1));
    let first = rows.partition_point(|row| row.number <= top);
    let below = rows[first..].iter_mut();
    for row in below.take_while(|row| row.number <= bottom) {
        let (start, end) = (left as usize, right as usize + 1);
        room.take(end.saturating_sub(row.values.len()).max(1), 0)?;
        if row.values.len() < end {
            row.values.resize_with(end, Value::default);
        }
        for value in &mut row.values[start..end] {
            value.merged |= value.text.is_empty();
        }
    }
    Ok(())
}

fn too_much(ja: String, en: String) -> Problem {
    Problem::invalid(
        0..0,
        Message::new(
            format!("{ja}。条項のシートだけを残すか、.csv で保存してください。"),
            format!("{en}. Keep the sheets with clauses alone, or save them as .csv."),
        ),
    )
}
