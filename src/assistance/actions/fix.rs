//! Many findings mended at once.

use super::{Action, Key, Kind, View, said};
use crate::assistance::at;
use crate::finding::{Edit, Finding};
use crate::locale::Message;

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
        finding.certain_fix().is_some()
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
        .filter_map(|index| view.findings[index].certain_fix())
        .flat_map(|fix| fix.edits.iter().cloned())
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
