//! Where a name stands, in documents and guideline files, and what takes its place.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{File, FileEdits, OwnText, number};
use crate::assistance::{Shared, crosswalk};
use crate::finding::{DocumentIndex, Edit};
use crate::front_matter::{self, Node};
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::locale::Message;
use crate::locator::{self, Locator, Target};
use crate::markdown::{BlockKind, Markdown, Prose};

/// Edits of a clause's number.
///
/// # Errors
/// When the guideline's file does not hold the number any more.
pub fn of_clause(
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
        if let Some(edit) = text.as_ref().and_then(|text| names.edit(text, range)) {
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
        let named = crosswalk::named(project.guidelines, entry).contains(&clause);
        let at = entry.rfind(&label).filter(|_| named)?;
        Some((at..at + label.len(), new_label.to_string()))
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

/// Edits of a bracket prefix.
pub fn of_prefix(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    old: &str,
    new: &str,
    own: OwnText<'_>,
) -> Vec<FileEdits> {
    let mut files = Files::default();
    for document in project.coverage.documents() {
        let Some(text) = (project.text_of)(document) else {
            continue;
        };
        if find(&text, old).is_empty() {
            continue;
        }
        let markdown = Markdown::parse(&text);
        let mut ranges = in_brackets(&text, &markdown, old);
        ranges.extend(in_front_matter(&text, &markdown, old, true));
        for range in ranges {
            files.push(
                File::Document(document),
                Edit {
                    range,
                    new_text: new.to_string(),
                },
            );
        }
    }
    in_own_front_matter(guideline, "prefixes", old, new, own, &mut files);
    upstream(project, own, &mut files, &|entry| {
        let at = find(entry, old).into_iter().next()?;
        let leads = entry[..at].trim_start_matches('[').trim().is_empty();
        let colon = entry[at + old.len()..]
            .trim_start()
            .starts_with([':', '：']);
        (leads && colon).then(|| (at..at + old.len(), new.to_string()))
    });
    files.finish()
}

/// Edits of a name by which documents call a guideline.
pub fn of_alias(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    old: &str,
    new: &str,
    own: OwnText<'_>,
) -> Vec<FileEdits> {
    let mut files = Files::default();
    for document in project.coverage.documents() {
        let text = (project.text_of)(document).filter(|text| text.contains(old));
        let Some(text) = text else { continue };
        let markdown = Markdown::parse(&text);
        let mut ranges = in_front_matter(&text, &markdown, old, false);
        each_prose(&markdown, &mut |prose| {
            for at in called(project, guideline, prose.text, old) {
                if !prose.is_code(at.clone()) {
                    ranges.push(prose.source(at));
                }
            }
        });
        // A name that is broken over two lines or styled in the middle is left as it is.
        ranges.retain(|range| text.get(range.clone()) == Some(old));
        for range in ranges {
            files.push(
                File::Document(document),
                Edit {
                    range,
                    new_text: new.to_string(),
                },
            );
        }
    }
    in_own_front_matter(guideline, "aliases", old, new, own, &mut files);
    upstream(project, own, &mut files, &|entry| {
        let place = called(project, guideline, entry, old).into_iter().next()?;
        Some((place, new.to_string()))
    });
    files.finish()
}

/// The places of a text that call a guideline by exactly this name, an edition behind it aside.
fn called(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    text: &str,
    alias: &str,
) -> Vec<Range<usize>> {
    let namings = project.guidelines.namings(text);
    namings
        .filter(|naming| naming.guidelines.contains(&guideline))
        .filter(|naming| {
            let whole = &text[naming.range.clone()];
            let name = match &naming.edition {
                Some(edition) if whole != alias => &text[naming.range.start..edition.start],
                _ => whole,
            };
            let between = |c: char| c.is_whitespace() || "「」『』（(、".contains(c);
            name.trim_end_matches(between) == alias
        })
        .map(|naming| naming.range.start..naming.range.start + alias.len())
        .collect()
}

/// The places of `[old:…]` outside of code: in text, in links and at the file's foot.
fn in_brackets(text: &str, markdown: &Markdown, old: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    each_prose(markdown, &mut |prose| {
        for at in opened(prose.text, old) {
            let place = at..at + old.len();
            if !prose.is_code(place.clone()) {
                ranges.push(prose.source(place));
            }
        }
        for link in prose.links {
            let written = text.get(link.range.clone()).unwrap_or_default();
            let opened = opened(written, old).into_iter();
            ranges.extend(opened.map(|at| {
                let start = link.range.start + at;
                start..start + old.len()
            }));
        }
    });
    for definition in &markdown.definitions {
        let written = text.get(definition.range.clone()).unwrap_or_default();
        if let Some(&at) = opened(written, old).first() {
            let start = definition.range.start + at;
            ranges.push(start..start + old.len());
        }
    }
    ranges
}

/// Where `old` stands in a text between an opening bracket and a colon.
fn opened(text: &str, old: &str) -> Vec<usize> {
    let places = find(text, old).into_iter();
    places
        .filter(|&at| text[..at].ends_with('[') && text[at + old.len()..].starts_with([':', '：']))
        .collect()
}

/// Where the front matter of a document names a guideline: under `guideline` all of a value, and
/// for a prefix the beginning of a value under `covers`.
fn in_front_matter(
    text: &str,
    markdown: &Markdown,
    old: &str,
    is_prefix: bool,
) -> Vec<Range<usize>> {
    let Some((front, root)) = yaml(text, markdown) else {
        return Vec::new();
    };
    let own = root.get("shishin");
    let entries = own.map_or(&[][..], Node::entries);
    let mut ranges = Vec::new();
    for (key, value) in entries {
        for item in value.items() {
            let written = item.text().unwrap_or_default();
            let names = match key.text() {
                Some("guideline" | "guidelines") => {
                    written == old || (is_prefix && written.eq_ignore_ascii_case(old))
                }
                Some("covers") => {
                    let prefix = written.split_once(':').map(|(prefix, _)| prefix.trim());
                    is_prefix && prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(old))
                }
                _ => false,
            };
            if names {
                let place = front.start + item.range.start..front.start + item.range.end;
                ranges.extend(inside(text, &place, old));
            }
        }
    }
    ranges
}

/// The name in the front matter of the guideline's own file.
fn in_own_front_matter(
    guideline: GuidelineIndex,
    key: &str,
    old: &str,
    new: &str,
    own: OwnText<'_>,
    files: &mut Files,
) {
    let Some(text) = own(guideline) else { return };
    let markdown = Markdown::parse(&text);
    let Some((front, root)) = yaml(&text, &markdown) else {
        return;
    };
    let names = root.get("guideline").and_then(|own| own.get(key));
    for item in names.map_or(&[][..], Node::items) {
        let place = front.start + item.range.start..front.start + item.range.end;
        if item.text() == Some(old)
            && let Some(range) = inside(&text, &place, old)
        {
            let new_text = new.to_string();
            files.push(File::Guideline(guideline), Edit { range, new_text });
        }
    }
}

fn yaml(text: &str, markdown: &Markdown) -> Option<(Range<usize>, Node)> {
    let front = markdown.front_matter.clone()?;
    let root = front_matter::parse(text.get(front.clone())?).ok()?;
    Some((front, root))
}

/// Edits of what guidelines' own files say is upstream of their clauses. `change` gives for an
/// entry the part that is replaced, and by what.
fn upstream(
    project: &Shared<'_>,
    own: OwnText<'_>,
    files: &mut Files,
    change: &dyn Fn(&str) -> Option<(Range<usize>, String)>,
) {
    for (guideline, known) in project.guidelines.iter() {
        let entries = known.clauses.iter().flat_map(|clause| &clause.upstream);
        let changed: Vec<(&String, Range<usize>, String)> = entries
            .filter_map(|entry| change(entry).map(|(range, new_text)| (entry, range, new_text)))
            .collect();
        let text = if changed.is_empty() {
            None
        } else {
            own(guideline)
        };
        let Some(text) = text else { continue };
        for (entry, range, new_text) in changed {
            for (at, _) in text.match_indices(entry.as_str()) {
                // The whole rest of a line: 3.1 is no part of 3.10.
                let behind = &text[at + entry.len()..];
                let ends = behind.lines().next().unwrap_or_default().trim().is_empty();
                if ends {
                    let edit = Edit {
                        range: at + range.start..at + range.end,
                        new_text: new_text.clone(),
                    };
                    files.push(File::Guideline(guideline), edit);
                }
            }
        }
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

/// Where `word` stands in a range of a text, letters in either case.
pub fn inside(text: &str, range: &Range<usize>, word: &str) -> Option<Range<usize>> {
    let at = find(text.get(range.clone())?, word).into_iter().next()?;
    let start = range.start + at;
    Some(start..start + word.len())
}

/// Where `word` stands in `text`, ASCII letters in either case.
fn find(text: &str, word: &str) -> Vec<usize> {
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

fn each_prose(markdown: &Markdown, visit: &mut dyn FnMut(&Prose<'_>)) {
    for block in &markdown.blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                for cell in rows.flat_map(|row| &row.cells) {
                    visit(&markdown.cell(cell));
                }
            }
            _ => visit(&markdown.prose(block)),
        }
    }
}

/// Edits by file, put in order at the end.
#[derive(Default)]
struct Files {
    files: Vec<FileEdits>,
}

impl Files {
    fn push(&mut self, file: File, edit: Edit) {
        match self.files.iter_mut().find(|known| known.file == file) {
            Some(known) => known.edits.push(edit),
            None => self.files.push(FileEdits {
                file,
                edits: vec![edit],
            }),
        }
    }

    fn finish(mut self) -> Vec<FileEdits> {
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
        });
        self.files
    }
}
