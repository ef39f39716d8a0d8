#![doc = include_str!("pages/weak-wording.md")]

use std::ops::Range;

use super::conditions::{is_done, said, status};
use super::{Class, Report, Rule, Subject};
use crate::document::{AnswerKind, Claim, Statement};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{self, Field, Hit, Kind, Status};

pub static RULE: Rule = Rule {
    name: "weak-wording",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/weak-wording.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    remarks(subject, report);
    for (answer, statement, claim) in subject.claims() {
        let planned = matches!(
            status(answer),
            Some(Status::Planned | Status::NotImplemented)
        );
        let hits = claim
            .observations()
            .hits
            .iter()
            .filter(|hit| match hit.kind {
                Kind::NoPeriod | Kind::OpenList => false,
                // Where the status says that it is to come, the sentence may say so too.
                Kind::Undecided => !planned,
                Kind::Exception | Kind::Limit => !settled_behind(subject, statement, claim, hit),
                _ => true,
            });
        let hits = hits.filter(|hit| {
            !subject.is_customers_sentence(&subject.text[statement.place(&hit.sentence)])
        });
        // What a rule is for promises nothing: 「…適正な利用に資することを目的とする」.
        let hits = hits.filter(|hit| !is_purpose(&subject.text[statement.place(&hit.sentence)]));
        let hits = hits.filter(|hit| !reports_the_clause(subject, statement, hit));
        let hits: Vec<&Hit> = hits.collect();
        for (place, first) in hits.iter().enumerate() {
            let is_told = hits[..place].iter().any(|told| told.kind == first.kind);
            if is_told || promises_nothing_anyway(&hits, first) {
                continue;
            }
            let mut words: Vec<&str> = Vec::new();
            for hit in hits[place..].iter().filter(|hit| hit.kind == first.kind) {
                let word = &subject.text[statement.place(&hit.range)];
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            let (message, help) = telling(first.kind, &words);
            report
                .push(statement.place(&first.range), message)
                .help(help)
                .severity(subject.softened(answer, Severity::Warning))
                .clause(subject.clause_of(answer));
        }
    }
}

/// Whether a sentence only tells what a clause says: 「…ガイドライン4.3は、…が望ましいとする。」
fn reports_the_clause(subject: &Subject<'_>, statement: &Statement, hit: &Hit) -> bool {
    if hit.kind != Kind::Wish {
        return false;
    }
    let end = statement.place(&hit.range).end;
    let behind = subject.text.get(end..).unwrap_or_default();
    let is_reported = ["とす", "とし", "とされ", "と定め", "と述べ"]
        .iter()
        .any(|word| behind.starts_with(word));
    let is_subject = |range: &Range<usize>| {
        let behind = subject.text.get(statement.place(range).end..);
        range.start >= hit.sentence.start
            && range.end <= hit.range.start
            && behind.is_some_and(|behind| behind.starts_with("は"))
    };
    is_reported && { statement.unit.pointers.iter() }.any(|pointer| is_subject(&pointer.range))
}

/// Whether a sentence only says what something is for.
fn is_purpose(sentence: &str) -> bool {
    const ENDS: [&str; 6] = [
        "を目的とする",
        "を目的とします",
        "を目的としています",
        "を目的としている",
        "を目的として定める",
        "を目的に定める",
    ];
    // A citation may stand behind.
    let end = sentence.find(['[', '（', '。']).unwrap_or(sentence.len());
    let said = sentence[..end].trim_end();
    let whole = sentence.trim_end_matches(['。', ' ', '\n']);
    ENDS.iter()
        .any(|words| said.ends_with(words) || whole.ends_with(words))
}

/// Tells of weak words in the remarks of rows that have no other words: `CM-6 | x | | Applied where feasible`.
fn remarks(subject: &Subject<'_>, report: &mut Report<'_>) {
    for answer in subject.answers() {
        if answer.kind != AnswerKind::Row || answer.links.is_empty() || !is_done(answer) {
            continue;
        }
        let Some(remark) = said(answer, Field::Reason).filter(|remark| !remark.inherited) else {
            continue;
        };
        let mut claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
        let is_english = remark.text.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_english || claims.next().is_some() {
            continue;
        }
        let hits = wording::observe(&remark.text).hits;
        let told = |hit: &&Hit| {
            matches!(
                hit.kind,
                Kind::OpenCondition | Kind::Limit | Kind::Effort | Kind::Unmeasured
            )
        };
        let Some(hit) = hits.iter().find(told) else {
            continue;
        };
        let range = remark.range.start + hit.range.start..remark.range.start + hit.range.end;
        // What is escaped or set in bold stands elsewhere in the source.
        let word = &remark.text[hit.range.clone()];
        if subject.text.get(range.clone()) != Some(word) {
            continue;
        }
        let (message, help) = telling(hit.kind, &[word]);
        report
            .push(range, message)
            .help(help)
            .severity(subject.softened(answer, Severity::Warning))
            .clause(subject.clause_of(answer));
    }
}

/// Whether other words of the sentence leave open that anything is done at all. Whoever mends those writes
/// what is done anew, so how well it is done is no question of its own: 「適切に監督するよう努める」.
fn promises_nothing_anyway(hits: &[&Hit], hit: &Hit) -> bool {
    let is_open = |kind: Kind| matches!(kind, Kind::Effort | Kind::Undecided | Kind::Wish);
    !is_open(hit.kind)
        && hits
            .iter()
            .any(|other| is_open(other.kind) && other.sentence == hit.sentence)
}

/// Whether the exceptions that the last sentence of a paragraph or list item leaves open stand in the next.
fn settled_behind(subject: &Subject<'_>, statement: &Statement, claim: &Claim, hit: &Hit) -> bool {
    let statements = &subject.document.statements;
    let place = statements.partition_point(|other| other.range.start <= statement.range.start);
    let behind = hit.sentence.end..claim.range.end.max(hit.sentence.end);
    let behind = subject.text[statement.place(&behind)].trim();
    // A citation says nothing more.
    let ends = behind.is_empty() || behind.starts_with('[');
    let next = statements
        .get(place)
        .filter(|next| ends && next.section == statement.section);
    let first = next.and_then(|next| next.unit.claims.first());
    first.is_some_and(|claim| wording::opens_with_exceptions(&claim.text))
}

/// What is wrong with words of a kind, and what would mend it.
fn telling(kind: Kind, words: &[&str]) -> (Message, Message) {
    let ja = format!("「{}」", words.join("」「"));
    let en = format!("“{}”", words.join("”, “"));
    match kind {
        Kind::Effort => (
            Message::new(
                format!("{ja}では、努力の表明にとどまり、何を行っているかが伝わりません"),
                format!("{en} promises an effort, not an action"),
            ),
            Message::new(
                "実際に行っていること（だれが、何を、いつ）を書いてください",
                "say what is done: who does what, and when",
            ),
        ),
        Kind::Undecided => (
            Message::new(
                format!("{ja}では、行うかどうかが決まっていません"),
                format!("{en} leaves open whether anything is done"),
            ),
            Message::new(
                "決まっていることを書くか、実装状況を「対応予定」にして期限を書いてください",
                "say what is decided, or set the status to planned and give a date",
            ),
        ),
        Kind::OpenCondition => (
            Message::new(
                format!("{ja}とありますが、どのようなときに行うかが書かれていません"),
                format!("{en} does not say when it is done"),
            ),
            Message::new(
                "きっかけになる条件（例: 「権限変更の申請があったとき」）を書いてください",
                "name the trigger, e.g. “when a change of access rights is requested”",
            ),
        ),
        Kind::Exception => (
            Message::new(
                format!("{ja}とありますが、どのような場合を除くのかが書かれていません"),
                format!("{en} does not say in which cases not"),
            ),
            Message::new(
                "例外とする場合と、それをだれが決めるかを書いてください。例外がなければ、この言葉を省いてください",
                "say which cases are exceptions and who decides on them; if there are none, leave the words out",
            ),
        ),
        Kind::Limit => (
            Message::new(
                format!("{ja}では、どこまで行うのかが分かりません"),
                format!("{en} does not say how far this goes"),
            ),
            Message::new(
                "行う範囲と、行えないときの扱い（だれが判断し、代わりに何をするか）を書いてください",
                "say where it is done, and what is done instead where it cannot be and who decides",
            ),
        ),
        Kind::Wish => (
            Message::new(
                format!("{ja}は望ましさを述べるだけで、自社が行うことになっていません"),
                format!("{en} says what would be good, not what is done"),
            ),
            Message::new(
                "行っていることとして書き直してください",
                "state it as something that is done",
            ),
        ),
        Kind::Unmeasured | Kind::NoPeriod | Kind::OpenList => (
            Message::new(
                format!("{ja}だけでは、満たしているかどうかを確かめられません"),
                format!("{en} gives nothing that can be checked"),
            ),
            Message::new(
                "基準・手段・手順（数値、製品の種類、規程名など）を書いてください",
                "give the measure, the means or the procedure: a figure, a tool, a named rule",
            ),
        ),
    }
}
