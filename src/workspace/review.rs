//! All documents held against what was reviewed of them.

use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::check::Knowledge;
use super::{Progress, Project, Unreadable, documents, read_text};
use crate::document::UnitCache;
use crate::review::{Acceptance, Judged, Lock, Reading, Reviewed, State, document_key, said};
use crate::text::{Encoding, LineIndex};
use crate::wording::Field;

/// What came of holding documents against a lock file.
pub struct Review<'l> {
    /// The documents that were read, sorted by path.
    pub documents: Vec<ReviewedDocument<'l>>,
    /// Those that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Those outside of the project's folder, of which nothing can be kept.
    pub outside: Vec<PathBuf>,
    /// What was reviewed of documents that are no longer there, and did not move elsewhere.
    pub lost: Vec<&'l Reviewed>,
}

/// A document and its links.
pub struct ReviewedDocument<'l> {
    /// Relative to the project's folder.
    pub path: PathBuf,
    /// In the order of answers.
    pub links: Vec<ReviewedLink<'l>>,
    /// What was reviewed of answers that it no longer gives.
    pub gone: Vec<&'l Reviewed>,
}

/// A link and where it stands.
pub struct ReviewedLink<'l> {
    /// Whether it was reviewed.
    pub judged: Judged<'l>,
    /// The line, counted from one, on which the answer begins.
    pub line: u32,
    /// What the answer says, as a reader sees it.
    pub words: String,
    /// Its own status, owner and the like.
    pub labels: Vec<(Field, String)>,
    /// The same link in a document that is no longer there: it moved here as it was.
    pub moved_from: Option<&'l Reviewed>,
}

/// Holds the documents below `paths` against `lock`. `knowledge` is what documents are read with,
/// `given` the guideline files that are no documents.
///
/// # Errors
/// When one of `paths` does not exist.
pub fn review<'l>(
    project: &Project,
    paths: &[PathBuf],
    given: &[PathBuf],
    knowledge: &Knowledge,
    lock: &'l Lock,
    progress: &dyn Progress,
) -> Result<Review<'l>, Unreadable> {
    let found = documents::find(project, paths, given)?;
    let (unread, found) = (found.unread, found.documents);
    let limit = project.configuration.limits.file_size;
    progress.total(found.len());
    let read: Vec<Option<Result<_, Unreadable>>> = found
        .par_iter()
        .map_init(UnitCache::disabled, |cache, path| {
            let relative = knowledge.relative(path);
            let name = document_key(&relative)?;
            let text = read_text(path, limit);
            progress.advance();
            Some(text.map(|text| document(relative, &name, &text, knowledge, lock, cache)))
        })
        .collect();
    let mut review = Review {
        documents: Vec::new(),
        unreadable: unread,
        outside: Vec::new(),
        lost: Vec::new(),
    };
    for (path, read) in found.iter().zip(read) {
        match read {
            Some(Ok(document)) => review.documents.push(document),
            Some(Err(error)) => review.unreadable.push(error),
            None => review.outside.push(path.clone()),
        }
    }
    let mut there: FxHashMap<&str, bool> = FxHashMap::default();
    let is_lost = |one: &&'l Reviewed| {
        let there = there.entry(one.document.as_str());
        !*there.or_insert_with(|| project.root.join(&one.document).exists())
    };
    let lost = lock.entries().filter(is_lost).collect();
    review.follow_moves(lost);
    Ok(review)
}

fn document<'l>(
    path: PathBuf,
    name: &str,
    text: &str,
    knowledge: &Knowledge,
    lock: &'l Lock,
    cache: &mut UnitCache,
) -> ReviewedDocument<'l> {
    let (_, document) = knowledge.read(text, cache);
    let reading = Reading {
        text,
        document: &document,
        guidelines: &knowledge.guidelines,
        key: name,
    };
    let reviewed = lock.of(name);
    let judged = reading.judge(reviewed);
    let used = judged.iter().filter_map(|judged| match judged.state {
        State::Current(was) | State::Suspect { was, .. } => Some(was),
        State::Unreviewed => None,
    });
    let used: FxHashSet<&Reviewed> = used.collect();
    let gone = reviewed.iter().filter(|one| !used.contains(one)).collect();
    let lines = LineIndex::new(text);
    let links = judged.into_iter().map(|judged| {
        let answer = &document.answers[judged.answer];
        let (words, labels) = said(&document, answer);
        let start = lines.position(text, answer.range.start, Encoding::Utf8);
        ReviewedLink {
            line: start.line + 1,
            words,
            labels,
            judged,
            moved_from: None,
        }
    });
    ReviewedDocument {
        path,
        links: links.collect(),
        gone,
    }
}

impl<'l> Review<'l> {
    /// Finds links of documents that are no longer there in others, word for word.
    fn follow_moves(&mut self, lost: Vec<&'l Reviewed>) {
        let mut by_words: FxHashMap<_, Vec<&'l Reviewed>> = FxHashMap::default();
        for was in lost {
            let words = (was.clause.as_str(), was.clause_words, was.statement_words);
            by_words.entry(words).or_default().push(was);
        }
        let links = self
            .documents
            .iter_mut()
            .flat_map(|document| &mut document.links);
        for link in links.filter(|link| link.judged.state == State::Unreviewed) {
            let present = &link.judged.present;
            let words = (
                present.clause.as_str(),
                present.clause_words,
                present.statement_words,
            );
            link.moved_from = by_words.get_mut(&words).and_then(Vec::pop);
        }
        self.lost = by_words.into_values().flatten().collect();
        self.lost.sort();
    }

    /// What the lock file loses and gains when the links that `wanted` chooses are taken as reviewed
    /// on a day: those that moved keep theirs, and of answers that `outdated` chooses among those
    /// that are gone nothing is left.
    pub fn acceptance(
        &self,
        wanted: &dyn Fn(&ReviewedLink<'_>) -> bool,
        outdated: &dyn Fn(&Reviewed) -> bool,
        day: jiff::civil::Date,
    ) -> Acceptance {
        let mut whole = Acceptance::default();
        for document in &self.documents {
            let links = document.links.iter();
            let stayed = |link: &ReviewedLink<'_>| link.moved_from.is_none() && wanted(link);
            let part = Acceptance::of(links.map(|link| (&link.judged, stayed(link))), day);
            whole.superseded.extend(part.superseded);
            whole.accepted.extend(part.accepted);
            for link in document.links.iter().filter(|link| wanted(link)) {
                if let Some(was) = link.moved_from {
                    whole.superseded.push(was.clone());
                    whole.accepted.push(Reviewed {
                        date: was.date,
                        ..link.judged.present.clone()
                    });
                }
            }
            let gone = document.gone.iter().filter(|one| outdated(one));
            whole.superseded.extend(gone.map(|one| (*one).clone()));
        }
        whole
    }
}
