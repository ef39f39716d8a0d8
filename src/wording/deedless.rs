//! Statements that tell nothing that is done: advice to customers, and what people talked about.

use super::lexicon::{CUSTOMER_SUBJECTS, REQUESTS};
use super::sentence::sentences;

/// Ends of sentences that advise: 「…することを推奨します」.
const ADVISING: &[&str] = &[
    "推奨します",
    "推奨しています",
    "推奨しております",
    "お勧めします",
    "おすすめします",
    "必要があります",
    "必要がある",
    "べきです",
];

/// Words of sentences on customers that advise them.
const SHOULD: &[&str] = &[
    " should ",
    " must ",
    " need to ",
    " are advised ",
    " are encouraged ",
];

/// Ends of sentences that report a talk: 「AC-2について議論した」.
const TALKED: &[&str] = &[
    "議論した",
    "議論しました",
    "協議した",
    "協議しました",
    "話し合った",
    "話し合いました",
    "意見交換した",
    "意見交換しました",
];

/// Whether a text tells nothing that is done: each of its sentences advises customers, or says what people
/// talked about.
pub fn tells_no_deed(text: &str) -> bool {
    let text = text.trim();
    // Nearly all texts end otherwise, and no list has to be looked through for them.
    let last = text.trim_end_matches(is_trailing).chars().next_back();
    let may = last.is_some_and(|last| last.is_ascii() || "いすたるこ".contains(last));
    may && !text.is_empty() && sentences(text).all(|sentence| is_deedless(&text[sentence]))
}

fn is_trailing(c: char) -> bool {
    matches!(c, '。' | '.' | '）' | ')' | ']' | '］' | '・' | '※') || c.is_whitespace()
}

fn is_deedless(sentence: &str) -> bool {
    let sentence = without_citation(sentence.trim());
    if sentence.is_empty() {
        return true;
    }
    let ends_in = |ends: &[&str]| ends.iter().any(|end| sentence.ends_with(end));
    if !sentence.is_ascii() && ends_in(REQUESTS) || ends_in(TALKED) {
        return true;
    }
    let begins = |subject: &str| {
        let written = sentence.as_bytes().get(..subject.len());
        written.is_some_and(|written| written.eq_ignore_ascii_case(subject.as_bytes()))
    };
    let is_on_customers = || CUSTOMER_SUBJECTS.iter().any(|subject| begins(subject));
    let advises = || SHOULD.iter().any(|word| sentence.contains(word)) || ends_in(ADVISING);
    let talks = || {
        let people = [
            "we ",
            "the team ",
            "in the meeting",
            "in a meeting",
            "at the meeting",
        ];
        sentence.contains(" discussed") && people.iter().any(|who| begins(who))
    };
    is_on_customers() && advises() || talks()
}

/// A sentence without a citation in brackets and a full stop at its end.
fn without_citation(sentence: &str) -> &str {
    let mut rest = sentence.trim_end_matches(is_trailing);
    while let Some(open) = rest.rfind(['[', '［']) {
        if rest[open..].contains(['。', ' ']) && rest[open..].len() > 60 {
            break;
        }
        rest = rest[..open].trim_end_matches(is_trailing);
    }
    rest
}
