#![doc = include_str!("pages/ambiguous-citation.md")]

use super::{Class, Report, Rule, Subject};
use crate::document::Resolution;
use crate::finding::{Place, Severity};
use crate::locale::Message;

pub static RULE: Rule = Rule {
    name: "ambiguous-citation",
    class: Class::Structural,
    severity: Severity::Warning,
    manual: include_str!("pages/ambiguous-citation.md"),
    check: Some(check),
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for citation in &subject.document.citations {
        let Resolution::Ambiguous(clauses) = &citation.resolution else {
            continue;
        };
        let in_table = subject.document.tables.iter().any(|table| {
            table.guideline.is_none()
                && table.range.start <= citation.range.start
                && citation.range.end <= table.range.end
        });
        // A table whose guideline is not known is reported once, as a table.
        if in_table {
            continue;
        }
        let written = &subject.text[citation.range.clone()];
        let message = Message::new(
            format!(
                "「{written}」は {} 件の条項に当てはまり、どれを指すか分かりません",
                clauses.len()
            ),
            format!("“{written}” fits {} clauses", clauses.len()),
        );
        let mut entry = report
            .push(citation.range.clone(), message)
            .help(Message::new(
                "ガイドラインの名称と版か、[接頭辞:条項番号] を添えてください",
                "add the guideline's name and edition, or write [prefix:clause]",
            ));
        for &clause in clauses.iter().take(4) {
            let guideline = subject.guidelines.get(clause.guideline).short_name();
            let label = subject
                .guidelines
                .clause(clause)
                .label
                .clone()
                .unwrap_or_default();
            entry = entry.related(
                Place::Clause(clause),
                Message::new(
                    format!("{guideline} {label}"),
                    format!("{guideline} {label}"),
                ),
            );
        }
    }
}
