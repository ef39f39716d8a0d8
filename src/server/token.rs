//! Whether an answer is still wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Why an answer is no longer wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The client took the question back.
    Cancelled = 1,
    /// The text was edited since.
    Stale = 2,
}

/// Shared by who asks and who answers. Workers look at it between files and before they begin.
#[derive(Clone, Debug, Default)]
pub struct Token(Arc<AtomicU8>);

impl Token {
    /// Stops the work, unless it was stopped before.
    pub fn stop(&self, why: Stop) {
        let _ = self
            .0
            .compare_exchange(0, why as u8, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Why the work is to stop, if it is.
    pub fn stopped(&self) -> Option<Stop> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Stop::Cancelled),
            _ => Some(Stop::Stale),
        }
    }

    /// Whether nobody else holds the token: the answer was given, or will not be.
    pub fn is_settled(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// Stops the work when dropped: tower-lsp drops a handler when the client cancels it.
pub struct CancelOnDrop(pub Token);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.stop(Stop::Cancelled);
    }
}
