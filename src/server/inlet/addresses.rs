//! Addresses as some clients write them: `file:///文書/規程 1.md`, `untitled:無題-1`.
//!
//! An address has only certain characters, and all others behind percent signs; the protocol's library turns down a
//! message with any other. What such an address means is clear, so that it is written as it should have been. Answers
//! have it in that form too.

use memchr::memmem;

/// How the keys of all addresses end: `uri`, `rootUri`, `scopeUri`. A text's own quotation marks have a backslash
/// before them, so that this stands nowhere else but at the end of a text, and then no colon follows.
const ENDS: [&[u8]; 2] = [b"uri\"", b"Uri\""];

/// Writes the addresses in a message in JSON with percent signs, where they are not yet.
pub fn mend(message: &mut Vec<u8>) {
    let mut wrong: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for end in ENDS {
        let places = memmem::find_iter(message, end);
        let values = places.filter_map(|at| value(message, at + end.len()));
        wrong.extend(values.filter_map(|range| {
            let written = message.get(range.clone())?;
            let is_right = { written[1..written.len() - 1].iter() }.all(|byte| is_plain(*byte))
                && !has_stray_percent(written);
            if is_right {
                return None;
            }
            let address: String = serde_json::from_slice(written).ok()?;
            Some((range, format!("\"{}\"", encoded(&address))))
        }));
    }
    wrong.sort_by_key(|(range, _)| range.start);
    for (range, address) in wrong.into_iter().rev() {
        message.splice(range, address.into_bytes());
    }
}

/// The text in quotation marks that is the value of the key that ends at `at`.
fn value(message: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let skip = |mut at: usize| {
        while message.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    let colon = skip(at);
    if message.get(colon) != Some(&b':') {
        return None;
    }
    let open = skip(colon + 1);
    if message.get(open) != Some(&b'"') {
        return None;
    }
    let mut close = open + 1;
    loop {
        match message.get(close)? {
            b'"' => return Some(open..close + 1),
            b'\\' => close += 2,
            _ => close += 1,
        }
    }
}

/// Whether a byte may stand in an address.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte)
}

/// Whether a percent sign stands there without the two digits that belong to it.
fn has_stray_percent(written: &[u8]) -> bool {
    memchr::memchr_iter(b'%', written).any(|at| !is_escape(&written[at + 1..]))
}

fn is_escape(behind: &[u8]) -> bool {
    matches!(behind, [one, two, ..] if one.is_ascii_hexdigit() && two.is_ascii_hexdigit())
}

fn encoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut encoded = String::with_capacity(bytes.len() * 3);
    for (at, &byte) in bytes.iter().enumerate() {
        let stands = is_plain(byte) && (byte != b'%' || is_escape(&bytes[at + 1..]));
        match stands {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_written_as_they_should_be_and_nothing_else() {
        for (sent, mended) in [
            (r#"{"uri":"file:///a.md"}"#, r#"{"uri":"file:///a.md"}"#),
            (
                r#"{"uri":"file:///%E8%A6%8F.md"}"#,
                r#"{"uri":"file:///%E8%A6%8F.md"}"#,
            ),
            (
                r#"{"uri": "file:///規 1.md","text":"規 1"}"#,
                r#"{"uri": "file:///%E8%A6%8F%201.md","text":"規 1"}"#,
            ),
            (
                r#"{"rootUri" : "file:\/\/\/規"}"#,
                r#"{"rootUri" : "file:///%E8%A6%8F"}"#,
            ),
            (
                r#"{"uri":"file:///\u898f.md"}"#,
                r#"{"uri":"file:///%E8%A6%8F.md"}"#,
            ),
            (
                r#"{"uri":"file:///100%.md"}"#,
                r#"{"uri":"file:///100%25.md"}"#,
            ),
            (
                r#"{"uri":"untitled:無-1"}"#,
                r#"{"uri":"untitled:%E7%84%A1-1"}"#,
            ),
            (
                r#"{"text":"\"uri\": \"規 1\""}"#,
                r#"{"text":"\"uri\": \"規 1\""}"#,
            ),
            (
                r#"{"text":"規 uri","b":"規 1"}"#,
                r#"{"text":"規 uri","b":"規 1"}"#,
            ),
            (r#"{"uri":"規"#, r#"{"uri":"規"#),
            (r#"{"uri":"規\"#, r#"{"uri":"規\"#),
        ] {
            let mut message = sent.as_bytes().to_vec();
            super::mend(&mut message);
            assert_eq!(String::from_utf8(message).unwrap(), mended);
        }
    }
}
