//! Halves of characters in messages.
//!
//! An editor that keeps its text in UTF-16 can have half of a character in it, as when somebody deletes
//! one half of an emoji, and sends it as an escape (`\ud83d`) that stands for no character. A
//! replacement character (`\ufffd`) takes its place: it is as wide in UTF-16, so that all columns
//! behind it stay what they are.

/// The escape's digits for a replacement character.
const REPLACEMENT: &[u8; 4] = b"fffd";

/// How many bytes an escape has behind its backslash: `ud83d`.
const ESCAPE: usize = 5;

/// Puts a replacement character in the place of each escape of half a character, in a message in JSON.
pub fn mend(message: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', message.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        at = start
            + match half(message, start) {
                Some(Half::First) if is_second_behind(message, start) => 2 * ESCAPE + 1,
                Some(_) => {
                    message[start + 1..start + ESCAPE].copy_from_slice(REPLACEMENT);
                    ESCAPE
                }
                // Whatever is escaped is one byte, or has no backslash in it.
                None => 1,
            };
    }
}

/// Which half of a character an escape stands for.
enum Half {
    First,
    Second,
}

fn is_second_behind(message: &[u8], start: usize) -> bool {
    let behind = start + ESCAPE;
    message.get(behind) == Some(&b'\\') && matches!(half(message, behind + 1), Some(Half::Second))
}

/// What half of a character the escape stands for whose backslash stands before `start`.
fn half(message: &[u8], start: usize) -> Option<Half> {
    let [b'u', b'd' | b'D', kind, one, two] = *message.get(start..start + ESCAPE)? else {
        return None;
    };
    let is_hexadecimal = one.is_ascii_hexdigit() && two.is_ascii_hexdigit();
    match kind.to_ascii_lowercase() {
        b'8' | b'9' | b'a' | b'b' if is_hexadecimal => Some(Half::First),
        b'c'..=b'f' if is_hexadecimal => Some(Half::Second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn halves_alone_are_replaced_and_nothing_else() {
        for (sent, mended) in [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\uDD11a""#, r#""\ufffda""#),
            (r#""\ud83d\udd11""#, r#""\ud83d\udd11""#),
            (r#""\ud83d\uD83D\udd11""#, r#""\ufffd\uD83D\udd11""#),
            (r#""\udd11\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\n\udd11""#, r#""\ufffd\n\ufffd""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#""\ud7ff\ue000\u""#, r#""\ud7ff\ue000\u""#),
            (r#""\ud83"#, r#""\ud83"#),
            (r#""\"#, r#""\"#),
        ] {
            let mut message = sent.as_bytes().to_vec();
            super::mend(&mut message);
            assert_eq!(String::from_utf8(message).unwrap(), mended);
        }
    }
}
