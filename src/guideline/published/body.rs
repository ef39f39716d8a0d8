//! A clause's text: paragraphs joined over page breaks, footnotes taken out, lists kept.

use std::borrow::Cow;

use crate::markdown::{Block, BlockKind, Markdown, Prose, SegmentKind};

/// A paragraph, list item or anything else of a clause's text.
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// As Markdown.
    pub markdown: String,
    /// As a reader sees it, without footnote marks; empty for tables and code.
    pub plain: String,
    /// The footnotes that it refers to.
    pub footnotes: Vec<String>,
}

/// What a [`Piece`] is.
pub enum PieceKind {
    /// A paragraph of running text.
    Paragraph,
    /// A list item, `depth` lists deep.
    Item {
        /// 1 in an outermost list.
        depth: u8,
        /// The number of an item of an ordered list.
        ordinal: Option<u64>,
    },
    /// A table, a caption, code, an unnumbered heading: text that asks nothing by itself.
    Other,
}

/// A footnote's text.
pub struct Footnote {
    /// What the reference to it says: `1`.
    pub mark: String,
    /// Its text.
    pub text: String,
}

/// A source with its blocks.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The whole file.
    pub text: &'a str,
    /// The file, parsed.
    pub markdown: &'a Markdown,
}

impl<'a> Source<'a> {
    /// The Markdown of a block.
    pub fn of(&self, block: &Block) -> &'a str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }

    /// A block as a reader sees it, without footnote marks, and the footnotes that it refers to.
    pub fn plain(&self, block: &Block) -> (String, Vec<String>) {
        without_marks(self.text, self.markdown.prose(block))
    }
}

/// A line of Markdown as a reader sees it.
pub fn plain(text: &str) -> String {
    let special = |c| matches!(c, '*' | '_' | '`' | '\\' | '<' | '&' | '~' | '\n');
    if !text.contains(special) && !text.contains("](") {
        return text.trim().to_owned();
    }
    let markdown = Markdown::parse(text);
    let blocks: Vec<_> = markdown
        .blocks
        .iter()
        .map(|block| markdown.prose(block).text.trim())
        .collect();
    blocks.join("\n")
}

/// Footnote marks are `[^1]` or, after conversion from a PDF, `<sup>1</sup>`.
fn without_marks(source: &str, prose: Prose<'_>) -> (String, Vec<String>) {
    let mut text = String::with_capacity(prose.text.len());
    let mut marks = Vec::new();
    for (range, segment) in prose.segments() {
        let place = segment.source();
        let before = source.get(..place.start).unwrap_or_default();
        let behind = source.get(place.end..).unwrap_or_default();
        let raised = before.ends_with("<sup>") && behind.starts_with("</sup>");
        if segment.kind == SegmentKind::Footnote {
            let mark = source.get(place).unwrap_or_default();
            marks.push(mark.trim_matches(['[', ']', '^']).to_owned());
        } else if raised {
            marks.push(prose.text[range].trim().to_owned());
        } else {
            text.push_str(&prose.text[range]);
        }
    }
    (text.trim().to_owned(), marks)
}

/// The footnotes that a paragraph defines: each of its lines begins with a raised number.
/// `None` when it is an ordinary paragraph.
pub fn footnotes(source: Source<'_>, block: &Block) -> Option<Vec<Footnote>> {
    if let Some(mark) = &block.footnote {
        let (text, _) = source.plain(block);
        return Some(vec![Footnote {
            mark: mark.clone(),
            text,
        }]);
    }
    let markdown = source.of(block);
    if block.kind != BlockKind::Paragraph || !markdown.starts_with("<sup>") {
        return None;
    }
    let mut notes: Vec<Footnote> = Vec::new();
    for line in markdown.lines() {
        let line = line.trim();
        let raised = line
            .strip_prefix("<sup>")
            .and_then(|rest| rest.split_once("</sup>"));
        match (raised, notes.last_mut()) {
            (Some((mark, text)), _) => {
                notes.push(Footnote {
                    mark: mark.trim().to_owned(),
                    text: plain(text),
                });
            }
            (None, Some(note)) => note.text.push_str(&plain(line)),
            (None, None) => return None,
        }
    }
    Some(notes)
}

/// The pieces of a clause's blocks (footnotes and label lines already taken out).
pub fn pieces(source: Source<'_>, blocks: &[&Block]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for block in blocks {
        let markdown = unquoted(source.of(block).trim_end(), block.quote_depth);
        let markdown = markdown.as_ref();
        let (plain, footnotes) = source.plain(block);
        let (kind, markdown) = match &block.kind {
            BlockKind::Paragraph if block.list_depth == 0 => {
                if let Some(previous) = pieces.last_mut()
                    && matches!(previous.kind, PieceKind::Paragraph)
                    && is_cut(&previous.plain, &plain)
                {
                    join(previous, markdown, &plain, footnotes);
                    continue;
                }
                let kind = if is_caption(&plain) {
                    PieceKind::Other
                } else {
                    PieceKind::Paragraph
                };
                (kind, markdown.to_owned())
            }
            BlockKind::Paragraph => (
                PieceKind::Paragraph,
                indented(markdown, block.list_depth + 1),
            ),
            BlockKind::ListItem { depth, ordinal, .. } => (
                PieceKind::Item {
                    depth: *depth,
                    ordinal: *ordinal,
                },
                indented(markdown, *depth),
            ),
            BlockKind::Heading { .. } | BlockKind::Table(_) | BlockKind::Code => {
                (PieceKind::Other, markdown.to_owned())
            }
            BlockKind::Html | BlockKind::Rule => continue,
        };
        pieces.push(Piece {
            kind,
            markdown,
            plain,
            footnotes,
        });
    }
    pieces
}

/// The clause's text as Markdown.
pub fn text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut item_before = false;
    for piece in pieces {
        let item = matches!(piece.kind, PieceKind::Item { .. });
        if !text.is_empty() {
            text.push_str(if item && item_before { "\n" } else { "\n\n" });
        }
        text.push_str(&piece.markdown);
        item_before = item;
    }
    text
}

/// The lines of a block quote without the marks in front of them.
fn unquoted(markdown: &str, quote_depth: u8) -> Cow<'_, str> {
    if quote_depth == 0 {
        return Cow::Borrowed(markdown);
    }
    let lines = markdown
        .lines()
        .map(|line| line.trim_start_matches('>').trim_start());
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

fn indented(markdown: &str, depth: u8) -> String {
    format!(
        "{}{markdown}",
        "  ".repeat(usize::from(depth.saturating_sub(1)))
    )
}

/// Whether a page break stands between two paragraphs that are one: the first is running
/// text and stops in the middle of a sentence. Captions and lead-ins stop without a full
/// stop as well, but are no running text, or end in a colon.
fn is_cut(first: &str, second: &str) -> bool {
    let (Some(last), Some(next)) = (first.chars().next_back(), second.chars().next()) else {
        return false;
    };
    let running = first.contains(['。', '、']) || first.matches(' ').count() > 8;
    let remark = |text: &str| {
        ["※", "（注", "(注", "注", "・"]
            .iter()
            .any(|mark| text.starts_with(mark))
    };
    let goes_on = if last.is_ascii() {
        (last.is_ascii_lowercase() || last == ',') && next.is_ascii_lowercase()
    } else {
        (last.is_alphabetic() || matches!(last, '、' | 'ー' | '・'))
            && (next.is_alphabetic() || next == '「')
    };
    let apart = |text: &str| is_caption(text) || remark(text);
    running && goes_on && !apart(first) && !apart(second)
}

/// 「図 1 本ガイドライン策定の意義」
fn is_caption(text: &str) -> bool {
    let number = ["図", "表", "Figure", "Table"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    number.is_some_and(|number| number.trim_start().starts_with(|c: char| c.is_numeric()))
        && !text.contains('。')
}

fn join(previous: &mut Piece, markdown: &str, plain: &str, footnotes: Vec<String>) {
    if previous.plain.ends_with(|c: char| c.is_ascii()) {
        previous.plain.push(' ');
        previous.markdown.push(' ');
    }
    previous.plain.push_str(plain);
    previous.markdown.push_str(markdown);
    previous.footnotes.extend(footnotes);
}
