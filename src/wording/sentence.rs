//! Where sentences end in running text and in table cells.

use std::ops::Range;
use std::sync::LazyLock;

use crate::beginnings::Beginnings;

/// A line of this many bytes (25 Japanese characters) that ends without a full stop was
/// broken by an editor; a shorter one is an item of its own, as `<br>` makes them in cells.
const WRAPPED_LINE: usize = 75;

/// All that can end a sentence.
static STOPS: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new([".", "!", "?", "\n", "。", "！", "？", "．"]));

/// The beginnings of all that can end a sentence.
pub(super) fn stops() -> &'static Beginnings {
    &STOPS
}

/// The sentences of `text`, without gaps: each takes its full stop and the white space behind it.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    sentences_at(text, STOPS.places(text))
}

/// What [`sentences`] finds, where the places of [`super::STOPS`] are known.
pub(super) fn sentences_at(
    text: &str,
    mut stops: impl Iterator<Item = usize>,
) -> impl Iterator<Item = Range<usize>> {
    let (mut start, mut line_start) = (0, 0);
    let bytes = text.as_bytes();
    std::iter::from_fn(move || {
        for place in stops.by_ref() {
            let next = || text.get(place + 1..).and_then(|rest| rest.chars().next());
            let mut end = place + 1;
            let ends = match bytes[place] {
                b'.' | b'!' | b'?' => {
                    next().is_none_or(char::is_whitespace) && !is_abbreviation(&text[..place])
                }
                b'\n' => {
                    let wrapped = place - line_start >= WRAPPED_LINE;
                    line_start = place + 1;
                    !wrapped || next().is_some_and(|c| "・-*•①②③④⑤⑥⑦⑧⑨※●○■".contains(c))
                }
                _ => {
                    let mut stops = FULL_STOPS.iter();
                    let stop = stops.find(|stop| bytes[place..].starts_with(stop));
                    end = place + stop.map_or(1, |stop| stop.len());
                    stop.is_some()
                }
            };
            if ends {
                return Some(std::mem::replace(&mut start, end)..end);
            }
        }
        let last = std::mem::replace(&mut start, text.len())..text.len();
        (!last.is_empty()).then_some(last)
    })
}

/// 。！？．
const FULL_STOPS: [&[u8]; 4] = [
    b"\xe3\x80\x82",
    b"\xef\xbc\x81",
    b"\xef\xbc\x9f",
    b"\xef\xbc\x8e",
];

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
