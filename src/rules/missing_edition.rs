#![doc = include_str!("pages/missing-edition.md")]

use super::{Class, Report, Rule, Subject};
use crate::date;
use crate::document::Mention;
use crate::finding::Severity;
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "missing-edition",
    class: Class::Structural,
    severity: Severity::Information,
    manual: include_str!("pages/missing-edition.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let document = subject.document;
    // Without a clause number nothing depends on the edition.
    if document.citations.is_empty() {
        return;
    }
    let states = |mention: &Mention| mention.edition || is_year(&subject.text[mention.range.end..]);
    let mut named = Vec::new();
    for mention in &document.mentions {
        let guidelines = &mention.guidelines;
        if states(mention) || guidelines.is_empty() || named.contains(guidelines) {
            continue;
        }
        // The form's own title: 「④ その他ガイドラインで定める対策の実施状況」.
        let line = subject.text[..mention.range.start]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let behind = &subject.text[mention.range.end..];
        let is_title = subject.text[line..].starts_with('#')
            && ["で定める", "に定める", "が定める"]
                .iter()
                .any(|word| behind.starts_with(word));
        if is_title {
            continue;
        }
        named.push(guidelines.clone());
        let written = &subject.text[mention.range.clone()];
        let settled = guidelines.iter().any(|guideline| {
            document.declarations.guidelines.contains(guideline)
                || document
                    .mentions
                    .iter()
                    .any(|other| states(other) && other.guidelines.contains(guideline))
                || { subject.guidelines.get(*guideline).edition.as_deref() }
                    // A list of a company's own, of which there is but one.
                    .is_none_or(|edition| written.contains(edition))
        });
        if settled {
            continue;
        }
        report
            .push(
                mention.range.clone(),
                Message::new(
                    format!("「{written}」の版が書かれていません"),
                    format!("the edition of “{written}” is not stated"),
                ),
            )
            .help(Message::new(
                "条項番号は版によって変わります。「第◯版」のように添えるか、front matter の guideline に書いてください",
                "clause numbers change between editions: add it here, or name the guideline in the front matter",
            ));
    }
}

/// Whether a text begins with the year or the month of an edition, behind a comma or in brackets: "(Safeguards, 2021)",
/// "Code (2022)", 「（平成30年7月、総務省）」.
fn is_year(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['」', '』', '”']);
    let Some(year) =
        { [", ", " (", "（", "、"].iter() }.find_map(|mark| behind.strip_prefix(*mark))
    else {
        return false;
    };
    // 2024-03 may be the number of an issue.
    if date::find(year).is_some_and(|(range, _)| range.start == 0 && year[range].contains('年')) {
        return true;
    }
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && !year[digits..]
            .starts_with(|c: char| c.is_alphanumeric() && c != '年' || c == '-' || c == '/')
}
