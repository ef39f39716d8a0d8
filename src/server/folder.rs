//! A folder of the workspace: its index, what is open in it, and the work that is going on for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::event::Question;
use super::token::Token;
use crate::text::Buffer;
use crate::workspace::{Index, JoinMemory, OpenDocument, OpenTexts, Snapshot};

/// A folder of the workspace.
pub struct Folder {
    /// Absolute.
    pub path: PathBuf,
    /// Whether all that lies in it counts; otherwise it is only where an open file lies.
    pub lists: bool,
    /// What is on disk; `None` until the configuration has been read.
    pub index: Option<Arc<Index>>,
    /// What is open, documents or not, by path.
    pub open: BTreeMap<PathBuf, Arc<OpenDocument>>,
    /// Requests that came before the index.
    pub waiting: Vec<Question>,
    /// What is to be read from disk.
    pub pending: Pending,
    /// The reading that is going on.
    pub reading: Option<Underway>,
    /// How often files were edited by which documents are read.
    pub edits: u64,
    /// As many of these edits the index has seen.
    pub edits_seen: u64,
    /// Files that were opened or edited while it was not known what they are to the project.
    pub edited_early: FxHashSet<PathBuf>,
    /// Whether what is shown may be out of date.
    pub unsettled: bool,
    /// Whether findings are being made.
    pub diagnosing: bool,
    /// Whether much was read since memory was last given back.
    pub has_grown: bool,
    /// What is shown, by file: the version, and a short name for the diagnostics.
    pub published: FxHashMap<PathBuf, (Option<i32>, u64)>,
    /// A short name for who answers what, as the client was last told.
    pub coverage: u64,
    memory: Arc<JoinMemory>,
    snapshot: Option<Snapshot>,
}

/// What is to be read from disk.
#[derive(Default)]
pub struct Pending {
    /// The configuration and the guidelines, and with them everything.
    pub configuration: bool,
    /// What was reviewed.
    pub lock: bool,
    /// Any document may have changed.
    pub documents: bool,
    /// These files were created, changed or deleted.
    pub files: FxHashSet<PathBuf>,
    /// As many edits of files by which documents are read will have been seen then.
    pub edits: u64,
}

/// A reading that is going on.
pub struct Underway {
    /// Whether it is still wanted.
    pub token: Token,
    /// The files that it began with.
    pub files: FxHashSet<PathBuf>,
    /// As many edits of files by which documents are read it has seen.
    pub edits: u64,
}

impl Pending {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        !self.configuration && !self.lock && !self.documents && self.files.is_empty()
    }
}

impl Folder {
    /// A folder of which nothing has been read.
    pub fn new(path: PathBuf, lists: bool) -> Folder {
        Folder {
            path,
            lists,
            index: None,
            open: BTreeMap::new(),
            waiting: Vec::new(),
            pending: Pending {
                configuration: true,
                ..Pending::default()
            },
            reading: None,
            edits: 0,
            edits_seen: 0,
            edited_early: FxHashSet::default(),
            unsettled: false,
            diagnosing: false,
            has_grown: false,
            published: FxHashMap::default(),
            coverage: 0,
            memory: Arc::default(),
            snapshot: None,
        }
    }

    /// The project as it stands now.
    pub fn snapshot(&mut self) -> Option<Snapshot> {
        let index = self.index.as_ref()?;
        let snapshot = self.snapshot.get_or_insert_with(|| {
            let open = self.open.values().cloned().collect();
            Snapshot::new(index.clone(), open, self.memory.clone())
        });
        Some(snapshot.clone())
    }

    /// Whether documents have not been read yet that are about to be, open ones included.
    pub fn is_unread(&self) -> bool {
        let complete = self.index.as_ref().is_some_and(|index| index.complete);
        let at_work = self.reading.is_some() || !self.pending.is_empty();
        (!complete && at_work) || self.open.keys().any(|path| self.awaits(path))
    }

    /// Whether it is about to be known what the open file at a path is to the project.
    pub fn awaits(&self, path: &Path) -> bool {
        let index = self.index.as_ref();
        let unknown = index.is_some_and(|index| index.complete && index.index_of(path).is_none());
        let read = self.reading.as_ref().map(|reading| &reading.files);
        let is_read = |files: &FxHashSet<PathBuf>| files.contains(path);
        unknown
            && self.open.contains_key(path)
            && (is_read(&self.pending.files) || read.is_some_and(is_read))
    }

    /// Whether something was edited that is still to be read before its documents can be spoken of as they are.
    pub fn is_behind(&self) -> bool {
        self.index.is_some()
            && (self.edits > self.edits_seen || self.open.keys().any(|path| self.awaits(path)))
    }

    /// Notes an open file's new state.
    pub fn put(&mut self, document: OpenDocument) {
        let path = document.path.clone();
        self.open.insert(path, Arc::new(document));
        self.changed();
    }

    /// Notes that a file is no longer open.
    pub fn take(&mut self, path: &Path) -> Option<Arc<OpenDocument>> {
        let taken = self.open.remove(path);
        self.changed();
        taken
    }

    /// Whether how its documents are read depends on the file at a path, wherever that lies.
    pub fn reads(&self, path: &Path) -> bool {
        self.index.as_ref().is_some_and(|index| index.reads(path))
    }

    /// Notes that a folder which holds what documents are read by came or went.
    pub fn note_moved(&mut self, path: &Path) {
        let index = self.index.as_ref();
        self.pending.configuration |= index.is_some_and(|index| index.reads_below(path));
    }

    /// Notes that a file which is no document is to be read anew; `false` where it may be one.
    pub fn note_changed(&mut self, path: &Path) -> bool {
        let Some(index) = &self.index else {
            return false;
        };
        let is_configuration = index.is_configuration(path);
        if index.is_lock(path) {
            self.pending.lock = true;
        } else if is_configuration {
            self.pending.configuration = true;
        }
        is_configuration
    }

    /// Whether its documents are read by a file's text as it is open, and nothing else is about to be read.
    pub fn has_read(&self, path: &Path, text: Option<&Buffer>) -> bool {
        let is_settled = self.reading.is_none() && self.edits == self.edits_seen;
        let index = self.index.as_ref().filter(|_| is_settled);
        { index.zip(text) }.is_some_and(|(index, text)| index.has_read(path, &text.text()))
    }

    /// Notes that time has passed since an edit of a file by which documents are read.
    pub fn note_rested(&mut self, file: &Path, edit: u64) {
        self.note_changed(file);
        match self.pending.configuration || self.pending.lock {
            true => self.pending.edits = self.pending.edits.max(edit),
            // Nothing is read by it any more.
            false => self.edits_seen = self.edits_seen.max(edit),
        }
    }

    /// Notes that a reading has ended, and whether its index counts or another reading has to follow.
    pub fn note_read(&mut self, edits: u64, counts: bool) {
        let seen = match counts {
            true => &mut self.edits_seen,
            false => &mut self.pending.edits,
        };
        *seen = edits.max(*seen);
    }

    /// Notes a new index. Where what documents are read against is new too, so is what was read
    /// in those that are open; where only other links were reviewed, what was found in them.
    pub fn set_index(&mut self, index: Arc<Index>) {
        let known = self.index.as_ref().map(|old| &old.knowledge);
        match known {
            Some(known) if Arc::ptr_eq(known, &index.knowledge) => {}
            Some(known) if known.reads_as(&index.knowledge) => {
                for document in self.open.values_mut() {
                    let buffer = document.buffer.clone();
                    *document = Arc::new(document.edited(document.version, buffer));
                }
            }
            _ => self.renew(),
        }
        self.index = Some(index);
        for path in std::mem::take(&mut self.edited_early) {
            let index = self.index.as_ref();
            let open = self.open.get(&path).map(|open| open.buffer.text());
            let is_read = open
                .zip(index)
                .is_some_and(|(text, index)| index.has_read(&path, &text));
            if !is_read {
                self.note_changed(&path);
            }
        }
        self.has_grown = true;
        self.changed();
    }

    /// Reads open documents again: files that they link to have come or gone.
    pub fn renew(&mut self) {
        for document in self.open.values_mut() {
            *document = Arc::new(document.renewed());
        }
        self.changed();
    }

    fn changed(&mut self) {
        self.snapshot = None;
        self.unsettled = true;
    }

    /// The open texts, for reading the project: what is open in it, and what of `elsewhere` its documents may be read by.
    pub fn texts(&self, elsewhere: &[Arc<OpenDocument>]) -> OpenTexts {
        let elsewhere = elsewhere.iter().filter(|document| {
            !document.path.starts_with(&self.path) || self.reads(&document.path)
        });
        let open = self.open.values().chain(elsewhere);
        open.map(|document| (document.path.clone(), document.buffer.clone()))
            .collect()
    }
}
