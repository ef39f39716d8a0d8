//! Places in prose that name a clause, before anyone knows which clause it is.

mod bracket;
mod named;
mod set_apart;
mod unnamed;
mod value;

use std::ops::Range;

use self::bracket::{by_prefix, by_wide_prefix};
use self::named::by_name;
pub use self::set_apart::related_length;
pub use self::unnamed::{OPENINGS, bare, before_sign, code_at_end, in_brackets};
pub use self::value::{in_closing_brackets, in_value};

use super::names::Names;
use crate::guideline::GuidelineIndex;
use crate::locator::{self, Mark, Reference, Target};
use crate::markdown::Prose;

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A guideline's name and a locator in prose.
    Prose,
    /// `[mic:3.2.1(2)]`.
    Bracket,
    /// A cell of a clause column.
    Column,
    /// The value of a label line (`対応条項`, `Covers`).
    Label,
    /// The number that a block opens with (`AC-2(a) Accounts are …`) or that stands in brackets
    /// (（別紙2 3.4-①-1）). It cites only where the document names its guideline and the number
    /// cannot be one of the document's own.
    Bare,
    /// A number behind "see" in brackets: "(see CP-9)". Where the heading around answers a clause, it sends the reader
    /// to another one.
    See,
    /// A number of which its sentence says that it does not apply: 「6.4は該当しない」.
    Excluded,
    /// A number behind 「同」, which carries on from the citation before it.
    Same,
    /// A number behind 「ガイドライン」 or 「本ガイドライン」 alone. It cites where the document names
    /// its guideline and is none itself.
    Common,
}

/// A place that names a guideline and perhaps clauses of it. Ranges count from the unit's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointer {
    /// How it is written.
    pub form: Form,
    /// The whole of it.
    pub range: Range<usize>,
    /// The guidelines that the place itself names; `None` when it names none.
    pub named: Option<Named>,
    /// The clauses, as written; none where a guideline is named alone, or a clause by its title
    /// ([`Form::Bracket`]).
    pub references: Vec<(Range<usize>, Target)>,
}

/// A guideline as a pointer names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The editions that the name can mean; empty when the edition or prefix is not in play.
    pub guidelines: Vec<GuidelineIndex>,
    /// Whether the place says which edition (a prefix does).
    pub edition: bool,
    /// The name or prefix, and the edition behind it.
    pub range: Range<usize>,
}

/// The pointers in a piece of prose, in order. `base` is where the unit begins in the document,
/// `places` those in the prose where one of [`Names::beginnings`] stands, `openings` those of [`OPENINGS`].
pub fn in_prose(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    places: impl Iterator<Item = usize>,
    openings: impl Iterator<Item = usize>,
) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    by_name(prose, base, names, places, &mut pointers);
    by_prefix(prose, base, names, &mut pointers);
    by_wide_prefix(prose, base, names, openings, &mut pointers);
    pointers.sort_by_key(|pointer| pointer.range.start);
    // Nearly always it is one, and a list makes room for four.
    pointers.shrink_to_fit();
    pointers
}

/// Whether it is one number without levels, as of years and pages.
pub fn is_plain(target: &Target) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    matches!(&*locator.levels, [only] if only.mark == Mark::Number)
}

/// Whether a number has a shape that is not found by chance: letters or a word and more, or
/// three levels with a circled one.
pub fn is_distinctive(target: &Target) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    let marks = |wanted: &[Mark]| {
        locator
            .levels
            .iter()
            .any(|level| wanted.contains(&level.mark))
    };
    let deep = locator.levels.len();
    // GV.OC
    let is_category = || matches!(&*locator.levels, [only] if only.mark == Mark::Letters && only.value.contains('.'));
    is_category()
        || (deep >= 2 && marks(&[Mark::Letters, Mark::Word]))
        || (deep >= 3 && marks(&[Mark::Circled, Mark::Parenthesised]))
}

/// Whether a clause's number is believed without its guideline's name, at the beginning of a block
/// or in brackets, where the document says whose numbers are meant.
pub fn needs_no_name(number: &str) -> bool {
    let read = locator::read_all(number);
    read.is_some_and(|references| {
        references
            .iter()
            .all(|reference| is_distinctive(&reference.target))
    })
}

/// Makes a pointer from references that were read at `at` in the prose's text.
fn pointer(
    prose: &Prose<'_>,
    form: Form,
    named: Option<Named>,
    start: usize,
    at: usize,
    references: Vec<Reference>,
    base: usize,
) -> Pointer {
    let mut references: Vec<(Range<usize>, Target)> = references
        .into_iter()
        .map(|reference| {
            let range = at + reference.range.start..at + reference.range.end;
            (relative(prose, range, base), reference.target)
        })
        .collect();
    // They are as large as what they were made of, and take its room.
    references.shrink_to_fit();
    let start = prose.source(start..start).start.saturating_sub(base);
    let end = references
        .last()
        .map(|(range, _)| range.end)
        .or_else(|| named.as_ref().map(|named| named.range.end))
        .unwrap_or(start);
    let start = named
        .as_ref()
        .map_or(start, |named| named.range.start)
        .min(end);
    Pointer {
        form,
        range: start..end,
        named,
        references,
    }
}

/// A range of the prose's text as bytes that count from the unit's start.
pub fn relative(prose: &Prose<'_>, range: Range<usize>, base: usize) -> Range<usize> {
    let source = prose.source(range);
    source.start.saturating_sub(base)..source.end.saturating_sub(base)
}
