//! Japanese answers that say, as a sentence and nothing else, that something is not done yet.

use super::LONGEST_PLAN;
use crate::script::is_digit;
use crate::wording::affix;
use crate::wording::status::{StatedStatus, Status};

/// A sentence, and nothing else, that says that something is not done yet: 「まだ受けておりません。」.
pub(super) fn not_yet(text: &str) -> Option<StatedStatus> {
    const OPENINGS: [&str; 5] = ["まだ", "いまだ", "現在は", "現時点では", "現状では"];
    const ENDS: [&str; 5] = [
        "ておりません",
        "ていません",
        "ていない",
        "できていません",
        "できていない",
    ];
    let start = text.len() - text.trim_start().len();
    let sentence = text.trim().trim_end_matches('。');
    let is_it = sentence.len() <= LONGEST_PLAN
        && !sentence.contains(['。', '\n'])
        && OPENINGS.iter().any(|opening| sentence.starts_with(opening))
        // 「まだ更新していない端末は、接続を認めていない」 says it of something else.
        && affix::before(sentence, &ENDS).is_some_and(|deed| !deed.contains("ていない"));
    is_it.then(|| StatedStatus {
        status: Status::NotImplemented,
        range: start..start + sentence.len(),
        reason: None,
    })
}

/// What is said of something that is done again and again, or only then, is no plan.
#[rustfmt::skip]
const ROUTINE: [&str; 9] = ["次回", "毎", "定期", "定例", "場合", "とき", "際に", "ごと", "都度"];

/// What may stand behind a predicate that is a noun.
const TAILS: [&str; 7] = [
    "である",
    "です",
    "であります",
    "となっている",
    "となっています",
    "にある",
    "にあります",
];

/// Predicates that say that their subject is not done, or not yet.
#[rustfmt::skip]
const UNDONE: [(Status, &[&str]); 3] = [
    (Status::NotImplemented, &["未実施", "未対応", "未整備", "未導入", "未策定", "未着手", "未実装", "未取得"]),
    (Status::Planned, &["検討中", "準備中", "整備中", "計画中", "構築中", "策定中", "調整中", "協議中", "交渉中", "照会中", "手配中", "選定中",
        "申請中", "手続中", "手続き中", "調達中", "設計中", "開発中", "検証中", "試行中", "移行中", "検討段階", "準備段階", "計画段階", "構想段階", "試行段階",
        "設計段階", "開発段階", "検証段階", "協議段階", "調整段階", "ている段階", "ているところ", "着手したばかり", "予定している", "予定しています", "予定としている",
        "予定", "計画している", "計画しています"]),
    (Status::Planned, &["準備を進めている", "準備を進めています", "検討を進めている", "検討を進めています", "導入を進めている", "導入を進めています",
        "構築を進めている", "構築を進めています", "策定を進めている", "策定を進めています", "開発を進めている", "開発を進めています", "設計を進めている",
        "設計を進めています", "調整を進めている", "調整を進めています", "調達を進めている", "調達を進めています", "選定を進めている", "選定を進めています"]),
];

/// A sentence, and nothing else, that ends by saying that its subject is not done: 「監査は未実施である」,
/// 「監査体制を2025年4月に整備予定」, 「外部監査は実施していない」. A citation may stand behind it.
pub(super) fn closing(text: &str) -> Option<StatedStatus> {
    let sentence = only_sentence(text)?;
    let stated = { predicate(sentence) }
        .or_else(|| denied(sentence))
        .or_else(|| lacked(sentence))
        .or_else(|| given_up(sentence))
        .or_else(|| ahead(sentence))?;
    let is_routine = ROUTINE.iter().any(|word| sentence.contains(word));
    (!is_routine).then_some(stated)
}

/// Whether a sentence of what is not done says that it is meant to be: 「SIEMを導入する方針である」, 「9月までに
/// 対応する」.
pub fn intends(text: &str) -> bool {
    #[rustfmt::skip]
    const MEANT: [&str; 26] = [
        "する方針である", "する方針です", "する方針", "する計画である", "する計画です", "する計画", "する見込みである", "する見込みです", "する見込み", "を計画している",
        "を計画しています", "を計画しております", "を目指す", "を目指します", "を検討する", "を検討します", "を検討している", "を検討しています", "を検討しております", "検討中",
        "検討中です", "検討中である", "を進めている", "を進めています", "を進めております", "進行中",
    ];
    const DONE: [&str; 4] = ["する", "します", "行う", "行います"];
    let due = |sentence: &str| sentence.contains("までに") && affix::ends_with(sentence, &DONE);
    text.split(['。', '\n']).any(|sentence| {
        let sentence = sentence.trim_end();
        affix::ends_with(sentence, &MEANT) || due(sentence) || is_put_off(sentence)
    })
}

/// Whether a sentence of what is not done puts it off without saying to when: 「Phase 2 で整備する」, 「将来の拡張時に
/// 実装」, 「優先的に対応する」.
fn is_put_off(sentence: &str) -> bool {
    #[rustfmt::skip]
    const SOME_TIME: [&str; 18] = [
        "優先的に", "優先して", "順次", "早急に", "早期に", "速やかに", "将来", "今後", "次期", "次回の", "来期", "来年", "フェーズ", "Phase", "phase", "拡張時", "更改時",
        "リプレース時",
    ];
    #[rustfmt::skip]
    const DEEDS: [&str; 22] = [
        "する", "します", "行う", "行います", "ていく", "ていきます", "てまいります", "進める", "進めます", "取り組む", "取り組みます", "整える", "整えます", "始める", "始めます",
        "対応", "実施", "導入", "実装", "整備", "構築", "検討",
    ];
    affix::ends_with(sentence, &DEEDS)
        && !ROUTINE
            .iter()
            .any(|word| *word != "次回" && sentence.contains(word))
        && SOME_TIME.iter().any(|word| sentence.contains(word))
}

/// The only sentence of a text, without its full stop and the citation behind it.
fn only_sentence(text: &str) -> Option<&str> {
    if text.is_ascii() || text.len() > LONGEST_PLAN * 2 {
        return None;
    }
    let mut end = text.trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    while let Some(open) = { end.strip_suffix(['）', ')', '】', '］', ']']) }
        .and_then(|inner| inner.rfind(['（', '(', '【', '［', '[']))
    {
        end = end[..open].trim_end_matches(|c: char| c.is_whitespace() || c == '。');
    }
    (!end.contains(['。', '\n'])).then_some(end)
}

/// What a predicate of [`UNDONE`] says.
fn predicate(sentence: &str) -> Option<StatedStatus> {
    const DONE: [&str; 9] = [
        "対応", "実施", "導入", "実装", "整備", "策定", "構築", "作成", "取得",
    ];
    let bare = affix::before(sentence, &TAILS).unwrap_or(sentence);
    let (status, words) = UNDONE
        .iter()
        .find(|(_, words)| affix::ends_with(bare, words))?;
    let word = affix::ends(bare, words).next()?;
    let front = &bare[..bare.len() - word.len()];
    let has_subject = front.contains(['は', 'を', 'が']);
    // 「…の予定」 names a thing, and what is not done needs a subject.
    let is_predicate = match status {
        // What is begun or changed may be done as well.
        Status::Planned if word.starts_with("予定") || word.starts_with("計画し") => {
            let deed = front.strip_suffix("する").unwrap_or(front);
            let deed = deed.strip_suffix('を').unwrap_or(deed);
            has_subject && DONE.iter().any(|done| deed.ends_with(done))
        }
        Status::Planned if word.contains("を進めて") => true,
        Status::Planned => (has_subject || front.ends_with('と')) && !front.ends_with('の'),
        _ => front
            .trim_end_matches(['、', '，'])
            .ends_with(['は', 'が', 'も']),
    };
    // The verb belongs to its ending: 「開発しているところ」.
    let start = match word.starts_with("ている") {
        true => front
            .rfind(['は', 'を', 'が', '、', '，'])
            .map_or(0, |at| at + 3),
        false => front.len(),
    };
    is_predicate.then(|| StatedStatus {
        status: *status,
        range: start..front.len() + word.len(),
        reason: None,
    })
}

/// Things that are good to do, at the end of what is not done: 「外部監査は実施していない」. Of most things it is
/// good that they are not: 「目的外の利用は行っていない」.
#[rustfmt::skip]
const MISSED: [(&[&str], &[&str]); 3] = [
    (&["実施して", "行って", "おこなって"], &["監査", "訓練", "教育", "研修", "点検", "確認", "試験", "テスト", "診断", "検査", "見直し", "棚卸し", "棚卸",
        "演習", "レビュー", "照合", "バックアップ", "監視", "暗号化", "検証", "評価", "アセスメント", "リハーサル"]),
    (&["整備して", "策定して", "作成して", "制定して", "用意して", "定めて"], &["手順", "手順書", "規程", "規則", "細則", "計画", "計画書", "台帳", "体制",
        "基準", "方針", "マニュアル", "一覧", "構成図", "期限", "期間", "頻度", "責任者", "担当者"]),
    (&["導入して", "採用して", "実装して", "構築して", "整備して"], &["多要素認証", "二要素認証", "２要素認証", "2要素認証", "二段階認証", "WAF", "IDS", "IPS",
        "EDR", "SIEM", "DLP", "MDM", "侵入検知", "検知システム", "対策ソフト", "仕組み", "バックアップ", "冗長構成", "監視ツール"]),
];

/// What makes it a good thing that something is not done, or says how it is done instead.
#[rustfmt::skip]
const BETTER_UNDONE: [&str; 11] = [
    "本番", "実データ", "による", "での", "のみ", "だけ", "例外", "重複", "二重", "内容の監視", "外部への",
];

/// Verbs that say by themselves that something is missed, where they are denied.
#[rustfmt::skip]
const MISSING: [&str; 8] = ["できて", "行えて", "間に合って", "追いついて", "整って", "着手して", "導入に至って", "導入には至って"];

/// 「外部監査は実施していない」, 「手順書の整備ができていない」, 「訓練はまだ行っていない」.
fn denied(sentence: &str) -> Option<StatedStatus> {
    const DENIALS: [&str; 4] = ["いない", "いません", "おりません", "いないです"];
    const NOT_YET: [&str; 3] = ["まだ", "未だ", "いまだ"];
    let deed = affix::before(sentence, &DENIALS)?;
    let said = |at: usize| {
        Some(StatedStatus {
            status: Status::NotImplemented,
            range: at..sentence.len(),
            reason: None,
        })
    };
    if let Some(verb) = affix::ends(deed, &MISSING).next() {
        return said(deed.len() - verb.len());
    }
    // 「まだ更新していない端末は…」 says what is not done of something else.
    let late = NOT_YET.iter().filter_map(|word| deed.rfind(word)).max();
    if let Some(at) = late
        && !deed[at..].contains(['は', 'が', '、'])
    {
        return said(at);
    }
    if BETTER_UNDONE.iter().any(|words| sentence.contains(words)) {
        return None;
    }
    MISSED.iter().find_map(|(verbs, things)| {
        let thing = affix::before(deed, verbs)?;
        let at = thing.len();
        let thing = thing.trim_end_matches(['、', '，']);
        let thing = affix::before(thing, &["は", "を", "が", "も"])?;
        affix::ends_with(thing, things).then(|| said(at))?
    })
}

/// A sentence that says what is not there, as the reason for what happens then: 「予備機を備えていないため、復旧まで停止する」.
fn given_up(sentence: &str) -> Option<StatedStatus> {
    const BECAUSE: [&str; 5] = ["ため、", "ので、", "ことから、", "ため，", "ので，"];
    /// What takes its place.
    const INSTEAD: [&str; 5] = ["代わ", "かわり", "代替", "補完", "別途"];
    const HAVING: [&str; 6] = [
        "用意して",
        "備えて",
        "確保して",
        "配備して",
        "準備して",
        "設置して",
    ];
    const THINGS: [&str; 14] = [
        "代替機",
        "予備機",
        "予備",
        "待機系",
        "待機系統",
        "冗長構成",
        "非常用電源",
        "自家発電装置",
        "自家発電設備",
        "無停電電源装置",
        "UPS",
        "代替手段",
        "バックアップ回線",
        "予備回線",
    ];
    const DENIALS: [&str; 3] = ["いない", "いません", "おりません"];
    let (at, because) = { BECAUSE.iter() }.find_map(|word| Some((sentence.find(word)?, word)))?;
    let behind = &sentence[at + because.len()..];
    let deed = affix::before(&sentence[..at], &DENIALS)?;
    let thing = affix::before(deed, &HAVING)?;
    let start = thing.len();
    let thing = affix::before(thing, &["は", "を", "が", "も"])?;
    let is_missed =
        affix::ends_with(thing, &THINGS) && !INSTEAD.iter().any(|word| behind.contains(word));
    is_missed.then_some(StatedStatus {
        status: Status::NotImplemented,
        range: start..at,
        reason: None,
    })
}

/// 「変更管理の仕組みがない」: what is good to have is not there.
fn lacked(sentence: &str) -> Option<StatedStatus> {
    const NOT_THERE: [&str; 10] = [
        "がない",
        "がありません",
        "が無い",
        "はない",
        "はありません",
        "は無い",
        "が存在しない",
        "が存在しません",
        "がまだない",
        "がまだありません",
    ];
    #[rustfmt::skip]
    const THINGS: [&str; 16] = [
        "仕組み", "体制", "手順", "手順書", "規程", "台帳", "計画", "計画書", "ルール", "ワークフロー", "プロセス", "サポート", "ドキュメント", "基準", "責任者", "担当者",
    ];
    /// Of these it is good that nobody can.
    const BETTER: [&str; 6] = ["外部から", "社外から", "持ち出", "例外", "迂回", "回避する"];
    if !sentence.ends_with(['い', 'ん']) {
        return None;
    }
    let thing = affix::before(sentence, &NOT_THERE)?;
    let is_missed =
        affix::ends_with(thing, &THINGS) && !BETTER.iter().any(|word| thing.contains(word));
    is_missed.then_some(StatedStatus {
        status: Status::NotImplemented,
        range: thing.len()..sentence.len(),
        reason: None,
    })
}

/// A sentence that says that something will be there later than now: 「来年度にSIEMを構築する」,
/// 「年度末までに二要素認証を導入する」, 「手順はこれから整える」.
fn ahead(sentence: &str) -> Option<StatedStatus> {
    /// Times to come, as seen from any day.
    const LATER: [&str; 9] = [
        "来年度",
        "再来年度",
        "次年度",
        "来年",
        "来期",
        "来月",
        "来春",
        "年度末",
        "年内",
    ];
    #[rustfmt::skip]
    const WHEN: [&str; 12] = [
        "までに", "中までに", "末までに", "中に", "内に", "末に", "には", "に", "から", "より", "以降に", "以降",
    ];
    /// What is done once. What a rule has done every year is no plan: 「年度末までに監査を実施する」.
    #[rustfmt::skip]
    const ONCE: [&str; 18] = [
        "導入する", "導入します", "構築する", "構築します", "整備する", "整備します", "実装する", "実装します", "更改する", "更改します", "刷新する", "刷新します",
        "移行する", "移行します", "切り替える", "切り替えます", "運用を始める", "運用を開始する",
    ];
    const SOON: &str = "これから";
    let said = |at: usize| {
        Some(StatedStatus {
            status: Status::Planned,
            range: at..sentence.len(),
            reason: None,
        })
    };
    if sentence.contains(SOON)
        && let Some(at) = sentence.rfind(SOON)
    {
        let deed = &sentence[at + SOON.len()..];
        let is_short = deed.chars().nth(8).is_none();
        return { is_short && deed.ends_with(['る', 'う', 'く', 'す']) }
            .then(|| said(at))
            .flatten();
    }
    if !affix::ends_with(sentence, &ONCE) {
        return None;
    }
    let later = LATER.iter().filter_map(|word| {
        let at = sentence.find(word)?;
        affix::begins_with(&sentence[at + word.len()..], &WHEN).then_some(at)
    });
    // 「9月までに」, 「2027年4月から」.
    let month = sentence.match_indices('月').find_map(|(at, month)| {
        let digits = sentence[..at].trim_end_matches(is_digit);
        let year = digits.strip_suffix('年').unwrap_or(digits);
        let year = year.trim_end_matches(is_digit);
        let behind = sentence[at + month.len()..].trim_start_matches(['末', '中', '頃']);
        let is_due = digits.len() < at && affix::begins_with(behind, &["までに", "から", "より"]);
        is_due.then_some(year.len())
    });
    said(later.chain(month).min()?)
}

/// Whether a sentence in folded letters says no more than that something will be done, and when.
pub(super) fn is_plan(text: &str) -> bool {
    const TIMES: [&str; 26] = [
        "来年度",
        "来年",
        "再来年度",
        "次年度",
        "来期",
        "次期",
        "今期",
        "今年度",
        "本年度",
        "年度",
        "年内",
        "今後",
        "将来的",
        "将来",
        "近日",
        "近々",
        "近く",
        "順次",
        "速やか",
        "早急",
        "早期",
        "別途",
        "来月",
        "四半期",
        "上期",
        "下期",
    ];
    const PARTICLES: [&str; 14] = [
        "までに",
        "中に",
        "以降に",
        "以降",
        "内に",
        "末",
        "中",
        "内",
        "に",
        "は",
        "から",
        "より",
        "も",
        "、",
    ];
    const DEEDS: [&str; 16] = [
        "対応", "実施", "導入", "実装", "整備", "検討", "着手", "策定", "構築", "作成", "改善",
        "改修", "追加", "設定", "開始", "取得",
    ];
    const AHEAD: [&str; 11] = [
        "する予定",
        "をする予定",
        "の予定",
        "予定",
        "を予定",
        "を予定している",
        "を予定しています",
        "する計画",
        "を検討",
        "を検討中",
        "を計画",
    ];
    const PLAIN: [&str; 6] = [
        "",
        "する",
        "します",
        "していく",
        "していきます",
        "してまいります",
    ];
    let mut rest = text;
    loop {
        let digits = rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || "年月日度期頃第/.-q ".contains(c));
        // A number opens a date, 「年」 alone does not.
        let dated = (rest.starts_with(|c: char| c.is_ascii_digit())).then_some(digits);
        let timed = TIMES.iter().find_map(|time| rest.strip_prefix(time));
        let Some(behind) = timed.or(dated) else { break };
        let particle = PARTICLES.iter().find_map(|word| behind.strip_prefix(word));
        rest = particle.unwrap_or(behind);
        let second = PARTICLES.iter().find_map(|word| rest.strip_prefix(word));
        rest = second.unwrap_or(rest);
    }
    let is_timed = rest.len() < text.len();
    let Some(behind) = DEEDS.iter().find_map(|deed| rest.strip_prefix(deed)) else {
        return false;
    };
    let end = ["です", "である", "だ"]
        .iter()
        .find_map(|tail| behind.strip_suffix(tail));
    let end = end.unwrap_or(behind);
    AHEAD.contains(&end) || is_timed && PLAIN.contains(&end)
}
