//! Paths of evidence, below the document's folder.

use std::ops::Range;

use super::line::Line;
use super::values::Place;
use super::{Completions, Item, Kind, Request};
use crate::markdown::percent_encoded;

/// The path of a link that is being written in a place for evidence: `[点検票](証跡/`.
pub fn in_link(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let open = line.before.rfind("](")? + 2;
    let typed = &line.before[open..];
    if typed.contains([')', ' ', '|']) {
        return None;
    }
    let closed = line.after.starts_with(')');
    let range = line.from(open);
    Some(files(request, typed, &range, &|path, _, is_folder| {
        let close = if closed || is_folder { "" } else { ")" };
        format!("{path}{close}")
    }))
}

/// A value of evidence, as a link with the file's name.
pub fn in_value(request: &Request<'_>, place: &Place<'_>) -> Completions {
    let typed = place.typed.rsplit("<br>").next().unwrap_or_default();
    let typed = typed
        .rsplit(['、', ','])
        .next()
        .unwrap_or_default()
        .trim_start();
    let typed = typed.strip_prefix('[').unwrap_or(typed);
    if typed.contains([']', '(']) {
        return Completions::default();
    }
    let start = place.range.start + (place.typed.len() - typed.len());
    let start = if place.typed[..place.typed.len() - typed.len()].ends_with('[') {
        start - 1
    } else {
        start
    };
    // A folder is written bare, and becomes a link with the file in it.
    let range = start..place.range.start + place.typed.len();
    files(
        request,
        typed,
        &range,
        &|path, name, is_folder| match is_folder {
            true => format!("{}{path}", place.lead),
            false => {
                let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                format!("{}[{name}]({path})", place.lead)
            }
        },
    )
}

fn files(
    request: &Request<'_>,
    typed: &str,
    range: &Range<usize>,
    written: &dyn Fn(&str, &str, bool) -> String,
) -> Completions {
    let folder = typed.rfind('/').map_or("", |at| &typed[..=at]);
    if folder.starts_with('/') || typed.contains("://") {
        return Completions::default();
    }
    let mut files = (request.view.files)(folder);
    files.sort_by(|a, b| (!a.is_folder, &a.name).cmp(&(!b.is_folder, &b.name)));
    let items = files.iter().map(|file| {
        let slash = if file.is_folder { "/" } else { "" };
        let path = format!("{folder}{}{slash}", file.name);
        let destination = format!("{folder}{}{slash}", percent_encoded(&file.name));
        let kind = if file.is_folder {
            Kind::Folder
        } else {
            Kind::File
        };
        let item = Item::new(format!("{}{slash}", file.name), kind, range.clone())
            .writes(written(&destination, &file.name, file.is_folder))
            .filter(path);
        if file.is_folder { item.opens() } else { item }
    });
    Completions {
        items: items.collect(),
        is_incomplete: false,
    }
}
