//! OSCAL profiles: which controls of a catalogue have to be answered, and what is set in them.
//!
//! A profile imports a catalogue or another profile, which may import one in turn. What stands
//! between a catalogue and the outermost profile is a way of [`Import`]s: each chooses among what
//! the one before lets through, and of two that set the same parameter the outer one counts.
//! Which files they lead to is for the caller to find. Parts that a profile adds to a control are
//! read; parts that it removes stay, and the catalogue's structure stays whatever it merges.

use super::place_of;
use super::schema::{self, Choice, Param, Part};
use crate::guideline::Problem;
use crate::locale::Message;

/// A profile, borrowed from its JSON text.
pub struct Profile<'a> {
    pub(super) json: &'a str,
    pub(super) model: schema::Profile<'a>,
}

/// One thing that a profile imports.
#[derive(Clone, Copy)]
pub struct Import<'p> {
    profile: &'p Profile<'p>,
    import: &'p schema::Import<'p>,
}

impl<'a> Profile<'a> {
    /// Its title: the name of the baseline.
    pub fn title(&self) -> &str {
        match self.model.metadata.title.trim() {
            "" => "untitled",
            title => title,
        }
    }

    /// What it imports, in order.
    pub fn imports(&'a self) -> impl Iterator<Item = Import<'a>> {
        self.model.imports.iter().map(|import| Import {
            profile: self,
            import,
        })
    }
}

impl<'p> Import<'p> {
    /// The profile's title.
    pub fn title(&self) -> &'p str {
        self.profile.title()
    }

    /// What the profile writes: a path, an address, or `#` and the id of a resource in its back matter.
    pub fn href(&self) -> &'p str {
        &self.import.href
    }

    /// Where the catalogue or profile may be, as written: a path or an address. A reference to
    /// the profile's back matter gives the places that stand there, those of JSON files first.
    pub fn places(&self) -> Vec<&'p str> {
        let href = self.import.href.as_ref();
        let Some(uuid) = href.strip_prefix('#') else {
            return vec![href];
        };
        let resources = &self.profile.model.back_matter.resources;
        let links = resources
            .iter()
            .filter(|resource| resource.uuid == uuid)
            .flat_map(|resource| &resource.rlinks);
        let is_json = |link: &&schema::ResourceLink<'_>| {
            link.media_type.ends_with("json") || link.href.ends_with(".json")
        };
        let (json, other): (Vec<_>, Vec<_>) = links.partition(is_json);
        let hrefs = json.into_iter().chain(other);
        hrefs.map(|link| link.href.as_ref()).collect()
    }

    /// A problem at the place where the profile names what it imports.
    pub fn problem(&self, message: Message) -> Problem {
        Problem::invalid(place_of(self.profile.json, &self.import.href), message)
    }

    /// Whether a control is taken. `around` are the ids of the controls that it stands in.
    pub(super) fn takes(&self, id: &str, around: &[&str]) -> bool {
        let chosen = |choices: &[Choice<'_>]| choices.iter().any(|one| one.names(id, around));
        let import = self.import;
        // An import that says nothing of what it includes takes everything.
        let all = import.include_all.is_some() || import.include_controls.is_empty();
        (all || chosen(&import.include_controls)) && !chosen(&import.exclude_controls)
    }

    /// Controls that are taken by an id that `is_known` does not know.
    pub fn unknown_controls(&self, is_known: impl Fn(&str) -> bool) -> Vec<Problem> {
        let choices = [&self.import.include_controls, &self.import.exclude_controls];
        let ids = choices.into_iter().flatten().flat_map(|one| &one.with_ids);
        let unknown = ids.filter(|id| !is_known(id)).map(|id| {
            let small = id.to_lowercase();
            let (ja, en) = match is_known(&small) {
                true => (
                    format!("「{small}」のつもりではありませんか。"),
                    format!("Is {small} meant?"),
                ),
                false => ("id を確かめてください。".to_owned(), "Check the id.".to_owned()),
            };
            let message = Message::new(
                format!("プロファイルが選ぶ「{id}」は、取り込むカタログにありません。{ja}"),
                format!(
                    "The profile chooses {id}, which the catalog that it imports does not have. {en}"
                ),
            );
            let json = self.profile.json;
            let at = json.find(&format!("\"{id}\"")).map(|at| at + 1);
            Problem::invalid(at.map_or(0..0, |at| at..at + id.len()), message)
        });
        unknown.collect()
    }

    /// What the profile sets in parameters.
    pub(super) fn set_parameters(&self) -> &'p [Param<'p>] {
        &self.profile.model.modify.set_parameters
    }

    /// The parts that the profile adds to a control.
    pub(super) fn added_parts(&self, control: &str) -> impl Iterator<Item = &'p Part<'p>> {
        let alters = &self.profile.model.modify.alters;
        alters
            .iter()
            .filter(move |alter| alter.control_id == control)
            .flat_map(|alter| &alter.adds)
            .flat_map(|add| &add.parts)
    }
}

impl Choice<'_> {
    fn names(&self, id: &str, around: &[&str]) -> bool {
        let named = |id: &str| {
            self.with_ids.iter().any(|known| known == id)
                || self.matching.iter().any(|one| fits(&one.pattern, id))
        };
        let with_children = self.with_child_controls == "yes";
        named(id) || (with_children && around.iter().any(|id| named(id)))
    }
}

/// Whether an id fits a pattern in which `*` stands for any text and `?` for one character.
fn fits(pattern: &str, id: &str) -> bool {
    let Some(first) = pattern.chars().next() else {
        return id.is_empty();
    };
    let rest = &pattern[first.len_utf8()..];
    let mut behind = id.chars();
    match (first, behind.next()) {
        ('*', None) => fits(rest, id),
        ('*', Some(_)) => fits(rest, id) || fits(pattern, behind.as_str()),
        ('?', Some(_)) => fits(rest, behind.as_str()),
        (first, Some(own)) => first == own && fits(rest, behind.as_str()),
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_choose_ids() {
        assert!(fits("ac-*", "ac-2.1"));
        assert!(fits("a?-2", "ac-2"));
        assert!(fits("*.1", "ac-2.1"));
        assert!(!fits("ac-?", "ac-12"));
        assert!(!fits("ac-*", "au-2"));
    }
}
