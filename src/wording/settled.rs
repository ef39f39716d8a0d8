//! English words that leave something open by themselves, and not where they stand: "as necessary to meet
//! section 4", "more quickly than", "where possible, or by hand".

use std::ops::Range;

/// How soon, how often or how far it is, said behind the word.
const SAID_BEHIND: &[&str] = &[
    "according to ",
    "in accordance with ",
    "as defined ",
    "as specified ",
    "and as defined ",
    "within ",
    "per ",
    "due to ",
    "because ",
    "based on ",
];

/// What stands behind such words and says nothing either.
const NOTHING_SAID: &[&str] = &[
    "best practice",
    "good practice",
    "industry",
    "applicable ",
    "common practice",
];

/// What may be appropriate, so that it is not the time.
const FITTING: &[&str] = &[
    "steps",
    "measures",
    "controls",
    "safeguards",
    "action",
    "approval",
    "authorization",
    "procedures",
    "protection",
    "permission",
];

/// Verbs of those who find out what is appropriate.
const FINDING: &[&str] = &[
    "identify",
    "identifying",
    "determine",
    "determining",
    "select",
    "selecting",
    "choose",
    "choosing",
];

/// What makes a time to come one that is only thought of.
const SUPPOSING: &[&str] = &[
    " if ",
    " should we ",
    " may occur",
    " might occur",
    " could ",
    " prevent",
    " recur",
    " avoid",
    " unless ",
];

/// What is called routine, and is nothing done again and again.
const USUAL: &[&str] = &["finding", "matter", "request", "issue", "question", "case"];

/// What is done to see to something, which is told behind it.
const SEEING_TO: &[&str] = &[
    " to ensure ",
    " to verify ",
    " to confirm ",
    " to check ",
    " so that ",
    " verify that ",
    " verifies that ",
    " confirm that ",
    " confirms that ",
    " checks that ",
    " whether ",
];

/// Whether an adverb tells what a deed before it is for, or what is checked: "reviewed quarterly to ensure that
/// rights are adequately restricted".
fn is_checked(before: &str) -> bool {
    let clause = before.rsplit([';', ':']).next().unwrap_or(before);
    SEEING_TO.iter().any(|words| {
        clause
            .rfind(words)
            .is_some_and(|at| clause[..at].split(' ').count() > 2)
    })
}

/// What stands behind an English word and is said of the same deed: not ", which are disabled after 30 days",
/// nor "and locked after five attempts".
pub(super) fn same_clause(behind: &str) -> &str {
    const OTHERS: [&str; 3] = [", which ", ", who ", "; "];
    const AND: &str = " and ";
    if !behind.is_ascii() {
        return behind;
    }
    let other = OTHERS.iter().filter_map(|word| behind.find(word));
    let further = behind.match_indices(AND).find(|(at, _)| {
        let deed = behind[at + AND.len()..].split(' ').next();
        deed.is_some_and(|deed| deed.ends_with("ed"))
    });
    let end = other.chain(further.map(|(at, _)| at)).min();
    &behind[..end.unwrap_or(behind.len())]
}

/// Whether the word at `word` leaves nothing open in its sentence.
pub(super) fn is_settled(text: &str, word: &Range<usize>, sentence: &Range<usize>) -> bool {
    if !text[word.clone()].is_ascii() {
        return false;
    }
    let plain = |range: Range<usize>| {
        let words: Vec<&str> = text[range].split_whitespace().collect();
        words.join(" ").to_ascii_lowercase()
    };
    let (before, behind) = (
        plain(sentence.start..word.start),
        plain(word.end..sentence.end),
    );
    let word = plain(word.clone());
    let behind = behind.trim_start_matches([',', ' ']);
    let before_it = before.rsplit(' ').next().unwrap_or_default();
    let is = |words: &[&str]| words.contains(&word.as_str());
    let begins = |words: &[&str]| words.iter().any(|word| behind.starts_with(word));
    let is_rhythm = ["period", "regular", "routine", "interval"];
    let is_rhythm = is_rhythm.iter().any(|rhythm| word.contains(rhythm));
    if !is_rhythm
        && let Some(said) = SAID_BEHIND
            .iter()
            .find_map(|words| behind.strip_prefix(words))
    {
        return !NOTHING_SAID.iter().any(|words| said.starts_with(words));
    }
    if word.ends_with("needed") || word.ends_with("necessary") {
        // For what it is needed says how far it goes; what people may do if they like is no duty.
        let is_for = begins(&["to ", "for ", "in response to "]) && !word.starts_with("when");
        let permits = before.is_empty() && format!(" {behind}").contains(" may ");
        return is_for || permits || before_it == "only";
    }
    if word.ends_with("appropriate") && !word.starts_with("as ") {
        return begins(FITTING);
    }
    if word.starts_with("appropriate") {
        return FINDING.contains(&before_it);
    }
    if word.ends_with("ly") && is_checked(&before) {
        return true;
    }
    if word.ends_with("ly") && ["more", "how", "too"].contains(&before_it) {
        return true;
    }
    if word.ends_with("possible") || word.ends_with("feasible") {
        return begins(&["or ", "otherwise "]);
    }
    if word.ends_with("future") {
        let before = format!(" {before} ");
        return SUPPOSING.iter().any(|words| before.contains(words));
    }
    if is(&["we intend to", "we plan to"]) {
        return ["if", "whether", "unless", "when", "before"].contains(&before_it);
    }
    match word.as_str() {
        "will consider" => begins(&["your ", "any request", "requests", "each request"]),
        // It says how often after all.
        "from time to time" => begins(&["at least ", "every ", "once ", "no less "]),
        "occasionally" => format!(" {before} ").contains(" may "),
        "routine" => begins(USUAL),
        _ => false,
    }
}
