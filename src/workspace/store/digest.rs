//! What guidelines were read as, kept from one run to the next: to read a catalogue of some megabytes takes longer
//! than all else of a check in which nothing has changed.
//!
//! A guideline has one file in the user's cache folder, which counts only while the program and the text that the
//! guideline was read from are the same. A text in which something is wrong is read anew each time.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::file::{self, Holds, Place};
use crate::guideline::Guideline;

/// Where what guidelines were read as is kept, if anywhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Digests<'a> {
    folder: Option<&'a Path>,
}

/// What a text was read as.
#[derive(Serialize, Deserialize)]
pub struct Digest<'a> {
    /// The guideline.
    pub guideline: Cow<'a, Guideline>,
    /// The parameters of the catalogue that a profile imports.
    pub parameters: Option<FxHashSet<String>>,
}

/// A guideline's place among the [`Digests`].
pub struct DigestPlace(Place);

impl<'a> Digests<'a> {
    /// In a cache folder; without one nothing is kept.
    pub fn of(folder: Option<&'a Path>) -> Digests<'a> {
        Digests { folder }
    }

    /// The place of a built-in guideline.
    pub fn of_built_in(self, id: &str, text: &str) -> Option<DigestPlace> {
        self.folder?;
        self.named(b"built-in", id.as_bytes(), 0, xxh3_128(text.as_bytes()))
    }

    /// The place of the guideline in a file whose content has this hash. `way` is a hash of the profiles that lead to
    /// it.
    pub fn of_file(self, path: &Path, way: u128, content: u128) -> Option<DigestPlace> {
        self.folder?;
        let path = fs::canonicalize(path).ok()?;
        self.named(b"file", path.as_os_str().as_encoded_bytes(), way, content)
    }

    fn named(self, kind: &[u8], name: &[u8], way: u128, content: u128) -> Option<DigestPlace> {
        let mut hasher = Xxh3::new();
        hasher.update(kind);
        hasher.update(name);
        hasher.update(&way.to_le_bytes());
        let name = hasher.digest128();
        Some(DigestPlace(Place::of_digest(self.folder?, name, content)))
    }
}

impl DigestPlace {
    /// What the text was read as, if that is known.
    pub fn recall(&self) -> Option<Digest<'static>> {
        let bytes = self.0.read(Holds::Guideline)?;
        postcard::from_bytes(bytes.get(file::HEADER..)?).ok()
    }

    /// Keeps what the text was read as.
    pub fn keep(&self, digest: &Digest<'_>) {
        if let Ok(bytes) = postcard::to_allocvec(digest) {
            // A cache that cannot be written costs time the next time and nothing else.
            let _ = self.0.write(Holds::Guideline, &bytes);
        }
    }
}
