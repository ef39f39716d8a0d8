//! Headings that mirror a clause, in documents whose headings do.

use super::super::View;
use super::super::citing::{guidelines_at, number_like, title};
use super::clauses::{self, Wanted};
use super::line::Line;
use super::{Completions, Request};
use crate::document::Section;
use crate::guideline::ClauseReference;

/// Clauses for a heading that has begun, by number or title; written as the heading before it of
/// the same level. `None` outside headings and where no other heading mirrors a clause.
pub fn items(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let view = request.view;
    let marks = line.before.len() - line.before.trim_start_matches('#').len();
    let typed = line.before[marks..].trim_start();
    if !(1..=6).contains(&marks) || line.before.len() - marks == typed.len() || typed.is_empty() {
        return None;
    }
    let mut mirrored = view.document.sections.iter().filter_map(|section| {
        let is_here = section.heading.start == line.start;
        let found = cited(view, section).filter(|_| !is_here)?;
        Some((section, found))
    });
    let first = mirrored.next()?;
    let (sample, neighbour) = mirrored
        .filter(|(section, _)| usize::from(section.level) == marks)
        .take_while(|(section, _)| section.heading.start < line.start)
        .last()
        .map_or(first.1, |(_, found)| found);
    let guidelines = view.project.guidelines;
    let written = |clause: ClauseReference, label: &str| {
        let known = guidelines.clause(neighbour).label.as_deref();
        let number = number_like(sample, known.unwrap_or_default(), label);
        let title = title(guidelines.clause(clause));
        Some(format!("{number} {title}").trim_end().to_string())
    };
    // Within a number or a title, all of the heading is another's.
    let rest = match line.after.starts_with(char::is_whitespace) {
        true => 0,
        false => line.rest(&[]),
    };
    let start = line.place(line.before.len() - typed.len());
    Some(clauses::items(
        request,
        &Wanted {
            guidelines: guidelines_at(view, request.offset),
            query: typed,
            range: start..line.offset + rest,
            written: &written,
            groups: true,
        },
    ))
}

/// The number that a heading begins with, and the clause that it mirrors.
fn cited<'a>(view: &View<'a>, section: &Section) -> Option<(&'a str, ClauseReference)> {
    let link = section.links.first()?;
    let citation = &view.document.citations[link.citation?];
    let heading = view.text.get(section.heading.start..citation.range.start)?;
    let begins = heading
        .trim_matches(['#', ' ', '\t', '\u{3000}'])
        .is_empty();
    let number = view.text.get(citation.range.clone())?;
    begins.then_some((number, link.clause))
}
