#![doc = include_str!("pages/ambiguous-citation.md")]

use std::ops::Range;

use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Link, Resolution, is_title_of};
use crate::finding::{Edit, Fix, Place, Severity};
use crate::guideline::{ClauseIndex, ClauseReference, title_key, title_pairs};
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "ambiguous-citation",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/ambiguous-citation.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    titles_of_others(subject, report);
    for citation in &subject.document.citations {
        let Resolution::Ambiguous(clauses) = &citation.resolution else {
            continue;
        };
        let in_table = subject.document.tables.iter().any(|table| {
            table.guideline.is_none()
                && table.range.start <= citation.range.start
                && citation.range.end <= table.range.end
        });
        // A table whose guideline is not known is reported once, as a table.
        if in_table {
            continue;
        }
        let written = &subject.text[citation.range.clone()];
        let message = Message::new(
            format!(
                "「{written}」は {} 件の条項に当てはまり、どれを指すか分かりません",
                clauses.len()
            ),
            format!("“{written}” fits {} clauses", clauses.len()),
        );
        let mut entry = report
            .push(citation.range.clone(), message)
            .help(Message::new(
                "ガイドラインの名称と版か、[接頭辞:条項番号] を添えてください",
                "add the guideline's name and edition, or write [prefix:clause]",
            ));
        // A heading's number is written as that of the clause that it mirrors.
        let sections = subject.document.sections.iter();
        let in_heading =
            { sections }.any(|section| section.heading.contains(&citation.range.start));
        for &clause in clauses.iter().take(4) {
            let guideline = subject.guidelines.get(clause.guideline).short_name();
            let label = subject
                .guidelines
                .clause(clause)
                .label
                .clone()
                .unwrap_or_default();
            entry = entry.related(
                Place::Clause(clause),
                Message::new(
                    format!("{guideline} {label}"),
                    format!("{guideline} {label}"),
                ),
            );
            let others = { clauses.iter() }.filter(|other| other.guideline == clause.guideline);
            if in_heading || label.is_empty() || others.count() > 1 {
                continue;
            }
            let prefix = subject.guidelines.prefix(clause.guideline);
            let bracket = format!("[{prefix}:{label}]");
            entry = entry.fix(Fix {
                title: Message::new(
                    format!("{bracket} に直す（{guideline}）"),
                    format!("change to {bracket} ({guideline})"),
                ),
                edits: vec![Edit {
                    range: citation.range.clone(),
                    new_text: bracket,
                }],
                is_proposal: false,
            });
        }
    }
}

/// Rows and headings that have the number of one clause and the title of another.
fn titles_of_others(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        let [link] = answer.links.as_slice() else {
            continue;
        };
        let found = match answer.kind {
            AnswerKind::Row => row_of_another(subject, answer, link),
            AnswerKind::Section => heading_of_another(subject, answer, link)
                .or_else(|| number_of_another(subject, answer, link))
                .or_else(|| title_of_another(subject, answer, link)),
            AnswerKind::Block => None,
        };
        let Some(Mixed {
            numbered,
            titled,
            place,
        }) = found
        else {
            continue;
        };
        let clause = |clause: ClauseReference| subject.guidelines.clause(clause);
        let label = |of: ClauseReference| clause(of).label.clone().unwrap_or_default();
        let (number, other) = (label(numbered), label(titled));
        let (own, meant) = (&clause(numbered).title, &clause(titled).title);
        let message = Message::new(
            format!("番号 {number} は「{own}」ですが、題は {other}「{meant}」のものです"),
            format!("{number} is “{own}”, and the title is that of {other}, “{meant}”"),
        );
        report
            .push(place, message)
            .help(Message::new(
                "番号と題のどちらかを直してください",
                "mend either the number or the title",
            ))
            .clause(Some(numbered))
            .related(
                Place::Clause(titled),
                Message::new("この題の条項", "the clause of this title"),
            );
    }
}

/// A place where number and title are those of different clauses.
struct Mixed {
    numbered: ClauseReference,
    titled: ClauseReference,
    place: Range<usize>,
}

fn row_of_another(subject: &Subject<'_>, answer: &Answer, link: &Link) -> Option<Mixed> {
    let title = answer.labels.label(Field::Title);
    let Some(title) = title.filter(|title| !title.inherited) else {
        return cell_of_another(subject, answer, link);
    };
    Some(Mixed {
        numbered: link.clause,
        titled: other_titled(subject, link, &title.text)
            .or_else(|| called(subject, link, &title.text))?,
        place: title.range.clone(),
    })
}

/// A row without a column of titles whose title stands behind the number, 「A.8.16 ログ取得」, or where what is
/// asked does: 「A.8.16 | ログ取得」 below 「番号 | 管理策」.
fn cell_of_another(subject: &Subject<'_>, answer: &Answer, link: &Link) -> Option<Mixed> {
    let row = &subject.document.statements[*answer.statements.first()?];
    let citation = subject.document.citations.get(link.citation?)?;
    let behind = || {
        let cell = row.unit.field(Field::Clause)?;
        let place = row.place(&cell.range);
        let behind = citation.range.end..place.end;
        let text = subject.text.get(behind.clone())?;
        let is_inside = place.contains(&citation.range.start);
        let found = called(subject, link, text).filter(|_| is_inside)?;
        let start = behind.start + text.len() - text.trim_start().len();
        Some((found, start..behind.start + text.trim_end().len()))
    };
    let asked = || {
        let cell = row.unit.field(Field::Requirement)?;
        Some((called(subject, link, &cell.text)?, row.place(&cell.range)))
    };
    let (titled, place) = behind().or_else(asked)?;
    Some(Mixed {
        numbered: link.clause,
        titled,
        place,
    })
}

/// A heading that answers the clause of its title, and has another's number in brackets behind it.
fn heading_of_another(subject: &Subject<'_>, answer: &Answer, link: &Link) -> Option<Mixed> {
    let guideline = subject.guidelines.get(link.clause.guideline);
    let citations = &subject.document.citations;
    let first = citations.get(link.citation?)?;
    let behind = citations[link.citation? + 1..].iter();
    let mut behind = behind.take_while(|citation| citation.range.start < answer.range.end);
    behind.find_map(|citation| {
        let Resolution::Found(found) = &citation.resolution else {
            return None;
        };
        let [(clause, _)] = &**found else { return None };
        let (one, other) = (clause.clause, link.clause.clause);
        let is_another = clause.guideline == link.clause.guideline
            && one != other
            && citation.range.start >= first.range.end
            && !guideline.is_ancestor(one, other)
            && !guideline.is_ancestor(other, one);
        is_another.then(|| Mixed {
            numbered: *clause,
            titled: link.clause,
            place: citation.range.clone(),
        })
    })
}

/// A heading that answers the clause of its number, and has another's title behind it: `AC-3 Account Management`.
fn number_of_another(subject: &Subject<'_>, answer: &Answer, link: &Link) -> Option<Mixed> {
    let citation = subject.document.citations.get(link.citation?)?;
    let section = &subject.document.sections[answer.section];
    let written = subject.text.get(citation.range.clone())?;
    let is_number = written.contains(|c: char| c.is_ascii_digit());
    if !is_number || !section.heading.contains(&citation.range.start) {
        return None;
    }
    Some(Mixed {
        numbered: link.clause,
        titled: called(subject, link, &section.title)?,
        place: citation.range.clone(),
    })
}

/// The only clause whose title these words are, where they are nothing like that of the one that is answered.
fn called(subject: &Subject<'_>, link: &Link, words: &str) -> Option<ClauseReference> {
    let (own, guidelines) = (link.clause, subject.guidelines);
    // Many guidelines have no titles, and each row is asked.
    if link.requirement.is_some() || guidelines.title_key_of(own).is_empty() {
        return None;
    }
    let key = title_key(words);
    let [other] = guidelines.titled(own.guideline, &key) else {
        return None;
    };
    let guideline = guidelines.get(own.guideline);
    let is_kin =
        guideline.is_ancestor(own.clause, *other) || guideline.is_ancestor(*other, own.clause);
    let is_other = *other != own.clause && !is_kin;
    let other = ClauseReference {
        clause: *other,
        ..own
    };
    (is_other && !is_title_of(&key, own, guidelines)).then_some(other)
}

/// A heading that cites a clause by its number and goes on with the title of another: 「GL 4.4　評価」.
fn title_of_another(subject: &Subject<'_>, answer: &Answer, link: &Link) -> Option<Mixed> {
    let citation = subject.document.citations.get(link.citation?)?;
    let behind = citation.range.end..answer.range.end;
    let title = subject.text.get(behind.clone())?;
    let ends = |c: char| !c.is_alphanumeric();
    let trimmed = title.trim_matches(ends);
    let start = behind.start + title.len() - title.trim_start_matches(ends).len();
    Some(Mixed {
        numbered: link.clause,
        titled: other_titled(subject, link, trimmed)?,
        place: start..start + trimmed.len(),
    })
}

/// The only clause with a number whose title holds the words that a row gives as the title of another, with
/// which they share nothing.
fn other_titled(subject: &Subject<'_>, link: &Link, words: &str) -> Option<ClauseReference> {
    const SHORTEST: usize = 4;
    let key = title_key(words);
    if key.is_ascii() || key.chars().count() < SHORTEST || link.requirement.is_some() {
        return None;
    }
    let guideline = subject.guidelines.get(link.clause.guideline);
    let of = |clause: ClauseIndex| ClauseReference {
        clause,
        ..link.clause
    };
    let pairs = title_pairs(&key);
    // Words that any title has (に係る) make them no other.
    let shares = |clause: ClauseIndex| {
        let theirs = subject.guidelines.title_pairs_of(of(clause));
        let shared = pairs
            .iter()
            .filter(|pair| theirs.binary_search(pair).is_ok());
        shared.count() * 5 > pairs.len() * 2
    };
    let own = link.clause.clause;
    let is_titled = !subject.guidelines.title_key_of(link.clause).is_empty();
    if !is_titled || shares(own) || guideline.ancestors(own).any(shares) {
        return None;
    }
    // What the clause's own words speak of is a title of its own.
    let clause = subject.guidelines.clause(link.clause);
    if clause
        .requirements
        .iter()
        .any(|one| title_key(&one.text).contains(&key))
    {
        return None;
    }
    let mut holding = guideline.iter().filter(|(index, clause)| {
        clause.label.is_some()
            && subject
                .guidelines
                .title_key_of(of(*index))
                .contains(key.as_str())
    });
    let (only, _) = holding.next()?;
    let is_one = holding.all(|(index, _)| guideline.is_ancestor(only, index));
    let is_other = !guideline.is_ancestor(own, only) && !guideline.is_ancestor(only, own);
    (is_one && is_other).then(|| of(only))
}
