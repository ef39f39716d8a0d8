//! Tables that list clauses, a row each: what a spreadsheet of controls becomes in Markdown.

use super::body::Source;
use super::{BELOW_HEADINGS, Heading};
use crate::guideline::convention::Convention;
use crate::guideline::number;
use crate::guideline::{labels, modality};
use crate::locator::Mark;
use crate::markdown::{Block, Row, Table};

/// What a column of such a table holds.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Number,
    Title,
    Text,
    Modality,
}

/// What the columns are called, in small letters and without spaces.
#[rustfmt::skip]
const NAMES: &[(Column, &[&str])] = &[
    (Column::Number, &["番号", "項番", "条項", "条項番号", "管理策番号", "管理番号", "要求事項番号", "no", "no.", "id", "#", "ref", "number",
        "control", "controlid", "controlno", "controlnumber", "clause", "clauseid", "requirementid", "reference"]),
    (Column::Title, &["項目", "項目名", "題名", "名称", "タイトル", "管理策名", "title", "name", "controlname", "controltitle", "topic"]),
    (Column::Text, &["要求事項", "要求内容", "要件", "管理策", "対策", "基準", "規定", "遵守事項", "内容", "本文", "requirement", "requirements",
        "controltext", "controldescription", "controlstatement", "description", "statement", "text"]),
    (Column::Modality, &["区分", "必須・推奨", "必須/推奨", "要求度", "modality", "obligation", "level"]),
];

/// Which columns of a table hold what.
pub struct Columns {
    numbers: usize,
    titles: Option<usize>,
    texts: Option<usize>,
    modalities: Option<usize>,
}

impl Columns {
    /// Those of a table with these headings; `None` for a table that lists no clauses.
    pub fn called<'a>(headings: impl Iterator<Item = &'a str>) -> Option<Columns> {
        let columns: Vec<Option<Column>> = headings.map(column_called).collect();
        let place = |wanted: Column| columns.iter().position(|column| *column == Some(wanted));
        let (titles, texts) = (place(Column::Title), place(Column::Text));
        titles.or(texts)?;
        Some(Columns {
            numbers: place(Column::Number)?,
            titles,
            texts,
            modalities: place(Column::Modality),
        })
    }
}

/// The clauses that a table lists; none for a table of another kind. `is_numbered` says whether
/// headings of the guideline have numbers: then a table with 1, 2, 3 is a list of something else.
pub fn clauses(
    source: Source<'_>,
    block: &Block,
    table: &Table,
    is_numbered: bool,
) -> Vec<Heading> {
    if block.quote_depth > 0 || block.list_depth > 0 || block.footnote.is_some() {
        return Vec::new();
    }
    let text = |row: &Row, column: usize| {
        let cell = row.cells.get(column);
        cell.map_or("", |cell| source.markdown.cell(cell).text.trim())
            .to_owned()
    };
    let headings = { table.header.cells.iter() }.map(|cell| source.markdown.cell(cell).text);
    let Some(Columns {
        numbers,
        titles,
        texts,
        modalities,
    }) = Columns::called(headings)
    else {
        return Vec::new();
    };
    let read = |row: &Row| {
        let written = text(row, numbers);
        let number = number::read(&written)?;
        // A row whose number is a part of something longer is no clause.
        if !number::title_behind(&written, &number).is_empty() {
            return None;
        }
        let says = texts
            .map(|column| text(row, column))
            .filter(|says| !says.is_empty());
        let title = titles
            .map(|column| text(row, column))
            .filter(|title| !title.is_empty());
        let first = says.as_deref().and_then(|says| {
            let first = modality::sentences(says).into_iter().next()?;
            Some(says[first].trim_end_matches(['。', '.']).replace('\n', " "))
        });
        Some(Heading {
            title: title.or(first)?,
            modality: modalities.and_then(|column| labels::modality(&text(row, column))),
            text: says,
            number: Some(number),
            level: BELOW_HEADINGS,
            range: row.range.clone(),
            // What stands in such a column is demanded, however it is worded.
            announced: texts.map(|_| Convention::Demands),
        })
    };
    let found: Vec<Heading> = table.rows.iter().filter_map(read).collect();
    let is_plain = |heading: &Heading| {
        let levels = heading
            .number
            .as_ref()
            .map(|number| number.levels.as_slice());
        matches!(levels, Some([only]) if only.mark == Mark::Number)
    };
    let counts_only = is_numbered && found.iter().all(is_plain);
    match found.len() * 2 > table.rows.len() && !counts_only {
        true => found,
        false => Vec::new(),
    }
}

fn column_called(heading: &str) -> Option<Column> {
    let name: String = heading.to_lowercase().split_whitespace().collect();
    let known = |(_, names): &&(Column, &[&str])| names.contains(&name.as_str());
    NAMES.iter().find(known).map(|(column, _)| *column)
}
