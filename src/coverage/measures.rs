//! Which answers tell how a clause is met, and which name it on another occasion.

use crate::document::{Answer, AnswerKind, Document, Section};
use crate::locator;
use crate::wording;

/// Whether an answer tells of something else than how its clauses are met: in a list of exceptions, findings or open
/// points, of what was closed, or where in another text it is said.
pub fn tells_no_measure(document: &Document, answer: &Answer) -> bool {
    let of_table = |table: usize| document.tables[table].lists_risks;
    if document.sections[answer.section].lists_faults || answer.table.is_some_and(of_table) {
        return true;
    }
    // An index says on which page it stands: "restore | CP-10".
    if answer.kind == AnswerKind::Row && says_one_word(document, answer) {
        return true;
    }
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index]);
    let mut claims = statements.flat_map(|statement| &statement.unit.claims);
    let said = claims.clone().filter(|claim| claim.placeholder.is_none());
    let mut said = said.peekable();
    if said.peek().is_some() && said.all(|one| one.observations().refers_elsewhere.is_some()) {
        return true;
    }
    claims.next().is_some_and(|first| {
        wording::tells_what_is_closed(&first.text)
            || claims.next().is_none() && wording::is_place(behind_number(&first.text))
    })
}

/// Whether an answer names clauses in a list that says nothing of how far they are met: in a table of risks, or without a
/// status among what was found wrong and what is to be done about it, in no section that answers a clause.
pub(super) fn is_of_another_list(document: &Document, answer: &Answer) -> bool {
    let of_risks = |table: usize| document.tables[table].lists_risks;
    let section = &document.sections[answer.section];
    let mut around = std::iter::successors(Some(section), |section| {
        section.parent.map(|parent| &document.sections[parent])
    });
    let is_answering = |section: &Section| !section.links.is_empty() && !section.lists_faults;
    answer.table.is_some_and(of_risks)
        || section.lists_faults && answer.labels.status.is_none() && !around.any(is_answering)
}

/// Whether all that a row says is one word in small letters.
fn says_one_word(document: &Document, answer: &Answer) -> bool {
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index]);
    let mut claims = statements
        .flat_map(|statement| &statement.unit.claims)
        .filter(|claim| !claim.text.trim().is_empty());
    let only = claims.next();
    let is_word = |text: &str| {
        let text = text.trim();
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || b"-_./".contains(&byte))
    };
    claims.next().is_none() && only.is_some_and(|only| is_word(&only.text))
}

/// What stands behind a clause's number and its colon at the start of a text.
fn behind_number(text: &str) -> &str {
    match locator::read(text) {
        Some((_, length)) => text[length..].trim_start_matches([':', ' ', '–', '—', '-', '*']),
        None => text,
    }
}
