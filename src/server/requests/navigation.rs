//! Jumps: to clauses, to what answers and names them, to evidence.

use tower_lsp_server::ls_types::request::{GotoImplementationParams, GotoImplementationResponse};
use tower_lsp_server::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentLink, DocumentLinkParams,
    GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink, ReferenceParams,
    TextDocumentPositionParams,
};

use super::{At, Text, at};
use crate::assistance::links::{self, LinkTarget};
use crate::assistance::navigation;
use crate::finding::Place;
use crate::server::context::{Answer, Context};
use crate::server::place;
use crate::workspace::Index;

/// Where the clause named at a place stands.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn definition(
    context: &Context,
    params: &GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    context.check()?;
    let position = params.text_document_position_params.position;
    let found = at(context, position, |text, at| {
        let found = match at {
            At::Document(view, offset) => navigation::definition(view, offset),
            At::Guideline(project, guideline, lined, offset) => {
                navigation::definition_in_guideline(&project, guideline, &lined.text, offset)
            }
        }?;
        let places = match found.is_guideline {
            true => titles(context, &found.places),
            false => locations(context, &found.places),
        };
        if !context.session.abilities.definition_links {
            return Some(GotoDefinitionResponse::Array(places));
        }
        let origin = text.range(&found.origin);
        let link = |location: Location| LocationLink {
            origin_selection_range: Some(origin),
            target_uri: location.uri,
            target_range: location.range,
            target_selection_range: location.range,
        };
        Some(GotoDefinitionResponse::Link(
            places.into_iter().map(link).collect(),
        ))
    });
    Ok(found.flatten())
}

/// Where the guidelines of clauses begin: at their titles.
fn titles(context: &Context, places: &[Place]) -> Vec<Location> {
    let title = |place: &Place| match place {
        Place::Clause(clause) => context.title_of_guideline(clause.guideline),
        Place::Here(_) | Place::Document(..) => None,
    };
    places.iter().filter_map(title).collect()
}

fn locations(context: &Context, places: &[Place]) -> Vec<Location> {
    places
        .iter()
        .filter_map(|place| context.location(place))
        .collect()
}

/// The places that answer the clauses meant at a place.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn implementation(
    context: &Context,
    params: &GotoImplementationParams,
) -> Answer<Option<GotoImplementationResponse>> {
    context.check()?;
    let found = at(
        context,
        params.text_document_position_params.position,
        |_, at| {
            let places = match at {
                At::Document(view, offset) => {
                    let clauses = navigation::clauses(view, offset);
                    navigation::implementations(&view.project, &clauses)
                }
                At::Guideline(project, guideline, _, offset) => {
                    let clauses = navigation::clauses_in_guideline(&project, guideline, offset);
                    navigation::implementations(&project, &clauses)
                }
            };
            locations(context, &places)
        },
    );
    let found = found.filter(|found| !found.is_empty());
    Ok(found.map(GotoImplementationResponse::Array))
}

/// The places that name the clauses meant at a place, in all projects that read their guideline, the one that is asked
/// first; with the declaration, the clauses too.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn references(contexts: &[Context], params: &ReferenceParams) -> Answer<Option<Vec<Location>>> {
    let Some((context, others)) = contexts.split_first() else {
        return Ok(None);
    };
    context.check()?;
    let declared = params.context.include_declaration;
    let found = at(context, params.text_document_position.position, |_, at| {
        let (clauses, places) = match at {
            At::Document(view, offset) => {
                let clauses = navigation::clauses(view, offset);
                let places = navigation::references(&view.project, &clauses);
                (clauses, places)
            }
            At::Guideline(project, guideline, _, offset) => {
                let clauses = navigation::clauses_in_guideline(&project, guideline, offset);
                let places = navigation::references(&project, &clauses);
                (clauses, places)
            }
        };
        let elsewhere = others.iter().flat_map(|other| {
            let clauses = clauses.iter();
            let clauses: Vec<_> = clauses
                .filter_map(|clause| context.clause_in(other, *clause))
                .collect();
            let places = match clauses.is_empty() {
                true => Vec::new(),
                false => other.shared(|project| navigation::references(&project, &clauses)),
            };
            locations(other, &places)
        });
        let elsewhere: Vec<Location> = elsewhere.collect();
        let clauses = clauses.into_iter().filter(|_| declared).map(Place::Clause);
        let all: Vec<Place> = clauses.chain(places).collect();
        let mut found = locations(context, &all);
        for location in elsewhere {
            if !found.contains(&location) {
                found.push(location);
            }
        }
        found
    });
    Ok(found.filter(|found| !found.is_empty()))
}

/// The places of the document that name the same clause.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn highlight(
    context: &Context,
    params: &TextDocumentPositionParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    context.check()?;
    let found = at(context, params.position, |text, at| {
        let At::Document(view, offset) = at else {
            return Vec::new();
        };
        let places = navigation::highlights(view, offset);
        let highlight = |bytes: &std::ops::Range<usize>| DocumentHighlight {
            range: text.range(bytes),
            kind: Some(DocumentHighlightKind::READ),
        };
        places.iter().map(highlight).collect()
    });
    Ok(found.filter(|found| !found.is_empty()))
}

/// The links of a document: to files beside it, and to clauses.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn links(context: &Context, _: &DocumentLinkParams) -> Answer<Option<Vec<DocumentLink>>> {
    context.check()?;
    let (Some(subject), Some(analysis)) = (&context.subject, context.analysis()) else {
        return Ok(None);
    };
    let text = Text::new(context, &analysis.lined);
    let found = context.view(&analysis, |view| {
        let links = links::links(view).into_iter();
        let links = links.filter_map(|link| {
            let (target, tooltip) = match link.target {
                LinkTarget::File(written) => {
                    let (file, within) = Index::file_behind(&subject.path, &written);
                    (place::within(&context.uri(&file)?, within)?, None)
                }
                LinkTarget::Clause(clause) => {
                    let location = context.location_of_clause(clause)?;
                    let line = location.range.start.line + 1;
                    let address = format!("{}#L{line}", location.uri.as_str());
                    let known = view.project.guidelines.clause(clause);
                    (address.parse().ok()?, Some(known.display_label()))
                }
            };
            Some(DocumentLink {
                range: text.range(&link.range),
                target: Some(target),
                tooltip,
                data: None,
            })
        });
        links.collect()
    });
    Ok(Some(found))
}
