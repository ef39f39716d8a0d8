//! Which clause a locator names.
//!
//! People cite the same clause as AC-2(1), ac-2.1 or AC-02(01), and a part as 企画管理編, 企画
//! or 企. The tables that answer this are built once for a guideline, which does not change, and only when
//! somebody asks: a check in which nothing has changed asks nothing.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Clause, ClauseIndex, Completeness, Guideline, title_key};
use crate::locator::{Level, Locator, Mark, marks};

/// A label is never deeper below its clause than this: `AC-2 h.1` has two levels.
const DEEPEST_ITEM: usize = 3;

/// How many neighbours are named for a clause that is not there.
const NEIGHBOURS: usize = 3;

/// A guideline with the tables to find its clauses.
#[derive(Clone, Debug)]
pub struct Catalogue {
    guideline: Guideline,
    tables: OnceLock<Tables>,
}

/// What finds a guideline's clauses.
#[derive(Clone, Debug)]
struct Tables {
    by_locator: FxHashMap<Locator, Vec<ClauseIndex>>,
    by_id: FxHashMap<String, ClauseIndex>,
    /// A part's other spellings, each with the one that locators are normalised to.
    spellings: Vec<(Vec<Level>, Vec<Level>)>,
    /// Parts whose clauses may be cited without naming the part, when the rest is unique.
    parts: Vec<Vec<Level>>,
    /// The letters that clauses' numbers begin with: AC, AU.
    families: FxHashSet<String>,
    /// How numbers that begin with letters are made.
    lettered: Vec<Vec<Mark>>,
}

/// The letters that a number begins with.
fn family(locator: &Locator) -> Option<&str> {
    let first = locator.levels.first()?;
    (first.mark == Mark::Letters).then_some(&*first.value)
}

/// What a locator names in a guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// One clause.
    Found(ClauseIndex),
    /// Several: the same number stands in several parts.
    Ambiguous(Vec<ClauseIndex>),
    /// None; see [`Catalogue::nearest`].
    Missing,
}

/// The requirement of NIST SP 800-171 that a practice of CMMC is numbered after: the 3.1.5 of `AC.L2-3.1.5`.
fn behind_level(key: &Locator) -> Option<Locator> {
    let first = { key.levels.iter() }.position(|level| level.mark == Mark::Number)?;
    let (letters, number) = key.levels.split_at(first);
    let level = letters.last()?.value.rsplit('.').next()?;
    let is_level = { ["L1", "L2", "L3"].iter() }.any(|one| one.eq_ignore_ascii_case(level))
        && number.len() > 1;
    is_level.then(|| Locator {
        levels: number.into(),
    })
}

impl Catalogue {
    /// A catalogue of a guideline.
    pub fn new(guideline: Guideline) -> Catalogue {
        Catalogue {
            guideline,
            tables: OnceLock::new(),
        }
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::of(&self.guideline))
    }

    /// The guideline itself.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    /// The clause that `locator` names. An item of a clause (`AC-2a`) finds the clause, see
    /// [`Catalogue::find_requirement`]. The part may be left out where the rest is unique.
    pub fn find(&self, locator: &Locator) -> Lookup {
        // Most numbers are written as the tables have them.
        if let Some([only]) = self.tables().by_locator.get(locator).map(Vec::as_slice) {
            return Lookup::Found(*only);
        }
        let key = self.normalise(locator);
        if let Some(found) = self
            .exact(&key)
            .or_else(|| self.item(&key).map(|(index, _)| vec![index]))
            .or_else(|| self.paragraph(&key).map(|index| vec![index]))
            .or_else(|| self.exact(&behind_level(&key)?))
        {
            return self.one_of(found);
        }
        let with_parts: Vec<ClauseIndex> = { self.tables().parts.iter() }
            .filter_map(|part| {
                let key = Locator {
                    levels: [&part[..], &key.levels].concat().into(),
                };
                self.exact(&key)
                    .or_else(|| self.item(&key).map(|(index, _)| vec![index]))
            })
            .flatten()
            .collect();
        match with_parts.as_slice() {
            [] => Lookup::Missing,
            [only] => Lookup::Found(*only),
            _ => Lookup::Ambiguous(with_parts),
        }
    }

    /// The one clause whose number is `locator`, all of it.
    pub fn find_whole(&self, locator: &Locator) -> Option<ClauseIndex> {
        let key = self.normalise(locator);
        match self.exact(&key)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The requirements that `locator` names inside a clause: `AC-2a`, `AC-2 h.1`,
    /// `AC-2(1)(a)`; `AC-2h` names all of h's. `None` when it names no item: a whole clause is
    /// [`Catalogue::find`]'s.
    pub fn find_requirement(&self, locator: &Locator) -> Option<(ClauseIndex, Vec<usize>)> {
        if self.tables().by_locator.contains_key(locator) {
            return None;
        }
        let key = self.normalise(locator);
        if self.tables().by_locator.contains_key(&key) {
            None
        } else {
            self.item(&key)
        }
    }

    /// The clause with this id, letters in either case.
    pub fn find_id(&self, id: &str) -> Option<ClauseIndex> {
        self.tables().by_id.get(&id.to_lowercase()).copied()
    }

    /// The clause that goes by this id or, alone among all, by this title, small differences of retyping
    /// aside: a family of controls has no number (`AC`, `Access Control`).
    pub fn find_called(&self, name: &str) -> Option<ClauseIndex> {
        let key = title_key(name);
        let by_title = || {
            let called = |(_, clause): &(ClauseIndex, &Clause)| title_key(&clause.title) == key;
            let mut called = self.guideline.iter().filter(called);
            called
                .next()
                .filter(|_| called.next().is_none() && !key.is_empty())
        };
        let by_title = || by_title().map(|(index, _)| index);
        self.find_id(name.trim()).or_else(by_title)
    }

    /// The clauses of a range (3.2.1〜3.2.3), both ends included: those as deep as the first
    /// that stand between the two. Empty when either end is not there or they are the wrong
    /// way round.
    pub fn between(&self, first: &Locator, last: &Locator) -> Vec<ClauseIndex> {
        let (Lookup::Found(first), Lookup::Found(last)) = (self.find(first), self.find(last))
        else {
            return Vec::new();
        };
        let depth = |index| self.guideline.ancestors(index).count();
        // 4.4〜4.2 means the same clauses.
        (first.min(last).0..=first.max(last).0)
            .map(ClauseIndex)
            .filter(|&index| depth(index) == depth(first))
            .collect()
    }

    /// A locator in the one spelling that the tables use: the part's first name, letters in
    /// upper case in front and in lower case elsewhere.
    pub fn normalise(&self, locator: &Locator) -> Locator {
        self.tables().normalise(locator)
    }

    fn exact(&self, key: &Locator) -> Option<Vec<ClauseIndex>> {
        self.tables().by_locator.get(key).cloned()
    }

    /// Where a chapter and an article share a number (第2章, 第2条), the one that asks something
    /// is meant.
    fn one_of(&self, found: Vec<ClauseIndex>) -> Lookup {
        let asking = |&index: &ClauseIndex| {
            self.guideline
                .clause(index)
                .is_some_and(|clause| !clause.group)
        };
        let mut those = found.iter().copied().filter(asking);
        match (found.as_slice(), those.next(), those.next()) {
            ([only], ..) => Lookup::Found(*only),
            (_, Some(only), None) => Lookup::Found(only),
            _ => Lookup::Ambiguous(found),
        }
    }

    fn item(&self, key: &Locator) -> Option<(ClauseIndex, Vec<usize>)> {
        let shortest = key.levels.len().saturating_sub(DEEPEST_ITEM).max(1);
        (shortest..key.levels.len()).rev().find_map(|length| {
            let (clause, item) = key.levels.split_at(length);
            let found = self.tables().by_locator.get(clause)?;
            let [index] = found.as_slice() else {
                return None;
            };
            let requirements = labelled(self.guideline.clause(*index)?, item);
            (!requirements.is_empty()).then_some((*index, requirements))
        })
    }

    /// The clause whose paragraph or item a key names that the guideline's file does not tell apart:
    /// 第2条第1項, 1.3(1). A further number, 4.2.9 of 4.2, would be another clause.
    fn paragraph(&self, key: &Locator) -> Option<ClauseIndex> {
        let above = |length: usize| self.tables().by_locator.get(&key.levels[..length]);
        let (length, found) = (1..key.levels.len())
            .rev()
            .find_map(|length| Some((length, above(length)?)))?;
        let [index] = found.as_slice() else {
            return None;
        };
        let known = self.guideline.clause(*index)?;
        // The items of controls (AC-2(1)) are all told apart, and a part of an edition may lack some.
        let is_partial = matches!(self.guideline.completeness, Completeness::Partial { .. });
        if is_partial || key.levels.first()?.mark == Mark::Letters {
            return None;
        }
        let is_article = known
            .label
            .as_ref()
            .is_some_and(|label| label.ends_with('条'));
        let is_item =
            |level: &Level| is_article || matches!(level.mark, Mark::Parenthesised | Mark::Circled);
        let has_items =
            !known.children.is_empty() || known.requirements.iter().any(|one| one.label.is_some());
        (!has_items && key.levels[length..].iter().all(is_item)).then_some(*index)
    }

    /// Whether `locator` is made as no number of a guideline is whose own begin with letters, so that it is another
    /// one's: CC6.2 and A.9.4.1 beside AC-2. Letters that the guideline knows are its own, whatever stands behind them.
    pub fn is_foreign(&self, locator: &Locator) -> bool {
        let key = self.normalise(locator);
        let tables = self.tables();
        let is_known = |family: &str| {
            let is_made_so = |made: &Vec<Mark>| made.iter().copied().eq(marks(&key.levels));
            tables.families.contains(family) || tables.lettered.iter().any(is_made_so)
        };
        family(&key).is_some_and(|family| !tables.families.is_empty() && !is_known(family))
    }

    /// The clause that would hold `locator` and clauses with numbers near it, nearest first; at
    /// most three, perhaps none.
    pub fn nearest(&self, locator: &Locator) -> Vec<ClauseIndex> {
        let key = &self.within_its_annex(self.normalise(locator));
        let mut ranked: Vec<_> = self
            .guideline
            .iter()
            .filter_map(|(index, clause)| {
                let locator = self.normalise(clause.locator.as_ref()?);
                Some((distance(&locator.levels, &key.levels)?, index))
            })
            .collect();
        ranked.sort_unstable();
        let best = ranked.first().map(|((missing, _), _)| *missing);
        ranked.retain(|((missing, _), _)| Some(*missing) == best);
        ranked
            .into_iter()
            .take(NEIGHBOURS)
            .map(|(_, index)| index)
            .collect()
    }

    /// A number with the annex in front in which alone numbers are made like it: 3.21-①-3 where all of that make
    /// stand in 別紙2.
    fn within_its_annex(&self, key: Locator) -> Locator {
        let mut annex: Option<&[Level]> = None;
        for clause in &self.guideline.clauses {
            let Some(locator) = &clause.locator else {
                continue;
            };
            let before = locator.levels.len().checked_sub(key.levels.len());
            let Some((before, own)) = before.map(|at| locator.levels.split_at(at)) else {
                continue;
            };
            if !marks(own).eq(marks(&key.levels)) {
                continue;
            }
            match before {
                // 別紙, 別紙2
                [
                    Level {
                        mark: Mark::Word, ..
                    },
                ]
                | [
                    Level {
                        mark: Mark::Word, ..
                    },
                    Level {
                        mark: Mark::Number, ..
                    },
                ] if annex.is_none_or(|known| known == before) => {
                    annex = Some(before);
                }
                _ => return key,
            }
        }
        let annex = annex.unwrap_or_default().iter();
        Locator {
            levels: annex.chain(key.levels.iter()).cloned().collect(),
        }
    }
}

impl Tables {
    fn of(guideline: &Guideline) -> Tables {
        let mut tables = Tables {
            by_locator: FxHashMap::default(),
            by_id: FxHashMap::default(),
            spellings: spellings(&guideline.parts),
            parts: Vec::new(),
            families: FxHashSet::default(),
            lettered: Vec::new(),
        };
        for (index, clause) in guideline.iter() {
            let id = clause.id.to_lowercase();
            tables.by_id.entry(id).or_insert(index);
            if let Some(locator) = &clause.locator {
                let key = tables.normalise(locator);
                tables.enter_part(&key);
                tables.enter_family(&key);
                tables.by_locator.entry(key).or_default().push(index);
            }
        }
        // An id may be cited like a number (`ac-2.1`), but where it reads like another
        // clause's number, the number wins.
        for (index, clause) in guideline.iter() {
            if clause.label.is_some()
                && let Ok(locator) = clause.id.parse::<Locator>()
            {
                let key = tables.normalise(&locator);
                let known = tables.by_locator.entry(key);
                known.or_insert_with(|| vec![index]);
            }
        }
        tables
    }

    /// Notes the word in front of a locator, with its number (別紙2) where more follows.
    fn enter_part(&mut self, key: &Locator) {
        let levels = &key.levels;
        if levels.first().is_none_or(|level| level.mark != Mark::Word) {
            return;
        }
        for length in 1..levels.len().min(3) {
            if !self.parts.iter().any(|part| part == &levels[..length]) {
                self.parts.push(levels[..length].to_vec());
            }
        }
    }

    /// Notes the letters that a locator begins with and how it is made. Ids are no numbers, and not among them: `ac-2.1`
    /// is made as CC6.1.
    fn enter_family(&mut self, key: &Locator) {
        let Some(family) = family(key) else {
            return;
        };
        self.families.insert(family.to_owned());
        let made: Vec<Mark> = marks(&key.levels).collect();
        if !self.lettered.contains(&made) {
            self.lettered.push(made);
        }
    }

    /// See [`Catalogue::normalise`].
    fn normalise(&self, locator: &Locator) -> Locator {
        let mut levels = locator.levels.to_vec();
        for (at, level) in levels.iter_mut().enumerate() {
            if level.mark == Mark::Letters && at == 0 {
                level.value = level.value.to_uppercase();
            } else if level.mark != Mark::Word {
                level.value = level.value.to_lowercase();
            }
        }
        if let Some((from, to)) = self
            .spellings
            .iter()
            .find(|(from, _)| levels.starts_with(from))
        {
            levels.splice(..from.len(), to.iter().cloned());
        }
        self.part_without_branch(&mut levels);
        Locator {
            levels: levels.into(),
        }
    }

    /// 別紙2の3.4 reads like the 4 of 別紙2の3. Where there is a 別紙2 and no 別紙2の3, it is
    /// the 3.4 of 別紙2.
    fn part_without_branch(&self, levels: &mut Vec<Level>) {
        let [word, number, _, ..] = levels.as_slice() else {
            return;
        };
        let Some((number, branch)) = number.value.split_once('の') else {
            return;
        };
        let split = [number, branch].map(|value| Level {
            mark: Mark::Number,
            value: value.to_string(),
        });
        let part = [word.clone(), split[0].clone()];
        let known = |part: &[Level]| self.parts.iter().any(|known| known == part);
        if known(&part) && !known(&levels[..2]) {
            levels.splice(1..2, split);
        }
    }
}

/// Requirements whose label is `item`, or begins with it.
fn labelled(clause: &Clause, item: &[Level]) -> Vec<usize> {
    let values: Vec<&str> = item.iter().map(|level| level.value.as_str()).collect();
    let wanted = values.join(".");
    let matches = |label: &str| {
        label
            .to_lowercase()
            .strip_prefix(&wanted)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let labels = clause
        .requirements
        .iter()
        .map(|requirement| requirement.label.as_deref());
    labels
        .enumerate()
        .filter(|(_, label)| label.is_some_and(matches))
        .map(|(at, _)| at)
        .collect()
}

/// How far a clause is from a locator: levels of the locator that it does not share, then how
/// far the first of them differs. `None` when they have nothing to do with each other.
fn distance(clause: &[Level], key: &[Level]) -> Option<(usize, u64)> {
    const OTHER_KIND: u64 = 1_000_000;
    let shared = clause.iter().zip(key).take_while(|(a, b)| a == b).count();
    let apart = match (clause.get(shared), key.get(shared)) {
        (Some(a), Some(b)) => match (a.value.parse::<u64>(), b.value.parse::<u64>()) {
            (Ok(x), Ok(y)) if a.mark == b.mark => x.abs_diff(y).clamp(1, OTHER_KIND - 1),
            _ => OTHER_KIND,
        },
        (None, _) => 0,
        (Some(_), None) => 1,
    };
    let related = shared > 0 || (apart > 0 && apart <= 2);
    let deeper = clause.len().saturating_sub(shared + 1) as u64;
    related.then_some((key.len() - shared, apart + deeper * OTHER_KIND))
}

/// Each spelling of a part other than its first, longest first, so that 企画管理編 is not
/// taken for 企画.
fn spellings(parts: &[Vec<String>]) -> Vec<(Vec<Level>, Vec<Level>)> {
    let mut spellings: Vec<_> = parts
        .iter()
        .filter_map(|part| part.split_first())
        .flat_map(|(first, others)| others.iter().map(|other| (levels(other), levels(first))))
        .collect();
    spellings.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    spellings
}

fn levels(part: &str) -> Vec<Level> {
    match part.parse::<Locator>() {
        Ok(locator) => locator.levels.to_vec(),
        Err(_) => vec![Level {
            mark: Mark::Word,
            value: part.to_owned(),
        }],
    }
}
