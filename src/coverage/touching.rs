//! Which parts of the clauses the answers of one document touch.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::tells_no_measure;
use crate::document::{Answer, AnswerKind, Claim, Document, Link, Statement, Unit};
use crate::guideline::{Clause, Guidelines};
use crate::matching::{Asked, Matchers, Touched};
use crate::wording::{self, Field, Status};

/// What an answer touches of its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Touching {
    /// Nobody has looked: the clause asks for one thing, or the answer says nothing yet.
    #[default]
    Unread,
    /// What it says stands elsewhere: it is excluded, planned, inherited, points at another
    /// document, or a comment allows that it leaves something out.
    Elsewhere,
    /// These parts.
    Parts(Touched),
}

/// What answers are compared with.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// The guidelines in play.
    pub guidelines: &'a Guidelines,
    /// What knows their words.
    pub matchers: &'a Matchers,
}

/// Reads the answers of one document.
pub(super) struct Toucher<'a> {
    document: &'a Document,
    content: Content<'a>,
    /// For each section what stands in it beside the answers, once it was asked for.
    beside: Vec<Option<Box<[u64]>>>,
    /// For each section its statements that answer nothing.
    unlinked: Option<Vec<Vec<usize>>>,
    /// Labels that came down from above, and their words: mostly the same from answer to answer.
    inherited: (Vec<Arc<str>>, Arc<[u64]>),
    /// What a contract calls its parties, with the words of whom it means, once an answer names one.
    parties: Option<Vec<(char, Box<[u64]>)>>,
}

/// The letters that contracts give to their parties: 「医療機関等（以下「甲」という。）」.
const PARTIES: [char; 3] = ['甲', '乙', '丙'];

/// Whether an answer stands under a heading of what is somebody else's: "Inherited controls".
fn is_inherited_by_heading(document: &Document, answer: &Answer) -> bool {
    let sections = &document.sections;
    let around = std::iter::successors(Some(answer.section), |&section| sections[section].parent);
    let mut titles = around.map(|section| &sections[section].title);
    titles.any(|title| title.contains("nherited"))
}

/// Whether a row says how it stands, and no word of what is done: `Applicable | Partially | R-01`. Of the parts of a clause it
/// leaves out none more than any other.
pub fn says_no_word(document: &Document, answer: &Answer) -> bool {
    const LONGEST_CODE: usize = 12;
    let is_code = |text: &str| {
        text.len() <= LONGEST_CODE
            && text.contains(|c: char| c.is_ascii_digit())
            && !text.contains(char::is_whitespace)
    };
    let says_nothing = |text: &str| {
        let text = text.trim();
        let stated = wording::status(text);
        text.is_empty()
            || is_code(text)
            || stated.is_some_and(|stated| stated.range.len() == text.len())
            || text.len() <= 24 && text.starts_with("Applicable")
            || wording::applies(text).is_some()
    };
    let claims = { answer.statements.iter() }
        .flat_map(|&statement| &document.statements[statement].unit.claims);
    let mut words = claims
        .filter(|claim| claim.placeholder.is_none())
        .peekable();
    let is_told = answer.labels.label(Field::Reason);
    answer.kind == AnswerKind::Row
        && is_told.is_none_or(|told| {
            says_nothing(&told.text) || wording::placeholder(&told.text).is_some()
        })
        && words.all(|claim| says_nothing(&claim.text))
}

impl<'a> Toucher<'a> {
    pub fn new(document: &'a Document, content: Content<'a>) -> Toucher<'a> {
        Toucher {
            document,
            content,
            beside: vec![None; document.sections.len()],
            unlinked: None,
            inherited: (Vec::new(), Arc::default()),
            parties: None,
        }
    }

    pub fn of(&mut self, answer: &Answer, link: &Link) -> Touching {
        let Content {
            guidelines,
            matchers,
        } = self.content;
        if guidelines.clause(link.clause).requirements.is_empty() {
            return Touching::Unread;
        }
        let guideline = guidelines.get(link.clause.guideline);
        let asked = matchers
            .of(link.clause.guideline, guidelines)
            .asked(guideline, link.clause.clause);
        if asked.parts.is_empty() {
            return Touching::Unread;
        }
        if self.stands_elsewhere(answer) {
            return Touching::Elsewhere;
        }
        let document = self.document;
        let statements = { answer.statements.iter() }.map(|&index| &document.statements[index]);
        let mut claims = statements
            .clone()
            .flat_map(|statement| &statement.unit.claims);
        if !claims.any(|claim| claim.says_something()) {
            return Touching::Unread;
        }
        if let Some(requirement) = link.requirement {
            return Touching::Parts(asked.all_of(requirement));
        }
        let labelled = of_labels(
            guidelines.clause(link.clause),
            asked,
            statements
                .clone()
                .flat_map(|statement| &statement.unit.claims),
        );
        // Who answers letter by letter answers the others in none of their words.
        if are_lettered(statements.clone()) && labelled.clearly.count_ones() >= FEWEST_LETTERS {
            return Touching::Parts(labelled);
        }
        let own = { statements.clone() }
            .map(|statement| statement.unit.kept(|unit| words(unit, matchers)));
        let mut read: Vec<&[u64]> = own.collect();
        let touched = match answer.statements.as_slice() {
            [only] => {
                let unit = &document.statements[*only].unit;
                let [somehow, clearly] = unit.touched(link.clause, || {
                    let touched = asked.touched(&read);
                    [touched.somehow, touched.clearly]
                });
                Touched { somehow, clearly }
            }
            _ => asked.touched(&read),
        };
        let touched = Touched {
            somehow: touched.somehow | labelled.somehow,
            ..touched
        };
        if asked.touches_all(touched) {
            return Touching::Parts(touched);
        }
        let mut sections: Vec<usize> = statements.clone().map(|found| found.section).collect();
        sections.push(answer.section);
        sections.sort_unstable();
        sections.dedup();
        for &section in &sections {
            self.read_beside(section);
        }
        let inherited = self.inherited(answer);
        read.push(&inherited);
        let claims = { statements.clone() }.flat_map(|statement| &statement.unit.claims);
        let named: Vec<char> = PARTIES
            .into_iter()
            .filter(|party| claims.clone().any(|claim| claim.text.contains(*party)))
            .collect();
        if !named.is_empty() {
            self.read_parties();
        }
        let parties = self.parties.iter().flatten();
        let parties = parties.filter(|(party, _)| named.contains(party));
        read.extend(parties.map(|(_, words)| &**words));
        let beside = sections.iter();
        read.extend(beside.filter_map(|&section| self.beside[section].as_deref()));
        let touched = asked.touched(&read);
        let touched = Touched {
            somehow: touched.somehow | labelled.somehow,
            ..touched
        };
        let texts = statements.flat_map(|statement| texts(&statement.unit));
        Touching::Parts(matchers.granted(asked, touched, texts))
    }

    /// The words of the labels that an answer has from its section, its table or the front matter.
    fn inherited(&mut self, answer: &Answer) -> Arc<[u64]> {
        let values = answer.labels.fields.iter().filter(|value| value.inherited);
        let texts: Vec<Arc<str>> = values.map(|value| value.text.clone()).collect();
        if texts != self.inherited.0 {
            let words = self
                .content
                .matchers
                .words(texts.iter().map(|text| &**text));
            self.inherited = (texts, words.into());
        }
        self.inherited.1.clone()
    }

    /// Reads whom the document's letters for its parties mean.
    fn read_parties(&mut self) {
        const NEAR: usize = 24;
        if self.parties.is_some() {
            return;
        }
        let claims = { self.document.statements.iter() }.flat_map(|found| &found.unit.claims);
        let mut parties = Vec::new();
        for text in claims.map(|claim| &*claim.text) {
            for party in PARTIES {
                let Some(at) = text.find(&format!("以下「{party}」")) else {
                    continue;
                };
                let before = &text[..at];
                let start = before.char_indices().rev().take(NEAR).last();
                let whom = &before[start.map_or(at, |(start, _)| start)..];
                parties.push((party, self.content.matchers.words([whom])));
            }
        }
        self.parties = Some(parties);
    }

    /// Whether what it has to say is not to be looked for in its words.
    fn stands_elsewhere(&self, answer: &Answer) -> bool {
        let status = answer.labels.status.as_ref();
        let open = matches!(
            status.map(|(stated, _)| stated.status),
            Some(Status::NotApplicable | Status::Planned | Status::NotImplemented)
        );
        let allowed = self.document.allows("partial-clause", &answer.range);
        let claims = answer.statements.iter().flat_map(|&index| {
            let unit = &self.document.statements[index].unit;
            unit.claims.iter()
        });
        open || allowed
            || answer.is_inherited()
            || answer.is_customers()
            || tells_no_measure(self.document, answer)
            || says_no_word(self.document, answer)
            || is_inherited_by_heading(self.document, answer)
            || claims.into_iter().any(|claim| {
                claim.observations().refers_elsewhere.is_some()
                    || claim.points(|| points(&claim.text))
            })
    }

    /// Reads what stands in a section beside its answers: whoever elaborates there cites nothing
    /// a second time. A title that is no clause's speaks as well.
    fn read_beside(&mut self, section: usize) {
        if self.beside[section].is_some() {
            return;
        }
        let document = self.document;
        let matchers = self.content.matchers;
        let unlinked = self.unlinked.get_or_insert_with(|| {
            let mut unlinked = vec![Vec::new(); document.sections.len()];
            for (index, statement) in document.statements.iter().enumerate() {
                let answers = statement
                    .answer
                    .is_some_and(|answer| !document.answers[answer].links.is_empty());
                if !answers && !statement.quoted {
                    unlinked[statement.section].push(index);
                }
            }
            unlinked
        });
        let known = &document.sections[section];
        let title = Some(known.title.as_str()).filter(|_| known.links.is_empty());
        let mut all: Vec<u64> = matchers.words(title).into();
        for &index in &unlinked[section] {
            let unit = &document.statements[index].unit;
            all.extend(unit.kept(|unit| words(unit, matchers)));
        }
        all.sort_unstable();
        all.dedup();
        self.beside[section] = Some(all.into());
    }
}

/// The parts that claims are written for by their letters: "(e) Results are shared with the platform team."
fn of_labels<'c>(
    clause: &Clause,
    asked: &Asked,
    claims: impl Iterator<Item = &'c Claim>,
) -> Touched {
    let mut touched = Touched::default();
    let lines = claims.flat_map(|claim| claim.text.lines());
    for letter in lines.filter_map(letter_before) {
        for (index, requirement) in clause.requirements.iter().enumerate() {
            let label = requirement.label.as_deref().unwrap_or_default();
            let own = label.split('.').next().unwrap_or_default().as_bytes();
            if own == [letter] {
                touched |= asked.all_of(index);
            }
        }
    }
    touched
}

/// From how many letters on an answer goes by them.
const FEWEST_LETTERS: u32 = 3;

/// Whether all that an answer says stands behind letters, in paragraphs or in lists below them. Rows are a form's head.
fn are_lettered<'d>(mut statements: impl Iterator<Item = &'d Statement>) -> bool {
    statements.all(|statement| {
        let says = |claim: &&Claim| claim.says_something();
        let mut claims = statement.unit.claims.iter().filter(says);
        statement.unit.is_row
            || statement.item
            || statement.outer.is_some()
            || claims.all(|claim| letter_before(&claim.text).is_some())
    })
}

/// The letter that a line begins with: `(e) `, `e. `, `e) `, `Part e `.
pub fn letter_before(line: &str) -> Option<u8> {
    let line = line.trim_start();
    if let Some(part) = line.strip_prefix("Part ") {
        let [letter, close, ..] = part.as_bytes() else {
            return None;
        };
        let ends = matches!(close, b' ' | b':' | b'.');
        return (ends && letter.is_ascii_lowercase()).then_some(*letter);
    }
    let open = line.strip_prefix('(');
    let bytes = open.unwrap_or(line).as_bytes();
    let [letter, close, b' ', ..] = bytes else {
        return None;
    };
    let closes = *close == b')' || *close == b'.' && open.is_none();
    (closes && letter.is_ascii_lowercase()).then_some(*letter)
}

/// The words of what a unit says, as it keeps them: its claims, and what stands under its labels and in its columns.
pub fn words(unit: &Unit, matchers: &Matchers) -> Box<[u64]> {
    matchers.words(texts(unit))
}

/// What a unit says that can answer something.
fn texts(unit: &Unit) -> impl Iterator<Item = &str> {
    let claims = unit.claims.iter().map(|claim| &*claim.text);
    let fields = unit.fields.iter().filter(|value| {
        !matches!(
            value.field,
            Field::Clause | Field::Requirement | Field::Status
        )
    });
    claims.chain(fields.map(|value| &*value.text))
}

/// Whether the text of a section may say who is meant by a letter, or allow something: both can be about
/// answers in other sections as well.
pub(super) fn speaks_of_others(section: &str) -> bool {
    section.contains(PARTIES) || section.contains("<!--")
}

/// Whether a text sends its reader on to another one.
fn points(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "参照",
        "別途",
        "のとおり",
        "詳細は",
        "に準じ",
        "に従い",
        "see ",
        "See ",
        "efer to",
        "described in",
        "defined in",
        "detailed in",
    ];
    WORDS.iter().any(|word| text.contains(word))
}
