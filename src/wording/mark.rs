//! Marks by which one of several columns is chosen: an X under “Planned”, a ✓ under 「いいえ」.

use std::ops::Range;

use super::checkbox::option;
use super::fold::fold;
use super::status::DASHES;

/// What a cell says in which a mark is to be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The column is chosen.
    Ticked,
    /// ×, which chooses the column or rejects it: that depends on what stands in the other cells.
    Crossed,
    /// Nothing, a dash, an open box, "No".
    Open,
}

/// The mark that a cell consists of, and the bytes of a note behind it: 「✓（2027年3月）」, `X*`. `None` for words.
pub fn mark(text: &str) -> Option<(Mark, Range<usize>)> {
    let ends = |c: char| c.is_whitespace() || c == '\\';
    let start = text.len() - text.trim_start_matches(ends).len();
    let end = start + text[start..].trim_end().len();
    let cell = &text[start..end];
    let whole = |mark| Some((mark, end..end));
    let noted = |mark, behind: usize| {
        let rest = &cell[behind..];
        let note = rest.trim_start_matches(|c: char| c.is_whitespace() || is_selector(c));
        let is_note = note.is_empty() || note.starts_with(['(', '（', '※', '*', '[', '\\']);
        is_note.then(|| (mark, end - note.len()..end))
    };
    if let Some((is_ticked, behind)) = option(cell) {
        return match is_ticked {
            true => noted(Mark::Ticked, behind.start),
            false => noted(Mark::Open, behind.start),
        };
    }
    let mut letters = cell.char_indices();
    let Some((_, first)) = letters.next() else {
        return whole(Mark::Open);
    };
    if DASHES.contains(&fold(first)) {
        let is_blank = cell.chars().all(|c| DASHES.contains(&fold(c)));
        return is_blank.then_some((Mark::Open, end..end));
    }
    let behind = letters.next().map_or(cell.len(), |(at, _)| at);
    if TICKS.contains(&fold(first)) {
        if let Some(ticked) = noted(Mark::Ticked, behind) {
            return Some(ticked);
        }
    } else if CROSSES.contains(&first) {
        return noted(Mark::Crossed, behind);
    }
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&["yes", "はい"]) {
        whole(Mark::Ticked)
    } else if is(&["no", "n", "いいえ"]) {
        whole(Mark::Open)
    } else {
        None
    }
}

/// Whether a cell says that a clause applies; `None` where it says something else.
pub fn applies(text: &str) -> Option<bool> {
    #[rustfmt::skip]
    const APPLYING: [&str; 12] = ["適用", "適用する", "対象", "該当", "採用", "要", "有", "あり", "有り", "applicable", "applies", "yes"];
    #[rustfmt::skip]
    const EXCLUDING: [&str; 20] = [
        "非適用", "不適用", "適用外", "適用除外", "適用しない", "対象外", "非該当", "該当なし", "該当しない", "除外", "不採用", "否", "不要", "無", "なし", "無し",
        "not applicable", "n/a", "n", "no",
    ];
    // "Yes (inherited)" is as applicable as "Yes".
    let main = text.split(['(', '（']).next().unwrap_or_default();
    let text = if main.trim().is_empty() { text } else { main };
    let cell = text.trim().trim_start_matches('\\');
    // "❌ No", "⚪ N/A": the words decide.
    let words = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_marked = words.is_ascii() && !words.is_empty() && words.len() < cell.len();
    let cell = if is_marked { words } else { cell };
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&APPLYING) {
        return Some(true);
    }
    if is(&EXCLUDING) {
        return Some(false);
    }
    match mark(text)? {
        (Mark::Ticked, _) => Some(true),
        (Mark::Crossed, _) => Some(false),
        (Mark::Open, _) => (!cell.is_empty()).then_some(false),
    }
}

/// What editors put behind an emoji.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe0e}' | '\u{fe0f}')
}

/// Marks that choose, folded.
#[rustfmt::skip]
const TICKS: [char; 33] = [
    'x', 'v', 'y', 'レ', 'ﾚ', '√', '✓', '✔', '☑', '☒', '✅', '○', '◯', '〇', '◎', '●', '⭕', '⚪', '⚫', '🔵', '🟢', '■', '◼', '⬛', '◆', '◇', '△', '▲', '▽', '★', '☆', '•', '*',
];

const CROSSES: [char; 7] = ['×', '✕', '✖', '❌', '✗', '✘', '❎'];
