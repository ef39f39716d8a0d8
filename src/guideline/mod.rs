//! Guidelines: published sets of clauses, and what each clause asks.
//!
//! A guideline comes from Markdown ([`published`]: a ministry's text after conversion, or
//! Shishin's own written form, which [`writer`] writes), from a spreadsheet saved as text ([`sheet`])
//! or from OSCAL ([`oscal`]). Whatever it
//! came from, it is the same [`Guideline`] afterwards. [`Catalogue`] answers which clause a
//! locator names. Nothing here reads files or knows what documents say about a clause.

pub mod builtin;
mod catalogue;
mod convention;
mod crosswalk;
pub(crate) mod designation;
pub mod editions;
mod known;
mod labels;
pub mod modality;
mod number;
pub mod oscal;
mod outline;
pub mod published;
mod selection;
pub mod sheet;
mod terms;
pub mod writer;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use catalogue::{Catalogue, Lookup};
pub use crosswalk::Upstream;
pub use known::{
    ClauseReference, GuidelineIndex, Guidelines, Naming, edition_number, title_and_edition,
    title_key, title_pairs,
};
pub use selection::Selection;

use crate::date::PartialDate;
use crate::locale::Message;
use crate::locator::Locator;

/// A guideline: one edition of a published set of clauses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guideline {
    /// Short and stable, e.g. `mic-medical-cloud-2018`; also a bracket prefix.
    pub id: String,
    /// As printed, lines joined.
    pub title: String,
    /// As printed: 第1版, Revision 4.
    pub edition: Option<String>,
    /// Who published it, where the source says so.
    pub publisher: Option<String>,
    /// The day, month or year of publication.
    pub published: Option<PartialDate>,
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
    /// Whether every clause of the edition is here.
    pub completeness: Completeness,
    /// Which of them are asked for; `None`: all.
    pub selection: Option<Selection>,
    /// Where the catalogue as a whole comes from.
    pub source: Option<String>,
    /// All clauses, parents before children, in the order of the text.
    pub clauses: Vec<Clause>,
    /// Terms that the guideline defines or uses as fixed terms (医療機関等).
    pub terms: Vec<String>,
}

/// Whether a guideline file holds every clause of its edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Completeness {
    /// Every clause of the edition is here.
    Whole,
    /// Only some clauses are.
    Partial {
        /// Which ones, in the words of the file; may be empty.
        note: String,
    },
    /// The file does not say.
    Unstated,
}

/// Index of a clause in its guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClauseIndex(pub u32);

impl ClauseIndex {
    /// As an index into [`Guideline::clauses`].
    pub fn as_usize(self) -> usize {
        self.0 as usize
    }
}

/// A place in a guideline that can be cited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// Stable key inside the guideline, e.g. `1.1.1(3)`, `ac-2.1`. Ours when `label` is `None`.
    pub id: String,
    /// The number as the guideline prints it, white space and width folded, with the numbers
    /// of its parents where it prints a relative one (`1.1.1(3)`); `None` when we know none:
    /// an id of ours is never shown as a clause number.
    pub label: Option<String>,
    /// As printed; empty when the clause has a number and no title.
    pub title: String,
    /// The clause in which it stands.
    pub parent: Option<ClauseIndex>,
    /// The clauses that stand directly in it, in order.
    pub children: Vec<ClauseIndex>,
    /// The label in normal form.
    pub locator: Option<Locator>,
    /// Bytes of the heading in the guideline's file: the heading line in Markdown, the
    /// clause's id in OSCAL; empty where neither exists.
    pub range: Range<usize>,
    /// The clause's own text as Markdown, without its children's and without label lines.
    pub text: String,
    /// What the text asks, sentence by sentence or item by item; sentences that ask nothing
    /// are here as well, as [`Modality::Info`].
    pub requirements: Vec<Requirement>,
    /// Guidance that asks nothing (OSCAL `guidance`), footnotes.
    pub guidance: String,
    /// Values that the clause leaves to the organisation.
    pub parameters: Vec<Parameter>,
    /// Present when the clause no longer holds.
    pub withdrawn: Option<Withdrawn>,
    /// Where the clause's facts come from.
    pub provenance: Provenance,
    /// Clauses of other guidelines that this one answers, as written in the source.
    pub upstream: Vec<String>,
    /// Who has to act, where the guideline says so.
    pub responsibility: Option<Responsibility>,
    /// Service models (SaaS, PaaS, IaaS) for which it holds; empty: all.
    pub service_models: Vec<String>,
    /// Whether it has to be agreed with the customer.
    pub needs_agreement: bool,
    /// A heading that only groups others (OSCAL group, chapter without text of its own).
    pub group: bool,
    /// It adds to the clause that it stands in (an enhancement of a control) and is no part of it.
    pub addition: bool,
    /// Left out by the guideline's [`Selection`]: nobody has to answer it who does not undertake to.
    pub deselected: bool,
}

/// One thing that a clause asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// `a`, `h.1` for lettered or numbered parts; `None` for a sentence.
    pub label: Option<String>,
    /// One sentence or item as a reader sees it, the sentence that leads to it in front.
    pub text: String,
    /// How binding it is.
    pub modality: Modality,
    /// True when `text` is a summary in the catalogue author's own words and not the official wording.
    pub paraphrased: bool,
}

/// How binding a requirement is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Asks nothing.
    #[default]
    Info,
    /// Allows something.
    May,
    /// Wants an entry: an item of a form, such as a disclosure document, that has nothing but a title.
    Item,
    /// Recommends something, or asks for an effort.
    Should,
    /// Demands something.
    Must,
}

/// A value that a clause leaves to the organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// As in the source, e.g. `ac-2_prm_4`.
    pub id: String,
    /// What it is, as it stands in brackets in the requirement's text.
    pub label: String,
}

/// Marks a clause that no longer holds.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Ids of the clauses that took its content.
    pub moved_to: Vec<String>,
}

/// Where a clause's facts come from.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// A file, publication or address, with whatever its author noted about it.
    pub source: Option<String>,
    /// How far it can be relied on.
    pub certainty: Certainty,
}

/// How far a clause's source can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Certainty {
    /// Read in the published text, or a copy of it.
    #[default]
    Final,
    /// Read in a draft of the guideline.
    Draft,
    /// Read in another publication about it, or inferred.
    Secondary,
}

/// Who has to act on a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Responsibility {
    /// The provider of the service.
    Provider,
    /// The customer, e.g. the hospital.
    Customer,
    /// Both, each with a part.
    Shared,
    /// An upstream provider, from whom it is inherited.
    Inherited,
}

/// Something wrong in a guideline file, at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Rule name: `invalid-guideline`, `duplicate-clause`, `cyclic-supersedes`.
    pub rule: &'static str,
    /// Bytes of the guideline file.
    pub range: Range<usize>,
    /// What is wrong and how to mend it.
    pub message: Message,
}

/// Whether a text can stand before the colon of a citation in brackets: letters and digits of any language, without those
/// of full width, which are read as narrow ones, and `.`, `_`, `-`.
pub fn is_prefix(text: &str) -> bool {
    const LONGEST: usize = 64;
    let is_read =
        |c: char| (c.is_alphanumeric() || "._-".contains(c)) && !('！'..='～').contains(&c);
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(is_read)
}

/// Reads a guideline file: an OSCAL catalogue when it is JSON, else Markdown. `fallback_id` is
/// the id of a guideline that names none itself. `None` when the file cannot be read as one at
/// all; the problems then say why.
pub fn read(text: &str, fallback_id: &str) -> (Option<Guideline>, Vec<Problem>) {
    if is_json(text) {
        return match oscal::read(text, fallback_id) {
            Ok((guideline, problems)) => (Some(guideline), problems),
            Err(problem) => (None, vec![problem]),
        };
    }
    let (guideline, problems) = published::read(text, fallback_id);
    (
        Some(guideline).filter(|guideline| !guideline.clauses.is_empty()),
        problems,
    )
}

/// Whether a guideline's file is JSON: OSCAL, and not Markdown.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // A list is no guideline either, but nobody means Markdown by it: `[]`, not `[a link](…)`.
    let list = text.strip_prefix('[').map(str::trim_start);
    text.starts_with('{') || list.is_some_and(|list| list.starts_with(['{', ']', '"', '[']))
}

impl Problem {
    /// A file that cannot be read as a guideline, or a part of it that cannot.
    pub(crate) fn invalid(range: Range<usize>, message: Message) -> Problem {
        Problem {
            rule: "invalid-guideline",
            range,
            message,
        }
    }

    /// A clause that stands for the second time.
    pub(crate) fn duplicate(range: Range<usize>, label: &str) -> Problem {
        let message = Message::new(
            format!(
                "条項「{label}」は前にもあります。番号を直すか、一方を消してください。先に書かれた方を使います。"
            ),
            format!(
                "Clause {label} stands here for the second time. Correct its number or remove one of the two; the first is used."
            ),
        );
        Problem {
            rule: "duplicate-clause",
            range,
            message,
        }
    }
}

impl Guideline {
    /// A guideline without clauses.
    pub(crate) fn empty(id: &str) -> Guideline {
        Guideline {
            id: id.to_owned(),
            title: String::new(),
            edition: None,
            publisher: None,
            published: None,
            language: "en".to_owned(),
            aliases: Vec::new(),
            prefixes: Vec::new(),
            parts: Vec::new(),
            supersedes: Vec::new(),
            completeness: Completeness::Unstated,
            selection: None,
            source: None,
            clauses: Vec::new(),
            terms: Vec::new(),
        }
    }

    /// The title and the edition, as one would print them: 「…に関するガイドライン 第1版」.
    pub fn name(&self) -> String {
        let title = if self.title.is_empty() {
            &self.id
        } else {
            &self.title
        };
        match &self.edition {
            Some(edition) if !title.contains(edition.as_str()) => format!("{title} {edition}"),
            _ => title.clone(),
        }
    }

    /// The shortest name that still says what it is, with the edition: for sentences that the full
    /// title would drown.
    pub fn short_name(&self) -> String {
        /// A shorter alias is a number (800-53) more than a name.
        const SHORTEST: usize = 8;
        let name = self
            .aliases
            .iter()
            .filter(|alias| alias.chars().count() >= SHORTEST)
            // 800-53r4 is a file's name for it.
            .filter(|alias| !alias.is_ascii() || alias.contains(' '))
            .filter(|alias| alias.chars().count() < self.title.chars().count())
            .min_by_key(|alias| alias.chars().count());
        match (name, &self.edition) {
            (None, _) => self.name(),
            (Some(name), Some(edition)) if !name.contains(edition.as_str()) => {
                format!("{name} {edition}")
            }
            (Some(name), _) => name.clone(),
        }
    }

    /// The clause at `index`; `None` for an index of another guideline.
    pub fn clause(&self, index: ClauseIndex) -> Option<&Clause> {
        self.clauses.get(index.as_usize())
    }

    /// All clauses with their indices, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (ClauseIndex, &Clause)> {
        (0..).map(ClauseIndex).zip(&self.clauses)
    }

    /// The clauses around `index`, from its parent outwards.
    pub fn ancestors(&self, index: ClauseIndex) -> impl Iterator<Item = ClauseIndex> {
        std::iter::successors(self.parent(index), |&index| self.parent(index))
    }

    /// The clauses in `index`, at any depth, in the order of the text; itself is not among them.
    pub fn descendants(&self, index: ClauseIndex) -> Vec<ClauseIndex> {
        let children = |index| {
            self.clause(index)
                .map_or(&[][..], |clause| &clause.children[..])
        };
        let mut found = Vec::new();
        let mut open: Vec<ClauseIndex> = children(index).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(children(next).iter().rev());
        }
        found
    }

    /// Whether `index` stands somewhere in `ancestor`; no clause stands in itself.
    pub fn is_ancestor(&self, ancestor: ClauseIndex, index: ClauseIndex) -> bool {
        self.ancestors(index).any(|found| found == ancestor)
    }

    /// Parents stand before their children, so walking up ends, whatever a caller has put in.
    fn parent(&self, index: ClauseIndex) -> Option<ClauseIndex> {
        self.clause(index)?.parent.filter(|&parent| parent < index)
    }

    /// Adds a clause behind all others and enters it in its parent's children.
    pub(crate) fn push(&mut self, clause: Clause) -> ClauseIndex {
        // A file of 4 GiB of one-byte headings would be needed to pass the limit, and files
        // are refused long before.
        let index = ClauseIndex(u32::try_from(self.clauses.len()).unwrap_or(u32::MAX));
        if let Some(parent) = clause
            .parent
            .and_then(|at| self.clauses.get_mut(at.as_usize()))
        {
            parent.children.push(index);
        }
        self.clauses.push(clause);
        index
    }
}

/// A clause's number in the way in which a neighbour's is written: 3.4-①-12 where 別紙2 3.4-①-1
/// stands as 3.4-①-1.
pub fn number_like<'a>(written: &str, neighbour: &str, label: &'a str) -> &'a str {
    let left_out = neighbour.strip_suffix(written).unwrap_or_default();
    label.strip_prefix(left_out).unwrap_or(label)
}

impl Clause {
    /// The number and the title, as one would print them: 「1.1.1(3) …の必要性」. A clause
    /// whose number is not known shows its title alone, never an id of ours.
    pub fn display_label(&self) -> String {
        match &self.label {
            Some(label) if self.title.is_empty() => label.clone(),
            Some(label) => format!("{label} {}", self.title),
            None => self.title.clone(),
        }
    }

    /// Lets a clause of which nothing but the title is known ask for an entry.
    pub(crate) fn ask_by_title(&mut self) {
        self.requirements.push(Requirement {
            label: None,
            text: self.title.clone(),
            modality: Modality::Item,
            paraphrased: false,
        });
    }

    /// How binding the clause is as a whole: as binding as the most binding of its requirements.
    pub fn modality(&self) -> Modality {
        self.requirements
            .iter()
            .map(|found| found.modality)
            .max()
            .unwrap_or_default()
    }
}
