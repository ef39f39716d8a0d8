//! Puts units together into a document: sections, answers, citations, tables.
//!
//! Reads no prose itself. What a bare number means is decided here, from what stands around it.

mod citing;
mod edit;
mod exclusions;
mod labels;
mod mapping;
mod part;
mod references;
mod sections;
mod several;
mod standards;
mod tables;
mod titles;
mod unclosed;
mod vertical;

use std::ops::Range;
use std::sync::Arc;

pub use self::edit::apply;
use self::labels::add_labels;
use self::mapping::Mapping;
use self::part::Part;
use self::references::{is_citation_alone, is_in_bold, only_sees};
use super::answers::{self, Whole};
use super::citation::Form;
use super::comments;
use super::declarations::{self, Declarations};
use super::heading;
use super::names::Names;
use super::questions;
use super::siblings;
use super::unit::{self, Claim, Sought, Unit, UnitCache};
use super::values;
use super::{
    Answer, AnswerKind, Document, Labelled, Labels, Link, Problem, Section, Settings, Statement,
};
use crate::finding::RuleName;
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::Message;
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
    /// What a question in bold, a quoted clause or a line with a clause's number and title above names.
    asked: Vec<Link>,
    /// The depth of the list item that is the question.
    asked_in: Option<u8>,
    /// The answer to the part of a clause that a paragraph above names.
    part: Option<usize>,
    /// The list below names clauses that do not apply; the depth of the item that says so.
    excluding: Option<u8>,
    /// Rows that may say which sections answer a clause.
    mappings: Vec<Mapping>,
    /// Where the paragraphs right above tables begin.
    captions: Vec<usize>,
    /// The guideline's words under a clause's heading: where that begins, and the heading that separates them
    /// from the answer.
    asking: Vec<Range<usize>>,
    /// Whether the document is a guideline itself, where its title is not among the sections that are put together.
    is_guideline: Option<bool>,
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
        let names = Names::read(text, markdown, guidelines, &settings.guidelines, cache);
        let asking = asking(markdown, blocks, names.parts_stand_beside);
        Assembly {
            text,
            markdown,
            guidelines,
            sought: Sought::new(names),
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
            asked_in: None,
            part: None,
            excluding: None,
            mappings: Vec::new(),
            captions: captions(blocks),
            asking,
            is_guideline: None,
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
            lists_faults: false,
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
            BlockKind::Code | BlockKind::Html => self.note_unclosed(block),
            BlockKind::Rule => {}
        }
    }

    fn section(&self) -> usize {
        // `open` begins with the document itself, which is never closed.
        self.open.last().copied().unwrap_or(0)
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
        if depth.is_some() && self.boxed_status(block, &prose) {
            return;
        }
        let base = block.range.start;
        let quoted =
            block.quote_depth > 0 && !self.is_frame(block) && !self.is_answer_to_question(block)
                || block.footnote.is_some()
                || self.document.sections[self.section()].quoting;
        let is_asked = !quoted && self.is_asked(base);
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
        // Below a clause "See PLAN-3." sends its reader there, and is no heading over what follows.
        let sees = || only_sees(&unit) && !self.clauses_around().is_empty();
        let is_alone = || {
            is_citation_alone(&unit, prose.text) && !sees() || self.names_title(&unit, prose.text)
        };
        if !quoted && depth.is_none() && is_alone() {
            let links = self.cite_all(&unit, base);
            self.attach(links, block);
            return;
        }
        if !quoted && depth.is_none() && self.status_above(block, &prose) {
            return;
        }
        if !quoted && depth.is_none() && self.part_alone(block, &prose, &unit) {
            return;
        }
        if !quoted && depth.is_none() && self.titled_line(block, &prose, &unit) {
            return;
        }
        let is_question =
            || questions::numbering(prose.text) > 0 && !prose.text.trim_end().contains('\n');
        let asks_in_list = || questions::asks_of_clause(prose.text);
        let may_ask = match depth {
            None => is_in_bold(&self.text[block.range.clone()]) || is_question(),
            Some(_) => self.names_guidelines() && asks_in_list(),
        };
        if !quoted && may_ask {
            let noted = (self.document.citations.len(), self.document.mentions.len());
            self.ask(&unit, base);
            if self.asked.is_empty() {
                self.document.citations.truncate(noted.0);
                self.document.mentions.truncate(noted.1);
                self.ask_as_heading(&unit, &prose);
            }
            if !self.asked.is_empty() {
                self.push_statement(unit, base, block.range.clone(), quoted);
                (self.bare, self.last) = (false, None);
                self.asked_in = depth;
                return;
            }
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
            let names_part = part.is_some();
            self.answer_of_block(index, part);
            self.goes_on_with_part(index, names_part);
            self.leave_open(index, block);
        }
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

    /// Whether what stands here is what the clause asks that the section around answers further down.
    fn is_asked(&self, at: usize) -> bool {
        if self.asking.is_empty() {
            return false;
        }
        let sections = { self.open.iter().rev() }.map(|&open| &self.document.sections[open]);
        for section in sections {
            if heading::answers_below(&section.title) {
                return false;
            }
            let heading = section.heading.start;
            let asking = { self.asking.iter() }.find(|asking| asking.start == heading);
            let is_asking = asking.is_some_and(|asking| at < asking.end);
            // What stands under a chapter is of the whole of it.
            let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
            let asks = !section.links.is_empty() && !section.links.iter().all(is_chapter);
            if asks || is_asking {
                return is_asking && asks;
            }
        }
        false
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
        if self.asked_in.is_some_and(|depth| depth > keep) {
            self.asked.clear();
            self.asked_in = None;
        }
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
        if links.is_empty() && !is_row {
            links = self.cite_opening(index);
        }
        if links.is_empty() && !self.asked.is_empty() {
            if self.joins_labels_above(index) {
                return;
            }
            links.clone_from(&self.asked);
        }
        if links.is_empty() && self.document.statements[index].item {
            links = self.cite_title_of_item(index);
        }
        let section = self.section();
        // Labels without a clause are somebody's to-do list, unless the document names a guideline.
        let labelled = !unit.fields.is_empty() && self.names_guidelines() && !is_row;
        // What does not apply is said where a document says what it covers.
        let excludes = { unit.status.iter() }.any(|one| one.status == Status::NotApplicable);
        let is_preliminary = (is_row || !excludes) && self.document.sections[section].preliminary;
        if links.is_empty() && !labelled || is_preliminary || self.is_of_contents(index) {
            return;
        }
        // "2 Planned Controls: AC-20, CA-5" sums up what is said of each elsewhere.
        let counts = |claim: &Claim| wording::counts_clauses(&claim.text);
        if unit.claims.first().is_some_and(counts) || self.is_count(&unit, base) {
            return;
        }
        if self.names_what_it_is_about(&unit, &links) {
            return;
        }
        let mut labels = Labels::default();
        add_labels(&mut labels, &unit, base);
        if labels.status.is_none() && !links.is_empty() && self.document.statements[index].item {
            labels.status = self.status_of_list();
        }
        self.push_answer(AnswerKind::Block, index, links, labels, None);
    }

    /// The status that the heading above a list gives to its items.
    fn status_of_list(&self) -> Option<(StatedStatus, Range<usize>)> {
        let section = &self.document.sections[self.section()];
        let status = wording::status_of_list(&section.title).filter(|_| section.level > 1)?;
        let stated = StatedStatus {
            status,
            range: 0..1,
            reason: None,
        };
        Some((stated, section.heading.clone()))
    }

    /// Whether a block is no more than clauses and a figure, how many of something there are for them: `**AC-2**: 14`.
    fn is_count(&self, unit: &Unit, base: usize) -> bool {
        /// No such line goes on for longer, in bytes.
        const LONGEST: usize = 16;
        let [claim] = unit.claims.as_slice() else {
            return false;
        };
        let cited = unit.pointers.iter().chain(unit.bare());
        let Some(end) = cited.map(|pointer| pointer.range.end).max() else {
            return false;
        };
        let behind = self.text.get(base + end..base + claim.range.end);
        behind.is_some_and(|behind| {
            let colon = behind.trim_start_matches(['*', '_', '`', ' ', '\u{3000}']);
            let figure = colon.trim_start_matches([':', '：', '*', '_', ' ']);
            behind.len() <= LONGEST
                && figure.len() < colon.len()
                && !figure.is_empty()
                && figure.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// Whether a block is no more than a link to a heading of the document itself: a line of its list of contents.
    fn is_of_contents(&self, index: usize) -> bool {
        /// What marks an item takes no more, in bytes.
        const MARKS: usize = 8;
        let statement = &self.document.statements[index];
        let [(range, destination)] = statement.unit.destinations() else {
            return false;
        };
        let written = self.text[statement.range.clone()].trim();
        destination.starts_with('#') && written.len() <= range.len() + MARKS
    }

    /// Whether a line on a document's title page only says of which guideline, or which part of it, the
    /// document is: 「適用ガイドライン：…ガイドライン 第1.1版 別紙2」.
    fn names_what_it_is_about(&self, unit: &Unit, links: &[Link]) -> bool {
        if unit.is_row {
            let title = { unit.field(Field::Title) }.map(|title| &*title.text);
            let name = title.or_else(|| Some(&*unit.claims.first()?.text));
            return name.is_some_and(heading::names_standards);
        }
        let [first, others @ ..] = unit.claims.as_slice() else {
            return false;
        };
        if others.is_empty() && wording::tells_whose_numbers(&first.text) {
            return true;
        }
        let section = &self.document.sections[self.section()];
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        let names = { unit.pointers.iter() }.any(|pointer| pointer.named.is_some());
        let is_line = |claim: &Claim| {
            claim.text.contains(['：', ':']) && !claim.text.contains('。')
                || wording::announces(&claim.text)
        };
        // 「本表は、…別紙2の対策項目に対する対応状況である。」
        let is_of_itself = |claim: &Claim| {
            wording::speaks_of_itself(&claim.text) || names && wording::only_follows(&claim.text)
        };
        // A prefix in brackets is put there to cite.
        let is_cited = { unit.pointers.iter() }.any(|pointer| pointer.form == Form::Bracket);
        section.level <= 1
            && !is_cited
            && !links.is_empty()
            && (names && links.iter().all(is_chapter) && unit.claims.iter().all(is_line)
                || links.iter().any(is_chapter) && unit.claims.iter().all(is_of_itself))
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

    fn finish(mut self) -> Document {
        self.document.maps_sections = !self.mappings.is_empty();
        self.map_sections();
        let whole = Whole::of(&self.document);
        answers::settle(&mut self.document, self.guidelines, whole);
        comments::read(self.text, self.markdown, &mut self.document);
        if let Some(title) = self.document.title_section() {
            // A guideline's name is no product's.
            let mut written = self.document.sections[title].title.clone();
            let namings: Vec<_> = self.guidelines.namings(&written).collect();
            for naming in namings.into_iter().rev() {
                written.replace_range(naming.range, "");
            }
            let section = &mut self.document.sections[title];
            let (product, said) = wording::titled(&written);
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

/// From the headings below which a heading of the next level says that what is done follows to that one: what
/// stands between the two is what the guideline asks, `## AC-2` and its text over `### Harbor Implementation`. So it
/// is where the parts of answers stand `beside` their controls.
fn asking(markdown: &Markdown, blocks: &[Block], beside: bool) -> Vec<Range<usize>> {
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut asking: Vec<Range<usize>> = Vec::new();
    for block in blocks {
        let BlockKind::Heading { level } = block.kind else {
            continue;
        };
        let title = markdown.prose(block).text;
        headings.retain(|(outer, _)| *outer <= level);
        let own = headings.last().filter(|(outer, _)| *outer == level);
        let is_part = own.is_some() && beside && siblings::is_part(title);
        if own.is_some() && !is_part {
            headings.pop();
        }
        if let Some((_, above)) = headings.last()
            && heading::answers_below(title)
            && { asking.last() }.is_none_or(|last| last.start != *above)
        {
            asking.push(*above..block.range.start);
        }
        if !is_part {
            headings.push((level, block.range.start));
        }
    }
    asking.sort_unstable_by_key(|one| one.start);
    asking.dedup_by_key(|one| one.start);
    asking
}
