//! Questions to the client that nobody waits for: registrations, its settings, refreshes.

use std::path::Path;

use tokio::sync::mpsc::UnboundedSender;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::{
    ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    OneOf, Registration, RelativePattern, WatchKind,
};

use super::context::Session;
use super::event::Event;
use super::outbox::Outbox;
use super::place;

/// Asks to be told of changed files and settings.
pub fn register(outbox: &Outbox, session: &Session) {
    let mut registrations = Vec::new();
    let mut add = |method: &str, options: Option<serde_json::Value>| {
        registrations.push(Registration {
            id: format!("shishin/{method}"),
            method: method.to_string(),
            register_options: options,
        });
    };
    if session.abilities.watches_files {
        // Evidence can be any file, but only whether it is there matters.
        let comes_and_goes = WatchKind::Create | WatchKind::Delete;
        let watchers = [
            ("**/*", Some(comes_and_goes)),
            (
                "**/*.{md,markdown,json,csv,tsv,xlsx,xlsm,txt,toml,lock}",
                None,
            ),
            ("**/{.gitignore,.ignore}", None),
        ];
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: watchers
                .map(|(pattern, kind)| FileSystemWatcher {
                    glob_pattern: GlobPattern::String(pattern.to_string()),
                    kind,
                })
                .to_vec(),
        };
        add(
            "workspace/didChangeWatchedFiles",
            serde_json::to_value(options).ok(),
        );
    }
    if session.abilities.watches_configuration {
        add(
            "workspace/didChangeConfiguration",
            Some(serde_json::json!({ "section": "shishin" })),
        );
    }
    if registrations.is_empty() {
        return;
    }
    let register = |client: Client| async move { client.register_capability(registrations).await };
    outbox.ask("client/registerCapability", register, |()| {});
}

/// Asks to be told of changes of a file outside of the workspace.
pub fn watch_outside(outbox: &Outbox, path: &Path) {
    let name = path.file_name().and_then(|name| name.to_str());
    let folder = path.parent().and_then(place::uri_of);
    let (Some(name), Some(folder)) = (name, folder) else {
        return;
    };
    let options = DidChangeWatchedFilesRegistrationOptions {
        watchers: vec![FileSystemWatcher {
            glob_pattern: GlobPattern::Relative(RelativePattern {
                base_uri: OneOf::Right(folder),
                pattern: name.replace(['[', ']', '{', '}', '*'], "?"),
            }),
            kind: None,
        }],
    };
    let registration = Registration {
        id: format!("shishin/outside/{}", path.display()),
        method: "workspace/didChangeWatchedFiles".to_string(),
        register_options: serde_json::to_value(options).ok(),
    };
    let register =
        |client: Client| async move { client.register_capability(vec![registration]).await };
    outbox.ask("client/registerCapability", register, |()| {});
}

/// Asks for the user's settings.
pub fn fetch_settings(outbox: &Outbox, events: &UnboundedSender<Event>) {
    let section = ConfigurationItem {
        scope_uri: None,
        section: Some("shishin".to_string()),
    };
    let events = events.clone();
    outbox.ask(
        "workspace/configuration",
        |client| async move { client.configuration(vec![section]).await },
        move |answers: Vec<serde_json::Value>| {
            // A client without such settings answers null.
            if let Some(settings) = answers
                .into_iter()
                .next()
                .filter(|answer| !answer.is_null())
            {
                // The state outlives its tasks but for the end of the process.
                let _ = events.send(Event::Settings(settings));
            }
        },
    );
}

/// Has the client ask again for all that it shows.
pub fn refresh(outbox: &Outbox, session: &Session) {
    refresh_lenses(outbox, session);
    if session.abilities.pulls_diagnostics {
        outbox.ask(
            "workspace/diagnostic/refresh",
            |client| async move { client.workspace_diagnostic_refresh().await },
            |()| {},
        );
    }
    if session.abilities.refreshes_inlays {
        outbox.ask(
            "workspace/inlayHint/refresh",
            |client| async move { client.inlay_hint_refresh().await },
            |()| {},
        );
    }
    if session.abilities.refreshes_tokens {
        outbox.ask(
            "workspace/semanticTokens/refresh",
            |client| async move { client.semantic_tokens_refresh().await },
            |()| {},
        );
    }
}

/// Has the client ask again for what depends on other documents' answers.
pub fn refresh_lenses(outbox: &Outbox, session: &Session) {
    if session.abilities.refreshes_lenses {
        outbox.ask(
            "workspace/codeLens/refresh",
            |client| async move { client.code_lens_refresh().await },
            |()| {},
        );
    }
}
