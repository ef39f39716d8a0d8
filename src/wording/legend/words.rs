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
    /// Adds what a text says of words: of at least two, and different things. Where it is `announced` that the text
    /// explains them, a colon, a dash and the bar between two cells say what a sign of equality says elsewhere.
    pub(super) fn read_words(&mut self, text: &str, announced: bool) {
        if !(announced || text.contains(['=', '＝']) || text.contains(" means ")) {
            return;
        }
        let row = |line: &str| {
            let row = announced.then(|| two_cells(line)).flatten()?;
            explained(row.0, row.1)
        };
        let items = |line: &str| -> Vec<_> {
            let ends = |c: char| ENDS.contains(&c) || announced && c == '\u{3000}';
            let items = line.split(ends);
            items.filter_map(|item| meaning(item, announced)).collect()
        };
        let found: Vec<(Box<str>, Status)> = { text.lines() }
            .flat_map(|line| row(line).map_or_else(|| items(line), |found| vec![found]))
            .collect();
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

/// The two cells of a row that has no more.
fn two_cells(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    inner
        .split_once('|')
        .filter(|(_, said)| !said.contains('|'))
}

/// A word and the status that an item of a list says it stands for.
fn meaning(item: &str, announced: bool) -> Option<(Box<str>, Status)> {
    const SAID: [&str; 5] = [": ", "：", " — ", " – ", " - "];
    let marks = item.split_once(['=', '＝']);
    let (name, said) = { marks.or_else(|| item.split_once(" means ")) }.or_else(|| {
        let mut joints = { SAID.iter() }.filter_map(|joint| item.split_once(joint));
        joints.next().filter(|_| announced)
    })?;
    // "Key: Live = in use"
    explained(name.rsplit([':', '：']).next().unwrap_or(name), said)
}

/// A word and the status that it is said to stand for.
fn explained(name: &str, said: &str) -> Option<(Box<str>, Status)> {
    let name = named(name);
    let is_word = (name.chars().nth(1).is_some() || !name.is_ascii())
        && name.len() <= LONGEST
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '&'))
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
    fn where_it_is_announced_words_are_explained_in_further_ways() {
        for text in [
            "Legend:\n- Live: in place\n- Parked: planned",
            "- **Live** — in place\n- **Parked** — planned, without a date",
            "| Status | Meaning |\n|---|---|\n| Live | In place |\n| Parked | Planned |",
        ] {
            let mut legend = Legend::default();
            legend.read_announced(text);
            let said = ["Live", "Parked"].map(|cell| legend.status(cell).map(|one| one.status));
            assert_eq!(said, [Some(Implemented), Some(Planned)], "{text}");
        }
        let mut legend = Legend::default();
        legend.read_announced("凡例　済：対応済み　予：対応予定　外：対象外");
        let said = ["済", "予", "外"].map(|cell| legend.status(cell).map(|one| one.status));
        assert_eq!(
            said,
            [Some(Implemented), Some(Planned), Some(NotApplicable)]
        );
    }

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
            "- Logging: implemented\n- Backups: planned",
            "AES = a cipher, TLS = planned",
            "The limit is n = 5; planned for later.",
        ] {
            let mut legend = Legend::default();
            legend.read(text);
            assert!(legend.words.is_empty(), "{text}");
        }
    }
}
