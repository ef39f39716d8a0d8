//! What a heading announces about everything under it.
//!
//! Some guidelines say once, in a heading, how binding the sentences under it are: 「C.最低限の
//! ガイドライン」, 「D.推奨されるガイドライン」, 「遵守事項」; and purpose, background and definitions
//! ask nothing of the reader, however their sentences end.

use super::Modality;
use super::modality::of_sentence;

/// What a heading says about the sentences that stand under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// They ask nothing: purpose, background, definitions, 「考え方」.
    Tells,
    /// They are demands: 「C.最低限のガイドライン」, 「遵守事項」.
    Demands,
    /// They are recommendations, although each may read like a demand: 「D.推奨されるガイドライン」.
    Recommends,
}

/// The convention that a heading's title (without its number) announces for all that stands
/// under it. Only titles that are nothing but such an announcement count: 「本ガイドラインの
/// 目的」 does, 「利用目的の特定」 is a requirement like any other.
pub fn announced_by(title: &str) -> Option<Convention> {
    let title = title.trim();
    if title.ends_with("最低限のガイドライン") || matches!(title, "遵守事項" | "必須事項")
    {
        return Some(Convention::Demands);
    }
    if title.ends_with("推奨されるガイドライン") || title == "推奨事項" {
        return Some(Convention::Recommends);
    }
    is_preliminary(title).then_some(Convention::Tells)
}

fn is_preliminary(title: &str) -> bool {
    const JAPANESE: [&str; 30] = [
        "目的",
        "趣旨",
        "背景",
        "経緯",
        "策定の背景",
        "策定の経緯",
        "策定の意義",
        "改定の経緯",
        "改定の趣旨",
        "前提",
        "前提条件",
        "読み方",
        "使い方",
        "構成",
        "位置付け",
        "位置づけ",
        "概要",
        "用語",
        "用語の定義",
        "定義",
        "対象",
        "対象読者",
        "適用範囲",
        "はじめに",
        "序文",
        "まえがき",
        "考え方",
        "参考文献",
        "改定履歴",
        "解説",
    ];
    const ENGLISH: [&str; 12] = [
        "introduction",
        "foreword",
        "purpose",
        "scope",
        "background",
        "overview",
        "definitions",
        "terms and definitions",
        "glossary",
        "references",
        "normative references",
        "how to read this document",
    ];
    let own = ["本ガイドライン", "本指針", "本書", "本文書", "本基準"]
        .iter()
        .find_map(|name| title.strip_prefix(name))
        .unwrap_or(title);
    let own = ["で用いる", "における", "の"]
        .iter()
        .find_map(|tie| own.strip_prefix(tie))
        .unwrap_or(own);
    let mut parts = own
        .split(['、', '・'])
        .flat_map(|part| part.split("及び"))
        .flat_map(|part| part.split("と"));
    parts.all(|part| JAPANESE.contains(&part.trim()))
        || ENGLISH.contains(&title.to_ascii_lowercase().as_str())
}

/// A sentence's modality under a heading's convention. `item`: it stands in a list, where
/// sentences under 「遵守事項」 often end in a noun.
pub fn rate(convention: Option<Convention>, sentence: &str, item: bool) -> Modality {
    let worded = of_sentence(sentence);
    match convention {
        None => worded,
        Some(Convention::Tells) => Modality::Info,
        Some(Convention::Demands) if item && worded == Modality::Info => Modality::Must,
        Some(Convention::Demands) => worded,
        Some(Convention::Recommends) if item && worded == Modality::Info => Modality::Should,
        Some(Convention::Recommends) => worded.min(Modality::Should),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_title_that_is_nothing_else_announces_a_background() {
        assert_eq!(
            announced_by("本ガイドラインの前提条件及び読み方"),
            Some(Convention::Tells)
        );
        assert_eq!(
            announced_by("本ガイドラインで用いる用語の定義"),
            Some(Convention::Tells)
        );
        assert_eq!(
            announced_by("Terms and definitions"),
            Some(Convention::Tells)
        );
        assert_eq!(announced_by("利用目的の特定"), None);
        assert_eq!(announced_by("対象事業者と医療機関等の合意形成"), None);
    }

    #[test]
    fn a_recommended_guideline_recommends_even_what_reads_like_a_demand() {
        let recommended = announced_by("推奨されるガイドライン");
        assert_eq!(
            rate(recommended, "二要素認証を採用すること。", true),
            Modality::Should
        );
        let minimum = announced_by("最低限のガイドライン");
        assert_eq!(rate(minimum, "利用者の識別と認証。", true), Modality::Must);
        assert_eq!(
            rate(minimum, "背景は次のとおりである。", false),
            Modality::Info
        );
    }
}
