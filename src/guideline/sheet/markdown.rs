//! Sheets as a document with tables, which is read as any other.

use std::fmt::Write;

use rustc_hash::FxHashSet;

use super::head::Head;
use super::{Kind, Read, Row, Sheet};
use crate::guideline::{Problem, designation, number, published};
use crate::locale::Message;

/// How many values above a table are looked at for its title and edition.
const MOST_ABOVE: usize = 40;
/// What stands for a cell that is no number, so that its row is not taken for a part of the one above.
const NO_NUMBER: &str = "?";

/// Reads the tables of sheets. `others` are those without one, of which the first may be a cover.
pub fn read(found: &[(&Sheet, Head)], others: &[&Sheet], fallback_id: &str) -> Read {
    let mut writer = Writer {
        text: String::new(),
        line: 0,
        places: Vec::new(),
        problems: Vec::new(),
        numbered: Vec::new(),
    };
    let titles: Vec<Option<&str>> = { found.iter() }
        .map(|(sheet, head)| title_in(above(&sheet.rows[..head.first])))
        .collect();
    let cover = others
        .first()
        .filter(|_| found.len() > 1 || titles[0].is_none());
    let cover = cover.into_iter().flat_map(|sheet| above(&sheet.rows));
    let cover: Vec<&str> = cover.collect();
    let is_shared = titles.iter().all(|title| title == &titles[0]);
    let title = match cover.first() {
        Some(title) => title,
        None if is_shared => titles[0].unwrap_or(fallback_id),
        None => fallback_id,
    };
    let beside = found
        .iter()
        .flat_map(|(sheet, head)| above(&sheet.rows[..head.first]));
    writer.preface(title, cover.iter().copied().chain(beside));
    let chapters: Vec<&str> = { found.iter().zip(&titles) }
        .map(|((sheet, _), title)| {
            let own = title.filter(|_| !is_shared && sheet.number().is_none());
            own.unwrap_or(&sheet.name)
        })
        .collect();
    let is_numbered = chapters.iter().all(|title| number::read(title).is_some());
    match found {
        [(sheet, head)] => writer.table(&[(*sheet, head, None)]),
        [(_, first), rest @ ..]
            if is_numbered && rest.iter().all(|(_, head)| head.names == first.names) =>
        {
            let tables = found.iter().zip(&chapters);
            let tables: Vec<_> = tables
                .map(|((sheet, head), title)| (*sheet, head, Some(*title)))
                .collect();
            writer.table(&tables);
        }
        _ => {
            for ((sheet, head), title) in found.iter().zip(&chapters) {
                let numbered = number::read(title).is_some().then_some(*title);
                if numbered.is_none() {
                    let heading = format!("## {}\n\n- **番号**: なし\n\n", cell(title));
                    writer.put(&heading);
                }
                writer.table(&[(*sheet, head, numbered)]);
            }
        }
    }
    writer.finish(title, fallback_id)
}

/// The title among what stands above a table: the first, or the second, where that alone is what guidelines are called
/// and the first the name of who publishes it.
fn title_in<'v>(mut above: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let is_title = |text: &str| {
        designation::is_named_in(text) || text.contains("Standard") || text.contains("規格")
    };
    let first = above.next()?;
    let second = { above.next() }.filter(|second| !is_title(first) && is_title(second));
    Some(second.unwrap_or(first))
}

/// What stands above a table or on a cover, in order.
fn above(rows: &[Row]) -> impl Iterator<Item = &str> {
    let values = rows.iter().flat_map(|row| &row.values).take(MOST_ABOVE);
    values
        .map(|value| value.text.trim())
        .filter(|text| !text.is_empty())
}

struct Writer<'a> {
    text: String,
    line: usize,
    /// By line: which row of which sheet stands there, and the column of its number.
    places: Vec<(usize, &'a Sheet, &'a Row, usize)>,
    problems: Vec<Problem>,
    numbered: Vec<Numbered<'a>>,
}

/// A row with something in the column of numbers.
struct Numbered<'a> {
    line: usize,
    sheet: &'a Sheet,
    row: &'a Row,
    own: usize,
    /// Whether something stands in it beside the number.
    says_more: bool,
}

impl<'a> Writer<'a> {
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.line += text.matches('\n').count();
    }

    /// The title, and what may be the edition, the date and the publisher.
    fn preface<'v>(&mut self, title: &str, values: impl Iterator<Item = &'v str>) {
        if number::read(title).is_none() {
            self.put(&format!("# {}\n\n", cell(title)));
        }
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for value in values.filter(|value| *value != title) {
            // What is filled in is no word of the guideline's publisher.
            let is_form = ["記入", "回答", "提出", "作成"]
                .iter()
                .any(|word| value.contains(word));
            let begins = value.chars().next();
            let is_plain = begins.is_some_and(|c| !c.is_ascii() || c.is_ascii_alphabetic());
            let is_short = value.chars().count() <= 40 && !value.contains('\n');
            if is_plain
                && is_short
                && !is_form
                && number::read(value).is_none()
                && seen.insert(value)
            {
                self.put(&format!("{}\n\n", cell(value)));
            }
        }
    }

    /// The rows of sheets that have the same columns as one table, with their chapters where they have numbers.
    fn table(&mut self, sheets: &[(&'a Sheet, &'a Head, Option<&str>)]) {
        let Some((_, head, chapter)) = sheets.first() else {
            return;
        };
        let chapter = chapter.map(|_| "編");
        let names: Vec<&str> = chapter
            .into_iter()
            .chain(head.names.iter().map(String::as_str))
            .collect();
        self.put(&line_of(names.iter().copied()));
        self.put(&format!("|{}\n", "---|".repeat(names.len())));
        for (sheet, head, chapter) in sheets {
            self.rows(sheet, head, *chapter);
        }
        self.put("\n");
    }

    fn rows(&mut self, sheet: &'a Sheet, head: &Head, chapter: Option<&str>) {
        let columns = &head.columns;
        let own = head.own_column();
        let said = |column: usize| {
            let labels = [columns.titles, columns.modalities];
            labels.contains(&Some(column)) || columns.texts.contains(&column)
        };
        let first = own.or(columns.titles).or(columns.texts.first().copied());
        let in_number = |column: usize| own == Some(column) || columns.levels.contains(&column);
        let mut zeros = Zeros::default();
        let mut last: Vec<String> = vec![String::new(); head.names.len()];
        for row in &sheet.rows[head.behind..] {
            let has_number = own.is_none_or(|own| !row.text(own).is_empty());
            let says = columns
                .texts
                .iter()
                .any(|column| !row.text(*column).is_empty());
            let mut values: Vec<String> = Vec::with_capacity(last.len());
            for (column, last) in last.iter_mut().enumerate() {
                let value = row.values.get(column);
                let text = row.text(column);
                let kind = value.map_or(Kind::Text, |value| value.kind);
                let goes_on = value.is_some_and(|value| value.merged) && has_number;
                let is_said = says && columns.texts.contains(&column);
                let mut shown = match goes_on && said(column) && !is_said {
                    true => last.clone(),
                    false => text.to_owned(),
                };
                match kind {
                    Kind::Error if in_number(column) || said(column) => {
                        self.problems.push(sheet.problem(row, column, error(text)));
                        shown = match in_number(column) {
                            true => NO_NUMBER.to_owned(),
                            false => String::new(),
                        };
                    }
                    Kind::Date if in_number(column) => {
                        self.problems.push(sheet.problem(row, column, date(text)));
                        shown = NO_NUMBER.to_owned();
                    }
                    _ => {}
                }
                let is_around = own != Some(column) && columns.levels.contains(&column);
                if is_around && !shown.is_empty() && shown != *last {
                    zeros = Zeros::default();
                }
                if own == Some(column)
                    && let Some(meant) = zeros.lost(text)
                {
                    let problem = lost_zero(text, &meant, kind == Kind::Number);
                    self.problems.push(sheet.problem(row, column, problem));
                    shown = meant;
                }
                if !shown.is_empty() {
                    last.clone_from(&shown);
                }
                values.push(shown);
            }
            let is_heading = (0..head.names.len()).all(|column| {
                let name = head.names[column].as_str();
                row.text(column) == name
            });
            let says_more = (0..head.names.len())
                .any(|column| !in_number(column) && !row.text(column).is_empty());
            if let Some(own) = own.filter(|own| !is_heading && !row.text(*own).is_empty()) {
                self.numbered.push(Numbered {
                    line: self.line,
                    sheet,
                    row,
                    own,
                    says_more,
                });
            }
            self.places
                .push((self.line, sheet, row, first.unwrap_or(0)));
            let values = chapter.into_iter().chain(values.iter().map(String::as_str));
            let line = line_of(values);
            self.put(&line);
        }
    }

    fn finish(mut self, title: &str, fallback_id: &str) -> Read {
        let (mut guideline, problems) = published::read(&self.text, fallback_id);
        if guideline.title.is_empty() {
            title.clone_into(&mut guideline.title);
        }
        let starts: Vec<usize> = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1))
            .collect();
        let places = &self.places;
        let line_at = |start: usize| starts.partition_point(|at| *at <= start).saturating_sub(1);
        let place = |start: usize| {
            let line = line_at(start);
            let found = places
                .binary_search_by_key(&line, |(line, ..)| *line)
                .ok()?;
            Some(&places[found])
        };
        let read = guideline.clauses.iter().map(|clause| &clause.range);
        let told = problems.iter().map(|problem| &problem.range);
        let settled: FxHashSet<usize> = { read.chain(told) }
            .map(|range| line_at(range.start))
            .collect();
        let notes = self.passed_over(&settled);
        for clause in &mut guideline.clauses {
            let row = place(clause.range.start).map(|(_, _, row, _)| row.range.clone());
            clause.range = row.unwrap_or(0..0);
        }
        let problems = problems
            .into_iter()
            .map(|problem| match place(problem.range.start) {
                Some((_, sheet, row, column)) => sheet.problem(row, *column, problem),
                None => Problem {
                    range: 0..0,
                    ..problem
                },
            });
        self.problems.extend(problems);
        Read {
            guideline,
            problems: self.problems,
            notes,
        }
    }

    /// What is said of rows that became no clause and of which nothing else is told: those with something that is
    /// no number, and those with a number and nothing beside it.
    fn passed_over(&self, settled: &FxHashSet<usize>) -> Vec<Message> {
        let lost = { self.numbered.iter() }.filter(|one| !settled.contains(&one.line));
        let is_number = |one: &&Numbered| {
            let written = one.row.text(one.own);
            let number = number::read(written);
            number.map(|number| number::title_behind(written, &number).is_empty())
        };
        let unread: Vec<&Numbered> = lost
            .clone()
            .filter(|one| is_number(one).is_none())
            .collect();
        let bare = lost.filter(|one| is_number(one) == Some(true) && !one.says_more);
        let bare: Vec<&Numbered> = bare.collect();
        let mut notes = Vec::new();
        if let Some(Message { ja, en }) = listed(&unread) {
            notes.push(Message::new(
                format!("番号の列にあるものを条項番号として読めない行は、条項にしません: {ja}"),
                format!("rows with something in the column of numbers that is no number of a clause are passed over: {en}"),
            ));
        }
        if let Some(Message { ja, en }) = listed(&bare) {
            notes.push(Message::new(
                format!("番号のほかに何も書かれていない行は、条項にしません: {ja}"),
                format!("rows with nothing beside their number are passed over: {en}"),
            ));
        }
        notes
    }
}

/// Rows by their place and what stands in their column of numbers; `None` where there are none.
fn listed(rows: &[&Numbered]) -> Option<Message> {
    const SHOWN: usize = 5;
    const LONGEST: usize = 20;
    let shown = rows.iter().take(SHOWN).map(|one| {
        let Message { ja, en } = one.sheet.place(one.row, one.own);
        let written: String = one.row.text(one.own).chars().take(LONGEST).collect();
        (format!("{ja}「{written}」"), format!("{en} “{written}”"))
    });
    let (ja, en): (Vec<String>, Vec<String>) = shown.unzip();
    let more = rows.len().saturating_sub(SHOWN);
    let (also_ja, also_en) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" ほか{more}行"), format!(" and {more} more")),
    };
    (!rows.is_empty()).then(|| {
        Message::new(
            format!("{}{also_ja}", ja.join("、")),
            format!("{}{also_en}", en.join(", ")),
        )
    })
}

/// A row of a table.
fn line_of<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let mut line = String::from("|");
    for value in values {
        // Writing to a `String` cannot fail.
        let _ = write!(line, " {} |", cell(value));
    }
    line.push('\n');
    line
}

/// A value as it stands in a cell of Markdown: its marks mean nothing there.
fn cell(value: &str) -> String {
    let mut cell = String::with_capacity(value.len());
    for line in value.trim().lines() {
        if !cell.is_empty() {
            cell.push_str("<br>");
        }
        for character in line.trim().chars() {
            if character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '(' | ')' | '-')
            {
                cell.push('\\');
            }
            cell.push(character);
        }
    }
    cell
}

/// Numbers that a spreadsheet took for decimals: 1.10, behind 1.9, is kept as 1.1.
#[derive(Default)]
struct Zeros {
    seen: FxHashSet<String>,
    before: String,
}

impl Zeros {
    /// What was meant by a number that stands again where one that ends in zeros has to follow.
    fn lost(&mut self, written: &str) -> Option<String> {
        if written.is_empty() {
            return None;
        }
        let meant = self.next().filter(|next| {
            next.len() > written.len()
                && next.trim_end_matches('0') == written
                && self.seen.contains(written)
        });
        self.before = meant.clone().unwrap_or_else(|| written.to_owned());
        self.seen.insert(self.before.clone());
        meant
    }

    /// The number behind the last one in its row: 1.10 behind 1.9.
    fn next(&self) -> Option<String> {
        let (around, last) = self.before.rsplit_once('.')?;
        let is_plain = around.bytes().all(|byte| byte.is_ascii_digit());
        let last: u32 = last.parse().ok()?;
        is_plain.then(|| format!("{around}.{}", last.saturating_add(1)))
    }
}

fn lost_zero(written: &str, meant: &str, is_number: bool) -> Problem {
    let (ja, en) = match is_number {
        true => (
            format!(
                "Excelが番号を数値として保存したため、{meant} が {written} になっています（{meant} として読みました）。列の表示形式を「文字列」にしてから {meant} と入力し直してください。"
            ),
            format!(
                "Excel keeps the number as a decimal, and {meant} became {written} (it is read as {meant}). Format the column as text and type {meant} again."
            ),
        ),
        false => (
            format!(
                "{meant} のはずの番号が {written} になっています（{meant} として読みました）。Excelが数値として扱うと末尾の 0 が消えます。列の表示形式を「文字列」にしてから {meant} と入力し直し、保存してください。"
            ),
            format!(
                "{meant} became {written} (it is read as {meant}): Excel takes it for a decimal and drops the zero. Format the column as text, type {meant} again and save it."
            ),
        ),
    };
    Problem::invalid(0..0, Message::new(ja, en))
}

fn date(written: &str) -> Problem {
    let likely = match written.split('-').collect::<Vec<_>>().as_slice() {
        [_, month, day] => format!(
            "{}-{}",
            month.trim_start_matches('0'),
            day.trim_start_matches('0')
        ),
        _ => String::new(),
    };
    let (ja, en) = match likely.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!("（{likely} など）"),
            format!(" ({likely} or the like)"),
        ),
    };
    Problem::invalid(
        0..0,
        Message::new(
            format!(
                "番号の列が日付（{written}）になっているため、この行は読みません。Excelが番号{ja}を日付に変えたようです。列の表示形式を「文字列」にしてから入力し直してください。"
            ),
            format!(
                "The number is a date ({written}), and the row is not read. Excel took a number{en} for a date. Format the column as text and type it again."
            ),
        ),
    )
}

fn error(written: &str) -> Problem {
    Problem::invalid(
        0..0,
        Message::new(
            format!("数式がエラー（{written}）です。Excelで直して保存してください。"),
            format!("The formula failed ({written}). Mend it in Excel and save the workbook."),
        ),
    )
}
