//! Clauses as they are named on a command line.

use crate::guideline::{ClauseIndex, ClauseReference, GuidelineIndex, Guidelines, Lookup};
use crate::locator::Locator;

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
