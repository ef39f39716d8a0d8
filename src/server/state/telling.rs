//! What the client is told to ask for again. Changes that come together are told once.

use std::time::Duration;

use super::State;
use crate::server::event::Event;
use crate::server::tasks;

/// How long after it was told of coverage a client is told nothing more of it.
const TOGETHER: Duration = Duration::from_millis(100);

/// What the client is to be told.
#[derive(Default)]
pub(super) struct ToTell {
    /// All that it shows may be another.
    pub(super) all: bool,
    /// Who answers what may be another, and what hangs on that.
    pub(super) coverage: bool,
    /// Whether it was told of coverage a moment ago.
    pub(super) rests: bool,
}

impl State {
    /// Tells what there is to tell; of coverage nothing when the client was told of that a moment ago.
    pub(super) fn tell(&mut self) {
        let all = std::mem::take(&mut self.to_tell.all);
        let coverage = !self.to_tell.rests && std::mem::take(&mut self.to_tell.coverage);
        if coverage && self.session.abilities.hears_of_coverage {
            self.outbox.coverage_changed();
        }
        match (all, coverage) {
            (true, _) => tasks::refresh(&self.outbox, &self.session),
            (false, true) => tasks::refresh_lenses(&self.outbox, &self.session),
            (false, false) => {}
        }
        if !coverage {
            return;
        }
        self.to_tell.rests = true;
        let events = self.events.clone();
        tokio::spawn(async move {
            tokio::time::sleep(TOGETHER).await;
            // The state outlives its tasks but for the end of the process.
            let _ = events.send(Event::ToldBefore);
        });
    }
}
