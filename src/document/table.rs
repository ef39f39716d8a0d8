//! Tables with a clause column: what their columns hold and whose numbers they carry.

mod clauses;
mod contents;
mod header;
mod heading;
mod marks;
mod numbers;
mod owner;

use std::borrow::Cow;

use xxhash_rust::xxh3::Xxh3;

use super::Settings;
use super::cells::{Columns, Statuses};
use super::unit::UnitCache;
use crate::guideline::{Guidelines, Lookup};
use crate::locator::Target;
use crate::markdown::{Markdown, Table};
use crate::wording::{self, Field, Legend};
pub use header::{Joined, joined};
pub use heading::Heading;
pub use marks::{Marks, Part};
use numbers::filled;
pub use numbers::{numbers_in_levels, with_enhancements};
pub use owner::{Declared, Owner, count_something_else, goes_through_clauses, owner};

/// What the heading row of a table says of the rows.
pub struct Head {
    /// What the columns hold.
    pub columns: Columns,
    /// The numbers of the clause column may only count rows.
    pub is_running: bool,
    /// What its columns of marks stand for.
    pub marks: Marks,
    /// The rows are what is wrong, and no answers.
    pub lists_faults: bool,
    /// The rows say how something was judged, with remarks or grounds beside it and no answers.
    pub judges: bool,
    /// The rows are risks and what is done about them.
    pub lists_risks: bool,
    /// The clause column is said to name chapters.
    pub lists_chapters: bool,
    /// Columns that hold a clause's number level by level (大項目 | 中項目 | 項番), the clause column
    /// last; empty where that may hold the whole number.
    pub levels: Vec<usize>,
    /// The column of the enhancements' numbers, where they stand apart.
    pub enhancements: Option<usize>,
}

/// Reads the heading row of a table, which `joined` from two if it is given.
pub fn head(
    table: &Table,
    joined: Option<&Joined>,
    markdown: &Markdown,
    settings: &Settings,
    guidelines: &Guidelines,
    legend: &Legend,
    cache: &mut UnitCache,
) -> Head {
    let mut hash = Xxh3::new();
    let texts = table.header.cells.iter().enumerate();
    let texts = texts.map(|(column, cell)| match joined {
        Some(joined) => joined.heading(column, markdown),
        None => Cow::Borrowed(markdown.cell(cell).text),
    });
    let headings: Vec<Heading> = texts
        .map(|text| {
            hash.update(text.as_bytes());
            hash.update(&[0]);
            cache.heading(&text, || heading::heading(&text, settings, guidelines))
        })
        .collect();
    let mut columns: Vec<Option<Field>> = headings.iter().map(|heading| heading.field).collect();
    let marks = marks::read(table, markdown, &headings, &mut columns, legend);
    let mut reading = Reading {
        table,
        markdown,
        headings,
        columns,
        marks,
        legend,
    };
    reading.find_clauses(settings, guidelines);
    reading.prefer_auditors();
    reading.keep_one(Field::Status, |heading| heading.is_grade);
    reading.leave_names_of_parts();
    reading.refer_to_evidence();
    reading.leave_statuses_without_any();
    let lists_faults = reading.lists_faults();
    if lists_faults {
        contents::days(table, markdown, &mut reading.columns);
    }
    reading.leave_additions();
    let mut statuses = reading.find_levels().unwrap_or_default();
    let (headings, columns) = (&reading.headings, &mut reading.columns);
    if let Some(codes) = contents::statuses(table, markdown, headings, columns, legend) {
        statuses = Statuses::Codes(codes);
    }
    contents::names(table, markdown, headings, columns);
    if !reading.has_status() && !lists_faults && reading.find_gaps() {
        statuses = Statuses::Gaps;
    }
    if !lists_faults {
        reading.find_unnamed_status();
    }
    let judges = reading.answer_by_remarks();
    contents::asides(table, markdown, &mut reading.columns);
    Head {
        lists_faults,
        judges,
        ..reading.close(hash.digest(), statuses)
    }
}

/// A table of which it is found out what its columns hold: first what their headings say, then what the cells say
/// against it.
struct Reading<'a> {
    table: &'a Table,
    markdown: &'a Markdown,
    headings: Vec<Heading>,
    columns: Vec<Option<Field>>,
    marks: Marks,
    legend: &'a Legend,
}

impl Reading<'_> {
    fn has(&self, field: Field) -> bool {
        self.columns.contains(&Some(field))
    }

    fn has_status(&self) -> bool {
        !self.marks.choices.is_empty() || self.has(Field::Status)
    }

    /// Settles which column is that of the clauses.
    fn find_clauses(&mut self, settings: &Settings, guidelines: &Guidelines) {
        let (table, markdown) = (self.table, self.markdown);
        let (headings, columns) = (&self.headings, &mut self.columns);
        if !columns.contains(&Some(Field::Clause))
            && let Some(smallest) = { headings.iter() }.position(|heading| heading.is_smallest)
            && numbers::holds_levels(table, markdown, smallest)
        {
            columns[smallest] = Some(Field::Clause);
        }
        let called = positions(columns, Field::Clause);
        if called.iter().all(|&column| headings[column].is_running)
            && let Some(column) = clauses::named_column(table, markdown, columns, guidelines)
            && !headings[column].is_configured
        {
            for running in called {
                columns[running] = Some(Field::Title);
            }
            columns[column] = Some(Field::Clause);
        }
        let known = |target: &Target| is_clause(target, settings, guidelines);
        let has_parts = !self.marks.parts.is_empty();
        let Some(kept) =
            clauses::clause_column(table, markdown, columns, headings, has_parts, &known)
        else {
            return;
        };
        let has_answers = columns.contains(&Some(Field::Measure));
        for other in positions(columns, Field::Clause) {
            // A number by which no clause is meant names the row; a control that is written out is what is done.
            let is_written_out =
                other != kept && !has_answers && contents::is_written_out(table, markdown, other);
            columns[other] = Some(match is_written_out {
                true => Field::Measure,
                false => Field::Title,
            });
        }
        columns[kept] = Some(Field::Clause);
    }

    /// Beside what somebody says of himself, what an auditor found is how it stands: 「自己評価 | 監査評価」.
    fn prefer_auditors(&mut self) {
        let Some(own) = { self.headings.iter() }.position(|heading| heading.is_by_oneself) else {
            return;
        };
        let holds =
            |column: usize| contents::holds_answers(self.table, self.markdown, column, self.legend);
        let is_auditors = |column: &usize| {
            let is_free = matches!(self.columns[*column], None | Some(Field::Status));
            is_free && self.headings[*column].is_by_auditor && holds(*column)
        };
        if self.columns[own] == Some(Field::Status)
            && !self.headings[own].is_configured
            && let Some(auditors) = { 0..self.columns.len() }.find(is_auditors)
        {
            self.columns[own] = Some(Field::Mark);
            self.columns[auditors] = Some(Field::Status);
        }
    }

    /// Of several columns for one field keeps the first whose heading leaves no doubt.
    fn keep_one(&mut self, field: Field, doubtful: impl Fn(&Heading) -> bool) {
        let all = positions(&self.columns, field);
        let is_sure = |column: &usize| !doubtful(&self.headings[*column]);
        let kept = { all.iter().copied() }.find(is_sure);
        let kept = kept.or(all.first().copied());
        for column in all.into_iter().filter(|&column| Some(column) != kept) {
            self.columns[column] = None;
        }
    }

    /// What stands beside the letters of a matrix of responsibilities is called so, and not said to be done.
    fn leave_names_of_parts(&mut self) {
        if self.marks.parts.is_empty() || self.has(Field::Measure) {
            return;
        }
        for column in self.columns.iter_mut().filter(|column| column.is_none()) {
            *column = Some(Field::Title);
        }
    }

    /// A "reference" behind the clause's own number is to what shows the answer.
    fn refer_to_evidence(&mut self) {
        let is_clause = |column: &Option<Field>| *column == Some(Field::Clause);
        let Some(clause) = self.columns.iter().position(is_clause) else {
            return;
        };
        if self.has(Field::Evidence) {
            return;
        }
        for column in clause + 1..self.columns.len() {
            if self.headings[column].refers && !self.headings[column].is_configured {
                self.columns[column] = Some(Field::Evidence);
            }
        }
    }

    /// Columns that are headed like statuses and hold none say what is done, or of which kind it is.
    fn leave_statuses_without_any(&mut self) {
        let (table, markdown) = (self.table, self.markdown);
        for column in positions(&self.columns, Field::Status) {
            if contents::holds_any_status(table, markdown, column) {
                continue;
            }
            let is_all_said = self.headings[column].tells_what_is_done
                && !self.headings[column].is_configured
                // 「内容」 beside it is what the clause is about.
                && !self.columns.iter().zip(&self.headings).any(|(field, heading)| {
                    *field == Some(Field::Measure) && !heading.is_contents
                })
                && contents::holds_sentences(table, markdown, column, false);
            if is_all_said {
                // Below 「対応状況」 as often stands what is done.
                self.columns[column] = Some(Field::Measure);
            } else if self.headings[column].is_grade {
                // 「区分」 as often says which kind of measure it is.
                self.columns[column] = Some(Field::Title);
            }
        }
    }

    /// Whether the rows are what is wrong, and no answers.
    fn lists_faults(&self) -> bool {
        let has_choices = !self.marks.choices.is_empty();
        let lists_gaps = self.headings.iter().any(|heading| heading.tells_a_gap)
            && !has_choices
            && !self.says_how_it_stands();
        // A register of exceptions says for what a clause is not kept, and answers none.
        let is_granted = { self.headings.iter() }.any(|heading| heading.tells_an_end) && {
            self.headings.iter()
        }
        .any(|heading| heading.tells_an_approval);
        let names_exceptions = |(column, heading): (usize, &Heading)| {
            heading.names_exceptions && !contents::holds_counts(self.table, self.markdown, column)
        };
        let lists_exceptions = (is_granted
            || self.headings.iter().enumerate().any(names_exceptions))
            && !has_choices
            && !self.has(Field::Status)
            && !self.has(Field::Measure);
        let names_deviations = |(column, heading): (usize, &Heading)| {
            heading.may_name_deviations
                && contents::names_deviations(self.table, self.markdown, column)
        };
        self.headings.iter().any(|heading| heading.lists_faults)
            || lists_gaps
            || lists_exceptions
            || self.headings.iter().enumerate().any(names_deviations)
            || self.plans_improvements()
    }

    /// Whether it stands beside gaps what is done about them, or how it stands; where neither does, the table lists
    /// what is missing.
    fn says_how_it_stands(&self) -> bool {
        let (table, markdown) = (self.table, self.markdown);
        let says = |(column, field): (usize, &Option<Field>)| match field {
            Some(Field::Status | Field::Measure | Field::Customer) => true,
            None => {
                contents::holds_sentences(table, markdown, column, false)
                    && !contents::holds_grades(table, markdown, column)
            }
            _ => false,
        };
        self.columns.iter().enumerate().any(says)
    }

    /// Whether it is a plan of what is still to be mended, with dates: 「管理策 | 課題 | 対策 | 期限 | 進捗」. Where the
    /// status is that of what is asked (「対応状況」), what is still wrong stands beside an answer.
    fn plans_improvements(&self) -> bool {
        let first = |field| self.columns.iter().position(|own| *own == Some(field));
        let (status, measure) = (first(Field::Status), first(Field::Measure));
        let point = { self.headings.iter() }.position(|heading| heading.names_an_open_point);
        let is_before = |(point, clause): (usize, usize)| point < clause;
        if point.zip(first(Field::Clause)).is_some_and(is_before)
            && measure.is_none()
            && self.has(Field::Due)
        {
            return true;
        }
        let problem = { self.headings.iter() }.position(|heading| heading.names_problems);
        problem.is_some_and(|problem| measure.is_none_or(|measure| problem < measure))
            && self.has(Field::Due)
            && self.has(Field::Clause)
            && status.is_none_or(|status| self.headings[status].tells_progress)
    }

    /// Beside a column of what is done in addition, what is done stands in one whose heading nobody knows.
    fn leave_additions(&mut self) {
        if let [only] = positions(&self.columns, Field::Measure).as_slice()
            && self.headings[*only].is_addition
            && !self.headings[*only].is_configured
        {
            self.columns[*only] = None;
        }
    }

    /// Looks for a column of levels of maturity, where the document or another column says which is aimed at.
    fn find_levels(&mut self) -> Option<Statuses> {
        let column = { self.headings.iter() }.position(|heading| heading.is_level)?;
        let is_free = matches!(
            self.columns[column],
            None | Some(Field::Status | Field::Title)
        );
        if !is_free || self.headings[column].is_configured {
            return None;
        }
        let said = { self.headings.iter() }.find_map(|heading| heading.aims_at);
        let aimed_at = said.or(self.legend.aimed_at())?;
        let mut cells = filled(self.table, self.markdown, column).peekable();
        cells.peek()?;
        if !cells.all(|text| wording::level(text).is_some()) {
            return None;
        }
        for other in positions(&self.columns, Field::Status) {
            self.columns[other] = Some(Field::Title);
        }
        self.columns[column] = Some(Field::Status);
        Some(Statuses::Levels(aimed_at))
    }

    /// Takes a column that says whether something is wanting for the status, where nothing else says it:
    /// 「差 | あり」.
    fn find_gaps(&mut self) -> bool {
        const FEWEST: usize = 2;
        if !self.has(Field::Clause) {
            return false;
        }
        let holds = |column: &usize| {
            let mut count = 0;
            let all = filled(self.table, self.markdown, *column).all(|text| {
                count += 1;
                wording::says_whether(text).is_some()
            });
            all && count >= FEWEST
        };
        let is_gap = |column: &usize| {
            let heading = &self.headings[*column];
            heading.names_a_gap && !heading.is_configured && holds(column)
        };
        let found = { 0..self.columns.len() }.find(is_gap);
        if let Some(column) = found {
            self.columns[column] = Some(Field::Status);
        }
        found.is_some()
    }

    /// Looks for the column of the statuses by what it holds, where no heading names one.
    fn find_unnamed_status(&mut self) {
        if self.has_status() {
            return;
        }
        let found = marks::unnamed(self.table, self.markdown, &self.columns, self.legend);
        if let Some((column, others)) = found {
            self.columns[column] = Some(Field::Status);
            for other in others {
                self.columns[other] = Some(Field::Title);
            }
        }
    }

    /// Remarks beside the answers of a checklist are all that it says, where nothing else does; whether they are those
    /// of somebody who judged, or grounds.
    fn answer_by_remarks(&mut self) -> bool {
        let says_something = self.has(Field::Measure) || self.columns.contains(&None);
        if !self.has_status() || !self.has(Field::Clause) || says_something {
            return false;
        }
        let remarks = |column: &usize| {
            let heading = &self.headings[*column];
            let is_one = match self.columns[*column] {
                Some(Field::Reason) => !heading.plans,
                Some(Field::Evidence) => {
                    heading.joins_remarks
                        || contents::tells_in_full(self.table, self.markdown, *column)
                }
                _ => false,
            };
            is_one
                && heading.is_japanese
                && contents::holds_sentences(self.table, self.markdown, *column, heading.is_remark)
        };
        let Some(column) = (0..self.columns.len()).find(remarks) else {
            return false;
        };
        let were_grounds = self.columns[column] == Some(Field::Evidence);
        self.columns[column] = Some(Field::Measure);
        were_grounds || self.headings[column].is_finding
    }

    /// What is found out about the columns, with a hash of their headings.
    fn close(self, hash: u64, statuses: Statuses) -> Head {
        let lists_risks =
            { self.headings.iter() }.any(|heading| heading.names_risks) && { self.headings.iter() }
                .any(|heading| heading.names_treatment);
        let Reading {
            table,
            markdown,
            headings,
            mut columns,
            marks,
            ..
        } = self;
        let levels = numbers::levels(table, markdown, &columns, &headings);
        let enhancements = numbers::enhancements(table, markdown, &columns, &headings);
        if let Some(column) = enhancements {
            columns[column] = Some(Field::Title);
        }
        let mut pairs = columns.iter().zip(&headings);
        let clause = pairs.find(|(column, _)| **column == Some(Field::Clause));
        let (is_running, lists_chapters) = clause.map_or((false, false), |(_, heading)| {
            (heading.is_running, heading.lists_chapters)
        });
        let columns = Columns {
            fields: columns,
            said: { headings.iter() }
                .map(|heading| heading.said.clone())
                .collect(),
            describing: headings.iter().map(|heading| heading.describes).collect(),
            hash: hash ^ statuses.hash(),
            statuses,
            are_changes: headings.iter().any(|heading| heading.tells_a_version),
        };
        Head {
            columns,
            is_running,
            marks,
            lists_faults: false,
            judges: false,
            lists_risks,
            lists_chapters,
            levels,
            enhancements,
        }
    }
}

/// Takes grades and names beside the answers for no answer, where the clauses were found by their titles.
pub fn leave_asides(table: &Table, markdown: &Markdown, columns: &mut [Option<Field>]) {
    contents::asides(table, markdown, columns);
}

/// Whether a number is a clause of a guideline that the project names, or of any in play if it names none.
fn is_clause(target: &Target, settings: &Settings, guidelines: &Guidelines) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    let found = |guideline| {
        let found = guidelines.catalogue(guideline).find(locator);
        !matches!(found, Lookup::Missing)
    };
    match settings.guidelines.as_slice() {
        [] => guidelines.iter().any(|(guideline, _)| found(guideline)),
        named => named.iter().any(|guideline| found(*guideline)),
    }
}

fn positions(columns: &[Option<Field>], field: Field) -> Vec<usize> {
    (0..columns.len())
        .filter(|&column| columns[column] == Some(field))
        .collect()
}
