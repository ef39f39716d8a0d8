//! The baseline: findings that a team knows of and does not want to see again.
//!
//! Entries are fingerprints, never line numbers: text that moves stays known, text that
//! changes is looked at afresh.

use std::path::Path;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::Failure;
use super::report::{Report, with_slashes};
use crate::locale::Message;
use crate::workspace::read_text;

/// Known findings.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    fingerprints: FxHashSet<String>,
}

/// The file. Rule, document and clause are there for people who read its difference.
#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    document: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    fingerprint: String,
}

/// The version of the file's form that is written here.
const VERSION: u32 = 1;

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// When it cannot be read or is none.
    pub fn read(path: &Path) -> Result<Baseline, Failure> {
        let shown = path.display();
        let text = read_text(path, u64::MAX).map_err(|error| {
            let (message, _) = error.message();
            Failure::new(
                format!(
                    "ベースライン {shown}: {}。`--write-baseline` で作れます。",
                    message.ja.trim_end_matches('。')
                ),
                format!(
                    "baseline {shown}: {}; --write-baseline makes one",
                    message.en
                ),
            )
        })?;
        match serde_json::from_str::<File>(&text) {
            Ok(file) if file.version == VERSION => Ok(Baseline {
                fingerprints: file
                    .findings
                    .into_iter()
                    .map(|entry| entry.fingerprint)
                    .collect(),
            }),
            Ok(file) => Err(Failure::new(
                format!(
                    "ベースライン {shown} は版 {} で、この shishin が読めるのは版 {VERSION} です。新しい shishin で書かれたものであれば shishin を更新するか、`--write-baseline` で作り直してください。",
                    file.version
                ),
                format!(
                    "baseline {shown} has version {}, and this shishin reads version {VERSION}; update shishin if a newer one wrote it, or make a new one with --write-baseline",
                    file.version
                ),
            )),
            Err(error) => Err(Failure::new(
                format!(
                    "{shown} はベースラインのファイルではありません（{}行{}文字目で読めなくなりました）。`--write-baseline` で作り直せます。",
                    error.line(),
                    error.column()
                ),
                format!(
                    "{shown} is no baseline (it cannot be read from line {}, column {} on); --write-baseline makes one",
                    error.line(),
                    error.column()
                ),
            )),
        }
    }

    /// Whether a finding is known.
    pub fn holds(&self, fingerprint: &str) -> bool {
        self.fingerprints.contains(fingerprint)
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.fingerprints.len()
    }
}

/// Writes all findings of a report as a baseline, one a line.
///
/// # Errors
/// When the file cannot be written.
pub fn write(report: &Report<'_>, path: &Path) -> Result<Message, Failure> {
    let mut entries: Vec<Entry> = report
        .findings()
        .map(|(file, reported)| Entry {
            document: file.place.clone(),
            rule: reported.finding.rule.to_string(),
            clause: reported
                .finding
                .clause
                .map(|clause| report.clause_key(clause)),
            fingerprint: reported.fingerprint.clone(),
        })
        .collect();
    entries.sort();
    let lines: Vec<String> = entries
        .iter()
        .filter_map(|entry| serde_json::to_string(entry).ok())
        .map(|line| format!("    {line}"))
        .collect();
    let text = format!(
        "{{\n  \"version\": {VERSION},\n  \"findings\": [\n{}\n  ]\n}}\n",
        lines.join(",\n")
    );
    std::fs::write(path, text).map_err(|error| Failure::writing(path, &error))?;
    let (count, shown) = (entries.len(), with_slashes(path));
    let findings = if count == 1 { "finding" } else { "findings" };
    Ok(Message::new(
        format!(
            "{count} 件の指摘を {shown} に書きました。次からは `--baseline {shown}` で新しい指摘だけを見られます。"
        ),
        format!(
            "wrote {count} {findings} to {shown}; with --baseline {shown} only new ones are shown"
        ),
    ))
}
