//! What a document answers, gathered clause by clause.

use std::ops::Range;

use super::standing::{against, standing};
use super::{Answered, Earlier, Standing};
use crate::coverage::measures::is_of_another_list;
use crate::coverage::touching::Toucher;
use crate::coverage::{Content, Touching, parts, spoken_to, statuses};
use crate::document::{Answer, Document, Link};
use crate::finding::{Finding, RuleName};
use crate::text::Span;
use crate::wording::Status;

/// What a document answers, and what its answers point at by number.
pub(super) struct Answering {
    /// The answers in the order of their places.
    pub(super) answers: Vec<Answered>,
    /// Why answers are weak: sets of rules, each once, the empty one first.
    pub(super) reasons: Vec<Vec<RuleName>>,
    /// Where a writer would add a neighbour of answers.
    pub(super) anchors: Vec<Span>,
}

impl Answering {
    /// Gathers the answers of a document; as [`super::Contribution::of`] says of its arguments.
    pub(super) fn of(
        document: &Document,
        findings: &[Finding],
        content: Option<Content<'_>>,
        earlier: Option<&Earlier>,
    ) -> Answering {
        let mut all = Answering {
            answers: Vec::new(),
            reasons: vec![Vec::new()],
            anchors: Vec::new(),
        };
        let mut touched = content.map(|content| Touches {
            toucher: Toucher::new(document, content),
            kept: earlier.map(Kept::new),
        });
        for (answer, stated) in document.answers.iter().zip(statuses::of(document)) {
            if answer.links.is_empty() || is_of_another_list(document, answer) {
                continue;
            }
            let against = against(document, answer, findings);
            let standing = standing(document, answer, &against);
            let stated_at = answer.labels.status.as_ref().map(|(_, place)| place);
            let said = Said {
                standing,
                status: stated.map(|(status, _)| status),
                scope: stated.map_or(0, |(_, scope)| scope),
                stated: Span::from(stated_at.unwrap_or(&answer.range)),
                range: Span::from(&answer.range),
                anchor: all.anchor(document, answer),
                reasons: all.reason(against),
            };
            let by_part = content.map_or_else(Vec::new, |content| {
                parts::of(document, answer, standing, content.guidelines)
            });
            all.answer(answer, &said, &by_part, &mut touched);
            if let Some(content) = content {
                all.by_content(document, answer, &said, content);
            }
        }
        // It is kept as long as the document is closed.
        all.answers.shrink_to_fit();
        all.anchors.shrink_to_fit();
        all
    }

    /// The number of a set of rules.
    fn reason(&mut self, against: Vec<RuleName>) -> u16 {
        let known = self.reasons.iter().position(|known| *known == against);
        let place = known.unwrap_or_else(|| {
            self.reasons.push(against);
            self.reasons.len() - 1
        });
        // There are a few dozen rules, and hardly ever do more than two of them meet.
        u16::try_from(place).unwrap_or_default()
    }

    /// The number of the place where a writer would add a neighbour of an answer.
    fn anchor(&mut self, document: &Document, answer: &Answer) -> u16 {
        let heading = &document.sections[answer.section].heading;
        let anchor = Span::from(match heading.is_empty() {
            true => &answer.range,
            false => heading,
        });
        if self.anchors.last() != Some(&anchor) {
            self.anchors.push(anchor);
        }
        u16::try_from(self.anchors.len() - 1).unwrap_or(u16::MAX)
    }

    /// Adds what an answer says of the clauses that it cites, as a whole or part by part.
    fn answer(
        &mut self,
        answer: &Answer,
        said: &Said,
        by_part: &[(Link, Standing)],
        touched: &mut Option<Touches<'_>>,
    ) {
        let has_parts = |link: &Link| by_part.iter().any(|(part, _)| part.clause == link.clause);
        let whole = answer.links.iter().filter(|link| !has_parts(link));
        let whole = whole.map(|link| (link, said.standing));
        let parts = by_part.iter().map(|(link, standing)| (link, *standing));
        for (link, standing) in whole.chain(parts) {
            let mut found = said.of(link, standing);
            if let Some(touched) = touched {
                found.touching = touched.of(self.answers.len(), &found, answer, link);
            }
            self.answers.push(found);
        }
    }

    /// Adds what an answer says of the clauses of a chapter that it cites, by what its statements speak of.
    fn by_content(
        &mut self,
        document: &Document,
        answer: &Answer,
        said: &Said,
        content: Content<'_>,
    ) {
        let links = answer.links.iter();
        let spoken_to = links.flat_map(|link| spoken_to(document, answer, link, content));
        self.answers.extend(spoken_to.map(|(clause, statement)| {
            let place = Span::from(&statement.range);
            Answered {
                clause,
                requirement: None,
                status: None,
                scope: 0,
                stated: place,
                range: place,
                anchor: said.anchor,
                standing: said.standing,
                reasons: said.reasons,
                touching: Touching::Unread,
            }
        }));
    }
}

/// What an answer says of each clause alike.
struct Said {
    standing: Standing,
    status: Option<Status>,
    scope: u32,
    stated: Span,
    range: Span,
    anchor: u16,
    reasons: u16,
}

impl Said {
    fn of(&self, link: &Link, standing: Standing) -> Answered {
        Answered {
            clause: link.clause,
            requirement: link.requirement.and_then(|one| u16::try_from(one).ok()),
            status: self.status,
            scope: self.scope,
            stated: self.stated,
            range: self.range,
            anchor: self.anchor,
            standing,
            reasons: self.reasons,
            touching: Touching::Unread,
        }
    }
}

/// Which parts of a clause answers touch: as it was known before, else by reading them.
struct Touches<'a> {
    toucher: Toucher<'a>,
    kept: Option<Kept<'a>>,
}

impl Touches<'_> {
    fn of(&mut self, place: usize, found: &Answered, answer: &Answer, link: &Link) -> Touching {
        let known = self.kept.as_mut();
        let known = known.and_then(|kept| kept.touching(place, found));
        known.unwrap_or_else(|| self.toucher.of(answer, link))
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
