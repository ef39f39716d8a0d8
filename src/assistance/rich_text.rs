//! Markdown that an editor shows: words of documents and guidelines made safe for it.
//!
//! A workspace is not trusted: what it writes may not become a link that runs a command, an image
//! that is fetched or HTML. So words pass through [`words`] and [`blocks`], links are made here
//! alone, and lead only where [`link`] is told.

use crate::markdown::{BlockKind, Markdown};

/// Words on one line, with every character escaped that would become more than itself; characters
/// that act on the screen are replaced. Editors that show Markdown as it is written show the
/// backslashes too, so where a sign stays a sign it has none.
pub fn words(text: &str) -> String {
    escaped(text, Place::Line)
}

/// A text as [`words`] gives it where other words stand before it on the line, so that it cannot begin a heading,
/// list or quote.
pub fn within(text: &str) -> String {
    escaped(text, Place::Within)
}

/// Where words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a line.
    Line,
    /// Behind other words.
    Within,
    /// In the brackets of a link.
    Link,
}

fn escaped(text: &str, place: Place) -> String {
    let line: Vec<char> = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect();
    let mut safe = String::with_capacity(text.len());
    for (at, &c) in line.iter().enumerate() {
        if acts(&line, at, place) {
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

/// Whether Markdown makes something else of the character at `at`.
fn acts(line: &[char], at: usize, place: Place) -> bool {
    let before = at.checked_sub(1).and_then(|at| line.get(at));
    let next = line.get(at + 1);
    let is_space = |c: Option<&char>| c.is_some_and(|c| *c == ' ');
    match line[at] {
        '`' => true,
        // What is escaped behind it has a backslash of its own.
        '\\' => next.is_none_or(char::is_ascii_punctuation),
        // Between spaces neither opens nor closes anything.
        '*' => !(is_space(before) && is_space(next)),
        '_' => {
            let alphanumeric = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
            !(alphanumeric(before) && alphanumeric(next) || is_space(before) && is_space(next))
        }
        '[' => {
            let is_box = at == 0 && line.get(2) == Some(&']');
            place == Place::Link || is_box || next == Some(&'^')
        }
        // Only what stands right behind makes a link of it.
        ']' => place == Place::Link || next.is_some_and(|next| matches!(next, '(' | '[' | ':')),
        // Before the bracket of a link it would make an image of it.
        '!' => next.is_none_or(|next| *next == '['),
        '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(*next)),
        '&' => is_entity(&line[at + 1..]),
        '~' => line.iter().filter(|c| **c == '~').nth(1).is_some(),
        _ => place == Place::Line && opens_block(line, at),
    }
}

/// Whether what stands behind an ampersand names a character.
fn is_entity(behind: &[char]) -> bool {
    let name = { behind.iter() }.take_while(|c| c.is_ascii_alphanumeric() || **c == '#');
    let length = name.count();
    length > 0 && behind.get(length).is_none_or(|c| *c == ';')
}

/// Whether the character at `at` would make a line that begins with it something else than text.
fn opens_block(line: &[char], at: usize) -> bool {
    let ends = |at: usize| line.get(at).is_none_or(|c| *c == ' ');
    match line[at] {
        '#' => at == 0 && ends({ line.iter() }.take_while(|c| **c == '#').count()),
        '>' => at == 0,
        '=' => at == 0 && line.iter().all(|c| *c == '='),
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

/// A text as [`shortened`] gives it, cut behind a sentence where one ends in the second half of what there is room for.
pub fn shortened_to_sentences(text: &str, most: usize) -> String {
    let cut = shortened(text, most);
    let Some(kept) = cut
        .strip_suffix('…')
        .filter(|_| !text.trim_end().ends_with(&cut))
    else {
        return cut;
    };
    let ends = kept
        .match_indices(['。', '.', '；', ';'])
        .filter(|(at, stop)| {
            let behind = &kept[at + stop.len()..];
            !stop.is_ascii() || behind.is_empty() || behind.starts_with(' ')
        });
    let last = { ends }.map(|(at, stop)| at + stop.len()).next_back();
    match last.filter(|end| *end * 2 >= kept.len()) {
        Some(end) => format!("{} …", &kept[..end]),
        None => cut,
    }
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
            format!("[{}](<{target}>)", escaped(text, Place::Link))
        }
    }
}

/// Safe Markdown of a longer text.
pub struct Blocks {
    /// The Markdown.
    pub markdown: String,
    /// Whether the text goes on.
    pub is_cut: bool,
}

/// Markdown of a guideline as safe Markdown: paragraphs, lists and the rows of tables, at most
/// about `most` characters of it.
pub fn blocks(text: &str, most: usize) -> Blocks {
    let markdown = Markdown::parse(text);
    let mut safe = Blocks {
        markdown: String::new(),
        is_cut: false,
    };
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
        let item = !prefix.is_empty();
        push(&mut safe, &prefix, &content, &mut left, item && in_list);
        in_list = item;
    }
    safe
}

fn push(safe: &mut Blocks, prefix: &str, content: &str, left: &mut usize, tight: bool) {
    if content.trim().is_empty() {
        return;
    }
    if *left == 0 {
        safe.is_cut = true;
        return;
    }
    let shown = shortened_to_sentences(content, *left);
    safe.is_cut |= shown.ends_with('…');
    *left = left.saturating_sub(content.chars().count());
    let out = &mut safe.markdown;
    if !out.is_empty() {
        out.push_str(if tight { "\n" } else { "\n\n" });
    }
    out.push_str(prefix);
    out.push_str(&words(&shown));
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
        )
        .markdown;
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

    /// The text of one paragraph without anything in it but text.
    fn read_back(markdown: &str) -> Option<String> {
        let read = Markdown::parse(markdown);
        let [block] = read.blocks.as_slice() else {
            return None;
        };
        let prose = read.prose(block);
        let is_plain = block.kind == BlockKind::Paragraph && prose.links.is_empty();
        is_plain.then(|| prose.text.to_string())
    }

    #[test]
    fn every_combination_of_signs_stays_what_it_is() {
        const SIGNS: [&str; 22] = [
            "a", "字", " ", "*", "_", "[", "]", "(", ")", "\\", "<", ">", "&", ";", "~", "`", "1",
            ".", "-", "#", "!", ":",
        ];
        let mut all: Vec<String> = vec![String::new()];
        for length in 1..=3 {
            let shorter = all.iter().filter(|text| text.chars().count() == length - 1);
            let longer: Vec<String> = shorter
                .flat_map(|text| SIGNS.iter().map(move |sign| format!("{text}{sign}")))
                .collect();
            all.extend(longer);
        }
        // And some thousands of longer ones.
        let mut random = 1_u64;
        let mut next = |below: usize| {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (random >> 33) as usize % below
        };
        for _ in 0..4000 {
            let length = 4 + next(8);
            all.push((0..length).map(|_| SIGNS[next(SIGNS.len())]).collect());
        }
        for text in all {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.is_empty() {
                continue;
            }
            let alone = words(&text);
            assert_eq!(
                read_back(&alone).as_ref(),
                Some(&line),
                "{text:?}: {alone:?}"
            );
            let behind = format!("必須 {}", within(&text));
            let expected = format!("必須 {line}");
            assert_eq!(read_back(&behind), Some(expected), "{text:?}: {behind:?}");
            // A link that follows stays the only one, and is one.
            let before = format!("{}{}", words(&format!("字{text}")), link("条項", Some("x")));
            let read = Markdown::parse(&before);
            let prose = read.prose(&read.blocks[0]);
            assert!(prose.text.ends_with("条項"), "{text:?}: {before:?}");
            assert_eq!(prose.links.len(), 1, "{text:?}: {before:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_behind_a_sentence() {
        let text = "ログを保存する。毎月点検する。異常があれば報告する。";
        assert_eq!(
            shortened_to_sentences(text, 20),
            "ログを保存する。毎月点検する。 …"
        );
        assert_eq!(shortened_to_sentences(text, 14), "ログを保存する。 …");
        assert_eq!(shortened_to_sentences(text, 7), "ログを保存する…");
        assert_eq!(shortened_to_sentences(text, 40), text);
        assert_eq!(
            shortened_to_sentences("Keep logs for 3.5 years. Review them each month.", 15),
            "Keep logs for 3.5 years. …"
        );
        let cut = blocks("ログを保存する。毎月点検する。\n\n次の段落。", 8);
        assert_eq!(cut.markdown, "ログを保存する。 …");
        assert!(cut.is_cut);
        assert!(!blocks("ログを保存する。", 8).is_cut);
    }

    #[test]
    fn signs_that_do_nothing_have_no_backslash() {
        for text in [
            "[Assignment: organization-defined frequency]",
            "R&D (a) 5 * 3 < 16",
            "C:\\logs\\access_log",
            "9:00~17:00",
            "注) [1] を参照",
            "#1 と #2",
        ] {
            assert_eq!(within(text), text);
        }
    }

    #[test]
    fn numbers_stay_readable() {
        assert_eq!(words("3.4-①-1 ログの取得"), "3.4-①-1 ログの取得");
        assert_eq!(words("3. ログの取得"), "3\\. ログの取得");
        assert_eq!(words("access_log と _x"), "access_log と \\_x");
        assert_eq!(words("別紙2 3.4 (1)"), "別紙2 3.4 (1)");
        assert_eq!(words("- 一覧"), "\\- 一覧");
        assert_eq!(within("3. ログの取得"), "3. ログの取得");
    }
}
