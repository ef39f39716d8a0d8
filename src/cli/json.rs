//! Results as one JSON object, for programs. The form is stable: fields are added, none
//! changes its meaning without a new `version`.
//!
//! Places count lines and columns from one; `range` gives bytes of the file's UTF-8.

use std::ops::Range;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::report::{Position, Report, Reported, ReportedFile, Source};
use super::terminal::acts;
use crate::coverage::State;
use crate::finding::{Edit, Place, Severity};
use crate::guideline::{ClauseReference, Completeness};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output<'a> {
    version: u32,
    tool: Tool,
    documents: usize,
    unreadable: usize,
    hidden_by_baseline: usize,
    stale_in_baseline: usize,
    counts: Counts,
    coverage: Vec<Standing<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Standing<'a> {
    guideline: &'a str,
    title: &'a str,
    edition: Option<&'a str>,
    /// Whether every clause of the edition is in the catalogue; `null`: the file does not say.
    complete: Option<bool>,
    /// Whether project or documents undertake to answer it; otherwise only requirements that a
    /// document speaks to are counted.
    declared: bool,
    requirements: usize,
    covered: usize,
    weak: usize,
    missing: usize,
    excluded: usize,
    /// Clauses without a number that are undertaken: they are not counted, and never missing.
    unnumbered: usize,
    /// Those that are counted, and those that something answers beside them.
    clauses: Vec<ClauseStanding<'a>>,
}

#[derive(Serialize)]
struct ClauseStanding<'a> {
    id: &'a str,
    label: Option<&'a str>,
    title: &'a str,
    state: State,
    answers: Vec<AnswerPlace>,
}

#[derive(Serialize)]
struct AnswerPlace {
    path: String,
    line: u32,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    location: Location,
    clause: Option<Clause<'a>>,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: [usize; 2],
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Clause<'a> {
    guideline: &'a str,
    id: &'a str,
    /// The number as the guideline prints it.
    label: Option<&'a str>,
    title: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<Clause<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    range: [usize; 2],
    start: Position,
    end: Position,
    new_text: &'a str,
}

/// The whole output.
pub fn render(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let coverage = outcome.summaries.iter().map(|summary| {
        let guideline = outcome.guidelines.get(summary.guideline);
        Standing {
            guideline: &guideline.id,
            title: &guideline.title,
            edition: guideline.edition.as_deref(),
            complete: match guideline.completeness {
                Completeness::Whole => Some(true),
                Completeness::Partial { .. } => Some(false),
                Completeness::Unstated => None,
            },
            declared: summary.declared,
            requirements: summary.requirements,
            covered: summary.covered,
            weak: summary.weak,
            missing: summary.missing,
            excluded: summary.excluded,
            unnumbered: summary.unnumbered,
            clauses: summary
                .clauses
                .iter()
                .map(|clause| clause_standing(report, *clause))
                .collect(),
        }
    });
    let output = Output {
        version: VERSION,
        tool: Tool {
            name: "shishin",
            version: env!("CARGO_PKG_VERSION"),
        },
        documents: outcome.documents.len(),
        unreadable: outcome.unreadable,
        hidden_by_baseline: report.hidden,
        stale_in_baseline: report.stale,
        counts: Counts {
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            information: report.count(Severity::Information),
            hint: report.count(Severity::Hint),
        },
        coverage: coverage.collect(),
        findings: report
            .findings()
            .map(|(file, reported)| finding(report, file, reported))
            .collect(),
    };
    to_text(&output)
}

fn clause_standing<'a>(report: &'a Report<'_>, reference: ClauseReference) -> ClauseStanding<'a> {
    let outcome = report.outcome;
    let clause = outcome.guidelines.clause(reference);
    let answers = outcome.coverage().answers(reference);
    let places = answers.map(|(document, answer)| AnswerPlace {
        path: report.shown_path(&outcome.documents[document.0 as usize].path),
        line: report
            .sources
            .document(document)
            .position(answer.range.bytes().start)
            .line,
    });
    ClauseStanding {
        id: &clause.id,
        label: clause.label.as_deref(),
        title: &clause.title,
        state: outcome.coverage().clause(&outcome.guidelines, reference),
        answers: places.collect(),
    }
}

fn finding<'a>(
    report: &'a Report<'_>,
    file: &'a ReportedFile<'_>,
    reported: &'a Reported<'_>,
) -> Finding<'a> {
    let finding = reported.finding;
    let related = finding.related.iter().map(|related| {
        let (location, clause) = match &related.place {
            Place::Here(range) => (Some(location(&file.path, file.source, range)), None),
            Place::Document(index, range) => {
                let path = report.shown_path(&report.outcome.documents[index.0 as usize].path);
                (
                    Some(location(&path, report.sources.document(*index), range)),
                    None,
                )
            }
            Place::Clause(reference) => (None, Some(clause(report, *reference))),
        };
        Related {
            message: related.message.in_locale(report.locale),
            location,
            clause,
        }
    });
    let fixes = finding.fixes.iter().map(|fix| Fix {
        title: fix.title.in_locale(report.locale),
        edits: fix
            .edits
            .iter()
            .map(|edit| replacement(file.source, edit))
            .collect(),
    });
    Finding {
        rule: &finding.rule,
        severity: finding.severity,
        message: finding.message.in_locale(report.locale),
        help: finding
            .help
            .as_ref()
            .map(|help| help.in_locale(report.locale)),
        location: location(&file.path, file.source, &finding.range),
        clause: finding.clause.map(|reference| clause(report, reference)),
        related: related.collect(),
        fixes: fixes.collect(),
        fingerprint: &reported.fingerprint,
    }
}

fn location(path: &str, source: &Source, range: &Range<usize>) -> Location {
    Location {
        path: path.to_string(),
        range: [range.start, range.end],
        start: source.position(range.start),
        end: source.position(range.end),
    }
}

fn replacement<'a>(source: &Source, edit: &'a Edit) -> Replacement<'a> {
    Replacement {
        range: [edit.range.start, edit.range.end],
        start: source.position(edit.range.start),
        end: source.position(edit.range.end),
        new_text: &edit.new_text,
    }
}

fn clause<'a>(report: &Report<'a>, reference: ClauseReference) -> Clause<'a> {
    let guidelines = &report.outcome.guidelines;
    let clause = guidelines.clause(reference);
    Clause {
        guideline: &guidelines.get(reference.guideline).id,
        id: &clause.id,
        label: clause.label.as_deref(),
        title: &clause.title,
    }
}

/// A value as indented JSON in which every character that a terminal would act on is escaped. What
/// holds no other list or object stands on one line where it is short: a place, a range.
pub fn to_text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut bytes, Escaping(PrettyFormatter::new()));
    // Writing plain data into memory cannot fail.
    let _ = value.serialize(&mut serializer);
    let mut text = folded(&String::from_utf8_lossy(&bytes));
    text.push('\n');
    text
}

/// Indented JSON with its innermost lists and objects on one line each.
fn folded(text: &str) -> String {
    /// What is longer is easier to read line by line.
    const LONGEST: usize = 160;
    let mut output = String::with_capacity(text.len());
    let mut innermost: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        // Line ends inside of strings are escaped, so a bracket at the end of a line is one of JSON's
        // own, unless it ends a string, and then a quotation mark follows.
        if written.ends_with(['{', '[']) {
            innermost = Some(output.len() + written.len());
        } else if written.trim_start().starts_with(['}', ']'])
            && let Some(start) = innermost.take()
            && output.len() - start <= LONGEST
        {
            let inside: Vec<&str> = output[start..].lines().map(str::trim).collect();
            let is_object = written.trim_start().starts_with('}');
            let space = if is_object { " " } else { "" };
            let inside = inside.join(" ");
            let inside = inside.trim();
            output.truncate(start);
            output.push_str(&format!("{space}{inside}{space}{}", line.trim_start()));
            continue;
        }
        output.push_str(line);
    }
    output
}

/// The pretty form, with more escapes than JSON asks for.
struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        let mut done = 0;
        for (at, character) in fragment
            .char_indices()
            .filter(|(_, character)| acts(*character))
        {
            // All of them are below U+10000.
            write!(
                writer,
                "{}\\u{:04x}",
                &fragment[done..at],
                u32::from(character)
            )?;
            done = at + character.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }

    fn begin_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_a_terminal_acts_on_are_escaped_and_come_back() {
        let text = "赤\u{1b}[31m \u{9b}2J \u{202e}逆";
        let json = to_text(&text);
        assert_eq!(json, "\"赤\\u001b[31m \\u009b2J \\u202e逆\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn what_is_short_stands_on_one_line() {
        let value = serde_json::json!({
            "answers": [{ "line": 5, "path": "規程/[対応表]{.md" }],
            "message": "[",
            "range": [133, 142],
            "related": [],
        });
        let json = to_text(&value);
        assert_eq!(
            json,
            "{\n  \"answers\": [\n    { \"line\": 5, \"path\": \"規程/[対応表]{.md\" }\n  ],\n  \"message\": \"[\",\n  \"range\": [133, 142],\n  \"related\": []\n}\n"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap(),
            value
        );
    }
}
