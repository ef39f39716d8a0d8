//! An interval behind words that do not say how often.

use std::ops::Range;

use super::super::citing::language;
use super::super::completion::words;
use super::super::draft::{Draft, placeholder};
use super::{Action, Change, Key, View};
use crate::finding::Finding;
use crate::locale::{Locale, Message};
use crate::wording::{self, Field};

/// How many intervals are offered.
const OFFERED: usize = 3;

/// Offers the intervals that the document names under its labels, and a place to write one.
pub fn actions(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    if change(view, &finding.range, None).is_none() {
        return Vec::new();
    }
    let word = &view.text[finding.range.start..behind(view.text, finding.range.end)];
    let known = intervals(view).into_iter().take(OFFERED);
    let known = known.map(|interval| {
        let title = Message::new(
            format!("「{word}」に間隔を添える（{interval}）"),
            format!("say how often, behind “{word}”: {interval}"),
        );
        (title, Some(interval))
    });
    let open = Message::new(
        format!("「{word}」に間隔を書く場所を添える"),
        format!("add a place for how often, behind “{word}”"),
    );
    let offered = known.chain([(open, None)]);
    let offered = offered.map(|(title, interval)| {
        let key = Key::Interval(finding.range.clone(), interval);
        Action::mending(view, index, &title, key)
    });
    offered.collect()
}

/// Parentheses with the interval; `None` where some stand already, and for an interval that the
/// document does not name.
pub fn change(view: &View<'_>, word: &Range<usize>, interval: Option<&str>) -> Option<Change> {
    view.text
        .get(word.clone())
        .filter(|word| !word.is_empty())?;
    let at = behind(view.text, word.end);
    if view
        .text
        .get(at..)?
        .trim_start_matches(' ')
        .starts_with(['（', '('])
    {
        return None;
    }
    let (open, close) = match language(view) {
        Locale::Ja => ("（", "）"),
        Locale::En => (" (", ")"),
    };
    let mut draft = Draft::default();
    draft.push(open);
    match interval {
        Some(interval) => {
            let known = intervals(view);
            draft.push(known.iter().find(|known| *known == interval)?);
        }
        None => draft.blank(placeholder(language(view))),
    }
    draft.push(close);
    Some(Change::draft(at, &draft))
}

/// What the document names that says how often; 「適宜」 stands there as well and does not.
fn intervals(view: &View<'_>) -> Vec<String> {
    let mut known = words::in_document(view, Field::Frequency, None);
    known.retain(|word| wording::vague_interval(word).is_none() && wording::says_how_often(word));
    known
}

/// Where the word ends as it is read: 「定期的」 goes on with 「に」.
fn behind(text: &str, end: usize) -> usize {
    let particle = text.get(end..).filter(|behind| behind.starts_with('に'));
    end + particle.map_or(0, |_| 'に'.len_utf8())
}
