//! What the server says of itself: notifications, which leave in the order in which they were put here (`outlet`), and
//! questions to the client, each in a task of its own with a time limit.
//!
//! No handler and no state waits for the client: whoever puts something here goes on at once.

use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
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
    pub value: Box<RawValue>,
}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

/// Something that the server says of itself.
pub enum Letter {
    /// What is found in a file.
    Diagnostics(PublishDiagnosticsParams),
    /// How far a long work is.
    Progress(ProgressParams),
    /// A part of a long answer.
    Partial(PartialResultParams),
    /// Coverage may have changed.
    CoverageChanged,
    /// A warning.
    Message(ShowMessageParams),
}

impl Letter {
    /// The notification that it is in the protocol.
    pub fn body(self) -> Vec<u8> {
        match self {
            Letter::Diagnostics(it) => notification::<PublishDiagnostics>(&it),
            Letter::Progress(it) => notification::<Progress>(&it),
            Letter::Partial(it) => notification::<PartialResult>(&it),
            Letter::Message(it) => notification::<ShowMessage>(&it),
            Letter::CoverageChanged => notification::<CoverageChanged>(&serde_json::json!({})),
        }
    }
}

fn notification<N: Notification>(params: &N::Params) -> Vec<u8> {
    #[derive(Serialize)]
    struct Envelope<'a, P> {
        jsonrpc: &'static str,
        method: &'static str,
        params: &'a P,
    }
    let envelope = Envelope {
        jsonrpc: "2.0",
        method: N::METHOD,
        params,
    };
    // Protocol types always have a form in JSON.
    serde_json::to_vec(&envelope).unwrap_or_default()
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
    /// Opens the way: notifications go to `letters`. Must be called on the runtime.
    pub fn new(client: Client, letters: UnboundedSender<Letter>) -> Outbox {
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
        if let Ok(value) = serde_json::value::to_raw_value(&value) {
            self.put(Letter::Partial(PartialResultParams { token, value }));
        }
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
