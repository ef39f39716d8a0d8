//! Tables that answer one clause, a row for each part of the answer: 「対応状況 | 対応済」,
//! `Responsible Role: | Platform lead`.

use std::ops::Range;
use std::sync::Arc;

use super::super::cells::Columns;
use super::super::citation::{Pointer, is_distinctive};
use super::super::resolution::Surroundings;
use super::super::unit::{self, Unit};
use super::super::{AnswerKind, LabelledValue, Labels, Link};
use super::part::Part;
use super::{Assembly, add_labels};
use crate::guideline::title_key;
use crate::locator;
use crate::markdown::{Block, BlockKind, Cell, Markdown, Row, Table};
use crate::script;
use crate::wording::{self, Field};

/// What the second column of each row holds, the heading row's first; `None` for a heading row that
/// names the columns only.
struct Vertical {
    header: Option<Field>,
    rows: Vec<Field>,
}

/// Reads the names in a table's first column. `None` where they are none, so that it is a table of
/// another kind. `columns` is what its columns hold by their headings.
///
/// A table without headings below the heading of a clause may have one name that is known, a status.
fn read(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    field_of: impl Fn(&str) -> Option<Field>,
) -> Option<Vertical> {
    let key = |row: &Row| {
        let [name, _] = row.cells.as_slice() else {
            return None;
        };
        Some(field_of(markdown.cell(name).text.trim()))
    };
    // Clauses below their heading are no names; to ask each of them would cost long tables dear.
    let lists_clauses = matches!(columns, [Some(Field::Clause), Some(_)]);
    if lists_clauses && table.rows.first().and_then(key).flatten().is_none() {
        return None;
    }
    let mut rows: Vec<Option<Field>> = table.rows.iter().map(key).collect::<Option<_>>()?;
    // Beside another status 「区分」 says of which kind the record is.
    let is_status = |field: &&Option<Field>| **field == Some(Field::Status);
    if rows.iter().filter(is_status).count() > 1 {
        let names = { table.rows.iter() }.map(|row| row.cells.first());
        for (field, name) in rows.iter_mut().zip(names) {
            let is_kind = name.is_some_and(|name| markdown.cell(name).text.trim() == "区分");
            if is_kind && *field == Some(Field::Status) {
                *field = Some(Field::Title);
            }
        }
    }
    let mut known: Vec<Field> = rows.iter().flatten().copied().collect();
    let is_blank = |cell: &Cell| markdown.cell(cell).text.trim().is_empty();
    let is_unnamed = table.header.cells.iter().all(is_blank) && known.contains(&Field::Status);
    // `Control | PLT-08` beside whatever else there is to say of it.
    let names_clause = |row: &Row, field: Option<Field>| {
        let value = row.cells.get(1).map(|cell| markdown.cell(cell).text);
        field == Some(Field::Clause) && value.is_some_and(is_clause)
    };
    let heading = header(&table.header, markdown);
    let heads_clause = names_clause(&table.header, heading)
        || !matches!(columns, [Some(Field::Clause), ..]) && { table.rows.iter().zip(&rows) }
            .any(|(row, field)| names_clause(row, *field));
    if heads_clause {
        known.push(Field::Clause);
    }
    let enough = match is_unnamed || heads_clause || self::names_clause(&table.header, markdown) {
        true => 1,
        false => 2,
    };
    if known.len() < enough || known.len() * 2 < rows.len() && !heads_clause {
        return None;
    }
    known.dedup();
    let says_how_far = [Field::Status, Field::Measure, Field::Clause];
    if known.len() < enough || !known.iter().any(|field| says_how_far.contains(field)) {
        return None;
    }
    Some(Vertical {
        header: header(&table.header, markdown),
        // Another row may hold a value that the clause asks for: `Parameter AC-1(a)`.
        rows: rows
            .into_iter()
            .map(|field| field.unwrap_or(Field::Reason))
            .collect(),
    })
}

/// Whether a heading row begins with a clause's number: `AC-1 | Control Summary Information`.
fn names_clause(header: &Row, markdown: &Markdown) -> bool {
    let read = { header.cells.first() }.and_then(|cell| locator::read(markdown.cell(cell).text));
    read.is_some_and(|(references, _)| {
        { references.iter() }.all(|reference| is_distinctive(&reference.target))
    })
}

/// Whether a text is the number of a clause and nothing else, of a shape that no other number has.
fn is_clause(text: &str) -> bool {
    let read = locator::read_all(text.trim());
    read.is_some_and(|references| { references.iter() }.all(|one| is_distinctive(&one.target)))
}

/// A heading row that is the first pair, `管理策番号 | AC-2`, or that begins with the clause itself.
fn header(header: &Row, markdown: &Markdown) -> Option<Field> {
    let [name, value] = header.cells.as_slice() else {
        return None;
    };
    let name = markdown.cell(name).text.trim();
    // "Implemented" heads a column as well, but no column is called "Status:".
    let names_column =
        !name.ends_with([':', '：']) && wording::column(markdown.cell(value).text).is_some();
    wording::column(name).filter(|_| !names_column)
}

/// Where the value is missing in a row that asks for one that the clause leaves open, `Parameter AC-1(a):`.
fn blank_parameter(unit: &Unit, row: &Row) -> Option<usize> {
    let [only] = unit.claims.as_slice() else {
        return None;
    };
    let name = only.text.strip_prefix("Parameter ")?.strip_suffix(':')?;
    (!name.contains(':')).then_some(row.range.start + only.range.end)
}

/// Whether a text names a number, and no longer one that begins with it.
fn names_number(text: &str, number: &str) -> bool {
    let mut places = text.match_indices(number);
    places.any(|(at, _)| {
        let behind = text[at + number.len()..].chars().next();
        behind.is_none_or(|c| !script::is_digit(c))
    })
}

impl Assembly<'_> {
    /// Whether a row gives what a document is filed under as readily as a clause: `Reference | HR-POL-004`.
    fn is_own_reference(&self, row: &Row) -> bool {
        let name = row.cells.first();
        let key = name.map(|name| title_key(self.markdown.cell(name).text));
        key.is_some_and(|key| matches!(&*key, "reference" | "ref"))
    }

    /// Reads a table that answers one clause; `false` where it is none. The clause stands in the table
    /// or is that of the section around.
    pub(super) fn vertical_table(
        &mut self,
        block: &Block,
        table: &Table,
        columns: &[Option<Field>],
        opens: bool,
    ) -> bool {
        if self.lists_parts(table) {
            return self.table_of_parts(table);
        }
        if table.header.cells.len() == 1
            || self.has_empty_second(table) && names_clause(&table.header, self.markdown)
        {
            return self.single_column(block, table);
        }
        let configured = &self.settings.columns;
        let field_of = |name: &str| {
            let own = configured
                .iter()
                .find(|(own, _)| title_key(own) == title_key(name));
            own.map(|(_, field)| *field)
                .or_else(|| wording::column(name))
        };
        let Some(vertical) = read(table, self.markdown, columns, field_of) else {
            return false;
        };
        let header = vertical.header.map(|field| (&table.header, field));
        let rows: Vec<(&Row, Field)> = header
            .into_iter()
            .chain(table.rows.iter().zip(vertical.rows))
            .collect();
        let units: Vec<(&Row, Arc<Unit>)> = rows
            .iter()
            .map(|(row, field)| {
                let columns = Columns::unnamed([Some(Field::Title), Some(*field)]);
                let unit = unit::row(self.markdown, row, &columns, &self.sought, self.cache);
                (*row, unit)
            })
            .collect();
        let mut links = match vertical.header {
            Some(_) => Vec::new(),
            None => self.cite_header(&table.header),
        };
        for ((row, field), (_, unit)) in rows.iter().zip(&units) {
            if *field == Field::Clause {
                let before = self.document.citations.len();
                let found = self.cite_all(unit, row.range.start);
                if found.is_empty() && self.is_own_reference(row) {
                    self.document.citations.truncate(before);
                }
                links.extend(found);
            }
        }
        let says_nothing = { units.iter() }.all(|(_, unit)| unit.claims.is_empty());
        // The status of a document's title page is its own.
        let has_status = { rows.iter() }.any(|(_, field)| *field == Field::Status);
        let is_title = self.document.sections[self.section()].level <= 1;
        if opens && says_nothing && !(is_title && has_status) && self.heads_section(block) {
            let section = self.section();
            self.document.sections[section].links.clone_from(&links);
        }
        self.answer_of_rows(block, units, links, None, false)
    }

    /// Whether the text below a table that opens a section is what is said of the clause that the table names.
    fn heads_section(&self, block: &Block) -> bool {
        let section = &self.document.sections[self.section()];
        let blocks = &self.markdown.blocks;
        let next = blocks.partition_point(|other| other.range.start < block.range.end);
        let is_text = |block: &Block| {
            matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. }
            )
        };
        section.level > 0 && section.links.is_empty() && blocks.get(next).is_some_and(is_text)
    }

    /// Gives a section the clauses that stand beside their guideline's name in the table of attributes that opens it:
    /// `NIST SP 800-53 Rev. 5 | AC-17, AC-20`.
    pub(super) fn clauses_beside_names(&mut self, table: &Table) {
        if table.header.cells.len() != 2 {
            return;
        }
        for row in std::iter::once(&table.header).chain(&table.rows) {
            let [name, value] = row.cells.as_slice() else {
                continue;
            };
            let name = self
                .markdown
                .cell(name)
                .text
                .trim()
                .trim_end_matches([':', '：']);
            if name.is_empty() || !is_clause(self.markdown.cell(value).text) {
                continue;
            }
            let naming = self.guidelines.namings(name).next();
            let Some(named) = naming.filter(|naming| naming.range == (0..name.len())) else {
                continue;
            };
            let columns = Columns::unnamed([Some(Field::Title), Some(Field::Clause)]);
            let unit = unit::row(self.markdown, row, &columns, &self.sought, self.cache);
            let around = Surroundings {
                guidelines: &named.guidelines,
                beyond: &[],
                project: &[],
                clauses: &[],
            };
            let section = self.section();
            for pointer in &unit.pointers {
                let links = self.cite_in(pointer, row.range.start, &around);
                self.document.sections[section].links.extend(links);
            }
        }
    }

    /// Whether a table answers the parts of the clause that its heading row opens with, one a row:
    /// `CP-9 What is the solution and how is it implemented? | |` over `Part a | Volumes are copied every night.`
    fn lists_parts(&self, table: &Table) -> bool {
        let [_, second] = table.header.cells.as_slice() else {
            return false;
        };
        let is_part = |row: &Row| {
            let name = row.cells.first().map(|cell| self.markdown.cell(cell).text);
            name.is_some_and(|name| Part::whole(name).is_some())
        };
        let asks = || {
            let second = self.markdown.cell(second).text.trim();
            second.is_empty() || wording::column(second) == Some(Field::Measure)
        };
        table.rows.first().is_some_and(is_part)
            && asks()
            && names_clause(&table.header, self.markdown)
    }

    fn table_of_parts(&mut self, table: &Table) -> bool {
        let whole = self.cite_header(&table.header);
        if whole.is_empty() {
            return false;
        }
        let clauses: Vec<_> = whole.iter().map(|link| link.clause).collect();
        // What stands below the clause's own heading is a part of the answer that this heads.
        let around = &self.document.sections[self.section()].links;
        let is_headed = { around.iter() }.any(|link| clauses.contains(&link.clause));
        let kind = if is_headed {
            AnswerKind::Block
        } else {
            AnswerKind::Row
        };
        let columns = Columns::unnamed([Some(Field::Title), Some(Field::Measure)]);
        for row in &table.rows {
            let unit = unit::row(self.markdown, row, &columns, &self.sought, self.cache);
            let mut labels = Labels::default();
            add_labels(&mut labels, &unit, row.range.start);
            let index = self.push_statement(unit, row.range.start, row.range.clone(), false);
            let name = row.cells.first().map(|cell| self.markdown.cell(cell));
            let part = name.and_then(|name| Some((Part::whole(name.text)?, name)));
            let links = match part {
                Some((part, name)) => self.cite_part_of(&clauses, &part, &name, 0),
                None => Vec::new(),
            };
            let links = if links.is_empty() {
                whole.clone()
            } else {
                links
            };
            self.push_answer(kind, index, links, labels, None);
        }
        true
    }

    /// Reads a table whose columns are those of clauses, with a system or a part of the answer in each row:
    /// `| System | AC-2 | AC-3 |`; `false` where it is none. Of several systems the one that is least done counts.
    pub(super) fn clauses_in_heading(&mut self, block: &Block, table: &Table) -> bool {
        /// A line of numbers is hardly there by chance.
        const FEWEST: usize = 2;
        /// Each row is read once for each.
        const MOST: usize = 64;
        let is_clause = |text: &str| {
            let read = locator::read(text.trim());
            read.is_some_and(|(references, _)| {
                matches!(references.as_slice(), [only] if is_distinctive(&only.target))
            })
        };
        let text = |row: &Row, column: usize| {
            let cell = row.cells.get(column);
            cell.map_or("", |cell| self.markdown.cell(cell).text.trim())
        };
        let width = table.header.cells.len();
        if table.rows.is_empty() || width < 2 || is_clause(text(&table.header, 0)) {
            return false;
        }
        let clauses: Vec<usize> = { 1..width }
            .filter(|&column| is_clause(text(&table.header, column)))
            .collect();
        if !(FEWEST..=MOST).contains(&clauses.len()) {
            return false;
        }
        let are_all = clauses.len() + 1 == width;
        // What its cells say of a clause: a row's name tells, else they give a status.
        let named: Vec<Option<Field>> = { table.rows.iter() }
            .map(|row| wording::column(text(row, 0)))
            .collect();
        let says = [Field::Status, Field::Measure];
        let is_form = named.iter().flatten().any(|field| says.contains(field));
        let is_status = |row: &Row| {
            clauses.iter().all(|&column| {
                let text = text(row, column);
                text.is_empty()
                    || self.sought.names.legend.status(text).is_some()
                    || wording::status(text).is_some()
                    || wording::unstated(text).is_some()
            })
        };
        // Beside the marks may stand whose system it is, and remarks.
        let is_form = is_form && are_all;
        if !is_form && !table.rows.iter().all(is_status) {
            return false;
        }
        let fields: Vec<Field> = named
            .into_iter()
            .map(|field| match is_form {
                true => field.unwrap_or(Field::Title),
                false => Field::Status,
            })
            .collect();
        let is_of_project = self.heads_project_clauses(table);
        let beside = |field: Field| {
            { 1..width }.find(|&column| {
                let heading = text(&table.header, column);
                !clauses.contains(&column) && wording::column(heading) == Some(field)
            })
        };
        let (remarks, owner) = (beside(Field::Reason), beside(Field::Owner));
        // A remark that names clauses is about those alone: 「実39：添付の隔地保管は2月に始める」.
        let remark_on = |row: &Row, column: usize| {
            remarks.filter(|&remarks| {
                let said = text(row, remarks);
                let is_named = |column: usize| names_number(said, text(&table.header, column));
                let names_any = || clauses.iter().any(|&other| is_named(other));
                !said.is_empty() && (is_named(column) || !names_any())
            })
        };
        let mut found = Vec::new();
        for &column in &clauses {
            let columns = |field: Field, remark: Option<usize>| {
                let mut fields = vec![Some(Field::Mark); width];
                (fields[0], fields[column]) = (Some(Field::Title), Some(field));
                if let Some(remark) = remark {
                    fields[remark] = Some(Field::Reason);
                }
                if let Some(owner) = owner {
                    fields[owner] = Some(Field::Owner);
                }
                Columns::unnamed(fields)
            };
            let heading = columns(Field::Clause, None);
            let heading = unit::row(
                self.markdown,
                &table.header,
                &heading,
                &self.sought,
                self.cache,
            );
            let mut links = Vec::new();
            for pointer in &heading.pointers {
                let mut own = self.cite_bare(pointer, table.header.range.start);
                if own.is_empty() && is_of_project {
                    own = self.cite(pointer, table.header.range.start);
                }
                links.append(&mut own);
            }
            let mut rows: Vec<(&Row, Arc<Unit>)> = Vec::new();
            for (row, field) in table.rows.iter().zip(&fields) {
                if text(row, column).is_empty() {
                    continue;
                }
                let columns = columns(*field, remark_on(row, column));
                let unit = unit::row(self.markdown, row, &columns, &self.sought, self.cache);
                rows.push((row, unit));
            }
            let rank = |unit: &Unit| {
                unit.status
                    .as_ref()
                    .map_or(0, |stated| stated.status.rank())
            };
            rows.sort_by_key(|(_, unit)| std::cmp::Reverse(rank(unit)));
            if !links.is_empty() && !rows.is_empty() {
                rows.truncate(if is_form { rows.len() } else { 1 });
                let cell = rows[0].0.cells.get(column).filter(|_| !is_form);
                found.push((cell.map(|cell| cell.range.clone()), rows, links));
            }
        }
        // Answers stand in the order of their places.
        found.sort_by_key(|(cell, ..)| cell.as_ref().map(|cell| cell.start));
        let mut has_answered = false;
        for (cell, rows, links) in found {
            has_answered |= self.answer_of_rows(block, rows, links, cell, false);
        }
        has_answered
    }

    /// Whether the project's guidelines have the clauses of most columns of a table, where the document names none.
    fn heads_project_clauses(&mut self, table: &Table) -> bool {
        if self.names_guidelines() {
            return false;
        }
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let (mut known, mut all) = (0, 0);
        for cell in table.header.cells.iter().skip(1) {
            let (found, _) =
                locator::read(self.markdown.cell(cell).text.trim()).unwrap_or_default();
            let resolutions = &mut self.cache.resolutions;
            all += usize::from(!found.is_empty());
            known += usize::from({ found.iter() }.any(|one| {
                let found = resolutions.among(&one.target, self.guidelines, &guidelines, &clauses);
                found.is_found()
            }));
        }
        known > 1 && known * 4 >= all * 3
    }

    /// Whether a table has two columns of which nothing stands in the second, as in those that word processors
    /// make where a label and its value share a cell that spans both.
    fn has_empty_second(&self, table: &Table) -> bool {
        let is_empty = |row: &Row| {
            let second = row.cells.get(1);
            second.is_none_or(|cell| cell.merged || self.markdown.cell(cell).text.trim().is_empty())
        };
        table.header.cells.len() == 2 && table.rows.iter().all(is_empty)
    }

    /// Reads a table of one column below the clause that its heading names, with a label or a paragraph
    /// in each row: `AC-12 Control Summary Information` over `Responsible Role: Platform lead`.
    fn single_column(&mut self, block: &Block, table: &Table) -> bool {
        let names_clause = names_clause(&table.header, self.markdown);
        // A table has to have a heading row; who needs none leaves it empty, or the first label is it.
        let header = (!names_clause).then_some(&table.header);
        let units = header.into_iter().chain(&table.rows).filter_map(|row| {
            let unit = unit::only_cell(self.markdown, row, self.text, &self.sought, self.cache)?;
            let is_empty = unit.claims.is_empty() && unit.fields.is_empty();
            (!is_empty).then_some((row, unit))
        });
        let units: Vec<(&Row, Arc<Unit>)> = units.collect();
        if names_clause {
            let links = self.cite_header(&table.header);
            return self.answer_of_rows(block, units, links, None, true);
        }
        let is_form = |(row, unit): &(&Row, Arc<Unit>)| {
            let text = || self.markdown.cell(&row.cells[0]).text;
            unit.is_labels() || Part::opening(text()).is_some()
        };
        units.iter().any(is_form) && self.answer_of_rows(block, units, Vec::new(), None, true)
    }

    /// Makes one answer of the rows, to the clauses of `links`, or adds them to the section's where it
    /// answers the same; `false` where no clause is known. A row of one cell may name a part of the clause. Of a table
    /// with a clause in each column it is one cell's: what is found in another says nothing of it.
    fn answer_of_rows(
        &mut self,
        block: &Block,
        rows: Vec<(&Row, Arc<Unit>)>,
        links: Vec<Link>,
        cell: Option<Range<usize>>,
        is_single: bool,
    ) -> bool {
        let mut section = self.section();
        if links.is_empty() {
            // `### AC-2 Control Summary Information` goes on with `## AC-2`.
            let sections = &self.document.sections;
            let mut around = self.open.iter().rev();
            let Some(answering) = around.find(|&&open| !sections[open].links.is_empty()) else {
                return false;
            };
            if is_single {
                section = *answering;
            } else if *answering != section {
                return false;
            }
        }
        let around = &self.document.sections[section];
        let of_section = |link: &Link| around.links.iter().any(|own| own.clause == link.clause);
        let belongs_to_section = links.iter().all(of_section);
        let mut labels = Labels::default();
        let mut first = None;
        for (row, unit) in rows {
            add_labels(&mut labels, &unit, row.range.start);
            if is_single && let Some(end) = blank_parameter(&unit, row) {
                labels.fields.push(LabelledValue {
                    field: Field::Reason,
                    range: end..end,
                    text: "".into(),
                    inherited: false,
                });
                continue;
            }
            if belongs_to_section && unit.claims.is_empty() {
                continue;
            }
            let range = cell.as_ref().unwrap_or(&row.range).clone();
            let index = self.push_statement(unit, row.range.start, range, false);
            first.get_or_insert(index);
            if belongs_to_section && is_single {
                self.answer_of_row(index, row);
            }
        }
        labels.fields.retain(|value| value.field != Field::Title);
        if belongs_to_section {
            let own = &mut self.document.sections[section].labels;
            own.status = own.status.take().or(labels.status);
            own.fields.append(&mut labels.fields);
        } else if let Some(first) = first {
            let answer = self.push_answer(AnswerKind::Row, first, links, labels, None);
            let last = self.document.statements.len();
            for statement in first + 1..last {
                self.document.statements[statement].answer = Some(answer);
            }
            let answer = &mut self.document.answers[answer];
            answer.range = cell.unwrap_or_else(|| block.range.clone());
            answer.statements = (first..last).collect();
        }
        true
    }

    /// Cites the clause that a heading row opens with: `AC-1 | Control Summary Information`.
    fn cite_header(&mut self, header: &Row) -> Vec<Link> {
        let columns = Columns::unnamed([Some(Field::Clause), Some(Field::Title)]);
        let unit = unit::row(self.markdown, header, &columns, &self.sought, self.cache);
        let mut links = Vec::new();
        for pointer in &unit.pointers {
            if pointer
                .references
                .iter()
                .all(|(_, target)| is_distinctive(target))
            {
                let mut found = self.cite_bare(pointer, header.range.start);
                if found.is_empty() && self.is_of_project(pointer) {
                    found = self.cite(pointer, header.range.start);
                }
                links.extend(found);
            }
        }
        links
    }

    /// Whether the project's guidelines have all that a pointer names, where the document names none.
    fn is_of_project(&mut self, pointer: &Pointer) -> bool {
        if self.names_guidelines() {
            return false;
        }
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let resolutions = &mut self.cache.resolutions;
        { pointer.references.iter() }.all(|(_, target)| {
            let found = resolutions.among(target, self.guidelines, &guidelines, &clauses);
            found.is_found()
        })
    }
}
