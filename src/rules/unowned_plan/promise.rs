//! Sentences that promise something for a day.

use std::ops::Range;

/// The sentences of a text, Japanese and English.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |&(at, mark): &(usize, &str)| {
            let behind = &rest[at + mark.len()..];
            mark == "。"
                || behind
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_uppercase())
        };
        let japanese = rest.match_indices("。").find(&ends);
        let english = rest.match_indices(". ").find(&ends);
        let first = [japanese, english].into_iter().flatten().min();
        let end = first.map_or(rest.len(), |(at, mark)| at + mark.len());
        let (sentence, behind) = rest.split_at(end);
        rest = behind;
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// Whether an English sentence tells of what was said or would be: "said that it will be done by May 2025".
pub(super) fn is_quoted_or_conditional(sentence: &str) -> bool {
    const WORDS: [&str; 9] = [
        " unless ",
        " said ",
        " that it will ",
        " that they will ",
        " would ",
        " if ",
        " was to ",
        " were to ",
        " had been ",
    ];
    let opens = ["If ", "Unless "];
    // Of the next review's day stale-review tells.
    let is_review = || sentence.contains("ext review");
    if opens
        .iter()
        .any(|open| sentence.trim_start().starts_with(open))
        || is_review()
    {
        return true;
    }
    sentence.starts_with(|c: char| c.is_ascii()) && WORDS.iter().any(|word| sentence.contains(word))
}

/// Whether an English sentence promises something for a date in it: "MFA will be introduced by May 2025",
/// "is planned by 30 June 2026".
fn promises_in_english(sentence: &str, date: &Range<usize>) -> bool {
    const AHEAD: [&str; 10] = [
        "is to be ",
        "are to be ",
        "is expected ",
        "expected to be ",
        "will ",
        "is planned ",
        "are planned ",
        "planned for ",
        "is scheduled ",
        "are scheduled ",
    ];
    const BEFORE: [&str; 14] = [
        " by ",
        " by the end of ",
        " by end of ",
        " before ",
        " until ",
        " in ",
        " on ",
        " for ",
        " from ",
        " no later than ",
        " as of ",
        " at the end of ",
        " during ",
        " by mid-",
    ];
    /// What has to be done by a day; of other days ("must follow the policy of May 2025") it says nothing.
    const DUTIES: [&str; 7] = [
        " shall ",
        " must ",
        " should ",
        " is due ",
        " are due ",
        " has to ",
        " have to ",
    ];
    const BY: [&str; 9] = [
        " by ",
        " by the end of ",
        " by end of ",
        " no later than ",
        " not later than ",
        " at the latest by ",
        " by mid-",
        " is due on ",
        " is due in ",
    ];
    /// What is said to be otherwise, and what was.
    const SAID: [&str; 12] = [
        "said to be ",
        "known to be ",
        "found to be ",
        "used to be ",
        "designed to be ",
        "configured to be ",
        "has to be ",
        "have to be ",
        "had to be ",
        "continue to be ",
        "continues to be ",
        "assumed to be ",
    ];
    let before = &sentence[..date.start];
    // "a second analyst, to be hired by March 2026"
    let is_to_be = || {
        before.contains(" to be ")
            && BY.iter().any(|word| before.ends_with(word))
            && !SAID.iter().any(|word| before.contains(word))
    };
    let is_ahead = AHEAD.iter().any(|word| before.contains(word));
    let is_duty = || {
        let denied = [" not be ", " never ", " no longer "];
        DUTIES.iter().any(|word| before.contains(word))
            && BY.iter().any(|word| before.ends_with(word))
            && !denied.iter().any(|word| before.contains(word))
    };
    is_ahead && BEFORE.iter().any(|word| before.ends_with(word)) || is_duty() || is_to_be()
}

/// Whether a sentence promises something for a date in it.
pub(super) fn promises(sentence: &str, date: &Range<usize>) -> bool {
    if promises_in_english(sentence, date) {
        return true;
    }
    const UNTIL: [&str; 12] = [
        "までに",
        "まで、",
        "中に",
        "内に",
        "末に",
        "を目途",
        "を目処",
        "をめど",
        "頃に",
        "ごろに",
        "に",
        "の",
    ];
    const PLANS: [&str; 14] = [
        "予定",
        "予定です",
        "予定である",
        "予定としている",
        "予定としています",
        "予定している",
        "予定しています",
        "予定しております",
        "計画です",
        "計画である",
        "計画している",
        "計画しています",
        "見込みです",
        "見込みである",
    ];
    const RECURRING: [&str; 6] = ["毎", "ごと", "場合", "とき", "以降", "から"];
    let behind = &sentence[date.end..];
    let behind = behind.strip_prefix("末日").unwrap_or(behind);
    let behind = behind.trim_start_matches(['末', '頃', ' ']);
    let Some(until) = UNTIL.iter().find(|word| behind.starts_with(**word)) else {
        return false;
    };
    // Behind the predicate a citation may stand.
    let mut end = sentence.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    while let Some(open) = { end.strip_suffix(['）', ')', '】', '］', ']']) }
        .and_then(|inner| inner.rfind(['（', '(', '【', '［', '[']))
    {
        end = end[..open].trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    }
    if end.len() < date.end || RECURRING.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    let is_plan = PLANS.iter().any(|plan| end.ends_with(plan));
    // Of 「2025年3月に」 nobody knows when it is said.
    let is_due = until.chars().nth(1).is_some();
    let is_to_come = || {
        let ends = [
            "する",
            "します",
            "いたします",
            "行う",
            "行います",
            "整える",
            "定める",
            "図る",
            "終える",
        ];
        ends.iter().any(|ending| end.ends_with(ending))
    };
    is_plan || is_due && is_to_come()
}
