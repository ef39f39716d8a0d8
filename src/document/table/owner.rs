//! Whose numbers a table carries.

use super::super::Resolution;
use super::super::answers;
use super::super::citation::{Form, Pointer, is_distinctive, is_plain};
use super::super::resolution::Resolutions;
use crate::guideline::{ClauseReference, Guideline, GuidelineIndex, Guidelines};
use crate::locator::{Level, Mark, Target};

/// How many of a table's numbers have to be clauses of a guideline that nobody named for the
/// table to be taken as its: a coincidence of short numbers is common, of most of them rare.
const SHARE_OF_UNDECLARED: f32 = 0.6;

/// Whose numbers a table carries.
pub enum Owner {
    /// This guideline's.
    Guideline(GuidelineIndex),
    /// Its clause column only numbers the rows.
    Nobody,
    /// Clause numbers, but of which guideline cannot be told; several that fit equally, if any.
    Unknown(Vec<GuidelineIndex>),
}

/// Whose numbers a table may carry.
#[derive(Clone, Copy)]
pub struct Declared<'a> {
    /// The guidelines that the table's surroundings name, the likeliest first.
    pub guidelines: &'a [GuidelineIndex],
    /// The project's others, whose numbers they may be where none of those has one.
    pub project: &'a [GuidelineIndex],
    /// The document says itself, in its front matter, whose its numbers are.
    pub is_said: bool,
}

/// Decides whose numbers a table carries, from what its rows point at. `doubtful`
/// says that the column's heading may as well be that of running numbers, and that the document
/// itself names no guideline.
pub fn owner(
    rows: &[&[Pointer]],
    guidelines: &Guidelines,
    Declared {
        guidelines: declared,
        project,
        is_said,
    }: Declared<'_>,
    around: &[ClauseReference],
    doubtful: bool,
    resolutions: &mut Resolutions,
) -> Owner {
    let targets: Vec<&Target> = rows
        .iter()
        .flat_map(|pointers| *pointers)
        .filter(|pointer| pointer.form == Form::Column && pointer.named.is_none())
        .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
        .collect();
    // Where every number has a prefix ([mic-meti:4.2]), the column says itself whose they are.
    let prefixed = rows
        .iter()
        .flat_map(|pointers| *pointers)
        .filter(|pointer| pointer.form == Form::Column && !pointer.references.is_empty())
        .find_map(|pointer| pointer.named.as_ref()?.guidelines.first());
    if let (true, Some(guideline)) = (targets.is_empty(), prefixed) {
        return Owner::Guideline(*guideline);
    }
    let mut resolved = |guideline: GuidelineIndex| {
        let mut fits = |target: &&&Target| {
            let one = resolutions.in_guideline(target, guidelines, guideline, around);
            one.is_found()
        };
        targets.iter().filter(|target| fits(target)).count()
    };
    let distinctive = targets
        .iter()
        .filter(|target| is_distinctive(target))
        .count();
    if doubtful && distinctive * 2 <= targets.len() {
        return Owner::Nobody;
    }
    if !declared.is_empty()
        && distinctive * 2 > targets.len()
        && !declared.iter().any(|one| resolved(*one) > 0)
    {
        let needed = (targets.len() as f32 * SHARE_OF_UNDECLARED).ceil() as usize;
        let fitting = project.iter().filter(|one| resolved(**one) >= needed);
        if let [only] = fitting.collect::<Vec<_>>().as_slice() {
            return Owner::Guideline(**only);
        }
    }
    let mut all = declared.iter().chain(project);
    if !is_said
        && prefixed.is_none()
        && !targets.is_empty()
        && !declared.is_empty()
        && all.all(|one| is_foreign(&targets, guidelines.get(*one)) && resolved(*one) == 0)
    {
        return Owner::Unknown(Vec::new());
    }
    if let [only] = declared
        && (resolved(*only) > 0 || !is_running(&targets))
    {
        return Owner::Guideline(*only);
    }
    let (candidates, needed): (Vec<GuidelineIndex>, usize) = if declared.is_empty() {
        if distinctive == 0 {
            return if is_running(&targets) {
                Owner::Nobody
            } else {
                Owner::Unknown(Vec::new())
            };
        }
        let share = (targets.len() as f32 * SHARE_OF_UNDECLARED).ceil() as usize;
        (
            guidelines.iter().map(|(index, _)| index).collect(),
            share.max(2),
        )
    } else {
        (declared.to_vec(), 1)
    };
    let counts: Vec<(GuidelineIndex, usize)> = candidates
        .into_iter()
        .map(|guideline| (guideline, resolved(guideline)))
        .collect();
    let best = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let winners: Vec<GuidelineIndex> = counts
        .iter()
        .filter(|(_, count)| *count == best)
        .map(|(guideline, _)| *guideline)
        .collect();
    match winners.as_slice() {
        _ if best < needed && is_running(&targets) => Owner::Nobody,
        _ if best < needed => Owner::Unknown(Vec::new()),
        [winner] => Owner::Guideline(*winner),
        _ => Owner::Unknown(winners),
    }
}

/// What the rows of a table point at.
fn targets_of<'a>(pointers: &[&'a [Pointer]]) -> impl Iterator<Item = &'a Target> {
    let rows = pointers.iter().flat_map(|pointers| *pointers);
    rows.flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
}

/// Whether a table of many rows goes through the clauses of the one guideline that can be meant: nearly every number is
/// one of its clauses', and most of those that it asks for are there. No list of somebody's own has the very numbers of
/// another; a slip of the pen there may be.
pub fn goes_through_clauses(
    pointers: &[&[Pointer]],
    guidelines: &Guidelines,
    meant: &[GuidelineIndex],
    around: &[ClauseReference],
    resolutions: &mut Resolutions,
) -> bool {
    /// Fewer may agree by chance.
    const FEWEST: usize = 6;
    /// Of so many rows one may be numbered wrongly.
    const SLIPS: usize = 10;
    let &[guideline] = meant else {
        return false;
    };
    let targets = targets_of(pointers);
    let mut listed: Vec<ClauseReference> = Vec::new();
    let mut others = 0;
    for target in targets {
        match resolutions.in_guideline(target, guidelines, guideline, around) {
            _ if is_plain(target) => return false,
            Resolution::Found(found) => listed.extend(found.iter().map(|(clause, _)| *clause)),
            _ => others += 1,
        }
    }
    listed.sort_unstable();
    listed.dedup();
    let asked = { guidelines.get(guideline).clauses.iter() }
        .filter(|clause| clause.label.is_some() && !answers::is_chapter(clause));
    listed.len() >= FEWEST && others * SLIPS <= listed.len() && listed.len() * 2 > asked.count()
}

/// Whether numbers that could be a guideline's count something else: those of one level name nothing but
/// chapters, or, where the heading of their column `is_running`, none is found.
pub fn count_something_else(
    pointers: &[&[Pointer]],
    guidelines: &Guidelines,
    guideline: GuidelineIndex,
    around: &[ClauseReference],
    is_running: bool,
    resolutions: &mut Resolutions,
) -> bool {
    let targets: Vec<&Target> = targets_of(pointers).collect();
    let (mut found, mut clauses) = (0, 0);
    for target in &targets {
        let resolution = resolutions.in_guideline(target, guidelines, guideline, around);
        if let Resolution::Found(these) = resolution {
            let is_chapter = |(clause, _): &(ClauseReference, _)| {
                answers::is_chapter(guidelines.clause(*clause))
            };
            found += 1;
            clauses += usize::from(!is_plain(target) || !these.iter().all(is_chapter));
        }
    }
    let are_plain = || targets.iter().all(|target| is_plain(target));
    // A number that the guideline lacks is still one of its own: CC3.5.
    let is_of_family = |target: &&&Target| {
        let (Target::One(locator) | Target::Through(locator, _)) = target;
        let family = locator.levels.first().filter(|_| is_distinctive(target));
        let mut clauses = guidelines.get(guideline).clauses.iter();
        family.is_some_and(|family| {
            clauses.any(|clause| {
                let first = { clause.locator.iter() }.find_map(|own| own.levels.first());
                first == Some(family)
            })
        })
    };
    let are_its = || targets.iter().filter(is_of_family).count() * 2 > targets.len();
    !targets.is_empty() && clauses == 0 && (is_running && found == 0 && !are_its() || are_plain())
}

/// Whether all numbers begin with letters with which no clause of a guideline does: the CC6.1 of SOC 2 beside the
/// AC-2 of NIST.
fn is_foreign(targets: &[&Target], guideline: &Guideline) -> bool {
    let first = |target: &Target| {
        let (Target::One(locator) | Target::Through(locator, _)) = target;
        { locator.levels.first().cloned() }.filter(|level| level.mark == Mark::Letters)
    };
    let mut last: Option<Level> = None;
    targets.iter().all(|target| {
        let Some(family) = first(target) else {
            return false;
        };
        // Rows of a family stand together.
        if last.as_ref() == Some(&family) {
            return true;
        }
        let known = guideline.clauses.iter();
        let is_known = { known.filter_map(|clause| clause.locator.as_ref()?.levels.first()) }
            .any(|known| *known == family);
        last = Some(family);
        !is_known
    })
}

/// 1, 2, 3, …: numbers of rows.
fn is_running(targets: &[&Target]) -> bool {
    let mut expected = None;
    targets.iter().all(|target| {
        let Target::One(locator) = target else {
            return false;
        };
        let [level] = &*locator.levels else {
            return false;
        };
        let Ok(number) = level.value.parse::<u64>() else {
            return false;
        };
        let fits = level.mark == Mark::Number && expected.is_none_or(|expected| number == expected);
        expected = Some(number.saturating_add(1));
        fits
    })
}
