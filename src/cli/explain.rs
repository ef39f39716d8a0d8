//! `shishin explain`: a clause of a guideline, or the page of a rule.

use super::arguments::Arguments;
use super::clause_page;
use super::clauses::{Found, asked_guidelines, find, without_brackets};
use super::terminal::{Terminal, printable_line};
use super::{Failure, Verdict};
use crate::guideline::{GuidelineIndex, Guidelines};
use crate::locale::Locale;
use crate::rules;
use crate::workspace::{self, Project};

/// How many near names are shown for one that is not there.
const NEAREST: usize = 5;

/// Runs the command. Words that are one clause or rule together (別紙2 3.4-①-1) are one
/// subject, else each is its own.
///
/// # Errors
/// When nothing goes by that name.
pub fn run(
    words: &[String],
    arguments: &Arguments,
    project: &Project,
    terminal: Terminal,
) -> Result<Verdict, Failure> {
    let explain = |subject: &str| page(subject, arguments, project, terminal);
    let output = explain(&words.join(" ")).or_else(|failure| {
        if words.len() < 2 {
            return Err(failure);
        }
        let pages: Result<Vec<String>, Failure> = words.iter().map(|word| explain(word)).collect();
        // Where only some of the words are known, the whole was most likely meant.
        pages.map(|pages| pages.join("\n")).map_err(|_| failure)
    })?;
    terminal
        .print(&output)
        .map_err(|error| Failure::output(&error))?;
    Ok(Verdict::Passed)
}

fn page(
    subject: &str,
    arguments: &Arguments,
    project: &Project,
    terminal: Terminal,
) -> Result<String, Failure> {
    let subject = without_brackets(subject.trim());
    match rules::named(subject) {
        Some(rule) => Ok(format!("{}\n\n{}\n", rule.name, rule.page(terminal.locale))),
        None => clauses(subject, arguments, project, terminal),
    }
}

/// The pages of the clauses that the subject names.
fn clauses(
    subject: &str,
    arguments: &Arguments,
    project: &Project,
    terminal: Terminal,
) -> Result<String, Failure> {
    let loaded = workspace::load_guidelines(project, &arguments.guideline).map_err(Failure)?;
    let guidelines = &loaded.guidelines;
    let (asked, rest) = asked_guidelines(subject, guidelines);
    let searched: Vec<GuidelineIndex> = match (asked.is_empty(), arguments.guideline.len()) {
        (false, _) => asked,
        (true, 0) => guidelines.iter().map(|(index, _)| index).collect(),
        (true, given) => loaded.chosen.iter().copied().take(given).collect(),
    };
    let found = find(rest, &searched, guidelines);
    if found.clauses.is_empty() {
        let suggests = loaded.chosen.is_empty();
        return Err(not_found(
            subject, rest, &found, &searched, guidelines, suggests,
        ));
    }
    let mut output = String::new();
    if found.clauses.len() > 1 {
        output.push_str(&match terminal.locale {
            Locale::Ja => format!(
                "「{}」に当たる条項は {} 件あります。`ガイドライン名:番号` または `--guideline` で一つに絞れます。\n\n",
                printable_line(subject),
                found.clauses.len()
            ),
            Locale::En => format!(
                "{} clauses go by \"{}\"; choose one with `guideline:number` or --guideline.\n\n",
                found.clauses.len(),
                printable_line(subject)
            ),
        });
    }
    let pages = found.clauses.iter().map(|reference| {
        let guideline = guidelines.get(reference.guideline);
        clause_page::render(
            guideline,
            reference.clause,
            terminal.locale,
            terminal.is_colored(),
        )
    });
    output.push_str(&pages.collect::<Vec<_>>().join("\n"));
    Ok(output)
}

fn not_found(
    subject: &str,
    rest: &str,
    found: &Found,
    searched: &[GuidelineIndex],
    guidelines: &Guidelines,
    suggests_a_guideline: bool,
) -> Failure {
    let names: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    let nearest_rule = workspace::configuration::nearest(subject, &names).map(str::to_string);
    let nearest: Vec<String> = nearest_rule
        .into_iter()
        .chain(found.nearest.iter().map(|reference| {
            let clause = guidelines.clause(*reference);
            let id = &guidelines.get(reference.guideline).id;
            format!("{id}:{}", clause.label.as_ref().unwrap_or(&clause.id))
        }))
        .take(NEAREST)
        .collect();
    let ids: Vec<&str> = searched
        .iter()
        .map(|index| guidelines.get(*index).id.as_str())
        .collect();
    let (subject, ids) = (if rest.is_empty() { subject } else { rest }, ids.join(", "));
    let (near_ja, near_en) = match nearest.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!("\n近いもの: {}", nearest.join("、")),
            format!("\nnear it: {}", nearest.join(", ")),
        ),
    };
    let (more_ja, more_en) = match suggests_a_guideline {
        true => (
            "\nほかのガイドラインの条項であれば、`--guideline ファイル` で指定してください。",
            "\nfor a clause of another guideline, name its file with --guideline",
        ),
        false => ("", ""),
    };
    Failure::new(
        format!(
            "「{subject}」という条項も規則も見つかりません（探したガイドライン: {ids}）。{near_ja}{more_ja}"
        ),
        format!(
            "there is neither a clause nor a rule \"{subject}\" (looked in {ids}){near_en}{more_en}"
        ),
    )
}
