//! What is found in a document, and in many of them: in parallel over files, the same whatever the
//! thread count.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::configuration::Columns;
use super::store::{ContentHash, Store};
use super::{CheckedFile, Progress, Project, beside, documents, untitled};
use crate::coverage::{Content, Contribution, Earlier};
use crate::date::Period;
use crate::document::{Document, Settings, UnitCache};
use crate::finding::{Finding, Severity};
use crate::guideline::{GuidelineIndex, Guidelines};
use crate::markdown::Markdown;
use crate::matching::{Matcher, Matchers, Thesaurus};
use crate::review::{Lock, document_key};
use crate::rules::{self, ClauseWords, Severities, Subject, Today};
use crate::wording::Field;

/// What the examination of any document needs to know; the same for all of them.
#[derive(Clone)]
pub struct Knowledge {
    /// The guidelines in play.
    pub guidelines: Arc<Guidelines>,
    /// Those that the project names.
    pub chosen: Vec<GuidelineIndex>,
    /// How documents are read.
    pub settings: Settings,
    /// How findings are graded.
    pub severities: Severities,
    /// The wording of the clauses.
    pub words: Arc<ClauseWords>,
    /// Today.
    pub today: Date,
    /// How long a review stays fresh.
    pub review_period: Period,
    /// What finds clauses by content, for each guideline, once somebody asks.
    matchers: Arc<Matchers>,
    /// Whether rules may compare by content.
    pub content_links: bool,
    /// Which links were reviewed; whoever has read the lock file puts it here.
    pub lock: Lock,
    /// The project's folder, as it is given and in full.
    roots: (PathBuf, PathBuf),
}

/// What is kept of a document once it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Examination {
    /// Findings that need no other document.
    pub findings: Vec<Finding>,
    /// What it adds to the coverage.
    pub contribution: Contribution,
    /// How many statements point at a clause.
    pub linked_statements: usize,
    /// How many blocks and rows could be a statement.
    pub statements: usize,
}

impl Knowledge {
    /// Knowledge of a project without any guideline.
    pub fn of_nothing(project: &Project, today: Date) -> Knowledge {
        Knowledge::new(project, Guidelines::new(Vec::new()), Vec::new(), today)
    }

    /// Knowledge of a project with its loaded guidelines.
    pub fn new(
        project: &Project,
        guidelines: Guidelines,
        chosen: Vec<GuidelineIndex>,
        today: Date,
    ) -> Knowledge {
        let configuration = &project.configuration;
        Knowledge {
            words: Arc::new(ClauseWords::new(&guidelines)),
            settings: Settings {
                guidelines: chosen.clone(),
                columns: headings(&configuration.columns),
            },
            severities: configuration
                .rules
                .iter()
                .map(|(rule, level)| (rule.clone(), level.severity()))
                .collect(),
            review_period: configuration.review.period,
            content_links: configuration.content_links,
            lock: Lock::default(),
            roots: (project.root.clone(), absolute_root(project)),
            matchers: Arc::new(Matchers::new(&guidelines, Thesaurus::built_in())),
            guidelines: Arc::new(guidelines),
            chosen,
            today,
        }
    }
}

impl Knowledge {
    /// Reads a document's text.
    pub(super) fn read(&self, text: &str, cache: &mut UnitCache) -> (Markdown, Document) {
        let markdown = Markdown::parse(text);
        let document = Document::read(text, &markdown, &self.guidelines, &self.settings, cache);
        (markdown, document)
    }

    /// What finds a guideline's clauses by content; prepared now if nobody asked before.
    pub fn matcher(&self, guideline: GuidelineIndex) -> &Matcher {
        self.matchers.of(guideline, &self.guidelines)
    }

    /// This knowledge with the project's words that stand for the same thing, where it has any.
    pub fn with_thesaurus(self, thesaurus: Arc<Thesaurus>) -> Knowledge {
        Knowledge {
            matchers: Arc::new(Matchers::new(&self.guidelines, thesaurus)),
            ..self
        }
    }

    /// Whether documents say the same by both: only what was reviewed of them may differ.
    pub fn reads_as(&self, other: &Knowledge) -> bool {
        Arc::ptr_eq(&self.guidelines, &other.guidelines)
    }

    /// What finds the clauses of all guidelines by content.
    pub fn matchers(&self) -> &Matchers {
        &self.matchers
    }

    /// The name by which the lock file knows the document at a path; empty for one that lies
    /// elsewhere, and in a project where nothing was reviewed.
    pub fn name_of(&self, path: &Path) -> String {
        if !self.lock.exists() || untitled::is_untitled(path) {
            return String::new();
        }
        document_key(&self.relative(path)).unwrap_or_default()
    }

    /// A path relative to the project's folder where it lies below it, else whole.
    pub(super) fn relative(&self, path: &Path) -> PathBuf {
        let (root, absolute_root) = &self.roots;
        documents::relative_to(path, root, absolute_root)
    }
}

/// The project's folder in full.
pub(super) fn absolute_root(project: &Project) -> PathBuf {
    project
        .root
        .canonicalize()
        .unwrap_or_else(|_| project.root.clone())
}

/// The project's own column headings, with what the columns hold.
fn headings(columns: &Columns) -> Vec<(String, Field)> {
    let by_field = [
        (&columns.clause, Field::Clause),
        (&columns.requirement, Field::Requirement),
        (&columns.status, Field::Status),
        (&columns.measure, Field::Measure),
        (&columns.customer, Field::Customer),
        (&columns.evidence, Field::Evidence),
        (&columns.owner, Field::Owner),
        (&columns.due, Field::Due),
        (&columns.frequency, Field::Frequency),
        (&columns.reason, Field::Reason),
        (&columns.reviewed, Field::Reviewed),
    ];
    by_field
        .into_iter()
        .flat_map(|(headings, field)| headings.iter().map(move |heading| (heading.clone(), field)))
        .collect()
}

/// What an examination rests on beside its text and what is the same for all documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounds {
    /// Where links lead that a rule asked about, and whether a file stands there.
    pub links: Vec<(String, bool)>,
    /// The days on which the same would have been found.
    pub days: RangeInclusive<Date>,
    /// What was reviewed of the document, as [`Lock::digest`] has it.
    pub reviewed: u64,
}

/// Examines one text of which nothing was reviewed. `exists` says whether a file stands where a
/// link of the document leads.
pub fn examine(
    text: &str,
    knowledge: &Knowledge,
    exists: &dyn Fn(&str) -> bool,
    cache: &mut UnitCache,
) -> Examination {
    analyse(text, knowledge, "", exists, cache).2
}

/// Examines one text as the document of that name in the lock file ([`document_key`]): what the text was read as on
/// the way, what was found, and what has to be so for that to stand.
pub fn analyse(
    text: &str,
    knowledge: &Knowledge,
    name: &str,
    exists: &dyn Fn(&str) -> bool,
    cache: &mut UnitCache,
) -> (Markdown, Document, Examination, Grounds) {
    let (markdown, document) = knowledge.read(text, cache);
    let (examination, grounds) = examine_document(text, &document, knowledge, name, exists, None);
    (markdown, document, examination, grounds)
}

/// Examines a document that was read, with the help of what an earlier state of it contributed.
pub(super) fn examine_document(
    text: &str,
    document: &Document,
    knowledge: &Knowledge,
    name: &str,
    exists: &dyn Fn(&str) -> bool,
    earlier: Option<&Earlier>,
) -> (Examination, Grounds) {
    let today = Today::new(knowledge.today);
    let links = RefCell::new(Vec::new());
    let exists = |destination: &str| {
        let exists = exists(destination);
        links.borrow_mut().push((destination.to_string(), exists));
        exists
    };
    let subject = Subject {
        text,
        document,
        guidelines: &knowledge.guidelines,
        chosen: &knowledge.chosen,
        words: &knowledge.words,
        today: &today,
        review_period: knowledge.review_period,
        exists: &exists,
        matchers: knowledge.content_links.then_some(&knowledge.matchers),
        reviewed: knowledge.lock.of(name),
    };
    let findings = rules::check(&subject, &knowledge.severities);
    let content = knowledge.content_links.then_some(Content {
        guidelines: &knowledge.guidelines,
        matchers: &knowledge.matchers,
    });
    let mut contribution = Contribution::of(document, text, &findings, content, earlier);
    contribution.named = rules::named_unread(&subject, &findings);
    let is_linked = |answer: usize| !document.answers[answer].links.is_empty();
    let linked = document
        .statements
        .iter()
        .filter(|statement| statement.answer.is_some_and(is_linked));
    let examination = Examination {
        linked_statements: linked.count(),
        statements: document.statements.len(),
        findings,
        contribution,
    };
    let grounds = Grounds {
        links: links.take(),
        days: today.same_answers(),
        reviewed: knowledge.lock.digest(name),
    };
    (examination, grounds)
}

/// Examines files in parallel. Of each, in the order of `files`, is kept what `keep` makes of its
/// bytes, which are UTF-8, and its examination.
pub(super) fn examine_all<T: Send>(
    project: &Project,
    knowledge: &Knowledge,
    files: &[PathBuf],
    store: Option<&Store>,
    progress: &dyn Progress,
    keep: impl Fn(&[u8], Examination) -> T + Sync,
) -> Vec<Result<T, super::Unreadable>> {
    read_all(project, files, progress, |_, path, bytes, cache| {
        let content = store.map(|store| (store, ContentHash::of(bytes)));
        let (examination, _) = examine_file(path, bytes, knowledge, content, cache)?;
        Ok(keep(bytes, examination))
    })
}

/// Reads files in parallel. Of each, in the order of `files`, is kept what `keep` makes of its place
/// among them, its path and its bytes.
pub(super) fn read_all<T: Send>(
    project: &Project,
    files: &[PathBuf],
    progress: &dyn Progress,
    keep: impl Fn(usize, &Path, &[u8], &mut UnitCache) -> Result<T, super::Unreadable> + Sync,
) -> Vec<Result<T, super::Unreadable>> {
    let limit = project.configuration.limits.file_size;
    progress.total(files.len());
    files
        .par_iter()
        .enumerate()
        .map_init(UnitCache::disabled, |cache, (index, path)| {
            if progress.is_cancelled() {
                let stopped = std::io::ErrorKind::Interrupted.into();
                return Err(super::Unreadable::Io(path.clone(), stopped));
            }
            let kept = documents::read_bytes(path, limit)
                .and_then(|bytes| keep(index, path, &bytes, cache));
            progress.advance();
            kept
        })
        .collect()
}

/// Examines a file's bytes, or remembers what was found before in a file of this content.
pub(super) fn examine_file(
    path: &Path,
    bytes: &[u8],
    knowledge: &Knowledge,
    content: Option<(&Store, ContentHash)>,
    cache: &mut UnitCache,
) -> Result<(Examination, Grounds), super::Unreadable> {
    if let Some((store, content)) = content
        && let Some(known) = recall(path, knowledge, store, content)
    {
        return Ok(known);
    }
    let name = knowledge.name_of(path);
    let exists = |destination: &str| leads_to_file(path, destination);
    let text = documents::as_text(path, bytes)?;
    let (.., examination, grounds) = analyse(text, knowledge, &name, &exists, cache);
    if let Some((store, content)) = content {
        store.remember(content, &examination, &grounds);
    }
    Ok((examination, grounds))
}

/// What was found before in a file of this content, if the same would be found now.
pub(super) fn recall(
    path: &Path,
    knowledge: &Knowledge,
    store: &Store,
    content: ContentHash,
) -> Option<(Examination, Grounds)> {
    let reviewed = knowledge.lock.digest(&knowledge.name_of(path));
    let exists = |destination: &str| leads_to_file(path, destination);
    store.recall(content, knowledge.today, reviewed, &exists)
}

/// The order in which findings about a file are shown.
pub(super) fn in_order(finding: &Finding) -> (usize, usize) {
    (finding.range.start, finding.range.end)
}

/// Reports at the configuration's word on a guideline; without a configuration the summary
/// alone says what is missing, since no text of the project's asked for it.
pub(super) fn report_at_project(
    project: &Project,
    knowledge: &Knowledge,
    guideline: GuidelineIndex,
    mut finding: Finding,
    other: &mut Vec<CheckedFile>,
) {
    let Some((path, text)) = &project.file else {
        return;
    };
    let sources = &project.configuration.guidelines;
    let id = &knowledge.guidelines.get(guideline).id;
    let position = sources.iter().position(|source| {
        source.id() == Some(id)
            || source
                .path()
                .and_then(|path| path.file_stem())
                .is_some_and(|stem| id == &*stem.to_string_lossy())
    });
    finding.range = match position {
        Some(position) => project
            .configuration
            .places
            .of(&format!("guidelines/{position}")),
        None => project.configuration.places.of("guidelines"),
    };
    let path = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
    match other.iter_mut().find(|file| file.path == path) {
        Some(file) => file.findings.push(finding),
        None => other.push(CheckedFile {
            path,
            text: text.clone(),
            findings: vec![finding],
        }),
    }
}

pub(super) fn unreadable_file(path: PathBuf, error: &super::Unreadable) -> CheckedFile {
    let (message, help) = error.message();
    let finding = Finding {
        help,
        ..Finding::new("unreadable-file", Severity::Warning, 0..0, message)
    };
    CheckedFile {
        path,
        text: String::new(),
        findings: vec![finding],
    }
}

/// Whether a link in the document at `document`, without its fragment and with `%20` and the like
/// decoded, leads to a file or folder.
pub(super) fn leads_to_file(document: &Path, destination: &str) -> bool {
    if untitled::is_untitled(document) {
        // Nobody knows yet from where its links will lead.
        return true;
    }
    beside::file_behind(document, destination).0.exists()
}
