#![doc = include_str!("pages/status-mismatch.md")]

use std::ops::Range;

use super::conditions::{said, stated_words, status};
use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::{Answer, AnswerKind, Claim, Statement};
use crate::finding::{Place, Severity};
use crate::locale::Message;
use crate::wording::{self, Field, Status};

pub static RULE: Rule = Rule {
    name: "status-mismatch",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/status-mismatch.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    completed_later(subject, report);
    done_all_the_same(subject, report);
    in_force_all_the_same(subject, report);
    for answer in subject
        .answers()
        .filter(|answer| status(answer) == Some(Status::Implemented))
    {
        let Some((_, place)) = &answer.labels.status else {
            continue;
        };
        // On its first page it is the document's own: 「ステータス：公開」.
        let is_documents = answer.links.is_empty()
            && subject.document.sections[answer.section].level <= 1
            && answer.table.is_none();
        if is_documents {
            continue;
        }
        let is_all = answer.statements.len() == 1;
        for statement in subject.statements(answer) {
            let future = statement.unit.claims.iter().find_map(|claim| {
                let future = claim.observations().future.as_ref()?;
                (!stands_beside_another(subject, statement, claim, future)).then_some(future)
            });
            let in_remark = || remark(subject, answer, statement);
            let opening = || undone(statement, is_all).map(|range| statement.place(&range));
            let Some(range) = future
                .map(|future| statement.place(future))
                .or_else(opening)
                .or_else(in_remark)
            else {
                continue;
            };
            let (says, words) = (stated_words(subject, answer), &subject.text[range.clone()]);
            let message = Message::new(
                format!("状況は「{says}」ですが、本文には「{words}」とあります"),
                format!("the status says “{says}”, the text says “{words}”"),
            );
            tell(
                subject,
                answer,
                (range, place),
                message,
                text_or_status(),
                report,
            );
        }
    }
}

/// Tells of rows that say that something is done, on a day that is still to come.
fn completed_later(subject: &Subject<'_>, report: &mut Report<'_>) {
    const DONE: [&str; 5] = ["complet", "clos", "implement", "完了", "実施"];
    const AHEAD: [&str; 13] = [
        "target", "plan", "schedul", "estimat", "expect", "due", "予定", "目標", "期限", "見込",
        "時期", "review", "next",
    ];
    for answer in subject.answers().chain(&subject.document.closed) {
        let due = answer.labels.value(Field::Due).filter(|due| !due.inherited);
        let Some((due, (stated, place))) = due.zip(answer.labels.status.as_ref()) else {
            continue;
        };
        if stated.status != Status::Implemented {
            continue;
        }
        let heading = subject.columns_of(answer, Some(Field::Due));
        let heading = heading.map_or_else(String::new, |heading| heading.en.to_lowercase());
        let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        if !says(&DONE) || says(&AHEAD) {
            continue;
        }
        let last = date::find_all(&due.text)
            .map(|(_, date)| date.last_day())
            .max();
        let eve = last.and_then(|last| last.yesterday().ok());
        if eve.is_none_or(|eve| subject.today.is_past(eve)) {
            continue;
        }
        let (says, day) = (stated_words(subject, answer), &*due.text);
        let message = Message::new(
            format!("状況は「{says}」ですが、その日付（{day}）はまだ来ていません"),
            format!("the status says “{says}”, and the date of it ({day}) is still to come"),
        );
        let help = Message::new(
            "状況と日付のどちらかを直してください",
            "mend either the status or the date",
        );
        tell(
            subject,
            answer,
            (due.range.clone(), place),
            message,
            help,
            report,
        );
    }
}

/// Tells of words that do not agree with an answer's status, which stands at `status`.
fn tell(
    subject: &Subject<'_>,
    answer: &Answer,
    (range, status): (Range<usize>, &Range<usize>),
    message: Message,
    help: Message,
    report: &mut Report<'_>,
) {
    report
        .push(range, message)
        .help(help)
        .related(
            Place::Here(status.clone()),
            Message::new("状況", "the status"),
        )
        .clause(subject.clause_of(answer));
}

fn text_or_status() -> Message {
    Message::new(
        "状況と本文のどちらかを直してください",
        "mend either the status or the text",
    )
}

/// Tells of rows that say "no", and beside it that all of it is done: `No | All services send logs to the collector`.
fn done_all_the_same(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        let Some((stated, place)) = &answer.labels.status else {
            continue;
        };
        if stated.status != Status::NotImplemented || answer.kind != AnswerKind::Row {
            continue;
        }
        let mut claims = subject.statements(answer).flat_map(|statement| {
            let claims = statement.unit.claims.iter();
            claims.map(move |claim| (statement.place(&claim.range), &*claim.text))
        });
        // What stands in the only remark is the answer where no column holds another.
        let remark = said(answer, Field::Reason).filter(|remark| !remark.inherited);
        let remark = remark.map(|remark| (remark.range.clone(), &*remark.text));
        let Some((range, text)) = claims.next().or(remark) else {
            continue;
        };
        let was_done = || {
            let mut dates = date::find_all(text);
            dates.any(|(place, day)| {
                subject.today.is_past(day.last_day()) && wording::says_it_was_done(text, place.end)
            })
        };
        let is_all = wording::says_all_is_done(text);
        if claims.next().is_some() || !is_all && !was_done() {
            continue;
        }
        let says = stated_words(subject, answer);
        let message = match is_all {
            true => Message::new(
                format!("状況は「{says}」ですが、本文は、すべて行っていると述べています"),
                format!("the status says “{says}”, the text says that all of it is done"),
            ),
            false => Message::new(
                format!("状況は「{says}」ですが、本文は、もう行ったと述べています"),
                format!("the status says “{says}”, the text says that it has been done"),
            ),
        };
        tell(
            subject,
            answer,
            (range, place),
            message,
            text_or_status(),
            report,
        );
    }
}

/// Tells of answers that say that something is planned, and in their text that it is in force.
fn in_force_all_the_same(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        let place = answer.labels.status.as_ref().map(|(_, place)| place);
        let Some((place, range)) = place.zip(in_force(subject, answer)) else {
            continue;
        };
        let says = stated_words(subject, answer);
        let message = Message::new(
            format!("状況は「{says}」ですが、本文は、すでに行っていると述べています"),
            format!("the status says “{says}”, the text says that it is in force"),
        );
        tell(
            subject,
            answer,
            (range, place),
            message,
            text_or_status(),
            report,
        );
    }
}

/// Where an answer that is planned or not done says that what is asked is in force, behind its status on the same line, too:
/// "*Status: Planned.* It is in force."
pub(super) fn in_force(subject: &Subject<'_>, answer: &Answer) -> Option<Range<usize>> {
    if !matches!(
        status(answer),
        Some(Status::Planned | Status::NotImplemented)
    ) {
        return None;
    }
    let claims = subject.statements(answer).flat_map(|statement| {
        let claims = statement.unit.claims.iter();
        claims.map(|claim| (statement.place(&claim.range), &*claim.text))
    });
    let status = answer.labels.value(Field::Status).into_iter();
    let status = status.map(|value| (value.range.clone(), &*value.text));
    claims.chain(status).find_map(|(whole, said)| {
        let range = wording::in_force(said)?;
        let place = whole.start + range.start..whole.start + range.end;
        // What is set in bold stands elsewhere in the source.
        let is_there = subject.text.get(place.clone()) == Some(&said[range]);
        Some(if is_there { place } else { whole })
    })
}

/// The words by which the only answer of a statement begins to say that it is not done, or need not be: "In
/// progress", "Not implemented for contractors". Where the answer says nothing else, a deed that is denied counts:
/// "Accounts are not reviewed".
fn undone(statement: &Statement, is_all: bool) -> Option<Range<usize>> {
    let mut claims = { statement.unit.claims.iter() }.filter(|claim| !claim.text.is_empty());
    let claim = claims.next().filter(|_| claims.next().is_none())?;
    let stated = match is_all {
        true => claim.undone_in_all(),
        false => claim.undone(),
    };
    let range = match stated {
        Some(stated) => stated.range.clone(),
        // What is to be filled in is told by placeholder.
        None => wording::unconfirmed(&claim.text).filter(|_| claim.says_something())?,
    };
    Some(claim.range.start + range.start..claim.range.start + range.end)
}

/// Where a remark beside a row's status says that it is not done, or that nobody has seen whether it is: 「導入予定」,
/// 「一部の拠点で未実施」, 「未確認」. What is
/// planned besides stands in remarks as well, so it counts where the row says nothing else, or the remark
/// no more than that.
fn remark(subject: &Subject<'_>, answer: &Answer, statement: &Statement) -> Option<Range<usize>> {
    if answer.kind != AnswerKind::Row {
        return None;
    }
    let remark = { answer.labels.value(Field::Reason) }.filter(|remark| !remark.inherited)?;
    let is_all = || !statement.unit.claims.iter().any(Claim::says_something);
    let place = |words: &Range<usize>| {
        let at = remark.range.start;
        let range = at + words.start..at + words.end;
        // What is escaped or set in bold stands elsewhere in the source.
        let written = subject.text.get(range.clone());
        (written == remark.text.get(words.clone())).then_some(range)
    };
    let undone = wording::undone(&remark.text).map(|stated| stated.range);
    let future = || {
        let future = wording::observe(&remark.text).future;
        future.filter(|_| is_all())
    };
    let unseen = || wording::unconfirmed(&remark.text);
    place(&undone.or_else(future).or_else(unseen)?)
}

/// Whether the lines of a row's cells belong together (`○<br>△` beside two lines of text), and the
/// status in the line of `words` does not say that all is done.
fn stands_beside_another(
    subject: &Subject<'_>,
    statement: &Statement,
    claim: &Claim,
    words: &Range<usize>,
) -> bool {
    let Some(status) = statement.unit.field(Field::Status) else {
        return false;
    };
    let statuses: Vec<&str> = status.text.lines().collect();
    if statuses.len() < 2 || statuses.len() != claim.text.lines().count() {
        return false;
    }
    let before = &subject.text[statement.place(&(claim.range.start..words.start))];
    let line = before.to_ascii_lowercase().matches("<br").count();
    let stated = statuses
        .get(line)
        .and_then(|status| wording::status(status));
    stated.is_some_and(|stated| stated.status != Status::Implemented)
}
