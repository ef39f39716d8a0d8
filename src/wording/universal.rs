//! English that tells that something is done everywhere and always: "All services send logs to the collector".

use std::ops::Range;

use super::sentence::sentences;

/// What says that nothing is left out.
const ALL: [&str; 7] = [
    "all", "every", "each", "complete", "fully", "entirely", "always",
];

/// What says that something is left out, is not so, or is only meant. Any of them leaves open what is said of what.
#[rustfmt::skip]
const LIMITS: [&str; 61] = [
    "no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "lack", "lacks", "lacking", "missing", "only", "except", "but",
    "however", "although", "though", "while", "yet", "still", "until", "will", "would", "should", "could", "may", "might", "must", "shall",
    "plan", "plans", "planned", "pending", "todo", "tbd", "future", "gap", "gaps", "manual", "manually", "partial", "partially", "partly", "some",
    "most", "many", "few", "other", "others", "cannot", "unless", "if", "need", "needs", "required", "requires", "instead", "customer",
    "customers",
];

/// Whether a text says of all of something that it is done, and of nothing that it is not.
pub fn says_all_is_done(text: &str) -> bool {
    /// Less is a note.
    const SHORTEST: usize = 40;
    const LONGEST: usize = 600;
    let text = text.trim();
    if !(SHORTEST..=LONGEST).contains(&text.len())
        || !text.starts_with(|c: char| c.is_ascii_uppercase())
        || text.contains(['?', '’'])
        || text.contains("n't")
    {
        return false;
    }
    let mut says_all = false;
    let mut before = "";
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        if before.eq_ignore_ascii_case("to") && word.eq_ignore_ascii_case("be") {
            return false;
        }
        before = word;
        says_all |= ALL.iter().any(is);
        if LIMITS.iter().any(is) {
            return false;
        }
    }
    says_all
}

/// Where a text says that something is in force already: "has been in operation since March 2025", "is fully implemented",
/// 「4月から運用している」. What it says of a time to come, or of a part, is no such thing.
pub fn in_force(text: &str) -> Option<Range<usize>> {
    const ENGLISH: [&str; 14] = [
        "in operation since",
        "in use since",
        "in force since",
        "in place since",
        "in production since",
        "live since",
        "operational since",
        "is in force",
        "are in force",
        "is fully implemented",
        "are fully implemented",
        "is already in place",
        "are already in place",
        "is already in operation",
    ];
    const JAPANESE: [&str; 8] = [
        "から運用している",
        "から運用しています",
        "より運用している",
        "より運用しています",
        "から稼働している",
        "から稼働しています",
        "を既に導入している",
        "を既に運用している",
    ];
    const LIMITS: [&str; 18] = [
        "will",
        "once",
        "until",
        "when",
        "if",
        "not",
        "no",
        "part",
        "partly",
        "partially",
        "except",
        "but",
        "only",
        "pilot",
        "some",
        "before",
        "after",
        "planned",
    ];
    sentences(text).find_map(|sentence| {
        let said = &text[sentence.clone()];
        let known = ENGLISH.iter().chain(&JAPANESE);
        let (at, words) = { known }.find_map(|words| Some((said.find(words)?, words)))?;
        let is_limited = said
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| LIMITS.iter().any(|limit| limit.eq_ignore_ascii_case(word)));
        let start = sentence.start + at;
        let excepts = ["を除", "以外", "のみ", "一部"]
            .iter()
            .any(|word| said.contains(word));
        (!is_limited && !excepts).then(|| start..start + words.len())
    })
}

/// Whether an English text says that something was carried through on a day: "has been communicated to all staff in May
/// 2026". Where the day ends is at `date`. What was chosen, decided or begun then is not done yet.
pub fn says_it_was_done(text: &str, date: usize) -> bool {
    const PERFECT: [&str; 2] = [" has been ", " have been "];
    const DEEDS: [&str; 14] = [
        "communicated",
        "rolled out",
        "deployed",
        "implemented",
        "introduced",
        "installed",
        "enabled",
        "activated",
        "put in place",
        "set up",
        "published",
        "tested",
        "trained",
        "migrated",
    ];
    let before = &text[..date];
    let sentence = before.rfind(". ").map_or(before, |at| &before[at..]);
    let behind =
        { PERFECT.iter() }.find_map(|words| Some(&sentence[sentence.find(words)? + words.len()..]));
    // A plan is what was told to all, and May a month.
    const NAMES: [&str; 4] = ["plan", "plans", "Plan", "May"];
    let is_limit = |word: &str| {
        let is = |known: &&str| known.eq_ignore_ascii_case(word);
        LIMITS.iter().any(is) && !NAMES.contains(&word)
    };
    let is_limited = || {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_limit)
    };
    behind.is_some_and(|behind| DEEDS.iter().any(|deed| behind.starts_with(deed)))
        && !text.contains("n't")
        && !is_limited()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_everywhere_is_told_from_what_is_left_out() {
        for text in [
            "All services send logs to the collector, where they are kept for a year.",
            "The inventory is complete and compared with the cloud account every week.",
            "Each change is reviewed by a second person in the pull request.",
        ] {
            assert!(says_all_is_done(text), "{text}");
        }
        for text in [
            "All services send logs, but the legacy hosts keep their own.",
            "Not all services send logs to the collector of the security team.",
            "Logs are kept for a year and reviewed by the team.",
            "All services are to be connected to the collector of the team.",
            "Each change should be reviewed by a second person in the team.",
            "All done.",
        ] {
            assert!(!says_all_is_done(text), "{text}");
        }
    }
}
