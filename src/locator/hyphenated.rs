//! Ranges whose ends a hyphen joins: `A.7.1-A.7.14`, `CC6.1-CC6.8`, `4.1.1-4.1.3`. Inside of a number a hyphen is a
//! separator like others, so that a range is told by its second end, which has the same shape and begins as the first.

use std::ops::Range;

use super::normal::Part;
use super::read::read;
use super::{Level, Mark, Reference, Target};

const HYPHENS: [char; 5] = ['-', '‐', '‑', '−', '－'];

/// The two ends of a range that was read as one number, with their places; `None` for all other numbers.
pub(super) fn ends(
    range: &Range<usize>,
    parts: &[Part],
    window: &str,
) -> Option<[(Range<usize>, Vec<Part>); 2]> {
    let (first, last) = parts.split_at(parts.len() / 2);
    let levels = |parts: &[Part]| {
        parts
            .iter()
            .map(|part| part.level.clone())
            .collect::<Vec<Level>>()
    };
    if !goes_up_to(&levels(first), &levels(last)) {
        return None;
    }
    // The hyphen in the middle of those that stand there: a number may be written with some itself.
    let written = &window[range.clone()];
    let hyphens: Vec<(usize, &str)> = written.match_indices(HYPHENS).collect();
    if hyphens.len().is_multiple_of(2) {
        return None;
    }
    let (at, hyphen) = hyphens[hyphens.len() / 2];
    let before = written[..at].trim_end_matches('\\').trim_end();
    let behind = range.start + at + hyphen.len();
    Some([
        (range.start..range.start + before.len(), first.to_vec()),
        (behind..range.end, last.to_vec()),
    ])
}

/// Takes the second end of a range, where the last reference is a number of letters and the same letters stand behind a
/// hyphen: the `-CC6.8` of `CC6.1-CC6.8`, and what goes on behind it.
pub(super) fn take_last_end(text: &str, references: &mut Vec<Reference>, length: &mut usize) {
    let behind = &text[*length..];
    let Some(rest) = behind
        .strip_prefix('\\')
        .unwrap_or(behind)
        .strip_prefix(HYPHENS)
    else {
        return;
    };
    let Some(Reference { range, target }) = references.last_mut() else {
        return;
    };
    let Target::One(first) = &*target else { return };
    let is_lettered = { first.levels.first() }.is_some_and(|level| level.mark == Mark::Letters);
    if !is_lettered || range.end != *length || rest.starts_with(char::is_whitespace) {
        return;
    }
    let Some((mut more, taken)) = read(rest) else {
        return;
    };
    let Target::One(last) = &more[0].target else {
        return;
    };
    if !goes_up_to(&first.levels, &last.levels) {
        return;
    }
    let offset = text.len() - rest.len();
    *target = Target::Through(first.clone(), last.clone());
    range.end = offset + more[0].range.end;
    *length = offset + taken;
    references.extend(more.drain(1..).map(|reference| Reference {
        range: reference.range.start + offset..reference.range.end + offset,
        ..reference
    }));
}

/// Whether two numbers are alike but for their last level, or the last two, and the second is the later one.
fn goes_up_to(first: &[Level], last: &[Level]) -> bool {
    let marks = |levels: &[Level]| levels.iter().map(|level| level.mark).collect::<Vec<Mark>>();
    let number = |level: &Level| match level.mark {
        Mark::Number => level.value.parse::<u32>().ok(),
        _ => None,
    };
    let later = first.iter().zip(last).find(|(one, other)| one != other);
    first.len() > 1
        && marks(first) == marks(last)
        && first[0] == last[0]
        && later.is_some_and(|(one, other)| number(one).is_some() && number(one) < number(other))
}
