//! Where numbers stand in prose so that what is around them answers them: behind words that say so, at the beginning of a
//! line, at the end of one, in the bold words that open a block.

use super::is_distinctive;
use crate::locator;
use crate::markdown::Prose;

/// The places of numbers that are set apart in a block, whose bold opening words end at `opening_words`.
pub(super) fn places(prose: &Prose<'_>, opening_words: usize) -> impl Iterator<Item = usize> {
    { opening_lines(prose).chain(closing(prose)) }
        .chain(in_opening_words(prose.text, opening_words))
        .chain(behind_question(prose.text))
}

/// Bytes of words that say of a number behind them that the block speaks to it: "Maps to SA-9", "Supports control AC-11",
/// "As to IR-6, …".
pub fn related_length(text: &str) -> usize {
    const WORDS: [&str; 27] = [
        "Addresses",
        "Answers",
        "Applies to",
        "As for",
        "As required by",
        "As to",
        "Concerning",
        "Corresponds to",
        "Covers",
        "Criteria",
        "Criterion",
        "For",
        "Fulfils",
        "Fulfills",
        "Implements",
        "In line with",
        "Mapped to",
        "Maps to",
        "Meets",
        "On",
        "Reference",
        "Regarding",
        "Relates to",
        "Satisfies",
        "Supports",
        "With regard to",
        "With respect to",
    ];
    const CLAUSES: [&str; 6] = [
        "controls ",
        "control ",
        "clauses ",
        "clause ",
        "requirements ",
        "requirement ",
    ];
    let behind_word = |word: &&str| {
        text.strip_prefix(*word)
            .filter(|rest| rest.starts_with([' ', ':', '.', '\u{a0}']))
    };
    let Some(behind) = WORDS.iter().find_map(behind_word) else {
        return 0;
    };
    let behind = behind.trim_start_matches([' ', ':', '.', '\u{a0}']);
    let behind = { CLAUSES.iter() }
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    // "For S1 and S2" is about how severe something is.
    let number = behind.split([' ', ',', ':', ';', '\u{a0}']).next();
    let has_levels = number.is_some_and(|number| number.trim_end_matches('.').contains(['-', '.']));
    let is_number = behind.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    match is_number && has_levels {
        true => text.len() - behind.len(),
        false => 0,
    }
}

/// Where lines behind the first begin with a number and a colon or a dash, and sentences with a number and a colon:
/// "Training" over ": - AT-2: each October", "CP-9a: nightly. CP-9b: each week.".
fn opening_lines(prose: &Prose<'_>) -> impl Iterator<Item = usize> {
    let behind_lines = prose.lines().skip(1).map(|line| line.start);
    let behind_sentences =
        { memchr::memmem::find_iter(prose.text.as_bytes(), b". ") }.map(|at| at + 2);
    let is_number = |start: usize, marks: &[&str]| {
        let number = prose.text[start..].trim_start_matches([' ', '-', ':', '•']);
        if !number.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let (references, length) = locator::read(number)?;
        let behind = &number[length..];
        let is_apart = marks.iter().any(|mark| behind.starts_with(mark));
        let are_clauses = references.iter().all(|one| is_distinctive(&one.target));
        (is_apart && are_clauses).then_some(prose.text.len() - number.len())
    };
    let lines = behind_lines.filter_map(move |start| is_number(start, &[":", " –", " —", " - "]));
    let sentences = behind_sentences.filter_map(move |start| is_number(start, &[":"]));
    lines.chain(sentences)
}

/// Where the numbers begin that a line ends with, behind the end of its last sentence: "Kept for 12 months. AU-11". Such
/// are clauses in the letters of code as well.
pub(super) fn closing(prose: &Prose<'_>) -> impl Iterator<Item = usize> {
    /// No list of clauses is longer, in bytes.
    const LONGEST: usize = 64;
    const ENDS: [&str; 10] = [
        ". ", "? ", "! ", " — ", " – ", " - ", " {", " // ", " → ", " ^",
    ];
    prose.lines().filter_map(|line| {
        let text = prose.text[line.clone()].trim_end();
        let text = text.trim_end_matches(['.', '}', '^']);
        if !text.ends_with(|c: char| c.is_ascii_digit() || c == ')') {
            return None;
        }
        let window = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
        let ends = ENDS
            .iter()
            .filter_map(|end| Some(text[window..].rfind(end)? + end.len()));
        let at = window + ends.max()?;
        let at = at + related_length(&text[at..]);
        let number = &text[at..];
        let is_one = number.starts_with(|c: char| c.is_ascii_uppercase());
        let references = is_one.then(|| locator::read_all(number)).flatten()?;
        let are_clauses = references.iter().all(|one| is_distinctive(&one.target));
        are_clauses.then_some(line.start + at)
    })
}

/// Where the number stands in the bold words that a block opens with, of which it goes on to speak: "**What about AC-2?**
/// Accounts are …". `end` is where they end in the text; a number that opens them is read as what opens the block.
fn in_opening_words(text: &str, end: usize) -> Option<usize> {
    let words = text.get(..end)?;
    let mut starts = words.char_indices().map(|(at, _)| at).skip(1);
    starts.find(|&at| {
        let is_first = words[at..].starts_with(|c: char| c.is_ascii_uppercase());
        let is_start = is_first && words[..at].ends_with([' ', '(', '[', '/']);
        let read = is_start.then(|| locator::read(&words[at..])).flatten();
        read.is_some_and(|(references, length)| {
            !words[at + length..].starts_with(char::is_alphanumeric)
                && references.iter().all(|one| is_distinctive(&one.target))
        })
    })
}

/// Where the numbers stand that a question at the beginning is answered with: "Which controls are met? CP-9 and CP-10.".
fn behind_question(text: &str) -> Option<usize> {
    /// No question is longer, in bytes.
    const LONGEST: usize = 160;
    let near = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let at = near.find("? ")? + "? ".len();
    let is_first = text[at..].starts_with(|c: char| c.is_ascii_uppercase());
    let (_, length) = is_first.then(|| locator::read(&text[at..])).flatten()?;
    let behind = &text[at + length..];
    (behind.is_empty() || behind.starts_with(['.', ':', ';'])).then_some(at)
}
