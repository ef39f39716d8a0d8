//! The rules: what Shishin knows about good and bad answers. One file a rule.

use crate::finding::Severity;

/// What kind of evidence a rule stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Judges structure; may be an error.
    Structural,
    /// Judges words; never fails a run by default.
    Wording,
    /// Compares places in several documents.
    Crossing,
    /// Judges the project's own files: configuration, guidelines, comments.
    Project,
}

/// A rule: its name, what it means, and how it is found in the code.
pub struct Rule {
    /// Kebab-case, stable for ever.
    pub name: &'static str,
    pub class: Class,
    /// Before the project's settings and the requirement's modality.
    pub severity: Severity,
    /// Its manual page, in Markdown: a title line, then a `## 日本語` and a `## English`
    /// part, each with examples in code fences marked `markdown fails` and `markdown passes`.
    pub manual: &'static str,
}
// pub fn all() -> &'static [&'static Rule]   sorted by name
// pub fn named(name: &str) -> Option<&'static Rule>
// impl Rule { pub fn summary(&self, Locale) -> &str  first sentence of the part in that language; pub fn page(&self, Locale) -> &str }
