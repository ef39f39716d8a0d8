//! The status that a block's or a row's sentences give to it where no label and no column does.

use std::ops::Range;

use super::super::citation::{self, Pointer};
use super::{Claim, Unit};
use crate::markdown::Prose;
use crate::wording::{self, Field, Legend, Placeholder, StatedStatus, Status};

/// What names clauses in a unit; not the names of guidelines alone.
fn cited(unit: &Unit) -> impl Iterator<Item = &Pointer> + Clone {
    let pointers = unit.pointers.iter().chain(unit.bare());
    pointers.filter(|pointer| !pointer.references.is_empty())
}

/// The status that a sentence gives to the clauses that it names, and nothing else: 「3.15-①-1：対象外」,
/// 「3.4-①-1は未対応である。」.
pub(super) fn status_behind_numbers(
    unit: &Unit,
    base: usize,
    source: &str,
) -> Option<StatedStatus> {
    let [claim] = unit.claims.as_slice() else {
        return None;
    };
    let cited = cited(unit);
    let start = cited.clone().map(|pointer| pointer.range.start).min()?;
    let written = |range: Range<usize>| source.get(base + range.start..base + range.end);
    let mut said: Option<(&str, StatedStatus)> = None;
    for pointer in cited {
        let between = written(start..pointer.range.end)?;
        let behind = written(pointer.range.end..claim.range.end)?;
        let found = status_behind_number(behind);
        // Numbers side by side have one status; of those in other sentences it has to be the same.
        match (found, &said) {
            (Some(found), None) if !between.contains('。') => said = Some(found),
            (Some((_, stated)), Some((_, known))) if stated.status == known.status => {}
            (None, None) if !behind.contains('。') || !between.contains('。') => {}
            _ => return None,
        }
    }
    let (said, stated) = said?;
    let by = claim.range.end - said.len();
    let place = |range: Range<usize>| by + range.start..by + range.end;
    Some(StatedStatus {
        status: stated.status,
        range: place(stated.range),
        reason: stated.reason.map(place),
    })
}

/// The status that a line gives behind a dash to the clause that it opens with: "AC-8 - Not implemented. A banner is
/// designed.", "AC-2 Account Management – Planned".
pub(super) fn status_behind_dash(unit: &Unit, base: usize, source: &str) -> Option<StatedStatus> {
    /// No number with its title is longer, in bytes.
    const LONGEST: usize = 120;
    const DASHES: [&str; 4] = [" - ", " – ", " — ", ": "];
    let [claim] = unit.claims.as_slice() else {
        return None;
    };
    let cited = unit.pointers.iter().chain(unit.bare());
    let first = cited.map(|pointer| pointer.range.start).min()?;
    let text = source.get(base + claim.range.start..base + claim.range.end)?;
    let opens = text.get(..first.checked_sub(claim.range.start)?)?;
    if opens.contains(char::is_alphanumeric) {
        return None;
    }
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let line = near.lines().next().unwrap_or_default();
    let behind = DASHES
        .iter()
        .filter_map(|dash| Some(line.find(dash)? + dash.len()));
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let said = text[behind.min()?..].trim_start_matches(marks);
    if !said.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let plain = said.replace("**", "");
    // "PARTIAL. Old hosts follow."
    let sentence = || plain.split_once(". ").map(|(sentence, _)| sentence);
    let undone = wording::undone(&plain).or_else(|| wording::undone(sentence()?));
    let stated = undone.or_else(|| {
        let stated = wording::status(&plain)?;
        (stated.status == Status::NotApplicable).then_some(stated)
    })?;
    // The words themselves stand first; what is said beside them may hold marks that a reader does not see.
    let start = claim.range.end - said.len();
    let reason = stated.reason.filter(|_| plain.len() == said.len());
    Some(StatedStatus {
        status: stated.status,
        range: start + stated.range.start..start + stated.range.end,
        reason: reason.map(|reason| start + reason.start..start + reason.end),
    })
}

/// The status that the mark in brackets behind a clause's number and title stands for, as the document explains it:
/// `AC-2 Account Management [P]`, alone in the first line.
pub(super) fn status_in_brackets(
    unit: &Unit,
    prose: &Prose<'_>,
    base: usize,
    legend: &Legend,
) -> Option<StatedStatus> {
    cited(unit).next()?;
    let line = prose.lines().next()?;
    let text = prose.text[line.clone()].trim_end();
    let inner = text.strip_suffix([']', '］'])?;
    let open = inner.rfind(['[', '［'])?;
    let stated = legend.status(&text[open..])?;
    let at = line.start + open;
    let place = at + stated.range.start..at + stated.range.end;
    Some(StatedStatus {
        range: citation::relative(prose, place, base),
        reason: None,
        ..stated
    })
}

/// What the mark stands for by which a list of checks begins a line, before the clause: 「☐ 別紙2 1.1-④-7　返却時の検証」. A tick says
/// no more than the line does.
pub(super) fn status_of_box(
    unit: &Unit,
    base: usize,
    source: &str,
    legend: &Legend,
) -> Option<StatedStatus> {
    let [claim] = unit.claims.as_slice() else {
        return None;
    };
    let text = source.get(base + claim.range.start..base + claim.range.end)?;
    let mark = text
        .chars()
        .next()
        .filter(|c| !c.is_alphanumeric() && !c.is_ascii())?;
    let first = cited(unit).map(|pointer| pointer.range.start).min()?;
    let between = text.get(mark.len_utf8()..first.checked_sub(claim.range.start)?)?;
    if !between
        .chars()
        .all(|c| c.is_whitespace() || "*（(【[".contains(c))
    {
        return None;
    }
    let status = match legend.status(&text[..mark.len_utf8()]) {
        Some(stated) => stated.status,
        None if matches!(mark, '☐' | '□') => Status::NotImplemented,
        None => return None,
    };
    Some(StatedStatus {
        status,
        range: claim.range.start..claim.range.start + mark.len_utf8(),
        reason: None,
    })
}

/// What an assessor found to be wrong, with how it is to be mended, is not done: `Controls: AC-7` over "Observation: …"
/// and "Remediation: …".
pub(super) fn fault_found(unit: &Unit, prose: &Prose<'_>, base: usize) -> Option<StatedStatus> {
    const FAULTS: [&str; 9] = [
        "Observation",
        "Observations",
        "Finding",
        "Findings",
        "Weakness",
        "Deficiency",
        "Gap",
        "Issue",
        "Failure",
    ];
    const MENDS: [&str; 8] = [
        "Remediation",
        "Recommendation",
        "Recommendations",
        "Recommended action",
        "Corrective action",
        "Action required",
        "Required action",
        "Fix",
    ];
    unit.fields
        .iter()
        .find(|value| value.field == Field::Clause)?;
    let (mut fault, mut is_mended) = (None, false);
    for line in prose.lines() {
        let Some((name, _)) = wording::named_value(&prose.text[line.clone()]) else {
            continue;
        };
        if FAULTS.contains(&name) {
            let at = line.start + prose.text[line].find(name)?;
            fault = Some(at..at + name.len());
        }
        is_mended |= MENDS.contains(&name);
    }
    let range = citation::relative(prose, fault.filter(|_| is_mended)?, base);
    Some(StatedStatus {
        status: Status::NotImplemented,
        range,
        reason: None,
    })
}

/// What is said behind a number, and the status that it is: 「は未対応である。」, 「は当社では該当しない。」.
fn status_behind_number(behind: &str) -> Option<(&str, StatedStatus)> {
    const JOINTS: [&str; 13] = [
        "：",
        ":",
        "については",
        "に関しては",
        "の項目は",
        "の要求事項は",
        "の対策項目は",
        "の対策は",
        "の管理策は",
        "の条項は",
        "の要求は",
        "は",
        "も",
    ];
    const HERE: [&str; 4] = ["においては", "としては", "では", "には"];
    /// Who says so is no longer, in characters.
    const LONGEST: usize = 16;
    // 「**4.3（一部充足）** …」
    if let Some(said) = behind.strip_prefix(['（', '('])
        && let Some(end) = said.find(['）', ')'])
        && said[end..]
            .trim_start_matches(['）', ')'])
            .starts_with("**")
        && let Some(stated) = wording::status(&said[..end])
        && stated.range == (0..end)
    {
        return Some((said, stated));
    }
    // The bold type of the number ends behind it.
    let behind = behind.trim_start_matches(['*', '_', '`']).trim_start();
    let said = { JOINTS.iter() }
        .find_map(|joint| behind.strip_prefix(joint))?
        .trim_start_matches(|c: char| c.is_whitespace() || "、,，".contains(c));
    if let Some(stated) = wording::status(said) {
        return Some((said, stated));
    }
    let sentence = said.split('。').next()?;
    let scope = HERE
        .iter()
        .find_map(|word| Some(sentence.find(word)? + word.len()))?;
    let said_here = said[scope..].trim_start_matches(['、', '，', ' ']);
    let stated = wording::status(said_here)?;
    let is_short = sentence[..scope].chars().nth(LONGEST).is_none();
    (is_short && stated.status == Status::NotApplicable).then_some((said_here, stated))
}

/// The exclusion of all clauses that a block names, each in a sentence that says so: "AC-18 is not applicable,
/// since there is no wireless network."
pub(super) fn excluded_in_sentences(
    unit: &Unit,
    base: usize,
    source: &str,
) -> Option<StatedStatus> {
    let [claim] = unit.claims.as_slice() else {
        return None;
    };
    let mut cited = cited(unit).peekable();
    cited.peek()?;
    let text = source.get(base + claim.range.start..base + claim.range.end)?;
    if !wording::may_exclude(text) {
        return None;
    }
    let mut first = None;
    for pointer in cited {
        let at = pointer.references[0]
            .0
            .start
            .checked_sub(claim.range.start)?;
        text.get(at..)?;
        let words = wording::excluding(text, at)?;
        first.get_or_insert(words);
    }
    let words = first?;
    let reason = ["because", "since ", "due to", ", as "]
        .iter()
        .find_map(|word| {
            let at = text.find(word)?;
            let end = text[at..].find(". ").map_or(text.len(), |end| at + end);
            Some(at..end)
        });
    let by = claim.range.start;
    let place = |range: Range<usize>| by + range.start..by + range.end;
    Some(StatedStatus {
        status: Status::NotApplicable,
        range: place(words),
        reason: reason.map(place),
    })
}

/// Whether a cell for an answer says nothing: it is empty, or holds a dash.
fn is_blank(claim: &Claim) -> bool {
    let placeholder = claim.placeholder.as_ref();
    matches!(
        placeholder,
        Some((Placeholder::Empty | Placeholder::Dash, _))
    )
}

/// Leads from words of a claim, which is known by its number in its unit, to where they stand in the unit's source.
pub(super) type PlaceOf<'a> = &'a dyn Fn(usize, Range<usize>) -> Range<usize>;

/// In a table without a status column a row is excluded when each of its answers begins by saying so.
pub(super) fn excluded_in_all(claims: &[Claim], place: PlaceOf<'_>) -> Option<StatedStatus> {
    let mut first = None;
    for (number, claim) in claims.iter().enumerate() {
        if !is_blank(claim) {
            let stated = claim.exclusion()?;
            first.get_or_insert((number, stated));
        }
    }
    first.map(|(number, stated)| placed(stated, number, place))
}

/// In a table without a status column a row is not done, or not all of it, when each of its answers begins by
/// saying so; the least done counts.
pub(super) fn undone_in_all(claims: &[Claim], place: PlaceOf<'_>) -> Option<StatedStatus> {
    let mut least: Option<(usize, &StatedStatus)> = None;
    for (number, claim) in claims.iter().enumerate() {
        if is_blank(claim) {
            continue;
        }
        let stated = claim.undone_in_all()?;
        if least.is_none_or(|(_, least)| least.status.rank() < stated.status.rank()) {
            least = Some((number, stated));
        }
    }
    least.map(|(number, stated)| placed(stated, number, place))
}

/// A claim's status with its ranges in the unit's source.
fn placed(stated: &StatedStatus, claim: usize, place: PlaceOf<'_>) -> StatedStatus {
    StatedStatus {
        status: stated.status,
        range: place(claim, stated.range.clone()),
        reason: stated.reason.clone().map(|reason| place(claim, reason)),
    }
}
