//! Answers that say that there is something, and nothing of what it is: 「役割分担を明確にしています」, 「ルールを整備しています」.

use super::affix;

/// What may stand before the thing and says no more of it.
#[rustfmt::skip]
const ANY: [&str; 14] = [
    "当社では", "弊社では", "当社は", "弊社は", "本サービスでは", "、", "必要な", "社内の", "当社の", "情報セキュリティの", "情報セキュリティに関する", "セキュリティの",
    "セキュリティに関する", "各種の",
];

/// Things of which every provider has one.
#[rustfmt::skip]
const THINGS: [&str; 28] = [
    "役割分担", "責任分界", "責任範囲", "責任分担", "役割と責任", "体制", "管理体制", "運用体制", "対応体制", "連絡体制", "セキュリティ体制", "セキュリティ管理体制", "安全管理体制", "ルール",
    "運用ルール", "社内ルール", "規程", "規程類", "社内規程", "手順", "運用手順", "方針", "対策", "セキュリティ対策", "安全対策", "安全管理対策", "安全管理措置", "仕組み",
];

/// What is done with them.
#[rustfmt::skip]
const DEEDS: [&str; 24] = [
    "を明確に", "を明確化", "を整備", "を構築", "を策定", "を確立", "を実施", "を用意", "を運用", "を維持", "を強化", "を徹底", "を整え", "を定め", "を設け", "は明確に", "は明確化",
    "は整備", "は構築", "は策定", "は確立", "は実施", "は整え", "は定め",
];

/// How the verb ends.
#[rustfmt::skip]
const ENDS: [&str; 10] = [
    "しています", "しております", "している", "します", "する", "ています", "ております", "ている", "済みです", "済み",
];

/// Whether a text is one such sentence and nothing else.
pub(super) fn asserts_only(text: &str) -> bool {
    const LONGEST: usize = 100;
    let sentence = text.trim().trim_end_matches('。');
    if sentence.len() > LONGEST || !sentence.ends_with(['す', 'る', 'み']) {
        return false;
    }
    let deed = { affix::ends(sentence, &ENDS) }.map(|end| &sentence[..sentence.len() - end.len()]);
    let mut things = deed.filter_map(|deed| affix::before(deed, &DEEDS));
    things.any(|thing| {
        let mut thing = thing;
        while let Some(behind) = affix::behind(thing, &ANY) {
            thing = behind;
        }
        THINGS.contains(&thing)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assertions_of_nothing_in_particular_are_told_from_answers() {
        for text in [
            "役割分担を明確にしています。",
            "当社では、必要な体制を整備しております。",
            "ルールを整備しています",
            "セキュリティ対策は実施している。",
            "手順を定めています。",
        ] {
            assert!(asserts_only(text), "{text}");
        }
        for text in [
            "役割分担を別紙1で明確にしています。",
            "アクセス管理規程を整備しています。",
            "復旧手順を定めています。",
            "監視体制を24時間維持しています。",
            "体制図を整備しています。",
            "入退室を記録しています。",
        ] {
            assert!(!asserts_only(text), "{text}");
        }
    }
}
