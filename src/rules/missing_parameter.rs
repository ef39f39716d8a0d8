#![doc = include_str!("pages/missing-parameter.md")]

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::conditions::{is_excluded, status};
use super::excerpt;
use super::report::Entry;
use super::{Class, Report, Rule, Subject};
use crate::coverage;
use crate::document::{Answer, AnswerKind, Claim, Link, Statement};
use crate::finding::{Finding, Lack, Place, Severity};
use crate::guideline::{Clause, ClauseReference, Requirement};
use crate::locale::Message;
use crate::wording::{self, AskedValue, Field, Kind, Status, ValueAnswer, ValueKind};

pub static RULE: Rule = Rule {
    name: "missing-parameter",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/missing-parameter.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut by_clause: FxHashMap<ClauseReference, Vec<&Answer>> = FxHashMap::default();
    let mut order = Vec::new();
    let own = undertaken(subject);
    for answer in subject.answers() {
        for link in &answer.links {
            if subject.guidelines.clause(link.clause).deselected && !own.contains(&link.clause) {
                continue;
            }
            let asks = subject
                .words
                .of(link.clause, subject.guidelines)
                .iter()
                .any(|own| own.asked.is_some());
            if asks {
                let answers = by_clause.entry(link.clause).or_insert_with(|| {
                    order.push(link.clause);
                    Vec::new()
                });
                answers.push(answer);
            }
        }
    }
    for clause in order {
        judge(subject, clause, &by_clause[&clause], report);
    }
}

/// What the document itself undertakes to answer, whatever the project does.
fn undertaken(subject: &Subject<'_>) -> FxHashSet<ClauseReference> {
    let mut undertaken = FxHashSet::default();
    for cover in &subject.document.declarations.covers {
        let guideline = subject.guidelines.get(cover.clause.guideline);
        coverage::asked_below(guideline, cover.clause, &mut |clause| {
            undertaken.insert(clause);
        });
    }
    undertaken
}

/// An answer to more clauses gives the values of none.
const MOST_CLAUSES: usize = 6;

/// Whether a finding says that no value is given, so that one given in another document answers it.
pub fn asks_for_a_value(finding: &Finding) -> bool {
    finding.rule == RULE.name && !finding.lacks.is_empty()
}

/// Judges all that a document says about a clause, at its first answer: a value given in one
/// paragraph need not be given again in the next.
fn judge(
    subject: &Subject<'_>,
    clause: ClauseReference,
    answers: &[&Answer],
    report: &mut Report<'_>,
) {
    let open = |answer: &&&Answer| {
        is_excluded(answer)
            || answer.is_inherited()
            || answer.is_customers()
            || says_that_it_is_inherited(subject, answer)
            || matches!(
                status(answer),
                Some(Status::Planned | Status::NotImplemented)
            )
    };
    // Whose duty it is says nothing of how it is done.
    let says_whose = |answer: &Answer| {
        answer.kind == AnswerKind::Row
            && status(answer).is_none()
            && coverage::says_nothing(subject.document, answer)
    };
    // Who answers so many clauses in one breath gives the values of none.
    let is_bulk = |answer: &Answer| answer.links.len() > MOST_CLAUSES;
    let says_how = |answer: &&&Answer| {
        !is_bulk(answer)
            && !coverage::tells_no_measure(subject.document, answer)
            && !is_still_to_do(subject, answer)
            && !quotes(subject, answer)
            && !says_whose(answer)
            && !coverage::says_no_word(subject.document, answer)
            && !agrees_to_a_value(subject, clause, answer)
    };
    let excluding_row =
        { answers.iter() }.any(|answer| answer.kind == AnswerKind::Row && is_excluded(answer));
    let answers: Vec<&Answer> = answers.iter().filter(says_how).copied().collect();
    let answers = answers.as_slice();
    // What else is said of it says why: in the section, or in a note on the row.
    let excludes = |answer: &&Answer| answer.kind == AnswerKind::Section && is_excluded(answer);
    let is_note = |answer: &&Answer| is_excluded(answer) || answer.kind == AnswerKind::Block;
    if excluding_row && answers.iter().all(is_note) {
        return;
    }
    if answers.iter().any(excludes) {
        return;
    }
    if answers.iter().all(|answer| is_in_passing(subject, answer)) {
        return;
    }
    let requirements = &subject.guidelines.clause(clause).requirements;
    let words = subject.words.of(clause, subject.guidelines);
    let asking = requirements.iter().zip(words).enumerate();
    for (index, requirement, asked) in
        asking.filter_map(|(index, (own, words))| Some((index, own, words.asked.as_ref()?)))
    {
        // Where every answer cites a part of the clause (`IR-8(b)`), nobody answers the others here.
        let mut own = answers.iter().filter(|answer| !open(answer));
        let Some(first) =
            own.find(|answer| answers_part(answer, clause, requirements, requirement))
        else {
            continue;
        };
        match answered(subject, answers, asked, letter_of(requirement)) {
            None | Some(Given::Enough) => {}
            Some(Given::Nothing) if words_ask_it(subject, first, asked) => return,
            Some(Given::Nothing) if answers.iter().any(|one| list_gives(subject, one, asked)) => {
                return;
            }
            Some(Given::Nothing) => {
                let mut own =
                    { answers.iter() }.filter(|answer| !open(answer) && !judges(subject, answer));
                let Some(first) =
                    own.find(|answer| answers_part(answer, clause, requirements, requirement))
                else {
                    continue;
                };
                let says_more = |answer: &&Answer| says_more_than_numbers(subject, answer);
                if !answers.iter().any(says_more) {
                    return;
                }
                let severity = match speaks_to(subject, answers, clause, index) {
                    true => subject.softened(first, Severity::Warning),
                    false => Severity::Information,
                };
                missing(subject, first, (clause, index), asked, report).severity(severity);
                return;
            }
            Some(Given::TooLittle(given, place)) => {
                short(place, clause, requirement, asked, given, report);
                return;
            }
        }
    }
}

/// Whether an answer is to a question that holds the value itself, and gives none of its own: "… at least
/// annually?" with "Yes". The question is the guideline's, or stands beside the answer in its row.
fn agrees_to_a_value(subject: &Subject<'_>, clause: ClauseReference, answer: &Answer) -> bool {
    let holds_value = |question: &str| {
        let question = question.trim_end();
        question.ends_with('?') && wording::says_how_often(question)
    };
    // What a customer asks for may be no question: "Review every 6 months | Yes".
    let says_yes = || {
        let stated = answer.labels.status.as_ref();
        stated.is_some_and(|(_, place)| {
            let word = subject.text.get(place.clone()).unwrap_or_default();
            ["yes", "y", "complied", "complies", "comply"]
                .iter()
                .any(|yes| word.trim_matches('*').eq_ignore_ascii_case(yes))
        })
    };
    let asks = || match answer.labels.label(Field::Requirement) {
        Some(asked) if answer.kind == AnswerKind::Row => {
            holds_value(&asked.text) || wording::says_how_often(&asked.text) && says_yes()
        }
        _ => {
            let requirements = &subject.guidelines.clause(clause).requirements;
            requirements.iter().any(|own| holds_value(&own.text))
        }
    };
    let claims = || { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
    let agrees = || {
        let said = claims().find(|claim| claim.says_something());
        said.is_some_and(|said| {
            wording::status(&said.text).is_some_and(|said| said.status == Status::Implemented)
        })
    };
    (status(answer) == Some(Status::Implemented) || status(answer).is_none() && agrees())
        && asks()
        && !claims().any(|claim| claim.says_how_often())
}

/// Whether an answer only names its clauses beside what it says of another one, under that one's heading:
/// "approved in a change ticket (CM-3)" below "AC-6 Least Privilege". The values are asked for elsewhere.
fn is_in_passing(subject: &Subject<'_>, answer: &Answer) -> bool {
    let sections = &subject.document.sections;
    let around = std::iter::successors(Some(answer.section), |&section| sections[section].parent);
    let heading = around
        .map(|section| &sections[section].links)
        .find(|links| !links.is_empty());
    answer.kind == AnswerKind::Block
        && heading.is_some_and(|heading| {
            let named = |link: &Link| heading.iter().any(|own| own.clause == link.clause);
            !answer.links.iter().any(named)
        })
}

/// Whether an answer stands under a heading of what is still to be done, or of what somebody else does.
fn is_still_to_do(subject: &Subject<'_>, answer: &Answer) -> bool {
    const HEADINGS: [&str; 12] = [
        "to do",
        "to-do",
        "todo",
        "implement next",
        "next steps",
        "backlog",
        "roadmap",
        "inherited",
        "今後の課題",
        "今後の対応",
        "改善計画",
        "是正計画",
    ];
    let sections = &subject.document.sections;
    let around = std::iter::successors(Some(answer.section), |&section| sections[section].parent);
    let mut titles = around.map(|section| sections[section].title.to_ascii_lowercase());
    titles.any(|title| HEADINGS.iter().any(|heading| title.contains(heading)))
}

/// Whether an answer is what somebody found who looked at it: a remark beside his judgement, or that something is missing
/// or was not done. Of either nobody asks for a value.
fn judges(subject: &Subject<'_>, answer: &Answer) -> bool {
    let table = answer.table.map(|table| &subject.document.tables[table]);
    table.is_some_and(|table| table.judges)
        || first_claim(subject, answer)
            .is_some_and(|(_, claim)| wording::finds_wanting(&claim.text))
}

/// Whether an answer's words say that all of it comes from somebody else: "fully inherited at the IaaS layer".
fn says_that_it_is_inherited(subject: &Subject<'_>, answer: &Answer) -> bool {
    const WORDS: [&str; 3] = ["fully inherited", "entirely inherited", "is inherited from"];
    first_claim(subject, answer)
        .is_some_and(|(_, claim)| WORDS.iter().any(|words| claim.text.contains(words)))
}

/// Whether an answer begins with the clause's own words and says nothing yet.
fn quotes(subject: &Subject<'_>, answer: &Answer) -> bool {
    const LEADS: [&str; 2] = ["The organization:", "The information system:"];
    first_claim(subject, answer).is_some_and(|(_, claim)| {
        LEADS
            .iter()
            .any(|lead| claim.text.trim_start().starts_with(lead))
    })
}

/// Whether an answer says anything beside the numbers of clauses; where it does not, all is still to be said.
fn says_more_than_numbers(subject: &Subject<'_>, answer: &Answer) -> bool {
    /// No guideline's name with a number behind it is longer.
    const LONGEST: usize = 160;
    let document = subject.document;
    let says = |range: Range<usize>| {
        let words = subject.text.get(range.clone()).unwrap_or_default();
        if words.len() > LONGEST {
            return true;
        }
        let named: Vec<&Range<usize>> = { document.citations.iter() }
            .map(|citation| &citation.range)
            .chain(document.mentions.iter().map(|mention| &mention.range))
            .filter(|named| named.start < range.end && range.start < named.end)
            .collect();
        words.char_indices().any(|(at, c)| {
            let at = range.start + at;
            c.is_alphanumeric() && !named.iter().any(|named| named.contains(&at))
        })
    };
    !answer.labels.fields.is_empty() || { subject.statements(answer) }.any(|statement| {
        let mut claims = statement.unit.claims.iter();
        claims.any(|claim| says(statement.place(&claim.range)))
    })
}

/// Whether an answer is written for a requirement of a clause: it cites the clause as a whole, or the
/// part that the requirement belongs to.
fn answers_part(
    answer: &Answer,
    clause: ClauseReference,
    requirements: &[Requirement],
    requirement: &Requirement,
) -> bool {
    fn part(requirement: &Requirement) -> Option<&str> {
        let label = requirement.label.as_deref()?;
        Some(label.split('.').next().unwrap_or(label))
    }
    let mut links = answer.links.iter().filter(|link| link.clause == clause);
    links.any(|link| {
        let cited = link.requirement.and_then(|place| requirements.get(place));
        cited.is_none_or(|cited| part(cited) == part(requirement))
    })
}

/// The letter of the part of its clause that a requirement is or hangs under.
fn letter_of(requirement: &Requirement) -> Option<u8> {
    let label = requirement.label.as_deref()?;
    match label.split('.').next()?.as_bytes() {
        [letter] => Some(*letter),
        _ => None,
    }
}

/// What the answers to a clause give by way of a value.
enum Given<'a> {
    Enough,
    /// The value, and where what gives it stands.
    TooLittle(&'a str, Range<usize>),
    Nothing,
}

/// Whether the words of the statement that would be told are found weak for the very value that is missing:
/// 「定期的に」 where the clause asks how often, 「所定の期間」 where it asks how long.
fn words_ask_it(subject: &Subject<'_>, answer: &Answer, asked: &AskedValue) -> bool {
    let Some((statement, claim)) = first_claim(subject, answer) else {
        return false;
    };
    claim.observations().hits.iter().any(|hit| match hit.kind {
        Kind::NoPeriod => asked.kind == ValueKind::Interval,
        Kind::Unmeasured => {
            let words = &subject.text[statement.place(&hit.range)];
            wording::value_left_open(words) == Some(asked.kind)
        }
        _ => false,
    })
}

/// Looks for the value in what the answers say and in what stands beside it; `None` when they
/// say nothing yet.
fn answered<'a>(
    subject: &Subject<'a>,
    answers: &[&'a Answer],
    asked: &AskedValue,
    letter: Option<u8>,
) -> Option<Given<'a>> {
    let statements = { answers.iter() }.flat_map(|answer| subject.statements(answer));
    let claims = statements.flat_map(|statement| &statement.unit.claims);
    let mut lettered = claims
        .filter(|claim| letter.is_some() && coverage::letter_before(&claim.text) == letter)
        .peekable();
    // Where a part of the clause has an answer of its own, those to other parts do not give its value.
    let own = letter.filter(|_| lettered.peek().is_some());
    // Other rules tell of what that answer leaves open in words, or points at.
    let leaves_open = |claim: &Claim| {
        let said = claim.observations();
        said.hits.iter().any(|hit| hit.kind == Kind::NoPeriod)
            || said.refers_elsewhere.is_some()
            || claim.text.to_ascii_lowercase().contains("see above")
    };
    if lettered.any(leaves_open) {
        return Some(Given::Enough);
    }
    let is_of_another = |claim: &Claim| {
        own.is_some()
            && coverage::letter_before(&claim.text).is_some_and(|known| Some(known) != own)
    };
    let mut given = None;
    for answer in answers {
        let beside = { answer.labels.fields.iter() }.filter(|value| match value.field {
            Field::Frequency | Field::Reason => true,
            // "Weekly scan reports" tell the interval; a number there may be that of a document.
            Field::Evidence => asked.kind != ValueKind::Count,
            _ => false,
        });
        for value in beside {
            if let ValueAnswer::Given(_) = asked.answered_by(&value.text) {
                return Some(Given::Enough);
            }
        }
        let claims = subject.statements(answer).flat_map(|statement| {
            let claims = statement.unit.claims.iter();
            claims.map(|claim| (claim, statement.place(&claim.range)))
        });
        for (claim, place) in
            claims.filter(|(claim, _)| claim.says_something() && !is_of_another(claim))
        {
            match asked.answered_with(&claim.text, claim.quantities()) {
                ValueAnswer::Given(_) => return Some(Given::Enough),
                ValueAnswer::Short(_) if matches!(given, Some(Given::TooLittle(..))) => {}
                ValueAnswer::Short(range) => {
                    given = Some(Given::TooLittle(&claim.text[range], place));
                }
                ValueAnswer::Missing => {
                    given.get_or_insert(Given::Nothing);
                }
            }
        }
    }
    given
}

/// Whether the list right behind an answer in running text gives a value of the kind that is asked: "As to AC-2: …" over what is
/// done one by one.
fn list_gives(subject: &Subject<'_>, answer: &Answer, asked: &AskedValue) -> bool {
    let last = answer
        .statements
        .last()
        .filter(|_| answer.kind == AnswerKind::Block);
    let behind = last.map_or(&[][..], |&last| &subject.document.statements[last + 1..]);
    let items = { behind.iter() }.take_while(|statement| {
        statement.item && statement.answer.is_none() && statement.section == answer.section
    });
    let mut claims = items.flat_map(|statement| &statement.unit.claims);
    claims.any(|claim| {
        let given = asked.answered_with(&claim.text, claim.quantities());
        matches!(given, ValueAnswer::Given(_))
    })
}

/// Whether the answers speak to the requirement that asks for the value at all. Where they do not,
/// the value is not what is missing first.
fn speaks_to(
    subject: &Subject<'_>,
    answers: &[&Answer],
    clause: ClauseReference,
    requirement: usize,
) -> bool {
    let Some(matchers) = subject.matchers else {
        return true;
    };
    let guideline = subject.guidelines.get(clause.guideline);
    let asked = matchers
        .of(clause.guideline, subject.guidelines)
        .asked(guideline, clause.clause);
    let parts = asked.all_of(requirement).somehow;
    let statements = answers.iter().flat_map(|answer| subject.statements(answer));
    let words: Vec<_> = { statements }
        .map(|statement| {
            statement
                .unit
                .kept(|unit| crate::coverage::words(unit, matchers))
        })
        .collect();
    parts == 0 || asked.touched(&words).somehow & parts != 0
}

fn missing<'r>(
    subject: &Subject<'_>,
    answer: &Answer,
    (reference, index): (ClauseReference, usize),
    asked: &AskedValue,
    report: &'r mut Report<'_>,
) -> Entry<'r> {
    let clause = subject.guidelines.clause(reference);
    let requirement = &clause.requirements[index];
    let (ja, en) = match asked.kind {
        ValueKind::Interval => ("間隔・頻度", "how often"),
        ValueKind::Period if asked.keeps => ("期間", "how long"),
        ValueKind::Period => ("期限", "within what time"),
        ValueKind::Length => ("長さ", "for a length"),
        _ => ("数", "for a number"),
    };
    let part = excerpt::around(&requirement.text, &asked.range);
    let named = name_of(clause, requirement);
    let message = Message::new(
        format!("{named} が求める{ja}（「{part}」）の値が書かれていません"),
        format!("{named} asks {en} (“{part}”), and no value is given"),
    );
    report
        .push(place(subject, answer), message)
        .help(Message::new(
            "自社で定めた値を書いてください",
            "give the value that you have set",
        ))
        .related(
            Place::Clause(reference),
            Message::new("値を求める条項", "the clause that asks for it"),
        )
        .lacks(vec![Lack {
            requirement: index,
            range: asked.range.clone(),
            words: part,
        }])
        .clause(Some(reference))
}

fn short(
    place: Range<usize>,
    clause: ClauseReference,
    requirement: &Requirement,
    asked: &AskedValue,
    given: &str,
    report: &mut Report<'_>,
) {
    let phrase = &requirement.text[asked.range.clone()];
    let message = Message::new(
        format!("「{given}」は、条項の求める「{phrase}」に届きません"),
        format!("“{given}” falls short of what the clause asks (“{phrase}”)"),
    );
    report
        .push(place, message)
        .help(Message::new(
            "条項の求める値に合わせるか、別の値でよい理由を書いてください",
            "set what the clause asks, or write why another value will do",
        ))
        .related(
            Place::Clause(clause),
            Message::new("値を求める条項", "the clause that asks for it"),
        )
        .clause(Some(clause));
}

/// The clause's number with the requirement's letter: 「AC-2 j 」.
fn name_of(clause: &Clause, requirement: &Requirement) -> String {
    let label = clause.label.as_deref().unwrap_or(&clause.title);
    let letter = requirement
        .label
        .as_deref()
        .map(|letter| format!(" {letter}"));
    format!("{label}{}", letter.unwrap_or_default())
}

/// The answer's first words, or its heading.
fn place(subject: &Subject<'_>, answer: &Answer) -> Range<usize> {
    match first_claim(subject, answer) {
        Some((statement, claim)) => statement.place(&claim.range),
        None => answer.range.clone(),
    }
}

/// The answer's first claim that is more than a placeholder.
fn first_claim<'a>(
    subject: &Subject<'a>,
    answer: &'a Answer,
) -> Option<(&'a Statement, &'a Claim)> {
    subject.statements(answer).find_map(|statement| {
        let mut claims = statement.unit.claims.iter();
        let claim = claims.find(|claim| claim.placeholder.is_none())?;
        Some((statement, claim))
    })
}
