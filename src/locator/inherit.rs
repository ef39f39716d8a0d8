//! How an item of a list carries on from the one before: `3.2.1(2)及び(3)` names 3.2.1(3).

use super::Mark;
use super::normal::{Part, drop_annex_of_a_lettered_clause};

/// `next` as it is meant behind `previous`. `closes_range` holds for the end of a range,
/// where a single number cannot lead back to a whole chapter: 3.2.1〜3 ends at 3.2.3.
pub(super) fn carry_on(previous: &[Part], next: Vec<Part>, closes_range: bool) -> Vec<Part> {
    match kept_levels(previous, &next, closes_range) {
        0 => next,
        kept => {
            let mut parts = previous[..kept].iter().cloned().chain(next).collect();
            drop_annex_of_a_lettered_clause(&mut parts);
            parts
        }
    }
}

/// How many levels of `previous` stand in front of `next`.
fn kept_levels(previous: &[Part], next: &[Part], closes_range: bool) -> usize {
    let (Some(outermost), Some(first)) = (previous.first(), next.first()) else {
        return 0;
    };
    if let Some(unit) = first.unit {
        return previous
            .iter()
            .position(|part| part.unit == Some(unit))
            .unwrap_or(0);
    }
    match first.level.mark {
        Mark::Word => 0,
        Mark::Number => {
            let starts_anew = outermost.level.mark == Mark::Number
                && !is_tail_number(previous, next, closes_range);
            if starts_anew {
                0
            } else {
                same_shape(previous, next).unwrap_or_else(|| last_numbers(previous, next))
            }
        }
        // ID.AM-2 is whole behind PR.AC-1, and AC-2 behind any number; C2 goes on with 6.2-C1.
        Mark::Letters
            if next.get(1).is_some_and(|second| {
                let is_family = first.level.value.is_ascii() && first.level.value.len() > 1;
                second.level.mark == Mark::Letters || second.level.mark == Mark::Number && is_family
            }) =>
        {
            0
        }
        _ => previous
            .iter()
            .rposition(|part| kind(part) == kind(first))
            .unwrap_or(0),
    }
}

/// In a locator that begins with a number only a single number can carry on, and only from
/// numbers that stand apart from the first ones (1.1①-1) or up to a range's end.
fn is_tail_number(previous: &[Part], next: &[Part], closes_range: bool) -> bool {
    let is_number = |part: &Part| part.level.mark == Mark::Number;
    let first_run = previous.iter().take_while(|part| is_number(part)).count();
    next.len() == 1 && (closes_range || previous[first_run..].iter().any(is_number))
}

/// Where `next` looks like the end of `previous`: C.11、12.
fn same_shape(previous: &[Part], next: &[Part]) -> Option<usize> {
    let kept = previous.len().checked_sub(next.len())?;
    previous[kept..]
        .iter()
        .map(kind)
        .eq(next.iter().map(kind))
        .then_some(kept)
}

/// The last run of numbers gives way to the numbers that `next` begins with: 企7⑥、8① is 企8①.
fn last_numbers(previous: &[Part], next: &[Part]) -> usize {
    let is_number = |part: &Part| part.level.mark == Mark::Number;
    let Some(end) = previous.iter().rposition(is_number).map(|last| last + 1) else {
        return 0;
    };
    let run = previous[..end]
        .iter()
        .rev()
        .take_while(|part| is_number(part))
        .count();
    let new = next.iter().take_while(|part| is_number(part)).count();
    // What has more numbers than the annex itself stands in it: 別紙2、2.1-①-1.
    let is_in_annex = end == 2 && previous.len() == 2 && new > run;
    match is_in_annex && previous[0].level.mark == Mark::Word {
        true => end,
        false => end - run.min(new),
    }
}

/// The mark, and what has to be alike besides: (1) does not carry on where (a) left off, and
/// A.1 not where AC-2 did.
fn kind(part: &Part) -> (Mark, usize) {
    let value = &part.level.value;
    let class = match part.level.mark {
        Mark::Letters => value.len(),
        Mark::Parenthesised | Mark::Circled => match value.bytes().next() {
            Some(b'0'..=b'9') => 1,
            Some(b'a'..=b'z') => 2,
            Some(b'A'..=b'Z') => 3,
            _ => 4,
        },
        Mark::Word | Mark::Number | Mark::Kana => 0,
    };
    (part.level.mark, class)
}
