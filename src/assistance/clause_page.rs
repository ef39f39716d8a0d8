//! What there is to say about a clause by itself: one source for the terminal's page and the
//! editor's hover, which differ in how they set it.
//!
//! The texts are as the guideline has them: whoever shows them has to make them safe for the
//! place where they are shown.

use crate::coverage::Summary;
use crate::guideline::{
    Certainty, Clause, ClauseIndex, Completeness, Guideline, Modality, Requirement, Responsibility,
};
use crate::locale::Locale;

/// A clause as the parts of a page, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClausePage {
    /// Number and title.
    pub heading: String,
    /// The guideline's title and edition.
    pub guideline: String,
    /// What of the edition is not here, or does not have to be answered, this clause included.
    pub extent: Vec<String>,
    /// That the clause is withdrawn.
    pub withdrawn: Option<&'static str>,
    /// The clauses that took its content.
    pub moved_to: Vec<String>,
    /// The clause's text as Markdown; `None` where its requirements say all of it.
    pub text: Option<String>,
    /// What it asks, in order.
    pub requirements: Vec<Asked>,
    /// Values that it leaves to the organisation.
    pub parameters: Vec<String>,
    /// Guidance as Markdown.
    pub guidance: Option<String>,
    /// Who has to act, and for which service models it holds.
    pub attributes: Vec<(&'static str, String)>,
    /// That it has to be agreed with the customer.
    pub agreement: Option<&'static str>,
    /// Clauses of other guidelines that it answers, as the source has them.
    pub upstream: Vec<String>,
    /// Where it was read; empty where only [`ClausePage::certainty`] is known.
    pub source: Option<String>,
    /// That it was read in a draft or elsewhere; empty for a published text.
    pub certainty: &'static str,
    /// The heading of the clause that it is a part of.
    pub parent: Option<String>,
}

/// A requirement as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which of the clause's requirements it is.
    pub index: usize,
    /// 必須, 推奨, 任意; must, should, may.
    pub modality: &'static str,
    /// `a`, `h.1` for lettered parts.
    pub label: Option<String>,
    /// What it asks.
    pub text: String,
    /// That `text` is not the official wording; empty where it is.
    pub paraphrased: &'static str,
}

impl ClausePage {
    /// The page of a clause; `None` for an index of another guideline.
    pub fn of(guideline: &Guideline, index: ClauseIndex, locale: Locale) -> Option<ClausePage> {
        let clause = guideline.clause(index)?;
        let own_text = !clause.text.trim().is_empty() && !is_said_by_requirements(clause);
        let guidance = clause.guidance.trim();
        let parent = clause.parent.and_then(|parent| guideline.clause(parent));
        Some(ClausePage {
            heading: heading(clause, locale),
            guideline: guideline.name(),
            extent: extent(guideline, locale)
                .into_iter()
                .chain(clause.deselected.then(|| {
                    let not = locale.choose(
                        "この条項は対象に選ばれていません。",
                        "This clause is not among those selected.",
                    );
                    not.to_string()
                }))
                .collect(),
            withdrawn: clause.withdrawn.as_ref().map(|_| {
                locale.choose("この条項は廃止されています。", "This clause is withdrawn.")
            }),
            moved_to: moved_to(guideline, clause, locale),
            text: own_text.then(|| clause.text.trim().to_string()),
            requirements: asked(clause)
                .map(|(index, one)| line(index, one, locale))
                .collect(),
            parameters: clause
                .parameters
                .iter()
                .map(|parameter| parameter.label.clone())
                .collect(),
            guidance: (!guidance.is_empty()).then(|| guidance.to_string()),
            attributes: attributes(clause, locale),
            agreement: clause.needs_agreement.then(|| {
                locale.choose(
                    "利用者との合意が必要です。",
                    "It has to be agreed with the customer.",
                )
            }),
            upstream: clause.upstream.clone(),
            source: clause
                .provenance
                .source
                .as_ref()
                .or(guideline.source.as_ref())
                .cloned(),
            certainty: certainty(clause, locale),
            parent: parent.map(|parent| heading(parent, locale)),
        })
    }
}

/// Number and title; a clause without an official number goes by its title alone.
pub fn heading(clause: &Clause, locale: Locale) -> String {
    match &clause.label {
        None if clause.title.is_empty() => locale.choose("（番号なし）", "(no number)").to_string(),
        _ => clause.display_label(),
    }
}

/// How many of a guideline's requirements stand how.
pub fn counted(summary: &Summary, locale: Locale) -> String {
    let Summary {
        requirements,
        covered,
        weak,
        missing,
        excluded,
        ..
    } = summary;
    match locale {
        Locale::Ja => format!(
            "要求事項 {requirements} 件: 対応あり {covered}、不十分 {weak}、記載なし {missing}、対象外 {excluded}"
        ),
        Locale::En => format!(
            "{requirements} requirement{}: {covered} covered, {weak} weak, {missing} missing, {excluded} excluded",
            if *requirements == 1 { "" } else { "s" }
        ),
    }
}

/// Says what of its edition a catalogue does not hold, and what of it nobody has to answer: a
/// sentence each, none where all is here and asked for.
pub fn extent(guideline: &Guideline, locale: Locale) -> Vec<String> {
    let partial = match &guideline.completeness {
        Completeness::Partial { note } => Some(match (locale, note.is_empty()) {
            (Locale::Ja, true) => "一部収録: この版の一部の条項だけを収めています。".to_string(),
            (Locale::Ja, false) => format!("一部収録: {note}"),
            (Locale::En, true) => {
                "Partial catalogue: it holds only some clauses of this edition.".to_string()
            }
            (Locale::En, false) => format!("Partial catalogue: {note}"),
        }),
        Completeness::Whole | Completeness::Unstated => None,
    };
    let count = guideline.selected_count();
    let selected =
        guideline
            .selection
            .as_ref()
            .map(|selection| match (locale, &selection.profile) {
                (Locale::Ja, None) if count == 0 => {
                    "対象: なし（設定の covers が空なので、引用のためだけに読んでいます）"
                        .to_string()
                }
                (Locale::En, None) if count == 0 => {
                    "Read to be cited alone: `covers` in the configuration is empty".to_string()
                }
                (Locale::Ja, None) => format!("対象: 設定の covers が選ぶ {count} 条項"),
                (Locale::Ja, Some(title)) => {
                    format!("対象: プロファイル「{title}」が選ぶ {count} 条項")
                }
                (Locale::En, None) => {
                    format!("Selected by `covers` in the configuration, clauses: {count}")
                }
                (Locale::En, Some(title)) => {
                    format!("Selected by the profile “{title}”, clauses: {count}")
                }
            });
    partial.into_iter().chain(selected).collect()
}

/// How binding something is, in one word.
pub fn modality(modality: Modality, locale: Locale) -> &'static str {
    match modality {
        Modality::Must => locale.choose("必須", "must"),
        Modality::Should => locale.choose("推奨", "should"),
        Modality::Item => locale.choose("項目", "item"),
        Modality::May | Modality::Info => locale.choose("任意", "may"),
    }
}

fn moved_to(guideline: &Guideline, clause: &Clause, locale: Locale) -> Vec<String> {
    let ids = clause.withdrawn.iter().flat_map(|one| &one.moved_to);
    ids.map(|id| {
        let clauses = guideline.clauses.iter();
        let target = { clauses }.find(|clause| clause.id.eq_ignore_ascii_case(id));
        target.map_or_else(|| id.clone(), |clause| heading(clause, locale))
    })
    .collect()
}

fn asked(clause: &Clause) -> impl Iterator<Item = (usize, &Requirement)> {
    let requirements = clause.requirements.iter().enumerate();
    requirements.filter(|(_, requirement)| requirement.modality != Modality::Info)
}

fn line(index: usize, requirement: &Requirement, locale: Locale) -> Asked {
    Asked {
        index,
        modality: modality(requirement.modality, locale),
        label: requirement.label.clone(),
        text: requirement.text.clone(),
        paraphrased: match requirement.paraphrased {
            true => locale.choose(
                "（要約。公式の文言ではありません）",
                " (a summary, not the official wording)",
            ),
            false => "",
        },
    }
}

fn attributes(clause: &Clause, locale: Locale) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    if let Some(responsibility) = clause.responsibility {
        let who = match responsibility {
            Responsibility::Provider => locale.choose("事業者", "provider"),
            Responsibility::Customer => locale.choose("利用者", "customer"),
            Responsibility::Shared => {
                locale.choose("事業者と利用者の共同", "provider and customer")
            }
            Responsibility::Inherited => locale.choose(
                "上流の事業者から継承",
                "inherited from an upstream provider",
            ),
        };
        let name = locale.choose("責任分界", "Responsibility");
        attributes.push((name, who.to_string()));
    }
    if !clause.service_models.is_empty() {
        let name = locale.choose("対象のサービス形態", "Service models");
        attributes.push((name, clause.service_models.join(", ")));
    }
    attributes
}

fn certainty(clause: &Clause, locale: Locale) -> &'static str {
    match clause.provenance.certainty {
        Certainty::Final => "",
        Certainty::Draft => locale.choose("【草案による】", " [read in a DRAFT]"),
        Certainty::Secondary => locale.choose("【二次資料による】", " [from a secondary source]"),
    }
}

/// Whether the text of a clause is its requirements and nothing else: once is enough. The sentence
/// that leads to several items stands in front of each of them and once in the text.
fn is_said_by_requirements(clause: &Clause) -> bool {
    /// What may be left of the text for each requirement: an item's number, "and".
    const LEFT: usize = 6;
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let mut rest = letters(&clause.text);
    let mut said: Vec<String> = Vec::new();
    let mut count = 0;
    for (_, requirement) in asked(clause) {
        count += 1;
        for piece in requirement.text.split(": ").map(letters) {
            if said.contains(&piece) {
                continue;
            }
            let Some(at) = rest.find(&piece).filter(|_| !piece.is_empty()) else {
                return false;
            };
            rest.replace_range(at..at + piece.len(), "");
            said.push(piece);
        }
    }
    count > 0 && rest.len() <= if count > 1 { LEFT * count } else { 0 }
}
