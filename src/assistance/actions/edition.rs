//! Citations moved from an old edition to the current one.
//!
//! A number means nothing without its edition. Where both editions are at hand the clause is found
//! by its title; where only the current one is, the same number is proposed, and the action's title
//! says that it has to be looked at.

use std::ops::Range;

use super::super::citing::prefix;
use super::{Action, Key, View};
use crate::document::{Citation, Mention, Resolution};
use crate::finding::{Edit, Finding};
use crate::guideline::{GuidelineIndex, Lookup};
use crate::locale::Message;
use crate::locator::{self, Target};
use crate::rules;

/// Offers to move what is cited from the edition that a finding is about.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    let Moved {
        edits,
        numbers,
        certain,
    } = moved(view, &finding.range)?;
    let current = current(view, &finding.range)?;
    let known = view.project.guidelines.get(current);
    let written = &view.text[finding.range.clone()];
    let mut namings = view.project.guidelines.namings(written);
    let same_name = namings
        .next()
        .is_some_and(|naming| naming.edition.is_some())
        && edits
            .iter()
            .all(|edit| !edit.new_text.contains(&known.name()));
    let edition = match &known.edition {
        Some(edition) if same_name => edition.clone(),
        _ => known.name(),
    };
    let title = match (numbers, certain) {
        (true, true) => Message::new(
            format!("{edition}の同じ題の条項に引き直す"),
            format!("cite the clause of the same title in {edition}"),
        ),
        (true, false) => Message::new(
            format!("{edition}に改める（番号が同じ内容を指すか確かめてください）"),
            format!("change to {edition} (check that the numbers still mean the same)"),
        ),
        (false, _) => Message::new(format!("{edition}に改める"), format!("change to {edition}")),
    };
    Some(Action {
        preferred: numbers && certain,
        ..Action::mending(view, index, &title, Key::Edition(finding.range.clone()))
    })
}

/// Where an old edition named at a place leads.
fn current(view: &View<'_>, range: &Range<usize>) -> Option<GuidelineIndex> {
    let mut mentions = view.document.mentions.iter();
    let mention = mentions.find(|mention| mention.range == *range)?;
    let written = &view.text[range.clone()];
    let project = &view.project;
    rules::current_edition(project.guidelines, project.chosen, mention, written)
}

/// What moving to the current edition takes.
pub struct Moved {
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// Whether numbers of clauses are among what was moved.
    numbers: bool,
    /// Whether every number was found by its clause's title.
    certain: bool,
}

/// The edits for all places that name the edition as the one at `range` does, since the finding
/// speaks for them all. `None` where a number leads to no clause of the current edition.
pub fn moved(view: &View<'_>, range: &Range<usize>) -> Option<Moved> {
    let current = current(view, range)?;
    let written = &view.text[range.clone()];
    let mut edits = Vec::new();
    let (mut numbers, mut all_certain) = (false, true);
    for mention in &view.document.mentions {
        if view.text[mention.range.clone()] != *written {
            continue;
        }
        edits.push(renamed(view, mention, current));
        for citation in cited_by(view, mention) {
            let (number, certain) = number_in(view, mention, citation, current)?;
            all_certain &= certain;
            numbers = true;
            edits.push(Edit {
                range: citation.range.clone(),
                new_text: number,
            });
        }
    }
    edits.retain(|edit| view.text[edit.range.clone()] != edit.new_text);
    edits.sort_by_key(|edit| edit.range.start);
    edits.dedup();
    (!edits.is_empty()).then_some(Moved {
        edits,
        numbers,
        certain: all_certain,
    })
}

/// The name with the current edition behind it; the current title where that has changed.
fn renamed(view: &View<'_>, mention: &Mention, current: GuidelineIndex) -> Edit {
    let guidelines = view.project.guidelines;
    let known = guidelines.get(current);
    let written = &view.text[mention.range.clone()];
    if view.text[mention.range.end..].starts_with([':', '：']) && !written.contains(' ') {
        return Edit {
            range: mention.range.clone(),
            new_text: prefix(guidelines, current).to_string(),
        };
    }
    let naming = guidelines.namings(written).next();
    let with_edition = naming.and_then(|naming| {
        let edition = naming.edition?;
        let mut name = written.to_string();
        name.replace_range(edition, known.edition.as_deref()?);
        (guidelines.called(&name) == [current]).then_some(name)
    });
    Edit {
        range: mention.range.clone(),
        new_text: with_edition.unwrap_or_else(|| known.name()),
    }
}

/// The citations that stand right behind a guideline's name.
fn cited_by<'a>(view: &View<'a>, mention: &Mention) -> Vec<&'a Citation> {
    /// What a list of numbers has between them.
    const BETWEEN: &str =
        "及びおよび並びにならびに又はまたはとの・、，,「」『』（）()[]【】:： 　と";
    let first = view
        .document
        .citations
        .partition_point(|citation| citation.range.start < mention.range.end);
    let mut end = mention.range.end;
    let mut cited = Vec::new();
    for citation in &view.document.citations[first..] {
        let Some(gap) = view.text.get(end..citation.range.start) else {
            break;
        };
        if gap.chars().any(|c| !BETWEEN.contains(c)) {
            break;
        }
        end = citation.range.end;
        cited.push(citation);
    }
    cited
}

/// The number of a citation in the current edition, and whether the clause's title says so.
fn number_in(
    view: &View<'_>,
    mention: &Mention,
    citation: &Citation,
    current: GuidelineIndex,
) -> Option<(String, bool)> {
    let guidelines = view.project.guidelines;
    let label = |index| {
        let known = guidelines.get(current).clause(index)?;
        known.label.clone()
    };
    let old = match &citation.resolution {
        Resolution::Found(found) => match &**found {
            [(clause, None)] if mention.guidelines.contains(&clause.guideline) => Some(*clause),
            _ => return None,
        },
        _ => None,
    };
    if let Some(old) = old {
        let key = guidelines.title_key_of(old);
        if let ([only], false) = (guidelines.titled(current, key), key.is_empty()) {
            return Some((label(*only)?, true));
        }
    }
    let written = view.text.get(citation.range.clone())?;
    let references = locator::read_all(written)?;
    let [reference] = references.as_slice() else {
        return None;
    };
    let Target::One(wanted) = &reference.target else {
        return None;
    };
    match guidelines.catalogue(current).find(wanted) {
        Lookup::Found(_) => Some((written.to_string(), false)),
        _ => None,
    }
}
