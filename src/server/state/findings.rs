//! The work that is due: reading what changed, making findings, and telling the client of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::State;
use crate::server::context::Context;
use crate::server::event::Publication;
use crate::server::folder::{Folder, Underway};
use crate::server::token::Token;
use crate::server::{memory, work};
use crate::workspace::{Index, OpenDocument};

impl State {
    /// Starts the work that is due.
    pub(super) fn settle(&mut self) {
        let today = jiff::Zoned::now().date();
        let is_due = |folder: &Folder| folder.reading.is_none() && !folder.pending.is_empty();
        let open = match self.folders.len() > 1 && self.folders.iter().any(is_due) {
            true => self.all_open(),
            false => Vec::new(),
        };
        for folder in &mut self.folders {
            let index = folder.index.as_ref();
            if index.is_some_and(|index| index.knowledge.today != today) {
                folder.pending.configuration = true;
            }
            if folder.reading.is_none() && !folder.pending.is_empty() {
                let pending = std::mem::take(&mut folder.pending);
                let token = Token::default();
                folder.reading = Some(Underway {
                    token: token.clone(),
                    files: pending.files.clone(),
                    edits: pending.edits,
                });
                work::read(
                    work::Reading {
                        folder: folder.path.clone(),
                        lists: folder.lists,
                        previous: folder.index.clone(),
                        open: folder.texts(&open),
                        built_in: self.built_in.clone(),
                        written: self.written.clone(),
                        pending,
                        today,
                        // Beside a single file nothing is read.
                        cache: self.cache.clone().filter(|_| folder.lists),
                        token,
                    },
                    self.events.clone(),
                    self.outbox.clone(),
                    &self.session,
                );
            }
        }
        for at in 0..self.folders.len() {
            let folder = &mut self.folders[at];
            if folder.unsettled
                && !folder.diagnosing
                && let Some(snapshot) = folder.snapshot()
            {
                folder.unsettled = false;
                folder.diagnosing = true;
                let path = folder.path.clone();
                let session = self.session.in_project(&snapshot);
                let context = Context::new(
                    snapshot,
                    None,
                    session,
                    self.outbox.clone(),
                    Token::default(),
                    self.uris.clone(),
                );
                let events = self.events.clone();
                self.workers
                    .run(move || work::diagnose(path, context, &events));
            }
        }
        self.tell();
    }

    /// All that is open, in whatever folder.
    fn all_open(&self) -> Vec<Arc<OpenDocument>> {
        let folders = self.folders.iter();
        folders
            .flat_map(|folder| folder.open.values().cloned())
            .collect()
    }

    pub(super) fn indexed(
        &mut self,
        path: &Path,
        index: Option<Arc<Index>>,
        last: Option<FxHashSet<PathBuf>>,
    ) {
        let Some(folder) = self.folder_mut(path) else {
            return;
        };
        let index_came = index.is_some();
        // What was begun before the configuration changed is read anew.
        let index = index.filter(|_| !folder.pending.configuration || folder.index.is_none());
        if last.is_some() {
            let underway = folder.reading.take();
            let counts = index.is_some() || !index_came;
            folder.note_read(underway.map_or(0, |reading| reading.edits), counts);
        }
        if let Some(index) = index {
            folder.set_index(index);
        }
        if let Some(open) = &last {
            // What was opened in the meantime may be a document that is not on disk.
            let index = folder.index.as_ref();
            let is_known = |path: &Path| index.is_some_and(|index| index.index_of(path).is_some());
            let missed =
                { folder.open.keys() }.filter(|path| !open.contains(*path) && !is_known(path));
            folder.pending.files.extend(missed.cloned());
        }
        let last = last.is_some();
        self.adopt(path);
        self.watch_outside(path);
        let Some(folder) = self.folder_mut(path) else {
            return;
        };
        let failed = last && folder.index.is_none();
        let waiting = match folder.index.is_some() || failed {
            true => std::mem::take(&mut folder.waiting),
            false => Vec::new(),
        };
        for question in waiting {
            match failed {
                true => (question.answer)(Ok(Vec::new())),
                false => self.question(question),
            }
        }
        self.to_tell.all |= last;
    }

    /// The documents that are open in the folder at a path, where they are read against this index.
    pub(super) fn read_against(
        &mut self,
        path: &Path,
        index: &Arc<Index>,
    ) -> Vec<Arc<OpenDocument>> {
        let folder = self.folder_mut(path);
        let folder = folder.filter(|folder| {
            let own = folder.index.as_ref();
            own.is_some_and(|own| Arc::ptr_eq(own, index))
        });
        folder.map_or_else(Vec::new, |folder| folder.open.values().cloned().collect())
    }

    pub(super) fn diagnosed(&mut self, path: &Path, made: Option<(Vec<Publication>, u64)>) {
        let Some(at) = self.folders.iter().position(|folder| folder.path == path) else {
            return;
        };
        let folder = &mut self.folders[at];
        folder.diagnosing = false;
        if std::mem::take(&mut folder.has_grown) {
            self.workers.run(memory::give_back);
        }
        let Some((publications, coverage)) = made else {
            return;
        };
        let told = std::mem::replace(&mut folder.coverage, coverage);
        // Open or not: of a guideline or a configuration that was mended there is nothing to tell.
        let is_over = |path: &PathBuf| !publications.iter().any(|it| it.path == *path);
        let over: Vec<PathBuf> = folder
            .published
            .keys()
            .filter(|it| is_over(it))
            .cloned()
            .collect();
        for path in over {
            self.folders[at].published.remove(&path);
            if let Some(uri) = self.uri(&path) {
                self.outbox.publish(uri, None, Vec::new());
            }
        }
        for publication in publications {
            let folder = &mut self.folders[at];
            let open = folder.open.get(&publication.path).map(|open| open.version);
            if publication.version.is_some() && publication.version != open {
                folder.unsettled = true;
                continue;
            }
            // Each version of an open document is told of, also when nothing is found in it as before.
            let shows = (publication.version, publication.fingerprint);
            let same = match folder.published.get(&publication.path) {
                Some(shown) => *shown == shows,
                None => publication.diagnostics.is_empty() && publication.version.is_none(),
            };
            if same {
                continue;
            }
            folder.published.insert(publication.path.clone(), shows);
            if let Some(uri) = self.uri(&publication.path) {
                self.outbox
                    .publish(uri, publication.version, publication.diagnostics);
            }
        }
        if told != coverage {
            self.to_tell.coverage = true;
        }
    }
}
