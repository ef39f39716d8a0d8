//! What can be written on the command line. The doc comments here are the English help;
//! the Japanese stands in `help`.

use std::path::PathBuf;

use clap::builder::TypedValueParser as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::locale::Locale;
use crate::workspace::configuration::FailOn;

/// Checks what a provider's documents say against the clauses of published guidelines.
#[derive(Debug, Parser)]
#[command(name = "shishin", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages; otherwise the configuration's, or the environment's.
    #[arg(long, global = true, value_name = "ja|en", value_parser = locale)]
    pub locale: Option<Locale>,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Use this configuration file instead of looking for shishin.toml.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Do not look for a configuration.
    #[arg(long, global = true)]
    pub no_config: bool,
    /// A built-in guideline's id or a guideline file; may be given several times.
    #[arg(long, global = true, value_name = "ID|FILE")]
    pub guideline: Vec<String>,
}

/// What the words of the summary mean.
const COUNTS: &str = "\
The summary counts requirements. Covered: a statement answers it. Weak: all that answers it is planned or \
not done, is done in part with no date for the rest, has a finding of the severity warning or above, leaves out \
something that it asks, or is contradicted by another answer. Missing: \
nothing answers it. Excluded: it does not apply, for a reason that is given.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check documents: what is missing, weak, or points nowhere.
    #[command(after_help = COUNTS)]
    Check(Check),
    /// Show a clause, a guideline's contents, or the page of a rule.
    Explain {
        /// A clause (AC-2(1), mic-meti:別紙2 3.4-①-1), a guideline or a rule; what there is if none is given.
        #[arg(value_name = "CLAUSE|GUIDELINE|RULE", num_args = 0..)]
        subject: Vec<String>,
    },
    /// Show how a guideline file is understood, or write it in another form.
    Import(Import),
    /// Say which clauses statements speak to, as JSON Lines.
    Rank(Rank),
    /// Show which answers have changed since a person reviewed them, or accept them as reviewed.
    Review(Review),
    /// Write a configuration and a first document to start from.
    Init {
        /// The folder to write to.
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// List the rules with their severities.
    Rules,
    /// Serve an editor as a language server on the standard input and output.
    Server {
        /// Write what is answered, and how fast, to this file.
        #[arg(long, value_name = "FILE")]
        log: Option<PathBuf>,
        /// Accepted because some editors add it; there is no other way of serving.
        #[arg(long)]
        stdio: bool,
        /// What is kept for the next run.
        #[command(flatten)]
        cache: Cache,
    },
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct Check {
    /// Documents and folders; the current folder if none is given.
    pub paths: Vec<PathBuf>,
    /// How results are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The least severity that makes the run fail (exit code 1).
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Report only: findings do not make the run fail.
    #[arg(long)]
    pub report_only: bool,
    /// Do not show or count the findings listed in this file.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub baseline: Option<PathBuf>,
    /// Write all present findings to a file for --baseline.
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// How many threads to use; as many as there are processors if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// The day to take for today (YYYY-MM-DD), for runs that can be repeated.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<jiff::civil::Date>,
    /// What is kept for the next run.
    #[command(flatten)]
    pub cache: Cache,
    /// Print findings only: no summary and no progress.
    #[arg(short, long)]
    pub quiet: bool,
}

/// Where what was found is kept.
#[derive(Debug, Args)]
pub struct Cache {
    /// Where to keep what was found, for the next run; otherwise the user's cache folder.
    #[arg(
        long,
        value_name = "FOLDER",
        env = "SHISHIN_CACHE_DIR",
        value_parser = clap::builder::OsStringValueParser::new().map(PathBuf::from)
    )]
    pub cache_dir: Option<PathBuf>,
    /// Neither use nor keep what was found before; counts before a folder.
    #[arg(long, env = "SHISHIN_NO_CACHE", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_cache: bool,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct Import {
    /// A guideline as Markdown, as an Excel workbook, as .csv, or as an OSCAL catalogue or profile in JSON.
    pub file: PathBuf,
    /// What to write.
    #[arg(long, value_enum, default_value_t = ImportFormat::Tree)]
    pub format: ImportFormat,
    /// Write to this file instead of the terminal.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write even if the file exists already.
    #[arg(long)]
    pub force: bool,
}

/// What `rank` takes.
#[derive(Debug, Args)]
pub struct Rank {
    /// Statements, one {"id": …, "text": "…"} a line; the standard input if none or - is given.
    pub file: Option<PathBuf>,
    /// How many clauses to give for a statement.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..))]
    pub limit: u16,
}

/// What `review` takes.
#[derive(Debug, Args)]
pub struct Review {
    /// Documents and folders; the current folder if none is given.
    pub paths: Vec<PathBuf>,
    /// Write answers to shishin.lock as reviewed: those of the paths, to the clauses of --clause, or --all.
    #[arg(long)]
    pub accept: bool,
    /// With --accept: all answers that would be shown.
    #[arg(long, requires = "accept")]
    pub all: bool,
    /// Only answers to this clause and those below it ([mic:3.2.1(2)], AC-2); may be given several times.
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Vec<String>,
    /// Only answers that were reviewed and have changed since.
    #[arg(long)]
    pub suspect: bool,
    /// The day to note as that of the review (YYYY-MM-DD); otherwise today.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<jiff::civil::Date>,
}

/// How `check` writes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the lines that findings stand on.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// What `import` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// The clauses as a tree, with counts.
    Tree,
    /// A guideline file.
    Markdown,
    /// The clauses as JSON.
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where a terminal watches.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::of(text).ok_or_else(|| "it takes ja or en".to_string())
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse()
        .map_err(|_| "it takes a day written as YYYY-MM-DD".to_string())
}
