#![doc = include_str!("pages/stale-review.md")]

use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::LabelledValue;
use crate::finding::Severity;
use crate::locale::Message;
use crate::wording::Field;

pub static RULE: Rule = Rule {
    name: "stale-review",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/stale-review.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let period = subject.review_period;
    let document = subject.document;
    let labels = document
        .sections
        .iter()
        .map(|section| &section.labels)
        .chain(document.answers.iter().map(|answer| &answer.labels));
    let mut values: Vec<&LabelledValue> = document
        .declarations
        .labels
        .iter()
        .chain(labels.flat_map(|labels| labels.fields.iter().filter(|value| !value.inherited)))
        .filter(|value| value.field == Field::Reviewed)
        .collect();
    values.sort_by_key(|value| value.range.start);
    values.dedup_by_key(|value| value.range.start);
    for value in values {
        let Some((_, reviewed)) = date::find(&value.text) else {
            continue;
        };
        let first = reviewed.first_day();
        if (first.yesterday()).is_ok_and(|before| !subject.today.is_past(before)) {
            let message = Message::new(
                format!("最終見直しの日（{}）が、まだ来ていません", value.text),
                format!(
                    "the day of the last review ({}) is still to come",
                    value.text
                ),
            );
            report.push(value.range.clone(), message).help(Message::new(
                "実際に見直した日を書いてください",
                "give the day on which it was reviewed",
            ));
            continue;
        }
        let Ok(due) = reviewed.last_day().checked_add(period.span()) else {
            continue;
        };
        if subject.today.is_past(due) {
            let Message { ja, en } = period.in_words();
            let message = Message::new(
                format!("最終見直し（{}）から{ja}を過ぎています", value.text),
                format!("the last review ({}) is more than {en} ago", value.text),
            );
            report.push(value.range.clone(), message).help(Message::new(
                "内容を見直して日付を改めてください。期間は shishin.toml の [review] で変えられます",
                "review it and renew the date; the period is set under [review] in shishin.toml",
            ));
        }
    }
}
