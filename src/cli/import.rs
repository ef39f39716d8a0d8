//! `shishin import`: how a guideline file is understood, or the same in another form.

use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::arguments::{Import, ImportFormat};
use super::guideline_page;
use super::json::to_text;
use super::report::Source;
use super::terminal::Terminal;
use super::{Failure, Verdict, text, write_new};
use crate::finding::Severity;
use crate::guideline::{self, ClauseIndex, Guideline, Problem};
use crate::locale::Message;
use crate::workspace::configuration::Limits;
use crate::workspace::{Digests, GuidelineFiles};

/// Runs the command.
///
/// # Errors
/// When the file is no guideline, or the output's file is there already.
pub fn run(options: &Import, terminal: Terminal) -> Result<Verdict, Failure> {
    if let Some(guideline) = built_in(&options.file) {
        return put(vec![guideline], options, terminal);
    }
    // A guideline that was named on purpose may be larger than a document.
    let limit = 16 * Limits::default().file_size;
    let files = GuidelineFiles {
        root: Path::new(""),
        limit,
        open: &|_| None,
        digests: Digests::default(),
    };
    let found = files
        .read(&options.file, &options.file)
        .map_err(|message| Failure::new(message.ja, message.en))?;
    for file in found.files {
        for note in &file.notes {
            let (path, note) = (file.path.display(), note.in_locale(terminal.locale));
            // Nobody can be told that telling failed.
            let _ = writeln!(std::io::stderr(), "{path}: {note}");
        }
        show_problems(&file.path, file.text, &file.problems, terminal);
    }
    if found.guidelines.is_empty() {
        let shown = options.file.display();
        return Err(Failure::new(
            format!(
                "{shown} をガイドラインとして読めません。番号の付いた見出しのある Markdown、番号の列のある Excel ブック・CSV、OSCAL のカタログかプロファイルの JSON のいずれかが必要です。"
            ),
            format!(
                "{shown} cannot be read as a guideline; it takes Markdown with numbered headings, a workbook or sheet with a column of numbers, or an OSCAL catalogue or profile in JSON"
            ),
        ));
    }
    let guidelines = found.guidelines.into_iter();
    put(
        guidelines.map(|(guideline, _)| guideline).collect(),
        options,
        terminal,
    )
}

/// The built-in guideline with this id, unless there is a file of that name.
fn built_in(named: &Path) -> Option<Guideline> {
    let id = named.to_str().filter(|_| !named.exists())?;
    let (id, text) = guideline::builtin::all()
        .iter()
        .find(|(known, _)| *known == id)?;
    Some(guideline::published::read(text, id).0)
}

fn put(
    guidelines: Vec<Guideline>,
    options: &Import,
    terminal: Terminal,
) -> Result<Verdict, Failure> {
    let outputs: Vec<String> = guidelines
        .iter()
        .map(|guideline| match options.format {
            ImportFormat::Tree => {
                guideline_page::render(guideline, terminal.locale, terminal.is_colored())
            }
            ImportFormat::Markdown => {
                guideline::writer::to_markdown(&guideline.without_deselected())
            }
            ImportFormat::Json => to_text(&as_json(&guideline.without_deselected())),
        })
        .collect();
    let output = outputs.join("\n");
    if options.format == ImportFormat::Markdown {
        for (guideline, output) in guidelines.iter().zip(&outputs) {
            say_what_is_lost(&guideline.without_deselected(), output, terminal);
        }
    }
    if let Some(path) = &options.output
        && is_same_file(path, &options.file)
    {
        let path = path.display();
        return Err(Failure::new(
            format!("{path} は読み込むファイルそのものです。別の名前で書き出してください。"),
            format!("{path} is the file that is read; write to another one"),
        ));
    }
    match &options.output {
        Some(path) => write_new(path, &output, options.force)?,
        None => terminal
            .print(&output)
            .map_err(|error| Failure::output(&error))?,
    }
    Ok(Verdict::Passed)
}

/// Says which clauses would not be read back from what is written as they were.
fn say_what_is_lost(guideline: &Guideline, written: &str, terminal: Terminal) {
    const SHOWN: usize = 8;
    let (again, _) = guideline::published::read(written, &guideline.id);
    let lost = guideline::writer::lost(guideline, &again);
    if lost.is_empty() {
        return;
    }
    let names: Vec<&str> = { lost.iter().take(SHOWN) }
        .map(|clause| clause.label.as_deref().unwrap_or(&clause.id))
        .collect();
    let (ja, en) = match lost.len() > SHOWN {
        true => (" ほか", " and others"),
        false => ("", ""),
    };
    terminal.note(&Message::new(
        format!(
            "{} 条項は、書き出した Markdown から元のとおりに読み戻せません。確かめて直してください: {}{ja}",
            lost.len(),
            names.join("、")
        ),
        format!(
            "clauses that are not read back from the Markdown as they were, to be looked at and mended ({}): {}{en}",
            lost.len(),
            names.join(", ")
        ),
    ));
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let [one, other] = [one, other].map(Path::canonicalize);
    matches!((one, other), (Ok(one), Ok(other)) if one == other)
}

fn show_problems(path: &Path, source: String, problems: &[Problem], terminal: Terminal) {
    let source = Source::new(source);
    let path = path.display().to_string();
    for problem in problems {
        let severity =
            crate::rules::named(problem.rule).map_or(Severity::Error, |rule| rule.severity);
        let place = text::Place {
            source: &source,
            path: &path,
            range: &problem.range,
        };
        let message = problem.message.in_locale(terminal.locale);
        let shown = text::short(
            place,
            severity,
            problem.rule,
            message,
            terminal.locale,
            terminal.width(),
        );
        // Nobody can be told that telling failed.
        let _ = writeln!(std::io::stderr(), "{shown}\n");
    }
}

fn as_json(guideline: &Guideline) -> Value {
    let id_of = |index: &ClauseIndex| guideline.clause(*index).map(|clause| clause.id.as_str());
    let clauses: Vec<Value> = guideline
        .clauses
        .iter()
        .map(|clause| {
            let requirements: Vec<Value> = clause
                .requirements
                .iter()
                .map(|one| json!({
                    "label": one.label,
                    "text": one.text,
                    "modality": one.modality,
                    "paraphrased": one.paraphrased,
                }))
                .collect();
            json!({
                "id": clause.id,
                "label": clause.label,
                "title": clause.title,
                "parent": clause.parent.as_ref().and_then(id_of),
                "group": clause.group,
                "text": clause.text,
                "guidance": clause.guidance,
                "requirements": requirements,
                "parameters": clause.parameters.iter().map(|one| json!({ "id": one.id, "label": one.label })).collect::<Vec<_>>(),
                "withdrawn": clause.withdrawn.as_ref().map(|one| json!({ "movedTo": one.moved_to })),
                "responsibility": clause.responsibility,
                "serviceModels": clause.service_models,
                "needsAgreement": clause.needs_agreement,
                "upstream": clause.upstream,
                "source": clause.provenance.source,
            })
        })
        .collect();
    json!({
        "version": 1,
        "id": guideline.id,
        "title": guideline.title,
        "edition": guideline.edition,
        "publisher": guideline.publisher,
        "published": guideline.published.map(|date| date.to_string()),
        "language": guideline.language,
        "clauses": clauses,
    })
}
