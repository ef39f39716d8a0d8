//! Whose duty something is, as a label's value or a cell says it.

use super::checkbox::ticked;
use super::fold::fold;
use crate::guideline::Responsibility;
use crate::readings::{Readings, remembered};

thread_local! {
    static INHERITING: Readings<bool> = Readings::default();
}

/// Whether a label's value or a cell says in words that the duty is another provider's, whose answer holds here.
pub fn inherits(text: &str) -> bool {
    remembered(&INHERITING, text, |text| {
        (text.contains("継承") || text.contains("nherit"))
            && responsibility(text) == Some(Responsibility::Inherited)
    })
}

/// Whether an item of a form asks what customers have to do: 「利用者側で対応する措置」.
pub fn asks_of_customers(title: &str) -> bool {
    const CUSTOMERS: [&str; 5] = [
        "利用者側",
        "利用者に",
        "利用者が",
        "医療機関側",
        "医療機関等側",
    ];
    CUSTOMERS.iter().any(|word| title.contains(word))
}

/// Whose duty a label's value or a cell names. Only the subject of a sentence counts
/// (「当社が医療機関等に通知する」 is the provider's).
pub fn responsibility(text: &str) -> Option<Responsibility> {
    const INHERITED: &[&str] = &["継承", "inherited", "inherit"];
    const SHARED: &[&str] = &[
        "共同", "双方", "共有", "両者", "共通", "shared", "joint", "both", "hybrid",
    ];
    const PROVIDERS: &[&str] = &[
        "当社",
        "弊社",
        "自社",
        "事業者",
        "提供者",
        "ベンダ",
        "受託者",
        "provider",
        "csp",
        "vendor",
        "we ",
        "our ",
    ];
    const CUSTOMERS: &[&str] = &[
        "利用者",
        "医療機関",
        "お客様",
        "お客さま",
        "顧客",
        "ユーザ",
        "使用者",
        "委託者",
        "customer",
        "user",
        "tenant",
        "client",
    ];
    let chosen = ticked(text).map(|options| {
        let options = options.into_iter().map(|option| &text[option]);
        options.collect::<Vec<_>>().join(", ")
    });
    let text = chosen.as_deref().unwrap_or(text);
    // Letters of a matrix whose key says so.
    match text.trim() {
        "P" | "p" => return Some(Responsibility::Provider),
        "C" | "c" => return Some(Responsibility::Customer),
        "S" | "s" | "P/C" | "C/P" => return Some(Responsibility::Shared),
        "I" | "i" => return Some(Responsibility::Inherited),
        _ => {}
    }
    let folded: String = text.trim().chars().map(fold).collect();
    let subject = folded.split(['が', 'は', '\n']).next().unwrap_or_default();
    let names = |words: &[&str]| words.iter().any(|word| subject.contains(word));
    if INHERITED.iter().any(|word| subject.starts_with(word)) {
        return Some(Responsibility::Inherited);
    }
    match (names(PROVIDERS), names(CUSTOMERS)) {
        (true, true) => Some(Responsibility::Shared),
        _ if names(SHARED) => Some(Responsibility::Shared),
        (true, false) => Some(Responsibility::Provider),
        (false, true) => Some(Responsibility::Customer),
        (false, false) => None,
    }
}
