//! A text with places to fill in: what an editor inserts, plain or with tab stops.

use crate::locale::Locale;

/// What stands in a place that a writer has to fill in. The rule `placeholder` reports it, so
/// that nobody hands over what nobody wrote.
pub fn placeholder(language: Locale) -> &'static str {
    match language {
        Locale::Ja => "【要記入】",
        Locale::En => "TODO",
    }
}

/// A text under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// Something to fill in: what stands there until then, and what may be chosen instead.
    Blank(String, Vec<String>),
}

impl Draft {
    /// Adds words that stay as they are.
    pub fn push(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_string())),
        }
    }

    /// Adds a place to fill in, with what stands there until then.
    pub fn blank(&mut self, text: &str) {
        self.choice(text, &[]);
    }

    /// Adds a place to fill in with one of some words; `text` stands there until then.
    pub fn choice(&mut self, text: &str, words: &[String]) {
        self.parts
            .push(Part::Blank(text.to_string(), words.to_vec()));
    }

    /// Adds all of another draft.
    pub fn append(&mut self, other: Draft) {
        for part in other.parts {
            match part {
                Part::Text(text) => self.push(&text),
                blank => self.parts.push(blank),
            }
        }
    }

    /// The text for an editor without snippets.
    pub fn text(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) | Part::Blank(text, _) => text.as_str(),
            })
            .collect()
    }

    /// The text in the snippet syntax of the Language Server Protocol, a tab stop at each place to
    /// fill in and the last one behind it all.
    pub fn snippet(&self) -> String {
        let mut snippet = String::new();
        let mut stop = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => snippet.push_str(&escaped(text, "\\$}")),
                Part::Blank(text, words) => {
                    stop += 1;
                    snippet.push_str(&blank(stop, text, words));
                }
            }
        }
        snippet.push_str("$0");
        snippet
    }

    /// The bytes of [`Draft::text`] that the first place to fill in takes.
    pub fn first_blank(&self) -> Option<std::ops::Range<usize>> {
        let mut at = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => at += text.len(),
                Part::Blank(text, _) => return Some(at..at + text.len()),
            }
        }
        None
    }
}

fn blank(stop: usize, text: &str, words: &[String]) -> String {
    if words.is_empty() {
        return format!("${{{stop}:{}}}", escaped(text, "\\$}"));
    }
    let words = std::iter::once(text).chain(words.iter().map(String::as_str));
    let words: Vec<String> = words.map(|word| escaped(word, "\\$},|")).collect();
    format!("${{{stop}|{}|}}", words.join(","))
}

fn escaped(text: &str, special: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
