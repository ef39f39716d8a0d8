//! The two languages in which Shishin speaks to people.
//!
//! Analysis does not know who will read its findings: a finding carries its message in
//! both languages, and a face (command line, server) picks one.

mod complaints;

pub use complaints::complaint;

use serde::{Deserialize, Serialize};

/// The language of messages.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Japanese.
    Ja,
    /// English.
    #[default]
    En,
}

impl Locale {
    /// The language of a tag as editors and environments write them: `ja`, `en-US`,
    /// `ja_JP.UTF-8`. `None` for languages in which there are no messages.
    pub fn of(tag: &str) -> Option<Locale> {
        let language = tag.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "ja" => Some(Locale::Ja),
            "en" | "c" | "posix" => Some(Locale::En),
            _ => None,
        }
    }
}

impl Locale {
    /// Of a text in both languages the one in this.
    pub fn choose<'t>(self, ja: &'t str, en: &'t str) -> &'t str {
        match self {
            Locale::Ja => ja,
            Locale::En => en,
        }
    }
}

/// A text for people, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Message {
    /// Both languages at once; the usual way to write one is
    /// `Message::new(format!("…"), format!("…"))`, Japanese first.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Message {
        Message {
            ja: ja.into(),
            en: en.into(),
        }
    }

    /// This message on one line: what it quotes may stand on several.
    pub fn on_one_line(self) -> Message {
        let joined = |text: String| match text.contains(['\n', '\r']) {
            true => text.split_whitespace().collect::<Vec<_>>().join(" "),
            false => text,
        };
        Message {
            ja: joined(self.ja),
            en: joined(self.en),
        }
    }

    /// The text in `locale`.
    pub fn in_locale(&self, locale: Locale) -> &str {
        locale.choose(&self.ja, &self.en)
    }
}
