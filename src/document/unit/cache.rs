//! What is kept of one document from one edit to the next.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::declarations::Declarations;
use super::super::names::Opening;
use super::super::resolution::Resolutions;
use super::super::table::Heading;
use super::Unit;
use crate::wording::{self, Surrounding};

/// Units by the content that they were read from.
#[derive(Debug, Default)]
pub struct UnitCache {
    units: FxHashMap<u64, Arc<Unit>>,
    /// How many units were in use after the last [`UnitCache::sweep`].
    used: usize,
    disabled: bool,
    /// What the headings of columns say.
    headings: FxHashMap<Box<str>, Heading>,
    /// What the headings of sections say of figures.
    surroundings: FxHashMap<Box<str>, Arc<Surrounding>>,
    /// Short values of fields, which repeat from row to row.
    values: FxHashSet<Arc<str>>,
    /// What numbers name.
    pub(in crate::document) resolutions: Resolutions,
    /// What the latest front matter says, which hardly changes from one edit to the next.
    declarations: Option<(Box<str>, usize, Declarations)>,
    /// What the latest opening says, by its key.
    opening: Option<(u64, Arc<Opening>)>,
}

impl UnitCache {
    /// A cache that keeps nothing: for documents that are read once.
    pub fn disabled() -> UnitCache {
        UnitCache {
            disabled: true,
            ..UnitCache::default()
        }
    }

    /// Forgets the units that no document holds any more, once they are many.
    pub fn sweep(&mut self) {
        if self.units.len() > self.used + self.used / 4 + 64 {
            self.units.retain(|_, unit| Arc::strong_count(unit) > 1);
            self.units.shrink_to_fit();
            self.values.retain(|value| Arc::strong_count(value) > 1);
            self.values.shrink_to_fit();
            self.used = self.units.len();
        }
    }

    /// What the heading of a column says; `read` is asked the first time.
    pub(in crate::document) fn heading(
        &mut self,
        text: &str,
        read: impl FnOnce() -> Heading,
    ) -> Heading {
        /// Headings repeat from table to table; a text that has more is no ordinary one.
        const MOST: usize = 4096;
        if let Some(heading) = self.headings.get(text) {
            return heading.clone();
        }
        let heading = read();
        if self.headings.len() < MOST {
            self.headings.insert(text.into(), heading.clone());
        }
        heading
    }

    /// What the title of a section says of the figures below it.
    pub(in crate::document) fn surrounding(&mut self, title: &str) -> Arc<Surrounding> {
        /// As for the headings of columns.
        const MOST: usize = 4096;
        if let Some(known) = self.surroundings.get(title) {
            return known.clone();
        }
        let surrounding = Arc::new(wording::headed(title));
        if self.surroundings.len() < MOST {
            self.surroundings.insert(title.into(), surrounding.clone());
        }
        surrounding
    }

    /// What the front matter at a range of a text says; `read` is asked for one that is new.
    pub(in crate::document) fn declarations(
        &mut self,
        text: &str,
        range: Range<usize>,
        read: impl FnOnce(&mut Resolutions) -> Declarations,
    ) -> Declarations {
        let (yaml, start) = (&text[range.clone()], range.start);
        match &self.declarations {
            Some((known, place, declarations)) if **known == *yaml && *place == start => {
                declarations.clone()
            }
            _ => {
                let declarations = read(&mut self.resolutions);
                self.declarations = Some((yaml.into(), start, declarations.clone()));
                declarations
            }
        }
    }

    /// What a document's opening says; `read` is asked for one that is new.
    pub(in crate::document) fn opening(
        &mut self,
        key: impl FnOnce() -> u64,
        read: impl FnOnce() -> Opening,
    ) -> Arc<Opening> {
        if self.disabled {
            return Arc::new(read());
        }
        let key = key();
        match &self.opening {
            Some((known, opening)) if *known == key => opening.clone(),
            _ => {
                let opening = Arc::new(read());
                self.opening = Some((key, opening.clone()));
                opening
            }
        }
    }

    /// The unit with a content's key; `read` is asked for one that is new.
    pub(super) fn get_or_read(
        &mut self,
        key: impl FnOnce() -> u64,
        read: impl FnOnce() -> Unit,
    ) -> Arc<Unit> {
        if self.disabled {
            return Arc::new(read());
        }
        let values = &mut self.values;
        let read = || {
            let mut unit = read();
            for field in &mut unit.fields {
                share(values, &mut field.text);
            }
            Arc::new(unit)
        };
        self.units.entry(key()).or_insert_with(read).clone()
    }
}

/// Takes the value that is known already for one that says the same.
fn share(known: &mut FxHashSet<Arc<str>>, value: &mut Arc<str>) {
    /// What is longer is hardly ever written twice, in bytes.
    const LONGEST: usize = 48;
    if value.len() > LONGEST {
        return;
    }
    match known.get(value) {
        Some(known) => *value = known.clone(),
        None => _ = known.insert(value.clone()),
    }
}
