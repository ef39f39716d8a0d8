//! The edition of a guideline that is named without one.

use std::ops::Range;

use super::super::citing::line_end;
use super::{Action, Change, Key, View};
use crate::document::Mention;
use crate::finding::{Edit, Finding};
use crate::front_matter;
use crate::guideline::GuidelineIndex;
use crate::locale::Message;

/// How many editions are offered.
const OFFERED: usize = 3;

/// Offers to write an edition behind the name, and to declare the likeliest in the front matter.
pub fn actions(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    let Some(mention) = mention_at(view, &finding.range) else {
        return Vec::new();
    };
    let guidelines = view.project.guidelines;
    let mut editions = mention.guidelines.clone();
    // What the project works with, then what nothing has replaced.
    editions.sort_by_key(|&edition| {
        let id = &guidelines.get(edition).id;
        let mut others = guidelines.iter();
        let is_replaced = others.any(|(_, other)| other.supersedes.contains(id));
        (!view.project.chosen.contains(&edition), is_replaced)
    });
    let mut actions = Vec::new();
    for &edition in editions.iter().take(OFFERED) {
        let Some(named) = named(view, mention, edition) else {
            continue;
        };
        let title = Message::new(
            format!("「{named}」と版を添える"),
            format!("state the edition: “{named}”"),
        );
        let id = guidelines.get(edition).id.clone();
        let key = Key::NameEdition(finding.range.clone(), id);
        actions.push(Action::mending(view, index, &title, key));
    }
    if let Some(&edition) = editions.first()
        && declaration(view, edition).is_some()
    {
        let id = guidelines.get(edition).id.clone();
        let title = Message::new(
            format!("文書の front matter に「guideline: {id}」と書く"),
            format!("declare `guideline: {id}` in the front matter"),
        );
        let key = Key::Declare(finding.range.clone(), id);
        actions.push(Action::mending(view, index, &title, key));
    }
    actions
}

/// The name with an edition.
pub fn change(view: &View<'_>, range: &Range<usize>, id: &str) -> Option<Change> {
    let mention = mention_at(view, range)?;
    let new_text = named(view, mention, edition_of(view, mention, id)?)?;
    let range = range.clone();
    Change::plain(vec![Edit { range, new_text }])
}

/// The front matter with the guideline in it.
pub fn declare(view: &View<'_>, range: &Range<usize>, id: &str) -> Option<Change> {
    let mention = mention_at(view, range)?;
    let edit = declaration(view, edition_of(view, mention, id)?)?;
    Change::plain(vec![edit])
}

fn mention_at<'a>(view: &View<'a>, range: &Range<usize>) -> Option<&'a Mention> {
    let mut mentions = view.document.mentions.iter();
    mentions.find(|mention| mention.range == *range && !mention.edition)
}

fn edition_of(view: &View<'_>, mention: &Mention, id: &str) -> Option<GuidelineIndex> {
    let mut editions = mention.guidelines.iter().copied();
    editions.find(|&edition| view.project.guidelines.get(edition).id == id)
}

/// The name as it is written with the edition behind it, else as the guideline is called in full;
/// `None` where neither is understood as that edition.
fn named(view: &View<'_>, mention: &Mention, edition: GuidelineIndex) -> Option<String> {
    let guidelines = view.project.guidelines;
    let known = guidelines.get(edition);
    let written = view.text.get(mention.range.clone())?;
    let number = known.edition.as_deref()?;
    let forms = [
        format!("{written}{number}"),
        format!("{written} {number}"),
        known.name(),
    ];
    forms.into_iter().find(|form| {
        let naming = guidelines.namings(form).next();
        naming.is_some_and(|naming| naming.edition.is_some() && naming.guidelines == [edition])
    })
}

/// The line that declares a guideline, where the front matter has place for it.
fn declaration(view: &View<'_>, edition: GuidelineIndex) -> Option<Edit> {
    let id = &view.project.guidelines.get(edition).id;
    let end = line_end(view.text);
    let own = format!("shishin:{end}  guideline: {id}{end}");
    let Some(front) = view.markdown.front_matter.clone() else {
        let at = view.text.len() - view.text.trim_start_matches('\u{feff}').len();
        return Some(Edit {
            range: at..at,
            new_text: format!("---{end}{own}---{end}{end}"),
        });
    };
    let yaml = view.text.get(front.clone())?;
    let root = front_matter::parse(yaml).ok()?;
    let Some(value) = root.get("shishin") else {
        // In front of what other tools read.
        let is_block = root.entries().iter().all(|(key, _)| {
            let before = &yaml[..key.range.start];
            before.is_empty() || before.ends_with('\n')
        });
        return is_block.then_some(Edit {
            range: front.start..front.start,
            new_text: own,
        });
    };
    let (key, _) = value.entries().first()?;
    let before = &yaml[..key.range.start];
    let indent = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let at = front.start + key.range.start;
    let is_block = !indent.is_empty() && indent.trim().is_empty();
    Some(Edit {
        range: at..at,
        new_text: match is_block {
            true => format!("guideline: {id}{end}{indent}"),
            false => format!("guideline: {id}, "),
        },
    })
}
