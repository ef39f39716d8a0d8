//! English answers that say no more than that something will be done.

use crate::wording::status::Status;

/// What a sentence in small letters says that says no more than that something will be done, and when, or that it will not
/// be.
pub(super) fn said_of_later(text: &str) -> Option<Status> {
    match is_refusal(text) {
        true => Some(Status::NotImplemented),
        false => is_plan(text).then_some(Status::Planned),
    }
}

/// Whether it is refused as a whole: "We will not implement this control". What is not done of something, "We do not store
/// card data", is as often the answer.
fn is_refusal(text: &str) -> bool {
    const REFUSALS: [&str; 12] = [
        "we will not ",
        "we do not ",
        "we don't ",
        "we are not going to ",
        "we have no plans to ",
        "we have no plan to ",
        "there are no plans to ",
        "there is no plan to ",
        "we do not plan to ",
        "we do not intend to ",
        "we have decided not to ",
        "we decided not to ",
    ];
    const DEEDS: [&str; 7] = [
        "implement",
        "do",
        "address",
        "apply",
        "meet",
        "introduce",
        "support",
    ];
    const WHOLE: [&str; 9] = [
        "",
        "this",
        "it",
        "that",
        "this control",
        "the control",
        "this requirement",
        "the requirement",
        "so",
    ];
    const AGAINST: [&str; 2] = ["decided against it", "decided against this"];
    let behind = { REFUSALS.iter() }.find_map(|refusal| text.strip_prefix(refusal));
    let behind = behind.and_then(|rest| DEEDS.iter().find_map(|deed| rest.strip_prefix(deed)));
    AGAINST.iter().any(|against| text.ends_with(against))
        || behind.is_some_and(|rest| WHOLE.contains(&rest.trim()))
}

/// Whether a sentence in small letters says no more than that something will be done, and when.
fn is_plan(text: &str) -> bool {
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
    if comes_later(text) {
        return true;
    }
    let behind = OPENINGS
        .iter()
        .find_map(|opening| text.strip_prefix(opening));
    let behind = behind.and_then(|text| DEEDS.iter().find_map(|deed| text.strip_prefix(deed)));
    behind.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || TIMES.iter().any(|time| rest.starts_with(time))
    })
}

/// Whether a sentence says of one thing that it will be there at a later time, and nothing else: "A second site will be
/// available in the course of next year". What will be deployed within 30 days is a duty, and no plan.
fn comes_later(text: &str) -> bool {
    const AHEAD: [&str; 4] = [
        " will be ",
        " is planned to be ",
        " are planned to be ",
        " is going to be ",
    ];
    #[rustfmt::skip]
    const STATES: [&str; 20] = [
        "available", "in place", "put in place", "put into operation", "operational", "ready", "introduced", "rolled out", "deployed",
        "implemented", "set up", "enabled", "established", "launched", "completed", "finished", "built", "installed", "activated", "switched on",
    ];
    #[rustfmt::skip]
    const TIMES: [&str; 26] = [
        "next year", "next quarter", "next month", "next spring", "next summer", "next autumn", "next winter", "next fall", "next fiscal year", "in the course of next year",
        "in the course of this year", "in the course of the year", "in the course of the coming year", "in the coming year", "in the coming months", "over the coming months",
        "during next year", "during the next year", "within the next year", "later this year", "by the end of the year", "by year-end", "by year end", "soon", "shortly", "in due course",
    ];
    const EACH: [&str; 12] = [
        "each", "every", "all", "any", "that", "which", "who", "if", "when", "until", "no", "where",
    ];
    let Some((subject, behind)) = { AHEAD.iter() }.find_map(|ahead| text.split_once(ahead)) else {
        return false;
    };
    let is_one =
        !subject.contains([',', ';', ':']) && !subject.split(' ').any(|word| EACH.contains(&word));
    let behind = { STATES.iter() }.find_map(|state| behind.strip_prefix(state));
    let time = behind.map(|behind| behind.trim_start_matches(" at the latest").trim_start());
    is_one && time.is_some_and(|time| TIMES.contains(&time) || is_dated(time))
}

/// Whether a time is a year to come, or a part of one: "in 2027", "by Q3 2027", "in march 2027".
fn is_dated(time: &str) -> bool {
    const BEFORE: [&str; 8] = [
        "in ",
        "by ",
        "from ",
        "before ",
        "during ",
        "by the end of ",
        "at the end of ",
        "in the course of ",
    ];
    const LONGEST: usize = 16;
    let behind = BEFORE.iter().filter_map(|before| time.strip_prefix(before));
    behind.min_by_key(|behind| behind.len()).is_some_and(|day| {
        let year = day.rsplit(' ').next().unwrap_or(day);
        let is_year = year.len() == 4 && year.starts_with("20");
        day.len() <= LONGEST && is_year && year.bytes().all(|byte| byte.is_ascii_digit())
    })
}
