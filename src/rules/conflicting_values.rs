#![doc = include_str!("pages/conflicting-values.md")]

use rustc_hash::FxHashMap;

use super::{Class, Report, Rule, Severities};
use crate::coverage::Coverage;
use crate::document::{Value, Values};
use crate::finding::{DocumentIndex, Finding, Place, Severity};
use crate::locale::Message;
use crate::wording;

pub static RULE: Rule = Rule {
    name: "conflicting-values",
    class: Class::Crossing,
    severity: Severity::Warning,
    manual: include_str!("pages/conflicting-values.md"),
    check: None,
};

/// With more amounts than these for what is taken for one thing, it is not one thing.
const MOST_AMOUNTS: usize = 3;

/// The figures of a document that others contradict, or that it contradicts itself.
pub fn conflicting_values(
    coverage: &Coverage,
    document: DocumentIndex,
    severities: &Severities,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (Some(mut report), Some(own)) = (
        Report::of(&RULE, severities, &mut findings),
        coverage.contribution(document),
    ) else {
        return findings;
    };
    // Of each amount the first values of two groups: one of them is not the value's own.
    let mut by_thing: FxHashMap<u32, Vec<&Value>> = FxHashMap::default();
    for value in own.values.iter() {
        let known = by_thing.entry(value.key).or_default();
        let says_the_same =
            |known: &&&Value| (known.subject, known.amount) == (value.subject, value.amount);
        let mut same = known.iter().filter(says_the_same);
        let is_needed = match (same.next(), same.next()) {
            (None, _) => true,
            (Some(first), None) => first.group != value.group,
            (Some(_), Some(_)) => false,
        };
        if is_needed {
            known.push(value);
        }
    }
    for value in own.values.iter() {
        let beside = by_thing.get(&value.key).map_or(&[][..], Vec::as_slice);
        let others = Others::of(coverage, document, (&own.values, beside), value);
        if !others.0.is_empty() && others.0.len() < MOST_AMOUNTS {
            report_value(value, &others, &own.values, &mut report);
        }
    }
    findings
}

/// Where other amounts stand: the document, or none for the value's own, its values, the value.
struct Others<'a>(Vec<(Option<DocumentIndex>, &'a Values, &'a Value)>);

impl<'a> Others<'a> {
    /// The first place of each amount that disagrees with a value: in its own document first, which
    /// says what is `beside` it of the same thing.
    fn of(
        coverage: &'a Coverage,
        document: DocumentIndex,
        (own, beside): (&'a Values, &[&'a Value]),
        value: &Value,
    ) -> Others<'a> {
        let here = { beside.iter() }
            .filter(|other| other.group != value.group)
            .map(|other| (None, own, *other));
        let elsewhere = coverage
            .amounts(value.key, document, |other| !value.amount.agrees(other))
            .into_iter()
            .filter_map(|(of, other)| Some((Some(of), &coverage.contribution(of)?.values, other)));
        let mut others: Vec<(Option<DocumentIndex>, &Values, &Value)> = Vec::new();
        for (of, values, other) in here.chain(elsewhere) {
            let is_known = others
                .iter()
                .any(|(.., known)| known.amount == other.amount);
            let same = value.subject == other.subject;
            if same && !value.amount.agrees(&other.amount) && !is_known {
                others.push((of, values, other));
            }
        }
        Others(others)
    }
}

fn report_value(value: &Value, others: &Others<'_>, own: &Values, report: &mut Report<'_>) {
    let (Some(subject), Some((document, values, other))) =
        (wording::subject(value.subject), others.0.first())
    else {
        return;
    };
    let (here, there) = (own.words(value), values.words(other));
    let (ja, en) = place_of(document.is_some(), values, other);
    let message = Message::new(
        format!(
            "{}が食い違っています: ここでは{here}、{ja}では{there}",
            subject.name.ja
        ),
        format!(
            "two values for {}: “{here}” here, “{there}” in {en}",
            subject.name.en
        ),
    );
    let mut entry = report.push(value.range(), message).help(Message::new(
        "正しいほうにそろえるか、対象が違うなら、それぞれに何の値かを書いてください",
        "make them agree; if they are values of different things, say of what in both places",
    ));
    for (document, values, other) in &others.0 {
        let range = other.range();
        let place = match document {
            Some(document) => Place::Document(*document, range),
            None => Place::Here(range),
        };
        let there = values.words(other);
        let shown = Message::new(format!("こちらでは{there}"), format!("“{there}” here"));
        entry = entry.related(place, shown);
    }
}

/// Where a value stands, as a reader would say it.
fn place_of(elsewhere: bool, values: &Values, value: &Value) -> (String, String) {
    let (title, heading) = (values.title(), values.heading(value));
    match (elsewhere, title.is_empty(), heading.is_empty()) {
        (false, _, false) => (format!("「{heading}」"), format!("“{heading}”")),
        (false, _, true) => (
            "この文書の別の箇所".into(),
            "another place of this document".into(),
        ),
        (true, false, false) => (
            format!("『{title}』の「{heading}」"),
            format!("“{heading}” of “{title}”"),
        ),
        (true, false, true) => (format!("『{title}』"), format!("“{title}”")),
        (true, true, false) => (
            format!("別の文書の「{heading}」"),
            format!("“{heading}” of another document"),
        ),
        (true, true, true) => ("別の文書".into(), "another document".into()),
    }
}
