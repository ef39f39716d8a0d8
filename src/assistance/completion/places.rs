//! What is wanted at the cursor, from what a writer has opened before it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::super::citing::{self, folded, guidelines_at, language, number_like};
use super::clauses::{self, Wanted, prefixed};
use super::line::{Line, NUMBER_ENDS, VALUE_ENDS};
use super::{
    Completions, Item, Key, Kind, Request, comments, evidence, front_matter, heading, names,
    number, values, words,
};
use crate::document::up_to_next_label;
use crate::guideline::{ClauseReference, GuidelineIndex};
use crate::markdown::{BlockKind, Table};
use crate::wording::{self, Field};

/// What was typed of a number or a title is not longer.
pub const LONGEST_QUERY: usize = 30;

/// What may be written at the cursor.
pub fn complete(request: &Request<'_>) -> Completions {
    let view = request.view;
    let offset = view
        .text
        .floor_char_boundary(request.offset.min(view.text.len()));
    let request = &Request { offset, ..*request };
    let line = Line::at(view.text, offset);
    if let Some(yaml) = front_matter::before(view, offset) {
        return front_matter::items(request, &line, yaml);
    }
    if in_code_block(request) || line.in_code() {
        return Completions::default();
    }
    if let Some(inside) = comments::opened(view.text, offset) {
        return comments::items(request, &line, inside);
    }
    let cell = cell(request, &line);
    let label = cell.is_none().then(|| label(&line)).flatten();
    let field = cell
        .as_ref()
        .and_then(|cell| cell.field)
        .or(label.as_ref().map(|label| label.0));
    if field == Some(Field::Evidence)
        && let Some(found) = evidence::in_link(request, &line)
    {
        return found;
    }
    // Where evidence stands, a bracket without a prefix begins a link to it.
    let is_link = field == Some(Field::Evidence)
        && line
            .opened(&[('[', ']')])
            .is_some_and(|(_, inside)| !inside.contains([':', '：']));
    let bracketed = || {
        NARROW_AND_WIDE
            .iter()
            .find_map(|pair| bracket(request, &line, *pair))
    };
    if !is_link && let Some(found) = bracketed() {
        return found;
    }
    if let Some(found) = heading::items(request, &line) {
        return found;
    }
    if let Some(cell) = cell {
        return match cell.field {
            Some(Field::Clause) => clause_column(request, &line, &cell),
            // What is said freely may name a guideline.
            None | Some(Field::Measure | Field::Customer | Field::Reason) => {
                cited(request, &line).unwrap_or_default()
            }
            Some(field) => values::items(request, field, &cell.place(&line), &cell.used(request)),
        };
    }
    if let Some((field, value, line)) = label {
        return label_value(request, &line, field, value);
    }
    if let Some(found) = label_name(request, &line) {
        return found;
    }
    if let Some(found) = cited(request, &line).or_else(|| seen(request, &line)) {
        return found;
    }
    names::items(request, &line)
}

/// A clause that the reader is sent to: `(see `.
fn seen(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let (start, inside) = line.opened(&[('(', ')'), ('（', '）')])?;
    let typed = inside
        .strip_prefix("see ")
        .or_else(|| inside.strip_prefix("See "))?;
    let typed = typed.strip_prefix("also ").unwrap_or(typed);
    let piece = line.piece(start + inside.len() - typed.len());
    let guidelines = likely(request);
    (!guidelines.is_empty()).then(|| {
        clauses::items(
            request,
            &Wanted {
                guidelines,
                query: &line.before[piece..],
                range: number::around(line, piece),
                written: &|_, label| Some(label.to_string()),
                groups: true,
            },
        )
    })
}

/// A citation that has begun in running text.
fn cited(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let named = behind_name(request, line);
    if !named.items.is_empty() {
        return Some(named);
    }
    number::items(request, line)
}

fn in_code_block(request: &Request<'_>) -> bool {
    let blocks = request.view.markdown.blocks.iter();
    let mut code = blocks.filter(|block| block.kind == BlockKind::Code);
    code.any(|block| block.range.start < request.offset && request.offset <= block.range.end)
}

/// Brackets that hold a prefix and a number. The wide ones are what an input method writes.
const NARROW_AND_WIDE: [(char, char); 5] = [
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
];

/// `[mic-meti:…`, and `[` alone, from where prefixes and clauses can be reached; 【 and （ alone open much else, and
/// 【】 waits for something.
fn bracket(request: &Request<'_>, line: &Line<'_>, brackets: (char, char)) -> Option<Completions> {
    let (start, inside) = line.opened(&[brackets])?;
    let before = &line.before[..start - brackets.0.len_utf8()];
    let is_other = before.ends_with(['!', '[', ']', '\\'])
        || inside.starts_with([' ', '^', '@'])
        || inside.chars().count() > LONGEST_QUERY * 2;
    if is_other {
        return None;
    }
    let closed = closing(line.after, brackets.1);
    let close = match closed {
        Some(_) => String::new(),
        None => brackets.1.to_string(),
    };
    // The next of a list stays.
    let end = closed.map(|closed| line.offset + line.rest(&NUMBER_ENDS).min(closed));
    let guidelines = request.view.project.guidelines;
    if let Some(colon) = inside.find([':', '：']) {
        let prefix: String = inside[..colon].trim().nfkc().collect();
        let mut guideline = guidelines.with_prefix(&prefix)?;
        let behind = start + colon + inside[colon..].chars().next().map_or(1, char::len_utf8);
        let mut piece = line.piece(behind);
        // Another one of the list may have a prefix of its own.
        if let Some((prefix, number)) = line.before[piece..].split_once([':', '：']) {
            let prefix: String = prefix.trim().nfkc().collect();
            guideline = guidelines.with_prefix(&prefix)?;
            piece = line.before.len() - number.trim_start().len();
        }
        let query = &line.before[piece..];
        let range = match end {
            Some(end) => line.place(piece)..end,
            None => number::around(line, piece),
        };
        return Some(clauses::items(
            request,
            &Wanted {
                guidelines: vec![guideline],
                query,
                range,
                written: &|_, label| Some(format!("{label}{close}")),
                groups: true,
            },
        ));
    }
    // The brackets that open much else than citations.
    let is_narrow = matches!(brackets.0, '[' | '［');
    let waits = inside.is_empty() && closed.is_some() && brackets.0 != '(';
    if !is_narrow && !waits {
        return None;
    }
    let range = line.place(start)..end.unwrap_or(line.offset);
    // Of what stands in the brackets already, another prefix takes the place of the prefix alone.
    let colon = line.after[..closed.unwrap_or(0)].find([':', '：']);
    let behind = colon.map(|at| {
        let colon = line.after[at..].chars().next().map_or(1, char::len_utf8);
        line.place(start)..line.offset + at + colon
    });
    let mut found = prefixes(request, inside, behind.as_ref().unwrap_or(&range));
    let clauses = clauses::items(
        request,
        &Wanted {
            guidelines: likely(request),
            query: inside,
            range: range.clone(),
            written: &|clause, label| {
                Some(format!("{}{close}", prefixed(request.view, clause, label)))
            },
            groups: false,
        },
    );
    found.extend(clauses.items);
    Some(Completions {
        items: found,
        is_incomplete: true,
    })
}

/// The bytes of what stands between the cursor and the bracket that closes the citation.
fn closing(after: &str, bracket: char) -> Option<usize> {
    let end = after.find(bracket)?;
    let between = &after[..end];
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    let is_sentence = between.contains(['[', '［', '【', '。', '|', '`'])
        || between.contains('、') && between.contains(is_kana);
    let is_number = !is_sentence && between.chars().count() <= LONGEST_QUERY;
    is_number.then_some(end)
}

/// The prefixes that begin as typed, those of the project first.
fn prefixes(request: &Request<'_>, typed: &str, range: &Range<usize>) -> Vec<Item> {
    let project = &request.view.project;
    let likely = likely(request);
    let mut known: Vec<GuidelineIndex> =
        project.guidelines.iter().map(|(index, _)| index).collect();
    known.sort_by_key(|index| !likely.contains(index));
    let typed = folded(typed);
    let items = known.into_iter().filter_map(|index| {
        let guideline = project.guidelines.get(index);
        let prefix = citing::prefix(project.guidelines, index);
        folded(prefix).starts_with(&typed).then(|| {
            Item::new(format!("{prefix}:"), Kind::Guideline, range.clone())
                .detail(guideline.short_name())
                .key(Key::Guideline(guideline.id.clone()))
                .opens()
        })
    });
    items.collect()
}

/// The guidelines that are meant where none is named.
pub fn likely(request: &Request<'_>) -> Vec<GuidelineIndex> {
    guidelines_at(request.view, request.offset)
}

/// A cell that the cursor stands in.
struct CellPlace<'a> {
    table: &'a Table,
    column: usize,
    field: Option<Field>,
    /// Where its text begins in [`Line::before`]; at the cursor in an empty cell.
    start: usize,
    /// How many bytes behind the cursor belong to the value that stands there.
    behind: usize,
    /// What has to stand before a text that is written: a space behind a bare pipe.
    lead: &'static str,
}

fn cell<'a>(request: &Request<'a>, line: &Line<'_>) -> Option<CellPlace<'a>> {
    let view = request.view;
    let margin = line.before.len() - line.before.trim_start_matches([' ', '>', '\t']).len();
    let place = line.place(margin);
    let blocks = &view.markdown.blocks;
    // A row that consists of its first pipe does not belong to the table yet.
    let begins = line.before[margin..].starts_with('|');
    let follows = |end: usize| {
        let gap = view.text.get(end..place).unwrap_or_default();
        begins && gap.trim().is_empty() && gap.matches('\n').count() == 1
    };
    let block = blocks.iter().rfind(|block| {
        matches!(block.kind, BlockKind::Table(_))
            && block.range.start <= place
            && (place <= block.range.end || follows(block.range.end))
    })?;
    let BlockKind::Table(table) = &block.kind else {
        return None;
    };
    // Heading and delimiter row stand on the first two lines.
    let is_row = view.text[block.range.start..place].matches('\n').count() >= 2;
    let before = &line.before[margin..];
    let (column, pipe) = pipes(before);
    let open = pipe.map_or(margin, |at| margin + at + 1);
    let column = if before.starts_with('|') {
        column.checked_sub(1)?
    } else {
        column
    };
    if !is_row || (before.starts_with('|') && column >= table.header.cells.len()) {
        return None;
    }
    let text = &line.before[open..];
    let control = view.document.tables.iter();
    let field = control
        .filter(|control| control.header == table.header.range)
        .find_map(|control| *control.columns.get(column)?)
        .or_else(|| wording::column(view.markdown.cell(table.header.cells.get(column)?).text));
    let in_cell = Line {
        after: &line.after[..pipes_end(line.after)],
        ..*line
    };
    let ends: &[char] = match field {
        Some(Field::Clause) => &NUMBER_ENDS,
        _ => &VALUE_ENDS,
    };
    Some(CellPlace {
        table,
        column,
        field,
        start: open + (text.len() - text.trim_start().len()),
        behind: in_cell.rest(ends),
        lead: if text.is_empty() { " " } else { "" },
    })
}

/// How many pipes divide cells in a part of a row, and where the last one is.
fn pipes(text: &str) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    let dividing = memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\');
    dividing.fold((0, None), |(count, _), at| (count + 1, Some(at)))
}

fn pipes_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'|', bytes)
        .find(|&at| at == 0 || bytes[at - 1] != b'\\')
        .unwrap_or(text.len())
}

impl CellPlace<'_> {
    fn place<'a>(&self, line: &Line<'a>) -> values::Place<'a> {
        values::Place {
            line: *line,
            typed: &line.before[self.start..],
            range: line.place(self.start)..line.offset + self.behind,
            lead: self.lead,
        }
    }

    fn used(&self, request: &Request<'_>) -> Vec<String> {
        words::in_column(request.view, self.table, self.column, Some(request.offset))
    }
}

/// Clauses for a clause column, written as the rows around write theirs.
fn clause_column(request: &Request<'_>, line: &Line<'_>, cell: &CellPlace<'_>) -> Completions {
    let view = request.view;
    let start = line.piece(cell.start);
    let sample = cell.table.rows.iter().find_map(|row| {
        let own = &row.cells.get(cell.column)?.range;
        let inside = |range: &Range<usize>| own.start <= range.start && range.end <= own.end;
        let is_here = row.range.start <= request.offset && request.offset <= row.range.end;
        let mut citations = view.document.citations.iter();
        let citation = citations.find(|citation| !is_here && inside(&citation.range))?;
        let clause = *super::super::at::clauses_of(citation).first()?;
        Some((&view.text[citation.range.clone()], clause))
    });
    let written = |clause: ClauseReference, label: &str| {
        let number = match sample {
            Some((written, neighbour)) if neighbour.guideline == clause.guideline => {
                let neighbour = view.project.guidelines.clause(neighbour).label.as_deref();
                number_like(written, neighbour.unwrap_or_default(), label)
            }
            _ => label,
        };
        Some(format!("{}{number}", cell.lead))
    };
    clauses::items(
        request,
        &Wanted {
            guidelines: likely(request),
            query: &line.before[start..],
            range: line.place(start)..line.offset + cell.behind,
            written: &written,
            groups: false,
        },
    )
}

/// The label whose value is written at the cursor, where that begins in [`Line::before`], and the line up to the
/// label that stands behind it.
fn label<'a>(line: &Line<'a>) -> Option<(Field, usize, Line<'a>)> {
    let trimmed = line.before.trim_start();
    if trimmed.starts_with(['#', '|']) {
        return None;
    }
    let mut start = 0;
    loop {
        let before = &line.before[start..];
        let found = wording::label_line(before)?;
        let value = match found.value.is_empty() {
            true => before.len(),
            false => found.value.start,
        };
        if let (_, Some(next)) = up_to_next_label(before, value..before.len()) {
            start += next;
            continue;
        }
        // What the wide space before it belongs to is nobody's.
        let gap = line.after.len() - line.after.trim_start_matches(' ').len();
        let (own, _) = up_to_next_label(line.after, gap..line.after.len());
        let after = &line.after[..own.end];
        return Some((found.field.ok()?, start + value, Line { after, ..*line }));
    }
}

fn label_value(request: &Request<'_>, line: &Line<'_>, field: Field, value: usize) -> Completions {
    let lead = if line.before.ends_with([':', '*']) {
        " "
    } else {
        ""
    };
    if field != Field::Clause {
        let place = values::Place {
            line: *line,
            typed: &line.before[value..],
            range: line.whole(value, &VALUE_ENDS),
            lead,
        };
        let used = words::in_document(request.view, field, Some(request.offset));
        return values::items(request, field, &place, &used);
    }
    let start = line.piece(value);
    let guidelines = likely(request);
    let several = guidelines.len() > 1;
    clauses::items(
        request,
        &Wanted {
            query: &line.before[start..],
            range: line.whole(start, &NUMBER_ENDS),
            written: &|clause, label| {
                Some(match several {
                    true => format!("{lead}[{}]", prefixed(request.view, clause, label)),
                    false => format!("{lead}{label}"),
                })
            },
            groups: false,
            guidelines,
        },
    )
}

/// The name of a label line, behind the stars that begin one.
fn label_name(request: &Request<'_>, line: &Line<'_>) -> Option<Completions> {
    let body = line.before.trim_start_matches([' ', '\t', '-', '+', '>']);
    let typed = body.strip_prefix("**")?;
    if typed.contains(['*', ' ']) || typed.chars().count() > LONGEST_QUERY {
        return None;
    }
    let start = line.before.len() - typed.len() - 2;
    let (behind, close) = label_behind(line.after);
    let range = line.place(start)..line.offset + behind;
    let labels = words::labels(language(request.view)).iter();
    let items = labels.filter(|label| folded(label).contains(&folded(typed)));
    let items = items.map(|label| {
        let item = Item::new(*label, Kind::Label, range.clone())
            .writes(format!("**{label}{close}"))
            .filter(format!("**{typed} {label}"));
        Item {
            key: wording::label(label).map(Key::Field),
            // Before a colon that stands there already no value is being written.
            ..if close.is_empty() { item } else { item.opens() }
        }
    });
    Some(Completions {
        items: items.collect(),
        is_incomplete: true,
    })
}

/// How much of what stands behind the cursor is the rest of a label's name, and what has to stand behind a name that
/// takes its place: nothing before a colon that is there already.
fn label_behind(after: &str) -> (usize, &'static str) {
    const COLONS: [char; 2] = [':', '：'];
    let name = after
        .find(['*', ' ', '\t', '|', ':', '：'])
        .unwrap_or(after.len());
    let name = Some(name).filter(|end| after[..*end].chars().count() <= LONGEST_QUERY);
    let Some((rest, name)) = name.map(|end| (&after[end..], end)) else {
        return (0, "**: ");
    };
    match rest.strip_prefix("**") {
        Some(behind) if behind.trim_start_matches(' ').starts_with(COLONS) => (name, ""),
        Some(_) => (name + "**".len(), "**: "),
        // 「**実装状況：**」
        None if rest.starts_with(COLONS) && rest.contains("**") => (name, ""),
        None => (0, "**: "),
    }
}

/// Clauses behind a guideline's name and a space: 「総務省・経産省ガイドライン第1.1版 」.
fn behind_name(request: &Request<'_>, line: &Line<'_>) -> Completions {
    let project = &request.view.project;
    let Some(naming) = project.guidelines.namings(line.before).last() else {
        return Completions::default();
    };
    let behind = &line.before[naming.range.end..];
    let typed = behind.trim_start_matches([
        ' ', '\u{3000}', '「', '」', '『', '』', '（', '(', '）', ')', '】', '*',
    ]);
    let opened = &behind[..behind.len() - typed.len()];
    let opens = opened.contains([' ', '\u{3000}', '「', '（', '(']);
    // 「…ガイドライン第1.1版の別紙2 3.4」: what is plainly a number needs nothing before it.
    let typed = typed.trim_start_matches(['の', '、', ' ', '\u{3000}']);
    let is_begun = |typed| number::begun(project.guidelines, &naming.guidelines, typed).is_some();
    let from = line.before.len() - typed.len();
    let piece = line.piece(from);
    // Behind a number another may follow: 「4.2及び」, 「4.2〜」.
    let goes_on = piece > from
        && typed
            .find(|c: char| !(c.is_ascii_digit() || ".-".contains(c)))
            .is_some_and(|end| is_begun(&typed[..end]));
    let start = if goes_on { piece } else { from };
    let is_query = (opens || is_begun(typed))
        && typed.chars().count() <= LONGEST_QUERY
        && !typed.contains(['。', '、', '，', '|'])
        && !typed.starts_with(|c: char| matches!(c, '\u{3041}'..='\u{309f}'));
    if !is_query || naming.guidelines.is_empty() {
        return Completions::default();
    }
    let likely = likely(request);
    let meant = naming.guidelines.iter().copied();
    let mut guidelines: Vec<GuidelineIndex> =
        meant.filter(|index| likely.contains(index)).collect();
    if guidelines.is_empty() {
        guidelines = naming.guidelines;
    }
    clauses::items(
        request,
        &Wanted {
            guidelines,
            query: &line.before[start..],
            range: number::around(line, start),
            written: &|_, label| Some(label.to_string()),
            groups: true,
        },
    )
}
