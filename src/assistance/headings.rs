//! The headings of a document, by which a workspace is searched.

use std::ops::Range;

use crate::guideline::title_key;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words as [`title_key`] folds them.
    pub key: Box<str>,
    /// Its line, in bytes of the document.
    pub range: Range<usize>,
}

/// The headings of a text. Only lines that look like a heading are read, as parsing every document
/// of a workspace would be felt.
pub fn headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let trimmed = line.trim_start();
        fenced ^= trimmed.starts_with("```") || trimmed.starts_with("~~~");
        let title = line.trim_start_matches('#');
        if !fenced && title.len() < line.len() && title.starts_with([' ', '\t']) {
            found.push(Heading {
                key: title_key(title).into(),
                range,
            });
        }
    }
    found
}
