#![doc = include_str!("pages/weak-wording.md")]

use super::conditions::status;
use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::{Kind, Status};

pub static RULE: Rule = Rule {
    name: "weak-wording",
    class: Class::Wording,
    severity: Severity::Warning,
    manual: include_str!("pages/weak-wording.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (answer, statement, claim) in subject.claims() {
        let planned = matches!(
            status(answer),
            Some(Status::Planned | Status::NotImplemented)
        );
        let hits = claim.observations.hits.iter().filter(|hit| match hit.kind {
            Kind::NoPeriod | Kind::OpenList => false,
            // Where the status says that it is to come, the sentence may say so too.
            Kind::Undecided => !planned,
            _ => true,
        });
        let mut hits = hits.peekable();
        let Some(first) = hits.peek() else { continue };
        let range = statement.place(&first.range);
        let kind = first.kind;
        let mut words: Vec<&str> = Vec::new();
        for hit in hits.filter(|hit| hit.kind == kind) {
            let word = &subject.text[statement.place(&hit.range)];
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let (message, help) = telling(kind, &words);
        report
            .push(range, message)
            .help(help)
            .severity(subject.softened(answer, Severity::Warning))
            .clause(subject.clause_of(answer));
    }
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
