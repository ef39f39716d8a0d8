//! Choices offered by a form, of which some are ticked: `☒ Implemented ☐ Planned`, 「■実施　□未実施」.

use std::ops::Range;

/// Boxes that are left open.
const OPEN: &[&str] = &["☐", "□", "◻", "⬜", "[ ]", "[　]"];

/// Boxes that are ticked. Beside open ones a filled square is one of them.
const TICKED: &[&str] = &[
    "☒", "☑", "■", "◼", "⬛", "✅", "✔", "✓", "[x]", "[X]", "[✓]", "[レ]",
];

/// The options of a form's choice that are ticked, without their boxes, in bytes of the text.
///
/// `None` where the text is no choice: no box in it is open, and it does not begin with a ticked one.
/// A choice of which nothing is ticked has no options.
pub fn ticked(text: &str) -> Option<Vec<Range<usize>>> {
    // Each box begins with one of these bytes, and hardly a text has one.
    const FIRST: u8 = "□".as_bytes()[0];
    memchr::memchr2(b'[', FIRST, text.as_bytes())?;
    let mut boxes: Vec<(Range<usize>, bool)> = OPEN
        .iter()
        .map(|mark| (mark, false))
        .chain(TICKED.iter().map(|mark| (mark, true)))
        .flat_map(|(mark, is_ticked)| {
            let places = text.match_indices(mark);
            places.map(move |(at, _)| (at..at + mark.len(), is_ticked))
        })
        .collect();
    boxes.sort_by_key(|(place, _)| place.start);
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
