//! Words that stand for a status and are none: 「運用要件」 among 「対応済」 and 「未対応」, 「**実装状況**: よい」.

use rustc_hash::FxHashMap;

use crate::document::{Answer, AnswerKind, LabelledValue};
use crate::finding::Severity;
use crate::locale::Message;
use crate::rules::{Report, Subject};
use crate::wording::{self, Field};

/// A column is one of statuses where so many of its cells are read.
const READ: usize = 2;

/// No status is longer, in characters.
const LONGEST: usize = 24;

/// How many words are named.
const NAMED: usize = 5;

/// What the rows of one table say.
#[derive(Default)]
struct Column<'a> {
    read: usize,
    /// It says how far work is in numbers: a word among them is a remark.
    counts: bool,
    unread: Vec<&'a LabelledValue>,
}

/// Tells of rows with more cells than their table has headings: a bar in a title moves all behind it, and no reader
/// sees what stands in the last cell. `true` where there is one.
fn is_told_of_its_cells(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) -> bool {
    let Some(table) = answer.table.map(|table| &subject.document.tables[table]) else {
        return false;
    };
    let Some(start) = beyond(&subject.text[answer.range.clone()], table.headings.len()) else {
        return false;
    };
    let range = answer.range.start + start..answer.range.end;
    let written = &subject.text[range.clone()];
    let shown = written.trim_matches([' ', '|']);
    let range = range.start..range.start + (written.find(shown).unwrap_or(0) + shown.len());
    let start = range.end - shown.len();
    let message = Message::new(
        format!("この行は見出しよりもセルが多く、「{shown}」は表に出ません"),
        format!("this row has more cells than there are headings: “{shown}” does not show"),
    );
    report
        .push(start..range.end, message)
        .help(Message::new(
            "セルの中の縦線は「\\|」と書いてください",
            "write a bar inside of a cell as `\\|`",
        ))
        .clause(subject.clause_of(answer));
    true
}

/// Where the cells of a row of pipes begin for which it has no headings; `None` where it has none, or they are blank.
fn beyond(row: &str, headings: usize) -> Option<usize> {
    // Rows of drawn tables may take several lines.
    let inside = row
        .trim_start()
        .strip_prefix('|')
        .filter(|row| !row.contains('\n'))?;
    let mut bars = inside.match_indices('|').filter(|(at, _)| {
        let before = &inside[..*at];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 0
    });
    let (at, _) = bars.nth(headings.checked_sub(1)?)?;
    let behind = &inside[at + 1..];
    let written = behind.trim_matches(|c: char| c.is_whitespace() || c == '|');
    let is_comment = written.starts_with("<!--") && written.ends_with("-->");
    let says = !written.is_empty() && !is_comment;
    says.then(|| row.len() - behind.len())
}

/// Tells once a table of the words that are not read.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut columns: FxHashMap<usize, Column<'_>> = FxHashMap::default();
    let rows = subject.answers().filter(|answer| {
        answer.kind == AnswerKind::Row
            && !answer.links.is_empty()
            && !answer.is_inherited()
            && !subject.is_heading_row(answer)
    });
    let lists_risks = |table: usize| subject.document.tables[table].lists_risks;
    for (answer, table) in rows.filter_map(|answer| Some((answer, answer.table?))) {
        // A risk is open, accepted or closed, and no clause is.
        if lists_risks(table) {
            continue;
        }
        if is_told_of_its_cells(subject, answer, report) {
            continue;
        }
        let column = columns.entry(table).or_default();
        column.counts |= { answer.labels.label(Field::Status) }
            .is_some_and(|cell| cell.text.trim_end().ends_with(['%', '％']));
        match answer.labels.status {
            // Where two columns say how something stands, either word may be the other's.
            _ if has_two(subject, table) => {}
            Some(_) => column.read += 1,
            None => column.unread.extend(unread(answer)),
        }
    }
    let mut columns: Vec<Column<'_>> = columns.into_values().collect();
    columns.retain(|column| {
        let is_mixed = column.read >= READ && column.read >= column.unread.len();
        !column.unread.is_empty()
            && !column.counts
            && (is_mixed || column.read > 0 && is_vocabulary(&column.unread))
    });
    columns.sort_unstable_by_key(|column| column.unread[0].range.start);
    for mut column in columns {
        column
            .unread
            .retain(|cell| !is_explained(subject.text, &cell.text));
        if !column.unread.is_empty() {
            tell(&column.unread, report);
        }
    }
    let written = subject.answers().filter(|answer| {
        answer.kind != AnswerKind::Row && !answer.links.is_empty() && answer.labels.status.is_none()
    });
    let written: Vec<&LabelledValue> = written.filter_map(unread).collect();
    if !written.is_empty() {
        tell(&written, report);
    }
}

/// Whether a list or table of the document begins a line with a status of its own and goes on to what it means: "- Operator — the
/// customer has to do it".
fn is_explained(text: &str, word: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).len();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let explains = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let behind = text[at + word.len()..].lines().next().unwrap_or_default();
        let said = behind.trim_start_matches(['*', '_', '`', ' ', '\u{3000}', '」']);
        at > line
            && bare(&text[line..at]) == 0
            && said.starts_with(['—', '–', '-', ':', '：', '=', '＝', '|', '…'])
            && bare(said) > word.len()
    };
    !word.is_empty() && memchr::memmem::find_iter(text.as_bytes(), word).any(explains)
}

/// Whether the cells of a column in which nothing is read hold a few English words again and again, as those do that say how
/// something stands.
fn is_vocabulary(unread: &[&LabelledValue]) -> bool {
    const FEWEST: usize = 3;
    // What is asked, and not how it stands.
    const ASKED: [&str; 6] = [
        "mandatory",
        "required",
        "conditional",
        "conditionally",
        "optional",
        "recommended",
    ];
    let mut words: Vec<String> = { unread.iter() }
        .map(|cell| cell.text.to_lowercase())
        .collect();
    let count = words.len();
    words.sort_unstable();
    words.dedup();
    let is_asked = |word: &String| ASKED.contains(&word.trim_matches(['*', '_', ' ']));
    count >= FEWEST
        && words.len() < count
        && words.iter().all(|word| word.is_ascii())
        && !words.iter().any(is_asked)
}

/// Whether two columns of a table say how its rows stand.
fn has_two(subject: &Subject<'_>, table: usize) -> bool {
    let columns = subject.document.tables[table].columns.iter();
    columns
        .filter(|column| **column == Some(Field::Status))
        .count()
        > 1
}

/// The cell for a row's status, where a short word stands in it that is none.
fn unread(answer: &Answer) -> Option<&LabelledValue> {
    let cell = { answer.labels.label(Field::Status) }.filter(|cell| !cell.inherited)?;
    // 「Inherited」, 「共同」 say who does it.
    let is_of_duty = wording::responsibility(&cell.text).is_some();
    // An auditor's result is none of the control's.
    const UNTESTED: [&str; 4] = [
        "not tested",
        "not operated",
        "no occurrence",
        "no occurrences",
    ];
    let is_untested = { UNTESTED.iter() }.any(|word| word.eq_ignore_ascii_case(cell.text.trim()));
    // A sentence says what is done.
    let is_sentence = cell.text.contains(['を', 'は', 'が', '、', '。', '.']);
    let is_word =
        cell.text.chars().count() <= LONGEST && cell.text.chars().any(char::is_alphabetic);
    (is_word
        && !is_of_duty
        && !is_untested
        && !is_sentence
        && wording::unstated(&cell.text).is_none()
        && wording::placeholder(&cell.text).is_none())
    .then_some(cell)
}

fn tell(unread: &[&LabelledValue], report: &mut Report<'_>) {
    let mut words: Vec<&str> = Vec::new();
    for cell in unread {
        let word = cell.text.trim_matches(['-', '*', '_', ' ']);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let rest = words.len().saturating_sub(NAMED);
    words.truncate(NAMED);
    let (more_ja, more_en) = match rest {
        0 => (String::new(), String::new()),
        rest => (format!(" ほか {rest} 種"), format!(" and {rest} more")),
    };
    let message = Message::new(
        format!(
            "「{}」{more_ja}は、対応状況を表す語として読み取れません",
            words.join("」「")
        ),
        format!("“{}”{more_en}: not known as a status", words.join("”, “")),
    );
    report
        .push(unread[0].range.clone(), message)
        .help(Message::new(
            "対応済・一部対応・対応予定・対象外・未対応のどれに当たるかが分かる言葉にしてください",
            "use a word that says whether it is implemented, partial, planned, not applicable or not implemented",
        ))
        .severity(Severity::Information);
}
