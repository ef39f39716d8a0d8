//! Questions that several rules ask about answers and statements.

use crate::document::{Answer, AnswerKind, Claim, LabelledValue, Link, Statement};
use crate::finding::Severity;
use crate::guideline::{Clause, ClauseReference, Modality, title_key};
use crate::locale::Message;
use crate::locator;
use crate::wording::{self, Field, Mark, Status};

use super::Subject;

impl<'a> Subject<'a> {
    /// The answers with their statements.
    pub fn answers(&self) -> impl Iterator<Item = &'a Answer> + use<'a> {
        self.document.answers.iter()
    }

    /// The statements of an answer.
    pub fn statements(&self, answer: &'a Answer) -> impl Iterator<Item = &'a Statement> + use<'a> {
        let statements = &self.document.statements;
        answer
            .statements
            .iter()
            .map(move |&index| &statements[index])
    }

    /// Whether a link was made by a heading that has a clause's title and no number.
    pub fn is_by_title(&self, link: &Link) -> bool {
        let citation = { link.citation }.and_then(|place| self.document.citations.get(place));
        let written = citation.and_then(|citation| self.text.get(citation.range.clone()));
        // "Part k" is no title.
        link.requirement.is_none()
            && written.is_some_and(|written| locator::read(written).is_none())
    }

    /// Whether a heading only has a clause's title in common with it, and what stands below cites for itself:
    /// a rule's chapter 「ログの取得と検証」 with its articles.
    pub fn is_topic(&self, answer: &'a Answer) -> bool {
        let is_others = |statement: &Statement| {
            let own = { statement.answer }.map(|own| &self.document.answers[own]);
            own.is_some_and(|own| !std::ptr::eq(own, answer) && !own.links.is_empty())
        };
        answer.kind == AnswerKind::Section
            && answer.links.iter().all(|link| self.is_by_title(link))
            && self.statements(answer).any(is_others)
    }

    /// The claims to be judged by their words: those of statements that answer a clause, are
    /// not quoted, not excluded, and stand in no preliminary section.
    pub fn claims(&self) -> impl Iterator<Item = (&'a Answer, &'a Statement, &'a Claim)> + use<'a> {
        let document = self.document;
        document
            .statements
            .iter()
            .filter_map(move |statement| {
                let answer = &document.answers[statement.answer?];
                let judged = !statement.quoted
                    && !answer.links.is_empty()
                    && !is_excluded(answer)
                    && !document.sections[statement.section].preliminary;
                judged.then_some((answer, statement))
            })
            .flat_map(|(answer, statement)| {
                statement
                    .unit
                    .claims
                    .iter()
                    .map(move |claim| (answer, statement, claim))
            })
    }

    /// The headings of the columns of an answer's table that hold a field, as the table has them, in
    /// quotation marks of each language; `None` outside of tables.
    pub fn columns_of(&self, answer: &Answer, field: Option<Field>) -> Option<Message> {
        let table = &self.document.tables[answer.table?];
        let columns = table.columns.iter().zip(&table.headings);
        let headings = columns
            .filter(|(column, _)| **column == field)
            .filter_map(|(_, range)| self.text.get(range.clone()))
            .map(|heading| {
                let lines = ["<br>", "<br/>", "<br />"].iter();
                let line = lines.fold(heading.to_string(), |line, mark| line.replace(mark, " "));
                let ends = |c: char| c.is_whitespace() || "*_`".contains(c);
                line.trim_matches(ends).to_string()
            })
            .filter(|heading| !heading.is_empty());
        let headings: Vec<String> = headings.collect();
        (!headings.is_empty()).then(|| {
            Message::new(
                format!("「{}」", headings.join("」「")),
                format!("“{}”", headings.join("”, “")),
            )
        })
    }

    /// Whether a sentence of a contract speaks of a party that the document defines as the customer:
    /// 「甲は…」 where it says 「医療機関（以下「甲」という。）」.
    pub fn is_customers_sentence(&self, sentence: &str) -> bool {
        let sentence = sentence.trim_start();
        let party = ['甲', '乙', '丙'].into_iter().find(|party| {
            let behind = sentence.strip_prefix(*party);
            behind.is_some_and(|behind| behind.starts_with(['は', 'が', 'に', 'の', '側']))
        });
        party.is_some_and(|party| self.defines_as_customer(party))
    }

    fn defines_as_customer(&self, party: char) -> bool {
        const NEAR: usize = 40;
        let defined = [
            format!("以下「{party}」"),
            format!("以下、「{party}」"),
            format!("以下 「{party}」"),
        ];
        // 「甲（利用医療機関）」, 「甲：医療機関」
        let explained = [
            ('（', '）'),
            ('(', ')'),
            ('：', '\n'),
            (':', '\n'),
            ('＝', '\n'),
        ];
        let is_explained = explained.iter().any(|(open, close)| {
            let words = format!("{party}{open}");
            { self.text.match_indices(&words) }.any(|(at, _)| {
                let behind = self.text[at + words.len()..].trim_start();
                let inside = behind.split([*close, '、', ' ', '　', '\n']).next();
                let inside = inside.unwrap_or_default();
                inside.chars().nth(NEAR).is_none()
                    && CUSTOMERS.iter().any(|word| inside.contains(word))
            })
        });
        let mut places = defined
            .iter()
            .flat_map(|words| self.text.match_indices(words.as_str()));
        is_explained
            || places.any(|(at, _)| {
                let mut before = self.text[..at].chars().rev();
                let named: Vec<char> = before
                    .by_ref()
                    .take_while(|c| !"。、\n".contains(*c))
                    .take(NEAR)
                    .collect();
                let named: String = named.into_iter().rev().collect();
                CUSTOMERS.iter().any(|word| named.contains(word))
            })
    }

    /// The first clause of an answer, for findings to name.
    pub fn clause_of(&self, answer: &Answer) -> Option<ClauseReference> {
        answer.links.first().map(|link| link.clause)
    }

    /// The clauses of an answer.
    pub fn clauses(&self, answer: &'a Answer) -> impl Iterator<Item = &'a Clause> + use<'a> {
        let guidelines = self.guidelines;
        answer
            .links
            .iter()
            .map(move |link| guidelines.clause(link.clause))
    }

    /// Whether a row stands for a heading of the guideline, which asks nothing.
    pub fn is_heading_row(&self, answer: &'a Answer) -> bool {
        answer.kind == AnswerKind::Row
            && !answer.links.is_empty()
            && self
                .clauses(answer)
                .all(|clause| clause.group || crate::coverage::asks(clause) == Modality::Info)
    }

    /// A severity, softened where every clause answered is only a recommendation.
    pub fn softened(&self, answer: &'a Answer, severity: Severity) -> Severity {
        let binding = self.clauses(answer).map(crate::coverage::asks).max();
        match binding {
            Some(Modality::Should | Modality::May) => severity.min(Severity::Information),
            _ => severity,
        }
    }
}

/// What contracts call the customer where they give it a letter.
const CUSTOMERS: [&str; 9] = [
    "医療機関",
    "病院",
    "診療所",
    "利用者",
    "お客様",
    "顧客",
    "委託者",
    "発注者",
    "契約者",
];

/// The status that an answer states.
pub fn status(answer: &Answer) -> Option<Status> {
    answer
        .labels
        .status
        .as_ref()
        .map(|(stated, _)| stated.status)
}

/// Whether an answer to parts of a clause states no status itself, so that it has that of the whole, which
/// is judged where it stands.
pub fn has_status_of_whole(answer: &Answer) -> bool {
    answer.labels.status.is_some()
        && !answer.links.is_empty()
        && answer.links.iter().all(|link| link.requirement.is_some())
        && answer
            .labels
            .label(Field::Status)
            .is_none_or(|value| value.inherited)
}

/// The claim that is an answer's status as a whole: the ranges of that status are those of its text.
pub fn stating_claim<'a>(subject: &Subject<'a>, answer: &'a Answer) -> Option<&'a Claim> {
    let (stated, place) = answer.labels.status.as_ref()?;
    subject.statements(answer).find_map(|statement| {
        let mut claims = statement.unit.claims.iter();
        // Where both count from the unit's start, the status was read from its source.
        claims.find(|claim| statement.place(&claim.range) == *place && claim.range != stated.range)
    })
}

/// What stands at the place of an answer's status, as a reader would say it: for a mark in a column the
/// column's heading.
pub fn stated_words<'a>(subject: &Subject<'a>, answer: &'a Answer) -> &'a str {
    let Some((_, place)) = &answer.labels.status else {
        return "";
    };
    let written = match stating_claim(subject, answer) {
        Some(claim) => &claim.text,
        None => &subject.text[place.clone()],
    };
    let chosen = answer.labels.label(Field::Status);
    let chosen = chosen.filter(|value| value.range == *place && !value.text.is_empty());
    match (chosen, wording::mark(written)) {
        (Some(value), Some((Mark::Ticked | Mark::Crossed, _))) => &value.text,
        _ => written,
    }
}

/// A field's value, if it says something: no dash, no 未定.
pub fn said(answer: &Answer, field: Field) -> Option<&LabelledValue> {
    let value = answer.labels.value(field)?;
    wording::unwritten(&value.text).is_none().then_some(value)
}

/// Whether a claim is the title of a clause that it stands beside, with its number or without, and nothing else.
pub fn is_own_title(subject: &Subject<'_>, answer: &Answer, claim: &Claim) -> bool {
    let number = locator::read(&claim.text).map_or(0, |(_, length)| length);
    let key = title_key(&claim.text[number..]);
    let mut clauses = answer.links.iter().map(|link| link.clause);
    clauses.any(|clause| subject.guidelines.title_key_of(clause) == key)
}

/// Whether an answer says that its clause does not apply.
pub fn is_excluded(answer: &Answer) -> bool {
    status(answer) == Some(Status::NotApplicable)
}

/// Whether an answer says that something is done.
pub fn is_done(answer: &Answer) -> bool {
    matches!(
        status(answer),
        Some(Status::Implemented | Status::Partial | Status::Alternative)
    )
}
