//! Rename: a clause's number, a prefix or an alias of the company's own guideline, everywhere.

use tower_lsp_server::jsonrpc::{Error, ErrorCode};
use tower_lsp_server::ls_types::{
    Position, PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};

use super::edits::{FileEdits, workspace_edit};
use super::{At, Text, at};
use crate::assistance::Shared;
use crate::assistance::rename::{self, Configured, File, Prepared};
use crate::guideline::GuidelineIndex;
use crate::locale::Message;
use crate::server::context::{Answer, Context};
use crate::text::Lined;

/// What would be renamed at a place, and its name.
///
/// # Errors
/// When the name is one that stays: why, in the client's language.
pub fn prepare(
    context: &Context,
    params: &TextDocumentPositionParams,
) -> Answer<Option<PrepareRenameResponse>> {
    context.check()?;
    let found = at(context, params.position, |text, at| {
        let prepared = prepared(context, &at)?;
        Ok(
            prepared.map(|prepared| PrepareRenameResponse::RangeWithPlaceholder {
                range: text.range(&prepared.range),
                placeholder: prepared.placeholder,
            }),
        )
    });
    found.unwrap_or(Ok(None))
}

/// The edits that rename what stands at a place, in all projects that read the guideline.
///
/// # Errors
/// When there is nothing to rename, or the new name cannot be one: why, in the client's language.
pub fn rename(contexts: &[Context], params: &RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let Some((context, others)) = contexts.split_first() else {
        return Ok(None);
    };
    context.check()?;
    let position: Position = params.text_document_position.position;
    let found = at(context, position, |_, at| {
        let Some(prepared) = prepared(context, &at)? else {
            return Ok(None);
        };
        let project = match &at {
            At::Document(view, _) => view.project,
            At::Guideline(project, ..) => *project,
        };
        let mut files = edits(context, project, &prepared, &params.new_name)?;
        for other in others {
            let guideline = |guideline| context.guideline_in(other, guideline);
            let clause = |clause| context.clause_in(other, clause);
            let Some(prepared) = prepared.elsewhere(&guideline, &clause) else {
                continue;
            };
            let there =
                other.shared(|project| edits(other, project, &prepared, &params.new_name))?;
            let is_new = |file: &FileEdits| !files.iter().any(|known| known.uri == file.uri);
            let there: Vec<FileEdits> = there.into_iter().filter(is_new).collect();
            files.extend(there);
        }
        // What is open may be open in the folder of another project.
        for file in files.iter_mut().filter(|file| file.version.is_none()) {
            let mut versions = contexts.iter().filter_map(|one| one.version_of(&file.uri));
            file.version = versions.next();
        }
        Ok(Some(workspace_edit(context, files)))
    });
    found.unwrap_or(Ok(None))
}

fn prepared(context: &Context, at: &At<'_>) -> Answer<Option<Prepared>> {
    let own = |guideline| own_text(context, guideline);
    let prepared = match at {
        At::Document(view, offset) => rename::prepare(view, *offset, &own),
        At::Guideline(project, guideline, _, offset) => {
            rename::prepare_in_guideline(project, *guideline, *offset, &own)
        }
    };
    prepared.map_err(|message| refused(context, &message))
}

/// The text of a guideline of the project's own; built-in ones are nobody's to change.
fn own_text(context: &Context, guideline: GuidelineIndex) -> Option<String> {
    let index = &context.snapshot.index;
    let path = index.file_of(guideline)?;
    let is_markdown = |ending: &std::ffi::OsStr| ending == "md" || ending == "markdown";
    let markdown = path.extension().is_some_and(is_markdown);
    if !markdown || !index.is_own_guideline(path) {
        return None;
    }
    Some(index.text_of_guideline(guideline)?.text.clone())
}

fn edits(
    context: &Context,
    project: Shared<'_>,
    prepared: &Prepared,
    new_name: &str,
) -> Answer<Vec<FileEdits>> {
    let own = |guideline| own_text(context, guideline);
    let index = &context.snapshot.index;
    // As it is open, unless it was changed since it was read.
    let configuration = index.configuration().filter(|(path, read)| {
        let open = context.snapshot.open_at(path);
        open.is_none_or(|open| open.buffer.text() == *read)
    });
    let configuration = configuration.map(|(path, text)| {
        let lined = match context.snapshot.open_at(path) {
            Some(_) => Lined::new(text.clone()),
            None => Lined::of_file(text.clone()),
        };
        (path, lined)
    });
    let covers = index.places_of_covers();
    let configured = { configuration.as_ref() }.map(|(_, lined)| Configured {
        text: &lined.text,
        covers: &covers,
    });
    let files = rename::rename(&project, prepared, new_name, &own, configured.as_ref())
        .map_err(|message| refused(context, &message))?;
    let files = files.into_iter().filter_map(|file| match file.file {
        File::Document(document) => {
            let lined = context.text_of(document)?;
            let text = Text::new(context, &lined);
            FileEdits::of(context, &index.get(document)?.path, &text, &file.edits)
        }
        File::Configuration => {
            let (path, lined) = configuration.as_ref()?;
            let text = Text::new(context, lined);
            FileEdits::of(context, path, &text, &file.edits)
        }
        File::Guideline(guideline) => {
            let lined = index.text_of_guideline(guideline)?;
            let text = Text::new(context, lined);
            FileEdits::of(context, index.file_of(guideline)?, &text, &file.edits)
        }
    });
    Ok(files.collect())
}

/// Editors show the message to the user.
fn refused(context: &Context, message: &Message) -> Error {
    Error {
        code: ErrorCode::ServerError(-32803),
        message: message.in_locale(context.session.locale).to_string().into(),
        data: None,
    }
}
