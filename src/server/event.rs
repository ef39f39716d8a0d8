//! What reaches the state: the client's messages in the order in which they were sent, and what
//! workers and tasks have to say.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tower_lsp_server::ls_types::{
    Diagnostic, FileEvent, InitializeParams, InitializeResult, TextDocumentContentChangeEvent, Uri,
    WorkspaceFoldersChangeEvent,
};

use super::context::{Answer, Context};
use super::token::{Stop, Token};
use crate::workspace::{Index, OpenDocument};

/// Something that reaches the state.
pub enum Event {
    /// The client introduces itself.
    Initialize(
        Box<InitializeParams>,
        tokio::sync::oneshot::Sender<Answer<InitializeResult>>,
    ),
    /// The client is ready for questions.
    Initialized,
    /// A file was opened in the editor.
    Opened {
        /// Which.
        uri: Uri,
        /// The protocol's name of the language that it is written in.
        language: String,
        /// The editor's number for its state.
        version: i32,
        /// All of it.
        text: String,
    },
    /// It was edited.
    Changed {
        /// Which.
        uri: Uri,
        /// The editor's number for its new state.
        version: i32,
        /// One after the other.
        changes: Vec<TextDocumentContentChangeEvent>,
    },
    /// It was written to disk.
    Saved(Uri),
    /// It was closed.
    Closed(Uri),
    /// Files changed on disk.
    FilesChanged(Vec<FileEvent>),
    /// Folders were added or taken away.
    FoldersChanged(WorkspaceFoldersChangeEvent),
    /// The user's settings may have changed.
    SettingsChanged(serde_json::Value),
    /// These are the user's settings, as they are written.
    Settings(serde_json::Value),
    /// A request.
    Question(Question),
    /// The first index of a folder is ready but for the documents.
    Prepared {
        /// Whose.
        folder: PathBuf,
        /// The index.
        index: Arc<Index>,
    },
    /// These documents are about to be read: what is on disk as it is in the editor need not be read twice.
    Reading {
        /// In which folder.
        folder: PathBuf,
        /// What they are read against.
        index: Arc<Index>,
        /// Gets what is open in the folder.
        open: std::sync::mpsc::Sender<Vec<Arc<OpenDocument>>>,
    },
    /// An index is ready.
    Indexed {
        /// Whose.
        folder: PathBuf,
        /// The index; `None` when reading it went wrong.
        index: Option<Arc<Index>>,
        /// The files that were open when it was begun.
        open: FxHashSet<PathBuf>,
    },
    /// Findings are ready to be shown.
    Diagnosed {
        /// Whose.
        folder: PathBuf,
        /// What is to be shown where, and a short name for who answers what; `None` when the work on
        /// them panicked.
        made: Option<(Vec<Publication>, u64)>,
    },
    /// Time has passed since an edit of a file that many documents depend on.
    Rested {
        /// In which folder.
        folder: PathBuf,
        /// The file.
        file: PathBuf,
        /// Which of the folder's edits of such files it was.
        edit: u64,
    },
    /// Questions have waited long enough for what was edited in a folder to be read.
    Waited {
        /// The folder.
        folder: PathBuf,
    },
    /// Time has passed since the client was told to ask again.
    ToldBefore,
    /// Time has passed; perhaps nothing else has happened since.
    Quiet,
    /// The client no longer wants to wait for an index.
    ProgressCancelled,
}

/// Diagnostics for one file.
pub struct Publication {
    /// Which.
    pub path: PathBuf,
    /// The version that they are about; `None` for a file that is not open.
    pub version: Option<i32>,
    /// All of them.
    pub diagnostics: Vec<Diagnostic>,
    /// A short name for them.
    pub fingerprint: u64,
}

/// A request, on its way to the worker that answers it.
pub struct Question {
    /// What it is asked about.
    pub about: About,
    /// Whether the answer is still wanted.
    pub token: Token,
    /// Whether it waits until what was edited before it has been read, which takes a while where documents are
    /// read by that. It does not wait for ever.
    pub waits: bool,
    /// Answers it: with a context for each project that it is about, none when there is none.
    pub answer: Box<dyn FnOnce(Result<Vec<Context>, Stop>) + Send>,
}

/// What a request is asked about.
pub enum About {
    /// One file. An edit of it makes the answer stale.
    File(Uri),
    /// One file, and what all other projects say of it. An edit of it makes the answer stale.
    Everywhere(Uri),
    /// All projects, or that of a file. Edits make no answer stale.
    Projects(Option<Uri>),
}
