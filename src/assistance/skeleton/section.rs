//! A section: a heading, label lines, what is asked, a place to fill in.

use std::ops::Range;

use super::super::citing::title;
use super::super::draft::Draft;
use super::{Neighbour, Wanted, asked, labels};
use crate::assistance::completion::words;
use crate::document::{Answer, Section};
use crate::locale::Locale;
use crate::wording::{self, Field};

impl Wanted<'_> {
    /// A section beside that of the nearest answer, or in it where that one answers a clause around.
    pub(super) fn section(&self, nearest: &Neighbour) -> (usize, Draft) {
        let sections = &self.view.document.sections;
        let answer = &self.view.document.answers[nearest.answer];
        let own = self.branch(answer.section);
        let around = if self.is_around(&sections[own]) {
            own
        } else {
            sections[own].parent.unwrap_or(0)
        };
        self.section_in(around, nearest)
    }

    /// A section at the end of the one that holds the table of the nearest answer.
    pub(super) fn behind_table(&self, nearest: &Neighbour) -> (usize, Draft) {
        let answer = &self.view.document.answers[nearest.answer];
        self.section_in(answer.section, nearest)
    }

    fn section_in(&self, around: usize, nearest: &Neighbour) -> (usize, Draft) {
        let sections = &self.view.document.sections;
        let answer = &self.view.document.answers[nearest.answer];
        let mut before: Option<usize> = None;
        let mut behind: Option<usize> = None;
        for (index, section) in sections.iter().enumerate() {
            let links = section.links.iter().map(|link| link.clause);
            let of_guideline = links.filter(|clause| clause.guideline == self.clause.guideline);
            match of_guideline.min() {
                Some(_) if section.parent != Some(around) => {}
                Some(clause) if clause <= self.clause => before = Some(index),
                Some(_) => behind = behind.or(Some(index)),
                None => {}
            }
        }
        let deeper = (sections[around].level + 1).min(6);
        let (at, sample) = match (before, behind) {
            (Some(index), _) => (sections[index].range.end, Some(index)),
            (None, Some(index)) => (sections[index].heading.start, Some(index)),
            (None, None) => (sections[around].range.end, None),
        };
        let level = sample.map_or(deeper, |index| sections[index].level);
        let draft = match sample {
            Some(index) => self.like(&sections[index], index, answer, nearest, level),
            None => self.plain(level),
        };
        (at, self.spaced(at, draft))
    }

    /// A section at the document's foot.
    pub(super) fn foot(&self) -> (usize, Draft) {
        let at = self.view.text.len();
        (at, self.spaced(at, self.plain(2)))
    }

    /// The outermost section around one that answers no clause around the wanted one.
    fn branch(&self, mut section: usize) -> usize {
        let sections = &self.view.document.sections;
        while let Some(parent) = sections[section].parent {
            let answers = !sections[parent].links.is_empty();
            if !answers || self.is_around(&sections[parent]) || self.is_around(&sections[section]) {
                break;
            }
            section = parent;
        }
        section
    }

    /// Whether a section answers a clause that the wanted one stands in.
    fn is_around(&self, section: &Section) -> bool {
        let guideline = self.view.project.guidelines.get(self.clause.guideline);
        section.links.iter().any(|link| {
            link.clause.guideline == self.clause.guideline
                && guideline.is_ancestor(link.clause.clause, self.clause.clause)
        })
    }

    /// A section written as `sample` is.
    fn like(
        &self,
        sample: &Section,
        index: usize,
        nearest: &Answer,
        neighbour: &Neighbour,
        level: u8,
    ) -> Draft {
        let document = self.view.document;
        let answers = document.answers.iter();
        // The labels of the section's own answer; where it has none, of the nearest one.
        let labels = answers
            .clone()
            .find(|answer| answer.section == index)
            .unwrap_or(nearest);
        let first = sample.links.first().map(|link| link.clause);
        let clause = first.unwrap_or(neighbour.clause);
        let cited = sample.links.iter().find_map(|link| link.citation);
        let cited = cited.map(|citation| &document.citations[citation].range);
        let in_heading = cited.is_some_and(|range| range.end <= sample.heading.end);
        let lines = self.label_lines(labels, clause);
        let title = title(self.known());
        let mut heading = format!("{} ", "#".repeat(usize::from(level)));
        let mut alone = false;
        match cited.filter(|_| in_heading) {
            Some(range) => {
                let start = self.after_marks(&sample.heading);
                let written = &self.view.text[start..range.start];
                // A number in front of the title, perhaps with the guideline's name.
                if !title.is_empty() && written.chars().count() <= 2 {
                    heading.push_str(&self.number_like(&(start..sample.heading.end), clause));
                    heading.push(' ');
                    heading.push_str(&title);
                } else {
                    heading.push_str(&self.titled(&title));
                    alone = true;
                }
            }
            None => {
                heading.push_str(&self.titled(&title));
                alone = !lines.iter().any(|(field, _)| *field == Field::Clause);
            }
        }
        let mut draft = Draft::default();
        draft.push(&heading);
        draft.push(self.line_end);
        if alone {
            draft.push(&format!("{0}{1}{0}", self.line_end, self.bracket()));
        }
        if !lines.is_empty() {
            draft.push(self.line_end);
        }
        for (_, line) in lines {
            draft.append(line);
            draft.push(self.line_end);
        }
        self.body(&mut draft);
        draft
    }

    /// A section as a document without any has it.
    fn plain(&self, level: u8) -> Draft {
        let end = self.line_end;
        let mut draft = Draft::default();
        let heading = self.titled(&title(self.known()));
        draft.push(&format!(
            "{} {heading}{end}{end}",
            "#".repeat(usize::from(level))
        ));
        let covers = match self.language {
            Locale::Ja => "対応条項",
            Locale::En => "Covers",
        };
        draft.push(&format!("- **{covers}**: {}{end}", self.bracket()));
        for (position, label) in labels(self.language).into_iter().enumerate() {
            draft.push(&format!("- **{label}**: "));
            if position == 0 {
                draft.choice(self.blank(), &words::statuses(&[], self.language));
            } else {
                draft.blank(self.blank());
            }
            draft.push(end);
        }
        self.body(&mut draft);
        draft
    }

    /// A clause's title for a heading, or its number where it has none.
    fn titled(&self, title: &str) -> String {
        if title.is_empty() {
            self.label.to_string()
        } else {
            title.to_string()
        }
    }

    /// What is asked, and the place to fill in.
    fn body(&self, draft: &mut Draft) {
        draft.push(self.line_end);
        let asked = asked(&self.requirements(), self.language);
        if !asked.is_empty() {
            draft.push(&asked.replace('\n', self.line_end));
            draft.push(self.line_end);
        }
        draft.blank(self.blank());
        draft.push(self.line_end);
    }

    /// The label lines of an answer with their values taken out.
    fn label_lines(
        &self,
        answer: &Answer,
        clause: crate::guideline::ClauseReference,
    ) -> Vec<(Field, Draft)> {
        let text = self.view.text;
        let mut lines: Vec<(Field, Draft)> = Vec::new();
        let mut last = usize::MAX;
        for value in answer.labels.fields.iter().filter(|value| !value.inherited) {
            let start = text[..value.range.start].rfind('\n').map_or(0, |at| at + 1);
            if start == last {
                continue;
            }
            last = start;
            let line = text[start..].lines().next().unwrap_or_default();
            let Some(found) = wording::label_line(line) else {
                continue;
            };
            let Ok(field) = found.field else { continue };
            if matches!(field, Field::Due | Field::Reason | Field::Reviewed) {
                continue;
            }
            let mut draft = Draft::default();
            draft.push(&line[..found.value.start]);
            if found.value.is_empty() && !line.ends_with(' ') {
                draft.push(" ");
            }
            match field {
                Field::Clause => {
                    let place = start + found.value.start..start + found.value.end;
                    draft.push(&self.number_like(&place, clause));
                }
                Field::Guideline => draft.push(&line[found.value.clone()]),
                Field::Status => {
                    draft.choice(self.blank(), &words::statuses(&[], self.language));
                }
                _ => draft.blank(self.blank()),
            }
            draft.push(&line[found.value.end..]);
            lines.push((field, draft));
        }
        lines
    }

    /// Where a heading's text begins.
    fn after_marks(&self, heading: &Range<usize>) -> usize {
        let text = &self.view.text[heading.clone()];
        heading.start + (text.len() - text.trim_start_matches(['#', ' ', '\t', '\u{3000}']).len())
    }

    /// A section with an empty line before and behind it.
    fn spaced(&self, at: usize, section: Draft) -> Draft {
        let before = &self.view.text[..at];
        let mut draft = Draft::default();
        let trimmed = before.trim_end_matches([' ', '\t', '\r', '\n']);
        let ends = before[trimmed.len()..].matches('\n').count();
        if !trimmed.is_empty() {
            draft.push(&self.line_end.repeat(2_usize.saturating_sub(ends)));
        }
        draft.append(section);
        if at < self.view.text.len() {
            draft.push(self.line_end);
        }
        draft
    }
}
