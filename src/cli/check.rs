//! `shishin check`: runs the check and writes what it found.

use std::path::{Path, PathBuf};

use super::arguments::{Arguments, Check, Format};
use super::baseline::{self, Baseline};
use super::report::{Report, Sources};
use super::terminal::{Bar, Terminal};
use super::{
    Failure, Verdict, cache_folder, folder_of, github, json, no_document, paths_or_here, sarif,
    text,
};
use crate::locale::Message;
use crate::workspace::{self, Outcome, Project};

/// Runs the command.
///
/// # Errors
/// When the run itself fails: no document, nothing readable, an option that leads nowhere.
pub fn run(
    arguments: &Arguments,
    options: &Check,
    project: &Project,
    terminal: Terminal,
) -> Result<Verdict, Failure> {
    if let Some(path) = options.paths.iter().find(|path| is_no_text(path)) {
        return Err(no_text(path));
    }
    let baseline = baseline_of(options, project)?;
    let outcome = in_threads(options, || analyse(arguments, options, project))??;
    let is_without_documents = outcome.documents.is_empty() && outcome.unreadable == 0;
    let is_nothing_to_show = outcome.other.is_empty() || options.write_baseline.is_some();
    if is_without_documents && is_nothing_to_show {
        if !options.quiet {
            not_looked_at(&outcome, options, arguments, project, terminal);
        }
        return Err(no_document(&options.paths, project));
    }
    if !options.quiet {
        not_looked_at(&outcome, options, arguments, project, terminal);
    }
    let current = std::env::current_dir().unwrap_or_default();
    let sources = Sources::new(&outcome);
    let report = Report::new(&sources, terminal.locale, &baseline, &current);
    if let Some(path) = &options.write_baseline {
        terminal.note(&baseline::write(&report, path)?);
        return Ok(Verdict::Passed);
    }
    let output = match options.format {
        Format::Text => text::render(
            &report,
            terminal.is_colored(),
            terminal.width(),
            terminal.watches(),
            options.quiet,
        ),
        Format::Json => json::render(&report),
        Format::Sarif => sarif::render(&report),
        Format::Github => github::render(&report),
    };
    terminal
        .print(&output)
        .map_err(|error| Failure::output(&error))?;
    if is_without_documents {
        return Err(no_document(&options.paths, project));
    }
    if outcome.documents.is_empty() {
        return Err(Failure::new(
            "読めた文書が一つもありません。",
            "not one document could be read",
        ));
    }
    let fail_on = options
        .fail_on
        .or(project.configuration.fail_on)
        .unwrap_or_default();
    let findings = report.findings();
    let failing = findings.filter(|(_, reported)| fail_on.fails(reported.finding.severity));
    let failing = failing.count();
    Ok(match (failing, options.report_only) {
        (0, _) => Verdict::Passed,
        (_, false) => Verdict::Found,
        (_, true) => {
            if !options.quiet {
                terminal.note(&reported_only(failing));
            }
            Verdict::Passed
        }
    })
}

/// Says which links were not followed, and which configurations hold for none of the paths.
fn not_looked_at(
    outcome: &Outcome,
    options: &Check,
    arguments: &Arguments,
    project: &Project,
    terminal: Terminal,
) {
    const SHOWN: usize = 5;
    let links = &outcome.links;
    if !links.is_empty() {
        let names = links
            .iter()
            .take(SHOWN)
            .map(|link| link.display().to_string());
        let names: Vec<String> = names.collect();
        let (ja, en) = match links.len() > SHOWN {
            true => (" ほか", " and others"),
            false => ("", ""),
        };
        let count = match links.len() {
            1 => "1 symbolic link was not followed".to_owned(),
            count => format!("{count} symbolic links were not followed"),
        };
        terminal.note(&Message::new(
            format!(
                "シンボリックリンク {} 件の先は読んでいません（{}{ja}）。読む場合は、そのパスを指定してください。",
                links.len(),
                names.join("、")
            ),
            format!("{count} ({}{en}); name one to have it read", names.join(", ")),
        ));
    }
    if arguments.config.is_some() || arguments.no_config {
        return;
    }
    for file in other_configurations(&options.paths, project) {
        let file = file.display();
        let used = match &project.file {
            Some((used, _)) => Message::new(
                format!("すべてのパスに {} の設定を使います", used.display()),
                format!("the settings of {} hold for all paths", used.display()),
            ),
            None => Message::new(
                "すべてのパスに初期設定を使います",
                "the default settings hold for all paths",
            ),
        };
        terminal.note(&Message::new(
            format!(
                "{file} は使いません。{}。別々の設定で調べるには、一つずつ実行してください。",
                used.ja
            ),
            format!(
                "{file} is not used: {}. Run them one by one to use each one's own.",
                used.en
            ),
        ));
    }
}

/// The configurations of paths behind the first one, where they are other files than the run's.
fn other_configurations(paths: &[PathBuf], project: &Project) -> Vec<PathBuf> {
    let canonical = |file: &Path| file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let used = project.file.as_ref().map(|(file, _)| canonical(file));
    let mut others: Vec<PathBuf> = Vec::new();
    for path in paths.iter().skip(1) {
        let found = workspace::configuration::find(&folder_of(path));
        let Some(file) = found.map(|file| canonical(&file)) else {
            continue;
        };
        if Some(&file) != used.as_ref() && !others.contains(&file) {
            others.push(file);
        }
    }
    let current = std::env::current_dir().map(|folder| canonical(&folder));
    let current = current.unwrap_or_default();
    let relative = |file: PathBuf| match file.strip_prefix(&current) {
        Ok(relative) => relative.to_path_buf(),
        Err(_) => file,
    };
    others.into_iter().map(relative).collect()
}

/// Whether a file was named that its ending says to be no Markdown.
fn is_no_text(path: &Path) -> bool {
    const OTHERS: [&str; 14] = [
        "csv", "tsv", "xlsx", "xlsm", "xls", "ods", "docx", "doc", "pptx", "pdf", "json", "toml",
        "html", "yaml",
    ];
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_other = |ending: &str| OTHERS.contains(&ending.to_ascii_lowercase().as_str());
    path.is_file() && ending.is_some_and(is_other)
}

fn no_text(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        format!(
            "{path} は Markdown ではないため、文書として調べられません。Markdown に変換してください（Word は `pandoc -t gfm`、Excel の表は Markdown の表）。ガイドラインであれば `--guideline {path}` で指定します。"
        ),
        format!(
            "{path} is no Markdown and cannot be checked as a document. Convert it (Word with `pandoc -t gfm`, a sheet of Excel to a table); if it is a guideline, name it with --guideline {path}"
        ),
    )
}

/// That findings which fail a run did not fail this one.
fn reported_only(count: usize) -> Message {
    let (one, verb) = match count {
        1 => ("1 finding".to_string(), "fails"),
        _ => (format!("{count} findings"), "fail"),
    };
    Message::new(
        format!(
            "`--report-only` が付いているため、失敗とはしませんでした。付けなければ、{count} 件の指摘により終了コード 1 で終わります。"
        ),
        format!("--report-only: the run passes; without it, {one} {verb} it (exit code 1)."),
    )
}

fn analyse(arguments: &Arguments, options: &Check, project: &Project) -> Result<Outcome, Failure> {
    let cache = project.configuration.cache;
    let cache = cache_folder(&options.cache).filter(|_| cache);
    let given = &arguments.guideline;
    let loaded = workspace::load_guidelines_remembering(project, given, cache.as_deref());
    let loaded = loaded.map_err(Failure)?;
    let today = options.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let bar = Bar::new(options.quiet);
    let outcome = workspace::check(
        project,
        &paths_or_here(&options.paths),
        loaded,
        today,
        cache.as_deref(),
        &bar,
    );
    bar.clear();
    outcome.map_err(|error| Failure::unreadable(&error))
}

fn in_threads<T: Send>(options: &Check, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let threads = options.threads.map_or(0, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => Ok(pool.install(work)),
        Err(error) => Err(Failure::new(
            format!("スレッドを起動できません: {error}"),
            format!("threads cannot be started: {error}"),
        )),
    }
}

fn baseline_of(options: &Check, project: &Project) -> Result<Baseline, Failure> {
    if options.write_baseline.is_some() {
        return Ok(Baseline::default());
    }
    let configured = project
        .configuration
        .baseline
        .as_ref()
        .map(|path| project.root.join(path));
    match options.baseline.clone().or(configured) {
        Some(path) => Baseline::read(&path),
        None => Ok(Baseline::default()),
    }
}
