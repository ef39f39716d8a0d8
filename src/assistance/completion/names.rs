//! Names of guidelines: in brackets, and in a sentence.

use super::super::citing::folded;
use super::line::Line;
use super::places::{LONGEST_QUERY, likely};
use super::{Completions, Item, Key, Kind, Request};
use crate::guideline::GuidelineIndex;

/// The names that are meant at the cursor.
pub fn items(request: &Request<'_>, line: &Line<'_>) -> Completions {
    let named = in_brackets(request, line);
    match named.items.is_empty() {
        true => in_sentence(request, line),
        false => named,
    }
}

/// Names of guidelines behind an opening bracket, once two characters say which: 「（総務」.
fn in_brackets(request: &Request<'_>, line: &Line<'_>) -> Completions {
    /// Fewer open any remark in parentheses.
    const SHORTEST: usize = 2;
    let brackets = [
        ('【', '】'),
        ('（', '）'),
        ('「', '」'),
        ('(', ')'),
        ('［', '］'),
    ];
    let Some((start, typed)) = line.opened(&brackets) else {
        return Completions::default();
    };
    let count = typed.chars().count();
    // Between brackets that wait for something, those are meant that the document or the project names.
    let meant = match count {
        0 if line.after.starts_with(['」', '』', '】', '）']) => likely(request),
        SHORTEST..=LONGEST_QUERY => Vec::new(),
        _ => return Completions::default(),
    };
    names(request, line, start, &|index, name| match count {
        0 => meant.contains(&index),
        _ => folded(name).starts_with(&folded(typed)),
    })
}

/// Names of guidelines in a sentence, once what stands before the cursor can hardly be anything else: 「総務省・経産」.
fn in_sentence(request: &Request<'_>, line: &Line<'_>) -> Completions {
    /// Fewer begin many words, and words in kanji alone are long.
    const SHORTEST: usize = 4;
    const SHORTEST_IN_KANJI: usize = 6;
    let is_kanji = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let starts = { line.before.char_indices().rev() }.take(LONGEST_QUERY);
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    starts.reverse();
    for start in starts {
        let typed = &line.before[start..];
        let inside = line.before[..start].ends_with(is_word) && typed.starts_with(is_word);
        let key = folded(typed);
        let fewest = match key.chars().all(is_kanji) {
            true => SHORTEST_IN_KANJI,
            false => SHORTEST,
        };
        if inside || typed.starts_with(char::is_whitespace) || key.chars().count() < fewest {
            continue;
        }
        let found = names(request, line, start, &|_, name| {
            let name = folded(name);
            name.starts_with(&key) && name != key
        });
        if !found.items.is_empty() {
            return found;
        }
    }
    Completions::default()
}

/// The guidelines of which a name fits, each by the first that does.
fn names(
    request: &Request<'_>,
    line: &Line<'_>,
    start: usize,
    fits: &dyn Fn(GuidelineIndex, &str) -> bool,
) -> Completions {
    // The rest of a name that stands there already is replaced with it.
    let whole = format!("{}{}", &line.before[start..], line.after);
    let typed = line.before.len() - start;
    let mut namings = request.view.project.guidelines.namings(&whole);
    let naming = namings.find(|naming| naming.range.start == 0);
    let rest = naming.map_or(0, |naming| naming.range.end.saturating_sub(typed));
    let range = line.place(start)..line.offset + rest;
    // A number stands behind the name with a space between them, and not where the name is closed.
    let is_parted = line.after[rest..].starts_with(['」', '』', ' ', '\u{3000}']);
    let mut items = Vec::new();
    for (index, guideline) in request.view.project.guidelines.iter() {
        let names = std::iter::once(&guideline.title).chain(&guideline.aliases);
        let mut names = names.filter(|name| fits(index, name));
        if let Some(name) = names.next() {
            let name = match &guideline.edition {
                Some(edition) if !name.contains(edition.as_str()) => format!("{name}{edition}"),
                _ => name.clone(),
            };
            let written = match is_parted {
                true => name.clone(),
                false => format!("{name} "),
            };
            items.push(
                Item::new(name, Kind::Guideline, range.clone())
                    .writes(written)
                    .detail(guideline.publisher.clone().unwrap_or_default())
                    .key(Key::Guideline(guideline.id.clone()))
                    .opens(),
            );
        }
    }
    Completions {
        items,
        is_incomplete: true,
    }
}
