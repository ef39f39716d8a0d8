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

/// The other word in the place of the status; `None` where no status stands, and for what is none.
pub fn change(view: &View<'_>, status: &Range<usize>, word: &str) -> Option<Change> {
    let (here, _) = at::status(view, status.start).filter(|(_, place)| place == status)?;
    let there = wording::status(word)?.status;
    (here != there).then(|| Change {
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
    let stated = wording::status(&word)?;
    let is_word = stated.range == (0..word.len()) && word.len() <= LONGEST;
    is_word.then_some(word)
}
