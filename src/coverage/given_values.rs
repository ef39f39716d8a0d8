//! The values that answers give where their clause asks for one: two answers to one clause, or to one part of it, that
//! each give a single one are held to each other whatever their words, where those do not set them apart.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::Content;
use super::touching::letter_before;
use crate::document::{Answer, Claim, Document, Given, Link, Section, Statement, shortened};
use crate::guideline::{Clause, ClauseReference};
use crate::matching::{Asked, AskedValues};
use crate::record::{self, Record};
use crate::wording::{self, Amount, Field, Status, Surrounding};

/// The values of a document that others can be held to. It is kept of closed documents, so it is small.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GivenValues {
    #[serde(with = "crate::record")]
    values: Box<[GivenValue]>,
    /// The words of the values and the headings above them, a line each.
    words: Box<str>,
}

/// A value that an answer gives.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenValue {
    /// The clause.
    pub clause: ClauseReference,
    /// Which of its requirements asks for the value.
    pub requirement: u16,
    /// What is said.
    pub said: GivenAmount,
    /// Where, in bytes of the document.
    start: u32,
    length: u16,
    /// The words of the value and the heading above it, by their places among the document's.
    words: u16,
    section: u16,
}

/// How much, and what tells it from what others say of the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GivenAmount {
    /// How much.
    pub amount: Amount,
    /// Its sentence speaks of what the requirement asks; others only answer the clause.
    speaks: bool,
    /// Whose, which and where, a hash; 0 where nothing is said of it.
    scope: u32,
    /// What is done, as bits.
    deeds: u64,
    /// The words that tell it from others, sorted; 0 where there is none.
    words: [u32; MOST_WORDS],
}

/// A sentence with more words of its own says more than how much.
const MOST_WORDS: usize = 12;

impl GivenAmount {
    /// Whether two answers cannot both hold: they differ in how much, and in words only by what one of them adds to the
    /// other's.
    pub fn contradicts(&self, other: &GivenAmount) -> bool {
        !self.amount.agrees(&other.amount) && self.is_of_the_same(other)
    }

    fn is_of_the_same(&self, other: &GivenAmount) -> bool {
        let does_other = self.deeds & other.deeds == 0 && self.deeds != 0 && other.deeds != 0;
        if self.scope != other.scope || does_other {
            return false;
        }
        let own = || self.words.iter().filter(|word| **word != 0);
        let others = || other.words.iter().filter(|word| **word != 0);
        let shared = own().filter(|word| other.words.contains(word)).count();
        let fewer = own().count().min(others().count());
        let more = own().count().max(others().count());
        let is_shared = shared > 0 || self.scope != 0;
        // Of a general rule and a special one nobody knows whether they contradict each other.
        let are_alike = shared == fewer && (is_shared || more == 0);
        are_alike && (self.speaks && other.speaks || is_shared && (self.speaks || other.speaks))
    }
}

impl GivenValue {
    /// Where it stands, in bytes of its document.
    pub fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.length)
    }
}

impl Record for GivenValue {
    const WORDS: usize = 11 + MOST_WORDS;

    fn write(&self, put: &mut impl FnMut(u32)) {
        self.clause.write(put);
        put(record::joined(
            self.requirement,
            u16::from(self.said.speaks),
        ));
        self.said.amount.write(put);
        put(self.start);
        put(record::joined(self.length, self.words));
        put(u32::from(self.section));
        put(self.said.scope);
        // The lower half and the upper one.
        put(self.said.deeds as u32);
        put((self.said.deeds >> 32) as u32);
        self.said.words.iter().for_each(|word| put(*word));
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<GivenValue> {
        let clause = ClauseReference::read(take)?;
        let (requirement, speaks) = record::halves(take());
        let amount = Amount::read(take)?;
        let start = take();
        let (length, words) = record::halves(take());
        let section = u16::try_from(take()).ok()?;
        let scope = take();
        let deeds = u64::from(take()) | u64::from(take()) << 32;
        let mut told = [0; MOST_WORDS];
        told.iter_mut().for_each(|word| *word = take());
        Some(GivenValue {
            clause,
            requirement,
            said: GivenAmount {
                amount,
                speaks: speaks == 1,
                scope,
                deeds,
                words: told,
            },
            start,
            length,
            words,
            section,
        })
    }
}

impl GivenValues {
    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, GivenValue> {
        self.values.iter()
    }

    /// The words of a value of this document.
    pub fn words(&self, value: &GivenValue) -> &str {
        self.line(value.words)
    }

    /// The heading above a value of this document; empty when there is none.
    pub fn heading(&self, value: &GivenValue) -> &str {
        self.line(value.section)
    }

    fn line(&self, place: u16) -> &str {
        let line = self.words.split('\n').nth(usize::from(place));
        line.unwrap_or_default()
    }
}

/// The values that the answers of a document with a text give.
pub(super) fn of(document: &Document, text: &str, content: Content<'_>) -> GivenValues {
    let mut reader = Reader {
        document,
        text,
        content,
        words: Vec::new(),
        found: Vec::new(),
    };
    for answer in &document.answers {
        let [link] = answer.links.as_slice() else {
            continue;
        };
        if !is_open(answer) {
            reader.read(answer, link);
        }
    }
    let mut found = reader.found;
    let disputed: Vec<_> = { found.iter() }
        .filter(|value| found.iter().any(|other| is_another(value, other)))
        .map(|value| (value.clause, value.requirement))
        .collect();
    // Who gives two values means different things by them.
    found.retain(|value| {
        !disputed.contains(&(value.clause, value.requirement))
            && !document.allows("conflicting-values", &value.range())
    });
    GivenValues {
        values: found.into(),
        words: reader.words.join("\n").into(),
    }
}

/// Whether two values of one document are given for one requirement and differ.
fn is_another(one: &GivenValue, other: &GivenValue) -> bool {
    (one.clause, one.requirement) == (other.clause, other.requirement)
        && one.said.amount.unit == other.said.amount.unit
        && one.said.amount.value != other.said.amount.value
}

/// Whether an answer says that something is still to be done, or is not the provider's to do.
fn is_open(answer: &Answer) -> bool {
    let status = answer.labels.status.as_ref();
    let is_undone = |stated: &wording::StatedStatus| {
        !matches!(
            stated.status,
            Status::Implemented | Status::Partial | Status::Alternative
        )
    };
    status.is_some_and(|(stated, _)| is_undone(stated))
        || answer.is_inherited()
        || answer.is_customers()
}

struct Reader<'a> {
    document: &'a Document,
    text: &'a str,
    content: Content<'a>,
    words: Vec<String>,
    found: Vec<GivenValue>,
}

impl Reader<'_> {
    fn read(&mut self, answer: &Answer, link: &Link) {
        let Content {
            guidelines,
            matchers,
        } = self.content;
        let clause = guidelines.clause(link.clause);
        if clause.requirements.is_empty() {
            return;
        }
        let guideline = guidelines.get(link.clause.guideline);
        let matcher = matchers.of(link.clause.guideline, guidelines);
        let values = matcher.values(guideline, link.clause.clause);
        if values.values.is_empty() {
            return;
        }
        let asked = matcher.asked(guideline, link.clause.clause);
        let document = self.document;
        for &index in &answer.statements {
            let statement = &document.statements[index];
            if statement.quoted || self.is_aside(statement.section) {
                continue;
            }
            for claim in &statement.unit.claims {
                if claim.says_something() && !claim.quantities().is_empty() {
                    self.claim(statement, claim, link, (clause, values, asked));
                }
            }
        }
    }

    /// The sections around a place, from the inside.
    fn around(&self, section: usize) -> impl Iterator<Item = &Section> {
        let sections = &self.document.sections;
        let around = std::iter::successors(Some(section), |&section| sections[section].parent);
        around.map(|section| &sections[section])
    }

    /// Whether a heading says that what stands below it is not how it is.
    fn is_aside(&self, section: usize) -> bool {
        self.around(section)
            .any(|section| section.preliminary || section.surrounding.aside)
    }

    fn claim(
        &mut self,
        statement: &Statement,
        claim: &Claim,
        link: &Link,
        (clause, values, asked): (&Clause, &AskedValues, &Asked),
    ) {
        let letter = letter_before(&claim.text);
        let given = claim.given(link.clause, || self.given(claim, values, asked));
        for found in given.iter() {
            let number = usize::from(found.requirement);
            let is_cited = match (link.requirement, letter) {
                (Some(cited), _) if has_one_letter(clause, cited, number) => true,
                (None, Some(letter)) if letter_of(clause, number) == Some(letter) => true,
                (None, None) => false,
                _ => continue,
            };
            let parts = asked.all_of(number).somehow;
            let [somehow, clearly] = found.touched;
            let is_of_it = somehow & parts != 0;
            if !is_cited && !is_of_it && clearly != 0 {
                continue;
            }
            let speaks = is_cited || is_of_it || values.is_only(found.requirement);
            self.add(statement, claim, link, (found, speaks), values);
        }
    }

    /// The figures of a claim that give what its clause asks for.
    fn given(&self, claim: &Claim, values: &AskedValues, asked: &Asked) -> Vec<Given> {
        let mut all = Vec::new();
        for (requirement, value) in &values.values {
            for figure in wording::given_figures(&claim.text, claim.quantities(), value) {
                let sentence = &claim.text[figure.sentence.clone()];
                let touched = asked.touched(&[&self.content.matchers.words([sentence])]);
                all.push(Given {
                    requirement: *requirement,
                    figure,
                    touched: [touched.somehow, touched.clearly],
                });
            }
        }
        all
    }

    fn add(
        &mut self,
        statement: &Statement,
        claim: &Claim,
        link: &Link,
        (found, speaks): (&Given, bool),
        values: &AskedValues,
    ) {
        let figure = &found.figure;
        let (mut scope, mut told) = (figure.scope.to_vec(), figure.words.to_vec());
        if statement.unit.is_row {
            for said in beside(statement, claim) {
                scope.extend(&said.scope);
                told.extend(&said.wide);
            }
        }
        // A clause's own heading says what the clause says.
        let headings = self.around(statement.section);
        let headings = headings.filter(|section| section.level > 1 && section.links.is_empty());
        scope.extend(headings.flat_map(|section| &section.surrounding.scope));
        for words in [&mut scope, &mut told] {
            words.sort_unstable();
            words.dedup();
            words.retain(|word| values.words.binary_search(word).is_err());
        }
        told.retain(|word| scope.binary_search(word).is_err());
        let mut hash = FxHasher::default();
        scope.hash(&mut hash);
        let scope = match scope.is_empty() {
            true => 0,
            false => hash.finish() as u32,
        };
        let mut words = [0; MOST_WORDS];
        if told.len() > words.len() {
            return;
        }
        words[..told.len()].copy_from_slice(&told);
        let written = &claim.text[figure.range.clone()];
        let all = statement.place(&claim.range);
        let within = self.text.get(all.clone()).and_then(|raw| raw.find(written));
        let range = within.map_or(all.clone(), |at| {
            all.start + at..all.start + at + written.len()
        });
        let heading = &self.document.sections[statement.section];
        let title = match heading.level {
            0 | 1 => "",
            _ => heading.title.as_str(),
        };
        let (Ok(start), Ok(length)) = (u32::try_from(range.start), u16::try_from(range.len()))
        else {
            return;
        };
        let (written, title) = (
            shortened(written).into_owned(),
            shortened(title).into_owned(),
        );
        let (Some(written), Some(section)) = (self.line(written), self.line(title)) else {
            return;
        };
        self.found.push(GivenValue {
            clause: link.clause,
            requirement: found.requirement,
            said: GivenAmount {
                amount: figure.amount,
                speaks,
                scope,
                deeds: figure.deeds,
                words,
            },
            start,
            length,
            words: written,
            section,
        });
    }

    fn line(&mut self, line: String) -> Option<u16> {
        let known = self.words.iter().position(|known| *known == line);
        let place = known.unwrap_or_else(|| {
            self.words.push(line);
            self.words.len() - 1
        });
        u16::try_from(place).ok()
    }
}

/// What the other cells of a row say of what it is about.
fn beside(statement: &Statement, claim: &Claim) -> impl Iterator<Item = Surrounding> {
    /// A longer one says something itself, in bytes.
    const LONGEST: usize = 60;
    let claims = { statement.unit.claims.iter() }
        .filter(|other| other.range != claim.range)
        .map(|other| &*other.text);
    let fields = { statement.unit.fields.iter() }
        .filter(|value| matches!(value.field, Field::Requirement | Field::Responsibility))
        .map(|value| &*value.text);
    let short = claims.chain(fields).filter(|text| text.len() <= LONGEST);
    short.map(wording::surrounding)
}

/// Whether two requirements of a clause hang under one letter, or are one.
fn has_one_letter(clause: &Clause, cited: usize, asking: usize) -> bool {
    cited == asking
        || letter_of(clause, cited).is_some_and(|letter| letter_of(clause, asking) == Some(letter))
}

/// The letter that a requirement of a clause has.
fn letter_of(clause: &Clause, requirement: usize) -> Option<u8> {
    let label = clause.requirements.get(requirement)?.label.as_deref()?;
    match label.split('.').next()?.as_bytes() {
        [letter] => Some(*letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::samples::CLAUSE;
    use crate::wording::{Bound, Unit};

    fn said(value: f32, words: &[u32], scope: u32) -> GivenAmount {
        let mut told = [0; MOST_WORDS];
        told[..words.len()].copy_from_slice(words);
        GivenAmount {
            amount: Amount {
                value,
                unit: Unit::Days,
                bound: None,
                tool: 0,
            },
            speaks: true,
            scope,
            deeds: 0,
            words: told,
        }
    }

    #[test]
    fn what_one_adds_to_the_others_words_sets_them_apart_only_alone() {
        let own = said(30.0, &[1, 2], 0);
        assert!(own.contradicts(&said(60.0, &[1, 2, 3], 0)));
        assert!(!own.contradicts(&said(30.0, &[1, 2, 3], 0)));
        assert!(!own.contradicts(&said(60.0, &[1, 3], 0)));
        assert!(!own.contradicts(&said(60.0, &[1, 2], 7)));
        assert!(!own.contradicts(&said(60.0, &[], 0)));
        assert!(said(30.0, &[], 0).contradicts(&said(60.0, &[], 0)));
        let silent = GivenAmount {
            speaks: false,
            ..own
        };
        assert!(silent.contradicts(&said(60.0, &[1, 2], 0)));
        let other_deed = GivenAmount { deeds: 4, ..own };
        assert!(!other_deed.contradicts(&GivenAmount {
            deeds: 2,
            ..said(60.0, &[1, 2], 0)
        }));
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was() {
        let value = GivenValue {
            clause: CLAUSE,
            requirement: 7,
            said: GivenAmount {
                amount: Amount {
                    value: 0.5,
                    unit: Unit::TimesPerYear,
                    bound: Some(Bound::AtMost),
                    tool: 0,
                },
                deeds: 1 << 40 | 3,
                ..said(1.0, &[5, u32::MAX], 9)
            },
            start: 70_000,
            length: 12,
            words: 3,
            section: u16::MAX,
        };
        let mut words = Vec::new();
        value.write(&mut |word| words.push(word));
        assert_eq!(words.len(), GivenValue::WORDS);
        let mut words = words.into_iter();
        let read = GivenValue::read(&mut || words.next().unwrap_or_default());
        assert_eq!(read, Some(value));
    }
}
