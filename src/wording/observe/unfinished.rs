//! English that says that something has not been done, or is still to begin: "has never been tested", "No exercise has
//! been held since 2024", "will start in 2027".

use std::ops::Range;

use super::guards::{LONGEST_SENTENCE, Unit};
use super::measures::names_a_year;

/// What may stand between "has not" and the deed.
const BETWEEN: [&str; 9] = [
    "yet", "been", "ever", "fully", "formally", "so", "far", "actually", "really",
];

/// What is done where a clause is met; of other things ("has not been altered") it is good that they were not.
#[rustfmt::skip]
const DEEDS: [&str; 42] = [
    "appointed", "assessed", "assigned", "audited", "begun", "carried", "checked", "commenced", "completed", "conducted", "configured",
    "defined", "deployed", "documented", "done", "enabled", "established", "evaluated", "finished", "held", "implemented",
    "introduced", "launched", "made", "organised", "organized", "patched", "performed", "put", "reviewed", "rolled", "run", "scanned", "set",
    "started", "taken", "tested", "trained", "updated", "verified", "written", "installed",
];

/// What is only said for certain where it was not done: "no changes have been made" is good news.
#[rustfmt::skip]
const EVENTS: [&str; 21] = [
    "test", "exercise", "drill", "tabletop", "walkthrough", "rehearsal", "review", "audit", "assessment", "evaluation", "training", "scan",
    "inspection", "recertification", "inventory", "plan", "policy", "procedure", "process", "owner", "work",
];

/// How those words end that say when something begins.
const BEGINNING: [&str; 3] = ["start", "begin", "commence"];

/// What makes the sentence one of what is done then.
const SUPPOSING: [&str; 10] = [
    "while ",
    "once ",
    "where ",
    "after ",
    "as long as ",
    "in case ",
    "for which ",
    "provided ",
    "before ",
    "should ",
];

impl Unit<'_> {
    /// The words by which the sentence says that something has not been done, or is still to begin.
    pub(super) fn unfinished(
        &self,
        word: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        if sentence.len() > LONGEST_SENTENCE {
            return None;
        }
        let said = self.text[word.clone()].to_ascii_lowercase();
        let end = match said.split_once(' ') {
            Some(("has" | "have", "been")) => self.none_was(word, sentence)?,
            Some(("has" | "have", "taken place")) => {
                self.none_of_the_events(word, sentence)?;
                word.end
            }
            Some(("has" | "have", "not" | "never")) => self.denied_deed(word, sentence)?,
            None if matches!(&*said, "hasn't" | "haven't") => self.denied_deed(word, sentence)?,
            _ if BEGINNING.iter().any(|verb| said.ends_with(verb)) => {
                self.begins_later(word, sentence)?
            }
            _ => return None,
        };
        let supposed = &self.text[sentence.start..word.start].to_lowercase();
        let is_supposed = SUPPOSING.iter().any(|words| supposed.contains(words));
        (!is_supposed).then(|| self.phrase(word, sentence, end))
    }

    /// Whether a year stands behind the word: "is scheduled to start in 2027". Of "will start after approval" nobody
    /// knows that it has not.
    fn begins_later(&self, word: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let behind = &self.text[word.end..sentence.end];
        let before = self.text[sentence.start..word.start].trim_end();
        let is_past = before.ends_with(" was") || before.ends_with(" were");
        (!is_past && names_a_year(behind) && self.is_main(word, sentence)).then_some(word.end)
    }

    /// Where the deed ends that has not been done: "has not yet been carried out".
    fn denied_deed(&self, word: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let behind = &self.text[word.end..sentence.end];
        let (mut is_passive, mut is_yet) = (false, false);
        for (start, deed) in words(behind) {
            let end = word.end + start + deed.len();
            match deed {
                "been" => is_passive = true,
                "yet" => is_yet = true,
                _ => {}
            }
            if BETWEEN.contains(&deed) {
                continue;
            }
            // Of a deed by somebody the doer has to be told: "accounts they have not reviewed" are only some.
            let is_told = is_passive
                || matches!(deed, "begun" | "started" | "commenced")
                || self.text[end..sentence.end].starts_with(" place")
                || self.is_ours(word, sentence);
            let is_deed = is_yet || DEEDS.contains(&deed) && is_told;
            let is_stated = is_deed && self.is_stated(&(word.start..end), sentence);
            return is_stated.then_some(end + particle(&self.text[end..sentence.end]));
        }
        None
    }

    /// Whether it is we who have not done it.
    fn is_ours(&self, word: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = self.text[sentence.start..word.start].trim();
        before.eq_ignore_ascii_case("we")
            || [", we", "; we", " but we", " and we"]
                .iter()
                .any(|we| before.ends_with(we))
    }

    /// Where the deed ends that was done with nothing: "No test has been made".
    fn none_was(&self, word: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        self.none_of_the_events(word, sentence)?;
        let behind = &self.text[word.end..sentence.end];
        let (start, deed) = words(behind).find(|(_, deed)| !BETWEEN.contains(deed))?;
        let end = word.end + start + deed.len();
        DEEDS
            .contains(&deed)
            .then(|| end + particle(&self.text[end..sentence.end]))
    }

    /// Whether the sentence opens with "no" and something that has to take place.
    fn none_of_the_events(&self, word: &Range<usize>, sentence: &Range<usize>) -> Option<()> {
        const MOST_WORDS: usize = 6;
        let before = self.text[sentence.start..word.start].trim_start();
        let subject = before
            .strip_prefix("No ")
            .or_else(|| before.strip_prefix("no "))?;
        let subject = subject.trim_end();
        let is_short = subject.split(' ').count() <= MOST_WORDS;
        let last = subject.rsplit(' ').next()?.to_ascii_lowercase();
        let is_event = EVENTS.iter().any(|event| last.starts_with(event));
        let behind = &self.text[word.end..sentence.end];
        (is_short && is_event && !behind.contains(" by ") && !behind.contains(" without "))
            .then_some(())
    }

    /// Whether it is said to be done at a later time: "are going to run", "is still to be set up".
    pub(super) fn is_promised(&self, word: &Range<usize>, sentence: &Range<usize>) -> bool {
        /// What goes somewhere: "traffic is going to the proxy".
        const PLACES: [&str; 12] = [
            "the", "a", "an", "our", "its", "their", "your", "each", "all", "any", "another", "one",
        ];
        let behind = &self.text[word.end..sentence.end];
        let next = words(behind).next().map_or("", |(_, next)| next);
        let before = self.text[sentence.start..word.start].to_lowercase();
        let leads_on = self.text[word.clone()].ends_with(['o', 'e']);
        let is_verb = !leads_on
            || next.starts_with(|c: char| c.is_ascii_lowercase()) && !PLACES.contains(&next);
        is_verb
            && self.is_stated(word, sentence)
            && !SUPPOSING.iter().any(|words| before.contains(words))
    }

    /// The words from the sentence's beginning, where they are few.
    fn phrase(&self, word: &Range<usize>, sentence: &Range<usize>, end: usize) -> Range<usize> {
        const LONGEST: usize = 72;
        let written = &self.text[sentence.start..end];
        let start = sentence.start + written.len() - written.trim_start().len();
        match end - start <= LONGEST && !self.text[start..end].contains([',', ';', '\n']) {
            true => start..end,
            false => word.start..end,
        }
    }
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    fn separators(c: char) -> bool {
        !(c.is_ascii_alphanumeric() || c == '-' || c == '\'')
    }
    let pieces = text.split_inclusive(separators).scan(0, |at, piece| {
        let start = *at;
        *at += piece.len();
        Some((start, piece.trim_end_matches(separators)))
    });
    pieces.filter(|(_, word)| !word.is_empty())
}

/// How long the particle is that belongs to a verb: "carried out", "put in place".
fn particle(behind: &str) -> usize {
    const PARTICLES: [&str; 6] = [
        " out",
        " in place",
        " into operation",
        " up",
        " off",
        " place",
    ];
    let found = PARTICLES
        .iter()
        .find(|particle| behind.starts_with(**particle));
    found.map_or(0, |particle| particle.len())
}
