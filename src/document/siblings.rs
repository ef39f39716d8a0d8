//! Parts of an answer whose headings stand on the level of their control's: `## AC-2 Account Management`,
//! `## Implementation`, `## Evidence`, `## AC-3 Access Enforcement`, `## Implementation`.

use super::citation::is_distinctive;
use super::heading;
use crate::markdown::{BlockKind, Markdown};

/// Longer titles are of something particular.
const LONGEST: usize = 60;

/// What plans call the parts of an answer, in small letters. A title with the system's name before
/// "Implementation" is one as well, see [`heading::answers_below`].
const PARTS: [&str; 50] = [
    "artifacts",
    "assessment objective",
    "assessment objectives",
    "control",
    "control assessment objective",
    "control description",
    "control guidance",
    "control objective",
    "control origination",
    "control parameters",
    "control requirement",
    "control requirements",
    "control statement",
    "control summary information",
    "control text",
    "customer responsibilities",
    "customer responsibility",
    "customer responsibility statement",
    "discussion",
    "evidence",
    "evidence and artifacts",
    "evidence artifacts",
    "gap",
    "gaps",
    "implementation description",
    "implementation details",
    "implementation guidance",
    "implementation notes",
    "implementation status",
    "inheritance",
    "inherited",
    "notes",
    "parameter values",
    "parameters",
    "provider responsibilities",
    "provider responsibility",
    "related files",
    "remediation",
    "responsibility",
    "responsible entities",
    "responsible party",
    "responsible role",
    "responsible roles",
    "shared responsibilities",
    "shared responsibility",
    "solution",
    "status",
    "supplemental guidance",
    "supporting evidence",
    "what is the solution and how is it implemented",
];

/// Whether a heading with this text is called by a part of an answer and by nothing of its own.
pub fn is_part(title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphabetic());
    if title.len() > LONGEST || !title.is_ascii() || title.is_empty() {
        return false;
    }
    heading::answers_below(title) || { PARTS.iter() }.any(|part| part.eq_ignore_ascii_case(title))
}

/// Whether a document has the parts of its answers beside their controls: one of its only control, or of most of
/// them. One chapter "Evidence" behind many controls is another matter.
pub fn stand_beside(markdown: &Markdown) -> bool {
    let headings = markdown.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading { level } => Some((level, markdown.prose(block).text)),
        _ => None,
    });
    // Hardly a document has one, and to read numbers takes longer.
    if !headings.clone().any(|(_, text)| is_part(text)) {
        return false;
    }
    let (mut controls, mut parted) = (0usize, 0usize);
    // The latest heading of each level that is no part, and whether it is a control's that has none yet.
    let mut latest: [Option<bool>; 7] = [None; 7];
    for (level, text) in headings {
        let level = usize::from(level).min(6);
        latest[level + 1..].fill(None);
        if is_part(text) && latest[level].is_some() {
            parted += usize::from(latest[level].replace(false) == Some(true));
            continue;
        }
        let numbered = heading::numbered(text);
        let mut numbers = numbered.numbers.iter();
        let is_control = numbers.any(|(_, target)| is_distinctive(target));
        controls += usize::from(is_control);
        latest[level] = Some(is_control);
    }
    parted > 0 && (controls == 1 || parted * 2 > controls)
}
