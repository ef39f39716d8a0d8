//! Owners for a blank cell of the owners' column: those that the document names elsewhere.

use std::ops::Range;

use super::super::completion::words;
use super::{Action, Change, Key, View};
use crate::assistance::at;
use crate::finding::{Edit, Finding};
use crate::locale::Message;
use crate::wording::Field;

/// How many owners are offered.
const OFFERED: usize = 3;

/// Offers the owners that the document names most often.
pub fn actions(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    if !is_blank_cell(view, &finding.range) {
        return Vec::new();
    }
    let owners = words::in_document(view, Field::Owner, None).into_iter();
    let owners = owners.take(OFFERED).map(|owner| {
        let title = Message::new(
            format!("責任者の欄に「{owner}」と書く"),
            format!("name “{owner}” as responsible"),
        );
        Action::mending(
            view,
            index,
            &title,
            Key::Owner(finding.range.clone(), owner),
        )
    });
    owners.collect()
}

/// The cell with an owner in it; `None` for one that the document does not name.
pub fn change(view: &View<'_>, cell: &Range<usize>, owner: &str) -> Option<Change> {
    let known = words::in_document(view, Field::Owner, None);
    if !is_blank_cell(view, cell) || !known.iter().any(|known| known == owner) {
        return None;
    }
    let before = view.text.get(..cell.start)?;
    let behind = view.text.get(cell.end..)?;
    let space = |is_there: bool| if is_there { "" } else { " " };
    Change::plain(vec![Edit {
        range: cell.clone(),
        new_text: format!(
            "{}{owner}{}",
            space(!before.ends_with('|')),
            space(!behind.starts_with('|')),
        ),
    }])
}

fn is_blank_cell(view: &View<'_>, range: &Range<usize>) -> bool {
    let text = view.text.get(range.clone());
    let place = at::cell(view, range.start);
    text.is_some_and(|text| text.trim().is_empty())
        && place.is_some_and(|place| place.row.is_some() && place.field == Some(Field::Owner))
}
