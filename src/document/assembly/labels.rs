//! Label lines and offered statuses: whether they hold for a section, an item or the block before them.

use std::ops::Range;
use std::sync::Arc;

use super::super::heading;
use super::super::unit::{self, FieldValue, Unit};
use super::super::{AnswerKind, Document, LabelledValue, Labels};
use super::Assembly;
use crate::markdown::{Block, BlockKind, Prose};
use crate::wording::{self, Field, StatedStatus};

impl Assembly<'_> {
    /// Label lines that stand alone: right under a heading they hold for the section, inside a
    /// list item for the item, else for the block before them.
    pub(super) fn labels(&mut self, unit: &Arc<Unit>, base: usize, block: &Block) {
        let links = self.cite_all(unit, base);
        // Elsewhere they are somebody's own list, as in `answer_of_block`.
        if self.names_guidelines() {
            let destinations = unit.destinations().iter().map(|(range, destination)| {
                (base + range.start..base + range.end, destination.clone())
            });
            self.document.label_destinations.extend(destinations);
        }
        let item = { self.items.last() }
            .filter(|(depth, _)| *depth < block.list_depth.max(1) || block.list_depth == *depth)
            .map(|(_, statement)| *statement);
        let holder = item
            .or(if self.bare { None } else { self.last })
            // Behind the words that open a document they hold for all of it.
            .filter(|&holder| {
                let section = &self.document.sections[self.section()];
                let opens = section.level <= 1 && section.links.is_empty() && links.is_empty();
                !opens || self.document.statements[holder].answer.is_some()
            })
            // Behind all that a section says of a clause they close it: they hold for the section.
            .filter(|&holder| {
                let section = &self.document.sections[self.section()];
                let closes = item.is_none() && !section.links.is_empty();
                !closes || self.document.statements[holder].answer.is_some() || !links.is_empty()
            });
        if holder.is_none() && item.is_none() && links.is_empty() && !self.asked.is_empty() {
            // Right below a line in bold that names what is asked they open its answer.
            let index = self.push_statement(unit.clone(), base, block.range.clone(), false);
            let mut labels = Labels::default();
            add_labels(&mut labels, unit, base);
            self.push_answer(AnswerKind::Block, index, self.asked.clone(), labels, None);
            return;
        }
        let Some(holder) = holder else {
            let section = self.answered_section();
            let section = &mut self.document.sections[section];
            section.links.extend(links);
            add_labels(&mut section.labels, unit, base);
            let status = unit
                .fields
                .iter()
                .rfind(|value| value.field == Field::Status);
            self.offered = status.is_some_and(|status| status.text.is_empty());
            section.preliminary &= section.links.is_empty();
            return;
        };
        match self.document.statements[holder].answer {
            Some(answer) => {
                let answer = &mut self.document.answers[answer];
                answer.links.extend(links);
                add_labels(&mut answer.labels, unit, base);
            }
            None => {
                let mut labels = Labels::default();
                add_labels(&mut labels, unit, base);
                self.push_answer(AnswerKind::Block, holder, links, labels, None);
            }
        }
    }

    /// Lets a block go on with the answer that labels opened below the line that asks: 「☒ 一部実施」 over what is done.
    /// `false` where none stand there.
    pub(super) fn joins_labels_above(&mut self, index: usize) -> bool {
        let Document {
            answers,
            statements,
            ..
        } = &mut self.document;
        let Some(number) = answers.len().checked_sub(1) else {
            return false;
        };
        let answer = &mut answers[number];
        let is_its = || {
            let asked = self.asked.iter().map(|link| (link.clause, link.citation));
            answer
                .links
                .iter()
                .map(|link| (link.clause, link.citation))
                .eq(asked)
        };
        let opens =
            { answer.statements.first() }.is_some_and(|&first| statements[first].unit.is_labels());
        if !opens || !is_its() {
            return false;
        }
        let statement = &mut statements[index];
        statement.answer = Some(number);
        answer.statements.push(index);
        answer.range.end = statement.range.end;
        let (unit, base) = (statement.unit.clone(), statement.base);
        add_labels(&mut answer.labels, &unit, base);
        true
    }

    /// Gives the labels that open a clause's section to the section where its answer goes on in the same
    /// paragraph: 「対応状況：対応済」 over 「内容：…」. `false` where they are no such labels.
    pub(super) fn labels_of_section(&mut self, index: usize) -> bool {
        let statement = &self.document.statements[index];
        let (unit, base) = (statement.unit.clone(), statement.base);
        let section = self.answered_section();
        let has_status = { unit.fields.iter() }.any(|value| value.field == Field::Status);
        let cites = !unit.pointers.is_empty() || !unit.bare().is_empty();
        if !has_status || cites || self.document.sections[section].links.is_empty() {
            return false;
        }
        add_labels(&mut self.document.sections[section].labels, &unit, base);
        true
    }

    /// Takes a status and a colon, right below a clause's heading, for the section's status: `✅ **Implemented**:` over
    /// a list. `false` where it is no such line.
    pub(super) fn status_above(&mut self, block: &Block, prose: &Prose<'_>) -> bool {
        /// No status is longer, in bytes.
        const LONGEST: usize = 48;
        let text = prose.text.trim_end();
        let Some(said) = text.strip_suffix([':', '：']) else {
            return false;
        };
        if !self.bare || text.len() > LONGEST {
            return false;
        }
        let section = self.answered_section();
        let section = &mut self.document.sections[section];
        if section.links.is_empty() || section.labels.status.is_some() {
            return false;
        }
        let stated = wording::status(said);
        let is_all = |stated: &StatedStatus| {
            let behind = said[stated.range.end..].trim_start();
            behind.is_empty()
                || wording::status(behind).is_some_and(|one| one.range.end == behind.len())
        };
        let Some(stated) = stated.filter(is_all) else {
            return false;
        };
        let at = |range: Range<usize>| {
            let place = prose.source(range);
            place.start - block.range.start..place.end - block.range.start
        };
        let place = prose.source(stated.range.clone());
        let stated = StatedStatus {
            range: at(stated.range),
            reason: None,
            ..stated
        };
        section.labels.status = Some((stated, place));
        true
    }

    /// The section whose labels stand here: below `### Harbor Implementation` that of the clause above it.
    pub(super) fn answered_section(&self) -> usize {
        let section = self.section();
        let own = &self.document.sections[section];
        let around = own
            .parent
            .filter(|_| own.links.is_empty() && heading::answers_below(&own.title));
        let answering = around.filter(|&around| !self.document.sections[around].links.is_empty());
        answering.unwrap_or(section)
    }

    /// Whether a quotation below a clause's heading holds nothing but labels of its answer, which is set in a frame so:
    /// `> Status: Implemented`.
    pub(super) fn is_frame(&mut self, block: &Block) -> bool {
        const OWN: [Field; 7] = [
            Field::Status,
            Field::Owner,
            Field::Responsibility,
            Field::Evidence,
            Field::Due,
            Field::Reviewed,
            Field::Frequency,
        ];
        let has_links = !self.document.sections[self.section()].links.is_empty();
        if !has_links && !self.bare {
            return false;
        }
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        // `> Controls: AU-6` opens a section.
        let names_clauses = || {
            let names = { unit.pointers.iter() }.any(|pointer| pointer.named.is_some());
            unit.field(Field::Clause).is_some() && (names || self.names_guidelines())
        };
        let is_own = |value: &FieldValue| {
            OWN.contains(&value.field) || !has_links && value.field == Field::Clause
        };
        unit.is_labels() && unit.fields.iter().all(is_own) && (has_links || names_clauses())
    }

    /// Reads an item of a list that offers statuses, `- [x] Planned`, or gives them, for the section's status;
    /// `false` where it is no such item. Of several that are given the least done counts.
    pub(super) fn choice(&mut self, block: &Block, prose: &Prose<'_>) -> bool {
        let option = match block.kind {
            BlockKind::ListItem {
                task: Some(done), ..
            } => Some((done, 0..prose.text.len())),
            BlockKind::ListItem { .. } => wording::option(prose.text),
            _ => None,
        };
        let is_item = matches!(block.kind, BlockKind::ListItem { .. });
        let is_given = option.is_none() && is_item;
        let Some((is_ticked, option)) =
            option.or_else(|| is_given.then_some((true, 0..prose.text.len())))
        else {
            return false;
        };
        let ticked = Some(option).filter(|_| is_ticked);
        let stated = |option: Range<usize>| {
            let stated = wording::status(&prose.text[option.clone()])?;
            let place = |range: Range<usize>| {
                prose.source(option.start + range.start..option.start + range.end)
            };
            Some(StatedStatus {
                range: place(stated.range.clone()),
                reason: stated.reason.clone().map(place),
                ..stated
            })
        };
        let section = self.section();
        let labels = &mut self.document.sections[section].labels;
        let stated = ticked.and_then(stated);
        let written = match &stated {
            Some(stated) => Some(stated.range.clone()),
            // What stands where the status belongs is none that is known, and yet not nothing.
            None => is_given.then(|| block.range.clone()),
        };
        let blank = { labels.fields.iter_mut() }
            .find(|value| value.field == Field::Status && value.text.is_empty());
        if let (Some(blank), Some(range)) = (blank, written) {
            (blank.text, blank.range) = (self.text[range.clone()].into(), range);
        }
        let is_status = stated.is_some();
        if let Some(stated) = stated {
            let range = stated.range.clone();
            match &mut labels.status {
                Some((known, place)) if is_given && stated.status.rank() > known.status.rank() => {
                    (*known, *place) = (stated, range);
                }
                known => drop(known.get_or_insert((stated, range))),
            }
        }
        is_status || !is_given
    }
}

impl Assembly<'_> {
    /// Takes an item that is a box with a status and nothing else, `- [ ] はい`, below a clause's heading for the choice of
    /// that section's status; `false` where it is none. Of several that are ticked the least done counts.
    pub(super) fn boxed_status(&mut self, block: &Block, prose: &Prose<'_>) -> bool {
        /// What is longer says more than a status, in bytes.
        const LONGEST: usize = 160;
        if prose.text.len() > LONGEST || block.quote_depth > 0 {
            return false;
        }
        let option = match block.kind {
            BlockKind::ListItem {
                task: Some(done), ..
            } => Some((done, 0..prose.text.len())),
            _ => wording::option(prose.text),
        };
        let section = self.answered_section();
        let is_answered = !self.document.sections[section].links.is_empty();
        let Some((is_ticked, option)) = option.filter(|_| is_answered) else {
            return false;
        };
        let text = &prose.text[option.clone()];
        let stated = wording::status(text).filter(|stated| {
            let behind = text[stated.range.end..].trim();
            stated.range.start == 0 && (behind.is_empty() || behind.starts_with(['（', '(']))
        });
        let Some(stated) = stated else { return false };
        let place = |range: Range<usize>| {
            prose.source(option.start + range.start..option.start + range.end)
        };
        let labels = &mut self.document.sections[section].labels;
        let is_chosen = labels.status.is_some();
        let mut fields = labels.fields.iter_mut();
        let value = fields.find(|value| value.field == Field::Status);
        let is_given = value.is_some();
        if let Some(value) = value.filter(|_| is_ticked && !is_chosen) {
            value.range = place(stated.range.clone());
            value.text = self.text[value.range.clone()].into();
        }
        if !is_given {
            let range = match is_ticked {
                true => place(stated.range.clone()),
                false => block.range.clone(),
            };
            labels.fields.push(LabelledValue {
                field: Field::Status,
                text: self.text[range.clone()].into(),
                range,
                inherited: false,
            });
        }
        if is_ticked {
            let range = place(stated.range.clone());
            let stated = StatedStatus {
                range: range.clone(),
                reason: stated.reason.clone().map(place),
                ..stated
            };
            match &mut labels.status {
                Some((known, _)) if known.status.rank() >= stated.status.rank() => {}
                known => *known = Some((stated, range)),
            }
        }
        true
    }
}

pub(super) fn add_labels(labels: &mut Labels, unit: &Unit, base: usize) {
    if let (None, Some(stated)) = (&labels.status, &unit.status) {
        let place = base + stated.range.start..base + stated.range.end;
        labels.status = Some((stated.clone(), place));
    }
    labels.status = labels.status.take().or_else(|| {
        // "Not applicable" under "Responsibility": nobody's.
        let value = unit.field(Field::Responsibility)?;
        let stated = wording::status(&value.text).filter(StatedStatus::is_exclusion)?;
        let at = value.range.start;
        let place = |range: Range<usize>| at + range.start..at + range.end;
        let range = place(stated.range);
        let written = base + range.start..base + range.end;
        let reason = stated.reason.map(place);
        Some((
            StatedStatus {
                range,
                reason,
                ..stated
            },
            written,
        ))
    });
    labels
        .fields
        .extend(unit.fields.iter().map(|value| LabelledValue {
            field: value.field,
            range: base + value.range.start..base + value.range.end,
            text: value.text.clone(),
            inherited: false,
        }));
}
