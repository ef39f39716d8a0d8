//! OSCAL profiles: which controls of a catalogue have to be answered, and what is set in them.
//!
//! A profile imports a catalogue or another profile, which may import one in turn. What stands
//! between a catalogue and the outermost profile is a way of [`Import`]s: each chooses among what
//! the one before lets through, and of two that set the same parameter the outer one counts.
//! Which files they lead to is for the caller to find. Parts that a profile adds to a control are
//! read; parts that it removes stay, and the catalogue's structure stays whatever it merges.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::schema::{self, Choice, Param, Part};
use super::{keys, nearest, place_of};
use crate::guideline::Problem;
use crate::locale::Message;

/// How many parameters of a control are named beside one that it does not have.
const MOST_BESIDE: usize = 5;

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

    /// What it changes that is none of these: parameters that it sets, controls that it adds to.
    pub fn unknown_changes(
        &self,
        parameters: &FxHashSet<String>,
        controls: &FxHashSet<String>,
    ) -> Vec<Problem> {
        let modify = &self.model.modify;
        let ids = modify.set_parameters.iter().map(|param| &param.id);
        let ids = ids.filter(|id| !parameters.contains(id.as_ref()));
        let parameter = |id: &Cow<'a, str>| {
            let near = nearest::id(id, parameters.iter().map(String::as_str));
            let beside = || known_beside(id, parameters);
            let (ja, en) = near.map_or_else(beside, |near| meant(Some(near)));
            Problem::invalid(
                place_of(self.json, id),
                Message::new(
                    format!(
                        "set-parameters が定める「{id}」は、取り込むカタログのパラメータにありません。{ja}"
                    ),
                    format!(
                        "The profile sets the parameter {id}, which the catalog that it imports does not have. {en}"
                    ),
                ),
            )
        };
        let altered = modify.alters.iter().map(|alter| &alter.control_id);
        let altered = altered.filter(|id| !controls.contains(id.as_ref()));
        let control = |id: &Cow<'a, str>| {
            let (ja, en) = meant(nearest::id(id, controls.iter().map(String::as_str)));
            Problem::invalid(
                place_of(self.json, id),
                Message::new(
                    format!("alters が変える「{id}」は、取り込むカタログにありません。{ja}"),
                    format!(
                        "The profile alters {id}, which the catalog that it imports does not have. {en}"
                    ),
                ),
            )
        };
        let parameters = ids.map(parameter);
        parameters.chain(altered.map(control)).collect()
    }

    /// Keys that OSCAL does not have and that are a slip away from one that it has.
    pub fn misspelt_keys(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        keys::misspelt(self.json, &mut |key, near| {
            problems.push(Problem::invalid(
                place_of(self.json, key),
                Message::new(
                    format!("「{key}」というキーはOSCALにないため読みません。「{near}」の書き誤りではありませんか。"),
                    format!("OSCAL has no key {key}, and it is not read. Is {near} meant?"),
                ),
            ));
        });
        problems
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

    /// What it chooses that is none of the ids in `known`: ids, and patterns that fit none.
    pub fn unknown_controls(&self, known: &FxHashSet<String>) -> Vec<Problem> {
        let choices = [&self.import.include_controls, &self.import.exclude_controls];
        let choices = choices.into_iter().flatten();
        let mut problems = Vec::new();
        for choice in choices {
            let ids = choice.with_ids.iter().map(|id| &id.0);
            let unknown = ids.filter(|id| !known.contains(id.as_ref()));
            problems.extend(unknown.map(|id| {
                let (ja, en) = meant(nearest::id(id, known.iter().map(String::as_str)));
                self.problem_at(id, Message::new(
                    format!("プロファイルが選ぶ「{id}」は、取り込むカタログにありません。{ja}"),
                    format!("The profile chooses {id}, which the catalog that it imports does not have. {en}"),
                ))
            }));
            let patterns = choice.matching.iter().map(|one| &one.pattern);
            let idle = patterns.filter(|pattern| !known.iter().any(|id| fits(pattern, id)));
            problems.extend(idle.map(|pattern| {
                let small = pattern.to_lowercase();
                let is_case = known.iter().any(|id| fits(&small, id));
                let (ja, en) = match is_case {
                    true => (
                        format!("「{small}」の書き誤りではありませんか。"),
                        format!("Is {small} meant?"),
                    ),
                    false => (
                        "* は任意の文字列、? は1文字です。".to_owned(),
                        "* stands for any text, ? for one character.".to_owned(),
                    ),
                };
                self.problem_at(pattern, Message::new(
                    format!("matching の「{pattern}」に合う管理策が、取り込むカタログにありません。{ja}"),
                    format!("No control of the catalog that it imports fits the pattern {pattern}. {en}"),
                ))
            }));
        }
        problems
    }

    fn problem_at(&self, text: &str, message: Message) -> Problem {
        Problem::invalid(place_of(self.profile.json, text), message)
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
            self.with_ids.iter().any(|known| known.0 == id)
                || self.matching.iter().any(|one| fits(&one.pattern, id))
        };
        let with_children = self.with_child_controls == "yes";
        named(id) || (with_children && around.iter().any(|id| named(id)))
    }
}

fn meant(near: Option<&str>) -> (String, String) {
    match near {
        Some(near) => (
            format!("「{near}」の書き誤りではありませんか。"),
            format!("Is {near} meant?"),
        ),
        None => (
            "id を確かめてください。".to_owned(),
            "Check the id.".to_owned(),
        ),
    }
}

/// The parameters of the control whose id begins like that of an unknown one.
fn known_beside(id: &str, parameters: &FxHashSet<String>) -> (String, String) {
    let Some((control, _)) = id.split_once('_') else {
        return meant(None);
    };
    let beside = |known: &&String| known.split_once('_').is_some_and(|(of, _)| of == control);
    let mut beside: Vec<&str> = { parameters.iter() }
        .filter(beside)
        .map(String::as_str)
        .collect();
    if beside.is_empty() {
        return meant(None);
    }
    beside.sort_unstable();
    beside.truncate(MOST_BESIDE);
    (
        format!(
            "{control} のパラメータには {} があります。",
            beside.join("、")
        ),
        format!("{control} has {}.", beside.join(", ")),
    )
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
