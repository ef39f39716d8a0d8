//! What the figures of a document are figures of.
//!
//! A unit knows what its own sentences say ([`Figure`]). What stands around it is added here: the
//! label of a row, the list item above, the headings. Whatever remains doubtful is left out.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};

use super::unit::Unit;
use super::{Document, Statement};
use crate::record::{self, Record};
use crate::wording::{self, Amount, Figure, Surrounding};

/// The figures of a document that others can be held to, in the order of their places. It is kept
/// of closed documents, so it is small.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Values {
    #[serde(with = "crate::record")]
    values: Box<[Value]>,
    /// The words that the values point at, a line each.
    words: Box<str>,
}

/// A figure of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is a figure of, and whose: the same for the same, a hash.
    pub key: u32,
    /// The subject, as [`wording::subject`] takes it.
    pub subject: u16,
    /// How much.
    pub amount: Amount,
    /// Where the figure begins that it has, with the words of its bound, in bytes of the document.
    start: u32,
    length: u16,
    /// Those words, by their place among the document's.
    words: u16,
    /// The heading above them, by its place among the document's words.
    section: u16,
    /// Places that are written side by side, the rows of a table, the items of a list or the sections
    /// for several plans or regions, have the same group: their writer means different things by them.
    pub group: u32,
}

impl Record for Value {
    const WORDS: usize = 7;

    fn write(&self, put: &mut impl FnMut(u32)) {
        put(self.key);
        put(record::joined(self.subject, self.length));
        self.amount.write(put);
        put(self.start);
        put(record::joined(self.words, self.section));
        put(self.group);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<Value> {
        let (key, (subject, length)) = (take(), record::halves(take()));
        let amount = Amount::read(take)?;
        let (start, (words, section)) = (take(), record::halves(take()));
        Some(Value {
            key,
            subject,
            amount,
            start,
            length,
            words,
            section,
            group: take(),
        })
    }
}

impl Value {
    /// The figure with the words of its bound, in bytes of the document.
    pub fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.length)
    }
}

impl Values {
    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Value> {
        self.values.iter()
    }

    /// The one at a place of the list.
    pub fn get(&self, place: u32) -> Option<&Value> {
        self.values.get(place as usize)
    }

    /// The words of a value of this document.
    pub fn words(&self, value: &Value) -> &str {
        self.line(value.words)
    }

    /// The heading above a value of this document; empty when there is none.
    pub fn heading(&self, value: &Value) -> &str {
        self.line(value.section)
    }

    fn line(&self, place: u16) -> &str {
        let line = self.words.split('\n').nth(usize::from(place));
        line.unwrap_or_default()
    }
}

/// The most values of one document that say different things of what is taken for one thing. With
/// more it is not one thing.
const MOST_AMOUNTS: usize = 2;

/// The values of a document with a text.
pub fn of(document: &Document, text: &str) -> Values {
    let mut reader = Reader {
        text,
        document,
        here: Here::default(),
        words: String::new(),
        known: FxHashMap::default(),
    };
    let mut values = Vec::new();
    for (index, statement) in (0..).zip(&document.statements) {
        let has_figures = |unit: &Unit| {
            !unit.figures().is_empty() || unit.claims.iter().any(|claim| !claim.figures.is_empty())
        };
        if statement.quoted || !has_figures(&statement.unit) {
            continue;
        }
        reader.enter(statement.section);
        if reader.here.is_aside {
            continue;
        }
        let before = values.len();
        let claims = &statement.unit.claims;
        let place = Spot::of(document, index, statement);
        let figures = claims.iter().flat_map(|claim| &claim.figures);
        for figure in figures.chain(statement.unit.figures()) {
            values.extend(reader.value(&place, figure));
        }
        for item in listed_below(document, index, statement) {
            let figures = claims.iter().flat_map(|claim| &claim.figures);
            values
                .extend(figures.filter_map(|figure| reader.value(&place, &of_item(figure, item)?)));
        }
        keep_one_of_each(&mut values, before, text);
    }
    for labelled in &document.labelled {
        reader.enter(labelled.section);
        if reader.here.is_aside {
            continue;
        }
        let place = Spot {
            base: labelled.base,
            section: labelled.section,
            outer: labelled.outer,
            paragraph: None,
        };
        for figure in labelled.unit.figures() {
            values.extend(reader.value(&place, figure));
        }
    }
    values.sort_by_key(|value| value.start);
    keep_certain(&mut values);
    // Where a figure may differ from others, no other is told that it differs from this one either.
    values.retain(|value| !document.allows("conflicting-values", &value.range()));
    if values.is_empty() {
        return Values::default();
    }
    Values {
        values: values.into(),
        words: reader.words.into(),
    }
}

/// The items of a list that a paragraph leads up to, which its figures are figures of: "the following are kept
/// for five years".
fn listed_below<'a>(
    document: &'a Document,
    index: usize,
    statement: &Statement,
) -> impl Iterator<Item = &'a str> {
    const MOST: usize = 12;
    const LEADING: [&str; 6] = [
        "次の",
        "以下の",
        "下記の",
        "次に掲げる",
        "following",
        "these ",
    ];
    let section = statement.section;
    let below = document.statements.get(index + 1..).unwrap_or_default();
    let is_below = move |item: &&Statement| item.item && item.section == section;
    let mut claims = statement.unit.claims.iter();
    let leads_up = !statement.unit.is_row
        && !statement.item
        && below.first().is_some_and(|first| is_below(&first))
        && claims.any(|claim| LEADING.iter().any(|words| claim.text.contains(words)));
    let items = { below.iter().take_while(is_below) }.take(if leads_up { MOST } else { 0 });
    items.filter_map(|item| Some(&*item.unit.claims.first()?.text))
}

/// A figure as one of what an item of a list names; none where that is no thing that has figures.
fn of_item(figure: &Figure, item: &str) -> Option<Figure> {
    /// A longer one says more than what is meant, in bytes.
    const LONGEST: usize = 75;
    let things = wording::objects();
    let named = (item.len() <= LONGEST).then(|| wording::surrounding(item))?;
    (named.concepts & things != 0 && !named.aside).then(|| Figure {
        concepts: figure.concepts & !things | named.concepts,
        scope: named.wide.clone().into(),
        wide: [&*figure.wide, &*named.wide].concat().into(),
        ..figure.clone()
    })
}

/// Where a figure stands.
struct Spot {
    /// Where its unit begins in the document.
    base: usize,
    section: usize,
    /// The list item around it.
    outer: Option<usize>,
    /// The number of the paragraph; none for what is written side by side with others.
    paragraph: Option<usize>,
}

impl Spot {
    fn of(document: &Document, index: usize, statement: &Statement) -> Spot {
        // What answers the question before it speaks of what was asked.
        let before = index.checked_sub(1).filter(|_| !statement.unit.is_row);
        let question = before.filter(|&before| {
            let before = &document.statements[before];
            let mut claims = before.unit.claims.iter();
            let asks = |text: &str| {
                let text = text.trim_end();
                text.ends_with(['?', '？'])
                    || ["か。", "は。"].iter().any(|end| text.ends_with(end))
            };
            before.section == statement.section && claims.any(|claim| asks(&claim.text))
        });
        let is_listed = statement.unit.is_row || statement.outer.is_some() || statement.item;
        Spot {
            base: statement.base,
            section: statement.section,
            outer: statement.outer.or(question),
            paragraph: (!is_listed).then_some(index),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    document: &'a Document,
    here: Here,
    /// The words, a line each, and their places.
    words: String,
    known: FxHashMap<Box<str>, u16>,
}

/// What the headings around a place say: the same for all that stands in one section.
#[derive(Default)]
struct Here {
    section: Option<usize>,
    /// What they say of figures, the innermost first.
    around: Vec<Arc<Surrounding>>,
    /// The section tells of what was, what is planned, examples, or claims nothing.
    is_aside: bool,
    /// A heading tells it from others by no word that is known: a plan, a region, a product.
    is_set_apart: bool,
    /// The heading, by its place among the document's words, once a value stands there.
    heading: Option<u16>,
}

/// The longest heading or title that is kept, in characters.
const LONGEST_HEADING: usize = 40;

impl<'a> Reader<'a> {
    /// The place of a word among the document's; `None` when there are too many.
    fn word(&mut self, word: &str) -> Option<u16> {
        if let Some(known) = self.known.get(word) {
            return Some(*known);
        }
        let place = u16::try_from(self.known.len()).ok()?;
        if place > 0 {
            self.words.push('\n');
        }
        self.words.push_str(word);
        self.known.insert(word.into(), place);
        Some(place)
    }

    /// The heading of a section as it is written; nothing for the document itself.
    fn heading_words(&self, section: usize) -> Cow<'a, str> {
        let section = &self.document.sections[section];
        let is_title = section.level == 1;
        let written = self.text.get(section.heading.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let plain = line.trim_matches(|c: char| c == '#' || c.is_whitespace());
        match is_title {
            true => Cow::Borrowed(""),
            false => shortened(plain),
        }
    }

    /// Notes the section that is read from here on.
    fn enter(&mut self, section: usize) {
        if self.here.section == Some(section) {
            return;
        }
        let sections = &self.document.sections;
        let parent = |section: &usize| sections[*section].parent;
        let around = std::iter::successors(Some(section), parent);
        let sets_apart = |section: usize| {
            let section = &sections[section];
            section.level > 1 && section.surrounding.sets_apart
        };
        let is_set_apart = around.clone().any(sets_apart);
        let around: Vec<_> = around
            .map(|section| sections[section].surrounding.clone())
            .collect();
        self.here = Here {
            section: Some(section),
            is_aside: sections[section].preliminary || around.iter().any(|said| said.aside),
            is_set_apart,
            around,
            heading: None,
        };
    }

    /// The place of the heading above among the document's words.
    fn heading(&mut self, section: usize) -> Option<u16> {
        if self.here.heading.is_none() {
            self.here.heading = self.word(&self.heading_words(section));
        }
        self.here.heading
    }

    fn value(&mut self, spot: &Spot, figure: &Figure) -> Option<Value> {
        let things = wording::objects();
        let mut concepts = figure.concepts;
        let mut scope = figure.scope.to_vec();
        let outer = spot.outer.and_then(|outer| {
            let outer = &self.document.statements[outer].unit;
            let claim = outer.claims.first()?;
            Some(Arc::new(wording::surrounding(&claim.text)))
        });
        let mut subject = wording::subject_of(figure.amount.unit, concepts);
        for said in outer.iter().chain(&self.here.around) {
            let named = concepts & things == 0 && said.concepts & things != 0;
            if subject.is_none() {
                concepts |= if concepts & things == 0 {
                    said.concepts
                } else {
                    said.concepts & !things
                };
                subject = wording::subject_of(figure.amount.unit, concepts);
                scope.extend(if named { &said.wide } else { &said.scope });
            } else {
                scope.extend(&said.scope);
            }
        }
        let subject = subject?;
        let known = wording::subject(subject)?;
        if known.wide && is_around_the_clock(self.text, spot, figure) {
            return None;
        }
        if known.wide {
            scope.extend(&figure.wide);
        }
        // 「記録は3年間保存する」 under 「教育の記録」 and under 「点検の記録」.
        let says_little = || figure.scope.iter().all(|word| wording::is_general(*word));
        if known.named && says_little() {
            let sections = self.here.around.iter();
            scope.extend(sections.flat_map(|said| &said.wide));
        }
        scope.sort_unstable();
        scope.dedup();
        let mut hash = FxHasher::default();
        (subject, &scope).hash(&mut hash);
        let section = u32::try_from(spot.section).ok()?;
        let range = spot.base + figure.range.start..spot.base + figure.range.end;
        let written = self.text.get(range.clone()).unwrap_or_default();
        Some(Value {
            // Those of one subject alone are compared, so half a hash will do.
            key: hash.finish() as u32,
            subject,
            amount: figure.amount,
            start: u32::try_from(range.start).ok()?,
            length: u16::try_from(range.len()).ok()?,
            words: self.word(&shortened(&without_marks(written)))?,
            section: self.heading(spot.section)?,
            // Paragraphs count down from the end, sections up from the beginning.
            group: match spot.paragraph {
                _ if self.here.is_set_apart => u32::MAX,
                None => section,
                Some(index) => u32::MAX - 1 - u32::try_from(index).ok()?,
            },
        })
    }
}

/// A text on one line, cut off where it is too long to be quoted.
pub fn shortened(text: &str) -> Cow<'_, str> {
    // No character is shorter than a byte.
    if text.len() <= LONGEST_HEADING && !text.contains(['\n', '\r', '\t']) {
        return Cow::Borrowed(text);
    }
    let line: Vec<&str> = text.split_whitespace().collect();
    Cow::Owned(line.join(" ").chars().take(LONGEST_HEADING).collect())
}

/// Words as a reader sees them, without what sets them in bold or as code.
fn without_marks(written: &str) -> Cow<'_, str> {
    match written.contains(['*', '`']) {
        true => Cow::Owned(written.replace(['*', '`'], "")),
        false => Cow::Borrowed(written),
    }
}

/// Of one statement that gives different figures for what looks like one thing keeps none: it is
/// a list of cases. What is said of a first report holds for reports: 「24時間以内に第一報を行い、7日以内に原因を報告する」.
fn keep_one_of_each(values: &mut Vec<Value>, from: usize, text: &str) {
    if values.len() < from + 2 {
        return;
    }
    let mut own = values.split_off(from);
    own.sort_by_key(|value| value.start);
    let first = own.first().filter(|value| is_first_report(text, value));
    if let Some((key, start)) = first.map(|value| (value.key, value.start)) {
        own.retain(|value| value.key != key || value.start == start);
    }
    let differs =
        |value: &Value, other: &Value| value.key == other.key && value.amount != other.amount;
    let certain = { own.iter() }.filter(|value| !own.iter().any(|other| differs(value, other)));
    values.extend(certain.cloned());
}

/// Whether a figure says when somebody is there, and not within what time: 「障害の通報：24時間」, 24時間365日.
fn is_around_the_clock(text: &str, spot: &Spot, figure: &Figure) -> bool {
    let written = text.get(spot.base + figure.range.start..spot.base + figure.range.end);
    figure.amount.bound.is_none() && matches!(written, Some("24時間" | "２４時間"))
}

/// Whether a first report is made within a value.
fn is_first_report(text: &str, value: &Value) -> bool {
    const FIRST: [&str; 4] = ["第一報", "一報", "速報", "初報"];
    let behind = &text[value.range().end..];
    let clause = behind
        .split(['、', '。', '\n', '|'])
        .next()
        .unwrap_or_default();
    FIRST.iter().any(|word| clause.contains(word))
}

/// Leaves out what is said in so many ways, or side by side in different ways, that it must be
/// said of different things.
fn keep_certain(values: &mut Vec<Value>) {
    let said = values.iter().map(|value| Said {
        key: value.key,
        group: value.group,
        amount: value.amount,
    });
    let mut said: Vec<Said> = said.collect();
    said.sort_by_key(|one| one.key);
    let alike = said.chunk_by_mut(|one, other| one.key == other.key);
    let doubtful = alike.filter_map(|said| is_doubtful(said).then_some(said[0].key));
    let doubtful: Vec<u32> = doubtful.collect();
    values.retain(|value| doubtful.binary_search(&value.key).is_err());
}

/// What a value says, and side by side with which others.
struct Said {
    key: u32,
    group: u32,
    amount: Amount,
}

/// Whether what is said of one thing, in the order of its places, must be said of several.
fn is_doubtful(said: &mut [Said]) -> bool {
    let mut distinct: [Option<Amount>; MOST_AMOUNTS] = [None; MOST_AMOUNTS];
    for one in &*said {
        let agrees = |known: &Option<Amount>| known.is_some_and(|known| known.agrees(&one.amount));
        if distinct.iter().any(agrees) {
            continue;
        }
        match distinct.iter_mut().find(|known| known.is_none()) {
            Some(room) => *room = Some(one.amount),
            None => return true,
        }
    }
    // Of those that agree few are written in different ways.
    said.sort_by_key(|one| one.group);
    let mut known: Vec<Amount> = Vec::new();
    let mut groups = said.chunk_by(|one, other| one.group == other.group);
    groups.any(|group| {
        known.clear();
        group.iter().any(|Said { amount, .. }| {
            let is_new = !known.contains(amount);
            let differs = is_new && known.iter().any(|other| !amount.agrees(other));
            known.extend(is_new.then_some(*amount));
            differs
        })
    })
}
