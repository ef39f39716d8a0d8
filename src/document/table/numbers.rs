//! Which of a table's columns holds the clauses' numbers, whole or level by level.

use std::sync::Arc;

use super::super::citation::{Form, Pointer, in_closing_brackets, is_distinctive, is_plain};
use super::super::unit::Unit;
use super::{Heading, positions};
use crate::guideline::Guidelines;
use crate::locator::{self, Locator, Reference, Target};
use crate::markdown::{Markdown, Table};
use crate::script::is_japanese;
use crate::wording::Field;

/// The columns up to the clause column that each hold a level of its numbers, if it has but one.
pub(super) fn levels(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
) -> Vec<usize> {
    let Some(last) = columns
        .iter()
        .position(|column| *column == Some(Field::Clause))
    else {
        return Vec::new();
    };
    let is_one_level = |text| level(text).is_some_and(|locator| locator.levels.len() == 1);
    if last == 0 || !filled(table, markdown, last).all(is_one_level) {
        return Vec::new();
    }
    let holds_level = |column: &usize| {
        let column = *column;
        matches!(columns[column], None | Some(Field::Title))
            && !(headings[column].is_running && counts_rows(table, markdown, column))
            && holds_levels(table, markdown, column)
    };
    let mut levels: Vec<usize> = (0..last).rev().take_while(holds_level).collect();
    levels.reverse();
    if !levels.is_empty() {
        levels.push(last);
    }
    levels
}

/// The texts of a column's cells that are not empty.
pub(super) fn filled<'t>(
    table: &'t Table,
    markdown: &'t Markdown,
    column: usize,
) -> impl Iterator<Item = &'t str> {
    let cells = { table.rows.iter() }.filter_map(move |row| row.cells.get(column));
    let texts = cells.map(|cell| markdown.cell(cell).text.trim());
    texts.filter(|text| !text.is_empty())
}

/// Whether the cells of a column open with numbers, the first row's among them.
pub(super) fn holds_levels(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let first = table.rows.first().and_then(|row| row.cells.get(column));
    first.is_some_and(|cell| level(markdown.cell(cell).text.trim()).is_some())
        && filled(table, markdown, column).all(|text| level(text).is_some())
}

/// The number at the start of a cell: 「3.4 ログの取得」.
fn level(text: &str) -> Option<Locator> {
    let (references, length) = locator::read(text)?;
    let [reference] = references.as_slice() else {
        return None;
    };
    let Target::One(locator) = &reference.target else {
        return None;
    };
    let is_word = text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!is_word).then(|| locator.clone())
}

/// The clause of each row whose number stands in several columns, and is told from the rows above where
/// a cell is empty. `units` are the rows'.
pub fn numbers_in_levels(
    table: &Table,
    markdown: &Markdown,
    levels: &[usize],
    units: &[Arc<Unit>],
) -> Vec<Vec<Pointer>> {
    let mut above: Vec<Option<Locator>> = vec![None; levels.len()];
    let rows = table.rows.iter().zip(units);
    rows.map(|(row, unit)| {
        for (depth, &column) in levels.iter().enumerate() {
            let text = row
                .cells
                .get(column)
                .map(|cell| markdown.cell(cell).text.trim());
            if let Some(found) = text.and_then(level) {
                above[depth] = Some(found);
                above[depth + 1..].fill(None);
            }
        }
        let cell = unit
            .field(Field::Clause)
            .filter(|cell| !cell.text.is_empty());
        let Some((cell, own)) = cell.zip(
            unit.pointers
                .iter()
                .find(|pointer| pointer.form == Form::Column),
        ) else {
            return Vec::new();
        };
        let mut whole = Locator {
            levels: Arc::default(),
        };
        for found in above.iter().flatten() {
            // A column may repeat what stands in the one before it: 3.4, 3.4-①.
            whole = match found.starts_with(&whole) {
                true => found.clone(),
                false => whole.join(found),
            };
        }
        vec![Pointer {
            references: vec![(cell.range.clone(), Target::One(whole))],
            ..own.clone()
        }]
    })
    .collect()
}

/// The column behind the clauses' that holds the number of an enhancement alone: `(1)`, or nothing where the row is the
/// control's own.
pub(super) fn enhancements(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
) -> Option<usize> {
    let clause = { columns.iter() }.position(|column| *column == Some(Field::Clause))?;
    let column = (clause + 1..columns.len()).find(|column| headings[*column].is_enhancement)?;
    let mut cells = filled(table, markdown, column).peekable();
    let holds = cells.peek().is_some() && cells.all(|text| enhancement(text).is_some());
    holds.then_some(column)
}

/// The number of an enhancement in a cell: `(1)`, `1`.
fn enhancement(text: &str) -> Option<Locator> {
    let number = text.trim_matches(['(', ')', ' ']);
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| level(&format!("({number})"))).flatten()
}

/// The clauses of rows whose enhancements stand in a column of their own; where the control's cell is empty it is
/// the one above.
pub fn with_enhancements(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    units: &[Arc<Unit>],
) -> Vec<Vec<Pointer>> {
    let mut above: Option<Pointer> = None;
    let rows = table.rows.iter().zip(units);
    rows.map(|(row, unit)| {
        let mut own = { unit.pointers.iter() }.filter(|pointer| pointer.form == Form::Column);
        let cell = unit.field(Field::Clause);
        let own = match own.next() {
            Some(own) => {
                above = Some(own.clone());
                Some(own.clone())
            }
            None if cell.is_none_or(|cell| cell.text.is_empty()) => above.clone(),
            None => None,
        };
        let number = { row.cells.get(column) }.and_then(|cell| {
            let text = markdown.cell(cell).text.trim();
            Some((cell, enhancement(text)?))
        });
        match (own, number) {
            (Some(control), Some((cell, number))) => {
                let [(_, Target::One(whole))] = control.references.as_slice() else {
                    return vec![control];
                };
                let start = cell.range.start.saturating_sub(row.range.start);
                let range = start..start + cell.range.len();
                vec![Pointer {
                    references: vec![(range.clone(), Target::One(whole.join(&number)))],
                    range,
                    ..control
                }]
            }
            _ => unit.pointers.clone(),
        }
    })
    .collect()
}

/// Whether a column numbers the rows: 1, 2, 3 and so on.
fn counts_rows(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut texts = filled(table, markdown, column).zip(1usize..).peekable();
    texts.peek().is_some() && texts.all(|(text, number)| text.parse() == Ok(number))
}

/// Whether a column may number the rows of a table that goes on, or of which rows were left out: 8, 9, 12.
fn goes_up(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut last = None;
    let mut texts = filled(table, markdown, column).peekable();
    texts.peek().is_some()
        && texts.all(|text| {
            let number = text.parse::<u32>().ok();
            let is_next = number.is_some() && last < number;
            last = number;
            is_next
        })
}

/// The column that says which clauses the rows answer. Several are called as if they did, where rows or
/// a document's own articles are numbered too; what stands in them decides.
pub(super) fn clause_column(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
    beside_parts: bool,
    known: &impl Fn(&Target) -> bool,
) -> Option<usize> {
    let beside_answers = beside_parts
        || columns.contains(&Some(Field::Measure))
        || headings.iter().any(|heading| heading.tells_what_is_done);
    let called = positions(columns, Field::Clause);
    // Rows that a document numbers by codes of its own, `P-1`, say elsewhere which clauses they answer.
    let is_configured = { called.iter() }.any(|column| headings[*column].is_configured);
    let are_own = !called.is_empty()
        && !is_configured
        && !{ called.iter() }.any(|&column| holds_a_clause(table, markdown, column, known));
    if are_own {
        let is_free = |column: &usize| {
            matches!(
                columns[*column],
                None | Some(Field::Requirement | Field::Title | Field::Guideline)
            ) && !headings[*column].is_configured
        };
        let own = { 0..columns.len() }
            .filter(is_free)
            .find(|&column| holds_clauses_alone(table, markdown, column, known));
        if own.is_some() {
            return own;
        }
    }
    let is_alone = called.len() == 1 && !headings[called[0]].is_running;
    let may_be_another = |heading: &Heading| heading.names_guideline || heading.is_source;
    let is_alone = is_alone && !headings.iter().any(may_be_another);
    if is_alone
        && (called[0] == 0 || holds_clauses(table, markdown, called[0], beside_answers, known))
    {
        return Some(called[0]);
    }
    // A code of the company's own may be called a control, and the clause stand before it.
    let identifies = |column: &usize| {
        *column <= 1
            && matches!(
                columns[*column],
                None | Some(Field::Clause | Field::Title | Field::Requirement)
            )
            && !headings[*column].is_configured
    };
    let is_told = { called.iter() }.any(|column| headings[*column].is_configured);
    let clauses = { 0..columns.len() }
        .filter(identifies)
        .find(|&column| !is_told && holds_clauses(table, markdown, column, beside_answers, known));
    let distinctive = |target: &Target| is_distinctive(target) && known(target);
    let is_control = |column: usize| headings[column].is_control && !headings[column].is_configured;
    // A clause may be quoted behind its number, before the answer.
    let clauses = clauses.or_else(|| {
        let answered = positions(columns, Field::Measure)
            .into_iter()
            .any(|column| column > 0);
        let opens = called.is_empty() && answered && !headings[0].is_configured;
        (opens && holds_known(table, markdown, 0, &distinctive)).then_some(0)
    });
    // Controls' numbers need no letters: 「管理策」 over 8.1.1.
    let clauses = clauses.or_else(|| {
        let is_free = |column: usize| {
            let field = columns[column];
            matches!(field, None | Some(Field::Requirement | Field::Title)) && is_control(column)
        };
        { 0..columns.len() }.find(|&column| {
            called.is_empty() && is_free(column) && holds_known(table, markdown, column, known)
        })
    });
    // A checklist's numbers stand before what is asked, and the control behind it: No. | 確認事項 | 管理策.
    let are_numbers = |column: &usize| {
        headings[*column].is_running
            && filled(table, markdown, *column).all(|text| text.parse::<u32>().is_ok())
    };
    if clauses.is_none() && !called.is_empty() && called.iter().all(are_numbers) {
        let control = { 0..columns.len() }.find(|&column| {
            is_control(column) && holds_known(table, markdown, column, &distinctive)
        });
        if control.is_some() {
            return control;
        }
    }
    // Controls of another edition stand below such a heading, too: of A.5, A.9 and A.12 only one may be known.
    let clauses = clauses.or_else(|| {
        let any = |_: &Target| true;
        { 0..columns.len() }.find(|column| {
            called.is_empty()
                && is_control(*column)
                && identifies(column)
                && holds_clauses(table, markdown, *column, beside_answers, &any)
                && holds_a_clause(table, markdown, *column, known)
        })
    });
    // Numbers and nothing else are the clauses' own, though what is asked stands below such a heading as often: 番号 | 要件.
    if clauses.is_none() && !is_told && called.iter().all(|&column| headings[column].is_running) {
        let numbers = { 0..columns.len() }.find(|&column| {
            columns[column] == Some(Field::Requirement)
                && !headings[column].is_configured
                && holds_numbers_alone(table, markdown, column, known)
        });
        if numbers.is_some() {
            return numbers;
        }
    }
    // Numbers of rows stand before the controls: No. | 管理策.
    let count_rows = || {
        { called.iter() }
            .all(|&column| headings[column].is_running && goes_up(table, markdown, column))
    };
    if is_alone || clauses.is_some() && count_rows() {
        return clauses.or(called.first().copied());
    }
    let rank = |&column: &usize| {
        let heading = &headings[column];
        let is_called = columns[column] == Some(Field::Clause);
        // What the others hold is not looked at.
        let may_be = match columns[column] {
            None | Some(Field::Guideline) => true,
            // 「根拠」 as often holds the clauses themselves.
            Some(Field::Evidence | Field::Reason | Field::Title) => heading.is_source,
            _ => false,
        };
        if !is_called && !may_be {
            return None;
        }
        let numbers = Numbers::of(table, markdown, column);
        let names_guideline = heading.names_guideline && numbers.are_deep
            || heading.is_source && numbers.are_deep && numbers.are_whole;
        let is_plausible = is_called
            || match columns[column] {
                Some(Field::Guideline) => numbers.are_deep,
                Some(_) => names_guideline,
                None => names_guideline || numbers.are_of_guidelines,
            };
        let is_sure = is_called && !heading.is_running && !goes_up(table, markdown, column);
        let rank = (
            heading.is_configured && is_called,
            names_guideline,
            numbers.are_distinctive && !heading.is_running,
            numbers.are_deep,
            is_sure,
            is_called,
        );
        is_plausible.then_some((rank, column))
    };
    let ranked = (0..columns.len()).filter_map(|column| rank(&column));
    // Of equals the first.
    let best = ranked.max_by_key(|(rank, column)| (*rank, std::cmp::Reverse(*column)));
    best.map(|(_, column)| column)
}

/// The column of which nearly all cells are a guideline's name with a number, whatever it is called: 「PCI DSS 8.4」 below
/// 「規制根拠」.
pub(super) fn named_column(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    guidelines: &Guidelines,
) -> Option<usize> {
    /// Several tell.
    const FEWEST: usize = 2;
    let is_named = |text: &str| {
        let Some(naming) = guidelines.namings(text).next() else {
            return false;
        };
        let is_number = |at: usize| {
            let number = text[at..].trim_start();
            locator::read(number).is_some_and(|(_, length)| number[length..].trim().is_empty())
        };
        let edition = naming.edition.as_ref().map(|edition| edition.end);
        naming.range.start == 0
            && !naming.guidelines.is_empty()
            && (is_number(naming.range.end) || edition.is_some_and(is_number))
    };
    let may_be = |column: &usize| {
        matches!(
            columns[*column],
            None | Some(Field::Guideline | Field::Evidence | Field::Reason | Field::Title)
        )
    };
    { 0..columns.len() }.filter(may_be).find(|&column| {
        let mut cells = filled(table, markdown, column).peekable();
        let opens = cells.peek().is_some_and(|first| is_named(first));
        let cells: Vec<&str> = if opens { cells.collect() } else { return false };
        let named = cells.iter().filter(|text| is_named(text)).count();
        named >= FEWEST && named * 4 >= cells.len() * 3
    })
}

/// Whether nearly all cells of a column hold clauses that are known, of a shape that documents' own numbers do
/// not have, and perhaps their titles behind them, or before them where answers stand beside: 「A.8.15 ログ取得」,
/// `Spam protection (SI-8)`.
fn holds_clauses(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    beside_answers: bool,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    /// So many tell what the others are.
    const READ: usize = 16;
    /// A longer text beside a number says more than its title, in characters.
    const LONGEST_TITLE: usize = 60;
    // What closes an answer cites for it; a title's number stands beside the answer.
    let behind_title = |text: &str| {
        let (at, references) = in_closing_brackets(text).filter(|_| beside_answers)?;
        let is_title = text[..at].chars().count() <= LONGEST_TITLE && !text.contains(['。', '\n']);
        is_title.then_some((references, text.len()))
    };
    let (mut read, mut clauses) = (0, 0);
    for text in filled(table, markdown, column).take(READ) {
        read += 1;
        // Before Japanese text `**` closes nothing behind a bracket, and is left standing.
        let text = text.trim_start_matches('*');
        let (found, length) = locator::read(text)
            .or_else(|| behind_title(text))
            .unwrap_or_default();
        let is_known =
            { found.iter() }.all(|one| is_distinctive(&one.target) && known(&one.target));
        let behind = text[length..].trim_start_matches('*');
        let ends = matches!(behind.trim(), "" | "." | "。" | "」" | "』");
        // What stands behind is a title and no sentence about the clause.
        let is_titled = || {
            behind.starts_with([' ', '\u{a0}', '\u{3000}', ':', '：', '\n', '（', '('])
                || behind.starts_with(is_japanese)
        };
        let is_short = || behind.chars().count() <= LONGEST_TITLE && !behind.contains('。');
        clauses +=
            usize::from(!found.is_empty() && is_known && (ends || is_titled() && is_short()));
    }
    clauses > 0 && clauses * 4 >= read * 3
}

/// Whether all cells of a column begin with clauses that are known, of several levels.
fn holds_known(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    let mut texts = filled(table, markdown, column).peekable();
    texts.peek().is_some()
        && texts.all(|text| {
            let (found, _) = locator::read(text.trim_start_matches('*')).unwrap_or_default();
            are_all(&found, |target| !is_plain(target) && known(target))
        })
}

/// Whether there are references, all of a kind.
fn are_all(references: &[Reference], is_one: impl Fn(&Target) -> bool) -> bool {
    !references.is_empty() && references.iter().all(|one| is_one(&one.target))
}

/// Whether all cells of a column, several, hold clauses that are known, of a shape that documents' own numbers do not
/// have, and nothing else.
fn holds_clauses_alone(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    const FEWEST: usize = 2;
    let mut count = 0;
    let hold_clauses = filled(table, markdown, column).all(|text| {
        count += 1;
        let found = locator::read_all(text).unwrap_or_default();
        are_all(&found, |target| is_distinctive(target) && known(target))
    });
    hold_clauses && count >= FEWEST
}

/// Whether a column holds nothing but numbers of several levels, and nearly all of them are clauses that are known.
fn holds_numbers_alone(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    const FEWEST: usize = 2;
    let (mut all, mut clauses) = (0, 0);
    for text in filled(table, markdown, column) {
        let Some(found) = locator::read_all(text) else {
            return false;
        };
        if found.iter().any(|one| is_plain(&one.target)) {
            return false;
        }
        all += 1;
        clauses += usize::from(found.iter().all(|one| known(&one.target)));
    }
    clauses >= FEWEST && clauses * 3 >= all * 2
}

/// Whether one of a column's cells begins with a clause that is known.
fn holds_a_clause(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    filled(table, markdown, column).any(|text| {
        let (found, _) = locator::read(text).unwrap_or_default();
        !found.is_empty() && found.iter().all(|one| known(&one.target))
    })
}

/// What most cells of a column hold.
struct Numbers {
    /// Numbers with levels.
    are_deep: bool,
    /// Numbers of a shape that documents' own do not have.
    are_distinctive: bool,
    /// Numbers of a shape that documents' own do not have, and no codes that companies give to their papers.
    are_of_guidelines: bool,
    /// Numbers and nothing else.
    are_whole: bool,
}

impl Numbers {
    fn of(table: &Table, markdown: &Markdown, column: usize) -> Numbers {
        /// So many tell what the others are.
        const READ: usize = 16;
        let (mut read, mut deep, mut distinctive, mut codes, mut whole) = (0, 0, 0, 0, 0);
        for text in filled(table, markdown, column).take(READ) {
            read += 1;
            let Some((found, _)) = locator::read(text) else {
                continue;
            };
            let all =
                |is: fn(&Target) -> bool| usize::from(found.iter().all(|one| is(&one.target)));
            deep += all(|target| {
                let (Target::One(locator) | Target::Through(locator, _)) = target;
                locator.levels.len() > 1
            });
            distinctive += all(is_distinctive);
            codes += usize::from(text.starts_with(|c: char| c.is_ascii_alphabetic()));
            whole += usize::from(locator::read_all(text).is_some());
        }
        Numbers {
            are_deep: deep * 2 > read,
            are_distinctive: distinctive * 2 > read,
            are_whole: read > 0 && whole == read,
            are_of_guidelines: distinctive.saturating_sub(codes) * 2 > read,
        }
    }
}
