//! How the guideline and what cites it will be read once a clause has its new number.

use std::ops::Range;

use crate::finding::Edit;
use crate::guideline::{
    self, Clause, ClauseReference, Guideline, GuidelineIndex, Guidelines, Lookup,
};
use crate::locale::Message;
use crate::locator::{self, Target};

/// A guideline as it will be read.
pub struct Reread {
    guidelines: Guidelines,
    guideline: GuidelineIndex,
}

impl Reread {
    /// Reads a guideline's text with these edits, in order and without overlap; `None` where it is none any more.
    pub fn of(text: &str, id: &str, edits: &[Edit]) -> Option<Reread> {
        let mut edited = text.to_string();
        for edit in edits.iter().rev() {
            edited.replace_range(edit.range.clone(), &edit.new_text);
        }
        let (mut read, _): (Option<Guideline>, _) = guideline::read(&edited, id);
        if let Some(read) = &mut read {
            read.id = id.to_string();
        }
        let guidelines = Guidelines::new(read.into_iter().collect());
        let (guideline, _) = guidelines.iter().next()?;
        Some(Reread {
            guidelines,
            guideline,
        })
    }

    /// The clauses in the file's order.
    pub fn clauses(&self) -> &[Clause] {
        &self.guidelines.get(self.guideline).clauses
    }

    /// The numbers of the clauses that a number, list or range will name, in their order; `None` where a part of it
    /// names none.
    pub fn labels(&self, written: &str) -> Option<Vec<String>> {
        let catalogue = self.guidelines.catalogue(self.guideline);
        let mut labels = Vec::new();
        for reference in locator::read_all(written)? {
            let clauses = match reference.target {
                Target::One(locator) => match catalogue.find(&locator) {
                    Lookup::Found(clause) => vec![clause],
                    Lookup::Ambiguous(_) | Lookup::Missing => return None,
                },
                Target::Through(first, last) => catalogue.between(&first, &last),
            };
            for clause in clauses {
                let guideline = self.guideline;
                let clause = ClauseReference { guideline, clause };
                labels.push(self.guidelines.clause(clause).label.clone()?);
            }
        }
        Some(labels)
    }
}

/// Whether two places stand in one list: with no more than a separator between them.
pub fn is_list(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    /// More is a word of its own.
    const LONGEST: usize = 8;
    let between = text.get(one.end..other.start);
    between.is_some_and(|between| {
        !between.is_empty()
            && between.len() <= LONGEST
            && !between.contains(['\n', '|', '[', ']', '"', '\'', '。', ':', '：'])
    })
}

/// What is said where a number cannot be written so that it is read.
pub fn unread(new_label: &str) -> Message {
    Message::new(
        format!(
            "「{new_label}」にすると、この番号か、これと並べて引かれている番号が読めなくなります。ほかの条項と同じ形の番号にしてください"
        ),
        format!(
            "with “{new_label}”, this number or one that is cited beside it would no longer be read; choose one of the same shape as the others"
        ),
    )
}
