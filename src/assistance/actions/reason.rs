//! A place for the reason of an exclusion.

use std::ops::Range;

use super::super::citing::language;
use super::super::completion::values::aside;
use super::super::draft::Draft;
use super::{Action, Change, Key, Kind, View, said};
use crate::finding::Finding;
use crate::locale::Message;

/// Offers to write the reason behind the status.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    change(view, &finding.range)?;
    let word = &view.text[finding.range.clone()];
    let title = Message::new(
        format!("「{word}」の理由を書く"),
        format!("give a reason for “{word}”"),
    );
    Some(Action {
        title: said(view, &title),
        kind: Kind::QuickFix,
        findings: vec![index],
        preferred: true,
        quiet: false,
        key: Key::Reason(finding.range.clone()),
    })
}

/// Parentheses with a place to fill in; `None` where some stand already.
pub fn change(view: &View<'_>, status: &Range<usize>) -> Option<Change> {
    let behind = view.text.get(status.end..)?;
    if behind.trim_start_matches(' ').starts_with(['（', '(']) {
        return None;
    }
    let mut draft = Draft::default();
    aside(&mut draft, language(view.text));
    Some(Change::draft(status.end, &draft))
}
