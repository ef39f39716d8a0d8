//! The statements of a TOML text, one by one: what is certain in a file with a syntax error.
//!
//! A parser that recovers goes on inside the broken statement: behind a missing `]` it takes
//! the keys that follow for items of the array, and what it then says stems from that alone.
//! Here each statement is tried by itself, so that a broken one takes no other along.

use std::ops::Range;

use toml::de::DeTable;

/// A statement that is no TOML.
pub struct Broken {
    /// Where it goes wrong, in bytes of the whole text; may lie beyond it.
    pub range: Range<usize>,
    /// The parser's words, in English.
    pub reason: String,
}

/// The text with white space in place of every statement that does not parse, so that places
/// stay what they are; and those statements. Under a broken `[table]` nothing is kept, since
/// nobody can say where it belongs.
pub fn certain(text: &str) -> (String, Vec<Broken>) {
    let mut kept = String::with_capacity(text.len());
    let mut broken = Vec::new();
    let mut lost_table = false;
    for range in statements(text) {
        let statement = &text[range.clone()];
        let (_, errors) = DeTable::parse_recoverable(statement);
        let is_header = statement.trim_start().starts_with('[');
        if let Some(error) = errors.first() {
            let place = error.span().unwrap_or(0..0);
            let end = statement.trim_end().len();
            // An end that is missing is missed on the statement's own line, not on the next.
            let start = place.start.min(end.saturating_sub(1));
            broken.push(Broken {
                range: range.start + start..range.start + place.end.clamp(start, end.max(start)),
                reason: error.message().replace('\n', "; "),
            });
        }
        lost_table = (is_header || lost_table) && (!is_header || !errors.is_empty());
        if errors.is_empty() && !lost_table {
            kept.push_str(statement);
        } else {
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            kept.extend(statement.bytes().map(blank));
        }
    }
    (kept, broken)
}

/// The text, cut in front of each line that begins with `key =` or `[table]`, or is a key alone.
fn statements(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // A key that is being typed is a word alone; one in an array or a string stands in a statement
        // that is not whole before it.
        let last = starts.last().copied().unwrap_or(0);
        let is_key_alone =
            || is_key(line) && DeTable::parse_recoverable(&text[last..at]).1.is_empty();
        if at > 0 && (begins_statement(line) || is_key_alone()) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\'');
    !key.is_empty() && key.chars().all(plain)
}

fn begins_statement(line: &str) -> bool {
    let header = line.starts_with('[')
        && line[1..]
            .trim_start_matches('[')
            .starts_with(char::is_alphabetic);
    header || line.split_once('=').is_some_and(|(key, _)| is_key(key))
}
