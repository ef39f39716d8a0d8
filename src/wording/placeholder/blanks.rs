//! What templates leave open inside of a text: `{{company}}`, 「○○株式会社」, 「登録番号 XXXXXX」, 「[担当者名]」.

use std::ops::Range;

use crate::script::{is_kanji, is_katakana};
use crate::wording::fold::{Folded, fold};

/// What a program was to fill: `{{company}}`, `{{ insert: param, ac-1_prm_1 }}`.
pub(super) fn unfilled(folded: Folded, open: usize) -> Option<Range<usize>> {
    let rest = folded.rest(open);
    let inside = rest.strip_prefix("{{")?;
    let length = inside.find("}}")?;
    let is_name = length > 0 && !inside[..length].contains(['{', '\n']);
    is_name.then(|| open..open + "{{".len() + length + "}}".len())
}

/// What is counted by a figure that a template leaves open.
#[rustfmt::skip]
const UNITS: [&str; 22] = [
    "hours", "days", "months", "years", "minutes", "weeks", "business days", "working days", "characters", "percent", "%", "generations",
    "時間", "日", "か月", "ヶ月", "カ月", "年間", "分", "週間", "文字", "回",
];

/// Whether an English text says right before a place that a number follows: "certificate no. XXXX".
fn is_number_of(folded: Folded, start: usize) -> bool {
    const NUMBERS: [&str; 6] = ["no.", "no", "number", "nr.", "#", "number:"];
    let before = folded.until(start).trim_end().to_ascii_lowercase();
    NUMBERS.iter().any(|number| {
        before
            .strip_suffix(number)
            .is_some_and(|front| !front.ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// A number of which a template leaves the digits open: 「登録番号 IS XXXXXX」, 「第10XXXX号」. A format is none.
pub(super) fn blanked_number(folded: Folded, start: usize) -> Option<Range<usize>> {
    const FEWEST: usize = 4;
    const FORMATS: [&str; 4] = ["形式", "書式", "桁", "例"];
    let is_open = |c: char| fold(c) == 'x';
    let end = folded.skip(start, is_open);
    let count = folded.rest(start)[..end - start].chars().count();
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let is_word = folded.before(start).is_some_and(is_latin)
        || folded.at(end).is_some_and(|c| c.is_ascii_alphanumeric());
    let counts = |place: usize| UNITS.iter().any(|unit| folded.after(place, unit).is_some());
    // "within XX hours", 「XX時間以内」: the figure is left open.
    let behind = folded.skip_space(end);
    let is_figure = count == 2
        && (counts(end) || behind > end && counts(behind))
        && !folded
            .before(start)
            .is_some_and(|c| c.is_ascii_alphanumeric());
    if is_word
        || !is_figure
            && (count < FEWEST || folded.rest(0).is_ascii() && !is_number_of(folded, start))
    {
        return None;
    }
    let line = |text: &str| FORMATS.iter().any(|word| text.contains(word));
    let before = folded
        .until(start)
        .rsplit(['。', '\n'])
        .next()
        .unwrap_or_default();
    let behind = folded
        .rest(end)
        .split(['。', '\n'])
        .next()
        .unwrap_or_default();
    (!line(before) && !line(behind)).then_some(start..end)
}

/// What a template leaves for a name in brackets: 「[担当者名]が承認する」.
pub(super) fn bracketed_name(folded: Folded, open: usize) -> Option<Range<usize>> {
    #[rustfmt::skip]
    const NAMES: [&str; 16] = [
        "担当部署", "担当部門", "担当者", "担当者名", "責任者名", "氏名", "会社名", "社名", "組織名", "部署名", "製品名", "サービス名", "システム名", "ツール名", "年月日", "連絡先",
    ];
    /// What English templates write in capitals.
    #[rustfmt::skip]
    const CAPITALS: [&str; 16] = [
        "NAME", "FULL NAME", "COMPANY", "COMPANY NAME", "ORGANIZATION", "ORGANISATION", "ORGANIZATION NAME", "ORGANISATION NAME", "SYSTEM NAME",
        "DATE", "TITLE", "JOB TITLE", "ROLE", "EMAIL", "PHONE", "VENDOR NAME",
    ];
    /// No such name is longer, in bytes.
    const LONGEST: usize = 48;
    if let Some(range) = empty_brackets(folded, open) {
        return Some(range);
    }
    if folded.at(open) == Some('<') {
        return angled_name(folded, open);
    }
    let inside = folded.rest(open).strip_prefix(['[', '［'])?;
    let end = inside.find([']', '］', '\n'])?;
    let name = &inside[..end];
    let is_one = end <= LONGEST
        && (CAPITALS.contains(&name) || NAMES.iter().any(|ending| name.ends_with(ending)))
        && !name.contains(['。', '、', ':', '：']);
    let behind = inside[end..].chars().nth(1);
    let closes = inside[end..].chars().next().map_or(0, char::len_utf8);
    let opening = folded.rest(open).len() - inside.len();
    (is_one && !matches!(behind, Some('(' | '（' | ':' | '[')))
        .then(|| open..open + opening + end + closes)
}

/// Brackets with nothing in them but room to write, 「【　　　】が確認する」, or the mark by which drafts of contracts leave a
/// figure open: 「【●】日以内」.
fn empty_brackets(folded: Folded, open: usize) -> Option<Range<usize>> {
    const PAIRS: [(char, char); 3] = [('【', '】'), ('（', '）'), ('［', '］')];
    /// So many spaces are no slip.
    const FEWEST: usize = 2;
    let rest = folded.rest(open);
    let opening = rest.chars().next()?;
    let (_, closing) = PAIRS.iter().find(|(one, _)| *one == opening)?;
    let inside = &rest[opening.len_utf8()..];
    let behind_marks = inside.trim_start_matches('●');
    if opening == '【' && behind_marks.len() < inside.len() && behind_marks.starts_with('】') {
        let end = open + rest.len() - behind_marks.len() + '】'.len_utf8();
        return Some(open..end);
    }
    let room = inside.trim_start_matches([' ', '\u{3000}']);
    let spaces = inside[..inside.len() - room.len()].chars().count();
    // 「（　）内の数字」, 「（　）には氏名を書く」 speak of the brackets.
    let is_filled_in = { room.strip_prefix(*closing) }
        .is_some_and(|behind| behind.starts_with(['が', 'は', 'を']));
    (spaces >= FEWEST && is_filled_in)
        .then(|| open..open + opening.len_utf8() + (inside.len() - room.len()) + closing.len_utf8())
}

/// What a template leaves for who or what is meant, in capitals between angles: `<SECURITY_OFFICER>`.
fn angled_name(folded: Folded, open: usize) -> Option<Range<usize>> {
    #[rustfmt::skip]
    const ENDINGS: [&str; 14] = [
        "NAME", "OFFICER", "OWNER", "MANAGER", "LEAD", "COMPANY", "ORGANIZATION", "ORGANISATION", "DATE", "ROLE", "TITLE", "CONTACT", "DEPARTMENT", "TEAM",
    ];
    const LONGEST: usize = 40;
    let inside = folded.rest(open).strip_prefix('<')?;
    let end = inside.find(['>', '\n']).filter(|end| *end <= LONGEST)?;
    let name = &inside[..end];
    let is_capital = |c: char| c.is_ascii_uppercase() || "_ -".contains(c);
    let is_one = inside[end..].starts_with('>')
        && name.chars().all(is_capital)
        && ENDINGS.iter().any(|ending| name.ends_with(ending));
    is_one.then(|| open..open + end + "<>".len())
}

/// A name that a template left blank: 「○○株式会社」, 「●●部」. Not 二〇〇五年.
pub(super) fn blanked_name(folded: Folded, start: usize, mark: char) -> Option<Range<usize>> {
    let numeral = |c: char| "一二三四五六七八九十百千年".contains(c) || c.is_ascii_digit();
    let mark = fold(mark);
    let end = folded.skip(start, |c| c == mark);
    let before = folded.before(start);
    // A line to write on: "The official is ____________."
    const LINE: usize = 4;
    let stands_off = |c: char| c.is_whitespace() || ".,;:()/|".contains(c);
    let is_alone = || before.is_none_or(stands_off) && folded.at(end).is_none_or(stands_off);
    if mark == '_' && end - start >= LINE && is_alone() {
        let signs = folded.until(start).to_ascii_lowercase().contains("sign");
        return (!signs).then_some(start..end);
    }
    let behind = folded.at(end)?;
    let several = folded.rest(start)[..end - start].chars().nth(1).is_some();
    let names = is_kanji(behind) || is_katakana(behind);
    let counts = numeral(behind) || before.is_some_and(|c| c == mark || numeral(c));
    (several && names && !counts).then_some(start..end)
}
