//! Statuses that are written wrongly.

use super::{StatedStatus, Status, beside};
use crate::wording::fold::Folded;

/// A status that is misspelt by a letter, and nothing but a date or a note behind it: "Implmented",
/// "Partialy implemented (2027)".
pub(super) fn misspelt(folded: Folded, start: usize) -> Option<StatedStatus> {
    /// A shorter word is too near to others.
    const SHORTEST: usize = 7;
    /// Longer cells are sentences.
    const LONGEST: usize = 64;
    const MEANT: [(&str, Status); 12] = [
        ("implemented", Status::Implemented),
        ("fully implemented", Status::Implemented),
        ("compliant", Status::Implemented),
        ("completed", Status::Implemented),
        ("partial", Status::Partial),
        ("partially", Status::Partial),
        ("partially implemented", Status::Partial),
        ("planned", Status::Planned),
        ("in progress", Status::Planned),
        ("not applicable", Status::NotApplicable),
        ("not implemented", Status::NotImplemented),
        ("alternative implementation", Status::Alternative),
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
