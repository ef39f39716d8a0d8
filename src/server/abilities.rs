//! What the client can do, read once into names that say what one may do.

use tower_lsp_server::ls_types::{
    ClientCapabilities, MarkupKind, PositionEncodingKind, ResourceOperationKind,
};

use crate::text::Encoding;

/// What the client can do.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one word of the client, independent of the others"
)]
pub struct Abilities {
    /// The unit of columns: one that the client listed, UTF-8 before all others.
    pub encoding: Encoding,
    /// Diagnostics are pulled, and the client asks again when told to. Otherwise they are pushed.
    pub pulls_diagnostics: bool,
    /// Diagnostics may name other places.
    pub related_information: bool,
    /// Diagnostics may link to their rule's documentation.
    pub code_description: bool,
    /// Hovers and documentation are shown as Markdown.
    pub markdown_hover: bool,
    /// Completions' documentation is shown as Markdown.
    pub markdown_completion: bool,
    /// Completions may have tab stops.
    pub snippets: bool,
    /// Code actions have kinds, and what is announced of them may name those.
    pub knows_kinds_of_actions: bool,
    /// Code actions may be completed when they are chosen.
    pub resolves_actions: bool,
    /// Edits may say which version of a document they were made for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// Document symbols may stand in each other.
    pub nested_symbols: bool,
    /// Definitions may say which words lead there.
    pub definition_links: bool,
    /// Only whole lines can be folded.
    pub folds_lines_only: bool,
    /// The client tells of changed files when asked to.
    pub watches_files: bool,
    /// What is watched may lie in a folder outside of the workspace.
    pub watches_outside: bool,
    /// The client answers for its configuration.
    pub configuration: bool,
    /// The client tells of changes of its configuration when asked to.
    pub watches_configuration: bool,
    /// Progress can be shown.
    pub progress: bool,
    /// The client asks for lenses again when told to.
    pub refreshes_lenses: bool,
    /// The client asks for inlay hints again when told to.
    pub refreshes_inlays: bool,
    /// The client asks for semantic tokens again when told to.
    pub refreshes_tokens: bool,
    /// The client wants to hear that coverage may have changed.
    pub hears_of_coverage: bool,
    /// Commands that lenses may name.
    pub commands: Vec<String>,
    /// The client asks for the places that a lens counts once they are to be shown.
    pub asks_for_places: bool,
}

impl Abilities {
    /// Reads what the client said of itself.
    pub fn of(capabilities: &ClientCapabilities) -> Abilities {
        let workspace = capabilities.workspace.as_ref();
        let document = capabilities.text_document.as_ref();
        let window = capabilities.window.as_ref();
        let yes = |ability: Option<bool>| ability == Some(true);
        let diagnostic = document.and_then(|document| document.diagnostic.as_ref());
        let published = document.and_then(|document| document.publish_diagnostics.as_ref());
        let refresh = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        let pulls = diagnostic.is_some() && yes(refresh.and_then(|it| it.refresh_support));
        let item = document
            .and_then(|document| document.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let action = document.and_then(|document| document.code_action.as_ref());
        let shishin = capabilities
            .experimental
            .as_ref()
            .and_then(|experimental| experimental.get("shishin"));
        let reads_markdown = |formats: Option<&Vec<MarkupKind>>| {
            formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown))
        };
        Abilities {
            encoding: encoding(capabilities),
            pulls_diagnostics: pulls,
            related_information: yes(published.and_then(|it| it.related_information))
                || yes(diagnostic.and_then(|it| it.related_information)),
            code_description: yes(published.and_then(|it| it.code_description_support))
                || yes(diagnostic.and_then(|it| it.code_description_support)),
            markdown_hover: reads_markdown(
                document
                    .and_then(|document| document.hover.as_ref())
                    .and_then(|hover| hover.content_format.as_ref()),
            ),
            markdown_completion: reads_markdown(
                item.and_then(|item| item.documentation_format.as_ref()),
            ),
            snippets: yes(item.and_then(|item| item.snippet_support)),
            knows_kinds_of_actions: action
                .is_some_and(|action| action.code_action_literal_support.is_some()),
            resolves_actions: action
                .and_then(|action| action.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|it| it == "edit"))
                && yes(action.and_then(|action| action.data_support)),
            versioned_edits: yes(workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .and_then(|edit| edit.document_changes)),
            creates_files: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .filter(|edit| yes(edit.document_changes))
                .and_then(|edit| edit.resource_operations.as_ref())
                .is_some_and(|known| known.contains(&ResourceOperationKind::Create)),
            nested_symbols: yes(document
                .and_then(|document| document.document_symbol.as_ref())
                .and_then(|symbol| symbol.hierarchical_document_symbol_support)),
            definition_links: yes(document
                .and_then(|document| document.definition.as_ref())
                .and_then(|definition| definition.link_support)),
            folds_lines_only: yes(document
                .and_then(|document| document.folding_range.as_ref())
                .and_then(|folding| folding.line_folding_only)),
            watches_files: yes(workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .and_then(|watched| watched.dynamic_registration)),
            watches_outside: yes(workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .filter(|watched| yes(watched.dynamic_registration))
                .and_then(|watched| watched.relative_pattern_support)),
            configuration: yes(workspace.and_then(|workspace| workspace.configuration)),
            watches_configuration: yes(workspace
                .and_then(|workspace| workspace.did_change_configuration.as_ref())
                .and_then(|changed| changed.dynamic_registration)),
            progress: yes(window.and_then(|window| window.work_done_progress)),
            refreshes_lenses: yes(workspace
                .and_then(|workspace| workspace.code_lens.as_ref())
                .and_then(|lens| lens.refresh_support)),
            refreshes_inlays: yes(workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hint| hint.refresh_support)),
            refreshes_tokens: yes(workspace
                .and_then(|workspace| workspace.semantic_tokens.as_ref())
                .and_then(|tokens| tokens.refresh_support)),
            hears_of_coverage: shishin
                .and_then(|shishin| shishin.get("coverage"))
                .is_some_and(|coverage| coverage == true),
            commands: shishin
                .and_then(|shishin| shishin.get("commands"))
                .and_then(|commands| serde_json::from_value(commands.clone()).ok())
                .unwrap_or_default(),
            asks_for_places: shishin
                .and_then(|shishin| shishin.get("places"))
                .is_some_and(|places| places == true),
        }
    }
}

/// Clients that list none take UTF-16.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let offered = capabilities
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_deref())
        .unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        return Encoding::Utf8;
    }
    offered
        .iter()
        .find_map(|kind| match kind {
            kind if *kind == PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
            kind if *kind == PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
            _ => None,
        })
        .unwrap_or(Encoding::Utf16)
}

/// The protocol's name of an encoding.
pub fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}
