//! Rules about the project's own files. The readers of those files find what they report; the
//! rules are here so that they can be explained, set and counted like all others.

use super::notation::problems;
use super::{Class, Rule};
use crate::finding::Severity;

pub static INVALID_CONFIGURATION: Rule = Rule {
    name: "invalid-configuration",
    class: Class::Project,
    severity: Severity::Error,
    manual: include_str!("pages/invalid-configuration.md"),
    check: None,
};

pub static INVALID_GUIDELINE: Rule = Rule {
    name: "invalid-guideline",
    class: Class::Project,
    severity: Severity::Error,
    manual: include_str!("pages/invalid-guideline.md"),
    check: None,
};

pub static INVALID_LOCK: Rule = Rule {
    name: "invalid-lock",
    class: Class::Project,
    severity: Severity::Warning,
    manual: include_str!("pages/invalid-lock.md"),
    check: None,
};

pub static DUPLICATE_CLAUSE: Rule = Rule {
    name: "duplicate-clause",
    class: Class::Project,
    severity: Severity::Warning,
    manual: include_str!("pages/duplicate-clause.md"),
    check: None,
};

pub static CYCLIC_SUPERSEDES: Rule = Rule {
    name: "cyclic-supersedes",
    class: Class::Project,
    severity: Severity::Error,
    manual: include_str!("pages/cyclic-supersedes.md"),
    check: None,
};

pub static UNREADABLE_FILE: Rule = Rule {
    name: "unreadable-file",
    class: Class::Project,
    severity: Severity::Warning,
    manual: include_str!("pages/unreadable-file.md"),
    // Of a document that is read, a part may lie beyond the limits.
    check: Some(|subject, report| problems("unreadable-file", subject, report)),
};
