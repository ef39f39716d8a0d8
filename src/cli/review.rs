//! `shishin review`: which answers have changed since a person reviewed them, which nobody has
//! reviewed, and the record of it.

mod page;

use std::path::Path;

use super::arguments::{Arguments, Review as Options};
use super::clauses::{asked_guidelines, find, without_brackets};
use super::terminal::{Bar, Terminal};
use super::{Failure, Verdict, no_document, paths_or_here};
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::{Locale, Message};
use crate::review::{Lock, Reviewed, State};
use crate::workspace::{self, CheckedFile, Knowledge, LOCK_NAME, Project, ReviewedLink};
use page::Shown;

/// The project, where nothing says yet which folder that is, from the current folder down: a record
/// that is begun for a folder in it will have to hold the others.
pub fn rooted(project: Project) -> Project {
    let settled = project.file.is_some() || workspace::lock_path(&project).is_file();
    match std::env::current_dir() {
        Ok(here) if !settled && project.root.starts_with(&here) => Project {
            root: here,
            ..project
        },
        _ => project,
    }
}

/// Runs the command.
///
/// # Errors
/// When the run itself fails: no document, a clause that is not there, a lock file that cannot be
/// read or written.
pub fn run(
    arguments: &Arguments,
    options: &Options,
    project: &Project,
    terminal: Terminal,
) -> Result<Verdict, Failure> {
    let loaded = workspace::load_guidelines(project, &arguments.guideline).map_err(Failure)?;
    let today = options.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let (lock, about_lock) = workspace::read_lock(project, &|_| None);
    if !lock.is_writable() {
        return Err(unusable(about_lock.as_ref()));
    }
    let knowledge = Knowledge::new(project, loaded.guidelines, loaded.chosen, today)
        .with_thesaurus(loaded.thesaurus);
    let wanted = wanted(&options.clause, &knowledge.guidelines)?;
    let bar = Bar::new(false);
    let paths = paths_or_here(&options.paths);
    let review = workspace::review(project, &paths, &loaded.given, &knowledge, &lock, &bar);
    bar.clear();
    let review = review.map_err(|error| Failure::unreadable(&error))?;
    let found = review.documents.len() + review.unreadable.len() + review.outside.len();
    if found == 0 {
        return Err(no_document(&options.paths, project));
    }
    let shown = Shown {
        review: &review,
        guidelines: &knowledge.guidelines,
        wanted: wanted.as_deref(),
        suspect: options.suspect,
        has_lock: lock.exists(),
        locale: terminal.locale,
    };
    for path in &review.outside {
        terminal.note(&outside(path, project));
    }
    for error in &review.unreadable {
        let (message, _) = error.message();
        let path = error.path().display();
        terminal.note(&Message::new(
            format!("{path}: {}", message.ja),
            format!("{path}: {}", message.en),
        ));
    }
    for problem in &lock.problems {
        terminal.note(&about_line(&lock, problem));
    }
    if options.accept {
        let accepted = accept(&shown, options, &lock, project, today)?;
        terminal
            .print(&accepted)
            .map_err(|error| Failure::output(&error))?;
        return Ok(Verdict::Passed);
    }
    terminal
        .print(&shown.page())
        .map_err(|error| Failure::output(&error))?;
    let suspect = shown.count(|link| matches!(link.judged.state, State::Suspect { .. }));
    Ok(match suspect == 0 && lock.problems.is_empty() {
        true => Verdict::Passed,
        false => Verdict::Found,
    })
}

/// A document of which no review can be kept.
fn outside(path: &Path, project: &Project) -> Message {
    let (path, root) = (path.display(), project.root.display());
    Message::new(
        format!("{path}: プロジェクトのフォルダー {root} の外にあるため、見直しを記録できません"),
        format!(
            "{path}: lies outside of the project's folder {root}, so no review of it can be kept"
        ),
    )
}

/// What is wrong with a lock file that must not be touched.
fn unusable(about: Option<&CheckedFile>) -> Failure {
    let finding = about.and_then(|file| file.findings.first());
    let (ja, en) = finding.map_or(("", ""), |finding| {
        (finding.message.ja.as_str(), finding.message.en.as_str())
    });
    Failure::new(format!("{LOCK_NAME}: {ja}"), format!("{LOCK_NAME}: {en}"))
}

/// A line of the lock file that could not be understood.
fn about_line(lock: &Lock, problem: &crate::review::Problem) -> Message {
    let line = lock.text()[..problem.range.start].matches('\n').count() + 1;
    let Message { ja, en } = &problem.message;
    let help = &problem.help;
    Message::new(
        format!("{LOCK_NAME}:{line}: {ja}。{}", help.ja),
        format!("{LOCK_NAME}:{line}: {en}; {}", help.en),
    )
}

/// The clauses that were named, each with all below it; `None` where none was.
fn wanted(
    named: &[String],
    guidelines: &Guidelines,
) -> Result<Option<Vec<ClauseReference>>, Failure> {
    if named.is_empty() {
        return Ok(None);
    }
    let mut wanted = Vec::new();
    for subject in named {
        let subject = without_brackets(subject.trim());
        let (asked, rest) = asked_guidelines(subject, guidelines);
        let searched = match asked.is_empty() {
            true => guidelines.iter().map(|(index, _)| index).collect(),
            false => asked,
        };
        let found = find(rest, &searched, guidelines).clauses;
        if found.is_empty() {
            return Err(Failure::new(
                format!(
                    "「{subject}」という条項は見つかりません。`shishin explain {subject}` が近いものを示します。"
                ),
                format!(
                    "there is no clause “{subject}”; `shishin explain {subject}` shows those near it"
                ),
            ));
        }
        wanted.extend(found);
    }
    Ok(Some(wanted))
}

/// Writes what is shown to the lock file, and says what that was.
fn accept(
    shown: &Shown<'_>,
    options: &Options,
    lock: &Lock,
    project: &Project,
    today: jiff::civil::Date,
) -> Result<String, Failure> {
    let outdated = |one: &Reviewed| !shown.suspect && shown.is_outdated(one);
    let wanted = |link: &ReviewedLink<'_>| shown.is_wanted(link);
    let acceptance = shown.review.acceptance(&wanted, &outdated, today);
    let edits = lock.edits(&acceptance);
    if edits.is_empty() {
        let nothing = (
            "見直し済みにする回答はありません。\n",
            "Nothing to record.\n",
        );
        return Ok(shown.locale.choose(nothing.0, nothing.1).to_string());
    }
    let count = shown.count(|link| shown.is_wanted(link));
    let is_chosen = options.all || !options.paths.is_empty() || !options.clause.is_empty();
    if !is_chosen {
        return Err(Failure::new(
            format!(
                "何を見直し済みにするかが指定されていません。`--accept 文書のパス` か `--accept --clause 条項` で選ぶか、`--accept --all` で {count} 件すべてを記録してください（何が対象になるかは、`--accept` を付けずに実行すると表示します）。"
            ),
            format!(
                "say what has been reviewed: `--accept PATH`, `--accept --clause CLAUSE`, or `--accept --all` for all ({}); without --accept they are shown",
                page::answers(count)
            ),
        ));
    }
    workspace::write_lock(project, &lock.edited(&edits))
        .map_err(|error| Failure::writing(&workspace::lock_path(project), &error))?;
    let replaced = acceptance.superseded.len();
    let (ja, en) = match replaced {
        0 => Default::default(),
        1 => (
            "（古い記録 1 行を置き換えました）".to_string(),
            " (replacing 1 old line)".to_string(),
        ),
        _ => (
            format!("（古い記録 {replaced} 行を置き換えました）"),
            format!(" (replacing {replaced} old lines)"),
        ),
    };
    let summary = match shown.locale {
        Locale::Ja => {
            format!("{count} 件の回答を見直し済みとして {LOCK_NAME} に記録しました{ja}。\n")
        }
        Locale::En => format!(
            "Recorded {} as reviewed in {LOCK_NAME}{en}.\n",
            page::answers(count)
        ),
    };
    Ok(shown.accepted() + &summary)
}
