//! What a careful reader notices in a claim: words that promise less than they seem to.
//!
//! One pass over the text finds candidates; only where there is one are its guards looked at.
//! Knows nothing of where the text stands: whether it is a claim, a quotation or the customer's
//! column is the caller's to know.

mod guards;
mod intervals;
mod measures;
mod unfinished;

use std::ops::Range;

use self::guards::Unit;
pub use self::guards::opens_with_exceptions;
pub use self::measures::{has_measure, says_how_often};
use super::affix;
use super::lexicon::*;
use super::refers::refers_elsewhere;
use super::scan::{Candidate, candidates, candidates_at};
use super::sentence::sentences;
use super::settled::is_settled;

/// How a word weakens a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 努める, 心がける: promises an effort, not a result.
    Effort,
    /// 検討する, 今後, 予定: nothing is decided.
    Undecided,
    /// 必要に応じて, 適宜: nobody can tell when.
    OpenCondition,
    /// 原則として, in principle: nobody can tell in which cases not.
    Exception,
    /// 可能な限り, where possible: nobody can tell how far.
    Limit,
    /// 適切に, 速やかに: nobody can tell whether it was done.
    Unmeasured,
    /// 等, など: nobody can tell what else. Off by default: callers ask for it.
    OpenList,
    /// 望ましい, べきである: says what would be good, not what is.
    Wish,
    /// 定期的に, and no period anywhere in the unit.
    NoPeriod,
}

/// A weak word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How it weakens.
    pub kind: Kind,
    /// The very words.
    pub range: Range<usize>,
    /// The sentence that they stand in.
    pub sentence: Range<usize>,
}

/// What was noticed in a unit: a paragraph, a list item, a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// Weak words that passed their guards, in the order of the text.
    pub hits: Vec<Hit>,
    /// The whole text, if all it does is point at another document.
    pub refers_elsewhere: Option<Range<usize>>,
    /// Words that speak of something still to be done, for a claim that it is done.
    pub future: Option<Range<usize>>,
}

/// Notices what there is to notice in `text`.
pub fn observe(text: &str) -> Observations {
    of_candidates(text, candidates(text))
}

/// What [`observe`] notices, where it is known at which places something of [`super::OBSERVED`] may begin.
pub fn observe_at(text: &str, places: impl Iterator<Item = usize>) -> Observations {
    of_candidates(text, candidates_at(text, places))
}

fn of_candidates(text: &str, candidates: impl Iterator<Item = Candidate>) -> Observations {
    let mut noticed = Observations::default();
    let mut pointer = false;
    let mut words = Vec::new();
    for candidate in candidates {
        match candidate.sign {
            Sign::Pointer | Sign::Document => pointer = true,
            Sign::Shadow => {}
            _ => words.push(candidate),
        }
    }
    if pointer {
        noticed.refers_elsewhere = refers_elsewhere(text);
    }
    if !words.is_empty() {
        (noticed.hits, noticed.future) = judge(text, words);
    }
    noticed
}

/// The candidates that pass their guards, and the first that speaks of the future.
fn judge(text: &str, candidates: Vec<Candidate>) -> (Vec<Hit>, Option<Range<usize>>) {
    let unit = Unit::of(text);
    let mut sentences = sentences(text);
    let (mut sentence, mut customers) = (0..0, false);
    let mut quotes = Quotes::of(text);
    let mut hits = Vec::new();
    let mut future = None;
    for Candidate { sign, range } in candidates.into_iter().take(MOST_CANDIDATES) {
        let (weak, guard, ahead) = match sign {
            Sign::Weak(kind, guard) => (Some(kind), guard, false),
            Sign::WeakFuture(kind, guard) => (Some(kind), guard, true),
            Sign::Future(guard) => (None, guard, true),
            _ => continue,
        };
        while range.start >= sentence.end {
            let Some(next) = sentences.next() else { break };
            customers = range.start < next.end && unit.is_customers(&next);
            sentence = next;
        }
        if customers || quotes.hold(&range) || is_mentioned(&text[range.end..]) {
            continue;
        }
        let is_ahead = ahead && future.is_none() && unit.passes_as_future(guard, &range, &sentence);
        let weak = weak.filter(|_| unit.passes(guard, &range, &sentence));
        if (is_ahead || weak.is_some()) && is_settled(text, &range, &sentence) {
            continue;
        }
        if is_ahead {
            let phrase = unit.unfinished(&range, &sentence);
            future = Some(phrase.unwrap_or_else(|| unit.whole_word(range.clone())));
        }
        if let Some(kind) = weak {
            let (range, sentence) = (unit.whole_word(range), sentence.clone());
            hits.push(Hit {
                kind,
                range,
                sentence,
            });
        }
    }
    (hits, future)
}

/// How many words of one unit are looked at. A unit with more is no statement that anyone
/// reads, and each may cost a look at its whole sentence.
const MOST_CANDIDATES: usize = 256;

/// The quotation marks that are open at a place, counted on from place to place.
struct Quotes<'a> {
    text: &'a str,
    at: usize,
    corners: i32,
    curls: i32,
    straight: bool,
    last_straight: Option<usize>,
}

impl Quotes<'_> {
    fn of(text: &str) -> Quotes<'_> {
        Quotes {
            text,
            at: 0,
            corners: 0,
            curls: 0,
            straight: false,
            last_straight: text.rfind('"'),
        }
    }

    /// Whether a word stands inside quotation marks. Words are asked about in their order.
    fn hold(&mut self, word: &Range<usize>) -> bool {
        for character in self.text[self.at.min(word.start)..word.start].chars() {
            match character {
                '「' | '『' => self.corners += 1,
                '」' | '』' => self.corners -= 1,
                '“' => self.curls += 1,
                '”' => self.curls -= 1,
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
        self.at = word.start;
        let closes = self.last_straight.is_some_and(|last| last >= word.end);
        self.corners > 0 || self.curls > 0 || (self.straight && closes)
    }
}

/// Whether what stands behind a word makes it one that is spoken of: 「必要に応じて、とは書かず」.
fn is_mentioned(behind: &str) -> bool {
    affix::begins_with(
        behind,
        &[
            "、とは",
            "とは書",
            "とは記",
            "とはせず",
            "といった表現",
            "という表現",
            "という言葉",
        ],
    )
}
