//! Who does something in an English sentence of the active voice.

use super::affix;
use super::subject::{Mark, lexicon, objects, owned, token, told_by_all, tooled};

/// Those who see to things for all others, by the last word of what they are called.
const OFFICES: [&str; 12] = [
    "team",
    "isso",
    "issm",
    "ciso",
    "hr",
    "operations",
    "owner",
    "officer",
    "department",
    "office",
    "desk",
    "company",
];

/// All who work for somebody.
const STAFF: [&str; 4] = ["employee", "staff", "personnel", "everyone"];

/// Where the words end with which a sentence begins that say no more than that an office or the staff does
/// it; 0 where it does not begin so, or where who does it says whose the thing is.
pub(super) fn actor(sentence: &str, marks: &[Mark]) -> usize {
    /// "The information security team must".
    const WORDS: usize = 6;
    const PASSIVE: [&str; 7] = [
        " is ", " are ", " of ", " must ", " shall ", " will ", " has ",
    ];
    let concepts = marks
        .iter()
        .fold(0, |all, mark| all | mark.meaning.concepts);
    let is_act = |mark: &&Mark| mark.meaning.concepts & !objects() != 0;
    let Some(act) = marks.iter().find(is_act) else {
        return 0;
    };
    let before = sentence[..act.range.start].trim_end();
    let behind = &sentence[act.range.end..];
    let behind = behind.strip_prefix('s').unwrap_or(behind);
    let names_thing = || {
        let mut earlier = { marks.iter() }.take_while(|mark| mark.range.start < act.range.start);
        earlier.any(|mark| mark.meaning.concepts & objects() != 0)
    };
    let is_long = || before.split(' ').nth(WORDS).is_some() || before.contains([',', ';', ':']);
    if concepts & owned() != 0 || names_thing() || is_long() {
        return 0;
    }
    if affix::begins_with(behind, &PASSIVE) {
        return 0;
    }
    let modals = [" must", " shall", " should", " will"];
    let name = affix::before(before, &modals).unwrap_or(before);
    let last = name.rsplit(' ').next().unwrap_or_default();
    let last = last.to_ascii_lowercase();
    let single = last.strip_suffix('s').unwrap_or(&last);
    let is_staff = STAFF.contains(&single);
    // Staff report to the team, and the team to others.
    let is_office = OFFICES.contains(&&*last) && concepts & told_by_all() == 0;
    match is_staff || is_office {
        true => act.range.start,
        false => 0,
    }
}

/// A tool that a sentence begins with and that does what it says: "Okta locks accounts after …". Where its name ends, and
/// a number for it, which is not 0.
pub(super) fn tool(sentence: &str, marks: &[Mark]) -> Option<(usize, u16)> {
    const WORDS: usize = 3;
    const DEEDS: [&str; 18] = [
        "enforces",
        "locks",
        "limits",
        "sets",
        "keeps",
        "retains",
        "stores",
        "rotates",
        "takes",
        "ends",
        "terminates",
        "disables",
        "blocks",
        "expires",
        "deletes",
        "creates",
        "installs",
        "signs",
    ];
    let concepts = { marks.iter() }.fold(0, |all, mark| all | mark.meaning.concepts);
    if concepts & tooled() == 0 {
        return None;
    }
    let start = ["The ", "Our "]
        .iter()
        .find(|article| sentence.starts_with(**article));
    let start = start.map_or(0, |article| article.len());
    let mut end = start;
    let mut does = false;
    for (place, word) in (0..=WORDS).zip(sentence[start..].split_inclusive(' ')) {
        let bare = word.trim_end();
        does = DEEDS.contains(&bare);
        if does {
            break;
        }
        // "Intune profile WS-1": a name begins it.
        let is_name = bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && (place > 0 || word.starts_with(|c: char| c.is_ascii_uppercase()));
        if !is_name || place == 0 && lexicon().is_neutral(&bare.to_ascii_lowercase()) {
            return None;
        }
        end += word.len();
    }
    let name = sentence[start..end].trim_end();
    let mut named = marks.iter().take_while(|mark| mark.range.start < end);
    // "Administrators rotate keys", "Production keeps backups": who, and where.
    if !does || name.is_empty() || named.any(|mark| !mark.meaning.scopes.is_empty()) {
        return None;
    }
    let number = token(&name.to_ascii_lowercase()) as u16;
    Some((end, number.max(1)))
}
