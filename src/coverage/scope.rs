//! What has to be answered, and who says so.

use std::ops::Range;

use super::{Coverage, merged};
use crate::finding::DocumentIndex;
use crate::guideline::{
    Clause, ClauseIndex, ClauseReference, Guideline, GuidelineIndex, Guidelines, Modality,
};

/// Who undertakes to answer what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Clauses that have to be answered, each with all below it.
    pub clauses: Vec<ClauseReference>,
    /// The document whose front matter says so, and where; `None` when the project does.
    pub declared_in: Option<(DocumentIndex, Range<usize>)>,
    /// The guideline.
    pub guideline: GuidelineIndex,
}

impl Coverage {
    /// What has to be answered, and who says so: the project, then documents in their order.
    pub fn scopes(&self, guidelines: &Guidelines) -> Vec<Scope> {
        let whole = |guideline: GuidelineIndex| Scope {
            clauses: roots(guidelines.get(guideline), guideline),
            declared_in: None,
            guideline,
        };
        let mut scopes: Vec<Scope> = self.project.iter().copied().map(whole).collect();
        // A guideline that the project names to be cited alone.
        scopes.retain(|scope| !scope.clauses.is_empty());
        let below = self.below.iter().flat_map(|below| &below.declaring);
        let below = below.filter(|document| !self.documents.contains_key(document));
        for document in merged(below.copied(), self.declaring.iter().copied()) {
            let covers = self.contribution(document).into_iter();
            scopes.extend(
                covers
                    .flat_map(|found| &found.covers)
                    .map(|(clause, range)| Scope {
                        clauses: vec![*clause],
                        declared_in: Some((document, range.clone())),
                        guideline: clause.guideline,
                    }),
            );
        }
        scopes
    }
}

/// How binding the most binding requirement of a clause is.
pub fn asks(clause: &Clause) -> Modality {
    if clause.withdrawn.is_some() {
        return Modality::Info;
    }
    clause
        .requirements
        .iter()
        .map(|requirement| requirement.modality)
        .max()
        .unwrap_or(Modality::Info)
}

/// The requirements of a clause that want an answer: must and should.
pub fn binding_requirements(clause: &Clause) -> impl Iterator<Item = usize> {
    let active = clause.withdrawn.is_none();
    clause
        .requirements
        .iter()
        .enumerate()
        .filter(move |(_, requirement)| active && requirement.modality > Modality::May)
        .map(|(index, _)| index)
}

/// Calls `visit` for a clause and all below it, in order.
pub fn below(
    guideline: &Guideline,
    root: ClauseReference,
    visit: &mut impl FnMut(ClauseReference),
) {
    let mut open = vec![root.clause];
    while let Some(clause) = open.pop() {
        visit(ClauseReference { clause, ..root });
        open.extend(guideline.clauses[clause.0 as usize].children.iter().rev());
    }
}

/// Calls `visit` for what has to be answered by those who undertake to answer `root`, in order: a clause that the
/// guideline's selection leaves out is passed over, unless `root` is left out itself.
pub fn asked_below(
    guideline: &Guideline,
    root: ClauseReference,
    visit: &mut impl FnMut(ClauseReference),
) {
    let is_deselected = |clause: ClauseIndex| guideline.clauses[clause.as_usize()].deselected;
    let all = is_deselected(root.clause);
    guideline.undertaken(root.clause, &mut |clause| {
        if all || !is_deselected(clause) {
            visit(ClauseReference { clause, ..root });
        }
    });
}

/// The clauses that have to be answered and that no other of them brings along: the outermost ones, a control's
/// enhancements, and those that the project chose within a clause that it left out.
fn roots(guideline: &Guideline, index: GuidelineIndex) -> Vec<ClauseReference> {
    let is_root =
        |(at, clause): &(ClauseIndex, &Clause)| !clause.deselected && !comes_along(guideline, *at);
    let clauses = guideline.iter().filter(is_root);
    clauses
        .map(|(clause, _)| ClauseReference {
            guideline: index,
            clause,
        })
        .collect()
}

/// Whether who undertakes what stands around a clause undertakes it too, see [`Guideline::undertaken`].
fn comes_along(guideline: &Guideline, clause: ClauseIndex) -> bool {
    let mut inner = &guideline.clauses[clause.as_usize()];
    let mut is_addition = inner.addition;
    while let Some(around) = inner.parent {
        let around = &guideline.clauses[around.as_usize()];
        if !around.deselected && (around.group || !is_addition) {
            return true;
        }
        is_addition |= around.addition;
        inner = around;
    }
    false
}
