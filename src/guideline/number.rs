//! The number in front of a heading.
//!
//! Which characters make a number is the locator grammar's business; here is only what sets a
//! heading apart from a sentence: 「3つの原則」 has no number, and 「(3) に示す観点から」 is
//! the beginning of a sentence.

use crate::locator::{self, Level, Mark, Target};
use crate::script;

/// The number of a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its levels as they are written, without those of the headings around it.
    pub levels: Vec<Level>,
    /// How it is spelt, narrow and without needless white space.
    pub spelling: String,
    /// Bytes of the heading that it takes.
    pub length: usize,
    /// 編 is 0, 部 1, 章 2, and so on to 項; `None` for numbers without such a word.
    pub rank: Option<u8>,
}

/// Reads the number at the start of a heading. `None` for headings that begin with none,
/// and for sentences that begin with a reference: 「(3) に示す観点から」.
pub fn read(heading: &str) -> Option<Number> {
    let number = read_locator(heading)
        .or_else(|| read_letter(heading))
        .or_else(|| read_small(heading))?;
    let title = title_behind(heading, &number);
    let particle = [
        "に", "で", "を", "は", "が", "の", "と", "も", "や", "から", "まで", "及び", "又は",
    ]
    .iter()
    .any(|word| title.starts_with(word));
    // 「1.1 はじめに」 is a title; the particle of a sentence is followed by something else.
    let word =
        title.starts_with("はじめ") || title.starts_with("まえ") || title.starts_with("もの");
    (!particle || word).then_some(number)
}

/// What follows a number in its heading.
pub fn title_behind<'h>(heading: &'h str, number: &Number) -> &'h str {
    heading[number.length..]
        .trim_start_matches(['.', '．', ' ', '　', '\t', ':', '：', ')', '）'])
        .trim()
}

fn read_locator(heading: &str) -> Option<Number> {
    // A title may begin with what looks like a further level (「3.1 ア行」) or, right behind
    // the number, like a unit (「1.2本ガイドラインの対象」).
    let first = heading.trim_start();
    let indent = heading.len() - first.len();
    let word = || first.find(char::is_whitespace).map(|end| indent + end);
    let figures = || {
        let end = first.find(|c: char| !matches!(c, '0'..='9' | '０'..='９' | '.' | '．' | ' '))?;
        Some(indent + first[..end].trim_end_matches(['.', '．', ' ']).len())
    };
    number_of(heading, heading.len())
        .or_else(|| number_of(heading, word()?))
        .or_else(|| number_of(heading, figures()?).filter(|number| number.levels.len() > 1))
}

/// The number that the first `end` bytes of a heading begin with.
fn number_of(heading: &str, end: usize) -> Option<Number> {
    let (references, _) = locator::read(&heading[..end])?;
    let reference = references.first()?;
    let Target::One(locator) = &reference.target else {
        return None;
    };
    let length = reference.range.end;
    let spelling = spelling(&heading[reference.range.clone()]);
    ends_well(&locator.levels, &heading[length..]).then(|| Number {
        rank: rank(&spelling),
        levels: locator.levels.to_vec(),
        spelling,
        length,
    })
}

/// A register's own number in small letters, where it is all that there is: `s3-gov-01`.
fn read_small(heading: &str) -> Option<Number> {
    let number = locator::small(heading.trim())?;
    let spelling = heading.trim().to_owned();
    Some(Number {
        levels: number.levels.to_vec(),
        spelling,
        length: heading.trim_end().len(),
        rank: None,
    })
}

/// 「C.最低限のガイドライン」, 「A 組織」: a letter alone is no locator, but heads a section.
fn read_letter(heading: &str) -> Option<Number> {
    let narrow = narrow(heading.trim_start());
    let mut characters = narrow.chars();
    let letter = characters.next().filter(char::is_ascii_uppercase)?;
    let behind = characters.as_str();
    let title = behind.strip_prefix(['.', ' '])?.trim_start();
    // 「A 社の体制」 is about somebody.
    let is_somebody = !behind.starts_with('.') && title.starts_with(['社', '様', '氏']);
    let begins_title = title.chars().next().is_some_and(|c| !c.is_ascii()) && !is_somebody;
    let indent = heading.len() - heading.trim_start().len();
    let length = indent
        + heading
            .trim_start()
            .chars()
            .take(2)
            .map(char::len_utf8)
            .sum::<usize>();
    begins_title.then(|| Number {
        levels: vec![Level {
            mark: Mark::Letters,
            value: letter.to_string(),
        }],
        spelling: letter.to_string(),
        length,
        rank: None,
    })
}

/// Whether the number ends where a number can end: 「3つの原則」 does not begin with one.
fn ends_well(levels: &[Level], rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let closed = levels
        .last()
        .is_some_and(|last| matches!(last.mark, Mark::Circled | Mark::Parenthesised));
    let behind = rest[next.len_utf8()..].chars().next();
    let title_runs_on = levels.len() > 1
        && !(next.is_ascii() && next.is_alphanumeric())
        && !matches!(next, '年' | '月' | '日' | '版' | 'つ');
    match next {
        '.' | '．' => !behind.is_some_and(char::is_numeric),
        '、' | ':' | '：' | ')' | '）' | '（' | '(' | '「' | '『' => true,
        _ => closed || next.is_whitespace() || title_runs_on,
    }
}

fn rank(spelling: &str) -> Option<u8> {
    const RANKS: [char; 8] = ['編', '部', '章', '節', '款', '目', '条', '項'];
    let last = spelling.chars().next_back()?;
    let at = RANKS.iter().position(|rank| *rank == last)?;
    spelling
        .starts_with('第')
        .then(|| u8::try_from(at).unwrap_or(u8::MAX))
}

/// Full-width ASCII as ASCII, and any space as one.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' => ' ',
            _ => script::narrow(c),
        })
        .collect()
}

/// `1. 1. 1` is spelt 1.1.1; white space stays only where it keeps two numbers apart.
fn spelling(number: &str) -> String {
    let narrow = narrow(number);
    let mut spelling = String::new();
    let mut space = false;
    for c in narrow.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        // 「実 1」 is spelt with its space; in 「1. 1」 and 「第 1 章」 it is the typesetter's.
        let apart = space
            && c.is_ascii_digit()
            && spelling.ends_with(|before: char| {
                before.is_ascii_digit()
                    || (!before.is_ascii() && before.is_alphabetic() && before != '第')
            });
        if apart {
            spelling.push(' ');
        }
        space = false;
        spelling.push(c);
    }
    spelling.trim_end_matches('.').replace('\\', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(heading: &str) -> Option<(String, &str)> {
        let number = read(heading)?;
        Some((number.spelling.clone(), title_behind(heading, &number)))
    }

    #[test]
    fn a_number_is_read_with_the_title_behind_it() {
        for (heading, spelling, title) in [
            ("1. 1. 1 医療情報の特殊性", "1.1.1", "医療情報の特殊性"),
            ("１．１　目的", "1.1", "目的"),
            ("第 ２ 章　総則", "第2章", "総則"),
            ("第5条（目的）", "第5条", "（目的）"),
            ("(1) 医療情報の特殊性", "(1)", "医療情報の特殊性"),
            ("（１）概要", "(1)", "概要"),
            ("① 組織的取組", "①", "組織的取組"),
            ("(1)①(a) 組織体制", "(1)①(a)", "組織体制"),
            ("1.1-①-1", "1.1-①-1", ""),
            ("別紙2 対策項目の一覧", "別紙2", "対策項目の一覧"),
            ("表4-1 情報提供すべき項目", "表4-1", "情報提供すべき項目"),
            ("AC-2 (1) Automated", "AC-2(1)", "Automated"),
            ("C.最低限のガイドライン", "C", "最低限のガイドライン"),
            ("1.1 はじめに", "1.1", "はじめに"),
            ("3.1 2段階認証", "3.1", "2段階認証"),
            ("1.2本ガイドラインの対象", "1.2", "本ガイドラインの対象"),
        ] {
            assert_eq!(
                spelt(heading),
                Some((spelling.to_owned(), title)),
                "{heading}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for heading in [
            "3つの原則",
            "2018年の改定",
            "(3) に示す観点から、策定された",
            "はじめに",
            "TLS 1.2 の利用",
            "90日ごとの更新",
            "A社の体制",
            "",
        ] {
            assert_eq!(spelt(heading), None, "{heading}");
        }
    }
}
