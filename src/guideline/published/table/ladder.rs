//! The number of a row where several columns carry it: 章 | 節 | 項, 大項目 | 中項目 | 項番.
//!
//! Either each column carries its own level, and the number is joined from all of them, or the last
//! column carries the whole number and those before it name the groups that it stands in.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::guideline::number::{self, Number};
use crate::guideline::outline;
use crate::locator::{Level, Mark};

/// What a cell says of a number.
#[derive(Clone, Default)]
pub struct Step {
    /// As it is written; empty for an empty cell.
    pub written: String,
    pub number: Option<Number>,
    /// What stands behind the number; all of the cell where there is none.
    pub title: String,
}

impl Step {
    pub fn read(written: &str) -> Step {
        let number = number::read(written);
        let title = match &number {
            Some(number) => number::title_behind(written, number),
            None => written.trim(),
        };
        Step {
            title: title.to_owned(),
            number,
            written: written.to_owned(),
        }
    }
}

/// A group of clauses that a column names.
pub struct Group {
    /// `None` where it has none, and those of its clauses do not say one.
    pub number: Option<Number>,
    pub title: String,
    /// How many columns stand behind that which names it.
    pub depth: u8,
}

/// A row's number, with the groups that begin with it.
pub struct Numbered {
    /// Groups that no row before stands in, the outermost first.
    pub groups: Vec<Group>,
    /// `None` for a row whose own column is empty.
    pub number: Option<Number>,
    /// What stands behind the number in its own column.
    pub behind: String,
    /// The row is about the innermost group itself, whose title this is.
    pub is_group: bool,
}

/// Reads the numbers of a table's rows, each given by the cells of the columns that carry one. The
/// last column is the clause's own.
pub fn read(rows: &[Vec<Step>]) -> Vec<Numbered> {
    let filled = filled_down(rows);
    let is_joined = joins(&filled);
    let numbers: Vec<Vec<Option<Number>>> = filled
        .iter()
        .map(|row| row_numbers(row, is_joined))
        .collect();
    let own = |row: usize| numbers[row].last().and_then(Option::as_ref);
    let owned: FxHashSet<&[Level]> = (0..rows.len())
        .filter_map(|row| Some(own(row)?.levels.as_slice()))
        .collect();
    let named = named_groups(&filled, &numbers);
    let mut begun: FxHashSet<Vec<Level>> = FxHashSet::default();
    let has_numbers: Vec<bool> = (0..filled.first().map_or(0, Vec::len))
        .map(|column| filled.iter().any(|row| row[column].number.is_some()))
        .collect();
    let mut open: Vec<&str> = Vec::new();
    let mut result = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let (own_cell, outer) = match row.split_last() {
            Some((own, outer)) => (own, outer),
            None => continue,
        };
        let mut groups = Vec::new();
        for (column, step) in filled[at][..outer.len()].iter().enumerate() {
            let depth = u8::try_from(outer.len() - column).unwrap_or(u8::MAX);
            let found = || prefix(own(at)?, (*named.get(column)?)?);
            let (number, title) = match (&numbers[at][column], found()) {
                (Some(number), _) => (Some(number.clone()), step.title.as_str()),
                (None, Some(number)) => {
                    let title = without_label(&step.title, &number.spelling);
                    (Some(number), title)
                }
                (None, None) => (None, step.title.as_str()),
            };
            let path: Vec<&str> = { filled[at][..=column].iter() }
                .map(|step| step.written.as_str())
                .collect();
            let is_new = match &number {
                Some(number) => {
                    !owned.contains(number.levels.as_slice()) && begun.insert(number.levels.clone())
                }
                None => {
                    let names = !has_numbers[column] && named[column].is_none();
                    names && !title.is_empty() && !open.starts_with(&path)
                }
            };
            if is_new {
                groups.push(Group {
                    number,
                    title: title.to_owned(),
                    depth,
                });
            }
        }
        open = filled[at][..outer.len()]
            .iter()
            .map(|step| step.written.as_str())
            .collect();
        // 1 | (empty): the row is about group 1.
        let is_new =
            |column: &usize| !outer[*column].written.is_empty() && numbers[at][*column].is_some();
        let begins = (0..outer.len()).rev().find(is_new);
        let is_group = own_cell.written.is_empty() && begins.is_some();
        let number = match begins {
            Some(column) if is_group => {
                let number = numbers[at][column].clone();
                groups.retain(|group| group.number != number);
                number
            }
            _ => own(at).cloned().filter(|_| !own_cell.written.is_empty()),
        };
        result.push(Numbered {
            groups,
            number,
            behind: match begins {
                Some(column) if is_group => filled[at][column].title.clone(),
                _ => own_cell.title.clone(),
            },
            is_group,
        });
    }
    result
}

/// Rows in which an outer column that is empty says what it said above, as merged cells mean.
fn filled_down(rows: &[Vec<Step>]) -> Vec<Vec<Step>> {
    let mut open: Vec<Step> = Vec::new();
    let fill = |row: &Vec<Step>| {
        let outer = row.len().saturating_sub(1);
        open.resize(outer, Step::default());
        for column in 0..outer {
            if !row[column].written.is_empty() && row[column].written != open[column].written {
                open[column] = row[column].clone();
                open[column + 1..].fill(Step::default());
            }
        }
        open.iter().chain(row.last()).cloned().collect()
    };
    rows.iter().map(fill).collect()
}

/// Whether the last column carries a level alone: where it begins again in another group, or no
/// row says otherwise.
fn joins(rows: &[Vec<Step>]) -> bool {
    let mut groups: FxHashSet<Vec<&[Level]>> = FxHashSet::default();
    let mut seen: FxHashSet<&[Level]> = FxHashSet::default();
    let mut begins_again = false;
    let mut any = false;
    for row in rows {
        let Some((own, outer)) = row.split_last() else {
            continue;
        };
        let Some(own) = &own.number else {
            continue;
        };
        let around: Vec<&[Level]> = { outer.iter() }
            .filter_map(|step| Some(step.number.as_ref()?.levels.as_slice()))
            .collect();
        if around.is_empty() {
            continue;
        }
        if own.levels.len() > 1 {
            return false;
        }
        any = true;
        groups.insert(around);
        begins_again |= !seen.insert(&own.levels);
    }
    any && (begins_again || groups.len() == 1)
}

/// The numbers of a row's columns in full.
fn row_numbers(row: &[Step], is_joined: bool) -> Vec<Option<Number>> {
    let mut around: Option<Number> = None;
    let last = row.len().saturating_sub(1);
    let full = |(column, step): (usize, &Step)| {
        let own = step.number.clone()?;
        let joins = match column == last {
            true => is_joined,
            false => own.levels.len() == 1,
        };
        let number = match &around {
            Some(outer) if joins && !is_within(&own, outer) => joined(outer, &own),
            _ => own,
        };
        around = Some(number.clone());
        Some(number)
    };
    row.iter().enumerate().map(full).collect()
}

/// Whether a number begins with another: 1.1 is in 1, which is not in itself.
fn is_within(number: &Number, outer: &Number) -> bool {
    number.levels.len() > outer.levels.len() && number.levels.starts_with(&outer.levels)
}

fn joined(outer: &Number, own: &Number) -> Number {
    let (last, first) = (outer.spelling.chars().last(), own.spelling.chars().next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let spelling = match digit(last) && digit(first) {
        true => format!("{}.{}", outer.spelling, own.spelling),
        false => outline::joined(&outer.spelling, &own.spelling),
    };
    Number {
        levels: [&outer.levels[..], &own.levels[..]].concat(),
        spelling,
        length: 0,
        rank: None,
    }
}

/// Of each outer column whose groups have no numbers of their own, how many levels of the clauses'
/// numbers are the group's: as many as change where the group changes, and nowhere else.
fn named_groups(rows: &[Vec<Step>], numbers: &[Vec<Option<Number>>]) -> Vec<Option<usize>> {
    let columns = rows.first().map_or(0, |row| row.len().saturating_sub(1));
    let mut least = 1;
    let mut lengths = Vec::with_capacity(columns);
    let shortest = { numbers.iter() }
        .filter_map(|row| Some(row.last()?.as_ref()?.levels.len()))
        .min()
        .unwrap_or(0);
    for column in 0..columns {
        let has_numbers = rows.iter().any(|row| row[column].number.is_some());
        let found = (least..shortest).find(|length| {
            let mut titles: FxHashMap<&[Level], &str> = FxHashMap::default();
            let mut prefixes: FxHashMap<&str, &[Level]> = FxHashMap::default();
            let is_same = rows.iter().zip(numbers).all(|(row, numbers)| {
                let Some(number) = numbers.last().and_then(Option::as_ref) else {
                    return true;
                };
                let title = row[column].written.as_str();
                let prefix = &number.levels[..*length];
                !title.is_empty()
                    && *titles.entry(prefix).or_insert(title) == title
                    && *prefixes.entry(title).or_insert(prefix) == prefix
            });
            // Of one group alone nothing can be learnt.
            is_same && titles.len() > 1
        });
        let mut own = numbers.iter().filter_map(|row| row.last()?.as_ref());
        let says_number =
            |length: &usize| own.next().is_some_and(|own| prefix(own, *length).is_some());
        let found = found.filter(|_| !has_numbers).filter(says_number);
        least = found.map_or(least, |length| length + 1);
        lengths.push(found);
    }
    lengths
}

/// The first levels of a number.
fn prefix(number: &Number, length: usize) -> Option<Number> {
    let mut spelling = number.spelling.as_str();
    for level in number.levels[length..].iter().rev() {
        // A level's value has no leading zeros: the 1 of GV.OC-01.
        let before = spelling.strip_suffix(level.value.as_str())?;
        spelling = before
            .trim_end_matches('0')
            .trim_end_matches(['.', '-', ' ']);
    }
    let levels = number.levels[..length].to_vec();
    // A circled or bracketed level keeps its mark in the spelling, which is not taken apart here.
    let is_plain = |level: &Level| matches!(level.mark, Mark::Number | Mark::Letters);
    (number.levels.iter().all(is_plain) && !spelling.is_empty()).then(|| Number {
        levels,
        spelling: spelling.to_owned(),
        length: 0,
        rank: None,
    })
}

/// The title of 「Asset Management (ID.AM): what it is about」.
fn without_label<'t>(title: &'t str, label: &str) -> &'t str {
    let bracketed = ["(", "（"].iter().find_map(|open| {
        let (before, behind) = title.split_once(open)?;
        behind.starts_with(label).then(|| before.trim())
    });
    let title = bracketed.unwrap_or(title);
    match title.split_once(": ") {
        Some((name, _)) if !name.is_empty() => name.trim(),
        _ => title,
    }
}
