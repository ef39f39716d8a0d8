#![doc = include_str!("pages/unknown-clause.md")]

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, Report, Rule, Subject};
use crate::document::is_title_of;
use crate::document::{Citation, Resolution};
use crate::finding::{Edit, Fix, Place, Severity};
use crate::guideline::{ClauseIndex, ClauseReference, Completeness, GuidelineIndex, title_key};
use crate::locale::Message;
use crate::locator::{Locator, Mark};
use crate::script::{is_kanji, is_katakana};
use crate::wording::Field;

/// How many numbers are named that a partial catalogue does not hold.
const NAMED: usize = 12;

/// How many clauses are suggested for one that is not there.
const SUGGESTED: usize = 3;

pub static RULE: Rule = Rule {
    name: "unknown-clause",
    class: Class::Structural,
    severity: Severity::Error,
    manual: include_str!("pages/unknown-clause.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut beyond: FxHashMap<GuidelineIndex, Vec<&Citation>> = FxHashMap::default();
    let mut order = Vec::new();
    let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
    for citation in &subject.document.citations {
        let Resolution::Unknown { locator, guideline } = &citation.resolution else {
            continue;
        };
        if is_own_annex(subject, citation, locator) {
            continue;
        }
        // A heading's number may have been read for its title and for itself.
        if !seen.insert((citation.range.start, citation.range.end)) {
            continue;
        }
        if matches!(
            subject.guidelines.get(*guideline).completeness,
            Completeness::Partial { .. }
        ) {
            let entry = beyond.entry(*guideline).or_insert_with(|| {
                order.push(*guideline);
                Vec::new()
            });
            entry.push(citation);
        } else {
            unknown(subject, citation, locator, *guideline, report);
        }
    }
    for guideline in order {
        if let [first, others @ ..] = &*beyond[&guideline] {
            beyond_catalogue(subject, first, guideline, others, report);
            for other in others {
                beyond_as_well(subject, other, guideline, report);
            }
        }
    }
}

/// Whether a document's title calls it an annex, which is one to another paper of its own: 「# 別紙1　説明書」.
fn is_own_annex(subject: &Subject<'_>, citation: &Citation, locator: &Locator) -> bool {
    let title = subject.document.title_section();
    let title = title.map(|title| &subject.document.sections[title].heading);
    title.is_some_and(|title| title.contains(&citation.range.start))
        && matches!(&*locator.levels, [annex, _] if annex.mark == Mark::Word)
        && subject.text[..citation.range.start]
            .trim_end()
            .ends_with('#')
}

fn unknown(
    subject: &Subject<'_>,
    citation: &Citation,
    locator: &Locator,
    guideline: GuidelineIndex,
    report: &mut Report<'_>,
) {
    let name = subject.guidelines.get(guideline).short_name();
    let written = &subject.text[citation.range.clone()];
    let is_whole = subject.guidelines.get(guideline).completeness == Completeness::Whole;
    let message = match is_whole {
        true => Message::new(
            format!("{name} に {written} という条項はありません"),
            format!("{name} has no clause {written}"),
        ),
        false => Message::new(
            format!("登録された {name} のファイルに {written} という条項はありません"),
            format!("the file of {name} at hand has no clause {written}"),
        ),
    };
    let help = match is_whole {
        true => Message::new(
            "番号と、どの版の番号かを確かめてください",
            "check the number, and of which edition it is",
        ),
        false => Message::new(
            "番号と、どの版の番号かを確かめてください。ファイルが一部の条項だけを収めている場合は、そのことをファイルに書いてください（completeness: partial）",
            "check the number, and of which edition it is; if the file holds a part of the clauses only, say so in it (completeness: partial)",
        ),
    };
    let mut entry = report.push(citation.range.clone(), message).help(help);
    if !is_whole {
        entry = entry.severity(Severity::Warning);
    }
    for (clause, by_title) in suggested(subject, citation, locator, guideline) {
        let known = subject.guidelines.clause(clause);
        let label = known.display_label();
        entry = entry.related(Place::Clause(clause), suggestion(&label, by_title));
        // One slip explains the number of a neighbour, and the words beside it have to speak for that
        // clause: of ten neighbours only one can be meant.
        let is_meant = |number: &str| {
            strsim::osa_distance(number, written) <= 1
                && speaks_of(&known.title, words_beside(subject, citation))
        };
        if by_title {
            // The number and the title beside it cannot both be right.
            entry = entry.severity(Severity::Error);
        }
        if let Some(number) = known
            .label
            .as_deref()
            .filter(|number| by_title || is_meant(number))
        {
            entry = entry.fix(Fix {
                title: Message::new(format!("{number} に直す"), format!("change to {number}")),
                edits: vec![Edit {
                    range: citation.range.clone(),
                    new_text: number.to_owned(),
                }],
                is_proposal: true,
            });
        }
    }
}

/// The clauses that are meant most likely: those whose title stands with the number, then those
/// whose numbers are near it; at most [`SUGGESTED`], each with whether its title decided.
fn suggested(
    subject: &Subject<'_>,
    citation: &Citation,
    locator: &Locator,
    guideline: GuidelineIndex,
) -> Vec<(ClauseReference, bool)> {
    let reference = |clause: ClauseIndex| ClauseReference { guideline, clause };
    let title = title_key(title_beside(subject, citation));
    let clauses = subject.guidelines.get(guideline).iter();
    let titled = clauses
        .map(|(clause, _)| reference(clause))
        .filter(|clause| is_title_of(&title, *clause, subject.guidelines));
    let mut suggested: Vec<(ClauseReference, bool)> = titled.map(|clause| (clause, true)).collect();
    // Several clauses of nearly the same title: the number tells them apart no better.
    if suggested.len() > SUGGESTED {
        suggested.clear();
    }
    for clause in subject.guidelines.catalogue(guideline).nearest(locator) {
        let clause = reference(clause);
        if !suggested.iter().any(|(known, _)| *known == clause) {
            suggested.push((clause, false));
        }
    }
    suggested.truncate(SUGGESTED);
    suggested
}

/// What is said of a suggested clause: why it may be meant.
fn suggestion(label: &str, by_title: bool) -> Message {
    match by_title {
        true => Message::new(
            format!("題が合う条項: {label}"),
            format!("has this title: {label}"),
        ),
        false => Message::new(format!("近い条項: {label}"), format!("nearest: {label}")),
    }
}

/// The title that a citation carries: in the row's own column, or behind the number.
fn title_beside<'a>(subject: &Subject<'a>, citation: &Citation) -> &'a str {
    let start = citation.range.start;
    let statements = &subject.document.statements;
    let at = statements.partition_point(|statement| statement.range.start <= start);
    let statement = at.checked_sub(1).map(|at| &statements[at]);
    if let Some(row) = statement.filter(|one| one.unit.is_row && one.range.contains(&start)) {
        let title = row.unit.field(Field::Title);
        return title.map_or("", |title| {
            subject
                .text
                .get(row.place(&title.range))
                .unwrap_or_default()
        });
    }
    let behind = &subject.text[citation.range.end..];
    let line = behind.lines().next().unwrap_or_default();
    let end = line.find(['|', '。', '[', '<']).unwrap_or(line.len());
    &line[..end]
}

/// What the statement says that a citation stands in; in a heading, its line.
fn words_beside<'a>(subject: &Subject<'a>, citation: &Citation) -> &'a str {
    let start = citation.range.start;
    let statements = &subject.document.statements;
    let at = statements.partition_point(|statement| statement.range.start <= start);
    let statement = at.checked_sub(1).map(|at| &statements[at]);
    let line = || {
        let from = subject.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let rest = &subject.text[start..];
        from..start + rest.find('\n').unwrap_or(rest.len())
    };
    let range = statement.map(|one| one.range.clone());
    let range = range.filter(|range| range.contains(&start));
    &subject.text[range.unwrap_or_else(line)]
}

/// Whether a text speaks of most of what a title names.
fn speaks_of(title: &str, text: &str) -> bool {
    let (named, said) = (terms(title), terms(text));
    let shared = named.iter().filter(|term| said.contains(*term)).count();
    !named.is_empty() && shared * 2 >= named.len()
}

/// The English words of a text, and the pairs of neighbouring kanji and katakana.
fn terms(text: &str) -> FxHashSet<String> {
    let is_term = |c: char| is_kanji(c) || is_katakana(c);
    let text = text.to_lowercase();
    let english = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_alphabetic()));
    let pairs = text.chars().zip(text.chars().skip(1));
    let pairs = pairs.filter(|(one, other)| is_term(*one) && is_term(*other));
    { english.map(str::to_owned) }
        .chain(pairs.map(|(one, other)| String::from_iter([one, other])))
        .collect()
}

/// A partial catalogue cannot tell a wrong number from one that it does not hold: said once a document, with the
/// other numbers, of which any may be wrong, and in an editor at each place.
fn beyond_catalogue(
    subject: &Subject<'_>,
    citation: &Citation,
    guideline: GuidelineIndex,
    others: &[&Citation],
    report: &mut Report<'_>,
) {
    let known = subject.guidelines.get(guideline);
    let Resolution::Unknown { locator, .. } = &citation.resolution else {
        return;
    };
    let written = &subject.text[citation.range.clone()];
    let mut numbers: Vec<&str> = Vec::new();
    for other in others {
        let number = &subject.text[other.range.clone()];
        if number != written && !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let (ja, en) = match numbers.len() {
        0 if others.is_empty() => (String::new(), String::new()),
        0 => {
            let more = others.len();
            let times = if more == 1 { "time" } else { "times" };
            (
                format!("（この文書ではほかに {more} か所）"),
                format!(" (named {more} {times} more in this document)"),
            )
        }
        all => {
            let verb = if all == 1 { "is" } else { "are" };
            let named = &numbers[..all.min(NAMED)];
            let (rest_ja, rest_en) = match all - named.len() {
                0 => (String::new(), String::new()),
                rest => (format!(" ほか {rest} 件"), format!(" and {rest} more")),
            };
            (
                format!("（この文書ではほかに {}{rest_ja}）", named.join("、")),
                format!(
                    " (nor {verb} {}{rest_en}, in this document)",
                    named.join(", ")
                ),
            )
        }
    };
    let Message { ja: told, en: said } = not_held(written, &known.short_name());
    let message = Message::new(told + &ja, said + &en);
    let mut entry = report.push(citation.range.clone(), message).severity(Severity::Information).help(Message::new(
        "番号が正しければこのままで構いません。全文のカタログがあれば shishin.toml の guidelines に加えてください",
        "if the number is right, leave it; if you have the whole catalogue, add it under `guidelines` in shishin.toml",
    ));
    for (clause, by_title) in { suggested(subject, citation, locator, guideline) }
        .into_iter()
        .take(2)
    {
        let clause_known = subject.guidelines.clause(clause);
        if let Some(label) = &clause_known.label {
            entry = entry.related(Place::Clause(clause), suggestion(label, by_title));
        }
    }
}

/// Marks another place with a number that the catalogue does not hold.
fn beyond_as_well(
    subject: &Subject<'_>,
    citation: &Citation,
    guideline: GuidelineIndex,
    report: &mut Report<'_>,
) {
    let written = &subject.text[citation.range.clone()];
    let name = subject.guidelines.get(guideline).short_name();
    let entry = report.push(citation.range.clone(), not_held(written, &name));
    entry.severity(Severity::Information).repeats();
}

fn not_held(written: &str, name: &str) -> Message {
    Message::new(
        format!("{written} は、{name} に登録されている条項（一部のみ）の中にありません"),
        format!("{written} is not in the partial catalogue of {name} at hand"),
    )
}
