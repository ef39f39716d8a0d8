//! The reader for OSCAL catalogues and profiles in JSON, 1.0 to 1.2.
//!
//! Groups and controls become clauses, the items of a control's statement its requirements.
//! Parameters are put into the text as their values, or as their labels in brackets. Assessment
//! objectives and the back matter are left out: they are not what a provider answers. A profile
//! says which controls of a catalogue have to be answered; the others stay known, as
//! [deselected](Clause::deselected) ones. Nothing is fetched here: a profile names the files that
//! it imports.

mod keys;
mod naming;
mod nearest;
mod profile;
mod schema;
mod statement;

use std::ops::Range;

use rustc_hash::FxHashSet;

pub use self::profile::{Import, Profile};

use self::schema::{Control, File, Group, Metadata, Param, Part, Prop};
use self::statement::Parameters;
use super::{
    Clause, ClauseIndex, Completeness, Guideline, Parameter, Problem, Provenance, Selection,
    Withdrawn,
};
use crate::guideline::published::{excerpt_mark, plain};
use crate::locale::Message;

/// What an OSCAL file holds that a guideline can come from.
pub enum Model<'a> {
    /// Controls.
    Catalog(Catalog<'a>),
    /// A choice of the controls of catalogues.
    Profile(Profile<'a>),
}

/// A catalogue, borrowed from its JSON text.
pub struct Catalog<'a> {
    json: &'a str,
    model: schema::Catalog<'a>,
}

/// Opens a file.
///
/// # Errors
/// When the text is not JSON, or JSON but neither an OSCAL catalogue nor a profile.
pub fn open(json: &str) -> Result<Model<'_>, Problem> {
    let file: File<'_> = serde_json::from_str(json).map_err(|error| not_oscal(json, &error))?;
    match file {
        File {
            catalog: Some(model),
            ..
        } => Ok(Model::Catalog(Catalog { json, model })),
        File {
            profile: Some(model),
            ..
        } => Ok(Model::Profile(Profile { json, model })),
        file => Err(another_model(json, &file)),
    }
}

/// Reads a catalogue whole. `fallback_id` becomes the guideline's id, since OSCAL has only a UUID,
/// which changes with every release.
///
/// # Errors
/// When the text is no OSCAL catalogue. Holes in a catalogue (a control without an id, an id that
/// stands twice) are problems beside the guideline.
pub fn read(json: &str, fallback_id: &str) -> Result<(Guideline, Vec<Problem>), Problem> {
    match open(json)? {
        Model::Catalog(catalog) => catalog.read(fallback_id, &[]),
        Model::Profile(profile) => Err(Problem::invalid(
            place_of(json, &profile.model.metadata.title),
            Message::new(
                "これはOSCALのプロファイル（profile）で、条項の本文を含みません。取り込むカタログと共に読む必要があります。",
                "This is an OSCAL profile, which holds no text of its own. It has to be read with the catalog that it imports.",
            ),
        )),
    }
}

impl<'a> Catalog<'a> {
    /// The ids of all parameters that a profile can set.
    pub fn parameter_ids(&self) -> impl Iterator<Item = &str> {
        let mut found = Vec::new();
        each_parameter(&self.model, |param| found.push(param.id.as_ref()));
        found.into_iter()
    }

    /// Reads the controls. `way` are the imports between the catalogue and the outermost profile,
    /// the catalogue's own first; without any, all controls have to be answered.
    ///
    /// # Errors
    /// When it holds no controls. Holes in it are problems beside the guideline.
    pub fn read(
        &self,
        fallback_id: &str,
        way: &[Import<'_>],
    ) -> Result<(Guideline, Vec<Problem>), Problem> {
        let catalog = &self.model;
        let mut reader = Reader {
            json: self.json,
            guideline: head(&catalog.metadata, fallback_id),
            parameters: Parameters::default(),
            way,
            seen: FxHashSet::default(),
            problems: Vec::new(),
        };
        reader.guideline.selection = way.last().map(|outermost| Selection {
            profile: Some(outermost.title().to_owned()),
        });
        reader.collect_parameters(catalog);
        let set = way.iter().flat_map(Import::set_parameters);
        set.for_each(|param| reader.parameters.add(param));
        reader.controls(&catalog.controls, None, &[]);
        reader.groups(&catalog.groups, None);
        reader.guideline.settle_groups();
        if reader.guideline.clauses.is_empty() {
            return Err(Problem::invalid(
                0..0,
                Message::new(
                    "このOSCALカタログには groups も controls もありません。条項を含むカタログを指定してください。",
                    "This OSCAL catalog has neither groups nor controls. Give a catalog that holds some.",
                ),
            ));
        }
        Ok((reader.guideline, reader.problems))
    }
}

fn head(metadata: &Metadata<'_>, fallback_id: &str) -> Guideline {
    let names = naming::of_title(&metadata.title);
    let version = some_text(&metadata.version);
    // The day on which the file was last touched says nothing about the edition.
    let published = some_text(&metadata.published);
    Guideline {
        title: metadata.title.trim().to_owned(),
        edition: names.edition.or(version),
        publisher: publisher(metadata),
        published: published
            .and_then(|date| crate::date::find(&date))
            .map(|(_, date)| date),
        language: some_text(&metadata.language).unwrap_or_else(|| "en".to_owned()),
        aliases: names.aliases,
        prefixes: names.prefixes,
        completeness: completeness(metadata),
        ..Guideline::empty(fallback_id)
    }
}

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn publisher(metadata: &Metadata<'_>) -> Option<String> {
    let creator = ["publisher", "creator"].into_iter().find_map(|role| {
        metadata
            .responsible_parties
            .iter()
            .find(|responsible| responsible.role_id == role)
    })?;
    let party = metadata
        .parties
        .iter()
        .find(|party| creator.party_uuids.contains(&party.uuid))?;
    some_text(&party.name)
}

/// A baseline is a selection: its file says so by the profile that it was resolved from. Else a property or the title
/// may say whether it is all of it.
fn completeness(metadata: &Metadata<'_>) -> Completeness {
    let said = metadata
        .props
        .iter()
        .find(|prop| prop.name == "completeness");
    match said.map(|prop| &*prop.value) {
        Some("whole") => return Completeness::Whole,
        Some("partial") => {
            return Completeness::Partial {
                note: String::new(),
            };
        }
        _ => {}
    }
    if let Some((mark, _)) = excerpt_mark(&metadata.title) {
        return Completeness::Partial {
            note: mark.to_owned(),
        };
    }
    let resolved = metadata
        .props
        .iter()
        .any(|prop| prop.name == "resolution-tool")
        || metadata
            .links
            .iter()
            .any(|link| link.rel == "source-profile");
    if resolved {
        Completeness::Partial {
            note: "A resolved baseline: the controls that its profile selects.".to_owned(),
        }
    } else {
        Completeness::Unstated
    }
}

struct Reader<'a> {
    json: &'a str,
    guideline: Guideline,
    parameters: Parameters<'a>,
    way: &'a [Import<'a>],
    seen: FxHashSet<&'a str>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A control may use the parameters of those around it, so all are collected before the first is used.
    fn collect_parameters(&mut self, catalog: &'a schema::Catalog<'a>) {
        each_parameter(catalog, |param| self.parameters.add(param));
    }

    // The depth of these two is bounded by the JSON reader, which refuses nesting beyond 128.
    fn groups(&mut self, groups: &'a [Group<'a>], parent: Option<ClauseIndex>) {
        for group in groups {
            let Some(id) = self.id(&group.id, &group.title) else {
                continue;
            };
            let mut clause = self.clause(id, &group.title, &group.props, parent);
            self.fill(&mut clause, &group.parts);
            clause.group = clause.requirements.is_empty();
            let index = self.guideline.push(clause);
            self.controls(&group.controls, Some(index), &[]);
            self.groups(&group.groups, Some(index));
        }
    }

    /// Reads controls; `around` are the ids of those that they stand in.
    fn controls(
        &mut self,
        controls: &'a [Control<'a>],
        parent: Option<ClauseIndex>,
        around: &[&'a str],
    ) {
        for control in controls {
            let Some(id) = self.id(&control.id, &control.title) else {
                continue;
            };
            let mut clause = self.clause(id, &control.title, &control.props, parent);
            clause.withdrawn = withdrawn(control);
            clause.addition = !around.is_empty();
            clause.deselected = !self.way.iter().all(|import| import.takes(id, around));
            let added = self.way.iter().flat_map(|import| import.added_parts(id));
            self.fill(&mut clause, control.parts.iter().chain(added));
            let is_title = clause.requirements.is_empty()
                && clause.text.is_empty()
                && !clause.title.is_empty();
            if is_title && control.controls.is_empty() && clause.withdrawn.is_none() {
                clause.ask_by_title();
            }
            let open = control.params.iter();
            let open = open.filter(|param| self.parameters.is_open(&param.id));
            clause.parameters = open
                .map(|param| Parameter {
                    id: param.id.to_string(),
                    label: plain(&self.parameters.label(&param.id)),
                })
                .collect();
            let index = self.guideline.push(clause);
            let around: Vec<&str> = around.iter().copied().chain([id]).collect();
            self.controls(&control.controls, Some(index), &around);
        }
    }

    /// The id of a group or control, or its title where it has none; `None` when neither is
    /// there, or when the id has been used.
    fn id(&mut self, id: &'a str, title: &'a str) -> Option<&'a str> {
        let found = if id.is_empty() { title } else { id };
        let range = self.range(found);
        if found.is_empty() {
            self.problems.push(Problem::invalid(
                0..0,
                Message::new(
                    "id も title もない group または control があります。読み飛ばしました。id を付けてください。",
                    "A group or control has neither an id nor a title and was skipped. Give it an id.",
                ),
            ));
            return None;
        }
        if id.is_empty() {
            self.problems.push(Problem::invalid(
                range.clone(),
                Message::new(
                    format!("「{title}」に id がありません。題名を代わりに使います。"),
                    format!("“{title}” has no id. Its title is used instead."),
                ),
            ));
        }
        if !self.seen.insert(found) {
            self.problems.push(Problem::duplicate(range, found));
            return None;
        }
        Some(found)
    }

    fn clause(
        &self,
        id: &str,
        title: &str,
        props: &[Prop<'_>],
        parent: Option<ClauseIndex>,
    ) -> Clause {
        let label = label(props);
        Clause {
            id: id.to_string(),
            locator: label.as_deref().and_then(|label| label.parse().ok()),
            label,
            title: title.trim().to_owned(),
            parent,
            range: self.range(id),
            provenance: Provenance::default(),
            ..Clause::default()
        }
    }

    fn fill<'p>(&self, clause: &mut Clause, parts: impl IntoIterator<Item = &'p Part<'p>>) {
        for part in parts {
            match part.name.as_ref() {
                "statement" | "item" => statement::read(part, &self.parameters, clause),
                "assessment" | "assessment-method" | "assessment-objective" | "objective" => {}
                _ => statement::read_guidance(part, &self.parameters, &mut clause.guidance),
            }
        }
    }

    fn range(&self, text: &str) -> Range<usize> {
        place_of(self.json, text)
    }
}

/// Hands over all parameters of a catalogue, those in groups and controls included.
fn each_parameter<'a>(catalog: &'a schema::Catalog<'a>, mut take: impl FnMut(&'a Param<'a>)) {
    let mut groups: Vec<&'a Group<'a>> = catalog.groups.iter().collect();
    let mut controls: Vec<&'a Control<'a>> = catalog.controls.iter().collect();
    let mut params: Vec<&'a Param<'a>> = catalog.params.iter().collect();
    while let Some(group) = groups.pop() {
        groups.extend(&group.groups);
        controls.extend(&group.controls);
        params.extend(&group.params);
    }
    while let Some(control) = controls.pop() {
        controls.extend(&control.controls);
        params.extend(&control.params);
    }
    while let Some(param) = params.pop() {
        params.extend(&param.params);
        take(param);
    }
}

/// Where a text that was read stands in the file. One with escapes in it was copied, and has no
/// place.
fn place_of(json: &str, text: &str) -> Range<usize> {
    let start = (text.as_ptr() as usize).wrapping_sub(json.as_ptr() as usize);
    match start.checked_add(text.len()) {
        Some(end) if end <= json.len() => start..end,
        _ => 0..0,
    }
}

/// The number that is printed: catalogues give others, zero-padded or for assessors, a class.
fn label(props: &[Prop<'_>]) -> Option<String> {
    let labels = || props.iter().filter(|prop| prop.name == "label");
    labels()
        .find(|prop| prop.class.is_empty())
        .or_else(|| labels().next())
        .and_then(|prop| some_text(&prop.value))
}

fn withdrawn(control: &Control<'_>) -> Option<Withdrawn> {
    let status = control.props.iter().find(|prop| prop.name == "status")?;
    status
        .value
        .eq_ignore_ascii_case("withdrawn")
        .then(|| Withdrawn {
            moved_to: control
                .links
                .iter()
                .filter(|link| matches!(link.rel.as_ref(), "incorporated-into" | "moved-to"))
                .map(|link| link.href.trim_start_matches('#').to_owned())
                .collect(),
        })
}

fn not_oscal(json: &str, error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let start = json
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(json.len());
    while !json.is_char_boundary(at) {
        at -= 1;
    }
    let complaint = error.to_string();
    // The place stands in front already.
    let place = format!(" at line {line} column {column}");
    let complaint = complaint.strip_suffix(&place).unwrap_or(&complaint);
    let is_deep = complaint.starts_with("recursion limit");
    let message = match (is_deep, error.is_data()) {
        (true, _) => Message::new(
            format!("{line}行{column}文字目: 入れ子が深すぎるため読めません。"),
            format!("Line {line}, column {column}: it is nested too deeply to be read."),
        ),
        (false, true) => Message::new(
            format!("{line}行{column}文字目: OSCALカタログの形になっていません（{complaint}）。"),
            format!(
                "Line {line}, column {column}: this is not the shape of an OSCAL catalog ({complaint})."
            ),
        ),
        (false, false) => Message::new(
            format!("{line}行{column}文字目: JSONとして読めません（{complaint}）。"),
            format!("Line {line}, column {column}: this is not JSON ({complaint})."),
        ),
    };
    Problem::invalid(at..at, message)
}

/// What to do with an OSCAL file that is not a catalogue.
fn another_model(json: &str, file: &File<'_>) -> Problem {
    let models = [
        ("component-definition", file.component_definition.is_some()),
        ("system-security-plan", file.system_security_plan.is_some()),
        ("assessment-plan", file.assessment_plan.is_some()),
        ("assessment-results", file.assessment_results.is_some()),
        (
            "plan-of-action-and-milestones",
            file.plan_of_action_and_milestones.is_some(),
        ),
        ("mapping-collection", file.mapping_collection.is_some()),
    ];
    let found = models
        .iter()
        .find(|(_, present)| *present)
        .map(|(name, _)| *name);
    let range = found
        .and_then(|name| {
            json.find(&format!("\"{name}\""))
                .map(|at| at..at + name.len() + 2)
        })
        .unwrap_or(0..0);
    let message = match found {
        Some(name) => Message::new(
            format!(
                "これはOSCALの {name} で、カタログではありません。条項の定義元であるカタログ（catalog）を指定してください。"
            ),
            format!(
                "This is an OSCAL {name}, not a catalog. Give the catalog that defines the controls."
            ),
        ),
        None => Message::new(
            "JSONの最上位に catalog がありません。OSCALのカタログを指定してください。",
            "There is no “catalog” at the top of this JSON. Give an OSCAL catalog.",
        ),
    };
    Problem::invalid(range, message)
}
