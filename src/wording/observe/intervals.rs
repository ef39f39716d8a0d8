//! Whose interval it is that stands in a text: that of the deed that is done "periodically", or of another one.

use std::ops::Range;

use super::measures::says_how_often;
use crate::script::{is_kanji, is_katakana};
use crate::wording::restatement::words_shared;

/// Whether the only intervals of an English text are those of other deeds than that of the adverb at `word`: "Backups run
/// every six hours; a restore is tested regularly". What shares no word with it and names its own subject is one.
pub(super) fn interval_of_another_deed(text: &str, word: &Range<usize>) -> bool {
    /// What takes up what was said before.
    const TAKEN_UP: [&str; 21] = [
        "this",
        "these",
        "that",
        "it",
        "they",
        "them",
        "such",
        "frequency",
        "interval",
        "intervals",
        "schedule",
        "cycle",
        "cadence",
        "review",
        "reviews",
        "done",
        "least",
        "performed",
        "takes",
        "once",
        "period",
    ];
    const LONGEST: usize = 1_000;
    if !text[word.clone()].is_ascii() {
        return interval_of_another_thing(text, word);
    }
    let adverb = text[word.clone()].ends_with("ly") || text[word.clone()].contains("basis");
    if !adverb || text.len() > LONGEST {
        return false;
    }
    let ends = |at: usize, mark: &str| match mark {
        ";" => true,
        _ => text[at + 1..].starts_with([' ', '\n']) || at + 1 == text.len(),
    };
    let breaks = text
        .match_indices(['.', ';'])
        .filter(|(at, mark)| ends(*at, mark));
    let breaks = breaks.map(|(at, _)| at + 1).chain([text.len()]);
    let (mut start, mut parts) = (0, Vec::new());
    for end in breaks {
        parts.push(start..end);
        start = end;
    }
    let Some(own) = parts.iter().find(|part| part.contains(&word.start)) else {
        return false;
    };
    let said = &text[own.clone()];
    if says_how_often(said) {
        return false;
    }
    let names_itself = |part: &str| {
        let mut words = part.split(|c: char| !c.is_ascii_alphanumeric());
        !words.any(|word| {
            TAKEN_UP
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word))
        })
    };
    let others = parts.iter().filter(|part| *part != own);
    let mut others = others
        .map(|part| &text[part.clone()])
        .filter(|part| says_how_often(part));
    others.all(|part| names_itself(part) && words_shared(said, part) == 0)
}

/// Whether a Japanese sentence names what is done so, and those before it that say how often speak of something
/// else: 「バックアップは毎日取得する。復元の確認は定期的に行う。」
fn interval_of_another_thing(text: &str, word: &Range<usize>) -> bool {
    /// What takes up what was said before.
    const TAKEN_UP: [&str; 14] = [
        "結果", "記録", "これ", "それ", "その", "当該", "上記", "前項", "内容", "頻度", "周期",
        "間隔", "状況", "同",
    ];
    /// What is done so takes no more to name, in characters.
    const LONGEST: usize = 20;
    let ends = ['。', '\n'];
    let start = text[..word.start].rfind(ends).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[word.end..]
        .find(ends)
        .map_or(text.len(), |at| word.end + at);
    let phrase = text[start..word.start].rsplit(['、', '，']).next();
    let topic = phrase.and_then(|phrase| phrase.trim().strip_suffix(['は', 'を', 'も']));
    let Some(topic) = topic.filter(|topic| topic.contains('の')) else {
        return false;
    };
    if topic.chars().nth(LONGEST).is_some()
        || TAKEN_UP.iter().any(|word| topic.contains(word))
        || says_how_often(&text[start..end])
        || says_how_often(&text[end..])
    {
        return false;
    }
    let is_word = |c: char| is_kanji(c) || is_katakana(c) || c == 'ー';
    let names: Vec<&str> = { topic.split(|c| !is_word(c)) }
        .filter(|name| name.chars().nth(1).is_some())
        .collect();
    let mut others = { text[..start].split(ends) }.filter(|other| says_how_often(other));
    !names.is_empty()
        && others.all(|other| {
            other.contains(['は', 'を']) && !names.iter().any(|name| other.contains(name))
        })
}
