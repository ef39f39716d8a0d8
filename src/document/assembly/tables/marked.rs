//! What the columns say that are marked in a row: how it stands, whether it applies at all, whose doing it is.

use super::super::super::table::{Marks, Part};
use super::super::super::{LabelledValue, Labels};
use super::super::Assembly;
use crate::markdown::{Row, Table};
use crate::wording::{self, Field, NOTHING_TICKED, StatedStatus, Status};

impl Assembly<'_> {
    /// Gives a row what the columns say that are marked in it: a status, of several the least done, and whose
    /// doing it is.
    pub(super) fn choose(&self, labels: &mut Labels, table: &Table, row: &Row, marks: &Marks) {
        let cell = |column: usize| {
            let cell = row.cells.get(column)?;
            let note = marks.chosen(self.markdown.cell(cell).text)?;
            Some((cell, note))
        };
        let heading = |column: usize| {
            let cell = table.header.cells.get(column);
            cell.map_or("", |cell| self.markdown.cell(cell).text.trim())
        };
        let chosen = marks.choices.iter().filter_map(|(column, status)| {
            let (cell, note) = cell(*column)?;
            Some((*column, *status, cell, note))
        });
        let chosen: Vec<_> = chosen.collect();
        let least = { chosen.iter() }.max_by_key(|(_, status, ..)| status.rank());
        if let Some((_, status, cell, note)) = least {
            let prose = self.markdown.cell(cell);
            let note = (!note.is_empty()).then(|| prose.source(note.clone()));
            let reason = note.map(|note| {
                let start = note.start.saturating_sub(cell.range.start);
                start..start + note.len()
            });
            let stated = StatedStatus {
                status: *status,
                range: 0..cell.range.len(),
                reason,
            };
            // To 「…のまま使えますか」 いいえ is the good answer.
            let denies = stated.status == Status::NotImplemented
                && labels.label(Field::Requirement).is_some_and(|question| {
                    let mut beside = row.cells.iter().map(|cell| self.markdown.cell(cell).text);
                    wording::asks_for_a_fault(&question.text)
                        && beside.any(|text| *text != *question.text && wording::says_no(text))
                });
            labels.status = (!denies).then(|| (stated, cell.range.clone()));
        }
        let first = marks.choices.first();
        let place = chosen.last().map(|(_, _, cell, _)| *cell);
        let place = place.or_else(|| row.cells.get(first?.0));
        let is_asked = labels.label(Field::Status).is_none() || !chosen.is_empty();
        if let Some(place) = place.filter(|_| first.is_some() && is_asked) {
            let options = chosen.iter().map(|(column, ..)| heading(*column));
            let text = match chosen.as_slice() {
                [] => NOTHING_TICKED.into(),
                [(column, ..)] => heading(*column).into(),
                _ => options.fold(String::new(), |all, option| all + "☒ " + option + " "),
            };
            let value = LabelledValue {
                field: Field::Status,
                range: place.range.clone(),
                text: text.trim_end().into(),
                inherited: false,
            };
            labels.fields.insert(0, value);
        }
        // Of what does not apply nobody asks how far it is met.
        let applicability = { marks.applicability }.and_then(|column| row.cells.get(column));
        if let Some(cell) = applicability
            && self.is_excluded(self.markdown.cell(cell).text, marks)
        {
            let stated = StatedStatus {
                status: Status::NotApplicable,
                range: 0..cell.range.len(),
                reason: None,
            };
            labels.status = Some((stated, cell.range.clone()));
        }
        let parties = { marks.parties.iter() }.filter(|column| cell(**column).is_some());
        let parties: Vec<usize> = parties.copied().collect();
        if let Some(place) = { parties.first() }.and_then(|column| row.cells.get(*column)) {
            let names: Vec<&str> = parties.iter().map(|column| heading(*column)).collect();
            labels.fields.push(LabelledValue {
                field: Field::Responsibility,
                range: place.range.clone(),
                text: names.join(", ").into(),
                inherited: false,
            });
        }
        let parts = { marks.parts.iter() }.filter_map(|column| {
            let cell = row.cells.get(*column)?;
            let part = Part::of(self.markdown.cell(cell).text)?;
            Some((part, std::cmp::Reverse(*column)))
        });
        // Who answers for it, else who does it; of several the first.
        if let Some((part, std::cmp::Reverse(column))) = parts.max()
            && part >= Part::Responsible
        {
            labels.fields.push(LabelledValue {
                field: Field::Owner,
                range: row.cells[column].range.clone(),
                text: heading(column).into(),
                inherited: false,
            });
        }
    }

    /// Whether what a column for it says is that a clause does not apply.
    fn is_excluded(&self, cell: &str, marks: &Marks) -> bool {
        let cell = cell.trim();
        match self.sought.names.legend.status(cell) {
            Some(stated) => stated.is_exclusion(),
            None => {
                wording::applies(cell) == Some(false)
                    || marks.excludes_by_x && cell.eq_ignore_ascii_case("x")
            }
        }
    }
}
