//! The clauses whose numbers stand in what a document claims and are not read as citations. By itself that is no
//! fault: much is named on the way. Where nothing answers the clause, it is what its reader has to hear.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{guidelines_of, is_own_number};
use crate::coverage::NamedUnread;
use crate::document::is_distinctive;
use crate::finding::Finding;
use crate::guideline::{ClauseReference, GuidelineIndex, title_key};
use crate::locator::{self, Target};
use crate::rules::Subject;
use crate::text::Span;

/// The clauses that a document names where no citation is read, each once. `findings` are those about it.
pub fn named_unread(subject: &Subject<'_>, findings: &[Finding]) -> Vec<NamedUnread> {
    let guidelines = guidelines_of(subject);
    if guidelines.is_empty() {
        return Vec::new();
    }
    let told = findings.iter().filter(|one| one.rule == super::RULE.name);
    let told = told.flat_map(|finding| finding.clauses.iter().chain(finding.clause.as_ref()));
    let told: FxHashSet<ClauseReference> = told.copied().collect();
    let mut search = Search {
        subject,
        guidelines: &guidelines,
        answered: None,
        found: { told.iter() }
            .map(|&clause| NamedUnread {
                clause,
                place: None,
            })
            .collect(),
        seen: told,
    };
    let document = subject.document;
    for section in { document.sections.iter() }.filter(|section| !section.preliminary) {
        search.look_at(section.heading.clone());
    }
    for statement in &document.statements {
        if statement.quoted || document.sections[statement.section].preliminary {
            continue;
        }
        for claim in &statement.unit.claims {
            search.look_at(statement.place(&claim.range));
        }
    }
    let mut found = search.found;
    found.sort_unstable();
    found.shrink_to_fit();
    found
}

struct Search<'a> {
    subject: &'a Subject<'a>,
    guidelines: &'a [GuidelineIndex],
    /// What the document answers, once somebody asks.
    answered: Option<FxHashSet<ClauseReference>>,
    found: Vec<NamedUnread>,
    seen: FxHashSet<ClauseReference>,
}

impl Search<'_> {
    /// Looks at a part of the text.
    fn look_at(&mut self, place: Range<usize>) {
        let subject = self.subject;
        let words = subject.text.get(place.clone()).unwrap_or_default();
        for number in numbers(words) {
            let range = place.start + number.start..place.start + number.end;
            if self.is_cited(&range) {
                continue;
            }
            let Some((references, length)) = locator::read(&words[number.start..]) else {
                continue;
            };
            let behind = &words[number.start + length..];
            if !ends(behind) {
                continue;
            }
            for reference in references {
                let start = range.start + reference.range.start;
                let range = start..range.start + reference.range.end;
                self.take(&words[..number.start], &range, behind, &reference.target);
            }
        }
    }

    /// Takes a number that stands between these texts, where a clause has it.
    fn take(&mut self, before: &str, range: &Range<usize>, behind: &str, target: &Target) {
        let subject = self.subject;
        let Target::One(locator) = target else {
            return;
        };
        let mut guidelines = self.guidelines.iter();
        let clause = guidelines.find_map(|&guideline| {
            let clause = subject
                .guidelines
                .catalogue(guideline)
                .find_whole(locator)?;
            Some(ClauseReference { guideline, clause })
        });
        let Some(clause) = clause.filter(|clause| !self.seen.contains(clause)) else {
            return;
        };
        let number = &subject.text[range.clone()];
        let is_meant = is_distinctive(target)
            || has_sign(before) && self.is_written_with_sign(clause)
            || names_clauses(before) && !is_own_number(subject, number)
            || opens(before) && self.is_title(clause, behind);
        let is_allowed = || subject.document.allows(super::RULE.name, range);
        if !is_meant || self.is_anothers(range) || self.answers(clause) || is_allowed() {
            return;
        }
        self.seen.insert(clause);
        self.found.push(NamedUnread {
            clause,
            place: Some(Span::from(range)),
        });
    }

    /// Whether a citation that leads somewhere stands there.
    fn is_cited(&self, range: &Range<usize>) -> bool {
        let citations = &self.subject.document.citations;
        let behind = citations.partition_point(|citation| citation.range.start < range.end);
        let last = citations[..behind].last();
        last.is_some_and(|last| last.range.end > range.start && last.resolution.is_found())
    }

    /// Whether the guideline that was named last in the sentence is not at hand, or not in that edition.
    fn is_anothers(&self, range: &Range<usize>) -> bool {
        const ENDS: [&str; 4] = ["。", ". ", "|", "\n\n"];
        let Subject { text, document, .. } = *self.subject;
        let mentions = &document.mentions;
        let behind = mentions.partition_point(|mention| mention.range.end <= range.start);
        let last = mentions[..behind].last();
        last.is_some_and(|last| {
            let between = text.get(last.range.end..range.start).unwrap_or_default();
            last.guidelines.is_empty() && !ENDS.iter().any(|end| between.contains(end))
        })
    }

    fn answers(&mut self, clause: ClauseReference) -> bool {
        let answers = &self.subject.document.answers;
        let links = || answers.iter().flat_map(|answer| &answer.links);
        let answered = || links().map(|link| link.clause).collect();
        { self.answered.get_or_insert_with(answered) }.contains(&clause)
    }

    fn is_written_with_sign(&self, clause: ClauseReference) -> bool {
        let label = self.subject.guidelines.clause(clause).label.as_deref();
        label.is_some_and(|label| label.contains('§'))
    }

    /// Whether a text begins with the clause's title.
    fn is_title(&self, clause: ClauseReference, text: &str) -> bool {
        /// Shorter titles begin many texts.
        const SHORTEST: usize = 4;
        let key = self.subject.guidelines.title_key_of(clause);
        let line = text.lines().next().unwrap_or_default();
        key.chars().nth(SHORTEST - 1).is_some() && title_key(line).starts_with(key)
    }
}

/// Where numbers of more than one level stand in a text, as guidelines and others have them: B.2.3, XY-11, 5.2.
pub(in crate::rules) fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let mut read_to = 0;
    memchr::memchr2_iter(b'-', b'.', bytes).filter_map(move |mark| {
        let joins = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        if mark < read_to.max(1) || !joins(mark - 1) || !joins(mark + 1) {
            return None;
        }
        let length = { bytes[read_to..mark].iter().rev() }.take_while(|byte| is_part(byte));
        let start = mark - length.count();
        let rest = bytes[mark..].iter().take_while(|byte| is_part(byte));
        let end = mark + rest.count();
        read_to = end;
        let opens = bytes[start].is_ascii_uppercase() || bytes[start].is_ascii_digit();
        let is_path = text[..start].ends_with(['/', '_', '@', '#', '=', '\\']);
        let has_digit = || bytes[start..end].iter().any(u8::is_ascii_digit);
        (opens && !is_path && has_digit()).then_some(start..end)
    })
}

/// Whether a number ends before this text: it is no file's name, and no part of a longer one.
fn ends(behind: &str) -> bool {
    let mut next = behind.chars();
    match next.next() {
        Some('.') => !next.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_ascii_alphanumeric() && !"_/-@".contains(c),
        None => true,
    }
}

/// Whether a section sign stands before a number.
fn has_sign(before: &str) -> bool {
    before.trim_end_matches([' ', '\u{a0}']).ends_with('§')
}

/// Whether the text before a number says that it is a clause's.
fn names_clauses(before: &str) -> bool {
    const JAPANESE: [&str; 6] = ["項番", "管理策", "要求事項", "遵守事項", "対策項目", "条項"];
    const ENGLISH: [&str; 7] = [
        "clause",
        "control",
        "criterion",
        "practice",
        "requirement",
        "safeguard",
        "standard",
    ];
    let before = before.trim_end_matches([' ', '\u{a0}', '\u{3000}', '*', '_']);
    let word = { before.rsplit(|c: char| !c.is_ascii_alphabetic()).next() }.unwrap_or_default();
    JAPANESE.iter().any(|word| before.ends_with(word))
        || ENGLISH.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether nothing but marks stands before a number.
fn opens(before: &str) -> bool {
    !before.contains(char::is_alphanumeric)
}
