//! A comment that allows a finding, put where it speaks of the finding's block and breaks nothing.

use std::ops::Range;

use super::super::citing::{language, line_end, meets};
use super::super::draft::{Draft, placeholder};
use super::{Action, Change, Key, View};
use crate::comment::{Comment, Mend, Words};
use crate::document::Allowance;
use crate::finding::Finding;
use crate::locale::Message;
use crate::markdown::{Block, BlockKind, Table};
use crate::rules::{self, Class};

/// Where a comment goes, and what it then speaks of.
enum Place {
    /// Behind a block's or row's text.
    Inline(usize),
    /// On lines of its own behind the front matter, for the whole document.
    Document(usize),
}

/// Offers to allow a finding.
pub fn action(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    let rule = rules::named(&finding.rule)?;
    // A comment about a comment helps nobody.
    if rule.class == Class::Project {
        return None;
    }
    let name = rule.name;
    let title = match (place(view, &finding.range)?, &kind_of(view, &finding.range)) {
        (Place::Document(_), _) => Message::new(
            format!("この文書全体で {name} を許可する（理由を書く）"),
            format!("allow {name} in the whole document, with a reason"),
        ),
        (_, Some(BlockKind::Table(_))) => Message::new(
            format!("この行で {name} を許可する（理由を書く）"),
            format!("allow {name} in this row, with a reason"),
        ),
        (_, Some(BlockKind::Heading { .. })) => Message::new(
            format!("この節で {name} を許可する（理由を書く）"),
            format!("allow {name} in this section, with a reason"),
        ),
        _ => Message::new(
            format!("この段落で {name} を許可する（理由を書く）"),
            format!("allow {name} in this paragraph, with a reason"),
        ),
    };
    Some(Action::mending(
        view,
        index,
        &title,
        Key::Allow(name.to_string(), finding.range.clone()),
    ))
}

/// The comment, its reason left to fill in.
pub fn change(view: &View<'_>, rule: &str, range: &Range<usize>) -> Option<Change> {
    if let Some(begun) = begun(view, rule, range) {
        return with_reason(view, begun);
    }
    let place = place(view, range)?;
    let language = language(view);
    let words = Words::of(language);
    let verb = match place {
        Place::Inline(_) => words.allow,
        Place::Document(_) => words.allow_document,
    };
    let mut comment = Draft::default();
    comment.push(&format!("<!-- shishin: {verb} {rule} {} ", words.because));
    comment.blank(placeholder(language));
    comment.push(" -->");
    let mut draft = Draft::default();
    let at = match place {
        Place::Inline(at) => {
            let (before, behind) = (&view.text[..at], &view.text[at..]);
            draft.push(if before.ends_with([' ', '\t']) {
                ""
            } else {
                " "
            });
            draft.append(comment);
            draft.push(if behind.starts_with('|') { " " } else { "" });
            at
        }
        Place::Document(at) => {
            let end = line_end(view.text);
            let is_new_line = view.text[..at].ends_with('\n');
            draft.push(&end.repeat(if is_new_line { 1 } else { 2 }));
            draft.append(comment);
            draft.push(end);
            at
        }
    };
    Some(Change::draft(at, &draft))
}

/// Offers to write a reason in a comment that has none.
pub fn reason(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    reason_at(view, &finding.range)?;
    let title = Message::new(
        "許可する理由を書く場所を入れる",
        "add a place for the reason",
    );
    Some(Action {
        preferred: true,
        ..Action::mending(
            view,
            index,
            &title,
            Key::AllowanceReason(finding.range.clone()),
        )
    })
}

/// A place for the reason in the comment about which a finding at `range` complains.
pub fn reason_at(view: &View<'_>, range: &Range<usize>) -> Option<Change> {
    let mut allowances = view.document.allowances.iter();
    let begun = allowances.find(|one| match &one.comment {
        Comment::Invalid { range: at, .. } => at == range,
        Comment::Allow { .. } => false,
    })?;
    with_reason(view, begun)
}

/// The comment at a place that was to allow a rule and has no reason yet.
fn begun<'v>(view: &View<'v>, rule: &str, range: &Range<usize>) -> Option<&'v Allowance> {
    let mut allowances = view.document.allowances.iter();
    allowances.find(|one| {
        let holds = one.scope.start <= range.start && range.end <= one.scope.end;
        holds && matches!(missing_reason(one), Some(rules) if rules.iter().any(|name| name == rule))
    })
}

fn missing_reason(allowance: &Allowance) -> Option<&[String]> {
    match &allowance.comment {
        Comment::Invalid {
            mend: Some(Mend::Reason(rules)),
            ..
        } => Some(rules),
        _ => None,
    }
}

/// The comment with a place for its reason.
fn with_reason(view: &View<'_>, allowance: &Allowance) -> Option<Change> {
    missing_reason(allowance)?;
    let Comment::Invalid { range: last, .. } = &allowance.comment else {
        return None;
    };
    let language = language(view);
    let rest = view.text.get(last.end..allowance.range.end)?;
    let rest = rest.trim_end().strip_suffix("-->")?.trim_end();
    let mut draft = Draft::default();
    match rest.is_empty() {
        true => draft.push(&format!(" {} ", Words::of(language).because)),
        false => draft.push(" "),
    }
    draft.blank(placeholder(language));
    Some(Change::draft(last.end + rest.len(), &draft))
}

/// Where a comment about a place goes; `None` where none would be read.
fn place(view: &View<'_>, range: &Range<usize>) -> Option<Place> {
    if let Some(front_matter) = &view.markdown.front_matter
        && meets(front_matter, range)
    {
        // Behind the line that closes the front matter.
        let behind = &view.text[front_matter.end..];
        let closing = behind.find("---").or_else(|| behind.find("..."))?;
        let line = behind[closing..]
            .find('\n')
            .map_or(behind.len(), |at| closing + at + 1);
        return Some(Place::Document(front_matter.end + line));
    }
    let block = block(view, range)?;
    match &block.kind {
        BlockKind::Table(table) => row_end(table, range).map(Place::Inline),
        BlockKind::Heading { .. } => {
            // Before the closing marks of the heading, or the line below it.
            let prose = view.markdown.prose(block);
            let end = prose.source(0..prose.text.len()).end;
            Some(Place::Inline(end))
        }
        BlockKind::Paragraph | BlockKind::ListItem { .. } => Some(Place::Inline(block.range.end)),
        BlockKind::Code | BlockKind::Html | BlockKind::Rule => None,
    }
}

fn block<'a>(view: &View<'a>, range: &Range<usize>) -> Option<&'a Block> {
    let blocks = &view.markdown.blocks;
    let next = blocks.partition_point(|block| block.range.start <= range.start);
    let block = blocks.get(next.checked_sub(1)?)?;
    (range.start <= block.range.end).then_some(block)
}

fn kind_of<'a>(view: &View<'a>, range: &Range<usize>) -> Option<&'a BlockKind> {
    block(view, range).map(|block| &block.kind)
}

/// Where the last cell of the row at a place ends: behind the last pipe nothing is read.
fn row_end(table: &Table, range: &Range<usize>) -> Option<usize> {
    let mut rows = std::iter::once(&table.header).chain(&table.rows);
    let row = rows
        .rfind(|row| row.range.start <= range.start)
        .filter(|row| range.start <= row.range.end)?;
    row.cells.last().map(|cell| cell.range.end)
}
