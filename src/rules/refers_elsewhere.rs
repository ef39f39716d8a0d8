#![doc = include_str!("pages/refers-elsewhere.md")]

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::conditions::{is_done, is_excluded, said};
use super::{Class, Report, Rule, Subject};
use crate::document::{Answer, AnswerKind, Claim};
use crate::finding::Severity;
use crate::guideline::{ClauseReference, Requirement};
use crate::locale::Message;
use crate::wording::{self, Field};

pub static RULE: Rule = Rule {
    name: "refers-elsewhere",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/refers-elsewhere.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let told = OnceCell::new();
    let told = || told.get_or_init(|| told_by_sections(subject));
    for (answer, statement, claim) in subject.claims() {
        let Some(range) = &claim.observations().refers_elsewhere else {
            continue;
        };
        // Another column or paragraph of the same answer may say the rest.
        let others = subject
            .statements(answer)
            .flat_map(|statement| &statement.unit.claims);
        let alone = others
            .filter(|other| other.placeholder.is_none())
            .all(|other| other.observations().refers_elsewhere.is_some());
        let present = statement
            .unit
            .destinations()
            .iter()
            .any(|(_, destination)| !destination.contains("://") && (subject.exists)(destination));
        // "See finding 1." leads to a section below that names the clause.
        let stands_here = || {
            answer.kind != AnswerKind::Section
                && answer
                    .links
                    .iter()
                    .any(|link| told().contains(&link.clause))
        };
        if !alone || present || is_asked_for(subject, answer, &claim.text) || stands_here() {
            continue;
        }
        let most = Severity::Warning;
        tell(subject, answer, statement.place(range), most, report);
    }
    remarks(subject, report);
}

/// The clauses of which sections of the document tell something.
fn told_by_sections(subject: &Subject<'_>) -> FxHashSet<ClauseReference> {
    let tells = |answer: &&Answer| {
        let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
        answer.kind == AnswerKind::Section
            && claims.any(|claim| {
                claim.says_something() && claim.observations().refers_elsewhere.is_none()
            })
    };
    let answers = subject.answers().filter(tells);
    { answers.flat_map(|answer| &answer.links) }
        .map(|link| link.clause)
        .collect()
}

/// Rows whose only words are a remark that sends its reader on: `Yes | Please refer to our trust portal.` As a
/// document's name in a remark is evidence too, it is information.
fn remarks(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        if answer.kind != AnswerKind::Row || answer.links.is_empty() || is_excluded(answer) {
            continue;
        }
        let Some(remark) = said(answer, Field::Reason).filter(|remark| !remark.inherited) else {
            continue;
        };
        let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
        let only_points = || {
            let text = remark.text.to_lowercase();
            ["参照", "refer to", "see "]
                .iter()
                .any(|word| text.contains(word))
                && wording::observe(&remark.text).refers_elsewhere.is_some()
        };
        if claims.any(Claim::says_something)
            || said(answer, Field::Evidence).is_some()
            || !is_done(answer)
            || !only_points()
            || { subject.statements(answer) }.any(|one| !one.unit.destinations().is_empty())
            || is_asked_for(subject, answer, &remark.text)
        {
            continue;
        }
        let most = Severity::Information;
        tell(subject, answer, remark.range.clone(), most, report);
    }
}

fn tell(
    subject: &Subject<'_>,
    answer: &Answer,
    place: Range<usize>,
    most: Severity,
    report: &mut Report<'_>,
) {
    let message = Message::new(
        "ほかの文書を参照するだけで、何をどのように行っているかが書かれていません",
        "this only points at another document and says neither what is done nor how",
    );
    report
        .push(place, message)
        .help(Message::new(
            "要点（だれが、何を、どのように）をここに一文で書いてください",
            "add one sentence with the substance: who does what, and how",
        ))
        .severity(subject.softened(answer, most))
        .clause(subject.clause_of(answer));
}

/// Whether a clause of the answer asks that something be written down somewhere, and the claim says where
/// it is: "Document the processes in the security plan", 「規程を定める」.
fn is_asked_for(subject: &Subject<'_>, answer: &Answer, claim: &str) -> bool {
    const WRITTEN: [&str; 6] = [
        "documented in ",
        "に記載している",
        "に定めている",
        "に規定している",
        "に記載しています",
        "に定めています",
    ];
    const RULES: [&str; 8] = [
        "規程を作",
        "規程を定め",
        "規程を整",
        "規則を定め",
        "規程に定め",
        "文書化",
        "文書にす",
        "文書に定め",
    ];
    // 「規程がありますか」: its name is the answer.
    const PAPERS: [&str; 6] = ["規程", "規則", "手順", "方針", "計画", "マニュアル"];
    const THERE: [&str; 6] = ["あるか", "ありますか", "定めて", "整備", "策定", "作成"];
    let question = answer.labels.label(Field::Requirement);
    let is_question = question.is_some_and(|question| {
        question.text.ends_with('か')
            && PAPERS.iter().any(|paper| question.text.contains(paper))
            && THERE.iter().any(|word| question.text.contains(word))
    });
    if is_question {
        return true;
    }
    let asks = |requirement: &Requirement| {
        let text = requirement.text.as_str();
        let there = text.find("Document").map(|at| &text[at..]);
        there.is_some_and(|behind| behind.contains(" in "))
            || text.contains(" documented in ")
            || RULES.iter().any(|words| text.contains(words))
    };
    WRITTEN.iter().any(|words| claim.contains(words))
        && answer.links.iter().any(|link| {
            let requirements = &subject.guidelines.clause(link.clause).requirements;
            match link.requirement {
                Some(place) => requirements.get(place).is_some_and(asks),
                None => requirements.iter().any(asks),
            }
        })
}
