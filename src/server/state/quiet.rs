//! When nothing happens for a while, what the work left free is given back to the system.

use std::time::Duration;

use super::State;
use crate::server::event::Event;
use crate::server::memory;

/// How long nothing has to happen.
const QUIET: Duration = Duration::from_secs(1);

/// What has happened, counted in events.
#[derive(Default)]
pub(super) struct Stir {
    /// So many so far.
    pub(super) happened: u64,
    /// So many when the waiting for quiet began, while it goes on.
    awaited: Option<u64>,
    /// So many when memory was last given back.
    settled: u64,
}

impl State {
    /// Waits until nothing happens any more, if anything has.
    pub(super) fn await_quiet(&mut self) {
        if self.stir.awaited.is_some() || self.stir.settled == self.stir.happened {
            return;
        }
        self.stir.awaited = Some(self.stir.happened);
        let events = self.events.clone();
        tokio::spawn(async move {
            tokio::time::sleep(QUIET).await;
            // The state outlives its tasks but for the end of the process.
            let _ = events.send(Event::Quiet);
        });
    }

    pub(super) fn quiet(&mut self) {
        if self.stir.awaited.take() == Some(self.stir.happened) {
            self.stir.settled = self.stir.happened;
            self.workers.run(memory::give_back);
        }
    }
}
