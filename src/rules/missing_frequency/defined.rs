//! Documents that say themselves how often "periodically" is: 「定期的に」とは、四半期に1回以上をいう.

use std::ops::Range;

use crate::wording;

/// The words that are defined so.
const WORDS: [&str; 4] = ["定期", "周期的", "eriodic", "egular"];

/// What a word goes on with before it is explained; an ending, the end of a quotation.
const ENDINGS: [&str; 8] = ["的に", "的な", "的", "に", "な", "ally", "ly", "al"];

/// What explains what stands before it, or the words around it.
const SAYING: [&str; 12] = [
    "とは",
    "と記載",
    "と表記",
    "と規定",
    "と書",
    "とある",
    "という語",
    "という。",
    "means",
    "mean ",
    "is defined",
    "refers to",
];

/// What closes an explanation: 「定期的（年1回以上をいう。以下同じ。）」.
const CLOSING: [&str; 5] = ["をいう", "をいい", "を指す", "を指し", "を意味"];

/// An explanation is done with within so many bytes: two hundred characters of Japanese.
const NEAR: usize = 600;

/// Whether a text says what it means by "periodically", with an interval.
pub(super) fn is_defined(text: &str) -> bool {
    WORDS.iter().any(|word| {
        let mut places = text.match_indices(word);
        places.any(|(at, _)| defines(text, at..at + word.len()))
    })
}

/// Whether the words around a word say what it means. No more than [`NEAR`] bytes on either side are
/// looked at: a line can be as long as the document, and hold the word thousands of times.
fn defines(text: &str, word: Range<usize>) -> bool {
    let start = text.ceil_char_boundary(word.start.saturating_sub(NEAR));
    let end = text.floor_char_boundary(word.end + NEAR);
    let (before, behind) = (&text[start..word.start], &text[word.end..end]);
    let behind = ENDINGS
        .iter()
        .find_map(|ending| behind.strip_prefix(ending))
        .unwrap_or(behind);
    let quotes = ['」', '』', '"', '”', '’', '\'', '*', '_', ' ', '\u{3000}'];
    let after = behind.trim_start_matches(quotes);
    let line = after.lines().next().unwrap_or_default();
    let lead = before
        .rsplit(['\n', '。'])
        .next()
        .unwrap_or_default()
        .trim();
    let is_said = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
    if is_said(&SAYING) {
        // 「年1回以上（以下「定期的」という。）」 has the interval before it.
        return says_how_often(line) || line.starts_with("という") && says_how_often(lead);
    }
    if let Some(within) = line.strip_prefix(['（', '(']) {
        let end = within.find(['）', ')']).unwrap_or(within.len());
        let within = &within[..end];
        return CLOSING.iter().any(|word| within.contains(word)) && says_how_often(within);
    }
    // A list or a table of terms: 「- 定期的：年1回以上」.
    let opens = lead.trim_matches(|c: char| !c.is_alphanumeric());
    let is_term = opens
        .chars()
        .all(|c| c.is_ascii_digit() || "Pr".contains(c));
    let value = line.strip_prefix([':', '：', '|', '…', '＝', '=', '→']);
    is_term && value.is_some_and(says_how_often)
}

fn says_how_often(text: &str) -> bool {
    let end = text.find("。\n").unwrap_or(text.len());
    wording::says_how_often(text[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_stands_at_its_word() {
        let far = "ログを点検する、".repeat(40);
        let text = format!("定期的とは、{far}年1回以上をいう。");
        assert!(!is_defined(&text));
        let text = format!("{far}年1回以上（以下「定期的」という。）行う。");
        assert!(is_defined(&text));
        let text = format!("年1回以上、{far}（以下「定期的」という。）行う。");
        assert!(!is_defined(&text));
    }

    #[test]
    fn a_word_is_defined_where_its_interval_is_said_of_it() {
        for text in [
            "第3条　この規程において「定期的に」とは、別段の定めがない限り、四半期に1回以上をいう。",
            "本書で定期的とは、年1回以上をいいます。",
            "「定期的に」と記載した事項は、特に定めのない限り毎年度行う。",
            "点検は定期的（年1回以上をいう。以下同じ。）に行う。",
            "点検は、少なくとも年1回（以下「定期的」という。）行う。",
            "- **定期的**：半年に1回以上",
            "| 用語 | 意味 |\n|---|---|\n| 定期的 | 年1回以上 |",
            "\"Periodically\" means at least once a year.",
            "In this policy, \"regularly\" is defined as every quarter.",
        ] {
            assert!(is_defined(text), "{text}");
        }
        for text in [
            "ログを定期的に点検する。",
            "定期的とは限らない。",
            "「定期的」とは、計画した間隔で行うことをいう。",
            "監査は年1回とし、ログは定期的に点検する。",
            "| 3.4 | 定期的 | 年1回の監査で確かめる |",
            "Logs are reviewed regularly. Audits are held every year.",
        ] {
            assert!(!is_defined(text), "{text}");
        }
    }
}
