//! The call hierarchy: statements answer clauses, and clauses rest on those of other guidelines.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyPrepareParams, SymbolKind, Uri,
};

use super::{At, at};
use crate::assistance::calls::{self, Call, Item, Key};
use crate::assistance::navigation;
use crate::finding::Place;
use crate::server::context::{Answer, Context};

/// What a client keeps of an item.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The file of the project that was asked about first.
    pub uri: Uri,
    key: Key,
}

/// The clauses meant at a place.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn prepare(
    context: &Context,
    params: &CallHierarchyPrepareParams,
) -> Answer<Option<Vec<CallHierarchyItem>>> {
    context.check()?;
    let at_place = &params.text_document_position_params;
    let uri = &at_place.text_document.uri;
    let items: Option<Vec<CallHierarchyItem>> = at(context, at_place.position, |_, at| {
        let items = match at {
            At::Document(view, offset) => {
                calls::prepare(&view.project, &navigation::clauses(view, offset))
            }
            At::Guideline(project, guideline, _, offset) => {
                let clauses = navigation::clauses_in_guideline(&project, guideline, offset);
                calls::prepare(&project, &clauses)
            }
        };
        let items = items.into_iter();
        items
            .filter_map(|item| convert(context, uri, item))
            .collect()
    });
    Ok(items.filter(|items| !items.is_empty()))
}

fn convert(context: &Context, uri: &Uri, item: Item) -> Option<CallHierarchyItem> {
    let location = context.location(&item.place)?;
    let kept = Kept {
        uri: uri.clone(),
        key: item.key,
    };
    Some(CallHierarchyItem {
        name: item.name,
        kind: match item.place {
            Place::Clause(_) => SymbolKind::INTERFACE,
            _ => SymbolKind::FIELD,
        },
        tags: None,
        detail: (!item.detail.is_empty()).then_some(item.detail),
        uri: location.uri,
        range: location.range,
        selection_range: location.range,
        // Our own types always have a form in JSON.
        data: serde_json::to_value(kept).ok(),
    })
}

/// Where an item calls, as ranges of its own file; all of it where nothing more is known.
fn ranges(
    context: &Context,
    call: &Call,
    caller: &Place,
    item: &CallHierarchyItem,
) -> Vec<tower_lsp_server::ls_types::Range> {
    let ranges = call.ranges.iter().filter_map(|bytes| match caller {
        Place::Document(document, _) => {
            let place = Place::Document(*document, bytes.clone());
            context.location(&place).map(|location| location.range)
        }
        _ => None,
    });
    let ranges: Vec<_> = ranges.collect();
    match ranges.is_empty() {
        true => vec![item.range],
        false => ranges,
    }
}

/// The statements that answer an item, and the clauses that rest on it.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn incoming(context: &Context, kept: &Kept) -> Answer<Option<Vec<CallHierarchyIncomingCall>>> {
    context.check()?;
    let found = context.shared(|project| calls::incoming(&project, &kept.key));
    let calls = found.into_iter().filter_map(|call| {
        let from = convert(context, &kept.uri, call.item.clone())?;
        Some(CallHierarchyIncomingCall {
            from_ranges: ranges(context, &call, &call.item.place, &from),
            from,
        })
    });
    Ok(Some(calls.collect()))
}

/// The clauses that an item answers or rests on.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn outgoing(
    context: &Context,
    asked: &CallHierarchyItem,
    kept: &Kept,
) -> Answer<Option<Vec<CallHierarchyOutgoingCall>>> {
    context.check()?;
    let found = context.shared(|project| calls::outgoing(&project, &kept.key));
    let caller = match &kept.key {
        Key::Statement {
            document,
            start,
            end,
        } => Place::Document(*document, *start..*end),
        Key::Clause { .. } => Place::Here(0..0),
    };
    let calls = found.into_iter().filter_map(|call| {
        let to = convert(context, &kept.uri, call.item.clone())?;
        Some(CallHierarchyOutgoingCall {
            from_ranges: ranges(context, &call, &caller, asked),
            to,
        })
    });
    Ok(Some(calls.collect()))
}
