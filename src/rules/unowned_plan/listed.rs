//! Plans of action that stand elsewhere in a document: rows that name a clause and a date.

use rustc_hash::FxHashMap;

use super::times::has_year_and_more;
use crate::date;
use crate::document::{Answer, Resolution};
use crate::guideline::ClauseReference;
use crate::rules::Subject;

/// Where rows with a date name each clause, in bytes of the document.
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
        Listed(places)
    }

    /// Whether a row other than the answer itself names one of its clauses and a date: a plan of action lists
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
