//! Tables with a clause column: what their columns hold and whose numbers they carry.

mod contents;
mod header;
mod marks;
mod numbers;
mod owner;

use std::borrow::Cow;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::Settings;
use super::cells::Columns;
use super::unit::UnitCache;
use crate::guideline::{Guidelines, Lookup, title_key as key};
use crate::locator::{self, Mark, Target};
use crate::markdown::{Markdown, Table};
use crate::wording::{self, Field, Legend, Status, Surrounding};
pub use header::{Joined, joined};
pub use marks::{Marks, Part};
pub use numbers::{numbers_in_levels, with_enhancements};
pub use owner::{Declared, Owner, count_something_else, goes_through_clauses, owner};

/// Headings that as often number the rows as they name clauses.
const RUNNING: [&str; 8] = [
    "no",
    "",
    "番号",
    "id",
    "number",
    "ref",
    "reference",
    "整理番号",
];

/// Whether a heading, given by its key, is that of the numbers of what is asked, checked or done, which may be a
/// guideline's or the document's own: 「統制番号」, 「チェックNo.」, "Safeguard ID".
fn numbers_what_is_asked(own: &str) -> bool {
    const ENDINGS: [&str; 5] = ["番号", "number", "no", "id", "コード"];
    const ASKED: [&str; 20] = [
        "設問",
        "質問",
        "点検",
        "管理",
        "統制",
        "対策",
        "チェック",
        "確認",
        "監査",
        "評価",
        "審査",
        "遵守",
        "規準",
        "check",
        "checklist",
        "measure",
        "safeguard",
        "criterion",
        "criteria",
        "practice",
    ];
    let what = ENDINGS.iter().find_map(|ending| own.strip_suffix(ending));
    what.is_some_and(|what| ASKED.contains(&what.strip_suffix("項目").unwrap_or(what)))
}

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
    /// What is still wrong may stand below it: 「課題」.
    names_problems: bool,
    /// It says how far work has come: 「進捗」.
    tells_progress: bool,
    /// It says what is missing, or how that is to be mended.
    tells_a_gap: bool,
    /// It says what a clause is excepted for: "Exception", "What is excepted".
    names_exceptions: bool,
    /// Below it may stand of which kind a deviation is.
    may_name_deviations: bool,
    /// It may be that of running numbers.
    is_running: bool,
    /// Enhancements of controls are numbered below it.
    is_enhancement: bool,
    /// It is that of the lowest of several levels.
    is_smallest: bool,
    /// It says that a guideline's numbers stand below.
    names_guideline: bool,
    /// It says that they are those of chapters.
    lists_chapters: bool,
    /// It is that of a document's versions.
    tells_a_version: bool,
    /// It says what is asked (◎ must, ○ should) as often as how far it is done.
    is_grade: bool,
    /// It says how far something is done, or what is done: 「対応」, 「実施状況」.
    tells_what_is_done: bool,
    /// It says whether a clause applies at all.
    says_what_applies: bool,
    /// It says where a control comes from: Shared, Inherited.
    is_origin: bool,
    /// It says of which kind a control is: "Type", "Baseline".
    is_kind: bool,
    /// It says where what is asked stands: 「根拠」.
    is_source: bool,
    /// It names remarks beside what else stands below: 「根拠・補足」.
    joins_remarks: bool,
    /// It is 「備考」.
    is_remark: bool,
    /// It is that of what is done beside something else: 「追加の対策」.
    is_addition: bool,
    /// It may be that of what a row is about, 「内容」.
    is_contents: bool,
    /// It is written in Japanese.
    is_japanese: bool,
    /// It is that of controls, whose cells as often begin with their numbers: 「管理策」.
    is_control: bool,
    /// It says that the column refers to something.
    refers: bool,
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
    /// The column of the enhancements' numbers, where they stand apart.
    pub enhancements: Option<usize>,
}

/// Reads the heading row of a table, which `joined` from two if it is given.
pub fn head(
    table: &Table,
    joined: Option<&Joined>,
    markdown: &Markdown,
    settings: &Settings,
    guidelines: &Guidelines,
    legend: &Legend,
    cache: &mut UnitCache,
) -> Head {
    let mut hash = Xxh3::new();
    let texts = table.header.cells.iter().enumerate();
    let texts = texts.map(|(column, cell)| match joined {
        Some(joined) => joined.heading(column, markdown),
        None => Cow::Borrowed(markdown.cell(cell).text),
    });
    let headings: Vec<Heading> = texts
        .map(|text| {
            hash.update(text.as_bytes());
            hash.update(&[0]);
            cache.heading(&text, || heading(&text, settings, guidelines))
        })
        .collect();
    let mut columns: Vec<Option<Field>> = headings.iter().map(|heading| heading.field).collect();
    let marks = marks::read(table, markdown, &headings, &mut columns, legend);
    if !columns.contains(&Some(Field::Clause))
        && let Some(smallest) = { headings.iter() }.position(|heading| heading.is_smallest)
        && numbers::holds_levels(table, markdown, smallest)
    {
        columns[smallest] = Some(Field::Clause);
    }
    let called = positions(&columns, Field::Clause);
    if called.iter().all(|&column| headings[column].is_running)
        && let Some(column) = numbers::named_column(table, markdown, &columns, guidelines)
        && !headings[column].is_configured
    {
        for running in called {
            columns[running] = Some(Field::Title);
        }
        columns[column] = Some(Field::Clause);
    }
    let known = |target: &Target| is_clause(target, settings, guidelines);
    if let Some(kept) = numbers::clause_column(
        table,
        markdown,
        &columns,
        &headings,
        !marks.parts.is_empty(),
        &known,
    ) {
        let has_answers = columns.contains(&Some(Field::Measure));
        for other in positions(&columns, Field::Clause) {
            // A number by which no clause is meant names the row; a control that is written out is what is done.
            let is_written_out =
                other != kept && !has_answers && contents::is_written_out(table, markdown, other);
            columns[other] = Some(match is_written_out {
                true => Field::Measure,
                false => Field::Title,
            });
        }
        columns[kept] = Some(Field::Clause);
    }
    keep_one(&mut columns, Field::Status, |column| {
        headings[column].is_grade
    });
    if !marks.parts.is_empty() && !columns.contains(&Some(Field::Measure)) {
        // What stands beside the letters is called so, and not said to be done.
        for column in columns.iter_mut().filter(|column| column.is_none()) {
            *column = Some(Field::Title);
        }
    }
    refer_to_evidence(&headings, &mut columns);
    for column in positions(&columns, Field::Status) {
        if contents::holds_any_status(table, markdown, column) {
            continue;
        }
        let is_all_said = headings[column].tells_what_is_done
            && !headings[column].is_configured
            // 「内容」 beside it is what the clause is about.
            && !columns.iter().zip(&headings).any(|(field, heading)| {
                *field == Some(Field::Measure) && !heading.is_contents
            })
            && contents::holds_sentences(table, markdown, column, false);
        if is_all_said {
            // Below 「対応状況」 as often stands what is done.
            columns[column] = Some(Field::Measure);
        } else if headings[column].is_grade {
            // 「区分」 as often says which kind of measure it is.
            columns[column] = Some(Field::Title);
        }
    }
    let names_deviations = |(column, heading): (usize, &Heading)| {
        heading.may_name_deviations && contents::names_deviations(table, markdown, column)
    };
    // Beside a gap stands what is done about it, or how it stands; where neither does, the table lists what is missing.
    let says_more = |(column, field): (usize, &Option<Field>)| match field {
        Some(Field::Status | Field::Measure | Field::Customer) => true,
        None => {
            contents::holds_sentences(table, markdown, column, false)
                && !contents::holds_grades(table, markdown, column)
        }
        _ => false,
    };
    let lists_gaps = headings.iter().any(|heading| heading.tells_a_gap)
        && marks.choices.is_empty()
        && !columns.iter().enumerate().any(says_more);
    // A register of exceptions says for what a clause is not kept, and answers none.
    let lists_exceptions = headings.iter().any(|heading| heading.names_exceptions)
        && marks.choices.is_empty()
        && !columns.contains(&Some(Field::Status))
        && !columns.contains(&Some(Field::Measure));
    let lists_faults = headings.iter().any(|heading| heading.lists_faults)
        || lists_gaps
        || lists_exceptions
        || headings.iter().enumerate().any(names_deviations)
        || plans_improvements(&headings, &columns);
    if lists_faults {
        contents::days(table, markdown, &mut columns);
    }
    if let [only] = positions(&columns, Field::Measure).as_slice()
        && headings[*only].is_addition
        && !headings[*only].is_configured
    {
        // What is done beside it stands in a column whose heading nobody knows.
        columns[*only] = None;
    }
    let has_codes = contents::statuses(table, markdown, &headings, &mut columns, legend);
    contents::names(table, markdown, &headings, &mut columns);
    let has_status = !marks.choices.is_empty() || columns.contains(&Some(Field::Status));
    if !has_status
        && !lists_faults
        && let Some((column, others)) = marks::unnamed(table, markdown, &columns, legend)
    {
        columns[column] = Some(Field::Status);
        for other in others {
            columns[other] = Some(Field::Title);
        }
    }
    let has_status = has_status || columns.contains(&Some(Field::Status));
    let says_something = columns.contains(&Some(Field::Measure)) || columns.contains(&None);
    let of_clauses = columns.contains(&Some(Field::Clause));
    if has_status && of_clauses && !says_something {
        // What stands beside the answers of a checklist is all that it says.
        let remarks = |column: &usize| {
            let is_one = match columns[*column] {
                Some(Field::Reason) => true,
                Some(Field::Evidence) => headings[*column].joins_remarks,
                _ => false,
            };
            is_one
                && headings[*column].is_japanese
                && contents::holds_sentences(table, markdown, *column, headings[*column].is_remark)
        };
        if let Some(column) = (0..columns.len()).find(remarks) {
            columns[column] = Some(Field::Measure);
        }
    }
    contents::asides(table, markdown, &mut columns);
    let levels = numbers::levels(table, markdown, &columns, &headings);
    let enhancements = numbers::enhancements(table, markdown, &columns, &headings);
    if let Some(column) = enhancements {
        columns[column] = Some(Field::Title);
    }
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
        hash: hash.digest() ^ u64::from(has_codes),
        has_codes,
        are_changes: headings.iter().any(|heading| heading.tells_a_version),
    };
    Head {
        columns,
        is_running,
        marks,
        lists_faults,
        lists_chapters,
        levels,
        enhancements,
    }
}

/// Takes grades and names beside the answers for no answer, where the clauses were found by their titles.
pub fn leave_asides(table: &Table, markdown: &Markdown, columns: &mut [Option<Field>]) {
    contents::asides(table, markdown, columns);
}

/// A "reference" behind the clause's own number is to what shows the answer.
fn refer_to_evidence(headings: &[Heading], columns: &mut [Option<Field>]) {
    let Some(clause) = columns
        .iter()
        .position(|column| *column == Some(Field::Clause))
    else {
        return;
    };
    if columns.contains(&Some(Field::Evidence)) {
        return;
    }
    for column in clause + 1..columns.len() {
        if headings[column].refers && !headings[column].is_configured {
            columns[column] = Some(Field::Evidence);
        }
    }
}

/// Whether a number is a clause of a guideline that the project names, or of any in play if it names none.
fn is_clause(target: &Target, settings: &Settings, guidelines: &Guidelines) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    let found = |guideline| {
        let found = guidelines.catalogue(guideline).find(locator);
        !matches!(found, Lookup::Missing)
    };
    match settings.guidelines.as_slice() {
        [] => guidelines.iter().any(|(guideline, _)| found(guideline)),
        named => named.iter().any(|guideline| found(*guideline)),
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
const FAULTS: [&str; 8] = [
    "poamid",
    "poamitemid",
    "weakness",
    "weaknessname",
    "weaknessdescription",
    "指摘事項",
    "脆弱性",
    "発見された脆弱性",
];

/// Headings of what is still wrong, in a plan of improvements.
const PROBLEMS: [&str; 6] = ["課題", "問題点", "不備", "不備事項", "改善事項", "改善点"];

/// Beginnings of headings that say how far work has come.
const PROGRESS: [&str; 5] = ["進捗", "進度", "ステータス", "状態", "完了"];

/// Whether a table is a plan of what is still to be mended, with dates: 「管理策 | 課題 | 対策 | 期限 | 進捗」. Where the
/// status is that of what is asked (「対応状況」), what is still wrong stands beside an answer.
fn plans_improvements(headings: &[Heading], columns: &[Option<Field>]) -> bool {
    let status = columns
        .iter()
        .position(|field| *field == Some(Field::Status));
    let measure = columns
        .iter()
        .position(|field| *field == Some(Field::Measure));
    let problem = headings.iter().position(|heading| heading.names_problems);
    problem.is_some_and(|problem| measure.is_none_or(|measure| problem < measure))
        && columns.contains(&Some(Field::Due))
        && columns.contains(&Some(Field::Clause))
        && status.is_none_or(|status| headings[status].tells_progress)
}

/// Headings of columns that say what is missing, or how that is to be mended.
const GAPS: [&str; 9] = [
    "gap",
    "gaps",
    "gapdescription",
    "identifiedgaps",
    "recommendation",
    "recommendations",
    "recommendedaction",
    "remediation",
    "actionrequired",
];

/// Headings below which it may stand of which kind a deviation is, beside those that say so.
const DEVIATIONS: [&str; 9] = [
    "type",
    "kind",
    "status",
    "disposition",
    "category",
    "request",
    "requesttype",
    "種別",
    "区分",
];

/// Headings that say what is asked as often as how far it is done.
const GRADES: [&str; 9] = [
    "区分",
    "現状",
    "適用",
    "適用区分",
    "対策区分",
    "対応",
    "applies",
    "applicability",
    "category",
];

/// Beginnings of headings below which may stand where what is asked is written.
const SOURCES: [&str; 8] = [
    "根拠",
    "出典",
    "典拠",
    "参照",
    "要求元",
    "該当箇所",
    "対応箇所",
    "準拠項目",
];

/// Headings of columns that say whether a clause applies at all.
const APPLICABILITY: [&str; 10] = [
    "適用",
    "適用有無",
    "適用の有無",
    "適用可否",
    "適用要否",
    "採否",
    "applicable",
    "applicability",
    "applies",
    "appl",
];

fn heading(text: &str, settings: &Settings, guidelines: &Guidelines) -> Heading {
    let own = key(text);
    let named = settings.columns.iter().find(|(name, _)| key(name) == own);
    let named = named.map(|(_, field)| *field);
    let numbers = numbers_what_is_asked(&own);
    let field = || wording::column(text).or(numbers.then_some(Field::Clause));
    Heading {
        field: named.or_else(field),
        is_configured: named.is_some(),
        status: wording::status(text.trim())
            .filter(|stated| stated.range == (0..text.trim().len()))
            .map(|stated| stated.status),
        lists_faults: FAULTS.contains(&own.as_str()),
        names_problems: PROBLEMS.contains(&own.as_str()),
        tells_progress: PROGRESS.iter().any(|word| own.starts_with(word)),
        tells_a_gap: GAPS.contains(&own.as_str()),
        names_exceptions: own.starts_with("exception")
            || ["excepted", "waived", "例外内容", "例外事項", "例外の内容"]
                .iter()
                .any(|word| own.ends_with(word)),
        may_name_deviations: own.contains("deviation") || DEVIATIONS.contains(&own.as_str()),
        is_running: RUNNING.contains(&own.as_str()) || numbers,
        is_enhancement: ENHANCEMENTS.contains(&own.as_str()),
        is_smallest: own == "小項目",
        names_guideline: names_guideline(text, guidelines),
        lists_chapters: CHAPTERS.contains(&own.as_str()),
        tells_a_version: VERSIONS.contains(&own.as_str()),
        is_grade: GRADES.contains(&own.as_str()),
        tells_what_is_done: ["対応", "実施", "実装", "状況", "現状"].contains(&own.as_str())
            || ["対応", "実施", "実装", "整備", "取組", "遵守", "準拠"]
                .iter()
                .any(|deed| {
                    own.strip_suffix("状況")
                        .is_some_and(|what| what.ends_with(deed))
                }),
        says_what_applies: APPLICABILITY.contains(&own.as_str())
            || ["appl", "applic"].contains(&own.as_str())
            || ["applicab", "applies", "inscope"]
                .iter()
                .any(|word| own.starts_with(word)),
        is_origin: marks::is_origin(&own),
        is_kind: [
            "type",
            "controltype",
            "baseline",
            "family",
            "controlfamily",
            "domain",
        ]
        .contains(&own.as_str()),
        is_source: SOURCES.iter().any(|word| own.starts_with(word)),
        joins_remarks: ["補足", "説明", "備考"]
            .iter()
            .any(|word| own.ends_with(word)),
        is_remark: own == "備考",
        is_addition: own.contains("追加"),
        is_contents: ["内容", "概要", "主な内容"].contains(&own.as_str()),
        is_japanese: !own.is_ascii(),
        is_control: ["管理策", "統制"].iter().any(|word| own.ends_with(word))
            || ["control", "controls"].contains(&own.as_str()),
        refers: ["ref", "reference", "references"].contains(&own.as_str()),
        describes: DESCRIBING.iter().any(|word| own.contains(word)),
        said: Arc::new(wording::above_column(text)),
    }
}

/// Headings of columns that hold the numbers of controls' enhancements.
const ENHANCEMENTS: [&str; 6] = [
    "enh",
    "enhancement",
    "enhancements",
    "enhancementno",
    "controlenhancement",
    "controlenhancements",
];

/// Headings of a table that tells what changed from version to version.
const VERSIONS: [&str; 16] = [
    "version",
    "ver",
    "revision",
    "rev",
    "changes",
    "changelog",
    "版",
    "版数",
    "バージョン",
    "改訂日",
    "改定日",
    "改訂内容",
    "改定内容",
    "変更内容",
    "変更点",
    "更新内容",
];

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
