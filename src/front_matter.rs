//! YAML at the head of a file, read into a tree in which every node knows its bytes.
//!
//! Front matter is what people type by hand, so each key and value has to be pointed at
//! when it is wrong; that is why this is a tree with ranges and not a deserialiser. It
//! knows no schema: the guideline reader and the document reader each bring their own.
//! Aliases are never expanded and nesting is limited, so no input grows on being read.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Deeper nesting than any front matter has; beyond it the text is refused.
const DEEPEST: usize = 64;

/// A value of the YAML text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the YAML text, from the value's first byte to its last. For an absent
    /// value (`key:` and nothing behind it) an empty range at the place.
    pub range: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar, always as text: `1.10` stays `1.10`. `plain` is false when it was quoted
    /// or a block scalar.
    Scalar {
        /// The text, without quotes and with escapes decoded.
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the text; a key that stands twice is here twice.
    Mapping(Vec<(Node, Node)>),
    /// A `*reference` to an anchor, which is not followed.
    Alias,
}

/// Why a text is not YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte of the YAML text at which reading stopped.
    pub offset: usize,
    /// The parser's reason, in English.
    pub message: String,
}

impl Node {
    /// A mapping without an entry.
    fn nothing() -> Node {
        Node {
            range: 0..0,
            value: Value::Mapping(Vec::new()),
        }
    }

    /// How many keys have values in it, at any depth.
    fn entries_within(&self) -> usize {
        let of_items = match &self.value {
            Value::Sequence(items) => items.iter().map(Node::entries_within).sum(),
            _ => 0,
        };
        let of_entries = self.entries().iter().map(|(_, value)| value);
        of_items
            + of_entries
                .map(|value| 1 + value.entries_within())
                .sum::<usize>()
    }

    /// The text of a scalar; `None` for lists, mappings, and for a plain `null`, `~` or nothing.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, plain } => {
                let absent = *plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
                (!absent).then_some(text.as_str())
            }
            _ => None,
        }
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a mapping's first entry with this key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(name, _)| name.text() == Some(key))
            .map(|(_, value)| value)
    }

    /// The items of a list; a lone scalar counts as a list of one, nothing as none.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            Value::Scalar { .. } if self.text().is_some() => std::slice::from_ref(self),
            _ => &[],
        }
    }
}

/// Reads the first YAML document of `yaml`. An empty text is an empty mapping.
///
/// # Errors
/// When the text is not YAML or is nested deeper than 64 levels.
pub fn parse(yaml: &str) -> Result<Node, SyntaxError> {
    let offsets = CharOffsets::new(yaml);
    let mut builder = Builder {
        open: Vec::new(),
        root: None,
    };
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.map_err(|error| SyntaxError {
            offset: offsets.byte(error.marker().index()),
            message: error.info().to_owned(),
        })?;
        builder
            .take(&event, offsets.range(&span))
            .map_err(|message| SyntaxError {
                offset: offsets.byte(span.start.index()),
                message: message.to_owned(),
            })?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
    }
    Ok(builder.root.unwrap_or_else(Node::nothing))
}

/// Longer front matter than anybody types; where it is no YAML, it is not tried line by line.
const LONGEST_MENDED: usize = 4 * 1024;

/// Reads YAML as far as it can be read. While somebody types a key, one line is no YAML, and what the
/// other lines say still holds: the line is left out without which most can be read, of several the one
/// nearest to the mistake; where no single line is to blame, all from some line on.
pub fn read(yaml: &str) -> (Node, Option<SyntaxError>) {
    match parse(yaml) {
        Ok(root) => (root, None),
        Err(error) => {
            let rest = match yaml.len() <= LONGEST_MENDED {
                true => without_mistake(yaml, error.offset),
                false => None,
            };
            (rest.unwrap_or_else(Node::nothing), Some(error))
        }
    }
}

/// What a text with a mistake near `offset` says beside it.
fn without_mistake(yaml: &str, offset: usize) -> Option<Node> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        lines.push(start..start + line.trim_end_matches(['\r', '\n']).len());
        start += line.len();
    }
    let at = lines.iter().rposition(|line| line.start <= offset)?;
    let without = |left_out: Range<usize>| {
        // As many bytes as before, so that all else stays at its place.
        let blank = " ".repeat(left_out.len());
        let text = [&yaml[..left_out.start], &blank, &yaml[left_out.end..]].concat();
        parse(&text).ok()
    };
    // Of an unclosed bracket or quotation mark the parser complains far behind it.
    let one = (at + 1..lines.len()).rev().chain(0..=at);
    let one = one.filter_map(|line| without(lines[line].clone()));
    let all_from = (1..=at).rev().map(|line| lines[line].start..yaml.len());
    one.max_by_key(Node::entries_within)
        .or_else(|| all_from.filter_map(without).next())
}

/// The parser counts characters; everything here counts bytes.
struct CharOffsets {
    starts: Vec<usize>,
    length: usize,
}

impl CharOffsets {
    fn new(text: &str) -> CharOffsets {
        CharOffsets {
            starts: text.char_indices().map(|(at, _)| at).collect(),
            length: text.len(),
        }
    }

    fn byte(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.length)
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }
}

/// A list or mapping whose end has not been seen.
enum Open {
    Sequence(usize, Vec<Node>),
    Mapping(usize, Vec<(Node, Node)>, Option<Node>),
}

struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = matches!(style, ScalarStyle::Plain);
                let value = Value::Scalar {
                    text: text.to_string(),
                    plain,
                };
                self.close(Node { range, value });
            }
            Event::Alias(_) => self.close(Node {
                range,
                value: Value::Alias,
            }),
            Event::SequenceStart(..) => self.open.push(Open::Sequence(range.start, Vec::new())),
            Event::MappingStart(..) => {
                self.open.push(Open::Mapping(range.start, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        if self.open.len() > DEEPEST {
            return Err("nested too deeply");
        }
        Ok(())
    }

    /// Ends the innermost list or mapping. The parser reports the end of a block
    /// collection at the token behind it, so the last child's end is taken where there is one.
    fn end(&mut self, reported: usize) {
        let node = match self.open.pop() {
            Some(Open::Sequence(start, items)) => {
                let end = items
                    .last()
                    .map_or(reported, |item| item.range.end)
                    .max(start);
                Node {
                    range: start..end,
                    value: Value::Sequence(items),
                }
            }
            Some(Open::Mapping(start, entries, _)) => {
                let end = entries
                    .last()
                    .map_or(reported, |(_, value)| value.range.end)
                    .max(start);
                Node {
                    range: start..end,
                    value: Value::Mapping(entries),
                }
            }
            None => return,
        };
        self.close(node);
    }

    /// Puts a finished node where it belongs.
    fn close(&mut self, node: Node) {
        match self.open.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping(_, entries, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push((key, node)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_bytes_of_the_value() {
        let yaml =
            "guideline:\n  id: 指針-1.10\n  title: \"安全管理\"\n  aliases: [厚労省, 総務省]\n";
        let root = parse(yaml).unwrap();
        let guideline = root.get("guideline").unwrap();
        let id = guideline.get("id").unwrap();
        assert_eq!(&yaml[id.range.clone()], "指針-1.10");
        assert_eq!(id.text(), Some("指針-1.10"));
        let title = guideline.get("title").unwrap();
        assert_eq!(&yaml[title.range.clone()], "\"安全管理\"");
        assert_eq!(title.text(), Some("安全管理"));
        let aliases: Vec<_> = guideline
            .get("aliases")
            .unwrap()
            .items()
            .iter()
            .filter_map(Node::text)
            .collect();
        assert_eq!(aliases, ["厚労省", "総務省"]);
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        assert_eq!(
            parse("edition: 1.10")
                .unwrap()
                .get("edition")
                .unwrap()
                .text(),
            Some("1.10")
        );
        assert_eq!(
            parse("edition: ~").unwrap().get("edition").unwrap().text(),
            None
        );
        assert_eq!(
            parse("edition:").unwrap().get("edition").unwrap().text(),
            None
        );
        assert_eq!(
            parse("edition: ''").unwrap().get("edition").unwrap().text(),
            Some("")
        );
    }

    #[test]
    fn a_mistake_is_reported_at_its_byte() {
        let yaml = "題名: [あ, い\n次: う\n";
        let error = parse(yaml).unwrap_err();
        assert!(yaml.is_char_boundary(error.offset));
        assert!(error.offset >= "題名: [".len(), "{error:?}");
    }

    /// The keys under `shishin` with their values, of a text that is no YAML.
    fn mended(yaml: &str) -> String {
        assert!(parse(yaml).is_err(), "{yaml}");
        let (root, error) = read(yaml);
        assert!(error.is_some());
        let own = root.get("shishin").map_or(&[][..], Node::entries);
        let said = own.iter().map(|(key, value)| {
            let value = value.text().inspect(|text| {
                assert_eq!(&yaml[value.range.clone()], *text, "{yaml}");
            });
            format!(
                "{}={}",
                key.text().unwrap_or_default(),
                value.unwrap_or("-")
            )
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_key_that_is_being_typed_takes_nothing_away() {
        for typed in [
            "c",
            "covers",
            "covers: [3.4",
            "owner: \"情報",
            "reviewed: 'ab",
            "- a",
            "owner: a: b",
            "担当",
        ] {
            let last = format!("shishin:\n  guideline: 指針-1.1\n  {typed}\n");
            assert_eq!(mended(&last), "guideline=指針-1.1", "{last}");
            let middle = format!("shishin:\n  guideline: 指針-1.1\n  {typed}\n  frequency: 毎年\n");
            assert_eq!(
                mended(&middle),
                "guideline=指針-1.1 frequency=毎年",
                "{middle}"
            );
            let windows = middle.replace('\n', "\r\n");
            assert_eq!(
                mended(&windows),
                "guideline=指針-1.1 frequency=毎年",
                "{windows}"
            );
            let first = format!("shishin:\n  {typed}\n  guideline: 指針-1.1\n");
            assert_eq!(mended(&first), "guideline=指針-1.1", "{first}");
        }
        assert_eq!(
            mended("ti\nshishin:\n  guideline: 指針-1.1\n"),
            "guideline=指針-1.1"
        );
        assert_eq!(
            mended("shishin:\n  guideline: 指針-1.1\nti\ntags: [a\n"),
            "guideline=指針-1.1"
        );
        assert_eq!(mended("{\n"), "");
    }

    #[test]
    fn aliases_are_not_expanded() {
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        let root = parse(bomb).unwrap();
        let c = root.get("c").unwrap();
        assert!(c.items().iter().all(|item| item.value == Value::Alias));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let error = parse(&"[".repeat(5_000)).unwrap_err();
        assert!(!error.message.is_empty());
    }

    #[test]
    fn an_empty_text_has_no_keys() {
        assert!(parse("").unwrap().entries().is_empty());
        assert!(parse("# 何もない\n").unwrap().entries().is_empty());
    }
}
