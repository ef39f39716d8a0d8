//! Clauses that are named by what they are called or ask: in tables without numbers, such as a disclosure's items or a
//! questionnaire's questions, and in lines that are headings in all but name, 「1、題」.

use std::sync::Arc;

use super::super::table::Head;
use super::super::unit::Unit;
use super::super::{Citation, Link, Resolution, answers, heading, questions};
use super::Assembly;
use crate::guideline::{ClauseReference, GuidelineIndex, Lookup, title_key};
use crate::locator::{self, Level, Locator, Mark, Target};
use crate::markdown::{Block, Cell, Prose, Row, Table};
use crate::wording::Field;

/// A table's column that names clauses in a guideline's words.
pub(super) struct Titled {
    pub column: usize,
    pub guideline: GuidelineIndex,
}

/// What a column's cells are to a guideline.
#[derive(Clone, Copy)]
struct Fit {
    /// Cells that are not empty.
    filled: usize,
    /// Those of them that are a clause's words, each clause once.
    titled: usize,
    /// How long these words are, in bytes.
    length: usize,
    /// Beside how many of them stands the number that the clause has, or its end: the 5.1 of A.5.1.
    agreeing: usize,
}

/// How a table stands to a guideline that it may answer.
#[derive(Clone, Copy)]
struct Setting {
    /// The document names the guideline, here or at its beginning.
    is_named: bool,
    /// The column's heading is that of what is asked.
    is_headed: bool,
    /// Another column is that of answers.
    is_answered: bool,
}

impl Fit {
    /// Whether so much is no coincidence. Words of other matters are titles, too: 「ログ」, "Training".
    fn tells(self, setting: Setting) -> bool {
        const FEWEST: usize = 3;
        /// As long as two titles of some words, or three of one, in bytes.
        const LENGTH: usize = 36;
        let Fit {
            filled,
            titled,
            length,
            agreeing,
        } = self;
        let are_all = titled == filled;
        let is_sure = are_all && agreeing == titled;
        let is_asked = setting.is_headed && setting.is_answered;
        let is_short = are_all && titled + 1 == FEWEST && is_asked && length >= LENGTH;
        let is_likely = match setting.is_named {
            true => titled * 2 > filled,
            false => {
                let is_about_it =
                    setting.is_answered && titled * 4 >= filled * 3 || setting.is_headed && are_all;
                is_about_it && length >= LENGTH
            }
        };
        is_sure || is_short || titled >= FEWEST && is_likely
    }
}

impl Assembly<'_> {
    /// The column that names clauses by their words, if the table has no numbers that lead to any.
    pub(super) fn column_of_titles(&self, table: &Table, head: &Head) -> Option<Titled> {
        let columns = &head.columns.fields;
        // A glossary says what titles mean.
        if columns.len() < 2
            || table.rows.is_empty()
            || self.document.sections[self.section()].preliminary
        {
            return None;
        }
        let named = match self.names_guidelines() {
            true => self.guidelines_around(),
            false => Vec::new(),
        };
        let project = match self.names_guidelines() {
            true => self.guidelines_of_project(&named),
            false => self.guidelines_around(),
        };
        if named.is_empty() && project.is_empty()
            || self.leads_somewhere(table, head)
            || (0..columns.len()).any(|column| self.counts_clauses(table, column))
        {
            return None;
        }
        let candidates = named.iter().map(|guideline| (*guideline, true));
        let candidates = candidates.chain(project.iter().map(|guideline| (*guideline, false)));
        let is_answer =
            |field: &Option<Field>| matches!(field, Some(Field::Measure | Field::Status));
        let numbers = { columns.iter() }.position(|field| *field == Some(Field::Clause));
        let answers = columns.iter().filter(|field| is_answer(field)).count();
        let found = candidates.flat_map(|(guideline, is_named)| {
            (0..columns.len()).filter_map(move |column| {
                let field = columns[column];
                let (is_headed, may_be) = match field {
                    _ if self.explains_words(table, column) => (false, false),
                    None => (false, true),
                    Some(Field::Title | Field::Requirement | Field::Clause) => (true, true),
                    // 「対策」 is as often what the guideline lists.
                    Some(Field::Measure) => (false, answers > 1),
                    Some(_) => (false, false),
                };
                let setting = Setting {
                    is_named,
                    is_headed,
                    is_answered: answers > usize::from(is_answer(&field)),
                };
                let fit = may_be
                    .then(|| self.fit(table, column, numbers, guideline))
                    .flatten()
                    .filter(|fit| fit.tells(setting))?;
                Some((fit.titled, Titled { column, guideline }))
            })
        });
        // Of equals the first.
        let found = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
        found.map(|(_, titled)| titled)
    }

    /// Whether a column holds words of which the table says what they mean: 「用語」.
    fn explains_words(&self, table: &Table, column: usize) -> bool {
        const WORDS: [&str; 8] = [
            "用語",
            "用語名",
            "語句",
            "略語",
            "略称",
            "term",
            "terms",
            "abbreviation",
        ];
        let heading = table.header.cells.get(column);
        let heading = heading.map_or("", |cell| self.markdown.cell(cell).text.trim());
        WORDS.iter().any(|word| heading.eq_ignore_ascii_case(word))
    }

    /// The texts of a column's cells that are not empty.
    fn texts<'t>(&'t self, table: &'t Table, column: usize) -> impl Iterator<Item = &'t str> {
        let cells = { table.rows.iter() }.filter_map(move |row| row.cells.get(column));
        let texts = cells.map(|cell| self.markdown.cell(cell).text.trim());
        texts.filter(|text| !text.is_empty())
    }

    /// How far the cells of a column are a guideline's words; `None` where the first are none.
    fn fit(
        &self,
        table: &Table,
        column: usize,
        numbers: Option<usize>,
        guideline: GuidelineIndex,
    ) -> Option<Fit> {
        /// One of so many has to be.
        const TRIED: usize = 4;
        let mut fit = Fit {
            filled: 0,
            titled: 0,
            length: 0,
            agreeing: 0,
        };
        let numbers = numbers.filter(|numbers| *numbers != column);
        let mut seen: Vec<ClauseReference> = Vec::new();
        for row in &table.rows {
            let cell = |column: usize| {
                let text =
                    { row.cells.get(column) }.map(|cell| self.markdown.cell(cell).text.trim());
                text.filter(|text| !text.is_empty())
            };
            let Some(text) = cell(column) else {
                continue;
            };
            match self.worded(guideline, text) {
                Some((clause, _)) if seen.contains(&clause) => continue,
                Some((clause, has_number)) => {
                    seen.push(clause);
                    fit.titled += 1;
                    fit.length += text.len();
                    let number = numbers.and_then(cell);
                    let agrees = || number.is_some_and(|number| self.ends_in(clause, number));
                    fit.agreeing += usize::from(has_number || agrees());
                }
                None if fit.filled + 1 >= TRIED && fit.titled == 0 => return None,
                None => {}
            }
            fit.filled += 1;
        }
        (fit.titled > 0).then_some(fit)
    }

    /// The clause that a cell names in the guideline's words, and whether the number before them is the clause's, too:
    /// `1. Application Control`, 「1.1.1 代替テキスト」. A group in brackets may stand before both: 「[統治]方針の整備」.
    pub(super) fn worded(
        &self,
        guideline: GuidelineIndex,
        text: &str,
    ) -> Option<(ClauseReference, bool)> {
        if let Some(clause) = self.guidelines.worded(guideline, text) {
            return Some((clause, false));
        }
        if let Some((_, title)) = { text.strip_prefix('[') }.and_then(|text| text.split_once(']')) {
            return Some((self.guidelines.worded(guideline, title)?, false));
        }
        let digits = { text.bytes() }.take_while(u8::is_ascii_digit).count();
        let behind = text[digits..].strip_prefix(['.', ')', ':']);
        if let Some(title) = behind.and_then(|behind| behind.strip_prefix(' ')) {
            let clause = self.guidelines.worded(guideline, title)?;
            return (digits > 0 && self.ends_in(clause, &text[..digits])).then_some((clause, true));
        }
        if !text.starts_with(|c: char| c.is_numeric() || c.is_ascii_uppercase()) {
            return None;
        }
        let numbered = heading::numbered(text);
        let [(range, Target::One(number))] = numbered.numbers.as_slice() else {
            return None;
        };
        let Lookup::Found(clause) = self.guidelines.catalogue(guideline).find(number) else {
            return None;
        };
        let clause = ClauseReference { guideline, clause };
        let title = title_key(&text[numbered.title.clone()]);
        let is_its = range.start < numbered.title.start
            && !title.is_empty()
            && heading::is_title_of(&title, clause, self.guidelines);
        is_its.then_some((clause, true))
    }

    /// Whether a clause's number is this one, or ends in it.
    fn ends_in(&self, clause: ClauseReference, number: &str) -> bool {
        let label = self.guidelines.clause(clause).label.as_deref();
        let before = label.and_then(|label| label.strip_suffix(number));
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    }

    /// The clause with this title whose number ends as is written, where there is one alone: below a line 「(1) …」 in
    /// bold 「② …」 is (1)②.
    fn titled_clause(
        &self,
        guideline: GuidelineIndex,
        written: &Target,
        title: &str,
    ) -> Option<ClauseReference> {
        let Target::One(end) = written else {
            return None;
        };
        let titled = self.guidelines.titled(guideline, title).iter();
        let titled = titled.map(|&clause| ClauseReference { guideline, clause });
        let mut meant = titled.filter(|&clause| {
            let known = self.guidelines.clause(clause);
            let number = known.locator.as_ref();
            let ends = number.is_some_and(|number| number.levels.ends_with(&end.levels));
            ends && !answers::is_chapter(known)
        });
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Takes a line that is nothing but the number of a clause and its title or words, 「1、題」, `**2、題**` or a
    /// questionnaire's question, for what the blocks below it answer, up to the next of its kind or the next heading.
    pub(super) fn titled_line(
        &mut self,
        block: &Block,
        prose: &Prose<'_>,
        unit: &Arc<Unit>,
    ) -> bool {
        /// What is longer is no title, in bytes.
        const LONGEST: usize = 200;
        /// Behind a number that is of no other shape than a clause's stand questions.
        const LONGEST_QUESTION: usize = 400;
        let text = prose.text.trim_end();
        let opens = |c: char| c.is_numeric() || "（(【第".contains(c);
        let is_distinctive = opens_with_number(unit);
        let longest = match is_distinctive {
            true => LONGEST_QUESTION,
            false => LONGEST,
        };
        if text.len() > longest
            || !(is_distinctive || text.starts_with(opens))
            || text.ends_with(['。', '.', ':', '：'])
            || text.contains('\n')
        {
            return false;
        }
        let numbered = heading::numbered(text);
        let [(range, target)] = numbered.numbers.as_slice() else {
            return false;
        };
        let title = title_key(&text[numbered.title.clone()]);
        if title.is_empty() || range.start > numbered.title.start {
            return false;
        }
        let around = self.clauses_around();
        let declared = self.guidelines_around().into_iter();
        let declared = declared.chain(around.iter().map(|clause| clause.guideline));
        let mut found = None;
        for guideline in declared {
            let resolutions = &mut self.cache.resolutions;
            let one = resolutions.in_guideline(target, self.guidelines, guideline, &around);
            let Resolution::Found(clauses) = one else {
                found = self.titled_clause(guideline, target, &title);
                if found.is_some() {
                    break;
                }
                continue;
            };
            let words = &text[numbered.title.clone()];
            let is_it = |(clause, _): &&(ClauseReference, _)| {
                let is_titled = self.guidelines.title_key_of(*clause) == title;
                let is_worded =
                    || is_distinctive && self.guidelines.worded(guideline, words) == Some(*clause);
                (is_titled || is_worded())
                    && !answers::is_chapter(self.guidelines.clause(*clause))
                    && !(is_distinctive && around.contains(clause))
            };
            found = clauses.iter().find(is_it).map(|(clause, _)| *clause);
            if found.is_some() {
                break;
            }
        }
        let Some(clause) = found else {
            if self.is_beside_asked(target) {
                self.asked.clear();
            }
            return false;
        };
        let place = prose.source(range.clone());
        self.asked = self.cite_entitled(Some((clause, place)));
        let base = block.range.start;
        self.push_statement(unit.clone(), base, block.range.clone(), false);
        (self.bare, self.last) = (false, None);
        true
    }

    /// The column of the numbers that most rows have beside the titles by which their clauses were found.
    pub(super) fn numbers_beside_titles(
        &mut self,
        table: &Table,
        guideline: GuidelineIndex,
    ) -> Option<usize> {
        const FEWEST: usize = 3;
        (0..table.header.cells.len()).find(|&column| {
            let (mut all, mut agreeing) = (0, 0);
            for row in &table.rows {
                let Some(cell) = row.cells.get(column) else {
                    continue;
                };
                let Some(target) = number_alone(self.markdown.cell(cell).text) else {
                    continue;
                };
                let Some(clause) = self.clause_titled_in(row, guideline) else {
                    continue;
                };
                all += 1;
                agreeing += usize::from(self.is_number_of(&target, clause));
            }
            agreeing >= FEWEST && agreeing * 4 >= all * 3
        })
    }

    /// The clause that one of a row's cells has the title of.
    fn clause_titled_in(&self, row: &Row, guideline: GuidelineIndex) -> Option<ClauseReference> {
        let mut texts = row.cells.iter().map(|cell| self.markdown.cell(cell).text);
        texts.find_map(|text| self.guidelines.worded(guideline, text.trim()))
    }

    fn is_number_of(&mut self, target: &Target, clause: ClauseReference) -> bool {
        let resolutions = &mut self.cache.resolutions;
        let found = resolutions.in_guideline(target, self.guidelines, clause.guideline, &[]);
        matches!(found, Resolution::Found(found) if found.iter().any(|(one, _)| *one == clause))
    }

    /// Notes the number of a row that is not that of the clause whose title stands beside it.
    pub(super) fn note_another_number(&mut self, cell: &Cell, clause: ClauseReference) {
        let text = self.markdown.cell(cell).text;
        let Some(target) = number_alone(text) else {
            return;
        };
        if self.is_number_of(&target, clause) {
            return;
        }
        let resolutions = &mut self.cache.resolutions;
        let found = resolutions.in_guideline(&target, self.guidelines, clause.guideline, &[]);
        self.document.citations.push(Citation {
            range: cell.range.clone(),
            resolution: found.clone(),
        });
    }

    /// The clause whose title opens an item in bold, below a heading that names the guideline: 「1. **OSを最新にする**:
    /// 週1回更新している。」.
    pub(super) fn cite_title_of_item(&mut self, index: usize) -> Vec<Link> {
        let range = self.document.statements[index].range.clone();
        let written = &self.text[range.clone()];
        let bold = || {
            let (mark, behind) = written.split_once(' ')?;
            let (title, said) = behind.trim_start().strip_prefix("**")?.split_once("**")?;
            (mark.len() <= 4 && !said.trim().is_empty()).then_some((mark, title))
        };
        let Some((mark, title)) = bold() else {
            return Vec::new();
        };
        let naming = self.naming_section().filter(|section| !section.foreign);
        let Some(guidelines) = naming.map(|section| section.guidelines.clone()) else {
            return Vec::new();
        };
        let start = range.start + written.find("**").map_or(0, |at| at + "**".len());
        let title = title.trim_end_matches([':', '：']);
        let key = title_key(title);
        let number: Option<Locator> = mark.trim_end_matches(['.', ')']).parse().ok();
        let found = guidelines.iter().find_map(|&guideline| {
            // Where the item has the clause's number, too, the title may be retyped.
            let numbered = || {
                let number = number.as_ref()?;
                let Lookup::Found(clause) = self.guidelines.catalogue(guideline).find(number)
                else {
                    return None;
                };
                let clause = ClauseReference { guideline, clause };
                heading::is_title_of(&key, clause, self.guidelines).then_some(clause)
            };
            self.guidelines.entitled(guideline, title).or_else(numbered)
        });
        let found = found.filter(|clause| !answers::is_chapter(self.guidelines.clause(*clause)));
        self.cite_entitled(found.map(|clause| (clause, start..start + title.len())))
    }

    /// The clause whose number and title open a block that goes on with the answer: "7.1 Logging. Sign-ins are logged".
    pub(super) fn cite_opening(&mut self, index: usize) -> Vec<Link> {
        /// What ends a title, where a sentence follows.
        const ENDS: [&str; 6] = [". ", ": ", " – ", " — ", "**", "："];
        let statement = &self.document.statements[index];
        if statement.quoted {
            return Vec::new();
        }
        let written = &self.text[statement.range.clone()];
        let line = written.trim_start_matches(|c: char| "-*+_ \t".contains(c));
        let line = line.lines().next().unwrap_or_default();
        if !line.starts_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let Some((references, length)) = locator::read(line) else {
            return Vec::new();
        };
        let [only] = references.as_slice() else {
            return Vec::new();
        };
        let Target::One(number) = &only.target else {
            return Vec::new();
        };
        let behind = &line[length..];
        let behind = behind.trim_start_matches(|c: char| "*_ .:)–—".contains(c));
        let end = ENDS.iter().filter_map(|end| behind.find(end)).min();
        let title = end.map(|end| title_key(&behind[..end])).unwrap_or_default();
        if number.levels.len() < 2 || title.is_empty() {
            return Vec::new();
        }
        let start = statement.range.start + (line.as_ptr() as usize - written.as_ptr() as usize);
        let place = start + only.range.start..start + only.range.end;
        let found = { self.guidelines_around().into_iter() }.find_map(|guideline| {
            let Lookup::Found(clause) = self.guidelines.catalogue(guideline).find(number) else {
                return None;
            };
            let clause = ClauseReference { guideline, clause };
            (self.guidelines.title_key_of(clause) == title).then_some((clause, place.clone()))
        });
        self.cite_entitled(found)
    }

    /// Whether a number is one beside that of the clause that a line above names.
    fn is_beside_asked(&self, target: &Target) -> bool {
        let Target::One(own) = target else {
            return false;
        };
        self.asked.iter().any(|link| {
            let asked = self.guidelines.clause(link.clause).locator.as_ref();
            let Some((asked, last)) = asked.and_then(|asked| Some((asked, asked.levels.last()?)))
            else {
                return false;
            };
            // The A8 that opens an answer is no A.8.3.
            let is_alike = own.levels.first().is_none_or(|first| {
                first.mark != Mark::Letters
                    || asked.levels.first() == Some(first) && asked.levels.len() == own.levels.len()
            });
            is_alike && own.levels.last().is_some_and(|own| last.mark == own.mark)
        })
    }

    /// Whether the numbers of a table's clause column are a guideline's and do not only count rows.
    fn leads_somewhere(&self, table: &Table, head: &Head) -> bool {
        /// So many tell what the others are.
        const READ: usize = 8;
        let columns = &head.columns.fields;
        let Some(column) = { columns.iter() }.position(|field| *field == Some(Field::Clause))
        else {
            return false;
        };
        let counts = |text: &str| text.parse::<u32>().is_ok();
        if head.is_running && self.texts(table, column).all(counts) {
            return false;
        }
        // One that a guideline lacks is mistaken, or another edition's, where it has such numbers.
        let is_like = |one: &Level, first: &Level| match one.mark {
            Mark::Number => first.mark == Mark::Number && !head.is_running,
            _ => first == one,
        };
        let is_known = |target: &Target| {
            let (Target::One(locator) | Target::Through(locator, _)) = target;
            let mut all = self.guidelines.iter();
            all.any(|(guideline, known)| {
                let found = self.guidelines.catalogue(guideline).find(locator);
                let mut firsts = { known.clauses.iter() }
                    .filter_map(|clause| clause.locator.as_ref()?.levels.first());
                let own = locator.levels.first();
                !matches!(found, Lookup::Missing)
                    || own.is_some_and(|own| firsts.any(|first| is_like(own, first)))
            })
        };
        let (mut read, mut known) = (0, 0);
        for text in self.texts(table, column).take(READ) {
            let (found, _) = locator::read(text).unwrap_or_default();
            let by_name = || self.guidelines.namings(text).next().is_some();
            let is_its = match found.first() {
                Some(first) => is_known(&first.target),
                None => text.starts_with(['[', '［', '【']) || by_name(),
            };
            read += 1;
            known += usize::from(is_its);
        }
        known * 2 > read
    }

    /// Whether a column says how many clauses there are: 「組織的管理策 | 37項目」.
    fn counts_clauses(&self, table: &Table, column: usize) -> bool {
        let is_count = |text: &str| {
            let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.len() < text.len() && ["項目", "件", "個"].contains(&behind.trim_start())
        };
        let mut texts = self.texts(table, column).peekable();
        texts.peek().is_some() && texts.all(is_count)
    }
}

/// The number of several levels that is all of a text.
fn number_alone(text: &str) -> Option<Target> {
    let references = locator::read_all(text.trim())?;
    match <[_; 1]>::try_from(references) {
        Ok([only]) if questions::has_levels(&only.target) => Some(only.target),
        _ => None,
    }
}

/// Whether a block opens with a number that is of no other shape than a clause's, in bold or not.
pub(super) fn opens_with_number(unit: &Unit) -> bool {
    /// What makes a line bold, in bytes.
    const MARKS: usize = 2;
    { unit.bare().first() }.is_some_and(|bare| bare.range.start <= MARKS)
}
