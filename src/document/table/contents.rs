//! What columns hold whose headings do not say it: statuses, codes of them, names of things beside the answer.

use super::numbers::filled;
use super::{Heading, positions};
use crate::date;
use crate::markdown::{Markdown, Table};
use crate::script;
use crate::wording::{self, Codes, Field, Legend, Placeholder, Status};

/// Finds the column that holds the status where no heading says that one does. A questionnaire's answers (はい,
/// いいえ, 対象外) are statuses, whatever the column is called; a dash, or a note that the answer is still to
/// come, among them is none yet. Says as which codes they are written.
pub(super) fn statuses(
    table: &Table,
    markdown: &Markdown,
    headings: &[Heading],
    columns: &mut [Option<Field>],
    legend: &Legend,
) -> Option<Codes> {
    told_in_sentences(table, markdown, columns, legend);
    let called: Vec<usize> = positions(columns, Field::Status);
    if !called.is_empty() {
        return { called.iter() }.find_map(|&column| codes(table, markdown, column));
    }
    for column in positions(columns, Field::Measure) {
        if holds_answers(table, markdown, column, legend) {
            columns[column] = Some(Field::Status);
        }
    }
    if columns.contains(&Some(Field::Status)) || !columns.contains(&Some(Field::Clause)) {
        return None;
    }
    if let Some((last, before)) = quarters(table, markdown, columns, legend) {
        columns[last] = Some(Field::Status);
        for column in before {
            columns[column] = Some(Field::Title);
        }
        return None;
    }
    // "Yes" and "No" answer other questions too: whether a vendor is concerned, whether it is automated.
    let says_how_far = |column: usize| {
        filled(table, markdown, column).any(|text| {
            let stated = wording::status(text);
            stated.is_some_and(|stated| stated.range.len() > LONGEST_YES && !stated.is_exclusion())
        })
    };
    let is_unnamed =
        |column: &usize| columns[*column].is_none() && !headings[*column].is_configured;
    let unnamed: Vec<usize> = (0..columns.len()).filter(is_unnamed).collect();
    let worded = { unnamed.iter().copied() }.find(|&column| {
        holds_statuses(table, markdown, column, WORDED, legend) && says_how_far(column)
    });
    let coded = || { unnamed.iter().copied() }.find(|&column| holds_codes(table, markdown, column));
    let found = worded.or_else(coded);
    if let Some(column) = found {
        columns[column] = Some(Field::Status);
    }
    (found.is_some() && worded.is_none()).then_some(Codes::Plan)
}

/// The letters as which a column of statuses is written, if it is.
fn codes(table: &Table, markdown: &Markdown, column: usize) -> Option<Codes> {
    if holds_codes(table, markdown, column) {
        return Some(Codes::Plan);
    }
    /// PC, N/A, Yes.
    const LONGEST: usize = 3;
    let is_letter = |text: &&str| text.len() <= LONGEST;
    { filled(table, markdown, column).next() }.filter(is_letter)?;
    let cells: Vec<&str> = { filled(table, markdown, column) }
        .filter(|text| !is_open(text))
        .collect();
    Codes::of(cells.iter().copied())
}

/// The column of the latest quarter, of those that say how each clause stood, and those before it: `Q3 | Q4 (today)`.
fn quarters(
    table: &Table,
    markdown: &Markdown,
    columns: &[Option<Field>],
    legend: &Legend,
) -> Option<(usize, Vec<usize>)> {
    let is_quarter = |column: &usize| {
        let cell = table.header.cells.get(*column);
        let heading = cell.map_or("", |cell| markdown.cell(cell).text.trim());
        let behind = { heading.strip_prefix('Q') }
            .and_then(|number| number.strip_prefix(['1', '2', '3', '4']));
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    let is_status = |text: &str| {
        legend.status(text).is_some()
            || wording::status(text).is_some()
            || wording::light(text).is_some()
            || is_open(text)
    };
    let mut found: Vec<usize> = { 0..columns.len() }
        .filter(|column| columns[*column].is_none() && is_quarter(column))
        .collect();
    found.retain(|column| {
        let mut cells = filled(table, markdown, *column).peekable();
        cells.peek().is_some() && cells.all(is_status)
    });
    let last = found.pop()?;
    Some((last, found))
}

/// The longest answer of a questionnaire, in characters.
const ANSWERED: usize = 8;

/// The longest status that is written out: "partially implemented".
const WORDED: usize = 24;

/// "yes", "no", a mark.
const LONGEST_YES: usize = 4;

/// Whether a column holds the answers of a questionnaire.
pub(super) fn holds_answers(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    legend: &Legend,
) -> bool {
    holds_statuses(table, markdown, column, ANSWERED, legend)
}

/// Whether most cells of a column that are filled hold a status and nothing else, and the others are open.
fn holds_statuses(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    longest: usize,
    legend: &Legend,
) -> bool {
    let (mut stated, mut open) = (0, 0);
    for text in filled(table, markdown, column) {
        let is_status = || legend.status(text).is_some() || wording::status(text).is_some();
        let is_short = || text.chars().count() <= longest;
        if is_short() && is_status() || wording::offers_statuses(text) {
            stated += 1;
        } else if is_open(text) {
            open += 1;
        } else {
            return false;
        }
    }
    stated > open
}

/// Whether a cell of a column holds a status, or the column none at all.
pub(super) fn holds_any_status(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let mut texts = { cells.map(|cell| markdown.cell(cell).text.trim()) }
        .filter(|text| !text.is_empty())
        .peekable();
    texts.peek().is_none()
        || texts.any(|text| {
            wording::status(text).is_some()
                || wording::light(text).is_some()
                || wording::unstated(text).is_some()
        })
}

/// Whether a good part of the cells of a column holds more than a word.
pub(super) fn holds_sentences(
    table: &Table,
    markdown: &Markdown,
    column: usize,
    is_remark: bool,
) -> bool {
    const SHORTEST: usize = 6;
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let is_long = |text: &str| text.trim().chars().nth(SHORTEST).is_some();
    let long = cells
        .filter(|cell| is_long(markdown.cell(cell).text))
        .count();
    // 「備考」 is left blank wherever there is nothing to remark.
    long * if is_remark { 2 } else { 3 } > table.rows.len()
}

/// Whether most cells of a column that are filled are sentences with a full stop.
pub(super) fn tells_in_full(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let (mut all, mut told) = (0, 0);
    for text in filled(table, markdown, column) {
        all += 1;
        told += usize::from(text.ends_with('。'));
    }
    told * 2 > all
}

/// Whether a column holds codes of statuses, I, PI, P, NA: that for what is done, and another that stands for
/// nothing else. Without PI nobody knows whether P is planned or partial.
fn holds_codes(table: &Table, markdown: &Markdown, column: usize) -> bool {
    const CLEAR: [&str; 6] = ["PI", "NI", "AI", "FI", "NA", "N/A"];
    let (mut done, mut clear, mut planned, mut partial) = (false, false, false, false);
    for text in filled(table, markdown, column) {
        let is = |code: &&str| text.eq_ignore_ascii_case(code);
        match Codes::Plan.status(text) {
            Some(status) => {
                done |= status == Status::Implemented;
                clear |= CLEAR.iter().any(is);
                planned |= is(&"P");
                partial |= status == Status::Partial;
            }
            None if text.chars().count() <= 3 || is_open(text) => {}
            None => return false,
        }
    }
    done && clear && (!planned || partial)
}

/// Whether a cell holds a dash, or a note that it is still to be written.
fn is_open(text: &str) -> bool {
    matches!(
        wording::unwritten(text),
        Some((Placeholder::Dash | Placeholder::Todo, range)) if range.len() == text.len()
    )
}

/// Takes what stands beside the answers for no answer, where no heading says which column has them: families,
/// components, levels, marks of a table whose key nobody knows.
pub(super) fn asides(table: &Table, markdown: &Markdown, columns: &mut [Option<Field>]) {
    /// What is written out takes more characters on the average.
    const SENTENCE: usize = 20;
    /// A name takes no more, however few are filled.
    const NAME: usize = 14;
    if columns.contains(&Some(Field::Measure)) || !columns.contains(&Some(Field::Clause)) {
        return;
    }
    let length = |column: usize| {
        let lengths = filled(table, markdown, column).map(|text| text.chars().count());
        let (count, sum) = lengths.fold((0, 0), |(count, sum), one| (count + 1, sum + one));
        sum / usize::max(count, 1)
    };
    let unnamed: Vec<usize> = { 0..columns.len() }
        .filter(|&column| columns[column].is_none())
        .collect();
    let told = { columns.iter().enumerate() }
        .filter(|(_, field)| matches!(field, None | Some(Field::Status)))
        .map(|(column, _)| column);
    let has_sentences = { told }.any(|column| length(column) >= SENTENCE);
    let explains = columns.contains(&Some(Field::Reason)) || has_sentences;
    for column in unnamed {
        if filled(table, markdown, column).next().is_none() {
            continue;
        }
        let is_mark = |text: &str| wording::mark(text).is_some() || is_sign(text);
        let are_marks = || explains && filled(table, markdown, column).all(is_mark);
        // In Japanese as many characters are a sentence.
        let is_name = |text: &str| text.is_ascii() && text.len() <= NAME;
        let are_names = || has_sentences && filled(table, markdown, column).all(is_name);
        if holds_grades(table, markdown, column) || are_marks() || are_names() {
            columns[column] = Some(Field::Mark);
        }
    }
}

/// Whether a column holds sentences, in English, as the controls of a provider's own list are.
pub(super) fn is_written_out(table: &Table, markdown: &Markdown, column: usize) -> bool {
    const SENTENCE: usize = 24;
    let mut cells = filled(table, markdown, column).peekable();
    let is_sentence = |text: &str| text.len() >= SENTENCE && text.is_ascii() && text.ends_with('.');
    let is_any = cells.peek().is_some();
    let (mut all, mut sentences) = (0, 0);
    for text in cells {
        all += 1;
        sentences += usize::from(is_sentence(text));
    }
    is_any && sentences * 4 >= all * 3
}

/// Whether a column holds grades alone, each perhaps with a note behind a dash: "Low — a change of settings".
pub(super) fn holds_grades(table: &Table, markdown: &Markdown, column: usize) -> bool {
    const DASHES: [&str; 3] = [" — ", " – ", " - "];
    filled(table, markdown, column).all(|text| {
        let noted = DASHES.iter().find_map(|dash| text.split_once(dash));
        is_grade(text) || noted.is_some_and(|(grade, _)| is_grade(grade))
    })
}

/// How much something matters, or which level it is of.
fn is_grade(text: &str) -> bool {
    #[rustfmt::skip]
    const GRADES: [&str; 27] = [
        "高", "中", "低", "大", "小", "最高", "最低", "必須", "推奨", "任意", "必須事項", "推奨事項", "a", "aa", "aaa", "b", "c", "s", "high", "medium", "low", "critical",
        "p0", "p1", "p2", "p3", "moderate",
    ];
    // `A/AA`
    { text.trim_matches(['*', ' ']).split(['/', '／', '・']) }.all(|text| {
        let text = text.trim();
        GRADES.iter().any(|grade| grade.eq_ignore_ascii_case(text))
    })
}

/// A sign that stands for what a key says, ◐.
fn is_sign(text: &str) -> bool {
    let mut signs = text.chars();
    signs
        .next()
        .is_some_and(|sign| !sign.is_alphanumeric() && !sign.is_ascii())
        && signs.all(|sign| sign == '\u{fe0f}')
}

/// Takes columns that name a row, and say nothing of what is done, for what they are: codes, short contents
/// before an answer, who has which part in it.
pub(super) fn names(
    table: &Table,
    markdown: &Markdown,
    headings: &[Heading],
    columns: &mut [Option<Field>],
) {
    let of_clauses = columns.contains(&Some(Field::Clause));
    let measures = positions(columns, Field::Measure).len();
    for column in 0..columns.len() {
        let all = |is: fn(&str) -> bool, counts: fn(&str) -> bool| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            let mut texts = { cells.map(|cell| markdown.cell(cell).text.trim()) }
                .filter(|text| counts(text))
                .peekable();
            texts.peek().is_some() && texts.all(is)
        };
        let is_japanese = headings[column].is_japanese;
        match columns[column] {
            None if of_clauses && is_japanese && all(is_code, is_filled) => {
                columns[column] = Some(Field::Title)
            }
            None | Some(Field::Measure | Field::Customer)
                if of_clauses && all(is_role, is_no_dash) =>
            {
                columns[column] = Some(Field::Mark);
            }
            None if of_clauses && headings[column].is_kind && all(is_short_name, is_filled) => {
                columns[column] = Some(Field::Title);
            }
            None if of_clauses && all(is_party, is_no_dash) => {
                columns[column] = Some(Field::Responsibility);
            }
            Some(Field::Measure)
                if measures > 1 && headings[column].is_contents && all(is_short, is_filled) =>
            {
                columns[column] = Some(Field::Title);
            }
            // 「要求事項」「内容」 before 「当社の対応」 are both the clause's.
            Some(Field::Measure) | None
                if of_clauses && headings[column].is_contents && is_asked(columns, column) =>
            {
                columns[column] = Some(Field::Requirement);
            }
            _ => {}
        }
    }
}

/// Whether a column holds nothing but figures and signs: how many there were.
pub(super) fn holds_counts(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut cells = filled(table, markdown, column).peekable();
    cells.peek().is_some() && cells.all(|text| !text.contains(char::is_alphabetic))
}

/// Whether a column holds nothing but kinds of deviations: "False positive".
pub(super) fn names_deviations(table: &Table, markdown: &Markdown, column: usize) -> bool {
    let mut cells = filled(table, markdown, column).peekable();
    cells.peek().is_some() && cells.all(wording::names_deviation)
}

/// Takes a column "Completed" or "Closed" that holds nothing but days for the dates at which things were done.
pub(super) fn days(table: &Table, markdown: &Markdown, columns: &mut [Option<Field>]) {
    const NAMES: [&str; 4] = ["completed", "closed", "implemented", "resolved"];
    if columns.contains(&Some(Field::Due)) {
        return;
    }
    let called = |column: &usize| {
        let cell = table.header.cells.get(*column);
        let heading = cell.map_or("", |cell| markdown.cell(cell).text.trim());
        NAMES.iter().any(|name| heading.eq_ignore_ascii_case(name))
    };
    let is_day = |text: &str| {
        date::find(text).is_some_and(|(range, _)| range.len() == text.len()) || is_open(text)
    };
    for column in (0..columns.len()).filter(called) {
        let mut cells = filled(table, markdown, column).peekable();
        if cells.peek().is_some() && cells.all(is_day) {
            columns[column] = Some(Field::Due);
        }
    }
}

/// Whether a column stands between what says which clause it is, and the answer.
fn is_asked(columns: &[Option<Field>], column: usize) -> bool {
    let asks = |field: &Option<Field>| {
        matches!(
            field,
            Some(Field::Clause | Field::Title | Field::Requirement)
        )
    };
    let before = column.checked_sub(1).map(|before| &columns[before]);
    before.is_some_and(asks) && columns[column + 1..].contains(&Some(Field::Measure))
}

/// Takes a column that is called a status, and tells in sentences what is done, for the answer.
fn told_in_sentences(
    table: &Table,
    markdown: &Markdown,
    columns: &mut [Option<Field>],
    legend: &Legend,
) {
    /// Shorter texts are notes.
    const SHORTEST: usize = 8;
    for column in positions(columns, Field::Status) {
        let (mut told, mut stated) = (0, 0);
        for text in filled(table, markdown, column) {
            let is_status = legend.status(text).is_some()
                || wording::status(text).is_some()
                || wording::unstated(text).is_some()
                || Codes::Plan.status(text).is_some();
            match is_status {
                true => stated += 1,
                false => {
                    // 「RBAC」 and "Mandatory" are no sentences.
                    let is_told =
                        text.chars().nth(SHORTEST).is_some() && text.contains(script::is_hiragana);
                    told += usize::from(is_told);
                }
            }
        }
        if told > stated {
            columns[column] = Some(Field::Measure);
        }
    }
}

fn is_filled(text: &str) -> bool {
    !text.is_empty()
}

fn is_no_dash(text: &str) -> bool {
    is_filled(text) && wording::unstated(text).is_none()
}

/// 8.15, A-3, Q12.
fn is_code(text: &str) -> bool {
    text.len() <= 12
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_ ".contains(c))
}

/// Who has which part in something: 主, 従.
fn is_role(text: &str) -> bool {
    const ROLES: [&str; 15] = [
        "主",
        "従",
        "副",
        "主担当",
        "従担当",
        "副担当",
        "主体",
        "支援",
        "協力",
        "責任",
        "責任者",
        "関与なし",
        "主たる責任",
        "従たる責任",
        "分担",
    ];
    ROLES.contains(&text)
}

/// A word or two of the kind that a control is of.
fn is_short_name(text: &str) -> bool {
    const LONGEST: usize = 32;
    text.len() <= LONGEST && !text.contains(['.', ';'])
}

/// Whose duty something is, in English and in words alone.
fn is_party(text: &str) -> bool {
    const PARTIES: [&str; 13] = [
        "provider",
        "csp",
        "vendor",
        "customer",
        "tenant",
        "shared",
        "joint",
        "both",
        "both parties",
        "hybrid",
        "inherited",
        "service provider",
        "cloud provider",
    ];
    PARTIES.iter().any(|party| party.eq_ignore_ascii_case(text))
}

fn is_short(text: &str) -> bool {
    const LONGEST: usize = 16;
    text.chars().nth(LONGEST).is_none() && !text.contains('。')
}
