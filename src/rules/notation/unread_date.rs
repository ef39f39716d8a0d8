//! Days that are in no calendar, where a day is asked for: 「期限: 2027年13月1日」, `Due: 2027-02-30`.

use crate::date;
use crate::locale::Message;
use crate::rules::{Report, Subject};
use crate::wording::Field;

/// Tells of each of them.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let answers = subject.answers().filter(|answer| !answer.links.is_empty());
    let dated = answers.flat_map(|answer| {
        let fields = [Field::Due, Field::Reviewed].into_iter();
        fields.filter_map(|field| answer.labels.label(field))
    });
    let mut told = Vec::new();
    for value in dated.filter(|value| date::is_in_no_calendar(&value.text)) {
        // A table's row and what goes on with it may share one.
        if told.contains(&value.range) {
            continue;
        }
        told.push(value.range.clone());
        let written = value.text.trim();
        report
            .push(
                value.range.clone(),
                Message::new(
                    format!("「{written}」という日はありません"),
                    format!("“{written}” is not a valid date"),
                ),
            )
            .help(Message::new(
                "2027-03-31 や 2027年3月 のように、ある日付を書いてください",
                "write a date such as 2027-03-31 or March 2027",
            ));
    }
}
