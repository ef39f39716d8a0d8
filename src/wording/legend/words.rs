//! Words that a document gives the meaning of a status: "Live = implemented; Parked means planned".

use super::Legend;
use crate::wording::status::{StatedStatus, Status, status};

/// No word of a legend is longer, in bytes.
const LONGEST: usize = 24;

/// What ends what is said of a word.
const ENDS: [char; 11] = [',', ';', '\n', '|', '.', '、', '；', '。', '，', '·', '•'];

/// What stands around a word and is none of it.
const AROUND: [char; 13] = [
    ' ', '-', '"', '“', '”', '\'', '‘', '’', '`', '*', '_', '(', '・',
];

impl Legend {
    /// Adds what a text says of words: of at least two, and different things.
    pub(super) fn read_words(&mut self, text: &str) {
        if !(text.contains(['=', '＝']) || text.contains(" means ")) {
            return;
        }
        let found: Vec<(Box<str>, Status)> = text.split(ENDS).filter_map(meaning).collect();
        let differ = { found.iter() }.any(|(_, status)| *status != found[0].1);
        if !differ {
            return;
        }
        for (word, status) in found {
            if !self.words.iter().any(|(known, _)| *known == word) {
                self.words.push((word, status));
            }
        }
    }

    /// The status that a cell's word stands for, where it says nothing else.
    pub(super) fn status_of_word(&self, text: &str) -> Option<StatedStatus> {
        if self.words.is_empty() || text.len() > LONGEST + AROUND.len() {
            return None;
        }
        let word = named(text);
        let (_, status) = { self.words.iter() }.find(|(known, _)| {
            known.eq_ignore_ascii_case(word) || **known == *word.to_lowercase()
        })?;
        let start = text.find(word).unwrap_or_default();
        Some(StatedStatus {
            status: *status,
            range: start..start + word.len(),
            reason: None,
        })
    }
}

/// The word without what stands around it, nor the picture before it: the Live of `🟢 Live`.
fn named(text: &str) -> &str {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.trim_end_matches(AROUND)
}

/// A word and the status that an item of a list says it stands for.
fn meaning(item: &str) -> Option<(Box<str>, Status)> {
    let marks = item.split_once(['=', '＝']);
    let (name, said) = marks.or_else(|| item.split_once(" means "))?;
    // "Key: Live = in use"
    let name = name.rsplit([':', '：']).next().unwrap_or(name);
    let name = named(name);
    let is_word = name.chars().nth(1).is_some()
        && name.len() <= LONGEST
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/'))
        && name.split(' ').count() <= 3;
    let said = said.trim_start_matches(AROUND);
    let stated = status(said).filter(|stated| is_word && stated.range.start == 0)?;
    Some((name.to_lowercase().into(), stated.status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    #[test]
    fn words_are_explained_too() {
        for text in [
            "Status: Live = implemented, Building = in progress, Parked = planned.",
            "“Live” means implemented; “Building” means in progress; Parked means planned",
            "- **Live** = complete\n- Building = in progress\n- Parked = planned",
            "🟢 Live = complete · 🟡 Building = in progress · 🔵 Parked = planned",
        ] {
            let mut legend = Legend::default();
            legend.read(text);
            let said = ["LIVE", "🔵 Parked", "parked since May"]
                .map(|cell| legend.status(cell).map(|stated| stated.status));
            assert_eq!(said, [Some(Implemented), Some(Planned), None], "{text}");
        }
        for text in [
            "x = yes, and y = yes",
            "AES = a cipher, TLS = planned",
            "The limit is n = 5; planned for later.",
        ] {
            let mut legend = Legend::default();
            legend.read(text);
            assert!(legend.words.is_empty(), "{text}");
        }
    }
}
