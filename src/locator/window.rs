//! How much of a text can belong to a list of locators at all.
//!
//! A cheap look at the characters, so that the parser is handed little and the same texts
//! again and again. It may let too much through, never too little: the grammar decides.

use std::sync::LazyLock;

use crate::beginnings::Characters;

/// The longest window, in bytes; a list of some hundred clauses. What stands behind it is not read.
const LONGEST: usize = 4096;
/// So many characters behind the first one that cannot belong are handed over with it, for the
/// words that take a number away: 90日, 8文字以上, 3営業日以内. Only a number needs that many.
const LOOKAHEAD_BEHIND_NUMBER: usize = 5;
/// Enough for `employees`, and to see that a word is one.
const LOOKAHEAD_INTO_WORD: usize = 12;
const LOOKAHEAD: usize = 2;

/// Characters other than digits, Latin letters and kana that locators and their joiners are
/// spelt with; those of the grammar's word lists.
const MARKS: &str = " \t\u{3000}\u{a0}\r\n\\.．-‐‑−－()（）〇一二三四五六七八九十百第章節条項号部編款目の\
    企画管理経営運用概説実務推統設監要件別紙表添記図様式参考附属書付録則策番箇№§「『:：、,，;；/／・･&＆及並又若乃至\
    〜～~∼–—―<>*•·";

static MARK_SET: LazyLock<Characters> = LazyLock::new(|| Characters::of(MARKS));

/// The hiragana that joiners consist of or end in: 及び, 並びに, 又は, 若しくは, から…まで; and
/// the の of 第5条の2.
const JOINERS: [&str; 18] = [
    "び",
    "びに",
    "は",
    "しくは",
    "および",
    "ならびに",
    "または",
    "もしくは",
    "と",
    "や",
    "から",
    "まで",
    "ないし",
    "の",
    "ひ\u{3099}",
    "ひ\u{3099}に",
    "およひ\u{3099}",
    "まて\u{3099}",
];

/// English words that a list of locators can hold, in lower case.
const WORDS: [&str; 31] = [
    "section",
    "sections",
    "sec",
    "clause",
    "clauses",
    "chapter",
    "chapters",
    "ch",
    "article",
    "articles",
    "art",
    "paragraph",
    "paragraphs",
    "para",
    "item",
    "items",
    "part",
    "parts",
    "control",
    "controls",
    "requirement",
    "requirements",
    "no",
    "nos",
    "annex",
    "appendix",
    "table",
    "figure",
    "through",
    "thru",
    "and",
];

/// The beginning of `text` that may hold locators, or `None` if none can stand there.
pub(super) fn plausible(text: &str) -> Option<&str> {
    let mut holds_value = false;
    let mut belonging = 0;
    while let Some(run) = run(&text[belonging..]) {
        holds_value |= run.value;
        belonging += run.length;
        if belonging > LONGEST {
            return shortened(text);
        }
    }
    holds_value.then(|| &text[..belonging + lookahead(text, belonging)])
}

/// Characters that can belong to a list of locators.
struct Run {
    /// In bytes.
    length: usize,
    /// Whether they can be a level, and not only a separator or a word in front.
    value: bool,
}

fn run(rest: &str) -> Option<Run> {
    let first = rest.chars().next()?;
    let one = |value| {
        Some(Run {
            length: first.len_utf8(),
            value,
        })
    };
    match first {
        '0'..='9'
        | '０'..='９'
        | '①'..='⒵'
        | 'Ⓐ'..='⓪'
        | '㈠'..='㈩'
        | '㉑'..='㊿'
        | '㋐'..='㋾'
        | '❶'..='❿'
        | 'Ⅰ'..='Ⅻ' => one(true),
        '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' => {
            one(true)
        }
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => latin(rest),
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => katakana(rest),
        'ぁ'..='ん' => hiragana(rest),
        _ if MARK_SET.hold(first) => one(false),
        _ => None,
    }
}

/// A Latin word: short capitals (AC, GV), those that a hyphen follows (AUDIT-01), one or two letters, or a word
/// of the list.
fn latin(rest: &str) -> Option<Run> {
    let word = prefix(rest, is_latin);
    let count = word.chars().count();
    let capitals = count <= 4
        && word
            .chars()
            .all(|letter| letter.is_uppercase() || "ivx".contains(letter));
    let is_register = || {
        const HYPHENS: [char; 6] = ['-', '\\', '‐', '‑', '−', '－'];
        let capitals = word.chars().all(|letter| letter.is_uppercase());
        (5..=10).contains(&count) && capitals && rest[word.len()..].starts_with(HYPHENS)
    };
    let is_register = is_register();
    let belongs = count <= 2
        || capitals
        || is_register
        || WORDS.contains(&word.to_ascii_lowercase().as_str());
    belongs.then_some(Run {
        length: word.len(),
        value: count <= 4 || is_register,
    })
}

/// A single kana, or the beginning of システム運用編.
fn katakana(rest: &str) -> Option<Run> {
    let run = prefix(rest, is_katakana);
    let single = run
        .chars()
        .filter(|&character| !is_voicing(character))
        .count()
        == 1;
    (single || matches!(run, "システム" | "シス")).then_some(Run {
        length: run.len(),
        value: single,
    })
}

/// A joiner, or a letter in brackets: (あ).
fn hiragana(rest: &str) -> Option<Run> {
    let run = prefix(rest, is_hiragana);
    let bracketed =
        run.chars().count() <= 2 && rest[run.len()..].trim_start().starts_with([')', '）']);
    // 3から5までと7
    let behind_end = { ["まで", "まて\u{3099}"].iter() }.find_map(|end| run.strip_prefix(end));
    let joins = JOINERS.contains(&run) || behind_end.is_some_and(|rest| JOINERS.contains(&rest));
    (bracketed || joins).then_some(Run {
        length: run.len(),
        value: bracketed,
    })
}

fn prefix(text: &str, belongs: fn(char) -> bool) -> &str {
    &text[..text
        .find(|character| !belongs(character))
        .unwrap_or(text.len())]
}

fn is_latin(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ') || is_voicing(character)
}

fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ん') || is_voicing(character)
}

fn is_voicing(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}' | 'ﾞ' | 'ﾟ')
}

/// The bytes behind byte `at` that say what it is that ends there: the beginning of a word, the
/// unit of a number, or a joiner that a run of hiragana begins with.
fn lookahead(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at(at);
    let before = before.trim_end();
    // 営 stands in 経営 and in 営業日.
    let number = before
        .strip_suffix(is_kanji)
        .unwrap_or(before)
        .ends_with(char::is_numeric);
    let characters = if rest.starts_with(is_latin) || rest.starts_with(is_katakana) {
        LOOKAHEAD_INTO_WORD
    } else if number {
        LOOKAHEAD_BEHIND_NUMBER
    } else {
        LOOKAHEAD
    };
    rest.char_indices()
        .nth(characters)
        .map_or(rest.len(), |(end, _)| end)
}

fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='龯')
}

/// A list that is longer than the longest window ends behind its last whole item.
fn shortened(text: &str) -> Option<&str> {
    let within = &text[..text.floor_char_boundary(LONGEST)];
    within
        .rfind(['、', ',', '，', ';', '；', '\n', ' '])
        .map(|end| &within[..end])
}
