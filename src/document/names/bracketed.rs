//! Whether the numbers that stand alone in brackets, 「ログを3年間保存する（4-1）」, are clauses of the only guideline that a
//! document is about. One of them may be a section of the document's own, or of another: all of them tell.

use crate::document::citation::is_plain;
use crate::guideline::{Catalogue, Lookup};
use crate::locator::{self, Locator, Target};
use crate::markdown::{BlockKind, Markdown};
use crate::script::{CLOSING_BRACKETS, OPENING_BRACKETS, is_digit};

/// Whether at least two different numbers stand alone in brackets at the end of a sentence or at the beginning of a line,
/// whether all that stand so anywhere are clauses, and none is that of a part of the document.
pub(super) fn are_clauses(text: &str, markdown: &Markdown, catalogue: &Catalogue) -> bool {
    const FEWEST: usize = 2;
    let mut cited: Vec<Locator> = Vec::new();
    for opening in OPENING_BRACKETS {
        for (at, _) in text.match_indices(opening) {
            let inside = &text[at + opening.len_utf8()..];
            if !inside.starts_with(is_digit) {
                continue;
            }
            let Some((references, length)) = locator::read(inside) else {
                continue;
            };
            let Some(behind) = inside[length..].strip_prefix(CLOSING_BRACKETS) else {
                continue;
            };
            for reference in references {
                let Target::One(number) = reference.target else {
                    return false;
                };
                // (3) counts, (2026/4/1) is a day.
                if is_plain(&Target::One(number.clone())) || number.levels[0].value.len() > 3 {
                    continue;
                }
                if !matches!(catalogue.find(&number), Lookup::Found(_)) {
                    return false;
                }
                let ends = behind.is_empty() || behind.starts_with(['。', '\n', '\r', '*', '|']);
                let begins = text[..at].trim_end_matches(['*', ' ', '\u{3000}']);
                let begins = begins.is_empty() || begins.ends_with('\n');
                if (ends || begins) && !cited.contains(&number) {
                    cited.push(number);
                }
            }
        }
    }
    cited.len() >= FEWEST && !cited.iter().any(|number| is_own(number, markdown))
}

/// Whether a heading or a paragraph of the document begins with a number.
fn is_own(number: &Locator, markdown: &Markdown) -> bool {
    markdown.blocks.iter().any(|block| {
        let text = match block.kind {
            BlockKind::Heading { .. } | BlockKind::Paragraph => markdown.prose(block).text,
            _ => return false,
        };
        let text = text.trim_start_matches(['第', ' ', '\u{3000}']);
        let found = text
            .starts_with(char::is_numeric)
            .then(|| locator::read(text))
            .flatten();
        let first = found.and_then(|(references, _)| references.into_iter().next());
        first.is_some_and(|first| matches!(first.target, Target::One(own) if own == *number))
    })
}
