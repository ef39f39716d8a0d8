//! Whether a statement only gives its requirement back with the modality removed.
//!
//! Two things have to be true: nearly all of each is in the other, and the statement
//! brings no noun, number or name of its own. A statement that adds one word of substance
//! answers something.

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::{FxHashSet, FxHasher};

use super::fold::fold;
use crate::script;
use crate::script::{is_kanji, is_katakana};

/// A requirement's text, prepared once for comparing with many statements.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// The text without brackets' contents, white space and endings.
    text: String,
    pieces: FxHashSet<u64>,
    /// English words of its parameters: who gives them back sets none.
    parameters: FxHashSet<u64>,
    english: bool,
    /// Bytes of the requirement as it was given.
    length: usize,
}

/// A requirement with fewer pieces (pairs of characters, or English words) than this can
/// hardly be answered in other words, so it is exempt.
const FEWEST_PAIRS: usize = 12;
const FEWEST_WORDS: usize = 5;

/// How much of the statement has to be in the requirement, and the other way round. A
/// requirement may be longer: a restatement of its first half is one.
const OF_STATEMENT: f64 = 0.75;
const OF_REQUIREMENT: f64 = 0.6;

/// Endings and function words that carry modality or grammar, longest first where one
/// contains another. Removed before comparing.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "しなければならない", "なければならない", "することが望ましい", "ことが望ましい", "が望ましい", "する必要がある", "する必要があります", "必要がある",
    "することが求められる", "が求められる", "することとする", "こととする", "しております", "しています", "している", "されている", "すること", "します",
    "ています", "ている", "ること", "ます", "する", "こと", "です", "である", "おく", "おき", "ための対策を講じ", "対策を講じ", "ための措置を講じ",
    "措置を講じ",
];

/// Words that a statement may add without saying anything.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "当社", "弊社", "自社", "本サービス", "サービス", "実施", "対応", "対策", "措置", "適切", "必要", "確実", "社内",
    "we", "our", "the", "company", "organization", "service", "system", "information", "provider", "all", "ensures", "ensure", "has", "have", "been", "is",
    "are", "will", "shall", "must",
    "appropriate", "relevant", "necessary", "defined", "required", "adequate", "applicable", "suitable", "formal", "personnel", "staff",
    "employees", "roles", "conditions", "events", "process", "processes", "procedures", "implements", "implemented", "place",
];

/// The English ones as [`words`] gives them.
static FILLER_WORDS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let english = FILLERS.iter().filter(|word| word.is_ascii());
    english.flat_map(|word| words(word)).map(hash).collect()
});

/// What stands before a comma and says nothing.
const ASIDES: &[&str] = &[
    "当社は",
    "当社では",
    "弊社は",
    "弊社では",
    "当院は",
    "当院では",
    "本サービスでは",
    "適切に",
    "確実に",
];

/// English words that carry no content.
const STOP_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "to",
    "in",
    "on",
    "for",
    "by",
    "with",
    "as",
    "at",
    "is",
    "are",
    "be",
    "been",
    "was",
    "were",
    "has",
    "have",
    "that",
    "this",
    "its",
    "it",
    "their",
    "we",
    "our",
    "shall",
    "must",
    "should",
    "will",
    "may",
    "from",
    "which",
    "such",
    "any",
    "all",
    "organization",
    "organizations",
    "company",
];

impl Fingerprint {
    /// Prepares a requirement's text. The texts in brackets are parameters and left out.
    pub fn of(requirement: &str) -> Fingerprint {
        let english = is_english(requirement);
        let text = comparable(requirement, english);
        let pieces = pieces(&text, english);
        let parameters = match english {
            true => { requirement.split('[').skip(1) }
                .filter_map(|behind| behind.split(']').next())
                .flat_map(words)
                .map(hash)
                .collect(),
            false => FxHashSet::default(),
        };
        Fingerprint {
            text,
            pieces,
            parameters,
            english,
            length: requirement.len(),
        }
    }

    /// Whether the requirement is too short to tell an answer from a restatement.
    pub fn is_too_short(&self) -> bool {
        self.pieces.len()
            < if self.english {
                FEWEST_WORDS
            } else {
                FEWEST_PAIRS
            }
    }
}

/// Whether `statement` gives the requirement back and adds nothing.
pub fn restates(statement: &str, requirement: &Fingerprint) -> bool {
    if !is_of_like_length(statement, requirement)
        || requirement.is_too_short()
        || brings_much(statement, requirement)
        || is_english(statement) != requirement.english
    {
        return false;
    }
    let text = comparable(statement, requirement.english);
    let own = pieces(&text, requirement.english);
    let shared = own.intersection(&requirement.pieces).count() as f64;
    let much = shared >= OF_STATEMENT * own.len() as f64
        && shared >= OF_REQUIREMENT * requirement.pieces.len() as f64;
    much && !adds_a_term(statement, requirement)
}

/// Whether the two can share enough at all; cheap, so that most pairs end here.
fn is_of_like_length(statement: &str, requirement: &Fingerprint) -> bool {
    // A citation in a parenthesis may be as long as the half of a sentence.
    let (own, other) = (statement.len(), requirement.length);
    own * 2 >= other && own <= other * 2
}

/// Whether so many of the statement's pieces are its own that no more can be the requirement's
/// than [`OF_STATEMENT`] leaves. Reads the statement as it stands, parentheses left out, and
/// leaves out what [`comparable`] may drop, so that it never speaks against a restatement.
fn brings_much(statement: &str, requirement: &Fingerprint) -> bool {
    let is_own = |piece: u64| !requirement.pieces.contains(&piece);
    let room = |whole: usize| ((1.0 - OF_STATEMENT) * whole as f64) as usize;
    if requirement.english {
        let room = room(words(statement).count());
        let mut own = words(statement).filter(|word| is_own(hash(word)));
        return own.nth(room).is_some();
    }
    let room = room(statement.chars().count());
    let (mut own, mut depth) = (0usize, 0usize);
    let mut before = None;
    for character in statement.chars() {
        match character {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let content = depth == 0 && (is_kanji(character) || is_katakana(character));
        if let (Some(before), true) = (before, content) {
            own += usize::from(is_own(pair(before, character)));
            if own > room {
                return true;
            }
        }
        before = content.then_some(character);
    }
    false
}

/// Whether the statement has a noun, name or number that the requirement has not.
fn adds_a_term(statement: &str, requirement: &Fingerprint) -> bool {
    // A bracket names the clause that is answered; it adds nothing to the answer.
    let folded: String = without_citations(statement).chars().map(fold).collect();
    if requirement.english {
        let is_known = |word: &str| {
            let key = hash(word);
            requirement.pieces.contains(&key)
                || requirement.parameters.contains(&key)
                || FILLER_WORDS.contains(&key)
        };
        return words(without_author(statement, &folded)).any(|word| !is_known(word));
    }
    let is_term = |run: &str| run.chars().count() >= 2 || run.chars().all(|c| c.is_ascii_digit());
    let is_new = |(run, behind): (&str, &str)| {
        is_term(run) && !is_known(run, requirement) && !is_synonym(run, behind, requirement)
    };
    runs(without_actor(&folded)).any(is_new)
}

/// A folded text behind the comma after who does it.
fn without_actor(folded: &str) -> &str {
    match folded.split_once('、') {
        Some((first, rest)) if is_actor(first) => rest,
        _ => folded,
    }
}

/// A folded statement without the name of who wrote it, where its deed is one of organisations:
/// "Harborworks has developed, documented …". The name of a tool stays.
fn without_author<'t>(statement: &str, folded: &'t str) -> &'t str {
    const DEEDS: [&str; 9] = [
        "develops",
        "documents",
        "disseminates",
        "establishes",
        "designates",
        "has developed",
        "has documented",
        "has established",
        "has defined",
    ];
    const LONGEST: usize = 40;
    let name = DEEDS
        .iter()
        .filter_map(|deed| folded.find(&format!(" {deed}")))
        .min();
    let name = name.filter(|end| *end <= LONGEST && statement.is_char_boundary(*end));
    let is_name = |end: usize| {
        let mut words = statement[..end].split(' ');
        words.all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    match name {
        Some(end) if statement.len() >= end && is_name(end) => &folded[end..],
        _ => folded,
    }
}

/// Whether a run is a verb of two kanji that says what the requirement says with one of
/// them: 作成し for 作り, 提出できる for 出せる.
fn is_synonym(run: &str, behind: &str, requirement: &Fingerprint) -> bool {
    let verb = ["し", "す", "でき", "さ"]
        .iter()
        .any(|ending| behind.starts_with(ending));
    verb && run.chars().count() == 2
        && run.chars().all(is_kanji)
        && run.chars().any(|kanji| requirement.text.contains(kanji))
}

/// Whether a run of kanji or letters is in the requirement, is a filler, or is put together
/// of such parts (当社実施).
fn is_known(run: &str, requirement: &Fingerprint) -> bool {
    if requirement.text.contains(run) || FILLERS.contains(&run) {
        return true;
    }
    FILLERS.iter().any(|filler| {
        let rest = run
            .strip_prefix(filler)
            .or_else(|| run.strip_suffix(filler));
        rest.is_some_and(|rest| requirement.text.contains(rest))
    })
}

/// Runs of one script (kanji, katakana, Latin letters, digits) in a folded text, each with
/// the text behind it.
fn runs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    #[derive(PartialEq)]
    enum Script {
        Kanji,
        Katakana,
        Latin,
        Digit,
        None,
    }
    let script = |c: char| match c {
        c if is_kanji(c) => Script::Kanji,
        c if is_katakana(c) => Script::Katakana,
        c if c.is_ascii_alphabetic() => Script::Latin,
        c if c.is_ascii_digit() => Script::Digit,
        _ => Script::None,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| script(c) == Script::None);
        let first = script(rest.chars().next()?);
        let end = rest.find(|c| script(c) != first).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((run, behind))
    })
}

/// How many words of substance two texts have in common: runs of kanji or katakana, or English words.
pub fn words_shared(one: &str, other: &str) -> usize {
    let of = |text: &str| -> FxHashSet<u64> {
        let folded: String = text.chars().map(fold).collect();
        if is_english(text) {
            let long = words(&folded).filter(|word| word.len() > 3);
            return long.map(hash).collect();
        }
        let runs = runs(&folded).map(|(run, _)| run);
        let long = runs.filter(|run| run.chars().count() > 1 && !FILLERS.contains(run));
        long.filter(|run| !run.starts_with("定期"))
            .map(hash)
            .collect()
    };
    of(one).intersection(&of(other)).count()
}

fn is_english(text: &str) -> bool {
    !text.contains(script::is_japanese)
}

/// The text as it is compared: folded, without parameters, endings, punctuation.
fn comparable(text: &str, english: bool) -> String {
    let bare: String = without_citations(text).chars().map(fold).collect();
    if english {
        return bare;
    }
    let mut kept = String::with_capacity(bare.len());
    // Only before a full stop or a comma or at the end: inside, する is part of the content.
    for part in bare.split(['。', '、']) {
        if ASIDES.contains(&part) || is_actor(part) {
            continue;
        }
        let content = ENDINGS.iter().fold(part, |part, ending| {
            part.strip_suffix(ending).unwrap_or(part)
        });
        kept.extend(content.chars().filter(|c| c.is_alphanumeric()));
    }
    kept
}

/// Whether what stands before a comma only says who does it: 運用部は, 情報システム課長が.
fn is_actor(part: &str) -> bool {
    const ENDS: [&str; 10] = [
        "部",
        "課",
        "室",
        "係",
        "局",
        "会",
        "長",
        "チーム",
        "責任者",
        "担当者",
    ];
    const LONGEST: usize = 14;
    let actor = ["では", "は", "が", "において"]
        .iter()
        .find_map(|particle| part.strip_suffix(particle));
    actor.is_some_and(|actor| {
        let is_name = |c: char| is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric();
        ENDS.iter().any(|end| actor.ends_with(end))
            && actor.chars().count() <= LONGEST
            && actor.chars().all(is_name)
    })
}

/// `text` without what stands in `[…]` (the parameters of OSCAL, citations) and without
/// parentheses that only cite: （別紙2 3.4-①-1）.
fn without_citations(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(open) = rest.find(['[', '（', '(']) {
        let behind = &rest[open..];
        let end = behind.find([']', '）', ')']).map_or(behind.len(), |close| {
            close + behind[close..].chars().next().map_or(1, char::len_utf8)
        });
        let (aside, after) = behind.split_at(end);
        kept.push_str(&rest[..open]);
        if !aside.starts_with('[') && !cites(aside) {
            kept.push_str(aside);
        }
        rest = after;
    }
    kept + rest
}

/// Whether a parenthesis names a clause: a guideline, an annex, or a number of several levels.
fn cites(aside: &str) -> bool {
    let characters: Vec<char> = aside.chars().map(fold).collect();
    let level = |c: char| c.is_ascii_digit() || matches!(c, '①'..='⓿');
    let levels = characters
        .windows(3)
        .any(|w| level(w[0]) && matches!(w[1], '.' | '-') && level(w[2]));
    let named = ["ガイドライン", "別紙", "別表", "管理編", "運用編"]
        .iter()
        .any(|word| aside.contains(word));
    named || (levels && !aside.contains('年'))
}

/// The pieces by which texts are compared: pairs of characters, or stemmed English words.
fn pieces(text: &str, english: bool) -> FxHashSet<u64> {
    if english {
        return words(text).map(hash).collect();
    }
    let characters: Vec<char> = text.chars().collect();
    let pairs = characters.windows(2);
    pairs
        .map(|characters| pair(characters[0], characters[1]))
        .collect()
}

fn pair(first: char, second: char) -> u64 {
    u64::from(first as u32) << 32 | u64::from(second as u32)
}

/// The content words of an English text, without the endings of number and tense.
fn words(text: &str) -> impl Iterator<Item = &str> {
    const ENDINGS: [&str; 8] = ["ing", "ied", "ies", "ed", "es", "s", "e", "y"];
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 1);
    let content = words.filter(|word| {
        !STOP_WORDS
            .iter()
            .any(|stop| stop.eq_ignore_ascii_case(word))
    });
    content.map(|word| {
        let stem = |ending: &&str| {
            let (stem, own) = word.split_at(word.len().checked_sub(ending.len())?);
            (stem.len() >= 3 && own.eq_ignore_ascii_case(ending)).then_some(stem)
        };
        ENDINGS.iter().find_map(stem).unwrap_or(word)
    })
}

/// A number for a word, capitals or not.
fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.bytes()
        .for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
    hasher.finish()
}
