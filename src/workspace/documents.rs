//! Finds and reads documents.

#![allow(
    clippy::disallowed_methods,
    reason = "this is where documents are read"
)]

use std::cmp::Ordering;
use std::fmt;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

use ignore::WalkBuilder;

use super::Project;
use crate::encoding::{self, Encoding};
use crate::locale::Message;

/// Why a file is not read.
#[derive(Debug)]
pub enum Unreadable {
    /// It cannot be opened or read.
    Io(PathBuf, io::Error),
    /// Its bytes are not UTF-8 from this one on; what they are likely to be instead.
    NotUtf8(PathBuf, usize, Option<Encoding>),
    /// It has this many bytes, more than the limit.
    TooLarge(PathBuf, u64, u64),
}

impl Unreadable {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Unreadable::Io(path, _)
            | Unreadable::NotUtf8(path, ..)
            | Unreadable::TooLarge(path, ..) => path,
        }
    }

    /// What is wrong, and how to mend it.
    pub fn message(&self) -> (Message, Option<Message>) {
        match self {
            Unreadable::Io(_, error) if error.kind() == io::ErrorKind::NotFound => {
                (Message::new("見つかりません", "does not exist"), None)
            }
            Unreadable::Io(_, error) => (
                Message::new(
                    format!("読めません: {}", complaint(error).ja),
                    format!("cannot be read: {}", complaint(error).en),
                ),
                None,
            ),
            Unreadable::NotUtf8(path, at, likely) => (
                Message::new(
                    format!("UTF-8 の文書ではないため、読み飛ばしました（{at} バイト目）"),
                    format!("skipped: not UTF-8 at byte {at}"),
                ),
                Some(conversion(path, *likely)),
            ),
            Unreadable::TooLarge(_, size, limit) => (
                Message::new(
                    format!("{size} バイトあり、上限の {limit} バイトを超えるため読み飛ばしました"),
                    format!("skipped: {size} bytes, and the limit is {limit}"),
                ),
                Some(Message::new(
                    "分割するか、shishin.toml の [limits] file-size を上げてください",
                    "split it, or raise file-size under [limits] in shishin.toml",
                )),
            ),
        }
    }

    /// What is wrong with a file that the run needs: a document is skipped and the run goes on, this one is
    /// missing. With how to mend it, and without the path.
    pub fn of_needed(&self) -> Message {
        let (skipped, help) = self.message();
        let message = match self {
            Unreadable::Io(..) => skipped,
            Unreadable::NotUtf8(_, at, _) => Message::new(
                format!("UTF-8 ではないため読めません（{at} バイト目）"),
                format!("cannot be read: not UTF-8 at byte {at}"),
            ),
            Unreadable::TooLarge(_, size, limit) => Message::new(
                format!("{size} バイトあり、上限の {limit} バイトを超えるため読めません"),
                format!("cannot be read: {size} bytes, and the limit is {limit}"),
            ),
        };
        match help {
            None => message,
            Some(help) => Message::new(
                format!("{}。{}", message.ja, help.ja),
                format!("{}; {}", message.en, help.en),
            ),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: {}",
            self.path().display(),
            self.message().0.en
        )
    }
}

impl std::error::Error for Unreadable {}

/// Reads a file as UTF-8.
///
/// # Errors
/// When it cannot be read, is larger than `limit` bytes, or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, Unreadable> {
    let bytes = read_bytes(path, limit)?;
    as_text(path, &bytes).map(str::to_owned)
}

/// Reads a file.
///
/// # Errors
/// When it cannot be read or is larger than `limit` bytes.
pub(super) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let failed = |error| Unreadable::Io(path.to_path_buf(), error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let size = metadata.len();
    if size > limit {
        return Err(Unreadable::TooLarge(path.to_path_buf(), size, limit));
    }
    if !metadata.is_file() {
        return Err(failed(io::Error::other(IRREGULAR)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // Where it is known how much there is, the system is asked neither for that again nor for more. What is made
    // when it is read, as below /proc, has no size before.
    let most = if size == 0 { limit } else { size };
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The bytes of a file as text.
///
/// # Errors
/// When they are not UTF-8.
pub(super) fn as_text<'b>(path: &Path, bytes: &'b [u8]) -> Result<&'b str, Unreadable> {
    // The standard library's looks at each character of Japanese by itself.
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let likely = encoding::likely(bytes);
        Unreadable::NotUtf8(path.to_path_buf(), error.valid_up_to(), likely)
    })
}

/// What is said of a pipe or a device.
const IRREGULAR: &str = "not a regular file";

/// What the system complains of.
fn complaint(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Message::new(
            "読み取りの権限がありません",
            "there is no permission to read it",
        ),
        _ if error.to_string() == IRREGULAR => Message::new(
            "通常のファイルでもフォルダーでもありません",
            "it is neither a regular file nor a folder",
        ),
        _ => Message::new(error.to_string(), error.to_string()),
    }
}

/// How to make a file UTF-8 that is likely in another encoding.
fn conversion(path: &Path, likely: Option<Encoding>) -> Message {
    let Some(likely) = likely else {
        return Message::new(
            "文字コードが分かりません。エディターで開いて UTF-8 で保存し直してください",
            "its encoding is not known; open it in an editor and save it as UTF-8",
        );
    };
    let (name, from) = (likely.name(), likely.iconv_name());
    let file = for_a_shell(path);
    Message::new(
        format!(
            "{name} のようです。エディターで UTF-8 で保存し直すか、「iconv -f {from} -t UTF-8 {file} > 新しいファイル」で変換してください"
        ),
        format!(
            "it is likely {name}: save it as UTF-8 in an editor, or convert it by “iconv -f {from} -t UTF-8 {file} > NEWFILE”"
        ),
    )
}

/// What was found below some paths.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents, sorted, each once.
    pub documents: Vec<PathBuf>,
    /// Folders and files that could not be looked at.
    pub unread: Vec<Unreadable>,
    /// Symbolic links to what may be documents and is not read otherwise.
    pub links: Vec<PathBuf>,
}

/// A path as a shell takes it, from the current folder.
fn for_a_shell(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(current).unwrap_or(path);
    let path = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    match path.chars().all(is_plain) && !path.starts_with('-') {
        true => path.into_owned(),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// The documents below `paths`. A path that is a file is a document whatever
/// its name; in folders the configuration says which files are. Files that the project names as
/// guidelines, and those in `given`, are none. Hidden files and what `.gitignore` leaves out are passed over,
/// and links in a folder are not followed.
///
/// # Errors
/// When one of `paths` does not exist.
pub fn find(project: &Project, paths: &[PathBuf], given: &[PathBuf]) -> Result<Found, Unreadable> {
    let selection = project.configuration.selection();
    let guidelines: Vec<PathBuf> = project
        .configuration
        .guidelines
        .iter()
        .filter_map(|source| source.path())
        .map(|path| project.root.join(path))
        .chain(given.iter().cloned())
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    let root = &project.root;
    let absolute_root = root.canonicalize().unwrap_or_else(|_| root.clone());
    let (mut documents, mut unread, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let metadata =
            std::fs::metadata(path).map_err(|error| Unreadable::Io(path.clone(), error))?;
        // Asked once here, the system need not be asked again for each file what it is relative to the root.
        let path = root.join(relative_to(path, root, &absolute_root));
        if metadata.is_file() {
            documents.push(path);
            continue;
        }
        if !metadata.is_dir() {
            unread.push(Unreadable::Io(path, io::Error::other(IRREGULAR)));
            continue;
        }
        for entry in WalkBuilder::new(&path).require_git(false).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    unread.extend(not_entered(error, &path));
                    continue;
                }
            };
            let file = entry.path();
            let kind = entry.file_type();
            if kind.is_some_and(|kind| kind.is_symlink()) {
                let relative = relative_to_link(file, root, &absolute_root);
                let is_folder = file.is_dir();
                if match is_folder {
                    true => !selection.is_excluded(&relative, true),
                    false => selection.is_document(&relative),
                } {
                    links.push(file.to_path_buf());
                }
                continue;
            }
            if !kind.is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let relative = relative_to(file, root, &absolute_root);
            if selection.is_document(&relative) && !is_among(file, &guidelines) {
                documents.push(file.to_path_buf());
            }
        }
    }
    if let [_] = paths {
        // Each stands there once, and all of them begin alike.
        documents.sort_by(|one, other| in_order(one, other));
    } else {
        documents.sort();
        documents.dedup();
    }
    links.retain(|link| !is_read_otherwise(link, &documents, paths, &guidelines));
    Ok(Found {
        documents,
        unread,
        links,
    })
}

/// A folder, or a file, that the walk through a folder could not look at; `None` where it is merely gone by now.
fn not_entered(error: ignore::Error, walked: &Path) -> Option<Unreadable> {
    let place = place_of(&error).unwrap_or(walked).to_path_buf();
    let error = error.into_io_error()?;
    (error.kind() != io::ErrorKind::NotFound).then_some(Unreadable::Io(place, error))
}

/// The path that an error of the walk is about.
fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place_of(err)
        }
        _ => None,
    }
}

/// A link's own path relative to the root, wherever it leads.
fn relative_to_link(link: &Path, root: &Path, absolute_root: &Path) -> PathBuf {
    let folder = link.parent().unwrap_or(Path::new(""));
    let folder = relative_to(folder, root, absolute_root);
    folder.join(link.file_name().unwrap_or_default())
}

/// Whether what a link leads to is a document that was found, lies in a folder that is read, is a guideline, or is
/// not there.
fn is_read_otherwise(
    link: &Path,
    documents: &[PathBuf],
    paths: &[PathBuf],
    guidelines: &[PathBuf],
) -> bool {
    let Ok(target) = link.canonicalize() else {
        return true;
    };
    if target.is_dir() {
        let canonical = { paths.iter() }.filter_map(|path| path.canonicalize().ok());
        return { canonical }.any(|path| target.starts_with(path));
    }
    guidelines.contains(&target) || { documents.iter() }
        .filter(|document| document.file_name() == target.file_name())
        .any(|document| document.canonicalize().is_ok_and(|path| path == target))
}

/// The order of two paths that were found in one folder, as `Path` has it, which takes each apart at
/// every look.
fn in_order(one: &Path, other: &Path) -> Ordering {
    let [one, other] = [one, other].map(|path| path.as_os_str().as_encoded_bytes());
    // All of them begin with the folder, so eight bytes are looked at at a time, and the rest one by one.
    let eights = std::iter::zip(one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    let start = 8 * eights.take_while(|(one, other)| one == other).count();
    let alike = std::iter::zip(&one[start..], &other[start..]);
    let differs = start + alike.take_while(|(one, other)| one == other).count();
    // A name ends before any longer one that begins with it.
    let next = |bytes: &[u8]| {
        let byte = bytes.get(differs).copied();
        byte.map(|byte| (!is_separator(char::from(byte)), byte))
    };
    next(one).cmp(&next(other))
}

fn is_among(file: &Path, guidelines: &[PathBuf]) -> bool {
    let name = file.file_name();
    guidelines.iter().any(|guideline| {
        guideline.file_name() == name && file.canonicalize().is_ok_and(|file| file == *guideline)
    })
}

/// A path as it is kept: relative to the root where it lies below it, else whole.
pub fn relative_to(file: &Path, root: &Path, absolute_root: &Path) -> PathBuf {
    if let Some(relative) = plainly_below(file, root) {
        return relative.to_path_buf();
    }
    if let Ok(relative) = file.strip_prefix(root) {
        return relative.to_path_buf();
    }
    let absolute = file.canonicalize();
    match absolute
        .as_deref()
        .map(|absolute| absolute.strip_prefix(absolute_root))
    {
        Ok(Ok(relative)) => relative.to_path_buf(),
        // Elsewhere: whole, so that the root joined with it is still the file.
        _ => absolute.unwrap_or_else(|_| file.to_path_buf()),
    }
}

/// The path relative to a folder with whose words it begins, which costs less than to take both apart.
/// `None` says nothing.
fn plainly_below<'a>(file: &'a Path, folder: &Path) -> Option<&'a Path> {
    let folder = folder.to_str().filter(|folder| !folder.is_empty())?;
    let below = file.to_str()?.strip_prefix(folder)?;
    let below = below.strip_prefix(MAIN_SEPARATOR)?;
    let is_name = |c: char| c != '.' && !is_separator(c);
    below.starts_with(is_name).then(|| Path::new(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_one_folder_are_in_their_order() {
        let names = [
            "a",
            "a.md",
            "記録/点検表",
            "記録/点検表.md",
            "記録/点検表-2.md",
            "記録/点検表/1.md",
            "a/b.md",
            "a/b/c.md",
            "a-b.md",
            "a b/c",
            "a/",
            "方針.md",
            "方針/1.md",
            "b",
        ];
        for one in names.map(|name| Path::new("規程").join(name)) {
            for other in names.map(|name| Path::new("規程").join(name)) {
                if one != other {
                    assert_eq!(in_order(&one, &other), one.cmp(&other), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn what_begins_with_a_folders_words_is_relative_to_it_as_ever() {
        let files = [
            "a/b.md",
            "./a/b.md",
            "/a/b.md",
            "//a/b.md",
            "a/./b.md",
            "a//b.md",
            "ab/c.md",
            "a",
            "a/",
            "../a/b.md",
            "a/.b/c.md",
            "",
        ];
        for folder in ["", ".", "/", "a", "a/", "/a", "a/.", "..", "./a"] {
            for file in files {
                let (file, folder) = (Path::new(file), Path::new(folder));
                if let Some(below) = plainly_below(file, folder) {
                    let expected = file.strip_prefix(folder);
                    assert_eq!(Ok(below), expected, "{file:?} in {folder:?}");
                }
            }
        }
        let below = plainly_below(Path::new("規程/a/方針.md"), Path::new("規程"));
        assert_eq!(below, Some(Path::new("a/方針.md")));
    }
}
