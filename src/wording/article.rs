//! Numbers that open what rules of a company say, article by article: 「第13条　…」, 「2　…」, 「（3）…」.

use super::fold::fold;
use crate::script::is_kanji;

/// The words behind the number or the bullet that opens a paragraph or an item; all of them where none does.
pub fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(item) = text.strip_prefix(['・', '-']) {
        return item.trim_start();
    }
    number(text).map_or(text, |end| text[end..].trim_start())
}

/// The paragraphs of an article that is written line by line, each with its number and with the lines that go on
/// with it; one where no line opens with a number.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let ends = text.match_indices('\n').map(|(at, _)| at);
        let end = { ends }.find(|at| number(text[at + 1..].trim_start()).is_some());
        rest = end.map(|end| &text[end + 1..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

/// The paragraph of an article in which `at` stands.
pub fn paragraph_at(text: &str, at: usize) -> &str {
    let within = |part: &&str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        start + part.len() >= at
    };
    paragraphs(text).find(within).unwrap_or(text)
}

/// Where the number ends that a text opens with.
fn number(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let length =
        |text: &str, is_part: fn(char) -> bool| text.find(|c| !is_part(c)).unwrap_or(text.len());
    let digits = |text: &str| length(text, |c| fold(c).is_ascii_digit());
    if first == '第' {
        let rest = &text[first.len_utf8()..];
        let is_number = |c: char| fold(c).is_ascii_digit() || "一二三四五六七八九十百".contains(c);
        let unit = rest.find(|c| !is_number(c)).filter(|end| *end > 0)?;
        let behind = rest[unit..].strip_prefix(['条', '項', '号'])?;
        // 第13条の2, and not 第13条の規定.
        let more = behind.strip_prefix('の').map_or(0, digits);
        let behind = match more {
            0 => behind,
            more => &behind['の'.len_utf8() + more..],
        };
        return behind
            .starts_with([' ', '\u{3000}', '（', '(', '\t', '\n'])
            .then(|| text.len() - behind.len());
    }
    if ('①'..='⑳').contains(&first) {
        return Some(first.len_utf8());
    }
    let (open, inner) = match text.strip_prefix(['（', '(']) {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let end = match digits(inner) {
        0 => { inner.chars().next() }
            .filter(|c| "一二三四五六七八九十アイウエオカキクケコ".contains(*c))?
            .len_utf8(),
        end => end,
    };
    let behind = &inner[end..];
    let behind = match open {
        true => behind.strip_prefix(['）', ')'])?,
        // 「2　…」, 「2 …」, 「2．…」; no figure (2.5 秒) and no words (2名, 一 for 一部).
        false => { behind.strip_prefix(['\u{3000}', '．', '）', ')']) }
            .or_else(|| behind.strip_prefix([' ', '.']).filter(|rest| is_word(rest)))?,
    };
    Some(text.len() - behind.len())
}

fn is_word(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| is_kanji(c) || !c.is_ascii() && !fold(c).is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_articles_are_told_from_figures() {
        for (text, words) in [
            ("第13条　ログを保存する。", "ログを保存する。"),
            ("第十三条 ログを保存する。", "ログを保存する。"),
            ("第13条の2　ログを保存する。", "ログを保存する。"),
            ("3　保守の記録", "保守の記録"),
            ("３ 保守の記録", "保守の記録"),
            ("3. 保守の記録", "保守の記録"),
            ("（３）保守の記録", "保守の記録"),
            ("③保守の記録", "保守の記録"),
            ("ア　保守の記録", "保守の記録"),
            ("二　保守の記録", "保守の記録"),
            ("3名で点検する。", "3名で点検する。"),
            ("3.5 秒以内", "3.5 秒以内"),
            ("第13条の規定による。", "第13条の規定による。"),
            ("一部を点検する。", "一部を点検する。"),
            ("アカウントを止める。", "アカウントを止める。"),
            ("2 factors", "2 factors"),
            ("(1) 6.3（理由）", "6.3（理由）"),
            ("　（２）別紙2 3.7-⑤-2", "別紙2 3.7-⑤-2"),
            ("１．　6.4", "6.4"),
            ("6.3（理由）", "6.3（理由）"),
            ("・6.4", "6.4"),
        ] {
            assert_eq!(without_number(text), words, "{text}");
        }
    }

    #[test]
    fn an_article_has_paragraphs_line_by_line() {
        let text = "第9条　ログを残す。\n続きの行。\n2　点検する。\n3　照合する。";
        let parts: Vec<&str> = paragraphs(text).collect();
        assert_eq!(
            parts,
            [
                "第9条　ログを残す。\n続きの行。",
                "2　点検する。",
                "3　照合する。"
            ]
        );
        assert_eq!(
            paragraph_at(text, text.find("点検").unwrap()),
            "2　点検する。"
        );
        assert_eq!(paragraphs("ログを残す。\n毎月見る。").count(), 1);
    }
}
