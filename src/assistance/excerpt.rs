//! The first words of a statement, for a reader who is to know it again in a list.

use std::ops::Range;

use super::Shared;
use super::rich_text::shortened;
use crate::finding::DocumentIndex;
use crate::markdown::{BlockKind, Markdown};
use crate::wording::{self, Field};

/// How much of a statement is shown, in Japanese letters.
const LENGTH: usize = 40;

/// The first words of what stands at a place of a document, without marks; empty where the
/// document cannot be read.
pub fn of_place(project: &Shared<'_>, document: DocumentIndex, range: &Range<usize>) -> String {
    (project.text_of)(document)
        .map(|text| of_text(&text, range))
        .unwrap_or_default()
}

/// The same of a text in hand. A table's row is shown by what the provider does, else by why it is
/// not done, else by what is asked.
pub fn of_text(text: &str, range: &Range<usize>) -> String {
    let Some(own) = text.get(range.clone()) else {
        return String::new();
    };
    match table_around(text, range) {
        Some(table) => of_row(&table),
        None => {
            let markdown = Markdown::parse(own);
            let block = markdown.blocks.first();
            let words = block.map_or(own, |block| markdown.prose(block).text);
            shortened(without_citation(words), LENGTH)
        }
    }
}

/// A statement without the bracket at its end that says what it answers.
fn without_citation(words: &str) -> &str {
    let trimmed = words.trim_end();
    let open = trimmed.strip_suffix(']').and_then(|inner| inner.rfind('['));
    match open {
        Some(open) if open > 0 => trimmed[..open].trim_end(),
        _ => trimmed,
    }
}

/// The heading row, the delimiter row and the row at a place, as a table of one row.
fn table_around(text: &str, range: &Range<usize>) -> Option<String> {
    let row = &text[range.clone()];
    let before = text.get(..range.start)?;
    let is_row = |line: &&str| line.contains('|');
    let mut above = before.lines().rev();
    // A row in a quote or an indented table has something before it on its own line.
    if !before.is_empty() && !before.ends_with('\n') {
        above.next();
    }
    let rows: Vec<&str> = above.take_while(is_row).collect();
    let [.., delimiter, header] = rows.as_slice() else {
        return None;
    };
    Some(format!("{header}\n{delimiter}\n{row}\n"))
}

fn of_row(table: &str) -> String {
    let markdown = Markdown::parse(table);
    let Some(BlockKind::Table(table)) = markdown.blocks.first().map(|block| &block.kind) else {
        return String::new();
    };
    let Some(row) = table.rows.first() else {
        return String::new();
    };
    let cells: Vec<(Option<Field>, &str)> = { table.header.cells.iter().zip(&row.cells) }
        .map(|(head, cell)| {
            let field = wording::column(markdown.cell(head).text);
            (field, markdown.cell(cell).text.trim())
        })
        .filter(|(_, text)| text.chars().any(char::is_alphanumeric))
        .collect();
    // A bare status says too little to know a row again.
    let says_more = |text: &str| text.chars().count() > 6;
    let of = |wanted: Field| {
        let those = cells.iter().filter(|(field, text)| {
            *field == Some(wanted) && (wanted != Field::Status || says_more(text))
        });
        those.max_by_key(|(_, text)| text.chars().count())
    };
    const TELLING: [Field; 5] = [
        Field::Measure,
        Field::Reason,
        Field::Status,
        Field::Requirement,
        Field::Title,
    ];
    let longest = || cells.iter().max_by_key(|(_, text)| text.chars().count());
    let chosen = TELLING.into_iter().find_map(of).or_else(longest);
    shortened(chosen.map_or("", |(_, text)| text), LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn first_words(text: &str, of: &str, expected: &str) {
        let start = text.find(of).expect("the words stand in the text");
        assert_eq!(of_text(text, &(start..start + of.len())), expected);
    }

    #[test]
    fn the_words_are_the_statement_s_own() {
        first_words("## 第5条（ログ）\n", "## 第5条（ログ）", "第5条（ログ）");
        first_words(
            "1. **毎月**点検する。\n",
            "1. **毎月**点検する。",
            "毎月点検する。",
        );
        let row = "| 3.4 | 済 | ログを毎月点検し、記録する。 |";
        let table = format!("| 項番 | 状況 | 当社の対応 |\n|---|---|---|\n| 3.3 | 済 | |\n{row}\n");
        first_words(&table, row, "ログを毎月点検し、記録する。");
        first_words(&table, "| 3.3 | 済 | |", "3.3");
    }

    #[test]
    fn a_long_statement_is_cut() {
        let long = "あ".repeat(100);
        assert_eq!(
            of_text(&long, &(0..long.len())),
            format!("{}…", "あ".repeat(40))
        );
        assert_eq!(of_text("短い", &(3..400)), "");
    }
}
