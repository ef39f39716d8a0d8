//! Many findings mended at once.

use super::{Action, Key, Kind, View, said};
use crate::assistance::at;
use crate::finding::{Edit, Finding};
use crate::locale::Message;

/// Rules whose fixes are proposals: a number that is merely near to a wrong one, a clause that took
/// over what another said, one whose content is near, the clauses of a chapter
/// to which words speak. Somebody has to read those clauses.
const PROPOSING: [&str; 5] = [
    "broad-citation",
    "unknown-clause",
    "unlinked-statement",
    "unread-citation",
    "withdrawn-clause",
];

/// Whether a finding can be mended without a decision: there is one way to do it.
pub fn is_certain(finding: &Finding) -> bool {
    finding.fixes.len() == 1 && !PROPOSING.contains(&finding.rule.as_ref())
}

/// Mends all findings of the rule of one, where there are several.
pub fn all_of_rule(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    let same = mended(view, Some(&finding.rule));
    if same.len() < 2 || !same.contains(&index) {
        return None;
    }
    let (count, rule) = (same.len(), &finding.rule);
    let title = Message::new(
        format!("この文書の {rule} {count} 件をまとめて直す"),
        format!("fix all {count} of {rule} in this document"),
    );
    Some(Action {
        title: said(view, &title),
        kind: Kind::QuickFix,
        findings: same,
        preferred: false,
        quiet: false,
        key: Key::FixAll(Some(rule.to_string())),
    })
}

/// Mends whatever can be mended without a decision.
pub fn everything(view: &View<'_>) -> Option<Action> {
    let findings = mended(view, None);
    let count = findings.len();
    let title = Message::new(
        format!("この文書で直し方の決まっている指摘 {count} 件を直す"),
        format!("fix what can be fixed without a decision: {count} in this document"),
    );
    (count > 0).then(|| Action {
        title: said(view, &title),
        kind: Kind::FixAll,
        findings,
        preferred: false,
        quiet: false,
        key: Key::FixAll(None),
    })
}

/// The findings that [`edits`] mends, by index.
fn mended(view: &View<'_>, rule: Option<&str>) -> Vec<usize> {
    let findings = view.findings.iter().enumerate();
    let certain = findings.filter(|(_, finding)| {
        is_certain(finding)
            && !at::is_drawn(view, finding.range.start)
            && rule.is_none_or(|rule| finding.rule == rule)
    });
    certain.map(|(index, _)| index).collect()
}

/// The edits of all fixes that need no decision. Of two that overlap the first is done; the other
/// is left for the next time.
pub fn edits(view: &View<'_>, rule: Option<&str>) -> Vec<Edit> {
    let fixes = mended(view, rule).into_iter();
    let mut edits: Vec<Edit> = fixes
        .flat_map(|index| view.findings[index].fixes[0].edits.clone())
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let apart = edit.range.start >= end;
        if apart {
            end = edit.range.end;
        }
        apart
    });
    edits
}
