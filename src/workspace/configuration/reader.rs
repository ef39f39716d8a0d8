//! Reads a `shishin.toml` against its own schema: errors are findings, the rest goes on.
//!
//! A TOML parser that recovers gives the values with their bytes; the schema says what
//! each of them may be. What fits is handed to the types, what does not becomes a finding
//! at its place and its default stands.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::statements::{self, Broken};
use super::{Configuration, Places, is_path, schema};
use crate::date::Period;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::locale::{Message, complaint};
use crate::spelling::nearest_or_begun;

/// The rule of all findings from here.
const RULE: &str = "invalid-configuration";

/// Reads a configuration. Whatever is wrong is reported at its place and left at its default.
pub fn read(text: &str) -> (Configuration, Vec<Finding>) {
    let schema = schema();
    let (table, errors) = DeTable::parse_recoverable(text);
    let (certain, broken) = match errors.is_empty() {
        true => (String::new(), Vec::new()),
        false => statements::certain(text),
    };
    let (table, errors) = match broken.is_empty() {
        true => (table, errors),
        false => DeTable::parse_recoverable(&certain),
    };
    let mut reader = Reader {
        root: &schema,
        text,
        findings: Vec::new(),
        places: Places::default(),
    };
    for Broken { range, reason } in broken {
        reader.syntax(range, &reason);
    }
    if let Some(error) = errors.first() {
        let reason = error.message().replace('\n', "; ");
        reader.syntax(error.span().unwrap_or(0..0), &reason);
    }
    let settings = reader.table(&schema, table.get_ref(), "");
    let mut configuration = match serde_json::from_value::<Configuration>(Value::Object(settings)) {
        Ok(configuration) => configuration,
        Err(error) => {
            let message = error.to_string();
            reader.report(
                0..0,
                Message::new(
                    format!("設定を読めません: {message}"),
                    format!("the settings cannot be read: {message}"),
                ),
            );
            Configuration::default()
        }
    };
    configuration.places = reader.places;
    reader
        .findings
        .sort_by_key(|finding| (finding.range.start, finding.range.end));
    (configuration, reader.findings)
}

struct Reader<'a> {
    root: &'a Value,
    text: &'a str,
    findings: Vec<Finding>,
    places: Places,
}

impl<'a> Reader<'a> {
    /// The entries of a table that are right.
    fn table(&mut self, schema: &'a Value, table: &DeTable<'_>, path: &str) -> Map<String, Value> {
        let mut kept = Map::new();
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let Some(schema) = self.schema_of_key(schema, name) else {
                self.unknown_key(schema, name, key.span(), path);
                continue;
            };
            let path = if path.is_empty() {
                name.to_string()
            } else {
                format!("{path}/{name}")
            };
            if let Some(value) = self.value(schema, value, &path) {
                kept.insert(name.to_string(), value);
            }
        }
        kept
    }

    /// A value as the types take it, or `None` after a finding.
    fn value(
        &mut self,
        schema: &'a Value,
        value: &Spanned<DeValue<'_>>,
        path: &str,
    ) -> Option<Value> {
        let shown = dotted(path);
        let range = self.clamp(value.span());
        self.places.values.insert(path.to_string(), range.clone());
        let Some(schema) = self.fitting(schema, value.get_ref()) else {
            self.wrong_type(schema, value.get_ref(), range, path);
            return None;
        };
        match value.get_ref() {
            DeValue::String(text) => self.string(schema, text, range, path),
            DeValue::Boolean(value) => Some(Value::Bool(*value)),
            DeValue::Integer(number) => {
                let least = schema.get("minimum").and_then(Value::as_u64).unwrap_or(0);
                let digits: String = number.as_str().chars().filter(|c| *c != '_').collect();
                match u64::from_str_radix(&digits, number.radix()) {
                    Ok(number) if number >= least => Some(number.into()),
                    Err(_) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                        self.report(
                            range,
                            Message::new(
                                format!("`{shown}` には {} 以下の整数を書いてください", u64::MAX),
                                format!("`{shown}` takes a whole number of at most {}", u64::MAX),
                            ),
                        );
                        None
                    }
                    _ => {
                        self.report(
                            range,
                            Message::new(
                                format!("`{shown}` には {least} 以上の整数を書いてください"),
                                format!("`{shown}` takes a whole number of at least {least}"),
                            ),
                        );
                        None
                    }
                }
            }
            DeValue::Array(items) => {
                let schema = schema.get("items").unwrap_or(&Value::Null);
                let mut kept = Vec::new();
                for item in items.iter() {
                    let before = self.findings.len();
                    // The place belongs to the item's index among those that take effect.
                    let value = self.value(schema, item, &format!("{path}/{}", kept.len()));
                    // What is left of a table with a mistake in it would mean something else.
                    let is_whole = self.findings.len() == before || !item.get_ref().is_table();
                    kept.extend(value.filter(|_| is_whole));
                }
                Some(Value::Array(kept))
            }
            DeValue::Table(table) => Some(Value::Object(self.table(schema, table, path))),
            DeValue::Float(_) | DeValue::Datetime(_) => None,
        }
    }

    fn string(
        &mut self,
        schema: &Value,
        text: &str,
        range: Range<usize>,
        path: &str,
    ) -> Option<Value> {
        let shown = dotted(path);
        let allowed = choices(schema);
        if !allowed.is_empty() && !allowed.contains(&text) {
            let listed = listed(&allowed);
            self.misspelt(
                range,
                Message::new(
                    format!("`{shown}` の値「{text}」は使えません。使える値: {listed}"),
                    format!("`{shown}` cannot be \"{text}\"; it takes one of {listed}"),
                ),
                nearest_or_begun(text, allowed.iter().copied()),
                |name| format!("\"{name}\""),
            );
            return None;
        }
        match schema.get("format").and_then(Value::as_str) {
            Some("period") if text.parse::<Period>().is_err() => {
                self.report(
                    range,
                    Message::new(
                        format!("`{shown}` の「{text}」は期間として読めません。`1年`、`6か月`、`90日` のように書いてください"),
                        format!("`{shown}`: \"{text}\" is no period; write one such as \"12 months\", \"1年\" or \"90 days\""),
                    ),
                );
                None
            }
            Some("pattern") => self.pattern(text, range, path),
            Some("guideline") if !is_path(text) => self.builtin(text, range),
            _ => Some(text.into()),
        }
    }

    fn pattern(&mut self, text: &str, range: Range<usize>, path: &str) -> Option<Value> {
        let shown = dotted(path);
        let mut builder = ignore::gitignore::GitignoreBuilder::new("");
        let Err(error) = builder.add_line(None, text) else {
            return Some(text.into());
        };
        self.report(
            range,
            Message::new(
                format!("`{shown}` のパターン「{text}」を読めません: {error}"),
                format!("`{shown}`: the pattern \"{text}\" cannot be read: {error}"),
            ),
        );
        None
    }

    fn builtin(&mut self, id: &str, range: Range<usize>) -> Option<Value> {
        let known: Vec<&str> = crate::guideline::builtin::all()
            .iter()
            .map(|(id, _)| *id)
            .collect();
        if known.contains(&id) {
            return Some(id.into());
        }
        let listed = listed(&known);
        self.misspelt(
            range,
            Message::new(
                format!("「{id}」という内蔵ガイドラインはありません。内蔵: {listed}。ファイルはパス（`.md`、`.xlsx`、`.csv`、`.tsv`、`.json`）で指定します"),
                format!("there is no built-in guideline \"{id}\"; built in are {listed}; a file is named by its path, ending in .md, .xlsx, .csv, .tsv or .json"),
            ),
            nearest_or_begun(id, known.iter().copied()),
            |name| format!("\"{name}\""),
        );
        None
    }

    fn schema_of_key(&self, schema: &'a Value, name: &str) -> Option<&'a Value> {
        if let Some(property) = schema
            .get("properties")
            .and_then(|properties| properties.get(name))
        {
            return Some(property);
        }
        let allowed = choices(schema.get("propertyNames")?);
        if allowed.contains(&name) {
            schema.get("additionalProperties")
        } else {
            None
        }
    }

    /// The schema behind references and alternatives that a value of this type fits.
    fn fitting(&self, schema: &'a Value, value: &DeValue<'_>) -> Option<&'a Value> {
        let schema = self.resolve(schema);
        if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
            return branches
                .iter()
                .find_map(|branch| self.fitting(branch, value));
        }
        let expected = match value {
            DeValue::String(_) => "string",
            DeValue::Integer(_) => "integer",
            DeValue::Float(_) => "number",
            DeValue::Boolean(_) => "boolean",
            DeValue::Datetime(_) => return None,
            DeValue::Array(_) => "array",
            DeValue::Table(_) => "object",
        };
        (type_of(schema) == expected).then_some(schema)
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        match schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|path| path.strip_prefix('#'))
        {
            Some(pointer) => self.root.pointer(pointer).unwrap_or(schema),
            None => schema,
        }
    }

    /// What a value should be, in words.
    fn expected(&self, schema: &'a Value) -> Message {
        let schema = self.resolve(schema);
        if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
            let words: Vec<Message> = branches
                .iter()
                .map(|branch| self.expected(branch))
                .collect();
            let join = |pick: fn(&Message) -> &str, with: &str| {
                words.iter().map(pick).collect::<Vec<_>>().join(with)
            };
            return Message::new(join(|m| &m.ja, "か"), join(|m| &m.en, " or "));
        }
        match type_of(schema) {
            "array" => {
                let item = schema.get("items").map(|items| self.expected(items));
                let item = item.unwrap_or_else(|| Message::new("値", "a value"));
                Message::new(
                    format!("配列（要素は{}）", item.ja),
                    format!("an array, each item {}", item.en),
                )
            }
            "object" => Message::new("テーブル", "a table"),
            "integer" => Message::new("整数", "a whole number"),
            "boolean" => Message::new("真偽値（true か false）", "true or false"),
            _ => match choices(schema).as_slice() {
                [] => Message::new("文字列", "a string"),
                allowed => {
                    let listed = listed(allowed);
                    Message::new(
                        format!("文字列（{listed} のいずれか）"),
                        format!("a string, one of {listed}"),
                    )
                }
            },
        }
    }

    fn wrong_type(
        &mut self,
        schema: &'a Value,
        value: &DeValue<'_>,
        range: Range<usize>,
        path: &str,
    ) {
        let shown = dotted(path);
        let expected = self.expected(schema);
        let found = match value {
            DeValue::String(_) => Message::new("文字列", "a string"),
            DeValue::Integer(_) => Message::new("整数", "a whole number"),
            DeValue::Float(_) => Message::new("小数", "a decimal number"),
            DeValue::Boolean(_) => Message::new("真偽値", "true or false"),
            DeValue::Datetime(_) => Message::new("日付", "a date"),
            DeValue::Array(_) => Message::new("配列", "an array"),
            DeValue::Table(_) => Message::new("テーブル", "a table"),
        };
        self.report(
            range,
            Message::new(
                format!(
                    "`{shown}` は{}でなければなりませんが、{}が書かれています",
                    expected.ja, found.ja
                ),
                format!("`{shown}` has to be {}, but is {}", expected.en, found.en),
            ),
        );
    }

    fn unknown_key(&mut self, schema: &Value, name: &str, range: Range<usize>, path: &str) {
        let range = self.clamp(range);
        let rules = schema.get("propertyNames").map(choices);
        let (message, known) = match rules {
            Some(rules) => (
                Message::new(
                    format!("「{name}」という規則はありません"),
                    format!("there is no rule named `{name}`"),
                ),
                rules,
            ),
            None => {
                let known: Vec<&str> = schema
                    .get("properties")
                    .and_then(Value::as_object)
                    .map(|properties| properties.keys().map(String::as_str).collect())
                    .unwrap_or_default();
                let known_list = listed(&known);
                let table = if path.is_empty() {
                    String::new()
                } else {
                    format!("[{}] ", dotted(path))
                };
                let message = Message::new(
                    format!("{table}に `{name}` というキーはありません。使えるキー: {known_list}")
                        .trim_start_matches("に ")
                        .to_string(),
                    format!("{table}there is no key `{name}`; the keys are {known_list}"),
                );
                (message, known)
            }
        };
        self.misspelt(
            range,
            message,
            nearest_or_begun(name, known.iter().copied()),
            str::to_string,
        );
    }

    fn syntax(&mut self, range: Range<usize>, message: &str) {
        let range = self.clamp(range);
        let Message { ja, en } = complaint(message);
        self.report(
            range,
            Message::new(
                format!("TOML の書き方に誤りがあり、この設定は使いません（{ja}）"),
                format!("this is no TOML and is not used ({en})"),
            ),
        );
    }

    fn misspelt(
        &mut self,
        range: Range<usize>,
        message: Message,
        nearest: Option<&str>,
        spelt: impl Fn(&str) -> String,
    ) {
        self.report(range.clone(), message);
        let (Some(nearest), Some(finding)) = (nearest, self.findings.last_mut()) else {
            return;
        };
        finding.help = Some(Message::new(
            format!("`{nearest}` の書き誤りではありませんか"),
            format!("did you mean `{nearest}`?"),
        ));
        finding.fixes = vec![Fix {
            title: Message::new(
                format!("`{nearest}` に直す"),
                format!("Change to `{nearest}`"),
            ),
            edits: vec![Edit {
                range,
                new_text: spelt(nearest),
            }],
            is_proposal: false,
        }];
    }

    fn report(&mut self, range: Range<usize>, message: Message) {
        self.findings
            .push(Finding::new(RULE, Severity::Error, range, message));
    }

    /// A parser that recovers may point past the text or into a character.
    fn clamp(&self, range: Range<usize>) -> Range<usize> {
        let start = self
            .text
            .floor_char_boundary(range.start.min(self.text.len()));
        let end = self
            .text
            .ceil_char_boundary(range.end.clamp(start, self.text.len()));
        start..end
    }
}

/// A path as TOML writes keys; items of arrays go by the array's name.
fn dotted(path: &str) -> String {
    let keys = path
        .split('/')
        .filter(|key| !key.bytes().all(|byte| byte.is_ascii_digit()));
    keys.collect::<Vec<_>>().join(".")
}

fn type_of(schema: &Value) -> &str {
    match schema.get("type").and_then(Value::as_str) {
        Some(name) => name,
        // An enum whose values are documented one by one.
        None if schema.get("oneOf").is_some() || schema.get("enum").is_some() => "string",
        None => "",
    }
}

/// The strings that a schema lists.
fn choices(schema: &Value) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Value::as_array);
    let documented = schema.get("oneOf").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    let documented = documented.into_iter().flatten().flat_map(|one| {
        one.get("const")
            .and_then(Value::as_str)
            .into_iter()
            .chain(choices(one))
    });
    listed.chain(documented).collect()
}

fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    /// What is reported: the text it stands on, and the message in Japanese.
    fn problems(text: &str) -> Vec<(String, String)> {
        let (_, findings) = read(text);
        findings
            .iter()
            .map(|f| (text[f.range.clone()].to_string(), f.message.ja.clone()))
            .collect()
    }

    #[test]
    fn a_whole_configuration_is_read() {
        let text = r#"
            guidelines = ["guidelines/社内.md", { path = "catalog.json", id = "nist" }]
            exclude = ["下書き/"]
            locale = "ja"
            fail-on = "warning"
            baseline = "shishin.baseline.json"
            [rules]
            weak-wording = "off"
            [columns]
            clause = ["管理番号"]
            [review]
            period = "6か月"
            [limits]
            file-size = 1_000
        "#;
        let (configuration, findings) = read(text);
        assert_eq!(findings, []);
        assert_eq!(configuration.locale, Some(Locale::Ja));
        assert_eq!(configuration.guidelines[1].id(), Some("nist"));
        assert_eq!(
            configuration.rules["weak-wording"],
            super::super::Level::Off
        );
        assert_eq!(configuration.columns.clause, ["管理番号"]);
        assert_eq!(configuration.review.period, "6か月".parse().unwrap());
        assert_eq!(configuration.limits.file_size, 1_000);
        assert_eq!(configuration.documents, ["**/*.md", "**/*.markdown"]);
        assert_eq!(
            &text[configuration.places.of("guidelines/0")],
            "\"guidelines/社内.md\""
        );
    }

    #[test]
    fn a_misspelt_key_is_named_with_the_nearest_and_the_rest_takes_effect() {
        let text = "excludes = [\"下書き/\"]\nlocale = \"ja\"\n";
        let (configuration, findings) = read(text);
        assert_eq!(configuration.locale, Some(Locale::Ja));
        assert_eq!(findings.len(), 1);
        assert_eq!(&text[findings[0].range.clone()], "excludes");
        assert_eq!(
            findings[0].help.as_ref().unwrap().en,
            "did you mean `exclude`?"
        );
        assert_eq!(findings[0].fixes[0].edits[0].new_text, "exclude");
    }

    #[test]
    fn an_unknown_rule_is_named_with_the_nearest() {
        let text = "[rules]\nweak-words = \"off\"\nweak-wording = \"hint\"\n";
        let (configuration, findings) = read(text);
        assert_eq!(configuration.rules.len(), 1);
        assert_eq!(&text[findings[0].range.clone()], "weak-words");
        assert_eq!(
            findings[0].help.as_ref().unwrap().ja,
            "`weak-wording` の書き誤りではありませんか"
        );
    }

    #[test]
    fn wrong_types_say_what_is_expected() {
        assert_eq!(
            problems("exclude = \"下書き\"\n[limits]\nfile-size = \"大\"\n"),
            [
                ("\"下書き\"".into(), "`exclude` は配列（要素は文字列）でなければなりませんが、文字列が書かれています".into()),
                ("\"大\"".into(), "`limits.file-size` は整数でなければなりませんが、文字列が書かれています".into()),
            ]
        );
    }

    #[test]
    fn one_bad_item_does_not_take_its_neighbours_along() {
        let (configuration, findings) =
            read("guidelines = [\"a.md\", 3, { path = 4, id = \"x\" }, { path = \"b.json\" }]\n");
        let paths: Vec<_> = configuration
            .guidelines
            .iter()
            .map(|g| g.path().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(paths, ["a.md", "b.json"]);
        assert_eq!(findings.len(), 2);
        assert_eq!(
            findings[1].message.en,
            "`guidelines.path` has to be a string, but is a whole number"
        );
    }

    #[test]
    fn values_outside_the_choices_are_reported() {
        let found = problems(
            "locale = \"jp\"\nfail-on = \"errors\"\n[review]\nperiod = \"定期\"\n[limits]\nfile-size = 0\n",
        );
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["\"jp\"", "\"errors\"", "\"定期\"", "0"]);
        assert_eq!(
            found[0].1,
            "`locale` の値「jp」は使えません。使える値: `ja`, `en`"
        );
    }

    #[test]
    fn broken_toml_is_reported_and_the_other_lines_count() {
        let text = "locale = ja\nexclude = [\"x\"]\n[review\nperiod = \"1年\"\n";
        let (configuration, findings) = read(text);
        assert_eq!(configuration.exclude, ["x"]);
        assert!(findings.len() >= 2, "{findings:?}");
        assert!(findings.iter().all(|f| text.get(f.range.clone()).is_some()));
    }

    #[test]
    fn a_missing_bracket_is_one_mistake_and_takes_no_other_key_along() {
        let text = "guidelines = [\"mic-meti-medical-1.1\"\nexclude = [\"x\"]\nlocale = \"ja\"\n\n[rules]\nweak-wording = \"off\"\n";
        let (configuration, findings) = read(text);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(text[..findings[0].range.end].lines().count() == 1);
        assert!(
            findings[0]
                .message
                .ja
                .starts_with("TOML の書き方に誤りがあり")
        );
        assert_eq!(configuration.guidelines, []);
        assert_eq!(configuration.exclude, ["x"]);
        assert_eq!(configuration.locale, Some(Locale::Ja));
        assert_eq!(configuration.rules.len(), 1);
        assert_eq!(&text[configuration.places.of("exclude/0")], "\"x\"");
    }

    #[test]
    fn what_stands_under_a_broken_table_belongs_nowhere() {
        let (configuration, findings) =
            read("[review\nlocale = \"ja\"\n[rules]\nweak-wording = \"off\"\n");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(configuration.locale, None);
        assert_eq!(configuration.rules.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[a-zあ\\[\\]{}=\"'#.,\n 0-9-]{0,80}") {
            let (_, findings) = read(&text);
            for finding in findings {
                proptest::prop_assert!(text.get(finding.range).is_some());
            }
        }
    }
}
