//! A guideline's front matter: what Shishin's own written form says at the head.

use std::ops::Range;

use crate::date::{self, PartialDate};
use crate::front_matter::{self, Node};
use crate::guideline::{Completeness, Guideline, Problem, is_prefix, title_and_edition};
use crate::locale::{Message, complaint};
use crate::spelling;

/// The keys under `guideline:`.
const KEYS: [&str; 14] = [
    "id",
    "title",
    "edition",
    "publisher",
    "published",
    "language",
    "aliases",
    "prefixes",
    "parts",
    "supersedes",
    "completeness",
    "completeness-note",
    "terms",
    "source",
];

/// Reads the front matter at `range` of `text` into the guideline. Returns whether the file
/// is in Shishin's own form, that is, has the key `guideline`.
pub fn read(
    text: &str,
    range: Range<usize>,
    guideline: &mut Guideline,
    problems: &mut Vec<Problem>,
) -> bool {
    let yaml = text.get(range.clone()).unwrap_or_default();
    let (root, error) = front_matter::read(yaml);
    if let Some(error) = error {
        let at = range.start + error.offset;
        let Message { ja, en } = complaint(&error.message);
        let message = Message::new(
            format!("先頭のYAMLが読めません（{ja}）。字下げと引用符を確かめてください。"),
            format!("The YAML at the head cannot be read ({en}). Check indentation and quotes."),
        );
        problems.push(Problem::invalid(at..at, message));
    }
    let Some(node) = root.get("guideline") else {
        return false;
    };
    let mut reader = Reader {
        base: range.start,
        guideline,
        problems,
        note: None,
    };
    for (key, value) in node.entries() {
        reader.entry(key, value);
    }
    reader.finish();
    true
}

struct Reader<'r> {
    /// Where the YAML begins in the file.
    base: usize,
    guideline: &'r mut Guideline,
    problems: &'r mut Vec<Problem>,
    note: Option<String>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Node, value: &Node) {
        let text = || value.text().map(str::to_owned);
        match key.text().unwrap_or_default() {
            "id" => self.guideline.id = text().unwrap_or_else(|| self.guideline.id.clone()),
            "title" => self.guideline.title = text().unwrap_or_default(),
            "edition" => self.guideline.edition = text(),
            "publisher" => self.guideline.publisher = text(),
            "published" => self.published(value),
            "language" => self.guideline.language = text().unwrap_or_default(),
            "aliases" => self.guideline.aliases = texts(value),
            "prefixes" => self.prefixes(value),
            "parts" => self.guideline.parts = value.items().iter().map(texts).collect(),
            "supersedes" => self.guideline.supersedes = texts(value),
            "completeness" => self.completeness(value),
            "completeness-note" => self.note = text(),
            "terms" => self.guideline.terms = texts(value),
            "source" => self.guideline.source = text(),
            unknown => self.unknown(key, unknown),
        }
    }

    /// One that no citation can begin with is none, and told of.
    fn prefixes(&mut self, value: &Node) {
        let mut known = Vec::new();
        for item in value.items() {
            match item.text() {
                Some(prefix) if is_prefix(prefix) => known.push(prefix.to_owned()),
                Some(prefix) => self.report(
                    item,
                    format!(
                        "「{prefix}」で引用を始めることはできません。接頭辞は、文字、半角の数字と . _ - だけで、64バイトまでで書いてください。"
                    ),
                    format!(
                        "No citation can begin with “{prefix}”. A prefix is made of letters, digits, “.”, “_” and “-”, up to 64 bytes."
                    ),
                ),
                None => {}
            }
        }
        self.guideline.prefixes = known;
    }

    fn published(&mut self, value: &Node) {
        let Some(text) = value.text() else { return };
        let year_alone = || PartialDate::new(text.parse().ok()?, None, None);
        match date::find(text).map(|(_, date)| date).or_else(year_alone) {
            Some(date) => self.guideline.published = Some(date),
            None => self.report(
                value,
                format!("「{text}」を日付として読めません。2023-07 のように書いてください。"),
                format!("“{text}” is no date. Write it like 2023-07."),
            ),
        }
    }

    fn completeness(&mut self, value: &Node) {
        self.guideline.completeness = match value.text() {
            Some("whole") => Completeness::Whole,
            Some("partial") => Completeness::Partial {
                note: String::new(),
            },
            found => {
                let found = found.unwrap_or_default();
                self.report(
                    value,
                    format!("completeness に「{found}」は書けません。whole（全条項）か partial（一部）を書いてください。"),
                    format!("completeness cannot be “{found}”. Write whole or partial."),
                );
                return;
            }
        };
    }

    fn unknown(&mut self, key: &Node, name: &str) {
        let (ja, en) = match spelling::nearest(name, KEYS) {
            Some(near) => (
                format!("「{near}」の書き誤りではありませんか。"),
                format!("Did you mean {near}?"),
            ),
            None => (
                format!("使えるキー: {}。", KEYS.join("、")),
                format!("Known keys: {}.", KEYS.join(", ")),
            ),
        };
        self.report(
            key,
            format!("guideline の下に「{name}」というキーはありません。{ja}"),
            format!("There is no key “{name}” under guideline. {en}"),
        );
    }

    fn report(&mut self, node: &Node, ja: String, en: String) {
        let range = self.base + node.range.start..self.base + node.range.end;
        self.problems
            .push(Problem::invalid(range, Message::new(ja, en)));
    }

    fn finish(self) {
        let title = &self.guideline.title;
        if let (None, Some((name, edition))) = (&self.guideline.edition, title_and_edition(title)) {
            self.guideline.edition = Some(edition.to_owned());
            self.guideline.title = name.to_owned();
        }
        if let (Completeness::Partial { note }, Some(text)) =
            (&mut self.guideline.completeness, self.note)
        {
            *note = text;
        }
    }
}

fn texts(node: &Node) -> Vec<String> {
    node.items()
        .iter()
        .filter_map(Node::text)
        .map(str::to_owned)
        .collect()
}
