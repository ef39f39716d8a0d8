//! The state: one task that owns all that changes.
//!
//! Events come in the order in which they were sent, and each is dealt with at once: nothing is
//! read, parsed or waited for here. What takes time goes to workers with a [`Snapshot`], and
//! comes back as an event. A handler has either the state or a snapshot, never both.
//!
//! Races, and who wins: what is open wins over what is on disk, also when the file is deleted;
//! an index that was begun before the configuration changed is dropped when it arrives; findings
//! that are about an older version of a document are dropped, since newer ones are on the way.

#![allow(
    clippy::disallowed_methods,
    reason = "the state looks at the calendar and at the disk's layout"
)]

mod files;
mod findings;
mod folders;
mod questions;
mod quiet;
mod session;
mod telling;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tower_lsp_server::ls_types::Uri;

use super::abilities::Abilities;
use super::context::Session;
use super::event::Event;
use super::folder::Folder;
use super::outbox::Outbox;
use super::settings::Settings;
use super::token::{Stop, Token};
use super::{place, work};
use crate::locale::Locale;

/// Who owns all that changes.
pub struct State {
    events: UnboundedSender<Event>,
    outbox: Outbox,
    workers: Arc<work::Workers>,
    session: Arc<Session>,
    /// The client's own language, for when its settings name none.
    client_locale: Locale,
    built_in: Arc<[(String, PathBuf)]>,
    /// The folder that files for editors are written below.
    written: PathBuf,
    folders: Vec<Folder>,
    uris: Arc<FxHashMap<PathBuf, Uri>>,
    /// The questions about a file that are being answered.
    asked: FxHashMap<PathBuf, Vec<Token>>,
    /// What is open and not on disk, by address: the paths that stand for them.
    untitled: FxHashMap<Uri, PathBuf>,
    /// Where what was found in documents is kept from one run to the next, if anywhere.
    cache: Option<PathBuf>,
    /// Watches files for clients that cannot.
    watcher: Option<super::watch::Watcher>,
    /// The files outside of all folders that are watched, since documents are read by them.
    watched_outside: FxHashSet<PathBuf>,
    /// What the client is to be told to ask for again.
    to_tell: telling::ToTell,
    /// Whether anything happens.
    stir: quiet::Stir,
    /// What is wrong in the user's settings, as far as they have been told.
    complaints: session::Complaints,
}

impl State {
    /// The state before the client has introduced itself. Files for the editor go below `files`.
    pub fn new(
        events: UnboundedSender<Event>,
        outbox: Outbox,
        files: &Path,
        cache: Option<PathBuf>,
    ) -> State {
        State {
            events,
            outbox,
            workers: Arc::new(work::Workers::new()),
            session: Arc::new(Session {
                abilities: Abilities::of(&Default::default()),
                settings: Settings::default(),
                locale: Locale::default(),
                rule_pages: PathBuf::new(),
                shown_tokens: Arc::default(),
            }),
            client_locale: Locale::default(),
            built_in: super::built_in::write_out(files).into(),
            written: files.to_path_buf(),
            folders: Vec::new(),
            uris: Arc::default(),
            asked: FxHashMap::default(),
            untitled: FxHashMap::default(),
            cache,
            watcher: None,
            watched_outside: FxHashSet::default(),
            to_tell: telling::ToTell::default(),
            stir: quiet::Stir::default(),
            complaints: session::Complaints::default(),
        }
    }

    /// Deals with events until nobody sends any more.
    pub async fn run(mut self, mut events: UnboundedReceiver<Event>) {
        while let Some(event) = events.recv().await {
            self.take(event);
            // A burst of edits is settled once.
            while let Ok(event) = events.try_recv() {
                self.take(event);
            }
            self.settle();
            self.await_quiet();
        }
    }

    fn take(&mut self, event: Event) {
        self.stir.happened += u64::from(!matches!(event, Event::Quiet));
        match event {
            Event::Initialize(params, reply) => {
                // A client that went away in the meantime needs no answer.
                let _ = reply.send(Ok(self.initialize(*params)));
            }
            Event::Initialized => self.initialized(),
            Event::Opened {
                uri,
                language,
                version,
                text,
            } => self.opened(uri, &language, version, &text),
            Event::Changed {
                uri,
                version,
                changes,
            } => self.edited(&uri, version, &changes),
            Event::Saved(uri) => self.saved(&uri),
            Event::Closed(uri) => self.closed(&uri),
            Event::FilesChanged(changes) => self.files_changed(&changes),
            Event::FoldersChanged(change) => {
                for folder in change.removed {
                    self.remove_folder(&folder.uri);
                }
                for folder in change.added {
                    self.add_folder(&folder.uri);
                }
            }
            Event::SettingsChanged(settings) => self.settings_changed(&settings),
            Event::Settings(settings) => self.set_settings(&settings),
            Event::Question(question) => self.question(question),
            Event::Prepared { folder, index } => self.indexed(&folder, Some(index), None),
            Event::Reading {
                folder,
                index,
                open,
            } => {
                // Nobody waits for it where the reading has been given up.
                let _ = open.send(self.read_against(&folder, &index));
            }
            Event::Indexed {
                folder,
                index,
                open,
            } => self.indexed(&folder, index, Some(open)),
            Event::Diagnosed { folder, made } => self.diagnosed(&folder, made),
            Event::Rested { folder, file, edit } => {
                if let Some(folder) = self.folder_mut(&folder) {
                    folder.note_rested(&file, edit);
                }
            }
            Event::Waited { folder } => self.waited(&folder),
            Event::ToldBefore => self.to_tell.rests = false,
            Event::Quiet => self.quiet(),
            Event::ProgressCancelled => {
                for folder in &self.folders {
                    if let Some(reading) = &folder.reading {
                        reading.token.stop(Stop::Cancelled);
                    }
                }
            }
        }
    }

    fn uri(&self, path: &Path) -> Option<Uri> {
        self.uris.get(path).cloned().or_else(|| place::uri_of(path))
    }
}
