//! Which clause of one guideline answers which of another, followed both ways.
//!
//! A guideline's file says it clause by clause in words (上位条項: 「厚労省ガイドライン第6.0版
//! 企画管理編 7⑥」). What is in play among it is found here; the rest stays words.

use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, Lookup};
use crate::locator::{self, Target};

/// What an upstream entry says, and the clauses in play that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// As the source has it.
    pub written: String,
    /// The clauses, each once; none where the guideline is not in play or has no such clause.
    pub clauses: Vec<ClauseReference>,
}

/// The clauses that a clause answers, as its guideline says.
pub fn upstream(guidelines: &Guidelines, clause: ClauseReference) -> Vec<Upstream> {
    let written = guidelines.clause(clause).upstream.iter();
    written
        .map(|written| Upstream {
            written: written.clone(),
            clauses: named(guidelines, written)
                .into_iter()
                .filter(|named| *named != clause)
                .collect(),
        })
        .collect()
}

/// The clauses of all guidelines in play that say they answer a clause, in their order. Costs a
/// look at every upstream entry of every guideline.
pub fn downstream(guidelines: &Guidelines, clause: ClauseReference) -> Vec<ClauseReference> {
    let everywhere = guidelines.iter().flat_map(|(guideline, known)| {
        let clauses = known.iter();
        clauses.map(move |(index, known)| {
            let reference = ClauseReference {
                guideline,
                clause: index,
            };
            (reference, known)
        })
    });
    everywhere
        .filter(|(reference, known)| {
            let mut entries = known.upstream.iter();
            *reference != clause && entries.any(|entry| named(guidelines, entry).contains(&clause))
        })
        .map(|(reference, _)| reference)
        .collect()
}

/// The clauses that an upstream entry names: `prefix:number`, or a guideline's name and numbers.
pub fn named(guidelines: &Guidelines, written: &str) -> Vec<ClauseReference> {
    let mut found = Vec::new();
    let bare = written.trim().trim_matches(['[', ']']);
    if let Some((prefix, number)) = bare.split_once([':', '：'])
        && let Some(guideline) = guidelines.with_prefix(prefix.trim())
    {
        look_up(guidelines, &[guideline], number, &mut found);
        return found;
    }
    for naming in guidelines.namings(written) {
        look_up(
            guidelines,
            &naming.guidelines,
            &written[naming.range.end..],
            &mut found,
        );
    }
    found
}

/// Looks up the numbers at the start of `text`. A name without an edition can mean several
/// guidelines; only a number that one of them alone has is believed.
fn look_up(
    guidelines: &Guidelines,
    candidates: &[GuidelineIndex],
    text: &str,
    found: &mut Vec<ClauseReference>,
) {
    let number = text.trim_start_matches(|c: char| c.is_whitespace() || "の:：「」、,".contains(c));
    let (references, _) = locator::read(number).unwrap_or_default();
    for reference in references {
        let mut holders = candidates.iter().filter_map(|&guideline| {
            let catalogue = guidelines.catalogue(guideline);
            let clauses = match &reference.target {
                Target::Through(first, last) => catalogue.between(first, last),
                Target::One(only) => match catalogue.find(only) {
                    Lookup::Found(clause) => vec![clause],
                    Lookup::Ambiguous(_) | Lookup::Missing => Vec::new(),
                },
            };
            (!clauses.is_empty()).then_some((guideline, clauses))
        });
        if let (Some((guideline, clauses)), None) = (holders.next(), holders.next()) {
            for clause in clauses {
                let clause = ClauseReference { guideline, clause };
                if !found.contains(&clause) {
                    found.push(clause);
                }
            }
        }
    }
}
