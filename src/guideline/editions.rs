//! Which edition replaces which, and where guideline files contradict each other about it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Guideline;

/// The circles in what guidelines say that they supersede: ids, each of which says that it
/// supersedes the next, the last one the first. Each circle is given once, from its
/// smallest id on; ids of guidelines that are not among `guidelines` end a chain.
pub fn circles<'g>(guidelines: &[&'g Guideline]) -> Vec<Vec<&'g str>> {
    let by_id: FxHashMap<&str, &'g Guideline> = guidelines
        .iter()
        .map(|guideline| (guideline.id.as_str(), *guideline))
        .collect();
    let mut ids: Vec<&'g str> = guidelines
        .iter()
        .map(|guideline| guideline.id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    let mut done = FxHashSet::default();
    for id in ids {
        if let Some(circle) = circle_from(id, &by_id, &done) {
            found.push(circle);
        }
        done.insert(id);
    }
    found
}

/// The circle that leads from `start` back to it without an id that has been looked at.
fn circle_from<'g>(
    start: &'g str,
    by_id: &FxHashMap<&str, &'g Guideline>,
    done: &FxHashSet<&str>,
) -> Option<Vec<&'g str>> {
    let mut seen = FxHashSet::default();
    let mut open = vec![vec![start]];
    while let Some(path) = open.pop() {
        let last = path.last().and_then(|id| by_id.get(id))?;
        for next in last.supersedes.iter().rev() {
            if next == start {
                return Some(path);
            }
            if let Some(guideline) = by_id.get(next.as_str())
                && !done.contains(next.as_str())
                && seen.insert(next.as_str())
            {
                let mut longer = path.clone();
                longer.push(guideline.id.as_str());
                open.push(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guideline(id: &str, supersedes: &[&str]) -> Guideline {
        Guideline {
            supersedes: supersedes.iter().map(|id| (*id).to_owned()).collect(),
            ..Guideline::empty(id)
        }
    }

    #[test]
    fn a_circle_is_found_once() {
        let all = [
            guideline("a", &["b"]),
            guideline("b", &["c", "x"]),
            guideline("c", &["b"]),
            guideline("d", &["d"]),
            guideline("e", &["a"]),
        ];
        let all: Vec<&Guideline> = all.iter().collect();
        assert_eq!(circles(&all), [vec!["b", "c"], vec!["d"]]);
    }

    #[test]
    fn a_chain_of_editions_is_no_circle() {
        let all = [
            guideline("v3", &["v2", "v1"]),
            guideline("v2", &["v1"]),
            guideline("v1", &[]),
        ];
        let all: Vec<&Guideline> = all.iter().collect();
        assert!(circles(&all).is_empty());
    }
}
