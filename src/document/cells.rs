//! What the cells of a row and the headings of its columns say of the row's figures.

use std::sync::Arc;

use super::unit::{Claim, Unit};
use crate::markdown::{Markdown, Row};
use crate::wording::{self, Codes, Field, Figure, Status, Surrounding};

/// The columns of a table.
#[derive(Clone)]
pub struct Columns {
    /// What they hold.
    pub fields: Vec<Option<Field>>,
    /// What their headings say of the figures below.
    pub said: Vec<Arc<Surrounding>>,
    /// Whether they describe what another column names: where it is kept, who does it.
    pub describing: Vec<bool>,
    /// A hash of their headings.
    pub hash: u64,
    /// How statuses are written.
    pub statuses: Statuses,
    /// The rows tell what was changed, and when: a document's history.
    pub are_changes: bool,
}

/// How the statuses of a table are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Statuses {
    /// In words or marks that everybody reads alike, or that the document explains.
    #[default]
    Words,
    /// As codes: I, PI, NA.
    Codes(Codes),
    /// As levels of maturity, of which this one is aimed at.
    Levels(u8),
    /// As whether something is wanting: 「差 | あり」.
    Gaps,
}

impl Statuses {
    /// The status that a cell gives, where it is not to be read as words.
    pub fn read(self, cell: &str) -> Option<Status> {
        match self {
            Statuses::Words => None,
            Statuses::Codes(codes) => codes.status(cell),
            Statuses::Levels(aimed_at) => {
                let level = wording::level(cell)?;
                Some(match level {
                    level if level >= aimed_at => Status::Implemented,
                    0 => Status::NotImplemented,
                    _ => Status::Partial,
                })
            }
            Statuses::Gaps => Some(match wording::says_whether(cell)? {
                true => Status::Partial,
                false => Status::Implemented,
            }),
        }
    }

    /// What tells rows apart that are read by different ones.
    pub fn hash(self) -> u64 {
        match self {
            Statuses::Words => 0,
            Statuses::Codes(codes) => 1 << 16 | codes as u64,
            Statuses::Gaps => 2,
            Statuses::Levels(aimed_at) => 4 + u64::from(aimed_at),
        }
    }
}

impl Columns {
    /// Columns whose headings say nothing of figures.
    pub fn unnamed(fields: impl Into<Vec<Option<Field>>>) -> Columns {
        Columns {
            fields: fields.into(),
            said: Vec::new(),
            describing: Vec::new(),
            hash: 0,
            statuses: Statuses::Words,
            are_changes: false,
        }
    }
}

/// The longest text of a cell that is a row's label and no statement, in bytes.
const LONGEST_LABEL: usize = 90;

/// The longest question in a cell that is a row's label and no statement, in bytes.
const LONGEST_QUESTION: usize = 180;

/// Adds to the figures of a row what its other cells and the headings say of them. `claimed` are the
/// columns of the unit's claims, `counted` those of its other figures, in their order.
pub fn label(
    unit: &mut Unit,
    markdown: &Markdown,
    row: &Row,
    columns: &Columns,
    (claimed, counted): (&[usize], &[usize]),
) {
    let with_figures = |claims: &[Claim]| -> Vec<usize> {
        let filled = std::iter::zip(claimed, claims).filter(|(_, claim)| !claim.figures.is_empty());
        filled
            .map(|(column, _)| *column)
            .chain(counted.iter().copied())
            .collect()
    };
    let filled = with_figures(&unit.claims);
    let Some(&first) = filled.iter().min() else {
        return;
    };
    let label = Label::read(markdown, row, columns, &filled, first);
    let measures = { columns.fields.iter() }
        .filter(|field| **field == Some(Field::Measure))
        .count();
    let several = measures > 1 || filled.len() > 1;
    for (number, (&column, claim)) in (0..).zip(std::iter::zip(claimed, &mut unit.claims)) {
        let apart = several.then_some(number);
        claim
            .figures
            .retain_mut(|figure| label.apply(figure, columns, column, apart));
    }
    if counted.is_empty() {
        return;
    }
    let mut places = counted.iter();
    unit.rare().figures.retain_mut(|figure| {
        let column = places.next().copied().unwrap_or_default();
        label.apply(figure, columns, column, None)
    });
}

/// What the cells of a row without figures say.
struct Label {
    said: Surrounding,
    /// The things that the headings above them name.
    above: u64,
}

impl Label {
    fn read(
        markdown: &Markdown,
        row: &Row,
        columns: &Columns,
        filled: &[usize],
        first: usize,
    ) -> Label {
        let mut label = Label {
            said: Surrounding::default(),
            above: 0,
        };
        let mut is_named = false;
        let is_control = columns.fields.contains(&Some(Field::Clause));
        for (column, cell) in row.cells.iter().enumerate() {
            let field = columns.fields.get(column).copied().flatten();
            let text = markdown.cell(cell).text;
            let is_question = field == Some(Field::Requirement) || text.ends_with(['?', '？']);
            let longest = match is_question {
                true => LONGEST_QUESTION,
                false => LONGEST_LABEL,
            };
            let may_name = match field {
                None | Some(Field::Title | Field::Requirement | Field::Measure) => true,
                Some(Field::Reason) => {
                    label.said.aside |= wording::surrounding(text).aside;
                    false
                }
                Some(_) => false,
            };
            if !may_name || filled.contains(&column) || text.len() > longest {
                continue;
            }
            let said = wording::surrounding(text);
            let describes = columns.describing.get(column).copied().unwrap_or(false)
                && !(field == Some(Field::Measure) && is_control);
            label.said.aside |= said.aside && !is_question;
            // Where a thing is kept and who does it does not say which thing it is.
            if describes {
                continue;
            }
            let names = column < first || !is_named;
            is_named |= names && !(said.wide.is_empty() && said.concepts == 0);
            label.said.concepts |= said.concepts;
            label
                .said
                .wide
                .extend(if names { &said.wide } else { &said.scope });
            label.said.scope.extend(said.scope);
            if names {
                let above = columns.said.get(column).map_or(0, |said| said.concepts);
                label.above |= above & wording::objects();
            }
        }
        label
    }

    /// Adds it to a figure; whether the figure can still be told to be one of something.
    fn apply(
        &self,
        figure: &mut Figure,
        columns: &Columns,
        column: usize,
        apart: Option<u32>,
    ) -> bool {
        let things = wording::objects();
        let field = columns.fields.get(column).copied().flatten();
        let nothing = Surrounding::default();
        let heading = match field {
            None | Some(Field::Frequency | Field::Due) => {
                columns.said.get(column).map_or(&nothing, |said| said)
            }
            Some(_) => &nothing,
        };
        let own = figure.concepts & things;
        let named = [own, heading.concepts, self.said.concepts, self.above].into_iter();
        let object = { named }
            .map(|concepts| concepts & things)
            .find(|things| *things != 0);
        let object = object.unwrap_or_default();
        // Of a row about several things nobody knows which one its figure is of.
        if self.said.aside || heading.aside || own == 0 && object.count_ones() > 1 {
            return false;
        }
        let acts = figure.concepts | heading.concepts | self.said.concepts;
        figure.concepts = object | acts & !things;
        let mut added = match own {
            0 => self.said.wide.clone(),
            _ => self.said.scope.clone(),
        };
        added.extend(&heading.wide);
        // Columns side by side speak of different parts of a service, if their headings do not say of
        // which.
        if heading.concepts == 0 && heading.wide.is_empty() {
            added.extend(apart);
        }
        figure.scope = together(&figure.scope, &added);
        figure.wide = together(&figure.wide, &added);
        true
    }
}

/// Adds to the figures of a block's labels what the block says itself.
pub fn label_block(unit: &mut Unit) {
    let Some(claim) = unit.claims.first().filter(|_| !unit.figures().is_empty()) else {
        return;
    };
    let said = wording::surrounding(&claim.text);
    let is_plain = !said.aside && (said.concepts & wording::objects()).count_ones() <= 1;
    unit.rare().figures.retain_mut(|figure| {
        figure.concepts |= said.concepts;
        figure.scope = together(&figure.scope, &said.wide);
        figure.wide = together(&figure.wide, &said.wide);
        is_plain
    });
}

fn together(one: &[u32], other: &[u32]) -> Box<[u32]> {
    let mut all: Vec<u32> = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}
