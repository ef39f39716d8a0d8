//! One clause: its heading, its label lines, its text.

use super::Heading;
use super::body::{self, Piece, PieceKind, Source};
use super::items::{self, Setting};
use crate::guideline::convention::Convention;
use crate::guideline::labels::{self, Label};
use crate::guideline::outline::{Place, locator_of};
use crate::guideline::{Clause, Modality, Parameter, Problem, Withdrawn};
use crate::locale::Message;
use crate::markdown::{Block, BlockKind};

/// A clause with the pieces that it was made of.
pub struct Read {
    /// The clause, not yet in the guideline.
    pub clause: Clause,
    /// The pieces of its text.
    pub pieces: Vec<Piece>,
}

/// Whether the label lines that follow a heading say that it is a clause: that it has no
/// number, or one that cannot stand in a heading.
pub fn says_its_number(source: Source<'_>, behind: &[Block]) -> bool {
    behind
        .iter()
        .take_while(|block| matches!(block.kind, BlockKind::ListItem { .. }))
        .filter_map(|block| label_line(source, block))
        .any(|line| Label::named(line.name) == Some(Label::Number))
}

/// Reads a clause. `blocks` are those under its heading, footnotes taken out.
pub fn read(
    source: Source<'_>,
    heading: &Heading,
    place: &Place,
    blocks: &[&Block],
    convention: Option<Convention>,
    problems: &mut Vec<Problem>,
) -> Read {
    let label = heading.number.as_ref().map(|_| place.label.clone());
    let mut clause = Clause {
        id: label.clone().unwrap_or_else(|| heading.title.clone()),
        label,
        title: heading.title.clone(),
        parent: place.parent,
        locator: locator_of(&place.levels),
        range: heading.range.clone(),
        ..Clause::default()
    };
    let mut lines = Lines {
        setting: Setting {
            modality: heading.modality,
            convention,
            paraphrased: false,
        },
        problems,
    };
    let count = blocks
        .iter()
        .take_while(|block| lines.take(source, block, &mut clause))
        .count();
    let (guidance, text): (Vec<&Block>, Vec<&Block>) = blocks[count..]
        .iter()
        .partition(|block| block.quote_depth > 0);
    clause.guidance = body::text(&body::pieces(source, &guidance));
    // Its sentences are demanded like the items of a list, which may end in a noun.
    let opening = heading.text.as_ref().map(|text| Piece {
        kind: PieceKind::Item {
            depth: 1,
            ordinal: None,
        },
        ..paragraph(text)
    });
    let pieces: Vec<Piece> = opening
        .into_iter()
        .chain(body::pieces(source, &text))
        .collect();
    clause.text = body::text(&pieces);
    let modality = lines.setting.modality;
    if modality != Some(Modality::Item) {
        clause.requirements = items::requirements(&pieces, &lines.setting);
    }
    // A clause that is only a title may still be demanded; of an item nothing else is.
    let demanded = modality.is_some_and(|modality| modality != Modality::Info);
    if demanded && clause.requirements.is_empty() {
        clause.requirements = items::requirements(&[paragraph(&heading.title)], &lines.setting);
    }
    Read { clause, pieces }
}

fn paragraph(text: &str) -> Piece {
    Piece {
        kind: PieceKind::Paragraph,
        markdown: text.to_owned(),
        plain: text.to_owned(),
        footnotes: Vec::new(),
    }
}

/// A label line as it is written.
struct Line<'a> {
    name: &'a str,
    value: &'a str,
    /// Where the name begins in the file.
    name_start: usize,
    /// Where the value begins in the file.
    value_start: usize,
}

fn label_line<'a>(source: Source<'a>, block: &Block) -> Option<Line<'a>> {
    if !matches!(block.kind, BlockKind::ListItem { depth: 1, .. }) || block.quote_depth > 0 {
        return None;
    }
    let text = source.of(block);
    let (name, value) = labels::split(text)?;
    Some(Line {
        name_start: block.range.start + name.start,
        value_start: block.range.start + value.start,
        name: &text[name],
        value: &text[value],
    })
}

struct Lines<'p> {
    setting: Setting,
    problems: &'p mut Vec<Problem>,
}

impl Lines<'_> {
    /// Takes a block if it is a label line; also one whose name is mistyped, which is reported.
    fn take(&mut self, source: Source<'_>, block: &Block, clause: &mut Clause) -> bool {
        let Some(line) = label_line(source, block) else {
            return false;
        };
        match Label::named(line.name) {
            Some(label) => {
                self.apply(label, &line, clause);
                true
            }
            None => match Label::near(line.name) {
                Some(near) => {
                    self.misspelt(&line, near);
                    true
                }
                None => false,
            },
        }
    }

    fn apply(&mut self, label: Label, line: &Line<'_>, clause: &mut Clause) {
        let value = body::plain(line.value);
        match label {
            Label::Modality => {
                self.setting.modality = self.known(
                    line,
                    labels::modality(&value),
                    "必須、推奨、項目、任意、なし",
                    "must, should, item, may, info",
                );
            }
            Label::Certainty => {
                let known = labels::certainty(&value);
                clause.provenance.certainty = self
                    .known(
                        line,
                        known,
                        "確定、草案、二次資料",
                        "final, draft, secondary",
                    )
                    .unwrap_or_default();
            }
            Label::Responsibility => {
                let known = labels::responsibility(&value);
                clause.responsibility = self.known(
                    line,
                    known,
                    "事業者、利用者、共同、継承",
                    "provider, customer, shared, inherited",
                );
            }
            Label::Agreement => {
                let known = labels::yes_or_no(&value);
                clause.needs_agreement = self
                    .known(line, known, "要、不要", "yes, no")
                    .unwrap_or_default();
            }
            Label::Source => clause.provenance.source = Some(value),
            Label::Upstream => clause.upstream.push(value),
            Label::ServiceModels => clause.service_models = listed(&value),
            Label::Text => {
                self.setting.paraphrased = value == "要約" || value.eq_ignore_ascii_case("summary");
            }
            Label::Number => {
                // A number that cannot stand in the heading stands here.
                if labels::yes_or_no(&value).is_none() && !value.eq_ignore_ascii_case("none") {
                    clause.id.clone_from(&value);
                    clause.locator = value.parse().ok();
                    clause.label = Some(value);
                }
            }
            Label::Id => clause.id = value,
            Label::Withdrawn => {
                let moved_to = listed(&value)
                    .into_iter()
                    .filter(|id| labels::yes_or_no(id).is_none())
                    .collect();
                clause.withdrawn = Some(Withdrawn { moved_to });
            }
            Label::Parameter => {
                let (id, label) = value.split_once('=').unwrap_or((&value, ""));
                clause.parameters.push(Parameter {
                    id: id.trim().to_owned(),
                    label: label.trim().to_owned(),
                });
            }
        }
    }

    fn known<T>(&mut self, line: &Line<'_>, value: Option<T>, ja: &str, en: &str) -> Option<T> {
        if value.is_none() {
            let (name, found) = (line.name, line.value);
            let range = line.value_start..line.value_start + found.len();
            self.problems.push(Problem::invalid(
                range,
                Message::new(
                    format!("「{name}」に「{found}」は書けません。使える値: {ja}。"),
                    format!("{name} cannot be “{found}”. Known values: {en}."),
                ),
            ));
        }
        value
    }

    fn misspelt(&mut self, line: &Line<'_>, near: &str) {
        let name = line.name;
        let range = line.name_start..line.name_start + name.len();
        self.problems.push(Problem::invalid(
            range,
            Message::new(
                format!(
                    "「{name}」という項目はありません。「{near}」の書き誤りではありませんか。この行は読みません。"
                ),
                format!("There is no label “{name}”. Did you mean {near}? The line is ignored."),
            ),
        ));
    }
}

/// The parts of a list in one line: SaaS, PaaS、IaaS.
fn listed(value: &str) -> Vec<String> {
    let parts = value.split([',', '、', '，', ';']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
