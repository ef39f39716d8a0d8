//! What the heading of a table's column says.

use std::sync::Arc;

use super::super::Settings;
use super::marks;
use crate::guideline::{Guidelines, title_key as key};
use crate::locator::{self, Mark, Target};
use crate::wording::{self, Field, Status, Surrounding};

/// What the heading of a column says.
#[derive(Clone, Debug)]
pub struct Heading {
    pub field: Option<Field>,
    /// The project says so.
    pub is_configured: bool,
    /// It is a status: はい, 対象外.
    pub status: Option<Status>,
    /// What stands below is wrong somewhere.
    pub lists_faults: bool,
    /// What is still wrong may stand below it: 「課題」.
    pub names_problems: bool,
    /// What is open or was found may stand below it: "Observation".
    pub names_an_open_point: bool,
    /// It is that of risks: "Risk".
    pub names_risks: bool,
    /// It says what is done about them: "Treatment".
    pub names_treatment: bool,
    /// It says how far work has come: 「進捗」.
    pub tells_progress: bool,
    /// It says what is missing, or how that is to be mended.
    pub tells_a_gap: bool,
    /// It says what a clause is excepted for: "Exception", "What is excepted".
    pub names_exceptions: bool,
    /// Until when something is allowed stands below it: "Expires".
    pub tells_an_end: bool,
    /// Who allowed it, or when, stands below it: "Approved by".
    pub tells_an_approval: bool,
    /// Below it may stand of which kind a deviation is.
    pub may_name_deviations: bool,
    /// It may be that of running numbers.
    pub is_running: bool,
    /// Enhancements of controls are numbered below it.
    pub is_enhancement: bool,
    /// It is that of the lowest of several levels.
    pub is_smallest: bool,
    /// It says that a guideline's numbers stand below.
    pub names_guideline: bool,
    /// It says that they are those of chapters.
    pub lists_chapters: bool,
    /// It is that of a document's versions.
    pub tells_a_version: bool,
    /// It says what is asked (◎ must, ○ should) as often as how far it is done.
    pub is_grade: bool,
    /// It says how far something is done, or what is done: 「対応」, 「実施状況」.
    pub tells_what_is_done: bool,
    /// It says whether a clause applies at all.
    pub says_what_applies: bool,
    /// It says where a control comes from: Shared, Inherited.
    pub is_origin: bool,
    /// It says of which kind a control is: "Type", "Baseline".
    pub is_kind: bool,
    /// It says where what is asked stands: 「根拠」.
    pub is_source: bool,
    /// It names remarks beside what else stands below: 「根拠・補足」.
    pub joins_remarks: bool,
    /// Somebody says below it how he stands himself: 「自己評価」.
    pub is_by_oneself: bool,
    /// An auditor says below it how it stands: 「監査評価」.
    pub is_by_auditor: bool,
    /// Levels of maturity may stand below it.
    pub is_level: bool,
    /// The level of maturity that it says is aimed at: 「レベル3に達していない場合の計画」.
    pub aims_at: Option<u8>,
    /// It may say whether something is wanting: 「差」.
    pub names_a_gap: bool,
    /// It says what is to be done where something is wanting: 「改善計画」.
    pub plans: bool,
    /// Below it stands what somebody found who judged: 「所見」.
    pub is_finding: bool,
    /// It is 「備考」.
    pub is_remark: bool,
    /// It is that of what is done beside something else: 「追加の対策」.
    pub is_addition: bool,
    /// It may be that of what a row is about, 「内容」.
    pub is_contents: bool,
    /// It is written in Japanese.
    pub is_japanese: bool,
    /// It is that of controls, whose cells as often begin with their numbers: 「管理策」.
    pub is_control: bool,
    /// It says that the column refers to something.
    pub refers: bool,
    /// Its column describes what another one names.
    pub describes: bool,
    /// What it says of figures.
    pub said: Arc<Surrounding>,
}

/// Reads the heading of a column.
pub(super) fn heading(text: &str, settings: &Settings, guidelines: &Guidelines) -> Heading {
    let own = key(text);
    let named = settings.columns.iter().find(|(name, _)| key(name) == own);
    let named = named.map(|(_, field)| *field);
    let numbers = numbers_what_is_asked(&own);
    let field = || wording::column(text).or(numbers.then_some(Field::Clause));
    Heading {
        field: named.or_else(field),
        is_configured: named.is_some(),
        status: wording::status(text.trim())
            .filter(|stated| stated.range == (0..text.trim().len()))
            .map(|stated| stated.status),
        lists_faults: FAULTS.contains(&own.as_str()),
        names_problems: PROBLEMS.contains(&own.as_str()),
        names_an_open_point: OPEN_POINTS.contains(&own.as_str()),
        names_risks: RISKS.contains(&own.as_str()),
        names_treatment: TREATMENTS.contains(&own.as_str()),
        tells_progress: PROGRESS.iter().any(|word| own.starts_with(word)),
        tells_a_gap: GAPS.contains(&own.as_str()),
        names_exceptions: own.starts_with("exception")
            || ["excepted", "waived", "例外内容", "例外事項", "例外の内容"]
                .iter()
                .any(|word| own.ends_with(word)),
        tells_an_end: ENDS.contains(&own.as_str()) || own.starts_with("expir"),
        tells_an_approval: own.starts_with("approv") || own == "grantedby" || own == "acceptedby",
        may_name_deviations: own.contains("deviation") || DEVIATIONS.contains(&own.as_str()),
        is_running: RUNNING.contains(&own.as_str()) || numbers,
        is_enhancement: ENHANCEMENTS.contains(&own.as_str()),
        is_smallest: own == "小項目",
        names_guideline: names_guideline(text, guidelines),
        lists_chapters: CHAPTERS.contains(&own.as_str()),
        tells_a_version: VERSIONS.contains(&own.as_str()),
        is_grade: GRADES.contains(&own.as_str()),
        tells_what_is_done: ["対応", "実施", "実装", "状況", "現状"].contains(&own.as_str())
            || ["対応", "実施", "実装", "整備", "取組", "遵守", "準拠"]
                .iter()
                .any(|deed| {
                    own.strip_suffix("状況")
                        .is_some_and(|what| what.ends_with(deed))
                }),
        says_what_applies: APPLICABILITY.contains(&own.as_str())
            || ["appl", "applic"].contains(&own.as_str())
            || ["applicab", "applies", "inscope"]
                .iter()
                .any(|word| own.starts_with(word)),
        is_origin: marks::is_origin(&own),
        is_kind: [
            "type",
            "controltype",
            "baseline",
            "family",
            "controlfamily",
            "domain",
        ]
        .contains(&own.as_str()),
        is_source: SOURCES.iter().any(|word| own.starts_with(word)),
        joins_remarks: ["補足", "説明", "備考"]
            .iter()
            .any(|word| own.ends_with(word)),
        is_by_oneself: own.starts_with("自己") || own.starts_with("self"),
        is_by_auditor: AUDITORS.iter().any(|word| own.contains(word)),
        is_level: LEVELS.contains(&own.as_str()),
        aims_at: wording::level_aimed_at(text),
        names_a_gap: [
            "差",
            "差異",
            "差分",
            "差の有無",
            "不足",
            "不足の有無",
            "ギャップ",
            "gap",
            "gaps",
        ]
        .contains(&own.as_str()),
        plans: own.ends_with("計画")
            || ["改善", "是正", "remediation"]
                .iter()
                .any(|word| own.contains(word)),
        is_finding: ["所見", "指摘", "意見", "講評", "コメント"]
            .iter()
            .any(|word| own.ends_with(word)),
        is_remark: own == "備考",
        is_addition: own.contains("追加"),
        is_contents: ["内容", "概要", "主な内容"].contains(&own.as_str()),
        is_japanese: !own.is_ascii(),
        is_control: ["管理策", "統制"].iter().any(|word| own.ends_with(word))
            || ["control", "controls"].contains(&own.as_str()),
        refers: ["ref", "reference", "references"].contains(&own.as_str()),
        describes: DESCRIBING.iter().any(|word| own.contains(word)),
        said: Arc::new(wording::above_column(text)),
    }
}

/// Whether a heading, given by its key, is that of the numbers of what is asked, checked or done, which may be a
/// guideline's or the document's own: 「統制番号」, 「チェックNo.」, "Safeguard ID".
fn numbers_what_is_asked(own: &str) -> bool {
    const ENDINGS: [&str; 5] = ["番号", "number", "no", "id", "コード"];
    const ASKED: [&str; 20] = [
        "設問",
        "質問",
        "点検",
        "管理",
        "統制",
        "対策",
        "チェック",
        "確認",
        "監査",
        "評価",
        "審査",
        "遵守",
        "規準",
        "check",
        "checklist",
        "measure",
        "safeguard",
        "criterion",
        "criteria",
        "practice",
    ];
    let what = ENDINGS.iter().find_map(|ending| own.strip_suffix(ending));
    what.is_some_and(|what| ASKED.contains(&what.strip_suffix("項目").unwrap_or(what)))
}

/// Whether a heading says that a guideline's numbers stand below: it names one or a part of one (別紙2の番号).
fn names_guideline(text: &str, guidelines: &Guidelines) -> bool {
    const SHORT: &str = "GL";
    let is_short = |at: usize| {
        let letter = |c: char| c.is_ascii_alphabetic();
        !text[..at].ends_with(letter) && !text[at + SHORT.len()..].starts_with(letter)
    };
    let of_part = || {
        let (found, length) = locator::read(text.trim_start())?;
        let names_part = found.iter().any(|reference| match &reference.target {
            Target::One(only) => only.levels[0].mark == Mark::Word,
            Target::Through(..) => false,
        });
        Some(names_part && text.trim_start()[length..].contains('番'))
    };
    text.contains("ガイドライン")
        || text.match_indices(SHORT).any(|(at, _)| is_short(at))
        || guidelines.namings(text).next().is_some()
        || of_part().unwrap_or(false)
}

/// Headings that as often number the rows as they name clauses.
const RUNNING: [&str; 8] = [
    "no",
    "",
    "番号",
    "id",
    "number",
    "ref",
    "reference",
    "整理番号",
];

/// Words of headings whose columns say where a thing is, who does it, how and why, and not which it is.
const DESCRIBING: [&str; 26] = [
    "取得元",
    "出力元",
    "場所",
    "保存先",
    "保管先",
    "出力先",
    "担当",
    "責任",
    "主管",
    "方法",
    "手段",
    "目的",
    "形式",
    "ツール",
    "記録",
    "内容",
    "説明",
    "owner",
    "responsible",
    "storage",
    "location",
    "stored",
    "purpose",
    "tool",
    "description",
    "method",
];

/// Headings of a table that lists what is wrong, a plan of action and milestones: its entries answer
/// nothing, and an open one says that a clause is not met.
const FAULTS: [&str; 8] = [
    "poamid",
    "poamitemid",
    "weakness",
    "weaknessname",
    "weaknessdescription",
    "指摘事項",
    "脆弱性",
    "発見された脆弱性",
];

/// Headings of what is still wrong, in a plan of improvements.
const PROBLEMS: [&str; 6] = ["課題", "問題点", "不備", "不備事項", "改善事項", "改善点"];

/// Headings of what is open or was found, before the clause that it concerns: "Observation | Control | Status | Due".
/// Behind it the same words are as often those of an answer.
const OPEN_POINTS: [&str; 12] = [
    "point",
    "openpoint",
    "openitem",
    "issue",
    "action",
    "finding",
    "auditfinding",
    "observation",
    "auditobservation",
    "weakness",
    "nonconformity",
    "deficiency",
];

/// Headings of a register of risks: what may happen.
const RISKS: [&str; 8] = [
    "risk",
    "riskdescription",
    "riskscenario",
    "riskstatement",
    "threat",
    "リスク",
    "リスク内容",
    "リスクの内容",
];

/// Headings of what is done about risks.
const TREATMENTS: [&str; 8] = [
    "treatment",
    "risktreatment",
    "treatmentoption",
    "riskresponse",
    "treatmentplan",
    "リスク対応",
    "リスク対応方針",
    "対応方針",
];

/// Headings of the day until which something is allowed.
const ENDS: [&str; 6] = [
    "ends",
    "validuntil",
    "until",
    "approveduntil",
    "有効期限",
    "例外期限",
];

/// Beginnings of headings that say how far work has come.
const PROGRESS: [&str; 5] = ["進捗", "進度", "ステータス", "状態", "完了"];

/// Headings of columns that say what is missing, or how that is to be mended.
const GAPS: [&str; 9] = [
    "gap",
    "gaps",
    "gapdescription",
    "identifiedgaps",
    "recommendation",
    "recommendations",
    "recommendedaction",
    "remediation",
    "actionrequired",
];

/// Headings below which it may stand of which kind a deviation is, beside those that say so.
const DEVIATIONS: [&str; 9] = [
    "type",
    "kind",
    "status",
    "disposition",
    "category",
    "request",
    "requesttype",
    "種別",
    "区分",
];

/// Headings that say what is asked as often as how far it is done.
const GRADES: [&str; 9] = [
    "区分",
    "現状",
    "適用",
    "適用区分",
    "対策区分",
    "対応",
    "applies",
    "applicability",
    "category",
];

/// Beginnings of headings below which may stand where what is asked is written.
const SOURCES: [&str; 8] = [
    "根拠",
    "出典",
    "典拠",
    "参照",
    "要求元",
    "該当箇所",
    "対応箇所",
    "準拠項目",
];

/// Headings of columns that say whether a clause applies at all.
const APPLICABILITY: [&str; 12] = [
    "selected",
    "included",
    "適用",
    "適用有無",
    "適用の有無",
    "適用可否",
    "適用要否",
    "採否",
    "applicable",
    "applicability",
    "applies",
    "appl",
];

/// Headings of columns that hold the numbers of controls' enhancements.
const ENHANCEMENTS: [&str; 6] = [
    "enh",
    "enhancement",
    "enhancements",
    "enhancementno",
    "controlenhancement",
    "controlenhancements",
];

/// Headings of a table that tells what changed from version to version.
const VERSIONS: [&str; 16] = [
    "version",
    "ver",
    "revision",
    "rev",
    "changes",
    "changelog",
    "版",
    "版数",
    "バージョン",
    "改訂日",
    "改定日",
    "改訂内容",
    "改定内容",
    "変更内容",
    "変更点",
    "更新内容",
];

/// Headings of columns that name chapters.
const CHAPTERS: [&str; 5] = ["章", "節", "編", "chapter", "section"];

/// Words in the headings of columns in which others than the provider say how it stands.
const AUDITORS: [&str; 9] = [
    "監査",
    "審査",
    "第三者",
    "外部評価",
    "査定",
    "auditor",
    "audit",
    "assessor",
    "external",
];

/// Headings of columns of levels of maturity.
const LEVELS: [&str; 8] = [
    "レベル",
    "成熟度",
    "成熟度レベル",
    "現在のレベル",
    "達成レベル",
    "maturity",
    "maturitylevel",
    "level",
];
