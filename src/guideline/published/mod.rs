//! The reader for guidelines in Markdown.
//!
//! Two forms are read alike. **As published**: what a ministry's PDF looks like after
//! conversion, with the title split over lines, levels of headings that lie, sentences cut
//! by page breaks and footnotes at the foot of pages. **Shishin's own form**, which has
//! front matter with a key `guideline`, and label lines under its headings (`labels`);
//! there, a heading with the line `- **番号**: なし` is a clause whose number is not known.
//! A table with a column of numbers and one of requirements or titles lists clauses, a row each.
//! Block quotes hold guidance. Reading never fails: what is wrong is reported, and the rest
//! goes on.

mod body;
mod clause;
mod front;
mod head;
pub(crate) mod items;
pub(crate) mod table;

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub(crate) use self::body::plain;
use self::body::{Footnote, Piece, Source};
use self::head::Head;
pub(crate) use self::head::excerpt_mark;
use super::convention::{self, Convention};
use super::number::{self, Number};
use super::outline::{Outline, Place};
use super::{ClauseIndex, Guideline, Modality, Problem, modality, terms};
use crate::locale::Message;
use crate::locator::{Level, Mark};
use crate::markdown::{Block, BlockKind, Markdown};

/// Reads a guideline. `fallback_id` is its id when the file names none.
pub fn read(text: &str, fallback_id: &str) -> (Guideline, Vec<Problem>) {
    let markdown = Markdown::parse(text);
    let source = Source {
        text,
        markdown: &markdown,
    };
    let mut reader = Reader {
        source,
        guideline: Guideline::empty(fallback_id),
        problems: Vec::new(),
        outline: Outline::default(),
        ids: FxHashMap::default(),
        conventions: Vec::new(),
        marks: FxHashMap::default(),
        footnotes: Vec::new(),
        listed: Vec::new(),
    };
    reader.guideline.language = String::new();
    if let Some(range) = markdown.front_matter.clone() {
        front::read(text, range, &mut reader.guideline, &mut reader.problems);
    }
    let sections = sections(source, &mut reader.problems);
    let (preface, clauses) = sections.split_at(
        sections
            .iter()
            .take_while(|section| !section.is_clause)
            .count(),
    );
    reader.head(preface);
    for section in clauses {
        reader.section(section);
    }
    reader.finish()
}

/// The pieces of a clause's text.
pub(crate) fn pieces_of(text: &str) -> Vec<Piece> {
    let markdown = Markdown::parse(text);
    let blocks: Vec<&Block> = markdown.blocks.iter().collect();
    body::pieces(
        Source {
            text,
            markdown: &markdown,
        },
        &blocks,
    )
}

/// A heading and what stands under it.
struct Section<'a> {
    /// `None` for what stands in front of the first heading.
    heading: Option<Heading>,
    /// Whether the heading is a clause's.
    is_clause: bool,
    /// All other blocks, label lines included.
    blocks: Vec<&'a Block>,
}

struct Heading {
    number: Option<Number>,
    title: String,
    level: u8,
    range: Range<usize>,
    /// Of a clause that is one paragraph or list item: what it says behind its number.
    text: Option<String>,
    /// What the unnumbered heading over such a clause announces.
    announced: Option<Convention>,
    /// How binding the row of a table says that it is.
    modality: Option<Modality>,
    /// Rows of a table stand in it, and it asks nothing. It may stand again.
    is_group: bool,
    /// It is a row of a table that lists clauses by their titles and says nothing else of them.
    is_listed: bool,
}

/// Deeper than any heading: a paragraph stands inside whatever heading is over it.
const BELOW_HEADINGS: u8 = 7;

/// Splits a text at its headings. An unnumbered heading under a clause that is no clause
/// itself stays among the clause's blocks.
fn sections<'a>(source: Source<'a>, problems: &mut Vec<Problem>) -> Vec<Section<'a>> {
    let mut sections = vec![Section {
        heading: None,
        is_clause: false,
        blocks: Vec::new(),
    }];
    let blocks = &source.markdown.blocks;
    let mut announced = None;
    // Whether a heading has a number.
    let mut is_numbered = false;
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Table(table) = &block.kind {
            let rows = table::clauses(source, block, table, is_numbered, problems);
            if !rows.is_empty() {
                sections.extend(rows.into_iter().map(|heading| Section {
                    heading: Some(heading),
                    is_clause: true,
                    blocks: Vec::new(),
                }));
                continue;
            }
        }
        let heading = heading(source, block).or_else(|| short_clause(source, block, announced));
        let is_clause = heading.as_ref().is_some_and(|heading| {
            heading.number.is_some() || clause::says_its_number(source, &blocks[at + 1..])
        });
        if let BlockKind::Heading { .. } = block.kind {
            is_numbered |= heading
                .as_ref()
                .is_some_and(|heading| heading.number.is_some());
            let unnumbered = heading.as_ref().filter(|_| !is_clause);
            announced = unnumbered.and_then(|heading| convention::announced_by(&heading.title));
        }
        let is_behind_clause = sections.last().is_some_and(|section| section.is_clause);
        if !is_clause && is_behind_clause && heads_clauses(source, block, blocks.get(at + 1)) {
            continue;
        }
        let in_preface = sections.last().is_some_and(|section| !section.is_clause);
        match heading {
            Some(heading)
                if is_clause || (in_preface && matches!(block.kind, BlockKind::Heading { .. })) =>
            {
                sections.push(Section {
                    heading: Some(heading),
                    is_clause,
                    blocks: Vec::new(),
                });
            }
            _ => {
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(block);
                }
            }
        }
    }
    sections
}

/// Whether a heading without a number stands over clauses, and over nothing of its own: 「## 設備基準」 over
/// `### 4.1`. It is no part of the clause before it.
fn heads_clauses(source: Source<'_>, block: &Block, next: Option<&Block>) -> bool {
    let BlockKind::Heading { level: own } = block.kind else {
        return false;
    };
    let below =
        next.filter(|next| matches!(next.kind, BlockKind::Heading { level } if level > own));
    let below = below.and_then(|next| heading(source, next));
    below.is_some_and(|below| below.number.is_some())
}

/// A block that is a heading, or plainly meant as one: a bold line that begins with a
/// number, a short line that begins with 第1章.
fn heading(source: Source<'_>, block: &Block) -> Option<Heading> {
    if block.quote_depth > 0 || block.list_depth > 0 || block.footnote.is_some() {
        return None;
    }
    let (text, _) = source.plain(block);
    let text = text.replace('\n', "");
    let number = number::read(&text);
    let level = match block.kind {
        BlockKind::Heading { level } => level,
        BlockKind::Paragraph => {
            let number = number.as_ref()?;
            let markdown = source.of(block).trim();
            let bold = markdown.len() > 4 && markdown.starts_with("**") && markdown.ends_with("**");
            let one_line = !markdown.contains('\n') && text.chars().count() <= 60;
            let sentence = text.contains(['。', '、']);
            let meant =
                (bold && !markdown[2..markdown.len() - 2].contains("**")) || number.rank.is_some();
            if !(meant && one_line && !sentence) {
                return None;
            }
            6
        }
        _ => return None,
    };
    let title = match &number {
        Some(number) => number::title_behind(&text, number),
        None => text.trim(),
    };
    Some(Heading {
        title: title.to_owned(),
        number,
        level,
        range: block.range.clone(),
        text: None,
        announced: None,
        modality: None,
        is_group: false,
        is_listed: false,
    })
}

/// A clause that is one block: under a heading such as 遵守事項 a paragraph that begins with
/// ①, and anywhere a list item whose number stands out in bold: `- **A-1** 責任者を定める。`
fn short_clause(
    source: Source<'_>,
    block: &Block,
    announced: Option<Convention>,
) -> Option<Heading> {
    if block.quote_depth > 0 || block.footnote.is_some() {
        return None;
    }
    let (text, _) = source.plain(block);
    let number = number::read(&text)?;
    let demanded = matches!(
        announced,
        Some(Convention::Demands | Convention::Recommends)
    );
    let meant = match block.kind {
        BlockKind::Paragraph => {
            let circled = |level: &Level| level.mark == Mark::Circled;
            demanded && block.list_depth == 0 && number.levels.iter().all(circled)
        }
        BlockKind::ListItem { depth: 1, .. } => stands_out(source.of(block), &number),
        _ => false,
    };
    let says = number::title_behind(&text, &number);
    let first = modality::sentences(says).into_iter().next()?;
    meant.then(|| Heading {
        title: says[first].trim_end_matches(['。', '.']).to_owned(),
        text: Some(says.to_owned()),
        number: Some(number),
        level: BELOW_HEADINGS,
        range: block.range.clone(),
        announced,
        modality: None,
        is_group: false,
        is_listed: false,
    })
}

/// Whether a list item begins with its number in bold, and nothing else is in bold with it.
fn stands_out(item: &str, number: &Number) -> bool {
    let behind_mark = item
        .split_once(' ')
        .map_or("", |(_, text)| text.trim_start());
    let bold = behind_mark
        .strip_prefix("**")
        .and_then(|text| text.split_once("**"));
    bold.is_some_and(|(bold, _)| {
        let alone = number::read(bold);
        alone.is_some_and(|alone| alone == *number && number::title_behind(bold, &alone).is_empty())
    })
}

struct Reader<'a> {
    source: Source<'a>,
    guideline: Guideline,
    problems: Vec<Problem>,
    outline: Outline,
    ids: FxHashMap<String, ClauseIndex>,
    /// By clause: what its heading, or one around it, announces.
    conventions: Vec<Option<Convention>>,
    /// Footnote marks with the clauses that refer to them, in the order of the text.
    marks: FxHashMap<String, VecDeque<ClauseIndex>>,
    footnotes: Vec<(Footnote, Option<ClauseIndex>)>,
    /// The clauses of which a table lists the titles alone.
    listed: Vec<ClauseIndex>,
}

impl<'a> Reader<'a> {
    fn head(&mut self, preface: &[Section<'_>]) {
        let mut head = Head::default();
        for section in preface {
            if let Some(heading) = &section.heading {
                head.heading(&heading.title);
            }
            for block in &section.blocks {
                if block.kind == BlockKind::Paragraph && block.list_depth == 0 {
                    // Running text joins its lines; here each stands for itself.
                    let lines = self.source.of(block).lines().map(plain);
                    head.paragraph(&lines.collect::<Vec<_>>().join("\n"));
                }
            }
        }
        head.fill(&mut self.guideline);
    }

    fn section(&mut self, section: &Section<'a>) {
        let Some(heading) = &section.heading else {
            return;
        };
        let place = self.outline.place(heading.number.as_ref(), heading.level);
        if let Some(first) = self.standing_at(heading, &place) {
            if !heading.is_group {
                self.problems
                    .push(Problem::duplicate(heading.range.clone(), &place.label));
            }
            self.outline.reopen(Some(first));
            return;
        }
        let own = heading
            .announced
            .or_else(|| convention::announced_by(&heading.title));
        let announced = own.or_else(|| {
            self.conventions
                .get(place.parent?.as_usize())
                .copied()
                .flatten()
        });
        let index = ClauseIndex(u32::try_from(self.guideline.clauses.len()).unwrap_or(u32::MAX));
        let blocks = self.without_footnotes(&section.blocks, index);
        let mut read = clause::read(
            self.source,
            heading,
            &place,
            &blocks,
            announced,
            &mut self.problems,
        );
        if heading.is_listed {
            self.listed.push(index);
        }
        if heading.is_group && heading.number.is_none() {
            // Groups of the same name stand in several others.
            let around = place
                .parent
                .and_then(|parent| self.guideline.clause(parent));
            if let Some(around) = around {
                read.clause.id = format!("{}/{}", around.id, read.clause.id);
            }
        }
        for piece in &read.pieces {
            self.refer(piece, index);
        }
        if let Some(&first) = self.ids.get(&read.clause.id) {
            if !heading.is_group {
                self.problems
                    .push(Problem::duplicate(heading.range.clone(), &read.clause.id));
            }
            self.outline.reopen(Some(first));
            return;
        }
        self.ids.insert(read.clause.id.clone(), index);
        self.guideline.push(read.clause);
        self.conventions.push(announced);
        self.outline
            .enter(place, heading.number.as_ref(), heading.level);
    }

    fn standing_at(&self, heading: &Heading, place: &Place) -> Option<ClauseIndex> {
        self.outline.existing(place, heading.number.as_ref()?)
    }

    /// Takes the footnotes out of a clause's blocks: they stand at the foot of a page, which
    /// may be in a clause that has nothing to do with them.
    fn without_footnotes(&mut self, blocks: &[&'a Block], index: ClauseIndex) -> Vec<&'a Block> {
        let mut others = Vec::new();
        for &block in blocks {
            match body::footnotes(self.source, block) {
                Some(notes) => self
                    .footnotes
                    .extend(notes.into_iter().map(|note| (note, Some(index)))),
                None => others.push(block),
            }
        }
        others
    }

    fn refer(&mut self, piece: &Piece, index: ClauseIndex) {
        for mark in &piece.footnotes {
            self.marks.entry(mark.clone()).or_default().push_back(index);
        }
    }

    fn finish(mut self) -> (Guideline, Vec<Problem>) {
        self.attach_footnotes();
        self.ask_by_title();
        for clause in &mut self.guideline.clauses {
            clause.group = !clause.children.is_empty()
                && clause.modality() == Modality::Info
                && clause.withdrawn.is_none();
        }
        for index in 0..self.guideline.clauses.len() {
            let clause = &self.guideline.clauses[index];
            let above = clause
                .parent
                .map(|parent| &self.guideline.clauses[parent.as_usize()]);
            let asks = above.is_some_and(|above| above.modality() != Modality::Info);
            self.guideline.clauses[index].addition = asks && is_enhancement(clause);
        }
        if self.guideline.clauses.is_empty() {
            self.problems.push(no_clause());
        }
        let guideline = &mut self.guideline;
        if guideline.terms.is_empty() {
            guideline.terms =
                terms::of_text(guideline.clauses.iter().map(|clause| clause.text.as_str()));
        }
        if guideline.language.is_empty() {
            guideline.language = language(guideline).to_owned();
        }
        (self.guideline, self.problems)
    }

    /// Clauses of which a table lists the titles alone want an entry each: that is all that may be copied of many
    /// standards. Those with others below them are chapters, unless these are their enhancements.
    fn ask_by_title(&mut self) {
        for index in std::mem::take(&mut self.listed) {
            let clauses = &self.guideline.clauses;
            let Some(clause) = clauses.get(index.as_usize()) else {
                continue;
            };
            let mut below = clause.children.iter();
            if clause.requirements.is_empty()
                && below.all(|child| is_enhancement(&clauses[child.as_usize()]))
            {
                self.guideline.clauses[index.as_usize()].ask_by_title();
            }
        }
    }

    /// A footnote belongs to the clause that refers to it; numbers may begin again on each
    /// page, so each reference is used once, in order.
    fn attach_footnotes(&mut self) {
        for (note, stands_in) in std::mem::take(&mut self.footnotes) {
            let referring = self.marks.get_mut(&note.mark);
            let owner = referring.and_then(VecDeque::pop_front).or(stands_in);
            let Some(clause) =
                owner.and_then(|index| self.guideline.clauses.get_mut(index.as_usize()))
            else {
                continue;
            };
            if !clause.guidance.is_empty() {
                clause.guidance.push_str("\n\n");
            }
            clause
                .guidance
                .push_str(&format!("注{} {}", note.mark, note.text));
        }
    }
}

fn no_clause() -> Problem {
    Problem::invalid(
        0..0,
        Message::new(
            "条項が見つかりません。「第1章 …」「1.1 …」「(1) …」「AC-2 …」のように番号で始まる見出しか、\
             「- **番号**: なし」の行が続く見出しを条項として読みます。",
            "No clause was found. Headings that begin with a number (第1章, 1.1, (1), AC-2) are clauses, \
             and headings followed by a line “- **Number**: none”.",
        ),
    )
}

/// Japanese when there is kana in the title, in the headings or below them.
fn language(guideline: &Guideline) -> &'static str {
    let kana = |text: &str| text.contains(|c| matches!(c, '\u{3041}'..='\u{30ff}'));
    let mut clauses = guideline.clauses.iter().take(50);
    if kana(&guideline.title) || clauses.any(|clause| kana(&clause.title) || kana(&clause.text)) {
        "ja"
    } else {
        "en"
    }
}

/// Whether a clause's number is that of a control's enhancement: AC-2(1), with a title of its own.
fn is_enhancement(clause: &super::Clause) -> bool {
    let levels = clause
        .locator
        .iter()
        .flat_map(|locator| locator.levels.iter());
    let marks: Vec<Mark> = levels.map(|level| level.mark).collect();
    !clause.title.is_empty()
        && marks.first() == Some(&Mark::Letters)
        && marks.last() == Some(&Mark::Parenthesised)
}
