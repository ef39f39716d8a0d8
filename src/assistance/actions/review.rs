//! An answer taken as reviewed: lines of the lock file, none of the document.

use std::ops::Range;

use super::super::at;
use super::super::citing::meets;
use super::{Action, Change, Key, Kind, View, said};
use crate::finding::Finding;
use crate::locale::Message;
use crate::review::{Acceptance, Judged, Reading, State};

/// Offers to take as reviewed again the answer that a finding calls suspect.
pub fn renew(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    let answers = &view.document.answers;
    let is_meant = |answer: usize| {
        let mut links = answers[answer].links.iter();
        links.any(|link| Some(link.clause) == finding.clause)
    };
    let mut there = (0..answers.len()).filter(|&at| meets(&answers[at].range, &finding.range));
    let answer = there.find(|&answer| is_meant(answer))?;
    let title = Message::new(
        "見直し済みにする（shishin.lock の記録を更新する）",
        "mark as reviewed (renews its record in shishin.lock)",
    );
    Some(Action::mending(
        view,
        index,
        &title,
        Key::Review(answers[answer].range.clone()),
    ))
}

/// Offers to take as reviewed the answer at a place, where the project keeps reviews and nobody has
/// reviewed it as it is.
pub fn take(view: &View<'_>, offset: usize) -> Option<Action> {
    let answer = at::answer(view, offset)?;
    let range = view.document.answers[answer].range.clone();
    let judged = judged(view, &range);
    let is_open = |one: &Judged<'_>| !matches!(one.state, State::Current(_));
    if !judged.iter().any(is_open) {
        return None;
    }
    let title = Message::new(
        "この回答を見直し済みにする（shishin.lock に記録する）",
        "mark this answer as reviewed (records it in shishin.lock)",
    );
    Some(Action {
        title: said(view, &title),
        kind: Kind::QuickFix,
        findings: Vec::new(),
        preferred: false,
        quiet: true,
        key: Key::Review(range),
    })
}

/// The edits of the lock file.
pub fn change(view: &View<'_>, range: &Range<usize>) -> Option<Change> {
    // What stays suspect beside the answer is looked at as well: its record has to stay.
    let all = reading(view)?.judge(view.lock.of(view.name));
    let is_meant = |one: &Judged<'_>| view.document.answers[one.answer].range == *range;
    let links = all.iter().map(|one| (one, is_meant(one)));
    let acceptance = Acceptance::of(links, view.project.today);
    let lock = view.lock.edits(&acceptance);
    (!lock.is_empty()).then(|| Change {
        lock,
        ..Change::default()
    })
}

/// How the links of the answers at a range stand.
pub fn judged<'a>(view: &View<'a>, range: &Range<usize>) -> Vec<Judged<'a>> {
    let answers = view.document.answers.iter().enumerate();
    let there = answers.filter(|(_, answer)| answer.range == *range);
    let Some(reading) = reading(view) else {
        return Vec::new();
    };
    let reviewed = view.lock.of(view.name);
    there
        .flat_map(|(index, _)| reading.judge_answer(reviewed, index))
        .collect()
}

/// `None` where the project keeps no reviews of the document, or the record must not be touched.
fn reading<'v>(view: &View<'v>) -> Option<Reading<'v>> {
    let keeps = view.lock.exists() && view.lock.is_writable() && !view.name.is_empty();
    keeps.then_some(Reading {
        text: view.text,
        document: view.document,
        guidelines: view.project.guidelines,
        key: view.name,
    })
}
