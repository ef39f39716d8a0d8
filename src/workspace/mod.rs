//! The edge between the pure layers and the world: configuration, files, the check run.

use std::path::PathBuf;
use crate::finding::{DocumentIndex, Finding};

/// What a check found.
pub struct Outcome {
    /// The folder that paths are shown relative to.
    pub root: PathBuf,
    /// The guidelines in play.
    pub guidelines: crate::guideline::Guidelines,
    /// The documents that were read, sorted by path; indexed by [`DocumentIndex`].
    pub documents: Vec<CheckedDocument>,
    /// Findings about files that are no documents: the configuration, guideline files,
    /// documents that could not be read. `text` is what excerpts are cut from.
    pub other: Vec<CheckedFile>,
    pub coverage: crate::coverage::Coverage,
}

/// A document and what was found in it.
pub struct CheckedDocument {
    /// Relative to the root where it lies below it, with `/` between parts.
    pub path: PathBuf,
    /// In the order of their places.
    pub findings: Vec<Finding>,
    /// How many statements point at a clause.
    pub linked_statements: usize,
    /// How many blocks could be a statement.
    pub statements: usize,
}

/// A file that is no document, and what was found in it.
pub struct CheckedFile {
    pub path: PathBuf,
    pub text: String,
    pub findings: Vec<Finding>,
}
// Outcome::text_of(&self, DocumentIndex) -> io::Result<String>  (reads the file again: closed files keep no text)
