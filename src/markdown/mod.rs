//! The one place that sees a Markdown parser: text in, blocks with byte ranges out.
//!
//! Meaning comes from pulldown-cmark (CommonMark with tables, footnotes, task lists,
//! strikethrough and YAML front matter), for open and closed files alike. Blocks come
//! as a flat list in document order; what stands inside them is a [`Prose`]: the text as a
//! reader sees it, tied to the bytes it came from.

use std::ops::Range;

/// A parsed Markdown text. Holds no borrow of the source; ranges are byte ranges of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markdown {
    /// The YAML between the `---` lines at the head, without those lines.
    pub front_matter: Option<Range<usize>>,
    /// Blocks in the order of their beginnings.
    pub blocks: Vec<Block>,
    /// HTML comments outside code, with the range from `<!--` to `-->`.
    pub comments: Vec<Range<usize>>,
    /// Link reference definitions (`[label]: destination "title"`), in source order.
    pub definitions: Vec<Definition>,
    /// All prose of the document; blocks and cells refer into it.
    prose: String,
    segments: Vec<Segment>,
    links: Vec<Link>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading (ATX or setext), level 1 to 6.
    Heading { level: u8 },
    /// A paragraph outside lists, or the second and later ones of a list item.
    Paragraph,
    /// The first paragraph of a list item. `depth` is 1 for an item of an outermost list;
    /// `ordinal` is the number of an ordered item; `task` the state of a `[x]` box.
    ListItem { depth: u8, ordinal: Option<u64>, task: Option<bool> },
    /// A table. The block's own prose is empty; its rows have the cells.
    Table(Table),
    /// A fenced or indented code block; its prose is empty.
    Code,
    /// A block of HTML (comments included); its prose is empty.
    Html,
    /// A thematic break.
    Rule,
}

/// A leaf of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: BlockKind,
    /// From the block's first byte (its marker included: `## `, `- `, `| `) to its last,
    /// without the line end behind it. A list item's range ends with its own first
    /// paragraph, before nested blocks.
    pub range: Range<usize>,
    /// How many block quotes it stands in.
    pub quote_depth: u8,
    /// How many list items it stands in (equals `depth` for a [`BlockKind::ListItem`]).
    pub list_depth: u8,
    /// The label of the footnote definition that it stands in.
    pub footnote: Option<String>,
    content: Content,
}

/// Where a piece of prose stands in [`Markdown`]'s storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content { text: Range<u32>, segments: Range<u32>, links: Range<u32> }

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The heading row.
    pub header: Row,
    /// The body rows; each has as many cells as the heading, empty ones included.
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The whole line of the row, without its line end.
    pub range: Range<usize>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The cell's bytes between its pipes, without the white space around; an empty cell
    /// has an empty range at the place where a writer would write.
    pub range: Range<usize>,
    content: Content,
}

/// What a piece of prose came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Plain text, emphasis markers removed, escapes and entities decoded.
    Text,
    /// Inline code: it is read by a human, but cites nothing.
    Code,
    /// A soft line break inside a paragraph: a space in the text, or nothing between two
    /// characters of Japanese script (a reader of the rendered page sees a line running on).
    SoftBreak,
    /// A hard line break or `<br>`: `\n` in the text.
    HardBreak,
    /// A footnote reference `[^1]`: nothing in the text.
    Footnote,
}

/// A run of prose and the bytes that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it begins in the text of its own [`Prose`]... (storage-relative inside [`Markdown`]).
    pub text: Range<u32>,
    /// Bytes of the source. When as long as `text` the two correspond byte by byte.
    pub source: Range<usize>,
    pub kind: SegmentKind,
}

/// A link in prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The bytes from `[` to the closing bracket or parenthesis.
    pub range: Range<usize>,
    /// The link's text as bytes of the source.
    pub text: Range<usize>,
    pub destination: String,
    /// The label when the link is a reference (`[text][label]`, `[label]`).
    pub label: Option<String>,
    pub image: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Definition { pub label: String, pub destination: String, pub title: Option<String>, pub range: Range<usize> }

/// Text as a reader sees it, tied to its source.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> { /// The text.
    pub text: &'a str, segments: &'a [Segment], base: u32, /// The links in it.
    pub links: &'a [Link] }

// Markdown::parse(text: &str) -> Markdown
// Markdown::prose(&self, block: &Block) -> Prose<'_>;  Markdown::cell(&self, cell: &Cell) -> Prose<'_>
// Prose::source(&self, range: Range<usize> of text) -> Range<usize> of source  (smallest source range that holds the text range; inside a decoded entity the whole entity)
// Prose::is_code(&self, range) -> bool (touches inline code)
// Prose::segments(&self) -> impl Iterator<Item = (Range<usize> /*text-relative*/, &Segment)>
