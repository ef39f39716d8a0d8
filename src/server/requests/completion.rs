//! Completion.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{
    Command, CompletionItem, CompletionItemKind, CompletionList, CompletionParams,
    CompletionResponse, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent,
    MarkupKind, TextEdit, Uri,
};

use super::Text;
use crate::assistance::completion::{self, Item, Key, Kind, Request};
use crate::guideline::ClauseReference;
use crate::server::context::{Answer, Context};

/// How many clauses a statement is compared with closely.
const MOST_RANKED: usize = 20;

/// The command that asks for completions anew.
const SUGGEST: &str = "editor.action.triggerSuggest";

/// What a client keeps of an item until its documentation is asked for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The document.
    pub uri: Uri,
    key: Key,
}

/// What can be written at a place.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn complete(
    context: &Context,
    params: &CompletionParams,
) -> Answer<Option<CompletionResponse>> {
    context.check()?;
    let (Some(subject), Some(analysis)) = (&context.subject, context.analysis()) else {
        return Ok(None);
    };
    let Some(uri) = context.uri(&subject.path) else {
        return Ok(None);
    };
    let offset = context.offset(&analysis, params.text_document_position.position);
    let text = Text::new(context, &analysis.lined);
    let found = context.view(&analysis, |view| {
        completion::complete(&Request {
            view,
            offset,
            rank: Some(&|statement| rank(context, statement)),
        })
    });
    let items = found.items.into_iter().enumerate();
    let items = items.map(|(place, item)| convert(context, &text, &uri, place, item));
    Ok(Some(CompletionResponse::List(CompletionList {
        is_incomplete: found.is_incomplete,
        items: items.collect(),
    })))
}

/// The clauses of the guidelines in play that a statement's content fits.
fn rank(context: &Context, statement: &str) -> Vec<(ClauseReference, f32)> {
    let knowledge = &context.snapshot.index.knowledge;
    let mut ranked: Vec<(ClauseReference, f32)> = Vec::new();
    for (guideline, _) in knowledge.guidelines.iter() {
        let found = knowledge.matcher(guideline).rank(statement, MOST_RANKED);
        ranked.extend(found.into_iter().map(|ranked| {
            let clause = ranked.clause;
            (ClauseReference { guideline, clause }, ranked.score)
        }));
    }
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked
}

fn convert(
    context: &Context,
    text: &Text<'_>,
    uri: &Uri,
    place: usize,
    item: Item,
) -> CompletionItem {
    let abilities = &context.session.abilities;
    let snippet = item.snippet.filter(|_| abilities.snippets);
    let format = snippet.as_ref().map(|_| InsertTextFormat::SNIPPET);
    let kept = item.key.map(|key| Kept {
        uri: uri.clone(),
        key,
    });
    // What only opens something wants the list again at once, where the editor can be told so.
    let suggest = abilities.commands.iter().any(|it| it == SUGGEST);
    CompletionItem {
        command: (item.opens && suggest).then(|| Command {
            title: String::new(),
            command: SUGGEST.to_string(),
            arguments: None,
        }),
        label: item.label,
        kind: Some(match item.kind {
            Kind::Clause => CompletionItemKind::REFERENCE,
            Kind::Guideline => CompletionItemKind::MODULE,
            Kind::Label => CompletionItemKind::PROPERTY,
            Kind::Value => CompletionItemKind::ENUM_MEMBER,
            Kind::File => CompletionItemKind::FILE,
            Kind::Folder => CompletionItemKind::FOLDER,
            Kind::Rule => CompletionItemKind::KEYWORD,
        }),
        detail: item.detail,
        sort_text: Some(format!("{place:05}")),
        filter_text: Some(item.filter_text),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: text.range(&item.range),
            new_text: snippet.unwrap_or(item.new_text),
        })),
        // Our own types always have a form in JSON.
        data: kept.and_then(|kept| serde_json::to_value(kept).ok()),
        ..CompletionItem::default()
    }
}

/// An item with its documentation.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn resolve(context: &Context, mut item: CompletionItem, kept: &Kept) -> Answer<CompletionItem> {
    context.check()?;
    let text = context.shared(|project| completion::resolve(&project, &kept.key));
    item.documentation = text.map(|text| match context.session.abilities.markdown_completion {
        true => Documentation::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: text,
        }),
        false => Documentation::String(super::hover::plain(&text)),
    });
    Ok(item)
}
