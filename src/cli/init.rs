//! `shishin init`: a configuration with comments and a first document to fill in. Nothing that
//! exists is overwritten, and nothing is asked.

use std::io::Write as _;
use std::path::Path;

use super::arguments::Arguments;
use super::report::Source;
use super::terminal::Terminal;
use super::{Failure, Verdict, text, write_new};
use crate::assistance::draft::placeholder;
use crate::assistance::{citing, skeleton};
use crate::coverage;
use crate::finding::Severity;
use crate::guideline::{Clause, ClauseIndex, Guideline, Modality, Requirement};
use crate::locale::{Locale, Message};
use crate::workspace::configuration::FILE_NAME;
use crate::workspace::{self, CheckedFile, Project};

/// Runs the command.
///
/// # Errors
/// When the guideline cannot be had, a file cannot be written, or the configuration that is there is wrong or names
/// another guideline than the command line.
pub fn run(
    folder: &Path,
    arguments: &Arguments,
    mut terminal: Terminal,
) -> Result<Verdict, Failure> {
    if folder.is_file() {
        let shown = folder.display();
        return Err(Failure::new(
            format!("{shown} はファイルです。フォルダーを指定してください。"),
            format!("{shown} is a file; name a folder"),
        ));
    }
    let file = folder.join(FILE_NAME);
    let is_new = file.symlink_metadata().is_err();
    let project = match is_new {
        true => Project::default(),
        false => Project::with_configuration(&file).map_err(|error| Failure::unreadable(&error))?,
    };
    super::settle_locale(arguments, &project, &mut terminal);
    let loaded = workspace::load_guidelines(&project, &arguments.guideline).map_err(Failure)?;
    if show_findings(&loaded.files, terminal) {
        let shown = file.display();
        return Err(Failure::new(
            format!(
                "{shown} に誤りがあるため、何も作りませんでした。直してから、もう一度実行してください。"
            ),
            format!(
                "something is wrong in {shown}, and nothing was written; mend it and run this again"
            ),
        ));
    }
    if !is_new {
        same_guidelines(&project, arguments, folder)?;
    }
    // Without a choice, one that has something to answer.
    let current = || {
        let all = || loaded.guidelines.iter().map(|(_, guideline)| guideline);
        let is_replaced = |id: &String| all().any(|other| other.supersedes.contains(id));
        let mut known = loaded.guidelines.iter();
        known.find(|(_, guideline)| !is_replaced(&guideline.id))
    };
    let given = &loaded.chosen[..arguments.guideline.len().min(loaded.chosen.len())];
    let configured = { loaded.chosen.first() }
        .filter(|_| !project.configuration.guidelines.is_empty())
        .copied();
    let Some(chosen) = { given.first().copied() }
        .or(configured)
        .or_else(|| current().map(|(index, _)| index))
    else {
        return Err(Failure::new(
            "ガイドラインがありません。",
            "there is no guideline",
        ));
    };
    let guideline = loaded.guidelines.get(chosen);
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    let locale = terminal.locale;
    let named = match arguments.guideline.as_slice() {
        [] => vec![guideline.id.clone()],
        named => named.iter().map(|named| source(named, folder)).collect(),
    };
    write_if_new(&file, &configuration(&named, locale), terminal)?;
    let name = guideline.name();
    let Message { ja, en } = match arguments.guideline.is_empty() && is_new {
        true => Message::new(
            format!(
                "別のガイドライン（OSCAL のカタログ、Excel、CSV、Markdown）であれば、{FILE_NAME} の guidelines を書き換えてください。"
            ),
            format!(
                " For another guideline (an OSCAL catalogue, a workbook, a CSV or Markdown file) change `guidelines` in {FILE_NAME}."
            ),
        ),
        false => Message::new("", ""),
    };
    terminal.note(&Message::new(
        format!("{name} と照らし合わせます。{ja}"),
        format!("This checks against {name}.{en}"),
    ));
    let shown = folder.display();
    // Who has documents has no use for one that asks for everything again.
    let documents = workspace::documents_in(folder).map_err(|error| Failure::unreadable(&error))?;
    if !documents.is_empty() {
        let count = documents.len();
        terminal.note(&Message::new(
            format!("文書が {count} 件あるため、ひな形の文書は作りませんでした。\n次にすること: `shishin check {shown}` を実行してください。抜けている条項と、直したほうがよい記述を示します。\n条項の内容は `shishin explain 条項番号` で読めます。"),
            format!("There are documents ({count}), and no skeleton of one was written.\nNext: run `shishin check {shown}`, which shows the clauses that nothing answers and the statements to mend.\n`shishin explain CLAUSE` shows what a clause says."),
        ));
        return Ok(Verdict::Passed);
    }
    let name = match locale {
        Locale::Ja => "ガイドライン対応.md",
        Locale::En => "guideline-answers.md",
    };
    write_if_new(&folder.join(name), &skeleton(guideline, locale), terminal)?;
    terminal.note(&Message::new(
        format!("次にすること: {name} の「【要記入】」を自社の対応に書き換え、`shishin check {shown}` を実行してください。\n条項の内容は `shishin explain 条項番号` で読めます。"),
        format!("Next: replace each TODO in {name} by what you do, and run `shishin check {shown}`.\n`shishin explain CLAUSE` shows what a clause says."),
    ));
    Ok(Verdict::Passed)
}

/// Shows what is wrong in the configuration and in guidelines; whether it is an error in the configuration.
fn show_findings(files: &[CheckedFile], terminal: Terminal) -> bool {
    let mut is_wrong = false;
    for file in files {
        let source = Source::new(file.text.clone());
        let path = file.path.display().to_string();
        for finding in &file.findings {
            let rule = &*finding.rule;
            is_wrong |= rule == "invalid-configuration" && finding.severity == Severity::Error;
            let place = text::Place {
                source: &source,
                path: &path,
                range: &finding.range,
            };
            let message = finding.message.in_locale(terminal.locale);
            let (locale, width) = (terminal.locale, terminal.width());
            let shown = text::short(place, finding.severity, rule, message, locale, width);
            // Nobody can be told that telling failed.
            let _ = writeln!(std::io::stderr(), "{shown}\n");
        }
    }
    is_wrong
}

/// That the configuration that is there names the guidelines of the command line.
fn same_guidelines(project: &Project, arguments: &Arguments, folder: &Path) -> Result<(), Failure> {
    let wanted = { arguments.guideline.iter() }.map(|named| source(named, folder));
    let wanted: Vec<String> = wanted.collect();
    let configured = |wanted: &String| {
        project.configuration.guidelines.iter().any(|known| {
            let path = known.path().map(|path| project.place_of(path));
            let path = path.map(|path| source(&path.to_string_lossy(), folder));
            path.as_ref() == Some(wanted) || known.path().is_none() && known.id() == Some(wanted)
        })
    };
    if wanted.iter().all(configured) {
        return Ok(());
    }
    let (file, wanted) = (folder.join(FILE_NAME), serde_json::Value::from(wanted));
    let file = file.display();
    Err(Failure::new(
        format!(
            "{file} はすでにあるため、変更しません。このガイドラインを使うには、{file} の guidelines の行を「guidelines = {wanted}」に書き換えてください。"
        ),
        format!(
            "{file} exists and is not changed; to use this guideline write “guidelines = {wanted}” in it instead of its line of `guidelines`"
        ),
    ))
}

fn write_if_new(path: &Path, text: &str, terminal: Terminal) -> Result<(), Failure> {
    let shown = path.display();
    if path.exists() {
        terminal.note(&Message::new(
            format!("{shown} はすでにあるため、そのままにしました。"),
            format!("{shown} exists and was left as it is"),
        ));
        return Ok(());
    }
    write_new(path, text, false)?;
    terminal.note(&Message::new(
        format!("{shown} を作りました。"),
        format!("wrote {shown}"),
    ));
    Ok(())
}

/// A guideline as the configuration in `folder` has to name it: an id, or a path from there.
fn source(named: &str, folder: &Path) -> String {
    let file = Path::new(named);
    if !file.is_file() {
        return named.to_string();
    }
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let (file, folder) = (absolute(file), absolute(folder));
    super::report::with_slashes(file.strip_prefix(&folder).unwrap_or(&file))
}

fn configuration(guidelines: &[String], locale: Locale) -> String {
    // A string of TOML and one of JSON are written alike, and lists of them.
    let guidelines = serde_json::Value::from(guidelines);
    match locale {
        Locale::Ja => format!(
            r#"# Shishin の設定。どのキーも省略できます。パスはこのファイルのあるフォルダーから数えます。

# 照らし合わせるガイドライン: 内蔵のものの ID、または .md / .xlsx / .csv / .json（OSCAL）のパス。
guidelines = {guidelines}

# 文書とみなすファイルと、除くもの（.gitignore と同じ書き方）。README.md は、ふつうフォルダーの
# 説明であって回答ではないため、除いてあります。回答を書いている場合は消してください。
documents = ["**/*.md", "**/*.markdown"]
exclude = ["README.md"]

# メッセージの言語: "ja" または "en"。
locale = "ja"

# check の終了コードを 1 にする最低の重大度: "error"、"warning"、"information"、"hint"、"never"。
fail-on = "error"

# 規則ごとの重大度。"off" で使わなくなります。規則の一覧は `shishin rules` で見られます。
[rules]
# weak-wording = "information"

# 表の列を、独自の見出しでも見分けられるようにします。
[columns]
# clause = ["管理番号"]
# measure = ["当社の取り組み"]

# 見直しからこの期間が過ぎると指摘します。
[review]
period = "1年"
"#
        ),
        Locale::En => format!(
            r#"# Settings of Shishin. Every key may be left out. Paths count from this file's folder.

# The guidelines to check against: ids of built-in ones, or paths to .md, .xlsx, .csv or .json (OSCAL) files.
guidelines = {guidelines}

# Which files are documents, and what is left out (patterns as in .gitignore). README.md is left out
# because it usually describes the folder and answers nothing; take it off the list if yours does.
documents = ["**/*.md", "**/*.markdown"]
exclude = ["README.md"]

# The language of messages: "ja" or "en".
locale = "en"

# The least severity that makes check fail: "error", "warning", "information", "hint", "never".
fail-on = "error"

# A severity per rule; "off" for none. `shishin rules` lists them.
[rules]
# weak-wording = "information"

# Headings of your own by which the columns of tables are known.
[columns]
# clause = ["Our number"]
# measure = ["What we do"]

# A review older than this is reported.
[review]
period = "12 months"
"#
        ),
    }
}

/// A heading for each clause that asks something and for those around it, with lines to fill in.
fn skeleton(guideline: &Guideline, locale: Locale) -> String {
    let wanted = wanted(guideline);
    let id = serde_json::Value::from(guideline.id.as_str());
    let title = guideline.name();
    let mut output = match locale {
        Locale::Ja => format!("---\nshishin:\n  guideline: {id}\n---\n\n# {title}への対応\n"),
        Locale::En => format!("---\nshishin:\n  guideline: {id}\n---\n\n# Answers to {title}\n"),
    };
    for (index, clause) in guideline.iter() {
        if !wanted[index.as_usize()] {
            continue;
        }
        let depth = (guideline.ancestors(index).count() + 2).min(6);
        output.push_str(&format!(
            "\n{} {}\n",
            "#".repeat(depth),
            heading(clause, locale)
        ));
        if is_answered(guideline, index) {
            output.push_str(&lines_to_fill_in(clause, locale));
        }
    }
    output
}

/// What the clause asks, a place for the answer, and its labels.
fn lines_to_fill_in(clause: &Clause, locale: Locale) -> String {
    let binding = coverage::binding_requirements(clause);
    let requirements: Vec<&Requirement> =
        binding.map(|index| &clause.requirements[index]).collect();
    let mut lines = String::new();
    if !requirements.is_empty() {
        lines.push_str(&format!("\n{}", skeleton::asked(&requirements, locale)));
    }
    let blank = placeholder(locale);
    lines.push_str(&format!("\n{blank}\n\n"));
    for label in skeleton::labels(locale) {
        lines.push_str(&format!("- **{label}**: {blank}\n"));
    }
    lines
}

/// A clause's number and title as one would hand them over.
fn heading(clause: &Clause, locale: Locale) -> String {
    let title = citing::title(clause);
    super::clause_page::heading(
        &Clause {
            title,
            ..clause.clone()
        },
        locale,
    )
}

/// Whether a clause gets lines to fill in. In a guideline whose file holds headings alone, that
/// is every clause without others in it.
fn is_answered(guideline: &Guideline, index: ClauseIndex) -> bool {
    if guideline.iter().any(|(index, _)| asks(guideline, index)) {
        return asks(guideline, index);
    }
    guideline
        .clause(index)
        .is_some_and(|clause| clause.label.is_some() && clause.children.is_empty())
}

/// Whether a clause wants an answer of its own, and has a number to give it under.
fn asks(guideline: &Guideline, index: ClauseIndex) -> bool {
    guideline.clause(index).is_some_and(|clause| {
        clause.label.is_some()
            && clause.withdrawn.is_none()
            && !clause.deselected
            && coverage::asks(clause) > Modality::May
    })
}

/// For each clause, whether it or one below it wants an answer.
fn wanted(guideline: &Guideline) -> Vec<bool> {
    let mut wanted = vec![false; guideline.clauses.len()];
    for (index, _) in guideline.iter() {
        if is_answered(guideline, index) {
            wanted[index.as_usize()] = true;
            for above in guideline.ancestors(index) {
                wanted[above.as_usize()] = true;
            }
        }
    }
    wanted
}
