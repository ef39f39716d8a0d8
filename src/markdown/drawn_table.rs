//! Tables drawn with lines, as pandoc writes them where a table of pipes cannot hold what a word
//! processor's table holds: grids (`+---+---+`), and columns below dashes (`----- -----`) with a line or
//! several a row.
//!
//! CommonMark knows none of them: it sees paragraphs, breaks and, below the last row of a table whose rows
//! have several lines, a heading.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthChar;

use super::prose_writer::ProseWriter;
use super::{Cell, Link, Row, Table, TableForm};

/// Columns of a table; one with more is not read.
const MOST_COLUMNS: usize = 64;

/// Rows of a table below dashes without a header, which is hardly ever long.
const MOST_ROWS: usize = 200;

/// Lines of a table below dashes; what goes on for longer is none.
const MOST_LINES: usize = 20_000;

/// A drawn table in a text.
pub(super) struct Drawn {
    /// Its lines, from the first byte that is no indentation to the end of the last without what breaks it.
    pub range: Range<usize>,
    /// The end of its first line: where it is a table, a block begins before.
    pub first_line: usize,
    /// The header and what follows it.
    rows: Vec<DrawnRow>,
}

/// A row: for each column the pieces of its lines, as bytes of the text.
struct DrawnRow {
    range: Range<usize>,
    cells: Vec<DrawnCell>,
}

#[derive(Clone, Default)]
struct DrawnCell {
    lines: Vec<Range<usize>>,
    /// It belongs to a cell before or above it.
    merged: bool,
}

/// The drawn tables in a text from `start` on, in order. Whether a block of Markdown begins there, and is no
/// code, is for the caller to see.
pub(super) fn find(text: &str, start: usize) -> Vec<Drawn> {
    let bytes = &text.as_bytes()[start..];
    let has_grid = memmem::find(bytes, b"+--").is_some() || memmem::find(bytes, b"+==").is_some();
    if !has_grid && memmem::find(bytes, b"-- --").is_none() {
        return Vec::new();
    }
    let lines = lines(text, start);
    let mut tables = Vec::new();
    let headings: Vec<usize> = { lines.iter().enumerate() }
        .filter(|(_, line)| text[(*line).clone()].starts_with('#'))
        .map(|(number, _)| number)
        .collect();
    let mut at = 0;
    // No table of rows with several lines ends before this line.
    let mut endless = 0;
    while at < lines.len() {
        // Whatever it is, it stands apart.
        let begins = at == 0 || is_blank(text, &lines[at - 1]);
        let found = match begins && !is_blank(text, &lines[at]) {
            true => grid(text, &lines[at..])
                .or_else(|| columns(text, &lines[at..], at, &headings, &mut endless)),
            false => None,
        };
        match found {
            Some((table, taken)) => {
                tables.push(table);
                at += taken;
            }
            None => at += 1,
        }
    }
    tables
}

/// The lines of a text, without what ends them. A carriage return alone ends one in Markdown.
fn lines(text: &str, start: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut at = start;
    while at < bytes.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        lines.push(at..end);
        at = end
            + if bytes[end..].starts_with(b"\r\n") {
                2
            } else {
                1
            };
    }
    lines
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].trim().is_empty()
}

/// A line without the white space around.
fn shown(text: &str, line: &Range<usize>) -> Range<usize> {
    let inner = &text[line.clone()];
    let start = line.start + (inner.len() - inner.trim_start().len());
    start..start.max(line.start + inner.trim_end().len())
}

/// How wide the indentation of a line is; in deeper ones Markdown sees code.
fn is_indented_as_code(text: &str, line: &Range<usize>) -> bool {
    const CODE: usize = 4;
    let inner = &text[line.clone()];
    inner.starts_with('\t') || inner.len() - inner.trim_start_matches(' ').len() >= CODE
}

/// The places of a grid's columns if a line is one of those between its rows, and whether it closes the header.
fn border(line: &str) -> Option<(Vec<usize>, bool)> {
    let is_drawn = line.starts_with('+') && line.ends_with('+') && line.len() > 2;
    let is_line = |c: char| matches!(c, '+' | '-' | '=' | ':');
    if !is_drawn || !line.chars().all(is_line) || !line.contains(['-', '=']) {
        return None;
    }
    let places = line.match_indices('+').map(|(at, _)| at).collect();
    Some((places, line.contains('=')))
}

/// A grid that begins with the first of some lines, and how many of them it takes.
fn grid(text: &str, lines: &[Range<usize>]) -> Option<(Drawn, usize)> {
    let first = lines.first()?;
    if is_indented_as_code(text, first) {
        return None;
    }
    let taken = { lines.iter() }
        .take_while(|line| text[(*line).clone()].trim_start().starts_with(['+', '|']))
        .count();
    let body: Vec<Range<usize>> = lines[..taken]
        .iter()
        .map(|line| shown(text, line))
        .collect();
    let borders: Vec<_> = body
        .iter()
        .map(|line| border(&text[line.clone()]))
        .collect();
    let stands_apart = lines.get(taken).is_none_or(|line| is_blank(text, line));
    if borders.first()?.is_none() || borders.last()?.is_none() || taken < 3 || !stands_apart {
        return None;
    }
    let mut places: Vec<usize> = borders
        .iter()
        .flatten()
        .flat_map(|(at, _)| at.clone())
        .collect();
    places.sort_unstable();
    places.dedup();
    let columns = places.len().checked_sub(1).filter(|&columns| columns > 0)?;
    if columns > MOST_COLUMNS {
        return None;
    }
    let mut rows: Vec<DrawnRow> = Vec::new();
    let mut heads = 0;
    let mut begins = true;
    for (line, border) in body.iter().zip(&borders) {
        match border {
            Some((_, closes_header)) => {
                if *closes_header && heads == 0 {
                    heads = rows.len();
                }
                begins = true;
            }
            None => {
                // A line between some columns alone: in the others a cell goes on.
                let pieces = pieces(text, line, &places)?;
                let is_border = |piece: &Range<usize>| {
                    let inner = &text[piece.clone()];
                    inner.contains("--") && inner.chars().all(|c| matches!(c, '-' | '+' | '='))
                };
                let borders = pieces.iter().flatten().any(is_border);
                if borders {
                    begins = true;
                }
                if std::mem::take(&mut begins) {
                    rows.push(DrawnRow {
                        range: line.clone(),
                        cells: vec![DrawnCell::default(); columns],
                    });
                    if borders {
                        for (column, piece) in pieces.iter().enumerate() {
                            let goes_on = !piece.as_ref().is_some_and(is_border);
                            rows.last_mut()?.cells[column].merged = goes_on;
                        }
                        continue;
                    }
                }
                let above = rows.len().checked_sub(2);
                let row = rows.last_mut()?;
                row.range.end = line.end;
                let mut later = Vec::new();
                for (column, piece) in pieces.into_iter().enumerate() {
                    match piece {
                        Some(piece) if row.cells[column].merged => later.push((column, piece)),
                        Some(piece) => row.cells[column].lines.push(piece),
                        None => row.cells[column].merged = true,
                    }
                }
                for (column, piece) in later {
                    let above = above.filter(|_| !text[piece.clone()].trim().is_empty());
                    if let Some(above) = above {
                        rows[above].cells[column].lines.push(piece);
                    }
                }
            }
        }
    }
    join_heads(&mut rows, heads);
    Some((drawn(&body, rows)?, taken))
}

/// The pieces of a grid's line between the places of its columns: none where a cell goes on from the column
/// before. Nothing where the line is not cut there.
fn pieces(text: &str, line: &Range<usize>, places: &[usize]) -> Option<Vec<Option<Range<usize>>>> {
    let columns = places.len() - 1;
    let inner = &text[line.clone()];
    if !inner.starts_with('|') && !inner.starts_with('+')
        || !inner.ends_with('|') && !inner.ends_with('+')
    {
        return None;
    }
    // Nearly always each column has its pipe, whatever the width of what stands between them.
    let pipes: Vec<usize> = inner.match_indices('|').map(|(at, _)| at).collect();
    if pipes.len() == columns + 1 {
        let piece = |pair: &[usize]| Some(line.start + pair[0] + 1..line.start + pair[1]);
        return Some(pipes.windows(2).map(piece).collect());
    }
    let mut pieces: Vec<Option<Range<usize>>> = vec![None; columns];
    let (mut column, mut begins, mut width) = (0, 1, 1);
    for (at, c) in inner.char_indices().skip(1) {
        let is_place = places[column + 1..].binary_search(&width);
        if let (Ok(further), '|' | '+') = (is_place, c) {
            pieces[column] = Some(line.start + begins..line.start + at);
            column += further + 1;
            begins = at + 1;
            if column >= columns {
                break;
            }
        }
        width += UnicodeWidthChar::width(c).unwrap_or(0);
    }
    (column >= columns).then_some(pieces)
}

/// Of several rows of headings the lowest that says something counts, column by column.
fn join_heads(rows: &mut Vec<DrawnRow>, heads: usize) {
    for _ in 1..heads {
        let lower = rows.remove(1);
        let header = &mut rows[0];
        header.range.end = lower.range.end;
        for (column, cell) in header.cells.iter_mut().zip(lower.cells) {
            if !cell.merged && !cell.lines.is_empty() {
                *column = cell;
            }
        }
    }
}

fn drawn(body: &[Range<usize>], rows: Vec<DrawnRow>) -> Option<Drawn> {
    let (first, last) = (body.first()?, body.last()?);
    (!rows.is_empty()).then_some(Drawn {
        range: first.start..last.end,
        first_line: first.end,
        rows,
    })
}

/// The runs of dashes below which a table's columns stand, as characters of the line.
fn dashes(line: &str) -> Option<Vec<Range<usize>>> {
    let line = line.trim_end();
    if !line.trim_start().starts_with('-') || !line.chars().all(|c| matches!(c, '-' | ' ')) {
        return None;
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('-') {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    // One dash, and another, are a break or a list.
    runs.iter().all(|run| run.len() >= 2).then_some(runs)
}

/// Whether a line of dashes opens some lines or stands below the first of them.
fn has_dashes(text: &str, lines: &[Range<usize>]) -> bool {
    let mut near = lines.iter().take(2);
    near.any(|line| dashes(&text[line.clone()]).is_some())
}

/// A table whose columns stand below dashes, and how many of the lines it takes.
///
/// `from` is the number of the first line in the text, `headings` are those that begin with `#`, and `endless` that up to which no line is known to end a
/// table of rows with several lines, so that a text of nothing but beginnings is looked through once.
fn columns(
    text: &str,
    lines: &[Range<usize>],
    from: usize,
    headings: &[usize],
    endless: &mut usize,
) -> Option<(Drawn, usize)> {
    if is_indented_as_code(text, lines.first()?) || !has_dashes(text, lines) {
        return None;
    }
    // A heading closes whatever was open before it.
    let heading = headings.partition_point(|&heading| heading < from);
    let ahead = { headings.get(heading) }.map_or(lines.len(), |heading| heading - from);
    let ahead = ahead.min(MOST_LINES);
    let (lines, behind) = lines.split_at(ahead);
    let ends = behind.first().is_none_or(|line| is_blank(text, line));
    let written = |at: usize| lines.get(at).map(|line| &text[line.clone()]);
    let blank = |at: usize| { lines.get(at) }.map_or(ends, |line| is_blank(text, line));
    // A line of dashes over the whole width opens a table of rows with several lines.
    let opening = dashes(written(0)?).filter(|runs| runs.len() == 1 && runs[0].len() >= 3);
    let head = usize::from(opening.is_some());
    let under = (head..lines.len())
        .take_while(|&at| !blank(at))
        .find(|&at| dashes(&text[lines[at].clone()]).is_some_and(|runs| runs.len() > 1))?;
    let has_header = under > head;
    if opening.is_none() && under > 1 || (opening.is_some() && !has_header) {
        return None;
    }
    let runs = dashes(written(under)?)?;
    if runs.len() > MOST_COLUMNS {
        return None;
    }
    let several = opening.is_some();
    let is_end = |at: usize| {
        let closing = written(at).and_then(dashes);
        let closes = closing.is_some_and(|closing| (closing.len() == 1) == several);
        closes && blank(at + 1)
    };
    let end = match several || !has_header {
        // The last line is dashes again, and what follows it is none of the table.
        true if several => {
            let first = (under + 1).max(endless.saturating_sub(from));
            let Some(end) = (first..lines.len()).find(|&at| is_end(at)) else {
                *endless = (*endless).max(from + lines.len());
                return None;
            };
            end
        }
        true => (under + 1..lines.len())
            .take(MOST_ROWS)
            .find(|&at| is_end(at))?,
        false => (under + 1..=lines.len()).find(|&at| blank(at))?,
    };
    let taken = match several || !has_header {
        true => end + 1,
        false => end,
    };
    let mut rows: Vec<DrawnRow> = Vec::new();
    let mut begins = true;
    for at in (head..under).chain(under + 1..end) {
        if blank(at) {
            begins = true;
            continue;
        }
        let opens = begins || !several && at > under || at == under + 1;
        let Some(row) = row_below(text, &lines[at], &runs) else {
            // Nor is it the end of another that begins farther down.
            if several {
                *endless = (*endless).max(from + end + 1);
            }
            return None;
        };
        match rows.last_mut().filter(|_| !opens) {
            Some(above) => {
                above.range.end = row.range.end;
                for (cell, more) in above.cells.iter_mut().zip(row.cells) {
                    cell.lines.extend(more.lines);
                }
            }
            None => rows.push(row),
        }
        begins = false;
    }
    let body: Vec<Range<usize>> = lines[..taken]
        .iter()
        .map(|line| shown(text, line))
        .collect();
    Some((drawn(&body, rows)?, taken))
}

/// A line of a row, cut where the columns begin; nothing where a word runs over such a place.
fn row_below(text: &str, line: &Range<usize>, runs: &[Range<usize>]) -> Option<DrawnRow> {
    let inner = &text[line.clone()];
    let (mut cuts, mut width, mut before) = (Vec::new(), 0, ' ');
    for (at, c) in inner.char_indices() {
        if { runs.get(cuts.len()) }.is_some_and(|run| run.start <= width) {
            if !before.is_whitespace() && !cuts.is_empty() {
                return None;
            }
            cuts.push(line.start + at);
        } else if cuts.is_empty() && !c.is_whitespace() {
            return None;
        }
        width += UnicodeWidthChar::width(c).unwrap_or(0);
        before = c;
    }
    cuts.resize(runs.len(), line.end);
    cuts.push(line.end);
    let cell = |pair: &[usize]| DrawnCell {
        lines: Vec::from([Range {
            start: pair[0],
            end: pair[1],
        }]),
        merged: false,
    };
    Some(DrawnRow {
        range: shown(text, line),
        cells: cuts.windows(2).map(cell).collect(),
    })
}

impl Drawn {
    /// The table, with its cells read as the Markdown that they are.
    pub(super) fn read(self, text: &str, writer: &mut ProseWriter) -> Table {
        let mut rows = { self.rows.into_iter() }.map(|row| Row {
            cells: { row.cells.into_iter() }
                .map(|cell| read_cell(text, cell, &row.range, writer))
                .collect(),
            range: row.range,
        });
        Table {
            header: rows.next().unwrap_or_default(),
            rows: rows.collect(),
            form: TableForm::Drawn,
        }
    }
}

/// Reads a cell; one that is empty stands where its first line begins.
fn read_cell(text: &str, cell: DrawnCell, row: &Range<usize>, writer: &mut ProseWriter) -> Cell {
    let written: Vec<Range<usize>> = { cell.lines.iter() }
        .map(|line| shown(text, line))
        .collect();
    let place = { cell.lines.first() }.map_or(row.end, |line| line.start.min(row.end));
    let mut filled = written.iter().filter(|line| !line.is_empty());
    let range = match (filled.clone().next(), filled.next_back()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => place..place,
    };
    let mut source = Source::default();
    // What all lines are indented by is the column's, all else the writer's.
    let indented = |line: &Range<usize>| {
        let inner = &text[line.clone()];
        (!inner.trim().is_empty()).then(|| inner.len() - inner.trim_start_matches(' ').len())
    };
    let margin = cell.lines.iter().filter_map(indented).min().unwrap_or(0);
    for (line, written) in cell.lines.iter().zip(&written) {
        let indented = line.start + margin;
        // White space that is no blank stands outside of the cell, as it does outside of a row.
        let indent = text.get(indented..written.start).unwrap_or_default();
        let start = match indent.chars().all(|c| c == ' ') {
            true => indented,
            false => written.start,
        };
        source.line(text, start..written.end);
    }
    writer.begin();
    source.read(text, writer);
    Cell {
        range,
        content: writer.finish(),
        merged: cell.merged,
    }
}

/// The lines of a cell, put together, and where each of them stands.
#[derive(Default)]
struct Source {
    text: String,
    /// Where a line begins in `text`, and in the document.
    starts: Vec<(usize, usize)>,
}

impl Source {
    fn line(&mut self, text: &str, line: Range<usize>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let line = line.start.min(line.end)..line.end;
        self.starts.push((self.text.len(), line.start));
        self.text.push_str(&text[line]);
    }

    /// The place in the document of one in the cell.
    fn place(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|(start, _)| *start <= at);
        let line = line.checked_sub(1).and_then(|line| self.starts.get(line));
        line.map_or(0, |(start, place)| place + (at - start))
    }

    fn places(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        match range.is_empty() {
            true => start..start,
            false => start..self.place(range.end - 1) + 1,
        }
    }

    fn read(&self, document: &str, writer: &mut ProseWriter) {
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let events = Parser::new_ext(&self.text, options).into_offset_iter();
        let (mut written, mut breaks) = (false, None);
        let mut links: Vec<usize> = Vec::new();
        for (event, range) in events {
            // An escape, an entity: no part of it is cut off at its line's end.
            let place = self.places(&range);
            let is_shown = matches!(
                event,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::TaskListMarker(_)
                    | Event::Start(Tag::Link { .. } | Tag::Image { .. })
            );
            if is_shown && let Some(place) = breaks.take().filter(|_| written) {
                writer.hard_break(place);
            }
            match event {
                Event::Text(text) => {
                    let copied = document.get(place.clone()) == Some(&*text);
                    writer.text(&text, place, copied);
                    written = true;
                }
                Event::Code(code) => {
                    writer.code(&code, document, place);
                    written = true;
                }
                // As it is written, which is how boxes are read.
                Event::TaskListMarker(_) => {
                    let marker = &document[place.clone()];
                    writer.text(marker, place.clone(), true);
                    writer.soft_break(place.end..place.end);
                    written = true;
                }
                Event::SoftBreak => writer.soft_break(place),
                Event::HardBreak => writer.hard_break(place),
                Event::InlineHtml(tag) | Event::Html(tag)
                    if tag.len() >= 4 && tag.as_bytes()[..3].eq_ignore_ascii_case(b"<br") =>
                {
                    writer.hard_break(place);
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let image = self.text.as_bytes().get(range.start) == Some(&b'!');
                    let text_start = (place.start + 1 + usize::from(image)).min(place.end);
                    links.push(writer.links.len());
                    writer.links.push(Link {
                        range: place,
                        text: text_start..text_start,
                        destination: dest_url.to_string(),
                        label: None,
                        image,
                    });
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some(link) = links.pop() {
                        let link = &mut writer.links[link];
                        let inner = &document[link.text.start..link.range.end];
                        let end = inner.rfind("](").or(inner.rfind(['>', ']'])).unwrap_or(0);
                        link.text.end = link.text.start + end;
                    }
                }
                Event::Start(
                    Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::CodeBlock(_),
                ) => breaks = Some(place.start..place.start),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        let tables = find(text, 0);
        let cells = |row: &DrawnRow| -> Vec<String> {
            let cell = |cell: &DrawnCell| {
                let lines: Vec<&str> = cell
                    .lines
                    .iter()
                    .map(|line| text[line.clone()].trim())
                    .collect();
                lines.join("/") + if cell.merged { "<" } else { "" }
            };
            row.cells.iter().map(cell).collect()
        };
        { tables.iter() }
            .flat_map(|table| table.rows.iter().map(cells))
            .collect()
    }

    #[test]
    fn cells_that_go_on_in_a_grid_are_one() {
        let text = "+---+---+---+\n| a | b | c |\n+===+===+===+\n| 1 | x     |\n|   +---+---+\n| 2 | y | z |\n+---+---+---+\n";
        assert_eq!(
            table(text),
            [["a", "b", "c"], ["1/2", "x", "<"], ["<", "y", "z"],]
        );
    }

    #[test]
    fn breaks_and_lists_are_no_tables() {
        for text in [
            "a\n- - -\nb\n",
            "----- -----\n",
            "text over the place\n----- -----\nmore words here\n",
            "+---+\n| a |\n",
            "++\n||\n++\n",
        ] {
            assert!(table(text).is_empty(), "{text}");
        }
    }
}
