//! What a rule reports: plain data that every face (terminal, editor, report) can show.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::guideline::ClauseReference;
use crate::locale::Message;

/// The name of a rule, as `rules::all` lists it: kebab-case, stable.
pub type RuleName = std::borrow::Cow<'static, str>;

/// How much a finding matters. Ordered: `Error` is the greatest.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look when one is there anyway.
    Hint,
    /// Good to know; nothing has to change.
    Information,
    /// Something that a reviewer would ask about.
    Warning,
    /// Wrong as it stands.
    Error,
}

/// A document of the workspace, by its place in the sorted list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentIndex(pub u32);

/// Something that a rule has to say about a place in a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's name, e.g. `weak-wording`.
    pub rule: RuleName,
    /// After the project's settings.
    pub severity: Severity,
    /// Bytes of the document.
    pub range: Range<usize>,
    /// What is wrong, in the reader's own words; one sentence.
    pub message: Message,
    /// What would mend it, where that is not obvious from the message.
    pub help: Option<Message>,
    /// Other places that a reader needs to see.
    pub related: Vec<Related>,
    /// Edits that would mend it, best first.
    pub fixes: Vec<Fix>,
    /// The clause that it is about; part of the fingerprint.
    pub clause: Option<ClauseReference>,
    /// All clauses that it is about, the one in `clause` first; empty where that is the only one.
    pub clauses: Vec<ClauseReference>,
    /// What the clause in `clause` asks and nothing here gives, where the finding is about that.
    pub lacks: Vec<Lack>,
    /// Another finding tells the same, with this place beside its own: an editor marks both, a list
    /// names it once.
    pub is_repeated: bool,
}

impl Finding {
    /// A finding that says no more than what is wrong.
    pub fn new(
        rule: impl Into<RuleName>,
        severity: Severity,
        range: Range<usize>,
        message: Message,
    ) -> Finding {
        Finding {
            rule: rule.into(),
            severity,
            range,
            message,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
            clause: None,
            clauses: Vec::new(),
            lacks: Vec::new(),
            is_repeated: false,
        }
    }

    /// The fix, where there is one way to mend it and nothing to decide.
    pub fn certain_fix(&self) -> Option<&Fix> {
        match &*self.fixes {
            [only] if !only.is_proposal => Some(only),
            _ => None,
        }
    }
}

/// Something that a clause asks and that a finding says is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lack {
    /// The requirement of the clause that asks it.
    pub requirement: usize,
    /// Its words, in bytes of the requirement's text.
    pub range: Range<usize>,
    /// Its words as a reader is shown them.
    pub words: String,
}

impl Lack {
    /// Whether what another finding says is lacking is a part of this.
    pub fn holds(&self, other: &Lack) -> bool {
        self.requirement == other.requirement
            && self.range.start <= other.range.start
            && other.range.end <= self.range.end
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// Why it is shown.
    pub message: Message,
}

/// A place that a finding points at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Bytes of the finding's own document.
    Here(Range<usize>),
    /// Bytes of another document.
    Document(DocumentIndex, Range<usize>),
    /// A clause of a guideline.
    Clause(ClauseReference),
}

/// An edit of the finding's document that would mend it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as an editor's menu shows it.
    pub title: Message,
    /// Replacements, in order and without overlap.
    pub edits: Vec<Edit>,
    /// Whether somebody has to decide that it is what was meant: a number that is merely near to a wrong one, a
    /// clause whose content is near. Such a fix is never done among others, or unasked.
    pub is_proposal: bool,
}

/// A replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Bytes to replace; empty to insert.
    pub range: Range<usize>,
    /// What to put there.
    pub new_text: String,
}
