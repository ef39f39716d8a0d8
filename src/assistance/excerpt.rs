//! The first words of a statement, for a reader who is to know it again in a list.

use std::borrow::Cow;
use std::ops::Range;

use super::Shared;
use super::rich_text::shortened;
use crate::finding::DocumentIndex;
use crate::markdown::{BlockKind, Markdown, Row};
use crate::wording::{self, Field};

/// How much of a statement is shown, in Japanese letters.
const LENGTH: usize = 40;

/// The first words of what stands at a place of a document, without marks; empty where the
/// document cannot be read.
pub fn of_place(project: &Shared<'_>, document: DocumentIndex, range: &Range<usize>) -> String {
    (project.text_of)(document)
        .map(|lined| of_text(&lined.text, range))
        .unwrap_or_default()
}

/// The first words of what stands at a place of a text, without marks. Only what the words depend on is read of it.
pub fn of_text(text: &str, range: &Range<usize>) -> String {
    let Some(own) = text.get(range.clone()) else {
        return String::new();
    };
    let head = head(text, range).and_then(|head| text.get(head));
    let table = head.map(|head| format!("{head}\n{own}\n"));
    let start = head.map_or(0, |head| head.len() + 1);
    let around = table.as_deref().unwrap_or(own);
    Excerpts::new(around).of(around, &(start..start + own.len()))
}

/// Excerpts of many places of one text.
#[derive(Debug)]
pub struct Excerpts<'a> {
    markdown: Cow<'a, Markdown>,
    /// What the columns of the table hold that was looked at last, by where it begins.
    columns: (usize, Vec<Option<Field>>),
}

impl<'a> Excerpts<'a> {
    /// Of a text that nobody has parsed.
    pub fn new(text: &str) -> Excerpts<'static> {
        Excerpts {
            markdown: Cow::Owned(Markdown::parse(text)),
            columns: Default::default(),
        }
    }

    /// Of the text that was parsed.
    pub fn within(markdown: &'a Markdown) -> Excerpts<'a> {
        Excerpts {
            markdown: Cow::Borrowed(markdown),
            columns: Default::default(),
        }
    }

    /// The first words of what stands at a place of `text`, which has to be the one that was parsed. A
    /// table's row is shown by what the provider does, else by why it is not done, else by what is
    /// asked. Empty for what is no range of the text.
    pub fn of(&mut self, text: &str, range: &Range<usize>) -> String {
        let Some(own) = text.get(range.clone()) else {
            return String::new();
        };
        let blocks = &self.markdown.blocks;
        let first = blocks.partition_point(|block| block.range.end <= range.start);
        let block = { blocks.get(first) }.filter(|block| block.range.start < range.end);
        let words = match block.map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => {
                let rows = &table.rows;
                let at = rows.partition_point(|row| row.range.end <= range.start);
                let row = { rows.get(at) }.filter(|row| row.range.start < range.end);
                let header = &table.header;
                if self.columns.1.is_empty() || self.columns.0 != header.range.start {
                    let heads = header.cells.iter();
                    let fields = heads.map(|head| wording::column(self.markdown.cell(head).text));
                    self.columns = (header.range.start, fields.collect());
                }
                row.map_or("", |row| of_row(&self.markdown, row, &self.columns.1))
            }
            _ => {
                let prose = block.map_or(own, |block| self.markdown.prose(block).text);
                wording::without_closing_citations(prose)
            }
        };
        shortened(words, LENGTH)
    }
}

/// The heading and delimiter rows above a row; `None` for what is no row.
fn head(text: &str, row: &Range<usize>) -> Option<Range<usize>> {
    if !text[row.clone()].contains('|') {
        return None;
    }
    // A row of an indented table has something before it on its own line.
    let start = text[..row.start].rfind('\n').map_or(0, |at| at + 1);
    let (mut top, mut second) = (start, start);
    while let Some(line_end) = top.checked_sub(1) {
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
    Some(top..end)
}

/// What is told of a row whose columns hold `fields`.
fn of_row<'a>(markdown: &'a Markdown, row: &Row, fields: &[Option<Field>]) -> &'a str {
    let cells: Vec<(Option<Field>, &str)> = { fields.iter().zip(&row.cells) }
        .map(|(field, cell)| (*field, markdown.cell(cell).text.trim()))
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
    chosen.map_or("", |(_, text)| text)
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
    fn many_places_of_a_text_have_the_words_that_each_has_alone() {
        let row = |number: usize| format!("| {number} | 済 | 対策{number}を行う。 |");
        let rows: Vec<String> = (0..200).map(row).collect();
        let head = "| 項番 | 状況 | 当社の対応 |\n|---|---|---|\n";
        let text = format!(
            "表\n\n{head}{}\n## 次の節\n\n{head}{}\n",
            rows.join("\n"),
            row(900)
        );
        let mut excerpts = Excerpts::new(&text);
        for number in (0..200).step_by(7).chain((0..200).rev()).chain([900]) {
            let start = text.find(&row(number)).expect("the row stands there");
            let range = start..start + row(number).len();
            let words = format!("対策{number}を行う。");
            assert_eq!(excerpts.of(&text, &range), words);
            assert_eq!(of_text(&text, &range), words);
        }
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
