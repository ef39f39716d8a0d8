//! Markdown that an editor shows: words of documents and guidelines made safe for it.
//!
//! A workspace is not trusted: what it writes may not become a link that runs a command, an image
//! that is fetched or HTML. So words pass through [`words`] and [`blocks`], links are made here
//! alone, and lead only where [`link`] is told.

use crate::markdown::{BlockKind, Markdown};

/// Words on one line, with every character that Markdown would act on escaped; characters that
/// act on the screen are replaced.
pub fn words(text: &str) -> String {
    escaped(text, true)
}

/// The same; what would begin a heading, list or quote is escaped only where a line may begin.
fn escaped(text: &str, begins_line: bool) -> String {
    let line: Vec<char> = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect();
    let mut safe = String::with_capacity(text.len());
    for (at, &c) in line.iter().enumerate() {
        let alphanumeric = |at: Option<usize>| {
            at.and_then(|at| line.get(at))
                .is_some_and(|c| c.is_alphanumeric())
        };
        let acts = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '&' | '~' => true,
            '_' => !(alphanumeric(at.checked_sub(1)) && alphanumeric(Some(at + 1))),
            _ => begins_line && opens_block(&line, at),
        };
        if acts {
            safe.push('\\');
        }
        // Neither control characters nor those that turn the direction of writing.
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        safe.push(if turns || c.is_control() {
            '\u{fffd}'
        } else {
            c
        });
    }
    safe
}

/// Whether the character at `at` would make a line that begins with it something else than text.
fn opens_block(line: &[char], at: usize) -> bool {
    let ends = |at: usize| line.get(at).is_none_or(|c| *c == ' ');
    match line[at] {
        '#' | '>' | '=' => at == 0,
        '-' | '+' => at == 0 && (ends(1) || line.get(1) == Some(&'-')),
        '.' | ')' => at > 0 && ends(at + 1) && line[..at].iter().all(char::is_ascii_digit),
        _ => false,
    }
}

/// The beginning of a text on one line, as wide as `most` Japanese or twice as many Latin letters
/// at most; `…` says that there is more. Latin words are not cut.
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut width = 0;
    let cut = line.char_indices().find(|(_, c)| {
        width += if c.is_ascii() { 1 } else { 2 };
        width > most * 2
    });
    let Some((end, next)) = cut else { return line };
    let kept = &line[..end];
    let word = kept.len()
        - kept
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    // A name longer than this is cut after all.
    const LONGEST_WORD: usize = 24;
    let inside = next.is_ascii_alphanumeric() && word <= LONGEST_WORD && word < kept.len();
    let kept = if inside { &kept[..end - word] } else { kept };
    format!("{}…", kept.trim_end())
}

/// A link with `text` as its words; the words alone where there is no address, or one that an
/// editor might run instead of opening.
pub fn link(text: &str, address: Option<&str>) -> String {
    let address = address.filter(|address| {
        let runs = ["command:", "javascript:", "vbscript:", "data:"];
        let folded = address.trim_start().to_ascii_lowercase();
        !runs.iter().any(|scheme| folded.starts_with(scheme))
    });
    match address {
        None => words(text),
        Some(address) => {
            let mut target = String::with_capacity(address.len());
            for c in address.chars() {
                match c {
                    '<' => target.push_str("%3C"),
                    '>' => target.push_str("%3E"),
                    '\\' => target.push_str("%5C"),
                    c if c.is_control() => {}
                    c => target.push(c),
                }
            }
            format!("[{}](<{target}>)", escaped(text, false))
        }
    }
}

/// Markdown of a guideline as safe Markdown: paragraphs, lists and the rows of tables, at most
/// about `most` characters of it.
pub fn blocks(text: &str, most: usize) -> String {
    let markdown = Markdown::parse(text);
    let mut safe = String::new();
    let mut left = most;
    let mut in_list = false;
    for block in &markdown.blocks {
        let prose = markdown.prose(block);
        let (prefix, content) = match &block.kind {
            BlockKind::Heading { .. } => (String::new(), prose.text.to_string()),
            BlockKind::Paragraph => (String::new(), prose.text.to_string()),
            BlockKind::ListItem { depth, ordinal, .. } => {
                let indent = "   ".repeat(usize::from(depth.saturating_sub(1)).min(4));
                let marker = ordinal.map_or("-".to_string(), |number| format!("{number}."));
                (format!("{indent}{marker} "), prose.text.to_string())
            }
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                let line = |row: &crate::markdown::Row| {
                    let cells = row.cells.iter().map(|cell| markdown.cell(cell).text);
                    cells.collect::<Vec<_>>().join(" / ")
                };
                for row in rows {
                    push(&mut safe, "- ", &line(row), &mut left, in_list);
                    in_list = true;
                }
                continue;
            }
            BlockKind::Code => (String::new(), text[block.range.clone()].to_string()),
            BlockKind::Html | BlockKind::Rule => continue,
        };
        if left == 0 {
            break;
        }
        let item = !prefix.is_empty();
        push(&mut safe, &prefix, &content, &mut left, item && in_list);
        in_list = item;
    }
    safe
}

fn push(safe: &mut String, prefix: &str, content: &str, left: &mut usize, tight: bool) {
    if *left == 0 || content.trim().is_empty() {
        return;
    }
    let shown = shortened(content, *left);
    *left = left.saturating_sub(content.chars().count());
    if !safe.is_empty() {
        safe.push_str(if tight { "\n" } else { "\n\n" });
    }
    safe.push_str(prefix);
    safe.push_str(&words(&shown));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_document_writes_becomes_more_than_words() {
        let evil = "[開く](command:evil) <img src=x onerror=y> ![x](http://x/) `a` **b** &lt;";
        let shown = Markdown::parse(&words(evil));
        let prose = shown.prose(&shown.blocks[0]);
        assert_eq!(prose.text, evil);
        assert!(prose.links.is_empty());
        let nested = blocks(
            &format!("# {evil}\n\n- {evil}\n\n> {evil}\n\n```\n{evil}\n```\n"),
            2000,
        );
        let shown = Markdown::parse(&nested);
        assert!(
            shown
                .blocks
                .iter()
                .all(|block| shown.prose(block).links.is_empty()),
            "{nested}"
        );
        assert!(
            shown
                .blocks
                .iter()
                .all(|block| block.kind != BlockKind::Html),
            "{nested}"
        );
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(
            shortened("ログを5年間保存する。", 20),
            "ログを5年間保存する。"
        );
        assert_eq!(shortened("ログを5年間保存する。", 4), "ログを5…");
        assert_eq!(
            shortened("Access Control Policy and Procedures", 12),
            "Access Control Policy…"
        );
        assert_eq!(shortened("abcdefgh", 2), "abcd…");
    }

    #[test]
    fn a_link_leads_only_to_a_place() {
        assert_eq!(link("条項", Some("COMMAND:evil")), "条項");
        assert_eq!(
            link("条[項]", Some("file:///a b>")),
            "[条\\[項\\]](<file:///a b%3E>)"
        );
        assert_eq!(link("条項", None), "条項");
    }

    #[test]
    fn numbers_stay_readable() {
        assert_eq!(words("3.4-①-1 ログの取得"), "3.4-①-1 ログの取得");
        assert_eq!(words("3. ログの取得"), "3\\. ログの取得");
        assert_eq!(words("access_log と _"), "access_log と \\_");
        assert_eq!(words("別紙2 3.4 (1)"), "別紙2 3.4 (1)");
        assert_eq!(words("- 一覧"), "\\- 一覧");
    }
}
