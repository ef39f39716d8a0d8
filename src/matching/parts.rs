//! What a clause asks, taken apart: the things that an answer can touch or leave out.

use std::ops::Range;

use super::analysis::is_mostly_japanese;
use crate::guideline::{Clause, Modality, Requirement};
use crate::script::is_hiragana;

/// One thing that a clause asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The requirement that it is, or stands in; the first of them where several lettered ones hang
    /// under one letter.
    pub requirement: usize,
    /// Its words, in bytes of the requirement's text.
    pub range: Range<usize>,
    /// Whether an answer that does not touch it leaves something out. Otherwise it is an example,
    /// a recommendation, or holds only where its condition does.
    pub demanded: bool,
}

impl Part {
    /// Its words.
    pub fn text<'c>(&self, clause: &'c Clause) -> &'c str {
        let requirement = &clause.requirements[self.requirement];
        requirement.text.get(self.range.clone()).unwrap_or_default()
    }
}

/// What a clause asks, in the order of its text. Nothing for a clause that asks for one thing only.
pub fn parts(clause: &Clause) -> Vec<(Part, Vec<usize>)> {
    let lead = shared_lead(&clause.requirements);
    let several = clause.requirements.len() > 1;
    let mut parts: Vec<(Part, Vec<usize>)> = Vec::new();
    for (index, requirement) in clause.requirements.iter().enumerate() {
        if requirement.modality <= Modality::May {
            continue;
        }
        if let Some((_, members)) = parts
            .last_mut()
            .filter(|(part, _)| same_letter(&clause.requirements[part.requirement], requirement))
        {
            members.push(index);
            continue;
        }
        let demanded = requirement.modality == Modality::Must;
        let found = match is_mostly_japanese(&requirement.text) {
            true => japanese(&requirement.text, several),
            false => english(&requirement.text, lead),
        };
        // The first of lettered requirements is what the control is about: an answer to it speaks of
        // that, in whatever words.
        let demanded = demanded && !(requirement.label.is_some() && parts.is_empty());
        parts.extend(found.into_iter().map(|(range, is_whole)| {
            let part = Part {
                requirement: index,
                range,
                demanded: demanded && is_whole,
            };
            (part, vec![index])
        }));
    }
    if parts.len() < 2 {
        parts.clear();
    }
    parts
}

/// An English requirement, and the two things that a question asks: "How often do you scan, and how fast do you patch?"
fn english(text: &str, lead: usize) -> Vec<(Range<usize>, bool)> {
    const ASKING: [&str; 6] = [
        " and how ",
        " and what ",
        " and which ",
        " and where ",
        " and when ",
        " and do you ",
    ];
    let whole = lead..text.len();
    let body = &text[whole.clone()];
    let second = { body.trim_end().ends_with('?') }
        .then(|| ASKING.iter().filter_map(|words| body.find(words)).min())
        .flatten();
    match second {
        Some(at) => vec![
            (lead..lead + at, true),
            (lead + at + " and ".len()..whole.end, true),
        ],
        None => vec![(whole, !is_left_open(body))],
    }
}

/// Whether two requirements hang under the same letter: `h.1` and `h.2`.
fn same_letter(one: &Requirement, other: &Requirement) -> bool {
    let letter = |requirement: &Requirement| {
        let label = requirement.label.as_deref()?;
        label.split_once('.').map(|(letter, _)| letter.to_owned())
    };
    let plain = |requirement: &Requirement| requirement.label.clone();
    letter(other).is_some_and(|letter_of| {
        Some(&letter_of) == letter(one).as_ref() || Some(&letter_of) == plain(one).as_ref()
    })
}

/// How many bytes of sentence lead to all lettered requirements: 「The organization: 」.
fn shared_lead(requirements: &[Requirement]) -> usize {
    let mut texts = requirements
        .iter()
        .filter(|requirement| requirement.label.is_some())
        .map(|requirement| requirement.text.as_str());
    let (Some(first), Some(second)) = (texts.next(), texts.next()) else {
        return 0;
    };
    let mut shared = std::iter::zip(first.bytes(), second.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    for text in texts {
        let same = std::iter::zip(first.bytes(), text.bytes());
        shared = shared.min(same.take_while(|(one, other)| one == other).count());
    }
    let is_boundary = first.is_char_boundary(shared);
    let lead = if is_boundary { &first[..shared] } else { "" };
    lead.rfind(": ").map_or(0, |at| at + ": ".len())
}

/// Whether what an English requirement asks for stands in brackets for the most part, or is to work
/// together with others, which answers take for granted.
fn is_left_open(text: &str) -> bool {
    let mut depth = 0usize;
    let mut open = 0;
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => open += usize::from(depth > 0),
        }
    }
    open * 10 > text.chars().count() * 7 || text.starts_with("Coordinates ")
}

/// Endings of what stands before a comma and only says when or on what ground the rest holds.
const CONDITIONS: &[&str] = &[
    "とき",
    "ときは",
    "ときには",
    "場合",
    "場合は",
    "場合には",
    "場合に",
    "際",
    "際は",
    "際に",
    "際には",
    "なら",
    "ならば",
    "たら",
    "だら",
    "れば",
    "には",
    "時は",
    "時",
];

/// Endings before a comma that are no predicate.
const GROUNDS: &[&str] = &[
    "踏まえ",
    "踏まえて",
    "基づき",
    "基づいて",
    "沿って",
    "応じ",
    "応じて",
    "通じ",
    "通じて",
    "より",
    "よって",
    "よび",
    "対し",
    "対して",
    "関し",
    "関して",
    "ついて",
    "おいて",
    "として",
    "あたり",
    "際し",
    "際して",
    "当たり",
    "ため",
    "前提に",
    "とおり",
    "かつ",
    "また",
    "特に",
    "ただし",
    "少なくとも",
    "なく",
    "くは",
    "など",
    "ほか",
];

/// Cuts a Japanese sentence where one thing to do ends and another begins; of each, whether it is
/// demanded as such.
fn japanese(text: &str, several: bool) -> Vec<(Range<usize>, bool)> {
    let body = text.trim_end_matches(['。', '．', ' ', '\n']);
    // 「情報を伝え、動作を示す唯一の手段にならないこと」: what is ruled out is ruled out as a whole.
    if ["ないこと", "ならない手段", "てはならない", "ないものとする"]
        .iter()
        .any(|end| body.ends_with(end))
    {
        return vec![(0..body.len(), !is_vague(body))];
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    let mut conditional = false;
    for (at, character) in body.char_indices() {
        match character {
            '(' | '（' | '「' | '『' => depth += 1,
            ')' | '）' | '」' | '』' => depth = depth.saturating_sub(1),
            '、' | '，' | '。' if depth == 0 => {
                let piece = &body[start..at];
                let next = at + character.len_utf8();
                if CONDITIONS.iter().any(|ending| piece.ends_with(ending)) {
                    conditional = true;
                    start = next;
                } else if GROUNDS.iter().any(|ending| piece.ends_with(ending)) {
                    // What stands before it may be all that there is so far.
                    if !piece.contains('を') || piece.chars().count() < 16 {
                        start = next;
                    }
                } else if character == '。' || is_predicate(piece) {
                    pieces.push(start..at);
                    start = next;
                }
            }
            _ if depth == 0 => {
                // 「…したうえで…を決める」 needs no comma.
                let piece = &body[start..at + character.len_utf8()];
                if piece.ends_with("たうえで") || piece.ends_with("た上で") {
                    pieces.push(start..at + character.len_utf8());
                    start = at + character.len_utf8();
                }
            }
            _ => {}
        }
    }
    if start < body.len() {
        pieces.push(start..body.len());
    }
    let holds = !(conditional && several);
    let mut parts = Vec::new();
    for piece in pieces {
        let range = trimmed(body, piece);
        if range.is_empty() {
            continue;
        }
        let piece = &body[range.clone()];
        let demanded = holds && !is_vague(piece) && !(several && is_conditional(piece));
        let items = items(piece);
        if items.is_empty() {
            parts.push((range, demanded));
        } else {
            let place = |item: Range<usize>| range.start + item.start..range.start + item.end;
            parts.extend(items.into_iter().map(|item| (place(item), demanded)));
        }
    }
    parts
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let space = |c: char| c.is_whitespace() || matches!(c, '、' | '，');
    let start = range.start + piece.len() - piece.trim_start_matches(space).len();
    let end = range.start + piece.trim_end_matches(space).len();
    start..end.max(start)
}

/// Whether what stands before a comma says that something is done, and goes on.
fn is_predicate(piece: &str) -> bool {
    let continues = "してりけえみびちいせれめべげきび";
    let ends_so = piece
        .chars()
        .next_back()
        .is_some_and(|last| is_hiragana(last) && continues.contains(last));
    let deeds = { piece.strip_suffix('し') }.is_some_and(|deeds| {
        // 「周知・教育し、」 does two things to what was named before.
        deeds.contains('・') && !deeds.contains(is_hiragana)
    });
    deeds
        || ends_so
            && ['を', 'に', 'が', 'と', 'へ', 'で']
                .iter()
                .any(|&particle| piece.contains(particle))
}

/// Whether it holds under a condition that stands in it without a comma.
fn is_conditional(piece: &str) -> bool {
    ["なければ", "場合", "とき", "なら"]
        .iter()
        .any(|word| piece.contains(word))
}

/// The things of a list that all have to be there: three or more nouns before 「を」 or in
/// parentheses, and none of them an example.
fn items(piece: &str) -> Vec<Range<usize>> {
    const LEAST: usize = 3;
    if ["など", "等", "例"].iter().any(|word| piece.contains(word)) {
        return Vec::new();
    }
    let list = match (piece.find(['(', '（']), piece.find([')', '）'])) {
        (Some(open), Some(close)) if open < close => {
            let width = piece[open..].chars().next().map_or(1, char::len_utf8);
            open + width..close
        }
        _ => match piece.rfind('を').or_else(|| piece.rfind('が')) {
            Some(end) => {
                let start = piece[..end].rfind(['は', 'に', 'を', ':', '：']);
                let start = start.map_or(0, |at| {
                    at + piece[at..].chars().next().map_or(1, char::len_utf8)
                });
                start..end
            }
            None => return Vec::new(),
        },
    };
    let mut items = Vec::new();
    let mut start = list.start;
    for (at, mark) in piece[list.clone()].match_indices(['、', '・', '，']) {
        items.push(start..list.start + at);
        start = list.start + at + mark.len();
    }
    items.push(start..list.end);
    let is_noun = |item: &Range<usize>| {
        let item = &piece[item.clone()];
        !item.is_empty() && !item.ends_with(|last: char| "はがをにでてしり".contains(last))
    };
    match items.len() >= LEAST && items.iter().all(is_noun) {
        true => items,
        false => Vec::new(),
    }
}

/// Whether it names an example of what could be done, or asks for nothing in particular.
fn is_vague(piece: &str) -> bool {
    let example = [
        "などの対",
        "などの措",
        "などの手",
        "など、",
        "等の対",
        "等の措",
        "例示",
        "必要な措置",
        "必要な対",
        "必要な処置",
    ];
    let wish = ["望ましい", "できる限り", "推奨", "努め"];
    let unread = ["未読", "二次情報"];
    [&example[..], &wish[..], &unread[..]]
        .iter()
        .any(|words| words.iter().any(|word| piece.contains(word)))
}
