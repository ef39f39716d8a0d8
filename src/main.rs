//! The `shishin` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    shishin::cli::run()
}
