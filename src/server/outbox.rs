//! What the server says of itself: notifications in the order in which they were put here, and
//! questions to the client, each in a task of its own with a time limit.
//!
//! No handler and no state waits for the client: whoever puts something here goes on at once.

use std::time::Duration;

use serde::Serialize;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp_server::Client;
use tower_lsp_server::jsonrpc;
use tower_lsp_server::ls_types::notification::{
    Notification, Progress, PublishDiagnostics, ShowMessage,
};
use tower_lsp_server::ls_types::{
    Diagnostic, MessageType, ProgressParams, ProgressParamsValue, ProgressToken,
    PublishDiagnosticsParams, ShowMessageParams, Uri, WorkDoneProgress,
};

use super::inlet::numbering;
use super::log;

/// A client that does not answer within this time is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// `shishin/coverageChanged`: the coverage that a client shows may be out of date.
pub enum CoverageChanged {}

impl Notification for CoverageChanged {
    type Params = serde_json::Value;
    const METHOD: &'static str = "shishin/coverageChanged";
}

/// A part of a long answer, under the token that the client gave for it.
pub enum PartialResult {}

/// The parameters of [`PartialResult`].
#[derive(Debug, Serialize, serde::Deserialize)]
pub struct PartialResultParams {
    /// The client's token.
    pub token: ProgressToken,
    /// What the request's answer would hold.
    pub value: serde_json::Value,
}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

enum Letter {
    Diagnostics(PublishDiagnosticsParams),
    Progress(ProgressParams),
    Partial(PartialResultParams),
    CoverageChanged,
    Message(ShowMessageParams),
}

/// The way to the client.
#[derive(Clone)]
pub struct Outbox {
    letters: UnboundedSender<Letter>,
    client: Client,
    /// Workers put things here as well, and they are on no runtime of their own.
    runtime: Handle,
}

impl Outbox {
    /// Opens the way. Must be called on the runtime.
    pub fn new(client: Client) -> Outbox {
        let (letters, mut waiting) = unbounded_channel();
        let sender = client.clone();
        tokio::spawn(async move {
            while let Some(letter) = waiting.recv().await {
                match letter {
                    Letter::Diagnostics(it) => {
                        sender.send_notification::<PublishDiagnostics>(it).await;
                    }
                    Letter::Progress(it) => sender.send_notification::<Progress>(it).await,
                    Letter::Partial(it) => sender.send_notification::<PartialResult>(it).await,
                    Letter::Message(it) => sender.send_notification::<ShowMessage>(it).await,
                    Letter::CoverageChanged => {
                        let nothing = serde_json::json!({});
                        sender.send_notification::<CoverageChanged>(nothing).await;
                    }
                }
            }
        });
        Outbox {
            letters,
            client,
            runtime: Handle::current(),
        }
    }

    fn put(&self, letter: Letter) {
        // It fails when the client is gone, and then nobody is there to be told.
        let _ = self.letters.send(letter);
    }

    /// Shows diagnostics in place of those shown before.
    pub fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        self.put(Letter::Diagnostics(PublishDiagnosticsParams {
            uri,
            diagnostics,
            version: version.and_then(numbering::told),
        }));
    }

    /// Shows how far a long work is.
    pub fn progress(&self, token: ProgressToken, value: WorkDoneProgress) {
        self.put(Letter::Progress(ProgressParams {
            token,
            value: ProgressParamsValue::WorkDone(value),
        }));
    }

    /// Sends a part of a long answer.
    pub fn partial(&self, token: ProgressToken, value: impl Serialize) {
        // Protocol types always have a form in JSON.
        let value = serde_json::to_value(value).unwrap_or_default();
        self.put(Letter::Partial(PartialResultParams { token, value }));
    }

    /// Shows the user a warning.
    pub fn warn(&self, message: String) {
        self.put(Letter::Message(ShowMessageParams {
            typ: MessageType::WARNING,
            message,
        }));
    }

    /// Says that coverage may have changed.
    pub fn coverage_changed(&self) {
        self.put(Letter::CoverageChanged);
    }

    /// Asks the client something; `then` gets the answer. A client that refuses or does not
    /// answer is noted in the log.
    pub fn ask<T, F>(
        &self,
        what: &'static str,
        question: impl FnOnce(Client) -> F,
        then: impl FnOnce(T) + Send + 'static,
    ) where
        T: Send + 'static,
        F: Future<Output = jsonrpc::Result<T>> + Send + 'static,
    {
        let question = question(self.client.clone());
        self.runtime.spawn(async move {
            match tokio::time::timeout(PATIENCE, question).await {
                Ok(Ok(answer)) => then(answer),
                Ok(Err(error)) => log::line(&format!("{what}: the client refused: {error}")),
                Err(_) => log::line(&format!("{what}: the client did not answer")),
            }
        });
    }
}
