//! Certificates that answers show and that have expired: 「ISMS認証（有効期限：2024年3月）」; exceptions that were granted for a
//! time and live on: "approved until 2025-03-31".

use std::ops::Range;

use super::super::conditions::is_excluded;
use super::super::{Report, Subject};
use crate::date::{self, PartialDate};
use crate::document::{Claim, Link, Statement};
use crate::locale::Message;

/// What comes before the last day.
const BEFORE: [&str; 18] = [
    "有効期限",
    "有効期間",
    "alid until",
    "alid through",
    "alid to",
    "xpires on",
    "xpires",
    "xpiry date",
    "xpiration date",
    "pproved until",
    "pproved through",
    "ranted until",
    "ccepted until",
    "ermitted until",
    "uthorized until",
    "olerated until",
    "xception until",
    "aiver until",
];

/// What comes behind it.
const BEHIND: &str = "まで有効";

/// What such words have in common, so that most texts are looked through for these alone.
const HINTS: [&str; 7] = [
    "有効",
    "alid ",
    "xpir",
    "ed until",
    "ed through",
    "n until",
    "r until",
];

/// What is called expired by the document itself, or was renewed since.
const KNOWN: [&str; 20] = [
    "失効",
    "満了",
    "切れ",
    "更新済",
    "更新しました",
    "更新した",
    "旧",
    "以前",
    "過去",
    "返上",
    "expired",
    "renewed",
    "extended",
    "closed",
    "ended",
    "revoked",
    "removed",
    "withdrawn",
    "replaced",
    "no longer",
];

/// Tells of them where they stand in answers.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let hints = |text: &str| {
        let mut hints = HINTS.iter();
        hints.any(|hint| memchr::memmem::find(text.as_bytes(), hint.as_bytes()).is_some())
    };
    if !hints(subject.text) {
        return;
    }
    for answer in subject.answers() {
        if answer.links.is_empty() || is_excluded(answer) {
            continue;
        }
        let clause = answer.links.first().map(|link: &Link| link.clause);
        let claims = subject
            .statements(answer)
            .flat_map(|statement: &Statement| {
                let claims = statement.unit.claims.iter();
                claims.map(|claim: &Claim| statement.place(&claim.range))
            });
        let fields = { answer.labels.fields.iter() }
            .filter(|value| !value.inherited)
            .map(|value| value.range.clone());
        for place in claims.chain(fields) {
            let written = subject.text.get(place.clone()).filter(|text| hints(text));
            let Some((range, last)) = written.and_then(last_day) else {
                continue;
            };
            if !subject.today.is_past(last.last_day()) {
                continue;
            }
            let range = place.start + range.start..place.start + range.end;
            let day = &subject.text[range.clone()];
            let message = Message::new(
                format!("有効期限（{day}）を過ぎています"),
                format!("this was valid until {day}, which has passed"),
            );
            report
                .push(range, message)
                .help(Message::new(
                    "更新後の期限を書いてください。更新していなければ、状況も改めてください",
                    "give the day until which it is valid now; if it was not renewed, say so in the status",
                ))
                .clause(clause);
        }
    }
}

/// The last day of what a text says is valid, and where it stands.
fn last_day(text: &str) -> Option<(Range<usize>, PartialDate)> {
    for words in BEFORE {
        let Some(at) = text.find(words).map(|at| at + words.len()) else {
            continue;
        };
        let behind = &text[at..];
        // A pair of days, first and last, is the longest that belongs to it.
        let end = behind
            .find(['。', '\n', '|', '）', ')', '、'])
            .unwrap_or(behind.len());
        let found = date::find_all(&behind[..end]).max_by_key(|(_, day)| day.last_day());
        return found
            .filter(|_| !is_known(text))
            .map(|(range, day)| (at + range.start..at + range.end, day));
    }
    let at = text.find(BEHIND)?;
    let found = date::find_all(&text[..at]).find(|(range, _)| range.end == at)?;
    (!is_known(text)).then_some(found)
}

fn is_known(text: &str) -> bool {
    KNOWN.iter().any(|word| text.contains(word))
}
