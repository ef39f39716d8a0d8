//! The numbers of a document's versions, for clients that leave them out.
//!
//! The protocol demands a number with each text and each edit, and did not before 3.16; the protocol's library turns
//! down what has none. Such an edit is applied like any other: it is given a number here that no client has, and that
//! no client is told.

use memchr::memmem;
use serde_json::Value;

/// Stands for the number that a client left out. What is counted from here is told nobody.
const NONE: i32 = i32::MIN;

/// How many edits are counted from there.
const MOST: i32 = 1 << 30;

/// The number of the version that comes after `latest` when the client gives it `number`.
pub fn following(number: i32, latest: i32) -> i32 {
    match number {
        NONE if told(latest).is_none() => latest.wrapping_add(1),
        number => number,
    }
}

/// A version's number as a client hears of it; `None` for one that it did not give.
pub fn told(number: i32) -> Option<i32> {
    (number >= NONE + MOST).then_some(number)
}

/// Gives a text or an edit the number that it was sent without.
pub fn mend(message: &mut Vec<u8>) {
    // A text's own quotation marks have a backslash before them.
    let methods: [&[u8]; 2] = [b"\"textDocument/didChange\"", b"\"textDocument/didOpen\""];
    let is_numbered = || {
        let mut keys = memmem::find_iter(message, b"\"version\"");
        keys.any(|at| {
            let behind = message[at + "\"version\"".len()..].iter();
            let mut value = behind.skip_while(|byte| byte.is_ascii_whitespace() || **byte == b':');
            value
                .next()
                .is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
        })
    };
    let is_asked = methods
        .iter()
        .any(|method| memmem::find(message, method).is_some());
    if !is_asked || is_numbered() {
        return;
    }
    let Ok(mut read) = serde_json::from_slice::<Value>(message) else {
        return;
    };
    let document = read
        .pointer_mut("/params/textDocument")
        .and_then(Value::as_object_mut);
    let Some(document) = document else { return };
    if document.get("version").is_none_or(Value::is_null) {
        document.insert("version".to_string(), NONE.into());
        *message = read.to_string().into_bytes();
    }
}
