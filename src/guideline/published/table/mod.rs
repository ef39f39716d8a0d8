//! Tables that list clauses, a row each: what a spreadsheet of controls becomes in Markdown.
//!
//! A row's number stands in a column of its own, in several ([`ladder`]), or in front of what the
//! clause says. A row without a number goes on with the clause above it, which is what is left of
//! cells that were merged.

mod columns;
mod ladder;

use self::ladder::{Numbered, Step};
use super::body::Source;
use super::{BELOW_HEADINGS, Heading};
use crate::guideline::convention::Convention;
use crate::guideline::number::{self, Number};
use crate::guideline::{Problem, labels, modality};
use crate::locale::Message;
use crate::locator::Mark;
use crate::markdown::{Block, Row, Table};

/// The level of the outermost group: the chapter around a table has a heading of the second.
const FIRST_BELOW_CHAPTERS: u8 = 3;
/// The longest title in a column that may hold requirements too, in characters.
const LONGEST_TITLE: usize = 40;
/// The longest number, in bytes.
const LONGEST_NUMBER: usize = 24;

pub use self::columns::{Columns, is_known, is_level, is_number};

/// The clauses that a table lists; none for a table of another kind. `is_numbered` says whether
/// headings of the guideline have numbers: then a table with 1, 2, 3 is a list of something else, and
/// so is one without a column that is called a number.
pub(super) fn clauses(
    source: Source<'_>,
    block: &Block,
    table: &Table,
    is_numbered: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Heading> {
    if block.quote_depth > 0 || block.list_depth > 0 || block.footnote.is_some() {
        return Vec::new();
    }
    let headings = { table.header.cells.iter() }.map(|cell| source.markdown.cell(cell).text);
    let Some(columns) = Columns::called(headings) else {
        return Vec::new();
    };
    if is_numbered && columns.numbers.is_none() {
        return Vec::new();
    }
    let cells = Cells { source, columns };
    let own = match cells.own_column(table) {
        Some(own) => own,
        None => return Vec::new(),
    };
    let rows: Vec<&Row> = { table.rows.iter() }
        .filter(|row| !cells.repeats_headings(row, &table.header))
        .collect();
    let mut found = cells.read(&rows, own);
    // In a text with clauses of its own such a table only names them.
    let lists_titles = !is_numbered && cells.columns.texts.is_empty();
    for heading in found.iter_mut().filter(|heading| !heading.is_group) {
        heading.is_listed = lists_titles && heading.text.is_none() && heading.modality.is_none();
    }
    let is_plain = |heading: &Heading| {
        let levels = heading
            .number
            .as_ref()
            .map(|number| number.levels.as_slice());
        matches!(levels, Some([only]) if only.mark == Mark::Number)
    };
    let counts_only = is_numbered && found.iter().all(is_plain);
    if counts_only || found.is_empty() {
        return Vec::new();
    }
    let unread = rows.iter().filter(|row| {
        let written = cells.text(row, own);
        let is_whole = |number: Number| number::title_behind(&written, &number).is_empty();
        looks_like_number(&written) && !number::read(&written).is_some_and(is_whole)
    });
    problems.extend(unread.map(|row| unread_number(row, &cells.text(row, own))));
    found
}

/// A text without its line ends: Japanese goes on without a space.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.lines().map(str::trim) {
        let is_latin = |c: char| c.is_ascii();
        if line.ends_with(is_latin) || !line.is_empty() && part.starts_with(is_latin) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// Whether a text may be a name and is no sentence.
fn is_title(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE && !text.ends_with(['。', '.', '?', '？'])
}

/// Whether a cell holds nothing but a number, even one that is written as no other.
fn looks_like_number(written: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._()&/#".contains(c);
    written.len() <= LONGEST_NUMBER
        && written.contains(|c: char| c.is_ascii_digit())
        && written.chars().all(allowed)
}

fn unread_number(row: &Row, written: &str) -> Problem {
    Problem::invalid(
        row.range.clone(),
        Message::new(
            format!(
                "番号「{written}」を読めないため、この行は条項になりません。1.2.3、AC-2(1)、(1)①、別紙2 3.4-1 のような形で書いてください。"
            ),
            format!(
                "The number {written} cannot be read, and the row is no clause. Write numbers such as 1.2.3, AC-2(1), (1)① or Annex 2 3.4-1."
            ),
        ),
    )
}

/// A table's rows by the meaning of its columns.
struct Cells<'a> {
    source: Source<'a>,
    columns: Columns,
}

impl Cells<'_> {
    fn text(&self, row: &Row, column: usize) -> String {
        let cell = row.cells.get(column);
        cell.map_or("", |cell| self.source.markdown.cell(cell).text.trim())
            .to_owned()
    }

    fn some_text(&self, row: &Row, column: Option<usize>) -> Option<String> {
        let text = self.text(row, column?);
        (!text.is_empty()).then_some(text)
    }

    /// What a row says, in the first of the columns for that.
    fn says(&self, row: &Row) -> Option<String> {
        let mut texts = self.columns.texts.iter();
        texts.find_map(|column| self.some_text(row, Some(*column)))
    }

    /// A heading row that stands again on each page.
    fn repeats_headings(&self, row: &Row, header: &Row) -> bool {
        (0..header.cells.len()).all(|column| self.text(row, column) == self.text(header, column))
    }

    /// The column with the clause's own number, or its last level: one that is called so, else one
    /// whose texts begin with numbers that nothing else looks like.
    fn own_column(&self, table: &Table) -> Option<usize> {
        let Columns {
            numbers,
            levels,
            titles,
            texts,
            ..
        } = &self.columns;
        let texts = texts.first();
        if let Some(named) = numbers.or(levels.last().copied()) {
            return Some(named);
        }
        let begins = |row: &&Row, column: usize| {
            let number = number::read(&self.text(row, column));
            number.is_some_and(|number| number.levels.len() > 1 || number.rank.is_some())
        };
        let mut candidates = titles.iter().chain(texts).copied();
        candidates.find(|column| {
            let filled = { table.rows.iter() }.filter(|row| !self.text(row, *column).is_empty());
            let numbered = filled.clone().filter(|row| begins(row, *column)).count();
            numbered > 0 && numbered * 2 > filled.count()
        })
    }

    fn read(&self, rows: &[&Row], own: usize) -> Vec<Heading> {
        let is_called = self.columns.numbers == Some(own);
        let mut ladder: Vec<usize> = self.columns.levels.clone();
        ladder.retain(|column| *column != own);
        ladder.push(own);
        let step = |row: &&Row| {
            let cells = ladder
                .iter()
                .map(|column| Step::read(&self.text(row, *column)));
            let mut steps: Vec<Step> = cells.collect();
            // A row whose number is a part of something longer is no clause: 「3 か月」.
            if let Some(last) = steps.last_mut()
                && is_called
                && !last.title.is_empty()
                && !self.says_nothing_else(row, &ladder)
            {
                last.number = None;
            }
            steps
        };
        let steps: Vec<Vec<Step>> = rows.iter().map(step).collect();
        let numbered = ladder::read(&steps);
        let names = self.column_of_names(rows);
        let mut found: Vec<Heading> = Vec::new();
        let (mut clauses, mut others) = (0, 0);
        for (row, numbered) in rows.iter().zip(numbered) {
            let own_is_filled = !self.text(row, own).is_empty();
            let groups = numbered.groups.iter().map(|group| Heading {
                level: BELOW_HEADINGS
                    .saturating_sub(group.depth)
                    .max(FIRST_BELOW_CHAPTERS),
                ..band(row, group.number.clone(), group.title.clone())
            });
            found.extend(groups);
            let is_new = numbered.number.is_some();
            let goes_on = match &numbered.number {
                None => !own_is_filled && self.goes_on(row, &mut found),
                Some(number) => self.counts_on(row, number, &mut found),
            };
            if goes_on {
                continue;
            }
            let before = found.len();
            found.extend(self.clause(row, own, names, numbered));
            match found.len() > before {
                true => clauses += 1,
                // A word alone is a sum or the name of a group.
                false if is_new || own_is_filled && !self.says_nothing_else(row, &ladder) => {
                    others += 1;
                }
                false => {}
            }
        }
        match clauses > others {
            true => found,
            false => Vec::new(),
        }
    }

    /// Whether nothing stands in a row but in the columns of its number.
    fn says_nothing_else(&self, row: &Row, ladder: &[usize]) -> bool {
        let mut others = (0..row.cells.len()).filter(|column| !ladder.contains(column));
        others.all(|column| self.text(row, column).is_empty())
    }

    /// The first column for what clauses say, where it holds their names and another what they say: 管理策 |
    /// 要求事項.
    fn column_of_names(&self, rows: &[&Row]) -> Option<usize> {
        let [first, others @ ..] = self.columns.texts.as_slice() else {
            return None;
        };
        if self.columns.titles.is_some() || others.is_empty() {
            return None;
        }
        let says = |row: &Row| {
            others
                .iter()
                .find_map(|column| self.some_text(row, Some(*column)))
        };
        let is_named = |row: &&&Row| {
            let name = self.text(row, *first);
            is_title(&name) && says(row).is_some_and(|says| says.len() > name.len())
        };
        let told = { rows.iter() }.filter(|row| says(row).is_some());
        let named = told.clone().filter(is_named).count();
        (named > 0 && named * 4 >= told.count() * 3).then_some(*first)
    }

    fn clause(
        &self,
        row: &Row,
        own: usize,
        names: Option<usize>,
        numbered: Numbered,
    ) -> Option<Heading> {
        let Columns {
            numbers,
            titles,
            ref texts,
            ..
        } = self.columns;
        let number = numbered.number?;
        let behind = Some(numbered.behind).filter(|behind| !behind.is_empty());
        let mut title = self.some_text(row, titles.filter(|column| *column != own));
        let is_alone = |column: usize| {
            texts
                .iter()
                .all(|other| *other == column || self.text(row, *other).is_empty())
        };
        // A chapter in such a table has a name and says nothing.
        let is_name = |column: &usize| is_title(&self.text(row, *column)) && is_alone(*column);
        let named = names.filter(|column| *column != own && is_name(column));
        if let Some(column) = named {
            title = title.or_else(|| self.some_text(row, Some(column)));
        }
        let others = texts
            .iter()
            .filter(|column| **column != own && Some(**column) != named);
        let mut others = others.filter_map(|column| self.some_text(row, Some(*column)));
        let mut says = others.next();
        if title.is_none() && says.as_deref().is_some_and(is_title) {
            // 管理策 | 内容: the name, and what it says.
            let longer = others
                .next()
                .filter(|next| says.as_ref().is_some_and(|says| next.len() > says.len()));
            if longer.is_some() {
                title = says;
                says = longer;
            }
        }
        if title.is_none() && says.is_none() && numbers == Some(own) {
            // A band across the table, with the chapter's number and title.
            return Some(band(row, Some(number), behind?));
        }
        // What stands behind a number that has no column of its own is what the clause says, or
        // its title where another column says it.
        let is_stated = texts.contains(&own) || (texts.is_empty() && titles != Some(own));
        match behind {
            Some(behind) if is_stated && says.is_none() && !numbered.is_group => {
                says = Some(behind);
            }
            behind => title = title.or(behind),
        }
        let first = says.as_deref().and_then(|says| {
            let first = modality::sentences(says).into_iter().next()?;
            Some(on_one_line(says[first].trim_end_matches(['。', '.'])))
        });
        let is_demanded = says.is_some() || !texts.is_empty();
        Some(Heading {
            title: title.or(first)?,
            modality: { self.columns.modalities }
                .and_then(|column| labels::modality(&self.text(row, column))),
            text: says,
            number: Some(number),
            level: BELOW_HEADINGS,
            range: row.range.clone(),
            // What stands in such a column is demanded, however it is worded.
            announced: is_demanded.then_some(Convention::Demands),
            is_group: false,
            is_listed: false,
        })
    }

    /// Adds what a row without a number says to the clause above it. A title alone is that of a
    /// group without a number.
    fn goes_on(&self, row: &Row, found: &mut [Heading]) -> bool {
        let Some(says) = self.says(row) else {
            return false;
        };
        let Some(last) = found.last_mut().filter(|last| !last.is_group) else {
            return false;
        };
        let says = match self.some_text(row, self.columns.titles) {
            Some(title) if title != last.title => format!("{title}: {says}"),
            _ => says,
        };
        match &mut last.text {
            Some(text) => {
                text.push('\n');
                text.push_str(&says);
            }
            none => *none = Some(says),
        }
        true
    }

    /// Adds what a row with the number of the one above it says to that clause: where another column counts
    /// the rows, or says what the one above says.
    fn counts_on(&self, row: &Row, number: &Number, found: &mut [Heading]) -> bool {
        let is_same = |last: &Heading| {
            let known = last.number.as_ref();
            !last.is_group && known.is_some_and(|known| known.levels == number.levels)
        };
        let Some(last) = found.last().filter(|last| is_same(last)) else {
            return false;
        };
        let counts = self.some_text(row, self.columns.counts).is_some();
        let title = self.some_text(row, self.columns.titles);
        let is_titled = title.is_some_and(|title| title == last.title);
        // A row that says the same again stands twice.
        let says = self.says(row);
        let is_copy = says.as_deref() == last.text.as_deref();
        (counts || is_titled) && !is_copy && self.goes_on(row, found)
    }
}

/// A group that a row begins.
fn band(row: &Row, number: Option<Number>, title: String) -> Heading {
    Heading {
        number,
        title,
        level: BELOW_HEADINGS,
        range: row.range.clone(),
        text: None,
        announced: None,
        modality: None,
        is_group: true,
        is_listed: false,
    }
}
