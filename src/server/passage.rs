//! What stands between the transport and the protocol: sees every message in order.
//!
//! Notes whether the client said goodbye properly, which decides the exit code, and writes into
//! the log how long each answer took.

#![allow(
    clippy::disallowed_methods,
    reason = "answers are timed where they leave"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use futures::future::BoxFuture;
use tower_lsp_server::jsonrpc::{Request, Response};
use tower_service::Service;

use super::log;

/// Whether the client asked the server to shut down before it left.
#[derive(Clone, Debug, Default)]
pub struct Farewell(Arc<AtomicBool>);

impl Farewell {
    /// Whether it did.
    pub fn was_said(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The service around the protocol's.
pub struct Passage<S> {
    inner: S,
    farewell: Farewell,
}

impl<S> Passage<S> {
    /// Stands before `inner`.
    pub fn new(inner: S, farewell: Farewell) -> Passage<S> {
        Passage { inner, farewell }
    }
}

impl<S> Service<Request> for Passage<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Response>, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if request.method() == "shutdown" {
            self.farewell.0.store(true, Ordering::Release);
        }
        if !log::is_open() {
            return Box::pin(self.inner.call(request));
        }
        let (method, start) = (request.method().to_string(), Instant::now());
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await;
            let took = start.elapsed();
            let outcome = match &answer {
                Ok(Some(response)) => response.error().map_or_else(
                    || "answered".to_string(),
                    |error| format!("refused ({})", error.message),
                ),
                Ok(None) => "taken".to_string(),
                Err(_) => "after the end".to_string(),
            };
            log::line(&format!("{method}: {outcome} after {took:.1?}"));
            answer
        })
    }
}
