//! Questions: who answers them with which snapshot, and when an answer is no longer wanted.

use std::path::Path;

use super::State;
use crate::server::context::{Context, Subject};
use crate::server::event::{About, Question};
use crate::server::folder::Folder;
use crate::server::token::Stop;
use crate::workspace::Snapshot;

impl State {
    pub(super) fn make_stale(&mut self, path: &Path) {
        for token in self.asked.remove(path).unwrap_or_default() {
            token.stop(Stop::Stale);
        }
    }

    pub(super) fn question(&mut self, question: Question) {
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

    pub(super) fn ask_about(&mut self, path: &Path, question: Question) {
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
        let own = self.folder_for(path);
        let folder = match reader {
            Some(at) if !reads(own) => &mut self.folders[at],
            _ => self.folder_for(path),
        };
        let snapshot = folder.snapshot();
        match snapshot.filter(|_| !folder.awaits(path)) {
            None => folder.waiting.push(question),
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
