//! Code actions: offered by title, with their edits once one is chosen.

use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc;
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    CodeActionTriggerKind, Diagnostic, NumberOrString, Uri, WorkspaceEdit,
};

use super::Text;
use super::edits::{FileEdits, created_file, workspace_edit};
use crate::assistance::View;
use crate::assistance::actions::{self, Action, Key, Kind};
use crate::finding::Finding;
use crate::review::Lock;
use crate::server::context::{Answer, Context, Subject};
use crate::server::{diagnostics, place};
use crate::text::Lined;
use crate::workspace::{Analysis, lock_path};

/// What a client keeps of an action until it is chosen.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The document.
    pub uri: Uri,
    /// The version that the action was offered for.
    version: Option<i32>,
    key: Key,
}

/// The kinds of actions that there are.
pub fn kinds() -> Vec<CodeActionKind> {
    [Kind::QuickFix, Kind::FixAll, Kind::OrganizeDefinitions]
        .map(kind)
        .to_vec()
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::QuickFix => CodeActionKind::QUICKFIX,
        Kind::FixAll => CodeActionKind::SOURCE_FIX_ALL,
        Kind::OrganizeDefinitions => CodeActionKind::new("source.organizeLinkDefinitions"),
    }
}

/// What can be done at a place.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn offer(context: &Context, params: &CodeActionParams) -> Answer<Option<CodeActionResponse>> {
    context.check()?;
    let Some(subject) = &context.subject else {
        return Ok(None);
    };
    if subject.index.is_none()
        && let Some(offered) = offer_elsewhere(context, subject, params)
    {
        return Ok(Some(offered));
    }
    let Some(analysis) = context.analysis() else {
        return Ok(None);
    };
    let Some(uri) = context.uri(&subject.path) else {
        return Ok(None);
    };
    let encoding = context.session.encoding();
    let range = place::bytes(&analysis.lined, params.range, encoding);
    let version = subject.open.as_ref().map(|open| open.version);
    // Editors also ask by themselves, to show that something can be done.
    let asked = params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    let is_wanted = |action: &Action| match &params.context.only {
        _ if action.quiet && !asked => false,
        // What changes a whole document is not for the menu at a word.
        None => action.kind == Kind::QuickFix,
        Some(only) => holds(only, &kind(action.kind)),
    };
    Ok(Some(context.view(&analysis, |view| {
        let offered = actions::actions(view, &range);
        let offered = offered.into_iter().filter(is_wanted);
        let offered = about_given(
            context,
            &analysis,
            view,
            &params.context.diagnostics,
            offered,
        );
        let mut offered = offered;
        actions::prefer_one(view, &mut offered);
        let offered = offered.into_iter().map(|action| {
            let mended = action.findings.iter();
            let mended: Vec<Finding> = mended
                .filter_map(|&finding| view.findings.get(finding).cloned())
                .collect();
            let mended = diagnostics::of_text(context, &analysis.lined, &mended);
            let edit = match context.session.abilities.resolves_actions {
                true => None,
                false => edit(context, view, &analysis, &action.key),
            };
            let kept = Kept {
                uri: uri.clone(),
                version,
                key: action.key,
            };
            CodeActionOrCommand::CodeAction(CodeAction {
                title: action.title,
                kind: Some(kind(action.kind)),
                diagnostics: (!mended.is_empty()).then_some(mended),
                is_preferred: action.preferred.then_some(true),
                // Our own types always have a form in JSON.
                data: serde_json::to_value(kept).ok().filter(|_| edit.is_none()),
                edit,
                ..CodeAction::default()
            })
        });
        offered.collect()
    })))
}

/// Whether one of some kinds is a kind or holds it.
fn holds(kinds: &[CodeActionKind], kind: &CodeActionKind) -> bool {
    kinds.iter().any(|one| {
        let rest = kind.as_str().strip_prefix(one.as_str());
        // The empty kind holds all others.
        let is_all = one.as_str().is_empty();
        rest.is_some_and(|rest| is_all || rest.is_empty() || rest.starts_with('.'))
    })
}

/// What mends the findings at a place of a file that is no document: a configuration, a guideline.
fn offer_elsewhere(
    context: &Context,
    subject: &Subject,
    params: &CodeActionParams,
) -> Option<CodeActionResponse> {
    let only = params.context.only.as_deref();
    if only.is_some_and(|only| !holds(only, &CodeActionKind::QUICKFIX)) {
        return None;
    }
    let snapshot = &context.snapshot;
    let mut files = snapshot
        .index
        .other_files(&snapshot.joined().missing)
        .into_iter();
    let file = files.find(|file| file.path == subject.path)?;
    // What was found in another text has its places there.
    let open = subject.open.as_ref()?;
    if open.buffer.text() != file.text {
        return None;
    }
    let lined = Lined::new(file.text);
    let asked = place::bytes(&lined, params.range, context.session.encoding());
    let text = Text::new(context, &lined);
    let is_there =
        |finding: &&Finding| finding.range.start <= asked.end && asked.start <= finding.range.end;
    let fixes = { file.findings.iter() }
        .filter(is_there)
        .flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)));
    let actions = fixes.filter_map(|(finding, fix)| {
        let edits = FileEdits::of(context, &subject.path, &text, &fix.edits)?;
        let mended = diagnostics::of_text(context, &lined, std::slice::from_ref(finding));
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: fix.title.in_locale(context.session.locale).to_string(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(mended),
            is_preferred: Some(true),
            edit: Some(workspace_edit(context, vec![edits])),
            ..CodeAction::default()
        }))
    });
    Some(actions.collect())
}

/// Of actions those that mend what the client asks about: other findings may stand at the same words. All where it asks
/// about none that is there.
fn about_given(
    context: &Context,
    analysis: &Analysis,
    view: &View<'_>,
    given: &[Diagnostic],
    offered: impl Iterator<Item = Action>,
) -> Vec<Action> {
    let offered: Vec<Action> = offered.collect();
    let text = Text::new(context, &analysis.lined);
    let places: Vec<_> = { view.findings.iter() }
        .map(|finding| text.range(&finding.range))
        .collect();
    let mut wanted = vec![false; view.findings.len()];
    for one in given {
        let is_alike = |&at: &usize| {
            let code = NumberOrString::String(view.findings[at].rule.to_string());
            one.range == places[at] && one.code == Some(code)
        };
        let alike: Vec<usize> = (0..places.len()).filter(is_alike).collect();
        // Several findings of one rule may stand at the same words, and say something else each.
        let is_same =
            |&&at: &&usize| diagnostics::message(context, &view.findings[at]) == one.message;
        let same: Vec<usize> = alike.iter().filter(is_same).copied().collect();
        for at in if same.is_empty() { alike } else { same } {
            wanted[at] = true;
        }
    }
    if !wanted.contains(&true) {
        return offered;
    }
    let is_about = |action: &Action| {
        let mut findings = action.findings.iter();
        action.findings.is_empty() || findings.any(|&finding| wanted.get(finding) == Some(&true))
    };
    offered.into_iter().filter(is_about).collect()
}

fn edit(
    context: &Context,
    view: &View<'_>,
    analysis: &Analysis,
    key: &Key,
) -> Option<WorkspaceEdit> {
    if let Key::Review(_) = key {
        return review(context, view, key);
    }
    let path = &context.subject.as_ref()?.path;
    let change = actions::resolve(view, key)?;
    let text = Text::new(context, &analysis.lined);
    let edits = FileEdits::of(context, path, &text, &change.edits)?;
    Some(workspace_edit(context, vec![edits]))
}

/// The edit of the lock file by which an answer is reviewed: of the file as the editor has it open,
/// which may be newer than what findings were made from.
fn review(context: &Context, view: &View<'_>, key: &Key) -> Option<WorkspaceEdit> {
    let path = lock_path(&context.snapshot.index.project);
    let open = context.snapshot.open_at(&path);
    let read = open.map(|open| Lock::read(open.buffer.text()));
    let lock = read.as_ref().unwrap_or(view.lock);
    let change = actions::resolve(&View { lock, ..*view }, key)?;
    if open.is_none() && !path.exists() {
        // It was deleted, and nobody has told us yet.
        return created_file(context, &path, lock.edited(&change.lock));
    }
    let lined = match open {
        Some(_) => Lined::new(lock.text().to_string()),
        None => Lined::of_file(lock.text().to_string()),
    };
    let text = Text::new(context, &lined);
    let edits = FileEdits::of(context, &path, &text, &change.lock)?;
    Some(workspace_edit(context, vec![edits]))
}

/// The edits of an action that was chosen.
///
/// # Errors
/// When the answer is no longer wanted, or the document was edited since the action was offered.
pub fn resolve(context: &Context, mut action: CodeAction, kept: &Kept) -> Answer<CodeAction> {
    context.check()?;
    let open = context.subject.as_ref().and_then(|it| it.open.as_ref());
    if open.map(|open| open.version) != kept.version {
        return Err(jsonrpc::Error::content_modified());
    }
    if let Some(analysis) = context.analysis() {
        action.edit = context.view(&analysis, |view| edit(context, view, &analysis, &kept.key));
    }
    Ok(action)
}
