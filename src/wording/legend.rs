//! What a document's own marks and words stand for: 「評価の凡例：A＝適合、B＝一部適合、C＝不適合、－＝対象外」,
//! "Live = implemented, Parked = planned".

mod words;

use std::borrow::Cow;

use super::fold::{Folded, fold};
use super::maturity::level_aimed_at;
use super::status::{
    DASHES, StatedStatus, Status, beside, ends_phrase, is_emoji, skip_opening, status,
    status_of_mark,
};

/// Marks, letters and words with the statuses that a document gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    marks: Vec<(char, Status)>,
    /// In small letters.
    words: Vec<(Box<str>, Status)>,
    /// The level of maturity that is aimed at.
    aimed_at: Option<u8>,
}

/// What may stand between a mark and what it means.
const BETWEEN: [char; 18] = [
    '＝', '=', '：', ':', '…', '→', '（', '(', '|', ' ', '\u{3000}', '」', '”', '"', '*', '\\',
    '「', ']',
];

/// No mark takes more to explain, in bytes.
const LONGEST: usize = 64;

/// What ends a meaning.
const ENDS: [char; 15] = [
    '、', '，', ',', '/', '／', '|', '\n', '；', ';', '。', '）', ')', '\u{3000}', '」', ' ',
];

/// What a sentence says at its end of marks and their meanings.
const SHOWS: [&str; 5] = ["を表", "を示", "を意味", "とする", "とし"];

impl Legend {
    /// Adds what a text says of marks: at least two of them, of different meanings.
    pub fn read(&mut self, text: &str) {
        self.read_words(text, false);
        self.read_marks(text);
    }

    /// Adds what a text says of marks and words, where it is announced that it explains them: 「凡例」, a table of
    /// "Status" and "Meaning".
    pub fn read_announced(&mut self, text: &str) {
        self.read_words(text, true);
        self.read_marks(text);
    }

    fn read_marks(&mut self, text: &str) {
        self.aimed_at = self.aimed_at.or_else(|| level_aimed_at(text));
        let mut found: Vec<(char, Status)> = Vec::new();
        let mut before = None;
        let mut is_in_word = false;
        for (at, mark) in text.char_indices() {
            let front: Option<char> = before.replace(mark);
            let written = key(mark);
            let is_letter_before = front.is_some_and(char::is_alphanumeric);
            // The A of N/A is none.
            let is_joined = matches!(front, Some('/' | '.' | '&')) && is_in_word;
            is_in_word = is_letter_before && matches!(mark, '/' | '.' | '&');
            let stands_alone = || !is_letter_before && !is_joined;
            if !is_mark(written) || !stands_alone() {
                continue;
            }
            let behind = &text[at + mark.len_utf8()..];
            let behind = &behind[..behind.floor_char_boundary(LONGEST)];
            let meaning = said_of_it(behind.trim_start_matches(BETWEEN));
            // A slash parts meanings as often: with a space alone it is a mark where its line begins.
            let has_space_alone = behind[..behind.len() - meaning.len()].trim().is_empty();
            // 「■実施　□未実施」 is a choice.
            if has_space_alone && is_box(written) && found.iter().all(|(known, _)| is_box(*known)) {
                continue;
            }
            let is_bullet = mark == '-' && behind.starts_with(' ');
            // Set apart as the marks before it are, and with no mark behind it, it is one of them:
            // 「× 未実施　／ 対象外」.
            let is_set_apart = || {
                let begins_with_mark = meaning.starts_with(|c| is_mark(key(c)));
                found.len() > 1 && front == Some('\u{3000}') && !begins_with_mark
            };
            if has_space_alone
                && (written == '/' && !begins_line(text, at) && !is_set_apart()
                    || is_bullet && begins_line(text, at))
            {
                continue;
            }
            // "○ not done, – does not apply": behind a comma, and in Japanese behind a space (「○実施　ー対象外」), a dash
            // is one of the marks.
            let is_listed = || {
                let is_spaced = !meaning.starts_with(|c: char| c.is_ascii())
                    && front.is_none_or(char::is_whitespace);
                written == '-'
                    && (!found.is_empty() && (is_spaced || ends_item(&text[..at]))
                        || !is_bullet && has_known_before(&text[..at]))
            };
            // A letter or a dash before a word is none without something between.
            let is_letter = written == '-' || written.is_ascii_alphanumeric();
            if is_letter && meaning.len() == behind.len() && !is_listed() {
                continue;
            }
            let is_mark_again = |c: char| is_mark(key(c)) && !c.is_alphanumeric();
            if written == '-' && meaning.starts_with(is_mark_again) {
                continue;
            }
            // "partially implemented" goes on behind its space.
            let between = &behind[..behind.len() - meaning.len()];
            let is_explained = !is_letter || !between.trim().is_empty() || is_listed();
            let is_english = is_explained && meaning.starts_with(|c: char| c.is_ascii_alphabetic());
            let ends = |c: char| ENDS.contains(&c) && !(is_english && c == ' ');
            // The stroke of "n/a" ends nothing.
            let skipped = if meaning
                .get(..3)
                .is_some_and(|said| said.eq_ignore_ascii_case("n/a"))
            {
                3
            } else {
                0
            };
            let end = meaning[skipped..]
                .find(ends)
                .map_or(meaning.len(), |end| skipped + end);
            let meaning = meaning[..end].trim();
            let verb = SHOWS.iter().find_map(|verb| meaning.find(verb));
            let meaning = &meaning[..verb.unwrap_or(meaning.len())];
            let stated = status(meaning).filter(|stated| stated.range.start == 0);
            let Some(meant) = stated
                .map(|stated| match stated.status {
                    Status::Implemented if is_of_a_part(meaning) => Status::Partial,
                    status => status,
                })
                .or_else(|| applied(meaning))
            else {
                continue;
            };
            if !found.iter().any(|(known, _)| *known == written) {
                found.push((written, meant));
            }
        }
        let differ = { found.iter() }.any(|(_, status)| *status != found[0].1);
        if found.len() > 1 && differ || is_beside_known(text, &found) {
            let known = |mark: char| self.marks.iter().any(|(known, _)| *known == mark);
            let new: Vec<_> = { found.into_iter() }
                .filter(|(mark, _)| !known(*mark))
                .collect();
            self.marks.extend(new);
        }
    }

    /// The marks and words, and what they stand for.
    pub fn entries(&self) -> impl Iterator<Item = (Cow<'_, str>, Status)> {
        let marks = { self.marks.iter() }.map(|(mark, status)| (mark.to_string().into(), *status));
        let words = { self.words.iter() }.map(|(word, status)| ((&**word).into(), *status));
        marks.chain(words)
    }

    /// The level of maturity that is aimed at, where the document says so.
    pub fn aimed_at(&self) -> Option<u8> {
        self.aimed_at
    }

    /// The status that the mark at the start of a cell stands for.
    pub fn status(&self, text: &str) -> Option<StatedStatus> {
        if let Some(stated) = self.status_of_word(text) {
            return Some(stated);
        }
        if self.marks.is_empty() {
            return None;
        }
        let folded = Folded::new(text);
        let start = skip_opening(folded, 0);
        let mark = key(folded.at(start)?);
        let (_, status) = self.marks.iter().find(|(known, _)| *known == mark)?;
        let end = folded.next(start);
        let stands_alone = folded.at(end).is_none_or(ends_phrase);
        stands_alone.then(|| StatedStatus {
            status: *status,
            range: start..end,
            reason: beside(folded, end),
        })
    }
}

/// Whether a text explains one mark only, a sign that nobody has to read otherwise, beside one that everybody knows: "✅
/// done · 🚫 does not apply".
fn is_beside_known(text: &str, found: &[(char, Status)]) -> bool {
    let [(mark, status)] = found else {
        return false;
    };
    let differs = |c: char| status_of_mark(c).is_some_and(|known| known != *status);
    let is_listed = |(at, c): (usize, char)| key(c) == '-' && has_known_before(&text[..at]);
    (is_emoji(*mark) || *mark == '-' && text.char_indices().any(is_listed))
        && text.chars().any(|c| is_emoji(c) && differs(c))
}

/// Whether signs that everybody knows stand before an item of a list: "✅ done, — open".
fn has_known_before(before: &str) -> bool {
    let is_known = |c: char| is_emoji(c) && status_of_mark(c).is_some();
    ends_item(before) && before.chars().any(is_known)
}

/// Whether English words say of what is done that it is so in part: "in place for part of the service".
fn is_of_a_part(meaning: &str) -> bool {
    const PARTS: [&str; 5] = [" part of ", " parts of ", " in part", " some ", " partly"];
    PARTS.iter().any(|part| meaning.contains(part))
}

/// What a sentence says of the mark that it begins with: 「○」は一部実施, "P" means in part.
fn said_of_it(behind: &str) -> &str {
    const VERBS: [&str; 3] = ["means ", "stands for ", "is "];
    if let Some(said) = { VERBS.iter() }.find_map(|verb| behind.strip_prefix(verb)) {
        return said.trim_start_matches(BETWEEN);
    }
    match behind.strip_prefix('は') {
        Some(said) if !said.starts_with('い') => said.trim_start_matches(BETWEEN),
        _ => behind,
    }
}

/// Whether an item of a list ends where a text does: behind a comma, in a line or cell of its own.
fn ends_item(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{3000}', '"', '“', '`', '*']);
    before.is_empty() || before.ends_with([',', ';', '、', '，', '/', '／', '|', '\n'])
}

/// What a statement of applicability says of a mark: 「○ 適用する」, 「△ 部分的に適用する」.
fn applied(meaning: &str) -> Option<Status> {
    match meaning {
        "適用" | "適用する" | "採用" | "採用する" => Some(Status::Implemented),
        "部分的に適用" | "部分的に適用する" | "一部適用" | "一部適用する" => {
            Some(Status::Partial)
        }
        _ => None,
    }
}

/// Whether nothing but bullets and bars stands before a place in its line.
fn begins_line(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '・' | '|' | '「' | '（' | '('))
}

/// A mark in one form of several that look alike.
fn key(mark: char) -> char {
    match fold(mark) {
        '◯' | '〇' => '○',
        '✕' => '×',
        folded if DASHES.contains(&folded) => '-',
        folded => folded,
    }
}

/// Whether a mark is a box, ticked or not.
fn is_box(mark: char) -> bool {
    matches!(mark, '□' | '■' | '☐' | '☑')
}

/// Whether a legend may explain a character: a Latin letter, a mark.
fn is_mark(mark: char) -> bool {
    mark == '-'
        || mark.is_ascii_lowercase()
        || matches!(
            mark,
            '○' | '◯'
                | '〇'
                | '●'
                | '◎'
                | '△'
                | '▲'
                | '×'
                | '✕'
                | '✗'
                | '✓'
                | '✔'
                | '🚫'
                | '⛔'
                | '◐'..='◕'
        )
        || matches!(mark, '☆' | '★' | '□' | '■' | '☐' | '☑' | '/' | '①'..='⑤' | '◐'..='◓')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    fn read(text: &str) -> Vec<(char, Status)> {
        let mut legend = Legend::default();
        legend.read(text);
        legend.marks
    }

    #[test]
    fn marks_are_explained_in_many_ways() {
        let all = vec![('a', Implemented), ('b', Partial), ('c', NotImplemented)];
        for text in [
            "評価の凡例：A＝適合、B＝一部適合、C＝不適合",
            "Ａ：適合　Ｂ：一部適合　Ｃ：不適合",
            "評価は A（適合）、B（一部適合）、C（不適合）で示す。",
            "Status key: [A] = Implemented, [B] = Partially implemented, [C] = Not implemented, [INH] = Inherited, [N/A] = Other.",
            "| 記号 | 意味 |\n|---|---|\n| A | 適合 |\n| B | 一部適合 |\n| C | 不適合 |",
        ] {
            assert_eq!(read(text), all, "{text}");
        }
        let marks = read("○：対応済 △：一部対応 ×：未対応 －：対象外（理由を記載）");
        assert_eq!(marks[3], ('-', NotApplicable));
        assert_eq!(
            read("- ◎　対応しています\n- ／　該当しません"),
            [('◎', Implemented), ('/', NotApplicable)]
        );
        assert_eq!(marks.len(), 4);
    }

    #[test]
    fn one_sign_may_be_explained_beside_those_that_everybody_knows() {
        let marks = read("Key: ✅ done · 🟡 in part · 🔜 planned · 🚫 does not apply");
        assert_eq!(marks, [('🚫', NotApplicable)]);
        assert_eq!(read("🚫 does not apply"), Vec::new());
    }

    #[test]
    fn meanings_in_english_have_several_words() {
        let all = vec![('●', Implemented), ('◐', Partial), ('○', NotImplemented)];
        for text in [
            "Legend: ● implemented, ◐ partially implemented, ○ not implemented",
            "● = implemented\n◐ = partly implemented\n○ = not implemented",
            "| Mark | Meaning |\n|---|---|\n| ● | Implemented |\n| ◐ | Partially implemented |\n| ○ | Not implemented |",
        ] {
            assert_eq!(read(text), all, "{text}");
        }
    }

    #[test]
    fn a_dash_in_a_list_of_marks_is_one() {
        for text in [
            "Key: ● done, ◐ done in part, – does not apply.",
            "✓ met; ✗ not met; — n/a",
        ] {
            let marks = read(text);
            assert!(marks.contains(&('-', NotApplicable)), "{text}: {marks:?}");
        }
        let marks = read("● done – ○ not done – not applicable to laptops");
        assert!(!marks.iter().any(|(mark, _)| *mark == '-'), "{marks:?}");
    }

    #[test]
    fn a_dash_beside_signs_that_everybody_knows_is_a_mark() {
        for text in [
            "Legend: ✅ done, 🟡 in part, — open",
            "| Mark | Meaning |\n|---|---|\n| ✅ | Done |\n| — | Open |",
        ] {
            assert_eq!(read(text), [('-', Planned)], "{text}");
        }
        for text in ["✅ — done, 🟡 — open", "- ✅ done\n- 🟡 open"] {
            assert_eq!(read(text), Vec::new(), "{text}");
        }
    }

    #[test]
    fn marks_stand_right_before_what_they_mean() {
        let all = vec![
            ('◎', Implemented),
            ('○', Partial),
            ('△', Planned),
            ('-', NotApplicable),
        ];
        for text in [
            "回答の記号：◎実施済　○一部実施　△実施予定　ー該当なし",
            "◎実施済、○一部実施、△実施予定、－該当なし",
            "「◎」は実施済、「○」は一部実施、「△」は実施予定、「ー」は該当なしを表す。",
            "◎は実施済、○は一部実施、△は実施予定、ーは該当なしを示します。",
            "◎実施済み／○一部実施済み／△実施予定／－対象外",
        ] {
            assert_eq!(read(text), all, "{text}");
        }
        assert_eq!(
            read("■：実施済　□：計画中"),
            [('■', Implemented), ('□', Planned)]
        );
        assert_eq!(
            read("☑：実施済　☐：計画中"),
            [('☑', Implemented), ('☐', Planned)]
        );
        for text in ["サーバー対象外　ルーター対象外", "データー対象外、○実施済"]
        {
            assert_eq!(read(text), Vec::new(), "{text}");
        }
    }

    #[test]
    fn what_tells_of_no_status_is_none() {
        for text in [
            "◎：主として責任を負う者　○：従として協力する者　－：関与しない者",
            "◎＝必須、○＝推奨",
            "種別：A（管理者）、B（利用者）",
            "対応状況：対応済　備考：なし",
            "A：対応済",
            "■実施　□未実施",
            "対応状況：☑ 対応済　☐ 未対応",
            "⚠️ 部分対応 / N/A 適用外",
            "✅ 対応済み / ⚠️ 部分対応 / N/A 適用外",
            "対応済み / 一部対応 / n.a. 対象外",
        ] {
            assert_eq!(read(text), Vec::new(), "{text}");
        }
    }
}
