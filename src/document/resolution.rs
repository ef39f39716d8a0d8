//! From a locator as written to the clause that it names.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::Resolution;
use super::citation::{Pointer, is_distinctive};
use crate::guideline::{
    ClauseIndex, ClauseReference, Completeness, GuidelineIndex, Guidelines, Lookup,
};
use crate::locator::{Locator, Mark, Target};

/// What stands around a citation and helps to understand it.
pub struct Surroundings<'a> {
    /// The guidelines that a bare number may belong to, the likeliest first.
    pub guidelines: &'a [GuidelineIndex],
    /// Those that it may belong to where none of these has it: what the document declares, where a
    /// section's text names another on the way.
    pub beyond: &'a [GuidelineIndex],
    /// The project's others, where the document declares none: a number of a shape that documents' own do not
    /// have is theirs where none of those has it, and no other is mistaken that one of them has.
    pub project: &'a [GuidelineIndex],
    /// The clauses that the sections around it answer, the innermost first: under
    /// `## (1) …`, `①` is (1)①.
    pub clauses: &'a [ClauseReference],
}

/// What locators were found to name, by what stood around them. A document's numbers name few
/// clauses, and most of them again and again.
#[derive(Debug, Default)]
pub struct Resolutions {
    known: FxHashMap<u64, Vec<Known>>,
    count: usize,
}

/// A locator that was resolved before.
#[derive(Debug)]
struct Known {
    target: Target,
    guideline: GuidelineIndex,
    /// The clauses around it.
    around: Box<[ClauseReference]>,
    resolution: Resolution,
}

/// More are as well resolved again.
const REMEMBERED: usize = 16_384;

impl Resolutions {
    /// Resolves every reference of a pointer, in order.
    pub fn resolve(
        &mut self,
        pointer: &Pointer,
        guidelines: &Guidelines,
        around: &Surroundings<'_>,
    ) -> Vec<Resolution> {
        let references = pointer.references.iter();
        references
            .map(|(_, target)| self.resolve_one(pointer, target, guidelines, around))
            .collect()
    }

    /// What a pointer cites whose first number is an annex and whose others are clauses of it: 「別紙2、2.1-①-1」.
    pub fn in_annex(
        &mut self,
        pointer: &Pointer,
        guidelines: &Guidelines,
        around: &Surroundings<'_>,
    ) -> Option<Pointer> {
        let ((_, Target::One(annex)), others) = pointer.references.split_first()? else {
            return None;
        };
        let is_annex = match &*annex.levels {
            [word] => word.mark == Mark::Word,
            [word, number] => word.mark == Mark::Word && number.mark == Mark::Number,
            _ => false,
        };
        if !is_annex || others.is_empty() {
            return None;
        }
        let is_inside = |(_, target): &(_, Target)| match target {
            Target::One(clause) if clause.starts_with(annex) => matches!(
                self.resolve_one(pointer, target, guidelines, around),
                Resolution::Found(_)
            ),
            _ => false,
        };
        { others.iter() }.all(is_inside).then(|| Pointer {
            references: others.to_vec(),
            ..pointer.clone()
        })
    }

    /// Resolves one reference of a pointer.
    pub fn resolve_one(
        &mut self,
        pointer: &Pointer,
        target: &Target,
        guidelines: &Guidelines,
        around: &Surroundings<'_>,
    ) -> Resolution {
        if let Some(named) = &pointer.named {
            return self.among(target, guidelines, &named.guidelines, around.clauses);
        }
        match self.unnamed(target, guidelines, around) {
            Resolution::Unknown { locator, guideline }
                if guidelines.catalogue(guideline).is_foreign(&locator) =>
            {
                Resolution::NoGuideline
            }
            found => found,
        }
    }

    /// Resolves a number that no guideline's name stands beside.
    fn unnamed(
        &mut self,
        target: &Target,
        guidelines: &Guidelines,
        around: &Surroundings<'_>,
    ) -> Resolution {
        let found = self.among(target, guidelines, around.guidelines, around.clauses);
        let is_known = matches!(found, Resolution::Found(_) | Resolution::Ambiguous(_));
        if is_known {
            return found;
        }
        let found = match around.beyond.is_empty() {
            true => found,
            false => match self.among(target, guidelines, around.beyond, around.clauses) {
                Resolution::Found(beyond) => return Resolution::Found(beyond),
                beyond => {
                    likeliest(vec![found, beyond], guidelines).unwrap_or(Resolution::NoGuideline)
                }
            },
        };
        if !matches!(found, Resolution::Unknown { .. }) || around.project.is_empty() {
            return found;
        }
        match self.among(target, guidelines, around.project, around.clauses) {
            known @ Resolution::Found(_) if is_distinctive(target) => known,
            Resolution::Found(_) | Resolution::Ambiguous(_) => Resolution::NoGuideline,
            _ => found,
        }
    }

    /// Resolves one target among candidate guidelines.
    pub fn among(
        &mut self,
        target: &Target,
        guidelines: &Guidelines,
        candidates: &[GuidelineIndex],
        around: &[ClauseReference],
    ) -> Resolution {
        if let [only] = candidates {
            return self.in_guideline(target, guidelines, *only, around).clone();
        }
        let mut found = Vec::new();
        let mut failures = Vec::new();
        for &guideline in candidates {
            match self.in_guideline(target, guidelines, guideline, around) {
                Resolution::Found(clauses) => found.push(clauses.clone()),
                other => failures.push(other.clone()),
            }
        }
        match found.len() {
            0 => likeliest(failures, guidelines).unwrap_or(Resolution::NoGuideline),
            1 => Resolution::Found(found.swap_remove(0)),
            _ => Resolution::Ambiguous(
                found
                    .iter()
                    .flat_map(|clauses| clauses.iter())
                    .map(|(clause, _)| *clause)
                    .collect(),
            ),
        }
    }

    /// Resolves one target in one guideline.
    pub fn in_guideline(
        &mut self,
        target: &Target,
        guidelines: &Guidelines,
        guideline: GuidelineIndex,
        around: &[ClauseReference],
    ) -> &Resolution {
        if self.count >= REMEMBERED {
            *self = Resolutions::default();
        }
        let mut hasher = FxHasher::default();
        (target, guideline, around).hash(&mut hasher);
        let known = self.known.entry(hasher.finish()).or_default();
        let is_it = |known: &Known| {
            known.guideline == guideline && *known.around == *around && known.target == *target
        };
        let position = known.iter().position(is_it).unwrap_or_else(|| {
            // Nearly always it stays the only one.
            known.reserve_exact(1);
            known.push(Known {
                target: target.clone(),
                guideline,
                around: around.into(),
                resolution: in_guideline(target, guidelines, guideline, around),
            });
            self.count += 1;
            known.len() - 1
        });
        &known[position].resolution
    }
}

/// Of numbers that no candidate has, that of the guideline which knows most of the levels above it; of
/// several such that of one whose catalogue is partial, since it may well be there; else the first.
fn likeliest(failures: Vec<Resolution>, guidelines: &Guidelines) -> Option<Resolution> {
    let likeness = |failure: &Resolution| {
        let Resolution::Unknown { locator, guideline } = failure else {
            return (usize::MAX, true);
        };
        let catalogue = guidelines.catalogue(*guideline);
        let above = std::iter::successors(locator.parent(), Locator::parent);
        let known = above.filter(|above| matches!(catalogue.find(above), Lookup::Found(_)));
        let completeness = &guidelines.get(*guideline).completeness;
        let is_partial = matches!(completeness, Completeness::Partial { .. });
        (known.count(), is_partial)
    };
    // Of equals `max_by_key` takes the last.
    failures.into_iter().rev().max_by_key(likeness)
}

fn in_guideline(
    target: &Target,
    guidelines: &Guidelines,
    guideline: GuidelineIndex,
    around: &[ClauseReference],
) -> Resolution {
    match target {
        Target::One(locator) => {
            let (lookup, key) = look_up(locator, guidelines, guideline, around);
            let catalogue = guidelines.catalogue(guideline);
            match (lookup, catalogue.find_requirement(&key)) {
                (Lookup::Found(clause), Some((_, requirements))) => {
                    let clause = ClauseReference { guideline, clause };
                    Resolution::Found(
                        requirements
                            .into_iter()
                            .map(|one| (clause, Some(one)))
                            .collect(),
                    )
                }
                (Lookup::Found(clause), None) => {
                    Resolution::Found([(ClauseReference { guideline, clause }, None)].into())
                }
                (Lookup::Ambiguous(clauses), _) => {
                    Resolution::Ambiguous(references(guideline, clauses))
                }
                (Lookup::Missing, _) => Resolution::Unknown {
                    locator: key.into_owned(),
                    guideline,
                },
            }
        }
        Target::Through(first, last) => {
            let ends = [first, last].map(|end| look_up(end, guidelines, guideline, around));
            let is_missing = |(lookup, _): &(Lookup, _)| matches!(lookup, Lookup::Missing);
            // "IA-2 – FIDO2 for all": the second is no clause, and the dash none of a range.
            if let (Lookup::Found(clause), Lookup::Missing) = (&ends[0].0, &ends[1].0)
                && have_other_letters(first, last)
            {
                let clause = ClauseReference {
                    guideline,
                    clause: *clause,
                };
                return Resolution::Found([(clause, None)].into());
            }
            if ends.iter().any(is_missing)
                && let Some(known) = known_between(&ends[0].1, &ends[1].1, guidelines, guideline)
            {
                return known;
            }
            for ((lookup, _), end) in ends.iter().zip([first, last]) {
                match lookup {
                    Lookup::Found(_) => {}
                    Lookup::Ambiguous(clauses) => {
                        return Resolution::Ambiguous(references(guideline, clauses.clone()));
                    }
                    Lookup::Missing => {
                        return Resolution::Unknown {
                            locator: end.clone(),
                            guideline,
                        };
                    }
                }
            }
            let between = guidelines
                .catalogue(guideline)
                .between(&ends[0].1, &ends[1].1);
            Resolution::Found(
                references(guideline, between)
                    .into_iter()
                    .map(|clause| (clause, None))
                    .collect(),
            )
        }
    }
}

/// Whether two numbers begin with letters, and with other ones.
fn have_other_letters(first: &Locator, last: &Locator) -> bool {
    match (first.levels.first(), last.levels.first()) {
        (Some(first), Some(last)) => {
            first.mark == Mark::Letters && last.mark == Mark::Letters && first != last
        }
        _ => false,
    }
}

/// The end of a range that goes up to the last clause there is: 「1.2.x」.
pub const LAST_OF_ALL: &str = "99";

/// Those of a range's clauses that a catalogue holds which is not said to be whole, where an end of it is not there:
/// 3.4-①-1〜3.
fn known_between(
    first: &Locator,
    last: &Locator,
    guidelines: &Guidelines,
    guideline: GuidelineIndex,
) -> Option<Resolution> {
    /// A wider range is a mistake.
    const WIDEST: u32 = 100;
    let is_whole = guidelines.get(guideline).completeness == Completeness::Whole;
    let (from, to) = (first.levels.last()?, last.levels.last()?);
    if is_whole && to.value != LAST_OF_ALL
        || first.parent() != last.parent()
        || from.mark != to.mark
    {
        return None;
    }
    let (start, end) = (
        from.value.parse::<u32>().ok()?,
        to.value.parse::<u32>().ok()?,
    );
    if start >= end || end - start > WIDEST {
        return None;
    }
    let catalogue = guidelines.catalogue(guideline);
    let found = (start..=end).filter_map(|number| {
        let mut levels = first.levels.to_vec();
        levels.last_mut()?.value = number.to_string();
        let one = Locator {
            levels: levels.into(),
        };
        let clause = catalogue.find_whole(&one)?;
        Some((ClauseReference { guideline, clause }, None))
    });
    let found: Arc<[_]> = found.collect();
    (!found.is_empty()).then_some(Resolution::Found(found))
}

fn references(guideline: GuidelineIndex, clauses: Vec<ClauseIndex>) -> Vec<ClauseReference> {
    clauses
        .into_iter()
        .map(|clause| ClauseReference { guideline, clause })
        .collect()
}

/// Looks a locator up as a continuation of the clauses around it, then as it stands. Gives the
/// locator that was looked up too.
fn look_up<'l>(
    locator: &'l Locator,
    guidelines: &Guidelines,
    guideline: GuidelineIndex,
    around: &[ClauseReference],
) -> (Lookup, Cow<'l, Locator>) {
    let catalogue = guidelines.catalogue(guideline);
    let mut innermost = None;
    // 様式第4号 and A-1 are whole, wherever they stand.
    let goes_on = { locator.levels.first() }
        .is_some_and(|first| !matches!(first.mark, Mark::Word | Mark::Letters));
    for outer in around.iter().filter(|outer| outer.guideline == guideline) {
        let Some(prefix) = &guidelines.clause(*outer).locator else {
            continue;
        };
        if locator.starts_with(prefix) {
            continue;
        }
        let longer = prefix.join(locator);
        if let Some(found) = catalogue.find_whole(&longer) {
            return (Lookup::Found(found), Cow::Owned(longer));
        }
        // Numbers begin anew in an annex; elsewhere they are written whole.
        if goes_on
            && prefix
                .levels
                .first()
                .is_some_and(|level| level.mark == Mark::Word)
        {
            innermost.get_or_insert(longer);
        }
    }
    // 「要件 4.1」 is 4.1 where no clause is called 「要件」.
    let referred = || {
        const REFERRING: [&str; 2] = ["要件", "要求"];
        let (word, rest) = locator.levels.split_first()?;
        let refers = word.mark == Mark::Word && REFERRING.contains(&word.value.as_str());
        (refers && !rest.is_empty()).then(|| Locator {
            levels: rest.into(),
        })
    };
    if let Lookup::Missing = catalogue.find(locator)
        && let Some(rest) = referred()
    {
        return (catalogue.find(&rest), Cow::Owned(rest));
    }
    match (catalogue.find(locator), innermost) {
        // What stands around it says where its neighbours are.
        (Lookup::Missing, Some(longer)) => (Lookup::Missing, Cow::Owned(longer)),
        (found, _) => (found, Cow::Borrowed(locator)),
    }
}
