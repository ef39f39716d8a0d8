//! A place for the reason of an exclusion, and for the time of a plan.

use std::ops::Range;

use super::super::citing::language;
use super::super::completion::values::aside;
use super::super::draft::{Draft, placeholder};
use super::{Action, Change, Key, View};
use crate::assistance::at;
use crate::finding::Finding;
use crate::locale::{Locale, Message};
use crate::wording::Status;

/// Offers to write the reason behind the status.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    change(view, &finding.range)?;
    let word = &view.text[finding.range.clone()];
    let title = match is_sentence(word) {
        true => Message::new("対象外とする理由を書く", "give a reason for the exclusion"),
        false => Message::new(
            format!("「{word}」の理由を書く"),
            format!("give a reason for “{word}”"),
        ),
    };
    Some(Action {
        preferred: true,
        ..Action::mending(view, index, &title, Key::Reason(finding.range.clone()))
    })
}

/// Parentheses with a place to fill in, within a sentence before its full stop and citation; `None` where some stand
/// already.
pub fn change(view: &View<'_>, status: &Range<usize>) -> Option<Change> {
    let written = view.text.get(status.clone())?;
    let end = match is_sentence(written) {
        true => status.start + end_of_words(written),
        false => status.end,
    };
    if !is_bare(view, &(status.start..end)) {
        return None;
    }
    let mut draft = Draft::default();
    aside(&mut draft, language(view));
    Some(Change::draft(end, &draft))
}

/// Whether what says the status is a sentence and no word.
fn is_sentence(written: &str) -> bool {
    written.trim_end().ends_with(['.', '。', ']'])
}

/// How much of a sentence stands before its full stop and the citations behind that.
fn end_of_words(sentence: &str) -> usize {
    let mut words = sentence.trim_end();
    while let Some(open) = words.strip_suffix(']').and_then(|words| words.rfind('[')) {
        words = words[..open].trim_end();
    }
    words.trim_end_matches(['.', '。']).len()
}

/// Offers to write behind the status by when it will be done.
pub fn of_plan(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    due(view, &finding.range)?;
    let word = &view.text[finding.range.clone()];
    let title = Message::new(
        format!("「{word}」の期限を書く"),
        format!("say by when, behind “{word}”"),
    );
    Some(Action {
        preferred: true,
        ..Action::mending(view, index, &title, Key::Due(finding.range.clone()))
    })
}

/// Parentheses with a place for a date; `None` behind what is no bare status.
pub fn due(view: &View<'_>, status: &Range<usize>) -> Option<Change> {
    let (stated, _) = at::status(view, status.start).filter(|(_, place)| place == status)?;
    if !is_bare(view, status) {
        return None;
    }
    let language = language(view);
    // Of what is only planned, nothing is done that could leave a rest.
    let (open, close) = match (language, stated) {
        (Locale::Ja, Status::Partial) => ("（", "までに残りを行う）"),
        (Locale::Ja, _) => ("（", "までに行う）"),
        (Locale::En, Status::Partial) => (" (the rest by ", ")"),
        (Locale::En, _) => (" (by ", ")"),
    };
    let mut draft = Draft::default();
    draft.push(open);
    draft.blank(placeholder(language));
    draft.push(close);
    Some(Change::draft(status.end, &draft))
}

/// Whether no parentheses stand behind a status yet.
fn is_bare(view: &View<'_>, status: &Range<usize>) -> bool {
    let behind = view.text.get(status.end..);
    behind.is_some_and(|behind| !behind.trim_start_matches(' ').starts_with(['（', '(']))
}
