//! Fingerprints of what is said, whatever its layout.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use crate::document::{Answer, AnswerKind, Document, Statement};
use crate::guideline::Clause;
use crate::script;
use crate::wording::Field;

/// A fingerprint of words: 64 bits, written as 16 hexadecimal digits. The same words give the same
/// one on every machine and with every version of this program that reads them alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    fn of(words: &str) -> Fingerprint {
        Fingerprint(xxh3_64(words.as_bytes()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Fingerprint, NoFingerprint> {
        let is_whole = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_whole);
        number.map(Fingerprint).ok_or(NoFingerprint)
    }
}

/// What a clause says, or one requirement of it.
pub fn of_clause(clause: &Clause, requirement: Option<usize>) -> Fingerprint {
    let asked = requirement.and_then(|index| clause.requirements.get(index));
    let mut words = String::new();
    match asked {
        Some(asked) => add(&mut words, &asked.text),
        None => {
            add(&mut words, &clause.title);
            words.push('\n');
            add(&mut words, &clause.text);
            if clause.text.is_empty() {
                clause
                    .requirements
                    .iter()
                    .for_each(|asked| add(&mut words, &asked.text));
            }
        }
    }
    Fingerprint::of(&words)
}

/// What an answer says: the words of its statements without the citations in them, and its own
/// labels. What it inherits, what only names or repeats the clause, and the day of the last review
/// are no part of it.
pub fn of_answer(text: &str, document: &Document, answer: &Answer) -> Fingerprint {
    let mut words = String::new();
    for statement in statements(document, answer) {
        add_claims(&mut words, text, statement);
    }
    // A citation that stood in round brackets leaves them empty.
    if words.contains("()") {
        words = words.replace("()", "");
    }
    let labels = labels(document, answer).into_iter();
    let mut labels: Vec<String> = labels
        .map(|(field, value)| {
            let mut label = format!("\n{field:?}=");
            add(&mut label, value);
            label
        })
        .collect();
    // The order of columns and label lines says nothing.
    labels.sort_unstable();
    words.extend(labels);
    Fingerprint::of(&words)
}

/// The statements of an answer in the order of the text.
fn statements<'d>(
    document: &'d Document,
    answer: &Answer,
) -> impl Iterator<Item = &'d Statement> + use<'d> {
    let mut order = answer.statements.clone();
    order.sort_unstable();
    order.into_iter().map(|index| &document.statements[index])
}

/// What an answer says, as a reader sees it: its claims, and its own labels, in the order of the
/// text.
pub fn said(document: &Document, answer: &Answer) -> (String, Vec<(Field, String)>) {
    let claims = statements(document, answer).flat_map(|statement| &statement.unit.claims);
    let claims: Vec<&str> = claims.map(|claim| &*claim.text).collect();
    let labels = labels(document, answer).into_iter();
    let labels = labels.map(|(field, value)| (field, value.to_string()));
    (claims.join(" "), labels.collect())
}

/// The labels of an answer that are a part of what it says, in the order of the text. A label that
/// stands with its statement and with its answer is one.
fn labels<'d>(document: &'d Document, answer: &'d Answer) -> Vec<(Field, &'d str)> {
    let own = match answer.kind {
        AnswerKind::Section => &document.sections[answer.section].labels,
        AnswerKind::Row | AnswerKind::Block => &answer.labels,
    };
    let own = own.fields.iter().filter(|value| !value.inherited);
    let own = own.map(|value| (value.range.start, value.field, &*value.text));
    let of_statements = statements(document, answer).flat_map(|statement| {
        let fields = statement.unit.fields.iter();
        fields.map(|value| {
            let place = statement.place(&value.range).start;
            (place, value.field, &*value.text)
        })
    });
    let mut labels: Vec<(usize, Field, &str)> = own
        .chain(of_statements)
        .filter(|(_, field, value)| is_said(*field) && !value.is_empty())
        .collect();
    labels.sort_unstable_by_key(|(place, ..)| *place);
    labels.dedup();
    labels
        .into_iter()
        .map(|(_, field, value)| (field, value))
        .collect()
}

/// Whether a label's value is part of what the provider says.
fn is_said(field: Field) -> bool {
    !matches!(
        field,
        Field::Clause
            | Field::Title
            | Field::Requirement
            | Field::Guideline
            | Field::Measure
            | Field::Reviewed
    )
}

/// Adds what a statement claims, without the citations in it: they are what the link is known by.
fn add_claims(words: &mut String, text: &str, statement: &Statement) {
    let unit = &statement.unit;
    let mut cited: Vec<_> = unit
        .pointers
        .iter()
        .chain(unit.bare())
        .map(|pointer| &pointer.range)
        .collect();
    cited.sort_by_key(|range| range.start);
    for claim in &unit.claims {
        let inside = cited
            .iter()
            .filter(|range| claim.range.start <= range.start && range.end <= claim.range.end);
        let mut rest = &*claim.text;
        for range in inside {
            let citation = text.get(statement.place(range)).unwrap_or_default();
            // Where a link definition stands, a bracket is read without its marks.
            let citation = citation.trim_matches(['[', ']']);
            // A citation with markup inside is written otherwise than it is read; it stays.
            if let Some(at) = rest.find(citation) {
                add(words, &rest[..at]);
                rest = &rest[at + citation.len()..];
            }
        }
        add(words, rest);
    }
}

/// Adds a text as it is compared: composed, narrow, in small letters, without white space and
/// without the brackets of citations, which go where a link definition comes.
fn add(words: &mut String, text: &str) {
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}');
    if text.contains(is_mark) {
        text.nfc().for_each(|c| add_character(words, c));
    } else {
        text.chars().for_each(|c| add_character(words, c));
    }
}

fn add_character(words: &mut String, character: char) {
    let narrow = script::narrow(character);
    if !narrow.is_whitespace() && !matches!(narrow, '[' | ']') {
        words.push(narrow.to_ascii_lowercase());
    }
}
