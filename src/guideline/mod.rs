//! Guidelines: published sets of clauses, read from Markdown or OSCAL.

mod known;

use std::ops::Range;

use crate::locator::Locator;

pub use known::{ClauseReference, GuidelineIndex, Guidelines, Naming};

/// A guideline: one edition of a published set of clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Guideline {
    /// Short and stable, e.g. `mic-medical-cloud-2018`; also a bracket prefix.
    pub id: String,
    pub title: String,
    /// As printed: 第1版, Revision 4.
    pub edition: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<crate::date::PartialDate>,
    /// BCP 47: `ja`, `en`.
    pub language: String,
    /// Names by which documents call this edition or the guideline as such.
    pub aliases: Vec<String>,
    /// Other bracket prefixes: the `mic` of `[mic:3.2.1(2)]`.
    pub prefixes: Vec<String>,
    /// Spellings of part names: 企画管理編 = 企 = 企画. The first is what locators are normalised to.
    pub parts: Vec<Vec<String>>,
    /// Ids of the editions that this one replaces.
    pub supersedes: Vec<String>,
    pub completeness: Completeness,
    /// Where the catalogue as a whole comes from.
    pub source: Option<String>,
    /// All clauses, parents before children, in the order of the text.
    pub clauses: Vec<Clause>,
    /// Terms that the guideline defines or uses as fixed terms (医療機関等).
    pub terms: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Completeness {
    /// Every clause of the edition is here.
    Whole,
    /// Only some; the note says which.
    Partial { note: String },
    /// The file does not say.
    Unstated,
}

/// Index of a clause in its guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ClauseIndex(pub u32);

#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Stable key inside the guideline, e.g. `1.1.1(3)`, `ac-2.1`. Ours when `label` is `None`.
    pub id: String,
    /// The number as the guideline prints it; `None` when we know none: an id of ours is
    /// never shown as a clause number.
    pub label: Option<String>,
    pub title: String,
    pub parent: Option<ClauseIndex>,
    pub children: Vec<ClauseIndex>,
    /// The label in normal form.
    pub locator: Option<Locator>,
    /// Bytes of the heading in the guideline's Markdown; empty for other formats.
    pub range: Range<usize>,
    /// The clause's own text as Markdown, without its children's and without label lines.
    pub text: String,
    pub requirements: Vec<Requirement>,
    /// Guidance that asks nothing (OSCAL `guidance`), footnotes.
    pub guidance: String,
    pub parameters: Vec<Parameter>,
    pub withdrawn: Option<Withdrawn>,
    pub provenance: Provenance,
    /// Clauses of other guidelines that this one answers, as written in the source.
    pub upstream: Vec<String>,
    /// Who has to act, where the guideline says so.
    pub responsibility: Option<Responsibility>,
    /// Service models (SaaS, PaaS, IaaS) for which it holds; empty: all.
    pub service_models: Vec<String>,
    /// Whether it has to be agreed with the customer.
    pub needs_agreement: bool,
    /// A heading that only groups others (OSCAL group, chapter).
    pub group: bool,
}

/// One thing that a clause asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// `a`, `h.1` for lettered parts; `None` for a sentence.
    pub label: Option<String>,
    pub text: String,
    pub modality: Modality,
    /// True when `text` is a summary in the catalogue author's own words and not the official wording.
    pub paraphrased: bool,
}

/// How binding a requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality { /// Asks nothing.
    Info, May, Should, Must }

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter { pub id: String, pub label: String }

#[derive(Clone, Debug, PartialEq, Default)]
pub struct Withdrawn { /// Ids of the clauses that took its content.
    pub moved_to: Vec<String> }

/// Where a clause's facts come from.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Provenance { pub source: Option<String>, pub certainty: Certainty }

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Certainty { #[default] Final, /// Read in a draft of the guideline.
    Draft, /// Read in another publication about it.
    Secondary }

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Responsibility { Provider, Customer, Shared, Inherited }

/// Something wrong in a guideline file, at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem { /// Rule name: `invalid-guideline`, `duplicate-clause`, `cyclic-supersedes`.
    pub rule: &'static str, pub range: Range<usize>, pub message: crate::locale::Message }
// pub mod published (reader for Markdown): pub fn read(text: &str, fallback_id: &str) -> (Guideline, Vec<Problem>)
// pub mod oscal: pub fn read(json: &str, fallback_id: &str) -> Result<(Guideline, Vec<Problem>), Problem>
// pub mod modality: pub fn of_sentence(&str) -> Modality ; sentences(&str) -> Vec<Range<usize>>
// pub mod writer: pub fn to_markdown(&Guideline) -> String   (a guideline file that `published` reads back equal in substance)
// pub mod builtin: pub fn all() -> &'static [(&'static str /*id*/, &'static str /*markdown*/)]
// Guideline::find(&Locator) -> Lookup ; Guideline::name() -> "title 第1版"
