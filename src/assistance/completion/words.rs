//! The words that labels and columns take.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::View;
use crate::locale::Locale;
use crate::markdown::Table;
use crate::wording::{self, Field, Placeholder};

/// Statuses to choose from: those that the column uses already, and where these are few the usual ones.
pub fn statuses(used: &[String], language: Locale) -> Vec<String> {
    /// With fewer a writer has not said yet how statuses are written here.
    const ENOUGH: usize = 3;
    let usual: &[&str] = match language {
        Locale::Ja => &[
            "対応済",
            "一部対応",
            "対応予定",
            "代替策で対応",
            "対象外",
            "未対応",
        ],
        Locale::En => &[
            "Implemented",
            "Partially implemented",
            "Planned",
            "Alternative implementation",
            "Not applicable",
            "Not implemented",
        ],
    };
    let mut words = used.to_vec();
    if used.len() < ENOUGH {
        let said = |word: &str| wording::status(word).map(|stated| stated.status);
        let missing = usual
            .iter()
            .filter(|word| !used.iter().any(|used| said(used) == said(word)));
        words.extend(missing.map(|word| word.to_string()));
    }
    words
}

/// The statuses that stand in a table's column, the commonest first, without what is said beside them.
/// The cell that is being written at `cursor` does not count: 「一部」 may become 「一部対応」.
pub fn in_column(
    view: &View<'_>,
    table: &Table,
    column: usize,
    cursor: Option<usize>,
) -> Vec<String> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let written = |range: &Range<usize>| {
        cursor.is_some_and(|cursor| range.start <= cursor && cursor <= range.end)
    };
    let cells = cells.filter(|cell| !written(&cell.range));
    let stated = cells.filter_map(|cell| {
        let text = view.markdown.cell(cell).text;
        Some(&text[wording::status(text)?.range])
    });
    by_frequency(stated)
}

/// The values that stand under a label or in a column of this document, the commonest first, but for the one that is
/// being written at `cursor`.
pub fn in_document(view: &View<'_>, field: Field, cursor: Option<usize>) -> Vec<String> {
    let answers = view.document.answers.iter();
    let values = answers.flat_map(|answer| &answer.labels.fields);
    // A word is enough of a value: 部長.
    let is_written = |text: &str| {
        let found = wording::placeholder(text);
        found.is_none_or(|(kind, _)| kind == Placeholder::TooShort)
    };
    let is_here = |range: &Range<usize>| {
        cursor.is_some_and(|cursor| range.start <= cursor && cursor <= range.end)
    };
    let own = values
        .filter(|value| value.field == field && !value.inherited)
        .filter(|value| !is_here(&value.range) && is_written(&value.text));
    by_frequency(own.map(|value| &*value.text))
}

fn by_frequency<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    /// A longer text is a sentence and no word that comes again.
    const LONGEST: usize = 24;
    /// More are no choice.
    const MOST: usize = 12;
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (place, text) in texts.enumerate() {
        if !text.is_empty() && text.chars().count() <= LONGEST && !text.contains('\n') {
            counts.entry(text).or_insert((0, place)).0 += 1;
        }
    }
    let mut words: Vec<(&str, (usize, usize))> = counts.into_iter().collect();
    words.sort_by_key(|(_, (count, place))| (std::cmp::Reverse(*count), *place));
    let words = words.into_iter().take(MOST);
    words.map(|(word, _)| word.to_string()).collect()
}

/// How often something may be done.
pub fn frequencies(language: Locale) -> &'static [&'static str] {
    match language {
        Locale::Ja => &["毎日", "毎週", "毎月", "四半期ごと", "半年ごと", "年1回"],
        Locale::En => &[
            "daily",
            "weekly",
            "monthly",
            "quarterly",
            "every six months",
            "annually",
        ],
    }
}

/// Whose duty something may be, and how the upstream provider's is written before its name.
pub fn responsibilities(language: Locale) -> (&'static [&'static str], &'static str) {
    match language {
        Locale::Ja => (&["当社", "利用者", "共同"], "継承"),
        Locale::En => (&["provider", "customer", "shared"], "inherited"),
    }
}

/// The labels that label lines begin with.
pub fn labels(language: Locale) -> &'static [&'static str] {
    match language {
        Locale::Ja => &[
            "対応条項",
            "実装状況",
            "責任分界",
            "責任者",
            "頻度",
            "証跡",
            "期限",
            "最終見直し",
            "理由",
        ],
        Locale::En => &[
            "Covers",
            "Status",
            "Responsibility",
            "Owner",
            "Frequency",
            "Evidence",
            "Due",
            "Reviewed",
            "Reason",
        ],
    }
}
