//! Findings as diagnostics, pushed or pulled.

use tower_lsp_server::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    NumberOrString,
};
use xxhash_rust::xxh3::Xxh3;

use super::context::Context;
use super::place::{self, Places};
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::text::Lined;

/// Findings about a text as diagnostics.
pub fn of_text(context: &Context, lined: &Lined, findings: &[Finding]) -> Vec<Diagnostic> {
    let places = Places::new(lined, context.session.encoding());
    let convert = |finding: &Finding| Diagnostic {
        range: places.range(&finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: description(context, finding),
        source: Some("shishin".to_string()),
        message: message(context, finding),
        related_information: related(context, finding),
        tags: tag(finding).map(|tag| vec![tag]),
        data: data(context, finding),
    };
    findings.iter().map(convert).collect()
}

/// What is wrong, and on a line of its own what would mend it.
pub fn message(context: &Context, finding: &Finding) -> String {
    let locale = context.session.locale;
    let message = finding.message.in_locale(locale);
    match &finding.help {
        None => message.to_string(),
        Some(help) => format!(
            "{message}\n{}{}",
            context.session.say("対処: ", "help: "),
            help.in_locale(locale)
        ),
    }
}

/// The protocol's severity.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

fn description(context: &Context, finding: &Finding) -> Option<CodeDescription> {
    if !context.session.abilities.code_description {
        return None;
    }
    rules::named(&finding.rule)?;
    let page = context
        .session
        .rule_pages
        .join(format!("{}.md", finding.rule));
    Some(CodeDescription {
        href: place::uri_of(&page)?,
    })
}

fn related(context: &Context, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
    if !context.session.abilities.related_information || finding.related.is_empty() {
        return None;
    }
    let locale = context.session.locale;
    let related = finding.related.iter().filter_map(|related| {
        let location = context.location(&related.place)?;
        let mut message = related.message.in_locale(locale).to_string();
        if let crate::finding::Place::Clause(clause) = &related.place {
            let guidelines = &context.snapshot.index.knowledge.guidelines;
            let known = guidelines.clause(*clause);
            message = format!("{message}: {}", known.display_label());
        }
        Some(DiagnosticRelatedInformation { location, message })
    });
    Some(related.collect())
}

fn tag(finding: &Finding) -> Option<DiagnosticTag> {
    match &*finding.rule {
        "unused-allowance" => Some(DiagnosticTag::UNNECESSARY),
        "superseded-edition" | "withdrawn-clause" => Some(DiagnosticTag::DEPRECATED),
        _ => None,
    }
}

/// What a client keeps for us: the rule, and the clause that the finding is about.
fn data(context: &Context, finding: &Finding) -> Option<serde_json::Value> {
    let clause = finding.clause.map(|clause| {
        let guidelines = &context.snapshot.index.knowledge.guidelines;
        serde_json::json!({
            "guideline": guidelines.get(clause.guideline).id,
            "clause": guidelines.clause(clause).id,
        })
    });
    Some(serde_json::json!({ "rule": finding.rule, "clause": clause }))
}

/// A short name for diagnostics that changes when they do.
pub fn fingerprint(diagnostics: &[Diagnostic]) -> u64 {
    let mut hash = Xxh3::new();
    // Protocol types always have a form in JSON.
    hash.update(&serde_json::to_vec(diagnostics).unwrap_or_default());
    hash.digest()
}
