//! Code actions: what a writer can have done about the findings at a place, and about the document
//! as a whole.
//!
//! [`actions`] lists them with titles and kinds; [`resolve`] writes the edits of the one that was
//! chosen. Nothing here invents words: what only a writer knows is left as a place to fill in.

mod allow;
mod definitions;
mod edition;
mod evidence;
mod fix;
mod interval;
mod label;
mod naming;
mod owner;
mod reason;
pub(super) mod review;
mod status;
mod untouched;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::at;
use super::citing::{caption, line_end, meets};
use super::skeleton::{self, skeleton};
use super::{Shared, View};
use crate::finding::{Edit, Finding, Place};
use crate::guideline::ClauseReference;
use crate::locale::{Locale, Message};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// As a menu shows it, in the reader's language.
    pub title: String,
    /// What kind of action it is.
    pub kind: Kind,
    /// The findings that it mends, by index in [`View::findings`].
    pub findings: Vec<usize>,
    /// Whether it is what nearly everyone would choose.
    pub preferred: bool,
    /// Whether it is for those who ask what can be done, and nothing to draw attention to.
    pub quiet: bool,
    /// By which [`resolve`] finds the edits.
    pub key: Key,
}

impl Action {
    /// One that mends the finding at `index`, and that not everyone would choose.
    fn mending(view: &View<'_>, index: usize, title: &Message, key: Key) -> Action {
        Action {
            title: said(view, title),
            kind: Kind::QuickFix,
            findings: vec![index],
            preferred: false,
            quiet: false,
            key,
        }
    }
}

/// The kinds of actions, as the protocol groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Mends a finding (`quickfix`).
    QuickFix,
    /// Mends all that can be mended without a decision (`source.fixAll`).
    FixAll,
    /// Puts the link definitions in order (`source.organizeLinkDefinitions`).
    OrganizeDefinitions,
}

/// What an action does, stable from the list to the choice as long as the text stays the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// One of a finding's own fixes: the finding's rule and place, which fix.
    Fix(String, Range<usize>, usize),
    /// The skeleton of an answer to a clause: the guideline's id, the clause's id.
    Skeleton(String, String),
    /// The skeletons of answers to all clauses that a finding says are missing: its place, the
    /// guideline's id, the first clause's id.
    Skeletons(Range<usize>, String, String),
    /// Old editions named like the one at a place are replaced by the current one.
    Edition(Range<usize>),
    /// A reason is asked for behind the status at a place.
    Reason(Range<usize>),
    /// Places are added for what the answer at a place does not touch.
    Untouched(Range<usize>),
    /// A time is asked for behind the status at a place.
    Due(Range<usize>),
    /// An owner whom the document names is written into the blank cell at a place.
    Owner(Range<usize>, String),
    /// The edition with this id is written behind the guideline's name at a place.
    NameEdition(Range<usize>, String),
    /// The edition with this id, named at a place, is declared in the front matter.
    Declare(Range<usize>, String),
    /// An interval is written behind the word at a place; `None` for a place to fill in.
    Interval(Range<usize>, Option<String>),
    /// A line for the label that a rule misses at a place.
    Label(String, Range<usize>),
    /// The link at a place leads to this file.
    Evidence(Range<usize>, String),
    /// The status at a place becomes this word.
    Status(Range<usize>, String),
    /// A comment allows a rule's finding at a place.
    Allow(String, Range<usize>),
    /// A place for the reason in the comment at a place.
    AllowanceReason(Range<usize>),
    /// The answer at a place is taken as reviewed.
    Review(Range<usize>),
    /// The link definitions at the document's foot are put in order.
    Definitions,
    /// All findings of a rule that can be mended without a decision; of all rules for `None`.
    FixAll(Option<String>),
}

/// The edits of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Replacements in the document, in order and without overlap.
    pub edits: Vec<Edit>,
    /// The new text of the only edit in snippet syntax, where there is something to fill in.
    pub snippet: Option<String>,
    /// The bytes of the only edit's new text that are to be filled in first.
    pub first_blank: Option<Range<usize>>,
    /// Replacements in the lock file ([`View::lock`]), in order and without overlap.
    pub lock: Vec<Edit>,
}

impl Change {
    fn plain(edits: Vec<Edit>) -> Option<Change> {
        (!edits.is_empty()).then_some(Change {
            edits,
            ..Change::default()
        })
    }

    /// This change with the document's own line ends, whoever wrote it.
    fn with_line_ends(mut self, end: &str) -> Change {
        let with_ends = |text: &str| text.replace(end, "\n").replace('\n', end);
        if let (Some(blank), [only]) = (&mut self.first_blank, &*self.edits) {
            let moved = |at: usize| with_ends(&only.new_text[..at]).len();
            *blank = moved(blank.start)..moved(blank.end);
        }
        for edit in &mut self.edits {
            edit.new_text = with_ends(&edit.new_text);
        }
        self.snippet = self.snippet.map(|snippet| with_ends(&snippet));
        self
    }

    /// An insertion with places to fill in.
    fn draft(at: usize, draft: &super::draft::Draft) -> Change {
        Change {
            edits: vec![Edit {
                range: at..at,
                new_text: draft.text(),
            }],
            snippet: Some(draft.snippet()),
            first_blank: draft.first_blank(),
            ..Change::default()
        }
    }
}

/// What can be done about the findings that meet `range`, and about the whole document.
pub fn actions(view: &View<'_>, range: &Range<usize>) -> Vec<Action> {
    let mut actions = Vec::new();
    let here = view.findings.iter().enumerate();
    let here: Vec<(usize, &Finding)> = here
        .filter(|(_, finding)| meets(&reach(view.text, &finding.range), range))
        .filter(|(_, finding)| !at::is_drawn(view, finding.range.start))
        .collect();
    for &(index, finding) in &here {
        fixes(view, index, finding, &mut actions);
        let found = match finding.rule.as_ref() {
            "missing-clause" => skeletons(view, index, finding),
            "superseded-edition" => edition::action(view, index, finding).into_iter().collect(),
            "unjustified-exclusion" => reason::action(view, index, finding).into_iter().collect(),
            "unowned-plan" => reason::of_plan(view, index, finding).into_iter().collect(),
            "missing-owner" => {
                let owners = owner::actions(view, index, finding).into_iter();
                owners.chain(label::action(view, index, finding)).collect()
            }
            "missing-evidence" => label::action(view, index, finding).into_iter().collect(),
            "invalid-comment" => allow::reason(view, index, finding).into_iter().collect(),
            "missing-edition" => naming::actions(view, index, finding),
            "missing-frequency" => interval::actions(view, index, finding),
            "broken-evidence" => evidence::actions(view, index, finding),
            "conflicting-status" => status::actions(view, index, finding),
            "suspect-link" => review::renew(view, index, finding).into_iter().collect(),
            "partial-clause" => untouched::action(view, index, finding)
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        actions.extend(found);
    }
    for &(index, finding) in &here {
        actions.extend(fix::all_of_rule(view, index, finding));
    }
    for &(index, finding) in &here {
        actions.extend(allow::action(view, index, finding));
    }
    let renews = |action: &Action| matches!(action.key, Key::Review(_));
    if !actions.iter().any(renews) {
        actions.extend(review::take(view, range.start));
    }
    actions.dedup_by(|a, b| a.key == b.key);
    // One comment allows all that a rule finds in a paragraph.
    let mut allowed: Vec<String> = Vec::new();
    actions.retain(|action| {
        let is_new = !allowed.contains(&action.title);
        if matches!(action.key, Key::Allow(..)) {
            allowed.push(action.title.clone());
        }
        is_new
    });
    actions.extend(fix::everything(view));
    actions.extend(definitions::action(view));
    actions
}

/// Where several are preferred of which each mends another finding of one rule at the same words, nobody can say which is
/// meant, and none is.
pub fn prefer_one(view: &View<'_>, actions: &mut [Action]) {
    let place = |action: &Action| {
        let finding = view.findings.get(*action.findings.first()?)?;
        Some((finding.rule.clone(), finding.range.clone()))
    };
    let preferred = actions.iter().filter(|action| action.preferred);
    let places: Vec<_> = preferred.filter_map(place).collect();
    for action in actions {
        let own = place(action);
        let same = places.iter().filter(|place| own.as_ref() == Some(place));
        action.preferred &= same.count() < 2;
    }
}

/// Where a cursor stands at a finding: of one about nothing, such as a blank cell, anywhere in the blank.
fn reach(text: &str, range: &Range<usize>) -> Range<usize> {
    let (Some(before), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else {
        return range.clone();
    };
    if !range.is_empty() {
        return range.clone();
    }
    let start = before.trim_end_matches([' ', '\t']).len();
    let blank = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    start..range.end + blank
}

/// The edits of an action; `None` when there is nothing to do (any more).
pub fn resolve(view: &View<'_>, key: &Key) -> Option<Change> {
    let change = change(view, key)?;
    Some(match line_end(view.text) {
        "\n" => change,
        end => change.with_line_ends(end),
    })
}

fn change(view: &View<'_>, key: &Key) -> Option<Change> {
    match key {
        Key::Fix(rule, range, fix) => {
            let mut findings = view.findings.iter();
            let finding = findings
                .find(|finding| finding.rule == rule.as_str() && finding.range == *range)?;
            Change::plain(finding.fixes.get(*fix)?.edits.clone())
        }
        Key::Skeleton(guideline, clause) => {
            let skeleton = skeleton(view, clause_of(&view.project, guideline, clause)?)?;
            Some(Change {
                edits: vec![skeleton.edit],
                snippet: Some(skeleton.snippet),
                first_blank: skeleton.first_blank,
                ..Change::default()
            })
        }
        Key::Skeletons(range, guideline, first) => {
            let first = clause_of(&view.project, guideline, first);
            let mut findings = view.findings.iter();
            let finding =
                findings.find(|finding| finding.range == *range && finding.clause == first)?;
            Change::plain(skeleton::skeletons(view, &finding.clauses))
        }
        Key::Edition(range) => Change::plain(edition::moved(view, range)?.edits),
        Key::Reason(range) => reason::change(view, range),
        Key::Untouched(range) => untouched::change(view, range),
        Key::Due(range) => reason::due(view, range),
        Key::Owner(range, owner) => owner::change(view, range, owner),
        Key::NameEdition(range, id) => naming::change(view, range, id),
        Key::Declare(range, id) => naming::declare(view, range, id),
        Key::Interval(range, interval) => interval::change(view, range, interval.as_deref()),
        Key::Label(rule, range) => label::change(view, rule, range),
        Key::Evidence(range, path) => evidence::change(view, range, path),
        Key::Status(range, word) => status::change(view, range, word),
        Key::Review(range) => review::change(view, range),
        Key::Allow(rule, range) => allow::change(view, rule, range),
        Key::AllowanceReason(range) => allow::reason_at(view, range),
        Key::Definitions => Change::plain(definitions::edits(view)),
        Key::FixAll(rule) => Change::plain(fix::edits(view, rule.as_deref())),
    }
}

fn clause_of(project: &Shared<'_>, guideline: &str, clause: &str) -> Option<ClauseReference> {
    let guideline = project.guidelines.with_prefix(guideline)?;
    let mut clauses = project.guidelines.get(guideline).iter();
    let (index, _) = clauses.find(|(_, known)| known.id == clause)?;
    Some(ClauseReference {
        guideline,
        clause: index,
    })
}

/// The fixes that a finding brings itself.
fn fixes(view: &View<'_>, index: usize, finding: &Finding, actions: &mut Vec<Action>) {
    for (number, fix) in finding.fixes.iter().enumerate() {
        actions.push(Action {
            preferred: finding.certain_fix().is_some(),
            ..Action::mending(
                view,
                index,
                &fix.title,
                Key::Fix(finding.rule.to_string(), finding.range.clone(), number),
            )
        });
    }
}

/// Skeletons for the clauses that a finding says are missing: those that it names, and all together.
fn skeletons(view: &View<'_>, index: usize, finding: &Finding) -> Vec<Action> {
    let guidelines = view.project.guidelines;
    let mut clauses: Vec<ClauseReference> = finding.clause.into_iter().collect();
    for related in &finding.related {
        if let Place::Clause(clause) = &related.place
            && !clauses.contains(clause)
        {
            clauses.push(*clause);
        }
    }
    if skeleton::ends_open(view) {
        // What would stand in it answers nothing.
        clauses.retain(|clause| skeleton(view, *clause).is_some());
    }
    let preferred = clauses.len() == 1;
    let labelled = clauses.into_iter().filter_map(|clause| {
        let known = guidelines.clause(clause);
        let label = known.label.as_deref()?;
        let title = caption(known);
        let name = Message::new(
            format!("{label}「{title}」への回答のひな形を入れる"),
            format!("insert a skeleton answer to {label} “{title}”"),
        );
        let guideline = guidelines.get(clause.guideline).id.clone();
        Some(Action {
            preferred,
            ..Action::mending(
                view,
                index,
                &name,
                Key::Skeleton(guideline, known.id.clone()),
            )
        })
    });
    labelled
        .chain(all_skeletons(view, index, finding))
        .collect()
}

fn all_skeletons(view: &View<'_>, index: usize, finding: &Finding) -> Option<Action> {
    let (count, first) = (finding.clauses.len(), finding.clause?);
    if skeleton::ends_open(view) && skeleton::skeletons(view, &finding.clauses).is_empty() {
        return None;
    }
    let guidelines = view.project.guidelines;
    let title = Message::new(
        format!("足りない {count} 条項すべてへの回答のひな形を入れる"),
        format!("insert skeleton answers to all {count} missing clauses"),
    );
    (count > 1).then(|| {
        Action::mending(
            view,
            index,
            &title,
            Key::Skeletons(
                finding.range.clone(),
                guidelines.get(first.guideline).id.clone(),
                guidelines.clause(first).id.clone(),
            ),
        )
    })
}

/// A message in the reader's language, its first letter as an English menu has it; a Japanese one may begin with a
/// rule's name, which has no capitals.
fn said(view: &View<'_>, message: &Message) -> String {
    let text = message.in_locale(view.project.locale);
    if view.project.locale == Locale::Ja {
        return text.to_string();
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
        }
        _ => text.to_string(),
    }
}
