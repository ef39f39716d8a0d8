//! How a document calls its guidelines: by their own names, and by names that it gives them
//! itself: 「…ガイドライン」（以下「本省ガイドライン」という。）.

mod bracketed;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use memchr::memmem;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::citation::is_plain;
use super::siblings;
use super::unit::UnitCache;
use crate::beginnings::{Beginnings, Lists};
use crate::guideline::{GuidelineIndex, Guidelines, Naming};
use crate::locator;
use crate::markdown::{Block, BlockKind, Markdown, Prose, Table};
use crate::script::{CLOSING_BRACKETS, OPENING_BRACKETS};
use crate::wording::Legend;

/// Words behind which a document says what it calls something from here on.
const FROM_HERE_ON: [&str; 3] = ["以下", "hereinafter", "hereafter"];
/// A longer name is a sentence.
const LONGEST: usize = 120;

/// All names that lead to a guideline in one document.
pub struct Names<'a> {
    guidelines: &'a Guidelines,
    own: Vec<(String, Vec<GuidelineIndex>)>,
    /// What the document's opening says.
    pub opening: Arc<Opening>,
    /// What the document's own marks stand for.
    pub legend: Legend,
    /// Numbers alone in brackets are clauses here: the document says so, or all of them are the only guideline's.
    pub brackets_cite: bool,
    /// Most headings end with a clause's number in brackets: 「ログは何年残りますか（3.4-①-1）」.
    pub headings_cite: bool,
    /// The parts of answers stand beside their controls: `## AC-2`, `## Implementation`.
    pub parts_stand_beside: bool,
    /// Equal for documents whose own names and openings are the same; part of the key of what is cached.
    pub hash: u64,
}

/// What a document's opening says for all of it. Hardly an edit changes it, so that it is kept from one to the
/// next.
#[derive(Debug, Default)]
pub struct Opening {
    /// The guidelines that it names: 「この規程は、…ガイドライン第1.1版に対応する」. They are meant wherever no
    /// section around says another.
    pub guidelines: Vec<GuidelineIndex>,
    /// Those of which its title names an edition that is not at hand: by their names alone that edition is meant.
    other_editions: Vec<GuidelineIndex>,
    /// Letters in brackets by which it calls them from there on: "Acme Control Set (ACS)".
    abbreviations: Vec<(String, Vec<GuidelineIndex>)>,
    /// It says that numbers in brackets are clauses: 「項目番号を【 】に示す」.
    pub brackets_cite: bool,
    /// What it says of marks.
    legend: Legend,
}

/// How much of a document is its opening, in bytes: what it is for stands in its first article.
const OPENING: usize = 4096;

impl<'a> Names<'a> {
    /// Reads the names that a document defines. `chosen` are the project's guidelines.
    pub fn read(
        text: &str,
        markdown: &Markdown,
        guidelines: &'a Guidelines,
        chosen: &[GuidelineIndex],
        cache: &mut UnitCache,
    ) -> Names<'a> {
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
                let between = &text[line + meant.range.end..at];
                if !meant.guidelines.is_empty()
                    && is_still_the_name(between)
                    && !own.iter().any(|(known, _)| known == name)
                {
                    own.push((name.to_string(), meant.guidelines));
                }
            }
        }
        let blocks = opening_blocks(markdown);
        let opening = cache.opening(
            || opening_key(text, markdown, blocks),
            || Opening::read(text, markdown, blocks, guidelines),
        );
        for (name, meant) in &opening.abbreviations {
            if !own.iter().any(|(known, _)| known == name) {
                own.push((name.clone(), meant.clone()));
            }
        }
        let mut legend = opening.legend.clone();
        read_legends(text, &mut legend);
        let meant = match opening.guidelines.as_slice() {
            [] => chosen,
            named => named,
        };
        let brackets_cite = opening.brackets_cite
            || match meant {
                [only] => bracketed::are_clauses(text, markdown, guidelines.catalogue(*only)),
                _ => false,
            };
        let headings_cite = headings_cite(markdown);
        let parts_stand_beside = siblings::stand_beside(markdown);
        let mix = |seed: u64, index: &GuidelineIndex| seed.rotate_left(7) ^ u64::from(index.0);
        let named = &opening.guidelines;
        let hash = named.iter().fold(named.len() as u64, mix);
        let hash = opening.other_editions.iter().fold(hash, mix);
        let hash = own.iter().fold(hash, |hash, (name, guidelines)| {
            let seed = guidelines.iter().fold(hash, mix);
            xxh3_64_with_seed(name.as_bytes(), seed)
        });
        let hash = legend.entries().fold(hash, |hash, (mark, status)| {
            xxh3_64_with_seed(mark.as_bytes(), hash.rotate_left(9) ^ status as u64)
        }) ^ u64::from(brackets_cite) << 63
            ^ u64::from(headings_cite) << 62
            ^ u64::from(parts_stand_beside) << 61;
        Names {
            guidelines,
            own,
            opening,
            legend,
            brackets_cite,
            headings_cite,
            parts_stand_beside,
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
        let elsewhere = &self.opening.other_editions;
        if !elsewhere.is_empty() {
            for naming in namings.iter_mut().filter(|naming| naming.edition.is_none()) {
                naming.guidelines.retain(|one| !elsewhere.contains(one));
            }
        }
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

/// The blocks that begin in a document's opening.
fn opening_blocks(markdown: &Markdown) -> &[Block] {
    let blocks = &markdown.blocks;
    &blocks[..blocks.partition_point(|block| block.range.start < OPENING)]
}

/// Equal for openings that say the same.
fn opening_key(text: &str, markdown: &Markdown, blocks: &[Block]) -> u64 {
    let end = blocks.last().map_or(0, |block| block.range.end);
    let written = text.as_bytes().get(..end).unwrap_or_default();
    // What a link's label means may be said anywhere in the document.
    let mix = |hash: u64, block| hash.rotate_left(5) ^ markdown.block_hash(block);
    xxh3_64_with_seed(written, blocks.iter().fold(0, mix))
}

impl Opening {
    fn read(text: &str, markdown: &Markdown, blocks: &[Block], guidelines: &Guidelines) -> Opening {
        let mut opening = Opening::default();
        // A list explains a mark an item.
        let mut listed = String::new();
        for block in blocks {
            let prose = markdown.prose(block);
            match &block.kind {
                // What a note set in a frame says of marks holds below it; which guidelines it names is another's word.
                BlockKind::Paragraph if block.quote_depth > 0 => opening.legend.read(prose.text),
                _ if block.quote_depth > 0 => {}
                BlockKind::Heading { level } => {
                    if *level == 1 {
                        opening.name_other_editions(prose, guidelines);
                    }
                    opening.name(prose, guidelines);
                }
                BlockKind::Paragraph => {
                    opening.name(prose, guidelines);
                    opening.legend.read(prose.text);
                    opening.brackets_cite |= says_that_brackets_cite(prose.text);
                }
                BlockKind::ListItem { .. } => {
                    opening.name(prose, guidelines);
                    opening.brackets_cite |= says_that_brackets_cite(prose.text);
                    listed.push_str(prose.text);
                    listed.push('\n');
                }
                BlockKind::Table(table) => {
                    if table.header.cells.len() == 2 {
                        let written = text.get(block.range.clone()).unwrap_or_default();
                        match explains_words(markdown, table) {
                            true => opening.legend.read_announced(written),
                            false => opening.legend.read(written),
                        }
                    }
                    // What the document is for stands in a table of its title page, too.
                    let rows = { table.rows.iter() }.take_while(|row| row.range.start < OPENING);
                    for cell in rows.flat_map(|row| &row.cells) {
                        opening.name(markdown.cell(cell), guidelines);
                    }
                }
                BlockKind::Code | BlockKind::Html | BlockKind::Rule => {}
            }
        }
        opening.legend.read(&listed);
        opening
    }

    /// Notes the guidelines of which a title names another edition than those at hand: `PCI DSS v3.2.1`.
    fn name_other_editions(&mut self, prose: Prose<'_>, guidelines: &Guidelines) {
        for naming in guidelines.namings(prose.text) {
            if naming.edition.is_some() && naming.guidelines.is_empty() {
                let named = guidelines.named_without_edition(&prose.text[naming.range]);
                self.other_editions.extend(named);
            }
        }
    }

    /// Notes the guidelines that a part of it names.
    fn name(&mut self, prose: Prose<'_>, guidelines: &Guidelines) {
        for naming in guidelines.namings(prose.text) {
            if prose.is_code(naming.range.clone()) {
                continue;
            }
            let is_elsewhere = naming.edition.is_none();
            if let Some(name) = abbreviation_behind(&prose.text[naming.range.end..])
                && !naming.guidelines.is_empty()
                && guidelines.namings(name).next().is_none()
            {
                let meant = naming.guidelines.clone();
                self.abbreviations.push((name.to_owned(), meant));
            }
            for guideline in naming.guidelines {
                if is_elsewhere && self.other_editions.contains(&guideline) {
                    continue;
                }
                if !self.guidelines.contains(&guideline) {
                    self.guidelines.push(guideline);
                }
            }
        }
    }
}

/// Whether a table of two columns is one of words and their meanings.
fn explains_words(markdown: &Markdown, table: &Table) -> bool {
    const MEANINGS: [&str; 8] = [
        "meaning",
        "means",
        "definition",
        "explanation",
        "description",
        "意味",
        "説明",
        "定義",
    ];
    const WORDS: [&str; 14] = [
        "status",
        "mark",
        "symbol",
        "rating",
        "value",
        "state",
        "code",
        "記号",
        "区分",
        "状況",
        "対応状況",
        "評価",
        "判定",
        "表記",
    ];
    let heading = |column: usize| {
        let cell = { table.header.cells.get(column) }.map(|cell| markdown.cell(cell));
        cell.map_or(String::new(), |cell| cell.text.trim().to_lowercase())
    };
    WORDS.contains(&heading(0).as_str()) && MEANINGS.contains(&heading(1).as_str())
}

/// Adds what a document says of marks where it says that it does: 「凡例」.
fn read_legends(text: &str, legend: &mut Legend) {
    /// A legend that a word announces is no longer, in bytes.
    const LONGEST_LEGEND: usize = 600;
    let japanese = memmem::find_iter(text.as_bytes(), "凡例");
    let english = ["egend", "Key:", "Key to", " key:"].into_iter();
    let english = english.flat_map(|word| memmem::find_iter(text.as_bytes(), word));
    for at in japanese.chain(english) {
        let end = text.floor_char_boundary((at + LONGEST_LEGEND).min(text.len()));
        let rest = &text[at..end];
        // A heading ends it, unless it is one itself.
        let end = rest.find("\n#").unwrap_or(rest.len());
        legend.read_announced(&rest[..end]);
    }
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
    let inner = text.strip_suffix(CLOSING_BRACKETS);
    let inner = inner.and_then(|inner| Some(&inner[inner.rfind(OPENING_BRACKETS)?..]));
    let number = inner.map(|inner| inner.trim_start_matches(OPENING_BRACKETS));
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
    static BEGINNINGS: LazyLock<Beginnings> =
        LazyLock::new(|| Beginnings::new(EMPTY.into_iter().chain(INSIDE)));
    let speaks_of_brackets = |place: usize| {
        let mut words = EMPTY.iter().chain(&INSIDE);
        words.any(|words| text[place..].starts_with(words))
    };
    let sentence_at = |place: usize| {
        let start = text[..place].rfind('。').unwrap_or(0);
        let end = text[place..]
            .find('。')
            .map_or(text.len(), |end| place + end);
        &text[start..end]
    };
    let mut places = { BEGINNINGS.places(text) }.filter(|place| speaks_of_brackets(*place));
    places.any(|place| {
        let sentence = sentence_at(place);
        NUMBERS.iter().any(|word| sentence.contains(word))
    })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether what stands between a guideline's name and the words that give it another one says no more than
/// which edition is meant and whose. 「…ガイドラインを踏まえ、電子カルテ「A」（以下「本サービス」という。）」 gives
/// one to the product.
fn is_still_the_name(between: &str) -> bool {
    /// What stands outside of brackets: which edition, and the verb's own object.
    const WORDS: [&str; 26] = [
        "第",
        "版",
        "年",
        "月",
        "日",
        "令和",
        "平成",
        "改定",
        "改訂",
        "補訂",
        "初",
        "最新",
        "元",
        "の",
        "のことを",
        "を",
        "は",
        "Edition",
        "edition",
        "Revision",
        "Rev",
        "Version",
        "version",
        "Ver",
        "ver",
        "is",
    ];
    let mut rest = between;
    while let Some(next) = rest.chars().next() {
        let behind = &rest[next.len_utf8()..];
        let close = match next {
            '（' => '）',
            '(' => ')',
            '[' => ']',
            '［' => '］',
            _ => {
                let word = WORDS.iter().find_map(|word| rest.strip_prefix(word));
                match word {
                    Some(behind) => rest = behind,
                    None if next.is_alphabetic() || "「『“。|｜".contains(next) => {
                        return false;
                    }
                    None => rest = behind,
                }
                continue;
            }
        };
        match behind.split_once(close) {
            Some((_, behind)) => rest = behind,
            // The bracket in which the name is given: 「（総務省・経済産業省、以下「GL」という。）」.
            None => return !behind.contains(['「', '『', '。']),
        }
    }
    true
}

/// The letters in brackets at the start of a text by which what stands before is called from there on: (ACS).
fn abbreviation_behind(text: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    let inside = text
        .trim_start_matches(['」', '』', '”', '"', '*', '_', ' '])
        .strip_prefix(['(', '（'])?;
    let letters = inside.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit())?;
    let is_closed = inside[letters..].starts_with([')', '）']);
    let name = &inside[..letters];
    let is_name = (2..=LONGEST).contains(&letters)
        && name.bytes().filter(u8::is_ascii_uppercase).count() > 1
        && !name.starts_with(|c: char| c.is_ascii_digit());
    (is_closed && is_name).then_some(name)
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
