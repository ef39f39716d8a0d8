//! The words that make a statement weak, as data, each with the guard that has to let it pass.
//!
//! Longer entries shadow shorter ones that begin at the same place or inside them, which is
//! how nouns that only look like a weak word (最小権限の原則, 医療機関等) are kept out.

mod japanese;

pub(super) use self::japanese::{JAPANESE, REVIEWS};
use super::observe::Kind;

/// What has to hold around a word before it says anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Guard {
    /// Nothing beyond what holds for all: no quotation, no request to the customer.
    Always,
    /// It is the main predicate: a verb's ending and the sentence's end follow.
    /// 「努める」 yes, 「努める責任者」 and 「配慮した設計」 no.
    Predicate,
    /// As `Predicate`, and no date stands in the sentence: a plan with a date is decided.
    UndatedPredicate,
    /// No date stands in the sentence, and no trigger: not "will be introduced after approval".
    Undated,
    /// As `Predicate`, and the sentence says neither how often nor with a figure:
    /// 「年1回、対策を検討する」 is an activity.
    IdlePredicate,
    /// 今後 about the provider's own plans: not 今後の, 今後も, and not what is to be prevented.
    Ahead,
    /// As `Predicate`, and the sentence tells nothing else that is done: it gives no figure, names
    /// no means, and the effort does not sum deeds up (訓練を行うなどして、向上に努める).
    Deedless,
    /// As `Deedless`, and what it is about is that something gets better: 「品質の向上を図る」.
    Betterment,
    /// The sentence names no trigger (〜の場合, when), and neither it nor the next an exception.
    Untriggered,
    /// Neither the sentence nor the next says where the rule ends, or what is done then.
    Unexcepted,
    /// As `Unexcepted`, and the sentence gives no figure: 「可能な限り、遅くとも3日以内に」 has a limit.
    Unlimited,
    /// The unit has no figure, no tool, no named procedure, and the word is not inside what
    /// someone checks (「適切に設定されていることを確認」).
    Bare,
    /// As `Bare`, and the measures are called nothing but necessary or appropriate.
    Measures,
    /// It is said of what the sentence is about: not behind a relative (“devices that are not yet enrolled are
    /// blocked”), a condition or a denial (“no others are planned”), and not of what is done again and again.
    Stated,
    /// As `Stated`, and a form of "to be" stands before it: "a change is under consideration", not "requests under
    /// consideration are kept in the queue".
    Predicated,
    /// As `Stated`, and said of what is set up, not of what comes again and again: "the tool is being rolled out".
    Begun,
    /// As `Begun`, and some work is what is said to go on: "the rollout is under way", not "monitoring is ongoing".
    Work,
    /// A year is named for it, and it is nothing that comes again: "will be migrated in 2027".
    Dated,
    /// As `Stated`, and the sentence ends with it: "Reviews of service accounts are pending."
    Ending,
    /// It ends a sentence that denies something: "Not all servers are covered yet."
    EndingDenial,
    /// With what stands around it, it says that something has not been done, or is still to come: "has never been
    /// tested", "No exercise has been held", "is scheduled to start in 2027".
    Unfinished,
    /// As `Stated`; what has a date is decided.
    Promised,
    /// The unit says nowhere how often, and what is done so is not said not to be done.
    Unperiodic,
    /// As `Unperiodic`, and what is called so is something done: "regular access reviews", not
    /// "regular users".
    UnperiodicDeed,
    /// As `Unperiodic`, and in its part of the sentence stands what is done again and again: 「教育を継続的に行う」,
    /// not 「継続的に監視する」.
    UnperiodicReview,
    /// As `Bare`, and a verb's ending and the sentence's end follow.
    BarePredicate,
    /// As `Unlimited`, and no noun stands right before it: 「閲覧可能な範囲」 says how far.
    UnlimitedRange,
}

/// What a word of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    /// It weakens a statement.
    Weak(Kind, Guard),
    /// It weakens, and it speaks of the future.
    WeakFuture(Kind, Guard),
    /// It speaks of the future, or of something undone.
    Future(Guard),
    /// The head of a document's name: 規程, 台帳. Names one when a qualifier stands before it.
    Document,
    /// May point at another document: worth asking whether the text does nothing else.
    Pointer,
    /// Looks like a weak word and is none.
    Shadow,
}

use Guard::*;
use Kind::*;
use Sign::*;

/// The lexicon. English words are in small letters and match whole words only.
#[rustfmt::skip]
pub(super) const LEXICON: &[(Sign, &[&str])] = &[
    // Effort. Stems: the ending is the predicate guard's business.
    (Weak(Effort, Deedless), &["努め", "努力", "心がけ", "心掛け", "こころがけ", "に配慮", "配慮", "留意", "尽力"]),
    (Weak(Effort, Deedless), &["万全を期", "注意を払"]),
    (Weak(Effort, Betterment), &["に取り組", "を図", "を徹底"]),
    (Shadow, &["努力義務", "配慮義務", "要配慮", "留意事項", "留意点", "配慮事項"]),
    (Weak(Effort, Always), &["strive to", "strives to", "endeavor to", "endeavors to", "endeavour to", "endeavours to",
        "best effort", "best efforts", "best-effort", "make every effort", "makes every effort", "every effort is made",
        "tries to", "we try to", "will try to", "reasonable efforts", "do our best", "does its best", "do our utmost",
        "ベストエフォート"]),

    // Undecided. 検討 counts as a verb with its object (を検討), not as the name of a body or a paper.
    (Weak(Undecided, IdlePredicate), &["を検討", "も検討", "別途検討", "引き続き検討"]),
    (WeakFuture(Undecided, Predicate), &["を検討中", "も検討中", "検討中", "検討予定", "今後検討", "検討段階"]),
    (Shadow, &["検討会", "検討委員会", "検討部会", "検討結果", "検討体制", "検討記録", "検討事項"]),
    (WeakFuture(Undecided, Ahead), &["今後"]),
    (Weak(Undecided, Predicate), &["を目指", "目指"]),
    (WeakFuture(Undecided, UndatedPredicate), &["予定"]),
    (Shadow, &["予定表", "予定日", "予定時刻", "予定どおり", "予定通り", "予定された", "予定価格", "予定外", "予定者"]),
    (WeakFuture(Undecided, Always), &["is being considered", "are being considered", "will consider",
        "is considering", "are considering", "we plan to", "we are planning to", "we intend to",
        "in the future", "in the near future", "at a later date", "at a later stage", "at a later time", "in a future release", "in a later release",
        "once budget permits", "once budget allows", "when budget permits", "when budget allows", "when resources permit", "when resources allow",
        "as resources permit", "as resources allow", "as budget permits", "as budget allows", "budget permitting", "resources permitting", "is still under consideration",
        "is to be decided", "are to be decided", "remains to be decided"]),
    (WeakFuture(Undecided, Predicated), &["under consideration"]),
    (WeakFuture(Undecided, Promised), &["is planned", "are planned"]),
    (Weak(Undecided, Always), &["we aim to"]),

    // Open condition. 原則 only as an adverb: all six 「原則」 of the tables that were read were
    // the noun of 最小権限の原則.
    (Weak(OpenCondition, Untriggered), &["必要に応じて", "必要に応じ", "必要によって", "必要により", "適宜", "適時", "随時", "場合により", "場合によって", "状況に応じて",
        "as appropriate", "as necessary", "as needed", "as-needed", "if necessary", "if needed", "where necessary", "when necessary", "as found necessary", "as deemed necessary", "as deemed appropriate",
        "when needed", "as and when required", "as and when needed", "where appropriate", "when appropriate", "if appropriate", "from time to time",
        "case by case", "case-by-case"]),
    (Weak(Exception, Unexcepted), &["原則として", "原則、", "原則的に", "原則禁止", "原則不可", "を原則と", "基本的に", "in principle",
        "as a general rule"]),
    (Weak(Limit, Unlimited), &["可能な限り", "可能なかぎり", "できる限り", "できるかぎり", "出来る限り", "出来るかぎり", "できるだけ", "出来るだけ", "極力",
        "where possible", "wherever possible", "whenever possible", "when possible", "if possible", "where feasible", "where it is feasible", "where it is possible", "when time permits", "if time permits", "when time allows",
        "wherever feasible", "whenever feasible", "if feasible", "where practical", "where practicable", "whenever practicable", "when practicable", "when reasonably practicable", "where reasonably practicable", "if practicable", "as far as practicable", "so far as practicable",
        "where technically feasible", "where technically possible", "as far as possible", "to the extent possible",
        "to the extent practicable", "to the extent feasible"]),
    (Shadow, &["業務上の必要により", "業務の必要により", "法令上の必要により", "の原則として", "の原則、", "する場合により", "の場合により", "大原則", "適時開示", "適時性", "as appropriate to the", "as appropriate to its", "as appropriate to their", "as appropriate to each", "as appropriate to a", "as appropriate for",
        "only as necessary", "only as needed", "if needed for", "as needed for", "if necessary for", "filters as needed"]),

    // Unmeasured. 適切な is an attribute and silent; so is the adverb beside a figure or a name. 遅滞なく is
    // left out: in contracts and laws it bars any delay that cannot be justified, which 速やかに does not.
    (Weak(Unmeasured, Bare), &["適切に", "適正に", "十分に", "速やかに", "すみやかに", "迅速に", "迅速かつ適切に", "厳重に", "しっかり", "万全の体制",
        "appropriately", "adequately", "sufficiently", "in a timely manner", "in a timely fashion", "on a timely basis", "promptly",
        "quickly", "swiftly", "as soon as possible", "as soon as reasonably possible", "as soon as practicable", "as soon as reasonably practicable", "in due course",
        "as quickly as possible", "appropriate measures", "appropriate technical", "appropriate administrative",
        "appropriate security measures", "appropriate frequency", "within a reasonable time", "within a reasonable period", "after a reasonable time", "after a reasonable period", "with due care", "sufficient measures",
        "sufficient controls", "sufficient safeguards",
        "industry-standard", "industry best practices", "industry-leading", "best-in-class", "state-of-the-art", "appropriate time", "appropriate period", "appropriate interval", "adequate number",
        "sufficient complexity", "sufficient strength", "proper monitoring", "proper controls", "proper protection", "一定期間", "一定の期間", "一定時間", "一定の時間", "所定の期間", "相当の期間",
        "defined period", "certain period", "set period", "predetermined interval", "pre-determined interval", "appropriate controls", "appropriate steps", "appropriate action",
        "appropriate actions", "appropriate safeguards", "appropriate security", "appropriate protection",
        "in an appropriate manner", "adequate measures", "adequate controls", "adequate protection", "adequate security",
        "adequate safeguards", "as long as necessary", "as long as needed", "as long as is necessary", "reasonable measures", "reasonable steps", "reasonable controls"]),
    (Weak(Unmeasured, Measures), &["措置を講", "対策を講", "措置をと", "措置を取", "対策をと", "対策を取", "対策を直ちに講", "措置を直ちに講"]),
    (Shadow, &["不適切に", "不十分に"]),

    // Open list: noisy by nature, so callers leave it off unless asked. The nouns are none.
    (Weak(OpenList, Always), &["等", "など", "その他", "and so on", "etc."]),
    (Shadow, &["医療機関等", "同等", "平等", "均等", "対等", "高等", "等級", "等価", "等しい", "等しく", "一等", "初等", "等身", "等幅"]),

    // Wish.
    (Weak(Wish, Predicate), &["望ましい", "のぞましい", "べきである", "べきだ", "べきです", "べきと", "と考え"]),
    (Weak(Wish, Always), &["should ideally", "ideally", "it is desirable", "is desirable", "would be desirable", "would be preferable"]),

    // No period.
    (Weak(NoPeriod, Unperiodic), &["定期的", "定期に", "定期更新", "定期変更", "定期監査", "定期確認", "定期見直", "定期レビュー",
        "定期診断", "定期棚卸", "定期バックアップ", "定期実施", "定期適用", "periodically", "periodic", "regularly", "routinely", "on a regular basis", "at regular intervals", "at planned intervals", "occasionally", "frequently", "on a frequent basis"]),
    (Weak(NoPeriod, UnperiodicDeed), &["regular", "routine"]),
    (Shadow, &["不定期的", "不定期に", "frequently asked", "frequently used", "frequently accessed", "frequently changing", "most frequently", "less frequently", "as frequently"]),

    // Undone things beside a claim that it is done.
    (Future(Predicate), &["準備中", "計画中", "構築中", "整備中", "開発中", "導入中", "検証中", "試験中", "試行中", "移行中", "策定中", "作成中", "調達中", "申請中", "手続中", "手続き中", "未対応", "未実施", "未導入", "未整備", "未実装", "未着手", "未確認", "未策定", "未作成", "未完了"]),
    (Future(UndatedPredicate), &["調整中", "協議中", "照会中", "交渉中", "選定中", "手配中", "準備段階", "計画段階", "試行段階"]),
    (WeakFuture(Undecided, Undated), &["will be put into", "will be brought into", "will go live", "will be introduced",
        "will be rolled out"]),
    (Future(Untriggered), &["will be implemented", "will be deployed", "in a later release", "in a future release"]),
    (Future(Always), &["導入予定の", "導入する予定の", "構築予定の", "構築する予定の", "整備予定の", "整備する予定の", "実装予定の", "実装する予定の",
        "策定予定の", "策定する予定の", "開発予定の", "開発する予定の", "稼働予定の", "設置予定の", "配備予定の", "対応予定の", "適用予定の", "更改予定の",
        "移行予定の", "実施予定の"]),
    (Future(Always), &["todo", "tbd", "fixme", "⚠", "🚧", "to be implemented", "work in progress", "under development"]),
    (Future(Stated), &["not yet", "yet to be", "has yet to", "have yet to", "no record that"]),
    (Future(Begun), &["is being drafted", "is being developed", "is being prepared", "is being rolled out", "are being rolled out", "is being deployed",
        "are being deployed", "is being implemented", "are being implemented", "is being introduced", "are being introduced", "is being procured",
        "is being set up", "is being written", "is being built", "is being designed", "are being drafted", "are being developed",
        "are being prepared", "are being written", "is in draft", "are in draft", "is still in draft", "is still a draft", "in the process of deploying",
        "in the process of implementing", "in the process of rolling out", "in the process of introducing", "in the process of developing",
        "in the process of setting up", "in the process of writing", "in the process of procuring", "we are evaluating", "we are currently evaluating",
        "are currently evaluating", "is currently evaluating", "we are currently testing", "we are currently implementing", "we are currently deploying",
        "we are currently rolling out", "we are rolling out", "we are still rolling out", "is still being", "are still being", "is being configured", "are being configured",
        "has not been implemented", "has not been rolled out", "has not been deployed", "have not been implemented",
        "work has started", "work has begun", "we are working on", "we are still working on", "we are currently working on", "we hope to", "awaiting budget", "awaiting funding"]),
    (Future(Work), &["is under way", "is underway", "is in progress", "is ongoing", "is still ongoing", "is still under way", "are under way", "are underway", "is still in progress", "is in-progress", "is still in-progress"]),
    (Future(Dated), &["will be migrated", "will be completed", "will be finished", "will be enabled", "will be set up", "will be in place", "will follow", "planned for", "scheduled for",
        "will be encrypted", "will be added", "will be extended", "will be activated", "will be switched on", "will be installed", "will be enforced",
        "will be configured", "will be automated", "will be launched", "will be covered", "will be available", "is to be deployed", "are to be deployed",
        "is to be installed", "are to be installed", "is to be configured", "are to be configured", "is to be introduced", "we will deploy", "we will install",
        "we will configure", "we will introduce", "we will roll out"]),
    (Future(Ending), &["is pending", "are pending", "is still pending", "are still pending", "remains pending", "remain pending",
        "is outstanding", "are outstanding", "is still outstanding", "are still outstanding"]),
    (Future(EndingDenial), &["yet"]),
    (Future(Unfinished), &["has not", "have not", "hasn't", "haven't", "has never", "have never", "has been", "have been", "has taken place",
        "have taken place", "scheduled to start", "scheduled to begin", "planned to start", "planned to begin", "expected to start",
        "expected to begin", "due to start", "due to begin", "will start", "will begin", "will commence"]),
    (WeakFuture(Undecided, Promised), &["are going to", "is going to", "am going to", "we're going to", "is still to be", "are still to be",
        "still has to be", "still have to be", "still needs to be", "still need to be", "has still to be", "have still to be", "remains to be",
        "remain to be"]),
    (Shadow, &["todoリスト", "todo管理", "todo リスト", "todo 管理", "todo list", "todo lists"]),

    // Documents, which measure a vague adverb when they are named.
    (Document, &["規程", "規則", "規定集", "細則", "要領", "手順書", "マニュアル", "台帳", "計画書", "管理表", "管理簿", "チェックリスト", "記録簿", "点検簿",
        "管理帳", "貸出簿", "名簿", "帳簿", "記入簿", "退室簿", "入室簿", "契約書", "申請書", "報告書", "一覧表", "基準書", "仕様書", "手引き", "ガイドライン", "runbook", "playbook"]),

    (Pointer, &["参照", "とおり", "の通り", "による", "によります", "に準", "に従", "に基づ", "に則", "に沿", "に記載", "確認", "詳細", "詳しく", "具体的な", "内容", "手順は", "別に定め", "別途定め", "別途協議", "お問い合わせ", "条", "項", "章", "節", "see",
        "refer to", "described in", "defined in", "documented in", "specified in", "found in", "addressed in", "covered in",
        "per", "in accordance with", "pursuant to", "follows", "we follow", "as described", "maintained in", "ご覧"]),
];

/// Endings of a main predicate, to be followed by the sentence's end. The empty one is the
/// noun that ends a table's phrase.
#[rustfmt::skip]
pub(super) const PREDICATE_ENDINGS: &[&str] = &[
    "", "る", "ます", "ている", "ています", "ております", "ていく", "ていきます", "てまいります", "るものとする", "るものとします", "ることとする",
    "ることとします", "ること", "る方針である", "る方針です", "する", "します", "している", "しています", "しております", "していく", "していきます",
    "してまいります", "するものとする", "するものとします", "することとする", "することとします", "すること", "する予定", "する予定である",
    "する予定です", "す", "すものとする", "すこととする", "を行う", "を行います", "を進める", "を進めます", "を進めている", "を進めています",
    "である", "です", "であります", "とする", "とします", "となる", "となっている", "となっています", "となります", "あり", "があります",
    "う", "います", "む", "みます", "んでいる", "んでいます", "んでおります", "んでいく", "んでいきます", "んでまいります", "ります", "っている", "っています",
    "っております", "っていく", "っていきます", "ってまいります", "なければならない", "なければなりません", "しなければならない", "しなければなりません",
    "考える", "考えます", "考えている", "考えています", "考えられる", "中", "中である", "中です", "のため",
];

/// Stems of verbs in the lexicon, which a reader sees only with their endings.
pub(super) const VERB_STEMS: &[&str] = &[
    "努め",
    "がけ",
    "掛け",
    "目指",
    "に取り組",
    "を図",
    "を徹底",
    "万全を期",
    "注意を払",
    "後に始め",
];

/// Endings of verbs behind the stem that the lexicon has: 措置を講じています.
#[rustfmt::skip]
pub(super) const VERB_ENDINGS: &[&str] = &[
    "じる", "じます", "じている", "じています", "じております", "じること", "ずる", "う", "います", "っている", "っています", "っております", "うこと",
    "る", "ります", "ること", "られる", "られます", "じられる",
];

/// What says when something happens, besides compounds with 時.
pub(super) const TRIGGERS: &[&str] = &[
    "の場合",
    "場合は",
    "場合に",
    "る場合",
    "た場合",
    "したとき",
    "するとき",
    "るときは",
    "たときは",
    "るときに",
    "たときに",
    "るとき、",
    "たとき、",
    "する際",
    "した際",
    "た際",
    "る際",
    "の際",
    "の都度",
    "する都度",
    "に際し",
    "求めに応じ",
    "依頼に応じ",
    "要請に応じ",
    "要求に応じ",
    "申請に応じ",
    "契機",
    "発見次第",
    "判明次第",
    "結果、",
    "結果に応じ",
    "結果を踏まえ",
    "たら",
    "の前に",
    "の後に",
    "した後",
    " in response to ",
    " if ",
    " when ",
    " whenever ",
    " upon ",
    " after ",
    " in case of ",
    " in the event ",
    " following ",
    " before ",
    " during ",
    " once ",
];

/// What says where a rule ends.
pub(super) const EXCEPTIONS: &[&str] = &[
    "ただし",
    "但し",
    "を除",
    "除く",
    "例外",
    "以外",
    "に限り",
    "に限る",
    " unless ",
    " except ",
    " exception",
];

/// What says, in the sentence behind one that leaves exceptions open, what they are or who decides.
pub(super) const DECIDED: &[&str] = &[
    "この限り",
    "かかわらず",
    "ことができる",
    "ことができます",
    "認める",
    "認めます",
    "許可",
    "承認",
    "省略",
    "できない",
    "困難",
    "難しい",
    "otherwise",
    "not possible",
    "not feasible",
    "cannot",
    "exempt",
    "approve",
];

/// How a paragraph or list item begins that tells of exceptions from the one before it.
pub(super) const EXCEPTING_OPENINGS: &[&str] = &[
    "ただし",
    "但し",
    "例外",
    "前項",
    "前号",
    "上記",
    "この限り",
    "except",
    "unless",
    "exception",
    "otherwise",
    "where this",
    "if this",
    "if that",
];

/// What gets better where nothing is said to be done.
pub(super) const BETTERMENTS: &[&str] = &[
    "向上", "改善", "強化", "推進", "充実", "確保", "保護", "対策", "徹底", "維持", "管理", "遵守",
];

/// What measures are called that could be any.
pub(super) const ANY_MEASURES: &[&str] = &[
    "必要な",
    "適切な",
    "適正な",
    "合理的な",
    "所要の",
    "万全の",
    "十分な",
    "厳格な",
    "厳正な",
];

/// What a deed comes before in a sentence that goes on to promise an effort.
pub(super) const SUMMING_UP: &[&str] = &["などして", "など、", "等して", "ことにより", "ことで"];

/// Who does something "appropriately", or whose duty it is: the adverb describes them, and not what
/// is done.
pub(super) const PERSONS: &[&str] = &[
    "者",
    "業者",
    "会社",
    "委託先",
    "職員",
    "社員",
    "企業",
    "任",
    "責務",
    "責任",
    "義務",
    "役割",
];

/// Things that lock, destroy or watch: the adverb beside them says no less than they do.
pub(super) const INSTRUMENTS: &[&str] = &[
    "施錠",
    "鍵付",
    "鍵のかか",
    "金庫",
    "キャビネット",
    "書庫",
    "シュレッダ",
    "破砕",
    "溶解",
    "裁断",
    "監視カメラ",
    "指紋",
    "生体認証",
    "二要素認証",
    "多要素認証",
];

/// English words for something that is done again and again.
pub(super) const REPEATED: &[&str] = &[
    "review",
    "audit",
    "test",
    "scan",
    "check",
    "evaluation",
    "assessment",
    "training",
    "backup",
    "back-up",
    "inspection",
    "monitoring",
    "update",
    "exercise",
    "drill",
    "inventor",
    "report",
    "maintenance",
    "rotation",
];

/// Compounds with 時 that name no moment.
pub(super) const TIMELESS: &[&str] = &[
    "随時",
    "常時",
    "同時",
    "臨時",
    "適時",
    "即時",
    "日時",
    "平時",
    "定時",
    "当時",
    "平常時",
];

/// Ends of sentences that ask something of the customer: advice, no claim.
pub(super) const REQUESTS: &[&str] = &[
    "ください",
    "下さい",
    "お願いします",
    "お願いいたします",
    "お願い致します",
    "いただきます",
    "いただく",
    "頂く",
    "いただきたい",
    "いただくものとします",
    "いただく必要があります",
    "いただくこと",
    "頂きます",
    "頂く必要があります",
    "お願いしております",
    "お願いしています",
];

/// Subjects of sentences that speak of the customer's doings.
pub(super) const CUSTOMER_SUBJECTS: &[&str] = &[
    "利用者は",
    "利用者が",
    "利用者側",
    "利用者にて",
    "利用者において",
    "医療機関は",
    "医療機関が",
    "医療機関側",
    "医療機関において",
    "医療機関等は",
    "医療機関等が",
    "医療機関等側",
    "医療機関等において",
    "医療機関にて",
    "医療機関等にて",
    "お客様は",
    "お客様が",
    "お客様側",
    "お客様にて",
    "お客様において",
    "契約者は",
    "ユーザーは",
    "ユーザは",
    "使用者は",
    "使用者側",
    "the customer ",
    "customers ",
    "users should",
    "the user ",
];

/// Ends of what a provider says humbly of its own doing, behind お知らせ or ご連絡; the longest
/// first, since some end in others.
pub(super) const HUMBLE_ENDINGS: &[&str] = &[
    "いたしております",
    "いたします",
    "申し上げます",
    "致します",
    "しております",
    "しています",
    "します",
    "している",
    "する",
];

/// Behind an adverb: it belongs to what is checked or supposed, not to what is done.
pub(super) const CHECKED: &[&str] = &[
    "ていること",
    "ているか",
    "かどうか",
    "れたこと",
    "ない場合",
    "ないよう",
    "なかった場合",
];

/// Latin words that name no tool, procedure or document.
pub(super) const COMMON_ACRONYMS: &[&str] = &[
    // What a guideline is called that is cited: it says what has to be done, not how it is.
    "NIST",
    "SP",
    "Special",
    "Publication",
    "Rev",
    "Revision",
    // Whoever acts, and what all is about.
    "Company",
    "Customer",
    "Customers",
    "University",
    "Officer",
    "Officers",
    "Administrator",
    "Administrators",
    "Owner",
    "Owners",
    "Manager",
    "Managers",
    "Director",
    "Department",
    "Departments",
    "Processor",
    "Controller",
    "Team",
    "Board",
    "Personal",
    "Data",
    "System",
    "Systems",
    "Information",
    "Security",
    "Resource",
    "Resources",
    "Infrastructure",
    "SOC",
    "CSIRT",
    "ISMS",
    "JPCERT",
    "IPA",
    // Things that are kept safe, and by no means say how.
    "IoT",
    "IC",
    "QR",
    "USB",
    "LAN",
    "Wi",
    "Fi",
    "CEO",
    "CIO",
    "CISO",
    "CTO",
    "IT",
    "ICT",
    "ID",
    "PC",
    "OS",
    "HP",
    "WEB",
    "OK",
    "NG",
    "NA",
    "TODO",
    "TBD",
    "FIXME",
    "AND",
    "OR",
    "NOT",
    "SHALL",
    "MUST",
    "MAY",
    "SaaS",
    "IaaS",
    "PaaS",
    "CSP",
    "II",
    "III",
    "IV",
    // Publishers of guidelines: citing one is no means of doing what it asks.
    "NIST",
    "SP",
    "ISO",
    "IEC",
    "JIS",
    "MIC",
    "METI",
    "MHLW",
    "OSCAL",
    "FedRAMP",
];

/// Units behind a figure that measure something; clause numbers have none.
pub(super) const MEASURES: &[&str] = &[
    "分",
    "秒",
    "時間",
    "日",
    "営業日",
    "週",
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "年",
    "回",
    "文字",
    "桁",
    "ビット",
    "世代",
    "段階",
    "名",
    "人",
    "台",
    "件",
    "箇所",
    "か所",
    "%",
    "％",
    "以上",
    "以内",
    "以下",
    "未満",
    "gb",
    "tb",
    "mb",
    "bit",
    "hour",
    "hr",
    "min",
    "minute",
    "second",
    "day",
    "week",
    "month",
    "year",
    "character",
    "time",
    "business",
];
