//! Where a numbered heading stands among those before it.
//!
//! After conversion from a PDF the levels of headings lie, but their numbers do not: in the
//! order of the text, `(2)` behind `(1)` is its sibling and `1.1.2` ends everything inside
//! `1.1.1`, whatever number of `#` stands in front. This module finds a heading's parent from
//! the numbers alone; only a heading without one falls back on its level.

use rustc_hash::FxHashMap;

use super::ClauseIndex;
use super::number::Number;
use crate::locator::{Level, Locator, Mark};

/// The rank of 条.
const ARTICLE: u8 = 6;

/// Where a heading was put.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The clause in which it stands.
    pub parent: Option<ClauseIndex>,
    /// Its number with those of the headings around it where its own is relative.
    pub levels: Vec<Level>,
    /// How that is spelt; empty for a heading without a number.
    pub label: String,
}

/// A heading that has been placed.
struct Entry {
    place: Place,
    own: Vec<Level>,
    rank: Option<u8>,
    heading_level: u8,
}

/// The headings so far.
#[derive(Default)]
pub struct Outline {
    /// By clause index.
    entries: Vec<Entry>,
    /// From the outermost clause that is open to the innermost.
    open: Vec<ClauseIndex>,
    /// Articles (第5条) count by themselves, beside chapters (第5章) and sections.
    by_levels: FxHashMap<(bool, Vec<Level>), ClauseIndex>,
}

impl Outline {
    /// Finds the place of a heading. Nothing changes until [`Outline::enter`].
    pub fn place(&self, number: Option<&Number>, heading_level: u8) -> Place {
        let Some(number) = number else {
            return Place {
                parent: self.by_level(heading_level),
                levels: Vec::new(),
                label: String::new(),
            };
        };
        if let Some(rank) = number.rank {
            return self.ranked(number, rank);
        }
        self.inside_a_longer_number(number)
            .or_else(|| self.beside(number))
            .unwrap_or_else(|| self.first_of_its_kind(number, heading_level))
    }

    /// The clause that already stands where this number was put.
    pub fn existing(&self, place: &Place, number: &Number) -> Option<ClauseIndex> {
        self.by_levels
            .get(&(number.rank == Some(ARTICLE), place.levels.clone()))
            .copied()
    }

    fn numbered(&self, levels: &[Level]) -> Option<ClauseIndex> {
        [false, true]
            .into_iter()
            .find_map(|article| self.by_levels.get(&(article, levels.to_vec())))
            .copied()
    }

    /// Enters a heading that was placed, as the clause behind all that were entered before.
    pub fn enter(&mut self, place: Place, number: Option<&Number>, heading_level: u8) {
        let index = ClauseIndex(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        if !place.levels.is_empty() {
            let article = number.is_some_and(|number| number.rank == Some(ARTICLE));
            self.by_levels
                .entry((article, place.levels.clone()))
                .or_insert(index);
        }
        self.reopen(place.parent);
        self.open.push(index);
        self.entries.push(Entry {
            place,
            own: number
                .map(|number| number.levels.clone())
                .unwrap_or_default(),
            rank: number.and_then(|number| number.rank),
            heading_level,
        });
    }

    /// Goes back into a clause that was entered before.
    pub fn reopen(&mut self, clause: Option<ClauseIndex>) {
        self.open.clear();
        let mut next = clause;
        while let Some(index) = next {
            self.open.push(index);
            next = self
                .entry(index)
                .and_then(|entry| entry.place.parent)
                .filter(|&parent| parent < index);
        }
        self.open.reverse();
    }

    fn entry(&self, index: ClauseIndex) -> Option<&Entry> {
        self.entries.get(index.as_usize())
    }

    /// Open clauses from the innermost outwards.
    fn around(&self) -> impl Iterator<Item = (ClauseIndex, &Entry)> {
        self.open
            .iter()
            .rev()
            .filter_map(|&index| Some((index, self.entry(index)?)))
    }

    fn by_level(&self, heading_level: u8) -> Option<ClauseIndex> {
        self.around()
            .find(|(_, entry)| entry.heading_level < heading_level)
            .map(|(index, _)| index)
    }

    /// 第2節 stands in the 章 that is open. Articles count through the whole text, so their
    /// number needs no chapter in front.
    fn ranked(&self, number: &Number, rank: u8) -> Place {
        let parent = self.around().find(|(_, entry)| match entry.rank {
            Some(other) => other < rank,
            None => is_annex(&entry.own),
        });
        match parent {
            Some((index, entry))
                if rank != ARTICLE && !begins(&entry.place.levels, &number.levels) =>
            {
                under(index, entry, &number.levels, &number.spelling)
            }
            parent => Place {
                parent: parent.map(|(index, _)| index),
                levels: number.levels.clone(),
                label: number.spelling.clone(),
            },
        }
    }

    /// 1.1.2 stands in 1.1: in an open clause whose own number begins it, or in any clause
    /// whose full number does.
    fn inside_a_longer_number(&self, number: &Number) -> Option<Place> {
        let levels = &number.levels;
        for (index, entry) in self.around() {
            if begins(&entry.place.levels, levels) {
                return Some(Place {
                    parent: Some(index),
                    levels: levels.clone(),
                    label: number.spelling.clone(),
                });
            }
            if begins(&entry.own, levels) {
                let base =
                    &entry.place.levels[..entry.place.levels.len().saturating_sub(entry.own.len())];
                let base_label = self.label_of(base);
                return Some(Place {
                    parent: Some(index),
                    levels: [base, levels].concat(),
                    label: joined(&base_label, &number.spelling),
                });
            }
        }
        let base = self.part();
        (1..levels.len()).rev().find_map(|length| {
            let index = self.numbered(&[&base[..], &levels[..length]].concat())?;
            Some(Place {
                parent: Some(index),
                levels: [&base[..], levels].concat(),
                label: joined(&self.label_of(&base), &number.spelling),
            })
        })
    }

    /// The annex that is open, whose clauses count from 1 again; empty in the body.
    fn part(&self) -> Vec<Level> {
        let part = self
            .around()
            .filter(|(_, entry)| is_annex(&entry.own))
            .last();
        part.map(|(_, entry)| entry.place.levels.clone())
            .unwrap_or_default()
    }

    fn label_of(&self, levels: &[Level]) -> String {
        let clause = self.numbered(levels).and_then(|index| self.entry(index));
        clause
            .map(|entry| entry.place.label.clone())
            .unwrap_or_default()
    }

    /// (2) stands beside (1): the innermost open number of the same kind that it exceeds.
    fn beside(&self, number: &Number) -> Option<Place> {
        let (last, above) = number.levels.split_last()?;
        for (_, entry) in self.around() {
            for own in [&entry.own, &entry.place.levels] {
                let Some((other, beside)) = own.split_last() else {
                    continue;
                };
                if beside != above || entry.rank.is_some() || !follows(other, last) {
                    continue;
                }
                let relative = own.len() == entry.own.len();
                let base_length =
                    entry.place.levels.len() - if relative { entry.own.len() } else { own.len() };
                let base = &entry.place.levels[..base_length];
                return Some(Place {
                    parent: entry.place.parent,
                    levels: [base, &number.levels].concat(),
                    label: joined(&self.label_of(base), &number.spelling),
                });
            }
        }
        None
    }

    fn first_of_its_kind(&self, number: &Number, heading_level: u8) -> Place {
        let absolute = Place {
            parent: None,
            levels: number.levels.clone(),
            label: number.spelling.clone(),
        };
        let Some(first) = number.levels.first() else {
            return absolute;
        };
        if first.mark == Mark::Word {
            let parent = if is_figure(&number.levels) {
                self.open.last().copied()
            } else if is_annex(&number.levels) {
                None
            } else {
                self.by_level(heading_level)
            };
            return Place { parent, ..absolute };
        }
        let counts_from_one = number.levels.len() == 1
            && (first.mark != Mark::Number
                || first.value == "1"
                || self.part_or_chapter().is_some());
        // `1` behind `2`, or (1) inside a (2), begins no new row in the same style: it is a
        // mistake of the text, which shows as a number that stands twice.
        if let Some((_, entry)) = self
            .around()
            .find(|(_, entry)| same_style(entry, &number.levels))
        {
            let base = &entry.place.levels[..entry.place.levels.len() - 1];
            return Place {
                parent: entry.place.parent,
                levels: [base, &number.levels].concat(),
                label: joined(&self.label_of(base), &number.spelling),
            };
        }
        // 実 1 counts by itself, whatever the chapters do: 「実1 2」 would be nobody's number.
        let is_plain = first.mark == Mark::Number;
        let takes = |entry: &Entry| !(is_plain && is_series(&entry.own));
        if counts_from_one
            && let Some((index, entry)) = self.around().find(|(_, entry)| takes(entry))
            && !(is_plain && first.value != "1")
        {
            return under(index, entry, &number.levels, &number.spelling);
        }
        if let Some((index, entry)) = self.part_or_chapter()
            && first.mark == Mark::Number
        {
            return if entry.rank.is_some() && number.levels.len() > 1 {
                Place {
                    parent: Some(index),
                    ..absolute
                }
            } else {
                under(index, entry, &number.levels, &number.spelling)
            };
        }
        let group = self
            .around()
            .find(|(_, entry)| entry.own.is_empty() && entry.heading_level < heading_level);
        Place {
            parent: group.map(|(index, _)| index),
            ..absolute
        }
    }

    fn part_or_chapter(&self) -> Option<(ClauseIndex, &Entry)> {
        self.around()
            .find(|(_, entry)| entry.rank.is_some() || is_annex(&entry.own))
    }
}

/// A table or figure stands in the text and opens no part of its own.
fn is_figure(levels: &[Level]) -> bool {
    let figures = [
        "表", "図", "Table", "TABLE", "Figure", "FIGURE", "table", "figure",
    ];
    levels
        .first()
        .is_some_and(|level| figures.contains(&level.value.as_str()))
}

/// Whether a number opens a part of the text whose clauses count from 1 again: 別紙2.
fn is_annex(levels: &[Level]) -> bool {
    const ANNEXES: [&str; 11] = [
        "別紙",
        "別添",
        "別記",
        "別表",
        "附属書",
        "付録",
        "附則",
        "参考",
        "schedule",
        "exhibit",
        "attachment",
    ];
    let word = levels.first().filter(|level| level.mark == Mark::Word);
    word.is_some_and(|word| ANNEXES.contains(&word.value.to_lowercase().as_str()))
}

/// Whether a number is one of a row with a word in front: 実 1, 推 2.
fn is_series(levels: &[Level]) -> bool {
    let word = levels.first().is_some_and(|level| level.mark == Mark::Word);
    word && !is_annex(levels) && !is_figure(levels)
}

/// The place of a relative number inside a clause.
fn under(index: ClauseIndex, entry: &Entry, levels: &[Level], spelling: &str) -> Place {
    Place {
        parent: Some(index),
        levels: [&entry.place.levels[..], levels].concat(),
        label: joined(&entry.place.label, spelling),
    }
}

fn begins(outer: &[Level], levels: &[Level]) -> bool {
    !outer.is_empty() && outer.len() < levels.len() && levels.starts_with(outer)
}

/// Whether both are one level in the same style: (1) and (2), but not (1) and (a).
fn same_style(entry: &Entry, levels: &[Level]) -> bool {
    let class = |level: &Level| {
        let first = level.value.chars().next().unwrap_or(' ');
        (level.mark, first.is_ascii_digit(), first.is_ascii())
    };
    match (entry.own.as_slice(), levels) {
        ([own], [level]) => entry.rank.is_none() && class(own) == class(level),
        _ => false,
    }
}

/// Whether `next` may come behind `level` in one row of numbers.
fn follows(level: &Level, next: &Level) -> bool {
    if level.mark != next.mark {
        return false;
    }
    match (level.value.parse::<u64>(), next.value.parse::<u64>()) {
        (Ok(a), Ok(b)) => a < b,
        (Err(_), Err(_)) => (level.value.len(), &level.value) < (next.value.len(), &next.value),
        _ => false,
    }
}

/// A parent's number and a relative one behind it: 1.1.1 and (3), 6.5 and C, 別紙2 and 1.1.
pub(super) fn joined(parent: &str, own: &str) -> String {
    let last = parent.chars().next_back();
    let first = own.chars().next();
    let between = match (last, first) {
        (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_alphanumeric() => " ",
        (Some(a), Some(b)) if a.is_ascii_alphabetic() && b.is_ascii_digit() => ".",
        _ => "",
    };
    format!("{parent}{between}{own}")
}

/// The locator of levels; `None` when there are none.
pub fn locator_of(levels: &[Level]) -> Option<Locator> {
    (!levels.is_empty()).then(|| Locator {
        levels: levels.into(),
    })
}
