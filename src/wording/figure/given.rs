//! The one figure of a sentence that gives what a clause asks for, in whatever words.
//!
//! Of what a sentence says in words of its own nobody knows whether it is the same as what another says. Of two answers to
//! one clause it is known what both are about, so that the words that the clause leaves open can be compared as they are.

use std::ops::Range;

use super::super::affix;
use super::super::sentence::sentences;
use super::super::subject::{Mark, lexicon, objects};
use super::super::value::AskedValue;
use super::{Sentence, asks, names_a_reason, sorted};
use crate::wording::amount::Amount;
use crate::wording::quantity::Quantity;

/// The figure of a sentence that has no other.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenFigure {
    /// The figure with the words of its bound.
    pub range: Range<usize>,
    /// Its sentence.
    pub sentence: Range<usize>,
    /// How much it says.
    pub amount: Amount,
    /// Whose, which and where, by words that say so anywhere, sorted.
    pub scope: Box<[u32]>,
    /// All words beside it that tell one thing from another, sorted.
    pub words: Box<[u32]>,
    /// What is done, as bits of the list of subjects.
    pub deeds: u64,
}

/// The figures of a text, with its [`super::super::quantities`], that give what is asked and are the only ones in their sentences.
pub fn given_figures(text: &str, quantities: &[Quantity], asked: &AskedValue) -> Vec<GivenFigure> {
    let mut found = Vec::new();
    for range in sentences(text) {
        let within = |one: &&Quantity| range.contains(&one.range.start);
        let mut own = quantities.iter().filter(within);
        let (Some(only), None) = (own.next(), own.next()) else {
            continue;
        };
        if asked.may_be_given_by(only, text) {
            found.extend(given(text, range, only));
        }
    }
    found
}

fn given(text: &str, range: Range<usize>, only: &Quantity) -> Option<GivenFigure> {
    const POINTING: [&str; 12] = [
        "They ", "These ", "It ", "This ", "Those ", "Both ", "そ", "これ", "同", "上記", "前項",
        "当該",
    ];
    let words = &text[range.clone()];
    let own = only.range.start - range.start..only.range.end - range.start;
    let marks = lexicon().marks(words);
    let is_aside = |mark: &Mark| mark.meaning.aside && !names_a_reason(words, mark, Some(own.end));
    // What the sentence before speaks of is not known.
    let points = affix::begins_with(words.trim_start(), &POINTING);
    if points || marks.iter().any(is_aside) || asks(words) {
        return None;
    }
    let whole = Sentence::new(words, &marks);
    if whole.is_quoted(own.start) || marks.iter().any(|mark| mark.meaning.part) {
        return None;
    }
    let start = whole.behind_lead(own.start);
    let mut scope = Vec::new();
    whole.scopes(0..start, &mut scope);
    // Who does it stands at the beginning of what the sentence says itself.
    let words = &words[start..];
    let marks = lexicon().marks(words);
    let sentence = Sentence::new(words, &marks);
    let own = own.start - start..own.end - start;
    let end = own.end + end_of_phrase(&words[own.end..]);
    let mut told = scope.clone();
    for piece in [0..own.start, own.end..end] {
        sentence.scopes(piece.clone(), &mut scope);
        sentence.tokens(piece, &mut told);
    }
    // What a time is counted from says little, but whose it is.
    if words[end..].starts_with(" of ") {
        let phrase = end..end + end_of_phrase(&words[end + 1..]) + 1;
        sentence.scopes(phrase, &mut scope);
    }
    lexicon().forget_anyone(&mut scope);
    lexicon().forget_anyone(&mut told);
    let with_bound = sentence.with_bound(&own);
    let place = range.start + start;
    Some(GivenFigure {
        range: place + with_bound.start..place + with_bound.end,
        scope: sorted(scope),
        amount: Amount {
            value: only.value as f32,
            unit: only.unit,
            bound: only
                .bound
                .or_else(|| sentence.bound_before(&(0..own.start))),
            tool: 0,
        },
        words: sorted(told),
        deeds: { sentence.marks_in(0..end) }.fold(0, |all, mark| all | mark.meaning.concepts)
            & !objects(),
        sentence: range,
    })
}

/// Where the words behind a figure end that say of what it is: before what else is done, and how.
fn end_of_phrase(behind: &str) -> usize {
    const ENDS: [&str; 9] = [
        "; ",
        " and ",
        " of ",
        ", then ",
        " through ",
        " by ",
        " (",
        "、",
        "。",
    ];
    const GOING_ON: [&str; 6] = [
        ", for ",
        ", in ",
        ", on ",
        ", except ",
        ", unless ",
        ", but ",
    ];
    let goes_on = |at: &usize| affix::begins_with(&behind[*at..], &GOING_ON);
    let comma = { behind.match_indices(", ") }
        .map(|(at, _)| at)
        .find(|at| !goes_on(at));
    let ends = ENDS.iter().filter_map(|end| behind.find(end));
    ends.chain(comma).min().unwrap_or(behind.len())
}
