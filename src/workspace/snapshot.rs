//! A project at one moment: the index of what is on disk, under the documents that are open.
//!
//! A snapshot never changes and is cheap to make: what an edit touches is one [`OpenDocument`],
//! whose analysis is made when somebody asks for it, once, on the asker's thread. Requests that
//! were sent after an edit therefore always see it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use super::beside;
use super::check::examine_document;
use super::{Examination, Index, Joined, Knowledge, Missing, Shown};
use crate::assistance::headings::{Heading, headings};
use crate::assistance::{Shared, View};
use crate::coverage::{Contribution, Coverage, Earlier};
use crate::document::{Document, UnitCache};
use crate::finding::{DocumentIndex, Finding, Place};
use crate::locale::Locale;
use crate::markdown::Markdown;
use crate::text::{Buffer, Lined};

/// A document that an editor has open, in one version.
pub struct OpenDocument {
    /// Absolute.
    pub path: PathBuf,
    /// The editor's number for this state of the text.
    pub version: i32,
    /// The text under edit.
    pub buffer: Buffer,
    /// What is known from earlier versions; passed on from version to version.
    known: Arc<Mutex<Known>>,
    analysis: OnceLock<Arc<Analysis>>,
}

/// What later versions of a document can use of earlier ones.
#[derive(Default)]
struct Known {
    units: UnitCache,
    latest: Option<Arc<Analysis>>,
}

/// What was read in a text.
#[derive(Clone)]
pub struct Analysis {
    /// The text with its lines.
    pub lined: Arc<Lined>,
    /// Its blocks.
    pub markdown: Markdown,
    /// What it says.
    pub document: Document,
    /// Findings that need no other document, in the order of their places.
    pub findings: Vec<Finding>,
    /// What it adds to the coverage.
    pub contribution: Arc<Contribution>,
}

impl Analysis {
    /// A hash of the text, as [`super::Content::Examined`] has it.
    pub fn hash(&self) -> u64 {
        xxh3_64(self.lined.text.as_bytes())
    }
}

impl OpenDocument {
    /// A document as it is opened.
    pub fn new(path: PathBuf, version: i32, text: &str) -> OpenDocument {
        OpenDocument {
            path,
            version,
            buffer: Buffer::new(text),
            known: Arc::default(),
            analysis: OnceLock::new(),
        }
    }

    /// The document after an edit.
    pub fn edited(&self, version: i32, buffer: Buffer) -> OpenDocument {
        OpenDocument {
            path: self.path.clone(),
            version,
            buffer,
            known: self.known.clone(),
            analysis: OnceLock::new(),
        }
    }

    /// The same text under another number.
    pub fn renumbered(&self, version: i32) -> OpenDocument {
        OpenDocument {
            analysis: self.analysis.clone(),
            ..self.edited(version, self.buffer.clone())
        }
    }

    /// The same text, to be read anew: what it is read against has changed.
    pub fn renewed(&self) -> OpenDocument {
        OpenDocument {
            known: Arc::default(),
            ..self.edited(self.version, self.buffer.clone())
        }
    }

    /// What is read in it; read now if nobody asked before.
    pub fn analysis(&self, knowledge: &Knowledge) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| {
            // A panic while it was held leaves units that are whole or not there, and nothing read.
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let Known { units, latest } = &mut *known;
            let text = self.buffer.text();
            let read = Read::new(&text, latest.take(), knowledge, units);
            units.sweep();
            let analysis = Arc::new(analysis_of(Lined::new(text), read, knowledge, &self.path));
            *latest = Some(analysis.clone());
            analysis
        })
    }
}

/// What a text was read as.
struct Read {
    markdown: Markdown,
    document: Document,
    earlier: Option<Earlier>,
}

impl Read {
    /// Reads a text, from what was read of it before where there is anything.
    fn new(
        text: &str,
        latest: Option<Arc<Analysis>>,
        knowledge: &Knowledge,
        units: &mut UnitCache,
    ) -> Read {
        let (guidelines, settings) = (&knowledge.guidelines, &knowledge.settings);
        let Some(latest) = latest else {
            let markdown = Markdown::parse(text);
            let mut document = Document::read(text, &markdown, guidelines, settings, units);
            document.shrink_to_fit();
            return Read {
                document,
                markdown,
                earlier: None,
            };
        };
        // Where nobody else looks at it any more it is changed where it is.
        let Analysis {
            lined: before,
            mut markdown,
            mut document,
            contribution,
            ..
        } = Arc::unwrap_or_clone(latest);
        let before = &before.text;
        let change = markdown.edit(before, text);
        let change = change.as_ref();
        let change = document.edit(change, text, &markdown, guidelines, settings, units);
        if change.is_none() {
            document.shrink_to_fit();
        }
        Read {
            markdown,
            document,
            earlier: change.and_then(|change| Earlier::new(contribution, change, before, text)),
        }
    }
}

fn analysis_of(lined: Lined, read: Read, knowledge: &Knowledge, path: &Path) -> Analysis {
    let Read {
        markdown,
        document,
        earlier,
    } = read;
    let exists = |destination: &str| Index::leads_to_file(path, destination);
    let name = knowledge.name_of(path);
    let earlier = earlier.as_ref();
    let (examination, _) =
        examine_document(&lined.text, &document, knowledge, &name, &exists, earlier);
    let Examination {
        findings,
        contribution,
        ..
    } = examination;
    Analysis {
        markdown,
        document,
        findings,
        contribution: Arc::new(contribution),
        lined: Arc::new(lined),
    }
}

/// A project at one moment. A clone is cheap.
#[derive(Clone)]
pub struct Snapshot {
    /// What is on disk.
    pub index: Arc<Index>,
    /// What is open, in the order of paths.
    pub open: Arc<[Arc<OpenDocument>]>,
    joined: Arc<OnceLock<Joined>>,
    /// What is shown of each of `open`, once somebody asks.
    shown: Arc<[OnceLock<Arc<Shown>>]>,
    memory: Arc<JoinMemory>,
}

/// What the latest snapshots of a project were joined to: most edits change no link, and then
/// what is missing stays and only its places move.
#[derive(Default)]
pub struct JoinMemory {
    latest: Mutex<Option<Remembered>>,
}

struct Remembered {
    index: Arc<Index>,
    open: Vec<(DocumentIndex, Arc<Contribution>)>,
    missing: Arc<Missing>,
}

impl Snapshot {
    /// A snapshot of what is open over what is on disk. `memory` is the project's, from snapshot
    /// to snapshot.
    pub fn new(
        index: Arc<Index>,
        open: Vec<Arc<OpenDocument>>,
        memory: Arc<JoinMemory>,
    ) -> Snapshot {
        Snapshot {
            index,
            joined: Arc::default(),
            shown: open.iter().map(|_| OnceLock::new()).collect(),
            open: open.into(),
            memory,
        }
    }

    /// The open document of an index.
    pub fn open_document(&self, index: DocumentIndex) -> Option<&Arc<OpenDocument>> {
        self.open_at(&self.index.get(index)?.path)
    }

    /// The open file at an absolute path, document or not.
    pub fn open_at(&self, path: &Path) -> Option<&Arc<OpenDocument>> {
        self.open.iter().find(|open| open.path == path)
    }

    /// Whether the file at an absolute path is an open document.
    pub fn is_open_document(&self, path: &Path) -> bool {
        self.open_at(path).is_some() && self.index.index_of(path).is_some()
    }

    /// What a document says: as it is open, else as it is on disk.
    pub fn analysis(&self, index: DocumentIndex) -> Option<Arc<Analysis>> {
        if let Some(open) = self.open_document(index) {
            return Some(open.analysis(&self.index.knowledge).clone());
        }
        let path = &self.index.get(index)?.path;
        let text = self.index.text_of(index).ok()?;
        let knowledge = &self.index.knowledge;
        let read = Read::new(&text, None, knowledge, &mut UnitCache::disabled());
        let analysis = analysis_of(Lined::of_file(text), read, knowledge, path);
        Some(Arc::new(analysis))
    }

    /// The text of a document: as it is open, else as it is on disk, which is read each time.
    pub fn text_of(&self, index: DocumentIndex) -> Option<Arc<Lined>> {
        match self.open_document(index) {
            Some(open) => Some(open.analysis(&self.index.knowledge).lined.clone()),
            None => {
                let text = self.index.text_of(index).ok()?;
                Some(Arc::new(Lined::of_file(text)))
            }
        }
    }

    /// The headings of a document: as it is open, else as it is on disk.
    pub fn headings(&self, index: DocumentIndex) -> Arc<[Heading]> {
        match self.open_document(index) {
            Some(open) => headings(&open.buffer.text()).into(),
            None => self.index.headings(index),
        }
    }

    /// What all documents add up to; joined now if nobody asked before.
    pub fn joined(&self) -> &Joined {
        self.joined.get_or_init(|| self.join())
    }

    fn join(&self) -> Joined {
        let knowledge = &self.index.knowledge;
        let open: Vec<(DocumentIndex, Arc<Contribution>)> = self
            .open
            .iter()
            .filter_map(|open| {
                let index = self.index.index_of(&open.path)?;
                Some((index, open.analysis(knowledge).contribution.clone()))
            })
            .collect();
        let mut coverage = Coverage::over(self.index.coverage().clone());
        for (index, contribution) in &open {
            coverage.replace(*index, contribution.clone());
        }
        let missing = match self.index.complete {
            true => self
                .remembered(&open)
                .unwrap_or_else(|| Arc::new(Missing::find(&coverage, knowledge))),
            false => Arc::default(),
        };
        *self.memory.lock() = Some(Remembered {
            index: self.index.clone(),
            open,
            missing: missing.clone(),
        });
        Joined::with(coverage, missing)
    }

    /// What the latest join found, if no document has come to answer other clauses since.
    fn remembered(&self, open: &[(DocumentIndex, Arc<Contribution>)]) -> Option<Arc<Missing>> {
        let (before, mut missing) = {
            let memory = self.memory.lock();
            let latest = memory.as_ref()?;
            if !Arc::ptr_eq(&latest.index, &self.index) || latest.open.len() != open.len() {
                return None;
            }
            (latest.open.clone(), latest.missing.clone())
        };
        for ((was, old), (is, new)) in before.iter().zip(open) {
            if was != is {
                return None;
            }
            if !Arc::ptr_eq(old, new) {
                let places = old.moved_to(new)?;
                missing = Arc::new(Missing::clone(&missing).moved(*is, &places)?);
            }
        }
        Some(missing)
    }

    /// All findings about a document as it was read, in the order of their places, and which of them
    /// are contradictions. Of an open document they are found once.
    pub fn shown(&self, index: DocumentIndex, analysis: &Analysis) -> Arc<Shown> {
        let knowledge = &self.index.knowledge;
        let find = || Arc::new(self.joined().shown(index, &analysis.findings, knowledge));
        let path = self.index.get(index).map(|document| &document.path);
        let is_it = |open: &Arc<OpenDocument>| {
            Some(&open.path) == path && std::ptr::eq(&**open.analysis(knowledge), analysis)
        };
        match self.open.iter().position(is_it) {
            Some(place) => self.shown[place].get_or_init(find).clone(),
            None => find(),
        }
    }

    /// The findings about the open file at a path; `None` when it is no document of the project.
    /// While the project is still being read, any file that could be one is.
    pub fn findings_of(&self, path: &Path, analysis: &Analysis) -> Option<Arc<Shown>> {
        match self.index.index_of(path) {
            Some(index) => Some(self.shown(index, analysis)),
            None if !self.index.complete && self.index.would_be_document(path) => {
                Some(Arc::new(Shown {
                    findings: analysis.findings.clone(),
                    conflicts: Vec::new(),
                }))
            }
            None => None,
        }
    }

    /// Calls `ask` with what every feature may look at.
    pub fn shared<T>(&self, asker: &Asker<'_>, ask: impl FnOnce(Shared<'_>) -> T) -> T {
        let knowledge = &self.index.knowledge;
        ask(Shared {
            guidelines: &knowledge.guidelines,
            chosen: &knowledge.chosen,
            coverage: &self.joined().coverage,
            is_complete: self.index.complete,
            today: knowledge.today,
            locale: asker.locale,
            address: asker.address,
            text_of: asker.text_of,
        })
    }

    /// Calls `ask` with a view of a document.
    pub fn view<T>(
        &self,
        index: DocumentIndex,
        analysis: &Analysis,
        asker: &Asker<'_>,
        ask: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        let shown = self.shown(index, analysis);
        let document = self.index.get(index);
        let knowledge = &self.index.knowledge;
        let name = document.map_or(String::new(), |known| knowledge.name_of(&known.path));
        let is_it = |open: &&Arc<OpenDocument>| {
            let read = open.analysis.get();
            read.is_some_and(|read| std::ptr::eq(&**read, analysis))
        };
        // While the project is read, and outside of it, what is open has no index.
        let open = || Some(&self.open.iter().find(is_it)?.path);
        let path = document.map(|known| &known.path).or_else(open);
        let files = |folder: &str| {
            let roots = [&*self.index.folder, &*self.index.project.root];
            path.map_or(Vec::new(), |path| beside::listing(path, folder, &roots))
        };
        let link_to_clause = |clause| self.index.link_to_clause(path?, clause);
        self.shared(asker, |project| {
            ask(&View {
                text: &analysis.lined.text,
                markdown: &analysis.markdown,
                document: &analysis.document,
                index,
                findings: &shown.findings,
                lock: &knowledge.lock,
                name: &name,
                files: &files,
                link_to_clause: &link_to_clause,
                project,
            })
        })
    }
}

/// Who asks a feature, and what only they know.
pub struct Asker<'a> {
    /// The reader's language.
    pub locale: Locale,
    /// The address of a place for a link in a text that is shown; `None` where it has none.
    pub address: &'a dyn Fn(&Place) -> Option<String>,
    /// [`Snapshot::text_of`], each text read once.
    pub text_of: &'a dyn Fn(DocumentIndex) -> Option<Arc<Lined>>,
}

impl JoinMemory {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Remembered>> {
        // What is in it is replaced as a whole: a panic beside it leaves it as it was.
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
