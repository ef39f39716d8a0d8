//! The language server: protocol, order and snapshots. The thinking is done elsewhere.
//!
//! A message comes through `inlet` and `passage` to a handler of `backend`, which puts it before the
//! `state` at once. The state applies edits in order, and hands requests with a snapshot to
//! workers (`work`), whose answers go straight back; findings return to the state, which shows
//! what is new. What the server itself has to say or to ask goes through the `outbox`.

mod abilities;
mod backend;
mod built_in;
mod capabilities;
mod context;
mod diagnostics;
mod event;
mod folder;
mod inlet;
mod log;
mod memory;
mod outbox;
mod outlet;
mod parent;
mod passage;
mod place;
mod requests;
mod settings;
mod state;
mod tasks;
mod token;
mod watch;
mod work;

use std::path::{Path, PathBuf};

use tokio::sync::mpsc::unbounded_channel;
use tower_lsp_server::{LspService, Server};

use backend::Backend;
use outbox::Outbox;
use passage::{Farewell, Passage};
use state::State;

/// How many requests may be in flight: far more than an editor has. The work itself is bounded
/// by the number of workers; a small limit here would hold edits and cancellations back.
const IN_FLIGHT: usize = 1024;

/// Serves one client on the standard input and output until it leaves. Tells whether it asked for
/// the shutdown first, as the protocol wants. What is found in documents is kept in the folder
/// `cache` from one run to the next, where one is given.
///
/// # Errors
/// When the log cannot be written, or the system gives no threads.
pub fn run(log: Option<&Path>, cache: Option<PathBuf>) -> std::io::Result<bool> {
    if let Some(path) = log {
        log::open(path)?;
    }
    memory::share();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let farewell = Farewell::default();
    runtime.block_on(serve(farewell.clone(), cache));
    // The standard input may still be waited for: the client need not close it.
    runtime.shutdown_background();
    Ok(farewell.was_said())
}

async fn serve(farewell: Farewell, cache: Option<PathBuf>) {
    let (events, received) = unbounded_channel();
    let told = events.clone();
    let (letters, waiting) = unbounded_channel();
    let (library, output) = tokio::io::duplex(inlet::WAITING);
    let written = tokio::spawn(outlet::write(output, waiting, tokio::io::stdout()));
    let (service, socket) = LspService::build(move |client| {
        let outbox = Outbox::new(client, letters);
        let state = State::new(told.clone(), outbox, &built_in::folder(), cache);
        tokio::spawn(state.run(received));
        Backend::new(events)
    })
    .custom_method(
        "window/workDoneProgress/cancel",
        Backend::progress_cancelled,
    )
    .custom_method("shishin/coverage", Backend::coverage)
    .custom_method("shishin/answers", Backend::answers)
    .custom_method("shishin/places", Backend::places)
    .custom_method("shishin/clause", Backend::clause)
    .custom_method("shishin/writeAnswer", Backend::write_answer)
    .custom_method("shishin/documentState", Backend::document_state)
    .custom_method(inlet::UNREADABLE, Backend::unreadable)
    .finish();
    let service = Passage::new(service, farewell);
    Server::new(inlet::open(tokio::io::stdin()), library, socket)
        .concurrency_level(IN_FLIGHT)
        .serve(service)
        .await;
    // It fails when the client does not read any more, and then nobody is there to be told.
    let _ = written.await;
}
