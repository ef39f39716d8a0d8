//! Reads a guideline's file, and where that is an OSCAL profile, the files that it imports.

use std::path::{Component, Path, PathBuf};

use super::check::decoded;
use super::read_text;
use crate::guideline::oscal::{self, Import, Model, Profile};
use crate::guideline::{self, Guideline, Problem};
use crate::locale::Message;

/// How many profiles may lead to a catalogue, one importing the other.
const LONGEST_WAY: usize = 8;

/// How guidelines' files are read.
pub struct GuidelineFiles<'a> {
    /// The project's folder: what a profile imports lies below it, or beside the profile.
    pub root: &'a Path,
    /// The size in bytes above which a file is refused.
    pub limit: u64,
    /// What an editor has open at a path counts instead of what is on disk.
    pub open: &'a dyn Fn(&Path) -> Option<String>,
}

/// What was read from a guideline's file and those that it imports.
#[derive(Default)]
pub struct Found {
    /// The guidelines, each with the file that holds its clauses. A profile may import several.
    pub guidelines: Vec<(Guideline, PathBuf)>,
    /// All files that were read, in the order of their reading.
    pub files: Vec<GuidelineFile>,
}

/// A file that was read for a guideline.
pub struct GuidelineFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
}

impl GuidelineFiles<'_> {
    /// Reads the file at `path`; `named` is how messages call it. Without guidelines in what is
    /// found, the problems say why.
    ///
    /// # Errors
    /// When a file cannot be read, or profiles import each other without an end. One that is not there is a
    /// problem of the profile that imports it.
    pub fn read(&self, path: &Path, named: &Path) -> Result<Found, Message> {
        let mut found = Found::default();
        self.follow(path, named, &[], &mut found)?;
        Ok(found)
    }

    fn text(&self, path: &Path, named: &Path) -> Result<String, Message> {
        let text = (self.open)(path).map_or_else(|| read_text(path, self.limit), Ok);
        text.map_err(|error| {
            let message = error.of_needed();
            let named = named.display();
            Message::new(
                format!("ガイドライン {named}: {}", message.ja),
                format!("guideline {named}: {}", message.en),
            )
        })
    }

    /// Reads a file that `way` leads to: the imports behind it, the innermost first.
    fn follow(
        &self,
        path: &Path,
        named: &Path,
        way: &[Import<'_>],
        found: &mut Found,
    ) -> Result<(), Message> {
        let text = self.text(path, named)?;
        let id = fallback_id(path);
        let at = found.files.len();
        found.files.push(GuidelineFile {
            path: path.to_path_buf(),
            text: String::new(),
            problems: Vec::new(),
        });
        let read = if is_sheet(path) {
            guideline::sheet::read(&text, &id)
                .map(|(guideline, problems)| (Some(guideline), problems))
        } else if guideline::is_json(&text) {
            match oscal::open(&text) {
                Ok(Model::Catalog(catalog)) => catalog
                    .read(&id, way)
                    .map(|(guideline, problems)| (Some(guideline), problems)),
                Ok(Model::Profile(profile)) => {
                    self.imports(path, &profile, way, at, found)?;
                    Ok((None, Vec::new()))
                }
                Err(problem) => Err(problem),
            }
        } else {
            Ok(guideline::read(&text, &id))
        };
        let (guideline, problems) = read.unwrap_or_else(|problem| (None, vec![problem]));
        let guideline = guideline.map(|guideline| (guideline, path.to_path_buf()));
        found.guidelines.extend(guideline);
        found.files[at].problems.extend(problems);
        found.files[at].text = text;
        Ok(())
    }

    fn imports(
        &self,
        path: &Path,
        profile: &Profile<'_>,
        way: &[Import<'_>],
        at: usize,
        found: &mut Found,
    ) -> Result<(), Message> {
        let named = self.named(path);
        let named = named.display();
        if way.len() == LONGEST_WAY {
            return Err(Message::new(
                format!(
                    "プロファイル {named} から先の取り込みが{LONGEST_WAY}段を超えています。循環していないか確かめてください。"
                ),
                format!(
                    "the profiles from {named} on import each other more than {LONGEST_WAY} levels deep; see whether they do so in a circle"
                ),
            ));
        }
        let before = found.guidelines.len();
        for import in profile.imports() {
            let Some(next) = self.place(path, &import) else {
                let places = match import.places().join("、") {
                    none if none.is_empty() => import.href().to_owned(),
                    places => places,
                };
                let problem = import.problem(Message::new(
                    format!(
                        "取り込むカタログ（{places}）が見つかりません。カタログのファイルをこのプロファイルと同じフォルダーに置いてください。"
                    ),
                    format!(
                        "The catalog that it imports ({places}) is not there. Put its file into the folder of this profile."
                    ),
                ));
                found.files[at].problems.push(problem);
                continue;
            };
            let mut way = way.to_vec();
            way.insert(0, import);
            let first = found.guidelines.len();
            self.follow(&next, &self.named(&next), &way, found)?;
            let imported = &found.guidelines[first..];
            let is_known = |id: &str| {
                let mut clauses = imported.iter().flat_map(|(known, _)| &known.clauses);
                clauses.any(|clause| clause.id == id)
            };
            if !imported.is_empty() {
                let unknown = import.unknown_controls(is_known);
                found.files[at].problems.extend(unknown);
            }
            let selected = imported
                .iter()
                .map(|(guideline, _)| guideline.selected_count());
            if !imported.is_empty() && selected.sum::<usize>() == 0 {
                let problem = import.problem(Message::new(
                    "このプロファイルは、ここから条項を一つも選んでいません。include-controls と exclude-controls を確かめてください。",
                    "The profile selects no control from it. Check include-controls and exclude-controls.",
                ));
                found.files[at].problems.push(problem);
            }
        }
        join(&mut found.guidelines, before);
        Ok(())
    }

    /// The file that an import leads to: as the profile says, or one of the same name beside it.
    fn place(&self, profile: &Path, import: &Import<'_>) -> Option<PathBuf> {
        let folder = profile.parent().unwrap_or(Path::new(""));
        let is_there = |path: &PathBuf| (self.open)(path).is_some() || path.is_file();
        let root = plain(self.root);
        let is_within = |path: &PathBuf| {
            let starts_above = path.is_absolute() || path.starts_with("..");
            path.starts_with(&root) && !(root.as_os_str().is_empty() && starts_above)
        };
        let mut places = import.places().into_iter().map(decoded);
        places.find_map(|place| {
            let (is_address, path) = match place.split_once("://") {
                Some((_, path)) => (true, path),
                None => (false, place.strip_prefix("file:").unwrap_or(&place)),
            };
            let beside = Path::new(path).file_name().map(|name| folder.join(name));
            // A scheme of tools that keep catalogues and profiles in one tree counts from its top.
            let above = folder.ancestors().filter(|_| is_address);
            let within = above.map(|above| above.join(path));
            let written = (!is_address).then(|| plain(&folder.join(path)));
            let allowed = written.into_iter().chain(within);
            let allowed = allowed.filter(is_within);
            allowed.chain(beside).find(|path| is_there(path))
        })
    }

    /// A path as messages call it.
    fn named(&self, path: &Path) -> PathBuf {
        path.strip_prefix(self.root).unwrap_or(path).to_path_buf()
    }
}

/// Of guidelines from `first` on that came from the same file, one that asks for what any of them asks for.
fn join(guidelines: &mut Vec<(Guideline, PathBuf)>, first: usize) {
    let mut at = first;
    while at < guidelines.len() {
        let (before, rest) = guidelines.split_at_mut(at);
        let (guideline, path) = &rest[0];
        let known = before[first..].iter_mut().find(|(_, of)| of == path);
        match known {
            Some((known, _)) => {
                for (known, other) in known.clauses.iter_mut().zip(&guideline.clauses) {
                    known.deselected &= other.deselected;
                }
                guidelines.remove(at);
            }
            None => at += 1,
        }
    }
}

/// Whether a file is a spreadsheet that was saved as text.
fn is_sheet(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ["csv", "tsv"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// A file's name without its endings: `nist-rev4` of `nist-rev4.oscal.json`.
fn fallback_id(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    stem.strip_suffix(".oscal").unwrap_or(stem).to_string()
}

/// A path without `.` and `..`, as far as it is written.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
