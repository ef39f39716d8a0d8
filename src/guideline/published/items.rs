//! Sentences and list items as requirements, alike for every reader of guidelines.

use super::body::{Piece, PieceKind};
use crate::guideline::convention::{self, Convention};
use crate::guideline::modality;
use crate::guideline::{Modality, Requirement};

/// What is known of a clause's requirements besides their wording.
pub struct Setting {
    /// The modality from the clause's label line.
    pub modality: Option<Modality>,
    /// What the headings around announce.
    pub convention: Option<Convention>,
    /// Whether the text is a summary in somebody's own words.
    pub paraphrased: bool,
}

/// Turns a clause's text into requirements: sentences of paragraphs, items of lists. What
/// leads to a list (「次の事項を記録すること：」) is put in front of each of its items.
pub fn requirements(pieces: &[Piece], setting: &Setting) -> Vec<Requirement> {
    let mut reader = Reader {
        setting,
        leads: Vec::new(),
        found: Vec::new(),
    };
    for (at, piece) in pieces.iter().enumerate() {
        let depth_behind = match pieces.get(at + 1).map(|piece| &piece.kind) {
            Some(PieceKind::Item { depth, .. }) => *depth,
            _ => 0,
        };
        match &piece.kind {
            PieceKind::Paragraph => reader.paragraph(&piece.plain, depth_behind > 0),
            PieceKind::Item { depth, ordinal } => {
                reader.item(&piece.plain, *depth, *ordinal, depth_behind > *depth);
            }
            PieceKind::Other => {}
        }
    }
    reader.found
}

/// What leads to the items of a list at some depth.
struct Lead {
    depth: u8,
    label: Option<String>,
    text: String,
}

struct Reader<'s> {
    setting: &'s Setting,
    leads: Vec<Lead>,
    found: Vec<Requirement>,
}

impl Reader<'_> {
    fn paragraph(&mut self, text: &str, leads_to_items: bool) {
        self.leads.clear();
        let mut sentences = modality::sentences(text);
        let lead = if leads_to_items {
            sentences.pop_if(|last| !ends_a_sentence(&text[last.clone()]))
        } else {
            None
        };
        for range in sentences {
            self.require(None, "", &text[range], false);
        }
        if let Some(range) = lead {
            self.leads.push(Lead {
                depth: 0,
                label: None,
                text: text[range].to_owned(),
            });
        }
    }

    fn item(&mut self, text: &str, depth: u8, ordinal: Option<u64>, leads_to_items: bool) {
        while self.leads.last().is_some_and(|lead| lead.depth >= depth) {
            self.leads.pop();
        }
        let (own, text) = match (item_label(text), ordinal) {
            (Some((label, text)), _) => (Some(label.to_owned()), text),
            (None, ordinal) => (ordinal.map(|number| number.to_string()), text),
        };
        let above = self.leads.last().and_then(|lead| lead.label.clone());
        let label = joined_label(above.as_deref(), own.as_deref());
        let lead = self
            .leads
            .last()
            .map(|lead| lead.text.clone())
            .unwrap_or_default();
        let leads = leads_to_items && !ends_a_sentence(text);
        if leads {
            self.leads.push(Lead {
                depth,
                label,
                text: spaced(&lead, text),
            });
            return;
        }
        if label.is_some() {
            self.require(label.clone(), &lead, text, true);
        } else {
            for range in modality::sentences(text) {
                self.require(None, &lead, &text[range], true);
            }
        }
        if leads_to_items {
            self.leads.push(Lead {
                depth,
                label,
                text: lead,
            });
        }
    }

    fn require(&mut self, label: Option<String>, lead: &str, text: &str, item: bool) {
        if text.is_empty() {
            return;
        }
        let text = spaced(lead, if item { without_joint(text) } else { text });
        let mut modality = self.rate(&text, item);
        if modality == Modality::Info && !lead.is_empty() {
            modality = self.rate(lead.trim_end_matches([':', '：']), item);
        }
        let paraphrased = self.setting.paraphrased;
        self.found.push(Requirement {
            label,
            text,
            modality,
            paraphrased,
        });
    }

    fn rate(&self, text: &str, item: bool) -> Modality {
        match self.setting.modality {
            Some(label) => modality::within(label, text),
            None => convention::rate(self.setting.convention, text, item),
        }
    }
}

/// `h` and `1` give `h.1`.
pub fn joined_label(above: Option<&str>, own: Option<&str>) -> Option<String> {
    match (above, own) {
        (Some(above), Some(own)) => Some(format!("{above}.{own}")),
        (above, own) => own.or(above).map(str::to_owned),
    }
}

/// The number or letter in front of an item, without its marks, and what follows: `a.`,
/// `(1)`, `1)`, `①`, `ア.`
fn item_label(text: &str) -> Option<(&str, &str)> {
    let end = text.find(char::is_whitespace)?;
    let (mark, rest) = (&text[..end], text[end..].trim_start());
    let inner = mark.trim_matches(['(', ')', '（', '）', '.', '．']);
    let marked = inner.len() < mark.len();
    let short = inner.chars().count() <= 3 && !inner.is_empty();
    let digits = inner.chars().all(|c| c.is_ascii_digit());
    let roman = inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let single = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    (marked && short && (digits || roman || single)).then_some((inner, rest))
}

/// Whether a text ends as a sentence does, and so does not lead to what follows.
pub fn ends_a_sentence(text: &str) -> bool {
    text.trim_end()
        .ends_with(['.', ';', '。', '；', '!', '?', '！', '？'])
}

/// An item behind what leads to it.
pub fn spaced(lead: &str, text: &str) -> String {
    match lead.chars().next_back() {
        None => text.to_owned(),
        Some(last) if last.is_ascii() => format!("{lead} {text}"),
        Some(_) => format!("{lead}{text}"),
    }
}

/// An item without the 「; and」 that ties it to the next.
pub fn without_joint(text: &str) -> &str {
    let text = text.trim_end();
    ["; and", "; or", ", and", ", or", ";"]
        .iter()
        .find_map(|joint| text.strip_suffix(joint))
        .unwrap_or(text)
}
