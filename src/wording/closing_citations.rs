//! The clauses that a text cites in brackets at its end, which say what it answers and nothing of how.

use crate::script::{CLOSING_BRACKETS, OPENING_BRACKETS};

/// A text without the clauses that it cites at its end, one or several, in any brackets, in front of its full stop or
/// behind it: 「未定（mic-meti:4.4）。」, `Will be done next year. [nist:AC-2][nist:AC-3]`. Always a beginning of
/// the text; all of it where it cites nothing there.
pub fn without_closing_citations(text: &str) -> &str {
    let mut kept = text;
    loop {
        let end = kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '.'));
        let last = end.chars().next_back();
        let mut brackets = OPENING_BRACKETS.iter().zip(&CLOSING_BRACKETS);
        let Some((open, close)) = brackets.find(|(_, close)| last == Some(**close)) else {
            return kept;
        };
        let inner = &end[..end.len() - close.len_utf8()];
        let Some(at) = opening(inner, *open, *close) else {
            return kept;
        };
        let cited = &inner[at + open.len_utf8()..];
        let cites = match open {
            '[' | '［' | '【' | '〔' => {
                cited.contains(|c: char| c.is_numeric() || matches!(c, ':' | '：'))
            }
            _ => is_prefixed(cited) || is_number_alone(cited),
        };
        if !cites {
            return kept;
        }
        kept = inner[..at].trim_end();
    }
}

/// Where the bracket opens that closes behind `inner`; others of its kind may stand between: `(AC-2(1))`.
fn opening(inner: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    { inner.char_indices().rev() }.find_map(|(at, c)| {
        depth += i32::from(c == close) - i32::from(c == open);
        (depth < 0).then_some(at)
    })
}

/// Whether what stands between parentheses is a prefix and a number: `mic-meti:4.3`, and no time of day.
fn is_prefixed(cited: &str) -> bool {
    let Some((prefix, number)) = cited.split_once([':', '：']) else {
        return false;
    };
    let is_prefix = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    prefix.contains(char::is_alphabetic)
        && prefix.chars().all(is_prefix)
        && number.contains(char::is_numeric)
}

/// Whether it is a number whose shape no date and no amount has: `AC-2(1)`, `3.4-①-1`.
fn is_number_alone(cited: &str) -> bool {
    let has_circled = cited.contains(|c: char| matches!(c, '①'..='⓿'));
    let family = cited.bytes().take_while(u8::is_ascii_uppercase).count();
    let is_control = (1..=4).contains(&family)
        && cited[family..].starts_with(['-', '.'])
        && cited[family + 1..].starts_with(|c: char| c.is_ascii_digit());
    (has_circled || is_control) && !cited.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::without_closing_citations;

    #[test]
    fn citations_are_taken_off_in_any_brackets_and_on_either_side_of_the_full_stop() {
        for cited in [
            "[g:4.3]",
            "［g:4.3］",
            "【g:4.3】",
            "（g:4.3）",
            "(g:AC-2)",
            "(AC-2(1))",
            "（3.4-①-1）",
            "[g:4.3][g:4.4]",
        ] {
            assert_eq!(
                without_closing_citations(&format!("未定{cited}。")),
                "未定",
                "{cited}"
            );
            assert_eq!(
                without_closing_citations(&format!("未定。{cited}")),
                "未定。",
                "{cited}"
            );
            assert_eq!(
                without_closing_citations(&format!("未定 {cited} ")),
                "未定",
                "{cited}"
            );
        }
    }

    #[test]
    fn what_else_stands_in_brackets_is_kept() {
        for text in [
            "未定（2027-03）。",
            "点検する（9:00〜17:00）",
            "対応する（情報部）。",
            "未定",
            "",
            "]",
            "（）",
            "done (see [note])",
        ] {
            assert_eq!(without_closing_citations(text), text);
        }
    }
}
