//! Small records as bytes of a fixed length.
//!
//! Of every document that did not change a run reads its answers, figures and citations back. There are
//! a hundred to a document, so what one costs is much of what such a run costs: words that stand where
//! they are expected are read back sooner than fields one by one.

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

/// A record of so many words of 32 bits.
pub trait Record: Sized {
    /// How many.
    const WORDS: usize;
    /// Hands out all of its words.
    fn write(&self, put: &mut impl FnMut(u32));
    /// The record that the words make; `None` where they make none.
    fn read(take: &mut impl FnMut() -> u32) -> Option<Self>;
}

impl Record for u32 {
    const WORDS: usize = 1;

    fn write(&self, put: &mut impl FnMut(u32)) {
        put(*self);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<u32> {
        Some(take())
    }
}

impl<A: Record, B: Record> Record for (A, B) {
    const WORDS: usize = A::WORDS + B::WORDS;

    fn write(&self, put: &mut impl FnMut(u32)) {
        self.0.write(put);
        self.1.write(put);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<(A, B)> {
        Some((A::read(take)?, B::read(take)?))
    }
}

/// Two halves of a word.
pub fn halves(word: u32) -> (u16, u16) {
    // The upper half is cut off on purpose.
    (word as u16, (word >> 16) as u16)
}

/// The word of two halves.
pub fn joined(lower: u16, upper: u16) -> u32 {
    u32::from(lower) | u32::from(upper) << 16
}

/// Writes a list of records; for `serde(with)`.
///
/// # Errors
/// When the serializer has one.
pub fn serialize<T: Record, S: Serializer>(
    list: &impl AsRef<[T]>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let list = list.as_ref();
    let mut bytes = Vec::with_capacity(list.len() * T::WORDS * 4);
    for record in list {
        record.write(&mut |word| bytes.extend_from_slice(&word.to_le_bytes()));
    }
    serializer.serialize_bytes(&bytes)
}

/// Reads a list of records; for `serde(with)`.
///
/// # Errors
/// When it is none.
pub fn deserialize<'de, T: Record, L: From<Vec<T>>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<L, D::Error> {
    let mut bytes = deserializer.deserialize_bytes(Bytes)?;
    let mut records = Vec::with_capacity(bytes.len() / (T::WORDS * 4));
    while !bytes.is_empty() {
        let read = T::read(&mut || {
            let (word, behind) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
            bytes = behind;
            u32::from_le_bytes(*word)
        });
        records.push(read.ok_or_else(|| D::Error::custom("no list of records"))?);
    }
    Ok(records.into())
}

struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = &'de [u8];

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("bytes")
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<&'de [u8], E> {
        Ok(bytes)
    }
}
