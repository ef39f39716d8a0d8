//! Labelled documents for each rule, and how right and how complete its findings in them are.
//! Shared by the test that holds the floors and by `cargo bench --bench quality`.
//!
//! A file `rules/RULE/HALF-LANGUAGE.md` holds many cases for one rule, `HALF-LANGUAGE-providers.md` whole
//! sets of documents. `HALF` is `tune` (the rule may be mended by looking at it) or `test` (it only
//! measures). In such a file
//!
//! - `===== name` begins a case,
//! - `----- path.md` begins a document of the case (one that has no such line is one document),
//! - a line that ends in `<!-- expect -->` is one on which the rule has to find something,
//! - a line that ends in `<!-- either -->` is one about which reviewers could differ: not counted.
//!
//! A line with such a mark and nothing else speaks of the line above it. The marks are taken out
//! before the documents are checked, and only findings of the file's own rule are looked at. The
//! guidelines in play are the built-in ones and those in `guidelines`; none is chosen, so a
//! document names its own.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use shishin::coverage::Coverage;
use shishin::document::UnitCache;
use shishin::finding::DocumentIndex;
use shishin::workspace::{Joined, Knowledge, Project, examine, load_guidelines};

/// Rules that look at what texts speak of: their labelled documents are checked with `content-links = true`, as a
/// project's are that says nothing of it.
const BY_CONTENT: [&str; 4] = [
    "conflicting-values",
    "partial-clause",
    "placeholder",
    "unlinked-statement",
];

/// The cases of one rule, of one half and language.
pub struct Cases {
    pub rule: String,
    /// `tune` or `test`.
    pub half: String,
    /// `ja` or `en`.
    pub language: String,
    pub cases: Vec<Case>,
}

/// A few documents that are checked together.
pub struct Case {
    pub name: String,
    pub documents: Vec<Labelled>,
}

/// A document with the lines (from 1) that are marked.
#[derive(Default)]
pub struct Labelled {
    pub path: String,
    pub text: String,
    pub expected: BTreeSet<usize>,
    pub either: BTreeSet<usize>,
}

/// What a rule found, by lines.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
    /// The wrong and the missed ones in words.
    pub faults: Vec<String>,
}

impl Judged {
    pub fn found(&self) -> usize {
        self.right + self.wrong
    }

    pub fn expected(&self) -> usize {
        self.right + self.missed
    }

    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found().max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.right as f64 / self.expected().max(1) as f64
    }

    fn add(&mut self, other: Judged) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.faults.extend(other.faults);
    }
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/quality"))
}

/// All labelled documents, by rule, half and language.
pub fn all() -> Vec<Cases> {
    let mut all = Vec::new();
    for rule in entries(&folder().join("rules")) {
        for file in entries(&folder().join("rules").join(&rule)) {
            let stem = file.strip_suffix(".md").unwrap_or(&file);
            let (half, language) = { stem.strip_suffix("-providers").unwrap_or(stem) }
                .split_once('-')
                .unwrap_or_else(|| panic!("{rule}/{file} is not called HALF-LANGUAGE.md"));
            let path = folder().join("rules").join(&rule).join(&file);
            all.push(Cases {
                half: half.to_owned(),
                language: language.to_owned(),
                cases: cases(&std::fs::read_to_string(path).unwrap()),
                rule: rule.clone(),
            });
        }
    }
    all
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("===== ") {
            cases.push(Case {
                name: name.to_owned(),
                documents: Vec::new(),
            });
            continue;
        }
        // What stands before the first case is a note to the reader.
        let Some(case) = cases.last_mut() else {
            continue;
        };
        if let Some(path) = line.strip_prefix("----- ") {
            case.documents.push(Labelled {
                path: path.to_owned(),
                ..Labelled::default()
            });
            continue;
        }
        if case.documents.is_empty() {
            case.documents.push(Labelled {
                path: "document.md".to_owned(),
                ..Labelled::default()
            });
        }
        if let Some(document) = case.documents.last_mut() {
            document.push(line);
        }
    }
    cases
}

impl Labelled {
    fn push(&mut self, line: &str) {
        let mut content = line;
        let number = self.text.lines().count() + 1;
        for (mark, lines) in [
            ("<!-- expect -->", &mut self.expected),
            ("<!-- either -->", &mut self.either),
        ] {
            if let Some(before) = content.trim_end().strip_suffix(mark) {
                content = before.trim_end();
                lines.insert(if content.is_empty() {
                    number - 1
                } else {
                    number
                });
                if content.is_empty() {
                    return;
                }
            }
        }
        self.text += content;
        self.text += "\n";
    }
}

/// What the labelled documents are checked with.
pub fn knowledge() -> Knowledge {
    let project = Project::default();
    let guidelines: Vec<String> = entries(&folder().join("guidelines"))
        .iter()
        .map(|name| folder().join("guidelines").join(name).display().to_string())
        .collect();
    let loaded = load_guidelines(&project, &guidelines).unwrap_or_else(|error| panic!("{error:?}"));
    Knowledge::new(&project, loaded.guidelines, Vec::new(), date(2026, 11, 22))
}

/// Checks the cases and compares what their rule finds with the marks.
pub fn judge(cases: &Cases, knowledge: &mut Knowledge) -> Judged {
    knowledge.content_links = BY_CONTENT.contains(&cases.rule.as_str());
    let mut judged = Judged::default();
    for case in &cases.cases {
        judged.add(judge_case(&cases.rule, case, knowledge));
    }
    judged
}

fn judge_case(rule: &str, case: &Case, knowledge: &Knowledge) -> Judged {
    let mut coverage = Coverage::new(Vec::new());
    let mut own = Vec::new();
    for (index, document) in (0..).map(DocumentIndex).zip(&case.documents) {
        let mut cache = UnitCache::disabled();
        let examination = examine(&document.text, knowledge, &|_| true, &mut cache);
        coverage.replace(index, Arc::new(examination.contribution));
        own.push(examination.findings);
    }
    let joined = Joined::of(coverage, knowledge);
    let mut judged = Judged::default();
    for ((index, document), own) in (0..).map(DocumentIndex).zip(&case.documents).zip(own) {
        let line = |at: usize| document.text[..at].matches('\n').count() + 1;
        let findings = joined.with_own(index, own, knowledge);
        let findings: Vec<_> = { findings.iter() }
            .filter(|finding| finding.rule == rule)
            .map(|finding| (line(finding.range.start), finding))
            .collect();
        let found: BTreeSet<usize> = findings.iter().map(|(line, _)| *line).collect();
        judged.right += found.intersection(&document.expected).count();
        for line in &found {
            if !document.expected.contains(line) && !document.either.contains(line) {
                judged.wrong += 1;
                let finding = findings.iter().find(|(at, _)| at == line);
                let message = finding.map_or("", |(_, finding)| &finding.message.ja);
                judged.faults.push(format!(
                    "wrong: {}, {}:{line}: {message}",
                    case.name, document.path
                ));
            }
        }
        for line in document.expected.difference(&found) {
            judged.missed += 1;
            let words = document.text.lines().nth(line - 1).unwrap_or_default();
            judged.faults.push(format!(
                "missed: {}, {}:{line}: {words}",
                case.name, document.path
            ));
        }
    }
    judged
}
