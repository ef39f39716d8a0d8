//! Whether what a word belongs to is said not to be done: 「定期的な変更は求めない」, "does not require
//! periodic changes".

use std::ops::Range;

use crate::script::{is_kanji, is_katakana};

/// Particles that hand a phrase on to the predicate behind the comma.
const TOPICS: [&str; 5] = ["は", "も", "を", "が", "に"];

/// Ends of a predicate that says that something is not done.
const DENYING: [&str; 15] = [
    "ない",
    "ません",
    "せず",
    "めず",
    "わず",
    "けず",
    "ないこと",
    "ないもの",
    "ない方針",
    "ない運用",
    "ないため",
    "ないので",
    "ないが",
    "ませんが",
    "ないで",
];

/// Ends that only look so: what must be done, and what is always done.
const AFFIRMING: [&str; 13] = [
    "ならない",
    "なりません",
    "いけない",
    "いけません",
    "欠かさない",
    "欠かしません",
    "欠かせない",
    "欠かせません",
    "怠らない",
    "怠りません",
    "忘れない",
    "忘れません",
    "問わず",
];

/// What is done with a thing that is not done any more.
const GIVEN_UP: [&str; 7] = ["廃止", "撤廃", "不要", "取りやめ", "やめ", "免除", "なし"];

/// Endings of verbs and copulas behind those; the longest first, since some end in others.
const ENDINGS: [&str; 25] = [
    "こととしている",
    "こととしました",
    "こととします",
    "こととする",
    "としています",
    "としている",
    "としました",
    "とします",
    "とした",
    "とする",
    "しています",
    "している",
    "しました",
    "ています",
    "ている",
    "ました",
    "である",
    "します",
    "した",
    "する",
    "です",
    "済み",
    "済",
    "た",
    "し",
];

/// Whether the predicate that the word at `word` belongs to, in its own part of the sentence, is
/// denied.
pub(super) fn is_denied(text: &str, word: &Range<usize>, sentence: &Range<usize>) -> bool {
    let behind = &text[word.end..sentence.end];
    match text[word.clone()].is_ascii() {
        true => {
            let before = &text[sentence.start..word.start];
            let is_adverb = text[word.clone()].ends_with("ly");
            is_denied_before(before) || is_denied_behind(own_part(behind, is_adverb))
        }
        false => is_denied_in_japanese(behind),
    }
}

fn is_denied_in_japanese(behind: &str) -> bool {
    let adverbial = behind.starts_with('に');
    let mut parts = behind.split(['、', '，']);
    let predicate = parts.find(|part| {
        let part = part.trim_end();
        !TOPICS.iter().any(|topic| part.ends_with(topic)) || denies(part)
    });
    let Some(predicate) = predicate else {
        return false;
    };
    let end = predicate.find(['。', '．', '（', '(', '[']);
    let predicate = predicate[..end.unwrap_or(predicate.len())].trim_end();
    // 「定期的に確認し例外を認めない」 does what stands before its second deed.
    if adverbial && goes_on_to_another_thing(predicate) {
        return false;
    }
    denies(predicate) || gives_up(predicate, adverbial)
}

/// Whether a predicate says one deed and goes on, without a comma, to a second one with a thing of its own.
fn goes_on_to_another_thing(predicate: &str) -> bool {
    predicate.match_indices('し').any(|(at, _)| {
        let is_deed = predicate[..at].chars().next_back().is_some_and(is_kanji);
        let behind = &predicate[at + 'し'.len_utf8()..];
        let behind = behind.strip_prefix('て').unwrap_or(behind);
        let begins_a_noun = behind.starts_with(|c| is_kanji(c) || is_katakana(c));
        is_deed && begins_a_noun && behind.contains(['を', 'は'])
    })
}

fn denies(predicate: &str) -> bool {
    let ends_in = |ends: &[&str]| {
        let mut forms = [Some(predicate), stem(predicate)].into_iter().flatten();
        forms.any(|form| ends.iter().any(|end| form.ends_with(end)))
    };
    ends_in(&DENYING) && !ends_in(&AFFIRMING)
}

/// 「定期的な変更を廃止した」 and 「定期的に変更する運用は不要とする」, where 「定期的に不要な権限を
/// 廃止する」 and 「定期的な棚卸しで不要な権限を廃止する」 give up something else.
fn gives_up(predicate: &str, adverbial: bool) -> bool {
    let mut forms = [Some(predicate), stem(predicate)].into_iter().flatten();
    let thing = forms.find_map(|form| GIVEN_UP.iter().find_map(|end| form.strip_suffix(end)));
    let Some(thing) = thing else {
        return false;
    };
    match adverbial {
        true => thing.ends_with('は'),
        false => !thing.contains(['で', 'に']),
    }
}

fn stem(predicate: &str) -> Option<&str> {
    ENDINGS
        .iter()
        .find_map(|ending| predicate.strip_suffix(ending))
}

/// Words of English that a denial reaches over, at most.
const REACH: usize = 5;

/// "does not require periodic …", "no longer rotate passwords regularly".
fn is_denied_before(before: &str) -> bool {
    const DENIALS: [&str; 5] = ["not", "never", "cannot", "no", "without"];
    // Where another verb stands between, the denial was that of something else.
    const OTHERS: [&str; 8] = ["is", "are", "and", "but", "that", "which", "who", "were"];
    let part = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let mut near = part.split_whitespace().rev().take(REACH);
    let decides = near.find_map(|word| {
        let word = word.to_ascii_lowercase();
        let denial = DENIALS.contains(&&*word) || word.ends_with("n't") || word.ends_with("n’t");
        (denial || OTHERS.contains(&&*word)).then_some(denial)
    });
    decides.unwrap_or(false)
}

/// What stands behind a word up to where another thing is spoken of. What is "reviewed regularly and" does not
/// share the predicate behind, as "periodic changes and" do.
fn own_part(behind: &str, is_adverb: bool) -> &str {
    let end = is_adverb.then(|| behind.find(" and ")).flatten();
    &behind[..end.unwrap_or(behind.len())]
}

/// "Periodic changes are not required", "are no longer enforced".
fn is_denied_behind(behind: &str) -> bool {
    const CLAUSES: [&str; 7] = ["that", "which", "whether", "if", "for", "what", "whatever"];
    let part = behind
        .split([',', ';', ':', '.'])
        .next()
        .unwrap_or_default();
    let words: Vec<String> = { part.split_whitespace() }
        .map(str::to_ascii_lowercase)
        .take_while(|word| !CLAUSES.contains(&word.as_str()))
        .take(REACH + 2)
        .collect();
    let is_one = |word: &str, words: &[&str]| words.contains(&word);
    words.windows(2).any(|pair| {
        is_one(&pair[0], &["is", "are", "was", "were", "been"])
            && is_one(&pair[1], &["not", "no", "never"])
    }) || words
        .iter()
        .any(|word| is_one(word, &["isn't", "aren't", "abolished", "discontinued"]))
}

/// Whether what is asked for is nothing that one would rather have: incidents, exceptions, complaints. To have none of it is
/// the answer.
pub fn asks_for_the_unwelcome(asked: &str) -> bool {
    const UNWELCOME: [&str; 12] = [
        "事故",
        "違反",
        "漏えい",
        "漏洩",
        "障害の",
        "再委託",
        "例外",
        "苦情",
        "制約",
        "制限",
        "特記",
        "指摘",
    ];
    asks_for_a_fault(asked) || UNWELCOME.iter().any(|word| asked.contains(word))
}

/// Whether a question asks for what should not be, so that いいえ is the good answer to it:
/// 「初期パスワードのままで利用できますか」.
pub fn asks_for_a_fault(question: &str) -> bool {
    const FAULTS: [&str; 12] = [
        "ことがありますか",
        "ことはありますか",
        "ままで",
        "ままに",
        "ていませんか",
        "でいませんか",
        "いないか",
        "できない",
        "しない状態",
        "未確認の",
        "共用してい",
        "共有してい",
    ];
    FAULTS.iter().any(|words| question.contains(words))
}

/// Whether an answer is no more than that there is nothing of what is asked: 「無」, 「無（2027年度に導入予定）」,
/// 「…のため、無し」.
pub fn has_none(answer: &str) -> bool {
    const NONE: [&str; 8] = [
        "無",
        "無し",
        "なし",
        "ない",
        "無い",
        "ありません",
        "ございません",
        "none",
    ];
    const BEHIND: [&str; 4] = ["ため、", "ので、", "により、", "から、"];
    let text = answer.trim();
    let beside = text
        .find(['（', '('])
        .filter(|_| text.ends_with(['）', ')']));
    let bare = beside.map_or(text, |at| &text[..at]);
    let bare = bare.trim_end_matches(['。', '.', ' ']);
    let whole = |text: &str| NONE.iter().any(|word| word.eq_ignore_ascii_case(text));
    whole(bare)
        || BEHIND.iter().any(|cause| {
            let at = bare.rfind(cause);
            at.is_some_and(|at| whole(bare[at + cause.len()..].trim()))
        })
}

/// What an answer goes on with behind its 「いいえ」: the 「対象外です。」 of 「いいえ。対象外です。」.
pub fn behind_no(text: &str) -> Option<&str> {
    text.strip_prefix("いいえ")?.strip_prefix(['。', '、'])
}

/// Whether a remark says that something is not so: 「接続することはありません」, 「使っていません。」.
pub fn says_no(text: &str) -> bool {
    const DENIALS: [&str; 5] = ["ません", "禁止", "ない", "不可", "制限"];
    DENIALS.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_told_from_what_has_nothing_bad() {
        for answer in [
            "無",
            "無し。",
            "無（2027年度に導入予定）",
            "高可用性の構成にしているため、無し",
            "ありません",
        ] {
            assert!(has_none(answer), "{answer}");
        }
        for answer in [
            "",
            "再委託はありません",
            "無停電電源装置を備える。",
            "例外なし",
            "無線LANは使わない。",
            "保存期間の定めなし（永年）",
        ] {
            assert!(!has_none(answer), "{answer}");
        }
    }
}
