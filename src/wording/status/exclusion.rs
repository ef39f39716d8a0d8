//! Exclusions that stand behind their reason, or are no more than a dash before it.

use std::ops::Range;

use super::words::{DASHES, PROVIDERS, TAILS, WORDS};
use super::{StatedStatus, Status, beside};
use crate::wording::fold::Folded;

/// A dash with a reason beside it.
pub(super) fn excluding_dash(folded: Folded, start: usize) -> Option<StatedStatus> {
    folded.at(start).filter(|mark| DASHES.contains(mark))?;
    let end = folded.next(start);
    let reason = beside(folded, end)?;
    let open = folded.skip_space(end);
    let parenthesised = folded.at(open) == Some('(');
    parenthesised.then_some(StatedStatus {
        status: Status::NotApplicable,
        range: start..end,
        reason: Some(reason),
    })
}

/// 「無線LANを利用していないため対象外」: the reason first, the exclusion at the end.
pub(super) fn closing_exclusion(text: &str) -> Option<StatedStatus> {
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
    let exclusions = WORDS
        .iter()
        .filter(|(status, _)| *status == Status::NotApplicable);
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
    // 「SMSによる認証は安全性が低いため採用しない」 says of one thing that it is not used.
    let is_of_one = || {
        let words = ["適用", "採用"];
        words.iter().any(|verb| word.starts_with(verb)) && speaks_of_one_thing(before)
    };
    (causal && !before.contains('。') && !is_of_one()).then_some(StatedStatus {
        status: Status::NotApplicable,
        range: word_start..body.len(),
        reason: Some(reason_start..before.len()),
    })
}

/// Whether a sentence has a topic that is not the provider's whole service.
fn speaks_of_one_thing(sentence: &str) -> bool {
    sentence.match_indices('は').any(|(at, _)| {
        let topic = sentence[..at].trim_end_matches(['で', 'に']);
        !{ PROVIDERS.iter() }.any(|provider| topic.ends_with(provider))
    })
}
