//! The editions of guidelines as they are written: in names, behind names, as numbers.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::date::{self, PartialDate};
use crate::script::is_digit;

/// A number behind a name that may be its edition.
pub(super) struct Version {
    /// Its bytes.
    pub range: Range<usize>,
    /// What stands behind it speaks of the whole guideline: 「2.0 の観点では」.
    pub is_spoken_of: bool,
    /// Another number stands behind it, which is the clause's: `PCI DSS 4.0 8.3.6`.
    pub is_followed: bool,
}

/// The number of figures and points that stands right behind a name: 「事業者ガイドライン 2.0 の観点」,
/// 「事業者ガイドライン（2.0）」. What goes on with further levels is a clause's.
pub(super) fn version_behind(text: &str, from: usize) -> Option<Version> {
    const SPEAKING_OF_IT: [&str; 12] = [
        "の観点",
        "の文脈",
        "の改定",
        "の改訂",
        "の発行",
        "の公表",
        "の公開",
        "の策定",
        "への改定",
        "への改訂",
        "への移行",
        "年版",
    ];
    const SPACES: [char; 3] = [' ', '\u{a0}', '\u{3000}'];
    let rest = text[from..]
        .trim_start_matches(['」', '』'])
        .trim_start_matches(SPACES);
    let (number, closing) = match rest.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (rest, false),
    };
    let length = number
        .find(|c: char| !is_digit(c) && c != '.' && c != '．')
        .unwrap_or(number.len());
    let version = number[..length].trim_end_matches(['.', '．']);
    let mut behind = &number[version.len()..];
    if closing {
        behind = behind.strip_prefix(['）', ')'])?;
    }
    let is_version = version.starts_with(is_digit) && version.contains(['.', '．']);
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "-－(（①②③④⑤⑥⑦⑧⑨⑩".contains(c);
    let start = text.len() - number.len();
    let near = behind.trim_start_matches(SPACES);
    let is_apart = near.len() < behind.len();
    let is_followed = is_apart && near.starts_with(|c: char| is_digit(c) || c == '別' || c == '第');
    (is_version && !behind.starts_with(goes_on)).then(|| Version {
        range: start..start + version.len(),
        is_spoken_of: SPEAKING_OF_IT.iter().any(|words| near.starts_with(words)),
        is_followed,
    })
}

/// The date in brackets right behind a name that says which edition is meant: （令和5年7月）,
/// （平成30年7月策定）.
pub(super) fn date_behind(text: &str, from: usize) -> Option<(Range<usize>, PartialDate)> {
    const ENDS: [&str; 10] = [
        "",
        "版",
        "策定",
        "改定",
        "改訂",
        "改定版",
        "改訂版",
        "公表",
        "公開",
        "発行",
    ];
    let behind = text[from..].trim_start_matches(['」', '』', ' ', '\u{3000}']);
    let inside = behind.strip_prefix(['（', '('])?;
    let start = text.len() - inside.len();
    let inside = &inside[..inside.find(['）', ')'])?];
    let (place, date) = date::find(inside)?;
    let is_edition = place.start == 0 && ENDS.contains(&inside[place.end..].trim());
    is_edition.then(|| (start..start + inside.len(), date))
}

/// Where the edition begins that a name itself ends with.
pub(super) fn edition_within(name: &str) -> Option<usize> {
    let mut places = name.char_indices().skip(1).map(|(at, _)| at);
    places.find(|&at| {
        let tail = &name[at..];
        japanese_edition(tail).or_else(|| english_edition(tail)) == Some(tail.len())
    })
}

/// The edition written right behind a name: `第6.0版`, `（第 1 版）`, `Rev. 5`, `Revision 4`, `v1.1`.
pub(super) fn edition_behind(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let opened =
        rest.trim_start_matches(|c: char| c.is_whitespace() || "」』】の（(,、".contains(c));
    let start = from + (rest.len() - opened.len());
    let skipped = match date_before_edition(opened) {
        0 if rest[..rest.len() - opened.len()].contains(['（', '(']) => publisher_before(opened),
        date => date,
    };
    let length =
        japanese_edition(&opened[skipped..]).or_else(|| english_edition(&opened[skipped..]))?;
    Some(start + skipped..start + skipped + length)
}

/// The year, and perhaps the month, behind a name that says which edition is meant: 「令和7年度版」,
/// 「（2025年3月改訂版）」.
pub(super) fn dated_edition_behind(text: &str, from: usize) -> Option<(Range<usize>, PartialDate)> {
    const ENDS: [&str; 3] = ["版", "改訂版", "改定版"];
    const ERAS: [&str; 3] = ["令和", "平成", "昭和"];
    let behind =
        text[from..].trim_start_matches(|c: char| c.is_whitespace() || "」』】（(".contains(c));
    let opens = ERAS.iter().any(|era| behind.starts_with(era)) || behind.starts_with(is_digit);
    let (place, date) = opens.then(|| date::find(behind)).flatten()?;
    let rest = &behind[place.end..];
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let end = { ENDS.iter() }.find_map(|end| rest.strip_prefix(end))?;
    let start = text.len() - behind.len();
    // 「令和7年度」 ends on a day of its own.
    let names_a_day = behind[place.clone()].contains('日');
    (place.start == 0 && !names_a_day).then_some((start..text.len() - end.len(), date))
}

/// Bytes of the date that may stand between a name and its edition: （令和5年7月、第1.1版）.
fn date_before_edition(text: &str) -> usize {
    const LONGEST: usize = 20;
    let mut end = 0;
    for (at, c) in text.char_indices().take(LONGEST) {
        if c == '第' {
            return if end > 0 { at } else { 0 };
        }
        let dates = c.is_numeric()
            || c.is_whitespace()
            || "年月日元令和平成改定訂公表策発行版、,）)（(".contains(c);
        if !dates {
            return 0;
        }
        end = at + c.len_utf8();
    }
    0
}

/// Bytes of the publisher that may stand in brackets before the edition: （総務省・経済産業省、第1.1版）.
fn publisher_before(text: &str) -> usize {
    const LONGEST: usize = 90;
    let within = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let within = within
        .split(['）', ')', '。', '\n'])
        .next()
        .unwrap_or_default();
    let edition = within
        .match_indices(['、', '，', ',', ' ', '\u{3000}'])
        .find_map(|(at, mark)| {
            let behind = within[at + mark.len()..].trim_start();
            japanese_edition(behind).map(|_| within.len() - behind.len())
        });
    edition.unwrap_or(0)
}

/// Bytes of `第6.0版` or `6.0版` at the start of `text`.
fn japanese_edition(text: &str) -> Option<usize> {
    let body = text.strip_prefix('第').unwrap_or(text);
    let digits =
        body.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace() || ".．".contains(c));
    if digits.len() == body.len() {
        return None;
    }
    let rest = digits.strip_prefix('版')?;
    Some(text.len() - rest.len())
}

/// The first editions in words.
const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// Whether a text begins with a word, in whatever case.
fn begins(text: &str, word: &str) -> bool {
    let written = text.as_bytes().get(..word.len());
    written.is_some_and(|written| written.eq_ignore_ascii_case(word.as_bytes()))
}

/// Bytes of `2nd edition`, `Second Edition`, `5th revision`, `2022 edition` at the start of `text`.
fn ordinal_edition(text: &str) -> Option<usize> {
    const NOUNS: [&str; 4] = ["edition", "ed.", "revision", "version"];
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = match digits.len() < text.len() {
        // The edition of a year: 2022 edition.
        true if text.len() - digits.len() == 4 => digits.strip_prefix(' '),
        true => { ["st ", "nd ", "rd ", "th "].iter() }
            .find(|ending| begins(digits, ending))
            .map(|ending| &digits[ending.len()..]),
        false => ORDINALS
            .iter()
            .find(|word| begins(text, word))
            .and_then(|word| text[word.len()..].strip_prefix(' ')),
    }?;
    let noun = NOUNS.iter().find(|noun| begins(behind, noun))?;
    let rest = &behind[noun.len()..];
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then(|| text.len() - rest.len())
}

/// Bytes of `Rev. 5`, `Revision 4`, `r5`, `version 2.0`, `v1.1`, `2nd edition` at the start of `text`.
pub(in crate::guideline) fn english_edition(text: &str) -> Option<usize> {
    if let Some(length) = ordinal_edition(text) {
        return Some(length);
    }
    let word = [
        "revision", "version", "edition", "rev.", "rev", "ver.", "v", "r",
    ]
    .into_iter()
    .find(|word| begins(text, word))?;
    let behind = &text[word.len()..];
    let number = behind.trim_start_matches([' ', '\u{a0}']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.len() == number.len() {
        return None;
    }
    let end = text.len() - rest.len();
    let end = end - text[..end].len() + text[..end].trim_end_matches('.').len();
    Some(end)
}

/// The number of an edition, narrow, without its `.0`: 第６．０版 and Version 6 are the same edition.
pub fn edition_number(edition: &str) -> String {
    let first = edition.split(' ').next().unwrap_or_default();
    if let Some(place) = { ORDINALS.iter() }.position(|word| word.eq_ignore_ascii_case(first)) {
        return (place + 1).to_string();
    }
    let is_number = |c: &char| c.is_ascii_digit() || *c == '.';
    let number: String = { edition.nfkc() }
        .filter(|c| !c.is_whitespace())
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(is_number)
        .collect();
    let number = number.trim_matches('.');
    number.strip_suffix(".0").unwrap_or(number).to_string()
}
