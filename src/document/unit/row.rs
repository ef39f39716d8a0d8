//! What one row of a table says on its own, by what its columns hold.

use std::ops::Range;

use super::super::cells::{self, Columns, Statuses};
use super::super::citation;
use super::claim::Known;
use super::status::{excluded_in_all, undone_in_all};
use super::{
    Claim, FieldValue, NAMES, OPENINGS, Sought, Unit, add, back, claim, destinations, figures,
    in_claim, read_field, trim,
};
use crate::beginnings::Places;
use crate::date;
use crate::markdown::{Cell, Markdown, Prose, Row};
use crate::wording::{self, Codes, Field, Placeholder, StatedStatus, Status, Unstated};

/// Reads a row of a table whose columns hold `columns`.
pub(super) fn read(markdown: &Markdown, row: &Row, columns: &Columns, sought: &Sought<'_>) -> Unit {
    let mut reading = Reading::new(markdown, row, columns, sought);
    for (place, (cell, column)) in row.cells.iter().zip(&columns.fields).enumerate() {
        // What it holds stands in the row where the cell begins; a clause holds for all its rows.
        if cell.merged && *column != Some(Field::Clause) {
            continue;
        }
        let prose = markdown.cell(cell);
        reading.read(&Filled {
            place,
            cell,
            column: *column,
            prose: &prose,
        });
    }
    if reading.is_told_as_status || !columns.fields.contains(&Some(Field::Status)) {
        let place = |claim: usize, words| reading.in_claim(claim, words);
        let claims = &reading.unit.claims;
        let stated = excluded_in_all(claims, &place).or_else(|| undone_in_all(claims, &place));
        reading.unit.status = stated;
    }
    let unit = &reading.unit;
    let is_dash = |value: &FieldValue| wording::unstated(&value.text) == Some(Unstated::Dash);
    if unit.status.is_none() && unit.field(Field::Status).is_some_and(is_dash) {
        let place = |claim: usize, words| reading.in_claim(claim, words);
        reading.unit.status = excluded_in_all(&unit.claims, &place);
    }
    let unit = &mut reading.unit;
    let is_under_way = |stated: &StatedStatus| {
        let text = |field| unit.field(field).map_or("", |value| &*value.text);
        stated.status == Status::Implemented
            && text(Field::Status).starts_with("実施中")
            && date::find(text(Field::Due)).is_some()
    };
    // What is to be done by a day is not done while it is under way.
    if unit.status.as_ref().is_some_and(is_under_way)
        && let Some(stated) = &mut unit.status
    {
        stated.status = Status::Planned;
    }
    let Reading {
        mut unit,
        claimed,
        counted,
        ..
    } = reading;
    cells::label(&mut unit, markdown, row, columns, (&claimed, &counted));
    unit
}

/// A cell, where it stands, and what it should hold.
struct Filled<'a> {
    place: usize,
    cell: &'a Cell,
    column: Option<Field>,
    prose: &'a Prose<'a>,
}

/// A row as far as it is read.
struct Reading<'a> {
    markdown: &'a Markdown,
    row: &'a Row,
    unit: Unit,
    base: usize,
    columns: &'a Columns,
    sought: &'a Sought<'a>,
    /// How many columns say what is done.
    measures: usize,
    has_clauses: bool,
    /// Who answers questions cites as in running text; what changed, and when, is another list.
    cites_in_brackets: bool,
    answers_questions: bool,
    /// The columns of the claims.
    claimed: Vec<usize>,
    /// The columns of the figures that stand in none.
    counted: Vec<usize>,
    /// It is said what is done where a status should stand.
    is_told_as_status: bool,
}

impl<'a> Reading<'a> {
    fn new(
        markdown: &'a Markdown,
        row: &'a Row,
        columns: &'a Columns,
        sought: &'a Sought<'a>,
    ) -> Reading<'a> {
        let all = &columns.fields;
        let measures = all.iter().filter(|field| **field == Some(Field::Measure));
        let (measures, fields) = (measures.count(), all.iter().flatten().count());
        let has_clauses = all.contains(&Some(Field::Clause));
        let mut unit = Unit {
            is_row: true,
            ..Unit::default()
        };
        unit.fields.reserve_exact(fields - measures);
        unit.claims.reserve_exact(match measures {
            0 => all.len() - fields,
            some => some,
        });
        Reading {
            markdown,
            row,
            unit,
            base: row.range.start,
            columns,
            sought,
            measures,
            has_clauses,
            cites_in_brackets: !has_clauses && !columns.are_changes,
            answers_questions: !has_clauses && all.contains(&Some(Field::Requirement)),
            claimed: Vec::new(),
            counted: Vec::new(),
            is_told_as_status: false,
        }
    }

    fn read(&mut self, filled: &Filled<'_>) {
        let found = destinations(filled.prose, self.base);
        self.unit.add(found, |rare| &mut rare.destinations);
        match filled.column {
            // What they say is read from the whole row.
            Some(Field::Mark) => {}
            Some(field @ (Field::Requirement | Field::Title | Field::Customer)) => {
                self.quote(filled, field);
            }
            Some(Field::Measure) | None => self.say(filled),
            // Below 「対応状況」 stands in some rows what is done, and in others how far.
            Some(Field::Status)
                if self.measures == 0 && self.sought.tells_what_is_done(filled.prose.text) =>
            {
                self.say_below_status(filled);
            }
            Some(field) if filled.prose.text.trim().is_empty() => self.push_field(filled, field),
            Some(field) => self.value(filled, field),
        }
        let counted = self.unit.figures().len();
        self.counted.resize(counted, filled.place);
    }

    /// What is asked, what a thing is called and what the customer does: nobody says it of himself.
    fn quote(&mut self, filled: &Filled<'_>, field: Field) {
        let prose = filled.prose;
        if self.cites_in_brackets && prose.text.contains(['(', '（']) {
            let openings = citation::OPENINGS.places(prose.text);
            let cite = self.sought.names.brackets_cite;
            let found = citation::in_brackets(prose, self.base, &[], openings, cite);
            self.unit.add(found, |rare| &mut rare.bare);
        }
        self.push_field(filled, field);
    }

    /// What is done, or what stands below a heading that nobody knows.
    fn say(&mut self, filled: &Filled<'_>) {
        let (prose, base, sought) = (filled.prose, self.base, self.sought);
        let places = sought.lists.places(prose.text);
        let (named, openings) = (places.of(NAMES), places.of(OPENINGS));
        let found = citation::in_prose(prose, base, &sought.names, named, openings);
        if self.answers_questions && filled.column.is_some() {
            let openings = places.of(OPENINGS);
            let (bare, _) = citation::bare(prose, base, &found, openings, false, 0);
            self.unit.add(bare, |rare| &mut rare.bare);
        } else if self.cites_in_brackets {
            let openings = places.of(OPENINGS);
            let cite = sought.names.brackets_cite;
            let bare = citation::in_brackets(prose, base, &found, openings, cite);
            self.unit.add(bare, |rare| &mut rare.bare);
        }
        add(&mut self.unit.pointers, found);
        let claims = match (filled.column, self.measures) {
            (Some(_), _) => true,
            (None, 0) => self.has_clauses || !prose.text.trim().is_empty(),
            (None, _) => false,
        };
        if claims {
            self.claim(filled, &places);
        } else {
            let found = figures(prose, 0..prose.text.len(), base, &places);
            self.unit.add(found, |rare| &mut rare.figures);
        }
    }

    /// What is done, below the heading of a status.
    fn say_below_status(&mut self, filled: &Filled<'_>) {
        let (prose, sought) = (filled.prose, self.sought);
        let places = sought.lists.places(prose.text);
        let (named, openings) = (places.of(NAMES), places.of(OPENINGS));
        let found = citation::in_prose(prose, self.base, &sought.names, named, openings);
        add(&mut self.unit.pointers, found);
        self.claim(filled, &places);
        let place = |claim: usize, words| self.in_claim(claim, words);
        let stated = undone_in_all(&self.unit.claims, &place);
        self.unit.status = stated;
    }

    /// Where words of a claim, known by its number, stand in the source.
    fn in_claim(&self, claim: usize, words: Range<usize>) -> Range<usize> {
        let cell = self.markdown.cell(&self.row.cells[self.claimed[claim]]);
        in_claim(&cell, &self.unit.claims[claim], words, self.base)
    }

    /// The value of a column that has one.
    fn value(&mut self, filled: &Filled<'_>, field: Field) {
        let (prose, base, sought) = (filled.prose, self.base, self.sought);
        let text = 0..prose.text.len();
        // In a table of no clauses a target is no date.
        let is_figure = field == Field::Due && !self.has_clauses;
        if field == Field::Frequency || is_figure {
            let places = sought.lists.places(prose.text);
            let found = figures(prose, text.clone(), base, &places);
            self.unit.add(found, |rare| &mut rare.figures);
        }
        // What the document says of its letters comes before what they mean elsewhere.
        let explained = || sought.names.legend.status(prose.text).is_some();
        let statuses = &self.columns.statuses;
        let is_read = match statuses {
            Statuses::Codes(Codes::Plan) => true,
            Statuses::Codes(_) => !explained(),
            _ => true,
        };
        let code = (field == Field::Status && is_read)
            .then(|| statuses.read(prose.text))
            .flatten();
        read_field(&mut self.unit, prose, field, text.clone(), base, sought);
        // Beside statuses others write what is done, where no column asks for it.
        let tells = field == Field::Status && self.measures == 0 && code.is_none();
        if tells && self.unit.status.is_none() && is_told(prose.text) {
            let places = sought.lists.places(prose.text);
            self.claim(filled, &places);
            self.is_told_as_status = true;
        }
        if let Some(status) = code {
            self.unit.status = Some(StatedStatus {
                status,
                range: citation::relative(prose, trim(prose.text, text), base),
                reason: None,
            });
        }
    }

    fn claim(&mut self, filled: &Filled<'_>, places: &Places) {
        let claim = cell_claim(filled.prose, filled.cell, self.base, places);
        self.claimed.push(filled.place);
        self.unit.claims.push(claim);
    }

    fn push_field(&mut self, filled: &Filled<'_>, field: Field) {
        let prose = filled.prose;
        let value = trim(prose.text, 0..prose.text.len());
        let start = back(&filled.cell.range, self.base).start;
        let range = if value.is_empty() {
            start..start
        } else {
            citation::relative(prose, value.clone(), self.base)
        };
        self.unit.fields.push(FieldValue {
            field,
            range,
            text: prose.text[value].into(),
        });
    }
}

fn cell_claim(prose: &Prose<'_>, cell: &Cell, base: usize, places: &Places) -> Claim {
    if prose.text.trim().is_empty() {
        // A cell that holds only a comment is empty where a writer would write: at its start.
        let start = back(&cell.range, base).start;
        let range = start..start;
        return Claim {
            known: Known::default(),
            range: range.clone(),
            text: Box::default(),
            noticed: None,
            placeholder: Some((Placeholder::Empty, range)),
            figures: Vec::new(),
        };
    }
    claim(prose, 0..prose.text.len(), base, places)
}

/// Whether a cell that should give a status tells in English what is done: "Enforced by the gateway with OPA policies".
fn is_told(text: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    text.is_ascii()
        && text
            .split_ascii_whitespace()
            .nth(FEWEST_WORDS - 1)
            .is_some()
        && wording::unstated(text).is_none()
        && !text.contains(['[', '%'])
}
