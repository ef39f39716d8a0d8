//! `shishin rank`: which clauses statements speak to, as JSON Lines in and out, so that anybody can
//! measure the matcher on statements of their own.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::arguments::{Arguments, Rank};
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::encoding;
use crate::locale::Message;
use crate::matching::Matcher;
use crate::workspace::{self, Project, Unreadable};

/// A line of the input. Keys that are not known are passed over.
#[derive(Deserialize)]
struct Statement<'a> {
    /// Anything that tells statements apart; given back as it is, to the last digit.
    #[serde(borrow)]
    id: &'a RawValue,
    text: Cow<'a, str>,
}

/// A line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a RawValue,
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
        if number == 1 && line.starts_with(MARK) {
            line.drain(..MARK.len());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if number == 1 {
            is_readable(options, &line)?;
        }
        let Statement { id: name, text } = match statement(&line) {
            Ok(statement) => statement,
            Err(reason) => {
                verdict = Verdict::Found;
                terminal.note(&wrong_line(number, &reason));
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

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Whether the input is UTF-8, by its first line: of one in another encoding no line can be read.
fn is_readable(options: &Rank, line: &[u8]) -> Result<(), Failure> {
    // UTF-16 has an empty byte beside each Latin letter.
    let at = match (std::str::from_utf8(line), memchr::memchr(0, line)) {
        (Err(error), _) => error.valid_up_to(),
        (Ok(_), Some(at)) => at,
        (Ok(_), None) => return Ok(()),
    };
    let path = options.file.as_deref().unwrap_or(Path::new("-"));
    let likely = encoding::likely(line);
    Err(Failure::unreadable(&Unreadable::NotUtf8(
        path.into(),
        at,
        likely,
    )))
}

/// The statement of a line.
///
/// # Errors
/// What is wrong with it, for its writer.
fn statement(line: &[u8]) -> Result<Statement<'_>, Message> {
    let value: Value = serde_json::from_slice(line).map_err(|error| {
        let column = error.column();
        Message::new(
            format!("{column}文字目から JSON として読めません"),
            format!("from character {column} on it is no JSON"),
        )
    })?;
    let Value::Object(keys) = &value else {
        return Err(Message::new(
            "オブジェクトではありません",
            "it is no object",
        ));
    };
    for (key, is_right) in [
        ("id", true),
        ("text", keys.get("text").is_some_and(Value::is_string)),
    ] {
        if !keys.contains_key(key) {
            return Err(Message::new(
                format!("「{key}」がありません"),
                format!("it has no `{key}`"),
            ));
        }
        if !is_right {
            return Err(Message::new(
                format!("「{key}」が文字列ではありません"),
                format!("its `{key}` is no text"),
            ));
        }
    }
    serde_json::from_slice(line)
        .map_err(|_| Message::new("同じキーが二度あります", "a key stands in it twice"))
}

fn wrong_line(number: u64, reason: &Message) -> Message {
    Message::new(
        format!(
            "{number}行目: 読み飛ばしました。{{\"id\": …, \"text\": \"…\"}} の形の JSON が必要です（{}）",
            reason.ja
        ),
        format!(
            "line {number}: skipped; it takes JSON of the form {{\"id\": …, \"text\": \"…\"}} ({})",
            reason.en
        ),
    )
}
