//! Words that say of numbers near by that they do not apply.

use std::ops::Range;

use super::affix;

/// Whether a text says that what is listed below does not apply: 「次の項目は対象外とする。」
pub fn introduces_exclusions(text: &str) -> bool {
    const LONGEST: usize = 240;
    const BELOW: [&str; 7] = [
        "次の",
        "次に",
        "以下の",
        "以下に",
        "下記の",
        "下記は",
        "以下は",
    ];
    const ENDS: [&str; 8] = [
        "とする",
        "とします",
        "としている",
        "としています",
        "である",
        "です",
        "となる",
        "となります",
    ];
    const EXCLUSIONS: [&str; 11] = [
        "対象外",
        "適用対象外",
        "評価対象外",
        "適用外",
        "適用除外",
        "除外",
        "該当しない",
        "該当しません",
        "除く",
        "適用しない",
        "適用しません",
    ];
    if text.len() > LONGEST {
        return false;
    }
    let end = |c: char| c.is_whitespace() || "。：:".contains(c);
    let sentence = text.trim_end_matches(end);
    let bare = affix::before(sentence, &ENDS).unwrap_or(sentence);
    affix::ends_with(bare, &EXCLUSIONS) && BELOW.iter().any(|word| text.contains(word))
}

/// Whether a text says what the document that it stands in is: 「本表は、…」, 「この手順書は、…」.
pub fn speaks_of_itself(text: &str) -> bool {
    const DOCUMENTS: [&str; 18] = [
        "表",
        "書",
        "一覧",
        "資料",
        "文書",
        "規程",
        "規則",
        "手順書",
        "要領",
        "シート",
        "票",
        "ドキュメント",
        "マニュアル",
        "対応表",
        "説明書",
        "報告書",
        "回答書",
        "開示書",
    ];
    let text = text.trim_start();
    let subject = ["本", "この", "当"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let Some(subject) = subject.and_then(|rest| Some(&rest[..rest.find(['は', '。'])?])) else {
        return false;
    };
    let subject = subject
        .split(['（', '('])
        .next()
        .unwrap_or_default()
        .trim_end();
    subject.chars().nth(12).is_none() && affix::ends_with(subject, &DOCUMENTS)
}

/// Whether a text says that a guideline is followed, and not what is done: 「…ガイドライン第1.1版 別紙2に準拠する。」
pub fn only_follows(text: &str) -> bool {
    const ENDS: [&str; 22] = [
        "への対応である",
        "への対応です",
        "への対応",
        "への回答である",
        "への回答です",
        "への回答",
        "による点検",
        "に基づく点検",
        "に対応する",
        "に対応します",
        "に対応している",
        "に対応しています",
        "に準拠する",
        "に準拠します",
        "に準拠している",
        "に準拠しています",
        "に基づく",
        "に基づきます",
        "に従う",
        "に従います",
        "を遵守する",
        "を遵守します",
    ];
    let sentence = text.trim().trim_end_matches('。');
    affix::ends_with(sentence, &ENDS) && !sentence.contains(['。', '、', 'は', '\n'])
}

/// Whether a text says what is shown below: 「別紙2の項番ごとに示す。」
pub fn announces(text: &str) -> bool {
    const ENDS: [&str; 15] = [
        "示す",
        "示します",
        "示した",
        "示している",
        "まとめた",
        "まとめたものです",
        "まとめました",
        "記載する",
        "記載します",
        "整理した",
        "整理しました",
        "抜粋",
        "お答えください",
        "ご回答ください",
        "ご記入ください",
    ];
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "。）)".contains(c));
    !end.contains('。') && affix::ends_with(end, &ENDS)
}

/// Whether a note only says of which guideline the numbers below are: 「（以下の項番は…別紙2のもの）」.
pub fn tells_whose_numbers(text: &str) -> bool {
    const WHERE: [&str; 9] = [
        "以下の",
        "以降の",
        "次の",
        "下記の",
        "下表の",
        "本表の",
        "この表の",
        "本書の",
        "表中の",
    ];
    const NUMBERS: [&str; 7] = [
        "項番は",
        "番号は",
        "条項番号は",
        "条番号は",
        "項目番号は",
        "管理策番号は",
        "要件番号は",
    ];
    /// No such note goes on for longer, in bytes.
    const LONGEST: usize = 200;
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "（(※*注：:".contains(c));
    let place = { WHERE.iter() }.find_map(|word| text.strip_prefix(word));
    let told = place.is_some_and(|rest| NUMBERS.iter().any(|word| rest.starts_with(word)));
    told && text.len() <= LONGEST
        && text
            .trim_end_matches(['）', ')', '。'])
            .find('。')
            .is_none()
}

/// Whether what stands behind an excluded clause's number says why: 「（電子署名の機能がないため）」.
pub fn gives_a_cause(text: &str) -> bool {
    const CAUSES: [&str; 10] = [
        "ため",
        "ので",
        "から",
        "ことにより",
        "理由",
        "ない",
        "ません",
        "せず",
        "because",
        "since",
    ];
    CAUSES.iter().any(|word| text.contains(word))
}

/// Whether a text may hold words that [`excluding`] looks for; cheaper than to ask about each place.
pub fn may_exclude(text: &str) -> bool {
    ["out of scope", "not applicable", "not apply"]
        .iter()
        .any(|words| text.contains(words))
}

/// The words of the English sentence around a place that exclude what it names, "are not applicable": their place
/// in the text. To whom something does not apply, or where, is no exclusion.
pub fn excluding(text: &str, at: usize) -> Option<Range<usize>> {
    const WORDS: [&str; 6] = [
        "are out of scope",
        "is out of scope",
        "are not applicable",
        "is not applicable",
        "do not apply",
        "does not apply",
    ];
    const LIMITS: [&str; 9] = [
        " to ", " for ", " of ", " in ", " where ", " when ", " if ", " until ", " on ",
    ];
    /// What stands farther away is of no matter, whether or not the sentence goes on.
    const NEAR: usize = 600;
    let first = text.floor_char_boundary(at.saturating_sub(NEAR));
    let last = text.floor_char_boundary((at + NEAR).min(text.len()));
    let ends_sentence = |place: usize| {
        let behind = text[place..].trim_start_matches(['.', '\n']);
        let behind = behind.trim_start();
        behind.is_empty() || behind.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let start = { text[first..at].rmatch_indices(['.', '\n']) }
        .map(|(place, _)| first + place)
        .find(|&place| ends_sentence(place) && text[place + 1..].starts_with(char::is_whitespace))
        .map_or(first, |place| place + 1);
    let end = { text[at..last].match_indices(['.', '\n']) }
        .map(|(place, _)| at + place)
        .find(|&place| ends_sentence(place))
        .unwrap_or(last);
    let sentence = &text[start..end];
    WORDS.iter().find_map(|words| {
        let place = sentence.find(words)?;
        let behind = &sentence[place + words.len()..];
        let is_limited = LIMITS.iter().any(|limit| behind.starts_with(limit));
        (!is_limited).then(|| start + place..start + place + words.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_speak_of_themselves() {
        for text in [
            "本表は、別紙2への対応を示す。",
            "この手順書は、別紙2に対応する。",
            "本書は別紙2による。",
        ] {
            assert!(speaks_of_itself(text), "{text}");
        }
        for text in [
            "本サービスは別紙2に対応する。",
            "この機器は台帳で管理する。",
            "本番環境では別紙2による。",
        ] {
            assert!(!speaks_of_itself(text), "{text}");
        }
    }

    #[test]
    fn lists_of_exclusions_are_announced() {
        for text in [
            "次の項目は対象外とする。",
            "事業者ガイドラインの以下の条項は、適用除外とします：",
            "下記の項目は該当しない。",
        ] {
            assert!(introduces_exclusions(text), "{text}");
        }
        for text in [
            "次の項目に対応する。",
            "次の機器は管理者が確認し、対象外の機器は接続しない。",
            "対象外とする。",
        ] {
            assert!(!introduces_exclusions(text), "{text}");
        }
    }
}
