//! A place to write about what an answer does not touch, in the requirement's own terms.

use std::ops::Range;

use super::super::citing::language;
use super::super::draft::{Draft, placeholder};
use super::{Action, Change, Key, View};
use crate::document::{Answer, AnswerKind};
use crate::finding::Finding;
use crate::locale::{Locale, Message};

/// Offers to add a line for each part of the clause that nothing in the answer speaks to.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    answer_at(view, &finding.range)?;
    let count = finding.lacks.len();
    let title = match count {
        0 => return None,
        1 => Message::new(
            "触れていない点を書く場所を入れる",
            "add a place to write about what is not touched",
        ),
        _ => Message::new(
            format!("触れていない {count} 点を書く場所を入れる"),
            format!("add places to write about the {count} points that are not touched"),
        ),
    };
    Some(Action {
        preferred: true,
        ..Action::mending(view, index, &title, Key::Untouched(finding.range.clone()))
    })
}

/// The lines, where the answer ends.
pub fn change(view: &View<'_>, range: &Range<usize>) -> Option<Change> {
    let mut findings = view.findings.iter();
    let finding =
        findings.find(|finding| finding.rule == "partial-clause" && finding.range == *range)?;
    let answer = answer_at(view, range)?;
    let last = &view.document.statements[*answer.statements.last()?];
    let language = language(view);
    let claim = last.unit.claims.last()?;
    let claim = last.base + claim.range.start..last.base + claim.range.end;
    let in_list = last.item && answer.kind == AnswerKind::Section;
    let (at, before, between) = match answer.kind {
        AnswerKind::Row => (claim.end, "<br>".to_owned(), "<br>".to_owned()),
        AnswerKind::Section => {
            let end = last.range.start + view.text.get(last.range.clone())?.trim_end().len();
            let marker = marker(view.text, last.range.start).unwrap_or("- ");
            let line = format!("\n{marker}");
            let first = if in_list {
                line.clone()
            } else {
                format!("\n{line}")
            };
            (end, first, line)
        }
        AnswerKind::Block => {
            let gap = if language == Locale::Ja { "" } else { " " };
            let end = before_citation(view.text.get(claim.clone())?);
            (claim.start + end, gap.to_owned(), gap.to_owned())
        }
    };
    let mut draft = Draft::default();
    for (number, lack) in finding.lacks.iter().enumerate() {
        draft.push(if number == 0 { &before } else { &between });
        draft.push(lack.words.trim_end_matches(['。', '.', '…']));
        draft.push(if language == Locale::Ja { "：" } else { ": " });
        draft.blank(placeholder(language));
        if answer.kind == AnswerKind::Block {
            draft.push(if language == Locale::Ja { "。" } else { "." });
        }
    }
    Some(Change::draft(at, &draft))
}

fn answer_at<'v>(view: &View<'v>, range: &Range<usize>) -> Option<&'v Answer> {
    let mut answers = view.document.answers.iter();
    answers.find(|answer| answer.range == *range && !answer.statements.is_empty())
}

/// The list marker of the line at a place, with the spaces before it.
fn marker(text: &str, place: usize) -> Option<&str> {
    let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let indent = line.len() - line.trim_start().len();
    let is_bullet = line[indent..].starts_with(['-', '*', '+']);
    (is_bullet && line[indent + 1..].starts_with(' ')).then(|| &line[..indent + 2])
}

/// How much of a claim stands before the citation that it ends in.
fn before_citation(claim: &str) -> usize {
    let trimmed = claim.trim_end();
    let open = trimmed.strip_suffix(']').and_then(|claim| claim.rfind('['));
    open.map_or(trimmed.len(), |open| trimmed[..open].trim_end().len())
}
