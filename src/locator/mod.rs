//! How a clause is pointed at in writing, in one normal form.
//!
//! The language is defined once, by the tree-sitter grammar in
//! `grammars/tree-sitter-shishin`, which this module runs; editors use the same grammar.

use std::ops::Range;

/// What a level of a locator looks like. Two levels are the same only if their marks are:
/// `(1)`, `①` and `1` are three different things, as they are in the guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// A word in front: `企`, `別紙`, `表`, `実`.
    Word,
    /// Arabic digits: the `3` of `3.2.1`, of `AC-3`, of `第3章` and of `第三条`.
    Number,
    /// Latin letters, kept in upper case when they begin a locator (`AC`, `A`, `C`).
    Letters,
    /// A circled number or letter; the value is the number or letter inside.
    Circled,
    /// A number, letter or kana in parentheses: `(1)`, `（１）`, `⑴`, `(a)`, `(ア)`.
    Parenthesised,
    /// A single kana: ア, イ.
    Kana,
}

/// One level of a locator.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level {
    pub mark: Mark,
    /// The value without its marks, narrow, digits without leading zeros; always a string: 1.10 is not 1.1.
    pub value: String,
}

/// A clause's place in a guideline, from the outermost level inwards.
///
/// Separators (`.`, `-`, spaces, 第…章) are how a guideline spells its numbers and are not
/// kept: `AC-2 (1)` and `AC-2(1)`, `1.1①-1` and `1.1-①-1`, `企7章第⑥条` and `企7⑥` are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Locator { pub levels: Vec<Level> }

/// What one reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    One(Locator),
    /// From the first to the last, both included: 3.2.1〜3.2.3, AC-2 through AC-4.
    Through(Locator, Locator),
}

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Bytes of the text that was read.
    pub range: Range<usize>,
    pub target: Target,
}

// pub fn read(text: &str) -> Option<(Vec<Reference>, usize)>
//    reads a list of references from the very start of `text` (leading white space allowed) as far as it goes;
//    returns them and how many bytes they took. Items of a list that carry on from the one before
//    (`3.2.1(2)及び(3)`, `AC-2(1), (3)`) come out whole.
// pub fn read_all(text: &str) -> Option<Vec<Reference>>  only if the whole (trimmed) text is locators.
// impl Display for Locator: a neutral spelling: 3.2.1(2), AC-2(1), A.8.24, C.11, 企7⑥, 実1, 1.1①1
// impl FromStr for Locator (one locator, whole text)
// Locator::starts_with(&self, other) -> bool ; Locator::join(&self, tail: &Locator) -> Locator; Locator::parent()
