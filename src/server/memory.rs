//! How much memory the allocator keeps for later.

#![allow(unsafe_code, reason = "the allocator is asked in C")]

/// Lets all threads share one store of memory, where the allocator (glibc's) otherwise keeps one
/// for each: the analyses of a long document run now on this thread and now on that, and what one
/// has done with stays in its store while the other asks the system for more. With 1 MB open that
/// is 77 MB of resident memory against 48 MB, and the time is the same within the noise. To be
/// called before there are threads.
///
/// Long texts (messages, answers, documents) are the system's again as soon as they are done with, whatever was
/// put behind them meanwhile; by itself the allocator keeps ever longer ones in its store.
pub fn share() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    for (setting, value) in [
        (libc::M_ARENA_MAX, 1),
        (libc::M_MMAP_THRESHOLD, 128 << 10),
        (libc::M_TRIM_THRESHOLD, 4 << 20),
    ] {
        // SAFETY: `mallopt` takes two numbers and changes nothing but the allocator's own settings. An
        // answer of 0 says that it kept the old ones, which is as well.
        let _ = unsafe { libc::mallopt(setting, value) };
    }
}

/// Gives what is free back to the system. To read a text takes more than is kept of it, and edits take
/// little: with 1 MB just opened that is 48 MB of resident memory against 40 MB.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: `malloc_trim` takes a number and touches no memory that is in use.
    let _ = unsafe { libc::malloc_trim(0) };
}
