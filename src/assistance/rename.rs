//! A new name for a clause, a prefix or an alias of the company's own guideline, everywhere.
//!
//! Built-in guidelines are other people's texts: their names stay as they are, and so do ids and
//! titles, by which files outside of the documents know a guideline.

use std::ops::Range;

use super::{Shared, View, at};
use crate::document::Resolution;
use crate::finding::{DocumentIndex, Edit};
use crate::front_matter;
use crate::guideline::{ClauseIndex, ClauseReference, Guideline, GuidelineIndex, is_prefix};
use crate::locale::Message;
use crate::locator::{self, Locator, Target};
use crate::markdown::Markdown;

mod clause;
mod files;
mod names;
mod reading;

/// The text of a guideline's own Markdown file; `None` for a guideline that is built in or comes
/// from another kind of file.
pub type OwnText<'a> = &'a dyn Fn(GuidelineIndex) -> Option<String>;

/// What the project's configuration asks for by number.
#[derive(Clone, Copy, Debug)]
pub struct Configured<'a> {
    /// The text of `shishin.toml`.
    pub text: &'a str,
    /// Where in it clauses of a guideline are named, quotation marks included.
    pub covers: &'a [(GuidelineIndex, Range<usize>)],
}

/// What is to be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The words under the cursor, in bytes of the document or guideline file.
    pub range: Range<usize>,
    /// The name as it is now; the new one takes the place of all of it.
    pub placeholder: String,
    name: Name,
}

impl Prepared {
    /// What is renamed, in another project, which has names of its own for guidelines and clauses; `None` where that one
    /// does not know it.
    pub fn elsewhere(
        &self,
        guideline: &dyn Fn(GuidelineIndex) -> Option<GuidelineIndex>,
        clause: &dyn Fn(ClauseReference) -> Option<ClauseReference>,
    ) -> Option<Prepared> {
        Some(Prepared {
            name: match self.name {
                Name::Clause(own) => Name::Clause(clause(own)?),
                Name::Prefix(own) => Name::Prefix(guideline(own)?),
                Name::Alias(own) => Name::Alias(guideline(own)?),
            },
            ..self.clone()
        })
    }
}

/// A name that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    /// A clause's number, as [`Clause::label`](crate::guideline::Clause::label) has it.
    Clause(ClauseReference),
    /// The `mic` of `[mic:3.2.1(2)]`.
    Prefix(GuidelineIndex),
    /// A name by which documents call a guideline.
    Alias(GuidelineIndex),
}

/// A file of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A document.
    Document(DocumentIndex),
    /// A guideline's own file.
    Guideline(GuidelineIndex),
    /// The project's `shishin.toml`.
    Configuration,
}

/// The edits of one file, in order and without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdits {
    /// Which file.
    pub file: File,
    /// What to replace in it.
    pub edits: Vec<Edit>,
}

/// What a place in a document names that could be renamed; `None` where nothing is.
///
/// # Errors
/// When the name is one that stays: why, for the writer.
pub fn prepare(
    view: &View<'_>,
    offset: usize,
    own: OwnText<'_>,
) -> Result<Option<Prepared>, Message> {
    let Some((range, placeholder, name)) = named_in_document(view, offset)? else {
        return Ok(None);
    };
    owned(&view.project, &name, own)?;
    Ok(Some(Prepared {
        range,
        placeholder,
        name,
    }))
}

/// What a place in a guideline's own file names that could be renamed: the number in a clause's heading, a prefix or
/// alias in the front matter. `offset` counts bytes of the file.
///
/// # Errors
/// When the name is one that stays: why, for the writer.
pub fn prepare_in_guideline(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    offset: usize,
    own: OwnText<'_>,
) -> Result<Option<Prepared>, Message> {
    let Some(text) = own(guideline) else {
        return Err(foreign(project.guidelines.get(guideline)));
    };
    named_in_guideline(project, guideline, &text, offset)
}

/// The edits that give what was prepared a new name, file by file.
///
/// # Errors
/// When the new name cannot be one, or is another's already: why, for the writer.
pub fn rename(
    project: &Shared<'_>,
    prepared: &Prepared,
    new_name: &str,
    own: OwnText<'_>,
    configured: Option<&Configured<'_>>,
) -> Result<Vec<FileEdits>, Message> {
    let new_name = new_name.trim();
    let old = prepared.placeholder.as_str();
    match prepared.name {
        Name::Clause(clause) => {
            check_number(project, clause, new_name)?;
            clause::edits(project, clause, new_name, own, configured)
        }
        Name::Prefix(guideline) => {
            check_prefix(project, guideline, new_name)?;
            Ok(names::of_prefix(project, guideline, old, new_name, own))
        }
        Name::Alias(guideline) => {
            check_alias(project, guideline, new_name)?;
            Ok(names::of_alias(project, guideline, old, new_name, own))
        }
    }
}

type Named = (Range<usize>, String, Name);

fn named_in_document(view: &View<'_>, offset: usize) -> Result<Option<Named>, Message> {
    let guidelines = view.project.guidelines;
    if let Some(citation) = at::citation(view, offset) {
        let Resolution::Found(found) = &citation.resolution else {
            return Ok(None);
        };
        let written = &view.text[citation.range.clone()];
        let is_range = locator::read_all(written).is_some_and(
            |all| !matches!(all.as_slice(), [one] if matches!(one.target, Target::One(_))),
        );
        let Some((clause, _)) = found.first().filter(|_| !is_range) else {
            return Ok(None);
        };
        let Some(label) = &guidelines.clause(*clause).label else {
            return Ok(None);
        };
        let end = match written.starts_with(label.as_str()) {
            true => citation.range.start + label.len(),
            false => citation.range.end,
        };
        return Ok(Some((
            citation.range.start..end,
            label.clone(),
            Name::Clause(*clause),
        )));
    }
    if let Some(mention) = at::mention(view, offset)
        && let [guideline] = mention.guidelines.as_slice()
    {
        let written = &view.text[mention.range.clone()];
        return name_of(
            guidelines.get(*guideline),
            *guideline,
            written,
            mention.range.start,
        );
    }
    let entry = at::entry(view, offset).filter(|entry| at::touches(&entry.value, offset));
    let Some(entry) = entry else { return Ok(None) };
    let path: Vec<&str> = entry.path.iter().map(String::as_str).collect();
    if !matches!(path.as_slice(), ["shishin", "guideline" | "guidelines"]) {
        return Ok(None);
    }
    let Some((range, written)) = word_at(view.text, &entry.value, offset) else {
        return Ok(None);
    };
    match guidelines.called(&written).as_slice() {
        [guideline] => name_of(
            guidelines.get(*guideline),
            *guideline,
            &written,
            range.start,
        ),
        _ => Ok(None),
    }
}

/// The item of a YAML value that an offset stands in: what is between commas, brackets and quotes.
fn word_at(text: &str, value: &Range<usize>, offset: usize) -> Option<(Range<usize>, String)> {
    let bounds = [',', '[', ']', '\n', '"', '\''];
    let before = text.get(value.start..offset)?;
    let start = value.start + before.rfind(bounds).map_or(0, |at| at + 1);
    let behind = text.get(offset..value.end)?;
    let end = offset + behind.find(bounds).unwrap_or(behind.len());
    let word = &text[start..end];
    let lead = word.len() - word.trim_start_matches([' ', '-']).len();
    let word = word[lead..].trim_end();
    let range = start + lead..start + lead + word.len();
    (!word.is_empty()).then(|| (range, word.to_string()))
}

/// Which of a guideline's names stands written at `start`.
fn name_of(
    known: &Guideline,
    guideline: GuidelineIndex,
    written: &str,
    start: usize,
) -> Result<Option<Named>, Message> {
    let same = |name: &&String| name.eq_ignore_ascii_case(written);
    if let Some(prefix) = known.prefixes.iter().find(same) {
        let range = start..start + written.len();
        return Ok(Some((range, prefix.clone(), Name::Prefix(guideline))));
    }
    let aliases = known.aliases.iter();
    let alias = aliases
        .filter(|alias| written.starts_with(alias.as_str()))
        .max_by_key(|alias| alias.len());
    match alias {
        Some(alias) if !written.starts_with(&known.title) || alias.len() > known.title.len() => {
            let range = start..start + alias.len();
            Ok(Some((range, alias.clone(), Name::Alias(guideline))))
        }
        _ => Err(stays()),
    }
}

fn named_in_guideline(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    text: &str,
    offset: usize,
) -> Result<Option<Prepared>, Message> {
    let known = project.guidelines.get(guideline);
    let front = Markdown::parse(text).front_matter;
    if let Some(front) = front.filter(|front| at::touches(front, offset)) {
        let (root, _) = front_matter::read(text.get(front.clone()).unwrap_or_default());
        let Some(own) = root.get("guideline") else {
            return Ok(None);
        };
        for (key, value) in own.entries() {
            for item in value.items() {
                let place = front.start + item.range.start..front.start + item.range.end;
                if !at::touches(&place, offset) {
                    continue;
                }
                let name = match key.text() {
                    Some("prefixes") => Name::Prefix(guideline),
                    Some("aliases") => Name::Alias(guideline),
                    Some("id" | "title") => return Err(stays()),
                    _ => return Ok(None),
                };
                let placeholder = item.text().unwrap_or_default().to_string();
                let range = files::inside(text, &place, &placeholder).unwrap_or(place);
                return Ok(Some(Prepared {
                    range,
                    placeholder,
                    name,
                }));
            }
        }
        return Ok(None);
    }
    let Some(index) = at::clause(known, offset) else {
        return Ok(None);
    };
    let heading = known.clause(index).map(|clause| &clause.range);
    if !heading.is_some_and(|heading| at::touches(heading, offset)) {
        return Ok(None);
    }
    let clause = known.clause(index);
    match (
        number(known, index, text),
        clause.and_then(|clause| clause.label.clone()),
    ) {
        (Some(range), Some(label)) => Ok(Some(Prepared {
            range,
            placeholder: label,
            name: Name::Clause(ClauseReference {
                guideline,
                clause: index,
            }),
        })),
        _ => Ok(None),
    }
}

/// Where a clause's number stands in its heading, in bytes of the guideline's file.
fn number(guideline: &Guideline, index: ClauseIndex, text: &str) -> Option<Range<usize>> {
    let clause = guideline.clause(index)?;
    let heading = text.get(clause.range.clone())?;
    let body = heading.trim_start_matches(|c: char| c.is_whitespace() || "#*_【".contains(c));
    let start = clause.range.end - body.len();
    let (references, _) = locator::read(body)?;
    let reference = references.first()?;
    let Target::One(printed) = &reference.target else {
        return None;
    };
    // It has to be the number that the clause goes by, or its end.
    let whole = clause.locator.as_ref()?;
    whole
        .levels
        .ends_with(&printed.levels)
        .then(|| start + reference.range.start..start + reference.range.end)
}

fn owned(project: &Shared<'_>, name: &Name, own: OwnText<'_>) -> Result<(), Message> {
    let guideline = match name {
        Name::Clause(clause) => clause.guideline,
        Name::Prefix(guideline) | Name::Alias(guideline) => *guideline,
    };
    match own(guideline) {
        Some(_) => Ok(()),
        None => Err(foreign(project.guidelines.get(guideline))),
    }
}

fn check_number(
    project: &Shared<'_>,
    clause: ClauseReference,
    new_name: &str,
) -> Result<(), Message> {
    let Ok(locator) = new_name.parse::<Locator>() else {
        return Err(Message::new(
            format!(
                "「{new_name}」は条項番号として読めません。3.2.1(2) や AC-2(1) のように書いてください"
            ),
            format!(
                "“{new_name}” cannot be read as a clause number; write it like 3.2.1(2) or AC-2(1)"
            ),
        ));
    };
    let catalogue = project.guidelines.catalogue(clause.guideline);
    match catalogue.find_whole(&locator) {
        Some(other) if other != clause.clause => Err(taken(new_name)),
        _ => Ok(()),
    }
}

fn check_prefix(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    new_name: &str,
) -> Result<(), Message> {
    if !is_prefix(new_name) {
        return Err(Message::new(
            format!("「{new_name}」は接頭辞にできません。使えるのは文字、半角の数字と . _ - です"),
            format!(
                "“{new_name}” cannot be a prefix; it is made of letters, digits, “.”, “_” and “-”"
            ),
        ));
    }
    match project.guidelines.with_prefix(new_name) {
        Some(other) if other != guideline => Err(taken(new_name)),
        _ => Ok(()),
    }
}

fn check_alias(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
    new_name: &str,
) -> Result<(), Message> {
    if new_name.chars().count() < 2 || new_name.contains(['\n', '[', ']', '"', '\'', ',', '#']) {
        return Err(Message::new(
            format!(
                "「{new_name}」は別名にできません。2文字以上の一行で、括弧 [ ]、引用符、カンマ、# を使わずに書いてください"
            ),
            format!(
                "“{new_name}” cannot be an alias; it is one line of two or more characters without brackets, quotes, commas and “#”"
            ),
        ));
    }
    let mut others = project.guidelines.called(new_name).into_iter();
    match others.any(|other| other != guideline) {
        true => Err(taken(new_name)),
        false => Ok(()),
    }
}

fn taken(new_name: &str) -> Message {
    Message::new(
        format!("「{new_name}」はすでに使われています。別の名前にしてください"),
        format!("“{new_name}” is taken; choose another name"),
    )
}

fn foreign(guideline: &Guideline) -> Message {
    let name = guideline.short_name();
    Message::new(
        format!(
            "「{name}」は自社の Markdown ファイルではないので、名前を変えられません。変えられるのは、プロジェクトにある Markdown のガイドラインの条項番号、接頭辞、別名です"
        ),
        format!(
            "“{name}” is no Markdown file of this project, so its names stay; what can be renamed are clause numbers, prefixes and aliases of the project's own Markdown guidelines"
        ),
    )
}

fn stays() -> Message {
    Message::new(
        "ガイドラインの ID と題は、設定ファイルなど文書の外からも使われるので、ここでは変えられません。接頭辞と別名は変えられます",
        "a guideline's id and title are used outside of the documents as well, so they are not renamed here; prefixes and aliases can be",
    )
}
