//! The log that `--log FILE` asks for: what was answered in which time, and what went wrong.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the log is a file, and has a clock"
)]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

struct Log {
    file: Mutex<File>,
    start: Instant,
}

static LOG: OnceLock<Log> = OnceLock::new();

/// Opens the log, once for the process.
///
/// # Errors
/// When the file cannot be written.
pub fn open(path: &Path) -> std::io::Result<()> {
    let file = File::options().create(true).append(true).open(path)?;
    let log = Log {
        file: Mutex::new(file),
        start: Instant::now(),
    };
    // A second one would be the same server's, which goes on with the first.
    let _ = LOG.set(log);
    Ok(())
}

/// Whether anybody reads.
pub fn is_open() -> bool {
    LOG.get().is_some()
}

/// Writes a line, with the milliseconds since the start before it.
pub fn line(text: &str) {
    if let Some(log) = LOG.get() {
        let mut file = log.file.lock().unwrap_or_else(PoisonError::into_inner);
        // A log that cannot be written does not stop the work that it tells of.
        let _ = writeln!(file, "{:>8} {text}", log.start.elapsed().as_millis());
    }
}

/// Writes what must not be missed: to the log and to the standard error, which editors keep.
pub fn alarm(text: &str) {
    line(text);
    eprintln!("shishin: {text}");
}
