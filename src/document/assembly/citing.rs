//! Citations in what is put together: which guidelines and clauses a number means where it stands.

use std::ops::Range;

use super::super::citation::{Form, Named, Pointer, before_sign, is_distinctive};
use super::super::heading;
use super::super::resolution::Surroundings;
use super::super::unit::Unit;
use super::super::{Citation, Link, Mention, Problem, Resolution, Section};
use super::Assembly;
use crate::finding::RuleName;
use crate::guideline::{ClauseReference, GuidelineIndex, title_key};
use crate::locale::Message;
use crate::locator::{Locator, Mark, Target};
use crate::script::OPENING_BRACKETS;
use crate::wording::{self, Status};

impl Assembly<'_> {
    /// The clauses that the sections around answer, the innermost first.
    pub(super) fn clauses_around(&self) -> Vec<ClauseReference> {
        let sections = self
            .open
            .iter()
            .rev()
            .flat_map(|&section| &self.document.sections[section].links);
        self.caption
            .iter()
            .copied()
            .chain(sections.map(|link| link.clause))
            .collect()
    }

    /// The innermost section around that names a guideline.
    pub(super) fn naming_section(&self) -> Option<&Section> {
        let around = self.open.iter().rev();
        let mut around = around.map(|&section| &self.document.sections[section]);
        around.find(|section| section.foreign || !section.guidelines.is_empty())
    }

    /// The guidelines that a bare number here may belong to: those that the innermost section
    /// with a word on it names, else the document's opening, else the project.
    pub(super) fn guidelines_around(&self) -> Vec<GuidelineIndex> {
        let opening = &self.sought.names.opening.guidelines;
        let named = match self.naming_section() {
            Some(section) => &section.guidelines,
            None if opening.is_empty() => &self.settings.guidelines,
            None => opening,
        };
        named.clone()
    }

    /// The guidelines that are meant here where those around do not have a number: those that the document
    /// declares, else those of its opening, where a section names others.
    pub(super) fn guidelines_beyond(&self) -> Vec<GuidelineIndex> {
        // Numbers of a guideline that is not at hand are nobody's.
        let Some(naming) = self.naming_section().filter(|section| !section.foreign) else {
            return Vec::new();
        };
        let declared = &self.document.declarations.guidelines;
        let known = match declared.is_empty() {
            true => &self.sought.names.opening.guidelines,
            false => declared,
        };
        let is_new = |guideline: &&GuidelineIndex| !naming.guidelines.contains(guideline);
        known.iter().filter(is_new).copied().collect()
    }

    /// The project's guidelines beside those that are meant here: where a document declares none, its numbers
    /// may be theirs.
    pub(super) fn guidelines_of_project(&self, meant: &[GuidelineIndex]) -> Vec<GuidelineIndex> {
        let is_foreign = self.naming_section().is_some_and(|section| section.foreign);
        if is_foreign || !self.document.declarations.guidelines.is_empty() {
            return Vec::new();
        }
        let others = self.settings.guidelines.iter();
        others
            .filter(|guideline| !meant.contains(guideline))
            .copied()
            .collect()
    }

    /// Whether the document itself names a guideline around here, not only the project.
    pub(super) fn names_guidelines(&self) -> bool {
        let opening = &self.sought.names.opening.guidelines;
        { self.naming_section() }.map_or(!opening.is_empty(), |section| {
            !section.guidelines.is_empty()
        })
    }

    /// Whether 「本ガイドライン」 is the document itself.
    fn is_guideline(&self) -> bool {
        { self.is_guideline }.unwrap_or_else(|| is_guideline(&self.document.sections))
    }

    /// Notes all of a unit's citations and gives the links that they make.
    pub(super) fn cite_all(&mut self, unit: &Unit, base: usize) -> Vec<Link> {
        let mut links = Vec::new();
        for pointer in &unit.pointers {
            links.extend(self.cite(pointer, base));
        }
        for bare in unit.bare() {
            links.extend(self.cite_bare(bare, base));
        }
        links
    }

    /// Notes a pointer's citations and gives the links that they make.
    pub(super) fn cite(&mut self, pointer: &Pointer, base: usize) -> Vec<Link> {
        let (guidelines, clauses) = (self.guidelines_around(), self.clauses_around());
        let around = Surroundings {
            guidelines: &guidelines,
            beyond: &self.guidelines_beyond(),
            project: &self.guidelines_of_project(&guidelines),
            clauses: &clauses,
        };
        self.cite_in(pointer, base, &around)
    }

    /// Notes a pointer's citations and gives the links that they make, where it is known what stands around.
    pub(super) fn cite_in(
        &mut self,
        pointer: &Pointer,
        base: usize,
        around: &Surroundings<'_>,
    ) -> Vec<Link> {
        if let Some(named) = &pointer.named {
            let unknown = pointer.form == Form::Bracket && named.guidelines.is_empty();
            let range = base + named.range.start..base + named.range.end;
            self.document.mentions.push(Mention {
                unknown: unknown.then(|| self.text[range.clone()].to_string()),
                range,
                guidelines: named.guidelines.clone(),
                edition: named.edition,
            });
        }
        if let (Form::Bracket, Some(Named { guidelines, .. }), []) =
            (pointer.form, &pointer.named, pointer.references.as_slice())
        {
            let place = base + pointer.range.start..base + pointer.range.end;
            let written = self.text[place.clone()].trim_matches(['[', ']', '［', '］', '【', '】']);
            let title = written
                .split_once([':', '：'])
                .map_or("", |(_, title)| title);
            let title = title.trim_start_matches([':', '：']);
            let links = self.cite_titled(guidelines, title, place.clone());
            if links.is_empty() && !guidelines.is_empty() {
                self.document.problems.push(no_number(place, title.trim()));
            }
            return links;
        }
        let inside = self
            .cache
            .resolutions
            .in_annex(pointer, self.guidelines, around);
        let pointer = inside.as_ref().unwrap_or(pointer);
        let mut links = Vec::new();
        for (range, target) in &pointer.references {
            let resolution = { &mut self.cache.resolutions }.resolve_one(
                pointer,
                target,
                self.guidelines,
                around,
            );
            let place = base + range.start..base + range.end;
            let resolution = self
                .without_annex_before(&resolution, &self.text[place.clone()])
                .unwrap_or(resolution);
            if let Some(titled) = self.titled_in_annex(&resolution, place.end) {
                links.extend(self.cite_entitled(Some(titled)));
                continue;
            }
            if self.is_of_another_part(&resolution, &self.text[place]) {
                continue;
            }
            let citation = self.document.citations.len();
            if let Resolution::Found(found) = &resolution {
                links.reserve_exact(found.len());
                links.extend(found.iter().map(|&(clause, requirement)| Link {
                    clause,
                    requirement,
                    citation: Some(citation),
                }));
            }
            self.document.citations.push(Citation {
                range: base + range.start..base + range.end,
                resolution,
            });
        }
        links
    }

    /// What a number behind one of an annex means that the annex does not have and the guideline itself has: the 6.3 of
    /// 「別紙2 3.15-①-1、6.3」.
    fn without_annex_before(
        &mut self,
        resolution: &Resolution,
        written: &str,
    ) -> Option<Resolution> {
        let Resolution::Unknown { locator, guideline } = resolution else {
            return None;
        };
        let word = { locator.levels.first() }.filter(|first| first.mark == Mark::Word)?;
        let number: Locator = written.parse().ok()?;
        if number.levels.first() == Some(word) {
            return None;
        }
        let resolutions = &mut self.cache.resolutions;
        let found =
            resolutions.in_guideline(&Target::One(number), self.guidelines, *guideline, &[]);
        found.is_found().then(|| found.clone())
    }

    /// The clause that is named by its title behind its annex, 「別紙2「離席時の端末のロック」」, and where the title
    /// stands. `end` is the place behind the annex.
    fn titled_in_annex(
        &self,
        resolution: &Resolution,
        end: usize,
    ) -> Option<(ClauseReference, Range<usize>)> {
        /// No title is longer, in bytes.
        const LONGEST: usize = 240;
        let behind = &self.text[end..];
        let inside = behind.strip_prefix('「')?;
        let Resolution::Found(found) = resolution else {
            return None;
        };
        let [(annex, None)] = **found else {
            return None;
        };
        let title = &inside[..inside.find('」').filter(|length| *length <= LONGEST)?];
        let clause = self.guidelines.entitled(annex.guideline, title)?;
        let start = end + '「'.len_utf8();
        (clause != annex).then_some((clause, start..start + title.len()))
    }

    /// Cites the clause that one of these guidelines has under a title.
    pub(super) fn cite_titled(
        &mut self,
        guidelines: &[GuidelineIndex],
        title: &str,
        range: Range<usize>,
    ) -> Vec<Link> {
        let mut found = guidelines.iter();
        let found = found.find_map(|&guideline| self.guidelines.entitled(guideline, title));
        self.cite_entitled(found.map(|clause| (clause, range)))
    }

    /// Cites a clause by the words that stand in a place.
    pub(super) fn cite_entitled(
        &mut self,
        found: Option<(ClauseReference, Range<usize>)>,
    ) -> Vec<Link> {
        let Some((clause, range)) = found else {
            return Vec::new();
        };
        self.document.citations.push(Citation {
            range,
            resolution: Resolution::Found([(clause, None)].into()),
        });
        vec![Link {
            clause,
            requirement: None,
            citation: Some(self.document.citations.len() - 1),
        }]
    }

    /// Whether a block opens with a number of the project's guideline and the title that the clause has there, or its
    /// words: `- [x] **AU-11: Audit Record Retention**`.
    fn opens_with_title(&mut self, bare: &Pointer, base: usize) -> bool {
        /// No mark of an item, box and bold type is longer, in bytes.
        const MARKS: usize = 16;
        let [(_, target)] = bare.references.as_slice() else {
            return false;
        };
        if bare.form != Form::Bare || bare.range.start > MARKS || self.naming_section().is_some() {
            return false;
        }
        let marks = &self.text[base..base + bare.range.start];
        let is_mark = |c: char| "-*+_[] xX".contains(c) || c.is_ascii_digit() || c == '.';
        let line = self.text[base + bare.range.end..].lines().next();
        let behind = line
            .unwrap_or_default()
            .trim_start_matches([':', ' ', '-', '–', '—', '*', '_']);
        let end = behind
            .find(['*', '_', ':', '.', '–', '—'])
            .unwrap_or(behind.len());
        let title = title_key(&behind[..end]);
        if title.is_empty() || !marks.chars().all(is_mark) {
            return false;
        }
        let question = behind.find(['?', '？']).map(|end| &behind[..end]);
        let (resolutions, guidelines) = (&mut self.cache.resolutions, self.guidelines);
        { self.settings.guidelines.iter() }.any(|&guideline| {
            let found = resolutions.in_guideline(target, guidelines, guideline, &[]);
            let Resolution::Found(found) = found else {
                return false;
            };
            let mut clauses = found.iter().map(|(clause, _)| *clause);
            clauses.any(|clause| {
                let asks = |question| guidelines.worded(guideline, question) == Some(clause);
                heading::is_title_of(&title, clause, guidelines) || question.is_some_and(asks)
            })
        })
    }

    /// Whether a number of the project's guideline opens an item of a list, and behind it, or behind the title in
    /// brackets, stands how far that is done: `- **AU-02 (Audit Events)** — Partial. …`. An older edition has other
    /// titles.
    fn opens_with_status(&mut self, bare: &Pointer, base: usize) -> bool {
        const MARKS: usize = 16;
        const DASHES: [&str; 4] = [" — ", " – ", " - ", ": "];
        let [(_, target)] = bare.references.as_slice() else {
            return false;
        };
        if bare.form != Form::Bare
            || bare.range.start > MARKS
            || self.items.is_empty()
            || !is_distinctive(target)
            || self.naming_section().is_some()
        {
            return false;
        }
        let line = self.text[base + bare.range.end..].lines().next();
        let line = line.unwrap_or_default();
        let behind = { DASHES.iter() }.filter_map(|dash| Some((line.find(dash)?, dash.len())));
        let Some((at, width)) = behind.min() else {
            return false;
        };
        let title = line[..at].trim_matches(['*', '_', ' ']);
        let is_title = title.is_empty() || title.starts_with('(') && title.ends_with(')');
        let status = line[at + width..].split(". ").next().unwrap_or_default();
        let (resolutions, guidelines) = (&mut self.cache.resolutions, self.guidelines);
        is_title && wording::status(status.trim_matches(['*', '_'])).is_some() && {
            self.settings.guidelines.iter()
        }
        .any(|&guideline| {
            let found = resolutions.in_guideline(target, guidelines, guideline, &[]);
            found.is_found()
        })
    }

    /// Whether a number of a guideline's shape opens an item of a list under a heading of what is inherited: those are
    /// controls.
    fn lists_inherited(&self, bare: &Pointer) -> bool {
        const MARKS: usize = 8;
        let mut titles = { self.open.iter() }.map(|&open| &self.document.sections[open].title);
        bare.form == Form::Bare
            && bare.range.start <= MARKS
            && !self.items.is_empty()
            && titles.any(|title| title.contains("nherited"))
    }

    /// Cites a number without a guideline's name, if the document names one and has the clause.
    pub(super) fn cite_bare(&mut self, bare: &Pointer, base: usize) -> Vec<Link> {
        let clauses = self.clauses_around();
        // What answers a clause sends its reader there; that the number is none is an error all the same.
        let sends_there = bare.form == Form::See && !clauses.is_empty();
        let is_named = !clauses.is_empty() || self.names_guidelines();
        // The project's guideline is meant in brackets: (AC-2), （別紙2 3.4）. A line that opens with such a
        // number may be one of somebody's own list.
        let is_projects = || {
            let before = &self.text[..base + bare.range.start];
            let before = before.trim_end_matches([' ', '\u{3000}', '\u{a0}', '§']);
            // `(45 CFR § 164.308(a)(2))`.
            let before = before.strip_suffix("CFR").map_or(before, |title| {
                let title = title.trim_end();
                title.trim_end_matches(|c: char| c.is_ascii_digit())
            });
            bare.form == Form::Bare
                && before.ends_with(|c| OPENING_BRACKETS.contains(&c) || "※：:`".contains(c))
        };
        if !is_named
            && !is_projects()
            && !self.opens_with_title(bare, base)
            && !self.lists_inherited(bare)
            && !self.opens_with_status(bare, base)
            || bare.form == Form::Common && self.is_guideline()
        {
            return Vec::new();
        }
        let declared = self.guidelines_around();
        let around = Surroundings {
            guidelines: &declared,
            beyond: &self.guidelines_beyond(),
            project: &self.guidelines_of_project(&declared),
            clauses: &clauses,
        };
        let resolutions = &mut self.cache.resolutions;
        let inside = resolutions.in_annex(bare, self.guidelines, &around);
        let bare = inside.as_ref().unwrap_or(bare);
        let found = resolutions.resolve(bare, self.guidelines, &around);
        // A list with a clause in it is one of clauses; others of its guideline are mistaken.
        let is_signed = before_sign(&self.text[..base + bare.range.start]).is_some();
        let is_meant = |resolution: &Resolution| {
            (!sends_there && resolution.is_found() || is_named && self.is_mistaken(resolution))
                && (!is_signed || self.is_regulations(resolution))
        };
        // "(AC-6(2), planned)" answers nothing yet.
        let behind = self.text[base + bare.range.end..].strip_prefix(", ");
        let inside = behind.and_then(|behind| behind.split([')', '）', '\n']).next());
        let is_open = inside
            .filter(|inside| inside.len() <= 24)
            .and_then(wording::status);
        let is_open = is_open.is_some_and(|stated| {
            matches!(stated.status, Status::Planned | Status::NotImplemented)
        });
        let references = bare.references.iter().zip(&found);
        let meant = references.filter(|(_, resolution)| is_meant(resolution));
        let references: Vec<_> = meant.map(|(reference, _)| reference.clone()).collect();
        let links = match references.len() {
            0 => Vec::new(),
            all if all == bare.references.len() => self.cite_in(bare, base, &around),
            _ => {
                let bare = Pointer {
                    references,
                    ..bare.clone()
                };
                self.cite_in(&bare, base, &around)
            }
        };
        if is_open { Vec::new() } else { links }
    }

    /// Whether a number behind a section sign is its guideline's, and not of some other law or contract: the guideline
    /// writes its own so, or numbers its sections from hundreds on.
    fn is_regulations(&self, resolution: &Resolution) -> bool {
        let (guideline, locator) = match resolution {
            Resolution::Found(found) => match found.first() {
                Some((clause, _)) => {
                    let own = self.guidelines.clause(*clause).locator.as_ref();
                    (clause.guideline, own)
                }
                None => return false,
            },
            Resolution::Unknown { locator, guideline } => (*guideline, Some(locator)),
            _ => return false,
        };
        let first = locator.and_then(|locator| locator.levels.first());
        let is_high =
            first.is_some_and(|first| first.mark != Mark::Number || first.value.len() > 2);
        let mut clauses = self.guidelines.get(guideline).clauses.iter();
        is_high || clauses.any(|clause| { clause.label.iter() }.any(|label| label.starts_with('§')))
    }

    /// Whether a number that leads nowhere is one of a part of the publication that the guideline's file does not
    /// tell apart or hold: what is before the clauses' numbers (the CC5 of CC5.1), an annex as a whole
    /// (「ISO/IEC 27001 附属書A」), a chapter of a standard of which all clauses are an annex's (A.5.1). So is a word
    /// with a figure (`NIST SP 800-53 IL5`), where the guideline's numbers are set apart from their letters.
    pub(super) fn is_of_another_part(&self, resolution: &Resolution, written: &str) -> bool {
        const ANNEXES: [&str; 12] = [
            "附属書",
            "付録",
            "附則",
            "別紙",
            "別添",
            "別表",
            "別冊",
            "別記",
            "表",
            "図",
            "様式",
            "参考",
        ];
        let Resolution::Unknown { locator, guideline } = resolution else {
            return false;
        };
        let known = || self.guidelines.get(*guideline).clauses.iter();
        let firsts = || known().filter_map(|clause| clause.locator.as_ref()?.levels.first());
        let mut all = known().filter_map(|clause| clause.locator.as_ref());
        if all.any(|own| own.levels.len() > locator.levels.len() && own.starts_with(locator)) {
            return true;
        }
        match &*locator.levels {
            // A category, PR.AA, of which a file lists what is below it.
            [only] if only.mark == Mark::Letters => true,
            [letters, _] if letters.mark == Mark::Letters => {
                let runs_together = written.chars().all(|c| c.is_ascii_alphanumeric());
                runs_together && !firsts().any(|first| first == letters)
            }
            [word, rest @ ..] if word.mark == Mark::Word => {
                rest.len() <= 1
                    && ANNEXES.contains(&word.value.as_str())
                    && !firsts().any(|first| first == word)
            }
            [number, ..] if number.mark == Mark::Number => {
                firsts().next().is_some() && firsts().all(|first| first.mark == Mark::Letters)
            }
            _ => false,
        }
    }
}

/// What is said of a citation whose prefix is known, and of which the rest is neither a number nor a title.
fn no_number(range: Range<usize>, written: &str) -> Problem {
    Problem {
        rule: RuleName::Borrowed("unread-citation"),
        range,
        message: Message::new(
            format!("「{written}」は、条項の番号としても題名としても読めません"),
            format!("“{written}” is neither a number nor the title of a clause"),
        ),
        help: Some(Message::new(
            "`[接頭辞:番号]` のように、条項の番号を書いてください",
            "write the clause’s number, as in `[prefix:number]`",
        )),
        replacement: None,
    }
}

/// Whether the title among a document's sections makes the document a guideline itself.
pub(super) fn is_guideline(sections: &[Section]) -> bool {
    let title = sections.get(1).filter(|section| section.level == 1);
    title.is_some_and(|title| title.guidelines.is_empty() && heading::is_guideline(&title.title))
}
