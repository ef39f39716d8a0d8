//! What an editor shows and offers at a place: functions from a [`View`] and a byte offset to
//! plain data.
//!
//! One file a feature. Nothing here knows the protocol, reads files or changes anything; places
//! are bytes, and other documents are named by their index. `server` turns all of it into the
//! editor's terms.

pub mod actions;
pub mod at;
pub mod calls;
pub mod citing;
pub mod clause_page;
pub mod completion;
pub mod coverage_tree;
pub mod draft;
pub mod excerpt;
pub mod folding;
pub mod headings;
pub mod hover;
pub mod inlays;
pub mod lenses;
pub mod links;
pub mod lists;
pub mod meanings;
pub mod navigation;
pub mod rename;
pub mod rich_text;
pub mod selection;
pub mod skeleton;
pub mod symbols;
pub mod tokens;

use std::sync::Arc;

use jiff::civil::Date;

use crate::coverage::{Answered, Coverage};
use crate::document::Document;
use crate::finding::{DocumentIndex, Finding, Place};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines};
use crate::locale::Locale;
use crate::markdown::Markdown;
use crate::review::Lock;
use crate::text::Lined;

/// A document as it stands, and all that it is joined with. What a feature may look at.
pub struct View<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its blocks.
    pub markdown: &'a Markdown,
    /// What it says.
    pub document: &'a Document,
    /// Which document of the project it is.
    pub index: DocumentIndex,
    /// All findings about it, missing clauses included, in the order of their places.
    pub findings: &'a [Finding],
    /// The project's record of reviews.
    pub lock: &'a Lock,
    /// The document's name in it; empty where it can have none.
    pub name: &'a str,
    /// What lies in a folder, given as a link in the document writes it (`証跡/`; empty for the document's
    /// own folder).
    pub files: &'a dyn Fn(&str) -> Vec<File>,
    /// A link in the document to where a clause stands, below the project's folder; `None` where the guideline's
    /// file lies elsewhere, as that of a built-in one does.
    pub link_to_clause: &'a dyn Fn(ClauseReference) -> Option<String>,
    /// What every feature may look at, whatever document it is asked about.
    pub project: Shared<'a>,
}

/// A file or folder where evidence may lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// The part of a [`View`] that belongs to no document.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// The guidelines in play.
    pub guidelines: &'a Guidelines,
    /// Those that the project names.
    pub chosen: &'a [GuidelineIndex],
    /// Who answers what, in all documents.
    pub coverage: &'a Coverage,
    /// Whether all documents were read; until then nobody can say of a clause that it is not answered.
    pub is_complete: bool,
    /// Today.
    pub today: Date,
    /// The reader's language.
    pub locale: Locale,
    /// The address of a place for a link in a text that is shown; `None` where it has none.
    pub address: &'a dyn Fn(&Place) -> Option<String>,
    /// The text of another document, for showing its words; `None` where it cannot be read.
    pub text_of: &'a dyn Fn(DocumentIndex) -> Option<Arc<Lined>>,
}

impl<'a> Shared<'a> {
    /// The statements that answer a clause itself, each once however many of the clause's
    /// requirements it speaks to, in the order of documents and places.
    pub fn answers(&self, clause: ClauseReference) -> Vec<(DocumentIndex, &'a Answered)> {
        let mut answers: Vec<(DocumentIndex, &Answered)> = self.coverage.answers(clause).collect();
        answers.dedup_by(|next, one| next.0 == one.0 && next.1.range == one.1.range);
        answers
    }
}
