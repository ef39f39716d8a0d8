//! Shishin (指針): what a compiler front end is to code, for compliance documents.
//!
//! The modules stand in the order in which they depend on each other: each knows only
//! those above it in the list below. Everything up to [`assistance`] is pure: text and
//! guideline in, findings out; no I/O, no clock, no protocol. `ARCHITECTURE.md` is the map.

#![warn(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

// An empty line between two keeps them in the order of the layers.

pub mod locale;

pub mod encoding;

pub mod record;

pub mod text;

pub mod script;

pub mod spelling;

pub mod beginnings;

pub mod readings;

pub mod markdown;

pub mod date;

pub mod grammar;

pub mod locator;

pub mod comment;

pub mod front_matter;

pub mod guideline;

pub mod wording;

pub mod finding;

pub mod document;

pub mod review;

pub mod matching;

pub mod coverage;

pub mod rules;

pub mod assistance;

pub mod workspace;

pub mod server;

pub mod cli;
