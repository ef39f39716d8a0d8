//! What one document contributes, and how much of an answer each of its answers is.

mod answering;
mod standing;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use self::answering::Answering;
pub use self::standing::says_nothing;
use super::touching::speaks_of_others;
use super::{Content, GivenValue, GivenValues, NamedUnread, Touching, given, given_values};
use crate::document::{Document, Resolution, Value, Values};
use crate::finding::{Finding, RuleName};
use crate::guideline::ClauseReference;
use crate::markdown::Change;
use crate::matching::Touched;
use crate::record::{self, Record};
use crate::text::Span;
use crate::wording::{Product, Status};

/// What one document contributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// Its answers to clauses, in the order of their places.
    #[serde(with = "crate::record")]
    pub answers: Vec<Answered>,
    /// The clauses that its front matter undertakes to answer, and where.
    pub covers: Vec<(ClauseReference, Range<usize>)>,
    /// Where it names clauses, whether or not it answers them there: the locators.
    #[serde(with = "crate::record")]
    pub citations: Vec<(ClauseReference, Span)>,
    /// The clauses that it names where no citation is read, each once, in their order, with the first place; the one
    /// without a place is told already.
    #[serde(with = "crate::record")]
    pub named: Vec<NamedUnread>,
    /// Where comments allow that clauses are missing.
    pub allowed: Vec<Range<usize>>,
    /// The figures that it gives for things that others may give figures for.
    pub values: Values,
    /// The values that its answers give where their clauses ask for one.
    pub given: GivenValues,
    /// The clauses that ask for a value that it does not give.
    pub lacking: Vec<ClauseReference>,
    /// What it is about, where its title says so: others of another product contradict nothing.
    pub product: Product,
    /// Its title, shortened; empty when it has none.
    pub title: Box<str>,
    /// The figures that answers give: the answer's place, and that of the figure among the values.
    #[serde(with = "crate::record")]
    pub(super) figures: Vec<(Span, u32)>,
    /// Why answers are weak: sets of rules, each once, the empty one first.
    pub(super) reasons: Vec<Vec<RuleName>>,
    /// Where a writer would add a neighbour of answers: the headings above them, or the answers
    /// themselves in a document without headings.
    #[serde(with = "crate::record")]
    pub(super) anchors: Vec<Span>,
}

/// An answer to one clause. There are many of them, and they are kept as long as their documents are
/// closed, so it is small.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The clause.
    pub clause: ClauseReference,
    /// The one requirement of the clause that it speaks to; `None` for all of them.
    pub requirement: Option<u16>,
    /// The status that it states, where others can be held to it.
    pub status: Option<Status>,
    /// Whose status, of what: the same for the same, a hash.
    pub scope: u32,
    /// Where the status stands; the answer itself where it has none.
    pub stated: Span,
    /// The row, block or heading, in bytes of its document.
    pub range: Span,
    /// Where a writer would add a neighbour, by its place among the contribution's anchors.
    pub(super) anchor: u16,
    /// How much of an answer it is.
    pub standing: Standing,
    /// Why it is weak, by its place among the contribution's reasons.
    pub(super) reasons: u16,
    /// Which parts of the clause it touches.
    pub touching: Touching,
}

impl Record for Answered {
    const WORDS: usize = 11;

    fn write(&self, put: &mut impl FnMut(u32)) {
        let status = self.status.map_or(0, |status| status as u32 + 1);
        let (touching, touched) = match self.touching {
            Touching::Unread => (0, Touched::default()),
            Touching::Elsewhere => (1, Touched::default()),
            Touching::Parts(touched) => (2, touched),
        };
        self.clause.write(put);
        put(self.requirement.map_or(u32::MAX, u32::from));
        put(status | (self.standing as u32) << 8 | touching << 16);
        put(self.scope);
        self.stated.write(put);
        self.range.write(put);
        put(record::joined(self.anchor, self.reasons));
        put(record::joined(touched.somehow, touched.clearly));
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<Answered> {
        let clause = ClauseReference::read(take)?;
        let requirement = u16::try_from(take()).ok();
        let [status, standing, touching, _] = take().to_le_bytes();
        let scope = take();
        let (stated, range) = (Span::read(take)?, Span::read(take)?);
        let (anchor, reasons) = record::halves(take());
        let (somehow, clearly) = record::halves(take());
        let stated_status = status.checked_sub(1);
        Some(Answered {
            clause,
            requirement,
            status: stated_status.and_then(|one| Status::ALL.get(usize::from(one)).copied()),
            scope,
            stated,
            range,
            anchor,
            standing: *Standing::ALL.get(usize::from(standing))?,
            reasons,
            touching: match touching {
                0 => Touching::Unread,
                1 => Touching::Elsewhere,
                _ => Touching::Parts(Touched { somehow, clearly }),
            },
        })
    }
}

/// How much of an answer an answer is. Ordered from the least to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is there, but says too little; [`Contribution::reasons`] says which rules say so.
    Weak,
    /// Not done or not done yet, and said openly.
    Open,
    /// Not applicable, with a reason.
    Excluded,
    /// An answer.
    Good,
}

impl Standing {
    /// All of them, in the order of their numbers.
    const ALL: [Standing; 4] = [
        Standing::Weak,
        Standing::Open,
        Standing::Excluded,
        Standing::Good,
    ];
}

impl Contribution {
    /// What a document with a text contributes, given the findings about it in the order of their places.
    /// Without `content` nothing is said of the parts that its answers touch. What is known of an
    /// earlier state makes it cheaper, and no other.
    pub fn of(
        document: &Document,
        text: &str,
        findings: &[Finding],
        content: Option<Content<'_>>,
        earlier: Option<&Earlier>,
    ) -> Contribution {
        let answering = Answering::of(document, findings, content, earlier);
        let covers = document
            .declarations
            .covers
            .iter()
            .map(|cover| (cover.clause, cover.range.clone()))
            .collect();
        let mut citations: Vec<_> = document
            .citations
            .iter()
            .flat_map(|citation| {
                let found = match &citation.resolution {
                    Resolution::Found(found) => &**found,
                    _ => &[],
                };
                { found.iter() }.map(|(clause, _)| (*clause, Span::from(&citation.range)))
            })
            .collect();
        let allowed = document
            .allowances
            .iter()
            .filter(|allowance| allowance.allows("missing-clause"));
        let allowed = allowed.map(|allowance| allowance.scope.clone()).collect();
        // It is kept as long as the document is closed.
        citations.shrink_to_fit();
        Contribution {
            answers: answering.answers,
            covers,
            citations,
            named: Vec::new(),
            allowed,
            values: document.values.clone(),
            given: content.map_or_else(GivenValues::default, |content| {
                given_values::of(document, text, content)
            }),
            lacking: given::lacking(document, findings),
            product: document.product,
            title: document.title().into(),
            figures: figures(document),
            reasons: answering.reasons,
            anchors: answering.anchors,
        }
    }

    /// Where a writer would add a neighbour of one of its answers: the section's heading, or the answer
    /// itself in a document without headings.
    pub fn anchor(&self, answer: &Answered) -> Range<usize> {
        let anchor = self.anchors.get(usize::from(answer.anchor));
        anchor.unwrap_or(&answer.range).bytes()
    }

    /// The rules that call one of its answers weak; none for one that is weak since nothing stands there.
    pub fn reasons(&self, answer: &Answered) -> &[RuleName] {
        let reasons = self.reasons.get(usize::from(answer.reasons));
        reasons.map_or(&[], Vec::as_slice)
    }

    /// The figures that an answer gives, of those that others can be held to.
    pub fn values_of(&self, answer: &Answered) -> impl Iterator<Item = &Value> {
        let first = self.figures.partition_point(|(of, _)| *of < answer.range);
        let own = self.figures[first..].iter();
        let own = own.take_while(|(of, _)| *of == answer.range);
        own.filter_map(|(_, value)| self.values.get(*value))
    }

    /// The values that an answer gives where its clause asks for one.
    pub fn given_by(&self, answer: &Answered) -> impl Iterator<Item = &GivenValue> {
        let range = answer.range.bytes();
        let own = self
            .given
            .iter()
            .filter(|value| value.clause == answer.clause);
        own.filter(move |value| range.contains(&value.range().start))
    }

    /// The places at which another state of the same document says the same, by the places where
    /// this one says it; `None` when that one answers, undertakes or allows anything else, or when
    /// what stood at one place now stands at two.
    pub fn moved_to(&self, other: &Contribution) -> Option<FxHashMap<Span, Span>> {
        let same = |(one, other): (&Answered, &Answered)| {
            let said = |answer: &Answered| (answer.clause, answer.requirement, answer.standing);
            (said(one), one.touching, one.anchor) == (said(other), other.touching, other.anchor)
        };
        let is_same = self.answers.len() == other.answers.len()
            && self.anchors.len() == other.anchors.len()
            && self.covers.len() == other.covers.len()
            && self.named.len() == other.named.len()
            && self.allowed.is_empty()
            && other.allowed.is_empty()
            && std::iter::zip(&self.answers, &other.answers).all(same)
            && std::iter::zip(&self.covers, &other.covers).all(|(one, other)| one.0 == other.0)
            && std::iter::zip(&self.named, &other.named).all(|(one, other)| one.names(other));
        if !is_same {
            return None;
        }
        let answers = std::iter::zip(&self.answers, &other.answers);
        let anchors = std::iter::zip(&self.anchors, &other.anchors);
        let covers = std::iter::zip(&self.covers, &other.covers);
        let named = std::iter::zip(&self.named, &other.named);
        let named = named.filter_map(|(one, other)| Some((one.place?, other.place?)));
        let mut places = FxHashMap::default();
        let mut origins = FxHashMap::default();
        for (was, is) in answers
            .map(|(one, other)| (one.range, other.range))
            .chain(anchors.map(|(one, other)| (*one, *other)))
            .chain(covers.map(|(one, other)| (Span::from(&one.1), Span::from(&other.1))))
            .chain(named)
        {
            let kept = *places.entry(was).or_insert(is);
            let origin = *origins.entry(is).or_insert(was);
            if kept != is || origin != was {
                return None;
            }
        }
        Some(places)
    }

    /// Whether a comment allows that a clause is missing at a place.
    pub fn allows_missing(&self, range: &Range<usize>) -> bool {
        self.allowed
            .iter()
            .any(|scope| scope.start <= range.start && range.end <= scope.end)
    }
}

/// What an earlier state of the same document contributed, read with the same guidelines, and what was
/// changed in it since.
pub struct Earlier {
    contribution: Arc<Contribution>,
    change: Change,
}

impl Earlier {
    /// What the text `before` contributed, where `text` differs from it in one section, the `change`;
    /// `None` where what stands in that section is about others as well.
    pub fn new(
        contribution: Arc<Contribution>,
        change: Change,
        before: &str,
        text: &str,
    ) -> Option<Earlier> {
        let (before, text) = (&before[change.range.clone()], &text[change.new_range()]);
        let stays_inside = !speaks_of_others(before) && !speaks_of_others(text);
        stays_inside.then_some(Earlier {
            contribution,
            change,
        })
    }
}

/// The figures of a document that answers give, with the answers' places, in their order.
fn figures(document: &Document) -> Vec<(Span, u32)> {
    let statements = &document.statements;
    let of_answer = |(place, value): (u32, &Value)| {
        let start = value.range().start;
        let behind = statements.partition_point(|statement| statement.range.start <= start);
        let statement = statements.get(behind.checked_sub(1)?)?;
        let answer = &document.answers[statement.answer?];
        let links = !answer.links.is_empty() && statement.range.contains(&start);
        links.then(|| (Span::from(&answer.range), place))
    };
    let mut figures: Vec<_> = (0..)
        .zip(document.values.iter())
        .filter_map(of_answer)
        .collect();
    figures.sort_unstable();
    figures.shrink_to_fit();
    figures
}

#[cfg(test)]
mod tests {
    use super::super::samples::answered;
    use super::*;
    use crate::wording::{Amount, Bound, Unit};

    fn is_read_back<T: Record + PartialEq + std::fmt::Debug>(record: &T) {
        let mut words = Vec::new();
        record.write(&mut |word| words.push(word));
        assert_eq!(words.len(), T::WORDS);
        let mut words = words.into_iter();
        let read = T::read(&mut || words.next().unwrap_or_default());
        assert_eq!(read.as_ref(), Some(record));
    }

    #[test]
    fn what_is_kept_of_an_answer_is_read_back_as_it_was() {
        let parts = Touching::Parts(Touched {
            somehow: 0x8001,
            clearly: 3,
        });
        for touching in [Touching::Unread, Touching::Elsewhere, parts] {
            for standing in Standing::ALL {
                let stated = Status::ALL.map(Some).into_iter().chain([None]);
                for (requirement, status) in
                    [None, Some(0), Some(7)].into_iter().cycle().zip(stated)
                {
                    is_read_back(&Answered {
                        requirement,
                        status,
                        standing,
                        touching,
                        scope: u32::MAX,
                        stated: Span::from(&(70_000..70_010)),
                        range: Span::from(&(69_990..70_100)),
                        anchor: u16::MAX,
                        reasons: 2,
                        ..answered()
                    });
                }
            }
        }
        let units = [Unit::Days, Unit::TimesPerYear, Unit::Percent, Unit::Version];
        for unit in units {
            for bound in [None, Some(Bound::AtLeast), Some(Bound::AtMost)] {
                is_read_back(&Amount {
                    value: f32::INFINITY,
                    unit,
                    bound,
                    tool: 513,
                });
            }
        }
    }
}
