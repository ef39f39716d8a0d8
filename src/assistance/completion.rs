//! Completion: what may be written at a place, where a writer has shown that something is wanted.
//!
//! It speaks up behind an opening and nowhere else: in a bracket, a column or behind a label whose
//! values are known, behind a guideline's name, in the front matter's `shishin`, in a comment for
//! Shishin, in a heading where others mirror clauses. Prose stays silent.
//!
//! Which clauses fit what was typed is decided here and not by the editor, since editors look at the
//! beginnings of words and Japanese has none: what was typed is put in front of each
//! [`Item::filter_text`], and the list is incomplete, so that an editor asks again.

mod clauses;
mod comments;
pub mod evidence;
mod front_matter;
mod heading;
mod line;
mod names;
mod number;
mod places;
pub mod values;
pub mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::rich_text::words as words_of;
use super::{Shared, View, hover, meanings};
use crate::guideline::ClauseReference;
use crate::locale::Message;
use crate::rules;
use crate::wording::{Field, Status};

/// What may be written at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completions {
    /// The best first.
    pub items: Vec<Item>,
    /// Whether the editor has to ask again when more is typed.
    pub is_incomplete: bool,
}

/// One thing that may be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// As the list shows it.
    pub label: String,
    /// What stands beside it in the list.
    pub detail: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Bytes to replace; the cursor stands in them or at their end, in one line.
    pub range: Range<usize>,
    /// What to put there.
    pub new_text: String,
    /// What to put there in snippet syntax, where there is something to fill in.
    pub snippet: Option<String>,
    /// What an editor compares with what was typed.
    pub filter_text: String,
    /// Whether an editor should ask again at once: what was written only opens something.
    pub opens: bool,
    /// By which [`resolve`] finds the documentation.
    pub key: Option<Key>,
}

/// What an item is, for its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A clause.
    Clause,
    /// A guideline.
    Guideline,
    /// A label line's name or a front matter key.
    Label,
    /// A value of a label, column or key.
    Value,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A rule, or a word of a comment for Shishin.
    Rule,
}

/// What an item is about, stable from one request to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// A clause, by its guideline's id and its own.
    Clause(String, String),
    /// A guideline, by its id.
    Guideline(String),
    /// A rule, by its name.
    Rule(String),
    /// A label line's name.
    Field(Field),
    /// A status.
    Status(Status),
    /// A key of the front matter, by the keys that lead to it.
    FrontMatter(Vec<String>),
}

/// The clauses that a statement's words fit, the best first, each with how well.
pub type Rank<'a> = dyn Fn(&str) -> Vec<(ClauseReference, f32)> + 'a;

/// What completion is asked.
pub struct Request<'a> {
    /// The document.
    pub view: &'a View<'a>,
    /// The cursor.
    pub offset: usize,
    /// Which clauses fit a statement's content, where that is known.
    pub rank: Option<&'a Rank<'a>>,
}

/// What may be written at a place; nothing where nothing is wanted.
pub fn complete(request: &Request<'_>) -> Completions {
    places::complete(request)
}

/// The characters behind which an editor should ask by itself.
pub const TRIGGERS: [&str; 5] = ["[", ":", "|", " ", "/"];

impl Item {
    /// An item that writes what it shows.
    fn new(label: impl Into<String>, kind: Kind, range: Range<usize>) -> Item {
        let label = label.into();
        Item {
            new_text: label.clone(),
            filter_text: label.clone(),
            label,
            detail: None,
            kind,
            range,
            snippet: None,
            opens: false,
            key: None,
        }
    }

    fn detail(mut self, detail: impl Into<String>) -> Item {
        self.detail = Some(detail.into());
        self
    }

    fn writes(mut self, text: impl Into<String>) -> Item {
        self.new_text = text.into();
        self
    }

    fn writes_draft(mut self, draft: &Draft) -> Item {
        self.new_text = draft.text();
        self.snippet = Some(draft.snippet());
        self
    }

    fn filter(mut self, text: impl Into<String>) -> Item {
        self.filter_text = text.into();
        self
    }

    fn key(mut self, key: Key) -> Item {
        self.key = Some(key);
        self
    }

    fn opens(mut self) -> Item {
        self.opens = true;
        self
    }
}

/// The documentation of an item, in Markdown.
pub fn resolve(project: &Shared<'_>, key: &Key) -> Option<String> {
    match key {
        Key::Clause(guideline, clause) => {
            let guideline = project.guidelines.with_prefix(guideline)?;
            let known = project.guidelines.get(guideline);
            let (index, _) = known.iter().find(|(_, known)| known.id == *clause)?;
            let clause = ClauseReference {
                guideline,
                clause: index,
            };
            Some(hover::card(project, clause))
        }
        Key::Guideline(id) => {
            let guideline = project.guidelines.with_prefix(id)?;
            let known = project.guidelines.get(guideline);
            let mut text = format!("**{}**", words_of(&known.name()));
            for fact in known.publisher.iter().chain(&known.source) {
                text.push_str(&format!("\n\n{}", words_of(fact)));
            }
            Some(text)
        }
        Key::Rule(name) => Some(rules::named(name)?.page(project.locale).to_string()),
        Key::Field(field) => {
            let (name, meaning) = (meanings::field_name(*field), meanings::field(*field));
            let mut text = titled(project, &name, &meaning);
            if let Some(values) = meanings::values(*field) {
                text.push_str(&format!("\n\n{}", values.in_locale(project.locale)));
            }
            Some(text)
        }
        Key::Status(status) => {
            let (name, meaning) = meanings::status(*status);
            Some(titled(project, &name, &meaning))
        }
        Key::FrontMatter(path) => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let meaning = meanings::front_matter(&path)?;
            Some(meaning.in_locale(project.locale).to_string())
        }
    }
}

fn titled(project: &Shared<'_>, name: &Message, meaning: &Message) -> String {
    let locale = project.locale;
    format!(
        "**{}**\n\n{}",
        name.in_locale(locale),
        meaning.in_locale(locale)
    )
}
