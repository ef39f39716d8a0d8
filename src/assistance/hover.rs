//! What an editor shows about the word under the pointer, as Markdown.
//!
//! Short, and safe: what documents and guidelines say passes through
//! [`rich_text`](super::rich_text).

use std::fmt::Write;
use std::ops::Range;

use super::actions::review::judged;
use super::rich_text::{link, shortened, within, words};
use super::{Shared, View, at, clause_page, symbols};
use crate::coverage::Summary;
use crate::document::Resolution;
use crate::finding::{Finding, Place};
use crate::guideline::{ClauseReference, Completeness, Guideline, GuidelineIndex};
use crate::locale::Locale;
use crate::review::{Reviewed, State};
use crate::rules;

mod clause;
mod notation;

pub use clause::state_name;

/// How many findings at one place are explained.
const FINDINGS: usize = 3;

/// What is shown about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words that it is about, in bytes of the document or guideline file.
    pub range: Range<usize>,
    /// Markdown.
    pub markdown: String,
}

/// What there is to say about a place in a document; `None` about ordinary words.
pub fn hover(view: &View<'_>, offset: usize) -> Option<Hover> {
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    match named_here(view, offset) {
        Some(named) => {
            let words = named.0.clone();
            parts.push(named);
            // What is wrong with the whole row is not what is asked about at its number.
            let within =
                |found: &Range<usize>| words.start <= found.start && found.end <= words.end;
            let findings = explained(view, offset);
            parts.extend(findings.into_iter().filter(|(range, _)| within(range)));
        }
        None => {
            parts.extend(section(view, offset));
            let mut findings = explained(view, offset);
            // What is wrong with a whole row comes behind what its status means.
            if let Some(meaning) = notation::at(view, offset) {
                let is_around = |found: &Range<usize>| {
                    found.start <= meaning.0.start && meaning.0.end < found.end
                };
                let outer = findings.iter().position(|(found, _)| is_around(found));
                findings.insert(outer.unwrap_or(findings.len()), meaning);
            }
            parts.extend(findings);
        }
    }
    let (range, _) = parts.first()?;
    // Words about a key are shown at its value too, and editors take away what does not hold the cursor.
    let cursor = view.text.floor_char_boundary(offset);
    let range = range.start.min(cursor)..range.end.max(cursor);
    let markdown: Vec<&str> = parts.iter().map(|(_, part)| part.trim()).collect();
    Some(Hover {
        range,
        markdown: markdown.join("\n\n---\n\n"),
    })
}

/// Who covers the clause whose heading stands at a place of a guideline's own file; `None`
/// elsewhere in it. `offset` counts bytes of that file.
pub fn in_guideline(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    offset: usize,
) -> Option<Hover> {
    let known = project.guidelines.get(guideline);
    let index = at::clause(known, offset)?;
    let range = known.clause(index)?.range.clone();
    at::touches(&range, offset).then(|| Hover {
        range,
        markdown: of_clause(
            project,
            ClauseReference {
                guideline,
                clause: index,
            },
        ),
    })
}

/// Who covers a clause: its state, the statements that answer it, its place in the crosswalk.
pub fn of_clause(project: &Shared<'_>, clause: ClauseReference) -> String {
    clause::coverage(project, clause).trim().to_string()
}

/// The whole card of a clause, as a citation shows it: for completion's documentation too.
pub fn card(project: &Shared<'_>, clause: ClauseReference) -> String {
    clause::card(project, clause, &[]).trim().to_string()
}

/// The clause, clauses or guideline named at a place.
fn named_here(view: &View<'_>, offset: usize) -> Option<(Range<usize>, String)> {
    let project = &view.project;
    if let Some(named) = at::cited(view, offset) {
        let citation = at::any_citation(view, offset);
        let markdown = match (
            named.clauses.as_slice(),
            citation.map(|one| &one.resolution),
        ) {
            ([only], Some(Resolution::Found(found))) => {
                let asked: Vec<usize> = found.iter().filter_map(|(_, asked)| *asked).collect();
                let card = clause::card(project, *only, &asked);
                match reviewed(view, offset, *only) {
                    Some(line) => format!("{}\n\n{line}", card.trim_end()),
                    None => card,
                }
            }
            ([only], _) => clause::card(project, *only, &[]),
            (several, Some(Resolution::Ambiguous(_))) => {
                let head = project
                    .locale
                    .choose("次のどれとも読めます。", "This can mean any of these.");
                format!("{head}\n\n{}", clause::list(project, several))
            }
            (several, _) => clause::list(project, several),
        };
        return Some((named.range, markdown));
    }
    // At the opening bracket of `[mic:3.4]` the clause is meant, not the prefix.
    let Some(mention) = at::mention(view, offset) else {
        let named = at::written(view, offset)?;
        let card = clause::card(project, *named.clauses.first()?, &[]);
        return Some((named.range, card));
    };
    let markdown = guidelines(project, &mention.guidelines)?;
    Some((mention.range.clone(), markdown))
}

/// Whether the answer at a place was reviewed against a clause, where the project keeps reviews.
fn reviewed(view: &View<'_>, offset: usize, clause: ClauseReference) -> Option<String> {
    if !view.lock.exists() {
        return None;
    }
    let answer = &view.document.answers[at::answer(view, offset)?];
    let judged = judged(view, &answer.range);
    let link = judged.iter().find(|one| one.clause == clause)?;
    let day = |was: &Reviewed| was.date.map(|day| day.to_string());
    let locale = view.project.locale;
    Some(match link.state {
        State::Unreviewed => locale
            .choose(
                "この回答はまだ見直されていません。",
                "Nobody has reviewed this answer.",
            )
            .to_string(),
        State::Current(was) => match (locale, day(was)) {
            (Locale::Ja, Some(day)) => format!("この回答は {day} に見直されています。"),
            (Locale::Ja, None) => "この回答は見直されています。".to_string(),
            (Locale::En, Some(day)) => format!("This answer was reviewed on {day}."),
            (Locale::En, None) => "This answer was reviewed.".to_string(),
        },
        State::Suspect { was, clause, .. } => {
            let what = match clause {
                true => locale.choose("条項の文言が", "the clause has"),
                false => locale.choose("回答が", "the answer has"),
            };
            let day = day(was).map_or(String::new(), |day| match locale {
                Locale::Ja => format!("（{day}）"),
                Locale::En => format!(" of {day}"),
            });
            match locale {
                Locale::Ja => format!("⚠️ 見直し{day}の後に{what}変わっています。"),
                Locale::En => format!("⚠️ Since the review{day} {what} changed."),
            }
        }
    })
}

/// Guidelines, a card each; how it stands of a single one.
fn guidelines(project: &Shared<'_>, named: &[GuidelineIndex]) -> Option<String> {
    let summaries = match named.len() {
        1 => project.coverage.summaries(project.guidelines),
        _ => Vec::new(),
    };
    let cards: Vec<String> = { named.iter() }
        .map(|&index| {
            let summary = summaries.iter().find(|one| one.guideline == index);
            guideline(project, index, summary)
        })
        .collect();
    (!cards.is_empty()).then(|| cards.join("\n"))
}

/// A guideline: its name, who published it when, its id, how it stands.
fn guideline(project: &Shared<'_>, index: GuidelineIndex, summary: Option<&Summary>) -> String {
    let known = project.guidelines.get(index);
    let mut out = format!("**{}**  \n", words(&known.name()));
    let facts = [
        known.publisher.as_ref().map(|one| words(one)),
        known.published.map(|date| date.to_string()),
        Some(format!("`{}`", known.id.replace('`', ""))),
    ];
    let facts: Vec<String> = facts
        .into_iter()
        .flatten()
        .chain(held(known, project.locale))
        .collect();
    let _ = writeln!(out, "{}", facts.join(" · "));
    if let Some(summary) = summary.filter(|one| one.requirements > 0) {
        let counted = clause_page::counted(summary, project.locale);
        let _ = writeln!(out, "\n{counted}");
    }
    if !project.is_complete {
        let note = project.locale.choose(
            "文書をまだすべては読み終えていません。件数はこれまでに読んだ文書のものです。",
            "Not all documents have been read yet; the counts are of those that have.",
        );
        let _ = writeln!(out, "\n{note}");
    }
    for note in clause_page::extent(known, project.locale) {
        let _ = writeln!(out, "\n{}", words(&note));
    }
    out
}

/// How many of its edition's clauses a guideline holds.
fn held(known: &Guideline, locale: Locale) -> Option<String> {
    let numbered = known.clauses.iter();
    let count = { numbered }.filter(|clause| clause.label.is_some()).count();
    (count > 0).then(|| match (locale, &known.completeness) {
        (Locale::Ja, Completeness::Whole) => format!("全 {count} 条項"),
        (Locale::Ja, Completeness::Partial { .. }) => format!("一部の {count} 条項"),
        (Locale::Ja, Completeness::Unstated) => format!("{count} 条項"),
        (Locale::En, Completeness::Whole) => format!("all of its {count} clauses"),
        (Locale::En, Completeness::Partial { .. }) => format!("{count} of its clauses"),
        (Locale::En, Completeness::Unstated) => format!("{count} clauses"),
    })
}

/// Why there are findings at a place, and what would mend them.
fn explained(view: &View<'_>, offset: usize) -> Vec<(Range<usize>, String)> {
    let findings = at::findings(view, offset);
    let mut rules: Vec<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    let mut seen = rustc_hash::FxHashSet::default();
    rules.retain(|rule| seen.insert(*rule));
    let of = |rule: &str| -> Vec<&Finding> {
        let those = findings.iter().copied();
        those.filter(|finding| finding.rule == rule).collect()
    };
    rules
        .into_iter()
        .take(FINDINGS)
        .filter_map(|rule| {
            let those = of(rule);
            let first = those.first()?;
            let text = match rule {
                "missing-clause" => missing(&view.project, &those),
                _ => explanation(view.project.locale, first),
            };
            Some((first.range.clone(), text))
        })
        .collect()
}

fn explanation(locale: Locale, finding: &Finding) -> String {
    let mut out = format!("**`{}`**", finding.rule);
    let rule = rules::named(&finding.rule);
    if let Some(rule) = rule {
        let stop = locale.choose("。", ".");
        let _ = write!(out, " {}{stop}", rule.summary(locale));
    }
    if let Some(help) = &finding.help {
        let _ = write!(out, "\n\n{}", words(help.in_locale(locale)));
    }
    if let Some(mend) = rule.and_then(|rule| how_to_mend(rule.page(locale), locale)) {
        let _ = write!(out, "\n\n{mend}");
    }
    out
}

/// The paragraph of a rule's page that says how to mend what it finds.
fn how_to_mend(page: &str, locale: Locale) -> Option<&str> {
    let begins = locale.choose("**直し方", "**How to mend it");
    page.split("\n\n")
        .find(|paragraph| paragraph.starts_with(begins))
}

/// The clauses that are missing at a place, one line each.
fn missing(project: &Shared<'_>, findings: &[&Finding]) -> String {
    const LISTED: usize = 8;
    let locale = project.locale;
    let mut out = locale
        .choose(
            "**ここで答えるはずの条項に、答える記述がありません。**\n\n",
            "**Nothing answers these clauses, which belong here.**\n\n",
        )
        .to_string();
    for finding in findings.iter().take(LISTED) {
        let line = match finding.clause {
            Some(clause) => {
                let known = project.guidelines.clause(clause);
                let heading = clause_page::heading(known, locale);
                let address = (project.address)(&Place::Clause(clause));
                let asks = { known.requirements.iter() }
                    .max_by_key(|one| one.modality)
                    .map_or(String::new(), |one| {
                        format!(": {}", within(&shortened(&one.text, 80)))
                    });
                format!("{}{asks}", link(&heading, address.as_deref()))
            }
            None => words(finding.message.in_locale(locale)),
        };
        let _ = writeln!(out, "- {line}");
    }
    if findings.len() > LISTED {
        let rest = findings.len() - LISTED;
        let _ = match locale {
            Locale::Ja => writeln!(out, "- ほか {rest} 件"),
            Locale::En => writeln!(out, "- {rest} more"),
        };
    }
    out
}

/// The clauses that the heading at a place answers, where it does not name them itself; else those that
/// what stands under it answers.
fn section(view: &View<'_>, offset: usize) -> Option<(Range<usize>, String)> {
    let index = at::heading(view, offset)?;
    let section = &view.document.sections[index];
    let within = match section.links.is_empty() {
        true => symbols::links_within(view, index),
        false => Vec::new(),
    };
    let mut clauses: Vec<ClauseReference> = Vec::new();
    for link in section.links.iter().chain(&within) {
        if !clauses.contains(&link.clause) {
            clauses.push(link.clause);
        }
    }
    (!clauses.is_empty()).then(|| {
        let locale = view.project.locale;
        let head = match within.is_empty() {
            true => locale.choose("この節が答える条項", "This section answers"),
            false => locale.choose(
                "この節の記述が答える条項",
                "The statements in this section answer",
            ),
        };
        let list = clause::list(&view.project, &clauses);
        (section.heading.clone(), format!("**{head}**\n\n{list}"))
    })
}
