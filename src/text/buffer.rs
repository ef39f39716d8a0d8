//! A text under edit.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{Encoding, Lined, Position};

/// A text under edit, as an editor keeps it. A clone is cheap: it shares the text, as does all that was
/// read in it, until one of them is edited.
#[derive(Clone, Debug)]
pub struct Buffer(Arc<Lined>);

impl Buffer {
    /// A buffer that holds `text`.
    pub fn new(text: &str) -> Buffer {
        Buffer(Arc::new(Lined::new(text.to_owned())))
    }

    /// The text with its lines, to be kept as it stands now.
    pub fn lined(&self) -> &Arc<Lined> {
        &self.0
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> u32 {
        self.0.lines.line_count()
    }

    /// Replaces what stands between two positions (in either order) by `new_text`. Returns
    /// the bytes that were replaced, as places in the text before the edit.
    pub fn apply(
        &mut self,
        range: Range<Position>,
        new_text: &str,
        encoding: Encoding,
    ) -> Range<usize> {
        let place = |position| self.0.lines.offset(&self.0.text, position, encoding);
        let (one, other) = (place(range.start), place(range.end));
        let replaced = one.min(other)..one.max(other);
        match Arc::get_mut(&mut self.0) {
            Some(lined) => {
                let text = &mut lined.text;
                let more = new_text.len().saturating_sub(replaced.len());
                if text.capacity() - text.len() < more {
                    // Some room for the next one, but not as much as there is text.
                    text.reserve_exact(more + text.len() / 64);
                }
                text.replace_range(replaced.clone(), new_text);
                lined.lines.edit(&replaced, new_text.len(), &lined.text);
            }
            None => {
                let old = &self.0.text;
                let text = [&old[..replaced.start], new_text, &old[replaced.end..]].concat();
                let mut lines = self.0.lines.clone();
                lines.edit(&replaced, new_text.len(), &text);
                self.0 = Arc::new(Lined { text, lines });
            }
        }
        replaced
    }
}

impl fmt::Display for Buffer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}
