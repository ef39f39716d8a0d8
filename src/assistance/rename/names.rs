//! A guideline's new prefix or alias: in documents, in its own file, in others' upstream entries.

use std::ops::Range;

use super::files::{Files, find, inside, upstream};
use super::{File, FileEdits, OwnText};
use crate::assistance::{Shared, at};
use crate::finding::Edit;
use crate::front_matter::{self, Node};
use crate::guideline::{GuidelineIndex, Lookup};
use crate::locator::{self, Target};
use crate::markdown::Markdown;
use crate::script::narrow;

/// Edits of a bracket prefix.
pub fn of_prefix(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    old: &str,
    new: &str,
    own: OwnText<'_>,
) -> Vec<FileEdits> {
    let mut files = Files::default();
    for document in project.coverage.documents() {
        let Some(lined) = (project.text_of)(document) else {
            continue;
        };
        let text = &lined.text;
        if find(text, old).is_empty() {
            continue;
        }
        let markdown = Markdown::parse(text);
        let mut ranges = in_brackets(project, guideline, text, &markdown, old);
        ranges.extend(in_front_matter(text, &markdown, old, true));
        for range in ranges {
            files.push(
                File::Document(document),
                Edit {
                    range,
                    new_text: new.to_string(),
                },
            );
        }
    }
    // Guidelines' own files cite each other and themselves.
    for (index, _) in project.guidelines.iter() {
        let text = own(index).filter(|text| !find(text, old).is_empty());
        let Some(text) = text else { continue };
        let markdown = Markdown::parse(&text);
        for range in in_brackets(project, guideline, &text, &markdown, old) {
            let new_text = new.to_string();
            files.push(File::Guideline(index), Edit { range, new_text });
        }
    }
    in_own_front_matter(guideline, "prefixes", old, new, own, &mut files);
    upstream(project, own, &mut files, &|entry| {
        let at = find(entry, old).into_iter().next()?;
        let leads = entry[..at].trim_start_matches('[').trim().is_empty();
        let colon = entry[at + old.len()..]
            .trim_start()
            .starts_with([':', '：']);
        (leads && colon).then(|| Edit {
            range: at..at + old.len(),
            new_text: new.to_string(),
        })
    });
    files.finish()
}

/// Edits of a name by which documents call a guideline.
pub fn of_alias(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    old: &str,
    new: &str,
    own: OwnText<'_>,
) -> Vec<FileEdits> {
    let mut files = Files::default();
    for document in project.coverage.documents() {
        let lined = (project.text_of)(document).filter(|lined| lined.text.contains(old));
        let Some(lined) = lined else { continue };
        let text = &lined.text;
        let markdown = Markdown::parse(text);
        let mut ranges = in_front_matter(text, &markdown, old, false);
        for prose in at::proses(&markdown) {
            for at in called(project, guideline, prose.text, old) {
                if !prose.is_code(at.clone()) {
                    ranges.push(prose.source(at));
                }
            }
        }
        // A name that is broken over two lines or styled in the middle is left as it is.
        ranges.retain(|range| text.get(range.clone()) == Some(old));
        for range in ranges {
            files.push(
                File::Document(document),
                Edit {
                    range,
                    new_text: new.to_string(),
                },
            );
        }
    }
    in_own_front_matter(guideline, "aliases", old, new, own, &mut files);
    upstream(project, own, &mut files, &|entry| {
        let place = called(project, guideline, entry, old).into_iter().next()?;
        let new_text = new.to_string();
        Some(Edit {
            range: place,
            new_text,
        })
    });
    files.finish()
}

/// The places of a text that call a guideline by exactly this name, an edition behind it aside.
fn called(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    text: &str,
    alias: &str,
) -> Vec<Range<usize>> {
    let namings = project.guidelines.namings(text);
    namings
        .filter(|naming| naming.guidelines.contains(&guideline))
        .filter(|naming| {
            let whole = &text[naming.range.clone()];
            let name = match &naming.edition {
                Some(edition) if whole != alias => &text[naming.range.start..edition.start],
                _ => whole,
            };
            let between = |c: char| c.is_whitespace() || "「」『』（(、".contains(c);
            name.trim_end_matches(between) == alias
        })
        .map(|naming| naming.range.start..naming.range.start + alias.len())
        .collect()
}

/// The places of `[old:…]` outside of code: in text, in links and at the file's foot; and of `old:…` elsewhere, where
/// one of the guideline's numbers stands behind it.
fn in_brackets(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    text: &str,
    markdown: &Markdown,
    old: &str,
) -> Vec<Range<usize>> {
    let catalogue = project.guidelines.catalogue(guideline);
    let cites = |text: &str, place: &Range<usize>| {
        let bracketed = text[..place.start].ends_with(['[', '［', '【']);
        let number = text[place.end..].trim_start_matches([':', '：']);
        let read = || locator::read(number)?.0.into_iter().next();
        bracketed
            || read().is_some_and(|reference| {
                let (Target::One(first) | Target::Through(first, _)) = &reference.target;
                !matches!(catalogue.find(first), Lookup::Missing)
            })
    };
    let mut ranges = Vec::new();
    for prose in at::proses(markdown) {
        for place in prefixes(prose.text, old) {
            if !prose.is_code(place.clone()) && cites(prose.text, &place) {
                ranges.push(prose.source(place));
            }
        }
        for link in prose.links {
            let written = text.get(link.range.clone()).unwrap_or_default();
            let opened = opened(written, old).into_iter();
            ranges.extend(opened.map(|at| {
                let start = link.range.start + at;
                start..start + old.len()
            }));
        }
    }
    for definition in &markdown.definitions {
        let written = text.get(definition.range.clone()).unwrap_or_default();
        if let Some(&at) = opened(written, old).first() {
            let start = definition.range.start + at;
            ranges.push(start..start + old.len());
        }
    }
    ranges
}

/// Where a prefix stands in a text with a colon behind it, as a word of its own; letters of full width are read as
/// those they stand for.
pub fn prefixes(text: &str, prefix: &str) -> Vec<Range<usize>> {
    let colons = text.char_indices().filter(|(_, c)| matches!(c, ':' | '：'));
    let places = colons.filter_map(|(colon, _)| {
        let mut start = colon;
        let mut wanted = prefix.chars().rev();
        for (at, written) in text[..colon].char_indices().rev() {
            match wanted.next() {
                Some(wanted) if narrow(written).eq_ignore_ascii_case(&wanted) => start = at,
                Some(_) => return None,
                None => {
                    let goes_on = narrow(written);
                    let is_word = goes_on.is_ascii_alphanumeric() || "._-/".contains(goes_on);
                    return (!is_word).then_some(start..colon);
                }
            }
        }
        wanted.next().is_none().then_some(start..colon)
    });
    places.collect()
}

/// Where `old` stands in a text between an opening bracket and a colon.
fn opened(text: &str, old: &str) -> Vec<usize> {
    let places = find(text, old).into_iter();
    places
        .filter(|&at| text[..at].ends_with('[') && text[at + old.len()..].starts_with([':', '：']))
        .collect()
}

/// Where the front matter of a document names a guideline: under `guideline` all of a value, and
/// for a prefix the beginning of a value under `covers`.
fn in_front_matter(
    text: &str,
    markdown: &Markdown,
    old: &str,
    is_prefix: bool,
) -> Vec<Range<usize>> {
    let Some((front, root)) = yaml(text, markdown) else {
        return Vec::new();
    };
    let own = root.get("shishin");
    let entries = own.map_or(&[][..], Node::entries);
    let mut ranges = Vec::new();
    for (key, value) in entries {
        for item in value.items() {
            let written = item.text().unwrap_or_default();
            let names = match key.text() {
                Some("guideline" | "guidelines") => {
                    written == old || (is_prefix && written.eq_ignore_ascii_case(old))
                }
                Some("covers") => {
                    let prefix = written.split_once(':').map(|(prefix, _)| prefix.trim());
                    is_prefix && prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(old))
                }
                _ => false,
            };
            if names {
                let place = front.start + item.range.start..front.start + item.range.end;
                ranges.extend(inside(text, &place, old));
            }
        }
    }
    ranges
}

/// The name in the front matter of the guideline's own file.
fn in_own_front_matter(
    guideline: GuidelineIndex,
    key: &str,
    old: &str,
    new: &str,
    own: OwnText<'_>,
    files: &mut Files,
) {
    let Some(text) = own(guideline) else { return };
    let markdown = Markdown::parse(&text);
    let Some((front, root)) = yaml(&text, &markdown) else {
        return;
    };
    let names = root.get("guideline").and_then(|own| own.get(key));
    for item in names.map_or(&[][..], Node::items) {
        let place = front.start + item.range.start..front.start + item.range.end;
        if item.text() == Some(old)
            && let Some(range) = inside(&text, &place, old)
        {
            let new_text = new.to_string();
            files.push(File::Guideline(guideline), Edit { range, new_text });
        }
    }
}

fn yaml(text: &str, markdown: &Markdown) -> Option<(Range<usize>, Node)> {
    let front = markdown.front_matter.clone()?;
    let (root, _) = front_matter::read(text.get(front.clone())?);
    Some((front, root))
}
