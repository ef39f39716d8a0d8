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

/// The outermost clauses that have to be answered; beside a control that stands in no group its enhancements, which
/// who undertakes the control alone does not undertake.
fn roots(guideline: &Guideline, index: GuidelineIndex) -> Vec<ClauseReference> {
    let outermost = |clause: &Clause| {
        let parent = |index: &ClauseIndex| guideline.clauses[index.as_usize()].parent;
        let around = std::iter::successors(clause.parent, parent);
        around
            .last()
            .map(|index| &guideline.clauses[index.as_usize()])
    };
    let clauses = guideline.clauses.iter().enumerate();
    clauses
        .filter(|(_, clause)| !clause.deselected)
        .filter(|(_, clause)| match outermost(clause) {
            None => true,
            Some(outermost) => clause.addition && !outermost.group,
        })
        .map(|(position, _)| ClauseReference {
            guideline: index,
            clause: ClauseIndex(position as u32),
        })
        .collect()
}
