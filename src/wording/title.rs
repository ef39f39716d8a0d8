//! What a document's title says of all figures and statuses in it.
//!
//! Titles say what kind of document it is (運用規程, System Security Plan) and often for which product
//! or system. Only the latter tells the figures of two documents apart, and only where both say so.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::figure::Sentence;
use super::subject::{lexicon, token};
use super::surrounding::{Surrounding, surrounding};
use crate::script::{is_hiragana, is_kanji, is_katakana};

/// The product or system that a document is about, as its title names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Product {
    /// A hash of its name; 0 where the title names none.
    name: u32,
    /// A hash of the kinds of systems that the title names (電子カルテ, payroll); 0 for none.
    kinds: u32,
}

impl Product {
    /// Whether two documents can be about one: what a title does not say sets nothing apart.
    pub fn may_be(&self, other: &Product) -> bool {
        let same = |one: u32, other: u32| one == 0 || other == 0 || one == other;
        same(self.name, other.name) && same(self.kinds, other.kinds)
    }
}

/// Reads a document's title: the product that it is about, and what else it says of the figures below.
/// Whom it is written for tells no figures apart.
pub fn titled(title: &str) -> (Product, Surrounding) {
    let marks = lexicon().marks(title);
    let sentence = Sentence::new(title, &marks);
    let mut names: Vec<String> = Vec::new();
    for run in runs(title) {
        sentence.names_in(run, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    let kinds: Vec<u32> = { marks.iter() }
        .flat_map(|mark| mark.meaning.systems.iter().copied())
        .collect();
    let product = Product {
        name: hash(names.iter().map(|name| token(name))),
        kinds: hash(kinds.iter().copied()),
    };
    let mut said = surrounding(title);
    let telling = |token: &u32| lexicon().tells_in_titles(*token) && !kinds.contains(token);
    // A title of several matters says of none of the figures which one it belongs to.
    let several = [" and ", " & ", "・", "及び", "および"];
    let is_single = !several.iter().any(|joint| title.contains(joint));
    said.scope = { marks.iter() }
        .filter(|_| is_single)
        .flat_map(|mark| mark.meaning.scopes.iter().copied())
        .filter(telling)
        .collect();
    said.wide.clone_from(&said.scope);
    (product, said)
}

/// A hash of tokens in any order; 0 of none.
fn hash(tokens: impl Iterator<Item = u32>) -> u32 {
    tokens.fold(0, |all, token| all ^ token)
}

impl Sentence<'_> {
    /// The parts of a run of characters that are somebody's own name for something: what is no known
    /// word, and is written as names are.
    fn names_in(&self, run: Range<usize>, names: &mut Vec<String>) {
        let mut at = run.start;
        let inside = { self.marks.iter() }
            .filter(|mark| mark.range.start < run.end && mark.range.end > run.start);
        for mark in inside {
            let is_system = !mark.meaning.systems.is_empty();
            self.name(at..mark.range.start.max(at), is_system, names);
            at = at.max(mark.range.end);
        }
        self.name(at..run.end.max(at), false, names);
    }

    /// Adds a name. Kanji alone are one only before what says what kind of system it is.
    fn name(&self, range: Range<usize>, before_system: bool, names: &mut Vec<String>) {
        let word = self.text[range.clone()].trim_matches(|c: char| c == 'ー' || c == '-');
        if word.chars().count() < 2 || lexicon().is_of_titles(word) {
            return;
        }
        let first = word.chars().next().unwrap_or_default();
        let is_name = match first {
            _ if first.is_ascii() => self.is_latin_name(word),
            _ if is_kanji(first) => before_system,
            _ => true,
        };
        if is_name {
            names.push(word.to_lowercase());
        }
    }

    /// Whether a Latin word is a name: it begins with a capital, and is none of the words that titles
    /// are made of.
    fn is_latin_name(&self, word: &str) -> bool {
        let small = word.to_ascii_lowercase();
        let single = small.strip_suffix('s').unwrap_or(&small);
        let known = |word: &str| lexicon().is_neutral(word) || lexicon().is_of_titles(word);
        word.bytes().any(|byte| byte.is_ascii_uppercase())
            && word.bytes().any(|byte| byte.is_ascii_lowercase())
            && !known(&small)
            && !known(single)
    }
}

/// Runs of one script in a title. Hiragana makes names only where it begins a title or stands behind a
/// mark: elsewhere it holds words together.
fn runs(title: &str) -> impl Iterator<Item = Range<usize>> {
    let script = |c: char| match c {
        _ if is_katakana(c) => 1,
        _ if c.is_ascii_alphanumeric() || c == '-' || c == '\'' => 2,
        _ if is_kanji(c) => 3,
        _ if is_hiragana(c) => 4,
        _ => 0,
    };
    let mut at = 0;
    let mut behind = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &title[at..];
            let first = rest.chars().next()?;
            let kind = script(first);
            let length = rest.find(|c| script(c) != kind).unwrap_or(rest.len());
            let (start, before) = (at, behind);
            (at, behind) = (at + length, kind);
            if kind != 0 && (kind != 4 || before == 0) {
                return Some(start..at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(title: &str) -> Product {
        titled(title).0
    }

    #[test]
    fn titles_of_one_product_and_of_none_may_be_of_one() {
        let same = [
            (
                "みなとカルテ 運用規程",
                "みなとカルテ サービス仕様適合開示書",
            ),
            (
                "情報セキュリティ対策基準",
                "ホワイトペーパー：なぎさ予約クラウド",
            ),
            ("アクセス管理規程", "医療機関向け セキュリティ説明資料"),
            ("リスク管理規程", "サイバーセキュリティ対策基準"),
            (
                "System Security Plan: Harbor Records",
                "Harbor Records Security White Paper",
            ),
            ("Access Control Policy", "Incident Response Plan"),
        ];
        for (one, other) in same {
            let (first, second) = (product(one), product(other));
            assert!(first.may_be(&second), "{one} {first:?}, {other} {second:?}");
        }
    }

    #[test]
    fn two_products_are_two() {
        let different = [
            ("みなとカルテ 運用規程", "くじらレセ 運用規程"),
            ("みなとカルテ 運用規程", "みなと予約 運用規程"),
            ("青空電子カルテ 開示書", "若葉電子カルテ 開示書"),
            (
                "System Security Plan: Harbor Records",
                "System Security Plan: Tidewater Billing",
            ),
            ("Kestrel SLA", "Osprey SLA"),
        ];
        for (one, other) in different {
            assert!(!product(one).may_be(&product(other)), "{one}, {other}");
        }
    }

    #[test]
    fn whom_a_title_addresses_is_no_scope() {
        assert!(
            titled("医療機関向け セキュリティ説明資料")
                .1
                .scope
                .is_empty()
        );
        assert!(titled("利用者マニュアル").1.scope.is_empty());
        assert!(!titled("開発環境運用手順").1.scope.is_empty());
    }
}
