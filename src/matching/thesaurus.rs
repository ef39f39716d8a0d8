//! Concepts: words that stand for the same thing in both languages, as data.

use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::analysis::Analysis;

const BUILT_IN_TEXT: &str = include_str!("data/thesaurus.txt");

/// Concepts and the phrases that stand for them.
pub struct Thesaurus {
    finder: Option<AhoCorasick>,
    /// For each phrase, its concept.
    concepts: Vec<u32>,
    names: Vec<String>,
}

impl std::fmt::Debug for Thesaurus {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Thesaurus({} concepts)", self.names.len())
    }
}

impl Thesaurus {
    /// The one that comes with the program.
    pub fn built_in() -> Arc<Thesaurus> {
        static BUILT_IN: LazyLock<Arc<Thesaurus>> =
            LazyLock::new(|| Arc::new(Thesaurus::read(&[BUILT_IN_TEXT])));
        BUILT_IN.clone()
    }

    /// The one that comes with the program, with the words of other texts of its form.
    pub fn extended(texts: &[&str]) -> Thesaurus {
        // What comes with the program comes first: its concepts keep their numbers.
        let all: Vec<&str> = std::iter::once(BUILT_IN_TEXT)
            .chain(texts.iter().copied())
            .collect();
        Thesaurus::read(&all)
    }

    /// How texts speak that say what an organisation does to keep information safe.
    pub(super) fn practice() -> &'static Thesaurus {
        static PRACTICE: LazyLock<Thesaurus> =
            LazyLock::new(|| Thesaurus::read(&[include_str!("data/practice.txt")]));
        &PRACTICE
    }

    /// What is done, and by which words answers say so.
    pub(super) fn acts() -> &'static Thesaurus {
        static ACTS: LazyLock<Thesaurus> =
            LazyLock::new(|| Thesaurus::read(&[include_str!("data/acts.txt")]));
        &ACTS
    }

    /// Whether a concept says little, by its name.
    pub(super) fn is_weak(&self, concept: u32) -> bool {
        self.names
            .get(concept as usize)
            .is_some_and(|name| name.starts_with('~'))
    }

    /// One without concepts.
    pub(super) fn empty() -> &'static Thesaurus {
        static EMPTY: OnceLock<Thesaurus> = OnceLock::new();
        EMPTY.get_or_init(|| Thesaurus {
            finder: None,
            concepts: Vec::new(),
            names: Vec::new(),
        })
    }

    /// Reads lines of the form `name: word, phrase, 言葉`. A name that comes again, in the same
    /// text or a later one, gets more words; empty lines and those that begin with `#` are comments.
    pub fn read(texts: &[&str]) -> Thesaurus {
        let mut names: Vec<String> = Vec::new();
        let mut phrases: Vec<String> = Vec::new();
        let mut concepts = Vec::new();
        let mut analysis = Analysis::default();
        for line in texts.iter().flat_map(|text| text.lines()) {
            let line = line.trim();
            let Some((name, words)) = line.split_once(':') else {
                continue;
            };
            if line.starts_with('#') {
                continue;
            }
            let known = names.iter().position(|known| known == name.trim());
            let concept = known.unwrap_or_else(|| {
                names.push(name.trim().to_owned());
                names.len() - 1
            });
            for word in words.split([',', '、']) {
                let phrase = analysis.phrase(word.trim());
                if phrase.trim().chars().count() > 1 {
                    phrases.push(phrase.to_owned());
                    concepts.push(u32::try_from(concept).unwrap_or(u32::MAX));
                }
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&phrases)
            .ok();
        Thesaurus {
            finder,
            concepts,
            names,
        }
    }

    /// The concept of this name.
    pub(super) fn concept(&self, name: &str) -> Option<u32> {
        let at = self.names.iter().position(|known| known == name)?;
        u32::try_from(at).ok()
    }

    /// The concepts in a text in the form that [`Analysis::phrase`] gives, with their places there.
    /// Phrases may overlap.
    pub(super) fn find<'t>(
        &'t self,
        phrases: &'t str,
    ) -> impl Iterator<Item = (u32, Range<usize>)> + 't {
        self.finder
            .iter()
            .flat_map(move |finder| finder.find_overlapping_iter(phrases))
            .map(|found| (self.concepts[found.pattern().as_usize()], found.range()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::Kind;
    use super::*;

    fn concepts(text: &str) -> Vec<String> {
        let thesaurus = Thesaurus::read(&[
            "mfa: multi-factor authentication, 2FA, 多要素認証\n# no: 認証\nlog: ログ",
        ]);
        let mut analysis = Analysis::default();
        analysis.read(text, &thesaurus);
        let terms = analysis
            .terms
            .iter()
            .filter(|term| term.kind == Kind::Concept);
        terms
            .map(|term| analysis.text[term.range.clone()].to_string())
            .collect()
    }

    #[test]
    fn phrases_are_found_in_any_form_and_place() {
        assert_eq!(
            concepts("uses Multi-Factor authenticators daily"),
            ["multi-factor authenticators"]
        );
        assert_eq!(
            concepts("職員は多要素認証と２ＦＡ、監査ログ"),
            ["多要素認証", "2fa", "ログ"]
        );
        assert!(concepts("catalogue").is_empty());
    }
}
