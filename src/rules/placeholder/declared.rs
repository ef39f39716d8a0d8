//! Values of a document's front matter that are still to be filled in: `owner: TBD`.

use super::super::{Report, Subject};
use crate::locale::Message;
use crate::wording::{self, Field, Placeholder};

/// Tells of them. What is no date under `reviewed` of ours is told where the front matter is read.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for value in &subject.document.declarations.labels {
        let is_open = matches!(
            wording::unwritten(&value.text),
            Some((Placeholder::Todo, _))
        );
        if !is_open || value.field == Field::Reviewed {
            continue;
        }
        let word = &value.text;
        let message = Message::new(
            format!("front matter の値が「{word}」のままで、まだ決まっていません"),
            format!("“{word}” is left in the front matter: this is not settled yet"),
        );
        report.push(value.range.clone(), message).help(Message::new(
            "決まった値を書くか、決まるまで行を除いてください",
            "write what is the case, or leave the line out until it is settled",
        ));
    }
}
