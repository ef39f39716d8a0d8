//! Answers for the tests of counts and sums, and a die that falls alike each time.

use std::cell::Cell;

use super::{Answered, Contribution, Standing, Touching};
use crate::guideline::{ClauseIndex, ClauseReference, GuidelineIndex};
use crate::text::Span;
use crate::wording::Status;

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

/// A document that answers each of so many clauses twice, at places of their own: that it is done, and
/// that it is not.
pub fn contradicting(clauses: u32) -> Contribution {
    let answer = |place: u32| Answered {
        clause: ClauseReference {
            clause: ClauseIndex(place % clauses),
            ..CLAUSE
        },
        range: Span::from(&(place as usize * 10..place as usize * 10 + 9)),
        stated: Span::from(&(place as usize * 10..place as usize * 10 + 3)),
        status: Some(match place < clauses {
            true => Status::Implemented,
            false => Status::NotImplemented,
        }),
        ..answered()
    };
    Contribution {
        answers: (0..2 * clauses).map(answer).collect(),
        ..Contribution::default()
    }
}

thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

/// How often this thread has looked at what an answer is said of.
pub fn looks() -> usize {
    LOOKS.get()
}

/// Counts a look.
pub fn look() {
    LOOKS.set(LOOKS.get() + 1);
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
