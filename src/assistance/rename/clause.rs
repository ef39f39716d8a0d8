//! A clause's new number: in its heading, in citations, in what rests on it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::files::{Files, upstream};
use super::{File, FileEdits, OwnText, number};
use crate::assistance::Shared;
use crate::finding::{DocumentIndex, Edit};
use crate::guideline::ClauseReference;
use crate::locale::Message;
use crate::locator::{self, Locator, Target};
use crate::markdown::Markdown;

/// Edits of a clause's number.
///
/// # Errors
/// When the guideline's file does not hold the number any more.
pub fn edits(
    project: &Shared<'_>,
    clause: ClauseReference,
    new_label: &str,
    own: OwnText<'_>,
) -> Result<Vec<FileEdits>, Message> {
    let known = project.guidelines.get(clause.guideline);
    let text = own(clause.guideline).unwrap_or_default();
    let (Some(place), Some(label)) = (
        number(known, clause.clause, &text),
        project.guidelines.clause(clause).label.clone(),
    ) else {
        return Err(Message::new(
            "ガイドラインのファイルの見出しに、この条項の番号が見つかりません。見出しを直接直してください",
            "the clause's number is not in a heading of the guideline's file; change the heading itself",
        ));
    };
    let printed = text[place.clone()].to_string();
    // A heading that prints (3) for 1.1.1(3) goes on to do so.
    let outer = label.strip_suffix(printed.as_str()).unwrap_or_default();
    let new_printed = new_label.strip_prefix(outer).unwrap_or(new_label).trim();
    let names = Names {
        locator: project.guidelines.clause(clause).locator.clone(),
        label: &label,
        new_label,
        printed: &printed,
        new_printed,
    };
    let mut files = Files::default();
    let mut texts: FxHashMap<DocumentIndex, Option<String>> = FxHashMap::default();
    for (document, cited, range) in project.coverage.citations() {
        if cited != clause {
            continue;
        }
        let text = texts
            .entry(document)
            .or_insert_with(|| (project.text_of)(document));
        if let Some(edit) = text.as_ref().and_then(|text| names.edit(text, &range)) {
            files.push(File::Document(document), edit);
        }
    }
    for (document, text) in &texts {
        for edit in text.iter().flat_map(|text| {
            let prefixes = known.prefixes.iter().chain([&known.id]);
            definitions(text, prefixes, &label, new_label)
        }) {
            files.push(File::Document(*document), edit);
        }
    }
    files.push(
        File::Guideline(clause.guideline),
        Edit {
            range: place,
            new_text: new_printed.to_string(),
        },
    );
    upstream(project, own, &mut files, &|entry| {
        let named = project.guidelines.named_upstream(entry).contains(&clause);
        let at = entry.rfind(&label).filter(|_| named)?;
        Some(Edit {
            range: at..at + label.len(),
            new_text: new_label.to_string(),
        })
    });
    Ok(files.finish())
}

/// How a clause is named now and will be.
struct Names<'a> {
    locator: Option<Locator>,
    label: &'a str,
    new_label: &'a str,
    printed: &'a str,
    new_printed: &'a str,
}

impl Names<'_> {
    /// The edit of one citation; `None` where a heading's title or a range in whose middle the
    /// clause lies names it.
    fn edit(&self, text: &str, range: &Range<usize>) -> Option<Edit> {
        let written = text.get(range.clone())?;
        let edit = |at: Range<usize>, new_text: &str| {
            Some(Edit {
                range: range.start + at.start..range.start + at.end,
                new_text: new_text.to_string(),
            })
        };
        // A value under `covers` may have quotes and a prefix.
        let number_at = written.rfind([':', '：']).map_or(0, |at| {
            at + written[at..].chars().next().map_or(1, char::len_utf8)
        });
        let lead = written[number_at..].len()
            - written[number_at..]
                .trim_start_matches([' ', '"', '\''])
                .len();
        let start = number_at + lead;
        let number = written[start..].trim_end_matches(['"', '\'', ' ']);
        let end = start + number.len();
        if number.starts_with(self.label) {
            return edit(start..start + self.label.len(), self.new_label);
        }
        let references = locator::read_all(number)?;
        match references.as_slice() {
            [only] => match &only.target {
                Target::One(_) if number == self.printed => edit(start..end, self.new_printed),
                // What goes on behind the clause's number names an item of it.
                Target::One(one) if self.is_whole(one) => edit(start..end, self.new_label),
                Target::One(_) => None,
                Target::Through(_, last) if self.is_whole(last) => {
                    let at = number.rfind(self.label).or(number.rfind(self.printed))?;
                    let (old, new) = match number[at..].starts_with(self.label) {
                        true => (self.label, self.new_label),
                        false => (self.printed, self.new_printed),
                    };
                    edit(start + at..start + at + old.len(), new)
                }
                Target::Through(..) => None,
            },
            _ => None,
        }
    }

    /// Whether a locator is the clause's, or the end of it (the part in front left out).
    fn is_whole(&self, locator: &Locator) -> bool {
        let own = self.locator.as_ref();
        own.is_some_and(|own| own.levels.ends_with(&locator.levels))
    }
}

/// Edits of the definitions at a file's foot that name the clause in brackets.
fn definitions<'a>(
    text: &str,
    prefixes: impl Iterator<Item = &'a String>,
    label: &str,
    new_label: &str,
) -> Vec<Edit> {
    let markdown = Markdown::parse(text);
    let mut edits = Vec::new();
    for prefix in prefixes {
        for definition in &markdown.definitions {
            let named = definition.label.split_once([':', '：']);
            let ours = named.is_some_and(|(written, number)| {
                written.eq_ignore_ascii_case(prefix) && number.trim() == label
            });
            let written = text.get(definition.range.clone()).unwrap_or_default();
            if let Some(at) = written.find(label).filter(|_| ours) {
                let start = definition.range.start + at;
                edits.push(Edit {
                    range: start..start + label.len(),
                    new_text: new_label.to_string(),
                });
            }
        }
    }
    edits
}
