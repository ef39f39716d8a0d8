#![doc = include_str!("pages/unjustified-exclusion.md")]

use std::ops::Range;

use super::conditions::{
    has_status_of_whole, is_excluded, is_own_title, said, stated_words, stating_claim, status,
};
use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Claim, Link};
use crate::finding::Severity;
use crate::locale::Message;
use crate::locator;
use crate::wording::{self, Field, Placeholder, StatedStatus};

pub static RULE: Rule = Rule {
    name: "unjustified-exclusion",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unjustified-exclusion.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    deviations(subject, report);
    for answer in subject.answers().filter(|answer| is_excluded(answer)) {
        let Some((stated, place)) = &answer.labels.status else {
            continue;
        };
        if has_status_of_whole(answer) && !answer.range.contains(&place.start) {
            continue;
        }
        let own = |field| said(answer, field).is_some_and(|value| !value.inherited);
        let reasoned = || {
            said(answer, Field::Reason)
                .is_some_and(|value| !value.inherited && !wording::gives_no_reason(&value.text))
        };
        // What stands under 「根拠」 is a reason as often as a record.
        let labelled = || {
            let shown = said(answer, Field::Evidence).filter(|value| !value.inherited);
            reasoned() || shown.is_some_and(|value| may_be_a_reason(&value.text))
        };
        // 「対象外」 under the customer's duty says once more that it does not apply.
        let customer = || {
            own(Field::Customer)
                && said(answer, Field::Customer).is_some_and(|duty| {
                    let stated = wording::status(&duty.text);
                    stated.is_none_or(|stated| !stated.is_exclusion() || stated.reason.is_some())
                })
        };
        let explained = || {
            let claims = subject.statements(answer).flat_map(|statement| {
                let claims = statement.unit.claims.iter();
                claims.map(move |claim| (statement, claim))
            });
            { claims }.any(|(statement, claim)| {
                !matches!(
                    claim.placeholder,
                    Some((
                        Placeholder::Empty | Placeholder::Dash | Placeholder::Todo,
                        _
                    ))
                ) && !is_blank_part(claim)
                    && wording::status(&claim.text).is_none_or(|stated| {
                        let reason = stated.reason.map(|reason| &claim.text[reason]);
                        reason.is_some_and(|reason| !is_citation(subject, reason))
                    })
                    && !is_bare_no(&claim.text)
                    && !is_own_title(subject, answer, claim)
                    && (!statement.place(&claim.range).contains(&place.start)
                        || explains(
                            &subject.text[statement.place(&claim.range).start..place.start],
                        ))
            })
        };
        let beside = beside(subject, answer, stated, place);
        // A place that is still to be filled in is told of whatever else is said.
        let is_open = beside.is_some_and(|beside| ["TODO", "【要記入】"].contains(&beside));
        if !is_open
            && (beside.is_some_and(|beside| gives_reason(subject, beside))
                || labelled()
                || customer()
                || explained()
                || explained_elsewhere(subject, answer))
        {
            continue;
        }
        let written = stated_words(subject, answer).trim_end_matches('。');
        // A letter of the document's own says nothing to who has not read its legend.
        let is_letter = written.chars().nth(1).is_none() || wording::status(written).is_none();
        let (ja, en) = match wording::mark(written) {
            None if !is_letter => (written, written),
            _ => ("対象外", "not applicable"),
        };
        let message = Message::new(
            format!("「{ja}」の理由が書かれていません"),
            format!("“{en}” stands without a reason"),
        );
        report
            .push(place.clone(), message)
            .help(Message::new(
                format!("「{ja}（理由）」のように、なぜ当てはまらないかを書いてください"),
                format!("write why it does not apply, e.g. “{en} (reason)”"),
            ))
            .clause(subject.clause_of(answer));
    }
}

/// Tells of deviations in a plan of action for which the column beside them gives no reason: a false positive that
/// nobody shows to be one.
fn deviations(subject: &Subject<'_>, report: &mut Report<'_>) {
    const REASONS: [&str; 4] = ["rationale", "justification", "reason", "理由"];
    for answer in &subject.document.closed {
        let Some(reason) =
            { answer.labels.label(Field::Reason) }.filter(|reason| !reason.inherited)
        else {
            continue;
        };
        if !reason.text.trim().is_empty() && !wording::gives_no_reason(&reason.text) {
            continue;
        }
        let heading = subject.columns_of(answer, Some(Field::Reason));
        let heading = heading.map_or_else(String::new, |heading| heading.en.to_lowercase());
        let kind = subject.statements(answer).find_map(|statement| {
            let claims = statement.unit.claims.iter();
            let claims = claims.map(|claim| (&*claim.text, claim.range.clone()));
            let fields = statement.unit.fields.iter();
            let fields = fields.map(|field| (&*field.text, field.range.clone()));
            let mut cells = claims.chain(fields);
            let (text, range) = cells.find(|(text, _)| wording::names_deviation(text))?;
            Some((text, statement.place(&range)))
        });
        let Some((kind, place)) =
            kind.filter(|_| REASONS.iter().any(|word| heading.contains(word)))
        else {
            continue;
        };
        report
            .push(
                place,
                Message::new(
                    format!("「{kind}」の理由が書かれていません"),
                    format!("“{kind}” stands without a reason"),
                ),
            )
            .help(Message::new(
                "なぜそう言えるのか（何で確かめたか）を書いてください",
                "write what shows that it is so",
            ))
            .clause(subject.clause_of(answer));
    }
}

/// 「いいえ。対象外です。」: "no" says nothing of why.
fn is_bare_no(text: &str) -> bool {
    let stated = wording::behind_no(text).and_then(wording::status);
    stated.is_some_and(|stated| stated.is_exclusion() && stated.reason.is_none())
}

/// Whether what stands under "evidence" may say why. The name of a record in English does not, where 「根拠」 asks for
/// reasons as often as for records.
fn may_be_a_reason(text: &str) -> bool {
    const SAYING: [&str; 10] = [
        "no ", "not ", "n't ", " is ", " are ", " does ", "because ", "since ", "without ", "only ",
    ];
    // "Cloud-hosted; delegated to cloud provider"
    const BY: [&str; 4] = ["delegated to", "handled by", "hosted", "responsibility"];
    let small = text.to_ascii_lowercase();
    !text.is_ascii()
        || BY.iter().any(|word| small.contains(word))
        || SAYING.iter().any(|word| small.contains(word))
}

/// Whether a claim is no more than the name of the part that it should answer: "Part a:".
fn is_blank_part(claim: &Claim) -> bool {
    matches!(claim.placeholder, Some((Placeholder::TooShort, _)))
        && claim.text.trim_end().ends_with([':', '：'])
}

/// Whether a note in the same document speaks of the clause and states no other status: 「AC-18: …」 below a
/// table of marks.
fn explained_elsewhere(subject: &Subject<'_>, answer: &Answer) -> bool {
    let is_marked = answer.kind == AnswerKind::Row && { subject.statements(answer) }
        .all(|statement| statement.unit.claims.is_empty());
    let same = |other: &Link| answer.links.iter().any(|link| link.clause == other.clause);
    is_marked
        && subject.answers().any(|other| {
            other.kind != AnswerKind::Row
                && status(other).is_none()
                && other.links.iter().any(same)
                && { subject.statements(other) }
                    .any(|statement| statement.unit.claims.iter().any(Claim::says_something))
        })
}

/// Whether the words of a claim before its own status give the reason: a sentence of their own, or
/// 「…ため、3.15-①-1は対象外とする」.
fn explains(before: &str) -> bool {
    const CAUSAL: [&str; 8] = [
        "。",
        "ため",
        "ので",
        "から",
        "により",
        "ことで",
        "ecause",
        "since",
    ];
    CAUSAL.iter().any(|word| before.contains(word))
}

/// What stands beside the status, as its reason would.
fn beside<'a>(
    subject: &Subject<'a>,
    answer: &'a Answer,
    stated: &StatedStatus,
    place: &Range<usize>,
) -> Option<&'a str> {
    let reason = stated.reason.as_ref()?;
    match stating_claim(subject, answer) {
        Some(claim) => claim.text.get(reason.clone()),
        None => {
            // A unit's own ranges count from its start.
            let base = place.start.saturating_sub(stated.range.start);
            subject.text.get(base + reason.start..base + reason.end)
        }
    }
}

/// Whether what stands beside a status is a reason. One that is still to be written is none.
fn gives_reason(subject: &Subject<'_>, beside: &str) -> bool {
    !wording::gives_no_reason(beside) && !is_citation(subject, beside)
}

/// Whether what stands beside a status is a clause's number, perhaps with its guideline's prefix: 「該当なし（別紙2 3.7-⑤-2）」
/// says of what, and not why.
fn is_citation(subject: &Subject<'_>, written: &str) -> bool {
    let inner = written.trim_matches(['（', '）', '(', ')', '[', ']', '。', ' ']);
    let behind_prefix = inner.split_once([':', '：']).and_then(|(prefix, number)| {
        subject.guidelines.with_prefix(prefix)?;
        Some(number.trim_start())
    });
    locator::read_all(behind_prefix.unwrap_or(inner)).is_some()
}
