#![doc = include_str!("pages/unknown-guideline.md")]

use std::ops::Range;

use super::superseded_edition::current_edition;
use super::{Class, Report, Rule, Subject, excerpt, unread_citation};
use crate::document::{Citation, Mention, Section};
use crate::finding::{Edit, Fix, Severity};
use crate::guideline::{GuidelineIndex, designation, edition_number};
use crate::locale::Message;
use crate::spelling;

pub static RULE: Rule = Rule {
    name: "unknown-guideline",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unknown-guideline.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut reported: Vec<&str> = Vec::new();
    for mention in &subject.document.mentions {
        let Some(name) = mention
            .unknown
            .as_deref()
            .filter(|name| !reported.contains(name))
        else {
            continue;
        };
        reported.push(name);
        let nearest = spelling::nearest(name, subject.guidelines.prefixes());
        let help = match nearest {
            Some(prefix) => Message::new(
                format!("「{prefix}」の書き誤りではありませんか"),
                format!("is `{prefix}` meant?"),
            ),
            None => Message::new(
                "shishin.toml の guidelines にガイドラインのファイルを加えると、条項と照らし合わせられます",
                "add the guideline's file under `guidelines` in shishin.toml to check against it",
            ),
        };
        let message = Message::new(
            format!("「{name}」というガイドラインは登録されていません"),
            format!("no guideline is known as {name}"),
        );
        let entry = report.push(mention.range.clone(), message).help(help);
        if let Some(prefix) = nearest
            && subject.text.get(mention.range.clone()) == Some(name)
        {
            entry.fix(Fix {
                title: Message::new(
                    format!("「{prefix}」に直す"),
                    format!("change to “{prefix}”"),
                ),
                edits: vec![Edit {
                    range: mention.range.clone(),
                    new_text: (*prefix).to_string(),
                }],
                is_proposal: false,
            });
        }
    }
    editions(subject, report);
    if !tables(subject, report) {
        title(subject, report);
    }
    quoted(subject, report);
}

/// Tables whose numbers belong to no guideline that is at hand: once for each that a heading names, and once
/// for all others. Whether there are any.
fn tables(subject: &Subject<'_>, report: &mut Report<'_>) -> bool {
    let mut found: Vec<(Option<&str>, &str, &Range<usize>, usize)> = Vec::new();
    for table in &subject.document.tables {
        let (None, Some((number, range))) = (&table.guideline, &table.unplaced) else {
            continue;
        };
        if is_count(number) {
            continue;
        }
        let name = named_above(subject, table.section);
        let is_of = |of: &Option<&str>| match (of, name) {
            (Some(one), Some(other)) => designation::is_same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        match found.iter_mut().find(|(of, ..)| is_of(of)) {
            Some((.., more)) => *more += 1,
            None => found.push((name, number, range, 0)),
        }
    }
    for (name, number, range, more) in &found {
        let before = match name {
            None => named_before(subject, range.start),
            Some(name) => vec![*name],
        };
        let number = number.replace('\n', " ");
        let (ja_more, en_more) = match more {
            0 => Default::default(),
            1 => (
                "（ほか1表）".to_owned(),
                " (nor of 1 more table)".to_owned(),
            ),
            _ => (
                format!("（ほか{more}表）"),
                format!(" (nor of {more} more tables)"),
            ),
        };
        let (message, help) = match &*before {
            [name] => {
                let named = excerpt::within(name, LONGEST_NAME);
                (
                    Message::new(
                        format!(
                            "「{named}」の番号（{number} など）は、ガイドラインが登録されていないため、照らし合わせていません{ja_more}"
                        ),
                        format!(
                            "the numbers of “{named}” ({number} …) are not checked: that guideline is not at hand{en_more}"
                        ),
                    ),
                    add_its_file(),
                )
            }
            several => (
                Message::new(
                    format!(
                        "この表の番号（{number} など）がどのガイドラインのものか分かりません{ja_more}"
                    ),
                    format!(
                        "it is not clear which guideline the numbers of this table ({number} …) belong to{en_more}"
                    ),
                ),
                say_which(several),
            ),
        };
        report
            .push((*range).clone(), message)
            .severity(Severity::Information)
            .help(help);
    }
    !found.is_empty()
}

/// The well-known standards that are not at hand and that the document names before a place.
fn named_before<'a>(subject: &Subject<'a>, place: usize) -> Vec<&'a str> {
    /// Who names more tells no longer what a table is about.
    const MOST: usize = 3;
    let before = &subject.text[..place];
    let named = designation::all_well_known(before).into_iter();
    let named = named.map(|name| &before[name]);
    let absent = named.filter(|name| subject.guidelines.namings(name).next().is_none());
    absent.take(MOST).collect()
}

/// What makes it clear to which guideline a table's numbers belong, where the document names these that are not at
/// hand.
fn say_which(named: &[&str]) -> Message {
    let (ja, en) = match named.is_empty() {
        true => Default::default(),
        false => (
            format!("（この文書が名を挙げる {} など）", named.join("、")),
            format!(", such as {},", named.join(" or ")),
        ),
    };
    Message::new(
        format!(
            "front matter に shishin: {{ guideline: … }} と書くか、表の前の見出しで名称を挙げてください。登録されていないガイドライン{ja}は、ファイルを shishin.toml の guidelines に加えます"
        ),
        format!(
            "name it in the front matter (`shishin: {{ guideline: … }}`) or in the heading above the table; one that is not built in{en} is added under `guidelines` in shishin.toml"
        ),
    )
}

/// The longest name that is quoted whole, in characters.
const LONGEST_NAME: usize = 60;

fn add_its_file() -> Message {
    Message::new(
        "そのガイドラインのファイル（CSV・Excel・Markdown・OSCAL）を shishin.toml の guidelines に加えると、照らし合わせられます",
        "add its file (CSV, Excel, Markdown or OSCAL) under `guidelines` in shishin.toml to check against it",
    )
}

/// Whether what stands in a column of numbers counts something, or numbers the rows and questions: 4, Q1, Q-12.
fn is_count(number: &str) -> bool {
    let number = number.strip_prefix(['Q', 'Ｑ', 'q']).unwrap_or(number);
    let number = number.trim_start_matches(['-', '.', ' ']);
    number.starts_with(char::is_numeric) && number.chars().all(char::is_alphanumeric)
}

/// The published guideline that the innermost heading around a section names: its name, or the heading where only a
/// word says that it is one.
fn named_above<'a>(subject: &Subject<'a>, section: usize) -> Option<&'a str> {
    let sections = &subject.document.sections;
    let around = std::iter::successors(Some(section), |&section| sections[section].parent);
    { around.map(|section| &sections[section]) }
        // What is at hand has other numbers than these.
        .take_while(|section| section.foreign || section.guidelines.is_empty())
        .find_map(|section| match designation::standard_in(&section.title) {
            Some(name) => Some(&section.title[name]),
            None => designation::is_named_in(&section.title).then_some(&*section.title),
        })
}

/// A document whose heading names a published guideline that is not at hand, where nothing is linked.
fn title(subject: &Subject<'_>, report: &mut Report<'_>) {
    let document = subject.document;
    let mut answers = document.answers.iter();
    if answers.any(|answer| !answer.links.is_empty()) {
        return;
    }
    let mut headed = { document.sections.iter() }.filter(|section| section.guidelines.is_empty());
    let in_title = |section: &Section| {
        let name = designation::well_known(&section.title)?;
        Some((section.heading.clone(), section.title[name].to_owned()))
    };
    if let Some((heading, name)) = headed.find_map(in_title) {
        absent(heading, (&name, &name), report);
        return;
    }
    if let Some(place) = named_in_opening(subject) {
        /// Of so many numbers nobody says that they are another list's by chance.
        const FEWEST: usize = 2;
        let name = &subject.text[place.clone()];
        let numbers = unread_citation::numbers_in(subject.text);
        let own = numbers.filter(|number| is_numbered(name, &subject.text[number.clone()]));
        if own.take(FEWEST).count() == FEWEST {
            absent(place.clone(), (name, name), report);
        }
    }
}

/// Where a document's opening names a well-known standard.
fn named_in_opening(subject: &Subject<'_>) -> Option<Range<usize>> {
    /// As far as a document says what it is about, in bytes.
    const OPENING: usize = 4096;
    let end = subject.text.floor_char_boundary(OPENING);
    designation::well_known(&subject.text[..end])
}

/// Whether a standard of this name numbers what it asks so: AC-2 of NIST SP 800-53, A.8.15 of ISO/IEC 27001.
fn is_numbered(name: &str, number: &str) -> bool {
    let bytes = number.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let of_nist = || is_capital(0) && is_capital(1) && bytes.get(2) == Some(&b'-') && is_digit(3);
    let of_iso = || number.starts_with("A.") && is_digit(2);
    name.contains("800-53") && of_nist() || name.contains("2700") && of_iso()
}

/// Says of a guideline that it is not at hand, by its name in a Japanese sentence and in an English one.
fn absent(place: Range<usize>, (ja, en): (&str, &str), report: &mut Report<'_>) {
    let message = Message::new(
        format!("「{ja}」は登録されていないため、条項を照らし合わせていません"),
        format!("{en} is not at hand; its clauses are not checked"),
    );
    report
        .push(place, message)
        .severity(Severity::Information)
        .help(add_its_file());
}

/// Guidelines that are not at hand and cited by a quoted name: 「…に関するガイドライン」第6.0版の 8.3.
fn quoted(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut reported: Vec<&str> = Vec::new();
    for (name, whole) in designation::cited_by_quoted_name(subject.text) {
        let name = &subject.text[name];
        let is_known = subject.guidelines.namings(name).next().is_some();
        if is_known || reported.contains(&name) {
            continue;
        }
        reported.push(name);
        absent(whole, (name, &format!("“{name}”")), report);
    }
}

/// Editions that are not at hand of guidelines that are; of an old one `superseded-edition` says what
/// takes its place.
fn editions(subject: &Subject<'_>, report: &mut Report<'_>) {
    /// A clause behind a name stands no further from it, in bytes.
    const NEAR: usize = 16;
    let mut reported: Vec<(Vec<GuidelineIndex>, String)> = Vec::new();
    for mention in &subject.document.mentions {
        if mention.unknown.is_some() || !mention.guidelines.is_empty() || !mention.edition {
            continue;
        }
        let written = &subject.text[mention.range.clone()];
        // Words behind a number may be what makes an edition of it.
        let behind = subject.text[mention.range.start..].lines().next();
        let naming = subject.guidelines.namings(behind.unwrap_or(written)).next();
        let edition = naming.and_then(|naming| naming.edition);
        let Some(edition) = edition.filter(|edition| edition.end <= written.len()) else {
            continue;
        };
        let known = subject.guidelines.named_without_edition(written);
        let edition = (known, edition_number(&written[edition]));
        if reported.contains(&edition) {
            continue;
        }
        let at_hand = { edition.0.iter() }
            .filter_map(|index| subject.guidelines.get(*index).edition.as_deref());
        let at_hand = at_hand.collect::<Vec<_>>();
        // Beside the edition that is at hand another without a clause is named as its history.
        let is_beside = |other: &Mention| {
            other.edition && other.guidelines.iter().any(|one| edition.0.contains(one))
        };
        let cites = |citation: &Citation| {
            let behind = mention.range.end..mention.range.end + NEAR;
            behind.contains(&citation.range.start)
        };
        let is_history = { subject.document.mentions.iter() }.any(is_beside)
            && !{ subject.document.citations.iter() }.any(cites);
        reported.push(edition);
        if is_history {
            continue;
        }
        if current_edition(subject.guidelines, &[], mention, written).is_some() {
            continue;
        }
        let written = written.replace(['「', '」', '『', '』'], "");
        let (ja, en) = match at_hand.is_empty() {
            true => Default::default(),
            false => (
                format!("（登録されているのは {} です）", at_hand.join("、")),
                format!(" (at hand: {})", at_hand.join(", ")),
            ),
        };
        let message = Message::new(
            format!("「{written}」は登録されていません{ja}。この版の条項は照らし合わせていません"),
            format!("“{written}” is not at hand{en}; its clauses are not checked"),
        );
        report
            .push(mention.range.clone(), message)
            .severity(Severity::Information)
            .help(Message::new(
                "その版のファイルを shishin.toml の guidelines に加えるか、登録されている版を挙げてください",
                "add the file of that edition under `guidelines` in shishin.toml, or name one that is at hand",
            ));
    }
}
