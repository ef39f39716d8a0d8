//! Statuses that a row gives to each part of its clause: `a: 対応済<br>b: 未対応`.

use super::contribution::Standing;
use crate::document::{Answer, AnswerKind, Document, Link};
use crate::guideline::Guidelines;
use crate::wording::{self, Field, Status};

/// The links of a row to the lettered parts of its clauses, where its status cell says of each part how it
/// stands; a part of which it says nothing stands as the row does. Nothing for any other answer.
pub(super) fn of(
    document: &Document,
    answer: &Answer,
    standing: Standing,
    guidelines: &Guidelines,
) -> Vec<(Link, Standing)> {
    let stated = match answer.kind {
        AnswerKind::Row => stated(document, answer),
        AnswerKind::Section | AnswerKind::Block => Vec::new(),
    };
    if stated.is_empty() {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for link in answer
        .links
        .iter()
        .filter(|link| link.requirement.is_none())
    {
        let requirements = &guidelines.clause(link.clause).requirements;
        let letters = requirements.iter().map(|requirement| {
            let mut label = requirement.label.as_deref()?.chars();
            label
                .next()
                .filter(|_| !label.next().is_some_and(char::is_alphanumeric))
        });
        let letters: Vec<Option<char>> = letters.collect();
        let are_known = { stated.iter() }.all(|(letter, _)| letters.contains(&Some(*letter)));
        if !are_known {
            continue;
        }
        parts.extend(letters.into_iter().enumerate().map(|(place, letter)| {
            let own = stated.iter().find(|(of, _)| Some(*of) == letter);
            let part = Link {
                requirement: Some(place),
                ..link.clone()
            };
            (
                part,
                own.map_or(standing, |(_, status)| standing_of(*status, standing)),
            )
        }));
    }
    parts
}

fn standing_of(status: Status, row: Standing) -> Standing {
    match status {
        Status::Planned | Status::NotImplemented => Standing::Open,
        // To exclude a part excludes nothing that hangs under the clause.
        _ => row,
    }
}

/// The letters of the lines of a row's status cell with their statuses; nothing unless every line has both.
fn stated(document: &Document, answer: &Answer) -> Vec<(char, Status)> {
    let cells = answer.statements.iter();
    let mut cells = cells.filter_map(|&index| document.statements[index].unit.field(Field::Status));
    let Some(cell) = cells.next().filter(|cell| cell.text.contains('\n')) else {
        return Vec::new();
    };
    let line = |line: &str| {
        let mut letters = line.trim().trim_start_matches(['(', '（', '・']).chars();
        let letter = letters.next().filter(char::is_ascii_lowercase)?;
        let behind = letters.as_str().trim_start_matches([')', '）']);
        let said = behind
            .strip_prefix(['.', ':', '：', '．', ' ', '\u{3000}'])
            .unwrap_or(behind);
        let is_apart = said.len() < letters.as_str().len();
        let stated = wording::status(said.trim()).filter(|_| is_apart)?;
        Some((letter, stated.status))
    };
    let lines = { cell.text.lines() }.filter(|line| !line.trim().is_empty());
    lines
        .map(line)
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}
