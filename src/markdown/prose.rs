//! Text as a reader sees it, and the way back from it to the source.

use std::ops::Range;

use super::{Content, Link, Markdown, Segment, SegmentKind};

/// Text as a reader sees it, tied to its source.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// The text.
    pub text: &'a str,
    /// The links in it, by their beginnings.
    pub links: &'a [Link],
    segments: &'a [Segment],
    /// Where `text` begins in the document's whole prose.
    base: u32,
    /// The place in the source of prose that has no source.
    place: usize,
}

impl<'a> Prose<'a> {
    pub(super) fn new(markdown: &'a Markdown, content: &Content, place: usize) -> Prose<'a> {
        Prose {
            text: markdown.text_of(content),
            links: markdown.links_of(content),
            segments: markdown.segments_of(content),
            base: content.text.start,
            place,
        }
    }

    /// The smallest range of the source that holds a range of the text. What was decoded as
    /// a whole (an entity, a line break) is held as a whole. An empty range gives an empty
    /// one. A range past the end is cut, one inside a character moves to its beginning.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end);
        if start >= end {
            let place = self.source_place(start);
            return place..place;
        }
        let first = self
            .segment_behind(start)
            .map(|segment| self.source_start(segment, start));
        let last = self
            .segment_before(end)
            .map(|segment| self.source_end(segment, end));
        first.unwrap_or(self.place)..last.unwrap_or(self.place)
    }

    /// Whether a range of the text touches inline code. An empty range touches nothing.
    pub fn is_code(&self, range: Range<usize>) -> bool {
        self.segments()
            .skip(
                self.segments
                    .partition_point(|segment| self.relative(segment).end <= range.start),
            )
            .take_while(|(text, _)| text.start < range.end)
            .any(|(text, segment)| segment.kind == SegmentKind::Code && range.start < text.end)
    }

    /// The runs of the text in order, each with its range of [`Prose::text`].
    pub fn segments(&self) -> impl Iterator<Item = (Range<usize>, &'a Segment)> {
        let base = self.base;
        self.segments
            .iter()
            .map(move |segment| (relative(segment, base), segment))
    }

    /// The lines of the text as they stand in the source: pieces between soft and hard breaks.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let end = self.text.len();
        let base = self.base;
        let breaks = self
            .segments
            .iter()
            .filter(|segment| {
                matches!(
                    segment.kind,
                    SegmentKind::SoftBreak | SegmentKind::HardBreak
                )
            })
            .map(move |segment| relative(segment, base));
        let mut start = 0;
        breaks.chain(std::iter::once(end..end)).map(move |gap| {
            let line = start..gap.start;
            start = gap.end;
            line
        })
    }

    /// The range of the text that a range of the source became; `None` when nothing of it did.
    pub fn text_range(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let mut whole: Option<Range<usize>> = None;
        for (text, segment) in self.segments() {
            let from = segment.source();
            let shared = source.start.max(from.start)..source.end.min(from.end);
            if shared.start >= shared.end {
                continue;
            }
            let text = if segment.is_verbatim() {
                let shift = |at: usize| text.start + (at - from.start);
                shift(shared.start)..shift(shared.end)
            } else {
                text
            };
            whole = Some(whole.map_or(text.clone(), |whole| whole.start..text.end));
        }
        whole
    }

    fn source_place(&self, offset: usize) -> usize {
        if let Some(segment) = self.segment_behind(offset) {
            self.source_start(segment, offset)
        } else {
            self.segments
                .last()
                .map_or(self.place, |segment| segment.source().end)
        }
    }

    /// The segment with the text's byte behind `offset`.
    fn segment_behind(&self, offset: usize) -> Option<&'a Segment> {
        let index = self
            .segments
            .partition_point(|segment| self.relative(segment).end <= offset);
        self.segments.get(index)
    }

    /// The segment with the text's byte before `offset`.
    fn segment_before(&self, offset: usize) -> Option<&'a Segment> {
        let index = self
            .segments
            .partition_point(|segment| self.relative(segment).end < offset);
        self.segments.get(index)
    }

    fn source_start(&self, segment: &Segment, offset: usize) -> usize {
        if segment.is_verbatim() {
            segment.source().start + (offset - self.relative(segment).start)
        } else {
            segment.source().start
        }
    }

    fn source_end(&self, segment: &Segment, offset: usize) -> usize {
        if segment.is_verbatim() {
            segment.source().start + (offset - self.relative(segment).start)
        } else {
            segment.source().end
        }
    }

    fn relative(&self, segment: &Segment) -> Range<usize> {
        relative(segment, self.base)
    }
}

fn relative(segment: &Segment, base: u32) -> Range<usize> {
    (segment.text.start - base) as usize..(segment.text.end - base) as usize
}

impl Segment {
    /// A run of prose. Texts are no longer than [`Markdown::MAX_LENGTH`], so that places have 32 bits.
    pub(super) fn new(text: Range<u32>, source: Range<usize>, kind: SegmentKind) -> Segment {
        Segment {
            text,
            source: source.start as u32..source.end as u32,
            kind,
        }
    }

    /// Bytes of the source. When as long as [`Segment::text`] the two correspond byte by byte.
    pub fn source(&self) -> Range<usize> {
        self.source.start as usize..self.source.end as usize
    }

    /// Whether text and source correspond byte by byte.
    pub(super) fn is_verbatim(&self) -> bool {
        self.text.end - self.text.start == self.source.end - self.source.start
    }
}
