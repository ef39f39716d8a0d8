//! The shape of a text: what folds, and what a selection grows to.

use tower_lsp_server::ls_types::{
    FoldingRange, FoldingRangeKind, SelectionRange, SelectionRangeParams,
};

use super::Text;
use crate::assistance::folding::{self, Kind};
use crate::assistance::selection;
use crate::server::context::{Answer, Context};

/// What can be folded in a document.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn folds(context: &Context) -> Answer<Option<Vec<FoldingRange>>> {
    context.check()?;
    if let Some((guideline, lined)) = context.guideline() {
        let known = context.snapshot.index.knowledge.guidelines.get(guideline);
        let text = Text::new(context, lined);
        let folds = folding::in_guideline(known, &lined.text);
        return Ok(Some(shown(context, &text, folds)));
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let text = Text::new(context, &analysis.lined);
    let folds = context.view(&analysis, folding::folds);
    Ok(Some(shown(context, &text, folds)))
}

/// Folds in the form that the client takes.
fn shown(context: &Context, text: &Text<'_>, folds: Vec<folding::Fold>) -> Vec<FoldingRange> {
    let whole_lines = context.session.abilities.folds_lines_only;
    let folds = folds.into_iter().map(|fold| {
        let range = text.range(&fold.range);
        FoldingRange {
            start_line: range.start.line,
            start_character: (!whole_lines).then_some(range.start.character),
            end_line: range.end.line,
            end_character: (!whole_lines).then_some(range.end.character),
            kind: match fold.kind {
                Kind::Comment => Some(FoldingRangeKind::Comment),
                _ => None,
            },
            collapsed_text: None,
        }
    });
    folds.collect()
}

/// What selections at places grow to.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn selections(
    context: &Context,
    params: &SelectionRangeParams,
) -> Answer<Option<Vec<SelectionRange>>> {
    context.check()?;
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let text = Text::new(context, &analysis.lined);
    Ok(Some(context.view(&analysis, |view| {
        let at = |position: &tower_lsp_server::ls_types::Position| {
            let offset = context.offset(&analysis, *position);
            let mut ranges = selection::selections(view, offset).into_iter().rev();
            let outermost = ranges.next().unwrap_or(offset..offset);
            let outermost = SelectionRange {
                range: text.range(&outermost),
                parent: None,
            };
            ranges.fold(outermost, |parent, range| SelectionRange {
                range: text.range(&range),
                parent: Some(Box::new(parent)),
            })
        };
        params.positions.iter().map(at).collect()
    })))
}
