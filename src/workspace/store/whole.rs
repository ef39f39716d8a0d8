//! What a check found in all documents together, for the next one that finds them unchanged.
//!
//! Such a check costs reading the documents and one look at this: nothing is read back of what was
//! found in each of them, and nothing is put together. It counts only while the documents are the
//! same at the same places, and all that their examinations rest on holds. What depends on nothing
//! but the configuration and the guideline files is not kept, since each run reads those.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::file::{self, Holds};
use super::{ContentHash, Grounds, LARGEST, Store, day, number};
use crate::coverage::Summary;
use crate::finding::Finding;
use crate::guideline::GuidelineIndex;

/// What has to be so for it to count.
#[derive(Serialize, Deserialize)]
struct Conditions<'a> {
    /// The documents, as [`key`] has them.
    key: u128,
    /// Their contents, in their order.
    #[serde(with = "crate::record")]
    contents: Cow<'a, [ContentHash]>,
    /// Where links of documents lead that a rule asked about, and whether a file stood there.
    links: Cow<'a, [(u32, String, bool)]>,
    first_day: i32,
    last_day: i32,
}

/// What was found.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole<'a> {
    /// In each document.
    pub documents: Vec<OfDocument<'a>>,
    /// What is reported where the project names a guideline.
    pub project: Cow<'a, [(GuidelineIndex, Finding)]>,
    /// How the requirements of each guideline stand.
    pub summaries: Cow<'a, [Summary]>,
}

/// What was found in a document, and what the documents together show there.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct OfDocument<'a> {
    /// In the order of their places.
    pub findings: Cow<'a, [Finding]>,
    /// How many statements point at a clause.
    pub linked_statements: usize,
    /// How many blocks and rows could be a statement.
    pub statements: usize,
    /// Whether anything in it answers a clause.
    pub answers: bool,
}

/// What an earlier run kept, of which nobody knows yet whether it counts.
pub struct Remembered {
    conditions: Conditions<'static>,
    bytes: Vec<u8>,
    /// Where in the bytes stands what was found.
    found: usize,
}

impl Store {
    /// What the last run found that kept all of it.
    pub fn remembered(&self) -> Option<Remembered> {
        let bytes = self.place.read(Holds::Whole)?;
        let behind = bytes.get(file::HEADER..)?;
        let (conditions, found) = postcard::take_from_bytes(behind).ok()?;
        let found = bytes.len() - found.len();
        Some(Remembered {
            conditions,
            bytes,
            found,
        })
    }

    /// Keeps what was found in documents with these contents, of which [`key`] gives `key`, and what
    /// the examination of each of them rests on.
    pub fn keep(&self, key: u128, contents: &[ContentHash], grounds: &[Grounds], whole: &Whole) {
        let links = (0..).zip(grounds).flat_map(|(document, grounds)| {
            let links = grounds.links.iter();
            links.map(move |(link, exists)| (document, link.clone(), *exists))
        });
        let days = grounds.iter().map(|grounds| &grounds.days);
        let days = days.fold(Date::MIN..=Date::MAX, |all, days| both(&all, days));
        let conditions = Conditions {
            key,
            contents: Cow::Borrowed(contents),
            links: links.collect(),
            first_day: number(*days.start()),
            last_day: number(*days.end()),
        };
        let written =
            postcard::to_allocvec(&conditions).and_then(|bytes| postcard::to_extend(whole, bytes));
        if let Ok(bytes) = written
            && bytes.len() <= LARGEST
        {
            let _ = self.place.write(Holds::Whole, &bytes);
        }
    }
}

impl Remembered {
    /// The content of the document at a place of the list.
    pub fn content(&self, document: usize) -> Option<ContentHash> {
        self.conditions.contents.get(document).copied()
    }

    /// What was found, if the same would be found now in documents for which [`key`] gives `key`.
    /// `exists` says whether a file stands where a link of a document leads.
    pub fn found(
        &self,
        key: u128,
        today: Date,
        exists: &dyn Fn(usize, &str) -> bool,
    ) -> Option<Whole<'static>> {
        let conditions = &self.conditions;
        let links = || {
            let mut links = conditions.links.iter();
            links.all(|(document, link, was)| exists(*document as usize, link) == *was)
        };
        let is_same = conditions.key == key
            && (day(conditions.first_day)?..=day(conditions.last_day)?).contains(&today)
            && links();
        let found = self.bytes.get(self.found..).filter(|_| is_same)?;
        postcard::from_bytes(found).ok()
    }
}

/// The days that are in both.
fn both(one: &RangeInclusive<Date>, other: &RangeInclusive<Date>) -> RangeInclusive<Date> {
    *one.start().max(other.start())..=*one.end().min(other.end())
}

/// A hash of where the documents lie, what they hold and what was reviewed of each.
pub fn key<'a>(documents: impl Iterator<Item = (&'a Path, ContentHash, u64)>) -> u128 {
    let mut hasher = Xxh3::new();
    for (path, content, reviewed) in documents {
        let path = path.as_os_str().as_encoded_bytes();
        hasher.update(&path.len().to_le_bytes());
        hasher.update(path);
        hasher.update(&content.0.to_le_bytes());
        hasher.update(&reviewed.to_le_bytes());
    }
    hasher.digest128()
}
