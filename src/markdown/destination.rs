//! Where links lead, as a path.

use std::fmt::Write as _;

/// A path as a link's destination: with percent signs for what Markdown or an address would read as something
/// else. Letters of all languages stay as they are.
pub fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for character in path.chars() {
        let means_something =
            character.is_ascii_control() || "%#?()<>[]|\\\"`*".contains(character);
        if means_something || character.is_whitespace() {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                // To write into a text cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(character);
        }
    }
    encoded
}

/// A path with its percent signs decoded: `%E8%A8%BC` and `%20` as people write them.
pub fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = path
            .get(at + 1..at + 3)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[at], pair) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_as_it_was() {
        for (path, written) in [
            ("証跡/点検票_2026年.csv", "証跡/点検票_2026年.csv"),
            ("証跡/点検#1 (案)?.csv", "証跡/点検%231%20%28案%29%3F.csv"),
            ("100%.md", "100%25.md"),
            ("全角\u{3000}空白.md", "全角%E3%80%80空白.md"),
        ] {
            assert_eq!(percent_encoded(path), written);
            assert_eq!(percent_decoded(written), path);
        }
    }
}
