//! `shishin import`: how a guideline file is understood, or the same in another form.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::{Value, json};

use super::arguments::{Import, ImportFormat};
use super::clause_page::heading;
use super::json::to_text;
use super::report::Source;
use super::terminal::{Terminal, printable_line};
use super::{Failure, Verdict, text, write_new};
use crate::assistance::clause_page::partial_note;
use crate::finding::Severity;
use crate::guideline::{self, Clause, ClauseIndex, Completeness, Guideline, Modality, Problem};
use crate::locale::Locale;
use crate::workspace::configuration::Limits;
use crate::workspace::{fallback_id, read_text};

/// Runs the command.
///
/// # Errors
/// When the file is no guideline, or the output's file is there already.
pub fn run(options: &Import, terminal: Terminal) -> Result<Verdict, Failure> {
    // A guideline that was named on purpose may be larger than a document.
    let limit = 16 * Limits::default().file_size;
    let source = read_text(&options.file, limit).map_err(|error| Failure::unreadable(&error))?;
    let (guideline, problems) = guideline::read(&source, &fallback_id(&options.file));
    show_problems(options, source, &problems, terminal);
    let Some(guideline) = guideline else {
        let shown = options.file.display();
        return Err(Failure::new(
            format!(
                "{shown} をガイドラインとして読めません。番号の付いた見出しのある Markdown か、OSCAL カタログの JSON が必要です。"
            ),
            format!(
                "{shown} cannot be read as a guideline; it takes Markdown with numbered headings, or an OSCAL catalogue in JSON"
            ),
        ));
    };
    let output = match options.format {
        ImportFormat::Tree => tree(&guideline, terminal.locale),
        ImportFormat::Markdown => guideline::writer::to_markdown(&guideline),
        ImportFormat::Json => to_text(&as_json(&guideline)),
    };
    match &options.output {
        Some(path) => write_new(path, &output, options.force)?,
        None => terminal
            .print(&output)
            .map_err(|error| Failure::output(&error))?,
    }
    Ok(Verdict::Passed)
}

fn show_problems(options: &Import, source: String, problems: &[Problem], terminal: Terminal) {
    let source = Source::new(source);
    let path = options.file.display().to_string();
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

/// The head, the counts and the clauses, indented by depth.
fn tree(guideline: &Guideline, locale: Locale) -> String {
    let mut output = head(guideline, locale);
    for (position, clause) in guideline.clauses.iter().enumerate() {
        let index = ClauseIndex(u32::try_from(position).unwrap_or(u32::MAX));
        let indent = "  ".repeat(guideline.ancestors(index).count());
        let withdrawn = match (clause.withdrawn.is_some(), locale) {
            (false, _) => "",
            (true, Locale::Ja) => "（廃止）",
            (true, Locale::En) => " (withdrawn)",
        };
        let _ = writeln!(
            output,
            "{indent}{}{withdrawn}{}",
            heading(clause, locale),
            asking(clause, locale)
        );
    }
    output
}

fn head(guideline: &Guideline, locale: Locale) -> String {
    let ja = locale == Locale::Ja;
    let mut output = format!("{}\n", printable_line(&guideline.title));
    let mut line = |ja_name: &str, en_name: &str, value: Option<String>| {
        if let Some(value) = value {
            let name = if ja { ja_name } else { en_name };
            let _ = writeln!(output, "{name}: {}", printable_line(&value));
        }
    };
    line("ID", "id", Some(guideline.id.clone()));
    line("版", "edition", guideline.edition.clone());
    line("発行", "publisher", guideline.publisher.clone());
    line(
        "発行日",
        "published",
        guideline.published.map(|date| date.to_string()),
    );
    line(
        "旧版",
        "supersedes",
        (!guideline.supersedes.is_empty()).then(|| guideline.supersedes.join(", ")),
    );
    let completeness = match (&guideline.completeness, ja) {
        (Completeness::Whole, true) => "この版のすべての条項を収めています。".to_string(),
        (Completeness::Whole, false) => "It holds every clause of this edition.".to_string(),
        (Completeness::Unstated, true) => {
            "すべての条項を収めているかどうかは、書かれていません。".to_string()
        }
        (Completeness::Unstated, false) => {
            "The file does not say whether every clause is here.".to_string()
        }
        (Completeness::Partial { .. }, _) => partial_note(guideline, locale)
            .map(|note| printable_line(&note))
            .unwrap_or_default(),
    };
    let _ = writeln!(output, "{completeness}");
    let groups = guideline
        .clauses
        .iter()
        .filter(|clause| clause.group)
        .count();
    let clauses = guideline.clauses.len() - groups;
    let withdrawn = guideline
        .clauses
        .iter()
        .filter(|clause| clause.withdrawn.is_some())
        .count();
    let _ = match (ja, withdrawn) {
        (true, 0) => writeln!(output, "{clauses} 条項、{groups} グループ\n"),
        (true, _) => writeln!(
            output,
            "{clauses} 条項（うち廃止 {withdrawn}）、{groups} グループ\n"
        ),
        (false, 0) => writeln!(output, "{clauses} clauses in {groups} groups\n"),
        (false, _) => writeln!(
            output,
            "{clauses} clauses ({withdrawn} withdrawn) in {groups} groups\n"
        ),
    };
    output
}

/// How many requirements of each kind a clause has.
fn asking(clause: &Clause, locale: Locale) -> String {
    let count = |modality| {
        clause
            .requirements
            .iter()
            .filter(|one| one.modality == modality)
            .count()
    };
    let kinds = [
        (Modality::Must, "必須", "must"),
        (Modality::Should, "推奨", "should"),
        (Modality::May, "任意", "may"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .map(|(modality, ja, en)| (count(modality), if locale == Locale::Ja { ja } else { en }))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{name} {count}"))
        .collect();
    if counts.is_empty() {
        String::new()
    } else {
        format!("  [{}]", counts.join(", "))
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
