//! Edits by file, and the places that all kinds of names share.

use std::ops::Range;

use super::{File, FileEdits, OwnText};
use crate::assistance::Shared;
use crate::finding::Edit;

/// Edits by file, put in order at the end.
#[derive(Default)]
pub struct Files {
    files: Vec<FileEdits>,
}

impl Files {
    /// Adds an edit to a file's.
    pub fn push(&mut self, file: File, edit: Edit) {
        match self.files.iter_mut().find(|known| known.file == file) {
            Some(known) => known.edits.push(edit),
            None => self.files.push(FileEdits {
                file,
                edits: vec![edit],
            }),
        }
    }

    /// All edits, documents first; in each file in order, none over another.
    pub fn finish(mut self) -> Vec<FileEdits> {
        for file in &mut self.files {
            file.edits
                .sort_by_key(|edit| (edit.range.start, edit.range.end));
            // Two ways to the same place make one edit; no two may overlap.
            let mut end = 0;
            file.edits.retain(|edit| {
                let free = edit.range.start >= end;
                if free {
                    end = edit.range.end;
                }
                free
            });
        }
        self.files.sort_by_key(|file| match file.file {
            File::Document(index) => (0, index.0),
            File::Guideline(index) => (1, index.0),
            File::Configuration => (2, 0),
        });
        self.files
    }
}

/// Edits of what guidelines' own files say is upstream of their clauses. `change` gives the edit of
/// an entry, in bytes of the entry.
pub fn upstream(
    project: &Shared<'_>,
    own: OwnText<'_>,
    files: &mut Files,
    change: &dyn Fn(&str) -> Option<Edit>,
) {
    for (guideline, known) in project.guidelines.iter() {
        let entries = known.clauses.iter().flat_map(|clause| &clause.upstream);
        let changed: Vec<(&String, Edit)> = entries
            .filter_map(|entry| Some((entry, change(entry)?)))
            .collect();
        let text = if changed.is_empty() {
            None
        } else {
            own(guideline)
        };
        let Some(text) = text else { continue };
        for (entry, edit) in changed {
            for (at, _) in text.match_indices(entry.as_str()) {
                // The whole rest of a line: 3.1 is no part of 3.10.
                let behind = &text[at + entry.len()..];
                let ends = behind.lines().next().unwrap_or_default().trim().is_empty();
                if ends {
                    let range = at + edit.range.start..at + edit.range.end;
                    let new_text = edit.new_text.clone();
                    files.push(File::Guideline(guideline), Edit { range, new_text });
                }
            }
        }
    }
}

/// Where `word` stands in a range of a text, letters in either case.
pub fn inside(text: &str, range: &Range<usize>, word: &str) -> Option<Range<usize>> {
    let at = find(text.get(range.clone())?, word).into_iter().next()?;
    let start = range.start + at;
    Some(start..start + word.len())
}

/// Where `word` stands in `text`, ASCII letters in either case.
pub fn find(text: &str, word: &str) -> Vec<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    if word.is_empty() {
        return Vec::new();
    }
    // Bytes that are equal to those of a text begin and end where its characters do.
    let windows = text.windows(word.len()).enumerate();
    windows
        .filter(|(_, window)| window.eq_ignore_ascii_case(word))
        .map(|(at, _)| at)
        .collect()
}
