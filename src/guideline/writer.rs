//! Writes a guideline as a Markdown file in Shishin's own form.
//!
//! [`published`] reads the file back to the same guideline, apart from the places of its headings. Text that is no
//! Markdown (a cell of a spreadsheet may begin with `#`) gets marks that keep it from becoming some where it would
//! not be read back as it is; [`lost`] says where that failed. The file is meant to be read and corrected by people:
//! what the text says by itself (numbers, modality) is not repeated in label lines.

mod literal;

use rustc_hash::FxHashMap;

use super::convention::{self, Convention};
use super::labels::{self, Label};
use super::published::items::{self, Setting};
use super::published::{self, plain};
use super::{Certainty, Clause, Completeness, Guideline, Modality, Requirement, number};
use crate::locale::Locale;

/// The file's text.
pub fn to_markdown(guideline: &Guideline) -> String {
    let locale = if guideline.language.starts_with("ja") {
        Locale::Ja
    } else {
        Locale::En
    };
    let mut out = front_matter(guideline);
    let name = guideline.name();
    if number::read(&name).is_none() {
        out.push_str(&format!("\n# {}\n", literal::line(&name)));
    }
    let mut conventions: Vec<Option<Convention>> = Vec::new();
    for (index, clause) in guideline.iter() {
        let parent = clause
            .parent
            .and_then(|parent| conventions.get(parent.as_usize()).copied());
        let announced = convention::announced_by(&clause.title).or(parent.flatten());
        conventions.push(announced);
        let depth = guideline.ancestors(index).count();
        let labels_around: Vec<&str> = guideline
            .ancestors(index)
            .filter_map(|around| guideline.clause(around)?.label.as_deref())
            .collect();
        out.push_str(&written(clause, depth, &labels_around, announced, locale));
    }
    out
}

/// The clauses of a guideline that are not in it any more, or say something else, where it was written and read back
/// as `again`; white space does not count.
pub fn lost<'g>(guideline: &'g Guideline, again: &Guideline) -> Vec<&'g Clause> {
    let said = |clause: &Clause| {
        let requirements = { clause.requirements.iter() }
            .map(|one| (one.modality, one.paraphrased, literal::squeezed(&one.text)));
        (
            clause.label.clone(),
            literal::squeezed(&clause.title),
            literal::squeezed(&clause.text),
            literal::squeezed(&clause.guidance),
            requirements.collect::<Vec<_>>(),
        )
    };
    let known = { again.clauses.iter() }.map(|clause| (clause.id.as_str(), clause));
    let known: FxHashMap<&str, &Clause> = known.collect();
    let is_lost = |clause: &&Clause| {
        let same = known.get(clause.id.as_str());
        same.is_none_or(|same| said(same) != said(clause))
    };
    guideline.clauses.iter().filter(is_lost).collect()
}

/// A clause as Markdown: its texts as they are where they are read back so, else as ones in which nothing is a mark.
fn written(
    clause: &Clause,
    depth: usize,
    around: &[&str],
    announced: Option<Convention>,
    locale: Locale,
) -> String {
    let [title, text, guidance] = [&clause.title, &clause.text, &clause.guidance];
    let (plain_text, plain_guidance) = (literal::block(text), literal::block(guidance));
    let title_as_is = literal::line(title);
    let plain_title = literal::whole_line(&title.replace(['\n', '\r'], " "));
    let titles = [&title_as_is, &plain_title];
    let texts = [
        (text, guidance),
        (&plain_text, guidance),
        (text, &plain_guidance),
        (&plain_text, &plain_guidance),
    ];
    let mut out = String::new();
    // What is read back but for what it asks, which may hang on what the headings around it announce.
    let mut nearly = None;
    for (text, guidance) in texts {
        for title in titles {
            out.clear();
            let mut writer = Writer {
                out: &mut out,
                locale,
            };
            let said = Said {
                title,
                text,
                guidance,
            };
            writer.clause(clause, &said, depth, around, announced);
            match reads_back(&out, clause, &said) {
                Some(true) => return out,
                Some(false) if nearly.is_none() => nearly = Some(out.clone()),
                _ => {}
            }
        }
    }
    nearly.unwrap_or(out)
}

/// A clause's texts as they are to be written.
struct Said<'a> {
    title: &'a str,
    text: &'a str,
    guidance: &'a str,
}

/// Whether a clause that was written so asks the same; `None` where it is not read as one with the same title and texts.
fn reads_back(written: &str, clause: &Clause, said: &Said<'_>) -> Option<bool> {
    // A heading with a number around it, as most have.
    let (again, _) = published::read(&format!("# x\n\n## 第1章 x\n{written}"), "x");
    let [_, one] = again.clauses.as_slice() else {
        return None;
    };
    let same = |written: &str, original: &str, again: &str| match written == original {
        true => again == original,
        false => literal::squeezed(again) == literal::squeezed(original),
    };
    let is_named = clause.title.is_empty() || one.title == clause.title;
    let is_same = is_named
        && same(said.text, &clause.text, &one.text)
        && same(said.guidance, &clause.guidance, &one.guidance);
    let asked = |clause: &Clause| -> Vec<String> {
        let requirements = clause.requirements.iter();
        let texts = requirements.map(|requirement| literal::squeezed(&requirement.text));
        texts.collect()
    };
    is_same.then(|| asked(one) == asked(clause))
}

fn front_matter(guideline: &Guideline) -> String {
    let mut yaml = String::from("---\nguideline:\n");
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            yaml.push_str(&format!("  {key}: {value}\n"));
        }
    };
    put("id", Some(scalar(&guideline.id)));
    put("title", Some(scalar(&guideline.title)));
    put("edition", guideline.edition.as_deref().map(scalar));
    put("publisher", guideline.publisher.as_deref().map(scalar));
    put(
        "published",
        guideline.published.map(|date| scalar(&date.to_string())),
    );
    put("language", Some(scalar(&guideline.language)));
    put("aliases", list(&guideline.aliases));
    put("prefixes", list(&guideline.prefixes));
    let parts: Vec<String> = guideline
        .parts
        .iter()
        .filter_map(|part| list(part))
        .collect();
    put(
        "parts",
        (!parts.is_empty()).then(|| format!("[{}]", parts.join(", "))),
    );
    put("supersedes", list(&guideline.supersedes));
    match &guideline.completeness {
        Completeness::Whole => put("completeness", Some("whole".to_owned())),
        Completeness::Partial { note } => {
            put("completeness", Some("partial".to_owned()));
            put(
                "completeness-note",
                (!note.is_empty()).then(|| scalar(note)),
            );
        }
        Completeness::Unstated => {}
    }
    put("terms", list(&guideline.terms));
    put("source", guideline.source.as_deref().map(scalar));
    yaml.push_str("---\n");
    yaml
}

/// A YAML scalar: as it is where that is safe, in double quotes elsewhere.
fn scalar(text: &str) -> String {
    let safe = |c: char| {
        c.is_alphanumeric() || matches!(c, '・' | '（' | '）' | '、' | '。' | '「' | '」' | 'ー')
    };
    let inner = |c: char| safe(c) || matches!(c, ' ' | '-' | '.' | '/' | '_' | '+');
    let plain = text.starts_with(safe)
        && text.ends_with(|c| safe(c) || c == '.')
        && text.chars().all(inner)
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no"
        );
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push_str(&format!("\\x{:02x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn list(items: &[String]) -> Option<String> {
    let items: Vec<String> = items.iter().map(|item| scalar(item)).collect();
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

struct Writer<'o> {
    out: &'o mut String,
    locale: Locale,
}

impl Writer<'_> {
    fn clause(
        &mut self,
        clause: &Clause,
        said: &Said<'_>,
        depth: usize,
        around: &[&str],
        announced: Option<Convention>,
    ) {
        let number = clause
            .label
            .as_deref()
            .and_then(|label| heading_number(clause, label, around));
        let id = literal::line(&clause.id);
        let title = match clause.title.is_empty() && number.is_none() {
            true => &id,
            false => said.title,
        };
        let heading = match &number {
            Some(number) => format!("{number} {title}"),
            None => title.to_owned(),
        };
        self.out.push_str(&format!(
            "\n{} {}\n",
            "#".repeat((depth + 2).min(6)),
            heading.trim_end()
        ));
        let start = self.out.len();
        self.labels(clause, said.text, number.is_some(), announced);
        if self.out.len() > start {
            self.out.insert(start, '\n');
        }
        for text in [said.text, &quotation(said.guidance)] {
            if !text.is_empty() {
                self.out.push_str(&format!("\n{text}\n"));
            }
        }
    }

    fn line(&mut self, label: Label, value: &str) {
        let value = value.replace(['\n', '\r'], " ");
        self.out.push_str(&format!(
            "- **{}**: {}\n",
            label.name(self.locale),
            literal::line(&value)
        ));
    }

    fn labels(
        &mut self,
        clause: &Clause,
        text: &str,
        numbered: bool,
        announced: Option<Convention>,
    ) {
        let locale = self.locale;
        let (yes, no, summary) = match locale {
            Locale::Ja => ("要", "なし", "要約"),
            Locale::En => ("yes", "none", "summary"),
        };
        if let Some(modality) = modality_line(clause, text, announced) {
            self.line(Label::Modality, labels::modality_word(modality, locale));
        }
        if !numbered {
            self.line(Label::Number, clause.label.as_deref().unwrap_or(no));
        }
        let shown = clause.label.as_deref().unwrap_or(&clause.title);
        if clause.id != shown {
            self.line(Label::Id, &clause.id);
        }
        if let Some(source) = &clause.provenance.source {
            self.line(Label::Source, source);
        }
        if clause.provenance.certainty != Certainty::Final {
            self.line(
                Label::Certainty,
                labels::certainty_word(clause.provenance.certainty, locale),
            );
        }
        for upstream in &clause.upstream {
            self.line(Label::Upstream, upstream);
        }
        if let Some(responsibility) = clause.responsibility {
            self.line(
                Label::Responsibility,
                labels::responsibility_word(responsibility, locale),
            );
        }
        if !clause.service_models.is_empty() {
            self.line(Label::ServiceModels, &clause.service_models.join(", "));
        }
        if clause.needs_agreement {
            self.line(Label::Agreement, yes);
        }
        if clause
            .requirements
            .iter()
            .any(|requirement| requirement.paraphrased)
        {
            self.line(Label::Text, summary);
        }
        if let Some(withdrawn) = &clause.withdrawn {
            let moved_to = withdrawn.moved_to.join(", ");
            self.line(
                Label::Withdrawn,
                if moved_to.is_empty() { yes } else { &moved_to },
            );
        }
        for parameter in &clause.parameters {
            self.line(
                Label::Parameter,
                &format!("{} = {}", parameter.id, parameter.label),
            );
        }
    }
}

/// How the clause's number can stand in its heading so that it is read back: in full, or
/// without the numbers of the clauses around it. `None` when it cannot.
fn heading_number(clause: &Clause, label: &str, around: &[&str]) -> Option<String> {
    let levels = &clause.locator.as_ref()?.levels;
    // The outermost is left out first, so that the number says as much as it can.
    let relative = around
        .iter()
        .rev()
        .filter_map(|outer| label.strip_prefix(outer));
    let spellings = std::iter::once(label)
        .chain(relative)
        .map(|spelling| spelling.trim_start_matches([' ', '.']));
    let with_dots = spellings.flat_map(|spelling| [spelling.to_owned(), format!("{spelling}.")]);
    with_dots.into_iter().find(|spelling| {
        let heading = format!("{spelling} {}", clause.title);
        number::read(heading.trim_end()).is_some_and(|number| {
            levels.ends_with(&number.levels)
                && number::title_behind(heading.trim_end(), &number) == plain(&clause.title)
        })
    })
}

/// The modality that has to be said in a label line, because the wording alone says another.
fn modality_line(clause: &Clause, text: &str, convention: Option<Convention>) -> Option<Modality> {
    let paraphrased = clause
        .requirements
        .iter()
        .any(|requirement| requirement.paraphrased);
    let reads_back = |modality: Option<Modality>| {
        let setting = Setting {
            modality,
            convention,
            paraphrased,
        };
        let again = items::requirements(&published::pieces_of(text), &setting);
        let is_same = |(one, other): (&Requirement, &Requirement)| {
            let texts = [one, other].map(|one| literal::squeezed(&one.text));
            let text = one.text.clone();
            texts[0] == texts[1]
                && (Requirement {
                    text,
                    ..other.clone()
                }) == *one
        };
        again.len() == clause.requirements.len() && { again.iter().zip(&clause.requirements) }
            .all(is_same)
    };
    if reads_back(None) {
        None
    } else {
        Some(clause.modality())
    }
}

fn quotation(guidance: &str) -> String {
    let lines: Vec<String> = guidance
        .lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect();
    lines.join("\n")
}
