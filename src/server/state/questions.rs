//! Questions: who answers them with which snapshot, and when an answer is no longer wanted.

use std::path::Path;
use std::time::Duration;

use super::State;
use crate::server::context::{Context, Subject};
use crate::server::event::{About, Event, Question};
use crate::server::folder::Folder;
use crate::server::token::Stop;
use crate::workspace::Snapshot;

/// How long a question waits at most for an edit of a guideline or configuration to be read. Then it is answered by what
/// was read before, and the client is told to ask again once it is.
const PATIENCE: Duration = Duration::from_secs(3);

impl State {
    pub(super) fn make_stale(&mut self, path: &Path) {
        for token in self.asked.remove(path).unwrap_or_default() {
            token.stop(Stop::Stale);
        }
        for folder in &mut self.folders {
            let is_stopped = |question: &mut Question| question.token.stopped().is_some();
            for question in folder.waiting.extract_if(.., is_stopped) {
                let stop = question.token.stopped().unwrap_or(Stop::Stale);
                (question.answer)(Err(stop));
            }
        }
    }

    pub(super) fn question(&mut self, question: Question) {
        let about = match &question.about {
            About::File(uri) | About::Everywhere(uri) | About::Projects(Some(uri)) => {
                self.path_of(uri)
            }
            About::Projects(None) => None,
        };
        match (&question.about, about) {
            (About::File(_) | About::Everywhere(_) | About::Projects(Some(_)), None) => {
                (question.answer)(Ok(Vec::new()));
            }
            (About::File(_) | About::Everywhere(_), Some(path)) => {
                let asked = self.asked.entry(path.clone()).or_default();
                asked.retain(|token| !token.is_settled());
                asked.push(question.token.clone());
                self.ask_about(&path, question);
            }
            (About::Projects(Some(_)), Some(path)) => self.ask_about(&path, question),
            (About::Projects(None), _) => {
                // The first that is not read yet keeps the question until it is.
                let waits = question.waits;
                let is_unread = |folder: &Folder| folder.is_unread() || waits && folder.is_behind();
                match self.folders.iter().position(is_unread) {
                    Some(at) => self.keep(at, question),
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

    pub(super) fn ask_about(&mut self, path: &Path, question: Question) {
        let file = !matches!(question.about, About::Projects(_));
        let waits = question.waits;
        // What is said of it in a project that is not read yet would be left out.
        if matches!(question.about, About::Everywhere(_)) {
            let is_unread = |folder: &Folder| {
                folder.lists && (folder.is_unread() || waits && folder.is_behind())
            };
            if let Some(at) = self.folders.iter().position(is_unread) {
                return self.keep(at, question);
            }
        }
        // A guideline's file may lie outside of every folder; the project that reads it answers.
        let reads = |folder: &Folder| {
            let index = folder.index.as_ref();
            index.is_some_and(|index| index.is_guideline_file(path))
        };
        let reader = self
            .folders
            .iter()
            .position(|folder| folder.lists && reads(folder));
        let own = self.folder_for(path);
        let at = match reader {
            Some(at) if !reads(own) => at,
            _ => {
                let own = own.path.clone();
                let mut folders = self.folders.iter();
                folders
                    .position(|folder| folder.path == own)
                    .unwrap_or_default()
            }
        };
        let folder = &mut self.folders[at];
        let snapshot = folder.snapshot();
        let is_unread = folder.awaits(path) || waits && folder.is_behind();
        match snapshot.filter(|_| !is_unread) {
            None => self.keep(at, question),
            Some(snapshot) if file => {
                // A guideline's file may be read by other projects of the workspace as well.
                let asked = folder.path.clone();
                let others = self.folders.iter_mut();
                let others = others.filter(|other| other.lists && other.path != asked);
                let others = others.filter_map(Folder::snapshot);
                let snapshots = std::iter::once(snapshot).chain(others).collect();
                self.answer(question, snapshots, Some(path));
            }
            Some(snapshot) => self.answer(question, vec![snapshot], None),
        }
    }

    /// Keeps a question until the folder at a place has been read; where it can be answered by what was read before,
    /// no longer than [`PATIENCE`].
    fn keep(&mut self, at: usize, question: Question) {
        let folder = &mut self.folders[at];
        let is_timed = folder.waiting.iter().any(|waiting| waiting.waits);
        if question.waits && !is_timed && folder.index.is_some() {
            let (events, folder) = (self.events.clone(), folder.path.clone());
            tokio::spawn(async move {
                tokio::time::sleep(PATIENCE).await;
                // The state outlives its tasks but for the end of the process.
                let _ = events.send(Event::Waited { folder });
            });
        }
        folder.waiting.push(question);
    }

    /// Answers what has waited for a folder by what there is.
    pub(super) fn waited(&mut self, path: &Path) {
        let Some(folder) = self.folder_mut(path) else {
            return;
        };
        for mut question in std::mem::take(&mut folder.waiting) {
            question.waits = false;
            self.question(question);
        }
    }

    pub(super) fn answer(&self, question: Question, snapshots: Vec<Snapshot>, path: Option<&Path>) {
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
    pub(super) fn subject(&self, path: &Path, snapshot: &Snapshot) -> Subject {
        let mut subject = Subject::of(path, snapshot);
        if subject.open.is_none() {
            let open = self.folders.iter().find_map(|folder| folder.open.get(path));
            subject.open = open.cloned();
        }
        subject
    }
}
