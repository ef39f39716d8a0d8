//! A label line for an owner or for evidence, where the document's other answers have one.

use std::ops::Range;

use super::super::citing::{language, line_end};
use super::super::draft::{Draft, placeholder};
use super::{Action, Change, Key, View};
use crate::document::{Answer, AnswerKind};
use crate::finding::Finding;
use crate::locale::Message;
use crate::rules;
use crate::wording::{self, Field};

/// Offers to add the line.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    change(view, &finding.rule, &finding.range)?;
    let line = sample(view, field_of(&finding.rule)?)?;
    let name = &line.text[line.name.clone()];
    let title = Message::new(
        format!("「{name}」の行を加える"),
        format!("add a line for “{name}”"),
    );
    let key = Key::Label(finding.rule.to_string(), finding.range.clone());
    Some(Action::mending(view, index, &title, key))
}

/// The line, behind the answer's last label or under its heading.
pub fn change(view: &View<'_>, rule: &str, range: &Range<usize>) -> Option<Change> {
    let field = field_of(rule)?;
    let answer = answer_at(view, field, range)?;
    let sample = sample(view, field)?;
    let end = line_end(view.text);
    let mut draft = Draft::default();
    let last = label_lines(view, answer)
        .map(|(_, line)| line)
        .max_by_key(|line| line.start);
    let at = match last {
        Some(line) => {
            // Two spaces keep lines of one paragraph apart where it is shown.
            let is_broken = sample.text.ends_with("  ");
            let is_item = view.text[line.clone()]
                .trim_start()
                .starts_with(['-', '*', '+']);
            if is_broken && !is_item && !view.text[line.clone()].ends_with("  ") {
                draft.push("  ");
            }
            draft.push(end);
            line.end
        }
        None if answer.kind == AnswerKind::Section => {
            draft.push(&end.repeat(2));
            let section = &view.document.sections[answer.section];
            let heading = view
                .text
                .get(..section.heading.end)?
                .trim_end_matches(['\r', '\n']);
            heading.len()
        }
        None => return None,
    };
    draft.push(&sample.text[..sample.value.start]);
    if sample.value.is_empty() && !sample.text.ends_with([' ', '：']) {
        draft.push(" ");
    }
    draft.blank(placeholder(language(view)));
    Some(Change::draft(at, &draft))
}

/// What the rules that miss a label miss.
fn field_of(rule: &str) -> Option<Field> {
    match rule {
        "missing-owner" => Some(Field::Owner),
        "missing-evidence" => Some(Field::Evidence),
        _ => None,
    }
}

/// The answer outside of tables that has no such label and that a finding is about.
fn answer_at<'v>(view: &View<'v>, field: Field, range: &Range<usize>) -> Option<&'v Answer> {
    let mut answers = view.document.answers.iter();
    answers.find(|answer| {
        answer.table.is_none()
            && answer.labels.label(field).is_none()
            && rules::place_for(answer, field) == *range
    })
}

/// A label line as the document writes it.
struct Line<'v> {
    text: &'v str,
    name: Range<usize>,
    value: Range<usize>,
}

/// The document's first line with this label.
fn sample<'v>(view: &View<'v>, wanted: Field) -> Option<Line<'v>> {
    let answers = view.document.answers.iter();
    let mut answers = answers.filter(|answer| answer.table.is_none());
    answers.find_map(|answer| {
        let mut lines = label_lines(view, answer);
        let (found, line) = lines.find(|(found, _)| found.field == Ok(wanted))?;
        Some(Line {
            text: &view.text[line],
            name: found.name,
            value: found.value,
        })
    })
}

/// The lines in which an answer's own labels stand.
fn label_lines<'v>(
    view: &View<'v>,
    answer: &'v Answer,
) -> impl Iterator<Item = (wording::LabelLine, Range<usize>)> + use<'v> {
    let text = view.text;
    let own = answer.labels.fields.iter().filter(|value| !value.inherited);
    let status = answer.labels.status.iter().map(|(_, place)| place);
    let places = own.map(|value| &value.range).chain(status);
    places.filter_map(move |place| {
        let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next()?;
        let found = wording::label_line(line)?;
        Some((found, start..start + line.len()))
    })
}
