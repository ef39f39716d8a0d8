//! Link definitions at the document's foot, which make links of its brackets:
//! `[own:3.1]: 基準.md#31-ログ "3.1 ログ"`.
//!
//! Those of brackets are ours: added, renewed, sorted as the guideline is, taken out when nothing
//! cites them. Only a guideline that lies in the project has a place to which all readers' links can lead: where a
//! bracket names another, its definition is the writer's as long as it leads nowhere on this machine. All others are
//! the writer's and stay where they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::at;
use super::super::citing::{caption, line_end};
use super::{Action, Key, Kind, View, said};
use crate::finding::Edit;
use crate::guideline::ClauseReference;
use crate::locale::Message;
use crate::markdown::BlockKind;

/// Offers to put the definitions in order, where they are not.
pub fn action(view: &View<'_>) -> Option<Action> {
    if edits(view).is_empty() {
        return None;
    }
    let title = Message::new(
        "文末のリンク定義を条項の引用に合わせて整える",
        "bring the link definitions at the foot in line with the citations",
    );
    Some(Action {
        title: said(view, &title),
        kind: Kind::OrganizeDefinitions,
        findings: Vec::new(),
        preferred: false,
        quiet: false,
        key: Key::Definitions,
    })
}

/// The edits after which every bracket that can be a link is one; none if all is well.
pub fn edits(view: &View<'_>) -> Vec<Edit> {
    let text = view.text;
    let wanted: Vec<String> = wanted(view).into_values().collect();
    let own: Vec<&Range<usize>> = own(view);
    if is_in_order(text, &own, &wanted) || !is_open_for_more(view) {
        return Vec::new();
    }
    let foot = foot(text, &own);
    let mut edits: Vec<Edit> = own
        .iter()
        .filter(|range| range.start < foot)
        .map(|range| Edit {
            range: with_line_end(text, range),
            new_text: String::new(),
        })
        .collect();
    let end = line_end(text);
    let mut block = String::new();
    if !wanted.is_empty() {
        if foot > 0 {
            block.push_str(&end.repeat(2));
        }
        block.push_str(&wanted.join(end));
    }
    block.push_str(end);
    edits.push(Edit {
        range: foot..text.len(),
        new_text: block,
    });
    edits.retain(|edit| text[edit.range.clone()] != edit.new_text);
    edits
}

/// The definitions that the document's brackets want, in the guideline's order.
fn wanted(view: &View<'_>) -> BTreeMap<(ClauseReference, String), String> {
    let mut wanted = BTreeMap::new();
    let mut seen = Vec::new();
    for citation in &view.document.citations {
        let Some(label) = bracket_around(view, &citation.range) else {
            continue;
        };
        let Some(clause) = at::clauses_of(citation).into_iter().next() else {
            continue;
        };
        let key = folded(label);
        if seen.contains(&key) {
            continue;
        }
        let Some(address) = (view.link_to_clause)(clause) else {
            if let Some(definition) = written_for_all(view, &key) {
                seen.push(key.clone());
                wanted.insert((clause, key), definition.to_string());
            }
            continue;
        };
        let known = view.project.guidelines.clause(clause);
        let number = known.label.as_deref().unwrap_or_default();
        let title = format!("{number} {}", caption(known));
        let title = title.trim().replace('\\', "\\\\").replace('"', "\\\"");
        let definition = format!("[{label}]: {address} \"{title}\"");
        seen.push(key.clone());
        wanted.insert((clause, key), definition);
    }
    wanted
}

/// The definition of a bracket that a writer made, unless it leads to a place of one machine alone.
fn written_for_all<'a>(view: &View<'a>, key: &str) -> Option<&'a str> {
    let mut definitions = view.markdown.definitions.iter();
    let written = definitions.find(|definition| folded(&definition.label) == key)?;
    let text = view.text.get(written.range.clone())?;
    (!text.contains("file:/")).then_some(text)
}

/// The text between the brackets around a citation, when they are a reference of their own:
/// `[mic-meti:3.4]`, no link with a destination and no text of another reference.
fn bracket_around<'a>(view: &View<'a>, citation: &Range<usize>) -> Option<&'a str> {
    let text = view.text;
    let line = text[..citation.start].rfind('\n').map_or(0, |at| at + 1);
    let open = line + text[line..citation.start].rfind('[')?;
    let close = citation.end + text[citation.end..].find(']')?;
    let label = &text[open + 1..close];
    let behind = &text[close + 1..];
    let before = &text[..open];
    let is_reference = is_ours(view, label)
        && !label.contains(['[', ']', '\n', '\\'])
        && !behind.starts_with(['(', '['])
        && !before.ends_with([']', '!', '\\']);
    is_reference.then_some(label)
}

/// Whether a label is a guideline's prefix and something behind it.
fn is_ours(view: &View<'_>, label: &str) -> bool {
    let prefix = label.split_once([':', '：']).map(|(prefix, _)| prefix);
    prefix.is_some_and(|prefix| view.project.guidelines.with_prefix(prefix).is_some())
}

/// Labels are compared without regard to case and to how much white space they have.
fn folded(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The document's definitions of brackets.
fn own<'a>(view: &View<'a>) -> Vec<&'a Range<usize>> {
    let definitions = view.markdown.definitions.iter();
    definitions
        .filter(|definition| is_ours(view, &definition.label))
        .map(|definition| &definition.range)
        .collect()
}

/// Whether the definitions stand at the foot, together, as they are wanted.
fn is_in_order(text: &str, own: &[&Range<usize>], wanted: &[String]) -> bool {
    let as_wanted = own.len() == wanted.len()
        && own
            .iter()
            .zip(wanted)
            .all(|(range, wanted)| text[(*range).clone()] == **wanted);
    let together = own.windows(2).all(|pair| {
        let gap = &text[pair[0].end..pair[1].start];
        gap.trim().is_empty() && gap.matches('\n').count() == 1
    });
    let at_foot = own
        .last()
        .is_none_or(|range| text[range.end..].trim().is_empty());
    as_wanted && together && at_foot
}

/// Where the text ends that is none of our definitions, without white space behind it.
fn foot(text: &str, own: &[&Range<usize>]) -> usize {
    let mut end = text.trim_end().len();
    for range in own.iter().rev() {
        if range.end < end {
            break;
        }
        end = text[..range.start].trim_end().len();
    }
    end
}

/// A definition with its line end, and with the empty line behind it where one stands before it too.
fn with_line_end(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = |from: usize| {
        text[from..]
            .find('\n')
            .map_or(text.len(), |at| from + at + 1)
    };
    let end = line(range.end);
    let next = line(end);
    let blank_before =
        text[..range.start].ends_with("\n\n") || text[..range.start].ends_with("\n\r\n");
    let blank_behind = text[end..next].trim().is_empty();
    range.start..if blank_before && blank_behind {
        next
    } else {
        end
    }
}

/// Whether what is written at the foot would be read as Markdown: no fence and no comment is open.
fn is_open_for_more(view: &View<'_>) -> bool {
    let Some(last) = view.markdown.blocks.last() else {
        return true;
    };
    let text = &view.text[last.range.clone()];
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    match last.kind {
        BlockKind::Code => {
            let fence = |line: &str| {
                let line = line.trim_start();
                line.starts_with("```") || line.starts_with("~~~")
            };
            let first = lines().next().is_some_and(fence);
            !first || (lines().count() > 1 && lines().next_back().is_some_and(fence))
        }
        BlockKind::Html => text.matches("<!--").count() <= text.matches("-->").count(),
        _ => true,
    }
}
