#![doc = include_str!("pages/superseded-edition.md")]

use super::{Class, Report, Rule, Subject};
use crate::document::Mention;
use crate::finding::Severity;
use crate::guideline::{GuidelineIndex, Guidelines};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "superseded-edition",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/superseded-edition.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut reported: Vec<String> = Vec::new();
    // Who writes an edition into the front matter works with it on purpose, as the project does that names it.
    let declared = &subject.document.declarations.guidelines;
    let chosen = [subject.chosen, declared].concat();
    for mention in &subject.document.mentions {
        let written = &subject.text[mention.range.clone()];
        if mention.unknown.is_some() || reported.iter().any(|known| known == written) {
            continue;
        }
        let Some(current) = current_edition(subject.guidelines, &chosen, mention, written) else {
            continue;
        };
        if tells_of_editions(subject, mention, current)
            || stands_in_history(subject, mention)
            || is_of_own_title(subject, mention, written)
        {
            continue;
        }
        reported.push(written.to_string());
        let old = mention
            .guidelines
            .first()
            .map(|old| subject.guidelines.get(*old).id.as_str());
        let written = written.replace(['「', '」', '『', '』'], "");
        let name = subject.guidelines.get(current).name();
        report
            .push(
                mention.range.clone(),
                Message::new(
                    format!("「{written}」は古い版です。新しい版は {name} です"),
                    format!("“{written}” is an old edition; the current one is {name}"),
                ),
            )
            .help(help(old));
    }
}

/// Whether a name stands in a section that tells how the document came about: "VI. History".
fn stands_in_history(subject: &Subject<'_>, mention: &Mention) -> bool {
    const TITLES: [&str; 9] = [
        "history",
        "change log",
        "changelog",
        "changes",
        "versions",
        "revisions",
        "改訂履歴",
        "改定履歴",
        "変更履歴",
    ];
    let sections = &subject.document.sections;
    let behind = sections.partition_point(|section| section.heading.start <= mention.range.start);
    let around = std::iter::successors(behind.checked_sub(1), |&section| sections[section].parent);
    let mut titles = { around }
        .map(|section| &sections[section])
        .filter(|section| mention.range.start < section.range.end)
        .map(|section| section.title.to_lowercase());
    titles.any(|title| {
        let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
        TITLES.iter().any(|end| title.ends_with(end))
    })
}

/// Whether a name stands in the heading of a clause whose title has it: the old form's own item.
fn is_of_own_title(subject: &Subject<'_>, mention: &Mention, written: &str) -> bool {
    let mut sections = subject.document.sections.iter();
    let section = sections.find(|section| {
        section.heading.start <= mention.range.start && mention.range.end <= section.heading.end
    });
    section.is_some_and(|section| {
        section.links.iter().any(|link| {
            mention.guidelines.contains(&link.clause.guideline) && {
                subject
                    .guidelines
                    .clause(link.clause)
                    .title
                    .contains(written)
            }
        })
    })
}

/// Whether the sentence of a mention tells of editions and cites no clause: what replaced what, or how the
/// two differ.
fn tells_of_editions(subject: &Subject<'_>, mention: &Mention, current: GuidelineIndex) -> bool {
    const HISTORY: [&str; 32] = [
        "改定",
        "改訂",
        "旧版",
        "旧ガイドライン",
        "旧基準",
        "前版",
        "新旧",
        "移行した",
        "移行しました",
        "統合され",
        "廃止され",
        "廃止する",
        "廃止した",
        "廃止しま",
        "置き換え",
        "差分",
        "変更点",
        "replaced",
        "superseded",
        "supersedes",
        "withdrawn",
        "previous edition",
        "earlier edition",
        "earlier revision",
        "compared with",
        "differences between",
        "moved from",
        "no longer",
        "retired",
        "discontinued",
        "用いない",
        "使用しない",
    ];
    let text = subject.text;
    let before = &text[..mention.range.start];
    let start = { before.char_indices().rev() }
        .find(|(_, c)| matches!(c, '\n' | '。'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let behind = &text[mention.range.end..];
    let end = behind.find(['\n', '。']).unwrap_or(behind.len());
    let sentence = start..mention.range.end + end;
    let within =
        |place: &std::ops::Range<usize>| sentence.start <= place.start && place.end <= sentence.end;
    let document = subject.document;
    let names_current = { document.mentions.iter() }
        .any(|other| other.guidelines == [current] && other.edition && within(&other.range));
    let words = &text[sentence.clone()];
    (names_current || HISTORY.iter().any(|word| words.contains(word)))
        && !document
            .citations
            .iter()
            .any(|citation| within(&citation.range))
}

/// What to do about an old edition, and how to say that it is used on purpose: the form of a disclosure
/// can be an old edition's, with no counterpart in the new one.
fn help(old: Option<&str>) -> Message {
    let (ja, en) = (
        "条項番号は版によって変わります。新しい版の番号を確かめて引き直してください",
        "clause numbers change between editions: look them up in the new one and cite those",
    );
    match old {
        Some(id) => Message::new(
            format!(
                "{ja}。この版に答える文書（旧版の様式の開示書など）であれば、front matter に shishin: {{ guideline: {id} }} と書いてください"
            ),
            format!(
                "{en}; where the document answers this edition on purpose (a disclosure in its form), write shishin: {{ guideline: {id} }} into the front matter"
            ),
        ),
        None => Message::new(ja, en),
    }
}

/// The edition to which an old one that is named as `written` has to be moved; `None` for a
/// current one.
pub fn current_edition(
    guidelines: &Guidelines,
    chosen: &[GuidelineIndex],
    mention: &Mention,
    written: &str,
) -> Option<GuidelineIndex> {
    match mention.guidelines.as_slice() {
        // An edition that is not at hand: old, if a newer one of the same name is.
        [] if mention.edition => newer_of_name(guidelines, written),
        // A project that names the old edition itself works with it on purpose.
        [one] if !chosen.contains(one) => successor(guidelines, *one),
        _ => None,
    }
}

/// The latest edition in play that replaces a guideline.
fn successor(guidelines: &Guidelines, old: GuidelineIndex) -> Option<GuidelineIndex> {
    let mut current = None;
    let mut id = &guidelines.get(old).id;
    // Each step goes to another guideline, and a chain cannot be longer than there are guidelines.
    for _ in 0..guidelines.iter().count() {
        let Some((index, next)) = guidelines
            .iter()
            .find(|(_, other)| other.supersedes.contains(id))
        else {
            break;
        };
        current = Some(index);
        id = &next.id;
    }
    current.filter(|&current| current != old)
}

/// The guideline in play that a name means when its edition is lower than that one's.
fn newer_of_name(guidelines: &Guidelines, written: &str) -> Option<GuidelineIndex> {
    let naming = guidelines.namings(written).next()?;
    let edition = crate::guideline::edition_number(written.get(naming.edition?)?);
    guidelines
        .named_without_edition(written)
        .into_iter()
        .find(|&index| {
            let known = guidelines
                .get(index)
                .edition
                .as_deref()
                .map(crate::guideline::edition_number);
            known.is_some_and(|known| is_lower(&edition, &known))
        })
}

/// Compares edition numbers part by part: 1.9 is lower than 1.10.
fn is_lower(a: &str, b: &str) -> bool {
    let parts = |text: &str| -> Option<Vec<u32>> {
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    matches!((parts(a), parts(b)), (Some(a), Some(b)) if a < b)
}
