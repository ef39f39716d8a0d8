//! What is open, and what changes on disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tower_lsp_server::ls_types::{FileChangeType, FileEvent, TextDocumentContentChangeEvent, Uri};

use super::State;
use crate::server::event::Event;
use crate::server::inlet::numbering;
use crate::server::{log, place};
use crate::workspace::{OpenDocument, untitled};

/// How long the state waits after an edit of a guideline or configuration before it reads
/// everything against it anew.
const REST: Duration = Duration::from_millis(300);

impl State {
    /// The path by which an address is known here.
    pub(super) fn path_of(&self, uri: &Uri) -> Option<PathBuf> {
        place::path_of(uri).or_else(|| self.untitled.get(uri).cloned())
    }

    /// The path that stands for a document without a file: it belongs to the first folder that was
    /// opened, as editors will offer to save it there.
    pub(super) fn place_of_untitled(&self, uri: &Uri) -> PathBuf {
        let folders = &self.folders;
        let first = folders.iter().find(|folder| folder.lists);
        let first = first.or(folders.first()).map(|folder| &folder.path);
        first
            .map_or(Path::new("/"), PathBuf::as_path)
            .join(untitled::name(uri.path().as_str()))
    }

    pub(super) fn opened(&mut self, uri: Uri, language: &str, version: i32, text: &str) {
        if language == "markdown" && place::is_untitled(&uri) {
            let path = self.place_of_untitled(&uri);
            self.untitled.insert(uri.clone(), path);
        }
        let Some(path) = self.path_of(&uri) else {
            log::line(&format!(
                "{} was opened, which is no file of this machine",
                uri.as_str()
            ));
            return;
        };
        Arc::make_mut(&mut self.uris).insert(path.clone(), uri);
        self.make_stale(&path);
        let folder = self.folder_for(&path);
        folder.put(OpenDocument::new(path.clone(), version, text));
        folder.has_grown = true;
        match &folder.index {
            // A reading that has begun goes by what is on disk.
            None if folder.reading.is_some() => _ = folder.edited_early.insert(path.clone()),
            None => {}
            Some(index) if index.is_configuration(&path) => {}
            Some(index) if index.complete && index.index_of(&path).is_none() => {
                folder.pending.files.insert(path.clone());
            }
            Some(_) => {}
        }
        self.read_soon_what_depends_on(&path);
    }

    pub(super) fn edited(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) {
        let Some(path) = self.path_of(uri) else {
            log::line(&format!(
                "an edit of {}, which is no file of this machine",
                uri.as_str()
            ));
            return;
        };
        let encoding = self.session.encoding();
        let folder = self.folder_for(&path);
        let Some(document) = folder.open.get(&path) else {
            log::line(&format!("an edit of {}, which is not open", uri.as_str()));
            return;
        };
        let version = numbering::following(version, document.version);
        let mut buffer = document.buffer.clone();
        place::apply(&mut buffer, changes, encoding);
        // Editors also tell of edits that change nothing: what is being answered is still right.
        if buffer == document.buffer {
            let renumbered = document.renumbered(version);
            folder.put(renumbered);
            return;
        }
        let edited = document.edited(version, buffer);
        folder.put(edited);
        self.make_stale(&path);
        let folder = self.folder_for(&path);
        if folder.index.is_none() {
            folder.edited_early.insert(path.clone());
        }
        self.read_soon_what_depends_on(&path);
    }

    pub(super) fn saved(&mut self, uri: &Uri) {
        let changed = FileEvent::new(uri.clone(), FileChangeType::CHANGED);
        self.files_changed(&[changed]);
    }

    pub(super) fn closed(&mut self, uri: &Uri) {
        let Some(path) = self.path_of(uri) else {
            return;
        };
        self.untitled.remove(uri);
        self.make_stale(&path);
        Arc::make_mut(&mut self.uris).remove(&path);
        self.session.shown_tokens.forget(&path);
        let folder = self.folder_for(&path);
        if folder.take(&path).is_none() {
            return;
        }
        let is_configuration = folder.note_changed(&path);
        if !is_configuration {
            folder.pending.files.insert(path.clone());
        }
        let was_shown = folder.published.remove(&path).is_some();
        let is_forgotten = !folder.lists && folder.open.is_empty();
        let folder = folder.path.clone();
        let others = self.folders.iter_mut();
        for other in others.filter(|other| other.path != folder && other.reads(&path)) {
            other.note_changed(&path);
        }
        if was_shown && !is_configuration {
            self.outbox.publish(uri.clone(), None, Vec::new());
        }
        if is_forgotten {
            // What was asked about a file that is closed is answered by nothing.
            for question in self.leave(|other| other.path == folder) {
                (question.answer)(Ok(Vec::new()));
            }
        }
    }

    /// Reads a file that is no document anew once nobody has typed for a while: for the project that it lies in, and
    /// for each other that goes by it.
    fn read_soon_what_depends_on(&mut self, path: &Path) {
        let owner = self.folder_for(path);
        let text = owner.open.get(path).map(|open| open.buffer.clone());
        let owner = owner.path.clone();
        for folder in &mut self.folders {
            let is_owner = folder.path == owner;
            let depends = match &folder.index {
                Some(index) if is_owner => index.is_configuration(path),
                Some(index) => index.reads(path),
                // A reading that has begun goes by what is on disk.
                None if !is_owner && folder.reading.is_some() => {
                    folder.edited_early.insert(path.to_path_buf());
                    false
                }
                None => false,
            };
            if !depends || folder.has_read(path, text.as_ref()) {
                continue;
            }
            folder.edits += 1;
            let (folder, file, edit) = (folder.path.clone(), path.to_path_buf(), folder.edits);
            let events = self.events.clone();
            tokio::spawn(async move {
                tokio::time::sleep(REST).await;
                // The state outlives its tasks but for the end of the process.
                let _ = events.send(Event::Rested { folder, file, edit });
            });
        }
    }

    pub(super) fn files_changed(&mut self, changes: &[FileEvent]) {
        for change in changes {
            let Some(path) = place::path_of(&change.uri) else {
                continue;
            };
            let came_or_went = change.typ != FileChangeType::CHANGED;
            for folder in &mut self.folders {
                if folder.index.is_none() {
                    continue;
                }
                if came_or_went {
                    folder.note_moved(&path);
                }
                if !folder.note_changed(&path) && path.starts_with(&folder.path) {
                    if came_or_went {
                        // A folder that came or went is told of as one; links may lead there now.
                        folder.pending.documents |= path.extension().is_none();
                        folder.renew();
                    }
                    folder.pending.files.insert(path.clone());
                }
            }
        }
    }
}
