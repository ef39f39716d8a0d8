//! What was found in documents, kept on disk from one run to the next.
//!
//! A project has one file in the user's cache folder: one read for all documents is what makes a
//! second run cheap. An examination is kept under the hash of its document's bytes and counts
//! only while all that it rests on is the same: the program, the guidelines, the configuration,
//! the day as far as it matters, and the files that the document links to. Nothing depends on the
//! file being there: one that is damaged, or written by another version, counts as none, and one
//! that cannot be written is not missed. What all documents come to together is kept beside it
//! (`whole`), so that this file need not be read where nothing has changed.

mod digest;
mod file;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

pub use digest::{Digest, Digests};
pub use whole::{OfDocument, Whole, key};

use super::{Examination, Grounds, Project};
use crate::record::Record;
use file::{Holds, Place, array};

/// The file's header, and the number of entries.
const HEADER: usize = file::HEADER + 4;
/// Of an entry: the content, where its bytes end, how many saved runs ago it was last used.
const ENTRY: usize = 16 + 4 + 1;
/// The most that a file holds, in bytes. What was not used longest is left out.
const LARGEST: usize = 64 << 20;
/// What so many saved runs did not use is forgotten.
const OLDEST: u8 = 16;

/// The hash of a document's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(u128);

impl Record for ContentHash {
    const WORDS: usize = 4;

    fn write(&self, put: &mut impl FnMut(u32)) {
        for word in self.0.to_le_bytes().as_chunks().0 {
            put(u32::from_le_bytes(*word));
        }
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<ContentHash> {
        let words: [u32; 4] = std::array::from_fn(|_| take());
        let hash = words.iter().rev();
        Some(ContentHash(
            hash.fold(0, |hash, word| hash << 32 | u128::from(*word)),
        ))
    }
}

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(xxh3_128(bytes))
    }
}

/// The examinations of a project that are kept on disk.
pub struct Store {
    place: Place,
    /// What was kept before, once somebody asks.
    before: OnceLock<Before>,
    fresh: Mutex<Vec<(ContentHash, Vec<u8>)>>,
}

/// What earlier runs kept.
struct Before {
    /// The file as it was read; empty when it is of no use.
    bytes: Vec<u8>,
    /// Which of its entries this run used.
    used: Vec<AtomicBool>,
}

/// An examination with all that it rests on.
#[derive(Serialize, Deserialize)]
struct Kept {
    links: Vec<(String, bool)>,
    first_day: i32,
    last_day: i32,
    reviewed: u64,
    examination: Examination,
}

/// An entry of a file.
#[derive(Clone, Copy)]
struct Entry<'a> {
    content: ContentHash,
    bytes: &'a [u8],
    age: u8,
}

impl Store {
    /// The file of a project in a cache folder, which is read once somebody asks for something in
    /// it. `guidelines` is the fingerprint of those that were loaded.
    pub fn open(folder: &Path, project: &Project, guidelines: u128) -> Store {
        Store {
            place: Place::of(folder, project, guidelines),
            before: OnceLock::new(),
            fresh: Mutex::default(),
        }
    }

    fn before(&self) -> &Before {
        self.before.get_or_init(|| Before::read(&self.place))
    }

    /// What was found in a document with this content, if the same would be found now. `reviewed`
    /// is what was reviewed of the document, as [`Grounds`] has it.
    pub fn recall(
        &self,
        content: ContentHash,
        today: Date,
        reviewed: u64,
        exists: &dyn Fn(&str) -> bool,
    ) -> Option<(Examination, Grounds)> {
        let before = self.before();
        let index = before.position(content)?;
        let kept: Kept = postcard::from_bytes(before.entry(index)?.bytes).ok()?;
        let is_same = kept.reviewed == reviewed
            && (kept.first_day..=kept.last_day).contains(&number(today))
            && kept.links.iter().all(|(link, was)| exists(link) == *was);
        if !is_same {
            return None;
        }
        let grounds = Grounds {
            links: kept.links,
            days: day(kept.first_day)?..=day(kept.last_day)?,
            reviewed,
        };
        before.used[index].store(true, Ordering::Relaxed);
        Some((kept.examination, grounds))
    }

    /// Notes what was found in a document, to be saved at the run's end.
    pub fn remember(&self, content: ContentHash, examination: &Examination, grounds: &Grounds) {
        let kept = Kept {
            links: grounds.links.clone(),
            first_day: number(*grounds.days.start()),
            last_day: number(*grounds.days.end()),
            reviewed: grounds.reviewed,
            examination: examination.clone(),
        };
        if let (Ok(bytes), Ok(mut fresh)) = (postcard::to_allocvec(&kept), self.fresh.lock()) {
            fresh.push((content, bytes));
        }
    }

    /// Saves what this run found, and of what was there before what may still be of use. Does
    /// nothing when nothing is new.
    pub fn save(&self) {
        let Ok(mut fresh) = self.fresh.lock() else {
            return;
        };
        let fresh = std::mem::take(&mut *fresh);
        if fresh.is_empty() {
            return;
        }
        let mut entries: Vec<Entry> = fresh
            .iter()
            .map(|(content, bytes)| Entry {
                content: *content,
                bytes,
                age: 0,
            })
            .collect();
        let before = self.before();
        entries.extend((0..before.used.len()).filter_map(|index| {
            let entry = before.entry(index)?;
            let age = match before.used[index].load(Ordering::Relaxed) {
                true => 0,
                false => entry.age + 1,
            };
            (age <= OLDEST).then_some(Entry { age, ..entry })
        }));
        // A cache that cannot be written costs time the next time and nothing else.
        let _ = self.place.write(Holds::Examinations, &laid_out(entries));
    }
}

impl Before {
    fn read(place: &Place) -> Before {
        let is_whole = |bytes: &Vec<u8>| bytes.len() >= HEADER + count(bytes) * ENTRY;
        let bytes = place.read(Holds::Examinations).filter(is_whole);
        let bytes = bytes.unwrap_or_default();
        let used = (0..count(&bytes)).map(|_| AtomicBool::new(false)).collect();
        Before { bytes, used }
    }

    /// Where the entry of a content stands; entries are sorted by it.
    fn position(&self, content: ContentHash) -> Option<usize> {
        let (mut low, mut high) = (0, self.used.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.content(middle)?.cmp(&content) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn content(&self, index: usize) -> Option<ContentHash> {
        let at = HEADER + index * ENTRY;
        Some(ContentHash(u128::from_le_bytes(array(&self.bytes, at)?)))
    }

    fn entry(&self, index: usize) -> Option<Entry<'_>> {
        let end_of = |index: usize| {
            let at = HEADER + index * ENTRY + 16;
            Some(u32::from_le_bytes(array(&self.bytes, at)?) as usize)
        };
        let start = match index.checked_sub(1) {
            Some(before) => end_of(before)?,
            None => 0,
        };
        let blobs = self.bytes.get(HEADER + self.used.len() * ENTRY..)?;
        Some(Entry {
            content: self.content(index)?,
            bytes: blobs.get(start..end_of(index)?)?,
            age: *self.bytes.get(HEADER + index * ENTRY + 20)?,
        })
    }
}

/// What stands behind a file's header: the entries sorted by content, and what they hold.
fn laid_out(mut entries: Vec<Entry<'_>>) -> Vec<u8> {
    entries.sort_by_key(|entry| entry.age);
    let (mut size, mut known) = (0, FxHashSet::default());
    entries.retain(|entry| {
        let kept = size + entry.bytes.len() <= LARGEST && known.insert(entry.content);
        size += if kept { entry.bytes.len() } else { 0 };
        kept
    });
    entries.sort_by_key(|entry| entry.content);
    let mut rest = Vec::with_capacity(4 + entries.len() * ENTRY + size);
    // Neither number can be larger than LARGEST.
    rest.extend_from_slice(&(entries.len() as u32).to_le_bytes());
    let mut end = 0;
    for entry in &entries {
        end += entry.bytes.len();
        rest.extend_from_slice(&entry.content.0.to_le_bytes());
        rest.extend_from_slice(&(end as u32).to_le_bytes());
        rest.push(entry.age);
    }
    for entry in &entries {
        rest.extend_from_slice(entry.bytes);
    }
    rest
}

/// How many entries a file has.
fn count(bytes: &[u8]) -> usize {
    array(bytes, 32).map_or(0, |count| u32::from_le_bytes(count) as usize)
}

/// A day as a number that is larger for a later day.
fn number(date: Date) -> i32 {
    (i32::from(date.year()) * 100 + i32::from(date.month())) * 100 + i32::from(date.day())
}

/// The day of such a number.
fn day(number: i32) -> Option<Date> {
    // Years before the first one are negative.
    let (rest, day) = (number.div_euclid(100), number.rem_euclid(100));
    let (year, month) = (rest.div_euclid(100), rest.rem_euclid(100));
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// The user's cache folder for Shishin: below `$XDG_CACHE_HOME` or the platform's place. None
/// where the environment names none.
pub fn cache_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || {
        let inside = if cfg!(target_os = "macos") {
            "Library/Caches"
        } else {
            ".cache"
        };
        Some(named("HOME")?.join(inside))
    };
    let folder = named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(home)?;
    Some(folder.join("shishin"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::finding::{Finding, Severity};
    use crate::locale::Message;
    use jiff::civil::date;

    /// A cache folder that goes away with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let name = format!("shishin-store-{}-{name}", std::process::id());
            Folder(std::env::temp_dir().join(name))
        }

        fn open(&self) -> Store {
            Store::open(&self.0, &Project::default(), 7)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn examination(words: &str) -> Examination {
        let message = Message::new(words, words);
        Examination {
            findings: vec![Finding::new(
                "weak-wording",
                Severity::Warning,
                3..9,
                message,
            )],
            statements: 2,
            ..Examination::default()
        }
    }

    fn grounds() -> Grounds {
        Grounds {
            links: vec![("record.md".to_string(), true)],
            days: date(2026, 4, 1)..=date(2026, 12, 31),
            reviewed: 5,
        }
    }

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn what_was_found_is_known_the_next_time() {
        let folder = Folder::new("next-time");
        let content = ContentHash::of(b"text");
        let store = folder.open();
        assert_eq!(store.recall(content, TODAY, 5, &|_| true), None);
        for other in 0..50_u8 {
            store.remember(
                ContentHash::of(&[other]),
                &examination("別の文書"),
                &grounds(),
            );
        }
        store.remember(content, &examination("努める"), &grounds());
        store.save();
        let store = folder.open();
        let known = store.recall(content, TODAY, 5, &|link| link == "record.md");
        assert_eq!(known, Some((examination("努める"), grounds())));
        assert_eq!(
            store.recall(ContentHash::of(b"other"), TODAY, 5, &|_| true),
            None
        );
        // What the run did not use stays for a while.
        store.remember(ContentHash::of(b"other"), &examination("適宜"), &grounds());
        store.save();
        let store = folder.open();
        for bytes in [&b"text"[..], b"other", &[7]] {
            assert!(
                store
                    .recall(ContentHash::of(bytes), TODAY, 5, &|_| true)
                    .is_some()
            );
        }
    }

    #[test]
    fn what_was_found_counts_only_while_its_grounds_hold() {
        let folder = Folder::new("grounds");
        let content = ContentHash::of(b"text");
        let store = folder.open();
        store.remember(content, &examination("努める"), &grounds());
        store.save();
        let recalled = |today, exists: bool| {
            let known = folder.open().recall(content, today, 5, &|_| exists);
            known.is_some()
        };
        assert!(recalled(date(2026, 12, 31), true));
        assert!(!recalled(date(2027, 1, 1), true));
        assert!(!recalled(date(2026, 3, 31), true));
        assert!(!recalled(TODAY, false));
        let reviewed = |reviewed| folder.open().recall(content, TODAY, reviewed, &|_| true);
        assert!(reviewed(5).is_some() && reviewed(0).is_none());
        let mut project = Project::default();
        project.configuration.rules.insert(
            "weak-wording".to_string(),
            crate::workspace::configuration::Level::Off,
        );
        let known = |project: &Project, guidelines| {
            let store = Store::open(&folder.0, project, guidelines);
            store.recall(content, TODAY, 5, &|_| true).is_some()
        };
        assert!(!known(&project, 7));
        assert!(!known(&Project::default(), 8));
        assert!(known(&Project::default(), 7));
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let folder = Folder::new("damaged");
        let content = ContentHash::of(b"text");
        let store = folder.open();
        store.remember(content, &examination("努める"), &grounds());
        store.save();
        let whole = fs::read(store.place.path(Holds::Examinations)).unwrap();
        for length in 0..whole.len() {
            fs::write(store.place.path(Holds::Examinations), &whole[..length]).unwrap();
            assert_eq!(folder.open().recall(content, TODAY, 5, &|_| true), None);
        }
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x10;
            fs::write(store.place.path(Holds::Examinations), &damaged).unwrap();
            assert_eq!(folder.open().recall(content, TODAY, 5, &|_| true), None);
        }
    }

    #[test]
    fn what_is_not_used_for_long_is_forgotten() {
        let folder = Folder::new("forgotten");
        folder.open().save();
        let first = ContentHash::of(b"first");
        let store = folder.open();
        store.remember(first, &examination("努める"), &grounds());
        store.save();
        let known = |store: &Store| store.before().position(first).is_some();
        for run in 0..=OLDEST {
            let store = folder.open();
            assert!(known(&store), "in run {run}");
            store.remember(ContentHash::of(&[run]), &examination("適宜"), &grounds());
            store.save();
        }
        assert!(!known(&folder.open()));
    }
}
