//! A figure that is given with its parts, and one that says how long something took.

use std::ops::Range;

use super::super::affix;
use super::super::quantity::Quantity;
use super::Sentence;
use crate::wording::quantity::Unit;

/// Leaves out the parts of a figure that they add up to: "kept for 24 months: 6 months online and 18 months
/// in the archive", 「3年間（オンラインで1年間、アーカイブで2年間）」.
pub(super) fn without_parts(sentence: &str, quantities: &mut Vec<Quantity>) {
    const OPENING: [char; 4] = [':', '：', '(', '（'];
    /// Months of different lengths and years of days.
    const ROOM: f64 = 0.02;
    let mut whole = 0;
    while whole + 2 < quantities.len() {
        let (first, second) = (&quantities[whole], &quantities[whole + 1]);
        let between = sentence.get(first.range.end..second.range.start);
        let opens = between.is_some_and(|between| between.contains(OPENING));
        let mut sum = 0.0;
        let parts = quantities[whole + 1..]
            .iter()
            .take_while(|part| part.unit == first.unit);
        let end = parts.take(4).position(|part| {
            let is_second = sum > 0.0;
            sum += part.value;
            is_second && (sum - first.value).abs() <= ROOM * first.value
        });
        if let Some(last) = end.filter(|_| opens && first.unit == Unit::Days) {
            quantities.drain(whole + 1..whole + 2 + last);
        }
        whole += 1;
    }
}

impl Sentence<'_> {
    /// Whether a figure says how long something took: "the failover took 3 h 40 min, inside the RTO of 4 hours".
    pub(super) fn is_measured(&self, own: &Range<usize>, behind: &Range<usize>) -> bool {
        const TOOK: [&str; 4] = [" took", " takes", " lasted", " team needed"];
        const WITHIN: [&str; 6] = [
            ", inside the ",
            ", within the ",
            ", well within the ",
            ", well inside the ",
            ", below the ",
            ", under the ",
        ];
        self.is_english()
            && (affix::ends_with(self.text[own.clone()].trim_end(), &TOOK)
                || affix::begins_with(&self.text[behind.clone()], &WITHIN))
    }
}
