//! Label lines: what a guideline file says about a clause beside its text.
//!
//! They stand in a list right under a clause's heading, as `- **区分**: 必須` or
//! `- **Modality**: must`, so that they read well as plain Markdown. [`published`](super::published)
//! reads them and [`writer`](super::writer) writes them; both take the words from here.

use std::ops::Range;

use super::{Certainty, Modality, Responsibility};
use crate::locale::Locale;
use crate::spelling;

/// What a label line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// How binding the clause is.
    Modality,
    /// Where its facts come from.
    Source,
    /// How far the source can be relied on.
    Certainty,
    /// Clauses of other guidelines that it answers.
    Upstream,
    /// Who has to act.
    Responsibility,
    /// For which service models it holds.
    ServiceModels,
    /// Whether it has to be agreed with the customer.
    Agreement,
    /// Whether the text is the official wording or a summary.
    Text,
    /// Whether the clause has an official number.
    Number,
    /// The clause's stable id, where it is not its number.
    Id,
    /// That it no longer holds, and which clauses took its content.
    Withdrawn,
    /// A value that it leaves to the organisation: `id = what it is`.
    Parameter,
}

/// All labels with their Japanese and English names.
const NAMES: [(Label, &str, &str); 12] = [
    (Label::Modality, "区分", "Modality"),
    (Label::Source, "出典", "Source"),
    (Label::Certainty, "確度", "Certainty"),
    (Label::Upstream, "上位条項", "Upstream"),
    (Label::Responsibility, "責任分界", "Responsibility"),
    (Label::ServiceModels, "サービス種別", "Service models"),
    (Label::Agreement, "合意", "Agreement"),
    (Label::Text, "本文", "Text"),
    (Label::Number, "番号", "Number"),
    (Label::Id, "識別子", "Id"),
    (Label::Withdrawn, "廃止", "Withdrawn"),
    (Label::Parameter, "パラメーター", "Parameter"),
];

impl Label {
    /// The label's name in a locale.
    pub fn name(self, locale: Locale) -> &'static str {
        let (_, ja, en) = NAMES
            .iter()
            .find(|(label, ..)| *label == self)
            .unwrap_or(&NAMES[0]);
        match locale {
            Locale::Ja => ja,
            Locale::En => en,
        }
    }

    /// The label with this name in either language; English in either case.
    pub fn named(name: &str) -> Option<Label> {
        let found = NAMES
            .iter()
            .find(|(_, ja, en)| *ja == name || en.eq_ignore_ascii_case(name));
        found.map(|(label, ..)| *label)
    }

    /// The known name that `name` is a slip of the pen away from.
    pub fn near(name: &str) -> Option<&'static str> {
        let names = NAMES.iter().flat_map(|&(_, ja, en)| [ja, en]);
        spelling::nearest(name, names)
    }
}

/// Splits the source of a list item into a label line's name and value, as byte ranges of
/// `item`; `None` when it is no label line. Both `**区分**: 必須` and `**区分:** 必須` are.
pub fn split(item: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = item.find("**")?;
    if !item[..start]
        .chars()
        .all(|c| matches!(c, '-' | '*' | '+' | ' ' | '\t'))
    {
        return None;
    }
    let name_start = start + 2;
    let name_end = name_start + item[name_start..].find("**")?;
    let inner = &item[name_start..name_end];
    let behind = &item[name_end + 2..];
    let colons = [':', '：'];
    let (name, value) = if let Some(value) = behind.trim_start().strip_prefix(colons) {
        (inner, value)
    } else {
        (inner.trim_end().strip_suffix(colons)?, behind)
    };
    let name_range = name_start..name_start + name.trim_end().len();
    let value_end = item.trim_end().len();
    let value_start = item.len() - value.trim_start().len();
    Some((name_range, value_start.min(value_end)..value_end))
}

/// Reads how binding a clause is: 必須, 推奨, 任意, なし, ◎, must, should, may, info.
pub fn modality(value: &str) -> Option<Modality> {
    Some(match value.to_ascii_lowercase().as_str() {
        "必須" | "遵守" | "◎" | "must" | "shall" => Modality::Must,
        "推奨" | "should" => Modality::Should,
        "項目" | "item" => Modality::Item,
        "任意" | "may" => Modality::May,
        "なし" | "info" | "none" => Modality::Info,
        _ => return None,
    })
}

/// How a modality is written in a label line.
pub fn modality_word(modality: Modality, locale: Locale) -> &'static str {
    match (modality, locale) {
        (Modality::Must, Locale::Ja) => "必須",
        (Modality::Should, Locale::Ja) => "推奨",
        (Modality::Item, Locale::Ja) => "項目",
        (Modality::May, Locale::Ja) => "任意",
        (Modality::Info, Locale::Ja) => "なし",
        (Modality::Must, Locale::En) => "must",
        (Modality::Should, Locale::En) => "should",
        (Modality::Item, Locale::En) => "item",
        (Modality::May, Locale::En) => "may",
        (Modality::Info, Locale::En) => "info",
    }
}

/// Reads how far a source can be relied on: 確定, 草案, 二次資料, final, draft, secondary.
pub fn certainty(value: &str) -> Option<Certainty> {
    Some(match value.to_ascii_lowercase().as_str() {
        "確定" | "final" => Certainty::Final,
        "草案" | "draft" => Certainty::Draft,
        "二次資料" | "secondary" => Certainty::Secondary,
        _ => return None,
    })
}

/// How a certainty is written in a label line.
pub fn certainty_word(certainty: Certainty, locale: Locale) -> &'static str {
    match (certainty, locale) {
        (Certainty::Final, Locale::Ja) => "確定",
        (Certainty::Draft, Locale::Ja) => "草案",
        (Certainty::Secondary, Locale::Ja) => "二次資料",
        (Certainty::Final, Locale::En) => "final",
        (Certainty::Draft, Locale::En) => "draft",
        (Certainty::Secondary, Locale::En) => "secondary",
    }
}

/// Reads who has to act: 事業者, 利用者, 共同, 継承, provider, customer, shared, inherited.
pub fn responsibility(value: &str) -> Option<Responsibility> {
    Some(match value.to_ascii_lowercase().as_str() {
        "事業者" | "provider" => Responsibility::Provider,
        "利用者" | "医療機関等" | "customer" => Responsibility::Customer,
        "共同" | "shared" => Responsibility::Shared,
        "継承" | "inherited" => Responsibility::Inherited,
        _ => return None,
    })
}

/// How a responsibility is written in a label line.
pub fn responsibility_word(responsibility: Responsibility, locale: Locale) -> &'static str {
    match (responsibility, locale) {
        (Responsibility::Provider, Locale::Ja) => "事業者",
        (Responsibility::Customer, Locale::Ja) => "利用者",
        (Responsibility::Shared, Locale::Ja) => "共同",
        (Responsibility::Inherited, Locale::Ja) => "継承",
        (Responsibility::Provider, Locale::En) => "provider",
        (Responsibility::Customer, Locale::En) => "customer",
        (Responsibility::Shared, Locale::En) => "shared",
        (Responsibility::Inherited, Locale::En) => "inherited",
    }
}

/// Reads 要, 不要, yes, no.
pub fn yes_or_no(value: &str) -> Option<bool> {
    Some(match value.to_ascii_lowercase().as_str() {
        "要" | "あり" | "yes" => true,
        "不要" | "なし" | "no" => false,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(item: &str) -> Option<(&str, &str)> {
        split(item).map(|(name, value)| (&item[name], &item[value]))
    }

    #[test]
    fn a_label_line_is_a_bold_name_and_a_value() {
        assert_eq!(parts("- **区分**: 必須"), Some(("区分", "必須")));
        assert_eq!(parts("* **区分：** 必須 "), Some(("区分", "必須")));
        assert_eq!(parts("- **出典**："), Some(("出典", "")));
        assert_eq!(parts("- 鍵は**年1回**: 更新する"), None);
        assert_eq!(parts("- **重要** である"), None);
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_word() {
        assert_eq!(Label::near("区別"), Some("区分"));
        assert_eq!(Label::near("Modallity"), Some("Modality"));
        assert_eq!(Label::near("背景"), None);
    }
}
