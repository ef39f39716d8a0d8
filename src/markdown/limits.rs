//! How much of a text is read. What nobody writes by hand is left out and reported, so that
//! a hostile text cannot hold up the reader.

use super::Markdown;

/// Where reading has to stop; none when the whole text can be read.
pub(super) fn first_unread(text: &str) -> Option<usize> {
    let end = text.floor_char_boundary(Markdown::MAX_LENGTH);
    too_deep(&text.as_bytes()[..end]).or((end < text.len()).then_some(end))
}

/// The first line that opens more than [`Markdown::MAX_DEPTH`] quotes and lists. The parser
/// walks all that is open again on each line that follows: 150 KB can take it seconds.
///
/// Such a line begins with at least that many bytes of markers, so looking at one byte in as
/// many is enough to find it, and costs nothing.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let mut at = Markdown::MAX_DEPTH;
    let mut seen = 0;
    while at < bytes.len() {
        let before = bytes[seen..at]
            .iter()
            .rev()
            .take_while(|&&byte| is_marker(byte))
            .count();
        let behind = bytes[at..]
            .iter()
            .take_while(|&&byte| is_marker(byte))
            .count();
        let start = at - before;
        let begins_line = start == 0 || is_line_end(bytes[start - 1]);
        if behind > 0 && begins_line && depth(&bytes[start..at + behind]) > Markdown::MAX_DEPTH {
            let is_break = bytes.get(at + behind).is_none_or(|&byte| is_line_end(byte))
                && is_thematic_break(&bytes[start..at + behind]);
            if !is_break {
                return Some(start);
            }
        }
        seen = at + behind;
        at = seen + Markdown::MAX_DEPTH;
    }
    None
}

/// How many quotes and list items a run of markers may open.
fn depth(run: &[u8]) -> usize {
    let quotes = run.iter().filter(|&&byte| byte == b'>').count();
    let items = run
        .windows(2)
        .filter(|pair| !matches!(pair[0], b' ' | b'\t' | b'>') && matches!(pair[1], b' ' | b'\t'));
    quotes + items.count()
}

fn is_marker(byte: u8) -> bool {
    matches!(
        byte,
        b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'\t' | b'0'..=b'9'
    )
}

fn is_thematic_break(run: &[u8]) -> bool {
    [b'-', b'*'].iter().any(|mark| {
        run.iter()
            .all(|byte| byte == mark || matches!(byte, b' ' | b'\t'))
    })
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
