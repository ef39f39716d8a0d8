//! `shishin review`: which answers have changed since a person reviewed them, which nobody has
//! reviewed, and the record of it.

use std::fmt::Write;
use std::path::Path;

use super::arguments::{Arguments, Review as Options};
use super::clauses::{asked_guidelines, find, without_brackets};
use super::report::with_slashes;
use super::terminal::{Bar, Terminal, printable_line};
use super::{Failure, Verdict, no_document, paths_or_here};
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::{Locale, Message};
use crate::review::{Lock, Reviewed, State, clause_key};
use crate::workspace::{
    self, CheckedFile, Knowledge, LOCK_NAME, Project, Review, ReviewedDocument, ReviewedLink,
};

/// How many characters are shown of an answer and of a clause.
const WORDS: usize = 120;

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
        let accepted = accept(&shown, &lock, project, today)?;
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
        format!("{path}: プロジェクトのフォルダー {root} の外にあるため、見直しを控えられません"),
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

/// What the run is about, and for whom.
struct Shown<'a> {
    review: &'a Review<'a>,
    guidelines: &'a Guidelines,
    /// `None` for all clauses.
    wanted: Option<&'a [ClauseReference]>,
    suspect: bool,
    has_lock: bool,
    locale: Locale,
}

impl Shown<'_> {
    /// Whether the run is about answers to a clause.
    fn is_about(&self, clause: ClauseReference) -> bool {
        let guideline = self.guidelines.get(clause.guideline);
        self.wanted.is_none_or(|wanted| {
            wanted.iter().any(|one| {
                *one == clause
                    || one.guideline == clause.guideline
                        && guideline.is_ancestor(one.clause, clause.clause)
            })
        })
    }

    fn is_wanted(&self, link: &ReviewedLink<'_>) -> bool {
        let is_open = match link.judged.state {
            State::Current(_) => false,
            State::Suspect { .. } => true,
            State::Unreviewed => !self.suspect,
        };
        is_open && self.is_about(link.judged.clause)
    }

    /// Whether a record of an answer that is gone is in question.
    fn is_outdated(&self, reviewed: &Reviewed) -> bool {
        let Some(wanted) = self.wanted else {
            return true;
        };
        let names = |clause: ClauseReference| {
            let key = clause_key(self.guidelines, clause, None);
            let rest = reviewed.clause.strip_prefix(&key);
            // Behind the clause's number one of its requirements may be named.
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        wanted.iter().any(|&clause| {
            let guideline = self.guidelines.get(clause.guideline);
            let below = guideline.descendants(clause.clause).into_iter();
            let mut below = below.map(|inner| ClauseReference {
                clause: inner,
                ..clause
            });
            names(clause) || below.any(names)
        })
    }

    fn count(&self, is: impl Fn(&ReviewedLink<'_>) -> bool) -> usize {
        let links = self.review.documents.iter().flat_map(|it| &it.links);
        links
            .filter(|link| self.is_about(link.judged.clause) && is(link))
            .count()
    }

    fn page(&self) -> String {
        let mut page = String::new();
        for document in &self.review.documents {
            self.document(document, &mut page);
        }
        self.summary(&mut page);
        page
    }

    fn document(&self, document: &ReviewedDocument<'_>, page: &mut String) {
        let links: Vec<&ReviewedLink<'_>> = document
            .links
            .iter()
            .filter(|link| self.is_wanted(link))
            .collect();
        let gone: Vec<&Reviewed> = document
            .gone
            .iter()
            .copied()
            .filter(|one| self.is_outdated(one))
            .collect();
        if links.is_empty() && gone.is_empty() {
            return;
        }
        let path = printable_line(&with_slashes(&document.path));
        // Writing to a string does not fail.
        if !self.has_lock {
            let _ = match self.locale {
                Locale::Ja => writeln!(page, "{path}: 見直していない回答 {} 件", links.len()),
                Locale::En => writeln!(page, "{path}: {} answers not reviewed", links.len()),
            };
            return;
        }
        let _ = writeln!(page, "{path}");
        for link in links {
            self.link(link, page);
        }
        for one in gone {
            let clause = printable_line(&one.clause);
            let _ = match self.locale {
                Locale::Ja => writeln!(page, "  - {clause}: 見直した回答がなくなっています"),
                Locale::En => writeln!(page, "  - {clause}: the reviewed answer is gone"),
            };
        }
        page.push('\n');
    }

    fn link(&self, link: &ReviewedLink<'_>, page: &mut String) {
        let clause = self.guidelines.clause(link.judged.clause);
        let name = printable_line(&clause.display_label());
        let (line, state) = (link.line, self.state(link));
        let _ = match self.locale {
            Locale::Ja => writeln!(page, "  {line}行目 {name}: {state}"),
            Locale::En => writeln!(page, "  line {line}, {name}: {state}"),
        };
        let State::Suspect {
            clause: changed, ..
        } = link.judged.state
        else {
            return;
        };
        if changed {
            let asked = match link.judged.requirement {
                Some(index) => clause.requirements.get(index).map(|asked| &asked.text),
                None => Some(&clause.text),
            };
            let asked = shortened(asked.map_or("", String::as_str));
            let head = self.locale.choose("今の条項", "the clause now");
            let _ = writeln!(page, "      {head}: {asked}");
        }
        let head = self.locale.choose("今の回答", "the answer now");
        let _ = writeln!(page, "      {head}: {}", shortened(&link.words));
    }

    fn state(&self, link: &ReviewedLink<'_>) -> String {
        let (ja, en) = match (link.judged.state, link.moved_from) {
            (_, Some(was)) => {
                let document = printable_line(&was.document);
                (
                    format!("見直した {document} から移っています"),
                    format!("moved from {document}, reviewed there"),
                )
            }
            (
                State::Suspect {
                    was,
                    clause,
                    statement,
                },
                _,
            ) => {
                let (ja, en) = match (clause, statement) {
                    (true, true) => ("条項の文言と回答が", "clause and answer have"),
                    (true, false) => ("条項の文言が", "the clause has"),
                    (false, _) => ("回答が", "the answer has"),
                };
                let (since_ja, since_en) = match was.date {
                    Some(day) => (format!("（{day}）"), format!(" of {day}")),
                    None => (String::new(), String::new()),
                };
                (
                    format!("見直し{since_ja}の後に{ja}変わっています"),
                    format!("{en} changed since the review{since_en}"),
                )
            }
            _ => ("まだ見直していません".into(), "not reviewed".into()),
        };
        match self.locale {
            Locale::Ja => ja,
            Locale::En => en,
        }
    }

    fn summary(&self, page: &mut String) {
        let suspect = self.count(|link| matches!(link.judged.state, State::Suspect { .. }));
        let current = self.count(|link| matches!(link.judged.state, State::Current(_)));
        let moved = self.count(|link| link.moved_from.is_some());
        let open = self.count(|link| link.judged.state == State::Unreviewed) - moved;
        let _ = match self.locale {
            Locale::Ja => writeln!(
                page,
                "要再見直し {suspect} 件、未見直し {open} 件、見直し済み {} 件",
                current + moved
            ),
            Locale::En => writeln!(
                page,
                "{suspect} to be reviewed again, {open} not reviewed, {} reviewed",
                current + moved
            ),
        };
        if suspect > 0 {
            // The record holds no words; whoever keeps it in version control has them there.
            let _ = writeln!(
                page,
                "{}",
                self.locale.choose(
                    "変わる前の言葉は、`git log -p 文書` のように文書とガイドラインの履歴で確かめてください。",
                    "What they said before is in the history of the documents and guidelines (`git log -p FILE`).",
                )
            );
        }
        let lost = self.review.lost.iter();
        let lost = lost.filter(|one| self.is_outdated(one)).count();
        if lost > 0 {
            let _ = match self.locale {
                Locale::Ja => writeln!(
                    page,
                    "文書が手元にない控えが {lost} 件あります。消した文書の分は {LOCK_NAME} から行を消してください。"
                ),
                Locale::En => writeln!(
                    page,
                    "{lost} records are of documents that are not here; delete their lines from {LOCK_NAME} where the document is gone for good."
                ),
            };
        }
        let hint = match (self.has_lock, suspect + open + moved > 0) {
            (_, false) => return,
            (true, true) => (
                "条項と読み合わせてから、`shishin review --accept` で見直し済みとして控えます。文書のパスや `--clause` で絞れます。",
                "Read them against their clauses, then record them with `shishin review --accept`; paths and --clause narrow it down.",
            ),
            (false, true) => (
                "まだ控えがありません。条項と読み合わせてから `shishin review --accept` を実行すると shishin.lock に控え、後で変わった回答と条項を知らせます。",
                "There is no record yet. Read the answers against their clauses; `shishin review --accept` then writes shishin.lock, and what changes later is reported.",
            ),
        };
        let _ = writeln!(page, "{}", self.locale.choose(hint.0, hint.1));
    }
}

/// Writes what is shown to the lock file.
fn accept(
    shown: &Shown<'_>,
    lock: &Lock,
    project: &Project,
    today: jiff::civil::Date,
) -> Result<String, Failure> {
    let outdated = |one: &Reviewed| !shown.suspect && shown.is_outdated(one);
    let wanted = |link: &ReviewedLink<'_>| shown.is_wanted(link);
    let acceptance = shown.review.acceptance(&wanted, &outdated, today);
    let edits = lock.edits(&acceptance);
    if !edits.is_empty() {
        workspace::write_lock(project, &lock.edited(&edits))
            .map_err(|error| Failure::writing(&workspace::lock_path(project), &error))?;
    }
    let count = acceptance.accepted.len();
    let replaced = acceptance.superseded.len();
    Ok(match (shown.locale, edits.is_empty()) {
        (Locale::Ja, true) => "見直し済みにする回答はありません。\n".to_string(),
        (Locale::En, true) => "Nothing to record.\n".to_string(),
        (Locale::Ja, false) => format!(
            "{count} 件の回答を見直し済みとして {LOCK_NAME} に書きました（古い控え {replaced} 行を除きました）。\n"
        ),
        (Locale::En, false) => format!(
            "Recorded {count} answers as reviewed in {LOCK_NAME} ({replaced} old lines removed).\n"
        ),
    })
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let line = printable_line(text);
    match line.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
