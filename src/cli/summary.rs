//! What stands at the end of a check: where each guideline stands, how much was found, and
//! for a newcomer whose documents point at no clause yet, how to point at one.

use std::fmt::Write;

use super::report::Report;
use super::terminal::printable_line;
use super::text::severity_name;
use crate::assistance::clause_page::{counted, extent};
use crate::coverage::{Summary, binding_requirements};
use crate::finding::Severity;
use crate::guideline::{ClauseReference, Guideline, GuidelineIndex, Modality, builtin};
use crate::locale::Locale;

/// How many documents without answers are named.
const SILENT_NAMED: usize = 3;

const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// The summary. Writing to a `String` cannot fail, so results of `write!` are passed over.
pub fn render(report: &Report<'_>, colored: bool) -> String {
    let mut output = String::new();
    let documents = &report.outcome.documents;
    let linked: usize = documents
        .iter()
        .map(|document| document.linked_statements)
        .sum();
    let summaries = &report.outcome.summaries;
    for summary in summaries
        .iter()
        .filter(|summary| summary.declared || linked > 0)
    {
        guideline(&mut output, report, summary, colored);
    }
    // A document whose answers are all still to be written points at clauses, too.
    let answered = |summary: &Summary| summary.covered + summary.weak + summary.excluded > 0;
    // Where a guideline could not be read, nothing can point at its clauses.
    let unread = ["invalid-configuration", "invalid-guideline"];
    let is_unread = { report.outcome.other.iter() }
        .flat_map(|file| &file.findings)
        .any(|finding| unread.contains(&&*finding.rule) && finding.severity == Severity::Error);
    let points_nowhere = !documents.is_empty() && linked == 0;
    let is_newcomer = points_nowhere && !is_unread && !summaries.iter().any(answered);
    if is_newcomer {
        newcomer(&mut output, report);
    }
    counts(&mut output, report, colored);
    if !is_newcomer {
        silent(&mut output, report);
    }
    output
}

fn guideline(output: &mut String, report: &Report<'_>, summary: &Summary, colored: bool) {
    let guideline = report.outcome.guidelines.get(summary.guideline);
    let name = printable_line(&guideline.name());
    let name = if colored {
        format!("{BOLD}{name}{BOLD:#}")
    } else {
        name
    };
    let counted = match (report.locale, summary.requirements) {
        // Headings alone ask nothing: counts of nought would look like a bad mark.
        (Locale::Ja, 0) if holds_requirements(guideline) => {
            "文書が触れた条項そのものに要求事項がないため、件数は数えていません。".to_string()
        }
        (Locale::En, 0) if holds_requirements(guideline) => {
            "The clauses that documents speak to have no requirements themselves, so none are counted.".to_string()
        }
        (Locale::Ja, 0) => "要求事項の本文を収めていないため、件数は数えていません。".to_string(),
        (Locale::En, 0) => {
            "The catalogue holds no text of requirements, so none are counted.".to_string()
        }
        (locale, _) => counted(summary, locale),
    };
    let _ = writeln!(output, "{name}\n  {counted}");
    unnumbered(output, report, summary);
    if !summary.declared {
        let _ = match report.locale {
            Locale::Ja => writeln!(output, "  （文書が触れている要求事項だけを数えています）"),
            Locale::En => writeln!(
                output,
                "  (only requirements that a document speaks to are counted)"
            ),
        };
    }
    if summary.requirements > 0 && holds_titles_alone(guideline) {
        let _ = match report.locale {
            Locale::Ja => writeln!(
                output,
                "  （条項の題名だけを収めているため、題名を1件ずつ数えています）"
            ),
            Locale::En => writeln!(
                output,
                "  (the catalogue holds titles alone; each is counted as one)"
            ),
        };
    }
    for note in extent(guideline, report.locale) {
        let _ = writeln!(output, "  {}", printable_line(&note));
    }
}

/// How many clauses have no number, so that nobody is asked for them, and how many of them are answered by their
/// titles.
fn unnumbered(output: &mut String, report: &Report<'_>, summary: &Summary) {
    let all = summary.unnumbered;
    if all == 0 {
        return;
    }
    let guidelines = &report.outcome.guidelines;
    let is_answered = |clause: &&ClauseReference| {
        let known = guidelines.clause(**clause);
        known.label.is_none() && binding_requirements(known).next().is_some()
    };
    let answered = { summary.clauses.iter() }.filter(is_answered).count();
    let _ = match report.locale {
        Locale::Ja => writeln!(
            output,
            "  番号のない {all} 条項は、この件数に入れず、答えがなくても指摘しません（題を挙げて答えているもの {answered}）"
        ),
        Locale::En => {
            let (clauses, they) = if all == 1 {
                ("clause has", "it is")
            } else {
                ("clauses have", "they are")
            };
            writeln!(
                output,
                "  {all} {clauses} no number: {they} not counted and never asked for ({answered} answered by title)"
            )
        }
    };
}

/// Whether a guideline's file holds what its clauses ask.
fn holds_requirements(guideline: &Guideline) -> bool {
    let mut clauses = guideline.clauses.iter();
    clauses.any(|clause| !clause.requirements.is_empty())
}

/// Whether nothing but titles is known of what a guideline's clauses ask. One that names its source may know that they
/// have nothing else: the items of a form.
fn holds_titles_alone(guideline: &Guideline) -> bool {
    let mut asked = { guideline.clauses.iter() }.flat_map(|clause| &clause.requirements);
    guideline.source.is_none() && asked.all(|one| one.modality == Modality::Item)
}

/// What to do when no statement points at a clause yet.
fn newcomer(output: &mut String, report: &Report<'_>) {
    let _ = match report.locale {
        Locale::Ja => writeln!(
            output,
            "条項を指している記述が、まだ一つもありません。次のどれかで、どの条項への対応かを示せます。\n  \
             - 表に「項番」の列を設け、条項番号を書く\n  \
             - 見出しのすぐ下に「**対応条項**: ガイドライン名 3.2.1(2)」と書く\n  \
             - 本文に「ガイドライン名 3.2.1(2) に基づき、…」と書く"
        ),
        Locale::En => writeln!(
            output,
            "No statement points at a clause yet. Any of these says which clause a text answers:\n  \
             - a table with a column \"Control\" that holds clause numbers\n  \
             - a line \"**Covers**: NAME 3.2.1(2)\" right under a heading, NAME being the guideline's\n  \
             - a sentence such as \"In accordance with NAME 3.2.1(2), ...\""
        ),
    };
    let built_in = |id: &str| builtin::all().iter().any(|(known, _)| *known == id);
    let undertaken = |index: GuidelineIndex| {
        let mut summaries = report.outcome.summaries.iter();
        summaries.any(|summary| summary.guideline == index && summary.declared)
    };
    let (given, offered): (Vec<_>, Vec<_>) = { report.outcome.guidelines.iter() }
        .partition(|(index, guideline)| !built_in(&guideline.id) || undertaken(*index));
    let heads = [
        report.locale.choose(
            "照らし合わせているガイドライン（本文ではこの名称で指せます）:",
            "Guidelines that are checked against (a text may call them by these names):",
        ),
        report.locale.choose(
            "内蔵のガイドライン（`--guideline ID` で選べます）:",
            "Built-in guidelines (choose one with --guideline ID):",
        ),
    ];
    for (head, guidelines) in heads.into_iter().zip([given, offered]) {
        if guidelines.is_empty() {
            continue;
        }
        let _ = writeln!(output, "{head}");
        for (_, guideline) in guidelines {
            let _ = writeln!(
                output,
                "  {}  {}",
                printable_line(&guideline.id),
                printable_line(&guideline.name())
            );
        }
    }
    let _ = match report.locale {
        Locale::Ja => writeln!(
            output,
            "ほかのガイドラインは、ファイル（CSV・Excel・Markdown・OSCAL）を `--guideline ファイル` で渡すか、\n\
             `shishin init` で作る shishin.toml の guidelines に加えると、照らし合わせられます。"
        ),
        Locale::En => writeln!(
            output,
            "To check against another guideline, pass its file (CSV, Excel, Markdown or OSCAL) with --guideline FILE,\n\
             or add it under `guidelines` in the shishin.toml that `shishin init` writes."
        ),
    };
    output.push('\n');
}

fn counts(output: &mut String, report: &Report<'_>, colored: bool) {
    let documents = report.outcome.documents.len();
    let found: Vec<String> = [
        Severity::Error,
        Severity::Warning,
        Severity::Information,
        Severity::Hint,
    ]
    .into_iter()
    .map(|severity| (severity, report.count(severity)))
    .filter(|(_, count)| *count > 0)
    .map(|(severity, count)| match report.locale {
        Locale::Ja => format!("{} {count} 件", severity_name(severity, Locale::Ja)),
        Locale::En => english(count, severity),
    })
    .collect();
    let line = match (report.locale, found.is_empty()) {
        (Locale::Ja, true) => format!("{documents} 文書を調べました。指摘はありません。"),
        (Locale::Ja, false) => format!("{documents} 文書を調べました。{}。", found.join("、")),
        (Locale::En, true) => format!("Checked {}: nothing found.", english_documents(documents)),
        (Locale::En, false) => format!(
            "Checked {}: {}.",
            english_documents(documents),
            found.join(", ")
        ),
    };
    let line = if colored {
        format!("{BOLD}{line}{BOLD:#}")
    } else {
        line
    };
    let _ = writeln!(output, "{line}");
    let unreadable = report.outcome.unreadable;
    if unreadable > 0 {
        let _ = match report.locale {
            Locale::Ja => writeln!(output, "読めなかったファイルが {unreadable} 件あります。"),
            Locale::En => writeln!(output, "{unreadable} could not be read."),
        };
    }
    baseline(output, report);
}

/// The documents that were read and in which nothing answers a clause: a mistyped alias or prefix
/// leaves a whole document out of account.
fn silent(output: &mut String, report: &Report<'_>) {
    // A skeleton that is still to be filled in has answers, if only open ones.
    let documents = report.outcome.documents.iter();
    let paths: Vec<String> = documents
        .filter(|document| document.linked_statements == 0 && !document.answers)
        .map(|document| printable_line(&report.shown_path(&document.path)))
        .collect();
    let named = paths.iter().take(SILENT_NAMED);
    let named: Vec<&str> = named.map(String::as_str).collect();
    let rest = paths.len().saturating_sub(SILENT_NAMED);
    let _ = match (report.locale, rest) {
        _ if named.is_empty() => Ok(()),
        (Locale::Ja, 0) => writeln!(
            output,
            "条項への回答が見つからなかった文書: {}",
            named.join("、")
        ),
        (Locale::Ja, _) => writeln!(
            output,
            "条項への回答が見つからなかった文書: {} ほか {rest} 件",
            named.join("、")
        ),
        (Locale::En, 0) => writeln!(
            output,
            "Read, but no answers found in: {}",
            named.join(", ")
        ),
        (Locale::En, _) => writeln!(
            output,
            "Read, but no answers found in: {} and {rest} more",
            named.join(", ")
        ),
    };
}

fn baseline(output: &mut String, report: &Report<'_>) {
    let (hidden, stale) = (report.hidden, report.stale);
    if hidden > 0 {
        let _ = match report.locale {
            Locale::Ja => writeln!(output, "ベースラインにある {hidden} 件は表示していません。"),
            Locale::En if hidden == 1 => {
                writeln!(output, "1 that the baseline holds is not shown.")
            }
            Locale::En => writeln!(output, "{hidden} that the baseline holds are not shown."),
        };
    }
    if stale > 0 {
        let _ = match report.locale {
            Locale::Ja => writeln!(
                output,
                "ベースラインの {stale} 件は、もう見つかりません。`--write-baseline` で作り直せます。"
            ),
            Locale::En => {
                let are = if stale == 1 { "is" } else { "are" };
                writeln!(
                    output,
                    "{stale} in the baseline {are} found no more; --write-baseline makes a new one."
                )
            }
        };
    }
}

fn english(count: usize, severity: Severity) -> String {
    match severity {
        Severity::Information => format!("{count} information"),
        _ if count == 1 => format!("1 {}", severity_name(severity, Locale::En)),
        _ => format!("{count} {}s", severity_name(severity, Locale::En)),
    }
}

fn english_documents(count: usize) -> String {
    if count == 1 {
        "1 document".to_string()
    } else {
        format!("{count} documents")
    }
}
