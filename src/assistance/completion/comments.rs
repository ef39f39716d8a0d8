//! Comments for Shishin: `<!-- shishin: allow weak-wording because … -->`.

use super::super::citing::language;
use super::super::draft::{Draft, placeholder};
use super::super::{View, at};
use super::line::Line;
use super::{Completions, Item, Key, Kind, Request};
use crate::locale::Locale;
use crate::rules::{self, Class};

/// What stands in the comment that is open at the cursor, on its line.
pub fn opened(text: &str, offset: usize) -> Option<&str> {
    const OPEN: &str = "<!--";
    let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..offset];
    let open = before.rfind(OPEN)?;
    let inside = &before[open + OPEN.len()..];
    (!inside.contains("-->")).then_some(inside)
}

/// What may be written in a comment.
pub fn items(request: &Request<'_>, line: &Line<'_>, inside: &str) -> Completions {
    let body = inside.trim_start();
    let start = line.before.len() - body.len();
    let items = match body.split_once([':', '：']) {
        None if "shishin".starts_with(body.trim_end()) => whole(request, line, start, inside),
        Some((name, rest)) if name.trim().eq_ignore_ascii_case("shishin") => {
            verbs_or_rules(request, line, rest)
        }
        _ => Vec::new(),
    };
    Completions {
        items,
        is_incomplete: false,
    }
}

/// The whole comment, for each rule that reports something here; the mere form where none does.
fn whole(request: &Request<'_>, line: &Line<'_>, start: usize, inside: &str) -> Vec<Item> {
    let reported = reported(request.view, request.offset);
    let lead = if inside.is_empty() { " " } else { "" };
    let closed = line.after.trim_start().starts_with("-->");
    let close = if closed { "" } else { " -->" };
    let range = line.from(start);
    let item = |rule: Option<&str>| {
        let mut draft = Draft::default();
        draft.push(&format!("{lead}shishin: allow "));
        match rule {
            Some(rule) => draft.push(rule),
            None => draft.blank("RULE"),
        }
        draft.push(" because ");
        draft.blank(placeholder(language(request.view.text)));
        draft.push(close);
        let label = format!("shishin: allow {}", rule.unwrap_or("…"));
        let item = Item::new(label, Kind::Rule, range.clone()).writes_draft(&draft);
        match rule {
            Some(rule) => item
                .key(Key::Rule(rule.to_string()))
                .detail(summary(request, rule)),
            None => item,
        }
    };
    if reported.is_empty() {
        return vec![item(None)];
    }
    reported.iter().map(|rule| item(Some(rule))).collect()
}

fn verbs_or_rules(request: &Request<'_>, line: &Line<'_>, rest: &str) -> Vec<Item> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let ended = rest.is_empty() || rest.ends_with([' ', ',', '、']);
    let is_verb_open = words.is_empty() || (words.len() == 1 && !ended);
    if is_verb_open {
        let typed = words.first().copied().unwrap_or_default();
        let lead = if rest.is_empty() { " " } else { "" };
        let range = line.from(line.before.len() - typed.len());
        let verbs = [
            (
                "allow",
                "この段落・行で許可する",
                "allow in this block or row",
            ),
            (
                "allow-document",
                "文書全体で許可する",
                "allow in the whole document",
            ),
        ];
        let verbs = verbs.iter().filter(|(verb, ..)| verb.starts_with(typed));
        return verbs
            .map(|(verb, ja, en)| {
                Item::new(*verb, Kind::Rule, range.clone())
                    .writes(format!("{lead}{verb} "))
                    .detail(match request.view.project.locale {
                        Locale::Ja => *ja,
                        Locale::En => *en,
                    })
                    .opens()
            })
            .collect();
    }
    if words.iter().any(|word| matches!(*word, "because" | "理由")) {
        return Vec::new();
    }
    let typed_from = rest.rfind([' ', ',', '、']).map_or(0, |at| {
        at + rest[at..].chars().next().map_or(1, char::len_utf8)
    });
    let typed = &rest[typed_from..];
    if words.len() > 1 && ended && !rest.trim_end().ends_with([',', '、']) {
        // Behind the rules only the reason is left to write.
        let mut draft = Draft::default();
        draft.push("because ");
        draft.blank(placeholder(language(request.view.text)));
        let range = line.from(line.before.len());
        return vec![Item::new("because", Kind::Rule, range).writes_draft(&draft)];
    }
    let range = line.from(line.before.len() - typed.len());
    let here = reported(request.view, request.offset);
    let mut rules: Vec<&str> = rules::all()
        .iter()
        .filter(|rule| rule.class != Class::Project)
        .map(|rule| rule.name)
        .filter(|rule| rule.contains(typed))
        .collect();
    rules.sort_by_key(|rule| !here.iter().any(|here| here == rule));
    rules
        .into_iter()
        .map(|rule| {
            Item::new(rule, Kind::Rule, range.clone())
                .detail(summary(request, rule))
                .key(Key::Rule(rule.to_string()))
        })
        .collect()
}

fn summary(request: &Request<'_>, rule: &str) -> String {
    let rule = rules::named(rule);
    let summary = rule.map_or("", |rule| rule.summary(request.view.project.locale));
    summary.to_string()
}

/// The rules that report something in the block or row at a place, each once.
fn reported(view: &View<'_>, offset: usize) -> Vec<String> {
    let statement = at::statement(view, offset).map(|index| &view.document.statements[index].range);
    let place = statement.or_else(|| at::block(view, offset).map(|block| &block.range));
    let Some(place) = place else {
        return Vec::new();
    };
    let mut rules = Vec::new();
    for finding in view.findings {
        let inside = place.start <= finding.range.start && finding.range.end <= place.end;
        let is_project =
            rules::named(&finding.rule).is_none_or(|rule| rule.class == Class::Project);
        if inside && !is_project && !rules.iter().any(|rule| *rule == finding.rule) {
            rules.push(finding.rule.to_string());
        }
    }
    rules
}
