//! What is answered and what is missing, for clients that show it: the protocol's part of our own,
//! described in `docs/protocol.md`.

use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{Location, Range, Uri, WorkspaceEdit};

use super::Text;
use super::edits::{FileEdits, workspace_edit};
use crate::assistance::coverage_tree::{self, AnswerNode, ClauseNode};
use crate::assistance::{hover, skeleton};
use crate::coverage::{Counts, Standing, State};
use crate::finding::{DocumentIndex, Severity};
use crate::guideline::{ClauseReference, Completeness, Guideline};
use crate::rules;
use crate::server::context::{Answer, Context, Subject};
use crate::text::Lined;

/// Whose coverage is asked for.
#[derive(Debug, Deserialize)]
pub struct ProjectParams {
    /// A document of the project; without one the project of the first folder is meant.
    pub uri: Option<Uri>,
}

/// Which clause is asked for.
#[derive(Debug, Deserialize)]
pub struct ClauseParams {
    guideline: String,
    clause: String,
    /// A document of the project.
    pub uri: Option<Uri>,
}

/// Which statements are asked for.
#[derive(Debug, Deserialize)]
pub struct AnswersParams {
    #[serde(flatten)]
    clause: ClauseParams,
    /// How many of them the client has.
    #[serde(default)]
    start: usize,
}

impl AnswersParams {
    /// A document of the project.
    pub fn uri(&self) -> Option<&Uri> {
        self.clause.uri.as_ref()
    }
}

/// Which document is asked for.
#[derive(Debug, Deserialize)]
pub struct DocumentParams {
    /// The document.
    pub uri: Uri,
}

/// The answer to `shishin/coverage`.
#[derive(Debug, Default, Serialize)]
pub struct Coverage {
    guidelines: Vec<GuidelineCoverage>,
    known: Vec<Known>,
}

#[derive(Debug, Serialize)]
struct Known {
    id: String,
    title: String,
    edition: Option<String>,
    partial: bool,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct GuidelineCoverage {
    id: String,
    name: String,
    title: String,
    edition: Option<String>,
    partial: bool,
    note: Option<String>,
    declared: bool,
    counts: Counts,
    chapters: Vec<Node>,
}

#[derive(Debug, Serialize)]
struct Node {
    guideline: String,
    clause: String,
    label: Option<String>,
    title: String,
    state: Option<State>,
    counts: Counts,
    location: Option<Location>,
    answers: Vec<AnswerAt>,
    answered: usize,
    children: Vec<Node>,
}

#[derive(Debug, Serialize)]
struct AnswerAt {
    location: Location,
    text: String,
    state: &'static str,
}

/// As many statements of a clause are told with the coverage: more than anybody reads in a tree.
const TOLD: usize = 20;

/// As many are told at once of a clause whose statements are asked for.
const PART: usize = 1_000;

/// The tree of what is answered.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn coverage(contexts: &[Context]) -> Answer<Coverage> {
    let Some(context) = contexts.first() else {
        return Ok(Coverage::default());
    };
    context.check()?;
    let tree = context.shared(|project| coverage_tree::coverage_tree(&project, TOLD));
    let guidelines = tree.into_iter().map(|guideline| GuidelineCoverage {
        id: guideline.id,
        name: guideline.name,
        title: guideline.title,
        edition: guideline.edition,
        partial: guideline.partial,
        note: guideline.note,
        declared: guideline.declared,
        counts: guideline.counts,
        chapters: nodes(context, guideline.chapters),
    });
    let known = context.snapshot.index.knowledge.guidelines.iter();
    Ok(Coverage {
        guidelines: guidelines.collect(),
        known: known.map(|(_, guideline)| at_hand(guideline)).collect(),
    })
}

fn at_hand(guideline: &Guideline) -> Known {
    let note = match &guideline.completeness {
        Completeness::Partial { note } if !note.is_empty() => Some(note.clone()),
        _ => None,
    };
    Known {
        id: guideline.id.clone(),
        title: guideline.title.clone(),
        edition: guideline.edition.clone(),
        partial: matches!(guideline.completeness, Completeness::Partial { .. }),
        note,
    }
}

fn nodes(context: &Context, nodes: Vec<ClauseNode>) -> Vec<Node> {
    let node = |node: ClauseNode| Node {
        guideline: node.guideline,
        clause: node.clause,
        label: node.label,
        title: node.title,
        state: node.state,
        counts: node.counts,
        location: context.location(&node.place),
        answers: places(context, node.answers),
        answered: node.answered,
        children: self::nodes(context, node.children),
    };
    nodes.into_iter().map(node).collect()
}

fn places(context: &Context, answers: Vec<AnswerNode>) -> Vec<AnswerAt> {
    let place = |answer: AnswerNode| {
        Some(AnswerAt {
            location: context.location(&answer.place)?,
            text: answer.text,
            state: match answer.standing {
                Standing::Good => "covered",
                Standing::Weak => "weak",
                Standing::Excluded => "excluded",
                Standing::Open => "open",
            },
        })
    };
    answers.into_iter().filter_map(place).collect()
}

/// The answer to `shishin/answers`.
#[derive(Debug, Serialize)]
pub struct Answers {
    answers: Vec<AnswerAt>,
    answered: usize,
}

/// The statements that answer a clause, in parts.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn answers(contexts: &[Context], params: &AnswersParams) -> Answer<Option<Answers>> {
    let Some((context, clause)) = find(contexts, &params.clause)? else {
        return Ok(None);
    };
    let (found, answered) =
        context.shared(|project| coverage_tree::answers(&project, clause, params.start, PART));
    Ok(Some(Answers {
        answers: places(context, found),
        answered,
    }))
}

/// The answer to `shishin/clause`.
#[derive(Debug, Serialize)]
pub struct ClauseText {
    title: String,
    markdown: String,
    location: Option<Location>,
}

/// The text of a clause.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn clause(contexts: &[Context], params: &ClauseParams) -> Answer<Option<ClauseText>> {
    let Some((context, clause)) = find(contexts, params)? else {
        return Ok(None);
    };
    Ok(Some(context.shared(|project| ClauseText {
        title: project.guidelines.clause(clause).display_label(),
        markdown: hover::card(&project, clause),
        location: context.location_of_clause(clause),
    })))
}

fn find<'a>(
    contexts: &'a [Context],
    params: &ClauseParams,
) -> Answer<Option<(&'a Context, ClauseReference)>> {
    let Some(context) = contexts.first() else {
        return Ok(None);
    };
    context.check()?;
    let guidelines = &context.snapshot.index.knowledge.guidelines;
    let Some(guideline) = guidelines.with_prefix(&params.guideline) else {
        return Ok(None);
    };
    let mut clauses = guidelines.get(guideline).iter();
    let clause = clauses.find(|(_, clause)| clause.id == params.clause);
    Ok(clause.map(|(clause, _)| (context, ClauseReference { guideline, clause })))
}

/// The answer to `shishin/writeAnswer`.
#[derive(Debug, Serialize)]
pub struct WrittenAnswer {
    edit: WorkspaceEdit,
    uri: Uri,
    range: Range,
}

/// The skeleton of an answer to a clause: in the document that is preferred where it answers other
/// clauses of the guideline, else where the nearest clause is answered, else in the one that is
/// preferred, else in the first.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn write(contexts: &[Context], params: &ClauseParams) -> Answer<Option<WrittenAnswer>> {
    let Some((context, clause)) = find(contexts, params)? else {
        return Ok(None);
    };
    let snapshot = &context.snapshot;
    let preferred = params.uri.as_ref().and_then(crate::server::place::path_of);
    let preferred = preferred.and_then(|path| snapshot.index.index_of(&path));
    let coverage = &snapshot.joined().coverage;
    let fits = preferred.filter(|document| {
        let answers = coverage.contribution(*document).map(|found| &found.answers);
        let mut answers = answers.into_iter().flatten();
        answers.any(|answer| answer.clause.guideline == clause.guideline)
    });
    let guidelines = &snapshot.index.knowledge.guidelines;
    let near = || {
        rules::nearest_answer(guidelines, clause, &|near| {
            coverage.answers(near).next().map(|(document, _)| document)
        })
    };
    let first = || snapshot.index.documents().next().map(|(index, _)| index);
    let document = fits.or_else(near).or(preferred).or_else(first);
    Ok(document.and_then(|document| write_into(context, clause, document)))
}

fn write_into(
    context: &Context,
    clause: ClauseReference,
    document: DocumentIndex,
) -> Option<WrittenAnswer> {
    let snapshot = &context.snapshot;
    let path = snapshot.index.get(document)?.path.clone();
    let analysis = snapshot.analysis(document)?;
    let context = context.about(Subject::of(&path, snapshot));
    let skeleton = context.view(&analysis, |view| skeleton::skeleton(view, clause))?;
    let uri = context.uri(&path)?;
    let text = Text::new(&context, &analysis.lined);
    let edits = FileEdits::of(&context, &path, &text, std::slice::from_ref(&skeleton.edit))?;
    let start = skeleton.edit.range.start;
    let after = [
        &analysis.lined.text[..start],
        &skeleton.edit.new_text,
        &analysis.lined.text[skeleton.edit.range.end..],
    ]
    .concat();
    let blank = skeleton
        .first_blank
        .unwrap_or(0..skeleton.edit.new_text.len());
    let after = match snapshot.open_document(document) {
        Some(_) => Lined::new(after),
        None => Lined::of_file(after),
    };
    let text = Text::new(&context, &after);
    Some(WrittenAnswer {
        range: text.range(&(start + blank.start..start + blank.end)),
        edit: workspace_edit(&context, vec![edits]),
        uri,
    })
}

/// The answer to `shishin/documentState`.
#[derive(Debug, Serialize)]
pub struct DocumentState {
    counts: coverage_tree::DocumentCounts,
    findings: FindingCounts,
}

#[derive(Debug, Default, Serialize)]
struct FindingCounts {
    error: usize,
    warning: usize,
    information: usize,
    hint: usize,
}

/// How a document stands.
///
/// # Errors
/// When the answer is no longer wanted.
pub fn document_state(context: &Context) -> Answer<Option<DocumentState>> {
    context.check()?;
    let is_document = context
        .subject
        .as_ref()
        .is_some_and(|it| it.index.is_some());
    let Some(analysis) = context.analysis().filter(|_| is_document) else {
        return Ok(None);
    };
    Ok(Some(context.view(&analysis, |view| {
        let mut findings = FindingCounts::default();
        for finding in view.findings {
            match finding.severity {
                Severity::Error => findings.error += 1,
                Severity::Warning => findings.warning += 1,
                Severity::Information => findings.information += 1,
                Severity::Hint => findings.hint += 1,
            }
        }
        DocumentState {
            counts: coverage_tree::document_counts(view),
            findings,
        }
    })))
}
