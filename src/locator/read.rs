//! Reading references from the start of a text.

use super::normal::{Part, parts};
use super::{Level, Locator, Mark, Reference, Target, hyphenated, inherit, window};
use crate::grammar;
use crate::readings::{Readings, remembered};
use crate::script;

/// The references and how many bytes of the window they took.
type Reading = Option<(Vec<Reference>, usize)>;

/// Windows whose readings a thread keeps, at most. A workspace names some thousand clauses
/// in some spellings each.
const REMEMBERED: usize = 8192;
/// Longer windows are lists that hardly come twice.
const LONGEST_REMEMBERED: usize = 96;

thread_local! {
    static READINGS: Readings<Reading> = Readings::of(REMEMBERED, LONGEST_REMEMBERED);
}

/// The number of a register that is written in small letters, and is all of a text: `s3-gov-01`. Words that are joined
/// by hyphens end in letters, or in a number without a leading zero.
pub fn small(text: &str) -> Option<Locator> {
    const LONGEST: usize = 24;
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let (_, number) = text.rsplit_once('-')?;
    let is_counted = number.starts_with('0') && number.len() > 1;
    if text.len() > LONGEST
        || !is_counted
        || !text.bytes().all(is_small)
        || !number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    text.to_ascii_uppercase().parse().ok()
}

/// Reads a list of references from the very start of `text` (leading white space allowed) as
/// far as it goes, and returns them with the number of bytes they took; prose may follow.
/// Items of a list that carry on from the one before (`3.2.1(2)及び(3)`, `AC-2(1), (3)`)
/// come out whole. `None` when the text begins with no locator.
///
/// Made for being called on every table cell: a text that can hold no locator is turned down
/// without parsing, and what was read once is remembered by each thread.
pub fn read(text: &str) -> Option<(Vec<Reference>, usize)> {
    let trimmed = behind_abbreviation(text.trim_start());
    let offset = text.len() - trimmed.len();
    if let Some((mut references, length)) = coded(trimmed) {
        for reference in &mut references {
            reference.range.start += offset;
            reference.range.end += offset;
        }
        return Some((references, offset + length));
    }
    let trimmed = before_title(trimmed);
    let (mut references, mut length) = remembered(&READINGS, window::plausible(trimmed)?, parse)?;
    take_letter_for_digit(trimmed, &mut references, &mut length);
    take_numbers_behind_strokes(trimmed, &mut references, &mut length);
    if runs_on(&references, &trimmed[length..]) || is_effort(&trimmed[..length]) {
        return None;
    }
    for reference in &mut references {
        reference.range.start += offset;
        reference.range.end += offset;
    }
    Some((references, offset + length))
}

/// Numbers that the grammar has no words for, one or several: categories that a framework has letters alone for, as the
/// GV.OC of which GV.OC-01 is a part, codes of a word in Japanese, a hyphen and a number (要-1), and numbers with a letter
/// between their levels (8.1.2.C.2).
fn coded(text: &str) -> Option<(Vec<Reference>, usize)> {
    const JOINTS: [&str; 13] = [
        ", ",
        " and ",
        "; ",
        " / ",
        "、",
        "，",
        "・",
        "及び",
        "又は",
        "並びに",
        "若しくは",
        "／",
        "/",
    ];
    const RANGES: [&str; 4] = ["〜", "～", "から", " - "];
    let (mut references, mut at) = (Vec::<Reference>::new(), 0);
    let mut goes_up_to = false;
    while let Some((locator, length)) = code(&text[at..]) {
        let range = at..at + length;
        at += length;
        match references.last_mut().filter(|_| goes_up_to) {
            Some(first) => {
                first.range.end = range.end;
                if let Target::One(from) = &first.target {
                    first.target = Target::Through(from.clone(), locator);
                }
            }
            None => references.push(Reference {
                range,
                target: Target::One(locator),
            }),
        }
        let behind = |joints: &[&str]| {
            let joint = joints
                .iter()
                .find(|joint| text[at..].starts_with(**joint))?;
            let next = at + joint.len();
            code(&text[next..]).is_some().then_some(next)
        };
        goes_up_to = false;
        if let Some(next) = behind(&JOINTS) {
            at = next;
        } else if let Some(next) = behind(&RANGES) {
            goes_up_to = true;
            at = next;
        } else {
            break;
        }
    }
    (!references.is_empty()).then_some((references, at))
}

/// One of [`coded`] at the start of a text, and its length.
fn code(text: &str) -> Option<(Locator, usize)> {
    match text.bytes().next()? {
        b'A'..=b'Z' => category(text),
        b'0'..=b'9' => with_letter_between(text),
        0x80.. => kanji_code(text),
        _ => None,
    }
}

/// A number of several levels of which one, neither the first nor the last, is a letter: 8.1.2.C.2.
fn with_letter_between(text: &str) -> Option<(Locator, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    if !number.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let is_letter = |part: &str| part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase();
    let is_number =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = number.split('.').collect();
    let [first, between @ .., last] = parts.as_slice() else {
        return None;
    };
    let letters = between.iter().filter(|part| is_letter(part)).count();
    let are_levels = between
        .iter()
        .all(|part| is_letter(part) || is_number(part));
    if letters != 1 || !are_levels || !is_number(first) || !is_number(last) {
        return None;
    }
    let levels = parts.iter().map(|part| match is_letter(part) {
        true => Level::new(Mark::Letters, *part),
        false => Level::new(Mark::Number, *part),
    });
    let levels = levels.collect();
    Some((Locator { levels }, number.len()))
}

/// A category at the start of a text: GV.OC.
fn category(text: &str) -> Option<(Locator, usize)> {
    const LENGTH: usize = "GV.OC".len();
    let [a, b, b'.', c, d, behind @ ..] = text.as_bytes() else {
        return None;
    };
    let goes_on =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'@');
    let ends = behind.first().is_none_or(|byte| !goes_on(byte))
        || matches!(behind, [b'.'] | [b'.', b' ' | b'\n', ..]);
    let is_category = [a, b, c, d].iter().all(|byte| byte.is_ascii_uppercase()) && ends;
    is_category.then(|| {
        let level = Level::new(Mark::Letters, &text[..LENGTH]);
        let levels = [level].into();
        (Locator { levels }, LENGTH)
    })
}

/// A code at the start of a text that is a word of a few kanji, a hyphen and a number: 要-1, 運用－03.
fn kanji_code(text: &str) -> Option<(Locator, usize)> {
    /// What figures, papers and places are counted with, and what a number behind a hyphen means otherwise.
    #[rustfmt::skip]
    const OTHERS: [&str; 37] = [
        "図", "表", "別紙", "別表", "別添", "別図", "様式", "付録", "附属書", "附則", "資料", "添付", "参考", "注", "例", "案", "号", "型", "版", "項", "条", "章", "節",
        "第", "棟", "階", "室", "号室", "年", "月", "日", "平成", "令和", "昭和", "課", "計", "約",
    ];
    const AND: [&str; 5] = ["及び", "又は", "並びに", "若しくは", "から"];
    const LONGEST_WORD: usize = 4;
    const LONGEST_NUMBER: usize = 3;
    let word = text.len() - text.trim_start_matches(script::is_kanji).len();
    let behind = text[word..].strip_prefix(['-', '－', '‐', '−'])?;
    let digits = behind.len() - behind.trim_start_matches(script::is_digit).len();
    let length = text.len() - behind.len() + digits;
    let (word, number) = (&text[..word], &behind[..digits]);
    let is_code = (1..=LONGEST_WORD).contains(&word.chars().count())
        && (1..=LONGEST_NUMBER).contains(&number.chars().count())
        && !OTHERS.contains(&word)
        && (AND.iter().any(|word| text[length..].starts_with(word))
            || !text[length..].starts_with(|c: char| {
                c.is_alphanumeric() && !script::is_hiragana(c) || "-－‐−%％".contains(c)
            }));
    if !is_code {
        return None;
    }
    let number: String = number.chars().map(script::narrow).collect();
    let number = match number.trim_start_matches('0') {
        "" => "0",
        number => number,
    };
    let levels = [
        Level::new(Mark::Letters, word),
        Level::new(Mark::Number, number),
    ];
    let levels = levels.into();
    Some((Locator { levels }, length))
}

/// A text without the abbreviated word for a clause that stands right before its number: `Req10.5`, `Req. 8.4`, `Art.7`.
fn behind_abbreviation(text: &str) -> &str {
    let number = match text.as_bytes() {
        [b'R' | b'r', b'e', b'q', ..] => text[3..].trim_start_matches('.').trim_start(),
        [b'A' | b'a', b'r', b't', b'.', ..] => &text[4..],
        _ => return text,
    };
    match number.starts_with(|c: char| c.is_ascii_digit()) {
        true => number,
        false => text,
    }
}

/// The number alone, of several levels, where a title stands behind it that begins as what is counted does:
/// 「4.1.2 名前・役割・値」, 「5.8 日次点検」.
fn before_title(text: &str) -> &str {
    #[rustfmt::skip]
    const TITLES: [&str; 34] = [
        "名前", "名称", "名義", "版の", "版数", "日次", "日常", "日々", "年次", "年度", "週次", "月次", "回線", "回復", "回避", "件名", "人的", "人員", "人事", "分類", "分離",
        "分担", "分析", "時刻", "台帳", "個人", "個別", "本人", "本番", "点検", "部門", "部品", "社内", "社外",
    ];
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let taken = &text[..text.len() - number.len()];
    let title = number.trim_start_matches([' ', '\u{3000}']);
    let is_whole = taken.contains('.') && !taken.ends_with('.') && title.len() < number.len();
    match is_whole && TITLES.iter().any(|word| title.starts_with(word)) {
        true => taken,
        false => text,
    }
}

/// Whether a text is how long work takes: 2-3w, 1-2m.
fn is_effort(text: &str) -> bool {
    let Some(days) = text.strip_suffix(['w', 'd', 'm', 'h', 'y']) else {
        return false;
    };
    days.split_once('-').is_some_and(|(from, to)| {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        is_number(from) && is_number(to)
    })
}

/// Whether a control's number goes on as no guideline's does: SC-4-AI-2 is somebody's own.
fn runs_on(references: &[Reference], behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix('-') else {
        return false;
    };
    let letters = behind.bytes().take_while(u8::is_ascii_uppercase).count();
    let number = behind[letters..].trim_start_matches('-');
    let is_lettered = |reference: &Reference| {
        let (Target::One(last) | Target::Through(_, last)) = &reference.target;
        { last.levels.first() }.is_some_and(|first| first.mark == Mark::Letters)
    };
    (1..=5).contains(&letters)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && references.last().is_some_and(is_lettered)
}

/// Adds a letter behind a control's number that was written for a digit, so that AC-2O leads nowhere instead
/// of to AC-2.
fn take_letter_for_digit(text: &str, references: &mut [Reference], length: &mut usize) {
    let mut behind = text[*length..].chars();
    let (letter, next) = (behind.next(), behind.next());
    let Some(letter @ ('O' | 'o' | 'l')) =
        letter.filter(|_| !next.is_some_and(char::is_alphanumeric))
    else {
        return;
    };
    let Some(Reference {
        range,
        target: Target::One(locator),
    }) = references.last_mut()
    else {
        return;
    };
    if let [first, .., last] = &*locator.levels
        && (first.mark, last.mark) == (Mark::Letters, Mark::Number)
        && first.value.len() > 1
        && range.end == *length
    {
        let mut levels = locator.levels.to_vec();
        if let Some(last) = levels.last_mut() {
            last.value.push(letter);
        }
        locator.levels = levels.into();
        *length += 1;
        range.end += 1;
    }
}

/// Adds the controls of one family of which the numbers alone are written behind strokes: `MP-2/3/4`.
fn take_numbers_behind_strokes(text: &str, references: &mut Vec<Reference>, length: &mut usize) {
    /// No family has more controls than have so many digits.
    const DIGITS: usize = 2;
    while let Some(behind) = text[*length..].strip_prefix('/') {
        let digits = { behind.bytes() }.take_while(u8::is_ascii_digit).count();
        let Some(Reference {
            range,
            target: Target::One(before),
        }) = references.last()
        else {
            return;
        };
        let [letters, number] = &*before.levels else {
            return;
        };
        let is_control = (letters.mark, number.mark) == (Mark::Letters, Mark::Number)
            && letters.value.len() > 1
            && range.end == *length;
        let ends = !behind[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        if !is_control || !(1..=DIGITS).contains(&digits) || !ends {
            return;
        }
        let value = behind[..digits].trim_start_matches('0');
        let levels = [letters.clone(), Level::new(Mark::Number, value.to_owned())];
        let start = *length + 1;
        *length = start + digits;
        references.push(Reference {
            range: start..*length,
            target: Target::One(Locator {
                levels: levels.into(),
            }),
        });
    }
}

/// Reads a text that is references and nothing else, white space, a final full stop and the
/// bracket that ends 別紙2「3.4-①-1」 aside.
pub fn read_all(text: &str) -> Option<Vec<Reference>> {
    let (references, length) = read(text)?;
    matches!(text[length..].trim(), "" | "." | "。" | "」" | "』").then_some(references)
}

fn parse(window: &str) -> Reading {
    let (mut references, mut length) = parse_list(window)?;
    loop {
        let joined = hyphenated::behind(&references, window, length);
        let Some((rest, (more, taken))) = { joined.into_iter() }
            .chain(behind_point(&window[length..]))
            .find_map(|rest| Some((rest, parse_list(rest)?)))
        else {
            break;
        };
        let offset = window.len() - rest.len();
        if joined.is_none() {
            references.extend(more.into_iter().map(|one| Reference {
                range: offset + one.range.start..offset + one.range.end,
                ..one
            }));
        } else if !hyphenated::go_up_to(&mut references, &more, offset) {
            break;
        }
        length = offset + taken;
    }
    // Nearly all are of one reference, and thousands are remembered.
    references.shrink_to_fit();
    Some((references, length))
}

/// What stands behind the raised point that some set between numbers: `CC6.2 · CC6.3`.
fn behind_point(rest: &str) -> Option<&str> {
    let behind = rest.trim_start_matches(' ').strip_prefix('·')?;
    Some(behind.trim_start_matches(' '))
}

/// The references that the grammar reads at the start of a window.
fn parse_list(window: &str) -> Reading {
    let tree = grammar::parse(window)?;
    let root = tree.root_node();
    if root.has_error() {
        return None;
    }
    let mut list = List::default();
    let mut cursor = root.walk();
    for node in root.children(&mut cursor) {
        match node.kind() {
            "locator" => {
                let parts = parts(node, window);
                let range = node.byte_range();
                if let Some([first, (place, last)]) = hyphenated::ends(&range, &parts, window) {
                    list.push(first.0, first.1);
                    list.range_is_open = true;
                    list.push(place, last);
                    continue;
                }
                let split =
                    split_enhancements(node.byte_range(), &parts, window, list.lists_controls())
                        .or_else(|| split_paragraphs(node.byte_range(), &parts, window));
                match split {
                    Some(several) => {
                        for (range, parts, goes_up_to) in several {
                            list.range_is_open |= goes_up_to;
                            list.push(range, parts);
                        }
                    }
                    None => list.push(node.byte_range(), parts),
                }
            }
            "through" => list.range_is_open = true,
            "until" => list.length = node.end_byte(),
            _ => {}
        }
    }
    (!list.references.is_empty()).then_some((list.references, list.length))
}

/// Enhancements of one control side by side, `AC-2 (1)(2)` or up to one another, `SC-7(3)-(5)`: they are
/// numbered on one level, so that a second number in parentheses is another one. Gives for each the place, the
/// parts and whether it ends a range; `None` for all other locators. Where a list of controls goes on, the
/// control may be a number alone: the 3 of `AC-2, 3(1)(2)`.
#[expect(clippy::type_complexity, reason = "it is taken apart at once")]
fn split_enhancements(
    range: std::ops::Range<usize>,
    parts: &[Part],
    window: &str,
    lists_controls: bool,
) -> Option<Vec<(std::ops::Range<usize>, Vec<Part>, bool)>> {
    let is_enhancement = |part: &Part| {
        part.level.mark == Mark::Parenthesised
            && part.level.value.bytes().all(|byte| byte.is_ascii_digit())
    };
    let outer = parts.iter().position(is_enhancement)?;
    let (control, enhancements) = parts.split_at(outer);
    let is_control = matches!(
        control,
        [letters, .., number]
            if letters.level.mark == Mark::Letters && number.level.mark == Mark::Number
    ) || matches!(control, [number] if lists_controls && number.level.mark == Mark::Number);
    if !is_control || enhancements.len() < 2 || !enhancements.iter().all(is_enhancement) {
        return None;
    }
    let written = &window[range.clone()];
    // ⑴ is a number in parentheses, too.
    let opens = |c: char| matches!(c, '(' | '（' | '\u{2474}'..='\u{2487}');
    let opens: Vec<usize> = { written.match_indices(opens) }
        .map(|(at, _)| range.start + at)
        .collect();
    if opens.len() != enhancements.len() {
        return None;
    }
    let ends = opens.iter().skip(1).copied().chain([range.end]);
    let mut several = Vec::new();
    let mut goes_up_to = false;
    for (number, (part, (&open, end))) in (0..).zip(enhancements.iter().zip(opens.iter().zip(ends)))
    {
        let piece = window[open..end].trim_end_matches([' ', '-', '–', '‐']);
        let parts: Vec<Part> = control.iter().chain([part]).cloned().collect();
        let start = if number == 0 { range.start } else { open };
        several.push((start..open + piece.len(), parts, goes_up_to));
        goes_up_to = window[open + piece.len()..end].contains(['-', '–', '‐']);
    }
    Some(several)
}

/// Paragraphs of a regulation up to one another, `164.308(a)(6)(i)-(ii)`: the last two levels are one. `None` for all
/// other locators.
#[expect(clippy::type_complexity, reason = "it is taken apart at once")]
fn split_paragraphs(
    range: std::ops::Range<usize>,
    parts: &[Part],
    window: &str,
) -> Option<Vec<(std::ops::Range<usize>, Vec<Part>, bool)>> {
    let [outer @ .., first, last] = parts else {
        return None;
    };
    let written = &window[range.clone()];
    let hyphen = { written.rfind(")-(") }.or_else(|| written.rfind(")–("))? + 1;
    let open = written.rfind('(')?;
    let are_paragraphs = [first, last]
        .iter()
        .all(|part| part.level.mark == Mark::Parenthesised);
    let is_regulation = matches!(outer, [part, section, ..] if part.level.mark == Mark::Number
        && section.level.mark == Mark::Number && part.level.value.len() > 2);
    if !are_paragraphs
        || !is_regulation
        || open < hyphen
        || written[open..].matches(')').count() != 1
    {
        return None;
    }
    let with = |end: &Part| outer.iter().chain([end]).cloned().collect();
    Some(vec![
        (range.start..range.start + hyphen, with(first), false),
        (range.start + open..range.end, with(last), true),
    ])
}

/// The references of a list as they come up.
#[derive(Default)]
struct List {
    references: Vec<Reference>,
    previous: Vec<Part>,
    range_is_open: bool,
    length: usize,
}

impl List {
    /// Whether the last item is a control: AC-2.
    fn lists_controls(&self) -> bool {
        matches!(
            self.previous.as_slice(),
            [letters, _, ..] if letters.level.mark == Mark::Letters && letters.level.value.is_ascii()
        )
    }

    fn push(&mut self, range: std::ops::Range<usize>, parts: Vec<Part>) {
        let parts = inherit::carry_on(&self.previous, parts, self.range_is_open);
        let locator = Locator {
            levels: parts.iter().map(|part| part.level.clone()).collect(),
        };
        self.length = range.end;
        self.previous = parts;
        if std::mem::take(&mut self.range_is_open)
            && let Some(Reference {
                range: whole,
                target,
            }) = self.references.last_mut()
        {
            whole.end = range.end;
            let (Target::One(first) | Target::Through(first, _)) = target;
            *target = Target::Through(first.clone(), locator);
            return;
        }
        self.references.push(Reference {
            range,
            target: Target::One(locator),
        });
    }
}
