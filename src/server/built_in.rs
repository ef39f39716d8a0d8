//! The built-in guidelines and the pages of the rules as files, so that an editor can open them, and
//! guidelines that were read from files that no editor shows, such as workbooks.

#![allow(
    clippy::disallowed_methods,
    reason = "this writes the built-in guidelines into the cache"
)]

use std::io::Write;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::log;
use crate::guideline::builtin;
use crate::locale::Locale;
use crate::rules;

/// The folder that files for editors are written below: the user's cache, or the folder for
/// temporary files.
pub fn folder() -> PathBuf {
    crate::workspace::cache_folder().unwrap_or_else(|| std::env::temp_dir().join("shishin"))
}

/// Writes the built-in guidelines and the rules' pages below `cache`, read-only, where they are not
/// there yet, and gives the guidelines' ids and paths. What cannot be written cannot be opened either, and is left out.
pub fn write_out(cache: &Path) -> Vec<(String, PathBuf)> {
    let folder = cache.join("guidelines").join(env!("CARGO_PKG_VERSION"));
    for locale in [Locale::Ja, Locale::En] {
        let folder = rule_pages(cache, locale);
        for rule in rules::all() {
            let page = format!("# {}\n\n{}\n", rule.name, rule.page(locale));
            write(&folder, rule.name, &page);
        }
    }
    let guidelines = builtin::all().iter();
    let written = guidelines.filter_map(|(id, text)| {
        let path = write(&folder, id, text)?;
        Some(((*id).to_string(), path))
    });
    written.collect()
}

/// Writes a guideline that was read from the file at `source` below `cache`, read-only, where an
/// editor can open it.
pub fn write_read(cache: &Path, source: &Path, text: &str) -> Option<PathBuf> {
    let place = xxh3_64(source.as_os_str().as_encoded_bytes());
    let folder = cache.join("guidelines").join(format!("{place:016x}"));
    write(&folder, &source.file_name()?.to_string_lossy(), text)
}

/// The folder below `cache` of the rules' pages in a language.
pub fn rule_pages(cache: &Path, locale: Locale) -> PathBuf {
    let language = match locale {
        Locale::Ja => "ja",
        Locale::En => "en",
    };
    cache
        .join("rules")
        .join(env!("CARGO_PKG_VERSION"))
        .join(language)
}

fn write(folder: &Path, name: &str, text: &str) -> Option<PathBuf> {
    let path = folder.join(format!("{name}.md"));
    match write_where_needed(folder, &path, text) {
        Ok(()) => Some(path),
        Err(error) => {
            log::alarm(&format!("{} cannot be written: {error}", path.display()));
            None
        }
    }
}

fn write_where_needed(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    // Under a name of its own first: another server may read at the same time.
    let draft = folder.join(format!(".{}.draft", std::process::id()));
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(text.as_bytes())?;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    file.set_permissions(permissions)?;
    std::fs::rename(&draft, path)
}
