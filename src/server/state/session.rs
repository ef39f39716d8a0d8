//! What is agreed on with the client: what it can do, its settings, its language.

use std::sync::Arc;

use tower_lsp_server::ls_types::{InitializeParams, InitializeResult, ServerInfo};

use super::State;
use crate::locale::Locale;
use crate::server::abilities::Abilities;
use crate::server::context::Session;
use crate::server::settings::Settings;
use crate::server::{built_in, capabilities, parent, tasks, watch};
use crate::workspace::environment_locale;

impl State {
    pub(super) fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        let abilities = Abilities::of(&params.capabilities);
        let options = params.initialization_options.unwrap_or_default();
        let settings = Settings::read(&options);
        self.client_locale = match &params.locale {
            // English is what speakers of other languages are likelier to read.
            Some(tag) => Locale::of(tag).unwrap_or(Locale::En),
            None => environment_locale(),
        };
        if let Some(process) = params.process_id {
            parent::watch(process);
        }
        self.session = self.session_of(abilities, settings);
        let folders = params.workspace_folders.unwrap_or_default();
        #[allow(
            deprecated,
            reason = "older clients name one folder by its address alone"
        )]
        let root = params.root_uri.filter(|_| folders.is_empty());
        for uri in folders.iter().map(|folder| &folder.uri).chain(&root) {
            self.add_folder(uri);
        }
        InitializeResult {
            capabilities: capabilities::announced(&self.session),
            server_info: Some(ServerInfo {
                name: "shishin".to_string(),
                version: Some(env!("CARGO_PKG_VERSION").to_string()),
            }),
            offset_encoding: None,
        }
    }

    pub(super) fn session_of(&self, abilities: Abilities, settings: Settings) -> Arc<Session> {
        let locale = settings.locale.unwrap_or(self.client_locale);
        Arc::new(Session {
            rule_pages: built_in::rule_pages(&built_in::folder(), locale),
            locale,
            abilities,
            settings,
            shown_tokens: self.session.shown_tokens.clone(),
        })
    }

    pub(super) fn initialized(&mut self) {
        tasks::register(&self.outbox, &self.session);
        if self.session.abilities.configuration {
            tasks::fetch_settings(&self.outbox, &self.events);
        }
        if !self.session.abilities.watches_files {
            self.watcher = watch::Watcher::start(self.events.clone());
            self.watch();
        }
    }

    /// The client sent settings along, or says no more than that they changed.
    pub(super) fn settings_changed(&mut self, sent: &serde_json::Value) {
        match sent.get("shishin").filter(|section| section.is_object()) {
            Some(section) => self.set_settings(Settings::read(section)),
            None if self.session.abilities.configuration => {
                tasks::fetch_settings(&self.outbox, &self.events);
            }
            None => {}
        }
    }

    pub(super) fn set_settings(&mut self, settings: Settings) {
        if settings == self.session.settings {
            return;
        }
        self.session = self.session_of(self.session.abilities.clone(), settings);
        for folder in &mut self.folders {
            folder.unsettled = true;
            folder.published.clear();
        }
        tasks::refresh(&self.outbox, &self.session);
    }
}
