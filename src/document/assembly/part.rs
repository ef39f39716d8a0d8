//! Parts of a clause that are named without the clause: `Part a`, `Implementation for part b.1`.
//!
//! System security plans answer a control part by part, under headings or in rows that name the part
//! alone; which control is meant says the section around.

use std::ops::Range;
use std::sync::Arc;

use super::super::unit::Unit;
use super::super::{AnswerKind, Citation, Labels, Link, Resolution};
use super::Assembly;
use crate::guideline::ClauseReference;
use crate::locator::{Level, Locator, Mark, Target};
use crate::markdown::{Block, Prose};

/// What plans put before the letter of a part, in small letters.
const BEFORE: [&str; 6] = [
    "implementation for part ",
    "implementation for item ",
    "implementation ",
    "statement ",
    "part ",
    "item ",
];

/// More levels than this no clause has.
const DEEPEST: usize = 4;

/// A part's place in the text that names it, and its levels below the clause.
pub struct Part {
    /// The letters and figures, without the words before them; bytes of the text.
    pub range: Range<usize>,
    levels: Vec<Level>,
}

impl Part {
    /// The part that the whole of a text names: `Implementation for part a.`, `Part b1`, `(a)(2)`.
    pub fn whole(text: &str) -> Option<Part> {
        let (part, behind) = Part::leading(text, false)?;
        let rest = text[behind..].trim_matches(|c: char| c.is_whitespace() || ".:".contains(c));
        rest.is_empty().then_some(part)
    }

    /// The part that a text opens with: `Part a: …`. The word in front and the colon behind have to
    /// be there, since texts open with letters for many reasons.
    pub fn opening(text: &str) -> Option<Part> {
        let (part, behind) = Part::leading(text, true)?;
        text[behind..].starts_with(':').then_some(part)
    }

    /// The part that a paragraph names, and says nothing else: "Part b."
    fn alone(text: &str) -> Option<Part> {
        /// `Implementation for part b.1.` with marks around it.
        const LONGEST: usize = 40;
        if text.len() > LONGEST || !text.starts_with(['I', 'P', 'S', 'i', 'p', 's']) {
            return None;
        }
        let (part, behind) = Part::leading(text, true)?;
        let rest = text[behind..].trim_matches(|c: char| c.is_whitespace() || ".:".contains(c));
        rest.is_empty().then_some(part)
    }

    /// The part at the start of a text, and where it ends.
    fn leading(text: &str, with_word: bool) -> Option<(Part, usize)> {
        let body = text.trim_start();
        let start = text.len() - body.len();
        let word = BEFORE.iter().find(|word| {
            body.get(..word.len())
                .is_some_and(|front| front.eq_ignore_ascii_case(word))
        });
        if with_word && word.is_none() {
            return None;
        }
        let start = start + word.map_or(0, |word| word.len());
        let bytes = text.as_bytes();
        let mut levels = Vec::new();
        let mut at = start;
        let mut end = start;
        while levels.len() < DEEPEST {
            at += bytes[at..]
                .iter()
                .take_while(|byte| b".([".contains(byte))
                .count();
            let rest = &bytes[at..];
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let letters = rest
                .iter()
                .take_while(|byte| byte.is_ascii_alphabetic())
                .count();
            let (mark, length) = match (levels.len(), digits, letters) {
                // A part begins with one letter: "Part 1" is a part of the document.
                (0, _, 1) => (Mark::Letters, 1),
                (1.., 1..=2, _) => (Mark::Number, digits),
                (1.., _, 1) => (Mark::Letters, 1),
                _ => break,
            };
            levels.push(Level::new(mark, text[at..at + length].to_lowercase()));
            at += length;
            at += bytes[at..]
                .iter()
                .take_while(|byte| b")]".contains(byte))
                .count();
            end = at;
        }
        let is_word = text[end..].starts_with(char::is_alphanumeric);
        (!levels.is_empty() && !is_word).then_some((
            Part {
                range: start..end,
                levels,
            },
            end,
        ))
    }

    /// The part as a part of this clause.
    fn below(&self, clause: &Locator) -> Locator {
        let levels = clause.levels.iter().chain(&self.levels).cloned();
        Locator {
            levels: levels.collect(),
        }
    }
}

impl Assembly<'_> {
    /// Opens the answer to the part of a clause that a paragraph names and says nothing else: "Part b."; what stands
    /// below, up to the next one, is what is said of it. `false` where it is no such paragraph.
    pub(super) fn part_alone(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
    ) -> bool {
        let links = match Part::alone(prose.text) {
            Some(part) => self.cite_part(&part, prose),
            None => return false,
        };
        if links.is_empty() {
            return false;
        }
        let range = block.range.clone();
        let index = self.push_statement(unit.clone(), range.start, range, false);
        (self.bare, self.last) = (false, Some(index));
        let answer = self.push_answer(AnswerKind::Block, index, links, Labels::default(), None);
        self.part = Some(answer);
        true
    }

    /// Adds what stands below a paragraph that names a part of a clause to what is said of that part.
    pub(super) fn goes_on_with_part(&mut self, index: usize, names_part: bool) {
        let statement = &mut self.document.statements[index];
        match (self.part, statement.answer) {
            (Some(answer), None) => {
                statement.answer = Some(answer);
                self.document.answers[answer].statements.push(index);
            }
            (Some(_), Some(_)) if names_part => self.part = None,
            _ => {}
        }
    }

    /// Cites a part of the innermost clause around that has such a part.
    pub(super) fn cite_part(&mut self, part: &Part, prose: &Prose<'_>) -> Vec<Link> {
        let around = self.clauses_around();
        self.cite_part_of(&around, part, prose, 0)
    }

    /// Cites a part of the first of `clauses` that has such a part. `start` is where the text begins in
    /// the prose that the part was read from.
    pub(super) fn cite_part_of(
        &mut self,
        clauses: &[ClauseReference],
        part: &Part,
        prose: &Prose<'_>,
        start: usize,
    ) -> Vec<Link> {
        for outer in clauses {
            let Some(clause) = &self.guidelines.clause(*outer).locator else {
                continue;
            };
            let target = Target::One(part.below(clause));
            let resolutions = &mut self.cache.resolutions;
            let resolution =
                resolutions.in_guideline(&target, self.guidelines, outer.guideline, &[]);
            let Resolution::Found(found) = resolution else {
                continue;
            };
            if found.iter().any(|(_, requirement)| requirement.is_none()) {
                continue;
            }
            let found = found.clone();
            let citation = self.document.citations.len();
            self.document.citations.push(Citation {
                range: prose.source(start + part.range.start..start + part.range.end),
                resolution: Resolution::Found(found.clone()),
            });
            let link = |&(clause, requirement)| Link {
                clause,
                requirement,
                citation: Some(citation),
            };
            return found.iter().map(link).collect();
        }
        Vec::new()
    }
}
