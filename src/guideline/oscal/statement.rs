//! What a control asks: its statement's items as requirements and as Markdown.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::schema::{Param, Part};
use crate::guideline::published::items::{ends_a_sentence, joined_label, spaced, without_joint};
use crate::guideline::published::plain;
use crate::guideline::{Clause, Modality, Requirement, modality};

/// A selection may name parameters whose selection names parameters; more levels than this
/// can only be a circle.
const DEEPEST_SELECTION: usize = 4;

/// Reads a statement into the clause's text and requirements.
pub fn read(part: &Part<'_>, parameters: &Parameters<'_>, clause: &mut Clause) {
    if !clause.text.is_empty() {
        clause.text.push_str("\n\n");
    }
    let mut reader = Reader { parameters, clause };
    reader.part(part, None, "", 0);
    let length = clause.text.trim_end().len();
    clause.text.truncate(length);
}

/// Adds the prose of a part and all its parts to `guidance`, a paragraph each.
pub fn read_guidance(part: &Part<'_>, parameters: &Parameters<'_>, guidance: &mut String) {
    let prose = parameters.in_text(&part.prose, 0);
    if !prose.trim().is_empty() {
        if !guidance.is_empty() {
            guidance.push_str("\n\n");
        }
        guidance.push_str(prose.trim());
    }
    for part in &part.parts {
        read_guidance(part, parameters, guidance);
    }
}

/// The parameters of a catalogue by their ids, under what profiles set in them.
#[derive(Default)]
pub struct Parameters<'a> {
    /// What is said of each, that of the outermost profile last.
    said: FxHashMap<&'a str, Vec<&'a Param<'a>>>,
}

impl<'a> Parameters<'a> {
    /// Adds what counts where it says more than what was added before.
    pub fn add(&mut self, param: &'a Param<'a>) {
        self.said.entry(&param.id).or_default().push(param);
    }

    /// Whether the organisation has to choose it: nobody has set a value.
    pub fn is_open(&self, id: &str) -> bool {
        self.value(id).is_none()
    }

    /// What it asks for, without the brackets: its label, or its choices, and what a profile demands of it.
    pub fn label(&self, id: &str) -> String {
        self.label_at_depth(id, 0)
    }

    /// What the outermost one that says anything says.
    fn last<T>(&self, id: &str, of: impl Fn(&'a Param<'a>) -> Option<T>) -> Option<T> {
        let said = self.said.get(id)?;
        said.iter().rev().find_map(|param| of(param))
    }

    fn value(&self, id: &str) -> Option<String> {
        let set = |param: &'a Param<'a>| {
            let values = param.values.iter().map(|value| value.trim());
            let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
            (!values.is_empty()).then(|| values.join(", "))
        };
        self.last(id, set).or_else(|| {
            let parts = self.aggregated(id).map(|part| self.value(part));
            let parts: Vec<String> = parts.collect::<Option<_>>()?;
            (!parts.is_empty()).then(|| parts.join("; "))
        })
    }

    /// The parameters that stand together as this one: a catalogue's text names the whole, a profile sets
    /// the parts.
    fn aggregated(&self, id: &str) -> impl Iterator<Item = &'a str> {
        let said = self.said.get(id).into_iter().flatten();
        let props = said.flat_map(|param| &param.props);
        // A parameter that is a part of itself would never end.
        let id = id.to_owned();
        props
            .filter(|prop| prop.name == "aggregates")
            .map(|prop| &*prop.value)
            .filter(move |part| *part != id && !part.contains("_prm_"))
    }

    fn label_at_depth(&self, id: &str, depth: usize) -> String {
        let choices = |param: &'a Param<'a>| {
            let select = param.select.as_ref();
            select.filter(|select| !select.choice.is_empty() && depth < DEEPEST_SELECTION)
        };
        let own = match self.last(id, choices) {
            Some(select) => {
                let choices: Vec<_> = select
                    .choice
                    .iter()
                    .map(|choice| self.in_text(choice.trim(), depth + 1))
                    .collect();
                let many = if select.how_many == "one-or-more" {
                    " (one or more)"
                } else {
                    ""
                };
                format!("Selection{many}: {}", choices.join("; "))
            }
            None => {
                let label = |param: &'a Param<'a>| {
                    Some(param.label.trim()).filter(|label| !label.is_empty())
                };
                self.last(id, label).unwrap_or(id).to_owned()
            }
        };
        let demanded = |param: &'a Param<'a>| {
            let demands = param.constraints.iter().map(|one| one.description.trim());
            let demands: Vec<&str> = demands.filter(|demand| !demand.is_empty()).collect();
            (!demands.is_empty()).then(|| demands.join("; "))
        };
        let of_part = |part: &str| self.last(part, demanded).or_else(|| self.value(part));
        let of_parts = || {
            let parts: Vec<String> = self.aggregated(id).filter_map(of_part).collect();
            (!parts.is_empty()).then(|| parts.join("; "))
        };
        match self.last(id, demanded).or_else(of_parts) {
            Some(demanded) => format!("{own}: {demanded}"),
            None => own,
        }
    }

    /// Replaces `{{ insert: param, ac-1_prm_1 }}` (and the form without `insert`, older than 1.0)
    /// by the parameter's value, or its label in brackets.
    fn in_text<'t>(&self, prose: &'t str, depth: usize) -> Cow<'t, str> {
        let mut text = String::new();
        let mut rest = prose;
        while let Some((before, behind)) = rest.split_once("{{") {
            let Some((insert, after)) = behind.split_once("}}") else {
                break;
            };
            let id = insert.rsplit([',', ':']).next().unwrap_or(insert).trim();
            text.push_str(before);
            match self.value(id) {
                Some(value) => text.push_str(&value),
                None => {
                    text.push('[');
                    text.push_str(&self.label_at_depth(id, depth));
                    text.push(']');
                }
            }
            rest = after;
        }
        if text.is_empty() {
            return Cow::Borrowed(rest);
        }
        text.push_str(rest);
        Cow::Owned(text)
    }
}

struct Reader<'r> {
    parameters: &'r Parameters<'r>,
    clause: &'r mut Clause,
}

impl Reader<'_> {
    /// Reads one part and those in it. `lead` is what leads to it: 「Notifies managers:」.
    fn part(&mut self, part: &Part<'_>, above: Option<&str>, lead: &str, depth: usize) {
        let prose = self.parameters.in_text(part.prose.trim(), 0);
        let printed = super::label(&part.props);
        self.write(&prose, printed.as_deref(), depth);
        // The marks around a label are how the catalogue prints it.
        let own = printed
            .as_deref()
            .map(|label| label.trim_matches(['.', '(', ')', ' ']));
        let label = joined_label(above, own);
        let text = plain(&prose);
        let items: Vec<_> = part
            .parts
            .iter()
            .filter(|part| matches!(part.name.as_ref(), "item" | "statement"))
            .collect();
        let leads = !items.is_empty() && !ends_a_sentence(&text);
        if !leads && !text.is_empty() {
            self.require(label.clone(), lead, &text);
        }
        let inner = if leads {
            spaced(lead, &text)
        } else {
            lead.to_owned()
        };
        for item in items {
            self.part(item, label.as_deref(), &inner, depth + 1);
        }
    }

    /// A labelled item is one requirement, however many sentences it has, because it is
    /// cited as one.
    fn require(&mut self, label: Option<String>, lead: &str, text: &str) {
        let sentences = match &label {
            Some(_) => std::iter::once(0..text.len()).collect(),
            None => modality::sentences(text),
        };
        for range in sentences {
            let text = spaced(lead, without_joint(&text[range]));
            self.clause.requirements.push(Requirement {
                label: label.clone(),
                modality: modality::within(Modality::Must, &text),
                text,
                paraphrased: false,
            });
        }
    }

    fn write(&mut self, prose: &str, label: Option<&str>, depth: usize) {
        if prose.is_empty() && label.is_none() {
            return;
        }
        let text = &mut self.clause.text;
        if depth == 0 {
            text.push_str(prose);
            text.push_str("\n\n");
            return;
        }
        for _ in 1..depth {
            text.push_str("  ");
        }
        text.push_str("- ");
        if let Some(label) = label {
            // `- 1. text` would be a list in a list.
            match label.strip_suffix('.') {
                Some(number) if number.chars().all(|c| c.is_ascii_digit()) => {
                    text.push_str(number);
                    text.push_str("\\. ");
                }
                _ => {
                    text.push_str(label);
                    text.push(' ');
                }
            }
        }
        text.push_str(prose);
        text.push('\n');
    }
}
