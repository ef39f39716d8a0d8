//! Times of plans that are no dates for the calendar, and what a date in an answer is the date of.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::date;

/// Words behind a date that make it the date of a plan.
pub(super) const UNTIL: [&str; 12] = [
    "まで", "予定", "頃", "ごろ", "目途", "目処", "めど", "目標", "中に", "以降", "より", "から",
];
/// Words before a date that do the same.
pub(super) const BY: [&str; 9] = [
    "by ",
    "until ",
    "in ",
    "before ",
    "due ",
    "arget: ",
    "arget date: ",
    "ETA: ",
    "ue: ",
];

/// Whether a text names a time in a way that is no date for the calendar.
pub(super) fn names_time(text: &str) -> bool {
    const TIMES: [&str; 12] = [
        "年度",
        "四半期",
        "月末",
        "年末",
        "上期",
        "下期",
        "FY",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "end of ",
    ];
    TIMES.iter().any(|time| text.contains(time))
        || has_year_and_more(text)
        || names_part_of_year(text)
}

/// A part of a year in English words, with the year: "second quarter of fiscal 2027", "early 2027", "spring 2027".
fn names_part_of_year(text: &str) -> bool {
    const PARTS: [&str; 14] = [
        "quarter of ",
        "quarter ",
        "half of ",
        "fiscal ",
        "fiscal year ",
        "early ",
        "mid-",
        "late ",
        "spring ",
        "summer ",
        "autumn ",
        "fall ",
        "winter ",
        "year ",
    ];
    text.match_indices("20").any(|(at, _)| {
        let year = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let before = &text[..at];
        let before = before.strip_suffix("of ").unwrap_or(before);
        let near = before.ceil_char_boundary(before.len().saturating_sub(16));
        let before = before[near..].to_ascii_lowercase();
        year == 4 && PARTS.iter().any(|part| before.ends_with(part))
    })
}

/// 2027/3, 2027.3, 03/31/2027.
pub(super) fn has_year_and_more(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).enumerate().any(|(at, four)| {
        let year = four.starts_with(b"20") && four.iter().all(u8::is_ascii_digit);
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let behind = bytes.get(at + 4).copied();
        year && (before == Some(b'/') || matches!(behind, Some(b'/' | b'.')))
    })
}

/// A month as columns for dates abbreviate it: `R7.9`, `25年3月`, `2025/3末`, `2025.3`.
pub(super) fn short_date(text: &str) -> Option<date::PartialDate> {
    let narrow: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let era = narrow.strip_prefix(['R', 'r']);
    let digits = era.unwrap_or(&narrow);
    let mut parts = digits.splitn(2, ['.', '/', '年', '-']);
    let year: i16 = parts.next()?.trim_start_matches('\'').parse().ok()?;
    let behind = parts.next()?;
    let month = behind.trim_end_matches(['末', '頃', '月', '中', '迄', 'で', 'ま']);
    let month: u8 = month.parse().ok()?;
    let year = match (era, year) {
        (Some(_), 1..=30) => 2018 + year,
        (None, 20..=50) => 2000 + year,
        (None, 2000..=2099) => year,
        _ => return None,
    };
    date::PartialDate::new(year, Some(month), None)
}

/// Whether the words around a date make it the date of a plan.
pub(super) fn is_planned(text: &str, date: &Range<usize>) -> bool {
    let behind: String = text[date.end..].chars().take(8).collect();
    let behind = behind
        .split(['。', '、', '\n', '|'])
        .next()
        .unwrap_or_default();
    let before = text[..date.start].trim_end_matches('*');
    UNTIL.iter().any(|word| behind.contains(word))
        || is_to_be_done(&text[date.end..])
        || BY.iter().any(|word| before.ends_with(word)) && !tells_of_what_was(before)
}

/// Whether what stands behind a date ends the sentence with something still to be done: 「末に完了する。」.
fn is_to_be_done(behind: &str) -> bool {
    const DEEDS: [&str; 10] = [
        "完了する",
        "完了します",
        "終える",
        "終えます",
        "終了する",
        "終了します",
        "開始する",
        "開始します",
        "始める",
        "始めます",
    ];
    /// No such end is longer, in bytes.
    const LONGEST: usize = 36;
    let end = behind.find(['。', '\n', '|']).unwrap_or(behind.len());
    let said = behind[..end].trim_end();
    let deed = ["末に", "中に", "に"]
        .iter()
        .find_map(|word| said.strip_prefix(word));
    said.len() <= LONGEST && deed.is_some_and(|deed| DEEDS.contains(&deed))
}

/// Whether a date is the day of something that was done: 「2026-07-09 に訂正」, 「2026年4月改訂」.
pub(super) fn is_of_a_deed(text: &str, date: &Range<usize>) -> bool {
    const DEEDS: [&str; 14] = [
        "訂正", "改訂", "改定", "更新", "作成", "制定", "発見", "判明", "指摘", "承認", "修正",
        "検証", "確認", "調査",
    ];
    const AHEAD: [&str; 5] = ["予定", "する", "します", "目標", "見込"];
    let behind = text[date.end..].trim_start_matches([' ', '\u{3000}', '日', 'に', 'の']);
    let deed = DEEDS.iter().find_map(|deed| behind.strip_prefix(deed));
    deed.is_some_and(|behind| !AHEAD.iter().any(|word| behind.starts_with(word)))
}

/// Whether the English sentence that a text ends in tells of what was done: "has been told to all staff in".
fn tells_of_what_was(before: &str) -> bool {
    const PAST: [&str; 5] = [
        " has been ",
        " have been ",
        " was ",
        " were ",
        " took place ",
    ];
    const AHEAD: [&str; 7] = [
        "planned",
        "scheduled",
        "to be",
        "due",
        "expected",
        "will",
        "target",
    ];
    let start = before.rfind(['|', '\n', ';']).unwrap_or_default();
    let start = before.rfind(". ").map_or(start, |at| at.max(start));
    let sentence = &before[start..];
    PAST.iter().any(|word| sentence.contains(word))
        && !AHEAD.iter().any(|word| sentence.contains(word))
}

/// Whether nothing but a date stands in a cell.
pub(super) fn is_alone(text: &str, date: &Range<usize>) -> bool {
    let before = text[..date.start].trim_end_matches(' ');
    let behind = text[date.end..].trim_start_matches(' ');
    before.ends_with('|') && behind.starts_with('|')
}

/// Whether a date is that of a certificate or a document: 「有効期限 2025年12月末」.
pub(super) fn is_of_a_paper(text: &str, date: &Range<usize>) -> bool {
    const PAPERS: [&str; 7] = [
        "有効期限",
        "有効期間",
        "登録日",
        "発行日",
        "改訂日",
        "制定日",
        "施行日",
    ];
    let before =
        text[..date.start].trim_end_matches(|c: char| c.is_whitespace() || ":：は（(".contains(c));
    PAPERS.iter().any(|paper| before.ends_with(paper))
}
