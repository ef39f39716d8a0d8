//! Answers for the tests of counts and sums, and a die that falls alike each time.

use super::{Answered, Standing, Touching};
use crate::guideline::{ClauseIndex, ClauseReference, GuidelineIndex};
use crate::text::Span;

/// The clause that all of them answer.
pub const CLAUSE: ClauseReference = ClauseReference {
    guideline: GuidelineIndex(0),
    clause: ClauseIndex(3),
};

/// A good answer to all of the clause.
pub fn answered() -> Answered {
    Answered {
        clause: CLAUSE,
        requirement: None,
        range: Span::default(),
        anchor: 0,
        standing: Standing::Good,
        reasons: 0,
        touching: Touching::Unread,
        status: None,
        scope: 0,
        stated: Span::default(),
    }
}

/// Gives a number below that of its sides.
pub fn dice() -> impl FnMut(u32) -> u32 {
    let mut dice = 7_u32;
    move |sides| {
        dice ^= dice << 13;
        dice ^= dice >> 17;
        dice ^= dice << 5;
        dice % sides
    }
}
