//! Documents that are open in an editor and have no file yet: the paths that stand for them.

use std::path::{Path, PathBuf};

/// What the names of such paths begin with; no editor saves a file under it.
const MARK: &str = "untitled:";

/// The name, in the folder of the project, that stands for a document; `address` is what its
/// address says behind the scheme.
pub fn name(address: &str) -> PathBuf {
    let plain = address.replace(['/', '\\'], "_");
    PathBuf::from(format!("{MARK}{plain}"))
}

/// Whether a path stands for a document without a file.
pub fn is_untitled(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(MARK)
}
