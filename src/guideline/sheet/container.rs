//! What a workbook's file holds before anything is read in it.
//!
//! It is a ZIP archive of XML, and what stands in it decides how much memory reading it takes. So
//! all of it is unpacked once, into nothing, and a file that unpacks to more than a guideline needs
//! is refused, and so is one that announces more than it holds.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::guideline::Problem;
use crate::locale::Message;

/// The most bytes that a workbook may unpack to.
const LARGEST: u64 = 256 << 20;
/// The most bytes of formats: each cell's style is made of them.
const LARGEST_STYLES: u64 = 4 << 20;
/// The longest mark in them. Excel writes no names and formats beyond 255 characters.
const LONGEST_STYLE: usize = 2 << 10;
/// The most files in the archive.
const MOST_PARTS: usize = 10_000;

/// Looks at a file's parts.
///
/// # Errors
/// When it is no workbook, or unpacks to too much.
pub fn examine(bytes: &[u8]) -> Result<(), Problem> {
    const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if bytes.starts_with(OLD) {
        return Err(Problem::invalid(
            0..0,
            Message::new(
                "パスワードで保護されているか、古い形式（.xls）のブックです。パスワードを外し、.xlsx か .csv で保存し直してください。",
                "The workbook has a password or is of the old form (.xls). Remove the password and save it as .xlsx or .csv.",
            ),
        ));
    }
    let failed = |error: zip::result::ZipError| broken(&error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(failed)?;
        let name = part.name().map_err(failed)?.to_lowercase();
        let mut part = part.take(left + 1);
        let is_styles = name.ends_with("styles.xml");
        let is_strings = name.ends_with("sharedstrings.xml");
        let mut seen = Seen::default();
        let mut buffer = [0; 16 * 1024];
        loop {
            let count = part
                .read(&mut buffer)
                .map_err(|error| broken(&format!("{name}: {error}")))?;
            if count == 0 {
                break;
            }
            if is_styles || is_strings {
                seen.add(&buffer[..count]);
            }
        }
        let size = seen.size.max(left + 1 - part.limit());
        left = left.checked_sub(size).ok_or_else(too_large)?;
        let is_odd = seen.is_binary
            || (is_styles && (size > LARGEST_STYLES || seen.longest > LONGEST_STYLE))
            || (is_strings && seen.announces_more());
        if is_odd {
            return Err(broken(&name));
        }
    }
    Ok(())
}

/// What was seen of a part.
#[derive(Default)]
struct Seen {
    size: u64,
    /// The longest mark, from `<` to `>`.
    longest: usize,
    since_mark: usize,
    is_binary: bool,
    start: Vec<u8>,
}

impl Seen {
    fn add(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        for byte in bytes {
            self.is_binary |= *byte == 0;
            self.since_mark = match byte {
                b'<' | b'>' => 0,
                _ => self.since_mark + 1,
            };
            self.longest = self.longest.max(self.since_mark);
        }
        let room = 4096_usize.saturating_sub(self.start.len());
        self.start.extend(&bytes[..room.min(bytes.len())]);
    }

    /// Whether the list of texts says that it holds more of them than it has bytes: room would
    /// be made for as many.
    fn announces_more(&self) -> bool {
        const KEY: &[u8] = b"uniqueCount";
        let keys = memchr::memmem::find_iter(&self.start, KEY);
        let mut counts = keys.map(|at| {
            let behind = self.start[at + KEY.len()..].iter().copied();
            let digits = behind.skip_while(|byte| !byte.is_ascii_digit());
            digits
                .take_while(u8::is_ascii_digit)
                .fold(0_u64, |count, digit| {
                    count
                        .saturating_mul(10)
                        .saturating_add(u64::from(digit - b'0'))
                })
        });
        // A head that is longer than all that is looked at hides what it says.
        let is_hidden = self.size > 4096 && !self.start.contains(&b'>');
        is_hidden || counts.any(|count| count > self.size)
    }
}

/// The problem of a file that is no sound workbook.
pub fn broken(error: &str) -> Problem {
    Problem::invalid(
        0..0,
        Message::new(
            format!(
                "Excelのブックとして読めません（{error}）。Excelで開いて保存し直すか、.csv で保存してください。"
            ),
            format!(
                "This cannot be read as a workbook ({error}). Open it in Excel and save it again, or save it as .csv."
            ),
        ),
    )
}

fn too_large() -> Problem {
    let limit = LARGEST >> 20;
    Problem::invalid(
        0..0,
        Message::new(
            format!(
                "展開すると上限の{limit}MBを超えるため読みません。条項のシートだけを残して保存し直してください。"
            ),
            format!(
                "It unpacks to more than the limit of {limit} MB and is not read. Save it with the sheets that hold clauses alone."
            ),
        ),
    )
}
