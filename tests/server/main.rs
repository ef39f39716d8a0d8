//! The language server, driven over its standard input and output as an editor drives it.

mod actions;
mod client;
mod conduct;
mod diagnostics;
mod elsewhere;
mod features;
mod files;
mod progress;
mod reviews;
mod session;
mod untitled;
