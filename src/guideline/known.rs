//! All guidelines in play, and how documents name them.

mod dated;
mod edition;
mod titles;

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use self::edition::edition_number;
pub(in crate::guideline) use self::edition::english_edition;
use self::edition::{edition_behind, edition_within, version_behind};
use self::titles::Titles;
pub use self::titles::{title_key, title_pairs};
use super::crosswalk::Downstream;
use super::designation::{self, Designation};
use super::{Catalogue, Clause, ClauseIndex, Guideline, Lookup, Modality};
use crate::beginnings::{Beginnings, Dictionary, Lists};
use crate::locator::{self, Locator, Target};
use crate::record::Record;

/// A guideline among those in play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GuidelineIndex(pub u32);

/// A clause of a guideline in play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClauseReference {
    /// Whose clause.
    pub guideline: GuidelineIndex,
    /// Which.
    pub clause: ClauseIndex,
}

impl Record for ClauseReference {
    const WORDS: usize = 2;

    fn write(&self, put: &mut impl FnMut(u32)) {
        put(self.guideline.0);
        put(self.clause.0);
    }

    fn read(take: &mut impl FnMut() -> u32) -> Option<ClauseReference> {
        Some(ClauseReference {
            guideline: GuidelineIndex(take()),
            clause: ClauseIndex(take()),
        })
    }
}

/// The guidelines that a run knows: built in, named by the project, or both.
#[derive(Debug)]
pub struct Guidelines {
    catalogues: Vec<Catalogue>,
    names: Dictionary<String, Name>,
    /// See [`Guidelines::lists`].
    lists: OnceLock<Lists>,
    /// For each guideline, the [`edition_number`] of its edition.
    editions: Vec<Option<String>>,
    prefixes: FxHashMap<String, GuidelineIndex>,
    /// The guidelines by what stands for them in front of numbers: `ISO`, `SOC2`; `None` where several do.
    abbreviations: FxHashMap<String, Option<GuidelineIndex>>,
    /// For each guideline, its clauses' titles as they are compared; read when somebody asks.
    titles: Vec<OnceLock<Titles>>,
    /// Who answers what, as guidelines say; read when somebody asks.
    pub(super) downstream: OnceLock<Downstream>,
}

/// A name of guidelines.
#[derive(Debug)]
struct Name {
    /// The guidelines that go by it, in order.
    guidelines: Vec<GuidelineIndex>,
    /// Where in the name its own edition begins: the `Rev. 4` of `NIST SP 800-53 Rev. 4`.
    edition: Option<usize>,
    /// It is an id, which is a name in capitals alone: in small letters it is a prefix, or a file's name.
    is_id: bool,
}

/// A place in a text that names a guideline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Bytes of the name, and of the edition behind it when there is one.
    pub range: Range<usize>,
    /// The editions that the name can mean; one when the name or the edition behind it says which.
    /// Empty when the edition named is not in play.
    pub guidelines: Vec<GuidelineIndex>,
    /// The edition as written behind the name.
    pub edition: Option<Range<usize>>,
}

impl Guidelines {
    /// Puts guidelines in play. Of two with the same id the later one counts.
    pub fn new(guidelines: Vec<Guideline>) -> Guidelines {
        let mut unique: Vec<Guideline> = Vec::with_capacity(guidelines.len());
        for guideline in guidelines {
            match unique.iter_mut().find(|known| known.id == guideline.id) {
                Some(known) => *known = guideline,
                None => unique.push(guideline),
            }
        }
        let mut by_name: Vec<(String, Vec<GuidelineIndex>)> = Vec::new();
        let mut prefixes = FxHashMap::default();
        let mut abbreviations: FxHashMap<String, Option<GuidelineIndex>> = FxHashMap::default();
        for (index, guideline) in unique.iter().enumerate() {
            let index = GuidelineIndex(index as u32);
            let designation = designation(guideline);
            for name in spellings(guideline, designation.as_ref()) {
                match by_name.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, named)) => {
                        if !named.contains(&index) {
                            named.push(index);
                        }
                    }
                    None => by_name.push((name, vec![index])),
                }
            }
            for short in { designation.iter() }.flat_map(Designation::abbreviations) {
                let known = abbreviations.entry(short).or_insert(Some(index));
                *known = known.filter(|known| *known == index);
            }
            prefixes.insert(guideline.id.to_lowercase(), index);
            for prefix in &guideline.prefixes {
                prefixes.entry(prefix.to_lowercase()).or_insert(index);
            }
        }
        let ids: Vec<String> = unique.iter().filter_map(name_of_id).collect();
        let name = |(name, guidelines): (String, _)| {
            let edition = edition_within(&name);
            let is_id = ids.contains(&name)
                && !unique
                    .iter()
                    .any(|one| one.title == name || one.aliases.contains(&name));
            let known = Name {
                guidelines,
                edition,
                is_id,
            };
            (name, known)
        };
        let names = Dictionary::new(by_name.into_iter().map(name));
        let edition = |guideline: &Guideline| {
            let named = || designation(guideline).and_then(|known| known.edition);
            let edition = guideline.edition.clone().or_else(named)?;
            Some(edition_number(&edition))
        };
        let editions = unique.iter().map(edition).collect();
        Guidelines {
            titles: unique.iter().map(|_| OnceLock::new()).collect(),
            downstream: OnceLock::new(),
            catalogues: unique.into_iter().map(Catalogue::new).collect(),
            names,
            lists: OnceLock::new(),
            editions,
            prefixes,
            abbreviations,
        }
    }

    /// The guideline at an index that this set gave out.
    pub fn get(&self, index: GuidelineIndex) -> &Guideline {
        self.catalogue(index).guideline()
    }

    /// The guideline at an index that this set gave out, with the tables that find its clauses.
    pub fn catalogue(&self, index: GuidelineIndex) -> &Catalogue {
        &self.catalogues[index.0 as usize]
    }

    /// The clause behind a reference that this set gave out.
    pub fn clause(&self, reference: ClauseReference) -> &Clause {
        &self.get(reference.guideline).clauses[reference.clause.0 as usize]
    }

    /// All of them, in the order in which they were put in play.
    pub fn iter(&self) -> impl Iterator<Item = (GuidelineIndex, &Guideline)> {
        (0..)
            .map(GuidelineIndex)
            .zip(self.catalogues.iter().map(Catalogue::guideline))
    }

    /// The guideline with an id or bracket prefix; upper and lower case are one.
    pub fn with_prefix(&self, prefix: &str) -> Option<GuidelineIndex> {
        self.prefixes.get(&prefix.to_lowercase()).copied()
    }

    /// The guideline whose short name a clause's number has in front, and where the number begins:
    /// `SOC2-CC6.1`, `ISO-A.5.1`, `ISO A.5.1`.
    pub fn abbreviated(&self, text: &str) -> Option<(GuidelineIndex, usize)> {
        const LONGEST: usize = 12;
        let end = { text.bytes() }
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            .count();
        let number = text[end..].strip_prefix(['-', ' '])?;
        let guideline = (*self.abbreviations.get(&text[..end])?)?;
        let (references, _) = locator::read(number)?;
        let (Target::One(first) | Target::Through(first, _)) = &references.first()?.target;
        let is_clause = matches!(self.catalogue(guideline).find(first), Lookup::Found(_));
        is_clause.then_some((guideline, end + 1))
    }

    /// The bracket prefix of a guideline: the first that leads to it and not to another edition,
    /// else its id.
    pub fn prefix(&self, guideline: GuidelineIndex) -> &str {
        let known = self.get(guideline);
        known
            .prefixes
            .iter()
            .find(|prefix| self.with_prefix(prefix) == Some(guideline))
            .unwrap_or(&known.id)
    }

    /// All ids and bracket prefixes, sorted.
    pub fn prefixes(&self) -> Vec<&str> {
        let mut prefixes: Vec<&str> = self.prefixes.keys().map(String::as_str).collect();
        prefixes.sort_unstable();
        prefixes
    }

    /// The guideline that a piece of text (a front matter value, a label's value) names as a
    /// whole: an id, a prefix or a name with or without its edition.
    pub fn called(&self, text: &str) -> Vec<GuidelineIndex> {
        let text = text.trim();
        if let Some(index) = self.with_prefix(text) {
            return vec![index];
        }
        match self.namings(text).next() {
            Some(naming) => naming.guidelines,
            None => Vec::new(),
        }
    }

    /// The beginnings of all names.
    pub fn beginnings(&self) -> &Beginnings {
        self.names.beginnings()
    }

    /// The lists of words that readers of documents look for together with the names, as `make` puts
    /// them together; made once.
    pub fn lists(&self, make: impl FnOnce(&Beginnings) -> Lists) -> &Lists {
        self.lists.get_or_init(|| make(self.beginnings()))
    }

    /// The places in `text` that name a guideline, from left to right.
    pub fn namings<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Naming> + 'a {
        self.namings_at(text, self.beginnings().places(text))
    }

    /// What [`Self::namings`] finds, where it is known at which places a name may begin.
    pub fn namings_at<'a>(
        &'a self,
        text: &'a str,
        places: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = Naming> + 'a {
        let found = self.named_at(text, places);
        let alone = found.filter(|(range, _)| stands_alone(text, range));
        alone.map(|(range, name)| self.with_edition(text, range, name))
    }

    /// The names that stand in a text, from left to right, the longest at each place and none inside
    /// another.
    fn named_at<'a>(
        &'a self,
        text: &'a str,
        places: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = (Range<usize>, &'a Name)> + 'a {
        let mut from = 0;
        places.filter_map(move |place| {
            let outside = place >= from;
            let found = outside.then(|| self.names.at(text, place, |_| true));
            let (name, known) = found.flatten()?;
            let end = place + name.len();
            if known.is_id && text[place..end].contains(|c: char| c.is_ascii_lowercase()) {
                return None;
            }
            from = end;
            Some((place..from, known))
        })
    }

    /// The guidelines that a name can mean, whatever edition stands behind it.
    pub fn named_without_edition(&self, text: &str) -> Vec<GuidelineIndex> {
        let mut found = self.named_at(text, self.beginnings().places(text));
        { found.next() }.map_or(Vec::new(), |(_, name)| name.guidelines.clone())
    }

    /// The number behind a name that is its edition and no clause: 「事業者ガイドライン 2.0」.
    ///
    /// A number that no guideline of the name has is an edition where one is known by it, where it ends in
    /// `.0`, or where the words behind it speak of the whole guideline. One that is a clause's is an edition
    /// where one is known by it and the clause asks for nothing, or such words or another number follow.
    fn number_behind(
        &self,
        text: &str,
        from: usize,
        named: &[GuidelineIndex],
    ) -> Option<Range<usize>> {
        let version = version_behind(text, from)?;
        let written = &text[version.range.clone()];
        let number = edition_number(written);
        let is_known = { named.iter() }
            .any(|index| self.editions[index.0 as usize].as_deref() == Some(&*number));
        let locator: Locator = written.nfkc().collect::<String>().parse().ok()?;
        let found = |index: &GuidelineIndex| match self.catalogue(*index).find(&locator) {
            Lookup::Found(clause) => Some(ClauseReference {
                guideline: *index,
                clause,
            }),
            _ => None,
        };
        let clauses: Vec<ClauseReference> = named.iter().filter_map(found).collect();
        let is_edition = match clauses.is_empty() {
            true => {
                is_known
                    || version.is_spoken_of
                    || written.ends_with(['0', '０']) && !number.contains('.')
            }
            false => {
                let asks =
                    |clause: &ClauseReference| self.clause(*clause).modality() != Modality::Info;
                let is_asked = clauses.iter().any(asks);
                is_known && (!is_asked || version.is_spoken_of || version.is_followed)
            }
        };
        is_edition.then_some(version.range)
    }

    /// Reads the edition behind a name and narrows the guidelines to it.
    fn with_edition(&self, text: &str, name: Range<usize>, known: &Name) -> Naming {
        let named = &known.guidelines;
        // Whoever gave the file its id knows of which edition it is, and what stands behind may be of something else of
        // that name.
        if known.is_id {
            return Naming {
                edition: Some(name.end..name.end),
                range: name,
                guidelines: named.clone(),
            };
        }
        if let Some(edition) = known.edition {
            return Naming {
                edition: Some(name.start + edition..name.end),
                range: name,
                guidelines: named.clone(),
            };
        }
        if let Some(naming) = self.with_date(text, name.clone(), named) {
            return naming;
        }
        if let Some(naming) = self.with_dated_edition(text, name.clone(), named) {
            return naming;
        }
        let year = || self.year_behind(text, name.end, named);
        let is_designation = text[name.clone()].ends_with(|c: char| c.is_ascii_digit());
        let designated = || {
            let (length, year) = designation::year_behind(&text[name.end..])?;
            Some(name.end + length - year.len()..name.end + length)
        };
        let designated = is_designation.then(designated).flatten();
        let behind = || {
            edition_behind(text, name.end)
                .or_else(year)
                .or_else(|| self.number_behind(text, name.end, named))
        };
        let Some(edition) = designated.or_else(behind) else {
            return Naming {
                range: name,
                guidelines: named.clone(),
                edition: None,
            };
        };
        let number = edition_number(&text[edition.clone()]);
        let with = |is_it: &dyn Fn(&str) -> bool| -> Vec<GuidelineIndex> {
            let edition = |index: &GuidelineIndex| self.editions[index.0 as usize].as_deref();
            let is_it = |index: &GuidelineIndex| edition(index).is_some_and(is_it);
            named.iter().copied().filter(is_it).collect()
        };
        let mut guidelines = with(&|known| known == number);
        // One of which no edition is known may be any.
        if guidelines.is_empty() {
            let is_any = |index: &GuidelineIndex| self.editions[index.0 as usize].is_none();
            guidelines = named.iter().copied().filter(is_any).collect();
        }
        // Revision 5.1.1 is an update of Revision 5; 第1.1版 is another edition than 第1版.
        if guidelines.is_empty() && !text[edition.clone()].ends_with('版') {
            let is_update = |known: &str| {
                let behind = known.strip_prefix(number.as_str());
                behind.is_some_and(|behind| behind.starts_with('.'))
            };
            guidelines = with(&is_update);
        }
        Naming {
            range: name.start..with_closing_bracket(text, name.end, edition.end),
            guidelines,
            edition: Some(edition),
        }
    }
}

/// Where a naming ends whose edition ends at `end`: behind the bracket that closes one between the name and it.
fn with_closing_bracket(text: &str, name_end: usize, end: usize) -> usize {
    let opened = text[name_end..end].contains(['（', '(']);
    let closing = text[end..].chars().next().filter(|c| "）)".contains(*c));
    end + closing.filter(|_| opened).map_or(0, char::len_utf8)
}

/// The standard's designation that a guideline goes by: in its title, else in its id, which may be its file's
/// name: `iso27001-2022`, `sp-800-171`.
fn designation(guideline: &Guideline) -> Option<Designation> {
    let mut names = std::iter::once(&guideline.title).chain(&guideline.aliases);
    let named = names.find_map(|name| designation::read(name));
    named.or_else(|| {
        let mut before = '-';
        let spaced = guideline
            .id
            .to_uppercase()
            .chars()
            .map(|c| {
                let sets_apart = matches!(c, '-' | '_') && before.is_alphabetic();
                before = c;
                if sets_apart { ' ' } else { c }
            })
            .collect::<String>();
        designation::read(&spaced)
    })
}

/// The ways in which documents spell a guideline's title, its aliases and its designation.
fn spellings(guideline: &Guideline, designation: Option<&Designation>) -> Vec<String> {
    let mut spellings = Vec::new();
    let designated = designation.map_or(&[][..], |designation| designation.names.as_slice());
    let titles = std::iter::once(&guideline.title).chain(&guideline.aliases);
    for name in titles.filter(|name| name.chars().count() > 1) {
        let narrow: String = name.nfkc().collect();
        let joined: String = narrow.chars().filter(|c| !c.is_whitespace()).collect();
        let tight = without_space_before_digits(&narrow);
        let wide = with_wide_digits(&narrow);
        let short = without_particles(&joined);
        let all = [name.clone(), narrow, joined, tight, wide];
        for spelling in all.into_iter().chain(short) {
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    }
    let id = name_of_id(guideline);
    let of_file = names_of_file(guideline);
    for name in designated.iter().chain(&id).chain(&of_file) {
        if !spellings.contains(name) {
            spellings.push(name.clone());
        }
    }
    spellings
}

/// What documents call a guideline that has no title but its file's name: the Acme Control Set of `acme-control-set`, and the
/// letters alone that such a name begins with, the TCS of `tcs-control-set`.
fn names_of_file(guideline: &Guideline) -> Vec<String> {
    const LAST: [&str; 11] = [
        "baseline",
        "catalog",
        "catalogue",
        "code",
        "criteria",
        "framework",
        "guideline",
        "guidelines",
        "set",
        "standard",
        "standards",
    ];
    // The "Security Standard" of a heading is any.
    const OF_MANY: [&str; 12] = [
        "access",
        "cloud",
        "company",
        "control",
        "cyber",
        "data",
        "information",
        "internal",
        "our",
        "privacy",
        "security",
        "the",
    ];
    let is_word =
        |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words: Vec<&str> = guideline.id.split(['-', '_']).collect();
    let [first, .., last] = words.as_slice() else {
        return Vec::new();
    };
    let is_name = guideline.title == guideline.id
        && words.iter().all(is_word)
        && LAST.contains(last)
        && !OF_MANY.contains(first);
    if !is_name {
        return Vec::new();
    }
    let capital = |word: &&str| format!("{}{}", word[..1].to_ascii_uppercase(), &word[1..]);
    let mut names = vec![words.iter().map(capital).collect::<Vec<_>>().join(" ")];
    // What has no vowel is no word.
    if first.len() > 2 && !first.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        names.push(first.to_ascii_uppercase());
    }
    names
}

/// A guideline's id as documents write it that call the guideline by it: APPI. One that its clauses' numbers begin with,
/// and the name of who publishes many, say less.
fn name_of_id(guideline: &Guideline) -> Option<String> {
    const OTHERS: [&str; 20] = [
        "NIST", "ISO", "IEC", "JIS", "IPA", "CIS", "SOC", "NISC", "OWASP", "PCI", "REQ", "LIST",
        "CHECK", "SEC", "RULE", "RULES", "TEST", "GUIDE", "POLICY", "LAW",
    ];
    let name = guideline.id.to_ascii_uppercase();
    let is_short =
        (3..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let begins_numbers = || {
        let mut labels = guideline
            .clauses
            .iter()
            .filter_map(|clause| clause.label.as_deref());
        labels.any(|label| {
            let start = label.get(..name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(&name))
        })
    };
    (is_short && !OTHERS.contains(&name.as_str()) && !begins_numbers()).then_some(name)
}

/// 「…システムの安全管理に関するガイドライン」 as it is called for short: 「…システム安全管理ガイドライン」.
fn without_particles(name: &str) -> Option<String> {
    let topic = name.strip_suffix("に関するガイドライン")?;
    let (whose, topic) = topic.rsplit_once('の')?;
    let is_noun = |text: &str| {
        text.chars()
            .next_back()
            .is_some_and(|c| c.is_alphabetic() && !matches!(c, '\u{3041}'..='\u{309f}'))
    };
    let is_plain = topic
        .chars()
        .all(|c| c.is_alphabetic() && !matches!(c, '\u{3041}'..='\u{309f}'));
    (is_plain && !topic.is_empty() && is_noun(whose)).then(|| format!("{whose}{topic}ガイドライン"))
}

/// 「２省ガイドライン」 as input methods write it.
fn with_wide_digits(name: &str) -> String {
    let widen = |c: char| match c.is_ascii_digit() {
        true => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
        false => c,
    };
    match name.is_ascii() {
        true => name.to_owned(),
        false => name.chars().map(widen).collect(),
    }
}

/// `NIST SP 800-53` as it is often typed: `NIST SP800-53`.
fn without_space_before_digits(name: &str) -> String {
    let next = name.chars().skip(1).chain(std::iter::once(' '));
    let kept = name
        .chars()
        .zip(next)
        .filter(|(c, next)| !(c.is_whitespace() && next.is_ascii_digit()));
    kept.map(|(c, _)| c).collect()
}

/// Whether a name is not a part of a longer Latin word: `ISMS` in `ISMSs`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric());
    let name = &text[range.clone()];
    // ISO/IEC 27034-1 is another standard than ISO/IEC 27034.
    let goes_on = text[range.end..]
        .strip_prefix('-')
        .filter(|_| name.ends_with(|c: char| c.is_ascii_digit()));
    let is_part = goes_on.is_some_and(|behind| {
        let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
        (1..4).contains(&figures)
    });
    !is_part
        && !joins(text[..range.start].chars().next_back(), name.chars().next())
        && !joins(name.chars().next_back(), text[range.end..].chars().next())
}

/// A title and the edition that it ends with: 「情報セキュリティ基準（第3版）」.
pub fn title_and_edition(title: &str) -> Option<(&str, &str)> {
    let whole = title.trim_end_matches(|c: char| c.is_whitespace() || "）)".contains(c));
    let at = edition_within(whole)?;
    let name = whole[..at].trim_end_matches(|c: char| c.is_whitespace() || "（(".contains(c));
    (!name.is_empty()).then_some((name, &whole[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guideline(id: &str, title: &str, edition: &str) -> Guideline {
        let mut guideline = Guideline::empty(id);
        guideline.title = title.to_string();
        guideline.edition = Some(edition.to_string());
        guideline
    }

    #[track_caller]
    fn named(text: &str) -> Vec<(String, Vec<u32>)> {
        let guidelines = Guidelines::new(vec![
            guideline("old", "診療情報ガイドライン", "第5.2版"),
            guideline("new", "診療情報ガイドライン", "第6.0版"),
            Guideline {
                aliases: vec!["NIST SP 800-53 Rev. 4".to_string()],
                ..guideline("nist", "NIST SP 800-53", "Revision 4")
            },
        ]);
        guidelines
            .namings(text)
            .map(|naming| {
                (
                    text[naming.range].to_string(),
                    naming.guidelines.iter().map(|index| index.0).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn an_edition_behind_the_name_says_which_is_meant() {
        assert_eq!(
            named("診療情報ガイドライン第6.0版に基づき"),
            [("診療情報ガイドライン第6.0版".into(), vec![1])]
        );
        assert_eq!(
            named("「診療情報ガイドライン」（第 ５．２ 版）"),
            [("診療情報ガイドライン」（第 ５．２ 版）".into(), vec![0])]
        );
        assert_eq!(
            named("see NIST SP800-53 Rev. 4."),
            [("NIST SP800-53 Rev. 4".into(), vec![2])]
        );
    }

    #[test]
    fn without_an_edition_every_edition_of_the_name_is_meant() {
        assert_eq!(
            named("診療情報ガイドラインに基づき"),
            [("診療情報ガイドライン".into(), vec![0, 1])]
        );
    }

    #[test]
    fn an_edition_that_is_not_in_play_means_none() {
        assert_eq!(
            named("診療情報ガイドライン第7版"),
            [("診療情報ガイドライン第7版".into(), vec![])]
        );
        assert_eq!(
            named("NIST SP 800-53 Rev. 5 AC-2"),
            [("NIST SP 800-53 Rev. 5".into(), vec![])]
        );
    }

    #[test]
    fn an_update_of_a_revision_goes_by_its_number() {
        let updated = guideline("nist", "NIST SP 800-53", "5.1.1+u4");
        let guidelines = Guidelines::new(vec![
            updated,
            guideline("2省", "2省ガイドライン", "第1.1版"),
        ]);
        let named =
            |text: &str| { guidelines.namings(text).next() }.map(|naming| naming.guidelines.len());
        assert_eq!(named("NIST SP 800-53, Revision 5 AC-2"), Some(1));
        assert_eq!(named("NIST SP 800-53 Rev. 5.1.1"), Some(1));
        assert_eq!(named("NIST SP 800-53 Rev. 4"), Some(0));
        assert_eq!(named("2省ガイドライン第1版"), Some(0));
    }

    #[test]
    fn a_month_behind_a_name_is_its_edition() {
        let of = |id: &str, edition: &str, month| Guideline {
            published: crate::date::PartialDate::new(2023, Some(month), None),
            ..guideline(id, "2省ガイドライン", edition)
        };
        let guidelines = Guidelines::new(vec![of("1.1", "第1.1版", 7), of("1.2", "第1.2版", 9)]);
        let named = |text: &str| {
            let naming = guidelines.namings(text).next().expect("it is named");
            let indices: Vec<u32> = naming.guidelines.iter().map(|index| index.0).collect();
            (text[naming.range].to_string(), indices)
        };
        assert_eq!(
            named("「2省ガイドライン」（令和5年7月）4.3 に基づき"),
            ("2省ガイドライン」（令和5年7月）".into(), vec![0])
        );
        assert_eq!(named("2省ガイドライン(2023年9月改定)").1, [1]);
        assert!(named("2省ガイドライン（令和2年8月）4.3").1.is_empty());
        assert_eq!(named("2省ガイドライン（2023年7月から）4.3").1, [0, 1]);
        assert_eq!(named("2省ガイドライン（令和5年7月、第1.2版）").1, [1]);
    }

    #[test]
    fn a_name_inside_a_longer_word_is_none() {
        assert_eq!(named("XNIST SP 800-53 and NIST SP 800-530"), []);
    }
}
