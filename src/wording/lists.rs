//! The lists of words that claims are read by, to be looked for in one pass.

use super::{figure, placeholder, scan, sentence, subject};
use crate::beginnings::Beginnings;

/// The words that [`super::observe_at`] looks at.
pub const OBSERVED: usize = 0;
/// What says inside a longer text that something is still to be written: see
/// [`super::placeholder_at`].
pub const OPENINGS: usize = 1;
/// All that can be a figure.
pub const FIGURED: usize = 2;
/// The words that say what a figure is one of.
pub const TOLD: usize = 3;
/// What can end a sentence.
pub const STOPS: usize = 4;

/// The lists by their numbers.
pub fn lists() -> [&'static Beginnings; 5] {
    [
        scan::beginnings(),
        placeholder::openings(),
        figure::figured(),
        subject::lexicon().beginnings(),
        sentence::stops(),
    ]
}
