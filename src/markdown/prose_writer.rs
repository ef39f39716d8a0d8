//! Collects the prose of a whole document, with the bytes that each run of it came from.

use std::ops::Range;

use super::{Content, Link, Segment, SegmentKind};

/// The storage of a document's prose while it is being written. One piece (a block's or a
/// cell's) is written at a time, between [`ProseWriter::begin`] and [`ProseWriter::finish`].
#[derive(Default)]
pub(super) struct ProseWriter {
    pub(super) prose: String,
    pub(super) segments: Vec<Segment>,
    pub(super) links: Vec<Link>,
    start: Marks,
    /// A soft break waits for what follows: only then it is known to be a space or nothing.
    waiting_break: Option<Range<usize>>,
}

/// How much of the storage was filled.
#[derive(Clone, Copy, Default, PartialEq)]
struct Marks {
    prose: usize,
    segments: usize,
    links: usize,
}

impl ProseWriter {
    pub(super) fn with_capacity(source_length: usize) -> ProseWriter {
        ProseWriter {
            prose: String::with_capacity(source_length),
            // A run of prose is seldom shorter; a wrong guess costs a little time.
            segments: Vec::with_capacity(source_length / 64),
            ..ProseWriter::default()
        }
    }

    /// Begins a piece of prose.
    pub(super) fn begin(&mut self) {
        self.start = self.marks();
        self.waiting_break = None;
    }

    /// Ends the piece: its place in the storage.
    pub(super) fn finish(&mut self) -> Content {
        self.waiting_break = None;
        self.trim_end();
        let (start, end) = (self.start, self.marks());
        self.start = end;
        if start == end {
            return Content::default();
        }
        Content {
            text: narrow(start.prose..end.prose),
            segments: narrow(start.segments..end.segments),
            links: narrow(start.links..end.links),
        }
    }

    /// Adds plain text. `copied` says that it is the source's own and not decoded from it.
    pub(super) fn text(&mut self, text: &str, source: Range<usize>, copied: bool) {
        if !copied {
            self.decoded(text, source);
        } else if self.prose.len() == self.start.prose {
            let shown = text.trim_start_matches([' ', '\t']);
            self.push(
                SegmentKind::Text,
                shown,
                source.end - shown.len()..source.end,
            );
        } else {
            self.push(SegmentKind::Text, text, source);
        }
    }

    /// Adds what an entity stands for. A few entities are as long as the two characters that
    /// they stand for (`&nGg;`); their text is split, so that nobody takes it for a copy.
    fn decoded(&mut self, text: &str, source: Range<usize>) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        if text.len() == source.len() && first < text.len() {
            self.push(SegmentKind::Text, &text[..first], source.clone());
            self.push(SegmentKind::Text, &text[first..], source.end..source.end);
        } else {
            self.push(SegmentKind::Text, text, source);
        }
    }

    /// Adds inline code; `span` are its bytes with the backticks.
    pub(super) fn code(&mut self, code: &str, document: &str, span: Range<usize>) {
        let Some(inner) = inside_backticks(document, span.clone()) else {
            self.push(SegmentKind::Code, code, span);
            return;
        };
        let written = &document[inner.clone()];
        if let Some(at) = copied_from(code, written) {
            let start = inner.start + at;
            self.push(SegmentKind::Code, code, start..start + code.len());
        } else if let Some(at) = copied_from(code, &written.replace("\\|", "|")) {
            self.code_with_pipes(code, document, inner.start + at);
        } else {
            self.push(SegmentKind::Code, code, inner);
        }
    }

    /// Adds inline code of a table, where `\|` is written for a pipe; `at` is where it begins.
    fn code_with_pipes(&mut self, code: &str, document: &str, mut at: usize) {
        for piece in code.split_inclusive('|') {
            let copied = piece.strip_suffix('|').unwrap_or(piece).len();
            self.push(SegmentKind::Code, &piece[..copied], at..at + copied);
            at += copied;
            if copied < piece.len() {
                at += usize::from(document.as_bytes().get(at) == Some(&b'\\'));
                self.push(SegmentKind::Code, "|", at..at + 1);
                at += 1;
            }
        }
    }

    /// Adds a line break that the rendered page does not show.
    pub(super) fn soft_break(&mut self, source: Range<usize>) {
        self.waiting_break = Some(source);
    }

    /// Adds a line break that the rendered page shows.
    pub(super) fn hard_break(&mut self, source: Range<usize>) {
        self.push(SegmentKind::HardBreak, "\n", source);
    }

    /// Adds a footnote reference.
    pub(super) fn footnote(&mut self, source: Range<usize>) {
        self.settle_break(None);
        self.append(SegmentKind::Footnote, "", source);
    }

    fn push(&mut self, kind: SegmentKind, text: &str, source: Range<usize>) {
        let Some(first) = text.chars().next() else {
            return;
        };
        self.settle_break(Some(first));
        if kind == SegmentKind::Text && self.extend_last(text, &source) {
            return;
        }
        self.append(kind, text, source);
    }

    /// Joins text to the run before it when both stand side by side in the source too.
    fn extend_last(&mut self, text: &str, source: &Range<usize>) -> bool {
        let Some(last) = self.segments[self.start.segments..].last_mut() else {
            return false;
        };
        let joins = last.kind == SegmentKind::Text
            && last.source.end as usize == source.start
            && last.is_verbatim()
            && text.len() == source.len();
        if joins {
            last.source.end = source.end as u32;
            self.prose.push_str(text);
            last.text.end = self.prose.len() as u32;
        }
        joins
    }

    fn append(&mut self, kind: SegmentKind, text: &str, source: Range<usize>) {
        let start = self.prose.len();
        self.prose.push_str(text);
        let text = narrow(start..self.prose.len());
        self.segments.push(Segment::new(text, source, kind));
    }

    /// Writes the soft break that waits, now that the character behind it is known.
    fn settle_break(&mut self, next: Option<char>) {
        if let Some(source) = self.waiting_break.take() {
            let before = self.prose[self.start.prose..].chars().next_back();
            let text = if needs_space(before, next) { " " } else { "" };
            self.append(SegmentKind::SoftBreak, text, source);
        }
    }

    /// Drops white space at the piece's end, such as stands before a comment.
    fn trim_end(&mut self) {
        while let Some(last) = self.segments[self.start.segments..].last_mut() {
            let start = last.text.start as usize;
            let shown = start + self.prose[start..].trim_end_matches([' ', '\t']).len();
            let excess = self.prose.len() - shown;
            if last.kind != SegmentKind::Text || excess == 0 || !last.is_verbatim() {
                return;
            }
            last.source.end -= excess as u32;
            last.text.end = shown as u32;
            self.prose.truncate(shown);
            if shown > start {
                return;
            }
            self.segments.pop();
        }
    }

    fn marks(&self) -> Marks {
        Marks {
            prose: self.prose.len(),
            segments: self.segments.len(),
            links: self.links.len(),
        }
    }
}

/// The bytes between the backticks of a code span.
fn inside_backticks(document: &str, span: Range<usize>) -> Option<Range<usize>> {
    let written = &document[span.clone()];
    let ticks = written.bytes().take_while(|&byte| byte == b'`').count();
    (ticks > 0 && written.len() >= 2 * ticks).then(|| span.start + ticks..span.end - ticks)
}

/// Where `code` begins in `written` if it is a copy of it, but for one space stripped on
/// each side and for line ends that became spaces.
fn copied_from(code: &str, written: &str) -> Option<usize> {
    let stripped = written.len().checked_sub(code.len())?;
    if stripped != 0 && stripped != 2 {
        return None;
    }
    let start = stripped / 2;
    let copy = written.as_bytes().get(start..start + code.len())?;
    let same = copy.iter().zip(code.bytes()).all(|(&written, shown)| {
        written == shown || (shown == b' ' && matches!(written, b'\n' | b'\r'))
    });
    same.then_some(start)
}

/// Whether a soft line break between two characters is a space for the reader.
fn needs_space(before: Option<char>, next: Option<char>) -> bool {
    let Some(before) = before else {
        return false;
    };
    !before.is_whitespace()
        && next != Some('\n')
        && !(is_set_solid(before) && next.is_none_or(is_set_solid))
}

/// Whether a character belongs to Japanese script, where words are not set apart by spaces:
/// kana, kanji, and the punctuation, forms and enclosed numbers that stand among them.
fn is_set_solid(character: char) -> bool {
    matches!(character,
        '\u{2460}'..='\u{24ff}'
        | '\u{2e80}'..='\u{312f}'
        | '\u{3190}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A range in 32 bits. It fits: a document has at most [`super::Markdown::MAX_LENGTH`]
/// bytes, and no entity is shorter than five sixths of what it stands for.
fn narrow(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}
