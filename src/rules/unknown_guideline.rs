#![doc = include_str!("pages/unknown-guideline.md")]

use super::{Class, Report, Rule, Subject};
use crate::finding::Severity;
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
        report.push(mention.range.clone(), message).help(help);
    }
    for table in &subject.document.tables {
        let (None, Some((number, range))) = (&table.guideline, &table.unplaced) else {
            continue;
        };
        let number = number.replace('\n', " ");
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
