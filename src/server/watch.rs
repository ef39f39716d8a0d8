//! Watches files for clients that cannot.

use std::path::Path;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp_server::ls_types::{FileChangeType, FileEvent};

use super::event::Event;
use super::{log, place};

/// Watches folders and tells the state what changes in them.
pub struct Watcher {
    watcher: RecommendedWatcher,
}

impl Watcher {
    /// A watcher of nothing yet; `None` where the system has no such thing.
    pub fn start(events: UnboundedSender<Event>) -> Option<Watcher> {
        let tell = move |event: notify::Result<notify::Event>| {
            let event = match event {
                Ok(event) => event,
                Err(error) => return log::line(&format!("watching files: {error}")),
            };
            let kind = match event.kind {
                EventKind::Create(_) => FileChangeType::CREATED,
                EventKind::Remove(_) => FileChangeType::DELETED,
                // A file that was renamed has gone from one place and come to another.
                EventKind::Modify(notify::event::ModifyKind::Name(_)) => FileChangeType::CREATED,
                EventKind::Modify(_) => FileChangeType::CHANGED,
                _ => return,
            };
            let paths = event.paths.iter();
            let changes = paths.filter_map(|path| Some(FileEvent::new(place::uri_of(path)?, kind)));
            // The state outlives the watcher but for the end of the process.
            let _ = events.send(Event::FilesChanged(changes.collect()));
        };
        match notify::recommended_watcher(tell) {
            Ok(watcher) => Some(Watcher { watcher }),
            Err(error) => {
                log::alarm(&format!("files cannot be watched: {error}"));
                None
            }
        }
    }

    /// Watches a folder and all in it.
    pub fn watch(&mut self, folder: &Path) {
        self.watch_as(folder, RecursiveMode::Recursive);
    }

    /// Watches a file, and what lies beside it: editors write a new file and put it in the old one's place.
    pub fn watch_file(&mut self, file: &Path) {
        if let Some(folder) = file.parent() {
            self.watch_as(folder, RecursiveMode::NonRecursive);
        }
    }

    fn watch_as(&mut self, folder: &Path, mode: RecursiveMode) {
        if let Err(error) = self.watcher.watch(folder, mode) {
            log::alarm(&format!("{} cannot be watched: {error}", folder.display()));
        }
    }
}
