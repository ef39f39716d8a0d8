//! Semantic tokens: which words of a document mean something to Shishin, and what.
//!
//! They say what the engine understood, not what Markdown looks like: a number that leads nowhere
//! is another colour than one that does. So they are read from the [`View`] that findings come
//! from, and cost a walk over it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::View;
use super::citing::meets;
use crate::comment::Comment;
use crate::document::Statement;
use crate::guideline::{Modality, modality};
use crate::markdown::{BlockKind, Prose};
use crate::rules;
use crate::wording::{self, Field, Placeholder, Status};

/// What a word is. In the order of precedence where two would stand on the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A clause's number.
    Locator,
    /// A guideline's name or prefix, with its edition.
    Guideline,
    /// A note that something is still to be written.
    Placeholder,
    /// How far something is done.
    Status,
    /// A label's name, or the heading of a column that is understood.
    Label,
    /// A rule that a comment names.
    Rule,
    /// A word that promises less than it seems to.
    Weak,
    /// The words that say how binding a sentence is.
    Modality,
}

impl Kind {
    /// All kinds, in the order in which a legend lists them.
    pub const ALL: [Kind; 8] = [
        Kind::Locator,
        Kind::Guideline,
        Kind::Placeholder,
        Kind::Status,
        Kind::Label,
        Kind::Rule,
        Kind::Weak,
        Kind::Modality,
    ];
}

/// More about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// It leads nowhere: no such clause, guideline or rule.
    Unresolved,
    /// A finding stands at it.
    Reported,
    /// Of a status: not done, or not all of it.
    Open,
    /// Of a status: it does not apply.
    Excluded,
    /// Of a modality: it demands.
    Must,
    /// Of a modality: it recommends.
    Should,
    /// Of a modality: it allows.
    May,
}

impl Modifier {
    /// All modifiers, in the order in which a legend lists them.
    pub const ALL: [Modifier; 7] = [
        Modifier::Unresolved,
        Modifier::Reported,
        Modifier::Open,
        Modifier::Excluded,
        Modifier::Must,
        Modifier::Should,
        Modifier::May,
    ];
}

/// Several modifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers(u32);

impl Modifiers {
    /// A bit for each modifier, at its place in [`Modifier::ALL`].
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Whether one is among them.
    pub fn has(self, modifier: Modifier) -> bool {
        self.0 & (1 << modifier as u32) != 0
    }

    fn with(self, modifier: Modifier, holds: bool) -> Modifiers {
        Modifiers(self.0 | (u32::from(holds) << modifier as u32))
    }
}

/// A word that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the document, in one line.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// More about it.
    pub modifiers: Modifiers,
}

/// The tokens that meet `within`, of the whole document for `None`: in order, none over another.
pub fn tokens(view: &View<'_>, within: Option<&Range<usize>>) -> Vec<Token> {
    let mut collector = Collector {
        view,
        within: within.cloned().unwrap_or(0..view.text.len()),
        found: Vec::new(),
    };
    collector.citations();
    collector.statements();
    collector.statuses();
    collector.blocks();
    collector.comments();
    collector.finish()
}

struct Collector<'a> {
    view: &'a View<'a>,
    within: Range<usize>,
    found: Vec<Token>,
}

impl Collector<'_> {
    fn push(&mut self, range: Range<usize>, kind: Kind, modifiers: Modifiers) {
        if !range.is_empty() && meets(&range, &self.within) {
            self.found.push(Token {
                range,
                kind,
                modifiers,
            });
        }
    }

    /// Numbers, and the names before them; in the front matter too.
    fn citations(&mut self) {
        let document = self.view.document;
        for citation in &document.citations {
            let found = citation.resolution.is_found();
            let modifiers = Modifiers::default().with(Modifier::Unresolved, !found);
            self.push(citation.range.clone(), Kind::Locator, modifiers);
        }
        for mention in &document.mentions {
            let modifiers =
                Modifiers::default().with(Modifier::Unresolved, mention.guidelines.is_empty());
            self.push(mention.range.clone(), Kind::Guideline, modifiers);
        }
        for cover in &document.declarations.covers {
            self.push(cover.range.clone(), Kind::Locator, Modifiers::default());
        }
    }

    /// Weak words and notes in what is claimed.
    fn statements(&mut self) {
        let document = self.view.document;
        let judged = |statement: &Statement| {
            let answers = statement.answer.map(|answer| &document.answers[answer]);
            !statement.quoted && answers.is_some_and(|answer| !answer.links.is_empty())
        };
        for statement in &document.statements {
            if !meets(&statement.range, &self.within) || !judged(statement) {
                continue;
            }
            for claim in &statement.unit.claims {
                for hit in &claim.observations().hits {
                    let range = statement.place(&hit.range);
                    let reported = self.is_reported(&range);
                    let modifiers = Modifiers::default().with(Modifier::Reported, reported);
                    self.push(range, Kind::Weak, modifiers);
                }
                if let Some((Placeholder::Todo, range)) = &claim.placeholder {
                    self.push(
                        statement.place(range),
                        Kind::Placeholder,
                        Modifiers::default(),
                    );
                }
            }
        }
    }

    /// Whether a finding stands at the very words.
    fn is_reported(&self, range: &Range<usize>) -> bool {
        let findings = self.view.findings;
        let first = findings.partition_point(|finding| finding.range.start < range.start);
        let at = findings[first..].iter();
        at.take_while(|finding| finding.range.start < range.end)
            .any(|finding| finding.range.end <= range.end)
    }

    fn statuses(&mut self) {
        let document = self.view.document;
        let units = document.statements.iter().filter_map(|statement| {
            let stated = statement.unit.status.as_ref()?;
            Some((stated.status, statement.place(&stated.range)))
        });
        let sections = document.sections.iter().map(|section| &section.labels);
        let answers = document.answers.iter().map(|answer| &answer.labels);
        let labelled = sections.chain(answers).filter_map(|labels| {
            let (stated, place) = labels.status.as_ref()?;
            Some((stated.status, place.clone()))
        });
        let statuses: Vec<(Status, Range<usize>)> = units.chain(labelled).collect();
        for (status, range) in statuses {
            let open = matches!(
                status,
                Status::Partial | Status::Planned | Status::NotImplemented
            );
            let modifiers = Modifiers::default()
                .with(Modifier::Open, open)
                .with(Modifier::Excluded, status == Status::NotApplicable);
            self.push(range, Kind::Status, modifiers);
        }
    }

    /// Labels, headings of columns, and how binding sentences are.
    fn blocks(&mut self) {
        let markdown = self.view.markdown;
        for block in &markdown.blocks {
            if !meets(&block.range, &self.within) {
                continue;
            }
            match &block.kind {
                BlockKind::Paragraph | BlockKind::ListItem { .. } => {
                    let prose = markdown.prose(block);
                    self.labels(&prose);
                    self.modality(&prose);
                }
                BlockKind::Table(table) => {
                    let mut controls = self.view.document.tables.iter();
                    let header = &table.header.range;
                    let Some(control) = controls.find(|control| control.header == *header) else {
                        continue;
                    };
                    let columns = || control.columns.iter().enumerate();
                    for (column, field) in columns() {
                        let Some(cell) = table.header.cells.get(column) else {
                            break;
                        };
                        if field.is_some() {
                            self.push(cell.range.clone(), Kind::Label, Modifiers::default());
                        }
                    }
                    for row in &table.rows {
                        if !meets(&row.range, &self.within) {
                            continue;
                        }
                        let read = [Some(Field::Requirement), Some(Field::Measure)];
                        for (column, _) in columns().filter(|(_, field)| read.contains(field)) {
                            if let Some(cell) = row.cells.get(column) {
                                self.modality(&markdown.cell(cell));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn labels(&mut self, prose: &Prose<'_>) {
        for line in prose.lines() {
            let Some(label) = wording::label_line(&prose.text[line.clone()]) else {
                continue;
            };
            if label.field.is_ok() {
                let name = line.start + label.name.start..line.start + label.name.end;
                self.push(prose.source(name), Kind::Label, Modifiers::default());
            }
        }
    }

    fn modality(&mut self, prose: &Prose<'_>) {
        for sentence in modality::sentences(prose.text) {
            let Some((words, binding)) = modality::words(&prose.text[sentence.clone()]) else {
                continue;
            };
            let words = sentence.start + words.start..sentence.start + words.end;
            if prose.is_code(words.clone()) {
                continue;
            }
            let modifiers = Modifiers::default()
                .with(Modifier::Must, binding == Modality::Must)
                .with(Modifier::Should, binding == Modality::Should)
                .with(Modifier::May, binding == Modality::May);
            self.push(prose.source(words), Kind::Modality, modifiers);
        }
    }

    fn comments(&mut self) {
        for allowance in &self.view.document.allowances {
            let Comment::Allow { rules, .. } = &allowance.comment else {
                continue;
            };
            for (range, name) in rules {
                let unknown = rules::named(name).is_none();
                let modifiers = Modifiers::default().with(Modifier::Unresolved, unknown);
                self.push(range.clone(), Kind::Rule, modifiers);
            }
        }
    }

    /// One token a word, one line a token.
    fn finish(self) -> Vec<Token> {
        let mut found = self.found;
        found.sort_by_key(|token| (token.kind, token.range.start, token.range.end));
        let mut kept: BTreeMap<usize, Token> = BTreeMap::new();
        for token in found {
            let before = kept.range(..token.range.end).next_back();
            if before.is_none_or(|(_, before)| before.range.end <= token.range.start) {
                kept.insert(token.range.start, token);
            }
        }
        let text = self.view.text;
        let tokens = kept.into_values();
        tokens.flat_map(|token| by_line(text, token)).collect()
    }
}

/// A token cut at the ends of lines.
fn by_line(text: &str, token: Token) -> Vec<Token> {
    let mut pieces = Vec::new();
    let mut start = token.range.start;
    for line in text[token.range.clone()].split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']);
        if !words.is_empty() {
            pieces.push(Token {
                range: start..start + words.len(),
                ..token.clone()
            });
        }
        start += line.len();
    }
    pieces
}
