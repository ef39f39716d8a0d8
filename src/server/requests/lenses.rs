//! Code lenses and inlay hints.

use tower_lsp_server::ls_types::{
    CodeLens, Command, InlayHint, InlayHintKind, InlayHintLabel, InlayHintLabelPart,
    InlayHintParams, InlayHintTooltip, Location,
};

use super::Text;
use crate::assistance::lenses::Lens;
use crate::assistance::{inlays, lenses};
use crate::server::context::{Answer, Context};
use crate::server::place;

/// The command that shows places as references are shown.
const SHOW: &str = "shishin.showAnswers";

/// The lenses of a document or a guideline's file.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn lenses(context: &Context) -> Answer<Option<Vec<CodeLens>>> {
    context.check()?;
    if !context.session.settings.code_lens.enable {
        return Ok(None);
    }
    if let Some((guideline, lined)) = context.guideline() {
        let text = Text::new(context, lined);
        let found = context.shared(|project| lenses::in_guideline(&project, guideline));
        return Ok(Some(convert(context, &text, found)));
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let found = context.view(&analysis, lenses::lenses);
    let text = Text::new(context, &analysis.lined);
    Ok(Some(convert(context, &text, found)))
}

fn convert(context: &Context, text: &Text<'_>, lenses: Vec<Lens>) -> Vec<CodeLens> {
    let uri = context
        .subject
        .as_ref()
        .and_then(|subject| context.uri(&subject.path));
    let can_show = context
        .session
        .abilities
        .commands
        .iter()
        .any(|it| it == SHOW);
    let lens = |lens: Lens| {
        let range = text.range(&lens.range);
        let places: Vec<Location> = lens
            .places
            .iter()
            .filter_map(|place| context.location(place))
            .collect();
        let shows = can_show && !places.is_empty();
        CodeLens {
            range,
            command: Some(Command {
                title: lens.title,
                command: if shows {
                    SHOW.to_string()
                } else {
                    String::new()
                },
                arguments: shows.then(|| {
                    vec![
                        serde_json::json!(uri),
                        serde_json::json!(range.start),
                        serde_json::json!(places),
                    ]
                }),
            }),
            data: None,
        }
    };
    lenses.into_iter().map(lens).collect()
}

/// The titles behind the clause numbers of a part of a document.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn inlays(context: &Context, params: &InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    context.check()?;
    if !context.session.settings.inlay_hints.enable {
        return Ok(None);
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let encoding = context.session.encoding();
    let range = place::bytes(&analysis.lined, params.range, encoding);
    let text = Text::new(context, &analysis.lined);
    let hints = context.view(&analysis, |view| {
        let found = inlays::inlays(view, &range).into_iter();
        let hints = found.map(|hint| InlayHint {
            position: text.range(&(hint.offset..hint.offset)).start,
            label: InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
                value: hint.label,
                tooltip: None,
                location: context.location_of_clause(hint.clause),
                command: None,
            }]),
            kind: Some(InlayHintKind::TYPE),
            text_edits: None,
            tooltip: None::<InlayHintTooltip>,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
        hints.collect()
    });
    Ok(Some(hints))
}
