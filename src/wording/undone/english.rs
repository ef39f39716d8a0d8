//! English answers that say no more than that something will be done.

/// Whether a sentence in small letters says no more than that something will be done, and when.
pub(super) fn is_plan(text: &str) -> bool {
    const OPENINGS: [&str; 9] = [
        "will be ",
        "to be ",
        "is to be ",
        "this will be ",
        "it will be ",
        "we will ",
        "is planned to be ",
        "being ",
        "is being ",
    ];
    const DEEDS: [&str; 15] = [
        "done",
        "implemented",
        "implement this",
        "do this",
        "completed",
        "addressed",
        "deployed",
        "introduced",
        "rolled out",
        "put in place",
        "in place",
        "started",
        "met",
        "address this",
        "set up",
    ];
    /// What opens an answer that is no more than a plan.
    const PLANS: [&str; 12] = [
        "on the roadmap",
        "on our roadmap",
        "we are working on ",
        "work on this is under way",
        "rollout planned",
        "rollout is planned",
        "roll-out planned",
        "roll-out is planned",
        "expected in ",
        "expected by ",
        "scheduled for ",
        "planned for ",
    ];
    if PLANS.iter().any(|plan| text.starts_with(plan)) {
        return true;
    }
    const TIMES: [&str; 14] = [
        "next ",
        "this ",
        "in ",
        "by ",
        "before ",
        "after ",
        "during ",
        "within ",
        "later",
        "soon",
        "as soon as",
        "with the next",
        "from ",
        "once ",
    ];
    let behind = OPENINGS
        .iter()
        .find_map(|opening| text.strip_prefix(opening));
    let behind = behind.and_then(|text| DEEDS.iter().find_map(|deed| text.strip_prefix(deed)));
    behind.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || TIMES.iter().any(|time| rest.starts_with(time))
    })
}
