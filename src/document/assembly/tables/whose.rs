//! Whose the numbers of a table are: a guideline's, which one, or the document's own.

use std::sync::Arc;

use super::super::super::Resolution;
use super::super::super::citation::{Pointer, is_distinctive};
use super::super::super::table::{self, Head, Owner};
use super::super::super::unit::Unit;
use super::super::Assembly;
use crate::guideline::{ClauseReference, GuidelineIndex, title_key};
use crate::locator::Target;
use crate::markdown::Table;
use crate::wording::Field;

/// What the numbers of a table may mean, by what stands around it.
pub(super) struct Meant {
    /// The column's heading names a guideline, and nothing else counts.
    is_named: bool,
    /// That guideline, or those around.
    named: Vec<GuidelineIndex>,
    /// What the document declares where a section names others.
    beyond: Vec<GuidelineIndex>,
    /// Those named, and those beyond.
    declared: Vec<GuidelineIndex>,
    /// The project's others.
    project: Vec<GuidelineIndex>,
    /// The clauses that the sections around answer.
    pub clauses: Vec<ClauseReference>,
}

/// The numbers of a table's rows.
pub(super) struct Numbers<'a> {
    pub units: &'a [Arc<Unit>],
    /// What each row points at.
    pub pointers: Vec<&'a [Pointer]>,
    /// They were put together from several columns.
    pub are_composed: bool,
}

/// Whose the numbers of a table are.
pub(super) struct Whose {
    /// This guideline's, where that is known.
    pub guideline: Option<GuidelineIndex>,
    /// Those whose they may be.
    pub candidates: Vec<GuidelineIndex>,
    /// Of the project's others, those that a number may belong to which none of these has.
    pub project: Vec<GuidelineIndex>,
}

impl Assembly<'_> {
    /// What the numbers of a table may mean here.
    pub(super) fn meant_around(&self, table: &Table, columns: &[Option<Field>]) -> Meant {
        let (named, beyond, is_named) = match self.guidelines_in_header(table, columns) {
            Some(named) => (named, Vec::new(), true),
            None => (self.guidelines_around(), self.guidelines_beyond(), false),
        };
        let declared = [named.as_slice(), &beyond].concat();
        let project = match is_named {
            true => Vec::new(),
            false => self.guidelines_of_project(&declared),
        };
        Meant {
            is_named,
            named,
            beyond,
            declared,
            project,
            clauses: self.clauses_around(),
        }
    }

    /// What the rows point at, where their numbers stand in several columns.
    pub(super) fn composed_numbers(
        &mut self,
        table: &Table,
        head: &Head,
        units: &[Arc<Unit>],
        meant: &Meant,
    ) -> Option<Vec<Vec<Pointer>>> {
        let in_levels =
            self.numbers_in_levels(table, &head.levels, units, &meant.declared, &meant.clauses);
        in_levels.or_else(|| {
            let column = head.enhancements?;
            Some(table::with_enhancements(
                table,
                self.markdown,
                column,
                units,
            ))
        })
    }

    /// Whose the numbers of a table are; `None` where they are nobody's but its own. `by_title` is the guideline whose
    /// clauses are named by their titles.
    pub(super) fn whose(
        &mut self,
        head: &Head,
        numbers: &Numbers<'_>,
        meant: &Meant,
        by_title: Option<GuidelineIndex>,
    ) -> Option<Whose> {
        let doubtful = head.is_running && !self.names_guidelines() && !numbers.are_composed;
        let asks = doubtful && self.goes_by_clauses(numbers, meant);
        let is_anothers = !meant.is_named && by_title.is_none() && {
            let meant_here = [meant.declared.as_slice(), &meant.project].concat();
            let (units, pointers) = (numbers.units, &numbers.pointers);
            self.is_of_another_standard(units, pointers, &meant_here, &meant.clauses)
        };
        let owner = match is_anothers {
            true => Owner::Unknown(Vec::new()),
            false => self.owner_by_numbers(numbers, meant, doubtful && !asks),
        };
        let is_nobodys = match &owner {
            Owner::Guideline(guideline) => {
                !head.lists_chapters && !asks && self.counts_rows(head, numbers, meant, *guideline)
            }
            Owner::Unknown(candidates) => candidates.is_empty() && lists_issues(head, numbers),
            Owner::Nobody => true,
        };
        // Titles alone say whose they are.
        let (guideline, candidates) = match (by_title, owner) {
            (Some(guideline), _) => (Some(guideline), vec![guideline]),
            _ if is_nobodys => return None,
            (None, Owner::Guideline(guideline)) => (Some(guideline), vec![guideline]),
            (None, Owner::Unknown(candidates)) => (None, candidates),
            (None, Owner::Nobody) => return None,
        };
        let project = match meant.is_named || is_anothers {
            true => Vec::new(),
            false => self.guidelines_of_project(&candidates),
        };
        Some(Whose {
            guideline,
            candidates,
            project,
        })
    }

    /// Whose the numbers are by themselves: who has them.
    fn owner_by_numbers(&mut self, numbers: &Numbers<'_>, meant: &Meant, doubtful: bool) -> Owner {
        let owner = table::owner(
            &numbers.pointers,
            self.guidelines,
            table::Declared {
                guidelines: &meant.declared,
                project: &meant.project,
                is_said: !self.document.declarations.guidelines.is_empty(),
            },
            &meant.clauses,
            doubtful,
            &mut self.cache.resolutions,
        );
        match owner {
            // Where all fit, those around are meant.
            Owner::Unknown(candidates) if !meant.beyond.is_empty() => {
                let around = candidates.iter().filter(|one| meant.named.contains(one));
                match around.copied().collect::<Vec<_>>().as_slice() {
                    [only] => Owner::Guideline(*only),
                    _ => Owner::Unknown(candidates),
                }
            }
            owner => owner,
        }
    }

    /// Whether the rows say what clauses ask, or go through clauses one by one, whatever their numbers are called.
    fn goes_by_clauses(&mut self, numbers: &Numbers<'_>, meant: &Meant) -> bool {
        let (units, pointers) = (numbers.units, &numbers.pointers);
        self.asks_what_clauses_ask(units, pointers, &meant.declared, &meant.clauses)
            || table::goes_through_clauses(
                pointers,
                self.guidelines,
                &[meant.declared.as_slice(), &meant.project].concat(),
                &meant.clauses,
                &mut self.cache.resolutions,
            )
    }

    /// Whether numbers that a guideline has as well number the rows, or count something else.
    fn counts_rows(
        &mut self,
        head: &Head,
        numbers: &Numbers<'_>,
        meant: &Meant,
        guideline: GuidelineIndex,
    ) -> bool {
        let (units, pointers) = (numbers.units, &numbers.pointers);
        table::count_something_else(
            pointers,
            self.guidelines,
            guideline,
            &meant.clauses,
            head.is_running,
            &mut self.cache.resolutions,
        ) && !self.asks_what_clauses_ask(units, pointers, &[guideline], &meant.clauses)
    }

    /// Whether most rows have beside a clause's number what that clause asks, or its title: those of a
    /// guideline's own questionnaire, `# | Question | Answer`.
    pub(in super::super) fn asks_what_clauses_ask(
        &mut self,
        units: &[Arc<Unit>],
        pointers: &[&[Pointer]],
        declared: &[GuidelineIndex],
        around: &[ClauseReference],
    ) -> bool {
        const FEWEST: usize = 2;
        let mut fitting = 0;
        for (unit, pointers) in units.iter().zip(pointers) {
            let asked = [Field::Requirement, Field::Title].map(|field| unit.field(field));
            let targets = pointers.iter().flat_map(|pointer| &pointer.references);
            let mut fits = false;
            for ((_, target), &guideline) in
                targets.flat_map(|one| declared.iter().map(move |guideline| (one, guideline)))
            {
                let resolutions = &mut self.cache.resolutions;
                let found = resolutions.in_guideline(target, self.guidelines, guideline, around);
                let Resolution::Found(found) = found else {
                    continue;
                };
                fits |= found.iter().any(|(clause, _)| {
                    let known = self.guidelines.clause(*clause);
                    let said = known.requirements.iter().map(|one| title_key(&one.text));
                    let said: Vec<String> = said.collect();
                    let title = self.guidelines.title_key_of(*clause);
                    { asked.iter().flatten() }.any(|cell| {
                        let cell = title_key(&cell.text);
                        let mut said = said.iter().map(String::as_str).chain([title]);
                        said.any(|said| is_beginning(&cell, said))
                    })
                });
            }
            fitting += usize::from(fits);
        }
        fitting >= FEWEST && fitting * 2 >= units.len()
    }

    /// The clauses of rows whose numbers stand in several columns, if most of them are clauses.
    fn numbers_in_levels(
        &mut self,
        table: &Table,
        levels: &[usize],
        units: &[Arc<Unit>],
        declared: &[GuidelineIndex],
        around: &[ClauseReference],
    ) -> Option<Vec<Vec<Pointer>>> {
        if levels.is_empty() {
            return None;
        }
        let composed = table::numbers_in_levels(table, self.markdown, levels, units);
        let all = self.guidelines.iter().map(|(guideline, _)| guideline);
        let candidates: Vec<GuidelineIndex> = match declared {
            [] => all.collect(),
            declared => declared.to_vec(),
        };
        let targets: Vec<&Target> = { composed.iter().flatten() }
            .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
            .collect();
        let resolutions = &mut self.cache.resolutions;
        let mut is_clause = |target: &Target| {
            candidates.iter().any(|&guideline| {
                let found = resolutions.in_guideline(target, self.guidelines, guideline, around);
                found.is_found()
            })
        };
        let known = targets.iter().filter(|target| is_clause(target)).count();
        // Groups of any list are numbered in this way.
        let are_distinctive = targets.iter().all(|target| is_distinctive(target));
        let needed = match are_distinctive {
            true => targets.len().div_ceil(2),
            false => targets.len().max(3),
        };
        (known > 0 && known >= needed).then_some(composed)
    }

    /// The guidelines that the heading of a table's clause column names.
    fn guidelines_in_header(
        &self,
        table: &Table,
        columns: &[Option<Field>],
    ) -> Option<Vec<GuidelineIndex>> {
        let column = columns
            .iter()
            .position(|column| *column == Some(Field::Clause))?;
        let cell = table.header.cells.get(column)?;
        let named = self
            .guidelines
            .namings(self.markdown.cell(cell).text)
            .next()?
            .guidelines;
        (!named.is_empty()).then_some(named)
    }
}

/// Whether most numbers of a table are of a shape that documents' own do not have.
fn are_distinctive(pointers: &[&[Pointer]]) -> bool {
    let targets = { pointers.iter().flat_map(|pointers| *pointers) }
        .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target));
    let (mut all, mut distinctive) = (0, 0);
    for target in targets {
        all += 1;
        distinctive += usize::from(is_distinctive(target));
    }
    distinctive * 2 > all
}

/// Whether a cell says what a clause says, or how it begins.
fn is_beginning(cell: &str, said: &str) -> bool {
    /// Fewer letters begin many clauses.
    const SHORTEST: usize = 24;
    !cell.is_empty() && (cell == said || cell.len() >= SHORTEST && said.starts_with(cell))
}

/// Whether a table whose numbers no guideline has is a list of issues, which are numbered too: who answers a guideline
/// says what is asked or done.
fn lists_issues(head: &Head, numbers: &Numbers<'_>) -> bool {
    let says_what = |field| head.columns.fields.contains(&Some(field));
    (head.is_running || !are_distinctive(&numbers.pointers))
        && (head.lists_faults || !(says_what(Field::Measure) || says_what(Field::Requirement)))
}
