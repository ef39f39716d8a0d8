//! Numbers that labelled statements gave: those in `tests/quality`, and narratives by nine organisations
//! that are not part of the project, each left out once to see what the rest teaches about it. `cargo
//! bench --bench quality -- --train` learns from the tuning half of the former alone.

use super::analysis::is_mostly_japanese;
use super::{EVIDENCE, GROUNDS};

/// The score from which on a link is proposed.
pub const LINK: f32 = 0.55;

/// What evidence and grounds are worth for a text in one language.
pub(super) struct Weights {
    /// The scale is such that the exponentials of the sums are to each other as the clauses'
    /// chances to be right.
    pub ranking: [f32; EVIDENCE],
    /// A logistic function of the sum is the chance that the text is about the guideline's subject.
    pub grounds: [f32; GROUNDS],
    pub bias: f32,
}

/// Learned, then rounded. The scale is four fifths of what fits the statements that were learned from:
/// on narratives by others the decision to link is right in eight of ten cases only so.
const ENGLISH: Weights = Weights {
    ranking: [2.2, 1.4, 0.65, 0.55, 2.8, -0.2, 1.3, 0.0],
    grounds: [0.6, 2.5, 0.2, 1.0, -2.2, 1.6, 1.6, 0.9, 0.0, 1.4],
    bias: 0.9,
};

const JAPANESE: Weights = Weights {
    ranking: [3.2, 0.1, 1.2, 1.9, 2.0, -0.2, 0.3, -0.3],
    grounds: [0.7, 1.95, -0.7, 1.35, -2.65, 1.05, 0.8, 0.9, 0.9, 0.55],
    bias: 4.9,
};

impl Weights {
    /// Those for the language of a text, which is Japanese with however many English names in it.
    pub fn of(text: &str) -> &'static Weights {
        match is_mostly_japanese(text) {
            true => &JAPANESE,
            false => &ENGLISH,
        }
    }
}
