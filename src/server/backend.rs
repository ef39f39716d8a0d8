//! The protocol's handlers. The first thing that each does is to put what it got before the state,
//! at once and without waiting: so the state sees everything in the order in which it was sent.
//! A notification ends there; a request waits for its answer.

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tower_lsp_server::LanguageServer;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::*;

use super::context::{Context, refusal};
use super::event::{About, Event, Question};
use super::inlet;
use super::requests::{self, coverage};
use super::token::{CancelOnDrop, Token};

/// The handlers.
pub struct Backend {
    events: UnboundedSender<Event>,
}

impl Backend {
    /// Handlers that tell the state through `events`.
    pub fn new(events: UnboundedSender<Event>) -> Backend {
        Backend { events }
    }

    fn tell(&self, event: Event) {
        // It fails when the state has ended, and then the process is about to.
        let _ = self.events.send(event);
    }

    /// Asks about one file. The answer is the type's default where the file is none of ours.
    fn ask<T, F>(&self, uri: &Uri, answer: F) -> impl Future<Output = Result<T>> + use<T, F>
    where
        T: Default + Send + 'static,
        F: FnOnce(&Context) -> Result<T> + Send + 'static,
    {
        let about = About::File(uri.clone());
        self.ask_projects(about, move |contexts| match contexts.first() {
            Some(context) => answer(context),
            None => Ok(T::default()),
        })
    }

    /// Asks about projects.
    fn ask_projects<T, F>(
        &self,
        about: About,
        answer: F,
    ) -> impl Future<Output = Result<T>> + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&[Context]) -> Result<T> + Send + 'static,
    {
        let (reply, answered) = oneshot::channel();
        let token = Token::default();
        let answer = move |contexts: std::result::Result<Vec<Context>, _>| {
            let answer = match contexts {
                Err(stop) => Err(refusal(stop)),
                Ok(contexts) => {
                    let answer = answer(&contexts);
                    // An edit that came while the answer was made has made it wrong.
                    let stopped = contexts.iter().find_map(|context| context.token.stopped());
                    stopped.map_or(answer, |stop| Err(refusal(stop)))
                }
            };
            // It fails when the client has cancelled, and then nobody waits.
            let _ = reply.send(answer);
        };
        self.tell(Event::Question(Question {
            about,
            token: token.clone(),
            waits: true,
            answer: Box::new(answer),
        }));
        async move {
            let _cancel = CancelOnDrop(token);
            match answered.await {
                Ok(answer) => answer,
                // The work panicked, or the state has ended.
                Err(_) => Err(Error::internal_error()),
            }
        }
    }

    /// `window/workDoneProgress/cancel`.
    pub async fn progress_cancelled(&self, _: WorkDoneProgressCancelParams) {
        self.tell(Event::ProgressCancelled);
    }

    /// `shishin/coverage`.
    pub async fn coverage(&self, params: coverage::ProjectParams) -> Result<coverage::Coverage> {
        let about = About::Projects(params.uri);
        self.ask_projects(about, coverage::coverage).await
    }

    /// `shishin/places`.
    pub async fn places(
        &self,
        params: requests::lenses::PlacesParams,
    ) -> Result<Option<Vec<Location>>> {
        let about = About::File(params.uri.clone());
        self.ask_projects(about, move |contexts| {
            requests::lenses::places(contexts, &params)
        })
        .await
    }

    /// `shishin/answers`.
    pub async fn answers(
        &self,
        params: coverage::AnswersParams,
    ) -> Result<Option<coverage::Answers>> {
        let about = About::Projects(params.uri().cloned());
        self.ask_projects(about, move |contexts| coverage::answers(contexts, &params))
            .await
    }

    /// `shishin/clause`.
    pub async fn clause(
        &self,
        params: coverage::ClauseParams,
    ) -> Result<Option<coverage::ClauseText>> {
        let about = About::Projects(params.uri.clone());
        self.ask_projects(about, move |contexts| coverage::clause(contexts, &params))
            .await
    }

    /// `shishin/writeAnswer`.
    pub async fn write_answer(
        &self,
        params: coverage::ClauseParams,
    ) -> Result<Option<coverage::WrittenAnswer>> {
        let about = About::Projects(params.uri.clone());
        self.ask_projects(about, move |contexts| coverage::write(contexts, &params))
            .await
    }

    /// `shishin/documentState`.
    pub async fn document_state(
        &self,
        params: coverage::DocumentParams,
    ) -> Result<Option<coverage::DocumentState>> {
        self.ask(&params.uri, coverage::document_state).await
    }

    /// What stands for a message that cannot be read.
    pub async fn unreadable(&self, (code,): (i64,)) -> Result<()> {
        inlet::refuse(code)
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let (reply, answered) = oneshot::channel();
        self.tell(Event::Initialize(Box::new(params), reply));
        answered
            .await
            .unwrap_or_else(|_| Err(Error::internal_error()))
    }

    async fn initialized(&self, _: InitializedParams) {
        self.tell(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let TextDocumentItem {
            uri,
            language_id: language,
            version,
            text,
        } = params.text_document;
        self.tell(Event::Opened {
            uri,
            language,
            version,
            text,
        });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.tell(Event::Changed {
            uri: params.text_document.uri,
            version: params.text_document.version,
            changes: params.content_changes,
        });
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.tell(Event::Saved(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tell(Event::Closed(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.tell(Event::FilesChanged(params.changes));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.tell(Event::FoldersChanged(params.event));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.tell(Event::SettingsChanged(params.settings));
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri.clone();
        let answer = self.ask(&uri, move |context| {
            requests::diagnostics::document(context, &params).map(Some)
        });
        let report = answer.await.map_err(requests::diagnostics::refused)?;
        Ok(report.unwrap_or_else(requests::diagnostics::nothing))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let about = About::Projects(None);
        self.ask_projects(about, move |contexts| {
            requests::diagnostics::workspace(contexts, &params)
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = &params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::hover::hover(context, &params)
        })
        .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = &params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::navigation::definition(context, &params)
        })
        .await
    }

    async fn goto_implementation(
        &self,
        params: request::GotoImplementationParams,
    ) -> Result<Option<request::GotoImplementationResponse>> {
        let at = &params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::navigation::implementation(context, &params)
        })
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let uri = params.text_document_position.text_document.uri.clone();
        self.ask_projects(About::Everywhere(uri), move |contexts| {
            requests::navigation::references(contexts, &params)
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::navigation::highlight(context, &at)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::navigation::links(context, &params)
        })
        .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        self.ask(&uri, requests::symbols::document).await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        let about = About::Projects(None);
        self.ask_projects(about, move |contexts| {
            requests::symbols::workspace(contexts, &params)
        })
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let uri = params.text_document_position.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::completion::complete(context, &params)
        })
        .await
    }

    async fn completion_resolve(&self, params: CompletionItem) -> Result<CompletionItem> {
        let Some(kept) = kept::<requests::completion::Kept>(params.data.as_ref()) else {
            return Ok(params);
        };
        let answer = self.ask_projects(About::Projects(Some(kept.uri.clone())), move |contexts| {
            match contexts.first() {
                Some(context) => requests::completion::resolve(context, params, &kept),
                None => Ok(params),
            }
        });
        answer.await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::actions::offer(context, &params)
        })
        .await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        let Some(kept) = kept::<requests::actions::Kept>(params.data.as_ref()) else {
            return Ok(params);
        };
        let uri = kept.uri.clone();
        self.ask(&uri, move |context| {
            requests::actions::resolve(context, params, &kept)
        })
        .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        self.ask_projects(About::File(uri), requests::lenses::lenses)
            .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        self.ask(&uri, requests::tokens::full).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let known = params.previous_result_id;
        self.ask(&uri, move |context| {
            requests::tokens::delta(context, &known)
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let uri = params.text_document.uri;
        self.ask(&uri, move |context| {
            requests::tokens::part(context, params.range)
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let uri = params.text_document.uri;
        self.ask(&uri, requests::shape::folds).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::shape::selections(context, &params)
        })
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::lenses::inlays(context, &params)
        })
        .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::rename::prepare(context, &params)
        })
        .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let uri = params.text_document_position.text_document.uri.clone();
        self.ask_projects(About::Everywhere(uri), move |contexts| {
            requests::rename::rename(contexts, &params)
        })
        .await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let at = &params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        self.ask(&uri, move |context| {
            requests::calls::prepare(context, &params)
        })
        .await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let Some(kept) = kept::<requests::calls::Kept>(params.item.data.as_ref()) else {
            return Ok(None);
        };
        let uri = kept.uri.clone();
        self.ask(&uri, move |context| {
            requests::calls::incoming(context, &kept)
        })
        .await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let Some(kept) = kept::<requests::calls::Kept>(params.item.data.as_ref()) else {
            return Ok(None);
        };
        let uri = kept.uri.clone();
        self.ask(&uri, move |context| {
            requests::calls::outgoing(context, &params.item, &kept)
        })
        .await
    }
}

/// What a client kept for us; `None` when it is nothing of ours.
fn kept<T: serde::de::DeserializeOwned>(data: Option<&LSPAny>) -> Option<T> {
    serde_json::from_value(data?.clone()).ok()
}
