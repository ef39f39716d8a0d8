//! How a document calls its guidelines: by their own names, and by names that it gives them
//! itself: 「…ガイドライン」（以下「本省ガイドライン」という。）.

use std::ops::Range;

use memchr::memmem;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::citation::is_plain;
use crate::beginnings::{Beginnings, Lists};
use crate::guideline::{GuidelineIndex, Guidelines, Naming};
use crate::locator;
use crate::markdown::{BlockKind, Markdown, Prose};
use crate::wording::Legend;

/// Words behind which a document says what it calls something from here on.
const FROM_HERE_ON: [&str; 3] = ["以下", "hereinafter", "hereafter"];
/// A longer name is a sentence.
const LONGEST: usize = 120;

/// All names that lead to a guideline in one document.
pub struct Names<'a> {
    guidelines: &'a Guidelines,
    own: Vec<(String, Vec<GuidelineIndex>)>,
    /// The guidelines that the document's opening names: 「この規程は、…ガイドライン第1.1版に対応する」. They
    /// are meant wherever no section around says another.
    pub opening: Vec<GuidelineIndex>,
    /// What the document's own marks stand for.
    pub legend: Legend,
    /// The opening says that numbers in brackets are clauses: 「項目番号を【 】に示す」.
    pub brackets_cite: bool,
    /// Most headings end with a clause's number in brackets: 「ログは何年残りますか（3.4-①-1）」.
    pub headings_cite: bool,
    /// Equal for documents whose own names and openings are the same; part of the key of what is cached.
    pub hash: u64,
}

/// How much of a document is its opening, in bytes: what it is for stands in its first article.
const OPENING: usize = 4096;

impl<'a> Names<'a> {
    /// Reads the names that a document defines.
    pub fn read(text: &str, markdown: &Markdown, guidelines: &'a Guidelines) -> Names<'a> {
        let mut own: Vec<(String, Vec<GuidelineIndex>)> = Vec::new();
        for word in FROM_HERE_ON {
            for at in memmem::find_iter(text.as_bytes(), word) {
                let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let Some(name) = defined_behind(&text[at + word.len()..]) else {
                    continue;
                };
                let Some(meant) = guidelines.namings(&text[line..at]).last() else {
                    continue;
                };
                if !meant.guidelines.is_empty() && !own.iter().any(|(known, _)| known == name) {
                    own.push((name.to_string(), meant.guidelines));
                }
            }
        }
        let opening = named_in_opening(markdown, guidelines);
        let (legend, brackets_cite) = said_of_marks(text, markdown);
        let headings_cite = headings_cite(markdown);
        let mix = |seed: u64, index: &GuidelineIndex| seed.rotate_left(7) ^ u64::from(index.0);
        let hash = opening.iter().fold(opening.len() as u64, mix);
        let hash = own.iter().fold(hash, |hash, (name, guidelines)| {
            let seed = guidelines.iter().fold(hash, mix);
            xxh3_64_with_seed(name.as_bytes(), seed)
        });
        let hash = { legend.entries().iter() }.fold(hash, |hash, (mark, status)| {
            hash.rotate_left(9) ^ (u64::from(*mark) << 8 | *status as u64)
        }) ^ u64::from(brackets_cite) << 63
            ^ u64::from(headings_cite) << 62;
        Names {
            guidelines,
            own,
            opening,
            legend,
            brackets_cite,
            headings_cite,
            hash,
        }
    }

    /// The beginnings of the guidelines' names, the document's own left out.
    pub fn beginnings(&self) -> &'a Beginnings {
        self.guidelines.beginnings()
    }

    /// The lists that are looked for together with the guidelines' names, as `make` puts them
    /// together with those; made once for the guidelines.
    pub fn lists(&self, make: impl FnOnce(&Beginnings) -> Lists) -> &'a Lists {
        self.guidelines.lists(make)
    }

    /// The places in a text of the document that name a guideline, from left to right. `places` are
    /// those in it where one of [`Names::beginnings`] stands.
    pub fn namings(&self, text: &str, places: impl Iterator<Item = usize>) -> Vec<Naming> {
        let mut namings: Vec<Naming> = self.guidelines.namings_at(text, places).collect();
        for (name, guidelines) in &self.own {
            for at in memmem::find_iter(text.as_bytes(), name) {
                let range = at..at + name.len();
                if namings.iter().any(|known| overlap(&known.range, &range)) {
                    continue;
                }
                // Where the name was defined, the edition was said.
                let edition = Some(range.end..range.end);
                namings.push(Naming {
                    range,
                    guidelines: guidelines.clone(),
                    edition,
                });
            }
        }
        if !self.own.is_empty() {
            namings.sort_by_key(|naming| naming.range.start);
        }
        namings
    }

    /// The guideline whose short name a clause's number has in front, and where the number begins:
    /// `SOC2-CC6.1`.
    pub fn abbreviated(&self, text: &str) -> Option<(GuidelineIndex, usize)> {
        self.guidelines.abbreviated(text)
    }

    /// Whether a text names a clause without a number; see [`Guidelines::entitled`].
    pub fn is_entitled(&self, guideline: GuidelineIndex, text: &str) -> bool {
        self.guidelines.entitled(guideline, text).is_some()
    }

    /// The guideline with an id or bracket prefix.
    pub fn with_prefix(&self, prefix: &str) -> Option<GuidelineIndex> {
        self.guidelines.with_prefix(prefix)
    }
}

/// What a document's own marks stand for, and whether it says that the numbers in its brackets are clauses.
fn said_of_marks(text: &str, markdown: &Markdown) -> (Legend, bool) {
    /// A legend that a word announces is no longer, in bytes.
    const LONGEST_LEGEND: usize = 600;
    let mut legend = Legend::default();
    let mut brackets_cite = false;
    let blocks = markdown.blocks.iter();
    let blocks = blocks.take_while(|block| block.range.start < OPENING);
    // A list explains a mark an item.
    let mut listed = String::new();
    for block in blocks.filter(|block| block.quote_depth == 0) {
        match &block.kind {
            BlockKind::Paragraph => {
                let prose = markdown.prose(block);
                legend.read(prose.text);
                brackets_cite |= says_that_brackets_cite(prose.text);
            }
            BlockKind::ListItem { .. } => {
                let prose = markdown.prose(block);
                brackets_cite |= says_that_brackets_cite(prose.text);
                listed.push_str(prose.text);
                listed.push('\n');
            }
            BlockKind::Table(table) if table.header.cells.len() == 2 => {
                legend.read(text.get(block.range.clone()).unwrap_or_default());
            }
            _ => {}
        }
    }
    legend.read(&listed);
    for at in memmem::find_iter(text.as_bytes(), "凡例") {
        let end = text.floor_char_boundary((at + LONGEST_LEGEND).min(text.len()));
        let rest = &text[at..end];
        // A heading ends it, unless it is one itself.
        let end = rest.find("\n#").unwrap_or(rest.len());
        legend.read(&rest[..end]);
    }
    (legend, brackets_cite)
}

/// Whether most of a document's headings below its title end with a number of several levels in brackets.
fn headings_cite(markdown: &Markdown) -> bool {
    const FEWEST: usize = 3;
    let (mut all, mut numbered) = (0, 0);
    for block in &markdown.blocks {
        let BlockKind::Heading { level } = block.kind else {
            continue;
        };
        if level < 2 {
            continue;
        }
        all += 1;
        let text = markdown.prose(block).text.trim_end();
        numbered += usize::from(ends_with_number(text));
    }
    numbered >= FEWEST && numbered * 2 > all
}

fn ends_with_number(text: &str) -> bool {
    let inner = text.strip_suffix(['）', ')', '】', '］', ']']);
    let inner = inner.and_then(|inner| Some(&inner[inner.rfind(['（', '(', '【', '［', '['])?..]));
    let number = inner.map(|inner| inner.trim_start_matches(['（', '(', '【', '［', '[']));
    let read = number.and_then(locator::read_all);
    read.is_some_and(|references| !references.iter().any(|one| is_plain(&one.target)))
}

/// 「項目番号を【 】に添えています」, 「（ ）内の数字はガイドラインの項番である」.
fn says_that_brackets_cite(text: &str) -> bool {
    const EMPTY: [&str; 10] = [
        "【】",
        "【 】",
        "【\u{3000}】",
        "【…】",
        "【○】",
        "（）",
        "（ ）",
        "（\u{3000}）",
        "［］",
        "［ ］",
    ];
    const INSIDE: [&str; 4] = ["括弧内の", "カッコ内の", "かっこ内の", "かっこ書きの"];
    const NUMBERS: [&str; 5] = ["番号", "項番", "条項", "数字", "項目"];
    text.split('。').any(|sentence| {
        let brackets = || {
            EMPTY
                .iter()
                .chain(&INSIDE)
                .any(|words| sentence.contains(words))
        };
        NUMBERS.iter().any(|word| sentence.contains(word)) && brackets()
    })
}

fn named_in_opening(markdown: &Markdown, guidelines: &Guidelines) -> Vec<GuidelineIndex> {
    let mut named: Vec<GuidelineIndex> = Vec::new();
    let mut read = |prose: Prose<'_>| {
        for naming in guidelines.namings(prose.text) {
            if prose.is_code(naming.range) {
                continue;
            }
            for guideline in naming.guidelines {
                if !named.contains(&guideline) {
                    named.push(guideline);
                }
            }
        }
    };
    let blocks = markdown.blocks.iter();
    let blocks = blocks.take_while(|block| block.range.start < OPENING);
    for block in blocks.filter(|block| block.quote_depth == 0) {
        match &block.kind {
            BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::ListItem { .. } => {
                read(markdown.prose(block));
            }
            BlockKind::Table(table) => {
                // What the document is for stands in a table of its title page, too.
                let rows = { table.rows.iter() }.take_while(|row| row.range.start < OPENING);
                let cells = rows.flat_map(|row| &row.cells);
                cells.for_each(|cell| read(markdown.cell(cell)));
            }
            BlockKind::Code | BlockKind::Html | BlockKind::Rule => {}
        }
    }
    named
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The name in quotation marks at the start of a text: 「X」という。
fn defined_behind(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "、,，：:".contains(c));
    let text = text
        .strip_prefix("referred to as")
        .unwrap_or(text)
        .trim_start();
    let text = text.strip_prefix("the").unwrap_or(text).trim_start();
    let close = match text.chars().next()? {
        '「' => '」',
        '『' => '』',
        '“' => '”',
        '"' => '"',
        '*' => return defined_behind(text.trim_start_matches('*')),
        _ => return None,
    };
    let inside = &text[text.chars().next()?.len_utf8()..];
    let name = inside[..inside.find(close)?].trim_matches('*');
    let fits = name.chars().count() > 1 && name.len() <= LONGEST && !name.contains('\n');
    fits.then_some(name)
}
