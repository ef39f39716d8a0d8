//! Tables that say which section of the document answers which clause: 「条 | ガイドライン」 over 「第4条 | 4.3」,
//! `Section | Control` over `3.2 | AC-2`. They stand at a policy's end, as often as not.

use std::ops::Range;

use super::super::Link;
use super::super::cells::Columns;
use super::super::heading;
use super::Assembly;
use crate::locator::{self, Locator, Mark, Target};
use crate::markdown::{Row, Table};
use crate::wording::Field;

/// A row of a table that may say which sections answer a clause.
pub struct Mapping {
    /// Its answer.
    answer: usize,
    /// The sections' numbers.
    sections: Vec<Locator>,
    /// They are articles (第4条第2項), whose paragraphs have no numbers of their own.
    are_articles: bool,
}

/// What has a number of the document's own.
#[derive(Clone)]
enum Place {
    Section(usize),
    /// A paragraph that opens with its number, and those behind it up to the next.
    Statements(Range<usize>),
}

impl Assembly<'_> {
    /// The column of a table in which the document's own sections may stand: its cells are numbers, or
    /// dashes where no section answers, and no other column says what is done.
    pub(super) fn sections_column(&self, table: &Table, columns: &Columns) -> Option<usize> {
        let fields = &columns.fields;
        let says_more = |field: &Option<Field>| {
            !matches!(
                field,
                None | Some(
                    Field::Clause
                        | Field::Title
                        | Field::Guideline
                        | Field::Requirement
                        | Field::Reason
                )
            )
        };
        if fields.iter().any(says_more) {
            return None;
        }
        let names_sections = |column: &usize| {
            let is_other = matches!(
                fields[*column],
                None | Some(Field::Title | Field::Guideline)
            );
            let cells = || { table.rows.iter() }.map(|row| self.own_cell(row, *column));
            let is_number = |text: &&str| !own_numbers(text).is_empty();
            let numbers = || cells().filter(is_number).count();
            is_other
                && cells().all(|text| is_dash(text) || is_number(&text))
                && numbers() > 0
                && numbers() * 2 >= table.rows.len()
        };
        (0..fields.len()).find(names_sections)
    }

    fn own_cell(&self, row: &Row, column: usize) -> &str {
        let cell = row.cells.get(column);
        cell.map_or("", |cell| self.markdown.cell(cell).text.trim())
    }

    /// Notes that a row's answer may be that of sections.
    pub(super) fn note_mapping(&mut self, answer: usize, row: &Row, column: usize) {
        let text = self.own_cell(row, column);
        let mapping = Mapping {
            answer,
            sections: own_numbers(text),
            are_articles: text.starts_with('第'),
        };
        self.mappings.push(mapping);
    }

    /// Gives the sections that rows name the clauses of the rows, if most rows name one. Where a row names
    /// none that is there, nobody answers its clause.
    pub(super) fn map_sections(&mut self) {
        if self.mappings.is_empty() {
            return;
        }
        let numbered = self.numbered_places();
        let place = |mapping: &Mapping, own: &Locator| {
            // 第4条第2項 is somewhere in 第4条.
            let above = std::iter::successors(Some(own.clone()), Locator::parent);
            let above = above.take(if mapping.are_articles { usize::MAX } else { 1 });
            let found = |own: Locator| numbered.iter().find(|(_, number)| *number == own);
            above
                .into_iter()
                .find_map(found)
                .map(|(place, _)| place.clone())
        };
        let mapped: Vec<(usize, Vec<Place>)> = { self.mappings.iter() }
            .map(|mapping| {
                let places = mapping
                    .sections
                    .iter()
                    .filter_map(|own| place(mapping, own));
                (mapping.answer, places.collect())
            })
            .collect();
        let known = mapped
            .iter()
            .filter(|(_, places)| !places.is_empty())
            .count();
        if known * 2 < mapped.len() {
            return;
        }
        for (answer, places) in mapped {
            let row = &mut self.document.answers[answer];
            if row.labels.status.is_some() {
                continue;
            }
            let links = std::mem::take(&mut row.links);
            for place in places {
                match place {
                    Place::Section(section) => {
                        let section = &mut self.document.sections[section];
                        section.preliminary = false;
                        add_links(&mut section.links, &links);
                    }
                    Place::Statements(statements) => self.answer_with(statements, &links),
                }
            }
        }
    }

    /// What has a number: paragraphs, then sections.
    fn numbered_places(&self) -> Vec<(Place, Locator)> {
        let document = &self.document;
        let mut places: Vec<(Place, Locator)> = Vec::new();
        for (index, statement) in document.statements.iter().enumerate() {
            if statement.unit.is_row || statement.quoted {
                continue;
            }
            let text = self.text.get(statement.range.clone()).unwrap_or_default();
            if let Some(number) = number_of_paragraph(text) {
                places.push((Place::Statements(index..index + 1), number));
            } else if let Some((Place::Statements(above), _)) = places.last_mut()
                && above.end == index
                && document.statements[above.start].section == statement.section
            {
                above.end = index + 1;
            }
        }
        let sections = document.sections.iter().enumerate();
        let sections = sections.filter_map(|(index, section)| {
            /// What may stand before a section's number, in bytes: "Section ".
            const NEAR: usize = 10;
            let heading = self.text.get(section.heading.clone())?;
            let heading = heading.trim_start_matches(['#', ' ']);
            match heading::numbered(heading).numbers.into_iter().next()? {
                (place, Target::One(number)) if place.start < NEAR => {
                    Some((Place::Section(index), number))
                }
                _ => None,
            }
        });
        places.extend(sections);
        places
    }

    /// Makes statements the answer to the clauses of `links`, or adds those to the answer that they are.
    fn answer_with(&mut self, statements: Range<usize>, links: &[Link]) {
        match self.document.statements[statements.start].answer {
            Some(answer) => add_links(&mut self.document.answers[answer].links, links),
            None => {
                self.push_answer_of(statements, links.to_vec());
            }
        }
    }
}

/// The numbers that a cell consists of, each a section's.
fn own_numbers(text: &str) -> Vec<Locator> {
    let read = locator::read_all(text.trim_start_matches(['§', ' '])).unwrap_or_default();
    let targets = read.into_iter().map(|reference| match reference.target {
        Target::One(only) | Target::Through(only, _) => only,
    });
    targets.collect()
}

/// Whether a cell says that there is no section.
fn is_dash(text: &str) -> bool {
    ["", "-", "－", "―", "—", "–", "ー", "なし", "N/A"].contains(&text)
}

/// The number that a paragraph opens with, if it is an article's (第7条　…) or has levels (**3.1** …).
fn number_of_paragraph(text: &str) -> Option<Locator> {
    // （監査） above 第4条 is the article's title.
    let titled = text
        .strip_prefix(['（', '('])
        .and_then(|text| text.split_once('\n'));
    let title = titled.filter(|(title, _)| title.trim_end().ends_with(['）', ')']));
    let text = title.map_or(text, |(_, behind)| behind);
    let text = text.trim_start_matches(['*', '_', ' ', '\u{3000}']);
    if !text.starts_with(|c: char| c == '第' || c.is_ascii_digit()) {
        return None;
    }
    let (references, _) = locator::read(text)?;
    let [reference] = references.as_slice() else {
        return None;
    };
    match &reference.target {
        Target::One(number) => {
            let are_numbers = || number.levels.iter().all(|level| level.mark == Mark::Number);
            let is_number = text.starts_with('第') || number.levels.len() > 1 && are_numbers();
            is_number.then(|| number.clone())
        }
        Target::Through(..) => None,
    }
}

fn add_links(own: &mut Vec<Link>, links: &[Link]) {
    for link in links {
        let is_known =
            |known: &Link| known.clause == link.clause && known.requirement == link.requirement;
        if !own.iter().any(is_known) {
            own.push(link.clone());
        }
    }
}
