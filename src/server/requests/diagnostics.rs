//! Diagnostics that the client asks for: of a document, and of all documents.

use std::cell::LazyCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tower_lsp_server::jsonrpc::{Error, ErrorCode};
use tower_lsp_server::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportPartialResult,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};
use xxhash_rust::xxh3::Xxh3;

use crate::finding::{DocumentIndex, Finding};
use crate::guideline::ClauseReference;
use crate::server::context::{Answer, Context};
use crate::server::diagnostics;
use crate::server::inlet::numbering;
use crate::text::Lined;
use crate::workspace::{Content, Indexed, Kept};

/// How many reports go into one part of a long answer.
const PART: usize = 50;

/// The diagnostics of a document; `unchanged` when the client has them already.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn document(
    context: &Context,
    params: &DocumentDiagnosticParams,
) -> Answer<DocumentDiagnosticReportResult> {
    context.check()?;
    let (Some(subject), Some(analysis)) = (&context.subject, context.analysis()) else {
        return Ok(nothing());
    };
    let Some(shown) = context.snapshot.findings_of(&subject.path, &analysis) else {
        return Ok(nothing());
    };
    let items = diagnostics::of_text(context, &analysis.lined, &shown.findings);
    let result_id = format!("{:016x}", diagnostics::fingerprint(&items));
    let report = if params.previous_result_id.as_ref() == Some(&result_id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        full(Some(result_id), items)
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// The report of a file that is no document.
pub fn nothing() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(full(None, Vec::new()))
}

/// An answer that an edit has made stale is asked for again, says the protocol, when the error
/// says so.
pub fn refused(error: Error) -> Error {
    if error.code != ErrorCode::ContentModified {
        return error;
    }
    Error {
        code: ErrorCode::ServerError(-32802),
        message: "the document was edited".into(),
        data: Some(serde_json::json!({ "retriggerRequest": true })),
    }
}

/// The diagnostics of all documents, open or not, in parts where the client takes parts.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn workspace(
    contexts: &[Context],
    params: &WorkspaceDiagnosticParams,
) -> Answer<WorkspaceDiagnosticReportResult> {
    let known = |uri: &Uri| {
        let ids = params.previous_result_ids.iter();
        ids.clone().find(|id| id.uri == *uri).map(|id| &*id.value)
    };
    let parts = params.partial_result_params.partial_result_token.as_ref();
    let mut items = Vec::new();
    let mut told: FxHashSet<Uri> = FxHashSet::default();
    for context in contexts {
        // What is open is asked for by itself.
        let open = context.snapshot.open.iter();
        told.extend(open.filter_map(|open| context.uri(&open.path)));
        if !context.session.settings.diagnostics.workspace {
            continue;
        }
        let kept = LazyCell::new(|| context.snapshot.index.kept());
        for (index, indexed) in context.snapshot.index.documents() {
            context.check()?;
            let report = report(context, index, indexed, &known, &kept);
            if report.is_some() || matches!(indexed.content, Content::Unread) {
                told.extend(context.uri(&indexed.path));
            }
            items.extend(report);
            if let Some(token) = parts
                && items.len() >= PART
            {
                let items = std::mem::take(&mut items);
                context.outbox.partial(
                    token.clone(),
                    WorkspaceDiagnosticReportPartialResult { items },
                );
            }
        }
    }
    // Of a document that is none any more an editor shows what it was told last, until it is told otherwise.
    let gone = { params.previous_result_ids.iter() }.filter(|id| !told.contains(&id.uri));
    items.extend(gone.map(|id| over(&id.uri)));
    if let (Some(token), Some(context)) = (parts, contexts.first())
        && !items.is_empty()
    {
        let items = std::mem::take(&mut items);
        let part = WorkspaceDiagnosticReportPartialResult { items };
        context.outbox.partial(token.clone(), part);
    }
    Ok(WorkspaceDiagnosticReportResult::Report(
        WorkspaceDiagnosticReport { items },
    ))
}

/// The report of a file of which there is nothing to tell any more.
fn over(uri: &Uri) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri: uri.clone(),
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
    })
}

fn report<'a>(
    context: &Context,
    index: DocumentIndex,
    indexed: &Indexed,
    known: &impl Fn(&Uri) -> Option<&'a str>,
    kept: &LazyCell<Option<Kept>, impl FnOnce() -> Option<Kept>>,
) -> Option<WorkspaceDocumentDiagnosticReport> {
    let uri = context.uri(&indexed.path)?;
    let open = context.snapshot.open_document(index);
    let version = open
        .and_then(|open| numbering::told(open.version))
        .map(i64::from);
    let text = match (open, &indexed.content) {
        (Some(open), _) => open.analysis(&context.snapshot.index.knowledge).hash(),
        (None, Content::Examined { hash, .. }) => *hash,
        // It has no text to be reported on; why is said where the folder's other files are.
        (None, Content::Unreadable(_) | Content::Open | Content::Unread) => return None,
    };
    let knowledge = &context.snapshot.index.knowledge;
    let joined = context.snapshot.joined();
    let shown = joined.findings(index, knowledge);
    let result_id = result_id(context, text, &shown, &joined.given(index));
    if known(&uri) == Some(&result_id) {
        return Some(WorkspaceDocumentDiagnosticReport::Unchanged(
            WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                    result_id,
                },
            },
        ));
    }
    // What was found in a closed document before need not be found again.
    let recalled = match open {
        Some(_) => None,
        None => { LazyCell::force(kept).as_ref() }
            .and_then(|kept| context.snapshot.index.recalled(index, kept)),
    };
    let items = match recalled {
        Some((text, own)) => {
            let shown = joined.shown(index, &own, knowledge);
            of_document(context, index, &Lined::of_file(text), &shown.findings)
        }
        None => {
            let analysis = context.snapshot.analysis(index)?;
            let findings = &context.snapshot.shown(index, &analysis).findings;
            of_document(context, index, &analysis.lined, findings)
        }
    };
    Some(WorkspaceDocumentDiagnosticReport::Full(
        WorkspaceFullDocumentDiagnosticReport {
            uri,
            version,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items,
            },
        },
    ))
}

/// Places of a finding's own document are that document's here, whatever was asked about.
fn of_document(
    context: &Context,
    index: DocumentIndex,
    lined: &Lined,
    findings: &[Finding],
) -> Vec<Diagnostic> {
    use crate::finding::Place;
    let mut findings = findings.to_vec();
    for related in findings.iter_mut().flat_map(|finding| &mut finding.related) {
        if let Place::Here(range) = &related.place {
            related.place = Place::Document(index, range.clone());
        }
    }
    diagnostics::of_text(context, lined, &findings)
}

/// Names what a document's diagnostics follow from, so that they need not be made to know
/// whether they are the same.
fn result_id(
    context: &Context,
    text: u64,
    joined: &[Finding],
    given: &[ClauseReference],
) -> String {
    let mut hash = Xxh3::new();
    hash.update(&text.to_le_bytes());
    let knowledge = Arc::as_ptr(&context.snapshot.index.knowledge) as usize;
    hash.update(&knowledge.to_le_bytes());
    hash.update(&[context.session.locale as u8]);
    // Findings always have a form in JSON.
    hash.update(&serde_json::to_vec(joined).unwrap_or_default());
    for clause in given {
        hash.update(&clause.guideline.0.to_le_bytes());
        hash.update(&clause.clause.0.to_le_bytes());
    }
    format!("{:016x}", hash.digest())
}
