//! What stands in the place of an interval and is none: 「定期的」, 「随時」, "as needed".

use super::affix;

/// A word in the place of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VagueInterval {
    /// It says that something is done whenever there is a need, and not again and again.
    pub on_demand: bool,
}

/// Words for again and again.
const AGAIN: [&str; 8] = [
    "定期",
    "定期的",
    "不定期",
    "周期的",
    "periodically",
    "regularly",
    "periodic",
    "regular",
];

/// Words for whenever there is a need.
const ON_DEMAND: [&str; 12] = [
    "随時",
    "適宜",
    "都度",
    "必要時",
    "必要に応じて",
    "必要に応じ",
    "必要の都度",
    "as needed",
    "as required",
    "as necessary",
    "when needed",
    "ad hoc",
];

/// The word of a value for an interval that is nothing but one of these.
pub fn vague_interval(text: &str) -> Option<VagueInterval> {
    const LONGEST: usize = 40;
    const TAILS: [&str; 8] = [
        "に実施",
        "に見直し",
        "に点検",
        "に確認",
        "に行う",
        "実施",
        "見直し",
        "に",
    ];
    let text = text.trim().trim_end_matches(['。', '.']);
    if text.is_empty() || text.len() > LONGEST || text.contains(char::is_numeric) {
        return None;
    }
    if let Some((word, beside)) = with_parenthesis(text) {
        // 「適宜（必要に応じて）」: the one says no more than the other.
        let (word, beside) = (vague_interval(word)?, vague_interval(beside)?);
        let on_demand = word.on_demand && beside.on_demand;
        return Some(VagueInterval { on_demand });
    }
    let lowered = text.to_lowercase();
    let bare = affix::before(&lowered, &TAILS).unwrap_or(&lowered);
    let is = |words: &[&str]| words.contains(&bare) || words.contains(&lowered.as_str());
    let on_demand = is(&ON_DEMAND);
    (on_demand || is(&AGAIN)).then_some(VagueInterval { on_demand })
}

/// A text in front of the parenthesis that it ends in, and what stands in that.
fn with_parenthesis(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(['）', ')'])?;
    let (word, beside) = inside.split_once(['（', '('])?;
    Some((word.trim_end(), beside))
}

/// Whether a text says on what occasion something is done, or that it is always under way.
pub fn says_when(text: &str) -> bool {
    #[rustfmt::skip]
    const OCCASIONS: [&str; 28] = [
        "都度", "たび", "際", "場合", "とき", "時に", "時は", "時、", "次第", "後に", "前に", "契機", "ごと", "毎", "常時", "常に", "自動", "リアルタイム", "24時間",
        "受け付け", "受付", "問い合わせ", "問合せ", "以内", "when", "upon", "after ", "before ",
    ];
    OCCASIONS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_interval_are_told_from_intervals() {
        for text in ["定期", "定期的に実施", "定期的。", "Periodically"] {
            assert_eq!(
                vague_interval(text).map(|word| word.on_demand),
                Some(false),
                "{text}"
            );
        }
        for text in ["随時", "適宜見直し", "必要に応じて", "As needed"] {
            assert_eq!(
                vague_interval(text).map(|word| word.on_demand),
                Some(true),
                "{text}"
            );
        }
        for text in [
            "",
            "年1回",
            "変更の都度",
            "毎月",
            "常時",
            "四半期ごと",
            "定期（年1回）",
            "随時（申請から2営業日以内）",
        ] {
            assert_eq!(vague_interval(text), None, "{text}");
        }
    }
}
