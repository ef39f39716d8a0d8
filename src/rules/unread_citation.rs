#![doc = include_str!("pages/unread-citation.md")]

mod named;

use std::ops::Range;

use super::{Class, Report, Rule, Subject};
use crate::document::{Claim, Statement};
use crate::finding::{Edit, Fix, Place, Severity};
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::locale::Message;
use crate::locator::{self, Target};
use crate::script::{OPENING_BRACKETS, is_digit};

pub use named::named_unread;
pub(super) use named::numbers as numbers_in;

pub static RULE: Rule = Rule {
    name: "unread-citation",
    class: Class::Crossing,
    severity: Severity::Information,
    manual: include_str!("pages/unread-citation.md"),
    check: Some(check),
};

/// How many of the clauses nearest to a statement's content its number may be one of.
const NEAREST: usize = 3;

/// A number that is not read, and the clause that it most likely names.
struct Unread {
    place: Range<usize>,
    clause: ClauseReference,
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    super::notation::problems(RULE.name, subject, report);
    let mut found: Vec<Unread> = Vec::new();
    let mut guidelines = None;
    for (statement, claim, at) in numbers(subject) {
        let Some((references, length)) = locator::read(&subject.text[at..]) else {
            continue;
        };
        let behind = subject.text[at + length..].trim_start();
        if !behind.starts_with(['）', ')', '】', '］']) {
            continue;
        }
        let guidelines = guidelines.get_or_insert_with(|| guidelines_of(subject));
        for reference in references {
            let place = at + reference.range.start..at + reference.range.end;
            let meant = guidelines
                .iter()
                .find_map(|&guideline| meant(subject, guideline, &reference.target, claim));
            if let Some(clause) = meant
                && !is_read(subject, statement, &place, clause)
                && !is_own_number(subject, &subject.text[place.clone()])
            {
                found.push(Unread { place, clause });
            }
        }
    }
    let Some(first) = found.first() else {
        return;
    };
    let number = &subject.text[first.place.clone()];
    let others = found.len() - 1;
    let (more_ja, more_en) = match others {
        0 => (String::new(), String::new()),
        _ => (
            format!("（この文書ではほかに {others} 件）"),
            format!(" ({others} more in this document)"),
        ),
    };
    let label = subject.guidelines.clause(first.clause).display_label();
    let message = Message::new(
        format!(
            "{number} は条項の番号のようですが、番号だけのため、条項への回答として数えていません{more_ja}"
        ),
        format!("{number} looks like a clause, but a number alone is not read as one{more_en}"),
    );
    let name = name_of(subject, first.clause.guideline);
    let entry = report
        .push(first.place.clone(), message)
        .help(Message::new(
            format!("条項を指しているなら、番号の前に「{name}」のようにガイドラインの名前を書いてください"),
            format!("if it is meant, write the guideline’s name before the number: {name} {number}"),
        ))
        .related(
            Place::Clause(first.clause),
            Message::new(
                format!("この番号の条項: {label}"),
                format!("the clause of this number: {label}"),
            ),
        )
        .clauses(&found.iter().map(|one| one.clause).collect::<Vec<_>>())
        .fix(Fix {
            title: Message::new(
                format!("番号の前に「{name}」を書く"),
                format!("Write “{name}” before the number"),
            ),
            edits: vec![edit(subject, first)],
            is_proposal: true,
        });
    if others > 0 {
        let count = found.len();
        entry.fix(Fix {
            title: Message::new(
                format!("この文書の {count} 件すべてに、ガイドラインの名前を書く"),
                format!("Write the guideline’s name before all {count} in this document"),
            ),
            edits: found.iter().map(|one| edit(subject, one)).collect(),
            is_proposal: true,
        });
    }
}

fn edit(subject: &Subject<'_>, unread: &Unread) -> Edit {
    let start = unread.place.start;
    Edit {
        range: start..start,
        new_text: format!("{} ", name_of(subject, unread.clause.guideline)),
    }
}

/// The places right behind an opening bracket where a digit stands, in what the document claims.
fn numbers<'a>(
    subject: &Subject<'a>,
) -> impl Iterator<Item = (&'a Statement, &'a Claim, usize)> + use<'a> {
    let (text, document) = (subject.text, subject.document);
    let statements = document.statements.iter().filter(|statement| {
        let preliminary = || document.sections[statement.section].preliminary;
        statement.unit.has_plain_numbers && !statement.quoted && !preliminary()
    });
    let claims = statements.flat_map(|statement| {
        let claims = statement.unit.claims.iter();
        claims.map(move |claim| (statement, claim))
    });
    claims.flat_map(move |(statement, claim)| {
        let place = statement.place(&claim.range);
        let words = text.get(place.clone()).unwrap_or_default();
        let digits = bracketed_digits(words);
        digits.map(move |at| (statement, claim, place.start + at))
    })
}

/// Where a digit stands right behind an opening bracket.
fn bracketed_digits(text: &str) -> impl Iterator<Item = usize> {
    let behind = text
        .match_indices(OPENING_BRACKETS)
        .map(|(at, bracket)| at + bracket.len());
    behind.filter(|&at| {
        let mut characters = text[at..].chars();
        characters.next().is_some_and(is_digit)
    })
}

/// The guidelines that the document or the project works with.
fn guidelines_of(subject: &Subject<'_>) -> Vec<GuidelineIndex> {
    let document = subject.document;
    let named = document.sections.iter().flat_map(|one| &one.guidelines);
    let answered = { subject.answers() }.flat_map(|answer| &answer.links);
    let mut guidelines: Vec<GuidelineIndex> = named
        .chain(subject.chosen)
        .copied()
        .chain(answered.map(|link| link.clause.guideline))
        .collect();
    guidelines.sort_unstable();
    guidelines.dedup();
    guidelines
}

/// The clause that a number names, where the claim says its title or speaks of what it asks.
fn meant(
    subject: &Subject<'_>,
    guideline: GuidelineIndex,
    target: &Target,
    claim: &Claim,
) -> Option<ClauseReference> {
    let Target::One(locator) = target else {
        return None;
    };
    if locator.levels.len() < 2 {
        return None;
    }
    let known = subject.guidelines.get(guideline);
    let clause = subject
        .guidelines
        .catalogue(guideline)
        .find_whole(locator)?;
    let reference = ClauseReference { guideline, clause };
    let key = subject.guidelines.title_key_of(reference);
    let says_title =
        key.chars().nth(3).is_some() && crate::guideline::title_key(&claim.text).contains(key);
    let speaks_of_it = || {
        let matcher = subject.matchers?.of(guideline, subject.guidelines);
        let ranked = matcher.rank(&claim.text, NEAREST);
        let is_it = |at: usize| {
            ranked
                .get(at)
                .is_some_and(|one| one.clause == clause || known.is_ancestor(clause, one.clause))
        };
        let sure = (1..ranked.len()).any(|at| is_it(at) && ranked[at].is_link());
        (is_it(0) || sure).then_some(())
    };
    (says_title || speaks_of_it().is_some()).then_some(reference)
}

/// Whether the place is read as a citation, or the statement answers the clause anyway.
fn is_read(
    subject: &Subject<'_>,
    statement: &Statement,
    place: &Range<usize>,
    clause: ClauseReference,
) -> bool {
    let mut citations = subject.document.citations.iter();
    let known = subject.guidelines.get(clause.guideline);
    citations.any(|citation| citation.range.start < place.end && place.start < citation.range.end)
        || statement.answer.is_some_and(|answer| {
            let mut links = subject.document.answers[answer].links.iter();
            links.any(|link| {
                link.clause == clause
                    || link.clause.guideline == clause.guideline
                        && (known.is_ancestor(clause.clause, link.clause.clause)
                            || known.is_ancestor(link.clause.clause, clause.clause))
            })
        })
}

/// Whether a heading of the document has the number: then it is the document's own.
fn is_own_number(subject: &Subject<'_>, number: &str) -> bool {
    subject.document.sections.iter().any(|section| {
        let heading = &subject.text[section.heading.clone()];
        let heading = heading.trim_start_matches(|c: char| "#第 \u{3000}".contains(c));
        heading
            .strip_prefix(number)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// What the document calls a guideline where it first does, else its own short name.
fn name_of(subject: &Subject<'_>, guideline: GuidelineIndex) -> String {
    let known = subject.guidelines.get(guideline);
    let mut mentions = subject.document.mentions.iter();
    let written = mentions.find_map(|mention| {
        let text = subject.text.get(mention.range.clone())?;
        let is_name = text.contains(|c: char| !c.is_ascii() || c == ' ') && !text.contains('\n');
        (mention.guidelines == [guideline] && mention.edition && is_name).then_some(text)
    });
    written.map_or_else(|| known.short_name(), str::to_string)
}
