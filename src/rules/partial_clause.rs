#![doc = include_str!("pages/partial-clause.md")]

use rustc_hash::FxHashSet;

use super::{Class, Report, Rule, Severities, Spot, excerpt};
use crate::coverage::{self, Answered, Coverage, LeftOut};
use crate::finding::{Finding, Lack, Place, Severity};
use crate::guideline::{Clause, ClauseReference, Guidelines};
use crate::locale::Message;
use crate::matching::{AskedPart, Matchers};

pub static RULE: Rule = Rule {
    name: "partial-clause",
    class: Class::Crossing,
    severity: Severity::Information,
    manual: include_str!("pages/partial-clause.md"),
    check: None,
};

/// The clauses of whose requirements the answers leave some out, as findings at the best answer, and those
/// requirements.
pub fn partial_clauses(
    coverage: &Coverage,
    guidelines: &Guidelines,
    matchers: &Matchers,
    severities: &Severities,
) -> (Vec<(Spot, Finding)>, LeftOut) {
    let mut found = Vec::new();
    let mut spots = Vec::new();
    let mut left_out = LeftOut::default();
    let Some(mut report) = Report::of(&RULE, severities, &mut found) else {
        return Default::default();
    };
    let undertaken = undertaken_by_documents(coverage, guidelines);
    for clause in coverage.answered() {
        // Who only cites a clause that nobody undertakes to answer leaves nothing out.
        if guidelines.clause(clause).deselected && !undertaken.contains(&clause) {
            continue;
        }
        let Some((document, answer, touched)) = coverage.touched(clause) else {
            continue;
        };
        let guideline = guidelines.get(clause.guideline);
        let asked = matchers
            .of(clause.guideline, guidelines)
            .asked(guideline, clause.clause);
        let mut left = asked.left_out(touched);
        left.retain(|part| !is_left_to_the_provider(part.part.text(guidelines.clause(clause))));
        if !left.is_empty() {
            tell(
                guidelines.clause(clause),
                clause,
                answer,
                &left,
                &mut report,
            );
            let parts = left.iter().map(|asked| asked.part.requirement);
            left_out.extend(parts.map(|requirement| (clause, requirement)));
            let range = answer.range.bytes();
            spots.push(Spot::Document(document, range.start, range.end));
        }
    }
    (spots.into_iter().zip(found).collect(), left_out)
}

/// Whether a part says nothing of what it asks but that the provider sets it: "Take the following additional actions:
/// [additional actions]". Anything may answer it.
fn is_left_to_the_provider(part: &str) -> bool {
    const SAYING_NOTHING: [&str; 18] = [
        "a",
        "action",
        "actions",
        "additional",
        "and",
        "following",
        "implement",
        "implements",
        "in",
        "measures",
        "of",
        "other",
        "perform",
        "performs",
        "take",
        "takes",
        "the",
        "these",
    ];
    let (mut depth, mut has_blank) = (0_usize, false);
    let outside: String = { part.chars() }
        .filter(|c| {
            depth += usize::from(*c == '[');
            has_blank |= depth > 0;
            let is_outside = depth == 0;
            depth = depth.saturating_sub(usize::from(*c == ']'));
            is_outside
        })
        .collect();
    let mut words = outside
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    has_blank && words.all(|word| SAYING_NOTHING.contains(&word.to_lowercase().as_str()))
}

/// The clauses that documents undertake to answer in their front matter, whatever the project leaves out.
fn undertaken_by_documents(
    coverage: &Coverage,
    guidelines: &Guidelines,
) -> FxHashSet<ClauseReference> {
    let mut undertaken = FxHashSet::default();
    let scopes = coverage.scopes(guidelines).into_iter();
    for scope in scopes.filter(|scope| scope.declared_in.is_some()) {
        for root in scope.clauses {
            coverage::asked_below(guidelines.get(root.guideline), root, &mut |clause| {
                undertaken.insert(clause);
            });
        }
    }
    undertaken
}

/// Of more parts than this only so many are quoted, shortly, and how many characters of a part that is.
const MANY: usize = 3;
const SHORT: usize = 64;
const LONG: usize = 160;

/// A part without the words that only tie it to what stands before it: 「少なくともログイン時刻」.
fn without_opening(part: &str) -> &str {
    const OPENINGS: [&str; 8] = [
        "少なくとも",
        "また、",
        "なお、",
        "特に",
        "さらに",
        "その際",
        "かつ",
        "、",
    ];
    let shorter = OPENINGS.iter().find_map(|word| part.strip_prefix(word));
    shorter.map_or(part, without_opening)
}

fn tell(
    clause: &Clause,
    reference: ClauseReference,
    answer: &Answered,
    left: &[&AskedPart],
    report: &mut Report<'_>,
) {
    let label = clause.label.as_deref().unwrap_or(&clause.title);
    // Many of them are to be read at a glance.
    let longest = if left.len() > MANY { SHORT } else { LONG };
    let shown =
        |part: &&AskedPart| excerpt::within(without_opening(part.part.text(clause)), longest);
    let lacks: Vec<Lack> = { left.iter() }
        .map(|part| Lack {
            requirement: part.part.requirement,
            range: part.part.range.clone(),
            words: shown(part),
        })
        .collect();
    let quoted = { lacks.iter() }.take(MANY).map(|lack| &*lack.words);
    let quoted: Vec<&str> = quoted.collect();
    let (more_ja, more_en) = match left.len().saturating_sub(MANY) {
        0 => (String::new(), String::new()),
        more => (format!("ほか{more}点"), format!(" and {more} more")),
    };
    let letters: Vec<&str> = left
        .iter()
        .filter_map(|part| clause.requirements[part.part.requirement].label.as_deref())
        .map(|label| label.split('.').next().unwrap_or(label))
        .collect();
    let (ja, en) = match letters.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!(" {}", letters.join("、")),
            format!(" {}", letters.join(", ")),
        ),
    };
    let message = Message::new(
        format!(
            "{label}{ja} が求める「{}」{more_ja}に触れていません",
            quoted.join("」「")
        ),
        format!(
            "nothing here speaks to what {label}{en} asks: “{}”{more_en}",
            quoted.join("”, “")
        ),
    );
    report
        .push(answer.range.bytes(), message)
        .help(Message::new(
            "この点をどうしているかを書き足してください。当てはまらなければ、その理由を書いてください",
            "say how this is done, or why it does not apply",
        ))
        .lacks(lacks)
        .related(
            Place::Clause(reference),
            Message::new("求められていること", "what it asks"),
        )
        .clause(Some(reference));
}
