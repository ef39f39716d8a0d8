//! How a clause is written where it is to be cited: its number as the neighbours write theirs, its
//! bracket, the words by which a reader knows it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::View;
pub use crate::guideline::number_like;
use crate::guideline::{Clause, ClauseReference, GuidelineIndex, Guidelines};
use crate::locale::Locale;

/// The bracket prefix of a guideline: the first that leads to it and not to another edition, else
/// its id.
pub fn prefix(guidelines: &Guidelines, guideline: GuidelineIndex) -> &str {
    guidelines.prefix(guideline)
}

/// A clause as `[mic-meti:別紙2 3.4-①-1]`; `None` for one without an official number.
pub fn bracket(guidelines: &Guidelines, clause: ClauseReference) -> Option<String> {
    let label = guidelines.clause(clause).label.as_deref()?;
    Some(format!(
        "[{}:{label}]",
        prefix(guidelines, clause.guideline)
    ))
}

/// A clause's title as one would hand it over: without the marks with which a built-in guideline's
/// file says where a title is from.
pub fn title(clause: &Clause) -> String {
    let title = clause.title.replace("（題未確認）", "");
    match title.split_once("（題は") {
        Some((title, _)) => title.trim_end().to_string(),
        None => title,
    }
}

/// The title by which a list shows a clause; of a clause that has none, the beginning of what it asks.
pub fn caption(clause: &Clause) -> String {
    const LONGEST: usize = 40;
    let title = title(clause);
    if !title.is_empty() {
        return title;
    }
    let asked = clause.requirements.first();
    let text = one_line(asked.map_or("", |requirement| &requirement.text));
    if text.chars().count() <= LONGEST {
        return text.trim_end_matches('。').to_string();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A clause's number in the form in which people type it: narrow, small letters, no spaces.
pub fn folded(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The language that a document is written in: Japanese if there is any in it; the reader's where nothing is
/// written yet.
pub fn language(view: &View<'_>) -> Locale {
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    if view.text.chars().any(japanese) {
        return Locale::Ja;
    }
    let body = view
        .markdown
        .front_matter
        .as_ref()
        .map_or(0, |front| front.end);
    let is_written =
        { view.text.get(body..) }.is_some_and(|body| body.contains(char::is_alphabetic));
    match is_written {
        true => Locale::En,
        false => view.project.locale,
    }
}

/// How the lines of a text end: as the first one does.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// A text in one line, without what would steer a terminal.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}

/// Whether two ranges have a byte in common, or one is empty and stands in the other.
pub fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The guidelines that a number without a name belongs to at a place, the likeliest first: what
/// the table, the sections around and the document name, else the project's.
pub fn guidelines_at(view: &View<'_>, offset: usize) -> Vec<GuidelineIndex> {
    let table = view
        .document
        .tables
        .iter()
        .find(|table| meets(&table.range, &(offset..offset)))
        .and_then(|table| table.guideline);
    if let Some(guideline) = table {
        return vec![guideline];
    }
    let mut section = super::at::section(view, offset);
    loop {
        let around = &view.document.sections[section];
        if !around.guidelines.is_empty() {
            return around.guidelines.clone();
        }
        match around.parent {
            Some(parent) => section = parent,
            None => return view.project.chosen.to_vec(),
        }
    }
}
