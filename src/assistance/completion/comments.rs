//! Comments for Shishin, in the language of the document: `<!-- shishin: allow weak-wording because … -->`,
//! `<!-- shishin: 許可 weak-wording 理由: … -->`.

use std::ops::Range;

use super::super::citing::language;
use super::super::draft::{Draft, placeholder};
use super::super::{View, at};
use super::line::Line;
use super::{Completions, Item, Key, Kind, Request};
use crate::comment::Words;
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
        // What is there already stays.
        None if rest_of_comment(line).contains([':', '：']) => Vec::new(),
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
    let language = language(request.view);
    let words = Words::of(language);
    let item = |rule: Option<&str>| {
        let mut draft = Draft::default();
        draft.push(&format!("{lead}shishin: {} ", words.allow));
        match (rule, language) {
            (Some(rule), _) => draft.push(rule),
            (None, Locale::Ja) => draft.blank("規則名"),
            (None, Locale::En) => draft.blank("RULE"),
        }
        draft.push(&format!(" {} ", words.because));
        draft.blank(placeholder(language));
        draft.push(close);
        let label = format!("shishin: {} {}", words.allow, rule.unwrap_or("…"));
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

/// What stands between the words of a comment.
const GAPS: [char; 4] = [' ', '\u{3000}', ',', '、'];

fn rest_of_comment<'a>(line: &Line<'a>) -> &'a str {
    line.after.split("-->").next().unwrap_or_default()
}

/// The verb or the name of a rule that the cursor stands in, of which `typed` stands before it.
fn word(line: &Line<'_>, typed: &str) -> Range<usize> {
    let rest = rest_of_comment(line).split(GAPS).next().unwrap_or_default();
    line.offset - typed.len()..line.offset + rest.len()
}

fn verbs_or_rules(request: &Request<'_>, line: &Line<'_>, rest: &str) -> Vec<Item> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let ended = rest.is_empty() || rest.ends_with(GAPS);
    let is_verb_open = words.is_empty() || (words.len() == 1 && !ended);
    if is_verb_open {
        let typed = words.first().copied().unwrap_or_default();
        let lead = if rest.is_empty() { " " } else { "" };
        let range = word(line, typed);
        // Where a rule stands behind it already, so does the space before that.
        let behind = &rest_of_comment(line)[range.end - line.offset..];
        let goes_on = !behind.trim_matches(GAPS).is_empty();
        let gap = if goes_on { "" } else { " " };
        // Whoever has begun with a Latin letter goes on in English.
        let language = match typed.starts_with(|c: char| c.is_ascii()) {
            true => Locale::En,
            false => language(request.view),
        };
        let details = match request.view.project.locale {
            Locale::Ja => ["この段落・行で許可する", "文書全体で許可する"],
            Locale::En => ["allow in this block or row", "allow in the whole document"],
        };
        return std::iter::zip(Words::of(language).verbs(), details)
            .filter(|(verb, _)| verb.starts_with(typed))
            .map(|(verb, detail)| {
                Item::new(verb, Kind::Rule, range.clone())
                    .writes(format!("{lead}{verb}{gap}"))
                    .detail(detail)
                    .opens()
            })
            .collect();
    }
    let gives_reason = |word: &&str| *word == "because" || word.starts_with("理由");
    if words.iter().any(gives_reason) {
        return Vec::new();
    }
    let typed_from = rest.rfind(GAPS).map_or(0, |at| {
        at + rest[at..].chars().next().map_or(1, char::len_utf8)
    });
    let typed = &rest[typed_from..];
    if words.len() > 1 && ended && !rest.trim_end().ends_with([',', '、']) {
        // Behind the rules only the reason is left to write.
        let is_english = Words::of(Locale::En).verbs().contains(&words[0]);
        let because = Words::of(if is_english { Locale::En } else { Locale::Ja }).because;
        let mut draft = Draft::default();
        draft.push(&format!("{because} "));
        draft.blank(placeholder(language(request.view)));
        let range = line.from(line.before.len());
        return vec![Item::new(because, Kind::Rule, range).writes_draft(&draft)];
    }
    let range = word(line, typed);
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
