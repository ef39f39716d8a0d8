//! How guidelines stand, chapter by chapter down to the statements: what a tree beside the text
//! shows. Its counts are those of [`Coverage::summaries`](crate::coverage::Coverage::summaries).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::excerpt::Excerpts;
use super::{Shared, View, citing, clause_page};
use crate::coverage::{Answered, Counts, Standing, State, Summary};
use crate::finding::{DocumentIndex, Place};
use crate::guideline::{ClauseReference, Completeness};
use crate::text::Lined;

/// A guideline that somebody undertakes to answer, or speaks to.
#[derive(Clone, Debug, PartialEq)]
pub struct GuidelineNode {
    /// Its id.
    pub id: String,
    /// What it is called where there is little room, the edition included.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its edition, as printed.
    pub edition: Option<String>,
    /// Whether the catalogue holds only some clauses, so that no count is of the whole.
    pub partial: bool,
    /// That it is partial, in words.
    pub note: Option<String>,
    /// Whether project or documents undertake to answer (some of) it; otherwise only what
    /// documents speak to is here.
    pub declared: bool,
    /// How all requirements counted stand.
    pub counts: Counts,
    /// The outermost clauses.
    pub chapters: Vec<ClauseNode>,
}

/// A clause that is counted or answered, or below which one is.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseNode {
    /// The guideline's id.
    pub guideline: String,
    /// The clause's id, which stays the same from file to file.
    pub clause: String,
    /// Its number; `None` where it has no official one.
    pub label: Option<String>,
    /// Its title, or the beginning of what it asks.
    pub title: String,
    /// How it stands; `None` for a clause that only holds others together.
    pub state: Option<State>,
    /// How its requirements and those of all below it stand.
    pub counts: Counts,
    /// Where it stands.
    pub place: Place,
    /// The statements that answer it itself, in the order of documents and places; of many some, the weak ones first
    /// of all.
    pub answers: Vec<AnswerNode>,
    /// How many statements answer it itself.
    pub answered: usize,
    /// The clauses in it.
    pub children: Vec<ClauseNode>,
}

/// A statement that answers a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerNode {
    /// Where.
    pub place: Place,
    /// Its first words; empty where the document cannot be read.
    pub text: String,
    /// How much of an answer it is.
    pub standing: Standing,
}

/// The tree of all guidelines that somebody undertakes to answer or speaks to, those that the
/// project names first, with at most `most` statements a clause. Reads the documents of those for their words, each once.
pub fn coverage_tree(project: &Shared<'_>, most: usize) -> Vec<GuidelineNode> {
    let mut summaries = project.coverage.summaries(project.guidelines);
    let chosen = |summary: &Summary| {
        let position = project.chosen.iter();
        let mut position = position.enumerate();
        position
            .find(|(_, index)| **index == summary.guideline)
            .map_or(usize::MAX, |(at, _)| at)
    };
    summaries.sort_by_key(chosen);
    let mut texts = Texts::new(project, most);
    summaries
        .iter()
        .map(|summary| guideline(project, summary, &mut texts))
        .collect()
}

/// How the answers of one document stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct DocumentCounts {
    /// Rows, blocks and sections that answer a clause.
    pub answers: usize,
    /// Those of them that say too little, or that it is not done.
    pub weak: usize,
    /// Clauses that are missing and belong here.
    pub missing: usize,
}

/// How a document's clauses stand, counted: for a status bar.
pub fn document_counts(view: &View<'_>) -> DocumentCounts {
    let contribution = view.project.coverage.contribution(view.index);
    let answered = contribution.map_or(&[][..], |found| &found.answers);
    let mut counts = DocumentCounts::default();
    let mut last = None;
    // An answer to several clauses stands once for each of them, one behind the other.
    for answer in answered {
        if last.replace(answer.range) != Some(answer.range) {
            counts.answers += 1;
            let weak = view.project.coverage.is_weak(view.index, answer);
            counts.weak += usize::from(weak);
        }
    }
    let missing = view.findings.iter();
    counts.missing = missing
        .filter(|finding| finding.rule == "missing-clause")
        .count();
    counts
}

/// The statements that answer a clause, from the one at `start` on, at most `most` of them, and how many there are in all.
pub fn answers(
    project: &Shared<'_>,
    clause: ClauseReference,
    start: usize,
    most: usize,
) -> (Vec<AnswerNode>, usize) {
    let mut texts = Texts::new(project, most);
    let all = project.answers(clause);
    let part = all.iter().skip(start).take(most);
    let nodes = part.map(|&(document, answer)| texts.node(document, answer));
    (nodes.collect(), all.len())
}

struct Texts<'p, 'a> {
    project: &'p Shared<'a>,
    /// As many statements of a clause are shown at once.
    most: usize,
    read: FxHashMap<DocumentIndex, Option<(Arc<Lined>, Excerpts<'static>)>>,
}

impl<'p, 'a> Texts<'p, 'a> {
    fn new(project: &'p Shared<'a>, most: usize) -> Texts<'p, 'a> {
        Texts {
            project,
            most,
            read: FxHashMap::default(),
        }
    }

    /// Of the statements that answer a clause as many as are shown, and how many there are.
    fn some(&mut self, clause: ClauseReference) -> (Vec<AnswerNode>, usize) {
        let mut answers = self.project.answers(clause);
        let count = answers.len();
        if count > self.most {
            let is_good = |&at: &usize| {
                let (document, answer) = answers[at];
                self.project.coverage.standing(document, answer).0 == Standing::Good
            };
            let mut shown: Vec<usize> = (0..count).collect();
            shown.sort_by_cached_key(is_good);
            shown.truncate(self.most);
            shown.sort_unstable();
            answers = shown.into_iter().map(|at| answers[at]).collect();
        }
        let nodes = answers.into_iter();
        let nodes = nodes.map(|(document, answer)| self.node(document, answer));
        (nodes.collect(), count)
    }

    fn node(&mut self, document: DocumentIndex, answer: &Answered) -> AnswerNode {
        AnswerNode {
            place: Place::Document(document, answer.range.bytes()),
            text: self.words(document, &answer.range.bytes()),
            standing: self.project.coverage.standing(document, answer).0,
        }
    }

    fn words(&mut self, document: DocumentIndex, range: &std::ops::Range<usize>) -> String {
        let project = self.project;
        let read = self.read.entry(document);
        let read = read.or_insert_with(|| {
            let lined = (project.text_of)(document)?;
            let excerpts = Excerpts::new(&lined.text);
            Some((lined, excerpts))
        });
        read.as_mut().map_or(String::new(), |(lined, excerpts)| {
            excerpts.of(&lined.text, range)
        })
    }
}

fn guideline(project: &Shared<'_>, summary: &Summary, texts: &mut Texts<'_, '_>) -> GuidelineNode {
    let known = project.guidelines.get(summary.guideline);
    let counted: FxHashMap<ClauseReference, Counts> = { summary.clauses.iter().copied() }
        .zip(summary.parts.iter().copied())
        .collect();
    let roots = known.iter().filter(|(_, clause)| clause.parent.is_none());
    let chapters = roots.filter_map(|(clause, _)| {
        let root = ClauseReference {
            guideline: summary.guideline,
            clause,
        };
        node(project, root, &counted, texts)
    });
    let extent = clause_page::extent(known, project.locale);
    GuidelineNode {
        id: known.id.clone(),
        name: known.short_name(),
        title: known.title.clone(),
        edition: known.edition.clone(),
        partial: matches!(known.completeness, Completeness::Partial { .. }),
        note: (!extent.is_empty()).then(|| extent.join("\n")),
        declared: summary.declared,
        counts: Counts {
            covered: summary.covered,
            weak: summary.weak,
            missing: summary.missing,
            excluded: summary.excluded,
        },
        chapters: chapters.collect(),
    }
}

fn node(
    project: &Shared<'_>,
    clause: ClauseReference,
    counted: &FxHashMap<ClauseReference, Counts>,
    texts: &mut Texts<'_, '_>,
) -> Option<ClauseNode> {
    let known = project.guidelines.clause(clause);
    let children: Vec<ClauseNode> = { known.children.iter() }
        .filter_map(|&child| {
            let child = ClauseReference {
                clause: child,
                ..clause
            };
            node(project, child, counted, texts)
        })
        .collect();
    let own = counted.get(&clause);
    if own.is_none() && children.is_empty() {
        return None;
    }
    let mut counts = own.copied().unwrap_or_default();
    for child in &children {
        counts += child.counts;
    }
    let (answers, answered) = texts.some(clause);
    Some(ClauseNode {
        guideline: project.guidelines.get(clause.guideline).id.clone(),
        clause: known.id.clone(),
        label: known.label.clone(),
        title: citing::caption(known),
        state: own.map(|_| project.coverage.clause(project.guidelines, clause)),
        counts,
        place: Place::Clause(clause),
        answers,
        answered,
        children,
    })
}
