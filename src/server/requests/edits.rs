//! Edits of files, in the form that the client takes.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp_server::ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use super::Text;
use crate::finding::Edit;
use crate::server::context::Context;
use crate::server::inlet::numbering;

/// Edits of one file.
pub struct FileEdits {
    /// Which.
    pub uri: Uri,
    /// The version that they were made for, where it is open.
    pub version: Option<i32>,
    /// One after the other, without overlap.
    pub edits: Vec<TextEdit>,
}

impl FileEdits {
    /// Edits of the file at a path, whose text is `text`.
    pub fn of(
        context: &Context,
        path: &Path,
        text: &Text<'_>,
        edits: &[Edit],
    ) -> Option<FileEdits> {
        let open = context.snapshot.open_at(path);
        Some(FileEdits {
            uri: context.uri(path)?,
            version: open.and_then(|open| numbering::told(open.version)),
            edits: edits
                .iter()
                .map(|edit| TextEdit {
                    range: text.range(&edit.range),
                    new_text: edit.new_text.clone(),
                })
                .collect(),
        })
    }
}

/// A file that is not there, with its text; `None` where the client cannot create files.
pub fn created_file(context: &Context, path: &Path, text: String) -> Option<WorkspaceEdit> {
    if !context.session.abilities.creates_files {
        return None;
    }
    let uri = context.uri(path)?;
    let create = ResourceOp::Create(CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions {
            overwrite: None,
            ignore_if_exists: Some(false),
        }),
        annotation_id: None,
    });
    let insert = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit {
            range: Range::default(),
            new_text: text,
        })],
    };
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(vec![
            DocumentChangeOperation::Op(create),
            DocumentChangeOperation::Edit(insert),
        ])),
        ..WorkspaceEdit::default()
    })
}

/// Edits of files as one.
pub fn workspace_edit(context: &Context, files: Vec<FileEdits>) -> WorkspaceEdit {
    if !context.session.abilities.versioned_edits {
        let changes: HashMap<Uri, Vec<TextEdit>> = files
            .into_iter()
            .map(|file| (file.uri, file.edits))
            .collect();
        return WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        };
    }
    let changes = files.into_iter().map(|file| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: file.uri,
            version: file.version,
        },
        edits: file.edits.into_iter().map(OneOf::Left).collect(),
    });
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(changes.collect())),
        ..WorkspaceEdit::default()
    }
}
