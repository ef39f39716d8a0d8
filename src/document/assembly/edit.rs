//! Makes the document of an edited text out of that of the text before: only the section around the
//! edit is put together anew.
//!
//! A section takes from what stands before it what the sections around it say, and nothing from what
//! follows. Where none of those answers anything, its statements are in none of their answers either,
//! and the section can be taken out and another one put in its place. What follows it is moved and
//! numbered anew. What a document says as a whole, by its front matter, its title or the names that it
//! gives to guidelines, has to be the same as before.

use std::ops::Range;

use super::super::answers::{self, Whole};
use super::super::comments;
use super::super::siblings;
use super::super::{
    Answer, Citation, ControlTable, Document, Labelled, Labels, Link, Mention, Problem, Section,
    Settings, Statement, UnitCache, values,
};
use super::Assembly;
use super::citing::is_guideline;
use crate::guideline::Guidelines;
use crate::markdown::{Block, Change, Markdown, replace};

/// Makes the document of a text before `change` that of `text`. Gives the section that was put together
/// anew; `None`, and nothing is changed, when all has to be.
pub fn apply(
    document: &mut Document,
    change: &Change,
    text: &str,
    markdown: &Markdown,
    guidelines: &Guidelines,
    settings: &Settings,
    cache: &mut UnitCache,
) -> Option<Change> {
    let place = Place::of(document, change, guidelines)?;
    let change = change.widened(document.sections[place.section].range.clone());
    let blocks = blocks_within(markdown, change.new_range());
    let assembly = Assembly::new(text, markdown, blocks, guidelines, settings, cache);
    let section = place.read(document, &change, blocks, assembly)?;
    place.put(document, &change, section);
    document.allowances.clear();
    comments::read(text, markdown, document);
    document.values = values::of(document, text);
    Some(change)
}

/// The blocks that begin in a range.
fn blocks_within(markdown: &Markdown, range: Range<usize>) -> &[Block] {
    let blocks = &markdown.blocks;
    let from = |place: usize| blocks.partition_point(|block| block.range.start < place);
    &blocks[from(range.start)..from(range.end)]
}

/// Where a section stands in a document.
struct Place {
    section: usize,
    /// The sections around it, the outermost first.
    around: Vec<usize>,
    /// Behind the sections in it.
    end: usize,
    /// What the sections outside of it make of the document as a whole.
    whole: Whole,
}

impl Place {
    /// The innermost section around a change that can be put together by itself.
    fn of(document: &Document, change: &Change, guidelines: &Guidelines) -> Option<Place> {
        // A table can speak of sections anywhere.
        if document.maps_sections {
            return None;
        }
        let sections = &document.sections;
        let parent = |section: &usize| sections[*section].parent;
        let behind =
            sections.partition_point(|section| section.heading.start <= change.range.start);
        let innermost = behind.checked_sub(1)?;
        let holds = |section: &usize| sections[*section].range.end >= change.range.end;
        let innermost = std::iter::successors(Some(innermost), parent).find(holds)?;
        let mut around: Vec<usize> = std::iter::successors(Some(innermost), parent).collect();
        around.reverse();
        let answers = |&section: &usize| {
            let title = section == 1 && answers::names_the_whole(&sections[section], guidelines);
            let section = &sections[section];
            !section.links.is_empty() && !title || section.labels.status.is_some()
        };
        let depth = { around.iter() }
            .position(answers)
            .unwrap_or(around.len() - 1);
        let section = around[depth];
        around.truncate(depth);
        // The first heading may be the title of the whole document.
        if section < 2 {
            return None;
        }
        let range = &sections[section].range;
        let end = sections.partition_point(|section| section.heading.start < range.end);
        // A heading that is a label goes on with the section before it.
        let goes_on = end == sections.len() || sections[end].heading.start == range.end;
        let is_settled = |&section: &usize| is_settled(document, section, range);
        let outside = sections[..section].iter().chain(&sections[end..]);
        let place = Place {
            whole: Whole {
                named: { outside.clone() }.any(|section| !section.guidelines.is_empty()),
                title: around.contains(&1).then_some(1),
            },
            section,
            end,
            around,
        };
        (goes_on && place.around.iter().all(is_settled)).then_some(place)
    }

    /// Reads the section as it stands in the text after the change, as a document of its own that begins
    /// with the sections around it.
    fn read(
        &self,
        document: &Document,
        change: &Change,
        blocks: &[Block],
        mut assembly: Assembly<'_>,
    ) -> Option<Document> {
        if assembly.sought.names.hash != document.names {
            return None;
        }
        let around = (0..).zip(&self.around).map(|(depth, &section)| Section {
            parent: usize::checked_sub(depth, 1),
            ..document.sections[section].clone()
        });
        let known = Document {
            declarations: document.declarations.clone(),
            sections: around.collect(),
            ..Document::default()
        };
        let depth = self.around.len();
        assembly.document = known;
        assembly.is_guideline = Some(is_guideline(&document.sections));
        assembly.open = (0..depth).collect();
        for block in blocks {
            assembly.block(block);
            // Not one heading may end the sections around, or go on with one of them.
            if assembly.open.len() <= depth || !assembly.mappings.is_empty() {
                return None;
            }
        }
        // What follows has to stand where it stood, beside a control or not.
        let is_part = |next: &Section| siblings::is_part(&next.title);
        if assembly.sought.names.parts_stand_beside && { document.sections.get(self.end) }
            .is_some_and(is_part)
        {
            return None;
        }
        let next = document.sections.get(self.end).map_or(0, |next| next.level);
        let sections = &assembly.document.sections;
        if { assembly.open[depth..].iter() }.any(|&open| sections[open].level < next) {
            return None;
        }
        assembly.close_sections(0, change.new_range().end);
        let guidelines = assembly.guidelines;
        let mut read = assembly.document;
        let labels =
            |section: &Section| (section.labels.fields.len(), section.labels.status.is_some());
        let is_same = |(read, &section): (&Section, &usize)| {
            labels(read) == labels(&document.sections[section])
        };
        if !std::iter::zip(&read.sections, &self.around).all(is_same) {
            return None;
        }
        let (old, new) = (
            &document.sections[self.section..self.end],
            &read.sections[depth..],
        );
        let named = |sections: &[Section]| {
            sections
                .iter()
                .any(|section| !section.guidelines.is_empty())
        };
        let is_titled = |sections: &[Section]| sections.iter().any(|section| section.level == 1);
        if !self.whole.named && named(old) != named(new) || is_titled(old) != is_titled(new) {
            return None;
        }
        let whole = Whole {
            named: self.whole.named || named(new),
            ..self.whole
        };
        answers::settle(&mut read, guidelines, whole);
        Some(read)
    }

    /// Puts what was read in the place of the section.
    fn put(&self, document: &mut Document, change: &Change, mut new: Document) {
        for &section in &self.around {
            change.carry(&mut document.sections[section].range);
        }
        new.sections.drain(..self.around.len());
        let sections = Numbers::of(&document.sections, &new.sections, change);
        let statements = Numbers::of(&document.statements, &new.statements, change);
        let answers = Numbers::of(&document.answers, &new.answers, change);
        let citations = Numbers::of(&document.citations, &new.citations, change);
        let tables = Numbers::of(&document.tables, &new.tables, change);
        let inside = Moves {
            change: None,
            sections: sections.inside(&self.around),
            statements: statements.inside(&[]),
            answers: answers.inside(&[]),
            citations: citations.inside(&[]),
            tables: tables.inside(&[]),
        };
        let behind = Moves {
            change: Some(change),
            sections: sections.behind(),
            statements: statements.behind(),
            answers: answers.behind(),
            citations: citations.behind(),
            tables: tables.behind(),
        };
        let moves = (change, &inside, &behind);
        put_in(&mut document.sections, new.sections, moves);
        put_in(&mut document.statements, new.statements, moves);
        put_in(&mut document.answers, new.answers, moves);
        put_in(&mut document.closed, new.closed, moves);
        put_in(&mut document.citations, new.citations, moves);
        put_in(&mut document.quoted, new.quoted, moves);
        put_in(&mut document.mentions, new.mentions, moves);
        put_in(
            &mut document.label_destinations,
            new.label_destinations,
            moves,
        );
        put_in(&mut document.tables, new.tables, moves);
        put_in(&mut document.labelled, new.labelled, moves);
        put_in(&mut document.problems, new.problems, moves);
    }
}

/// Whether what a section says for those in it was said before one of them, at `inner`: a heading that
/// is a label can add to it later.
fn is_settled(document: &Document, section: usize, inner: &Range<usize>) -> bool {
    let own = &document.sections[section];
    let is_before = |range: &Range<usize>| range.start < inner.start;
    let cited = { own.links.iter() }.filter_map(|link| document.citations.get(link.citation?));
    let later = within(&document.statements, inner).end;
    own.labels
        .fields
        .iter()
        .all(|value| is_before(&value.range))
        && { cited }.all(|citation| is_before(&citation.range))
        && { document.statements[later..].iter() }.all(|statement| statement.section != section)
}

/// What has a place in a document's text, and points at others by their numbers.
trait Part {
    fn start(&self) -> usize;
    fn carry(&mut self, moves: &Moves<'_>);
}

/// The parts of a list that begin in a range.
fn within<T: Part>(list: &[T], range: &Range<usize>) -> Range<usize> {
    let from = |place: usize| list.partition_point(|part| part.start() < place);
    from(range.start)..from(range.end)
}

/// Puts parts in the place of those in a change.
fn put_in<T: Part>(list: &mut Vec<T>, mut new: Vec<T>, moves: (&Change, &Moves<'_>, &Moves<'_>)) {
    let (change, inside, behind) = moves;
    let old = within(list, &change.range);
    new.iter_mut().for_each(|part| part.carry(inside));
    list[old.end..]
        .iter_mut()
        .for_each(|part| part.carry(behind));
    replace(list, old, new);
}

/// How many parts of a list are replaced by how many.
struct Numbers {
    old: Range<usize>,
    new: usize,
}

impl Numbers {
    fn of<T: Part>(list: &[T], new: &[T], change: &Change) -> Numbers {
        Numbers {
            old: within(list, &change.range),
            new: new.len(),
        }
    }

    /// From the numbers in what was read to those in the document; `around` are those of what was read
    /// with it.
    fn inside<'a>(&self, around: &'a [usize]) -> Renumbered<'a> {
        Renumbered {
            around,
            from: around.len(),
            by: self.old.start.wrapping_sub(around.len()),
        }
    }

    /// From the old numbers to the new.
    fn behind(&self) -> Renumbered<'static> {
        Renumbered {
            around: &[],
            from: self.old.end,
            by: self.new.wrapping_sub(self.old.len()),
        }
    }
}

/// What becomes of numbers.
struct Renumbered<'a> {
    /// Those of the lowest.
    around: &'a [usize],
    /// From this one on `by` is added, with wrapping.
    from: usize,
    by: usize,
}

impl Renumbered<'_> {
    fn carry<'n>(&self, numbers: impl IntoIterator<Item = &'n mut usize>) {
        for number in numbers {
            if *number >= self.from {
                *number = number.wrapping_add(self.by);
            } else if let Some(around) = self.around.get(*number) {
                *number = *around;
            }
        }
    }
}

/// What becomes of the places and numbers that a part holds.
struct Moves<'a> {
    /// Where places are moved.
    change: Option<&'a Change>,
    sections: Renumbered<'a>,
    statements: Renumbered<'a>,
    answers: Renumbered<'a>,
    citations: Renumbered<'a>,
    tables: Renumbered<'a>,
}

impl Moves<'_> {
    fn places<'r>(&self, places: impl IntoIterator<Item = &'r mut Range<usize>>) {
        if let Some(change) = self.change {
            places.into_iter().for_each(|place| change.carry(place));
        }
    }

    fn labels(&self, labels: &mut Labels) {
        self.places(labels.status.iter_mut().map(|(_, place)| place));
        self.places(labels.fields.iter_mut().map(|value| &mut value.range));
    }

    fn links(&self, links: &mut [Link]) {
        self.citations
            .carry(links.iter_mut().filter_map(|link| link.citation.as_mut()));
    }

    /// Moves where a unit begins.
    fn base(&self, base: &mut usize) {
        let mut place = *base..*base;
        self.places([&mut place]);
        *base = place.start;
    }
}

impl Part for Section {
    fn start(&self) -> usize {
        self.heading.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.heading, &mut self.range]);
        moves.sections.carry(&mut self.parent);
        moves.labels(&mut self.labels);
        moves.links(&mut self.links);
    }
}

impl Part for Statement {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.base(&mut self.base);
        moves.places([&mut self.range]);
        moves.sections.carry([&mut self.section]);
        moves.statements.carry(&mut self.outer);
        moves.answers.carry(&mut self.answer);
    }
}

impl Part for Answer {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.range]);
        moves.links(&mut self.links);
        moves.labels(&mut self.labels);
        moves.statements.carry(&mut self.statements);
        moves.sections.carry([&mut self.section]);
        moves.tables.carry(&mut self.table);
    }
}

impl Part for Citation {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.range]);
    }
}

impl Part for Mention {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.range]);
    }
}

/// Where a link under a label leads.
impl Part for (Range<usize>, String) {
    fn start(&self) -> usize {
        self.0.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.0]);
    }
}

impl Part for ControlTable {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.header, &mut self.range]);
        moves.sections.carry([&mut self.section]);
        moves.places(&mut self.headings);
        moves.places(self.unplaced.iter_mut().map(|(_, place)| place));
    }
}

impl Part for Labelled {
    fn start(&self) -> usize {
        self.base
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.base(&mut self.base);
        moves.sections.carry([&mut self.section]);
        moves.statements.carry(&mut self.outer);
    }
}

impl Part for Problem {
    fn start(&self) -> usize {
        self.range.start
    }

    fn carry(&mut self, moves: &Moves<'_>) {
        moves.places([&mut self.range]);
    }
}
