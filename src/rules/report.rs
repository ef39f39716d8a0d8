//! Where checks put their findings, and what is done with them afterwards.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Rule, Severities};
use crate::document::Document;
use crate::finding::{Finding, Fix, Lack, Place, Related, Severity};
use crate::guideline::ClauseReference;
use crate::locale::Message;

/// Collects the findings of one rule.
pub struct Report<'a> {
    rule: &'static Rule,
    severity: Severity,
    /// The project named a severity itself; the requirement's modality does not soften it.
    settled: bool,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    /// A report for a rule; `None` when the project turned the rule off.
    pub fn of(
        rule: &'static Rule,
        severities: &Severities,
        findings: &'a mut Vec<Finding>,
    ) -> Option<Report<'a>> {
        let (severity, settled) = match severities.get(rule.name) {
            Some(None) => return None,
            Some(Some(severity)) => (*severity, true),
            None => (rule.severity, false),
        };
        Some(Report {
            rule,
            severity,
            settled,
            findings,
        })
    }

    /// Reports a place.
    pub fn push(&mut self, range: Range<usize>, message: Message) -> Entry<'_> {
        let message = message.on_one_line();
        self.findings
            .push(Finding::new(self.rule.name, self.severity, range, message));
        let last = self.findings.len() - 1;
        Entry {
            finding: &mut self.findings[last],
            settled: self.settled,
        }
    }
}

/// A finding that was just reported, to be filled in.
pub struct Entry<'a> {
    finding: &'a mut Finding,
    settled: bool,
}

impl Entry<'_> {
    /// Says what would mend it.
    pub fn help(self, help: Message) -> Self {
        self.finding.help = Some(help);
        self
    }

    /// Names the clause that it is about.
    pub fn clause(self, clause: Option<ClauseReference>) -> Self {
        self.finding.clause = clause;
        self
    }

    /// Names the clauses that it is about, where they are several.
    pub fn clauses(self, clauses: &[ClauseReference]) -> Self {
        self.finding.clauses = clauses.to_vec();
        self.clause(clauses.first().copied())
    }

    /// Lowers (or raises) the severity, unless the project settled it.
    pub fn severity(self, severity: Severity) -> Self {
        if !self.settled {
            self.finding.severity = severity;
        }
        self
    }

    /// Says what of the clause is lacking.
    pub fn lacks(self, lacks: Vec<Lack>) -> Self {
        self.finding.lacks = lacks;
        self
    }

    /// Marks it as one that another finding tells as well.
    pub fn repeats(self) -> Self {
        self.finding.is_repeated = true;
        self
    }

    /// Shows another place.
    pub fn related(self, place: Place, message: Message) -> Self {
        self.finding.related.push(Related { place, message });
        self
    }

    /// Offers an edit.
    pub fn fix(self, fix: Fix) -> Self {
        self.finding.fixes.push(fix);
        self
    }
}

/// Rules that say of a statement that it tells nothing: the first of them that finds something is enough,
/// and nothing of [`WITHIN`] is added. A blank cell is not also weakly worded, and a statement that only
/// points elsewhere also gives no figure.
const WHOLE: [&str; 5] = [
    "placeholder",
    "unjustified-exclusion",
    "status-mismatch",
    "restated-requirement",
    "refers-elsewhere",
];

/// Rules about a part of what a statement tells. Each asks for something else to be mended, so they
/// stand side by side: whoever mends one is not told the next afterwards.
const WITHIN: [&str; 3] = ["weak-wording", "missing-frequency", "missing-parameter"];

/// Leaves out what a more telling finding on the same statement makes superfluous.
pub fn keep_most_telling(document: &Document, findings: &mut Vec<Finding>) {
    let statement_of = |range: &Range<usize>| {
        let after = document
            .statements
            .partition_point(|statement| statement.range.start <= range.start);
        after
            .checked_sub(1)
            .filter(|&index| document.statements[index].range.end >= range.end)
    };
    let rank = |finding: &Finding| WHOLE.iter().position(|rule| *rule == finding.rule);
    let mut best: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(rank) = rank(finding)
            && let Some(statement) = statement_of(&finding.range)
        {
            let entry = best.entry(statement).or_insert((rank, index));
            *entry = (*entry).min((rank, index));
        }
    }
    if best.is_empty() {
        return;
    }
    let mut index = 0;
    findings.retain(|finding| {
        let position = index;
        index += 1;
        if rank(finding).is_none() && !WITHIN.contains(&&*finding.rule) {
            return true;
        }
        let told = statement_of(&finding.range).and_then(|statement| best.get(&statement));
        told.is_none_or(|(_, kept)| *kept == position)
    });
}
