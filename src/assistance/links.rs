//! Places of a document that can be followed: evidence and brackets.

use std::ops::Range;

use super::{View, at};
use crate::document::Resolution;
use crate::guideline::ClauseReference;
use crate::markdown::Link;

/// A place that can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The link or the inside of the brackets, in bytes of the document.
    pub range: Range<usize>,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A file, as the document writes it: relative to the document, perhaps with `%20` and a
    /// fragment.
    File(String),
    /// A clause.
    Clause(ClauseReference),
}

/// The links of a document, in order: to files beside it, and from `[mic:3.2.1(2)]` to the clause.
/// Addresses of the web are left to the editor, which knows them itself.
pub fn links(view: &View<'_>) -> Vec<DocumentLink> {
    let mut links = brackets(view);
    let cited = links.clone();
    let held = |range: &Range<usize>| {
        cited
            .iter()
            .any(|link| range.start <= link.range.start && link.range.end <= range.end)
    };
    for prose in at::proses(view.markdown) {
        let files = prose
            .links
            .iter()
            .filter(|link| is_file(&link.destination) && !held(&link.text))
            // A picture that leads somewhere leads there.
            .filter(|link| !(link.image && is_inside(prose.links, &link.range)));
        links.extend(files.map(|link| DocumentLink {
            range: link.range.clone(),
            target: LinkTarget::File(link.destination.clone()),
        }));
    }
    links.sort_by_key(|link| (link.range.start, link.range.end));
    links
}

fn is_inside(links: &[Link], range: &Range<usize>) -> bool {
    let holds = |link: &Link| link.range.start < range.start && range.end < link.range.end;
    links.iter().any(holds)
}

/// The citations in brackets: the first of each with the prefix before it.
fn brackets(view: &View<'_>) -> Vec<DocumentLink> {
    let citations = view.document.citations.iter();
    citations
        .filter_map(|citation| {
            let Resolution::Found(found) = &citation.resolution else {
                return None;
            };
            let (clause, _) = found.first()?;
            let before = view.text.get(..citation.range.start)?;
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            let open = line + before[line..].rfind('[')? + 1;
            let prefix = &before[open..];
            let name = prefix.split([':', '：']).next()?;
            let closed = prefix.contains(']') || name.len() == prefix.len();
            if closed || view.project.guidelines.with_prefix(name).is_none() {
                return None;
            }
            let first = prefix[name.len()..]
                .trim_start_matches([':', '：', ' '])
                .is_empty();
            let start = if first { open } else { citation.range.start };
            Some(DocumentLink {
                range: start..citation.range.end,
                target: LinkTarget::Clause(*clause),
            })
        })
        .collect()
}

/// Whether a destination is a file's path: neither empty, nor a place in the document itself, nor
/// an address with a scheme.
fn is_file(destination: &str) -> bool {
    let path = destination.split(['#', '?']).next().unwrap_or_default();
    let scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    });
    !path.is_empty() && !scheme && !path.starts_with("//")
}
