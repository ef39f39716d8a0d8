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

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tower_lsp_server::ls_types::{
    FileChangeType, FileEvent, InitializeParams, InitializeResult, ServerInfo, Uri,
};

use super::abilities::Abilities;
use super::context::{Context, Session, Subject};
use super::event::{About, Event, Publication, Question};
use super::folder::Folder;
use super::outbox::Outbox;
use super::settings::Settings;
use super::token::{Stop, Token};
use super::{capabilities, log, memory, parent, place, tasks, work};
use crate::locale::Locale;
use crate::workspace::{
    Index, OpenDocument, Snapshot, configuration, environment_locale, untitled,
};

/// How long the state waits after an edit of a guideline or configuration before it reads
/// everything against it anew.
const REST: Duration = Duration::from_millis(300);

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
        }
    }

    fn take(&mut self, event: Event) {
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
            Event::Settings(settings) => self.set_settings(settings),
            Event::Question(question) => self.question(question),
            Event::Indexed {
                folder,
                index,
                last,
            } => self.indexed(&folder, index, last),
            Event::Diagnosed {
                folder,
                publications,
                coverage,
            } => self.diagnosed(&folder, publications, coverage),
            Event::Rested { folder, file } => {
                if let Some(folder) = self.folder_mut(&folder) {
                    folder.note_changed(&file);
                }
            }
            Event::ProgressCancelled => {
                for folder in &self.folders {
                    if let Some((reading, _)) = &folder.reading {
                        reading.stop(Stop::Cancelled);
                    }
                }
            }
        }
    }

    fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        let abilities = Abilities::of(&params.capabilities);
        let options = params.initialization_options.unwrap_or_default();
        let settings = Settings::read(&options);
        self.client_locale = match &params.locale {
            // English is what speakers of other languages are likelier to read.
            Some(tag) => Locale::of(tag).unwrap_or(Locale::En),
            None => environment_locale(),
        };
        if let Some(process) = params.process_id {
            parent::watch(process);
        }
        self.session = self.session_of(abilities, settings);
        let folders = params.workspace_folders.unwrap_or_default();
        #[allow(
            deprecated,
            reason = "older clients name one folder by its address alone"
        )]
        let root = params.root_uri.filter(|_| folders.is_empty());
        for uri in folders.iter().map(|folder| &folder.uri).chain(&root) {
            self.add_folder(uri);
        }
        InitializeResult {
            capabilities: capabilities::announced(&self.session),
            server_info: Some(ServerInfo {
                name: "shishin".to_string(),
                version: Some(env!("CARGO_PKG_VERSION").to_string()),
            }),
            offset_encoding: None,
        }
    }

    fn session_of(&self, abilities: Abilities, settings: Settings) -> Arc<Session> {
        let locale = settings.locale.unwrap_or(self.client_locale);
        Arc::new(Session {
            rule_pages: super::built_in::rule_pages(&super::built_in::folder(), locale),
            locale,
            abilities,
            settings,
            shown_tokens: self.session.shown_tokens.clone(),
        })
    }

    fn initialized(&mut self) {
        tasks::register(&self.outbox, &self.session);
        if self.session.abilities.configuration {
            tasks::fetch_settings(&self.outbox, &self.events);
        }
        if !self.session.abilities.watches_files {
            self.watcher = super::watch::Watcher::start(self.events.clone());
            self.watch();
        }
    }

    fn watch(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            let listed = self.folders.iter().filter(|folder| folder.lists);
            listed.for_each(|folder| watcher.watch(&folder.path));
        }
    }

    /// The client sent settings along, or says no more than that they changed.
    fn settings_changed(&mut self, sent: &serde_json::Value) {
        match sent.get("shishin").filter(|section| section.is_object()) {
            Some(section) => self.set_settings(Settings::read(section)),
            None if self.session.abilities.configuration => {
                tasks::fetch_settings(&self.outbox, &self.events);
            }
            None => {}
        }
    }

    fn set_settings(&mut self, settings: Settings) {
        if settings == self.session.settings {
            return;
        }
        self.session = self.session_of(self.session.abilities.clone(), settings);
        for folder in &mut self.folders {
            folder.unsettled = true;
            folder.published.clear();
        }
        tasks::refresh(&self.outbox, &self.session);
    }

    // Folders.

    fn add_folder(&mut self, uri: &Uri) {
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

    fn remove_folder(&mut self, uri: &Uri) {
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
    fn settle_in(&mut self) {
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
    fn folder_for(&mut self, path: &Path) -> &mut Folder {
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

    fn folder_mut(&mut self, path: &Path) -> Option<&mut Folder> {
        self.folders.iter_mut().find(|folder| folder.path == path)
    }

    // Files.

    /// The path by which an address is known here.
    fn path_of(&self, uri: &Uri) -> Option<PathBuf> {
        place::path_of(uri).or_else(|| self.untitled.get(uri).cloned())
    }

    /// The path that stands for a document without a file: it belongs to the first folder that was
    /// opened, as editors will offer to save it there.
    fn place_of_untitled(&self, uri: &Uri) -> PathBuf {
        let folders = &self.folders;
        let first = folders.iter().find(|folder| folder.lists);
        let first = first.or(folders.first()).map(|folder| &folder.path);
        first
            .map_or(Path::new("/"), PathBuf::as_path)
            .join(untitled::name(uri.path().as_str()))
    }

    fn opened(&mut self, uri: Uri, language: &str, version: i32, text: &str) {
        if language == "markdown" && place::is_untitled(&uri) {
            let path = self.place_of_untitled(&uri);
            self.untitled.insert(uri.clone(), path);
        }
        let Some(path) = self.path_of(&uri) else {
            return;
        };
        Arc::make_mut(&mut self.uris).insert(path.clone(), uri);
        self.make_stale(&path);
        let folder = self.folder_for(&path);
        folder.put(OpenDocument::new(path.clone(), version, text));
        folder.has_grown = true;
        let Some(index) = &folder.index else {
            return;
        };
        if index.is_configuration(&path) {
            self.read_configuration_soon(&path);
        } else if index.complete && index.index_of(&path).is_none() {
            folder.pending.files.insert(path);
        }
    }

    fn edited(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: &[tower_lsp_server::ls_types::TextDocumentContentChangeEvent],
    ) {
        let Some(path) = self.path_of(uri) else {
            return;
        };
        self.make_stale(&path);
        let encoding = self.session.encoding();
        let folder = self.folder_for(&path);
        let Some(document) = folder.open.get(&path) else {
            log::line(&format!("an edit of {}, which is not open", uri.as_str()));
            return;
        };
        let mut buffer = document.buffer.clone();
        place::apply(&mut buffer, changes, encoding);
        let edited = document.edited(version, buffer);
        folder.put(edited);
        let index = folder.index.as_ref();
        if index.is_some_and(|index| index.is_configuration(&path)) {
            self.read_configuration_soon(&path);
        }
    }

    fn saved(&mut self, uri: &Uri) {
        let changed = FileEvent::new(uri.clone(), FileChangeType::CHANGED);
        self.files_changed(&[changed]);
    }

    fn closed(&mut self, uri: &Uri) {
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
        if was_shown && !is_configuration {
            self.outbox.publish(uri.clone(), None, Vec::new());
        }
        if is_forgotten {
            self.folders.retain(|other| other.path != folder);
        }
    }

    /// Reads a file that is no document anew once nobody has typed for a while.
    fn read_configuration_soon(&mut self, path: &Path) {
        let folder = self.folder_for(path).path.clone();
        let file = path.to_path_buf();
        let events = self.events.clone();
        tokio::spawn(async move {
            tokio::time::sleep(REST).await;
            // The state outlives its tasks but for the end of the process.
            let _ = events.send(Event::Rested { folder, file });
        });
    }

    fn files_changed(&mut self, changes: &[FileEvent]) {
        for change in changes {
            let Some(path) = place::path_of(&change.uri) else {
                continue;
            };
            let came_or_went = change.typ != FileChangeType::CHANGED;
            for folder in &mut self.folders {
                if folder.index.is_none() {
                    continue;
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

    // Questions.

    fn make_stale(&mut self, path: &Path) {
        for token in self.asked.remove(path).unwrap_or_default() {
            token.stop(Stop::Stale);
        }
    }

    fn question(&mut self, question: Question) {
        let about = match &question.about {
            About::File(uri) | About::Projects(Some(uri)) => self.path_of(uri),
            About::Projects(None) => None,
        };
        match (&question.about, about) {
            (About::File(_) | About::Projects(Some(_)), None) => (question.answer)(Ok(Vec::new())),
            (About::File(_), Some(path)) => {
                let asked = self.asked.entry(path.clone()).or_default();
                asked.retain(|token| !token.is_settled());
                asked.push(question.token.clone());
                self.ask_about(&path, question);
            }
            (About::Projects(Some(_)), Some(path)) => self.ask_about(&path, question),
            (About::Projects(None), _) => {
                // The first that is not read yet keeps the question until it is.
                match self.folders.iter_mut().find(|folder| folder.is_unread()) {
                    Some(folder) => folder.waiting.push(question),
                    None => {
                        let snapshots: Vec<Snapshot> = self
                            .folders
                            .iter_mut()
                            .filter_map(Folder::snapshot)
                            .collect();
                        self.answer(question, snapshots, None);
                    }
                }
            }
        }
    }

    fn ask_about(&mut self, path: &Path, question: Question) {
        let file = matches!(question.about, About::File(_));
        // A guideline's file may lie outside of every folder; the project that reads it answers.
        let reads = |folder: &Folder| {
            let index = folder.index.as_ref();
            index.is_some_and(|index| index.is_guideline_file(path))
        };
        let reader = self
            .folders
            .iter()
            .position(|folder| folder.lists && reads(folder));
        let folder = match reader {
            Some(at) => &mut self.folders[at],
            None => self.folder_for(path),
        };
        let snapshot = folder.snapshot();
        match snapshot.filter(|_| !folder.awaits(path)) {
            None => folder.waiting.push(question),
            Some(snapshot) => self.answer(question, vec![snapshot], file.then_some(path)),
        }
    }

    fn answer(&self, question: Question, snapshots: Vec<Snapshot>, path: Option<&Path>) {
        let contexts = snapshots.into_iter().map(|snapshot| {
            let subject = path.map(|path| self.subject(path, &snapshot));
            let session = self.session.in_project(&snapshot);
            Context::new(
                snapshot,
                subject,
                session,
                self.outbox.clone(),
                question.token.clone(),
                self.uris.clone(),
            )
        });
        let contexts: Vec<Context> = contexts.collect();
        self.workers.run(move || {
            let wanted = match question.token.stopped() {
                None => Ok(contexts),
                Some(stop) => Err(stop),
            };
            (question.answer)(wanted);
        });
    }

    /// A file may be open in another folder than the one whose project reads it.
    fn subject(&self, path: &Path, snapshot: &Snapshot) -> Subject {
        let mut subject = Subject::of(path, snapshot);
        if subject.open.is_none() {
            let open = self.folders.iter().find_map(|folder| folder.open.get(path));
            subject.open = open.cloned();
        }
        subject
    }

    // Work.

    /// Starts the work that is due.
    fn settle(&mut self) {
        let today = jiff::Zoned::now().date();
        for folder in &mut self.folders {
            let index = folder.index.as_ref();
            if index.is_some_and(|index| index.knowledge.today != today) {
                folder.pending.configuration = true;
            }
            if folder.reading.is_none() && !folder.pending.is_empty() {
                let pending = std::mem::take(&mut folder.pending);
                let token = Token::default();
                folder.reading = Some((token.clone(), pending.files.clone()));
                work::read(
                    work::Reading {
                        folder: folder.path.clone(),
                        lists: folder.lists,
                        previous: folder.index.clone(),
                        open: folder.texts(),
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
    }

    fn indexed(
        &mut self,
        path: &Path,
        index: Option<Arc<Index>>,
        last: Option<FxHashSet<PathBuf>>,
    ) {
        let Some(folder) = self.folder_mut(path) else {
            return;
        };
        if let Some(open) = &last {
            folder.reading = None;
            // What was opened in the meantime may be a document that is not on disk.
            let missed = folder.open.keys().filter(|path| !open.contains(*path));
            folder.pending.files.extend(missed.cloned());
        }
        let last = last.is_some();
        // What was begun before the configuration changed is read anew.
        if let Some(index) =
            index.filter(|_| !folder.pending.configuration || folder.index.is_none())
        {
            folder.set_index(index);
        }
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
        if last {
            tasks::refresh(&self.outbox, &self.session);
        }
    }

    fn diagnosed(&mut self, path: &Path, publications: Vec<Publication>, coverage: u64) {
        let hears = self.session.abilities.hears_of_coverage;
        let Some(at) = self.folders.iter().position(|folder| folder.path == path) else {
            return;
        };
        let folder = &mut self.folders[at];
        folder.diagnosing = false;
        if std::mem::take(&mut folder.has_grown) {
            self.workers.run(memory::give_back);
        }
        let told = std::mem::replace(&mut folder.coverage, coverage);
        let is_over = |path: &PathBuf| {
            !folder.open.contains_key(path) && !publications.iter().any(|it| it.path == *path)
        };
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
            if hears {
                self.outbox.coverage_changed();
            }
            tasks::refresh_lenses(&self.outbox, &self.session);
        }
    }

    fn uri(&self, path: &Path) -> Option<Uri> {
        self.uris.get(path).cloned().or_else(|| place::uri_of(path))
    }
}
