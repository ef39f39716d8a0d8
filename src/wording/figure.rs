//! Figures with what their sentence says that they are figures of.
//!
//! A figure of a sentence is one of a thing that is named before it (or, in English as often,
//! behind it). What stands with the thing says whose, which and where: 管理者のパスワード, audit
//! logs of production. Two figures are of one thing only where all of that is the same, so what is
//! not understood makes them differ.

mod bounds;
mod given;
mod listing;
mod occasion;
mod reading;
mod thing;
mod whole;

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

pub use self::given::{GivenFigure, given_figures};
use self::reading::Reading;
use super::amount::Amount;
use super::lists::{FIGURED, STOPS, TOLD};
use super::quantity::{Quantity, Unit, quantities_at, rhythms};
use super::sentence::sentences_at;
use super::subject::{Mark, is_possible, is_thinkable, lexicon, objects, subject, subject_of};
use super::surrounding::{Surrounding, surrounding};
use crate::beginnings::{Beginnings, Places};

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The figure with the words of its bound: 8文字以上.
    pub range: Range<usize>,
    /// How much it says.
    pub amount: Amount,
    /// The things and deeds that its sentence names: bits, as [`super::subject_of`] takes them.
    pub concepts: u64,
    /// Whose, which and where, sorted.
    pub scope: Box<[u32]>,
    /// Whose, which and where, with every other word of the sentence that tells one thing from another, sorted.
    pub wide: Box<[u32]>,
}

/// The most of a list of figures that is looked at.
const MOST: usize = 12;

/// A digit, in either width.
const DIGITS: [&str; 20] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "０", "１", "２", "３", "４", "５", "６",
    "７", "８", "９",
];

static OPENING: LazyLock<Beginnings> = LazyLock::new(|| {
    let phrases = lexicon().phrases.iter().copied();
    Beginnings::new(DIGITS.into_iter().chain(rhythms()).chain(phrases))
});

/// The beginnings of all that can be a figure.
pub(super) fn figured() -> &'static Beginnings {
    &OPENING
}

/// The figures in a range of a text that say how something is, counted from the range's start. The
/// `places` are the text's, for [`super::lists`].
pub fn figures(text: &str, range: &Range<usize>, places: &Places) -> Vec<Figure> {
    let text = &text[range.clone()];
    let figured = places.within(FIGURED, range);
    let quantities = quantities_at(text, figured.clone());
    // A rhythm or a phrase; what a digit begins is among the quantities.
    let words = figured.filter(|place| !text.as_bytes()[*place].is_ascii_digit());
    let says_never = |place: &usize| {
        let mark = lexicon().mark_at(text, *place);
        mark.is_some_and(|mark| mark.meaning.never.is_some())
    };
    let never: Vec<usize> = words.filter(says_never).collect();
    if quantities.is_empty() && never.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut marks, mut own) = (Vec::with_capacity(8), Vec::new());
    let mut next = 0;
    let mut before = 0..0;
    for sentence in sentences_at(text, places.within(STOPS, range)) {
        let until = quantities[next..]
            .iter()
            .position(|figure| figure.range.start >= sentence.end);
        let end = until.map_or(quantities.len(), |count| next + count);
        let within = &quantities[next..end];
        next = end;
        let question = std::mem::replace(&mut before, sentence.clone());
        if within.is_empty() && !never.iter().any(|place| sentence.contains(place)) {
            continue;
        }
        let words = &text[sentence.clone()];
        let told = range.start + sentence.start..range.start + sentence.end;
        marks.clear();
        lexicon().marks_at(words, places.within(TOLD, &told), &mut marks);
        let told = within.last().map(|last| last.range.end - sentence.start);
        let is_aside = |mark: &Mark| mark.meaning.aside && !names_a_reason(words, mark, told);
        if marks.iter().any(is_aside) || asks(words) {
            continue;
        }
        let read = Sentence::new(words, &marks);
        own.clear();
        own.extend(within.iter().take(MOST).map(|figure| Quantity {
            range: figure.range.start - sentence.start..figure.range.end - sentence.start,
            ..figure.clone()
        }));
        // What is said of a part says nothing of what stands before it: 「1年間保存し、直近3か月分は…」.
        let part = marks.iter().find(|mark| mark.meaning.part);
        let end = part.map_or(words.len(), |part| part.range.start);
        own.retain(|figure| {
            let place = figure.range.start;
            figure.value.is_finite() && place < end && !read.is_quoted(place)
        });
        whole::without_parts(words, &mut own);
        let read = Sentence {
            quantities: &own,
            ..read
        };
        let first = found.len();
        read.figures(sentence.start, &mut found);
        let answers = found[first..]
            .iter()
            .any(|figure| figure.concepts & objects() == 0);
        if answers && asks(&text[question.clone()]) {
            let asked = surrounding(&text[question]);
            found[first..]
                .iter_mut()
                .for_each(|figure| figure.answer(&asked));
        }
    }
    found
}

impl Figure {
    /// Makes it one of what the question before it asks, where it names nothing itself.
    fn answer(&mut self, asked: &Surrounding) {
        if self.concepts & objects() == 0 {
            self.concepts |= asked.concepts;
            self.scope = sorted([&*self.scope, &*asked.wide].concat());
            self.wide = sorted([&*self.wide, &*asked.wide].concat());
        }
    }
}

/// A sentence with the words and figures in it.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) marks: &'a [Mark],
    /// Its figures that are not quoted.
    quantities: &'a [Quantity],
    /// See [`Sentence::runs`].
    pub(super) words: OnceCell<Vec<Range<usize>>>,
    /// See [`Sentence::actor`] and [`Sentence::tool`].
    pub(super) doer: OnceCell<(usize, u16)>,
}

impl<'a> Sentence<'a> {
    /// A text with its words, without figures.
    pub(super) fn new(text: &'a str, marks: &'a [Mark]) -> Sentence<'a> {
        Sentence {
            text,
            marks,
            quantities: &[],
            words: OnceCell::new(),
            doer: OnceCell::new(),
        }
    }

    /// Whether a place stands inside quotation marks: somebody else's words, or a name.
    fn is_quoted(&self, place: usize) -> bool {
        let before = self
            .marks
            .iter()
            .take_while(|mark| mark.range.start < place);
        let (open, straight) =
            before.fold((0, 0), |(open, straight), mark| match mark.meaning.quotes {
                2 => (open, straight + 1),
                quotes => (open + quotes, straight),
            });
        open > 0 || straight % 2 == 1
    }

    fn figures(&self, start: usize, found: &mut Vec<Figure>) {
        let all = { self.marks.iter() }.fold(0, |all, mark| all | mark.meaning.concepts);
        for (place, quantity) in self.quantities.iter().enumerate() {
            if self.is_item() || is_thinkable(quantity.unit, all) {
                let figures =
                    Reading::of(self, place, quantity).and_then(|read| read.figures(start));
                found.extend(figures.into_iter().flatten());
            }
        }
        found.extend(self.never(start));
    }

    /// The text before a figure, from the figure before it on.
    fn piece(&self, place: usize) -> Range<usize> {
        let start = place
            .checked_sub(1)
            .and_then(|before| self.quantities.get(before));
        let end = self.quantities.get(place);
        let start = start.map_or(0, |before| before.range.end);
        start..end.map_or(self.text.len(), |figure| figure.range.start.max(start))
    }

    /// Whether a figure may be one of a subject: by what its sentence names, or by what stands
    /// around a sentence that is no more than an item.
    fn is_promising(&self, unit: Unit, concepts: u64) -> bool {
        self.is_item()
            || match concepts & objects() {
                0 => is_possible(unit, concepts),
                _ => subject_of(unit, concepts).is_some(),
            }
    }

    /// Whether it is so short that its subject may stand above it.
    fn is_item(&self) -> bool {
        /// The longest of them, in bytes.
        const LONGEST_ITEM: usize = 75;
        self.text.len() <= LONGEST_ITEM
    }

    /// 「定期変更は行わない」: a figure by its meaning.
    fn never(&self, start: usize) -> Option<Figure> {
        let mark = self
            .marks
            .iter()
            .find(|mark| mark.meaning.never.is_some())?;
        if self.is_quoted(mark.range.start) {
            return None;
        }
        let known = subject(mark.meaning.never?)?;
        let mut scope = Vec::new();
        let object = self
            .marks
            .iter()
            .find(|other| other.meaning.concepts & objects() != 0);
        if let Some(object) = object {
            self.tokens(0..object.range.start, &mut scope);
        }
        self.scopes(0..self.text.len(), &mut scope);
        let concepts = self
            .marks
            .iter()
            .fold(0, |all, mark| all | mark.meaning.concepts);
        Some(Figure {
            range: start + mark.range.start..start + mark.range.end,
            amount: Amount {
                value: 0.0,
                unit: Unit::TimesPerYear,
                bound: None,
                tool: self.tool(),
            },
            concepts: concepts | known.all_acts(),
            wide: sorted(scope.clone()),
            scope: sorted(scope),
        })
    }
}

/// Whether a law is named behind the last figure as what it is kept for: "for six years to meet HIPAA".
fn names_a_reason(sentence: &str, law: &Mark, told: Option<usize>) -> bool {
    const LAWS: [&str; 10] = [
        "law",
        "laws",
        "statute",
        "regulation",
        "regulations",
        "hipaa",
        "gdpr",
        "sox",
        "pci",
        "pci dss",
    ];
    const LEADING: [&str; 5] = [
        " to meet ",
        " to comply with ",
        " to satisfy ",
        " for the ",
        " as required by ",
    ];
    let between = told.and_then(|end| sentence.get(end..law.range.start));
    between.is_some_and(|between| {
        let name = &sentence[law.range.clone()];
        LAWS.iter().any(|law| law.eq_ignore_ascii_case(name))
            && LEADING.iter().any(|words| between.contains(words))
    })
}

/// Whether a sentence asks instead of telling. What stands in brackets behind the question names what asks it.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end();
    let name = end.strip_suffix([')', ']', '）', '】']);
    let name = name.and_then(|open| open.rfind(['(', '[', '（', '【']));
    let end = name.map_or(end, |at| end[..at].trim_end());
    end.ends_with(['?', '？']) || end.ends_with("か。")
}

/// Several scopes with what is said of all of them.
fn with_each(scopes: Vec<Vec<u32>>, said: &[u32]) -> Vec<Vec<u32>> {
    { scopes.into_iter() }
        .map(|scope| [&*scope, said].concat())
        .collect()
}

fn sorted(mut tokens: Vec<u32>) -> Box<[u32]> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens.as_slice().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Figure> {
        let places = crate::beginnings::Lists::new(super::super::lists()).places(text);
        figures(text, &(0..text.len()), &places)
    }

    /// The words of a text's figures, and what they are figures of.
    fn named(text: &str) -> Vec<(&str, &str)> {
        let named = |figure: Figure| {
            let known = subject(subject_of(figure.amount.unit, figure.concepts)?)?;
            Some((&text[figure.range], known.name.ja.as_str()))
        };
        read(text).into_iter().filter_map(named).collect()
    }

    #[test]
    fn a_figure_is_one_of_what_its_sentence_names() {
        let text = "パスワードは12文字以上とし、有効期限は90日とする。";
        assert_eq!(
            named(text),
            [
                ("12文字以上", "パスワードの長さ"),
                ("90日", "パスワードを変更する間隔")
            ]
        );
        assert_eq!(
            named("Audit logs are kept for at least 12 months."),
            [("at least 12 months", "ログの保存期間")]
        );
        assert_eq!(
            named("復元試験は半期に1回行う。"),
            [("半期に1回", "復元試験の間隔")]
        );
        assert_eq!(
            named("外部との通信はTLS 1.2以上で暗号化する。"),
            [("1.2以上", "TLSの版")]
        );
    }

    #[test]
    fn what_stands_before_a_thing_in_another_clause_says_nothing_of_it() {
        let scopes = |text: &str| -> Vec<Box<[u32]>> {
            read(text).into_iter().map(|figure| figure.scope).collect()
        };
        let same = [
            (
                "静脈認証で本人を確かめ、サーバ室の入退室の記録は1年間保管する。",
                "サーバ室の入退室の記録は3年間保管しています。",
            ),
            (
                "所属長の承認を経て、アカウントを半年ごとに棚卸しする。",
                "アカウントを3か月ごとに棚卸しする。",
            ),
            (
                "To detect misuse, the operations team reviews audit records weekly.",
                "Audit records are reviewed monthly.",
            ),
        ];
        for (one, other) in same {
            assert_eq!(scopes(one), scopes(other), "{one}");
        }
        // Each of the logs that are named together is a log.
        let all = scopes("利用者の操作、機器の事象のログは1年間保存する。");
        assert_eq!(all.len(), 2);
        assert!(all.contains(&scopes("操作ログは5年間保存する。").remove(0)));
        assert!(all.contains(&scopes("機器の事象のログは5年間保存する。").remove(0)));
        assert_eq!(
            named("RTO / RPO: 4 hours / 15 minutes"),
            [
                ("4 hours", "目標復旧時間（RTO）"),
                ("15 minutes", "目標復旧時点（RPO）")
            ]
        );
        assert_ne!(
            scopes("管理者のパスワードは16文字以上、利用者のパスワードは10文字以上とする。")[0],
            scopes("パスワードは10文字以上とする。")[0]
        );
        assert_ne!(
            scopes("Backups of the claims archive are kept for 30 days."),
            scopes("Backups are kept for 90 days.")
        );
    }

    #[test]
    fn what_says_not_how_it_is_has_no_figures() {
        for text in [
            "今後、パスワードは13文字以上とする。",
            "監査人は「パスワードは8文字以上」と指摘した。",
            "アクセスログを点検し、点検票を3年間保存する。",
            "TLS 1.1は無効にしている。",
            "パスワードの長さは8文字から64文字の範囲で設定できます。",
        ] {
            let logs: Vec<_> = named(text);
            let others = logs.iter().filter(|(_, name)| *name != "記録の保存期間");
            assert_eq!(others.count(), 0, "{text}: {logs:?}");
        }
    }

    #[test]
    fn whose_it_is_tells_figures_apart() {
        let scope = |text: &str| read(text).remove(0).scope;
        let admins = scope("管理者のパスワードは12文字以上とする。");
        assert_eq!(
            admins,
            scope("特権アカウントのパスワードは12文字以上とする。")
        );
        assert_ne!(admins, scope("利用者のパスワードは12文字以上とする。"));
        assert_ne!(
            admins,
            scope("会計システムの管理者のパスワードは12文字以上とする。")
        );
        assert_eq!(
            scope("Administrator passwords are at least 12 characters long."),
            scope("Passwords of administrators must be at least 12 characters.")
        );
    }
}
