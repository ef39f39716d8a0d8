//! What a document says and where it points: answers, statements, citations, declarations.
//!
//! A [`Document`] is made from parsed Markdown and the guidelines in play. What one block or
//! table row says on its own is a [`Unit`], which depends on nothing but its own text and the
//! meaning of its table's columns, and is kept by content hash from one edit to the next.
//! Putting units together into a document (which section they stand in, which guideline a bare
//! number belongs to) is done anew after each edit; it looks things up, but reads no prose.

mod answers;
mod assembly;
mod cells;
mod citation;
mod comments;
mod declarations;
mod heading;
mod names;
mod questions;
mod resolution;
mod siblings;
mod table;
mod unit;
mod values;

use std::ops::Range;
use std::sync::Arc;

use crate::comment::Comment;
use crate::finding::RuleName;
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, Responsibility};
use crate::locale::Message;
use crate::locator::Locator;
use crate::markdown::{Change, Markdown};
use crate::wording::{self, Field, Product, StatedStatus, Surrounding};

pub use citation::{Form, Pointer, is_distinctive, needs_no_name};
pub use declarations::{Cover, Declarations};
pub use heading::is_title_of;
pub use unit::{Claim, FieldValue, Given, Unit, UnitCache, up_to_next_label};
pub use values::{Value, Values, shortened};

/// What a project says about all of its documents.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Guidelines that a bare clause number may belong to where a document names none, in the
    /// order in which the project names them.
    pub guidelines: Vec<GuidelineIndex>,
    /// Table headings of the project's own, and what their columns hold.
    pub columns: Vec<(String, Field)>,
}

/// A document as Shishin understands it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What its front matter says.
    pub declarations: Declarations,
    /// The document itself, then its headings in order. A section's parent stands before it.
    pub sections: Vec<Section>,
    /// Blocks and rows that may say what the provider does, in order.
    pub statements: Vec<Statement>,
    /// What is said about clauses, in the order of the answers' places.
    pub answers: Vec<Answer>,
    /// Items of plans of action that are closed. They answer nothing; what their rows say has to be so all the same.
    pub closed: Vec<Answer>,
    /// Places that name a clause, in order.
    pub citations: Vec<Citation>,
    /// Places that name a clause in block quotes and footnotes: somebody else's words, which answer nothing, but a
    /// reader may ask what they point at.
    pub quoted: Vec<Citation>,
    /// Places that name a guideline without an edition or with one that is not in play.
    pub mentions: Vec<Mention>,
    /// Where links under label lines that stand alone lead, in order.
    pub label_destinations: Vec<(Range<usize>, String)>,
    /// Tables with a clause column, in order.
    pub tables: Vec<ControlTable>,
    /// Figures under label lines that stand alone, in order.
    pub labelled: Vec<Labelled>,
    /// Comments for Shishin, with the bytes that each one speaks of.
    pub allowances: Vec<Allowance>,
    /// What is wrong with the document's own notation.
    pub problems: Vec<Problem>,
    /// Figures of things that other documents may give figures for.
    pub values: Values,
    /// The product or system that its title names.
    pub product: Product,
    /// Equal for documents that give guidelines the same names.
    names: u64,
    /// A table in it may say which of its sections answer a clause.
    maps_sections: bool,
}

impl Document {
    /// Whether a comment allows what a rule finds at a place, in bytes of the document.
    pub fn allows(&self, rule: &str, place: &Range<usize>) -> bool {
        self.allowances.iter().any(|allowance| {
            let scope = &allowance.scope;
            scope.start <= place.start && place.end <= scope.end && allowance.allows(rule)
        })
    }

    /// The section whose heading is the document's title: the first, if no other is of the highest
    /// level.
    pub fn title_section(&self) -> Option<usize> {
        let first = self.sections.get(1).filter(|section| section.level == 1)?;
        let others = self.sections.iter().skip(2);
        (first.parent == Some(0) && others.into_iter().all(|section| section.level > 1))
            .then_some(1)
    }

    /// The document's first heading, if it is one of the highest level, on one line and shortened;
    /// empty without one.
    pub fn title(&self) -> std::borrow::Cow<'_, str> {
        let first = self.sections.get(1).filter(|section| section.level == 1);
        first.map_or("".into(), |section| values::shortened(&section.title))
    }
}

/// The part of a document from one heading to the next of its level.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading; for the document itself an empty range at its start.
    pub heading: Range<usize>,
    /// The heading's title without a clause number; empty for the document itself.
    pub title: String,
    /// 0 for the document itself.
    pub level: u8,
    /// The section around it; `None` for the document itself.
    pub parent: Option<usize>,
    /// From the heading to the next of its level, in bytes.
    pub range: Range<usize>,
    /// Clauses that the heading, or a citation alone under it, names.
    pub links: Vec<Link>,
    /// Label lines right under the heading.
    pub labels: Labels,
    /// Guidelines named in the heading or in the text so far; the latest one.
    pub guidelines: Vec<GuidelineIndex>,
    /// The heading names a guideline that is not at hand; the numbers below it are that one's.
    pub foreign: bool,
    /// Purpose, scope, definitions, revision history, and what customers have to do: sections that claim
    /// nothing.
    pub preliminary: bool,
    /// What stands in it is what the guideline says: "Control Statement", 「要求事項」.
    pub quoting: bool,
    /// It lists exceptions, findings or open points, or stands in a section that does: what it holds does not say how
    /// clauses are met.
    pub lists_faults: bool,
    /// What the title says of the figures below it.
    pub surrounding: Arc<Surrounding>,
}

/// A block or row that may say what the provider does.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it says; its ranges count from `base`.
    pub unit: Arc<Unit>,
    /// Where the unit begins in the document.
    pub base: usize,
    /// All of it, in bytes of the document.
    pub range: Range<usize>,
    /// The section that it stands in.
    pub section: usize,
    /// In a block quote, a footnote or a quoting section: somebody else's words.
    pub quoted: bool,
    /// It is an item of a list.
    pub item: bool,
    /// The list item that it stands under, by index.
    pub outer: Option<usize>,
    /// The answer that it belongs to, if any.
    pub answer: Option<usize>,
}

/// Label lines that stand alone and give figures.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// What they say; its ranges count from `base`.
    pub unit: Arc<Unit>,
    /// Where the unit begins in the document.
    pub base: usize,
    /// The section that they stand in.
    pub section: usize,
    /// The list item that they stand under, by its statement's index.
    pub outer: Option<usize>,
}

impl Statement {
    /// A range of the unit as bytes of the document.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }
}

/// Statements that speak for the same clauses under one set of labels: a table row, a list item
/// or paragraph with its own citation, or the text of a section that answers a clause.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What kind of place it is.
    pub kind: AnswerKind,
    /// Where a reader is sent: the row, the block, the section's heading.
    pub range: Range<usize>,
    /// The clauses that it answers.
    pub links: Vec<Link>,
    /// Status, owner, evidence and the rest; a section's own come down to its answers.
    pub labels: Labels,
    /// Its statements, by index.
    pub statements: Vec<usize>,
    /// The section that it stands in, or is.
    pub section: usize,
    /// The control table whose row it is.
    pub table: Option<usize>,
}

impl Answer {
    /// Whether it says that another provider answers the clause: the details are that one's.
    pub fn is_inherited(&self) -> bool {
        [Field::Status, Field::Responsibility].iter().any(|&field| {
            let value = self.labels.value(field);
            value.is_some_and(|value| wording::inherits(&value.text))
        })
    }

    /// Whether it says that the clause is the customer's alone: how it is met is not for this document to tell.
    pub fn is_customers(&self) -> bool {
        // Below a heading of statuses it says so where none is.
        let status =
            || { self.labels.status.is_none() }.then(|| self.labels.value(Field::Status))?;
        let value = self.labels.value(Field::Responsibility).or_else(status);
        value.is_some_and(|value| {
            wording::responsibility(&value.text) == Some(Responsibility::Customer)
        })
    }
}

/// The kinds of places that answer clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A row of a control table.
    Row,
    /// A paragraph or list item.
    Block,
    /// All of a section's own text.
    Section,
}

/// From an answer to what it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The clause.
    pub clause: ClauseReference,
    /// Which of the clause's requirements, where the citation says so (`AC-2 a.`).
    pub requirement: Option<usize>,
    /// The citation that made it, by index; `None` when a heading's title did.
    pub citation: Option<usize>,
}

/// A place that names a clause, resolved.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Bytes of the locator, without the guideline's name or prefix before it.
    pub range: Range<usize>,
    /// What it points at.
    pub resolution: Resolution,
}

/// What became of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It names these clauses (several for a range), with the requirement where it says which.
    Found(Arc<[(ClauseReference, Option<usize>)]>),
    /// The guideline has no such clause.
    Unknown {
        /// What was looked for, with the number of the section around it where that has one.
        locator: Locator,
        /// The guideline that was looked through.
        guideline: GuidelineIndex,
    },
    /// More than one clause fits.
    Ambiguous(Vec<ClauseReference>),
    /// Nothing says which guideline the number belongs to.
    NoGuideline,
}

impl Resolution {
    /// Whether there are such clauses.
    pub fn is_found(&self) -> bool {
        matches!(self, Resolution::Found(_))
    }
}

/// A guideline named as a whole.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The name, with the edition behind it.
    pub range: Range<usize>,
    /// The editions that it can mean; empty when the edition is not in play.
    pub guidelines: Vec<GuidelineIndex>,
    /// Whether an edition stands behind the name.
    pub edition: bool,
    /// The name was a bracket prefix or a front matter value that is not known.
    pub unknown: Option<String>,
}

/// Labels that hold for an answer.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// The implementation status.
    pub status: Option<(StatedStatus, Range<usize>)>,
    /// All fields, the nearest first; ranges are bytes of the document.
    pub fields: Vec<LabelledValue>,
}

/// A value that stands under a label or in a labelled column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledValue {
    /// Which label.
    pub field: Field,
    /// Bytes of the value; empty where nothing stands.
    pub range: Range<usize>,
    /// The value as a reader sees it, trimmed.
    pub text: Arc<str>,
    /// Inherited from the section, the table or the front matter.
    pub inherited: bool,
}

impl Labels {
    /// The value nearest to the answer, if the label is there and has one.
    pub fn value(&self, field: Field) -> Option<&LabelledValue> {
        self.fields
            .iter()
            .find(|value| value.field == field && !value.text.is_empty())
    }

    /// The label itself, with or without a value.
    pub fn label(&self, field: Field) -> Option<&LabelledValue> {
        self.fields.iter().find(|value| value.field == field)
    }
}

/// A table with a clause column.
#[derive(Clone, Debug)]
pub struct ControlTable {
    /// The heading row.
    pub header: Range<usize>,
    /// All of the table.
    pub range: Range<usize>,
    /// What its columns hold.
    pub columns: Vec<Option<Field>>,
    /// Where the headings of its columns stand.
    pub headings: Vec<Range<usize>>,
    /// The guideline that its numbers belong to, where that is known.
    pub guideline: Option<GuidelineIndex>,
    /// Its rows are what is wrong, a plan of action and milestones.
    pub lists_faults: bool,
    /// The rows say how something was judged, with remarks or grounds beside it and no answers.
    pub judges: bool,
    /// Its rows are risks and what is done about them. How far that is says nothing of the clauses that they name.
    pub lists_risks: bool,
    /// The section that it stands in.
    pub section: usize,
    /// A number of its clause column that could not be placed, when the guideline is not known.
    pub unplaced: Option<(String, Range<usize>)>,
}

impl ControlTable {
    /// Whether a column of the table holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains(&Some(field))
    }
}

/// A comment for Shishin and what it speaks of.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The comment, in bytes of the document.
    pub range: Range<usize>,
    /// What it says; ranges are bytes of the document.
    pub comment: Comment,
    /// The bytes whose findings it allows.
    pub scope: Range<usize>,
}

impl Allowance {
    /// Whether it allows the findings of a rule.
    pub fn allows(&self, rule: &str) -> bool {
        match &self.comment {
            Comment::Allow { rules, .. } => rules.iter().any(|(_, name)| name == rule),
            Comment::Invalid { .. } => false,
        }
    }
}

/// Something wrong in a document's notation.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which rule reports it.
    pub rule: RuleName,
    /// Where, in bytes of the document.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub help: Option<Message>,
    /// What to write instead of the range, where that is certain.
    pub replacement: Option<String>,
}

impl Document {
    /// Reads a document. `cache` may hold units of an earlier state of it, or of anything else
    /// read with the same guidelines and settings; the result does not depend on what it holds.
    pub fn read(
        text: &str,
        markdown: &Markdown,
        guidelines: &Guidelines,
        settings: &Settings,
        cache: &mut UnitCache,
    ) -> Document {
        assembly::assemble(text, markdown, guidelines, settings, cache)
    }

    /// Gives back memory that it does not need, where it is kept.
    pub fn shrink_to_fit(&mut self) {
        self.sections.shrink_to_fit();
        self.statements.shrink_to_fit();
        self.answers.shrink_to_fit();
        self.citations.shrink_to_fit();
    }

    /// Makes the document of a text before a change what [`Document::read`] makes of `text`, whose
    /// Markdown this is; without a change, all of the text is another. Guidelines and settings have to
    /// be those that it was read with. Gives what was read anew; `None` when all of it was.
    pub fn edit(
        &mut self,
        change: Option<&Change>,
        text: &str,
        markdown: &Markdown,
        guidelines: &Guidelines,
        settings: &Settings,
        cache: &mut UnitCache,
    ) -> Option<Change> {
        let read = change.and_then(|change| {
            assembly::apply(self, change, text, markdown, guidelines, settings, cache)
        });
        if read.is_none() {
            *self = Document::read(text, markdown, guidelines, settings, cache);
        }
        read
    }
}
