//! Hovers.

use tower_lsp_server::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::{At, at};
use crate::assistance::hover;
use crate::server::context::{Answer, Context};

/// What there is to say about a place.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn hover(context: &Context, params: &HoverParams) -> Answer<Option<Hover>> {
    context.check()?;
    let position = params.text_document_position_params.position;
    let found = at(context, position, |text, place| {
        let found = match place {
            At::Document(view, offset) => hover::hover(view, offset),
            At::Guideline(project, guideline, _, offset) => {
                hover::in_guideline(&project, guideline, offset)
            }
        }?;
        Some(Hover {
            contents: HoverContents::Markup(markup(context, found.markdown)),
            range: Some(text.range(&found.range)),
        })
    });
    Ok(found.flatten())
}

/// Markdown for a client that shows it, and its text for one that does not.
fn markup(context: &Context, markdown: String) -> MarkupContent {
    match context.session.abilities.markdown_hover {
        true => MarkupContent {
            kind: MarkupKind::Markdown,
            value: markdown,
        },
        false => MarkupContent {
            kind: MarkupKind::PlainText,
            value: plain(&markdown),
        },
    }
}

/// Markdown as a reader sees it: the text of its blocks, line by line.
pub fn plain(markdown: &str) -> String {
    let read = crate::markdown::Markdown::parse(markdown);
    let mut lines = Vec::new();
    for block in &read.blocks {
        let text = read.prose(block).text;
        match &block.kind {
            crate::markdown::BlockKind::ListItem { .. } => lines.push(format!("- {text}")),
            _ if text.is_empty() => {}
            _ => lines.push(text.to_string()),
        }
    }
    lines.join("\n")
}
