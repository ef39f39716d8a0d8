//! The words and marks of statuses, as data.

use std::sync::LazyLock;

use super::Status;
use super::Status::*;
use crate::wording::fold::Words;

/// Lights, as a column or a label of statuses has them: "Amber". Elsewhere they are colours, and of risks they say how
/// high those are.
pub(super) const LIGHTS: [(&str, Status); 5] = [
    ("green", Implemented),
    ("amber", Partial),
    ("yellow", Partial),
    ("orange", Partial),
    ("red", NotImplemented),
];

/// Marks that stand for a status in a table cell.
#[rustfmt::skip]
pub(super) const MARKS: &[(char, Status)] = &[
    ('○', Implemented), ('◯', Implemented), ('〇', Implemented), ('●', Implemented), ('◎', Implemented),
    ('✅', Implemented), ('✔', Implemented), ('✓', Implemented), ('☑', Implemented), ('🟢', Implemented),
    ('△', Partial), ('▲', Partial), ('◐', Partial), ('◑', Partial), ('◔', Partial), ('◕', Partial), ('⚠', Partial), ('🟡', Partial), ('🔶', Partial),
    ('🚧', Planned), ('🔜', Planned),
    ('×', NotImplemented), ('✕', NotImplemented), ('✖', NotImplemented), ('❌', NotImplemented), ('✗', NotImplemented),
    ('✘', NotImplemented), ('❎', NotImplemented), ('🔴', NotImplemented),
];

/// Dashes: nothing by themselves, an exclusion when a reason stands beside them.
pub const DASHES: &[char] = &['-', 'ー', '—', '–', '―', '‐', '−'];

/// Status words in folded form. The longest that fits at a place is taken.
#[rustfmt::skip]
pub(super) const WORDS: &[(Status, &[&str])] = &[
    (Implemented, &["対応済", "対応済み", "実施済", "実施済み", "実装済", "実装済み", "導入済", "導入済み", "整備済", "整備済み",
        "設定済", "設定済み", "完了", "対応完了", "適合", "準拠", "遵守", "充足", "合致", "対応", "実施", "実装", "対応可", "対応可能",
        "対応している", "対応しています", "対応しております", "実施している", "実施しています", "実施しております", "実装している",
        "実装しています", "適合している", "適合しています", "準拠している", "準拠しています", "遵守している", "遵守しています",
        "満たす", "満たします", "受入可", "受け入れ可", "満たしている", "満たしています", "できている", "できています", "対応ずみ", "実施ずみ", "実装ずみ", "導入ずみ", "整備ずみ", "設定ずみ", "完全対応", "完全に対応", "完全実施", "完全に実施",
        "すべて対応", "すべて実施", "全て実施", "策定済", "策定済み", "作成済", "作成済み", "取得済", "取得済み", "制定済", "制定済み", "構築済", "構築済み",
        "適用済", "適用済み", "確認済", "確認済み", "リリース済", "リリース済み", "公開済", "公開済み", "運用済", "運用済み", "実施中", "運用中", "適", "全部対応", "全て対応", "はい", "有", "有り", "あり", "済", "済み", "可",
        "implemented", "fully implemented", "in place", "satisfied", "fully satisfied", "compliant", "fully compliant",
        "complies", "met", "done", "complete", "completed", "yes", "y", "ok", "pass", "no exceptions noted", "no exception noted", "no deviations noted",
        "no relevant exceptions noted", "fully", "live", "fulfilled", "achieved", "conforming", "fully met", "fully in place", "satisfactory",
        "effective", "operating effectively", "in force", "in operation", "operating", "operational", "no exception", "no exceptions", "no deviation", "no deviations", "without exception", "supported", "fully supported", "deployed", "rolled out"]),
    (Partial, &["一部", "条件付きで受入可", "条件付きで受け入れ可", "条件付きで可", "条件付き可", "大部分実装", "大部分実装済み", "大部分対応", "大部分対応済み", "一部充足", "一部充足している", "一部満たす", "一部満たしている", "一部満たしています", "部分的に満たす", "一部できている", "一部対応", "一部対応済", "一部対応済み", "一部実施", "一部実施済", "一部実施済み", "一部実装", "一部実装済み", "一部適合",
        "一部準拠", "一部未実装", "一部未導入", "一部未整備", "一部未確認", "一部未達", "部分実装", "部分実装済", "部分実装済み", "部分導入", "部分整備", "部分達成", "土台実装済み", "土台実装済", "基盤実装済み", "条件付き適合", "条件付適合", "条件付き", "改善余地あり", "改善の余地あり", "軽微な不適合", "一部未対応", "一部未実施", "一部済", "一部済み", "一部完了", "一部実装済", "一部対応している", "一部対応しています", "一部実施している", "一部実施しています", "一部導入", "一部導入済", "一部導入済み", "一部整備", "一部整備済", "部分的", "一部不足", "不十分", "部分対応", "部分的に対応", "部分的対応", "部分実施", "部分適合", "部分準拠", "概ね対応",
        "おおむね対応", "partial", "partially", "partially implemented", "partially in place", "partially satisfied",
        "partially compliant", "partially met", "in part", "partly", "partly implemented", "partly in place", "partly done", "exception noted", "exceptions noted", "deviation noted", "deviations noted",
        "partially complete", "partially completed", "needs work", "needs improvement", "exception", "exceptions", "deviation", "deviations", "partially supported", "partly supported", "partially effective", "partly effective", "partly met", "partly satisfied",
        "mostly", "mostly in place", "mostly implemented", "mostly done", "largely", "largely in place", "largely implemented", "substantially implemented"]),
    (Planned, &["対応予定", "実施予定", "実装予定", "導入予定", "整備予定", "計画中", "計画", "計画あり", "予定", "予定あり", "準備中",
        "対応を予定", "対応を予定している", "対応を予定しています", "実施を予定", "実施を予定している", "実施を予定しています", "改善中", "是正中", "順次対応", "順次対応中", "順次対応予定", "順次実施", "順次実施中", "順次導入", "順次導入中", "順次整備", "順次整備中", "順次拡大",
        "着手", "着手済", "着手済み", "着手中", "対応中", "作業中", "進行中", "対応準備中", "検証中", "試験中", "試行中", "移行中", "策定中", "作成中", "申請中", "調整中", "協議中", "照会中", "交渉中", "選定中", "手配中", "調達中", "設計中", "開発中", "着手済", "着手済み", "検討中", "準備段階", "計画段階", "対応検討中", "整備中", "構築中", "導入中", "実装中", "適用中", "展開中", "更改中", "保留", "保留中", "検討", "検討段階", "評価中", "審査中", "確認中", "点検中", "見直し中", "改修中", "planned", "on hold", "deferred", "wip", "work in progress", "pending verification", "pending review", "pending approval", "not started yet", "in progress", "underway", "under way", "pending",
        "under review", "under discussion", "under consideration", "to be decided", "undecided", "under development", "scheduled", "to be implemented", "open", "ongoing", "delayed", "backlog", "in backlog", "future",
        "pilot", "in pilot", "piloting", "rolling out", "being rolled out", "in rollout", "in development", "under construction", "in build", "started", "blocked", "stalled", "paused", "overdue",
        "on track", "waiting", "awaiting", "proposed", "in the pipeline", "being implemented", "poa&m"]),
    (Alternative, &["代替", "代替策", "代替策で対応", "代替対応", "代替措置", "代替統制", "代替手段", "代替手段で対応", "代替管理策",
        "補完統制", "alternative", "alternative implementation", "alternate", "alternate implementation", "compensating",
        "compensating control", "compensating controls", "alternative control", "alternative measure", "equivalent alternative measure"]),
    (NotApplicable, &["対象外", "該当なし", "該当無し", "該当しない", "該当せず", "非該当", "適用外", "適用除外", "適用対象外", "非適用",
        "不適用", "除外", "対応不要", "評価対象外", "該当しません", "該当いたしません", "当てはまらない", "当てはまりません", "あてはまらない", "あてはまりません", "適用しない", "適用しません", "適用していない", "適用していません", "適用されない", "適用されません", "適用せず", "適用なし",
        "採用しない", "採用しません", "採用していない", "採用していません", "採用せず", "不採用", "非採用", "不要", "必要なし", "スコープ外", "範囲外", "対象範囲外", "適用範囲外", "責任範囲外", "対象なし", "該当項目なし", "該当事項なし", "対象としない", "対象としません", "該当ありません", "該当はありません", "該当がありません", "n/a", "n-a", "n.a.", "na", "not relevant", "does not apply", "not applicable", "not currently applicable", "not-applicable", "out of scope",
        "non-applicable", "excluded"]),
    (NotImplemented, &["確認できず", "受入不可", "受け入れ不可", "満たさない", "満たしていない", "満たしていません", "できていない", "できていません", "未充足", "未対応", "未実施", "未実装", "未導入", "未整備", "未着手", "未適合", "未準拠", "未達", "未", "未了", "未完了", "未取得", "未策定", "非対応", "対応できない", "対応できません", "不適合",
        "非準拠", "非適合", "不足", "不足あり", "要整備", "要改善", "要作成", "要策定", "要是正", "要検討", "要導入", "要実装", "要確認", "要検証", "未確認", "未検証", "未評価", "未点検", "未判定", "未回答", "未記入", "重大な不適合", "存在しない", "存在しません", "要対応", "対応不可", "対応なし", "実施していない", "実施していません", "対応していない", "対応していません", "対応しておりません", "実施しておりません",
        "行っていない", "行っていません", "行っておりません", "実装していない", "実装していません", "整備していない", "整備していません", "策定していない", "策定していません",
        "いいえ", "否", "無", "無し", "なし", "不可", "not yet", "not implemented", "not yet implemented", "not yet in place", "not yet started",
        "not started", "to do", "not done", "not in place", "not satisfied", "not met",
        "対応しない", "対応しません", "対応せず", "対応いたしません", "対応を見送る", "対応見送り", "実施しない", "実施しません", "実施せず", "実施いたしません", "実施を見送る", "実施見送り",
        "実装しない", "実装しません", "導入しない", "導入しません", "導入せず", "導入を見送る", "導入見送り", "整備しない", "整備しません", "策定しない", "策定しません",
        "見送り", "見送る", "見送った", "対応予定なし", "対応予定はない", "対応予定はありません", "対応の予定なし", "対応の予定はない", "対応の予定はありません",
        "対応する予定はない", "対応する予定はありません", "実施予定なし", "実施予定はない", "実施予定はありません", "実施の予定はない", "実施の予定はありません", "実施する予定はない", "実施する予定はありません",
        "導入予定なし", "導入予定はない", "導入予定はありません", "導入の予定はない", "導入の予定はありません", "導入する予定はない", "導入する予定はありません", "予定なし", "予定はない", "予定はありません", "不明",
        "will not implement", "will not be implemented", "will not be done", "not planned", "no plans to implement", "no plans", "declined", "rejected",
        "not compliant", "non-compliant", "noncompliant", "other than satisfied", "not yet verified", "not yet validated", "verification required", "missing", "gap", "no", "n", "ng", "fail", "failed",
        "to do", "not begun", "not yet begun", "ineffective", "not effective", "not live", "not deployed", "not supported", "unsupported", "not rolled out", "not fulfilled", "not satisfactory", "unsatisfactory",
        "unmet", "deficient", "nonconforming", "non-conforming", "not conforming", "not addressed", "not yet addressed", "outstanding"]),
];

pub static STATUS_WORDS: LazyLock<Words<Status>> = LazyLock::new(|| {
    let words = WORDS.iter();
    Words::new(words.flat_map(|(status, words)| words.iter().map(|word| (*word, *status))))
});

/// What may end a sentence that consists of a status: 「対象外とする。」, 「対応済みです」.
pub(super) const TAILS: &[&str] = &[
    "としています",
    "としている",
    "とします",
    "とする",
    "である",
    "です",
    "となります",
    "となる",
    "と判断",
    "と判断する",
    "と判断した",
    "と考えております",
    "と考えています",
    "と考えます",
    "と考える",
    "としております",
    "とさせていただきます",
];

/// English words that may follow a status without making it part of a sentence.
pub(super) const ENGLISH_LINKS: &[&str] = &[
    "by", "via", "through", "in", "with", "since", "for", "as", "using", "until", "on", "at",
    "because", "due", "where", "when", "per", "from", "under",
];

/// What the provider calls itself and what it offers.
#[rustfmt::skip]
pub(super) const PROVIDERS: &[&str] = &[
    "当社", "弊社", "自社", "当方", "本サービス", "当サービス", "本システム", "当システム", "本製品", "本クラウド", "本アプリ",
];

/// What says that something holds for what stands before it; the longest first, since some begin others.
#[rustfmt::skip]
pub(super) const HERE: &[&str] = &["においては", "としては", "については", "では", "には", "に", "は", "で"];
