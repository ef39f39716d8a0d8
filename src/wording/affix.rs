//! Whether a text begins or ends with one of a list's words.
//!
//! Lists are short and texts hold hardly any of their words. In Japanese the first byte of nearly all
//! words is the same, and the last is not, so that one is looked at before a word is compared.

/// The words that `text` begins with, in the order of the list.
#[inline]
pub(super) fn beginnings<'w>(text: &str, words: &[&'w str]) -> impl Iterator<Item = &'w str> {
    let text = text.as_bytes();
    words.iter().copied().filter(move |word| {
        let length = word.len();
        let begins = || text.get(length - 1) == word.as_bytes().last();
        length == 0 || begins() && text.starts_with(word.as_bytes())
    })
}

/// The words that `text` ends with, in the order of the list.
#[inline]
pub(super) fn ends<'w>(text: &str, words: &[&'w str]) -> impl Iterator<Item = &'w str> {
    let text = text.as_bytes();
    words.iter().copied().filter(move |word| {
        let ends = || text.last() == word.as_bytes().last();
        word.is_empty() || ends() && text.ends_with(word.as_bytes())
    })
}

/// Whether `text` begins with one of the words.
#[inline]
pub(super) fn begins_with(text: &str, words: &[&str]) -> bool {
    beginnings(text, words).next().is_some()
}

/// Whether `text` ends with one of the words.
#[inline]
pub(super) fn ends_with(text: &str, words: &[&str]) -> bool {
    ends(text, words).next().is_some()
}

/// What follows the first of the words that `text` begins with.
#[inline]
pub(super) fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let word = beginnings(text, words).next()?;
    Some(&text[word.len()..])
}

/// What stands before the first of the words that `text` ends with.
#[inline]
pub(super) fn before<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let word = ends(text, words).next()?;
    Some(&text[..text.len() - word.len()])
}

/// How long the longest of the words is that `text` begins with, in bytes.
#[inline]
pub(super) fn behind_longest(text: &str, words: &[&str]) -> usize {
    let lengths = beginnings(text, words).map(str::len);
    lengths.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_stand_there_are_found() {
        let found =
            |text: &str| beginnings(text, &["に", "について", "", "と"]).collect::<Vec<_>>();
        assert_eq!(found("について"), ["に", "について", ""]);
        assert_eq!(found("つ"), [""]);
        assert_eq!(found(""), [""]);
        let found = |text: &str| ends(text, &["照", "を参照", ""]).collect::<Vec<_>>();
        assert_eq!(found("規程を参照"), ["照", "を参照", ""]);
        assert_eq!(found("会"), [""]);
        assert_eq!(behind("本番では", &["本", "本番"]), Some("番では"));
        assert_eq!(before("本番では", &["は", "では"]), Some("本番で"));
        assert!(!begins_with("つ", &["について"]) && !ends_with("照", &["を参照"]));
    }
}
