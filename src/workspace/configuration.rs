//! `shishin.toml`: what a project may set, and how its file is found and read.
//!
//! The types here are the one definition: the JSON Schema that editors use is generated
//! from them, and [`read`] checks a file against that same schema, so that an error can
//! name the key, its place and the nearest valid one while every other key takes effect.
//! What the settings mean for a run is not decided here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema, json_schema};
use serde::{Deserialize, Serialize};

use crate::date::Period;
use crate::finding::Severity;
use crate::locale::Locale;

mod reader;
mod statements;

pub use reader::read;

/// The name under which the file is looked for.
pub const FILE_NAME: &str = "shishin.toml";

/// The settings of a project (`shishin.toml`). Paths are relative to the file's folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Configuration {
    /// The guidelines to check against: the id of a built-in one, a path to a
    /// Markdown file, an Excel workbook (`.xlsx`), a sheet saved as `.csv` or `.tsv`, or an OSCAL JSON
    /// file (a catalogue, or a profile that selects from one), or a table with `path`,
    /// `id` and `covers`. The first is the one that documents
    /// answer when they name none. Without this key every built-in guideline is known.
    pub guidelines: Vec<GuidelineSource>,
    /// Which files are documents, as patterns of `.gitignore`.
    #[schemars(schema_with = "patterns_schema")]
    pub documents: Vec<String>,
    /// Which files and folders are left out, as patterns of `.gitignore`.
    #[schemars(schema_with = "patterns_schema")]
    pub exclude: Vec<String>,
    /// The language of messages: `ja` or `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Locale")]
    pub locale: Option<Locale>,
    /// The least severity that makes `shishin check` fail: `error` (the default), `warning`,
    /// `information`, `hint` or `never`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "FailOn")]
    pub fail_on: Option<FailOn>,
    /// A file made with `shishin check --write-baseline`: `check` does not show the findings in it, editors do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PathBuf")]
    pub baseline: Option<PathBuf>,
    /// Whether what was found is kept in the user's cache folder for the next run.
    pub cache: bool,
    /// Per rule: `off`, or the severity with which it is reported.
    #[schemars(schema_with = "rules_schema")]
    pub rules: BTreeMap<String, Level>,
    /// Further headings by which the columns of control tables are known.
    pub columns: Columns,
    /// Whether answers are compared with clauses by their content: what they leave out of one, and
    /// which clause a statement answers that cites none.
    pub content_links: bool,
    /// Files with further words that stand for the same thing, one line a thing:
    /// `name: word, phrase, 言葉`.
    pub thesaurus: Vec<PathBuf>,
    /// When a review is too old.
    pub review: Review,
    /// How much is read at most.
    pub limits: Limits,
    /// Where the keys stand in the file, for findings about what they lead to.
    #[serde(skip)]
    #[schemars(skip)]
    pub places: Places,
}

/// A guideline to check against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GuidelineSource {
    /// The id of a built-in guideline, or the path of a `.md`, `.json`, `.xlsx`, `.csv` or `.tsv` file.
    Named(#[schemars(extend("format" = "guideline"))] String),
    /// One of which more is said.
    Entry(GuidelineEntry),
}

/// A guideline of which more is said than where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuidelineEntry {
    /// The guideline as Markdown, as an Excel workbook or a sheet saved as text, as an OSCAL catalogue in JSON, or as an OSCAL
    /// profile that selects from one. Without it, `id` is that of a built-in guideline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PathBuf")]
    pub path: Option<PathBuf>,
    /// The id by which documents name it; without it, the file's own or its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub id: Option<String>,
    /// The clauses that have to be answered, each with all that stands in it: `"3.4"`,
    /// `"AC-2 through AC-6"`. Without it, all of them; of an empty list none, and the guideline is only there to be cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>")]
    pub covers: Option<Vec<String>>,
}

impl GuidelineSource {
    /// The file's path, or `None` where a built-in guideline is meant.
    pub fn path(&self) -> Option<&Path> {
        match self {
            GuidelineSource::Named(name) => is_path(name).then(|| Path::new(name)),
            GuidelineSource::Entry(entry) => entry.path.as_deref(),
        }
    }

    /// The id that the project gives, or that of the built-in guideline.
    pub fn id(&self) -> Option<&str> {
        match self {
            GuidelineSource::Named(name) => (!is_path(name)).then_some(name),
            GuidelineSource::Entry(entry) => entry.id.as_deref(),
        }
    }

    /// The clauses that have to be answered, as the project writes them; `None`: all.
    pub fn covers(&self) -> Option<&[String]> {
        match self {
            GuidelineSource::Named(_) => None,
            GuidelineSource::Entry(entry) => entry.covers.as_deref(),
        }
    }
}

/// Whether a guideline's name means a file. Ids hold no slash and do not end like a file.
pub(super) fn is_path(name: &str) -> bool {
    let ending = Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str());
    name.contains(['/', '\\'])
        || ending.is_some_and(|ending| {
            [
                "md", "markdown", "json", "csv", "tsv", "xlsx", "xlsm", "xls",
            ]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
        })
}

/// What is done with a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Level {
    /// They are not reported.
    Off,
    /// Reported as hints.
    Hint,
    /// Reported as information.
    Information,
    /// Reported as warnings.
    Warning,
    /// Reported as errors.
    Error,
}

impl Level {
    /// The severity, or `None` for a rule that is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Hint => Some(Severity::Hint),
            Level::Information => Some(Severity::Information),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// The least severity that makes a check fail.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Everything but hints.
    Information,
    /// Every finding.
    Hint,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the check fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Information => severity >= Severity::Information,
            FailOn::Hint => true,
            FailOn::Never => false,
        }
    }
}

/// Headings of table columns beyond those that are known anyway, by what the column holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The clause's number: 項番, 管理策番号, Control.
    pub clause: Vec<String>,
    /// The guideline's own words: 要求事項, 対策項目.
    pub requirement: Vec<String>,
    /// How far it is done: 対応状況, Status.
    pub status: Vec<String>,
    /// What the provider does: 対応内容, Implementation.
    pub measure: Vec<String>,
    /// What the customer has to do: 利用者側の対応.
    pub customer: Vec<String>,
    /// Records and rules that show it: 証跡, Evidence.
    pub evidence: Vec<String>,
    /// Who answers for it: 責任者, Owner.
    pub owner: Vec<String>,
    /// By when: 期限, Due.
    pub due: Vec<String>,
    /// How often: 頻度, Frequency.
    pub frequency: Vec<String>,
    /// Why something does not apply: 理由, Reason.
    pub reason: Vec<String>,
    /// When it was last looked at: 最終見直し, Reviewed.
    pub reviewed: Vec<String>,
}

/// When a review is too old.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// How long a review stays good: `"1年"`, `"6か月"`, `"12 months"`, `"90 days"`.
    pub period: Period,
}

/// How much is read at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// The size in bytes above which a document or guideline is named and skipped.
    #[schemars(range(min = 1))]
    pub file_size: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_size: 16 * 1024 * 1024,
        }
    }
}

impl Default for Configuration {
    fn default() -> Configuration {
        Configuration {
            guidelines: Vec::new(),
            documents: vec!["**/*.md".to_string(), "**/*.markdown".to_string()],
            exclude: Vec::new(),
            locale: None,
            fail_on: None,
            baseline: None,
            cache: true,
            rules: BTreeMap::new(),
            columns: Columns::default(),
            content_links: true,
            thesaurus: Vec::new(),
            review: Review::default(),
            limits: Limits::default(),
            places: Places::default(),
        }
    }
}

impl Configuration {
    /// Which files are documents.
    pub fn selection(&self) -> Selection {
        Selection {
            documents: patterns(&self.documents),
            exclude: patterns(&self.exclude),
        }
    }
}

/// Where keys stand in the configuration's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    values: BTreeMap<String, Range<usize>>,
}

impl Places {
    /// The bytes of a value, named by its path: `baseline`, `guidelines/0`, `rules/weak-wording`.
    /// An empty range at the start of the file when the file does not have it.
    pub fn of(&self, path: &str) -> Range<usize> {
        self.values.get(path).cloned().unwrap_or(0..0)
    }
}

/// Tells documents from other files.
#[derive(Clone, Debug)]
pub struct Selection {
    documents: ignore::gitignore::Gitignore,
    exclude: ignore::gitignore::Gitignore,
}

impl Selection {
    /// Whether the file at this path, relative to the configuration's folder, is a document. An ending in capitals,
    /// as some programs write it, counts as one in small letters.
    pub fn is_document(&self, path: &Path) -> bool {
        let matches = |path: &Path| {
            let matched = self.documents.matched_path_or_any_parents(path, false);
            (!matched.is_none()).then_some(matched.is_ignore())
        };
        if self.is_excluded(path, false) {
            return false;
        }
        matches(path)
            .or_else(|| matches(&with_small_ending(path)?))
            .unwrap_or_default()
    }

    /// Whether the file or folder is left out, itself or with a folder above it.
    pub fn is_excluded(&self, path: &Path, is_folder: bool) -> bool {
        self.exclude
            .matched_path_or_any_parents(path, is_folder)
            .is_ignore()
    }
}

/// The path with the letters of its ending in lower case; `None` where they are.
fn with_small_ending(path: &Path) -> Option<PathBuf> {
    let ending = path.extension()?.to_str()?;
    let has_capitals = ending.bytes().any(|byte| byte.is_ascii_uppercase());
    has_capitals.then(|| path.with_extension(ending.to_ascii_lowercase()))
}

/// Patterns that do not parse have been reported by [`read`] and are left out here.
fn patterns(patterns: &[String]) -> ignore::gitignore::Gitignore {
    let mut builder = ignore::gitignore::GitignoreBuilder::new("");
    for pattern in patterns {
        let _ = builder.add_line(None, pattern);
    }
    builder
        .build()
        .unwrap_or_else(|_| ignore::gitignore::Gitignore::empty())
}

/// The configuration's file in `folder` or the nearest folder above it.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        // What is there and no file is told when it is read.
        .find(|file| file.symlink_metadata().is_ok())
}

/// The JSON Schema of the file.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Configuration);
    schema.insert("title".to_string(), FILE_NAME.into());
    schema.to_value()
}

/// Patterns carry a format, by which [`read`] knows to try them.
fn patterns_schema(_: &mut schemars::SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string", "format": "pattern" } })
}

/// The rules by name, so that editors complete them and a misspelt one is found.
fn rules_schema(generator: &mut schemars::SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<Level>();
    let names: Vec<&str> = crate::rules::all().iter().map(|rule| rule.name).collect();
    json_schema!({
        "type": "object",
        "propertyNames": { "enum": names },
        "additionalProperties": level,
        "default": {},
    })
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "the test reads the schema that is checked in"
)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_schema_is_the_one_of_the_types() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/shishin.schema.json");
        let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            kept, now,
            "run the tests with UPDATE_SNAPSHOTS=1 and look at the difference"
        );
    }

    #[test]
    fn documents_are_markdown_outside_what_is_excluded() {
        let configuration = Configuration {
            exclude: vec!["下書き/".into(), "/README.md".into()],
            ..Default::default()
        };
        let selection = configuration.selection();
        assert!(selection.is_document(Path::new("規程/方針.md")));
        assert!(selection.is_document(Path::new("規程/README.md")));
        assert!(selection.is_document(Path::new("規程/POLICY.MD")));
        assert!(selection.is_document(Path::new("規程/方針.Markdown")));
        assert!(!selection.is_document(Path::new("図.PNG")));
        assert!(!selection.is_document(Path::new("README.md")));
        assert!(!selection.is_document(Path::new("規程/下書き/方針.md")));
        assert!(!selection.is_document(Path::new("図.png")));
    }

    #[test]
    fn a_guideline_is_an_id_or_a_path() {
        let named = |name: &str| GuidelineSource::Named(name.to_string());
        assert_eq!(named("mic-meti-medical-1.1").path(), None);
        assert_eq!(
            named("mic-meti-medical-1.1").id(),
            Some("mic-meti-medical-1.1")
        );
        assert_eq!(named("社内基準.md").path(), Some(Path::new("社内基準.md")));
        assert_eq!(
            named("catalog.JSON").path(),
            Some(Path::new("catalog.JSON"))
        );
    }
}
