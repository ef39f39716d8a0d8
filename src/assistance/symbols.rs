//! What a document holds and a workspace can be searched for: sections with what they answer,
//! rows, clauses.

use std::ops::Range;
use std::sync::Arc;

use super::excerpt::Excerpts;
use super::headings::Heading;
use super::rich_text::shortened;
use super::{Shared, View, citing, clause_page, excerpt, meanings};
use crate::coverage::{self, State};
use crate::document::{Answer, AnswerKind, Link};
use crate::finding::{DocumentIndex, Place};
use crate::guideline::{
    Clause, ClauseIndex, ClauseReference, Guideline, Guidelines, Modality, title_key,
};
use crate::locator::Locator;

/// How many clauses a detail names.
const NAMED: usize = 4;
/// How many symbols of each kind a search gives: more than anyone scrolls through.
const FOUND: usize = 100;

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// The heading, or the clauses of a row.
    pub name: String,
    /// What a section answers: 「3.4-①-1, 4.2」; what a row says.
    pub detail: String,
    /// Whether it is a section or a row.
    pub kind: DocumentSymbolKind,
    /// All of it, in bytes of the document.
    pub range: Range<usize>,
    /// The heading or row.
    pub selection: Range<usize>,
    /// The sections and rows in it.
    pub children: Vec<DocumentSymbol>,
}

/// The clauses of a guideline's own file as a tree; `text` is the file's.
pub fn in_guideline(guideline: &Guideline, text: &str) -> Vec<DocumentSymbol> {
    let mut below: Vec<Vec<DocumentSymbol>> = vec![Vec::new(); guideline.clauses.len()];
    let mut outermost = Vec::new();
    // A clause stands behind the one that it is in, so the last is complete first.
    let all: Vec<(ClauseIndex, &Clause)> = guideline.iter().collect();
    for (index, clause) in all.into_iter().rev() {
        let mut children = std::mem::take(&mut below[index.0 as usize]);
        children.reverse();
        if clause.range.is_empty() || clause.range.end > text.len() {
            continue;
        }
        let mut others = (index.0 + 1..)
            .map(ClauseIndex)
            .map_while(|other| Some((other, guideline.clause(other)?)));
        let is_outside =
            |(other, _): &(ClauseIndex, _)| guideline.ancestors(*other).all(|above| above != index);
        let end = others
            .find(is_outside)
            .map_or(text.len(), |(_, other)| other.range.start);
        let written = text[clause.range.start..end.max(clause.range.end)].trim_end();
        let end = (clause.range.start + written.len()).max(clause.range.end);
        let label = clause.label.as_deref().unwrap_or_default();
        let name = format!("{label} {}", citing::caption(clause))
            .trim()
            .to_string();
        let symbol = DocumentSymbol {
            // A symbol has to have a name.
            name: if name.is_empty() {
                "—".to_string()
            } else {
                name
            },
            detail: String::new(),
            kind: DocumentSymbolKind::Section,
            range: clause.range.start..end,
            selection: clause.range.clone(),
            children,
        };
        match guideline.ancestors(index).next() {
            Some(parent) => below[parent.0 as usize].push(symbol),
            None => outermost.push(symbol),
        }
    }
    outermost.reverse();
    outermost
}

/// What a [`DocumentSymbol`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentSymbolKind {
    /// A heading and all under it.
    Section,
    /// A row of a control table.
    Row,
}

/// The sections of a document as a tree, with the rows of its control tables.
pub fn document(view: &View<'_>) -> Vec<DocumentSymbol> {
    let mut by_section: Vec<Vec<DocumentSymbol>> = vec![Vec::new(); view.document.sections.len()];
    let rows = view.document.answers.iter();
    let mut excerpts = Excerpts::within(view.markdown);
    for answer in rows.filter(|answer| answer.kind == AnswerKind::Row) {
        by_section[answer.section].push(row(view, answer, &mut excerpts));
    }
    // A section stands behind the one that it is in, so the last is complete first.
    for (index, section) in view.document.sections.iter().enumerate().rev() {
        let mut children = std::mem::take(&mut by_section[index]);
        children.sort_by_key(|child| child.range.start);
        let Some(parent) = section.parent else {
            return children;
        };
        by_section[parent].push(DocumentSymbol {
            name: heading(view, &section.heading),
            detail: match section.links.is_empty() {
                true => numbers(view.project.guidelines, &links_within(view, index)),
                false => numbers(view.project.guidelines, &section.links),
            },
            kind: DocumentSymbolKind::Section,
            range: section.range.clone(),
            selection: section.heading.clone(),
            children,
        });
    }
    Vec::new()
}

/// The links of the paragraphs and items that stand in a section itself; its rows have symbols of
/// their own.
pub fn links_within(view: &View<'_>, section: usize) -> Vec<Link> {
    let answers = view.document.answers.iter();
    let own = answers.filter(|one| one.section == section && one.kind == AnswerKind::Block);
    own.flat_map(|answer| answer.links.iter().cloned())
        .collect()
}

fn row(view: &View<'_>, answer: &Answer, excerpts: &mut Excerpts<'_>) -> DocumentSymbol {
    let words = excerpts.of(view.text, &answer.range);
    let numbers = numbers(view.project.guidelines, &answer.links);
    let status = answer.labels.status.as_ref().map(|(stated, _)| {
        let (name, _) = meanings::status(stated.status);
        name.in_locale(view.project.locale).to_string()
    });
    let status = status.filter(|status| !words.starts_with(status.as_str()));
    let detail: Vec<String> = status.into_iter().chain([words.clone()]).collect();
    DocumentSymbol {
        // A symbol has to have a name.
        name: [numbers, words, "—".to_string()]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        detail: detail.join(" "),
        kind: DocumentSymbolKind::Row,
        range: answer.range.clone(),
        selection: answer.range.clone(),
        children: Vec::new(),
    }
}

fn heading(view: &View<'_>, range: &Range<usize>) -> String {
    const LONGEST: usize = 120;
    let blocks = &view.markdown.blocks;
    let at = blocks.partition_point(|block| block.range.start < range.start);
    let text = blocks
        .get(at)
        .map_or("", |block| view.markdown.prose(block).text);
    match shortened(text, LONGEST) {
        empty if empty.is_empty() => "—".to_string(),
        text => text,
    }
}

/// The numbers of the clauses that links lead to, each once: 「3.4-①-1, 4.2」.
pub fn numbers(guidelines: &Guidelines, links: &[Link]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for link in links {
        let clause = guidelines.clause(link.clause);
        let name = clause.label.as_deref().unwrap_or(&clause.title);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let shown = names[..names.len().min(NAMED)].join(", ");
    match names.len() > NAMED {
        true => format!("{shown}, …"),
        false => shown,
    }
}

/// Something that a search of the workspace found.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkspaceSymbol {
    /// A clause's number and title, a heading, or the first words of a statement.
    pub name: String,
    /// The guideline of a clause, the clause that a statement answers; empty for a heading.
    pub container: String,
    /// What it is.
    pub kind: WorkspaceSymbolKind,
    /// Where.
    pub place: Place,
}

/// What a [`WorkspaceSymbol`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkspaceSymbolKind {
    /// A clause of a guideline.
    Clause,
    /// A statement that answers a clause which was searched for.
    Statement,
    /// A heading of a document.
    Heading,
}

/// Clauses whose number or title fits a query, the statements that answer the best of them, and
/// headings that hold the query's words; best first. For an empty query the clauses that the project
/// has to answer, those that nothing answers first, and the headings. `headings_of` gives the headings
/// of a document.
pub fn workspace(
    project: &Shared<'_>,
    query: &str,
    headings_of: &dyn Fn(DocumentIndex) -> Arc<[Heading]>,
) -> Vec<WorkspaceSymbol> {
    let query = Query::new(query);
    let (clauses, statements) = match query.key.is_empty() {
        true => (to_answer(project), Vec::new()),
        false => {
            let clauses = clauses(project, &query);
            let statements = statements(project, &clauses);
            (clauses, statements)
        }
    };
    let clauses = clauses.iter();
    let mut symbols: Vec<WorkspaceSymbol> = clauses
        .map(|&clause| clause_symbol(project, clause))
        .collect();
    symbols.extend(statements);
    symbols.extend(headings(project, &query, headings_of));
    symbols
}

/// The clauses that ask something of the project, as many as a list takes: those that nothing answers
/// first.
fn to_answer(project: &Shared<'_>) -> Vec<ClauseReference> {
    let summaries = project.coverage.summaries(project.guidelines);
    let mut asked: Vec<(bool, ClauseReference)> = Vec::new();
    for summary in summaries.iter().filter(|one| one.requirements > 0) {
        let guideline = summary.guideline;
        for (clause, known) in project.guidelines.get(guideline).iter() {
            let reference = ClauseReference { guideline, clause };
            let asks = coverage::asks(known) > Modality::May && !known.deselected;
            if asks && known.label.is_some() && known.withdrawn.is_none() {
                let state = project.coverage.clause(project.guidelines, reference);
                asked.push((state != State::Missing, reference));
            }
        }
    }
    asked.sort_unstable();
    let first = asked.into_iter().take(FOUND);
    first.map(|(_, clause)| clause).collect()
}

struct Query {
    /// The query as [`title_key`] folds it.
    key: String,
    /// The query as a clause number.
    locator: Option<Locator>,
}

impl Query {
    fn new(query: &str) -> Query {
        // `mic:3.4` asks for 3.4.
        let number = query.trim().rsplit([':', '：']).next().unwrap_or_default();
        Query {
            key: title_key(query.trim()),
            locator: number.parse().ok(),
        }
    }

    /// How badly a clause fits; `None` when it does not.
    fn distance(&self, number: Option<&Locator>, label: &str, title: &str) -> Option<u8> {
        if let (Some(asked), Some(number)) = (&self.locator, number) {
            if number == asked {
                return Some(0);
            }
            if number.starts_with(asked) || number.levels.ends_with(&asked.levels) {
                return Some(1);
            }
        }
        let label = title_key(label);
        match () {
            () if label.starts_with(&self.key) => Some(2),
            () if title.starts_with(&self.key) => Some(3),
            () if title.contains(&self.key) || label.contains(&self.key) => Some(4),
            () if is_subsequence(&self.key, title) => Some(5),
            () => None,
        }
    }
}

/// Whether the characters of `key` stand in `text` in their order. One or two stand in most titles.
fn is_subsequence(key: &str, text: &str) -> bool {
    let mut rest = text.chars();
    key.chars().count() > 2 && key.chars().all(|wanted| rest.any(|c| c == wanted))
}

fn clauses(project: &Shared<'_>, query: &Query) -> Vec<ClauseReference> {
    let mut ranked: Vec<(u8, bool, ClauseReference)> = Vec::new();
    for (guideline, known) in project.guidelines.iter() {
        let other = !project.chosen.contains(&guideline);
        for (clause, known) in known.iter() {
            let reference = ClauseReference { guideline, clause };
            let title = project.guidelines.title_key_of(reference);
            let label = known.label.as_deref().unwrap_or_default();
            let distance = query.distance(known.locator.as_ref(), label, title);
            ranked.extend(distance.map(|distance| (distance, other, reference)));
        }
    }
    ranked.sort_unstable();
    let best = ranked.into_iter().take(FOUND);
    best.map(|(_, _, clause)| clause).collect()
}

fn clause_symbol(project: &Shared<'_>, clause: ClauseReference) -> WorkspaceSymbol {
    WorkspaceSymbol {
        name: name_of(project, clause),
        container: project.guidelines.get(clause.guideline).short_name(),
        kind: WorkspaceSymbolKind::Clause,
        place: Place::Clause(clause),
    }
}

/// A clause's number and title; of one that has neither, what it goes by.
fn name_of(project: &Shared<'_>, clause: ClauseReference) -> String {
    let known = project.guidelines.clause(clause);
    let name = [
        known.label.clone().unwrap_or_default(),
        citing::title(known),
    ]
    .join(" ");
    match name.trim() {
        "" => clause_page::heading(known, project.locale),
        name => name.to_string(),
    }
}

fn statements(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<WorkspaceSymbol> {
    let answers = clauses.iter().flat_map(|&clause| {
        let answers = project.answers(clause);
        answers
            .into_iter()
            .map(move |(document, answer)| (clause, document, answer))
    });
    answers
        .take(FOUND)
        .map(|(clause, document, answer)| WorkspaceSymbol {
            name: excerpt::of_place(project, document, &answer.range.bytes()),
            container: name_of(project, clause),
            kind: WorkspaceSymbolKind::Statement,
            place: Place::Document(document, answer.range.bytes()),
        })
        .filter(|symbol| !symbol.name.is_empty())
        .collect()
}

fn headings(
    project: &Shared<'_>,
    query: &Query,
    headings_of: &dyn Fn(DocumentIndex) -> Arc<[Heading]>,
) -> Vec<WorkspaceSymbol> {
    let fitting = |document: DocumentIndex| {
        let headings = headings_of(document);
        let fitting = { headings.iter() }.filter(|heading| heading.key.contains(&query.key));
        let places = fitting.map(|heading| (document, heading.range.clone()));
        places.collect::<Vec<_>>()
    };
    let documents = project.coverage.documents().into_iter();
    let found = documents.flat_map(fitting).take(FOUND);
    found
        .map(|(document, range)| WorkspaceSymbol {
            name: excerpt::of_place(project, document, &range),
            container: String::new(),
            kind: WorkspaceSymbolKind::Heading,
            place: Place::Document(document, range),
        })
        .filter(|symbol| !symbol.name.is_empty())
        .collect()
}
