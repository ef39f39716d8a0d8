//! Positions and edits: the one place that converts between bytes, lines and columns.
//!
//! Everywhere else a place in a text is a byte offset into its UTF-8, and a range is a
//! half-open range of such offsets that begins and ends on character boundaries.
//! A line ends with `\n`, `\r\n` or `\r`, as the Language Server Protocol has it; U+2028
//! and its kin, which Word likes to leave behind, end no line.
//!
//! This module knows no Markdown and no protocol types.

use std::ops::Range;

use ropey::Rope;
use serde::{Deserialize, Serialize};

use crate::record::Record;

/// The unit in which a column counts. Editors choose one of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Columns count bytes of UTF-8.
    Utf8,
    /// Columns count 16-bit units; the protocol's default.
    Utf16,
    /// Columns count code points.
    Utf32,
}

/// A range of bytes at half the size of a [`Range`]: for places that are kept of many documents.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range of bytes.
    pub fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Record for Span {
    const WORDS: usize = 2;

    fn write(&self, put: &mut impl FnMut(u32)) {
        put(self.start);
        put(self.end);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<Span> {
        Some(Span {
            start: take(),
            end: take(),
        })
    }
}

impl From<&Range<usize>> for Span {
    /// What lies beyond four gigabytes is taken for the last place before.
    fn from(range: &Range<usize>) -> Span {
        Span {
            start: to_u32(range.start),
            end: to_u32(range.end),
        }
    }
}

/// A place in a text as editors see it. Both parts count from zero; the column counts
/// units of an [`Encoding`] that the context names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Lines before this one.
    pub line: u32,
    /// Units of the encoding between the line's start and the place.
    pub column: u32,
}

impl Encoding {
    /// How many units a text takes.
    pub fn length(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => sum(text, |byte| {
                u8::from(begins_character(byte)) + u8::from(begins_surrogate_pair(byte))
            }),
            Encoding::Utf32 => sum(text, |byte| u8::from(begins_character(byte))),
        }
    }

    /// How many bytes of a text its first `units` units take. Fewer units than the text has
    /// end before a character that they cut; more take the whole text.
    pub fn bytes(self, text: &str, units: usize) -> usize {
        if self == Encoding::Utf8 {
            return text.floor_char_boundary(units);
        }
        let mut left = units;
        for (offset, character) in text.char_indices() {
            let width = self.width(character);
            if width > left {
                return offset;
            }
            left -= width;
        }
        text.len()
    }

    fn width(self, character: char) -> usize {
        match self {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// Sums up what the bytes of a text count, each two at most. Sums of a byte's width, which take
/// no more bytes than fit, let the compiler use wide instructions, and lines of a megabyte do occur.
fn sum(text: &str, counts: impl Fn(u8) -> u8) -> usize {
    let pieces = text.as_bytes().chunks(usize::from(u8::MAX / 2));
    let sums = pieces.map(|piece| piece.iter().map(|&byte| counts(byte)).sum::<u8>());
    sums.map(usize::from).sum()
}

fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// UTF-8 takes four bytes exactly where UTF-16 takes two units.
fn begins_surrogate_pair(byte: u8) -> bool {
    byte >= 0b1111_0000
}

/// Bytes of the mark with which some editors begin a file in UTF-8.
fn byte_order_mark(text: &str) -> u32 {
    const MARK: char = '\u{feff}';
    match text.starts_with(MARK) {
        true => to_u32(MARK.len_utf8()),
        false => 0,
    }
}

/// Where the lines of an unchanging text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// The first byte of each line; never empty. No text that is read has four gigabytes.
    starts: Box<[u32]>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&end| !(bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n')));
        LineIndex {
            starts: { std::iter::once(0) }
                .chain(ends.map(|end| to_u32(end + 1)))
                .collect(),
        }
    }

    /// The lines of a file as it is on disk: the byte order mark that it may begin with stands on none, since no editor
    /// shows it.
    pub fn of_file(text: &str) -> LineIndex {
        let mut index = LineIndex::new(text);
        index.starts[0] = byte_order_mark(text);
        index
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> u32 {
        to_u32(self.starts.len())
    }

    /// The bytes of a line without its line end; an empty range at the text's end for a line past it.
    pub fn line(&self, text: &str, line: u32) -> Range<usize> {
        let line = line as usize;
        let start_of = |line: usize| self.starts.get(line).map(|&start| start as usize);
        let Some(start) = start_of(line) else {
            return text.len()..text.len();
        };
        let next = start_of(line + 1).unwrap_or(text.len());
        let written = text.get(start..next).unwrap_or_default();
        start..start + without_line_end(written).len()
    }

    /// The position of a byte offset; past the end gives the end, inside a character its
    /// start, inside a line end the place before it.
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self
            .starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1);
        let range = self.line(text, to_u32(line));
        let before = text
            .get(range.start..offset.min(range.end))
            .unwrap_or_default();
        Position {
            line: to_u32(line),
            column: to_u32(encoding.length(before)),
        }
    }

    /// The byte offset of a position; a column past the line's end gives the line's end
    /// (before its line end), a line past the last the text's end, a column inside a character its start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let range = self.line(text, position.line);
        let line = text.get(range.clone()).unwrap_or_default();
        range.start + encoding.bytes(line, position.column as usize)
    }
}

/// An unchanging text with its lines.
#[derive(Clone, Debug)]
pub struct Lined {
    /// The text.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
}

impl Lined {
    /// Finds the lines of a text.
    pub fn new(text: String) -> Lined {
        Lined {
            lines: LineIndex::new(&text),
            text,
        }
    }

    /// Finds the lines of a file as it is on disk, see [`LineIndex::of_file`].
    pub fn of_file(text: String) -> Lined {
        Lined {
            lines: LineIndex::of_file(&text),
            text,
        }
    }

    /// See [`LineIndex::position`].
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        self.lines.position(&self.text, offset, encoding)
    }

    /// The same, counted from a `known` place before it where that stands in the same line: so places of one line, asked
    /// for in order, cost the line once.
    pub fn position_behind(
        &self,
        known: (usize, Position),
        offset: usize,
        encoding: Encoding,
    ) -> Position {
        let (from, before) = known;
        let line = self.lines.line(&self.text, before.line);
        let offset = self.text.floor_char_boundary(offset);
        match self.text.get(from..offset) {
            Some(between) if line.start <= from && offset <= line.end => Position {
                column: before.column + to_u32(encoding.length(between)),
                ..before
            },
            _ => self.position(offset, encoding),
        }
    }

    /// See [`LineIndex::offset`].
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.lines.offset(&self.text, position, encoding)
    }
}

/// A text under edit, as an editor keeps it. A clone is cheap and shares what it can.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Buffer {
    rope: Rope,
}

impl Buffer {
    /// A buffer that holds `text`.
    pub fn new(text: &str) -> Buffer {
        Buffer {
            rope: Rope::from_str(text),
        }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text in one piece, which takes no more room than it needs.
    pub fn text(&self) -> String {
        String::from(&self.rope)
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> u32 {
        to_u32(self.rope.len_lines())
    }

    /// The bytes of a line without its line end; an empty range at the text's end for a line past it.
    pub fn line(&self, line: u32) -> Range<usize> {
        let Some(written) = self.rope.get_line(line as usize) else {
            return self.len()..self.len();
        };
        let start = self.rope.line_to_byte(line as usize);
        // A line end has at most two bytes, each a character of its own.
        let tail: String = written
            .slice(written.len_chars().saturating_sub(2)..)
            .into();
        let line_end = tail.len() - without_line_end(&tail).len();
        start..start + written.len_bytes() - line_end
    }

    /// The position of a byte offset; past the end gives the end, inside a character its
    /// start, inside a line end the place before it.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        let range = self.line(to_u32(line));
        let before = self.rope.byte_slice(range.start..offset.min(range.end));
        let column = before.chunks().map(|chunk| encoding.length(chunk)).sum();
        Position {
            line: to_u32(line),
            column: to_u32(column),
        }
    }

    /// The byte offset of a position; a column past the line's end gives the line's end
    /// (before its line end), a line past the last the text's end, a column inside a character its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let range = self.line(position.line);
        let mut offset = range.start;
        let mut left = position.column as usize;
        for chunk in self.rope.byte_slice(range).chunks() {
            let length = encoding.length(chunk);
            if length > left {
                return offset + encoding.bytes(chunk, left);
            }
            left -= length;
            offset += chunk.len();
        }
        offset
    }

    /// Replaces what stands between two positions (in either order) by `new_text`. Returns
    /// the bytes that were replaced, as places in the text before the edit.
    pub fn apply(
        &mut self,
        range: Range<Position>,
        new_text: &str,
        encoding: Encoding,
    ) -> Range<usize> {
        let one = self.offset(range.start, encoding);
        let other = self.offset(range.end, encoding);
        let replaced = one.min(other)..one.max(other);
        let start = self.rope.byte_to_char(replaced.start);
        let end = self.rope.byte_to_char(replaced.end);
        self.rope.remove(start..end);
        self.rope.insert(start, new_text);
        replaced
    }

    /// The start of the character at `offset`, or the end of the text.
    fn floor(&self, offset: usize) -> usize {
        self.rope
            .char_to_byte(self.rope.byte_to_char(offset.min(self.len())))
    }
}

fn without_line_end(line: &str) -> &str {
    line.strip_suffix("\r\n")
        .or_else(|| line.strip_suffix(['\n', '\r']))
        .unwrap_or(line)
}

/// Lines and columns are 32 bits wide in the protocol; a text that has more is cut there.
fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
