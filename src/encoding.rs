//! The encodings that texts come in: which one some bytes are likely to be in, and their text.
//!
//! Documents are UTF-8. What Excel saves as `.csv` in Japan is Shift_JIS (CP932), and a sheet is
//! read whatever it is in; of a document that is not UTF-8 a message says what it likely is.

use std::borrow::Cow;

/// An encoding that texts are found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, as Excel's “Unicode text” is.
    Utf16,
    /// Shift_JIS as Windows has it: CP932.
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP, as old mail has it.
    Jis,
    /// Windows' Western encoding: CP1252.
    Western,
}

impl Encoding {
    /// Its name for a reader.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::ShiftJis => "Shift_JIS (CP932)",
            Encoding::EucJp => "EUC-JP",
            Encoding::Jis => "ISO-2022-JP",
            Encoding::Western => "Windows-1252",
        }
    }

    /// Its name for `iconv`.
    pub fn iconv_name(self) -> &'static str {
        match self {
            Encoding::ShiftJis => "CP932",
            Encoding::Western => "CP1252",
            other => other.name(),
        }
    }
}

/// How much of a text tells its encoding.
const TELLING: usize = 64 * 1024;

/// The text of bytes in whatever encoding they are, without a mark of byte order; `None` where no
/// known one fits all of them.
pub fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_disguised(bytes)
    {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        return Some((Cow::Borrowed(text), Encoding::Utf8));
    }
    let encoding = likely(bytes)?;
    let decoder = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16 if is_big_endian(bytes) => encoding_rs::UTF_16BE,
        Encoding::Utf16 => encoding_rs::UTF_16LE,
        Encoding::ShiftJis => encoding_rs::SHIFT_JIS,
        Encoding::EucJp => encoding_rs::EUC_JP,
        Encoding::Jis => encoding_rs::ISO_2022_JP,
        Encoding::Western => encoding_rs::WINDOWS_1252,
    };
    let bytes = match encoding {
        Encoding::Utf16 => without_mark(bytes),
        _ => bytes,
    };
    let text = decoder.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((text, encoding))
}

/// The encoding that bytes which are not UTF-8 are likely to be in.
pub fn likely(bytes: &[u8]) -> Option<Encoding> {
    if without_mark(bytes).len() < bytes.len() || has_empty_halves(bytes) {
        return Some(Encoding::Utf16);
    }
    let start = &bytes[..bytes.len().min(TELLING)];
    // No text but one in UTF-16 has this byte.
    if start.contains(&0) {
        return None;
    }
    if has_escapes(start) {
        return Some(Encoding::Jis);
    }
    let japanese = [
        (Encoding::ShiftJis, encoding_rs::SHIFT_JIS),
        (Encoding::EucJp, encoding_rs::EUC_JP),
    ];
    let plausible = japanese.into_iter().filter_map(|(encoding, decoder)| {
        // The end of what is looked at may cut a character in two.
        let text = (0..2).find_map(|cut| {
            let bytes = start.get(..start.len().checked_sub(cut)?)?;
            decoder.decode_without_bom_handling_and_without_replacement(bytes)
        })?;
        let score = score(&text);
        (score > 0).then_some((score, encoding))
    });
    // Of two that fit equally well the commoner one stands first.
    let best = plausible.reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((_, encoding)) => Some(encoding),
        None => is_western(start).then_some(Encoding::Western),
    }
}

/// Whether bytes that are UTF-8 by chance are text in another encoding.
fn is_disguised(bytes: &[u8]) -> bool {
    has_empty_halves(bytes) || has_escapes(&bytes[..bytes.len().min(TELLING)])
}

/// Whether there are the marks by which ISO-2022-JP changes between its sets of characters.
fn has_escapes(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|at| at == b"\x1b$B" || at == b"\x1b$@")
}

/// How much a text looks like Japanese. Curled quotes of a Western encoding come out as single
/// characters between Latin letters, and what is in another encoding as half-width kana.
fn score(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    for character in text.chars() {
        score += match character {
            '\u{3040}'..='\u{30ff}' => 2,
            '\u{ff61}'..='\u{ff9f}' => -3,
            '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' => 1,
            '\u{4e00}'..='\u{9fff}' if !before.is_ascii() => 1,
            '\u{4e00}'..='\u{9fff}' if before.is_ascii_alphabetic() => -2,
            c if c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}') => 0,
            _ => -1,
        };
        before = character;
    }
    score
}

fn is_western(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let is_unused = |byte: &&u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    high * 4 < bytes.len() && !bytes.iter().any(|byte| is_unused(&byte))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    let marks: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
    let found = marks.iter().find_map(|mark| bytes.strip_prefix(*mark));
    found.unwrap_or(bytes)
}

/// Whether nearly every second byte is empty, as in UTF-16 with Latin letters or commas.
fn has_empty_halves(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let empty = |parity: usize| {
        let halves = start.iter().skip(parity).step_by(2);
        halves.filter(|byte| **byte == 0).count()
    };
    start.len() >= 4 && empty(0).abs_diff(empty(1)) * 8 > start.len()
}

fn is_big_endian(bytes: &[u8]) -> bool {
    if without_mark(bytes).len() < bytes.len() {
        return bytes.starts_with(b"\xfe\xff");
    }
    let start = &bytes[..bytes.len().min(1024)];
    let empty = |parity: usize| start.iter().skip(parity).step_by(2).filter(|b| **b == 0);
    empty(0).count() > empty(1).count()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode, likely};

    fn told(bytes: &[u8]) -> Option<(String, Encoding)> {
        decode(bytes).map(|(text, encoding)| (text.into_owned(), encoding))
    }

    #[test]
    fn a_text_is_read_in_the_encoding_that_it_is_in() {
        let text = "項番,要求事項\r\n1.1,責任者を置き、①〜③を記録すること。\r\n";
        for (encoding, decoder) in [
            (Encoding::ShiftJis, encoding_rs::SHIFT_JIS),
            (Encoding::EucJp, encoding_rs::EUC_JP),
            (Encoding::Jis, encoding_rs::ISO_2022_JP),
        ] {
            // The wave dash has another code in each.
            let text = text.replace(['〜', '①', '③'], "3");
            let (bytes, _, failed) = decoder.encode(&text);
            assert!(!failed);
            assert_eq!(told(&bytes), Some((text, encoding)));
        }
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("①㈱Ⅲの記録");
        assert_eq!(decode(&bytes).unwrap().0, "①㈱Ⅲの記録");
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let text = "No,要求事項\n1,責任者を置く。\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let expected = Some((text.to_owned(), Encoding::Utf16));
        assert_eq!(told(&[b"\xff\xfe", &little[..]].concat()), expected);
        assert_eq!(told(&[b"\xfe\xff", &big[..]].concat()), expected);
        assert_eq!(told(b"a\0b\0c\0,\0").unwrap().0, "abc,");
        assert_eq!(
            told("\u{feff}a".as_bytes()),
            Some(("a".to_owned(), Encoding::Utf8))
        );
    }

    #[test]
    fn curled_quotes_are_no_japanese() {
        let bytes = b"No,Requirement\n1.1,The provider\x92s staff keep \x93logs\x94 for a year.\n";
        assert_eq!(likely(bytes), Some(Encoding::Western));
        assert!(decode(bytes).unwrap().0.contains("provider’s staff"));
        assert_eq!(likely(&[0x89, b'P', b'N', b'G', 0, 1, 2, 0xff]), None);
    }
}
