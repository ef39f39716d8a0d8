//! From the grammar's nodes to levels in normal form.
//!
//! Width, spaces, leading zeros and decomposed kana are folded; circled and parenthesised
//! characters keep their marks, which Unicode's own compatibility folding would lose.

use tree_sitter::Node;
use unicode_normalization::UnicodeNormalization;

use super::{Level, Mark};

/// A level together with the unit word that announced it, which says where a list such as
/// `第3条第1項及び第2項` carries on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub level: Level,
    pub unit: Option<char>,
}

impl Part {
    fn new(mark: Mark, value: impl Into<String>) -> Part {
        Part {
            level: Level::new(mark, value),
            unit: None,
        }
    }
}

/// The levels of a `locator` node.
pub(super) fn parts(locator: Node<'_>, text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut cursor = locator.walk();
    let mut after_ordinal = false;
    for node in locator.named_children(&mut cursor) {
        let written = &text[node.byte_range()];
        match node.kind() {
            "word" => parts.push(Part::new(Mark::Word, word(written))),
            "number" => {
                let numbers = numbers(written);
                if after_ordinal && repeats_chapter(&parts, &numbers) {
                    parts.clear();
                }
                parts.extend(numbers);
            }
            "ordinal" => parts.extend(ordinal(written)),
            "letters" => letters(written, &mut parts),
            "roman" => parts.push(Part::new(Mark::Letters, written.trim())),
            "circled" => parts.push(Part::new(Mark::Circled, circled(written))),
            "parenthesised" => parts.push(Part::new(Mark::Parenthesised, bare(written))),
            "kana" => parts.push(Part::new(Mark::Kana, bare(written))),
            _ => {}
        }
        after_ordinal = node.kind() == "ordinal";
    }
    drop_annex_of_a_lettered_clause(&mut parts);
    parts
}

/// `第6章 6.5` says its chapter twice and means 6.5.
fn repeats_chapter(chapter: &[Part], numbers: &[Part]) -> bool {
    matches!((chapter, numbers), ([one], [first, ..]) if one.level == first.level)
}

/// `Annex A 8.24`, `附属書A 8.24` and `A.8.24` are the same clause.
pub(super) fn drop_annex_of_a_lettered_clause(parts: &mut Vec<Part>) {
    let marks: Vec<Mark> = parts.iter().take(3).map(|part| part.level.mark).collect();
    if marks == [Mark::Word, Mark::Letters, Mark::Number] && parts[0].level.value == ANNEX {
        parts.remove(0);
    }
}

const ANNEX: &str = "附属書";

fn word(written: &str) -> String {
    let folded: String = written.trim().nfkc().collect();
    match folded.to_ascii_lowercase().as_str() {
        "annex" | "付属書" => ANNEX.to_owned(),
        "appendix" | "附録" => "付録".to_owned(),
        "table" => "表".to_owned(),
        "figure" => "図".to_owned(),
        _ => folded,
    }
}

/// The numbers of `3`, `.2`, `-1`, ` 8.24`, `5の2`.
fn numbers(written: &str) -> Vec<Part> {
    let written = written.trim_start().trim_start_matches('の');
    let folded: String = written.nfkc().collect();
    folded
        .split(|character: char| {
            !character.is_ascii_digit() && character != 'の' && character != ' '
        })
        .map(|number| number.replace(' ', ""))
        .filter(|number| !number.is_empty())
        .map(|number| Part::new(Mark::Number, without_leading_zeros(&number)))
        .collect()
}

fn without_leading_zeros(number: &str) -> String {
    let stripped = number.trim_start_matches('0');
    if stripped.starts_with(|character: char| character.is_ascii_digit()) {
        stripped.to_owned()
    } else {
        format!("0{stripped}")
    }
}

/// The levels of 第6.5章, 第三条, 第Ⅱ部, 第5条の2.
fn ordinal(written: &str) -> Vec<Part> {
    let inner = written.trim().trim_start_matches('第').trim();
    let Some(at) = inner.find(UNITS) else {
        return Vec::new();
    };
    let (numeral, unit_and_branch) = inner.split_at(at);
    let numeral = numeral.trim();
    let mut levels = match numeral.chars().next() {
        Some('Ⅰ'..='Ⅻ') => vec![Part::new(Mark::Letters, numeral)],
        _ => match kanji_number(numeral) {
            Some(number) => vec![Part::new(Mark::Number, number.to_string())],
            None => numbers(numeral),
        },
    };
    if let (Some((_, branch)), Some(last)) = (unit_and_branch.split_once('の'), levels.last_mut())
        && last.level.mark == Mark::Number
    {
        for number in numbers(branch) {
            last.level.value.push('の');
            last.level.value.push_str(&number.level.value);
        }
    }
    if let Some(first) = levels.first_mut() {
        first.unit = unit_and_branch.chars().next();
    }
    levels
}

const UNITS: [char; 9] = ['章', '節', '条', '項', '号', '部', '編', '款', '目'];

/// 十二 is 12, 百二十 is 120, 一〇 is 10.
fn kanji_number(numeral: &str) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let mut total = 0u32;
    let mut pending: Option<u32> = None;
    for character in numeral.chars() {
        let tens = match character {
            '十' => 10,
            '百' => 100,
            _ => {
                let digit =
                    u32::try_from(DIGITS.chars().position(|known| known == character)?).ok()?;
                pending = Some(pending.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
        };
        total = total.checked_add(pending.take().unwrap_or(1).checked_mul(tens)?)?;
    }
    total.checked_add(pending.unwrap_or(0))
}

/// Letters that begin a locator are upper case (`ac-2` is AC-2); further in they are kept as
/// written, since (A) and (a) differ.
fn letters(written: &str, parts: &mut Vec<Part>) {
    let folded = bare(written);
    let first = parts.is_empty();
    for group in folded.split('.').filter(|group| !group.is_empty()) {
        let value = if first {
            // FR‐PRV and FR\\-PRV are FR-PRV.
            let group = group.replace('\\', "");
            group.replace(['‐', '‑', '−'], "-").to_ascii_uppercase()
        } else {
            group.to_owned()
        };
        parts.push(Part::new(Mark::Letters, value));
    }
}

fn circled(written: &str) -> String {
    let inside = written
        .chars()
        .find(|&character| super::spelling::is_circled(character));
    match inside {
        Some(negative @ '❶'..='❿') => (u32::from(negative) - u32::from('❶') + 1).to_string(),
        Some(character) => character.nfkc().collect(),
        None => String::new(),
    }
}

/// What is left of ` （０１）`, `⑴`, `-(ア)`, ` a.` when width, brackets and separators are gone.
fn bare(written: &str) -> String {
    let folded: String = written.nfkc().collect();
    let inside = folded.trim_matches(|character: char| {
        character.is_whitespace() || "()-‐‑−.\\".contains(character)
    });
    if inside.starts_with('0') {
        without_leading_zeros(inside)
    } else {
        inside.to_owned()
    }
}
