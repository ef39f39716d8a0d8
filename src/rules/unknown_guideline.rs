#![doc = include_str!("pages/unknown-guideline.md")]

use super::superseded_edition::current_edition;
use super::{Class, Report, Rule, Subject};
use crate::document::{Citation, Mention};
use crate::finding::{Edit, Fix, Severity};
use crate::guideline::{GuidelineIndex, edition_number};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "unknown-guideline",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/unknown-guideline.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut reported: Vec<&str> = Vec::new();
    for mention in &subject.document.mentions {
        let Some(name) = mention
            .unknown
            .as_deref()
            .filter(|name| !reported.contains(name))
        else {
            continue;
        };
        reported.push(name);
        let known = subject.guidelines.prefixes();
        let nearest = known
            .iter()
            .map(|prefix| {
                (
                    strsim::damerau_levenshtein(prefix, &name.to_lowercase()),
                    *prefix,
                )
            })
            .min()
            .filter(|(distance, prefix)| *distance <= 2 && *distance < prefix.len());
        let help = match nearest {
            Some((_, prefix)) => Message::new(
                format!("「{prefix}」の書き誤りではありませんか"),
                format!("is `{prefix}` meant?"),
            ),
            None => Message::new(
                "shishin.toml の guidelines にガイドラインのファイルを加えると、条項と照らし合わせられます",
                "add the guideline's file under `guidelines` in shishin.toml to check against it",
            ),
        };
        let message = Message::new(
            format!("「{name}」というガイドラインは手元にありません"),
            format!("no guideline is known as {name}"),
        );
        let entry = report.push(mention.range.clone(), message).help(help);
        if let Some((_, prefix)) = nearest
            && subject.text.get(mention.range.clone()) == Some(name)
        {
            entry.fix(Fix {
                title: Message::new(
                    format!("「{prefix}」に直す"),
                    format!("change to “{prefix}”"),
                ),
                edits: vec![Edit {
                    range: mention.range.clone(),
                    new_text: (*prefix).to_string(),
                }],
            });
        }
    }
    editions(subject, report);
    for table in &subject.document.tables {
        let (None, Some((number, range))) = (&table.guideline, &table.unplaced) else {
            continue;
        };
        let number = number.replace('\n', " ");
        // Questions are numbered so: Q1, Q-12.
        let question = number.strip_prefix(['Q', 'Ｑ', 'q']);
        let question = question.map(|rest| rest.trim_start_matches(['-', '.', ' ']));
        if question.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric())) {
            continue;
        }
        let message = Message::new(
            format!("この表の番号（{number} など）がどのガイドラインのものか分かりません"),
            format!(
                "it is not clear which guideline the numbers of this table ({number} …) belong to"
            ),
        );
        report.push(range.clone(), message).severity(Severity::Information).help(Message::new(
            "front matter に shishin: { guideline: … } と書くか、表の前の見出しで名称を挙げてください。手元にないガイドラインは、ファイルを shishin.toml の guidelines に加えます",
            "name it in the front matter (`shishin: { guideline: … }`) or in the heading above the table; one that is not built in is added under `guidelines` in shishin.toml",
        ));
    }
}

/// Editions that are not at hand of guidelines that are; of an old one `superseded-edition` says what
/// takes its place.
fn editions(subject: &Subject<'_>, report: &mut Report<'_>) {
    /// A clause behind a name stands no further from it, in bytes.
    const NEAR: usize = 16;
    let mut reported: Vec<(Vec<GuidelineIndex>, String)> = Vec::new();
    for mention in &subject.document.mentions {
        if mention.unknown.is_some() || !mention.guidelines.is_empty() || !mention.edition {
            continue;
        }
        let written = &subject.text[mention.range.clone()];
        // Words behind a number may be what makes an edition of it.
        let behind = subject.text[mention.range.start..].lines().next();
        let naming = subject.guidelines.namings(behind.unwrap_or(written)).next();
        let edition = naming.and_then(|naming| naming.edition);
        let Some(edition) = edition.filter(|edition| edition.end <= written.len()) else {
            continue;
        };
        let known = subject.guidelines.named_without_edition(written);
        let edition = (known, edition_number(&written[edition]));
        if reported.contains(&edition) {
            continue;
        }
        let at_hand = { edition.0.iter() }
            .filter_map(|index| subject.guidelines.get(*index).edition.as_deref());
        let at_hand = at_hand.collect::<Vec<_>>();
        // Beside the edition that is at hand another without a clause is named as its history.
        let is_beside = |other: &Mention| {
            other.edition && other.guidelines.iter().any(|one| edition.0.contains(one))
        };
        let cites = |citation: &Citation| {
            let behind = mention.range.end..mention.range.end + NEAR;
            behind.contains(&citation.range.start)
        };
        let is_history = { subject.document.mentions.iter() }.any(is_beside)
            && !{ subject.document.citations.iter() }.any(cites);
        reported.push(edition);
        if is_history {
            continue;
        }
        if current_edition(subject.guidelines, &[], mention, written).is_some() {
            continue;
        }
        let written = written.replace(['「', '」', '『', '』'], "");
        let (ja, en) = match at_hand.is_empty() {
            true => Default::default(),
            false => (
                format!("（手元にあるのは {} です）", at_hand.join("、")),
                format!(" (at hand: {})", at_hand.join(", ")),
            ),
        };
        let message = Message::new(
            format!("「{written}」は手元にありません{ja}。この版の条項は照らし合わせていません"),
            format!("“{written}” is not at hand{en}; its clauses are not checked"),
        );
        report
            .push(mention.range.clone(), message)
            .severity(Severity::Information)
            .help(Message::new(
                "その版のファイルを shishin.toml の guidelines に加えるか、手元にある版を挙げてください",
                "add the file of that edition under `guidelines` in shishin.toml, or name one that is at hand",
            ));
    }
}
