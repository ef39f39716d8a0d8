//! Statements that tell nothing that is done: advice to customers, and what people talked about.

use super::closing_citations::without_closing_citations;
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

/// Ends of sentences that say how many points follow, or that they do: 「気になるのは次の3点です」.
const FOLLOWING: &[&str] = &[
    "点です",
    "点である",
    "とおりです",
    "通りです",
    "とおりである",
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

/// Beginnings of sentences that report a talk.
const TALKING: &[&str] = &[
    "we ",
    "the team ",
    "in the meeting",
    "in a meeting",
    "at the meeting",
];

/// Whether a text tells nothing that is done: each of its sentences advises customers, or says what people
/// talked about.
pub fn tells_no_deed(text: &str) -> bool {
    let text = text.trim();
    let mut is_any = false;
    may_be_deedless(text)
        && sentences(text).all(|sentence| {
            let sentence = &text[sentence];
            let is_one = is_deedless(sentence);
            is_any |= is_one;
            is_one || only_leads_on(sentence)
        })
        && is_any
}

/// Whether a text begins, or ends, as one of no deeds does; nearly all others end here.
fn may_be_deedless(text: &str) -> bool {
    let Some(first) = text.bytes().next() else {
        return false;
    };
    let begins =
        || { CUSTOMER_SUBJECTS.iter().chain(TALKING) }.any(|begin| begins_with(text, begin));
    if first.is_ascii_alphabetic() {
        return begins();
    }
    let end = without_end(text).as_bytes();
    let is_end = |ending: &&&str| {
        let (own, ending) = (end.last_chunk::<3>(), ending.as_bytes());
        own.is_some() && own == ending.last_chunk::<3>() && end.ends_with(ending)
    };
    let ends = { REQUESTS.iter() }
        .chain(ADVISING)
        .chain(TALKED)
        .chain(FOLLOWING);
    ends.clone().any(|ending| is_end(&ending)) || begins()
}

/// Whether a text begins with words, in small or large letters.
fn begins_with(text: &str, words: &str) -> bool {
    let written = text.as_bytes().get(..words.len());
    written.is_some_and(|written| written.eq_ignore_ascii_case(words.as_bytes()))
}

fn is_trailing(c: char) -> bool {
    matches!(c, '。' | '.' | '）' | ')' | ']' | '］' | '・' | '※') || c.is_whitespace()
}

fn is_deedless(sentence: &str) -> bool {
    let sentence = without_end(sentence.trim());
    if sentence.is_empty() {
        return true;
    }
    let ends_in = |ends: &[&str]| ends.iter().any(|end| sentence.ends_with(end));
    if !sentence.is_ascii() && ends_in(REQUESTS) || ends_in(TALKED) {
        return true;
    }
    let is_on_customers =
        || { CUSTOMER_SUBJECTS.iter() }.any(|subject| begins_with(sentence, subject));
    let advises = || SHOULD.iter().any(|word| sentence.contains(word)) || ends_in(ADVISING);
    let talks =
        || sentence.contains(" discussed") && TALKING.iter().any(|who| begins_with(sentence, who));
    is_on_customers() && advises() || talks()
}

/// Whether a sentence says no more than that something follows.
fn only_leads_on(sentence: &str) -> bool {
    let sentence = without_end(sentence.trim());
    let is_below = || {
        ["次の", "以下の", "下記の"]
            .iter()
            .any(|word| sentence.contains(word))
    };
    FOLLOWING.iter().any(|end| sentence.ends_with(end)) && is_below()
}

/// A sentence without the citations and the full stop at its end.
fn without_end(sentence: &str) -> &str {
    without_closing_citations(sentence).trim_end_matches(is_trailing)
}
