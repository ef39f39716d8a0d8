//! Plans of action that stand elsewhere in a document: rows that name a clause and a date, sections with one under a label.

use rustc_hash::FxHashMap;

use super::times::{has_year_and_more, is_planned};
use crate::date;
use crate::document::{Answer, LabelledValue, Resolution};
use crate::guideline::ClauseReference;
use crate::rules::Subject;
use crate::rules::conditions::said;
use crate::wording::Field;

/// Where rows and labels with a date are about each clause, in bytes of the document.
pub(super) struct Listed(FxHashMap<ClauseReference, Vec<usize>>);

impl Listed {
    pub fn of(subject: &Subject<'_>) -> Listed {
        let mut places: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for citation in &subject.document.citations {
            let Resolution::Found(found) = &citation.resolution else {
                continue;
            };
            if is_dated_row(subject.text, citation.range.start) {
                for (clause, _) in found.iter() {
                    let of_clause = places.entry(*clause).or_default();
                    of_clause.push(citation.range.start);
                }
            }
        }
        for answer in subject.answers() {
            let due = said(answer, Field::Due).filter(|due| !due.inherited);
            let is_dated = |due: &LabelledValue| {
                date::find(&due.text).is_some() || has_year_and_more(&due.text)
            };
            if due.is_some_and(is_dated) {
                for link in &answer.links {
                    let of_clause = places.entry(link.clause).or_default();
                    of_clause.push(answer.range.start);
                }
            }
        }
        // So does the section of a finding, with the day by which it is to be mended.
        let sections = subject.document.sections.iter();
        for section in sections.filter(|section| !section.links.is_empty()) {
            let own = subject.text.get(section.range.clone()).unwrap_or_default();
            let mut days = date::find_all(own);
            if days.any(|(day, _)| is_planned(own, &day)) {
                for link in &section.links {
                    let of_clause = places.entry(link.clause).or_default();
                    of_clause.push(section.heading.start);
                }
            }
        }
        Listed(places)
    }

    /// Whether a row or a section other than the answer itself names one of its clauses and a date: a plan of action lists
    /// what is still to be done, and until when.
    pub fn names_date_of(&self, answer: &Answer) -> bool {
        let links = answer.links.iter();
        let mut places = { links.filter_map(|link| self.0.get(&link.clause)) }.flatten();
        places.any(|place| !answer.range.contains(place))
    }
}

/// Whether the line around a place is a row of a table with a date in it.
fn is_dated_row(text: &str, place: usize) -> bool {
    let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place..].find('\n').map_or(text.len(), |at| place + at);
    let line = &text[start..end];
    line.contains('|') && (date::find_all(line).next().is_some() || has_year_and_more(line))
}
