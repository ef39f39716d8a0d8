//! The words that say on which side of a figure the values lie, where they stand apart from it.

use std::ops::Range;

use super::super::affix;
use super::super::quantity::{Bound, Unit};
use super::Sentence;
use super::listing::Listing;

impl Sentence<'_> {
    /// The bound that is named with the thing, apart from its figure: the minimum length is 14 characters.
    pub(super) fn bound_before(&self, own: &Range<usize>) -> Option<Bound> {
        const NAMED: [(&str, Bound); 10] = [
            ("minimum ", Bound::AtLeast),
            ("Minimum ", Bound::AtLeast),
            ("最小", Bound::AtLeast),
            ("最短", Bound::AtLeast),
            ("最低", Bound::AtLeast),
            ("maximum ", Bound::AtMost),
            ("Maximum ", Bound::AtMost),
            ("最大", Bound::AtMost),
            ("最長", Bound::AtMost),
            ("上限", Bound::AtMost),
        ];
        let piece = &self.text[self.last_clause(own.clone())..own.end];
        let named = NAMED.iter().filter(|(word, _)| piece.contains(word));
        let mut bounds = named.map(|(_, bound)| *bound);
        let first = bounds.next()?;
        bounds.all(|bound| bound == first).then_some(first)
    }

    /// The figure with the words of its bound, for a message.
    pub(super) fn with_bound(&self, range: &Range<usize>) -> Range<usize> {
        const BEHIND: [&str; 9] = [
            "以上",
            "以内",
            "以下",
            "未満",
            "間以上",
            " or more",
            " or longer",
            " or less",
            " or fewer",
        ];
        const BEFORE: [&str; 6] = [
            "at least ",
            "within ",
            "no more than ",
            "at most ",
            "up to ",
            "minimum of ",
        ];
        let behind = affix::beginnings(&self.text[range.end..], &BEHIND).next();
        let before = BEFORE.iter().find(|word| {
            let text = &self.text.as_bytes()[..range.start];
            let start = text.len().checked_sub(word.len());
            start.is_some_and(|start| text[start..].eq_ignore_ascii_case(word.as_bytes()))
        });
        let start = range.start - before.map_or(0, |word| word.len());
        start..range.end + behind.map_or(0, |word| word.len())
    }

    /// The bound that is said once for all figures of a list: within 7 days (critical) and 30 days (high),
    /// 「緊急は3日、重要は14日以内」.
    pub(super) fn bound_of_list(&self, unit: Unit, listing: Option<Listing>) -> Option<Bound> {
        let told = match (self.is_english(), listing) {
            (true, None) => return None,
            (true, Some(_)) => self.quantities.first(),
            (false, _) => self.quantities.last(),
        }?;
        let mut same = self.quantities.iter().filter(|other| other.unit == unit);
        let mut is_only = || same.all(|other| other.bound.is_none() || other.range == told.range);
        let mut gaps =
            (1..self.quantities.len()).map(|gap| self.text[self.piece(gap)].trim_start());
        let mut is_list = || listing.is_some() || gaps.all(|gap| gap.starts_with(['、', '，']));
        (told.unit == unit && is_only() && is_list())
            .then_some(told.bound)
            .flatten()
    }
}
