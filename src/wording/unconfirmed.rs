//! Remarks of whoever checks something and did not see it: 「未確認」, 「時間の都合で確認できなかった」.

use std::ops::Range;

use super::affix;

/// What says so wherever a remark ends with it.
const NOUNS: [&str; 17] = [
    "未確認",
    "未検証",
    "未照合",
    "未入手",
    "要確認",
    "要検証",
    "再確認",
    "確認中",
    "確認待ち",
    "確認予定",
    "次回確認",
    "後日確認",
    "別途確認",
    "tbd",
    "to be confirmed",
    "not verified",
    "not confirmed",
];

/// What says so of the thing that is asked, and of something bad that it was not found: 「異常は確認できなかった」.
const VERBS: [&str; 8] = [
    "確認できず",
    "確認できない",
    "確認できていない",
    "確認できなかった",
    "確認していない",
    "確認できません",
    "確認していません",
    "確認できませんでした",
];

/// What stands before such a verb that speaks of the thing that is asked: nothing, why, or when.
const BEFORE: [&str; 8] = [
    "今回は",
    "今回",
    "まだ",
    "現時点では",
    "ため",
    "ので",
    "により",
    "都合で",
];

/// The words by which a remark ends that say that something was not seen yet.
pub fn unconfirmed(text: &str) -> Option<Range<usize>> {
    /// Such a remark says little else.
    const LONGEST: usize = 96;
    let whole = text.trim_end_matches(['。', '.', ' ', '\u{3000}']);
    if whole.is_empty() || whole.len() > LONGEST {
        return None;
    }
    let lowered = whole.to_ascii_lowercase();
    let before = affix::before(&lowered, &NOUNS).or_else(|| {
        let before = affix::before(&lowered, &VERBS)?;
        let cause = before.trim_end_matches(['、', '，', ' ', '\u{3000}']);
        (cause.is_empty() || affix::ends_with(cause, &BEFORE)).then_some(before)
    })?;
    Some(before.len()..whole.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_seen_is_told_from_what_was_not_found() {
        for (text, words) in [
            ("未確認", "未確認"),
            ("証跡は未入手。", "未入手"),
            ("要確認", "要確認"),
            ("担当者に確認中。", "確認中"),
            ("確認できず", "確認できず"),
            ("今回は確認していない。", "確認していない"),
            ("時間の都合で確認できなかった。", "確認できなかった"),
            (
                "担当者が不在のため、確認できませんでした。",
                "確認できませんでした",
            ),
            ("Not verified", "Not verified"),
        ] {
            assert_eq!(unconfirmed(text).map(|range| &text[range]), Some(words));
        }
        for text in [
            "",
            "異常は確認できなかった。",
            "不審な接続は確認していない。",
            "未確認の端末はなかった。",
            "未確認事項なし",
            "要確認事項は2件あり、いずれも是正した。",
        ] {
            assert_eq!(unconfirmed(text), None, "{text}");
        }
    }
}
