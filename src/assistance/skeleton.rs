//! The skeleton of an answer to a missing clause: a row, a list item, a paragraph or a section, as
//! the answers around it are written, with the clause's number and places to fill in.
//!
//! It says nothing that nobody wrote. What the guideline asks stands in a requirement column, and
//! elsewhere in a comment, which tells the writer what to write and reaches no reader.

mod beside;
mod row;
mod section;

use std::ops::Range;

use super::View;
use super::citing::{self, language, line_end, one_line};
use super::draft::{Draft, placeholder};
use crate::coverage;
use crate::document::AnswerKind;
use crate::finding::Edit;
use crate::guideline::{Clause, ClauseReference, Modality, Requirement};
use crate::locale::Locale;
use crate::markdown::{Block, BlockKind, Markdown};
use crate::rules;

/// The skeleton of an answer, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// The insertion, for an editor without snippets.
    pub edit: Edit,
    /// The insertion's text with tab stops.
    pub snippet: String,
    /// The bytes of the inserted text that are to be filled in first.
    pub first_blank: Option<Range<usize>>,
}

impl Skeleton {
    fn new(at: usize, draft: &Draft) -> Skeleton {
        Skeleton {
            edit: Edit {
                range: at..at,
                new_text: draft.text(),
            },
            snippet: draft.snippet(),
            first_blank: draft.first_blank(),
        }
    }
}

/// The skeleton of an answer to `clause` in the document of `view`: beside the answer to the nearest
/// clause and written as that one is, else as a section at the document's foot. `None` for a
/// clause without an official number, which nobody could cite, and where it would stand in a fence or comment that is not
/// closed.
pub fn skeleton(view: &View<'_>, clause: ClauseReference) -> Option<Skeleton> {
    let label = view.project.guidelines.clause(clause).label.as_deref()?;
    let wanted = Wanted {
        view,
        clause,
        label,
        language: language(view),
        line_end: line_end(view.text),
    };
    let (at, draft) = match wanted.nearest() {
        Some(nearest) => {
            let answer = &view.document.answers[nearest.answer];
            match answer.kind {
                AnswerKind::Row => match wanted.takes_rows(&nearest) {
                    true => wanted.row(&nearest)?,
                    false => wanted.behind_table(&nearest),
                },
                AnswerKind::Block => wanted.beside(&nearest)?,
                AnswerKind::Section => wanted.section(&nearest),
            }
        }
        None => wanted.foot(),
    };
    let skeleton = Skeleton::new(at, &draft);
    (!is_swallowed(view, &skeleton.edit)).then_some(skeleton)
}

/// Whether the block that the document ends with takes in all that follows: a fence or a comment that nobody has closed
/// yet.
pub fn ends_open(view: &View<'_>) -> bool {
    const MARK: &str = "x";
    let Some(last) = view.markdown.blocks.last() else {
        return false;
    };
    let is_code_or_html = matches!(last.kind, BlockKind::Code | BlockKind::Html);
    // With what it stands in it ends, whether it is closed or not.
    let stands_alone = last.list_depth == 0 && last.quote_depth == 0 && last.footnote.is_none();
    if !(is_code_or_html && stands_alone) {
        return false;
    }
    let text = &view.text[last.range.start..];
    let followed = Markdown::parse(&format!("{text}\n\n{MARK}\n"));
    let is_apart = |block: &Block| block.kind == BlockKind::Paragraph;
    !followed.blocks.last().is_some_and(is_apart)
}

/// Whether what is inserted would stand in a block that nobody has closed.
fn is_swallowed(view: &View<'_>, edit: &Edit) -> bool {
    let last = view.markdown.blocks.last();
    last.is_some_and(|last| last.range.start < edit.range.start) && ends_open(view)
}

/// The skeletons of answers to several clauses, each where it would stand alone: insertions in the
/// order of their places, and at one place in the order of `clauses`.
pub fn skeletons(view: &View<'_>, clauses: &[ClauseReference]) -> Vec<Edit> {
    let edits = clauses.iter().filter_map(|&clause| skeleton(view, clause));
    let mut edits: Vec<Edit> = edits.map(|skeleton| skeleton.edit).collect();
    edits.sort_by_key(|edit| edit.range.start);
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.range == edit.range => {
                // An empty line between two sections is enough.
                let ended = last.new_text.ends_with('\n');
                let end = line_end(view.text);
                let text = edit.new_text.strip_prefix(end).filter(|_| ended);
                let text = text.filter(|text| text.starts_with(end));
                last.new_text.push_str(text.unwrap_or(&edit.new_text));
            }
            _ => joined.push(edit),
        }
    }
    joined
}

/// A clause that wants an answer in a document.
struct Wanted<'a> {
    view: &'a View<'a>,
    clause: ClauseReference,
    /// The clause's official number.
    label: &'a str,
    /// The document's language.
    language: Locale,
    line_end: &'static str,
}

/// An answer that a new one is to stand beside.
struct Neighbour {
    /// By index.
    answer: usize,
    /// The clause that it answers.
    clause: ClauseReference,
}

impl Wanted<'_> {
    fn known(&self) -> &Clause {
        self.view.project.guidelines.clause(self.clause)
    }

    /// The answer of this document to the nearest clause, else to any of the guideline.
    fn nearest(&self) -> Option<Neighbour> {
        let found = rules::nearest_answer(self.view.project.guidelines, self.clause, &|clause| {
            let mut answers = self.view.document.answers.iter();
            let answer =
                answers.position(|answer| answer.links.iter().any(|link| link.clause == clause))?;
            Some(Neighbour { answer, clause })
        });
        found.or_else(|| {
            let answers = self.view.document.answers.iter().enumerate();
            answers
                .flat_map(|(index, answer)| answer.links.iter().map(move |link| (index, link)))
                .filter(|(_, link)| link.clause.guideline == self.clause.guideline)
                .map(|(answer, link)| Neighbour {
                    answer,
                    clause: link.clause,
                })
                .min_by_key(|neighbour| neighbour.clause.clause.0.abs_diff(self.clause.clause.0))
        })
    }

    /// Of answers that stand in one table, list or section, the one beside which a new one keeps
    /// them in the guideline's order, and whether it goes behind that one.
    fn in_order(&self, nearest: &Neighbour, fellow: impl Fn(usize) -> bool) -> (usize, bool) {
        let answers = self.view.document.answers.iter().enumerate();
        let clauses = answers
            .filter(|(index, _)| *index == nearest.answer || fellow(*index))
            .filter_map(|(index, answer)| {
                let links = answer.links.iter().map(|link| link.clause);
                let own = links.filter(|clause| clause.guideline == self.clause.guideline);
                Some((index, own.min()?))
            });
        let mut first_behind = None;
        let mut last_before = None;
        for (index, clause) in clauses {
            if clause <= self.clause {
                last_before = Some(index);
            } else {
                first_behind = first_behind.or(Some(index));
            }
        }
        match (last_before, first_behind) {
            (Some(index), _) => (index, true),
            (None, Some(index)) => (index, false),
            (None, None) => (nearest.answer, true),
        }
    }

    /// The clause's number as it is written in `place`, a cell, value or heading that cites
    /// `neighbour`: with the guideline's name or prefix before it where that one has them.
    fn number_like(&self, place: &Range<usize>, neighbour: ClauseReference) -> String {
        let within = |range: &Range<usize>| place.start <= range.start && range.end <= place.end;
        let text = self.view.text;
        let document = self.view.document;
        let Some(citation) = document.citations.iter().find(|one| within(&one.range)) else {
            return self.label.to_string();
        };
        let written = &text[citation.range.clone()];
        let known = self.view.project.guidelines.clause(neighbour);
        let number = citing::number_like(
            written,
            known.label.as_deref().unwrap_or_default(),
            self.label,
        );
        let before = &text[place.start..citation.range.start];
        let named = document
            .mentions
            .iter()
            .any(|one| within(&one.range) && one.range.end <= citation.range.start);
        match (named, before.contains('[')) {
            (false, _) => number.to_string(),
            (true, true) => format!("{before}{number}]"),
            (true, false) => format!("{before}{number}"),
        }
    }

    fn bracket(&self) -> String {
        citing::bracket(self.view.project.guidelines, self.clause).unwrap_or_default()
    }

    /// The requirements that nothing answers yet; all binding ones where that is not known.
    fn requirements(&self) -> Vec<&Requirement> {
        let (project, known) = (&self.view.project, self.known());
        let mut open = rules::unanswered(project.coverage, project.guidelines, self.clause);
        if open.is_empty() {
            open = coverage::binding_requirements(known).collect();
        }
        open.into_iter()
            .map(|index| &known.requirements[index])
            .collect()
    }

    fn blank(&self) -> &'static str {
        placeholder(self.language)
    }
}

/// The labels with which a new section begins, as documents write them, in the order in which they
/// stand: status, owner, evidence.
pub fn labels(language: Locale) -> [&'static str; 3] {
    match language {
        Locale::Ja => ["実装状況", "責任者", "証跡"],
        Locale::En => ["Status", "Owner", "Evidence"],
    }
}

/// What a clause asks, as a comment with one line for each of `requirements`: it tells the writer
/// what to write and reaches no reader. Empty for none, and for the item of a form, which asks
/// nothing beyond its title.
pub fn asked(requirements: &[&Requirement], language: Locale) -> String {
    if requirements
        .iter()
        .all(|one| one.modality == Modality::Item)
    {
        return String::new();
    }
    let mut comment = format!("<!-- {}:\n", asked_title(requirements, language));
    for requirement in requirements {
        comment.push_str(&format!("- {}\n", asked_line(requirement)));
    }
    comment + "-->\n"
}

/// What stands before a list of requirements.
fn asked_title(requirements: &[&Requirement], language: Locale) -> &'static str {
    let summary = requirements.iter().any(|one| one.paraphrased);
    match (language, summary) {
        (Locale::Ja, false) => "求められていること",
        (Locale::Ja, true) => "求められていること（要約。公式の文言ではありません）",
        (Locale::En, false) => "What it asks",
        (Locale::En, true) => "What it asks (a summary, not the official wording)",
    }
}

/// One requirement in a comment, which two hyphens could end.
fn asked_line(requirement: &Requirement) -> String {
    let label = requirement.label.as_deref();
    let label = label.map_or(String::new(), |label| format!("{label}. "));
    format!("{label}{}", one_line(&requirement.text).replace("--", "—"))
}
