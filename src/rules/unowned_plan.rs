#![doc = include_str!("pages/unowned-plan.md")]

mod listed;
mod promise;
mod times;
mod yearless;

use std::cell::OnceCell;
use std::ops::Range;

use self::listed::Listed;
use self::promise::{is_quoted_or_conditional, promises, sentences};
use self::times::{
    BY, UNTIL, is_alone, is_of_a_deed, is_of_a_paper, is_planned, names_time, short_date,
};
use self::yearless::{without_year, yearless};
use super::conditions::{has_status_of_whole, is_own_title, said, stated_words};
use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::{Answer, AnswerKind, Claim, LabelledValue};
use crate::finding::Severity;
use crate::locale::Message;
use crate::script;
use crate::wording::{self, Field, Placeholder, Status, Unstated};

pub static RULE: Rule = Rule {
    name: "unowned-plan",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unowned-plan.md"),
    check: Some(check),
};

/// Times that are named without a date; a plan, but one that nobody can hold to.
const RELATIVE: [&str; 9] = [
    "来期",
    "次期",
    "次回",
    "更改時",
    "更新時",
    "移行時",
    "リプレース",
    "next release",
    "next renewal",
];

/// What stands where a time belongs and names none.
const HASTE: [&str; 8] = [
    "早急",
    "早期",
    "早々",
    "至急",
    "速やか",
    "順次",
    "asap",
    "as soon as",
];

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let known = OnceCell::new();
    let listed = || known.get_or_init(|| Listed::of(subject));
    for (number, answer) in subject.answers().enumerate() {
        let Some((stated, place)) = &answer.labels.status else {
            past_of_a_label(subject, answer, report);
            past_in_prose(subject, number, answer, report);
            under_way_in_prose(subject, number, answer, report);
            continue;
        };
        // That it is said to be done as well is told by placeholder; a status that holds for several rows
        // is told of where it stands.
        let is_own = answer.range.contains(&place.start)
            || match answer.kind {
                AnswerKind::Row => false,
                AnswerKind::Block => !has_status_of_whole(answer),
                AnswerKind::Section => true,
            };
        let is_in_force = || super::status_mismatch::in_force(subject, answer).is_some();
        if is_disputed(answer) || !is_own || is_in_force() {
            continue;
        }
        let is_plan = match stated.status {
            Status::Planned | Status::Partial => true,
            // With a date beside it, it is a plan by another word; without one only if it says so.
            Status::NotImplemented if says_no_more(subject, answer) => {
                not_done(subject, answer, place, report);
                continue;
            }
            Status::NotImplemented => {
                let speaks = speaks_of_a_plan(subject, answer);
                if !speaks && lacks_a_date(subject, answer) {
                    not_dated(subject, answer, place, report);
                } else if !speaks
                    && is_left_open(subject, answer)
                    && !listed().names_date_of(answer)
                {
                    unexplained(subject, answer, place, report);
                }
                speaks
            }
            _ => continue,
        };
        let dates = dates(subject, answer, stated.status != Status::Partial && is_plan);
        // The last of several dates is the one by which it is to be done.
        match dates.into_iter().max_by_key(|(_, due)| due.last_day()) {
            // A test's exception is that of a control that is there.
            _ if stated.status == Status::Partial
                && is_test_result(stated_words(subject, answer)) => {}
            None if !is_plan => {}
            None if let Some(due) = vague_due(answer) => vague(subject, answer, due, report),
            None if stated.status != Status::Partial
                && let Some(place) = yearless(subject, answer)
                && said(answer, Field::Due).is_none() =>
            {
                without_year(subject, answer, place, report)
            }
            None if names_a_time(subject, answer, stated.status) => {}
            None if stated.status == Status::Partial
                && (has_remark_with_reason(answer)
                    || listed().names_date_of(answer)
                    || is_judged_alone(subject, answer)) => {}
            None if names_item_of_plan(subject, answer) && listed().names_date_of(answer) => {}
            None => without_date(subject, answer, stated.status, place, report),
            Some((range, due)) if subject.today.is_past(due.last_day()) => {
                past(subject, answer, range, report)
            }
            Some(_) => {}
        }
    }
}

/// Whether a status is what an auditor writes beside a test: "Exception noted".
fn is_test_result(words: &str) -> bool {
    const RESULTS: [&str; 4] = [
        "exception",
        "deviation",
        "partially effective",
        "partly effective",
    ];
    let words = words.to_lowercase();
    RESULTS.iter().any(|result| words.contains(result))
}

/// Whether a row says that something is not done and nothing else.
fn says_no_more(subject: &Subject<'_>, answer: &Answer) -> bool {
    let beside = [
        Field::Reason,
        Field::Due,
        Field::Customer,
        Field::Evidence,
        Field::Responsibility,
    ];
    let is_said = |field: &Field| said(answer, *field).is_some();
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    let status = answer.labels.label(Field::Status).map(|value| &*value.text);
    let has_reason = { answer.labels.status.iter() }.any(|(stated, _)| stated.reason.is_some());
    let is_bare = match answer.kind {
        AnswerKind::Row => true,
        AnswerKind::Section => answer.statements.is_empty(),
        AnswerKind::Block => false,
    };
    is_bare
        && !answer.links.is_empty()
        && !has_reason
        && !status.is_some_and(|status| status.contains('\n') || names_time(status))
        && !beside.iter().any(is_said)
        && !claims.any(|claim| claim.says_something() && !is_own_title(subject, answer, claim))
}

/// Whether a row that says that something is not done leaves the column for a date blank, or says there that this is
/// still to be settled, and no reason stands in it.
fn lacks_a_date(subject: &Subject<'_>, answer: &Answer) -> bool {
    let due = answer.labels.label(Field::Due);
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    answer.kind == AnswerKind::Row
        && !answer.links.is_empty()
        && due.is_some_and(|due| !due.inherited && is_unsettled(&due.text))
        && !has_remark_with_reason(answer)
        && !claims.any(|claim| gives_reason(&claim.text))
}

/// Whether nothing stands where a date belongs, or a word by which it is still to be settled: 「要検討」.
fn is_unsettled(due: &str) -> bool {
    due.is_empty() || matches!(wording::unwritten(due), Some((Placeholder::Todo, _)))
}

/// Whether a row is somebody's judgement with his remark, in a table that asks for no plan.
fn is_judged_alone(subject: &Subject<'_>, answer: &Answer) -> bool {
    let table = answer.table.map(|table| &subject.document.tables[table]);
    let asks = |field| answer.labels.label(field).is_some();
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    table.is_some_and(|table| table.judges)
        && !asks(Field::Due)
        && !asks(Field::Reason)
        && claims.any(Claim::says_something)
}

/// Whether a remark beside the answer says why something is not done, or not all of it.
fn has_remark_with_reason(answer: &Answer) -> bool {
    said(answer, Field::Reason).is_some_and(|remark| gives_reason(&remark.text))
}

/// Whether a text says why something is not done.
fn gives_reason(text: &str) -> bool {
    const REASONS: [&str; 15] = [
        "ことから",
        "代わ",
        "補完",
        "ため",
        "ので",
        "見送",
        "受容",
        "保有",
        "代替",
        "不要",
        "because",
        "since",
        "accept",
        "instead",
        "not needed",
    ];
    REASONS.iter().any(|word| text.contains(word))
}

/// Whether a sentence of a Japanese answer beside 「未実施」 or 「要改善」 gives neither a time nor a reason. 「いいえ」 is as
/// often followed by what is done instead.
fn is_left_open(subject: &Subject<'_>, answer: &Answer) -> bool {
    /// A shorter answer is a note, in characters.
    const SHORTEST: usize = 6;
    let is_undone = |words: &str| words.contains(['未', '要']);
    let tells = |claim: &Claim| {
        claim.text.chars().nth(SHORTEST).is_some()
            && claim.text.contains(script::is_hiragana)
            && claim.undone().is_none()
    };
    let beside = [Field::Due, Field::Customer, Field::Responsibility];
    let status = answer.labels.status.iter();
    let claims = || { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    !answer.links.is_empty()
        && is_undone(stated_words(subject, answer))
        && claims().any(tells)
        && !{ status }.any(|(stated, _)| stated.reason.is_some())
        && !beside.iter().any(|field| said(answer, *field).is_some())
        && !has_remark_with_reason(answer)
        && !claims().any(|claim| gives_reason(&claim.text))
        && !names_a_time(subject, answer, Status::NotImplemented)
        && dates(subject, answer, true).is_empty()
}

fn unexplained(
    subject: &Subject<'_>,
    answer: &Answer,
    place: &Range<usize>,
    report: &mut Report<'_>,
) {
    let words = stated_words(subject, answer);
    // What nobody has looked at yet may be done.
    let is_unseen = words.contains(['検', '確']);
    let message = match is_unseen {
        true => Message::new(
            format!("「{words}」とありますが、いつまでに確かめるかが書かれていません"),
            format!("this is “{words}”, and nothing says by when that will be found out"),
        ),
        false => Message::new(
            format!("「{words}」とありますが、行わない理由も、いつまでに行うかも書かれていません"),
            format!("this is “{words}”: neither why not nor by when it will be done is said"),
        ),
    };
    tell_undone(subject, answer, place, message, report);
}

fn not_dated(
    subject: &Subject<'_>,
    answer: &Answer,
    place: &Range<usize>,
    report: &mut Report<'_>,
) {
    let Some(Message { ja, en }) = subject.columns_of(answer, Some(Field::Due)) else {
        return;
    };
    let words = stated_words(subject, answer);
    let due = answer.labels.label(Field::Due).map_or("", |due| &due.text);
    let message = match due {
        "" => Message::new(
            format!("「{words}」ですが、{ja}の欄が空です"),
            format!("this is “{words}”, and nothing is written under {en}"),
        ),
        due => Message::new(
            format!("「{words}」ですが、{ja}の欄は「{due}」のままです"),
            format!("this is “{words}”, and “{due}” is all that is written under {en}"),
        ),
    };
    tell_undone(subject, answer, place, message, report);
}

/// Tells of something that is not done, and asks for the time or the reason.
fn tell_undone(
    subject: &Subject<'_>,
    answer: &Answer,
    place: &Range<usize>,
    message: Message,
    report: &mut Report<'_>,
) {
    report
        .push(place.clone(), message)
        .help(Message::new(
            "行う予定があれば時期（例: 2027年3月）を、なければその理由を書いてください",
            "give a date, e.g. March 2027, or say why it is not done",
        ))
        .severity(Severity::Information)
        .clause(subject.clause_of(answer));
}

fn not_done(subject: &Subject<'_>, answer: &Answer, place: &Range<usize>, report: &mut Report<'_>) {
    let words = stated_words(subject, answer);
    let message = Message::new(
        format!("「{words}」とだけあり、行わない理由も、いつまでに行うかも書かれていません"),
        format!("nothing but “{words}”: neither why not nor by when it will be done"),
    );
    report
        .push(place.clone(), message)
        .help(Message::new(
            "行う予定があれば時期（例: 2027年3月）と担当を、なければその理由を書いてください",
            "give a date, e.g. March 2027, and who is in charge, or say why it is not done",
        ))
        .severity(subject.softened(answer, Severity::Warning))
        .clause(subject.clause_of(answer));
}

/// Tells of a date that has passed under a label for one, where no status says how far it is.
fn past_of_a_label(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let due = answer.labels.value(Field::Due).filter(|due| !due.inherited);
    if let Some(due) = due.filter(|_| !answer.links.is_empty() && !is_over(subject, answer))
        && let Some((_, date)) = date::find_all(&due.text).max_by_key(|(_, date)| date.last_day())
        && subject.today.is_past(date.last_day())
    {
        past(subject, answer, due.range.clone(), report);
    }
}

/// Whether an answer names the item of a plan of action that tells more: "Planned, see POA&M-002".
fn names_item_of_plan(subject: &Subject<'_>, answer: &Answer) -> bool {
    let row = subject.text.get(answer.range.clone()).unwrap_or_default();
    ["POA&M", "POAM"].iter().any(|name| row.contains(name))
}

/// Whether a word for how it stands says that it is over: `State: Done. …`, "Closed, not verified".
fn is_over(subject: &Subject<'_>, answer: &Answer) -> bool {
    const NAMES: [&str; 6] = [
        "state",
        "status",
        "progress",
        "outcome",
        "result",
        "disposition",
    ];
    let says_so = |line: &str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        line.split_once(':').is_some_and(|(name, value)| {
            let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
            NAMES.iter().any(|one| one.eq_ignore_ascii_case(name))
                && wording::says_it_is_over(value)
        })
    };
    let status = answer.labels.label(Field::Status);
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    status.is_some_and(|status| wording::says_it_is_over(&status.text))
        || claims.any(|claim| claim.text.lines().any(says_so))
}

/// Tells of a sentence that promises something until a date that has passed, where no status says how far it
/// is: 「令和6年度末までに整備する」.
fn past_in_prose(subject: &Subject<'_>, number: usize, answer: &Answer, report: &mut Report<'_>) {
    const HINTS: [&str; 16] = [
        "shall ",
        "must ",
        "should ",
        " to be ",
        " due ",
        "expected ",
        "Expected ",
        "planned ",
        "予定",
        "までに",
        "中に",
        "目途",
        "目処",
        "will ",
        "Planned",
        "scheduled",
    ];
    if answer.links.is_empty() {
        return;
    }
    let claims = subject
        .statements(answer)
        // What a section holds may have an answer of its own.
        .filter(|statement| !statement.quoted && statement.answer == Some(number))
        .flat_map(|statement| {
            let claims = statement.unit.claims.iter();
            claims.map(|claim| (statement.place(&claim.range), claim))
        });
    for (place, claim) in claims {
        if !HINTS.iter().any(|hint| claim.text.contains(hint)) {
            continue;
        }
        let Some(written) = subject.text.get(place.clone()) else {
            continue;
        };
        let mut at = place.start;
        for sentence in sentences(written) {
            let start = at;
            at += sentence.len();
            if is_quoted_or_conditional(sentence) {
                continue;
            }
            let dates = date::find_all(sentence).filter(|(range, _)| promises(sentence, range));
            let last = dates.max_by_key(|(_, due)| due.last_day());
            if let Some((range, due)) = last
                && subject.today.is_past(due.last_day())
            {
                past(
                    subject,
                    answer,
                    start + range.start..start + range.end,
                    report,
                );
                return;
            }
        }
    }
}

/// Tells of a sentence, of several, that says without a time that something is under way or not done, where no status says
/// how far it is: 「…を毎週適用する。回避策は策定中である。」 Of what is weak besides weak-wording tells.
fn under_way_in_prose(
    subject: &Subject<'_>,
    number: usize,
    answer: &Answer,
    report: &mut Report<'_>,
) {
    /// Another sentence is no shorter, in bytes.
    const SHORTEST: usize = 12;
    if answer.links.is_empty() {
        return;
    }
    let statements = subject.statements(answer).filter(|statement| {
        let section = &subject.document.sections[statement.section];
        !statement.quoted
            && !statement.unit.is_row
            && !section.preliminary
            && statement.answer == Some(number)
    });
    for statement in statements {
        for claim in &statement.unit.claims {
            let observed = claim.observations();
            let Some(range) = &observed.future else {
                continue;
            };
            let is_told = observed
                .hits
                .iter()
                .any(|hit| hit.range.start <= range.start && range.end <= hit.range.end);
            let place = statement.place(range);
            let words = &subject.text[place.clone()];
            if is_told
                || claim.placeholder.is_some()
                || !(words.ends_with(['中', '階']) || words.starts_with('未'))
            {
                continue;
            }
            let whole = statement.place(&claim.range);
            let before = &subject.text[whole.start..place.start];
            let start = whole.start + before.rfind('。').map_or(0, |at| at + '。'.len_utf8());
            let behind = subject.text[place.end..whole.end].find('。');
            let sentence = &subject.text[start..behind.map_or(whole.end, |at| place.end + at)];
            // One sentence alone is read for its status; what is made beside the answer is another matter.
            if sentence.len() + SHORTEST > whole.len()
                || sentence.contains("別に")
                || sentence.contains("別途")
                || names_time(sentence)
                || date::find(sentence).is_some()
            {
                continue;
            }
            let message = Message::new(
                format!("「{words}」とありますが、いつまでに行うかが書かれていません"),
                format!("“{words}”, and no date is given"),
            );
            report
                .push(place, message)
                .help(Message::new(
                    "期限（例: 2027年3月）と担当を書いてください",
                    "give a date, e.g. March 2027, and who is in charge",
                ))
                .severity(Severity::Information)
                .clause(subject.clause_of(answer));
            return;
        }
    }
}

/// Whether an answer has chosen statuses that contradict each other.
fn is_disputed(answer: &Answer) -> bool {
    let chosen = answer.labels.label(Field::Status);
    chosen.is_some_and(|value| wording::unstated(&value.text) == Some(Unstated::Several))
}

/// Whether the words of an answer that is not done say that it will be.
fn speaks_of_a_plan(subject: &Subject<'_>, answer: &Answer) -> bool {
    /// What only says once more that it is not done.
    const UNDONE: [&str; 6] = ["未", "not yet", "yet to be", "todo", "tbd", "fixme"];
    let reason = answer
        .labels
        .value(Field::Reason)
        .filter(|reason| !reason.inherited);
    let planned = |reason: &LabelledValue| {
        let undone = wording::undone(&reason.text);
        undone.is_some_and(|stated| stated.status == Status::Planned)
            || wording::intends(&reason.text)
    };
    if reason.is_some_and(planned) {
        return true;
    }
    let mut statements = subject.statements(answer);
    statements.any(|statement| {
        let mut claims = statement.unit.claims.iter();
        claims.any(|claim| {
            let stated = claim.undone();
            if stated.is_some_and(|stated| stated.status == Status::Planned)
                || wording::intends(&claim.text)
            {
                return true;
            }
            let ahead = claim.observations().future.as_ref();
            let words = ahead.and_then(|range| subject.text.get(statement.place(range)));
            words.is_some_and(|words| {
                let words = words.to_lowercase();
                !UNDONE.iter().any(|undone| words.starts_with(undone))
            })
        })
    })
}

fn past(subject: &Subject<'_>, answer: &Answer, range: Range<usize>, report: &mut Report<'_>) {
    let written = &subject.text[range.clone()];
    let message = Message::new(
        format!("予定の時期（{written}）を過ぎています"),
        format!("the date of this plan ({written}) has passed"),
    );
    report
        .push(range, message)
        .help(Message::new(
            "済んでいれば状況を「対応済」に、まだであれば新しい時期を書いてください",
            "if it is done, say so in the status; if not, give the new date",
        ))
        .clause(subject.clause_of(answer));
}

/// What stands where the date belongs and names none: 「来期」, 「早急に」.
fn vague_due(answer: &Answer) -> Option<&LabelledValue> {
    let due = said(answer, Field::Due).filter(|due| !due.inherited)?;
    let text = due.text.to_lowercase();
    let mut vague = RELATIVE.iter().chain(&HASTE);
    let relative = vague.any(|word| text.contains(word));
    (relative && !names_time(&due.text)).then_some(due)
}

fn vague(subject: &Subject<'_>, answer: &Answer, due: &LabelledValue, report: &mut Report<'_>) {
    let written = &*due.text;
    let message = Message::new(
        format!("「{written}」では、いつまでに行うかを後から確かめられません"),
        format!("“{written}” is no time that anybody can be held to"),
    );
    report
        .push(due.range.clone(), message)
        .help(Message::new(
            "期限（例: 2027年3月）を書いてください",
            "give a date, e.g. March 2027",
        ))
        .severity(Severity::Information)
        .clause(subject.clause_of(answer));
}

fn without_date(
    subject: &Subject<'_>,
    answer: &Answer,
    status: Status,
    place: &Range<usize>,
    report: &mut Report<'_>,
) {
    let text = &subject.text[answer.range.clone()];
    let relative = RELATIVE.iter().any(|word| text.contains(word));
    let partial = status == Status::Partial;
    let message = if status == Status::NotImplemented {
        Message::new(
            "これから行うとありますが、いつまでに行うかが書かれていません",
            "this is to be done, but no date is given",
        )
    } else if partial {
        Message::new(
            "一部の対応にとどまっていますが、残りをいつまでに行うかが書かれていません",
            "this is done in part, and no date is given for the rest",
        )
    } else {
        Message::new(
            "予定とありますが、いつまでに行うかが書かれていません",
            "this is planned, but no date is given",
        )
    };
    let entry = report
        .push(place.clone(), message)
        .help(Message::new(
            "期限（例: 2027年3月）と担当を書いてください",
            "give a date, e.g. March 2027, and who is in charge",
        ))
        .clause(subject.clause_of(answer));
    if relative || partial {
        entry.severity(Severity::Information);
    }
}

/// Whether an answer's plan names a time in a way that is no date for the calendar (年度末, FY27,
/// 3月末, 2027/3): enough to hold somebody to, not enough to compare with today.
/// What is done in part speaks of other times too, which count only where the words say that something is to come.
fn names_a_time(subject: &Subject<'_>, answer: &Answer, status: Status) -> bool {
    if said(answer, Field::Due).is_some_and(|due| !due.inherited) {
        return true;
    }
    let own =
        answer.labels.fields.iter().filter(|value| {
            matches!(value.field, Field::Status | Field::Reason) && !value.inherited
        });
    let claims = subject
        .statements(answer)
        .flat_map(|statement| &statement.unit.claims);
    let is_to_come = |text: &str| {
        let ahead = || UNTIL.iter().chain(&BY).any(|word| text.contains(word));
        names_time(text) && (status != Status::Partial || ahead())
    };
    own.map(|value| &*value.text).any(names_time)
        || claims
            .flat_map(|claim| claim.text.split('。'))
            .any(is_to_come)
}

/// The dates of an answer's plan: under its own labels, else in its status and its words. In the
/// words of something done in part a date is a plan's only where it says so.
fn dates(
    subject: &Subject<'_>,
    answer: &Answer,
    is_all_ahead: bool,
) -> Vec<(Range<usize>, date::PartialDate)> {
    let find = |range: Range<usize>| {
        date::find_all(&subject.text[range.clone()])
            .map(move |(inner, date)| (range.start + inner.start..range.start + inner.end, date))
    };
    if let Some(due) = answer.labels.value(Field::Due).filter(|due| !due.inherited) {
        let found: Vec<_> = find(due.range.clone()).collect();
        return match (found.is_empty(), short_date(&due.text)) {
            (true, Some(date)) => vec![(due.range.clone(), date)],
            _ => found,
        };
    }
    let mut found: Vec<_> = answer
        .labels
        .fields
        .iter()
        .filter(|value| matches!(value.field, Field::Status | Field::Reason) && !value.inherited)
        .flat_map(|value| find(value.range.clone()))
        .filter(|(range, _)| !is_of_a_deed(subject.text, range))
        .collect();
    let claims = subject.statements(answer).flat_map(|statement| {
        statement
            .unit
            .claims
            .iter()
            .map(|claim| statement.place(&claim.range))
    });
    found.extend(
        claims
            .flat_map(find)
            .filter(|(range, _)| !is_of_a_paper(subject.text, range))
            .filter(|(range, _)| !is_of_a_deed(subject.text, range))
            .filter(|(range, date)| {
                is_all_ahead
                    || is_planned(subject.text, range)
                    || is_alone(subject.text, range)
                    // What is yet to come is planned, however it is put: 「2027年3月に行う」.
                    || !subject.today.is_past(date.last_day())
            }),
    );
    found
}
