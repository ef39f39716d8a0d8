//! Clauses: which fit what was typed, in which order, and how they are written.

use std::ops::Range;

use super::super::citing::{caption, folded, prefix};
use super::super::{View, at};
use super::{Completions, Item, Key, Kind, Request};
use crate::coverage::{self, State};
use crate::guideline::{ClauseReference, GuidelineIndex, Modality, title_key};
use crate::locale::Locale;

/// A longer list is no help; what is typed next makes it shorter.
const MOST: usize = 100;

/// Clauses that are wanted at a place.
pub struct Wanted<'a> {
    /// Whose.
    pub guidelines: Vec<GuidelineIndex>,
    /// What was typed so far.
    pub query: &'a str,
    /// Bytes to replace.
    pub range: Range<usize>,
    /// What is written for a clause with its number; `None` where it cannot be cited here.
    pub written: &'a dyn Fn(ClauseReference, &str) -> Option<String>,
    /// Whether chapters and clauses that ask nothing may be meant.
    pub groups: bool,
}

/// How well a clause fits, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    /// 0: the number as typed; 1: a number that begins so, at a level's border; 2: one that begins
    /// with the same characters; 3: elsewhere in number or title, or nothing was typed.
    spelling: u8,
    /// Its place among those that fit the statement's content.
    content: usize,
    answered: bool,
    asks_nothing: bool,
    clause: ClauseReference,
}

/// The clauses that fit, as items.
pub fn items(request: &Request<'_>, wanted: &Wanted<'_>) -> Completions {
    let view = request.view;
    let project = &view.project;
    let ranked = ranked(request);
    let query = Query::new(wanted.query);
    // 「別紙2 3.4」 is one number; 「3.4 ログ」 is a number and a word of the title.
    let words: Vec<Query> = wanted.query.split_whitespace().map(Query::new).collect();
    let mut found: Vec<Order> = Vec::new();
    let first = first_of_range(view, wanted);
    for &guideline in &wanted.guidelines {
        for (index, clause) in project.guidelines.get(guideline).iter() {
            let reference = ClauseReference {
                guideline,
                clause: index,
            };
            // A range ends behind where it begins.
            if first.is_some_and(|first| first.guideline != guideline || reference <= first) {
                continue;
            }
            let asks = coverage::asks(clause);
            let Some(label) = &clause.label else { continue };
            if clause.withdrawn.is_some() || (!wanted.groups && clause.group && query.is_empty()) {
                continue;
            }
            let key = project.guidelines.title_key_of(reference);
            let fits = |query: &Query| query.fits(label, key, || title_key(&caption(clause)));
            let by_words = || words.len() > 1 && words.iter().all(|word| fits(word).is_some());
            let Some(spelling) = fits(&query).or_else(|| by_words().then_some(ELSEWHERE)) else {
                continue;
            };
            let state = project.coverage.clause(project.guidelines, reference);
            found.push(Order {
                spelling,
                content: ranked
                    .iter()
                    .position(|clause| *clause == reference)
                    .unwrap_or(usize::MAX),
                answered: asks <= Modality::May || clause.deselected || state != State::Missing,
                asks_nothing: asks <= Modality::May,
                clause: reference,
            });
        }
    }
    found.sort_unstable();
    let items = { found.iter() }.filter_map(|order| item(view, wanted, order));
    Completions {
        items: items.take(MOST).collect(),
        // Which clauses fit is decided here, so an editor has to ask again.
        is_incomplete: true,
    }
}

/// The clause that the range begins with whose end is wanted: 「4.2〜」.
fn first_of_range(view: &View<'_>, wanted: &Wanted<'_>) -> Option<ClauseReference> {
    let before = view.text.get(..wanted.range.start)?.trim_end();
    let before = before.strip_suffix(['〜', '～', '~'])?.trim_end();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let written = folded(&before[line..]);
    let clauses = wanted.guidelines.iter().flat_map(|&guideline| {
        let clauses = view.project.guidelines.get(guideline).iter();
        clauses.map(move |(clause, known)| (ClauseReference { guideline, clause }, known))
    });
    let begins = clauses.filter_map(|(reference, known)| {
        let number = folded(known.label.as_deref()?);
        let rest = written.strip_suffix(&*number)?;
        let is_whole = !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c));
        is_whole.then_some((number.len(), reference))
    });
    // 「別紙2 3.4」 ends like 「3.4」.
    { begins.max_by_key(|(length, _)| *length) }.map(|(_, reference)| reference)
}

/// The clauses that the statement at the cursor fits by its content.
fn ranked(request: &Request<'_>) -> Vec<ClauseReference> {
    let Some(rank) = request.rank else {
        return Vec::new();
    };
    let Some(statement) = at::statement(request.view, request.offset) else {
        return Vec::new();
    };
    let claims = &request.view.document.statements[statement].unit.claims;
    let texts: Vec<&str> = claims.iter().map(|claim| &*claim.text).collect();
    let ranked = rank(&texts.join("\n"));
    ranked.into_iter().map(|(clause, _)| clause).collect()
}

fn item(view: &View<'_>, wanted: &Wanted<'_>, order: &Order) -> Option<Item> {
    let project = &view.project;
    let known = project.guidelines.clause(order.clause);
    let guideline = project.guidelines.get(order.clause.guideline);
    let label = known.label.as_deref().unwrap_or_default();
    let title = caption(known);
    let name = guideline.short_name();
    let detail = match (order.answered || !project.is_complete, project.locale) {
        (true, _) => name,
        (false, Locale::Ja) => format!("未回答・{name}"),
        (false, Locale::En) => format!("not answered · {name}"),
    };
    let shown = if title.is_empty() {
        label.to_string()
    } else {
        format!("{label} {title}")
    };
    let item = Item::new(shown, Kind::Clause, wanted.range.clone())
        .detail(detail)
        .writes((wanted.written)(order.clause, label)?)
        .filter(filter_text(wanted.query, label, &title))
        .key(Key::Clause(guideline.id.clone(), known.id.clone()));
    Some(item)
}

/// What was typed, the number as printed and as typed, the title with its words apart: editors look
/// for what was typed at the beginnings of words.
fn filter_text(query: &str, label: &str, title: &str) -> String {
    let mut parts = vec![query.trim().to_string(), label.to_string()];
    let narrow = folded(label);
    if narrow != label {
        parts.push(narrow);
    }
    parts.push(words_apart(title));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// A title with a space wherever the script changes: 「利用者の ログ」.
fn words_apart(title: &str) -> String {
    let script = |c: char| match c {
        '\u{3040}'..='\u{309f}' => 0,
        '\u{30a0}'..='\u{30ff}' => 1,
        '\u{4e00}'..='\u{9fff}' | '々' => 2,
        _ if c.is_alphanumeric() => 3,
        _ => 4,
    };
    let mut apart = String::with_capacity(title.len() * 2);
    let mut last = None;
    for c in title.chars() {
        if last.is_some_and(|last| last != script(c)) && !apart.ends_with(' ') {
            apart.push(' ');
        }
        last = Some(script(c));
        apart.push(c);
    }
    apart
}

/// Several guidelines' clauses are written with the prefix of theirs.
pub fn prefixed(view: &View<'_>, clause: ClauseReference, label: &str) -> String {
    format!(
        "{}:{label}",
        prefix(view.project.guidelines, clause.guideline)
    )
}

/// [`Order::spelling`] of what does not begin as typed.
const ELSEWHERE: u8 = 3;

/// What was typed of a clause.
struct Query {
    number: String,
    title: String,
    /// Whether a space stands behind it: the number goes on.
    goes_on: bool,
}

impl Query {
    fn new(typed: &str) -> Query {
        Query {
            number: folded(typed),
            title: title_key(typed),
            goes_on: typed.ends_with(char::is_whitespace),
        }
    }

    fn is_empty(&self) -> bool {
        self.number.is_empty()
    }

    /// How a clause fits it: see [`Order::spelling`].
    fn fits(&self, label: &str, title: &str, caption: impl Fn() -> String) -> Option<u8> {
        if self.is_empty() {
            return Some(ELSEWHERE);
        }
        let number = folded(label);
        if number == self.number {
            return Some(if self.goes_on { ELSEWHERE } else { 0 });
        }
        if let Some(spelling) = self.begins(&number) {
            return Some(spelling);
        }
        // 別紙2 3.4 may be typed without the part that it stands in.
        let mut behind_part = label.split_whitespace().skip(1);
        if let Some(spelling) = behind_part.find_map(|word| self.begins(&folded(word))) {
            return Some(spelling);
        }
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inside = number.match_indices(self.number.as_str()).any(|(at, _)| {
            !(is_digit(number[..at].chars().next_back()) && is_digit(self.number.chars().next()))
        });
        if inside {
            return Some(ELSEWHERE);
        }
        if self.title.is_empty() {
            return None;
        }
        let in_title = if title.is_empty() {
            caption().contains(&self.title)
        } else {
            title.contains(&self.title)
        };
        in_title.then_some(ELSEWHERE)
    }

    /// How a number begins as typed, if it does; one that is what was typed counts as one that goes on.
    fn begins(&self, number: &str) -> Option<u8> {
        let behind = number.strip_prefix(&*self.number)?;
        let is_digit = |c: char| c.is_ascii_digit();
        let is_cut = self.number.ends_with(is_digit) && behind.starts_with(is_digit);
        Some(if is_cut && !self.goes_on { 2 } else { 1 })
    }
}
