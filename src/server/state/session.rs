//! What is agreed on with the client: what it can do, its settings, its language.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde_json::Value;
use tower_lsp_server::ls_types::{InitializeParams, InitializeResult, ServerInfo};

use super::State;
use crate::locale::Locale;
use crate::server::abilities::Abilities;
use crate::server::context::Session;
use crate::server::settings::{self, Settings};
use crate::server::{built_in, capabilities, log, parent, tasks, watch};
use crate::workspace::environment_locale;

/// What is wrong in the user's settings.
#[derive(Default)]
pub(super) struct Complaints {
    /// What was told already, in Japanese: it is told once, however often the settings come.
    told: FxHashSet<String>,
    /// What is wrong in those that came with the client's introduction, until it can be told.
    early: Value,
}

impl State {
    pub(super) fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        let abilities = Abilities::of(&params.capabilities);
        let options = params.initialization_options.unwrap_or_default();
        let settings = Settings::read(&options);
        self.complaints.early = options;
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
        let early = std::mem::take(&mut self.complaints.early);
        self.complain_of(&early);
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
    pub(super) fn settings_changed(&mut self, sent: &Value) {
        match sent.get("shishin").filter(|section| !section.is_null()) {
            Some(section) => self.set_settings(section),
            None if self.session.abilities.configuration => {
                tasks::fetch_settings(&self.outbox, &self.events);
            }
            None => {}
        }
    }

    /// Tells the user what means nothing in the settings as they are written.
    fn complain_of(&mut self, settings: &Value) {
        for complaint in settings::complaints(settings) {
            if self.complaints.told.insert(complaint.ja.clone()) {
                let complaint = complaint.in_locale(self.session.locale);
                log::line(complaint);
                self.outbox.warn(complaint.to_string());
            }
        }
    }

    pub(super) fn set_settings(&mut self, written: &Value) {
        self.complain_of(written);
        let settings = Settings::read(written);
        if !written.is_object() || settings == self.session.settings {
            return;
        }
        self.session = self.session_of(self.session.abilities.clone(), settings);
        for folder in &mut self.folders {
            folder.unsettled = true;
            folder.published.clear();
        }
        self.to_tell.all = true;
    }
}
