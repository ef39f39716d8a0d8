//! How much of a text can belong to a list of locators at all.
//!
//! A cheap look at the characters, so that the parser is handed little and the same texts
//! again and again. It may let too much through, never too little: the grammar decides.

/// The longest window, in bytes; a list of some hundred clauses. What stands behind it is not read.
const LONGEST: usize = 4096;
/// A few characters behind the first one that cannot belong are handed over with it,
/// for the words that take a number away: 90日以内, 3要素.
const LOOKAHEAD: usize = 3;

/// Characters other than digits, Latin letters and kana that locators and their joiners are
/// spelt with; those of the grammar's word lists.
const MARKS: &str = " \t\u{3000}\u{a0}\r\n\\.．-‐‑−－()（）〇一二三四五六七八九十百第章節条項号部編款目の\
    企画管理経営運用概説実統設監別紙表添記図様式参考附属書付録則策番箇№§:：、,，;；/／・･&＆及び並又は若し乃至\
    およにらまたもくとやいか〜～~∼–—―でひ\u{3099}\u{309a}<>*•";

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
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match run(rest, first) {
            Run::Belongs { length, value } => {
                holds_value |= value;
                length
            }
            Run::Foreign => break,
        };
        rest = &rest[length..];
    }
    if !holds_value {
        return None;
    }
    let belonging = text.len() - rest.len();
    if belonging > LONGEST {
        shortened(text)
    } else {
        Some(&text[..belonging + lookahead(rest)])
    }
}

enum Run {
    /// So many bytes can belong; `value` if they can be a level and not only a separator.
    Belongs {
        length: usize,
        value: bool,
    },
    Foreign,
}

fn run(rest: &str, first: char) -> Run {
    let one = first.len_utf8();
    match first {
        '0'..='9' | '０'..='９' => Run::Belongs {
            length: one,
            value: true,
        },
        '①'..='⒵' | 'Ⓐ'..='⓪' | '㈠'..='㈩' | '㉑'..='㊿' | '㋐'..='㋾' | '❶'..='❿' | 'Ⅰ'..='Ⅻ' => {
            Run::Belongs {
                length: one,
                value: true,
            }
        }
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => latin(rest),
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => kana(rest),
        'ぁ'..='ん' if !MARKS.contains(first) => {
            // A hiragana letter in brackets: (あ).
            if rest[one..].starts_with([')', '）']) {
                Run::Belongs {
                    length: one,
                    value: true,
                }
            } else {
                Run::Foreign
            }
        }
        _ if MARKS.contains(first) => Run::Belongs {
            length: one,
            value: "〇一二三四五六七八九十百".contains(first),
        },
        _ => Run::Foreign,
    }
}

/// A Latin word: short capitals (AC, GV), one or two letters, or a word of the list.
fn latin(rest: &str) -> Run {
    let length = rest
        .find(|character: char| !is_latin(character))
        .unwrap_or(rest.len());
    let word = &rest[..length];
    let count = word.chars().count();
    let short = count <= 2
        || (count <= 4
            && word
                .chars()
                .all(|letter| letter.is_uppercase() || "ivx".contains(letter)));
    if short || WORDS.contains(&word.to_ascii_lowercase().as_str()) || word == "br" {
        Run::Belongs {
            length,
            value: count <= 4,
        }
    } else {
        Run::Foreign
    }
}

fn is_latin(character: char) -> bool {
    matches!(character, 'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// A single kana, or the beginning of システム運用編.
fn kana(rest: &str) -> Run {
    let length = rest
        .find(|character: char| !is_katakana(character))
        .unwrap_or(rest.len());
    let run = &rest[..length];
    let letters = run
        .chars()
        .filter(|character| !matches!(character, '\u{3099}' | '\u{309a}' | 'ﾞ' | 'ﾟ'))
        .count();
    if letters == 1 || matches!(run, "システム" | "シス") {
        Run::Belongs {
            length,
            value: letters == 1,
        }
    } else {
        Run::Foreign
    }
}

fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' | '\u{3099}' | '\u{309a}')
}

/// The bytes of the word or the few characters that `rest` begins with.
fn lookahead(rest: &str) -> usize {
    let word = rest
        .find(|character: char| !is_latin(character))
        .unwrap_or(rest.len());
    if word > 0 {
        word.min(16)
    } else {
        rest.char_indices()
            .nth(LOOKAHEAD)
            .map_or(rest.len(), |(at, _)| at)
    }
}

/// A list that is longer than the longest window ends behind its last whole item.
fn shortened(text: &str) -> Option<&str> {
    let within = &text[..text.floor_char_boundary(LONGEST)];
    within
        .rfind(['、', ',', '，', ';', '；', '\n', ' '])
        .map(|end| &within[..end])
}
