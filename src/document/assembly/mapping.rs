//! Tables that say which section of the document answers which clause: 「条 | ガイドライン」 over 「第4条 | 4.3」,
//! `Section | Control` over `3.2 | AC-2`. They stand at a policy's end, as often as not.

use super::super::cells::Columns;
use super::super::heading;
use super::super::{Document, Link};
use super::Assembly;
use crate::locator::{self, Locator, Target};
use crate::markdown::{Row, Table};
use crate::wording::Field;

/// A row of a table that may say which sections answer a clause.
pub struct Mapping {
    /// Its answer.
    answer: usize,
    /// The sections' numbers.
    sections: Vec<Locator>,
}

impl Assembly<'_> {
    /// The column of a table in which the document's own sections may stand: all of its cells are numbers,
    /// and no other column says what is done.
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
        let are_numbers = |column: &usize| {
            let is_other = matches!(
                fields[*column],
                None | Some(Field::Title | Field::Guideline)
            );
            is_other
                && table
                    .rows
                    .iter()
                    .all(|row| !self.own_numbers(row, *column).is_empty())
        };
        (0..fields.len())
            .find(are_numbers)
            .filter(|_| !table.rows.is_empty())
    }

    /// The numbers that stand in a cell, each a section's.
    fn own_numbers(&self, row: &Row, column: usize) -> Vec<Locator> {
        let cell = row
            .cells
            .get(column)
            .map(|cell| self.markdown.cell(cell).text);
        let text = cell.unwrap_or_default().trim_start_matches(['§', ' ']);
        let read = locator::read_all(text).unwrap_or_default();
        let targets = read.into_iter().map(|reference| match reference.target {
            Target::One(only) | Target::Through(only, _) => only,
        });
        targets.collect()
    }

    /// Notes that a row's answer may be that of sections.
    pub(super) fn note_mapping(&mut self, answer: usize, row: &Row, column: usize) {
        let sections = self.own_numbers(row, column);
        self.mappings.push(Mapping { answer, sections });
    }

    /// Gives the sections that rows name the clauses of the rows, if most rows name one.
    pub(super) fn map_sections(&mut self) {
        let numbers = self.numbers_of_sections();
        let section = |own: &Locator| {
            // 第4条第2項 is somewhere in 第4条.
            let above = std::iter::successors(Some(own.clone()), Locator::parent);
            above.into_iter().find_map(|own| {
                let found = numbers.iter().find(|(_, number)| *number == own)?;
                Some(found.0)
            })
        };
        let mapped: Vec<(usize, Vec<usize>)> = { self.mappings.iter() }
            .map(|mapping| {
                let sections = mapping.sections.iter().filter_map(section);
                (mapping.answer, sections.collect())
            })
            .filter(|(_, sections): &(usize, Vec<usize>)| !sections.is_empty())
            .collect();
        if mapped.len() * 2 < self.mappings.len() {
            return;
        }
        for (answer, sections) in mapped {
            let links = std::mem::take(&mut self.document.answers[answer].links);
            for section in sections {
                add_links(&mut self.document, section, &links);
            }
        }
    }

    /// The document's sections that have numbers.
    fn numbers_of_sections(&self) -> Vec<(usize, Locator)> {
        if self.mappings.is_empty() {
            return Vec::new();
        }
        let sections = self.document.sections.iter().enumerate();
        let numbered = sections.filter_map(|(index, section)| {
            let heading = self.text.get(section.heading.clone())?;
            let heading = heading.trim_start_matches(['#', ' ']);
            match heading::numbered(heading).numbers.into_iter().next()? {
                (place, Target::One(number)) if place.start < NEAR => Some((index, number)),
                _ => None,
            }
        });
        numbered.collect()
    }
}

/// What may stand before a section's number, in bytes: "Section ".
const NEAR: usize = 10;

fn add_links(document: &mut Document, section: usize, links: &[Link]) {
    let own = &mut document.sections[section].links;
    for link in links {
        let is_known =
            |known: &Link| known.clause == link.clause && known.requirement == link.requirement;
        if !own.iter().any(is_known) {
            own.push(link.clone());
        }
    }
    document.sections[section].preliminary = false;
}
