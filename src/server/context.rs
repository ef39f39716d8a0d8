//! What a request may look at: a snapshot, what it was asked about, and what is known of the client.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tower_lsp_server::jsonrpc;
use tower_lsp_server::ls_types::{Location, Position, Uri};

use super::abilities::Abilities;
use super::inlet::numbering;
use super::outbox::Outbox;
use super::place;
use super::requests::tokens::Shown;
use super::settings::Settings;
use super::token::{Stop, Token};
use crate::assistance::{Shared, View};
use crate::finding::{DocumentIndex, Place};
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::locale::Locale;
use crate::text::{Encoding, Lined};
use crate::workspace::{Analysis, Asker, OpenDocument, Snapshot};

/// The answer to a request.
pub type Answer<T> = jsonrpc::Result<T>;

/// What is known of the client.
pub struct Session {
    /// What it can do.
    pub abilities: Abilities,
    /// What its user has set.
    pub settings: Settings,
    /// The language of messages.
    pub locale: Locale,
    /// Where the pages of the rules are.
    pub rule_pages: PathBuf,
    /// The semantic tokens that the client knows.
    pub shown_tokens: Arc<Shown>,
}

impl Session {
    /// What holds in a project whose configuration names a language: it goes before that of the client,
    /// and what the user has set goes before it.
    pub fn in_project(self: &Arc<Session>, snapshot: &Snapshot) -> Arc<Session> {
        let named = snapshot.index.project.configuration.locale;
        match (self.settings.locale, named) {
            (None, Some(locale)) if locale != self.locale => Arc::new(Session {
                abilities: self.abilities.clone(),
                settings: self.settings.clone(),
                locale,
                rule_pages: super::built_in::rule_pages(&super::built_in::folder(), locale),
                shown_tokens: self.shown_tokens.clone(),
            }),
            _ => self.clone(),
        }
    }

    /// The unit of columns.
    pub fn encoding(&self) -> Encoding {
        self.abilities.encoding
    }

    /// A text in the client's language.
    pub fn say<'a>(&self, ja: &'a str, en: &'a str) -> &'a str {
        match self.locale {
            Locale::Ja => ja,
            Locale::En => en,
        }
    }
}

/// What a request may look at.
pub struct Context {
    /// The project at the moment of the request.
    pub snapshot: Snapshot,
    /// The file that it asks about.
    pub subject: Option<Subject>,
    /// What is known of the client.
    pub session: Arc<Session>,
    /// The way to the client.
    pub outbox: Outbox,
    /// Whether the answer is still wanted.
    pub token: Token,
    /// The addresses of open files as the client writes them.
    pub uris: Arc<FxHashMap<PathBuf, Uri>>,
    /// Documents that were looked at.
    documents: RefCell<FxHashMap<DocumentIndex, Arc<Seen>>>,
}

/// A document that an answer shows places of.
struct Seen {
    uri: Option<Uri>,
    lined: Option<Arc<Lined>>,
}

/// A file that a request asks about.
#[derive(Clone)]
pub struct Subject {
    /// Absolute.
    pub path: PathBuf,
    /// As it is open.
    pub open: Option<Arc<OpenDocument>>,
    /// Which document of the project it is, if it is one.
    pub index: Option<DocumentIndex>,
    /// The guideline that was read from it, if it is a guideline's file.
    pub guideline: Option<GuidelineIndex>,
}

impl Subject {
    /// What is known of the file at `path`.
    pub fn of(path: &Path, snapshot: &Snapshot) -> Subject {
        Subject {
            path: path.to_path_buf(),
            open: snapshot.open_at(path).cloned(),
            index: snapshot.index.index_of(path),
            guideline: snapshot.index.guideline_at(path),
        }
    }
}

impl Context {
    /// A context.
    pub fn new(
        snapshot: Snapshot,
        subject: Option<Subject>,
        session: Arc<Session>,
        outbox: Outbox,
        token: Token,
        uris: Arc<FxHashMap<PathBuf, Uri>>,
    ) -> Context {
        Context {
            snapshot,
            subject,
            session,
            outbox,
            token,
            uris,
            documents: RefCell::default(),
        }
    }

    /// The same context for a question about another file.
    pub fn about(&self, subject: Subject) -> Context {
        Context::new(
            self.snapshot.clone(),
            Some(subject),
            self.session.clone(),
            self.outbox.clone(),
            self.token.clone(),
            self.uris.clone(),
        )
    }

    /// An error when the answer is no longer wanted.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Answer<()> {
        match self.token.stopped() {
            None => Ok(()),
            Some(stop) => Err(refusal(stop)),
        }
    }

    /// What is read in the document asked about; `None` for guidelines and what cannot be read.
    pub fn analysis(&self) -> Option<Arc<Analysis>> {
        let subject = self.subject.as_ref()?;
        if subject.guideline.is_some() {
            return None;
        }
        match (&subject.open, subject.index) {
            (Some(open), _) => Some(open.analysis(&self.snapshot.index.knowledge).clone()),
            (None, Some(index)) => self.snapshot.analysis(index),
            (None, None) => None,
        }
    }

    /// Asks a feature about the document. One that is open without being the project's has a view
    /// as well; nothing else knows of it.
    pub fn view<T>(&self, analysis: &Analysis, ask: impl FnOnce(&View<'_>) -> T) -> T {
        let index = self.subject.as_ref().and_then(|subject| subject.index);
        let index = index.unwrap_or(DocumentIndex(u32::MAX));
        self.asker(|asker| self.snapshot.view(index, analysis, asker, ask))
    }

    /// Asks a feature that looks at no document.
    pub fn shared<T>(&self, ask: impl FnOnce(Shared<'_>) -> T) -> T {
        self.asker(|asker| self.snapshot.shared(asker, ask))
    }

    fn asker<T>(&self, ask: impl FnOnce(&Asker<'_>) -> T) -> T {
        ask(&Asker {
            locale: self.session.locale,
            address: &|place| self.address(place),
            text_of: &|index| self.text_of(index),
        })
    }

    /// The guideline asked about, with its file's text.
    pub fn guideline(&self) -> Option<(GuidelineIndex, &Lined)> {
        let guideline = self.subject.as_ref()?.guideline?;
        let text = self.snapshot.index.text_of_guideline(guideline)?;
        Some((guideline, text))
    }

    /// A place in the document asked about, as bytes.
    pub fn offset(&self, analysis: &Analysis, position: Position) -> usize {
        place::offset(&analysis.lined, position, self.session.encoding())
    }

    /// What another project calls a guideline of this one's own, where it reads the same file.
    pub fn guideline_in(
        &self,
        other: &Context,
        guideline: GuidelineIndex,
    ) -> Option<GuidelineIndex> {
        let index = &self.snapshot.index;
        let path = index.file_of(guideline)?;
        let is_own = index.is_own_guideline(path);
        is_own.then(|| other.snapshot.index.guideline_at(path))?
    }

    /// What another project calls a clause of this one's own, where it reads the same guideline file.
    pub fn clause_in(&self, other: &Context, clause: ClauseReference) -> Option<ClauseReference> {
        let guideline = self.guideline_in(other, clause.guideline)?;
        let id = &self.snapshot.index.knowledge.guidelines.clause(clause).id;
        let known = &other.snapshot.index.knowledge.guidelines;
        let mut clauses = known.get(guideline).iter();
        let (clause, _) = clauses.find(|(_, known)| known.id == *id)?;
        Some(ClauseReference { guideline, clause })
    }

    /// The semantic tokens that the client knows.
    pub fn shown_tokens(&self) -> &Shown {
        &self.session.shown_tokens
    }

    /// The text of another document.
    pub fn text_of(&self, index: DocumentIndex) -> Option<Arc<Lined>> {
        self.see(index).lined.clone()
    }

    fn see(&self, index: DocumentIndex) -> Arc<Seen> {
        let known = self.documents.borrow().get(&index).cloned();
        known.unwrap_or_else(|| {
            let path = { self.snapshot.index.get(index) }.map(|document| &document.path);
            let seen = Arc::new(Seen {
                uri: path.and_then(|path| self.uri(path)),
                lined: self.snapshot.text_of(index),
            });
            self.documents.borrow_mut().insert(index, seen.clone());
            seen
        })
    }

    /// The address of a file, as the client writes it where it has it open.
    pub fn uri(&self, path: &Path) -> Option<Uri> {
        let open = self.uris.get(path).cloned();
        open.or_else(|| place::uri_of(path))
    }

    /// The version of an open file, as the client was told it.
    pub fn version_of(&self, uri: &Uri) -> Option<i32> {
        let open = self.snapshot.open.iter();
        let mut open = open.filter(|open| self.uri(&open.path).as_ref() == Some(uri));
        open.next().and_then(|open| numbering::told(open.version))
    }

    /// A place in the protocol's terms; `None` for a clause whose guideline has no file, and for
    /// what cannot be read any more.
    pub fn location(&self, place: &Place) -> Option<Location> {
        let encoding = self.session.encoding();
        match place {
            Place::Here(bytes) => {
                let subject = self.subject.as_ref()?;
                let analysis = self.analysis()?;
                Some(Location {
                    uri: self.uri(&subject.path)?,
                    range: place::range(&analysis.lined, bytes, encoding),
                })
            }
            Place::Document(index, bytes) => {
                let seen = self.see(*index);
                Some(Location {
                    uri: seen.uri.clone()?,
                    range: place::range(seen.lined.as_ref()?, bytes, encoding),
                })
            }
            Place::Clause(clause) => self.location_of_clause(*clause),
        }
    }

    /// Where a clause stands in its guideline's file.
    pub fn location_of_clause(&self, clause: ClauseReference) -> Option<Location> {
        let index = &self.snapshot.index;
        let path = index.file_of(clause.guideline)?;
        let text = index.text_of_guideline(clause.guideline)?;
        let known = index.knowledge.guidelines.clause(clause);
        Some(Location {
            uri: self.uri(path)?,
            range: place::range(text, &known.range, self.session.encoding()),
        })
    }

    /// Where a guideline's title stands in its file; the file's beginning where none does.
    pub fn title_of_guideline(&self, guideline: GuidelineIndex) -> Option<Location> {
        let index = &self.snapshot.index;
        let path = index.file_of(guideline)?;
        let text = index.text_of_guideline(guideline)?;
        let title = text.text.find("\n# ").map_or(0..0, |at| {
            let line = text.text[at + 1..].lines().next().unwrap_or_default();
            at + 1..at + 1 + line.len()
        });
        Some(Location {
            uri: self.uri(path)?,
            range: place::range(text, &title, self.session.encoding()),
        })
    }

    /// The address of a place for a link in a text that is shown: a file and a line.
    fn address(&self, place: &Place) -> Option<String> {
        let location = self.location(place)?;
        Some(format!(
            "{}#L{}",
            location.uri.as_str(),
            location.range.start.line + 1
        ))
    }
}

/// The error for an answer that is no longer wanted.
pub fn refusal(stop: Stop) -> jsonrpc::Error {
    match stop {
        Stop::Cancelled => jsonrpc::Error::request_cancelled(),
        Stop::Stale => jsonrpc::Error::content_modified(),
    }
}
