//! Code lenses and inlay hints.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use tower_lsp_server::ls_types::{
    CodeLens, Command, InlayHint, InlayHintKind, InlayHintLabel, InlayHintLabelPart,
    InlayHintParams, InlayHintTooltip, Location, Position, Uri,
};

use super::Text;
use crate::assistance::lenses::Lens;
use crate::assistance::{inlays, lenses};
use crate::finding::Place;
use crate::guideline::GuidelineIndex;
use crate::server::context::{Answer, Context};
use crate::server::place;
use crate::text::Lined;

/// The command that shows places as references are shown.
const SHOW: &str = "shishin.showAnswers";

/// Which lens is asked for: by its file, and where it begins there.
#[derive(Debug, Deserialize)]
pub struct PlacesParams {
    /// The file.
    pub uri: Uri,
    position: Position,
}

/// A lens, and the places that it counts, each with the project that knows it.
struct Found<'a> {
    range: Range<usize>,
    title: String,
    places: Vec<(&'a Context, Place)>,
}

impl<'a> Found<'a> {
    fn of(context: &'a Context, lens: Lens) -> Found<'a> {
        let places = lens.places.into_iter();
        Found {
            range: lens.range,
            title: lens.title,
            places: places.map(|place| (context, place)).collect(),
        }
    }

    fn locations(&self) -> Vec<Location> {
        let places = self.places.iter();
        places
            .filter_map(|(context, place)| context.location(place))
            .collect()
    }
}

/// The lenses of a document or a guideline's file. What answers a guideline's clauses is counted in all projects that
/// read it.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn lenses(contexts: &[Context]) -> Answer<Option<Vec<CodeLens>>> {
    with_lenses(contexts, |context, text, found| {
        convert(context, &Text::new(context, text), found)
    })
}

/// The places that a lens counts.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn places(contexts: &[Context], params: &PlacesParams) -> Answer<Option<Vec<Location>>> {
    with_lenses(contexts, |context, text, found| {
        let offset = place::offset(text, params.position, context.session.encoding());
        let meant = { found.iter() }.find(|lens| lens.range.start == offset);
        meant.map_or_else(Vec::new, Found::locations)
    })
}

fn with_lenses<'a, T>(
    contexts: &'a [Context],
    ask: impl FnOnce(&Context, &Lined, Vec<Found<'a>>) -> T,
) -> Answer<Option<T>> {
    let Some((context, others)) = contexts.split_first() else {
        return Ok(None);
    };
    context.check()?;
    if !context.session.settings.code_lens.enable {
        return Ok(None);
    }
    if let Some((guideline, lined)) = context.guideline() {
        let own = (context, guideline);
        let others = others.iter();
        let others =
            others.filter_map(|other| Some((other, context.guideline_in(other, guideline)?)));
        let found = in_guideline(std::iter::once(own).chain(others));
        return Ok(Some(ask(context, lined, found)));
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let found = context.view(&analysis, lenses::lenses).into_iter();
    let found = found.map(|lens| Found::of(context, lens)).collect();
    Ok(Some(ask(context, &analysis.lined, found)))
}

/// The lenses of a guideline's file, as each project calls the guideline.
fn in_guideline<'a>(
    projects: impl Iterator<Item = (&'a Context, GuidelineIndex)>,
) -> Vec<Found<'a>> {
    let mut all: BTreeMap<usize, (Found<'a>, Vec<bool>)> = BTreeMap::new();
    for (context, guideline) in projects {
        for lens in context.shared(|project| lenses::in_guideline(&project, guideline)) {
            let weak = lens.weak.clone();
            let here = Found::of(context, lens);
            let Some((known, known_weak)) = all.get_mut(&here.range.start) else {
                all.insert(here.range.start, (here, weak));
                continue;
            };
            for (place, weak) in here.places.into_iter().zip(weak) {
                // One folder of the workspace may lie in another.
                let is_known = known.places.iter().any(|known| is_same(known, &place));
                if !is_known {
                    known.places.push(place);
                    known_weak.push(weak);
                }
            }
            if !known_weak.is_empty() {
                known.title = lenses::statements(known.places[0].0.session.locale, known_weak);
            }
        }
    }
    all.into_values().map(|(found, _)| found).collect()
}

/// Whether two projects mean the same place of a document.
fn is_same((one, here): &(&Context, Place), (other, there): &(&Context, Place)) -> bool {
    let path = |context: &Context, document| {
        let known = context.snapshot.index.get(document);
        known.map(|document| document.path.clone())
    };
    match (here, there) {
        (Place::Document(first, here), Place::Document(second, there)) => {
            here == there && path(one, *first) == path(other, *second)
        }
        _ => false,
    }
}

fn convert(context: &Context, text: &Text<'_>, lenses: Vec<Found<'_>>) -> Vec<CodeLens> {
    let abilities = &context.session.abilities;
    let uri = { context.subject.as_ref() }.and_then(|subject| context.uri(&subject.path));
    let can_show = abilities.commands.iter().any(|it| it == SHOW);
    let lens = |lens: Found<'_>| {
        let range = text.range(&lens.range);
        let mut shown = None;
        if can_show && !lens.places.is_empty() {
            let mut arguments = vec![serde_json::json!(uri), serde_json::json!(range.start)];
            if !abilities.asks_for_places {
                arguments.push(serde_json::json!(lens.locations()));
            }
            shown = Some(arguments);
        }
        CodeLens {
            range,
            command: Some(Command {
                title: lens.title,
                command: shown.as_ref().map_or(String::new(), |_| SHOW.to_string()),
                arguments: shown,
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
