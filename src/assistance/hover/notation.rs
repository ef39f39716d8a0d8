//! What a label, a column, a status, a date or a key and value of the front matter means.

use std::fmt::Write;
use std::ops::Range;

use jiff::civil::Date;

use crate::assistance::{View, at, meanings};
use crate::date;
use crate::locale::{Locale, Message};
use crate::wording::Field;

/// What stands at a place means this; `None` for ordinary words.
pub fn at(view: &View<'_>, offset: usize) -> Option<(Range<usize>, String)> {
    let locale = view.project.locale;
    if let Some((status, range)) = at::status(view, offset) {
        let (name, meaning) = meanings::status(status);
        let title = Message::new(
            format!("対応状況: {}", name.ja),
            format!("Status: {}", name.en),
        );
        let values = meanings::values(Field::Status);
        return Some((range, explain(locale, &title, &meaning, values)));
    }
    if let Some(found) = dated(view, offset) {
        return Some(found);
    }
    if let Some(label) = at::label(view, offset).filter(|one| at::touches(&one.name, offset))
        && let Ok(field) = label.field
    {
        return Some((label.name, explain_field(locale, field)));
    }
    if let Some(place) = at::cell(view, offset).filter(|place| place.row.is_none())
        && let Some(field) = place.field
    {
        return Some((place.cell.range.clone(), explain_field(locale, field)));
    }
    let entry = at::entry(view, offset)?;
    let path: Vec<&str> = entry.path.iter().map(String::as_str).collect();
    let on_value = !at::touches(&entry.key, offset);
    if on_value
        && matches!(path.as_slice(), ["shishin", "guideline" | "guidelines"])
        && let Some(found) = named_guideline(view, &entry.value, offset)
    {
        return Some(found);
    }
    let meaning = meanings::front_matter(&path)?;
    (!(on_value && path == ["shishin"])).then(|| {
        let name = format!("**`{}`**", path.join(": "));
        (
            entry.key,
            format!("{name}\n\n{}", meaning.in_locale(locale)),
        )
    })
}

/// The guideline that stands at a place under `guideline`, alone or in a list.
fn named_guideline(
    view: &View<'_>,
    value: &Range<usize>,
    offset: usize,
) -> Option<(Range<usize>, String)> {
    let text = view.text.get(value.clone())?;
    let cursor = text.floor_char_boundary(offset.checked_sub(value.start)?);
    let divides = |c: char| matches!(c, '[' | ']' | ',' | '\n' | '"' | '\'');
    let start = text[..cursor].rfind(divides).map_or(0, |at| at + 1);
    let end = text[cursor..]
        .find(divides)
        .map_or(text.len(), |at| cursor + at);
    let written = text.get(start..end)?;
    let name = written.trim_start_matches([' ', '-']);
    let start = start + (written.len() - name.len());
    let name = name.trim_end();
    let called = view.project.guidelines.called(name);
    let shown = super::guidelines(&view.project, &called)?;
    let start = value.start + start;
    Some((start..start + name.len(), shown))
}

/// How far away the day is that stands under a label, in a column or in the front matter.
fn dated(view: &View<'_>, offset: usize) -> Option<(Range<usize>, String)> {
    let (field, value) = field_value(view, offset)?;
    let text = view.text.get(value.clone())?;
    let (range, found) = date::find_all(text).find(|(range, _)| {
        at::touches(
            &(value.start + range.start..value.start + range.end),
            offset,
        )
    })?;
    let today = view.project.today;
    let last = found.last_day();
    let is_past = last < today;
    let day = match field {
        Field::Reviewed => found.first_day(),
        _ => last,
    };
    let locale = view.project.locale;
    let away = away(day, today, locale)?;
    let name = meanings::field_name(field);
    let name = name.in_locale(locale);
    let late = match (field == Field::Due && is_past, locale) {
        (false, _) => "",
        (true, Locale::Ja) => "。期限を過ぎています。",
        (true, Locale::En) => ". It is overdue.",
    };
    let range = value.start + range.start..value.start + range.end;
    let mut shown = match locale {
        Locale::Ja => format!("**{name}: {day}**（{away}）{late}"),
        Locale::En => format!("**{name}: {day}** ({away}){late}"),
    };
    let _ = write!(shown, "\n\n{}", meanings::field(field).in_locale(locale));
    Some((range, shown))
}

/// The value at a place that may be a day, and what it is.
fn field_value(view: &View<'_>, offset: usize) -> Option<(Field, Range<usize>)> {
    let is_day = |field: &Field| matches!(field, Field::Due | Field::Reviewed);
    if let Some(label) = at::label(view, offset) {
        let field = label.field.ok().filter(is_day)?;
        return Some((field, label.value));
    }
    if let Some(place) = at::cell(view, offset) {
        let field = place.field.filter(is_day)?;
        return Some((field, place.cell.range.clone()));
    }
    let entry = at::entry(view, offset)?;
    (entry.path == ["shishin", "reviewed"]).then_some((Field::Reviewed, entry.value))
}

/// How many days a day is away.
fn away(day: Date, today: Date, locale: Locale) -> Option<String> {
    let days = today.until(day).ok()?.get_days();
    let count = days.abs();
    Some(match (locale, days) {
        (Locale::Ja, 0) => "今日".to_string(),
        (Locale::Ja, 1..) => format!("{count} 日後"),
        (Locale::Ja, _) => format!("{count} 日前"),
        (Locale::En, 0) => "today".to_string(),
        (Locale::En, 1) => "tomorrow".to_string(),
        (Locale::En, -1) => "yesterday".to_string(),
        (Locale::En, 1..) => format!("in {count} days"),
        (Locale::En, _) => format!("{count} days ago"),
    })
}

fn explain_field(locale: Locale, field: Field) -> String {
    explain(
        locale,
        &meanings::field_name(field),
        &meanings::field(field),
        meanings::values(field),
    )
}

fn explain(locale: Locale, title: &Message, meaning: &Message, values: Option<Message>) -> String {
    let mut out = format!(
        "**{}**\n\n{}",
        title.in_locale(locale),
        meaning.in_locale(locale)
    );
    if let Some(values) = values {
        let name = locale.choose("使える値", "Values");
        let _ = write!(out, "\n\n{name}: {}", values.in_locale(locale));
    }
    out
}
