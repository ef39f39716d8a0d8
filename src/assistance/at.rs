//! What stands at a place of a document: the lookups that several features share.
//!
//! A place is a byte of the text. A cursor stands between two bytes, so what ends at the place
//! counts too; where two things meet, the one behind the cursor is meant. Of things inside each
//! other the innermost is meant. An offset past the end finds nothing and harms nothing.

use std::ops::Range;

use super::View;
use super::citing::guidelines_at;
use crate::document::{self, Citation, Mention, Resolution};
use crate::finding::Finding;
use crate::front_matter::{self, Node};
use crate::guideline::{ClauseIndex, ClauseReference, Guideline, Lookup};
use crate::locator::{self, Target};
use crate::markdown::{Block, BlockKind, Cell, Link, Markdown, Prose, Row, Table, TableForm};
use crate::wording::{self, Field, Status};

/// Whether a cursor at `offset` stands in `range` or at one of its ends.
pub fn touches(range: &Range<usize>, offset: usize) -> bool {
    range.start <= offset && offset <= range.end
}

/// The one of `things` that is meant at `offset`: the shortest of those that hold what is behind
/// the cursor, else of those that end there.
fn innermost<T>(
    things: impl Iterator<Item = T>,
    range: impl Fn(&T) -> &Range<usize>,
    offset: usize,
) -> Option<T> {
    things
        .filter(|thing| touches(range(thing), offset))
        .min_by_key(|thing| (range(thing).end == offset, range(thing).len()))
}

/// The citation at a place. The locator alone is the citation; the guideline's name or prefix
/// before it is a [`mention`].
pub fn citation<'a>(view: &View<'a>, offset: usize) -> Option<&'a Citation> {
    innermost(view.document.citations.iter(), |one| &one.range, offset)
}

/// The citation at a place, what is quoted included: for looking things up, not for changing them.
pub fn any_citation<'a>(view: &View<'a>, offset: usize) -> Option<&'a Citation> {
    let document = view.document;
    let all = document.citations.iter().chain(&document.quoted);
    innermost(all, |one| &one.range, offset)
}

/// The place that names a guideline as a whole: a name in prose, the prefix of a bracket.
pub fn mention<'a>(view: &View<'a>, offset: usize) -> Option<&'a Mention> {
    innermost(view.document.mentions.iter(), |one| &one.range, offset)
}

/// Clauses and the place that names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The locator, heading or row, in bytes of the document.
    pub range: Range<usize>,
    /// What it names, each clause once; several for a range of clauses, a list or an ambiguous
    /// number.
    pub clauses: Vec<ClauseReference>,
}

impl Named {
    fn new(
        range: &Range<usize>,
        clauses: impl IntoIterator<Item = ClauseReference>,
    ) -> Option<Named> {
        let mut unique: Vec<ClauseReference> = Vec::new();
        for clause in clauses {
            if !unique.contains(&clause) {
                unique.push(clause);
            }
        }
        (!unique.is_empty()).then(|| Named {
            range: range.clone(),
            clauses: unique,
        })
    }
}

/// The clauses that stand written at a place: a citation's, quoted or not, or those of a value under `covers` in
/// the front matter. `None` for a number that leads nowhere.
pub fn cited(view: &View<'_>, offset: usize) -> Option<Named> {
    if let Some(citation) = any_citation(view, offset) {
        return Named::new(&citation.range, clauses_of(citation));
    }
    let covers = &view.document.declarations.covers;
    let cover = innermost(covers.iter(), |one| &one.range, offset)?;
    let same = covers.iter().filter(|one| one.range == cover.range);
    Named::new(&cover.range, same.map(|one| one.clause))
}

/// The clause whose number stands at a place where it answers nothing and is no citation: in a remark's
/// cell, a footnote, code. A number of a shape that documents' own have is one behind a prefix alone.
/// For looking things up.
pub fn written(view: &View<'_>, offset: usize) -> Option<Named> {
    /// No number has more bytes in front of the place.
    const LONGEST: usize = 48;
    let line_start = view.text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line = view.text[line_start..].lines().next()?;
    let cursor = offset - line_start;
    let first = line.ceil_char_boundary(cursor.saturating_sub(LONGEST));
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut starts = line.char_indices().map(|(at, _)| at);
    let (at, reference) = starts.find_map(|at| {
        if at < first || at > cursor || line[..at].ends_with(goes_on) {
            return None;
        }
        let (references, _) = locator::read(&line[at..])?;
        let mut references = references.into_iter();
        let is_here = |range: &Range<usize>| touches(&(at + range.start..at + range.end), cursor);
        Some((at, references.find(|one| is_here(&one.range))?))
    })?;
    let Target::One(number) = &reference.target else {
        return None;
    };
    let project = &view.project;
    let prefix = line[..at].rfind('[').and_then(|open| {
        let prefix = line[open + 1..at].trim_end().strip_suffix([':', '：'])?;
        project.guidelines.with_prefix(prefix.trim())
    });
    // On the line the name that stands before the number says whose it is.
    let on_line = line_start..line_start + at;
    let mut mentions = view.document.mentions.iter();
    let named = mentions.rfind(|one| on_line.contains(&one.range.start));
    let guidelines = match (prefix, named) {
        (Some(guideline), _) => vec![guideline],
        (None, _) if !document::is_distinctive(&reference.target) => return None,
        (None, Some(named)) => named.guidelines.clone(),
        (None, None) if view.document.sections[section(view, offset)].foreign => return None,
        (None, None) => guidelines_at(view, offset),
    };
    let clause = guidelines.into_iter().find_map(|guideline| {
        match project.guidelines.catalogue(guideline).find(number) {
            Lookup::Found(clause) => Some(ClauseReference { guideline, clause }),
            _ => None,
        }
    })?;
    let start = line_start + at;
    Named::new(
        &(start + reference.range.start..start + reference.range.end),
        [clause],
    )
}

/// The clauses that a place is about: those [`cited`] there, else those that the answer at the
/// place speaks for (a row, a list item, a paragraph), else those of the heading that it is in.
pub fn about(view: &View<'_>, offset: usize) -> Option<Named> {
    if let Some(named) = cited(view, offset) {
        return Some(named);
    }
    let answered = answer(view, offset).and_then(|index| {
        let answer = &view.document.answers[index];
        Named::new(&answer.range, answer.links.iter().map(|link| link.clause))
    });
    answered.or_else(|| {
        let section = &view.document.sections[heading(view, offset)?];
        Named::new(
            &section.heading,
            section.links.iter().map(|link| link.clause),
        )
    })
}

/// The clauses that a citation can mean, each once or more.
pub fn clauses_of(citation: &Citation) -> Vec<ClauseReference> {
    match &citation.resolution {
        Resolution::Found(found) => found.iter().map(|(clause, _)| *clause).collect(),
        Resolution::Ambiguous(clauses) => clauses.clone(),
        Resolution::Unknown { .. } | Resolution::NoGuideline => Vec::new(),
    }
}

/// The answer that a place belongs to, by index: the row, block or heading that it stands in, else
/// the statement there that speaks for one.
pub fn answer(view: &View<'_>, offset: usize) -> Option<usize> {
    let answers = view.document.answers.iter().enumerate();
    innermost(answers, |(_, answer)| &answer.range, offset)
        .map(|(index, _)| index)
        .or_else(|| view.document.statements[statement(view, offset)?].answer)
}

/// The statement at a place, by index.
pub fn statement(view: &View<'_>, offset: usize) -> Option<usize> {
    let statements = view.document.statements.iter().enumerate();
    innermost(statements, |(_, statement)| &statement.range, offset).map(|(index, _)| index)
}

/// The innermost section around a place, by index; 0 is the document itself.
pub fn section(view: &View<'_>, offset: usize) -> usize {
    let holds = |range: &Range<usize>| range.start <= offset && offset < range.end;
    let mut sections = view.document.sections.iter();
    sections
        .rposition(|section| holds(&section.range))
        .or_else(|| view.document.sections.len().checked_sub(1))
        .filter(|_| offset <= view.text.len())
        .unwrap_or(0)
}

/// The section whose heading a place is in, by index.
pub fn heading(view: &View<'_>, offset: usize) -> Option<usize> {
    view.document
        .sections
        .iter()
        .position(|section| section.level > 0 && touches(&section.heading, offset))
}

/// The findings at a place, the innermost first.
pub fn findings<'a>(view: &View<'a>, offset: usize) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = view
        .findings
        .iter()
        .filter(|finding| touches(&finding.range, offset))
        .collect();
    findings.sort_by_key(|finding| finding.range.len());
    findings
}

/// The block at a place.
pub fn block<'a>(view: &View<'a>, offset: usize) -> Option<&'a Block> {
    innermost(view.markdown.blocks.iter(), |block| &block.range, offset)
}

/// A cell of a table.
#[derive(Clone, Copy, Debug)]
pub struct CellPlace<'a> {
    /// The table.
    pub table: &'a Table,
    /// The row; `None` for the heading row.
    pub row: Option<usize>,
    /// The column.
    pub column: usize,
    /// The cell.
    pub cell: &'a Cell,
    /// What the column holds, in a table with a clause column.
    pub field: Option<Field>,
}

/// The cell at a place: all between two pipes belongs to it.
pub fn cell<'a>(view: &View<'a>, offset: usize) -> Option<CellPlace<'a>> {
    let BlockKind::Table(table) = &block(view, offset)?.kind else {
        return None;
    };
    let rows = table.rows.iter().enumerate();
    let rows = rows.map(|(index, row)| (Some(index), row));
    let (row, found) = std::iter::once((None, &table.header))
        .chain(rows)
        .find(|(_, row)| touches(&row.range, offset))?;
    let column = match table.form {
        TableForm::Pipes => column(view.text, found, offset),
        TableForm::Html | TableForm::Drawn => column_of_text(found, offset)?,
    };
    let control = view.document.tables.iter();
    let field = control
        .filter(|control| control.header == table.header.range)
        .find_map(|control| *control.columns.get(column)?);
    Some(CellPlace {
        table,
        row,
        column,
        cell: found.cells.get(column)?,
        field,
    })
}

/// Whether a place stands in a table drawn with lines, which a word of another width would break.
pub fn is_drawn(view: &View<'_>, offset: usize) -> bool {
    let kind = block(view, offset).map(|block| &block.kind);
    matches!(kind, Some(BlockKind::Table(table)) if table.form == TableForm::Drawn)
}

/// The column of a row that a place stands in.
fn column(text: &str, row: &Row, offset: usize) -> usize {
    let gaps = row.cells.windows(2).map(|pair| {
        let start = pair[0].range.end;
        // Between the cells' texts stand white space and one pipe; none where the row is short.
        let pipe = text.get(start..pair[1].range.start)?.find('|')?;
        Some(start + pipe)
    });
    gaps.take_while(|pipe| pipe.is_some_and(|pipe| pipe < offset))
        .count()
}

/// The column of a row that a place stands in where no pipes tell cells apart: the cell whose text is there, else the
/// last that begins before.
fn column_of_text(row: &Row, offset: usize) -> Option<usize> {
    let ranges = || row.cells.iter().map(|cell| &cell.range).enumerate();
    innermost(ranges(), |(_, range)| range, offset)
        .or_else(|| ranges().rfind(|(_, range)| range.start <= offset))
        .map(|(column, _)| column)
}

/// The link or image at a place.
pub fn link<'a>(view: &View<'a>, offset: usize) -> Option<&'a Link> {
    let prose = prose(view, offset)?;
    innermost(prose.links.iter(), |link| &link.range, offset)
}

/// The prose of the block or cell at a place.
pub fn prose<'a>(view: &View<'a>, offset: usize) -> Option<Prose<'a>> {
    match cell(view, offset) {
        Some(place) => Some(view.markdown.cell(place.cell)),
        None => block(view, offset).map(|block| view.markdown.prose(block)),
    }
}

/// All prose of a document in order, that of cells included.
pub fn proses(markdown: &Markdown) -> impl Iterator<Item = Prose<'_>> {
    markdown.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            let cells = rows.flat_map(|row| &row.cells);
            cells.map(|cell| markdown.cell(cell)).collect()
        }
        _ => vec![markdown.prose(block)],
    })
}

/// A label line: `**責任者**: 運用部長`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name, in bytes of the document, without stars and colon.
    pub name: Range<usize>,
    /// What it stands for, or the label that it seems to be a misspelling of.
    pub field: Result<Field, &'static str>,
    /// What stands behind the colon; empty at its place when there is nothing.
    pub value: Range<usize>,
}

/// The label line that a place stands in, whether in its name or in its value.
pub fn label(view: &View<'_>, offset: usize) -> Option<Label> {
    let block = block(view, offset)?;
    if matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Table(_)) {
        return None;
    }
    let prose = view.markdown.prose(block);
    prose.lines().find_map(|line| {
        let mut start = line.start;
        loop {
            let text = &prose.text[start..line.end];
            let found = wording::label_line(text)?;
            // Another label may stand behind its value on the same line.
            let (value, next) = document::up_to_next_label(text, found.value.clone());
            let place = |range: Range<usize>| prose.source(start + range.start..start + range.end);
            let label = Label {
                name: place(found.name),
                value: place(value),
                field: found.field,
            };
            let all = place(0..next.unwrap_or(text.len()));
            let end = match next {
                Some(_) => all.end,
                None => label.value.end.max(all.end),
            };
            match (touches(&(label.name.start..end), offset), next) {
                (_, Some(next)) if place(next..next + 1).start <= offset => start += next,
                (is_here, _) => return is_here.then_some(label),
            }
        }
    })
}

/// The status at a place, and the mark or word that says it.
pub fn status(view: &View<'_>, offset: usize) -> Option<(Status, Range<usize>)> {
    let document = view.document;
    let statements = document.statements.iter().filter_map(|statement| {
        let stated = statement.unit.status.as_ref()?;
        Some((stated.status, statement.place(&stated.range)))
    });
    let sections = document.sections.iter().map(|section| &section.labels);
    let answers = document.answers.iter().map(|answer| &answer.labels);
    let labelled = sections.chain(answers).filter_map(|labels| {
        let (stated, place) = labels.status.as_ref()?;
        Some((stated.status, place.clone()))
    });
    innermost(statements.chain(labelled), |(_, range)| range, offset)
}

/// A key of the front matter, with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The keys that lead to it, itself the last: `["shishin", "covers"]`.
    pub path: Vec<String>,
    /// The key, in bytes of the document.
    pub key: Range<usize>,
    /// The value, in bytes of the document; empty at its place when there is none.
    pub value: Range<usize>,
}

/// The entry of the front matter at a place: the deepest whose key or value is there. `None`
/// outside of the front matter.
pub fn entry(view: &View<'_>, offset: usize) -> Option<Entry> {
    let range = view.markdown.front_matter.clone()?;
    if !touches(&range, offset) {
        return None;
    }
    let (root, _) = front_matter::read(view.text.get(range.clone())?);
    let mut node = &root;
    let mut path = Vec::new();
    let mut found = None;
    loop {
        let place = |node: &Node| range.start + node.range.start..range.start + node.range.end;
        let next = node.entries().iter().find(|(key, value)| {
            touches(
                &(place(key).start..place(value).end.max(place(key).end)),
                offset,
            )
        });
        let Some((key, value)) = next else {
            return found;
        };
        path.push(key.text().unwrap_or_default().to_string());
        found = Some(Entry {
            path: path.clone(),
            key: place(key),
            value: place(value),
        });
        if touches(&place(key), offset) {
            return found;
        }
        node = value;
    }
}

/// The clause of a guideline's own file that a place stands in: the last whose heading begins at
/// or before it. `None` before the first heading, and for guidelines whose clauses have no places.
pub fn clause(guideline: &Guideline, offset: usize) -> Option<ClauseIndex> {
    guideline
        .iter()
        .filter(|(_, clause)| !clause.range.is_empty() && clause.range.start <= offset)
        .max_by_key(|(_, clause)| clause.range.start)
        .map(|(index, _)| index)
}
