//! The index after a few documents were saved: nothing but they is read and joined anew.

#![allow(
    clippy::disallowed_methods,
    reason = "files are asked whether they are still there"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::Progress;
use super::super::check::examine_all;
use super::{Content, Index, Indexed, examined, unreadable, unreadable_of};
use crate::coverage::Coverage;
use crate::finding::DocumentIndex;

impl Index {
    /// The index after the files at `changed` (absolute paths) were changed, where the documents are
    /// still the same; `None` where some may have come or gone, and all have to be listed again.
    pub(super) fn reread(
        &self,
        changed: &FxHashSet<PathBuf>,
        progress: &dyn Progress,
    ) -> Option<Index> {
        if !self.complete || !self.lists {
            return None;
        }
        let mut paths = Vec::new();
        for path in changed {
            match self.index_of(path) {
                Some(document) if self.stays(document) => paths.push(path.clone()),
                None if self.holds_no_document(path) => {}
                _ => return None,
            }
        }
        let (project, knowledge) = (&self.project, &self.knowledge);
        let read = examine_all(project, knowledge, &paths, None, progress, examined);
        if progress.is_cancelled() {
            return None;
        }
        let mut documents = self.documents.clone();
        let mut coverage = Coverage::clone(&self.coverage);
        for (path, read) in paths.into_iter().zip(read) {
            let document = self.index_of(&path)?;
            let content = read.unwrap_or_else(|error| unreadable(&path, &error));
            match &content {
                Content::Examined { contribution, .. } => {
                    coverage.replace(document, contribution.clone());
                }
                _ => coverage.replace(document, Arc::default()),
            }
            documents[document.0 as usize] = Arc::new(Indexed::new(path, content));
        }
        coverage.prepare();
        Some(Index {
            unreadable: unreadable_of(&documents),
            documents,
            coverage: Arc::new(coverage),
            ..self.clone()
        })
    }

    /// Whether a document is still there as it was listed. What was open and on no disk may be one
    /// that is left out, now that it is.
    fn stays(&self, document: DocumentIndex) -> bool {
        self.get(document).is_some_and(|known| {
            let was_on_disk = matches!(
                known.content,
                Content::Examined { .. } | Content::Unreadable(_)
            );
            let metadata = std::fs::symlink_metadata(&known.path);
            was_on_disk && metadata.is_ok_and(|metadata| metadata.is_file())
        })
    }

    /// Whether a path is that of no document, and of no folder that holds or held any.
    fn holds_no_document(&self, path: &Path) -> bool {
        let behind = self.documents.partition_point(|known| known.path < path);
        let held = self.documents.get(behind);
        !self.would_be_document(path)
            && !path.is_dir()
            && !held.is_some_and(|known| known.path.starts_with(path))
    }
}
