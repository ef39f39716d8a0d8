//! English answers that say in a sentence that what is asked is not done, or that it does not hold here: "This
//! control is not implemented", "Accounts are not reviewed", "We do not use wireless networks".
//!
//! A denial is a good answer as often ("Shared accounts are not permitted"), so that only those count of which what
//! is asked, something that has to be done, or a thing that a clause can be about is the subject.

use std::ops::Range;

use super::status::{StatedStatus, Status};

/// No phrase that says so is longer, in bytes.
const LONGEST: usize = 96;

/// What is asked, as the subject of a sentence.
#[rustfmt::skip]
const ASKED: [&str; 28] = [
    "this", "it", "this control", "the control", "this requirement", "the requirement", "this clause", "the clause",
    "this enhancement", "the enhancement", "this control enhancement", "the control enhancement", "this measure",
    "the measure", "this practice", "this item", "this point", "this question", "this section", "this part", "this criterion", "this safeguard",
    "these requirements", "these controls", "this topic", "that", "this area", "none of this",
];

/// What says that it is so now, and changes nothing.
const NOW: [&str; 10] = [
    "currently",
    "presently",
    "yet",
    "still",
    "at present",
    "at the moment",
    "at this time",
    "so far",
    "today",
    "formally",
];

/// What is said to have been done with what is asked.
const DONE: [&str; 13] = [
    "implemented",
    "done",
    "met",
    "in place",
    "addressed",
    "satisfied",
    "fulfilled",
    "performed",
    "carried out",
    "started",
    "covered",
    "complied with",
    "established",
];

/// What is to be done with things, as participle and as verb.
const DEEDS: [(&str, &str); 18] = [
    ("reviewed", "review"),
    ("tested", "test"),
    ("monitored", "monitor"),
    ("audited", "audit"),
    ("scanned", "scan"),
    ("trained", "train"),
    ("assessed", "assess"),
    ("documented", "document"),
    ("evaluated", "evaluate"),
    ("verified", "verify"),
    ("inventoried", "inventory"),
    ("backed up", "back up"),
    ("patched", "patch"),
    ("analysed", "analyse"),
    ("analyzed", "analyze"),
    ("performed", "perform"),
    ("implemented", "implement"),
    ("maintained", "maintain"),
];

/// Things that are there when something is done, at the end of what they are called.
const MEANS: [&str; 28] = [
    "testing",
    "tests",
    "exercises",
    "tabletop",
    "reviews",
    "scanning",
    "assessment",
    "assessments",
    "drills",
    "process",
    "processes",
    "procedure",
    "procedures",
    "policy",
    "policies",
    "plan",
    "plans",
    "program",
    "programme",
    "measures",
    "inventory",
    "training",
    "management",
    "monitoring",
    "authentication",
    "mfa",
    "encryption",
    "backups",
];

/// Things that a clause can be about, and that are not everywhere.
#[rustfmt::skip]
const THINGS: [&str; 49] = [
    "vpn", "vpns", "vpn access", "wireless", "wireless network", "wireless networks", "wireless access", "wireless access points", "wireless lan",
    "wireless networking", "wi-fi", "wifi", "wlan", "wlans", "bluetooth", "voip", "mobile code", "mobile devices", "mobile phones", "smartphones",
    "laptops", "removable media", "portable media", "portable storage", "portable storage devices", "portable devices", "usb drives",
    "usb sticks", "remote access", "remote maintenance", "byod", "fax", "fax machines", "printers", "paper", "paper records", "data centre",
    "data centres", "data center", "data centers", "server room", "server rooms", "on-premises systems", "on-premises servers",
    "subcontractors", "sub-processors", "subprocessors", "collaborative computing devices", "external systems",
];

/// Who has none of them.
#[rustfmt::skip]
const OWNERS: [&str; 19] = [
    "we", "the organization", "the organisation", "the company", "the service", "the system", "the provider", "the product",
    "the platform", "the application", "our company", "our organization", "our organisation", "our service", "our system", "our product", "our platform", "our offices",
    "our application",
];

/// Where something does not hold, behind a preposition.
#[rustfmt::skip]
const HERE: [&str; 12] = [
    "us", "service", "system", "organization", "organisation", "company", "product", "platform", "environment", "application", "business",
    "offices",
];

/// What follows, and gives the reason.
const CAUSES: [&str; 8] = [
    " because ",
    " since ",
    " as ",
    " due to ",
    " given that ",
    " - ",
    " – ",
    " — ",
];

/// Words by which a subject is less than what it names, or another sentence begins.
const OTHERS: [&str; 14] = [
    "that", "which", "who", "if", "when", "unless", "where", "while", "except", "not", "no", "and",
    "but", "whether",
];

/// What stands in every sentence that denies.
const DENIALS: [&str; 7] = ["no", "No", "never", "n't", "irrelevant", "of scope", "n/a"];

/// The phrase that a text opens with: without white space, in small letters, and where it ends.
struct Phrase {
    words: String,
    range: Range<usize>,
}

impl Phrase {
    fn of(text: &str) -> Option<Phrase> {
        let start = text.len() - text.trim_start().len();
        let text_here = &text[start..];
        if !text_here.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let near = &text_here[..text_here.floor_char_boundary(LONGEST + 1)];
        if !DENIALS.iter().any(|denial| near.contains(denial)) {
            return None;
        }
        let marks = |c: char| {
            matches!(
                c,
                '.' | '!' | ';' | ':' | ',' | '(' | '[' | '\n' | '—' | '–'
            )
        };
        let mark = near.find(marks);
        let cause = CAUSES.iter().filter_map(|cause| near.find(cause)).min();
        let end = mark.into_iter().chain(cause).min();
        let end = end.or((text_here.len() <= LONGEST).then_some(text_here.len()))?;
        let written = text_here[..end].trim_end();
        let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Phrase {
            words: words.to_ascii_lowercase(),
            range: start..start + written.len(),
        })
    }

    /// Whether nothing but the clauses that are cited stands behind it.
    fn is_all(&self, text: &str) -> bool {
        let mut rest = text[self.range.end..].trim_start_matches(is_mark);
        while let Some(inner) = rest.strip_prefix(['[', '(']) {
            let Some(end) = inner.find([']', ')']) else {
                return false;
            };
            if !inner[..end].contains(|c: char| c.is_ascii_digit()) {
                return false;
            }
            rest = inner[end + 1..].trim_start_matches(is_mark);
        }
        rest.is_empty()
    }

    fn stated(&self, status: Status, reason: Option<Range<usize>>) -> StatedStatus {
        StatedStatus {
            status,
            range: self.range.clone(),
            reason,
        }
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '!' | ';' | ':' | ',')
}

/// The status of an answer that opens with a sentence by which what is asked is not done: "This control is not yet
/// implemented."
pub(super) fn not_done(text: &str) -> Option<StatedStatus> {
    /// Sentences that say no more.
    const NOTHING: [&str; 13] = [
        "nothing is done",
        "nothing is in place",
        "nothing has been done",
        "no action is taken",
        "no actions are taken",
        "no measures are taken",
        "no measures are in place",
        "we do not do this",
        "we don't do this",
        "we do not do that",
        "we do not comply",
        "we do nothing",
        "we do not meet this requirement",
    ];
    let phrase = Phrase::of(text)?;
    let words = without_now(&phrase.words);
    if NOTHING.contains(&&*words) {
        return Some(phrase.stated(Status::NotImplemented, None));
    }
    let (subject, is_yet, done) = denied(&phrase.words, &DONE)?;
    let is_asked = ASKED.contains(&subject);
    let is_means = || MEANS.iter().any(|means| ends_in(subject, means));
    let is_open = (is_yet || is_means()) && is_plain(subject) && phrase.is_all(text);
    let status = match done.starts_with("fully ") {
        true => Status::Partial,
        false => Status::NotImplemented,
    };
    (is_asked || is_open).then(|| phrase.stated(status, None))
}

/// The status of an answer that is no more than a sentence by which a deed is not done: "Accounts are not reviewed",
/// "There is no formal process for this".
pub fn deed_denied(text: &str) -> Option<StatedStatus> {
    const AHEAD: [&str; 8] = [
        "there is no ",
        "there are no ",
        "we have no ",
        "we do not have a ",
        "we do not have any ",
        "we don't have a ",
        "we do not have an ",
        "we do not have ",
    ];
    const FOR_IT: [&str; 6] = [
        " for this",
        " for that",
        " for it",
        " in place",
        " to do this",
        " on this",
    ];
    const VERBS: [&str; 4] = ["we do not ", "we don't ", "nobody ", "no one "];
    let phrase = Phrase::of(text).filter(|phrase| phrase.is_all(text))?;
    let words = without_now(&phrase.words);
    let is_passive = || {
        let participles = DEEDS.map(|(participle, _)| participle);
        denied(&phrase.words, &participles).is_some_and(|(subject, ..)| is_plain(subject))
    };
    let lacks_means = || {
        let thing = AHEAD.iter().find_map(|ahead| words.strip_prefix(ahead))?;
        let tail = FOR_IT.iter().find_map(|tail| thing.strip_suffix(tail));
        let thing = tail.unwrap_or(thing);
        let is_one = MEANS.iter().any(|means| ends_in(thing, means));
        (is_one && is_plain(thing)).then_some(())
    };
    let is_active = || {
        let deed = VERBS.iter().find_map(|verb| words.strip_prefix(verb))?;
        let (_, object) = deed.split_once(' ')?;
        let mut known = DEEDS.iter();
        let is_known = known.any(|(_, verb)| {
            let behind = deed.strip_prefix(verb);
            behind.is_some_and(|behind| behind.starts_with([' ', 's']))
        });
        (is_known && is_plain(object)).then_some(())
    };
    let is_denied = is_passive() || lacks_means().is_some() || is_active().is_some();
    is_denied.then(|| phrase.stated(Status::NotImplemented, None))
}

/// The exclusion of what is asked by a sentence: "This does not apply to our service, because …", "We do not use
/// wireless networks."
pub fn does_not_apply(text: &str) -> Option<StatedStatus> {
    const PREDICATES: [&str; 14] = [
        "does not apply",
        "do not apply",
        "doesn't apply",
        "is not applicable",
        "are not applicable",
        "isn't applicable",
        "is not relevant",
        "are not relevant",
        "is irrelevant",
        "is out of scope",
        "has no relevance",
        "not applicable",
        "not relevant",
        "is n/a",
    ];
    const PLACES: [&str; 6] = [" to ", " for ", " in ", " of ", " at ", " here"];
    let phrase = Phrase::of(text)?;
    if phrase.is_all(text) && is_absence(&phrase.words) {
        let reason = phrase.range.clone();
        return Some(phrase.stated(Status::NotApplicable, Some(reason)));
    }
    let words = without_now(&phrase.words);
    let (subject, behind) = PREDICATES.iter().find_map(|predicate| {
        let at = words.find(predicate)?;
        let before = &words[..at];
        let whole = before.is_empty() || before.ends_with(' ');
        whole.then(|| (before.trim_end(), &words[at + predicate.len()..]))
    })?;
    let is_of_us = behind.is_empty()
        || behind == " here"
        || PLACES.iter().any(|place| {
            behind
                .strip_prefix(place)
                .is_some_and(|whom| is_plain(whom) && HERE.iter().any(|here| ends_in(whom, here)))
        });
    if !is_of_us || !(subject.is_empty() || is_plain(subject)) {
        return None;
    }
    let rest = &text[phrase.range.end..];
    let joint = |c: char| is_mark(c) || matches!(c, '(' | '-' | '–' | '—');
    let said = rest.trim_start_matches(joint);
    let is_cited = rest.trim_start().starts_with(['[']) || phrase.is_all(text);
    let says_something = !is_cited && said.contains(char::is_alphanumeric);
    let start = text.len() - said.len();
    let end = start
        + said
            .trim_end_matches(|c: char| is_mark(c) || c == ')')
            .len();
    Some(phrase.stated(
        Status::NotApplicable,
        says_something.then_some(start..end.max(start)),
    ))
}

/// Whether a sentence says that a thing that clauses are about is not there, nor used: "There is no VPN".
fn is_absence(words: &str) -> bool {
    const VERBS: [&str; 13] = [
        "use",
        "have",
        "operate",
        "run",
        "own",
        "maintain",
        "host",
        "provide",
        "offer",
        "employ",
        "support",
        "deploy",
        "allow for",
    ];
    const STATES: [&str; 8] = [
        "used",
        "in use",
        "operated",
        "provided",
        "offered",
        "deployed",
        "installed",
        "available",
    ];
    const PLACES: [&str; 3] = [" in ", " at ", " on "];
    let words = without_now(words);
    // "in our offices", and not "in production".
    let words = PLACES
        .iter()
        .find_map(|place| {
            let (front, whom) = words.rsplit_once(place)?;
            HERE.iter().any(|here| ends_in(whom, here)).then_some(front)
        })
        .unwrap_or(&words);
    let is_thing = |thing: &str| {
        let bare = ["any ", "a ", "an ", "the ", "its own ", "our own ", "own "];
        let bare = bare.iter().find_map(|article| thing.strip_prefix(article));
        THINGS.contains(&bare.unwrap_or(thing))
    };
    if let Some(thing) = ["there is no ", "there are no ", "there is not any "]
        .iter()
        .find_map(|ahead| words.strip_prefix(ahead))
    {
        return is_thing(thing);
    }
    let by_owner = OWNERS.iter().find_map(|owner| words.strip_prefix(owner));
    if let Some(deed) = by_owner {
        let denied = [" do not ", " does not ", " don't ", " doesn't "];
        let denied = denied.iter().find_map(|denial| deed.strip_prefix(denial));
        let object = denied.and_then(|deed| {
            let mut verbs = VERBS.iter();
            verbs.find_map(|verb| deed.strip_prefix(verb)?.strip_prefix(' '))
        });
        let none = [" has no ", " have no ", " uses no ", " use no "];
        let object = object.or_else(|| none.iter().find_map(|none| deed.strip_prefix(none)));
        return object.is_some_and(is_thing);
    }
    let no_thing = words.strip_prefix("no ").and_then(|rest| {
        let mut verbs = [" is ", " are "].into_iter();
        verbs.find_map(|verb| rest.split_once(verb))
    });
    if let Some((thing, state)) = no_thing {
        return is_thing(thing) && STATES.contains(&state);
    }
    denied(words, &STATES).is_some_and(|(thing, ..)| is_thing(thing))
}

/// The subject of a sentence that denies one of some predicates, whether it says that this may change, and the
/// predicate: "this control is not yet implemented".
fn denied<'a>(words: &'a str, predicates: &[&str]) -> Option<(&'a str, bool, String)> {
    const COPULAS: [&str; 12] = [
        " is not ",
        " are not ",
        " isn't ",
        " aren't ",
        " has not ",
        " have not ",
        " hasn't ",
        " haven't ",
        " has never ",
        " have never ",
        " is currently not ",
        " are currently not ",
    ];
    let (subject, predicate) = COPULAS.iter().find_map(|denial| words.split_once(denial))?;
    let is_yet = format!(" {predicate} ").contains(" yet ") || predicate.starts_with("been ");
    let bare = without_now(predicate);
    let bare = bare.strip_prefix("been ").unwrap_or(&bare);
    let done = bare.strip_prefix("fully ").unwrap_or(bare);
    let subject = NOW
        .iter()
        .find_map(|now| subject.strip_prefix(now)?.strip_prefix(' '))
        .unwrap_or(subject);
    predicates
        .contains(&done)
        .then(|| (subject, is_yet, bare.to_string()))
}

/// Words without those that only say that it is so now.
fn without_now(words: &str) -> String {
    let mut bare = format!(" {words} ");
    for now in NOW {
        bare = bare.replace(&format!(" {now} "), " ");
    }
    bare.trim().to_string()
}

/// Whether words name one thing, with nothing said of which.
fn is_plain(words: &str) -> bool {
    const MOST: usize = 5;
    words.split(' ').count() <= MOST && !words.split(' ').any(|word| OTHERS.contains(&word))
}

fn ends_in(words: &str, end: &str) -> bool {
    words
        .strip_suffix(end)
        .is_some_and(|front| front.is_empty() || front.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_denied() {
        for text in [
            "This control is not implemented.",
            "This is not in place yet. Work starts in May.",
            "The requirement has not yet been met",
            "Currently this control is not implemented [AC-2].",
            "Account management is not implemented.",
            "The register is not yet implemented.",
            "Nothing is done.",
            "We currently do not do this.",
        ] {
            let stated = not_done(text).map(|stated| stated.status);
            assert_eq!(stated, Some(Status::NotImplemented), "{text}");
        }
        let partly = not_done("This is not fully implemented.").map(|stated| stated.status);
        assert_eq!(partly, Some(Status::Partial));
        for text in [
            "Shared accounts are not permitted.",
            "Telnet is not implemented.",
            "Devices that are not yet enrolled are blocked.",
            "Access is not granted until training is done.",
            "Changes are not implemented before approval.",
            "This ensures that accounts are not reused.",
            "If the requirement is not met, the CISO decides.",
            "Patches not yet implemented are tracked.",
        ] {
            assert_eq!(not_done(text), None, "{text}");
        }
    }

    #[test]
    fn deeds_are_denied() {
        for text in [
            "Accounts are not reviewed.",
            "Backups are currently not tested.",
            "We do not review accounts.",
            "There is no formal process for this.",
            "We have no incident response plan.",
        ] {
            assert!(deed_denied(text).is_some(), "{text}");
        }
        for text in [
            "There are no shared accounts.",
            "Passwords are not written down.",
            "Accounts that are not reviewed are disabled.",
            "Accounts are not reviewed by those who use them.",
            "We do not share accounts.",
            "Visitors are not monitored, but escorted.",
        ] {
            assert_eq!(deed_denied(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_there_does_not_apply() {
        for (text, reason) in [
            ("This does not apply to our service.", None),
            ("This control is not relevant to us", None),
            (
                "Not relevant: there are no access points.",
                Some("there are no access points"),
            ),
            (
                "It does not apply, because nobody prints.",
                Some("because nobody prints"),
            ),
            ("There is no VPN.", Some("There is no VPN")),
            (
                "We do not have wireless networks. [AC-18]",
                Some("We do not have wireless networks"),
            ),
            (
                "The organization does not use portable storage devices.",
                Some("The organization does not use portable storage devices"),
            ),
            (
                "Wireless access is not used.",
                Some("Wireless access is not used"),
            ),
            (
                "No removable media are in use in our offices.",
                Some("No removable media are in use in our offices"),
            ),
        ] {
            let stated = does_not_apply(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(stated.reason.map(|range| &text[range]), reason, "{text}");
        }
        for text in [
            "Shared accounts are not used.",
            "There is no direct access to the database.",
            "Wireless is not used in production.",
            "There is no VPN. Administrators sign in through the bastion.",
            "This does not apply to contractors.",
            "We do not allow removable media.",
            "Remote access is not permitted.",
            "Exceptions that do not apply to us are removed.",
        ] {
            assert_eq!(does_not_apply(text), None, "{text}");
        }
    }
}
