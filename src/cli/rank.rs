//! `shishin rank`: which clauses statements speak to, as JSON Lines in and out, so that anybody can
//! measure the matcher on statements of their own.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{Arguments, Rank};
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::locale::Message;
use crate::matching::Matcher;
use crate::workspace::{self, Project, Unreadable};

/// A line of the input. Keys that are not known are passed over.
#[derive(Deserialize)]
struct Statement {
    /// Anything that tells statements apart; given back as it is.
    id: Value,
    text: String,
}

/// A line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    id: Value,
    /// Clause ids, best first.
    ranked: Vec<&'a str>,
    /// For each of them what readers know it by: its number and title.
    labels: Vec<String>,
    /// For each of them how likely the statement answers it.
    scores: Vec<f32>,
    /// Those that are likely enough to be proposed.
    linked: Vec<&'a str>,
    /// For the first of them, the words of the statement that carried it.
    words: Vec<String>,
}

/// Runs the command. A line that cannot be read is named, and the rest goes on; the verdict tells
/// whether there was one.
///
/// # Errors
/// When no guideline or several are given, the input cannot be opened, or the output not written.
pub fn run(
    options: &Rank,
    arguments: &Arguments,
    project: &Project,
    terminal: Terminal,
) -> Result<Verdict, Failure> {
    let loaded = workspace::load_guidelines(project, &arguments.guideline).map_err(Failure)?;
    // What is asked for on the command line stands before what the project names.
    let asked = match arguments.guideline.len() {
        0 => &loaded.chosen[..],
        given => &loaded.chosen[..given.min(loaded.chosen.len())],
    };
    let &[index] = asked else {
        return Err(Failure::new(
            "どのガイドラインの条項と比べるかを、`--guideline` に ID かファイルで1つ指定してください。",
            "name the one guideline to compare with: --guideline ID or FILE",
        ));
    };
    let guideline = loaded.guidelines.get(index);
    let matcher = Matcher::with(guideline, loaded.thesaurus.clone());
    let id = |clause| {
        guideline
            .clause(clause)
            .map_or("", |clause| clause.id.as_str())
    };
    let label = |clause| {
        let known = guideline.clause(clause);
        known.map_or_else(String::new, |clause| clause.display_label())
    };
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut verdict = Verdict::Passed;
    let mut input = open(options.file.as_deref())?;
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(options, error))? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Statement { id: name, text } = match serde_json::from_slice(&line) {
            Ok(statement) => statement,
            Err(error) => {
                verdict = Verdict::Found;
                terminal.note(&wrong_line(number, &error));
                continue;
            }
        };
        let ranked = matcher.rank(&text, options.limit.into());
        let first = ranked.first().map(|found| found.clause);
        let answer = Answer {
            id: name,
            ranked: ranked.iter().map(|found| id(found.clause)).collect(),
            labels: ranked.iter().map(|found| label(found.clause)).collect(),
            scores: ranked.iter().map(|found| found.score).collect(),
            linked: ranked
                .iter()
                .filter(|found| found.is_link())
                .map(|found| id(found.clause))
                .collect(),
            words: first.map_or_else(Vec::new, |clause| matcher.words(&text, clause)),
        };
        let written = serde_json::to_writer(&mut output, &answer)
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"));
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(verdict),
            result => result.map_err(|error| Failure::output(&error))?,
        }
    }
    match output.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(verdict),
        result => result
            .map(|()| verdict)
            .map_err(|error| Failure::output(&error)),
    }
}

fn open(file: Option<&Path>) -> Result<Box<dyn BufRead>, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        None => Ok(Box::new(io::stdin().lock())),
        Some(path) => match File::open(path) {
            Ok(file) => Ok(Box::new(BufReader::new(file))),
            Err(error) => Err(Failure::unreadable(&Unreadable::Io(path.into(), error))),
        },
    }
}

fn unreadable(options: &Rank, error: io::Error) -> Failure {
    let path = options.file.as_deref().unwrap_or(Path::new("-"));
    Failure::unreadable(&Unreadable::Io(path.into(), error))
}

fn wrong_line(number: u64, error: &serde_json::Error) -> Message {
    Message::new(
        format!(
            "{number}行目: 読み飛ばしました。{{\"id\": …, \"text\": \"…\"}} の形の JSON が必要です（{error}）"
        ),
        format!(
            "line {number}: skipped; it takes JSON of the form {{\"id\": …, \"text\": \"…\"}} ({error})"
        ),
    )
}
