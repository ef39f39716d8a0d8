//! Clauses that nothing answers and whose numbers stand in a document all the same, where no citation is read: whoever
//! wrote one there takes it for an answer.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{RULE, Spot, TOGETHER, open_parts, severity_of, title_of};
use crate::coverage::Coverage;
use crate::finding::{DocumentIndex, Finding, Place, Severity};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines};
use crate::locale::Message;
use crate::rules::{Report, Severities, unread_citation};
use crate::text::Span;

/// Those that were found missing so far.
pub struct Unread {
    named: FxHashMap<ClauseReference, Option<(DocumentIndex, Span)>>,
    by_document: BTreeMap<(DocumentIndex, GuidelineIndex), Vec<(Span, ClauseReference)>>,
}

impl Unread {
    /// None so far, of what the documents name. Where the project wants to hear of no such places, clauses are missing
    /// as others are.
    pub fn new(coverage: &Coverage, severities: &Severities) -> Unread {
        let is_off = |rule: &str| matches!(severities.get(rule), Some(None));
        let silent = is_off(RULE.name) || is_off(unread_citation::RULE.name);
        Unread {
            named: match silent {
                true => FxHashMap::default(),
                false => coverage.named_unread(),
            },
            by_document: BTreeMap::new(),
        }
    }

    /// Takes a missing clause, if a document names it.
    pub fn takes(
        &mut self,
        coverage: &Coverage,
        guidelines: &Guidelines,
        clause: ClauseReference,
    ) -> bool {
        let Some(place) = self.named.get(&clause) else {
            return false;
        };
        if !open_parts(guidelines, coverage, clause).is_empty() {
            return false;
        }
        if let Some((document, place)) = *place {
            let key = (document, clause.guideline);
            self.by_document
                .entry(key)
                .or_default()
                .push((place, clause));
        }
        true
    }

    /// What is told of them, where they are named.
    pub fn findings(
        self,
        guidelines: &Guidelines,
        severities: &Severities,
    ) -> Vec<(Spot, Finding)> {
        let mut found = Vec::new();
        let Some(mut report) = Report::of(&unread_citation::RULE, severities, &mut found) else {
            return Vec::new();
        };
        let mut spots = Vec::new();
        for ((document, _), mut clauses) in self.by_document {
            clauses.sort_unstable();
            let told = match clauses.len() < TOGETHER {
                true => clauses.chunks(1),
                false => clauses.chunks(clauses.len()),
            };
            for together in told {
                let Some((first, _)) = together.first() else {
                    continue;
                };
                spots.push(Spot::Document(
                    document,
                    first.bytes().start,
                    first.bytes().end,
                ));
                tell(guidelines, together, &mut report);
            }
        }
        spots.into_iter().zip(found).collect()
    }
}

/// Tells of clauses that one document names, at the first place.
fn tell(guidelines: &Guidelines, named: &[(Span, ClauseReference)], report: &mut Report<'_>) {
    /// More of them are counted.
    const SHOWN: usize = 5;
    let Some(&(place, first)) = named.first() else {
        return;
    };
    let clauses: Vec<ClauseReference> = named.iter().map(|(_, clause)| *clause).collect();
    let name = guidelines.get(first.guideline).short_name();
    let (label, title) = title_of(guidelines, first);
    let message = match &clauses[..] {
        [_] => Message::new(
            format!(
                "{label}「{title}」に答える記述として読めたものがありません。ここに番号がありますが、条項の引用としては読んでいません"
            ),
            format!(
                "nothing is read as an answer to {label} “{title}”: its number stands here, but not as a citation"
            ),
        ),
        all => {
            let labels: Vec<&str> = { all.iter().take(SHOWN) }
                .map(|&clause| title_of(guidelines, clause).0)
                .collect();
            let (more_ja, more_en) = match all.len().saturating_sub(SHOWN) {
                0 => (String::new(), String::new()),
                more => (format!(" ほか {more} 件"), format!(" and {more} more")),
            };
            Message::new(
                format!(
                    "{name} の {} 条項に答える記述として読めたものがありません。この文書に番号がありますが、条項の引用としては読んでいません: {}{more_ja}",
                    all.len(),
                    labels.join("、")
                ),
                format!(
                    "nothing is read as an answer to {} clauses of {name} whose numbers stand in this document, but not as citations: {}{more_en}",
                    all.len(),
                    labels.join(", ")
                ),
            )
        }
    };
    let severity = { clauses.iter() }
        .map(|&clause| severity_of(guidelines, clause))
        .max();
    report
        .push(place.bytes(), message)
        .severity(severity.unwrap_or(Severity::Warning))
        .help(Message::new(
            format!("これが回答なら、「{name} {label}」のように番号の前にガイドラインの名前を書いてください。そうでなければ、回答を書くか、当てはまらない理由を書いてください"),
            format!("if this is the answer, write the guideline’s name before the number: {name} {label}; if not, write the answer, or “not applicable” and why"),
        ))
        .related(
            Place::Clause(first),
            Message::new("求められていること", "what it asks"),
        )
        .clauses(&clauses);
}
