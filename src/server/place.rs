//! Between the protocol's terms of place and ours: paths and addresses, bytes and positions.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use tower_lsp_server::ls_types::{Position, Range, Uri};

use crate::text::{self, Buffer, Encoding, Lined};

/// The path of a file's address; `None` for what is no file of this machine.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    if uri.scheme().as_str() != "file" {
        return None;
    }
    uri.to_file_path().map(|path| path.into_owned())
}

/// Whether an address is that of a document which has no file yet.
pub fn is_untitled(uri: &Uri) -> bool {
    uri.scheme().as_str() == "untitled"
}

/// The address of a file.
pub fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// An address with what of a link points into the file: `#行3`.
pub fn within(uri: &Uri, place: &str) -> Option<Uri> {
    let mut address = uri.as_str().to_string();
    for byte in place.bytes() {
        match byte.is_ascii_graphic() {
            true => address.push(char::from(byte)),
            false => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.parse().ok()
}

/// Bytes of a text as positions.
pub fn range(lined: &Lined, bytes: &std::ops::Range<usize>, encoding: Encoding) -> Range {
    Range {
        start: position(lined.position(bytes.start, encoding)),
        end: position(lined.position(bytes.end, encoding)),
    }
}

/// Bytes of a text as positions, one after the other: see [`Lined::position_behind`].
pub struct Places<'a> {
    lined: &'a Lined,
    encoding: Encoding,
    last: Cell<(usize, text::Position)>,
}

impl<'a> Places<'a> {
    /// Places of a text.
    pub fn new(lined: &'a Lined, encoding: Encoding) -> Places<'a> {
        let last = Cell::new((0, lined.position(0, encoding)));
        Places {
            lined,
            encoding,
            last,
        }
    }

    /// Bytes as positions.
    pub fn range(&self, bytes: &std::ops::Range<usize>) -> Range {
        let behind = |known, offset| self.lined.position_behind(known, offset, self.encoding);
        let start = behind(self.last.get(), bytes.start);
        let known = (self.lined.text.floor_char_boundary(bytes.start), start);
        self.last.set(known);
        Range {
            start: position(start),
            end: position(behind(known, bytes.end)),
        }
    }
}

/// A position in the protocol's type.
pub fn position(position: text::Position) -> Position {
    Position {
        line: position.line,
        character: position.column,
    }
}

/// A position in our type.
pub fn from_position(position: Position) -> text::Position {
    text::Position {
        line: position.line,
        column: position.character,
    }
}

/// A place in a text as bytes; past the end is the end.
pub fn offset(lined: &Lined, position: Position, encoding: Encoding) -> usize {
    lined.offset(from_position(position), encoding)
}

/// A stretch of a text as bytes, in either order.
pub fn bytes(lined: &Lined, range: Range, encoding: Encoding) -> std::ops::Range<usize> {
    let one = offset(lined, range.start, encoding);
    let other = offset(lined, range.end, encoding);
    one.min(other)..one.max(other)
}

/// Applies what the client changed, one change after the other.
pub fn apply(
    buffer: &mut Buffer,
    changes: &[tower_lsp_server::ls_types::TextDocumentContentChangeEvent],
    encoding: Encoding,
) {
    for change in changes {
        match change.range {
            None => *buffer = Buffer::new(&change.text),
            Some(range) => {
                let range = from_position(range.start)..from_position(range.end);
                buffer.apply(range, &change.text, encoding);
            }
        }
    }
}
