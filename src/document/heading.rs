//! Headings that mirror a clause: its number, its title, or both.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::Resolution;
use super::answers::is_chapter;
use super::citation::is_distinctive;
use super::questions;
use super::resolution::{Resolutions, Surroundings};
use crate::beginnings::Beginnings;
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, title_pairs};
use crate::locator::{self, Mark, Reference, Target};
use crate::wording::{self, Field};

/// How much of two titles' pairs of neighbouring characters have to be the same for the titles
/// to be taken for one. Titles are retyped with small changes (等, および, punctuation);
/// different titles of one chapter rarely share half.
const SAME_TITLE: f32 = 0.6;

/// How much of two titles' pairs of neighbouring characters have to be the same where the number says already which
/// part of the clause around is meant.
const SIMILAR_PART: f32 = 0.4;

/// A heading's text, taken apart.
pub struct Numbered {
    /// The numbers' places in the heading's text, and what they name; several in
    /// `AC-2 (1), AC-2 (3)`. Those in brackets behind the title come last: 「III. 役割分担（4.2）」.
    pub numbers: Vec<(Range<usize>, Target)>,
    /// The title between them.
    pub title: Range<usize>,
    /// The numbers in brackets behind the title are clauses, whatever the title says.
    pub brackets_cite: bool,
    /// It asks about the clauses whose numbers it opens with: 「Q5. 2-(2) 保存期間を教えてください。」.
    pub asks: bool,
    /// Words of its own stand before the number, which the title has to confirm: `Scanning – RA-5 Vulnerability Scanning`.
    pub has_own_words: bool,
}

/// Words that ministries' and providers' headings put before a number.
const BEFORE_NUMBER: [&str; 9] = [
    "遵守事項",
    "要求事項",
    "管理策",
    "項番",
    "Control ",
    "Requirement ",
    "Clause ",
    "Standard ",
    "Control: ",
];

/// Takes a heading's text apart.
pub fn numbered(text: &str) -> Numbered {
    let mut rest = text.trim_start_matches(|c: char| {
        !c.is_alphanumeric() && !"（([【⑴".contains(c) && !is_enclosed(c)
    });
    let question = questions::numbering(rest);
    rest = &rest[question..];
    let behind_word = { BEFORE_NUMBER.iter() }.find_map(|word| rest.strip_prefix(word));
    let read = match behind_word.map(str::trim_start) {
        Some(behind) => locator::read(behind).inspect(|_| rest = behind),
        // 「② ①に示す施設の…」: the second is a part of the title.
        None => match enclosed_before_another(rest) {
            Some(first) => locator::read(first),
            None => locator::read(rest),
        },
    };
    let start = text.len() - rest.len();
    let (references, length) = read.unwrap_or_default();
    // The 2 of 「2省ガイドライン」 belongs to a word; the number of a section stands off.
    let one_level = match references.as_slice() {
        [
            Reference {
                target: Target::One(only),
                ..
            },
        ] => only.levels.len() == 1,
        _ => false,
    };
    let is_of_a_word = one_level && rest[length..].starts_with(char::is_alphanumeric);
    let title = if is_of_a_word { rest } else { &rest[length..] };
    let numbers = references
        .into_iter()
        .map(|reference| {
            (
                start + reference.range.start..start + reference.range.end,
                reference.target,
            )
        })
        .collect();
    let title =
        title.trim_start_matches(|c: char| c.is_whitespace() || ".．:：、-–—|】)".contains(c));
    let mut numbered = Numbered {
        numbers,
        title: text.len() - title.len()..text.len(),
        brackets_cite: false,
        asks: question > 0,
        has_own_words: false,
    };
    behind_own_number(text, &mut numbered);
    behind_own_words(text, &mut numbered);
    let title = &text[numbered.title.clone()];
    if let Some((at, references)) = bracketed(title).or_else(|| behind_dash(title)) {
        let start = numbered.title.start;
        let places = references.into_iter().map(|reference| {
            let range = start + reference.range.start..start + reference.range.end;
            (range, reference.target)
        });
        numbered.numbers.extend(places);
        numbered.title.end = start + at;
    }
    numbered
}

/// The number in a circle that a heading opens with, where its title does as well.
fn enclosed_before_another(text: &str) -> Option<&str> {
    let first = text.chars().next().filter(|c| is_enclosed(*c))?;
    let (number, behind) = text.split_at(first.len_utf8());
    let title = behind.trim_start();
    (title.len() < behind.len() && title.starts_with(is_enclosed)).then_some(number)
}

/// A clause's number behind one of the document's own: `4.2 AC-2 Account Management`.
fn behind_own_number(text: &str, numbered: &mut Numbered) {
    let is_own = |(_, target): &(Range<usize>, Target)| {
        let (Target::One(locator) | Target::Through(locator, _)) = target;
        locator
            .levels
            .iter()
            .all(|level| level.mark == Mark::Number)
    };
    let title = &text[numbered.title.clone()];
    if numbered.numbers.is_empty()
        || !numbered.numbers.iter().all(is_own)
        || !title.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return;
    }
    let Some((references, length)) = locator::read(title) else {
        return;
    };
    let rest = &title[length..];
    let are_clauses = references.iter().all(|one| is_distinctive(&one.target));
    if !are_clauses || rest.starts_with(char::is_alphanumeric) {
        return;
    }
    let start = numbered.title.start;
    let places = references.into_iter().map(|reference| {
        let range = start + reference.range.start..start + reference.range.end;
        (range, reference.target)
    });
    numbered.numbers = places.collect();
    let behind = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:-–—|)".contains(c));
    numbered.title.start = numbered.title.end - behind.len();
}

/// A clause's number with its title behind words of the heading's own: `Scanning – RA-5 Vulnerability Scanning`.
fn behind_own_words(text: &str, numbered: &mut Numbered) {
    if !numbered.numbers.is_empty() {
        return;
    }
    let title = &text[numbered.title.clone()];
    let dashes = { DASHES.iter() }.flat_map(|dash| title.match_indices(dash));
    let behind = dashes.filter_map(|(at, dash)| {
        let behind = &title[at + dash.len()..];
        let (references, length) = locator::read(behind)?;
        let are_clauses = references.iter().all(|one| is_distinctive(&one.target));
        let rest = behind[length..].strip_prefix([' ', ':', '.'])?;
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":-–—|".contains(c));
        (are_clauses && rest.starts_with(char::is_alphabetic)).then_some((references, behind, rest))
    });
    let Some((references, behind, rest)) = { behind }.min_by_key(|(_, behind, _)| behind.len())
    else {
        return;
    };
    let start = numbered.title.end - behind.len();
    let places = references.into_iter().map(|reference| {
        let range = start + reference.range.start..start + reference.range.end;
        (range, reference.target)
    });
    numbered.numbers = places.collect();
    numbered.title.start = numbered.title.end - rest.len();
    numbered.has_own_words = true;
}

/// What sets a heading's parts apart.
const DASHES: [&str; 6] = [" - ", " – ", " — ", ": ", " | ", " / "];

/// The numbers in brackets that a title ends with, and where its words end; nothing else may stand in
/// the brackets.
fn bracketed(title: &str) -> Option<(usize, Vec<Reference>)> {
    let inner = title.trim_end().strip_suffix(['）', ')', ']'])?;
    let mut depth = 1usize;
    let (open, bracket) = inner.char_indices().rev().find(|(_, c)| {
        match c {
            '）' | ')' | ']' => depth += 1,
            '（' | '(' | '[' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let inside = open + bracket.len_utf8();
    // 「再委託先（No 8-2）」
    let number = { ["No ", "NO ", "Ｎｏ ", "no "].iter() }
        .find_map(|word| inner[inside..].strip_prefix(word));
    let inside = number.map_or(inside, |number| inner.len() - number.trim_start().len());
    let (at, mut references) = match locator::read_all(&inner[inside..]) {
        Some(references) => (inside, references),
        None => behind_source(inner, inside)?,
    };
    for reference in &mut references {
        reference.range.start += at;
        reference.range.end += at;
    }
    let words = title[..open].trim_end().len();
    (words > 0).then_some((words, references))
}

/// The clauses behind the words in brackets that say where they stand, and where they begin: "(Required - 45 CFR
/// 164.310(b))". `inside` is where the words begin.
fn behind_source(inner: &str, inside: usize) -> Option<(usize, Vec<Reference>)> {
    const SOURCES: [&str; 14] = [
        "required",
        "addressable",
        "optional",
        "mandatory",
        "45",
        "cfr",
        "part",
        "section",
        "sec",
        "hipaa",
        "standard",
        "control",
        "controls",
        "ref",
    ];
    let mut at = inside;
    loop {
        let rest = &inner[at..];
        let word = rest.split([' ', '\u{a0}']).next().unwrap_or_default();
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_source =
            plain.is_empty() || { SOURCES.iter() }.any(|one| one.eq_ignore_ascii_case(plain));
        if !is_source || word.len() == rest.len() {
            return None;
        }
        at += word.len() + 1;
        at = inner.len() - inner.get(at..)?.trim_start_matches(['§', ' ']).len();
        if let Some(references) = locator::read_all(&inner[at..])
            && references.iter().all(|one| is_distinctive(&one.target))
        {
            return Some((at, references));
        }
    }
}

/// The clauses behind the dash that a title ends with, `Encryption - SC-8, SC-28`, and where its words end.
fn behind_dash(title: &str) -> Option<(usize, Vec<Reference>)> {
    let dashes = { DASHES.iter().chain(&[", "]) }.flat_map(|dash| title.match_indices(dash));
    let behind = dashes.filter_map(|(at, dash)| {
        let references = locator::read_all(&title[at + dash.len()..])?;
        Some((at, dash.len(), references))
    });
    // Of a list all are meant.
    let (at, width, mut references) = behind.min_by_key(|(at, ..)| *at)?;
    for reference in &mut references {
        reference.range.start += at + width;
        reference.range.end += at + width;
    }
    let are_clauses = references.iter().all(|one| is_distinctive(&one.target));
    let words = title[..at].trim_end().len();
    (words > 0 && are_clauses).then_some((words, references))
}

/// ① and its kin, which are not alphanumeric to everyone.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
}

/// The clauses that a heading mirrors, each with the part of the heading that names it.
///
/// `title` is the key of the heading's title. `declared` are the guidelines that the document or
/// project names; others in play are believed only when number and title agree. `title_tells` says
/// whether a title alone is enough: that of a document (運用管理規程) is its own before it is a clause's.
pub fn mirrored(
    title: &str,
    heading: &Numbered,
    guidelines: &Guidelines,
    declared: &[GuidelineIndex],
    around: &Surroundings<'_>,
    title_tells: bool,
    resolutions: &mut Resolutions,
) -> Vec<(Range<usize>, ClauseReference)> {
    let own = Title {
        key: title,
        pairs: OnceCell::new(),
    };
    let mut numbered: Vec<(Range<usize>, ClauseReference)> = Vec::new();
    let are_several = opens_with_several(heading);
    for (range, target) in &heading.numbers {
        let candidates = declared.iter().map(|guideline| (*guideline, true));
        let clauses = candidates
            .chain(guidelines.iter().map(|(guideline, _)| (guideline, false)))
            .find_map(|(guideline, is_declared)| {
                let found = resolutions.in_guideline(target, guidelines, guideline, around.clauses);
                let Resolution::Found(found) = found else {
                    return None;
                };
                let (first, _) = *found.first()?;
                let is_cited = match range.start > heading.title.start {
                    true => {
                        let is_ranged = title_tells && is_deep_range(target);
                        heading.brackets_cite || is_ranged && !is_below_own(target, heading)
                    }
                    false => heading.asks || are_several && title_tells,
                };
                let is_believed = is_distinctive(target) && !heading.has_own_words;
                if is_declared && (is_cited || is_believed) {
                    // Of a range all, of a list of one clause's parts the clause once.
                    let mut clauses: Vec<_> = found.iter().map(|(clause, _)| *clause).collect();
                    clauses.dedup();
                    return Some(clauses);
                }
                // 「(b)」 below the heading that mirrors (1)⑤ is its (b), unless the title is about something else.
                let is_part = || {
                    let parent = guidelines.clause(first).parent;
                    let inner = around.clauses.first();
                    let is_below = inner.is_some_and(|inner| {
                        inner.guideline == first.guideline && Some(inner.clause) == parent
                    });
                    is_below && own.resembles(first, guidelines) >= SIMILAR_PART
                };
                (own.is_of(first, guidelines) || is_part()).then(|| vec![first])
            });
        let clauses = clauses.into_iter().flatten();
        numbered.extend(clauses.map(|clause| (range.clone(), clause)));
    }
    if !numbered.is_empty() || !title_tells {
        return numbered;
    }
    by_title(title, guidelines, declared, around)
        .map(|clause| (heading.title.clone(), clause))
        .into_iter()
        .collect()
}

/// Whether a heading opens with several numbers, or a range of them, of two levels and more: 「4.2〜4.4 への対応」.
/// A document's own sections have one each.
fn opens_with_several(heading: &Numbered) -> bool {
    let mut opening = { heading.numbers.iter() }
        .filter(|(range, _)| range.start < heading.title.start)
        .peekable();
    let opens_with_range = { opening.peek() }.is_some_and(|(_, target)| is_deep_range(target));
    let is_deep = |target: &Target| {
        let (Target::One(first) | Target::Through(first, _)) = target;
        first.levels.len() > 1
    };
    let mut count = 0;
    let are_deep = { opening.inspect(|_| count += 1) }.all(|(_, target)| is_deep(target));
    are_deep && (opens_with_range || count > 1)
}

/// Whether a number is a range of such as have two levels and more: 「役割分担・評価・認証（4.2〜4.4）」.
fn is_deep_range(target: &Target) -> bool {
    matches!(target, Target::Through(first, _) if first.levels.len() > 1)
}

/// Whether a number is one below the heading's own: 「4. 委託（4.2〜4.4）」.
fn is_below_own(target: &Target, heading: &Numbered) -> bool {
    let (Target::One(first) | Target::Through(first, _)) = target;
    let opening = heading.numbers.first();
    matches!(opening, Some((_, Target::One(own))) if own != first && first.starts_with(own))
}

/// A heading whose title alone is a clause's: within the section that mirrors the clause's
/// parent, or anywhere when only one clause of a declared guideline is called so.
fn by_title(
    title: &str,
    guidelines: &Guidelines,
    declared: &[GuidelineIndex],
    around: &Surroundings<'_>,
) -> Option<ClauseReference> {
    if title.chars().count() < 5 {
        return None;
    }
    for outer in around.clauses {
        let called = guidelines.titled(outer.guideline, title);
        let child = called.iter().find(|&&clause| {
            guidelines
                .clause(ClauseReference { clause, ..*outer })
                .parent
                == Some(outer.clause)
        });
        if let Some(&clause) = child {
            return Some(ClauseReference { clause, ..*outer });
        }
    }
    declared.iter().find_map(|&guideline| {
        let called = guidelines.titled(guideline, title).iter();
        let mut numbered = called
            .map(|&clause| ClauseReference { guideline, clause })
            .filter(|&clause| tells_by_itself(title, clause, guidelines));
        numbered.next().filter(|_| numbered.next().is_none())
    })
}

/// Whether a heading that has nothing but a clause's title is likely to mean the clause. "Training" is a
/// heading of many documents, and an enhancement is called by what it adds to its control.
fn tells_by_itself(title: &str, clause: ClauseReference, guidelines: &Guidelines) -> bool {
    const LONGEST_WORD: usize = 10;
    let parent = guidelines.clause(clause).parent;
    let below = parent.map(|parent| {
        guidelines.clause(ClauseReference {
            clause: parent,
            ..clause
        })
    });
    let is_part = below.is_some_and(|parent| parent.label.is_some() && !is_chapter(parent));
    let is_word = title.is_ascii() && title.len() <= LONGEST_WORD;
    !is_part && !is_word
}

/// A heading's title, to be compared with those of clauses.
struct Title<'a> {
    key: &'a str,
    /// The key's [`title_pairs`], once somebody asks.
    pairs: OnceCell<Vec<(char, char)>>,
}

impl Title<'_> {
    fn pairs(&self) -> &[(char, char)] {
        self.pairs.get_or_init(|| title_pairs(self.key))
    }

    /// Whether it is a clause's, or begins with it.
    fn is_of(&self, clause: ClauseReference, guidelines: &Guidelines) -> bool {
        let (own, title) = (guidelines.title_key_of(clause), self.key);
        if own.is_empty() || title.is_empty() {
            return false;
        }
        let is_long = |key: &str| key.chars().nth(3).is_some();
        own == title
            || (is_long(own) && title.contains(own))
            || (is_long(title) && own.contains(title))
            || self.resembles(clause, guidelines) >= SAME_TITLE
    }

    /// How much of it is a clause's.
    fn resembles(&self, clause: ClauseReference, guidelines: &Guidelines) -> f32 {
        similarity(guidelines.title_pairs_of(clause), self.pairs())
    }
}

/// Whether a title, given by its [`title_key`](crate::guideline::title_key), is a clause's or begins
/// with it, small changes of retyping aside.
pub fn is_title_of(key: &str, clause: ClauseReference, guidelines: &Guidelines) -> bool {
    let title = Title {
        key,
        pairs: OnceCell::new(),
    };
    title.is_of(clause, guidelines)
}

/// Dice's coefficient over pairs of neighbouring characters, as [`title_pairs`] gives them.
fn similarity(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|pair| b.binary_search(pair).is_ok());
    2.0 * shared.count() as f32 / (a.len() + b.len()) as f32
}

/// Whether a row of a document's attributes says by this name which standards it is made after: 「準拠規格」.
pub fn names_standards(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "準拠規格",
        "準拠基準",
        "準拠標準",
        "準拠ガイドライン",
        "適用規格",
        "適用基準",
        "適用ガイドライン",
        "対象規格",
        "参照規格",
        "関連規格",
        "関連基準",
        "standards",
        "applicable standards",
        "frameworks",
    ];
    let name = name.trim().trim_end_matches([':', '：']).to_lowercase();
    NAMES.contains(&&*name)
}

/// Whether a section whose title has this key claims nothing: purpose, scope, definitions,
/// history.
pub fn is_preliminary(key: &str) -> bool {
    const WHOLE: [&str; 24] = [
        "用語集",
        "用語一覧",
        "略語",
        "glossary",
        "目的",
        "本書の目的",
        "適用範囲",
        "対象範囲",
        "用語",
        "定義",
        "用語の定義",
        "はじめに",
        "目次",
        "参考",
        "purpose",
        "scope",
        "definitions",
        "references",
        "authorities",
        "regulatoryandpolicybasis",
        "legalandregulatorybasis",
        "applicablelawsandregulations",
        "lawsandregulations",
        "normativereferences",
    ];
    const PART: [&str; 23] = [
        "改訂履歴",
        "改定履歴",
        "変更履歴",
        "用語の定義",
        "関連文書",
        "参考文献",
        "revisionhistory",
        "tableofcontents",
        "changelog",
        "changehistory",
        "documenthistory",
        "versionhistory",
        "whatchanged",
        "whathaschanged",
        "whatsnew",
        "whatisnew",
        "changesinthis",
        "changesinversion",
        "changestothis",
        "changessince",
        "closedsince",
        "closedthis",
        "resolvedsince",
    ];
    let bare = key.trim_start_matches(|c: char| c.is_numeric() || "第章節条".contains(c));
    // Hardly a heading has the beginning of one, and looking for each takes longer.
    static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(PART));
    let has_part = || PART.iter().any(|part| bare.contains(part));
    WHOLE.contains(&bare) || (BEGINNINGS.next(bare, 0).is_some() && has_part())
}

/// Whether a document whose title has this key tells what others said, at a meeting or of the provider's papers: it
/// answers nothing.
pub fn tells_what_others_said(key: &str) -> bool {
    const ENDS: [&str; 13] = [
        "議事録",
        "議事要旨",
        "議事概要",
        "議事メモ",
        "会議録",
        "打合せ記録",
        "打ち合わせ記録",
        "meetingminutes",
        "意見書",
        "助言書",
        "見解書",
        "legalopinion",
        "legalmemorandum",
    ];
    // 「打合せ記録（第4回）」
    let key = key.split(['（', '(']).next().unwrap_or_default();
    let key = key.trim_end_matches(|c: char| c.is_numeric() || "年月日案".contains(c));
    ENDS.iter()
        .any(|end| key.ends_with(end) || key.starts_with(end))
}

/// Whether a section of this title says what is done, below the words of the clause that asks for it:
/// `TDP Implementation`.
pub fn answers_below(title: &str) -> bool {
    const ENDS: [&str; 3] = [
        " implementation",
        " implementation statement",
        " control response",
    ];
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = |end: &&str| {
        let start = title.len().checked_sub(end.len());
        let tail = start.and_then(|start| title.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    title.eq_ignore_ascii_case("implementation")
        || title.eq_ignore_ascii_case("control information")
        || ENDS.iter().any(ends)
}

/// Whether a section of this title says what customers have to do, and not what the provider does.
pub fn is_customers(title: &str) -> bool {
    const DUTIES: [&str; 7] = [
        "側",
        "責任",
        "責務",
        "お願い",
        "responsib",
        "duties",
        "entity",
    ];
    let lowered = title.to_lowercase();
    // Hardly a title does, and to take one for a column's heading takes far longer.
    let says_duty = DUTIES.iter().any(|duty| lowered.contains(duty));
    says_duty && wording::column(title) == Some(Field::Customer)
}

/// Whether a heading that names no guideline at hand names another one: 「に関するガイドライン」, or one
/// with its edition behind it.
pub fn names_another(text: &str) -> bool {
    let Some((title, behind)) = text.split_once("ガイドライン") else {
        return false;
    };
    let edition = behind.trim_start_matches([' ', '\u{3000}', '（', '(', '」']);
    let number = edition.strip_prefix('第').map(str::trim_start);
    let is_edition = number.is_some_and(|number| {
        let behind = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        behind.starts_with('版')
    });
    title.ends_with("に関する") || is_edition
}

/// Whether a document of this title calls itself 「本ガイドライン」: its title is that of a guideline, and
/// not that of an answer to one (ガイドライン対応表).
pub fn is_guideline(title: &str) -> bool {
    let behind = title.rsplit_once("ガイドライン").map(|(_, behind)| behind);
    behind.is_some_and(|behind| {
        !behind.starts_with(char::is_alphanumeric) || behind.starts_with('第')
    })
}

/// Whether a section whose title has this key gives the guideline's words, below a heading that answers
/// a clause: `Control Statement` in plans made from OSCAL, 「要求事項」. A provider's own rules are
/// called "Requirements" and 「遵守事項」 too, so those are not among them.
pub fn is_quoting(key: &str) -> bool {
    const TITLES: [&str; 24] = [
        "controlstatement",
        "controldescription",
        "controltext",
        "controlguidance",
        "controlobjective",
        "controlassessmentobjective",
        "controlassessmentobjectives",
        "assessmentobjective",
        "assessmentobjectives",
        "discussion",
        "controlrequirement",
        "controlrequirements",
        "supplementalguidance",
        "requirementtext",
        "requirementstatement",
        "要求事項",
        "要求内容",
        "ガイドラインの要求事項",
        "ガイドラインの要求",
        "ガイドラインの記載",
        "ガイドラインの内容",
        "ガイドラインの本文",
        "ガイドライン本文",
        "管理策の内容",
    ];
    // "Control Requirement (NIST)", "Control Statement from the catalogue".
    const BEGINNINGS: [&str; 3] = ["controlrequirement", "controlstatement", "controltext"];
    TITLES.contains(&key) || { BEGINNINGS.iter() }.any(|beginning| {
        let behind = key.strip_prefix(beginning);
        behind.is_some_and(|behind| !behind.contains("response"))
    })
}
