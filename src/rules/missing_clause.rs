#![doc = include_str!("pages/missing-clause.md")]

mod unread;

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use self::unread::Unread;
use super::{Class, Report, Rule, Severities};
use crate::coverage::{self, Coverage, Scope};
use crate::finding::{DocumentIndex, Finding, Place, Severity};
use crate::guideline::{
    Clause, ClauseIndex, ClauseReference, Completeness, GuidelineIndex, Guidelines, Modality,
};
use crate::locale::Message;
use crate::locator::Locator;

pub static RULE: Rule = Rule {
    name: "missing-clause",
    class: Class::Crossing,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-clause.md"),
    check: None,
};

/// From how many missing clauses at one place on they are reported together.
const TOGETHER: usize = 4;

/// Where missing clauses are reported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// At a place in a document: beside the answer to the nearest clause, or where the front
    /// matter undertakes to answer it.
    Document(DocumentIndex, usize, usize),
    /// Where the project names the guideline.
    Project(GuidelineIndex),
}

/// The clauses in scope that nothing answers, as findings and the places where they belong.
pub fn missing_clauses(
    coverage: &Coverage,
    guidelines: &Guidelines,
    severities: &Severities,
) -> Vec<(Spot, Finding)> {
    let mut by_spot: BTreeMap<(Spot, Option<ClauseReference>), Vec<ClauseReference>> =
        BTreeMap::new();
    let mut seen = FxHashSet::default();
    let mut unread = Unread::new(coverage, severities);
    // A document's own undertaking is nearer to its writer than the project's.
    let mut scopes = coverage.scopes(guidelines);
    scopes.sort_by_key(|scope| scope.declared_in.is_none());
    for scope in &scopes {
        // What a document undertakes is asked for clause by clause; what the whole project does,
        // chapter by chapter, at one place each.
        let mut of_chapter: FxHashMap<ClauseReference, Spot> = FxHashMap::default();
        for clause in missing_in(coverage, guidelines, scope) {
            if !seen.insert(clause) || unread.takes(coverage, guidelines, clause) {
                continue;
            }
            let chapter = matter_of(guidelines, clause);
            let (spot, together) = if scope.declared_in.is_some() {
                let parent = guidelines.clause(clause).parent;
                let parent = parent.map(|parent| ClauseReference {
                    clause: parent,
                    ..clause
                });
                (spot(coverage, guidelines, scope, clause), parent)
            } else {
                let own = of_chapter.entry(chapter);
                let spot = own
                    .or_insert_with(|| spot(coverage, guidelines, scope, clause))
                    .clone();
                let together = (!matches!(spot, Spot::Project(_))).then_some(chapter);
                (spot, together)
            };
            by_spot.entry((spot, together)).or_default().push(clause);
        }
    }
    let mut findings = Vec::new();
    for ((spot, _), clauses) in by_spot {
        let mut found = Vec::new();
        if let Some(mut report) = Report::of(&RULE, severities, &mut found) {
            let range = match &spot {
                Spot::Document(_, start, end) => *start..*end,
                Spot::Project(_) => 0..0,
            };
            if clauses.len() < TOGETHER {
                for clause in clauses {
                    one(guidelines, coverage, clause, range.clone(), &mut report);
                }
            } else {
                many(guidelines, coverage, &clauses, range, &mut report);
            }
        }
        findings.extend(found.into_iter().map(|finding| (spot.clone(), finding)));
    }
    findings.extend(unread.findings(guidelines, severities));
    findings
}

/// The outermost clause around a clause that is still about one matter: 3.4 of an annex and not all of the
/// annex, a family of controls; in a guideline that is but a list, the first of those whose numbers are of one chapter.
fn matter_of(guidelines: &Guidelines, clause: ClauseReference) -> ClauseReference {
    let outermost = outermost(guidelines, clause);
    let first = row_at_the_top(guidelines, outermost).first().copied();
    first.map_or(outermost, |clause| ClauseReference {
        clause,
        ..outermost
    })
}

/// The outermost clause around a clause that is still about one matter, in a guideline that is no mere list.
fn outermost(guidelines: &Guidelines, clause: ClauseReference) -> ClauseReference {
    let around = guidelines.get(clause.guideline).ancestors(clause.clause);
    let around = around.map(|outer| ClauseReference {
        clause: outer,
        ..clause
    });
    let matters = around.take_while(|outer| !is_collection(guidelines, *outer));
    matters.last().unwrap_or(clause)
}

/// Whether a clause holds chapters of chapters together, which have little to do with each other.
fn is_collection(guidelines: &Guidelines, clause: ClauseReference) -> bool {
    let known = guidelines.get(clause.guideline);
    let is_chapter =
        |clause: &Clause| !clause.children.is_empty() && clause.modality() == Modality::Info;
    let chapters_in = |clause: ClauseIndex| {
        let children = known
            .clause(clause)
            .map_or(&[][..], |clause| &clause.children);
        let is_chapter = move |child: &ClauseIndex| known.clause(*child).is_some_and(is_chapter);
        children.iter().copied().filter(is_chapter)
    };
    chapters_in(clause.clause).any(|inner| chapters_in(inner).next().is_some())
}

/// The clauses of a scope that ask something, that a number leads to, and that nothing answers.
fn missing_in(coverage: &Coverage, guidelines: &Guidelines, scope: &Scope) -> Vec<ClauseReference> {
    let mut missing = Vec::new();
    for &root in &scope.clauses {
        coverage::asked_below(guidelines.get(scope.guideline), root, &mut |clause| {
            let known = guidelines.clause(clause);
            let asked = known.label.is_some() && coverage::asks(known) > Modality::May;
            if asked && !unanswered(coverage, guidelines, clause).is_empty() {
                missing.push(clause);
            }
        });
    }
    missing
}

/// The binding requirements of a clause that nothing answers.
pub fn unanswered(
    coverage: &Coverage,
    guidelines: &Guidelines,
    clause: ClauseReference,
) -> Vec<usize> {
    coverage::binding_requirements(guidelines.clause(clause))
        .filter(|&requirement| coverage.is_missing(guidelines, clause, requirement))
        .collect()
}

/// Where a missing clause is best reported.
fn spot(
    coverage: &Coverage,
    guidelines: &Guidelines,
    scope: &Scope,
    clause: ClauseReference,
) -> Spot {
    let here = scope.declared_in.as_ref().map(|(document, _)| *document);
    if let Some((document, range)) = neighbour(coverage, guidelines, clause, here) {
        return Spot::Document(document, range.start, range.end);
    }
    match &scope.declared_in {
        Some((document, range)) => Spot::Document(*document, range.start, range.end),
        None => Spot::Project(clause.guideline),
    }
}

/// The place of the answer to the nearest clause: in the document that answers most of what is about the same
/// matter, where no document undertakes it.
fn neighbour(
    coverage: &Coverage,
    guidelines: &Guidelines,
    clause: ClauseReference,
    here: Option<DocumentIndex>,
) -> Option<(DocumentIndex, Range<usize>)> {
    let homes = match here {
        Some(here) => vec![here],
        None => homes_of(coverage, guidelines, clause),
    };
    nearest_answer(guidelines, clause, &|of| {
        homes.iter().find_map(|&home| {
            let answer = coverage.answers_of(home, of).next()?;
            Some((home, coverage.contribution(home)?.anchor(answer)))
        })
    })
}

/// The documents that answer most clauses of the matter that a clause is about: hardly ever more than one.
fn homes_of(
    coverage: &Coverage,
    guidelines: &Guidelines,
    clause: ClauseReference,
) -> Vec<DocumentIndex> {
    /// Where a clause is answered in more documents, it says nothing of which is meant.
    const MOST: usize = 16;
    let guideline = guidelines.get(clause.guideline);
    let matter = row_at_the_top(guidelines, outermost(guidelines, clause));
    let mut answered: BTreeMap<DocumentIndex, usize> = BTreeMap::new();
    for part in matter {
        let part = ClauseReference {
            clause: part,
            ..clause
        };
        coverage::below(guideline, part, &mut |of| {
            let mut seen = None;
            for (document, _) in coverage.answers(of).take(MOST) {
                if seen != Some(document) {
                    *answered.entry(document).or_default() += 1;
                }
                seen = Some(document);
            }
        });
    }
    let most = answered.values().copied().max().unwrap_or_default();
    answered.retain(|_, count| *count == most);
    answered.into_keys().collect()
}

/// The clauses around one that stands in no chapter whose numbers say that they are of the same: A.8.1 to A.8.34 of a
/// guideline that is but a list. Alone it is, where no number says so.
fn row_at_the_top(guidelines: &Guidelines, clause: ClauseReference) -> Vec<ClauseIndex> {
    let known = guidelines.get(clause.guideline);
    let chapter = |clause: &Clause| clause.locator.as_ref()?.parent();
    let is_listed = |clause: &Clause| clause.parent.is_none() && clause.children.is_empty();
    let own = known.clause(clause.clause).and_then(chapter);
    let Some(own) = own.filter(|_| is_listed(guidelines.clause(clause))) else {
        return vec![clause.clause];
    };
    let top = |index: u32| {
        let index = ClauseIndex(index);
        let clause = known.clause(index)?;
        is_listed(clause).then(|| (index, chapter(clause)))
    };
    let same = |(_, chapter): &(ClauseIndex, Option<Locator>)| chapter.as_ref() == Some(&own);
    let place = clause.clause.0;
    let end = u32::try_from(known.clauses.len()).unwrap_or(u32::MAX);
    let before = (0..place).rev().filter_map(top).take_while(same);
    let behind = (place..end).filter_map(top).take_while(same);
    let mut row: Vec<ClauseIndex> = before.map(|(index, _)| index).collect();
    row.reverse();
    row.extend(behind.map(|(index, _)| index));
    row
}

/// What `answered` gives for the clause that is nearest to `clause` and for which it gives anything:
/// the clause itself, the siblings before, then those after, then the clauses above and their siblings, as
/// far as they are about one matter. In a sibling it is the part that is nearest.
pub fn nearest_answer<T>(
    guidelines: &Guidelines,
    clause: ClauseReference,
    answered: &dyn Fn(ClauseReference) -> Option<T>,
) -> Option<T> {
    let guideline = guidelines.get(clause.guideline);
    let within = |sibling: ClauseIndex| {
        let of = ClauseReference {
            clause: sibling,
            ..clause
        };
        let mut parts = Vec::new();
        coverage::below(guideline, of, &mut |part| parts.push(part));
        parts
    };
    if let Some(own) = answered(clause) {
        return Some(own);
    }
    let mut current = clause;
    let beside = |siblings: &[ClauseIndex], current: ClauseIndex| {
        let position = siblings.iter().position(|&sibling| sibling == current);
        let position = position.unwrap_or(0);
        let before = siblings[..position].iter().rev();
        let before = before.flat_map(|&sibling| within(sibling).into_iter().rev());
        let after = siblings.get(position..).unwrap_or_default().iter().skip(1);
        let after = after.flat_map(|&sibling| within(sibling));
        before.chain(after).find_map(answered)
    };
    loop {
        let Some(parent) = guidelines.clause(current).parent else {
            let siblings = row_at_the_top(guidelines, current);
            return beside(&siblings, current.clause);
        };
        let parent = ClauseReference {
            clause: parent,
            ..current
        };
        if is_collection(guidelines, parent) {
            return None;
        }
        let siblings = &guidelines.clause(parent).children;
        let beside = beside(siblings, current.clause);
        if let Some(found) = beside.or_else(|| answered(parent)) {
            return Some(found);
        }
        current = parent;
    }
}

fn severity_of(guidelines: &Guidelines, clause: ClauseReference) -> Severity {
    match coverage::asks(guidelines.clause(clause)) {
        Modality::Must => Severity::Warning,
        _ => Severity::Information,
    }
}

fn one(
    guidelines: &Guidelines,
    coverage: &Coverage,
    clause: ClauseReference,
    range: Range<usize>,
    report: &mut Report<'_>,
) {
    let (label, title) = title_of(guidelines, clause);
    let parts = open_parts(guidelines, coverage, clause);
    let message = if parts.is_empty() {
        Message::new(
            format!("{label}「{title}」に答える記述がありません"),
            format!("nothing answers {label} “{title}”"),
        )
    } else {
        Message::new(
            format!(
                "{label}「{title}」のうち {} に答える記述がありません",
                parts.join("、")
            ),
            format!("nothing answers {} of {label} “{title}”", parts.join(", ")),
        )
    };
    report
        .push(range, message)
        .severity(severity_of(guidelines, clause))
        .help(help(guidelines, clause.guideline))
        .related(
            Place::Clause(clause),
            Message::new("求められていること", "what it asks"),
        )
        .clause(Some(clause));
}

/// The letters of the parts that nothing answers, of a clause of which others are answered.
fn open_parts<'g>(
    guidelines: &'g Guidelines,
    coverage: &Coverage,
    clause: ClauseReference,
) -> Vec<&'g str> {
    let known = guidelines.clause(clause);
    let open = unanswered(coverage, guidelines, clause);
    if open.len() == coverage::binding_requirements(known).count() {
        return Vec::new();
    }
    let letters = open
        .iter()
        .map(|&requirement| known.requirements[requirement].label.as_deref());
    letters.flatten().collect()
}

fn many(
    guidelines: &Guidelines,
    coverage: &Coverage,
    clauses: &[ClauseReference],
    range: Range<usize>,
    report: &mut Report<'_>,
) {
    // A group in `by_spot` is never empty.
    let Some(&first) = clauses.first() else {
        return;
    };
    let named = |&clause: &ClauseReference| {
        let label = guidelines.clause(clause).label.as_deref()?;
        let parts = open_parts(guidelines, coverage, clause);
        Some(match parts.is_empty() {
            true => label.to_owned(),
            false => format!("{label} ({})", parts.join(", ")),
        })
    };
    let shown: Vec<String> = clauses.iter().take(5).filter_map(named).collect();
    let others = clauses.len() - shown.len();
    let guideline = guidelines.get(first.guideline).short_name();
    let (ja, en) = if others == 0 {
        (String::new(), String::new())
    } else {
        (format!(" ほか {others} 件"), format!(" and {others} more"))
    };
    let message = Message::new(
        format!(
            "{guideline} の {} 条項に答える記述がありません: {}{ja}",
            clauses.len(),
            shown.join("、")
        ),
        format!(
            "nothing answers {} clauses of {guideline}: {}{en}",
            clauses.len(),
            shown.join(", ")
        ),
    );
    let severity = clauses
        .iter()
        .map(|&clause| severity_of(guidelines, clause))
        .max()
        .unwrap_or(Severity::Warning);
    let mut entry = report
        .push(range, message)
        .severity(severity)
        .help(help(guidelines, first.guideline))
        .clauses(clauses);
    for &clause in clauses.iter().take(3) {
        let label = guidelines
            .clause(clause)
            .label
            .as_deref()
            .unwrap_or_default();
        let message = Message::new(
            format!("{label} が求めること"),
            format!("what {label} asks"),
        );
        entry = entry.related(Place::Clause(clause), message);
    }
}

fn help(guidelines: &Guidelines, guideline: GuidelineIndex) -> Message {
    let (ja, en) = match guidelines.get(guideline).completeness {
        Completeness::Partial { .. } => (
            "（一部の条項だけを収録しているため、ここにない条項もあります）",
            " (the catalogue is partial: there are clauses beyond it)",
        ),
        _ => ("", ""),
    };
    Message::new(
        format!("対応を書くか、当てはまらなければ「対象外（理由）」と書いてください{ja}"),
        format!("write the answer, or “not applicable” and why{en}"),
    )
}

/// A clause's number and title, or the beginning of what it asks.
fn title_of(guidelines: &Guidelines, clause: ClauseReference) -> (&str, String) {
    let known = guidelines.clause(clause);
    let label = known.label.as_deref().unwrap_or_default();
    let title = if known.title.is_empty() {
        known
            .requirements
            .first()
            .map(|requirement| beginning(&requirement.text))
            .unwrap_or_default()
    } else {
        known.title.clone()
    };
    (label, title)
}

/// The first words of a text, for a message.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 30;
    if text.chars().count() <= LONGEST {
        return text.trim_end_matches('。').to_string();
    }
    text.chars()
        .take(LONGEST)
        .chain(std::iter::once('…'))
        .collect()
}
