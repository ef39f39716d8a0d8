//! Tables with a clause column: what their columns hold and whose numbers they carry.

mod marks;

use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::answers;
use super::cells::Columns;
use super::citation::{Form, Pointer, is_distinctive, is_plain};
use super::resolution::Resolutions;
use super::unit::{Unit, UnitCache};
use super::{Resolution, Settings};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, title_key as key};
use crate::locator::{self, Locator, Mark, Target};
use crate::markdown::{Markdown, Table};
use crate::wording::{self, Field, Placeholder, Status, Surrounding};
pub use marks::Marks;

/// How many of a table's numbers have to be clauses of a guideline that nobody named for the
/// table to be taken as its: a coincidence of short numbers is common, of most of them rare.
const SHARE_OF_UNDECLARED: f32 = 0.6;

/// Headings that as often number the rows as they name clauses.
const RUNNING: [&str; 7] = ["no", "", "番号", "id", "number", "ref", "reference"];

/// What the heading of a column says.
#[derive(Clone, Debug)]
pub struct Heading {
    field: Option<Field>,
    /// The project says so.
    is_configured: bool,
    /// It is a status: はい, 対象外.
    status: Option<Status>,
    /// What stands below is wrong somewhere.
    lists_faults: bool,
    /// It may be that of running numbers.
    is_running: bool,
    /// It is that of the lowest of several levels.
    is_smallest: bool,
    /// It says that a guideline's numbers stand below.
    names_guideline: bool,
    /// It says that they are those of chapters.
    lists_chapters: bool,
    /// It says what is asked (◎ must, ○ should) as often as how far it is done.
    is_grade: bool,
    /// It says where a control comes from: Shared, Inherited.
    is_origin: bool,
    /// Its column describes what another one names.
    describes: bool,
    /// What it says of figures.
    said: Arc<Surrounding>,
}

/// What the heading row of a table says of the rows.
pub struct Head {
    /// What the columns hold.
    pub columns: Columns,
    /// The numbers of the clause column may only count rows.
    pub is_running: bool,
    /// What its columns of marks stand for.
    pub marks: Marks,
    /// The rows are what is wrong, and no answers.
    pub lists_faults: bool,
    /// The clause column is said to name chapters.
    pub lists_chapters: bool,
    /// Columns that hold a clause's number level by level (大項目 | 中項目 | 項番), the clause column
    /// last; empty where that may hold the whole number.
    pub levels: Vec<usize>,
}

/// Reads the heading row of a table.
pub fn head(
    table: &Table,
    markdown: &Markdown,
    settings: &Settings,
    guidelines: &Guidelines,
    cache: &mut UnitCache,
) -> Head {
    let mut hash = Xxh3::new();
    let texts = table
        .header
        .cells
        .iter()
        .map(|cell| markdown.cell(cell).text);
    let headings: Vec<Heading> = texts
        .map(|text| {
            hash.update(text.as_bytes());
            hash.update(&[0]);
            cache.heading(text, || heading(text, settings, guidelines))
        })
        .collect();
    let mut columns: Vec<Option<Field>> = headings.iter().map(|heading| heading.field).collect();
    let marks = marks::read(table, markdown, &headings, &mut columns);
    if !columns.contains(&Some(Field::Clause))
        && let Some(smallest) = { headings.iter() }.position(|heading| heading.is_smallest)
        && holds_levels(table, markdown, smallest)
    {
        columns[smallest] = Some(Field::Clause);
    }
    if let Some(kept) = clause_column(table, markdown, &columns, &headings) {
        for other in positions(&columns, Field::Clause) {
            // A number by which no clause is meant names the row.
            columns[other] = Some(Field::Title);
        }
        columns[kept] = Some(Field::Clause);
    }
    keep_one(&mut columns, Field::Status, |column| {
        headings[column].is_grade
    });
    if !columns.contains(&Some(Field::Status)) {
        for column in positions(&columns, Field::Measure) {
            if holds_statuses(table, markdown, column) {
                columns[column] = Some(Field::Status);
            }
        }
    }
    let levels = levels(table, markdown, &columns, &headings);
    let mut pairs = columns.iter().zip(&headings);
    let clause = pairs.find(|(column, _)| **column == Some(Field::Clause));
    let (is_running, lists_chapters) = clause.map_or((false, false), |(_, heading)| {
        (heading.is_running, heading.lists_chapters)
    });
    let columns = Columns {
        fields: columns,
        said: { headings.iter() }
            .map(|heading| heading.said.clone())
            .collect(),
        describing: headings.iter().map(|heading| heading.describes).collect(),
        hash: hash.digest(),
    };
    Head {
        columns,
        is_running,
        marks,
        lists_faults: headings.iter().any(|heading| heading.lists_faults),
        lists_chapters,
        levels,
    }
}

/// The columns up to the clause column that each hold a level of its numbers, if it has but one.
fn levels(
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
    let cells = |column: usize| {
        let cells = table
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(column));
        let texts = cells.map(|cell| markdown.cell(cell).text.trim());
        texts.filter(|text| !text.is_empty())
    };
    let is_one_level = |text| level(text).is_some_and(|locator| locator.levels.len() == 1);
    if last == 0 || !cells(last).all(is_one_level) {
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
fn filled<'t>(
    table: &'t Table,
    markdown: &'t Markdown,
    column: usize,
) -> impl Iterator<Item = &'t str> {
    let cells = { table.rows.iter() }.filter_map(move |row| row.cells.get(column));
    let texts = cells.map(|cell| markdown.cell(cell).text.trim());
    texts.filter(|text| !text.is_empty())
}

/// Whether the cells of a column open with numbers, the first row's among them.
fn holds_levels(table: &Table, markdown: &Markdown, column: usize) -> bool {
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

/// Whether a column numbers the rows: 1, 2, 3 and so on.
fn counts_rows(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut texts = filled(table, markdown, column).zip(1usize..).peekable();
    texts.peek().is_some() && texts.all(|(text, number)| text.parse() == Ok(number))
}

/// The column that says which clauses the rows answer. Several are called as if they did, where rows or
/// a document's own articles are numbered too; what stands in them decides.
fn clause_column(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    headings: &[Heading],
) -> Option<usize> {
    let called = positions(columns, Field::Clause);
    let is_alone = called.len() == 1 && !headings[called[0]].is_running;
    if is_alone && !headings.iter().any(|heading| heading.names_guideline) {
        return Some(called[0]);
    }
    let rank = |&column: &usize| {
        let heading = &headings[column];
        let is_called = columns[column] == Some(Field::Clause);
        let numbers = Numbers::of(table, markdown, column);
        let names_guideline = heading.names_guideline && numbers.are_deep;
        let is_plausible = is_called
            || match columns[column] {
                Some(Field::Guideline) => numbers.are_deep,
                None => names_guideline || numbers.are_of_guidelines,
                _ => false,
            };
        let is_sure = is_called && !heading.is_running && !counts_rows(table, markdown, column);
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

/// What most cells of a column hold.
#[derive(Default)]
struct Numbers {
    /// Numbers with levels.
    are_deep: bool,
    /// Numbers of a shape that documents' own do not have.
    are_distinctive: bool,
    /// The same, and no codes that companies give to their papers.
    are_of_guidelines: bool,
}

impl Numbers {
    fn of(table: &Table, markdown: &Markdown, column: usize) -> Numbers {
        /// So many tell what the others are.
        const READ: usize = 16;
        let (mut read, mut deep, mut distinctive, mut codes) = (0, 0, 0, 0);
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
        }
        Numbers {
            are_deep: deep * 2 > read,
            are_distinctive: distinctive * 2 > read,
            are_of_guidelines: distinctive.saturating_sub(codes) * 2 > read,
        }
    }
}

/// Of several columns for one field keeps the first whose heading leaves no doubt.
fn keep_one(columns: &mut [Option<Field>], field: Field, doubtful: impl Fn(usize) -> bool) {
    let all = positions(columns, field);
    let kept = all
        .iter()
        .copied()
        .find(|&column| !doubtful(column))
        .or(all.first().copied());
    for column in all.into_iter().filter(|&column| Some(column) != kept) {
        columns[column] = None;
    }
}

/// Words of headings whose columns say where a thing is, who does it, how and why, and not which it is.
const DESCRIBING: [&str; 26] = [
    "取得元",
    "出力元",
    "場所",
    "保存先",
    "保管先",
    "出力先",
    "担当",
    "責任",
    "主管",
    "方法",
    "手段",
    "目的",
    "形式",
    "ツール",
    "記録",
    "内容",
    "説明",
    "owner",
    "responsible",
    "storage",
    "location",
    "stored",
    "purpose",
    "tool",
    "description",
    "method",
];

/// Headings of a table that lists what is wrong, a plan of action and milestones: its entries answer
/// nothing, and an open one says that a clause is not met.
const FAULTS: [&str; 6] = [
    "poamid",
    "poamitemid",
    "weakness",
    "weaknessname",
    "weaknessdescription",
    "指摘事項",
];

/// Headings that say what is asked as often as how far it is done.
const GRADES: [&str; 8] = [
    "区分",
    "適用",
    "適用区分",
    "対策区分",
    "対応",
    "applies",
    "applicability",
    "category",
];

/// A questionnaire's answers (はい, いいえ, 対象外) are statuses, whatever the column is called; a dash, or a note
/// that the answer is still to come, among them is none yet.
fn holds_statuses(table: &Table, markdown: &Markdown, column: usize) -> bool {
    const LONGEST: usize = 8;
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let texts = cells
        .map(|cell| markdown.cell(cell).text.trim())
        .filter(|text| !text.is_empty());
    let (mut stated, mut open) = (0, 0);
    for text in texts {
        if text.chars().count() <= LONGEST && wording::status(text).is_some() {
            stated += 1;
        } else if is_open(text) {
            open += 1;
        } else {
            return false;
        }
    }
    stated > open
}

/// Whether a cell holds a dash, or a note that it is still to be written.
fn is_open(text: &str) -> bool {
    matches!(
        wording::placeholder(text),
        Some((Placeholder::Dash | Placeholder::Todo, range)) if range.len() == text.len()
    )
}

fn heading(text: &str, settings: &Settings, guidelines: &Guidelines) -> Heading {
    let own = key(text);
    let named = settings.columns.iter().find(|(name, _)| key(name) == own);
    let named = named.map(|(_, field)| *field);
    Heading {
        field: named.or_else(|| wording::column(text)),
        is_configured: named.is_some(),
        status: wording::status(text.trim())
            .filter(|stated| stated.range == (0..text.trim().len()))
            .map(|stated| stated.status),
        lists_faults: FAULTS.contains(&own.as_str()),
        is_running: RUNNING.contains(&own.as_str()),
        is_smallest: own == "小項目",
        names_guideline: names_guideline(text, guidelines),
        lists_chapters: CHAPTERS.contains(&own.as_str()),
        is_grade: GRADES.contains(&own.as_str()),
        is_origin: marks::is_origin(&own),
        describes: DESCRIBING.iter().any(|word| own.contains(word)),
        said: Arc::new(wording::surrounding(text)),
    }
}

/// Headings of columns that name chapters.
const CHAPTERS: [&str; 5] = ["章", "節", "編", "chapter", "section"];

/// Whether a heading says that a guideline's numbers stand below: it names one or a part of one (別紙2の番号).
fn names_guideline(text: &str, guidelines: &Guidelines) -> bool {
    const SHORT: &str = "GL";
    let is_short = |at: usize| {
        let letter = |c: char| c.is_ascii_alphabetic();
        !text[..at].ends_with(letter) && !text[at + SHORT.len()..].starts_with(letter)
    };
    let of_part = || {
        let (found, length) = locator::read(text.trim_start())?;
        let names_part = found.iter().any(|reference| match &reference.target {
            Target::One(only) => only.levels[0].mark == Mark::Word,
            Target::Through(..) => false,
        });
        Some(names_part && text.trim_start()[length..].contains('番'))
    };
    text.contains("ガイドライン")
        || text.match_indices(SHORT).any(|(at, _)| is_short(at))
        || guidelines.namings(text).next().is_some()
        || of_part().unwrap_or(false)
}

fn positions(columns: &[Option<Field>], field: Field) -> Vec<usize> {
    (0..columns.len())
        .filter(|&column| columns[column] == Some(field))
        .collect()
}

/// Whose numbers a table carries.
pub enum Owner {
    /// This guideline's.
    Guideline(GuidelineIndex),
    /// Its clause column only numbers the rows.
    Nobody,
    /// Clause numbers, but of which guideline cannot be told; several that fit equally, if any.
    Unknown(Vec<GuidelineIndex>),
}

/// Decides whose numbers a table carries, from what its rows point at.
///
/// `declared` are the guidelines that the table's surroundings name, the likeliest first. `doubtful`
/// says that the column's heading may as well be that of running numbers, and that the document
/// itself names no guideline.
pub fn owner(
    rows: &[&[Pointer]],
    guidelines: &Guidelines,
    declared: &[GuidelineIndex],
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
            matches!(one, Resolution::Found(_))
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
    let targets: Vec<&Target> = { pointers.iter().flat_map(|pointers| *pointers) }
        .flat_map(|pointer| pointer.references.iter().map(|(_, target)| target))
        .collect();
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
    !targets.is_empty() && clauses == 0 && (is_running && found == 0 || are_plain())
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
