//! A clause as a page of text: whose it is, what it says and asks, and where that was read.

use std::fmt::Write;

use super::terminal::{printable, printable_line};
use crate::assistance::clause_page::{self, ClausePage};
use crate::guideline::{Clause, ClauseIndex, Guideline};
use crate::locale::Locale;

/// A clause with more than this below it shows only what is directly in it.
const MOST_BELOW: usize = 40;

/// The page. Writing to a `String` cannot fail, so results of `write!` are passed over.
pub fn render(guideline: &Guideline, index: ClauseIndex, locale: Locale, colored: bool) -> String {
    let (Some(clause), Some(content)) = (
        guideline.clause(index),
        ClausePage::of(guideline, index, locale),
    ) else {
        return String::new();
    };
    let mut page = Page {
        out: String::new(),
        locale,
    };
    let bold = if colored {
        anstyle::Style::new().bold()
    } else {
        anstyle::Style::new()
    };
    let _ = writeln!(page.out, "{bold}{}{bold:#}", heading(clause, locale));
    let _ = writeln!(
        page.out,
        "{} [{}]",
        printable_line(&content.guideline),
        printable_line(&guideline.id)
    );
    for note in &content.extent {
        let _ = writeln!(page.out, "{}", printable_line(note));
    }
    page.withdrawn(&content);
    if let Some(text) = &content.text {
        let _ = writeln!(page.out, "\n{}", printable(text));
    }
    page.requirements(&content);
    page.guidance(&content);
    page.attributes(&content);
    page.provenance(&content);
    page.relatives(guideline, clause, &content);
    page.out
}

/// Number and title on one line; a clause without an official number goes by its title alone.
pub fn heading(clause: &Clause, locale: Locale) -> String {
    printable_line(&clause_page::heading(clause, locale))
}

struct Page {
    out: String,
    locale: Locale,
}

impl Page {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        self.locale.choose(ja, en)
    }

    fn line(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.out, "{name}: {}", printable_line(value));
    }

    fn withdrawn(&mut self, content: &ClausePage) {
        let Some(text) = content.withdrawn else {
            return;
        };
        let _ = writeln!(self.out, "\n{text}");
        if !content.moved_to.is_empty() {
            let name = self.say("内容の移動先", "Its content is now in");
            self.line(name, &content.moved_to.join(", "));
        }
    }

    fn guidance(&mut self, content: &ClausePage) {
        if let Some(guidance) = &content.guidance {
            let title = self.say("解説", "Guidance");
            let _ = writeln!(self.out, "\n{title}:\n{}", printable(guidance));
        }
    }

    fn requirements(&mut self, content: &ClausePage) {
        if !content.requirements.is_empty() {
            let title = self.say("求められていること", "What it asks");
            let _ = writeln!(self.out, "\n{title}:");
        }
        for asked in &content.requirements {
            let label = asked
                .label
                .as_ref()
                .map(|label| format!("{}. ", printable_line(label)))
                .unwrap_or_default();
            let _ = writeln!(
                self.out,
                "  [{}] {}{}{}",
                asked.modality,
                label,
                printable_line(&asked.text),
                asked.paraphrased
            );
        }
        // The same value is left open in several of its sentences.
        let mut named: Vec<&str> = Vec::new();
        for parameter in &content.parameters {
            if !named.contains(&parameter.as_str()) {
                named.push(parameter);
                let name = self.say("  組織が定める値", "  Value to define");
                self.line(name, parameter);
            }
        }
    }

    fn attributes(&mut self, content: &ClausePage) {
        self.out.push('\n');
        for (name, value) in &content.attributes {
            self.line(name, value);
        }
        if let Some(text) = content.agreement {
            let _ = writeln!(self.out, "{text}");
        }
        if !content.upstream.is_empty() {
            let name = self.say("対応する上位の条項", "Answers");
            self.line(name, &content.upstream.join(", "));
        }
    }

    fn provenance(&mut self, content: &ClausePage) {
        let mark = content.certainty;
        let name = self.say("出典", "Source");
        match &content.source {
            Some(source) => self.line(name, &format!("{source}{mark}")),
            None if !mark.is_empty() => self.line(name, mark.trim()),
            None => {}
        }
    }

    fn relatives(&mut self, guideline: &Guideline, clause: &Clause, content: &ClausePage) {
        if let Some(parent) = &content.parent {
            let name = self.say("上位の条項", "Part of");
            self.line(name, parent);
        }
        if !clause.children.is_empty() {
            let title = self.say("下位の条項", "Clauses in it");
            let _ = writeln!(self.out, "{title}:");
        }
        // All of a small group; of a chapter with very many, its own children.
        let deep = count_below(guideline, clause) <= MOST_BELOW;
        self.children(guideline, clause, 1, deep);
    }

    fn children(&mut self, guideline: &Guideline, clause: &Clause, depth: usize, deep: bool) {
        let known = |index: &ClauseIndex| guideline.clause(*index);
        for child in clause.children.iter().filter_map(known) {
            let withdrawn = if child.withdrawn.is_some() {
                self.say("（廃止）", " (withdrawn)")
            } else {
                ""
            };
            let indent = "  ".repeat(depth);
            let asked = match child.requirements.first() {
                Some(first) if child.title.is_empty() => {
                    format!(" {}", printable_line(&first.text))
                }
                _ => String::new(),
            };
            let _ = writeln!(
                self.out,
                "{indent}{}{asked}{withdrawn}",
                heading(child, self.locale).trim_end()
            );
            if deep {
                self.children(guideline, child, depth + 1, deep);
            }
        }
    }
}

fn count_below(guideline: &Guideline, clause: &Clause) -> usize {
    let children = clause
        .children
        .iter()
        .filter_map(|child| guideline.clause(*child));
    children
        .map(|child| 1 + count_below(guideline, child))
        .sum()
}
