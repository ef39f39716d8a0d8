//! A project of several documents in one string, with a cursor in it.
//!
//! A line `//- 運用規程.md` begins a document; without one there is a single `文書.md`. `$0` is
//! the cursor; a second `$0` makes a selection. Both are taken out of the text.

use std::sync::Arc;

use std::ops::Range;

use shishin::assistance::{File, Shared, View};
use shishin::coverage::Coverage;
use shishin::document::{Document, UnitCache};
use shishin::finding::{DocumentIndex, Finding, Place};
use shishin::guideline::{self, ClauseReference};
use shishin::locale::Locale;
use shishin::markdown::Markdown;
use shishin::text::Lined;
use shishin::workspace::{Examination, Joined, Knowledge, Project, examine};

pub struct Fixture {
    pub knowledge: Knowledge,
    pub locale: Locale,
    pub documents: Vec<Open>,
    pub coverage: Coverage,
    /// The document with the cursor.
    pub current: usize,
    /// The selection; empty at a single cursor. Bytes of the current document.
    pub selection: Range<usize>,
}

pub struct Open {
    pub name: String,
    pub text: String,
    pub markdown: Markdown,
    pub document: Document,
    pub findings: Vec<Finding>,
}

/// The project is one without configuration, on 2026-11-22, read in Japanese.
pub fn fixture(marked: &str) -> Fixture {
    with_guidelines(marked, Vec::new())
}

/// The same in a project that names guidelines of its own, given as (id, Markdown).
pub fn with_guidelines(marked: &str, own: Vec<(&str, &str)>) -> Fixture {
    let builtin = guideline::builtin::all().iter().copied();
    let known = own.iter().copied().chain(builtin).filter_map(|(id, text)| {
        let (guideline, _) = guideline::read(text, id);
        guideline
    });
    let guidelines = guideline::Guidelines::new(known.collect());
    let chosen = own
        .iter()
        .filter_map(|(id, _)| guidelines.with_prefix(id))
        .collect();
    let today = jiff::civil::date(2026, 11, 22);
    let knowledge = Knowledge::new(&Project::default(), guidelines, chosen, today);
    let mut selections = Vec::new();
    let mut documents: Vec<Open> = Vec::new();
    let mut coverage = Coverage::new(knowledge.chosen.clone());
    for (index, (name, text)) in split(marked).into_iter().enumerate() {
        let (text, cursors) = without_cursors(&text);
        if let (Some(&start), Some(&end)) = (cursors.first(), cursors.last()) {
            selections.push((index, start..end));
        }
        let Examination {
            findings,
            contribution,
            ..
        } = examine(&text, &knowledge, &|_| true, &mut UnitCache::disabled());
        coverage.replace(DocumentIndex(index as u32), contribution.into());
        let markdown = Markdown::parse(&text);
        let document = Document::read(
            &text,
            &markdown,
            &knowledge.guidelines,
            &knowledge.settings,
            &mut UnitCache::disabled(),
        );
        documents.push(Open {
            name,
            text,
            markdown,
            document,
            findings,
        });
    }
    let joined = Joined::of(coverage, &knowledge);
    for (index, document) in (0..).map(DocumentIndex).zip(&mut documents) {
        let own = std::mem::take(&mut document.findings);
        document.findings = joined.with_own(index, own, &knowledge);
    }
    let (current, selection) = selections.pop().unwrap_or((0, 0..0));
    Fixture {
        knowledge,
        locale: Locale::Ja,
        documents,
        coverage: Arc::unwrap_or_clone(joined.coverage),
        current,
        selection,
    }
}

impl Fixture {
    /// Calls `ask` with a view of the document with the cursor, and the cursor's place.
    pub fn view<T>(&self, ask: impl FnOnce(&View<'_>, usize) -> T) -> T {
        let address = |place: &Place| Some(self.show(place));
        let text_of = |index: DocumentIndex| {
            let open = self.documents.get(index.0 as usize)?;
            Some(Arc::new(Lined::new(open.text.clone())))
        };
        // Guidelines of the project's own are those that it names.
        let link_to_clause = |clause: ClauseReference| {
            let guideline = self.knowledge.guidelines.get(clause.guideline);
            let known = self.knowledge.guidelines.clause(clause);
            let is_own = self.knowledge.chosen.contains(&clause.guideline);
            is_own.then(|| format!("guidelines/{}.md#{}", guideline.id, known.id))
        };
        let open = &self.documents[self.current];
        let view = View {
            text: &open.text,
            markdown: &open.markdown,
            document: &open.document,
            index: DocumentIndex(self.current as u32),
            findings: &open.findings,
            lock: &self.knowledge.lock,
            name: &open.name,
            files: &files,
            link_to_clause: &link_to_clause,
            project: Shared {
                guidelines: &self.knowledge.guidelines,
                chosen: &self.knowledge.chosen,
                coverage: &self.coverage,
                is_complete: true,
                today: self.knowledge.today,
                locale: self.locale,
                address: &address,
                text_of: &text_of,
            },
        };
        ask(&view, self.selection.start)
    }

    /// A place as a reader of a test wants it: `文書.md:12 「…」`, `mic-meti-medical-1.1#4.2`.
    pub fn show(&self, place: &Place) -> String {
        let (index, range) = match place {
            Place::Here(range) => (self.current, range),
            Place::Document(index, range) => (index.0 as usize, range),
            Place::Clause(clause) => {
                let guideline = self.knowledge.guidelines.get(clause.guideline);
                let known = self.knowledge.guidelines.clause(*clause);
                return format!("{}#{}", guideline.id, known.id);
            }
        };
        let open = &self.documents[index];
        let line = open.text[..range.start].matches('\n').count() + 1;
        format!("{}:{line}「{}」", open.name, &open.text[range.clone()])
    }
}

/// What lies beside the documents.
fn files(folder: &str) -> Vec<File> {
    let file = |name: &str, is_folder| File {
        name: name.to_string(),
        is_folder,
    };
    match folder {
        "" => vec![
            file("運用管理規程.md", false),
            file("README.md", false),
            file("shishin.toml", false),
            file("証跡", true),
        ],
        "証跡/" => vec![
            file("ログ点検票_2026年10月.csv", false),
            file("棚卸し 記録.xlsx", false),
        ],
        _ => Vec::new(),
    }
}

fn split(marked: &str) -> Vec<(String, String)> {
    if !marked.starts_with("//- ") {
        return vec![("文書.md".to_string(), marked.to_string())];
    }
    marked
        .split("//- ")
        .skip(1)
        .map(|part| {
            let (name, text) = part.split_once('\n').unwrap_or((part, ""));
            (name.trim().to_string(), text.to_string())
        })
        .collect()
}

fn without_cursors(marked: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut cursors = Vec::new();
    for (count, part) in marked.split("$0").enumerate() {
        if count > 0 {
            cursors.push(text.len());
        }
        text.push_str(part);
    }
    (text, cursors)
}
