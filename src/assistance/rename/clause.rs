//! A clause's new number: in its heading, in citations, in what rests on it. What stands below it goes with it.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::files::{Files, upstream};
use super::reading::{Reread, is_list, unread};
use super::{Configured, File, FileEdits, OwnText, names, number, taken};
use crate::assistance::{Shared, at};
use crate::finding::{DocumentIndex, Edit};
use crate::guideline::{ClauseIndex, ClauseReference, GuidelineIndex, Lookup};
use crate::locale::Message;
use crate::locator::{self, Locator, Target};
use crate::markdown::Markdown;

/// Edits of a clause's number.
///
/// # Errors
/// When the guideline's file does not hold the number any more, or a number that comes of it is another clause's.
pub fn edits(
    project: &Shared<'_>,
    clause: ClauseReference,
    new_label: &str,
    own: OwnText<'_>,
    configured: Option<&Configured<'_>>,
) -> Result<Vec<FileEdits>, Message> {
    let guideline = clause.guideline;
    let text = own(guideline).unwrap_or_default();
    let (renumbering, headings) = Renumbering::of(project, clause, new_label, &text)?;
    let id = &project.guidelines.get(guideline).id;
    let reread = Reread::of(&text, id, &headings).filter(|reread| renumbering.is_read(reread));
    let Some(reread) = reread else {
        return Err(unread(new_label));
    };
    let mut files = Files::default();
    for heading in headings {
        files.push(File::Guideline(guideline), heading);
    }
    let mut cited = cited(project, guideline);
    for document in project.coverage.documents() {
        let Some(lined) = (project.text_of)(document) else {
            continue;
        };
        let text = &lined.text;
        let places = cited.remove(&document).unwrap_or_default();
        if !renumbering.stays_read(text, &places, &reread) {
            return Err(unread(new_label));
        }
        for (range, clauses) in places {
            if renumbering.concerns(&clauses)
                && let Some(edit) = renumbering.edit(text, &range, &clauses)
            {
                files.push(File::Document(document), edit);
            }
        }
        // What answers nothing yet has the clause's number all the same.
        let others = renumbering.prefixed(text);
        for edit in others.chain(renumbering.definitions(text)) {
            files.push(File::Document(document), edit);
        }
    }
    // Guidelines' own files cite by prefix.
    for (index, _) in project.guidelines.iter() {
        let Some(text) = own(index) else { continue };
        for edit in renumbering
            .prefixed(&text)
            .chain(renumbering.definitions(&text))
        {
            files.push(File::Guideline(index), edit);
        }
    }
    if let Some(configured) = configured {
        let covers = configured.covers.iter().filter(|(of, _)| *of == guideline);
        for (_, range) in covers {
            let written = configured.text.get(range.clone()).unwrap_or_default();
            let clauses = renumbering.read(written.trim_matches(['"', '\'']));
            if renumbering.concerns(&clauses)
                && let Some(edit) = renumbering.edit(configured.text, range, &clauses)
            {
                files.push(File::Configuration, edit);
            }
        }
    }
    for (clause, numbers) in &renumbering.numbers {
        let clause = ClauseReference {
            guideline,
            clause: *clause,
        };
        upstream(project, own, &mut files, &|entry| {
            let named = project.guidelines.named_upstream(entry).contains(&clause);
            let at = entry.rfind(&numbers.label).filter(|_| named)?;
            Some(Edit {
                range: at..at + numbers.label.len(),
                new_text: numbers.new_label.clone(),
            })
        });
    }
    Ok(files.finish())
}

/// The places of each document that name clauses of a guideline, each with the clauses, in the guideline's order.
fn cited(
    project: &Shared<'_>,
    guideline: GuidelineIndex,
) -> BTreeMap<DocumentIndex, FxHashMap<Range<usize>, Vec<ClauseIndex>>> {
    let mut cited: BTreeMap<DocumentIndex, FxHashMap<Range<usize>, Vec<ClauseIndex>>> =
        BTreeMap::new();
    for (document, clause, range) in project.coverage.citations() {
        if clause.guideline == guideline {
            let places = cited.entry(document).or_default();
            places.entry(range).or_default().push(clause.clause);
        }
    }
    for clauses in cited.values_mut().flat_map(|places| places.values_mut()) {
        clauses.sort();
        clauses.dedup();
    }
    cited
}

/// How one clause is called now and will be.
struct Numbers {
    locator: Option<Locator>,
    label: String,
    new_label: String,
    /// What its heading prints, which may be the end of the label alone.
    printed: String,
    new_printed: String,
}

impl Numbers {
    /// Whether a locator is the clause's, or the end of it (the part in front left out).
    fn is_whole(&self, locator: &Locator) -> bool {
        let own = self.locator.as_ref();
        own.is_some_and(|own| own.levels.ends_with(&locator.levels))
    }
}

/// The new numbers of a clause and of those that stand below it.
struct Renumbering<'a> {
    project: &'a Shared<'a>,
    guideline: GuidelineIndex,
    numbers: BTreeMap<ClauseIndex, Numbers>,
}

impl<'a> Renumbering<'a> {
    /// The new numbers, and what becomes of headings in the guideline's file.
    fn of(
        project: &'a Shared<'a>,
        clause: ClauseReference,
        new_label: &str,
        text: &str,
    ) -> Result<(Renumbering<'a>, Vec<Edit>), Message> {
        let known = project.guidelines.get(clause.guideline);
        let catalogue = project.guidelines.catalogue(clause.guideline);
        let old = project.guidelines.clause(clause).label.clone();
        let old = old.unwrap_or_default();
        let mut numbers = BTreeMap::new();
        let mut headings = Vec::new();
        for (index, one) in (0..).map(ClauseIndex).zip(&known.clauses) {
            let is_it = index == clause.clause;
            let below = known.ancestors(index).any(|above| above == clause.clause);
            let Some(label) = one.label.clone().filter(|_| is_it || below) else {
                continue;
            };
            // 第1章 is above 1.1.
            let plain =
                { project.guidelines.clause(clause).locator.as_ref() }.map(Locator::to_string);
            let rest = label
                .strip_prefix(&old)
                .or_else(|| label.strip_prefix(&plain?));
            let Some(rest) = rest else {
                continue;
            };
            // 3.10 begins with the same characters as 3.1.
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let new_label = match label.starts_with(&old) {
                true => format!("{new_label}{rest}"),
                false => format!(
                    "{}{rest}",
                    new_label
                        .parse::<Locator>()
                        .map_or(String::new(), |new| new.to_string())
                ),
            };
            let place = number(known, index, text);
            if is_it && place.is_none() {
                return Err(not_in_heading());
            }
            let Some(place) = place else { continue };
            let printed = text[place.clone()].to_string();
            // A heading that prints (3) for 1.1.1(3) goes on to do so.
            let outer = label.strip_suffix(printed.as_str()).unwrap_or_default();
            let stays = below && !outer.is_empty() && outer.len() >= old.len();
            let new_printed = match stays {
                true => printed.clone(),
                false => { new_label.strip_prefix(outer) }
                    .unwrap_or(&new_label)
                    .trim()
                    .to_string(),
            };
            if new_printed != printed {
                headings.push(Edit {
                    range: place,
                    new_text: new_printed.clone(),
                });
            }
            let locator = one.locator.clone();
            let numbers_of = Numbers {
                locator,
                label,
                new_label,
                printed,
                new_printed,
            };
            numbers.insert(index, numbers_of);
        }
        for one in numbers.values() {
            let new = one.new_label.parse::<Locator>().ok();
            let other = new.and_then(|locator| catalogue.find_whole(&locator));
            if other.is_some_and(|other| !numbers.contains_key(&other)) {
                return Err(taken(&one.new_label));
            }
        }
        if numbers.is_empty() {
            return Err(not_in_heading());
        }
        let guideline = clause.guideline;
        Ok((
            Renumbering {
                project,
                guideline,
                numbers,
            },
            headings,
        ))
    }

    /// Whether the guideline's file will be read with the new numbers, and all others as they are.
    fn is_read(&self, reread: &Reread) -> bool {
        let known = self.project.guidelines.get(self.guideline);
        let clauses = (0..).map(ClauseIndex).zip(&known.clauses);
        let expected = clauses.map(|(index, clause)| match self.numbers.get(&index) {
            Some(numbers) => Some(numbers.new_label.as_str()),
            None => clause.label.as_deref(),
        });
        expected.eq(reread
            .clauses()
            .iter()
            .map(|clause| clause.label.as_deref()))
    }

    /// Whether what names the clauses in a document will go on to do so: each place by itself, and those of one list
    /// together, in which a number can leave out what the one before it has.
    fn stays_read(
        &self,
        text: &str,
        places: &FxHashMap<Range<usize>, Vec<ClauseIndex>>,
        reread: &Reread,
    ) -> bool {
        let mut sorted: Vec<_> = places.iter().collect();
        sorted.sort_by_key(|(range, _)| (range.start, range.end));
        let mut start = 0;
        while start < sorted.len() {
            let mut end = start + 1;
            while end < sorted.len() && is_list(text, sorted[end - 1].0, sorted[end].0) {
                end += 1;
            }
            if !self.list_stays_read(text, &sorted[start..end], reread) {
                return false;
            }
            start = end;
        }
        true
    }

    fn list_stays_read(
        &self,
        text: &str,
        places: &[(&Range<usize>, &Vec<ClauseIndex>)],
        reread: &Reread,
    ) -> bool {
        let clauses: Vec<ClauseIndex> = { places.iter() }
            .flat_map(|(_, clauses)| clauses.iter().copied())
            .collect();
        let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) else {
            return true;
        };
        let whole = first.start..last.end;
        let written = text.get(whole.clone()).unwrap_or_default();
        // What is not read by itself today, such as a value with a prefix, is not looked at.
        if !self.concerns(&clauses) || self.read(written) != clauses {
            return true;
        }
        let mut new = written.to_string();
        for (range, clauses) in places.iter().rev() {
            if let Some(edit) = self.edit(text, range, clauses) {
                let at = edit.range.start - whole.start..edit.range.end - whole.start;
                new.replace_range(at, &edit.new_text);
            }
        }
        let guideline = self.guideline;
        let mut expected: Vec<String> = { clauses.iter() }
            .filter_map(|&clause| match self.numbers.get(&clause) {
                Some(numbers) => Some(numbers.new_label.clone()),
                None => {
                    let clause = ClauseReference { guideline, clause };
                    self.project.guidelines.clause(clause).label.clone()
                }
            })
            .collect();
        expected.sort();
        reread.labels(&new).is_some_and(|mut labels| {
            labels.sort();
            labels == expected
        })
    }

    fn concerns(&self, clauses: &[ClauseIndex]) -> bool {
        clauses
            .iter()
            .any(|clause| self.numbers.contains_key(clause))
    }

    /// The clauses that a number, list or range names.
    fn read(&self, written: &str) -> Vec<ClauseIndex> {
        let catalogue = self.project.guidelines.catalogue(self.guideline);
        let references = locator::read_all(written).unwrap_or_default();
        let clauses = references
            .into_iter()
            .flat_map(|reference| match reference.target {
                Target::One(locator) => match catalogue.find(&locator) {
                    Lookup::Found(clause) => vec![clause],
                    Lookup::Ambiguous(_) | Lookup::Missing => Vec::new(),
                },
                Target::Through(first, last) => catalogue.between(&first, &last),
            });
        clauses.collect()
    }

    /// The edit of one place that names `clauses`; `None` where a heading's title names one, and where a range goes
    /// on to hold what it held.
    fn edit(&self, text: &str, range: &Range<usize>, clauses: &[ClauseIndex]) -> Option<Edit> {
        let written = text.get(range.clone())?;
        // A value under `covers` may have quotes and a prefix.
        let number_at = written.rfind([':', '：']).map_or(0, |at| {
            at + written[at..].chars().next().map_or(1, char::len_utf8)
        });
        let lead = written[number_at..].len()
            - written[number_at..]
                .trim_start_matches([' ', '"', '\''])
                .len();
        let start = number_at + lead;
        let number = written[start..].trim_end_matches(['"', '\'', ' ']);
        let start = range.start + start;
        let edit = |at: Range<usize>, new_text: &str| {
            Some(Edit {
                range: start + at.start..start + at.end,
                new_text: new_text.to_string(),
            })
        };
        let references = locator::read_all(number);
        if let Some([only]) = references.as_deref()
            && let Target::Through(first, last) = &only.target
        {
            let new = self.range(number, first, last, clauses)?;
            return edit(0..number.len(), &new);
        }
        let numbers = { clauses.iter() }.find_map(|clause| self.numbers.get(clause))?;
        if number.starts_with(&numbers.label) {
            return edit(0..numbers.label.len(), &numbers.new_label);
        }
        match references?.as_slice() {
            [only] => match &only.target {
                Target::One(_) if number == numbers.printed => {
                    edit(0..number.len(), &numbers.new_printed)
                }
                // What goes on behind the clause's number names an item of it.
                Target::One(one) if numbers.is_whole(one) => {
                    edit(0..number.len(), &numbers.new_label)
                }
                _ => None,
            },
            // A list is one place where nothing takes it apart.
            many => {
                let mut new = String::new();
                let mut end = 0;
                for reference in many {
                    let item = number.get(reference.range.clone())?;
                    let clauses = self.read(item);
                    let own = { clauses.iter() }.find_map(|clause| self.numbers.get(clause));
                    new.push_str(number.get(end..reference.range.start)?);
                    new.push_str(own.map_or(item, |own| &own.new_label));
                    end = reference.range.end;
                }
                new.push_str(number.get(end..)?);
                (new != number)
                    .then(|| edit(0..number.len(), &new))
                    .flatten()
            }
        }
    }

    /// A range as it has to be written: with its new ends, or where those are the wrong way round as the clauses that
    /// it held, one by one.
    fn range(
        &self,
        number: &str,
        first: &Locator,
        last: &Locator,
        clauses: &[ClauseIndex],
    ) -> Option<String> {
        let end = |clause: Option<&ClauseIndex>| clause.and_then(|clause| self.numbers.get(clause));
        let (one, other) = (end(clauses.first()), end(clauses.last()));
        if one.is_none() && other.is_none() {
            return None;
        }
        let new = |numbers: Option<&Numbers>, locator: &Locator| match numbers {
            Some(numbers) => numbers.new_label.parse::<Locator>().ok(),
            None => Some(locator.clone()),
        };
        let in_order = match (new(one, first), new(other, last)) {
            (Some(first), Some(last)) => rises(&first, &last),
            _ => false,
        };
        let mut written = number.to_string();
        if in_order {
            if let Some(other) = other {
                let (old, new) = match written.ends_with(&other.label) {
                    true => (&other.label, &other.new_label),
                    false => (&other.printed, &other.new_printed),
                };
                let at = written.rfind(old.as_str()).filter(|at| *at > 0)?;
                written.replace_range(at..at + old.len(), new);
            }
            if let Some(one) = one {
                let (old, new) = match written.starts_with(&one.label) {
                    true => (&one.label, &one.new_label),
                    false => (&one.printed, &one.new_printed),
                };
                let at = written.find(old.as_str())?;
                written.replace_range(at..at + old.len(), new);
            }
            return Some(written);
        }
        let guidelines = self.project.guidelines;
        let guideline = self.guideline;
        let all = clauses
            .iter()
            .filter_map(|&clause| match self.numbers.get(&clause) {
                Some(numbers) => Some(numbers.new_label.clone()),
                None => guidelines
                    .clause(ClauseReference { guideline, clause })
                    .label
                    .clone(),
            });
        let separator = if number.is_ascii() { ", " } else { "、" };
        Some(all.collect::<Vec<String>>().join(separator))
    }

    /// Edits of the clauses that a text, a document's or the guideline file's own, cites by the guideline's prefix.
    fn prefixed(&self, text: &str) -> impl Iterator<Item = Edit> {
        let markdown = Markdown::parse(text);
        let known = self.project.guidelines.get(self.guideline);
        let mut edits = Vec::new();
        for prefix in known.prefixes.iter().chain([&known.id]) {
            for prose in at::proses(&markdown) {
                for place in names::prefixes(prose.text, prefix) {
                    if prose.is_code(place.clone()) {
                        continue;
                    }
                    let colon = prose.text[place.end..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                    let behind = place.end + colon;
                    let Some((references, _)) = locator::read(&prose.text[behind..]) else {
                        continue;
                    };
                    for reference in references {
                        let at = behind + reference.range.start..behind + reference.range.end;
                        let clauses = self.read(&prose.text[at.clone()]);
                        let source = prose.source(at);
                        if self.concerns(&clauses) {
                            edits.extend(self.edit(text, &source, &clauses));
                        }
                    }
                }
            }
        }
        edits.into_iter()
    }

    /// Edits of the definitions at a file's foot that name one of the clauses in brackets.
    fn definitions(&self, text: &str) -> impl Iterator<Item = Edit> {
        let markdown = Markdown::parse(text);
        let known = self.project.guidelines.get(self.guideline);
        let mut edits = Vec::new();
        for definition in &markdown.definitions {
            let Some((prefix, number)) = definition.label.split_once([':', '：']) else {
                continue;
            };
            let mut prefixes = known.prefixes.iter().chain([&known.id]);
            if !prefixes.any(|known| known.eq_ignore_ascii_case(prefix)) {
                continue;
            }
            let number = number.trim();
            let clauses = self.read(number);
            let written = text.get(definition.range.clone()).unwrap_or_default();
            if self.concerns(&clauses)
                && let Some(at) = written.find(number)
            {
                let start = definition.range.start + at;
                edits.extend(self.edit(text, &(start..start + number.len()), &clauses));
            }
        }
        edits.into_iter()
    }
}

/// Whether one number comes before another in the same place: 3.1 before 3.10.
fn rises(first: &Locator, last: &Locator) -> bool {
    let (Some((one, above)), Some((other, beside))) =
        (first.levels.split_last(), last.levels.split_last())
    else {
        return false;
    };
    // (3) behind a dash stands for the whole of it.
    let is_beside = above == beside || beside.is_empty();
    let order = match (one.value.parse::<u32>(), other.value.parse::<u32>()) {
        (Ok(one), Ok(other)) => one < other,
        _ => (one.value.len(), &one.value) < (other.value.len(), &other.value),
    };
    is_beside && one.mark == other.mark && order
}

fn not_in_heading() -> Message {
    Message::new(
        "ガイドラインのファイルの見出しに、この条項の番号が見つかりません。見出しを直接直してください",
        "the clause's number is not in a heading of the guideline's file; change the heading itself",
    )
}
