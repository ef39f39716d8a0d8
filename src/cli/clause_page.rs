//! A clause as a page of text: whose it is, what it says and asks, and where that was read.

use std::fmt::Write;

use super::summary::partial_note;
use super::terminal::{printable, printable_line};
use crate::guideline::{Certainty, Clause, ClauseIndex, Guideline, Modality, Responsibility};
use crate::locale::Locale;

/// A clause with more than this below it shows only what is directly in it.
const MOST_BELOW: usize = 40;

/// The page. Writing to a `String` cannot fail, so results of `write!` are passed over.
pub fn render(guideline: &Guideline, index: ClauseIndex, locale: Locale, colored: bool) -> String {
    let Some(clause) = guideline.clause(index) else {
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
        printable_line(&guideline.name()),
        printable_line(&guideline.id)
    );
    if let Some(note) = partial_note(guideline, locale) {
        let _ = writeln!(page.out, "{note}");
    }
    page.withdrawn(guideline, clause);
    page.text(clause);
    page.requirements(clause);
    page.guidance(clause);
    page.attributes(clause);
    page.provenance(guideline, clause);
    page.relatives(guideline, clause);
    page.out
}

/// Number and title; a clause without an official number goes by its title alone.
pub fn heading(clause: &Clause, locale: Locale) -> String {
    match &clause.label {
        Some(label) => printable_line(&format!("{label} {}", clause.title)),
        None if clause.title.is_empty() => {
            locale_text(locale, "（番号なし）", "(no number)").to_string()
        }
        None => printable_line(&clause.title),
    }
}

struct Page {
    out: String,
    locale: Locale,
}

impl Page {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        locale_text(self.locale, ja, en)
    }

    fn line(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.out, "{name}: {}", printable_line(value));
    }

    fn withdrawn(&mut self, guideline: &Guideline, clause: &Clause) {
        let Some(withdrawn) = &clause.withdrawn else {
            return;
        };
        let targets: Vec<String> = withdrawn
            .moved_to
            .iter()
            .map(|id| {
                let target = guideline
                    .clauses
                    .iter()
                    .find(|clause| clause.id.eq_ignore_ascii_case(id));
                target.map_or_else(|| id.clone(), |clause| heading(clause, self.locale))
            })
            .collect();
        let text = self.say("この条項は廃止されています。", "This clause is withdrawn.");
        let _ = writeln!(self.out, "\n{text}");
        if !targets.is_empty() {
            let name = self.say("内容の移動先", "Its content is now in");
            self.line(name, &targets.join(", "));
        }
    }

    fn text(&mut self, clause: &Clause) {
        if !clause.text.trim().is_empty() && !is_said_by_requirements(clause) {
            let _ = writeln!(self.out, "\n{}", printable(clause.text.trim()));
        }
    }

    fn guidance(&mut self, clause: &Clause) {
        if !clause.guidance.trim().is_empty() {
            let title = self.say("解説", "Guidance");
            let _ = writeln!(
                self.out,
                "\n{title}:\n{}",
                printable(clause.guidance.trim())
            );
        }
    }

    fn requirements(&mut self, clause: &Clause) {
        let asking = clause
            .requirements
            .iter()
            .filter(|requirement| requirement.modality != Modality::Info);
        let mut asking = asking.peekable();
        if asking.peek().is_some() {
            let title = self.say("求められていること", "What it asks");
            let _ = writeln!(self.out, "\n{title}:");
        }
        for requirement in asking {
            let modality = match requirement.modality {
                Modality::Must => self.say("必須", "must"),
                Modality::Should => self.say("推奨", "should"),
                Modality::May | Modality::Info => self.say("任意", "may"),
            };
            let label = requirement
                .label
                .as_ref()
                .map(|label| format!("{label}. "))
                .unwrap_or_default();
            let paraphrased = if requirement.paraphrased {
                self.say(
                    "（要約。公式の文言ではありません）",
                    " (a summary, not the official wording)",
                )
            } else {
                ""
            };
            let text = printable_line(&requirement.text);
            let _ = writeln!(
                self.out,
                "  [{modality}] {}{text}{paraphrased}",
                printable_line(&label).trim_end()
            );
        }
        for parameter in &clause.parameters {
            let name = self.say("  組織が定める値", "  Value to define");
            self.line(name, &parameter.label);
        }
    }

    fn attributes(&mut self, clause: &Clause) {
        self.out.push('\n');
        if let Some(responsibility) = clause.responsibility {
            let who = match responsibility {
                Responsibility::Provider => self.say("事業者", "provider"),
                Responsibility::Customer => self.say("利用者", "customer"),
                Responsibility::Shared => self.say("事業者と利用者の共同", "provider and customer"),
                Responsibility::Inherited => self.say(
                    "上流の事業者から継承",
                    "inherited from an upstream provider",
                ),
            };
            let name = self.say("責任分界", "Responsibility");
            self.line(name, who);
        }
        if !clause.service_models.is_empty() {
            let name = self.say("対象のサービス形態", "Service models");
            self.line(name, &clause.service_models.join(", "));
        }
        if clause.needs_agreement {
            let text = self.say(
                "利用者との合意が必要です。",
                "It has to be agreed with the customer.",
            );
            let _ = writeln!(self.out, "{text}");
        }
        if !clause.upstream.is_empty() {
            let name = self.say("対応する上位の条項", "Answers");
            self.line(name, &clause.upstream.join(", "));
        }
    }

    fn provenance(&mut self, guideline: &Guideline, clause: &Clause) {
        let mark = match clause.provenance.certainty {
            Certainty::Final => "",
            Certainty::Draft => self.say("【草案による】", " [read in a DRAFT]"),
            Certainty::Secondary => self.say("【二次資料による】", " [from a secondary source]"),
        };
        let source = clause
            .provenance
            .source
            .as_ref()
            .or(guideline.source.as_ref());
        let name = self.say("出典", "Source");
        match source {
            Some(source) => self.line(name, &format!("{source}{mark}")),
            None if !mark.is_empty() => self.line(name, mark.trim()),
            None => {}
        }
    }

    fn relatives(&mut self, guideline: &Guideline, clause: &Clause) {
        if let Some(parent) = clause.parent.and_then(|parent| guideline.clause(parent)) {
            let name = self.say("上位の条項", "Part of");
            let parent = heading(parent, self.locale);
            self.line(name, &parent);
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

/// Whether the text of a clause is its requirements and nothing else: once is enough.
fn is_said_by_requirements(clause: &Clause) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut rest = letters(&clause.text);
    let asking = clause
        .requirements
        .iter()
        .filter(|one| one.modality != Modality::Info);
    for requirement in asking {
        let said = letters(&requirement.text);
        let Some(at) = rest.find(&said).filter(|_| !said.is_empty()) else {
            return false;
        };
        rest.replace_range(at..at + said.len(), "");
    }
    // What is left may be the numbers of items.
    rest.chars().all(char::is_numeric)
}

fn locale_text(locale: Locale, ja: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Ja => ja,
        Locale::En => en,
    }
}
