//! Ranges whose ends a hyphen joins: `A.7.1-A.7.14`, `CC6.1-CC6.8`, `4.1.1-4.1.3`. Inside of a number a hyphen is a
//! separator like others, so that a range is told by its second end, which has the same shape and begins as the first.

use std::ops::Range;

use super::normal::Part;
use super::{Level, Mark, Reference, Target, marks};

const HYPHENS: [char; 5] = ['-', '‐', '‑', '−', '－'];

/// The two ends of a range that was read as one number, with their places; `None` for all other numbers.
pub(super) fn ends(
    range: &Range<usize>,
    parts: &[Part],
    window: &str,
) -> Option<[(Range<usize>, Vec<Part>); 2]> {
    if parts.len() < 4 || !parts.len().is_multiple_of(2) {
        return None;
    }
    let written = &window[range.clone()];
    let hyphens: Vec<(usize, &str)> = written.match_indices(HYPHENS).collect();
    // Letters may have a hyphen of their own in each end; numbers that have several are one, 1-2-1-4.
    let is_lettered = parts[0].level.mark == Mark::Letters;
    if hyphens.len().is_multiple_of(2) || hyphens.len() > 1 && !is_lettered {
        return None;
    }
    let levels: Vec<Level> = parts.iter().map(|part| part.level.clone()).collect();
    let (first, last) = levels.split_at(levels.len() / 2);
    if !goes_up_to(first, last) {
        return None;
    }
    let (at, hyphen) = hyphens[hyphens.len() / 2];
    let before = written[..at].trim_end_matches('\\').trim_end();
    let behind = range.start + at + hyphen.len();
    let (first, last) = parts.split_at(parts.len() / 2);
    Some([
        (range.start..range.start + before.len(), first.to_vec()),
        (behind..range.end, last.to_vec()),
    ])
}

/// What stands behind the hyphen where a list ends in a number of letters: the `CC6.8` of `CC6.1-CC6.8`.
pub(super) fn behind<'w>(
    references: &[Reference],
    window: &'w str,
    length: usize,
) -> Option<&'w str> {
    let last = references.last()?;
    let Target::One(number) = &last.target else {
        return None;
    };
    let is_lettered = { number.levels.first() }.is_some_and(|level| level.mark == Mark::Letters);
    let behind = &window[length..];
    let behind = behind
        .strip_prefix('\\')
        .unwrap_or(behind)
        .strip_prefix(HYPHENS)?;
    (is_lettered && last.range.end == length && !behind.starts_with(char::is_whitespace))
        .then_some(behind)
}

/// Makes the last reference a range up to the first of those that stand behind its hyphen, from byte `offset` on, and
/// adds the others. Says whether that is so.
pub(super) fn go_up_to(references: &mut Vec<Reference>, more: &[Reference], offset: usize) -> bool {
    let (Some(before), [end, others @ ..]) = (references.last_mut(), more) else {
        return false;
    };
    let (Target::One(first), Target::One(last)) = (&before.target, &end.target) else {
        return false;
    };
    if !goes_up_to(&first.levels, &last.levels) {
        return false;
    }
    before.target = Target::Through(first.clone(), last.clone());
    before.range.end = offset + end.range.end;
    references.extend(others.iter().map(|other| Reference {
        range: other.range.start + offset..other.range.end + offset,
        target: other.target.clone(),
    }));
    true
}

/// Whether two numbers begin alike and are made alike, and the second has the greater number where they first differ.
fn goes_up_to(first: &[Level], last: &[Level]) -> bool {
    let number = |level: &Level| match level.mark {
        Mark::Number => level.value.parse::<u32>().ok(),
        _ => None,
    };
    let later = first.iter().zip(last).find(|(one, other)| one != other);
    first.len() > 1
        && marks(first).eq(marks(last))
        && first[0] == last[0]
        && later.is_some_and(|(one, other)| number(one).is_some() && number(one) < number(other))
}
