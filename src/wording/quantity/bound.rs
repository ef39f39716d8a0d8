//! On which side of a figure the values lie: 8文字以上, within 24 hours.

use super::super::fold::Folded;
use super::Bound;

/// The bound stated behind or before a figure.
pub(super) fn bound(folded: Folded, start: usize, end: usize) -> Option<Bound> {
    const BEHIND: &[(&str, Bound)] = &[
        ("以上", Bound::AtLeast),
        ("以内", Bound::AtMost),
        ("以下", Bound::AtMost),
        ("未満", Bound::AtMost),
        ("を超え", Bound::AtLeast),
        ("or more", Bound::AtLeast),
        ("or longer", Bound::AtLeast),
        ("or less", Bound::AtMost),
        ("or fewer", Bound::AtMost),
        ("minimum", Bound::AtLeast),
    ];
    const BEFORE: &[(&str, Bound)] = &[
        ("at least ", Bound::AtLeast),
        ("minimum of ", Bound::AtLeast),
        ("no less than ", Bound::AtLeast),
        ("no fewer than ", Bound::AtLeast),
        ("最低", Bound::AtLeast),
        ("少なくとも", Bound::AtLeast),
        ("within ", Bound::AtMost),
        ("at most ", Bound::AtMost),
        ("no more than ", Bound::AtMost),
        ("not more than ", Bound::AtMost),
        ("no later than ", Bound::AtMost),
        ("maximum of ", Bound::AtMost),
        ("up to ", Bound::AtMost),
        ("最大", Bound::AtMost),
    ];
    let behind = folded.skip_space(end);
    // By one character most figures are known to have no bound.
    let may_follow = matches!(folded.at(behind), Some('以' | '未' | 'を' | 'o' | 'm'));
    let may_precede = matches!(folded.before(start), Some(' ' | '低' | 'も' | '大'));
    let stated_behind = { BEHIND.iter() }
        .filter(|_| may_follow)
        .find(|(word, _)| folded.after(behind, word).is_some());
    let stated = stated_behind.or_else(|| {
        { BEFORE.iter() }
            .filter(|_| may_precede)
            .find(|(word, _)| folded.stands_before(start, word))
    });
    stated.map(|(_, bound)| *bound)
}
