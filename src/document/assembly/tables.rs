//! Tables: rows that answer clauses, and rows that are statements like any other.

use std::sync::Arc;

use super::super::cells::Columns;
use super::super::citation::{Pointer, is_distinctive};
use super::super::resolution::Surroundings;
use super::super::table::{self, Head, Marks, Owner, Part as Share};
use super::super::unit::{self, Unit};
use super::super::{
    Answer, AnswerKind, Claim, ControlTable, LabelledValue, Labels, Link, Resolution, answers,
};
use super::part::Part;
use super::{Assembly, add_labels};
use crate::guideline::{ClauseReference, GuidelineIndex, Lookup, title_key};
use crate::locator::Target;
use crate::markdown::{Block, Row, Table};
use crate::wording::{self, Field, NOTHING_TICKED, Placeholder, StatedStatus, Status};

impl Assembly<'_> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        self.bare = false;
        self.items.clear();
        self.excluding = None;
        let joined = table::joined(table, self.markdown);
        let table = joined.as_ref().map_or(table, |joined| &joined.table);
        let mut head = table::head(
            table,
            joined.as_ref(),
            self.markdown,
            self.settings,
            self.guidelines,
            &self.sought.names.legend,
            self.cache,
        );
        let is_quoted = block.quote_depth > 0 || self.document.sections[self.section()].quoting;
        if is_quoted
            || self.clauses_in_heading(block, table)
            || self.vertical_table(block, table, &head.columns.fields)
        {
            self.caption.clear();
            return;
        }
        let titled = self.column_of_titles(table, &head);
        if let Some(titled) = &titled {
            for field in &mut head.columns.fields {
                *field = field.filter(|field| *field != Field::Clause);
            }
            head.columns.fields[titled.column] = Some(Field::Clause);
            table::leave_asides(table, self.markdown, &mut head.columns.fields);
        }
        self.leave_numbers(table, &mut head.columns.fields);
        let units: Vec<Arc<Unit>> = table
            .rows
            .iter()
            .map(|row| unit::row(self.markdown, row, &head.columns, &self.sought, self.cache))
            .collect();
        if head.columns.fields.contains(&Some(Field::Clause)) {
            let by_title = titled.map(|titled| titled.guideline);
            self.control_table(block, table, head, &units, by_title);
        } else {
            for (row, unit) in table.rows.iter().zip(units) {
                let index = self.push_statement(unit, row.range.start, row.range.clone(), false);
                self.answer_of_row(index, row);
            }
        }
        self.caption.clear();
    }

    /// The answer of a row in a table without clauses, which may open with a part of the clause around.
    pub(super) fn answer_of_row(&mut self, index: usize, row: &Row) {
        let first = row.cells.first().map(|cell| self.markdown.cell(cell));
        let part = first.as_ref().and_then(|prose| {
            let part = Part::whole(prose.text).or_else(|| Part::opening(prose.text))?;
            Some((part, prose))
        });
        self.answer_of_block(index, part);
        self.leave_row_open(index);
    }

    /// A row below a clause's heading that says of a part of the answer that it is still to be done, in a word and not
    /// in a mark alone, is an answer of its own: 「多要素認証 | ⚠️ 計画中」.
    fn leave_row_open(&mut self, index: usize) {
        let statement = &self.document.statements[index];
        let Some(stated) = statement
            .unit
            .status
            .as_ref()
            .filter(|_| statement.answer.is_none())
        else {
            return;
        };
        let is_open = matches!(
            stated.status,
            Status::Planned | Status::NotImplemented | Status::Partial
        );
        let written = statement
            .unit
            .field(Field::Status)
            .map_or("", |value| &*value.text);
        let is_word = written
            .chars()
            .filter(|c| c.is_alphabetic())
            .nth(1)
            .is_some();
        // 「準備中」 is told of as what is still to be written.
        if !is_open || !is_word || wording::unwritten(written).is_some() {
            return;
        }
        let sections = { self.open.iter().rev() }.map(|&open| &self.document.sections[open]);
        let links = { sections }.find(|section| !section.links.is_empty());
        let links = links.map_or(&[][..], |section| &section.links);
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        if links.is_empty() || links.iter().any(is_chapter) {
            return;
        }
        let links = links
            .iter()
            .map(|link| Link {
                citation: None,
                ..link.clone()
            })
            .collect();
        let unit = statement.unit.clone();
        let base = statement.base;
        let mut labels = Labels::default();
        add_labels(&mut labels, &unit, base);
        self.push_answer(AnswerKind::Block, index, links, labels, None);
    }

    fn control_table(
        &mut self,
        block: &Block,
        table: &Table,
        head: Head,
        units: &[Arc<Unit>],
        by_title: Option<GuidelineIndex>,
    ) {
        let Head {
            columns,
            is_running,
            marks,
            lists_faults,
            lists_chapters,
            levels,
            enhancements,
        } = head;
        let (named, beyond, is_named) = match self.guidelines_in_header(table, &columns.fields) {
            Some(named) => (named, Vec::new(), true),
            None => (self.guidelines_around(), self.guidelines_beyond(), false),
        };
        let declared = [named.as_slice(), &beyond].concat();
        let project = match is_named {
            true => Vec::new(),
            false => self.guidelines_of_project(&declared),
        };
        let doubtful = is_running && !self.names_guidelines();
        let around = self.clauses_around();
        let composed = self
            .numbers_in_levels(table, &levels, units, &declared, &around)
            .or_else(|| {
                let column = enhancements?;
                Some(table::with_enhancements(
                    table,
                    self.markdown,
                    column,
                    units,
                ))
            });
        let pointers: Vec<&[Pointer]> = match &composed {
            Some(composed) => composed.iter().map(Vec::as_slice).collect(),
            None => units.iter().map(|unit| unit.pointers.as_slice()).collect(),
        };
        let doubtful = doubtful && composed.is_none();
        let asks = doubtful
            && (self.asks_what_clauses_ask(units, &pointers, &declared, &around)
                || table::goes_through_clauses(
                    &pointers,
                    self.guidelines,
                    &[declared.as_slice(), &project].concat(),
                    &around,
                    &mut self.cache.resolutions,
                ));
        let is_anothers = !is_named && by_title.is_none() && {
            let meant = [declared.as_slice(), &project].concat();
            self.is_of_another_standard(units, &pointers, &meant, &around)
        };
        let owner = match is_anothers {
            true => Owner::Unknown(Vec::new()),
            false => table::owner(
                &pointers,
                self.guidelines,
                table::Declared {
                    guidelines: &declared,
                    project: &project,
                    is_said: !self.document.declarations.guidelines.is_empty(),
                },
                &around,
                doubtful && !asks,
                &mut self.cache.resolutions,
            ),
        };
        let owner = match owner {
            // Where all fit, those around are meant.
            Owner::Unknown(candidates) if !beyond.is_empty() => {
                let around = candidates.iter().filter(|one| named.contains(one));
                match around.copied().collect::<Vec<_>>().as_slice() {
                    [only] => Owner::Guideline(*only),
                    _ => Owner::Unknown(candidates),
                }
            }
            owner => owner,
        };
        let owner = match owner {
            Owner::Guideline(guideline)
                if !lists_chapters
                    && table::count_something_else(
                        &pointers,
                        self.guidelines,
                        guideline,
                        &around,
                        is_running,
                        &mut self.cache.resolutions,
                    )
                    && !asks
                    && !self.asks_what_clauses_ask(units, &pointers, &[guideline], &around) =>
            {
                Owner::Nobody
            }
            // Lists of issues are numbered too: who answers a guideline says what is asked or done.
            Owner::Unknown(candidates)
                if candidates.is_empty()
                    && (is_running || !are_distinctive(&pointers))
                    && (lists_faults
                        || ![Field::Measure, Field::Requirement]
                            .iter()
                            .any(|field| columns.fields.contains(&Some(*field)))) =>
            {
                Owner::Nobody
            }
            owner => owner,
        };
        // Titles alone say whose they are.
        let owner = by_title.map_or(owner, Owner::Guideline);
        let (guideline, candidates) = match owner {
            Owner::Guideline(guideline) => (Some(guideline), vec![guideline]),
            Owner::Unknown(candidates) => (None, candidates),
            Owner::Nobody => {
                let fields = columns.fields.iter();
                let running = Columns {
                    fields: fields
                        .map(|column| column.filter(|field| *field != Field::Clause))
                        .collect(),
                    ..columns.clone()
                };
                for row in &table.rows {
                    let unit = unit::row(self.markdown, row, &running, &self.sought, self.cache);
                    let index =
                        self.push_statement(unit, row.range.start, row.range.clone(), false);
                    self.answer_of_row(index, row);
                }
                return;
            }
        };
        let number = self.document.tables.len();
        self.document.tables.push(ControlTable {
            header: table.header.range.clone(),
            range: block.range.clone(),
            columns: columns.fields.clone(),
            headings: { table.header.cells.iter() }
                .map(|cell| cell.range.clone())
                .collect(),
            guideline,
            lists_faults,
            section: self.section(),
            unplaced: None,
        });
        let lists_open = lists_faults && self.lists_open(table, &columns.fields);
        let mapped = self.sections_column(table, &columns);
        let has_marks =
            !marks.choices.is_empty() || !marks.parties.is_empty() || marks.applicability.is_some();
        let selects = mapped.is_none() && !has_marks && !lists_faults && selects(&columns.fields);
        let project = match is_named || is_anothers {
            true => Vec::new(),
            false => self.guidelines_of_project(&candidates),
        };
        let within = Surroundings {
            guidelines: &candidates,
            beyond: &[],
            project: &project,
            clauses: &around,
        };
        let beside = self.clauses_beside(table, &columns.fields, &candidates);
        let numbers = by_title.and_then(|guideline| self.numbers_beside_titles(table, guideline));
        let mut above: Vec<Link> = Vec::new();
        let mut answer_above: Option<usize> = None;
        for ((row, unit), pointers) in table.rows.iter().zip(units).zip(pointers) {
            let base = row.range.start;
            let cell = unit.field(Field::Clause);
            let entitled = by_title.zip(cell).and_then(|(guideline, cell)| {
                let (clause, _) = self.worded(guideline, &cell.text)?;
                Some((clause, base + cell.range.start..base + cell.range.end))
            });
            if entitled.is_none()
                && (is_heading_row(unit) || self.is_group(unit, pointers, &candidates))
            {
                above.clear();
                continue;
            }
            let index = self.push_statement(unit.clone(), base, row.range.clone(), false);
            let links = match pointers {
                _ if entitled.is_some() => Vec::new(),
                [only] => self.cite_in(only, base, &within),
                several => {
                    let cite = |pointer| self.cite_in(pointer, base, &within);
                    several.iter().flat_map(cite).collect()
                }
            };
            let titled = cell.filter(|cell| pointers.is_empty() && !is_ditto(&cell.text));
            let links = match (guideline, titled) {
                _ if entitled.is_some() => {
                    let number = numbers.and_then(|column| row.cells.get(column));
                    if let (Some(number), Some((clause, _))) = (number, &entitled) {
                        self.note_another_number(number, *clause);
                    }
                    self.cite_entitled(entitled)
                }
                (Some(guideline), Some(cell)) => {
                    let place = base + cell.range.start..base + cell.range.end;
                    self.cite_titled(&[guideline], &cell.text, place)
                }
                _ => links,
            };
            let mut links = links;
            for &(column, other) in &beside {
                links.append(&mut self.cite_cell(row, column, other));
            }
            if let (None, Some(cell)) = (guideline, cell.filter(|cell| !cell.text.is_empty())) {
                let range = base + cell.range.start..base + cell.range.end;
                self.document.tables[number]
                    .unplaced
                    .get_or_insert((cell.text.to_string(), range));
            }
            let is_open = |status: Status| {
                matches!(
                    status,
                    Status::Planned | Status::NotImplemented | Status::Partial
                )
            };
            let status = unit.status.as_ref().map(|stated| stated.status);
            if lists_faults && !lists_open && !status.is_some_and(is_open) {
                let mut labels = Labels::default();
                add_labels(&mut labels, unit, base);
                let closed = Answer {
                    kind: AnswerKind::Row,
                    range: row.range.clone(),
                    links,
                    labels,
                    statements: vec![index],
                    section: self.section(),
                    table: Some(number),
                };
                self.document.closed.push(closed);
                continue;
            }
            // A clause that takes several rows is written once, in the first of them.
            let is_ditto = cell.is_some_and(|cell| is_ditto(&cell.text)) && links.is_empty();
            let links = match is_ditto {
                true => above.clone(),
                false => {
                    above.clone_from(&links);
                    links
                }
            };
            if selects || mapped.is_none() && counts_clauses(unit, pointers) {
                continue;
            }
            let mut labels = Labels::default();
            add_labels(&mut labels, unit, base);
            self.choose(&mut labels, table, row, &marks);
            if lists_open {
                plan(&mut labels);
            }
            if let (None, Some(answer)) = (&labels.status, answer_above)
                && { labels.label(Field::Status) }
                    .is_some_and(|value| !value.text.is_empty() && self::is_ditto(&value.text))
            {
                labels.status = self.document.answers[answer].labels.status.clone();
            }
            let columns = &self.document.tables[number].columns;
            let is_merged = |column: usize| row.cells.get(column).is_none_or(|cell| cell.merged);
            let has_merged = row.cells.iter().any(|cell| cell.merged);
            if (has_merged || is_ditto)
                && let Some(answer) = answer_above
            {
                let above = &self.document.answers[answer].labels;
                let clause = { columns.iter() }.position(|column| *column == Some(Field::Clause));
                match is_ditto || clause.is_some_and(is_merged) {
                    true => merge_labels(&mut labels, above, columns, |_| true),
                    // A clause of its own has what stands in merged cells alone.
                    false => merge_labels(&mut labels, above, columns, is_merged),
                }
            }
            let answer = self.push_answer(AnswerKind::Row, index, links, labels, Some(number));
            answer_above = Some(answer);
            if let Some(column) = mapped {
                self.note_mapping(answer, row, column);
            }
        }
    }

    /// Whether most rows have beside a clause's number what that clause asks, or its title: those of a
    /// guideline's own questionnaire, `# | Question | Answer`.
    pub(super) fn asks_what_clauses_ask(
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

    /// Whether a row is the heading of those below it: a number above theirs, a title, and nothing else.
    fn is_group(
        &mut self,
        unit: &Unit,
        pointers: &[Pointer],
        candidates: &[GuidelineIndex],
    ) -> bool {
        let says_nothing =
            |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
        let names = |field| matches!(field, Field::Clause | Field::Title);
        let is_filled = |field| {
            let mut fields = unit.fields.iter();
            fields.any(|value| value.field == field && !value.text.is_empty())
        };
        if !is_filled(Field::Title)
            || !is_filled(Field::Clause)
            || !unit.claims.iter().all(says_nothing)
            || !{ unit.fields.iter() }.all(|value| names(value.field) || value.text.is_empty())
        {
            return false;
        }
        let mut targets = { pointers.iter() }
            .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
            .peekable();
        let is_above = |target: &Target| {
            let Target::One(group) = target else {
                return false;
            };
            candidates.iter().any(|&guideline| {
                let mut clauses = self.guidelines.get(guideline).clauses.iter();
                clauses.any(|clause| {
                    let locator = clause.locator.as_ref();
                    locator.is_some_and(|own| own != group && own.starts_with(group))
                }) && matches!(
                    self.guidelines.catalogue(guideline).find(group),
                    Lookup::Missing
                )
            })
        };
        // A family has letters and no number: AC.
        targets.peek().is_none() || targets.all(is_above)
    }

    /// Whether a list of faults without a column for their status is one of open ones: it has dates by which
    /// they are to be mended, none at which they were, and stands under no heading that calls them closed.
    fn lists_open(&self, table: &Table, columns: &[Option<Field>]) -> bool {
        const CLOSED: [&str; 6] = [
            "closed",
            "completed",
            "resolved",
            "closure",
            "actual completion",
            "remediated",
        ];
        const AHEAD: [&str; 5] = ["target", "planned", "scheduled", "estimated", "expected"];
        let is_closed = |text: &str| {
            let text = text.to_lowercase();
            !AHEAD.iter().any(|word| text.starts_with(word))
                && CLOSED.iter().any(|word| text.contains(word))
        };
        let mut headings = table
            .header
            .cells
            .iter()
            .map(|cell| self.markdown.cell(cell).text);
        let mut titles =
            { self.open.iter() }.map(|&section| &*self.document.sections[section].title);
        columns.contains(&Some(Field::Due))
            && !columns.contains(&Some(Field::Status))
            && !headings.any(is_closed)
            && !titles.any(is_closed)
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

    /// Gives a row what the columns say that are marked in it: a status, of several the least done, and whose
    /// doing it is.
    fn choose(&self, labels: &mut Labels, table: &Table, row: &Row, marks: &Marks) {
        let cell = |column: usize| {
            let cell = row.cells.get(column)?;
            let note = marks.chosen(self.markdown.cell(cell).text)?;
            Some((cell, note))
        };
        let heading = |column: usize| {
            let cell = table.header.cells.get(column);
            cell.map_or("", |cell| self.markdown.cell(cell).text.trim())
        };
        let chosen = marks.choices.iter().filter_map(|(column, status)| {
            let (cell, note) = cell(*column)?;
            Some((*column, *status, cell, note))
        });
        let chosen: Vec<_> = chosen.collect();
        let least = { chosen.iter() }.max_by_key(|(_, status, ..)| status.rank());
        if let Some((_, status, cell, note)) = least {
            let prose = self.markdown.cell(cell);
            let note = (!note.is_empty()).then(|| prose.source(note.clone()));
            let reason = note.map(|note| {
                let start = note.start.saturating_sub(cell.range.start);
                start..start + note.len()
            });
            let stated = StatedStatus {
                status: *status,
                range: 0..cell.range.len(),
                reason,
            };
            // To 「…のまま使えますか」 いいえ is the good answer.
            let denies = stated.status == Status::NotImplemented
                && labels.label(Field::Requirement).is_some_and(|question| {
                    let mut beside = row.cells.iter().map(|cell| self.markdown.cell(cell).text);
                    wording::asks_for_a_fault(&question.text)
                        && beside.any(|text| *text != *question.text && wording::says_no(text))
                });
            labels.status = (!denies).then(|| (stated, cell.range.clone()));
        }
        let first = marks.choices.first();
        let place = chosen.last().map(|(_, _, cell, _)| *cell);
        let place = place.or_else(|| row.cells.get(first?.0));
        let is_asked = labels.label(Field::Status).is_none() || !chosen.is_empty();
        if let Some(place) = place.filter(|_| first.is_some() && is_asked) {
            let options = chosen.iter().map(|(column, ..)| heading(*column));
            let text = match chosen.as_slice() {
                [] => NOTHING_TICKED.into(),
                [(column, ..)] => heading(*column).into(),
                _ => options.fold(String::new(), |all, option| all + "☒ " + option + " "),
            };
            let value = LabelledValue {
                field: Field::Status,
                range: place.range.clone(),
                text: text.trim_end().into(),
                inherited: false,
            };
            labels.fields.insert(0, value);
        }
        // Of what does not apply nobody asks how far it is met.
        let applicability = { marks.applicability }.and_then(|column| row.cells.get(column));
        if let Some(cell) = applicability
            && self.is_excluded(self.markdown.cell(cell).text, marks)
        {
            let stated = StatedStatus {
                status: Status::NotApplicable,
                range: 0..cell.range.len(),
                reason: None,
            };
            labels.status = Some((stated, cell.range.clone()));
        }
        let parties = { marks.parties.iter() }.filter(|column| cell(**column).is_some());
        let parties: Vec<usize> = parties.copied().collect();
        if let Some(place) = { parties.first() }.and_then(|column| row.cells.get(*column)) {
            let names: Vec<&str> = parties.iter().map(|column| heading(*column)).collect();
            labels.fields.push(LabelledValue {
                field: Field::Responsibility,
                range: place.range.clone(),
                text: names.join(", ").into(),
                inherited: false,
            });
        }
        let parts = { marks.parts.iter() }.filter_map(|column| {
            let cell = row.cells.get(*column)?;
            let part = Share::of(self.markdown.cell(cell).text)?;
            Some((part, std::cmp::Reverse(*column)))
        });
        // Who answers for it, else who does it; of several the first.
        if let Some((part, std::cmp::Reverse(column))) = parts.max()
            && part >= Share::Responsible
        {
            labels.fields.push(LabelledValue {
                field: Field::Owner,
                range: row.cells[column].range.clone(),
                text: heading(column).into(),
                inherited: false,
            });
        }
    }

    /// Whether what a column for it says is that a clause does not apply.
    fn is_excluded(&self, cell: &str, marks: &Marks) -> bool {
        let cell = cell.trim();
        match self.sought.names.legend.status(cell) {
            Some(stated) => stated.is_exclusion(),
            None => {
                wording::applies(cell) == Some(false)
                    || marks.excludes_by_x && cell.eq_ignore_ascii_case("x")
            }
        }
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

/// Takes a row of what is still to be mended for a plan, with the date by which it will be.
fn plan(labels: &mut Labels) {
    let due = labels.label(Field::Due).or(labels.label(Field::Clause));
    if let (None, Some(due)) = (&labels.status, due) {
        let stated = StatedStatus {
            status: Status::Planned,
            range: 0..due.range.len(),
            reason: None,
        };
        let place = match due.range.is_empty() {
            true => labels
                .label(Field::Clause)
                .map_or(due.range.clone(), |clause| clause.range.clone()),
            false => due.range.clone(),
        };
        labels.status = Some((stated, place));
    }
}

/// A row with a title in its clause column, or beside it, and nothing else: a heading between the rows.
fn is_heading_row(unit: &Unit) -> bool {
    let says_nothing = |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
    if !unit.pointers.is_empty() || !unit.claims.iter().all(says_nothing) {
        return false;
    }
    let mut filled = unit.fields.iter().filter(|value| !value.text.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => match only.field {
            Field::Clause => !is_ditto(&only.text),
            Field::Title => unit.field(Field::Clause).is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a table only says which clauses there are, and who answers for them: a list of selected controls, a matrix
/// of responsibilities in letters. It answers none of them.
fn selects(columns: &[Option<Field>]) -> bool {
    let names = |column: &Option<Field>| {
        matches!(
            column,
            Some(Field::Clause | Field::Title | Field::Owner | Field::Guideline | Field::Mark)
        )
    };
    let has = |field| columns.contains(&Some(field));
    (has(Field::Owner) || has(Field::Mark)) && columns.iter().all(names)
}

/// Whether a row only says how many of a range of clauses are at which stage: `AC-1 – AC-25 | 20 of 25 implemented`.
fn counts_clauses(unit: &Unit, pointers: &[Pointer]) -> bool {
    /// What is said of them takes more, in bytes.
    const LONGEST: usize = 32;
    let mut targets = pointers.iter().flat_map(|pointer| &pointer.references);
    // "20", "20 of 25 implemented", "80 %"; 7.1 is a section.
    let is_count = |text: &str| {
        let counts = text.contains(['/', '%', '／']) || text.contains(" of ");
        let has_digit = text.contains(|c: char| c.is_ascii_digit());
        text.bytes().all(|byte| byte.is_ascii_digit())
            || text.len() <= LONGEST && counts && has_digit
    };
    let status = unit.field(Field::Status);
    targets.any(|(_, target)| matches!(target, Target::Through(..)))
        && unit.status.is_none()
        && { unit.claims.iter() }.all(|claim| is_count(&claim.text))
        && status.is_none_or(|status| is_count(&status.text))
        && (status.is_some_and(|status| !status.text.is_empty()) || { unit.claims.iter() }
            .any(|claim| !claim.text.is_empty()))
}

/// Whether a clause cell means the clause of the row above.
fn is_ditto(text: &str) -> bool {
    const DITTO: [&str; 8] = ["", "同上", "〃", "″", "々", "\"", "ditto", "same as above"];
    DITTO.iter().any(|ditto| text.eq_ignore_ascii_case(ditto))
}

/// Gives a row the labels of the row above that it goes on from, of those columns that go on with it, in which it
/// has no cell (they are merged) or nothing.
fn merge_labels(
    labels: &mut Labels,
    above: &Labels,
    columns: &[Option<Field>],
    goes_on: impl Fn(usize) -> bool,
) {
    let goes_on = |field: Field| {
        let column = columns.iter().position(|column| *column == Some(field));
        column.is_some_and(&goes_on)
    };
    let own = &mut labels.fields;
    own.retain(|value| !value.text.is_empty() || !goes_on(value.field));
    let lacking = |labels: &Labels, field: Field| goes_on(field) && labels.label(field).is_none();
    if lacking(labels, Field::Status) {
        labels.status = labels.status.take().or_else(|| above.status.clone());
    }
    let merged = above
        .fields
        .iter()
        .filter(|value| lacking(labels, value.field));
    let merged: Vec<LabelledValue> = merged.cloned().collect();
    labels.fields.extend(merged);
}

/// Whether a cell says what a clause says, or how it begins.
fn is_beginning(cell: &str, said: &str) -> bool {
    /// Fewer letters begin many clauses.
    const SHORTEST: usize = 24;
    !cell.is_empty() && (cell == said || cell.len() >= SHORTEST && said.starts_with(cell))
}
