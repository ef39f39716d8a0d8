//! How far something is done, as a status cell, a label's value or a heading's mark says it.
//!
//! A status stands at the start (or is the whole); a word in the middle of a sentence says
//! something about something else (「未対応の機器を対象外とする」).

mod codes;
mod exclusion;
mod misspelt;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use self::codes::Codes;
use self::exclusion::{closing_exclusion, excluding_dash};
use self::misspelt::misspelt;
pub(super) use self::words::{DASHES, STATUS_WORDS};
use self::words::{ENGLISH_LINKS, HERE, LIGHTS, MARKS, PROVIDERS, TAILS};
use super::checkbox::{is_lone_tick, offered, ticked};
use super::fold::{Folded, fold};
use super::undone;
use crate::readings::{Readings, remembered};
use crate::script::narrow;

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

/// The status that a status cell or a label's value begins with.
///
/// A dash or an empty cell is no status; a dash beside a reason excludes. Where a form offers a choice
/// (「■実施　□未実施」), what is ticked counts.
pub fn status(text: &str) -> Option<StatedStatus> {
    remembered(&STATUSES, text, read_status)
}

/// What a number of percent, or of steps, in a column of statuses says: 100% is done, 0% is not begun, anything between is
/// partly done; so it is with 4/4, 0/4 and 2/4.
pub fn progress(text: &str) -> Option<StatedStatus> {
    let number = |text: &str| {
        let digits: String = text.trim().chars().map(narrow).collect();
        digits.parse::<u8>().ok()
    };
    let (done, all) = match text.trim().strip_suffix(['%', '％']) {
        Some(done) => (number(done)?, 100),
        None => {
            let (done, all) = text.split_once(['/', '／'])?;
            (number(done)?, number(all)?)
        }
    };
    let status = match done {
        0 => NotImplemented,
        _ if done == all => Implemented,
        _ if done < all => Partial,
        _ => return None,
    };
    Some(StatedStatus {
        status,
        range: 0..text.len(),
        reason: None,
    })
}

/// The status of a light that a column or a label of statuses names: "Amber", "Red (no budget)".
pub fn light(text: &str) -> Option<StatedStatus> {
    let folded = Folded::new(text);
    let start = skip_opening(folded, 0);
    let end = folded.skip(start, |c| c.is_ascii_alphabetic());
    let word = &folded.rest(start)[..end - start];
    let (_, status) = { LIGHTS.iter() }.find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    let behind = folded.skip_space(end);
    let stands_alone = folded.at(behind).is_none_or(ends_phrase);
    stands_alone.then(|| StatedStatus {
        status: *status,
        range: start..end,
        reason: beside(folded, end),
    })
}

/// What a wiki's badge shows, as Confluence writes it out: the IN PROGRESS of `{status:colour=Yellow|title=IN PROGRESS}`.
fn badge(text: &str) -> Option<Range<usize>> {
    const TITLE: &str = "title=";
    let open = text.find("{status")?;
    let inside = &text[open..open + text[open..].find('}')?];
    let title = inside.find(TITLE)? + TITLE.len();
    let end = inside[title..]
        .find('|')
        .map_or(inside.len(), |end| title + end);
    Some(open + title..open + end)
}

/// The status that a wiki's badge shows.
fn status_of_badge(text: &str) -> Option<StatedStatus> {
    let title = badge(text)?;
    let stated = read_plain_status(text[title.clone()].trim_end_matches('\\'))?;
    Some(StatedStatus {
        status: stated.status,
        range: title.start + stated.range.start..title.start + stated.range.end,
        reason: None,
    })
}

thread_local! {
    static STATUSES: Readings<Option<StatedStatus>> = Readings::default();
    static UNSTATED: Readings<Option<Unstated>> = Readings::default();
}

fn read_status(text: &str) -> Option<StatedStatus> {
    if let Some(stated) =
        { done_in_one(text).or_else(|| least_of_two(text)) }.or_else(|| behind_symbol(text))
    {
        return Some(stated);
    }
    if text.trim_start().starts_with("{status") {
        return status_of_badge(text);
    }
    let alone = |status| StatedStatus {
        status,
        range: 0..text.len(),
        reason: None,
    };
    if is_lone_tick(text) {
        return Some(alone(Implemented));
    }
    if is_lone_clock(text) {
        return Some(alone(Planned));
    }
    // out_of_scope, in_progress
    if text.is_ascii() && text.contains('_') && !text.contains(' ') {
        return read_plain_status(&text.replace('_', " "));
    }
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

/// Whether a text is a sign that something is under way or waits, and nothing else.
fn is_lone_clock(text: &str) -> bool {
    const CLOCKS: [&str; 9] = ["⏳", "⌛", "🔄", "⏸", "🕒", "🕐", "📅", "🗓", "🔧"];
    let bare = text.trim().trim_end_matches(['\u{fe0e}', '\u{fe0f}']);
    CLOCKS.contains(&bare)
}

/// Two signs with a slash between, each with what it is said of, of which one says that it is done: 「✅ (画面) / 🔜 (保管)」.
fn done_in_one(text: &str) -> Option<StatedStatus> {
    const LONGEST: usize = 120;
    if text.len() > LONGEST || text.is_ascii() {
        return None;
    }
    let (one, other) = text.split_once(" / ")?;
    let sign = |text: &str| {
        text.trim_start()
            .chars()
            .next()
            .filter(|c| is_emoji(*c))
            .and_then(status_of_mark)
    };
    let (one, other) = (sign(one)?, sign(other)?);
    ((one == Implemented) != (other == Implemented)).then_some(StatedStatus {
        status: Partial,
        range: 0..text.len(),
        reason: None,
    })
}

/// Of two statuses with a slash between, "N/A / Partial", the one that is least done.
fn least_of_two(text: &str) -> Option<StatedStatus> {
    const LONGEST: usize = 48;
    if text.len() > LONGEST {
        return None;
    }
    let (one, other) = text.split_once(" / ")?;
    let whole = |text: &str| {
        let stated = behind_symbol(text).or_else(|| read_plain_status(text))?;
        stated.reason.is_none().then_some(stated)
    };
    let (first, second) = (whole(one)?, whole(other)?);
    if first.status == second.status || first.status != NotApplicable {
        return None;
    }
    let by = text.len() - other.len();
    Some(StatedStatus {
        range: by + second.range.start..by + second.range.end,
        ..second
    })
}

/// The status behind a symbol of the writer's own, of which the words decide: `🔄 In Progress`, `📅 Planned`. ⬜ before
/// what is not done is one as well, and no box.
fn behind_symbol(text: &str) -> Option<StatedStatus> {
    const LONGEST: usize = 80;
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let first = body.chars().next().filter(|c| !c.is_ascii())?;
    let is_box = first == '⬜';
    let is_symbol = matches!(first, '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
        || is_emoji(first);
    if !is_symbol || body.len() > LONGEST || status_of_mark(first).is_some() {
        return None;
    }
    let behind = body[first.len_utf8()..].trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
    let words = behind.trim_start();
    // Boxes side by side are a choice.
    if words.len() == behind.len()
        || ticked(words).is_some()
        || first != '⬜' && ticked(text).is_some()
    {
        return None;
    }
    let stated =
        read_plain_status(words).filter(|stated| !is_box || stated.status != Implemented)?;
    let by = text.len() - words.len();
    let place = |range: Range<usize>| by + range.start..by + range.end;
    Some(StatedStatus {
        status: stated.status,
        range: place(stated.range),
        reason: stated.reason.map(place),
    })
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

/// Whether a text is a choice among statuses and nothing else, ticked or not: 「□はい　□いいえ　□対象外」.
pub fn offers_statuses(text: &str) -> bool {
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return false;
    }
    let options = offered(text);
    let is_status = |option: &&str| {
        let stated = read_plain_status(option);
        stated.is_some_and(|stated| stated.range == (0..option.len()))
    };
    options.len() > 1 && options.iter().all(is_status)
}

/// The choice of which nothing is ticked, as a text.
pub const NOTHING_TICKED: &str = "☐";

/// Whether a text that should give a status gives none, and how.
pub fn unstated(text: &str) -> Option<Unstated> {
    remembered(&UNSTATED, text, read_unstated)
}

fn read_unstated(text: &str) -> Option<Unstated> {
    if behind_symbol(text).is_some() || is_lone_tick(text) || is_lone_clock(text) {
        return None;
    }
    if is_choice_of_two(text) {
        return Some(Unstated::Unticked);
    }
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

/// Whether a text is two statuses side by side, of which one was to be struck out or marked: 「未 / 済」.
fn is_choice_of_two(text: &str) -> bool {
    const LONGEST: usize = 60;
    const SIGNS: [char; 3] = ['/', '／', '・'];
    if text.len() > LONGEST || text.is_ascii() {
        return false;
    }
    let Some((one, other)) = text.split_once(SIGNS) else {
        return false;
    };
    let whole = |piece: &str| {
        let piece = piece.trim();
        let stated = leading_word(Folded::new(piece), 0);
        let stated = stated.filter(|stated| stated.range == (0..piece.len()));
        stated.map(|stated| stated.status)
    };
    matches!((whole(one), whole(other)), (Some(one), Some(other)) if one.contradicts(other))
}

/// Whether a text lists what a status can be: 「対応済／一部対応／未対応」, "Implemented, Partial, Planned".
fn is_legend(text: &str) -> bool {
    const LONGEST: usize = 160;
    const FEWEST: usize = 3;
    if text.len() > LONGEST || text.matches(BETWEEN_CHOICES).count() + 1 < FEWEST {
        return false;
    }
    let mut listed: Vec<Status> = Vec::new();
    /// A word or two of the form's own.
    const LONGEST_OTHER: usize = 32;
    // What a field of a form can hold has words of its own among them: "Open / Closed / Risk accepted".
    let may_be_other = text.contains('/') && !text.contains([',', '、', '，', '・']);
    let mut others = 0;
    for piece in text.split(BETWEEN_CHOICES) {
        let piece = piece.trim().trim_start_matches("or ").trim_end_matches('.');
        let folded = Folded::new(piece);
        let stated = leading_mark(folded, 0).or_else(|| leading_word(folded, 0));
        match stated.filter(|stated| stated.range == (0..piece.len())) {
            Some(stated) if listed.contains(&stated.status) => match may_be_other {
                true => others += 1,
                false => return false,
            },
            Some(stated) => listed.push(stated.status),
            None if may_be_other && piece.len() <= LONGEST_OTHER => others += 1,
            None => return false,
        }
    }
    match may_be_other {
        true => listed.len() > 1 && listed.len() + others > FEWEST || listed.len() >= FEWEST,
        false => listed.len() >= FEWEST,
    }
}

fn read_plain_status(text: &str) -> Option<StatedStatus> {
    let folded = Folded::new(text);
    let start = skip_opening(folded, 0);
    let behind_date = || leading_word(folded, skip_date(folded, start)?);
    let stated = leading_mark(folded, start)
        .or_else(|| leading_word(folded, start))
        .or_else(|| behind_date().filter(|stated| stated.status != NotApplicable))
        .or_else(|| behind_provider(folded, start))
        .or_else(|| excluding_dash(folded, start))
        .or_else(|| closing_exclusion(text))
        .or_else(|| misspelt(folded, start))
        .or_else(|| lacking(text))
        .or_else(|| closing_requirement(text))
        .or_else(|| behind_kind(text))?;
    // 「対応しておりません。署名を扱わないため、対象外と考えております。」
    let stated = match stated.status {
        NotImplemented => closing_exclusion(text).unwrap_or(stated),
        _ => stated,
    };
    let behind = text.get(stated.range.end..).unwrap_or_default();
    if is_tally(text) {
        return None;
    }
    let stated = match stated.status {
        Implemented if is_to_be_shown(behind) => StatedStatus {
            status: Partial,
            ..stated
        },
        // "Yes (once the collector is in place)"
        Implemented if undone::is_for_later(behind) => StatedStatus {
            status: Planned,
            reason: None,
            ..stated
        },
        _ => stated,
    };
    let lists = behind.trim_start().starts_with(BETWEEN_CHOICES);
    (!lists || !(is_legend(text) || is_choice_of_two(text))).then_some(stated)
}

/// The status behind a dash and a word that says of which kind a control is: "New — Planned".
fn behind_kind(text: &str) -> Option<StatedStatus> {
    const KINDS: [&str; 6] = ["new", "existing", "changed", "common", "hybrid", "updated"];
    let (kind, said) = { [" — ", " – ", " - "].iter() }.find_map(|dash| text.split_once(*dash))?;
    let kind = kind.trim_matches(['*', '_', ' ']);
    let is_kind = KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind));
    let stated = leading_word(Folded::new(said), 0).filter(|_| is_kind)?;
    let by = text.len() - said.len();
    let place = |range: Range<usize>| by + range.start..by + range.end;
    Some(StatedStatus {
        status: stated.status,
        range: place(stated.range),
        reason: stated.reason.map(place),
    })
}

/// A note in English that something has first to be looked at: "INFRASTRUCTURE VERIFICATION REQUIRED".
fn closing_requirement(text: &str) -> Option<StatedStatus> {
    const LONGEST: usize = 60;
    const ENDS: [&str; 3] = [
        " verification required",
        " validation required",
        " implementation required",
    ];
    let text = text.trim_end();
    let is_short = text.len() <= LONGEST && text.is_ascii();
    let small = text.to_ascii_lowercase();
    (is_short && ENDS.iter().any(|end| small.ends_with(end))).then_some(StatedStatus {
        status: NotImplemented,
        range: 0..text.len(),
        reason: None,
    })
}

/// Whether a text counts how many things stand in which way: "5 implemented, 4 partial, 1 gap".
fn is_tally(text: &str) -> bool {
    let mut pieces = text.split([',', ';', '|', '·']).map(str::trim_start);
    let counts = |piece: &str| {
        let behind = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        behind.len() < piece.len() && behind.starts_with(' ')
    };
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains([',', ';', '|', '·'])
        && pieces.all(counts)
}

/// Whether what stands behind "implemented" says that it has still to be shown: "— EVIDENCE REQUIRED".
fn is_to_be_shown(behind: &str) -> bool {
    const LONGEST: usize = 48;
    const SHOWN: [&str; 5] = [
        "evidence",
        "verification",
        "validation",
        "testing",
        "review",
    ];
    const MISSING: [&str; 5] = ["required", "pending", "needed", "outstanding", "missing"];
    let dash = behind
        .trim_start()
        .strip_prefix(['-', '–', '—', ';', ',', '(']);
    let Some(said) = dash.filter(|said| said.len() <= LONGEST) else {
        return false;
    };
    let said = said.to_ascii_lowercase();
    let said = said.trim_matches(|c: char| !c.is_alphanumeric());
    { MISSING.iter() }
        .filter_map(|missing| said.strip_suffix(missing))
        .any(|what| SHOWN.iter().any(|shown| what.trim_end().ends_with(shown)))
}

/// A note that something has still to be made: 「ドキュメント必要」, 「手順書の整備が必要」.
fn lacking(text: &str) -> Option<StatedStatus> {
    /// More says what is done as well, in bytes.
    const LONGEST: usize = 60;
    const NEEDED: [&str; 5] = ["必要", "必要です", "必要である", "が必要", "不足"];
    const NOTHING: [&str; 4] = ["不必要", "対応が必要", "許可が必要", "承認が必要"];
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    if text.len() > LONGEST
        || !text.ends_with(['要', 'す', 'る', '足'])
        || text.contains(['。', '、', '\n'])
    {
        return None;
    }
    let word = NEEDED.iter().find(|word| text.ends_with(**word))?;
    let start = text.len() - text.trim_start().len();
    let is_said =
        text.len() > start + word.len() && !NOTHING.iter().any(|word| text.ends_with(word));
    is_said.then_some(StatedStatus {
        status: NotImplemented,
        range: start..text.len(),
        reason: None,
    })
}

/// An exclusion that says for whom it holds, where that is all of the provider's service: 「当社には適用されない」.
fn behind_provider(folded: Folded, start: usize) -> Option<StatedStatus> {
    let provider = { PROVIDERS.iter() }.find_map(|word| folded.after(start, word))?;
    let behind = { HERE.iter() }.find_map(|word| folded.after(provider, word))?;
    let behind = folded.skip(behind, |c| c.is_whitespace() || c == '、' || c == ',');
    leading_word(folded, behind).filter(StatedStatus::is_exclusion)
}

/// The status that an emoji in front of a heading's title shows, `✅ 遵守事項①`, or a wiki's badge behind it. Plain marks
/// such as ○ and △ open headings as ornaments and are not read.
pub fn heading_status(text: &str) -> Option<StatedStatus> {
    if text.trim_end().ends_with('}') {
        return status_of_badge(text);
    }
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

/// The status that a heading, which says nothing else, gives to what is listed below it: "In progress".
pub fn status_of_list(title: &str) -> Option<Status> {
    #[rustfmt::skip]
    const TITLES: [(&str, Status); 14] = [
        ("done", Implemented), ("implemented", Implemented), ("in place", Implemented), ("fully implemented", Implemented),
        ("partially implemented", Partial), ("partly in place", Partial),
        ("in progress", Planned), ("ongoing", Planned), ("planned", Planned), ("to do", NotImplemented),
        ("not started", NotImplemented), ("not implemented", NotImplemented),
        ("not applicable", NotApplicable), ("out of scope", NotApplicable),
    ];
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    let found = TITLES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(title));
    found.map(|(_, status)| *status)
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

pub(super) fn status_of_mark(mark: char) -> Option<Status> {
    MARKS
        .iter()
        .find(|(known, _)| *known == mark)
        .map(|(_, status)| *status)
}

pub(super) fn is_emoji(mark: char) -> bool {
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
