//! A project as it stands on disk, for programs that stay: the knowledge, what each closed
//! document contributes, and nothing of their texts.
//!
//! An [`Index`] never changes. What changes on disk makes a new one from it, on whatever thread
//! has the time; whoever still reads the old one goes on undisturbed.

mod reread;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::anchors::anchors;
use super::check::{examine_all, leads_to_file, recall, report_at_project, unreadable_file};
use super::store::{ContentHash, Store};
use super::{
    CheckedFile, Examination, Knowledge, LOCK_NAME, Missing, OpenDocument, Progress, Project,
    Unreadable, beside, documents, load_guidelines_with, lock, lock_path, read_lock, read_text,
    untitled,
};
use crate::assistance::headings::{Heading, headings};
use crate::coverage::{Contribution, Coverage};
use crate::finding::{DocumentIndex, Finding};
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::text::{Buffer, Lined};

/// The texts that an editor has open, by absolute path. They count instead of what is on disk.
pub type OpenTexts = FxHashMap<PathBuf, Buffer>;

/// A project as it stands on disk.
#[derive(Clone)]
pub struct Index {
    /// The folder that was opened; absolute.
    pub folder: PathBuf,
    /// The project that it belongs to.
    pub project: Arc<Project>,
    /// What the examination of its documents needs to know.
    pub knowledge: Arc<Knowledge>,
    /// What is wrong with the configuration and the guideline files; missing clauses are not here.
    pub files: Arc<[CheckedFile]>,
    /// The files that guidelines were read from; absolute.
    pub guideline_files: Arc<[(GuidelineIndex, PathBuf)]>,
    /// All files that were read for guidelines, profiles included; absolute, each with a hash of what it holds.
    read_for_guidelines: Arc<[(PathBuf, u128)]>,
    /// The guideline and thesaurus files that the configuration names, whether they are there or not; absolute.
    named: Arc<[PathBuf]>,
    /// The texts of `guideline_files` as they were read, by the same order, for looking up places.
    guideline_texts: Arc<[OnceLock<Option<Lined>>]>,
    /// The names that their headings have in addresses.
    guideline_anchors: Arc<[OnceLock<FxHashMap<usize, String>>]>,
    /// Where what was found in documents is kept, if anywhere.
    cache: Option<PathBuf>,
    /// Whether all documents were read; until then, and when the reading was cancelled, nothing can
    /// be called missing.
    pub complete: bool,
    /// Whether all that lies in the folder counts, and not only what is open.
    lists: bool,
    /// That of the loaded guidelines.
    fingerprint: u128,
    /// Sorted by path; indexed by [`DocumentIndex`].
    documents: Vec<Arc<Indexed>>,
    /// Those of them that could not be read.
    unreadable: Vec<Arc<Indexed>>,
    /// Folders that could not be looked into.
    not_entered: Arc<[CheckedFile]>,
    coverage: Arc<Coverage>,
}

/// What is kept of a document that is not open.
#[derive(Clone)]
pub struct Indexed {
    /// Absolute.
    pub path: PathBuf,
    /// What was read in it.
    pub content: Content,
    /// Its headings, once somebody searches for one.
    headings: OnceLock<Arc<[Heading]>>,
}

/// What was read in a document.
#[derive(Clone)]
pub enum Content {
    /// It was examined.
    Examined {
        /// A hash of its text, to tell whether it is still the same.
        hash: u64,
        /// What it adds to the coverage.
        contribution: Arc<Contribution>,
    },
    /// It could not be read; the finding says why.
    Unreadable(Arc<Finding>),
    /// It is open and not on disk.
    Open,
    /// It has not been read yet.
    Unread,
}

/// What lies in a project's folder.
struct Listed {
    /// The paths of all documents, sorted.
    paths: Vec<PathBuf>,
    /// Those of them that are on disk.
    on_disk: FxHashSet<PathBuf>,
    /// Folders that could not be looked into.
    not_entered: Arc<[CheckedFile]>,
}

/// What is kept of what was found in documents, from one run to the next.
pub struct Kept(Store);

/// Writes out the text of a guideline that was read from the file at a path, and gives the place.
pub type WriteOut<'a> = &'a dyn Fn(&Path, &str) -> Option<PathBuf>;

/// The built-in guidelines, written out so that an editor can open them: id and path.
pub type BuiltInFiles = [(String, PathBuf)];

impl Indexed {
    fn new(path: PathBuf, content: Content) -> Indexed {
        Indexed {
            path,
            content,
            headings: OnceLock::new(),
        }
    }
}

impl Index {
    /// Reads the configuration and the guidelines of `folder`, an absolute path, and lists its
    /// documents without reading any. Without `lists` only documents that are open will count: the folder is one that
    /// nobody asked to be looked through. `write_out` writes a guideline that was read from a file
    /// which no editor shows, such as a workbook, where one can.
    pub fn prepare(
        folder: &Path,
        lists: bool,
        open: &OpenTexts,
        built_in: &BuiltInFiles,
        write_out: WriteOut<'_>,
        today: Date,
    ) -> Index {
        let (project, broken) = project_of(folder, open);
        let text = text_in(open);
        let mut written = FxHashMap::default();
        let (mut knowledge, mut files, guideline_files, read, fingerprint) =
            match load_guidelines_with(&project, &[], &text) {
                Ok(loaded) => {
                    let built_in = built_in.iter().filter_map(|(id, path)| {
                        Some((loaded.guidelines.with_prefix(id)?, path.clone()))
                    });
                    let mut paths = loaded.paths;
                    for (guideline, text) in loaded.written {
                        let own = paths.iter_mut().find(|(of, _)| *of == guideline);
                        let place = own.and_then(|own| Some((write_out(&own.1, &text)?, own)));
                        if let Some((place, own)) = place {
                            own.1 = place;
                            written.insert(guideline, Lined::new(text));
                        }
                    }
                    paths.extend(built_in);
                    let knowledge =
                        Knowledge::new(&project, loaded.guidelines, loaded.chosen, today)
                            .with_thesaurus(loaded.thesaurus);
                    (
                        knowledge,
                        loaded.files,
                        paths,
                        loaded.read,
                        loaded.fingerprint,
                    )
                }
                // Only guidelines given on a command line fail, and there is none.
                Err(_) => (
                    Knowledge::of_nothing(&project, today),
                    Vec::new(),
                    Vec::new(),
                    Vec::new(),
                    0,
                ),
            };
        let (lock, about_lock) = read_lock(&project, &text);
        knowledge.lock = lock;
        files.extend(about_lock);
        files.extend(broken.map(|error| unreadable_file(error.path().to_path_buf(), &error)));
        let prepared = Index {
            folder: folder.to_path_buf(),
            complete: false,
            cache: None,
            lists,
            fingerprint,
            named: named_in(&project),
            project: Arc::new(project),
            knowledge: Arc::new(knowledge),
            files: files.into(),
            guideline_anchors: guideline_files.iter().map(|_| OnceLock::new()).collect(),
            guideline_texts: guideline_files
                .iter()
                .map(|(guideline, path)| {
                    let open = || Some(Lined::new(open.get(path)?.text()));
                    match written.remove(guideline).or_else(open) {
                        Some(text) => OnceLock::from(Some(text)),
                        None => OnceLock::new(),
                    }
                })
                .collect(),
            guideline_files: guideline_files.into(),
            read_for_guidelines: read.into(),
            documents: Vec::new(),
            unreadable: Vec::new(),
            not_entered: Arc::default(),
            coverage: Arc::default(),
        };
        let listed = prepared.listed(open);
        let unread = |path| Arc::new(Indexed::new(path, Content::Unread));
        let documents = listed.paths.into_iter().map(unread);
        Index {
            documents: documents.collect(),
            not_entered: listed.not_entered,
            ..prepared
        }
    }

    /// The index by what the lock file says now, and the paths of the documents of which something else
    /// was reviewed now, which have to be read again; `None` where the file came or went, as it can say
    /// which folder is the project.
    pub fn relocked(&self, open: &OpenTexts) -> Option<(Index, FxHashSet<PathBuf>)> {
        let (lock, about_lock) = read_lock(&self.project, &text_in(open));
        if !lock.exists() || !self.knowledge.lock.exists() {
            return None;
        }
        let mut knowledge = Knowledge::clone(&self.knowledge);
        knowledge.lock = lock;
        let is_other = |path: &PathBuf| {
            let reviewed = |knowledge: &Knowledge| knowledge.lock.digest(&knowledge.name_of(path));
            reviewed(&self.knowledge) != reviewed(&knowledge)
        };
        let paths = self.documents.iter().map(|document| &document.path);
        let others = paths.filter(|path| is_other(path)).cloned().collect();
        let files = self.files.iter();
        let files = files.filter(|file| file.path.as_os_str() != LOCK_NAME);
        let index = Index {
            files: files.cloned().chain(about_lock).collect(),
            knowledge: Arc::new(knowledge),
            ..self.clone()
        };
        Some((index, others))
    }

    /// What lies in the folder, and what is open and would.
    fn listed(&self, open: &OpenTexts) -> Listed {
        let found = match self.lists {
            // An error means that the folder was taken away: no document is left in it.
            true => documents::find(&self.project, std::slice::from_ref(&self.folder), &[])
                .unwrap_or_default(),
            false => documents::Found::default(),
        };
        let mut paths = found.documents;
        let on_disk: FxHashSet<PathBuf> = paths.iter().cloned().collect();
        let is_old = |path: &Path| on_disk.contains(path) || self.lists && path.exists();
        let unsaved = open.keys();
        let unsaved = unsaved.filter(|path| !is_old(path) && self.would_be_document(path));
        paths.extend(unsaved.cloned());
        paths.sort();
        let not_entered = found.unread.iter();
        let not_entered =
            not_entered.map(|error| unreadable_file(error.path().to_path_buf(), error));
        Listed {
            paths,
            on_disk,
            not_entered: not_entered.collect(),
        }
    }

    /// The index after files were created, changed or deleted at `changed` (absolute paths);
    /// `None` when that can be any of them. Configuration and guidelines stay as they are. Where all
    /// is read, what was found before is taken from the folder `cache`, and kept there. Of `shown`, documents
    /// that an editor shows and that are read against this index, those that are on disk as they are shown are read there.
    pub fn refreshed(
        &self,
        changed: Option<&FxHashSet<PathBuf>>,
        open: &OpenTexts,
        shown: &[Arc<OpenDocument>],
        cache: Option<&Path>,
        progress: &dyn Progress,
    ) -> Index {
        if let Some(index) = changed.and_then(|changed| self.reread(changed, progress)) {
            return index;
        }
        let Listed {
            paths,
            on_disk,
            not_entered,
        } = self.listed(open);
        let stays = |path: &PathBuf| {
            let known = &self.documents[self.index_of(path)?.0 as usize];
            let unread = matches!(known.content, Content::Open | Content::Unread);
            (!unread && !changed?.contains(path)).then(|| known.clone())
        };
        let stays = |path: &PathBuf| stays(path).or_else(|| self.as_shown(path, shown));
        let kept: Vec<Option<Arc<Indexed>>> = paths.iter().map(stays).collect();
        let pending = paths.iter().zip(&kept).filter(|(_, kept)| kept.is_none());
        let unread: Vec<PathBuf> = pending.map(|(path, _)| path.clone()).collect();
        let wanted = self.project.configuration.cache && changed.is_none();
        let store = cache
            .filter(|_| wanted)
            .map(|folder| Store::open(folder, &self.project, self.fingerprint));
        let read = examine_all(
            &self.project,
            &self.knowledge,
            &unread,
            store.as_ref(),
            progress,
            examined,
        );
        // What was not looked at when the reading was stopped is not out of use.
        if let Some(store) = store.filter(|_| !progress.is_cancelled()) {
            store.save();
        }
        let mut read = unread.iter().zip(read).map(|(path, read)| match read {
            Ok(content) => Some(content),
            Err(_) if !on_disk.contains(path) => Some(Content::Open),
            Err(_) if progress.is_cancelled() => None,
            Err(error) => Some(unreadable(path, &error)),
        });
        let documents: Vec<Arc<Indexed>> = paths
            .into_iter()
            .zip(kept)
            .filter_map(|(path, kept)| {
                kept.or_else(|| Some(Arc::new(Indexed::new(path, read.next().flatten()?))))
            })
            .collect();
        let mut coverage = Coverage::new(self.knowledge.chosen.clone());
        for (index, document) in (0..).map(DocumentIndex).zip(&documents) {
            if let Content::Examined { contribution, .. } = &document.content {
                coverage.replace(index, contribution.clone());
            }
        }
        coverage.prepare();
        Index {
            unreadable: unreadable_of(&documents),
            not_entered,
            documents,
            coverage: Arc::new(coverage),
            complete: !progress.is_cancelled(),
            cache: match self.project.configuration.cache {
                true => cache.map(Path::to_path_buf).or_else(|| self.cache.clone()),
                false => None,
            },
            ..self.clone()
        }
    }

    /// Whether one of the documents on disk has more than so many bytes.
    pub fn holds_longer_than(&self, length: u64) -> bool {
        let documents = self.documents.iter();
        let mut lengths = documents.filter_map(|document| document.path.metadata().ok());
        lengths.any(|metadata| metadata.len() > length)
    }

    /// A document that is on disk as an editor shows it, from what is read there.
    fn as_shown(&self, path: &Path, shown: &[Arc<OpenDocument>]) -> Option<Arc<Indexed>> {
        let document = shown.iter().find(|document| document.path == path)?;
        let limit = self.project.configuration.limits.file_size;
        let bytes = documents::read_bytes(path, limit).ok()?;
        let is_same =
            document.buffer.len() == bytes.len() && document.buffer.text().as_bytes() == bytes;
        let content = is_same.then(|| Content::Examined {
            hash: xxh3_64(&bytes),
            contribution: document.analysis(&self.knowledge).contribution.clone(),
        })?;
        Some(Arc::new(Indexed::new(path.to_path_buf(), content)))
    }

    /// What is kept of what was found in documents.
    pub fn kept(&self) -> Option<Kept> {
        let folder = self.cache.as_ref()?;
        Some(Kept(Store::open(folder, &self.project, self.fingerprint)))
    }

    /// The text of a document on disk, and what was found in it alone before and would be found now.
    pub fn recalled(&self, index: DocumentIndex, kept: &Kept) -> Option<(String, Vec<Finding>)> {
        let path = &self.get(index)?.path;
        let limit = self.project.configuration.limits.file_size;
        let bytes = documents::read_bytes(path, limit).ok()?;
        let content = ContentHash::of(&bytes);
        let (examination, _) = recall(path, &self.knowledge, &kept.0, content)?;
        let text = documents::as_text(path, &bytes).ok()?.to_string();
        Some((text, examination.findings))
    }

    /// Whether a file that is not on disk yet would be a document. What `.gitignore` says is only
    /// known of files that are there.
    pub fn would_be_document(&self, path: &Path) -> bool {
        if untitled::is_untitled(path) {
            return path.parent() == Some(&self.folder);
        }
        let relative = path.strip_prefix(&self.project.root);
        path.starts_with(&self.folder)
            && !self.is_guideline_file(path)
            && relative.is_ok_and(|path| {
                let hidden = path
                    .iter()
                    .any(|part| part.to_string_lossy().starts_with('.'));
                !hidden && self.project.configuration.selection().is_document(path)
            })
    }

    /// Whether a guideline was read from the file at `path`.
    pub fn is_guideline_file(&self, path: &Path) -> bool {
        self.guideline_at(path).is_some()
    }

    /// The guideline that was read from the file at `path`.
    pub fn guideline_at(&self, path: &Path) -> Option<GuidelineIndex> {
        let found = self.guideline_files.iter().find(|(_, file)| file == path);
        found.map(|(guideline, _)| *guideline)
    }

    /// The file that a guideline was read from.
    pub fn file_of(&self, guideline: GuidelineIndex) -> Option<&Path> {
        let found = self.guideline_files.iter().find(|(of, _)| *of == guideline);
        found.map(|(_, path)| path.as_path())
    }

    /// The text of the file that a guideline was read from; read now if nobody asked before.
    pub fn text_of_guideline(&self, guideline: GuidelineIndex) -> Option<&Lined> {
        let at = self
            .guideline_files
            .iter()
            .position(|(of, _)| *of == guideline)?;
        let limit = self.project.configuration.limits.file_size;
        let read = || {
            read_text(&self.guideline_files[at].1, limit)
                .ok()
                .map(Lined::of_file)
        };
        self.guideline_texts.get(at)?.get_or_init(read).as_ref()
    }

    /// The configuration's path and its text as it was read.
    pub fn configuration(&self) -> Option<&(PathBuf, String)> {
        self.project.file.as_ref()
    }

    /// Where in the configuration clauses are named that have to be answered, each with the guideline.
    pub fn places_of_covers(&self) -> Vec<(GuidelineIndex, Range<usize>)> {
        let configuration = &self.project.configuration;
        let mut places = Vec::new();
        for (position, source) in configuration.guidelines.iter().enumerate() {
            let path = source.path().map(|path| self.project.place_of(path));
            let read =
                { self.guideline_files.iter() }.find(|(_, file)| Some(file) == path.as_ref());
            let Some((guideline, _)) = read else { continue };
            for at in 0..source.covers().map_or(0, <[String]>::len) {
                let place = format!("guidelines/{position}/covers/{at}");
                places.push((*guideline, configuration.places.of(&place)));
            }
        }
        places
    }

    /// Whether the configuration or guideline at `path` was read with this text.
    pub fn has_read(&self, path: &Path, text: &str) -> bool {
        let file = self.project.file.as_ref();
        let mut guidelines = self.read_for_guidelines.iter();
        file.is_some_and(|(of, read)| of == path && read == text)
            || guidelines.any(|(of, hash)| of == path && *hash == xxh3_128(text.as_bytes()))
    }

    /// Whether a change of the file at `path` is more than a change of a document: the
    /// configuration, a guideline, what is left out.
    pub fn is_configuration(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default();
        name == super::configuration::FILE_NAME
            || self.is_lock(path)
            || name == ".gitignore"
            || name == ".ignore"
            || self.reads(path)
    }

    /// Whether the file at `path`, wherever it lies, says how this project's documents are read: its configuration, a
    /// guideline, a thesaurus.
    pub fn reads(&self, path: &Path) -> bool {
        let mut files = self.files_read();
        self.is_guideline_file(path) || files.any(|read| read == path)
    }

    /// Whether a file that says how documents are read lies in the folder at `path`, or was to lie there.
    pub fn reads_below(&self, path: &Path) -> bool {
        let mut files = self.files_read();
        files.any(|read| read != path && read.starts_with(path))
    }

    /// The files outside of the opened folder that say how its documents are read.
    pub fn files_outside(&self) -> impl Iterator<Item = &Path> {
        self.files_read()
            .filter(|path| !path.starts_with(&self.folder))
    }

    /// Whether a guideline of the project's own was read from the file at `path`: none that is built in.
    pub fn is_own_guideline(&self, path: &Path) -> bool {
        let mut read = self.read_for_guidelines.iter();
        read.any(|(read, _)| read == path)
    }

    fn files_read(&self) -> impl Iterator<Item = &Path> {
        let configuration = self.project.file.iter().map(|(path, _)| path);
        let read = self.read_for_guidelines.iter().map(|(path, _)| path);
        let files = read.chain(self.named.iter());
        files.chain(configuration).map(PathBuf::as_path)
    }

    /// Whether the file at `path` is the one that says what was reviewed.
    pub fn is_lock(&self, path: &Path) -> bool {
        path == lock_path(&self.project)
    }

    /// All documents, sorted by path.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentIndex, &Indexed)> {
        let documents = { self.documents.iter() }.map(|document| &**document);
        (0..).map(DocumentIndex).zip(documents)
    }

    /// The document of an index that this project gave out.
    pub fn get(&self, index: DocumentIndex) -> Option<&Indexed> {
        self.documents.get(index.0 as usize).map(|known| &**known)
    }

    /// The index of the document at an absolute path.
    pub fn index_of(&self, path: &Path) -> Option<DocumentIndex> {
        let found = self
            .documents
            .binary_search_by(|document| document.path.as_path().cmp(path));
        found
            .ok()
            .and_then(|at| Some(DocumentIndex(u32::try_from(at).ok()?)))
    }

    /// Who answers what, in the documents as they are on disk.
    pub fn coverage(&self) -> &Arc<Coverage> {
        &self.coverage
    }

    /// The text of a document as it is on disk.
    ///
    /// # Errors
    /// When it cannot be read as text.
    pub fn text_of(&self, index: DocumentIndex) -> Result<String, Unreadable> {
        let path = self.get(index).map(|document| document.path.as_path());
        let limit = self.project.configuration.limits.file_size;
        read_text(path.unwrap_or(Path::new("")), limit)
    }

    /// The headings of a document as it is on disk; none where it cannot be read as text.
    pub fn headings(&self, index: DocumentIndex) -> Arc<[Heading]> {
        let found = self.get(index).map(|document| self.headings_of(document));
        found.unwrap_or_default()
    }

    /// Finds the headings of all documents that nobody has asked for yet, until it `is_stopped`.
    pub fn find_headings(&self, is_stopped: &(dyn Fn() -> bool + Sync)) {
        self.documents.par_iter().for_each(|document| {
            if !is_stopped() {
                self.headings_of(document);
            }
        });
    }

    fn headings_of(&self, document: &Indexed) -> Arc<[Heading]> {
        let limit = self.project.configuration.limits.file_size;
        let find = || {
            let text = read_text(&document.path, limit).unwrap_or_default();
            headings(&text).into()
        };
        document.headings.get_or_init(find).clone()
    }

    /// The file that a link in the document at `path` leads to, and what of the link points into the file.
    pub fn file_behind<'a>(path: &Path, destination: &'a str) -> (PathBuf, &'a str) {
        beside::file_behind(path, destination)
    }

    /// A link from the document at `path` to where a guideline's clause stands; `None` for a guideline that lies
    /// outside of the project, as built-in ones do.
    pub fn link_to_clause(&self, path: &Path, clause: ClauseReference) -> Option<String> {
        let file = self.file_of(clause.guideline)?;
        let link = beside::link_to(path, file, &[&*self.folder, &*self.project.root])?;
        let start = self.knowledge.guidelines.clause(clause).range.start;
        let text = self.text_of_guideline(clause.guideline)?;
        let line = text.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let at = self
            .guideline_files
            .iter()
            .position(|(of, _)| *of == clause.guideline)?;
        let anchors = { self.guideline_anchors.get(at)? }.get_or_init(|| anchors(&text.text));
        Some(match anchors.get(&line) {
            Some(anchor) => format!("{link}#{anchor}"),
            None => link,
        })
    }

    /// Whether a link in the document at `path` leads to a file.
    pub fn leads_to_file(path: &Path, destination: &str) -> bool {
        leads_to_file(path, destination)
    }

    /// What is wrong with files that are no documents, with the clauses that are missing where
    /// the project names a guideline; paths are absolute.
    pub fn other_files(&self, missing: &Missing) -> Vec<CheckedFile> {
        let mut files = self.files.to_vec();
        for (guideline, finding) in &missing.project {
            report_at_project(
                &self.project,
                &self.knowledge,
                *guideline,
                finding.clone(),
                &mut files,
            );
        }
        for file in &mut files {
            file.path = self.project.place_of(&file.path);
        }
        files.extend(self.not_entered.iter().cloned());
        files.extend(self.unreadable.iter().filter_map(|document| {
            let Content::Unreadable(finding) = &document.content else {
                return None;
            };
            Some(CheckedFile {
                path: document.path.clone(),
                text: String::new(),
                findings: vec![Finding::clone(finding)],
            })
        }));
        files
    }
}

fn named_in(project: &Project) -> Arc<[PathBuf]> {
    let configuration = &project.configuration;
    let guidelines = configuration.guidelines.iter();
    let guidelines = guidelines.filter_map(|source| source.path());
    let thesaurus = configuration.thesaurus.iter().map(PathBuf::as_path);
    let named = guidelines.chain(thesaurus);
    named.map(|path| project.place_of(path)).collect()
}

fn text_in(open: &OpenTexts) -> impl Fn(&Path) -> Option<String> {
    |path| open.get(path).map(Buffer::text)
}

/// What is kept of a document that was examined.
fn examined(text: &[u8], examination: Examination) -> Content {
    Content::Examined {
        hash: xxh3_64(text),
        contribution: Arc::new(examination.contribution),
    }
}

fn unreadable_of(documents: &[Arc<Indexed>]) -> Vec<Arc<Indexed>> {
    let is_one = |document: &&Arc<Indexed>| matches!(document.content, Content::Unreadable(_));
    documents.iter().filter(is_one).cloned().collect()
}

fn unreadable(path: &Path, error: &Unreadable) -> Content {
    let findings = unreadable_file(path.to_path_buf(), error).findings;
    findings
        .into_iter()
        .next()
        .map_or(Content::Open, |finding| {
            Content::Unreadable(Arc::new(finding))
        })
}

/// The project of a folder. A configuration that cannot be read leaves the default settings, and
/// the error to report.
fn project_of(folder: &Path, open: &OpenTexts) -> (Project, Option<Unreadable>) {
    let of_nobody = || Project {
        root: lock::folder_of(folder),
        ..Project::default()
    };
    let unsaved = folder
        .ancestors()
        .map(|above| above.join(super::configuration::FILE_NAME))
        .find(|path| open.contains_key(path) || path.is_file());
    match unsaved {
        None => (of_nobody(), None),
        Some(path) => match open.get(&path) {
            Some(text) => (Project::with_configuration_text(&path, text.text()), None),
            None => match Project::with_configuration(&path) {
                Ok(project) => (project, None),
                Err(error) => (of_nobody(), Some(error)),
            },
        },
    }
}
