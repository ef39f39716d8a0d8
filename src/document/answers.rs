//! Settles which statements speak for which clauses, once a document has been walked through.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Answer, AnswerKind, Document, LabelledValue, Link, Section};
use crate::guideline::{Clause, ClauseReference, Guidelines, Modality};
use crate::wording::{self, Field, StatedStatus, Status, Unstated};

/// What a section's answer depends on beside the section itself and those around it.
#[derive(Clone, Copy)]
pub struct Whole {
    /// Whether the document names a guideline anywhere.
    pub named: bool,
    /// The first section under a heading, which may say what the document is about.
    pub title: Option<usize>,
}

impl Whole {
    /// That of a document.
    pub fn of(document: &Document) -> Whole {
        let sections = &document.sections;
        Whole {
            named: { sections.iter() }.any(|section| !section.guidelines.is_empty()),
            // The first section is what stands above all headings.
            title: { sections.iter() }.position(|section| section.parent.is_some()),
        }
    }
}

/// Joins inner list items to their items' answers, gives sections their answers, lets labels
/// come down, and puts the answers in the order of their places.
pub fn settle(document: &mut Document, guidelines: &Guidelines, whole: Whole) {
    join_inner_items(document);
    answers_of_sections(document, guidelines, whole);
    exclude_where_said(document);
    for answer in &mut document.answers {
        keep_distinct(&mut answer.links);
    }
    inherit(document);
    put_in_order(document);
}

/// A clause that is cited twice is answered once.
fn keep_distinct(links: &mut Vec<Link>) {
    if links.len() > 1 {
        let mut seen = FxHashSet::default();
        links.retain(|link| seen.insert((link.clause, link.requirement)));
    }
}

/// An answer whose only words say that the clause does not apply, or is not met, has that status: under the
/// headings of a disclosure stands no label, only 「該当なし（…）」.
fn exclude_where_said(document: &mut Document) {
    for (number, answer) in document.answers.iter_mut().enumerate() {
        let [only] = answer.statements.as_slice() else {
            continue;
        };
        let statement = &document.statements[*only];
        // What an item says of its own clause is not said of the section's.
        let is_others = statement.answer.is_some_and(|own| own != number);
        let [claim] = statement.unit.claims.as_slice() else {
            continue;
        };
        if is_others {
            continue;
        }
        let is_dash = || {
            let status = answer.labels.label(Field::Status);
            status.is_some_and(|value| wording::unstated(&value.text) == Some(Unstated::Dash))
        };
        if answer.labels.status.is_some() || answer.kind == AnswerKind::Row && !is_dash() {
            continue;
        }
        let stated = claim.exclusion().or_else(|| claim.undone_in_all());
        if let Some(stated) = stated.cloned() {
            let place = statement.place(&claim.range);
            answer.labels.status = Some((stated, place));
        }
    }
}

/// What stands under a list item belongs to the item's answer, unless it has its own.
fn join_inner_items(document: &mut Document) {
    for index in 0..document.statements.len() {
        let statement = &document.statements[index];
        let outer = statement
            .outer
            .filter(|_| statement.answer.is_none() && !statement.quoted);
        // An outer item stands before its inner ones, so its answer is settled by now.
        if let Some(answer) = outer.and_then(|outer| document.statements[outer].answer) {
            document.statements[index].answer = Some(answer);
            document.answers[answer].statements.push(index);
        }
    }
}

/// Gives every section that answers a clause its own answer, made of the statements in it
/// that no deeper section answers with.
fn answers_of_sections(document: &mut Document, guidelines: &Guidelines, whole: Whole) {
    let sections = &document.sections;
    let mut answering: Vec<Option<usize>> = Vec::with_capacity(sections.len());
    let mut answered: Vec<bool> = vec![false; sections.len()];
    // Clauses of a section with several that a section below it answers by itself.
    let mut chosen: Vec<(usize, ClauseReference)> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let is_title = whole.title == Some(index) && names_the_whole(section, guidelines);
        let around = section.parent.and_then(|parent| answering[parent]);
        // `### ✅ 個人情報保護法` below a clause's heading is a part of its answer.
        let is_ticked_part = { section.labels.status.iter() }.any(|(stated, place)| {
            stated.status == Status::Implemented && section.heading.contains(&place.start)
        }) && around.is_some_and(|around| !sections[around].links.is_empty());
        let own = (!section.links.is_empty() && !is_title)
            || (whole.named && section.labels.status.is_some() && !is_ticked_part);
        // What stands under a chapter's heading and mirrors none of its clauses is another matter.
        let inherited = around.filter(|&outer| {
            let links = &sections[outer].links;
            links.is_empty()
                || !links
                    .iter()
                    .all(|link| is_chapter(guidelines.clause(link.clause)))
        });
        answering.push(if own { Some(index) } else { inherited });
        if own && let Some(outer) = around {
            answered[outer] = true;
            if let [_, _, ..] = sections[outer].links.as_slice() {
                let whole = section
                    .links
                    .iter()
                    .filter(|link| link.requirement.is_none());
                chosen.extend(whole.map(|link| (outer, link.clause)));
            }
        }
    }
    let mut statements: Vec<Vec<usize>> = vec![Vec::new(); sections.len()];
    for (index, statement) in document.statements.iter().enumerate() {
        let row = statement
            .answer
            .is_some_and(|answer| document.answers[answer].kind == AnswerKind::Row);
        if let (Some(section), false, false) = (answering[statement.section], statement.quoted, row)
        {
            statements[section].push(index);
        }
        if row && let Some(section) = answering[statement.section] {
            answered[section] = true;
        }
    }
    for (index, statements) in statements.into_iter().enumerate() {
        let own = answering[index] == Some(index);
        if !own || (statements.is_empty() && answered[index]) {
            continue;
        }
        let answer = document.answers.len();
        for &statement in &statements {
            document.statements[statement].answer.get_or_insert(answer);
        }
        let section = &document.sections[index];
        let mut links = section.links.clone();
        let is_left = |link: &Link| !chosen.contains(&(index, link.clause));
        if links.iter().any(is_left) {
            links.retain(is_left);
        }
        document.answers.push(Answer {
            kind: AnswerKind::Section,
            range: section.heading.clone(),
            links,
            labels: section.labels.clone(),
            statements,
            section: index,
            table: None,
        });
    }
}

/// Whether a document's title says of which guideline, or which chapter of it, it is: 「…ガイドライン 別紙2 対応表」.
/// That is what its numbers are of, and no answer to a chapter.
pub fn names_the_whole(section: &Section, guidelines: &Guidelines) -> bool {
    let chapters = |link: &Link| is_chapter(guidelines.clause(link.clause));
    section.level == 1 && !section.guidelines.is_empty() && section.links.iter().all(chapters)
}

/// Lets labels come down from sections and from the front matter. A status does not, since what
/// stands in a section can be at different stages, but for that of a clause to its parts.
fn inherit(document: &mut Document) {
    let Document {
        sections,
        answers,
        declarations,
        ..
    } = document;
    for answer in answers {
        let own = match answer.kind {
            AnswerKind::Section => Some(answer.section),
            AnswerKind::Row | AnswerKind::Block => None,
        };
        let around =
            std::iter::successors(Some(answer.section), |&section| sections[section].parent)
                .filter(|&section| Some(section) != own)
                .flat_map(|section| &sections[section].labels.fields)
                .filter(|value| value.field != Field::Status);
        let fields = &mut answer.labels.fields;
        fields.reserve_exact(around.clone().count() + declarations.labels.len());
        fields.extend(around.map(|value| LabelledValue {
            inherited: true,
            ..value.clone()
        }));
        fields.extend(declarations.labels.iter().cloned());
        if answer.labels.status.is_none()
            && answer.links.iter().all(|link| link.requirement.is_some())
        {
            answer.labels.status = status_of_whole(sections, answer);
        }
    }
}

/// The status of the section around that answers the clause of which an answer answers parts.
fn status_of_whole(sections: &[Section], answer: &Answer) -> Option<(StatedStatus, Range<usize>)> {
    let clause = answer.links.first()?.clause;
    let answers_it = |link: &Link| link.clause == clause && link.requirement.is_none();
    let mut around =
        std::iter::successors(Some(answer.section), |&section| sections[section].parent);
    let whole = around.find(|&section| sections[section].links.iter().any(answers_it))?;
    sections[whole].labels.status.clone()
}

fn put_in_order(document: &mut Document) {
    let mut order: Vec<usize> = (0..document.answers.len()).collect();
    let place = |answer: &usize| (document.answers[*answer].range.start, *answer);
    if order.is_sorted_by_key(place) {
        return;
    }
    order.sort_by_key(place);
    let answers = std::mem::take(&mut document.answers);
    let mut answers: Vec<Option<Answer>> = answers.into_iter().map(Some).collect();
    let mut renumbered = vec![0; answers.len()];
    for (new, &old) in order.iter().enumerate() {
        renumbered[old] = new;
        document.answers.extend(answers[old].take());
    }
    for statement in &mut document.statements {
        statement.answer = statement.answer.map(|old| renumbered[old]);
    }
}

/// Whether a clause only holds others together.
pub fn is_chapter(clause: &Clause) -> bool {
    !clause.children.is_empty() && clause.modality() == Modality::Info
}
