//! What the client's user has set: the section `shishin` of the editor's settings, and the
//! `initializationOptions` of the same shape.

use serde::Deserialize;
use serde_json::Value;

use crate::locale::{Locale, Message};
use crate::spelling;

/// The settings. What is missing, or is not what it should be, keeps its default.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The language of messages; otherwise the client's.
    pub locale: Option<Locale>,
    /// Lenses over sections.
    pub code_lens: Switch,
    /// Titles behind clause numbers.
    pub inlay_hints: Switch,
    /// Sections with what they answer.
    pub document_symbols: Switch,
    /// Colours by meaning.
    pub semantic_tokens: Switch,
    /// What diagnostics are about.
    pub diagnostics: Diagnostics,
}

/// Something that can be turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Switch {
    /// Whether it is on.
    pub enable: bool,
}

impl Default for Switch {
    fn default() -> Switch {
        Switch { enable: true }
    }
}

/// What diagnostics are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Diagnostics {
    /// Also documents that are not open, where the client asks for them.
    pub workspace: bool,
}

impl Default for Diagnostics {
    fn default() -> Diagnostics {
        Diagnostics { workspace: true }
    }
}

/// What can be turned on and off, and by which key below it.
const SWITCHES: [(&str, &str); 5] = [
    ("codeLens", "enable"),
    ("inlayHints", "enable"),
    ("documentSymbols", "enable"),
    ("semanticTokens", "enable"),
    ("diagnostics", "workspace"),
];

/// What is passed over in settings as they are written, because it means nothing: each once, for the user.
pub fn complaints(settings: &Value) -> Vec<Message> {
    let Some(keys) = settings.as_object() else {
        return match is_unset(settings) {
            true => Vec::new(),
            false => vec![no_such_value("shishin", settings, "{ … }")],
        };
    };
    let mut found = Vec::new();
    for (key, value) in keys {
        let name = format!("shishin.{key}");
        let switch = SWITCHES.iter().find(|(known, _)| known == key);
        match (key.as_str(), switch) {
            _ if is_unset(value) => {}
            ("locale", _) => {
                let is_known = ["ja", "en", "auto"].iter().any(|known| value == known);
                if !is_known {
                    found.push(no_such_value(&name, value, "\"ja\", \"en\", null"));
                }
            }
            (_, Some((_, inner))) => found.extend(switch_complaints(&name, value, inner)),
            // Clients keep settings of their own in the same section; what is nearly one of ours is meant as one.
            _ => {
                let known = SWITCHES.iter().map(|(known, _)| *known);
                let known: Vec<&str> = known.chain(["locale"]).collect();
                let meant = spelling::nearest_or_begun(key, known.iter().copied());
                found.extend(meant.map(|meant| no_such_key(&name, &format!("shishin.{meant}"))));
            }
        }
    }
    found
}

fn switch_complaints(name: &str, value: &Value, inner: &str) -> Vec<Message> {
    let Some(keys) = value.as_object() else {
        let shape = format!("{{ \"{inner}\": true }}, {{ \"{inner}\": false }}");
        return vec![no_such_value(name, value, &shape)];
    };
    let complaint = |(key, value): (&String, &Value)| match key == inner {
        true if value.is_boolean() || value.is_null() => None,
        true => Some(no_such_value(
            &format!("{name}.{key}"),
            value,
            "true, false",
        )),
        false => Some(no_such_key(
            &format!("{name}.{key}"),
            &format!("{name}.{inner}"),
        )),
    };
    keys.iter().filter_map(complaint).collect()
}

/// Some clients write a list of nothing for a table of nothing.
fn is_unset(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn no_such_value(name: &str, value: &Value, can_be: &str) -> Message {
    /// As many characters of a value are shown.
    const SHOWN: usize = 40;
    let written = value.to_string();
    let shown: String = written.chars().take(SHOWN).collect();
    let more = if shown.len() < written.len() {
        "…"
    } else {
        ""
    };
    Message::new(
        format!(
            "設定 {name} の値 {shown}{more} は使えないため、既定値で動きます。使える値: {can_be}"
        ),
        format!(
            "The setting {name} cannot be {shown}{more}, and its default holds; it can be one of: {can_be}"
        ),
    )
}

fn no_such_key(name: &str, meant: &str) -> Message {
    Message::new(
        format!("設定 {name} はありません。{meant} のことでしょうか。"),
        format!("There is no setting {name}; did you mean {meant}?"),
    )
}

impl Settings {
    /// Reads settings key by key, so that a wrong one does not take the others with it.
    pub fn read(value: &Value) -> Settings {
        let Some(keys) = value.as_object() else {
            return Settings::default();
        };
        let good = keys.iter().filter(|(key, value)| {
            let alone =
                Value::Object(std::iter::once(((*key).clone(), (*value).clone())).collect());
            serde_json::from_value::<Settings>(alone).is_ok()
        });
        let good = good.map(|(key, value)| (key.clone(), value.clone()));
        serde_json::from_value(Value::Object(good.collect())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_setting_leaves_the_others() {
        let settings = Settings::read(&json!({
            "locale": "fr",
            "codeLens": { "enable": false },
            "inlayHints": "off",
            "unknown": 1,
        }));
        assert_eq!(settings.locale, None);
        assert!(!settings.code_lens.enable);
        assert!(settings.inlay_hints.enable);
        assert_eq!(Settings::read(&json!(null)), Settings::default());
    }

    /// What is complained of, in English.
    fn complained(settings: &Value) -> Vec<String> {
        let complaints = complaints(settings).into_iter();
        complaints.map(|complaint| complaint.en).collect()
    }

    #[test]
    fn what_is_passed_over_is_told() {
        let settings = json!({
            "locale": "fr", "codeLense": { "enable": false }, "inlayHints": "off",
            "diagnostics": { "workspace": "yes", "enable": true },
        });
        assert_eq!(
            complained(&settings),
            [
                "There is no setting shishin.codeLense; did you mean shishin.codeLens?",
                "There is no setting shishin.diagnostics.enable; did you mean shishin.diagnostics.workspace?",
                "The setting shishin.diagnostics.workspace cannot be \"yes\", and its default holds; it can be one of: true, false",
                "The setting shishin.inlayHints cannot be \"off\", and its default holds; it can be one of: { \"enable\": true }, { \"enable\": false }",
                "The setting shishin.locale cannot be \"fr\", and its default holds; it can be one of: \"ja\", \"en\", null",
            ]
        );
        assert_eq!(complained(&json!("ja")).len(), 1);
    }

    #[test]
    fn what_clients_keep_beside_is_none_of_ours() {
        for settings in [
            json!(null),
            json!([]),
            json!({ "locale": "auto", "server": { "path": "" }, "trace": { "server": "off" } }),
            json!({ "locale": null, "codeLens": { "enable": null }, "inlayHints": [] }),
        ] {
            assert_eq!(complained(&settings), [""; 0], "{settings}");
        }
    }
}
