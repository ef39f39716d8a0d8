//! Where what is said of a figure ends, and what a clause beside it says of something else.

use std::ops::Range;

use super::super::subject::objects;
use super::Sentence;
use crate::script::{is_digit, is_japanese};

impl Sentence<'_> {
    /// Where the words behind a figure no longer say of what it is: before a further occasion ("every 12 months and
    /// whenever an administrator leaves", 「年1回及び異動の都度」), before its parts (「3年間（オンラインで1年間、…」) and
    /// behind a semicolon.
    pub(super) fn end_of_matter(&self, behind: Range<usize>) -> usize {
        const OCCASIONS: [&str; 10] = [
            "and on ",
            "and upon ",
            "and after ",
            "and when",
            "and at ",
            "and once ",
            "and again ",
            "or when",
            "or on ",
            "or after ",
        ];
        const JOINTS: [&str; 5] = ["及び", "および", "並びに", "、", "と"];
        const TIMES: [&str; 5] = ["の都度", "時に", "のとき", "の際", "した場合"];
        let whole = &self.text[behind.clone()];
        let parts = whole.find(['(', '（', ':', '：']).filter(|at| {
            let within = whole[*at..].split([')', '）']).next().unwrap_or_default();
            within.contains(is_digit)
        });
        let text = &whole[..parts.unwrap_or(whole.len())];
        if !text.contains(is_japanese) {
            let semicolon = memchr::memchr(b';', text.as_bytes());
            let further = { OCCASIONS.iter() }.filter_map(|words| {
                let at = text.find(words)?;
                text[..at].ends_with([' ', ',']).then_some(at)
            });
            return behind.start + further.chain(semicolon).min().unwrap_or(text.len());
        }
        let Some(rest) = JOINTS.iter().find_map(|joint| text.strip_prefix(joint)) else {
            return behind.start + text.len();
        };
        let clause = rest.split(['、', '。']).next().unwrap_or_default();
        match TIMES.iter().any(|time| clause.contains(time)) {
            true => behind.start,
            false => behind.start + text.len(),
        }
    }

    /// What stands before a figure without a clause that tells another deed: where keys are kept says nothing of
    /// how often they are changed, 「鍵はHSMで保管し、年1回更新します」.
    pub(super) fn behind_other_deed(&self, rest: Range<usize>) -> Range<usize> {
        let clause = self.behind_clause(rest.clone());
        if clause == rest.start {
            return rest;
        }
        let deeds = |range: Range<usize>| {
            let all = self.marks_in(range);
            all.fold(0, |all, mark| all | mark.meaning.concepts) & !objects()
        };
        let (other, own) = (deeds(rest.start..clause), deeds(clause..self.text.len()));
        match other != 0 && own != 0 && other & own == 0 {
            true => clause..rest.end,
            false => rest,
        }
    }
}
