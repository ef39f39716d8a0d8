//! Requests: from the protocol's question to a feature, and from its answer to the protocol's.
//! One file a group of requests; each function gets a context and never changes anything.

pub mod actions;
pub mod calls;
pub mod completion;
pub mod coverage;
pub mod diagnostics;
mod edits;
pub mod hover;
pub mod lenses;
pub mod navigation;
pub mod rename;
pub mod shape;
pub mod symbols;
pub mod tokens;

use tower_lsp_server::ls_types::Position;

use super::context::Context;
use super::place::{self, Places};
use crate::assistance::{Shared, View};
use crate::guideline::GuidelineIndex;
use crate::text::Lined;

/// Where in which kind of file a request was made.
enum At<'a> {
    /// In a document, at a byte.
    Document(&'a View<'a>, usize),
    /// In a guideline's file, at a byte.
    Guideline(Shared<'a>, GuidelineIndex, &'a Lined, usize),
}

/// Asks a feature at a position; `None` for a file that is neither a document nor a guideline's.
fn at<T>(
    context: &Context,
    position: Position,
    ask: impl FnOnce(&Text<'_>, At<'_>) -> T,
) -> Option<T> {
    let encoding = context.session.encoding();
    if let Some((guideline, lined)) = context.guideline() {
        let offset = place::offset(lined, position, encoding);
        let text = Text::new(context, lined);
        return context
            .shared(|project| Some(ask(&text, At::Guideline(project, guideline, lined, offset))));
    }
    let analysis = context.analysis()?;
    let offset = context.offset(&analysis, position);
    let text = Text::new(context, &analysis.lined);
    Some(context.view(&analysis, |view| ask(&text, At::Document(view, offset))))
}

/// A text that was asked about, for turning bytes of it into positions.
struct Text<'a> {
    places: Places<'a>,
}

impl<'a> Text<'a> {
    fn new(context: &Context, lined: &'a Lined) -> Text<'a> {
        Text {
            places: Places::new(lined, context.session.encoding()),
        }
    }

    fn range(&self, bytes: &std::ops::Range<usize>) -> tower_lsp_server::ls_types::Range {
        self.places.range(bytes)
    }
}
