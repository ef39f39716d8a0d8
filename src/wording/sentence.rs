//! Where sentences end in running text and in table cells.

use std::ops::Range;

/// A line of this many bytes (25 Japanese characters) that ends without a full stop was
/// broken by an editor; a shorter one is an item of its own, as `<br>` makes them in cells.
const WRAPPED_LINE: usize = 75;

/// The sentences of `text`, without gaps: each takes its full stop and the white space behind it.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let (mut start, mut line_start) = (0, 0);
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((place, character)) = characters.next() {
            let mut next = || characters.peek().map(|(_, next)| *next);
            let ends = match character {
                '。' | '！' | '？' | '．' => true,
                '.' | '!' | '?' => {
                    next().is_none_or(char::is_whitespace) && !is_abbreviation(&text[..place])
                }
                '\n' => {
                    let wrapped = place - line_start >= WRAPPED_LINE;
                    line_start = place + 1;
                    !wrapped || next().is_some_and(|c| "・-*•①②③④⑤⑥⑦⑧⑨※●○■".contains(c))
                }
                _ => false,
            };
            if ends {
                let end = place + character.len_utf8();
                return Some(std::mem::replace(&mut start, end)..end);
            }
        }
        let last = std::mem::replace(&mut start, text.len())..text.len();
        (!last.is_empty()).then_some(last)
    })
}

/// Whether the full stop behind `before` belongs to an abbreviation.
fn is_abbreviation(before: &str) -> bool {
    ["e.g", "i.e", "etc", "No", "no", "vs", "cf", "Inc", "Ltd"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Whether a sentence ends right where `rest` begins.
pub(super) fn ends_sentence(rest: &str) -> bool {
    let next = rest.trim_start_matches([' ', '\u{3000}']).chars().next();
    next.is_none_or(|c| "。．.！!？?」』）)（(［[〔；;\n\r※【|".contains(c))
}
