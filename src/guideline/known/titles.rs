//! Clauses by their titles and by what they ask, as documents write them: with other spaces, width and endings.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::{ClauseReference, GuidelineIndex, Guidelines};
use crate::guideline::{Clause, ClauseIndex, Guideline};

/// The titles of a guideline's clauses as they are compared with headings.
#[derive(Debug)]
pub(super) struct Titles {
    of_clauses: Vec<Title>,
    /// The clauses by their titles' keys, those without a title left out.
    by_key: FxHashMap<Box<str>, Vec<ClauseIndex>>,
    /// See [`words`]; made when somebody asks.
    by_words: OnceLock<FxHashMap<u64, Vec<ClauseIndex>>>,
}

#[derive(Debug)]
struct Title {
    key: Box<str>,
    pairs: Box<[(char, char)]>,
}

impl Titles {
    fn of(guideline: &Guideline) -> Titles {
        let mut by_key: FxHashMap<Box<str>, Vec<ClauseIndex>> = FxHashMap::default();
        let titles = guideline.iter().map(|(index, clause)| {
            let key: Box<str> = title_key(&clause.title).into();
            if !clause.title.is_empty() {
                by_key.entry(key.clone()).or_default().push(index);
            }
            let pairs = title_pairs(&key).into();
            Title { key, pairs }
        });
        Titles {
            of_clauses: titles.collect(),
            by_key,
            by_words: OnceLock::new(),
        }
    }
}

/// The clauses of a guideline by how their titles, their texts and what they ask begin, see [`opening`]: to read all
/// of a large catalogue's text would take as long as to read many documents.
fn words(guideline: &Guideline) -> FxHashMap<u64, Vec<ClauseIndex>> {
    let mut found: FxHashMap<u64, Vec<ClauseIndex>> = FxHashMap::default();
    for (index, clause) in guideline.iter() {
        for words in words_of(clause) {
            let clauses = opening(words).map(|opening| found.entry(opening).or_default());
            if let Some(clauses) = clauses
                && clauses.last() != Some(&index)
            {
                clauses.push(index);
            }
        }
    }
    found
}

/// A clause's title, its text, and each thing that it asks.
fn words_of(clause: &Clause) -> impl Iterator<Item = &str> {
    let asked = clause.requirements.iter().map(|one| one.text.as_str());
    [&*clause.title, &*clause.text].into_iter().chain(asked)
}

/// A hash of how the [`words_key`] of a text begins; `None` for a text without words.
fn opening(words: &str) -> Option<u64> {
    /// In characters.
    const LENGTH: usize = 20;
    /// Longer texts, in bytes, begin alike whatever they end in.
    const SHORT: usize = 120;
    let opening: String = match words.len() <= SHORT {
        true => words_key(words).chars().take(LENGTH).collect(),
        false => {
            let kept = words.nfkc().filter(|c| c.is_alphanumeric() && *c != 'ー');
            kept.flat_map(char::to_lowercase).take(LENGTH).collect()
        }
    };
    (!opening.is_empty()).then(|| xxh3_64(opening.as_bytes()))
}

/// The pairs of neighbouring characters of a [`title_key`], sorted, each once.
pub fn title_pairs(key: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = key.chars().zip(key.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// A title without what retyping changes: width, case, spaces, punctuation. "and/or" is as often retyped as "and".
pub fn title_key(title: &str) -> String {
    if title.contains("and/or") {
        return title_key(&title.replace("and/or", "and"));
    }
    // What titles consist of, and no normal form changes; asked first, since headings are many.
    let is_plain = |c: char| matches!(c, '\0'..='\u{7f}' | '、' | '。' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='龯');
    if title.chars().all(is_plain) {
        let kept = title.chars().filter(|c| c.is_alphanumeric());
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    title
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The [`title_key`] of a clause's words, without the long vowels that some write (サーバー, サーバ) and the 「こと」
/// at the end of a demand.
fn words_key(words: &str) -> String {
    let mut key = title_key(words);
    if key.contains('ー') {
        key.retain(|c| c != 'ー');
    }
    if let Some(demand) = key.strip_suffix("こと") {
        key.truncate(demand.len());
    }
    key
}

impl Guidelines {
    /// The clauses of a guideline whose titles have this [`title_key`].
    pub fn titled(&self, guideline: GuidelineIndex, key: &str) -> &[ClauseIndex] {
        let titled = self.titles(guideline).by_key.get(key);
        titled.map_or(&[], Vec::as_slice)
    }

    /// The clause of a guideline that a text names without a number: by its id, or by a title that no other has.
    pub fn entitled(&self, guideline: GuidelineIndex, text: &str) -> Option<ClauseReference> {
        let text = text.trim();
        let by_id = || self.catalogue(guideline).find_id(text);
        let by_title = match self.titled(guideline, &title_key(text)) {
            [only] => Some(*only),
            _ => None,
        };
        by_title
            .or_else(by_id)
            .map(|clause| ClauseReference { guideline, clause })
    }

    /// The clause of a guideline of which a text is the title, the text or one thing that it asks, if there is but one.
    pub fn worded(&self, guideline: GuidelineIndex, text: &str) -> Option<ClauseReference> {
        let known = self.get(guideline);
        let by_words = { &self.titles(guideline).by_words }.get_or_init(|| words(known));
        let likely = by_words.get(&opening(text)?)?;
        let key = words_key(text);
        let mut found = likely.iter().copied().filter(|clause| {
            let mut words = words_of(&known.clauses[clause.as_usize()]);
            words.any(|words| words_key(words) == key)
        });
        let clause = found.next().filter(|_| found.next().is_none())?;
        Some(ClauseReference { guideline, clause })
    }

    /// The [`title_key`] of a clause's title.
    pub fn title_key_of(&self, clause: ClauseReference) -> &str {
        &self.title(clause).key
    }

    /// The [`title_pairs`] of a clause's title.
    pub fn title_pairs_of(&self, clause: ClauseReference) -> &[(char, char)] {
        &self.title(clause).pairs
    }

    fn title(&self, clause: ClauseReference) -> &Title {
        &self.titles(clause.guideline).of_clauses[clause.clause.0 as usize]
    }

    fn titles(&self, guideline: GuidelineIndex) -> &Titles {
        let titles = &self.titles[guideline.0 as usize];
        titles.get_or_init(|| Titles::of(self.get(guideline)))
    }
}
