//! Puts units together into a document: sections, answers, citations, tables.
//!
//! Reads no prose itself. What a bare number means is decided here, from what stands around it.

mod part;
mod vertical;

use std::ops::Range;
use std::sync::Arc;

use self::part::Part;
use super::answers;
use super::cells::Columns;
use super::citation::{Form, Pointer, is_distinctive};
use super::comments;
use super::declarations::{self, Declarations};
use super::heading::{self, Numbered};
use super::names::Names;
use super::resolution::Surroundings;
use super::table::{self, Owner};
use super::unit::{self, FieldValue, Sought, Unit, UnitCache};
use super::values;
use super::{
    Answer, AnswerKind, Citation, ControlTable, Document, Labelled, LabelledValue, Labels, Link,
    Mention, Problem, Resolution, Section, Settings, Statement,
};
use crate::finding::RuleName;
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, title_key};
use crate::locale::Message;
use crate::locator::Locator;
use crate::markdown::{Block, BlockKind, Markdown, Prose, Row, Table};
use crate::wording::{self, Field, Placeholder};

pub fn assemble(
    text: &str,
    markdown: &Markdown,
    guidelines: &Guidelines,
    settings: &Settings,
    cache: &mut UnitCache,
) -> Document {
    let declarations = markdown
        .front_matter
        .clone()
        .map(|range| {
            cache.declarations(text, range.clone(), |resolutions| {
                let project = &settings.guidelines;
                declarations::read(text, range, guidelines, project, resolutions)
            })
        })
        .unwrap_or_default();
    let mut assembly = Assembly {
        text,
        markdown,
        guidelines,
        sought: Sought::new(Names::read(text, guidelines)),
        settings,
        cache,
        document: Document::default(),
        open: vec![0],
        bare: true,
        items: Vec::new(),
        last: None,
        caption: Vec::new(),
        captions: captions(markdown),
    };
    assembly.begin(declarations);
    for block in &markdown.blocks {
        assembly.block(block);
    }
    assembly.finish()
}

struct Assembly<'a> {
    text: &'a str,
    markdown: &'a Markdown,
    guidelines: &'a Guidelines,
    sought: Sought<'a>,
    settings: &'a Settings,
    cache: &'a mut UnitCache,
    document: Document,
    /// The sections around the current block, the outermost first.
    open: Vec<usize>,
    /// Nothing but labels has stood in the current section yet.
    bare: bool,
    /// The list items around the current block: depth and statement.
    items: Vec<(u8, usize)>,
    /// The latest statement of the current section.
    last: Option<usize>,
    /// The clauses that the caption right above a table names.
    caption: Vec<ClauseReference>,
    /// Where the paragraphs right above tables begin.
    captions: Vec<usize>,
}

impl Assembly<'_> {
    fn begin(&mut self, declarations: Declarations) {
        if let Some(at) = self.markdown.unread {
            self.document.problems.push(beyond_limits(at));
        }
        self.document
            .problems
            .extend(declarations.problems.iter().cloned());
        self.document
            .mentions
            .extend(declarations.mentions.iter().cloned());
        self.document.sections.push(Section {
            heading: 0..0,
            title: String::new(),
            level: 0,
            parent: None,
            range: 0..self.text.len(),
            links: Vec::new(),
            labels: Labels::default(),
            guidelines: declarations.guidelines.clone(),
            preliminary: false,
            quoting: false,
            surrounding: Arc::default(),
        });
        self.document.declarations = declarations;
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level } => self.heading(block, *level),
            BlockKind::Paragraph => self.statement(block, None),
            BlockKind::ListItem { depth, .. } => self.statement(block, Some(*depth)),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Code | BlockKind::Html | BlockKind::Rule => {}
        }
    }

    fn section(&self) -> usize {
        // `open` begins with the document itself, which is never closed.
        self.open.last().copied().unwrap_or(0)
    }

    /// The clauses that the sections around answer, the innermost first.
    fn clauses_around(&self) -> Vec<ClauseReference> {
        let sections = self
            .open
            .iter()
            .rev()
            .flat_map(|&section| &self.document.sections[section].links);
        self.caption
            .iter()
            .copied()
            .chain(sections.map(|link| link.clause))
            .collect()
    }

    /// The guidelines that a bare number here may belong to: those that the innermost section
    /// with a word on it names, else the project's.
    fn guidelines_around(&self) -> Vec<GuidelineIndex> {
        self.open
            .iter()
            .rev()
            .map(|&section| &self.document.sections[section].guidelines)
            .find(|named| !named.is_empty())
            .unwrap_or(&self.settings.guidelines)
            .clone()
    }

    /// Closes the sections that a heading of this level ends.
    fn close_sections(&mut self, level: u8, at: usize) {
        let outer = self
            .open
            .iter()
            .rposition(|&open| self.document.sections[open].level < level)
            .unwrap_or(0);
        for &closed in &self.open[outer + 1..] {
            self.document.sections[closed].range.end = at;
        }
        self.open.truncate(outer + 1);
        self.items.clear();
        self.last = None;
    }

    fn heading(&mut self, block: &Block, level: u8) {
        self.close_sections(level, block.range.start);
        let parent = self.section();
        let prose = self.markdown.prose(block);
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        if self.label_heading(&unit, block.range.start) {
            return;
        }
        let numbered = heading::numbered(prose.text);
        let title_key = title_key(&prose.text[numbered.title.clone()]);
        let mut section = Section {
            heading: block.range.clone(),
            title: prose.text[numbered.title.clone()].to_string(),
            level,
            parent: Some(parent),
            range: block.range.start..self.text.len(),
            links: Vec::new(),
            labels: Labels::default(),
            guidelines: Vec::new(),
            preliminary: self.document.sections[parent].preliminary
                || heading::is_preliminary(&title_key),
            quoting: self.document.sections[parent].quoting,
            surrounding: self.cache.surrounding(&prose.text[numbered.title.clone()]),
        };
        for pointer in &unit.pointers {
            let links = self.cite(pointer, block.range.start);
            section.links.extend(links);
            if let Some(named) = &pointer.named {
                section.guidelines.clone_from(&named.guidelines);
            }
        }
        if section.links.is_empty() {
            for bare in unit.bare.iter().filter(|bare| bare.range.start > 0) {
                let mut links = self.cite_bare(bare, block.range.start);
                section.links.append(&mut links);
            }
        }
        if section.links.is_empty()
            && let Some(part) = Part::whole(prose.text)
        {
            section.links = self.cite_part(&part, &prose);
        }
        if section.links.is_empty()
            && unit
                .pointers
                .iter()
                .all(|pointer| pointer.references.is_empty())
        {
            self.mirror(&mut section, &numbered, &title_key, &prose);
        }
        if section.links.is_empty() && heading::is_quoting(&title_key) {
            section.quoting |= !self.clauses_around().is_empty();
        }
        if let Some(stated) = wording::heading_status(prose.text) {
            let place = prose.source(stated.range.clone());
            section.labels.status = Some((stated, place));
        }
        section.preliminary &= section.links.is_empty();
        section.quoting &= section.links.is_empty();
        self.document.sections.push(section);
        self.open.push(self.document.sections.len() - 1);
        self.bare = true;
    }

    /// Takes a heading that is a label line, `### Implementation Status: planned`, for a label of the
    /// section that answers a clause around it.
    fn label_heading(&mut self, unit: &Unit, base: usize) -> bool {
        const LABELS: [Field; 4] = [
            Field::Status,
            Field::Responsibility,
            Field::Owner,
            Field::Due,
        ];
        let is_label = |value: &FieldValue| {
            LABELS.contains(&value.field)
                && !value.text.is_empty()
                && (value.field != Field::Status || unit.status.is_some())
        };
        if !unit.is_labels() || !unit.fields.iter().all(is_label) {
            return false;
        }
        let sections = &mut self.document.sections;
        let mut around = self.open.iter().rev();
        let Some(&answering) = around.find(|&&open| !sections[open].links.is_empty()) else {
            return false;
        };
        add_labels(&mut sections[answering].labels, unit, base);
        true
    }

    /// Links a section whose heading's number or title is a clause's.
    fn mirror(
        &mut self,
        section: &mut Section,
        numbered: &Numbered,
        title_key: &str,
        prose: &Prose<'_>,
    ) {
        let clauses = self.clauses_around();
        let mut declared = if section.guidelines.is_empty() {
            self.guidelines_around()
        } else {
            section.guidelines.clone()
        };
        // A section that answers a clause of a guideline says which guideline its own are.
        declared.extend(clauses.iter().map(|clause| clause.guideline));
        declared.dedup();
        let around = Surroundings {
            guidelines: &declared,
            clauses: &clauses,
        };
        // A number below a clause that is none itself answers nothing: the title alone would lead
        // AU-14(4) to AU-14. Other numbers are the document's own: Q5.
        let mut unknown = Vec::new();
        for (range, target) in &numbered.numbers {
            let found =
                { &mut self.cache.resolutions }.among(target, self.guidelines, &declared, &clauses);
            let is_below = |locator: &Locator, guideline: GuidelineIndex| {
                let parent = locator.parent();
                parent.is_some_and(|parent| {
                    let known = self.guidelines.catalogue(guideline);
                    known.find_whole(&parent).is_some()
                })
            };
            if let Resolution::Unknown { locator, guideline } = &found
                && is_distinctive(target)
                && is_below(locator, *guideline)
            {
                unknown.push(Citation {
                    range: prose.source(range.clone()),
                    resolution: found,
                });
            }
        }
        if !unknown.is_empty() && unknown.len() == numbered.numbers.len() {
            self.document.citations.append(&mut unknown);
            return;
        }
        for (range, clause) in heading::mirrored(
            title_key,
            numbered,
            self.guidelines,
            &declared,
            &around,
            &mut self.cache.resolutions,
        ) {
            self.document.citations.push(Citation {
                range: prose.source(range),
                resolution: Resolution::Found([(clause, None)].into()),
            });
            let citation = Some(self.document.citations.len() - 1);
            section.links.push(Link {
                clause,
                requirement: None,
                citation,
            });
        }
    }

    /// Notes a pointer's citations and gives the links that they make.
    fn cite(&mut self, pointer: &Pointer, base: usize) -> Vec<Link> {
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let around = Surroundings {
            guidelines: &guidelines,
            clauses: &clauses,
        };
        self.cite_in(pointer, base, &around)
    }

    /// The same where it is known what stands around.
    fn cite_in(&mut self, pointer: &Pointer, base: usize, around: &Surroundings<'_>) -> Vec<Link> {
        if let Some(named) = &pointer.named {
            let unknown = pointer.form == Form::Bracket && named.guidelines.is_empty();
            let range = base + named.range.start..base + named.range.end;
            self.document.mentions.push(Mention {
                unknown: unknown.then(|| self.text[range.clone()].to_string()),
                range,
                guidelines: named.guidelines.clone(),
                edition: named.edition,
            });
        }
        let mut links = Vec::new();
        for (range, target) in &pointer.references {
            let resolution = { &mut self.cache.resolutions }.resolve_one(
                pointer,
                target,
                self.guidelines,
                around,
            );
            let citation = self.document.citations.len();
            if let Resolution::Found(found) = &resolution {
                links.reserve_exact(found.len());
                links.extend(found.iter().map(|&(clause, requirement)| Link {
                    clause,
                    requirement,
                    citation: Some(citation),
                }));
            }
            self.document.citations.push(Citation {
                range: base + range.start..base + range.end,
                resolution,
            });
        }
        links
    }

    fn statement(&mut self, block: &Block, depth: Option<u8>) {
        let prose = self.markdown.prose(block);
        if prose.text.is_empty() {
            return;
        }
        let base = block.range.start;
        let quoted = block.quote_depth > 0
            || block.footnote.is_some()
            || self.document.sections[self.section()].quoting;
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        self.note_problems(&unit, base);
        if !quoted {
            self.name_guidelines(&unit);
        }
        self.leave_items(block.list_depth, depth);
        if unit.is_labels() && !quoted {
            if !unit.figures.is_empty() {
                self.document.labelled.push(Labelled {
                    unit: unit.clone(),
                    base,
                    section: self.section(),
                    outer: self.items.last().map(|(_, statement)| *statement),
                });
            }
            self.labels(&unit, base, block);
            return;
        }
        if !quoted && self.is_caption(&unit, prose.text, block) {
            let links = self.cite_all(&unit, base);
            self.caption = links.iter().map(|link| link.clause).collect();
            self.push_statement(unit, base, block.range.clone(), quoted);
            return;
        }
        if self.bare && !quoted && is_citation_alone(&unit, prose.text) {
            let links = self.cite_all(&unit, base);
            let section = self.section();
            self.document.sections[section].links.extend(links);
            return;
        }
        let outer = self.items.last().map(|(_, statement)| *statement);
        let index = self.push_statement(unit, base, block.range.clone(), quoted);
        self.document.statements[index].outer = outer;
        self.document.statements[index].item = depth.is_some();
        if let Some(depth) = depth {
            self.items.push((depth, index));
        }
        if quoted {
            self.note_quoted(index);
        } else {
            self.bare = false;
            self.last = Some(index);
            let part = Part::opening(prose.text).map(|part| (part, &prose));
            self.answer_of_block(index, part);
        }
    }

    /// Notes what a quoted statement points at, which links nothing.
    fn note_quoted(&mut self, index: usize) {
        let statement = &self.document.statements[index];
        let (unit, base) = (statement.unit.clone(), statement.base);
        if unit.pointers.is_empty() {
            return;
        }
        let counted = (
            std::mem::take(&mut self.document.citations),
            std::mem::take(&mut self.document.mentions),
        );
        for pointer in &unit.pointers {
            self.cite(pointer, base);
        }
        let quoted = std::mem::take(&mut self.document.citations);
        (self.document.citations, self.document.mentions) = counted;
        self.document.quoted.extend(quoted);
    }

    /// Whether a paragraph introduces the table below it: it says so, or names no more than a
    /// guideline or a chapter. Another paragraph that stands before a table answers as any other.
    fn is_caption(&mut self, unit: &Unit, text: &str, block: &Block) -> bool {
        const INTRODUCING: [&str; 9] = [
            "次のとおり",
            "次の通り",
            "以下のとおり",
            "以下の通り",
            "次の表",
            "下表",
            "以下の表",
            "following",
            "below",
        ];
        let before_table = self.captions.binary_search(&block.range.start).is_ok();
        if !before_table || unit.pointers.is_empty() {
            return false;
        }
        let introduces = text.trim_end().ends_with(['：', ':'])
            || INTRODUCING.iter().any(|word| text.contains(word));
        introduces
            || unit
                .pointers
                .iter()
                .all(|pointer| self.names_chapters(pointer))
    }

    /// Whether a pointer names nothing that asks for anything itself.
    fn names_chapters(&mut self, pointer: &Pointer) -> bool {
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let around = Surroundings {
            guidelines: &guidelines,
            clauses: &clauses,
        };
        self.cache
            .resolutions
            .resolve(pointer, self.guidelines, &around)
            .iter()
            .all(|resolution| match resolution {
                Resolution::Found(found) => found
                    .iter()
                    .all(|(clause, _)| answers::is_chapter(self.guidelines.clause(*clause))),
                _ => true,
            })
    }

    /// Takes over what is wrong with a unit's notation.
    fn note_problems(&mut self, unit: &Unit, base: usize) {
        let problems = unit.problems.iter().map(|problem| Problem {
            range: base + problem.range.start..base + problem.range.end,
            ..problem.clone()
        });
        self.document.problems.extend(problems);
    }

    fn push_statement(
        &mut self,
        unit: Arc<Unit>,
        base: usize,
        range: Range<usize>,
        quoted: bool,
    ) -> usize {
        self.document.statements.push(Statement {
            unit,
            base,
            range,
            section: self.section(),
            quoted,
            item: false,
            outer: None,
            answer: None,
        });
        self.document.statements.len() - 1
    }

    /// Forgets the list items that a block no longer stands in.
    fn leave_items(&mut self, list_depth: u8, own: Option<u8>) {
        let keep = own.map_or(list_depth, |depth| depth.saturating_sub(1));
        self.items.retain(|(depth, _)| *depth <= keep);
    }

    /// Lets a guideline named in running text speak for the numbers after it in its section.
    fn name_guidelines(&mut self, unit: &Unit) {
        let named = unit.pointers.iter().rev().find_map(|pointer| {
            pointer
                .named
                .as_ref()
                .map(|named| &named.guidelines)
                .filter(|guidelines| !guidelines.is_empty())
        });
        if let Some(named) = named {
            let section = self.section();
            // The document's own front matter is a stronger word than a name dropped on the way.
            let declared = section == 0 && !self.document.declarations.guidelines.is_empty();
            if !declared {
                self.document.sections[section].guidelines.clone_from(named);
            }
        }
    }

    /// Makes an answer of a block that has its own citations or labels, or names a part of the clause
    /// around it.
    fn answer_of_block(&mut self, index: usize, part: Option<(Part, &Prose<'_>)>) {
        let is_row = self.document.statements[index].unit.is_row;
        let (unit, base) = {
            let statement = &self.document.statements[index];
            (statement.unit.clone(), statement.base)
        };
        let mut links = self.cite_all(&unit, base);
        if let (true, Some((part, prose))) = (links.is_empty(), part) {
            links = self.cite_part(&part, prose);
        }
        let section = self.section();
        // Labels without a clause are somebody's to-do list, unless the document names a guideline.
        let labelled = !unit.fields.is_empty() && self.names_guidelines() && !is_row;
        if links.is_empty() && !labelled || self.document.sections[section].preliminary {
            return;
        }
        let mut labels = Labels::default();
        add_labels(&mut labels, &unit, base);
        self.push_answer(AnswerKind::Block, index, links, labels, None);
    }

    /// Notes all of a unit's citations and gives the links that they make.
    fn cite_all(&mut self, unit: &Unit, base: usize) -> Vec<Link> {
        let mut links = Vec::new();
        for pointer in &unit.pointers {
            links.extend(self.cite(pointer, base));
        }
        for bare in &unit.bare {
            links.extend(self.cite_bare(bare, base));
        }
        links
    }

    /// Cites a number without a guideline's name, if the document names one and has the clause.
    fn cite_bare(&mut self, bare: &Pointer, base: usize) -> Vec<Link> {
        let clauses = self.clauses_around();
        if clauses.is_empty() && !self.names_guidelines() {
            return Vec::new();
        }
        let declared = self.guidelines_around();
        let around = Surroundings {
            guidelines: &declared,
            clauses: &clauses,
        };
        let found = self
            .cache
            .resolutions
            .resolve(bare, self.guidelines, &around);
        if found
            .iter()
            .all(|resolution| matches!(resolution, Resolution::Found(_)))
        {
            self.cite_in(bare, base, &around)
        } else {
            Vec::new()
        }
    }

    fn push_answer(
        &mut self,
        kind: AnswerKind,
        statement: usize,
        links: Vec<Link>,
        labels: Labels,
        table: Option<usize>,
    ) -> usize {
        let answer = self.document.answers.len();
        self.document.statements[statement].answer = Some(answer);
        self.document.answers.push(Answer {
            kind,
            range: self.document.statements[statement].range.clone(),
            links,
            labels,
            statements: vec![statement],
            section: self.section(),
            table,
        });
        answer
    }

    /// Label lines that stand alone: right under a heading they hold for the section, inside a
    /// list item for the item, else for the block before them.
    fn labels(&mut self, unit: &Unit, base: usize, block: &Block) {
        let links = self.cite_all(unit, base);
        // Elsewhere they are somebody's own list, as in `answer_of_block`.
        if self.names_guidelines() {
            let destinations = unit.destinations.iter().map(|(range, destination)| {
                (base + range.start..base + range.end, destination.clone())
            });
            self.document.label_destinations.extend(destinations);
        }
        let holder = self
            .items
            .last()
            .filter(|(depth, _)| *depth < block.list_depth.max(1) || block.list_depth == *depth)
            .map(|(_, statement)| *statement)
            .or(if self.bare { None } else { self.last })
            // Behind the words that open a document they hold for all of it.
            .filter(|&holder| {
                let section = &self.document.sections[self.section()];
                let opens = section.level <= 1 && section.links.is_empty() && links.is_empty();
                !opens || self.document.statements[holder].answer.is_some()
            });
        let Some(holder) = holder else {
            let section = self.section();
            let section = &mut self.document.sections[section];
            section.links.extend(links);
            add_labels(&mut section.labels, unit, base);
            section.preliminary &= section.links.is_empty();
            return;
        };
        match self.document.statements[holder].answer {
            Some(answer) => {
                let answer = &mut self.document.answers[answer];
                answer.links.extend(links);
                add_labels(&mut answer.labels, unit, base);
            }
            None => {
                let mut labels = Labels::default();
                add_labels(&mut labels, unit, base);
                self.push_answer(AnswerKind::Block, holder, links, labels, None);
            }
        }
    }

    fn table(&mut self, block: &Block, table: &Table) {
        self.bare = false;
        self.items.clear();
        let (columns, is_running) = table::columns(table, self.markdown, self.settings, self.cache);
        let units: Vec<Arc<Unit>> = table
            .rows
            .iter()
            .map(|row| unit::row(self.markdown, row, &columns, &self.sought, self.cache))
            .collect();
        let is_quoted = block.quote_depth > 0 || self.document.sections[self.section()].quoting;
        if is_quoted || self.vertical_table(block, table) {
            self.caption.clear();
            return;
        }
        if columns.fields.contains(&Some(Field::Clause)) {
            self.control_table(block, table, columns, is_running, &units);
        } else {
            for (row, unit) in table.rows.iter().zip(units) {
                let index = self.push_statement(unit, row.range.start, row.range.clone(), false);
                self.answer_of_row(index, row);
            }
        }
        self.caption.clear();
    }

    /// The answer of a row in a table without clauses, which may open with a part of the clause around.
    fn answer_of_row(&mut self, index: usize, row: &Row) {
        let first = row.cells.first().map(|cell| self.markdown.cell(cell));
        let part = first.as_ref().and_then(|prose| {
            let part = Part::whole(prose.text).or_else(|| Part::opening(prose.text))?;
            Some((part, prose))
        });
        self.answer_of_block(index, part);
    }

    fn control_table(
        &mut self,
        block: &Block,
        table: &Table,
        columns: Columns,
        is_running: bool,
        units: &[Arc<Unit>],
    ) {
        let declared = self
            .guidelines_in_header(table, &columns.fields)
            .unwrap_or_else(|| self.guidelines_around());
        let doubtful = is_running && !self.names_guidelines();
        let around = self.clauses_around();
        let owner = table::owner(
            units,
            self.guidelines,
            &declared,
            &around,
            doubtful,
            &mut self.cache.resolutions,
        );
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
            columns: columns.fields,
            headings: { table.header.cells.iter() }
                .map(|cell| cell.range.clone())
                .collect(),
            guideline,
            unplaced: None,
        });
        let within = Surroundings {
            guidelines: &candidates,
            clauses: &around,
        };
        let mut above: Vec<Link> = Vec::new();
        let mut answer_above: Option<usize> = None;
        for (row, unit) in table.rows.iter().zip(units) {
            if is_heading_row(unit) {
                above.clear();
                continue;
            }
            let base = row.range.start;
            let index = self.push_statement(unit.clone(), base, row.range.clone(), false);
            let links = match unit.pointers.as_slice() {
                [only] => self.cite_in(only, base, &within),
                several => {
                    let cite = |pointer| self.cite_in(pointer, base, &within);
                    several.iter().flat_map(cite).collect()
                }
            };
            let cell = unit.field(Field::Clause);
            if let (None, Some(cell)) = (guideline, cell.filter(|cell| !cell.text.is_empty())) {
                let range = base + cell.range.start..base + cell.range.end;
                self.document.tables[number]
                    .unplaced
                    .get_or_insert((cell.text.to_string(), range));
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
            let mut labels = Labels::default();
            add_labels(&mut labels, unit, base);
            let has_merged = row.cells.iter().any(|cell| cell.merged);
            if has_merged && let Some(answer) = answer_above {
                let columns = &self.document.tables[number].columns;
                merge_labels(&mut labels, &self.document.answers[answer].labels, columns);
            }
            answer_above =
                Some(self.push_answer(AnswerKind::Row, index, links, labels, Some(number)));
        }
    }

    /// Whether the document itself names a guideline around here, not only the project.
    fn names_guidelines(&self) -> bool {
        self.open
            .iter()
            .any(|&section| !self.document.sections[section].guidelines.is_empty())
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

    fn finish(mut self) -> Document {
        answers::settle(&mut self.document, self.guidelines);
        comments::read(self.text, self.markdown, &mut self.document);
        if let Some(title) = self.document.title_section() {
            let section = &mut self.document.sections[title];
            let (product, said) = wording::titled(&section.title);
            section.surrounding = Arc::new(said);
            self.document.product = product;
        }
        self.document.values = values::of(&self.document, self.text);
        self.document
    }
}

/// What is said of a text that is not read to its end.
fn beyond_limits(at: usize) -> Problem {
    Problem {
        rule: RuleName::Borrowed("unreadable-file"),
        range: at..at,
        message: Message::new(
            format!(
                "ここから先は読んでいません。1行で開く引用と箇条書きが {} 段を超えるか、文書が大きすぎます",
                Markdown::MAX_DEPTH
            ),
            format!(
                "nothing is read from here on: a line opens more than {} quotes and lists, or the document is too long",
                Markdown::MAX_DEPTH
            ),
        ),
        help: None,
        replacement: None,
    }
}

/// Where the paragraphs right above tables begin, in order. What they cite says what the table
/// is about, not what is done.
fn captions(markdown: &Markdown) -> Vec<usize> {
    markdown
        .blocks
        .windows(2)
        .filter(|pair| {
            pair[0].kind == BlockKind::Paragraph && matches!(pair[1].kind, BlockKind::Table(_))
        })
        .map(|pair| pair[0].range.start)
        .collect()
}

/// A paragraph that only says which clauses its section answers.
fn is_citation_alone(unit: &Unit, text: &str) -> bool {
    const FRAME: [&str; 6] = ["関連条項", "対応条項", "参照", "該当条項", "see", "ref"];
    let citing = unit.pointers.iter().chain(&unit.bare);
    let cited: usize = citing.clone().map(|pointer| pointer.range.len()).sum();
    if !citing.clone().any(|pointer| !pointer.references.is_empty()) {
        return false;
    }
    let frame: usize = FRAME
        .iter()
        .filter(|word| text.contains(*word))
        .map(|word| word.len())
        .sum();
    let marks: usize = text
        .chars()
        .filter(|c| !c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    // Marks inside the citation are counted twice, which only makes the paragraph look shorter.
    text.len().saturating_sub(cited + frame) <= marks.min(24)
}

/// A row with a title in its clause column and nothing else: a heading between the rows.
fn is_heading_row(unit: &Unit) -> bool {
    let says_nothing =
        |claim: &super::Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
    unit.pointers.is_empty()
        && unit.claims.iter().all(says_nothing)
        && unit.fields.iter().all(|value| {
            let is_clause = value.field == Field::Clause;
            is_clause != value.text.is_empty() && !(is_clause && is_ditto(&value.text))
        })
}

/// Whether a clause cell means the clause of the row above.
fn is_ditto(text: &str) -> bool {
    const DITTO: [&str; 8] = ["", "同上", "〃", "″", "々", "\"", "ditto", "same as above"];
    DITTO.iter().any(|ditto| text.eq_ignore_ascii_case(ditto))
}

/// Gives a row the labels of cells that are merged with those of the row above: of columns that it has
/// no cell for.
fn merge_labels(labels: &mut Labels, above: &Labels, columns: &[Option<Field>]) {
    let lacking = |labels: &Labels, field: Field| {
        columns.contains(&Some(field)) && labels.label(field).is_none()
    };
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

fn add_labels(labels: &mut Labels, unit: &Unit, base: usize) {
    if let (None, Some(stated)) = (&labels.status, &unit.status) {
        let place = base + stated.range.start..base + stated.range.end;
        labels.status = Some((stated.clone(), place));
    }
    labels
        .fields
        .extend(unit.fields.iter().map(|value| LabelledValue {
            field: value.field,
            range: base + value.range.start..base + value.range.end,
            text: value.text.clone(),
            inherited: false,
        }));
}
