//! A check of all documents. What was found before is taken where it is the same: in each document
//! that did not change, and where none did, in all of them together.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use rayon::prelude::*;

use super::check::{
    Knowledge, absolute_root, examine_file, leads_to_file, read_all, recall, report_at_project,
    unreadable_file,
};
use super::guidelines::Loaded;
use super::lock::read_lock;
use super::store::{self, ContentHash, OfDocument, Store, Whole};
use super::{
    CheckedDocument, CheckedFile, Examination, Grounds, Joined, Outcome, Progress, Project,
    Unreadable, documents,
};
use crate::coverage::{Coverage, Summary};
use crate::document::UnitCache;
use crate::finding::DocumentIndex;

/// Checks the documents below `paths`. What was found is kept in the folder `cache`, where one is
/// given, and what was found before is taken from there.
///
/// # Errors
/// When one of `paths` does not exist.
pub fn check(
    project: &Project,
    paths: &[PathBuf],
    loaded: Loaded,
    today: Date,
    cache: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Outcome, Unreadable> {
    let Loaded {
        guidelines,
        chosen,
        mut files,
        given,
        thesaurus,
        fingerprint,
        ..
    } = loaded;
    let found = documents::find(project, paths, &given)?;
    let (unread, links) = (found.unread, found.links);
    let found = found.documents;
    let (lock, about_lock) = read_lock(project, &|_| None);
    files.extend(about_lock);
    let mut knowledge = Knowledge::new(project, guidelines, chosen, today);
    knowledge = knowledge.with_thesaurus(thesaurus);
    knowledge.lock = lock;
    let run = Run {
        project,
        files,
        unread: unread_folders(project, &unread),
        links: shown(project, &links),
        shown: shown(project, &found),
        found,
    };
    Ok(match cache {
        None => run.fresh(knowledge, progress),
        Some(folder) => {
            let store = Store::open(folder, project, fingerprint);
            run.remembering(knowledge, store, progress)
        }
    })
}

/// The paths as they are shown.
fn shown(project: &Project, found: &[PathBuf]) -> Vec<PathBuf> {
    let absolute_root = absolute_root(project);
    let shown = |path: &PathBuf| documents::relative_to(path, &project.root, &absolute_root);
    found.iter().map(shown).collect()
}

/// What is told of folders that could not be looked at.
fn unread_folders(project: &Project, unread: &[Unreadable]) -> Vec<CheckedFile> {
    let absolute_root = absolute_root(project);
    let file = |error: &Unreadable| {
        let path = documents::relative_to(error.path(), &project.root, &absolute_root);
        // The folder of the project itself.
        let is_root = path.as_os_str().is_empty();
        let path = if is_root { PathBuf::from(".") } else { path };
        unreadable_file(path, error)
    };
    unread.iter().map(file).collect()
}

struct Run<'a> {
    project: &'a Project,
    /// What was found in files that are no documents.
    files: Vec<CheckedFile>,
    /// Folders that could not be looked at.
    unread: Vec<CheckedFile>,
    /// Links that were not followed.
    links: Vec<PathBuf>,
    /// The documents.
    found: Vec<PathBuf>,
    /// The documents' paths as they are shown.
    shown: Vec<PathBuf>,
}

/// What a run knows of a document's bytes.
enum Read {
    /// They are those of the last run. What was found in them is not looked at yet.
    Unchanged(ContentHash),
    /// What was found.
    Examined(Box<Examined>),
}

struct Examined {
    content: ContentHash,
    examination: Examination,
    grounds: Grounds,
}

/// What a document comes to with the others around it.
struct Together {
    documents: Vec<CheckedDocument>,
    unreadable: Vec<CheckedFile>,
    summaries: Vec<Summary>,
    joined: Joined,
}

impl Together {
    /// All of it that another run would need.
    fn whole(&self) -> Whole<'_> {
        let documents = self.documents.iter().map(|document| OfDocument {
            findings: Cow::Borrowed(&document.findings),
            linked_statements: document.linked_statements,
            statements: document.statements,
            answers: document.answers,
        });
        Whole {
            documents: documents.collect(),
            project: Cow::Borrowed(&self.joined.missing.project),
            summaries: Cow::Borrowed(&self.summaries),
        }
    }
}

fn examined(
    path: &Path,
    bytes: &[u8],
    content: ContentHash,
    knowledge: &Knowledge,
    store: &Store,
    cache: &mut UnitCache,
) -> Result<Examined, Unreadable> {
    let known = Some((store, content));
    let (examination, grounds) = examine_file(path, bytes, knowledge, known, cache)?;
    Ok(Examined {
        content,
        examination,
        grounds,
    })
}

/// What was found in a document with this content, whose bytes were not kept.
fn again(
    path: &Path,
    content: ContentHash,
    knowledge: &Knowledge,
    store: &Store,
    limit: u64,
) -> Result<Examined, Unreadable> {
    if let Some((examination, grounds)) = recall(path, knowledge, store, content) {
        return Ok(Examined {
            content,
            examination,
            grounds,
        });
    }
    // It may be another one by now.
    let bytes = documents::read_bytes(path, limit)?;
    let (content, mut cache) = (ContentHash::of(&bytes), UnitCache::disabled());
    examined(path, &bytes, content, knowledge, store, &mut cache)
}

impl Run<'_> {
    /// Without memory.
    fn fresh(self, knowledge: Knowledge, progress: &dyn Progress) -> Outcome {
        let read = read_all(
            self.project,
            &self.found,
            progress,
            |_, path, bytes, cache| {
                let (examination, _) = examine_file(path, bytes, &knowledge, None, cache)?;
                Ok(examination)
            },
        );
        let together = self.join(&knowledge, read);
        self.outcome(knowledge, together)
    }

    /// With what the store remembers, which learns what is new.
    fn remembering(self, knowledge: Knowledge, store: Store, progress: &dyn Progress) -> Outcome {
        let remembered = store.remembered();
        let before = |index: usize| remembered.as_ref()?.content(index);
        let read = read_all(
            self.project,
            &self.found,
            progress,
            |index, path, bytes, cache| {
                let content = ContentHash::of(bytes);
                if before(index) == Some(content) {
                    return Ok(Read::Unchanged(content));
                }
                let examined = examined(path, bytes, content, &knowledge, &store, cache)?;
                Ok(Read::Examined(Box::new(examined)))
            },
        );
        let unchanged = |read: &Result<Read, Unreadable>| match read {
            Ok(Read::Unchanged(content)) => Some(*content),
            _ => None,
        };
        let contents: Option<Vec<ContentHash>> = read.iter().map(unchanged).collect();
        if let (Some(remembered), Some(contents)) = (remembered, contents) {
            let exists = |index: usize, destination: &str| {
                let document = self.found.get(index);
                document.is_some_and(|document| leads_to_file(document, destination))
            };
            let key = self.key(&knowledge, &contents);
            if let Some(whole) = remembered.found(key, knowledge.today, &exists) {
                return self.unchanged(knowledge, store, contents, whole);
            }
        }
        let limit = self.project.configuration.limits.file_size;
        let examined: Vec<Result<Examined, Unreadable>> = { self.found.par_iter().zip(read) }
            .map(|(path, read)| match read? {
                Read::Examined(examined) => Ok(*examined),
                Read::Unchanged(content) => again(path, content, &knowledge, &store, limit),
            })
            .collect();
        let (mut contents, mut grounds) = (Vec::new(), Vec::new());
        let examinations = examined.into_iter().map(|examined| {
            let examined = examined?;
            contents.push(examined.content);
            grounds.push(examined.grounds);
            Ok(examined.examination)
        });
        let examinations = examinations.collect();
        let together = self.join(&knowledge, examinations);
        store.save();
        // Why a file cannot be read is found out each time.
        if together.unreadable.is_empty() {
            let key = self.key(&knowledge, &contents);
            store.keep(key, &contents, &grounds, &together.whole());
        }
        self.outcome(knowledge, together)
    }

    /// The key of all documents with these contents.
    fn key(&self, knowledge: &Knowledge, contents: &[ContentHash]) -> u128 {
        let documents = { self.found.iter().zip(&self.shown) }.zip(contents);
        store::key(documents.map(|((path, shown), content)| {
            let reviewed = knowledge.lock.digest(&knowledge.name_of(path));
            (&**shown, *content, reviewed)
        }))
    }

    /// What was found the last time. Who answers what is put together when somebody asks for it.
    fn unchanged(
        self,
        knowledge: Knowledge,
        store: Store,
        contents: Vec<ContentHash>,
        whole: Whole<'static>,
    ) -> Outcome {
        let documents = std::iter::zip(self.shown, whole.documents);
        let documents = documents.map(|(path, found)| CheckedDocument {
            path,
            findings: found.findings.into_owned(),
            linked_statements: found.linked_statements,
            statements: found.statements,
            answers: found.answers,
        });
        let (mut other, unreadable) = (self.files, self.unread.len());
        other.extend(self.unread);
        for (guideline, finding) in whole.project.into_owned() {
            report_at_project(self.project, &knowledge, guideline, finding, &mut other);
        }
        let (found, limit) = (self.found, self.project.configuration.limits.file_size);
        Outcome {
            root: self.project.root.clone(),
            guidelines: knowledge.guidelines.clone(),
            documents: documents.collect(),
            other,
            unreadable,
            links: self.links,
            summaries: whole.summaries.into_owned(),
            coverage: LazyLock::new(Box::new(move || {
                let mut coverage = Coverage::new(knowledge.chosen.clone());
                let documents = (0..).map(DocumentIndex).zip(found.iter().zip(contents));
                for (index, (path, content)) in documents {
                    if let Ok(examined) = again(path, content, &knowledge, &store, limit) {
                        coverage.replace(index, Arc::new(examined.examination.contribution));
                    }
                }
                coverage
            })),
        }
    }

    /// Puts the examinations together: coverage, what is missing, and where it is reported.
    fn join(
        &self,
        knowledge: &Knowledge,
        examined: Vec<Result<Examination, Unreadable>>,
    ) -> Together {
        let mut coverage = Coverage::new(knowledge.chosen.clone());
        let mut documents: Vec<CheckedDocument> = Vec::new();
        let mut unreadable = Vec::new();
        for (path, examination) in self.shown.iter().zip(examined) {
            match examination {
                Ok(examination) => {
                    let index = DocumentIndex(u32::try_from(documents.len()).unwrap_or(u32::MAX));
                    documents.push(CheckedDocument {
                        path: path.clone(),
                        findings: examination.findings,
                        linked_statements: examination.linked_statements,
                        statements: examination.statements,
                        answers: !examination.contribution.answers.is_empty(),
                    });
                    coverage.replace(index, Arc::new(examination.contribution));
                }
                Err(error) => unreadable.push(unreadable_file(path.clone(), &error)),
            }
        }
        let joined = Joined::of(coverage, knowledge);
        for (index, document) in (0..).map(DocumentIndex).zip(&mut documents) {
            let own = std::mem::take(&mut document.findings);
            document.findings = joined.with_own(index, own, knowledge);
            document.findings.retain(|finding| !finding.is_repeated);
        }
        Together {
            summaries: joined.coverage.summaries(&knowledge.guidelines),
            documents,
            unreadable,
            joined,
        }
    }

    fn outcome(self, knowledge: Knowledge, together: Together) -> Outcome {
        let mut other = self.files;
        let unreadable = together.unreadable.len() + self.unread.len();
        other.extend(self.unread);
        other.extend(together.unreadable);
        let Joined { coverage, missing } = together.joined;
        // Where no document was read, nobody knows what they leave unanswered.
        let was_read = !together.documents.is_empty();
        for (guideline, finding) in missing.project.iter().filter(|_| was_read) {
            let finding = finding.clone();
            report_at_project(self.project, &knowledge, *guideline, finding, &mut other);
        }
        let summaries = was_read.then_some(together.summaries);
        Outcome {
            root: self.project.root.clone(),
            guidelines: knowledge.guidelines,
            documents: together.documents,
            other,
            unreadable,
            links: self.links,
            summaries: summaries.unwrap_or_default(),
            coverage: LazyLock::new(Box::new(move || Arc::unwrap_or_clone(coverage))),
        }
    }
}
