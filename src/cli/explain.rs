//! `shishin explain`: a clause of a guideline, a guideline's contents, or the page of a rule; without
//! a subject, what there is to explain.

use super::arguments::Arguments;
use super::clause_page;
use super::clauses::{Found, asked_guidelines, find, without_brackets};
use super::guideline_page;
use super::terminal::{Terminal, printable_line};
use super::{Failure, Verdict};
use crate::guideline::{ClauseReference, GuidelineIndex, Guidelines, title_key};
use crate::locale::Locale;
use crate::locator::Locator;
use crate::rules;
use crate::spelling;
use crate::workspace::{self, LoadedGuidelines as Loaded, Project};

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
    let loaded = workspace::load_guidelines(project, &arguments.guideline).map_err(Failure)?;
    let explain = |subject: &str| page(subject, arguments, &loaded, terminal);
    if words.is_empty() {
        let output = match arguments.guideline.is_empty() {
            true => contents(&loaded.guidelines, terminal.locale),
            false => guidelines(
                &loaded.chosen[..arguments.guideline.len()],
                &loaded.guidelines,
                terminal,
            ),
        };
        return shown(&output, terminal);
    }
    let output = explain(&words.join(" ")).or_else(|failure| {
        if words.len() < 2 {
            return Err(failure);
        }
        let pages: Result<Vec<String>, Failure> = words.iter().map(|word| explain(word)).collect();
        // Where only some of the words are known, the whole was most likely meant.
        pages.map(|pages| pages.join("\n")).map_err(|_| failure)
    })?;
    shown(&output, terminal)
}

fn shown(output: &str, terminal: Terminal) -> Result<Verdict, Failure> {
    terminal
        .print(output)
        .map_err(|error| Failure::output(&error))?;
    Ok(Verdict::Passed)
}

fn page(
    subject: &str,
    arguments: &Arguments,
    loaded: &Loaded,
    terminal: Terminal,
) -> Result<String, Failure> {
    let subject = without_brackets(subject.trim());
    if let Some(rule) = rules::named(subject) {
        let page = without_stars(rule.page(terminal.locale), terminal.is_colored());
        return Ok(format!("{}\n\n{page}\n", rule.name));
    }
    match called(subject, &loaded.guidelines) {
        named if named.is_empty() => clauses(subject, arguments, loaded, terminal),
        named => Ok(guidelines(&named, &loaded.guidelines, terminal)),
    }
}

/// A page as a terminal shows it: what Markdown sets in bold is bold, or plain where there are no colours.
fn without_stars(page: &str, colored: bool) -> String {
    let (on, off) = if colored {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let mut shown = String::with_capacity(page.len());
    for (number, part) in page.split("**").enumerate() {
        if number > 0 {
            shown.push_str(if number % 2 == 1 { on } else { off });
        }
        shown.push_str(part);
    }
    shown
}

/// The guidelines of which the subject is an id, a prefix or a name, and nothing more.
fn called(subject: &str, guidelines: &Guidelines) -> Vec<GuidelineIndex> {
    let subject = subject.trim_end_matches([':', '：']);
    if let Some(index) = guidelines.with_prefix(subject) {
        return vec![index];
    }
    match asked_guidelines(subject, guidelines) {
        (named, "") => named,
        _ => Vec::new(),
    }
}

fn guidelines(named: &[GuidelineIndex], guidelines: &Guidelines, terminal: Terminal) -> String {
    let (locale, colored) = (terminal.locale, terminal.is_colored());
    let pages = named
        .iter()
        .map(|index| guideline_page::render(guidelines.get(*index), locale, colored));
    pages.collect::<Vec<_>>().join("\n")
}

/// What there is to explain: the guidelines in play and the rules.
fn contents(guidelines: &Guidelines, locale: Locale) -> String {
    let mut output = String::new();
    let head = locale.choose(
        "ガイドライン（`shishin explain ID` で目次、`shishin explain ID:番号` で条項を表示します）",
        "Guidelines (`shishin explain ID` shows the contents, `shishin explain ID:NUMBER` a clause)",
    );
    output.push_str(&format!("{head}\n"));
    for (_, guideline) in guidelines.iter() {
        let (id, name) = (
            printable_line(&guideline.id),
            printable_line(&guideline.name()),
        );
        output.push_str(&format!("  {id}  {name}\n"));
    }
    let head = locale.choose(
        "規則（`shishin explain 規則の名前` で説明、`shishin rules` で一覧を表示します）",
        "Rules (`shishin explain RULE` shows what one looks for, `shishin rules` lists them)",
    );
    output.push_str(&format!("\n{head}\n"));
    for rules in rules::all().chunks(3) {
        let names: Vec<String> = rules
            .iter()
            .map(|rule| format!("{:22}", rule.name))
            .collect();
        output.push_str(&format!("  {}\n", names.join(" ").trim_end()));
    }
    output
}

/// The pages of the clauses that the subject names.
fn clauses(
    subject: &str,
    arguments: &Arguments,
    loaded: &Loaded,
    terminal: Terminal,
) -> Result<String, Failure> {
    let guidelines = &loaded.guidelines;
    let (asked, rest) = asked_guidelines(subject, guidelines);
    let searched: Vec<GuidelineIndex> = match (asked.is_empty(), arguments.guideline.len()) {
        (false, _) => asked,
        (true, 0) => guidelines.iter().map(|(index, _)| index).collect(),
        (true, given) => loaded.chosen.iter().copied().take(given).collect(),
    };
    let mut found = find(rest, &searched, guidelines);
    if found.clauses.is_empty() {
        found.clauses = entitled(rest, &searched, guidelines);
    }
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
    let mut names: Vec<&str> = rules::all().iter().map(|rule| rule.name).collect();
    names.extend(guidelines.prefixes());
    // Behind a guideline's name or prefix a clause is meant.
    let nearest_name = { spelling::nearest_or_begun(subject, names.iter().copied()) }
        .filter(|_| subject == rest || rest.is_empty())
        .map(str::to_string);
    let containing = containing(rest, searched, guidelines);
    let mut nearest: Vec<String> = nearest_name
        .into_iter()
        .chain(found.nearest.iter().chain(&containing).map(|reference| {
            let clause = guidelines.clause(*reference);
            let id = &guidelines.get(reference.guideline).id;
            let number = clause.label.as_ref().unwrap_or(&clause.id);
            match clause.title.is_empty() {
                true => format!("{id}:{number}"),
                false => format!("{id}:{number} {}", clause.title),
            }
        }))
        .collect();
    nearest.dedup();
    nearest.truncate(NEAREST);
    let ids: Vec<&str> = searched
        .iter()
        .map(|index| guidelines.get(*index).id.as_str())
        .collect();
    let (subject, ids) = (if rest.is_empty() { subject } else { rest }, ids.join(", "));
    let (near_ja, near_en) = match nearest.is_empty() {
        true => (String::new(), String::new()),
        false => {
            let nearest = nearest.join("\n  ");
            (
                format!("\n近いもの:\n  {nearest}"),
                format!("\nnear it:\n  {nearest}"),
            )
        }
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
            "「{subject}」という条項、ガイドライン、規則は見つかりません（探したガイドライン: {ids}）。{near_ja}{more_ja}\n`shishin explain` だけを実行すると、調べられるものを表示します。"
        ),
        format!(
            "there is no clause, guideline or rule \"{subject}\" (looked in {ids}){near_en}{more_en}\n`shishin explain` alone shows what there is"
        ),
    )
}

/// The clauses of exactly this title.
fn entitled(
    title: &str,
    searched: &[GuidelineIndex],
    guidelines: &Guidelines,
) -> Vec<ClauseReference> {
    let key = title_key(title);
    let clauses = searched.iter().flat_map(|&guideline| {
        let clauses = guidelines.titled(guideline, &key).iter();
        clauses.map(move |&clause| ClauseReference { guideline, clause })
    });
    match key.is_empty() {
        true => Vec::new(),
        false => clauses.collect(),
    }
}

/// The clauses that say a word in their titles: a newcomer knows no numbers.
fn containing(
    word: &str,
    searched: &[GuidelineIndex],
    guidelines: &Guidelines,
) -> Vec<ClauseReference> {
    let word = word.trim().to_lowercase();
    if word.chars().count() < 2 || word.parse::<Locator>().is_ok() {
        return Vec::new();
    }
    let clauses = searched.iter().flat_map(|&guideline| {
        let clauses = guidelines.get(guideline).iter();
        clauses.map(move |(clause, content)| (ClauseReference { guideline, clause }, content))
    });
    clauses
        .filter(|(_, clause)| clause.title.to_lowercase().contains(&word))
        .map(|(reference, _)| reference)
        .take(NEAREST)
        .collect()
}
