//! Finds the YAML at the head of a text. It does not read the YAML.

use std::ops::Range;

/// The two parts of a text.
pub(super) struct Split {
    /// The YAML, without the line end behind it.
    pub(super) front_matter: Option<Range<usize>>,
    /// Where the Markdown begins: behind a byte order mark and the front matter.
    pub(super) body: usize,
}

/// Splits a text into front matter and Markdown.
///
/// Front matter begins with `---` on the very first line, goes on with a line that is not
/// blank, and ends with a line `---` or `...`. The second condition is pandoc's: it tells
/// front matter from a text that merely begins with a thematic break.
pub(super) fn split(text: &str) -> Split {
    let head = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let none = Split {
        front_matter: None,
        body: head,
    };
    let Some(opening) = line_at(text, head).filter(|line| is_fence(text, line, &["---"])) else {
        return none;
    };
    let start = opening.next;
    let mut at = start;
    while let Some(line) = line_at(text, at) {
        if is_fence(text, &line, &["---", "..."]) {
            let yaml = text[start..at].trim_end_matches(['\n', '\r']);
            return Split {
                front_matter: Some(start..start + yaml.len()),
                body: line.next,
            };
        }
        if at == start && text[line.range].trim().is_empty() {
            return none;
        }
        at = line.next;
    }
    none
}

/// Front matter that is opened and not closed.
pub struct Unclosed {
    /// The line `---` at the text's head, without its end.
    pub opening: Range<usize>,
    /// The lines below it that look like YAML, with their ends.
    pub yaml: Range<usize>,
    /// A `---` below them that stands too far in to close anything.
    pub indented_fence: Option<Range<usize>>,
}

/// What a text opens as front matter and does not close. Blank lines end it, as headings and prose do.
pub fn unclosed(text: &str) -> Option<Unclosed> {
    if !text.trim_start_matches('\u{feff}').starts_with("---") {
        return None;
    }
    let split = split(text);
    if split.front_matter.is_some() {
        return None;
    }
    let opening = line_at(text, split.body).filter(|line| is_fence(text, line, &["---"]))?;
    let mut at = opening.next;
    let mut indented_fence = None;
    while let Some(line) = line_at(text, at) {
        let written = &text[line.range.clone()];
        let inner = written.trim();
        if matches!(inner, "---" | "...") {
            indented_fence = Some(line.range);
            break;
        }
        let is_inner = written.starts_with([' ', '\t']) || inner.starts_with("- ");
        let is_key = || {
            let key = inner.split(':').next().unwrap_or_default();
            inner.contains(':') && !key.contains([' ', '。', '、'])
        };
        if inner.is_empty() || !(is_inner || is_key()) {
            break;
        }
        at = line.next;
    }
    Some(Unclosed {
        opening: opening.range,
        yaml: opening.next..at,
        indented_fence,
    })
}

struct Line {
    /// Without the line end.
    range: Range<usize>,
    /// Where the next line begins.
    next: usize,
}

/// The line that begins at `start`; none at the text's end.
fn line_at(text: &str, start: usize) -> Option<Line> {
    let rest = &text.as_bytes()[start..];
    if rest.is_empty() {
        return None;
    }
    let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    let line_end = match rest[length..] {
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    };
    Some(Line {
        range: start..start + length,
        next: start + length + line_end,
    })
}

fn is_fence(text: &str, line: &Line, fences: &[&str]) -> bool {
    fences.contains(&text[line.range.clone()].trim_end_matches([' ', '\t']))
}
