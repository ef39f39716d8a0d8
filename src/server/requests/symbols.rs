//! Symbols: the outline of a document, and clauses and statements of the workspace.

use tower_lsp_server::ls_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, OneOf, SymbolInformation, SymbolKind,
    WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::Text;
use crate::assistance::symbols::{self, DocumentSymbolKind, WorkspaceSymbolKind};
use crate::server::context::{Answer, Context, Subject};

/// The sections of a document with what they answer.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn document(context: &Context) -> Answer<Option<DocumentSymbolResponse>> {
    context.check()?;
    if !context.session.settings.document_symbols.enable {
        return Ok(None);
    }
    let Some(subject) = &context.subject else {
        return Ok(None);
    };
    if let Some((guideline, lined)) = context.guideline() {
        let known = context.snapshot.index.knowledge.guidelines.get(guideline);
        let text = Text::new(context, lined);
        let found = symbols::in_guideline(known, &lined.text);
        return Ok(shown(context, subject, &text, found));
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let text = Text::new(context, &analysis.lined);
    let found = context.view(&analysis, symbols::document);
    Ok(shown(context, subject, &text, found))
}

/// Symbols in the form that the client takes.
fn shown(
    context: &Context,
    subject: &Subject,
    text: &Text<'_>,
    found: Vec<symbols::DocumentSymbol>,
) -> Option<DocumentSymbolResponse> {
    if context.session.abilities.nested_symbols {
        let nested = found.into_iter().map(|symbol| nested(text, symbol));
        return Some(DocumentSymbolResponse::Nested(nested.collect()));
    }
    let uri = context.uri(&subject.path)?;
    let mut flat = Vec::new();
    let mut open: Vec<(symbols::DocumentSymbol, Option<String>)> = found
        .into_iter()
        .rev()
        .map(|symbol| (symbol, None))
        .collect();
    while let Some((symbol, container)) = open.pop() {
        let children = symbol.children.into_iter().rev();
        open.extend(children.map(|child| (child, Some(symbol.name.clone()))));
        #[allow(deprecated, reason = "the type has no other way of being made")]
        flat.push(SymbolInformation {
            name: symbol.name,
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location {
                uri: uri.clone(),
                range: text.range(&symbol.range),
            },
            container_name: container,
        });
    }
    Some(DocumentSymbolResponse::Flat(flat))
}

fn nested(text: &Text<'_>, symbol: symbols::DocumentSymbol) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> = symbol
        .children
        .into_iter()
        .map(|child| nested(text, child))
        .collect();
    #[allow(deprecated, reason = "the type has no other way of being made")]
    DocumentSymbol {
        name: symbol.name,
        detail: (!symbol.detail.is_empty()).then_some(symbol.detail),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: text.range(&symbol.range),
        selection_range: text.range(&symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

fn kind(kind: DocumentSymbolKind) -> SymbolKind {
    match kind {
        DocumentSymbolKind::Section => SymbolKind::STRING,
        DocumentSymbolKind::Row => SymbolKind::FIELD,
    }
}

/// Clauses, statements and headings that fit a query.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn workspace(
    contexts: &[Context],
    params: &WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let mut all: Vec<WorkspaceSymbol> = Vec::new();
    for context in contexts {
        context.check()?;
        let (snapshot, token) = (&context.snapshot, &context.token);
        snapshot.index.find_headings(&|| token.stopped().is_some());
        context.check()?;
        let headings_of = |document| snapshot.headings(document);
        let query = &params.query;
        let found = context.shared(|project| symbols::workspace(&project, query, &headings_of));
        for symbol in found {
            let Some(location) = context.location(&symbol.place) else {
                continue;
            };
            let kind = match symbol.kind {
                WorkspaceSymbolKind::Clause => SymbolKind::INTERFACE,
                WorkspaceSymbolKind::Statement => SymbolKind::FIELD,
                WorkspaceSymbolKind::Heading => SymbolKind::STRING,
            };
            all.push(WorkspaceSymbol {
                name: symbol.name,
                kind,
                tags: None,
                container_name: (!symbol.container.is_empty()).then_some(symbol.container),
                location: OneOf::Left(location),
                data: None,
            });
        }
    }
    // Two projects may know the same guideline.
    let mut seen = std::collections::HashSet::new();
    all.retain(|symbol| match &symbol.location {
        OneOf::Left(location) => seen.insert((
            location.uri.as_str().to_string(),
            location.range.start,
            symbol.name.clone(),
        )),
        OneOf::Right(_) => true,
    });
    Ok(Some(WorkspaceSymbolResponse::Nested(all)))
}
