//! An outcome made ready for showing: sources at hand, places as lines and columns, findings
//! with fingerprints, and those of the baseline left out. All formats are written from this.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::baseline::Baseline;
use crate::finding::{DocumentIndex, Finding, Severity};
use crate::guideline::ClauseReference;
use crate::locale::Locale;
use crate::text::{Encoding, LineIndex};
use crate::workspace::Outcome;

/// A text and its lines.
#[derive(Debug)]
pub struct Source {
    /// The file's text; empty when it could not be read.
    pub text: String,
    lines: LineIndex,
}

/// A place as editors show it: lines and columns count from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, counted in characters.
    pub column: u32,
    /// The column, counted in units of UTF-16.
    pub utf16_column: u32,
}

impl Source {
    /// A source of `text`.
    pub fn new(text: String) -> Source {
        Source {
            lines: LineIndex::of_file(&text),
            text,
        }
    }

    /// The place of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let characters = self.lines.position(&self.text, offset, Encoding::Utf32);
        let units = self.lines.position(&self.text, offset, Encoding::Utf16);
        Position {
            line: characters.line + 1,
            column: characters.column + 1,
            utf16_column: units.column + 1,
        }
    }

    /// A range that lies in the text, whatever happened to the file since it was checked.
    pub fn clamp(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        start..self.text.ceil_char_boundary(range.end).max(start)
    }

    /// The whole lines on which a range stands, without the last line end.
    pub fn lines_of(&self, range: &Range<usize>) -> Range<usize> {
        let range = self.clamp(range);
        let line = |offset| {
            let position = self.lines.position(&self.text, offset, Encoding::Utf8);
            self.lines.line(&self.text, position.line)
        };
        line(range.start).start..line(range.end).end.max(range.end)
    }
}

/// Reads the texts of an outcome when they are first asked for.
pub struct Sources<'a> {
    outcome: &'a Outcome,
    documents: Vec<OnceCell<Source>>,
    other: Vec<Source>,
}

impl<'a> Sources<'a> {
    /// The sources of an outcome.
    pub fn new(outcome: &'a Outcome) -> Sources<'a> {
        let documents = outcome.documents.iter().map(|_| OnceCell::new()).collect();
        let other = outcome
            .other
            .iter()
            .map(|file| Source::new(file.text.clone()))
            .collect();
        Sources {
            outcome,
            documents,
            other,
        }
    }

    /// A document's source; empty when the file is gone.
    pub fn document(&self, index: DocumentIndex) -> &Source {
        self.documents[index.0 as usize]
            .get_or_init(|| Source::new(self.outcome.text_of(index).unwrap_or_default()))
    }
}

/// What is shown.
pub struct Report<'a> {
    /// The outcome itself.
    pub outcome: &'a Outcome,
    /// The texts.
    pub sources: &'a Sources<'a>,
    /// The language of messages.
    pub locale: Locale,
    /// Files with findings, in the order in which they are shown.
    pub files: Vec<ReportedFile<'a>>,
    /// How many findings the baseline holds back.
    pub hidden: usize,
    /// How many entries of the baseline fit no finding any more.
    pub stale: usize,
    /// The folder that paths are shown relative to.
    current: PathBuf,
}

/// A file and its findings.
pub struct ReportedFile<'a> {
    /// As shown: relative to the current folder where it lies below it, else in full; with `/` between parts.
    pub path: String,
    /// Relative to the project's root, as the baseline names it.
    pub place: String,
    /// Its text.
    pub source: &'a Source,
    /// In the order of their places.
    pub findings: Vec<Reported<'a>>,
}

/// A finding that is shown.
pub struct Reported<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Stays the same as long as rule, document, clause and the text it stands on are the same.
    pub fingerprint: String,
}

impl<'a> Report<'a> {
    /// Everything in `outcome` that `baseline` does not hold.
    pub fn new(
        sources: &'a Sources<'a>,
        locale: Locale,
        baseline: &Baseline,
        current: &Path,
    ) -> Report<'a> {
        let outcome = sources.outcome;
        let mut report = Report {
            outcome,
            sources,
            locale,
            files: Vec::new(),
            hidden: 0,
            stale: 0,
            current: current.to_path_buf(),
        };
        for (file, source) in outcome.other.iter().zip(&sources.other) {
            report.add(&file.path, || source, &file.findings, baseline);
        }
        for (index, document) in (0..).map(DocumentIndex).zip(&outcome.documents) {
            report.add(
                &document.path,
                || sources.document(index),
                &document.findings,
                baseline,
            );
        }
        report.stale = baseline.len().saturating_sub(report.hidden);
        report
    }

    fn add(
        &mut self,
        path: &Path,
        source: impl Fn() -> &'a Source,
        findings: &'a [Finding],
        baseline: &Baseline,
    ) {
        if findings.is_empty() {
            return;
        }
        let source = source();
        let place = with_slashes(path);
        let mut seen: FxHashMap<u128, u32> = FxHashMap::default();
        let mut shown = Vec::new();
        for finding in findings {
            let key = self.key(&place, source, finding);
            let ordinal = seen.entry(key).or_default();
            let fingerprint = format!("{key:032x}-{ordinal}");
            *ordinal += 1;
            if baseline.holds(&fingerprint) {
                self.hidden += 1;
            } else {
                shown.push(Reported {
                    finding,
                    fingerprint,
                });
            }
        }
        if !shown.is_empty() {
            self.files.push(ReportedFile {
                path: self.shown_path(path),
                place,
                source,
                findings: shown,
            });
        }
    }

    fn key(&self, path: &str, source: &Source, finding: &Finding) -> u128 {
        let clause = finding
            .clause
            .map(|clause| self.clause_key(clause))
            .unwrap_or_default();
        let lines = source
            .text
            .get(source.lines_of(&finding.range))
            .unwrap_or_default();
        let words = lines.split_whitespace().collect::<Vec<_>>().join(" ");
        xxh3_128([&finding.rule, path, &clause, &words].join("\0").as_bytes())
    }

    /// A clause by guideline and id: `mic-medical-cloud-2018:3.2.1(2)`.
    pub fn clause_key(&self, clause: ClauseReference) -> String {
        let guidelines = &self.outcome.guidelines;
        format!(
            "{}:{}",
            guidelines.get(clause.guideline).id,
            guidelines.clause(clause).id
        )
    }

    /// A path of the outcome as it is shown: from the current folder, or in full.
    pub fn shown_path(&self, path: &Path) -> String {
        let absolute = self.current.join(&self.outcome.root).join(path);
        let absolute: PathBuf = absolute.components().collect();
        with_slashes(absolute.strip_prefix(&self.current).unwrap_or(&absolute))
    }

    /// All findings that are shown.
    pub fn findings(&self) -> impl Iterator<Item = (&ReportedFile<'a>, &Reported<'a>)> {
        self.files
            .iter()
            .flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }

    /// How many findings of a severity are shown.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings()
            .filter(|(_, reported)| reported.finding.severity == severity)
            .count()
    }
}

/// A path with `/` between its parts on every system.
pub fn with_slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
