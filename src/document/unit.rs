//! What one block or table row says on its own.

mod cache;
mod claim;
mod label;
mod row;
mod status;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Problem;
use super::cells::{self, Columns};
use super::citation::{self, Form, Pointer};
use super::names::Names;
use crate::beginnings::{Lists, Places};
use crate::guideline::ClauseReference;
use crate::markdown::{Block, Markdown, Prose, Row};
use crate::script;
use crate::wording::{self, Field, Figure, Kind, Observations, StatedStatus};
pub use cache::UnitCache;
pub use claim::{Claim, Given};
use claim::{Known, known_of};
pub use label::up_to_next_label;
use label::{Label, label_in};
use status::{
    excluded_in_all, excluded_in_sentences, fault_found, status_behind_dash, status_behind_numbers,
    status_in_brackets, status_of_box,
};

/// What one block or row says. All ranges count from its start, so that it holds wherever the
/// block stands.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Places that name a guideline or clauses.
    pub pointers: Vec<Pointer>,
    /// Label lines, or a row's cells in labelled columns.
    pub fields: Vec<FieldValue>,
    /// What it says the provider does: the block's text without its label lines, or the cells
    /// of a row's measure columns.
    pub claims: Vec<Claim>,
    /// The status that stands in a status column, under a label or as a mark before a title.
    pub status: Option<StatedStatus>,
    /// Other numbers stand in brackets, as documents give their own: nobody reads them as clauses.
    pub has_plain_numbers: bool,
    /// It is a row of a table.
    pub is_row: bool,
    /// What few have, and what takes no room in the others.
    rare: Option<Box<Rare>>,
    /// See [`Unit::kept`].
    kept: OnceLock<Box<[u64]>>,
    /// See [`Unit::touched`].
    touched: OnceLock<(ClauseReference, [u16; 2])>,
}

/// What few units have; ranges count from the unit's start.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    pub figures: Vec<Figure>,
    destinations: Vec<(Range<usize>, String)>,
    bare: Vec<Pointer>,
    problems: Vec<Problem>,
}

/// A value under a label or in a labelled column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// Which.
    pub field: Field,
    /// The value; empty where nothing stands.
    pub range: Range<usize>,
    /// The value as a reader sees it, trimmed.
    pub text: Arc<str>,
}

impl Unit {
    /// The unit's value for a field, if the field is there.
    pub fn field(&self, field: Field) -> Option<&FieldValue> {
        self.fields.iter().find(|value| value.field == field)
    }

    /// The figures that stand under its labels or in columns that are no claims; ranges count from its
    /// start.
    pub fn figures(&self) -> &[Figure] {
        self.rare.as_ref().map_or(&[], |rare| &rare.figures)
    }

    /// Where it links to (evidence, mostly).
    pub fn destinations(&self) -> &[(Range<usize>, String)] {
        self.rare.as_ref().map_or(&[], |rare| &rare.destinations)
    }

    /// Numbers that it opens with or that stand in brackets, with no guideline's name.
    pub fn bare(&self) -> &[Pointer] {
        self.rare.as_ref().map_or(&[], |rare| &rare.bare)
    }

    /// Misspelt labels.
    pub fn problems(&self) -> &[Problem] {
        self.rare.as_ref().map_or(&[], |rare| &rare.problems)
    }

    pub(super) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Adds to one of the lists that few units have; it takes no more room than it needs.
    fn add<T>(&mut self, mut more: Vec<T>, list: fn(&mut Rare) -> &mut Vec<T>) {
        if more.is_empty() {
            return;
        }
        let there = list(self.rare());
        match there.is_empty() {
            true => *there = more,
            false => there.append(&mut more),
        }
        there.shrink_to_fit();
    }

    /// What `read` makes of the unit, made once and kept with it from edit to edit. It may depend on
    /// nothing but the unit and what stays the same as long as its cache is used.
    pub fn kept(&self, read: impl FnOnce(&Unit) -> Box<[u64]>) -> &[u64] {
        self.kept.get_or_init(|| read(self))
    }

    /// Which parts of a clause it touches by itself, as `find` finds it; kept as [`Unit::kept`] is.
    pub fn touched(&self, clause: ClauseReference, find: impl Fn() -> [u16; 2]) -> [u16; 2] {
        known_of(&self.touched, clause, find)
    }

    /// Whether it consists of label lines alone.
    pub fn is_labels(&self) -> bool {
        self.claims.is_empty() && !self.fields.is_empty()
    }
}

/// Reads a heading, paragraph or list item.
pub fn block(
    markdown: &Markdown,
    block: &Block,
    source: &str,
    sought: &Sought<'_>,
    cache: &mut UnitCache,
) -> Arc<Unit> {
    cache.get_or_read(
        || {
            let bytes = source
                .as_bytes()
                .get(block.range.clone())
                .unwrap_or_default();
            xxh3_64_with_seed(bytes, markdown.block_hash(block) ^ sought.names.hash)
        },
        || read_block(&markdown.prose(block), block.range.start, source, sought),
    )
}

/// Reads a row of a table whose columns hold `columns`.
pub fn row(
    markdown: &Markdown,
    row: &Row,
    columns: &Columns,
    sought: &Sought<'_>,
    cache: &mut UnitCache,
) -> Arc<Unit> {
    cache.get_or_read(
        || {
            let meanings: Vec<u8> = { columns.fields.iter() }
                .map(|column| column.map_or(u8::MAX, |field| field as u8))
                .collect();
            let seed = markdown.row_hash(row) ^ sought.names.hash ^ columns.hash;
            xxh3_64_with_seed(&meanings, seed)
        },
        || row::read(markdown, row, columns, sought),
    )
}

/// Reads a row of a table with one column, whose cell is written like a block.
pub fn only_cell(
    markdown: &Markdown,
    row: &Row,
    source: &str,
    sought: &Sought<'_>,
    cache: &mut UnitCache,
) -> Option<Arc<Unit>> {
    /// Rows are known by what their columns hold, this one by holding no columns.
    const NO_COLUMNS: &[u8] = &[];
    let cell = row.cells.first()?;
    let seed = markdown.row_hash(row) ^ sought.names.hash;
    let read = || Unit {
        is_row: true,
        ..read_block(&markdown.cell(cell), row.range.start, source, sought)
    };
    Some(cache.get_or_read(|| xxh3_64_with_seed(NO_COLUMNS, seed), read))
}

/// All that is looked for in a document's texts.
pub struct Sought<'a> {
    /// What it calls guidelines.
    pub names: Names<'a>,
    /// Where anything may stand: by the numbers of [`wording::lists`], and those below.
    lists: &'a Lists,
}

/// An exclusion that is a whole answer takes no more, in bytes.
const LONGEST_ALONE: usize = 48;

const NAMES: usize = 5;
const OPENINGS: usize = 6;

impl<'a> Sought<'a> {
    /// What is looked for in a document that calls guidelines by these names.
    pub fn new(names: Names<'a>) -> Sought<'a> {
        let lists = names.lists(|names| {
            let [observed, openings, figured, told, stops] = wording::lists();
            let openers = &*citation::OPENINGS;
            Lists::new([observed, openings, figured, told, stops, names, openers])
        });
        Sought { lists, names }
    }
}

impl Sought<'_> {
    /// Whether a cell below the heading of a status tells what is done, in a sentence.
    fn tells_what_is_done(&self, text: &str) -> bool {
        /// Shorter texts are notes.
        const SHORTEST: usize = 8;
        let is_long = text.chars().nth(SHORTEST).is_some() && text.contains(script::is_hiragana);
        is_long
            && self.names.legend.status(text).is_none()
            && wording::status(text).is_none()
            && wording::unstated(text).is_none()
    }
}

fn read_block(prose: &Prose<'_>, base: usize, source: &str, sought: &Sought<'_>) -> Unit {
    let places = sought.lists.places(prose.text);
    let (named, openings) = (places.of(NAMES), places.of(OPENINGS));
    let pointers = citation::in_prose(prose, base, &sought.names, named, openings);
    let (bare, has_plain_numbers) = citation::bare(
        prose,
        base,
        &pointers,
        places.of(OPENINGS),
        sought.names.brackets_cite,
        opening_words(prose, base, source),
    );
    let mut unit = Unit {
        pointers,
        has_plain_numbers,
        ..Unit::default()
    };
    unit.add(bare, |rare| &mut rare.bare);
    unit.add(destinations(prose, base), |rare| &mut rare.destinations);
    let mut claimed: Option<Range<usize>> = None;
    let mut lines = prose.lines().peekable();
    while let Some(line) = lines.next() {
        let mut rest = Some(line);
        while let Some(line) = rest.take() {
            let text = &prose.text[line.clone()];
            match label_in(text, prose, &line, source) {
                Some(Label::Known(field, value)) => {
                    let (value, next) = up_to_next_label(text, value);
                    rest = next.map(|next| line.start + next..line.end);
                    let mut value = line.start + value.start..line.start + value.end;
                    // `Implementation Status:` over a line for each box.
                    while field == Field::Status
                        && (value.is_empty()
                            || wording::option(&prose.text[value.clone()]).is_some())
                        && let Some(box_line) = lines
                            .next_if(|line| wording::option(&prose.text[line.clone()]).is_some())
                    {
                        let start = if value.is_empty() {
                            box_line.start
                        } else {
                            value.start
                        };
                        value = start..box_line.end;
                    }
                    if field == Field::Measure {
                        join(&mut claimed, value);
                        continue;
                    }
                    if field == Field::Frequency {
                        let found = figures(prose, value.clone(), base, &places);
                        unit.add(found, |rare| &mut rare.figures);
                    }
                    read_field(&mut unit, prose, field, value, base, sought);
                }
                Some(Label::Misspelt(problem)) => {
                    let problem = Problem {
                        range: back(&problem.range, base),
                        ..*problem
                    };
                    unit.add(vec![problem], |rare| &mut rare.problems);
                    join(&mut claimed, line);
                }
                None if text.trim().is_empty() => {}
                // Beside labels it is one more: `**Document ID:** POL-7` over `**Control:** AC-2`.
                None if line.len() < prose.text.len()
                    && tells_of_document(text, &line, prose, source) => {}
                // A form's choice is the status, with or without its name before it.
                None if wording::offers_statuses(text) => {
                    read_field(&mut unit, prose, Field::Status, line, base, sought);
                }
                None => join(&mut claimed, line),
            }
        }
    }
    if let Some(range) = claimed {
        unit.claims = vec![claim(prose, range, base, &places)];
    }
    cells::label_block(&mut unit);
    if unit.status.is_none() {
        unit.status = status_behind_numbers(&unit, base, source)
            .or_else(|| excluded_in_sentences(&unit, base, source))
            .or_else(|| status_behind_dash(&unit, base, source))
            .or_else(|| status_of_box(&unit, base, source, &sought.names.legend))
            .or_else(|| status_in_brackets(&unit, prose, base, &sought.names.legend))
            .or_else(|| fault_found(&unit, prose, base))
            .or_else(|| {
                // 「いいえ。対象外です。」 below a question.
                let is_short =
                    { unit.claims.iter() }.all(|claim| claim.text.len() <= LONGEST_ALONE);
                let place = |claim: usize, words| in_claim(prose, &unit.claims[claim], words, base);
                is_short
                    .then(|| excluded_in_all(&unit.claims, &place))
                    .flatten()
            });
    }
    unit
}

/// Where the bold words end in a block's text that it opens with and goes on behind; 0 where it opens with none.
fn opening_words(prose: &Prose<'_>, base: usize, source: &str) -> usize {
    /// Longer ones are sentences, in bytes.
    const LONGEST: usize = 120;
    let first = prose.source(0..0).start;
    let marks = source.get(base..first).unwrap_or_default();
    if !marks.ends_with("**") {
        return 0;
    }
    let rest = source.get(first..).unwrap_or_default();
    let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
    match near.find("**") {
        Some(length) if !near[..length].contains('\n') => {
            // What a reader does not see inside of it only makes it look longer.
            prose.text.floor_char_boundary(length.min(prose.text.len()))
        }
        _ => 0,
    }
}

/// Whether a line in a block of labels, its name in bold, tells of the document itself.
fn tells_of_document(text: &str, line: &Range<usize>, prose: &Prose<'_>, source: &str) -> bool {
    let opens = || {
        let start = prose.source(line.clone()).start;
        source
            .get(..start)
            .is_some_and(|before| before.ends_with("**"))
    };
    wording::tells_of_document(text) && opens()
}

/// A range of the document counted from the unit's start.
fn back(range: &Range<usize>, base: usize) -> Range<usize> {
    range.start.saturating_sub(base)..range.end.saturating_sub(base)
}

fn join(claimed: &mut Option<Range<usize>>, line: Range<usize>) {
    match claimed {
        Some(range) => range.end = line.end,
        None => *claimed = Some(line),
    }
}

/// Reads the value of a field: a status, clauses, or just text.
fn read_field(
    unit: &mut Unit,
    prose: &Prose<'_>,
    field: Field,
    value: Range<usize>,
    base: usize,
    sought: &Sought<'_>,
) {
    let text = &prose.text[value.clone()];
    match field {
        Field::Clause => {
            let form = match unit.is_row {
                true => Form::Column,
                false => Form::Label,
            };
            let found = match form {
                Form::Column => {
                    let places = sought.names.beginnings().places(prose.text);
                    let wide = prose.text.contains(['［', '【']);
                    let wide = wide.then(|| citation::OPENINGS.places(prose.text));
                    let openings = wide.into_iter().flatten();
                    citation::in_prose(prose, base, &sought.names, places, openings)
                }
                _ => std::mem::take(&mut unit.pointers),
            };
            let pointers =
                citation::in_value(prose, value.clone(), form, base, &found, &sought.names);
            let here = citation::relative(prose, value.clone(), base);
            if form == Form::Label {
                unit.pointers = found;
                unit.pointers.retain(|pointer| {
                    pointer.range.start < here.start || pointer.range.end > here.end
                });
            }
            add(&mut unit.pointers, pointers);
        }
        Field::Status if unit.status.is_none() => {
            let own = sought.names.legend.status(text);
            unit.status = own
                .or_else(|| wording::status(text))
                .or_else(|| wording::progress(text))
                .or_else(|| wording::light(text))
                .map(|stated| StatedStatus {
                    range: shifted(prose, &stated.range, value.start, base),
                    reason: stated
                        .reason
                        .map(|reason| shifted(prose, &reason, value.start, base)),
                    ..stated
                });
        }
        _ => {}
    }
    let trimmed = trim(prose.text, value);
    unit.fields.push(FieldValue {
        field,
        range: citation::relative(prose, trimmed.clone(), base),
        text: prose.text[trimmed].into(),
    });
}

/// Adds what was found to what is there; a list that was empty keeps its size.
fn add(there: &mut Vec<Pointer>, mut found: Vec<Pointer>) {
    match there.is_empty() {
        true => *there = found,
        false => there.append(&mut found),
    }
}

/// Reads a claim from a range of the prose's text, whose places they are.
fn claim(prose: &Prose<'_>, range: Range<usize>, base: usize, places: &Places) -> Claim {
    let range = trim(prose.text, range);
    let range = range.start + answer_mark(&prose.text[range.clone()])..range.end;
    let text = &prose.text[range.clone()];
    let mut observations = wording::observe_at(text, places.within(wording::OBSERVED, &range));
    observations.hits.retain(|hit| {
        let words = range.start + hit.range.start..range.start + hit.range.end;
        hit.kind != Kind::OpenList && !prose.is_code(words)
    });
    let place = |inner: &mut Range<usize>| *inner = shifted(prose, inner, range.start, base);
    for hit in &mut observations.hits {
        place(&mut hit.range);
        place(&mut hit.sentence);
    }
    let Observations {
        refers_elsewhere,
        future,
        ..
    } = &mut observations;
    [refers_elsewhere, future]
        .into_iter()
        .flatten()
        .for_each(place);
    let placeholder = wording::placeholder_at(text, places.within(wording::OPENINGS, &range))
        .filter(|(_, inner)| {
            // A template's blank in code is an example.
            let words = range.start + inner.start..range.start + inner.end;
            !(text[inner.clone()].starts_with(['{', 'X']) && prose.is_code(words))
        })
        .map(|(kind, inner)| (kind, shifted(prose, &inner, range.start, base)));
    Claim {
        known: Known::default(),
        range: citation::relative(prose, range.clone(), base),
        figures: figures(prose, range.clone(), base, places),
        text: text.into(),
        noticed: (observations != Observations::default()).then(|| Box::new(observations)),
        placeholder,
    }
}

/// How many bytes the mark takes by which an answer opens below its question: `A. `, 「Ａ：」.
fn answer_mark(text: &str) -> usize {
    let behind = text.strip_prefix(['A', 'Ａ']).unwrap_or(text);
    let rest = match behind.strip_prefix(['．', '：']) {
        Some(rest) => rest,
        None => match behind.strip_prefix(['.', ':']) {
            Some(rest) if rest.starts_with(char::is_whitespace) => rest,
            _ => return 0,
        },
    };
    match behind.len() < text.len() {
        true => text.len() - rest.trim_start().len(),
        false => 0,
    }
}

/// The figures in a range of the prose's text that are no code.
fn figures(prose: &Prose<'_>, range: Range<usize>, base: usize, places: &Places) -> Vec<Figure> {
    let mut figures = wording::figures(prose.text, &range, places);
    figures.retain_mut(|figure| {
        let words = range.start + figure.range.start..range.start + figure.range.end;
        figure.range = shifted(prose, &figure.range, range.start, base);
        !prose.is_code(words)
    });
    figures.shrink_to_fit();
    figures
}

fn destinations(prose: &Prose<'_>, base: usize) -> Vec<(Range<usize>, String)> {
    prose
        .links
        .iter()
        .map(|link| (back(&link.range, base), link.destination.clone()))
        .collect()
}

/// A range inside a value as bytes that count from the unit's start.
fn shifted(prose: &Prose<'_>, inner: &Range<usize>, by: usize, base: usize) -> Range<usize> {
    citation::relative(prose, inner.start + by..inner.end + by, base)
}

/// Where words of a claim, which stands in the prose, stand in the source, from the unit's start.
fn in_claim(prose: &Prose<'_>, claim: &Claim, words: Range<usize>, base: usize) -> Range<usize> {
    let all = base + claim.range.start..base + claim.range.end;
    let start = prose.text_range(&all).map_or(0, |text| text.start);
    shifted(prose, &words, start, base)
}

/// A range of `text` without the white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    let end = start + inner.trim().len();
    start..end
}
