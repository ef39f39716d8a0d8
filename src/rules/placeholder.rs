#![doc = include_str!("pages/placeholder.md")]

mod declared;
mod status;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::conditions::{is_done, is_excluded, said, status};
use super::{Class, Report, Rule, Subject};
use crate::document::{
    Answer, AnswerKind, Claim, Document, LabelledValue, Link, Section, Statement,
};
use crate::finding::{Place, Severity};
use crate::guideline::{Modality, Requirement, Responsibility};
use crate::locale::Message;
use crate::wording::{self, Field, NOTHING_TICKED, Placeholder, Status, Unstated};

pub static RULE: Rule = Rule {
    name: "placeholder",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/placeholder.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    declared::check(subject, report);
    outside_of_answers(subject, report);
    let pointing: FxHashSet<usize> = { subject.answers() }
        .filter(|answer| !answer.links.is_empty())
        .filter_map(|answer| answer.table)
        .collect();
    // Rows that say of themselves that no clause is theirs, and tables that point at none, answer nothing.
    let is_no_answer = |answer: &Answer| {
        answer.links.is_empty()
            && answer.table.is_some_and(|table| {
                let number = answer.labels.label(Field::Clause);
                let is_dash =
                    |value: &LabelledValue| wording::unstated(&value.text) == Some(Unstated::Dash);
                !pointing.contains(&table) || number.is_some_and(is_dash)
            })
    };
    let sets_apart = |answer: &Answer| {
        { answer.table }.is_some_and(|table| pointing.contains(&table))
            && is_spacer(subject, answer)
    };
    for answer in subject.answers() {
        if is_no_answer(answer) || sets_apart(answer) {
            continue;
        }
        status::check(subject, answer, report);
        if is_excluded(answer) || answer.is_inherited() || subject.is_heading_row(answer) {
            continue;
        }
        empty_parameters(subject, answer, report);
        match answer.kind {
            AnswerKind::Row => row(subject, answer, report),
            // Of boxes alone it is told that none is ticked.
            AnswerKind::Section if answer.statements.is_empty() && is_open_choice(answer) => {
                blank_status(subject, answer, report)
            }
            // "Status: Implemented. Logs are read each morning."
            AnswerKind::Section if answer.statements.is_empty() && tells_in_status(answer) => {}
            AnswerKind::Section if answer.statements.is_empty() => {
                let own = answer
                    .labels
                    .value(Field::Status)
                    .filter(|value| !value.inherited);
                let message = match own {
                    _ if quotes(subject, answer) => Message::new(
                        "ガイドラインの引用だけで、どう満たしているかが書かれていません",
                        "what stands here only quotes; nothing says how the clause is met",
                    ),
                    Some(stated) => Message::new(
                        format!("状況（{}）のほかに、記述がありません", stated.text),
                        format!("there is a status ({}) and nothing else", stated.text),
                    ),
                    None => Message::new(
                        "見出しだけで、記述がありません",
                        "there is a heading and nothing under it",
                    ),
                };
                empty_section(subject, answer, message, report)
            }
            AnswerKind::Section
                if !says_openly(subject, answer) && says_nothing(subject, answer) =>
            {
                let message = Message::new(
                    "見出しの下に、この条項への答えがありません",
                    "nothing under this heading answers the clause",
                );
                empty_section(subject, answer, message, report)
            }
            AnswerKind::Section | AnswerKind::Block => {
                let mut open = false;
                for statement in subject.statements(answer) {
                    open |= unfinished(subject, answer, statement, report)
                        || open_cell(subject, answer, statement, report);
                }
                // What is not written at all is told once.
                if !open && !open_labels(subject, answer, report) {
                    only_dashes(subject, answer, report);
                    blank_status(subject, answer, report);
                    bare_assertion(subject, answer, report);
                }
            }
        }
    }
}

/// Whether nothing stands in a row: it sets those around it apart.
fn is_spacer(subject: &Subject<'_>, answer: &Answer) -> bool {
    let is_blank = |claim: &Claim| matches!(claim.placeholder, Some((Placeholder::Empty, _)));
    subject.statements(answer).all(|statement| {
        let unit = &statement.unit;
        unit.claims.iter().all(is_blank) && unit.fields.iter().all(|value| value.text.is_empty())
    })
}

/// Notes that something is to be filled in, 【要記入】 and TODO, wherever they stand in a document that answers clauses.
fn outside_of_answers(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.answers().all(|answer| answer.links.is_empty()) {
        return;
    }
    let statements = subject.document.statements.iter();
    // What was left open once is told in a history of changes.
    let is_of_history = |one: &Statement| subject.document.sections[one.section].preliminary;
    for statement in statements.filter(|one| one.answer.is_none() && !one.quoted) {
        let open = statement
            .unit
            .claims
            .iter()
            .find_map(|claim| match &claim.placeholder {
                Some((Placeholder::Todo, range)) => Some(statement.place(range)),
                _ => None,
            });
        let open = open.filter(|range| {
            let word = subject.text[range.clone()].trim();
            // "TODO items" speaks of such notes.
            let is_note = || {
                let behind = subject.text[range.end..].trim_start_matches([' ', '\u{3000}']);
                behind
                    .chars()
                    .next()
                    .is_none_or(|c| "\r\n:：()（）[]［］|。、.,<*`".contains(c))
            };
            word.starts_with(['【', '[', '［', '{'])
                || ["TODO", "TBD", "FIXME"].contains(&word)
                    && !is_of_history(statement)
                    && is_note()
        });
        let Some(range) = open else { continue };
        let word = &subject.text[range.clone()];
        let message = Message::new(
            format!("「{word}」とあり、まだ書き終わっていません"),
            format!("“{word}” is left here: this is not finished"),
        );
        report.push(range, message).help(Message::new(
            "確かめた内容に書き換えてください",
            "write what is the case",
        ));
    }
}

/// Rows of a plan's table that ask for a value that the clause leaves open: `Parameter AC-1(a):`.
fn empty_parameters(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    for value in &answer.labels.fields {
        let is_blank = value.field == Field::Reason && value.text.is_empty() && !value.inherited;
        let before = { subject.text.get(..value.range.start) }.filter(|_| is_blank);
        let name = before.and_then(|before| before.lines().next_back());
        let name = name.map_or("", |name| name.trim_matches([' ', '|', '*', ':', '：']));
        if name.starts_with("Parameter ") {
            let message = Message::new(
                format!("{name} の値が空です"),
                format!("{name} has no value"),
            );
            let help = Message::new(
                "自社で定めた値を書いてください",
                "give the value that you have set",
            );
            report
                .push(value.range.clone(), message)
                .help(help)
                .clause(subject.clause_of(answer));
        }
    }
}

fn write_the_answer() -> Message {
    Message::new(
        "対応内容を書くか、対象外であれば理由とともにそう書いてください",
        "write the answer, or say “not applicable” and why",
    )
}

/// A row whose measure is blank, or that says openly that it is not written yet.
fn row(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    for statement in subject.statements(answer) {
        if unfinished(subject, answer, statement, report) || open_labels(subject, answer, report) {
            continue;
        }
        let claims = &statement.unit.claims;
        let blank = |claim: &Claim| {
            matches!(
                claim.placeholder,
                Some((Placeholder::Empty | Placeholder::Dash, _))
            )
        };
        // What the customer does, or a remark, can be all there is to say, unless it is claimed
        // that the provider does something.
        let explaining: &[Field] = match is_excluded(answer) {
            // Where nothing is done, what stands as evidence says why.
            true => &[Field::Reason, Field::Customer, Field::Evidence],
            false => &[Field::Reason, Field::Customer],
        };
        if let Some(blank) = blank_of_customer(answer) {
            let message = Message::new(
                "利用者の責任とありますが、利用者が何を行うかが書かれていません",
                "this is the customer’s, and nothing says what the customer has to do",
            );
            report
                .push(blank, message)
                .help(Message::new(
                    "利用者が行うことを書いてください",
                    "write what the customer has to do",
                ))
                .clause(subject.clause_of(answer));
            continue;
        }
        // What is done in part is told by the remark that says what is left.
        let explained = (!is_done(answer) || status(answer) == Some(Status::Partial))
            && explaining
                .iter()
                .any(|&field| said(answer, field).is_some());
        if let Some(first) = claims.first()
            && claims.iter().all(blank)
            && !explained
            && !is_told_of_its_status(answer)
            && !is_judged(subject, answer)
        {
            let range = first
                .placeholder
                .as_ref()
                .map_or(&first.range, |(_, range)| range);
            let (number_ja, number_en) = number_of(statement)
                .map_or_else(Default::default, |number| {
                    (format!("{number} の"), format!("{number}: "))
                });
            // The caret stands under nothing: the column says what is missing.
            let column = subject.columns_of(answer, Some(Field::Measure));
            let column = column.or_else(|| subject.columns_of(answer, None));
            let dash = match first.placeholder {
                Some((Placeholder::Dash, _)) => Some(first.text.trim_start_matches('\\')),
                _ => None,
            };
            let message = match column {
                Some(Message { ja, en }) if let Some(dash) = dash => Message::new(
                    format!("{number_ja}{ja}の欄が「{dash}」だけです"),
                    format!("{number_en}nothing but “{dash}” is written under {en}"),
                ),
                Some(Message { ja, en }) => Message::new(
                    format!("{number_ja}{ja}の欄が空です"),
                    format!("{number_en}nothing is written under {en}"),
                ),
                None => Message::new(
                    format!("{number_ja}対応内容が空です"),
                    format!("{number_en}the answer is blank"),
                ),
            };
            report
                .push(statement.place(range), message)
                .help(write_the_answer())
                .clause(subject.clause_of(answer));
        } else {
            blank_status(subject, answer, report);
            bare_assertion(subject, answer, report);
        }
    }
}

/// Whether what would stand beside a row's status are remarks of whoever judged, which nothing calls for where all is well.
fn is_judged(subject: &Subject<'_>, answer: &Answer) -> bool {
    let table = answer.table.map(|table| &subject.document.tables[table]);
    table.is_some_and(|table| table.judges) && status(answer) == Some(Status::Implemented)
}

/// Whether what is done stands behind the status, in its own label.
fn tells_in_status(answer: &Answer) -> bool {
    /// "(via MDM)" tells nothing yet, in bytes.
    const SHORTEST: usize = 24;
    let own = answer
        .labels
        .value(Field::Status)
        .filter(|value| !value.inherited);
    let stated = own.and_then(|value| Some((value, wording::status(&value.text)?)));
    stated.is_some_and(|(value, stated)| {
        let behind = stated.reason.map(|behind| &value.text[behind]);
        behind
            .is_some_and(|behind| behind.len() >= SHORTEST && wording::unwritten(behind).is_none())
    })
}

/// Whether a row without words is told of its status: none of the columns is marked, or it says that it is
/// not done and nothing else, which unowned-plan tells.
fn is_told_of_its_status(answer: &Answer) -> bool {
    is_open_choice(answer) || status(answer) == Some(Status::NotImplemented)
}

/// Whether a choice among statuses is given, or columns for one, and nothing is ticked.
fn is_open_choice(answer: &Answer) -> bool {
    let chosen = answer.labels.label(Field::Status);
    chosen.is_some_and(|value| {
        !value.inherited && wording::unstated(&value.text) == Some(Unstated::Unticked)
    })
}

/// The empty cell of the customer's duty in a row that is said to be the customer's alone.
fn blank_of_customer(answer: &Answer) -> Option<Range<usize>> {
    let whose = answer.labels.value(Field::Responsibility)?;
    let is_customers =
        !whose.inherited && wording::responsibility(&whose.text) == Some(Responsibility::Customer);
    let duty = answer
        .labels
        .label(Field::Customer)
        .filter(|_| is_customers)?;
    (duty.text.is_empty() && !duty.inherited).then(|| duty.range.clone())
}

/// A status that is asked for and not given: a blank, a dash, boxes of which none is ticked, columns of which
/// none is marked.
fn blank_status(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let own = |value: &&LabelledValue| value.field == Field::Status && !value.inherited;
    let Some(status) = answer.labels.fields.iter().find(own) else {
        return;
    };
    let Some(unstated) = wording::unstated(&status.text) else {
        return;
    };
    // The document itself says what 「□」 or 「－」 stands for.
    let stated = answer.labels.status.as_ref();
    if unstated != Unstated::Several
        && stated.is_some_and(|(_, place)| status.range.contains(&place.start))
    {
        return;
    }
    let mut claims = { subject.statements(answer) }.flat_map(|statement| &statement.unit.claims);
    let has_words = claims.any(Claim::says_something);
    let beside = |field| !has_words && said(answer, field).is_some();
    let is_blank = matches!(unstated, Unstated::Blank | Unstated::Dash);
    // What is the customer's alone has no status of the provider's.
    if is_blank && beside(Field::Customer) {
        return;
    }
    let message = match (unstated, subject.columns_of(answer, Some(Field::Status))) {
        (Unstated::Blank, Some(Message { ja, en })) => Message::new(
            format!("{ja}の欄が空です"),
            format!("nothing is written under {en}"),
        ),
        (Unstated::Blank, None) => Message::new("対応状況が空です", "the status is blank"),
        (Unstated::Dash, _) => {
            let dash = status.text.trim_start_matches('\\');
            Message::new(
                format!("「{dash}」だけでは、対象外なのか、まだ対応していないのかが分かりません"),
                format!("“{dash}” does not tell whether this is out of scope or not done yet"),
            )
        }
        (Unstated::Unticked, _) if *status.text == *NOTHING_TICKED => Message::new(
            "どの列にも印がなく、対応状況が分かりません",
            "no column is marked, so that the status is not known",
        ),
        (Unstated::Unticked, _) => {
            Message::new("どの状況も選ばれていません", "none of the boxes is ticked")
        }
        (Unstated::Several, _) => {
            let options = wording::ticked(&status.text)
                .unwrap_or_default()
                .into_iter();
            let mut options: Vec<&str> = options.map(|option| &status.text[option]).collect();
            options.extend(wording::both(&status.text).into_iter().flatten());
            Message::new(
                format!("両立しない「{}」が選ばれています", options.join("」と「")),
                format!(
                    "“{}” are chosen, which cannot both be true",
                    options.join("” and “")
                ),
            )
        }
    };
    let entry = report
        .push(status.range.clone(), message)
        .help(Message::new(
            "対応済・一部対応・対応予定・対象外（理由）などを書いてください",
            "write implemented, partial, planned, or not applicable and why",
        ))
        .clause(subject.clause_of(answer));
    if is_blank && beside(Field::Reason) {
        entry.severity(Severity::Information);
    }
}

/// A cell of a table under a clause's heading that still says that it is to be filled in, whatever its column
/// holds: 「{{期限}}」, "TBD".
fn open_cell(
    subject: &Subject<'_>,
    answer: &Answer,
    statement: &Statement,
    report: &mut Report<'_>,
) -> bool {
    let is_open = |text: &str| matches!(wording::placeholder(text), Some((Placeholder::Todo, _)));
    let mut fields = statement.unit.fields.iter();
    let Some(open) = fields.find(|value| statement.unit.is_row && is_open(&value.text)) else {
        return false;
    };
    let word = &open.text;
    let message = Message::new(
        format!("「{word}」のままで、まだ書き終わっていません"),
        format!("“{word}” is left here: this is not finished"),
    );
    report
        .push(statement.place(&open.range), message)
        .help(Message::new(
            "確かめた内容に書き換えてください",
            "write what is the case",
        ))
        .clause(subject.clause_of(answer));
    true
}

/// Labels and cells that still say that they are to be filled in: 「**責任者**: 【要記入】」. One finding shows
/// all of an answer. What is planned may leave them open; of what is done, owner and evidence have rules of
/// their own.
fn open_labels(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) -> bool {
    let asked: &[Field] = match status(answer) {
        None => &[
            Field::Status,
            Field::Customer,
            Field::Responsibility,
            Field::Owner,
            Field::Frequency,
            Field::Evidence,
            Field::Reviewed,
        ],
        Some(_) if is_done(answer) => &[
            Field::Customer,
            Field::Responsibility,
            Field::Frequency,
            Field::Reviewed,
        ],
        Some(_) => return false,
    };
    let is_open = |value: &&LabelledValue| {
        !value.inherited
            && asked.contains(&value.field)
            && matches!(
                wording::unwritten(&value.text),
                Some((Placeholder::Todo, _))
            )
    };
    let mut open = answer.labels.fields.iter().filter(is_open);
    let Some(first) = open.next() else {
        return false;
    };
    let others: Vec<&LabelledValue> = open.collect();
    let word = &first.text;
    let (ja, en) = match others.len() {
        0 => Default::default(),
        1 => (
            "（ほかに1か所）".to_string(),
            " (and in one more place)".to_string(),
        ),
        more => (
            format!("（ほかに{more}か所）"),
            format!(" (and in {more} more places)"),
        ),
    };
    let message = Message::new(
        format!("「{word}」のままで、まだ書き終わっていません{ja}"),
        format!("“{word}” is left here{en}: this is not finished"),
    );
    let mut entry = report
        .push(first.range.clone(), message)
        .help(Message::new(
            "確かめた内容に書き換えてください。まだ決まっていなければ、状況を「対応予定」として時期を書いてください",
            "write what is the case; if it is not settled yet, say planned and when",
        ))
        .clause(subject.clause_of(answer));
    for other in others {
        let message = Message::new("ここもまだ書かれていません", "this is left open as well");
        entry = entry.related(Place::Here(other.range.clone()), message);
    }
    true
}

/// Whether another answer of the document is to all the clauses that this one is to.
fn is_answered_elsewhere(subject: &Subject<'_>, answer: &Answer) -> bool {
    let is_to =
        |other: &Answer, link: &Link| other.links.iter().any(|own| own.clause == link.clause);
    let mut others = subject
        .answers()
        .filter(|other| other.range != answer.range);
    others.any(|other| answer.links.iter().all(|link| is_to(other, link)))
}

/// An answer that says that it is done and nothing else: 「実施」, "We comply with this control." Evidence
/// beside it says how, and so may the customer's duty.
fn bare_assertion(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let mut first = None;
    for statement in subject.statements(answer) {
        for claim in &statement.unit.claims {
            match &claim.placeholder {
                // 「別紙を参照。」 is told by refers-elsewhere.
                _ if claim.observations().refers_elsewhere.is_some() => return,
                // A mark in a column of a policy or a system says that it is that one's.
                Some((Placeholder::TooShort, _))
                    if statement.unit.claims.len() > 1 && claim.text.chars().nth(1).is_none() =>
                {
                    return;
                }
                // 「実装予定」 is told by the rules on statuses and plans.
                Some((Placeholder::TooShort, _))
                    if answer.labels.status.is_some() && claim.undone().is_some() =>
                {
                    return;
                }
                Some((Placeholder::TooShort, range)) => {
                    first.get_or_insert((statement.place(range), &*claim.text));
                }
                Some((Placeholder::Empty, _)) => {}
                _ => return,
            }
        }
    }
    let Some((range, words)) = first.or_else(|| bare_remark(subject, answer)) else {
        return;
    };
    if wording::is_closing(words) && is_answered_elsewhere(subject, answer) {
        return;
    }
    if names_part(subject, answer, &range) {
        let marks = |c: char| ":：. *_-".contains(c);
        let label = subject.text[range.clone()]
            .trim_matches(marks)
            .replace(['*', '_'], "");
        let message = Message::new(
            format!("{label} の回答が空です"),
            format!("{label}: the answer is blank"),
        );
        report
            .push(range, message)
            .help(write_the_answer())
            .clause(subject.clause_of(answer));
        return;
    }
    let explaining = [Field::Evidence, Field::Reason, Field::Customer];
    let says_why = |value: &LabelledValue| value.range != range;
    let is_explained =
        { explaining.iter() }.any(|&field| said(answer, field).is_some_and(says_why));
    let status = status(answer);
    if is_explained || matches!(status, Some(Status::Planned | Status::NotImplemented)) {
        return;
    }
    // Below a clause's heading a status alone is no answer; in a table it may be all that is asked.
    let is_status = wording::status(words.trim_end_matches('。'))
        .is_some_and(|stated| stated.range == (0..words.trim_end_matches('。').len()));
    let severity = match answer.kind == AnswerKind::Section && is_status {
        true => Severity::Warning,
        false => Severity::Information,
    };
    let words = words.trim().trim_end_matches(['。', '.']);
    let message = Message::new(
        format!("「{words}」だけでは、何をどのように行っているのか分かりません"),
        format!("“{words}” alone does not say what is done, or how"),
    );
    report
        .push(range, message)
        .severity(severity)
        .help(Message::new(
            "だれが、何を、どの手段や手順で行うかを書いてください",
            "say who does what, and by which means or procedure",
        ))
        .clause(subject.clause_of(answer));
}

/// The remark beside a row's status that says no more than the status does, where it is all that the row says: "Yes".
fn bare_remark<'a>(subject: &Subject<'a>, answer: &'a Answer) -> Option<(Range<usize>, &'a str)> {
    let remark = answer.labels.value(Field::Reason)?;
    let mut claims = { subject.statements(answer) }.flat_map(|statement| &statement.unit.claims);
    let is_bare = answer.kind == AnswerKind::Row
        && is_done(answer)
        && !remark.inherited
        && claims.all(|claim| matches!(claim.placeholder, Some((Placeholder::Empty, _))))
        && matches!(
            wording::placeholder(&remark.text),
            Some((Placeholder::TooShort, _))
        );
    is_bare.then(|| (remark.range.clone(), &*remark.text))
}

/// The words at a place that are no more than the name of the part of a clause that they answer: "Part b:".
fn names_part(subject: &Subject<'_>, answer: &Answer, place: &Range<usize>) -> bool {
    let link = { answer.links.first() }.filter(|link| link.requirement.is_some());
    let citation = link.and_then(|link| subject.document.citations.get(link.citation?));
    let Some(part) = citation.map(|citation| &citation.range) else {
        return false;
    };
    let around = (
        subject.text.get(place.start..part.start),
        subject.text.get(part.end..place.end),
    );
    let is_word = |before: &str| {
        before
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || b" *_-".contains(&byte))
    };
    let (Some(before), Some(behind)) = around else {
        return false;
    };
    is_word(before)
        && behind
            .trim_matches([':', '：', '.', ' ', '*', '_'])
            .is_empty()
}

/// An answer that consists of a dash.
fn only_dashes(subject: &Subject<'_>, answer: &Answer, report: &mut Report<'_>) {
    let (mut first, mut is_blank, mut name) = (None, true, None);
    for statement in subject.statements(answer) {
        for claim in &statement.unit.claims {
            match &claim.placeholder {
                Some((placeholder @ (Placeholder::Dash | Placeholder::Empty), range)) => {
                    is_blank &= *placeholder == Placeholder::Empty;
                    name = name.or_else(|| statement.unit.field(Field::Title));
                    first.get_or_insert(statement.place(range));
                }
                _ => return,
            }
        }
    }
    let Some(range) = first else { return };
    let name = name.map(|name| name.text.trim_end_matches([':', '：', '.', ' ']));
    let message = match (is_blank, name) {
        (true, Some(name)) if !name.is_empty() => Message::new(
            format!("{name} の回答が空です"),
            format!("{name}: the answer is blank"),
        ),
        (true, _) => Message::new("対応内容が空です", "the answer is blank"),
        (false, _) => Message::new(
            "記号だけで、記述がありません",
            "there is a mark and nothing else",
        ),
    };
    report
        .push(range, message)
        .help(write_the_answer())
        .clause(subject.clause_of(answer));
}

/// TODO, TBD, 要確認, 【要精読】 anywhere in what the provider says.
fn unfinished(
    subject: &Subject<'_>,
    answer: &Answer,
    statement: &Statement,
    report: &mut Report<'_>,
) -> bool {
    let todo = statement
        .unit
        .claims
        .iter()
        .find_map(|claim| match &claim.placeholder {
            Some((Placeholder::Todo, range)) => Some((claim, range)),
            _ => None,
        });
    let Some((claim, range)) = todo else {
        return false;
    };
    if claim.text.contains("[Assignment") || claim.text.contains("[Selection") {
        // The parameters of the clause's own words, above what answers them, are the catalogue's.
        let others = { subject.document.statements.iter() }.filter(|other| {
            other.section == statement.section && other.range.start > statement.range.start
        });
        let mut others = others.flat_map(|other| &other.unit.claims);
        if others.any(Claim::says_something) && is_of_clause(subject, answer, claim) {
            return false;
        }
    }
    let range = statement.place(range);
    let word = subject.text[range.clone()].trim();
    let quoted = word.trim_matches(['「', '」', '。']);
    let message = match wording::defers(quoted) {
        true => Message::new(
            format!("「{quoted}」とあるだけで、何をどうするかが書かれていません"),
            format!("“{quoted}” does not say what is done"),
        ),
        false => Message::new(
            format!("「{quoted}」とあり、まだ書き終わっていません"),
            format!("“{word}” is left here: this is not finished"),
        ),
    };
    report
        .push(range, message)
        .help(Message::new(
            "確かめた内容に書き換えてください。まだ行っていなければ、状況を「対応予定」として時期を書いてください",
            "write what is the case; if it is not done yet, say planned and when",
        ))
        .clause(subject.clause_of(answer));
    true
}

/// Whether what stands before a parameter are the clause's own words: "in accordance with [Assignment: …]".
fn is_of_clause(subject: &Subject<'_>, answer: &Answer, claim: &Claim) -> bool {
    /// Fewer letters stand in many clauses.
    const LONGEST: usize = 32;
    const SHORTEST: usize = 16;
    let small = claim.text.to_lowercase();
    let before = small.split(['[']).next().unwrap_or_default().trim_end();
    let start = before.ceil_char_boundary(before.len().saturating_sub(LONGEST));
    let said = before[start..].trim();
    let says = |requirement: &Requirement| requirement.text.to_lowercase().contains(said);
    said.len() >= SHORTEST
        && answer.links.iter().any(|link| {
            let clause = subject.guidelines.clause(link.clause);
            clause.requirements.iter().any(says)
        })
}

/// Whether a section has a note that it is not written yet, or no more than a dash.
fn says_openly(subject: &Subject<'_>, answer: &Answer) -> bool {
    let mut claims = { subject.statements(answer) }.flat_map(|statement| &statement.unit.claims);
    claims.any(|claim| !claim.says_something() || claim.observations().refers_elsewhere.is_some())
}

/// Whether all that stands in a section only leads to something else (a table of contents, an
/// introduction, when it was last changed), or the heading has no more of the clause than its title and
/// nothing below it speaks to the clause.
fn says_nothing(subject: &Subject<'_>, answer: &Answer) -> bool {
    if subject.is_topic(answer) {
        return false;
    }
    let mut statements = subject.statements(answer).filter(|one| !one.unit.is_row);
    if statements.all(leads_on) && subject.statements(answer).all(|one| !one.unit.is_row) {
        return true;
    }
    let Some(matchers) = subject.matchers else {
        return false;
    };
    let is_doubtful = |link: &Link| {
        // What the items of a form ask for stands in their titles alone.
        let requirements = &subject.guidelines.clause(link.clause).requirements;
        let asks = |one: &Requirement| one.modality != Modality::Item;
        requirements.iter().any(asks) && subject.is_by_title(link)
    };
    if answer.links.is_empty() || !answer.links.iter().all(is_doubtful) {
        return false;
    }
    let claims = { subject.statements(answer) }.flat_map(|statement| &statement.unit.claims);
    let text: Vec<&str> = claims.map(|claim| &*claim.text).collect();
    let text = text.join("\n");
    answer.links.iter().all(|link| {
        let matcher = matchers.of(link.clause.guideline, subject.guidelines);
        matcher.words(&text, link.clause.clause).is_empty()
    })
}

/// Whether a block says nothing itself: links into the document, an announcement, a date.
fn leads_on(statement: &Statement) -> bool {
    let unit = &statement.unit;
    let is_inner = |(_, destination): &(_, String)| destination.starts_with('#');
    let linked: usize = { unit.destinations().iter() }
        .map(|(range, _)| range.len())
        .sum();
    /// White space, and the mark of a list's item.
    const MARKS: usize = 6;
    let is_contents = !unit.destinations().is_empty()
        && unit.destinations().iter().all(is_inner)
        && linked + MARKS >= statement.range.len();
    is_contents
        || unit
            .claims
            .iter()
            .all(|claim| wording::leads_on(&claim.text))
}

/// Whether a section without words of its own quotes: what the clause asks, or in a block quote.
fn quotes(subject: &Subject<'_>, answer: &Answer) -> bool {
    let Document {
        sections,
        statements,
        ..
    } = subject.document;
    let own = &sections[answer.section].range;
    let first = statements.partition_point(|one| one.range.start < own.start);
    let statements = statements[first..].iter();
    let inner = sections[answer.section + 1..].iter();
    statements
        .take_while(|one| one.range.start < own.end)
        .any(|one| one.quoted)
        || inner
            .take_while(|one| one.heading.start < own.end)
            .any(|one| one.quoting)
}

fn empty_section(
    subject: &Subject<'_>,
    answer: &Answer,
    message: Message,
    report: &mut Report<'_>,
) {
    let said = [Field::Evidence, Field::Reason, Field::Responsibility]
        .iter()
        .any(|&field| {
            answer
                .labels
                .value(field)
                .is_some_and(|value| !value.inherited)
        });
    let own = &subject.document.sections[answer.section].range;
    // "What is the solution and how is it implemented?" with nothing below it.
    let is_left_blank = |section: &Section| {
        let statements = &subject.document.statements;
        let first = statements.partition_point(|one| one.range.start < section.range.start);
        let inside = { statements.get(first) }.filter(|one| one.range.start < section.range.end);
        section.links.is_empty() && inside.is_none()
    };
    let parted = subject.document.sections.iter().any(|section| {
        section.parent == Some(answer.section)
            && own.contains(&section.heading.start)
            && !section.quoting
            && !is_left_blank(section)
    });
    // What is not done yet cannot be described; by when it will be is asked by unowned-plan.
    let open = matches!(
        status(answer),
        Some(Status::Planned | Status::NotImplemented)
    );
    if said || parted || open || answer.links.is_empty() {
        return;
    }
    report
        .push(answer.range.clone(), message)
        .help(write_the_answer())
        .clause(subject.clause_of(answer));
}

fn number_of(statement: &Statement) -> Option<String> {
    let number = statement.unit.field(Field::Clause)?;
    (!number.text.is_empty()).then(|| number.text.replace('\n', " "))
}
