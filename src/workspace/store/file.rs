//! A file in the user's cache folder: whole and of the same context, or of no use.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

use super::super::Project;

/// What a file of this form begins with.
const MAGIC: &[u8; 8] = b"shishin1";
/// [`MAGIC`], the context, the checksum of all behind it.
pub const HEADER: usize = 8 + 16 + 8;
/// A project's file that was not written for so long is removed when another one is written.
const ABANDONED: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// What a file holds, which is the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// What was found in each document.
    Examinations,
    /// What was found in all of them together.
    Whole,
    /// What a guideline was read as.
    Guideline,
}

impl Holds {
    const ALL: [Holds; 3] = [Holds::Examinations, Holds::Whole, Holds::Guideline];

    fn ending(self) -> &'static str {
        match self {
            Holds::Examinations => "examinations",
            Holds::Whole => "whole",
            Holds::Guideline => "guideline",
        }
    }
}

/// A project's or a guideline's place in the cache folder.
#[derive(Clone, Debug)]
pub struct Place {
    /// The files' path without its ending.
    path: PathBuf,
    /// A hash of all that what is kept rests on.
    context: u128,
}

impl Place {
    /// The place of a project. `guidelines` is the fingerprint of those that were loaded.
    pub fn of(folder: &Path, project: &Project, guidelines: u128) -> Place {
        let root = fs::canonicalize(&project.root).unwrap_or_else(|_| project.root.clone());
        let name = xxh3_128(root.as_os_str().as_encoded_bytes());
        Place {
            path: folder.join(format!("{name:032x}")),
            context: context(project, guidelines),
        }
    }

    /// The place of what a guideline was read as, by hashes of its name and of the text that it was read from.
    pub fn of_digest(folder: &Path, name: u128, content: u128) -> Place {
        let mut hasher = Xxh3::new();
        hasher.update(&content.to_le_bytes());
        hasher.update(&program().to_le_bytes());
        Place {
            path: folder.join(format!("{name:032x}")),
            context: hasher.digest128(),
        }
    }

    /// The path of one of its files.
    pub fn path(&self, holds: Holds) -> PathBuf {
        self.path.with_extension(holds.ending())
    }

    /// The bytes of a file with its header, where it was written whole, by this program, for this
    /// context.
    pub fn read(&self, holds: Holds) -> Option<Vec<u8>> {
        let bytes = fs::read(self.path(holds)).ok()?;
        self.is_sound(&bytes).then_some(bytes)
    }

    fn is_sound(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
            && array(bytes, 8).map(u128::from_le_bytes) == Some(self.context)
            && bytes.get(HEADER..).map(xxh3_64) == array(bytes, 24).map(u64::from_le_bytes)
    }

    /// Writes a file whole or not at all: its header, and `rest`.
    ///
    /// # Errors
    /// When it cannot be written. A cache that cannot be written costs time the next time and
    /// nothing else.
    pub fn write(&self, holds: Holds, rest: &[u8]) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        create_private(folder)?;
        remove_abandoned(folder);
        // Two folders of one project may be read at the same time.
        static DRAFTS: AtomicU32 = AtomicU32::new(0);
        let (process, draft) = (std::process::id(), DRAFTS.fetch_add(1, Ordering::Relaxed));
        let draft = self.path.with_extension(format!("{process}.{draft}.tmp"));
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&self.context.to_le_bytes());
        header.extend_from_slice(&xxh3_64(rest).to_le_bytes());
        let written = fs::File::create(&draft)
            .and_then(|mut file| {
                file.write_all(&header)?;
                file.write_all(rest)
            })
            .and_then(|()| fs::rename(&draft, self.path(holds)));
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
        written
    }
}

/// So many bytes at a place.
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

/// A hash of all that every examination of a project rests on.
fn context(project: &Project, guidelines: u128) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(&guidelines.to_le_bytes());
    hasher.update(&serde_json::to_vec(&project.configuration).unwrap_or_default());
    hasher.update(&program().to_le_bytes());
    hasher.digest128()
}

/// A hash that tells this program from others.
fn program() -> u128 {
    static PROGRAM: OnceLock<u128> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let mut hasher = Xxh3::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        // Two programs of one version are told apart by their files.
        if let Ok(metadata) = std::env::current_exe().and_then(fs::metadata) {
            let written = metadata.modified().ok();
            let since = written.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            hasher.update(&metadata.len().to_le_bytes());
            hasher.update(&since.unwrap_or_default().as_nanos().to_le_bytes());
        }
        hasher.digest128()
    })
}

/// Creates a folder that only its user can look into: what is found in documents is theirs.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes the files that nobody wrote for a long time, as those of projects that are gone.
fn remove_abandoned(folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    for file in files {
        let is_old = || {
            let age = file.metadata().ok()?.modified().ok()?.elapsed().ok()?;
            Some(age > ABANDONED)
        };
        let path = file.path();
        let is_ours = path
            .extension()
            .is_some_and(|ending| Holds::ALL.iter().any(|holds| ending == holds.ending()));
        if is_ours && is_old() == Some(true) {
            let _ = fs::remove_file(path);
        }
    }
}
