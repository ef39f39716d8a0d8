//! The folders of the workspace, and which of them a file belongs to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp_server::ls_types::Uri;

use super::State;
use crate::server::event::Question;
use crate::server::folder::Folder;
use crate::server::{place, tasks, watch};
use crate::workspace::{OpenDocument, configuration};

impl State {
    pub(super) fn watch(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            let listed = self.folders.iter().filter(|folder| folder.lists);
            listed.for_each(|folder| watcher.watch(&folder.path));
        }
    }

    /// Watches the files outside of the workspace by which the documents of the folder at a path are read.
    pub(super) fn watch_outside(&mut self, folder: &Path) {
        let folders = self.folders.iter();
        let index = { folders.clone() }
            .find(|one| one.path == folder && one.lists)
            .and_then(|one| one.index.clone());
        let Some(index) = index else {
            return;
        };
        for path in index.files_outside() {
            let is_inside = |one: &Folder| one.lists && path.starts_with(&one.path);
            if self.folders.iter().any(is_inside) || self.watched_outside.contains(path) {
                continue;
            }
            self.watched_outside.insert(path.to_path_buf());
            if self.session.abilities.watches_outside {
                tasks::watch_outside(&self.outbox, path);
                continue;
            }
            if self.watcher.is_none() {
                self.watcher = watch::Watcher::start(self.events.clone());
            }
            if let Some(watcher) = &mut self.watcher {
                watcher.watch_file(path);
            }
        }
    }

    pub(super) fn add_folder(&mut self, uri: &Uri) {
        let Some(path) = place::path_of(uri) else {
            return;
        };
        if self
            .folders
            .iter()
            .any(|folder| folder.path == path && folder.lists)
        {
            return;
        }
        self.folders.push(Folder::new(path, true));
        self.watch();
        self.settle_in();
    }

    pub(super) fn remove_folder(&mut self, uri: &Uri) {
        let Some(path) = place::path_of(uri) else {
            return;
        };
        let is_removed = |folder: &Folder| folder.path == path && folder.lists;
        let Some(at) = self.folders.iter().position(is_removed) else {
            return;
        };
        let removed = self.folders.remove(at);
        for path in removed.published.keys() {
            if let Some(uri) = self.uri(path) {
                self.outbox.publish(uri, None, Vec::new());
            }
        }
        for document in removed.open.into_values() {
            self.folder_for(&document.path).put(document.renewed());
        }
        self.ask_again(removed.waiting);
    }

    /// Forgets folders, and gives the questions that wait in them.
    pub(super) fn leave(&mut self, is_left: impl Fn(&Folder) -> bool) -> Vec<Question> {
        let left = self.folders.extract_if(.., |folder| is_left(folder));
        left.flat_map(|folder| folder.waiting).collect()
    }

    /// Asks questions again whose folder has gone.
    fn ask_again(&mut self, questions: Vec<Question>) {
        for question in questions {
            self.question(question);
        }
    }

    /// Moves what is open into the folders that it belongs to now.
    pub(super) fn settle_in(&mut self) {
        let mut open: Vec<Arc<OpenDocument>> = Vec::new();
        for folder in &mut self.folders {
            open.extend(std::mem::take(&mut folder.open).into_values());
        }
        let waiting = self.leave(|folder| !folder.lists);
        for document in open {
            self.folder_for(&document.path).put(document.renewed());
        }
        self.ask_again(waiting);
    }

    /// Moves what lies in no folder of the workspace, and is open, to the one at `reader`, whose documents are read by
    /// it: there it counts as it is in the editor.
    pub(super) fn adopt(&mut self, reader: &Path) {
        let Some(at) = self.folders.iter().position(|folder| folder.path == reader) else {
            return;
        };
        let Some(index) = self.folders[at]
            .index
            .clone()
            .filter(|_| self.folders[at].lists)
        else {
            return;
        };
        let (mut adopted, mut waiting) = (Vec::new(), Vec::new());
        let mut was_shown = Vec::new();
        for folder in self.folders.iter_mut().filter(|folder| !folder.lists) {
            let read = folder.open.keys().filter(|path| index.reads(path));
            let read: Vec<PathBuf> = read.cloned().collect();
            let is_left = !read.is_empty() && read.len() == folder.open.len();
            for path in read {
                adopted.extend(folder.take(&path));
                was_shown.extend(folder.published.remove(&path).map(|_| path));
            }
            if is_left {
                waiting.append(&mut folder.waiting);
            }
        }
        if adopted.is_empty() {
            return;
        }
        self.folders
            .retain(|folder| folder.lists || !folder.open.is_empty() || !folder.waiting.is_empty());
        let Some(folder) = self.folder_mut(reader) else {
            return;
        };
        for document in adopted {
            folder.note_changed(&document.path);
            folder.put(document.renewed());
        }
        for uri in was_shown.iter().filter_map(|path| self.uri(path)) {
            self.outbox.publish(uri, None, Vec::new());
        }
        self.ask_again(waiting);
    }

    /// Where a file is open already; else the innermost folder around a path; for a file in none the one that reads it,
    /// or a folder of its own.
    pub(super) fn folder_for(&mut self, path: &Path) -> &mut Folder {
        let holder = { self.folders.iter() }.position(|folder| folder.open.contains_key(path));
        if let Some(at) = holder {
            return &mut self.folders[at];
        }
        let around = |folder: &Folder| path.starts_with(&folder.path);
        let innermost = (0..self.folders.len())
            .filter(|&at| around(&self.folders[at]))
            .max_by_key(|&at| {
                (
                    self.folders[at].path.as_os_str().len(),
                    self.folders[at].lists,
                )
            });
        let listed = innermost.filter(|&at| self.folders[at].lists);
        let reads = |folder: &Folder| folder.lists && folder.reads(path);
        let reader = || { self.folders.iter() }.position(reads);
        let at = listed.or_else(reader).or(innermost);
        let at = at.unwrap_or_else(|| {
            let parent = path.parent().unwrap_or(path);
            let configured =
                configuration::find(parent).and_then(|file| file.parent().map(Path::to_path_buf));
            let (path, lists) = match configured {
                Some(root) => (root, true),
                None => (parent.to_path_buf(), false),
            };
            self.folders.push(Folder::new(path, lists));
            self.folders.len() - 1
        });
        &mut self.folders[at]
    }

    pub(super) fn folder_mut(&mut self, path: &Path) -> Option<&mut Folder> {
        self.folders.iter_mut().find(|folder| folder.path == path)
    }
}
