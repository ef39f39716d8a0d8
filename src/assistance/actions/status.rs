//! A status that says the same as the other place that answers the clause.

use std::ops::Range;

use super::{Action, Change, Key, View};
use crate::assistance::at;
use crate::finding::{Edit, Finding, Place};
use crate::locale::Message;
use crate::wording;

/// The longest status that is taken over as it is written.
const LONGEST: usize = 24;

/// Offers to write the status of each other place.
pub fn actions(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    let mut words: Vec<String> = Vec::new();
    for related in &finding.related {
        if let Some(word) = said_at(view, &related.place)
            && change(view, &finding.range, &word).is_some()
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    let offered = words.into_iter().map(|word| {
        let title = Message::new(
            format!("もう一方にそろえて「{word}」にする"),
            format!("make it “{word}”, as the other place says"),
        );
        let key = Key::Status(finding.range.clone(), word);
        Action::mending(view, index, &title, key)
    });
    offered.collect()
}

/// The other word in the place of the status; `None` where no status stands, for what is none, and where the writer
/// says more than the status: a sentence, a reason, a date.
pub fn change(view: &View<'_>, status: &Range<usize>, word: &str) -> Option<Change> {
    let (here, _) = at::status(view, status.start).filter(|(_, place)| place == status)?;
    let there = wording::status(word)?.status;
    let is_alone = is_word(view.text.get(status.clone())?) && stands_alone(view, status);
    (here != there && is_alone).then(|| Change {
        edits: vec![Edit {
            range: status.clone(),
            new_text: word.to_string(),
        }],
        ..Change::default()
    })
}

/// The word with which another place gives its status.
fn said_at(view: &View<'_>, place: &Place) -> Option<String> {
    let word = match place {
        Place::Here(range) => view.text.get(range.clone())?.to_string(),
        Place::Document(document, range) => {
            let lined = (view.project.text_of)(*document)?;
            lined.text.get(range.clone())?.to_string()
        }
        Place::Clause(_) => return None,
    };
    is_word(&word).then_some(word)
}

/// Whether a text is the word of a status and no sentence.
fn is_word(text: &str) -> bool {
    let is_whole = || wording::status(text).is_some_and(|stated| stated.range == (0..text.len()));
    text.len() <= LONGEST && !text.contains(['。', '.', '[', '\n']) && is_whole()
}

/// Whether nothing that depends on the status stands beside it in its cell or on its line.
fn stands_alone(view: &View<'_>, status: &Range<usize>) -> bool {
    let text = view.text;
    let cell = at::cell(view, status.start).map(|place| place.cell.range.clone());
    let around = cell.unwrap_or_else(|| {
        let start = text[..status.start].rfind('\n').map_or(0, |end| end + 1);
        let line = text[status.end..].find('\n');
        start..line.map_or(text.len(), |end| status.end + end)
    });
    let (Some(before), Some(behind)) = (
        text.get(around.start..status.start),
        text.get(status.end..around.end),
    ) else {
        return false;
    };
    let before = before.trim_end_matches([' ', '\u{3000}', '*', '_']);
    let before = before.trim_start_matches([' ', '\t', '>', '-', '+', '*', '_']);
    let is_marked = before.is_empty() || before.ends_with([':', '：']);
    is_marked && behind.trim().trim_matches(['*', '_', '\\']).is_empty()
}
