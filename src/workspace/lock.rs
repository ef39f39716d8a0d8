//! The file `shishin.lock`: where it lies, how it is read and written.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::guidelines::project_finding;
use super::{CheckedFile, Project, Unreadable, read_text};
use crate::finding::Finding;
use crate::review::Lock;

/// The file's name. It lies beside `shishin.toml`, or in the folder where that would lie.
pub const LOCK_NAME: &str = "shishin.lock";

/// Where a project's lock file lies, whether it is there or not.
pub fn lock_path(project: &Project) -> PathBuf {
    project.root.join(LOCK_NAME)
}

/// The folder of a project without a configuration: the nearest one that has a lock file, as its
/// paths count from there, else `folder` itself.
pub(super) fn folder_of(folder: &Path) -> PathBuf {
    let mut above = folder.ancestors();
    let found = above.find(|above| above.join(LOCK_NAME).is_file());
    found.unwrap_or(folder).to_path_buf()
}

/// Reads a project's lock file, with what is wrong in it. What `open` gives for its path counts
/// instead of what is on disk.
pub fn read_lock(
    project: &Project,
    open: &dyn Fn(&Path) -> Option<String>,
) -> (Lock, Option<CheckedFile>) {
    let path = lock_path(project);
    let text = match open(&path) {
        Some(text) => Ok(text),
        None => read_text(&path, project.configuration.limits.file_size),
    };
    let text = match text {
        Ok(text) => text,
        Err(Unreadable::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {
            return (Lock::default(), None);
        }
        Err(error) => {
            let file = super::check::unreadable_file(LOCK_NAME.into(), &error);
            return (Lock::unreadable(), Some(file));
        }
    };
    let lock = Lock::read(text);
    let findings: Vec<Finding> = lock
        .problems
        .iter()
        .map(|problem| Finding {
            help: Some(problem.help.clone()),
            ..project_finding(
                "invalid-lock",
                problem.range.clone(),
                problem.message.clone(),
            )
        })
        .collect();
    let file = (!findings.is_empty()).then(|| CheckedFile {
        path: LOCK_NAME.into(),
        text: lock.text().to_string(),
        findings,
    });
    (lock, file)
}

/// Writes a project's lock file whole or not at all.
///
/// # Errors
/// When it cannot be written; what was there is then as it was.
pub fn write_lock(project: &Project, text: &str) -> io::Result<()> {
    let path = lock_path(project);
    // Where the file is a link, what it leads to is written.
    let path = path.canonicalize().unwrap_or(path);
    let draft = path.with_extension(format!("lock.{}.tmp", std::process::id()));
    let written = std::fs::File::create(&draft)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .and_then(|()| std::fs::rename(&draft, &path));
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    written
}
