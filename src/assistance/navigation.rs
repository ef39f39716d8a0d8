//! From a clause to where it stands, to what answers it, and to all places that name it.

use std::ops::Range;

use super::{Shared, View, at};
use crate::coverage::below;
use crate::finding::{DocumentIndex, Place};
use crate::guideline::{ClauseIndex, ClauseReference, GuidelineIndex};

/// Where a jump leads, and the words that it starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The words, in bytes of the document or guideline file.
    pub origin: Range<usize>,
    /// The clauses, in the order in which they are named.
    pub places: Vec<Place>,
    /// Whether guidelines are meant, and with each clause the title above it.
    pub is_guideline: bool,
}

/// Where the clause or guideline named at a place stands; a guideline begins with its first clause.
pub fn definition(view: &View<'_>, offset: usize) -> Option<Definition> {
    if let Some(named) = at::cited(view, offset).or_else(|| at::written(view, offset)) {
        return Some(Definition {
            origin: named.range,
            places: named.clauses.into_iter().map(Place::Clause).collect(),
            is_guideline: false,
        });
    }
    let mention = at::mention(view, offset)?;
    let guidelines = mention.guidelines.iter();
    let begins = guidelines.filter(|index| {
        let known = view.project.guidelines.get(**index);
        !known.clauses.is_empty()
    });
    let places: Vec<Place> = begins
        .map(|&guideline| {
            Place::Clause(ClauseReference {
                guideline,
                clause: ClauseIndex(0),
            })
        })
        .collect();
    (!places.is_empty()).then(|| Definition {
        origin: mention.range.clone(),
        places,
        is_guideline: true,
    })
}

/// Where the clauses stand that a line of a guideline's own file names as upstream of its clause.
/// `text` is the file's, `offset` counts its bytes.
pub fn definition_in_guideline(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    text: &str,
    offset: usize,
) -> Option<Definition> {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let clause = at::clause(project.guidelines.get(guideline), offset)?;
    let clause = ClauseReference { guideline, clause };
    let entries = project.guidelines.upstream(clause);
    let entry = entries
        .into_iter()
        .find(|entry| !entry.clauses.is_empty() && line.contains(&entry.written))?;
    let at = start + line.find(&entry.written)?;
    Some(Definition {
        origin: at..at + entry.written.len(),
        places: entry.clauses.into_iter().map(Place::Clause).collect(),
        is_guideline: false,
    })
}

/// The clauses that are meant at a place of a document by whoever asks who answers or names them:
/// those named there, else those that the row, block or heading there answers.
pub fn clauses(view: &View<'_>, offset: usize) -> Vec<ClauseReference> {
    let cited = at::cited(view, offset).or_else(|| at::written(view, offset));
    let named = cited.or_else(|| at::about(view, offset));
    named.map_or(Vec::new(), |named| named.clauses)
}

/// The clause that a place of a guideline's own file stands in.
pub fn clauses_in_guideline(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    offset: usize,
) -> Vec<ClauseReference> {
    let known = project.guidelines.get(guideline);
    let clause = at::clause(known, offset).map(|clause| ClauseReference { guideline, clause });
    clause.into_iter().collect()
}

/// The rows, blocks and headings that answer clauses or what stands below them, by document and
/// place.
pub fn implementations(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<Place> {
    as_places(answering(project, &with_parts(project, clauses)))
}

/// Every place that names clauses or what stands below them, and the rows that answer them without
/// naming them again (同上), by document and place.
pub fn references(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<Place> {
    let all = with_parts(project, clauses);
    let mut places: Vec<DocumentPlace> = { project.coverage.citations() }
        .filter(|(_, clause, _)| all.binary_search(clause).is_ok())
        .map(|(document, _, range)| (document, range))
        .collect();
    places.sort_by_key(in_order);
    let names = |(document, answer): &DocumentPlace| {
        let from = places.partition_point(|place| in_order(place) < (*document, answer.start, 0));
        let within = { places[from..].iter() }
            .take_while(|(cited_in, range)| cited_in == document && range.start <= answer.end);
        { within }
            .into_iter()
            .any(|(_, range)| range.end <= answer.end)
    };
    let silent = answering(project, &all).into_iter();
    let silent = silent.filter(|answer| !names(answer));
    // The answer of a section is named below its heading: the heading itself names nothing.
    let is_row = |(document, range): &DocumentPlace| {
        let text = (project.text_of)(*document);
        let words = text
            .as_ref()
            .and_then(|lined| lined.text.get(range.clone()));
        words.is_some_and(|words| words.starts_with('|'))
    };
    let silent: Vec<_> = silent.filter(is_row).collect();
    places.extend(silent);
    as_places(places)
}

/// The places of this document that name the clause named at a place, that one among them.
pub fn highlights(view: &View<'_>, offset: usize) -> Vec<Range<usize>> {
    let Some(named) = at::cited(view, offset) else {
        return Vec::new();
    };
    let covers = view.document.declarations.covers.iter();
    let covers = covers
        .filter(|cover| named.clauses.contains(&cover.clause))
        .map(|cover| cover.range.clone());
    let citations = view.document.citations.iter();
    let citations = citations
        .filter(|citation| {
            at::clauses_of(citation)
                .iter()
                .any(|clause| named.clauses.contains(clause))
        })
        .map(|citation| citation.range.clone());
    let mut ranges: Vec<Range<usize>> = covers.chain(citations).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup();
    ranges
}

/// Clauses and all below them, sorted, each once.
fn with_parts(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<ClauseReference> {
    let mut all = Vec::new();
    for &clause in clauses {
        below(
            project.guidelines.get(clause.guideline),
            clause,
            &mut |part| all.push(part),
        );
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A place in one of the documents.
type DocumentPlace = (DocumentIndex, Range<usize>);

fn answering(project: &Shared<'_>, clauses: &[ClauseReference]) -> Vec<DocumentPlace> {
    let answers = clauses
        .iter()
        .flat_map(|&clause| project.coverage.answers(clause));
    answers
        .map(|(document, answer)| (document, answer.range.bytes()))
        .collect()
}

fn in_order((document, range): &DocumentPlace) -> (DocumentIndex, usize, usize) {
    (*document, range.start, range.end)
}

fn as_places(mut places: Vec<DocumentPlace>) -> Vec<Place> {
    places.sort_by_key(in_order);
    places.dedup();
    let places = places.into_iter();
    { places.map(|(document, range)| Place::Document(document, range)) }.collect()
}
