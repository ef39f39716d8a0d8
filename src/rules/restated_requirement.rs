#![doc = include_str!("pages/restated-requirement.md")]

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Citation, Claim, Resolution, Statement};
use crate::finding::{Place, Severity};
use crate::guideline::ClauseReference;
use crate::locale::Message;
use crate::wording::{self, Fingerprint, restates};

pub static RULE: Rule = Rule {
    name: "restated-requirement",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/restated-requirement.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut own_words: FxHashMap<Option<usize>, Option<&Statement>> = FxHashMap::default();
    for (answer, statement, claim) in subject.claims() {
        let Some(clause) = restated(subject, answer, statement, claim) else {
            continue;
        };
        let own = own_words.entry(statement.answer);
        let own = own.or_insert_with(|| first_own_words(subject, answer));
        // Of a list some items give the clause's words and others say who does it, how and how often.
        if own.is_some_and(|own| statement.item || statement.range.start < own.range.start)
            || quotes_before_it_answers(subject, answer, statement)
            || is_called_a_requirement(&claim.text)
            || is_answered_beside(subject, answer, statement, claim)
        {
            continue;
        }
        let Some(place) = place(subject, statement, claim, clause) else {
            continue;
        };
        let message = Message::new(
            "条項の文をほぼそのまま書いており、自社がどう満たしているかが書かれていません",
            "this gives the clause's own words back and does not say how it is met",
        );
        report
            .push(place, message)
            .help(Message::new(
                "手段・担当・頻度・記録など、自社に固有のことを書いてください",
                "add what is particular to you: means, owner, frequency, records",
            ))
            .related(
                Place::Clause(clause),
                Message::new("条項の文", "the clause"),
            )
            .severity(subject.softened(answer, Severity::Warning))
            .clause(Some(clause));
    }
}

/// The clause of the answer that a claim gives back.
fn restated(
    subject: &Subject<'_>,
    answer: &Answer,
    statement: &Statement,
    claim: &Claim,
) -> Option<ClauseReference> {
    answer.links.iter().map(|link| link.clause).find(|&clause| {
        claim.restates(clause, || {
            let single = subject.words.of(clause, subject.guidelines).iter();
            let together = subject.words.together(clause, subject.guidelines).iter();
            let mut all = single.map(|own| &own.fingerprint).chain(together);
            // Japanese lines are joined in a claim's text.
            let written = &subject.text[statement.place(&claim.range)];
            let paragraphs = written.contains('\n').then_some(written);
            all.any(|fingerprint| {
                restates(wording::without_number(&claim.text), fingerprint)
                    || paragraphs.is_some_and(|written| gives_back(written, fingerprint))
            })
        })
    })
}

/// Whether a paragraph of an article gives a requirement back: 「3　保守の記録を…」.
fn gives_back(written: &str, requirement: &Fingerprint) -> bool {
    let mut paragraphs = wording::paragraphs(written);
    paragraphs.any(|paragraph| restates(wording::without_number(paragraph), requirement))
}

/// Where a claim gives a clause back: all of it, or the paragraph of an article that does so and names the clause
/// itself; nowhere where it only leads to what another paragraph says.
fn place(
    subject: &Subject<'_>,
    statement: &Statement,
    claim: &Claim,
    clause: ClauseReference,
) -> Option<Range<usize>> {
    let whole = statement.place(&claim.range);
    let written = &subject.text[whole.clone()];
    if wording::paragraphs(written).nth(1).is_none() {
        return Some(whole);
    }
    let words = subject.words.of(clause, subject.guidelines);
    let together = subject.words.together(clause, subject.guidelines);
    let all = || words.iter().map(|own| &own.fingerprint).chain(together);
    let paragraph = wording::paragraphs(written)
        .find(|paragraph| all().any(|requirement| gives_back(paragraph, requirement)))?;
    let start = whole.start + (paragraph.as_ptr() as usize - written.as_ptr() as usize);
    let range = start..start + paragraph.trim_end().len();
    let mut citations = subject.document.citations.iter();
    let names = |citation: &Citation| match &citation.resolution {
        Resolution::Found(found) => found.iter().any(|(found, _)| *found == clause),
        _ => false,
    };
    citations
        .any(|citation| {
            range.start <= citation.range.start
                && citation.range.end <= range.end
                && names(citation)
        })
        .then_some(range)
}

/// Whether a statement stands under the clause's own heading, and what is done about it follows under a
/// heading below that one: "## AC-2 Account Management" with the control's text, then "### Implementation".
fn quotes_before_it_answers(subject: &Subject<'_>, answer: &Answer, statement: &Statement) -> bool {
    let sections = &subject.document.sections;
    let is_below = |section: usize| sections[section].parent == Some(statement.section);
    answer.kind == AnswerKind::Section
        && !sections[statement.section].links.is_empty()
        && subject
            .statements(answer)
            .any(|other| other.range.start > statement.range.start && is_below(other.section))
}

/// Whether a row says something behind the clause's words, in a column that is none of those that describe an
/// answer: a table that gives the text of each clause and then its answer.
fn is_answered_beside(
    subject: &Subject<'_>,
    answer: &Answer,
    statement: &Statement,
    claim: &Claim,
) -> bool {
    /// A shorter one is a code or a name.
    const SHORTEST: usize = 8;
    let range = statement.place(&claim.range).end..statement.range.end;
    let behind = subject.text.get(range).unwrap_or_default();
    let is_label = |cell: &str| {
        let mut labels = answer.labels.fields.iter();
        labels.any(|label| label.text.contains(cell) || cell.contains(&*label.text))
    };
    let mut cells = behind.split('|').skip(1).map(str::trim);
    answer.kind == AnswerKind::Row
        && cells.any(|cell| cell.chars().count() >= SHORTEST && !is_label(cell))
}

/// Whether a claim says of itself that it is what is asked: "Requirement: …", 「要求事項 …」.
fn is_called_a_requirement(claim: &str) -> bool {
    const NAMES: [&str; 6] = [
        "requirement",
        "control requirement",
        "control statement",
        "control text",
        "要求事項",
        "求められていること",
    ];
    let start = claim.trim_start();
    NAMES.iter().any(|name| {
        let written = start.as_bytes().get(..name.len());
        written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()))
            && start[name.len()..].starts_with([' ', ':', '：', '　'])
    })
}

/// The first statement of an answer that says more than the clause: what stands before it is the clause's
/// text, given before it is said how the clause is met.
fn first_own_words<'a>(subject: &Subject<'a>, answer: &'a Answer) -> Option<&'a Statement> {
    subject.statements(answer).find(|statement| {
        let mut claims = statement.unit.claims.iter();
        claims.any(|claim| {
            claim.says_something()
                && !claim.text.ends_with([':', '：'])
                && restated(subject, answer, statement, claim).is_none()
        })
    })
}
