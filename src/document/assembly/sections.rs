//! Headings: the sections that they open and close, and the clauses that they answer.

use super::super::answers;
use super::super::citation::{self, is_distinctive};
use super::super::heading::{self, Numbered};
use super::super::questions;
use super::super::resolution::Surroundings;
use super::super::siblings;
use super::super::unit::{self, FieldValue, Unit};
use super::super::{Citation, Labels, Link, Resolution, Section};
use super::part::Part;
use super::titles::opens_with_number;
use super::{Assembly, add_labels};
use crate::guideline::{ClauseReference, GuidelineIndex, title_key};
use crate::locator::{Level, Mark, Target};
use crate::markdown::{Block, Prose};
use crate::wording::{self, Field};

impl Assembly<'_> {
    /// Closes the sections that a heading of this level ends.
    pub(super) fn close_sections(&mut self, level: u8, at: usize) {
        let outer = self
            .open
            .iter()
            .rposition(|&open| self.document.sections[open].level < level)
            .unwrap_or(0);
        self.close_inside(outer, at);
    }

    /// Closes the sections inside of one that stays open, given by its place among those that are.
    fn close_inside(&mut self, outer: usize, at: usize) {
        for &closed in &self.open[outer + 1..] {
            self.document.sections[closed].range.end = at;
        }
        self.open.truncate(outer + 1);
        self.items.clear();
        self.asked.clear();
        self.asked_in = None;
        self.part = None;
        self.excluding = None;
        self.last = None;
    }

    /// The open section of a control that a heading of the same level goes on with, where the parts of answers
    /// stand beside their controls.
    fn control_beside(&self, title: &str, level: u8) -> Option<usize> {
        if !self.sought.names.parts_stand_beside || !siblings::is_part(title) {
            return None;
        }
        let sections = &self.document.sections;
        let is_beside = |&open: &usize| sections[open].level >= level;
        let control = self.open.iter().position(is_beside)?;
        let section = &sections[self.open[control]];
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        let answers = !section.links.is_empty() && !section.links.iter().all(is_chapter);
        (section.level == level && answers).then_some(control)
    }

    pub(super) fn heading(&mut self, block: &Block, level: u8) {
        let prose = self.markdown.prose(block);
        match self.control_beside(prose.text, level) {
            Some(control) => self.close_inside(control, block.range.start),
            None => self.close_sections(level, block.range.start),
        }
        let parent = self.section();
        let unit = unit::block(self.markdown, block, self.text, &self.sought, self.cache);
        if self.label_heading(&unit, block.range.start) {
            return;
        }
        let numbered = heading::numbered(prose.text);
        let numbered = Numbered {
            brackets_cite: self.sought.names.headings_cite,
            asks: numbered.asks && self.names_guidelines(),
            ..numbered
        };
        let title_key = title_key(&prose.text[numbered.title.clone()]);
        let mut section = Section {
            heading: block.range.clone(),
            title: prose.text[numbered.title.clone()].to_string(),
            level,
            parent: Some(parent),
            range: block.range.start..self.text.len(),
            links: Vec::new(),
            labels: Labels::default(),
            guidelines: Vec::new(),
            foreign: false,
            preliminary: self.document.sections[parent].preliminary
                || heading::is_preliminary(&title_key)
                || level == 1
                    && heading::tells_what_others_said(&prose.text[numbered.title.clone()])
                || heading::is_customers(&prose.text[numbered.title.clone()]),
            quoting: self.document.sections[parent].quoting,
            lists_faults: self.document.sections[parent].lists_faults
                || wording::names_register(&prose.text[numbered.title.clone()]),
            surrounding: self.cache.surrounding(&prose.text[numbered.title.clone()]),
        };
        for pointer in &unit.pointers {
            let links = self.cite(pointer, block.range.start);
            section.links.extend(links);
            if let Some(named) = &pointer.named {
                section.guidelines.clone_from(&named.guidelines);
            }
        }
        if section.links.is_empty() {
            for bare in unit.bare().iter().filter(|bare| bare.range.start > 0) {
                let mut links = self.cite_bare(bare, block.range.start);
                section.links.append(&mut links);
            }
        }
        if section.links.is_empty()
            && let Some(closing) = citation::code_at_end(&prose, block.range.start)
        {
            section.links = self.cite_bare(&closing, block.range.start);
        }
        if section.links.is_empty()
            && let Some(part) = Part::whole(prose.text)
        {
            section.links = self.cite_part(&part, &prose);
        }
        section.foreign = unit.pointers.is_empty() && heading::names_another(prose.text);
        if section.links.is_empty()
            && !section.foreign
            && unit
                .pointers
                .iter()
                .all(|pointer| pointer.references.is_empty())
        {
            let guidelines = section.guidelines.clone();
            section.links =
                self.mirror(guidelines, &numbered, &title_key, &prose, section.level > 1);
            if section.links.is_empty() {
                self.choose_among_those_around(&mut section, &numbered, &prose);
            }
        }
        if let ([only], Some(part)) = (
            section.links.as_slice(),
            Part::whole(&prose.text[numbered.title.clone()]),
        ) && only.requirement.is_none()
        {
            let clause = only.clause;
            let links = self.cite_part_of(&[clause], &part, &prose, numbered.title.start);
            if !links.is_empty() {
                section.links = links;
            }
        }
        if section.links.is_empty() && heading::is_quoting(&title_key) {
            section.quoting |= !self.clauses_around().is_empty();
        }
        if let Some(stated) = wording::heading_status(prose.text) {
            let place = prose.source(stated.range.clone());
            section.labels.status = Some((stated, place));
        }
        section.preliminary &= section.links.is_empty();
        section.quoting &= section.links.is_empty();
        // A clause about exceptions is answered by how they are handled.
        section.lists_faults &=
            section.links.is_empty() || self.document.sections[parent].lists_faults;
        section.lists_faults |= wording::names_finding(&section.title);
        if self.continues(&section) {
            section.links.clear();
        }
        self.document.sections.push(section);
        self.open.push(self.document.sections.len() - 1);
        self.bare = true;
        self.offered = false;
    }

    /// Whether a section goes on with the answer of the section around it: `### AC-2 What is the
    /// solution?` below `## AC-2`, where the status and the labels stand.
    fn continues(&self, section: &Section) -> bool {
        let around = section
            .parent
            .map(|parent| &self.document.sections[parent].links);
        let is_said_around = |link: &Link| {
            let same = |outer: &Link| outer.clause == link.clause && outer.requirement.is_none();
            link.requirement.is_none() && around.is_some_and(|around| around.iter().any(same))
        };
        let is_chapter = |link: &Link| answers::is_chapter(self.guidelines.clause(link.clause));
        section.labels.status.is_none()
            && !section.links.is_empty()
            && section
                .links
                .iter()
                .all(|link| is_said_around(link) && !is_chapter(link))
            && !self.chooses(section)
    }

    /// Whether a section answers some of the clauses of the section around it, of which no labels are given together:
    /// `### 4.3` below `## 4.2〜4.4`.
    fn chooses(&self, section: &Section) -> bool {
        let around = { section.parent }.map(|parent| &self.document.sections[parent]);
        around.is_some_and(|around| {
            let is_told = |link: &Link| section.links.iter().any(|own| own.clause == link.clause);
            around.labels.status.is_none()
                && around.labels.fields.is_empty()
                && !around.links.iter().all(is_told)
        })
    }

    /// Links a section whose heading opens with the number of one of several clauses that the section around it
    /// answers, whatever is said behind it: `### 4.3 の対応` below `## 4.2〜4.4`.
    fn choose_among_those_around(
        &mut self,
        section: &mut Section,
        numbered: &Numbered,
        prose: &Prose<'_>,
    ) {
        let [(range, target @ Target::One(number))] = numbered.numbers.as_slice() else {
            return;
        };
        let Some(around) = section.parent.map(|parent| &self.document.sections[parent]) else {
            return;
        };
        let [first, _, ..] = around.links.as_slice() else {
            return;
        };
        // 「4.3」 below 「4. 役割分担（4.2〜4.4）」 is the document's own.
        let above = self.text[around.heading.clone()].trim_start_matches(['#', ' ', '\t']);
        let above = heading::numbered(above).numbers;
        let is_own =
            matches!(above.first(), Some((_, Target::One(above))) if number.starts_with(above));
        if is_own || range.start > numbered.title.start {
            return;
        }
        let guideline = first.clause.guideline;
        let found =
            { &mut self.cache.resolutions }.in_guideline(target, self.guidelines, guideline, &[]);
        let Resolution::Found(found) = found else {
            return;
        };
        let found = found.clone();
        let answers =
            |clause: ClauseReference| around.links.iter().any(|link| link.clause == clause);
        if !found.iter().all(|(clause, _)| answers(*clause)) {
            return;
        }
        self.document.citations.push(Citation {
            range: prose.source(range.clone()),
            resolution: Resolution::Found(found.clone()),
        });
        let citation = Some(self.document.citations.len() - 1);
        let links = found.iter().map(|&(clause, requirement)| Link {
            clause,
            requirement,
            citation,
        });
        section.links.extend(links);
    }

    /// Takes a heading that is a label line, `### Implementation Status: planned`, for a label of the
    /// section that answers a clause around it.
    fn label_heading(&mut self, unit: &Unit, base: usize) -> bool {
        const LABELS: [Field; 4] = [
            Field::Status,
            Field::Responsibility,
            Field::Owner,
            Field::Due,
        ];
        let is_label = |value: &FieldValue| {
            LABELS.contains(&value.field)
                && !value.text.is_empty()
                && (value.field != Field::Status || unit.status.is_some())
        };
        if !unit.is_labels() || !unit.fields.iter().all(is_label) {
            return false;
        }
        let sections = &mut self.document.sections;
        let mut around = self.open.iter().rev();
        let Some(&answering) = around.find(|&&open| !sections[open].links.is_empty()) else {
            return false;
        };
        add_labels(&mut sections[answering].labels, unit, base);
        true
    }

    /// Whether a number without a guideline's name that leads nowhere is one of its guideline all the same:
    /// the clause above it is there (AC-2(99)), its family (AC-99 in a plan that answers AC-2) or the part that
    /// it names (別紙2 3.41, 別紙2 3.9-①-1).
    pub(super) fn is_mistaken(&self, resolution: &Resolution) -> bool {
        let Resolution::Unknown { locator, guideline } = resolution else {
            return false;
        };
        let is_below = || {
            let known = self.guidelines.catalogue(*guideline);
            let parent = locator.parent();
            parent.is_some_and(|parent| known.find_whole(&parent).is_some())
        };
        let is_of_family = |family: &Level| {
            let has_its_depth = match family.mark {
                Mark::Letters => locator.levels.len() == 2,
                Mark::Word => locator.levels.len() > 3,
                // All of a regulation's numbers begin with that of its part: 164.
                Mark::Number => family.value.len() > 2 && locator.levels.len() > 2,
                _ => false,
            };
            let known = self.guidelines.get(*guideline).clauses.iter();
            let mut families = known.filter_map(|clause| clause.locator.as_ref()?.levels.first());
            has_its_depth && families.any(|known| known == family)
        };
        is_below() || locator.levels.first().is_some_and(is_of_family)
    }

    /// Whether a number that leads nowhere has the form of clauses that stand beside it: 3-(8) behind 3-(7),
    /// 3.15-①-2 behind 別紙2 3.15-①-1.
    fn is_beside_clauses(&self, resolution: &Resolution) -> bool {
        let Resolution::Unknown { locator, guideline } = resolution else {
            return false;
        };
        let Some((last, above)) = locator.levels.split_last() else {
            return false;
        };
        let known = self.guidelines.get(*guideline).clauses.iter();
        let mut known = known.filter_map(|clause| clause.locator.as_ref()?.levels.split_last());
        known.any(|(other, others)| {
            !above.is_empty() && others.ends_with(above) && other.mark == last.mark
        })
    }

    /// Lets a line in bold that opens with a clause's number name what is asked below it, as a heading does:
    /// `**A-3 Who decides?**`, 「**Q5. 2-(2) 保存期間を教えてください。**」.
    pub(super) fn ask_as_heading(&mut self, unit: &Unit, prose: &Prose<'_>) {
        let around = self.clauses_around();
        let mut numbered = heading::numbered(prose.text);
        let is_deep = |(_, target): &(_, Target)| questions::has_levels(target);
        let is_question = numbered.asks || questions::asks(prose.text);
        numbered.asks =
            is_question && self.names_guidelines() && numbered.numbers.iter().all(is_deep);
        if numbered.numbers.is_empty() || !(numbered.asks || opens_with_number(unit)) {
            return;
        }
        let title = title_key(&prose.text[numbered.title.clone()]);
        let mut links = self.mirror(Vec::new(), &numbered, &title, prose, false);
        links.retain(|link| !around.contains(&link.clause));
        self.asked = links;
    }

    /// The clauses of which a heading has the number or the title. `guidelines` are those that the heading names;
    /// `title_tells` says whether a title alone is enough.
    fn mirror(
        &mut self,
        guidelines: Vec<GuidelineIndex>,
        numbered: &Numbered,
        title_key: &str,
        prose: &Prose<'_>,
        title_tells: bool,
    ) -> Vec<Link> {
        let clauses = self.clauses_around();
        let mut declared = match guidelines.is_empty() {
            true => self.guidelines_around(),
            false => guidelines,
        };
        // A section that answers a clause of a guideline says which guideline its own are.
        declared.extend(clauses.iter().map(|clause| clause.guideline));
        declared.dedup();
        let around = Surroundings {
            guidelines: &declared,
            beyond: &[],
            project: &[],
            clauses: &clauses,
        };
        // A number below a clause that is none itself answers nothing: the title alone would lead
        // AU-14(4) to AU-14. Other numbers are the document's own: Q5.
        let mut unknown = Vec::new();
        for (range, target) in &numbered.numbers {
            let found =
                { &mut self.cache.resolutions }.among(target, self.guidelines, &declared, &clauses);
            let written = &prose.text[range.clone()];
            let is_meant = is_distinctive(target) && self.is_mistaken(&found)
                || (numbered.asks || is_distinctive(target)) && self.is_beside_clauses(&found);
            if is_meant && !self.is_of_another_part(&found, written) {
                unknown.push(Citation {
                    range: prose.source(range.clone()),
                    resolution: found,
                });
            }
        }
        if !unknown.is_empty() && unknown.len() == numbered.numbers.len() {
            self.document.citations.append(&mut unknown);
            return Vec::new();
        }
        let mut links = Vec::new();
        for (range, clause) in heading::mirrored(
            title_key,
            numbered,
            self.guidelines,
            &declared,
            &around,
            title_tells,
            &mut self.cache.resolutions,
        ) {
            self.document.citations.push(Citation {
                range: prose.source(range),
                resolution: Resolution::Found([(clause, None)].into()),
            });
            let citation = Some(self.document.citations.len() - 1);
            links.push(Link {
                clause,
                requirement: None,
                citation,
            });
        }
        self.note_other_number(&links, numbered, prose, &declared, &clauses);
        links
    }

    /// Notes the number in brackets behind a title that is another clause's: 「安全管理に係る評価（4.4）」.
    fn note_other_number(
        &mut self,
        links: &[Link],
        numbered: &Numbered,
        prose: &Prose<'_>,
        declared: &[GuidelineIndex],
        clauses: &[ClauseReference],
    ) {
        let [link] = links else {
            return;
        };
        let behind =
            { numbered.numbers.iter() }.filter(|(range, _)| range.start > numbered.title.start);
        for (range, target) in behind {
            let guideline = declared.iter().find(|one| **one == link.clause.guideline);
            let Some(&guideline) = guideline else {
                continue;
            };
            let found = { &mut self.cache.resolutions }.in_guideline(
                target,
                self.guidelines,
                guideline,
                clauses,
            );
            let Resolution::Found(found) = found else {
                continue;
            };
            if found.iter().all(|(clause, _)| *clause != link.clause) {
                self.document.citations.push(Citation {
                    range: prose.source(range.clone()),
                    resolution: Resolution::Found(found.clone()),
                });
            }
        }
    }
}
