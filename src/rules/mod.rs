//! The rules: what Shishin knows about good and bad answers. One file a rule.
//!
//! A rule is data (name, class, severity, manual page) and a check. Checks look at one document
//! at a time and push findings; what concerns several documents reads the coverage join. Which
//! severity a project gives a rule, what a comment allows and which of several findings on one
//! statement is the most telling is decided here, once, after all checks have run.

mod ambiguous_citation;
mod being_written;
mod broad_citation;
mod broken_evidence;
mod clause_words;
mod conditions;
mod conflicting_status;
mod conflicting_values;
mod contradiction;
mod excerpt;
mod invalid_comment;
mod missing_clause;
mod missing_edition;
mod missing_evidence;
mod missing_frequency;
mod missing_owner;
mod missing_parameter;
mod notation;
mod partial_clause;
mod placeholder;
mod project;
mod refers_elsewhere;
mod report;
mod restated_requirement;
mod stale_review;
mod status_mismatch;
mod superseded_edition;
mod suspect_link;
mod today;
mod unclear_responsibility;
mod unjustified_exclusion;
mod unknown_clause;
mod unknown_guideline;
mod unlinked_statement;
mod unowned_plan;
mod unread_citation;
mod unused_allowance;
mod weak_wording;
mod withdrawn_clause;

use std::collections::BTreeMap;

use crate::coverage::Coverage;
use crate::date::Period;
use crate::document::Document;
use crate::finding::{DocumentIndex, Finding, Severity};
use crate::guideline::{GuidelineIndex, Guidelines};
use crate::locale::Locale;
use crate::matching::Matchers;
use crate::review::Reviewed;

pub use clause_words::{ClauseWords, RequirementWords};
use conflicting_status::conflicting_statuses;
use conflicting_values::conflicting_values;
pub use missing_clause::Spot;
pub use missing_clause::{missing_clauses, nearest_answer, unanswered};
pub use missing_owner::place_for;
pub use missing_parameter::asks_for_a_value;
pub use partial_clause::partial_clauses;
pub use report::Report;
pub use superseded_edition::current_edition;
pub use today::Today;
pub use unread_citation::named_unread;

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
    /// What kind of evidence it stands on.
    pub class: Class,
    /// Before the project's settings and the requirement's modality.
    pub severity: Severity,
    /// Its manual page, in Markdown: a title line, then a `## 日本語` and a `## English`
    /// part, with examples in code fences marked `markdown fails` and `markdown passes`; one marked
    /// `lock` is the lock file of those behind it.
    pub manual: &'static str,
    /// The check of one document; `None` for rules that look elsewhere.
    check: Option<fn(&Subject<'_>, &mut Report<'_>)>,
}

/// Everything that a check of one document may look at.
pub struct Subject<'a> {
    /// The document's text.
    pub text: &'a str,
    /// What it says.
    pub document: &'a Document,
    /// The guidelines in play.
    pub guidelines: &'a Guidelines,
    /// The guidelines that the project names: it works with these editions on purpose.
    pub chosen: &'a [GuidelineIndex],
    /// The wording of the clauses.
    pub words: &'a ClauseWords,
    /// Today.
    pub today: &'a Today,
    /// How long a review stays fresh.
    pub review_period: Period,
    /// Whether a file stands at a path as a link in this document writes it.
    pub exists: &'a dyn Fn(&str) -> bool,
    /// What finds a guideline's clauses by content; `None` where the project wants none of it.
    pub matchers: Option<&'a Matchers>,
    /// Which links of the document were reviewed, and what they said.
    pub reviewed: &'a [Reviewed],
}

/// Severities that a project gives to rules; `None` turns a rule off.
pub type Severities = BTreeMap<String, Option<Severity>>;

/// All rules, sorted by name.
pub fn all() -> &'static [&'static Rule] {
    static ALL: &[&Rule] = &[
        &ambiguous_citation::RULE,
        &broad_citation::RULE,
        &broken_evidence::RULE,
        &conflicting_status::RULE,
        &conflicting_values::RULE,
        &project::CYCLIC_SUPERSEDES,
        &project::DUPLICATE_CLAUSE,
        &invalid_comment::RULE,
        &project::INVALID_CONFIGURATION,
        &notation::INVALID_FRONT_MATTER,
        &project::INVALID_GUIDELINE,
        &project::INVALID_LOCK,
        &missing_clause::RULE,
        &missing_edition::RULE,
        &missing_evidence::RULE,
        &missing_frequency::RULE,
        &missing_owner::RULE,
        &missing_parameter::RULE,
        &partial_clause::RULE,
        &placeholder::RULE,
        &refers_elsewhere::RULE,
        &restated_requirement::RULE,
        &stale_review::RULE,
        &status_mismatch::RULE,
        &superseded_edition::RULE,
        &suspect_link::RULE,
        &unclear_responsibility::RULE,
        &unjustified_exclusion::RULE,
        &unknown_clause::RULE,
        &unknown_guideline::RULE,
        &notation::UNKNOWN_LABEL,
        &unlinked_statement::RULE,
        &unowned_plan::RULE,
        &unread_citation::RULE,
        &project::UNREADABLE_FILE,
        &unused_allowance::RULE,
        &weak_wording::RULE,
        &withdrawn_clause::RULE,
    ];
    ALL
}

/// The rule of a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    all().iter().find(|rule| rule.name == name).copied()
}

impl Rule {
    /// The part of the manual page in a language, without its heading.
    pub fn page(&self, locale: Locale) -> &str {
        let heading = match locale {
            Locale::Ja => "## 日本語",
            Locale::En => "## English",
        };
        let Some(start) = self.manual.find(heading) else {
            return self.manual;
        };
        let part = &self.manual[start + heading.len()..];
        part.find("\n## ").map_or(part, |end| &part[..end]).trim()
    }

    /// The first sentence of the manual page.
    pub fn summary(&self, locale: Locale) -> &str {
        let paragraph = self.page(locale).split("\n\n").next().unwrap_or_default();
        let end = match locale {
            Locale::Ja => paragraph.find('。'),
            Locale::En => paragraph
                .find(". ")
                .or_else(|| paragraph.strip_suffix('.').map(str::len)),
        };
        end.map_or(paragraph, |end| &paragraph[..end])
    }

    /// The examples of the manual page, in its order.
    pub fn examples(&self) -> Vec<Example<'_>> {
        let mut examples = Vec::new();
        let mut lock = None;
        let mut rest = self.manual;
        while let Some(start) = rest.find("```") {
            let fence = &rest[start + 3..];
            let (Some(line), Some(end)) = (fence.find('\n'), fence.find("\n```")) else {
                break;
            };
            let text = fence.get(line + 1..=end).unwrap_or_default();
            match fence[..line].trim() {
                "lock" => lock = Some(text),
                mark => {
                    if let Some(mark) = mark.strip_prefix("markdown ") {
                        examples.push(Example {
                            text,
                            fails: mark == "fails",
                            lock,
                        });
                    }
                }
            }
            rest = &fence[end + 4..];
        }
        examples
    }
}

/// An example in a rule's manual page.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// The document.
    pub text: &'a str,
    /// Whether the rule finds something in it.
    pub fails: bool,
    /// The lock file of its project: the latest that the page shows before it.
    pub lock: Option<&'a str>,
}

/// What other documents, and other places of the same one, contradict in a document.
pub fn conflicts(
    coverage: &Coverage,
    document: DocumentIndex,
    guidelines: &Guidelines,
    severities: &Severities,
) -> Vec<Finding> {
    let mut found = conflicting_statuses(coverage, document, guidelines, severities);
    found.extend(conflicting_values(
        coverage, document, guidelines, severities,
    ));
    found
}

/// Runs every check of one document and settles severities, allowances and precedence.
pub fn check(subject: &Subject<'_>, severities: &Severities) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        if let Some(check) = rule.check
            && let Some(mut report) = Report::of(rule, severities, &mut findings)
        {
            check(subject, &mut report);
        }
    }
    being_written::settle(subject, severities, &mut findings);
    report::keep_most_telling(subject.document, &mut findings);
    unused_allowance::apply(subject.text, subject.document, severities, &mut findings);
    findings.sort_by(|a, b| {
        (a.range.start, a.range.end, &a.rule).cmp(&(b.range.start, b.range.end, &b.rule))
    });
    findings.dedup();
    findings
}
