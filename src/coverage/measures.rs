//! Which answers tell how a clause is met, and which name it on another occasion.

use crate::document::{Answer, Document};
use crate::locator;
use crate::wording;

/// Whether an answer tells of something else than how its clauses are met: in a list of exceptions, findings or open
/// points, of what was closed, or where in another text it is said.
pub fn tells_no_measure(document: &Document, answer: &Answer) -> bool {
    let of_table = |table: usize| document.tables[table].lists_risks;
    if document.sections[answer.section].lists_faults || answer.table.is_some_and(of_table) {
        return true;
    }
    let statements = { answer.statements.iter() }.map(|&index| &document.statements[index]);
    let mut claims = statements.flat_map(|statement| &statement.unit.claims);
    claims.next().is_some_and(|first| {
        wording::tells_what_is_closed(&first.text)
            || claims.next().is_none() && wording::is_place(behind_number(&first.text))
    })
}

/// What stands behind a clause's number and its colon at the start of a text.
fn behind_number(text: &str) -> &str {
    match locator::read(text) {
        Some((_, length)) => text[length..].trim_start_matches([':', ' ', '–', '—', '-', '*']),
        None => text,
    }
}
