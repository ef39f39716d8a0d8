//! Which of a table's columns holds the clauses' numbers.

use super::super::citation::{in_closing_brackets, is_distinctive, is_plain};
use super::numbers::filled;
use super::{Heading, positions};
use crate::guideline::Guidelines;
use crate::locator::{self, Reference, Target};
use crate::markdown::{Markdown, Table};
use crate::script::is_japanese;
use crate::wording::Field;

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
    let search = Search {
        table,
        markdown,
        columns,
        headings,
        called: positions(columns, Field::Clause),
        beside_answers: beside_parts
            || columns.contains(&Some(Field::Measure))
            || headings.iter().any(|heading| heading.tells_what_is_done),
        known,
    };
    if let Some(column) = search.beside_own_codes() {
        return Some(column);
    }
    let alone = search.called_alone();
    if let Some(column) = alone
        && (column == 0 || search.holds_clauses(column))
    {
        return Some(column);
    }
    let first = { search.beginning() }
        .or_else(|| search.quoted())
        .or_else(|| search.of_controls());
    let is_none = first.is_none();
    if let Some(column) = is_none.then(|| search.behind_numbers()).flatten() {
        return Some(column);
    }
    let found = first.or_else(|| search.of_another_edition());
    let is_none = found.is_none();
    if let Some(column) = is_none.then(|| search.numbers_of_what_is_asked()).flatten() {
        return Some(column);
    }
    if alone.is_some() || found.is_some() && search.counts_rows() {
        return found.or(alone).or(search.called.first().copied());
    }
    search.likeliest()
}

/// What is known of a table whose column of clauses is looked for.
struct Search<'a, K> {
    table: &'a Table,
    markdown: &'a Markdown,
    columns: &'a [Option<Field>],
    headings: &'a [Heading],
    /// The columns that are called as if they held clauses.
    called: Vec<usize>,
    /// It says in the same rows what is done.
    beside_answers: bool,
    /// Whether a number is that of a clause.
    known: &'a K,
}

impl<K: Fn(&Target) -> bool> Search<'_, K> {
    fn all(&self) -> std::ops::Range<usize> {
        0..self.columns.len()
    }

    fn is_configured(&self, column: usize) -> bool {
        self.headings[column].is_configured
    }

    /// The project says which column it is.
    fn is_told(&self) -> bool {
        self.called.iter().any(|&column| self.is_configured(column))
    }

    fn holds_clauses(&self, column: usize) -> bool {
        let (table, markdown) = (self.table, self.markdown);
        holds_clauses(table, markdown, column, self.beside_answers, self.known)
    }

    fn holds_distinctive(&self, column: usize) -> bool {
        let distinctive = |target: &Target| is_distinctive(target) && (self.known)(target);
        holds_known(self.table, self.markdown, column, &distinctive)
    }

    fn holds_a_clause(&self, column: usize) -> bool {
        holds_a_clause(self.table, self.markdown, column, self.known)
    }

    /// Rows that a document numbers by codes of its own, `P-1`, say elsewhere which clauses they answer.
    fn beside_own_codes(&self) -> Option<usize> {
        let are_own = !self.called.is_empty()
            && !self.is_told()
            && !self
                .called
                .iter()
                .any(|&column| self.holds_a_clause(column));
        if !are_own {
            return None;
        }
        let is_free = |column: &usize| {
            matches!(
                self.columns[*column],
                None | Some(Field::Requirement | Field::Title | Field::Guideline)
            ) && !self.is_configured(*column)
        };
        self.all()
            .filter(is_free)
            .find(|&column| holds_clauses_alone(self.table, self.markdown, column, self.known))
    }

    /// The only column that is called so, where the heading leaves no doubt and no other may hold the clauses.
    fn called_alone(&self) -> Option<usize> {
        let may_be_another = |heading: &Heading| heading.names_guideline || heading.is_source;
        match self.called.as_slice() {
            [only]
                if !self.headings[*only].is_running
                    && !self.headings.iter().any(may_be_another) =>
            {
                Some(*only)
            }
            _ => None,
        }
    }

    /// Whether a column at the beginning of the rows may say which clause each is about. A code of the company's own
    /// may be called a control, and the clause stand before it.
    fn identifies(&self, column: usize) -> bool {
        column <= 1
            && matches!(
                self.columns[column],
                None | Some(Field::Clause | Field::Title | Field::Requirement)
            )
            && !self.is_configured(column)
    }

    /// A column at the beginning of the rows that holds clauses, whatever it is called.
    fn beginning(&self) -> Option<usize> {
        let is_told = self.is_told();
        { self.all() }
            .filter(|&column| self.identifies(column))
            .find(|&column| !is_told && self.holds_clauses(column))
    }

    /// The first column, where a clause is quoted behind its number, before the answer.
    fn quoted(&self) -> Option<usize> {
        let mut answers = positions(self.columns, Field::Measure).into_iter();
        let is_answered = answers.any(|column| column > 0);
        let opens = self.called.is_empty() && is_answered && !self.is_configured(0);
        (opens && self.holds_distinctive(0)).then_some(0)
    }

    /// Whether a column is headed as one of controls, not by the project.
    fn is_control(&self, column: usize) -> bool {
        self.headings[column].is_control && !self.is_configured(column)
    }

    /// A column of controls, whose numbers need no letters: 「管理策」 over 8.1.1.
    fn of_controls(&self) -> Option<usize> {
        let is_free = |column: usize| {
            let field = self.columns[column];
            matches!(field, None | Some(Field::Requirement | Field::Title))
                && self.is_control(column)
        };
        self.all().find(|&column| {
            self.called.is_empty()
                && is_free(column)
                && holds_known(self.table, self.markdown, column, self.known)
        })
    }

    /// The control behind what is asked, where a checklist's numbers stand before it: No. | 確認事項 | 管理策.
    fn behind_numbers(&self) -> Option<usize> {
        let (table, markdown) = (self.table, self.markdown);
        let are_numbers = |column: &usize| {
            self.headings[*column].is_running
                && filled(table, markdown, *column).all(|text| text.parse::<u32>().is_ok())
        };
        if self.called.is_empty() || !self.called.iter().all(are_numbers) {
            return None;
        }
        { self.all() }.find(|&column| self.is_control(column) && self.holds_distinctive(column))
    }

    /// A column of controls of another edition: of A.5, A.9 and A.12 only one may be known.
    fn of_another_edition(&self) -> Option<usize> {
        let any = |_: &Target| true;
        let (table, markdown) = (self.table, self.markdown);
        self.all().find(|&column| {
            self.called.is_empty()
                && self.is_control(column)
                && self.identifies(column)
                && holds_clauses(table, markdown, column, self.beside_answers, &any)
                && self.holds_a_clause(column)
        })
    }

    /// Numbers and nothing else are the clauses' own, though what is asked stands below such a heading as often:
    /// 番号 | 要件.
    fn numbers_of_what_is_asked(&self) -> Option<usize> {
        let is_running = |column: &usize| self.headings[*column].is_running;
        if self.is_told() || !self.called.iter().all(is_running) {
            return None;
        }
        self.all().find(|&column| {
            self.columns[column] == Some(Field::Requirement)
                && !self.is_configured(column)
                && holds_numbers_alone(self.table, self.markdown, column, self.known)
        })
    }

    /// Whether what is called the clauses' number counts the rows, before the controls: No. | 管理策.
    fn counts_rows(&self) -> bool {
        self.called.iter().all(|&column| {
            self.headings[column].is_running && goes_up(self.table, self.markdown, column)
        })
    }

    /// The column that by its heading and what it holds is likeliest to be that of the clauses; of equals the first.
    fn likeliest(&self) -> Option<usize> {
        let ranked = { self.all() }.filter_map(|column| Some((self.rank(column)?, column)));
        let best = ranked.max_by_key(|(rank, column)| (*rank, std::cmp::Reverse(*column)));
        best.map(|(_, column)| column)
    }

    fn rank(&self, column: usize) -> Option<impl Ord + Copy + use<K>> {
        let (table, markdown) = (self.table, self.markdown);
        let heading = &self.headings[column];
        let is_called = self.columns[column] == Some(Field::Clause);
        // What the others hold is not looked at.
        let may_be = match self.columns[column] {
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
            || match self.columns[column] {
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
        is_plausible.then_some(rank)
    }
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

/// Whether all cells of a column, several, hold numbers of a shape that documents' own do not have, and nothing else, and
/// nearly all of them are clauses that are known.
fn holds_clauses_alone(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    known: &impl Fn(&Target) -> bool,
) -> bool {
    const FEWEST: usize = 2;
    let (mut count, mut clauses) = (0, 0);
    let hold_numbers = filled(table, markdown, column).all(|text| {
        let found = locator::read_all(text).unwrap_or_default();
        count += 1;
        clauses += usize::from(are_all(&found, known));
        are_all(&found, is_distinctive)
    });
    hold_numbers && clauses >= FEWEST && clauses * 4 >= count * 3
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
