//! How far something is done, as a status cell, a label's value or a heading's mark says it.
//!
//! A status stands at the start (or is the whole); a word in the middle of a sentence says
//! something about something else (「未対応の機器を対象外とする」).

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::checkbox::ticked;
use super::fold::{Folded, Words, fold};
use crate::guideline::Responsibility;

/// How far a requirement is met. The first five are OSCAL's implementation statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Done.
    Implemented,
    /// Done in part.
    Partial,
    /// Not done yet, but meant to be; under way and under consideration included.
    Planned,
    /// Another measure takes its place.
    Alternative,
    /// The requirement does not hold here.
    NotApplicable,
    /// Not done.
    NotImplemented,
}

impl Status {
    /// All of them, in the order of their numbers.
    pub const ALL: [Status; 6] = [
        Status::Implemented,
        Status::Partial,
        Status::Planned,
        Status::Alternative,
        Status::NotApplicable,
        Status::NotImplemented,
    ];

    /// How far from being done it is: of several that are chosen the highest counts.
    pub(crate) fn rank(self) -> u8 {
        match self {
            NotApplicable => 0,
            Implemented => 1,
            Alternative => 2,
            Partial => 3,
            Planned => 4,
            NotImplemented => 5,
        }
    }

    /// Whether a clause cannot stand both ways: it is met, and it is not or need not be.
    pub fn contradicts(self, other: Status) -> bool {
        (self == Status::Implemented) != (other == Status::Implemented)
    }
}

/// A status and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedStatus {
    /// What is said.
    pub status: Status,
    /// The mark or word that says it.
    pub range: Range<usize>,
    /// What is said beside it, without parentheses, colon or dash: the reason of an
    /// exclusion, the date or the means of anything else.
    pub reason: Option<Range<usize>>,
}

use Status::*;

impl StatedStatus {
    /// Whether it says that the clause does not hold here.
    pub fn is_exclusion(&self) -> bool {
        self.status == NotApplicable
    }
}

/// Codes of statuses, as legends have them: I, PI, P, NA. Only a column of nothing else says that they are.
pub fn status_code(text: &str) -> Option<Status> {
    const CODES: [(&str, Status); 13] = [
        ("I", Implemented),
        ("FI", Implemented),
        ("IM", Implemented),
        ("PI", Partial),
        ("P", Planned),
        ("PL", Planned),
        ("PLN", Planned),
        ("AI", Alternative),
        ("ALT", Alternative),
        ("NA", NotApplicable),
        ("N/A", NotApplicable),
        ("NI", NotImplemented),
        ("IP", Planned),
    ];
    let code = text.trim();
    let found = CODES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.map(|(_, status)| *status)
}

/// Marks that stand for a status in a table cell.
#[rustfmt::skip]
const MARKS: &[(char, Status)] = &[
    ('○', Implemented), ('◯', Implemented), ('〇', Implemented), ('●', Implemented), ('◎', Implemented),
    ('✅', Implemented), ('✔', Implemented), ('✓', Implemented), ('☑', Implemented), ('🟢', Implemented),
    ('△', Partial), ('▲', Partial), ('⚠', Partial), ('🟡', Partial), ('🔶', Partial),
    ('🚧', Planned), ('🔜', Planned),
    ('×', NotImplemented), ('✕', NotImplemented), ('✖', NotImplemented), ('❌', NotImplemented), ('✗', NotImplemented),
    ('✘', NotImplemented), ('❎', NotImplemented), ('🔴', NotImplemented),
];

/// Dashes: nothing by themselves, an exclusion when a reason stands beside them.
pub(super) const DASHES: &[char] = &['-', 'ー', '—', '–', '―', '‐', '−'];

/// Status words in folded form. The longest that fits at a place is taken.
#[rustfmt::skip]
const WORDS: &[(Status, &[&str])] = &[
    (Implemented, &["対応済", "対応済み", "実施済", "実施済み", "実装済", "実装済み", "導入済", "導入済み", "整備済", "整備済み",
        "設定済", "設定済み", "完了", "対応完了", "適合", "準拠", "遵守", "充足", "合致", "対応", "実施", "実装", "対応可", "対応可能",
        "対応している", "対応しています", "対応しております", "実施している", "実施しています", "実施しております", "実装している",
        "実装しています", "適合している", "適合しています", "準拠している", "準拠しています", "遵守している", "遵守しています",
        "満たしている", "満たしています", "対応ずみ", "実施ずみ", "実装ずみ", "導入ずみ", "整備ずみ", "設定ずみ", "完全対応", "完全に対応", "完全実施", "完全に実施",
        "すべて対応", "すべて実施", "全て実施", "策定済", "策定済み", "作成済", "作成済み", "取得済", "取得済み", "制定済", "制定済み", "構築済", "構築済み",
        "適用済", "適用済み", "確認済", "確認済み", "運用済", "運用済み", "実施中", "運用中", "適", "全部対応", "全て対応", "はい", "有", "有り", "あり", "済", "済み", "可",
        "implemented", "fully implemented", "in place", "satisfied", "fully satisfied", "compliant", "fully compliant",
        "complies", "met", "done", "complete", "completed", "yes", "y", "ok", "pass"]),
    (Partial, &["一部", "一部対応", "一部対応済", "一部対応済み", "一部実施", "一部実施済", "一部実施済み", "一部実装", "一部実装済み", "一部適合",
        "一部準拠", "一部未対応", "一部未実施", "一部済", "一部済み", "一部完了", "一部実装済", "一部対応している", "一部対応しています", "一部実施している", "一部実施しています", "一部導入", "一部導入済", "一部導入済み", "一部整備", "一部整備済", "部分対応", "部分的に対応", "部分的対応", "部分実施", "部分適合", "部分準拠", "概ね対応",
        "おおむね対応", "partial", "partially", "partially implemented", "partially in place", "partially satisfied",
        "partially compliant", "partially met", "in part", "partly", "partly implemented", "partly in place", "partly done"]),
    (Planned, &["対応予定", "実施予定", "実装予定", "導入予定", "整備予定", "計画中", "計画", "計画あり", "予定", "予定あり", "準備中",
        "対応を予定", "対応を予定している", "対応を予定しています", "実施を予定", "実施を予定している", "実施を予定しています", "改善中", "是正中", "順次対応", "順次対応中", "順次対応予定", "順次実施", "順次実施中", "順次導入", "順次導入中", "順次整備", "順次整備中", "順次拡大",
        "対応中", "対応準備中", "検証中", "試験中", "試行中", "移行中", "策定中", "作成中", "申請中", "調整中", "調達中", "設計中", "開発中", "着手済", "着手済み", "検討中", "対応検討中", "整備中", "構築中", "導入中", "planned", "in progress", "underway", "under way", "pending",
        "under consideration", "under development", "scheduled", "to be implemented", "open", "ongoing", "delayed"]),
    (Alternative, &["代替", "代替策", "代替策で対応", "代替対応", "代替措置", "代替統制", "代替手段", "代替手段で対応", "代替管理策",
        "補完統制", "alternative", "alternative implementation", "alternate", "alternate implementation", "compensating",
        "compensating control", "compensating controls", "alternative control"]),
    (NotApplicable, &["対象外", "該当なし", "該当無し", "該当しない", "該当せず", "非該当", "適用外", "適用除外", "適用対象外", "非適用",
        "不適用", "除外", "対応不要", "評価対象外", "該当しません", "該当いたしません", "対象としない", "対象としません", "n/a", "n-a", "n.a.", "na", "not applicable", "not-applicable", "out of scope",
        "non-applicable", "excluded"]),
    (NotImplemented, &["未対応", "未実施", "未実装", "未導入", "未整備", "未着手", "未適合", "未準拠", "未達", "未", "未了", "未完了", "未取得", "未策定", "非対応", "対応できない", "対応できません", "不適合",
        "非準拠", "非適合", "要対応", "対応不可", "対応なし", "実施していない", "実施していません", "対応していない", "対応していません",
        "いいえ", "否", "無", "無し", "なし", "不可", "not implemented", "not yet implemented", "not yet in place", "not yet started",
        "not started", "not done", "not in place", "not satisfied", "not met",
        "not compliant", "non-compliant", "noncompliant", "other than satisfied", "missing", "no", "n", "ng", "fail"]),
];

pub(super) static STATUS_WORDS: LazyLock<Words<Status>> = LazyLock::new(|| {
    let words = WORDS.iter();
    Words::new(words.flat_map(|(status, words)| words.iter().map(|word| (*word, *status))))
});

/// What may end a sentence that consists of a status: 「対象外とする。」, 「対応済みです」.
const TAILS: &[&str] = &[
    "としています",
    "としている",
    "とします",
    "とする",
    "である",
    "です",
    "となります",
    "となる",
    "と判断",
    "と判断する",
    "と判断した",
    "と考えております",
    "と考えています",
    "と考えます",
    "と考える",
    "としております",
    "とさせていただきます",
];

/// English words that may follow a status without making it part of a sentence.
const ENGLISH_LINKS: &[&str] = &[
    "by", "via", "through", "in", "with", "since", "for", "as", "using", "until", "on", "at",
    "because", "due", "where", "when", "per", "from", "under",
];

/// The status that a status cell or a label's value begins with.
///
/// A dash or an empty cell is no status; a dash beside a reason excludes. Where a form offers a choice
/// (「■実施　□未実施」), what is ticked counts.
pub fn status(text: &str) -> Option<StatedStatus> {
    if text.len() > LONGEST_REMEMBERED {
        return read_status(text);
    }
    STATUSES.with_borrow_mut(|statuses| {
        if let Some(known) = statuses.get(text) {
            return known.clone();
        }
        if statuses.len() >= REMEMBERED {
            statuses.clear();
        }
        let status = read_status(text);
        statuses.insert(text.into(), status.clone());
        status
    })
}

/// Cells whose readings a thread keeps, at most: status columns hold the same few words.
const REMEMBERED: usize = 2048;
/// Longer texts are sentences that hardly come twice.
const LONGEST_REMEMBERED: usize = 64;

thread_local! {
    static STATUSES: RefCell<FxHashMap<Box<str>, Option<StatedStatus>>> = RefCell::default();
}

fn read_status(text: &str) -> Option<StatedStatus> {
    let Some(ticked) = ticked(text) else {
        return read_plain_status(text);
    };
    // Of several the one that is least done: what is also planned is not yet done.
    let stated = ticked.into_iter().filter_map(|option| {
        let stated = read_plain_status(&text[option.clone()])?;
        let place = |range: Range<usize>| option.start + range.start..option.start + range.end;
        Some(StatedStatus {
            status: stated.status,
            range: place(stated.range),
            reason: stated.reason.map(place),
        })
    });
    stated.max_by_key(|stated| stated.status.rank())
}

/// How a text that should give a status gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unstated {
    /// Nothing stands there.
    Blank,
    /// Nothing but a dash.
    Dash,
    /// Boxes, of which none is ticked.
    Unticked,
    /// Boxes are ticked that contradict each other.
    Several,
}

/// The choice of which nothing is ticked, as a text.
pub const NOTHING_TICKED: &str = "☐";

/// Whether a text that should give a status gives none, and how.
pub fn unstated(text: &str) -> Option<Unstated> {
    if let Some(ticked) = ticked(text) {
        let read = |option: &Range<usize>| read_plain_status(&text[option.clone()]);
        let stated: Vec<Status> = { ticked.iter().filter_map(read) }
            .map(|stated| stated.status)
            .collect();
        // Plans offer "implemented" and "alternative" side by side, and may mean both.
        let contradicts = |one: &Status| {
            let mut others = stated.iter().filter(|other| **other != Alternative);
            *one != Alternative && others.any(|other| one.contradicts(*other))
        };
        return match ticked.is_empty() {
            true => Some(Unstated::Unticked),
            false => stated.iter().any(contradicts).then_some(Unstated::Several),
        };
    }
    if both(text).is_some() {
        return Some(Unstated::Several);
    }
    let mut written = { text.chars() }
        .filter(|c| !c.is_whitespace() && *c != '\\')
        .peekable();
    if written.peek().is_none() {
        return Some(Unstated::Blank);
    }
    let mut folded = written.map(fold);
    folded
        .all(|c| DASHES.contains(&c))
        .then_some(Unstated::Dash)
}

/// The two statuses, in English words, of a text that is nothing else, where one says that it is done and the other
/// that it is not: "Implemented, in progress".
pub fn both(text: &str) -> Option<[&str; 2]> {
    /// The longest two together.
    const LONGEST: usize = 48;
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let (one, other) = text.split_once([',', '/', ';', '&'])?;
    let (one, other) = (one.trim(), other.trim());
    let whole = |text: &str| {
        let (end, word, status) = STATUS_WORDS.longest(Folded::new(text), 0)?;
        (end == text.len() && word.len() > 3).then_some(status)
    };
    let is_disputed = whole(one)? == Implemented
        && matches!(whole(other)?, Planned | NotImplemented)
        || whole(other)? == Implemented && matches!(whole(one)?, Planned | NotImplemented);
    is_disputed.then_some([one, other])
}

/// What stands between the statuses of a legend.
const BETWEEN_CHOICES: [char; 8] = ['/', '／', '|', '｜', ',', '、', '，', '・'];

/// Whether a text lists what a status can be: 「対応済／一部対応／未対応」, "Implemented, Partial, Planned".
fn is_legend(text: &str) -> bool {
    const LONGEST: usize = 160;
    const FEWEST: usize = 3;
    if text.len() > LONGEST || text.matches(BETWEEN_CHOICES).count() + 1 < FEWEST {
        return false;
    }
    let mut listed: Vec<Status> = Vec::new();
    for piece in text.split(BETWEEN_CHOICES) {
        let piece = piece.trim().trim_start_matches("or ").trim_end_matches('.');
        let folded = Folded::new(piece);
        let stated = leading_mark(folded, 0).or_else(|| leading_word(folded, 0));
        match stated.filter(|stated| stated.range == (0..piece.len())) {
            Some(stated) if listed.contains(&stated.status) => return false,
            Some(stated) => listed.push(stated.status),
            None => return false,
        }
    }
    listed.len() >= FEWEST
}

fn read_plain_status(text: &str) -> Option<StatedStatus> {
    let folded = Folded::new(text);
    let start = skip_opening(folded, 0);
    let behind_date = || leading_word(folded, skip_date(folded, start)?);
    let stated = leading_mark(folded, start)
        .or_else(|| leading_word(folded, start))
        .or_else(|| behind_date().filter(|stated| stated.status != NotApplicable))
        .or_else(|| excluding_dash(folded, start))
        .or_else(|| closing_exclusion(text))
        .or_else(|| misspelt(folded, start))?;
    let behind = text.get(stated.range.end..).unwrap_or_default();
    let lists = behind.trim_start().starts_with(BETWEEN_CHOICES);
    (!lists || !is_legend(text)).then_some(stated)
}

/// The status that an emoji in front of a heading's title shows: `✅ 遵守事項①`. Plain marks
/// such as ○ and △ open headings as ornaments and are not read.
pub fn heading_status(text: &str) -> Option<StatedStatus> {
    let folded = Folded::new(text);
    let start = folded.skip_space(0);
    let mark = folded.at(start).filter(|mark| is_emoji(*mark))?;
    let status = status_of_mark(mark)?;
    let end = skip_selector(folded, folded.next(start));
    Some(StatedStatus {
        status,
        range: start..end,
        reason: None,
    })
}

/// Whose duty a label's value or a cell names. Only the subject of a sentence counts
/// (「当社が医療機関等に通知する」 is the provider's).
pub fn responsibility(text: &str) -> Option<Responsibility> {
    const INHERITED: &[&str] = &["継承", "inherited", "inherit"];
    const SHARED: &[&str] = &[
        "共同", "双方", "共有", "両者", "共通", "shared", "joint", "both", "hybrid",
    ];
    const PROVIDERS: &[&str] = &[
        "当社",
        "弊社",
        "自社",
        "事業者",
        "提供者",
        "ベンダ",
        "受託者",
        "provider",
        "csp",
        "vendor",
        "we ",
        "our ",
    ];
    const CUSTOMERS: &[&str] = &[
        "利用者",
        "医療機関",
        "お客様",
        "お客さま",
        "顧客",
        "ユーザ",
        "使用者",
        "委託者",
        "customer",
        "user",
        "tenant",
        "client",
    ];
    let chosen = ticked(text).map(|options| {
        let options = options.into_iter().map(|option| &text[option]);
        options.collect::<Vec<_>>().join(", ")
    });
    let text = chosen.as_deref().unwrap_or(text);
    // Letters of a matrix whose key says so.
    match text.trim() {
        "P" | "p" => return Some(Responsibility::Provider),
        "C" | "c" => return Some(Responsibility::Customer),
        "S" | "s" | "P/C" | "C/P" => return Some(Responsibility::Shared),
        "I" | "i" => return Some(Responsibility::Inherited),
        _ => {}
    }
    let folded: String = text.trim().chars().map(super::fold::fold).collect();
    let subject = folded.split(['が', 'は', '\n']).next().unwrap_or_default();
    let names = |words: &[&str]| words.iter().any(|word| subject.contains(word));
    if INHERITED.iter().any(|word| subject.starts_with(word)) {
        return Some(Responsibility::Inherited);
    }
    match (names(PROVIDERS), names(CUSTOMERS)) {
        (true, true) => Some(Responsibility::Shared),
        _ if names(SHARED) => Some(Responsibility::Shared),
        (true, false) => Some(Responsibility::Provider),
        (false, true) => Some(Responsibility::Customer),
        (false, false) => None,
    }
}

/// Skips white space, list marks and brackets in front of a status.
pub(super) fn skip_opening(folded: Folded, start: usize) -> usize {
    folded.skip(start, |c| {
        c.is_whitespace() || matches!(c, '*' | '_' | '・' | '■' | '【' | '[' | '「' | '\\')
    })
}

/// The place behind a variation selector, which editors put behind an emoji.
fn skip_selector(folded: Folded, place: usize) -> usize {
    match folded.at(place) {
        Some('\u{fe0e}' | '\u{fe0f}') => folded.next(place),
        _ => place,
    }
}

fn status_of_mark(mark: char) -> Option<Status> {
    MARKS
        .iter()
        .find(|(known, _)| *known == mark)
        .map(|(_, status)| *status)
}

fn is_emoji(mark: char) -> bool {
    matches!(
        mark,
        '✅' | '✔' | '✓' | '☑' | '⚠' | '❌' | '❎' | '✖' | '✗' | '✘' | '🚧' | '🔜'
    ) || ('\u{1f300}'..='\u{1faff}').contains(&mark)
}

/// A mark at `start`; a status word behind it is the more exact of the two.
fn leading_mark(folded: Folded, start: usize) -> Option<StatedStatus> {
    let mark = folded.at(start)?;
    let status = status_of_mark(mark)?;
    let end = skip_selector(folded, folded.next(start));
    let word_start = folded.skip_space(end);
    let bracket = matches!(folded.at(word_start), Some('(' | '['));
    let word = match bracket {
        true => folded.next(word_start),
        false => word_start,
    };
    if let Some(stated) = leading_word(folded, word) {
        // 「○（対応済み）」: the parenthesis is the word's, not a reason.
        let reason = if bracket { None } else { stated.reason };
        let range = start..stated.range.end;
        return Some(StatedStatus {
            status: stated.status,
            range,
            reason,
        });
    }
    let spaced = word_start > end;
    let follows = match folded.at(end) {
        None => true,
        // ● and ◎ open list items; ○ and its kin only before a space.
        Some(_) if spaced => mark != '●',
        Some(next) => is_emoji(mark) || ends_phrase(next),
    };
    follows.then(|| StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, end),
    })
}

/// A status word at `start` that is not part of a longer sentence.
fn leading_word(folded: Folded, start: usize) -> Option<StatedStatus> {
    let (end, word, status) = STATUS_WORDS.longest(folded, start)?;
    let behind = match word.is_ascii() {
        true => english_end(folded, end)?,
        false => japanese_end(folded, end)?,
    };
    Some(StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, behind),
    })
}

/// The place behind the phrase that a Japanese status word ends, or `None` where the word
/// only begins a longer one.
fn japanese_end(folded: Folded, end: usize) -> Option<usize> {
    let behind = tail_end(folded, end);
    match folded.at(behind) {
        None => Some(behind),
        Some('(' | '[') if attributive(folded, behind) => None,
        Some(next) => ends_phrase(next).then_some(behind),
    }
}

/// The place behind what may end a sentence that consists of the status before `end`.
pub(super) fn tail_end(folded: Folded, end: usize) -> usize {
    let tails = TAILS.iter().filter_map(|tail| folded.after(end, tail));
    tails.max().unwrap_or(end)
}

/// Whether the parenthesis at `open` is followed by a particle, so that the phrase goes
/// on: 「対象外（A棟）の機器は…」.
pub(super) fn attributive(folded: Folded, open: usize) -> bool {
    let close = closing(folded, open);
    let behind = folded.next(close);
    matches!(
        folded.at(behind),
        Some('の' | 'を' | 'は' | 'が' | 'に' | 'と' | 'も')
    ) && TAILS
        .iter()
        .all(|tail| folded.after(behind, tail).is_none())
}

fn english_end(folded: Folded, end: usize) -> Option<usize> {
    let next = folded.skip_space(end);
    let line_ends = folded.rest(end)[..next - end].contains('\n');
    match folded.at(next) {
        None => Some(end),
        // "No. 3" is a number.
        Some('.')
            if folded
                .at(folded.skip_space(folded.next(next)))
                .is_some_and(|c| c.is_ascii_digit()) =>
        {
            None
        }
        Some(_) if line_ends => Some(end),
        // A hyphen without a space makes a compound: "in-place".
        Some('-') if next == end => None,
        Some(c) if c.is_ascii_alphanumeric() && next == end => None,
        Some(c) if c.is_ascii_alphabetic() => {
            let word_end = folded.skip(next, |c| c.is_ascii_alphabetic());
            let links = |word: &&str| folded.after(next, word) == Some(word_end);
            ENGLISH_LINKS.iter().any(links).then_some(end)
        }
        Some(c) if c.is_ascii_digit() => Some(end),
        Some(c) => ends_phrase(c).then_some(end),
    }
}

/// Whether `character` ends the phrase before it.
pub(super) fn ends_phrase(character: char) -> bool {
    let goes_on = character.is_alphanumeric() || "○◯〇●×%".contains(character);
    !goes_on || DASHES.contains(&character) || matches!(character, '①'..='⓿')
}

/// A status that is misspelt by a letter, and nothing but a date or a note behind it: "Implmented",
/// "Partialy implemented (2027)".
fn misspelt(folded: Folded, start: usize) -> Option<StatedStatus> {
    /// A shorter word is too near to others.
    const SHORTEST: usize = 7;
    /// Longer cells are sentences.
    const LONGEST: usize = 64;
    const MEANT: [(&str, Status); 12] = [
        ("implemented", Implemented),
        ("fully implemented", Implemented),
        ("compliant", Implemented),
        ("completed", Implemented),
        ("partial", Partial),
        ("partially", Partial),
        ("partially implemented", Partial),
        ("planned", Planned),
        ("in progress", Planned),
        ("not applicable", NotApplicable),
        ("not implemented", NotImplemented),
        ("alternative implementation", Alternative),
    ];
    if folded.len() - start > LONGEST {
        return None;
    }
    let end = folded.skip(start, |c| c.is_ascii_alphabetic() || c == ' ');
    let written = folded.rest(start)[..end - start].trim_end();
    if written.len() < SHORTEST || !folded.at(end).is_none_or(ends_status) {
        return None;
    }
    let written = written.to_ascii_lowercase();
    let (_, status) = { MEANT.iter() }.find(|(word, _)| is_one_slip(word, &written))?;
    Some(StatedStatus {
        status: *status,
        range: start..start + written.len(),
        reason: beside(folded, end),
    })
}

/// Whether a character may stand behind a status that is written wrongly.
fn ends_status(character: char) -> bool {
    character.is_ascii_digit() || "([,;:.-–—/\n".contains(character)
}

/// Whether a word was written for another with one letter too many, too few or wrong, or with two changed about.
fn is_one_slip(meant: &str, written: &str) -> bool {
    let (meant, written) = (meant.as_bytes(), written.as_bytes());
    if meant.len().abs_diff(written.len()) > 1 || meant.first() != written.first() {
        return false;
    }
    let same = { meant.iter().zip(written) }
        .take_while(|(one, other)| one == other)
        .count();
    let (meant, written) = (&meant[same..], &written[same..]);
    match (meant, written) {
        ([_, rest @ ..], written) if rest == written => true,
        (meant, [_, rest @ ..]) if rest == meant => true,
        ([_, one @ ..], [_, other @ ..]) if one == other => true,
        ([a, b, one @ ..], [c, d, other @ ..]) => a == d && b == c && one == other,
        _ => false,
    }
}

/// A dash with a reason beside it.
fn excluding_dash(folded: Folded, start: usize) -> Option<StatedStatus> {
    folded.at(start).filter(|mark| DASHES.contains(mark))?;
    let end = folded.next(start);
    let reason = beside(folded, end)?;
    let open = folded.skip_space(end);
    let parenthesised = folded.at(open) == Some('(');
    parenthesised.then_some(StatedStatus {
        status: NotApplicable,
        range: start..end,
        reason: Some(reason),
    })
}

/// 「無線LANを利用していないため対象外」: the reason first, the exclusion at the end.
fn closing_exclusion(text: &str) -> Option<StatedStatus> {
    let whole = text.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    // 「対応しておりません。署名を要する文書を扱わないため、対象外と考えております。」
    let start = whole.rfind('。').map_or(0, |end| end + '。'.len_utf8());
    let denies = |sentence: &str| {
        let sentence = sentence.trim_end();
        sentence.is_empty() || sentence.ends_with("ません") || sentence.ends_with("ない")
    };
    if start > 0 && !whole[..start].split('。').all(denies) {
        return None;
    }
    let place = |range: Range<usize>| start + range.start..start + range.end;
    let stated = excluding_sentence(&whole[start..])?;
    Some(StatedStatus {
        range: place(stated.range),
        reason: stated.reason.map(place),
        ..stated
    })
}

fn excluding_sentence(one_sentence: &str) -> Option<StatedStatus> {
    let tail = TAILS.iter().find(|tail| one_sentence.ends_with(**tail));
    let body = one_sentence.strip_suffix(tail.copied().unwrap_or_default())?;
    let exclusions = WORDS.iter().filter(|(status, _)| *status == NotApplicable);
    let words = exclusions.flat_map(|(_, words)| words.iter().filter(|word| !word.is_ascii()));
    let word = words
        .filter(|word| body.ends_with(**word))
        .max_by_key(|word| word.len())?;
    let word_start = body.len() - word.len();
    let before =
        body[..word_start].trim_end_matches(|c: char| c.is_whitespace() || "、,，".contains(c));
    let causal = ["ため", "ので", "ことから", "により", "から"]
        .iter()
        .any(|end| before.ends_with(end));
    let reason_start = before.len() - before.trim_start().len();
    (causal && !before.contains('。')).then_some(StatedStatus {
        status: NotApplicable,
        range: word_start..body.len(),
        reason: Some(reason_start..before.len()),
    })
}

/// The place behind a date in front of a status: 「2027年3月対応予定」, 「2025年度末までに対応予定」.
pub(super) fn skip_date(folded: Folded, start: usize) -> Option<usize> {
    let in_date =
        |c: char| c.is_ascii_digit() || "年月日度期末頃上下半第四ごろ春夏秋冬令和/.-q ".contains(c);
    let mut end = folded.skip(start, in_date);
    let date = &folded.rest(start)[..end - start];
    if !date.contains(|c| fold(c).is_ascii_digit()) {
        return None;
    }
    for particle in ["までに", "中に", "に", "より", "から", "、"] {
        if let Some(behind) = folded.after(end, particle) {
            end = behind;
            break;
        }
    }
    Some(folded.skip_space(end))
}

/// The place of the bracket that closes the one at `open`, or of the text's end.
fn closing(folded: Folded, open: usize) -> usize {
    let mut depth = 0usize;
    for (offset, character) in folded.rest(open).char_indices() {
        match fold(character) {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return open + offset;
        }
    }
    folded.len()
}

/// What stands behind a status: the inside of a parenthesis, or the rest. `None` when it
/// says nothing.
pub(super) fn beside(folded: Folded, end: usize) -> Option<Range<usize>> {
    let joint =
        |c: char| c.is_whitespace() || ":;,.、。】]」*_/・".contains(c) || DASHES.contains(&c);
    let start = folded.skip(end, joint);
    let inside = match folded.at(start) {
        Some('(') => folded.next(start)..closing(folded, start),
        _ => start..folded.len(),
    };
    let says_something = folded.rest(inside.start)[..inside.len()].contains(char::is_alphanumeric);
    says_something.then(|| folded.trimmed(inside))
}
