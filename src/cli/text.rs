//! Findings for people: each with the lines it stands on, what would mend it and what else
//! to look at; at the end where the guidelines stand.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use rustc_hash::FxHashMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::report::{Report, Reported, ReportedFile, Source};
use super::summary;
use super::terminal::{acts, printable, printable_line, wrapped};
use crate::finding::{Fix, Place as FindingPlace, Related, Severity};
use crate::guideline::ClauseReference;
use crate::locale::Locale;

/// How many lines of a long range are shown; of a longer one, its first line.
const LINES: usize = 4;

/// More findings than this that say the same of one document are shortened.
const ALIKE: usize = 5;

/// How many of them are shown.
const SHOWN_OF_ALIKE: usize = 3;

/// How many lines are named where the others stand.
const LINES_NAMED: usize = 10;

/// How many columns of a line are no text: its number, and what stands for what is left out.
const MARGIN: usize = 16;

/// How many characters of a clause's text are shown beside a finding.
const CLAUSE_TEXT: usize = 160;

/// How many columns stand before the words of a help or note: the line's number, `= note: `.
const BEFORE_NOTES: usize = 14;

/// The whole output. Where a terminal `watches`, no line is longer than it is wide.
pub fn render(
    report: &Report<'_>,
    colored: bool,
    width: usize,
    watches: bool,
    quiet: bool,
) -> String {
    let renderer = if colored {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let writer = Writer {
        report,
        renderer: renderer.term_width(width).decor_style(DecorStyle::Ascii),
        width,
        watches,
    };
    let mut output = String::new();
    for file in &report.files {
        writer.file(file, &mut output);
    }
    if !quiet {
        output.push_str(&summary::render(report, colored));
    }
    output
}

struct Writer<'a> {
    report: &'a Report<'a>,
    renderer: Renderer,
    /// How many columns a line may take.
    width: usize,
    /// A terminal shows the output, and would break long lines anywhere.
    watches: bool,
}

impl Writer<'_> {
    /// The findings of a file. Of many that say the same, as in a skeleton that is still to be
    /// filled in, the first are shown and the others counted.
    fn file(&self, file: &ReportedFile<'_>, output: &mut String) {
        let mut alike: FxHashMap<(&str, &str), Vec<u32>> = FxHashMap::default();
        for reported in &file.findings {
            let line = file.source.position(reported.finding.range.start).line;
            alike.entry(self.said(reported)).or_default().push(line);
        }
        let mut shown: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for reported in &file.findings {
            let lines = &alike[&self.said(reported)];
            let count = shown.entry(self.said(reported)).or_default();
            *count += 1;
            if lines.len() > ALIKE && *count > SHOWN_OF_ALIKE {
                continue;
            }
            output.push_str(&self.finding(file, reported));
            output.push_str("\n\n");
            if lines.len() > ALIKE && *count == SHOWN_OF_ALIKE {
                output.push_str(&self.others(&lines[SHOWN_OF_ALIKE..]));
            }
        }
    }

    /// The rule and what it says.
    fn said<'r>(&self, reported: &'r Reported<'_>) -> (&'r str, &'r str) {
        let message = &reported.finding.message;
        (
            &reported.finding.rule,
            message.in_locale(self.report.locale),
        )
    }

    fn others(&self, lines: &[u32]) -> String {
        let count = lines.len();
        let named: Vec<String> = lines.iter().take(LINES_NAMED).map(u32::to_string).collect();
        let more = if count > LINES_NAMED { "…" } else { "" };
        match self.report.locale {
            Locale::Ja => format!(
                "  同じ指摘がこの文書にほかに {count} 件あります（{}{more} 行目）。\n\n",
                named.join("、")
            ),
            Locale::En => format!(
                "  {count} more of the same in this document (lines {}{more}).\n\n",
                named.join(", ")
            ),
        }
    }

    /// A text on lines that fit behind `before` columns.
    fn wrapped(&self, text: &str, before: usize) -> String {
        if !self.watches {
            return text.to_owned();
        }
        wrapped(text, self.width.saturating_sub(before).max(MARGIN))
    }

    fn finding(&self, file: &ReportedFile<'_>, reported: &Reported<'_>) -> String {
        let finding = reported.finding;
        let locale = self.report.locale;
        let before = severity_name(finding.severity, locale).width() + finding.rule.len() + 4;
        let message = printable_line(finding.message.in_locale(locale));
        let title = level(finding.severity, locale)
            .primary_title(self.wrapped(&message, before))
            .id(finding.rule.to_string());
        let mut main = if file.source.text.is_empty() {
            title.element(annotate_snippets::Origin::path(printable_line(&file.path)))
        } else {
            let place = Place {
                source: file.source,
                path: &file.path,
                range: &finding.range,
            };
            title.element(excerpt(place, self.width))
        };
        if let Some(help) = &finding.help {
            let help = printable(help.in_locale(locale));
            let help = self.wrapped(&help, BEFORE_NOTES);
            main = main.element(named(Level::HELP, locale).message(help));
        }
        // The help says in words what the fix would do; both would say it twice.
        for fix in finding
            .fixes
            .iter()
            .take(usize::from(finding.help.is_none()))
        {
            main = main.element(fix_level(locale).message(suggestion(file.source, fix, locale)));
        }
        let mut places = Vec::new();
        for related in &finding.related {
            match &related.place {
                FindingPlace::Clause(clause) => {
                    let is_its_own = finding.clause.is_none_or(|own| own == *clause);
                    let text = self.clause(*clause, related.message.in_locale(locale), is_its_own);
                    let text = self.wrapped(&text, BEFORE_NOTES);
                    main = main.element(named(Level::NOTE, locale).message(text));
                }
                FindingPlace::Here(range) => {
                    let place = Place {
                        source: file.source,
                        path: &file.path,
                        range,
                    };
                    places.push(self.place(place, related));
                }
                FindingPlace::Document(index, range) => {
                    let path = &self.report.outcome.documents[index.0 as usize].path;
                    let path = self.report.shown_path(path);
                    let source = self.report.sources.document(*index);
                    places.push(self.place(
                        Place {
                            source,
                            path: &path,
                            range,
                        },
                        related,
                    ));
                }
            }
        }
        let groups: Vec<Group<'_>> = std::iter::once(main).chain(places).collect();
        let shown = self.renderer.render(&groups);
        match file.source.text.is_empty() {
            // Without line numbers beside it, the place would stand further left than others.
            true => shown.replace('\n', "\n "),
            false => shown,
        }
    }

    fn place<'g>(&self, place: Place<'_>, related: &Related) -> Group<'g> {
        let locale = self.report.locale;
        let message = printable_line(related.message.in_locale(locale));
        let message = self.wrapped(&message, BEFORE_NOTES);
        Group::with_title(named(Level::NOTE, locale).secondary_title(message))
            .element(excerpt(place, self.width))
    }

    /// A clause: why it is shown, whose it is, and the beginning of its text; of one that the
    /// finding is not about itself, only its title.
    fn clause(&self, reference: ClauseReference, why: &str, is_its_own: bool) -> String {
        let guidelines = &self.report.outcome.guidelines;
        let clause = guidelines.clause(reference);
        let guideline = guidelines.get(reference.guideline);
        let why = printable_line(why);
        // The reason may name the clause already; once is enough.
        let heading = [clause.label.as_deref().unwrap_or_default(), &clause.title]
            .into_iter()
            .filter(|part| !why.contains(*part))
            .collect::<Vec<_>>()
            .join(" ");
        let heading = printable_line(&heading);
        if !is_its_own {
            let names_it = clause
                .label
                .as_deref()
                .is_some_and(|label| why.contains(label));
            let shown = if names_it {
                format!("{why} {heading}")
            } else {
                heading
            };
            return shown.trim_end().to_string();
        }
        let text = if clause.text.trim().is_empty() {
            clause
                .requirements
                .iter()
                .map(|requirement| requirement.text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            clause.text.clone()
        };
        let mut lines = vec![
            why,
            format!("{} {heading}", printable_line(&guideline.name()))
                .trim_end()
                .to_string(),
        ];
        // A spreadsheet gives no more than the title.
        if !text.trim().is_empty() && text.trim() != clause.title.trim() {
            lines.push(shortened(&printable_line(&plain(&text)), CLAUSE_TEXT));
        }
        lines.dedup();
        lines.join("\n")
    }
}

/// A place in a file.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The file's text.
    pub source: &'a Source,
    /// Its path as shown.
    pub path: &'a str,
    /// Bytes of the text.
    pub range: &'a std::ops::Range<usize>,
}

/// A message and the lines it stands on, without colours.
pub fn short(
    place: Place<'_>,
    severity: Severity,
    rule: &str,
    message: &str,
    locale: Locale,
    width: usize,
) -> String {
    let title = level(severity, locale)
        .primary_title(printable_line(message))
        .id(printable_line(rule));
    let group = title.element(excerpt(place, width));
    Renderer::plain()
        .term_width(width)
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// The lines on which a range stands, with the range marked. Only those lines are handed to
/// the renderer, which would otherwise go through the whole text for every finding.
///
/// A mark that is wider than the terminal ends where the line does.
fn excerpt<'g>(place: Place<'_>, width: usize) -> Snippet<'g, annotate_snippets::Annotation<'g>> {
    let Place {
        source,
        path,
        range,
    } = place;
    let mut range = source.clamp(range);
    let mut lines = source.lines_of(&range);
    let text = source.text.get(lines.clone()).unwrap_or_default();
    if text.lines().count() > LINES {
        let first = source.lines_of(&(range.start..range.start));
        range.end = first.end.max(range.start);
        lines = first;
    }
    let text = source.text.get(lines.clone()).unwrap_or_default();
    range.end = marked_end(&source.text, &range, width.saturating_sub(MARGIN));
    let marked = range.start - lines.start..range.end - lines.start;
    Snippet::source(visible(text))
        .path(printable_line(path))
        .line_start(source.position(lines.start).line as usize)
        .annotation(AnnotationKind::Primary.span(marked))
}

/// The end of a range, or the place in it up to which it takes so many columns.
fn marked_end(text: &str, range: &std::ops::Range<usize>, columns: usize) -> usize {
    let mut taken = 0;
    let marked = text.get(range.clone()).unwrap_or_default();
    for (at, character) in marked.char_indices() {
        taken += UnicodeWidthChar::width(character).unwrap_or(0);
        if taken > columns {
            return range.start + at;
        }
    }
    range.end
}

/// A text with the characters that a terminal acts on replaced by others of the same number of
/// bytes, so that ranges still fit.
fn visible(text: &str) -> String {
    let replace = |character: char| match character {
        _ if !acts(character) || character == '\r' => character,
        _ => match character.len_utf8() {
            1 => '?',
            2 => '·',
            _ => '\u{fffd}',
        },
    };
    text.chars().map(replace).collect()
}

fn suggestion(source: &Source, fix: &Fix, locale: Locale) -> String {
    let title = printable_line(fix.title.in_locale(locale));
    match fix.edits.as_slice() {
        [edit] if !edit.new_text.trim().is_empty() && !edit.new_text.trim().contains('\n') => {
            let old = printable_line(source.text.get(edit.range.clone()).unwrap_or_default());
            let new = shortened(&printable_line(&edit.new_text), CLAUSE_TEXT);
            match old.is_empty() {
                true => format!("{title}: `{new}`"),
                false => format!("{title}: `{}` → `{new}`", shortened(&old, CLAUSE_TEXT)),
            }
        }
        _ => title,
    }
}

/// A text without the marks of its lists (`- a.`, `1\\.`): it is shown on one line.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("- ").unwrap_or(line).replace("\\.", ".")
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

fn level(severity: Severity, locale: Locale) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE,
    };
    level.with_name(severity_name(severity, locale))
}

/// A severity in words.
pub fn severity_name(severity: Severity, locale: Locale) -> &'static str {
    match (severity, locale) {
        (Severity::Error, Locale::Ja) => "エラー",
        (Severity::Warning, Locale::Ja) => "警告",
        (Severity::Information, Locale::Ja) => "情報",
        (Severity::Hint, Locale::Ja) => "ヒント",
        (Severity::Error, Locale::En) => "error",
        (Severity::Warning, Locale::En) => "warning",
        (Severity::Information, Locale::En) => "information",
        (Severity::Hint, Locale::En) => "hint",
    }
}

fn fix_level(locale: Locale) -> Level<'static> {
    Level::HELP.with_name(match locale {
        Locale::Ja => "修正案",
        Locale::En => "fix",
    })
}

fn named(level: Level<'static>, locale: Locale) -> Level<'static> {
    match locale {
        Locale::En => level,
        Locale::Ja if level == Level::HELP => level.with_name("対処"),
        Locale::Ja => level.with_name("補足"),
    }
}
