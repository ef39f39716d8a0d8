//! The one place that sees a Markdown parser: text in, blocks with byte ranges out.
//!
//! Meaning comes from pulldown-cmark (CommonMark with tables, footnotes, task lists,
//! strikethrough and YAML front matter), for open and closed files alike. Blocks come
//! as a flat list in document order; what stands inside them is a [`Prose`]: the text as a
//! reader sees it, tied to the bytes it came from.
//!
//! This layer does not know what a clause or a statement is, reads no YAML, and reports
//! nothing: every text is some Markdown.

mod destination;
mod drawn_table;
mod edit;
mod front_matter;
mod hash;
mod html_table;
mod limits;
mod prose;
mod prose_writer;
mod reader;

use std::ops::Range;

pub use destination::{percent_decoded, percent_encoded};
pub use edit::{Change, replace};
pub use front_matter::{Unclosed, unclosed as unclosed_front_matter};
pub use prose::Prose;

/// A parsed Markdown text. Holds no borrow of the source; ranges are byte ranges of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markdown {
    /// The YAML between the `---` lines at the head, without those lines and without the
    /// line end behind it.
    pub front_matter: Option<Range<usize>>,
    /// Blocks in the order of their beginnings. No two overlap.
    pub blocks: Vec<Block>,
    /// HTML comments outside code, with the range from `<!--` to `-->`.
    pub comments: Vec<Range<usize>>,
    /// Link reference definitions (`[label]: destination "title"`), in source order. Of
    /// two with one label only the first is here, as only the first has an effect.
    pub definitions: Vec<Definition>,
    /// Where reading stopped because of [`Markdown::MAX_LENGTH`] or [`Markdown::MAX_DEPTH`];
    /// nothing behind this place is in any of the lists above.
    pub unread: Option<usize>,
    /// The footnotes that it defines, in source order: whether `[^1]` is one anywhere depends on them.
    footnotes: Vec<Footnote>,
    /// All prose of the document; blocks and cells refer into it.
    prose: String,
    segments: Vec<Segment>,
    links: Vec<Link>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading, ATX or setext.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A paragraph outside lists, or the second and later ones of a list item.
    Paragraph,
    /// The first paragraph of a list item. An item that begins with something else (or with
    /// nothing) still has this block, with empty prose and its marker as range.
    ListItem {
        /// 1 for an item of an outermost list.
        depth: u8,
        /// The number of an item of an ordered list.
        ordinal: Option<u64>,
        /// The state of a `[x]` box.
        task: Option<bool>,
    },
    /// A table. The block's own prose is empty; its rows have the cells.
    Table(Box<Table>),
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
    /// What it is.
    pub kind: BlockKind,
    /// From the block's first byte (its marker included: `## `, `- `, `| `) to its last,
    /// without the white space and the line end behind it. A list item's range ends with
    /// its own first paragraph, before nested blocks.
    pub range: Range<usize>,
    /// How many block quotes it stands in; 255 for more.
    pub quote_depth: u8,
    /// How many list items it stands in (equals `depth` for a [`BlockKind::ListItem`]);
    /// 255 for more.
    pub list_depth: u8,
    /// The label of the footnote definition that it stands in.
    pub footnote: Option<String>,
    content: Content,
}

/// Where a piece of prose stands in [`Markdown`]'s storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    text: Range<u32>,
    segments: Range<u32>,
    links: Range<u32>,
}

impl Content {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.segments.is_empty() && self.links.is_empty()
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The heading row.
    pub header: Row,
    /// The body rows; each has as many cells as the heading, empty ones included.
    pub rows: Vec<Row>,
    /// How it is written.
    pub form: TableForm,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableForm {
    /// A line a row, with pipes between its cells.
    #[default]
    Pipes,
    /// In HTML, with tags for pipes.
    Html,
    /// Drawn with lines, as pandoc does: a cell's lines stand beside those of other cells.
    Drawn,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The whole line of the row, without what stands in front of the table (quote markers,
    /// indentation) and without its line end; in HTML from the row's tag to its end tag, in a drawn table from
    /// the first of its lines to the last.
    pub range: Range<usize>,
    /// The cells, as many as the table has columns.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The cell's bytes between its pipes or tags, without the white space around; an empty cell
    /// has an empty range at the place where a writer would write: between its pipes, or at
    /// the row's end when the row has too few pipes. In a drawn table from the first of its lines to the
    /// last, with what stands between them of other cells.
    pub range: Range<usize>,
    content: Content,
    /// It is empty because a cell above or before it goes on here; tables of pipes have no such cells.
    pub merged: bool,
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
    /// Bytes of the document's whole prose; [`Prose::segments`] gives them relative to the
    /// text of the prose.
    pub text: Range<u32>,
    /// Bytes of the source, half as wide as elsewhere: there are many of them.
    source: Range<u32>,
    /// What the run came from.
    pub kind: SegmentKind,
}

/// A link in prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The bytes from `[` (`![` for an image, `<` for an autolink) to the closing bracket or
    /// parenthesis.
    pub range: Range<usize>,
    /// The link's text as bytes of the source.
    pub text: Range<usize>,
    /// Where it leads; escapes and entities are decoded.
    pub destination: String,
    /// The label when the link is a reference (`[text][label]`, `[label]`).
    pub label: Option<String>,
    /// Whether it is an image.
    pub image: bool,
}

/// A footnote's definition.
#[derive(Clone, Debug, PartialEq)]
struct Footnote {
    label: Box<str>,
    /// Where it begins in the source.
    start: usize,
}

/// A link reference definition: `[label]: destination "title"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// What stands between the brackets.
    pub label: String,
    /// Where it leads; escapes and entities are decoded.
    pub destination: String,
    /// The title, if there is one.
    pub title: Option<String>,
    /// The whole definition, without its line end.
    pub range: Range<usize>,
}

impl Markdown {
    /// The longest text that is read, in bytes: 1 GiB, because places in prose are 32 bits wide.
    pub const MAX_LENGTH: usize = 1 << 30;

    /// How many quotes and lists one line may open.
    pub const MAX_DEPTH: usize = 500;

    /// Parses a text. Every text has a result; [`Markdown::unread`] tells whether a limit
    /// cut it.
    pub fn parse(text: &str) -> Markdown {
        let unread = limits::first_unread(text);
        let readable = &text[..unread.unwrap_or(text.len())];
        Markdown {
            unread,
            ..reader::read(readable)
        }
    }

    /// Makes the Markdown of the text `before` what [`Markdown::parse`] makes of `text`: cheaper the
    /// less of it was changed, at one place. Gives what was parsed anew; `None` when all of it was.
    pub fn edit(&mut self, before: &str, text: &str) -> Option<Change> {
        let change = edit::apply(self, before, text);
        if change.is_none() {
            *self = Markdown::parse(text);
        }
        change
    }

    /// Gives back memory that it does not need: an editor's server keeps it as long as the document
    /// is open.
    fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
        self.prose.shrink_to_fit();
        self.segments.shrink_to_fit();
    }

    /// The prose of a block of this document; empty for tables, code, HTML and breaks.
    pub fn prose(&self, block: &Block) -> Prose<'_> {
        Prose::new(self, &block.content, block.range.end)
    }

    /// The prose of a table's cell of this document.
    pub fn cell(&self, cell: &Cell) -> Prose<'_> {
        Prose::new(self, &cell.content, cell.range.start)
    }

    fn links_of(&self, content: &Content) -> &[Link] {
        slice(&self.links, &content.links)
    }

    fn segments_of(&self, content: &Content) -> &[Segment] {
        slice(&self.segments, &content.segments)
    }

    fn text_of(&self, content: &Content) -> &str {
        let range = content.text.start as usize..content.text.end as usize;
        self.prose.get(range).unwrap_or_default()
    }
}

/// The items of a 32-bit range; none when the range belongs to another document.
fn slice<'a, T>(items: &'a [T], range: &Range<u32>) -> &'a [T] {
    items
        .get(range.start as usize..range.end as usize)
        .unwrap_or_default()
}
