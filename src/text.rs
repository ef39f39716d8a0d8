//! Positions and edits: the one place that converts between bytes, lines and columns.
//!
//! Everywhere else a place in a text is a byte offset into its UTF-8, and a range is a
//! half-open range of such offsets that begins and ends on character boundaries.
//! A line ends with `\n`, `\r\n` or `\r`, as the Language Server Protocol has it; U+2028
//! and its kin, which Word likes to leave behind, end no line.

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

/// A place in a text as editors see it. Both parts count from zero; the column counts
/// units of an [`Encoding`] that the context names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Lines before this one.
    pub line: u32,
    /// Units of the encoding between the line's start and the place.
    pub column: u32,
}

/// Where the lines of an unchanging text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> LineIndex { todo!() }
    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> u32 { todo!() }
    /// The bytes of a line without its line end; an empty range at the text's end for a line past it.
    pub fn line(&self, text: &str, line: u32) -> std::ops::Range<usize> { todo!() }
    /// The position of a byte offset; past the end gives the end, inside a character its start.
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position { todo!() }
    /// The byte offset of a position; a column past the line's end gives the line's end
    /// (before its line end), a line past the last the text's end, a column inside a character its start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize { todo!() }
}

/// A text under edit, as an editor keeps it.
#[derive(Clone, Debug)]
pub struct Buffer { rope: ropey::Rope }
// Buffer::new(&str); apply(&mut self, range: Range<Position>, new_text: &str, encoding) ; to_string (Display); len; position/offset like LineIndex
