//! Clauses that a value names: a cell of a clause column, a label's value.

use std::borrow::Cow;
use std::ops::Range;

use super::super::names::Names;
use super::super::resolution::LAST_OF_ALL;
use super::{Form, Named, Pointer, is_distinctive, pointer, relative};
use crate::locator::{self, Level, Locator, Mark, Reference, Target};
use crate::markdown::Prose;
use crate::script::{self, CLOSING_BRACKETS, OPENING_BRACKETS};

/// What a label's value or a cell of a clause column points at: a list of locators, with or
/// without a guideline's name before them, and perhaps a title behind.
pub fn in_value(
    prose: &Prose<'_>,
    value: Range<usize>,
    form: Form,
    base: usize,
    found: &[Pointer],
    names: &Names<'_>,
) -> Vec<Pointer> {
    let here = relative(prose, value.clone(), base);
    let own: Vec<Pointer> = found
        .iter()
        .filter(|pointer| pointer.range.start >= here.start && pointer.range.end <= here.end)
        .map(|pointer| Pointer {
            form,
            ..pointer.clone()
        })
        .collect();
    if own.iter().any(|pointer| !pointer.references.is_empty()) {
        let others = abbreviated_behind(prose, &value, form, base, &own, names);
        return [own, others].concat();
    }
    // Before Japanese text `**` closes nothing behind a bracket, and is left standing.
    const OPENING: [char; 6] = ['【', '（', '(', '[', '「', '*'];
    let text = &on_one_line(&prose.text[value.clone()], form);
    let number = match begins_with_item(text) {
        true => text.trim_start(),
        false => text
            .trim_start_matches(|c: char| c.is_whitespace() || OPENING.contains(&c) || is_mark(c)),
    };
    // 「法 22」 is an article of the law that the table is about, `Req 10.5` a requirement of its standard.
    let behind = ["法", "Req.", "Req"]
        .iter()
        .find_map(|word| number.strip_prefix(word));
    let number = match behind.map(str::trim_start) {
        Some(article) if form == Form::Column && article.starts_with(script::is_digit) => article,
        _ => number,
    };
    let at = value.end - number.len();
    if let Some(abbreviated) = abbreviated(prose, at..value.end, form, base, names) {
        return vec![abbreviated];
    }
    if let Some((behind, references)) = behind_own_code(number) {
        return vec![pointer(
            prose,
            form,
            None,
            at + behind,
            at + behind,
            references,
            base,
        )];
    }
    let small = || {
        let target = Target::One(locator::small(number.trim_end())?);
        let range = 0..number.trim_end().len();
        Some(vec![Reference { range, target }])
    };
    let read = match form {
        Form::Column => read_with_titles(number).or_else(small),
        _ => locator::read(number).map(|(references, _)| references),
    };
    match read {
        Some(references) => vec![pointer(prose, form, None, at, at, references, base)],
        None => match in_closing_brackets(number) {
            Some((inner, references)) => {
                let at = at + inner;
                vec![pointer(prose, form, None, at, at, references, base)]
            }
            None => {
                let others = abbreviated_behind(prose, &value, form, base, &own, names);
                [own, others].concat()
            }
        },
    }
}

/// Whether a number of several levels begins with one in brackets: (1)②.
fn begins_with_item(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['(', '（', '⑴'])
        && locator::read(text).is_some_and(|(references, _)| {
            let first = references.first().map(|one| &one.target);
            matches!(first, Some(Target::One(number)) if number.levels.len() > 1)
        })
}

/// The clauses that a cell names one by one, each perhaps with its title: 「2.4.1 ブロックスキップ / 2.4.2 ページタイトル」;
/// with 「1.2.x」 for all of a chapter.
fn read_with_titles(text: &str) -> Option<Vec<Reference>> {
    if let Some(chapter) = chapter_of_all(text) {
        return all_of(chapter);
    }
    let (mut references, mut at) = locator::read(text)?;
    let marks = |reference: &Reference| match &reference.target {
        Target::One(locator) => Some(locator::marks(&locator.levels).collect()),
        Target::Through(..) => None,
    };
    let shape: Vec<Mark> = { references.last() }.and_then(marks).unwrap_or_default();
    while shape.len() > 1
        && let Some(mark) = text[at..].find(['/', '／', '\n', '、'])
    {
        let behind = text[at + mark..]
            .trim_start_matches(|c: char| c.is_whitespace() || "/／、".contains(c));
        at = text.len() - behind.len();
        let Some((found, length)) = locator::read(behind) else {
            continue;
        };
        let are_alike = { found.iter() }.all(|one| marks(one).as_ref() == Some(&shape));
        let is_number = !behind[length..].starts_with(char::is_alphanumeric);
        if are_alike && is_number {
            references.extend(found.into_iter().map(|one| Reference {
                range: at + one.range.start..at + one.range.end,
                ..one
            }));
            at += length;
        }
    }
    Some(references)
}

/// All clauses right below a chapter, whatever the last of them is.
fn all_of(chapter: &str) -> Option<Vec<Reference>> {
    let (mut references, _) = locator::read(chapter)?;
    let [only] = references.as_mut_slice() else {
        return None;
    };
    let Target::One(above) = &only.target else {
        return None;
    };
    let below = |number: &str| {
        above.join(&Locator {
            levels: [Level::new(Mark::Number, number)].into(),
        })
    };
    only.target = Target::Through(below("1"), below(LAST_OF_ALL));
    Some(references)
}

/// The number of the chapter of which all clauses are meant: the 1.2 of 「1.2.x マルチメディア」.
fn chapter_of_all(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let chapter = text[..end].strip_suffix('.')?;
    let behind = text[end..].strip_prefix(['x', 'X', '*'])?;
    let is_all = !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_all.then_some(chapter)
}

/// The clauses at the start of a range that have their guideline's short name in front: `ISO-A.5.1`.
fn abbreviated(
    prose: &Prose<'_>,
    range: Range<usize>,
    form: Form,
    base: usize,
    names: &Names<'_>,
) -> Option<Pointer> {
    let text = &prose.text[range.clone()];
    let (guideline, behind) = names.abbreviated(text)?;
    let (references, _) = locator::read(&text[behind..])?;
    let at = range.start;
    let named = Named {
        guidelines: vec![guideline],
        edition: true,
        range: relative(prose, at..at + behind - 1, base),
    };
    Some(pointer(
        prose,
        form,
        Some(named),
        at,
        at + behind,
        references,
        base,
    ))
}

/// Those that come later in a list of several guidelines' clauses: the second of `SOC 2 CC7.3, ISO A.8.16`.
fn abbreviated_behind(
    prose: &Prose<'_>,
    value: &Range<usize>,
    form: Form,
    base: usize,
    known: &[Pointer],
    names: &Names<'_>,
) -> Vec<Pointer> {
    let text = &prose.text[value.clone()];
    let items = text.match_indices([',', '、', '，', ';', '；', '/', '\n']);
    let items = items.filter_map(|(at, mark)| {
        let item = text[at + mark.len()..].trim_start();
        let start = value.end - item.len();
        let found = abbreviated(prose, start..value.end, form, base, names)?;
        let is_held = { known.iter() }.any(|one| one.range.contains(&found.range.start));
        (!is_held).then_some(found)
    });
    items.collect()
}

/// The clauses that stand in brackets behind what a cell calls them, and where: `Spam protection (SI-8)`,
/// 「ログ（別紙2 3.4-①-1）」.
pub fn in_closing_brackets(text: &str) -> Option<(usize, Vec<Reference>)> {
    let inner = text.trim_end().strip_suffix(CLOSING_BRACKETS)?;
    let opening = inner.rfind(OPENING_BRACKETS)?;
    // The number may hold brackets of its own: `(AC-2(1))`.
    let outer = inner[..opening].rfind(OPENING_BRACKETS);
    [Some(opening), outer].into_iter().flatten().find_map(|at| {
        let at = at + inner[at..].chars().next()?.len_utf8();
        let references = locator::read_all(&inner[at..])?;
        let are_clauses = { references.iter() }.all(|one| is_distinctive(&one.target));
        are_clauses.then_some((at, references))
    })
}

/// The clauses in brackets behind a code of the list's own, and where they stand: `Q1 (AC-2)`.
fn behind_own_code(text: &str) -> Option<(usize, Vec<Reference>)> {
    let code = text.find([' ', '(', '（', '[', '［'])?;
    let (letters, digits) = text[..code].split_at(text[..code].find(|c: char| c.is_ascii_digit())?);
    let is_code = (1..=3).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bracketed = text[code..].trim_start();
    let opens = bracketed.starts_with(OPENING_BRACKETS);
    in_closing_brackets(text).filter(|_| is_code && opens)
}

/// A clause cell whose first line names no more than a part (別紙2) with the number from the line
/// below behind it; as long as it was.
fn on_one_line(text: &str, form: Form) -> Cow<'_, str> {
    let first = text.split('\n').next().unwrap_or_default();
    let names_part = || {
        let read = locator::read_all(first.trim_end());
        read.is_some_and(|references| match references.as_slice() {
            [
                Reference {
                    target: Target::One(only),
                    ..
                },
            ] => {
                only.levels
                    .first()
                    .is_some_and(|level| level.mark == Mark::Word)
                    && only.levels.len() <= 2
            }
            _ => false,
        })
    };
    match form == Form::Column && first.len() < text.len() && names_part() {
        true => Cow::Owned(text.replacen('\n', " ", 1)),
        false => Cow::Borrowed(text),
    }
}

/// Emoji and ticks that tables put before a number.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '✅' | '✔'
            | '☑'
            | '⚠'
            | '❌'
            | '✖'
            | '○'
            | '◯'
            | '●'
            | '◎'
            | '△'
            | '▲'
            | '×'
            | '■'
            | '□'
            | '・'
            | '\u{fe0f}'
    )
}
