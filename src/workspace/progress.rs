//! How a long run tells whoever watches how far it is.

/// Somebody who watches a run. Called from several threads at once.
pub trait Progress: Sync {
    /// The run found that there are `count` files to go through.
    fn total(&self, count: usize);
    /// One more file is done.
    fn advance(&self);
    /// Whether the run is to stop; what has not been read by then is left out.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn total(&self, _count: usize) {}
    fn advance(&self) {}
}
