//! What was read in short texts before: cells and labels hold the same few words again and again.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHashMap;

/// What a thread has read, by the texts.
pub(super) type Readings<T> = RefCell<FxHashMap<Box<str>, T>>;

/// How many texts a thread keeps, at most, with what one reader makes of them.
const MOST: usize = 2048;
/// Longer texts are sentences that hardly come twice.
const LONGEST: usize = 64;

/// What `read` makes of a text, or made of it before.
pub(super) fn remembered<T: Clone>(
    readings: &'static LocalKey<Readings<T>>,
    text: &str,
    read: fn(&str) -> T,
) -> T {
    if text.len() > LONGEST {
        return read(text);
    }
    readings.with_borrow_mut(|readings| {
        if let Some(known) = readings.get(text) {
            return known.clone();
        }
        if readings.len() >= MOST {
            readings.clear();
        }
        let reading = read(text);
        readings.insert(text.into(), reading.clone());
        reading
    })
}
