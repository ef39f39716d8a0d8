//! The edge between the pure layers and the world: configuration, files, the check run.

#![allow(clippy::disallowed_methods, reason = "this is where the world begins")]

mod anchors;
mod beside;
mod check;
pub mod configuration;
mod documents;
mod guideline_files;
mod guidelines;
mod index;
mod lock;
mod missing;
mod progress;
mod review;
mod run;
mod snapshot;
mod store;
pub mod untitled;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use crate::coverage::{Coverage, Summary};
use crate::finding::{DocumentIndex, Finding};
use crate::guideline::Guidelines;
use crate::locale::Locale;

pub use check::{Examination, Grounds, Knowledge, analyse, examine};
pub use documents::{Unreadable, read_text};
pub use guideline_files::{Found as FoundGuidelines, GuidelineFile, GuidelineFiles};
pub use guidelines::{
    Loaded as LoadedGuidelines, load as load_guidelines,
    load_remembering as load_guidelines_remembering, load_with as load_guidelines_with,
};
pub use index::{BuiltInFiles, Content, Index, Indexed, Kept, OpenTexts, WriteOut};
pub use lock::{LOCK_NAME, lock_path, read_lock, write_lock};
pub use missing::{Joined, Missing, Shown};
pub use progress::{Progress, Unwatched};
pub use review::{Review, ReviewedDocument, ReviewedLink, review};
pub use run::check;
pub use snapshot::{Analysis, Asker, JoinMemory, OpenDocument, Snapshot};
pub use store::{Digests, cache_folder};

use configuration::Configuration;

/// A project: a folder, and what its configuration says.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The folder that paths are shown relative to: the configuration's, or the one given.
    pub root: PathBuf,
    /// The settings; the defaults where there is no configuration.
    pub configuration: Configuration,
    /// The configuration's file and text, where there is one.
    pub file: Option<(PathBuf, String)>,
    /// What is wrong in it.
    pub findings: Vec<Finding>,
}

impl Project {
    /// Where a file lies that the configuration names.
    pub fn place_of(&self, path: &Path) -> PathBuf {
        guideline_files::without_detours(&self.root.join(path))
    }

    /// Reads the configuration in `folder` or the nearest folder above it. Without one the
    /// nearest folder that has a lock file is the project, else the folder itself, with the default
    /// settings.
    ///
    /// # Errors
    /// When a configuration is there and cannot be read as text.
    pub fn find(folder: &Path) -> Result<Project, Unreadable> {
        match configuration::find(folder) {
            Some(file) => Project::with_configuration(&file),
            None => Ok(Project {
                root: lock::folder_of(folder),
                ..Project::default()
            }),
        }
    }

    /// A project whose configuration is the file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read as text.
    pub fn with_configuration(path: &Path) -> Result<Project, Unreadable> {
        let text = read_text(path, u64::MAX)?;
        Ok(Project::with_configuration_text(path, text))
    }

    /// A project whose configuration file at `path` holds `text`, whatever is on disk.
    pub fn with_configuration_text(path: &Path, text: String) -> Project {
        let (configuration, findings) = configuration::read(&text);
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        Project {
            root: folder.to_path_buf(),
            configuration,
            file: Some((path.to_path_buf(), text)),
            findings,
        }
    }
}

/// Coverage that is put together once somebody asks.
type LazyCoverage = LazyLock<Coverage, Box<dyn FnOnce() -> Coverage + Send>>;

/// What a check found.
pub struct Outcome {
    /// The folder that paths are shown relative to.
    pub root: PathBuf,
    /// The guidelines in play.
    pub guidelines: Arc<Guidelines>,
    /// The documents that were read, sorted by path; indexed by [`DocumentIndex`].
    pub documents: Vec<CheckedDocument>,
    /// Findings about files that are no documents: the configuration, guideline files, documents
    /// that could not be read.
    pub other: Vec<CheckedFile>,
    /// Files that were to be read as documents and could not be, and folders that could not be looked at.
    pub unreadable: usize,
    /// Symbolic links to what may be documents, which are not followed.
    pub links: Vec<PathBuf>,
    /// How the requirements of each guideline stand that somebody undertakes to answer or speaks to.
    pub summaries: Vec<Summary>,
    coverage: LazyCoverage,
}

/// A document and what was found in it.
pub struct CheckedDocument {
    /// Relative to the root where it lies below it.
    pub path: PathBuf,
    /// In the order of their places.
    pub findings: Vec<Finding>,
    /// How many statements point at a clause.
    pub linked_statements: usize,
    /// How many blocks and rows could be a statement.
    pub statements: usize,
    /// Whether anything in it answers a clause.
    pub answers: bool,
}

/// A file that is no document, and what was found in it.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// Relative to the root where it lies below it.
    pub path: PathBuf,
    /// What excerpts are cut from; empty when the file could not be read.
    pub text: String,
    /// In the order of their places.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// Who answers what. Where nothing has changed since the last check, it is put together now.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Reads a document's text again: closed files keep none.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn text_of(&self, document: DocumentIndex) -> io::Result<String> {
        let path = self.root.join(&self.documents[document.0 as usize].path);
        let bytes = std::fs::read(path)?;
        // It was UTF-8 when it was read, and mostly still is.
        Ok(match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// All findings with the path of their file, in the order in which they are shown.
    pub fn findings(&self) -> impl Iterator<Item = (&Path, &Finding)> {
        let other = self
            .other
            .iter()
            .map(|file| (file.path.as_path(), &file.findings));
        let documents = self
            .documents
            .iter()
            .map(|document| (document.path.as_path(), &document.findings));
        other
            .chain(documents)
            .flat_map(|(path, findings)| findings.iter().map(move |finding| (path, finding)))
    }
}

/// The documents in a folder, as its configuration tells them from other files.
///
/// # Errors
/// When the folder or its configuration cannot be read.
pub fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let project = Project::find(folder)?;
    let found = documents::find(&project, &[folder.to_path_buf()], &[])?;
    Ok(found.documents)
}

/// The language that the environment asks for, as other programs find it.
pub fn environment_locale() -> Locale {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Locale::of(&value))
        .unwrap_or_default()
}
