//! Turns the parser's events into blocks.

use std::collections::VecDeque;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::drawn_table::Drawn;
use super::prose_writer::ProseWriter;
use super::{
    Block, BlockKind, Cell, Content, Definition, Footnote, Link, Markdown, Row, Table, drawn_table,
    front_matter, html_table,
};

/// Front matter is not among them: the parser would take it anywhere in the text.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Reads a whole text.
pub(super) fn read(text: &str) -> Markdown {
    let split = front_matter::split(text);
    let body = split.body;
    let events = Parser::new_ext(&text[body..], OPTIONS).into_offset_iter();
    let mut reader = Reader::new(text);
    reader.drawn = drawn_table::find(text, body).into();
    reader.markdown.front_matter = split.front_matter;
    for (label, definition) in events.reference_definitions().iter() {
        let range = definition.span.start + body..definition.span.end + body;
        reader.markdown.definitions.push(Definition {
            label: label.to_owned(),
            destination: definition.dest.to_string(),
            title: definition.title.as_ref().map(ToString::to_string),
            range: reader.trimmed(range),
        });
    }
    reader
        .markdown
        .definitions
        .sort_by_key(|definition| definition.range.start);
    for (event, range) in events {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.finish()
}

/// What has been read so far, and what is open.
struct Reader<'a> {
    text: &'a str,
    markdown: Markdown,
    writer: ProseWriter,
    quotes: usize,
    footnotes: Vec<String>,
    /// The number of the next item of each open list; none for bullets.
    lists: Vec<Option<u64>>,
    items: Vec<Item>,
    leaf: Option<Leaf>,
    table: Option<OpenTable>,
    /// Places in the writer's links of those that are open.
    open_links: Vec<OpenLink>,
    /// Whether code or HTML is open, in which text is no prose.
    in_raw: bool,
    /// Drawn tables that may stand further down.
    drawn: VecDeque<Drawn>,
    /// Where the last of them that stands in the document ends: what else the parser sees in it is none.
    drawn_to: usize,
}

/// An open list item.
struct Item {
    start: usize,
    ordinal: Option<u64>,
    /// Whether its own block was begun.
    has_block: bool,
}

/// An open block with prose.
struct Leaf {
    kind: BlockKind,
    range: Range<usize>,
}

struct OpenTable {
    range: Range<usize>,
    columns: usize,
    table: Table,
    row: Row,
}

struct OpenLink {
    index: usize,
    /// Where what has been read of its text ends.
    text_end: usize,
    has_brackets: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        Reader {
            text,
            markdown: Markdown::default(),
            writer: ProseWriter::with_capacity(text.len()),
            quotes: 0,
            footnotes: Vec::new(),
            lists: Vec::new(),
            items: Vec::new(),
            leaf: None,
            table: None,
            open_links: Vec::new(),
            in_raw: false,
            drawn: VecDeque::new(),
            drawn_to: 0,
        }
    }

    fn finish(mut self) -> Markdown {
        self.close_leaf();
        self.markdown.prose = self.writer.prose;
        self.markdown.segments = self.writer.segments;
        self.markdown.links = self.writer.links;
        self.markdown.shrink();
        self.markdown
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if range.start < self.drawn_to {
            return;
        }
        if !self.drawn.is_empty() && self.begins_drawn_table(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.begin_block();
                self.push_block(BlockKind::Rule, range, Content::default());
            }
            Event::Html(_) => {}
            Event::Text(_) if self.in_raw => {}
            _ => self.inline(event, range),
        }
    }

    /// Takes a drawn table whose first line the parser takes for the beginning of something else.
    fn begins_drawn_table(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        while let Some(table) = self.drawn.front() {
            if range.start < table.range.start {
                return false;
            }
            let begins = range.start <= table.first_line
                && matches!(event, Event::Start(Tag::Paragraph) | Event::Rule)
                && self.quotes == 0
                && self.items.is_empty()
                && self.footnotes.is_empty()
                && !self.in_raw;
            let Some(table) = self.drawn.pop_front() else {
                return false;
            };
            if begins {
                self.begin_block();
                self.drawn_to = table.range.end;
                let place = table.range.clone();
                let table = table.read(self.text, &mut self.writer);
                self.push_block(BlockKind::Table(Box::new(table)), place, Content::default());
                return true;
            }
        }
        false
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin_paragraph(range),
            Tag::Heading { level, .. } => {
                self.begin_block();
                self.begin_leaf(BlockKind::Heading { level: level as u8 }, range);
            }
            Tag::BlockQuote(_) => {
                self.begin_block();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.begin_block();
                self.push_block(BlockKind::Code, range, Content::default());
                self.in_raw = true;
            }
            Tag::HtmlBlock => {
                self.begin_block();
                self.find_comments(range.clone());
                self.html_block(range);
                self.in_raw = true;
            }
            Tag::List(first) => {
                self.begin_block();
                self.lists.push(first);
            }
            Tag::Item => self.begin_item(range),
            Tag::FootnoteDefinition(label) => {
                self.begin_block();
                self.markdown.footnotes.push(Footnote {
                    label: (&*label).into(),
                    start: range.start,
                });
                self.footnotes.push(label.into_string());
            }
            Tag::Table(columns) => {
                self.begin_block();
                self.table = Some(OpenTable::new(columns.len(), range));
            }
            Tag::TableHead | Tag::TableRow => {
                let range = self.trimmed(range);
                if let Some(table) = &mut self.table {
                    table.begin_row(range);
                }
            }
            Tag::TableCell => self.writer.begin(),
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            } => {
                self.begin_link(link_type, &dest_url, &id, range, false);
            }
            Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            } => {
                self.begin_link(link_type, &dest_url, &id, range, true);
            }
            _ => self.reach(range.start..range.start),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close_leaf(),
            TagEnd::BlockQuote(_) => {
                self.close_leaf();
                self.quotes -= 1;
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.in_raw = false,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.begin_block();
                self.items.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.close_leaf();
                self.footnotes.pop();
            }
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_row(true),
            TagEnd::TableRow => self.close_row(false),
            TagEnd::TableCell => self.close_cell(range),
            TagEnd::Link | TagEnd::Image => self.close_link(range),
            _ => self.reach(range),
        }
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>) {
        self.reach(range.clone());
        match event {
            Event::Text(text) => {
                let written = &self.text.as_bytes()[range.clone()];
                let copied =
                    text.len() == written.len() && text.as_bytes().first() == written.first();
                let range = if copied { range } else { self.trimmed(range) };
                self.writer.text(&text, range, copied);
            }
            // The parser counts the white space at a heading's end to its last inline.
            Event::Code(code) => {
                let range = self.trimmed(range);
                self.writer.code(&code, self.text, range);
            }
            Event::InlineHtml(_) => self.inline_html(self.trimmed(range)),
            Event::SoftBreak => self.writer.soft_break(range),
            Event::HardBreak => self.writer.hard_break(range),
            Event::FootnoteReference(_) => self.writer.footnote(range),
            Event::TaskListMarker(done) => self.set_task(done),
            // Mathematics is not switched on; all else is no inline.
            _ => {}
        }
    }

    /// Notes that an inline stands at `range`. In a tight list the parser does not say where
    /// paragraphs begin and end, so the first inline opens one and each one carries it on.
    fn reach(&mut self, range: Range<usize>) {
        if self.table.is_none() {
            if self.leaf.is_none() {
                let start = range.start - usize::from(self.is_escape_before(range.start));
                self.begin_paragraph(start..range.end);
            }
            if let Some(leaf) = &mut self.leaf {
                leaf.range.end = leaf.range.end.max(range.end);
            }
        }
        if let Some(link) = self.open_links.last_mut() {
            link.text_end = link.text_end.max(range.end);
        }
    }

    fn is_escape_before(&self, offset: usize) -> bool {
        self.text.as_bytes()[..offset].last() == Some(&b'\\')
    }

    fn begin_paragraph(&mut self, range: Range<usize>) {
        self.close_leaf();
        let depth = narrow(self.items.len());
        match self.items.last_mut().filter(|item| !item.has_block) {
            Some(item) => {
                item.has_block = true;
                let kind = BlockKind::ListItem {
                    depth,
                    ordinal: item.ordinal,
                    task: None,
                };
                let start = item.start;
                self.begin_leaf(kind, start..range.end);
            }
            None => self.begin_leaf(BlockKind::Paragraph, range),
        }
    }

    fn begin_leaf(&mut self, kind: BlockKind, range: Range<usize>) {
        self.leaf = Some(Leaf { kind, range });
        self.writer.begin();
    }

    fn close_leaf(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            let content = self.writer.finish();
            self.push_block(leaf.kind, leaf.range, content);
        }
    }

    /// Makes way for a block that is no paragraph: an item that begins with it gets an empty
    /// block of its own before it.
    fn begin_block(&mut self) {
        self.close_leaf();
        if let Some(start) = self
            .items
            .last()
            .filter(|item| !item.has_block)
            .map(|item| item.start)
        {
            self.begin_paragraph(start..self.marker_end(start));
            self.close_leaf();
        }
    }

    fn push_block(&mut self, kind: BlockKind, range: Range<usize>, content: Content) {
        self.markdown.blocks.push(Block {
            kind,
            range: self.trimmed(range),
            quote_depth: narrow(self.quotes),
            list_depth: narrow(self.items.len()),
            footnote: self.footnotes.last().cloned(),
            content,
        });
    }

    fn begin_item(&mut self, range: Range<usize>) {
        let ordinal = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
            let ordinal = *next;
            *next = next.saturating_add(1);
            ordinal
        });
        // The parser counts the indentation before the marker to the item.
        let indentation = self.text.as_bytes()[range.clone()]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        self.items.push(Item {
            start: range.start + indentation,
            ordinal,
            has_block: false,
        });
    }

    fn marker_end(&self, start: usize) -> usize {
        let digits = self.text.as_bytes()[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        start + digits.count() + 1
    }

    fn set_task(&mut self, done: bool) {
        if let Some(Leaf {
            kind: BlockKind::ListItem { task, .. },
            ..
        }) = &mut self.leaf
        {
            *task = Some(done);
        }
    }

    fn inline_html(&mut self, range: Range<usize>) {
        let tag = &self.text.as_bytes()[range.clone()];
        if tag.starts_with(b"<!--") {
            self.markdown.comments.push(range);
        } else if is_line_break(tag) {
            self.writer.hard_break(range);
        }
    }

    /// Collects the comments of a block of HTML. One that is not closed is none.
    fn find_comments(&mut self, block: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut at = block.start;
        while let Some(found) = memmem::find(&bytes[at..block.end], b"<!--") {
            let start = at + found;
            // The dashes may be shared: `<!-->` is a whole comment.
            let Some(length) = memmem::find(&bytes[start + 2..block.end], b"-->") else {
                return;
            };
            at = start + 2 + length + 3;
            self.markdown.comments.push(start..at);
        }
    }

    /// A block of HTML is its tables; what stands around them is passed over, as all other HTML.
    fn html_block(&mut self, range: Range<usize>) {
        // In a quote each line has the quote's mark in front.
        let tables = match self.quotes {
            0 => html_table::read(self.text, self.trimmed(range.clone()), &mut self.writer),
            _ => Vec::new(),
        };
        if tables.is_empty() {
            self.push_block(BlockKind::Html, range, Content::default());
        }
        for (table, place) in tables {
            self.push_block(BlockKind::Table(Box::new(table)), place, Content::default());
        }
    }

    fn begin_link(
        &mut self,
        link_type: LinkType,
        destination: &CowStr<'a>,
        id: &CowStr<'a>,
        range: Range<usize>,
        image: bool,
    ) {
        let mut range = self.trimmed(range);
        self.reach(range.start..range.start);
        // The parser leaves the empty brackets of `[label][]` out.
        let rest = self.text.get(range.end..).unwrap_or_default();
        if link_type == LinkType::Collapsed && rest.starts_with("[]") {
            range.end += 2;
        }
        let is_reference = matches!(
            link_type,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
        );
        let text_start = range.start + 1 + usize::from(image);
        self.open_links.push(OpenLink {
            index: self.writer.links.len(),
            text_end: text_start,
            has_brackets: !matches!(link_type, LinkType::Autolink | LinkType::Email),
        });
        self.writer.links.push(Link {
            range,
            text: text_start..text_start,
            destination: match link_type {
                LinkType::Email => format!("mailto:{destination}"),
                _ => destination.to_string(),
            },
            label: is_reference.then(|| id.to_string()),
            image,
        });
    }

    fn close_link(&mut self, range: Range<usize>) {
        let Some(open) = self.open_links.pop() else {
            return;
        };
        let behind = self.text.get(open.text_end..range.end).unwrap_or_default();
        let bracket = if open.has_brackets {
            behind.find(']').unwrap_or(0)
        } else {
            0
        };
        let link = &mut self.writer.links[open.index];
        link.text.end = open.text_end + bracket;
        let whole = link.range.clone();
        self.reach(whole);
    }

    fn close_cell(&mut self, range: Range<usize>) {
        let content = self.writer.finish();
        if let Some(table) = &mut self.table {
            table.push_cell(self.text, range, content);
        }
    }

    fn close_row(&mut self, is_header: bool) {
        let Some(table) = &mut self.table else {
            return;
        };
        let row = &table.row;
        let last = row
            .cells
            .last()
            .map_or(row.range.start, |cell| cell.range.end);
        let behind = last..row.range.end;
        table.close_row(is_header);
        // What stands behind the last cell is none, and may speak of the row.
        self.find_comments(behind);
    }

    fn close_table(&mut self) {
        if let Some(open) = self.table.take() {
            let table = BlockKind::Table(Box::new(open.table));
            self.push_block(table, open.range, Content::default());
        }
    }

    /// A range without the white space at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let last = text.iter().rposition(|byte| !is_space(byte));
        range.start..range.start + last.map_or(0, |last| last + 1)
    }
}

impl OpenTable {
    fn new(columns: usize, range: Range<usize>) -> OpenTable {
        OpenTable {
            range,
            columns,
            table: Table::default(),
            row: Row::default(),
        }
    }

    fn begin_row(&mut self, range: Range<usize>) {
        self.row = Row {
            range,
            cells: Vec::with_capacity(self.columns),
        };
    }

    fn push_cell(&mut self, text: &str, between: Range<usize>, content: Content) {
        let start = between.start.min(self.row.range.end);
        let end = between.end.clamp(start, self.row.range.end);
        let written = text.as_bytes().get(start..end).unwrap_or_default();
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
        let first = written.iter().position(|byte| !is_space(byte));
        let last = written.iter().rposition(|byte| !is_space(byte));
        let range = match (first, last) {
            (Some(first), Some(last)) => start + first..start + last + 1,
            _ => {
                let place = start + written.len().min(1);
                place..place
            }
        };
        self.row.cells.push(Cell {
            range,
            content,
            merged: false,
        });
    }

    fn close_row(&mut self, is_header: bool) {
        let mut row = std::mem::take(&mut self.row);
        let end = row.range.end;
        row.cells.resize_with(self.columns, || Cell {
            range: end..end,
            content: Content::default(),
            merged: false,
        });
        if is_header {
            self.table.header = row;
        } else {
            self.table.rows.push(row);
        }
    }
}

/// Whether an HTML tag is `<br>`, whatever its spelling.
fn is_line_break(tag: &[u8]) -> bool {
    tag.get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case(b"<br"))
        && tag
            .get(3)
            .is_some_and(|&behind| matches!(behind, b'>' | b'/') || behind.is_ascii_whitespace())
}

/// A depth in one byte.
fn narrow(depth: usize) -> u8 {
    u8::try_from(depth).unwrap_or(u8::MAX)
}
