//! Questions that are asked about a clause: 「Q5. 2-(2) 保存期間を教えてください。」.

use crate::locator::{self, Target};
use crate::script::is_digit;

/// Bytes of what numbers a question, where the clause's own number stands behind it: `Q5. `, 「問3　」. A document
/// that numbers its questions does not number them twice.
pub fn numbering(text: &str) -> usize {
    const WORDS: [&str; 8] = ["Q", "Ｑ", "質問事項", "質問", "設問", "問い", "問", "No."];
    let Some(behind) = WORDS.iter().find_map(|word| text.strip_prefix(word)) else {
        return 0;
    };
    let number = behind.trim_start_matches(['.', ' ', '-']);
    let end = number.trim_start_matches(|c| is_digit(c) || c == '-' || c == '－');
    let rest =
        end.trim_start_matches(|c: char| c.is_whitespace() || ".．:：、,)）】］]|｜".contains(c));
    if end.len() == number.len() || rest.len() == end.len() {
        return 0;
    }
    let clause = rest.trim_start_matches(['（', '(', '【', '［', '[', '「']);
    // 「(2)」 is a level of its own, 「(2-(2))」 a clause in brackets.
    let at = match opens_with_clause(rest) {
        true => rest,
        false if opens_with_clause(clause) => clause,
        false => return 0,
    };
    text.len() - at.len()
}

fn opens_with_clause(text: &str) -> bool {
    let Some((references, length)) = locator::read(text) else {
        return false;
    };
    let goes_on = text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    !goes_on && { references.iter() }.all(|one| has_levels(&one.target))
}

/// Whether a number has several levels: what asks about the second point of a list has one.
pub fn has_levels(target: &Target) -> bool {
    let (Target::One(locator) | Target::Through(locator, _)) = target;
    locator.levels.len() > 1
}

/// Whether a line asks: 「責任者は誰ですか。」, 「保存期間を教えてください。」.
pub fn asks(text: &str) -> bool {
    const ENDS: [&str; 6] = ["か", "ください", "下さい", "?", "？", "は"];
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "。．*_".contains(c));
    ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a list's item is a question about a clause that it names: "Standard 1.1. Who stands in for the lead?".
pub fn asks_of_clause(text: &str) -> bool {
    /// What is longer is no question, in bytes.
    const LONGEST: usize = 400;
    const WORDS: [&str; 4] = ["Standard ", "Control ", "Clause ", "Requirement "];
    let text = text.trim_end();
    let behind = { WORDS.iter() }.find_map(|word| text.strip_prefix(word));
    text.len() <= LONGEST
        && text.ends_with(['?', '？'])
        && !text.contains('\n')
        && behind.is_some_and(opens_with_clause)
}
