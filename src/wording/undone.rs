//! Answers that say, instead of what is done, that it is not done yet: 「未対応」, "Planned for Q3",
//! 「来年度に対応する」.

mod english;
mod japanese;

use std::sync::LazyLock;

pub use self::japanese::intends;
use super::closing_citations::without_closing_citations;
use super::denied;
use super::fold::{Folded, Words, fold};
use super::status::{
    STATUS_WORDS, StatedStatus, Status, attributive, beside, skip_date, skip_opening, tail_end,
};

/// The status of an answer that is, or opens with, the words that it is not done, or not all of it.
///
/// Stricter than [`super::status`], which reads cells that are meant for one: what is said of something else
/// (「未対応の機器を…」, 「一部、外部に委託する」) is no status.
pub fn undone(text: &str) -> Option<StatedStatus> {
    let text = without_closing_citations(text);
    let folded = Folded::new(text);
    let start = skip_adverb(folded, skip_opening(folded, 0));
    let stated = crossed(folded, start)
        .or_else(|| agreed_for_later(folded, start))
        .or_else(|| opening(folded, start))
        .or_else(|| opening(folded, skip_date(folded, start)?))
        .or_else(|| plan(text, folded, start))
        .or_else(|| japanese::closing(text))
        .or_else(|| japanese::not_yet(text))
        .or_else(|| denied::not_done(text))?;
    let is_undone = matches!(
        stated.status,
        Status::Planned | Status::NotImplemented | Status::Partial
    );
    is_undone.then_some(stated)
}

/// What may stand before a status and changes nothing.
const ADVERBS: &[&str] = &[
    "現在は",
    "現在",
    "現時点では",
    "現時点で",
    "現状では",
    "現状は",
    "現状",
    "今のところ",
    "まだ",
    "currently ",
    "at present ",
    "still ",
];

static ADVERB_WORDS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new(ADVERBS.iter().map(|word| (*word, ()))));

fn skip_adverb(folded: Folded, start: usize) -> usize {
    let joint = |c: char| c.is_whitespace() || c == '、' || c == ',';
    match ADVERB_WORDS.longest(folded, start) {
        Some((behind, ..)) => folded.skip(behind, joint),
        None => start,
    }
}

/// Words that are a status where nothing else stands, and the beginning of something else as often.
#[rustfmt::skip]
const ALONE: [&str; 26] = [
    "一部", "計画", "予定", "未", "否", "いいえ", "計画あり", "予定あり", "partial", "partially", "in part", "scheduled", "open", "ongoing", "delayed",
    "missing", "gap", "future", "no", "n", "ng", "fail", "pending", "under way", "underway", "not done",
];

/// Words that say of a thing that there is none.
const NOTHING: [&str; 4] = ["無", "無し", "なし", "不可"];

/// English statuses that a time or a doer may follow.
const FOLLOWED: [&str; 8] = [
    "planned",
    "not implemented",
    "not yet implemented",
    "not in place",
    "not yet in place",
    "in progress",
    "to be implemented",
    "partially implemented",
];

/// What follows them.
const LINKS: [&str; 6] = ["for ", "by ", "in ", "until ", "since ", "as of "];

/// A status word at `start` that is all that is said, or ends its sentence.
fn opening(folded: Folded, start: usize) -> Option<StatedStatus> {
    let (end, word, status) = STATUS_WORDS.longest(folded, start)?;
    if NOTHING.contains(&word) {
        return None;
    }
    let behind = tail_end(folded, end);
    let ends = match folded.at(behind) {
        None => true,
        _ if is_over(folded, behind) => true,
        // "Partially; laptops only."
        Some(';' | ':') if word.starts_with("part") && word.is_ascii() => true,
        _ if ALONE.contains(&word) => false,
        Some('(') => !attributive(folded, behind),
        Some('。' | ':' | '\n') => true,
        Some('.' | ';' | ',' | '-' | '–' | '—') => word.is_ascii() && ends_word(folded, behind),
        Some(' ') => {
            let next = folded.skip_space(behind);
            let links = || LINKS.iter().any(|link| folded.after(next, link).is_some());
            let bracketed = folded.at(next) == Some('(');
            let dated = folded.at(next).is_some_and(|c| c.is_ascii_digit());
            let dashed = matches!(folded.at(next), Some('-' | '–' | '—'));
            let broken = folded.rest(behind)[..next - behind].contains('\n');
            broken || bracketed || dated || dashed || FOLLOWED.contains(&word) && links()
        }
        Some(_) => false,
    };
    ends.then(|| StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, behind),
    })
}

/// Whether a mark between words is followed by a space or nothing, as a hyphen in a compound is not.
fn ends_word(folded: Folded, mark: usize) -> bool {
    let behind = folded.next(mark);
    folded.at(behind).is_none_or(char::is_whitespace)
}

/// Whether nothing but marks stands behind `place`.
fn is_over(folded: Folded, place: usize) -> bool {
    { folded.from(place) }.all(|c| !c.is_alphanumeric() && !matches!(c, '(' | '['))
}

/// A yes that is one only later: "Yes (once enabled on this laptop)", "Yes, as soon as the router has arrived".
fn agreed_for_later(folded: Folded, start: usize) -> Option<StatedStatus> {
    let yes = folded.after(start, "yes")?;
    is_for_later(folded.rest(yes)).then_some(StatedStatus {
        status: Status::Planned,
        range: start..yes,
        reason: None,
    })
}

/// Whether what stands behind a yes says that it is one only later.
pub fn is_for_later(behind: &str) -> bool {
    const LATER: [&str; 4] = ["once ", "as soon as ", "when it is ", "after we have "];
    let marks = |c: char| matches!(c, ' ' | ',' | '(' | '-' | '–' | '—' | '*' | '_');
    // "Yes, once a year" says how often.
    const OFTEN: [&str; 5] = [
        "once a ",
        "once an ",
        "once per ",
        "once every ",
        "once in ",
    ];
    let said = behind.trim_start_matches(marks);
    said.len() < behind.len()
        && LATER.iter().any(|later| said.starts_with(later))
        && !OFTEN.iter().any(|often| said.starts_with(often))
}

/// × or △ before an answer's words, or alone.
fn crossed(folded: Folded, start: usize) -> Option<StatedStatus> {
    let status = match folded.at(start)? {
        '×' | '✕' | '❌' | '✗' | '✘' => Status::NotImplemented,
        '△' => Status::Partial,
        _ => return None,
    };
    let end = folded.next(start);
    let behind = folded.skip(end, |c| c == '\u{fe0f}');
    let stands_apart = { folded.at(behind) }
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | '。' | '、'));
    stands_apart.then(|| StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, behind),
    })
}

/// No sentence that only says when something will be done is longer, in bytes.
const LONGEST_PLAN: usize = 96;

/// A sentence that says no more than that it will be done, and when: 「来年度に対応する」, "Will be done next year"; or
/// that it will not: "We have no plans to implement this".
fn plan(text: &str, folded: Folded, start: usize) -> Option<StatedStatus> {
    let rest = folded.rest(start).trim_end_matches(['。', '.', ' ']);
    if rest.is_empty() || rest.len() > LONGEST_PLAN || rest.contains(['。', '\n']) {
        return None;
    }
    let status = match rest.is_ascii() {
        true => english::said_of_later(&rest.to_ascii_lowercase())?,
        false if japanese::is_plan(&rest.chars().map(fold).collect::<String>()) => Status::Planned,
        false => return None,
    };
    let end = start + rest.len();
    debug_assert!(end <= text.len());
    Some(StatedStatus {
        status,
        range: start..end,
        reason: None,
    })
}
