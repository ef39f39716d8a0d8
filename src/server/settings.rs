//! What the client's user has set: the section `shishin` of the editor's settings, and the
//! `initializationOptions` of the same shape.

use serde::Deserialize;

use crate::locale::Locale;

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

impl Settings {
    /// Reads settings key by key, so that a wrong one does not take the others with it.
    pub fn read(value: &serde_json::Value) -> Settings {
        let Some(keys) = value.as_object() else {
            return Settings::default();
        };
        let good = keys.iter().filter(|(key, value)| {
            let alone = serde_json::Value::Object(
                std::iter::once(((*key).clone(), (*value).clone())).collect(),
            );
            serde_json::from_value::<Settings>(alone).is_ok()
        });
        let good = good.map(|(key, value)| (key.clone(), value.clone()));
        serde_json::from_value(serde_json::Value::Object(good.collect())).unwrap_or_default()
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
}
