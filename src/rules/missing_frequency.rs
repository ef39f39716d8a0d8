#![doc = include_str!("pages/missing-frequency.md")]

mod defined;
mod given;

use std::cell::{LazyCell, OnceCell};
use std::ops::Range;

use self::given::Given;
use super::conditions::{is_done, said, status};
use super::{Class, Report, Rule, Subject};
use crate::document::Answer;
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{self, Field, Kind, Status};

pub static RULE: Rule = Rule {
    name: "missing-frequency",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-frequency.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    // Asked for where such a word stands alone.
    let defined = OnceCell::new();
    let is_defined = || *defined.get_or_init(|| defined::is_defined(subject.text));
    let elsewhere = LazyCell::new(|| Given::of(subject));
    for answer in subject.answers() {
        no_interval(subject, answer, &is_defined, report);
        blank(subject, answer, report);
    }
    for (answer, statement, claim) in subject.claims() {
        let whole = &subject.text[statement.place(&claim.range)];
        // Each paragraph of an article is a rule of its own, where it is written line by line.
        let mut told: Option<&str> = None;
        for hit in &claim.observations().hits {
            if hit.kind != Kind::NoPeriod
                || subject.is_customers_sentence(&subject.text[statement.place(&hit.sentence)])
            {
                continue;
            }
            let at = hit.range.start.saturating_sub(claim.range.start);
            let paragraph = wording::paragraph_at(whole, at);
            if told.is_some_and(|told| std::ptr::eq(told, paragraph)) {
                continue;
            }
            told = Some(paragraph);
            let is_part = paragraph.len() < whole.len();
            let sentence = &subject.text[statement.place(&hit.sentence)];
            let is_given = match is_part {
                true => wording::says_how_often(paragraph),
                // The interval in the claim itself is another deed's, or the word would say enough.
                false => { statement.unit.claims.iter() }
                    .any(|other| !std::ptr::eq(other, claim) && other.says_how_often()),
            };
            if is_given
                || said(answer, Field::Frequency).is_some()
                || elsewhere.beside(answer, sentence)
                || elsewhere.scheduled(statement, sentence)
                || elsewhere.listed(sentence)
                || given_within(
                    subject,
                    answer,
                    &subject.text[statement.place(&hit.range)],
                    sentence,
                )
                || is_defined()
            {
                continue;
            }
            tell(subject, answer, statement.place(&hit.range), report);
        }
    }
}

fn tell(subject: &Subject<'_>, answer: &Answer, range: Range<usize>, report: &mut Report<'_>) {
    let word = &subject.text[range.clone()];
    let message = Message::new(
        format!("「{word}」とありますが、どのくらいの間隔かが書かれていません"),
        format!("“{word}” does not say how often"),
    );
    report
        .push(range, message)
        .help(Message::new(
            "頻度（例: 「年1回」「四半期ごと」）を書いてください",
            "give the interval, e.g. “every quarter”",
        ))
        .severity(subject.softened(answer, Severity::Warning))
        .clause(subject.clause_of(answer));
}

/// Tells of a place for an interval in which none stands: 「定期的」, 「随時」 under 「実施頻度」.
fn no_interval(
    subject: &Subject<'_>,
    answer: &Answer,
    is_defined: &impl Fn() -> bool,
    report: &mut Report<'_>,
) {
    let Some(value) = answer.labels.value(Field::Frequency) else {
        return;
    };
    let Some(word) = wording::vague_interval(&value.text) else {
        return;
    };
    if value.inherited
        || answer.links.is_empty()
        || !word.on_demand && is_defined()
        || matches!(
            status(answer),
            Some(Status::NotApplicable | Status::NotImplemented | Status::Planned)
        )
    {
        return;
    }
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    // What is done whenever something happens has its time in the answer.
    if claims
        .any(|claim| claim.says_how_often() || word.on_demand && wording::says_when(&claim.text))
    {
        return;
    }
    let written = &value.text;
    let (message, severity) = match word.on_demand {
        true => (
            Message::new(
                format!("「{written}」だけでは、どのようなときに行うかが分かりません"),
                format!("“{written}” does not say on what occasion"),
            ),
            Severity::Information,
        ),
        false => (
            Message::new(
                format!("「{written}」とありますが、どのくらいの間隔かが書かれていません"),
                format!("“{written}” does not say how often"),
            ),
            Severity::Warning,
        ),
    };
    report
        .push(value.range.clone(), message)
        .help(Message::new(
            "頻度（例: 「年1回」「四半期ごと」）や、きっかけ（例: 「退職の都度」）を書いてください",
            "give the interval, e.g. “every quarter”, or the occasion, e.g. “whenever somebody leaves”",
        ))
        .severity(subject.softened(answer, severity))
        .clause(subject.clause_of(answer));
}

/// Tells of a cell for an interval that is blank where others of its column are filled in.
fn blank(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    const FILLED: usize = 2;
    let blank = { answer.labels.label(Field::Frequency) }.filter(|cell| cell.text.is_empty());
    let Some((cell, table)) = blank.zip(answer.table) else {
        return;
    };
    if cell.inherited
        || !is_done(answer)
        || answer.links.is_empty()
        || answer.is_inherited()
        || subject.is_heading_row(answer)
    {
        return;
    }
    let others = subject.answers().filter(|other| {
        let own = other.labels.value(Field::Frequency);
        other.table == Some(table) && own.is_some_and(|value| !value.inherited)
    });
    let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    if claims.any(|claim| claim.says_how_often() || wording::says_when(&claim.text))
        || others.take(FILLED).count() < FILLED
    {
        return;
    }
    let Some(Message { ja, en }) = subject.columns_of(answer, Some(Field::Frequency)) else {
        return;
    };
    let message = Message::new(
        format!("{ja}の欄に、どのくらいの間隔かが書かれていません"),
        format!("no interval is given under {en}"),
    );
    report
        .push(cell.range.clone(), message)
        .help(Message::new(
            "頻度（例: 「年1回」「四半期ごと」）や、きっかけ（例: 「退職の都度」）を書いてください",
            "give the interval, e.g. “every quarter”, or the occasion, e.g. “whenever somebody leaves”",
        ))
        .severity(Severity::Information)
        .clause(subject.clause_of(answer));
}

/// Whether another statement of the same answer gives the interval of the same deed: "procedures for
/// periodic testing of the plan" above "the plan is tested at least annually".
fn given_within(subject: &Subject<'_>, answer: &Answer, word: &str, sentence: &str) -> bool {
    /// What is called periodic in English is named within so many characters behind the word.
    const NEAR: usize = 60;
    // "Internal audits are held regularly" says before the word what is done, and shares too much with
    // "external audits are held annually".
    if word.is_ascii() && word.ends_with("ly") {
        return false;
    }
    let at = sentence.find(word).map_or(0, |at| at + word.len());
    let (deed, least) = match word.is_ascii() {
        true => (&sentence[at..sentence.floor_char_boundary(at + NEAR)], 1),
        false => (sentence, 2),
    };
    let mut claims = subject.statements(answer).flat_map(|one| &one.unit.claims);
    claims.any(|claim| {
        !claim.text.contains(sentence.trim())
            && claim.says_how_often()
            && wording::words_shared(deed, &claim.text) >= least
    })
}
