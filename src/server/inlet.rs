//! Messages on their way in: cut out of the input one by one, and looked at before the protocol's
//! library sees them, which ends at the first that it cannot read.
//!
//! What is no message is replaced by a request for [`UNREADABLE`], whose answer is the protocol's
//! error for it. So a client hears of its mistake, and everything after it is served. Half of a
//! character, which editors that keep their text in UTF-16 can send, is mended: see [`surrogates`];
//! so are [`addresses`] that are written plainly and versions without a number ([`numbering`]).

mod addresses;
pub mod numbering;
mod surrogates;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader, DuplexStream, duplex};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};

use super::{log, outlet};

/// The method that stands for what cannot be read.
pub const UNREADABLE: &str = "shishin/unreadableMessage";

/// The method that stands for requests whose methods begin with `$/`. The library leaves those unanswered, as the
/// protocol lets it do with notifications alone.
const UNKNOWN: &str = "shishin/unknownMethod";

/// The longest message that is read: longer than any text that an editor opens.
const LONGEST: usize = 256 << 20;

/// How many bytes may wait between here and the library, and are read at once.
pub(super) const WAITING: usize = 64 << 10;

/// Reads `input`, and gives what of it can be understood.
pub fn open(input: impl AsyncRead + Send + Unpin + 'static) -> DuplexStream {
    let (mut write, read) = duplex(WAITING);
    tokio::spawn(async move {
        let mut input = BufReader::with_capacity(WAITING, input);
        while let Ok(Some(mut body)) = next(&mut input).await {
            surrogates::mend(&mut body);
            addresses::mend(&mut body);
            numbering::mend(&mut body);
            let body = match kind(&body) {
                Kind::Message => body,
                Kind::Unreadable(code) => {
                    log::line(&format!("a message that cannot be read ({code})"));
                    format!(
                        r#"{{"jsonrpc":"2.0","id":null,"method":"{UNREADABLE}","params":[{code}]}}"#
                    )
                    .into_bytes()
                }
                Kind::Unknown(id) => {
                    format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{UNKNOWN}"}}"#).into_bytes()
                }
            };
            if outlet::write_one(&body, &mut write).await.is_err() {
                break;
            }
        }
    });
    read
}

/// The next message's body; empty when its length cannot be known. `None` at the input's end.
pub(super) async fn next(
    input: &mut (impl AsyncBufReadExt + Unpin),
) -> std::io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            break;
        }
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let Some(length) = length.filter(|&length| length <= LONGEST) else {
        return Ok(Some(Vec::new()));
    };
    let mut body = Vec::with_capacity(length);
    // Piece by piece: the runtime's standard input keeps room for the longest piece that was ever asked of it.
    while body.len() < length {
        let Ok(piece @ [_, ..]) = input.fill_buf().await else {
            return Ok(None);
        };
        let piece = &piece[..piece.len().min(length - body.len())];
        body.extend_from_slice(piece);
        let taken = piece.len();
        input.consume(taken);
    }
    Ok(Some(body))
}

/// What any message of the protocol has; the rest is left to the library.
#[derive(Deserialize)]
struct Envelope<'a> {
    jsonrpc: Cow<'a, str>,
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    id: Option<serde_json::Value>,
    params: Option<Decoded>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Decoded>,
    error: Option<Decoded>,
}

/// A value that is there, though it be null: as the result of a response it is one.
fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Decoded>, D::Error> {
    Decoded::deserialize(deserializer).map(Some)
}

/// A value of which all can be decoded: its texts are texts, its numbers can be held, and it is not
/// nested without end. Of what it was, no more is known than whether others stand in it.
struct Decoded {
    holds_others: bool,
}

impl<'de> Deserialize<'de> for Decoded {
    fn deserialize<D: Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Decoded, D::Error> {
        deserializer.deserialize_any(Decoder)
    }
}

struct Decoder;

impl Decoder {
    const ALONE: Decoded = Decoded {
        holds_others: false,
    };
    const AROUND: Decoded = Decoded { holds_others: true };
}

impl<'de> Visitor<'de> for Decoder {
    type Value = Decoded;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_str<E>(self, _: &str) -> std::result::Result<Decoded, E> {
        Ok(Decoder::ALONE)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<Decoded, A::Error> {
        while items.next_element::<Decoded>()?.is_some() {}
        Ok(Decoder::AROUND)
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut entries: A,
    ) -> std::result::Result<Decoded, A::Error> {
        while entries.next_entry::<Decoded, Decoded>()?.is_some() {}
        Ok(Decoder::AROUND)
    }
}

/// What came in.
#[derive(Debug, PartialEq)]
enum Kind {
    /// A message that the library can read, and answers where it has to.
    Message,
    /// No message: the protocol's error code for it.
    Unreadable(i64),
    /// A request that the library would not answer: its number.
    Unknown(serde_json::Value),
}

fn kind(body: &[u8]) -> Kind {
    let invalid = Kind::Unreadable(ErrorCode::InvalidRequest.code());
    let unreadable = Kind::Unreadable(ErrorCode::ParseError.code());
    // What is not looked at here need not be text for it, but is for the library.
    let Ok(body) = simdutf8::basic::from_utf8(body) else {
        return unreadable;
    };
    let envelope: Envelope<'_> = match serde_json::from_str(body) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return invalid,
        Err(_) => return unreadable,
    };
    let id = match &envelope.id {
        None | Some(serde_json::Value::String(_) | serde_json::Value::Null) => true,
        Some(serde_json::Value::Number(number)) => number.is_i64(),
        Some(_) => false,
    };
    let is_request = envelope.method.is_some() && { envelope.params.as_ref() }
        .is_none_or(|params| params.holds_others);
    let is_response = envelope.method.is_none()
        && envelope.id.is_some()
        && (envelope.result.is_some() || envelope.error.is_some());
    let is_message = envelope.jsonrpc == "2.0" && id && (is_request || is_response);
    if !is_message {
        return invalid;
    }
    let is_general = envelope
        .method
        .is_some_and(|method| method.starts_with("$/"));
    match envelope.id {
        Some(id) if is_general && !id.is_null() => Kind::Unknown(id),
        _ => Kind::Message,
    }
}

/// Answers a request for [`UNREADABLE`].
///
/// # Errors
/// Always: the protocol's, for a message that cannot be read.
pub fn refuse(code: i64) -> Result<()> {
    let code = ErrorCode::from(code);
    Err(Error {
        message: code.description().into(),
        code,
        data: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_has_its_error() {
        let of = |body: &str| match kind(body.as_bytes()) {
            Kind::Message => None,
            Kind::Unreadable(code) => Some(code),
            Kind::Unknown(id) => id.as_i64(),
        };
        assert_eq!(of(r#"{"jsonrpc":"2.0","method":"exit"}"#), None);
        assert_eq!(
            of(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown","params":null}"#),
            None
        );
        assert_eq!(of(r#"{"jsonrpc":"2.0","id":"a","result":null}"#), None);
        assert_eq!(of("{"), Some(-32700));
        assert_eq!(of(""), Some(-32700));
        assert_eq!(of("[]"), Some(-32600));
        assert_eq!(of(r#"{"jsonrpc":"1.0","method":"exit"}"#), Some(-32600));
        assert_eq!(
            of(r#"{"jsonrpc":"2.0","id":[],"method":"a"}"#),
            Some(-32600)
        );
        assert_eq!(
            of(r#"{"jsonrpc":"2.0","method":"a","params":3}"#),
            Some(-32600)
        );
        assert_eq!(of(r#"{"jsonrpc":"2.0","id":1}"#), Some(-32600));
        assert_eq!(of(r#"{"jsonrpc":"2.0","id":7,"method":"$/a"}"#), Some(7));
        assert_eq!(of(r#"{"jsonrpc":"2.0","method":"$/a"}"#), None);
        let not_text = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}";
        assert_eq!(kind(not_text), Kind::Unreadable(-32700));
    }
}
