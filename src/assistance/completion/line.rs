//! The line that is being written, looked at from the cursor.

use std::ops::Range;

/// What a value ends before: what is said beside it, and the next one of a list.
pub const VALUE_ENDS: [char; 10] = [',', '、', '，', ';', '；', '。', '（', '(', '<', '|'];

/// What a clause's number ends before in a list or range.
pub const NUMBER_ENDS: [char; 15] = [
    ',', '、', '，', ';', '；', '。', '（', '(', '<', '|', '〜', '～', '~', ']', '［',
];

/// A line with a cursor in it.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Where it begins.
    pub start: usize,
    /// The cursor.
    pub offset: usize,
    /// What stands before the cursor.
    pub before: &'a str,
    /// What stands behind it, without the line end.
    pub after: &'a str,
}

impl<'a> Line<'a> {
    /// The line of `text` around `offset`, which has to be at the beginning of a character.
    pub fn at(text: &'a str, offset: usize) -> Line<'a> {
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let after = text[offset..].lines().next().unwrap_or_default();
        Line {
            start,
            offset,
            before: &text[start..offset],
            after,
        }
    }

    /// The place of the byte at `at` of [`Line::before`] in the document.
    pub fn place(&self, at: usize) -> usize {
        self.start + at
    }

    /// From the byte at `at` of [`Line::before`] to the cursor.
    pub fn from(&self, at: usize) -> Range<usize> {
        self.start + at..self.offset
    }

    /// Whether the cursor stands in inline code.
    pub fn in_code(&self) -> bool {
        let mut open: Option<usize> = None;
        let mut rest = self.before;
        while let Some(at) = rest.find('`') {
            let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
            open = match open {
                None => Some(run),
                Some(length) if length == run => None,
                open => open,
            };
            rest = &rest[at + run..];
        }
        // A tick that nobody closes opens nothing.
        open.is_some_and(|length| self.after.contains(&"`".repeat(length)))
    }

    /// What stands in the last bracket that is open at the cursor, and where that begins in
    /// [`Line::before`]; the bracket itself is before it.
    pub fn opened(&self, brackets: &[(char, char)]) -> Option<(usize, &'a str)> {
        let open = self
            .before
            .char_indices()
            .rev()
            .find(|(_, c)| brackets.iter().any(|(open, close)| c == open || c == close))?;
        let (at, bracket) = open;
        let opens = brackets.iter().any(|(open, _)| bracket == *open);
        let inside = at + bracket.len_utf8();
        opens.then(|| (inside, &self.before[inside..]))
    }

    /// How many bytes behind the cursor belong to what is written there, which ends before one of these characters or
    /// with the line; white space at its end does not count.
    pub fn rest(&self, ends: &[char]) -> usize {
        let end = self.after.find(ends).unwrap_or(self.after.len());
        self.after[..end].trim_end().len()
    }

    /// From the byte at `at` of [`Line::before`] to where what is written there ends.
    pub fn whole(&self, at: usize, ends: &[char]) -> Range<usize> {
        self.start + at..self.offset + self.rest(ends)
    }

    /// Where the last piece of a list or range begins in [`Line::before`], white space skipped, not before `from`.
    pub fn piece(&self, from: usize) -> usize {
        let list = &self.before[from..];
        const SEPARATORS: [&str; 13] = [
            ",",
            "、",
            "，",
            ";",
            "；",
            "<br>",
            "〜",
            "～",
            "~",
            "及び",
            "および",
            "又は",
            "または",
        ];
        let ends = SEPARATORS
            .iter()
            .filter_map(|separator| Some(list.rfind(separator)? + separator.len()));
        let start = from + ends.max().unwrap_or(0);
        let piece = &self.before[start..];
        start + (piece.len() - piece.trim_start().len())
    }
}
