//! A clause's title behind its number, where the text does not say it anyway.

use std::ops::Range;

use super::rich_text::shortened;
use super::{View, at, citing};
use crate::document::{Resolution, is_title_of};
use crate::guideline::{ClauseReference, Guidelines, title_key};

/// How much of a title is shown, in Japanese letters.
const LONGEST: usize = 24;

/// Words that an editor shows in the text and that are no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where they stand, right behind a locator; a byte of the document.
    pub offset: usize,
    /// The title, shortened.
    pub label: String,
    /// The clause, for a hover or a jump.
    pub clause: ClauseReference,
}

/// The hints in a part of a document, in order. A clause without a title goes by the title of the
/// one that it stands in; one that the same line names twice is told once, and one whose title the
/// line or a heading around it says is not told.
pub fn inlays(view: &View<'_>, range: &Range<usize>) -> Vec<InlayHint> {
    let citations = view.document.citations.iter().filter_map(|citation| {
        // Of a range of clauses no one title would be right.
        match &citation.resolution {
            Resolution::Found(found) => {
                let (first, _) = found.first()?;
                let one = found.iter().all(|(clause, _)| clause == first);
                one.then_some((&citation.range, *first))
            }
            _ => None,
        }
    });
    let covers = view.document.declarations.covers.iter();
    let covers = covers.map(|cover| (&cover.range, cover.clause));
    let mut places: Vec<(&Range<usize>, ClauseReference)> = covers
        .chain(citations)
        .filter(|(place, _)| range.start <= place.end && place.start <= range.end)
        .collect();
    places.sort_by_key(|(place, _)| (place.start, place.end));
    let mut hints: Vec<InlayHint> = Vec::new();
    let mut line: Option<(Range<usize>, Vec<String>)> = None;
    let mut told: Vec<ClauseReference> = Vec::new();
    for (place, clause) in places {
        if line.as_ref().is_none_or(|(line, _)| place.start > line.end) {
            let around = line_around(view.text, place.start);
            // Cells one by one; a line that is no row is one piece.
            let pieces = view.text[around.clone()].split('|').map(title_key);
            line = Some((around.clone(), pieces.collect()));
            told.clear();
        }
        let mut written = line.iter().flat_map(|(_, pieces)| pieces);
        let guidelines = view.project.guidelines;
        let Some(titled) = titled(guidelines, clause) else {
            continue;
        };
        if told.contains(&clause) || written.any(|piece| is_title_of(piece, titled, guidelines)) {
            continue;
        }
        if headed(view, place.start, titled) {
            continue;
        }
        told.push(clause);
        hints.push(InlayHint {
            offset: place.end,
            label: shortened(&citing::title(guidelines.clause(titled)), LONGEST),
            clause,
        });
    }
    hints
}

/// Whether a heading around a place has the title of a clause.
fn headed(view: &View<'_>, offset: usize, titled: ClauseReference) -> bool {
    let sections = &view.document.sections;
    let innermost = at::section(view, offset);
    let mut around = std::iter::successors(Some(innermost), |&index| sections[index].parent);
    around.any(|index| {
        let title = title_key(&sections[index].title);
        is_title_of(&title, titled, view.project.guidelines)
    })
}

/// The clause or the nearest around it that has a title.
fn titled(guidelines: &Guidelines, clause: ClauseReference) -> Option<ClauseReference> {
    let mut next = Some(clause);
    while let Some(clause) = next {
        if !guidelines.title_key_of(clause).is_empty() {
            return next;
        }
        let parent = guidelines.clause(clause).parent;
        next = parent.map(|parent| ClauseReference {
            clause: parent,
            ..clause
        });
    }
    None
}

fn line_around(text: &str, offset: usize) -> Range<usize> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    start..end
}
