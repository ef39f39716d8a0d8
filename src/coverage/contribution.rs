//! What one document contributes, and how much of an answer each of its answers is.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::touching::{Toucher, speaks_of_others};
use super::{Content, Touching, given, parts, spoken_to, statuses};
use crate::document::{Answer, AnswerKind, Claim, Document, Resolution, Value, Values};
use crate::finding::{Finding, RuleName, Severity};
use crate::guideline::ClauseReference;
use crate::markdown::Change;
use crate::matching::Touched;
use crate::record::{self, Record};
use crate::text::Span;
use crate::wording::{self, Field, Mark, Product, Status};

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
    /// Where comments allow that clauses are missing.
    pub allowed: Vec<Range<usize>>,
    /// The figures that it gives for things that others may give figures for.
    pub values: Values,
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
    /// What a document contributes, given the findings about it in the order of their places.
    /// Without `content` nothing is said of the parts that its answers touch. What is known of an
    /// earlier state makes it cheaper, and no other.
    pub fn of(
        document: &Document,
        findings: &[Finding],
        content: Option<Content<'_>>,
        earlier: Option<&Earlier>,
    ) -> Contribution {
        let mut toucher = content.map(|content| Toucher::new(document, content));
        let mut kept = earlier.map(Kept::new);
        let mut answers = Vec::new();
        let (mut reasons, mut anchors) = (vec![Vec::new()], Vec::new());
        for (answer, stated) in document.answers.iter().zip(statuses::of(document)) {
            if answer.links.is_empty() {
                continue;
            }
            let against = against(document, answer, findings);
            let standing = standing(document, answer, &against);
            let known = reasons.iter().position(|known| *known == against);
            let against = known.unwrap_or_else(|| {
                reasons.push(against);
                reasons.len() - 1
            });
            // There are a few dozen rules, and hardly ever do more than two of them meet.
            let against = u16::try_from(against).unwrap_or_default();
            let heading = &document.sections[answer.section].heading;
            let anchor = Span::from(match heading.is_empty() {
                true => &answer.range,
                false => heading,
            });
            if anchors.last() != Some(&anchor) {
                anchors.push(anchor);
            }
            let anchor = u16::try_from(anchors.len() - 1).unwrap_or(u16::MAX);
            let stated_at = answer.labels.status.as_ref().map(|(_, place)| place);
            let stated_at = Span::from(stated_at.unwrap_or(&answer.range));
            let by_part = content.map_or_else(Vec::new, |content| {
                parts::of(document, answer, standing, content.guidelines)
            });
            let whole = answer.links.iter().filter(|link| {
                let mut parts = by_part.iter();
                parts.all(|(part, _)| part.clause != link.clause)
            });
            let parts = { by_part.iter() }.map(|(link, standing)| (link, *standing));
            for (link, standing) in whole.map(|link| (link, standing)).chain(parts) {
                let requirement = link.requirement.and_then(|one| u16::try_from(one).ok());
                let mut found = Answered {
                    clause: link.clause,
                    requirement,
                    status: stated.map(|(status, _)| status),
                    scope: stated.map_or(0, |(_, scope)| scope),
                    stated: stated_at,
                    range: Span::from(&answer.range),
                    anchor,
                    standing,
                    reasons: against,
                    touching: Touching::Unread,
                };
                if let Some(toucher) = &mut toucher {
                    let known = { &mut kept }.as_mut();
                    let known = known.and_then(|kept| kept.touching(answers.len(), &found));
                    found.touching = known.unwrap_or_else(|| toucher.of(answer, link));
                }
                answers.push(found);
            }
            let by_content = content.into_iter().flat_map(|content| {
                let links = answer.links.iter();
                links.flat_map(move |link| spoken_to(document, answer, link, content))
            });
            answers.extend(by_content.map(|(clause, statement)| Answered {
                clause,
                requirement: None,
                status: None,
                scope: 0,
                stated: Span::from(&statement.range),
                range: Span::from(&statement.range),
                anchor,
                standing,
                reasons: against,
                touching: Touching::Unread,
            }));
        }
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
        answers.shrink_to_fit();
        citations.shrink_to_fit();
        anchors.shrink_to_fit();
        Contribution {
            answers,
            covers,
            citations,
            allowed,
            values: document.values.clone(),
            lacking: given::lacking(document, findings),
            product: document.product,
            title: document.title().into(),
            figures: figures(document),
            reasons,
            anchors,
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
            && self.allowed.is_empty()
            && other.allowed.is_empty()
            && std::iter::zip(&self.answers, &other.answers).all(same)
            && std::iter::zip(&self.covers, &other.covers).all(|(one, other)| one.0 == other.0);
        if !is_same {
            return None;
        }
        let answers = std::iter::zip(&self.answers, &other.answers);
        let anchors = std::iter::zip(&self.anchors, &other.anchors);
        let covers = std::iter::zip(&self.covers, &other.covers);
        let mut places = FxHashMap::default();
        let mut origins = FxHashMap::default();
        for (was, is) in answers
            .map(|(one, other)| (one.range, other.range))
            .chain(anchors.map(|(one, other)| (*one, *other)))
            .chain(covers.map(|(one, other)| (Span::from(&one.1), Span::from(&other.1))))
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

/// The answers of an earlier state that stand outside of a change.
struct Kept<'a> {
    answers: &'a [Answered],
    /// The bytes of the change as they are now.
    changed: Range<usize>,
    /// The first of the answers behind it.
    behind: usize,
    /// The first of the answers behind it among those of the new state, once it is reached.
    new_behind: Option<usize>,
}

impl Kept<'_> {
    fn new(earlier: &Earlier) -> Kept<'_> {
        let answers = &earlier.contribution.answers;
        let end = earlier.change.range.end;
        Kept {
            behind: answers.partition_point(|answer| answer.range.bytes().start < end),
            answers,
            changed: earlier.change.new_range(),
            new_behind: None,
        }
    }

    /// What the answer touched that was there before and is now the one at this place of the list.
    fn touching(&mut self, place: usize, answer: &Answered) -> Option<Touching> {
        let start = answer.range.bytes().start;
        let old = if start < self.changed.start {
            place
        } else if start >= self.changed.end {
            self.behind + place - *self.new_behind.get_or_insert(place)
        } else {
            return None;
        };
        let same = |known: &&Answered| {
            (known.clause, known.requirement) == (answer.clause, answer.requirement)
        };
        let known = self.answers.get(old).filter(same)?;
        Some(known.touching)
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

/// The rules that found something to mend in an answer, in the order of their names.
fn against(document: &Document, answer: &Answer, findings: &[Finding]) -> Vec<RuleName> {
    let within = |range: &Range<usize>| {
        let first = findings.partition_point(|finding| finding.range.start < range.start);
        let end = range.end;
        findings[first..]
            .iter()
            .take_while(move |finding| finding.range.start <= end)
            .filter(move |finding| finding.range.end <= end)
    };
    let statements = answer
        .statements
        .iter()
        .map(|&statement| &document.statements[statement].range);
    let labels = &answer.labels;
    let fields = { labels.fields.iter() }.filter(|value| !value.inherited);
    let status = labels.status.as_ref().map(|(_, place)| place);
    // What is done in part and nobody has to finish leaves the clause open, however softly that is told.
    let is_partial =
        { labels.status.as_ref() }.is_some_and(|(one, _)| one.status == Status::Partial);
    let is_rest_open = |rule: &RuleName| is_partial && *rule == "unowned-plan";
    let mut reasons: Vec<RuleName> = std::iter::once(&answer.range)
        .chain(statements)
        .chain(fields.map(|value| &value.range))
        .chain(status)
        .flat_map(within)
        .filter(|finding| finding.severity >= Severity::Warning || is_rest_open(&finding.rule))
        .map(|finding| finding.rule.clone())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Judges an answer by its status and by the rules that found something in it.
fn standing(document: &Document, answer: &Answer, against: &[RuleName]) -> Standing {
    let status = answer
        .labels
        .status
        .as_ref()
        .map(|(stated, _)| stated.status);
    match status {
        _ if !against.is_empty() => Standing::Weak,
        Some(Status::NotApplicable) => Standing::Excluded,
        Some(Status::Planned | Status::NotImplemented) => Standing::Open,
        _ if answer.statements.is_empty() && answer.kind == AnswerKind::Section => Standing::Weak,
        None if tells_no_deed(document, answer) => Standing::Weak,
        None if answer.kind == AnswerKind::Row && says_nothing(document, answer) => Standing::Weak,
        None if answer.kind == AnswerKind::Row && has_none(document, answer) => Standing::Open,
        _ => Standing::Good,
    }
}

/// Whether all that an answer in running text says is what customers should do, or that people talked.
fn tells_no_deed(document: &Document, answer: &Answer) -> bool {
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index].unit);
    let mut claims = statements.flat_map(|unit| &unit.claims).peekable();
    // An item of a form asks what customers have to do: 「利用者側で対応する措置」.
    const CUSTOMERS: [&str; 5] = [
        "利用者側",
        "利用者に",
        "利用者が",
        "医療機関側",
        "医療機関等側",
    ];
    let heading = || &document.sections[answer.section].title;
    let is_asked = || CUSTOMERS.iter().any(|word| heading().contains(word));
    answer.kind != AnswerKind::Row
        && claims.peek().is_some()
        && claims.all(|claim| wording::tells_no_deed(&claim.text))
        && !(answer.kind == AnswerKind::Section && is_asked())
        && answer.labels.value(Field::Responsibility).is_none()
}

/// Whether a row answers no more than that there is nothing of what is asked, and nothing bad is asked for.
fn has_none(document: &Document, answer: &Answer) -> bool {
    const BAD: [&str; 12] = [
        "事故",
        "違反",
        "漏えい",
        "漏洩",
        "障害の",
        "再委託",
        "例外",
        "苦情",
        "制約",
        "制限",
        "特記",
        "指摘",
    ];
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index].unit);
    let mut claims = statements.flat_map(|unit| &unit.claims).peekable();
    let asked = { answer.labels.fields.iter() }
        .filter(|value| matches!(value.field, Field::Title | Field::Requirement))
        .map(|value| &*value.text);
    let is_bad =
        |text: &str| BAD.iter().any(|word| text.contains(word)) || wording::asks_for_a_fault(text);
    claims.peek().is_some()
        && claims.all(|claim| wording::has_none(&claim.text))
        && !asked.into_iter().any(is_bad)
}

/// Whether a row says neither what is done nor anything else of the clause: whose duty it is, perhaps.
pub fn says_nothing(document: &Document, answer: &Answer) -> bool {
    const NOTHING: [Field; 7] = [
        Field::Clause,
        Field::Title,
        Field::Requirement,
        Field::Guideline,
        Field::Responsibility,
        Field::Owner,
        Field::Status,
    ];
    let statements = answer.statements.iter();
    let units = statements.map(|&statement| &document.statements[statement].unit);
    let claims = units.flat_map(|unit| &unit.claims);
    let mut fields = { answer.labels.fields.iter() }.filter(|value| !value.inherited);
    !{ claims }.any(Claim::says_something)
        && fields.all(|value| {
            NOTHING.contains(&value.field)
                || matches!(wording::mark(&value.text), Some((Mark::Open, _)))
        })
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
