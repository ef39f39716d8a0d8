//! Tables whose numbers are those of a standard that is not at hand: a heading above them names it.

use std::sync::Arc;

use super::super::citation::{Form, Pointer, is_distinctive};
use super::super::unit::Unit;
use super::Assembly;
use crate::guideline::{ClauseReference, GuidelineIndex, designation};

impl Assembly<'_> {
    /// Whether a table below a heading that names a standard carries the numbers of that one, which is not at hand,
    /// and not those of the guidelines that are `meant` here otherwise.
    ///
    /// Numbers with letters that are those guidelines' nearly all are theirs, and so are others where the rows have
    /// the clauses' words. Short numbers agree by chance; they are theirs where the guideline may as well be the
    /// standard itself, called by another name.
    pub(super) fn is_of_another_standard(
        &mut self,
        units: &[Arc<Unit>],
        pointers: &[&[Pointer]],
        meant: &[GuidelineIndex],
        around: &[ClauseReference],
    ) -> bool {
        let Some((standard, level)) = self.standard_above() else {
            return false;
        };
        let targets: Vec<_> = { pointers.iter().flat_map(|pointers| *pointers) }
            .filter(|pointer| pointer.form == Form::Column && pointer.named.is_none())
            .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
            .collect();
        if targets.is_empty() || meant.is_empty() {
            return false;
        }
        let guidelines = self.guidelines;
        let known = { targets.iter() }.filter(|target| {
            meant.iter().any(|&guideline| {
                let resolutions = &mut self.cache.resolutions;
                let found = resolutions.in_guideline(target, guidelines, guideline, around);
                found.is_found()
            })
        });
        if known.count() * 5 < targets.len() * 3 {
            return true;
        }
        let rare = { targets.iter() }.filter(|target| is_distinctive(target));
        if rare.count() * 2 > targets.len()
            || self.asks_what_clauses_ask(units, pointers, meant, around)
        {
            return false;
        }
        let is_called_otherwise = |guideline: &GuidelineIndex| {
            let title = &guidelines.get(*guideline).title;
            designation::standard_in(title)
                .is_some_and(|own| !designation::is_same(&title[own], &standard))
        };
        let opening = &self.sought.names.opening.guidelines;
        meant.iter().all(is_called_otherwise) || level > 1 && !opening.is_empty()
    }

    /// The standard that the innermost heading around with a word on it names, where it is not at hand, and the
    /// heading's level.
    fn standard_above(&self) -> Option<(String, u8)> {
        let around = self.open.iter().rev();
        let mut around = around
            .map(|&section| &self.document.sections[section])
            .take_while(|section| !section.foreign && section.guidelines.is_empty());
        let (section, name) = around.find_map(|section| {
            let name = designation::standard_in(&section.title)?;
            Some((section, &section.title[name]))
        })?;
        let is_at_hand = self.guidelines.iter().any(|(_, guideline)| {
            let names = [&guideline.id, &guideline.title].into_iter();
            let mut names = names.chain(&guideline.aliases).chain(&guideline.prefixes);
            names.any(|called| designation::may_be(called, name))
        });
        (!is_at_hand).then(|| (name.to_owned(), section.level))
    }
}
