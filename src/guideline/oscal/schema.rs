//! The parts of OSCAL's catalogue and profile models (1.0 to 1.2) that Shishin reads, borrowed from
//! the JSON text.
//!
//! A missing text is an empty one, so that a catalogue with holes can be read and the holes
//! reported. Keys that are not listed here are skipped.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// An OSCAL file: one of its models. Catalogues and profiles are read; the others are known by name.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct File<'a> {
    #[serde(borrow)]
    pub catalog: Option<Catalog<'a>>,
    #[serde(borrow)]
    pub profile: Option<Profile<'a>>,
    pub component_definition: Option<IgnoredAny>,
    pub system_security_plan: Option<IgnoredAny>,
    pub assessment_plan: Option<IgnoredAny>,
    pub assessment_results: Option<IgnoredAny>,
    pub plan_of_action_and_milestones: Option<IgnoredAny>,
    pub mapping_collection: Option<IgnoredAny>,
}

#[derive(Deserialize)]
pub struct Catalog<'a> {
    #[serde(borrow, default)]
    pub metadata: Metadata<'a>,
    #[serde(borrow, default)]
    pub params: Vec<Param<'a>>,
    #[serde(borrow, default)]
    pub controls: Vec<Control<'a>>,
    #[serde(borrow, default)]
    pub groups: Vec<Group<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata<'a> {
    #[serde(borrow, default)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub version: Cow<'a, str>,
    #[serde(borrow, default)]
    pub published: Cow<'a, str>,
    #[serde(borrow, default)]
    pub language: Cow<'a, str>,
    #[serde(borrow, default)]
    pub props: Vec<Prop<'a>>,
    #[serde(borrow, default)]
    pub links: Vec<Link<'a>>,
    #[serde(borrow, default)]
    pub parties: Vec<Party<'a>>,
    #[serde(borrow, default)]
    pub responsible_parties: Vec<ResponsibleParty<'a>>,
}

#[derive(Deserialize)]
pub struct Party<'a> {
    #[serde(borrow, default)]
    pub uuid: Cow<'a, str>,
    #[serde(borrow, default)]
    pub name: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ResponsibleParty<'a> {
    #[serde(borrow, default)]
    pub role_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub party_uuids: Vec<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub struct Group<'a> {
    #[serde(borrow, default)]
    pub id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub props: Vec<Prop<'a>>,
    #[serde(borrow, default)]
    pub params: Vec<Param<'a>>,
    #[serde(borrow, default)]
    pub parts: Vec<Part<'a>>,
    #[serde(borrow, default)]
    pub groups: Vec<Group<'a>>,
    #[serde(borrow, default)]
    pub controls: Vec<Control<'a>>,
}

#[derive(Deserialize)]
pub struct Control<'a> {
    #[serde(borrow, default)]
    pub id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub params: Vec<Param<'a>>,
    #[serde(borrow, default)]
    pub props: Vec<Prop<'a>>,
    #[serde(borrow, default)]
    pub links: Vec<Link<'a>>,
    #[serde(borrow, default)]
    pub parts: Vec<Part<'a>>,
    #[serde(borrow, default)]
    pub controls: Vec<Control<'a>>,
}

/// A parameter, or what a profile sets in one.
#[derive(Deserialize)]
pub struct Param<'a> {
    #[serde(borrow, default, alias = "param-id")]
    pub id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub label: Cow<'a, str>,
    #[serde(borrow, default)]
    pub values: Vec<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub constraints: Vec<Constraint<'a>>,
    #[serde(borrow, default)]
    pub props: Vec<Prop<'a>>,
    #[serde(borrow, default)]
    pub select: Option<Select<'a>>,
    #[serde(borrow, default)]
    pub params: Vec<Param<'a>>,
}

#[derive(Deserialize)]
pub struct Constraint<'a> {
    #[serde(borrow, default)]
    pub description: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Select<'a> {
    #[serde(borrow, default)]
    pub how_many: Cow<'a, str>,
    #[serde(borrow, default)]
    pub choice: Vec<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub struct Prop<'a> {
    #[serde(borrow, default)]
    pub name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub value: Cow<'a, str>,
    #[serde(borrow, default)]
    pub class: Cow<'a, str>,
}

#[derive(Deserialize)]
pub struct Link<'a> {
    #[serde(borrow, default)]
    pub href: Cow<'a, str>,
    #[serde(borrow, default)]
    pub rel: Cow<'a, str>,
}

#[derive(Deserialize)]
pub struct Part<'a> {
    #[serde(borrow, default)]
    pub name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub props: Vec<Prop<'a>>,
    #[serde(borrow, default)]
    pub prose: Cow<'a, str>,
    #[serde(borrow, default)]
    pub parts: Vec<Part<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Profile<'a> {
    #[serde(borrow, default)]
    pub metadata: Metadata<'a>,
    #[serde(borrow, default)]
    pub imports: Vec<Import<'a>>,
    #[serde(borrow, default)]
    pub modify: Modify<'a>,
    #[serde(borrow, default)]
    pub back_matter: BackMatter<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Import<'a> {
    #[serde(borrow, default)]
    pub href: Cow<'a, str>,
    pub include_all: Option<IgnoredAny>,
    #[serde(borrow, default)]
    pub include_controls: Vec<Choice<'a>>,
    #[serde(borrow, default)]
    pub exclude_controls: Vec<Choice<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Choice<'a> {
    #[serde(borrow, default)]
    pub with_child_controls: Cow<'a, str>,
    #[serde(borrow, default)]
    pub with_ids: Vec<Id<'a>>,
    #[serde(borrow, default)]
    pub matching: Vec<Matching<'a>>,
}

/// An id in a list, which knows its place: a list of plain texts would be a copy.
#[derive(Deserialize)]
pub struct Id<'a>(#[serde(borrow)] pub Cow<'a, str>);

#[derive(Deserialize)]
pub struct Matching<'a> {
    #[serde(borrow, default)]
    pub pattern: Cow<'a, str>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Modify<'a> {
    #[serde(borrow, default)]
    pub set_parameters: Vec<Param<'a>>,
    #[serde(borrow, default)]
    pub alters: Vec<Alter<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alter<'a> {
    #[serde(borrow, default)]
    pub control_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub adds: Vec<Add<'a>>,
}

#[derive(Deserialize)]
pub struct Add<'a> {
    #[serde(borrow, default)]
    pub parts: Vec<Part<'a>>,
}

#[derive(Default, Deserialize)]
pub struct BackMatter<'a> {
    #[serde(borrow, default)]
    pub resources: Vec<Resource<'a>>,
}

#[derive(Deserialize)]
pub struct Resource<'a> {
    #[serde(borrow, default)]
    pub uuid: Cow<'a, str>,
    #[serde(borrow, default)]
    pub rlinks: Vec<ResourceLink<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ResourceLink<'a> {
    #[serde(borrow, default)]
    pub href: Cow<'a, str>,
    #[serde(borrow, default)]
    pub media_type: Cow<'a, str>,
}
