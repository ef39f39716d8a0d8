//! The project's own tree-sitter grammar, compiled in.
//!
//! It reads two small languages: lists of locators and the comments that silence rules.
//! [`crate::locator`] and [`crate::comment`] give its trees a meaning; editors use the same
//! grammar for colours. Nothing here looks at a tree.

#![allow(unsafe_code, reason = "the generated parser is C")]

use std::cell::RefCell;

use tree_sitter::{Language, Parser, Tree};
use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_shishin() -> *const ();
}

// SAFETY: the function is the one that tree-sitter's generator wrote for this grammar.
const SHISHIN: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_shishin) };

/// Queries for syntax colours, by the capture names that editors agree on.
pub const HIGHLIGHTS: &str = include_str!("../grammars/tree-sitter-shishin/queries/highlights.scm");

/// The grammar `shishin`.
pub fn language() -> Language {
    SHISHIN.into()
}

thread_local! {
    static PARSER: RefCell<Option<Parser>> = RefCell::new(new_parser());
}

fn new_parser() -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&language()).ok()?;
    Some(parser)
}

/// The tree of `text`; `None` only if the compiled grammar does not fit the linked
/// tree-sitter, which the tests exclude. Each thread keeps one parser.
pub fn parse(text: &str) -> Option<Tree> {
    PARSER.with_borrow_mut(|parser| parser.as_mut()?.parse(text, None))
}
