//! Results as SARIF 2.1.0, the form that code hosts and editors import.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::json::to_text;
use super::report::{Report, Reported, ReportedFile, Source};
use crate::finding::{Fix, Place, Severity};
use crate::locale::Locale;
use crate::rules::{self, Rule};

/// How many results of a run the greatest code host shows.
const SHOWN: usize = 5_000;

/// The base that relative addresses count from.
const BASE: &str = "%SRCROOT%";

/// The whole output.
pub fn render(report: &Report<'_>) -> String {
    let used: BTreeSet<&str> = report
        .findings()
        .map(|(_, reported)| &*reported.finding.rule)
        .collect();
    let used: Vec<&'static Rule> = used.into_iter().filter_map(rules::named).collect();
    let results: Vec<Value> = report
        .findings()
        .map(|(file, reported)| result(report, &used, file, reported))
        .collect();
    let mut run = json!({
        "tool": { "driver": {
            "name": "shishin",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": if report.locale == Locale::Ja { "ja" } else { "en" },
            "rules": used.iter().map(|rule| metadata(rule, report.locale)).collect::<Vec<_>>(),
        } },
        "originalUriBaseIds": { BASE: { "description": { "text": "The folder in which shishin was run." } } },
        "columnKind": "utf16CodeUnits",
        "results": results,
    });
    let mut notes = Vec::new();
    if report.outcome.unreadable > 0 {
        let count = report.outcome.unreadable;
        notes.push(match report.locale {
            Locale::Ja => format!("{count} 件のファイルまたはフォルダーを読めませんでした。"),
            Locale::En => format!("{count} could not be read."),
        });
    }
    if results.len() > SHOWN {
        notes.push(match report.locale {
            Locale::Ja => format!(
                "結果は {} 件あります。{SHOWN} 件までしか表示しないサービスがあります。",
                results.len()
            ),
            Locale::En => format!(
                "There are {} results; some services show only {SHOWN}.",
                results.len()
            ),
        });
    }
    if !notes.is_empty() {
        let notes = notes
            .iter()
            .map(|text| json!({ "level": "note", "message": { "text": text } }));
        run["invocations"] = json!([{
            "executionSuccessful": true,
            "toolExecutionNotifications": notes.collect::<Vec<_>>(),
        }]);
    }
    to_text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }))
}

fn metadata(rule: &Rule, locale: Locale) -> Value {
    let page = rule.page(locale);
    let plain = page.replace("**", "").replace('`', "");
    let full = plain.split("\n\n").next().unwrap_or_default();
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary(locale) },
        "fullDescription": { "text": full },
        "help": { "text": plain, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(
    report: &Report<'_>,
    used: &[&Rule],
    file: &ReportedFile<'_>,
    reported: &Reported<'_>,
) -> Value {
    let finding = reported.finding;
    let locale = report.locale;
    let mut text = finding.message.in_locale(locale).to_string();
    if let Some(help) = &finding.help {
        text.push('\n');
        text.push_str(help.in_locale(locale));
    }
    let mut related = Vec::new();
    for place in &finding.related {
        let message = place.message.in_locale(locale);
        match &place.place {
            Place::Here(range) => related.push(with_message(
                location(&file.path, file.source, range),
                message,
            )),
            Place::Document(index, range) => {
                let path = report.shown_path(&report.outcome.documents[index.0 as usize].path);
                related.push(with_message(
                    location(&path, report.sources.document(*index), range),
                    message,
                ));
            }
            // A clause lies in no file of the project; it goes by its name.
            Place::Clause(clause) => related.push(json!({
                "logicalLocations": [{ "fullyQualifiedName": report.clause_key(*clause) }],
                "message": { "text": message },
            })),
        }
    }
    for (id, place) in related.iter_mut().enumerate() {
        place["id"] = json!(id);
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(finding.rule));
    if let Some(index) = used.iter().position(|rule| rule.name == finding.rule) {
        result.insert("ruleIndex".into(), json!(index));
    }
    result.insert("level".into(), json!(level(finding.severity)));
    result.insert("message".into(), json!({ "text": text }));
    result.insert(
        "locations".into(),
        json!([location(&file.path, file.source, &finding.range)]),
    );
    result.insert(
        "partialFingerprints".into(),
        json!({ "shishin/v1": reported.fingerprint }),
    );
    if !related.is_empty() {
        result.insert("relatedLocations".into(), json!(related));
    }
    if !finding.fixes.is_empty() {
        let fixes: Vec<Value> = finding
            .fixes
            .iter()
            .map(|one| fix(file, one, locale))
            .collect();
        result.insert("fixes".into(), json!(fixes));
    }
    if let Some(clause) = finding.clause {
        result.insert(
            "properties".into(),
            json!({ "clause": report.clause_key(clause) }),
        );
    }
    Value::Object(result)
}

fn fix(file: &ReportedFile<'_>, fix: &Fix, locale: Locale) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region(file.source, &edit.range),
                "insertedContent": { "text": edit.new_text },
            })
        })
        .collect();
    json!({
        "description": { "text": fix.title.in_locale(locale) },
        "artifactChanges": [{ "artifactLocation": artifact(&file.path), "replacements": replacements }],
    })
}

fn with_message(mut location: Value, message: &str) -> Value {
    location["message"] = json!({ "text": message });
    location
}

fn location(path: &str, source: &Source, range: &Range<usize>) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(path), "region": region(source, range) } })
}

fn region(source: &Source, range: &Range<usize>) -> Value {
    let (start, end) = (source.position(range.start), source.position(range.end));
    json!({
        "startLine": start.line,
        "startColumn": start.utf16_column,
        "endLine": end.line,
        "endColumn": end.utf16_column,
    })
}

/// An absolute path stands for itself; others count from the base.
fn artifact(path: &str) -> Value {
    if path.starts_with('/') {
        json!({ "uri": format!("file://{}", encoded(path)) })
    } else {
        json!({ "uri": encoded(path), "uriBaseId": BASE })
    }
}

/// A path as a URI: everything but unreserved characters and `/` percent-encoded.
fn encoded(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}
