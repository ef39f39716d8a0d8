//! Values of labels and columns.

use std::ops::Range;

use super::super::citing::{folded, language};
use super::super::draft::{Draft, placeholder};
use super::line::Line;
use super::{Completions, Item, Key, Kind, Request, evidence, words};
use crate::locale::Locale;
use crate::wording::{self, Field, Status};

/// Where a value is written.
pub struct Place<'a> {
    /// The line that it stands in.
    pub line: Line<'a>,
    /// What stands of it before the cursor.
    pub typed: &'a str,
    /// Bytes to replace.
    pub range: Range<usize>,
    /// What has to stand before the value.
    pub lead: &'static str,
}

/// The values that a field may take; nothing for fields that hold free text. `used` are those that
/// stand in the column or document already.
pub fn items(
    request: &Request<'_>,
    field: Field,
    place: &Place<'_>,
    used: &[String],
) -> Completions {
    let language = language(request.view);
    let mut items = Vec::new();
    match field {
        Field::Status => items.extend(
            words::statuses(used, language)
                .iter()
                .map(|word| status(word, place, language)),
        ),
        Field::Responsibility => {
            let (words, inherited) = words::responsibilities(language);
            items.extend(words.iter().map(|word| value(word, place)));
            items.push(inherited_from(inherited, place, language));
        }
        Field::Frequency => {
            let usual = words::frequencies(language);
            items.extend(used.iter().map(|word| value(word, place)));
            let fresh = usual
                .iter()
                .filter(|word| !used.iter().any(|used| used == *word));
            items.extend(fresh.map(|word| value(word, place)));
        }
        Field::Owner => {
            let owners = words::in_document(request.view, Field::Owner, Some(request.offset));
            items.extend(owners.iter().map(|owner| value(owner, place)));
        }
        Field::Reviewed => {
            let today = request.view.project.today.to_string();
            items.push(
                value(&today, place).detail(match request.view.project.locale {
                    Locale::Ja => "今日",
                    Locale::En => "today",
                }),
            );
        }
        Field::Guideline => {
            for (_, guideline) in request.view.project.guidelines.iter() {
                let name = guideline.short_name();
                items.push(value(&name, place).key(Key::Guideline(guideline.id.clone())));
            }
        }
        Field::Evidence => return evidence::in_value(request, place),
        Field::Clause
        | Field::Title
        | Field::Requirement
        | Field::Measure
        | Field::Customer
        | Field::Due
        | Field::Reason
        | Field::Mark => {}
    }
    let typed = folded(place.typed);
    items.retain(|item| folded(&item.label).contains(&typed));
    items.sort_by_key(|item| !folded(&item.label).starts_with(&typed));
    for item in &mut items {
        if !typed.is_empty() {
            item.filter_text = format!("{} {}", place.typed.trim(), item.label);
        }
    }
    Completions {
        items,
        is_incomplete: false,
    }
}

fn value(word: &str, place: &Place<'_>) -> Item {
    Item::new(word, Kind::Value, place.range.clone()).writes(format!("{}{word}", place.lead))
}

/// A status; an exclusion asks for its reason at once.
fn status(word: &str, place: &Place<'_>, language: Locale) -> Item {
    let status = wording::status(word).map(|stated| stated.status);
    let item = Item {
        key: status.map(Key::Status),
        ..value(word, place)
    };
    if status != Some(Status::NotApplicable) {
        return item;
    }
    let mut draft = Draft::default();
    draft.push(&format!("{}{word}", place.lead));
    aside(&mut draft, language);
    let label = match language {
        Locale::Ja => format!("{word}（理由）"),
        Locale::En => format!("{word} (reason)"),
    };
    Item {
        label,
        ..item.writes_draft(&draft)
    }
}

/// A place to fill in, in parentheses.
pub fn aside(draft: &mut Draft, language: Locale) {
    let (open, close) = match language {
        Locale::Ja => ("（", "）"),
        Locale::En => (" (", ")"),
    };
    draft.push(open);
    draft.blank(placeholder(language));
    draft.push(close);
}

fn inherited_from(word: &str, place: &Place<'_>, language: Locale) -> Item {
    let mut draft = Draft::default();
    draft.push(&format!("{}{word}", place.lead));
    aside(&mut draft, language);
    let label = match language {
        Locale::Ja => format!("{word}（事業者名）"),
        Locale::En => format!("{word} (from whom)"),
    };
    Item {
        label,
        ..value(word, place).writes_draft(&draft)
    }
}
