//! What an answer that cites a whole chapter really speaks to.
//!
//! A citation says what its writer means to answer, content says what the words can be about; where
//! the chapter is cited and a clause of it is above the threshold of a link, the answer counts for
//! that clause. Content alone never counts.

use rustc_hash::FxHashSet;

use super::touching::{Content, words};
use super::{asks, below};
use crate::document::{Answer, Claim, Document, Link, Statement};
use crate::guideline::{ClauseReference, Completeness, Guidelines, Modality};
use crate::matching::LINK;

/// From how many clauses on a citation of their chapter says nothing about any one of them.
pub const MANY: usize = 3;

/// A shorter claim, in bytes, says too little to be sure of anything.
const SHORTEST: usize = 24;

/// How many clauses that ask something stand below a clause that asks nothing itself; 0 for one
/// that asks.
pub fn clauses_below(guidelines: &Guidelines, chapter: ClauseReference) -> usize {
    if asks(guidelines.clause(chapter)) > Modality::May {
        return 0;
    }
    asking_below(guidelines, chapter).len()
}

fn asking_below(guidelines: &Guidelines, chapter: ClauseReference) -> FxHashSet<ClauseReference> {
    let mut asking = FxHashSet::default();
    below(guidelines.get(chapter.guideline), chapter, &mut |clause| {
        let known = guidelines.clause(clause);
        if known.label.is_some() && asks(known) > Modality::May {
            asking.insert(clause);
        }
    });
    asking
}

/// The only clause of a chapter, which an answer that cites the chapter means, and where it begins.
fn only_clause<'d>(
    document: &'d Document,
    answer: &Answer,
    link: &Link,
    guidelines: &Guidelines,
) -> Option<(ClauseReference, &'d Statement)> {
    let only = asking_below(guidelines, link.clause).into_iter().next()?;
    let mut statements = answer
        .statements
        .iter()
        .map(|&index| &document.statements[index]);
    let first = statements.find(|statement| {
        !statement.quoted && statement.unit.claims.iter().any(Claim::says_something)
    })?;
    Some((only, first))
}

/// The clauses of a chapter to which the statements of an answer that cites it speak by their
/// content, each with the statement that does so best, in the guideline's order.
pub fn spoken_to<'d>(
    document: &'d Document,
    answer: &Answer,
    link: &Link,
    content: Content<'_>,
) -> Vec<(ClauseReference, &'d Statement)> {
    let Content {
        guidelines,
        matchers,
    } = content;
    let below = clauses_below(guidelines, link.clause);
    if below < MANY {
        let known = guidelines.get(link.clause.guideline);
        let is_partial = matches!(known.completeness, Completeness::Partial { .. });
        return (below == 1 && !is_partial)
            .then(|| only_clause(document, answer, link, guidelines))
            .flatten()
            .into_iter()
            .collect();
    }
    let within = asking_below(guidelines, link.clause);
    let matcher = matchers.of(link.clause.guideline, guidelines);
    let mut found: Vec<(ClauseReference, f32, &Statement)> = Vec::new();
    for &index in &answer.statements {
        let statement = &document.statements[index];
        let kept = statement.unit.kept(|unit| words(unit, matchers));
        if statement.quoted || !matcher.can_be_sure(kept) {
            continue;
        }
        for claim in &statement.unit.claims {
            if !claim.says_something() || claim.text.len() < SHORTEST {
                continue;
            }
            let reference = |clause| ClauseReference {
                clause,
                ..link.clause
            };
            let ranked =
                matcher.rank_among(&claim.text, |clause| within.contains(&reference(clause)));
            let Some(best) = ranked.filter(|best| best.score >= LINK) else {
                continue;
            };
            let clause = reference(best.clause);
            match found.iter_mut().find(|(known, ..)| *known == clause) {
                Some(known) if known.1 >= best.score => {}
                Some(known) => *known = (clause, best.score, statement),
                None => found.push((clause, best.score, statement)),
            }
        }
    }
    found.sort_unstable_by_key(|(clause, ..)| *clause);
    let found = found.into_iter();
    found
        .map(|(clause, _, statement)| (clause, statement))
        .collect()
}
