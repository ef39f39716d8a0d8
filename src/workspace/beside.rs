//! What lies beside a document, for links that lead there.

use std::path::{Component, Path, PathBuf};

use crate::assistance::File;
use crate::markdown::{percent_decoded, percent_encoded};

/// How many files of a folder are looked at.
const MOST: usize = 500;

/// What lies in a folder, given as a link in a document names it; nothing outside of the folders in
/// `roots`, and nothing that is hidden.
pub fn listing(document: &Path, folder: &str, roots: &[&Path]) -> Vec<File> {
    let folder = document.parent().map(|parent| {
        let written = parent.join(folder);
        match written.is_dir() {
            true => written,
            false => parent.join(percent_decoded(folder)),
        }
    });
    let inside = |folder: &std::path::PathBuf| {
        let mut roots = roots.iter().filter_map(|root| root.canonicalize().ok());
        roots.any(|root| folder.starts_with(root))
    };
    let folder = folder.and_then(|folder| folder.canonicalize().ok());
    let Some(folder) = folder.filter(inside) else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<File> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.file_type().ok()?.is_dir();
            (!name.starts_with('.')).then_some(File { name, is_folder })
        })
        .take(MOST)
        .collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// The file that a link in a document leads to, and what of the link points into the file. The name counts as it is
/// written where there is such a file, else with its percent signs decoded.
pub fn file_behind<'a>(document: &Path, destination: &'a str) -> (PathBuf, &'a str) {
    let end = destination.find(['#', '?']).unwrap_or(destination.len());
    let (path, within) = destination.split_at(end);
    let folder = document.parent().unwrap_or(Path::new(""));
    let written = folder.join(path);
    match written.exists() {
        true => (written, within),
        false => (folder.join(percent_decoded(path)), within),
    }
}

/// A link from a document to a file that lies in one of the folders in `roots`; `None` for any other, which may lie
/// elsewhere on the next machine.
pub fn link_to(document: &Path, file: &Path, roots: &[&Path]) -> Option<String> {
    let folder = document.parent()?;
    let root = { roots.iter() }.find(|root| file.starts_with(root) && folder.starts_with(root))?;
    let from: Vec<Component<'_>> = folder.strip_prefix(root).ok()?.components().collect();
    let to: Vec<Component<'_>> = file.strip_prefix(root).ok()?.components().collect();
    let common = { from.iter().zip(&to) }
        .take_while(|(one, other)| one == other)
        .count();
    let up = from[common..].iter().map(|_| "..".to_string());
    let down = to[common..]
        .iter()
        .map(|part| percent_encoded(&part.as_os_str().to_string_lossy()));
    let parts: Vec<String> = up.chain(down).collect();
    Some(parts.join("/"))
}
