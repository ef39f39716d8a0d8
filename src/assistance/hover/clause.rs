//! A clause as a hover shows it: what it asks, how it stands, and what it hangs together with.

use std::fmt::Write;

use crate::assistance::clause_page::{self, ClausePage};
use crate::assistance::rich_text::{
    blocks, link, shortened, shortened_to_sentences, within, words,
};
use crate::assistance::{Shared, excerpt};
use crate::coverage::{
    Answered, Counts, Standing, State, asked_below, below, binding_requirements,
};
use crate::finding::{DocumentIndex, Place};
use crate::guideline::ClauseReference;
use crate::locale::Locale;

/// How many characters of a clause's own text are shown.
const TEXT: usize = 600;
/// How many characters of one requirement are shown.
const REQUIREMENT: usize = 300;
/// How many requirements are shown of a clause that has very many.
const REQUIREMENTS: usize = 10;
/// How many answers, clauses or values are listed.
const LISTED: usize = 6;

/// The whole card of a clause. `asked` are the requirements that a citation names (`AC-2(a)`);
/// empty for all of them.
pub fn card(project: &Shared<'_>, clause: ClauseReference, asked: &[usize]) -> String {
    let guideline = project.guidelines.get(clause.guideline);
    let Some(page) = ClausePage::of(guideline, clause.clause, project.locale) else {
        return String::new();
    };
    let mut card = Card {
        out: String::new(),
        project,
        locale: project.locale,
    };
    card.head(clause, &page);
    card.asks(clause, &page, asked);
    card.attributes(&page);
    card.standing(clause);
    card.relatives(clause);
    card.provenance(&page);
    card.out
}

/// Who covers a clause, for a reader who has the clause's text before the eyes.
pub fn coverage(project: &Shared<'_>, clause: ClauseReference) -> String {
    let mut card = Card {
        out: String::new(),
        project,
        locale: project.locale,
    };
    card.standing(clause);
    card.relatives(clause);
    card.out.trim_start_matches(['\n', '-']).to_string()
}

/// Several clauses, a line each: number and title, how each stands.
pub fn list(project: &Shared<'_>, clauses: &[ClauseReference]) -> String {
    let mut out = String::new();
    for &clause in clauses.iter().take(LISTED * 2) {
        let known = project.guidelines.clause(clause);
        let heading = clause_page::heading(known, project.locale);
        let standing = match chapter_counts(project, clause) {
            Some(counts) => answered_of(project, &counts),
            None => {
                let state = project.coverage.clause(project.guidelines, clause);
                standing_name(project, state).to_string()
            }
        };
        let linked = clause_link(project, clause, &heading);
        let _ = writeln!(out, "- {linked} — {standing}");
    }
    more(&mut out, clauses.len(), LISTED * 2, project.locale);
    out
}

/// A state in a word or two.
pub fn state_name(state: State, locale: Locale) -> &'static str {
    let (ja, en) = match state {
        State::Covered => ("対応あり", "covered"),
        State::Weak => ("不十分", "weak"),
        State::Missing => ("記載なし", "missing"),
        State::Excluded => ("対象外", "excluded"),
    };
    locale.choose(ja, en)
}

/// A state as far as it is known.
fn standing_name(project: &Shared<'_>, state: State) -> &'static str {
    match state {
        State::Missing if !project.is_complete => project.locale.choose(
            "未確認（文書をまだすべては読み終えていません）",
            "not known yet (not all documents have been read)",
        ),
        state => state_name(state, project.locale),
    }
}

/// How the requirements below a clause stand that asks nothing itself; `None` for one that does,
/// and for one with nothing below.
fn chapter_counts(project: &Shared<'_>, clause: ClauseReference) -> Option<Counts> {
    let guidelines = project.guidelines;
    if binding_requirements(guidelines.clause(clause))
        .next()
        .is_some()
    {
        return None;
    }
    let mut counts = Counts::default();
    asked_below(guidelines.get(clause.guideline), clause, &mut |part| {
        if guidelines.clause(part).label.is_some() {
            counts += project.coverage.counts(guidelines, part);
        }
    });
    (counts.requirements() > 0).then_some(counts)
}

/// How many of several requirements are answered, exclusions with their reason included.
fn answered_of(project: &Shared<'_>, counts: &Counts) -> String {
    let (all, answered) = (counts.requirements(), counts.covered + counts.excluded);
    match (project.locale, project.is_complete) {
        (Locale::Ja, true) => format!("要求事項 {all} 件のうち対応 {answered} 件"),
        (Locale::Ja, false) => {
            format!("要求事項 {all} 件のうち、これまでに読んだ文書で対応 {answered} 件")
        }
        (Locale::En, true) => format!("{answered} of {all} requirements answered"),
        (Locale::En, false) => {
            format!("{answered} of {all} requirements answered in the documents read so far")
        }
    }
}

fn clause_link(project: &Shared<'_>, clause: ClauseReference, text: &str) -> String {
    let address = (project.address)(&Place::Clause(clause));
    link(text, address.as_deref())
}

fn more(out: &mut String, all: usize, shown: usize, locale: Locale) {
    if all > shown {
        let rest = all - shown;
        let _ = match locale {
            Locale::Ja => writeln!(out, "- ほか {rest} 件"),
            Locale::En => writeln!(out, "- {rest} more"),
        };
    }
}

struct Card<'p, 'a> {
    out: String,
    project: &'p Shared<'a>,
    locale: Locale,
}

impl Card<'_, '_> {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        self.locale.choose(ja, en)
    }

    /// Begins a paragraph.
    fn paragraph(&mut self) {
        if !self.out.is_empty() {
            let kept = self.out.trim_end().len();
            self.out.truncate(kept);
            self.out.push_str("\n\n");
        }
    }

    fn head(&mut self, clause: ClauseReference, page: &ClausePage) {
        let heading = clause_link(self.project, clause, &page.heading);
        let _ = writeln!(self.out, "**{heading}**  \n{}", words(&page.guideline));
        if let Some(withdrawn) = page.withdrawn {
            self.paragraph();
            let _ = write!(self.out, "⚠️ {withdrawn}");
            if !page.moved_to.is_empty() {
                let name = self.say("内容の移動先: ", " Its content is now in ");
                let _ = write!(self.out, "{name}{}", within(&page.moved_to.join(", ")));
            }
        }
    }

    fn asks(&mut self, clause: ClauseReference, page: &ClausePage, asked: &[usize]) {
        let whole = asked.is_empty();
        let mut is_cut = false;
        if let Some(text) = page.text.as_ref().filter(|_| whole) {
            self.paragraph();
            let shown = blocks(text, TEXT);
            is_cut |= shown.is_cut;
            self.out.push_str(&shown.markdown);
        }
        let all = page.requirements.iter();
        let those: Vec<_> = all
            .filter(|one| whole || asked.contains(&one.index))
            .collect();
        if !those.is_empty() {
            self.paragraph();
        }
        for one in those.iter().take(REQUIREMENTS) {
            let label = one.label.as_ref();
            let label = label.map_or(String::new(), |label| format!("{}. ", within(label)));
            let text = shortened_to_sentences(&one.text, REQUIREMENT);
            is_cut |= text.ends_with('…');
            let text = within(&text);
            let _ = writeln!(
                self.out,
                "- **{}** {label}{text}{}",
                one.modality, one.paraphrased
            );
        }
        more(&mut self.out, those.len(), REQUIREMENTS, self.locale);
        is_cut |= those.len() > REQUIREMENTS;
        let guidance = page.guidance.as_ref();
        if let Some(guidance) = guidance.filter(|_| page.text.is_none() && those.is_empty()) {
            self.paragraph();
            let shown = blocks(guidance, TEXT / 2);
            is_cut |= shown.is_cut;
            self.out.push_str(&shown.markdown);
        }
        if is_cut && let Some(address) = (self.project.address)(&Place::Clause(clause)) {
            self.paragraph();
            let open = self.say("条項の全文を開く", "Open the whole clause");
            let _ = writeln!(self.out, "{}", link(open, Some(&address)));
        }
        // Most stand in brackets in what is asked.
        let told = |value: &&String| !{ those.iter() }.any(|one| one.text.contains(value.as_str()));
        let mut values: Vec<&String> = page.parameters.iter().filter(told).collect();
        values.dedup();
        if whole && !values.is_empty() {
            self.paragraph();
            let name = self.say("組織が定める値: ", "Values to define: ");
            let values = values.iter().take(LISTED);
            let values: Vec<String> = values.map(|value| within(value)).collect();
            let _ = writeln!(self.out, "{name}{}", values.join(" / "));
        }
    }

    /// How the clause stands, and the statements that answer it or what is in it.
    fn standing(&mut self, clause: ClauseReference) {
        let project = self.project;
        let state = project.coverage.clause(project.guidelines, clause);
        self.paragraph();
        let name = self.say("対応状況: ", "Coverage: ");
        let chapter = chapter_counts(project, clause);
        let standing = match &chapter {
            Some(counts) => answered_of(self.project, counts),
            None => standing_name(self.project, state).to_string(),
        };
        let _ = write!(self.out, "---\n\n**{name}{standing}**");
        let counts = project.coverage.counts(project.guidelines, clause);
        if counts.requirements() > 1 {
            let answered = answered_of(self.project, &counts);
            let _ = match self.locale {
                Locale::Ja => write!(self.out, "（{answered}）"),
                Locale::En => write!(self.out, " ({answered})"),
            };
        }
        let mut asked = binding_requirements(project.guidelines.clause(clause));
        if asked.any(|requirement| project.coverage.is_left_out(clause, requirement)) {
            let left_out = self.say(
                " — 触れていない点がある `partial-clause`",
                " — something is left out `partial-clause`",
            );
            self.out.push_str(left_out);
        }
        let own: Vec<_> = project.answers(clause);
        let mut answers: Vec<(Option<ClauseReference>, DocumentIndex, &Answered)> = Vec::new();
        answers.extend(
            own.into_iter()
                .map(|(document, answer)| (None, document, answer)),
        );
        below(
            project.guidelines.get(clause.guideline),
            clause,
            &mut |part| {
                if part != clause {
                    let found = project.answers(part);
                    answers.extend(
                        found
                            .into_iter()
                            .map(|(document, answer)| (Some(part), document, answer)),
                    );
                }
            },
        );
        self.out.push_str("\n\n");
        for (part, document, answer) in answers.iter().take(LISTED) {
            self.answer(*part, *document, answer);
        }
        more(&mut self.out, answers.len(), LISTED, self.locale);
        if answers.is_empty() && state == State::Missing && chapter.is_none() {
            let text = self.say(
                "この条項に答える記述はまだありません。",
                "No statement answers this clause yet.",
            );
            let _ = writeln!(self.out, "{text}");
        }
    }

    fn answer(
        &mut self,
        part: Option<ClauseReference>,
        document: DocumentIndex,
        answer: &Answered,
    ) {
        let project = self.project;
        let range = answer.range.bytes();
        let first = excerpt::of_place(project, document, &range);
        let place = Place::Document(document, range);
        let first = match first.is_empty() {
            true => self.say("記述", "statement").to_string(),
            false => first,
        };
        let linked = link(&first, (project.address)(&place).as_deref());
        let of = part
            .and_then(|part| project.guidelines.clause(part).label.as_ref())
            .map_or(String::new(), |label| format!("{}: ", within(label)));
        let (standing, rules) = project.coverage.standing(document, answer);
        let standing = match standing {
            Standing::Good => String::new(),
            Standing::Excluded => self.say(" — 対象外", " — excluded").to_string(),
            Standing::Open => self.say(" — 未実施・予定", " — not done yet").to_string(),
            Standing::Weak if rules.is_empty() => self
                .say(
                    " — 行っていることの記述がない",
                    " — says nothing that is done",
                )
                .to_string(),
            Standing::Weak => {
                let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
                let weak = self.say(" — 不十分 ", " — weak ");
                format!("{weak}{}", rules.join(" "))
            }
        };
        let _ = writeln!(self.out, "- {of}{linked}{standing}");
    }

    fn attributes(&mut self, page: &ClausePage) {
        if !page.attributes.is_empty() || page.agreement.is_some() {
            self.paragraph();
        }
        for (name, value) in &page.attributes {
            let _ = writeln!(self.out, "{name}: {}  ", within(value));
        }
        if let Some(agreement) = page.agreement {
            let _ = writeln!(self.out, "{agreement}");
        }
    }

    /// What stands up- and downstream of it.
    fn relatives(&mut self, clause: ClauseReference) {
        let project = self.project;
        let name_of = |clause: ClauseReference| {
            let known = project.guidelines.clause(clause);
            let name = project.guidelines.get(clause.guideline).short_name();
            let heading = clause_page::heading(known, project.locale);
            clause_link(project, clause, &format!("{name} {heading}"))
        };
        let upstream: Vec<String> = project
            .guidelines
            .upstream(clause)
            .iter()
            .take(LISTED)
            .map(|entry| match entry.clauses.as_slice() {
                [] => within(&entry.written),
                clauses => {
                    let names: Vec<String> = clauses.iter().map(|&one| name_of(one)).collect();
                    names.join(", ")
                }
            })
            .collect();
        let downstream: Vec<String> = project
            .guidelines
            .downstream(clause)
            .iter()
            .take(LISTED)
            .map(|&one| name_of(one))
            .collect();
        if !upstream.is_empty() || !downstream.is_empty() {
            self.paragraph();
        }
        if !upstream.is_empty() {
            let name = self.say("対応する上位の条項", "Answers");
            let _ = writeln!(self.out, "{name}: {}  ", upstream.join(" / "));
        }
        if !downstream.is_empty() {
            let name = self.say("この条項に対応する条項", "Answered by");
            let _ = writeln!(self.out, "{name}: {}", downstream.join(" / "));
        }
    }

    fn provenance(&mut self, page: &ClausePage) {
        /// Sources are long, and who wants all of it opens the clause.
        const LONGEST: usize = 160;
        let mark = page.certainty;
        let source = page.source.as_ref();
        let source = source.map(|source| within(&shortened(source, LONGEST)));
        let name = self.say("出典", "Source");
        let source = match source {
            Some(source) => Some(format!("{name}: {source}{mark}")),
            None if !mark.is_empty() => Some(format!("{name}: {}", mark.trim())),
            None => None,
        };
        let extent = page.extent.iter().map(|note| words(note));
        let lines: Vec<String> = source.into_iter().chain(extent).collect();
        if !lines.is_empty() {
            self.paragraph();
            let _ = writeln!(self.out, "{}", lines.join("  \n"));
        }
    }
}
