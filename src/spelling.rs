//! Names that were probably meant: the one measure of how near a written word is to a known one.
//!
//! This module knows no names.

/// The one of `names` that `written` is probably meant to be, a few slips of the pen away; `None` when none is near.
///
/// ```
/// use shishin::spelling::nearest;
///
/// assert_eq!(nearest("guidlines", ["guidelines", "documents"]), Some("guidelines"));
/// assert_eq!(nearest("colour", ["guidelines", "documents"]), None);
/// ```
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written = plain(written);
    let allowed = slips(written.chars().count());
    let near = names.into_iter().filter_map(|name| {
        let known = plain(name);
        let distance = strsim::osa_distance(&written, &known);
        let is_near = distance <= allowed && known.chars().any(|c| written.contains(c));
        is_near.then_some((distance, name))
    });
    { near }.min().map(|(_, name)| name)
}

/// What [`nearest`] finds, else the one of `names` with whose beginning `written` agrees: for names
/// of which people remember the beginning.
///
/// ```
/// use shishin::spelling::nearest_or_begun;
///
/// assert_eq!(nearest_or_begun("weak", ["weak-wording", "missing-owner"]), Some("weak-wording"));
/// ```
pub fn nearest_or_begun<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    /// In letters.
    const SHORTEST: usize = 3;
    let begun = || {
        let written = plain(written);
        let least = SHORTEST.max(written.chars().count() * 2 / 3);
        let shared = |name: &&str| {
            let known = plain(name);
            let same = written.chars().zip(known.chars());
            same.take_while(|(one, other)| one == other).count()
        };
        let names = || names.clone().into_iter();
        let most = names().map(|name| shared(&name)).max()?;
        let mut found = names().filter(|name| shared(name) == most && most >= least);
        let (one, another) = (found.next(), found.next());
        one.filter(|_| another.is_none())
    };
    nearest(written, names.clone()).or_else(begun)
}

/// Whether `written` is `meant` with one letter too many, too few or wrong, or with two changed about.
pub fn is_slip(written: &str, meant: &str) -> bool {
    written.len().abs_diff(meant.len()) <= 4 && strsim::osa_distance(written, meant) == 1
}

/// A name without the differences that nobody means.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

/// How many slips a word of so many letters can have and still be known.
fn slips(letters: usize) -> usize {
    match letters {
        0..5 => 1,
        5..12 => 2,
        _ => letters / 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_known_and_another_word_is_not() {
        let rules = ["weak-wording", "missing-owner", "missing-clause"];
        assert_eq!(nearest("weak_wordng", rules), Some("weak-wording"));
        assert_eq!(nearest("Missing-Ownr", rules), Some("missing-owner"));
        assert_eq!(nearest("weak", rules), None);
        assert_eq!(nearest_or_begun("missing", rules), None);
        assert_eq!(nearest_or_begun("weak-words", rules), Some("weak-wording"));
        assert_eq!(
            nearest("対応条校", ["対応条項", "責任者"]),
            Some("対応条項")
        );
        assert_eq!(nearest("責任考", ["対応条項", "責任者"]), Some("責任者"));
        assert_eq!(nearest("頻", ["番号"]), None);
        assert_eq!(nearest("", ["番号"]), None);
    }
}
