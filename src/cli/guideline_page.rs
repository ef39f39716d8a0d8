//! A guideline as a page of text: what it is, where it comes from, which part of it is at hand, and
//! its clauses as a table of contents.

use std::fmt::Write;

use super::clause_page::heading;
use super::terminal::printable_line;
use crate::assistance::clause_page::extent;
use crate::guideline::{Clause, Completeness, Guideline, Modality};
use crate::locale::Locale;

/// How many characters of what it asks stand for a clause without a title.
const WORDS: usize = 40;

/// How many of its names are shown.
const ALIASES: usize = 6;

/// The page. Writing to a `String` cannot fail, so results of `write!` are passed over.
pub fn render(guideline: &Guideline, locale: Locale, colored: bool) -> String {
    let mut output = head(guideline, locale, colored);
    for (index, clause) in guideline.iter() {
        if clause.deselected {
            continue;
        }
        let indent = "  ".repeat(guideline.ancestors(index).count());
        let withdrawn = match clause.withdrawn {
            None => "",
            Some(_) => locale.choose("（廃止）", " (withdrawn)"),
        };
        let _ = writeln!(
            output,
            "{indent}{}{}{withdrawn}{}",
            heading(clause, locale),
            words(clause),
            asking(clause, locale)
        );
    }
    output
}

fn head(guideline: &Guideline, locale: Locale, colored: bool) -> String {
    let bold = match colored {
        true => anstyle::Style::new().bold(),
        false => anstyle::Style::new(),
    };
    let title = printable_line(&guideline.title);
    let mut output = format!("{bold}{title}{bold:#}\n");
    let mut line = |ja: &'static str, en: &'static str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let name = locale.choose(ja, en);
            let _ = writeln!(output, "{name}: {}", printable_line(&value));
        }
    };
    let comma = locale.choose("、", ", ");
    line("ID", "id", Some(guideline.id.clone()));
    line("版", "edition", guideline.edition.clone());
    line("発行", "publisher", guideline.publisher.clone());
    let published = guideline.published.map(|date| date.to_string());
    line("発行日", "published", published);
    line(
        "置き換えた版",
        "supersedes",
        Some(guideline.supersedes.join(comma)),
    );
    line(
        "文書での呼び名",
        "names in documents",
        Some(aliases(guideline, locale)),
    );
    let prefixes = guideline
        .prefixes
        .iter()
        .map(|prefix| format!("[{prefix}:…]"));
    let prefixes: Vec<String> = prefixes.collect();
    line("接頭辞", "prefixes", Some(prefixes.join(comma)));
    line("出典", "source", guideline.source.clone());
    let completeness = match &guideline.completeness {
        Completeness::Whole => locale.choose(
            "この版のすべての条項を収めています。",
            "It holds every clause of this edition.",
        ),
        Completeness::Unstated => locale.choose(
            "すべての条項を収めているかどうかは、書かれていません。",
            "The file does not say whether every clause is here.",
        ),
        Completeness::Partial { .. } => "",
    };
    let completeness = Some(completeness.to_string()).filter(|note| !note.is_empty());
    for note in completeness.into_iter().chain(extent(guideline, locale)) {
        let _ = writeln!(output, "{}", printable_line(&note));
    }
    let _ = writeln!(output, "{}\n", counts(guideline, locale));
    output
}

/// The names by which documents call it: of the many spellings of one name, the first.
fn aliases(guideline: &Guideline, locale: Locale) -> String {
    let named = guideline.aliases.iter().take(ALIASES).cloned();
    let named = named.collect::<Vec<_>>().join(locale.choose("、", ", "));
    match (guideline.aliases.len().saturating_sub(ALIASES), locale) {
        (0, _) => named,
        (rest, Locale::Ja) => format!("{named} ほか {rest} 通り"),
        (rest, Locale::En) => format!("{named} and {rest} more spellings"),
    }
}

fn counts(guideline: &Guideline, locale: Locale) -> String {
    let count = |is: fn(&&Clause) -> bool| guideline.clauses.iter().filter(is).count();
    let groups = count(|clause| clause.group);
    let withdrawn = count(|clause| clause.withdrawn.is_some());
    let clauses = guideline.clauses.len() - groups;
    match (locale, withdrawn) {
        (Locale::Ja, 0) => format!("{clauses} 条項、{groups} グループ"),
        (Locale::Ja, _) => format!("{clauses} 条項（うち廃止 {withdrawn}）、{groups} グループ"),
        (Locale::En, withdrawn) => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            let withdrawn = match withdrawn {
                0 => String::new(),
                withdrawn => format!(" ({withdrawn} withdrawn)"),
            };
            let (one, other) = (plural(clauses), plural(groups));
            format!("{clauses} clause{one}{withdrawn} in {groups} group{other}")
        }
    }
}

/// The beginning of what a clause without a title asks: a number alone tells nobody anything.
fn words(clause: &Clause) -> String {
    let Some(first) = clause
        .requirements
        .first()
        .filter(|_| clause.title.is_empty())
    else {
        return String::new();
    };
    let text = printable_line(&first.text);
    match text.char_indices().nth(WORDS) {
        Some((end, _)) => format!(" {}…", &text[..end]),
        None => format!(" {text}"),
    }
}

/// How many requirements of each kind a clause has.
fn asking(clause: &Clause, locale: Locale) -> String {
    let count = |modality| {
        clause
            .requirements
            .iter()
            .filter(|one| one.modality == modality)
            .count()
    };
    let kinds = [
        (Modality::Must, "必須", "must"),
        (Modality::Should, "推奨", "should"),
        (Modality::Item, "項目", "item"),
        (Modality::May, "任意", "may"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .map(|(modality, ja, en)| (count(modality), if locale == Locale::Ja { ja } else { en }))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{name} {count}"))
        .collect();
    if counts.is_empty() {
        String::new()
    } else {
        format!("  [{}]", counts.join(", "))
    }
}
