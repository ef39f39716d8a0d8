//! Which clauses providers are asked to answer most, where that is published: of the thousand
//! controls of NIST SP 800-53 a system answers the few hundred of its baseline.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::guideline::{Clause, Guideline};

/// The clauses of a guideline that are selected before the others.
pub(super) struct Selection(Option<&'static FxHashSet<&'static str>>);

static MODERATE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("data/selected.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

impl Selection {
    /// What is known of this guideline: something where its ids are those of NIST SP 800-53.
    pub fn of(guideline: &Guideline) -> Selection {
        let known = |clause: &&Clause| MODERATE.contains(clause.id.as_str());
        let found = guideline.clauses.iter().filter(known).count();
        // A catalogue of another kind has no such ids; a profile of this one has many.
        Selection((found * 2 > MODERATE.len()).then_some(&*MODERATE))
    }

    /// Whether the clause is among them; none is where nothing is known.
    pub fn holds(&self, clause: &Clause) -> bool {
        self.0.is_some_and(|ids| ids.contains(clause.id.as_str()))
    }
}
