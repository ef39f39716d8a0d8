//! Reads a guideline's file, and where that is an OSCAL profile, the files that it imports.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::documents::{as_text, read_bytes};
use super::store::{Digest, Digests};
use super::{Unreadable, read_text};
use crate::encoding::{self, Encoding};
use crate::guideline::oscal::{self, Import, Model, Profile};
use crate::guideline::{self, Guideline, Problem};
use crate::locale::Message;
use crate::markdown::percent_decoded;

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
    /// What files were read as before.
    pub digests: Digests<'a>,
}

/// The imports that lead to a file.
#[derive(Clone, Default)]
struct Way<'a> {
    /// The innermost first.
    imports: Vec<Import<'a>>,
    /// The same for the same imports of profiles with the same contents.
    hash: u128,
}

impl<'a> Way<'a> {
    /// The way that goes on with the import of some number in a profile with this fingerprint.
    fn with<'b>(&self, import: Import<'b>, number: usize, profile: u128) -> Way<'b>
    where
        'a: 'b,
    {
        let mut hasher = Xxh3::new();
        hasher.update(&self.hash.to_le_bytes());
        hasher.update(&profile.to_le_bytes());
        hasher.update(&number.to_le_bytes());
        let outer = self.imports.iter().cloned();
        Way {
            imports: std::iter::once(import).chain(outer).collect(),
            hash: hasher.digest128(),
        }
    }
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
    /// Its text, which places in it count from; empty for a workbook.
    pub text: String,
    /// The same for the same content.
    pub fingerprint: u128,
    /// Whether its bytes are text that an editor shows as it was read.
    pub is_text: bool,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
    /// What was passed over in it, and how it was read.
    pub notes: Vec<Message>,
}

/// What stands in a guideline's file.
enum Content {
    Text(String),
    /// A sheet in another encoding than UTF-8.
    Decoded(String, Encoding),
    Workbook(Vec<u8>),
}

impl Content {
    fn text(&self) -> &str {
        match self {
            Content::Text(text) | Content::Decoded(text, _) => text,
            Content::Workbook(_) => "",
        }
    }

    fn into_text(self) -> String {
        match self {
            Content::Text(text) | Content::Decoded(text, _) => text,
            Content::Workbook(_) => String::new(),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Content::Workbook(bytes) => bytes,
            content => content.text().as_bytes(),
        }
    }
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
        self.follow(path, named, &Way::default(), &mut found)?;
        Ok(found)
    }

    fn content(&self, path: &Path, named: &Path) -> Result<Content, Message> {
        self.content_of(path).map_err(|error| {
            let message = error.of_needed();
            let named = named.display();
            Message::new(
                format!("ガイドライン {named}: {}", message.ja),
                format!("guideline {named}: {}", message.en),
            )
        })
    }

    fn content_of(&self, path: &Path) -> Result<Content, Unreadable> {
        if has_ending(path, &WORKBOOKS) {
            return Ok(Content::Workbook(read_bytes(path, self.limit)?));
        }
        let open = (self.open)(path);
        if !has_ending(path, &SHEETS) {
            let text = open.map_or_else(|| read_text(path, self.limit), Ok);
            return text.map(Content::Text);
        }
        // An editor that took Shift_JIS for UTF-8 shows what nobody wrote.
        if let Some(text) = open.filter(|text| !text.contains('\u{fffd}')) {
            return Ok(Content::Text(text));
        }
        let bytes = read_bytes(path, self.limit)?;
        match encoding::decode(&bytes) {
            Some((text, encoding)) if encoding != Encoding::Utf8 => {
                Ok(Content::Decoded(text.into_owned(), encoding))
            }
            // With its mark of byte order, if it has one, so that places are those of the file.
            _ => Ok(Content::Text(as_text(path, &bytes)?.to_owned())),
        }
    }

    /// Reads a file that `way` leads to: the imports behind it, the innermost first. Gives the
    /// parameters of the catalogues that were found; `None` where one was not.
    fn follow(
        &self,
        path: &Path,
        named: &Path,
        way: &Way<'_>,
        found: &mut Found,
    ) -> Result<Option<FxHashSet<String>>, Message> {
        let content = self.content(path, named)?;
        let id = fallback_id(path);
        // What is imported twice is read by each way, and is wrong once.
        let before = found.files.iter().position(|file| file.path == path);
        let at = before.unwrap_or(found.files.len());
        let fingerprint = xxh3_128(content.bytes());
        if before.is_none() {
            found.files.push(GuidelineFile {
                path: path.to_path_buf(),
                text: String::new(),
                fingerprint,
                is_text: matches!(content, Content::Text(_)),
                problems: Vec::new(),
                notes: Vec::new(),
            });
        }
        let digest = self.digests.of_file(path, way.hash, fingerprint);
        if let Some(known) = digest.as_ref().and_then(|digest| digest.recall()) {
            let guideline = known.guideline.into_owned();
            found.guidelines.push((guideline, path.to_path_buf()));
            found.files[at].text = content.into_text();
            return Ok(known.parameters);
        }
        let mut parameters = None;
        let text = content.text();
        let read = if let Content::Workbook(bytes) = &content {
            let read = guideline::sheet::read_workbook(bytes, &id);
            read.map(|read| found.files[at].take(read))
        } else if has_ending(path, &SHEETS) {
            if let Content::Decoded(_, encoding) = &content {
                let name = encoding.name();
                found.files[at].notes.push(Message::new(
                    format!("{name} として読みました"),
                    format!("read as {name}"),
                ));
            }
            let read = guideline::sheet::read(text, &id);
            read.map(|read| found.files[at].take(read))
        } else if guideline::is_json(text) {
            match oscal::open(text) {
                Ok(Model::Catalog(catalog)) => {
                    // Nobody asks for those of a catalogue that no profile imports.
                    let is_imported = !way.imports.is_empty();
                    let all = || catalog.parameter_ids().map(str::to_owned).collect();
                    parameters = is_imported.then(all);
                    catalog
                        .read(&id, &way.imports)
                        .map(|(guideline, problems)| (Some(guideline), problems))
                }
                Ok(Model::Profile(profile)) => {
                    parameters = self.imports(path, &profile, way, at, found)?;
                    Ok((None, profile.misspelt_keys()))
                }
                Err(problem) => Err(problem),
            }
        } else {
            Ok(guideline::read(text, &id))
        };
        let (guideline, problems) = read.unwrap_or_else(|problem| (None, vec![problem]));
        let file = &mut found.files[at];
        if let (Some(guideline), Some(digest)) = (&guideline, digest)
            && problems.is_empty()
            && file.notes.is_empty()
        {
            digest.keep(&Digest {
                guideline: Cow::Borrowed(guideline),
                parameters: parameters.clone(),
            });
        }
        let guideline = guideline.map(|guideline| (guideline, path.to_path_buf()));
        found.guidelines.extend(guideline);
        for problem in problems {
            file.tell(problem);
        }
        file.text = content.into_text();
        Ok(parameters)
    }

    fn imports(
        &self,
        path: &Path,
        profile: &Profile<'_>,
        way: &Way<'_>,
        at: usize,
        found: &mut Found,
    ) -> Result<Option<FxHashSet<String>>, Message> {
        let named = self.named(path);
        let named = named.display();
        if way.imports.len() == LONGEST_WAY {
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
        let mut parameters = Some(FxHashSet::default());
        for (number, import) in profile.imports().enumerate() {
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
                found.files[at].tell(problem);
                parameters = None;
                continue;
            };
            let way = way.with(import, number, found.files[at].fingerprint);
            let first = found.guidelines.len();
            let theirs = self.follow(&next, &self.named(&next), &way, found)?;
            parameters = parameters.zip(theirs).map(|(mut all, theirs)| {
                all.extend(theirs);
                all
            });
            let imported = &found.guidelines[first..];
            let import = &way.imports[0];
            let unknown = match imported.is_empty() {
                true => Vec::new(),
                false => import.unknown_controls(&control_ids(imported)),
            };
            let selected = imported
                .iter()
                .map(|(guideline, _)| guideline.selected_count());
            let selects_nothing = !imported.is_empty() && selected.sum::<usize>() == 0;
            for problem in unknown {
                found.files[at].tell(problem);
            }
            if selects_nothing {
                let problem = import.problem(Message::new(
                    "このプロファイルは、ここから条項を一つも選んでいません。include-controls と exclude-controls を確かめてください。",
                    "The profile selects no control from it. Check include-controls and exclude-controls.",
                ));
                found.files[at].tell(problem);
            }
        }
        let unknown = match &parameters {
            Some(parameters) => {
                let controls = control_ids(&found.guidelines[before..]);
                profile.unknown_changes(parameters, &controls)
            }
            None => Vec::new(),
        };
        for problem in unknown {
            found.files[at].tell(problem);
        }
        join(&mut found.guidelines, before);
        Ok(parameters)
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
        let mut places = import.places().into_iter().map(percent_decoded);
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

impl GuidelineFile {
    /// What was read of a spreadsheet.
    fn take(&mut self, read: guideline::sheet::Read) -> (Option<Guideline>, Vec<Problem>) {
        self.notes.extend(read.notes);
        (Some(read.guideline), read.problems)
    }

    fn tell(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

fn control_ids(guidelines: &[(Guideline, PathBuf)]) -> FxHashSet<String> {
    let clauses = guidelines.iter().flat_map(|(known, _)| &known.clauses);
    clauses.map(|clause| clause.id.clone()).collect()
}

/// How the names of spreadsheets end that were saved as text.
const SHEETS: [&str; 2] = ["csv", "tsv"];
/// How those of workbooks end. The last is a form that is not read, and is told to be one.
const WORKBOOKS: [&str; 3] = ["xlsx", "xlsm", "xls"];

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        endings
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

/// The place of a file that a configuration names, as editors write it: without the `..` of `../shared/acme.md`, where
/// that leads to the same file.
pub(super) fn without_detours(place: &Path) -> PathBuf {
    let plain = plain(place);
    let is_straight = !place.components().any(|part| part == Component::ParentDir);
    let is_same = || match (place.canonicalize(), plain.canonicalize()) {
        (Ok(place), Ok(plain)) => place == plain,
        (place, _) => place.is_err(),
    };
    match is_straight || !is_same() {
        true => place.to_path_buf(),
        false => plain,
    }
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
