//! Clauses for a number without a guideline's name before it: in brackets and at the beginning of a
//! block, where the document says whose numbers are meant.
//!
//! What is offered is what is read as a citation when it is written: a number that documents have
//! for themselves as well is given its prefix, or left out.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::super::citing::{folded, guidelines_at};
use super::clauses::{self, Wanted, prefixed};
use super::line::Line;
use super::places::LONGEST_QUERY;
use super::{Completions, Request};
use crate::document::needs_no_name;
use crate::guideline::{GuidelineIndex, Guidelines};
use crate::markdown::BlockKind;
use crate::script::is_digit;

/// Brackets in which numbers stand.
const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］')];

/// What a writer begins that is no number yet: how far it shows that a clause is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begun {
    /// Digits and what divides levels: 「3.」.
    Digits,
    /// What no document numbers its own by: the name of a guideline's part with more behind it, a
    /// code, a level in a circle.
    Own,
}

/// What may be written at the cursor, where a number has begun.
pub fn items(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    in_brackets(request, line).or_else(|| at_beginning(request, line))
}

fn in_brackets(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let (start, inside) = line.opened(&BRACKETS)?;
    let likely = guidelines_at(request.view, request.offset);
    let guidelines = request.view.project.guidelines;
    if let Some(found) = behind_prefix(request, line, start, inside) {
        return Some(found);
    }
    let first = { inside.split(['、', ',', '，', ';', '；']) }.next();
    begun(guidelines, &likely, first.unwrap_or(inside))?;
    let piece = line.piece(start);
    // The second of a list may begin with anything.
    let query = &line.before[piece..];
    if query.chars().count() > LONGEST_QUERY {
        return None;
    }
    let written = |clause, label: &str| match needs_no_name(label) {
        true => Some(label.to_string()),
        false => Some(format!("[{}]", prefixed(request.view, clause, label))),
    };
    Some(clauses::items(
        request,
        &Wanted {
            guidelines: likely,
            query,
            range: around(line, piece),
            written: &written,
            groups: true,
        },
    ))
}

/// A prefix in other brackets than those in which it is read: 「（mic-meti:3.4」.
fn behind_prefix(
    request: &Request<'_>,
    line: &Line<'_>,
    start: usize,
    inside: &str,
) -> Option<Completions> {
    let colon = inside.find([':', '：'])?;
    let prefix: String = inside[..colon].trim().nfkc().collect();
    let guideline = request.view.project.guidelines.with_prefix(&prefix)?;
    let query = inside[colon..].trim_start_matches([':', '：']);
    if query.chars().count() > LONGEST_QUERY || query.contains(['、', ',', '，']) {
        return None;
    }
    let lead = inside.len() - inside.trim_start().len();
    let mut found = clauses::items(
        request,
        &Wanted {
            guidelines: vec![guideline],
            query,
            range: around(line, start + lead),
            written: &|clause, label| Some(format!("[{}]", prefixed(request.view, clause, label))),
            groups: true,
        },
    );
    // All that is replaced counts as typed.
    let typed = inside[lead..].trim_end();
    for item in &mut found.items {
        item.filter_text = format!("{typed} {}", item.filter_text);
    }
    Some(found)
}

fn at_beginning(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let view = request.view;
    let starts = |start: usize| line.start <= start && start <= line.offset;
    let mut blocks = view.markdown.blocks.iter().rev();
    let block = blocks.find(|block| starts(block.range.start))?;
    let body = &line.before[block.range.start - line.start..];
    let typed = match block.kind {
        BlockKind::Paragraph => body,
        BlockKind::ListItem { .. } => {
            let (marker, typed) = body.split_once([' ', '\t'])?;
            let is_marker = !marker.is_empty() && !marker.contains(|c: char| c.is_alphabetic());
            is_marker.then(|| typed.trim_start())?
        }
        _ => return None,
    };
    let likely = guidelines_at(view, request.offset);
    if begun(view.project.guidelines, &likely, typed)? < Begun::Own {
        return None;
    }
    let start = line.before.len() - typed.len();
    Some(clauses::items(
        request,
        &Wanted {
            guidelines: likely,
            query: typed,
            range: around(line, start),
            written: &|_, label| needs_no_name(label).then(|| label.to_string()),
            groups: true,
        },
    ))
}

/// Whether what was typed begins the number of a clause of these guidelines, or names a part of one
/// and goes on with words.
pub fn begun(guidelines: &Guidelines, among: &[GuidelineIndex], typed: &str) -> Option<Begun> {
    if typed.chars().count() > LONGEST_QUERY {
        return None;
    }
    let number = folded(typed);
    let first = number.chars().next()?;
    let is_level = |c: char| matches!(c, '.' | '-');
    // What NFKC makes a plain number of.
    let is_circled = typed.contains(|c: char| ('①'..='⑳').contains(&c));
    let divided = number.contains(is_level);
    for &guideline in among {
        for (_, clause) in guidelines.get(guideline).iter() {
            let Some(label) = &clause.label else { continue };
            if let Some((part, _)) = label.split_once(' ')
                && let Some(behind) = typed.trim_start().strip_prefix(part)
                && let Some(words) = behind.strip_prefix([' ', '\u{3000}'])
                && !words.trim_start().starts_with(is_particle)
            {
                return Some(Begun::Own);
            }
            let begins = |label: &str| folded(label).starts_with(&number);
            if !divided || !(begins(label) || label.split_whitespace().skip(1).any(begins)) {
                continue;
            }
            return Some(match is_circled || first.is_alphabetic() {
                true => Begun::Own,
                false => Begun::Digits,
            });
        }
    }
    None
}

/// 「別紙2 に定める」 goes on as a sentence.
fn is_particle(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

/// From the byte at `at` of [`Line::before`] to the end of the number that the cursor stands in.
pub fn around(line: &Line<'_>, at: usize) -> Range<usize> {
    line.place(at)..line.offset + rest_of_number(line.after)
}

/// How many bytes of a number stand behind the cursor.
fn rest_of_number(after: &str) -> usize {
    let is_part =
        |c: char| is_digit(c) || ('①'..='⑳').contains(&c) || matches!(c, '.' | '-' | '．' | '－');
    after.len() - after.trim_start_matches(is_part).len()
}
