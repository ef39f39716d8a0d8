//! Terms that a guideline defines or uses as fixed terms.
//!
//! Rules about wording need them: 「医療機関等」 is a defined term in these texts, and its 等
//! leaves nothing open.

use rustc_hash::FxHashMap;

/// How often a word that ends in 等 has to stand in a guideline before it counts as one of its terms.
const FIXED: usize = 3;

/// The terms of a text, in the order of their first appearance: those introduced by
/// 「以下「…」という」, and words in kanji or katakana that end in 等 and come back.
pub fn of_text<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for text in texts {
        for (at, _) in text.match_indices("以下「") {
            let rest = &text[at + "以下「".len()..];
            if let Some((term, behind)) = rest.split_once('」')
                && behind.starts_with("という")
                && !terms.iter().any(|known| known == term)
            {
                terms.push(term.to_owned());
            }
        }
        for (at, mark) in text.match_indices('等') {
            let word = word_before(text, at);
            if word.chars().count() < 2 {
                continue;
            }
            let term = &text[at - word.len()..at + mark.len()];
            let count = counts.entry(term).or_insert(0);
            *count += 1;
            if *count == FIXED && !terms.iter().any(|known| known == term) {
                terms.push(term.to_owned());
            }
        }
    }
    terms
}

/// The run of kanji and katakana that ends at `end`.
fn word_before(text: &str, end: usize) -> &str {
    let before = &text[..end];
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            matches!(c, '\u{30a1}'..='\u{30fc}' | '\u{3400}'..='\u{9fff}') && *c != '等'
        })
        .last()
        .map_or(end, |(at, _)| at);
    &before[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defined_terms_and_words_that_come_back() {
        let text = "「安全管理に関するガイドライン」（以下「厚生労働省ガイドライン」という。）は医療機関等に\
                    求める。医療機関等は契約等により、医療機関等の責任を果たす。";
        assert_eq!(of_text([text]), ["厚生労働省ガイドライン", "医療機関等"]);
    }
}
