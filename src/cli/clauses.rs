//! Clauses as they are named on a command line.

use crate::guideline::{
    ClauseIndex, ClauseReference, GuidelineIndex, Guidelines, Lookup, title_key,
};
use crate::locator::Locator;
use crate::script::is_digit;

/// `[mic:3.2.1(2)]` as it stands in a document; the brackets of `AC-2[1]` are the number's own.
pub fn without_brackets(subject: &str) -> &str {
    let inside = |open: char, close: char| subject.strip_prefix(open)?.strip_suffix(close);
    inside('[', ']')
        .or_else(|| inside('【', '】'))
        .map_or(subject, str::trim)
}

/// The guidelines that stand in front of a locator as a prefix or a name, and the rest.
pub fn asked_guidelines<'s>(
    subject: &'s str,
    guidelines: &Guidelines,
) -> (Vec<GuidelineIndex>, &'s str) {
    if let Some((prefix, rest)) = subject.split_once([':', '：'])
        && let Some(index) = guidelines.with_prefix(prefix.trim())
    {
        return (vec![index], rest.trim());
    }
    let naming = guidelines.namings(subject).next();
    match naming {
        Some(naming) if naming.range.start == 0 && !naming.guidelines.is_empty() => {
            (naming.guidelines, subject[naming.range.end..].trim())
        }
        _ => (Vec::new(), subject),
    }
}

/// What goes by a number.
#[derive(Default)]
pub struct Found {
    /// The clauses.
    pub clauses: Vec<ClauseReference>,
    /// Those whose numbers are near it.
    pub nearest: Vec<ClauseReference>,
}

/// Looks a number or an id up in guidelines.
pub fn find(rest: &str, searched: &[GuidelineIndex], guidelines: &Guidelines) -> Found {
    let found = find_as_written(rest, searched, guidelines);
    if !found.clauses.is_empty() {
        return found;
    }
    // 別紙２３．４ has no space where full-width digits set themselves apart.
    let tight = spaced(rest).map(|number| find_as_written(&number, searched, guidelines));
    let tight = { tight }.find(|found| !found.clauses.is_empty());
    let range = || range_of(rest, searched, guidelines);
    let titled = || with_title(rest, searched, guidelines);
    // AC-2 h is a part of AC-2.
    let joined = || {
        let joined: String = rest.split_whitespace().collect();
        let found = find_as_written(&joined, searched, guidelines);
        (!found.clauses.is_empty()).then_some(found)
    };
    tight
        .or_else(range)
        .or_else(titled)
        .or_else(joined)
        .unwrap_or(found)
}

/// The clauses from one number to another: 「4.2〜4.4」, `AC-2 through AC-4`. Both have to be there, the first one first.
fn range_of(rest: &str, searched: &[GuidelineIndex], guidelines: &Guidelines) -> Option<Found> {
    /// More are not looked for by a range.
    const MOST: usize = 64;
    const JOINTS: [&str; 7] = ["〜", "～", "~", "から", " through ", " to ", "–"];
    let (from, to) = JOINTS.iter().find_map(|joint| rest.split_once(joint))?;
    let one = |number: &str| {
        let found = find_as_written(number.trim(), searched, guidelines);
        found.clauses.first().copied()
    };
    let (from, to) = (one(from)?, one(to)?);
    if from.guideline != to.guideline || from.clause > to.clause {
        return None;
    }
    let guideline = guidelines.get(from.guideline);
    let parent = guideline.clause(from.clause)?.parent;
    let within = { guideline.iter() }
        .filter(|(index, clause)| {
            (from.clause..=to.clause).contains(index) && clause.parent == parent
        })
        .map(|(clause, _)| ClauseReference {
            guideline: from.guideline,
            clause,
        });
    let clauses: Vec<ClauseReference> = within.take(MOST).collect();
    Some(Found {
        clauses,
        nearest: Vec::new(),
    })
}

/// A number with its clause's title behind it, as lists show them: 「4.2 役割分担」.
fn with_title(rest: &str, searched: &[GuidelineIndex], guidelines: &Guidelines) -> Option<Found> {
    let mut spaces = rest.match_indices([' ', '\u{3000}']);
    spaces.find_map(|(at, _)| {
        let (number, title) = rest.split_at(at);
        let mut found = find_as_written(number, searched, guidelines);
        let key = title_key(title);
        found
            .clauses
            .retain(|clause| !key.is_empty() && guidelines.title_key_of(*clause) == key);
        (!found.clauses.is_empty()).then_some(found)
    })
}

/// A number with a space behind each digit of its first part: 別紙2 3.4 for 別紙23.4.
fn spaced(number: &str) -> impl Iterator<Item = String> {
    let start = number.find(is_digit).filter(|start| *start > 0);
    let digits = start.map_or("", |start| &number[start..]);
    let digits = digits.char_indices().skip(1);
    let digits = digits.take_while(move |(_, c)| is_digit(*c));
    digits.map(move |(at, _)| {
        let (one, other) = number.split_at(start.unwrap_or_default() + at);
        format!("{one} {other}")
    })
}

fn find_as_written(rest: &str, searched: &[GuidelineIndex], guidelines: &Guidelines) -> Found {
    let mut found = Found::default();
    let locator = rest.parse::<Locator>().ok();
    for &guideline in searched {
        let catalogue = guidelines.catalogue(guideline);
        let reference = |clause: ClauseIndex| ClauseReference { guideline, clause };
        let by_id = catalogue.find_id(rest).map(reference);
        if let Some(locator) = &locator {
            found
                .nearest
                .extend(catalogue.nearest(locator).into_iter().map(reference));
        }
        match locator.as_ref().map(|locator| catalogue.find(locator)) {
            Some(Lookup::Found(clause)) => found.clauses.push(reference(clause)),
            Some(Lookup::Ambiguous(clauses)) => {
                found.clauses.extend(clauses.into_iter().map(reference))
            }
            Some(Lookup::Missing) | None => found.clauses.extend(by_id),
        }
    }
    found
}
