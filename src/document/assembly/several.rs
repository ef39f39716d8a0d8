//! Tables whose rows answer clauses of several guidelines, a column for each.

use std::cell::LazyCell;

use super::super::citation::is_distinctive;
use super::super::{Citation, Link, Resolution};
use super::Assembly;
use crate::guideline::{GuidelineIndex, Lookup};
use crate::locator::{self, Target};
use crate::markdown::{Row, Table};
use crate::wording::{self, Field};

impl Assembly<'_> {
    /// The columns beside the clauses' of which all cells are numbers of another guideline of the project, of a shape
    /// that documents' own do not have: 「別紙2 | 厚労省ガイドライン」 over 「3.4-①-1 | 運用17①」.
    pub(super) fn clauses_beside(
        &self,
        table: &Table,
        columns: &[Option<Field>],
        owners: &[GuidelineIndex],
    ) -> Vec<(usize, GuidelineIndex)> {
        let others = { self.settings.guidelines.iter() }.filter(|one| !owners.contains(one));
        let others: Vec<GuidelineIndex> = others.copied().collect();
        if others.is_empty() || owners.is_empty() {
            return Vec::new();
        }
        let may_be = |column: &usize| {
            matches!(
                columns[*column],
                None | Some(Field::Guideline | Field::Title | Field::Requirement | Field::Evidence)
            )
        };
        let columns = { 0..columns.len() }.filter(may_be);
        columns
            .filter_map(|column| {
                let holds = |other: &&GuidelineIndex| self.holds_clauses_of(table, column, **other);
                Some((column, *others.iter().find(holds)?))
            })
            .collect()
    }

    /// Takes columns of another guideline's numbers beside the clauses' for no answers.
    pub(super) fn leave_numbers(&self, table: &Table, columns: &mut [Option<Field>]) {
        let several = &self.settings.guidelines;
        if several.len() < 2 || !columns.contains(&Some(Field::Clause)) {
            return;
        }
        for (column, field) in columns.iter_mut().enumerate() {
            let holds = |guideline| self.holds_clauses_of(table, column, guideline);
            if field.is_none() && several.iter().copied().any(holds) {
                *field = Some(Field::Title);
            }
        }
    }

    /// Whether a column's heading is the name of a guideline.
    fn is_headed_by(&self, table: &Table, column: usize, guideline: GuidelineIndex) -> bool {
        let heading = { table.header.cells.get(column) }.map(|cell| self.markdown.cell(cell));
        let heading = heading.map_or("", |heading| heading.text.trim());
        let mut namings = self.guidelines.namings(heading);
        namings.next().is_some_and(|naming| {
            naming.range == (0..heading.len()) && naming.guidelines.contains(&guideline)
        })
    }

    fn holds_clauses_of(&self, table: &Table, column: usize, guideline: GuidelineIndex) -> bool {
        let is_named = LazyCell::new(|| self.is_headed_by(table, column, guideline));
        let (mut all, mut known) = (0, 0);
        for row in &table.rows {
            let text =
                { row.cells.get(column) }.map_or("", |cell| self.markdown.cell(cell).text.trim());
            if text.is_empty() || wording::unstated(text).is_some() {
                continue;
            }
            let Some(found) = locator::read_all(text) else {
                return false;
            };
            let is_its = |target: &Target| {
                let (Target::One(number) | Target::Through(number, _)) = target;
                (is_distinctive(target) || *is_named)
                    && matches!(
                        self.guidelines.catalogue(guideline).find(number),
                        Lookup::Found(_)
                    )
            };
            all += 1;
            known += usize::from(found.iter().all(|one| is_its(&one.target)));
        }
        known > 0 && known * 4 >= all * 3
    }

    /// Cites the clauses that a cell names of one guideline.
    pub(super) fn cite_cell(
        &mut self,
        row: &Row,
        column: usize,
        guideline: GuidelineIndex,
    ) -> Vec<Link> {
        let Some(cell) = row.cells.get(column) else {
            return Vec::new();
        };
        let prose = self.markdown.cell(cell);
        let mut links = Vec::new();
        for reference in locator::read_all(prose.text).unwrap_or_default() {
            let resolutions = &mut self.cache.resolutions;
            let found =
                resolutions.in_guideline(&reference.target, self.guidelines, guideline, &[]);
            let resolution = found.clone();
            if let Resolution::Found(found) = &resolution {
                let citation = Some(self.document.citations.len());
                links.extend(found.iter().map(|&(clause, requirement)| Link {
                    clause,
                    requirement,
                    citation,
                }));
            }
            self.document.citations.push(Citation {
                range: prose.source(reference.range),
                resolution,
            });
        }
        links
    }
}
