//! How a clause is pointed at in writing, in one normal form.
//!
//! The language is defined once, by the tree-sitter grammar in
//! `grammars/tree-sitter-shishin`, which this module runs; editors use the same grammar. A few codes that it has no
//! words for (GV.OC, 要-1, 8.1.2.C.2) are read here alone.
//! Whether a clause with such a number exists, and in which guideline, is not known here.

use std::borrow::Borrow;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod hyphenated;
mod inherit;
mod normal;
mod read;
mod spelling;
mod window;

pub use read::{read, read_all, small};
pub use spelling::NotALocator;

/// What a level of a locator looks like. Two levels are the same only if their marks are:
/// `(1)`, `①` and `1` are three different things, as they are in the guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    /// A word in front: `企`, `別紙`, `表`, `実`.
    Word,
    /// Arabic digits: the `3` of `3.2.1`, of `AC-3`, of `第3章` and of `第三条`.
    Number,
    /// Latin letters, kept in upper case when they begin a locator (`AC`, `A`, `C`), and
    /// Roman numerals that are characters of their own (`Ⅲ`).
    Letters,
    /// A circled number or letter; the value is the number or letter inside.
    Circled,
    /// A number, letter or kana in parentheses: `(1)`, `（１）`, `⑴`, `(a)`, `(ア)`.
    Parenthesised,
    /// A single kana: ア, イ.
    Kana,
}

/// One level of a locator.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Level {
    /// What the level looks like.
    pub mark: Mark,
    /// The value without its marks, narrow, digits without leading zeros; always a string: 1.10 is not 1.1.
    /// The article 第5条の2 has the value `5の2`.
    pub value: String,
}

impl Level {
    /// A level from its parts; `value` has to be in normal form already.
    pub fn new(mark: Mark, value: impl Into<String>) -> Level {
        Level {
            mark,
            value: value.into(),
        }
    }
}

/// What the levels of a number look like, from the outermost inwards.
pub fn marks(levels: &[Level]) -> impl Iterator<Item = Mark> + '_ {
    levels.iter().map(|level| level.mark)
}

/// A clause's place in a guideline, from the outermost level inwards.
///
/// Separators (`.`, `-`, spaces, 第…章) are how a guideline spells its numbers and are not
/// kept: `AC-2 (1)` and `AC-2(1)`, `1.1①-1` and `1.1-①-1`, `企7章第⑥条` and `企7⑥` are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Locator {
    /// The levels, outermost first. Shared: one number is kept in many places.
    pub levels: Arc<[Level]>,
}

/// Tables of locators are asked by levels.
impl Borrow<[Level]> for Locator {
    fn borrow(&self) -> &[Level] {
        &self.levels
    }
}

impl Locator {
    /// Whether this locator is `ancestor` or stands below it: 3.2.1(2) starts with 3.2.1
    /// and with 3.2, not with 3.2.10.
    pub fn starts_with(&self, ancestor: &Locator) -> bool {
        self.levels.starts_with(&ancestor.levels)
    }

    /// `tail` below this locator: 企 and 7⑥ give 企7⑥.
    pub fn join(&self, tail: &Locator) -> Locator {
        Locator {
            levels: self.levels.iter().chain(&*tail.levels).cloned().collect(),
        }
    }

    /// The locator without its innermost level; `None` for a single level.
    pub fn parent(&self) -> Option<Locator> {
        let (_, above) = self.levels.split_last()?;
        (!above.is_empty()).then(|| Locator {
            levels: above.into(),
        })
    }
}

/// What one reference names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// One clause.
    One(Locator),
    /// From the first to the last, both included: 3.2.1〜3.2.3, AC-2 through AC-4.
    Through(Locator, Locator),
}

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Bytes of the text that was read.
    pub range: Range<usize>,
    /// What it names.
    pub target: Target,
}
