//! Headings that mirror a clause: its number, its title, or both.

use std::ops::Range;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::Resolution;
use super::resolution::{Surroundings, resolve_target};
use crate::guideline::{Clause, ClauseIndex, ClauseReference, GuidelineIndex, Guidelines};
use crate::locator::{self, Mark, Target};

/// How much of two titles' pairs of neighbouring characters have to be the same for the titles
/// to be taken for one. Titles are retyped with small changes (等, および, punctuation);
/// different titles of one chapter rarely share half.
const SAME_TITLE: f32 = 0.6;

/// A heading's text, taken apart.
pub struct Numbered {
    /// The number's place in the heading's text, and what it names.
    pub number: Option<(Range<usize>, Target)>,
    /// The title behind the number.
    pub title: Range<usize>,
}

/// Words that ministries' and providers' headings put before a number.
const BEFORE_NUMBER: [&str; 8] =
    ["遵守事項", "要求事項", "管理策", "項番", "Control ", "Requirement ", "Clause ", "Control: "];

/// Takes a heading's text apart.
pub fn numbered(text: &str) -> Numbered {
    let mut rest = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"（([【⑴".contains(c) && !is_enclosed(c));
    if let Some(behind) = BEFORE_NUMBER.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind.trim_start();
    }
    let start = text.len() - rest.len();
    let (number, end) = match locator::read(rest) {
        Some((references, length)) if references.len() == 1 => {
            let reference = &references[0];
            let range = start + reference.range.start..start + reference.range.end;
            (Some((range, reference.target.clone())), start + length)
        }
        _ => (None, start),
    };
    let title = text[end..].trim_start_matches(|c: char| c.is_whitespace() || ".．:：、-–—|】)".contains(c));
    Numbered { number, title: text.len() - title.len()..text.len() }
}

/// ① and its kin, which are not alphanumeric to everyone.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}')
}

/// The clause that a heading mirrors, if it does.
///
/// `declared` are the guidelines that the document or project names; others in play are
/// believed only when number and title agree.
pub fn mirrored(
    text: &str,
    heading: &Numbered,
    guidelines: &Guidelines,
    declared: &[GuidelineIndex],
    around: &Surroundings<'_>,
) -> Option<ClauseReference> {
    let title = key(&text[heading.title.clone()]);
    if let Some((_, target @ Target::One(locator))) = &heading.number {
        let distinctive = locator.levels.first().is_some_and(|level| matches!(level.mark, Mark::Letters | Mark::Word))
            && locator.levels.len() > 1;
        let everyone: Vec<GuidelineIndex> = guidelines.iter().map(|(index, _)| index).collect();
        for (candidates, is_declared) in [(declared, true), (everyone.as_slice(), false)] {
            for &candidate in candidates {
                let Resolution::Found(found) = resolve_target(target, guidelines, &[candidate], around.clauses) else {
                    continue;
                };
                let Some(&(clause, _)) = found.first() else { continue };
                if same_title(guidelines.clause(clause), &title) || (is_declared && distinctive) {
                    return Some(clause);
                }
            }
        }
    }
    by_title(&title, guidelines, declared, around)
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
        let children = &guidelines.clause(*outer).children;
        let child = children.iter().find(|&&child| {
            key(&guidelines.clause(ClauseReference { clause: child, ..*outer }).title) == *title
        });
        if let Some(&clause) = child {
            return Some(ClauseReference { clause, ..*outer });
        }
    }
    for &guideline in declared {
        let mut called = guidelines
            .get(guideline)
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| clause.label.is_some() && key(&clause.title) == *title);
        if let (Some((index, _)), None) = (called.next(), called.next()) {
            return Some(ClauseReference { guideline, clause: ClauseIndex(index as u32) });
        }
    }
    None
}

/// Whether a heading's title is a clause's, or begins with it.
fn same_title(clause: &Clause, title: &str) -> bool {
    let own = key(&clause.title);
    if own.is_empty() || title.is_empty() {
        return false;
    }
    own == title || (own.chars().count() >= 4 && title.contains(&own)) || similarity(&own, title) >= SAME_TITLE
}

/// A title without what retyping changes: width, case, spaces, punctuation.
pub fn key(title: &str) -> String {
    title.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Dice's coefficient over pairs of neighbouring characters.
fn similarity(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| -> FxHashSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f32 / (a.len() + b.len()) as f32
}

/// Whether a section of this title claims nothing: purpose, scope, definitions, history.
pub fn is_preliminary(title: &str) -> bool {
    const WHOLE: [&str; 14] = [
        "目的", "本書の目的", "適用範囲", "対象範囲", "用語", "定義", "用語の定義", "はじめに", "目次", "参考",
        "purpose", "scope", "definitions", "references",
    ];
    const PART: [&str; 8] =
        ["改訂履歴", "改定履歴", "変更履歴", "用語の定義", "関連文書", "参考文献", "revisionhistory", "tableofcontents"];
    let key = key(title);
    let bare = key.trim_start_matches(|c: char| c.is_numeric() || "第章節条".contains(c));
    WHOLE.contains(&bare) || PART.iter().any(|part| bare.contains(part))
}
