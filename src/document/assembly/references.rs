//! Lines that name clauses for what stands around them: captions of tables, questions in bold, quoted
//! clauses, and citations that stand alone.

use super::super::answers;
use super::super::citation::{Form, Pointer, related_length};
use super::super::heading;
use super::super::resolution::Surroundings;
use super::super::unit::Unit;
use super::super::{Link, Resolution};
use super::Assembly;
use crate::guideline::{ClauseReference, Lookup, title_key};
use crate::locator::Target;
use crate::markdown::Block;

impl Assembly<'_> {
    /// Notes what a quoted statement points at, which links nothing itself; below a clause that is quoted
    /// with its number stands its answer.
    pub(super) fn note_quoted(&mut self, index: usize, is_quotation: bool) {
        let statement = &self.document.statements[index];
        let (unit, base) = (statement.unit.clone(), statement.base);
        if unit.pointers.is_empty() && unit.bare().is_empty() {
            return;
        }
        let counted = (
            std::mem::take(&mut self.document.citations),
            std::mem::take(&mut self.document.mentions),
        );
        /// A mark or a bracket may stand before the number, in bytes.
        const BEFORE_NUMBER: usize = 8;
        let opens = |pointer: &Pointer| {
            !pointer.references.is_empty() && pointer.range.start <= BEFORE_NUMBER
        };
        if is_quotation && unit.pointers.iter().chain(unit.bare()).any(opens) {
            self.ask(&unit, base);
            for link in &mut self.asked {
                link.citation = None;
            }
        } else {
            for pointer in &unit.pointers {
                self.cite(pointer, base);
            }
        }
        let quoted = std::mem::take(&mut self.document.citations);
        (self.document.citations, self.document.mentions) = counted;
        self.document.quoted.extend(quoted);
    }

    /// Whether a paragraph introduces the table below it: it says so, or names no more than a
    /// guideline or a chapter. Another paragraph that stands before a table answers as any other.
    pub(super) fn is_caption(&mut self, unit: &Unit, text: &str, block: &Block) -> bool {
        const INTRODUCING: [&str; 9] = [
            "次のとおり",
            "次の通り",
            "以下のとおり",
            "以下の通り",
            "次の表",
            "下表",
            "以下の表",
            "following",
            "below",
        ];
        let before_table = self.captions.binary_search(&block.range.start).is_ok();
        if !before_table || unit.pointers.is_empty() {
            return false;
        }
        let introduces = text.trim_end().ends_with(['：', ':'])
            || INTRODUCING.iter().any(|word| text.contains(word));
        // "…, as the ISSO does every month (CA-5)." says what is done.
        introduces
            || unit.bare().is_empty()
                && unit
                    .pointers
                    .iter()
                    .all(|pointer| self.names_chapters(pointer))
    }

    /// Whether a pointer names nothing that asks for anything itself.
    fn names_chapters(&mut self, pointer: &Pointer) -> bool {
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let around = Surroundings {
            guidelines: &guidelines,
            beyond: &self.guidelines_beyond(),
            project: &[],
            clauses: &clauses,
        };
        self.cache
            .resolutions
            .resolve(pointer, self.guidelines, &around)
            .iter()
            .all(|resolution| match resolution {
                Resolution::Found(found) => found
                    .iter()
                    .all(|(clause, _)| answers::is_chapter(self.guidelines.clause(*clause))),
                _ => true,
            })
    }

    /// Gives the clauses of a paragraph that does nothing but cite them to what they speak of: the section
    /// that it opens, else the paragraph or the list above it; where the section's own stand above their
    /// answers too, what stands below.
    pub(super) fn attach(&mut self, links: Vec<Link>, block: &Block) {
        if links.is_empty() {
            return;
        }
        let section = self.section();
        if self.bare {
            self.document.sections[section].links.extend(links);
            return;
        }
        let is_above = !self.document.sections[section].links.is_empty();
        let Some(last) = self.last.filter(|_| !is_above) else {
            self.asked = links;
            return;
        };
        let statements = &self.document.statements;
        if let Some(answer) = statements[last].answer {
            let answer = &mut self.document.answers[answer];
            answer.links.extend(links);
            return;
        }
        let is_of_list = |&index: &usize| {
            let statement = &statements[index];
            statement.item && statement.section == section && statement.answer.is_none()
        };
        let first = { (0..=last).rev() }
            .take_while(is_of_list)
            .last()
            .unwrap_or(last);
        let answer = self.push_answer_of(first..last + 1, links);
        self.document.answers[answer].range.end = block.range.end;
    }

    /// Whether a quotation stands right below a question about a clause, in which it is answered:
    /// "**Q2 [IA-2]** Is there a second factor?" over "> Yes".
    pub(super) fn is_answer_to_question(&self, block: &Block) -> bool {
        if self.asked.is_empty() {
            return false;
        }
        let asked = self.document.statements.last();
        asked.is_some_and(|asked| {
            let written = self.text[asked.range.clone()].trim_end();
            let between = self.text.get(asked.range.end..block.range.start);
            asked.answer.is_none()
                && written.trim_end_matches(['*', '_']).ends_with(['?', '？'])
                && between.is_some_and(|between| between.trim_matches([' ', '\n', '>']).is_empty())
        })
    }

    /// Whether a line says no more than which clause is answered here, with its title: "Maps to SA-9 External System
    /// Services".
    pub(super) fn names_title(&self, unit: &Unit, text: &str) -> bool {
        /// No number with its title is longer, in bytes.
        const LONGEST: usize = 160;
        let related = related_length(text);
        let cited = unit.pointers.iter().chain(unit.bare());
        if related == 0 || text.len() > LONGEST || cited.count() != 1 {
            return false;
        }
        let numbered = heading::numbered(&text[related..]);
        let [(_, Target::One(number))] = numbered.numbers.as_slice() else {
            return false;
        };
        let title = title_key(&text[related..][numbered.title.clone()]);
        { self.guidelines_around().into_iter() }.any(|guideline| {
            let Lookup::Found(clause) = self.guidelines.catalogue(guideline).find(number) else {
                return false;
            };
            let clause = ClauseReference { guideline, clause };
            self.guidelines.title_key_of(clause) == title
        })
    }

    /// Notes what a line that asks for an answer names, a question in bold or the clause itself quoted; it
    /// is answered by what stands below, up to the next of its kind or the next heading.
    pub(super) fn ask(&mut self, unit: &Unit, base: usize) {
        let around = self.clauses_around();
        let links = self.cite_all(unit, base);
        let is_new = |link: &Link| !around.contains(&link.clause);
        self.asked = links.into_iter().filter(is_new).collect();
    }
}

/// Whether a block is one line in bold: a heading in all but name.
pub(super) fn is_in_bold(source: &str) -> bool {
    let inner = source.trim().strip_prefix("**");
    let inner = inner.and_then(|inner| inner.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**") && !inner.contains('\n'))
}

/// Whether all that a text cites is what its reader is told to see.
pub(super) fn only_sees(unit: &Unit) -> bool {
    let bare = unit.bare();
    unit.pointers.is_empty() && !bare.is_empty() && bare.iter().all(|one| one.form == Form::See)
}

/// A paragraph that only says which clauses its section answers.
pub(super) fn is_citation_alone(unit: &Unit, text: &str) -> bool {
    const FRAME: [&str; 13] = [
        "関連条項",
        "対応条項",
        "参照",
        "該当条項",
        "see",
        "See",
        "ref",
        "Ref",
        "erence",
        "erences",
        "NIST",
        "Mapping",
        "and",
    ];
    /// More marks than around a citation stand in a text of its own, in bytes.
    const MOST_MARKS: usize = 24;
    let citing = unit.pointers.iter().chain(unit.bare());
    let cited: usize = citing.clone().map(|pointer| pointer.range.len()).sum();
    if !citing.clone().any(|pointer| !pointer.references.is_empty()) {
        return false;
    }
    if text.contains('。') {
        return false;
    }
    let text = &text[related_length(text)..];
    let longest: usize = FRAME.iter().map(|word| word.len()).sum();
    if text.len() > cited + longest + MOST_MARKS {
        return false;
    }
    let frame: usize = FRAME
        .iter()
        .filter(|word| text.contains(*word))
        .map(|word| word.len())
        .sum();
    let marks: usize = text
        .chars()
        .filter(|c| !c.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    // Marks inside the citation are counted twice, which only makes the paragraph look shorter.
    text.len().saturating_sub(cited + frame) <= marks.min(MOST_MARKS)
}
