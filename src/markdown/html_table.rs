//! Tables written in HTML, as word processors' documents come out where cells are merged or hold lists.

use std::ops::Range;

use html5gum::{DefaultEmitter, HtmlString, Span, StartTag, Token, Tokenizer};
use memchr::memmem;

use super::prose_writer::ProseWriter;
use super::{Cell, Content, Link, Row, Table, TableForm};

/// What does not count at the ends of a cell; other white space is the writer's own.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Columns of a table; what stands beyond them is not read.
const MOST_COLUMNS: usize = 64;

/// Rows that a cell may go on over.
const MOST_ROWS: usize = 1000;

/// The tables in a block of HTML at `block` of the document `text`, with their places. Tables inside of
/// tables are a part of the cell that they stand in.
pub(super) fn read(
    text: &str,
    block: Range<usize>,
    writer: &mut ProseWriter,
) -> Vec<(Table, Range<usize>)> {
    let html = &text[block.clone()];
    let bytes = html.as_bytes();
    if memmem::find(bytes, b"<table").is_none() && memmem::find(bytes, b"<TABLE").is_none() {
        return Vec::new();
    }
    let mut reader = Reader {
        text,
        start: block.start,
        writer,
        tables: Vec::new(),
        depth: 0,
        place: block.clone(),
        rows: Vec::new(),
        heads: 0,
        in_head: false,
        row: None,
        cell: None,
        link: None,
        merged: Vec::new(),
    };
    let tokens = Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span());
    for Ok(token) in tokens {
        reader.token(token);
    }
    reader.close_table(block.end);
    reader.tables
}

struct Reader<'a> {
    text: &'a str,
    /// Where the block begins in the document.
    start: usize,
    writer: &'a mut ProseWriter,
    tables: Vec<(Table, Range<usize>)>,
    /// How many tables are open.
    depth: usize,
    /// The outermost open table.
    place: Range<usize>,
    rows: Vec<Row>,
    /// How many of the first rows hold headings.
    heads: usize,
    in_head: bool,
    row: Option<Row>,
    cell: Option<OpenCell>,
    /// The open link: where it begins, and its place in the writer's links.
    link: Option<usize>,
    /// For each column, over how many rows more a cell above goes on.
    merged: Vec<usize>,
}

struct OpenCell {
    /// Behind its opening tag.
    start: usize,
    columns: usize,
    rows: usize,
    /// Something was written in it.
    written: bool,
    /// A line break is due before the next text.
    breaks: Option<Range<usize>>,
}

impl Reader<'_> {
    fn place_of(&self, span: Span<usize>) -> Range<usize> {
        let end = (self.start + span.end).min(self.text.len());
        (self.start + span.start).min(end)..end
    }

    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.opened(&tag),
            Token::EndTag(tag) => {
                let place = self.place_of(tag.span);
                self.closed(&tag.name, place);
            }
            Token::String(string) => {
                let place = self.place_of(string.span);
                self.words(&String::from_utf8_lossy(&string.value), place);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn opened(&mut self, tag: &StartTag<usize>) {
        let place = self.place_of(tag.span);
        let name: &[u8] = &tag.name;
        match name {
            b"table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.place = place;
                    self.merged.clear();
                }
            }
            b"thead" | b"tbody" if self.depth == 1 => {
                self.close_row(place.start);
                self.in_head = name == b"thead";
            }
            b"tr" if self.depth == 1 => {
                self.close_row(place.start);
                self.row = Some(Row {
                    range: place,
                    cells: Vec::new(),
                });
            }
            b"td" | b"th" if self.depth == 1 => {
                self.close_cell(place.start);
                self.row.get_or_insert_with(|| Row {
                    range: place.clone(),
                    cells: Vec::new(),
                });
                self.go_on();
                let columns = self.row.as_ref().map_or(0, |row| row.cells.len());
                // A heading of one cell may stand above rows of several.
                let most = { self.rows.first() }
                    .map(|header| header.cells.len())
                    .filter(|columns| *columns > 1)
                    .unwrap_or(MOST_COLUMNS);
                if columns >= most {
                    return;
                }
                let number = |name: &str, most: usize| {
                    let value = tag.attributes.get(&HtmlString(name.as_bytes().to_vec()));
                    let value = value.and_then(|value| std::str::from_utf8(&value.value).ok());
                    let value = value.and_then(|value| value.trim().parse::<usize>().ok());
                    value.unwrap_or(1).clamp(1, most)
                };
                self.writer.begin();
                self.cell = Some(OpenCell {
                    start: place.end,
                    columns: number("colspan", most - columns),
                    rows: number("rowspan", MOST_ROWS),
                    written: false,
                    breaks: None,
                });
            }
            b"br" | b"p" | b"li" | b"div" | b"tr" | b"td" | b"th" => self.line_break(place),
            b"a" if self.cell.is_some() && self.link.is_none() => {
                let destination = tag.attributes.get(&HtmlString(b"href".to_vec()));
                let Some(destination) = destination else {
                    return;
                };
                self.link = Some(self.writer.links.len());
                self.writer.links.push(Link {
                    range: place.clone(),
                    text: place.end..place.end,
                    destination: String::from_utf8_lossy(&destination.value).into_owned(),
                    label: None,
                    image: false,
                });
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &[u8], place: Range<usize>) {
        match name {
            b"table" => {
                if self.depth == 1 {
                    self.close_table(place.end);
                }
                self.depth = self.depth.saturating_sub(1);
            }
            b"thead" if self.depth == 1 => {
                self.close_row(place.start);
                self.in_head = false;
            }
            b"tr" if self.depth == 1 => self.close_row(place.end),
            b"td" | b"th" if self.depth == 1 => self.close_cell(place.start),
            b"p" | b"li" | b"div" | b"ul" | b"ol" => self.line_break(place),
            b"a" => self.close_link(place),
            _ => {}
        }
    }

    /// A link ends where its end tag does, or its cell.
    fn close_link(&mut self, place: Range<usize>) {
        if let Some(link) = self.link.take() {
            let link = &mut self.writer.links[link];
            link.text.end = place.start;
            link.range.end = place.end;
        }
    }

    fn line_break(&mut self, place: Range<usize>) {
        if let Some(cell) = &mut self.cell
            && cell.written
        {
            cell.breaks.get_or_insert(place);
        }
    }

    /// Writes what stands in a cell; lines are broken there for the eye of who reads the source.
    fn words(&mut self, words: &str, place: Range<usize>) {
        let Some(cell) = &mut self.cell else { return };
        if words.trim_matches(SPACE).is_empty() {
            return;
        }
        if let Some(place) = cell.breaks.take() {
            self.writer.hard_break(place);
        }
        let first = !std::mem::replace(&mut cell.written, true);
        if self.text.get(place.clone()) != Some(words) {
            let written = &self.text[place.clone()];
            let start = place.start + (written.len() - written.trim_start_matches(SPACE).len());
            let place = start..start + written.trim_matches(SPACE).len();
            self.writer.text(words.trim_matches(SPACE), place, false);
            return;
        }
        let mut at = place.start;
        let mut shows = !first;
        for line in words.split_inclusive(['\n', '\r']) {
            let end = at + line.len();
            let shown = line.trim_end_matches(['\n', '\r']);
            let shown = match at == place.start {
                true => shown,
                false => shown.trim_start_matches([' ', '\t']),
            };
            if !shown.trim_matches(SPACE).is_empty() {
                let start = shown.as_ptr() as usize - words.as_ptr() as usize + place.start;
                self.writer.text(shown, start..start + shown.len(), true);
                shows = true;
            }
            if shows && line.ends_with(['\n', '\r']) {
                self.writer.soft_break(end - 1..end);
            }
            at = end;
        }
    }

    /// Fills the columns that cells of rows above go on in.
    fn go_on(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(rows) = self
            .merged
            .get_mut(row.cells.len())
            .filter(|rows| **rows > 0)
        {
            *rows -= 1;
            let place = { row.cells.last() }.map_or(row.range.end, |cell| cell.range.end);
            let place = place..place;
            row.cells.push(Cell {
                range: place,
                content: Content::default(),
                merged: true,
            });
        }
    }

    fn close_cell(&mut self, end: usize) {
        self.close_link(end..end);
        let Some(cell) = self.cell.take() else { return };
        let content = self.writer.finish();
        let Some(row) = &mut self.row else { return };
        let inside = &self.text[cell.start..end.max(cell.start)];
        let start = cell.start + (inside.len() - inside.trim_start_matches(SPACE).len());
        let range = match inside.trim_matches(SPACE) {
            "" => cell.start..cell.start,
            words => start..start + words.len(),
        };
        let first = row.cells.len();
        row.cells.push(Cell {
            range,
            content,
            merged: false,
        });
        for _ in 1..cell.columns {
            row.cells.push(Cell {
                range: end..end,
                content: Content::default(),
                merged: true,
            });
        }
        let columns = row.cells.len();
        if self.merged.len() < columns {
            self.merged.resize(columns, 0);
        }
        self.merged[first..columns].fill(cell.rows - 1);
    }

    fn close_row(&mut self, end: usize) {
        self.close_cell(end);
        self.go_on();
        if let Some(mut row) = self.row.take() {
            row.range.end = end;
            if !row.cells.is_empty() {
                if self.in_head && self.heads == self.rows.len() {
                    self.heads += 1;
                }
                self.rows.push(row);
            }
        }
    }

    fn close_table(&mut self, end: usize) {
        self.close_row(end);
        let heads = std::mem::take(&mut self.heads).max(1);
        self.in_head = false;
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        let Some(mut header) = rows.next() else {
            return;
        };
        // Of a column with several headings the lowest says most: 「状況」 below 「対応」.
        for mut lower in rows.by_ref().take(heads - 1) {
            header.range.end = lower.range.end;
            // A heading of one cell may stand above several.
            let beyond = lower
                .cells
                .split_off(header.cells.len().min(lower.cells.len()));
            for (column, cell) in header.cells.iter_mut().zip(lower.cells) {
                if !cell.merged && !cell.content.is_empty() {
                    *column = cell;
                }
            }
            header.cells.extend(beyond);
        }
        let rows: Vec<Row> = rows.collect();
        let columns = match header.cells.len() {
            1 => { rows.iter() }
                .map(|row| row.cells.len())
                .max()
                .unwrap_or(1),
            several => several,
        };
        let fill = |mut row: Row| {
            let end = row.range.end;
            row.cells.resize_with(columns, || Cell {
                range: end..end,
                content: Content::default(),
                merged: false,
            });
            row
        };
        let table = Table {
            header: fill(header),
            rows: rows.into_iter().map(fill).collect(),
            form: TableForm::Html,
        };
        self.tables.push((table, self.place.start..end));
    }
}
