//! What lies beside a document, for links that lead there.

use std::path::Path;

use crate::assistance::File;

/// How many files of a folder are looked at.
const MOST: usize = 500;

/// What lies in a folder, given as a link in a document names it; nothing outside of the folders in
/// `roots`, and nothing that is hidden.
pub fn listing(document: &Path, folder: &str, roots: &[&Path]) -> Vec<File> {
    let folder = document.parent().map(|parent| parent.join(folder));
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
