//! Citations by a guideline's prefix in brackets: `[mic:3.2.1(2)]`.

use std::borrow::Cow;
use std::ops::Range;

use super::super::names::Names;
use super::{Form, Named, Pointer, pointer, relative};
use crate::guideline::is_prefix;
use crate::locator;
use crate::markdown::Prose;
use crate::script;

/// `[mic:3.2.1(2)]`, whether or not the file's foot makes a link of it.
pub(super) fn by_prefix(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    pointers: &mut Vec<Pointer>,
) {
    for open in memchr::memchr_iter(b'[', prose.text.as_bytes()) {
        let window = &prose.text.as_bytes()[open + 1..];
        let window = &window[..window.len().min(LONGEST)];
        if let Some(end) = memchr::memchr(b']', window) {
            bracket(prose, open + 1..open + 1 + end, base, names, pointers);
        }
    }
    for link in prose.links.iter().filter(|link| !link.image) {
        if let Some(text) = prose.text_range(&link.text) {
            bracket(prose, text, base, names, pointers);
        }
    }
}

/// What takes longer to close is no citation.
const LONGEST: usize = 256;

/// `［mic:3.2.1(2)］`, `【ｍｉｃ：３．２．１】`, as an input method writes it, （mic:3.2.1）. Only a prefix that is known makes
/// a citation of such brackets: they hold much else.
pub(super) fn by_wide_prefix(
    prose: &Prose<'_>,
    base: usize,
    names: &Names<'_>,
    openings: impl Iterator<Item = usize>,
    pointers: &mut Vec<Pointer>,
) {
    for at in openings {
        let text = &prose.text[at..];
        let closing = match text.chars().next() {
            Some('［') => '］',
            Some('【') => '】',
            Some('（') => '）',
            Some('(') => ')',
            _ => continue,
        };
        let start = text.chars().next().map_or(0, char::len_utf8);
        let window = &text[start..text.floor_char_boundary(LONGEST.max(start))];
        let Some(end) = window.find(closing) else {
            continue;
        };
        let known = pointers.len();
        bracket(prose, at + start..at + start + end, base, names, pointers);
        let is_known = |pointer: &Pointer| {
            let mut named = pointer.named.iter();
            named.any(|named| !named.guidelines.is_empty())
        };
        if !pointers[known..].iter().all(is_known) {
            pointers.truncate(known);
        }
    }
}

/// Latin letters and signs of full width as narrow ones.
fn narrow(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| ('！'..='～').contains(&c);
    match text.contains(is_wide) {
        true => Cow::Owned(text.chars().map(script::narrow).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Reads what stands between the brackets, at `inside` in the prose's text: one prefix with what stands behind it, or
/// several, each with its own: `[mic:4.2、mic:4.3]`.
fn bracket(
    prose: &Prose<'_>,
    inside: Range<usize>,
    base: usize,
    names: &Names<'_>,
    pointers: &mut Vec<Pointer>,
) {
    let text = &prose.text[inside.clone()];
    let mut colons = memchr::memchr2_iter(b':', "：".as_bytes()[2], text.as_bytes());
    if colons.next().is_none() || prose.is_code(inside.clone()) {
        return;
    }
    if colons.next().is_none() || !holds_several(text, names) {
        one(prose, inside, base, names, pointers);
        return;
    }
    let known = pointers.len();
    let mut start = 0;
    let ends = { text.match_indices(SEPARATORS) }.map(|(at, separator)| (at, separator.len()));
    for (at, length) in ends.chain([(text.len(), 0)]) {
        let goes_on = at < text.len() && prefix_of(&text[at + length..], names).is_none();
        if goes_on {
            continue;
        }
        let before = pointers.len();
        one(
            prose,
            inside.start + start..inside.start + at,
            base,
            names,
            pointers,
        );
        // What is said of one of them has to be said of all.
        if pointers.len() == before {
            pointers.truncate(known);
            return;
        }
        start = at + length;
    }
}

/// What stands between two citations in one pair of brackets.
const SEPARATORS: [char; 6] = ['、', ',', '，', ';', '；', '・'];

/// Whether a prefix stands behind a separator.
fn holds_several(text: &str, names: &Names<'_>) -> bool {
    let mut separators = text.match_indices(SEPARATORS);
    separators.any(|(at, separator)| prefix_of(&text[at + separator.len()..], names).is_some())
}

/// The prefix that a text begins with, as it is written, and where its colon stands. Of words in other letters, 「注：」,
/// only those are one that a guideline has.
fn prefix_of<'t>(text: &'t str, names: &Names<'_>) -> Option<(Cow<'t, str>, usize)> {
    let colon = text.find([':', '：'])?;
    let prefix = narrow(text[..colon].trim());
    let is_known =
        || names.with_prefix(&prefix).is_some() || prefix.is_ascii() && !is_label(&prefix);
    (is_prefix(&prefix) && is_known()).then_some((prefix, colon))
}

/// Whether what stands before a colon says that a clause follows, and names no guideline: `[control: AU-6]`.
fn is_label(prefix: &str) -> bool {
    const LABELS: [&str; 8] = [
        "control",
        "controls",
        "clause",
        "clauses",
        "ref",
        "reference",
        "requirement",
        "see",
    ];
    LABELS
        .iter()
        .any(|label| label.eq_ignore_ascii_case(prefix))
}

/// Whether what stands behind a prefix is no more than was meant as a number: a remark is a sentence.
fn is_short(behind: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 24;
    let is_whole = behind.starts_with(char::is_numeric) || !behind.contains([' ', '\u{3000}']);
    !behind.is_empty()
        && is_whole
        && behind.chars().nth(LONGEST).is_none()
        && !behind.contains(['。', '、'])
}

/// Reads a prefix and what stands behind it, white space around both allowed.
fn one(
    prose: &Prose<'_>,
    inside: Range<usize>,
    base: usize,
    names: &Names<'_>,
    pointers: &mut Vec<Pointer>,
) {
    let written = &prose.text[inside.clone()];
    let start = inside.end - written.trim_start().len();
    let inside = start..start + written.trim().len();
    let text = &prose.text[inside.clone()];
    let Some((prefix, colon)) = prefix_of(text, names) else {
        return;
    };
    let prefix = &*prefix;
    let behind = text[colon..].trim_start_matches([':', '：']).trim_start();
    let guideline = names.with_prefix(prefix);
    let is_entitled = || guideline.is_some_and(|known| names.is_entitled(known, behind));
    let references = match locator::read_all(behind) {
        Some(references) => references,
        // A clause without an official number goes by its title; what is neither leads nowhere, and is told.
        None if is_entitled() || guideline.is_some() && is_short(behind) => Vec::new(),
        None => return,
    };
    let named = Named {
        guidelines: guideline.into_iter().collect(),
        edition: true,
        range: relative(
            prose,
            inside.start..inside.start + text[..colon].trim_end().len(),
            base,
        ),
    };
    let at = inside.end - behind.len();
    let (start, whole) = (inside.start, relative(prose, inside, base));
    let mut pointer = pointer(
        prose,
        Form::Bracket,
        Some(named),
        start,
        at,
        references,
        base,
    );
    if pointer.references.is_empty() {
        pointer.range.end = whole.end;
    }
    pointers.push(pointer);
}
