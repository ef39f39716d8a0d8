//! Which part of an answer a table's column or a label line holds, read from its name.
//!
//! The names are data: the two tables below are what real control tables and documents call
//! things. Deciding is by the longest name that fits, because 「対応状況」 says more than 「対応」.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::near::{Name, resembles};

/// A part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The clause's number. A column 「No.」 may only count rows: whoever asks has to check
    /// that its values are clauses.
    Clause,
    /// The clause's title.
    Title,
    /// What the clause asks; quotation, never a claim.
    Requirement,
    /// How far it is done. A column that is only called 「対応」 or 「区分」 may hold something else.
    Status,
    /// What the provider does.
    Measure,
    /// What the customer has to do.
    Customer,
    /// Records, documents and files that show it.
    Evidence,
    /// Who answers for it.
    Owner,
    /// How often it is done.
    Frequency,
    /// By when it will be done.
    Due,
    /// Why it does not apply, or is done otherwise.
    Reason,
    /// When it was last looked at.
    Reviewed,
    /// Whose duty it is: provider, customer, shared, inherited.
    Responsibility,
    /// The guideline that the clause belongs to.
    Guideline,
    /// A mark that chooses what the column's heading says, a status or a party. No heading says so by
    /// itself.
    Mark,
}

/// Where in a heading a name has to stand to decide it.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// It is the whole heading: short words mean other things in compounds
    /// (「ユーザID」, 「機密区分」, 「有効期限」).
    Whole,
    /// It is the whole heading or its end, where Japanese and English keep the head of a
    /// compound (「セキュリティ対応状況」).
    End,
}

use Field::*;
use Place::*;

/// What columns are called, in folded form (narrow, small letters, no final full stop).
#[rustfmt::skip]
const COLUMNS: &[(Field, Place, &[&str])] = &[
    (Clause, Whole, &["no", "no.", "#", "番号", "項番", "条項", "条番号", "章番号", "節番号", "条文番号", "条文", "法条", "req", "req no", "id", "章", "節", "条",
        "開示書", "開示項目", "開示書項目", "達成基準", "設問番号", "質問番号", "点検番号", "整理番号", "管理番号",
        "clause", "control", "practice", "ref", "reference", "section", "article", "item no", "clauses", "controls", "nist control",
        "nist controls", "implements", "satisfies", "controls implemented", "mapped controls", "mapping", "mappings", "mapped to", "maps to",
        "control #", "control no", "clause #", "requirement #", "req #", "item #", "control mapping", "control mappings", "framework mapping", "compliance mapping", "controls addressed", "controls covered",
        "controls satisfied", "nist mapping", "nist ref", "nist reference", "control identifier", "control identifiers", "safeguard", "safeguards", "cis safeguard"]),
    (Clause, End, &["項番", "管理策番号", "管理策no", "管理策id", "実務基準番号", "基準番号", "基準no", "基準№", "項目番号", "項目no", "要件番号",
        "要件id", "条項番号", "該当条項", "対応要件", "該当要件", "適用要件", "対応基準", "該当基準", "対応条項", "関連条項", "対象条項", "適用条項", "準拠条項", "参照条項", "該当項番", "ガイドライン番号", "対応項目", "該当項目", "要求番号", "要求no", "指針番号",
        "control id", "control no", "control number", "clause no", "clause number", "clause id",
        "requirement id", "question id", "requirement no", "requirement number", "control ref", "control reference"]),
    (Title, Whole, &["題", "項目", "事項", "項目名", "表題", "題名", "条項名", "名称", "タイトル", "title", "name", "control name", "control title",
        "clause title", "short title", "point of focus", "points of focus", "focus", "focus area", "topic", "大項目", "中項目", "小項目", "分類", "種類", "カテゴリ", "カテゴリー", "領域", "分野", "cci", "ccis", "cci id", "cci number", "stig id"]),
    (Title, End, &["項目例", "管理策名", "管理策名称", "管理策の名称", "対策項目名", "項目名称"]),
    // 「対策項目」 is what the guideline lists, in the tables that were read.
    (Requirement, Whole, &["要求", "要件", "要件概要", "管理策", "設問", "質問", "基準", "規定", "requirement", "requirements", "question",
        "control text", "control description", "control statement", "criteria", "criterion", "weakness", "weakness name",
        "weakness description", "指摘事項", "リスク", "統制", "コントロール", "統制目標", "統制目的"]),
    (Requirement, End, &["要求事項", "要求内容", "要求項目", "対策項目", "実施項目", "遵守事項", "確認事項", "確認項目",
        "チェック項目", "点検事項", "監査項目", "監査内容", "審査項目", "チェック内容", "要求の概要", "要求事項の概要", "対策の要旨", "着眼点", "設問文", "評価項目", "点検項目", "点検内容", "確認内容", "質問内容", "設問内容", "要件内容", "管理策の内容", "管理策内容", "統制内容", "統制の内容", "管理内容", "コントロール内容", "残リスク", "残存リスク", "残余リスク", "残留リスク", "想定リスク", "運用補足", "ガイドラインの内容", "ガイドライン内容",
        "ガイドラインの記載", "ガイドライン記載", "基準の内容", "ガイドラインの求め", "ガイドラインの要求", "求められること", "求められる内容", "求める内容", "要旨", "glの要約", "ガイドラインの要約", "要求の要約", "要求事項の要約", "control requirement", "requirement text"]),
    (Status, Whole, &["対応", "区分", "判定", "適用", "状況", "状態", "現状", "現在の状況", "現状評価", "実施", "評価", "可否", "有無", "結果", "選択", "選択欄", "選択結果", "進捗", "自己評価",
        "評価結果", "点検結果", "確認結果", "対応有無", "status", "state", "compliance", "compliant", "implemented",
        "disposition", "result", "assessment", "applicability", "applicable", "applies", "達成度", "対応度", "準拠度", "適合度", "自己判定", "自己点検", "○△×", "○・×", "実施可否", "適用有無", "適用可否", "適否", "適合", "適合可否", "実施有無", "実装有無",
        "対応の有無", "実施の有無", "適用の有無", "合否", "はい/いいえ", "はい・いいえ", "○×", "○/×", "yes/no", "yes / no", "y/n", "yes/no/na",
        "yes/no/n/a", "y/n/na", "y/n/n/a", "met", "in place", "satisfied", "fulfilled", "complied with", "complied", "comply", "complies", "do you comply", "conformance", "conformity", "conforms", "where we stand", "where we are", "where it stands",
        "how far we are", "how far along", "state of play", "progress", "appl", "applic", "determination", "rag", "rag status"]),
    (Status, End, &["対応状況", "処置状況", "是正状況", "実施状況", "実装状況", "適合状況", "準拠状況", "遵守状況", "対応可否", "対応状態", "対応区分",
        "適用区分", "適用状況", "達成状況", "充足状況", "実施の状況", "対応の状況", "自己点検結果", "整備状況", "ステータス", "適合性", "implementation status", "compliance status",
        "control status", "current status", "gap status", "gap assessment", "caiq answer"]),
    (Measure, Whole, &["取組", "取組状況", "取組み状況", "取り組み状況", "取組の状況", "実装", "回答", "説明", "対策", "当社", "弊社", "自社", "事業者", "事業者側", "提供事業者", "サービス事業者", "サービス提供事業者", "提供者", "提供者側", "内容",
        "対処", "措置", "provider", "implementation", "response", "answer", "measure", "measures", "how implemented",
        "description", "provider responsibility", "narrative", "control implementation", "vendor response",
        "what is the solution and how is it implemented?", "control activity", "control activities",
        "controls in place", "coveragenote", "coverage note", "coverage notes", "mapped control / evidence", "control / evidence", "our response", "vendor answer", "supplier response"]),
    (Measure, End, &["対応内容", "対策内容", "実施内容", "実装内容", "対応方法", "実施方法", "実現方法", "実装方法", "対応方針",
        "具体的な対策", "具体的対策", "具体的な対応", "具体的な内容", "当社の対応", "当社対応", "弊社の対応", "弊社対応", "当社の対策", "当社の実装", "弊社の実装", "自社の実装", "当社の実装", "弊社の実装", "自社の実装",
        "当社の回答", "事業者の対応", "事業者対応", "事業者側の対応", "事業者側対応", "事業者の対策", "提供者側の対応", "サービスの対応",
        "対応策", "実施の方法", "対応の方法", "対策の方法", "実現の方法", "実施事項", "対応事項", "記載内容", "開示内容", "対応概要", "実施概要", "対策概要", "対応の概要", "取組内容", "取り組み内容", "取組み", "取り組み", "具体的な取組", "具体策", "当社の取組", "弊社の取組",
        "自社の取組", "貴社の取組", "当社の状況", "弊社の状況", "自社の状況", "貴社の状況", "取組み内容", "貴社の回答", "弊社の回答",
        "当社の取り組み", "安全管理対策", "安全管理措置", "講じた措置", "追加の対策", "追加対策", "追加の対応", "追加対応", "追加措置", "追加の対策の例", "当社が行うこと", "当社が実施すること", "事業者が行うこと", "事業者が実施すること", "対応の内容", "対策の内容", "回答内容", "implementation details", "implementation description",
        "implementation narrative", "implementation statement", "solution description", "provider implementation",
        "how it is implemented", "what we do", "what we did"]),
    (Customer, Whole, &["customer", "customer responsibility", "customer responsibilities", "customer duty",
        "customer duties", "customer actions", "user responsibility", "user responsibilities", "tenant responsibility",
        "consumer responsibility", "complementary user entity controls", "cuec", "customer side", "csc responsibilities", "csc responsibility",
        "cloud service customer responsibilities", "agency responsibility", "agency responsibilities"]),
    (Customer, End, &["お客様作業", "お客様対応"]),
    (Evidence, Whole, &["根拠", "記録", "証拠", "evidence", "artifact", "artifacts", "records", "proof", "evidence ref", "evidence refs",
        "evidence reference", "evidence references", "evidence id", "evidence ids", "evidence link", "evidence links", "artifact references", "参照先"]),
    (Evidence, End, &["証跡", "根拠資料", "根拠文書", "エビデンス", "関連文書", "関連規程", "関連資料", "参照文書", "参照資料", "参照規程",
        "確認資料", "確認書類", "証明書類", "根拠規程", "証拠資料", "証憑", "確認した証拠", "監査証拠", "客観的証拠", "確認した資料", "確認した文書", "確認した記録", "閲覧した資料", "閲覧資料", "該当文書", "規程類", "supporting evidence", "evidence location", "related documents"]),
    (Owner, Whole, &["担当", "主管", "所管", "owner", "owners", "responsible", "accountable", "責任部門", "オーナー"]),
    (Owner, End, &["責任者", "担当者", "担当部署", "担当部門", "主管部署", "主管部門", "所管部署", "所管部門", "責任部署", "担当組織", "担当課", "所管課", "主担当", "担当チーム", "実施部署", "実施部門", "対応部署", "対応部門",
        "responsible role", "responsible roles", "responsible party", "control owner", "responsible person", "point of contact"]),
    (Frequency, Whole, &["頻度", "周期", "間隔", "サイクル", "frequency", "interval"]),
    (Frequency, End, &["実施頻度", "点検頻度", "確認頻度", "見直し頻度", "レビュー頻度", "監査頻度", "実施周期", "点検周期", "見直し周期", "点検間隔",
        "実施間隔", "点検サイクル", "実施サイクル", "見直しサイクル", "確認サイクル", "更新頻度", "review frequency"]),
    (Due, Whole, &["期限", "いつまで", "いつまでに", "期日", "時期", "スケジュール", "実施時期", "目標時期", "完了予定", "予定日", "目標日", "due", "due date", "target date", "deadline", "planned date",
        "completion date", "target", "target completion", "planned completion", "scheduled completion", "until", "by when", "complete by", "finish by", "estimated completion", "expected completion", "target close", "target closure", "target resolution", "planned close", "eta"]),
    (Due, End, &["対応予定", "対応時期", "対応期限", "完了予定日", "対応予定日", "実施予定", "実施予定日", "対応予定時期", "実施期限",
        "完了期限", "目標期限", "改善期限", "是正期限", "対応完了予定", "完了予定時期", "予定時期", "実施予定時期", "実施時期", "達成期限", "完了期日", "改善の期限", "是正の期限", "対応の期限", "処置の期限",
        "completion date", "target close date", "target closure date", "target resolution date", "planned close date", "target remediation date", "date completed", "completed on", "date closed", "closed on", "closure date", "remediation date", "milestone date", "milestone due date"]),
    // 備考 is where an exclusion's reason stands when the table has no column for it, so
    // taking it as one can only silence a finding.
    (Reason, Whole, &["理由", "備考", "所見", "特記事項", "摘要", "コメント", "意見", "講評", "監査意見", "是正計画", "改善計画", "是正", "是正内容", "是正措置", "是正処置", "手当て", "手当", "改善策", "改善内容", "補足", "補足説明", "不足", "不足点", "不足事項", "差", "差異", "差分", "課題",
        "reason", "reasons", "why", "why not", "can be inherited", "inheritable", "justification", "rationale", "remark", "remarks", "notes", "note", "comment", "comments", "gap", "gaps", "gap description",
        "identified gaps", "poa&m item", "poa&m items", "poa&m reference", "recommendation", "recommendations", "remediation", "remediation plan", "next steps"]),
    (Reason, End, &["対象外理由", "対象外の理由", "対象外とする理由", "除外理由", "適用除外理由", "適用除外の理由", "非該当理由", "判断理由",
        "対象外の根拠", "場合の計画", "場合の改善計画", "場合の是正計画", "適用外の理由", "適用理由", "採否の理由", "除外の理由", "適用の理由", "選択の理由", "選択理由", "採用理由", "採用の理由", "不適用の理由", "不適用理由", "justification for exclusion", "reason for exclusion",
        "reason for inclusion", "justification for inclusion", "reason for selection", "reasons for selection", "exclusion reason"]),
    (Reviewed, Whole, &["見直し日", "確認日", "点検日", "reviewed", "last reviewed", "review date", "last review"]),
    (Reviewed, End, &["最終見直し", "最終見直し日", "最終確認日", "最終レビュー日", "レビュー日", "最終点検日"]),
    (Responsibility, Whole, &["主体", "分界", "responsibility", "responsibilities", "control origination"]),
    (Responsibility, End, &["責任分界", "責任分界点", "責任主体", "役割分担", "責任区分", "責任分担", "責任範囲", "実施主体", "対応主体",
        "responsibility split", "control ownership"]),
    (Guideline, Whole, &["ガイドライン", "規格", "guideline", "standard", "framework"]),
    (Guideline, End, &["対象ガイドライン", "準拠ガイドライン", "ガイドライン名"]),
];

/// Who the customer is, at the beginning of a column's heading.
const CUSTOMERS: &[&str] = &[
    "医療機関等",
    "医療機関",
    "使用者",
    "利用者",
    "利用機関",
    "利用企業",
    "薬局",
    "病院",
    "診療所",
    "クリニック",
    "貴院",
    "お客様",
    "お客さま",
    "顧客",
    "ユーザー",
    "ユーザ",
    "委託元",
    "契約者",
];

/// What makes a customer's name the name of its duty.
const DUTIES: &[&str] = &[
    "対応",
    "対策",
    "実施",
    "責任",
    "役割",
    "責務",
    "作業",
    "義務",
    "お願い",
    "留意",
    "分担",
    "負担",
    "事項",
];

/// What label lines are called, in folded form. Fewer than columns: a line of prose
/// that ends in a colon is common, and only these words make it an attribute.
#[rustfmt::skip]
const LABELS: &[(Field, &[&str])] = &[
    (Title, &["control name", "control title", "control family", "family"]),
    (Clause, &["対応条項", "対応要件", "該当要件", "適用要件", "対応基準", "該当基準", "該当条項", "対象条項", "適用条項", "準拠条項", "関連条項", "条項", "項番", "対応項番", "該当項番", "管理策番号",
        "関連管理策", "対応管理策", "該当管理策", "適用管理策", "対応フレームワーク", "準拠フレームワーク",
        "covers", "clause", "clauses", "control", "controls", "control id", "control number", "control identifier", "nist control", "satisfies", "implements", "addresses"]),
    (Status, &["状況", "実装状況", "対応状況", "実施状況", "適合状況", "遵守状況", "ステータス", "status", "implementation status", "disposition",
        "control status", "compliance status", "current status", "gap status", "gap assessment", "determination", "assessment determination"]),
    (Responsibility, &["責任分界", "責任分界点", "責任主体", "責任分担", "責任区分", "役割分担", "実施主体", "responsibility",
        "control origination"]),
    (Owner, &["責任者", "担当", "担当者", "担当部署", "担当部門", "主管", "主管部署", "主管部門", "所管", "所管部署", "責任部署",
        "owner", "owners", "control owner", "responsible", "responsible role", "responsible roles", "responsible party"]),
    (Frequency, &["頻度", "実施頻度", "点検頻度", "確認頻度", "見直し頻度", "周期", "実施周期", "点検周期", "点検サイクル", "frequency"]),
    (Evidence, &["証跡", "エビデンス", "根拠", "根拠資料", "関連文書", "関連規程", "参照文書", "確認資料", "証拠資料", "evidence", "artifacts", "supporting evidence"]),
    (Due, &["期限", "対応期限", "対応予定", "対応予定日", "対応時期", "完了予定", "完了予定日", "due", "due date", "target date", "target completion",
        "target completion date", "completion date", "planned completion", "planned completion date", "scheduled completion date",
        "planned date", "deadline", "eta"]),
    (Reviewed, &["最終見直し", "最終見直し日", "見直し日", "最終確認日", "最終レビュー日", "reviewed", "last reviewed", "review date"]),
    (Reason, &["理由", "対象外理由", "対象外の理由", "除外理由", "適用除外の理由", "適用除外理由", "reason", "justification", "rationale"]),
    (Measure, &["現状", "現在の状況", "対応内容", "実施内容", "対策内容", "実装内容", "対策", "実施方法", "当社の対応", "回答", "measure", "measures",
        "implementation", "implementation details", "implementation statement", "implementation description", "response", "answer"]),
    (Customer, &["利用者の対応", "利用者対応", "利用者側の対応", "利用者側", "利用者の責任", "医療機関側", "医療機関側の対応", "医療機関等の対応",
        "お客様の対応", "お客様側の対応", "使用者側", "customer", "customer responsibility", "customer responsibilities"]),
    (Requirement, &["要求事項", "要求内容", "requirement", "requirements"]),
    (Guideline, &["ガイドライン", "対象ガイドライン", "準拠ガイドライン", "guideline", "guidelines"]),
];

static LABEL_FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
    let names = LABELS.iter();
    names
        .flat_map(|(field, names)| names.iter().map(|name| (*name, *field)))
        .collect()
});

static LABEL_NAMES: LazyLock<Vec<Name<'static>>> = LazyLock::new(|| {
    let names = LABELS.iter().flat_map(|(_, names)| names.iter());
    names.map(|name| Name::new(name)).collect()
});

static COLUMN_FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
    // Of a name that stands twice the first counts, so the first is put in last.
    let names = COLUMNS.iter().rev();
    names
        .flat_map(|(field, _, names)| names.iter().map(|name| (*name, *field)))
        .collect()
});

/// What a table's column holds, by its heading. White space, width, notes (`※1`),
/// numbering (`②`) and what stands in parentheses (「当社の対応（共通基盤）」) do not matter,
/// except that parentheses may say whose duty it is (「対応内容（利用者側）」).
pub fn column(heading: &str) -> Option<Field> {
    // Most headings are written as the list has them.
    if let Some(field) = whole(heading.trim()) {
        return Some(field);
    }
    let heading = plain(heading);
    let (main, aside) = without_aside(&heading);
    if is_customer(&main) {
        return Some(Customer);
    }
    let field = decide(&main).or_else(|| decide(main.strip_suffix('?')?));
    let aside_field = aside.as_deref().and_then(|aside| {
        if is_customer(aside) {
            Some(Customer)
        } else {
            decide(aside)
        }
    });
    match (field, aside_field) {
        (Some(Measure | Requirement | Responsibility) | None, Some(Customer)) => Some(Customer),
        // 「対策（ガイドラインの要約）」 is what is asked, and not what is done.
        (Some(Measure), Some(Requirement)) => Some(Requirement),
        // A bare 「対応」 is a status only as long as nothing says whose or what.
        (Some(Status), Some(Customer | Measure)) if main == "対応" => aside_field,
        (None, _) => aside_field,
        (field, _) => field,
    }
}

/// What a label line's name stands for.
pub fn label(name: &str) -> Option<Field> {
    // Most labels are written as the list has them.
    let written = LABEL_FIELDS.get(name);
    let read = || LABEL_FIELDS.get(squeezed(&plain(name)).as_str());
    // `Implementation Status (check all that apply)`
    let read_without_aside = || {
        let (main, _) = name.contains('(').then(|| without_aside(&plain(name)))?;
        LABEL_FIELDS.get(main.as_str())
    };
    written.or_else(read).or_else(read_without_aside).copied()
}

/// A line of the form `name: value`. Ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelLine {
    /// The name without marks and colon.
    pub name: Range<usize>,
    /// What it stands for, or the label that it seems to be a misspelling of.
    pub field: Result<Field, &'static str>,
    /// What stands behind the colon, trimmed; empty at its place when there is nothing.
    pub value: Range<usize>,
}

/// The longest label has 25 letters; a name in front of a colon that is longer than this
/// many bytes is a clause of a sentence.
const LONGEST_NAME: usize = 48;

/// Reads the first line of `line` as a label line: `対応条項: 3.2`, `**責任者**：運用部長`,
/// `- Status: Implemented`, 【対応状況】対応済. `None` where the name is no label and no
/// misspelling of one.
pub fn label_line(line: &str) -> Option<LabelLine> {
    if let Some(asked) = asked_status(line) {
        return Some(asked);
    }
    let line = &line[..memchr::memchr2(b'\n', b'\r', line.as_bytes()).unwrap_or(line.len())];
    let body = line.trim_start_matches(|c: char| {
        matches!(c, '-' | '*' | '+' | '・' | '■' | '□' | '◆' | '_') || c.is_whitespace()
    });
    let start = line.len() - body.len();
    let (name, value_start) = match body.strip_prefix('【') {
        Some(inner) => (
            &inner[..inner.find('】')?],
            start + body.find('】')? + '】'.len_utf8(),
        ),
        None => {
            let (colon, width) = first_colon(body)?;
            (&body[..colon], start + colon + width)
        }
    };
    let bracketed = body.starts_with('【');
    let trimmed = name.trim_matches(|c: char| c.is_whitespace() || "*_【】".contains(c));
    let field = match label(trimmed) {
        Some(field) => Ok(field),
        None if bracketed => return None,
        None => Err(nearest_label(trimmed)?),
    };
    // `trimmed` is a part of `line`, so the distance between their beginnings is its place.
    let name_start = trimmed.as_ptr() as usize - line.as_ptr() as usize;
    let value = line[value_start..].trim_start_matches([':', '：']);
    let value = value.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let value_start = match value.is_empty() {
        true => line.len(),
        false => value.as_ptr() as usize - line.as_ptr() as usize,
    };
    Some(LabelLine {
        name: name_start..name_start + trimmed.len(),
        field,
        value: value_start..value_start + value.len(),
    })
}

/// A line that asks whether something is done, and answers it: `Implemented? Partially`, `In place: No`.
fn asked_status(line: &str) -> Option<LabelLine> {
    const ASKED: [&str; 6] = [
        "Implemented",
        "Fully implemented",
        "In place",
        "Met",
        "Compliant",
        "Fulfilled",
    ];
    /// No status is longer, in bytes.
    const LONGEST: usize = 64;
    let line = line.split('\n').next().unwrap_or_default();
    let body = line.trim_start_matches(['-', '*', '_', ' ']);
    let start = line.len() - body.len();
    let name = ASKED.iter().find(|name| {
        body.get(..name.len())
            .is_some_and(|front| front.eq_ignore_ascii_case(name))
            && body[name.len()..].starts_with(['?', ':', '*'])
    })?;
    let value = body[name.len()..].trim_matches(['?', ':', '*', '_', ' ']);
    let value_start = value.as_ptr() as usize - line.as_ptr() as usize;
    let is_status = value.len() <= LONGEST && super::status::status(value).is_some();
    is_status.then(|| LabelLine {
        name: start..start + name.len(),
        field: Ok(Status),
        value: value_start..value_start + value.len(),
    })
}

/// Where the first colon of `body` stands and how wide it is, if a label can be in front of it.
pub(super) fn first_colon(body: &str) -> Option<(usize, usize)> {
    const WIDE: &[u8] = "：".as_bytes();
    let bytes = body.as_bytes();
    let within = &bytes[..bytes.len().min(LONGEST_NAME + 1)];
    let place = memchr::memchr2_iter(b':', WIDE[0], within)
        .find(|place| bytes[*place] == b':' || bytes[*place..].starts_with(WIDE))?;
    let width = if bytes[place] == b':' { 1 } else { WIDE.len() };
    Some((place, width))
}

/// The label that `name` is a misspelling of.
fn nearest_label(name: &str) -> Option<&'static str> {
    let name = squeezed(&plain(name));
    // "Implemented" is a word of its own, and no "Implements" that somebody misspelt.
    if whole(&name).is_some() {
        return None;
    }
    let name = Name::new(&name);
    let label = LABEL_NAMES.iter().find(|label| resembles(&name, label))?;
    Some(label.text)
}

/// The heading in the form that [`COLUMNS`] is written in.
fn plain(heading: &str) -> String {
    let heading = heading.trim_start_matches(|c: char| c.is_whitespace() || c == '※');
    let before_note = heading.split('※').next().unwrap_or_default();
    // Circled numbers go before the normal form turns them into digits.
    let uncircled = before_note
        .chars()
        .filter(|c| !matches!(c, '①'..='⓿' | '❶'..='➓'));
    let folded: String = uncircled.nfkc().flat_map(char::to_lowercase).collect();
    let folded = match folded.contains('<') {
        true => folded
            .replace("<br>", " ")
            .replace("<br/>", " ")
            .replace("<br />", " "),
        false => folded,
    };
    let marks = |c: char| c.is_whitespace() || "*_`:：.。".contains(c);
    let trimmed = folded.trim_matches(marks);
    unnumbered(trimmed).trim_matches(marks).to_string()
}

/// `heading` without a number in front: `1. 対応内容`, `(2) 対応内容`.
fn unnumbered(heading: &str) -> &str {
    let open = heading.trim_start_matches('(');
    let rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(rest) if rest.len() < open.len() && !rest.is_empty() => rest,
        _ => heading,
    }
}

/// The heading without its first parenthesis, and what stood in it.
fn without_aside(heading: &str) -> (String, Option<String>) {
    let pair = heading.find(['(', '[', '【', '〔', '<']).and_then(|open| {
        let width = heading[open..].chars().next()?.len_utf8();
        let inner = &heading[open + width..];
        let close = inner
            .find([')', ']', '】', '〕', '>'])
            .unwrap_or(inner.len());
        let behind = inner[close..].chars().next().map_or(0, char::len_utf8);
        Some((open, &inner[..close], &inner[close + behind..]))
    });
    match pair {
        None => (squeezed(heading), None),
        Some((open, inner, behind)) => (
            squeezed(&[&heading[..open], behind].concat()),
            Some(squeezed(inner)),
        ),
    }
}

/// `text` without white space, save one space between two words of Latin letters.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if latin(squeezed.chars().next_back()) && latin(word.chars().next()) {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// The field of a heading that may join two names: 「対応状況・内容」.
fn decide(heading: &str) -> Option<Field> {
    if let Some(field) = whole(heading) {
        return Some(field);
    }
    // An auditor's table says whose controls it lists: "Control activity specified by …".
    if heading.starts_with("control") && heading.contains(" specified by ")
        || heading.starts_with("control activity of ")
        || heading.starts_with("control activities of ")
    {
        return Some(Measure);
    }
    if let Some(field) = of_whom(heading) {
        return Some(field);
    }
    if lists_answers(heading) {
        return Some(Status);
    }
    let parts: Vec<&str> = heading
        .split(['・', '/', '、', ',', '&'])
        .flat_map(|part| part.split("及び"))
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let fields: Vec<Field> = parts
        .iter()
        .filter_map(|part| whole(part).or_else(|| ending(part)))
        .collect();
    // 「適用／除外の理由」 gives a reason, whatever it is of.
    if fields.last() == Some(&Reason) && heading.ends_with("理由") {
        return Some(Reason);
    }
    // Quotation first, since it must not be judged; then the text, which can hold a
    // status in front, while a status column holds no text.
    let joined = [Requirement, Measure]
        .into_iter()
        .find(|field| fields.contains(field));
    joined.or(fields.first().copied())
}

/// Whether a heading lists the answers that stand below it: `Y/P/N`, `Yes / Partial / No`.
fn lists_answers(heading: &str) -> bool {
    const ANSWERS: [&str; 12] = [
        "y",
        "n",
        "p",
        "na",
        "yes",
        "no",
        "partial",
        "partially",
        "partly",
        "planned",
        "met",
        "not met",
    ];
    let mut parts = heading.split('/').map(str::trim).peekable();
    let asks = heading.starts_with(['y', 'm']) && heading.contains('/');
    asks && parts.all(|part| ANSWERS.contains(&part))
}

/// What a heading says with a name before it: whose requirement, whose implementation.
fn of_whom(heading: &str) -> Option<Field> {
    const STANDARDS: [&str; 14] = [
        "fedramp",
        "nist",
        "iso",
        "soc 2",
        "soc2",
        "hipaa",
        "pci",
        "pci dss",
        "cmmc",
        "standard",
        "framework",
        "regulatory",
        "security",
        "guideline",
    ];
    const NOBODY: [&str; 12] = [
        "of",
        "for",
        "planned",
        "alternate",
        "alternative",
        "date",
        "last",
        "next",
        "after",
        "before",
        "customer",
        "pending",
    ];
    let (front, last) = heading.rsplit_once(' ')?;
    match last {
        "requirement" | "requirements" => STANDARDS.contains(&front).then_some(Requirement),
        "implementation" => {
            let mut words = front.split(' ');
            let is_name = words.clone().count() <= 2 && !words.any(|word| NOBODY.contains(&word));
            is_name.then_some(Measure)
        }
        _ => None,
    }
}

/// The field whose name is the whole heading.
fn whole(heading: &str) -> Option<Field> {
    COLUMN_FIELDS.get(heading).copied()
}

/// The field with the longest name at the heading's end.
fn ending(heading: &str) -> Option<Field> {
    let by_end = COLUMNS.iter().filter(|(_, place, _)| *place == End);
    let names = by_end.flat_map(|(field, _, names)| names.iter().map(move |name| (*field, *name)));
    names
        .filter(|(_, name)| {
            heading
                .strip_suffix(name)
                .is_some_and(|front| ends_a_word(front, name))
        })
        .max_by_key(|(_, name)| name.len())
        .map(|(field, _)| field)
}

/// Whether `name` behind `front` begins a word; only Latin letters can run into each other.
fn ends_a_word(front: &str, name: &str) -> bool {
    !name.is_ascii() || !front.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a heading names the customer or the customer's duty; 「利用者への説明」 and
/// 「利用者管理」 do not.
fn is_customer(heading: &str) -> bool {
    let Some(rest) = CUSTOMERS.iter().find_map(|name| heading.strip_prefix(name)) else {
        return false;
    };
    let rest = rest.strip_prefix('等').unwrap_or(rest);
    let side = rest.strip_prefix('側').or_else(|| rest.strip_prefix('様'));
    let rest = side.unwrap_or(rest);
    if rest.is_empty() {
        return true;
    }
    let linked = ["の", "が", "にて", "で", "における", "において", "に"];
    let linked = linked
        .iter()
        .find_map(|particle| rest.strip_prefix(particle));
    let duty = linked.unwrap_or(rest);
    let named = |duty: &str| DUTIES.iter().any(|word| duty.contains(word));
    match linked.is_some() || side.is_some() {
        true => named(duty) && !duty.contains("責任者"),
        false => DUTIES.iter().any(|word| duty.starts_with(word)) && !duty.contains("責任者"),
    }
}
