//! Where else a document says how often something is done.

use rustc_hash::FxHashMap;

use crate::document::{Answer, Claim, Statement};
use crate::guideline::ClauseReference;
use crate::rules::Subject;
use crate::wording::{self, Field};

/// All that a document says of how often, looked for once: words without an interval can be many.
pub(super) struct Given<'a> {
    /// What the answers to each clause say.
    beside: FxHashMap<ClauseReference, Vec<(&'a Answer, &'a Claim)>>,
    /// What stands in sections that are schedules, with the sections.
    scheduled: Vec<(usize, &'a Claim)>,
    /// The words of rows that give an interval in a cell of its own.
    listed: Vec<&'a str>,
}

impl<'a> Given<'a> {
    pub fn of(subject: &Subject<'a>) -> Given<'a> {
        let mut beside: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for answer in subject.answers() {
            let claims = { subject.statements(answer) }.flat_map(|one| &one.unit.claims);
            for claim in claims.filter(|claim| claim.says_how_often()) {
                for link in &answer.links {
                    beside.entry(link.clause).or_default().push((answer, claim));
                }
            }
        }
        let document = subject.document;
        let said = || { document.statements.iter() }.filter(|statement| !statement.quoted);
        let sections = document.sections.iter();
        let schedules: Vec<bool> = { sections }.map(|one| is_schedule(&one.title)).collect();
        let scheduled = said().filter(|statement| schedules[statement.section]);
        let scheduled = scheduled.flat_map(|statement| {
            let claims = statement.unit.claims.iter();
            claims.map(|claim| (statement.section, claim))
        });
        Given {
            beside,
            scheduled: { scheduled.filter(|(_, claim)| claim.says_how_often()) }.collect(),
            listed: said()
                .filter(|row| gives_interval(row))
                .flat_map(words_of)
                .collect(),
        }
    }

    /// Whether another answer to one of the same clauses gives the interval of the same deed: it shares
    /// words with the sentence.
    pub fn beside(&self, answer: &Answer, sentence: &str) -> bool {
        const SHARED: usize = 2;
        let links = answer.links.iter();
        let said = { links.filter_map(|link| self.beside.get(&link.clause)) }.flatten();
        let mut said = said.filter(|(other, _)| other.range != answer.range);
        said.any(|(_, claim)| wording::words_shared(sentence, &claim.text) >= SHARED)
    }

    /// Whether a section of its own says how often the same thing is done: "Volumes are backed up regularly" under
    /// "Purpose", and "Backups run every night" under "Schedule".
    pub fn scheduled(&self, statement: &Statement, sentence: &str) -> bool {
        let elsewhere = self.scheduled.iter();
        let mut elsewhere = elsewhere.filter(|(section, _)| *section != statement.section);
        elsewhere.any(|(_, claim)| wording::words_shared(sentence, &claim.text) > 0)
    }

    /// Whether a row of a table gives the interval of the same thing in a cell of its own: 「| ログの点検 | 月1回 |」
    /// in an annex.
    pub fn listed(&self, sentence: &str) -> bool {
        const SHARED: usize = 2;
        let mut texts = self.listed.iter();
        texts.any(|text| wording::words_shared(sentence, text) >= SHARED)
    }
}

/// Whether a section is called a schedule.
fn is_schedule(title: &str) -> bool {
    const TITLES: [&str; 9] = [
        "schedule",
        "frequency",
        "interval",
        "cadence",
        "スケジュール",
        "頻度",
        "周期",
        "間隔",
        "サイクル",
    ];
    let title = title.to_lowercase();
    TITLES.iter().any(|word| title.contains(word))
}

fn gives_interval(row: &Statement) -> bool {
    let interval = row.unit.field(Field::Frequency);
    row.unit.is_row && interval.is_some_and(|interval| wording::says_how_often(&interval.text))
}

fn words_of(row: &Statement) -> impl Iterator<Item = &str> {
    let fields = row.unit.fields.iter().map(|value| &*value.text);
    fields.chain(row.unit.claims.iter().map(|claim| &*claim.text))
}
