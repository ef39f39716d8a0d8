//! What `shishin review` shows: links by document, and how many there are of each kind.

use std::fmt::Write;

use crate::assistance::meanings::field_name;
use crate::cli::report::with_slashes;
use crate::cli::terminal::printable_line;
use crate::guideline::{ClauseReference, Guidelines};
use crate::locale::Locale;
use crate::review::{Reviewed, State, clause_key};
use crate::workspace::{LOCK_NAME, Review, ReviewedDocument, ReviewedLink};

/// How many characters are shown of an answer and of a clause: what has changed may stand anywhere.
const WORDS: usize = 400;

/// How many answers of a document are named when they are recorded.
const LISTED: usize = 20;

/// What the run is about, and for whom.
pub struct Shown<'a> {
    /// What came of it.
    pub review: &'a Review<'a>,
    /// The guidelines in play.
    pub guidelines: &'a Guidelines,
    /// The clauses that were asked about, each with all below it; `None` for all clauses.
    pub wanted: Option<&'a [ClauseReference]>,
    /// Whether only what has changed since a review is asked about.
    pub suspect: bool,
    /// Whether there is a record yet.
    pub has_lock: bool,
    /// The reader's language.
    pub locale: Locale,
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

    /// Whether a link is shown, and accepted where that is asked for.
    pub fn is_wanted(&self, link: &ReviewedLink<'_>) -> bool {
        let is_open = match link.judged.state {
            State::Current(_) => false,
            State::Suspect { .. } => true,
            State::Unreviewed => !self.suspect,
        };
        is_open && self.is_about(link.judged.clause)
    }

    /// Whether a record of an answer that is gone is in question.
    pub fn is_outdated(&self, reviewed: &Reviewed) -> bool {
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

    /// How many of the links that the run is about are of a kind.
    pub fn count(&self, is: impl Fn(&ReviewedLink<'_>) -> bool) -> usize {
        let links = self.review.documents.iter().flat_map(|it| &it.links);
        links
            .filter(|link| self.is_about(link.judged.clause) && is(link))
            .count()
    }

    /// All of it, for the terminal.
    pub fn page(&self) -> String {
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
                Locale::En => writeln!(page, "{path}: {} not reviewed", answers(links.len())),
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
            clause: clause_changed,
            statement: answer_changed,
            ..
        } = link.judged.state
        else {
            return;
        };
        // Both are shown, since they are to be read against each other; which changed is said.
        let now = self.locale.choose("（変更あり）", " (changed)");
        let head =
            |name: &'static str, changed| format!("{name}{}", if changed { now } else { "" });
        let asked = match link.judged.requirement {
            Some(index) => clause.requirements.get(index).map(|asked| &asked.text),
            None => Some(&clause.text),
        };
        let asked = shortened(asked.map_or("", String::as_str));
        let name = head(
            self.locale.choose("今の条項", "the clause now"),
            clause_changed,
        );
        if !asked.is_empty() {
            let _ = writeln!(page, "      {name}: {asked}");
        }
        let name = head(
            self.locale.choose("今の回答", "the answer now"),
            answer_changed,
        );
        let _ = writeln!(page, "      {name}: {}", shortened(&link.words));
        for (field, value) in &link.labels {
            let name = field_name(*field);
            let name = name.in_locale(self.locale);
            let _ = writeln!(page, "        {name}: {}", shortened(value));
        }
    }

    /// What is recorded as reviewed: by document, line and clause.
    pub fn accepted(&self) -> String {
        let mut page = String::new();
        for document in &self.review.documents {
            let links = document.links.iter().filter(|link| self.is_wanted(link));
            let links: Vec<&ReviewedLink<'_>> = links.collect();
            if links.is_empty() {
                continue;
            }
            let path = printable_line(&with_slashes(&document.path));
            let count = links.len();
            let _ = match self.locale {
                Locale::Ja => writeln!(page, "{path}: {count} 件"),
                Locale::En => writeln!(page, "{path}: {}", answers(count)),
            };
            for link in links.iter().take(LISTED) {
                let clause = self.guidelines.clause(link.judged.clause);
                let name = printable_line(&clause.display_label());
                let line = link.line;
                let _ = match self.locale {
                    Locale::Ja => writeln!(page, "  {line}行目 {name}"),
                    Locale::En => writeln!(page, "  line {line}, {name}"),
                };
            }
            let rest = count.saturating_sub(LISTED);
            if rest > 0 {
                let _ = match self.locale {
                    Locale::Ja => writeln!(page, "  ほか {rest} 件"),
                    Locale::En => writeln!(page, "  and {rest} more"),
                };
            }
        }
        page
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
                    "文書の見つからない記録が {lost} 件あります。消した文書の分は {LOCK_NAME} から行を消してください。"
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
                "条項と読み合わせた分を、`shishin review --accept 文書のパス` か `--accept --clause 条項` で見直し済みとして記録してください。`--accept --all` はすべてを記録します。",
                "Read them against their clauses, then record those with `shishin review --accept PATH` or `--accept --clause CLAUSE`; `--accept --all` records all of them.",
            ),
            (false, true) => (
                "まだ記録がありません。条項と読み合わせた分を `shishin review --accept 文書のパス` か `--accept --clause 条項` で見直し済みにすると、shishin.lock に記録し、後で変わった回答と条項を知らせます。`--accept --all` はすべてを記録します。",
                "There is no record yet. Read the answers against their clauses; `shishin review --accept PATH` or `--accept --clause CLAUSE` then writes shishin.lock, and what changes later is reported. `--accept --all` records all of them.",
            ),
        };
        let _ = writeln!(page, "{}", self.locale.choose(hint.0, hint.1));
    }
}

/// "1 answer", "2 answers".
pub fn answers(count: usize) -> String {
    match count {
        1 => "1 answer".to_string(),
        _ => format!("{count} answers"),
    }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let line = printable_line(text);
    match line.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
