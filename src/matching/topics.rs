//! What providers say where a guideline's heading says something shorter, as data.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::analysis::{Analysis, concept_key};
use super::thesaurus::Thesaurus;

/// Headings and the words that tell of them.
#[derive(Debug)]
pub(super) struct Topics {
    /// By the heading in the form of [`Analysis::phrase`].
    by_heading: FxHashMap<String, &'static str>,
    /// By the number of the thesaurus's concept.
    by_concept: FxHashMap<u64, &'static str>,
}

impl Topics {
    /// Those that come with the program.
    pub fn built_in() -> &'static Topics {
        static BUILT_IN: LazyLock<Topics> =
            LazyLock::new(|| Topics::read(include_str!("data/topics.txt")));
        &BUILT_IN
    }

    /// Reads lines of the form `Heading | Another => words`; those that begin with `#` are comments.
    fn read(text: &'static str) -> Topics {
        let mut by_heading = FxHashMap::default();
        let mut by_concept = FxHashMap::default();
        let mut analysis = Analysis::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((headings, words)) = line.split_once("=>") else {
                continue;
            };
            if let Some(name) = headings.trim().strip_prefix('@') {
                let concept = Thesaurus::built_in().concept(name);
                by_concept.extend(concept.map(|concept| (concept_key(concept), words.trim())));
                continue;
            }
            for heading in headings.split('|') {
                by_heading.insert(analysis.phrase(heading).to_owned(), words.trim());
            }
        }
        Topics {
            by_heading,
            by_concept,
        }
    }

    /// The words for a concept, by its key as a term.
    pub fn of_concept(&self, key: u64) -> Option<&'static str> {
        self.by_concept.get(&key).copied()
    }

    /// The words for a heading.
    pub fn of(&self, heading: &str, analysis: &mut Analysis) -> Option<&'static str> {
        self.by_heading.get(analysis.phrase(heading)).copied()
    }
}
