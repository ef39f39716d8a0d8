//! Paths of evidence, below the document's folder.

use std::ops::Range;

use super::super::File;
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
    let rest = line.rest(&PATH_ENDS);
    let closed = line.after[rest..].starts_with(')');
    let range = line.place(open)..line.offset + rest;
    let folder = up_to_folder(line, open, rest);
    Some(files(
        request,
        typed,
        [range, folder],
        &|path, _, is_folder| {
            let close = if closed || is_folder { "" } else { ")" };
            format!("{path}{close}")
        },
    ))
}

/// A value of evidence, as a link with the file's name.
pub fn in_value(request: &Request<'_>, place: &Place<'_>) -> Completions {
    let line = &place.line;
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
    let rest = line.rest(&PATH_ENDS);
    if line.after[rest..].starts_with(']') {
        return Completions::default();
    }
    let folder = up_to_folder(line, start - line.start, rest);
    files(
        request,
        typed,
        [start..line.offset + rest, folder],
        &|path, name, is_folder| match is_folder {
            true => format!("{}{path}", place.lead),
            false => {
                let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                format!("{}[{name}]({path})", place.lead)
            }
        },
    )
}

/// What a path ends before.
const PATH_ENDS: [char; 10] = [')', ']', '[', '|', ' ', '\u{3000}', '、', ',', '<', '。'];

/// The path from the byte at `at` of [`Line::before`] to the end of the folder that the cursor stands in, where another
/// folder takes its place; `rest` bytes of the path stand behind the cursor.
fn up_to_folder(line: &Line<'_>, at: usize, rest: usize) -> Range<usize> {
    let slash = line.after[..rest].find('/');
    line.place(at)..line.offset + slash.map_or(rest, |slash| slash + 1)
}

/// The files and folders that may stand there, which take the place of the first and the second of `ranges`.
fn files(
    request: &Request<'_>,
    typed: &str,
    ranges: [Range<usize>; 2],
    written: &dyn Fn(&str, &str, bool) -> String,
) -> Completions {
    let folder = typed.rfind('/').map_or("", |at| &typed[..=at]);
    if folder.starts_with('/') || typed.contains("://") {
        return Completions::default();
    }
    let mut files = (request.view.files)(folder);
    files.sort_by(|a, b| (!a.is_folder, &a.name).cmp(&(!b.is_folder, &b.name)));
    let may_be_evidence = |file: &&File| {
        let name = file.name.to_ascii_lowercase();
        !name.starts_with("readme") && !["shishin.toml", "shishin.lock"].contains(&&*name)
    };
    let items = files.iter().filter(may_be_evidence).map(|file| {
        let slash = if file.is_folder { "/" } else { "" };
        let path = format!("{folder}{}{slash}", file.name);
        let destination = format!("{folder}{}{slash}", percent_encoded(&file.name));
        let kind = if file.is_folder {
            Kind::Folder
        } else {
            Kind::File
        };
        let range = ranges[usize::from(file.is_folder)].clone();
        let item = Item::new(format!("{}{slash}", file.name), kind, range)
            .writes(written(&destination, &file.name, file.is_folder))
            .filter(path);
        if file.is_folder { item.opens() } else { item }
    });
    let mut items: Vec<Item> = items.collect();
    // A document in a folder of its own has its evidence beside that folder.
    let above = format!("{folder}../");
    let is_way_up = folder.split_terminator('/').all(|step| step == "..");
    if is_way_up && above.starts_with(typed) && !(request.view.files)(&above).is_empty() {
        let item = Item::new("../", Kind::Folder, ranges[1].clone());
        let item = item.writes(written(&above, "..", true)).filter(above);
        items.push(item.opens());
    }
    Completions {
        items,
        is_incomplete: false,
    }
}
