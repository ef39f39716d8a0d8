//! A link that leads nowhere, led to the file that was likely meant.

use std::collections::VecDeque;
use std::ops::Range;

use super::super::citing::folded;
use super::{Action, Change, Key, View};
use crate::assistance::File;
use crate::finding::{Edit, Finding};
use crate::locale::Message;
use crate::markdown::{percent_decoded, percent_encoded};

/// How many files are offered.
const OFFERED: usize = 3;

/// How many folders are looked into, those near to the document first.
const MOST_FOLDERS: usize = 40;

/// How deep below the document, and below the folder above it.
const DEEPEST: usize = 3;

/// Offers the files whose names are nearest to the one that is not there.
pub fn actions(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    let Some(written) = destination_in(view.text, &finding.range) else {
        return Vec::new();
    };
    let path = percent_decoded(path_of(&view.text[written]));
    let near = nearest(&path, view.files);
    let is_only = near.len() == 1;
    let offered = near.into_iter().map(|(path, is_same)| {
        let title = Message::new(
            format!("リンク先を「{path}」に直す"),
            format!("point the link at {path}"),
        );
        let key = Key::Evidence(finding.range.clone(), path);
        Action {
            preferred: is_only && is_same,
            ..Action::mending(view, index, &title, key)
        }
    });
    offered.collect()
}

/// The link with its new path; what it points at within the file stays.
pub fn change(view: &View<'_>, link: &Range<usize>, path: &str) -> Option<Change> {
    let written = destination_in(view.text, link)?;
    let old = &view.text[written.clone()];
    let within = &old[path_of(old).len()..];
    Change::plain(vec![Edit {
        new_text: format!("{}{within}", percent_encoded(path)),
        range: written,
    }])
}

/// Where a link writes its destination; `None` for one that is defined elsewhere.
fn destination_in(text: &str, link: &Range<usize>) -> Option<Range<usize>> {
    let written = text.get(link.clone())?;
    if written.starts_with("<a ") {
        let start = written.find("href=\"")? + "href=\"".len();
        let length = written[start..].find('"').filter(|length| *length > 0)?;
        return Some(link.start + start..link.start + start + length);
    }
    let open = written.rfind("](")? + 2;
    let inner = &written[open..written.rfind(')').filter(|&end| end >= open)?];
    let start = open + inner.len() - inner.trim_start().len();
    let inner = inner.trim();
    let (start, length) = match inner.strip_prefix('<') {
        Some(bracketed) => (start + 1, bracketed.find('>')?),
        None => (
            start,
            inner.find(char::is_whitespace).unwrap_or(inner.len()),
        ),
    };
    (length > 0).then_some(link.start + start..link.start + start + length)
}

/// A destination without the place in the file.
fn path_of(destination: &str) -> &str {
    destination.split(['#', '?']).next().unwrap_or_default()
}

/// The files that a path may have meant, the nearest first, each with whether it has the very name.
fn nearest(path: &str, files: &dyn Fn(&str) -> Vec<File>) -> Vec<(String, bool)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.is_empty() {
        return Vec::new();
    }
    let wanted = folded(name);
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut queue: VecDeque<(String, usize)> = VecDeque::new();
    if !folder.is_empty() {
        queue.push_back((format!("{folder}/"), DEEPEST));
    }
    queue.extend([(String::new(), 0), ("../".to_string(), 1)]);
    let mut seen: Vec<String> = Vec::new();
    while let Some((folder, depth)) = queue.pop_front() {
        if seen.len() == MOST_FOLDERS || seen.contains(&folder) {
            continue;
        }
        let place = seen.len();
        for file in files(&folder) {
            let path = format!("{folder}{}", file.name);
            match file.is_folder {
                true if depth < DEEPEST => queue.push_back((format!("{path}/"), depth + 1)),
                true => {}
                false => {
                    if let Some(distance) = distance(&wanted, &folded(&file.name)) {
                        found.push((distance, place, path));
                    }
                }
            }
        }
        seen.push(folder);
    }
    found.sort();
    let near = found.into_iter().take(OFFERED);
    near.map(|(distance, _, path)| (path, distance == 0))
        .collect()
}

/// How far a file's name is from the one that was written; `None` for another one altogether.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    if wanted == name {
        return Some(0);
    }
    let stem = |name: &str| {
        name.rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_string()
    };
    let (wanted, name) = (stem(wanted), stem(name));
    if wanted == name {
        return Some(1);
    }
    let letters = wanted.chars().count();
    let distance = strsim::osa_distance(&wanted, &name);
    // Of 「点検票」 every other word of three characters is as near.
    (distance <= letters / 4).then_some(1 + distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &str) -> Vec<File> {
        let (folders, files): (&[&str], &[&str]) = match folder {
            "" => (&["証跡", "図"], &["方針.md"]),
            "証跡/" => (&["2026"], &["ログ点検票_2026年10月.csv", "入退室記録.xlsx"]),
            "証跡/2026/" => (&[], &["棚卸し記録.pdf"]),
            "../" => (&["文書"], &["規程.md"]),
            _ => (&[], &[]),
        };
        let file = |name: &&str, is_folder| File {
            name: name.to_string(),
            is_folder,
        };
        let folders = folders.iter().map(|name| file(name, true));
        folders
            .chain(files.iter().map(|name| file(name, false)))
            .collect()
    }

    fn near(path: &str) -> Vec<String> {
        nearest(path, &files)
            .into_iter()
            .map(|(path, _)| path)
            .collect()
    }

    #[test]
    fn the_nearest_file_is_the_one_that_was_meant() {
        assert_eq!(
            near("証跡/ログ点検票_2026年１０月.csv"),
            ["証跡/ログ点検票_2026年10月.csv"]
        );
        assert_eq!(
            near("証跡/ログ点検票_2026年11月.csv"),
            ["証跡/ログ点検票_2026年10月.csv"]
        );
        assert_eq!(near("入退室記録.xlsx"), ["証跡/入退室記録.xlsx"]);
        assert_eq!(near("証跡/入退室記録.csv"), ["証跡/入退室記録.xlsx"]);
        assert_eq!(near("記録/棚卸し記録.pdf"), ["証跡/2026/棚卸し記録.pdf"]);
        assert_eq!(near("規程.md"), ["../規程.md"]);
        assert_eq!(near("証跡/契約書.pdf"), Vec::<String>::new());
        assert_eq!(near("証跡/"), Vec::<String>::new());
    }

    #[test]
    fn only_the_destination_is_replaced() {
        let written = |text: &str| {
            let range = destination_in(text, &(0..text.len()))?;
            Some(text[range].to_string())
        };
        assert_eq!(
            written("[記録](証跡/記録.pdf)").as_deref(),
            Some("証跡/記録.pdf")
        );
        assert_eq!(written("[a](<b c.pdf> \"題\")").as_deref(), Some("b c.pdf"));
        assert_eq!(written("[a]( b.pdf \"題\" )").as_deref(), Some("b.pdf"));
        assert_eq!(
            written("<a class=\"x\" href=\"証跡/記録.pdf\">記録</a>").as_deref(),
            Some("証跡/記録.pdf")
        );
        assert_eq!(written("[記録][1]"), None);
        assert_eq!(written("[a]()"), None);
    }
}
