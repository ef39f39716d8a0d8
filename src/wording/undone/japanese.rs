//! Japanese answers that say, as a sentence and nothing else, that something is not done yet.

use super::LONGEST_PLAN;
use crate::wording::status::{StatedStatus, Status};

/// A sentence, and nothing else, that says that something is not done yet: 「まだ受けておりません。」.
pub(super) fn not_yet(text: &str) -> Option<StatedStatus> {
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
pub(super) fn closing(text: &str) -> Option<StatedStatus> {
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

/// Whether a sentence in folded letters says no more than that something will be done, and when.
pub(super) fn is_plan(text: &str) -> bool {
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
