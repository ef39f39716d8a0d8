//! Texts that stand where an answer should stand: empty, a dash, TODO, a word too few.
//!
//! Table cells are short (21 characters is the median of real tables), so length alone
//! condemns nothing: below eight characters a text has to name something.

use std::ops::Range;

use super::fold::{Folded, is_kanji, is_katakana};
use super::status::{DASHES, Status, status};

/// Why a text is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// Nothing but white space.
    Empty,
    /// Nothing but a dash, which may mean "none", "not applicable" or "later".
    Dash,
    /// A note that the answer is still to be written.
    Todo,
    /// So short that it names nothing: 「実施」, 「対応済み」, "Yes".
    TooShort,
}

/// A text with fewer characters than this has to name something.
const SHORT: usize = 8;

/// Notes that stand as a word of their own anywhere in a text.
const NOTES: &[&str] = &[
    "todo",
    "tbd",
    "tbc",
    "fixme",
    "to be determined",
    "to be confirmed",
    "to be completed",
    "to be defined",
];

/// What makes of a note a name: 「ToDoリスト」, 「TODO管理」.
const NAMED_NOTES: &[&str] = &[
    "リスト",
    "管理",
    "アプリ",
    "一覧",
    " list",
    " app",
    "チェック",
];

/// Notes that count when they are the whole text or stand in brackets of their own.
#[rustfmt::skip]
const WHOLE_NOTES: &[&str] = &[
    "要確認", "確認中", "要検討", "未定", "未記入", "未記載", "未作成", "未執筆", "記入予定", "記載予定", "追記予定", "後日記載", "後日記入",
    "後日追記", "後で記載", "要記入", "要記載", "要追記", "要精読", "要調査", "要修正", "要見直し", "調査中", "作成中", "執筆中", "記入中",
    "検討中", "ここに記載", "ここに記入", "記入してください", "記載してください", "仮", "仮置き", "ダミー", "xxx", "xxxx", "???", "??", "?", "pending",
    "placeholder", "lorem ipsum", "coming soon", "n/y", "wip", "to do", "...", "…", "……", "・・・",
];

/// No note that is the whole text is longer, brackets included.
const LONGEST_NOTE: usize = 24;

/// Cells that repeat the cell above or beside them; what they say stands there.
const DITTO: &[&str] = &[
    "同上",
    "同左",
    "同右",
    "同前",
    "〃",
    "同様",
    "上記",
    "上記参照",
    "上に同じ",
    "左に同じ",
    "ditto",
    "same",
    "same as above",
];

/// What makes `text` a placeholder, and the words that show it.
///
/// An exclusion (「対象外」) is an answer of its own kind and not a placeholder.
pub fn placeholder(text: &str) -> Option<(Placeholder, Range<usize>)> {
    let folded = Folded::new(text);
    let whole = folded.trimmed(0..folded.len());
    let visible = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\\');
    let visible: Vec<char> = folded.from(0).iter().copied().filter(visible).collect();
    if visible.is_empty() {
        return Some((Placeholder::Empty, 0..text.len()));
    }
    if visible.iter().all(|c| DASHES.contains(c)) {
        return Some((Placeholder::Dash, whole));
    }
    let todo = (visible.len() <= LONGEST_NOTE && whole_note(&visible)).then(|| whole.clone());
    let todo = todo
        .or_else(|| note(&folded))
        .or_else(|| bracketed_note(&folded))
        .or_else(|| blanked_name(&folded));
    if let Some(range) = todo {
        return Some((Placeholder::Todo, range));
    }
    is_too_short(text, &visible).then_some((Placeholder::TooShort, whole))
}

/// Whether the text without brackets and punctuation is one of [`WHOLE_NOTES`].
fn whole_note(visible: &[char]) -> bool {
    let text: String = visible.iter().collect();
    let core = text.trim_matches(|c: char| "*_()[]<>【】「」『』〔〕。、:!※＜＞〈〉".contains(c));
    let core = ["です", "である", "とする"]
        .iter()
        .find_map(|tail| core.strip_suffix(tail))
        .unwrap_or(core);
    let spaceless = |note: &&str| note.chars().filter(|c| *c != ' ').eq(core.chars());
    WHOLE_NOTES.iter().any(spaceless)
}

/// The first of [`NOTES`] that is a word of its own.
fn note(folded: &Folded) -> Option<Range<usize>> {
    let starts_word = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| folded.at(before));
        !before.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let at = |index: usize| {
        let ends = NOTES.iter().filter_map(|note| folded.after(index, note));
        let end = ends
            .max()
            .filter(|end| !folded.at(*end).is_some_and(|c| c.is_ascii_alphanumeric()))?;
        let named = NAMED_NOTES
            .iter()
            .any(|name| folded.after(end, name).is_some());
        (!named).then(|| folded.bytes(index..end))
    };
    (0..folded.len())
        .filter(|index| matches!(folded.at(*index), Some('t' | 'f')) && starts_word(*index))
        .find_map(at)
}

/// A note in brackets of its own: 【要精読】, （要確認）, ＜未定＞.
fn bracketed_note(folded: &Folded) -> Option<Range<usize>> {
    let is_open = |index: &usize| {
        matches!(
            folded.at(*index),
            Some('【' | '(' | '[' | '<' | '〔' | '《')
        )
    };
    (0..folded.len()).filter(is_open).find_map(|open| {
        let inside = folded.from(open + 1);
        let length = inside
            .iter()
            .take(24)
            .position(|c| "】)]>〕》".contains(*c))?;
        let note: Vec<char> = inside[..length]
            .iter()
            .copied()
            .filter(|c| !c.is_whitespace())
            .collect();
        let first_words: Vec<char> = note
            .iter()
            .copied()
            .take_while(|c| !"::、".contains(*c))
            .collect();
        (!first_words.is_empty() && whole_note(&first_words))
            .then(|| folded.bytes(open..open + length + 2))
    })
}

/// A name that a template left blank: 「○○株式会社」, 「●●部」. Not 二〇〇五年.
fn blanked_name(folded: &Folded) -> Option<Range<usize>> {
    let circle = |c: Option<char>| c.filter(|c| matches!(c, '○' | '〇' | '◯' | '●'));
    let numeral = |c: Option<char>| {
        c.is_some_and(|c| "一二三四五六七八九十百千年".contains(c) || c.is_ascii_digit())
    };
    let mut index = 0;
    while index < folded.len() {
        let Some(mark) = circle(folded.at(index)) else {
            index += 1;
            continue;
        };
        let length = folded
            .from(index)
            .iter()
            .take_while(|c| **c == mark)
            .count();
        let before = index.checked_sub(1).and_then(|before| folded.at(before));
        let behind = folded.at(index + length);
        let names = behind.is_some_and(|c| is_kanji(c) || is_katakana(c));
        if length >= 2 && names && !numeral(before) && !numeral(behind) {
            return Some(folded.bytes(index..index + length));
        }
        index += length;
    }
    None
}

/// Whether a text says no more than that something is, or is done.
fn is_too_short(text: &str, visible: &[char]) -> bool {
    if visible.len() >= SHORT {
        return false;
    }
    let plain: String = visible
        .iter()
        .filter(|c| !"。、()「」".contains(**c))
        .collect();
    if DITTO
        .iter()
        .any(|ditto| ditto.chars().filter(|c| *c != ' ').eq(plain.chars()))
    {
        return false;
    }
    match status(text) {
        Some(stated) if stated.status == Status::NotApplicable => false,
        Some(stated) if stated.reason.is_none() => true,
        _ => !names_something(text),
    }
}

/// Whether a short text has a noun of some substance: four kanji or three katakana in a run
/// (「施錠管理」, 「サーバ」), an acronym (MFA) or a figure.
fn names_something(text: &str) -> bool {
    let longest_run = |belongs: fn(char) -> bool| {
        let runs = text
            .split(|c: char| !belongs(c))
            .map(|run| run.chars().count());
        runs.max().unwrap_or(0)
    };
    longest_run(|c| is_kanji(c) || is_katakana(c)) >= 3
        || longest_run(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) >= 2
        || longest_run(|c| c.is_ascii_alphabetic()) >= 5
        || text
            .chars()
            .any(|c| c.is_numeric() && !matches!(c, '①'..='⓿'))
}
