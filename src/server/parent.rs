//! Watches the editor that started the server: when it dies without a word, the server goes too.

use std::time::Duration;

use super::log;

/// How often the editor is looked for.
const INTERVAL: Duration = Duration::from_secs(2);

/// Ends this process when the one with this id is gone. Elsewhere than on Unix the end of the
/// standard input is all that tells.
pub fn watch(process: u32) {
    #[cfg(unix)]
    {
        let Some(process) = i32::try_from(process)
            .ok()
            .and_then(rustix::process::Pid::from_raw)
        else {
            return;
        };
        std::thread::spawn(move || {
            let is_gone =
                || rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH);
            while !is_gone() {
                std::thread::sleep(INTERVAL);
            }
            log::line("the editor is gone");
            #[allow(
                clippy::disallowed_methods,
                reason = "nobody is left whom a graceful end would serve"
            )]
            std::process::exit(1);
        });
    }
    #[cfg(not(unix))]
    let _ = (process, INTERVAL, log::line);
}
