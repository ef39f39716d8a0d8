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

/// The same of a text in hand.
pub fn of_text(text: &str, range: &Range<usize>) -> String {
    Excerpts::default().of(text, range)
}

/// Excerpts of many places of one text: remembers where its tables begin, so that the rows of a
/// long one do not each look for the heading anew.
#[derive(Debug, Default)]
pub struct Excerpts {
    /// The heading and delimiter rows of each table met, and how far its rows have been seen.
    tables: Vec<(Range<usize>, usize)>,
}

impl Excerpts {
    /// The first words of what stands at a place of `text`, which has to be the same each time. A
    /// table's row is shown by what the provider does, else by why it is not done, else by what is
    /// asked. Empty for what is no range of the text.
    pub fn of(&mut self, text: &str, range: &Range<usize>) -> String {
        let Some(own) = text.get(range.clone()) else {
            return String::new();
        };
        match self.head(text, range).and_then(|head| text.get(head)) {
            Some(head) => of_row(&format!("{head}\n{own}\n")),
            None => {
                let markdown = Markdown::parse(own);
                let block = markdown.blocks.first();
                let words = block.map_or(own, |block| markdown.prose(block).text);
                shortened(without_citation(words), LENGTH)
            }
        }
    }

    /// The heading and delimiter rows above a row; `None` for what is no row.
    fn head(&mut self, text: &str, row: &Range<usize>) -> Option<Range<usize>> {
        if !text[row.clone()].contains('|') {
            return None;
        }
        let before = &text[..row.start];
        // A row of an indented table has something before it on its own line.
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let mut top = start;
        let mut second = start;
        while let Some(line_end) = top.checked_sub(1) {
            let above = self.tables.iter_mut();
            let known = { above }.find(|(head, seen)| head.start < top && top <= *seen);
            if let Some((head, seen)) = known {
                *seen = (*seen).max(row.end + 1);
                return Some(head.clone());
            }
            let line_start = text[..line_end].rfind('\n').map_or(0, |at| at + 1);
            if !text[line_start..line_end].contains('|') {
                break;
            }
            second = top;
            top = line_start;
        }
        // The heading row and the delimiter row have to stand above.
        if second >= start {
            return None;
        }
        let end = second + text[second..].find('\n')?;
        self.tables.push((top..end, row.end + 1));
        Some(top..end)
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
    // A bare status (未対応) or choice (する) says too little to know a row again.
    let says_more = |field: Field, text: &str| {
        let least = match field {
            Field::Status => 7,
            Field::Measure | Field::Reason => 5,
            _ => 1,
        };
        text.chars().count() >= least
    };
    let of = |wanted: Field| {
        let those = cells
            .iter()
            .filter(|(field, text)| *field == Some(wanted) && says_more(wanted, text));
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
        let table = "| 項番 | 要求事項 | 当社の対応 |\n|---|---|---|\n| 4.9 | 通報窓口を設ける。 | する |\n";
        let row = "| 4.9 | 通報窓口を設ける。 | する |";
        first_words(table, row, "通報窓口を設ける。");
    }

    #[test]
    fn the_rows_of_a_long_table_share_its_heading_in_any_order() {
        let row = |number: usize| format!("| {number} | 済 | 対策{number}を行う。 |");
        let rows: Vec<String> = (0..200).map(row).collect();
        let head = "| 項番 | 状況 | 当社の対応 |\n|---|---|---|\n";
        let text = format!(
            "表\n\n{head}{}\n## 次の節\n\n{head}{}\n",
            rows.join("\n"),
            row(900)
        );
        let mut excerpts = Excerpts::default();
        for number in (0..200).step_by(7).chain((0..200).rev()).chain([900]) {
            let start = text.find(&row(number)).expect("the row stands there");
            let range = start..start + row(number).len();
            assert_eq!(excerpts.of(&text, &range), format!("対策{number}を行う。"));
        }
        assert_eq!(excerpts.tables.len(), 2);
        let heading = text.find("## 次").expect("it stands there");
        assert_eq!(
            excerpts.of(&text, &(heading..heading + "## 次の節".len())),
            "次の節"
        );
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
