//! What was read in short texts before: cells, labels and clause numbers hold the same few words again and again.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHashMap;

/// What a thread has read, by the texts.
pub struct Readings<T> {
    known: RefCell<FxHashMap<Box<str>, T>>,
    /// How many texts are kept at most; past it the memory is emptied and fills again.
    most: usize,
    /// In bytes. Longer texts hardly come twice.
    longest: usize,
}

impl<T> Readings<T> {
    /// An empty memory of at most `most` texts of at most `longest` bytes.
    pub fn of(most: usize, longest: usize) -> Readings<T> {
        Readings {
            known: RefCell::default(),
            most,
            longest,
        }
    }
}

/// A memory for what a status, a label's value or a short cell says.
impl<T> Default for Readings<T> {
    fn default() -> Readings<T> {
        Readings::of(2048, 64)
    }
}

/// What `read` makes of a text, or made of it before. `read` does not ask the same memory.
pub fn remembered<T: Clone>(
    readings: &'static LocalKey<Readings<T>>,
    text: &str,
    read: fn(&str) -> T,
) -> T {
    readings.with(|readings| {
        if text.len() > readings.longest {
            return read(text);
        }
        let mut known = readings.known.borrow_mut();
        if let Some(reading) = known.get(text) {
            return reading.clone();
        }
        if known.len() >= readings.most {
            known.clear();
        }
        let reading = read(text);
        known.insert(text.into(), reading.clone());
        reading
    })
}
