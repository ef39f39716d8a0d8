//! Choices offered by a form, of which some are ticked: `☒ Implemented ☐ Planned`, 「■実施　□未実施」.

use std::ops::Range;
use std::sync::LazyLock;

use crate::beginnings::Beginnings;

/// Boxes that are left open.
const OPEN: &[&str] = &["☐", "□", "◻", "⬜", "[ ]", "[　]"];

/// Boxes that are ticked. Beside open ones a filled square is one of them.
const TICKED: &[&str] = &[
    "☒", "☑", "■", "◼", "⬛", "✅", "✔", "✓", "[x]", "[X]", "[✓]", "[レ]",
];

static BOXES: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(OPEN.iter().chain(TICKED).copied()));

/// The box at a place of a text, and whether it is ticked.
fn box_at(text: &str, place: usize) -> Option<(Range<usize>, bool)> {
    let stands = |mark: &&&str| text[place..].starts_with(**mark);
    let open = OPEN.iter().find(stands).map(|mark| (mark, false));
    let (mark, is_ticked) = open.or_else(|| Some((TICKED.iter().find(stands)?, true)))?;
    Some((place..place + mark.len(), is_ticked))
}

/// An option that stands by itself, `☐ Planned`: whether its box is ticked, and the bytes behind it.
/// `None` for a text that begins with no box.
pub fn option(text: &str) -> Option<(bool, Range<usize>)> {
    let body = text.trim_start();
    let behind = |marks: &[&str]| marks.iter().find_map(|mark| body.strip_prefix(mark));
    let (is_ticked, rest) = match behind(OPEN) {
        Some(rest) => (false, rest),
        None => (true, behind(TICKED)?),
    };
    Some((is_ticked, text.len() - rest.trim_start().len()..text.len()))
}

/// Whether a text is a ticked box and nothing else: `[x]`. A mark that is no box has its own meaning.
pub(super) fn is_lone_tick(text: &str) -> bool {
    let text = text.trim().trim_start_matches('\\');
    ["☒", "☑", "[x]", "[X]", "[✓]", "[レ]", "x\\]", "X\\]"].contains(&text)
}

/// The options of a text that is a choice, ticked or not, without their boxes; empty where it is none. It begins with
/// a box.
pub(super) fn offered(text: &str) -> Vec<&str> {
    let body = text.trim();
    if body.is_empty() || body.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return Vec::new();
    }
    let boxes: Vec<Range<usize>> = { BOXES.places(body) }
        .filter_map(|at| Some(box_at(body, at)?.0))
        .collect();
    if boxes.first().is_none_or(|first| first.start > 0) {
        return Vec::new();
    }
    let ends = { boxes.iter().skip(1) }.map(|next| next.start);
    let options = boxes.iter().zip(ends.chain([body.len()]));
    options
        .map(|(place, end)| {
            body[place.end..end].trim_matches(|c: char| c.is_whitespace() || "/／・、|".contains(c))
        })
        .collect()
}

/// The options of a form's choice that are ticked, without their boxes, in bytes of the text.
///
/// `None` where the text is no choice: no box in it is open, and it does not begin with a ticked one.
/// A choice of which nothing is ticked has no options.
pub fn ticked(text: &str) -> Option<Vec<Range<usize>>> {
    let places = BOXES.places(text);
    let boxes: Vec<(Range<usize>, bool)> = places.filter_map(|at| box_at(text, at)).collect();
    let begins_with_box = || {
        let body = text.trim_start();
        ["☒", "☑", "[x]", "[X]"]
            .iter()
            .any(|mark| body.starts_with(mark))
    };
    if boxes.iter().all(|(_, is_ticked)| *is_ticked) && !begins_with_box() {
        return None;
    }
    let ends = boxes.iter().skip(1).map(|(next, _)| next.start);
    let ends = ends.chain([text.len()]);
    let options = boxes.iter().zip(ends);
    let ticked = options.filter(|((_, is_ticked), _)| *is_ticked);
    let trimmed = ticked.map(|((place, _), end)| {
        let option = &text[place.end..end];
        let start = end - option.trim_start().len();
        start..start + option.trim().len()
    });
    Some(trimmed.filter(|option| !option.is_empty()).collect())
}
