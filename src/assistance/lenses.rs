//! Lines above sections and clauses that say how they stand.

use std::ops::Range;

use super::{Shared, View};
use crate::coverage::{Counts, State, asked_below};
use crate::document::Section;
use crate::finding::Place;
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::locale::Locale;

/// A line above a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// The heading or value that it stands above, in bytes of the document or guideline file.
    pub range: Range<usize>,
    /// 「回答 3・不十分 1・記載なし 2」.
    pub title: String,
    /// What it counts: the answers in order, then the clauses that lack one.
    pub places: Vec<Place>,
    /// Above a guideline's clause, for each of the places whether the answer there is weak.
    pub weak: Vec<bool>,
}

/// The lenses of a document: at the front matter's `covers` how all that it undertakes stands, and
/// at each heading the answers that stand right under it and the clauses that are missing there.
pub fn lenses(view: &View<'_>) -> Vec<Lens> {
    let contribution = view.project.coverage.contribution(view.index);
    let mut answers: Vec<Vec<(Range<usize>, bool)>> =
        vec![Vec::new(); view.document.sections.len()];
    let answered = contribution.map_or(&[][..], |found| &found.answers);
    for answer in &view.document.answers {
        let from = answered.partition_point(|one| one.range.bytes().start < answer.range.start);
        let mut same = answered[from..]
            .iter()
            .take_while(|one| one.range.bytes().start == answer.range.start);
        let Some(standing) = same.find(|one| one.range.bytes() == answer.range) else {
            continue;
        };
        let weak = view.project.coverage.is_weak(view.index, standing);
        answers[answer.section].push((answer.range.clone(), weak));
    }
    let sections = view.document.sections.iter().zip(answers);
    let of_sections = sections.filter_map(|(section, answers)| of_section(view, section, answers));
    undertaken(view).into_iter().chain(of_sections).collect()
}

fn of_section(
    view: &View<'_>,
    section: &Section,
    answers: Vec<(Range<usize>, bool)>,
) -> Option<Lens> {
    let first = view
        .findings
        .partition_point(|finding| finding.range.start < section.heading.start);
    let missing: Vec<ClauseReference> = view.findings[first..]
        .iter()
        .take_while(|finding| finding.range.start < section.heading.end)
        .filter(|finding| finding.rule == "missing-clause")
        .filter_map(|finding| finding.clause)
        .collect();
    if answers.is_empty() && missing.is_empty() {
        return None;
    }
    let weak = answers.iter().filter(|(_, weak)| *weak).count();
    let title = counted(
        view.project.locale,
        &[
            ("回答", "answers", answers.len()),
            ("不十分", "weak", weak),
            ("記載なし", "missing", missing.len()),
        ],
    );
    let here = |range: Range<usize>| Place::Document(view.index, range);
    let places = answers.into_iter().map(|(range, _)| here(range));
    Some(Lens {
        range: match section.heading.is_empty() {
            true => 0..0,
            false => section.heading.clone(),
        },
        title,
        places: places
            .chain(missing.into_iter().map(Place::Clause))
            .collect(),
        weak: Vec::new(),
    })
}

/// How all that the front matter undertakes to answer stands, wherever it is answered.
fn undertaken(view: &View<'_>) -> Option<Lens> {
    let covers = &view.document.declarations.covers;
    let range = covers.first()?.range.clone();
    let project = &view.project;
    let mut clauses = Vec::new();
    for cover in covers {
        let guideline = project.guidelines.get(cover.clause.guideline);
        asked_below(guideline, cover.clause, &mut |clause| clauses.push(clause));
    }
    clauses.sort_unstable();
    clauses.dedup();
    clauses.retain(|clause| project.guidelines.clause(*clause).label.is_some());
    let mut counts = Counts::default();
    let mut places = Vec::new();
    for &clause in &clauses {
        let own = project.coverage.counts(project.guidelines, clause);
        counts += own;
        if own.missing > 0 {
            places.push(Place::Clause(clause));
        }
    }
    // Until all is read nobody knows.
    let missing = if project.is_complete {
        counts.missing
    } else {
        0
    };
    let title = counted(
        project.locale,
        &[
            ("要求事項", "requirements", counts.requirements()),
            ("対応あり", "covered", counts.covered),
            ("不十分", "weak", counts.weak),
            ("記載なし", "missing", missing),
            ("対象外", "excluded", counts.excluded),
        ],
    );
    (counts.requirements() > 0).then_some(Lens {
        range,
        title,
        places,
        weak: Vec::new(),
    })
}

/// The lenses of a guideline's own file: above each clause that somebody has to answer, or answers,
/// how many statements do.
pub fn in_guideline(project: &Shared<'_>, guideline: GuidelineIndex) -> Vec<Lens> {
    let summaries = project.coverage.summaries(project.guidelines);
    let summary = summaries.iter().find(|one| one.guideline == guideline);
    let clauses = summary.map_or(&[][..], |summary| &summary.clauses);
    clauses
        .iter()
        .filter_map(|&clause| of_clause(project, clause))
        .collect()
}

fn of_clause(project: &Shared<'_>, clause: ClauseReference) -> Option<Lens> {
    let known = project.guidelines.clause(clause);
    if known.range.is_empty() {
        return None;
    }
    let answers = project.answers(clause);
    let weak: Vec<bool> = { answers.iter() }
        .map(|(document, answer)| project.coverage.is_weak(*document, answer))
        .collect();
    let title = match (
        answers.len(),
        project.coverage.clause(project.guidelines, clause),
    ) {
        (0, State::Missing) if !project.is_complete => return None,
        (0, State::Missing) => project
            .locale
            .choose("記載なし", "no statement")
            .to_string(),
        (0, State::Excluded) => project
            .locale
            .choose("上位の条項とともに対象外", "excluded with its parent")
            .to_string(),
        (0, _) => project
            .locale
            .choose("下位の条項で回答", "answered by its parts")
            .to_string(),
        _ => statements(project.locale, &weak),
    };
    Some(Lens {
        range: known.range.clone(),
        title,
        places: answers
            .into_iter()
            .map(|(document, answer)| Place::Document(document, answer.range.bytes()))
            .collect(),
        weak,
    })
}

/// What stands above a clause that statements answer: how many, and how many of them are weak.
pub fn statements(locale: Locale, weak: &[bool]) -> String {
    let count = weak.iter().filter(|weak| **weak).count();
    let parts = [
        ("記述", "statements", weak.len()),
        ("不十分", "weak", count),
    ];
    counted(locale, &parts)
}

/// Names with counts; what counts nothing is left out, save the first.
fn counted(locale: Locale, parts: &[(&str, &str, usize)]) -> String {
    let shown = parts
        .iter()
        .enumerate()
        .filter(|(at, (_, _, count))| *at == 0 || *count > 0);
    let shown: Vec<String> = shown
        .map(|(_, (ja, en, count))| match locale {
            Locale::Ja => format!("{ja} {count}"),
            // The first is a noun in the plural.
            Locale::En if *count == 1 => format!("1 {}", en.strip_suffix('s').unwrap_or(en)),
            Locale::En => format!("{count} {en}"),
        })
        .collect();
    shown.join(locale.choose("・", ", "))
}
