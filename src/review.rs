//! Which answers a person has reviewed, and whether they still say what was reviewed.
//!
//! A link is an answer of a document to a clause. For each that was reviewed `shishin.lock` keeps
//! a fingerprint of the words on both sides ([`Lock`] reads and writes its text). When either
//! changes, the link is suspect until it is reviewed again. Words are compared, not bytes: a
//! paragraph that is wrapped otherwise, a section that moves, a citation that gets its link
//! definition change nothing. No files are read here, and no clock: the day of a review is an
//! input.

mod line;
mod lock;
mod words;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Document, Link};
use crate::guideline::{ClauseReference, Guidelines};

pub use lock::{Lock, Problem, document_key};
pub use words::{Fingerprint, said};

/// A link as it was reviewed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reviewed {
    /// The document, as [`document_key`] writes its path.
    pub document: String,
    /// The clause: the guideline's id, a colon, the clause's number (its id where it has none),
    /// and behind a space the label of the requirement where the answer speaks to one alone.
    pub clause: String,
    /// The title of the section in which the answer stood, by which two answers of a document to
    /// one clause are told apart when both have changed; empty outside of all sections.
    pub section: String,
    /// What the clause said.
    pub clause_words: Fingerprint,
    /// What the answer said.
    pub statement_words: Fingerprint,
    /// The day of the review, where it was noted.
    pub date: Option<Date>,
}

/// A link of a document as it stands, held against what was reviewed.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// The answer, by index in [`Document::answers`].
    pub answer: usize,
    /// The clause.
    pub clause: ClauseReference,
    /// The one requirement that the answer speaks to, by index; `None` for all of them.
    pub requirement: Option<usize>,
    /// The link as a review would note it now, without a day.
    pub present: Reviewed,
    /// Whether it was reviewed.
    pub state: State<'a>,
}

/// Whether a link was reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// Nobody has reviewed it.
    Unreviewed,
    /// It is what was reviewed.
    Current(&'a Reviewed),
    /// Something has changed since.
    Suspect {
        /// What was reviewed.
        was: &'a Reviewed,
        /// The clause says something else now.
        clause: bool,
        /// The answer says something else now.
        statement: bool,
    },
}

/// What a document says, for holding it against what was reviewed.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The document's text.
    pub text: &'a str,
    /// What is read in it.
    pub document: &'a Document,
    /// The guidelines in play.
    pub guidelines: &'a Guidelines,
    /// The document, as [`document_key`] writes its path.
    pub key: &'a str,
}

impl Reading<'_> {
    /// Holds all links of the document against what was reviewed of it, in the order of answers.
    pub fn judge<'r>(&self, reviewed: &'r [Reviewed]) -> Vec<Judged<'r>> {
        self.judge_links(reviewed, &|_| true)
    }

    /// The links of one answer. What the document says elsewhere to the same clauses is looked at,
    /// and nothing else of it.
    pub fn judge_answer<'r>(&self, reviewed: &'r [Reviewed], answer: usize) -> Vec<Judged<'r>> {
        let Some(asked) = self.document.answers.get(answer) else {
            return Vec::new();
        };
        let concerns = |link: &Link| {
            let mut links = asked.links.iter();
            links.any(|own| (own.clause, own.requirement) == (link.clause, link.requirement))
        };
        let mut judged = self.judge_links(reviewed, &concerns);
        judged.retain(|one| one.answer == answer);
        judged
    }

    fn judge_links<'r>(
        &self,
        reviewed: &'r [Reviewed],
        concerns: &dyn Fn(&Link) -> bool,
    ) -> Vec<Judged<'r>> {
        let mut clauses: FxHashMap<_, (String, Fingerprint)> = FxHashMap::default();
        let mut sections: FxHashMap<usize, String> = FxHashMap::default();
        let mut judged = Vec::new();
        for (index, answer) in self.document.answers.iter().enumerate() {
            let mut statement = None;
            for link in answer.links.iter().filter(|link| concerns(link)) {
                let statement_words = *statement
                    .get_or_insert_with(|| words::of_answer(self.text, self.document, answer));
                let target = (link.clause, link.requirement);
                let (clause, clause_words) = clauses.entry(target).or_insert_with(|| {
                    let clause = self.guidelines.clause(link.clause);
                    (
                        clause_key(self.guidelines, link.clause, link.requirement),
                        words::of_clause(clause, link.requirement),
                    )
                });
                let section = sections.entry(answer.section).or_insert_with(|| {
                    lock::section_key(&self.document.sections[answer.section].title)
                });
                judged.push(Judged {
                    answer: index,
                    clause: link.clause,
                    requirement: link.requirement,
                    present: Reviewed {
                        document: self.key.to_string(),
                        clause: clause.clone(),
                        section: section.clone(),
                        clause_words: *clause_words,
                        statement_words,
                        date: None,
                    },
                    state: State::Unreviewed,
                });
            }
        }
        pair(&mut judged, reviewed);
        judged
    }
}

/// What was reviewed of one clause in a document, by what it is found again by. Of several the
/// first line counts.
#[derive(Default)]
struct Known<'r> {
    all: Vec<&'r Reviewed>,
    by_words: FxHashMap<(Fingerprint, Fingerprint), usize>,
    by_statement: FxHashMap<Fingerprint, usize>,
}

impl<'r> Known<'r> {
    fn push(&mut self, reviewed: &'r Reviewed) {
        let index = self.all.len();
        let words = (reviewed.clause_words, reviewed.statement_words);
        self.by_words.entry(words).or_insert(index);
        self.by_statement.entry(words.1).or_insert(index);
        self.all.push(reviewed);
    }

    /// A review of these very words counts, also beside an older one: two branches that were merged
    /// may each have left a line. Else one of the same answer against what the clause said then.
    fn same(&self, present: &Reviewed) -> Option<usize> {
        let words = (present.clause_words, present.statement_words);
        let same = self.by_words.get(&words);
        same.or_else(|| self.by_statement.get(&words.1)).copied()
    }
}

/// Finds for each link what was reviewed of it: the same words first; of what is left, what stood
/// in the same section; then what stood in a section that is no longer there, or nowhere else.
fn pair<'r>(judged: &mut [Judged<'r>], reviewed: &'r [Reviewed]) {
    let mut by_clause: FxHashMap<&str, Known<'r>> = FxHashMap::default();
    for one in reviewed {
        by_clause.entry(&one.clause).or_default().push(one);
    }
    let mut links: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, one) in judged.iter().enumerate() {
        if let Some((clause, _)) = by_clause.get_key_value(one.present.clause.as_str()) {
            links.entry(clause).or_default().push(index);
        }
    }
    for (clause, links) in links {
        let known = &by_clause[clause];
        let mut taken = vec![false; known.all.len()];
        let mut left = Vec::new();
        for index in links {
            let present = &judged[index].present;
            match known.same(present) {
                Some(at) => {
                    taken[at] = true;
                    judged[index].state = state(known.all[at], present);
                }
                None => left.push(index),
            }
        }
        let rest = known.all.iter().zip(&taken);
        let rest = rest.filter(|(_, taken)| !**taken).map(|(was, _)| *was);
        let sections = left
            .iter()
            .map(|&index| judged[index].present.section.as_str());
        let sections: FxHashSet<&str> = sections.collect();
        let mut here: FxHashMap<&str, &Reviewed> = FxHashMap::default();
        let mut elsewhere = None;
        for was in rest {
            here.entry(&was.section).or_insert(was);
            if !sections.contains(was.section.as_str()) {
                elsewhere.get_or_insert(was);
            }
        }
        for index in left {
            let present = &judged[index].present;
            let was = here.get(present.section.as_str()).copied().or(elsewhere);
            if let Some(was) = was {
                judged[index].state = state(was, present);
            }
        }
    }
}

fn state<'r>(was: &'r Reviewed, present: &Reviewed) -> State<'r> {
    let clause = was.clause_words != present.clause_words;
    let statement = was.statement_words != present.statement_words;
    match clause || statement {
        true => State::Suspect {
            was,
            clause,
            statement,
        },
        false => State::Current(was),
    }
}

/// A clause, or one requirement of it, as the lock file names it.
pub fn clause_key(
    guidelines: &Guidelines,
    reference: ClauseReference,
    requirement: Option<usize>,
) -> String {
    let guideline = &guidelines.get(reference.guideline).id;
    let clause = guidelines.clause(reference);
    let number = clause.label.as_ref().unwrap_or(&clause.id);
    let asked = requirement.map(|index| {
        let label = clause.requirements.get(index);
        let label = label.and_then(|asked| asked.label.clone());
        format!(" {}", label.unwrap_or_else(|| format!("#{}", index + 1)))
    });
    lock::printable(&format!(
        "{guideline}:{number}{}",
        asked.unwrap_or_default()
    ))
}

/// What the lock file has to lose and to gain when links are reviewed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acceptance {
    /// What no longer holds.
    pub superseded: Vec<Reviewed>,
    /// What was reviewed.
    pub accepted: Vec<Reviewed>,
}

impl Acceptance {
    /// Takes the links of a document that are marked as reviewed on a day. What was reviewed of a
    /// link that stays suspect stays too.
    pub fn of<'j>(judged: impl Iterator<Item = (&'j Judged<'j>, bool)>, day: Date) -> Acceptance {
        let mut acceptance = Acceptance::default();
        let mut needed: FxHashSet<&Reviewed> = FxHashSet::default();
        for (one, wanted) in judged {
            let was = match one.state {
                State::Current(_) => continue,
                State::Suspect { was, .. } => Some(was),
                State::Unreviewed => None,
            };
            if !wanted {
                needed.extend(was);
                continue;
            }
            acceptance.superseded.extend(was.cloned());
            acceptance.accepted.push(Reviewed {
                date: Some(day),
                ..one.present.clone()
            });
        }
        acceptance.superseded.retain(|was| !needed.contains(was));
        acceptance.superseded.sort();
        acceptance.superseded.dedup();
        acceptance.accepted.sort();
        acceptance.accepted.dedup();
        acceptance
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.superseded.is_empty() && self.accepted.is_empty()
    }
}
