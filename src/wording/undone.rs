//! Answers that say, instead of what is done, that it is not done yet: 「未対応」, "Planned for Q3",
//! 「来年度に対応する」.

use std::ops::Range;

use super::fold::{Folded, fold};
use super::status::{
    STATUS_WORDS, StatedStatus, Status, attributive, beside, skip_date, skip_opening, tail_end,
};

/// The status of an answer that is, or opens with, the words that it is not done, or not all of it.
///
/// Stricter than [`super::status`], which reads cells that are meant for one: what is said of something else
/// (「未対応の機器を…」, 「一部、外部に委託する」) is no status.
pub fn undone(text: &str) -> Option<StatedStatus> {
    let folded = Folded::new(text);
    let start = skip_adverb(folded, skip_opening(folded, 0));
    let stated = crossed(folded, start)
        .or_else(|| opening(folded, start))
        .or_else(|| opening(folded, skip_date(folded, start)?))
        .or_else(|| plan(text, folded, start))
        .or_else(|| closing(text))
        .or_else(|| not_yet(text))?;
    let is_undone = matches!(
        stated.status,
        Status::Planned | Status::NotImplemented | Status::Partial
    );
    is_undone.then_some(stated)
}

/// What may stand before a status and changes nothing.
const ADVERBS: [&str; 12] = [
    "現在は",
    "現在",
    "現時点では",
    "現時点で",
    "現状では",
    "現状は",
    "現状",
    "今のところ",
    "まだ",
    "currently ",
    "at present ",
    "still ",
];

fn skip_adverb(folded: Folded, start: usize) -> usize {
    let behind = ADVERBS.iter().find_map(|word| folded.after(start, word));
    let joint = |c: char| c.is_whitespace() || c == '、' || c == ',';
    behind.map_or(start, |behind| folded.skip(behind, joint))
}

/// Words that are a status where nothing else stands, and the beginning of something else as often.
#[rustfmt::skip]
const ALONE: [&str; 24] = [
    "一部", "計画", "予定", "未", "否", "いいえ", "計画あり", "予定あり", "partial", "partially", "in part", "scheduled", "open", "ongoing", "delayed",
    "missing", "no", "n", "ng", "fail", "pending", "under way", "underway", "not done",
];

/// Words that say of a thing that there is none.
const NOTHING: [&str; 4] = ["無", "無し", "なし", "不可"];

/// English statuses that a time or a doer may follow.
const FOLLOWED: [&str; 8] = [
    "planned",
    "not implemented",
    "not yet implemented",
    "not in place",
    "not yet in place",
    "in progress",
    "to be implemented",
    "partially implemented",
];

/// What follows them.
const LINKS: [&str; 6] = ["for ", "by ", "in ", "until ", "since ", "as of "];

/// A status word at `start` that is all that is said, or ends its sentence.
fn opening(folded: Folded, start: usize) -> Option<StatedStatus> {
    let (end, word, status) = STATUS_WORDS.longest(folded, start)?;
    if NOTHING.contains(&word) {
        return None;
    }
    let behind = tail_end(folded, end);
    let ends = match folded.at(behind) {
        None => true,
        _ if is_over(folded, behind) => true,
        // "Partially; laptops only."
        Some(';' | ':') if word.starts_with("part") && word.is_ascii() => true,
        _ if ALONE.contains(&word) => false,
        Some('(') => !attributive(folded, behind),
        Some('。' | ':' | '\n') => true,
        Some('.' | ';' | ',' | '-' | '–' | '—') => word.is_ascii() && ends_word(folded, behind),
        Some(' ') => {
            let next = folded.skip_space(behind);
            let links = || LINKS.iter().any(|link| folded.after(next, link).is_some());
            let bracketed = folded.at(next) == Some('(');
            let dated = folded.at(next).is_some_and(|c| c.is_ascii_digit());
            let dashed = matches!(folded.at(next), Some('-' | '–' | '—'));
            let broken = folded.rest(behind)[..next - behind].contains('\n');
            broken || bracketed || dated || dashed || FOLLOWED.contains(&word) && links()
        }
        Some(_) => false,
    };
    ends.then(|| StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, behind),
    })
}

/// Whether a mark between words is followed by a space or nothing, as a hyphen in a compound is not.
fn ends_word(folded: Folded, mark: usize) -> bool {
    let behind = folded.next(mark);
    folded.at(behind).is_none_or(char::is_whitespace)
}

/// Whether nothing but marks stands behind `place`.
fn is_over(folded: Folded, place: usize) -> bool {
    { folded.from(place) }.all(|c| !c.is_alphanumeric() && !matches!(c, '(' | '['))
}

/// × or △ before an answer's words, or alone.
fn crossed(folded: Folded, start: usize) -> Option<StatedStatus> {
    let status = match folded.at(start)? {
        '×' | '✕' | '❌' | '✗' | '✘' => Status::NotImplemented,
        '△' => Status::Partial,
        _ => return None,
    };
    let end = folded.next(start);
    let behind = folded.skip(end, |c| c == '\u{fe0f}');
    let stands_apart = { folded.at(behind) }
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | '。' | '、'));
    stands_apart.then(|| StatedStatus {
        status,
        range: start..end,
        reason: beside(folded, behind),
    })
}

/// No sentence that only says when something will be done is longer, in bytes.
const LONGEST_PLAN: usize = 96;

/// A sentence that says no more than that it will be done, and when: 「来年度に対応する」, "Will be done next year".
fn plan(text: &str, folded: Folded, start: usize) -> Option<StatedStatus> {
    let rest = folded.rest(start).trim_end_matches(['。', '.', ' ']);
    if rest.is_empty() || rest.len() > LONGEST_PLAN || rest.contains(['。', '\n']) {
        return None;
    }
    let is_plan = match rest.is_ascii() {
        true => is_english_plan(&rest.to_ascii_lowercase()),
        false => is_japanese_plan(&rest.chars().map(fold).collect::<String>()),
    };
    let end = start + rest.len();
    debug_assert!(end <= text.len());
    is_plan.then_some(StatedStatus {
        status: Status::Planned,
        range: start..end,
        reason: None,
    })
}

/// A sentence, and nothing else, that says that something is not done yet: 「まだ受けておりません。」.
fn not_yet(text: &str) -> Option<StatedStatus> {
    const OPENINGS: [&str; 5] = ["まだ", "いまだ", "現在は", "現時点では", "現状では"];
    const ENDS: [&str; 5] = [
        "ておりません",
        "ていません",
        "ていない",
        "できていません",
        "できていない",
    ];
    let start = text.len() - text.trim_start().len();
    let sentence = text.trim().trim_end_matches('。');
    let is_it = sentence.len() <= LONGEST_PLAN
        && !sentence.contains(['。', '\n'])
        && OPENINGS.iter().any(|opening| sentence.starts_with(opening))
        && ENDS.iter().any(|end| sentence.ends_with(end));
    is_it.then(|| StatedStatus {
        status: Status::NotImplemented,
        range: start..start + sentence.len(),
        reason: None,
    })
}

/// A sentence, and nothing else, that ends by saying that its subject is not done: 「監査は未実施である」,
/// 「監査体制を2025年4月に整備予定」. A citation may stand behind it.
fn closing(text: &str) -> Option<StatedStatus> {
    #[rustfmt::skip]
    const UNDONE: [(&str, Status); 18] = [
        ("未実施", Status::NotImplemented), ("未対応", Status::NotImplemented), ("未整備", Status::NotImplemented), ("未導入", Status::NotImplemented),
        ("未策定", Status::NotImplemented), ("未着手", Status::NotImplemented), ("未実装", Status::NotImplemented), ("未取得", Status::NotImplemented),
        ("検討中", Status::Planned), ("準備中", Status::Planned), ("整備中", Status::Planned), ("計画中", Status::Planned), ("構築中", Status::Planned),
        ("策定中", Status::Planned), ("予定している", Status::Planned), ("予定しています", Status::Planned), ("予定としている", Status::Planned), ("予定", Status::Planned),
    ];
    const DONE: [&str; 9] = [
        "対応", "実施", "導入", "実装", "整備", "策定", "構築", "作成", "取得",
    ];
    const TAILS: [&str; 5] = [
        "である",
        "です",
        "であります",
        "となっている",
        "となっています",
    ];
    const ROUTINE: [&str; 9] = [
        "次回", "毎", "定期", "定例", "場合", "とき", "際に", "ごと", "都度",
    ];
    if text.is_ascii() || text.len() > LONGEST_PLAN * 2 {
        return None;
    }
    let mut end = text.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    while let Some(open) = { end.strip_suffix(['）', ')', '】', '］', ']']) }
        .and_then(|inner| inner.rfind(['（', '(', '【', '［', '[']))
    {
        end = end[..open].trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    }
    let is_one = !end.contains(['。', '\n']) && !ROUTINE.iter().any(|word| end.contains(word));
    let bare = TAILS
        .iter()
        .find_map(|tail| end.strip_suffix(tail))
        .unwrap_or(end);
    let (word, status) = UNDONE.iter().find(|(word, _)| bare.ends_with(word))?;
    let front = &bare[..bare.len() - word.len()];
    // 「…の予定」 names a thing, and what is not done needs a subject.
    let is_predicate = match status {
        // What is begun or changed may be done as well.
        Status::Planned if word.starts_with("予定") => {
            let deed = front.strip_suffix("する").unwrap_or(front);
            front.contains(['は', 'を', 'が']) && DONE.iter().any(|done| deed.ends_with(done))
        }
        Status::Planned => front.contains(['は', 'を', 'が']) && !front.ends_with('の'),
        _ => front.ends_with(['は', 'が', 'も']),
    };
    (is_one && is_predicate).then(|| StatedStatus {
        status: *status,
        range: front.len()..front.len() + word.len(),
        reason: None,
    })
}

fn is_english_plan(text: &str) -> bool {
    const OPENINGS: [&str; 9] = [
        "will be ",
        "to be ",
        "is to be ",
        "this will be ",
        "it will be ",
        "we will ",
        "is planned to be ",
        "being ",
        "is being ",
    ];
    const DEEDS: [&str; 15] = [
        "done",
        "implemented",
        "implement this",
        "do this",
        "completed",
        "addressed",
        "deployed",
        "introduced",
        "rolled out",
        "put in place",
        "in place",
        "started",
        "met",
        "address this",
        "set up",
    ];
    /// What opens an answer that is no more than a plan.
    const PLANS: [&str; 12] = [
        "on the roadmap",
        "on our roadmap",
        "we are working on ",
        "work on this is under way",
        "rollout planned",
        "rollout is planned",
        "roll-out planned",
        "roll-out is planned",
        "expected in ",
        "expected by ",
        "scheduled for ",
        "planned for ",
    ];
    if PLANS.iter().any(|plan| text.starts_with(plan)) {
        return true;
    }
    const TIMES: [&str; 14] = [
        "next ",
        "this ",
        "in ",
        "by ",
        "before ",
        "after ",
        "during ",
        "within ",
        "later",
        "soon",
        "as soon as",
        "with the next",
        "from ",
        "once ",
    ];
    let behind = OPENINGS
        .iter()
        .find_map(|opening| text.strip_prefix(opening));
    let behind = behind.and_then(|text| DEEDS.iter().find_map(|deed| text.strip_prefix(deed)));
    behind.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || TIMES.iter().any(|time| rest.starts_with(time))
    })
}

fn is_japanese_plan(text: &str) -> bool {
    const TIMES: [&str; 26] = [
        "来年度",
        "来年",
        "再来年度",
        "次年度",
        "来期",
        "次期",
        "今期",
        "今年度",
        "本年度",
        "年度",
        "年内",
        "今後",
        "将来的",
        "将来",
        "近日",
        "近々",
        "近く",
        "順次",
        "速やか",
        "早急",
        "早期",
        "別途",
        "来月",
        "四半期",
        "上期",
        "下期",
    ];
    const PARTICLES: [&str; 14] = [
        "までに",
        "中に",
        "以降に",
        "以降",
        "内に",
        "末",
        "中",
        "内",
        "に",
        "は",
        "から",
        "より",
        "も",
        "、",
    ];
    const DEEDS: [&str; 16] = [
        "対応", "実施", "導入", "実装", "整備", "検討", "着手", "策定", "構築", "作成", "改善",
        "改修", "追加", "設定", "開始", "取得",
    ];
    const AHEAD: [&str; 11] = [
        "する予定",
        "をする予定",
        "の予定",
        "予定",
        "を予定",
        "を予定している",
        "を予定しています",
        "する計画",
        "を検討",
        "を検討中",
        "を計画",
    ];
    const PLAIN: [&str; 6] = [
        "",
        "する",
        "します",
        "していく",
        "していきます",
        "してまいります",
    ];
    let mut rest = text;
    loop {
        let digits = rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || "年月日度期頃第/.-q ".contains(c));
        // A number opens a date, 「年」 alone does not.
        let dated = (rest.starts_with(|c: char| c.is_ascii_digit())).then_some(digits);
        let timed = TIMES.iter().find_map(|time| rest.strip_prefix(time));
        let Some(behind) = timed.or(dated) else { break };
        let particle = PARTICLES.iter().find_map(|word| behind.strip_prefix(word));
        rest = particle.unwrap_or(behind);
        let second = PARTICLES.iter().find_map(|word| rest.strip_prefix(word));
        rest = second.unwrap_or(rest);
    }
    let is_timed = rest.len() < text.len();
    let Some(behind) = DEEDS.iter().find_map(|deed| rest.strip_prefix(deed)) else {
        return false;
    };
    let end = ["です", "である", "だ"]
        .iter()
        .find_map(|tail| behind.strip_suffix(tail));
    let end = end.unwrap_or(behind);
    AHEAD.contains(&end) || is_timed && PLAIN.contains(&end)
}

/// Whether a text may hold words that [`excluding`] looks for; cheaper than to ask about each place.
pub fn may_exclude(text: &str) -> bool {
    ["out of scope", "not applicable", "not apply"]
        .iter()
        .any(|words| text.contains(words))
}

/// The words of the English sentence around a place that exclude what it names, "are not applicable": their place
/// in the text. To whom something does not apply, or where, is no exclusion.
pub fn excluding(text: &str, at: usize) -> Option<Range<usize>> {
    const WORDS: [&str; 6] = [
        "are out of scope",
        "is out of scope",
        "are not applicable",
        "is not applicable",
        "do not apply",
        "does not apply",
    ];
    const LIMITS: [&str; 9] = [
        " to ", " for ", " of ", " in ", " where ", " when ", " if ", " until ", " on ",
    ];
    /// What stands farther away is of no matter, whether or not the sentence goes on.
    const NEAR: usize = 600;
    let first = text.floor_char_boundary(at.saturating_sub(NEAR));
    let last = text.floor_char_boundary((at + NEAR).min(text.len()));
    let ends_sentence = |place: usize| {
        let behind = text[place..].trim_start_matches(['.', '\n']);
        let behind = behind.trim_start();
        behind.is_empty() || behind.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let start = { text[first..at].rmatch_indices(['.', '\n']) }
        .map(|(place, _)| first + place)
        .find(|&place| ends_sentence(place) && text[place + 1..].starts_with(char::is_whitespace))
        .map_or(first, |place| place + 1);
    let end = { text[at..last].match_indices(['.', '\n']) }
        .map(|(place, _)| at + place)
        .find(|&place| ends_sentence(place))
        .unwrap_or(last);
    let sentence = &text[start..end];
    WORDS.iter().find_map(|words| {
        let place = sentence.find(words)?;
        let behind = &sentence[place + words.len()..];
        let is_limited = LIMITS.iter().any(|limit| behind.starts_with(limit));
        (!is_limited).then(|| start + place..start + place + words.len())
    })
}
