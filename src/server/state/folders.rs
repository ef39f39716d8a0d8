//! The folders of the workspace, and which of them a file belongs to.

use std::path::Path;
use std::sync::Arc;

use tower_lsp_server::ls_types::Uri;

use super::State;
use crate::server::folder::Folder;
use crate::server::place;
use crate::workspace::{OpenDocument, configuration};

impl State {
    pub(super) fn watch(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            let listed = self.folders.iter().filter(|folder| folder.lists);
            listed.for_each(|folder| watcher.watch(&folder.path));
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
        self.folders.retain(|folder| folder.path != path);
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
        for question in removed.waiting {
            self.question(question);
        }
    }

    /// Moves what is open into the folders that it belongs to now.
    pub(super) fn settle_in(&mut self) {
        let mut open: Vec<Arc<OpenDocument>> = Vec::new();
        for folder in &mut self.folders {
            open.extend(std::mem::take(&mut folder.open).into_values());
        }
        self.folders.retain(|folder| folder.lists);
        for document in open {
            self.folder_for(&document.path).put(document.renewed());
        }
    }

    /// The innermost folder around a path; a folder of its own for a file in none.
    pub(super) fn folder_for(&mut self, path: &Path) -> &mut Folder {
        let around = |folder: &Folder| path.starts_with(&folder.path);
        let innermost = (0..self.folders.len())
            .filter(|&at| around(&self.folders[at]))
            .max_by_key(|&at| {
                (
                    self.folders[at].path.as_os_str().len(),
                    self.folders[at].lists,
                )
            });
        let at = innermost.unwrap_or_else(|| {
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
