//! Which clause of one guideline answers which of another, followed both ways.
//!
//! A guideline's file says it clause by clause in words (上位条項: 「厚労省ガイドライン第6.0版
//! 企画管理編 7⑥」). What is in play among it is found here; the rest stays words.

use rustc_hash::FxHashMap;

use super::{ClauseReference, GuidelineIndex, Guidelines, Lookup};
use crate::locator::{self, Target};

/// What an upstream entry says, and the clauses in play that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// As the source has it.
    pub written: String,
    /// The clauses, each once; none where the guideline is not in play or has no such clause.
    pub clauses: Vec<ClauseReference>,
}

/// For each clause that others say they answer, those others, in the order of guidelines and clauses.
pub type Downstream = FxHashMap<ClauseReference, Vec<ClauseReference>>;

impl Guidelines {
    /// The clauses that a clause answers, as its guideline says.
    pub fn upstream(&self, clause: ClauseReference) -> Vec<Upstream> {
        let written = self.clause(clause).upstream.iter();
        written
            .map(|written| Upstream {
                written: written.clone(),
                clauses: self
                    .named_upstream(written)
                    .into_iter()
                    .filter(|named| *named != clause)
                    .collect(),
            })
            .collect()
    }

    /// The clauses of all guidelines in play that say they answer a clause, in their order. Who asks
    /// first waits for a look at every upstream entry of every guideline.
    pub fn downstream(&self, clause: ClauseReference) -> &[ClauseReference] {
        let downstream = self.downstream.get_or_init(|| {
            let mut downstream = Downstream::default();
            for (guideline, known) in self.iter() {
                for (index, known) in known.iter() {
                    let own = ClauseReference {
                        guideline,
                        clause: index,
                    };
                    let entries = known.upstream.iter();
                    for named in entries.flat_map(|entry| self.named_upstream(entry)) {
                        let others: &mut Vec<_> = downstream.entry(named).or_default();
                        if named != own && others.last() != Some(&own) {
                            others.push(own);
                        }
                    }
                }
            }
            downstream
        });
        downstream.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// The clauses that an upstream entry names: `prefix:number`, or a guideline's name and numbers.
    pub fn named_upstream(&self, written: &str) -> Vec<ClauseReference> {
        let mut found = Vec::new();
        let bare = written.trim().trim_matches(['[', ']']);
        if let Some((prefix, number)) = bare.split_once([':', '：'])
            && let Some(guideline) = self.with_prefix(prefix.trim())
        {
            look_up(self, &[guideline], number, &mut found);
            return found;
        }
        for naming in self.namings(written) {
            look_up(
                self,
                &naming.guidelines,
                &written[naming.range.end..],
                &mut found,
            );
        }
        found
    }
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
