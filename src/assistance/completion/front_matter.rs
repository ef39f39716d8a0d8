//! The `shishin` part of the front matter: its keys and their values.
//!
//! YAML that is being typed is rarely YAML, so the lines before the cursor are read for what they
//! open and nothing more.

use super::super::View;
use super::super::citing::folded;
use super::clauses::{self, Wanted, prefixed};
use super::line::Line;
use super::values::Place;
use super::{Completions, Item, Key, Kind, Request, values, words};
use crate::markdown;
use crate::wording::Field;

/// The keys, in the order in which they are written.
const KEYS: [&str; 5] = ["guideline", "covers", "owner", "reviewed", "frequency"];

/// The front matter before the cursor; `None` where the cursor stands elsewhere. That which is not closed
/// yet counts down to the line that is being typed.
pub fn before<'a>(view: &View<'a>, offset: usize) -> Option<&'a str> {
    let closed = view.markdown.front_matter.clone();
    let range = closed.or_else(|| {
        let yaml = markdown::unclosed_front_matter(view.text)?.yaml;
        let typed = view.text[yaml.end..].lines().next().unwrap_or_default();
        Some(yaml.start..yaml.end + typed.len())
    })?;
    let inside = range.start <= offset && offset <= range.end;
    inside.then(|| &view.text[range.start..offset])
}

/// What may be written in the front matter.
pub fn items(request: &Request<'_>, line: &Line<'_>, yaml: &str) -> Completions {
    let own = line.before;
    let typed_key = own.trim_start();
    let indent = own.len() - typed_key.len();
    if indent == 0 && !own.contains([':', '{']) {
        return shishin(line, yaml);
    }
    if !is_own(yaml, indent, own) {
        return Completions::default();
    }
    match open(yaml, own) {
        Open::Key(start) => key_items(request, line, start),
        Open::Value(key, start) => value_items(request, line, &key, start),
    }
}

/// The key `shishin` itself, once two letters of it stand at the beginning of a line, or where there is no other.
fn shishin(line: &Line<'_>, yaml: &str) -> Completions {
    let is_there = yaml.lines().any(|line| line.starts_with("shishin:"))
        || format!("{}{}", line.before, line.after).starts_with("shishin:");
    // On the only line, nothing else can be wanted.
    let is_first = line.before.is_empty() && yaml.trim().is_empty();
    let is_typed = is_first || (line.before.len() >= 2 && "shishin".starts_with(line.before));
    if is_there || !is_typed {
        return Completions::default();
    }
    let item = Item::new("shishin", Kind::Label, line.from(0))
        .writes("shishin:\n  ")
        .key(Key::FrontMatter(vec!["shishin".to_string()]));
    Completions {
        items: vec![item.opens()],
        is_incomplete: false,
    }
}

/// Whether the cursor's line belongs to `shishin`: it is its line, or the nearest line above with
/// less indentation leads to it.
fn is_own(yaml: &str, indent: usize, own: &str) -> bool {
    if indent == 0 {
        return own.starts_with("shishin:");
    }
    let above = yaml.lines().rev().skip(usize::from(!yaml.ends_with('\n')));
    for line in above {
        let is_top = !line.starts_with([' ', '\t', '-', '#']) && !line.trim().is_empty();
        if is_top {
            return line.starts_with("shishin:");
        }
    }
    false
}

const QUOTES: [char; 2] = ['"', '\''];

/// What a value ends before.
const ENDS: [char; 4] = [',', ']', '}', '#'];

/// What is open before the cursor.
enum Open {
    /// A key, from this byte of the line.
    Key(usize),
    /// A value of a key, or an item of its list, from this byte of the line.
    Value(String, usize),
}

fn open(yaml: &str, own: &str) -> Open {
    let body = match own.strip_prefix("shishin:") {
        Some(rest) => own.len() - rest.len(),
        None => 0,
    };
    let rest = &own[body..];
    // `[` that nothing closes: an item of a list.
    let list = rest.rfind('[').filter(|at| !rest[*at..].contains(']'));
    if let Some(list) = list {
        let before = &rest[..list];
        let key_end = before.rfind(':').unwrap_or(before.len());
        let key_start = before[..key_end]
            .rfind(['{', ',', ' '])
            .map_or(0, |at| at + 1);
        let items = &rest[list + 1..];
        let item = items.rfind(',').map_or(0, |at| at + 1);
        let spaces = items[item..].len() - items[item..].trim_start().len();
        let key = before[key_start..key_end].trim().to_string();
        return Open::Value(key, body + list + 1 + item + spaces);
    }
    let last = rest.rfind(['{', ',']).map_or(0, |at| at + 1);
    let piece = &rest[last..];
    let spaces = piece.len() - piece.trim_start().len();
    let start = body + last + spaces;
    if let Some(item) = piece.trim_start().strip_prefix('-') {
        let key = key_above(yaml).unwrap_or_default();
        let spaces = item.len() - item.trim_start().len();
        return Open::Value(key, own.len() - item.len() + spaces);
    }
    match piece.split_once(':') {
        Some((key, value)) => {
            let spaces = value.len() - value.trim_start().len();
            Open::Value(key.trim().to_string(), own.len() - value.len() + spaces)
        }
        None => Open::Key(start),
    }
}

/// The key whose list the cursor's line, `- …`, belongs to.
fn key_above(yaml: &str) -> Option<String> {
    let mut above = yaml.lines().rev().skip(1);
    let line = above.find(|line| !line.trim_start().starts_with('-'))?;
    Some(line.trim().strip_suffix(':')?.to_string())
}

fn key_items(request: &Request<'_>, line: &Line<'_>, start: usize) -> Completions {
    let typed = &line.before[start..];
    let whole = request.view.markdown.front_matter.clone();
    let yaml = whole.map_or("", |range| &request.view.text[range]);
    let is_there = |key: &str| {
        let mut lines = yaml.split(['\n', '{', ',']);
        lines.any(|piece| piece.trim_start().starts_with(&format!("{key}:")))
    };
    let keys = KEYS.into_iter();
    let keys = keys.filter(|key| key.starts_with(typed) && !is_there(key));
    let rest = line.rest(&[':', ',', '}', '#', ' ']);
    let colon = match line.after[rest..].starts_with(':') {
        true => "",
        false => ": ",
    };
    let range = line.place(start)..line.offset + rest;
    let items = keys.map(|key| {
        Item::new(key, Kind::Label, range.clone())
            .writes(format!("{key}{colon}"))
            .key(Key::FrontMatter(vec![
                "shishin".to_string(),
                key.to_string(),
            ]))
            .opens()
    });
    Completions {
        items: items.collect(),
        is_incomplete: false,
    }
}

fn value_items(request: &Request<'_>, line: &Line<'_>, key: &str, start: usize) -> Completions {
    let lead = if line.before.ends_with(':') { " " } else { "" };
    let place = Place {
        line: *line,
        typed: &line.before[start..],
        range: line.whole(start, &ENDS),
        lead,
    };
    let used = |field| words::in_document(request.view, field, Some(request.offset));
    match key {
        "guideline" | "guidelines" => guidelines(request, &place),
        "covers" => covers(request, &place, line),
        "owner" => values::items(request, Field::Owner, &place, &[]),
        "reviewed" => values::items(request, Field::Reviewed, &place, &[]),
        "frequency" => values::items(request, Field::Frequency, &place, &used(Field::Frequency)),
        _ => Completions::default(),
    }
}

fn guidelines(request: &Request<'_>, place: &Place<'_>) -> Completions {
    let project = &request.view.project;
    let typed = folded(place.typed);
    let items = project.guidelines.iter().filter_map(|(_, guideline)| {
        let names = format!("{} {}", guideline.id, guideline.aliases.join(" "));
        folded(&names).contains(&typed).then(|| {
            Item::new(&guideline.id, Kind::Guideline, place.range.clone())
                .writes(format!("{}{}", place.lead, guideline.id))
                .detail(guideline.short_name())
                .filter(format!("{} {names}", place.typed))
                .key(Key::Guideline(guideline.id.clone()))
        })
    });
    Completions {
        items: items.collect(),
        is_incomplete: false,
    }
}

/// What stands between the two ends of a range.
const RANGES: [char; 3] = ['〜', '～', '~'];

/// Clauses in quotation marks: a number alone would be read as one by other tools.
fn covers(request: &Request<'_>, place: &Place<'_>, line: &Line<'_>) -> Completions {
    let view = request.view;
    let declared = &view.document.declarations.guidelines;
    let guidelines = match declared.is_empty() {
        true => view.project.chosen.to_vec(),
        false => declared.clone(),
    };
    let guidelines = match guidelines.is_empty() {
        true => view
            .project
            .guidelines
            .iter()
            .map(|(index, _)| index)
            .collect(),
        false => guidelines,
    };
    let several = guidelines.len() > 1;
    let query = place.typed.trim_start_matches(QUOTES);
    // The end of a range is written behind its beginning.
    let begun = query.rfind(RANGES).map_or(0, |at| {
        at + query[at..].chars().next().map_or(0, char::len_utf8)
    });
    let query = query[begun..].trim_start();
    // Between quotation marks the number ends before the one that closes them.
    let rest = line.rest(&ENDS).min(line.rest(&QUOTES));
    let is_closed = line.after[rest..].starts_with(QUOTES);
    let (quote, close) = match place.typed.chars().next() {
        Some('"' | '\'') if is_closed => ("", ""),
        Some('\'') => ("", "'"),
        Some('"') => ("", "\""),
        _ if begun > 0 => ("", ""),
        _ => ("\"", "\""),
    };
    let lead = if begun > 0 { "" } else { place.lead };
    clauses::items(
        request,
        &Wanted {
            guidelines,
            query,
            range: line.offset - query.len()..line.offset + rest,
            written: &|clause, label| {
                let label = match several {
                    true => prefixed(view, clause, label),
                    false => label.to_string(),
                };
                Some(format!("{lead}{quote}{label}{close}"))
            },
            groups: true,
        },
    )
}
