//! The words that make a statement weak, as data, each with the guard that has to let it pass.
//!
//! Longer entries shadow shorter ones that begin at the same place or inside them, which is
//! how nouns that only look like a weak word (最小権限の原則, 医療機関等) are kept out.

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
    /// As `Predicate`, and the sentence says neither how often nor with a figure:
    /// 「年1回、対策を検討する」 is an activity.
    IdlePredicate,
    /// 今後 about the provider's own plans: not 今後の, 今後も, and not what is to be prevented.
    Ahead,
    /// The sentence names no trigger (〜の場合, when), and neither it nor the next an exception.
    Untriggered,
    /// The unit has no figure, no tool, no named procedure, and the word is not inside what
    /// someone checks (「適切に設定されていることを確認」).
    Bare,
    /// The unit says nowhere how often.
    Unperiodic,
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
    (Weak(Effort, Predicate), &["努め", "努力", "心がけ", "心掛け", "こころがけ", "に配慮", "配慮", "留意", "尽力"]),
    (Shadow, &["努力義務", "配慮義務", "要配慮", "留意事項", "留意点", "配慮事項"]),
    (Weak(Effort, Always), &["strive to", "strives to", "endeavor to", "endeavors to", "endeavour to", "endeavours to",
        "best effort", "best efforts", "best-effort", "make every effort", "makes every effort", "every effort is made",
        "tries to", "we try to", "will try to", "reasonable efforts"]),

    // Undecided. 検討 counts as a verb with its object (を検討), not as the name of a body or a paper.
    (Weak(Undecided, IdlePredicate), &["を検討", "も検討", "別途検討", "引き続き検討"]),
    (WeakFuture(Undecided, Predicate), &["検討中", "検討予定", "今後検討", "検討段階"]),
    (Shadow, &["検討会", "検討委員会", "検討部会", "検討結果", "検討体制", "検討記録", "検討事項"]),
    (WeakFuture(Undecided, Ahead), &["今後"]),
    (Weak(Undecided, Predicate), &["を目指", "目指"]),
    (WeakFuture(Undecided, UndatedPredicate), &["予定"]),
    (Shadow, &["予定表", "予定日", "予定時刻", "予定どおり", "予定通り", "予定された", "予定価格", "予定外", "予定者"]),
    (WeakFuture(Undecided, Always), &["under consideration", "is being considered", "are being considered", "will consider",
        "is considering", "are considering", "we plan to", "we are planning to", "is planned", "are planned", "we intend to",
        "in the future", "in the near future"]),
    (Weak(Undecided, Always), &["we aim to"]),

    // Open condition. 原則 only as an adverb: all six 「原則」 of the tables that were read were
    // the noun of 最小権限の原則.
    (Weak(OpenCondition, Untriggered), &["必要に応じて", "必要に応じ", "適宜", "随時", "場合により", "場合によって", "状況に応じて", "原則として", "原則、",
        "as appropriate", "as necessary", "as needed", "as-needed", "if necessary", "if needed", "where necessary", "when necessary",
        "when needed", "where appropriate", "when appropriate", "if appropriate", "in principle", "from time to time",
        "case by case", "case-by-case"]),
    (Shadow, &["の原則として", "の原則、", "する場合により", "の場合により", "大原則", "as appropriate to", "as appropriate for"]),

    // Unmeasured. 適切な is an attribute and silent; so is the adverb beside a figure or a name.
    (Weak(Unmeasured, Bare), &["適切に", "適正に", "十分に", "速やかに", "すみやかに", "可能な限り", "できる限り", "極力",
        "appropriately", "adequately", "sufficiently", "in a timely manner", "in a timely fashion", "timely", "promptly",
        "as soon as possible", "as far as possible", "to the extent possible", "where possible", "whenever possible",
        "where feasible", "appropriate measures", "appropriate controls", "appropriate steps", "appropriate action",
        "appropriate actions", "appropriate safeguards", "appropriate security", "appropriate protection",
        "in an appropriate manner", "adequate measures", "adequate controls", "adequate protection", "adequate security",
        "adequate safeguards", "reasonable measures", "reasonable steps", "reasonable controls"]),
    (Shadow, &["不適切に", "不十分に"]),

    // Open list: noisy by nature, so callers leave it off unless asked. The nouns are none.
    (Weak(OpenList, Always), &["等", "など", "その他", "and so on", "etc."]),
    (Shadow, &["医療機関等", "同等", "平等", "均等", "対等", "高等", "等級", "等価", "等しい", "等しく", "一等", "初等", "等身", "等幅"]),

    // Wish.
    (Weak(Wish, Predicate), &["望ましい", "のぞましい", "べきである", "べきだ", "べきです", "べきと", "と考え"]),
    (Weak(Wish, Always), &["should ideally", "ideally", "it is desirable", "is desirable", "would be desirable", "would be preferable"]),

    // No period.
    (Weak(NoPeriod, Unperiodic), &["定期的", "定期に", "periodically", "periodic", "regularly", "on a regular basis", "at regular intervals"]),
    (Shadow, &["不定期的", "不定期に"]),

    // Undone things beside a claim that it is done.
    (Future(Predicate), &["準備中", "計画中", "構築中", "整備中", "開発中", "導入中", "未対応", "未実施", "未導入", "未整備", "未実装", "未着手"]),
    (Future(Always), &["todo", "tbd", "fixme", "⚠", "🚧", "will be implemented", "will be deployed", "will be introduced",
        "will be rolled out", "to be implemented", "not yet", "yet to be", "work in progress", "under development"]),
    (Shadow, &["todoリスト", "todo管理", "todo list"]),

    // Documents, which measure a vague adverb when they are named.
    (Document, &["規程", "規則", "規定集", "細則", "要領", "手順書", "マニュアル", "台帳", "計画書", "管理表", "管理簿", "チェックリスト", "記録簿",
        "契約書", "申請書", "報告書", "一覧表", "基準書", "仕様書", "手引き", "ガイドライン", "runbook", "playbook"]),

    (Pointer, &["参照", "とおり", "の通り", "による", "に準", "に記載", "確認", "詳細", "詳しく", "具体的な", "内容", "手順は", "条", "項", "章", "節", "see",
        "refer to", "described in", "defined in", "documented in", "specified in", "found in", "addressed in", "covered in"]),
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
    "考える", "考えます", "考えている", "考えています", "考えられる", "中", "中である", "中です", "のため",
];

/// Stems of verbs in the lexicon, which a reader sees only with their endings.
pub(super) const VERB_STEMS: &[&str] = &["努め", "がけ", "掛け", "目指"];

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
    "する際",
    "した際",
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
    "IT", "ICT", "ID", "PC", "OS", "HP", "WEB", "OK", "NG", "NA", "TODO", "TBD", "FIXME", "AND",
    "OR", "NOT", "SHALL", "MUST", "MAY", "SaaS", "IaaS", "PaaS", "CSP", "II", "III", "IV",
    // Publishers of guidelines: citing one is no means of doing what it asks.
    "NIST", "SP", "ISO", "IEC", "JIS", "MIC", "METI", "MHLW", "OSCAL", "FedRAMP",
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
