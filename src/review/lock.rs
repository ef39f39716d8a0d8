//! The text of `shishin.lock`: one reviewed link a line, sorted.
//!
//! Made for people who read differences and for merges: what one person reviewed is lines of its
//! own, a line that cannot be understood is named and kept, and two lines about one link, as a
//! merge may leave them, harm nothing. `docs/lock.md` is its description.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::line::{line_of, reviewed};
use super::{Acceptance, Reviewed};
use crate::finding::Edit;
use crate::locale::Message;

/// What the first line begins with, before the version.
const NAME: &str = "# shishin.lock ";
/// The version of the form that is written here.
const VERSION: &str = "1";
/// The lines that a new file begins with.
const HEADER: &str = "\
# shishin.lock 1
# 人が見直した回答の記録。`shishin review --accept` とエディターが書きます。
# The answers that a person has reviewed. Written by `shishin review --accept` and by editors.
";
/// How many characters of a section's title are written.
const LONGEST_TITLE: usize = 40;

/// What `shishin.lock` says.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    text: String,
    standing: Standing,
    entries: Vec<Entry>,
    documents: FxHashMap<String, Vec<Reviewed>>,
    /// What is wrong in it, in the order of lines.
    pub problems: Vec<Problem>,
}

/// Whether there is a lock file to speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    /// There is none: the project keeps no reviews.
    #[default]
    Missing,
    /// It was read.
    Read,
    /// It is there and must not be touched: not readable, or of a version to come.
    Foreign,
}

/// A line that was understood.
#[derive(Clone, Debug)]
struct Entry {
    /// The line with its end, in bytes of the file.
    range: Range<usize>,
    reviewed: Reviewed,
}

/// Something wrong in a lock file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The line, in bytes of the file.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub help: Message,
}

/// A document's path as the lock file writes it: from the project's folder, `/` between parts,
/// composed characters. `None` for one that lies elsewhere, which no other machine would find.
pub fn document_key(relative: &Path) -> Option<String> {
    let is_inside = relative
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    let parts = relative.iter().map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    (is_inside && !parts.is_empty()).then(|| printable(&parts.join("/")))
}

/// A text that stands in a line and does not end it, composed.
pub(super) fn printable(text: &str) -> String {
    let composed = text.nfc();
    composed
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

/// A section's title as the lock file writes it.
pub(super) fn section_key(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST_TITLE).collect();
    printable(short.trim_end())
}

impl Lock {
    /// Reads the text of a lock file.
    pub fn read(text: String) -> Lock {
        let mut lock = Lock {
            standing: Standing::Read,
            ..Lock::default()
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            let line = line.trim_start_matches('\u{feff}').trim();
            let shown = range.start..range.start + text[range.clone()].trim_end().len();
            if let Some(version) = line.strip_prefix(NAME).map(str::trim) {
                if version != VERSION {
                    return Lock::foreign(text.clone(), shown, version);
                }
            } else if !line.is_empty() && line != "#" && !line.starts_with("# ") {
                match reviewed(line) {
                    Ok(reviewed) => lock.entries.push(Entry { range, reviewed }),
                    Err((message, help)) => lock.problems.push(Problem {
                        range: shown,
                        message,
                        help,
                    }),
                }
            }
        }
        for entry in &lock.entries {
            let document = &entry.reviewed.document;
            let known = lock.documents.entry(document.clone()).or_default();
            known.push(entry.reviewed.clone());
        }
        lock.text = text;
        lock
    }

    /// A lock file that is there and could not be read.
    pub fn unreadable() -> Lock {
        Lock {
            standing: Standing::Foreign,
            ..Lock::default()
        }
    }

    fn foreign(text: String, range: Range<usize>, version: &str) -> Lock {
        let problem = Problem {
            range,
            message: Message::new(
                format!("shishin.lock の版は {version} で、この shishin では読めません"),
                format!("shishin.lock has version {version}, which this shishin cannot read"),
            ),
            help: Message::new(
                "新しい shishin を使ってください。それまで見直しの記録は使われず、書き換えられもしません",
                "use a newer shishin; until then no review counts, and the file is left alone",
            ),
        };
        Lock {
            text,
            problems: vec![problem],
            ..Lock::unreadable()
        }
    }

    /// Whether the project keeps reviews.
    pub fn exists(&self) -> bool {
        self.standing != Standing::Missing
    }

    /// Whether it may be written: there is none yet, or it was read.
    pub fn is_writable(&self) -> bool {
        self.standing != Standing::Foreign
    }

    /// The text that was read; empty where there was none.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was reviewed of a document, named as [`document_key`] does.
    pub fn of(&self, document: &str) -> &[Reviewed] {
        self.documents.get(document).map_or(&[], Vec::as_slice)
    }

    /// All that was reviewed, in the order of lines.
    pub fn entries(&self) -> impl Iterator<Item = &Reviewed> {
        self.entries.iter().map(|entry| &entry.reviewed)
    }

    /// A short name for what was reviewed of a document; 0 where nothing was. Another one whenever
    /// something else would be found in the document.
    pub fn digest(&self, document: &str) -> u64 {
        match self.of(document) {
            [] => 0,
            reviewed => {
                let lines: Vec<String> = reviewed.iter().map(line_of).collect();
                xxh3_64(lines.concat().as_bytes())
            }
        }
    }

    /// The edits of the text by which links are reviewed: in order, without overlap, whole lines,
    /// each new one at its place in the sorted file. Lines that were not understood stay.
    pub fn edits(&self, acceptance: &Acceptance) -> Vec<Edit> {
        let mut edits: BTreeMap<usize, Edit> = BTreeMap::new();
        let superseded: FxHashSet<&Reviewed> = acceptance.superseded.iter().collect();
        for entry in &self.entries {
            if superseded.contains(&entry.reviewed) {
                let edit = Edit {
                    range: entry.range.clone(),
                    new_text: String::new(),
                };
                edits.insert(entry.range.start, edit);
            }
        }
        let end = match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let known: FxHashSet<&Reviewed> = self.entries().collect();
        let accepted = acceptance.accepted.iter();
        let mut accepted: Vec<&Reviewed> = accepted.filter(|one| !known.contains(one)).collect();
        accepted.sort();
        accepted.dedup();
        // The greatest entry up to each line: where a person has put lines elsewhere, a new one
        // still goes before the first that is greater.
        let greatest = self
            .entries()
            .scan(None, |greatest: &mut Option<&Reviewed>, one| {
                *greatest = (*greatest).max(Some(one));
                *greatest
            });
        let greatest: Vec<&Reviewed> = greatest.collect();
        for reviewed in accepted {
            let next = greatest.partition_point(|one| *one <= reviewed);
            let last = self.entries.last().map(|entry| entry.range.end);
            let at = self
                .entries
                .get(next)
                .map(|entry| entry.range.start)
                .or(last)
                .unwrap_or(self.text.len());
            // A last line without an end may be one that goes.
            let before = edits.values().next_back();
            let is_free = before.is_some_and(|edit| !edit.range.is_empty() && edit.range.end == at);
            let is_line_start = at == 0 || self.text[..at].ends_with('\n') || is_free;
            let edit = edits.entry(at).or_insert_with(|| Edit {
                range: at..at,
                new_text: String::new(),
            });
            if edit.new_text.is_empty() {
                if self.text.is_empty() {
                    edit.new_text.push_str(HEADER);
                } else if !is_line_start {
                    edit.new_text.push_str(end);
                }
            }
            edit.new_text.push_str(line_of(reviewed).trim_end());
            edit.new_text.push_str(end);
        }
        edits.into_values().collect()
    }

    /// The text with edits of [`Lock::edits`] made.
    pub fn edited(&self, edits: &[Edit]) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for edit in edits {
            text.push_str(&self.text[from..edit.range.start]);
            text.push_str(&edit.new_text);
            from = edit.range.end;
        }
        text.push_str(&self.text[from..]);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# shishin.lock 1

b.md -> g:2 § ログ clause=00000000000000aa statement=00000000000000bb reviewed=2026-04-01
<<<<<<< ours
d.md -> g:1 clause=0000000000000001 statement=0000000000000002
";

    fn entry(document: &str, clause: &str, statement: &str) -> Reviewed {
        Reviewed {
            document: document.to_string(),
            clause: clause.to_string(),
            section: String::new(),
            clause_words: "0000000000000003".parse().unwrap(),
            statement_words: statement.parse().unwrap(),
            date: None,
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_kept() {
        let lock = Lock::read(TEXT.to_string());
        assert_eq!(lock.entries().count(), 2);
        assert_eq!(lock.of("b.md")[0].section, "ログ");
        assert_eq!(&TEXT[lock.problems[0].range.clone()], "<<<<<<< ours");
        let acceptance = Acceptance {
            superseded: vec![lock.of("d.md")[0].clone()],
            accepted: vec![
                entry("d.md", "g:1", "00000000000000ff"),
                entry("a.md", "g:1 a", "00000000000000ee"),
                entry("c.md", "g:1", "00000000000000dd"),
            ],
        };
        let edited = lock.edited(&lock.edits(&acceptance));
        assert_eq!(
            edited,
            "\
# shishin.lock 1

a.md -> g:1 a clause=0000000000000003 statement=00000000000000ee
b.md -> g:2 § ログ clause=00000000000000aa statement=00000000000000bb reviewed=2026-04-01
<<<<<<< ours
c.md -> g:1 clause=0000000000000003 statement=00000000000000dd
d.md -> g:1 clause=0000000000000003 statement=00000000000000ff
"
        );
        let again = Lock::read(edited);
        assert!(
            again
                .edits(&Acceptance {
                    superseded: Vec::new(),
                    ..acceptance
                })
                .is_empty()
        );
    }

    #[test]
    fn a_file_of_a_version_to_come_is_left_alone() {
        let lock = Lock::read("# shishin.lock 2\nwhatever\n".to_string());
        assert!(lock.exists() && !lock.is_writable());
        assert_eq!(lock.problems.len(), 1);
    }

    #[test]
    fn a_new_file_says_what_it_is_and_line_ends_stay_as_they_are() {
        let acceptance = Acceptance {
            superseded: Vec::new(),
            accepted: vec![entry("a.md", "g:1", "00000000000000ee")],
        };
        let new = Lock::default();
        let text = new.edited(&new.edits(&acceptance));
        assert!(text.starts_with(HEADER));
        assert_eq!(Lock::read(text).entries().count(), 1);
        let dos = "b.md -> g:1 clause=0000000000000001 statement=0000000000000002\r\nx";
        let lock = Lock::read(dos.to_string());
        let text = lock.edited(&lock.edits(&acceptance));
        assert!(
            text.starts_with(
                "a.md -> g:1 clause=0000000000000003 statement=00000000000000ee\r\nb.md"
            )
        );
        assert!(text.ends_with("\r\nx"));
    }
}
