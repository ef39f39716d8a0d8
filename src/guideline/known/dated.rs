//! Editions that are called by when they came out: 「令和7年度版」, 「2025年版」, （令和5年7月）.

use std::ops::Range;

use super::edition::{date_behind, dated_edition_behind};
use super::{GuidelineIndex, Guidelines, Naming, with_closing_bracket};
use crate::date::{self, PartialDate};

impl Guidelines {
    /// The year behind a name that is the edition of a guideline that goes by it: `Our Standard 2025`,
    /// 「当社基準（2025年版）」.
    pub(super) fn year_behind(
        &self,
        text: &str,
        from: usize,
        named: &[GuidelineIndex],
    ) -> Option<Range<usize>> {
        let behind = text[from..].trim_start();
        let behind = behind.strip_prefix(['（', '(']).unwrap_or(behind);
        let start = text.len() - behind.len();
        let year = text.get(start..start + 4)?;
        let behind = &text[start + 4..];
        // A full stop ends the sentence.
        let number = behind.strip_prefix('.').unwrap_or(behind);
        let goes_on = number.starts_with(|c: char| c.is_ascii_digit());
        let is_edition =
            |index: &GuidelineIndex| self.editions[index.0 as usize].as_deref() == Some(year);
        let named_so = behind.strip_prefix("年版").map_or(0, |_| "年版".len());
        (!goes_on && named.iter().any(is_edition)).then_some(start..start + 4 + named_so)
    }

    /// Takes a month behind a name for the edition that was published in it.
    pub(super) fn with_date(
        &self,
        text: &str,
        name: Range<usize>,
        named: &[GuidelineIndex],
    ) -> Option<Naming> {
        let (edition, date) = date_behind(text, name.end)?;
        let month = |date: &PartialDate| date.month.map(|month| (date.year, month));
        let is_month = !text[edition.clone()].contains("年度");
        let written = month(&date).filter(|_| is_month)?;
        let published = |index: &GuidelineIndex| month(self.get(*index).published.as_ref()?);
        let is_it = |index: &&GuidelineIndex| published(index) == Some(written);
        let known: Vec<GuidelineIndex> = named.iter().filter(is_it).copied().collect();
        let are_dated = named.iter().all(|index| published(index).is_some());
        // An edition of a month that is not known may be any, unless all are of others.
        (!known.is_empty() || are_dated).then_some(Naming {
            range: name.start..with_closing_bracket(text, name.end, edition.end),
            guidelines: known,
            edition: Some(edition),
        })
    }

    /// Takes a year that is said to be an edition's, 「令和7年度版」, for that of the guideline that calls its own so;
    /// an edition that goes by a number may have come out in any.
    pub(super) fn with_dated_edition(
        &self,
        text: &str,
        name: Range<usize>,
        named: &[GuidelineIndex],
    ) -> Option<Naming> {
        let (edition, written) = dated_edition_behind(text, name.end)?;
        let dated = |index: &GuidelineIndex| {
            let own = self.get(*index).edition.as_deref()?;
            let is_year = || own.len() == 4 && own.bytes().all(|byte| byte.is_ascii_digit());
            match date::find(own) {
                Some((place, date)) if place.start == 0 => Some(date),
                _ if is_year() => PartialDate::new(own.parse().ok()?, None, None),
                _ => None,
            }
        };
        let is_it = |index: &&GuidelineIndex| {
            let own = dated(index);
            own.is_none_or(|own| {
                own.year == written.year
                    && (own.month.is_none()
                        || written.month.is_none()
                        || own.month == written.month)
            })
        };
        Some(Naming {
            range: name.start..with_closing_bracket(text, name.end, edition.end),
            guidelines: named.iter().filter(is_it).copied().collect(),
            edition: Some(edition),
        })
    }
}
