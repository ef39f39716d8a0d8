//! The command line: reads arguments, asks the workspace, writes results.
//!
//! Nothing is judged here. Results go to the standard output, everything else to the
//! standard error; the exit code is 0 when nothing at or above the level was found, 1 when
//! something was, and 2 when the run itself failed.

#![allow(
    clippy::disallowed_methods,
    reason = "the command line is where the world begins"
)]

pub mod arguments;
mod baseline;
mod check;
mod clause_page;
mod clauses;
mod explain;
mod github;
mod guideline_page;
mod help;
mod import;
mod init;
mod json;
mod rank;
mod report;
mod review;
mod rule_list;
mod sarif;
mod summary;
mod terminal;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches;

use arguments::{Arguments, Command};
use terminal::Terminal;

use crate::locale::Message;
use crate::workspace::{self, Project, Unreadable};

/// How a run that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing at or above the level.
    Passed,
    /// Findings.
    Found,
    /// The editor left the server without a word.
    Abandoned,
}

/// Why the run itself failed.
#[derive(Debug)]
struct Failure(Message);

impl Failure {
    fn new(ja: impl Into<String>, en: impl Into<String>) -> Failure {
        Failure(Message::new(ja, en))
    }

    fn unreadable(error: &Unreadable) -> Failure {
        let (path, message) = (error.path().display(), error.of_needed());
        Failure::new(
            format!("{path}: {}", message.ja),
            format!("{path}: {}", message.en),
        )
    }

    fn writing(path: &Path, error: &std::io::Error) -> Failure {
        let path = path.display();
        Failure::new(
            format!("{path} に書けません: {error}"),
            format!("{path} cannot be written: {error}"),
        )
    }

    fn output(error: &std::io::Error) -> Failure {
        Failure::new(
            format!("出力できません: {error}"),
            format!("the output cannot be written: {error}"),
        )
    }
}

/// Writes a file that is not there yet, or any with `force`.
fn write_new(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::new(
            format!(
                "{} はすでにあります。上書きするには `--force` を付けてください。",
                path.display()
            ),
            format!("{} exists; --force overwrites it", path.display()),
        ),
        _ => Failure::writing(path, &error),
    })
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let locale = help::locale_of(&words).unwrap_or_else(workspace::environment_locale);
    let matches = match help::command(locale).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return help::explain_usage(&error, locale),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return help::explain_usage(&error, locale),
    };
    let mut terminal = Terminal::new(locale, arguments.color);
    match dispatch(&arguments, &mut terminal) {
        Ok(Verdict::Passed) => ExitCode::SUCCESS,
        Ok(Verdict::Found | Verdict::Abandoned) => ExitCode::from(1),
        Err(Failure(message)) => {
            terminal.failure(&message);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let start = match &arguments.command {
        Command::Check(options) => start_of(&options.paths),
        Command::Review(options) => start_of(&options.paths),
        _ => std::env::current_dir().unwrap_or_default(),
    };
    let project = || project(arguments, &start);
    match &arguments.command {
        Command::Check(options) => {
            let project = project()?;
            settle_locale(arguments, &project, terminal);
            check::run(arguments, options, &project, *terminal)
        }
        Command::Explain { subject } => {
            let project = project()?;
            settle_locale(arguments, &project, terminal);
            explain::run(subject, arguments, &project, *terminal)
        }
        Command::Import(options) => import::run(options, *terminal),
        Command::Rank(options) => {
            let project = project()?;
            settle_locale(arguments, &project, terminal);
            rank::run(options, arguments, &project, *terminal)
        }
        Command::Review(options) => {
            let project = review::rooted(project()?);
            settle_locale(arguments, &project, terminal);
            review::run(arguments, options, &project, *terminal)
        }
        Command::Init { folder } => init::run(folder, arguments, *terminal),
        Command::Rules => rule_list::run(*terminal),
        Command::Server { log, cache, .. } => {
            let failed = |error: std::io::Error| {
                Failure::new(
                    format!("サーバーを起動できません: {error}"),
                    format!("the server cannot start: {error}"),
                )
            };
            match crate::server::run(log.as_deref(), cache_folder(cache)).map_err(failed)? {
                true => Ok(Verdict::Passed),
                false => Ok(Verdict::Abandoned),
            }
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(
                *shell,
                &mut help::command(terminal.locale),
                "shishin",
                &mut script,
            );
            let script = String::from_utf8_lossy(&script);
            terminal
                .print(&script)
                .map_err(|error| Failure::output(&error))?;
            Ok(Verdict::Passed)
        }
    }
}

/// Where results are kept from one run to the next, unless that is turned off.
fn cache_folder(options: &arguments::Cache) -> Option<PathBuf> {
    // A variable without a value is none.
    let given = { options.cache_dir.clone() }.filter(|folder| !folder.as_os_str().is_empty());
    let folder = || given.or_else(workspace::cache_folder);
    (!options.no_cache).then(folder).flatten()
}

/// The folder from which the configuration is looked for.
fn start_of(paths: &[PathBuf]) -> PathBuf {
    folder_of(paths.first().map_or(Path::new("."), PathBuf::as_path))
}

/// The folder of a file, or the folder itself, from the root of the file system.
fn folder_of(first: &Path) -> PathBuf {
    let folder = if first.exists() && !first.is_dir() {
        // A bare name has a parent, too: the empty path.
        let parent = first
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    } else {
        first
    };
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf())
}

/// The folders and files that a run looks at: the current folder where none is named.
fn paths_or_here(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        paths.to_vec()
    }
}

/// What a run says that found no document.
fn no_document(paths: &[PathBuf], project: &Project) -> Failure {
    let places: Vec<String> = paths_or_here(paths)
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let (places, patterns) = (
        places.join(", "),
        project.configuration.documents.join(", "),
    );
    Failure::new(
        format!(
            "{places} に文書が一つも見つかりません（探したファイル: {patterns}）。フォルダーを確かめるか、shishin.toml の documents と exclude を見直してください。"
        ),
        format!(
            "no document found in {places} (looked for {patterns}); check the folder, or `documents` and `exclude` in shishin.toml"
        ),
    )
}

/// The command line's word on the language counts before the configuration's.
fn settle_locale(arguments: &Arguments, project: &Project, terminal: &mut Terminal) {
    if let Some(locale) = arguments.locale.or(project.configuration.locale) {
        terminal.locale = locale;
    }
}

fn project(arguments: &Arguments, start: &Path) -> Result<Project, Failure> {
    let found = match &arguments.config {
        Some(file) => Project::with_configuration(file),
        None if arguments.no_config => Ok(Project {
            root: start.to_path_buf(),
            ..Project::default()
        }),
        None => Project::find(start),
    };
    found.map_err(|error| Failure::unreadable(&error))
}
