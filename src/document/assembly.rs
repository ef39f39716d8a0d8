//! Puts units together into a document: sections, answers, citations, tables.
//!
//! Reads no prose itself. What a bare number means is decided here, from what stands around it.

mod edit;
mod mapping;
mod part;
mod references;
mod sections;
mod tables;
mod vertical;

use std::ops::Range;
use std::sync::Arc;

pub use self::edit::apply;
use self::mapping::Mapping;
use self::part::Part;
use self::references::{is_citation_alone, is_in_bold};
use super::answers::{self, Whole};
use super::citation::{self, Form, Named, Pointer};
use super::comments;
use super::declarations::{self, Declarations};
use super::heading;
use super::names::Names;
use super::resolution::Surroundings;
use super::unit::{self, Claim, Sought, Unit, UnitCache};
use super::values;
use super::{
    Answer, AnswerKind, Citation, Document, Labelled, LabelledValue, Labels, Link, Mention,
    Problem, Resolution, Section, Settings, Statement,
};
use crate::finding::RuleName;
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines};
use crate::locale::Message;
use crate::locator::Mark;
use crate::markdown::{Block, BlockKind, Markdown, Prose};
use crate::wording::{self, Field, StatedStatus, Status};

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
    let blocks = &markdown.blocks;
    let mut assembly = Assembly::new(text, markdown, blocks, guidelines, settings, cache);
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
    /// Above stands a label for the section's status without a value: a list of boxes may give it.
    offered: bool,
    /// The list items around the current block: depth and statement.
    items: Vec<(u8, usize)>,
    /// The latest statement of the current section.
    last: Option<usize>,
    /// The clauses that the caption right above a table names.
    caption: Vec<ClauseReference>,
    /// What a question in bold or a quoted clause above names.
    asked: Vec<Link>,
    /// The list below names clauses that do not apply; the depth of the item that says so.
    excluding: Option<u8>,
    /// Rows that may say which sections answer a clause.
    mappings: Vec<Mapping>,
    /// Where the paragraphs right above tables begin.
    captions: Vec<usize>,
    /// Headings above the guideline's words, which another heading below them separates from the answer.
    asking: Vec<usize>,
}

impl<'a> Assembly<'a> {
    /// The assembly of some blocks of a text.
    fn new(
        text: &'a str,
        markdown: &'a Markdown,
        blocks: &[Block],
        guidelines: &'a Guidelines,
        settings: &'a Settings,
        cache: &'a mut UnitCache,
    ) -> Assembly<'a> {
        Assembly {
            text,
            markdown,
            guidelines,
            sought: Sought::new(Names::read(text, markdown, guidelines, cache)),
            settings,
            cache,
            document: Document::default(),
            open: vec![0],
            bare: true,
            offered: false,
            items: Vec::new(),
            last: None,
            caption: Vec::new(),
            asked: Vec::new(),
            excluding: None,
            mappings: Vec::new(),
            captions: captions(blocks),
            asking: asking(markdown, blocks),
        }
    }
}

impl Assembly<'_> {
    fn begin(&mut self, declarations: Declarations) {
        self.document.names = self.sought.names.hash;
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
            foreign: false,
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

    /// The innermost section around that names a guideline.
    fn naming_section(&self) -> Option<&Section> {
        let around = self.open.iter().rev();
        let mut around = around.map(|&section| &self.document.sections[section]);
        around.find(|section| section.foreign || !section.guidelines.is_empty())
    }

    /// The guidelines that a bare number here may belong to: those that the innermost section
    /// with a word on it names, else the document's opening, else the project.
    fn guidelines_around(&self) -> Vec<GuidelineIndex> {
        let opening = &self.sought.names.opening.guidelines;
        let named = match self.naming_section() {
            Some(section) => &section.guidelines,
            None if opening.is_empty() => &self.settings.guidelines,
            None => opening,
        };
        named.clone()
    }

    /// The guidelines that are meant here where those around do not have a number: those that the document
    /// declares, else those of its opening, where a section names others.
    fn guidelines_beyond(&self) -> Vec<GuidelineIndex> {
        // Numbers of a guideline that is not at hand are nobody's.
        let Some(naming) = self.naming_section().filter(|section| !section.foreign) else {
            return Vec::new();
        };
        let declared = &self.document.declarations.guidelines;
        let known = match declared.is_empty() {
            true => &self.sought.names.opening.guidelines,
            false => declared,
        };
        let is_new = |guideline: &&GuidelineIndex| !naming.guidelines.contains(guideline);
        known.iter().filter(is_new).copied().collect()
    }

    /// The project's guidelines beside those that are meant here: where a document declares none, its numbers
    /// may be theirs.
    fn guidelines_of_project(&self, meant: &[GuidelineIndex]) -> Vec<GuidelineIndex> {
        let is_foreign = self.naming_section().is_some_and(|section| section.foreign);
        if is_foreign || !self.document.declarations.guidelines.is_empty() {
            return Vec::new();
        }
        let others = self.settings.guidelines.iter();
        others
            .filter(|guideline| !meant.contains(guideline))
            .copied()
            .collect()
    }

    /// Notes a pointer's citations and gives the links that they make.
    fn cite(&mut self, pointer: &Pointer, base: usize) -> Vec<Link> {
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let around = Surroundings {
            guidelines: &guidelines,
            beyond: &self.guidelines_beyond(),
            project: &self.guidelines_of_project(&guidelines),
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
        if let (Form::Bracket, Some(Named { guidelines, .. }), []) =
            (pointer.form, &pointer.named, pointer.references.as_slice())
        {
            let place = base + pointer.range.start..base + pointer.range.end;
            let written = self.text[place.clone()].trim_matches(['[', ']', '［', '］', '【', '】']);
            let title = written
                .split_once([':', '：'])
                .map_or("", |(_, title)| title);
            let title = title.trim_start_matches([':', '：']);
            return self.cite_titled(guidelines, title, place);
        }
        let mut links = Vec::new();
        for (range, target) in &pointer.references {
            let resolution = { &mut self.cache.resolutions }.resolve_one(
                pointer,
                target,
                self.guidelines,
                around,
            );
            let place = base + range.start..base + range.end;
            if self.is_of_another_part(&resolution, &self.text[place]) {
                continue;
            }
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

    /// Whether a number that leads nowhere is one of a part of the publication that the guideline's file does not
    /// tell apart or hold: what is before the clauses' numbers (the CC5 of CC5.1), an annex as a whole
    /// (「ISO/IEC 27001 附属書A」), a chapter of a standard of which all clauses are an annex's (A.5.1). So is a word
    /// with a figure (`NIST SP 800-53 IL5`), where the guideline's numbers are set apart from their letters.
    pub(super) fn is_of_another_part(&self, resolution: &Resolution, written: &str) -> bool {
        const ANNEXES: [&str; 12] = [
            "附属書",
            "付録",
            "附則",
            "別紙",
            "別添",
            "別表",
            "別冊",
            "別記",
            "表",
            "図",
            "様式",
            "参考",
        ];
        let Resolution::Unknown { locator, guideline } = resolution else {
            return false;
        };
        let known = || self.guidelines.get(*guideline).clauses.iter();
        let firsts = || known().filter_map(|clause| clause.locator.as_ref()?.levels.first());
        let mut all = known().filter_map(|clause| clause.locator.as_ref());
        if all.any(|own| own.levels.len() > locator.levels.len() && own.starts_with(locator)) {
            return true;
        }
        match &*locator.levels {
            [letters, _] if letters.mark == Mark::Letters => {
                let runs_together = written.chars().all(|c| c.is_ascii_alphanumeric());
                runs_together && !firsts().any(|first| first == letters)
            }
            [word, rest @ ..] if word.mark == Mark::Word => {
                rest.len() <= 1
                    && ANNEXES.contains(&word.value.as_str())
                    && !firsts().any(|first| first == word)
            }
            [number, ..] if number.mark == Mark::Number => {
                firsts().next().is_some() && firsts().all(|first| first.mark == Mark::Letters)
            }
            _ => false,
        }
    }

    /// Cites the clause that one of these guidelines has under a title.
    fn cite_titled(
        &mut self,
        guidelines: &[GuidelineIndex],
        title: &str,
        range: Range<usize>,
    ) -> Vec<Link> {
        let mut found = guidelines.iter();
        let found = found.find_map(|&guideline| self.guidelines.entitled(guideline, title));
        let Some(clause) = found else {
            return Vec::new();
        };
        self.document.citations.push(Citation {
            range,
            resolution: Resolution::Found([(clause, None)].into()),
        });
        vec![Link {
            clause,
            requirement: None,
            citation: Some(self.document.citations.len() - 1),
        }]
    }

    fn statement(&mut self, block: &Block, depth: Option<u8>) {
        let prose = self.markdown.prose(block);
        if prose.text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.offered) && self.choice(block, &prose) {
            self.offered = true;
            return;
        }
        let base = block.range.start;
        let quoted = block.quote_depth > 0 && !self.is_frame(block)
            || block.footnote.is_some()
            || self.document.sections[self.section()].quoting;
        let is_asked = !quoted && self.is_asked();
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        self.note_problems(&unit, base);
        let quoted = quoted || is_asked && !unit.is_labels();
        if !quoted {
            self.name_guidelines(&unit);
        }
        self.leave_items(block.list_depth, depth);
        if !quoted && self.exclusion(block, &prose, &unit) {
            return;
        }
        if unit.is_labels() && !quoted {
            if !unit.figures().is_empty() {
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
        if !quoted && depth.is_none() && is_citation_alone(&unit, prose.text) {
            let links = self.cite_all(&unit, base);
            self.attach(links, block);
            return;
        }
        if !quoted && depth.is_none() && is_in_bold(&self.text[block.range.clone()]) {
            let noted = (self.document.citations.len(), self.document.mentions.len());
            self.ask(&unit, base);
            if !self.asked.is_empty() {
                self.push_statement(unit, base, block.range.clone(), quoted);
                (self.bare, self.last) = (false, None);
                return;
            }
            self.document.citations.truncate(noted.0);
            self.document.mentions.truncate(noted.1);
        }
        let outer = self.items.last().map(|(_, statement)| *statement);
        let index = self.push_statement(unit, base, block.range.clone(), quoted);
        self.document.statements[index].outer = outer;
        self.document.statements[index].item = depth.is_some();
        if let Some(depth) = depth {
            self.items.push((depth, index));
        }
        if quoted {
            self.note_quoted(index, block.quote_depth > 0);
        } else {
            let opens = std::mem::take(&mut self.bare) && depth.is_none();
            self.last = Some(index);
            if opens && self.labels_of_section(index) {
                return;
            }
            let part = Part::opening(prose.text).map(|part| (part, &prose));
            self.answer_of_block(index, part);
            self.leave_open(index, block);
        }
    }

    /// Gives the labels that open a clause's section to the section where its answer goes on in the same
    /// paragraph: 「対応状況：対応済」 over 「内容：…」. `false` where they are no such labels.
    fn labels_of_section(&mut self, index: usize) -> bool {
        let statement = &self.document.statements[index];
        let (unit, base) = (statement.unit.clone(), statement.base);
        let section = self.answered_section();
        let has_status = { unit.fields.iter() }.any(|value| value.field == Field::Status);
        let cites = !unit.pointers.is_empty() || !unit.bare().is_empty();
        if !has_status || cites || self.document.sections[section].links.is_empty() {
            return false;
        }
        add_labels(&mut self.document.sections[section].labels, &unit, base);
        true
    }

    /// A task that is not ticked is not done, whatever it says of its clause.
    fn leave_open(&mut self, index: usize, block: &Block) {
        let is_open = matches!(
            block.kind,
            BlockKind::ListItem {
                task: Some(false),
                ..
            }
        );
        let Some(answer) = self.document.statements[index].answer.filter(|_| is_open) else {
            return;
        };
        let answer = &mut self.document.answers[answer];
        if answer.labels.status.is_none() && !answer.links.is_empty() {
            let stated = StatedStatus {
                status: Status::NotImplemented,
                range: 0..block.range.len().min(1),
                reason: None,
            };
            let place = block.range.start..block.range.start + block.range.len().min(1);
            answer.labels.status = Some((stated, place));
        }
    }

    /// Whether a quotation below a clause's heading holds nothing but labels of its answer, which is set in a frame so:
    /// `> Status: Implemented`.
    fn is_frame(&mut self, block: &Block) -> bool {
        const OWN: [Field; 7] = [
            Field::Status,
            Field::Owner,
            Field::Responsibility,
            Field::Evidence,
            Field::Due,
            Field::Reviewed,
            Field::Frequency,
        ];
        if self.document.sections[self.section()].links.is_empty() {
            return false;
        }
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        unit.is_labels() && unit.fields.iter().all(|value| OWN.contains(&value.field))
    }

    /// Reads an item of a list below words that exclude what it names: 「次の項目は対象外とする」; `false` where
    /// it is no such item.
    fn exclusion(&mut self, block: &Block, prose: &Prose<'_>, unit: &Arc<Unit>) -> bool {
        let depth = match block.kind {
            BlockKind::ListItem { depth, .. } => depth,
            _ => 0,
        };
        let is_below = self.excluding.is_some_and(|outer| depth > outer);
        if !is_below {
            let mut lines = prose.lines();
            let first = lines.next().map_or("", |line| &prose.text[line]);
            let excludes = self.names_guidelines() && wording::introduces_exclusions(first);
            self.excluding = excludes.then_some(depth);
            return excludes && self.excluded_lines(block, prose, unit, lines);
        }
        let whole = 0..prose.text.len();
        self.exclude(block, prose, unit, std::iter::once(whole))
    }

    /// The same for the lines below, of which rules number each: 「(1) 6.3（…ため）」.
    fn excluded_lines(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
        lines: impl Iterator<Item = Range<usize>>,
    ) -> bool {
        let unnumbered = lines.map(|line| {
            let text = &prose.text[line.clone()];
            line.end - wording::without_number(text).len()..line.end
        });
        self.exclude(block, prose, unit, unnumbered)
    }

    /// Makes an answer of texts that name clauses which do not apply; `false` where they name none.
    fn exclude(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
        texts: impl Iterator<Item = Range<usize>>,
    ) -> bool {
        let base = block.range.start;
        let found = [unit.pointers.as_slice(), unit.bare()].concat();
        let pointers: Vec<Pointer> = texts
            .flat_map(|text| {
                citation::in_value(prose, text, Form::Label, base, &found, &self.sought.names)
            })
            .collect();
        let links: Vec<Link> = { pointers.iter() }
            .flat_map(|pointer| self.cite(pointer, base))
            .collect();
        if links.is_empty() {
            return false;
        }
        let end = pointers
            .iter()
            .map(|pointer| pointer.range.end)
            .max()
            .unwrap_or(0);
        let written = self
            .text
            .get(base + end..block.range.end)
            .unwrap_or_default();
        let length = block.range.len();
        let reason = wording::gives_a_cause(written).then_some(end..length);
        let index = self.push_statement(unit.clone(), base, block.range.clone(), false);
        let place = base..base + end.max(1);
        let stated = StatedStatus {
            status: Status::NotApplicable,
            range: 0..end.max(1),
            reason,
        };
        let labels = Labels {
            status: Some((stated, place)),
            ..Labels::default()
        };
        self.push_answer(AnswerKind::Block, index, links, labels, None);
        true
    }

    /// Reads an item of a list that offers statuses, `- [x] Planned`, for the section's status; `false`
    /// where it is no such item.
    /// The section whose labels stand here: below `### Harbor Implementation` that of the clause above it.
    fn answered_section(&self) -> usize {
        let section = self.section();
        let own = &self.document.sections[section];
        let around = own
            .parent
            .filter(|_| own.links.is_empty() && heading::answers_below(&own.title));
        let answering = around.filter(|&around| !self.document.sections[around].links.is_empty());
        answering.unwrap_or(section)
    }

    /// Whether what stands here is what the clause asks that the section around answers further down.
    fn is_asked(&self) -> bool {
        let sections = { self.open.iter().rev() }.map(|&open| &self.document.sections[open]);
        for section in sections {
            if heading::answers_below(&section.title) {
                return false;
            }
            let is_asking = self.asking.binary_search(&section.heading.start).is_ok();
            // What stands under a chapter is of the whole of it.
            let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
            let asks = !section.links.is_empty() && !section.links.iter().all(is_chapter);
            if asks || is_asking {
                return is_asking && asks;
            }
        }
        false
    }

    fn choice(&mut self, block: &Block, prose: &Prose<'_>) -> bool {
        let option = match block.kind {
            BlockKind::ListItem {
                task: Some(done), ..
            } => Some((done, 0..prose.text.len())),
            BlockKind::ListItem { .. } => wording::option(prose.text),
            _ => None,
        };
        let Some((is_ticked, option)) = option else {
            return false;
        };
        let ticked = Some(option).filter(|_| is_ticked);
        let stated = |option: Range<usize>| {
            let stated = wording::status(&prose.text[option.clone()])?;
            let place = |range: Range<usize>| {
                prose.source(option.start + range.start..option.start + range.end)
            };
            Some(StatedStatus {
                range: place(stated.range.clone()),
                reason: stated.reason.clone().map(place),
                ..stated
            })
        };
        let section = self.section();
        let labels = &mut self.document.sections[section].labels;
        if let Some(stated) = ticked.and_then(stated) {
            let range = stated.range.clone();
            let blank = { labels.fields.iter_mut() }
                .find(|value| value.field == Field::Status && value.text.is_empty());
            if let Some(blank) = blank {
                (blank.text, blank.range) = (self.text[range.clone()].into(), range.clone());
            }
            labels.status.get_or_insert((stated, range));
        }
        true
    }

    /// Takes over what is wrong with a unit's notation.
    fn note_problems(&mut self, unit: &Unit, base: usize) {
        let problems = unit.problems().iter().map(|problem| Problem {
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
        if links.is_empty() {
            links.clone_from(&self.asked);
        }
        let section = self.section();
        // Labels without a clause are somebody's to-do list, unless the document names a guideline.
        let labelled = !unit.fields.is_empty() && self.names_guidelines() && !is_row;
        // What does not apply is said where a document says what it covers.
        let excludes = { unit.status.iter() }.any(|one| one.status == Status::NotApplicable);
        let is_preliminary = (is_row || !excludes) && self.document.sections[section].preliminary;
        if links.is_empty() && !labelled || is_preliminary {
            return;
        }
        if self.names_what_it_is_about(&unit, &links) {
            return;
        }
        let mut labels = Labels::default();
        add_labels(&mut labels, &unit, base);
        self.push_answer(AnswerKind::Block, index, links, labels, None);
    }

    /// Whether a line on a document's title page only says of which guideline, or which part of it, the
    /// document is: 「適用ガイドライン：…ガイドライン 第1.1版 別紙2」.
    fn names_what_it_is_about(&self, unit: &Unit, links: &[Link]) -> bool {
        let section = &self.document.sections[self.section()];
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        let names = { unit.pointers.iter() }.any(|pointer| pointer.named.is_some());
        let is_line = |claim: &Claim| {
            claim.text.contains(['：', ':']) && !claim.text.contains('。')
                || wording::announces(&claim.text)
        };
        // 「本表は、…別紙2の対策項目に対する対応状況である。」
        let is_of_itself = |claim: &Claim| wording::speaks_of_itself(&claim.text);
        // A prefix in brackets is put there to cite.
        let is_cited = { unit.pointers.iter() }.any(|pointer| pointer.form == Form::Bracket);
        section.level <= 1
            && !unit.is_row
            && !is_cited
            && !links.is_empty()
            && (names && links.iter().all(is_chapter) && unit.claims.iter().all(is_line)
                || links.iter().any(is_chapter) && unit.claims.iter().all(is_of_itself))
    }

    /// Notes all of a unit's citations and gives the links that they make.
    fn cite_all(&mut self, unit: &Unit, base: usize) -> Vec<Link> {
        let mut links = Vec::new();
        for pointer in &unit.pointers {
            links.extend(self.cite(pointer, base));
        }
        for bare in unit.bare() {
            links.extend(self.cite_bare(bare, base));
        }
        links
    }

    /// Cites a number without a guideline's name, if the document names one and has the clause.
    fn cite_bare(&mut self, bare: &Pointer, base: usize) -> Vec<Link> {
        let clauses = self.clauses_around();
        if bare.form == Form::See && !clauses.is_empty() {
            return Vec::new();
        }
        let is_named = !clauses.is_empty() || self.names_guidelines();
        // The project's guideline is meant in brackets: (AC-2), （別紙2 3.4）. A line that opens with such a
        // number may be one of somebody's own list.
        let is_projects = || {
            let before = &self.text[..base + bare.range.start];
            let before = before.trim_end_matches([' ', '\u{3000}']);
            bare.form == Form::Bare
                && before.ends_with(['（', '(', '【', '［', '[', '※', '：', ':'])
        };
        if !is_named && !is_projects() || bare.form == Form::Common && self.is_guideline() {
            return Vec::new();
        }
        let declared = self.guidelines_around();
        let around = Surroundings {
            guidelines: &declared,
            beyond: &self.guidelines_beyond(),
            project: &self.guidelines_of_project(&declared),
            clauses: &clauses,
        };
        let found = self
            .cache
            .resolutions
            .resolve(bare, self.guidelines, &around);
        // A list with a clause in it is one of clauses; others of its guideline are mistaken.
        let is_meant = |resolution: &Resolution| {
            matches!(resolution, Resolution::Found(_)) || is_named && self.is_mistaken(resolution)
        };
        let references = bare.references.iter().zip(&found);
        let meant = references.filter(|(_, resolution)| is_meant(resolution));
        let references: Vec<_> = meant.map(|(reference, _)| reference.clone()).collect();
        match references.len() {
            0 => Vec::new(),
            all if all == bare.references.len() => self.cite_in(bare, base, &around),
            _ => {
                let bare = Pointer {
                    references,
                    ..bare.clone()
                };
                self.cite_in(&bare, base, &around)
            }
        }
    }

    /// Makes those of a run of statements that answer nothing yet one answer.
    fn push_answer_of(&mut self, statements: Range<usize>, links: Vec<Link>) -> usize {
        let answer = self.document.answers.len();
        let all = &mut self.document.statements;
        let range = all[statements.start].range.start..all[statements.end - 1].range.end;
        let section = all[statements.start].section;
        let is_free = |&one: &usize| all[one].answer.is_none();
        let free: Vec<usize> = statements.filter(is_free).collect();
        for &one in &free {
            all[one].answer = Some(answer);
        }
        self.document.answers.push(Answer {
            kind: AnswerKind::Block,
            range,
            links,
            labels: Labels::default(),
            statements: free,
            section,
            table: None,
        });
        answer
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
            let destinations = unit.destinations().iter().map(|(range, destination)| {
                (base + range.start..base + range.end, destination.clone())
            });
            self.document.label_destinations.extend(destinations);
        }
        let item = { self.items.last() }
            .filter(|(depth, _)| *depth < block.list_depth.max(1) || block.list_depth == *depth)
            .map(|(_, statement)| *statement);
        let holder = item
            .or(if self.bare { None } else { self.last })
            // Behind the words that open a document they hold for all of it.
            .filter(|&holder| {
                let section = &self.document.sections[self.section()];
                let opens = section.level <= 1 && section.links.is_empty() && links.is_empty();
                !opens || self.document.statements[holder].answer.is_some()
            })
            // Behind all that a section says of a clause they close it: they hold for the section.
            .filter(|&holder| {
                let section = &self.document.sections[self.section()];
                let closes = item.is_none() && !section.links.is_empty();
                !closes || self.document.statements[holder].answer.is_some() || !links.is_empty()
            });
        let Some(holder) = holder else {
            let section = self.answered_section();
            let section = &mut self.document.sections[section];
            section.links.extend(links);
            add_labels(&mut section.labels, unit, base);
            let status = unit
                .fields
                .iter()
                .rfind(|value| value.field == Field::Status);
            self.offered = status.is_some_and(|status| status.text.is_empty());
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

    /// Whether the document itself names a guideline around here, not only the project.
    fn names_guidelines(&self) -> bool {
        let opening = &self.sought.names.opening.guidelines;
        { self.naming_section() }.map_or(!opening.is_empty(), |section| {
            !section.guidelines.is_empty()
        })
    }

    /// Whether 「本ガイドライン」 is the document itself.
    fn is_guideline(&self) -> bool {
        let title = { self.document.sections.get(1) }.filter(|section| section.level == 1);
        title
            .is_some_and(|title| title.guidelines.is_empty() && heading::is_guideline(&title.title))
    }

    fn finish(mut self) -> Document {
        self.document.maps_sections = !self.mappings.is_empty();
        self.map_sections();
        let whole = Whole::of(&self.document);
        answers::settle(&mut self.document, self.guidelines, whole);
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
fn captions(blocks: &[Block]) -> Vec<usize> {
    blocks
        .windows(2)
        .filter(|pair| {
            pair[0].kind == BlockKind::Paragraph && matches!(pair[1].kind, BlockKind::Table(_))
        })
        .map(|pair| pair[0].range.start)
        .collect()
}

/// The headings below which a heading of the next level says that what is done follows: what stands between
/// the two is what the guideline asks, `## AC-2` and its text over `### Harbor Implementation`.
fn asking(markdown: &Markdown, blocks: &[Block]) -> Vec<usize> {
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut asking = Vec::new();
    for block in blocks {
        let BlockKind::Heading { level } = block.kind else {
            continue;
        };
        headings.retain(|(outer, _)| *outer < level);
        if let Some((_, above)) = headings.last()
            && heading::answers_below(markdown.prose(block).text)
            && asking.last() != Some(above)
        {
            asking.push(*above);
        }
        headings.push((level, block.range.start));
    }
    asking.sort_unstable();
    asking
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
