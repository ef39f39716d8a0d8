//! Requests: from the protocol's question to a feature, and from its answer to the protocol's.
//! One file a group of requests; each function gets a context and never changes anything.

pub mod diagnostics;
